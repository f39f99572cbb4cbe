// Puts a documentation tool where it can be run, of the versions that its folder names, into a cache that is kept between runs.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { npm } from "../../www/build/package.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const cache = process.env.FILING_VIEWER_DOCS ?? join(tmpdir(), "filing-viewer-docs-sites");
const windows = process.platform === "win32";

/**
 * @param {string} command @param {string[]} args @param {{ cwd: string, env?: Record<string, string> }} how
 * @returns {string} what it printed
 */
export function run(command, args, { cwd, env = {} }) {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env: { ...process.env, ...env }, encoding: "utf8", shell: windows && command === "npm", maxBuffer: 1 << 26 });
  const said = `${stdout ?? ""}${stderr ?? ""}`;
  if (status !== 0) throw new Error(`${command.split(/[/\\]/).at(-1)}: ${error?.message ?? said.trim().split("\n").slice(-12).join("\n")}`);
  return said;
}

/**
 * A new copy of the tool's site, and its programs. Throws where the tool cannot be had.
 * @param {string} name @param {import("./tools.js").Tool} tool
 * @returns {import("./tools.js").Place}
 */
export function install(name, tool) {
  const own = join(here, name);
  const wanted = { pip: "requirements.txt", npm: "package.json" }[/** @type {string} */ (tool.from)];
  const home = wanted ? join(cache, `${name}-${createHash("sha256").update(readFileSync(join(own, wanted))).digest("hex").slice(0, 12)}`) : join(cache, name);
  const done = join(home, "installed");
  if (!existsSync(done)) {
    for (const before of existsSync(cache) ? readdirSync(cache) : []) if (before === name || before.startsWith(`${name}-`)) rmSync(join(cache, before), { recursive: true, force: true });
    mkdirSync(home, { recursive: true });
    if (wanted) cpSync(join(own, wanted), join(home, wanted));
    FROM[tool.from](home);
    writeFileSync(done, "");
  }
  const site = join(home, "site");
  rmSync(site, { recursive: true, force: true });
  cpSync(own, site, { recursive: true });
  const put = (/** @type {string} */ at) => (mkdirSync(join(site, at), { recursive: true }), join(site, at));
  for (const page of ["first", "second"]) {
    const markdown = readFileSync(join(here, `${page}.md`), "utf8").replace(/\]\((\w+)\.md\)/g, (whole, to) => (tool.link ? `](${tool.link(to)})` : whole));
    writeFileSync(join(put(tool.pages ?? "."), `${page}.${tool.ending ?? "md"}`), tool.text?.(markdown) ?? markdown);
  }
  if (tool.script) cpSync(join(npm, "filing-viewer.js"), join(put(tool.script), "filing-viewer.js"));
  if (tool.from === "npm") {
    rmSync(join(home, "node_modules/filing-viewer"), { recursive: true, force: true });
    cpSync(npm, join(home, "node_modules/filing-viewer"), { recursive: true });
  }
  return { site, bin: (program) => join(home, ...BIN[tool.from], windows ? `${program}${tool.from === "npm" ? ".cmd" : ".exe"}` : program) };
}

/** @type {Record<string, string[]>} */
const BIN = { pip: ["venv", windows ? "Scripts" : "bin"], npm: ["node_modules", ".bin"], apt: [], rustup: [] };

/** @type {Record<string, (home: string) => void>} */
const FROM = {
  pip(home) {
    run(windows ? "python" : "python3", ["-m", "venv", "venv"], { cwd: home });
    run(join(home, ...BIN.pip ?? [], "python"), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", "requirements.txt"], { cwd: home });
  },
  npm(home) {
    run("npm", ["install", "--no-audit", "--no-fund", "--save-exact"], { cwd: home });
  },
  apt(home) {
    const there = () => spawnSync("jekyll", ["--version"]).status === 0;
    if (there()) return;
    if (process.getuid?.() !== 0) throw new Error("Jekyll is not there; as root it would be installed by apt.");
    run("apt-get", ["update", "-q"], { cwd: home });
    run("apt-get", ["install", "-y", "-q", "--no-install-recommends", "jekyll"], { cwd: home, env: { DEBIAN_FRONTEND: "noninteractive" } });
  },
  rustup(home) {
    run("rustdoc", ["--version"], { cwd: home });
  },
};
