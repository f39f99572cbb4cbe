/** Copies: what Ctrl+C does, and the Copy button. The block's rows are read beforehand, for a copy takes no time to read them. */
import { citation, gridOf, html, markdown, MOST, put, tsv } from "./clipboard.js";
import { make, fill } from "./dom.js";
import { Popup } from "./popup.js";
import { cellOf } from "./table-keys.js";
import { says } from "./tool-words.js";

/** @typedef {import("./blocks.js").Block} Block */
/** @typedef {import("./rows.js").Line} Line */
/** @typedef {import("./table-view.js").TableView} TableView */

/** How many rows are read in one turn, and how long after the last change of a block. */
const [STEP, PAUSE] = [2000, 120];

export class Copying {
  popup = new Popup(says.copy, () => this.#fill());
  /** The rows of a block, and which: null while they are read. @type {{ block: Block, lines: Line[] } | null} */
  #read = null;
  #ticket = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {HTMLElement} element The viewer.
   * @param {TableView} table
   * @param {{ block: () => Block | null, fact: () => import("./types.js").FactDetail | null, address: () => string | null, say: (sentence: string) => void }} does
   */
  constructor(element, table, does) {
    this.element = element;
    this.table = table;
    this.does = does;
    // A copy without selected text is told to the document, not to what has the focus.
    document.addEventListener("copy", this);
  }

  /** @param {ClipboardEvent} event */
  handleEvent(event) {
    if (!this.element.isConnected) return document.removeEventListener("copy", this);
    const root = this.element.shadowRoot;
    const active = root?.activeElement;
    if (!root || !active || active.matches("input, textarea") || !event.clipboardData) return;
    const text = /** @type {ShadowRoot & { getSelection?: () => Selection | null }} */ (root).getSelection?.() ?? getSelection();
    if (text && !text.isCollapsed && String(text).trim()) return;
    const at = cellOf(this.table, active.closest(".value"));
    const block = this.does.block() ?? (at && { top: at.row, bottom: at.row, left: at.column, right: at.column });
    if (!block) return;
    event.preventDefault();
    const lines = this.#lines(block);
    if (!lines) return this.does.say(tooMany(block) ? says.tooMuch(MOST) : says.wait);
    const grid = this.#grid(block, lines);
    event.clipboardData.setData("text/plain", tsv(grid));
    event.clipboardData.setData("text/html", html(grid));
    this.does.say(says.copied(block.bottom - block.top + 1, block.right - block.left + 1));
  }

  /** Reads the rows of a block, as far as they are not in the document. @param {Block | null} block */
  prepare(block) {
    const ticket = ++this.#ticket;
    clearTimeout(this.#timer);
    this.#read = null;
    if (!block || tooMany(block) || this.#lines(block)) return;
    this.#timer = setTimeout(async () => {
      const lines = await this.#load(block, ticket).catch(() => null);
      if (lines && ticket === this.#ticket) this.#read = { block, lines };
    }, PAUSE);
  }

  /** @param {Block} block @param {number} ticket */
  async #load({ top, bottom }, ticket) {
    const { model } = this.table;
    /** @type {Line[]} */
    const lines = [];
    for (let start = top; start <= bottom && ticket === this.#ticket; start += STEP) {
      lines.push(...(await model?.load(start, Math.min(bottom + 1, start + STEP)))?.lines ?? []);
    }
    return lines;
  }

  /** The rows of a block, where they are at hand. @param {Block} block */
  #lines(block) {
    const { range, lines } = this.table;
    if (tooMany(block)) return null;
    if (range.start <= block.top && block.bottom < range.end) return lines.slice(block.top - range.start, block.bottom + 1 - range.start);
    const known = this.#read;
    return known && Object.entries(block).every(([side, at]) => known.block[/** @type {keyof Block} */ (side)] === at) ? known.lines : null;
  }

  /** @param {Block} block @param {Line[]} lines @param {boolean} [headed] Else only where whole columns are copied. */
  #grid(block, lines, headed = block.top === 0 && block.bottom === this.table.size - 1 && block.bottom > 0) {
    return gridOf(this.table.model?.heads ?? [], lines, block, headed);
  }

  #fill() {
    const block = this.does.block();
    const fact = this.does.fact();
    const button = (/** @type {string} */ name, /** @type {() => void} */ run) => make("button", { type: "button", onclick: () => {
      this.popup.toggle(false);
      this.popup.button.focus();
      run();
    } }, name);
    const group = (/** @type {string} */ title, /** @type {HTMLElement[]} */ ...buttons) =>
      make("div", { role: "group", "aria-label": title }, make("span", { class: "menu-title" }, title), ...buttons);
    const all = block ?? { top: 0, bottom: this.table.size - 1, left: 0, right: (this.table.model?.heads.length ?? 1) - 1 };
    this.prepare(all);
    fill(this.popup.panel,
      group(block ? says.copyBlock : says.copyTable,
        button(says.forSheets, () => void this.copyBlock(all)),
        button(says.asMarkdown, () => void this.#copy(all, (grid) => ({ "text/plain": markdown(grid) }), true))),
      fact && group(says.copyValue, button(says.citation, () => this.#cite(fact))));
  }

  /** Copies a block for spreadsheets. @param {Block} block */
  copyBlock(block) {
    return this.#copy(block, (grid) => ({ "text/plain": tsv(grid), "text/html": html(grid) }));
  }

  /**
   * @param {Block} block @param {(grid: import("./clipboard.js").Grid) => Record<string, string>} form @param {boolean} [headed]
   */
  async #copy(block, form, headed) {
    if (tooMany(block)) return this.does.say(says.tooMuch(MOST));
    const lines = this.#lines(block) ?? await this.#load(block, this.#ticket);
    const done = put(form(this.#grid(block, lines, headed ?? this.does.block() === null ? true : undefined)));
    this.does.say(done ? says.copied(block.bottom - block.top + 1, block.right - block.left + 1) : says.notCopied);
  }

  /** @param {import("./types.js").FactDetail} fact */
  #cite(fact) {
    this.does.say(put({ "text/plain": citation(fact, this.does.address()) }) ? says.copiedCitation : says.notCopied);
  }
}

/** @param {Block} block */
const tooMany = ({ top, bottom, left, right }) => (bottom - top + 1) * (right - left + 1) > MOST;
