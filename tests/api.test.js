// The facade in Node: the same code that runs on the page's main thread where no worker can be had.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { openFiling } from "../www/api.js";
import { Broken, Filings } from "../www/filings.js";

const text = `|
Borrowings (Details) - USD ($) $ in Thousands
|
12 Months Ended
|
Dec. 31, 2023
|
Dec. 31, 2022
|Interest expense
|$ 1,204
|$ 998
|Debt issued
|7
|8
`;

test("opens text, bytes, blobs, files and several of them", async () => {
  const bytes = new TextEncoder().encode(text);
  for (const source of [text, bytes, new Blob([text]), new File([text], "a.txt"), { name: "a.txt", bytes: text }, { name: "a.txt", bytes }]) {
    const filing = await openFiling(source);
    assert.equal(filing.info.tables.length, 1);
    assert.ok(filing.info.facts > 0);
    filing.close();
  }
  assert.equal(bytes.length, text.length, "the caller's bytes are still there");
});

test("opens inline XBRL, alone and beside text, which the full module reads", async () => {
  const bytes = readFileSync(new URL("fixtures/inline/small.htm", import.meta.url));
  const filing = await openFiling({ name: "small.htm", bytes });
  const { rows } = await filing.facts({ sort: "value" });
  const cash = rows.filter((row) => row.concept === "heron:Cash");
  assert.deepEqual(cash.map((row) => row.value), ["3925000", "4310000"]);
  assert.ok(rows.some((row) => row.value === "Two routes were served all year, and a third in summer."));
  const both = await openFiling([{ name: "small.htm", bytes }, { name: "a.txt", bytes: text }]);
  assert.deepEqual(both.info.sources.map((source) => source.format), ["inline XBRL", "disclosure text"]);
  assert.ok(both.info.tables.length > filing.info.tables.length, "the text's table is there as well");
  both.close();
  filing.close();
});

test("answers with plain objects, null where there is nothing", async () => {
  const filing = await openFiling({ name: "a.txt", bytes: text });
  const [table] = filing.info.tables;
  assert.equal(Object.getPrototypeOf(table), Object.prototype);
  const { total, rows } = await filing.rows({ table: 0, start: 1, end: 2 });
  assert.equal(total, table.rows);
  assert.equal(rows.length, 1);
  assert.equal(rows[0].concept, null);
  assert.equal(rows[0].cells.length, table.columns.length);
  const cell = rows[0].cells.find((cell) => cell !== null);
  assert.ok(cell && cell.fact !== null);
  const fact = await filing.fact(cell.fact);
  assert.equal(fact.shown, cell.shown);
  assert.equal(fact.row, 1);
  assert.equal((await filing.facts({ sort: "value", end: 3 })).rows.length, 3);
  filing.close();
});

test("writes and copies just what is chosen, in its order", async () => {
  const filing = await openFiling({ name: "a.txt", bytes: text });
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
  const columns = ["label", "value"];
  const csv = utf8.decode(await filing.export("csv", { facts: [2, 0], columns }));
  const [second, , first] = (await filing.facts({})).rows.map(({ label, value }) => `${label},${value}`);
  assert.equal(csv, `\ufefflabel,value\r\n${first}\r\n${second}\r\n`);
  const { html, text: tabs } = await filing.copy({ facts: new Uint32Array([2, 0]), columns });
  assert.equal(tabs, csv.slice(1).replaceAll(",", "\t"));
  assert.match(html, /<table>.*<td align="right">-?[0-9.]+<\/td>/s);
  const row = utf8.decode(await filing.export("tsv", { table: 0, rows: [1], columns: [0] }));
  const { rows } = await filing.rows({ table: 0, start: 1, end: 2 });
  assert.ok(row.includes(`\r\n${rows[0].label}\t`), row);
  const book = await filing.export("xlsx", 0);
  assert.deepEqual([...book.slice(0, 2)], [0x50, 0x4b]);
  assert.match((await filing.leftOut("xbrl-json"))[0], /have no concept's name/);
  assert.match((await filing.cite(0)) ?? "", /\(a\.txt\)/);
  await assert.rejects(filing.export("csv", { columns: ["price"] }), /no column “price”/);
  // @ts-expect-error: a form that is none is what is tried
  await assert.rejects(filing.export("ods"), /no format "ods"/);
  filing.close();
});

test("writes what was settled", async () => {
  const filing = await openFiling({ name: "a.txt", bytes: `${text}|Fees\n|3\n` });
  const { rows } = await filing.rows({ table: 0 });
  const cell = rows.flatMap((row) => row.cells).find((cell) => cell?.doubt && cell.doubt.columns.length > 1);
  assert.ok(cell?.doubt && cell.fact !== null, "the fixture has an assumed value");
  const to = cell.doubt.columns.at(-1) ?? 0;
  await filing.move(cell.fact, to);
  const [fact] = JSON.parse(new TextDecoder().decode(await filing.export("json", { facts: [cell.fact] })));
  const detail = await filing.fact(cell.fact);
  assert.deepEqual([fact.fact, fact.period], [cell.fact, detail.period?.oim]);
  assert.ok(!fact.caveats.includes(cell.doubt.why));
  filing.close();
});

test("sorts a column both ways and gives the order filed again", async () => {
  const filing = await openFiling(text);
  /** @param {Partial<import("../www/types.js").RowsQuery>} query */
  const order = async (query) => (await filing.rows({ table: 0, ...query })).rows.map((row) => row.row);
  const filed = await order({});
  assert.deepEqual(filed, filed.toSorted((a, b) => a - b));
  const up = await order({ sort: 0, across: true });
  const down = await order({ sort: 0, across: true, descending: true });
  assert.notDeepEqual(up, down);
  assert.deepEqual(up.toSorted(), down.toSorted());
  assert.deepEqual(await order({ sort: null }), filed);
  filing.close();
});

test("says what is wrong in one sentence", async () => {
  await assert.rejects(openFiling({ name: "empty.txt", bytes: "" }), { constructor: Error, message: /^empty\.txt: .+\.$/ });
  const filing = await openFiling(text);
  await assert.rejects(filing.rows({ table: 99 }), /no such table/);
  await assert.rejects(filing.fact(1e6), /no such fact/);
  // @ts-expect-error: a wrong query is what is tried
  await assert.rejects(filing.rows({ table: "first" }), /query is not well formed/);
  filing.close();
  await assert.rejects(filing.rows({ table: 0 }), /closed/);
});

test("gives up when the signal says so", async () => {
  await assert.rejects(openFiling(text, { signal: AbortSignal.abort() }), { name: "AbortError" });
  const abort = new AbortController();
  const opening = openFiling(text, { signal: abort.signal });
  abort.abort(new Error("enough"));
  await assert.rejects(opening, /enough/);
});

test("a trap ends the filing, and the next one opens afresh", async (context) => {
  const filing = await openFiling(text);
  const { answer } = Filings.prototype;
  /** @this {Filings} @param {import("../www/filings.js").Request} request */
  async function failing(request) {
    // What a trap looks like from here: the module throws something that is no plain Error.
    if (request.method === "facts") throw new Broken("The reader broke down (unreachable).");
    return answer.call(this, request);
  }
  context.mock.method(Filings.prototype, "answer", failing);
  await assert.rejects(filing.facts({}), /broke down/);
  await assert.rejects(filing.rows({ table: 0 }), /broke down/);
  const next = await openFiling(text);
  assert.equal((await next.rows({ table: 0, end: 1 })).rows.length, 1);
  next.close();
});

test("searches, filters, counts, groups, finds and pivots text, for which the full module opens it anew", async () => {
  const filing = await openFiling({ name: "a.txt", bytes: text });
  const [first] = (await filing.facts({})).rows;
  const { total, rows } = await filing.facts({ search: "INTEREST", where: { kind: ["money"] }, sort: [{ by: "value", descending: true }] });
  assert.deepEqual([total, rows.map((row) => row.value)], [2, ["1204000", "998000"]]);
  assert.deepEqual((await filing.facts({})).rows[0], first, "what the small module said stays so");
  const [kind] = await filing.facets({}, [{ facet: "kind" }]);
  assert.deepEqual(kind, { facet: "kind", total: 1, values: [{ value: "money", words: "money", count: 4, chosen: false }] });
  const groups = await filing.groups({ group: "period", open: [] });
  assert.deepEqual(groups.rows.map((row) => "group" in row && [row.words, row.count]), [["2022-01-01 to 2022-12-31", 2], ["2023-01-01 to 2023-12-31", 2]]);
  assert.deepEqual(await filing.find({ sort: "label" }, "debt", 1), { total: 2, index: 1, match: 1 });
  assert.deepEqual(await filing.find({ table: 0 }, "debt", 0), { total: 1, index: 1, match: 0 });
  const pivot = await filing.pivot({ across: "period" });
  assert.deepEqual(pivot.rows.map((row) => [row.label, ...row.cells.map((cell) => cell?.shown)]), [["Interest expense", "$ 1,204", "$ 998"], ["Debt issued", "7", "8"]]);
  assert.equal((await filing.rows({ table: 0, search: "debt" })).total, 1);
  await assert.rejects(filing.facts({ where: /** @type {any} */ ({ colour: ["red"] }) }), /see its "where"/);
  filing.close();
  await assert.rejects(filing.facets({}, []), /closed/);
});

test("what was moved stays moved when the full module opens a filing anew", async () => {
  const short = "|\nDebt (Details) - USD ($)\n|\nDec. 31, 2024\n|\nDec. 31, 2023\n|Bonds\n|$ 9\n|$ 12\n|Loans\n|$ 4\n";
  const filing = await openFiling(short);
  const { doubt } = await filing.fact(2);
  const place = async () => (await filing.rows({ table: 0 })).rows[1].cells.map((cell) => cell?.value ?? null);
  const before = await place();
  const other = doubt?.columns.find(({ column }) => before[column] === null);
  assert.ok(other);
  await filing.move(2, other.column);
  // Two at once: it is opened once.
  await Promise.all([filing.facets({}, [{ facet: "period" }]), filing.facts({ search: "loans" })]);
  assert.deepEqual(await place(), before.toReversed());
  const { rows } = await filing.facts({ search: "loans" });
  assert.equal(rows[0].confirmed, true);
  assert.equal(filing.info.assumed, 0);
  filing.close();
});
