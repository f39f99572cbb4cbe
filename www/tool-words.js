/**
 * What the tools say: find, filter, numbers, columns, copies, pages, links and keys.
 */
import { count, thousands } from "./words.js";

export const says = {
  find: "Find",
  findWhat: "Find in the table",
  noMatch: "No match",
  next: "Next",
  previous: "Previous",
  only: "Only these rows",
  close: "Close",
  filter: "Filter",
  filters: "Filters",
  search: "Words",
  searchHint: "Words of labels, members, values, text",
  clear: "Clear all",
  remove: (/** @type {string} */ what) => `Remove ${what}`,
  more: (/** @type {number} */ left) => `${thousands(left)} more`,
  narrow: (/** @type {string} */ facet) => `Search ${facet.toLowerCase()}`,
  nothing: { facts: "No fact fits. Take a filter away.", tables: "No row fits. Take the words away." },
  without: "none",
  arrange: "Arrange",
  arranged: /** @type {[string, string][]} */ ([
    ["", "One fact a row"],
    ["group label", "Grouped by line item"], ["group period", "Grouped by period"], ["group unit", "Grouped by unit"],
    ["group members", "Grouped by members"], ["group table", "Grouped by table"],
    ["pivot period", "Concepts down, periods across"], ["pivot members", "Concepts down, members across"],
  ]),
  arrangedBy: (/** @type {string} */ how) => {
    const [kind, aspect = ""] = how.split(" ");
    const name = says.aspects[aspect] ?? aspect.replace(/^axis:/, "");
    return kind === "pivot" ? says.pivot(name) : `Grouped by ${name.toLowerCase()}`;
  },
  openGroups: "Open all groups",
  closeGroups: "Close all groups",
  groups: (/** @type {number} */ n) => `${count(n, "group")}.`,
  sum: "sum",
  different: (/** @type {number} */ n) => `${thousands(n)} values`,
  pivot: (/** @type {string} */ across) => `Concepts by ${across.toLowerCase()}`,
  concept: "Concept",
  aspects: /** @type {Record<string, string>} */ ({
    period: "Period", unit: "Unit", axis: "Axis", members: "Members", kind: "Kind", origin: "Taxonomy", sign: "Sign", scale: "Shown in", decimals: "Decimals", nil: "Nil",
    hidden: "Hidden", caveat: "Caveat", table: "Table", concept: "Concept", report: "Report", entity: "Entity", label: "Line item",
  }),
  view: "View",
  numbers: "Numbers",
  asFiled: "As filed",
  scales: { ones: "ones", thousands: "thousands", millions: "millions", billions: "billions" },
  money: (/** @type {string} */ scale, /** @type {string} */ currency) => `Money in ${[scale, currency].filter(Boolean).join(" of ") || "ones"}`,
  scaled: (/** @type {string} */ scale) => `Money is in ${scale}, exact: nothing is rounded. All else is as filed.`,
  fainter: "Faint digits are finer than the accuracy stated or printed.",
  rows: "Rows",
  densities: /** @type {[string, string][]} */ ([["comfortable", "Comfortable"], ["compact", "Compact"]]),
  columns: "Columns",
  earlier: (/** @type {string} */ name) => `Move ${name} left`,
  later: (/** @type {string} */ name) => `Move ${name} right`,
  columnHint: "Words of headings",
  listed: (/** @type {number} */ shown, /** @type {number} */ all) => `${thousands(shown)} of ${thousands(all)} are listed: search for others.`,
  instead: (/** @type {string} */ name, /** @type {number} */ most) => `${name} is hidden instead: no more than ${most} columns are shown at once.`,
  asBefore: "All columns, as filed",
  someColumns: (/** @type {number} */ shown, /** @type {number} */ all) => `${thousands(shown)} of ${count(all, "column")} shown.`,
  hid: (/** @type {string} */ name) => `${name} is hidden. View brings it back.`,
  wider: (/** @type {string} */ name, /** @type {number} */ width) => `${name}: ${width} wide.`,
  placed: (/** @type {string} */ name, /** @type {number} */ at, /** @type {number} */ of) => `${name} is column ${at} of ${of}.`,
  numbersStay: "A column of numbers is never narrower than its numbers.",
  copy: "Copy",
  copyTable: "Table",
  copyBlock: "Selection",
  copyValue: "Value",
  forSheets: "For spreadsheets",
  asMarkdown: "As Markdown",
  citation: "Citation",
  noValue: "Choose a value first.",
  copied: (/** @type {number} */ rows, /** @type {number} */ columns) => `Copied ${block(rows, columns)}, with exact values.`,
  copiedCitation: "Copied the citation.",
  notCopied: "The browser did not allow the copy. Select cells and press Ctrl+C.",
  tooMuch: (/** @type {number} */ cells) => `That is more than ${thousands(cells)} cells: Export writes all of them to a file.`,
  wait: "The selected rows are still being read. Press Ctrl+C again in a moment.",
  picked: (/** @type {number} */ rows, /** @type {number} */ columns) => `${block(rows, columns)} selected`,
  tapEnd: "Tap where the selection ends",
  forget: "Clear selection",
  exportShown: "What is shown",
  exportThese: "These facts, whole",
  exportTable: "This table",
  exportAll: "All facts",
  formats: {
    tables: /** @type {const} */ ([["csv", "CSV"], ["tsv", "TSV"], ["xlsx", "Excel"], ["md", "Markdown"], ["json", "JSON"]]),
    facts: /** @type {const} */ ([["csv", "CSV"], ["tsv", "TSV"], ["xlsx", "Excel"], ["md", "Markdown"], ["json", "JSON"], ["xbrl-json", "xBRL-JSON"]]),
  },
  page: "Page",
  pages: (/** @type {number} */ first, /** @type {number} */ last, /** @type {number} */ total) => `Rows ${thousands(first)} to ${thousands(last)} of ${thousands(total)}`,
  of: (/** @type {number} */ pages) => `of ${thousands(pages)}`,
  print: "Print all rows",
  tooLong: (/** @type {number} */ most) => `More than ${thousands(most)} rows are not printed. Filter them, or export.`,
  help: "Keyboard",
  place: (/** @type {number} */ at, /** @type {number} */ of) => `${thousands(at)} of ${thousands(of)}`,
  rowsFound: (/** @type {number} */ n) => (n === 0 ? "No match" : count(n, "row")),
  someFacts: "Facts",
  narrowed: (/** @type {number} */ n, /** @type {number} */ of) => `${thousands(n)} of ${count(of, "fact")}`,
};

/** @param {number} rows @param {number} columns */
const block = (rows, columns) => `${count(rows, "row")} × ${count(columns, "column")}`;

/** The keys, for the panel: where, and what each does. @type {[string, [string, string][]][]} */
export const keyboard = [
  ["Anywhere", [["/", "find"], ["?", "this panel"], ["Ctrl P", "print all rows"], ["Esc", "close what was opened last"]]],
  ["On a value", [
    ["← ↑ ↓ →", "to the next value"], ["Home  End", "first, last of the row"], ["Ctrl Home  Ctrl End", "first, last row"], ["Page Up  Page Down", "twenty rows"],
    ["Space", "its card"], ["Enter", "its card; again: confirm, or go to the card"], ["N", "next assumed value"], ["<  >", "move an assumed value to another column"],
  ]],
  ["Selection", [
    ["Shift ← ↑ ↓ →", "make a block of cells"], ["Shift Space", "whole rows"], ["Ctrl Space", "whole columns"], ["Ctrl A", "the table"], ["Ctrl C", "copy, with exact values"],
  ]],
  ["On a heading", [
    ["Enter", "sort: up, down, as filed"], ["Shift Enter", "sort by this as well"], ["<  >", "move the column"], ["+  −", "wider, narrower"], ["H", "hide the column"],
  ]],
];
