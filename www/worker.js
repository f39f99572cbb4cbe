// Answers requests about open filings, away from the page's own thread.
import { Broken, Filings } from "./filings.js";

/** @typedef {import("./filings.js").Build} Build */

/** Modules that the page has been asked for: it compiles each once, for all workers. @type {Map<Build, (module: WebAssembly.Module | null) => void>} */
const awaited = new Map();

const filings = new Filings((build) => new Promise((resolve) => {
  awaited.set(build, resolve);
  postMessage({ wants: build });
}));

addEventListener("message", async ({ data: { id, wants, module, ...request } }) => {
  if (wants) return awaited.get(wants)?.(module);
  try {
    const value = await filings.answer(request);
    // Files are handed over, not copied.
    postMessage({ id, value }, { transfer: value instanceof Uint8Array ? [value.buffer] : [] });
  } catch (error) {
    postMessage({ id, error: error instanceof Error ? error.message : String(error), broken: error instanceof Broken });
  }
});

postMessage({ ready: true });
