/**
 * Every sentence the element says, in one place; and how it puts a filing's own words.
 */

/** @typedef {import("./types.js").TableInfo} TableInfo */
/** @typedef {import("./types.js").ColumnInfo} ColumnInfo */

/**
 * A count with its thousands apart. By hand: the first number that a browser formats takes it 10 ms and more.
 * @param {number} n
 */
export const thousands = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

/** @param {number} n @param {string} one @param {string} [many] */
export const count = (n, one, many = `${one}s`) => `${thousands(n)} ${n === 1 ? one : many}`;

export const words = {
  tables: "Tables",
  facts: "Facts",
  view: "View",
  chooseTable: "Table",
  label: "Line item",
  members: "Members",
  period: "Period",
  unit: "Unit",
  value: "Value",
  table: "Table",
  allFacts: "All facts",
  export: "Export",
  exportTable: "This table",
  exportAll: "All facts",
  formats: /** @type {const} */ ([["csv", "CSV"], ["md", "Markdown"], ["json", "JSON"]]),
  sections: "Sort",
  within: "Within sections",
  across: "Across sections",
  asFiled: "As filed.",
  sortable: ", column headers with buttons are sortable. Parentheses mean negative.",
  minus: "minus",
  assumed: "assumed",
  settled: "settled by you",
  nil: "nil",
  empty: "Nothing is open.",
  stop: "Stop",
  tryAgain: "Try again",
  dismiss: "Dismiss",
  showAll: "show all",
  columnCaveat: "A caveat of all values below: see it in their cards.",
  caveats: "Caveats",
  allSettled: "All assumed values settled",
};

/** @param {string} name @param {number} bytes */
export const reading = (name, bytes) => `Reading ${name}${bytes > 0 ? ` (${size(bytes)})` : ""} …`;

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** @param {string[]} path */
export const memberPath = (path) => path.map(plain).join(" › ");

/**
 * A label as a person says it: without the bracketed word that names its role.
 * @param {string} label
 */
export const plain = (label) => label.replace(/\s*\[(Member|Domain|Abstract|Line Items|Axis|Table|Roll Forward)\]\s*$/i, "") || label;

const KEEP = /^(U\.?S\.?|GAAP|LLC|L\.?P\.?|INC\.?|IPO|EPS|USD|EUR|GBP|IRS|R&D|ESOP|EBITDA|PP&E|II|III|IV|VI|A|B|C|D|E|F)$/;

/**
 * A title in capitals, as a sentence; any other as it is.
 * @param {string} title
 */
export function calm(title) {
  if (/\p{Ll}/u.test(title.replace(/\([^)]*\)/g, "")) || title.length < 5) return title;
  const parts = title.split(/(\s+)/).map((word, at) => {
    const bare = word.replace(/[,;:()]/g, "");
    if (/\p{Ll}/u.test(bare)) return word;
    if (KEEP.test(bare) && !(bare.length === 1 && (bare === "A" || at === 0))) return word;
    return word.toLowerCase();
  });
  return parts.join("").replace(/\p{L}/u, (first) => first.toUpperCase());
}

/**
 * A column's heading: the line that names it, and the lines that stand small beside it.
 * @param {ColumnInfo} column
 * @returns {{ main: string, small: string[] }}
 */
export function heading(column) {
  const lines = column.heading.map((line) => plain(line).replace(/^(\d+ \w+) Ended$/i, (all) => all.toLowerCase()));
  const at = lines.findIndex((line) => /\b\d{4}\b/.test(line) && !/ ended$/.test(line));
  const main = lines[at < 0 ? 0 : at] ?? words.value;
  return { main, small: lines.filter((line) => line !== main) };
}

/** A line that the server wrote over the page, and no part of the disclosure. */
export const DELIVERY = /\bIDEA: XBRL DOCUMENT\b/;

/**
 * The line under a table's title.
 * @param {TableInfo} table
 */
export function subtitle(table) {
  return [
    sentence(table.kind),
    table.currency,
    ...table.notes.filter((note) => !DELIVERY.test(note)),
    memberPath(table.members),
    `${count(table.filled, "row")}, ${count(table.values, "value")}`,
  ].filter(Boolean);
}

/** @param {string} kind */
export const sentence = (kind) => kind.slice(0, 1) + kind.slice(1).toLowerCase();

/** @param {TableInfo} table */
export const tableName = (table) => calm(table.name || table.title || "Untitled table");

/** The headings of the list of tables, in the order of a filing, with the kinds that stand under each. */
export const kinds = /** @type {[string, string[]][]} */ ([
  ["Statements", ["Statement", "Parenthetical"]],
  ["Notes", [""]],
  ["Policies", ["Policies"]],
  ["Note tables", ["Tables"]],
  ["Details", ["Details", "Details Narrative"]],
]);

/** The same where tables are laid out as EDGAR lays them out, with the category of each; what the document prints comes last. */
export const menu = /** @type {[string, string | null][]} */ ([
  ...["Cover", "Statements", "Notes", "Policies"].map((name) => [name, name]), ["Note tables", "Tables"], ["Details", "Details"], ["Uncategorized", "Uncategorized"], ["In the document", null],
]);

/** @param {number} here @param {number} elsewhere */
export function doubtChip(here, elsewhere) {
  if (here > 0) return count(here, "assumed value");
  if (elsewhere > 0) return `${count(elsewhere, "assumed value")} in other tables`;
  return words.allSettled;
}

/** @param {{ tables: unknown[], facts: number }} info */
export const opened = ({ tables, facts }) => `Opened: ${count(tables.length, "table")}, ${count(facts, "fact")}.`;
/** @param {string} name */
export const saved = (name) => `Saved ${name}.`;
/** @param {string} name */
export const stillShown = (name) => `Still shown: ${name}.`;
