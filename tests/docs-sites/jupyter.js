// The widget in JupyterLab: a server of its own is started, the notebook run, and the widget looked at.
import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../browser/webdriver.js";
import { blockIn, checkTable, checks, SECOND, becomes, rowsOf } from "./check.js";

/**
 * @param {import("./tools.js").Page} page @param {import("./tools.js").Place} place
 * @returns {Promise<Record<string, string>>}
 */
export async function inJupyter(page, { site, bin }) {
  const code = (/** @type {string} */ source) => ({ cell_type: "code", id: `cell-${source.length}`, metadata: {}, execution_count: null, outputs: [], source });
  const text = (/** @type {"first" | "second"} */ name) => JSON.stringify(blockIn(name));
  const cells = [code(`from filing_viewer import FilingViewer\nviewer = FilingViewer(text=${text("first")})\nviewer`)];
  writeFileSync(join(site, "page.ipynb"), JSON.stringify({ cells, metadata: { kernelspec: { name: "python3", display_name: "Python", language: "python" } }, nbformat: 4, nbformat_minor: 5 }));
  const port = await freePort();
  const home = join(site, "..", "home");
  rmSync(home, { recursive: true, force: true });
  const server = spawn(bin("jupyter-lab"), ["--no-browser", "--allow-root", `--port=${port}`, "--ServerApp.port_retries=0", "--IdentityProvider.token=", `--ServerApp.root_dir=${site}`, "--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"], { stdio: "ignore", env: { ...process.env, HOME: home, JUPYTER_CONFIG_DIR: home, IPYTHONDIR: home } });
  try {
    const url = `http://localhost:${port}/lab/tree/page.ipynb`;
    for (const end = Date.now() + 60_000; Date.now() < end && !(await fetch(url).then(({ ok }) => ok, () => false)); ) await new Promise((resolve) => setTimeout(resolve, 300));
    const { outcome, holds } = checks();
    await page.goto(url);
    const menu = async (/** @type {string[]} */ ...names) => {
      for (const [at, name] of names.entries()) await page.locator(at === 0 ? ".lm-MenuBar-itemLabel" : ".lm-Menu-itemLabel").getByText(name, { exact: true }).click();
    };
    await page.locator(".jp-CodeCell").first().waitFor({ timeout: 60_000 });
    // The kernel.
    await page.locator("#jp-bottom-panel, #jp-main-statusbar").getByText("| Idle").first().waitFor({ timeout: 60_000 });
    await menu("Run", "Run All Cells");
    await holds("found once", async () => {
      await page.locator("filing-viewer td").first().waitFor({ timeout: 60_000 });
      if (await page.locator("filing-viewer").count() !== 1) throw new Error("more than one");
    });
    await checkTable(page, holds, () => menu("Settings", "Theme", "JupyterLab Dark"));
    // In place of navigation: what the program says later.
    await holds("navigation", async () => {
      await page.locator(".jp-CodeCell .cm-content").first().click();
      await page.keyboard.press("Escape");
      await page.keyboard.press("b");
      await page.keyboard.press("Enter");
      await page.keyboard.insertText(`viewer.text = ${text("second")}`);
      await page.keyboard.press("Shift+Enter");
      // In the order that was chosen before.
      await becomes(() => rowsOf(page), [...SECOND].reverse());
      return "a new text";
    });
    return { build: "–", neighbours: "–", ...outcome };
  } finally {
    server.kill();
  }
}
