/**
 * What is copied: cells as HTML and tab-separated text together, as Markdown; a value as a citation. Values are exact, and
 * numbers plain, whatever the table shows.
 */
import { plain } from "./words.js";

/** @typedef {import("./rows.js").Line} Line */
/** @typedef {import("./table-view.js").Head} Head */
/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {{ text: string, number: boolean }} Plain */
/** @typedef {{ head: string[] | null, rows: Plain[][] }} Grid */

/** The most cells that are copied. */
export const MOST = 200_000;

const NUMBERS = new Set(["money", "shares", "per share", "percent", "number"]);

/**
 * The cells of a block.
 * @param {Head[]} heads @param {Line[]} lines The block's rows. @param {Block} block @param {boolean} headed
 * @returns {Grid}
 */
export function gridOf(heads, lines, { left, right }, headed) {
  const cut = (/** @type {Plain[]} */ cells) => Array.from({ length: right - left + 1 }, (_, at) => cells[left + at] ?? { text: "", number: false });
  return {
    head: headed ? heads.slice(left, right + 1).map(({ main, small }) => [main, ...small].join(", ")) : null,
    rows: lines.map((line) => cut([{ text: [line.label, line.group && line.aside].filter(Boolean).join(": "), number: false }, ...line.cells.map(plainly)])),
  };
}

/** @param {Line["cells"][number]} cell @returns {Plain} */
function plainly(cell) {
  if (cell === null) return { text: "", number: false };
  if (typeof cell === "string") return { text: cell, number: false };
  if ("many" in cell) return { text: cell.many, number: false };
  const { value, kind, nil, shown } = cell;
  if (nil) return { text: "nil", number: false };
  const number = NUMBERS.has(kind) && typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value);
  // A text is what is shown, of which the value may be markup.
  return { text: number || kind === "date" || kind === "duration" ? value ?? shown : shown, number };
}

/** A spreadsheet keeps 15 digits of a number; one with more stays whole as text. @param {string} text */
const fits = (text) => text.replace(/\D/g, "").replace(/^0+|0+$/g, "").length <= 15;

/** What a spreadsheet would take for a formula is made text. @param {Plain} cell */
const harmless = ({ text, number }) => (!number && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** @param {Grid} grid */
export function tsv({ head, rows }) {
  const cell = (/** @type {string} */ text) => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return [...(head ? [head.map((text) => ({ text, number: false }))] : []), ...rows].map((row) => row.map((one) => cell(harmless(one))).join("\t")).join("\n");
}

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\r?\n/g, "<br>");

/** @param {Grid} grid */
export function html({ head, rows }) {
  const cell = (/** @type {Plain} */ one) => (one.number && fits(one.text) ? `<td>${one.text}</td>` : `<td style="mso-number-format:'\\@'">${escaped(harmless(one))}</td>`);
  const top = head ? `<thead><tr>${head.map((text) => `<th>${escaped(text)}</th>`).join("")}</tr></thead>` : "";
  return `<meta charset="utf-8"><table>${top}<tbody>${rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("")}</tbody></table>`;
}

/** @param {Grid} grid */
export function markdown({ head, rows }) {
  const cell = (/** @type {string} */ text) => text.replace(/[\\`*_[\]<>|~]/g, "\\$&").replace(/\s*\n\s*/g, " ");
  const line = (/** @type {string[]} */ cells) => `| ${cells.join(" | ")} |`;
  const width = head?.length ?? rows[0]?.length ?? 0;
  const numeric = Array.from({ length: width }, (_, at) => rows.some((row) => row[at]?.number));
  return [
    line(head?.map(cell) ?? Array.from({ length: width }, () => "")),
    line(numeric.map((right) => (right ? "---:" : "---"))),
    ...rows.map((row) => line(row.map(({ text, number }) => (number ? text : cell(text))))),
  ].join("\n") + "\n";
}

/**
 * A fact in one line: value, concept, members, period, entity, file.
 * @param {import("./types.js").FactDetail} fact
 * @param {string | null} address Of the file, where it has one.
 */
export function citation(fact, address) {
  const concept = fact.concept?.name;
  const name = [fact.label && plain(fact.label), concept && (fact.label ? `(${concept})` : concept)].filter(Boolean).join(" ");
  const exact = fact.nil ? "nil" : fact.kind === "text" || fact.value === null ? fact.shown : fact.value;
  return [
    `${name}: ${[fact.unit, exact].filter(Boolean).join(" ")}`,
    fact.period?.words,
    fact.members.map(({ label, member }) => plain(label ?? member ?? "")).join(", "),
    fact.entity,
    fact.source.name + (fact.source.line === null ? "" : `, line ${fact.source.line}`),
    address,
  ].filter(Boolean).join("; ") + ".";
}

/**
 * Puts something on the clipboard, in a gesture of a person.
 * @param {Record<string, string>} flavours
 * @returns {boolean} Whether the browser allowed it.
 */
export function put(flavours) {
  let done = false;
  const copy = (/** @type {ClipboardEvent} */ event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    for (const [type, text] of Object.entries(flavours)) event.clipboardData?.setData(type, text);
    done = event.clipboardData !== null;
  };
  addEventListener("copy", copy, { capture: true });
  try {
    // Old, but the one way that takes several flavours at once everywhere and asks for no permission.
    return document.execCommand("copy") && done;
  } finally {
    removeEventListener("copy", copy, { capture: true });
  }
}
