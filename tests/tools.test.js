// The tools of the table where they are arithmetic and text: scales, copies, filters as an attribute has them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { citation, gridOf, html, markdown, tsv } from "../www/clipboard.js";
import { finest, inScale, shift } from "../www/numbers.js";
import { narrowing, parseWhere, whereText, withValue } from "../www/queries.js";

/** Numbers that differ from run to run; the seed is printed where one fails. */
const seed = Date.now() % 1e6;
const random = (() => {
  let state = seed;
  return (/** @type {number} */ below) => (state = (state * 48271 + 11) % 2147483647) % below;
})();
const digits = (/** @type {number} */ n) => Array.from({ length: n }, () => String(random(10))).join("");

/** A decimal times a power of ten, by whole numbers alone. @param {string} text @param {number} power */
function scaled(text, power) {
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  return BigInt(whole + fraction) * 10n ** BigInt(power - fraction.length) * (text.startsWith("-") ? -1n : 1n);
}

test(`a shift of the point loses nothing (seed ${seed})`, () => {
  for (let times = 0; times < 2000; times++) {
    const fraction = random(2) ? `.${digits(1 + random(8))}` : "";
    const value = `${random(2) ? "-" : ""}${digits(1 + random(25))}${fraction}`;
    for (const power of [0, 3, 6, 9]) {
      const { negative, whole, fraction } = shift(value, power) ?? assert.fail(value);
      const back = `${negative ? "-" : ""}${whole}${fraction && `.${fraction}`}`;
      assert.equal(scaled(back, 60 + power), scaled(value, 60), `${value} by ${power} gave ${back}`);
      assert.doesNotMatch(whole, /^0\d/);
      assert.doesNotMatch(fraction, /0$/);
    }
  }
  for (const other of ["", "1e5", "P1Y", "2024-01-01", "--09-27", "."]) assert.equal(shift(other, 3), null, other);
});

test("the last digit vouched for is that of the decimals, or the last one printed", () => {
  assert.equal(finest("12500000", "$ 12,500"), 3);
  assert.equal(finest("-215000", "$ (215)"), 3);
  assert.equal(finest("1.5", "1.50"), -2);
  assert.equal(finest("1250000", "1.25"), 4);
  assert.equal(finest("12345", "12,345", "-3"), 3);
  assert.equal(finest("7", "seven"), 0);
  assert.equal(finest("12500000", "12.5", "INF"), 0, "exact: every digit is");
});

/** @param {Partial<import("../www/rows.js").ShownValue>} value @returns {import("../www/rows.js").ShownValue} */
const cell = (value) => ({ fact: 0, shown: "", kind: "money", value: null, negative: false, nil: false, marks: [], doubtful: false, confirmed: false, caveats: 0, ...value });

test("money changes its scale, exactly, with faint digits beyond what was printed; all else stays", () => {
  const value = cell({ shown: "$ (12,345)", value: "-12345000", negative: true });
  const shown = (/** @type {import("../www/numbers.js").Scale} */ scale, bare = true) => {
    const { shown, parts } = inScale(value, scale, bare);
    return [shown, parts?.faint];
  };
  assert.deepEqual(shown("ones"), ["(12,345,000)", ",000"]);
  assert.deepEqual(shown("thousands"), ["(12,345)", ""]);
  assert.deepEqual(shown("millions"), ["(12.345)", ""]);
  assert.deepEqual(shown("billions", false), ["$ (0.012345)", ""]);
  assert.equal(inScale(cell({ shown: "$ 1.0", value: "1000000" }), "millions", true).shown, "1.0", "a zero that was printed stays");
  assert.equal(inScale(cell({ shown: "0", value: "0" }), "millions", true).parts?.faint, "");
  for (const kind of /** @type {const} */ (["shares", "per share", "percent", "number", "duration", "date", "text", "dash", "nil"])) {
    const other = cell({ kind, shown: "12", value: "12" });
    assert.equal(inScale(other, "millions", true), other, kind);
  }
  assert.equal(inScale(cell({ shown: "12", value: "12345678", decimals: "-6" }), "ones", true).parts?.faint, ",345,678");
  assert.equal(inScale(cell({ shown: "12", value: "12000000", decimals: "INF" }), "millions", true).shown, "12");
  const nil = cell({ nil: true });
  assert.equal(inScale(nil, "ones", true), nil);
});

const heads = ["Line item", "2025", "Note"].map((main, at) => ({ by: String(at), main, small: [], numeric: at === 1, assumed: null, marks: [] }));
/** @param {string} label @param {...import("../www/rows.js").Line["cells"][number]} cells @returns {import("../www/rows.js").Line} */
const line = (label, ...cells) => ({ kind: "facts", label, depth: 0, marks: [], assumed: null, cells });
const lines = [
  line("Cash <b>&", cell({ shown: "$ (12,345)", value: "-12345000", negative: true }), "=cmd|' /C calc'!A0"),
  line("-- Tab\there", cell({ shown: "1.2", value: "1234567890123456.5", kind: "number" }), null),
  line("__proto__", cell({ nil: true }), "two\nlines \"quoted\""),
];
const grid = gridOf(heads, lines, { top: 0, bottom: 2, left: 0, right: 2 }, true);

test("copied text keeps its cells, exact values, and starts no formula", () => {
  const rows = tsv(grid).split(/\n(?=Cash|"'--|__proto__)/).map((row) => row.split("\t"));
  assert.deepEqual(rows[0], ["Line item", "2025", "Note"]);
  assert.deepEqual(rows[1], ["Cash <b>&", "-12345000", "'=cmd|' /C calc'!A0"]);
  assert.equal(tsv(grid).includes("\"'-- Tab\there\"\t1234567890123456.5\t"), true);
  assert.equal(tsv(grid).endsWith('__proto__\tnil\t"two\nlines ""quoted"""'), true);
});

test("copied HTML is escaped, and a number that a spreadsheet would round is text", () => {
  const text = html(grid);
  assert.match(text, /<td[^>]*>Cash &#60;b&#62;&#38;<\/td><td>-12345000<\/td>/);
  assert.match(text, /<td style="mso-number-format:'\\@'">1234567890123456\.5<\/td>/);
  assert.doesNotMatch(text, /<b>/);
});

test("copied Markdown is one table", () => {
  const rows = markdown(grid).trim().split("\n");
  assert.equal(rows.length, 5);
  assert.equal(rows[1], "| --- | ---: | --- |");
  for (const row of rows) assert.equal(row.replace(/\\\|/g, "").split("|").length, 5, row);
});

test("a block cuts columns and leaves the heading out", () => {
  assert.deepEqual(gridOf(heads, lines.slice(0, 1), { top: 0, bottom: 0, left: 1, right: 1 }, false), { head: null, rows: [[{ text: "-12345000", number: true }]] });
});

test("a citation has value, concept, period and file", () => {
  const fact = /** @type {any} */ ({
    label: "Cash [Member]", concept: { name: "us-gaap:Cash" }, unit: "USD", value: "12345000", shown: "12,345", kind: "money", nil: false, period: { words: "2025-12-31" },
    members: [], entity: "0000000042", source: { name: "a.htm", line: 3, text: "" },
  });
  assert.equal(citation(fact, null), "Cash (us-gaap:Cash): USD 12345000; 2025-12-31; 0000000042; a.htm, line 3.");
});

test("filters are written in an attribute and read back, whatever they hold", () => {
  const odd = "a=b&c\n%__proto__ é";
  let where = withValue(withValue(new Map(), "unit", "USD", true), "unit", odd, true);
  where = withValue(where, "__proto__", "", true);
  assert.deepEqual(parseWhere(whereText(where)), where);
  assert.deepEqual(Object.entries(narrowing(" ", where).where ?? {}), [["unit", ["USD", odd]], ["__proto__", [""]]]);
  assert.equal(whereText(withValue(new Map([["unit", ["USD"]]]), "unit", "USD", false)), null);
  assert.deepEqual(narrowing("", new Map()), {});
});
