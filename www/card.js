/**
 * The fact card: everything known of one value, why its column is assumed, and the buttons that settle it.
 */
import { fill, make, put } from "./dom.js";
import { moveTo, plain, thousands, words } from "./words.js";

/** @typedef {import("./types.js").FactDetail} FactDetail */
/** @typedef {import("./types.js").Definition} Definition */

/**
 * @typedef {object} CardContext
 * @property {string | null} columnWhy Why the column's own period is assumed.
 * @property {string | null} rowWhy Why the row's place is assumed.
 * @property {{ column: number, heading: string }[]} open The columns that the value can be moved to.
 */

/** More columns than this are offered as a list. */
const MOST_BUTTONS = 3;

export class FactCard {
  element = make("aside", { class: "card", part: "card", "aria-label": words.fact, tabindex: -1 });
  /** @type {FactDetail | null} */
  fact = null;
  #expanded = false;

  /** @param {{ move: (fact: number, column: number) => void, confirm: (fact: number) => void, close: () => void }} does */
  constructor(does) {
    this.does = does;
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        this.does.close();
      }
    });
    this.clear();
  }

  /** Shows what a card is for, where there is room for it. */
  clear() {
    this.fact = null;
    this.element.classList.add("idle");
    fill(this.element,
      make("div", { class: "card-top" }, make("h3", { class: "kind" }, words.fact)),
      make("p", { class: "hint" }, words.noFact),
      make("p", { class: "hint" }, make("span", { class: "sample" }, "1,234"), " ", words.legend),
      keyList([["←↑↓→", "from value to value"], ["Enter", "choose, or confirm"], ["N", "next assumed value"]]));
  }

  /**
   * @param {FactDetail} fact
   * @param {CardContext} context
   */
  show(fact, context) {
    const focused = /** @type {HTMLElement | null} */ (this.element.contains(active(this.element)) ? active(this.element) : null);
    this.fact = fact;
    this.element.classList.remove("idle");
    this.element.classList.toggle("expanded", this.#expanded);
    const long = fact.kind === "text" && fact.shown.length > 60;
    fill(this.element,
      make("div", { class: "card-top" },
        make("h3", { class: "kind" }, words.fact),
        make("button", { type: "button", class: "quiet more", "aria-expanded": String(this.#expanded), onclick: () => this.#toggle() },
          this.#expanded ? words.less : words.more),
        make("button", { type: "button", class: "quiet", "aria-label": words.close, onclick: () => this.does.close() }, "✕")),
      make("div", { class: "card-lead" },
        long && make("p", { class: "amount-label strong" }, fact.label ? plain(fact.label) : words.none),
        make("p", { class: long ? "amount long" : "amount" }, fact.shown || (fact.nil ? words.nil : "")),
        !long && make("p", { class: "amount-label" }, fact.label ? plain(fact.label) : words.none),
        make("p", { class: "amount-context" }, [fact.period?.words, fact.unit, ...fact.members.map(({ label, member }) => plain(label ?? member ?? ""))]
          .filter(Boolean).join(" · "))),
      this.#doubt(fact, context),
      make("div", { class: "card-rest" },
        facts(fact),
        list(words.caveats, fact.caveats.filter((text) => ![fact.doubt?.why, context.columnWhy, context.rowWhy].includes(text)), "caveat-list"),
        footnotes(fact.footnotes),
        fact.definition && definition(fact.definition, true),
        source(fact),
        keys(fact, context)));
    if (focused && !this.element.contains(focused)) this.element.focus();
  }

  /**
   * @param {FactDetail} fact
   * @param {CardContext} context
   */
  #doubt(fact, context) {
    const boxes = make("div", { class: "card-doubt" });
    if (fact.doubt) {
      boxes.append(make("div", { class: "doubt-box", part: "doubt" },
        make("p", null, make("b", null, words.columnAssumed), " ", fact.doubt.why),
        make("p", { class: "answers" },
          ...this.#moves(fact, context.open),
          make("button", { type: "button", class: "main", "data-confirm": true, onclick: () => this.does.confirm(fact.fact) },
            words.confirm, key("Enter")))));
    } else if (fact.confirmed) {
      boxes.append(make("div", { class: "settled-box" },
        make("p", null, words.settledBox),
        context.open.length > 0 && make("p", { class: "answers" }, ...this.#moves(fact, context.open))));
    }
    for (const [what, why] of [[words.periodAssumed, context.columnWhy], [words.rowAssumed, context.rowWhy]]) {
      if (why) boxes.append(make("details", { class: "doubt-box slim" }, make("summary", null, what), make("p", null, why)));
    }
    return boxes.hasChildNodes() ? boxes : null;
  }

  /**
   * A button for each column that a value may be moved to; where they are many, a list and one button.
   * @param {FactDetail} fact
   * @param {CardContext["open"]} open
   */
  #moves(fact, open) {
    const here = fact.column ?? 0;
    const right = open.find(({ column }) => column > here)?.column;
    const left = open.findLast(({ column }) => column < here)?.column;
    if (open.length <= MOST_BUTTONS) {
      return open.map(({ column, heading }) => make("button",
        { type: "button", "data-column": column, onclick: () => this.does.move(fact.fact, column) },
        moveTo(heading), column === right && key("Shift →"), column === left && key("Shift ←")));
    }
    const list = make("select", { "aria-label": words.moveList },
      ...open.map(({ column, heading }) => make("option", { value: column, selected: column === (right ?? left) }, heading)));
    return [list, make("button", { type: "button", onclick: () => this.does.move(fact.fact, Number(list.value)) }, words.move, key("Shift ← →"))];
  }

  #toggle() {
    this.#expanded = !this.#expanded;
    this.element.classList.toggle("expanded", this.#expanded);
    const button = this.element.querySelector(".more");
    if (!button) return;
    put(button, "aria-expanded", String(this.#expanded));
    button.textContent = this.#expanded ? words.less : words.more;
  }
}

/** @param {FactDetail} fact */
function facts(fact) {
  const members = fact.members.map(({ axis, member, label }) => [plain(label ?? member ?? ""), axis ? plain(axis) : null]);
  const value = fact.nil ? words.nilLong : fact.kind === "dash" ? words.dashLong : fact.value ?? words.notGiven;
  /** @type {[string, import("./dom.js").Child][]} */
  const pairs = [
    [words.value, fact.kind !== "text" && make("span", { class: "exact" }, value)],
    [words.unit, fact.unit],
    [words.period, fact.period?.words],
    [words.members, members.length === 0 ? words.none : make("span", null, ...members.map(([name, axis]) =>
      make("span", { class: "member" }, name ?? "", axis ? make("small", null, ` ${axis}`) : null)))],
    [words.concept, fact.concept?.name && make("code", null, fact.concept.name)],
    [words.type, fact.concept && [bare(fact.concept.dataType), fact.concept.balance, fact.concept.periodType].filter(Boolean).join(", ")],
    [words.entity, fact.entity],
    [words.accuracy, fact.decimals],
  ];
  return make("dl", null, ...pairs.flatMap(([name, child]) => child ? [make("dt", null, name), make("dd", null, child)] : []));
}

/** @param {FactDetail} fact */
function source(fact) {
  const { name, line, text } = fact.source;
  if (!name && !text) return null;
  return make("section", null,
    make("h4", null, words.shownAs),
    text && fact.kind !== "text" && make("p", { class: "quote" }, text.trim().replace(/\s+/g, " ")),
    make("p", { class: "where" }, line === null ? name : `${name}, line ${thousands(line)}`));
}

/**
 * A definition, as the card and the list under the table show it.
 * @param {Definition} given
 * @param {boolean} headed
 */
export function definition(given, headed) {
  if (!given.text && given.references.length === 0 && given.details.length === 0) return null;
  return make("section", { class: "definition" },
    headed && make("h4", null, words.definition, given.assumed ? make("small", null, ` ${words.byWords}`) : null),
    given.text && make("p", null, given.text),
    given.references.length > 0 && make("details", null,
      make("summary", null, words.references),
      ...given.references.map((reference) => make("p", { class: "reference" }, reference))),
    given.details.length > 0 && make("details", null,
      make("summary", null, words.details),
      make("dl", { class: "details" },
        ...given.details.flatMap(([name, value]) => [make("dt", null, name.replace(/:$/, "")), make("dd", null, value)]))));
}

/** @param {string} title @param {string[]} texts @param {string} kind */
function list(title, texts, kind) {
  if (texts.length === 0) return null;
  return make("section", null, make("h4", null, title), make("ul", { class: kind }, ...texts.map((text) => make("li", null, text))));
}

/** @param {{ mark: string, text: string }[]} notes */
function footnotes(notes) {
  if (notes.length === 0) return null;
  return make("section", null, make("h4", null, words.footnotes),
    ...notes.map(({ mark, text }) => make("p", { class: "footnote" }, make("span", { class: "mark" }, mark), " ", text)));
}

/** @param {FactDetail} fact @param {CardContext} context */
function keys(fact, context) {
  /** @type {[string, string][]} */
  const shown = [["←↑↓→", "from value to value"], ["N", "next assumed value"], ["Esc", "close the card"]];
  if (fact.doubt || context.open.length > 0) shown.splice(1, 0, ["Shift ← →", "move to another column"]);
  if (fact.doubt) shown.splice(2, 0, ["Enter", "confirm"]);
  return keyList(shown);
}

/** @param {[string, string][]} pairs */
const keyList = (pairs) => make("dl", { class: "keys" }, ...pairs.flatMap(([name, does]) => [make("dt", null, key(name)), make("dd", null, does)]));

/** @param {string} name */
const key = (name) => make("kbd", null, name);

/** @param {string | null | undefined} type */
const bare = (type) => type?.replace(/^.*:/, "").replace(/ItemType$/, "");

/** @param {Element} element */
function active(element) {
  const root = element.getRootNode();
  return root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
}

