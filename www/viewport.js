/**
 * Which rows of a long table are in the document: arithmetic only, no DOM.
 *
 * A table of up to {@link WHOLE} rows is there whole, so that find, print and select-all work. A longer one has rows of one
 * height, of which a window is there; two spacer rows stand for the rest.
 */

/** The most rows that are rendered whole. */
export const WHOLE = 1000;

/** How many rows of a longer one are asked for before its rows have been measured. */
const FIRST = 40;

/** Rows rendered beyond each edge of what is seen, so that a short scroll shows no gap. */
const MARGIN = 30;

/** Rows are asked for when fewer than this are left beyond an edge of what is seen. */
export const NEAR = 10;

/** Windows begin and end on multiples of this, so that a scroll by one row asks for nothing. */
const STEP = 20;

/** The tallest spacer: browsers stop laying out beyond about 17.9 million pixels. */
const TALLEST = 16_000_000;

/** @typedef {{ start: number, end: number }} Range */

/**
 * How many rows to begin with.
 * @param {number} total
 */
export const firstRows = (total) => (total > WHOLE ? FIRST : WHOLE);

/**
 * The rows to have in the document.
 * @param {{ top: number, height: number, rowHeight: number, total: number }} seen `top` is how far the first row is above the
 *   upper edge of what is seen, in pixels.
 * @param {number} [margin] How many rows beyond each edge.
 * @returns {Range}
 */
export function rowsFor({ top, height, rowHeight, total }, margin = MARGIN) {
  if (total <= WHOLE) return { start: 0, end: total };
  const first = clamp(Math.floor(top / rowHeight), 0, total - 1);
  const last = clamp(Math.ceil((top + height) / rowHeight), first + 1, total);
  const start = Math.floor(Math.max(0, first - margin) / STEP) * STEP;
  const end = Math.min(total, Math.ceil((last + margin) / STEP) * STEP);
  return { start, end };
}

/**
 * The heights of the two spacers, in pixels.
 * @param {Range} rows
 * @param {number} rowHeight
 * @param {number} total
 */
export function spacers(rows, rowHeight, total) {
  return {
    before: Math.min(TALLEST, rows.start * rowHeight),
    after: Math.min(TALLEST, Math.max(0, total - rows.end) * rowHeight),
  };
}

/**
 * Whether one range holds the other.
 * @param {Range | null} a
 * @param {Range} b
 */
export const holds = (a, b) => a !== null && a.start <= b.start && a.end >= b.end;

/** @param {number} n @param {number} low @param {number} high */
const clamp = (n, low, high) => Math.min(Math.max(n, low), high);
