/**
 * The page around the element: paste, drop, choose, `?src=`, the example, and links to what is seen (`links.js`).
 */
import { FilingViewerElement } from "./define.js";
import * as viewing from "./viewer.js";
import { prepare, prepareFull } from "./api.js";
import { inlineRehearsal, rehearsal, rehearseDrawing } from "./rehearsal.js";
import { example } from "./example.js";
import { count } from "./words.js";

/** @typedef {import("./types.js").Source} Source */

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 */
const get = (id) => /** @type {T} */ (document.getElementById(id));

// The element would load it when it is used: here it comes with the page.
FilingViewerElement.load = async () => viewing;

const viewer = /** @type {FilingViewerElement} */ (document.getElementById("viewer"));
const start = get("start");
const text = /** @type {HTMLTextAreaElement} */ (get("text"));
const file = /** @type {HTMLInputElement} */ (get("file"));
const read = get("read");
const summary = get("summary");
const dropping = get("dropping");

/** What a link said of the view, for the filing that is opened next. @type {[string, string][] | null} */
let linked = null;
/** The text that was pasted, where that is what is open: it can be put into a link. @type {{ name: string, text: string } | null} */
let shared = null;
/** Writes the state of the view into the address. */
let write = () => {};

/** @param {Source | Source[]} source */
function open(source) {
  viewer.removeAttribute("src");
  if (!viewer.filing) clear();
  show(true);
  const { name, bytes } = /** @type {{ name?: string, bytes?: unknown }} */ (source);
  shared = typeof bytes === "string" ? { name: name ?? "", text: bytes } : null;
  viewer.source = source;
}

/** Takes away what was looked at in another filing. */
function clear() {
  for (const name of ["view", "table", "sort", "search", "where", "group", "pivot", "fact"]) viewer.removeAttribute(name);
}

/** @param {boolean} opened Whether the element is shown, or the first screen. */
function show(opened) {
  viewer.hidden = !opened;
  start.hidden = opened;
  for (const id of ["open", "share"]) get(id).hidden = !opened;
  get("hint").hidden = !opened;
  document.body.classList.toggle("opened", opened);
  document.body.classList.remove("failed");
}

function home() {
  viewer.removeAttribute("src");
  viewer.close();
  clear();
  write();
  show(false);
  summary.textContent = "";
  document.title = "Filing viewer";
  text.value = "";
  read.hidden = true;
  text.focus();
}

viewer.addEventListener("filing-viewer-opened", () => {
  const info = viewer.filing?.info;
  if (!info) return;
  const view = info.tables.length > 0 || linked ? viewer.getAttribute("view") : "facts";
  clear();
  if (view) viewer.setAttribute("view", view);
  for (const [name, value] of linked ?? []) viewer.setAttribute(name, value);
  linked = null;
  idle(() => void links().then(() => write()).catch(() => {}));
  const [first] = info.sources;
  const more = info.sources.length - 1;
  const name = `${first?.name ?? ""}${more > 0 ? ` and ${more} more` : ""}`;
  summary.textContent = [name, count(info.tables.length, "table"), count(info.facts, "fact")].join(" · ");
  document.title = `${name} · Filing viewer`;
  // What had the focus may be gone with the first screen. Not at once: to put the focus somewhere the page must be laid out.
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) viewer.focus({ preventScroll: true });
  });
});
viewer.addEventListener("filing-viewer-failed", (event) => {
  if (/** @type {CustomEvent} */ (event).detail.stopped) return home();
  if (viewer.filing) return;
  // Why it failed stands above the first screen, which has every next step.
  show(false);
  viewer.hidden = false;
  summary.textContent = "";
  document.body.classList.add("failed");
});

// Paste, anywhere on the page.
document.addEventListener("paste", (event) => {
  const data = event.clipboardData;
  if (!data) return;
  const source = pasted(data);
  if (!source) return;
  event.preventDefault();
  open(source);
});

/**
 * What to open of a paste: files; or the HTML flavour where it holds a table, for its shape; or the text.
 * @param {DataTransfer} data
 * @returns {Source | Source[] | null}
 */
function pasted(data) {
  const html = data.getData("text/html");
  const plain = data.getData("text/plain");
  if (/<table[\s>]/i.test(html)) return { name: "Pasted table", bytes: html };
  if (plain.trim()) return { name: "Pasted text", bytes: plain };
  if (data.files.length > 0) return [...data.files];
  return html.trim() ? { name: "Pasted page", bytes: html } : null;
}

text.addEventListener("input", () => {
  read.hidden = text.value.trim() === "";
});
read.addEventListener("click", () => open({ name: "Pasted text", bytes: text.value }));
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && text.value.trim()) open({ name: "Pasted text", bytes: text.value });
});

// Drop, anywhere on the page; several files are one filing.
let depth = 0;
document.addEventListener("dragenter", (event) => {
  if (!wanted(event)) return;
  if (event.dataTransfer?.types.includes("Files")) expect();
  depth++;
  dropping.hidden = false;
});
document.addEventListener("dragleave", (event) => {
  if (!wanted(event)) return;
  depth = Math.max(0, depth - 1);
  if (depth === 0) dropping.hidden = true;
});
document.addEventListener("dragover", (event) => {
  if (!wanted(event)) return;
  event.preventDefault();
  if (event.dataTransfer) event.dataTransfer.dropEffect = "copy";
});
document.addEventListener("drop", (event) => {
  depth = 0;
  dropping.hidden = true;
  const data = event.dataTransfer;
  if (!data) return;
  event.preventDefault();
  // They can be had now, and not later.
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry?.() ?? []);
  if (entries.some((entry) => entry.isDirectory)) return void inFolders((folders) => folders.filesOf(entries));
  const files = [...data.files];
  const source = files.length > 0 ? files : pasted(data);
  if (source) open(source);
});

/** @param {(folders: typeof import("./folders.js")) => Promise<File[]> | File[]} files */
async function inFolders(files) {
  open(await files(await import("./folders.js")));
}

/** @param {DragEvent} event */
const wanted = (event) => event.dataTransfer?.types.some((type) => ["Files", "text/html", "text/plain"].includes(type)) ?? false;

// Choose.
for (const input of [file, /** @type {HTMLInputElement} */ (get("folder-of-files"))]) input.addEventListener("change", () => {
  const files = [...input.files ?? []];
  input.value = "";
  if (files.length > 0) input === file ? open(files) : void inFolders((folders) => folders.named(files));
});
get("folder").addEventListener("click", () => (get("folder-of-files").click(), expect()));
for (const id of ["open", "choose"]) get(id).addEventListener("click", () => (file.click(), expect()));
get("example").addEventListener("click", () => open(example));
get("home").addEventListener("click", home);
get("share").addEventListener("click", async () => (await links()).openShare(viewer, get("share"), shared));

const idle = globalThis.requestIdleCallback ?? setTimeout;
/** What links need, loaded when there is something to link to, or a link was opened. */
async function links() {
  const loaded = await import("./links.js");
  write = loaded.keepLink(viewer);
  return loaded;
}

/** Opens what the address's fragment says: the text in it, or the view of what is opened next or is open. */
async function follow() {
  const found = location.hash ? await (await links()).readLink(location.hash).catch(() => null) : null;
  if (!found) return;
  if (found.text !== null) open({ name: found.name, bytes: found.text });
  if (viewer.filing && found.text === null) for (const [name, value] of found.state) viewer.setAttribute(name, value);
  else linked = found.state;
}
addEventListener("hashchange", () => void follow());

/** A file may be about to come: what it needs is fetched meanwhile, unless the person wants to save data. */
function expect() {
  const { connection } = /** @type {Navigator & { connection?: { saveData?: boolean } }} */ (navigator);
  if (!connection?.saveData) void prepareFull(inlineRehearsal);
}

// Reading starts a worker and its wasm: now, so that nothing is asked for once something is opened.
const ready = () => document.body.setAttribute("data-ready", "");
prepare(rehearsal()).then(() => (start.hidden ? undefined : rehearseDrawing())).then(ready, ready);

void follow();

// ?src= is the one request that a page makes after it has loaded.
const src = new URLSearchParams(location.search).get("src");
if (src) {
  show(true);
  viewer.setAttribute("src", src);
}

// Files that the desktop opens with the installed page.
const { launchQueue } = /** @type {{ launchQueue?: { setConsumer(consumer: (launched: { files: { getFile(): Promise<File> }[] }) => void): void } }} */ (/** @type {unknown} */ (globalThis));
launchQueue?.setConsumer(async ({ files }) => {
  if (files.length > 0) open(await Promise.all(files.map((file) => file.getFile())));
});

// A copy for offline use is made for those who ask.
if (navigator.serviceWorker && location.protocol !== "file:") {
  const offline = async (/** @type {boolean} */ kept) => (await import("./offline.js")).offline(get("offline"), kept);
  get("offline").hidden = false;
  get("keep").addEventListener("click", () => void offline(false));
  if (navigator.serviceWorker.controller) void offline(true);
}
