// Fingers: a finger that rests selects cells, a finger that moves scrolls, a tap opens the card.
import { expect, test } from "./page.js";
import { cell, shown, visit } from "./viewer.js";

/** @typedef {import("@playwright/test").Page} Page */

test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });
// Firefox's driver has no touches but taps.
test.skip(({ browserName }) => browserName !== "chromium", "touches are made by the DevTools of Chromium");

/** @param {Page} page */
async function fingers(page) {
  const session = await page.context().newCDPSession(page);
  const send = (/** @type {"touchStart" | "touchMove" | "touchEnd"} */ type, /** @type {{ x: number, y: number }[]} */ touchPoints) =>
    session.send("Input.dispatchTouchEvent", { type, touchPoints });
  return {
    rest: async (/** @type {{ x: number, y: number }} */ at) => {
      await send("touchStart", [at]);
      await page.waitForTimeout(700);
      await send("touchEnd", []);
    },
    swipe: async (/** @type {{ x: number, y: number }} */ from, /** @type {number} */ by) => {
      await send("touchStart", [from]);
      for (let step = 1; step <= 10; step++) {
        await send("touchMove", [{ x: from.x, y: from.y + by * step / 10 }]);
        await page.waitForTimeout(30);
      }
      await page.waitForTimeout(700);
      await send("touchEnd", []);
    },
  };
}

/** @param {import("@playwright/test").Locator} place */
async function middle(place) {
  const box = await place.boundingBox();
  if (!box) throw new Error("not there");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test.beforeEach(async ({ page }) => {
  await visit(page);
  const lines = Array.from({ length: 60 }, (_, at) => `|Row ${at + 1}\n|$ ${at + 1}\n|$ ${at % 7}\n`);
  await page.locator("#file").setInputFiles({ name: "ledger.txt", mimeType: "text/plain", buffer: Buffer.from(`|\nLEDGER (Details) - USD ($)\n|\nDec. 31, 2025\n|\nDec. 31, 2024\n${lines.join("")}`) });
  await shown(page);
  await page.locator(".pager").waitFor({ state: "attached" });
});

test("a finger that rests begins a block, taps end it elsewhere, and a button copies it", async ({ page }) => {
  const { rest } = await fingers(page);
  await rest(await middle(cell(page, "Row 2", 0)));
  await expect(page.locator(".picked")).toHaveCount(1);
  await expect(page.locator(".picked-bar")).toContainText("Tap where the selection ends");
  expect(await page.evaluate(() => String(getSelection())), "no text is selected with it").toBe("");
  await cell(page, "Row 4", 0).tap();
  await expect(page.locator(".picked")).toHaveCount(3);
  await expect(page.locator(".card .amount"), "no card opens").toHaveCount(0);
  await cell(page, "Row 3", 1).tap();
  await expect(page.locator(".picked-bar")).toContainText("2 rows × 2 columns selected");
  await expect(page.locator(".picked-bar kbd")).toBeHidden();
  await page.locator(".picked-bar button", { hasText: "Copy" }).tap();
  await expect(page.locator('[role="status"]')).toContainText("Copied 2 rows × 2 columns");
  await page.locator(".picked-bar button[aria-label='Clear selection']").tap();
  await expect(page.locator(".picked")).toHaveCount(0);
  await cell(page, "Row 4", 0).tap();
  await expect(page.locator(".card .amount")).toHaveText("$ 4");
});

test("a finger that moves scrolls, and selects nothing; with a block as well", async ({ page }) => {
  const { rest, swipe } = await fingers(page);
  const scrolled = () => page.locator(".page").evaluate((scroller) => scroller.scrollTop);
  await swipe(await middle(cell(page, "Row 8", 0)), -250);
  await expect.poll(scrolled).toBeGreaterThan(100);
  await expect(page.locator(".picked")).toHaveCount(0);
  await rest(await middle(cell(page, "Row 14", 0)));
  await expect(page.locator(".picked")).toHaveCount(1);
  const before = await scrolled();
  await swipe(await middle(cell(page, "Row 16", 0)), -200);
  await expect.poll(scrolled).toBeGreaterThan(before + 80);
  await expect(page.locator(".picked"), "the block is as it was").toHaveCount(1);
});
