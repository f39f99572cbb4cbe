// Print: all rows of a long table, the head on every page, the source below; and the window again afterwards.
import { expect, test } from "./page.js";
import { shown, visit } from "./viewer.js";

test("three thousand rows are printed whole", async ({ page, browserName }) => {
  test.slow();
  const lines = Array.from({ length: 3000 }, (_, at) => `|Row ${at + 1}\n|$ ${at + 1}\n|$ ${3000 - at}\n`);
  await visit(page);
  await page.locator("#file").setInputFiles({ name: "ledger.txt", mimeType: "text/plain", buffer: Buffer.from(`|\nLEDGER (Details) - USD ($)\n|\nDec. 31, 2025\n|\nDec. 31, 2024\n${lines.join("")}`) });
  await shown(page);
  await page.locator(".help").waitFor({ state: "attached" });
  await expect.poll(() => page.locator("tbody tr").count()).toBeLessThan(400);
  // The dialog is the browser's: what it would print is looked at instead.
  await page.evaluate(() => {
    window.print = () => void (/** @type {any} */ (window).printing = true);
  });
  await page.locator("button:text-is('View')").click();
  await page.locator("button:text-is('Print all rows')").click();
  await page.waitForFunction(() => /** @type {any} */ (window).printing === true);
  await expect(page.locator("tbody tr")).toHaveCount(3000);
  await expect(page.locator("tbody tr").last()).toContainText("Row 3000");
  await expect(page.locator(".source")).toContainText("ledger.txt");
  // Firefox's driver emulates no print and makes no PDF.
  if (browserName === "chromium") {
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("thead").evaluate((head) => getComputedStyle(head).display), "the head is on every page").toBe("table-header-group");
    // As it would not be with the box of a button in it.
    expect(await page.locator("thead button").first().evaluate((button) => getComputedStyle(button).display)).toBe("contents");
    await expect(page.locator(".print-only"), "nothing was left out").toBeHidden();
    await expect(page.locator(".source")).toBeVisible();
    for (const tool of ["filing-viewer .bar", ".pager", ".card", ".tables"]) await expect(page.locator(tool)).toBeHidden();
    const pages = (await page.pdf()).toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
    // About 40 to 60 rows a page.
    expect(pages).toBeGreaterThan(45);
    expect(pages).toBeLessThan(90);
    await page.emulateMedia({ media: "screen" });
  }
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect.poll(() => page.locator("tbody tr").count()).toBeLessThan(400);
  await expect(page.locator("table")).toHaveAttribute("aria-rowcount", "3001");
  // The browser's own key prints the same.
  await page.evaluate(() => void (/** @type {any} */ (window).printing = false));
  await page.locator(".page").focus();
  await page.keyboard.press("Control+p");
  await page.waitForFunction(() => /** @type {any} */ (window).printing === true);
  await expect(page.locator("tbody tr")).toHaveCount(3000);
});
