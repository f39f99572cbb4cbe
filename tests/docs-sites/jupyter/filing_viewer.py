"""A filing as a widget, in Jupyter, VS Code, Colab and marimo: put this beside the notebook, and filing-viewer.js too.

    from filing_viewer import FilingViewer
    FilingViewer(text=open("disclosure.txt").read())
"""

from pathlib import Path

import anywidget
import traitlets

RENDER = """
export default {
  render({ model, el }) {
    const viewer = document.createElement("filing-viewer");
    const show = () => { viewer.source = { name: model.get("name"), bytes: model.get("text") }; };
    model.on("change:text", show);
    show();
    el.append(viewer);
    return () => model.off("change:text", show);
  },
};
"""


class FilingViewer(anywidget.AnyWidget):
    # The single file is a script with all within it, so it may stand at the head of a module.
    _esm = (Path(__file__).parent / "filing-viewer.js").read_text(encoding="utf-8") + RENDER
    text = traitlets.Unicode("").tag(sync=True)
    name = traitlets.Unicode("the notebook's text").tag(sync=True)
