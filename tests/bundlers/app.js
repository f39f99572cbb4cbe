// An app of two lines that uses the package, as somebody has it who installed it; and the browser in which it must show its table.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, firefox } from "playwright-core";
import { npm } from "../../www/build/package.js";
import { serve } from "../../www/build/serve.js";
import { browsers } from "../../www/build/setup.js";

const TEXT = "|\nCash (Details) - USD ($)\n|\nDec. 31, 2031\n|Cash\n|$ 12\n|Loans\n|$ 7\n";
const APP = `import "filing-viewer/define";
document.body.append(Object.assign(document.createElement("filing-viewer"), { source: ${JSON.stringify(TEXT)} }));
`;
const HTML = (/** @type {string} */ script) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>An app</title><link rel="icon" href="data:,"></head><body><script type="module" src="${script}"></script></body></html>
`;

/** A folder with the app, to be removed by `remove`. */
export function app() {
  const folder = mkdtempSync(join(tmpdir(), "filing-viewer-app-"));
  mkdirSync(join(folder, "node_modules"));
  cpSync(npm, join(folder, "node_modules/filing-viewer"), { recursive: true });
  writeFileSync(join(folder, "app.js"), APP);
  writeFileSync(join(folder, "index.html"), HTML("./app.js"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "app", private: true, type: "module", "@parcel/resolver-default": { packageExports: true } }));
  mkdirSync(join(folder, "out"));
  return { folder, out: join(folder, "out"), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A page for what a tool has put into `out` as a script alone. @param {string} out @param {string} script */
export const page = (out, script) => writeFileSync(join(out, "index.html"), HTML(script));

/**
 * Serves a folder under the strict policy, unless there is a server, and looks for the app's table. Gives what went wrong; nothing is wanted.
 * @param {string} out @param {{ at?: string, policy?: string }} [how]
 */
export async function wrong(out, { at, policy } = {}) {
  const found = browsers();
  const browser = await (found.chromium ? chromium.launch(found.chromium) : firefox.launch(found.firefox ?? {}));
  const served = at ? null : await serve(out, 0, policy);
  /** @type {string[]} */
  const problems = [];
  try {
    const view = await browser.newPage();
    view.on("pageerror", (error) => problems.push(error.message));
    view.on("requestfailed", (request) => problems.push(`${request.url()} failed`));
    view.on("response", (response) => response.status() >= 400 && problems.push(`${response.url()}: ${response.status()}`));
    await view.goto(at ?? served?.url ?? "");
    const cells = view.locator("filing-viewer td");
    await cells.nth(1).waitFor({ timeout: 60_000 });
    const values = (await cells.allTextContents()).map((text) => text.trim());
    if (values.join() !== "$ 12,$ 7") problems.push(`the table says ${values.join()}`);
    // The tools come by themselves, and the full module with a search.
    await view.locator("filing-viewer").evaluate((viewer) => viewer.setAttribute("search", "loans"));
    await view.locator("filing-viewer td").nth(1).waitFor({ state: "detached", timeout: 60_000 });
  } catch (error) {
    problems.push(error instanceof Error ? error.message.split("\n")[0] ?? "" : String(error));
  }
  await browser.close();
  served?.server.close();
  return problems;
}
