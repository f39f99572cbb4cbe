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
  labelFrom: { printed: "Label as printed in the row", name: "Label made from the concept's name" },
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
  backToFiled: "Back to as filed",
  sortable: ", column headers with buttons are sortable. Parentheses mean negative.",
  minus: "minus",
  assumed: "assumed",
  settled: "settled by you",
  nil: "nil",
  empty: "Nothing is open.",
  stop: "Stop",
  tryAgain: "Try again",
  dismiss: "Dismiss",
  close: "Close",
  more: "More",
  less: "Less",
  showAll: "show all",
  fact: "Fact",
  noFact: "Choose a value to see its unit, period and members, where it stands in the source, and what it means.",
  legend: "A dotted line under a value means that its column is assumed.",
  shownAs: "Shown as",
  concept: "Concept",
  type: "Type",
  entity: "Entity",
  accuracy: "Decimals",
  none: "none",
  notGiven: "not given",
  nilLong: "nil: reported as empty",
  dashLong: "a dash, as filed",
  definition: "Definition",
  byWords: "matched by its words",
  references: "References",
  details: "Details",
  columnCaveat: "A caveat of all values below: see it in their cards.",
  footnotes: "Footnotes",
  caveats: "Caveats",
  how: "From what is shown to the value",
  steps: /** @type {Record<import("./types.js").Step["step"], string>} */ ({
    shown: "Shown", format: "Format", scale: "Scale", sign: "Sign", exponent: "Exponent", nil: "Nil",
    numerator: "Numerator", denominator: "Denominator", value: "Value", unknown: "Value",
  }),
  noValue: "no value",
  language: "Language",
  target: "Target",
  tuple: "Tuple",
  typed: "typed",
  related: "Related facts",
  likeness: /** @type {Record<import("./types.js").Duplicate["likeness"], string>} */ ({
    complete: "same value", consistent: "same when rounded", inconsistent: "contradicts",
  }),
  asWritten: "As filed",
  element: "Element",
  context: "Context",
  identifier: "Entity",
  measures: "Measures",
  footnoteTo: "Footnote",
  showDocument: "Show in document",
  inDocument: "In the document",
  layingOut: "Laying out the document …",
  hiddenFact: "This fact stands in the hidden part of its document: nothing on the page shows it. Its element reads:",
  elsewhere: "The fact itself stands in the hidden part of its document. What the page shows for it is marked.",
  noStyles: "The policy of this page forbids styles of others, so the document is shown without its own.",
  noFrame: "The policy of this page forbids the frame that the document would be shown in: its frame-src must allow blob:.",
  documentNote: "Shown as filed, without scripts, links and pictures from elsewhere. Nothing is loaded.",
  textNote: "Shown as filed. Nothing is loaded.",
  confirm: "Confirm",
  move: "Move",
  moveList: "Column to move to",
  columnAssumed: "Column assumed.",
  periodAssumed: "The heading’s period is assumed.",
  rowAssumed: "The row’s place is assumed.",
  settledBox: "You settled its column.",
  cannotMove: "That column is not open for this value.",
  allSettled: "All assumed values settled",
  noDefinitions: "No definition is given.",
  printing: "Printed: the rows on screen. Export has all of them.",
};

/** What a sort does, said for the reader of each kind of column. */
const orders = {
  numbers: ["smallest first", "largest first"],
  words: ["A to Z", "Z to A"],
};

/**
 * The sentence under the table, also spoken.
 * @param {{ by: string, descending: boolean, numeric: boolean, across: boolean | null }} sort
 */
export function sorted({ by, descending, numeric, across }) {
  const order = orders[numeric ? "numbers" : "words"][descending ? 1 : 0];
  const where = across === null ? "" : across ? ", across sections" : ", within sections";
  return `Sorted by ${by}, ${order}${where}.`;
}

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

/** @param {ColumnInfo} column */
export function headingWords(column) {
  const { main, small } = heading(column);
  return [main, ...small].join(", ");
}

/**
 * What to call a column where there is little room: its main line, where no other column has the same.
 * @param {ColumnInfo[]} columns
 * @param {number} at
 */
export function columnName(columns, at) {
  const column = columns[at];
  if (!column) return "";
  const { main } = heading(column);
  return columns.some((other, i) => i !== at && heading(other).main === main) ? headingWords(column) : main;
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

/** @param {number} here @param {number} elsewhere */
export function doubtChip(here, elsewhere) {
  if (here > 0) return count(here, "assumed value");
  if (elsewhere > 0) return `${count(elsewhere, "assumed value")} in other tables`;
  return words.allSettled;
}

/** @param {number} others */
export const reportedAgain = (others) => `Reported ${others === 1 ? "once" : count(others, "time")} more`;
/** @param {number} shown @param {number} all */
export const beginning = (shown, all) => `The first ${thousands(shown)} of ${thousands(all)} characters; Export has all of them.`;
/** @param {string} name */
export const frameTitle = (name) => `${name}, with the fact marked`;

/**
 * An accuracy in words.
 * @param {string} decimals
 */
export function accuracy(decimals) {
  if (decimals === "INF") return "exact";
  const places = Number(decimals);
  if (!Number.isInteger(places)) return "";
  if (places > 0) return `to ${count(places, "decimal place")}`;
  const powers = ["whole number", "ten", "a hundred", "a thousand", "ten thousand", "a hundred thousand", "a million", "ten million", "a hundred million", "a billion"];
  const power = powers[-places];
  return power ? `to the nearest ${power.replace(/^a /, "")}` : "";
}

/**
 * What ties a fact to another or to a note: the last word of its role.
 * @param {string} arcrole
 * @param {boolean} from Whether the tie begins from the other fact.
 */
export function tie(arcrole, from) {
  const name = arcrole.replace(/^.*[/#]/, "");
  if (name === "fact-explanatoryFact") return from ? "explains" : "explained by";
  return name.replace(/([a-z])([A-Z])/g, "$1 $2").replaceAll("-", " ").toLowerCase();
}

/** @param {string} heading */
export const moveTo = (heading) => `Move to ${heading}`;
/** @param {string} heading @param {number} left */
export const moved = (heading, left) => `Moved to ${heading}. ${left > 0 ? `${count(left, "assumed value")} left.` : `${words.allSettled}.`}`;
/** @param {number} left */
export const confirmed = (left) => `Confirmed. ${left > 0 ? `${count(left, "assumed value")} left.` : `${words.allSettled}.`}`;
/** @param {{ tables: unknown[], facts: number }} info */
export const opened = ({ tables, facts }) => `Opened: ${count(tables.length, "table")}, ${count(facts, "fact")}.`;
/** @param {string} name */
export const stillShown = (name) => `Still shown: ${name}.`;
