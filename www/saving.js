/**
 * What can be saved beside the table as filed and all facts: what is shown, in its order. Forms and choices are those that the
 * filing's `export` has.
 */
import { valueIn } from "./rows.js";
import { says } from "./tool-words.js";

/** @typedef {import("./types.js").FilingHandle} FilingHandle */
/** @typedef {import("./table-view.js").Model} Model */
/** @typedef {import("./table-view.js").TableView} TableView */
/** @typedef {import("./page-head.js").Saved} Saved */

/** The columns that go along with those shown: in the page they are marks of a value. Markdown has footnotes for them. */
const DOUBTS = ["assumed", "caveats"];

/** How many rows are asked for in one turn. */
const STEP = 5000;

/**
 * @param {FilingHandle} handle
 * @param {TableView} view
 * @param {number | null} table
 * @returns {Saved[]}
 */
export function saved(handle, view, table) {
  const forms = says.formats;
  if (table !== null) {
    return [
      { title: says.exportShown, formats: forms.tables, what: () => rowsShown(view, table) },
      { title: says.exportTable, formats: forms.tables, what: table },
      { title: says.exportAll, formats: forms.facts, what: null },
    ];
  }
  const { model } = view;
  const arranged = model?.facts !== undefined;
  const columns = model?.heads.map(({ by }) => by) ?? [];
  /** @param {import("./types.js").ExportFormat} format */
  const shown = (format) => factsShown(handle, view, format === "md" ? columns : [...columns, ...DOUBTS]);
  return [
    ...(arranged ? [] : [{ title: says.exportShown, formats: forms.facts, what: shown }]),
    // Some of the facts, with all that is known of each.
    ...(arranged || view.total < handle.info.facts ? [{ title: says.exportThese, formats: forms.facts, what: () => factsShown(handle, view) }] : []),
    { title: says.exportAll, formats: forms.facts, what: null },
  ];
}

/**
 * Rows and columns of a table as they are shown.
 * @param {TableView} view @param {number} table
 */
async function rowsShown({ model, total }, table) {
  /** @type {number[]} */
  const rows = [];
  for (let start = 0; model && start < total; start += STEP) {
    for (const { row } of (await model.load(start, start + STEP)).lines) if (row !== undefined) rows.push(row);
  }
  return { table, rows, columns: model?.heads.slice(1).map(({ by }) => Number(by)) };
}

/**
 * The facts shown, in their order; those of groups and of cells that hold several as well.
 * @param {FilingHandle} handle @param {TableView} view
 * @param {string[]} [columns]
 */
async function factsShown(handle, { model }, columns) {
  /** @type {number[]} */
  const facts = [];
  const query = /** @type {import("./types.js").FactsQuery | import("./types.js").GroupsQuery} */ (model?.facts ?? model?.query ?? {});
  for (let start = 0, total = 1; start < total; start += STEP) {
    const window = { start, end: start + STEP };
    const answer = await ("group" in query ? handle.groups({ ...query, ...window }) : handle.facts({ ...query, ...window }));
    for (const row of answer.rows) if ("fact" in row) facts.push(row.fact);
    total = answer.total;
  }
  return { facts, columns };
}
