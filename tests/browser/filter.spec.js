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
