// Answers requests about open filings, away from the page's own thread.
import { Broken, Filings } from "./filings.js";

const filings = new Filings();

addEventListener("message", async ({ data: { id, module, ...request } }) => {
  if (module) return void (filings.compiled = module);
  try {
    const value = await filings.answer(request);
    // Files are handed over, not copied.
    postMessage({ id, value }, { transfer: value instanceof Uint8Array ? [value.buffer] : [] });
  } catch (error) {
    postMessage({ id, error: error instanceof Error ? error.message : String(error), broken: error instanceof Broken });
  }
});

postMessage({ ready: true });
