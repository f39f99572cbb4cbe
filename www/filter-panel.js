/**
 * The filter panel: how the facts are arranged, words they must hold, and facets with counts. What is chosen stands as chips above
 * the table as well.
 */
import { fill, make, put, whenIdle } from "./dom.js";
import { withValue } from "./queries.js";
import { says } from "./tool-words.js";
import { calm, plain, tableName, thousands } from "./words.js";

/** @typedef {import("./types.js").FacetCounts} FacetCounts */
/** @typedef {import("./types.js").Facet} Facet */
/** @typedef {import("./types.js").TableInfo} TableInfo */
/** @typedef {import("./queries.js").Where} Where */

/** What is offered, in this order; those in which all facts are alike are left out. @type {Facet[]} */
const OFFERED = ["period", "unit", "axis", "label", "members", "table", "concept", "kind", "origin", "sign", "scale", "nil", "hidden", "caveat", "report", "entity"];

/** Facets that are open at first. */
const OPEN = new Set(["period", "unit", "axis"]);

/** How many values of a facet are shown at first, and when all are asked for. */
const [FEW, MANY] = [8, 1000];

export class FilterPanel {
  #search = make("input", { type: "search", "aria-label": says.searchHint, placeholder: says.searchHint, spellcheck: "false", autocomplete: "off" });
  #arrange = make("select", { "aria-label": says.arrange }, ...says.arranged.map(([value, name]) => make("option", { value }, name)));
  #facets = make("div", { class: "facets" });
  #clear = make("button", { type: "button", class: "link", onclick: () => this.does.set("", new Map()) }, says.clear);
  element = make("aside", { class: "filters", part: "filters", role: "region", "aria-label": says.filters, hidden: true, tabindex: -1 },
    make("div", { class: "filters-top" }, make("p", { class: "filters-title" }, says.filters), this.#clear,
      make("button", { type: "button", class: "quiet", "aria-label": says.close, onclick: () => this.does.close() }, "✕")),
    this.#search,
    make("label", { class: "arrange" }, says.arrange, this.#arrange),
    this.#facets);
  chips = make("div", { class: "chips", role: "group", "aria-label": says.filters, hidden: true });
  /** @type {Where} */
  #where = new Map();
  #ticket = 0;
  #filing = 0;
  /** What the counts are asked under. */
  #asked = "";
  /** What was counted last: it is shown until it is counted anew. @type {{ asked: string, answer: FacetCounts[] } | null} */
  #known = null;
  /** Facets of which all values are wanted. @type {Set<string>} */
  #whole = new Set();
  /** What was counted last, by facet. @type {Map<string, FacetCounts>} */
  #counts = new Map();
  /** @type {TableInfo[]} */
  #tables = [];
  /** What the values are called, by facet and value. @type {Map<string, string>} */
  #names = new Map();

  /**
   * @param {{ set: (search: string, where: Where) => void, arrange: (how: string) => void, close: () => void,
   *   facets: (facets: import("./types.js").FacetQuery[]) => Promise<FacetCounts[]> }} does
   */
  constructor(does) {
    this.does = does;
    this.#search.addEventListener("input", () => does.set(this.#search.value, this.#where));
    this.#arrange.addEventListener("change", () => does.arrange(this.#arrange.value));
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      does.close();
    });
  }

  /** Has the counts made once, so that the first that are asked for come at once, and what shares their columns too. */
  async makeReady() {
    const filing = this.#filing;
    const asked = this.#asked;
    const answer = await this.does.facets(OFFERED.map((facet) => ({ facet, limit: FEW })));
    if (filing === this.#filing) this.#known ??= { asked, answer };
  }

  /** Forgets what was counted, as another filing is opened. */
  forget() {
    this.#known = null;
    this.#ticket += 1;
    this.#filing += 1;
  }

  /**
   * Shows what is chosen, and asks for the counts where the panel is open.
   * @param {{ search: string, where: Where, arranged: string, tables: TableInfo[] }} state
   */
  async show({ search, where, arranged, tables }) {
    this.#where = where;
    if (this.#search.value.trim() !== search.trim()) this.#search.value = search;
    // The element's attributes may ask for what is not offered.
    if (![...this.#arrange.options].some(({ value }) => value === arranged)) this.#arrange.append(make("option", { value: arranged }, says.arrangedBy(arranged)));
    this.#arrange.value = arranged;
    this.#clear.hidden = !search && where.size === 0;
    this.#chips(search, where, tables);
    this.#tables = tables;
    this.#asked = JSON.stringify([search.trim(), [...where], [...this.#whole]]);
    if (this.element.hidden) return;
    const ticket = ++this.#ticket;
    if (this.#known?.asked === this.#asked) {
      this.#counted(this.#known.answer, search, where);
      // They are mostly as they were, and are drawn before that is asked.
      await new Promise((resolve) => whenIdle(() => resolve(undefined)));
      if (ticket !== this.#ticket) return;
    }
    /** @type {Facet[]} */
    const facets = [...OFFERED, ...(/** @type {Set<Facet>} */ (this.#axes(where)))];
    const asked = this.#asked;
    const answer = await this.does.facets(facets.map((facet) => ({ facet, limit: this.#whole.has(facet) ? MANY : FEW })));
    if (ticket !== this.#ticket) return;
    this.#known = { asked, answer };
    this.#counted(answer, search, where);
  }

  /** @param {FacetCounts[]} answer @param {string} search @param {Where} where */
  #counted(answer, search, where) {
    this.#counts = new Map(answer.map((one) => [one.facet, one]));
    for (const { facet, values } of answer) for (const { value, words } of values) this.#names.set(`${facet} ${value}`, words);
    this.#chips(search, where, this.#tables);
    const shown = answer.filter(({ facet, total }) => total > 1 || where.has(facet));
    // The axis that was chosen has its members right below it.
    shown.sort((a, b) => place(a.facet) - place(b.facet));
    const focused = /** @type {HTMLElement | null} */ (/** @type {ShadowRoot} */ (this.element.getRootNode()).activeElement)?.dataset["key"];
    const before = new Map([...this.#facets.querySelectorAll("details")].map((one) => [one.dataset["facet"], one]));
    const parts = shown.map((one) => {
      const there = before.get(one.facet);
      // A facet of the same values stays, and the focus in it.
      if (there && recount(there, one)) return there;
      return this.#facet(one, there?.open ?? (OPEN.has(one.facet) || where.has(one.facet) || one.facet.startsWith("axis:")));
    });
    if (parts.length !== this.#facets.children.length || parts.some((part, at) => part !== this.#facets.children[at])) fill(this.#facets, ...parts);
    const lost = focused && ![...this.#facets.querySelectorAll(":focus")].length && [...this.#facets.querySelectorAll("[data-key]")].find((one) => one.getAttribute("data-key") === focused);
    if (lost instanceof HTMLElement) lost.focus();
  }

  /** The facets of members, of the axes that are chosen or have a member chosen. @param {Where} where */
  #axes(where) {
    const axes = (where.get("axis") ?? []).filter(Boolean).map((axis) => `axis:${axis}`);
    return new Set([...axes, ...[...where.keys()].filter((facet) => facet.startsWith("axis:"))]);
  }

  /** @param {FacetCounts} counts @param {boolean} open */
  #facet({ facet, total }, open) {
    const part = make("details", { "data-facet": facet, open, ontoggle: () => part.open && this.#list(part, facet) },
      make("summary", { "data-key": facet }, facetName(facet, this.#names), make("small", null, thousands(total))));
    if (open) this.#list(part, facet);
    return part;
  }

  /** Lists the values of a facet, the first time that it is open. @param {HTMLElement} part @param {Facet} facet */
  #list(part, facet) {
    const counts = this.#counts.get(facet);
    if (!counts || part.querySelector("ul")) return;
    const { total, values } = counts;
    const left = total - values.length;
    part.append(
      make("ul", { "aria-label": facetName(facet, this.#names) }, ...values.map(({ value, words, count, chosen }) => make("li", { class: count === 0 && "empty" },
        make("label", null,
          make("input", { type: "checkbox", checked: chosen, "data-key": `${facet} ${value}`, onchange: (/** @type {Event} */ event) => {
            const on = /** @type {HTMLInputElement} */ (event.target).checked;
            this.does.set(this.#search.value, withValue(this.#where, facet, value, on));
          } }),
          make("span", null, valueName(facet, value, words, this.#tables)),
          make("small", null, thousands(count)))))),
      ...(left > 0 && !this.#whole.has(facet) ? [make("button", { type: "button", class: "link", "data-key": `${facet} more`, onclick: () => {
        this.#whole.add(facet);
        this.does.set(this.#search.value, this.#where);
      } }, says.more(left))] : []));
  }

  /** @param {string} search @param {Where} where @param {TableInfo[]} tables */
  #chips(search, where, tables) {
    const chip = (/** @type {string} */ what, /** @type {() => void} */ remove) =>
      make("button", { type: "button", class: "chip plain", title: says.remove(what), onclick: remove }, what, make("span", { "aria-hidden": "true" }, "✕"), make("span", { class: "unseen" }, `: ${says.remove("")}`));
    const chips = [...where].flatMap(([facet, values]) => values.map((value) => chip(
      `${facetName(/** @type {Facet} */ (facet), this.#names)}: ${valueName(facet, value, this.#names.get(`${facet} ${value}`) ?? value, tables)}`,
      () => this.does.set(search, withValue(where, facet, value, false)))));
    if (search) chips.unshift(chip(`“${search}”`, () => this.does.set("", where)));
    fill(this.chips, ...chips);
    put(this.chips, "hidden", chips.length === 0);
  }
}

/**
 * Puts new counts into a facet; false where its values are others than they were.
 * @param {HTMLElement} there @param {FacetCounts} counts
 */
function recount(there, { facet, total, values }) {
  const listed = there.querySelector("ul") !== null;
  const rows = [...there.querySelectorAll("li")];
  const more = there.querySelector(":scope > button") !== null;
  const same = !listed || rows.length === values.length && more === total > values.length
    && values.every(({ value }, at) => rows[at]?.querySelector("input")?.dataset["key"] === `${facet} ${value}`);
  if (!same) return false;
  const texts = [...there.querySelectorAll("small")];
  const write = (/** @type {Element | undefined} */ text, /** @type {string} */ words) => void (text && text.textContent !== words && (text.textContent = words));
  write(texts[0], thousands(total));
  if (listed) values.forEach(({ count, chosen }, at) => {
    const [box, text] = [rows[at]?.querySelector("input"), texts[at + 1]];
    if (box) box.checked = chosen;
    write(text, thousands(count));
    rows[at]?.classList.toggle("empty", count === 0);
  });
  return true;
}

/** @param {string} facet */
const place = (facet) => (facet.startsWith("axis:") ? OFFERED.indexOf("axis") + 0.5 : OFFERED.indexOf(/** @type {Facet} */ (facet)));

/** @param {string} facet @param {Map<string, string>} names */
const facetName = (facet, names) => (facet.startsWith("axis:") ? plain(names.get(`axis ${facet.slice(5)}`) ?? facet.slice(5)) : says.aspects[facet] ?? facet);

/** @param {string} facet @param {string} value @param {string} words @param {TableInfo[]} tables */
function valueName(facet, value, words, tables) {
  if (facet === "table" && tables[Number(value)] && value !== "") return tableName(/** @type {TableInfo} */ (tables[Number(value)]));
  return (facet === "members" || facet.startsWith("axis") ? words.split("\n").map(plain).join(" › ") : calm(words)) || says.without;
}
