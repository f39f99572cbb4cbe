// The open filings behind their numbers: the same code in the worker and, where no worker can be had, on the main thread.
import { ADVICE, binding, FIRST } from "./parts.js";
import { COLUMNS, firstRows, WHOLE } from "./viewport.js";

/** @typedef {typeof import("./pkg/filing_viewer.js")} Module */
/** @typedef {import("./parts.js").Build} Build */
/** @typedef {import("./pkg/filing_viewer.js").OpenFiling} OpenFiling */

/**
 * What is asked: to open files under a number, to call a method of the filing of that number, or to close it.
 * @typedef {{ filing: number, method: string, args: any[] }} Request
 */

/** What is thrown when the small module could not be had, or one broke down: nothing can be asked any more. */
export class Broken extends Error {}

/** An open filing, and whether it is one of the full module. @typedef {{ opened: OpenFiling, full: boolean }} Open */

/** What a module means to say is a plain Error; anything else (RuntimeError, RangeError, InternalError) is a trap. @param {unknown} error */
const isMeant = (error) => error instanceof Error && error.constructor === Error;

export class Filings {
  /** @type {Map<number, Open>} */
  #open = new Map();
  /** @type {Partial<Record<Build, Promise<Module>>>} */
  #modules = {};
  #compiled;

  /** @param {(build: Build) => Promise<WebAssembly.Module>} compiled The wasm as the page has compiled it. */
  constructor(compiled) {
    this.#compiled = compiled;
  }

  /**
   * Answers a request. Throws an Error made for people, or Broken.
   * @param {Request} request
   * @returns {Promise<any>}
   */
  async answer({ filing, method, args }) {
    if (method === "load") return void (await this.#module(args[0]));
    const first = await this.#module(FIRST);
    try {
      if (method === "open") {
        const [names, bytes] = args;
        const needsFull = bytes.some((/** @type {Uint8Array} */ file) => first.OpenFiling.needsFull(file));
        const { OpenFiling } = needsFull ? await this.#module("full") : first;
        const opened = OpenFiling.open(names, bytes);
        this.#open.set(filing, { opened, full: needsFull || FIRST === "full" });
        const info = opened.info();
        const [table] = info.tables;
        // What is mostly asked for next comes along: to ask for it takes a way there and back.
        const rows = table && table.columns.length <= COLUMNS ? opened.rows({ table: 0, end: firstRows(table.rows, table.columns.length) }) : null;
        // Few facts are there as soon as they are asked for.
        return { info, waiting: waiting(opened), first: { rows, facts: info.facts > WHOLE ? opened.facts({ end: firstRows(info.facts, 1) }) : null } };
      }
      const { opened, full } = this.#get(filing);
      switch (method) {
        case "table":
        case "fact":
        case "move":
        case "confirm": return /** @type {any} */ (opened)[method](...args);
        case "document": return (await this.#full(filing)).document(args[0], args[1]);
        case "export": return (await this.#full(filing)).export(args[0], ...chosen(args[1]));
        case "leftOut": return (await this.#full(filing)).leftOut(args[0], ...chosen(args[1]));
        case "copy": {
          const [html, text] = (await this.#full(filing)).clip(...chosen(args[0]));
          return { html, text };
        }
        case "cite": return (await this.#full(filing)).cite(args[0]);
        case "more": return { info: opened.more(), waiting: waiting(opened) };
        case "close": return this.#open.delete(filing), opened.free();
        case "rows":
        case "facts":
          // The small module knows one key to sort by; what it does not understand, the full one may.
          if (!full && !args[0]?.search && !args[0]?.where) try {
            return opened[method](args[0]);
          } catch (error) {
            if (!isMeant(error)) throw error;
          }
      }
      return (await this.#full(filing)).ask(method, JSON.stringify(args));
    } catch (error) {
      if (isMeant(error)) throw error;
      throw error instanceof Broken ? error : new Broken(`The reader broke down (${error instanceof Error ? error.message : error}). Open the file again; if it happens again, the file is one it cannot read.`);
    }
  }

  /** @param {number} filing */
  #get(filing) {
    const open = this.#open.get(filing);
    if (!open) throw new Error("This filing is closed.");
    return open;
  }

  /**
   * A filing in the full module, which from now on answers for it.
   * @param {number} filing
   */
  async #full(filing) {
    const { OpenFiling } = await this.#module("full");
    // It may have been closed, changed or opened anew meanwhile.
    const open = this.#get(filing);
    if (!open.full) {
      const opened = OpenFiling.again(...open.opened.state());
      open.opened.free();
      Object.assign(open, { opened, full: true });
    }
    return open.opened;
  }

  /** @param {Build} build */
  #module(build) {
    return (this.#modules[build] ??= begin(this.#compiled(build)).catch((error) => {
      // The full one may be missing for a moment, and what is open stays open.
      delete this.#modules[build];
      const why = error instanceof Error ? error.message : error;
      if (build !== FIRST) throw new Error(`The larger part of the reader, which this needs, could not be loaded (${why}). See that the page's site can be reached, and try again.`);
      throw new Broken(`The reader could not be loaded (${why}). ${ADVICE}`);
    }));
  }
}

/**
 * What waits to be read.
 * @param {OpenFiling} opened @returns {import("./types.js").Waiting | null}
 */
function waiting(opened) {
  const [members = 0, ofMembers = 0, bytes = 0, ofBytes = 0] = opened.waiting();
  return ofMembers > 0 ? { members, ofMembers, bytes, ofBytes } : null;
}

/**
 * What the module takes for a choice: a table's number, facts or rows, columns.
 * @param {import("./types.js").Chosen | number | null} [what]
 * @returns {[number | undefined, Uint32Array | undefined, string[] | undefined]}
 */
function chosen(what) {
  const { table, facts, rows, columns } = typeof what === "number" ? { table: what } : (what ?? {});
  const ids = (table == null ? facts : rows) ?? undefined;
  return [table ?? undefined, ids && Uint32Array.from(ids), columns?.map(String)];
}

/**
 * @param {Promise<WebAssembly.Module>} compiled
 * @returns {Promise<Module>}
 */
async function begin(compiled) {
  const [module, wasm] = await Promise.all([binding(), compiled]);
  await module.default({ module_or_path: wasm });
  return module;
}
