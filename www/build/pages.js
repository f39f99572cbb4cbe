// Builds what stands beside the first page: the page for frames, the page in one file, and the copy for offline use.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { COMMON, parts } from "./package.js";

const www = fileURLToPath(new URL("../", import.meta.url));
const dist = join(www, "dist");
/** The whole page in one file, for opening it from a folder. */
const WHOLE = "filing-viewer.html";
const WORKER = "service-worker.js";

/** What index.html says that the copy is at most. */
const COPY = 3e6;

/** What the first page never asks for. */
export const APART = ["embed.html", "embed.css", "embed.js", "guide.html", "guide.css", "guide.js", WHOLE, WORKER];

/** Builds them; the site and the package must be there. */
export async function buildPages() {
  const { build } = await import("esbuild");
  const script = async (/** @type {string} */ name, /** @type {import("esbuild").BuildOptions} */ more = {}) =>
    (await build({ ...COMMON, entryPoints: [join(www, name)], format: "iife", write: false, ...more })).outputFiles?.[0]?.text ?? "";
  writeFileSync(join(dist, "embed.js"), await script("embed.js"));
  writeFileSync(join(dist, "guide.js"), readFileSync(join(www, "guide.js")));
  writeFileSync(join(dist, WHOLE), inOne(await script("site.js", { plugins: [parts(true)] })));
  // Last: its version is that of all the others.
  const { files, version } = copied();
  writeFileSync(join(dist, WORKER), await script(WORKER, { define: { VERSION: JSON.stringify(version), FILES: JSON.stringify(files) } }));
  const size = files.reduce((sum, name) => sum + sizeOf(name), 0);
  if (size > COPY) throw new Error(`the copy for offline use is ${size} bytes, and index.html says ${COPY / 1e6} MB`);
  console.log(`the copy for offline use is ${files.length} files, ${(size / 1e6).toFixed(1)} MB before a server packs them`);
}

/** The page with its style and its script within it. Its policy names the script by what it is. @param {string} code */
function inOne(code) {
  const script = code.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  const hash = createHash("sha256").update(script).digest("base64");
  let html = readFileSync(join(www, "index.html"), "utf8");
  const put = (/** @type {string} */ what, /** @type {string} */ by) => {
    if (html.split(what).length !== 2) throw new Error(`index.html must have “${what}” once`);
    html = html.replace(what, () => by);
  };
  put("script-src 'self' 'wasm-unsafe-eval'", `script-src 'sha256-${hash}' 'wasm-unsafe-eval'`);
  put("style-src 'self' 'unsafe-inline'", "style-src 'unsafe-inline'");
  put("connect-src 'self'; worker-src 'self'", "worker-src blob:");
  put("img-src 'self' data:; manifest-src 'self'", "img-src data:");
  put('<link rel="manifest" href="./manifest.webmanifest">\n', "");
  put('<link rel="stylesheet" href="./site.css">', `<style>${readFileSync(join(dist, "site.css"), "utf8")}</style>`);
  put('<script type="module" src="./site.js"></script>\n', "");
  // At the end: what a script in the text finds must stand before it.
  put("</body>", `<script>${script}</script>\n</body>`);
  return html;
}

/** The files that the copy has, and a version that is another one when any of them is. */
function copied() {
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"))
    .filter((name) => !name.startsWith("npm/") && !APART.includes(name) && statSync(join(dist, name)).isFile()).sort();
  const hash = createHash("sha256");
  for (const name of files) hash.update(`${name}\0`).update(readFileSync(join(dist, name)));
  // The page by one address, whatever a host makes of the other.
  return { files: files.map((name) => (name === "index.html" ? "./" : name)), version: hash.digest("hex").slice(0, 16) };
}

/** @param {string} name */
const sizeOf = (name) => statSync(join(dist, name === "./" ? "index.html" : name)).size;
