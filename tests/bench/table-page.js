// In the page that measures tables: what each of them has to do, and the clock. Each table is driven as a person does it: a click
// on the head of a column, a letter typed, the wheel. What is measured ends when the rows that answer are drawn.
import { inlineRehearsal, rehearsal } from "../../www/rehearsal.js";
import { inlineDocument, objects } from "./facts.js";

/** @typedef {import("./facts.js").Sort} Sort */
/** @typedef {import("./facts.js").Row} Row */
/** @typedef {"value" | "label" | "text"} Column A number, a text of a dictionary, a text of which nearly each is another. */

/**
 * A table with rows in it.
 * @typedef {object} Stand
 * @property {Element | ShadowRoot} root What changes when it draws.
 * @property {(column: Column) => void} clickHead
 * @property {(column: Column) => boolean} isSorted Whether it shows rows that are sorted by a column.
 * @property {() => Promise<void>} unsort
 * @property {(word: string) => void} type Narrows the rows to those with a word, as the table's own field does it.
 * @property {(word: string) => boolean} isNarrowed
 * @property {() => void} askFacets
 * @property {() => boolean} hasFacets
 * @property {() => Element} scroller
 * @property {string} row A selector of rows in it.
 * @property {() => string[]} first The texts of the first row.
 */

/** Milliseconds of each thing measured; NaN where it was not there. @typedef {Record<string, number>} Times */

/** How many frames a scroll takes, and how far it goes in each, in pixels: 5400 a second. */
const [FRAMES, FAR] = [240, 90];
/** What is typed, letter by letter. */
const TYPED = "debt";
/** How long somebody waits between two things, so that one is not measured in the other's time. */
const REST = 400;

const rest = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
/** Drawn when the next frame is on the screen. */
const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));

/** @param {Element | ShadowRoot} root @param {() => boolean} is */
function until(root, is) {
  return new Promise((resolve, reject) => {
    const observer = new MutationObserver(() => is() && done());
    const timer = setTimeout(() => (observer.disconnect(), reject(new Error(`nothing came after 120 s: ${is}`))), 120_000);
    const done = () => (observer.disconnect(), clearTimeout(timer), resolve(undefined));
    observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    if (is()) done();
  });
}

/**
 * How long it is from an act to the drawn answer.
 * @param {Element | ShadowRoot} root @param {() => void} act @param {() => boolean} is
 */
async function timed(root, act, is) {
  // Begun at the start of a frame, as input comes.
  await new Promise((resolve) => requestAnimationFrame(resolve));
  const start = performance.now();
  act();
  await until(root, is);
  await drawn();
  return performance.now() - start;
}

/** @type {Record<string, (count: number, sort: Sort, times: Times) => Promise<Stand>>} */
const STANDS = {
  ours,
  async tabulator(count, sort, times) {
    const { tabulator } = await peers();
    return withRows(tabulator, count, sort, times);
  },
  async hightable(count, sort, times) {
    const { hightable } = await peers();
    return withRows(hightable, count, sort, times);
  },
  bare,
};

/** @returns {Promise<{ tabulator: Peer, hightable: Peer }>} @typedef {(host: HTMLElement, rows: Row[]) => Stand} Peer */
const peers = () => import(new URL("peers.js", location.href).href);

/** @param {Peer} make @param {number} count @param {Sort} sort @param {Times} times */
async function withRows(make, count, sort, times) {
  const rows = objects(count, sort);
  const host = document.createElement("div");
  host.className = "host";
  document.body.append(host);
  await rest(REST);
  const start = performance.now();
  const stand = make(host, rows);
  await until(host, () => stand.scroller()?.querySelector(stand.row) !== null && stand.first().some(Boolean));
  await drawn();
  times["first rows"] = performance.now() - start;
  return stand;
}

/** @param {number} count @param {Sort} sort @param {Times} times @returns {Promise<Stand>} */
async function ours(count, sort, times) {
  /** @type {typeof import("../../www/api.js")} */
  const api = await import(new URL("viewer/api.js", location.href).href);
  await import(new URL("viewer/define.js", location.href).href);
  // As the site does before anything is dropped on it.
  await api.prepare(rehearsal());
  await api.prepareFull(inlineRehearsal);
  const viewer = /** @type {import("../../www/filing-viewer.js").FilingViewerElement} */ (document.createElement("filing-viewer"));
  viewer.setAttribute("view", "facts");
  viewer.className = "host";
  document.body.append(viewer);
  const file = new File(inlineDocument(count, sort), "bench.htm");
  /** @type {number} */
  let read = NaN;
  viewer.addEventListener("filing-viewer-opened", () => (read = performance.now()), { once: true });
  const failed = new Promise((_, reject) => viewer.addEventListener("filing-viewer-failed", (event) => reject(/** @type {CustomEvent} */ (event).detail.error)));
  const root = /** @type {ShadowRoot} */ (viewer.shadowRoot);
  const dropped = performance.now();
  viewer.source = file;
  await Promise.race([until(root, () => root.querySelector("tbody td .value") !== null), failed]);
  await drawn();
  times["first rows"] = performance.now() - read;
  times["reading"] = read - dropped;
  if (viewer.filing?.info.facts !== count) throw new Error(`${viewer.filing?.info.facts} facts were read, not ${count}`);
  // Its tools come once the table stands.
  await until(root, () => root.querySelector(".filters") !== null);
  const find = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (root.querySelector(selector));
  const head = (/** @type {Column} */ column) => find(`thead button[data-by="${column === "text" ? "value" : column}"]`);
  const line = () => root.querySelector("tbody tr:not(.spacer)");
  /** The first row before the last letter. @type {Element | null} */
  let before = null;
  return {
    root,
    clickHead: (column) => head(column).click(),
    // The arrow is drawn with the rows.
    isSorted: (column) => head(column).closest("th")?.getAttribute("aria-sort") === "ascending",
    async unsort() {
      viewer.removeAttribute("sort");
      await until(root, () => root.querySelector("th[aria-sort]") === null);
    },
    type(word) {
      before = line();
      const box = /** @type {HTMLInputElement} */ (find(".filters input[type=search]"));
      box.value = word;
      box.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
    },
    isNarrowed: (word) => line() !== before && (word === "") === !viewer.hasAttribute("search"),
    askFacets: () => /** @type {HTMLElement} */ ([...root.querySelectorAll(".tools button")].find((button) => button.textContent === "Filter")).click(),
    hasFacets: () => root.querySelectorAll(".facets details li").length > 0,
    scroller: () => find(".page"),
    row: "tbody tr:not(.spacer)",
    first: () => [...(line()?.children ?? [])].map((cell) => cell.textContent ?? ""),
  };
}

/**
 * The least that a virtual list is: rows of one height, those in view and some around them, put in place as plain texts.
 * @param {number} count @param {Sort} sort @param {Times} times @returns {Promise<Stand>}
 */
async function bare(count, sort, times) {
  const [height, margin, step] = [30, 30, 20];
  return withRows((host, rows) => {
    const inner = document.createElement("div");
    inner.style.cssText = `position: relative; height: ${Math.min(rows.length, 100_000) * height}px`;
    host.append(inner);
    const draw = () => {
      const start = Math.max(0, Math.floor((host.scrollTop / height - margin) / step) * step);
      if (inner.dataset["start"] === String(start)) return;
      inner.dataset["start"] = String(start);
      const end = Math.ceil((host.scrollTop + host.clientHeight) / height + margin);
      inner.replaceChildren(...rows.slice(start, end).map((row, at) => {
        const line = document.createElement("div");
        line.className = "line";
        line.style.top = `${(start + at) * height}px`;
        for (const text of [row.label, String(row.value ?? row.text), row.unit, row.period, row.members]) {
          const cell = document.createElement("span");
          cell.textContent = text;
          line.append(cell);
        }
        return line;
      }));
    };
    let frame = 0;
    host.addEventListener("scroll", () => (frame ||= requestAnimationFrame(() => (frame = 0, draw()))), { passive: true });
    draw();
    const none = () => {
      throw new Error("The bare list only scrolls.");
    };
    return {
      root: host, clickHead: none, isSorted: none, unsort: none, type: none, isNarrowed: none, askFacets: none, hasFacets: none,
      scroller: () => host, row: ".line", first: () => [...(host.querySelector(".line")?.children ?? [])].map((cell) => cell.textContent ?? ""),
    };
  }, count, sort, times);
}

/** The frames of a scroll: the length of which 95 in a hundred are not longer, and how many of a hundred showed no row in their middle. @param {Stand} stand @param {Times} times */
async function scroll(stand, times) {
  const scroller = stand.scroller();
  const box = scroller.getBoundingClientRect();
  const inside = /** @type {Document | ShadowRoot} */ (scroller.getRootNode());
  const [x, y] = [box.left + box.width / 3, box.top + box.height / 2];
  /** @type {number[]} */
  const lengths = [];
  let blank = 0;
  let last = await new Promise((resolve) => requestAnimationFrame(resolve));
  for (let at = 0; at < FRAMES; at += 1) {
    scroller.scrollTop += FAR;
    const now = await new Promise((resolve) => requestAnimationFrame(resolve));
    lengths.push(now - last);
    last = now;
    if (!inside.elementFromPoint(x, y)?.closest(stand.row)) blank += 1;
  }
  lengths.sort((a, b) => a - b);
  times["frame p95"] = lengths[Math.floor(FRAMES * 0.95)] ?? NaN;
  times["blank frames %"] = (100 * blank) / FRAMES;
}

/** `first` are the first rows after each act. @typedef {{ times: Times, first: Record<string, string[]> }} Measured */

/**
 * Drives a table through everything, once.
 * @param {string} name @param {number} count @param {Sort} sort
 * @returns {Promise<Measured>}
 */
export async function measure(name, count, sort) {
  /** @type {Times} */
  const times = {};
  /** @type {Record<string, string[]>} */
  const first = {};
  const stand = await /** @type {(typeof STANDS)[string]} */ (STANDS[name])(count, sort, times);
  await rest(2 * REST);
  const sorted = async (/** @type {Column} */ column, /** @type {string} */ as) => {
    times[as] = await timed(stand.root, () => stand.clickHead(column), () => stand.isSorted(column));
    first[as] = stand.first();
    await stand.unsort();
    await rest(REST);
  };
  if (sort === "texts") {
    await sorted("text", "sort by free text");
    return { times, first };
  }
  if (name !== "bare") {
    await sorted("value", "sort by number");
    await sorted("label", "sort by dictionary text");
    times["facet counts"] = await timed(stand.root, stand.askFacets, stand.hasFacets);
    await rest(REST);
    let slowest = 0;
    for (let end = 1; end <= TYPED.length; end += 1) {
      const word = TYPED.slice(0, end);
      slowest = Math.max(slowest, await timed(stand.root, () => stand.type(word), () => stand.isNarrowed(word)));
      await rest(REST);
    }
    times["keystroke of search"] = slowest;
    first["keystroke of search"] = stand.first();
    await timed(stand.root, () => stand.type(""), () => stand.isNarrowed(""));
    await rest(REST);
  }
  await scroll(stand, times);
  return { times, first };
}
