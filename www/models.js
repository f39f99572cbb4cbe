/**
 * What the table shows: a table of the filing as filed, or its facts, one a row. Both are a {@link Model} for the same view.
 */
import { count, heading, memberPath, plain, tableName, words } from "./words.js";

/** @typedef {import("./types.js").FilingHandle} FilingHandle */
/** @typedef {import("./types.js").Row} Row */
/** @typedef {import("./types.js").FactRow} FactRow */
/** @typedef {import("./types.js").FactsQuery} FactsQuery */
/** @typedef {import("./table-view.js").Model} Model */
/** @typedef {import("./table-view.js").Sort} Sort */
/** @typedef {import("./rows.js").Line} Line */
/** @typedef {import("./rows.js").ShownValue} ShownValue */

/**
 * Reads the `sort` attribute: `label`, `0 descending`, `1 ascending across`, `period`.
 * @param {string | null} text
 * @returns {Sort | null}
 */
export function parseSort(text) {
  const [by, ...rest] = (text ?? "").trim().split(/\s+/);
  return by ? { by, descending: rest.includes("descending"), across: rest.includes("across") } : null;
}

/** @param {Sort | null} sort */
export const sortText = (sort) =>
  sort === null ? null : [sort.by, sort.descending ? "descending" : "ascending", sort.across ? "across" : ""].join(" ").trim();

/**
 * The sort after a click on a column's button: ascending, then descending, then as filed.
 * @param {Sort | null} sort
 * @param {string} by
 * @returns {Sort | null}
 */
export function nextSort(sort, by) {
  if (sort?.by !== by) return { by, descending: false, across: sort?.across ?? false };
  return sort.descending ? null : { ...sort, descending: true };
}

/**
 * @param {FilingHandle} handle
 * @param {number} table
 * @param {Sort | null} sort
 * @returns {Model}
 */
export function tableModel(handle, table, sort) {
  const info = handle.info.tables[table];
  if (!info) throw new RangeError(`Table ${table} is not there: the filing has ${count(handle.info.tables.length, "table")}.`);
  const column = sort === null ? null : sort.by === "label" ? -1 : Number(sort.by);
  const known = column !== null && Number.isInteger(column) && column >= -1 && column < info.columns.length;
  const query = { table, sort: known ? column : null, descending: sort?.descending ?? false, across: sort?.across ?? false };
  return {
    key: `table ${table}`,
    caption: tableName(info),
    heads: [
      { by: "label", main: words.label, small: [], numeric: false, assumed: null, marks: [] },
      ...info.columns.map((column, at) => ({
        by: String(at), ...heading(column), numeric: column.numeric, assumed: column.assumed, marks: column.marks,
      })),
    ],
    sort: known ? sort : null,
    size: info.rows,
    async load(start, end) {
      const { total, rows } = await handle.rows({ ...query, start, end });
      const whole = rows.length === total;
      return { total, lines: (whole ? withoutRefrain(rows) : rows).map((row) => lineOf(row, known && query.across)) };
    },
  };
}

/**
 * A `[Line Items]` heading that comes again under every section says nothing: it stands in the notes once, not in the rows.
 * @param {Row[]} rows
 */
function withoutRefrain(rows) {
  const refrain = lineItems(rows);
  return refrain === null ? rows : rows.filter((row) => !(row.kind === "heading" && row.label === refrain));
}

/**
 * The one `[Line Items]` heading of a table, where it has just one.
 * @param {Row[]} rows
 */
export function lineItems(rows) {
  const labels = new Set(rows.filter((row) => row.kind === "heading" && /\[Line Items\]$/i.test(row.label)).map((row) => row.label));
  const [label] = labels;
  return labels.size === 1 && label !== undefined ? label : null;
}

/**
 * @param {Row} row
 * @param {boolean} alone Whether it stands outside its section.
 * @returns {Line}
 */
function lineOf(row, alone) {
  const path = memberPath(row.members);
  return {
    kind: row.kind,
    label: row.kind === "members" ? path || plain(row.label) : plain(row.label),
    aside: row.unit ?? "",
    above: alone ? path : "",
    depth: row.depth,
    marks: row.marks,
    assumed: row.assumed,
    fact: row.facts[0] ?? null,
    cells: row.cells.map((cell) => cell && (cell.fact === null ? cell.shown : {
      fact: cell.fact, shown: cell.shown, kind: cell.kind, negative: cell.negative, nil: cell.nil, marks: cell.marks,
      doubtful: cell.doubt !== null, confirmed: cell.confirmed, caveats: others(cell.caveats, cell.doubt !== null), why: cell.doubt?.why ?? "",
    })),
  };
}

/**
 * The caveats beside the doubt: it is one of them, and has a mark of its own.
 * @param {number} caveats
 * @param {boolean} doubtful
 */
const others = (caveats, doubtful) => Math.max(0, caveats - (doubtful ? 1 : 0));

/** The columns of the facts, by the names that a query uses. */
const FACTS = /** @type {const} */ ([
  ["label", words.label, false],
  ["members", words.members, false],
  ["period", words.period, false],
  ["unit", words.unit, false],
  ["value", words.value, true],
  ["table", words.table, false],
]);

/**
 * @param {FilingHandle} handle
 * @param {Sort | null} sort
 * @returns {Model}
 */
export function factsModel(handle, sort) {
  const tables = handle.info.tables;
  const columns = FACTS.filter(([by]) => by !== "table" || tables.length > 1);
  const by = columns.find(([by]) => by === sort?.by)?.[0] ?? null;
  const query = { sort: by, descending: sort?.descending ?? false };
  return {
    key: `facts ${columns.length}`,
    caption: words.allFacts,
    heads: columns.map(([by, main, numeric]) => ({ by, main, small: [], numeric, assumed: null, marks: [] })),
    sort: by ? sort : null,
    size: handle.info.facts,
    async load(start, end) {
      const { total, rows } = await handle.facts({ ...query, start, end });
      return { total, lines: rows.map((row) => factLine(row, tables)) };
    },
  };
}

/**
 * @param {FactRow} row
 * @param {import("./types.js").TableInfo[]} tables
 * @returns {Line}
 */
function factLine(row, tables) {
  /** @type {ShownValue} */
  const value = {
    fact: row.fact, shown: row.shown, kind: row.kind, negative: row.negative, nil: row.nil, marks: [],
    doubtful: row.assumed, confirmed: row.confirmed, caveats: others(row.caveats, row.assumed), why: "",
  };
  const table = row.table === null ? undefined : tables[row.table];
  return {
    kind: "facts", label: plain(row.label), depth: 0, marks: [], assumed: null,
    cells: [
      row.members.replace(/ \[(Member|Domain)\]/gi, ""), row.period, row.unit, value,
      ...(tables.length > 1 ? [table ? tableName(table) : ""] : []),
    ],
  };
}

/**
 * Finds the next assumed value after a fact, in the order shown, round to the first again.
 * @param {Model} model
 * @param {number | null} after
 * @returns {Promise<{ index: number, fact: number, last: boolean } | null>} `last`: it was found only by going round.
 */
export async function nextAssumed(model, after) {
  const step = 500;
  /** @type {{ index: number, fact: number } | null} */
  let first = null;
  let passed = after === null;
  let total = step;
  for (let start = 0; start < total; start += step) {
    const answer = await model.load(start, start + step);
    total = answer.total;
    for (const [at, line] of answer.lines.entries()) {
      for (const cell of line.cells) {
        if (!cell || typeof cell === "string") continue;
        if (cell.doubtful) {
          const found = { index: start + at, fact: cell.fact };
          if (passed) return { ...found, last: false };
          first ??= found;
        }
        if (cell.fact === after) passed = true;
      }
    }
  }
  return first && { ...first, last: true };
}
