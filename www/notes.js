/**
 * What stands under the table: its order in words, what was assumed and why, footnotes, definitions, and the source.
 */
import { definition } from "./card.js";
import { fill, make } from "./dom.js";
import { FileList } from "./file-list.js";
import { count, DELIVERY, headingWords, plain, size, words } from "./later-words.js";

/** @typedef {import("./types.js").Info} Info */
/** @typedef {import("./types.js").TableInfo} TableInfo */

export class Notes {
  #order = make("p", { class: "order" });
  #rest = make("div");
  element = make("footer", { part: "notes" }, this.#order, this.#rest);

  /**
   * Says how the rows are ordered, and what else is not as filed.
   * @param {string} sentence
   * @param {(() => void) | null} reset Back to the order filed.
   */
  order(sentence, reset) {
    fill(this.#order, sentence, reset && " ",
      reset && make("button", { type: "button", class: "link", onclick: reset }, words.backToFiled));
  }

  /**
   * @param {Info} info
   * @param {TableInfo | null} table
   * @param {{ refrain: string | null, rows: [string, number][] }} seen The heading that comes again under every section, and why
   *   rows are where they are, with how many.
   * @param {() => Promise<import("./types.js").Member[]>} members What was given, and what archives hold.
   */
  show(info, table, seen, members) {
    fill(this.#rest,
      table && assumptions(table, seen.rows),
      table && table.caveats.length > 0 && make("ul", { class: "caveat-list" }, ...table.caveats.map((text) => make("li", null, text))),
      seen.refrain && make("p", null, `Line items: ${plain(seen.refrain)}.`),
      table && table.footnotes.length > 0 && make("section", { "aria-label": words.footnotes },
        ...table.footnotes.map(({ mark, text }) => make("p", { class: "footnote" }, make("span", { class: "mark" }, mark), " ", text))),
      table && definitions(table),
      ...(table?.notes ?? []).filter((note) => DELIVERY.test(note)).map((note) => make("p", null, note)),
      make("p", { class: "source" }, sources(info)),
      info.members > info.sources.length && new FileList(info.members, members).element,
      make("p", { class: "print-only" }, words.printing));
  }
}

/** As many sources as are named under a table; the list of files has all. */
const NAMED = 12;

/** @param {Info} info */
function sources({ sources }) {
  const named = sources.slice(0, NAMED).map(({ name, format, bytes }) => `${name} (${format}, ${size(bytes)})`);
  return [...named, ...(sources.length > NAMED ? [`and ${sources.length - NAMED} more`] : [])].join(" · ");
}

/**
 * Columns and rows whose place had to be assumed, each with its reason.
 * @param {TableInfo} table
 * @param {[string, number][]} rows
 */
function assumptions(table, rows) {
  /** @type {Map<string, string[]>} */
  const columns = new Map();
  for (const column of table.columns) {
    if (column.assumed) columns.set(column.assumed, [...(columns.get(column.assumed) ?? []), headingWords(column)]);
  }
  if (columns.size === 0 && rows.length === 0) return null;
  return make("section", { class: "assumptions", "aria-label": "Assumptions" },
    ...[...columns].map(([why, names]) => make("p", null,
      make("sup", { class: "mark doubt" }, "?"), " ",
      make("b", null, names.length > 3 ? count(names.length, "heading") : names.join("; ")), `: ${why}`)),
    ...rows.map(([why, many]) => make("p", null, make("sup", { class: "mark doubt" }, "?"), " ", make("b", null, count(many, "row")), `: ${why}`)));
}

/** @param {TableInfo} table */
function definitions(table) {
  const all = table.definitions;
  const telling = all.filter(({ text, references, details, name }) => text || references.length > 0 || details.length > 0 || name);
  if (all.length === 0) return null;
  return make("details", { class: "definitions" },
    make("summary", null, all.length === telling.length ? count(all.length, "definition")
      : `${count(all.length, "definition block")}, of which ${telling.length} ${telling.length === 1 ? "says" : "say"} something`),
    ...(telling.length === 0 ? [make("p", null, words.noDefinitions)] : telling.map((one) => make("div", { class: "entry" },
      one.name && make("h4", null, plain(one.name)),
      one.assumed && make("small", null, words.byWords),
      definition(one, false)))));
}
