/** The element's class, and what shows the code blocks of a page: importing this registers nothing and changes nothing. */
export { FilingViewerElement } from "../filing-viewer.js";
export { enhance } from "../fences.js";
export { version } from "../version.js";
