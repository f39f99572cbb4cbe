/**
 * What shows a filing in a `<filing-viewer>`: loaded by the element once there is something to show.
 *
 * Here is what shows a table. What people then do with it is in `tools.js`, which is loaded once the table stands.
 */
import { openFiling } from "./api.js";
import { make, put, whenIdle } from "./dom.js";
import { factsModel, nextSort, parseSort, sortText, tableModel } from "./models.js";
import { PageHead } from "./page-head.js";
import { save } from "./save.js";
import { fetchSource, sourceName, sourceSize, textInside } from "./sources.js";
import { banner, PATIENCE, Status } from "./status.js";
import { sheets } from "./style.js";
import { TableView } from "./table-view.js";
import { TablesNav } from "./tables-nav.js";
import { opened, reading, saved, stillShown } from "./words.js";

/** @typedef {import("./types.js").FilingHandle} FilingHandle */
/** @typedef {import("./types.js").Source} Source */
/** @typedef {import("./tools.js").Tools} Tools */

/** The attributes that are for the tools: with one of them a table is drawn when these are there. */
const TOOLS = ["search", "where", "group", "pivot", "numbers", "fact"];

export class Viewer {
  #element;
  #root;
  /** @type {FilingHandle | null} */
  #handle = null;
  /** @type {Source | Source[] | null} */
  #source = null;
  #ticket = 0;
  /** @type {AbortController | null} */
  #reading = null;
  #drawing = false;
  #doubted = false;
  /** The filing has no tables, and its facts are shown for that. */
  #bare = false;
  /** The tools, from when they are asked for, and once they are there. @type {Promise<Tools> | null} */
  #loading = null;
  /** @type {Tools | null} */
  #tools = null;
  /** What was shown before what is. @type {import("./table-view.js").Model | null} */
  #before = null;

  #status = /** @type {Status} */ (/** @type {unknown} */ (null));
  #head = /** @type {PageHead} */ (/** @type {unknown} */ (null));
  #nav = /** @type {TablesNav} */ (/** @type {unknown} */ (null));
  #table = /** @type {TableView} */ (/** @type {unknown} */ (null));
  #page = /** @type {HTMLElement} */ (/** @type {unknown} */ (null));
  #layout = /** @type {HTMLElement} */ (/** @type {unknown} */ (null));
  #live = /** @type {HTMLElement} */ (/** @type {unknown} */ (null));

  /**
   * @param {HTMLElement} element
   * @param {ShadowRoot} root
   */
  constructor(element, root) {
    this.#element = element;
    this.#root = root;
    this.#build();
  }

  /** What is open, or being opened; null where nothing is. */
  get source() {
    return this.#source;
  }

  set source(source) {
    this.#source = source;
    if (source === null) this.close();
    else void this.#open(sourceName(source), async () => source);
  }

  /** The open filing; null where none is. */
  get filing() {
    return this.#handle;
  }

  /** @param {FocusOptions} [options] */
  focus(options) {
    this.#page.focus(options);
  }

  /** Opens what the element names: its `src`, or the text in its tag. What is open already stays. */
  open() {
    if (this.#handle || this.#source !== null) return;
    if (this.#element.hasAttribute("src")) return this.#openSrc();
    const source = textInside(this.#element);
    if (source) void this.#open(sourceName(source), async () => source);
  }

  /** An attribute has changed. @param {string} name @param {string | null} value */
  changed(name, value) {
    // A fact that was chosen here is shown already.
    if (name === "fact" && (value === null || Number(value) === this.#table.selected)) return;
    if (name === "src") {
      if (value !== null) this.#openSrc();
    } else this.#draw();
  }

  /** Closes what is open and frees its memory. */
  close() {
    this.#ticket++;
    this.#reading?.abort();
    this.#handle?.close();
    this.#handle = null;
    this.#source = null;
    this.#table.clear();
    this.#tools?.closed();
    this.#status.wait();
    this.#state("waiting");
  }

  #build() {
    this.#status = new Status();
    this.#head = new PageHead({
      view: (view) => this.#go({ view, sort: null }),
      table: (table) => this.#go({ view: "tables", table, sort: null }),
      across: (across) => {
        const sort = parseSort(this.#element.getAttribute("sort"));
        put(this.#element, "sort", sort && sortText({ ...sort, across }));
      },
      nextAssumed: () => this.#with((tools) => tools.ways.nextAssumed()),
      save: (format, what) => void this.#save(format, what),
      goTo: (caveat) => this.#with((tools) => tools.ways.goTo(caveat)),
    });
    this.#nav = new TablesNav((table) => this.#go({ view: "tables", table, sort: null }));
    this.#live = make("div", { class: "unseen", role: "status", "aria-live": "polite" });
    this.#page = make("div", { class: "page", part: "page", role: "region", "aria-labelledby": "title", tabindex: 0 });
    this.#table = new TableView(this.#page, {
      sort: (by, add) => put(this.#element, "sort", sortText(nextSort(parseSort(this.#element.getAttribute("sort")), by, add))),
      select: (fact) => this.#with((tools) => tools.select(fact)),
    });
    this.#page.append(this.#head.element, this.#table.element);
    this.#layout = make("div", { class: "layout", part: "layout" }, this.#nav.element, this.#page, make("aside", { class: "card" }));
    this.#root.adoptedStyleSheets = sheets();
    this.#root.replaceChildren(this.#status.element, this.#layout, this.#live);
    this.#status.wait();
    this.#state("waiting");
  }

  /** @param {"waiting" | "loading" | "failed" | "open"} state */
  #state(state) {
    this.#layout.hidden = state !== "open";
    this.#status.element.hidden = state === "open";
    if (state === "open") this.#status.wait();
    this.#root.querySelector(".banner")?.remove();
  }

  #openSrc() {
    const src = this.#element.getAttribute("src") ?? "";
    void this.#open(src, (signal) => fetchSource(src, this.#element.getAttribute("src-origins") ?? "", signal));
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
      if (ticket !== this.#ticket) return;
      this.#status.loading(reading(name, bytes), () => {
        reader.abort();
        this.#stopped(ticket);
      });
      this.#state("loading");
    }, PATIENCE);
    try {
      const source = await get(reader.signal);
      bytes = sourceSize(source);
      const handle = await openFiling(source, { signal: reader.signal, partly: true });
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
    this.#table.clear();
    this.#tools?.opened(handle);
    this.#nav.list(handle.info.tables);
    const table = Number(this.#element.getAttribute("table") ?? 0);
    if (!handle.info.tables[table]) this.#element.removeAttribute("table");
    // What has tables again shows them again.
    const bare = handle.info.tables.length === 0;
    if (bare || this.#bare) put(this.#element, "view", bare ? "facts" : null);
    this.#bare = bare;
    this.#page.scrollTo(0, 0);
    this.#state("open");
    this.#draw();
    this.#say(opened(handle.info));
    this.#tell("opened", { filing: handle, info: handle.info });
    if (handle.waiting) void this.#readOn(handle);
    // Once the table stands, and not in a page that nobody sees.
    whenIdle(() => this.#handle && this.#element.checkVisibility({ visibilityProperty: true }) && this.#useTools().catch(() => {}));
  }

  /**
   * Reads the rest of a large archive while its first part is looked at.
   * @param {FilingHandle} handle
   */
  async #readOn(handle) {
    try {
      const { readOn } = await import("./read-on.js");
      await readOn(handle, this.#layout, () => this.#handle === handle, async (last) => {
        this.#nav.list(handle.info.tables);
        await this.#drawNow();
        if (!last) return;
        this.#say(opened(handle.info));
        this.#tell("changed", { filing: handle, info: handle.info });
      });
    } catch (error) {
      this.#cannot(error);
    }
  }

  /**
   * @param {Error} error
   * @param {string} name
   * @param {(signal: AbortSignal) => Promise<Source | Source[]>} get
   */
  #failed(error, name, get) {
    if (this.#handle) {
      // What was open stays open: a bad paste takes nothing away.
      this.#state("open");
      this.#banner(error.message, stillShown(this.#handle.info.sources.map((source) => source.name).join(", ")));
    } else {
      this.#source = null;
      this.#status.failed(error.message, this.#element.hasAttribute("src") ? () => void this.#open(name, get) : null);
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
    this.#element.dispatchEvent(new CustomEvent(`filing-viewer-${what}`, { detail, bubbles: true, composed: true }));
  }

  /** @param {{ view?: "tables" | "facts", table?: number, sort?: string | null }} to */
  #go({ view, table, sort }) {
    if (view !== undefined) put(this.#element, "view", view);
    if (table !== undefined) put(this.#element, "table", table);
    if (sort !== undefined) put(this.#element, "sort", sort);
    put(this.#element, "fact", null);
    this.#tools?.clear();
    this.#page.scrollTo(0, 0);
  }

  /** @returns {{ view: "tables" | "facts", table: number }} */
  #where() {
    const tables = this.#handle?.info.tables ?? [];
    const table = Number(this.#element.getAttribute("table") ?? 0);
    return { view: this.#element.getAttribute("view") === "facts" || tables.length === 0 ? "facts" : "tables", table: tables[table] ? table : 0 };
  }

  /** Draws once for all that changed in one go. */
  #draw() {
    if (this.#drawing) return;
    this.#drawing = true;
    queueMicrotask(() => {
      this.#drawing = false;
      this.#drawNow().catch((error) => this.#cannot(error));
    });
  }

  /** @returns {Promise<void>} */
  async #drawNow() {
    const handle = this.#handle;
    if (!handle) return;
    const { view, table } = this.#where();
    if (view === "tables" && handle.info.tables[table]?.unread) {
      await handle.table(table);
      // Meanwhile another may have been asked for.
      return this.#drawNow();
    }
    if (!this.#tools && TOOLS.some((name) => this.#element.hasAttribute(name)) && await this.#useTools().catch(() => null)) return this.#drawNow();
    const sort = parseSort(this.#element.getAttribute("sort"));
    const tools = this.#tools;
    const model = tools ? await tools.shown.model(view, table, sort) : view === "facts" ? factsModel(handle, sort) : tableModel(handle, table, sort);
    const before = this.#before = this.#table.model;
    if (!await this.#table.show(model) || handle !== this.#handle) return;
    const info = handle.info;
    this.#head.show({ info, view, table, sort: model.sort, sectioned: this.#table.sectioned, doubted: this.#doubted, title: model.caption, narrowed: tools?.shown.narrowed(view) ?? null, also: tools?.shown.also() ?? [] });
    this.#nav.mark(view === "facts" ? null : table);
    this.#nav.count(info.tables);
    // They may have come while this was drawn.
    await this.#tools?.drawn(before);
  }

  /** @param {import("./types.js").ExportFormat} format @param {import("./page-head.js").Saved["what"]} what */
  async #save(format, what) {
    try {
      if (!this.#handle) return;
      const { name, leftOut } = await save(this.#handle, format, typeof what === "function" ? await what(format) : what);
      if (leftOut.length > 0) this.#banner(saved(name), leftOut.join(" "), false);
      this.#say([saved(name), ...leftOut].join(" "));
    } catch (error) {
      this.#cannot(error);
    }
  }

  /** Says why something could not be shown; what is shown stays. @param {unknown} error */
  #cannot(error) {
    if (this.#handle) this.#banner(error instanceof Error ? error.message : String(error), "");
  }

  /** @param {string} message @param {string} more @param {boolean} [failed] */
  #banner(message, more, failed = true) {
    this.#root.querySelector(".banner")?.remove();
    const line = banner(message, more, () => line.remove(), failed);
    this.#root.insertBefore(line, this.#layout);
  }

  /** Loads the tools; what is shown gets them. */
  #useTools() {
    return (this.#loading ??= this.#load().catch((error) => {
      this.#loading = null;
      throw error;
    }));
  }

  async #load() {
    const { Tools } = await import("./tools.js");
    const tools = this.#tools = new Tools({
      element: this.#element, root: this.#root, layout: this.#layout, page: this.#page, head: this.#head, table: this.#table,
      where: () => this.#where(),
      go: (to) => this.#go(to),
      draw: () => this.#drawNow(),
      say: (sentence) => this.#say(sentence),
      cannot: (error) => this.#cannot(error),
      tell: (fact) => this.#tell("selected", { fact }),
    });
    if (this.#handle) {
      tools.opened(this.#handle);
      await (tools.asFiled ? tools.drawn(this.#before) : this.#drawNow());
    }
    return tools;
  }

  /**
   * Does something with the tools, once they are there.
   * @param {(tools: Tools) => unknown} act
   */
  async #with(act) {
    try {
      await act(this.#tools ?? await this.#useTools());
    } catch (error) {
      this.#cannot(error);
    }
  }

  /** @param {string} sentence */
  #say(sentence) {
    this.#live.textContent = "";
    // A region that is emptied and filled in one go is not read again.
    setTimeout(() => { this.#live.textContent = sentence; }, 50);
  }
}
