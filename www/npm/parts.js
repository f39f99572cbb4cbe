// The parts of the reader, all within JavaScript: nothing has to be fetched, found beside the script, or sent with a right type. So
// any bundler and any host will do, and so will a page opened from a folder.
import { binding as anew } from "../pkg/inside/binding.js";

/** @typedef {import("../parts.js").Build} Build */

export const FIRST = /** @type {Build} */ ("small");

/**
 * Input up to this many bytes, which takes milliseconds, is read on the page's own thread. The page is somebody else's here: its
 * policy may refuse a worker, and report that it was asked for one.
 */
export const HERE = 100_000;

export const ADVICE = "The page's policy must allow 'wasm-unsafe-eval' in script-src.";

/** What a program has given in the place of the modules within. @type {Partial<Record<Build, Given>>} */
const given = {};

/** @typedef {WebAssembly.Module | BufferSource | Response | URL | Promise<WebAssembly.Module | BufferSource | Response>} Given */

/**
 * Gives the reader its wasm, in the place of what the package has within itself: for hosts that compile it beforehand, as those at
 * the edge of a network do, and for pages that would rather fetch a file. To be called before anything is opened.
 * @param {Partial<Record<Build, Given>>} modules The package's `small.wasm` and `full.wasm`: compiled, as bytes, as a response, or their addresses.
 */
export const useWasm = (modules) => void Object.assign(given, modules);

/** @internal @param {Build} build @returns {Promise<WebAssembly.Module>} */
export async function compile(build) {
  let wasm = await given[build];
  if (wasm instanceof URL) wasm = await fetch(wasm);
  if (typeof Response !== "undefined" && wasm instanceof Response) wasm = await wasm.arrayBuffer();
  if (wasm instanceof WebAssembly.Module) return wasm;
  return WebAssembly.compile(wasm ?? await inside(build));
}

/** @param {Build} build */
async function inside(build) {
  const { default: packed } = await (build === "small" ? import("../pkg/inside/small.js") : import("../pkg/inside/full.js"));
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  if (typeof DecompressionStream === "undefined") return /** @type {any} */ (globalThis).process.getBuiltinModule("node:zlib").gunzipSync(bytes);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** The binding, for a memory of its own. @internal */
export const binding = async () => anew();

/** A worker whose code is in a blob: that is of the page's own origin wherever the script came from. */
export async function newWorker() {
  const { default: code } = await import("../pkg/inside/worker.js");
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  const worker = new Worker(trusted(url));
  // Once it has begun it has its code.
  for (const over of ["message", "error"]) worker.addEventListener(over, () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

/** @type {{ createScriptURL(url: string): any } | undefined} */
let policy;

/**
 * Under `require-trusted-types-for 'script'` a worker's address must come from a policy, which the page may allow by its name.
 * @param {string} url @returns {string}
 */
function trusted(url) {
  const { trustedTypes } = /** @type {any} */ (globalThis);
  policy ??= trustedTypes?.createPolicy("filing-viewer", { createScriptURL: (/** @type {string} */ own) => own });
  return policy ? policy.createScriptURL(url) : url;
}
