// Builds the npm package into www/dist/npm/, to be published or packed from there.
//
// Everything is within JavaScript, the wasm and the worker among it (`www/npm/parts.js`): then no bundler and no host has to know
// what a wasm file or a worker is. Each file that is needed later is imported when it is.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { packed } from "./sizes.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const www = join(root, "www");
const pkg = join(www, "pkg");
const inside = join(pkg, "inside");
const source = join(www, "npm");
export const npm = join(www, "dist/npm");

const ENTRIES = { index: "npm/index.js", define: "define.js", auto: "auto.js", parser: "npm/parser.js" };
/** What a page with the element, or with code blocks, may load before it is known that there is something to show. */
const BUDGET_LOADER = 10 * 1024;
const COMMON = /** @type {const} */ ({ bundle: true, minify: true, target: "es2022", metafile: true, write: true, logLevel: "warning" });

/** Builds the package; the modules must be in www/pkg. */
export async function buildPackage() {
  const { build } = await import("esbuild");
  rmSync(npm, { recursive: true, force: true });
  mkdirSync(npm, { recursive: true });
  await packParts(build);
  const entryPoints = Object.fromEntries(Object.entries(ENTRIES).map(([name, path]) => [name, join(www, path)]));
  const { metafile } = await build({ ...COMMON, entryPoints, outdir: npm, splitting: true, format: "esm", chunkNames: "chunks/[name]-[hash]", plugins: [parts()] });
  // The single file: a classic script, for pages that are opened from a folder and tools that know no modules.
  await build({ ...COMMON, entryPoints: [join(www, "auto.js")], outfile: join(npm, "filing-viewer.js"), format: "iife", plugins: [parts(true)] });
  for (const name of ["small.wasm", "full.wasm"]) cpSync(join(pkg, name), join(npm, name));
  for (const name of ["LICENSE-APACHE", "LICENSE-MIT", "README.md", "CHANGELOG.md"]) cpSync(join(root, name), join(npm, name));
  writeTypes();
  describeElement();
  writeManifest();
  measure(metafile);
}

/** @param {typeof import("esbuild").build} build */
async function packParts(build) {
  rmSync(inside, { recursive: true, force: true });
  mkdirSync(inside);
  const write = (/** @type {string} */ name, /** @type {string} */ code) => writeFileSync(join(inside, name), code);
  for (const name of ["small", "full"]) {
    // Packed before it becomes text: then a server's compression finds little more, and what is sent is hardly larger than the wasm's own.
    const text = gzipSync(readFileSync(join(pkg, `${name}.wasm`)), { level: 9 }).toString("base64");
    write(`${name}.js`, `export default "${text}";\n`);
  }
  const code = async (/** @type {import("esbuild").BuildOptions} */ options) => (await build({ ...COMMON, ...options, format: "iife", write: false })).outputFiles?.[0]?.text ?? "";
  // A function, for each memory needs a binding of its own.
  const binding = await code({ entryPoints: [join(pkg, "filing_viewer.js")], globalName: "made" });
  write("binding.js", `export function binding() { ${binding}\nreturn made; }\n`);
  write("binding.d.ts", 'export function binding(): typeof import("../filing_viewer.js");\n');
  write("worker.js", "");
  write("worker.js", `export default ${JSON.stringify(await code({ entryPoints: [join(www, "worker.js")], plugins: [parts()] }))};\n`);
}

/**
 * Puts the package's parts in the place of the site's.
 * @param {boolean} [single] In a single file: the full module does all that the small one does, and is there already.
 * @returns {import("esbuild").Plugin}
 */
const parts = (single = false) => ({
  name: "parts",
  setup({ onResolve }) {
    onResolve({ filter: /\/parts\.js$/ }, ({ importer }) => (single && dirname(importer) !== source ? { path: join(source, "single.js") } : { path: join(source, "parts.js") }));
    if (single) onResolve({ filter: /inside\/small\.js$/ }, () => ({ path: join(inside, "full.js") }));
  },
});

/** The types that the entries lead to. */
function writeTypes() {
  const made = join(pkg, "types");
  rmSync(made, { recursive: true, force: true });
  tool("typescript/bin/tsc", "-p", "www/build/tsconfig.types.json");
  const to = join(npm, "types");
  const wanted = Object.values(ENTRIES).map((path) => path.replace(/\.js$/, ".d.ts"));
  for (const path of wanted) {
    // What is written as types is not made.
    const from = [made, www].map((folder) => join(folder, path)).find(existsSync) ?? path;
    let text = readFileSync(from, "utf8");
    if (path.startsWith("npm/")) text += 'export type * from "../types.js";\n';
    for (const [, name] of text.matchAll(/(?:from |import\(|import )"(\.[^"]+)\.js"/g)) {
      const next = relative(made, join(made, dirname(path), `${name}.d.ts`)).replaceAll("\\", "/");
      if (!wanted.includes(next)) wanted.push(next);
    }
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), text);
  }
}

/** What editors show of the element, from the comments of its class. */
function describeElement() {
  tool("@custom-elements-manifest/analyzer/cem.js", "analyze", "--globs", "www/filing-viewer.js", "--outdir", relative(root, npm), "--quiet");
  const path = join(npm, "custom-elements.json");
  const manifest = JSON.parse(readFileSync(path, "utf8").replaceAll("www/filing-viewer.js", "index.js"));
  const [module] = manifest.modules;
  const [element] = module.declarations;
  element.members = element.members.filter((/** @type {{ privacy?: string }} */ { privacy }) => privacy !== "private");
  manifest.modules.push({ kind: "javascript-module", path: "define.js", exports: [{ kind: "custom-element-definition", name: element.tagName, declaration: { name: element.name, module: module.path } }] });
  writeFileSync(path, `${JSON.stringify(manifest, null, 2)}\n`);
}

function writeManifest() {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const manifest = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
  manifest.version = version;
  // One by one: nothing comes along by chance.
  manifest.files = readdirSync(npm, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).map((entry) => relative(npm, join(entry.parentPath, entry.name)).replaceAll("\\", "/")).sort();
  writeFileSync(join(npm, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** @param {string} path @param {string[]} args */
function tool(path, ...args) {
  const { status, error } = spawnSync(process.execPath, [join("node_modules", path), ...args], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
  if (error || status) throw new Error(`${path} failed${error ? `: ${error.message}` : ""}`);
}

/** @param {import("esbuild").Metafile} metafile */
function measure({ outputs }) {
  const imports = new Map(Object.entries(outputs).map(([path, { imports }]) => [relative(npm, join(root, path)), imports.filter(({ kind }) => kind === "import-statement").map(({ path }) => relative(npm, join(root, path)))]));
  const sizeOf = (/** @type {string} */ name) => packed(readFileSync(join(npm, name)));
  for (const entry of Object.keys(ENTRIES)) {
    /** @type {Set<string>} */
    const all = new Set();
    const visit = (/** @type {string} */ name) => void (all.has(name) || (all.add(name), imports.get(name)?.forEach(visit)));
    visit(`${entry}.js`);
    const size = [...all].reduce((sum, name) => sum + sizeOf(name), 0);
    console.log(`filing-viewer${entry === "index" ? "" : `/${entry}`} loads ${(size / 1024).toFixed(1)} KB of brotli at first`);
    if (entry !== "parser" && size > BUDGET_LOADER) throw new Error(`${entry}.js and what it imports is ${size} bytes of brotli, and ${BUDGET_LOADER} are allowed`);
  }
  const script = readFileSync(join(npm, "filing-viewer.js"));
  console.log(`filing-viewer.js, the single file, is ${(script.length / 1024).toFixed(0)} KB, ${(packed(script) / 1024).toFixed(1)} of brotli`);
  console.log(`its integrity is ${integrityOf(script)}`);
  console.log(`${relative(root, npm)} is built`);
}

/** What an `integrity` attribute holds. @param {Uint8Array} bytes */
export const integrityOf = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
