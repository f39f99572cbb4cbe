// The wasm has no tables of encodings and asks the platform's TextDecoder: held against the same pages as the command line's tables.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { openFiling } from "../www/api.js";

const folder = new URL("./fixtures/encodings/", import.meta.url);
/** @type {Record<string, string[]>} */
const notes = JSON.parse(readFileSync(new URL("notes.json", folder), "utf8"));

/**
 * The tables of a page as JSON, and what is said of the filing as a whole.
 * @param {string} name
 */
async function read(name) {
  const filing = await openFiling({ name, bytes: readFileSync(new URL(name, folder)) });
  const { tables, caveats } = JSON.parse(new TextDecoder().decode(await filing.export("json", 0)));
  filing.close();
  return { tables, note: caveats.join(" ") };
}

for (const name of readdirSync(folder).filter((name) => !name.endsWith(".json") && !name.includes(".utf-8."))) {
  test(`reads ${name} as its twin in UTF-8`, async () => {
    const { tables, note } = await read(name);
    const twin = await read(name.replace(/\..+\./, ".utf-8."));
    assert.deepEqual(tables, twin.tables);
    assert.ok(tables[0].rows.length >= 3);
    assert.equal(note === "", notes[name].length === 0, note);
    for (const word of notes[name]) assert.ok(note.includes(word), note);
  });
}
