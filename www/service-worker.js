// Keeps the site on the person's machine, where they asked for it (`offline.js`), as one version: all of it is taken from the
// copy, or none. A newer version waits until the person takes it.

/** What the build puts here: a hash of all the files, and their paths. */
/** @type {string} */
// @ts-expect-error: defined by the build
const version = VERSION;
/** @type {string[]} */
// @ts-expect-error: defined by the build
const files = FILES;

/** @typedef {{ respondWith(response: Promise<Response>): void, request: Request, waitUntil(promise: Promise<unknown>): void, data: unknown }} Told */
const worker = /** @type {{ registration: { scope: string }, clients: { claim(): Promise<void> }, skipWaiting(): Promise<void>, addEventListener(type: string, listener: (event: Told) => void): void }} */ (/** @type {unknown} */ (globalThis));

/** Other sites of this origin may have copies too: ours has the place of this one in its name. */
const OURS = `filing-viewer ${worker.registration.scope} `;
const addresses = new Set(files.map((path) => new URL(path, worker.registration.scope).href));

worker.addEventListener("install", (event) => event.waitUntil((async () => {
  const copy = await caches.open(OURS + version);
  // Past what the browser has kept of another version.
  await copy.addAll([...addresses].map((address) => new Request(address, { cache: "reload" })));
})()));

worker.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== OURS + version) await caches.delete(name);
  await worker.clients.claim();
})()));

worker.addEventListener("message", (event) => {
  if (event.data === "take over") void worker.skipWaiting();
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  // What the address adds is for the page: `?src=`, or a number that makes a module a new one.
  url.search = url.hash = "";
  // Some hosts send one of its addresses to the other, and what was sent on may not stand for a page.
  url.pathname = url.pathname.replace(/\/index\.html$/, "/");
  if (request.method !== "GET" || !addresses.has(url.href)) return;
  event.respondWith(caches.open(OURS + version).then((copy) => copy.match(url.href)).then((found) => found ?? fetch(request)));
});
