/** Registers `<filing-viewer>`. */
import { FilingViewerElement } from "./filing-viewer.js";
import { version } from "./version.js";

const NAME = "filing-viewer";

if (globalThis.customElements) {
  const there = /** @type {{ version?: string } | undefined} */ (customElements.get(NAME));
  // Whichever came first shows all: to define it again would throw, and stop the page's other scripts.
  if (!there) customElements.define(NAME, FilingViewerElement);
  else if (there.version !== version) console.warn(`<${NAME}> is there already, as version ${there.version ?? "unknown"}; version ${version} is not used. Load one of them.`);
}

export { FilingViewerElement };
