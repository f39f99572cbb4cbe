// npm run bench: how fast this project's reader is, beside others that read the same files in the same run. It prints Markdown
// and fails nothing; where a bar is set, the words pass and FAIL say whether it is met.
//
//   npm run bench [-- --native --node --chromium --table --files PATTERN --fast --times N]
//
// --native    thread CPU time of: memchr counting "<", quick-xml's bare event loop, the crate xbrlkit, this project's reader, and
//             the same with every value taken ("text out": text blocks are written); all in one program
// --node      the same in one wasm module, wall time, warm; htmlparser2 beside them; the first call in a fresh process
// --chromium  the same in a page, with the browser's DOMParser; the first call in a fresh browser; then the page that is built in
//             www/dist: from a drop to the first sortable rows, tasks of the main thread, memory of the wasm
// --table     our table as the page is built, beside Tabulator, hightable and a bare virtual list, over 1,000, 100,000 and 1,000,000
//             facts written on the fly: first rows, sorting, searching, counting, scrolling; each the first time in a fresh browser,
//             0.8 s after the rows are there: meanwhile ours makes its counts ready, as it does for anybody.
//             The tables are installed into tests/bench when this is first run
// --files     files of the corpus by name, or with a slash any files; ge-12mb.htm and ge-120mb.htm are made by repeating a body
// --fast      the wasm module at level 3 with all inlining, for all readers. Without it the module is compiled as the page's is,
//             smaller and slower, which is a quarter slower for xbrlkit and quick-xml too
// --times     how often each is measured (15); large files less often, by their size
//
// Machines differ and other programs run, so look at ratios: readers take turns in one process, and a ratio is one of medians
// (those in JavaScript have their turns afterwards, as they leave garbage).
// What is measured ends when the reader has its result; copying the input in, and freeing, are outside. xbrlkit, htmlparser2 and
// DOMParser get a string and pay for no UTF-8 check. A reader of which the facts are not as many as expected is not judged.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { build, optimise } from "../../www/build/build.js";
import { browsers, setUp } from "../../www/build/setup.js";
import { inputs, timesFor } from "./inputs.js";
import { rPage } from "./r-page.js";
import { atMost, facts, fixed, median, speeds, table } from "./report.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** How often a first call is measured at most; each takes a process or a browser of its own. */
const FIRST = 3;
/** At most, of a page that opens a file: milliseconds of a task, memory as a multiple of the file, milliseconds to the rows. */
const [TASK, MEMORY, ROWS] = [50, 3, { "ge-12mb.htm": 300 }];
/** Memory is judged from this size on: below it, the module's own few megabytes are most of it. */
const LARGE = 10e6;

const { values } = parseArgs({
  options: { native: { type: "boolean" }, node: { type: "boolean" }, chromium: { type: "boolean" }, table: { type: "boolean" }, files: { type: "string" }, fast: { type: "boolean" }, times: { type: "string", default: "15" } },
});
const all = !values.native && !values.node && !values.chromium && !values.table;
const module = values.fast ? "Wasm compiled for speed" : "Wasm";
const times = Math.max(1, Number(values.times) || 15);

setUp();
// Not at the top: a bare clone has the packages only now.
const [native, chromium, page] = await Promise.all([import("./native.js"), import("./chromium.js"), import("./page.js")]);
sameProfiles();
// Tables need no files.
const readers = all || values.native || values.node || values.chromium;
const { inputs: files, remove } = readers ? inputs(values.files) : { inputs: [], remove() {} };
if (readers && files.length === 0) console.log("left out: there are no such files (the corpus of real filings is looked for at ../shared).");
try {
  if ((all || values.node || values.chromium) && files.length > 0) buildModule();
  if (all || values.chromium || values.table) await build();
  if ((all || values.native) && files.length > 0) inProgram(native.build());
  if ((all || values.node) && files.length > 0) inNode();
  if (all || values.chromium) await inChromium();
  if (all || values.table) await ofTables();
} finally {
  remove();
}

/** @param {string} program */
function inProgram(program) {
  const results = files.map((input) => ({ input, measured: native.measure(program, input.path, timesFor(input.size, times)) }));
  speeds("Native, thread CPU time", results, [
    { reader: "ours", beside: "quick-xml", most: 1 },
    { reader: "ours, text out", beside: "quick-xml", most: 1.3 },
  ]);
}

/** Compiles the wasm module that holds all readers: just as the page's, or for speed. */
function buildModule() {
  // In the environment this is in place of what .cargo/config.toml says.
  const fast = { RUSTFLAGS: "-C target-feature=+simd128", CARGO_PROFILE_WASM_OPT_LEVEL: "3" };
  native.run(native.build("www/build"), ["tests/bench", "tests/bench/target/pkg"], values.fast ? fast : {});
  if (!values.fast) optimise(join(root, "tests/bench/target/pkg/filing_viewer_bench_bg.wasm"));
}

function inNode() {
  const node = (/** @type {string[]} */ ...args) => JSON.parse(native.run(process.execPath, args)[0]);
  const script = join(root, "tests/bench/node.js");
  const results = files.map((input) => ({ input, measured: node(script, input.path, String(timesFor(input.size, times))) }));
  speeds(`${module} in Node, wall time, warm`, results, [{ reader: "ours", beside: "xbrlkit", most: 0.25 }]);
  const calls = files.flatMap((input) => ["ours", "xbrlkit"].map((reader) => ({ input, reader, calls: Array.from({ length: firsts(input) }, () => node(script, input.path, "first", reader)) })));
  firstCalls(`${module} in Node, the first call`, calls);
}

async function ofTables() {
  const launch = browsers().chromium;
  if (!launch) return console.log("left out: Chromium is not there (npm test installs it).");
  const { tables } = await import("./table.js");
  await tables(launch, times);
}

async function inChromium() {
  const launch = browsers().chromium;
  if (!launch) return console.log("left out: Chromium is not there (npm test installs it).");
  const results = [];
  for (const input of files) results.push({ input, measured: await chromium.warm(launch, input.path, timesFor(input.size, times)) });
  speeds(`${module} in Chromium, wall time, warm`, results, []);
  const calls = [];
  for (const input of files) {
    const found = [];
    for (let at = 0; at < firsts(input); at += 1) found.push(await chromium.first(launch, input.path, "ours"));
    calls.push({ input, reader: "ours", calls: found });
  }
  firstCalls(`${module} in Chromium, the first call`, calls);
  await inThePage(launch);
}

/** @param {import("../../www/build/setup.js").Launch} launch */
async function inThePage(launch) {
  const text = rPage(1_200_000);
  const r = `R page, ${fixed(text.length / 1e6, 1)} MB`;
  const rows = [
    opened(`${r}: bytes to 60 rows, no page`, text.length, await page.open(launch, { text }, times, page.facade)),
    opened(r, text.length, await page.open(launch, { text }, times)),
  ];
  for (const { name, path, size } of files) rows.push(opened(name, size, await page.open(launch, { path }, Math.min(5, timesFor(size, times)))));
  table("The page in Chromium: drop to the first sortable rows", ["dropped", "median ms", "min ms", "max ms", "bar", "longest task ms", "bar", "wasm MB", "× file", "bar"], rows);
}

/** @param {string} name @param {number} size @param {import("./page.js").Opened} of */
function opened(name, size, { ms, tasks, memory, error }) {
  if (error !== null) return [name, error, ...Array(8).fill("")];
  const [task, times, held] = [Math.max(...tasks), memory / size, ROWS[/** @type {"ge-12mb.htm"} */ (name)]];
  return [
    name,
    ...[median(ms), Math.min(...ms), Math.max(...ms)].map((ms) => fixed(ms, 0)),
    held ? atMost(median(ms), held) : "",
    task === 0 ? "none" : fixed(task, 0),
    Number.isNaN(task) ? "" : atMost(task, TASK),
    fixed(memory / 1e6, 1),
    fixed(times, 1),
    size < LARGE ? "" : atMost(times, MEMORY),
  ];
}

/** @param {string} title @param {{ input: import("./inputs.js").Input, reader: string, calls: import("./chromium.js").First[] }[]} results */
function firstCalls(title, results) {
  const rows = results.map(({ input, reader, calls }) => {
    const [memory, ms] = [Math.max(...calls.map((call) => call.memory)), calls.flatMap((call) => call.ms ?? [])];
    const compiled = median(calls.map((call) => call.compiled));
    return [input.name, reader, facts(calls[0], input), fixed(compiled, 1), fixed(median(ms), 1), fixed(Math.min(...ms), 1), fixed(memory / 1e6, 1), fixed(memory / input.size, 1)];
  });
  table(title, ["file", "reader", "found", "loading ms", "median ms", "min ms", "wasm MB", "× file"], rows);
}

/** How often the first call on an input is measured. @param {import("./inputs.js").Input} input */
function firsts({ size }) {
  return size > 5 * LARGE ? 1 : FIRST;
}

/** The bench is a package of its own, so it says again how to compile; it must say the same. */
function sameProfiles() {
  const profiles = (/** @type {string} */ name) => readFileSync(join(root, name), "utf8").match(/^\[profile\.(release|wasm)\]\n([a-z-]+ = .*\n)+/gm)?.join("\n");
  if (profiles("Cargo.toml") !== profiles("tests/bench/Cargo.toml")) throw new Error("tests/bench/Cargo.toml has other profiles than Cargo.toml.");
}
