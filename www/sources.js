/**
 * Where an element's filing comes from: its `src`, or the text inside its tag.
 */

/** @typedef {import("./types.js").Source} Source */

/** The most bytes of a `src` that are read. */
const MOST = 200_000_000;

/**
 * Reads what a `src` names. Only the page's own origin is asked, and those that the host lists.
 * @param {string} src
 * @param {string} allowed Origins, separated by spaces.
 * @param {AbortSignal} signal
 * @returns {Promise<Source>}
 */
export async function fetchSource(src, allowed, signal) {
  const url = parse(src);
  if (!url) throw new Error(`“${src}” is not an address. Give the address of a file, such as ?src=reports/r2.htm.`);
  const origins = [location.origin, ...allowed.split(/\s+/).filter(Boolean)];
  if (!/^https?:$/.test(url.protocol) || !origins.includes(url.origin)) {
    throw new Error(`${url.href} was not asked for: it is on another site, and this page opens files of its own site only. Save the file and drop it here.`);
  }
  /** @type {Response} */
  let response;
  try {
    response = await fetch(url, { signal, credentials: "same-origin", redirect: url.origin === location.origin ? "follow" : "error" });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Error(`${url.href} could not be reached. Check the address and the connection, or save the file and drop it here.`);
  }
  if (!response.ok) {
    throw new Error(`${url.href} could not be read: the server answered ${response.status}${response.statusText ? ` (${response.statusText})` : ""}. Check the address.`);
  }
  if (Number(response.headers.get("content-length")) > MOST) {
    throw new Error(`${url.href} is larger than ${MOST / 1_000_000} MB. Open a part of it.`);
  }
  return { name: nameOf(url), bytes: new Uint8Array(await response.arrayBuffer()) };
}

/**
 * The text inside an element, but not what is meant for its slots; null where there is none.
 * @param {Element} element
 * @returns {Source | null}
 */
export function textInside(element) {
  const nodes = [...element.childNodes].filter((node) => !(node instanceof Element && node.hasAttribute("slot")));
  const text = nodes.map((node) => node.textContent ?? "").join("");
  return text.trim() ? { name: "text in the page", bytes: text } : null;
}

/**
 * What a message calls a source.
 * @param {Source | Source[]} source
 * @returns {string}
 */
export function sourceName(source) {
  if (Array.isArray(source)) {
    const [first] = source;
    if (first === undefined) return "nothing";
    return source.length === 1 ? sourceName(first) : `${sourceName(first)} and ${source.length - 1} more`;
  }
  if (typeof source === "string") return "Pasted text";
  return "name" in source && source.name ? source.name : "a file";
}

/**
 * @param {Source | Source[]} source
 * @returns {number}
 */
export function sourceSize(source) {
  if (Array.isArray(source)) return source.reduce((sum, one) => sum + sourceSize(one), 0);
  if (typeof source === "string") return source.length;
  if (source instanceof Uint8Array) return source.byteLength;
  return source instanceof Blob ? source.size : source.bytes.length;
}

/** @param {string} src */
function parse(src) {
  try {
    return new URL(src, document.baseURI);
  } catch {
    return null;
  }
}

/** @param {URL} url */
function nameOf(url) {
  const last = url.pathname.split("/").filter(Boolean).at(-1) ?? url.hostname;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
