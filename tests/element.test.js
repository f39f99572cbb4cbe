// The element's modules in Node, where there is no page: importing them does nothing and fails on nothing.
import assert from "node:assert/strict";
import { test } from "node:test";
import { split } from "../www/rows.js";
import { gap, isWhole, rowsFor, spacers, WHOLE } from "../www/viewport.js";
import { calm, heading, plain } from "../www/words.js";
import { nextSort, parseSort, sortText } from "../www/models.js";

test("importing the element has no effect", async () => {
  const before = Object.keys(globalThis);
  const { FilingViewerElement } = await import("../www/filing-viewer.js");
  await import("../www/define.js");
  assert.equal(typeof FilingViewerElement, "function");
  assert.deepEqual(Object.keys(globalThis), before);
});

test("a table is whole up to a thousand rows, and a window beyond", () => {
  assert.equal(isWhole(WHOLE, 10), true);
  assert.equal(isWhole(WHOLE + 1, 2), false);
  assert.equal(isWhole(WHOLE, 10_000), false, "few rows of very many columns");
  for (const total of [1001, 5000, 123_456]) {
    for (const top of [-300, 0, 299, 12_345, total * 30, total * 60]) {
      const { start, end } = rowsFor({ top, height: 600, rowHeight: 30, total });
      assert.ok(start >= 0 && start < end && end <= total, `${total} rows at ${top}: ${start} to ${end}`);
      assert.ok(end - start <= 140, "a window is small");
      const first = Math.min(Math.max(0, Math.floor(top / 30)), total - 1);
      assert.ok(start <= first && first < end, "what is seen is in it");
      const { before, after } = spacers({ start, end }, 30, total);
      assert.equal(before / 30 + (end - start) + after / 30, total);
    }
  }
});

test("a number is taken apart for its grid; what is no number is not", () => {
  assert.deepEqual(split("$ (1,234.5)"), { body: "$ (1,234.5", fraction: 2, percent: false, hangs: ")" });
  assert.deepEqual(split("48.00%"), { body: "48.00%", fraction: 3, percent: true, hangs: "" });
  assert.deepEqual(split(".52"), { body: ".52", fraction: 3, percent: false, hangs: "" });
  for (const other of ["90 days", "Dec. 31, 2025", "—", "", "1 to 11"]) assert.equal(split(other), null, other);
});

test("titles in capitals become sentences, and others stay", () => {
  assert.equal(calm("NATURE OF OPERATIONS AND POLICIES"), "Nature of operations and policies");
  assert.equal(calm("SUMMARY OF US GAAP DIFFERENCES (Unaudited)"), "Summary of US GAAP differences (Unaudited)");
  assert.equal(calm("Cash Flows"), "Cash Flows");
  assert.equal(plain("Common Stock [Member]"), "Common Stock");
  const column = { heading: ["12 Months Ended", "Dec. 31, 2025"], period: null, units: [], members: [], marks: [], assumed: null, numeric: true };
  assert.deepEqual(heading(column), { main: "Dec. 31, 2025", small: ["12 months ended"] });
});

test("a sort goes up, down and back, and is written in an attribute", () => {
  let sort = nextSort(null, "1");
  assert.equal(sortText(sort), "1 ascending");
  sort = nextSort(sort, "1");
  assert.equal(sortText(sort), "1 descending");
  assert.equal(nextSort(sort, "1"), null);
  assert.deepEqual(parseSort("label descending across"), { keys: [{ by: "label", descending: true }], across: true });
  assert.equal(parseSort(" "), null);
});

test("further keys are added, turned and taken away one by one", () => {
  let sort = nextSort(nextSort(null, "unit"), "value", true);
  assert.equal(sortText(sort), "unit ascending, value ascending");
  sort = nextSort(sort, "unit", true);
  assert.equal(sortText(sort), "unit descending, value ascending");
  assert.deepEqual(parseSort(sortText(sort)), sort);
  assert.equal(sortText(nextSort(sort, "unit", true)), "value ascending");
  assert.equal(sortText(nextSort(sort, "value")), "value ascending", "without Shift one key is left");
});

test("of the rows wanted, those that are there are not asked for again", () => {
  const at = (/** @type {number} */ start, /** @type {number} */ end) => ({ start, end });
  assert.deepEqual(gap(at(0, 80), at(16, 96)), [80, 96]);
  assert.deepEqual(gap(at(16, 96), at(0, 80)), [0, 16]);
  for (const [there, wanted] of [[at(0, 10), at(40, 90)], [at(20, 30), at(0, 90)], [at(0, 0), at(0, 30)]]) {
    assert.deepEqual(gap(there ?? at(0, 0), wanted ?? at(0, 0)), [wanted?.start, wanted?.end]);
  }
});
