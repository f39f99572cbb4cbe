/** Registers `<filing-viewer>`, and shows the filings in the page's code blocks once it has loaded. */
export { FilingViewerElement } from "./define.js";
import { enhance } from "./fences.js";

if (globalThis.document) {
  // Not before: frameworks that take over a page of theirs expect it as they wrote it.
  const idle = () => (globalThis.requestIdleCallback ?? setTimeout)(() => enhance());
  if (document.readyState === "complete") idle();
  else addEventListener("load", idle, { once: true });
}
