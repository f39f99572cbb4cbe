// Blocks of code in pages of documentation, in the shapes that tools give them.
import { disclosure, expect, fence, open, PACKAGE, ROWS, rowsOf, SCRIPT, seen, test } from "./host.js";

/** @typedef {import("@playwright/test").Page} Page */

const text = disclosure();
const lines = text.trimEnd().split("\n");
const wrapped = (/** @type {string} */ open, /** @type {string} */ close) => lines.map((line) => `${open}${line}${close}`);

/**
 * What tools make of a block with the word `filing`, looked up in their output: the newest versions in November 2026.
 * @type {Record<string, (word: string) => string>}
 */
const SHAPES = {
  "mdBook, MkDocs, kramdown": (word) => `<pre><code class="language-${word}">${text}</code></pre>`,
  "mdBook with options": (word) => `<pre><code class="language-${word} title=&quot;A&quot; mode=x">${text}</code></pre>`,
  "markdown-it with options": (word) => `<pre><code class="language-${word},mode=x">${text}</code></pre>`,
  "mdBook with a search mark": (word) => `<pre><code class="language-${word}">${text.replace("Bonds", "<mark>Bonds</mark>")}</code></pre>`,
  "Material, with a fence of its own": (word) => `<pre class="${word}"><code>${text}</code></pre>`,
  "Sphinx with MyST": (word) => `<div class="highlight-${word} notranslate"><div class="highlight"><pre><span></span>${text}</pre></div></div>`,
  "VitePress": (word) => `<div class="language-${word} vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">${word}</span><pre class="shiki" tabindex="0"><code>${wrapped('<span class="line"><span>', "</span></span>").join("\n")}</code></pre></div>`,
  "Docusaurus": (word) => `<div class="language-${word} theme-code-block"><pre tabindex="0" class="prism-code language-${word}"><code>${wrapped('<div class="token-line"><span class="token plain">', "</span><br></div>").join("")}</code></pre><div class="buttons"><button>Copy</button></div></div>`,
  "rustdoc": (word) => `<div class="example-wrap"><pre class="language-${word}"><code>${text}</code></pre></div>`,
  "nbconvert": (word) => `<pre><code class="language-${word}">${word}\n${text}</code></pre>`,
  "GitHub": (word) => `<pre lang="${word}"><code>${text}</code></pre>`,
  "lines that are blocks, and no line breaks": (word) => `<pre class="${word}">${wrapped('<span class="line">', "</span>").join("")}</pre>`,
  "lines with numbers": (word) => `<div class="highlight-${word}"><table><tr><td class="linenos"><div class="linenodiv"><pre>1\n2</pre></div></td><td><div class="highlight"><pre>${text}</pre></div></td></tr></table></div>`,
};

/** What each block's element was given. @param {Page} page */
const given = (page) => page.locator("filing-viewer").evaluateAll((viewers) => viewers.map((viewer) => {
  const { source } = /** @type {import("../../www/filing-viewer.js").FilingViewerElement} */ (viewer);
  return source && typeof source === "object" && "bytes" in source ? source.bytes : null;
}));

for (const [tool, shape] of Object.entries(SHAPES)) {
  test(`found once, whole, and its neighbours left: ${tool}`, async ({ page }) => {
    const others = `<p>Before</p><pre>fn main() {}</pre>${shape("filings-x")}`;
    await open(page, `${others}${shape("filing")}<pre><code class="language-rust">%% not filing</code></pre><p>After</p>`, { head: SCRIPT });
    const viewer = page.locator("filing-viewer");
    await viewer.locator("td").first().waitFor();
    await expect(viewer).toHaveCount(1);
    expect((await given(page)).map((bytes) => String(bytes).trimEnd())).toEqual([text.trimEnd()]);
    expect(await rowsOf(viewer)).toEqual(ROWS);
    // What a tool has put around the block is hidden with it.
    const hidden = page.locator("[data-filing-viewer][hidden]");
    await expect(hidden).toHaveCount(1);
    await expect(hidden).toBeHidden();
    expect(await hidden.evaluate((block) => block.closest("pre, div, body")?.parentElement?.localName)).toBe(tool === "rustdoc" ? "div" : "body");
    // The neighbours: each as it was, but that nothing was added to it.
    await expect(page.locator("body > p")).toHaveText(["Before", "After"]);
    await expect(page.locator("pre", { hasText: "fn main" })).toBeVisible();
    await expect(page.locator("pre", { hasText: "%% not filing" })).toBeVisible();
    await expect(page.locator("[data-filing-viewer]:not(filing-viewer)")).toHaveCount(1);
  });
}

test("a first line marks a block where the tool drops the word, and sets how it is shown", async ({ page }) => {
  const marked = `<div class="highlight"><pre><span></span><code>%% filing view=facts sort=-value colour=red\n${text}</code></pre></div>`;
  const quoted = `<pre>\n%% filing search="bonds loans" numbers=thousands\n${text}</pre>`;
  /** @type {string[]} */
  const warnings = [];
  page.on("console", (message) => message.type() === "warning" && warnings.push(message.text()));
  await open(page, marked + quoted + fence(`%% filing sort=label\n${text}`), { head: SCRIPT });
  const viewers = page.locator("filing-viewer");
  await expect(viewers).toHaveCount(3);
  const attributes = await viewers.evaluateAll((all) => all.map((viewer) => ["view", "sort", "search", "numbers"].map((name) => viewer.getAttribute(name))));
  expect(attributes).toEqual([["facts", "value descending", null, null], [null, null, "bonds loans", "thousands"], [null, "label", null, null]]);
  expect(await given(page)).toEqual([text, text, text]);
  await expect.poll(async () => (await rowsOf(viewers.first())).map((row) => row.find((cell) => cell?.startsWith("$")))).toEqual(["$ 40", "$ 30", "$ 12", "$ 7", "$ 6", "$ 5"]);
  expect(warnings).toEqual([expect.stringContaining("colour=red")]);
});

test("what is no filing stays text, and one line says why", async ({ page }) => {
  await open(page, fence("Nothing that\nis a table"), { head: SCRIPT });
  await expect(page.locator("filing-viewer .message")).toHaveCount(1);
  await expect(page.locator("pre")).toBeVisible();
  await expect(page.locator("filing-viewer slot.fallback")).toBeHidden();
});

test("blocks that come later, that go, and that come back have their tables", async ({ page }) => {
  await open(page, `<main>${fence()}</main>`, { head: SCRIPT });
  const viewer = page.locator("filing-viewer");
  await viewer.locator("td").first().waitFor();
  // A page that navigates without loading: a new body, a copy of the old one kept for the way back.
  await page.evaluate((block) => {
    const all = /** @type {any} */ (window);
    [all.old, all.copy] = [document.body, document.body.cloneNode(true)];
    document.body = document.createElement("body");
    const main = document.body.appendChild(document.createElement("main"));
    main.append(document.createRange().createContextualFragment(block));
  }, fence(disclosure("Deposits")));
  await expect(viewer.locator("h2")).toHaveText(["Deposits"]);
  await page.evaluate(() => { document.body = /** @type {any} */ (window).copy; });
  await expect(viewer.locator("h2")).toHaveText(["Borrowings"]);
  await page.evaluate(() => { document.body = /** @type {any} */ (window).old; });
  await expect(viewer.locator("h2")).toHaveText(["Borrowings"]);
  await expect(page.locator("pre")).toBeHidden();
  // A block that is taken away takes its table with it, and one that is moved keeps it.
  await page.evaluate(() => document.querySelector("main")?.append(...document.querySelectorAll("main > *")));
  await expect(viewer.locator("td").first()).toBeVisible();
  await page.evaluate(() => document.querySelector("pre")?.remove());
  await expect(viewer).toHaveCount(0);
});

test("in print the block stands for its table where it says so", async ({ page }) => {
  await open(page, fence(`%% filing print=text\n${text}`) + fence(disclosure("Deposits")), { head: SCRIPT });
  const [first, second] = await page.locator("pre").all();
  await expect(page.locator("filing-viewer h2")).toHaveText(["Borrowings", "Deposits"]);
  await page.emulateMedia({ media: "print" });
  test.skip(!await page.evaluate(() => matchMedia("print").matches), "this browser cannot be told to print");
  if (!first || !second) throw new Error("there are two blocks");
  await expect(first).toBeVisible();
  await expect(second).toBeHidden();
  await expect(page.locator("filing-viewer").first()).toBeHidden();
  await expect(page.locator("filing-viewer").last()).toBeVisible();
});

test("fifty blocks have their tables after one compilation", async ({ page }) => {
  const blocks = Array.from({ length: 50 }, (_, at) => fence(disclosure(`Borrowings ${at}`)));
  await page.addInitScript(() => {
    addEventListener("filing-viewer-opened", () => {
      const all = /** @type {any} */ (window);
      all.open = (all.open ?? 0) + 1;
      all.last = performance.now();
    });
  });
  // Near enough all of them, to be wanted all at once.
  await open(page, `<div style="zoom: .2">${blocks.join("")}</div>`, { head: SCRIPT });
  for (let far = 0; far < 60; far += 1) {
    if (await page.evaluate(() => /** @type {any} */ (window).open) === 50) break;
    await page.evaluate((far) => scrollTo(0, far * 600), far);
    await page.waitForTimeout(50);
  }
  await expect(page.locator("filing-viewer h2")).toHaveCount(50);
  await expect(page.locator("pre:visible")).toHaveCount(0);
  expect(await seen(page)).toEqual({ breaches: [], compiled: 1, workers: 0, errors: [] });
});

test("fifty blocks in sight: how long until all tables stand", async ({ page, browserName }) => {
  const blocks = Array.from({ length: 50 }, (_, at) => fence(`%% filing\n${disclosure(`Borrowings ${at}`)}`));
  await page.addInitScript(() => {
    const all = /** @type {any} */ (window);
    all.open = 0;
    addEventListener("filing-viewer-opened", () => void (all.open += 1));
    // A table stands when its rows have been drawn.
    const look = () => {
      const viewers = [...document.querySelectorAll("filing-viewer")];
      if (viewers.length === 50 && viewers.every((viewer) => viewer.shadowRoot?.querySelector("tbody td"))) all.stood = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  // So small that all are near.
  await page.setViewportSize({ width: 1280, height: 8000 });
  await open(page, `<style>pre { margin: 0; font: 6px/8px monospace; }</style>${blocks.join("")}`, { head: SCRIPT });
  await expect.poll(() => page.evaluate(() => /** @type {any} */ (window).stood ?? 0)).toBeGreaterThan(0);
  const { stood, loaded } = await page.evaluate(() => ({
    stood: /** @type {any} */ (window).stood,
    loaded: /** @type {PerformanceNavigationTiming} */ (performance.getEntriesByType("navigation")[0]).loadEventEnd,
  }));
  // No check: how fast a machine is, and how busy, says nothing of the code.
  console.log(`${browserName}: 50 tables stood ${Math.round(stood)} ms after the navigation began, ${Math.round(stood - loaded)} ms after the page had loaded`);
  expect(await seen(page)).toEqual({ breaches: [], compiled: 1, workers: 0, errors: [] });
});

test("a page without a block loads no wasm, and one far down is left alone until it is near", async ({ page }) => {
  /** @type {string[]} */
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const head = `<script type="module" src="${PACKAGE}auto.js"></script>`;
  await open(page, "<pre><code>fn main() {}</code></pre>", { head });
  await page.waitForLoadState("load");
  await page.waitForTimeout(500);
  const loader = asked.filter((path) => path.startsWith(PACKAGE)).length;
  expect((await seen(page)).compiled).toBe(0);
  expect(asked.filter((path) => /viewer-|small-|full-|wasm/.test(path))).toEqual([]);
  asked.length = 0;
  await open(page, `<div style="height: 5000px"></div>${fence()}`, { head, path: "/host/far.html" });
  await page.locator("filing-viewer").waitFor({ state: "attached" });
  await page.waitForTimeout(500);
  expect(asked.filter((path) => path.startsWith(PACKAGE))).toHaveLength(loader);
  await expect(page.locator("pre")).toBeVisible();
  await page.locator("pre").scrollIntoViewIfNeeded();
  await page.locator("filing-viewer td").first().waitFor();
  await expect(page.locator("pre")).toBeHidden();
  expect((await seen(page)).compiled).toBe(1);
});
