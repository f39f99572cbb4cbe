/**
 * Makes elements. Strings become text nodes, so nothing of a filing is ever read as markup.
 */

/** @typedef {Node | string | null | undefined | false} Child */
/** @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Attributes */

/**
 * Makes an element. An attribute that is null, undefined or false is left out; true is the empty string; a function listens.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Attributes | null} [attributes] `onclick: fn` listens for `click`.
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") element.addEventListener(name.replace(/^on/, ""), value);
    else put(element, name, value);
  }
  fill(element, ...children);
  return element;
}

/**
 * Sets an attribute, or removes it where the value is null, undefined or false.
 * @param {Element} element
 * @param {string} name
 * @param {string | number | boolean | null | undefined} value
 */
export function put(element, name, value) {
  if (value === null || value === undefined || value === false) element.removeAttribute(name);
  else element.setAttribute(name, value === true ? "" : String(value));
}

/**
 * Replaces what an element holds.
 * @param {Element} element
 * @param {...Child} children
 */
export function fill(element, ...children) {
  element.replaceChildren(...children.flatMap((child) => (child ? [child] : [])));
}

/** Does something once nothing more urgent is to be done, such as drawing. @param {() => void} act */
export const whenIdle = (act) => void ("requestIdleCallback" in globalThis ? requestIdleCallback(() => act(), { timeout: 1000 }) : setTimeout(act));

/** How many items are appended at once, and how many of them at first. */
const [TURN, FIRST_TURN] = [200, 40];

/**
 * Appends what is made of many items, some at a time, so that no turn is long.
 * @template T
 * @param {Element} to @param {T[]} items @param {(item: T) => Node} made
 * @param {() => boolean} still whether they are still wanted
 */
export function appendInTurns(to, items, made, still, at = 0) {
  const next = at + (at === 0 ? FIRST_TURN : TURN);
  to.append(...items.slice(at, next).map(made));
  if (next < items.length) whenIdle(() => still() && appendInTurns(to, items, made, still, next));
}
