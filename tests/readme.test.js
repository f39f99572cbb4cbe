// The quick start of the README, run as written: what needs no browser. The rest is in browser/readme.spec.js, and its Rust in the
// crate's doctests.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { quickStart } from "./readme.js";

const root = fileURLToPath(new URL("../", import.meta.url));
const { install, program, commands } = quickStart();

test("the package is installed and the program runs", () => {
  const folder = mkdtempSync(join(tmpdir(), "filing-viewer-readme-"));
  try {
    // As from the root of the project, but for node_modules.
    symlinkSync(join(root, "www"), join(folder, "www"), "junction");
    writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
    writeFileSync(join(folder, "program.js"), program);
    execFileSync("bash", ["-euc", install], { cwd: folder, stdio: "pipe" });
    assert.equal(execFileSync(process.execPath, ["program.js"], { cwd: folder, encoding: "utf8" }), "Cash 12\n");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("the commands run", () => {
  // Where cargo has been told to build elsewhere it is not there yet.
  mkdirSync(join(root, "target"), { recursive: true });
  const said = execFileSync("bash", ["-euc", commands], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  assert.match(said, /^\| Principal amount \| \$ 12,500 \| \$ 9,000 \|$/m);
  const page = readFileSync(join(root, "target/blocks.md"), "utf8");
  assert.match(page, /^# Heron Ferries\n\nWhat the company owed:\n\n<figure class="filing">/);
  assert.match(page, /<th scope="row">Overdraft<\/th><td class="number">\$ \(4\) <small>\(assumed, <a href="#filing-1-note-2">see 2<\/a>\)<\/small><\/td><td><\/td>/);
});
