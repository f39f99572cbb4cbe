/**
 * What people do with a table that stands: choose values and settle them, find, filter, group, copy, and set how it looks. Loaded
 * once the first table is there, so that it is there sooner.
 */
import { Blocks } from "./blocks.js";
import { FactCard } from "./card.js";
import { Columns, FACTS, NOTCH } from "./columns.js";
import { Copying } from "./copying.js";
import { make, put, whenIdle } from "./dom.js";
import { FilterPanel } from "./filter-panel.js";
import { FindBar } from "./find-bar.js";
import { dragHeads } from "./head-drag.js";
import { showKeys } from "./help.js";
import { lineItems, nextSort, parseSort, sortText } from "./models.js";
import { Notes } from "./notes.js";
import { scaleOf } from "./numbers.js";
import { Pager } from "./pager.js";
import { parseWhere, whereText } from "./queries.js";
import { saved } from "./saving.js";
import { Selection } from "./selection.js";
import { Shown } from "./shown.js";
import { toolSheets } from "./style-tools.js";
import { listen } from "./table-keys.js";
import { says } from "./tool-words.js";
import { ViewPanel } from "./view-panel.js";
import { Ways } from "./ways.js";
import { headingWords, words } from "./later-words.js";
import { COLUMNS } from "./viewport.js";

/** @typedef {import("./types.js").FilingHandle} FilingHandle */
/** @typedef {import("./table-view.js").Model} Model */
/** @typedef {import("./queries.js").Where} Where */

/**
 * What the tools may do with the element.
 * @typedef {object} Host
 * @property {HTMLElement} element
 * @property {ShadowRoot} root
 * @property {HTMLElement} layout
 * @property {HTMLElement} page
 * @property {import("./page-head.js").PageHead} head
 * @property {import("./table-view.js").TableView} table
 * @property {() => { view: "tables" | "facts", table: number }} where
 * @property {(to: { view?: "tables" | "facts", table?: number, sort?: string | null }) => void} go
 * @property {() => Promise<void>} draw
 * @property {(sentence: string) => void} say
 * @property {(error: unknown) => void} cannot Says why something could not be shown.
 * @property {(fact: import("./types.js").FactDetail) => void} tell
 */

/** What is remembered of how tables are looked at, under one name. */
const MEMORY = "filing-viewer";

/** From so many facts on the first question takes a moment that is felt, and is prepared while nobody asks. */
const MANY = 20_000;

/** The most rows that are printed. */
const PRINTED = 10_000;

export class Tools {
  /** @type {FilingHandle | null} */
  #handle = null;
  /** @type {Selection | null} */
  #selection = null;
  #notes = new Notes();
  #density = "comfortable";
  #picked = make("div", { class: "picked-bar", hidden: true });

  /** @param {Host} host */
  constructor(host) {
    this.host = host;
    const { element, root, layout, page, head, table } = host;
    root.adoptedStyleSheets.push(...toolSheets());
    this.columns = new Columns(root);
    this.shown = new Shown(host, this.columns);
    this.ways = new Ways(host, (fact) => this.select(fact));
    this.card = new FactCard({
      move: (fact, column) => void this.#selection?.move(fact, column),
      confirm: (fact) => void this.#selection?.confirm(fact),
      close: () => this.#selection?.close(),
      document: (fact) => void this.#showDocument(fact),
      go: (fact) => void this.ways.goTo({ fact, table: null, row: null }),
    });
    layout.querySelector(".card")?.replaceWith(this.card.element);
    this.pager = new Pager(table, host.say);
    page.append(this.pager.element, this.#notes.element, this.#picked);
    this.blocks = new Blocks(table, (block) => this.#blockChanged(block));
    this.find = new FindBar(table, {
      find: (text, from, back) => (table.whole || !table.model?.query || !this.#handle ? null : this.#handle.find(table.model.query, text, from, back)),
      say: host.say,
      only: (text) => {
        this.find.close();
        put(element, "search", text || null);
      },
      back: (to) => (to instanceof HTMLElement && to.isConnected ? to : page).focus({ preventScroll: true }),
    });
    root.insertBefore(this.find.element, layout);
    this.filter = new FilterPanel({
      set: (search, where) => {
        const before = [element.getAttribute("search"), element.getAttribute("where")];
        const now = [search.trim() || null, whereText(where)];
        put(element, "search", now[0]);
        put(element, "where", now[1]);
        // What changed has the table drawn, and the panel after it: its counts are not to hold up the rows. Where nothing did, as
        // when more values are asked for, the panel alone is drawn again.
        if (before.every((one, at) => one === now[at])) void this.#showFilters();
      },
      arrange: (how) => {
        const [kind, aspect] = how.split(" ");
        this.shown.open = new Set();
        put(element, "group", kind === "group" && aspect);
        put(element, "pivot", kind === "pivot" && aspect);
      },
      close: () => this.#openFilter(false),
      facets: (facets) => this.#handle?.facets(this.shown.query(), facets) ?? Promise.resolve([]),
    });
    layout.prepend(this.filter.element);
    head.element.append(this.filter.chips);
    this.copying = new Copying(element, table, {
      block: () => this.blocks.block, fact: () => this.#selection?.detail ?? null, say: host.say,
      address: () => element.getAttribute("src") && new URL(element.getAttribute("src") ?? "", document.baseURI).href,
    });
    this.view = new ViewPanel({
      state: () => this.#viewState(),
      numbers: (scale) => (put(element, "numbers", scale || null), this.#remember(), this.#redraw()),
      density: (density) => (this.#setDensity(density), this.#remember(), this.#redraw()),
      hide: (by, hidden) => this.#hide(by, hidden),
      move: (by, to) => void this.#moveColumn(by, to),
      reset: () => (this.columns.reset(this.shown.key()), this.#remember(), this.#redraw()),
      print: () => void this.#print(),
    });
    this.filterButton = make("button", { type: "button", "aria-expanded": "false", onclick: () => this.#openFilter(this.filter.element.hidden === true) }, says.filter);
    head.tools.append(
      make("button", { type: "button", "aria-keyshortcuts": "/", onclick: () => this.#find() }, says.find), this.filterButton, this.view.popup.element, this.copying.popup.element);
    head.element.querySelector(".bar")?.append(make("button", { type: "button", class: "quiet help", "aria-label": says.help, "aria-keyshortcuts": "?", onclick: () => showKeys(root) }, "?"));
    listen(table, {
      focus: (fact) => {
        // Where the card is in view, it follows the focus; where it would have to open, it waits to be asked for.
        if (this.card.element.checkVisibility()) void this.select(fact);
      },
      act: (key, fact) => {
        if (key === "escape" && this.blocks.block) return this.blocks.clear();
        void this.#selection?.act(key, fact);
      },
      extend: (cell, key, far) => this.blocks.extend(cell, key, far),
      pick: (what, cell) => this.blocks.pick(what, cell),
      column: (by, key) => this.#columnKey(by, key),
      sortToo: (by) => put(element, "sort", sortText(nextSort(parseSort(element.getAttribute("sort")), by, true))),
    });
    dragHeads(/** @type {HTMLElement} */ (table.element.tHead), {
      move: (by, to) => void this.#moveColumn(by, to),
      width: (by, width, done) => {
        this.columns.widen(this.shown.key(), by, width);
        this.#paintColumns();
        if (done) this.#remember();
      },
    });
    table.body.addEventListener("click", (event) => this.#toggleGroup(event));
    table.placed = () => {
      this.blocks.paint();
      this.find.paint();
      this.pager.show();
    };
    element.addEventListener("keydown", (event) => this.#key0(event));
    if (element.hasAttribute("standalone")) document.addEventListener("keydown", (event) => event.target === document.body && this.#key0(event));
    this.#recall();
  }

  /** @param {FilingHandle} handle */
  opened(handle) {
    this.closed();
    this.#handle = this.shown.handle = this.ways.handle = handle;
    // A handle that says what a file leaves out writes all forms, and what is chosen.
    if ("leftOut" in handle) this.host.head.saved = (table) => saved(handle, this.host.table, table);
    this.#selection = new Selection(handle, this.host.table, this.card, {
      say: this.host.say,
      tell: (fact) => {
        if (this.host.table.selected === fact.fact) put(this.host.element, "fact", fact.fact);
        this.host.tell(fact);
      },
      redraw: () => this.host.draw(),
      next: () => this.ways.nextAssumed(),
    });
    this.filter.forget();
    if (handle.info.facts > MANY) whenIdle(() => this.#makeReady(handle).catch(() => {}));
  }

  /** Has ranks and counts made while nothing is asked, so that the first order and the first filter come as the second do. @param {FilingHandle} handle */
  async #makeReady(handle) {
    if (handle === this.#handle) await this.filter.makeReady();
    whenIdle(() => handle === this.#handle && void handle.facts({ sort: "value", start: 0, end: 0 }).catch(() => {}));
  }

  /** Whether the table is shown as it is without the tools. */
  get asFiled() {
    return this.columns.isAsFiled(FACTS) && !this.host.element.hasAttribute("numbers");
  }

  closed() {
    this.#handle = this.shown.handle = this.ways.handle = null;
    this.#selection = null;
    this.shown.open = new Set();
    this.columns.forget();
    this.card.clear();
    this.blocks.clear();
    this.find.close();
  }

  /** Takes away what belongs to the rows that were shown. */
  clear() {
    this.#selection?.clear();
    this.blocks.clear();
  }

  /**
   * Shows what goes with a table that was drawn.
   * @param {Model | null} before
   */
  async drawn(before) {
    const { host } = this;
    const handle = this.#handle;
    const model = host.table.model;
    if (!handle || !model) return;
    const { view, table } = host.where();
    if (before?.key !== model.key) this.blocks.clear();
    this.#paintColumns();
    this.pager.show();
    this.view.popup.panel.hidden || this.view.show();
    const { sentence, sorted, aloud } = this.shown.words(model, before, view);
    this.#notes.order(sentence, sorted ? () => put(host.element, "sort", null) : null);
    if (aloud) host.say(aloud);
    void this.#showFilters();
    await this.ways.toLinked();
    const shown = view === "facts" ? null : handle.info.tables[table] ?? null;
    const { rows } = shown && shown.rows <= 1000 && shown.columns.length <= 100 ? await handle.rows({ table, start: 0, end: shown.rows }) : { rows: [] };
    if (handle !== this.#handle || model !== host.table.model) return;
    /** @type {Map<string, number>} */
    const reasons = new Map();
    for (const row of rows) if (row.assumed) reasons.set(row.assumed, (reasons.get(row.assumed) ?? 0) + 1);
    this.#notes.show(handle.info, shown, { refrain: lineItems(rows), rows: [...reasons] }, () => handle.members());
  }

  /** @param {number} fact */
  async select(fact) {
    await this.#selection?.select(fact);
  }

  /** Shows a fact's document; what that needs is loaded then. @param {import("./types.js").FactDetail} fact */
  async #showDocument(fact) {
    const handle = this.#handle;
    const { showDocument } = await import("./document-view.js");
    if (handle && handle === this.#handle) await showDocument(this.host.root, handle, fact);
  }

  /** Gives the columns the widths that were chosen. */
  #paintColumns() {
    const { table } = this.host;
    const { chosen, changed } = this.columns.paint(this.shown.key(), table.model?.heads ?? []);
    table.widths.chosen = chosen;
    if (changed) table.widths.refix();
  }

  #redraw() {
    this.host.draw().catch(this.host.cannot);
  }

  #find() {
    this.find.open(this.host.table.model?.query !== null);
  }

  /** @param {boolean} open */
  #openFilter(open) {
    const { element, layout } = this.host;
    const { view, table } = this.host.where();
    this.filter.element.hidden = !open;
    layout.classList.toggle("filtering", open);
    put(this.filterButton, "aria-expanded", String(open));
    if (!open) return this.filterButton.focus();
    if (view === "tables") {
      // Filters are of facts: of this table's, to begin with.
      put(element, "where", whereText(new Map([["table", [String(table)]]])));
      this.host.go({ view: "facts", sort: null });
    }
    // They are counted while the page is laid out, which a focus asks for at once.
    void this.#showFilters();
    this.filter.element.focus();
  }

  async #showFilters() {
    const { element } = this.host;
    const { view } = this.host.where();
    const arranged = ["group", "pivot"].filter((name) => element.hasAttribute(name)).map((name) => `${name} ${element.getAttribute(name)}`)[0] ?? "";
    if (view === "tables" && !this.filter.element.hidden) {
      this.filter.element.hidden = true;
      this.host.layout.classList.remove("filtering");
      put(this.filterButton, "aria-expanded", "false");
    }
    try {
      await this.filter.show({
        search: element.getAttribute("search") ?? "", arranged, tables: this.#handle?.info.tables ?? [],
        where: view === "facts" ? parseWhere(element.getAttribute("where")) : new Map(),
      });
    } catch (error) {
      this.host.cannot(error);
    }
  }

  /** Lists the facts of a cell that has several. @param {string} listed */
  #list(listed) {
    const { element } = this.host;
    const where = parseWhere(element.getAttribute("where"));
    for (const [facet, values] of parseWhere(listed)) where.set(facet, values);
    put(element, "pivot", null);
    put(element, "where", whereText(where));
    this.host.page.focus({ preventScroll: true });
  }

  /** @param {Event} event */
  #toggleGroup(event) {
    const button = event.target instanceof Element ? event.target.closest("button[data-group], button[data-where]") : null;
    if (!(button instanceof HTMLElement)) return;
    const listed = button.dataset["where"];
    if (listed !== undefined) return this.#list(listed);
    const value = button.dataset["group"] ?? "";
    const open = (this.shown.open ??= new Set());
    if (!open.delete(value)) open.add(value);
    void this.host.draw().then(() => {
      const again = [...this.host.table.body.querySelectorAll("button[data-group]")].find((one) => one.getAttribute("data-group") === value);
      if (again instanceof HTMLElement) again.focus({ preventScroll: true });
    });
  }

  /** @param {import("./blocks.js").Block | null} block */
  #blockChanged(block) {
    this.copying.prepare(block);
    const cells = block ? (block.bottom - block.top + 1) * (block.right - block.left + 1) : 0;
    const least = this.blocks.byTouch ? 1 : 2;
    this.#picked.hidden = cells < least;
    this.#picked.replaceChildren();
    if (!block || cells < least) return;
    const sentence = cells === 1 ? says.tapEnd : says.picked(block.bottom - block.top + 1, block.right - block.left + 1);
    this.#picked.replaceChildren(make("span", null, sentence),
      make("button", { type: "button", class: "quiet", onclick: () => void this.copying.copyBlock(block) },
        says.copy, make("span", { class: "unseen" }, ` ${says.copyBlock.toLowerCase()}`), make("kbd", { "aria-hidden": "true" }, "Ctrl C")),
      make("button", { type: "button", class: "quiet", "aria-label": says.forget, onclick: () => this.blocks.clear() }, "✕"));
    this.host.say(`${sentence}.`);
    if (!this.host.root.activeElement) this.host.page.focus({ preventScroll: true });
  }

  /** @param {string} by @param {string} key */
  #columnKey(by, key) {
    const { table } = this.host;
    const heads = table.model?.heads ?? [];
    const at = heads.findIndex((head) => head.by === by);
    const head = heads[at];
    if (!head || !table.model?.query) return false;
    if (key === "<" || key === ">") {
      // By the layout and not by what stands: keys may come faster than the table is drawn.
      const order = this.columns.shown(this.shown.key(), this.shown.all()) ?? this.shown.all();
      const to = at > 0 && order[order.indexOf(by) + (key === ">" ? 1 : -1)];
      if (to) void this.#moveColumn(by, to);
      return true;
    }
    if (key === "+" || key === "=" || key === "-") {
      const before = table.element.tHead?.rows[0]?.cells[at]?.getBoundingClientRect().width ?? 0;
      const width = this.columns.widen(this.shown.key(), by, before + (key === "-" ? -NOTCH : NOTCH));
      this.#paintColumns();
      this.#remember();
      this.host.say(says.wider(head.main, width));
      return true;
    }
    if (key.toLowerCase() !== "h" || at === 0) return false;
    this.columns.hide(this.shown.key(), this.shown.all(), by, true);
    this.#remember();
    this.host.say(says.hid(head.main));
    void this.host.draw().then(() => this.#focusHead(Math.min(at, heads.length - 2)));
    return true;
  }

  /** @param {number} at */
  #focusHead(at) {
    this.host.table.element.tHead?.rows[0]?.cells[at]?.querySelector("button")?.focus();
  }

  /** @param {string} by @param {string} to */
  async #moveColumn(by, to) {
    if (!this.columns.move(this.shown.key(), this.shown.all(), by, to)) return;
    this.#remember();
    const inHead = this.host.root.activeElement?.closest("thead");
    await this.host.draw();
    const heads = this.host.table.model?.heads ?? [];
    const at = heads.findIndex((head) => head.by === by);
    if (inHead) this.#focusHead(at);
    if (at > 0) this.host.say(says.placed(heads[at]?.main ?? "", at, heads.length - 1));
  }

  /** @param {string} by @param {boolean} hidden */
  #hide(by, hidden) {
    const instead = this.columns.hide(this.shown.key(), this.shown.all(), by, hidden);
    if (instead !== undefined) this.host.say(says.instead(this.#columnName(instead), COLUMNS));
    this.#remember();
    this.#redraw();
  }

  /** What a column is called where it has one line. @param {string} by */
  #columnName(by) {
    const { view, table } = this.host.where();
    if (view === "facts") return words[/** @type {"unit"} */ (by)] ?? by;
    const column = this.#handle?.info.tables[table]?.columns[Number(by)];
    return column ? headingWords(column) : by;
  }

  /** @returns {import("./view-panel.js").State} */
  #viewState() {
    const key = this.shown.key();
    const all = this.shown.all();
    const isHidden = this.columns.isHidden(key, all);
    const chosen = this.host.table.model?.query ? this.columns.ordered(key, all) : [];
    return {
      numbers: this.host.element.getAttribute("numbers") ?? "", density: this.#density, asFiled: this.columns.isAsFiled(key),
      columns: chosen.map((by) => ({ by, name: this.#columnName(by), hidden: isHidden(by) })),
    };
  }

  /** @param {string} density */
  #setDensity(density) {
    this.#density = density;
    this.host.table.element.classList.toggle("compact", density === "compact");
  }

  /** The keys that work anywhere in the element. @param {KeyboardEvent} event */
  #key0(event) {
    const [target] = event.composedPath();
    const { table } = this.host;
    if (event.key.toLowerCase() === "p" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && this.#handle && !table.whole && table.total <= PRINTED) {
      // The browser alone would print the rows in view: what it is told when it begins to print is too late to ask for more.
      event.preventDefault();
      return void this.#print();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !this.#handle) return;
    if (target instanceof Element && target.matches("input, textarea, select, [contenteditable]")) return;
    if (event.key === "/") this.#find();
    else if (event.key === "?") showKeys(this.host.root);
    else if (event.key === "Escape" && this.blocks.block) this.blocks.clear();
    else return;
    event.preventDefault();
  }

  async #print() {
    const { table } = this.host;
    if (!table.whole) {
      if (table.total > PRINTED) return this.host.say(says.tooLong(PRINTED));
      const lines = (await table.model?.load(0, table.total))?.lines;
      if (lines) table.lay(lines);
      addEventListener("afterprint", () => this.#redraw(), { once: true });
    }
    print();
  }

  /** Keeps how tables are looked at, where the page is the viewer's own. */
  #remember() {
    if (!this.host.element.hasAttribute("standalone")) return;
    const kept = { columns: this.columns.kept(), density: this.#density, numbers: this.host.element.getAttribute("numbers") };
    try {
      localStorage.setItem(MEMORY, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing is not asked again.
    }
  }

  #recall() {
    if (!this.host.element.hasAttribute("standalone")) return;
    try {
      const kept = JSON.parse(localStorage.getItem(MEMORY) ?? "null");
      if (!kept) return;
      this.columns.restore(kept.columns);
      if (kept.density === "compact") this.#setDensity("compact");
      if (!this.host.element.hasAttribute("numbers")) put(this.host.element, "numbers", scaleOf(kept.numbers));
    } catch {
      // What was kept is of no use.
    }
  }
}
