// Measures readers in turns, in Node and in the browser: wall milliseconds, each reader once a round.

/**
 * @typedef {{ reader: string, found: number, error: string | null, ms: number[] }} Measured
 * @typedef {{ read(): void, found: number, error?: string | null, free?(): void }} Task a reader with its input
 */

/** The readers of the wasm module. */
export const WASM = ["memchr", "quick-xml", "xbrlkit", "ours", "ours, text out"];
/** At least so many rounds and milliseconds before it counts: the engine compiles anew what runs often. */
const WARM = { rounds: 2, time: 1000 };

/**
 * The wasm module.
 * @param {Uint8Array<ArrayBuffer>} [bytes] its file, in Node; the browser fetches it
 */
export async function load(bytes) {
  const binding = await import(new URL("target/pkg/filing_viewer_bench.js", import.meta.url).href);
  const { memory } = await binding.default({ module_or_path: bytes ?? new URL("target/pkg/filing_viewer_bench_bg.wasm", import.meta.url) });
  return {
    /** @param {string} reader @param {Uint8Array} input @returns {Task} */
    task: (reader, input) => new binding.Run(reader, input),
    size: () => /** @type {number} */ (memory.buffer.byteLength),
  };
}

/**
 * Each reader once a round, the next one first each time.
 * @param {Record<string, () => Task>} makers a reader's task is made before its clock starts
 * @param {number} times
 * @returns {Measured[]}
 */
export function takeTurns(makers, times) {
  /** @type {Measured[]} */
  const all = Object.keys(makers).map((reader) => ({ reader, found: 0, error: null, ms: [] }));
  const began = performance.now();
  let rounds = 0;
  const round = (/** @type {boolean} */ counts) => {
    for (let at = 0; at < all.length; at += 1) {
      const measured = all[(at + rounds) % all.length];
      const time = once(makers[measured.reader], measured);
      if (counts && time !== undefined) measured.ms.push(time);
    }
    rounds += 1;
  };
  while (rounds < WARM.rounds || performance.now() - began < WARM.time) round(false);
  for (let at = 0; at < times; at += 1) round(true);
  return all;
}

/**
 * @param {() => Task} make @param {Measured} measured gets what was found
 * @returns {number | undefined} milliseconds; none where the reader broke down, now or before
 */
export function once(make, measured) {
  if (measured.error?.startsWith(BROKEN)) return undefined;
  const task = make();
  try {
    const start = performance.now();
    task.read();
    const time = performance.now() - start;
    measured.found = task.found;
    measured.error = task.error ?? null;
    task.free?.();
    return time;
  } catch (error) {
    measured.error = `${BROKEN}: ${error}`;
    return undefined;
  }
}

const BROKEN = "broke down";
