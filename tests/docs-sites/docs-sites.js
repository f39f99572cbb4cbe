// npm run test:docs: tiny sites, each built by a documentation tool as people have it and looked at in a browser. `--` and names of
// tools try those; `--quick` is what `npm test` does: those that are there or come in seconds.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, firefox } from "playwright-core";
import { serve } from "../../www/build/serve.js";
import { browsers } from "../../www/build/setup.js";
import { CHECKS, check } from "./check.js";
import { install, run } from "./install.js";
import { tools } from "./tools.js";

const given = process.argv.slice(2);
const quick = given.includes("--quick");
const named = given.filter((name) => !name.startsWith("--"));
for (const name of named) if (!tools[name]) throw new Error(`there is no ${name}; there are ${Object.keys(tools).join(", ")}`);
/** What has been seen to work: where such a tool cannot be installed any more, that is a failure. @type {string[]} */
const worked = JSON.parse(readFileSync(new URL("./worked.json", import.meta.url), "utf8"));

const found = browsers();
const browser = await (found.chromium ? chromium.launch(found.chromium) : firefox.launch(found.firefox ?? {}));
/** @type {Record<string, string>[]} */
const rows = [];
/** @type {string[]} */
const failures = [];
/** @type {string[]} */
const leftOut = [];
for (const [name, tool] of Object.entries(tools)) {
  if (named.length > 0 ? !named.includes(name) : quick && !tool.quick) continue;
  const start = Date.now();
  let place;
  try {
    place = install(name, tool);
  } catch (error) {
    const why = `${name} could not be installed: ${error instanceof Error ? error.message : error}`;
    // On a machine of somebody's own a tool may be missing; what tests everything must have it.
    if (worked.includes(name) && (!quick || process.env.CI)) failures.push(`${why} (it worked before)`);
    else leftOut.push(why);
    continue;
  }
  /** @type {Record<string, string>} */
  const row = { tool: name };
  rows.push(row);
  try {
    Object.assign(row, await tried(place, tool));
  } catch (error) {
    row.build = `NO: ${error instanceof Error ? error.message : error}`;
  }
  for (const [column, outcome] of Object.entries(row)) if (outcome.startsWith("NO")) failures.push(`${name}, ${column}: ${outcome.slice(4)}`);
  console.log(`${name}: ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
await browser.close();

/**
 * @param {import("./tools.js").Place} place @param {import("./tools.js").Tool} tool
 * @returns {Promise<Record<string, string>>}
 */
async function tried(place, tool) {
  const out = join(place.site, tool.out);
  // No policy: these pages have scripts in their text. Before they are built, for some have the address in themselves.
  const { server, url } = await serve(out, 0, "");
  try {
    let said = "";
    for (const [program, ...args] of tool.build(place)) said += run(program, args, { cwd: place.site, env: { CI: "1", NO_COLOR: "1", SITE_URL: url, ...tool.env } });
    const warnings = said.split("\n").filter((line) => /warn|error|deprecat|not (known|loaded|found)/i.test(line));
    return { build: warnings.length > 0 ? `NO: ${warnings.join(" / ")}` : "no warning", ...await looked(url, tool, place) };
  } finally {
    server.close();
  }
}

/**
 * @param {string} url @param {import("./tools.js").Tool} tool @param {import("./tools.js").Place} place
 * @returns {Promise<Record<string, string>>}
 */
async function looked(url, tool, place) {
  const page = await browser.newPage({ colorScheme: "light" });
  page.setDefaultTimeout(20_000);
  /** @type {string[]} */
  const errors = [];
  page.on("pageerror", (error) => error.message !== tool.known && errors.push(error.message));
  page.on("console", (message) => /filing-viewer|hydrat/i.test(message.text()) && errors.push(message.text()));
  // What a tool's theme asks of other places is not for us.
  await page.route((at) => at.hostname !== "localhost", (route) => route.abort());
  try {
    const outcome = await (tool.look ? tool.look(page, place) : check(page, url, tool));
    return { ...outcome, errors: errors.length > 0 ? `NO: ${errors.join(" / ")}` : "none" };
  } finally {
    await page.close();
  }
}

const columns = ["tool", "build", ...CHECKS, "errors"];
const cell = (/** @type {Record<string, string>} */ row, /** @type {string} */ column) => (row[column] ?? "").replace(/^NO.*$/s, "NO");
const widths = columns.map((column) => Math.max(column.length, ...rows.map((row) => cell(row, column).length)));
const line = (/** @type {string[]} */ cells) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
console.log(`\n${[line(columns), line(widths.map((width) => "-".repeat(width))), ...rows.map((row) => line(columns.map((column) => cell(row, column))))].join("\n")}\n`);
for (const why of leftOut) console.log(`left out: ${why}`);
for (const failure of failures) console.log(`FAILED: ${failure}`);
if (rows.length === 0 && !quick) failures.push("no tool was tried");
process.exitCode = failures.length > 0 ? 1 : 0;
