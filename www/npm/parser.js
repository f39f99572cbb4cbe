/** Opens filings without a page: in Node, Deno and Bun, in workers, and while a site is built. */
export { openFiling } from "../api.js";
export { useWasm } from "./parts.js";
export { version } from "../version.js";
