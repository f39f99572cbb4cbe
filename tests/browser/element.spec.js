// The element in pages of other people: themes, attributes, versions.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { npm } from "../../www/build/package.js";
import { disclosure, expect, fence, open, PACKAGE, ROWS, rowsOf, SCRIPT, seen, test } from "./host.js";

const ELEMENT = `<filing-viewer>${disclosure()}</filing-viewer>`;

test("it follows the switches of documentation tools, at once and when they are turned", async ({ page }) => {
  await open(page, ELEMENT, { head: SCRIPT });
  const viewer = page.locator("filing-viewer");
  await viewer.locator("td").first().waitFor();
  const paper = () => viewer.evaluate((element) => getComputedStyle(element).backgroundColor);
  const [light, dark] = ["rgb(255, 255, 255)", "rgb(23, 24, 26)"];
  expect(await paper()).toBe(light);
  /** @type {[string, string, "documentElement" | "body", string, string][]} */
  const switches = [
    ["Material for MkDocs", "data-md-color-scheme", "body", "slate", "default"],
    ["Docusaurus", "data-theme", "documentElement", "dark", "light"],
    ["rustdoc", "data-theme", "documentElement", "ayu", "light"],
    ["VitePress", "class", "documentElement", "dark", ""],
    ["mdBook", "class", "documentElement", "navy sidebar-visible js", "rust sidebar-visible js"],
  ];
  for (const [tool, name, at, on, off] of switches) {
    const turn = (/** @type {string} */ to) => page.evaluate(({ name, at, to }) => document[at].setAttribute(name, to), { name, at, to });
    await turn(on);
    await expect.poll(paper, tool).toBe(dark);
    await turn(off);
    await expect.poll(paper, tool).toBe(light);
    await page.evaluate(({ name, at }) => document[at].removeAttribute(name), { name, at });
  }
  // Without a switch the page's own scheme holds; and what the page says of the element holds over a switch.
  await page.evaluate(() => document.documentElement.style.setProperty("color-scheme", "dark"));
  await expect.poll(paper).toBe(dark);
  await page.evaluate(() => {
    document.documentElement.dataset.theme = "dark";
    /** @type {HTMLElement} */ (document.querySelector("filing-viewer")).style.colorScheme = "light";
  });
  await expect.poll(paper).toBe(light);
});

test("a page that is dark from the beginning has a dark table", async ({ page }) => {
  await open(page, ELEMENT, { head: SCRIPT, html: 'data-theme="dark"' });
  await page.locator("filing-viewer td").first().waitFor();
  expect(await page.locator("filing-viewer").evaluate((element) => getComputedStyle(element).backgroundColor)).toBe("rgb(23, 24, 26)");
});

test("properties are attributes", async ({ page }) => {
  await open(page, "<filing-viewer></filing-viewer>", { head: SCRIPT });
  const attributes = await page.locator("filing-viewer").evaluate((element) => {
    const viewer = /** @type {import("../../www/filing-viewer.js").FilingViewerElement} */ (element);
    const { observedAttributes } = /** @type {typeof import("../../www/filing-viewer.js").FilingViewerElement} */ (viewer.constructor);
    const names = [...observedAttributes, "loading"].filter((name) => name !== "src");
    for (const name of names) /** @type {any} */ (viewer)[name] = "1";
    viewer.srcOrigins = "https://example.org";
    viewer.standalone = true;
    const set = [...viewer.attributes].map(({ name, value }) => `${name}=${value}`).sort();
    for (const name of names) viewer.removeAttribute(name);
    return { names, set, empty: names.map((name) => /** @type {any} */ (viewer)[name]).join("") };
  });
  expect(attributes.set).toEqual([...attributes.names.map((name) => `${name}=1`), "src-origins=https://example.org", "standalone="].sort());
  expect(attributes.empty).toBe("");
});

test("the text is seen before any script, and a table that is not near waits", async ({ page }) => {
  await open(page, `<div style="height: 5000px"></div>${ELEMENT}<filing-viewer loading="eager">${disclosure("Deposits")}</filing-viewer>`, { head: SCRIPT });
  const [lazy, eager] = await page.locator("filing-viewer").all();
  if (!lazy || !eager) throw new Error("there are two");
  await eager.locator("td").first().waitFor();
  await expect(lazy.locator("table")).toHaveCount(0);
  await expect(lazy.locator("slot")).toBeVisible();
  await lazy.scrollIntoViewIfNeeded();
  await lazy.locator("td").first().waitFor();
  expect(await rowsOf(lazy)).toEqual(ROWS);
});

test("text that comes into the tag later is shown; one without is left alone", async ({ page }) => {
  await open(page, "<filing-viewer></filing-viewer>", { head: SCRIPT });
  await page.waitForTimeout(300);
  expect((await seen(page)).compiled).toBe(0);
  await page.locator("filing-viewer").evaluate((viewer, text) => viewer.append(text), disclosure());
  await page.locator("filing-viewer td").first().waitFor();
  expect((await seen(page)).compiled).toBe(1);
});

test("two copies of one version, and two versions, do not fight", async ({ page }) => {
  /** @type {string[]} */
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  const another = readFileSync(`${npm}/filing-viewer.js`, "utf8").replaceAll('"0.1.0"', '"9.9.9"');
  await page.route("**/another.js", (route) => route.fulfill({ contentType: "text/javascript", body: another }));
  const modules = `<script type="module" src="${PACKAGE}auto.js"></script>`;
  await open(page, fence() + ELEMENT, { head: `${SCRIPT}${SCRIPT}<script src="/another.js"></script>${modules}` });
  await expect(page.locator("filing-viewer h2")).toHaveCount(2);
  await page.waitForTimeout(300);
  await expect(page.locator("filing-viewer")).toHaveCount(2);
  expect(warnings).toEqual([expect.stringContaining("9.9.9")]);
  expect(await seen(page)).toEqual({ breaches: [], compiled: 1, workers: 0, errors: [] });
});

test("a class may have another name beside the one that is there", async ({ page }) => {
  await open(page, `${ELEMENT}<other-viewer>${disclosure("Deposits")}</other-viewer>`, { head: SCRIPT });
  await page.evaluate(async (path) => {
    /** @type {typeof import("../../www/npm/index.js")} */
    const { FilingViewerElement } = await import(path);
    customElements.define("other-viewer", FilingViewerElement);
  }, `${PACKAGE}index.js`);
  await expect(page.locator("other-viewer h2")).toHaveText("Deposits");
  await expect(page.locator("filing-viewer h2")).toHaveText("Borrowings");
});

test("where a part cannot be loaded the text stays and one line says so", async ({ page }) => {
  await page.route("**/chunks/viewer-*", (route) => route.abort());
  await open(page, ELEMENT, { head: `<script type="module" src="${PACKAGE}auto.js"></script>` });
  await expect(page.locator("filing-viewer p")).toContainText("could not be loaded");
  await expect(page.locator("filing-viewer slot")).toBeVisible();
});

test("a page opened from a folder needs no server", async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "filing-viewer-"));
  try {
    writeFileSync(join(folder, "filing-viewer.js"), readFileSync(`${npm}/filing-viewer.js`));
    writeFileSync(join(folder, "page.html"), `<!doctype html><meta charset="utf-8"><title>A page</title><script src="filing-viewer.js"></script>${fence()}${ELEMENT}`);
    await page.goto(pathToFileURL(join(folder, "page.html")).href);
    for (const viewer of await page.locator("filing-viewer").all()) {
      await viewer.locator("td").first().waitFor();
      expect(await rowsOf(viewer)).toEqual(ROWS);
    }
    await expect(page.locator("filing-viewer h2")).toHaveCount(2);
    // The whole reader is there: a filter needs the full module.
    await page.locator("filing-viewer").first().evaluate((viewer) => viewer.setAttribute("search", "loans"));
    await expect.poll(() => rowsOf(page.locator("filing-viewer").first())).toEqual([ROWS[1]]);
  } finally {
    rmSync(folder, { recursive: true });
    expect(existsSync(folder)).toBe(false);
  }
});
