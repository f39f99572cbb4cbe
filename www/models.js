/**
 * What the table shows: a table of the filing as filed, or its facts, one a row. Both are a {@link Model} for the same view.
 */
import { COLUMNS } from "./viewport.js";
import { count, heading, memberPath, plain, tableName, words } from "./words.js";

/** @typedef {import("./types.js").FilingHandle} FilingHandle */
/** @typedef {import("./types.js").Row} Row */
/** @typedef {import("./types.js").FactRow} FactRow */
/** @typedef {import("./types.js").FactsQuery} FactsQuery */
/** @typedef {import("./types.js").RowsQuery} RowsQuery */
/** @typedef {import("./table-view.js").Model} Model */
/** @typedef {import("./table-view.js").Sort} Sort */
/** @typedef {import("./rows.js").Line} Line */

/**
 * Reads the `sort` attribute: `label`, `0 descending`, `1 ascending across`, `period, value descending`.
 * @param {string | null} text
 * @returns {Sort | null}
 */
export function parseSort(text) {
  const parts = (text ?? "").split(",").map((part) => part.trim().split(/\s+/)).filter(([by]) => by);
  const keys = parts.map(([by = "", ...rest]) => ({ by, descending: rest.includes("descending") }));
  return keys.length > 0 ? { keys, across: parts.some((part) => part.includes("across")) } : null;
}

/** @param {Sort | null} sort */
export const sortText = (sort) => sort &&
  sort.keys.map(({ by, descending }) => `${by} ${descending ? "descending" : "ascending"}`).join(", ") + (sort.across ? " across" : "");

/**
 * The sort after a click on a column's button: ascending, then descending, then no more by it.
 * @param {Sort | null} sort
 * @param {string} by
 * @param {boolean} [add] Whether the other keys stay.
 * @returns {Sort | null}
 */
export function nextSort(sort, by, add = false) {
  const before = sort?.keys ?? [];
  const known = before.find((key) => key.by === by && (add || before.length === 1));
  const key = known ? (known.descending ? [] : [{ by, descending: true }]) : [{ by, descending: false }];
  const keys = !add ? key : known ? before.flatMap((other) => (other === known ? key : [other])) : [...before, ...key];
  return keys.length > 0 ? { keys, across: sort?.across ?? false } : null;
}

/**
 * @param {FilingHandle} handle
 * @param {number} table
 * @param {Sort | null} sort
 * @param {number[]} [columns] Which columns, in order; without it the first.
 * @param {Pick<RowsQuery, "search">} [narrowed] What else the query says.
 * @returns {Model}
 */
export function tableModel(handle, table, sort, columns, narrowed = {}) {
  const info = handle.info.tables[table];
  if (!info) throw new RangeError(`Table ${table} is not there: the filing has ${count(handle.info.tables.length, "table")}.`);
  const shown = (columns ?? [...info.columns.keys()]).slice(0, COLUMNS);
  const keys = (sort?.keys ?? []).filter(({ by }) => by === "label" || info.columns[Number(by)]);
  const across = keys.length > 0 && sort?.across === true;
  const some = shown.length < info.columns.length;
  const query = { ...narrowed, table, across, ...(some ? { columns: shown } : {}), ...order(keys.map(({ by, descending }) => ({ by: by === "label" ? -1 : Number(by), descending }))) };
  return {
    key: `table ${table} ${columns ?? ""}`,
    caption: tableName(info),
    heads: [
      { by: "label", main: words.label, small: [], numeric: false, assumed: null, marks: [] },
      ...shown.flatMap((at) => {
        const column = info.columns[at];
        return column ? [{ by: String(at), ...heading(column), numeric: column.numeric, assumed: column.assumed, marks: column.marks }] : [];
      }),
    ],
    sort: keys.length > 0 ? { keys, across } : null,
    query,
    size: info.rows,
    async load(start, end) {
      const { total, rows } = await handle.rows({ ...query, start, end });
      const whole = rows.length === total;
      return { total, lines: (whole ? withoutRefrain(rows) : rows).map((row) => lineOf(some ? row.cells : shown.map((at) => row.cells[at] ?? null), row, across)) };
    },
  };
}

/**
 * The keys of an order, as a query has them: one alone is what the small module sorts by too.
 * @template T
 * @param {{ by: T, descending: boolean }[]} keys
 * @returns {{ sort: T | import("./types.js").SortKey<T>[] | null, descending: boolean }}
 */
export function order(keys) {
  const [first, second] = keys;
  return second ? { sort: keys, descending: false } : { sort: first?.by ?? null, descending: first?.descending ?? false };
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
 * @param {Row["cells"]} cells Those of the columns shown.
 * @param {Row} row
 * @param {boolean} alone Whether it stands outside its section.
 * @returns {Line}
 */
function lineOf(cells, row, alone) {
  const path = memberPath(row.members);
  return {
    row: row.row,
    kind: row.kind,
    label: row.kind === "members" ? path || plain(row.label) : plain(row.label),
    aside: row.unit ?? "",
    above: alone ? path : "",
    depth: row.depth,
    marks: row.marks,
    assumed: row.assumed,
    fact: row.facts[0] ?? null,
    cells: cells.map((cell) => cell && (cell.fact === null ? cell.shown : {
      fact: cell.fact, shown: cell.shown, kind: cell.kind, value: cell.value, decimals: cell.decimals, negative: cell.negative, nil: cell.nil, marks: cell.marks,
      doubtful: cell.doubt !== null, confirmed: cell.confirmed, caveats: others(cell.caveats, cell.doubt !== null), why: cell.doubt?.why ?? "",
    })),
  };
}

/**
 * The caveats beside the doubt: it is one of them, and has a mark of its own.
 * @param {number} caveats
 * @param {boolean} doubtful
 */
export const others = (caveats, doubtful) => Math.max(0, caveats - (doubtful ? 1 : 0));

/** The columns of the facts, by the names that a query uses. */
const FACTS = /** @type {const} */ ([
  ["label", words.label, false],
  ["value", words.value, true],
  ["unit", words.unit, false],
  ["period", words.period, false],
  ["members", words.members, false],
  ["table", words.table, false],
]);

/** What a fact's row says in each of these but the first. @type {Record<string, (row: FactRow, tables: import("./types.js").TableInfo[]) => Line["cells"][number]>} */
const CELLS = {
  value: (row) => ({
    fact: row.fact, shown: row.shown, kind: row.kind, value: row.value, decimals: row.decimals, unit: row.unit, negative: row.negative, nil: row.nil, marks: [],
    doubtful: row.assumed, confirmed: row.confirmed, caveats: others(row.caveats, row.assumed), why: "",
  }),
  unit: (row) => row.unit,
  period: (row) => row.period,
  members: (row) => row.members.replace(/ \[(Member|Domain)\]/gi, ""),
  table: (row, tables) => {
    const table = row.table === null ? undefined : tables[row.table];
    return table ? tableName(table) : "";
  },
};

/** @param {FilingHandle} handle */
export const factColumns = (handle) => FACTS.filter(([by]) => by !== "table" || handle.info.tables.length > 1);

/**
 * @param {FilingHandle} handle
 * @param {Sort | null} sort
 * @param {string[]} [names] Which columns after the label, in order; without it all.
 * @param {FactsQuery} [narrowed] What else the query says.
 * @returns {Model}
 */
export function factsModel(handle, sort, names, narrowed = {}) {
  const tables = handle.info.tables;
  const all = factColumns(handle);
  const [label, ...rest] = all;
  const columns = names ? names.flatMap((name) => rest.filter(([by]) => by === name)) : rest;
  const keys = (sort?.keys ?? []).flatMap(({ by, descending }) => all.flatMap(([name]) => (name === by ? [{ by: name, descending }] : [])));
  const query = { ...narrowed, ...order(keys) };
  return {
    key: `facts ${columns.map(([by]) => by)}`,
    caption: words.allFacts,
    heads: [...(label ? [label] : []), ...columns].map(([by, main, numeric]) => ({ by, main, small: [], numeric, assumed: null, marks: [] })),
    sort: keys.length > 0 ? { keys, across: false } : null,
    query,
    size: handle.info.facts,
    async load(start, end) {
      const { total, rows } = await handle.facts({ ...query, start, end });
      return { total, lines: rows.map((row) => factLine(row, columns.map(([by]) => by), tables)) };
    },
  };
}

/**
 * @param {FactRow} row
 * @param {string[]} columns
 * @param {import("./types.js").TableInfo[]} tables
 * @returns {Line}
 */
export const factLine = (row, columns, tables) => ({
  kind: "facts", label: plain(row.label).trim(), depth: 0, marks: [], assumed: null,
  cells: columns.map((by) => CELLS[by]?.(row, tables) ?? null),
});
