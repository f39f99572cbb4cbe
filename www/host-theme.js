// Light or dark as the page's own switch says, where it is one of those that documentation tools have. Otherwise, and where a page
// sets `color-scheme` on the element, that holds.

/** The switches and what they say: Material for MkDocs; Docusaurus and rustdoc; VitePress and mdBook. @type {[string, RegExp, RegExp][]} */
const SWITCHES = [
  ["data-md-color-scheme", /^slate$/, /^default$/],
  ["data-theme", /^(dark|ayu)$/, /^light$/],
  ["class", /(^|\s)(dark|navy|coal|ayu)(\s|$)/, /(^|\s)(light|rust)(\s|$)/],
];

/** @type {CSSStyleSheet | undefined} */
let sheet;

/** The sheet that says it: one for all elements of the page, which are so repainted together. */
export function hostTheme() {
  if (sheet) return sheet;
  sheet = new CSSStyleSheet();
  const observer = new MutationObserver(() => follow(observer));
  follow(observer);
  return sheet;
}

/** @param {MutationObserver} observer */
function follow(observer) {
  const { documentElement, body } = document;
  // Each time, for the body may be another one than before.
  for (const element of [documentElement, body]) {
    if (element) observer.observe(element, { attributeFilter: SWITCHES.map(([name]) => name), childList: element === documentElement });
  }
  const scheme = schemeOf([documentElement, body]);
  sheet?.replaceSync(scheme ? `:host { color-scheme: ${scheme}; }` : "");
}

/**
 * What the switches on a page's elements say; null where there is none that is known.
 * @param {(Element | null)[]} elements
 */
export function schemeOf(elements) {
  for (const [name, dark, light] of SWITCHES) {
    for (const element of elements) {
      const says = element?.getAttribute(name) ?? "";
      if (dark.test(says)) return "dark";
      if (light.test(says)) return "light";
    }
  }
  return null;
}
