// npm run bench: how long from the drop of a 1.2 MB R page to its first sortable rows, in Chromium. Prints; fails nothing.
//
//   npm run bench [-- times]
//
// The page is what is built in www/dist. Sortable rows are there when a button stands in a <th> and a <td> in a <tbody>, in the
// document or in the shadow of an element. Until the page has them only the facade is measured: from bytes to info and 60 rows.
import { chromium } from "@playwright/test";
import { build } from "../../www/build/build.js";
import { serve } from "../../www/build/serve.js";
import { browsers, setUp } from "../../www/build/setup.js";
import { rPage } from "./r-page.js";

const times = Number(process.argv[2] ?? 15);
setUp();
await build();
const launch = browsers().chromium;
if (!launch) throw new Error("Chromium is not there: npm test installs it.");
const { server, url } = await serve();
const browser = await chromium.launch(launch);
const text = rPage(1_200_000);

console.log(`\n${(text.length / 1e6).toFixed(2)} MB R page, ${times} times, a fresh page each; milliseconds`);
report("bytes to info and 60 rows", await measure(facade));
report("drop to sortable rows", await measure(drop));
await browser.close();
server.close();

/** @param {(text: string) => Promise<number>} inPage */
async function measure(inPage) {
  /** @type {number[]} */
  const found = [];
  for (let at = 0; at < times; at += 1) {
    const page = await browser.newPage();
    await page.goto(url);
    // The page says when it has made ready: its workers started, the wasm compiled and rehearsed.
    await page.locator("body[data-ready]").waitFor();
    // Nobody drops a file in the page's first half second; by then the browser has compiled anew what the rehearsal ran.
    await page.waitForTimeout(500);
    const time = await page.evaluate(inPage, text).catch((error) => void console.log(error.message.split("\n")[0]));
    await page.close();
    if (typeof time !== "number") break;
    found.push(time);
  }
  return found.sort((a, b) => a - b);
}

/** @param {string} name @param {number[]} sorted */
function report(name, sorted) {
  const at = (/** @type {number} */ part) => sorted[Math.floor(part * (sorted.length - 1))].toFixed(0);
  console.log(`${name.padEnd(28)}${sorted.length ? `median ${at(0.5)}, best ${at(0)}, worst ${at(1)}` : "not yet to be had"}`);
}

/** @param {string} text @returns {Promise<number>} */
async function facade(text) {
  /** @type {typeof import("../../www/api.js")} */
  const { openFiling } = await import(new URL("api.js", location.href).href);
  const file = new File([text], "R4.htm");
  const start = performance.now();
  const filing = await openFiling(file);
  await filing.rows({ table: 0, end: 60 });
  const time = performance.now() - start;
  filing.close();
  return time;
}

/** @param {string} text @returns {Promise<number>} */
async function drop(text) {
  /** @type {(root: Document | ShadowRoot) => boolean} */
  const shows = (root) => {
    if (root.querySelector("th button") && root.querySelector("tbody td")) return true;
    return [...root.querySelectorAll("*")].some((element) => element.shadowRoot && shows(element.shadowRoot));
  };
  const data = new DataTransfer();
  data.items.add(new File([text], "R4.htm", { type: "text/html" }));
  const target = document.querySelector("filing-viewer") ?? document.body;
  const start = performance.now();
  target.dispatchEvent(new DragEvent("drop", { bubbles: true, composed: true, cancelable: true, dataTransfer: data }));
  while (!shows(document)) {
    if (performance.now() - start > 10_000) throw new Error("no sortable rows after 10 s");
    await new Promise((resolve) => setTimeout(resolve));
  }
  // Seen when drawn: the next frame is on the screen.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return performance.now() - start;
}
