// Everything by keyboard: this test never touches the mouse.
import { axe, expect, test } from "./page.js";
import { fixture, rows, tabTo, textOf, title, visit } from "./viewer.js";

const modes = /** @type {const} */ ([
  ["light", { colorScheme: "light", forcedColors: "none" }],
  ["dark", { colorScheme: "dark", forcedColors: "none" }],
  ["forced colours", { colorScheme: "light", forcedColors: "active" }],
]);

for (const [name, media] of modes) {
  test(`all tools by keyboard alone, and axe finds nothing wrong: ${name}`, async ({ page }) => {
    test.slow();
    const said = page.locator('[role="status"]');
    const clean = async (/** @type {string} */ what) => expect(await axe(page), what).toEqual([]);
    const press = async (/** @type {string[]} */ ...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.emulateMedia(media);
    await visit(page);
    // What is typed into the box is opened from it.
    await page.evaluate((text) => {
      /** @type {HTMLTextAreaElement} */ (document.getElementById("text")).value = text;
      document.getElementById("text")?.dispatchEvent(new Event("input"));
    }, textOf("borrowings.txt"));
    await tabTo(page, "#text");
    await press("Control+Enter");
    await expect(title(page)).toHaveText("Borrowings and warranties");
    await page.locator(".help").waitFor();

    await press("?");
    await expect(page.locator(".keys-panel")).toBeVisible();
    await clean("the keys");
    await press("Escape");
    await expect(page.locator(".keys-panel")).toHaveCount(0);

    // To a value, its card, a block, a copy.
    await tabTo(page, "tbody .value");
    await press("Space");
    await expect(page.locator(".amount")).toBeVisible();
    await press("Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight");
    await expect(said).toHaveText("3 rows × 2 columns selected.");
    await clean("a block");
    await press("Control+c");
    await expect(said).toContainText("Copied 3 rows × 2 columns");
    await press("Shift+Space");
    await expect(said).toHaveText("3 rows × 3 columns selected.");
    await press("Control+Space");
    await expect(said).toContainText("× 3 columns selected.");
    await press("Escape");
    await expect(page.locator(".picked")).toHaveCount(0);
    await expect(page.locator("tbody .value:focus")).toHaveCount(1);

    // Find.
    await press("/");
    await page.keyboard.type("interest");
    await expect(page.locator(".found")).toContainText("1 of");
    await expect(said).toContainText("1 of");
    await press("Enter");
    await clean("find");
    await press("Escape");
    await expect(page.locator("tbody .value:focus")).toHaveCount(1);

    // Sort, and by another column too.
    await press("Shift+Tab");
    await press("Enter");
    await expect(said).toContainText("Sorted by Dec. 31, 2024");
    await press("Shift+Tab");
    await press("Shift+Enter");
    await expect(page.locator("filing-viewer")).toHaveAttribute("sort", "1 ascending, 0 ascending");
    await press(">");
    await expect(said).toContainText("is column 2 of 2");
    await press("+");
    await expect(said).toContainText("wide.");
    await press("h");
    await expect(said).toContainText("is hidden. View brings it back.");
    await clean("a column hidden");

    // View: numbers, density, columns.
    await tabTo(page, '.tools > .menu-box:nth-child(3) > button', "Shift+Tab");
    await press("Enter");
    await expect(page.locator(".view select")).toBeFocused();
    // As filed, ones, thousands, millions: letters typed slowly would be words of their own.
    for (const scale of ["ones", "thousands", "millions"]) {
      await press("ArrowDown");
      await expect(page.locator("filing-viewer")).toHaveAttribute("numbers", scale);
    }
    await expect(page.locator("filing-viewer")).toHaveAttribute("numbers", "millions");
    await press("ArrowUp", "ArrowUp");
    await expect(page.locator("filing-viewer")).toHaveAttribute("numbers", "ones");
    await clean("money in ones");
    await press("ArrowDown", "ArrowDown");
    await expect(page.locator("filing-viewer")).toHaveAttribute("numbers", "millions");
    await tabTo(page, '[data-key="compact"]');
    await press("Enter");
    await expect(page.locator("table")).toHaveClass(/compact/);
    await tabTo(page, '[data-key="reset"]');
    await press("Enter");
    await expect(page.locator("thead th")).toHaveCount(3);
    await clean("the view panel");
    await press("Escape");
    await expect(page.locator("button:text-is('View')")).toBeFocused();

    // Copy, by its menu.
    await press("Tab", "Enter", "Enter");
    await expect(said).toContainText("Copied");
    await expect(page.locator("button:text-is('Copy')")).toBeFocused();

    // Facts, filters, groups.
    await tabTo(page, ".tools > button:nth-child(2)", "Shift+Tab");
    await press("Enter");
    await expect(page.locator(".filters")).toBeFocused();
    await expect(page.locator(".facets details").first()).toBeVisible();
    await clean("filters");
    await tabTo(page, '.facets input[type="checkbox"]');
    await press("Space");
    await expect(page.locator(".chips .chip")).not.toHaveCount(0);
    await press("Escape");
    await expect(page.locator("button:text-is('Filter')")).toBeFocused();
    await tabTo(page, ".chips .chip");
    await clean("chips");
    await press("Enter");

    // A link.
    await tabTo(page, "#share", "Shift+Tab");
    await press("Enter");
    await expect(page.locator("#link input")).toBeFocused();
    await clean("the link");
    await press("Escape");
    await expect(page.locator("#link")).toHaveCount(0);
    expect((await rows(page)).length).toBeGreaterThan(0);
  });
}

test("the browser's own find is left alone", async ({ page }) => {
  await visit(page);
  await page.locator("#file").setInputFiles(fixture("leases.txt"));
  await page.locator(".help").waitFor();
  const taken = await page.evaluate(() => {
    const event = new KeyboardEvent("keydown", { key: "f", ctrlKey: true, bubbles: true, cancelable: true, composed: true });
    document.querySelector("filing-viewer")?.shadowRoot?.querySelector(".value")?.dispatchEvent(event);
    return event.defaultPrevented;
  });
  expect(taken).toBe(false);
  await expect(page.locator("search.find")).toBeHidden();
});
