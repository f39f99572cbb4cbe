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

/** How many values of each are shown. */
const SHOWN = 8;

/**
 * Facet counts as their users write them, in a plain list: neither table has any.
 * @param {HTMLElement} host @param {import("./facts.js").Row[]} rows
 */
function showFacets(host, rows) {
  const counts = FACETS.map(() => new Map());
  for (const row of rows) FACETS.forEach((name, at) => counts[at].set(row[name], (counts[at].get(row[name]) ?? 0) + 1));
  const lines = counts.flatMap((of) => [...of].sort((a, b) => b[1] - a[1]).slice(0, SHOWN));
  const list = document.createElement("ul");
  list.append(...lines.map(([value, count]) => Object.assign(document.createElement("li"), { textContent: `${value} ${count}` })));
  host.after(list);
}

/** @type {import("./table-page.js").Peer} */
export function tabulator(host, rows) {
  const table = new TabulatorFull(host, {
    data: rows,
    // A fixed height is what its virtual rows need.
    height: host.clientHeight,
    columns: COLUMNS.map((field) => ({ title: field, field, ...(field === "value" ? { sorter: "number", sorterParams: { alignEmptyValues: "bottom" } } : { sorter: "string", sorterParams: { alignEmptyValues: "bottom" } }) })),
  });
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
    askFacets: () => showFacets(host, table.getData("active")),
    hasFacets: () => host.nextElementSibling !== null,
    scroller: () => host.querySelector(".tabulator-tableholder"),
    row: ".tabulator-row",
    first: () => [...(host.querySelector(".tabulator-row")?.children ?? [])].map((cell) => cell.textContent),
  };
}

/** @type {import("./table-page.js").Peer} */
export function hightable(host, rows) {
  // It scrolls in a box of its own, as high as what it stands in.
  host.style.cssText = "display: flex; flex-direction: column; overflow: hidden";
  const root = createRoot(host);
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
    askFacets: () => showFacets(host, shown),
    hasFacets: () => host.nextElementSibling !== null,
    scroller: () => host.querySelector("[class*=table-scroll]"),
    row: "tbody tr",
    first: () => line().map((cell) => cell.textContent),
  };
}
