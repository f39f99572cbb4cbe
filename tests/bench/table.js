// Measures our table in Chromium beside Tabulator, hightable and a bare virtual list, over the same facts in one run: the page as
// built in www/dist, from an act of a person to the rows drawn.
import { chromium } from "@playwright/test";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { dist, serve } from "../../www/build/serve.js";
import { atMost, fixed, median, table, whole } from "./report.js";

/** @typedef {import("./table-page.js").Times} Times */

const here = fileURLToPath(new URL(".", import.meta.url));
const site = join(here, "target/table");
const COUNTS = [1000, 100_000, 1_000_000];
/** The tables that ours has to be ahead of, on every line, from so many facts on. */
const [PEERS, AHEAD] = [["tabulator", "hightable"], 100_000];
/** What is measured, and what it may take of a million facts on two cores, in milliseconds. @type {Record<string, number | null>} */
const LINES = {
  "first rows": 100, "sort by number": 150, "sort by dictionary text": 50, "sort by free text": 1000, "keystroke of search": 100, "facet counts": 100,
  "frame p95": null, "blank frames %": null, reading: null,
};
/** How many times longer it may take over ten times the facts. */
const GROWTH = 13;
/** How many times longer a frame may be than that of the bare list. */
const FRAMES = 1.2;
/** Lines on which nothing but ours is judged. */
const OWN = ["blank frames %", "reading"];

/** Joins the page's modules, and puts what is built beside them. */
async function prepare() {
  if (!existsSync(join(here, "node_modules/.package-lock.json"))) {
    const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: here, stdio: "inherit", shell: process.platform === "win32" });
    if (status !== 0) throw new Error('The tables to compare with could not be installed: run "npm ci" in tests/bench.');
  }
  const { buildSync } = await import("esbuild");
  rmSync(site, { recursive: true, force: true });
  mkdirSync(site, { recursive: true });
  cpSync(dist, join(site, "viewer"), { recursive: true });
  cpSync(join(here, "table.html"), join(site, "index.html"));
  const entryPoints = ["table-page", "peers"].map((name) => join(here, `${name}.js`));
  const define = { "process.env.NODE_ENV": '"production"' };
  buildSync({ entryPoints, outdir: site, bundle: true, format: "esm", target: "es2022", minify: true, define });
}

/**
 * @param {import("../../www/build/setup.js").Launch} launch @param {string} url @param {string} name @param {number} count @param {import("./facts.js").Sort} sort
 * @returns {Promise<import("./table-page.js").Measured>}
 */
async function once(launch, url, name, count, sort) {
  // A browser of its own: it keeps what it has compiled.
  const browser = await chromium.launch(launch);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(0);
    await page.goto(url);
    return await page.evaluate(async ({ name, count, sort }) => {
      /** @type {typeof import("./table-page.js")} */
      const { measure } = await import(new URL("table-page.js", location.href).href);
      return measure(name, count, sort);
    }, { name, count, sort });
  } finally {
    await browser.close();
  }
}

/**
 * @param {import("../../www/build/setup.js").Launch} launch @param {number} times how often each is measured; what is slow less often
 * @param {number[]} [counts] @param {string[]} [names]
 */
export async function tables(launch, times, counts = COUNTS, names = ["ours", ...PEERS, "bare"]) {
  await prepare();
  const { server, url } = await serve(site);
  /** Of each count and table the medians. @type {Map<number, Map<string, Times>>} */
  const found = new Map();
  try {
    for (const count of counts) {
      /** @type {Map<string, Times[]>} */
      const all = new Map(names.map((name) => [name, []]));
      const rounds = Math.max(1, Math.min(times, count < 1e6 ? 5 : 3));
      // In turns, so that what else the machine does is all of theirs.
      for (let round = 0; round < rounds; round += 1) {
        for (const name of names) {
          const figures = await once(launch, url, name, count, "figures");
          /** @type {Times} */
          const texts = name === "bare" ? {} : (await once(launch, url, name, count, "texts")).times;
          all.get(name)?.push({ ...figures.times, "sort by free text": texts["sort by free text"] ?? NaN });
          if (process.env.BENCH_VERBOSE) console.error(count, name, figures, texts);
        }
      }
      found.set(count, new Map([...all].map(([name, rounds]) => [name, Object.fromEntries(Object.keys(LINES).map((line) => [line, median(rounds.map((times) => times[line] ?? NaN))]))])));
    }
  } finally {
    server.close();
  }
  report(found, counts, names);
}

/** @param {Map<number, Map<string, Times>>} found @param {number[]} counts @param {string[]} names */
function report(found, counts, names) {
  const of = (/** @type {number} */ count, /** @type {string} */ name, /** @type {string} */ line) => found.get(count)?.get(name)?.[line] ?? NaN;
  const peers = PEERS.filter((name) => names.includes(name));
  const rows = Object.entries(LINES).flatMap(([line, most]) => counts.map((count) => {
    const mine = of(count, "ours", line);
    const ratios = peers.map((name) => mine / of(count, name, line));
    const bars = [];
    if (most !== null && count === 1e6) bars.push(atMost(mine, most, " ms"));
    // A frame is as long as the screen has it: nobody is ahead of that.
    if (line === "frame p95") bars.push(atMost(mine / of(count, "bare", line), FRAMES, " × bare"));
    else if (!OWN.includes(line) && count >= AHEAD && ratios.length > 0) bars.push(ratios.every((ratio) => !(ratio >= 1)) ? "ahead" : "BEHIND");
    return [
      line, whole(count), ...["ours", ...peers, "bare"].map((name) => (names.includes(name) ? fixed(of(count, name, line), 1) : "")),
      ...ratios.map((ratio) => (OWN.includes(line) ? "" : fixed(ratio, 3))), bars.join(", "),
    ];
  }));
  table("Tables in Chromium: from an act to the rows drawn, milliseconds", ["what", "facts", "ours", ...peers, "bare", ...peers.map((name) => `ours / ${name}`), "bar"], rows);
  if (![1e5, 1e6].every((count) => counts.includes(count))) return;
  const growth = Object.keys(LINES).filter((line) => !OWN.includes(line)).map((line) => {
    const [from, to] = [of(1e5, "ours", line), of(1e6, "ours", line)];
    return [line, fixed(from, 1), fixed(to, 1), `× ${fixed(to / from, 1)}`, atMost(to / from, GROWTH)];
  });
  table("How ours grows with the facts", ["what", "100,000", "1,000,000", "growth", "bar"], growth);
}
