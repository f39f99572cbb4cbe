/**
 * The table by keys: from value to value, past blanks and beyond the rows that are in the document; blocks of cells; columns.
 */
import { factOf } from "./table-view.js";

/** @typedef {import("./table-view.js").TableView} TableView */
/** @typedef {import("./selection.js").Key} Key */

/** How many rows PageUp and PageDown go. */
const LEAP = 20;

/**
 * @typedef {object} Does
 * @property {(fact: number) => void} focus A value has the focus.
 * @property {(key: Key, fact: number) => void} act
 * @property {(cell: { row: number, column: number }, key: string, far: boolean) => boolean} extend Shift and a key that moves.
 * @property {(what: "row" | "column" | "all", cell: { row: number, column: number }) => void} pick
 * @property {(by: string, key: string) => boolean} column A key on a column's heading.
 * @property {(by: string) => void} sortToo Sorts by a column as well.
 */

/**
 * Listens to a table.
 * @param {TableView} table
 * @param {Does} does
 */
export function listen(table, does) {
  table.body.addEventListener("focusin", (event) => {
    const fact = factOf(event.target);
    if (fact !== null) table.rove(fact), does.focus(fact);
  });
  table.body.addEventListener("keydown", (event) => {
    if (onValue(table, does, event)) event.preventDefault();
  });
  table.element.tHead?.addEventListener("keydown", (event) => {
    const by = event.target instanceof HTMLElement ? event.target.dataset["by"] : undefined;
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" && event.shiftKey) does.sortToo(by);
    else if (!does.column(by, event.key)) return;
    event.preventDefault();
  });
}

/**
 * Where a cell stands: its row in the order shown, and its column, 0 for the labels.
 * @param {TableView} table
 * @param {EventTarget | null} target
 * @returns {{ row: number, column: number } | null}
 */
export function cellOf(table, target) {
  const cell = target instanceof Element ? target.closest("td, th") : null;
  const row = table.indexOf(cell?.closest("tr") ?? null);
  return cell instanceof HTMLTableCellElement && row >= 0 ? { row, column: cell.cellIndex } : null;
}

/**
 * @param {TableView} table
 * @param {Does} does
 * @param {KeyboardEvent} event
 * @returns {boolean} Whether the key had a meaning.
 */
function onValue(table, does, event) {
  const value = event.target instanceof Element ? event.target.closest(".value") : null;
  const fact = factOf(value);
  const at = cellOf(table, value);
  const far = event.ctrlKey || event.metaKey;
  if (!(value instanceof HTMLElement) || fact === null || !at || event.altKey) return false;
  const { key } = event;
  if (key === " " && (event.shiftKey || event.ctrlKey)) return does.pick(event.shiftKey ? "row" : "column", at), true;
  if (far && key.toLowerCase() === "a") return does.pick("all", at), true;
  if (event.shiftKey && MOVES.has(key)) return does.extend(at, key, far);
  if (far && !["Home", "End"].includes(key)) return false;
  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowRight: () => go(beside(value.closest("td, th"), "nextElementSibling")),
    ArrowLeft: () => go(beside(value.closest("td, th"), "previousElementSibling")),
    ArrowDown: () => void vertical(table, at, 1),
    ArrowUp: () => void vertical(table, at, -1),
    PageDown: () => void vertical(table, { ...at, row: Math.min(at.row + LEAP, table.size) - 1 }, 1),
    PageUp: () => void vertical(table, { ...at, row: Math.max(at.row - LEAP, -1) + 1 }, -1),
    Home: () => (far ? void vertical(table, { row: -1, column: at.column }, 1) : go(value.closest("tr")?.querySelector(".value"))),
    End: () => (far ? void vertical(table, { row: table.size, column: at.column }, -1) : go([...value.closest("tr")?.querySelectorAll(".value") ?? []].at(-1))),
    Enter: () => does.act("enter", fact),
    " ": () => does.act("choose", fact),
    Escape: () => does.act("escape", fact),
    n: () => does.act("next", fact),
    ">": () => does.act("right", fact),
    "<": () => does.act("left", fact),
  };
  const run = keys[key];
  run?.();
  return run !== undefined;
}

/** The keys that move, and with Shift make a block of cells. */
const MOVES = new Set(["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"]);

/** How many rows without a value are gone past before it is given up. */
const PATIENCE = 400;

/**
 * Goes to the nearest row above or below with a value in this column, or else with any.
 * @param {TableView} table
 * @param {{ row: number, column: number }} from
 * @param {1 | -1} way
 */
async function vertical(table, { row: from, column }, way) {
  for (let at = from + way; at >= 0 && at < table.size && Math.abs(at - from) < PATIENCE; at += way) {
    const row = table.row(at) ?? await table.reveal(at);
    const value = row?.cells[column]?.querySelector(".value") ?? row?.querySelector(".value");
    if (value) return go(value);
  }
}

/** @param {Element | null | undefined} value */
export function go(value) {
  if (!(value instanceof HTMLElement)) return;
  value.focus({ preventScroll: true });
  value.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/**
 * The next value in a row, past blanks.
 * @param {Element | null} cell
 * @param {"nextElementSibling" | "previousElementSibling"} way
 */
function beside(cell, way) {
  for (let other = cell?.[way]; other; other = other[way]) {
    const value = other.querySelector(".value");
    if (value) return value;
  }
  return null;
}
