/**
 * The value that is selected: its card, and how its doubt is settled. One for each open filing.
 */
import { columnName, confirmed, moved, words } from "./later-words.js";

/** @typedef {import("./types.js").FilingHandle} FilingHandle */
/** @typedef {import("./types.js").FactDetail} FactDetail */
/** @typedef {import("./types.js").Info} Info */
/** @typedef {"right" | "left" | "enter" | "choose" | "next" | "escape"} Key */

export class Selection {
  /** @type {FactDetail | null} */
  #detail = null;
  /** @type {Promise<void> | null} */
  #selecting = null;
  /** What could be chosen for values that were settled, so that each can be taken back. @type {Map<number, { column: number, heading: string }[]>} */
  #settled = new Map();

  /**
   * @param {FilingHandle} handle
   * @param {import("./table-view.js").TableView} table
   * @param {import("./card.js").FactCard} card
   * @param {{ say: (sentence: string) => void, tell: (fact: FactDetail) => void, redraw: () => Promise<void>, next: () => Promise<void> }} does
   */
  constructor(handle, table, card, does) {
    this.handle = handle;
    this.table = table;
    this.card = card;
    this.does = does;
  }

  /**
   * Selects a value. Resolves when its card is there; a value that is being selected already is waited for.
   * @param {number} fact
   */
  select(fact) {
    if (this.table.selected !== fact || this.#detail?.fact !== fact && this.#selecting === null) {
      this.table.mark(fact);
      this.#detail = null;
      const selecting = this.#selecting = this.#select(fact).finally(() => {
        if (this.#selecting === selecting) this.#selecting = null;
      });
    }
    return this.#selecting ?? Promise.resolve();
  }

  /** @param {number} fact */
  async #select(fact) {
    const detail = await this.handle.fact(fact);
    if (this.table.selected !== fact) return;
    await this.#show(detail);
    this.does.tell(detail);
  }

  /** What is known of the value, once its card is there. */
  get detail() {
    return this.#detail;
  }

  /** Takes the selection away. */
  clear() {
    this.#detail = null;
    this.table.mark(null);
    this.card.clear();
  }

  /** Closes the card; the focus is on the value again. */
  close() {
    const fact = this.table.selected;
    this.clear();
    if (fact !== null) this.table.find(fact)?.focus({ preventScroll: true });
  }

  /**
   * What a key does on a value.
   * @param {Key} key
   * @param {number} fact
   */
  async act(key, fact) {
    if (key === "next") return this.does.next();
    if (key === "escape") return this.close();
    const selected = this.table.selected === fact;
    await this.select(fact);
    if (key === "choose" || key === "enter" && !selected) return;
    const detail = this.#detail;
    if (detail?.fact !== fact) return;
    if (key === "enter") return detail.doubt ? this.confirm(fact) : this.card.element.focus();
    const from = detail.column ?? 0;
    const open = this.#open(detail).map(({ column }) => column);
    const to = key === "right" ? open.find((column) => column > from) : open.reverse().find((column) => column < from);
    if (to === undefined) return this.does.say(words.cannotMove);
    await this.move(fact, to);
  }

  /** @param {number} fact @param {number} column */
  async move(fact, column) {
    const detail = this.#detail;
    if (detail?.fact !== fact) return;
    const heading = this.#open(detail).find((open) => open.column === column)?.heading ?? "";
    await this.#settle(detail, () => this.handle.move(fact, column), (info) => moved(heading, info.assumed));
  }

  /** @param {number} fact */
  async confirm(fact) {
    const detail = this.#detail;
    if (detail?.fact !== fact) return;
    await this.#settle(detail, () => this.handle.confirm(fact), (info) => confirmed(info.assumed));
  }

  /**
   * Settles a value, and shows the outcome wherever it is shown.
   * @param {FactDetail} detail
   * @param {() => Promise<Info>} change
   * @param {(info: Info) => string} sentence
   */
  async #settle(detail, change, sentence) {
    if (detail.doubt) {
      const column = detail.column ?? 0;
      const others = detail.doubt.columns.filter((open) => open.column !== column);
      this.#settled.set(detail.fact, [...others, { column, heading: "" }]);
    }
    try {
      this.handle.info = await change();
    } catch (error) {
      return this.does.say(error instanceof Error ? error.message : String(error));
    }
    await this.does.redraw();
    await this.#show(await this.handle.fact(detail.fact));
    this.does.say(sentence(this.handle.info));
  }

  /** @param {FactDetail} detail */
  async #show(detail) {
    this.#detail = detail;
    const table = detail.table === null ? undefined : this.handle.info.tables[detail.table];
    const column = detail.column === null ? undefined : table?.columns[detail.column];
    const rowWhy = await this.#rowWhy(detail);
    if (this.#detail !== detail) return;
    const opens = this.card.fact === null;
    this.card.show(detail, { columnWhy: column?.assumed ?? null, rowWhy, open: this.#open(detail) });
    // The card may have taken room from the table.
    if (opens) this.table.find(detail.fact)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /**
   * The columns that a value can be moved to, from left to right.
   * @param {FactDetail} detail
   */
  #open(detail) {
    const table = detail.table === null ? undefined : this.handle.info.tables[detail.table];
    const columns = detail.doubt?.columns ?? this.#settled.get(detail.fact) ?? [];
    return columns.filter(({ column }) => column !== detail.column)
      .map(({ column, heading }) => ({ column, heading: table ? columnName(table.columns, column) : heading }))
      .sort((a, b) => a.column - b.column);
  }

  /** @param {FactDetail} detail */
  async #rowWhy({ table, row }) {
    if (table === null || row === null) return null;
    const { rows } = await this.handle.rows({ table, start: row, end: row + 1 });
    return rows[0]?.assumed ?? null;
  }
}
