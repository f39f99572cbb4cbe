// @ts-nocheck Their packages are there only once the bench has run: see package.json beside this.
// The tables that ours is measured beside, each set up as its own documentation says for many rows, and what its user has to write
// where it has no such thing itself.
import HighTable, { arrayDataFrame, sortableDataFrame } from "hightable";
import "hightable/src/HighTable.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { TabulatorFull } from "tabulator-tables";
import "tabulator-tables/dist/css/tabulator.css";

const COLUMNS = ["label", "value", "text", "unit", "period", "members"];
/** What facets are counted of. */
const FACETS = ["unit", "period", "members", "label"];

/** Facet counts as their users write them: neither table has any. @param {import("./facts.js").Row[]} rows */
function countFacets(rows) {
  const counts = FACETS.map(() => new Map());
  for (const row of rows) FACETS.forEach((name, at) => counts[at].set(row[name], (counts[at].get(row[name]) ?? 0) + 1));
  return counts;
}

/** @type {import("./table-page.js").Peer} */
export function tabulator(host, rows) {
  const table = new TabulatorFull(host, {
    data: rows,
    // A fixed height is what its virtual rows need.
    height: host.clientHeight,
    columns: COLUMNS.map((field) => ({ title: field, field, ...(field === "value" ? { sorter: "number", sorterParams: { alignEmptyValues: "bottom" } } : { sorter: "string", sorterParams: { alignEmptyValues: "bottom" } }) })),
  });
  let facets = null;
  let typed = "";
  const head = (column) => host.querySelector(`.tabulator-col[tabulator-field="${column}"]`);
  return {
    root: host,
    clickHead: (column) => head(column).querySelector(".tabulator-col-content").click(),
    isSorted: (column) => head(column).getAttribute("aria-sort") === "ascending",
    unsort: async () => table.clearSort(),
    type(word) {
      if (word) table.setFilter([COLUMNS.map((field) => ({ field, type: "like", value: word }))]);
      else table.clearFilter();
      typed = word;
    },
    isNarrowed: (word) => typed === word,
    askFacets: () => (facets = countFacets(table.getData("active"))),
    hasFacets: () => facets !== null,
    scroller: () => host.querySelector(".tabulator-tableholder") ?? host,
    row: ".tabulator-row",
    first: () => [...(host.querySelector(".tabulator-row")?.children ?? [])].map((cell) => cell.textContent),
  };
}

/** @type {import("./table-page.js").Peer} */
export function hightable(host, rows) {
  const root = createRoot(host);
  let facets = null;
  let shown = rows;
  // One that is mounted anew is not sorted.
  let mounts = 0;
  const show = (these) => {
    shown = these;
    root.render(createElement(HighTable, { key: mounts, data: sortableDataFrame(arrayDataFrame(these)), focus: false }));
  };
  show(rows);
  const head = (column) => [...host.querySelectorAll("thead th")].find((th) => th.textContent.startsWith(column));
  const line = () => [...(host.querySelector("tbody tr")?.querySelectorAll("td") ?? [])];
  const isThere = () => line().length > 0 && line().every((cell) => cell.getAttribute("aria-busy") !== "true");
  return {
    root: host,
    clickHead: (column) => head(column).click(),
    // The order is marked at once, and the rows come when their cells are there.
    isSorted: (column) => head(column).getAttribute("aria-sort") === "ascending" && isThere(),
    async unsort() {
      mounts += 1;
      show(rows);
      do await new Promise((resolve) => setTimeout(resolve, 100));
      while (!head("label") || !isThere());
    },
    type: (word) => show(word ? rows.filter((row) => COLUMNS.some((name) => String(row[name] ?? "").toLowerCase().includes(word))) : rows),
    // A head and the rows; a filter that leaves as many as before would not be told, and none here does.
    isNarrowed: () => host.querySelector("table")?.getAttribute("aria-rowcount") === String(shown.length + 1),
    askFacets: () => (facets = countFacets(shown)),
    hasFacets: () => facets !== null,
    scroller: () => host.querySelector("[class*=tableScroll], .table-scroll") ?? [...host.querySelectorAll("div")].find((div) => getComputedStyle(div).overflowY === "auto") ?? host,
    row: "tbody tr",
    first: () => line().map((cell) => cell.textContent),
  };
}
