/** Saves a file of facts, by a link that is clicked and forgotten: nothing is sent anywhere. */
import { make } from "./dom.js";
import { calm } from "./words.js";

const TYPES = {
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  md: "text/markdown",
  json: "application/json",
  jsonl: "application/jsonl",
  "xbrl-json": "application/json",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/**
 * @param {import("./types.js").FilingHandle} handle
 * @param {import("./types.js").ExportFormat} format
 * @param {import("./types.js").Chosen | number | null} what Null: all facts.
 * @returns {Promise<{ name: string, leftOut: string[] }>} What the file is called, and what it could not hold, in sentences.
 */
export async function save(handle, format, what) {
  const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (await handle.export(format, what));
  const url = URL.createObjectURL(new Blob([bytes], { type: TYPES[format] }));
  const name = `${fileName(handle, typeof what === "number" ? what : what?.table ?? null)}.${format.replace("-", ".")}`;
  make("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  // A handle of the host's own may not know.
  return { name, leftOut: "leftOut" in handle ? await handle.leftOut(format, what) : [] };
}

/**
 * The source's name and the table's, in letters that every file system takes.
 * @param {import("./types.js").FilingHandle} handle
 * @param {number | null} table
 */
function fileName(handle, table) {
  const source = (handle.info.sources[0]?.name ?? "filing").replace(/\.[a-z0-9]+$/i, "");
  const title = typeof table === "number" ? calm(handle.info.tables[table]?.name ?? "") : "facts";
  return `${source} ${title}`.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80).replace(/^-+|-+$/g, "") || "filing";
}
