// Files of data, workbooks and plain text: each is read by the full module, and shows what it holds.
import { expect, test } from "./page.js";
import { drop, pick, rows, shown, title, visit } from "./viewer.js";

test("xBRL-JSON and company facts show their facts, and a fact says what its report is called", async ({ page }) => {
  await visit(page);
  await drop(page, "../xbrl-json/report.json");
  await shown(page);
  await expect(page.locator("#summary")).toHaveText(/^report\.json .* 9 facts/);
  expect(await rows(page)).toContainEqual(expect.arrayContaining(["1230000.50", "EUR"]));
  await drop(page, "../company-facts/companyfacts.json");
  await expect(page.locator("#summary")).toHaveText(/^companyfacts\.json .* 6 facts/);
  const card = await page.locator("filing-viewer").evaluate((viewer) => /** @type {any} */ (viewer).filing.fact(1));
  expect(card.report).toBe("Dale Works Inc.: 10-K, FY 2030, filed 2031-03-01, 0000001234-31-000001");
  expect(card.source.text).toContain("12345678901234567890.25");
});

test("a data set's statements are laid out when one is looked at", async ({ page }) => {
  await visit(page);
  await drop(page, "../data-set/num.txt", "../data-set/sub.txt", "../data-set/tag.txt", "../data-set/pre.txt");
  await shown(page);
  await expect(title(page)).toHaveText(/^Balance sheet/);
  expect(await rows(page)).toContainEqual(expect.arrayContaining(["Total assets", "12345678901234567.25", "9000"]));
});

test("xBRL-CSV is read from its metadata and tables, dropped together", async ({ page }) => {
  await visit(page);
  const csv = ["dale.json", "dale-base.json", "parameters.csv", "tables/balance.csv", "plants.csv", "list.csv"];
  await drop(page, ...csv.map((name) => `../xbrl-csv/${name}`));
  await shown(page);
  expect(await rows(page)).toContainEqual(expect.arrayContaining(["1353000.50", "USD"]));
});

test("a workbook and plain text are read as tables", async ({ page }) => {
  await visit(page);
  await pick(page, "../workbook/dale.xlsx");
  await expect(title(page)).toHaveText(/^Consolidated balance sheets$/i);
  await drop(page, "../columns/report.txt");
  await expect(title(page)).toHaveText(/^Dale Works, Inc. consolidated balance sheets$/i);
});
