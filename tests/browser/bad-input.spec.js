// What no table should look like: it stays whole, its tools too, and no task of the page is long.
import { expect, test } from "./page.js";
import { heading, rows, shown, visit } from "./viewer.js";

/** @param {import("@playwright/test").Page} page @param {string} text */
async function open(page, text) {
  await visit(page);
  await page.locator("#file").setInputFiles({ name: "odd.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await shown(page);
  await page.locator(".help").waitFor({ state: "attached" });
}

test("ten thousand columns: two hundred stand, and the others are a choice away", async ({ page }) => {
  const columns = Array.from({ length: 10_000 }, (_, at) => at + 1);
  const row = (/** @type {string} */ label) => `<tr><td>${label}</td>${columns.map((at) => `<td>${at}</td>`).join("")}</tr>`;
  await open(page, `<table><tr><th>Label</th>${columns.map((at) => `<th>2025 column ${at}</th>`).join("")}</tr>${["Cash", "Debt", "Tax"].map(row).join("")}</table>`);
  await expect(page.locator("thead th")).toHaveCount(201);
  await expect(page.locator(".order")).toContainText("200 of 10,000 columns shown.");
  await heading(page, "2025 column 3").first().click();
  await expect(page.locator("[aria-sort]")).toHaveCount(1);
  await page.locator(".value").first().click();
  await page.keyboard.press("Control+a");
  await expect(page.locator('[role="status"]')).toHaveText("3 rows × 201 columns selected.");
  // Of a row no more cells come to the page than are asked for.
  const cells = await page.locator("filing-viewer").evaluate(async (/** @type {any} */ viewer) => (await viewer.filing.rows({ table: 0, columns: [9999, 4] })).rows[2].cells);
  expect(cells.map((/** @type {any} */ one) => one.value)).toEqual(["10000", "5"]);
  await page.locator("button:text-is('View')").click();
  await expect(page.locator(".view li")).toHaveCount(400);
  await expect(page.locator(".view .more")).toHaveText("400 of 10,000 are listed: search for others.");
  await page.locator(".view input[type=search]").fill("column 7654");
  await expect(page.locator(".view li")).toHaveCount(1);
  await page.locator(".view li input").check();
  await expect(page.locator("thead th")).toHaveCount(201);
  await expect(page.locator("thead th").last()).toContainText("2025 column 7654");
  await expect(page.locator('[role="status"]')).toHaveText("2025 column 200 is hidden instead: no more than 200 columns are shown at once.");
  expect((await rows(page)).map((row) => row[200])).toEqual(["7654", "7654", "7654"]);
  await page.locator(".view li input").uncheck();
  await expect(page.locator("thead th")).toHaveCount(200);
  await page.locator(".view button:text-is('All columns, as filed')").click();
  await expect(page.locator("thead th").last()).toContainText("2025 column 200");
});

test("words that no row has: the head stays, it is said, and all rows come back", async ({ page }) => {
  const lines = Array.from({ length: 3000 }, (_, at) => `Row ${at + 1} of all,${at}\n`);
  await open(page, `Label,Dec. 31 2025\n${lines.join("")}`);
  const table = page.locator("table");
  await expect(table).toHaveAttribute("aria-rowcount", "3001");
  const search = (/** @type {string | null} */ words) => page.locator("filing-viewer").evaluate((viewer, words) => (words === null ? viewer.removeAttribute("search") : viewer.setAttribute("search", words)), words);
  // Labels with these digits, and values: the number before.
  await search("row 299 all");
  await expect(page.locator("tbody tr")).toHaveCount(17);
  await expect(table, "all of them are in the document").not.toHaveAttribute("aria-rowcount");
  await search("nobody has this");
  await expect(page.locator("tbody tr")).toHaveCount(0);
  await expect(page.locator("thead th")).toHaveCount(2);
  await expect(page.locator('[role="status"]')).toHaveText("No row fits. Take the words away.");
  await search(null);
  await expect(table).toHaveAttribute("aria-rowcount", "3001");
  await expect(page.locator("tbody tr:not(.spacer)").first()).toContainText("Row 1");
});

test("a text of five megabytes in one cell", async ({ page }) => {
  const long = "A long text. ".repeat(400_000);
  await open(page, `<table><tr><th>Label</th><th>Dec. 31, 2025</th></tr><tr><td>Policy</td><td>${long}</td></tr><tr><td>Cash</td><td>12</td></tr></table>`);
  const all = await rows(page);
  expect(all).toHaveLength(2);
  expect((all[0]?.[1] ?? "").length).toBeLessThan(2500);
  await page.keyboard.press("/");
  await page.keyboard.type("long text");
  await expect(page.locator(".found")).toHaveText("1 of 1");
  await page.keyboard.press("Escape");
  await page.locator(".value").first().click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Control+c");
  await expect(page.locator('[role="status"]')).toContainText("Copied");
});

test("right-to-left and combining text, and names that objects have", async ({ page }) => {
  const odd = ["שלום עולם", "مرحبا", "e\u0301a\u0308\u0323", "__proto__", "constructor", "\u202Egnp.exe", "<img src=x onerror=alert(1)>", "👩‍👩‍👧"];
  await open(page, `Label,Dec. 31 2025\n${odd.map((label, at) => `${label},${at + 1}`).join("\n")}\n`);
  const before = await rows(page);
  expect(before).toHaveLength(odd.length);
  await page.locator("button:text-is('Facts')").click();
  await page.locator("button:text-is('Filter')").click();
  await page.locator(".facets summary", { hasText: "Line item" }).click();
  await page.locator(".facets label", { hasText: "__proto__" }).first().click();
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await expect(page.locator("tbody .label")).toHaveText("__proto__");
  await page.locator(".chips .chip").click();
  await expect(page.locator("tbody tr")).toHaveCount(odd.length);
  await page.locator("button:text-is('Tables')").click();
  await expect.poll(() => rows(page)).toEqual(before);
});

test("attributes that say nothing leave the table as filed", async ({ page }) => {
  await open(page, "Label,Dec. 31 2025\nCash,12\nDebt,3\n");
  const before = await rows(page);
  await page.locator("filing-viewer").evaluate((viewer) => {
    for (const [name, value] of [["sort", "__proto__ descending, toString"], ["numbers", "constructor"], ["where", "__proto__=1"], ["fact", "1e9"], ["table", "-3"], ["view", "toString"]]) {
      viewer.setAttribute(name ?? "", value ?? "");
    }
  });
  await page.waitForTimeout(300);
  expect(await rows(page)).toEqual(before);
});

test("two hundred and fifty thousand rows: pages, their numbers, and what is said while they turn", async ({ page }) => {
  test.slow();
  const length = 250_000;
  const text = `Label,Dec. 31 2025\n${Array.from({ length }, (_, at) => `Row ${at + 1},${length - at}\n`).join("")}`;
  await open(page, text);
  const table = page.locator("table");
  const said = page.locator('[role="status"]');
  const first = page.locator("tbody tr:not(.spacer)").first();
  await expect(table).toHaveAttribute("aria-rowcount", String(length + 1));
  await expect(page.locator(".pager")).toContainText("Rows 1 to 100,000 of 250,000");
  await page.locator(".pager").getByRole("button", { name: "Next" }).focus();
  await page.keyboard.press("Enter");
  await expect(said).toHaveText("Rows 100,001 to 200,000 of 250,000.");
  await expect(first).toHaveAttribute("aria-rowindex", "100002");
  await expect(first).toContainText("Row 100001");
  await page.locator(".pager input").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("3");
  await page.keyboard.press("Enter");
  await expect(said).toHaveText("Rows 200,001 to 250,000 of 250,000.");
  await expect(first).toContainText("Row 200001");
  await heading(page, "Dec. 31").click();
  await expect(said).toContainText("Sorted by Dec. 31 2025, smallest first");
  await expect(table).toHaveAttribute("aria-rowcount", String(length + 1));
  await expect(first).toHaveAttribute("aria-rowindex", "200002");
  await expect(first).toContainText("Row 50000");
  await page.locator("tbody .value").first().focus();
  await page.keyboard.press("Control+Home");
  await expect(page.locator(".value:focus")).toHaveText("1");
  await expect(page.locator(".pager")).toContainText("Rows 1 to 100,000");
  await page.keyboard.press("Control+End");
  await expect(page.locator(".value:focus")).toHaveText("250000");
  await expect(page.locator("tr", { has: page.locator(".value:focus") })).toHaveAttribute("aria-rowindex", String(length + 1));
  await page.keyboard.press("/");
  await page.keyboard.type("row 123456");
  await expect(page.locator("tr.found-row")).toContainText("123456");
  await expect(page.locator(".found")).toHaveText(/ of 2$/);
});
