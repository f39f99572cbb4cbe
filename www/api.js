// Opens filings: reads files, blobs, bytes and text, and owns the workers that read them. Imports nothing at first, and runs in Node.
import { Broken, Filings } from "./filings.js";
import { compile as compileAnew, HERE, newWorker } from "./parts.js";

/** @typedef {import("./types.js").Source} Source */
/** @typedef {import("./types.js").Info} Info */
/** @typedef {import("./types.js").Rows} Rows */
/** @typedef {import("./types.js").FactRows} FactRows */
/** @typedef {import("./types.js").FilingHandle} FilingHandle */

/** Input up to this many bytes goes to the worker that all filings of a page share. */
const SHARED = 1_000_000;
/** A worker that has not said it is there by then is given up: a page's policy may forbid it without a word. In milliseconds. */
const PATIENCE = 5000;

const CLOSED = "This filing is closed.";
const ENDED = "The reader ended unexpectedly: the file may need more memory than there is. Open a smaller part, or reload the page.";

/**
 * Opens one or several files as one filing.
 *
 * Rejects with an Error whose message says what is wrong, where, and what to do. The signal gives up: its reason is what the
 * promise is then rejected with. Of a large archive all is read before the promise resolves; `partly`: only a first part, and
 * `more` of the handle reads on.
 *
 * @param {Source | Source[]} sources
 * @param {{ signal?: AbortSignal, partly?: boolean }} [options]
 * @returns {Promise<FilingHandle>}
 */
export async function openFiling(sources, { signal, partly = false } = {}) {
  signal?.throwIfAborted();
  const files = await Promise.all([sources].flat().map(read));
  signal?.throwIfAborted();
  const size = files.reduce((sum, file) => sum + file.bytes.length, 0);
  const own = size > SHARED;
  const engine = own ? takeSpare() : size <= HERE ? (here = alive(here) ?? new Engine(false)) : (shared = alive(shared) ?? new Engine());
  const filing = ++filings;
  const end = () => (own ? engine.end(CLOSED) : engine.ask(filing, "close", []).catch(() => {}));
  const opened = engine.ask(filing, "open", [files.map((file) => file.name), files.map((file) => file.bytes)]);
  const open = handle(engine, filing, await unless(signal, opened, end), end);
  while (open.waiting && !partly) await unless(signal, open.more(), end);
  return open;
}

/**
 * Makes ready for the first filing: starts the shared worker and one for a large file, and lets the shared one read a rehearsal,
 * so that the browser has compiled what reading needs. A page that only shows what stands in it has no use for it.
 *
 * @param {Source | Source[]} rehearsal
 * @returns {Promise<void>}
 */
export async function prepare(rehearsal) {
  (spare = new Engine()).ask(0, "load", ["small"]).catch(() => {});
  // Twice: what runs often is compiled anew, and all workers share what was compiled.
  for (let times = 0; times < 2; times += 1) (await openFiling(rehearsal)).close();
  await spare.ask(0, "load", ["small"]);
}

/**
 * Makes ready for XBRL documents, which most filings come as: fetches the module that reads them, has the waiting workers begin
 * with it, and lets one read a rehearsal. For a page to call when a file may be about to come. What fails here is said when a
 * file needs it.
 *
 * @param {() => Source} rehearsal
 * @returns {Promise<void>}
 */
export function prepareFull(rehearsal) {
  const prepared = async () => {
    await Promise.all([shared, spare].map((engine) => alive(engine)?.ask(0, "load", ["full"])));
    for (let times = 0; times < 2; times += 1) {
      const filing = await openFiling(rehearsal());
      // A function is compiled when it is first called; the first click is not to wait for that.
      const window = { start: 0, end: 40 };
      await filing.facts({ sort: "value", ...window });
      await filing.facts({ sort: [{ by: "label", descending: true }, { by: "period", descending: false }], ...window });
      await filing.facts({ search: "more", where: { kind: ["money"] }, ...window });
      await filing.facets({}, [{ facet: "period" }, { facet: "axis" }, { facet: "kind" }, { facet: "members" }]);
      filing.close();
    }
  };
  return (full ??= prepared().catch(() => void (full = undefined)));
}

/** @type {Promise<void> | undefined} */
let full;

/** The numbers of filings. */
let filings = 0;

/** @type {Engine | undefined} */
let shared;

/** Reads on the page's own thread what is not worth a worker. @type {Engine | undefined} */
let here;

/** Waits for a large file. @type {Engine | undefined} */
let spare;

/** @param {Engine | undefined} engine */
const alive = (engine) => (engine?.dead === false ? engine : undefined);

function takeSpare() {
  const engine = alive(spare) ?? new Engine();
  spare = undefined;
  return engine;
}

/** @typedef {import("./parts.js").Build} Build */

/** The wasm, compiled once for all workers. @type {Partial<Record<Build, Promise<WebAssembly.Module>>>} */
const compiled = {};

/** @param {Build} build */
function compile(build) {
  return (compiled[build] ??= compileAnew(build).catch((error) => {
    // It may be missing for a moment.
    delete compiled[build];
    throw error;
  }));
}

/**
 * @param {Engine} engine @param {number} filing @param {{ info: Info, waiting: import("./types.js").Waiting | null, first: { rows: Rows | null, facts: FactRows | null } | null }} opened @param {() => void} end
 * @returns {FilingHandle}
 */
function handle(engine, filing, { info, waiting, first }, end) {
  let closed = false;
  const ask = async (/** @type {string} */ method, /** @type {any[]} */ ...args) => {
    if (closed) throw new Error(CLOSED);
    const part = first && (method === "rows" ? rowsOf(first.rows, args[0]) : method === "facts" ? partOf(first.facts, args[0]) : null);
    // Good for one answer: what is asked after it may follow a change.
    first = null;
    if (part) return part;
    return engine.ask(filing, method, args);
  };
  const self = {
    info,
    waiting,
    async more() {
      if (self.waiting) Object.assign(self, await ask("more"));
      return self.info;
    },
    members: ask.bind(null, "members"),
    async table(/** @type {number} */ at) {
      const known = self.info.tables[at];
      return known && !known.unread ? known : (self.info.tables[at] = await ask("table", at));
    },
    rows: ask.bind(null, "rows"),
    facts: ask.bind(null, "facts"),
    groups: ask.bind(null, "groups"),
    facets: ask.bind(null, "facets"),
    find: ask.bind(null, "find"),
    pivot: ask.bind(null, "pivot"),
    fact: ask.bind(null, "fact"),
    document: ask.bind(null, "document"),
    move: async (/** @type {number} */ fact, /** @type {number} */ column) => (self.info = await ask("move", fact, column)),
    confirm: async (/** @type {number} */ fact) => (self.info = await ask("confirm", fact)),
    export: ask.bind(null, "export"),
    leftOut: ask.bind(null, "leftOut"),
    copy: ask.bind(null, "copy"),
    cite: ask.bind(null, "cite"),
    close() {
      if (!closed) end();
      closed = true;
    },
  };
  return self;
}

/**
 * The rows asked for, where they are among the first of the first table as filed; null where they are not.
 * @param {Rows | null} first @param {import("./types.js").RowsQuery} query
 */
const rowsOf = (first, query) => (query.table === 0 && !query.across && !query.columns ? partOf(first, query) : null);

/**
 * What is asked for, where it is among the first of all in the order read; null where it is not.
 * @template Row
 * @param {{ total: number, rows: Row[] } | null} first
 * @param {{ search?: unknown, where?: unknown, sort?: unknown, descending?: unknown, start?: number, end?: number | null }} [query]
 */
function partOf(first, { search, where, sort, descending, start, end } = {}) {
  if (!first || search || where || (sort ?? null) !== null || descending || start) return null;
  const upTo = Math.min(end ?? first.total, first.total);
  return upTo >= 0 && upTo <= first.rows.length ? { total: first.total, rows: first.rows.slice(0, upTo) } : null;
}

/**
 * The promise's outcome, or the signal's reason if that comes first; `giveUp` is then called.
 * @template T
 * @param {AbortSignal | undefined} signal @param {Promise<T>} promise @param {() => void} giveUp
 * @returns {Promise<T>}
 */
function unless(signal, promise, giveUp) {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => (giveUp(), reject(signal.reason));
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}

/**
 * The name and bytes of a source. The bytes are a copy, to be handed over.
 * @param {Source} source
 * @returns {Promise<{ name: string, bytes: Uint8Array<ArrayBuffer> }>}
 */
async function read(source) {
  if (typeof source === "string") return { name: "pasted text", bytes: new TextEncoder().encode(source) };
  if (source instanceof Uint8Array) return { name: "input", bytes: source.slice() };
  const name = "name" in source && source.name ? String(source.name) : "input";
  if (source instanceof Blob) {
    const bytes = await source.arrayBuffer().catch((error) => {
      throw new Error(`${name}: it could not be read (${error.message}). See that it is still there, and open it again.`);
    });
    return { name, bytes: new Uint8Array(bytes) };
  }
  return { name, bytes: typeof source.bytes === "string" ? new TextEncoder().encode(source.bytes) : source.bytes.slice() };
}

/** Something that answers requests: a worker, or the main thread where no worker can be had. */
class Engine {
  dead = false;
  #why = ENDED;
  #asked = 0;
  /** @type {Map<number, { resolve(value: any): void, reject(error: Error): void }>} */
  #waiting = new Map();
  /** The worker; null for the main thread. @type {Promise<Worker | null>} */
  #worker;
  /** The worker, once it is there. @type {Worker | null} */
  #known = null;
  #here = new Filings(compile);

  constructor(away = true) {
    this.#worker = away ? startWorker().then((worker) => this.#listen(worker)) : Promise.resolve(null);
  }

  /**
   * Asks something of a filing.
   * @param {number} filing @param {string} method @param {any[]} args
   * @returns {Promise<any>}
   */
  async ask(filing, method, args) {
    // Once it is known nothing is waited for: what is asked is on its way before the page does anything else.
    const worker = this.#known ?? await this.#worker;
    if (this.dead) throw new Error(this.#why);
    if (!worker) return this.#askHere({ filing, method, args });
    const id = ++this.#asked;
    const transfer = method === "open" ? args[1].map((/** @type {Uint8Array} */ bytes) => bytes.buffer) : [];
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage({ id, filing, method, args }, transfer);
    });
  }

  /** @param {Worker | null} worker */
  #listen(worker) {
    this.#known = worker;
    if (worker) {
      worker.onmessage = ({ data }) => {
        if (!data.wants) return this.#answered(data);
        const answer = (/** @type {{ module?: WebAssembly.Module, why?: string }} */ compiled) => worker.postMessage({ wants: data.wants, ...compiled });
        compile(data.wants).then((module) => answer({ module }), (error) => answer({ why: error instanceof Error ? error.message : String(error) }));
      };
      worker.onerror = (event) => (event.preventDefault(), this.end(ENDED));
      worker.onmessageerror = () => this.end(ENDED);
    }
    return worker;
  }

  /** @param {{ id: number, value?: any, error?: string, broken?: boolean }} answer */
  #answered({ id, value, error, broken }) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error === undefined) waiting?.resolve(value);
    else waiting?.reject(new Error(error));
    if (broken) this.end(error ?? ENDED);
  }

  /** @param {import("./filings.js").Request} request */
  async #askHere(request) {
    // A moment for the page between one step and the next.
    await new Promise((resolve) => setTimeout(resolve));
    if (this.dead) throw new Error(this.#why);
    try {
      return await this.#here.answer(request);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      this.end(error.message);
      throw new Error(error.message);
    }
  }

  /**
   * Ends the worker, and with it all that was asked of it: the one way to stop wasm, and to give its memory back.
   * @param {string} why
   */
  async end(why) {
    this.dead = true;
    this.#why = why;
    for (const { reject } of this.#waiting.values()) reject(new Error(why));
    this.#waiting.clear();
    this.#here = new Filings(compile);
    (await this.#worker)?.terminate();
  }
}

/**
 * A worker that has said it is ready; null where none can be had: in Node, on `file:`, under a policy that forbids it.
 * @returns {Promise<Worker | null>}
 */
async function startWorker() {
  if (typeof Worker === "undefined" || typeof document === "undefined") return null;
  const started = newWorker();
  // A page that cannot have it now is told when it asks.
  compile("small").catch(() => {});
  const worker = await started.catch(() => null);
  return worker && new Promise((resolve) => {
    const none = () => (worker.terminate(), resolve(null));
    const timer = setTimeout(none, PATIENCE);
    worker.onerror = (event) => (event.preventDefault(), clearTimeout(timer), none());
    worker.onmessage = () => (clearTimeout(timer), resolve(worker));
  });
}
