/**
 * Which columns are shown, in which order and how wide. Kept for each table while the page is open; that of the facts may be
 * remembered, as it says nothing of a filing.
 */

import { COLUMNS } from "./viewport.js";

/** @typedef {{ order: string[], hidden: Set<string>, widths: Map<string, number> }} Layout Columns by name; the labels are always first. */

/** The narrowest and widest a column is made, in pixels, and how much a key does. */
export const [NARROWEST, WIDEST, NOTCH] = [48, 960, 16];

/** What the facts' layout is kept under. */
export const FACTS = "facts";

export class Columns {
  /** @type {Map<string, Layout>} */
  #layouts = new Map();
  #sheet = new CSSStyleSheet();
  #painted = "";

  /** @param {ShadowRoot} root */
  constructor(root) {
    root.adoptedStyleSheets.push(this.#sheet);
  }

  forget() {
    for (const key of this.#layouts.keys()) if (key !== FACTS) this.#layouts.delete(key);
  }

  /** @param {string} key @returns {Layout} */
  #of(key) {
    const known = this.#layouts.get(key) ?? { order: [], hidden: new Set(), widths: new Map() };
    this.#layouts.set(key, known);
    return known;
  }

  /**
   * A layout that is about to be changed. Of very many columns those behind the first were never shown.
   * @param {string} key @param {string[]} all
   */
  #begun(key, all) {
    const layout = this.#of(key);
    if (layout.hidden.size === 0 && layout.order.length === 0) layout.hidden = new Set(all.slice(COLUMNS));
    return layout;
  }

  /**
   * All columns in their order, whether shown or not.
   * @param {string} key
   * @param {string[]} all In the order filed.
   */
  ordered(key, all) {
    const { order } = this.#of(key);
    if (order.length === 0) return all;
    const [there, placed] = [new Set(all), new Set(order)];
    // A column that was not there when the order was made stands behind.
    return [...order.filter((name) => there.has(name)), ...all.filter((name) => !placed.has(name))];
  }

  /**
   * The columns shown, in order; undefined where that is all of them as filed.
   * @param {string} key @param {string[]} all
   */
  shown(key, all) {
    const { order, hidden } = this.#of(key);
    if (order.length === 0 && hidden.size === 0) return undefined;
    return this.ordered(key, all).filter((name) => !hidden.has(name));
  }

  /**
   * @param {string} key @param {string[]} all
   * @returns {(name: string) => boolean}
   */
  isHidden(key, all) {
    const { hidden, order } = this.#of(key);
    const kept = hidden.size === 0 && order.length === 0 ? new Set(all.slice(COLUMNS)) : hidden;
    return (name) => kept.has(name);
  }

  /**
   * Hides a column or brings it back. Gives the name of one that had to go instead, as only so many are shown at once.
   * @param {string} key @param {string[]} all @param {string} name @param {boolean} hides
   */
  hide(key, all, name, hides) {
    const { hidden } = this.#begun(key, all);
    if (hides) return void hidden.add(name);
    hidden.delete(name);
    const shown = this.ordered(key, all).filter((other) => !hidden.has(other));
    const last = shown.length > COLUMNS ? shown.findLast((other) => other !== name) : undefined;
    if (last !== undefined) hidden.add(last);
    return last;
  }

  /**
   * Moves a column to where another stands.
   * @param {string} key @param {string[]} all @param {string} name @param {string | undefined} to
   */
  move(key, all, name, to) {
    const order = this.ordered(key, all).slice();
    const [from, at] = [order.indexOf(name), to === undefined ? -1 : order.indexOf(to)];
    if (from < 0 || at < 0) return false;
    order.splice(from, 1);
    order.splice(at, 0, name);
    this.#begun(key, all).order = order;
    return true;
  }

  /** @param {string} key @param {string} name @param {number} width In pixels. */
  widen(key, name, width) {
    const kept = Math.round(Math.min(Math.max(width, NARROWEST), WIDEST));
    this.#of(key).widths.set(name, kept);
    return kept;
  }

  /** @param {string} key */
  reset(key) {
    this.#layouts.delete(key);
  }

  /** @param {string} key */
  isAsFiled(key) {
    const { order, hidden, widths } = this.#of(key);
    return order.length === 0 && hidden.size === 0 && widths.size === 0;
  }

  /**
   * Gives the columns of the table their widths. A column of numbers is never narrower than its numbers. Gives which have
   * one that was chosen, and whether that changed.
   * @param {string} key
   * @param {import("./table-view.js").Head[]} heads
   */
  paint(key, heads) {
    const { widths } = this.#of(key);
    const rules = heads.flatMap(({ by, numeric }, at) => {
      const width = widths.get(by);
      if (width === undefined) return [];
      const cells = `thead th:nth-child(${at + 1}), tbody tr:not(.section, .group, .spacer) > :nth-child(${at + 1})`;
      const most = numeric ? "" : ` max-width: ${width}px !important; white-space: normal;`;
      return [`:is(${cells}) { min-width: ${width}px !important;${most} } :is(${cells}) :is(.value.text, .name) { min-width: 0; max-width: 100%; }`];
    });
    const painted = rules.join("\n");
    const changed = painted !== this.#painted;
    if (changed) this.#sheet.replaceSync(this.#painted = painted);
    return { chosen: heads.map(({ by }) => widths.has(by)), changed };
  }

  /** What of the facts' layout can be kept. @returns {object} */
  kept() {
    const { order, hidden, widths } = this.#of(FACTS);
    return { order, hidden: [...hidden], widths: [...widths] };
  }

  /** @param {any} kept What {@link kept} once gave, or anything else that was found in its place. */
  restore(kept) {
    const names = (/** @type {unknown} */ list) => (Array.isArray(list) ? list.filter((name) => typeof name === "string") : []);
    const widths = (Array.isArray(kept?.widths) ? kept.widths : []).filter((/** @type {any} */ pair) => typeof pair?.[0] === "string" && typeof pair?.[1] === "number");
    this.#layouts.set(FACTS, { order: names(kept?.order), hidden: new Set(names(kept?.hidden)), widths: new Map(widths) });
  }
}
