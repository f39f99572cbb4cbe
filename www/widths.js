/**
 * The widths of a long table's columns: measured once, and fixed from then on, so that rows that come in are laid out without a look
 * at all the others. They are measured again where a text comes that is longer than all before it; no column gets narrower by that.
 */
import { make } from "./dom.js";
import { valueIn } from "./rows.js";

/** @typedef {import("./rows.js").Line} Line */

/** From this length on a text is cut off in its cell however long it is, in characters: the cell's title has it. */
const LONGEST = 60;

/** When what the table stands in is taken to have come to rest, in milliseconds. */
const SETTLED = 150;

export class Widths {
  #columns = make("colgroup");
  /** The widest that each column was, in pixels; none where they are not fixed. @type {number[]} */
  #widths = [];
  /** The longest text of each column among the rows that were measured. @type {number[]} */
  #longest = [];
  /** Which columns have a width that somebody chose: they get nothing of the room that is left. @type {boolean[]} */
  chosen = [];

  /** @param {HTMLTableElement} table @param {HTMLElement} scroller What it stands in: how wide a column may be depends on it. */
  constructor(table, scroller) {
    this.table = table;
    let width = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    new ResizeObserver(() => {
      if (width === (width = scroller.clientWidth)) return;
      clearTimeout(timer);
      timer = setTimeout(() => this.refix(), SETTLED);
    }).observe(scroller);
    table.addEventListener("pointerover", (event) => {
      const cell = event.target instanceof Element ? event.target.closest("tbody td, tbody th") : null;
      if (cell instanceof HTMLElement && this.areFixed) tellWhole(cell);
    });
  }

  get areFixed() {
    return this.#widths.length > 0;
  }

  /** Leaves the widths to the browser. */
  loosen() {
    this.#widths = [];
    this.#longest = [];
    this.#columns.remove();
    this.table.classList.remove("fixed");
    this.table.style.width = "";
  }

  /**
   * Whether they have to be measured again for these rows.
   * @param {Line[]} lines
   */
  areOutgrown(lines) {
    const before = this.#longest;
    this.#longest = before.slice();
    for (const line of lines) if (line.kind === "facts") [line.label, ...line.cells].forEach((cell, at) => {
      this.#longest[at] = Math.max(this.#longest[at] ?? 0, lengthOf(cell));
    });
    return this.areFixed && this.#longest.some((length, at) => length > (before[at] ?? 0));
  }

  /** Measures the columns by the rows that are in the document, and fixes them. */
  fix() {
    const { table } = this;
    this.#columns.remove();
    table.style.width = "";
    table.classList.remove("fixed");
    table.classList.add("measured");
    const cells = [...(table.tHead?.rows[0]?.cells ?? [])];
    this.#widths = cells.map((cell, at) => Math.max(this.#widths[at] ?? 0, cell.getBoundingClientRect().width));
    table.classList.remove("measured");
    const sum = (/** @type {number[]} */ widths) => widths.reduce((all, width) => all + width, 0);
    const free = this.#widths.map((width, at) => (this.chosen[at] ? 0 : width));
    const left = Math.max(0, parseFloat(getComputedStyle(table).minWidth) - sum(this.#widths)) || 0;
    const widths = this.#widths.map((width, at) => width + (left * (free[at] ?? 0)) / (sum(free) || 1));
    this.#columns.replaceChildren(...widths.map((width) => {
      const column = make("col");
      column.style.width = `${width}px`;
      return column;
    }));
    table.caption?.after(this.#columns);
    table.style.width = `${sum(widths)}px`;
    table.classList.add("fixed");
  }

  /** Measures anew, where they are fixed: the columns may become narrower. */
  refix() {
    if (!this.areFixed) return;
    this.#widths = [];
    this.fix();
  }
}

/** @param {Line["cells"][number]} cell */
function lengthOf(cell) {
  const value = valueIn(cell);
  const text = typeof cell === "string" ? cell : value ? (value.parts ? value.parts.body + (value.parts.faint ?? "") : value.shown) : cell && "many" in cell ? cell.many : "";
  return Math.min(text.length, LONGEST);
}

/** What is cut off in a cell is its title. @param {HTMLElement} cell */
function tellWhole(cell) {
  const isCut = [cell, ...cell.querySelectorAll(".digits")].some((part) => part.scrollWidth > part.clientWidth && part.clientWidth > 0);
  if (isCut) cell.title ||= cell.textContent?.trim() ?? "";
}
