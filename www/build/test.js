// npm test: installs what is missing and runs every test; `npm run lint` runs the checks of the code alone.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { browsers, setUp, setUpBrowsers } from "./setup.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const lint = process.argv[2] === "lint";
const node = process.execPath;

/** @type {{ name: string, outcome: string, ok: boolean }[]} */
const done = [];
/** @type {string[]} */
const leftOut = [];

/**
 * Runs a step, or leaves it out where one that it needs has failed.
 * @param {string} name @param {[string, ...string[]]} command @param {string} [needs]
 */
function step(name, [program, ...args], needs) {
  if (needs && done.some((step) => step.name === needs && !step.ok)) return void done.push({ name, outcome: `not run: ${needs} failed`, ok: false });
  console.log(`\n== ${name}: ${[program === node ? "node" : program, ...args].join(" ")}`);
  const start = Date.now();
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: "inherit" });
  const seconds = `${((Date.now() - start) / 1000).toFixed(0)} s`;
  done.push({ name, outcome: status === 0 ? seconds : `FAILED ${error?.message ?? ""} ${seconds}`, ok: status === 0 });
}

try {
  setUp({ tests: true });
} catch (error) {
  console.error(`setup: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}

if (!lint) {
  step("Rust tests", ["cargo", "test", "--locked"]);
  step("Parquet", ["cargo", "test", "--locked", "--features", "parquet", "--test", "parquet"]);
}
step("clippy", ["cargo", "clippy", "--locked", "--all-targets", "--", "-D", "warnings"]);
step("clippy, wasm", ["cargo", "clippy", "--locked", "--lib", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]);
// From what is here: nothing but the package itself is looked at.
step("crate", ["cargo", "package", "--locked", "--offline", "--allow-dirty", "--no-verify"]);
step("format", ["cargo", "fmt", "--check"]);
step("format, builder", ["cargo", "fmt", "--check", "--manifest-path", "www/build/Cargo.toml"]);
step("format, bench", ["cargo", "fmt", "--check", "--manifest-path", "tests/bench/Cargo.toml"]);
step("build", [node, "www/build/build.js"]);
// The types of the binding are made by the build.
step("types", [node, "node_modules/typescript/bin/tsc", "-p", "www/build/tsconfig.json"], "build");
if (!lint) inBrowsers();
summary();

function inBrowsers() {
  const files = readdirSync(join(root, "tests")).filter((name) => name.endsWith(".test.js"));
  step("facade in Node", [node, "--test", ...files.map((name) => `tests/${name}`)], "build");
  leftOut.push(...setUpBrowsers());
  const there = browsers();
  if (there.chromium || there.firefox) {
    step("Chromium and Firefox", [node, "node_modules/@playwright/test/cli.js", "test", "-c", "tests/browser/playwright.config.js"], "build");
  } else {
    done.push({ name: "Chromium and Firefox", outcome: "FAILED: neither is there", ok: false });
  }
  if (there.webkit) {
    const files = readdirSync(join(root, "tests/browser")).filter((name) => name.endsWith(".test.js"));
    const display = ["-a", "-s", "-screen 0 1280x900x24"];
    // One after the other: each has a browser of its own.
    step("WebKit", ["xvfb-run", ...display, node, "--test", "--test-concurrency=1", ...files.map((name) => `tests/browser/${name}`)], "build");
  }
  if (!existsSync(process.env.FILING_VIEWER_SHARED ?? join(root, "../shared"))) leftOut.push("The corpus of real filings is not at ../shared: its tests were left out.");
}

function summary() {
  console.log("\n== Summary");
  for (const { name, outcome } of done) console.log(`${name.padEnd(24)}${outcome}`);
  for (const line of leftOut) console.log(`left out: ${line}`);
  const ok = done.every((step) => step.ok);
  console.log(ok ? "All is well." : "Something failed: see above.");
  process.exitCode = ok ? 0 : 1;
}
