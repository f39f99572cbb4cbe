// The programs in Rust: builds them, and measures the native readers on one file.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** The readers that are there natively. */
const READERS = ["memchr", "quick-xml", "xbrlkit", "ours", "ours, text out"];

/** Builds a program of the project and gives its path. @param {string} [folder] of its package */
export function build(folder = "tests/bench") {
  const lines = run(process.env.CARGO ?? "cargo", ["build", "--release", "--locked", "--manifest-path", `${folder}/Cargo.toml`, "--message-format", "json-render-diagnostics"]);
  // Cargo alone knows where its target folder is.
  const programs = lines.map((line) => JSON.parse(line).executable).filter(Boolean);
  return /** @type {string} */ (programs.at(-1));
}

/**
 * @param {string} program @param {string} path @param {number} times
 * @returns {import("./turns.js").Measured[]}
 */
export function measure(program, path, times) {
  return run(program, [path, String(times), ...READERS]).map((line) => JSON.parse(line));
}

/** @param {string} program @param {string[]} args @param {NodeJS.ProcessEnv} [more] of the environment @returns {string[]} the lines printed */
export function run(program, args, more) {
  const { status, error, stdout } = spawnSync(program, args, { cwd: root, env: { ...process.env, ...more }, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 26 });
  if (error || status) throw new Error(`${program} failed${error ? `: ${error.message}` : ""}`);
  return stdout.trimEnd().split("\n");
}
