/**
 * What can be saved beside the table as filed and all facts: exactly what is shown, in its order. Forms and choices are those that
 * the filing's `export` has.
 */
import { valueIn } from "./rows.js";
import { says } from "./tool-words.js";

/** @typedef {import("./table-view.js").TableView} TableView */
/** @typedef {import("./page-head.js").Saved} Saved */

/** How many rows are asked for in one turn. */
const STEP = 2000;

/**
 * @param {TableView} view
 * @param {number | null} table
 * @returns {Saved[]}
 */
export function saved(view, table) {
  const forms = /** @type {Saved["formats"]} */ (says.formats[table === null ? "facts" : "tables"]);
  const all = /** @type {Saved["formats"]} */ (says.formats.facts);
  return [
    { title: says.exportShown, formats: forms, what: () => chosen(view, table) },
    ...(table === null ? [] : [{ title: says.exportTable, formats: forms, what: table }]),
    { title: says.exportAll, formats: all, what: null },
  ];
}

/**
 * The facts or rows shown, by their numbers, in the order shown.
 * @param {TableView} view
 * @param {number | null} table
 */
async function chosen(view, table) {
  const { model, size, whole } = view;
  /** @type {number[]} */
  const facts = [];
  /** @type {number[]} */
  const rows = [];
  for (let start = 0; start < size; start += STEP) {
    const lines = whole ? view.lines : (await model?.load(start, start + STEP))?.lines ?? [];
    for (const { row, cells } of lines) {
      if (row !== undefined) rows.push(row);
      for (const cell of cells) {
        const value = valueIn(cell);
        if (value) facts.push(value.fact);
      }
    }
    if (whole) break;
  }
  return table === null ? { facts } : { table, rows, columns: model?.heads.slice(1).map(({ by }) => Number(by)) };
}
