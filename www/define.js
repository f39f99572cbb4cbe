/** Registers `<filing-viewer>`. */
import { FilingViewerElement } from "./filing-viewer.js";

if (globalThis.customElements && !customElements.get("filing-viewer")) {
  customElements.define("filing-viewer", FilingViewerElement);
}
