// What is saved from the page, read back by other libraries: exactly what is shown, or everything; and what is said of what a file leaves out.
import { parse } from "csv-parse/sync";
import { marked } from "marked";
import readExcelFile from "read-excel-file/node";
import { expect, test } from "./page.js";
import { cell, heading, pick, shown, title, visit } from "./viewer.js";

/** @typedef {import("@playwright/test").Page} Page */

test.beforeEach(async ({ page }) => {
  // Not every engine's driver tells of downloads: what would be saved is caught on its way.
  await page.addInitScript(() => {
    const make = URL.createObjectURL;
    URL.createObjectURL = (/** @type {Blob} */ blob) => {
      /** @type {any} */ (window).saved = blob;
      return make(blob);
    };
    HTMLAnchorElement.prototype.click = function () {
      if (this.download) /** @type {any} */ (window).savedAs = this.download;
    };
  });
  await visit(page);
});

/**
 * Saves by the menu; gives the file's name and bytes.
 * @param {Page} page @param {string} group @param {string} form
 */
async function save(page, group, form) {
  await page.evaluate(() => void (/** @type {any} */ (window).savedAs = null));
  await page.locator("button:text-is('Export')").click();
  await page.getByRole("group", { name: group, exact: true }).getByRole("button", { name: form, exact: true }).click();
  await page.waitForFunction(() => /** @type {any} */ (window).savedAs !== null);
  const [name, bytes] = await page.evaluate(async () => {
    const { saved, savedAs } = /** @type {any} */ (window);
    return [savedAs, [...new Uint8Array(await saved.arrayBuffer())]];
  });
  return { name, bytes: Buffer.from(bytes) };
}

/** The rows of a saved file, every cell as text; a number of JSON stays the text that it is. @type {Record<string, (bytes: Buffer) => Promise<string[][]>>} */
const READERS = {
  CSV: async (bytes) => separated(bytes, ","),
  TSV: async (bytes) => separated(bytes, "\t"),
  Excel: async (bytes) => (await readExcelFile(bytes, { trim: false }))[0].data.map((row) => row.map((one) => (one instanceof Date ? one.toISOString().slice(0, 10) : String(one ?? "")))),
  Markdown: async (bytes) => {
    const [table] = marked.lexer(bytes.toString()).filter(({ type }) => type === "table");
    if (table?.type !== "table") throw new Error("no table");
    return [table.header, ...table.rows].map((/** @type {{ tokens: any[] }[]} */ row) => row.map(({ tokens }) => textOf(tokens)));
  },
};

/** @param {any[]} tokens @returns {string} */
const textOf = (tokens) => tokens.map((token) => (token.tokens ? textOf(token.tokens) : token.text)).join("");

/** @param {Buffer} bytes @param {string} delimiter */
function separated(bytes, delimiter) {
  expect(bytes.subarray(0, 3), "a byte order mark").toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  // A table has lines of one cell above its headings.
  return parse(bytes, { delimiter, bom: true, skip_empty_lines: true, relax_column_count: true });
}

/** The value of each fact of a saved JSON file, in its order. @type {Record<string, (bytes: Buffer) => { concept: string, value: string | null }[]>} */
const OBJECTS = {
  JSON: (bytes) => JSON.parse(bytes.toString()).map((/** @type {any} */ fact) => ({ concept: fact.concept.replace(/^.*}/, ""), value: fact.value })),
  "xBRL-JSON": (bytes) => Object.values(JSON.parse(bytes.toString()).facts).map((fact) => ({ concept: fact.dimensions.concept.replace(/^.*:/, ""), value: fact.value })),
};

/** What stands in the facts in dollars, largest first. */
const DOLLARS = [["Ferries", "61040000"], ["Ferries", "58770000"], ["Cash", "4310000"], ["Cash", "3925000"], ["Result for the year", "-215000"]];
const CONCEPTS = ["Ferries", "Ferries", "Cash", "Cash", "Result"];

/** The values of a column. @param {string[][]} rows @param {string} name */
const column = ([head = [], ...rows], name) => rows.map((row) => row[head.findIndex((one) => one.toLowerCase() === name)] ?? "");

test("facts as shown: filtered, sorted, their columns chosen; whole; or all of them, in every form", async ({ page }) => {
  test.slow();
  await pick(page, "../inline/small.htm");
  await page.locator("button:text-is('Facts')").click();
  await expect(title(page)).toHaveText("All facts");
  await page.locator(".help").waitFor({ state: "attached" });
  await page.locator("filing-viewer").evaluate((viewer) => {
    viewer.setAttribute("where", "unit=USD");
    viewer.setAttribute("sort", "value descending");
  });
  await expect(page.locator("tbody tr")).toHaveCount(5);
  await heading(page, "Period").focus();
  await page.keyboard.press("<");
  await page.keyboard.press("<");
  await expect(page.locator('[role="status"]')).toHaveText(/^Period is column 1 of/);
  await heading(page, "Members").focus();
  await page.keyboard.press("h");
  await expect(page.locator("thead .name")).toHaveText(["Line item", "Period", "Value", "Unit"]);
  const labels = await page.locator("tbody .label").allTextContents();
  expect(labels, "what is on the screen").toEqual(DOLLARS.map(([label]) => label));

  for (const [form, read] of Object.entries(READERS)) {
    const some = await read((await save(page, "What is shown", form)).bytes);
    expect(some[0]?.map((name) => name.toLowerCase()), form).toEqual(["label", "period", "value", "unit", ...(form === "Markdown" ? [] : ["assumed", "caveats"])]);
    expect(some.slice(1).map((row) => [row[0], row[2]]), form).toEqual(DOLLARS);
    const whole = await read((await save(page, "These facts, whole", form)).bytes);
    expect(whole[0]?.length, form).toBeGreaterThan(6);
    expect(column(whole, "value"), form).toEqual(DOLLARS.map(([, value]) => value));
    expect(column(whole, "concept"), form).toEqual(CONCEPTS.map((name) => `heron:${name}`));
    const all = await read((await save(page, "All facts", form)).bytes);
    expect(all, form).toHaveLength(12);
    expect(column(all, "value"), form).toEqual(expect.arrayContaining([...DOLLARS.map(([, value]) => value), "1200000", "Heron Ferries"]));
  }
  for (const [form, read] of Object.entries(OBJECTS)) {
    const some = read((await save(page, "What is shown", form)).bytes);
    expect(some, form).toEqual(DOLLARS.map(([, value], at) => ({ concept: CONCEPTS[at], value })));
    const all = read((await save(page, "All facts", form)).bytes);
    expect(all, form).toHaveLength(11);
    expect(all.map(({ value }) => value), form).toEqual(expect.arrayContaining([...DOLLARS.map(([, value]) => value), "1200000", "Heron Ferries"]));
  }
  await expect(page.locator(".banner"), "nothing is left out").toHaveCount(0);
});

test("facts of groups and of a pivot's cells are all of them, whatever is open", async ({ page }) => {
  await pick(page, "../inline/small.htm");
  await page.locator("button:text-is('Facts')").click();
  await expect(title(page)).toHaveText("All facts");
  for (const [name, aspect] of [["group", "unit"], ["pivot", "unit"]]) {
    await page.locator("filing-viewer").evaluate((viewer, [name, aspect]) => {
      viewer.setAttribute("where", "unit=USD&unit=shares");
      for (const other of ["group", "pivot"]) viewer.removeAttribute(other);
      viewer.setAttribute(name ?? "", aspect ?? "");
    }, [name, aspect]);
    await expect(name === "group" ? page.locator("button[data-group]") : page.locator("thead th:has-text('shares')")).not.toHaveCount(0);
    const rows = await READERS.CSV?.((await save(page, "These facts, whole", "CSV")).bytes) ?? [];
    expect(column(rows, "value").sort(), name).toEqual([...DOLLARS.map(([, value]) => value), "1200000"].sort());
  }
});

test("a table as shown: its rows, order and columns; or whole", async ({ page }) => {
  await pick(page, "position.htm");
  await page.locator(".help").waitFor({ state: "attached" });
  await heading(page, "Dec. 31, 2025").click();
  await expect(page.locator("[aria-sort]")).toHaveCount(1);
  await heading(page, "Dec. 31, 2024").focus();
  await page.keyboard.press("h");
  await expect(page.locator("thead th")).toHaveCount(2);
  await page.locator("filing-viewer").evaluate((viewer) => viewer.setAttribute("search", "a"));
  const labels = async () => (await page.locator("tbody .label").allTextContents()).filter((label) => label !== "");
  await expect.poll(labels).not.toContain("Inventory");
  const seen = await labels();
  for (const form of ["CSV", "TSV", "Excel", "Markdown"]) {
    const read = /** @type {(bytes: Buffer) => Promise<string[][]>} */ (READERS[form]);
    const some = await read((await save(page, "What is shown", form)).bytes);
    const head = some.findIndex((row) => row.some((one) => one.includes("2025")));
    expect(some[head]?.some((one) => one.includes("2024")), form).toBe(false);
    expect(some.slice(head + 1).map((row) => row[0]).slice(0, seen.length), form).toEqual(seen);
    const whole = await read((await save(page, "This table", form)).bytes);
    expect(whole.some((row) => row.some((one) => one.includes("2024"))), form).toBe(true);
    for (const label of [...seen, "Inventory"]) expect(whole.map((row) => row[0]), form).toContain(label);
  }
  // A negative number is a number.
  const rows = await READERS.CSV?.((await save(page, "What is shown", "CSV")).bytes) ?? [];
  const figure = await cell(page, "Allowance", 0).locator(".figure").textContent();
  expect(figure).toBe("$ (95)");
  expect(rows.find(([label]) => label === "Allowance")).toContain("-95");
});

test("what a file leaves out is said in words, aloud too", async ({ page }) => {
  await pick(page, "leases.txt");
  await page.locator("button:text-is('Facts')").click();
  await page.locator(".help").waitFor({ state: "attached" });
  const { name, bytes } = await save(page, "All facts", "xBRL-JSON");
  expect(name).toMatch(/\.xbrl\.json$/);
  expect(Object.keys(JSON.parse(bytes.toString()).facts)).toEqual([]);
  await expect(page.locator(".banner")).toContainText(`Saved ${name}. 4 of 4 facts are not in it`);
  await expect(page.locator('[role="status"]')).toContainText("4 of 4 facts are not in it");
  await page.locator(".banner button").click();
  await expect(page.locator(".banner")).toHaveCount(0);
  await save(page, "All facts", "CSV");
  await expect(page.locator('[role="status"]')).toHaveText(/^Saved leases-facts\.csv\.$/);
  await expect(page.locator(".banner")).toHaveCount(0);

  const long = "A long text. ".repeat(4000);
  const text = `<table><tr><th>Label</th><th>Dec. 31, 2025</th></tr><tr><td>Policy</td><td>${long}</td></tr><tr><td>Cash</td><td>12345678901234567890</td></tr></table>`;
  await page.locator("#file").setInputFiles({ name: "odd.htm", mimeType: "text/html", buffer: Buffer.from(text) });
  await expect(page.locator("#summary")).toContainText("odd.htm");
  await shown(page);
  const book = await save(page, "All facts", "Excel");
  await expect(page.locator(".banner")).toContainText("Numbers of more than 15 digits, which a spreadsheet would round, are words here, whole: 1.");
  await expect(page.locator(".banner")).toContainText("Texts longer than a cell can be stand whole, in parts, on the sheet “Long texts”:");
  const sheets = await readExcelFile(book.bytes, { trim: false });
  expect(sheets.map(({ sheet }) => sheet)).toEqual(["Facts", "Long texts", "Notes"]);
  expect(sheets[0]?.data.flat()).toContain("12345678901234567890");
  const [, ...parts] = sheets[1]?.data ?? [];
  const texts = parts.filter((row) => row[0] === 1).map((row) => row[3]).join("");
  expect(texts.trim()).toBe(long.trim());
});
