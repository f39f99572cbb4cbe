// Measures the readers on one file in a Node of its own, and prints JSON.
//
//   node tests/bench/node.js FILE TIMES          all in turns, warm; then htmlparser2
//   node tests/bench/node.js FILE first READER   one, the first time
import { readFileSync } from "node:fs";
import { Parser } from "htmlparser2";
import { WASM, load, once, takeTurns } from "./turns.js";

const [path, times, reader] = process.argv.slice(2);
const input = readFileSync(path);
const wasm = readFileSync(new URL("target/pkg/filing_viewer_bench_bg.wasm", import.meta.url));

const start = performance.now();
const { task, size } = await load(wasm);
const compiled = performance.now() - start;

if (times === "first") {
  const measured = { reader, found: 0, error: null, ms: [] };
  const ms = once(() => task(reader, input), measured);
  console.log(JSON.stringify({ compiled, ms, found: measured.found, error: measured.error, memory: size() }));
} else {
  const text = input.toString();
  const makers = Object.fromEntries(WASM.map((name) => [name, () => task(name, input)]));
  // By itself: it leaves garbage, which would be collected in the time of others. To ask for that would undo what is compiled.
  console.log(JSON.stringify([...takeTurns(makers, Number(times)), ...takeTurns({ htmlparser2: () => htmlparser2(text) }, Number(times))]));
}

/**
 * The least that a reader of facts would do: count them, and join the text in them. It gets a string, so it pays for no decoding.
 * @param {string} text
 * @returns {import("./turns.js").Task}
 */
function htmlparser2(text) {
  const isFact = (/** @type {string} */ name) => name === "ix:nonFraction" || name === "ix:nonNumeric" || name === "ix:fraction";
  const reading = {
    found: 0,
    read() {
      /** @type {string[]} */
      const open = [];
      const parser = new Parser(
        {
          onopentag: (name) => void (isFact(name) && open.push("")),
          ontext: (part) => void (open.length > 0 && (open[open.length - 1] += part)),
          onclosetag(name) {
            if (!isFact(name)) return;
            const inner = open.pop() ?? "";
            if (open.length > 0) open[open.length - 1] += inner;
            reading.found += 1;
          },
        },
        { xmlMode: true },
      );
      parser.end(text);
    },
  };
  return reading;
}
