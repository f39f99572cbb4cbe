// The quick start of the README, used as written: its tag, its fence and its app, in pages that are opened from a folder or built.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { quickStart } from "../readme.js";
import { expect, open, rowsOf, test } from "./host.js";
import { axe } from "./page.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { copy, tag, fence, install, app } = quickStart();
const PAGE = '<!doctype html>\n<meta charset="utf-8">\n<title>A page</title>\n';

/** @param {(folder: string) => Promise<void>} act */
async function inFolder(act) {
  const folder = mkdtempSync(join(tmpdir(), "filing-viewer-readme-"));
  try {
    await act(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The script where the README has it copied, into a folder of ours. @param {string} folder */
const copyScript = (folder) => execFileSync("bash", ["-euc", copy.replace(/ target\/\s*$/, ` ${folder}/`)], { cwd: root });

test("a tag in a page", async ({ page }) => {
  await inFolder(async (folder) => {
    copyScript(folder);
    writeFileSync(join(folder, "page.html"), PAGE + tag);
    await page.goto(pathToFileURL(join(folder, "page.html")).href);
    await page.locator("filing-viewer td").first().waitFor();
    expect(await rowsOf(page.locator("filing-viewer"))).toEqual([["Provisions", "€ 8,875", "€ 8,410"]]);
  });
});

test("a fence in a page, as CommonMark says it becomes HTML", async ({ page }) => {
  await inFolder(async (folder) => {
    copyScript(folder);
    const html = fence.replace(/^# (.*)$/m, "<h1>$1</h1>").replace(/^```(\w+)\n(.*?)^```$/gms, '<pre><code class="language-$1">$2</code></pre>');
    writeFileSync(join(folder, "page.html"), `${PAGE}${tag.split("\n")[0]}\n${html}`);
    await page.goto(pathToFileURL(join(folder, "page.html")).href);
    await page.locator("filing-viewer td").first().waitFor();
    expect(await rowsOf(page.locator("filing-viewer"))).toEqual([["Cash", "$ 12", "$ 10"]]);
    await expect(page.locator("pre")).toBeHidden();
  });
});

test("an app, built with esbuild without a setting of ours", async ({ page }) => {
  await inFolder(async (folder) => {
    writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
    writeFileSync(join(folder, "app.js"), app);
    execFileSync("bash", ["-euc", install.replace("./www", `${root}www`)], { cwd: folder, stdio: "pipe" });
    const { build } = await import("esbuild");
    for (const [out, more] of /** @type {const} */ ([["whole", { format: "iife" }], ["split", { format: "esm", splitting: true }]])) {
      mkdirSync(join(folder, out));
      const { warnings } = await build({ absWorkingDir: folder, entryPoints: ["app.js"], outdir: join(folder, out), bundle: true, logLevel: "silent", ...more });
      expect(warnings).toEqual([]);
    }
    await page.route("**/built/**", (route) => {
      const path = new URL(route.request().url()).pathname.replace("/built/", "");
      return path.endsWith(".html")
        ? route.fulfill({ contentType: "text/html", body: `${PAGE}<body><script type="module" src="app.js"></script>` })
        : route.fulfill({ contentType: "text/javascript", path: join(folder, path) });
    });
    for (const out of ["whole", "split"]) {
      await page.goto(`/built/${out}/page.html`);
      await page.locator("filing-viewer td").first().waitFor();
      expect(await rowsOf(page.locator("filing-viewer"))).toEqual([["Cash", "$ 12"]]);
    }
  });
});

test("a page that was rendered needs no script, and axe finds nothing wrong", async ({ page }) => {
  const filing = readFileSync(join(root, "tests/fixtures/page/borrowings.txt"), "utf8");
  const rendered = execFileSync("cargo", ["run", "--quiet", "--locked", "--", "render", "-"], { cwd: root, encoding: "utf8", input: `\`\`\`filing\n${filing}\n\`\`\`\n`, stdio: ["pipe", "pipe", "ignore"] });
  await open(page, `<main><h1>Heron</h1>${rendered}</main>`, { policy: "default-src 'none'" });
  await expect(page.getByRole("table")).toHaveAccessibleName(/^BORROWINGS AND WARRANTIES/);
  await expect(page.getByRole("rowheader", { name: "Stated interest rate" })).toBeVisible();
  await expect(page.getByRole("cell", { name: /6\.25% \(assumed, see \d\)/ })).toBeVisible();
  await page.getByRole("link", { name: /see \d/ }).first().click();
  expect(await page.evaluate(() => document.querySelector(":target")?.textContent)).toContain("one value for two columns");
  // What axe runs with is a script, so the same without the policy.
  await open(page, `<main><h1>Heron</h1>${rendered}</main>`, { path: "/host/axe.html" });
  expect(await axe(page)).toEqual([]);
});
