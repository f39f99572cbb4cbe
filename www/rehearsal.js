// What is read and drawn once before anything is opened, so that the browser has compiled what that needs: the example, and a
// table in the markup of EDGAR's R pages.
import { example } from "./example.js";

const CELLS = ["$ 1,204", "(311)", "", "17 years", "48.00%", "12,500", "Dec. 31, 2031", "Yes"];

/** @returns {import("./types.js").Source[]} */
export function rehearsal() {
  const rows = Array.from({ length: 400 }, (_, at) => {
    const values = [0, 1, 2].map((column) => `<td class="nump">${CELLS[(at + column) % CELLS.length] || "&#160;"}<span></span>\n</td>`);
    return `<tr class="ro"><td class="pl" style="border-bottom: 0px;" valign="top"><a class="a" onclick="Show.showAR( this, 'defref_own_Item${at % 40}', window );">Item ${at}, less &amp; more</a></td>${values.join("\n")}</tr>\n`;
  });
  const dates = ["2031", "2030", "2029"].map((year) => `<th class="th"><div>Dec. 31, ${year}</div></th>`);
  const page = `<table class="report"><tr><th class="tl"><strong>Rehearsal (Details) - USD ($)<br>$ in Thousands</strong></th>${dates.join("")}</tr>${rows.join("")}</table>`;
  return [example, { name: "R4.htm", bytes: page }];
}

/** An inline XBRL document. @returns {import("./types.js").Source} */
export function inlineRehearsal() {
  const contexts = Array.from({ length: 60 }, (_, at) =>
    `<xbrli:context id="c${at}"><xbrli:entity><xbrli:identifier scheme="https://example.org">1</xbrli:identifier>${at % 3 ? `<xbrli:segment><xbrldi:explicitMember dimension="e:Axis${at % 4}">e:Member${at}</xbrldi:explicitMember></xbrli:segment>` : ""}</xbrli:entity><xbrli:period>${at % 2 ? `<xbrli:instant>2031-12-31</xbrli:instant>` : `<xbrli:startDate>2031-01-01</xbrli:startDate><xbrli:endDate>2031-12-31</xbrli:endDate>`}</xbrli:period></xbrli:context>`);
  const rows = Array.from({ length: 400 }, (_, at) =>
    `<tr><td style="padding:2px 1pt;text-align:left"><span style="color:#000000;font-size:9pt">Item ${at}&#160;&amp; more</span></td><td style="padding:2px 1pt"><ix:nonFraction unitRef="u" contextRef="c${at % 60}" decimals="-3" name="e:Item${at % 90}" format="ixt:num-dot-decimal" scale="3" id="f-${at}">${at},204</ix:nonFraction></td><td><ix:nonNumeric contextRef="c${at % 60}" name="e:Note${at % 9}" id="n-${at}">${"<span>A note of <b>words</b>. </span>".repeat(at % 9)}</ix:nonNumeric></td></tr>\n`);
  const names = [["ix", "2013/inlineXBRL"], ["ixt", "inlineXBRL/transformation/2020-02-12"], ["xbrli", "2003/instance"], ["xbrldi", "2006/xbrldi"], ["iso4217", "2003/iso4217"]];
  const spaces = names.map(([prefix, name]) => `xmlns:${prefix}="http://www.xbrl.org/${name}"`).join(" ");
  return { name: "rehearsal.htm", bytes: `<html xmlns="http://www.w3.org/1999/xhtml" ${spaces} xmlns:e="https://example.org/e"><body><div style="display:none"><ix:header><ix:resources>${contexts.join("")}<xbrli:unit id="u"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header></div><table>${rows.join("")}</table></body></html>` };
}

/** Draws the example where nobody sees or finds it, and takes it away again: the code has run once, and the fonts are at hand. */
export async function rehearseDrawing() {
  const stage = document.createElement("div");
  stage.style.cssText = "position: fixed; inset: 0; visibility: hidden; contain: strict";
  stage.inert = true;
  const viewer = /** @type {import("./filing-viewer.js").FilingViewerElement} */ (document.createElement("filing-viewer"));
  stage.attachShadow({ mode: "closed" }).append(viewer);
  document.body.append(stage);
  const over = new Promise((resolve) => {
    for (const name of ["opened", "failed"]) viewer.addEventListener(`filing-viewer-${name}`, resolve);
  });
  viewer.source = example;
  await over;
  // Its rows came along with it, and are in the document after this turn.
  await new Promise((resolve) => setTimeout(resolve));
  viewer.getBoundingClientRect();
  stage.remove();
}
