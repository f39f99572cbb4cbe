/**
 * The list of a filing's tables, grouped by kind.
 */
import { appendInTurns, fill, make, put } from "./dom.js";
import { kinds, menu, tableName, words } from "./words.js";

/** @typedef {import("./types.js").TableInfo} TableInfo */

export class TablesNav {
  element = make("nav", { class: "tables", part: "nav", "aria-label": words.tables, hidden: true });

  /** Whether some table has shown a count. */
  #counted = false;
  /** @type {number | null} The table that is shown. */
  #marked = null;

  /** @param {(table: number) => void} chosen */
  constructor(chosen) {
    this.chosen = chosen;
  }

  /**
   * Lists the tables of a filing.
   * @param {TableInfo[]} tables
   */
  list(tables) {
    this.element.hidden = tables.length < 2;
    fill(this.element, ...grouped(tables).flatMap(([name, own]) => {
      const list = make("ul", { "aria-label": name });
      appendInTurns(list, own, ({ table, at }) => make("li", null,
        make("button", { type: "button", "data-table": at, onclick: () => this.chosen(at), "aria-current": at === this.#marked && "true" },
          tableName(table),
          ["Parenthetical"].includes(table.kind) && make("small", null, ` ${table.kind.toLowerCase()}`),
          make("span", { class: "count doubt", hidden: true }))), () => list.isConnected);
      return [make("p", { class: "kind", "aria-hidden": "true" }, name), list];
    }));
    this.count(tables);
  }

  /**
   * Shows how many assumed values each table has left.
   * @param {TableInfo[]} tables
   */
  count(tables) {
    const any = tables.some(({ assumed }) => assumed > 0);
    if (!any && !this.#counted) return;
    this.#counted = any;
    for (const button of this.element.querySelectorAll("button")) {
      const assumed = tables[Number(button.dataset["table"])]?.assumed ?? 0;
      const badge = button.querySelector(".count");
      if (!badge) continue;
      put(badge, "hidden", assumed === 0);
      fill(badge, String(assumed), make("span", { class: "unseen" }, ` ${words.assumed}`));
    }
  }

  /** @param {number | null} table */
  mark(table) {
    this.#marked = table;
    for (const button of this.element.querySelectorAll("button")) {
      put(button, "aria-current", button.dataset["table"] === String(table) ? "true" : null);
    }
  }
}

/**
 * Tables under the headings of the list: as EDGAR's menu has them where they are laid out so, with what the document itself prints
 * behind; else by their kinds.
 * @param {TableInfo[]} tables
 * @returns {[string, { table: TableInfo, at: number }[]][]}
 */
function grouped(tables) {
  const all = tables.map((table, at) => ({ table, at }));
  // What documents print themselves is of no kind.
  const printed = tables.every(({ kind }) => kind === "");
  const known = kinds.flatMap(([, members]) => members);
  const headings = tables.some(({ category }) => category) ? menu.map(([title, category]) => /** @type {const} */ ([title, all.filter(({ table }) => table.category === category)]))
    : kinds.map(([title, members]) => /** @type {const} */ ([printed ? words.tables : title, all.filter(({ table }) => members.includes(table.kind) || (members.includes("") && !known.includes(table.kind)))]));
  return headings.flatMap(([title, own]) => (own.length > 0 ? [[title, own]] : []));
}
