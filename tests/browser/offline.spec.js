// The copy for offline use: only for those who ask, one version at a time, and from a path below a site's root.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dist, serve } from "../../www/build/serve.js";
import { expect, test } from "./page.js";

/** @typedef {import("@playwright/test").Page} Page */

/** A server of the site, below `/some/where/`; with what it was asked for. @param {(site: { folder: string, url: string, asked: string[], stop(): Promise<void> }) => Promise<void>} act */
async function below(act) {
  const root = mkdtempSync(join(tmpdir(), "filing-viewer-offline-"));
  const folder = join(root, "some/where");
  mkdirSync(folder, { recursive: true });
  cpSync(dist, folder, { recursive: true, filter: (path) => !path.startsWith(join(dist, "npm")) });
  const { server, url } = await serve(root);
  /** @type {string[]} */
  const asked = [];
  server.on("request", ({ url }) => asked.push(String(url).replace("/some/where/", "")));
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  try {
    await act({ folder, url: `${url}some/where/`, asked, stop });
  } finally {
    await stop();
    rmSync(root, { recursive: true, force: true });
  }
}

/** @param {Page} page */
const ready = (page) => page.locator("body[data-ready]").waitFor();
/** @param {Page} page */
const said = (page) => page.locator("#offline");

/** Opens the example, and asks what the larger reader answers. @param {Page} page */
async function works(page) {
  await page.getByRole("button", { name: "Open the example" }).click();
  await expect(page.locator("filing-viewer td").first()).toBeVisible();
  await page.getByRole("button", { name: "Facts", exact: true }).click();
  await page.locator("filing-viewer").getByRole("button", { name: /^Value/ }).first().click();
  await expect(page.locator("filing-viewer th[aria-sort]")).toHaveCount(1);
}

test("nothing is kept, and no copy asked for, where nobody has asked", async ({ page }) => {
  await below(async ({ url, asked }) => {
    await page.goto(url);
    await ready(page);
    await works(page);
    expect(asked.filter((path) => /service-worker|offline/.test(path))).toEqual([]);
    expect(await page.evaluate(async () => [(await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length])).toEqual([0, 0]);
  });
});

test("a copy opens without the server, asks it for nothing, and can be taken away", async ({ page }) => {
  await below(async ({ url, asked, stop }) => {
    await page.goto(url);
    await ready(page);
    await page.getByRole("button", { name: "Keep for offline use" }).click();
    await expect(said(page)).toContainText("is kept on this machine");
    await page.reload();
    await ready(page);
    await expect(said(page)).toContainText("is kept on this machine");
    await page.waitForTimeout(500);
    asked.length = 0;
    await works(page);
    // Browsers look by themselves whether there is a newer version.
    expect(asked.filter((path) => path !== "service-worker.js")).toEqual([]);
    await stop();
    for (const way of ["", "index.html", "?from=desktop"]) {
      await page.goto(url + way);
      await ready(page);
    }
    await works(page);
    await page.goto(url);
    await page.getByRole("button", { name: "Remove the copy" }).click();
    await expect(said(page)).toContainText("The copy is gone");
    expect(await page.evaluate(async () => [(await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length])).toEqual([0, 0]);
  });
});

test("a newer version waits until it is asked for", async ({ page }) => {
  await below(async ({ folder, url }) => {
    await page.goto(url);
    await ready(page);
    await page.getByRole("button", { name: "Keep for offline use" }).click();
    await expect(said(page)).toContainText("is kept on this machine");
    // What a new build would be: another page, and another version of the copy.
    const write = (/** @type {string} */ name, /** @type {RegExp | string} */ what, /** @type {string} */ by) => {
      const before = readFileSync(join(folder, name), "utf8");
      const after = before.replace(what, by);
      expect(after).not.toBe(before);
      writeFileSync(join(folder, name), after);
    };
    write("index.html", "Paste the text of a disclosure", "Paste the text of a newer disclosure");
    write("service-worker.js", /"[0-9a-f]{16}"/, '"0123456789abcdef"');
    for (let times = 0; times < 2; times += 1) {
      await page.goto(url);
      await ready(page);
      await expect(page.getByText("Paste the text of a disclosure")).toBeVisible();
      // A browser looks when the page is opened; here it is told to.
      await page.evaluate(async () => void await (await navigator.serviceWorker.getRegistration())?.update());
      await expect(said(page)).toContainText("A newer version of this page is there");
    }
    await page.getByRole("button", { name: "Use it" }).click();
    await expect(page.getByText("Paste the text of a newer disclosure")).toBeVisible();
    await expect(said(page)).toContainText("is kept on this machine");
    expect(await page.evaluate(async () => (await caches.keys()).map((name) => name.slice(-16)))).toEqual(["0123456789abcdef"]);
  });
});

test("what the desktop opens with the installed page is opened", async ({ page }) => {
  await page.addInitScript(() => {
    const all = /** @type {any} */ (globalThis);
    Object.defineProperty(all, "launchQueue", { configurable: true, value: { setConsumer: (/** @type {any} */ consumer) => { all.launched = consumer; } } });
  });
  await page.goto("/");
  await ready(page);
  await page.evaluate(() => {
    const file = new File(["|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n"], "cash.txt");
    /** @type {any} */ (globalThis).launched({ files: [{ getFile: async () => file }] });
  });
  await expect(page.locator("filing-viewer td").first()).toHaveText("$ 12");
  const manifest = await (await page.request.get("/manifest.webmanifest")).json();
  expect(manifest.file_handlers[0].action).toBe(manifest.start_url);
  for (const { src } of manifest.icons) expect((await page.request.get(src)).headers()["content-type"]).toBe("image/svg+xml");
});
