// The files that all readers are given: real filings, and one of them repeated to 12 and 120 MB in a folder that is removed again.
import { appendFileSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const shared = process.env.FILING_VIEWER_SHARED ?? fileURLToPath(new URL("../../../shared", import.meta.url));
const corpus = join(shared, "corpus/inline");
/** Measured unless others are asked for. */
const USUAL = ["10-k-ge.htm", "10-k-ko.htm", "10-q-cat.htm", "aapl-20250329.htm", "jnj-10-k-2025-02-13.htm"];
/** What is repeated, and how often. */
const WHOLE = "10-k-ge.htm";
const REPEATED = { "ge-12mb.htm": 3, "ge-120mb.htm": 32 };
const FACTS = /<ix:(?:nonFraction|nonNumeric|fraction)[\s>]/g;

/**
 * @typedef {{ name: string, path: string, size: number, expected: number | null }} Input
 *   `expected` is how many facts Arelle reads in it; null where nobody has asked.
 */

/**
 * The files asked for by a pattern with `*` and `?`; one with a slash is for files of one's own.
 * @param {string | undefined} pattern
 * @returns {{ inputs: Input[], remove: () => void }}
 */
export function inputs(pattern) {
  const folder = pattern?.includes("/") ? dirname(pattern) : corpus;
  const there = existsSync(folder) ? readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile()) : [];
  const wanted = pattern === undefined ? null : like(basename(pattern));
  const asked = (/** @type {string} */ name) => wanted?.test(name) ?? (USUAL.includes(name) || name in REPEATED);
  const found = there.filter(asked).map((name) => ({ name, path: join(folder, name), expected: expected(name) }));
  const temporary = mkdtempSync(join(tmpdir(), "filing-viewer-bench-"));
  if (folder === corpus && there.includes(WHOLE)) {
    for (const [name, times] of Object.entries(REPEATED).filter(([name]) => asked(name))) {
      found.push({ name, path: join(temporary, name), expected: repeat(join(corpus, WHOLE), join(temporary, name), times) });
    }
  }
  const sized = found.map((input) => ({ ...input, size: statSync(input.path).size }));
  return { inputs: sized, remove: () => rmSync(temporary, { recursive: true, force: true }) };
}

/** @param {string} pattern */
function like(pattern) {
  return new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".")}$`);
}

/** @param {string} name */
function expected(name) {
  const path = join(shared, "corpus/facts-expected", `${name}.jsonl.gz`);
  return existsSync(path) ? gunzipSync(readFileSync(path)).toString().trimEnd().split("\n").length : null;
}

/**
 * Writes a filing with its header once and its body several times. Ids get a number behind them, so that what continues a fact
 * of one body does not continue that of another. Gives how many facts there are in it.
 * @param {string} from @param {string} to @param {number} times
 */
function repeat(from, to, times) {
  const text = readFileSync(from, "utf8");
  const header = text.indexOf("</ix:header>");
  const start = text.indexOf("</div>", header) + "</div>".length;
  const end = text.lastIndexOf("</body>");
  if (header < 0 || end < start) throw new Error(`${from} has no header and body to repeat.`);
  const body = text.slice(start, end);
  writeFileSync(to, text.slice(0, end));
  for (let at = 2; at <= times; at += 1) appendFileSync(to, body.replace(/ (id|continuedAt)="([^"]*)"/g, ` $1="$2-${at}"`));
  appendFileSync(to, text.slice(end));
  const facts = (/** @type {string} */ part) => part.match(FACTS)?.length ?? 0;
  return facts(text) + (times - 1) * facts(body);
}

/** How often a file of that size is measured where a small one is measured `times` times. @param {number} size @param {number} times */
export function timesFor(size, times) {
  return Math.max(Math.min(times, 3), Math.min(times, Math.round((times * 5e6) / size)));
}
