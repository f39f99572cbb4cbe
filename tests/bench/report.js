// What was measured, as Markdown tables: medians and the best, rates, ratios of medians, and how the bars were met.

/**
 * A bar: one reader's median is to be at most so many times another's.
 * @typedef {{ reader: string, beside: string, most: number }} Bar
 * @typedef {{ input: import("./inputs.js").Input, measured: import("./turns.js").Measured[] }} Result
 */

/** Readers that find something else than facts. @type {Record<string, string>} */
const COUNTS = { memchr: "<", "quick-xml": "events" };

/** @param {string} title @param {Result[]} results @param {Bar[]} bars */
export function speeds(title, results, bars) {
  const rows = results.flatMap(({ input, measured }) =>
    measured.map((one) => {
      const { reader, found, ms } = one;
      const bar = bars.find((bar) => bar.reader === reader);
      return [
        input.name,
        reader,
        COUNTS[reader] ? `${whole(found)} ${COUNTS[reader]}` : facts(one, input),
        fixed(median(ms), 2),
        fixed(Math.min(...ms), 2),
        whole(input.size / 1e3 / median(ms)),
        COUNTS[reader] ? "" : whole((found * 1e3) / median(ms)),
        ...["quick-xml", "xbrlkit"].map((name) => fixed(ratio(measured, reader, name), 2)),
        bar ? verdict(bar, one, measured, input) : "",
      ];
    }),
  );
  table(title, ["file", "reader", "found", "median ms", "min ms", "MB/s", "facts/s", "× quick-xml", "× xbrlkit", "bar"], rows);
}

/** @param {Bar} bar @param {import("./turns.js").Measured} one @param {import("./turns.js").Measured[]} measured @param {import("./inputs.js").Input} input */
function verdict({ reader, beside, most }, one, measured, input) {
  // A reader that leaves facts out is fast for nothing.
  if (one.error !== null || (input.expected !== null && one.found !== input.expected)) return `not judged: facts (≤ ${most} × ${beside})`;
  return atMost(ratio(measured, reader, beside), most, ` × ${beside}`);
}

/** Whether a bar is met, in words. @param {number} found @param {number} most */
export function atMost(found, most, unit = "") {
  return `${found <= most ? "pass" : "FAIL"} (≤ ${most}${unit})`;
}

/** @param {{ found: number, error: string | null }} measured @param {import("./inputs.js").Input} input */
export function facts({ found, error }, { expected }) {
  if (error !== null) return error;
  return expected === null || expected === found ? `${whole(found)} facts` : `${whole(found)} facts, not ${whole(expected)}`;
}

/** @param {import("./turns.js").Measured[]} measured @param {string} reader @param {string} beside */
function ratio(measured, reader, beside) {
  const of = (/** @type {string} */ name) => median(measured.find((one) => one.reader === name)?.ms ?? []);
  return of(reader) / of(beside);
}

/** @param {number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}

/** @param {number} number @param {number} digits */
export function fixed(number, digits) {
  return Number.isFinite(number) ? number.toFixed(digits) : "";
}

/** @param {number} number */
export function whole(number) {
  return Number.isFinite(number) ? Math.round(number).toLocaleString("en") : "";
}

/** @param {string} title @param {string[]} head @param {string[][]} rows */
export function table(title, head, rows) {
  if (rows.length === 0) return;
  const line = (/** @type {string[]} */ cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  console.log(`\n### ${title}\n`);
  for (const row of [head, head.map(() => "---"), ...rows]) console.log(line(row));
}
