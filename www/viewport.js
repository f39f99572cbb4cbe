/**
 * Which rows of a long table are in the document: arithmetic only, no DOM.
 *
 * A table of up to {@link WHOLE} rows is there whole, so that find, print and select-all work. A longer one has rows of one
 * height, of which a window is there; two spacer rows stand for the rest. Beyond {@link PAGE} rows it has pages, because
 * browsers stop laying out at about 17.9 million pixels.
 */

/** The most rows that are rendered whole. */
export const WHOLE = 1000;

/** The most cells that are rendered whole. */
const CELLS = 60_000;

/** How many rows a page has. */
export const PAGE = 100_000;

/** The most columns that are shown at once. */
export const COLUMNS = 200;

/**
 * Whether a table is rendered whole.
 * @param {number} total @param {number} columns
 */
export const isWhole = (total, columns) => total <= WHOLE && total * Math.min(columns, COLUMNS) <= CELLS;

/** How many rows of a longer one are asked for before its rows have been measured. */
const FIRST = 30;

/** Rows rendered beyond each edge of what is seen, so that a short scroll shows no gap. */
const MARGIN = 24;

/** Rows are asked for when fewer than this are left beyond an edge of what is seen. */
export const NEAR = 16;

/** Rows rendered beyond each edge of what is seen where others follow at once. */
export const FEW = 2;

/** Windows begin and end on multiples of this, so that a scroll by one row asks for nothing. */
const STEP = 8;

/** @typedef {{ start: number, end: number }} Range */

/**
 * How many rows to begin with.
 * @param {number} total @param {number} columns
 */
export const firstRows = (total, columns) => (isWhole(total, columns) ? WHOLE : FIRST);

/**
 * The rows of a page to have in the document.
 * @param {{ top: number, height: number, rowHeight: number, total: number }} seen `top` is how far the first row is above the
 *   upper edge of what is seen, in pixels; `total` are the page's.
 * @param {number} [margin] How many rows beyond each edge.
 * @param {number} [step] What they begin and end on multiples of.
 * @returns {Range}
 */
export function rowsFor({ top, height, rowHeight, total }, margin = MARGIN, step = STEP) {
  const first = clamp(Math.floor(top / rowHeight), 0, total - 1);
  const last = clamp(Math.ceil((top + height) / rowHeight), first + 1, total);
  const start = Math.floor(Math.max(0, first - margin) / step) * step;
  const end = Math.min(total, Math.ceil((last + margin) / step) * step);
  return { start, end };
}

/**
 * The heights of the two spacers of a page, in pixels.
 * @param {Range} rows
 * @param {number} rowHeight
 * @param {number} total
 */
export function spacers(rows, rowHeight, total) {
  return {
    before: rows.start * rowHeight,
    after: Math.max(0, total - rows.end) * rowHeight,
  };
}

/**
 * Whether one range holds the other.
 * @param {Range | null} a
 * @param {Range} b
 */
export const holds = (a, b) => a !== null && a.start <= b.start && a.end >= b.end;

/**
 * The rows of a range that another, which is there, lacks: all of it where these would be no one piece.
 * @param {Range} there @param {Range} wanted @returns {[number, number]}
 */
export function gap(there, wanted) {
  const [from, to] = [Math.max(there.start, wanted.start), Math.min(there.end, wanted.end)];
  if (from < to && from === wanted.start) return [to, wanted.end];
  if (from < to && to === wanted.end) return [wanted.start, from];
  return [wanted.start, wanted.end];
}

/** @param {number} n @param {number} low @param {number} high */
const clamp = (n, low, high) => Math.min(Math.max(n, low), high);
