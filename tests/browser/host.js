// Pages of somebody else's, in which the npm package stands: made up here, with the policy that they are to have.
import { test as base } from "@playwright/test";

/** @typedef {import("@playwright/test").Page} Page */

/** Where the package lies on the tests' server. */
export const PACKAGE = "/npm/";
/** The single file, as a tag. */
export const SCRIPT = `<script src="${PACKAGE}filing-viewer.js"></script>`;

/** A disclosure of an invented company. @param {string} [name] */
export const disclosure = (name = "Borrowings") => `|
${name} (Details) - USD ($)
|
Dec. 31, 2031
|
Dec. 31, 2030
|Bonds
|$ 12
|$ 30
|Loans
|$ 40
|$ 5
|Leases
|$ 7
|$ 6
`;

/** The same as a block of code. @param {string} [text] */
export const fence = (text = disclosure()) => `<pre class="filing"><code>${text}</code></pre>`;

/** What every page is watched for, in each of its frames; to be read by `seen`. */
export function watch() {
  const all = /** @type {any} */ (window);
  if (all.seen) return;
  all.seen = { breaches: [], compiled: 0, workers: 0, errors: [] };
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    // The browser's own request.
    if (!blockedURI.endsWith("/favicon.ico")) all.seen.breaches.push(`${violatedDirective}: ${blockedURI}`);
  });
  addEventListener("error", ({ message }) => all.seen.errors.push(message));
  for (const name of /** @type {const} */ (["compile", "compileStreaming", "instantiate", "instantiateStreaming"])) {
    const own = /** @type {any} */ (WebAssembly[name]);
    /** @type {any} */ (WebAssembly)[name] = (/** @type {any[]} */ ...given) => {
      // Making an instance of what is compiled compiles nothing.
      if (!(given[0] instanceof WebAssembly.Module)) all.seen.compiled += 1;
      return own.apply(WebAssembly, given);
    };
  }
  const { Worker } = window;
  window.Worker = class extends Worker {
    /** @param {[any, any?]} given */
    constructor(...given) {
      all.seen.workers += 1;
      super(...given);
    }
  };
}

/**
 * Breaches of the policy, errors, and how often wasm was compiled and a worker begun, in a frame.
 * @param {Page | import("@playwright/test").Frame} frame
 * @returns {Promise<{ breaches: string[], compiled: number, workers: number, errors: string[] }>}
 */
export const seen = (frame) => frame.evaluate(() => /** @type {any} */ (window).seen);

/**
 * Opens a page.
 * @param {Page} page @param {string} body
 * @param {{ policy?: string, head?: string, html?: string, path?: string }} [how] `html` is the attributes of the root.
 */
export async function open(page, body, { policy, head = "", html = "", path = "/host/page.html" } = {}) {
  await page.route(`**${path}`, (route) => route.fulfill({
    contentType: "text/html; charset=utf-8",
    headers: policy ? { "content-security-policy": policy } : {},
    body: `<!doctype html><html lang="en" ${html}><head><title>A page</title>${head}</head><body>${body}</body></html>`,
  }));
  await page.goto(path);
}

/** Labels and values of a table, row by row. @param {import("@playwright/test").Locator} viewer */
export const rowsOf = (viewer) => viewer.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [.../** @type {HTMLTableRowElement} */ (row).cells].map((cell) => cell.querySelector(".figure, .label")?.textContent ?? cell.textContent)));

/** What `disclosure` is as a table. */
export const ROWS = [["Bonds", "$ 12", "$ 30"], ["Loans", "$ 40", "$ 5"], ["Leases", "$ 7", "$ 6"]];

/** @type {import("@playwright/test").Fixtures<{ watched: void }, {}, import("@playwright/test").PlaywrightTestArgs>} */
const fixtures = { watched: [async ({ page }, use) => (await page.addInitScript(watch), use()), { auto: true }] };

export const test = base.extend(fixtures);
export { expect } from "@playwright/test";
