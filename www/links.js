/**
 * Links of the site: the state of the view in the address's fragment, so that a link shows what was seen; and pasted text in it,
 * compressed, where somebody asks to share it. A fragment is not sent to any server.
 */

import { make } from "./dom.js";
import { size } from "./words.js";

/** The attributes that a link keeps, in this order. */
const KEPT = ["view", "table", "sort", "search", "where", "group", "pivot", "numbers", "fact"];

/** The form of a link; another one is not read. */
const FORM = "1";

/** The most bytes that pasted text may have in a link, packed: longer addresses are cut off by programs that pass them on. */
export const MOST = 100_000;

/** How often an address may change; browsers refuse more than a hundred changes in ten seconds. In milliseconds. */
const PACE = 300;

/**
 * Keeps the fragment true to the element's state, while something is open.
 * @param {HTMLElement & { filing: unknown }} viewer
 * @returns {() => void} Writes it anew.
 */
export function keepLink(viewer) {
  if (kept) return kept;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const write = () => {
    clearTimeout(timer);
    timer = setTimeout(() => history.replaceState(null, "", location.pathname + location.search + (viewer.filing ? stateLink(viewer) : "")), PACE);
  };
  new MutationObserver(write).observe(viewer, { attributeFilter: KEPT });
  return (kept = write);
}

/** @type {(() => void) | undefined} */
let kept;

/** @param {Element} viewer @returns {string} The fragment with its `#`; "" where the view is as at first. */
export function stateLink(viewer) {
  const state = new URLSearchParams();
  for (const name of KEPT) {
    const value = viewer.getAttribute(name);
    if (value !== null && value !== "") state.set(name, value);
  }
  const text = state.toString();
  return text && `#${FORM}&${text}`;
}

/**
 * The state and the text that a fragment holds; null where it is none of ours.
 * @param {string} hash
 * @returns {Promise<{ state: [string, string][], text: string | null, name: string } | null>}
 */
export async function readLink(hash) {
  const [form, ...rest] = hash.replace(/^#/, "").split("&");
  if (form !== FORM) return null;
  const found = new URLSearchParams(rest.join("&"));
  const packed = found.get("text");
  return {
    state: [...found].filter(([name]) => KEPT.includes(name)),
    text: packed === null ? null : await unpack(packed),
    name: found.get("name") ?? "Shared text",
  };
}

/**
 * A link that holds pasted text.
 * @param {Element} viewer @param {string} name @param {string} text
 * @returns {Promise<{ fragment: string, bytes: number } | null>} Null where it is too long for a link.
 */
export async function shareLink(viewer, name, text) {
  const packed = encode(await through(new TextEncoder().encode(text), new CompressionStream("deflate-raw")));
  if (packed.length > MOST) return null;
  const state = stateLink(viewer) || `#${FORM}`;
  const fragment = `${state}&${new URLSearchParams({ name, text: packed })}`;
  return { fragment, bytes: fragment.length };
}

/**
 * Shows a link to what is seen, and says what is in it. Pasted text goes into it here, and nowhere else.
 * @param {HTMLElement & { filing: unknown }} viewer
 * @param {HTMLElement} button
 * @param {{ name: string, text: string } | null} pasted
 */
export async function openShare(viewer, button, pasted) {
  const link = pasted && await shareLink(viewer, pasted.name, pasted.text);
  const address = location.origin + location.pathname + location.search + (link?.fragment ?? stateLink(viewer));
  const sentence = link ? `This link holds the text that you pasted, ${size(link.bytes)} long. Whoever has the link can read it; it is sent to no server.`
    : pasted ? `The text is too long for a link. This one says what is looked at; whoever opens it must open the same text.`
      : viewer.hasAttribute("src") ? "This link opens the same file and shows what you see."
        : "This link says what is looked at, and holds nothing of the file: whoever opens it must open the same file.";
  const field = make("input", { type: "text", readonly: true, value: address, "aria-label": "Link" });
  const copy = make("button", { type: "button", class: "main", onclick: async () => {
    field.select();
    const done = await navigator.clipboard.writeText(address).then(() => true, () => document.execCommand("copy"));
    copy.textContent = done ? "Copied" : "Press Ctrl+C";
  } }, "Copy link");
  const panel = make("div", { id: "link", popover: "auto", role: "dialog", "aria-label": "Link" }, make("p", null, sentence), make("p", { class: "line" }, field, copy));
  panel.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "closed") panel.remove();
  });
  button.after(panel);
  panel.showPopover();
  field.focus();
  field.select();
}

/** The most bytes that a link's text may unpack to: a small link must not fill the memory. */
const UNPACKED = 20_000_000;

/** @param {string} packed */
async function unpack(packed) {
  const bytes = Uint8Array.from(atob(packed.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  return new TextDecoder().decode(await through(bytes, new DecompressionStream("deflate-raw"), UNPACKED));
}

/** @param {Uint8Array} bytes */
function encode(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * @param {Uint8Array<ArrayBuffer>} bytes @param {CompressionStream | DecompressionStream} stream @param {number} [most]
 * @returns {Promise<Uint8Array>}
 */
async function through(bytes, stream, most = Infinity) {
  const reader = new Blob([bytes]).stream().pipeThrough(/** @type {ReadableWritablePair<Uint8Array, BufferSource>} */ (stream)).getReader();
  /** @type {Uint8Array[]} */
  const parts = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    if ((length += part.value.length) > most) throw new Error(`The text in this link is longer than ${most / 1e6} MB.`);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) whole.set(part, at), (at += part.length);
  return whole;
}
