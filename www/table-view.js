/**
 * The table: its head with a button for each column, and its rows, whole or in windows and pages.
 *
 * It knows nothing of filings: a {@link Model} says what the columns are and gives rows. A native table, not a grid: screen
 * readers read it as a table, and each value in it is a button. One value is in the tab order; arrows lead to the others
 * (`table-keys.js`).
 */
import { fill, make, put, whenIdle } from "./dom.js";
import { makeRow, newGrid, valueIn, widen } from "./rows.js";
import { FEW, firstRows, gap, holds, isWhole, NEAR, PAGE, rowsFor, spacers } from "./viewport.js";
import { Widths } from "./widths.js";
import { words } from "./words.js";

/** @typedef {import("./rows.js").Line} Line */
/** @typedef {import("./viewport.js").Range} Range */
/** @typedef {import("./types.js").FactsQuery | import("./types.js").GroupsQuery | import("./types.js").RowsQuery} Query */
/** @typedef {{ fixed?: boolean, by: string, main: string, small: string[], numeric: boolean, assumed: string | null, marks: string[] }} Head */
/** @typedef {{ keys: { by: string, descending: boolean }[], across: boolean }} Sort The first key counts most. */

/**
 * What to show.
 * @typedef {object} Model
 * @property {string} key Changes with the columns: the head is kept, and the focus in it, as long as this stays.
 * @property {string} caption
 * @property {Head[]} heads The first is that of the labels.
 * @property {Sort | null} sort
 * @property {Query | null} query What the rows answer; null where it is none that can be searched.
 * @property {import("./types.js").FactsQuery | import("./types.js").GroupsQuery} [facts] What gives all facts under its headings or in its cells, where its rows do not.
 * @property {number} size About how many rows there are.
 * @property {string} [note] What is said under the table of what it shows.
 * @property {(start: number, end: number) => Promise<{ total: number, lines: Line[] }>} load
 */

export class TableView {
  element = make("table", { part: "table" });
  #caption = make("caption", { class: "unseen" });
  #head = make("thead");
  body = make("tbody");
  #before = make("tr", { class: "spacer", "aria-hidden": "true" }, make("td"));
  #after = make("tr", { class: "spacer", "aria-hidden": "true" }, make("td"));
  /** @type {Model | null} */
  model = null;
  /** The rows in the document, as numbers of the order shown. @type {Range} */
  range = { start: 0, end: 0 };
  /** The lines of these rows. @type {Line[]} */
  lines = [];
  total = 0;
  /** The page shown of a long table. */
  page = 0;
  #rowHeight = 30;
  #ticket = 0;
  /** @type {import("./rows.js").Grid[]} */
  #grids = [];
  /** What the look of a row depends on beside its line: the grids, and what stands on the heads instead. */
  #looks = "";
  /** How many caveats of each column are on its head. @type {number[]} */
  #lifted = [];
  #frame = 0;
  /** @type {number | null} The fact that is selected. */
  selected = null;
  /** Whether the rows have sections of members. */
  sectioned = false;
  /** Whether all rows are in the document. */
  whole = true;
  /** Called when rows were put into the document. */
  placed = () => {};

  /**
   * @param {HTMLElement} scroller The element that scrolls the table.
   * @param {{ sort: (by: string, add: boolean) => void, select: (fact: number) => void }} does
   */
  constructor(scroller, does) {
    this.does = does;
    this.scroller = scroller;
    this.element.append(this.#caption, this.#head, this.body);
    this.widths = new Widths(this.element, scroller);
    this.body.addEventListener("click", (event) => {
      // All of the cell is the button's, as far as a pointer goes.
      const value = event.target instanceof Element ? event.target.closest("td, th")?.querySelector(".value") : null;
      const fact = factOf(value ?? null);
      if (fact === null || !(value instanceof HTMLElement) || event.shiftKey) return;
      value.focus({ preventScroll: true });
      this.does.select(fact);
    });
    scroller.addEventListener("scroll", () => {
      if (this.whole || this.#frame) return;
      this.#frame = requestAnimationFrame(() => {
        this.#frame = 0;
        void this.#scrolled();
      });
    }, { passive: true });
  }

  /** How many rows there are to go through, in the order shown. */
  get size() {
    return this.whole ? this.lines.length : this.total;
  }

  get pages() {
    return this.whole ? 1 : Math.max(1, Math.ceil(this.total / PAGE));
  }

  /**
   * Shows a model. Resolves when its rows are there, or false when another came in between.
   * @param {Model} model
   */
  async show(model) {
    const ticket = ++this.#ticket;
    const columns = model.heads.length;
    const kept = this.model?.key === model.key;
    // Of another order of the same, what is in view: the rows around it come behind.
    let range = kept && !this.whole ? this.#inView(FEW, 1) : { start: 0, end: firstRows(model.size, columns) };
    let { total, lines } = await model.load(range.start, range.end);
    const whole = isWhole(total, columns);
    // There may be fewer rows than were thought, or than there were.
    if (whole ? range.start > 0 || range.end < total : total > 0 && range.start >= total) {
      range = { start: 0, end: firstRows(total, columns) };
      ({ total, lines } = await model.load(range.start, range.end));
    }
    if (ticket !== this.#ticket) return false;
    const focused = factOf(this.#active());
    this.model = model;
    this.total = total;
    this.whole = whole;
    if (!whole) this.page = Math.floor(range.start / PAGE);
    this.#caption.textContent = model.caption + words.sortable;
    if (!kept) {
      this.widths.loosen();
      this.#makeHead(model);
      this.#grids = model.heads.slice(1).map(newGrid);
    }
    this.#sortHead(model.sort);
    this.sectioned = kept && this.sectioned || lines.some((line) => line.kind === "members");
    put(this.element, "aria-rowcount", whole ? null : total + 1);
    this.element.classList.toggle("virtual", !whole);
    if (whole) this.widths.loosen();
    this.#put(range.start, lines);
    // New rows are drawn before they are measured: measuring has the page laid out, and the frame would lay it out again.
    if (!whole) requestAnimationFrame(() => whenIdle(() => void this.#measured()));
    if (focused !== null) this.find(focused)?.focus({ preventScroll: true });
    return true;
  }

  /**
   * Puts all rows into the document, until something is shown again.
   * @param {Line[]} lines
   */
  lay(lines) {
    this.#ticket++;
    this.whole = true;
    this.element.classList.remove("virtual");
    this.widths.loosen();
    put(this.element, "aria-rowcount", null);
    this.#put(0, lines);
  }

  clear() {
    this.#ticket++;
    this.model = null;
    this.range = { start: 0, end: 0 };
    this.lines = [];
    this.selected = null;
    this.total = this.page = 0;
    this.whole = true;
    this.widths.loosen();
    this.body.replaceChildren();
    this.#head.replaceChildren();
  }

  /** @param {Model} model */
  #makeHead(model) {
    fill(this.#head, make("tr", { "aria-rowindex": null }, ...model.heads.map((head, at) =>
      make("th", { scope: "col", class: at === 0 ? "labels" : head.numeric ? "numeric" : "words", title: head.assumed },
        make("button", { type: "button", part: "sort", "data-by": head.by, disabled: head.fixed, onclick: (/** @type {MouseEvent} */ event) => this.does.sort(head.by, event.shiftKey) },
          make("span", { class: "main" },
            make("span", { class: ["name", head.assumed && "assumed", head.main.length > 20 && "long"].filter(Boolean).join(" ") }, head.main),
            head.assumed && make("sup", { class: "mark doubt", "aria-hidden": "true" }, "?"),
            head.assumed && make("span", { class: "unseen" }, `, ${words.assumed}`),
            ...head.marks.map((mark) => make("sup", { class: "mark" }, mark)),
            !head.fixed && make("span", { class: "arrow", "aria-hidden": "true" }, "↕")),
          ...head.small.map((line) => make("small", null, line)))))));
  }

  /** @param {Sort | null} sort */
  #sortHead(sort) {
    for (const button of this.#head.querySelectorAll("button")) {
      const keys = sort?.keys ?? [];
      const key = keys.find(({ by }) => by === button.dataset["by"]);
      put(button.closest("th") ?? button, "aria-sort", key && (key.descending ? "descending" : "ascending"));
      const arrow = button.querySelector(".arrow");
      if (arrow) arrow.textContent = key ? (key.descending ? "↓" : "↑") + (keys.length > 1 ? keys.indexOf(key) + 1 : "") : "↕";
    }
  }

  /**
   * Puts rows into the document.
   * @param {number} start The number of the first.
   * @param {Line[]} lines
   * @param {boolean} [same] Whether they are of the list that rows in the document are of: those that are in both stay.
   */
  #put(start, lines, same = false) {
    const model = this.model;
    if (!model) return;
    const columns = model.heads.slice(1);
    for (const line of lines) line.cells.forEach((cell, at) => this.#grids[at] && widen(this.#grids[at], valueIn(cell)));
    const looks = JSON.stringify([this.#lift(lines, columns.length), this.#grids]);
    const stays = same && looks === this.#looks;
    this.#looks = looks;
    const rows = lines.map((line, at) => {
      const row = (stays && this.row(start + at)) || makeRow(line, columns, this.#grids);
      if (!this.whole && !row.isConnected) put(row, "aria-rowindex", start + at + 2);
      return row;
    });
    this.lines = lines;
    this.range = { start, end: start + lines.length };
    if (this.whole) {
      this.body.replaceChildren(...rows);
    } else {
      this.#space();
      // New rows come before the old ones go: where one of these has the focus, the browser lays the page out as it goes, and the
      // page would have lost its height for a moment, and its place.
      const old = this.#before.isConnected ? [...this.body.rows].slice(1, -1) : null;
      const kept = rows.findIndex((row) => row.isConnected);
      const end = rows.findLastIndex((row) => row.isConnected) + 1;
      if (!old) this.body.replaceChildren(this.#before, ...rows, this.#after);
      else if (kept < 0) this.#before.after(...rows);
      else {
        rows[kept]?.before(...rows.slice(0, kept));
        rows[end - 1]?.after(...rows.slice(end));
      }
      const stay = new Set(rows);
      for (const row of old ?? []) if (!stay.has(row)) row.remove();
    }
    if (!this.whole && this.widths.areOutgrown(lines)) this.widths.fix();
    this.mark(this.selected);
    this.placed();
  }

  /** Gives the spacers their heights. */
  #space() {
    const { from, length } = this.#onPage();
    const space = spacers({ start: this.range.start - from, end: this.range.end - from }, this.#rowHeight, length);
    const columns = this.model?.heads.length ?? 1;
    stretch(this.#before, space.before, columns);
    stretch(this.#after, space.after, columns);
  }

  /** The number of the page's first row, and how many rows the page has. */
  #onPage() {
    const from = this.page * PAGE;
    return { from, length: Math.min(PAGE, this.total - from) };
  }

  /**
   * The lines between two rows, of those that are in the document, as they came: what was lifted to the heads is theirs again.
   * @param {number} start @param {number} end
   */
  #kept(start, end) {
    const lines = this.lines.slice(Math.max(0, start - this.range.start), Math.max(0, end - this.range.start));
    for (const { cells } of lines) cells.forEach((cell, at) => {
      const value = valueIn(cell);
      if (value) value.caveats += this.#lifted[at] ?? 0;
    });
    return lines;
  }

  /**
   * A caveat that every value of a column has is marked on its heading, and not on each value. Gives how many each column has.
   * @param {Line[]} lines
   * @param {number} columns
   */
  #lift(lines, columns) {
    const lifted = [];
    for (let at = 0; at < columns; at++) {
      const values = lines.flatMap(({ cells }) => valueIn(cells[at]) ?? []);
      const common = values.length > 3 ? Math.min(...values.map(({ caveats }) => caveats)) : 0;
      lifted.push(common);
      for (const value of values) value.caveats -= common;
      const head = this.#head.rows[0]?.cells[at + 1];
      head?.querySelector(".caveat")?.remove();
      if (common > 0 && !head?.querySelector(".doubt")) head?.querySelector(".name")?.after(make("sup", { class: "mark caveat", title: words.columnCaveat }, "!"));
    }
    return (this.#lifted = lifted);
  }

  /** Measures a row, and brings in what is in view beyond the first rows. */
  #measured() {
    const row = this.body.querySelector("tr:not(.spacer)");
    const height = row?.getBoundingClientRect().height || this.#rowHeight;
    if (height !== this.#rowHeight) {
      this.#rowHeight = height;
      this.#space();
    }
    if (!this.widths.areFixed) this.widths.fix();
    return this.#scrolled();
  }

  /**
   * The rows that are in view, and some around them.
   * @param {number} [margin] @param {number} [step]
   */
  #inView(margin, step) {
    const view = this.scroller.getBoundingClientRect();
    const top = view.top - this.body.getBoundingClientRect().top;
    const { from, length } = this.#onPage();
    const { start, end } = rowsFor({ top, height: view.height, rowHeight: this.#rowHeight, total: length }, margin, step);
    return { start: from + start, end: from + end };
  }

  /** Brings in the rows that are in view, and those around them, once what is in view comes near the edge of what is there. */
  async #scrolled() {
    const model = this.model;
    if (!model || this.whole) return;
    if (holds(this.range, this.#inView(NEAR, 1))) return;
    const { start, end } = this.#inView();
    const [ticket, page, range] = [this.#ticket, this.page, this.range];
    // Only the rows that are not there yet are asked for, and taken apart.
    const [from, to] = gap(range, { start, end });
    const { lines: more } = await model.load(from, to);
    // Another order may have come meanwhile that was asked for before, and would be lost under these rows.
    if (ticket !== this.#ticket || model !== this.model || page !== this.page) return;
    if (range !== this.range) return void this.#scrolled();
    if (more.length === 0) return;
    const lines = [...this.#kept(start, from), ...more, ...this.#kept(to, end)];
    const focused = factOf(this.#active());
    this.#put(start, lines, true);
    if (focused !== null) this.find(focused)?.focus({ preventScroll: true });
  }

  /**
   * Brings a row into view, by its number in the order shown; resolves to it.
   * @param {number} index
   * @returns {Promise<HTMLTableRowElement | null>}
   */
  async reveal(index) {
    if (!this.whole) {
      this.page = Math.floor(index / PAGE);
      const there = this.row(index);
      const view = this.scroller.getBoundingClientRect();
      const seen = there?.getBoundingClientRect();
      if (!seen || seen.top < view.top || seen.bottom > view.bottom) {
        const top = this.body.getBoundingClientRect().top - view.top;
        this.scroller.scrollTop += top + (index - this.#onPage().from) * this.#rowHeight - view.height / 2;
      }
      await this.#scrolled();
    }
    const row = this.row(index);
    row?.cells[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
    return row;
  }

  /**
   * A row, by its number in the order shown, where it is in the document.
   * @param {number} index
   */
  row(index) {
    const { start, end } = this.range;
    return index < start || index >= end ? null : this.body.rows[index - start + (this.whole ? 0 : 1)] ?? null;
  }

  /**
   * The number of a row in the order shown; -1 where it is none.
   * @param {Element | null} row
   */
  indexOf(row) {
    const at = row instanceof HTMLTableRowElement && !row.classList.contains("spacer") ? row.sectionRowIndex : -1;
    return at < 0 ? -1 : at + this.range.start - (this.whole ? 0 : 1);
  }

  /**
   * The value of a fact, where it is in the document.
   * @param {number} fact
   * @returns {HTMLElement | null}
   */
  find(fact) {
    return this.body.querySelector(`.value[data-fact="${fact}"]`);
  }

  /**
   * Marks one fact as the selected one.
   * @param {number | null} fact
   */
  mark(fact) {
    this.selected = fact;
    for (const value of this.body.querySelectorAll(".value[aria-current]")) value.removeAttribute("aria-current");
    const value = fact === null ? null : this.find(fact);
    value?.setAttribute("aria-current", "true");
    const first = value ?? this.body.querySelector(".value");
    if (first) this.rove(Number(first.getAttribute("data-fact")), first);
  }

  /**
   * Makes one value the one that Tab reaches.
   * @param {number} fact
   * @param {Element | null} [value]
   */
  rove(fact, value = this.find(fact)) {
    for (const other of this.body.querySelectorAll('.value[tabindex="0"]')) other.setAttribute("tabindex", "-1");
    value?.setAttribute("tabindex", "0");
  }

  #active() {
    const root = this.element.getRootNode();
    return root instanceof ShadowRoot ? root.activeElement : null;
  }
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
export function factOf(target) {
  const value = target instanceof Element ? target.closest(".value") : null;
  const fact = value?.getAttribute("data-fact");
  return fact === null || fact === undefined ? null : Number(fact);
}
