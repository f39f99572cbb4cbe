/**
 * Reads the rest of a large archive while its first part is looked at, with a bar that says how far it is and a way to stop.
 */
import { fill, make } from "./dom.js";
import { count, size, words } from "./later-words.js";

/** How often what is shown is drawn anew, in milliseconds. */
const AT_MOST = 1000;

/**
 * @param {import("./types.js").FilingHandle} handle
 * @param {HTMLElement} before What the bar stands above.
 * @param {() => boolean} isOpen Whether the filing still is what is shown.
 * @param {(last: boolean) => Promise<void>} changed Shows what has come.
 */
export async function readOn(handle, before, isOpen, changed) {
  let stopped = false;
  const stop = make("button", { type: "button", onclick: () => { stopped = true; } }, words.stop);
  const bar = /** @type {HTMLProgressElement} */ (make("progress", { "aria-label": words.readingOn }));
  const said = make("p");
  const element = make("div", { class: "banner told going-on", part: "progress" }, said, bar, stop);
  before.before(element);
  let drawn = performance.now();
  try {
    while (handle.waiting && !stopped && isOpen()) {
      const { members, ofMembers, bytes, ofBytes } = handle.waiting;
      said.textContent = `${count(members, "file")} of ${ofMembers.toLocaleString("en-US")} read, ${size(bytes)} of ${size(ofBytes)} …`;
      Object.assign(bar, { max: ofBytes, value: bytes });
      await handle.more();
      if (!isOpen()) return;
      if (handle.waiting && performance.now() - drawn > AT_MOST) {
        await changed(false);
        drawn = performance.now();
      }
    }
    if (isOpen()) await changed(true);
  } finally {
    if (stopped && handle.waiting && isOpen()) {
      const { members, ofMembers } = handle.waiting;
      fill(element, make("p", null, `Reading was stopped: ${count(members, "file")} of ${ofMembers.toLocaleString("en-US")} were read, and what they hold is shown.`),
        make("button", { type: "button", onclick: () => (element.remove(), void readOn(handle, before, isOpen, changed)) }, words.readOn),
        make("button", { type: "button", class: "quiet", onclick: () => element.remove() }, words.dismiss));
    } else element.remove();
  }
}
