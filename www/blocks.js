/**
 * Blocks of cells: made by dragging, by Shift and a click, by Shift and keys; and by a finger that rests on a cell and then taps
 * others, so that moving it scrolls as ever. A block is in the order shown and may reach
 * beyond the rows that are in the document.
 */
import { cellOf } from "./table-keys.js";

/** @typedef {import("./table-view.js").TableView} TableView */
/** @typedef {{ row: number, column: number }} Cell Columns count from 0, the labels. */
/** @typedef {{ top: number, bottom: number, left: number, right: number }} Block Its last row and column are in it. */

/** How many rows PageUp and PageDown go. */
const LEAP = 20;

/** How long a finger rests on a cell to begin a block, in milliseconds. */
const REST = 450;

export class Blocks {
  /** Where it was begun. @type {Cell | null} */
  #anchor = null;
  /** Its other corner. @type {Cell} */
  #end = { row: 0, column: 0 };
  /** The cell that a pointer went down on. @type {Cell | null} */
  #down = null;
  /** Whether it was begun by a finger: then a tap on a cell ends it there. */
  byTouch = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #resting;

  /**
   * @param {TableView} table
   * @param {(block: Block | null) => void} changed
   */
  constructor(table, changed) {
    this.table = table;
    this.changed = changed;
    const { body, element } = table;
    body.addEventListener("pointerdown", (event) => this.#pressed(event));
    body.addEventListener("pointerover", (event) => this.#over(event));
    const up = () => {
      clearTimeout(this.#resting);
      this.#down = null;
      element.classList.remove("dragging");
    };
    body.addEventListener("pointerup", up);
    body.addEventListener("pointercancel", up);
    body.addEventListener("click", (event) => this.#clicked(event));
    // Before the cell takes it for itself.
    body.addEventListener("click", (event) => this.#tapped(event), { capture: true });
    body.addEventListener("contextmenu", (event) => this.byTouch && event.preventDefault());
  }

  /** @returns {Block | null} */
  get block() {
    if (!this.#anchor) return null;
    const [a, b] = [this.#anchor, this.#end];
    return {
      top: Math.min(a.row, b.row), bottom: Math.max(a.row, b.row), left: Math.min(a.column, b.column), right: Math.max(a.column, b.column),
    };
  }

  /** @param {Cell} anchor @param {Cell} end */
  set(anchor, end) {
    this.#anchor = anchor;
    this.#end = end;
    this.paint();
    this.changed(this.block);
  }

  clear() {
    if (!this.#anchor) return;
    this.#anchor = null;
    this.byTouch = false;
    this.paint();
    this.changed(null);
  }

  /**
   * Shift and a key: the corner that moves goes on from where it is.
   * @param {Cell} from The cell that has the focus.
   * @param {string} key
   * @param {boolean} far To the edge of the table.
   */
  extend(from, key, far) {
    const [rows, columns] = [this.table.size - 1, this.#columns - 1];
    const { row, column } = this.#anchor ? this.#end : from;
    /** @type {Record<string, Cell>} */
    const to = {
      ArrowRight: { row, column: far ? columns : column + 1 },
      ArrowLeft: { row, column: far ? 0 : column - 1 },
      ArrowDown: { row: far ? rows : row + 1, column },
      ArrowUp: { row: far ? 0 : row - 1, column },
      PageDown: { row: row + LEAP, column },
      PageUp: { row: row - LEAP, column },
      Home: { row: far ? 0 : row, column: 0 },
      End: { row: far ? rows : row, column: columns },
    };
    const end = to[key];
    if (!end) return false;
    end.row = Math.min(Math.max(0, end.row), rows);
    end.column = Math.min(Math.max(0, end.column), columns);
    this.set(this.#anchor ?? from, end);
    if (this.table.whole) this.table.row(end.row)?.cells[end.column]?.scrollIntoView({ block: "nearest", inline: "nearest" });
    else void this.table.reveal(end.row);
    return true;
  }

  /** @param {"row" | "column" | "all"} what @param {Cell} at */
  pick(what, at) {
    const [rows, columns] = [this.table.size - 1, this.#columns - 1];
    const { top, bottom, left, right } = this.block ?? { top: at.row, bottom: at.row, left: at.column, right: at.column };
    if (what === "all") this.set({ row: 0, column: 0 }, { row: rows, column: columns });
    else if (what === "row") this.set({ row: top, column: 0 }, { row: bottom, column: columns });
    else this.set({ row: 0, column: left }, { row: rows, column: right });
  }

  /** Marks the cells of the block that are in the document. */
  paint() {
    const { block, table } = this;
    const { start } = table.range;
    for (const cell of table.body.querySelectorAll(".picked")) cell.classList.remove("picked");
    if (!block) return;
    for (let row = Math.max(block.top, start); row <= Math.min(block.bottom, table.range.end - 1); row++) {
      const cells = table.row(row)?.cells ?? [];
      for (let column = block.left; column <= block.right; column++) cells[column]?.classList.add("picked");
    }
  }

  get #columns() {
    return this.table.model?.heads.length ?? 1;
  }

  /** @param {PointerEvent} event */
  #pressed(event) {
    if (event.button !== 0) return;
    const at = cellOf(this.table, event.target);
    if (!at) return;
    // Where the finger moves, the browser scrolls and takes the press back.
    if (event.pointerType === "touch") return void (this.#resting = setTimeout(() => this.#rested(at), REST));
    if (event.shiftKey) {
      // The browser would select text up to there.
      event.preventDefault();
      const root = /** @type {ShadowRoot} */ (this.table.element.getRootNode());
      this.set(this.#anchor ?? cellOf(this.table, root.activeElement) ?? at, at);
      return;
    }
    this.clear();
    this.#down = at;
  }

  /** @param {Cell} at */
  #rested(at) {
    this.byTouch = true;
    this.set(at, at);
  }

  /** @param {MouseEvent} event */
  #tapped(event) {
    const at = this.byTouch && this.#anchor && cellOf(this.table, event.target);
    if (!this.#anchor || !at) return;
    event.preventDefault();
    event.stopPropagation();
    this.set(this.#anchor, at);
  }

  /** @param {PointerEvent} event */
  #over(event) {
    if (!this.#down || (event.buttons & 1) === 0) return void (this.#down = null);
    const at = cellOf(this.table, event.target);
    if (!at || (at.row === this.#down.row && at.column === this.#down.column && !this.#anchor)) return;
    this.table.element.classList.add("dragging");
    getSelection()?.removeAllRanges();
    this.set(this.#down, at);
  }

  /** A click on a label that is no fact picks its row. @param {MouseEvent} event */
  #clicked(event) {
    const label = event.target instanceof Element ? event.target.closest("th[scope=row]") : null;
    const at = cellOf(this.table, label);
    if (!at || event.shiftKey || label?.querySelector(".value") || !getSelection()?.isCollapsed || this.#anchor) return;
    this.set({ row: at.row, column: 0 }, { row: at.row, column: this.#columns - 1 });
  }
}
