// The card of an inline document's fact, and its document in a frame that can reach nothing.
import { POLICY } from "../../www/build/serve.js";
import { axe, expect, test } from "./page.js";
import { fixture, pick, visit } from "./viewer.js";

/** @typedef {import("@playwright/test").Page} Page */

const HOSTILE = "../inline/hostile.htm";

/**
 * Opens the hostile document and chooses the first fact of a concept.
 * @param {Page} page
 * @param {string} shown
 */
async function choose(page, shown) {
  await pick(page, HOSTILE);
  // Hidden facts stand in no table.
  await page.locator("filing-viewer").evaluate((viewer) => viewer.setAttribute("view", "facts"));
  await page.locator(`.value[data-fact]:has-text("${shown}")`).first().click();
  await page.locator(".card [data-document]").waitFor();
}

/**
 * Presses Show in document, and waits until the document is laid out.
 * @param {Page} page
 */
async function showDocument(page) {
  await page.locator(".card [data-document]").click();
  await page.locator("dialog.document iframe").waitFor();
  await page.locator("dialog.document .wait").waitFor({ state: "detached" });
  return page.frameLocator("dialog.document iframe");
}

test("the card tells the way from what is shown to the value", async ({ page }) => {
  await visit(page);
  await choose(page, "2,315");
  const steps = page.locator(".how li");
  expect(await steps.evaluateAll((all) => all.map((step) => [...step.children].map((part) => part.textContent)))).toEqual([
    ["Shown", "2,315"],
    ["Format", "2315", "ixt:num-dot-decimal, transformation registry 4"],
    ["Scale", "2315000", "3: × 1,000"],
    ["Sign", "-2315000", "−: the number is negative"],
    ["Value", "-2315000"],
  ]);
  const card = page.locator(".card");
  await expect(card).toContainText("-3 to the nearest thousand");
  await expect(card).toContainText("Before the insurer's answer on the storm of November.");
  await expect(card.locator("section", { hasText: "Related facts" })).toContainText("explains");
  const again = card.locator("section", { hasText: "Reported 3 times more" }).locator("li");
  expect(await again.evaluateAll((all) => all.map((one) => one.textContent))).toEqual([
    "-2315208decimals 0 · same when rounded", "-2315000decimals -3 · same value", "-2351000decimals -3 · contradicts",
  ]);
  await card.locator("summary", { hasText: "As filed" }).click();
  await expect(card.locator(".as-filed")).toContainText("startDate 2024-01-01");
  expect(await axe(page)).toEqual([]);
  await again.last().locator("button").click();
  await expect(card.locator(".amount")).toHaveText("2,351");
});

test("a dimension has its axis, its member and where it stands", async ({ page }) => {
  await visit(page);
  await choose(page, "6,150");
  await expect(page.locator(".card")).toContainText("tern:NorthPierMember tern:SiteAxis");
  await expect(page.locator(".card")).toContainText("7 tern:BerthAxis (typed)");
  await page.locator(".card summary", { hasText: "As filed" }).click();
  await expect(page.locator(".as-filed")).toContainText("segment tern:BerthAxis = <tern:berth>7</tern:berth>");
});

test("the document is shown at the fact, and nothing in it reaches the outside", async ({ page, context, watch }) => {
  /** @type {string[]} */
  const outside = [];
  context.on("request", (request) => !/^(http:\/\/localhost|blob:)/.test(request.url()) && outside.push(request.url()));
  await visit(page);
  await choose(page, "2,315");
  watch.settled();
  const frame = await showDocument(page);
  const mark = frame.locator("#filing-viewer-fact");
  await expect(mark).toHaveText("2,315");
  await expect(mark).toBeInViewport();
  await expect(frame.locator("h1")).toHaveCSS("color", "rgb(1, 2, 3)");
  await expect(frame.locator("body")).not.toContainText("0000000042");
  // What a person may do in it leads nowhere either.
  await frame.locator("#away").click();
  await frame.locator("button").click();
  await page.waitForTimeout(1000);
  await expect(mark).toHaveText("2,315");
  expect(await page.title()).toContain("hostile.htm");
  expect(outside).toEqual([]);
  // The panel's own module, the page and its blob are all that was asked for.
  expect(watch.asked.filter((url) => !url.startsWith("blob:") && !url.endsWith("/document-view.js"))).toEqual([]);
  const view = page.locator("dialog.document iframe");
  await expect(view).toHaveAttribute("sandbox", "");
  await expect(view).toHaveAttribute("title", "hostile.htm, with the fact marked");
});

test("Escape closes the document, and the focus is where it was", async ({ page }) => {
  await visit(page);
  await choose(page, "18,400");
  await page.locator(".card [data-document]").focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog.document iframe").waitFor();
  await page.locator("dialog.document .wait").waitFor({ state: "detached" });
  expect(await axe(page, { frames: false })).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(page.locator("dialog.document")).toHaveCount(0);
  await expect(page.locator(".card [data-document]")).toBeFocused();
  await expect(page.locator(".card .amount")).toHaveText("18,400");
});

test("a hidden fact is shown where the page says it for it, or is told in words", async ({ page }) => {
  await visit(page);
  await choose(page, "false");
  const frame = await showDocument(page);
  await expect(page.locator("dialog.document .warn")).toContainText("hidden part");
  await expect(frame.locator("#filing-viewer-fact")).toHaveText("No");
  await page.locator("dialog.document button").click();
  await page.locator('.value[data-fact]:has-text("0000000042")').click();
  await expect(page.locator(".card .amount")).toHaveText("0000000042");
  await page.locator(".card [data-document]").click();
  await expect(page.locator("dialog.document")).toContainText("nothing on the page shows it");
  await expect(page.locator("dialog.document pre")).toContainText('name="tern:FilerNumber"');
  await expect(page.locator("dialog.document iframe")).toHaveCount(0);
});

test("a text is shown with its line marked", async ({ page }) => {
  await visit(page);
  await pick(page, "borrowings.txt");
  await page.locator(".value").first().click();
  const shown = await page.locator(".card .amount").textContent();
  const frame = await showDocument(page);
  await expect(frame.locator("pre #filing-viewer-fact")).toContainText(shown ?? "");
});

test.describe("under a policy that forbids inline styles", () => {
  test("the document is shown without its own, and it says so", async ({ page, watch }) => {
    await page.route("**/*", async (route) => {
      const response = await route.fetch();
      const strict = (/** @type {string} */ text) => text.replaceAll("style-src 'self' 'unsafe-inline'", "style-src 'self'");
      const body = route.request().url().endsWith("/") ? strict(await response.text()) : undefined;
      await route.fulfill({ response, body, headers: { ...response.headers(), "content-security-policy": strict(POLICY) } });
    });
    await visit(page);
    await choose(page, "2,315");
    const frame = await showDocument(page);
    await expect(page.locator("dialog.document .warn")).toContainText("shown without its own");
    await expect(frame.locator("#filing-viewer-fact")).toBeInViewport();
    // The only breach, of the header and of the page's own meta element, is the question whether styles are allowed.
    expect(await page.evaluate(() => /** @type {any} */ (window).breaches.splice(0))).toEqual(["style-src-attr: inline", "style-src-attr: inline"]);
    watch.breaches.splice(0);
    watch.errors.splice(0);
  });
});
