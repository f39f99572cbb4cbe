/** A button and what opens under it. Escape closes it and gives the focus back; so does going elsewhere. */
import { make, put } from "./dom.js";

export class Popup {
  panel;
  button;
  element;

  /**
   * @param {string} name
   * @param {() => void} [fill] Called before it opens.
   */
  constructor(name, fill = () => {}) {
    this.fill = fill;
    this.panel = make("div", { class: "menu drop", hidden: true, role: "group", "aria-label": name });
    this.button = make("button", { type: "button", "aria-expanded": "false", onclick: () => this.toggle() }, name);
    this.element = make("div", {
      class: "menu-box",
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== "Escape" || this.panel.hidden) return;
        event.stopPropagation();
        this.toggle(false);
        this.button.focus();
      },
      onfocusout: (/** @type {FocusEvent} */ event) => {
        if (event.relatedTarget instanceof Node && !this.element.contains(event.relatedTarget)) this.toggle(false);
      },
    }, this.button, this.panel);
  }

  toggle(open = this.panel.hidden === true) {
    if (open) this.fill();
    this.panel.hidden = !open;
    put(this.button, "aria-expanded", String(open));
    if (open) /** @type {HTMLElement | null} */ (this.panel.querySelector("button:enabled, select, input"))?.focus();
  }
}
