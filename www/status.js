/**
 * What stands in the element while there is no filing to show: nothing open, reading, failed.
 */
import { fill, make } from "./dom.js";
import { words } from "./words.js";

/** How long reading may take before it is shown, in milliseconds. */
export const PATIENCE = 500;

export class Status {
  element = make("div", { class: "status", part: "status" });

  /** The text in the tag, as it stood before any script ran; or that nothing is open. */
  wait() {
    fill(this.element, make("slot", { class: "fallback" }, make("p", { class: "empty" }, words.empty)));
  }

  /**
   * Reading, with a way out.
   * @param {string} sentence
   * @param {() => void} stop
   */
  loading(sentence, stop) {
    fill(this.element, make("div", { class: "panel loading", role: "status" },
      make("p", null, sentence),
      make("progress", { "aria-label": sentence }),
      make("button", { type: "button", onclick: stop }, words.stop)));
  }

  /**
   * What went wrong; the host page may add next steps in the slot `next`. The text in the tag stays readable.
   * @param {string} message
   * @param {(() => void) | null} again
   */
  failed(message, again) {
    fill(this.element,
      make("div", { class: "panel failed", role: "alert", part: "error" },
        make("p", { class: "message" }, message),
        again && make("p", { class: "answers" }, make("button", { type: "button", onclick: again }, words.tryAgain)),
        make("slot", { name: "next" })),
      make("slot", { class: "fallback" }));
  }
}

/**
 * The line above an open filing that says why another could not be opened, or what a file that was saved leaves out.
 * @param {string} message
 * @param {string} more
 * @param {() => void} dismiss
 * @param {boolean} failed
 */
export const banner = (message, more, dismiss, failed) => make("div", { class: failed ? "banner" : "banner told", role: failed && "alert", part: failed ? "error" : "status" },
  make("p", null, message, " ", make("span", { class: "still" }, more)),
  make("button", { type: "button", class: "quiet", onclick: dismiss }, words.dismiss));
