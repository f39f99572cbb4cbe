// The open filings behind their numbers: the same code in the worker and, where no worker can be had, on the main thread.
import { firstRows } from "./viewport.js";

/** @typedef {typeof import("./pkg/filing_viewer.js")} Module */
/** @typedef {import("./pkg/filing_viewer.js").OpenFiling} OpenFiling */

/**
 * What is asked: to open files under a number, to call a method of the filing of that number, or to close it.
 * @typedef {{ filing: number, method: string, args: any[] }} Request
 */

/** What is thrown when the wasm could not be had, or broke down: nothing can be asked of it any more. */
export class Broken extends Error {}

/** How often the module was begun anew: a trap leaves its memory in disorder, so it is never used again. */
let generation = 0;

export class Filings {
  /** @type {Map<number, OpenFiling>} */
  #open = new Map();
  /** @type {Promise<Module> | undefined} */
  #module;

  /** The wasm as the page has compiled it; without it the module loads its own. @type {WebAssembly.Module | undefined} */
  compiled;

  /**
   * Answers a request. Throws an Error made for people, or Broken.
   * @param {Request} request
   * @returns {Promise<any>}
   */
  async answer({ filing, method, args }) {
    this.#module ??= load(this.compiled);
    const module = await this.#module;
    if (method === "load") return;
    try {
      if (method === "open") {
        const opened = module.OpenFiling.open(args[0], args[1]);
        this.#open.set(filing, opened);
        const info = opened.info();
        const [table] = info.tables;
        // The rows that are mostly asked for next come along: to ask for them takes a way there and back.
        return { info, first: table ? opened.rows({ table: 0, end: firstRows(table.rows) }) : null };
      }
      const opened = this.#open.get(filing);
      if (!opened) throw new Error("This filing is closed.");
      switch (method) {
        case "rows": return opened.rows(args[0]);
        case "facts": return opened.facts(args[0]);
        case "fact": return opened.fact(args[0]);
        case "move": return opened.move(args[0], args[1]);
        case "confirm": return opened.confirm(args[0]);
        case "export": return opened.export(args[0], args[1]);
        case "close": return this.#open.delete(filing), opened.free();
        default: throw new Error(`There is no "${method}".`);
      }
    } catch (error) {
      // What the module means to say is a plain Error; anything else (RuntimeError, RangeError, InternalError) is a trap.
      if (error instanceof Error && error.constructor === Error) throw error;
      throw new Broken(`The reader broke down (${error instanceof Error ? error.message : error}). Open the file again; if it happens again, the file is one it cannot read.`);
    }
  }
}

/**
 * @param {WebAssembly.Module | undefined} compiled
 * @returns {Promise<Module>}
 */
async function load(compiled) {
  generation += 1;
  // A query makes the same file a new module with a new memory.
  const path = `./pkg/filing_viewer.js${generation > 1 ? `?${generation}` : ""}`;
  try {
    /** @type {Module} */
    const module = await import(path);
    const wasm = compiled ?? (typeof location === "undefined" ? await fromDisk() : undefined);
    await module.default(wasm && { module_or_path: wasm });
    return module;
  } catch (error) {
    throw new Broken(`The reader could not be loaded (${error instanceof Error ? error.message : error}). Reload the page; the server must send pkg/filing_viewer_bg.wasm, and the page's policy must allow 'wasm-unsafe-eval'.`);
  }
}

/** Node has no fetch for files. */
async function fromDisk() {
  const { readFile } = await import("node:fs/promises");
  return readFile(new URL("./pkg/filing_viewer_bg.wasm", import.meta.url));
}
