/**
 * What stands above the table: title, what is known of it, doubts and caveats counted, the two views, and export.
 */
import { appendInTurns, fill, make, put } from "./dom.js";
import { calm, count, doubtChip, subtitle, tableName, words } from "./words.js";

/** @typedef {import("./types.js").Info} Info */
/** @typedef {import("./types.js").ExportFormat} ExportFormat */
/** @typedef {import("./table-view.js").Sort} Sort */

/**
 * @typedef {object} Shown
 * @property {Info} info
 * @property {"tables" | "facts"} view
 * @property {number} table
 * @property {Sort | null} sort
 * @property {boolean} sectioned
 * @property {boolean} doubted Whether the filing had assumed values when it was opened.
 * @property {string} title
 * @property {string | null} narrowed How many of the facts are shown, where it is not all.
 * @property {string[]} also What else is known of what is shown.
 */

/**
 * @typedef {object} Does
 * @property {(view: "tables" | "facts") => void} view
 * @property {(table: number) => void} table
 * @property {(across: boolean) => void} across
 * @property {() => void} nextAssumed
 * @property {(format: ExportFormat, what: Saved["what"]) => void} save
 * @property {(caveat: Info["caveats"][number]) => void} goTo
 */

/**
 * What can be saved, and in which forms: all facts (null), a table by its number, or what a function chooses.
 * @typedef {{ title: string, formats: readonly (readonly [ExportFormat, string])[], what: number | null | ((format: ExportFormat) => Promise<any>) }} Saved
 */

export class PageHead {
  title = make("h2", { part: "title", id: "title" });
  #sub = make("span", { class: "what" });
  #chip;
  #caveatButton;
  #caveats = make("ul", { class: "caveats", id: "caveats", hidden: true });
  #views;
  #order;
  #pick;
  #menu = make("div", { class: "menu", id: "menu", hidden: true });
  #menuButton;
  /** @type {number | null} The table shown. */
  #table = null;
  /** Where the tools put their buttons. */
  tools = make("div", { class: "tools" });
  /** What can be saved beside a table, or beside the facts; the tools know more. @type {(table: number | null) => Saved[]} */
  saved = (table) => [
    ...(table === null ? [] : [{ title: words.exportTable, formats: words.formats, what: table }]), { title: words.exportAll, formats: words.formats, what: null },
  ];
  element;

  /** @param {Does} does */
  constructor(does) {
    this.does = does;
    this.#chip = make("button", { type: "button", class: "chip", part: "chip", onclick: () => does.nextAssumed() });
    this.#caveatButton = make("button", {
      type: "button", class: "chip plain", "aria-controls": "caveats", "aria-expanded": "false",
      onclick: () => this.#openCaveats(this.#caveats.hidden === true),
    });
    this.#views = segment(words.view, [["tables", words.tables], ["facts", words.facts]], (view) => does.view(view === "facts" ? "facts" : "tables"));
    this.#order = segment(words.sections, [["within", words.within], ["across", words.across]], (order) => does.across(order === "across"));
    this.#pick = make("select", { "aria-label": words.chooseTable, class: "pick", onchange: () => does.table(Number(this.#pick.value)) });
    this.#menuButton = make("button", {
      type: "button", "aria-expanded": "false", "aria-controls": "menu", onclick: () => this.#openMenu(this.#menu.hidden === true),
    }, words.export);
    const menuBox = make("div", { class: "menu-box", onkeydown: (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== "Escape" || this.#menu.hidden) return;
      event.stopPropagation();
      this.#openMenu(false);
      this.#menuButton.focus();
    }, onfocusout: (/** @type {FocusEvent} */ event) => {
      if (event.relatedTarget instanceof Node && !menuBox.contains(event.relatedTarget)) this.#openMenu(false);
    } }, this.#menuButton, this.#menu);
    this.element = make("header", { class: "top" },
      this.#pick,
      this.title,
      make("p", { class: "sub" }, this.#sub, this.#chip, this.#caveatButton),
      this.#caveats,
      make("div", { class: "bar" }, this.#views, this.#order, make("span", { class: "spring" }), this.tools, menuBox));
  }

  /** @param {Shown} shown */
  show({ info, view, table, sort, sectioned, doubted, title, narrowed, also }) {
    const here = info.tables[table];
    const facts = view === "facts" || !here;
    this.title.textContent = title;
    put(this.title, "title", !facts && here.title !== title ? here.title : null);
    const parts = facts ? narrowed ? [narrowed] : [count(info.facts, "fact"), count(info.tables.length, "table")] : subtitle(here);
    fill(this.#sub, ...[...parts, ...also].map((part) => make("span", null, calm(part))));

    const assumedHere = facts ? info.assumed : here.assumed;
    this.#chip.textContent = doubtChip(assumedHere, info.assumed - assumedHere);
    this.#chip.hidden = !doubted;
    this.#chip.disabled = info.assumed === 0;
    this.#chip.classList.toggle("done", info.assumed === 0);

    const caveats = info.caveats.reduce((sum, caveat) => sum + caveat.count, 0);
    this.#caveatButton.hidden = caveats === 0;
    this.#caveatButton.textContent = count(caveats, "caveat");
    fill(this.#caveats, ...info.caveats.map((caveat) => make("li", null,
      caveat.text, caveat.count > 1 ? make("span", { class: "times" }, ` × ${caveat.count}`) : null,
      (caveat.table !== null || caveat.fact !== null) && make("button", { type: "button", class: "link", onclick: () => this.does.goTo(caveat) }, "show"))));
    if (caveats === 0) this.#openCaveats(false);

    press(this.#views, facts ? "facts" : "tables");
    this.#views.hidden = info.tables.length === 0;
    press(this.#order, sort?.across ? "across" : "within");
    this.#order.hidden = facts || sort === null || !sectioned;
    this.#picks(info, table, facts);
    this.#table = facts ? null : table;
  }

  /**
   * @param {Info} info
   * @param {number} table
   * @param {boolean} facts
   */
  #picks(info, table, facts) {
    this.#pick.hidden = facts || info.tables.length < 2;
    const of = `${info.tables.length} ${info.sources[0]?.name}`;
    if (this.#pick.dataset["for"] !== of) {
      this.#pick.dataset["for"] = of;
      fill(this.#pick);
      const list = info.tables.map((one, at) => ({ one, at }));
      appendInTurns(this.#pick, list, ({ one, at }) => make("option", { value: at }, `${at + 1}. ${calm(one.title) || tableName(one)}`),
        () => this.#pick.options.length < list.length && this.#pick.dataset["for"] === of);
    }
    this.#pick.value = String(table);
  }

  /** @param {number | null} table */
  #saves(table) {
    fill(this.#menu, ...this.saved(table).map(({ title, formats, what }) => make("div", { role: "group", "aria-label": title },
      make("span", { class: "menu-title" }, title),
      ...formats.map(([format, name]) => make("button", {
        type: "button", onclick: () => {
          this.#openMenu(false);
          this.#menuButton.focus();
          this.does.save(format, what);
        },
      }, name)))));
  }

  /** @param {boolean} open */
  #openMenu(open) {
    if (open) this.#saves(this.#table);
    this.#menu.hidden = !open;
    this.#menuButton.setAttribute("aria-expanded", String(open));
    if (open) this.#menu.querySelector("button")?.focus();
  }

  /** @param {boolean} open */
  #openCaveats(open) {
    this.#caveats.hidden = !open;
    this.#caveatButton.setAttribute("aria-expanded", String(open));
  }
}

/**
 * Buttons side by side of which one is pressed.
 * @param {string} name
 * @param {[string, string][]} choices
 * @param {(choice: string) => void} chosen
 */
function segment(name, choices, chosen) {
  return make("div", { class: "segment", role: "group", "aria-label": name }, ...choices.map(([value, text]) =>
    make("button", { type: "button", "data-choice": value, onclick: () => chosen(value) }, text)));
}

/** @param {Element} segment @param {string} choice */
function press(segment, choice) {
  for (const button of segment.children) button.setAttribute("aria-pressed", String(button.getAttribute("data-choice") === choice));
}
