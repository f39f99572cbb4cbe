// Accessibility of every state, light, dark and narrow; and the element in somebody else's page.
import { axe, expect, test } from "./page.js";
import { drop, pick, shown, textOf, title, visit } from "./viewer.js";

const looks = /** @type {const} */ ([
  ["light", { width: 1360, height: 900 }, "light"],
  ["dark", { width: 1360, height: 900 }, "dark"],
  ["phone", { width: 390, height: 844 }, "light"],
]);

for (const [name, viewport, colorScheme] of looks) {
  test(`axe finds nothing wrong: ${name}`, async ({ page }) => {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await visit(page);
    expect(await axe(page), "first screen").toEqual([]);
    await page.locator("#file").setInputFiles({ name: "x.bin", mimeType: "", buffer: Buffer.from("nothing") });
    await page.getByRole("alert").waitFor();
    expect(await axe(page), "failed").toEqual([]);
    await pick(page, "borrowings.txt");
    expect(await axe(page), "table").toEqual([]);
    await page.locator(".value[data-doubt]").first().click();
    await page.locator("[data-confirm]").waitFor();
    expect(await axe(page), "card").toEqual([]);
    await page.locator("[data-confirm]").click();
    await page.locator(".settled-box").waitFor();
    await page.locator("thead button").nth(1).click();
    await page.locator("button:text-is('Export')").click();
    expect(await axe(page), "sorted, settled, menu open").toEqual([]);
    await page.keyboard.press("Escape");
    await page.locator("button:text-is('Facts')").click();
    await expect(title(page)).toHaveText("All facts");
    expect(await axe(page), "facts").toEqual([]);
    await drop(page, "borrowings.txt", "position.htm", "leases.txt");
    await expect(page.locator("#summary")).toContainText("3 tables");
    expect(await axe(page), "several tables").toEqual([]);
  });
}

test("nothing is wider than a phone but the table, which scrolls", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page);
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBe(0);
  await pick(page, "borrowings.txt");
  expect(await overflow()).toBe(0);
});

test("the text inside the tag is the source, and stays readable where it cannot be read", async ({ page }) => {
  await visit(page);
  await page.evaluate((text) => {
    const viewer = document.createElement("filing-viewer");
    viewer.id = "inline";
    viewer.textContent = text;
    document.body.replaceChildren(viewer);
  }, textOf("leases.txt"));
  await shown(page);
  await expect(title(page)).toHaveText("Leases");
  await page.evaluate(() => {
    const viewer = document.createElement("filing-viewer");
    viewer.textContent = "Only a sentence.";
    document.body.replaceChildren(viewer);
  });
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByText("Only a sentence.")).toBeVisible();
});

test("the element tells what happened, and its state is in its attributes", async ({ page }) => {
  await visit(page);
  const told = await page.evaluate(async (text) => {
    /** @type {any} */
    const viewer = document.createElement("filing-viewer");
    /** @type {string[]} */
    const told = [];
    const next = (/** @type {string} */ name) => new Promise((resolve) => viewer.addEventListener(name, () => (told.push(name), resolve(null)), { once: true }));
    document.body.append(viewer);
    const opened = next("filing-viewer-opened");
    viewer.setAttribute("sort", "0 descending");
    viewer.source = text;
    await opened;
    const failed = next("filing-viewer-failed");
    viewer.source = new Uint8Array([0, 1, 2, 3]);
    await failed;
    told.push(viewer.getAttribute("sort"), String(viewer.filing.info.facts));
    viewer.close();
    told.push(String(viewer.filing));
    return told;
  }, textOf("leases.txt"));
  expect(told).toEqual(["filing-viewer-opened", "filing-viewer-failed", "0 descending", "4", "null"]);
});
