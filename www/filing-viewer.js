/**
 * The `<filing-viewer>` element. Importing this file registers nothing; `define.js` does.
 *
 * What is here is small, for a page may have the element far down, or never show it. What shows a filing (`viewer.js`), and the
 * reader, are loaded once the element is near what is seen, or is used.
 */
import { atOnce, whenNear } from "./near.js";
import { version } from "./version.js";

/** @typedef {import("./types.js").FilingHandle} FilingHandle */
/** @typedef {import("./types.js").Source} Source */

const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

/** What is seen until something is loaded: the text in the tag, line by line. */
const BARE = `
:host { display: block; }
:host([hidden]) { display: none !important; }
slot { display: block; white-space: pre-wrap; overflow-wrap: anywhere; }
p { margin: 0; }
`;

/** @type {CSSStyleSheet | undefined} */
let bare;

/**
 * Shows a filing as exact, sortable tables.
 *
 * What to open is `src`, or the `source` property, or the text in the tag, which is shown until it is read and stays where it
 * cannot be.
 *
 * @element filing-viewer
 *
 * @attr {string} src-origins - Other origins that `src` may name, separated by spaces.
 * @attr {"lazy" | "eager"} loading - "lazy": all is loaded when the element is near what is seen; "eager": at once.
 * @attr {boolean} standalone - The page is the viewer's own.
 *
 * @slot - The text of a disclosure, where there is neither `src` nor `source`.
 * @slot next - Next steps, under the message where nothing could be opened.
 *
 * @fires {CustomEvent<{ filing: FilingHandle, info: import("./types.js").Info }>} filing-viewer-opened - A filing is open, and its table about to be drawn.
 * @fires {CustomEvent<{ error: Error, name: string, stopped?: true }>} filing-viewer-failed - It could not be opened, or a person stopped it.
 * @fires {CustomEvent<{ fact: import("./types.js").FactDetail }>} filing-viewer-selected - A value was chosen.
 *
 * @csspart layout - Everything around an open filing.
 * @csspart nav - The list of tables.
 * @csspart page - The region that scrolls: title, table, notes.
 * @csspart title - The table's title.
 * @csspart chip - How many values are assumed.
 * @csspart table - The table.
 * @csspart sort - The button in a column's heading.
 * @csspart value - A value.
 * @csspart assumed - A value whose column is assumed.
 * @csspart notes - What stands under the table.
 * @csspart card - The card of a value.
 * @csspart doubt - Why a value was placed where it is.
 * @csspart document - The panel of the document.
 * @csspart find - The bar that finds.
 * @csspart filters - The filters.
 * @csspart pager - The pages of a large table.
 * @csspart keys - The panel of keys.
 * @csspart status - What stands there while no filing is open.
 * @csspart error - Why something could not be opened.
 *
 * @cssprop --filing-viewer-paper - Behind the table.
 * @cssprop --filing-viewer-ground - Behind the list of tables and the card.
 * @cssprop --filing-viewer-ink - Text.
 * @cssprop --filing-viewer-soft - Text that matters less.
 * @cssprop --filing-viewer-rule - Lines between rows.
 * @cssprop --filing-viewer-strong - Stronger lines.
 * @cssprop --filing-viewer-accent - What can be chosen, and is.
 * @cssprop --filing-viewer-accent-wash - Behind what is chosen.
 * @cssprop --filing-viewer-doubt - What is assumed.
 * @cssprop --filing-viewer-doubt-wash - Behind what is assumed.
 * @cssprop --filing-viewer-bad - What failed.
 * @cssprop --filing-viewer-font - The font, as of the CSS property `font`.
 * @cssprop --filing-viewer-max-height - How high the element may be before it scrolls.
 */
export class FilingViewerElement extends Base {
  /** The version of the package. */
  static version = version;

  /** Loads what shows a filing. A page that has it already gives it here. @internal */
  static load = () => import("./viewer.js");
  static observedAttributes = ["src", "view", "table", "sort", "search", "where", "group", "pivot", "numbers", "fact"];

  /** @type {import("./viewer.js").Viewer | null} */
  #viewer = null;
  /** @type {Promise<unknown> | null} */
  #coming = null;
  /** What was set before there was a viewer. @type {Source | Source[] | null} */
  #source = null;
  /** The words that stand there until there is a viewer. */
  #words = globalThis.document?.createElement("p");

  /** What is open: a file, a blob, bytes, text, or several of them. Setting it opens it; with `loading="lazy"` once it is near. @type {Source | Source[] | null} */
  get source() {
    return this.#viewer ? this.#viewer.source : this.#source;
  }

  set source(source) {
    if (this.#viewer) {
      this.#viewer.source = source;
    } else {
      this.#source = source;
      if (source !== null) this.#await(this.loading !== "lazy");
    }
  }

  /** The open filing, for scripts; null where none is. @type {FilingHandle | null} */
  get filing() {
    return this.#viewer?.filing ?? null;
  }

  /** Closes what is open and frees its memory. */
  close() {
    this.#source = null;
    this.#viewer?.close();
  }

  /**
   * Puts the focus on the table's region, where the arrow keys scroll.
   * @param {FocusOptions} [options]
   */
  focus(options) {
    this.#viewer?.focus(options);
  }

  /** The address of a file: of the page's own origin, or of one in `src-origins`. */
  get src() { return this.getAttribute("src") ?? ""; }
  set src(address) { this.setAttribute("src", address); }
  /** Other origins that `src` may name, separated by spaces. */
  get srcOrigins() { return this.getAttribute("src-origins") ?? ""; }
  set srcOrigins(origins) { this.setAttribute("src-origins", origins); }
  /** "lazy": all is loaded when the element is near what is seen; "eager": at once. Without it `src` and text are lazy, and `source` is not. */
  get loading() { return this.getAttribute("loading") ?? ""; }
  set loading(when) { this.setAttribute("loading", when); }
  /** "tables" (as filed) or "facts" (one fact a row). */
  get view() { return this.getAttribute("view") ?? ""; }
  set view(view) { this.setAttribute("view", view); }
  /** Which table is shown, from 0. */
  get table() { return this.getAttribute("table") ?? ""; }
  set table(table) { this.setAttribute("table", table); }
  /** What it is sorted by: "value descending", "1 ascending across". */
  get sort() { return this.getAttribute("sort") ?? ""; }
  set sort(sort) { this.setAttribute("sort", sort); }
  /** Only rows or facts that hold all of these words. */
  get search() { return this.getAttribute("search") ?? ""; }
  set search(words) { this.setAttribute("search", words); }
  /** Only facts of these values, as in an address: "unit=USD&nil=no". */
  get where() { return this.getAttribute("where") ?? ""; }
  set where(where) { this.setAttribute("where", where); }
  /** Facts in groups of one aspect. */
  get group() { return this.getAttribute("group") ?? ""; }
  set group(aspect) { this.setAttribute("group", aspect); }
  /** Concepts down, an aspect across. */
  get pivot() { return this.getAttribute("pivot") ?? ""; }
  set pivot(aspect) { this.setAttribute("pivot", aspect); }
  /** Money in "ones", "thousands", "millions" or "billions". */
  get numbers() { return this.getAttribute("numbers") ?? ""; }
  set numbers(scale) { this.setAttribute("numbers", scale); }
  /** The fact that is chosen, by its number. */
  get fact() { return this.getAttribute("fact") ?? ""; }
  set fact(fact) { this.setAttribute("fact", fact); }
  /** The page is the viewer's own. */
  get standalone() { return this.hasAttribute("standalone"); }
  set standalone(is) { this.toggleAttribute("standalone", is); }

  /** @internal */
  connectedCallback() {
    this.#stand();
    if (this.#viewer) return this.#viewer.open();
    // While the page is still being parsed, the text in the tag may not be there yet.
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => this.#await(), { once: true });
    else this.#await();
  }

  /** @internal */
  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      atOnce(this);
      this.close();
    });
  }

  /** @internal @param {string} name @param {string | null} before @param {string | null} after */
  attributeChangedCallback(name, before, after) {
    if (before === after || !this.isConnected) return;
    if (this.#viewer) this.#viewer.changed(name, after);
    else if (name === "src") this.#await();
  }

  /** What stands there at first; text that comes into the tag later is waited for. */
  #stand() {
    if (this.shadowRoot) return;
    const slot = document.createElement("slot");
    slot.addEventListener("slotchange", () => document.readyState !== "loading" && this.#await());
    if (!bare) (bare = new CSSStyleSheet()).replaceSync(BARE);
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [bare];
    root.append(slot, this.#words);
  }

  /** Loads what shows a filing, where there is one to show, once the element is near what is seen. */
  #await(now = this.loading === "eager") {
    if (this.#coming) return;
    if (now) void this.#load();
    else if (this.isConnected && (this.#source !== null || this.hasAttribute("src") || this.textContent?.trim())) whenNear(this, () => void this.#load());
  }

  #load() {
    atOnce(this);
    return (this.#coming ??= this.#begin());
  }

  async #begin() {
    this.#stand();
    try {
      const { Viewer } = await FilingViewerElement.load();
      this.#viewer = new Viewer(this, /** @type {ShadowRoot} */ (this.shadowRoot));
    } catch (error) {
      this.#coming = null;
      this.#words.textContent = "The table cannot be shown: a part of the viewer could not be loaded. Reload the page to try again.";
      this.dispatchEvent(new CustomEvent("filing-viewer-failed", { detail: { error, name: "" }, bubbles: true, composed: true }));
      return;
    }
    if (this.#source !== null) this.#viewer.source = this.#source;
    else if (this.isConnected) this.#viewer.open();
    this.#source = null;
  }
}
