// npm run test:bundlers: an app of two lines, built by each of the usual bundlers and opened in a browser. Installs them first; `--`
// and a name try one.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { app, page, wrong } from "./app.js";

const here = fileURLToPath(new URL(".", import.meta.url));
if (!existsSync(join(here, "node_modules/.package-lock.json"))) {
  const { status } = spawnSync("npm", ["ci"], { cwd: here, stdio: "inherit", shell: process.platform === "win32" });
  if (status) process.exit(1);
}

/** @type {Record<string, (app: { folder: string, out: string }) => Promise<void | { at?: string, policy?: string, close?(): Promise<void> }>>} */
const tools = {
  async "Vite, as served while one writes"({ folder }) {
    const { createServer } = await import("vite");
    const server = await createServer({ root: folder, logLevel: "warn", cacheDir: join(folder, ".vite"), server: { port: 0, host: "127.0.0.1" } });
    await server.listen();
    return { at: server.resolvedUrls?.local[0] ?? "", close: () => server.close() };
  },
  async Vite({ folder, out }) {
    const { build } = await import("vite");
    await build({ root: folder, logLevel: "warn", build: { outDir: out, emptyOutDir: true } });
  },
  async "webpack 5"({ folder, out }) {
    const { default: webpack } = await import("webpack");
    const stats = await new Promise((resolve, reject) => {
      webpack({ mode: "production", context: folder, entry: "./app.js", output: { path: out, filename: "app.js", publicPath: "auto" }, performance: false }, (error, stats) => (error ? reject(error) : resolve(stats)));
    });
    if (stats.hasErrors() || stats.hasWarnings()) throw new Error(stats.toString("errors-warnings"));
    page(out, "./app.js");
  },
  async esbuild({ folder, out }) {
    const { build } = await import("esbuild");
    const { warnings } = await build({ absWorkingDir: folder, entryPoints: ["app.js"], outdir: out, bundle: true, splitting: true, format: "esm", minify: true, logLevel: "silent" });
    if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join("; "));
    page(out, "./app.js");
  },
  async Rollup({ folder, out }) {
    const { rollup } = await import("rollup");
    const { default: resolve } = await import("@rollup/plugin-node-resolve");
    /** @type {string[]} */
    const warnings = [];
    const bundle = await rollup({ input: join(folder, "app.js"), plugins: [resolve({ browser: true, rootDir: folder })], onwarn: ({ message }) => void warnings.push(message) });
    await bundle.write({ dir: out, format: "es" });
    if (warnings.length > 0) throw new Error(warnings.join("; "));
    page(out, "./app.js");
  },
  async Parcel({ folder, out }) {
    const { status, stderr, stdout } = spawnSync(process.execPath, [join(here, "node_modules/parcel/lib/bin.js"), "build", "index.html", "--dist-dir", out, "--no-cache", "--public-url", "./"], { cwd: folder, encoding: "utf8" });
    if (status) throw new Error(`${stdout}${stderr}`);
    // Its pages have a script of their own in their text.
    return { policy: "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'" };
  },
};

let failed = 0;
process.on("exit", (code) => code === 13 && console.error("A tool has ended without an answer."));
const wanted = Object.entries(tools).filter(([name]) => name.toLowerCase().includes((process.argv[2] ?? "").toLowerCase()));
for (const [name, build] of wanted) {
  const made = app();
  const start = Date.now();
  let problems;
  try {
    const served = await build(made);
    problems = await wrong(made.out, served ?? {});
    await served?.close?.();
  } catch (error) {
    problems = [error instanceof Error ? error.message : String(error)];
  }
  made.remove();
  failed += problems.length > 0 ? 1 : 0;
  console.log(`${name.padEnd(34)}${problems.length > 0 ? `FAILED: ${problems.join("; ")}` : "built, and shows its table"} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
}
process.exitCode = failed > 0 ? 1 : 0;
