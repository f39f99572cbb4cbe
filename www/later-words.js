/**
 * What is said by what is loaded after the table stands: the card, the notes, the document; with all of `words.js`.
 */
import { count, heading, thousands, words as first } from "./words.js";

/** @typedef {import("./types.js").ColumnInfo} ColumnInfo */

export * from "./words.js";

export const words = {
  ...first,
  labelFrom: { printed: "Label as printed in the row", name: "Label made from the concept's name" },
  readingOn: "How much of the archive is read",
  readOn: "Read on",
  files: "Files",
  fileHeads: ["File", "Type", "Size", "What became of it"],
  fileStates: /** @type {Record<import("./types.js").Member["state"], string>} */ ({ read: "read", opened: "opened", left: "left", waiting: "waiting" }),
  backToFiled: "Back to as filed",
  close: "Close",
  more: "More",
  less: "Less",
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
  footnotes: "Footnotes",
  how: "From what is shown to the value",
  steps: /** @type {Record<import("./types.js").Step["step"], string>} */ ({
    shown: "Shown", format: "Format", scale: "Scale", sign: "Sign", exponent: "Exponent", nil: "Nil",
    numerator: "Numerator", denominator: "Denominator", value: "Value", unknown: "Value",
  }),
  noValue: "no value",
  language: "Language",
  target: "Target",
  tuple: "Tuple",
  report: "Report",
  further: "Also stated",
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
 * @param {{ by: string, descending: boolean, numeric: boolean }[]} keys
 * @param {boolean | null} across Null where there are no sections.
 */
export function sorted(keys, across) {
  const order = keys.map(({ by, descending, numeric }) => `${by}, ${orders[numeric ? "numbers" : "words"][descending ? 1 : 0]}`).join("; then by ");
  const where = across === null ? "" : across ? ", across sections" : ", within sections";
  return `Sorted by ${order}${where}.`;
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
