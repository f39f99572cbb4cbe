// Installs what is missing and says in one line what could not be installed. Node's own modules only: it runs in a bare clone.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const windows = process.platform === "win32";
const APT = ["chromium", "firefox-esr", "webkit2gtk-driver", "xvfb", "xauth", "fonts-dejavu-core"];

/**
 * Runs a program and gives what it printed, or null where it failed or is not there.
 * @param {string} command @param {string[]} args @param {boolean} [loud]
 * @returns {string | null}
 */
function run(command, args, loud = false) {
  if (loud) console.log(`> ${command} ${args.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const done = spawnSync(command, args, { cwd: root, env, encoding: "utf8", shell: windows, stdio: loud ? "inherit" : "pipe" });
  return done.status === 0 ? (done.stdout ?? "") : null;
}

/** What a build needs: Rust with its wasm target, and the npm packages. Throws where they cannot be had. */
export function setUp({ tests = false } = {}) {
  const [major] = process.versions.node.split(".").map(Number);
  if (major < 20) throw new Error(`Node 20 or later is needed, and this is ${process.versions.node}.`);
  const rust = /^rustc 1\.(\d+)/.exec(run("rustc", ["--version"]) ?? "");
  if (!rust) throw new Error("Rust is missing: install it from https://rustup.rs and run this again.");
  const wanted = Number(/^rust-version = "1\.(\d+)/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))?.[1]);
  if (Number(rust[1]) < wanted) throw new Error(`Rust 1.${wanted} or later is needed, and this is 1.${rust[1]}: run "rustup update stable".`);
  const sysroot = run("rustc", ["--print", "sysroot"])?.trim() ?? "";
  if (!existsSync(join(sysroot, "lib/rustlib/wasm32-unknown-unknown/lib"))) {
    need("rustup", ["target", "add", "wasm32-unknown-unknown"], "The wasm target of Rust could not be installed");
  }
  if (tests && run("cargo", ["clippy", "--version"]) === null) need("rustup", ["component", "add", "clippy"], "clippy could not be installed");
  if (tests && run("cargo", ["fmt", "--version"]) === null) need("rustup", ["component", "add", "rustfmt"], "rustfmt could not be installed");
  if (!packagesAreThere()) need("npm", ["ci"], "The npm packages could not be installed");
}

/** @param {string} command @param {string[]} args @param {string} otherwise */
function need(command, args, otherwise) {
  if (run(command, args, true) === null) throw new Error(`${otherwise}: run "${command} ${args.join(" ")}" and see what it says.`);
}

/** Whether node_modules holds just what the lock file names. */
function packagesAreThere() {
  try {
    const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(root, name), "utf8")).packages;
    const [locked, there] = [read("package-lock.json"), read("node_modules/.package-lock.json")];
    return Object.entries(locked).every(([path, of]) => path === "" || of.optional || there[path]?.version === of.version);
  } catch {
    return false;
  }
}

/**
 * How to start each browser for tests; null for one that is not there.
 * @returns {{ chromium: Launch | null, firefox: Launch | null, webkit: { driver: string, browser: string } | null }}
 * @typedef {{ channel?: string, executablePath?: string, args?: string[] }} Launch
 */
export function browsers() {
  const first = (/** @type {string[]} */ ...paths) => paths.find((path) => existsSync(path));
  const own = playwrightBrowsers();
  const chromium = first("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  const firefox = first("/usr/bin/firefox-esr");
  const driver = first("/usr/bin/WebKitWebDriver");
  const libraries = ["x86_64-linux-gnu", "aarch64-linux-gnu"].map((machine) => `/usr/lib/${machine}`);
  const browser = first(...libraries.flatMap((at) => [`${at}/webkit2gtk-4.1/MiniBrowser`, `${at}/webkit2gtk-4.0/MiniBrowser`, `${at}/webkitgtk-6.0/MiniBrowser`]));
  return {
    // Root may not use the sandbox; containers run as root.
    chromium: chromium ? { executablePath: chromium, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] } : own.chromium ? {} : null,
    // A distribution's Firefox is driven by WebDriver BiDi; Playwright's own is a patched one.
    firefox: firefox ? { channel: "moz-firefox", executablePath: firefox } : own.firefox ? {} : null,
    webkit: driver && browser && first("/usr/bin/xvfb-run") ? { driver, browser } : null,
  };
}

/** Which browsers Playwright has downloaded for itself. */
function playwrightBrowsers() {
  const has = { chromium: false, firefox: false };
  try {
    const playwright = createRequire(import.meta.url)("playwright-core");
    for (const name of /** @type {const} */ (["chromium", "firefox"])) has[name] = existsSync(playwright[name].executablePath());
  } catch {
    // The npm packages are not there yet.
  }
  return has;
}

/**
 * Installs the browsers that are missing: by apt as root, by Playwright's own download otherwise.
 * @returns {string[]} a line for each that could not be installed
 */
export function setUpBrowsers() {
  const missing = () => Object.entries(browsers()).filter(([, there]) => !there).map(([name]) => name);
  if (missing().length > 0 && process.getuid?.() === 0 && run("apt-get", ["--version"]) !== null) {
    run("apt-get", ["update", "-q"], true);
    const all = ["install", "-y", "-q", "--no-install-recommends"];
    // Where one of the packages is unknown apt installs none, so then each is tried by itself.
    if (run("apt-get", [...all, ...APT], true) === null) for (const name of APT) run("apt-get", [...all, name], true);
  }
  const download = missing().filter((name) => name !== "webkit");
  if (download.length > 0) run(process.execPath, ["node_modules/@playwright/test/cli.js", "install", ...download], true);
  return missing().map((name) =>
    name === "webkit"
      ? `WebKit could not be installed: as root run "apt-get install ${APT.slice(2).join(" ")}" (Debian, Ubuntu).`
      : `${name} could not be installed: run "npx playwright install --with-deps ${name}".`,
  );
}
