// The pages beside the first: the guide, whose snippets are used as they stand; the page for frames; the page in one file.
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { dist, serve } from "../../www/build/serve.js";
import { snippets as snippetsOf } from "../readme.js";
import { disclosure, open, ROWS, rowsOf } from "./host.js";
import { axe, expect, test } from "./page.js";

/** @typedef {import("@playwright/test").Page} Page */

const GUIDE = [["Provisions", "€ 8,875", "€ 8,410"], ["Pensions", "€ 1,205", "€ 1,310"]];
/** In the order of their labels, as its first line says. */
const BLOCK = [["Premises", "€ 2,075", "€ 1,980"], ["Vehicles", "€ 640", "€ 655"]];

/** The guide's snippets, as a reader copies them. @param {Page} page @returns {Promise<Record<string, string>>} */
async function snippets(page) {
  await page.goto("/guide.html");
  return page.locator("[data-snippet]").evaluateAll((all) => Object.fromEntries(all.map((pre) => [/** @type {HTMLElement} */ (pre).dataset.snippet, pre.textContent])));
}

/** How high a frame is, and what is in it. @param {Page} page */
const heights = (page) => page.locator("iframe").evaluate((frame) => {
  const { contentDocument } = /** @type {HTMLIFrameElement} */ (frame);
  return [frame.clientHeight, Math.ceil(contentDocument?.querySelector("filing-viewer")?.getBoundingClientRect().height ?? 0)];
});

test("the guide shows what its snippets make, and stores nothing", async ({ page, watch }) => {
  await page.goto("/guide.html");
  const viewers = page.locator("filing-viewer");
  await expect(viewers).toHaveCount(2);
  for (const [at, rows] of [GUIDE, BLOCK].entries()) {
    await viewers.nth(at).scrollIntoViewIfNeeded();
    await expect.poll(() => rowsOf(viewers.nth(at))).toEqual(rows);
  }
  const inner = page.frameLocator("iframe").locator("filing-viewer");
  await expect.poll(() => rowsOf(inner)).toEqual(GUIDE);
  await expect.poll(async () => { const [frame, shown] = await heights(page); return frame === shown && Number(frame) > 150; }).toBe(true);
  expect(await axe(page, { frames: false })).toEqual([]);
  const kept = await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]);
  expect(kept).toEqual([0, 0, "", 0, 0]);
  expect(new Set(watch.requests.map((url) => new URL(url).protocol === "blob:" ? "" : new URL(url).origin)).size, "all is of this site").toBeLessThanOrEqual(2);
});

for (const name of ["tag", "block"]) {
  test(`the guide's snippet, used: ${name}`, async ({ page }) => {
    const { [name]: snippet = "" } = await snippets(page);
    await open(page, snippet, { path: "/host.html" });
    await expect.poll(() => rowsOf(page.locator("filing-viewer"))).toEqual(name === "tag" ? GUIDE : BLOCK);
  });
}

test("the guide's snippet, used: a frame with its height", async ({ page }) => {
  const all = await snippets(page);
  expect(all.height, "what guide.js is said to be").toBe(await (await page.request.get("/guide.js")).text());
  expect(snippetsOf("In a page of your own").filter(({ language }) => language === "html").map(({ text }) => text), "the README has the same").toEqual([all.frame]);
  await open(page, all.frame ?? "", { path: "/host.html" });
  await expect.poll(() => rowsOf(page.frameLocator("iframe").locator("filing-viewer"))).toEqual(GUIDE);
  await expect.poll(async () => { const [frame, shown] = await heights(page); return frame === shown && Number(frame) > 150; }).toBe(true);
  // Another width, another height.
  const [before] = await heights(page);
  await page.locator("iframe").evaluate((frame) => { /** @type {HTMLElement} */ (frame).style.width = "260px"; });
  await expect.poll(async () => { const [frame, shown] = await heights(page); return frame === shown && frame !== before; }).toBe(true);
});

for (const sandbox of ["", 'sandbox="allow-scripts"']) test(`the guide's snippet, used: a text for a frame of another origin ${sandbox}`, async ({ page }) => {
  const { send = "" } = await snippets(page);
  // Both from servers: a page that a test makes up may not have frames from the own machine.
  const { server, url } = await serve(dist);
  const folder = mkdtempSync(join(tmpdir(), "filing-viewer-host-"));
  writeFileSync(join(folder, "index.html"), `<!doctype html><title>A page</title><link rel="icon" href="data:,"><script>${send}</script><iframe ${sandbox} src="${url}embed.html" width="700" height="500"></iframe>`);
  const host = await serve(folder, 0, "");
  try {
    await page.goto(host.url);
    const inner = page.frameLocator("iframe").locator("filing-viewer");
    await expect.poll(() => rowsOf(inner)).toEqual([["Cash", "$ 12"]]);
    // A message from elsewhere than the page around it is none: here, from the frame itself.
    const frame = page.frames().find((frame) => frame.url().startsWith(url));
    await frame?.evaluate(() => postMessage({ type: "filing-viewer-open", source: { name: "Other", bytes: "|\nOther (Details) - USD ($)\n|\nDec. 31, 2023\n|Other\n|$ 1\n" } }, "*"));
    await page.waitForTimeout(300);
    expect(await rowsOf(inner)).toEqual([["Cash", "$ 12"]]);
  } finally {
    for (const each of [server, host.server]) each.closeAllConnections(), each.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("a link's fragment in the page for frames", async ({ page }) => {
  await page.goto("/");
  const fragment = await page.evaluate(async (text) => {
    /** @type {typeof import("../../www/links.js")} */
    const { shareLink } = await import(new URL("links.js", location.href).href);
    const viewer = document.createElement("div");
    viewer.setAttribute("sort", "label");
    return (await shareLink(viewer, "Sent", text))?.fragment;
  }, disclosure());
  await page.goto(`/embed.html${fragment}`);
  await expect.poll(() => rowsOf(page.locator("filing-viewer"))).toEqual([ROWS[0], ROWS[2], ROWS[1]]);
});

test("the page in one file, opened from a folder", async ({ page, watch }) => {
  const folder = mkdtempSync(join(tmpdir(), "filing-viewer-one-file-"));
  try {
    copyFileSync(join(dist, "filing-viewer.html"), join(folder, "filing-viewer.html"));
    const address = pathToFileURL(join(folder, "filing-viewer.html")).href;
    await page.goto(address);
    await page.locator("body[data-ready]").waitFor();
    await expect(page.getByRole("button", { name: "Keep for offline use" })).toBeHidden();
    await page.getByRole("button", { name: "Open the example" }).click();
    await expect(page.locator("filing-viewer td").first()).toBeVisible();
    await page.getByRole("button", { name: "Facts", exact: true }).click();
    await expect(page.locator("filing-viewer").getByRole("columnheader", { name: /Value/ })).toBeVisible();
    // Not every browser tells of the file itself.
    expect(watch.requests.filter((url) => url !== address && !url.startsWith("blob:") && !url.startsWith("data:"))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
