/** Columns by pointer: a heading is dragged to another place, its edge to another width. */

/** How far a pointer goes before a press is a drag, in pixels. */
const FAR = 6;

/**
 * @param {HTMLElement} head The table's `thead`.
 * @param {{ move: (by: string, to: string) => void, width: (by: string, width: number, done: boolean) => void }} does
 */
export function dragHeads(head, does) {
  head.addEventListener("pointerdown", (event) => {
    const cell = event.target instanceof Element ? event.target.closest("th") : null;
    const by = cell?.querySelector("button")?.dataset["by"];
    if (!cell || by === undefined || event.button !== 0 || event.pointerType === "touch") return;
    // The edge is no part of the button.
    if (event.target === cell) resize(event, cell, (width, done) => does.width(by, width, done));
    else if (cell.cellIndex > 0) move(event, head, cell, (to) => does.move(by, to));
  });
}

/** @param {PointerEvent} event @param {HTMLElement} cell @param {(width: number, done: boolean) => void} widen */
function resize(event, cell, widen) {
  event.preventDefault();
  const start = cell.getBoundingClientRect().width;
  const way = getComputedStyle(cell).direction === "rtl" ? -1 : 1;
  const width = (/** @type {PointerEvent} */ now) => start + (now.clientX - event.clientX) * way;
  follow((now) => widen(width(now), false), (now) => widen(width(now), true));
}

/** @param {PointerEvent} event @param {HTMLElement} head @param {HTMLElement} cell @param {(to: string) => void} drop */
function move(event, head, cell, drop) {
  const root = /** @type {ShadowRoot} */ (head.getRootNode());
  /** @type {HTMLElement | null} */
  let over = null;
  let dragged = false;
  const mark = (/** @type {HTMLElement | null} */ to) => {
    over?.classList.remove("drop");
    over = to;
    over?.classList.add("drop");
  };
  follow((now) => {
    dragged ||= Math.hypot(now.clientX - event.clientX, now.clientY - event.clientY) > FAR;
    if (!dragged) return;
    cell.classList.add("dragged");
    const to = root.elementFromPoint(now.clientX, cell.getBoundingClientRect().top + 4)?.closest("th");
    mark(to instanceof HTMLTableCellElement && to !== cell && to.cellIndex > 0 && head.contains(to) ? to : null);
  }, () => {
    cell.classList.remove("dragged");
    const to = over?.querySelector("button")?.dataset["by"];
    mark(null);
    if (!dragged) return;
    // What was dragged is not sorted by.
    const swallow = (/** @type {Event} */ click) => (click.stopPropagation(), click.preventDefault());
    head.addEventListener("click", swallow, { capture: true });
    setTimeout(() => head.removeEventListener("click", swallow, { capture: true }));
    if (to !== undefined) drop(to);
  });
}

/** @param {(event: PointerEvent) => void} moved @param {(event: PointerEvent) => void} done */
function follow(moved, done) {
  const end = (/** @type {PointerEvent} */ event) => {
    removeEventListener("pointermove", moved);
    removeEventListener("pointerup", end);
    removeEventListener("pointercancel", end);
    done(event);
  };
  addEventListener("pointermove", moved);
  addEventListener("pointerup", end);
  addEventListener("pointercancel", end);
}
