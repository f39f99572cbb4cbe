// Builds the static site into www/dist/: one folder that any static host can serve.
//
//   node www/build/build.js
//
// 1. the builder (Rust) compiles the crate to wasm, once without XBRL and once whole, and writes the binding, which is the same
//    for both;   2. wasm-opt makes the wasm a fifth smaller;   3. the page's files are copied, modules made small by esbuild and
//    not joined;   4. the first load, and what may come later, are measured and held to their budgets.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const root = fileURLToPath(new URL("../../", import.meta.url));
const www = join(root, "www");
const dist = join(www, "dist");
const pkg = join(www, "pkg");
/** What the builder makes, before it is the page's. */
const made = join(www, "build/target");
/** The two modules, and what cargo is told for each. */
const MODULES = { small: ["--no-default-features"], full: [] };
/** What a first visit may load: all JS, CSS, wasm and HTML but the full module, compressed with brotli. */
const BUDGET = 250 * 1024;
/** What may come later, once: the full module. */
const BUDGET_LATER = 400 * 1024;
/** How wasm-opt optimises: it must not inline. Code that is there once compresses best; with inlining, -Oz comes to 20 KB more. */
const OPTIMISE = ["-O2", "--always-inline-max-function-size=1", "--flexible-inline-max-function-size=4", "--one-caller-inline-max-function-size=8"];
/** What the compiler was allowed to use; wasm-opt must be told the same. */
const FEATURES = ["simd", "bulk-memory", "mutable-globals", "nontrapping-float-to-int", "sign-ext", "reference-types", "multivalue"];

/** Builds everything; throws where a step fails. */
export async function build() {
  rmSync(pkg, { recursive: true, force: true });
  mkdirSync(pkg);
  for (const [name, told] of Object.entries(MODULES)) makeModule(name, told);
  await copySite();
  measure();
}

/** @param {string} command @param {string[]} args */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (error || status) throw new Error(`${command} failed${error ? `: ${error.message}` : ""}`);
}

/** @param {string} name @param {string[]} told */
function makeModule(name, told) {
  const folder = join(made, name);
  run(process.env.CARGO ?? "cargo", ["run", "--quiet", "--locked", "--manifest-path", "www/build/Cargo.toml", "--", ".", folder, ...told]);
  const wasm = join(folder, "filing_viewer_bg.wasm");
  optimise(wasm);
  cpSync(wasm, join(pkg, `${name}.wasm`));
  for (const binding of ["filing_viewer.js", "filing_viewer.d.ts"]) {
    const [from, to] = [join(folder, binding), join(pkg, binding)];
    if (existsSync(to) && !readFileSync(to).equals(readFileSync(from))) throw new Error(`${binding} of the ${name} module is not that of the others: what they export and import must be the same`);
    cpSync(from, to);
  }
}

/** Takes half a minute, so a wasm that was optimised before is taken from the last time. @param {string} file */
export function optimise(file) {
  const key = createHash("sha256").update(OPTIMISE.join()).update(readFileSync(file)).digest("hex");
  const kept = join(dirname(file), "optimised", `${key}.wasm`);
  if (!existsSync(kept)) {
    rmSync(dirname(kept), { recursive: true, force: true });
    mkdirSync(dirname(kept), { recursive: true });
    const features = FEATURES.map((feature) => `--enable-${feature}`);
    run(process.execPath, ["node_modules/binaryen/bin/wasm-opt", ...OPTIMISE, "--strip-debug", "--strip-producers", ...features, file, "-o", `${kept}.part`]);
    renameSync(`${kept}.part`, kept);
  }
  writeFileSync(file, readFileSync(kept));
}

/** Copies the page's files; modules lose their comments and white space, and stay modules of their own. */
async function copySite() {
  // Not at the top: a bare clone reads this file before the packages are there.
  const { transformSync } = await import("esbuild");
  rmSync(dist, { recursive: true, force: true });
  const skip = (/** @type {string} */ path) => path.endsWith(".ts");
  for (const name of readdirSync(www).filter((name) => name !== "build" && name !== "dist")) {
    cpSync(join(www, name), join(dist, name), { recursive: true, filter: (from) => !skip(from) });
  }
  for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => [".js", ".css"].includes(extname(name)))) {
    const path = join(dist, name);
    const loader = extname(name) === ".css" ? "css" : "js";
    writeFileSync(path, transformSync(readFileSync(path, "utf8"), { loader, minify: true, target: "es2022" }).code);
  }
}

function measure() {
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => [".js", ".css", ".wasm", ".html"].includes(extname(name)));
  const rows = files.map((name) => {
    const bytes = readFileSync(join(dist, name));
    const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
    return { name: name.replaceAll("\\", "/"), plain: bytes.length, brotli: packed.length };
  });
  rows.sort((a, b) => b.brotli - a.brotli || a.name.localeCompare(b.name));
  const isLater = (/** @type {Size} */ { name }) => name === "pkg/full.wasm";
  const first = rows.filter((row) => !isLater(row));
  const sum = { name: "first load", plain: 0, brotli: 0 };
  for (const row of first) (sum.plain += row.plain), (sum.brotli += row.brotli);
  const later = rows.find(isLater);
  if (!later) throw new Error("there is no full module");
  console.log(`${"file".padEnd(36)}${"bytes".padStart(10)}${"brotli".padStart(10)}`);
  for (const { name, plain, brotli } of [...first, sum, later]) console.log(`${name.padEnd(36)}${String(plain).padStart(10)}${String(brotli).padStart(10)}`);
  hold("the first load", sum, BUDGET);
  hold("the full module, which comes later", later, BUDGET_LATER);
  console.log(`${relative(root, dist)} is built`);
}

/** @typedef {{ name: string, plain: number, brotli: number }} Size */

/** @param {string} what @param {Size} size @param {number} budget */
function hold(what, { brotli }, budget) {
  if (brotli > budget) throw new Error(`${what} is ${brotli} bytes of brotli, and ${budget} are allowed`);
  console.log(`${what} is ${(brotli / 1024).toFixed(1)} of ${budget / 1024} KB`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { setUp } = await import("./setup.js");
  try {
    setUp();
    await build();
  } catch (error) {
    console.error(`build: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
