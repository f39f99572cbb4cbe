// The snippets of the README, for tests that do what it says.
import { readFileSync } from "node:fs";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

/**
 * The blocks of code of a section, in their order.
 * @param {string} heading
 * @returns {{ language: string, text: string }[]}
 */
export function snippets(heading) {
  const [, section = ""] = readme.split(`\n## ${heading}\n`);
  const [whole = ""] = section.split("\n## ");
  return [...whole.matchAll(/^(`{3,})(\w+)\n(.*?)^\1$/gms)].map(([, , language = "", text = ""]) => ({ language, text }));
}

/** The snippets of the quick start, by what they are. Each must be there once. */
export function quickStart() {
  const all = snippets("Quick start");
  const of = (/** @type {string} */ language, /** @type {RegExp} */ has) => {
    const found = all.filter((snippet) => snippet.language === language && has.test(snippet.text));
    if (found.length !== 1) throw new Error(`the quick start has ${found.length} ${language} snippets with ${has}`);
    return found[0]?.text ?? "";
  };
  const named = {
    copy: of("sh", /^cp /), tag: of("html", /<filing-viewer>/), fence: of("markdown", /```filing/), install: of("sh", /^npm install/),
    app: of("js", /filing-viewer\/define/), program: of("js", /filing-viewer\/parser/), commands: of("sh", /^cargo run/),
  };
  if (all.length !== Object.keys(named).length) throw new Error("the quick start has a snippet that no test runs");
  return named;
}
