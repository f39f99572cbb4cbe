// The table: sorting by each column, the two views, long tables, numbers by ear, export.
import { expect, test } from "./page.js";
import { amount, cell, column, heading, pick, rows, shown, tabTo, title, visit } from "./viewer.js";

/** @param {string[]} shown */
const ascending = (shown) => [...shown].sort((a, b) => amount(a) - amount(b));

test("each column sorts up, down, and back to as filed", async ({ page }) => {
  await visit(page);
  await pick(page, "position.htm");
  const filed = await rows(page);
  for (const [at, name] of ["Dec. 31, 2025", "Dec. 31, 2024"].entries()) {
    const before = await column(page, at);
    const button = heading(page, name);
    const head = page.locator("thead th", { hasText: name });
    await button.click();
    await expect(head).toHaveAttribute("aria-sort", "ascending");
    await expect(page.locator(".order")).toContainText(`Sorted by ${name}, smallest first`);
    // A cell counts with its scale: a value per share is smaller than a thousand dollars.
    expect((await column(page, at)).filter((shown) => !shown.includes("."))).toEqual(ascending(before.filter((shown) => !shown.includes("."))));
    await button.click();
    await expect(head).toHaveAttribute("aria-sort", "descending");
    await expect(page.locator("[aria-sort]")).toHaveCount(1);
    await expect(page.locator(".order")).toContainText("largest first");
    expect((await column(page, at)).filter((shown) => !shown.includes("."))).toEqual(ascending(before.filter((shown) => !shown.includes("."))).reverse());
    await button.click();
    await expect(page.locator("[aria-sort]")).toHaveCount(0);
    await expect(page.locator(".order")).toHaveText("As filed.");
    expect(await rows(page)).toEqual(filed);
  }
  await heading(page, "Line item").click();
  await expect(page.locator(".order")).toContainText("A to Z");
  expect(await column(page, -1)).toEqual(["Allowance", "Cash", "Goodwill", "Inventory", "Par value"]);
  await page.locator("button:text-is('Back to as filed')").click();
  await expect(page.locator(".order")).toHaveText("As filed.");
  expect(await rows(page)).toEqual(filed);
});

test("a sort stays within sections, or goes across them", async ({ page }) => {
  await visit(page);
  await pick(page, "borrowings.txt");
  await expect(page.locator("button:text-is('Across sections')")).toBeHidden();
  await heading(page, "Dec. 31, 2025").click();
  await expect(page.locator("[aria-sort]")).toHaveCount(1);
  const within = (await rows(page)).filter((row) => row.length === 1).map(([name]) => name);
  expect(within).toEqual(["Term Loan", "Revolving Credit Facility"]);
  await expect(page.locator(".order")).toContainText("within sections");
  await page.locator("button:text-is('Across sections')").click();
  await expect(page.locator(".order")).toContainText("across sections");
  await expect(page.locator("tr.section")).toHaveCount(0);
  const money = (await column(page, 0)).filter((shown) => shown.startsWith("$"));
  expect(money).toEqual(ascending(money));
  await expect(page.locator("tr", { hasText: "Amount drawn" }).locator(".above")).toHaveText("Revolving Credit Facility");
  await expect(page.locator("filing-viewer")).toHaveAttribute("sort", "0 ascending across");
});

test("sorting works by keyboard, and the focus stays on the heading", async ({ page }) => {
  await visit(page);
  await pick(page, "borrowings.txt");
  await tabTo(page, 'thead button[data-by="1"]');
  await page.keyboard.press("Enter");
  await expect(page.locator("[aria-sort='ascending']")).toContainText("Dec. 31, 2024");
  await page.keyboard.press("Space");
  await expect(page.locator("[aria-sort='descending']")).toContainText("Dec. 31, 2024");
  await expect(page.locator('[role="status"]')).toContainText("Sorted by Dec. 31, 2024");
  await page.keyboard.press("Enter");
  await expect(page.locator("[aria-sort]")).toHaveCount(0);
});

test("the facts are one a row, and sort by every column", async ({ page }) => {
  await visit(page);
  await pick(page, "borrowings.txt");
  await page.locator("button:text-is('Facts')").click();
  await expect(title(page)).toHaveText("All facts");
  await expect(page.locator("tbody tr")).toHaveCount(11);
  const filed = await rows(page);
  for (const [at, name] of ["Line item", "Value", "Unit", "Period", "Members"].entries()) {
    await heading(page, name).click();
    await expect(page.locator("[aria-sort='ascending']")).toContainText(name);
    const up = await rows(page);
    expect(up).toHaveLength(11);
    if (name === "Value") {
      const money = up.map((row) => row[at]).filter((shown) => shown.startsWith("$"));
      expect(money).toEqual(ascending(money));
    } else {
      const words = up.map((row) => row[at]).filter(Boolean);
      expect(words).toEqual([...words].sort((a, b) => a.localeCompare(b, "en")));
    }
    await heading(page, name).click();
    await heading(page, name).click();
    await expect(page.locator("[aria-sort]")).toHaveCount(0);
    expect(await rows(page)).toEqual(filed);
  }
  await page.locator("button:text-is('Tables')").click();
  await expect(title(page)).toHaveText("Borrowings and warranties");
});

test("views switch by keyboard", async ({ page }) => {
  await visit(page);
  await pick(page, "borrowings.txt");
  await tabTo(page, '[data-choice="facts"]');
  await page.keyboard.press("Space");
  await expect(page.locator("filing-viewer")).toHaveAttribute("view", "facts");
  await expect(title(page)).toHaveText("All facts");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(title(page)).toHaveText("Borrowings and warranties");
});

test("a negative number is said with minus, and kept as it is shown", async ({ page }) => {
  await visit(page);
  await pick(page, "position.htm");
  const value = cell(page, "Allowance", 0).locator(".value");
  await expect(value.locator(".figure")).toHaveText("$ (95)");
  await expect(value).toHaveAccessibleName(/^minus \$ 95/);
  await expect(cell(page, "Goodwill", 0)).toContainText("$ 0");
  await expect(cell(page, "Goodwill", 1).locator(".value")).toHaveCount(0);
});

test("numbers of a column stand on one decimal grid, and parentheses hang", async ({ page }) => {
  await visit(page);
  await pick(page, "position.htm");
  const edges = await page.locator("filing-viewer table").evaluate((table) => [.../** @type {HTMLTableElement} */ (table).tBodies[0].rows].map((row) => {
    const digits = row.cells[1].querySelector(".digits")?.firstChild;
    if (!digits) return 0;
    const range = document.createRange();
    const text = digits.textContent ?? "";
    const point = text.indexOf(".");
    range.setStart(digits, 0);
    range.setEnd(digits, point < 0 ? text.length : point);
    return range.getBoundingClientRect().right;
  }));
  for (const edge of edges) expect(Math.abs(edge - edges[0])).toBeLessThan(1);
});

test("a table of thousands of rows is in the document in part, and scrolls through to its end", async ({ page }) => {
  const lines = Array.from({ length: 5000 }, (_, at) => `|Row ${at + 1}\n|$ ${at + 1}\n|$ ${5000 - at}\n`);
  const text = `|\nLEDGER (Details) - USD ($)\n|\nDec. 31, 2025\n|\nDec. 31, 2024\n${lines.join("")}`;
  await visit(page);
  await page.locator("#file").setInputFiles({ name: "ledger.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await shown(page);
  await expect(page.locator("table")).toHaveAttribute("aria-rowcount", "5001");
  await expect.poll(() => page.locator("tbody tr").count()).toBeLessThan(400);
  await page.locator(".page").evaluate((scroller) => scroller.scrollTo(0, scroller.scrollHeight));
  await expect(page.locator("tr", { hasText: "Row 5000" })).toHaveAttribute("aria-rowindex", "5001");
  await heading(page, "Dec. 31, 2024").click();
  await page.locator(".page").evaluate((scroller) => scroller.scrollTo(0, 0));
  await expect(page.locator("tbody tr:not(.spacer)").first()).toContainText("Row 5000");
});

test("the columns of a long table keep their widths, make room for a longer number, and say what they cut off", async ({ page }) => {
  const far = "A line item whose label goes on and on, far beyond what a column of labels has room for in a long table";
  const lines = Array.from({ length: 3000 }, (_, at) => (at === 2500 ? `|${far}\n|$ 123,456,789,012,345\n|$ 1\n` : `|Row ${at + 1}\n|$ ${at % 10}\n|$ 5\n`));
  await visit(page);
  await page.locator("#file").setInputFiles({ name: "ledger.txt", mimeType: "text/plain", buffer: Buffer.from(`|\nLEDGER (Details) - USD ($)\n|\nDec. 31, 2025\n|\nDec. 31, 2024\n${lines.join("")}`) });
  await shown(page);
  await expect(page.locator("table")).toHaveClass(/fixed/);
  const widths = () => page.locator("thead th").evaluateAll((heads) => heads.map((head) => Math.round(head.getBoundingClientRect().width)));
  const scroll = (/** @type {number} */ row) => page.locator(".page").evaluate((scroller, to) => scroller.scrollTo(0, to), row * 30);
  const first = await widths();
  await scroll(1000);
  await expect(page.locator("tbody th", { hasText: /^Row 1001$/ })).toBeVisible();
  expect(await widths()).toEqual(first);
  await scroll(2500);
  const long = page.locator("tr", { hasText: "A line item whose" });
  await expect(long).toBeVisible();
  // Every character of the number is to be seen.
  const edges = await long.locator("td").first().evaluate((cell) => {
    const range = document.createRange();
    range.selectNodeContents(/** @type {Element} */ (cell.querySelector(".digits")));
    const [number, box] = [range.getBoundingClientRect(), cell.getBoundingClientRect()];
    return { left: number.left - box.left, right: box.right - number.right };
  });
  expect(edges.left).toBeGreaterThanOrEqual(0);
  expect(edges.right).toBeGreaterThanOrEqual(0);
  const label = long.locator("th");
  expect(await label.evaluate((cell) => cell.scrollWidth > cell.clientWidth), "the label is cut off").toBe(true);
  await label.hover();
  await expect(label).toHaveAttribute("title", far);
  await expect(page.locator("tr", { hasText: "Row 2499" }).locator("th")).not.toHaveAttribute("title");
  // A width that was chosen counts, and can be less.
  const heads = page.locator("thead th");
  const wide = (await heads.nth(0).boundingBox())?.width ?? 0;
  await heads.nth(0).locator("button").focus();
  for (let times = 0; times < 4; times += 1) await page.keyboard.press("-");
  await expect.poll(async () => (await heads.nth(0).boundingBox())?.width ?? 0).toBeLessThan(wide - 10);
});

test("export saves what is shown", async ({ page, watch }) => {
  // Not every engine's driver tells of downloads: what would be saved is caught on its way.
  await page.addInitScript(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (/** @type {Blob} */ blob) => {
      /** @type {any} */ (window).saved = blob.text();
      return make(blob);
    };
    HTMLAnchorElement.prototype.click = function () {
      /** @type {any} */ (window).savedAs = this.download;
    };
  });
  await visit(page);
  await pick(page, "position.htm");
  watch.settled();
  for (const [name, ending] of [["CSV", "csv"], ["Markdown", "md"], ["JSON", "json"]]) {
    await page.locator("button:text-is('Export')").click();
    await page.getByRole("group", { name: "This table" }).getByRole("button", { name }).click();
    await expect.poll(() => page.evaluate(() => /** @type {any} */ (window).savedAs)).toBe(`position-Statements-of-Financial-Position.${ending}`);
    expect(await page.evaluate(() => /** @type {any} */ (window).saved)).toContain("Inventory");
  }
  // The module that makes the files comes with the first of them, if it was not there before.
  expect(watch.asked.filter((url) => !url.startsWith("blob:") && !/\/pkg\/(full\.wasm|filing_viewer\.js\?2)$/.test(url))).toEqual([]);
});
