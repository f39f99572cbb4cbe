// Blocks of cells, and what a real Ctrl+C puts on the clipboard and a real Ctrl+V takes from it.
import { expect, test } from "./page.js";
import { cell, pick, title, visit } from "./viewer.js";

/** Where things are pasted: a page of its own beside the viewer, as a spreadsheet or a note would be. @param {import("@playwright/test").Page} page */
async function pasteInto(page) {
  await page.evaluate(() => {
    const box = document.createElement("div");
    box.id = "box";
    box.contentEditable = "true";
    box.style.cssText = "position: fixed; inset: auto 0 0 0; height: 8rem; background: #fff; z-index: 99";
    // The page opens what is pasted anywhere: not here.
    box.addEventListener("paste", (event) => event.stopPropagation());
    document.body.append(box);
    box.focus();
  });
  await page.keyboard.press("Control+v");
  await page.locator("#box td").first().waitFor();
  return page.locator("#box").evaluate((box) => {
    const rows = [...box.querySelectorAll("tr")].map((row) => [...row.cells].map((one) => one.textContent ?? ""));
    box.remove();
    return rows;
  });
}

/** The plain text on the clipboard. @param {import("@playwright/test").Page} page */
async function clipboardText(page) {
  await page.evaluate(() => {
    const area = document.createElement("textarea");
    area.id = "area";
    area.addEventListener("paste", (event) => event.stopPropagation());
    document.body.append(area);
    area.focus();
  });
  await page.keyboard.press("Control+v");
  return page.locator("#area").evaluate((area) => {
    area.remove();
    return /** @type {HTMLTextAreaElement} */ (area).value;
  });
}

test.beforeEach(async ({ page }) => {
  await visit(page);
  await pick(page, "position.htm");
  await page.locator(".help").waitFor();
});

test("a block made by keys is copied with its shape and exact numbers", async ({ page }) => {
  await cell(page, "Cash", 0).locator(".value").click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowRight");
  await expect(page.locator(".picked")).toHaveCount(4);
  await expect(page.locator('[role="status"]')).toHaveText("2 rows × 2 columns selected.");
  const shown = await page.locator("td.picked .value").evaluateAll((values) => values.map((value) => value.textContent));
  await page.keyboard.press("Control+c");
  await expect(page.locator('[role="status"]')).toContainText("Copied 2 rows × 2 columns");
  const pasted = await pasteInto(page);
  expect(pasted).toHaveLength(2);
  for (const row of pasted) expect(row).toHaveLength(2);
  for (const number of pasted.flat().filter(Boolean)) expect(number).toMatch(/^-?\d+(\.\d+)?$/);
  // Thousands of dollars, in full.
  expect(Number(pasted[0]?.[0])).toBe(Number(shown[0]?.replace(/[^\d]/g, "")) * 1000);
  await cell(page, "Cash", 0).locator(".value").focus();
  await page.keyboard.press("Control+c");
  expect((await clipboardText(page)).split("\n").map((row) => row.split("\t"))).toEqual(pasted);
});

test("the whole table is copied with headings and labels; negative numbers stay numbers", async ({ page }) => {
  await pick(page, "borrowings.txt");
  await cell(page, "Interest expense", 0).locator(".value").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  const rows = await pasteInto(page);
  expect(rows[0]?.[0]).toBe("Line item");
  expect(rows.find(([label]) => label === "Gain (loss) on repayment")?.[1]).toBe("-215");
  expect(new Set(rows.map((row) => row.length)).size, "every row is as wide").toBe(1);
});

test("a block is made by dragging and by Shift and a click, whole rows by their labels", async ({ page }) => {
  const [from, to] = await Promise.all([cell(page, "Cash", 0).boundingBox(), cell(page, "Inventory", 1).boundingBox()]);
  if (!from || !to) throw new Error("no boxes");
  await page.mouse.move(from.x + 20, from.y + 8);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y + 8, { steps: 6 });
  await page.mouse.up();
  const many = await page.locator(".picked").count();
  expect(many).toBeGreaterThanOrEqual(4);
  expect(await page.evaluate(() => String(getSelection())), "no text is selected with it").toBe("");
  await page.keyboard.press("Control+c");
  expect((await pasteInto(page)).flat()).toHaveLength(many);
  await cell(page, "Cash", 0).click();
  await expect(page.locator(".picked")).toHaveCount(0);
  await cell(page, "Inventory", 0).click({ modifiers: ["Shift"] });
  await expect(page.locator(".picked")).toHaveCount(many / 2);
  await page.keyboard.press("Escape");
  await expect(page.locator(".picked")).toHaveCount(0);
  await page.locator("tbody th", { hasText: "Goodwill" }).click();
  await expect(page.locator(".picked")).toHaveCount(3);
});

test("text that is selected is copied as the browser does it", async ({ page }) => {
  await page.locator("filing-viewer h2").selectText();
  await page.keyboard.press("Control+c");
  expect(await clipboardText(page)).toContain("Statements of Financial Position");
});

test("the Copy button gives Markdown, and a citation of the value chosen", async ({ page }) => {
  await pick(page, "borrowings.txt");
  await expect(title(page)).toHaveText("Borrowings and warranties");
  await page.locator("button:text-is('Copy')").click();
  await page.locator("button:text-is('As Markdown')").click();
  await expect(page.locator('[role="status"]')).toContainText("Copied");
  const text = await clipboardText(page);
  expect(text.split("\n")[1]).toMatch(/^\| --- \| ---: \| ---: \|$/);
  expect(text).toContain("| Gain (loss) on repayment | -215 |");
  await cell(page, "Gain (loss) on repayment", 0).locator(".value").click();
  await expect(page.locator(".amount")).toBeVisible();
  await page.locator("button:text-is('Copy')").click();
  await page.locator("button:text-is('Citation')").click();
  await expect(page.locator('[role="status"]')).toHaveText("Copied the citation.");
  expect(await clipboardText(page)).toMatch(/^Gain \(loss\) on repayment: USD -215; 2025-01-01 to 2025-12-31; .*borrowings\.txt, line \d+\.$/);
});
