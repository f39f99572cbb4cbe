/**
 * A fact's document as filed, in a frame without scripts and without network, the fact marked. Loaded when somebody asks for it.
 *
 * The frame is sandboxed from everything, its page carries a policy of its own, and what could ask for anything was left out when
 * the page was made. The page is a `blob:`, which the policy around it holds for too: where that forbids inline styles the
 * document is shown without its own, and the panel says so.
 */
import { make } from "./dom.js";
import { frameTitle, words } from "./later-words.js";

/** @typedef {import("./types.js").FilingHandle} FilingHandle */
/** @typedef {import("./types.js").FactDetail} FactDetail */

const style = `
.document { inset: 0; width: min(70rem, calc(100vw - 2rem)); height: min(60rem, calc(100dvh - 2rem)); max-width: none; max-height: none; margin: auto; padding: 0; border: 1px solid var(--strong); border-radius: 10px; background: var(--paper); color: var(--ink); overflow: hidden; box-shadow: 0 20px 60px #0005; }
.document[open] { display: grid; grid-template-rows: auto minmax(0, 1fr); }
.document::backdrop { background: #0006; }
.document header { display: flex; gap: .3rem 1rem; align-items: flex-start; padding: .7rem .7rem .7rem 1.1rem; border-bottom: 1px solid var(--rule); }
.document header > div { flex: 1; min-width: 0; display: grid; gap: .15rem; }
.document h3 { margin: 0; font-size: 14px; font-weight: 650; overflow-wrap: anywhere; }
.document header p { font-size: 12.5px; color: var(--soft); overflow-wrap: anywhere; }
.document header p.warn { color: var(--doubt); }
.document .stage { position: relative; min-height: 0; overflow: auto; }
.document iframe { display: block; width: 100%; height: 100%; border: 0; background: #fff; color-scheme: light; }
.document .wait { position: absolute; inset: 0 0 auto; padding: .5rem 1.1rem; background: var(--paper); color: var(--soft); pointer-events: none; }
.document pre { margin: 1rem 1.1rem; white-space: pre-wrap; overflow-wrap: anywhere; font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
@media (width < 520px) {
  .document { width: 100vw; height: 100dvh; border: 0; border-radius: 0; }
  .document button { min-height: 36px; min-width: 36px; }
}
@media print { .document { display: none !important; } }
`;

/** @type {CSSStyleSheet | null} */
let sheet = null;

/**
 * Opens the panel; resolves when it is closed. The focus is then where it was before.
 * @param {ShadowRoot} root
 * @param {FilingHandle} handle
 * @param {FactDetail} fact
 */
export async function showDocument(root, handle, fact) {
  if (root.querySelector(".document")) return;
  sheet ??= new CSSStyleSheet();
  sheet.replaceSync(style);
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  const isHidden = fact.document === "hidden";
  const styles = isHidden || stylesAreAllowed();
  const notes = make("div", null,
    make("h3", { id: "document-title" }, words.inDocument, `: ${fact.source.name}`),
    !isHidden && make("p", null, fact.document === "text" ? words.textNote : words.documentNote),
    fact.document === "elsewhere" && make("p", { class: "warn" }, words.elsewhere),
    !styles && make("p", { class: "warn" }, words.noStyles));
  const stage = make("div", { class: "stage" });
  const panel = make("dialog", { class: "document", part: "document", "aria-labelledby": "document-title" },
    make("header", null, notes, make("button", { type: "button", class: "quiet", "aria-label": words.close, autofocus: true, onclick: () => panel.close() }, "✕")),
    stage);
  // The keys of the table behind it are not its own.
  panel.addEventListener("keydown", (event) => event.stopPropagation());
  panel.addEventListener("click", (event) => event.target === panel && panel.close());
  const before = root.activeElement;
  root.append(panel);
  panel.showModal();
  const closed = new Promise((resolve) => panel.addEventListener("close", resolve, { once: true }));
  const release = isHidden ? hidden(stage, fact) : await frame(stage, handle, fact, styles).catch((error) => fail(stage, error));
  await closed;
  release();
  panel.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
}

/** @param {Element} stage @param {FactDetail} fact */
function hidden(stage, fact) {
  stage.append(make("p", { class: "status" }, words.hiddenFact), make("pre", null, fact.source.text));
  return () => {};
}

/** @param {Element} stage @param {unknown} error */
function fail(stage, error) {
  stage.append(make("p", { class: "status" }, error instanceof Error ? error.message : String(error)));
  return () => {};
}

/**
 * The frame with the document. Gives what takes its bytes away again.
 * @param {Element} stage
 * @param {FilingHandle} handle
 * @param {FactDetail} fact
 * @param {boolean} styles
 */
async function frame(stage, handle, fact, styles) {
  const wait = make("p", { class: "wait", role: "status" }, words.layingOut);
  stage.append(wait);
  const bytes = await handle.document(fact.fact, styles);
  if (!bytes) throw new Error(words.hiddenFact);
  const address = URL.createObjectURL(new Blob([bytes], { type: "text/html;charset=utf-8" }));
  const view = make("iframe", { sandbox: "", referrerpolicy: "no-referrer", title: frameTitle(fact.source.name) });
  const forbidden = (/** @type {SecurityPolicyViolationEvent} */ event) => {
    if (!/^(frame|child|default)-src/.test(event.effectiveDirective) || !event.blockedURI.startsWith("blob")) return;
    stage.replaceChildren(make("p", { class: "status" }, words.noFrame));
  };
  document.addEventListener("securitypolicyviolation", forbidden);
  view.addEventListener("load", () => {
    wait.remove();
    // What was laid out since the browser went to the mark may have moved it.
    view.src = place;
  }, { once: true });
  // The browser itself goes to the mark, whose id the address ends in: no script is needed for it.
  const place = view.src = `${address}#filing-viewer-fact`;
  stage.append(view);
  return () => {
    document.removeEventListener("securitypolicyviolation", forbidden);
    view.remove();
    URL.revokeObjectURL(address);
  };
}

/** Whether the policy of the page lets an element have a style of its own; the only way to know is to try. */
function stylesAreAllowed() {
  const probe = make("i", { style: "color: red" });
  return probe.style.color === "red";
}
