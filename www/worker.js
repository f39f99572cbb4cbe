// Answers requests about open filings, away from the page's own thread.
import { Broken, Filings } from "./filings.js";

/** @typedef {import("./parts.js").Build} Build */

/**
 * Modules that the page has been asked for: it compiles each once, for all workers.
 * @type {Map<Build, { resolve(module: WebAssembly.Module): void, reject(error: Error): void }>}
 */
const awaited = new Map();

const filings = new Filings((build) => new Promise((resolve, reject) => {
  awaited.set(build, { resolve, reject });
  postMessage({ wants: build });
}));

addEventListener("message", async ({ data: { id, wants, module, why, ...request } }) => {
  if (wants) return module ? awaited.get(wants)?.resolve(module) : awaited.get(wants)?.reject(new Error(why));
  try {
    const value = await filings.answer(request);
    // Files are handed over, not copied.
    postMessage({ id, value }, { transfer: value instanceof Uint8Array ? [value.buffer] : [] });
  } catch (error) {
    postMessage({ id, error: error instanceof Error ? error.message : String(error), broken: error instanceof Broken });
  }
});

postMessage({ ready: true });
