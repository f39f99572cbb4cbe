// Inline XBRL needs the full module: it is fetched from the page's own site when a file is about to come or has come, and once.
import { expect, test } from "./page.js";
import { drop, pick, rows, shown, title, visit } from "./viewer.js";

const SMALL = "../inline/small.htm";

/** What may be asked for: the module, and its binding for each of the two workers that wait. @param {string[]} requests */
const paths = (requests) => requests.map((url) => new URL(url)).map(({ pathname, search }) => `${pathname}${search}`).sort();
const MODULE = "/pkg/full.wasm";
const BINDING = "/pkg/filing_viewer.js?2";

/** The rows of the facts, whatever tables there are. @param {import("@playwright/test").Page} page */
async function factRows(page) {
  await page.locator("filing-viewer").evaluate((viewer) => viewer.setAttribute("view", "facts"));
  await expect(title(page)).toHaveText("All facts");
  return rows(page);
}

test("a dropped inline document shows its facts; the module comes once, from the same site", async ({ page, watch }) => {
  await visit(page);
  watch.settled();
  await drop(page, SMALL);
  await shown(page);
  await expect(page.locator("#summary")).toHaveText(/^small\.htm .* 11 facts$/);
  const facts = await factRows(page);
  expect(facts).toContainEqual(expect.arrayContaining(["4,310", "USD", "2031-12-31"]));
  expect(facts, "a hidden fact").toContainEqual(expect.arrayContaining(["Annual report"]));
  expect(facts, "a continued one").toContainEqual(expect.arrayContaining(["Two routes were served all year, and a third in summer."]));
  const { origin } = new URL(page.url());
  expect(watch.requests.filter((url) => new URL(url).origin !== origin)).toEqual([]);
  await expect.poll(() => paths(watch.asked)).toEqual([BINDING, BINDING, MODULE]);
  watch.settled();
  await drop(page, SMALL, "leases.txt");
  await expect(page.locator("#summary")).toContainText("small.htm and 1 more");
  await drop(page, SMALL);
  await expect(page.locator("#summary")).toContainText("small.htm ·");
  expect(watch.asked).toEqual([]);
});

test("text fetches nothing; a chosen document fetches what it needs", async ({ page, watch }) => {
  await visit(page);
  watch.settled();
  await pick(page, "leases.txt");
  await expect(title(page)).toHaveText("Leases");
  expect(watch.asked).toEqual([]);
  await pick(page, SMALL);
  await expect(page.locator("#summary")).toContainText("small.htm");
  expect(paths(watch.asked)).toEqual([BINDING, MODULE]);
});

test("where the module cannot be had, a sentence says so, what is open stays, and the next try fetches it", async ({ page, context }) => {
  await visit(page);
  await pick(page, "leases.txt");
  await context.route("**/pkg/full.wasm", (route) => route.abort());
  await drop(page, SMALL);
  await expect(page.getByRole("alert")).toContainText("The larger part of the reader, which this needs, could not be loaded");
  await expect(title(page)).toHaveText("Leases");
  expect(await factRows(page)).toContainEqual(expect.arrayContaining(["$ 812"]));
  await context.unroute("**/pkg/full.wasm");
  await drop(page, SMALL);
  await expect(page.locator("#summary")).toContainText("small.htm");
});
