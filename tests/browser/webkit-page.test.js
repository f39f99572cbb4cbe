// WebKit: the page by WebDriver. Its pictures are stale, so the DOM is asked.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import { serve } from "../../www/build/serve.js";
import { Key, startWebKit } from "./webdriver.js";

/** @param {string} name */
const fixture = (name) => fileURLToPath(new URL(`../fixtures/page/${name}`, import.meta.url));
const borrowings = readFileSync(fixture("borrowings.txt"), "utf8");
const position = readFileSync(fixture("position.htm"), "utf8");

/** @type {Awaited<ReturnType<typeof startWebKit>>} */
let webkit;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;

before(async () => {
  site = await serve();
  webkit = await startWebKit();
});

after(async () => {
  await webkit?.close();
  site?.server.closeAllConnections();
  site?.server.close();
});

beforeEach(async () => {
  await webkit.goto(site.url);
  await webkit.until(() => document.body.hasAttribute("data-ready"));
});

/** @param {string} selector */
const text = (selector) =>
  webkit.evaluate((selector) => document.querySelector("filing-viewer")?.shadowRoot?.querySelector(selector)?.textContent ?? null, selector);

/** @param {string} selector @param {string} wanted */
async function says(selector, wanted) {
  await webkit.until((selector, wanted) =>
    document.querySelector("filing-viewer")?.shadowRoot?.querySelector(selector)?.textContent?.includes(wanted) ?? false, selector, wanted);
}

/** The values of a column, from top to bottom. @param {number} column */
const column = (column) => webkit.evaluate((column) =>
  [...(document.querySelector("filing-viewer")?.shadowRoot?.querySelectorAll("tbody tr") ?? [])]
    .map((row) => /** @type {HTMLTableRowElement} */ (row).cells[column + 1]?.querySelector(".figure")?.textContent)
    .filter((shown) => shown), column);

/** @param {"paste" | "drop"} way @param {Record<string, string>} flavours @param {string} [file] */
const give = (way, flavours, file) => webkit.evaluate((way, flavours, file) => {
  const data = new DataTransfer();
  for (const [type, text] of Object.entries(flavours)) {
    if (file) data.items.add(new File([text], file, { type }));
    else data.setData(type, text);
  }
  const init = { bubbles: true, cancelable: true };
  document.body.dispatchEvent(way === "drop"
    ? new DragEvent("drop", { ...init, dataTransfer: data })
    : new ClipboardEvent("paste", { ...init, clipboardData: data }));
}, way, flavours, file ?? "");

test("paste, drop and pick show a table, and nothing is asked for", async () => {
  /** @type {string[]} */
  const requests = [];
  site.server.on("request", (request) => requests.push(String(request.url)));
  await give("drop", { "text/plain": borrowings }, "borrowings.txt");
  await says("h2", "Borrowings and warranties");
  await give("paste", { "text/html": position, "text/plain": "Cash" });
  await says("h2", "Statements of Financial Position");
  await webkit.type(await webkit.find("#file"), fixture("leases.txt"));
  await says("h2", "Leases");
  assert.deepEqual(requests.filter((url) => !/^\/(tools|links|shared-\w+)\.js$/.test(url)), [], "but the tools");
});

test("a column sorts up, down and back", async () => {
  await give("drop", { "text/html": position }, "position.htm");
  await says("h2", "Statements of Financial Position");
  const filed = await column(1);
  const press = () => webkit.evaluate(() => {
    /** @type {HTMLButtonElement | null | undefined} */ (document.querySelector("filing-viewer")?.shadowRoot?.querySelector('thead button[data-by="1"]'))?.click();
  });
  await press();
  await says(".order", "smallest first");
  const up = await column(1);
  assert.deepEqual(up, ["$ (110)", "$ 0.01", "$ 3,975", "$ 12,480"]);
  await press();
  await says(".order", "largest first");
  assert.deepEqual(await column(1), [...up].reverse());
  await press();
  await says(".order", "As filed.");
  assert.deepEqual(await column(1), filed);
});

test("an assumed value is moved and confirmed by keys, and the views switch", async () => {
  await give("drop", { "text/plain": borrowings }, "borrowings.txt");
  await says(".chip", "3 assumed values");
  await webkit.evaluate(() => {
    const root = document.querySelector("filing-viewer")?.shadowRoot;
    /** @type {HTMLElement | null | undefined} */ (root?.querySelector(".value[data-doubt]"))?.focus();
    /** @type {HTMLElement | null | undefined} */ (root?.querySelector(".value[data-doubt]"))?.click();
  });
  await says(".card .amount", "24 months");
  const first = (await column(0)).includes("24 months");
  await webkit.keys([first ? ">" : "<"]);
  await says(".chip", "2 assumed values");
  assert.equal((await column(0)).includes("24 months"), !first);
  await webkit.keys(["n"]);
  await says(".card .amount", "6.25%");
  await webkit.keys([Key.Enter]);
  await says(".chip", "1 assumed value");
  await webkit.evaluate(() => {
    /** @type {HTMLElement | null | undefined} */ (document.querySelector("filing-viewer")?.shadowRoot?.querySelector('[data-choice="facts"]'))?.click();
  });
  await says("h2", "All facts");
});

test("bad input fails in words, and the page stays usable", async () => {
  await give("drop", { "text/plain": "no filing" }, "x.txt");
  await says('[role="alert"]', "x.txt");
  await webkit.evaluate(() => document.getElementById("example")?.click());
  await says("h2", "Borrowings, warranties and concentrations");
  assert.equal(await text('[role="alert"]'), null);
});
