/**
 * The page for frames of other sites: it shows what its address names, or what the page around it sends, and says how high it is.
 * It stores nothing.
 *
 * - `embed.html?src=R2.htm` shows a file of this site; `embed.html#1&…`, the fragment of a link, the text in it, and the view.
 * - `frame.contentWindow.postMessage({ type: "filing-viewer-open", source: { name, bytes } }, "*")` opens that. Only the page
 *   around is listened to. `filing-viewer-ready` says when.
 * - `{ type: "filing-viewer-height", height }` comes whenever it is another one.
 */
import { readLink } from "./links.js";

const viewer = /** @type {import("./filing-viewer.js").FilingViewerElement} */ (document.querySelector("filing-viewer"));

/** Of what is open nothing is told: whoever has put this page into a frame may know how high it is. @param {object} message */
const tell = (message) => window.parent !== window && window.parent.postMessage(message, "*");

let last = 0;
new ResizeObserver(() => {
  const height = Math.ceil(viewer.getBoundingClientRect().height);
  if (height !== last) tell({ type: "filing-viewer-height", height: (last = height) });
}).observe(viewer);

addEventListener("message", ({ source, data }) => {
  if (source !== window.parent || data?.type !== "filing-viewer-open") return;
  viewer.removeAttribute("src");
  viewer.source = data.source;
});

async function begin() {
  const src = new URLSearchParams(location.search).get("src");
  const link = location.hash ? await readLink(location.hash).catch(() => null) : null;
  for (const [name, value] of link?.state ?? []) viewer.setAttribute(name, value);
  if (link?.text != null) viewer.source = { name: link.name, bytes: link.text };
  else if (src) viewer.setAttribute("src", src);
  tell({ type: "filing-viewer-ready" });
}
void begin();
