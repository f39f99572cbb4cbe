/**
 * The ways to a value: to the next one that is assumed, to what a caveat or a card names, to the fact of a link; wherever it is.
 */
import { nextAssumed, placeOf } from "./assumed.js";
import { put } from "./dom.js";

/** @typedef {import("./types.js").FilingHandle} FilingHandle */

export class Ways {
  /** @type {FilingHandle | null} */
  handle = null;

  /**
   * @param {import("./tools.js").Host} host
   * @param {(fact: number) => Promise<void>} select
   */
  constructor(host, select) {
    this.host = host;
    this.select = select;
  }

  /** Goes to the fact that the attribute names, where that is not the one chosen: among the rows shown, or else where it stands. */
  async toLinked() {
    const wanted = this.host.element.getAttribute("fact");
    const { handle } = this;
    const { table } = this.host;
    if (wanted === null || !handle || Number(wanted) === table.selected) return;
    const fact = Number(wanted);
    if (!Number.isInteger(fact) || fact < 0 || fact >= handle.info.facts) return;
    const index = table.model && await placeOf(table.model, fact);
    if (handle !== this.handle) return;
    await (index === null ? this.goTo({ fact, table: null, row: null }) : this.#reveal({ index, fact }));
  }

  /** Goes to the next assumed value, in this table or else in the next that has one. */
  async nextAssumed() {
    const handle = this.handle;
    const { host } = this;
    if (!handle || !host.table.model || handle.info.assumed === 0) return;
    const { view, table } = host.where();
    const found = await nextAssumed(host.table.model, host.table.selected);
    if (found && (!found.last || view === "facts")) return this.#reveal(found);
    const tables = handle.info.tables;
    const others = tables.map((_, at) => (table + 1 + at) % tables.length);
    const next = others.find((at) => (tables[at]?.assumed ?? 0) > 0) ?? table;
    if (next === table) return found ? this.#reveal(found) : undefined;
    host.go({ view: "tables", table: next, sort: null });
    await host.draw();
    const there = await nextAssumed(host.table.model, null);
    if (there) await this.#reveal(there);
  }

  /** @param {{ index: number, fact: number }} place */
  async #reveal({ index, fact }) {
    const { table } = this.host;
    if (!table.find(fact)) await table.reveal(index);
    const value = table.find(fact);
    value?.focus({ preventScroll: true });
    value?.scrollIntoView({ block: "nearest", inline: "nearest" });
    await this.select(fact);
  }

  /** @param {{ table: number | null, fact: number | null, row: number | null }} place */
  async goTo({ table, fact, row }) {
    const handle = this.handle;
    if (!handle) return;
    const detail = fact === null ? null : await handle.fact(fact);
    const at = detail?.table ?? table;
    const { element } = this.host;
    for (const name of ["search", "where", "group", "pivot"]) put(element, name, null);
    this.host.go(at === null ? { view: "facts", sort: null } : { view: "tables", table: at, sort: null });
    await this.host.draw();
    // In the list of facts each is at its own number.
    if (detail) await this.#reveal({ index: detail.row ?? row ?? detail.fact, fact: detail.fact });
  }
}
