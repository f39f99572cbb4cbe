// Serves a folder on localhost as a careful host would: right types, and a policy under which the page can reach nothing else.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const dist = fileURLToPath(new URL("../dist/", import.meta.url));

/** The strictest policy that the page works under; tests hold the page to it. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-src blob:",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** @type {Record<string, string>} */
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".htm": "text/plain; charset=utf-8",
};

/**
 * Serves `folder` until the server is closed. Port 0 takes a free one.
 * @param {string} [folder] @param {number} [port] @param {string} [policy]
 * @returns {Promise<{ server: import("node:http").Server, url: string }>}
 */
export function serve(folder = dist, port = 0, policy = POLICY) {
  const server = createServer((request, response) => {
    const send = (/** @type {number} */ status, /** @type {string} */ type) =>
      response.writeHead(status, {
        "content-type": type,
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-cache",
      });
    const fail = (/** @type {number} */ status) => send(status, "text/plain").end(`${status}\n`);
    try {
      let file = normalize(join(folder, decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname)));
      if (!file.startsWith(normalize(folder.endsWith(sep) ? folder : folder + sep))) return fail(404);
      if (file.endsWith(sep)) file += "index.html";
      if (!statSync(file).isFile()) return fail(404);
      send(200, TYPES[extname(file)] ?? "application/octet-stream");
      createReadStream(file).pipe(response);
    } catch {
      fail(404);
    }
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve({ server, url: `http://localhost:${typeof address === "object" && address ? address.port : port}/` });
    });
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const { url } = await serve(dist, Number(process.argv[2] ?? 0));
  console.log(url);
}
