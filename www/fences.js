/**
 * Code blocks in pages of documentation that hold a filing: each gets a `<filing-viewer>` before it, and stays in the page, hidden
 * once the table stands. How tools mark such a block differs, so they are found by a list; and in every tool by their first line,
 * `%% filing`.
 */
import { isMarked, textOf, withoutOptions } from "./fence-text.js";

/** @typedef {import("./filing-viewer.js").FilingViewerElement} FilingViewerElement */

/** What a fence with the word `filing` becomes: mdBook, MkDocs, Jekyll, rustdoc, pandoc, Sphinx, VitePress, Docusaurus and their kin. */
export const FENCES = [
  "pre.filing", "pre.language-filing", "pre[lang=filing]",
  "pre > code.language-filing", "pre > code[class^='language-filing,']",
  "div.language-filing pre", "div.highlight-filing pre", "div[class^='highlight-filing,'] pre",
].join();

/** What tools put around a block: it goes and comes with it. */
const AROUND = "div.highlight, div[class*='highlight-'], div[class*='language-'], figure.highlight, .theme-code-block";

/** Marks a block that has its table, and the table. */
const DONE = "data-filing-viewer";

/** By this name a copy of this script tells others in the page that blocks are seen to. */
const HERE = Symbol.for("filing-viewer");

const STYLE = `
[${DONE}][hidden] { display: none !important; }
@media print {
  [${DONE}=print][hidden] { display: block !important; }
  filing-viewer[${DONE}=print] { display: none !important; }
}
`;

/** The element of each block that has one. @type {Map<HTMLElement, FilingViewerElement>} */
const shown = new Map();

/** Blocks that hold something else, as long as nothing in them changes. @type {WeakSet<Element>} */
const others = new WeakSet();

/** Shows the filings in the page's code blocks, and in those that come later. Called again it changes nothing. */
export function enhance() {
  const all = /** @type {Record<symbol, unknown>} */ (globalThis);
  if (!globalThis.document || all[HERE]) return;
  all[HERE] = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  document.adoptedStyleSheets.push(sheet);
  // On the document: pages that change without being loaded put a new body into it.
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const block = target instanceof Element && target.closest("pre");
      if (block) others.delete(block);
    }
    look();
  }).observe(document, { childList: true, subtree: true });
  look();
}

function look() {
  for (const [block, viewer] of shown) if (!block.isConnected) release(block, viewer);
  // Pages keep copies of themselves: such a block is marked, and its element is an empty one.
  for (const block of document.querySelectorAll(`[${DONE}]:not(filing-viewer)`)) {
    if (block instanceof HTMLElement && !shown.has(block)) release(block, block.previousElementSibling);
  }
  document.querySelectorAll("pre").forEach(show);
}

/** Makes a block what it was. @param {HTMLElement} block @param {Element | null} viewer */
function release(block, viewer) {
  shown.delete(block);
  block.hidden = false;
  block.removeAttribute(DONE);
  if (viewer?.matches(`filing-viewer[${DONE}]`)) viewer.remove();
}

/** @param {HTMLPreElement} pre */
function show(pre) {
  if (others.has(pre) || pre.closest(`[${DONE}], filing-viewer, .linenodiv`)) return;
  const written = textOf(pre);
  const named = pre.matches(FENCES) || pre.querySelector(":scope > code")?.matches(FENCES);
  const { text, options, unknown } = withoutOptions(written);
  if (!(named || isMarked(written)) || !text.trim()) return void others.add(pre);
  if (unknown.length > 0) console.warn(`filing-viewer: in the line “%% filing”, this is not understood: ${unknown.join(" ")}`);
  const block = blockOf(pre);
  const viewer = /** @type {FilingViewerElement} */ (document.createElement("filing-viewer"));
  const how = options.get("print") === "text" ? "print" : "";
  options.delete("print");
  for (const [name, value] of options) viewer.setAttribute(name, value);
  viewer.loading = "lazy";
  viewer.addEventListener("filing-viewer-opened", () => { block.hidden = true; });
  viewer.addEventListener("filing-viewer-failed", () => { block.hidden = viewer.filing !== null; });
  viewer.source = { name: "the text below", bytes: text };
  for (const marked of [viewer, block]) marked.setAttribute(DONE, how);
  shown.set(block, viewer);
  block.before(viewer);
}

/** The block with what a tool has put around it, and around it alone. @param {HTMLElement} pre */
function blockOf(pre) {
  let block = pre;
  // Numbers of lines stand beside it in a table.
  for (let around = pre.parentElement; around?.matches(`${AROUND}, table, tbody, tr, td`); around = around.parentElement) {
    if (around.matches(AROUND) && around.querySelectorAll("pre:not(.linenodiv pre)").length === 1) block = around;
  }
  return block;
}
