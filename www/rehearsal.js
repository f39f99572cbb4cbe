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
