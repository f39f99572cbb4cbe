// Measures the readers in Chromium, in a page that does nothing else, beside the browser's own DOMParser.
import { chromium } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { serve } from "../../www/build/serve.js";

/** A document of more than that takes the browser's parser gigabytes. */
const MOST_DOM = 50_000_000;

/**
 * @typedef {import("./turns.js").Measured} Measured
 * @typedef {{ compiled: number, ms: number | undefined, found: number, error: string | null, memory: number }} First
 */

/**
 * All in turns, warm.
 * @param {import("../../www/build/setup.js").Launch} launch @param {string} path @param {number} times
 * @returns {Promise<Measured[]>}
 */
export function warm(launch, path, times) {
  return inPage(launch, path, async ({ times, most }) => {
    const { WASM, load, takeTurns } = await turns();
    const { task } = await load();
    const file = /** @type {File} */ (document.querySelector("input")?.files?.[0]);
    const input = new Uint8Array(await file.arrayBuffer());
    const makers = Object.fromEntries(WASM.map((name) => [name, () => task(name, input)]));
    const text = new TextDecoder().decode(input);
    const dom = () => {
      const parsing = {
        found: 0,
        // The least that a reader of facts would do: count them, and take the text in them.
        read() {
          const parsed = new DOMParser().parseFromString(text, "text/html");
          const facts = ["nonFraction", "nonNumeric", "fraction"].flatMap((name) => [...parsed.getElementsByTagName(`ix:${name}`)]);
          parsing.found = facts.filter((fact) => fact.textContent !== null).length;
        },
      };
      return parsing;
    };
    // By itself: it leaves garbage, which would be collected in the time of others.
    return [...takeTurns(makers, times), ...(input.length < most ? takeTurns({ DOMParser: dom }, times) : [])];

    /** @returns {Promise<typeof import("./turns.js")>} */
    function turns() {
      return import(new URL("turns.js", location.href).href);
    }
  }, { times, most: MOST_DOM });
}

/**
 * One reader, the first time: in a browser of its own, as browsers keep what they have compiled.
 * @param {import("../../www/build/setup.js").Launch} launch @param {string} path @param {string} reader
 * @returns {Promise<First>}
 */
export function first(launch, path, reader) {
  return inPage(launch, path, async (reader) => {
    /** @type {typeof import("./turns.js")} */
    const { load, once } = await import(new URL("turns.js", location.href).href);
    const file = /** @type {File} */ (document.querySelector("input")?.files?.[0]);
    const input = new Uint8Array(await file.arrayBuffer());
    const start = performance.now();
    const { task, size } = await load();
    const compiled = performance.now() - start;
    const measured = { reader, found: 0, error: null, ms: [] };
    const ms = once(() => task(reader, input), measured);
    return { compiled, ms, found: measured.found, error: measured.error, memory: size() };
  }, reader);
}

/**
 * @template A, R
 * @param {import("../../www/build/setup.js").Launch} launch @param {string} path chosen in the page
 * @param {(argument: A) => Promise<R>} run in the page @param {A} argument
 * @returns {Promise<R>}
 */
async function inPage(launch, path, run, argument) {
  const { server, url } = await serve(fileURLToPath(new URL(".", import.meta.url)));
  const browser = await chromium.launch(launch);
  try {
    // Without the policy of the server: it would have DOMParser complain of every style attribute.
    const page = await browser.newPage({ bypassCSP: true });
    page.setDefaultTimeout(0);
    await page.goto(`${url}bench.html`);
    await page.locator("input").setInputFiles(path);
    return await page.evaluate(/** @type {any} */ (run), argument);
  } finally {
    await browser.close();
    server.close();
  }
}
