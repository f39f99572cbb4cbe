/** What the View button opens: the scale of money, how close the rows stand, which columns are shown and in which order, print. */
import { fill, make } from "./dom.js";
import { Popup } from "./popup.js";
import { says } from "./tool-words.js";

/**
 * @typedef {object} State
 * @property {string} numbers "" as filed.
 * @property {string} density
 * @property {{ by: string, name: string, hidden: boolean }[]} columns In their order, those hidden among them; [] where they are not to be chosen.
 * @property {boolean} asFiled Whether columns are as filed.
 */

/** The most columns that are listed, and from how many on there is a box to search them. */
const [LISTED, SEARCHED] = [400, 20];

export class ViewPanel {
  popup = new Popup(says.view, () => this.show());
  #search = make("input", { type: "search", "aria-label": says.columnHint, placeholder: says.columnHint, spellcheck: "false", autocomplete: "off", "data-key": "search" });
  #more = make("p", { class: "more" });
  #columns = make("ul");

  /**
   * @param {{ state: () => State, numbers: (scale: string) => void, density: (density: string) => void, hide: (by: string, hidden: boolean) => void,
   *   move: (by: string, to: string) => void, reset: () => void, print: () => void }} does
   */
  constructor(does) {
    this.does = does;
    this.popup.panel.classList.add("view");
    this.#search.addEventListener("input", () => this.#list(this.does.state().columns));
  }

  /** Fills the panel; the focus stays on what had it. */
  show() {
    const { numbers, density, columns, asFiled } = this.does.state();
    const root = this.popup.panel.getRootNode();
    const focused = root instanceof ShadowRoot ? root.activeElement?.getAttribute("data-key") : null;
    this.#list(columns);
    fill(this.popup.panel,
      make("label", { class: "pair" }, says.numbers,
        make("select", { "data-key": "numbers", onchange: (/** @type {Event} */ event) => this.does.numbers(/** @type {HTMLSelectElement} */ (event.target).value) },
          make("option", { value: "", selected: numbers === "" }, says.asFiled),
          ...Object.entries(says.scales).map(([value, name]) => make("option", { value, selected: numbers === value }, name)))),
      make("div", { class: "pair" }, says.rows,
        make("div", { class: "segment", role: "group", "aria-label": says.rows }, ...says.densities.map(([value, name]) =>
          make("button", { type: "button", "data-key": value, "aria-pressed": String(density === value), onclick: () => this.does.density(value) }, name)))),
      columns.length > 1 && make("fieldset", null, make("legend", null, says.columns),
        columns.length > SEARCHED && this.#search,
        this.#more, this.#columns,
        make("button", { type: "button", class: "link", "aria-disabled": asFiled && "true", "data-key": "reset", onclick: () => asFiled || this.does.reset() }, says.asBefore)),
      make("button", { type: "button", "data-key": "print", onclick: () => {
        this.popup.toggle(false);
        this.does.print();
      } }, says.print));
    if (focused) [...this.popup.panel.querySelectorAll("[data-key]")].forEach((one) => one instanceof HTMLElement && one.dataset["key"] === focused && one.focus());
  }

  /** Lists the columns that are searched for. @param {State["columns"]} columns */
  #list(columns) {
    const words = this.#search.value.toLowerCase().split(/\s+/);
    const found = columns.length > SEARCHED ? columns.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word))) : columns;
    const listed = found.slice(0, LISTED);
    this.#more.textContent = says.listed(listed.length, found.length);
    this.#more.hidden = found.length === listed.length;
    fill(this.#columns, ...listed.map(({ by, name, hidden }, at) => make("li", null,
      make("label", null, make("input", { type: "checkbox", checked: !hidden, "data-key": `show ${by}`, onchange: () => this.does.hide(by, !hidden) }), make("span", null, name)),
      this.#step(says.earlier(name), "↑", by, listed[at - 1]?.by),
      this.#step(says.later(name), "↓", by, listed[at + 1]?.by))));
  }

  /** @param {string} name @param {string} sign @param {string} by @param {string | undefined} to */
  #step(name, sign, by, to) {
    return make("button", {
      type: "button", class: "quiet", "aria-label": name, "data-key": name, "aria-disabled": to === undefined && "true",
      onclick: () => to !== undefined && this.does.move(by, to),
    }, sign);
  }
}
