/**
 * What was given and what archives hold, file by file: read, or left and why.
 */
import { appendInTurns, fill, make } from "./dom.js";
import { count, size, words } from "./later-words.js";

export class FileList {
  element;

  /** @param {number} many @param {() => Promise<import("./types.js").Member[]>} members */
  constructor(many, members) {
    const inside = make("div", { class: "file-list" });
    this.element = make("details", { class: "files", ontoggle: async () => {
      if (!this.element.open || inside.firstChild) return;
      fill(inside, list(await members()));
    } }, make("summary", null, `${count(many, "file")}: what was read of them, and what was left`), inside);
  }
}

/** @param {import("./types.js").Member[]} members */
function list(members) {
  const body = make("tbody");
  const table = make("table", { "aria-label": words.files },
    make("thead", null, make("tr", null, ...words.fileHeads.map((head) => make("th", { scope: "col" }, head)))), body);
  appendInTurns(body, members, ({ name, type, size: bytes, state, what, description }) => make("tr", { class: state },
    make("th", { scope: "row" }, name, description && make("small", null, ` ${description}`)),
    make("td", null, type ?? ""),
    make("td", { class: "num" }, size(bytes)),
    make("td", null, make("b", null, words.fileStates[state]), what && `: ${what}`)), () => table.isConnected || body.rows.length === 0);
  return table;
}
