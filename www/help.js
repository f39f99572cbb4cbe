/** The panel of keys. */
import { make } from "./dom.js";
import { keyboard, says } from "./tool-words.js";

/** @param {ShadowRoot} root */
export function showKeys(root) {
  if (root.querySelector("dialog[open]")) return;
  const apple = /Mac|iPhone|iPad/.test(navigator.platform);
  const keys = (/** @type {string} */ names) => names.split("  ").map((name) => make("kbd", null, apple ? name.replace("Ctrl", "⌘") : name));
  const panel = make("dialog", { class: "keys-panel", part: "keys", "aria-labelledby": "keys-title" },
    make("header", null, make("h3", { id: "keys-title" }, says.help),
      make("button", { type: "button", class: "quiet", "aria-label": says.close, autofocus: true, onclick: () => panel.close() }, "✕")),
    make("div", { class: "keys-lists", tabindex: 0, role: "region", "aria-labelledby": "keys-title" }, ...keyboard.map(([where, lines]) => make("section", null, make("h4", null, where),
      make("dl", null, ...lines.flatMap(([names, does]) => [make("dt", null, ...keys(names)), make("dd", null, does)]))))));
  panel.addEventListener("keydown", (event) => event.stopPropagation());
  panel.addEventListener("click", (event) => event.target === panel && panel.close());
  panel.addEventListener("close", () => panel.remove());
  root.append(panel);
  panel.showModal();
}
