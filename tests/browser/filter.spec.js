// Filters, groups and concepts across periods: what is counted is what is shown.
import { axe, expect, test } from "./page.js";
import { pick, rows, tabTo, title, visit } from "./viewer.js";

/** @param {import("@playwright/test").Page} page */
const factRows = async (page) => (await rows(page)).filter((row) => row.length > 1);

/** The facets with their values and counts, as the panel says them. @param {import("@playwright/test").Page} page @param {string} name */
const values = (page, name) => page.locator(".facets details", { has: page.locator("summary", { hasText: name }) }).locator("label");

test.beforeEach(async ({ page }) => {
  await visit(page);
  await pick(page, "../inline/small.htm");
  await page.locator("button:text-is('Facts')").click();
  await expect(title(page)).toHaveText("All facts");
  await page.locator(".help").waitFor({ state: "attached" });
});

test("each value of a facet gives as many rows as it counts, and chips take filters away", async ({ page }) => {
  const all = await factRows(page);
  await page.locator("button:text-is('Filter')").click();
  await expect(page.locator(".facets details").first()).toBeVisible();
  expect(await axe(page), "the panel").toEqual([]);
  for (const facet of ["Period", "Unit"]) {
    const counts = await values(page, facet).locator("small").allTextContents();
    expect(counts.length).toBeGreaterThan(1);
    for (const [at, text] of counts.entries()) {
      const count = Number(text);
      await values(page, facet).nth(at).click();
      await expect(page.locator(".what")).toContainText(`${count} of ${all.length} facts`);
      await expect.poll(async () => (await factRows(page)).length).toBe(count);
      await page.locator(".chips .chip").click();
      await expect(page.locator(".chips")).toBeHidden();
      await expect.poll(async () => (await factRows(page)).length).toBe(all.length);
    }
  }
});

test("what a number was shown in is a facet", async ({ page }) => {
  await page.locator("button:text-is('Filter')").click();
  await page.locator(".facets summary", { hasText: "Shown in" }).click();
  const scales = values(page, "Shown in");
  const names = await scales.locator("span").allTextContents();
  const at = names.indexOf("thousands");
  expect(names.length).toBeGreaterThan(1);
  expect(at).toBeGreaterThanOrEqual(0);
  const count = Number(await scales.nth(at).locator("small").textContent());
  await scales.nth(at).click();
  await expect(page.locator("filing-viewer")).toHaveAttribute("where", "scale=3");
  await expect.poll(async () => (await factRows(page)).length).toBe(count);
  await expect(page.locator(".chips")).toContainText("Shown in: thousands");
});

test("two values of a facet give both, two facets what fits both, and the words in the box as well", async ({ page }) => {
  await page.locator("button:text-is('Filter')").click();
  const units = values(page, "Unit");
  await expect(units.first()).toBeVisible();
  const [first, second] = (await units.locator("small").allTextContents()).map(Number);
  await units.nth(0).click();
  await expect.poll(async () => (await factRows(page)).length).toBe(first);
  await units.nth(1).click();
  await expect.poll(async () => (await factRows(page)).length).toBe((first ?? 0) + (second ?? 0));
  await expect(page.locator(".chips .chip")).toHaveCount(2);
  await page.locator(".filters input[type=search]").fill("no such words anywhere");
  await expect(page.locator("tbody tr")).toHaveCount(0);
  await expect(page.locator('[role="status"]')).toHaveText("No fact fits. Take a filter away.");
  await expect(page.locator(".what")).toContainText("0 of 11 facts");
  await expect(page.locator("thead th")).not.toHaveCount(0);
  await page.locator("button:text-is('Clear all')").click();
  await expect(page.locator("tbody tr")).toHaveCount(11);
});

test("groups count their facts, open and close; concepts stand by period", async ({ page }) => {
  const all = await factRows(page);
  await page.locator("button:text-is('Filter')").click();
  await page.locator(".arrange select").selectOption({ label: "Grouped by period" });
  const groups = page.locator("button[data-group]");
  await expect(groups.first()).toHaveAttribute("aria-expanded", "false");
  const counts = (await page.locator("tr.group .aside").allTextContents()).map((text) => Number(/^(\d+)/.exec(text)?.[1]));
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all.length);
  await groups.first().click();
  await expect(groups.first()).toHaveAttribute("aria-expanded", "true");
  await expect(groups.first()).toBeFocused();
  expect(await factRows(page)).toHaveLength(counts[0] ?? 0);
  expect(await axe(page), "groups").toEqual([]);
  await page.keyboard.press("Enter");
  await expect.poll(() => factRows(page)).toHaveLength(0);
  await page.locator(".arrange select").selectOption({ label: "Concepts down, periods across" });
  await expect(title(page)).toHaveText("Concepts by period");
  await expect(page.locator("filing-viewer")).toHaveAttribute("pivot", "period");
  const periods = new Set(all.map((row) => row[3]));
  expect(new Set((await page.locator("thead .name").allTextContents()).slice(1))).toEqual(periods);
  await page.locator(".value").first().click();
  await expect(page.locator(".amount")).toBeVisible();
  expect(await axe(page), "concepts by period").toEqual([]);
});

test("a pivot and a sum say no more digits than are vouched for, and what is assumed", async ({ page }) => {
  const number = (/** @type {string} */ context, /** @type {string} */ decimals, /** @type {string} */ text) =>
    `<td><ix:nonFraction name="e:Loans" contextRef="${context}" unitRef="usd" decimals="${decimals}" format="ixt:num-dot-decimal">${text}</ix:nonFraction></td>`;
  const context = (/** @type {string} */ id, /** @type {number} */ year) =>
    `<xbrli:context id="${id}"><xbrli:entity><xbrli:identifier scheme="https://registry.example">L-1</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>${year}-01-01</xbrli:startDate><xbrli:endDate>${year}-12-31</xbrli:endDate></xbrli:period></xbrli:context>`;
  const text = `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12" xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:e="https://loans.example"><head><title>Loans</title></head><body><div style="display:none"><ix:header><ix:resources>${context("now", 2031)}${context("before", 2030)}<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header></div>
<table><tr><th></th><th>2031</th><th>2030</th></tr><tr><td>Loans</td>${number("now", "-3", "1,234,567")}${number("before", "0", "2,345,678")}</tr></table></body></html>`;
  await page.locator("#file").setInputFiles({ name: "loans.htm", mimeType: "text/html", buffer: Buffer.from(text) });
  await expect(page.locator("#summary")).toContainText("loans.htm");
  const set = (/** @type {Record<string, string | null>} */ attributes) => page.locator("filing-viewer").evaluate((viewer, attributes) => {
    for (const [name, value] of Object.entries(attributes)) value === null ? viewer.removeAttribute(name) : viewer.setAttribute(name, value);
  }, attributes);
  await set({ view: "facts", pivot: "period", numbers: "ones" });
  await expect(title(page)).toHaveText("Concepts by period");
  const figures = page.locator("tbody .value .figure");
  await expect(figures).toHaveText(["1,234,567", "2,345,678"]);
  await expect(figures.nth(0).locator(".faint")).toHaveText(",567");
  await expect(figures.nth(1).locator(".faint")).toHaveCount(0);
  await expect(page.locator(".order")).toContainText("Faint digits are finer than the accuracy stated or printed.");
  await set({ numbers: "thousands" });
  await expect(figures).toHaveText(["1,234.567", "2,345.678"]);
  await expect(figures.nth(0).locator(".faint")).toHaveText(".567");
  await set({ pivot: null, group: "concept", numbers: null });
  await expect(page.locator("tr.group .aside")).toHaveText("2 facts · sum 3,580,245 USD, to the nearest thousand");
  await set({ numbers: "thousands" });
  await expect(page.locator("tr.group .aside")).toHaveText("2 facts · sum 3,580.245 USD, to the nearest thousand");

  await pick(page, "borrowings.txt");
  await set({ group: null, pivot: "period", numbers: null, view: "facts" });
  await expect(title(page)).toHaveText("Concepts by period");
  await expect(page.locator(".value.assumed[data-doubt]").first()).toBeVisible();
});

test("filters are set by keyboard, and the focus stays where it was", async ({ page }) => {
  await tabTo(page, ".tools button");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator(".filters")).toBeFocused();
  await tabTo(page, '.facets input[type="checkbox"]');
  await page.keyboard.press("Space");
  await expect(page.locator(".chips .chip")).toHaveCount(1);
  await expect(page.locator('.facets input[type="checkbox"]:focus')).toBeChecked();
  await page.keyboard.press("Space");
  await expect(page.locator(".chips")).toBeHidden();
  await page.keyboard.press("Escape");
  await expect(page.locator(".filters")).toBeHidden();
  await expect(page.locator("button:text-is('Filter')")).toBeFocused();
});

test("from a table, Filter begins with the facts of that table", async ({ page }) => {
  await pick(page, "borrowings.txt", "leases.txt");
  await page.locator("button:text-is('Tables')").click();
  await page.locator("nav button", { hasText: "Leases" }).click();
  await expect(title(page)).toHaveText("Leases");
  await page.locator("button:text-is('Filter')").click();
  await expect(page.locator(".chips .chip")).toContainText("Table: Leases");
  await expect(page.locator("tbody tr")).toHaveCount(4);
});

test("find narrows a table to the rows that hold the words", async ({ page }) => {
  await pick(page, "borrowings.txt");
  await page.locator("button:text-is('Tables')").click();
  await expect(title(page)).toHaveText("Borrowings and warranties");
  await page.keyboard.press("/");
  await page.keyboard.type("interest");
  // What was found of the word's first letters is more, and may be said first.
  await expect(page.locator(".found")).toHaveText("1 of 2");
  await page.locator("button:text-is('Only these rows')").click();
  await expect(page.locator(".order")).toContainText("“interest”");
  expect(await factRows(page)).toHaveLength(2);
});
