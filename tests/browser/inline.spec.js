// Inline XBRL needs the full module: it is fetched from the page's own site when a file is about to come or has come, and once.
import { expect, test } from "./page.js";
import { column, drop, pick, rows, shown, title, visit } from "./viewer.js";

const SMALL = "../inline/small.htm";

/** What may be asked for: the module, and its binding for each of the two workers that wait. @param {string[]} requests */
const paths = (requests) => requests.map((url) => new URL(url)).map(({ pathname, search }) => `${pathname}${search}`).sort();
const MODULE = "/pkg/full.wasm";
const BINDING = "/pkg/filing_viewer.js?2";

test("a dropped inline document shows its facts; the module comes once, from the same site", async ({ page, watch }) => {
  await visit(page);
  watch.settled();
  await drop(page, SMALL);
  await shown(page);
  await expect(title(page)).toHaveText("All facts");
  await expect(page.locator("#summary")).toContainText("small.htm · 0 tables · 11 facts");
  expect(await rows(page)).toContainEqual(expect.arrayContaining(["(215)"]));
  const { origin } = new URL(page.url());
  expect(watch.requests.filter((url) => new URL(url).origin !== origin)).toEqual([]);
  await expect.poll(() => paths(watch.requests)).toEqual([BINDING, BINDING, MODULE]);
  watch.settled();
  await drop(page, SMALL, "leases.txt");
  await expect(page.locator("#summary")).toContainText("small.htm and 1 more · 1 table");
  await drop(page, SMALL);
  await expect(page.locator("#summary")).toContainText("small.htm · 0 tables");
  expect(watch.requests).toEqual([]);
});

test("what is on no one's way fetches nothing; a chosen document fetches what it needs", async ({ page, watch }) => {
  await visit(page);
  watch.settled();
  await pick(page, "leases.txt");
  await expect(title(page)).toHaveText("Leases");
  expect(watch.requests).toEqual([]);
  await pick(page, SMALL);
  await expect(title(page)).toHaveText("All facts");
  expect(paths(watch.requests)).toEqual([BINDING, MODULE]);
});

test("where the module cannot be had, a sentence says so, what is open stays, and the next try fetches it", async ({ page, context }) => {
  await visit(page);
  await pick(page, "leases.txt");
  await context.route("**/pkg/full.wasm", (route) => route.abort());
  await drop(page, SMALL);
  await expect(page.getByRole("alert")).toContainText("The reader of XBRL could not be loaded");
  await expect(title(page)).toHaveText("Leases");
  await page.locator("button:text-is('Facts')").click();
  expect(await column(page, 0)).not.toEqual([]);
  await context.unroute("**/pkg/full.wasm");
  await drop(page, SMALL);
  await expect(page.locator("#summary")).toContainText("small.htm");
});
