// The package under the policies of other people's pages: the table stands, and the policy has nothing to report.
import { readFileSync } from "node:fs";
import { integrityOf, npm } from "../../www/build/package.js";
import { disclosure, expect, fence, open, PACKAGE, ROWS, rowsOf, SCRIPT, seen, test, watch } from "./host.js";

/** @typedef {import("@playwright/test").Page} Page */
/** @typedef {import("@playwright/test").Frame} Frame */

const LEAST = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";
/** The four that the README names. */
const FOUR = `${LEAST}; connect-src 'self'; worker-src blob:; frame-src blob:`;
const BODY = `${fence()}<filing-viewer>${disclosure("Deposits")}</filing-viewer>`;

/** Both tables stand, and one of them is sorted. @param {Page | Frame} frame */
async function stand(frame) {
  await expect(frame.locator("filing-viewer h2")).toHaveText(["Borrowings", "Deposits"]);
  for (const viewer of await frame.locator("filing-viewer").all()) expect(await rowsOf(viewer)).toEqual(ROWS);
  await expect(frame.locator("pre")).toBeHidden();
  const first = frame.locator("filing-viewer").first();
  await first.locator("thead button").nth(1).click();
  await expect.poll(() => rowsOf(first)).toEqual([ROWS[2], ROWS[0], ROWS[1]]);
  expect(await seen(frame)).toEqual({ breaches: [], compiled: 1, workers: 0, errors: [] });
}

for (const [name, policy] of [
  ["the least there is", LEAST],
  ["the four directives", FOUR],
  ["no Trusted Types", `${FOUR}; require-trusted-types-for 'script'; trusted-types 'none'`],
]) {
  test(`the single file under ${name}`, async ({ page }) => {
    await open(page, BODY, { policy, head: SCRIPT });
    await stand(page);
  });

  test(`modules under ${name}`, async ({ page }) => {
    await open(page, BODY, { policy, head: `<script type="module" src="${PACKAGE}auto.js"></script>` });
    await stand(page);
  });
}

test("a script whose integrity is stated", async ({ page }) => {
  const integrity = integrityOf(readFileSync(`${npm}/filing-viewer.js`));
  await open(page, BODY, { policy: LEAST, head: `<script src="${PACKAGE}filing-viewer.js" integrity="${integrity}" crossorigin="anonymous"></script>` });
  await stand(page);
});

test("a frame that may run scripts and nothing else", async ({ page }) => {
  // Within the page: from one without an origin a browser may not let a script come from the own machine.
  const inner = `<!doctype html><title>Inner</title><script>(${watch})()</script><script>${readFileSync(`${npm}/filing-viewer.js`, "utf8")}</script>${BODY}`;
  await open(page, `<iframe sandbox="allow-scripts" width="900" height="900" srcdoc="${inner.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"></iframe>`);
  const frame = page.frames()[1] ?? page;
  expect(await frame.evaluate(() => window.origin)).toBe("null");
  await stand(frame);
});

test("a policy that reports a worker has none to report for blocks; a large filing is read without one", async ({ page }) => {
  await open(page, "<filing-viewer></filing-viewer>", { policy: `${LEAST}; worker-src 'none'`, head: SCRIPT });
  const open1 = (/** @type {number} */ bytes) => page.locator("filing-viewer").evaluate(async (viewer, { text, bytes }) => {
    const opened = new Promise((resolve) => viewer.addEventListener("filing-viewer-opened", resolve, { once: true }));
    /** @type {import("../../www/filing-viewer.js").FilingViewerElement} */ (viewer).source = text + "\n".repeat(bytes);
    await opened;
  }, { text: disclosure(), bytes });
  await open1(0);
  expect((await seen(page)).workers).toBe(0);
  await open1(200_000);
  expect(await rowsOf(page.locator("filing-viewer"))).toEqual(ROWS);
  await open1(1_200_000);
  expect(await rowsOf(page.locator("filing-viewer"))).toEqual(ROWS);
  expect((await seen(page)).workers).toBeGreaterThan(0);
});

for (const [name, policy] of [["blobs may be workers", FOUR], ["a policy of ours is allowed besides", `${FOUR}; require-trusted-types-for 'script'; trusted-types filing-viewer`]]) {
  test(`a large filing is read in a worker where ${name}, and the page compiles once`, async ({ page }) => {
    await open(page, "<filing-viewer></filing-viewer><filing-viewer></filing-viewer>", { policy, head: SCRIPT });
    for (const viewer of await page.locator("filing-viewer").all()) {
      await viewer.evaluate((viewer, text) => { /** @type {any} */ (viewer).source = text + "\n".repeat(200_000); }, disclosure());
      await viewer.locator("td").first().waitFor();
      expect(await rowsOf(viewer)).toEqual(ROWS);
    }
    expect(await seen(page), "one worker for both").toEqual({ breaches: [], compiled: 1, workers: 1, errors: [] });
  });
}

for (const [kind, head] of [["the single file", SCRIPT], ["modules", `<script type="module" src="${PACKAGE}auto.js"></script>`]]) {
  test(`where wasm is refused the text stands and one line says why: ${kind}`, async ({ page }) => {
    await open(page, BODY, { policy: "default-src 'none'; script-src 'self'", head });
    await expect(page.locator("filing-viewer .message")).toHaveCount(2);
    const [block, own] = await page.locator("filing-viewer").all();
    if (!block || !own) throw new Error("there is an element for the block, and the page's own");
    for (const viewer of [block, own]) {
      await expect(viewer.locator(".message")).toContainText("'wasm-unsafe-eval'");
      await expect(viewer.locator("table")).toBeHidden();
    }
    await expect(page.locator("pre")).toBeVisible();
    await expect(page.locator("pre")).toContainText("Borrowings (Details)");
    await expect(own.locator("slot.fallback")).toBeVisible();
    expect(await block.evaluate((viewer) => viewer.textContent)).toBe("");
  });
}
