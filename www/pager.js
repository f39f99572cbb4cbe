/** The pages of a long table: which rows these are, the page before and after, and a page by its number. */
import { make, put } from "./dom.js";
import { says } from "./tool-words.js";
import { PAGE } from "./viewport.js";

/** @typedef {import("./table-view.js").TableView} TableView */

export class Pager {
  #rows = make("span");
  #number = make("input", { type: "number", min: 1, "aria-label": says.page, inputmode: "numeric" });
  #of = make("span");
  #before = make("button", { type: "button", "aria-label": says.previous, onclick: () => void this.#go(this.table.page - 1) }, "←");
  #after = make("button", { type: "button", "aria-label": says.next, onclick: () => void this.#go(this.table.page + 1) }, "→");
  element = make("div", { class: "pager", part: "pager", role: "group", "aria-label": says.page, hidden: true }, this.#rows, this.#before, this.#number, this.#of, this.#after);

  #shown = -1;

  /** @param {TableView} table @param {(sentence: string) => void} say */
  constructor(table, say) {
    this.table = table;
    this.say = say;
    const typed = () => void this.#go(Number(this.#number.value) - 1);
    this.#number.addEventListener("change", typed);
    // Not every browser tells of a change at Enter.
    this.#number.addEventListener("keydown", (event) => event.key === "Enter" && typed());
  }

  show() {
    const { pages, page } = this.table;
    this.element.hidden = pages < 2;
    this.#rows.textContent = this.#sentence();
    // What somebody types is not written over when rows come in.
    if (page !== this.#shown) this.#number.value = String(page + 1);
    this.#shown = page;
    put(this.#number, "max", pages);
    this.#of.textContent = says.of(pages);
    put(this.#before, "aria-disabled", page === 0 && "true");
    put(this.#after, "aria-disabled", page === pages - 1 && "true");
  }

  #sentence() {
    const { page, total } = this.table;
    return says.pages(page * PAGE + 1, Math.min(total, (page + 1) * PAGE), total);
  }

  /** @param {number} page */
  async #go(page) {
    if (!Number.isInteger(page) || page < 0 || page >= this.table.pages) return void ((this.#shown = -1), this.show());
    await this.table.reveal(page * PAGE);
    this.show();
    this.say(`${this.#sentence()}.`);
  }
}
