/**
 * The table: its head with a button for each column, its rows (whole or in windows), and the way through its values by keys.
 *
 * It knows nothing of filings: a {@link Model} says what the columns are and gives rows. A native table, not a grid: screen
 * readers read it as a table, and each value in it is a button. One value is in the tab order; arrows lead to the others.
 */
import { fill, make, put } from "./dom.js";
import { makeRow, newGrid, widen } from "./rows.js";
import { firstRows, holds, NEAR, rowsFor, spacers, WHOLE } from "./viewport.js";
import { words } from "./words.js";

/** @typedef {import("./rows.js").Line} Line */
/** @typedef {import("./viewport.js").Range} Range */
/** @typedef {{ by: string, main: string, small: string[], numeric: boolean, assumed: string | null, marks: string[] }} Head */
/** @typedef {{ by: string, descending: boolean, across: boolean }} Sort */

/**
 * What to show.
 * @typedef {object} Model
 * @property {string} key Changes with the columns: the head is kept, and the focus in it, as long as this stays.
 * @property {string} caption
 * @property {Head[]} heads The first is that of the labels.
 * @property {Sort | null} sort
 * @property {number} size About how many rows there are.
 * @property {(start: number, end: number) => Promise<{ total: number, lines: Line[] }>} load
 */

export class TableView {
  element = make("table", { part: "table" });
  #caption = make("caption", { class: "unseen" });
  #head = make("thead");
  #body = make("tbody");
  #before = make("tr", { class: "spacer", "aria-hidden": "true" }, make("td"));
  #after = make("tr", { class: "spacer", "aria-hidden": "true" }, make("td"));
  /** @type {Model | null} */
  #model = null;
  /** @type {Range | null} */
  #range = null;
  #total = 0;
  #rowHeight = 30;
  #ticket = 0;
  /** @type {import("./rows.js").Grid[]} */
  #grids = [];
  #frame = 0;
  /** @type {number | null} The fact that is selected. */
  selected = null;
  /** Whether the rows have sections of members. */
  sectioned = false;

  /**
   * @param {HTMLElement} scroller The element that scrolls the table.
   * @param {{ sort: (by: string) => void, select: (fact: number) => void, focus: (fact: number) => void,
   *   act: (key: "right" | "left" | "enter" | "next" | "escape", fact: number) => void }} does
   */
  constructor(scroller, does) {
    this.does = does;
    this.scroller = scroller;
    this.element.append(this.#caption, this.#head, this.#body);
    this.#body.addEventListener("click", (event) => {
      // All of the cell is the button's, as far as a pointer goes.
      const value = event.target instanceof Element ? event.target.closest("td, th")?.querySelector(".value") : null;
      const fact = factOf(value ?? null);
      if (fact === null || !(value instanceof HTMLElement)) return;
      value.focus({ preventScroll: true });
      this.does.select(fact);
    });
    this.#body.addEventListener("focusin", (event) => {
      const fact = factOf(event.target);
      if (fact !== null) this.#rove(fact), this.does.focus(fact);
    });
    this.#body.addEventListener("keydown", (event) => this.#key(event));
    scroller.addEventListener("scroll", () => {
      if (this.#total <= WHOLE || this.#frame) return;
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        void this.#scrolled();
      });
    }, { passive: true });
  }

  /**
   * Shows a model. Resolves when its rows are there, or false when another came in between.
   * @param {Model} model
   */
  async show(model) {
    const ticket = ++this.#ticket;
    const kept = this.#model?.key === model.key;
    let range = kept && this.#total > WHOLE && this.#range ? this.#range : { start: 0, end: firstRows(model.size) };
    let { total, lines } = await model.load(range.start, range.end);
    if (total <= WHOLE && (range.start > 0 || range.end < total)) {
      range = { start: 0, end: total };
      ({ total, lines } = await model.load(0, total));
    }
    if (ticket !== this.#ticket) return false;
    const focused = factOf(this.#active());
    this.#model = model;
    this.#total = total;
    this.#caption.textContent = model.caption + words.sortable;
    if (!kept) {
      this.#makeHead(model);
      this.#grids = model.heads.slice(1).map(newGrid);
    }
    this.#sortHead(model.sort);
    this.sectioned = kept && this.sectioned || lines.some((line) => line.kind === "members");
    const virtual = total > WHOLE;
    put(this.element, "aria-rowcount", virtual ? total + 1 : null);
    this.element.classList.toggle("virtual", virtual);
    this.#put(virtual ? { start: range.start, end: Math.min(range.end, range.start + lines.length) } : { start: 0, end: total }, lines);
    // New rows are drawn before they are measured: measuring has the page laid out, and the frame would lay it out again.
    if (virtual && kept) await this.#measured();
    else if (virtual) requestAnimationFrame(() => setTimeout(() => void this.#measured()));
    if (focused !== null) this.find(focused)?.focus({ preventScroll: true });
    return true;
  }

  clear() {
    this.#ticket++;
    this.#model = null;
    this.#range = null;
    this.selected = null;
    this.#total = 0;
    this.#body.replaceChildren();
    this.#head.replaceChildren();
  }

  /** @param {Model} model */
  #makeHead(model) {
    fill(this.#head, make("tr", { "aria-rowindex": null }, ...model.heads.map((head, at) =>
      make("th", { scope: "col", class: at === 0 ? "labels" : head.numeric ? "numeric" : "words", title: head.assumed },
        make("button", { type: "button", part: "sort", "data-by": head.by, onclick: () => this.does.sort(head.by) },
          make("span", { class: "main" },
            make("span", { class: ["name", head.assumed && "assumed", head.main.length > 20 && "long"].filter(Boolean).join(" ") }, head.main),
            head.assumed && make("sup", { class: "mark doubt", "aria-hidden": "true" }, "?"),
            head.assumed && make("span", { class: "unseen" }, `, ${words.assumed}`),
            ...head.marks.map((mark) => make("sup", { class: "mark" }, mark)),
            make("span", { class: "arrow", "aria-hidden": "true" }, "↕")),
          ...head.small.map((line) => make("small", null, line)))))));
  }

  /** @param {Sort | null} sort */
  #sortHead(sort) {
    for (const button of this.#head.querySelectorAll("button")) {
      const by = button.dataset["by"];
      const here = sort !== null && sort.by === by;
      put(button.closest("th") ?? button, "aria-sort", here ? (sort.descending ? "descending" : "ascending") : null);
      const arrow = button.querySelector(".arrow");
      if (arrow) arrow.textContent = here ? (sort.descending ? "↓" : "↑") : "↕";
    }
  }

  /**
   * Puts rows into the document.
   * @param {Range} range
   * @param {Line[]} lines
   */
  #put(range, lines) {
    const model = this.#model;
    if (!model) return;
    const columns = model.heads.slice(1);
    for (const line of lines) line.cells.forEach((cell, at) => this.#grids[at] && widen(this.#grids[at], cell));
    this.#lift(lines, columns.length);
    const rows = lines.map((line) => makeRow(line, columns, this.#grids));
    if (this.#total > WHOLE) {
      rows.forEach((row, at) => row.setAttribute("aria-rowindex", String(range.start + at + 2)));
      const space = spacers(range, this.#rowHeight, this.#total);
      stretch(this.#before, space.before, columns.length + 1);
      stretch(this.#after, space.after, columns.length + 1);
      this.#body.replaceChildren(this.#before, ...rows, this.#after);
    } else {
      this.#body.replaceChildren(...rows);
    }
    this.#range = range;
    this.mark(this.selected);
  }

  /**
   * A caveat that every value of a column has is marked on its heading, and not on each value.
   * @param {Line[]} lines
   * @param {number} columns
   */
  #lift(lines, columns) {
    for (let at = 0; at < columns; at++) {
      const values = lines.map(({ cells }) => cells[at]).flatMap((cell) => (cell && typeof cell === "object" ? [cell] : []));
      const common = values.length > 3 ? Math.min(...values.map(({ caveats }) => caveats)) : 0;
      for (const value of values) value.caveats -= common;
      const head = this.#head.rows[0]?.cells[at + 1];
      head?.querySelector(".caveat")?.remove();
      if (common > 0 && !head?.querySelector(".doubt")) head?.querySelector(".name")?.after(make("sup", { class: "mark caveat", title: words.columnCaveat }, "!"));
    }
  }

  /** Measures a row, and brings in what is in view beyond the first rows. */
  #measured() {
    const row = this.#body.querySelector("tr:not(.spacer)");
    this.#rowHeight = row?.getBoundingClientRect().height || this.#rowHeight;
    return this.#scrolled();
  }

  /** Brings in the rows that are in view, and those around them, once what is in view comes near the edge of what is there. */
  async #scrolled() {
    const model = this.#model;
    if (!model || this.#total <= WHOLE) return;
    const view = this.scroller.getBoundingClientRect();
    const top = view.top - this.#body.getBoundingClientRect().top;
    const seen = { top, height: view.height, rowHeight: this.#rowHeight, total: this.#total };
    if (holds(this.#range, rowsFor(seen, NEAR))) return;
    const range = rowsFor(seen);
    const ticket = this.#ticket;
    const { lines } = await model.load(range.start, range.end);
    if (ticket !== this.#ticket) return;
    const focused = factOf(this.#active());
    this.#put(range, lines);
    if (focused !== null) this.find(focused)?.focus({ preventScroll: true });
  }

  /**
   * Scrolls to a row, by its number in the order shown, and puts the focus on a fact in it.
   * @param {number} index
   * @param {number} fact
   */
  async reveal(index, fact) {
    if (this.#total > WHOLE && !this.find(fact)) {
      const top = this.#body.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
      this.scroller.scrollTop += top + index * this.#rowHeight - this.scroller.clientHeight / 2;
      await this.#scrolled();
    }
    const value = this.find(fact);
    value?.focus({ preventScroll: true });
    value?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /**
   * The value of a fact, where it is in the document.
   * @param {number} fact
   * @returns {HTMLElement | null}
   */
  find(fact) {
    return this.#body.querySelector(`.value[data-fact="${fact}"]`);
  }

  /**
   * Marks one fact as the selected one.
   * @param {number | null} fact
   */
  mark(fact) {
    this.selected = fact;
    for (const value of this.#body.querySelectorAll(".value[aria-current]")) value.removeAttribute("aria-current");
    const value = fact === null ? null : this.find(fact);
    value?.setAttribute("aria-current", "true");
    const first = value ?? this.#body.querySelector(".value");
    if (first) this.#rove(Number(first.getAttribute("data-fact")), first);
  }

  /**
   * Makes one value the one that Tab reaches.
   * @param {number} fact
   * @param {Element | null} [value]
   */
  #rove(fact, value = this.find(fact)) {
    for (const other of this.#body.querySelectorAll('.value[tabindex="0"]')) other.setAttribute("tabindex", "-1");
    value?.setAttribute("tabindex", "0");
  }

  #active() {
    const root = this.element.getRootNode();
    return root instanceof ShadowRoot ? root.activeElement : null;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const value = event.target instanceof Element ? event.target.closest(".value") : null;
    const fact = factOf(value);
    if (!(value instanceof HTMLElement) || fact === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const cell = /** @type {HTMLTableCellElement | null} */ (value.closest("td, th"));
    const row = value.closest("tr");
    if (!cell || !row) return;
    /** @type {Record<string, () => void>} */
    const keys = event.shiftKey
      ? { ArrowRight: () => this.does.act("right", fact), ArrowLeft: () => this.does.act("left", fact) }
      : {
          ArrowRight: () => go(beside(cell, "nextElementSibling")),
          ArrowLeft: () => go(beside(cell, "previousElementSibling")),
          ArrowDown: () => this.#vertical(row, cell.cellIndex, "nextElementSibling"),
          ArrowUp: () => this.#vertical(row, cell.cellIndex, "previousElementSibling"),
          Home: () => go(row.querySelector(".value")),
          End: () => go([...row.querySelectorAll(".value")].at(-1)),
          Enter: () => this.does.act("enter", fact),
          " ": () => this.does.select(fact),
          Escape: () => this.does.act("escape", fact),
          n: () => this.does.act("next", fact),
        };
    const run = keys[event.key];
    if (!run) return;
    event.preventDefault();
    run();
  }

  /**
   * Goes to the nearest row above or below with a value in this column, or else with any.
   * @param {HTMLTableRowElement} row
   * @param {number} column
   * @param {"nextElementSibling" | "previousElementSibling"} way
   */
  #vertical(row, column, way) {
    for (let other = row[way]; other instanceof HTMLTableRowElement; other = other[way]) {
      if (other.classList.contains("spacer")) return;
      const value = other.cells[column]?.querySelector(".value") ?? other.querySelector(".value");
      if (value) return go(value);
    }
  }
}

/** @param {Element | null | undefined} value */
function go(value) {
  if (!(value instanceof HTMLElement)) return;
  value.focus({ preventScroll: true });
  value.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/**
 * The next value in a row, past blanks.
 * @param {Element} cell
 * @param {"nextElementSibling" | "previousElementSibling"} way
 */
function beside(cell, way) {
  for (let other = cell[way]; other; other = other[way]) {
    const value = other.querySelector(".value");
    if (value) return value;
  }
  return null;
}

/**
 * @param {HTMLTableRowElement} row
 * @param {number} height
 * @param {number} columns
 */
function stretch(row, height, columns) {
  const cell = row.cells[0];
  if (!cell) return;
  cell.colSpan = columns;
  cell.style.height = `${height}px`;
  row.hidden = height === 0;
}

/**
 * The fact that an element of the table stands for.
 * @param {EventTarget | null} target
 * @returns {number | null}
 */
function factOf(target) {
  const value = target instanceof Element ? target.closest(".value") : null;
  const fact = value?.getAttribute("data-fact");
  return fact === null || fact === undefined ? null : Number(fact);
}
