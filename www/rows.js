/**
 * The cells and rows of a table. Every text of the filing goes in as a text node.
 */
import { make } from "./dom.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Kind} Kind */

/**
 * A value on the screen: what tables and facts have in common.
 * @typedef {object} ShownValue
 * @property {number} fact
 * @property {string} shown
 * @property {string | null} [value]
 * @property {string | null} [decimals]
 * @property {string} [unit]
 * @property {Parts | null} [parts] How it stands on the grid, where that is not told from what is shown.
 * @property {Kind} kind
 * @property {boolean} negative
 * @property {boolean} nil
 * @property {string[]} marks
 * @property {boolean} doubtful
 * @property {boolean} confirmed
 * @property {number} caveats
 * @property {string} [why]
 */

/** Several values in one cell: in words, and the filters that list them. @typedef {{ many: string, where: string }} Many */

/**
 * A row on the screen.
 * @typedef {object} Line
 * @property {number} [row] Its number in the table as filed.
 * @property {"facts" | "members" | "heading"} kind
 * @property {string} label
 * @property {string} [aside] Small, after the label: the row's unit.
 * @property {string} [why] What is said of that when a pointer rests on it.
 * @property {string} [above] Small, under the label: its members, where the order took it out of its section.
 * @property {number} depth
 * @property {string[]} marks
 * @property {string | null} assumed
 * @property {number | null} [fact] The fact in the label.
 * @property {{ value: string, open: boolean, facts: number, sum: ShownValue | null }} [group] A heading that opens and closes what is under it.
 * @property {(ShownValue | Many | string | null)[]} cells A string is plain text.
 */

/** @param {Line["cells"][number] | undefined} cell @returns {cell is Many} */
const isMany = (cell) => typeof cell === "object" && cell !== null && "many" in cell;

/**
 * The value in a cell; null where there is none, or another thing.
 * @param {Line["cells"][number] | undefined} cell
 * @returns {ShownValue | null}
 */
export const valueIn = (cell) => (typeof cell === "object" && !isMany(cell) ? cell : null);

/** A number as shown: what leads it, its whole part, its fraction, and what trails it. */
const NUMBER = /^([^\d.]*)([\d,]*)(\.\d+)?([)%\s]*)$/;

/** From this length on a text may be cut off in its cell; the card has all of it. */
const LONG = 200;

/** How much of a text is put into its cell, in characters. */
const MOST = 2000;

/** @param {string} text */
const cut = (text) => (text.length > MOST ? `${text.slice(0, MOST)}…` : text);

/** The longest fraction that a column makes room for. */
const DEEPEST = 4;

/** @typedef {{ body: string, faint?: string, fraction: number, percent: boolean, hangs: string }} Parts `faint` ends the body. */

/**
 * Takes a number apart; null where what is shown is no plain number.
 * @param {string} shown
 * @returns {Parts | null}
 */
export function split(shown) {
  const found = NUMBER.exec(shown);
  if (!found || (!found[2] && !found[3])) return null;
  const [, lead = "", whole = "", fraction = "", tail = ""] = found;
  const percent = tail.includes("%");
  const hangs = tail.endsWith(")") ? ")" : "";
  return { body: lead + whole + fraction + tail.slice(0, tail.length - hangs.length), fraction: fraction.length, percent, hangs };
}

/**
 * The decimal grid of one column: the longest fraction among its numbers, and among its percentages, which have a grid of their own.
 * @typedef {{ numbers: number, percents: number }} Grid
 */

/** @returns {Grid} */
export const newGrid = () => ({ numbers: 0, percents: 0 });

/**
 * Makes room on the grid for a value.
 * @param {Grid} grid
 * @param {ShownValue | null} value
 */
export function widen(grid, value) {
  if (!value || value.kind === "text") return;
  const parts = value.parts ?? split(value.shown);
  if (!parts || parts.fraction > DEEPEST + 1) return;
  if (parts.percent) grid.percents = Math.max(grid.percents, parts.fraction);
  else grid.numbers = Math.max(grid.numbers, parts.fraction);
}

/**
 * What stands, unseen, where a value has fewer decimals than its column.
 * @param {Grid} grid
 * @param {{ fraction: number, percent: boolean }} parts
 */
const missing = (grid, { fraction, percent }) => ".0000".slice(fraction, percent ? grid.percents : grid.numbers);

/**
 * A value as a button: Enter, Space or a click shows its card.
 * @param {ShownValue} value
 * @param {Grid} grid
 */
export function makeValue(value, grid) {
  const classes = ["value", value.kind === "per share" ? "number" : value.kind];
  if (value.doubtful) classes.push("assumed");
  if (value.confirmed) classes.push("settled");
  if (value.nil) classes.push("nil");

  const shown = value.shown || (value.nil ? words.nil : "");
  const parts = value.parts ?? (value.kind === "text" ? null : split(shown));
  const figure = make("span", { class: "figure", "aria-hidden": value.negative ? "true" : null });
  if (parts) {
    figure.append(make("span", { class: "digits" }, parts.body, parts.faint && make("span", { class: "faint" }, parts.faint)));
    if (parts.hangs) figure.append(make("span", { class: "hang" }, parts.hangs));
  } else {
    figure.append(make("span", { class: "digits" }, cut(shown)));
    if (value.kind === "text" && shown.length > LONG) figure.append(make("span", { class: "all", "aria-hidden": "true" }, words.showAll));
  }
  const gap = parts ? missing(grid, parts) : "";
  return make("span",
    {
      class: classes.join(" "), role: "button", tabindex: -1, part: value.doubtful ? "value assumed" : "value",
      "data-fact": value.fact, "data-doubt": value.doubtful, title: value.why,
    },
    value.negative && make("span", { class: "unseen" }, `${words.minus} ${spoken(shown)}`),
    figure,
    ...value.marks.map((mark) => make("sup", { class: "mark" }, mark)),
    value.caveats > 0 && make("sup", { class: "mark caveat", "aria-hidden": "true" }, "!"),
    (value.doubtful || value.confirmed || value.caveats > 0) && make("span", { class: "unseen" },
      (value.doubtful ? `, ${words.assumed}` : value.confirmed ? `, ${words.settled}` : "") +
      (value.caveats > 0 ? `, ${words.caveats}: ${value.caveats}` : "")),
    gap && make("span", { class: "gap", "data-gap": gap, "aria-hidden": "true" }),
  );
}

/**
 * A negative number without its parentheses or sign.
 * @param {string} shown
 */
const spoken = (shown) => shown.replace(/[()\-\u2212]/g, "").trim();

/**
 * The label of a row; one that a fact stands in is a button as values are.
 * @param {Line} line
 */
function label(line) {
  const name = make("span", { class: line.assumed ? "label assumed" : "label" }, cut(line.label));
  return typeof line.fact !== "number" ? name
    : make("span", { class: "value in-label", role: "button", tabindex: -1, part: "value", "data-fact": line.fact, "data-doubt": false }, name);
}

/**
 * A row of a table.
 * @param {Line} line
 * @param {{ numeric: boolean }[]} columns
 * @param {Grid[]} grids
 */
export function makeRow(line, columns, grids) {
  if (line.kind !== "facts") {
    return make("tr", { class: line.kind === "members" ? "section" : "group" },
      make("th", { scope: "rowgroup", colspan: columns.length + 1, title: line.assumed },
        line.group
          ? make("button", { type: "button", class: "label", "data-group": line.group.value, "aria-expanded": String(line.group.open) }, line.label)
          : make("span", { class: line.assumed ? "label assumed" : "label" }, line.label),
        line.assumed && make("sup", { class: "mark doubt", "aria-hidden": "true" }, "?"),
        line.assumed && make("span", { class: "unseen" }, `, ${words.assumed}`),
        line.aside && make("small", { class: "aside", title: line.why }, line.aside),
        ...line.marks.map((mark) => make("sup", { class: "mark" }, mark))));
  }
  const row = make("tr", null,
    make("th", { scope: "row", class: line.depth > 0 ? `deep${Math.min(line.depth, 6)}` : null, title: line.assumed },
      label(line),
      line.aside && make("small", { class: "aside" }, line.aside),
      ...line.marks.map((mark) => make("sup", { class: "mark" }, mark)),
      line.assumed && make("sup", { class: "mark doubt", "aria-hidden": "true" }, "?"),
      line.assumed && make("span", { class: "unseen" }, `, ${words.assumed}`),
      line.above && make("small", { class: "above" }, line.above)));
  line.cells.forEach((cell, at) => {
    const grid = grids[at] ?? newGrid();
    if (isMany(cell)) row.append(make("td", { class: "numeric printed" }, make("button", { type: "button", class: "link", "data-where": cell.where }, cell.many)));
    else if (cell === null) row.append(make("td", { class: "blank" }));
    else if (typeof cell === "string") row.append(make("td", { class: columns[at]?.numeric && cell.length < 30 ? "numeric printed" : cell.length < 30 ? "words short" : "words" }, cut(cell)));
    else row.append(make("td", { class: columns[at]?.numeric && !(cell.kind === "text" && cell.shown.length > 24) ? "numeric" : "words" }, makeValue(cell, grid)));
  });
  return row;
}
