/**
 * Where a value is in the order shown: the next one that is assumed, or that of a fact.
 */

import { valueIn } from "./rows.js";

/** @typedef {import("./table-view.js").Model} Model */

/**
 * Finds the next assumed value after a fact, in the order shown, round to the first again.
 * @param {Model} model
 * @param {number | null} after
 * @returns {Promise<{ index: number, fact: number, last: boolean } | null>} `last`: it was found only by going round.
 */
export async function nextAssumed(model, after) {
  const step = 500;
  /** @type {{ index: number, fact: number } | null} */
  let first = null;
  let passed = after === null;
  let total = step;
  for (let start = 0; start < total; start += step) {
    const answer = await model.load(start, start + step);
    total = answer.total;
    for (const [at, line] of answer.lines.entries()) {
      for (const cell of line.cells) {
        const value = valueIn(cell);
        if (value?.doubtful) {
          const found = { index: start + at, fact: value.fact };
          if (passed) return { ...found, last: false };
          first ??= found;
        }
        if (value?.fact === after) passed = true;
      }
    }
  }
  return first && { ...first, last: true };
}

/**
 * The number of the row that a fact stands in, in the order shown; null where it is in none.
 * @param {Model} model
 * @param {number} fact
 * @returns {Promise<number | null>}
 */
export async function placeOf(model, fact) {
  const step = 1000;
  let total = step;
  for (let start = 0; start < total; start += step) {
    const answer = await model.load(start, start + step);
    total = answer.total;
    const at = answer.lines.findIndex((line) => line.fact === fact || line.cells.some((cell) => valueIn(cell)?.fact === fact));
    if (at >= 0) return start + at;
  }
  return null;
}
