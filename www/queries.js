/**
 * What the facts view asks for beyond a plain list: filters as an attribute has them, groups, and concepts down with an aspect across.
 */
import { accuracy, count, memberPath, plain } from "./later-words.js";
import { shift } from "./numbers.js";
import { says } from "./tool-words.js";
import { factColumns, factLine, factsModel, order, others } from "./models.js";

/** @typedef {import("./types.js").FilingHandle} FilingHandle */
/** @typedef {import("./types.js").FactsQuery} FactsQuery */
/** @typedef {import("./types.js").Aspect} Aspect */
/** @typedef {import("./table-view.js").Model} Model */
/** @typedef {import("./table-view.js").Sort} Sort */
/** @typedef {import("./rows.js").Line} Line */
/** @typedef {Map<string, string[]>} Where Values by facet. */

/**
 * Reads the `where` attribute: `unit=USD&unit=EUR&nil=no`, as in an address.
 * @param {string | null} text
 * @returns {Where}
 */
export function parseWhere(text) {
  /** @type {Where} */
  const where = new Map();
  for (const [facet, value] of new URLSearchParams(text ?? "")) where.set(facet, [...(where.get(facet) ?? []), value]);
  return where;
}

/**
 * @param {Where} where
 * @returns {string | null} Null where nothing is filtered.
 */
export const whereText = (where) => new URLSearchParams([...where].flatMap(([facet, values]) => values.map((value) => [facet, value]))).toString() || null;

/**
 * @param {Where} where @param {string} facet @param {string} value @param {boolean} on
 * @returns {Where}
 */
export function withValue(where, facet, value, on) {
  const others = (where.get(facet) ?? []).filter((other) => other !== value);
  const next = new Map(where).set(facet, on ? [...others, value] : others);
  if (next.get(facet)?.length === 0) next.delete(facet);
  return next;
}

/**
 * The query that the attributes make.
 * @param {string | null} search @param {Where} where
 * @returns {FactsQuery}
 */
export const narrowing = (search, where) => ({
  ...(search?.trim() ? { search } : {}),
  ...(where.size > 0 ? { where: Object.fromEntries(where) } : {}),
});

/**
 * The facts in groups, under headings that open and close.
 * @param {FilingHandle} handle
 * @param {Sort | null} sort
 * @param {FactsQuery} narrowed
 * @param {Aspect} group
 * @param {Set<string> | null} open Null: all.
 * @param {string[]} [names] The columns.
 * @returns {Promise<Model>}
 */
export async function groupsModel(handle, sort, narrowed, group, open, names) {
  const facts = factsModel(handle, sort, names, narrowed);
  const columns = names ?? factColumns(handle).slice(1).map(([by]) => by);
  const { start, end, ...base } = /** @type {FactsQuery} */ (facts.query ?? {});
  const query = { ...base, group, ...(open ? { open: [...open] } : {}) };
  const { total, groups } = await handle.groups({ ...query, start: 0, end: 0 });
  return {
    ...facts,
    key: `groups ${group} ${columns}`,
    query,
    facts: { ...base, group },
    size: total,
    note: says.groups(groups),
    async load(start, end) {
      const answer = await handle.groups({ ...query, start, end });
      return { total: answer.total, lines: answer.rows.map((row) => ("group" in row ? groupLine(row) : factLine(row, columns, handle.info.tables))) };
    },
  };
}

/**
 * @param {import("./types.js").Group} group
 * @returns {Line}
 */
function groupLine({ value, words, count: facts, open, sum, why }) {
  const shown = sum && { ...NO_MARKS, ...sum, fact: -1, shown: inWords(sum.value), negative: sum.value.startsWith("-"), nil: false };
  const line = { kind: /** @type {const} */ ("heading"), label: plain(words) || says.without, depth: 0, marks: [], assumed: null, cells: [], group: { value, open, facts, sum: shown } };
  return { ...line, aside: groupAside(line.group), why: why ?? "" };
}

const NO_MARKS = { marks: [], doubtful: false, confirmed: false, caveats: 0 };

/** A decimal with its thousands apart. @param {string} value */
const inWords = (value) => value.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",");

/**
 * What is said beside a group: how many facts it has and what they add up to; and how far that is vouched for, where it has more
 * digits.
 * @param {NonNullable<Line["group"]>} group
 */
export function groupAside({ facts, sum }) {
  if (!sum) return count(facts, "fact");
  const stated = sum.value && sum.decimals && finer(sum.value, sum.decimals) ? `, ${accuracy(sum.decimals)}` : "";
  return `${count(facts, "fact")} · ${says.sum} ${sum.shown} ${sum.unit}${stated}`;
}

/** Whether a decimal has digits beyond the accuracy stated. @param {string} value @param {string} decimals */
const finer = (value, decimals) => {
  const places = Number(decimals);
  return Number.isInteger(places) && (places < 0 ? shift(value, -places)?.fraction ?? "" : (value.split(".")[1] ?? "").slice(places)).replace(/0+$/, "") !== "";
};

/**
 * Concepts down, the values of an aspect across.
 * @param {FilingHandle} handle
 * @param {Sort | null} sort
 * @param {FactsQuery} narrowed
 * @param {Aspect} across
 * @returns {Promise<Model>}
 */
export async function pivotModel(handle, sort, narrowed, across) {
  const keys = (sort?.keys ?? []).filter(({ by }) => by === "label").map(({ descending }) => ({ by: /** @type {Aspect} */ ("label"), descending }));
  const query = { ...narrowed, ...order(keys), across };
  const first = await handle.pivot({ ...query, start: 0, end: 0 });
  const { columns, total } = first;
  return {
    key: `pivot ${across} ${columns.map(({ value }) => value)}`,
    caption: says.pivot(says.aspects[across] ?? across),
    heads: [
      { by: "label", main: says.concept, small: [], numeric: false, assumed: null, marks: [] },
      ...columns.map(({ value, words: name }) => ({ by: value, fixed: true, main: headOf(name, across), small: [], numeric: true, assumed: null, marks: [] })),
    ],
    sort: keys.length > 0 ? { keys, across: false } : null,
    query: null,
    facts: { ...narrowed, ...order(keys), where: { ...narrowed.where, [across]: columns.map(({ value }) => value) } },
    size: total,
    note: first.caveat ?? "",
    async load(start, end) {
      const answer = await handle.pivot({ ...query, start, end });
      return { total: answer.total, lines: answer.rows.map((row) => pivotLine(row, across, columns)) };
    },
  };
}

/** @param {string} words @param {string} across */
const headOf = (words, across) => (across === "members" || across.startsWith("axis:") ? memberPath(words.split("\n")) : words) || says.without;

/**
 * @param {import("./types.js").PivotRow} row @param {Aspect} across @param {import("./types.js").Pivot["columns"]} columns
 * @returns {Line}
 */
const pivotLine = ({ concept, label, cells }, across, columns) => ({
  kind: "facts", label: plain(label), depth: 0, marks: [], assumed: null,
  cells: cells.map((cell, at) => {
    const fact = cell?.facts[0];
    if (!cell || fact === undefined) return null;
    if (cell.different > 1) {
      const where = new Map([["concept", [concept ?? label]], [across, [columns[at]?.value ?? ""]]]);
      return { many: says.different(cell.different), where: whereText(where) ?? "" };
    }
    return {
      fact, shown: cell.shown, kind: cell.kind, value: cell.value, decimals: cell.decimals, unit: cell.unit, negative: cell.negative, nil: cell.nil,
      marks: [], doubtful: cell.assumed, confirmed: cell.confirmed, caveats: others(cell.caveats, cell.assumed),
    };
  }),
});
