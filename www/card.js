/**
 * The fact card: everything known of one value, why its column is assumed, and the buttons that settle it.
 */
import { fill, make, put } from "./dom.js";
import { accuracy, beginning, moveTo, plain, reportedAgain, thousands, tie, words } from "./later-words.js";

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

  /**
   * @param {{ move: (fact: number, column: number) => void, confirm: (fact: number) => void, close: () => void,
   *   document: (fact: FactDetail) => void, go: (fact: number) => void }} does
   */
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
    const label = fact.label ? plain(fact.label) : fact.concept?.name ?? words.none;
    const long = fact.kind === "text" && fact.shown.length > 60;
    fill(this.element,
      make("div", { class: "card-top" },
        make("h3", { class: "kind" }, words.fact),
        make("button", { type: "button", class: "quiet more", "aria-expanded": String(this.#expanded), onclick: () => this.#toggle() },
          this.#expanded ? words.less : words.more),
        make("button", { type: "button", class: "quiet", "aria-label": words.close, onclick: () => this.does.close() }, "✕")),
      make("div", { class: "card-lead" },
        long && make("p", { class: "amount-label strong" }, label),
        make("p", long ? { class: "amount long", tabindex: 0, role: "region", "aria-label": words.value } : { class: "amount" }, fact.shown || (fact.nil ? words.nil : "")),
        fact.whole !== null && make("p", { class: "where" }, beginning([...fact.shown].length, fact.whole)),
        !long && make("p", { class: "amount-label" }, label),
        fact.labelFrom && make("p", { class: "where" }, words.labelFrom[fact.labelFrom]),
        make("p", { class: "amount-context" }, [fact.period?.words, fact.unit, ...fact.members.map(({ label, member }) => plain(label ?? member ?? ""))]
          .filter(Boolean).join(" · ")),
        fact.source.name && make("p", { class: "answers" },
          make("button", { type: "button", "data-document": true, "aria-haspopup": "dialog", onclick: () => this.does.document(fact) }, words.showDocument))),
      this.#doubt(fact, context),
      make("div", { class: "card-rest" },
        how(fact),
        facts(fact),
        this.#duplicates(fact),
        list(words.caveats, fact.caveats.filter((text) => ![fact.doubt?.why, context.columnWhy, context.rowWhy].includes(text)), "caveat-list"),
        footnotes(fact),
        this.#related(fact),
        fact.definition && definition(fact.definition, true),
        source(fact),
        asFiled(fact),
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
        moveTo(heading), column === right && key(">"), column === left && key("<")));
    }
    const list = make("select", { "aria-label": words.moveList },
      ...open.map(({ column, heading }) => make("option", { value: column, selected: column === (right ?? left) }, heading)));
    return [list, make("button", { type: "button", onclick: () => this.does.move(fact.fact, Number(list.value)) }, words.move, key("< >"))];
  }

  /**
   * Facts that report the same, and whether they agree.
   * @param {FactDetail} fact
   */
  #duplicates({ duplicates: { total, rows } }) {
    if (total === 0) return null;
    const worst = ["inconsistent", "consistent"].find((likeness) => rows.some((row) => row.likeness === likeness));
    return make("section", null,
      make("h4", null, reportedAgain(total)),
      make("ul", { class: `again ${worst ?? ""}` }, ...rows.map(({ fact, shown, value, decimals, likeness }) => make("li", { class: likeness },
        make("button", { type: "button", class: "link", onclick: () => this.does.go(fact) }, ...grouped(brief(value ?? shown))),
        make("small", null, [decimals && `${words.accuracy.toLowerCase()} ${decimals}`, words.likeness[likeness]].filter(Boolean).join(" · "))))),
      total > rows.length && make("p", { class: "where" }, `… ${thousands(total - rows.length)}`));
  }

  /**
   * Facts that are tied to this one.
   * @param {FactDetail} fact
   */
  #related({ related }) {
    if (related.length === 0) return null;
    return make("section", null,
      make("h4", null, words.related),
      make("ul", { class: "again" }, ...related.map(({ fact, label, shown, arcrole, from }) => make("li", null,
        make("button", { type: "button", class: "link", onclick: () => this.does.go(fact) }, plain(label)),
        make("small", null, `${tie(arcrole, from)} · ${brief(shown)}`)))));
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

/**
 * The way from what is shown to the value, step by step.
 * @param {FactDetail} fact
 */
function how({ how }) {
  if (how.length === 0) return null;
  return make("section", null,
    make("h4", null, words.how),
    make("ol", { class: "how" }, ...how.map(({ step, text, gives }) => make("li", { class: step },
      make("span", { class: "step" }, words.steps[step]),
      make("span", { class: gives === null ? "gives none" : "gives" }, ...(gives === null ? [words.noValue] : grouped(gives))),
      text && make("small", null, text)))));
}

/** @param {FactDetail} fact */
function facts(fact) {
  const members = fact.members.map(({ axis, member, label, typed }) =>
    [plain(label ?? member ?? ""), axis ? plain(axis) : null, label ? member : null, typed] );
  const value = fact.nil ? words.nilLong : fact.kind === "dash" ? words.dashLong : fact.value ?? words.notGiven;
  /** @type {[string, import("./dom.js").Child][]} */
  const pairs = [
    [words.value, fact.kind !== "text" && fact.how.length === 0 && make("span", { class: "exact" }, ...grouped(value))],
    [words.accuracy, fact.decimals && beside(fact.decimals, accuracy(fact.decimals))],
    [words.unit, fact.unit],
    [words.period, fact.period?.words],
    [words.members, members.length === 0 ? words.none : make("span", null, ...members.map(([name, axis, member, typed]) =>
      make("span", { class: "member" }, String(name), axis && make("small", null, ` ${axis}${typed ? ` (${words.typed})` : ""}`), member && make("small", null, ` ${member}`))))],
    [words.concept, fact.concept?.name && make("code", null, fact.concept.name)],
    [words.type, fact.concept && [bare(fact.concept.dataType), fact.concept.balance, fact.concept.periodType].filter(Boolean).join(", ")],
    [words.entity, fact.entity],
    [words.language, fact.language],
    [words.target, fact.target],
    [words.tuple, fact.tuple && make("code", null, fact.tuple)],
    [words.report, fact.report],
    [words.further, fact.further],
  ];
  return terms(pairs);
}

/**
 * The element, context and unit as the filer wrote them.
 * @param {FactDetail} fact
 */
function asFiled({ element, context, measures, concept }) {
  if (!element) return null;
  const attributes = element.attributes.map(([name, value]) => make("span", { class: "attribute" }, make("b", null, name), ` ${value}`));
  const measure = (/** @type {string[]} */ all) => all.join(" × ");
  /** @type {[string, import("./dom.js").Child][]} */
  const pairs = [
    [words.element, make("code", null, element.name, ...attributes)],
    [words.concept, concept?.namespace && make("code", null, `{${concept.namespace}}`)],
    [words.context, context && make("code", null, context.id,
      ...context.period.map(([name, date]) => make("span", { class: "attribute" }, make("b", null, name), ` ${date}`)),
      ...context.dimensions.map(({ container, axis, member }) => make("span", { class: "attribute" }, make("b", null, container), ` ${axis} = ${member}`)))],
    [words.identifier, context && make("code", null, `${context.scheme} ${context.identifier}`)],
    [words.measures, measures && make("code", null, [measure(measures.numerators), ...(measures.denominators.length > 0 ? [measure(measures.denominators)] : [])].join(" / "))],
  ];
  return make("details", { class: "as-filed" }, make("summary", null, words.asWritten), terms(pairs));
}

/** @param {[string, import("./dom.js").Child][]} pairs */
const terms = (pairs) => make("dl", null, ...pairs.flatMap(([name, child]) => child ? [make("dt", null, name), make("dd", null, child)] : []));

/** @param {string} text @param {string} small */
const beside = (text, small) => make("span", null, text, small && make("small", { class: "where" }, ` ${small}`));

/**
 * A plain number with room between its thousands; copied, it is the digits alone.
 * @param {string} text
 */
function grouped(text) {
  const [, sign = "", whole = "", rest = ""] = /^([-−]?)(\d{5,})(\.\d+)?$/.exec(text) ?? [];
  if (!whole) return [text];
  const first = whole.length % 3 || 3;
  const groups = whole.slice(first).match(/\d{3}/g) ?? [];
  return [sign + whole.slice(0, first), ...groups.map((digits) => make("span", { class: "thousand" }, digits)), rest];
}

/** @param {string} text */
const brief = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text) || "∅";

/** @param {FactDetail} fact */
function source(fact) {
  const { name, line, text } = fact.source;
  if (!name && !text) return null;
  const place = make("p", { class: "where" }, line === null ? name : `${name}, line ${thousands(line)}`);
  // What XBRL has filed is markup; that it says is under “As filed”.
  if (fact.element) return place;
  return make("section", null,
    make("h4", null, words.shownAs),
    text && fact.kind !== "text" && make("p", { class: "quote" }, text.trim().replace(/\s+/g, " ")),
    place);
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

/** @param {FactDetail} fact */
function footnotes({ footnotes, notes }) {
  if (footnotes.length + notes.length === 0) return null;
  return make("section", null, make("h4", null, words.footnotes),
    ...footnotes.map(({ mark, text }) => make("p", { class: "footnote" }, make("span", { class: "mark" }, mark), " ", text)),
    ...notes.map(({ text, language, arcrole }) => {
      const role = tie(arcrole, false);
      return make("p", { lang: language }, text, role !== "fact footnote" && make("small", { class: "where" }, ` ${role}`));
    }));
}

/** @param {FactDetail} fact @param {CardContext} context */
function keys(fact, context) {
  /** @type {[string, string][]} */
  const shown = [["←↑↓→", "from value to value"], ["N", "next assumed value"], ["Esc", "close the card"]];
  if (fact.doubt || context.open.length > 0) shown.splice(1, 0, ["< >", "move to another column"]);
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

