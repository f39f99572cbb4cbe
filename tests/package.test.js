// The npm package as people get it: what is in it, how large that is, and that each of its entries can be imported where there is no
// page.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { npm } from "../www/build/package.js";

const root = fileURLToPath(new URL("../", import.meta.url));
const windows = process.platform === "win32";
/** @param {string} path */
const json = (path) => JSON.parse(readFileSync(path, "utf8"));

/** A folder in which the package is installed: it is copied, for it depends on nothing. */
let folder = "";

before(() => {
  folder = mkdtempSync(join(tmpdir(), "filing-viewer-package-"));
  mkdirSync(join(folder, "node_modules"));
  cpSync(npm, join(folder, "node_modules/filing-viewer"), { recursive: true });
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} command @param {string[]} args @param {string} [cwd] */
function run(command, args, cwd = folder) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8", shell: windows && command === "npm" });
  assert.equal(status, 0, `${command} ${args.join(" ")}: ${error?.message ?? ""}${stdout}${stderr}`);
  return stdout;
}

test("what is packed is what is meant to be, and as large", () => {
  const [{ files }] = JSON.parse(run("npm", ["pack", "--dry-run", "--json"], npm));
  /** @type {{ path: string, size: number }[]} */
  const packed = files;
  // Names of parts end in a hash of what is in them.
  const plain = (/** @type {string} */ path) => path.replace(/-[0-9A-Z]{8}\.js$/, ".js");
  const names = [...new Set(packed.map(({ path }) => plain(path)))].sort();
  assert.deepEqual(names, [
    "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT", "README.md", "auto.js",
    ...["chunk", "document-view", "full", "read-on", "small", "tools", "viewer", "worker"].map((part) => `chunks/${part}.js`),
    "custom-elements.json", "define.js", "filing-viewer.js", "full.wasm", "index.js", "package.json", "parser.js", "small.wasm",
    ...["api", "auto", "define", "fences", "filing-viewer", "npm/index", "npm/parser", "npm/parts", "parts", "types", "version"].map((types) => `types/${types}.d.ts`),
  ].sort());
  /** The most that each may be, in kB; all that is not named here together. @type {Record<string, number>} */
  const most = { "filing-viewer.js": 1450, "full.wasm": 2300, "small.wasm": 750, "chunks/full.js": 1250, "chunks/small.js": 400 };
  let rest = 0;
  for (const { path, size } of packed) {
    const limit = most[plain(path)];
    if (limit === undefined) rest += size;
    else assert.ok(size <= limit * 1000, `${path} has ${size} bytes, and ${limit} kB are allowed`);
  }
  assert.ok(rest <= 320_000, `all else has ${rest} bytes`);
  assert.equal(new Set(json(join(npm, "package.json")).files.filter((/** @type {string} */ path) => !packed.some((file) => file.path === path))).size, 0, "every file that is named is there");
});

test("nothing comes along when it is installed", () => {
  const manifest = json(join(npm, "package.json"));
  for (const kind of ["dependencies", "peerDependencies", "optionalDependencies", "scripts", "bundleDependencies"]) assert.equal(manifest[kind], undefined, kind);
});

test("one version everywhere", () => {
  const { version } = json(join(root, "package.json"));
  assert.equal(json(join(npm, "package.json")).version, version);
  assert.match(readFileSync(join(root, "www/version.js"), "utf8"), new RegExp(`"${version}"`));
  assert.match(readFileSync(join(root, "Cargo.toml"), "utf8"), new RegExp(`^version = "${version}"`, "m"));
});

test("every entry can be imported in Node, and leaves no trace", () => {
  const { exports } = json(join(npm, "package.json"));
  const entries = Object.entries(exports).filter(([, to]) => typeof to === "object").map(([entry]) => entry.replace(/^\./, "filing-viewer"));
  assert.ok(entries.length >= 5);
  for (const entry of entries) {
    const code = `const before = Object.keys(globalThis).join(); const all = await import(${JSON.stringify(entry)}); if (Object.keys(globalThis).join() !== before) throw new Error("a trace"); console.log(Object.keys(all).sort().join());`;
    const [names] = run(process.execPath, ["--input-type=module", "-e", code]).split("\n");
    const expected = { "filing-viewer": "FilingViewerElement,enhance,version", "filing-viewer/parser": "openFiling,useWasm,version", "filing-viewer/filing-viewer.js": "" };
    assert.equal(names, expected[/** @type {keyof typeof expected} */ (entry)] ?? "FilingViewerElement", entry);
  }
  for (const [entry, to] of Object.entries(exports)) assert.ok(readFileSync(join(npm, typeof to === "string" ? to : to.default)).length > 0, entry);
});

test("the parser reads in Node, with the wasm within and with one that is given", () => {
  const code = (/** @type {string} */ first) => `
    import { openFiling, useWasm } from "filing-viewer/parser";
    import { readFileSync } from "node:fs";
    import { fileURLToPath } from "node:url";
    ${first}
    const filing = await openFiling("|\\nCash (Details) - USD ($)\\n|\\nDec. 31, 2031\\n|Cash\\n|$ 12\\n");
    const { rows } = await filing.rows({ table: 0 });
    const { total } = await filing.facts({ search: "cash" });
    console.log(rows[0].label, rows[0].cells[0].value, total);`;
  const file = (/** @type {string} */ name) => `readFileSync(fileURLToPath(import.meta.resolve("filing-viewer/${name}.wasm")))`;
  for (const first of ["", `useWasm({ small: ${file("small")}, full: WebAssembly.compile(${file("full")}) });`]) {
    assert.equal(run(process.execPath, ["--input-type=module", "-e", code(first)]), "Cash 12 1\n");
  }
});

test("publint and arethetypeswrong find nothing", async () => {
  const { publint } = await import("publint");
  assert.deepEqual((await publint({ pkgDir: npm, strict: true })).messages, []);
  // Types of modules alone, as that is what is in it; a wasm file has none.
  const cli = createRequire(import.meta.url).resolve("@arethetypeswrong/cli/package.json").replace("package.json", "dist/index.js");
  run(process.execPath, [cli, "--pack", npm, "--profile", "esm-only", "--exclude-entrypoints", "small.wasm", "full.wasm", "--no-emoji", "--no-color"], root);
});

test("an app in TypeScript is checked, and the package's types with it", () => {
  writeFileSync(join(folder, "app.ts"), `
    import { FilingViewerElement, enhance, version, type FilingHandle, type Info } from "filing-viewer";
    import "filing-viewer/auto";
    import { openFiling, useWasm } from "filing-viewer/parser";
    const viewer: FilingViewerElement = document.createElement("filing-viewer");
    viewer.source = version;
    viewer.addEventListener("filing-viewer-opened", ({ detail }) => { const info: Info = detail.info; console.log(info.facts); });
    enhance();
    useWasm({ small: new URL("https://example.org/small.wasm") });
    const filing: FilingHandle = await openFiling("text");
    export const value: string | null | undefined = (await filing.rows({ table: 0 })).rows[0]?.cells[0]?.value;
  `);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  run(process.execPath, [tsc, "app.ts", "--strict", "--noEmit", "--target", "es2023", "--module", "nodenext", "--lib", "es2023,dom,dom.iterable", "--types", ""]);
});

test("custom-elements.json says all that the element has", async () => {
  const { modules } = json(join(npm, "custom-elements.json"));
  const [element] = modules[0].declarations;
  const { FilingViewerElement } = await import("../www/filing-viewer.js");
  const names = (/** @type {{ name: string }[]} */ list) => list.map(({ name }) => name).sort();
  assert.deepEqual(names(element.attributes), [...FilingViewerElement.observedAttributes, "loading", "src-origins", "standalone"].sort());
  const properties = Object.entries(Object.getOwnPropertyDescriptors(FilingViewerElement.prototype)).filter(([name]) => !name.endsWith("Callback") && name !== "constructor").map(([name]) => name);
  const own = element.members.filter((/** @type {{ static?: boolean }} */ member) => !member.static);
  assert.deepEqual(names(own), properties.sort());
  const source = ["viewer", "page-head", "tables-nav", "table-view", "rows", "notes", "card", "document-view", "find-bar", "filter-panel", "pager", "help", "status", "tools", "models"].map((name) => readFileSync(join(root, `www/${name}.js`), "utf8")).join("\n");
  for (const { name } of element.cssParts) assert.ok(new RegExp(`part[:=,] *[^\\n]*\\b${name}\\b`).test(source), `the part ${name} is in the source`);
  const style = readFileSync(join(root, "www/style.js"), "utf8");
  const used = [...new Set([...style.matchAll(/--filing-viewer-[a-z-]+/g)].map(([name]) => name))].sort();
  assert.deepEqual(names(element.cssProperties), used);
  assert.equal(modules[1].exports[0].name, "filing-viewer");
});
