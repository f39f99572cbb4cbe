// Builds the static site into www/dist/: one folder that any static host can serve.
//
//   node www/build/build.js
//
// 1. the builder (Rust) compiles the crate to wasm, once without XBRL and once whole, and writes the binding, which is the same
//    for both;   2. wasm-opt makes the wasm a fifth smaller;   3. esbuild joins the page's modules and makes them small, and the
//    rest is copied;   4. the first load, and what may come later, are measured and held to their budgets;   5. the npm package is
//    built into www/dist/npm/ (`package.js`);   6. the pages beside the first are built, and the copy for offline use (`pages.js`).
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { buildPackage } from "./package.js";
import { APART, buildPages } from "./pages.js";
import { packed } from "./sizes.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const www = join(root, "www");
const dist = join(www, "dist");
const pkg = join(www, "pkg");
/** What the builder makes, before it is the page's. */
const made = join(www, "build/target");
/** The two modules, and what cargo is told for each. */
const MODULES = { small: ["--no-default-features"], full: [] };
/** What a first visit may load: all JS, CSS, wasm and HTML but what comes later, compressed with brotli. */
const BUDGET = 250 * 1024;
/** What may come later, once: the full module, which XBRL, queries and files of six forms need. */
const BUDGET_LATER = 704 * 1024;
/** What may come once a table stands: its tools, links, the panel of a document. It is small, for every visit that opens something loads it. */
const BUDGET_TOOLS = 40 * 1024;
/** How wasm-opt optimises: it must not inline. Code that is there once compresses best; with inlining, -Oz comes to 20 KB more. */
const OPTIMISE = ["-O2", "-O2", "--always-inline-max-function-size=1", "--flexible-inline-max-function-size=4", "--one-caller-inline-max-function-size=8"];
/** What the compiler was allowed to use; wasm-opt must be told the same. */
const FEATURES = ["simd", "bulk-memory", "mutable-globals", "nontrapping-float-to-int", "sign-ext", "reference-types", "multivalue"];

/** Builds everything; throws where a step fails. */
export async function build() {
  rmSync(pkg, { recursive: true, force: true });
  mkdirSync(pkg);
  for (const [name, told] of Object.entries(MODULES)) makeModule(name, told);
  await layOut();
}

/** Lays out the site and the package, of the modules in www/pkg. */
export async function layOut() {
  measure(await copySite());
  await buildPackage();
  await buildPages();
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

/**
 * The modules that have an address: those that pages and workers begin with, and what is loaded later. What they share is joined
 * in files of its own, which saves 4 KB of brotli and the browser most of the requests that wait for each other.
 */
const ENTRIES = ["site", "define", "filing-viewer", "api", "worker", "tools", "links", "document-view", "offline"];
/** Those of them that are loaded later, and the module that is: with all that only they need. */
const LATER = ["tools.js", "links.js", "document-view.js", "offline.js"];
const LATER_WASM = "pkg/full.wasm";

async function copySite() {
  // Not at the top: a bare clone reads this file before the packages are there.
  const { buildSync, transformSync } = await import("esbuild");
  rmSync(dist, { recursive: true, force: true });
  const copied = (/** @type {string} */ path) => ![".ts", ".gitignore", join(pkg, "inside"), join(pkg, "types")].some((end) => path.endsWith(end));
  for (const name of readdirSync(www).filter((name) => !["build", "dist", "npm"].includes(name) && extname(name) !== ".js")) {
    cpSync(join(www, name), join(dist, name), { recursive: true, filter: copied });
  }
  const small = /** @type {const} */ ({ minify: true, target: "es2022" });
  for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => [".js", ".css"].includes(extname(name)))) {
    const path = join(dist, name);
    writeFileSync(path, transformSync(readFileSync(path, "utf8"), { loader: extname(name) === ".css" ? "css" : "js", ...small }).code);
  }
  const entryPoints = ENTRIES.map((name) => join(www, `${name}.js`));
  const { metafile } = buildSync({ entryPoints, outdir: dist, bundle: true, splitting: true, format: "esm", chunkNames: "shared-[hash]", external: ["node:*"], metafile: true, ...small });
  return laterOf(metafile);
}

/**
 * The files that nothing of the first load imports at once.
 * @param {import("esbuild").Metafile} metafile
 */
function laterOf({ outputs }) {
  const imports = new Map(Object.entries(outputs).map(([path, { imports }]) => [named(path), imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => named(path))]));
  /** @type {Set<string>} */
  const first = new Set();
  const visit = (/** @type {string} */ name) => void (first.has(name) || (first.add(name), imports.get(name)?.forEach(visit)));
  for (const name of ENTRIES.map((entry) => `${entry}.js`).filter((name) => !LATER.includes(name))) visit(name);
  return [LATER_WASM, ...[...imports.keys()].filter((name) => !first.has(name))];
}

/** @param {string} path */
const named = (path) => relative(dist, join(root, path)).replaceAll("\\", "/");

/** @param {string[]} latest What is not of the first load. */
function measure(latest) {
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) => !APART.includes(name) && [".js", ".css", ".wasm", ".html"].includes(extname(name)));
  const rows = files.map((name) => {
    const bytes = readFileSync(join(dist, name));
    return { name: name.replaceAll("\\", "/"), plain: bytes.length, brotli: packed(bytes) };
  });
  rows.sort((a, b) => b.brotli - a.brotli || a.name.localeCompare(b.name));
  const first = rows.filter(({ name }) => !latest.includes(name));
  const sum = { name: "first load", plain: 0, brotli: 0 };
  for (const row of first) (sum.plain += row.plain), (sum.brotli += row.brotli);
  const later = rows.filter(({ name }) => latest.includes(name));
  console.log(`${"file".padEnd(36)}${"bytes".padStart(10)}${"brotli".padStart(10)}`);
  for (const { name, plain, brotli } of [...first, sum, ...later]) console.log(`${name.padEnd(36)}${String(plain).padStart(10)}${String(brotli).padStart(10)}`);
  hold("the first load", sum, BUDGET);
  const [module, tools] = [true, false].map((isModule) => later.filter(({ name }) => (name === LATER_WASM) === isModule).reduce((all, { brotli }) => all + brotli, 0));
  hold("the full module", { brotli: module ?? 0 }, BUDGET_LATER);
  hold("the tools", { brotli: tools ?? 0 }, BUDGET_TOOLS);
  console.log(`${relative(root, dist)} is built`);
}

/** @param {string} what @param {{ brotli: number }} size @param {number} budget */
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
