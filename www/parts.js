// Where the parts of the reader come from: here, files beside this one. In the npm package `parts-inside.js` stands in the place of
// this file, and has them within itself.

/**
 * The crate is built twice, with the same binding: `small` reads text, R pages and tables, and comes with the page; `full` reads
 * XBRL as well, answers queries over facts, shows documents and writes files, and comes when that is first needed.
 * @typedef {"small" | "full"} Build
 */

/** What files are opened with at first. */
export const FIRST = /** @type {Build} */ ("small");

/** Input up to this many bytes is read on the page's own thread. */
export const HERE = 0;

/** What to do where the first module cannot be had. */
export const ADVICE = "Reload the page; the server must send pkg/small.wasm, and the page's policy must allow 'wasm-unsafe-eval'.";

/** @param {Build} build @returns {Promise<WebAssembly.Module>} */
export async function compile(build) {
  const url = new URL(`./pkg/${build}.wasm`, import.meta.url);
  if (typeof location === "undefined") {
    // Node has no fetch for files.
    const { readFile } = await import("node:fs/promises");
    return WebAssembly.compile(await readFile(url));
  }
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  // A server that sends another type than application/wasm has sent the same bytes.
  return WebAssembly.compileStreaming(response.clone()).catch(async () => WebAssembly.compile(await response.arrayBuffer()));
}

/** How often the binding was begun anew: a trap leaves a module's memory in disorder, so it is never used again. */
let generation = 0;

/** The binding, for a memory of its own. @internal @returns {Promise<typeof import("./pkg/filing_viewer.js")>} */
export function binding() {
  generation += 1;
  // A query makes the same file a new module with a new memory.
  const path = `./pkg/filing_viewer.js${generation > 1 ? `?${generation}` : ""}`;
  return import(path);
}

/** A worker that is about to begin. Throws or ends in an error where none can be had. */
export const newWorker = async () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
