/**
 * The find bar: words as they are typed, how many rows hold all of them, and the way from one to the next, wherever they are. The
 * browser's own find is left alone.
 */
import { make, put } from "./dom.js";
import { valueIn } from "./rows.js";
import { says } from "./tool-words.js";

/** @typedef {import("./table-view.js").TableView} TableView */

/** How many rows are looked through in one turn where the reader cannot be asked. */
const STEP = 500;

export class FindBar {
  #box = make("input", { type: "search", "aria-label": says.findWhat, placeholder: says.findWhat, spellcheck: "false", autocomplete: "off", enterkeyhint: "next" });
  #count = make("span", { class: "found" });
  #only = make("button", { type: "button", class: "link only", onclick: () => this.does.only(this.#box.value.trim()) }, says.only);
  element = make("search", { class: "find", part: "find", hidden: true },
    this.#box, this.#count, this.#only, make("span", { class: "spring" }),
    make("button", { type: "button", class: "quiet", "aria-label": says.previous, onclick: () => this.#step(true) }, "↑"),
    make("button", { type: "button", class: "quiet", "aria-label": says.next, onclick: () => this.#step(false) }, "↓"),
    make("button", { type: "button", class: "quiet", "aria-label": says.close, onclick: () => this.close() }, "✕"));
  #ticket = 0;
  /** The row found, in the order shown. */
  #at = 0;
  /** What has the focus again when the bar is closed. @type {Element | null} */
  #before = null;

  /**
   * @param {TableView} table
   * @param {{ find: (text: string, from: number, back: boolean) => Promise<import("./types.js").Found> | null, only: (text: string) => void, say: (sentence: string) => void,
   *   back: (to: Element | null) => void }} does `find` gives null where the rows are to be looked through here.
   */
  constructor(table, does) {
    this.table = table;
    this.does = does;
    this.#box.addEventListener("input", () => void this.#find(this.#at, false));
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && event.target === this.#box) this.#step(event.shiftKey);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  get text() {
    return this.element.hidden ? "" : this.#box.value.trim();
  }

  /** @param {boolean} narrows Whether the rows can be narrowed to what is found. */
  open(narrows) {
    const root = /** @type {ShadowRoot} */ (this.element.getRootNode());
    if (this.element.hidden) {
      this.#before = root.activeElement;
      this.#at = this.table.indexOf(this.#before?.closest("tr") ?? null);
      if (this.#at < 0) this.#at = this.table.range.start;
    }
    this.#only.hidden = !narrows;
    this.element.hidden = false;
    this.#box.focus();
    this.#box.select();
    if (this.text) void this.#find(this.#at, false);
  }

  close() {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.#ticket++;
    unmark(this.table.body);
    this.table.body.querySelector(".found-row")?.classList.remove("found-row");
    const row = this.#count.textContent && this.table.row(this.#at);
    this.does.back((row && row.querySelector(".value")) || this.#before);
  }

  /** Marks what is found among the rows in the document. */
  paint() {
    unmark(this.table.body);
    const words = wordsOf(this.text);
    if (words.length === 0) return;
    for (const row of this.table.body.rows) {
      if (!row.classList.contains("spacer") && holds(row.textContent ?? "", words)) mark(row, words);
    }
    this.table.row(this.#at)?.classList.toggle("found-row", this.#count.dataset["some"] === "true");
  }

  /** @param {boolean} back */
  #step(back) {
    const size = this.table.size;
    if (size > 0) void this.#find((this.#at + (back ? size - 1 : 1)) % size, back);
  }

  /** @param {number} from @param {boolean} back */
  async #find(from, back) {
    const ticket = ++this.#ticket;
    const text = this.text;
    this.table.body.querySelector(".found-row")?.classList.remove("found-row");
    if (!text) {
      this.#say("", false);
      return this.paint();
    }
    const look = () => this.#look(text, from, back, ticket);
    const found = await (this.does.find(text, from, back)?.catch(look) ?? look()).catch(() => null);
    if (ticket !== this.#ticket) return;
    if (!found || found.index === null || found.match === null) {
      this.#say(says.noMatch, false);
      return this.paint();
    }
    this.#at = found.index;
    this.#say(says.place(found.match + 1, found.total), true);
    const row = await this.table.reveal(found.index);
    if (ticket !== this.#ticket) return;
    this.paint();
    row?.querySelector("mark")?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** @param {string} text @param {boolean} some */
  #say(text, some) {
    this.#count.textContent = text;
    if (text) this.does.say(text);
    put(this.#count, "data-some", String(some));
  }

  /**
   * Looks through the rows as the table has them.
   * @param {string} text @param {number} from @param {boolean} back @param {number} ticket
   * @returns {Promise<import("./types.js").Found>}
   */
  async #look(text, from, back, ticket) {
    const { model, whole, lines, size } = this.table;
    const words = wordsOf(text);
    /** @type {number[]} */
    const matches = [];
    for (let start = 0; start < size && ticket === this.#ticket; start += STEP) {
      const part = whole ? lines : (await model?.load(start, start + STEP))?.lines ?? [];
      part.forEach((line, at) => holds(lineText(line), words) && matches.push(start + at));
      if (whole) break;
    }
    const nearest = back ? matches.findLastIndex((at) => at <= from) : matches.findIndex((at) => at >= from);
    const match = nearest >= 0 ? nearest : back ? matches.length - 1 : 0;
    return { total: matches.length, index: matches[match] ?? null, match: matches.length > 0 ? match : null };
  }
}

/** @param {import("./rows.js").Line} line */
const lineText = ({ label, aside, above, cells }) =>
  [label, aside, above, ...cells.map((cell) => (typeof cell === "string" ? cell : valueIn(cell)?.shown))].filter(Boolean).join(" ");

/** A text without capitals and the marks of letters, letter by letter. @param {string} text */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** @param {string} text */
const wordsOf = (text) => fold(text).split(/\s+/).filter(Boolean);

/** @param {string} text @param {string[]} words */
const holds = (text, words) => {
  const folded = fold(text);
  return words.every((word) => folded.includes(word));
};

/** How many marks are made in one row at most. */
const MARKS = 40;

/**
 * Marks words where they stand in a row.
 * @param {HTMLElement} row
 * @param {string[]} words
 */
function mark(row, words) {
  const walker = document.createTreeWalker(row, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement?.closest(".unseen, .mark, button:not(.label)") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  let left = MARKS;
  for (const text of texts) {
    const places = placesOf(text.data, words);
    for (const [start, end] of places.slice(0, left).reverse()) {
      const rest = text.splitText(start);
      rest.splitText(end - start);
      const marked = make("mark", { class: "hit" });
      rest.replaceWith(marked);
      marked.append(rest);
    }
    left -= places.length;
    if (left <= 0) return;
  }
}

/**
 * Where words stand in a text, parted and in order. Folding may change how long a text is, so each letter keeps its place.
 * @param {string} text @param {string[]} words
 * @returns {[number, number][]}
 */
function placesOf(text, words) {
  let folded = "";
  /** @type {number[]} */
  const places = [];
  let at = 0;
  for (const letter of text) {
    const part = fold(letter);
    for (let i = 0; i < part.length; i++) places.push(at);
    folded += part;
    at += letter.length;
  }
  places.push(text.length);
  /** @type {[number, number][]} */
  const found = [];
  for (const word of words) {
    for (let i = folded.indexOf(word); i >= 0; i = folded.indexOf(word, i + word.length)) found.push([places[i] ?? 0, places[i + word.length] ?? text.length]);
  }
  found.sort(([a], [b]) => a - b);
  let last = 0;
  return found.filter(([start, end]) => start >= last && end > start && ((last = end), true));
}

/** @param {HTMLElement} body */
function unmark(body) {
  for (const hit of body.querySelectorAll("mark.hit")) {
    const parent = hit.parentNode;
    hit.replaceWith(...hit.childNodes);
    parent?.normalize();
  }
}
