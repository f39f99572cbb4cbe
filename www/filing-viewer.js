/**
 * The `<filing-viewer>` element. Importing this file registers nothing; `define.js` does.
 *
 * Its state is in attributes: `src`, `view` (`tables` or `facts`), `table` (a number from 0) and `sort`
 * (`label`, `1 descending`, `0 ascending across`). What to open is `src`, or the `source` property, or the text in the tag.
 * It tells what happened by `filing-viewer-opened`, `filing-viewer-failed` and `filing-viewer-selected`.
 */
import { openFiling } from "./api.js";
import { FactCard } from "./card.js";
import { make, put } from "./dom.js";
import { factsModel, lineItems, nextAssumed, nextSort, parseSort, sortText, tableModel } from "./models.js";
import { Notes } from "./notes.js";
import { PageHead } from "./page-head.js";
import { save } from "./save.js";
import { Selection } from "./selection.js";
import { fetchSource, sourceName, sourceSize, textInside } from "./sources.js";
import { banner, PATIENCE, Status } from "./status.js";
import { sheets } from "./style.js";
import { TableView } from "./table-view.js";
import { TablesNav } from "./tables-nav.js";
import { opened, reading, sorted, stillShown, words } from "./words.js";

/** @typedef {import("./types.js").FilingHandle} FilingHandle */
/** @typedef {import("./types.js").Source} Source */
/** @typedef {import("./types.js").Info} Info */

const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

export class FilingViewerElement extends Base {
  static observedAttributes = ["src", "view", "table", "sort"];

  /** @type {FilingHandle | null} */
  #handle = null;
  /** @type {Source | Source[] | null} */
  #source = null;
  #ticket = 0;
  /** @type {AbortController | null} */
  #reading = null;
  #drawing = false;
  #doubted = false;
  /** @type {Selection | null} */
  #selection = null;
  /** @type {import("./table-view.js").Model | null} */
  #model = null;
  #built = false;

  #status = /** @type {Status} */ (/** @type {unknown} */ (null));
  #head = /** @type {PageHead} */ (/** @type {unknown} */ (null));
  #nav = /** @type {TablesNav} */ (/** @type {unknown} */ (null));
  #table = /** @type {TableView} */ (/** @type {unknown} */ (null));
  #notes = /** @type {Notes} */ (/** @type {unknown} */ (null));
  #card = /** @type {FactCard} */ (/** @type {unknown} */ (null));
  #page = /** @type {HTMLElement} */ (/** @type {unknown} */ (null));
  #layout = /** @type {HTMLElement} */ (/** @type {unknown} */ (null));
  #live = /** @type {HTMLElement} */ (/** @type {unknown} */ (null));

  /** What is open: a file, a blob, bytes, text, or several of them. Setting it opens it. */
  get source() {
    return this.#source;
  }

  set source(source) {
    this.#source = source;
    if (source === null) this.close();
    else void this.#open(sourceName(source), async () => source);
  }

  /** The open filing, for scripts; null where none is. */
  get filing() {
    return this.#handle;
  }

  /**
   * Puts the focus on the table's region, where the arrow keys scroll.
   * @param {FocusOptions} [options]
   */
  focus(options) {
    this.#page?.focus(options);
  }

  connectedCallback() {
    this.#build();
    if (this.#handle || this.#source !== null) return;
    if (this.hasAttribute("src")) this.#openSrc();
    else {
      // While the page is still being parsed, the text in the tag may not be there yet.
      if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => this.#openText(), { once: true });
      else this.#openText();
    }
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (!this.isConnected) this.close();
    });
  }

  /** @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#built || !this.isConnected) return;
    if (name === "src") {
      if (after !== null) this.#openSrc();
    } else this.#draw();
  }

  /** Closes what is open and frees its memory. */
  close() {
    this.#ticket++;
    this.#reading?.abort();
    this.#handle?.close();
    this.#handle = null;
    this.#source = null;
    if (!this.#built) return;
    this.#selection = null;
    this.#table.clear();
    this.#card.clear();
    this.#status.wait();
    this.#state("waiting");
  }

  #build() {
    if (this.#built) return;
    this.#built = true;
    this.#status = new Status();
    this.#head = new PageHead({
      view: (view) => this.#go({ view, sort: null }),
      table: (table) => this.#go({ view: "tables", table, sort: null }),
      across: (across) => {
        const sort = parseSort(this.getAttribute("sort"));
        put(this, "sort", sort && sortText({ ...sort, across }));
      },
      nextAssumed: () => void this.#nextAssumed(),
      save: (format, table) => void (this.#handle && save(this.#handle, format, table)),
      goTo: (caveat) => void this.#goTo(caveat),
    });
    this.#nav = new TablesNav((table) => this.#go({ view: "tables", table, sort: null }));
    this.#notes = new Notes();
    this.#card = new FactCard({
      move: (fact, column) => void this.#selection?.move(fact, column),
      confirm: (fact) => void this.#selection?.confirm(fact),
      close: () => this.#selection?.close(),
      document: (fact) => void this.#showDocument(fact),
      go: (fact) => void this.#goTo({ fact, table: null, row: null }),
    });
    this.#live = make("div", { class: "unseen", role: "status", "aria-live": "polite" });
    this.#page = make("div", { class: "page", part: "page", role: "region", "aria-labelledby": "title", tabindex: 0 });
    this.#table = new TableView(this.#page, {
      sort: (by) => put(this, "sort", sortText(nextSort(parseSort(this.getAttribute("sort")), by))),
      select: (fact) => void this.#selection?.select(fact),
      // Where the card is in view, it follows the focus; where it would have to open, it waits to be asked for.
      focus: (fact) => {
        if (this.#card.element.checkVisibility()) void this.#selection?.select(fact);
      },
      act: (key, fact) => void this.#selection?.act(key, fact),
    });
    this.#page.append(this.#head.element, this.#table.element, this.#notes.element);
    this.#layout = make("div", { class: "layout", part: "layout" }, this.#nav.element, this.#page, this.#card.element);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = sheets();
    root.append(this.#status.element, this.#layout, this.#live);
    this.#status.wait();
    this.#state("waiting");
  }

  /** @param {"waiting" | "loading" | "failed" | "open"} state */
  #state(state) {
    this.#layout.hidden = state !== "open";
    this.#status.element.hidden = state === "open";
    if (state === "open") this.#status.wait();
    this.shadowRoot?.querySelector(".banner")?.remove();
  }

  #openSrc() {
    const src = this.getAttribute("src") ?? "";
    void this.#open(src, (signal) => fetchSource(src, this.getAttribute("src-origins") ?? "", signal));
  }

  #openText() {
    if (this.#handle || this.#source !== null || this.hasAttribute("src")) return;
    const source = textInside(this);
    if (source) void this.#open(sourceName(source), async () => source);
  }

  /**
   * Opens a filing. Of several that overlap, the last one wins.
   * @param {string} name
   * @param {(signal: AbortSignal) => Promise<Source | Source[]>} get
   */
  async #open(name, get) {
    const ticket = ++this.#ticket;
    this.#reading?.abort();
    const reader = this.#reading = new AbortController();
    const before = this.#handle;
    let bytes = 0;
    const timer = setTimeout(() => {
      if (!this.#built || ticket !== this.#ticket) return;
      this.#status.loading(reading(name, bytes), () => {
        reader.abort();
        this.#stopped(ticket);
      });
      this.#state("loading");
    }, PATIENCE);
    try {
      const source = await get(reader.signal);
      bytes = sourceSize(source);
      const handle = await openFiling(source, { signal: reader.signal });
      if (ticket !== this.#ticket) return handle.close();
      before?.close();
      this.#opened(handle);
    } catch (error) {
      if (ticket === this.#ticket) this.#failed(error instanceof Error ? error : new Error(String(error)), name, get);
    } finally {
      clearTimeout(timer);
    }
  }

  /** @param {FilingHandle} handle */
  #opened(handle) {
    this.#handle = handle;
    this.#doubted = handle.info.assumed > 0;
    this.#build();
    this.#table.clear();
    this.#card.clear();
    this.#selection = new Selection(handle, this.#table, this.#card, {
      say: (sentence) => this.#say(sentence),
      tell: (fact) => this.#tell("selected", { fact }),
      redraw: () => this.#drawNow(),
      next: () => this.#nextAssumed(),
    });
    this.#nav.list(handle.info.tables);
    const table = Number(this.getAttribute("table") ?? 0);
    if (!handle.info.tables[table]) this.removeAttribute("table");
    if (handle.info.tables.length === 0) put(this, "view", "facts");
    this.#page.scrollTo(0, 0);
    this.#state("open");
    this.#draw();
    this.#say(opened(handle.info));
    this.#tell("opened", { filing: handle, info: handle.info });
  }

  /**
   * @param {Error} error
   * @param {string} name
   * @param {(signal: AbortSignal) => Promise<Source | Source[]>} get
   */
  #failed(error, name, get) {
    this.#build();
    if (this.#handle) {
      // What was open stays open: a bad paste takes nothing away.
      this.#state("open");
      const still = stillShown(this.#handle.info.sources.map((source) => source.name).join(", "));
      const line = banner(error.message, still, () => line.remove());
      this.shadowRoot?.insertBefore(line, this.#layout);
    } else {
      this.#source = null;
      this.#status.failed(error.message, this.hasAttribute("src") ? () => void this.#open(name, get) : null);
      this.#state("failed");
    }
    this.#tell("failed", { error, name });
  }

  /** @param {number} ticket */
  #stopped(ticket) {
    if (ticket !== this.#ticket) return;
    this.#ticket++;
    if (this.#handle) return this.#state("open");
    this.#source = null;
    this.#status.wait();
    this.#state("waiting");
    this.#tell("failed", { error: new Error("Stopped."), name: "", stopped: true });
  }

  /** @param {string} what @param {object} detail */
  #tell(what, detail) {
    this.dispatchEvent(new CustomEvent(`filing-viewer-${what}`, { detail, bubbles: true, composed: true }));
  }

  /** @param {{ view?: "tables" | "facts", table?: number, sort?: string | null }} to */
  #go({ view, table, sort }) {
    if (view !== undefined) put(this, "view", view);
    if (table !== undefined) put(this, "table", table);
    if (sort !== undefined) put(this, "sort", sort);
    this.#selection?.clear();
    this.#page.scrollTo(0, 0);
  }

  /** @returns {{ view: "tables" | "facts", table: number }} */
  #where() {
    const tables = this.#handle?.info.tables ?? [];
    const table = Number(this.getAttribute("table") ?? 0);
    return { view: this.getAttribute("view") === "facts" || tables.length === 0 ? "facts" : "tables", table: tables[table] ? table : 0 };
  }

  /** Draws once for all that changed in one go. */
  #draw() {
    if (this.#drawing) return;
    this.#drawing = true;
    queueMicrotask(() => {
      this.#drawing = false;
      void this.#drawNow();
    });
  }

  async #drawNow() {
    const handle = this.#handle;
    if (!handle) return;
    const { view, table } = this.#where();
    if (view === "tables" && handle.info.tables[table]?.unread) {
      await handle.table(table);
      // Meanwhile another may have been asked for.
      return this.#drawNow();
    }
    const sort = parseSort(this.getAttribute("sort"));
    const model = view === "facts" ? factsModel(handle, sort) : tableModel(handle, table, sort);
    const before = this.#model;
    this.#model = model;
    if (!await this.#table.show(model) || handle !== this.#handle) return;
    const info = handle.info;
    this.#head.show({ info, view, table, sort: model.sort, sectioned: this.#table.sectioned, doubted: this.#doubted });
    this.#nav.mark(view === "facts" ? null : table);
    this.#nav.count(info.tables);
    this.#sayOrder(model, before);
    const shown = view === "facts" ? null : info.tables[table] ?? null;
    const { rows } = shown && shown.rows <= 1000 ? await handle.rows({ table, start: 0, end: shown.rows }) : { rows: [] };
    if (handle !== this.#handle || model !== this.#model) return;
    /** @type {Map<string, number>} */
    const reasons = new Map();
    for (const row of rows) if (row.assumed) reasons.set(row.assumed, (reasons.get(row.assumed) ?? 0) + 1);
    this.#notes.show(info, shown, { refrain: lineItems(rows), rows: [...reasons] });
  }

  /**
   * Says the order under the table, and aloud where it changed.
   * @param {import("./table-view.js").Model} model
   * @param {import("./table-view.js").Model | null} before
   */
  #sayOrder(model, before) {
    const head = model.heads.find(({ by }) => by === model.sort?.by);
    const sentence = model.sort && head ? sorted({
      by: [head.main, ...head.small].join(", "), descending: model.sort.descending, numeric: head.numeric,
      across: this.#table.sectioned && this.#where().view === "tables" ? model.sort.across : null,
    }) : null;
    this.#notes.order(sentence, () => put(this, "sort", null));
    if (before?.key === model.key && sortText(before.sort) !== sortText(model.sort)) this.#say(sentence ?? words.asFiled);
  }

  /** @param {string} sentence */
  #say(sentence) {
    this.#live.textContent = "";
    // A region that is emptied and filled in one go is not read again.
    setTimeout(() => { this.#live.textContent = sentence; }, 50);
  }

  /** Goes to the next assumed value, in this table or else in the next that has one. */
  async #nextAssumed() {
    const handle = this.#handle;
    if (!handle || !this.#model || handle.info.assumed === 0) return;
    const { view, table } = this.#where();
    const found = await nextAssumed(this.#model, this.#table.selected);
    if (found && (!found.last || view === "facts")) return this.#reveal(found);
    const tables = handle.info.tables;
    const others = tables.map((_, at) => (table + 1 + at) % tables.length);
    const next = others.find((at) => (tables[at]?.assumed ?? 0) > 0) ?? table;
    if (next === table) return found ? this.#reveal(found) : undefined;
    this.#go({ view: "tables", table: next, sort: null });
    await this.#drawNow();
    const there = await nextAssumed(this.#model, null);
    if (there) await this.#reveal(there);
  }

  /** @param {{ index: number, fact: number }} place */
  async #reveal({ index, fact }) {
    await this.#table.reveal(index, fact);
    await this.#selection?.select(fact);
  }

  /**
   * Shows a fact's document beside nothing else; what that needs is loaded then.
   * @param {import("./types.js").FactDetail} fact
   */
  async #showDocument(fact) {
    const [handle, root] = [this.#handle, this.shadowRoot];
    const { showDocument } = await import("./document-view.js");
    if (handle && root && handle === this.#handle) await showDocument(root, handle, fact);
  }

  /** @param {{ table: number | null, fact: number | null, row: number | null }} place */
  async #goTo({ table, fact, row }) {
    const handle = this.#handle;
    if (!handle) return;
    const detail = fact === null ? null : await handle.fact(fact);
    const at = detail?.table ?? table;
    this.#go(at === null ? { view: "facts", sort: null } : { view: "tables", table: at, sort: null });
    await this.#drawNow();
    // In the list of facts each is at its own number.
    if (detail) await this.#reveal({ index: detail.row ?? row ?? detail.fact, fact: detail.fact });
  }
}
