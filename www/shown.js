/**
 * What the table shows: filters, groups, columns and the scale of money, as the attributes have them; and that in words.
 */
import { FACTS } from "./columns.js";
import { count, sorted, words } from "./later-words.js";
import { factColumns, factsModel, sortText, tableModel } from "./models.js";
import { inScale, scaleOf, unitWords } from "./numbers.js";
import { groupAside, groupsModel, narrowing, parseWhere, pivotModel } from "./queries.js";
import { valueIn } from "./rows.js";
import { says } from "./tool-words.js";

/** @typedef {import("./types.js").FilingHandle} FilingHandle */
/** @typedef {import("./types.js").Aspect} Aspect */
/** @typedef {import("./table-view.js").Model} Model */
/** @typedef {import("./table-view.js").Sort} Sort */

export class Shown {
  /** @type {FilingHandle | null} */
  handle = null;
  /** The values whose groups are open; null: all. @type {Set<string> | null} */
  open = new Set();
  /** Whether some digits were finer than what is vouched for. */
  faint = false;

  /**
   * @param {import("./tools.js").Host} host
   * @param {import("./columns.js").Columns} columns
   */
  constructor(host, columns) {
    this.host = host;
    this.columns = columns;
  }

  /**
   * What the table shows: with filters, groups, columns and scale.
   * @param {"tables" | "facts"} view @param {number} table @param {Sort | null} sort
   * @returns {Promise<Model>}
   */
  async model(view, table, sort) {
    const handle = /** @type {FilingHandle} */ (this.handle);
    const { element } = this.host;
    const key = this.key(view, table);
    const shown = this.columns.shown(key, this.all(view, table));
    const [group, pivot] = ["group", "pivot"].map((name) => /** @type {Aspect | null} */ (element.getAttribute(name)));
    const search = element.getAttribute("search");
    const model = view === "tables" ? tableModel(handle, table, sort, shown?.map(Number), narrowing(search, new Map()))
      : pivot ? await pivotModel(handle, sort, this.query(), pivot)
        : group ? await groupsModel(handle, sort, this.query(), group, this.open, shown)
          : factsModel(handle, sort, shown, this.query());
    const narrowed = view === "facts" && !pivot && Object.keys(this.query()).length > 0;
    return this.#scaled(narrowed ? { ...model, caption: says.someFacts } : model, this.#currency(view, table));
  }

  /** The currency that all money of a table is in; empty where there are several or none is known. */
  #currency(view = this.host.where().view, table = this.host.where().table) {
    return view === "tables" ? this.handle?.info.tables[table]?.currency ?? "" : "";
  }

  /** What is said beside the title of what is shown. @returns {string[]} */
  also() {
    const { view } = this.host.where();
    const scale = scaleOf(this.host.element.getAttribute("numbers"));
    return [view === "tables" && this.narrowed(view), scale && unitWords(scale, this.#currency())].filter((part) => typeof part === "string");
  }

  /** @param {Model} model @param {string} currency @returns {Model} */
  #scaled(model, currency) {
    const scale = scaleOf(this.host.element.getAttribute("numbers"));
    this.faint = false;
    if (!scale) return model;
    const bare = currency !== "" || this.host.where().view === "facts";
    return {
      ...model,
      key: `${model.key} ${scale}`,
      load: async (start, end) => {
        const { total, lines } = await model.load(start, end);
        for (const { group } of lines) if (group?.sum) group.sum = inScale(group.sum, scale, true);
        for (const line of lines) if (line.group) line.aside = groupAside(line.group);
        for (const line of lines) line.cells = line.cells.map((cell) => {
          const value = valueIn(cell);
          return value ? inScale(value, scale, bare) : cell;
        });
        this.faint ||= lines.some(({ cells }) => cells.some((cell) => valueIn(cell)?.parts?.faint));
        return { total, lines };
      },
    };
  }

  /** How many facts or rows are left, where it is not all. @param {"tables" | "facts"} view */
  narrowed(view) {
    const { table } = this.host;
    const query = this.query();
    if (!table.model?.query || "group" in table.model.query) return null;
    if (view === "tables") return query.search ? `“${query.search}”: ${count(table.total, "row")}` : null;
    return query.search || query.where ? says.narrowed(table.total, this.handle?.info.facts ?? 0) : null;
  }

  /** What columns are kept under. */
  key(view = this.host.where().view, table = this.host.where().table) {
    return view === "facts" ? FACTS : `table ${table}`;
  }

  /** All columns but the labels, by name. */
  all(view = this.host.where().view, table = this.host.where().table) {
    const handle = this.handle;
    if (!handle) return [];
    if (view === "facts") return factColumns(handle).slice(1).map(([by]) => /** @type {string} */ (by));
    return (handle.info.tables[table]?.columns ?? []).map((_, at) => String(at));
  }

  /** What the attributes ask for. */
  query() {
    const { element } = this.host;
    return narrowing(element.getAttribute("search"), parseWhere(element.getAttribute("where")));
  }

  /**
   * The order and what else is not as filed, in words; and what of it is said aloud, where it changed.
   * @param {Model} model @param {Model | null} before @param {"tables" | "facts"} view
   */
  words(model, before, view) {
    const { table, element } = this.host;
    const keys = (model.sort?.keys ?? []).flatMap(({ by, descending }) => {
      const head = model.heads.find((one) => one.by === by);
      return head ? [{ by: [head.main, ...head.small].join(", "), descending, numeric: head.numeric }] : [];
    });
    const order = keys.length > 0 ? sorted(keys, table.sectioned && view === "tables" ? model.sort?.across ?? false : null) : words.asFiled;
    const all = this.all().length;
    const scale = scaleOf(element.getAttribute("numbers"));
    const narrowed = this.narrowed(view);
    const more = [
      narrowed && `${narrowed}.`, model.note, model.heads.length - 1 < all && model.query && says.someColumns(model.heads.length - 1, all),
      scale && says.scaled(says.scales[scale]), this.faint && says.fainter,
    ].filter((sentence) => typeof sentence === "string" && sentence !== "");
    const same = before?.key === model.key;
    const aloud = table.size === 0 ? says.nothing[view] : same && sortText(before.sort) !== sortText(model.sort) ? order : same && narrowed ? `${narrowed}.` : null;
    return { sentence: [order, ...more].join(" "), sorted: keys.length > 0, aloud };
  }
}
