// What the tests of the page do with it, in a person's terms. Playwright's locators see into the element's shadow.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "./page.js";

/** @typedef {import("@playwright/test").Page} Page */

/** @param {string} name */
export const fixture = (name) => fileURLToPath(new URL(`../fixtures/page/${name}`, import.meta.url));
/** @param {string} name */
export const textOf = (name) => readFileSync(fixture(name), "utf8");

/**
 * Opens the page and waits until reading is warm: after that nothing may be asked for.
 * @param {Page} page
 * @param {string} [path]
 */
export async function visit(page, path = "/") {
  await page.goto(path);
  await page.locator("body[data-ready]").waitFor();
}

/**
 * Chooses files, and waits until they are shown.
 * @param {Page} page
 * @param {...string} names
 */
export async function pick(page, ...names) {
  await page.locator("#file").setInputFiles(names.map(fixture));
  await shown(page);
}

/** @param {Page} page */
export const shown = (page) => page.locator(".value").first().waitFor();

/** @param {Page} page */
export const title = (page) => page.locator("filing-viewer h2");

/**
 * Pastes by a real Ctrl+C and Ctrl+V: a made-up paste event carries no data in Firefox.
 * @param {Page} page
 * @param {Record<string, string>} flavours
 */
export async function paste(page, flavours) {
  await page.evaluate((flavours) => {
    document.addEventListener("copy", (event) => {
      event.preventDefault();
      for (const [type, text] of Object.entries(flavours)) event.clipboardData?.setData(type, text);
    }, { once: true, capture: true });
  }, flavours);
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Control+v");
}

/**
 * Drops files on the page.
 * @param {Page} page
 * @param {...string} names
 */
export async function drop(page, ...names) {
  const files = names.map((name) => ({ name: basename(name), text: textOf(name) }));
  await page.evaluate((files) => {
    const data = new DataTransfer();
    for (const { name, text } of files) data.items.add(new File([text], name));
    for (const type of ["dragenter", "dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    }
  }, files);
}

/**
 * What the rows say, as filed or sorted: label and values, or the section's name alone.
 * @param {Page} page
 */
export const rows = (page) => page.locator("filing-viewer table").evaluate((table) =>
  [.../** @type {HTMLTableElement} */ (table).tBodies[0].rows].map((row) => {
    const seen = (/** @type {Element | undefined} */ cell) => cell?.querySelector(".figure, .label")?.textContent ?? cell?.textContent ?? "";
    return [...row.cells].map(seen);
  }));

/**
 * What one column's values say, from top to bottom; blanks are left out.
 * @param {Page} page
 * @param {number} column From 0; -1 is the labels.
 */
export const column = async (page, column) =>
  (await rows(page)).filter((row) => row.length > 1).map((row) => row[column + 1]).filter(Boolean);

/**
 * A number as shown, to sort by in the test.
 * @param {string} shown
 */
export const amount = (shown) => Number(shown.replace(/[$,%\s]/g, "").replace(/^\((.*)\)$/, "-$1"));

/** @param {Page} page @param {string} name */
export const heading = (page, name) => page.locator("thead button", { hasText: name });

/**
 * The value in a row under a column.
 * @param {Page} page
 * @param {string} label
 * @param {number} column
 */
export const cell = (page, label, column) =>
  page.locator("tbody tr", { has: page.locator(`th .label:text-is("${label}")`) }).first().locator("td").nth(column);

/**
 * Presses Tab until the focus is on what the selector names.
 * @param {Page} page
 * @param {string} selector
 * @param {"Tab" | "Shift+Tab"} [key]
 */
export async function tabTo(page, selector, key = "Tab") {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press(key);
    const there = await page.evaluate((selector) => {
      let active = document.activeElement;
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
      return active?.matches(selector) ?? false;
    }, selector);
    if (there) return;
  }
  expect(null, `Tab reaches ${selector}`).not.toBeNull();
}
