// Doubt: what is assumed looks different, says why, and is moved or confirmed with mouse and keys.
import { expect, test } from "./page.js";
import { cell, pick, tabTo, visit } from "./viewer.js";

/** @param {import("@playwright/test").Page} page */
const chip = (page) => page.locator(".chip").first();

test.beforeEach(async ({ page }) => {
  await visit(page);
  await pick(page, "borrowings.txt");
  await expect(chip(page)).toHaveText("3 assumed values");
});

test("an assumed value is marked, and its card says why", async ({ page }) => {
  const value = page.locator(".value[data-doubt]").first();
  await expect(value).toHaveAccessibleName(/, assumed/);
  await value.click();
  await expect(page.locator(".doubt-box").first()).toContainText("Column assumed.");
  await expect(page.locator(".card")).toContainText("borrowings.txt, line");
  await expect(cell(page, "Interest expense", 0).locator(".value")).not.toHaveAccessibleName(/assumed/);
});

test("the card's buttons move a value, move it back, and confirm another", async ({ page }) => {
  const value = page.locator(".value[data-doubt]", { hasText: "24 months" });
  await value.click();
  const from = (await cell(page, "Product warranty period", 0).locator(".value").count()) === 1 ? 0 : 1;
  await page.locator(".doubt-box button[data-column]").click();
  await expect(cell(page, "Product warranty period", 1 - from)).toContainText("24 months");
  await expect(cell(page, "Product warranty period", from)).toHaveText("");
  await expect(chip(page)).toHaveText("2 assumed values");
  await expect(page.locator(".settled-box")).toBeVisible();
  await expect(cell(page, "Product warranty period", 1 - from).locator(".value")).toHaveAttribute("aria-current", "true");
  await page.locator(".value[data-doubt]").first().click();
  await page.locator("[data-confirm]").click();
  await expect(chip(page)).toHaveText("1 assumed value");
});

test("keys alone find an assumed value, move it and confirm the others", async ({ page }) => {
  await tabTo(page, ".chip");
  await page.keyboard.press("Enter");
  const selected = page.locator(".value[aria-current]");
  await expect(selected).toContainText("24 months");
  await expect(selected).toBeFocused();
  const from = (await cell(page, "Product warranty period", 0).locator(".value").count()) === 1 ? 0 : 1;
  await page.keyboard.press(from === 0 ? ">" : "<");
  await expect(cell(page, "Product warranty period", 1 - from)).toContainText("24 months");
  await expect(selected).toBeFocused();
  await expect(page.locator('[role="status"]')).toContainText("2 assumed values left");
  await page.keyboard.press("n");
  await expect(selected).toContainText("6.25%");
  await page.keyboard.press("Enter");
  await expect(chip(page)).toHaveText("1 assumed value");
  await page.keyboard.press("n");
  await expect(selected).toContainText("0.375%");
  await page.keyboard.press("Enter");
  await expect(chip(page)).toHaveText("All assumed values settled");
  await expect(page.locator(".value[data-doubt]")).toHaveCount(0);
});

test("arrows go from value to value, and the card follows", async ({ page }) => {
  await cell(page, "Interest expense", 0).locator(".value").click();
  await expect(page.locator(".amount")).toHaveText("$ 1,284");
  await page.keyboard.press("ArrowRight");
  await expect(page.locator(".amount")).toHaveText("$ 1,102");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator(".amount")).toHaveText("$ 40");
  await page.keyboard.press("Home");
  await expect(page.locator(".amount")).toHaveText("$ (215)");
  await page.keyboard.press("Escape");
  await expect(page.locator(".amount")).toHaveCount(0);
  await expect(cell(page, "Gain (loss) on repayment", 0).locator(".value")).toBeFocused();
});

test("a value settled in the facts is settled in its table", async ({ page }) => {
  await page.locator("button:text-is('Facts')").click();
  await page.locator(".value[data-doubt]").first().click();
  await page.locator("[data-confirm]").click();
  await expect(chip(page)).toHaveText("2 assumed values");
  await page.locator("button:text-is('Tables')").click();
  await expect(page.locator(".value[data-doubt]")).toHaveCount(2);
});

test("on a phone the card is a sheet, opened by a tap and closed by its button", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const card = page.locator(".card");
  await expect(card).toBeHidden();
  await page.locator(".value[data-doubt]").first().click();
  await expect(card).toBeVisible();
  await expect(card.locator("[data-confirm]")).toBeInViewport();
  await expect(page.locator(".value[aria-current]")).toBeInViewport();
  await card.getByRole("button", { name: "More" }).click();
  await expect(card).toContainText("Period");
  await card.getByRole("button", { name: "Close" }).click();
  await expect(card).toBeHidden();
});
