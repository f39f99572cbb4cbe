// The least that must hold in every engine: the page loads, the wasm opens a text in a worker, nothing is requested after that.
import { axe, expect, test } from "./page.js";

const text = "|\nDebt (Details) - USD ($)\n|\n12 Months Ended\n|\nDec. 31, 2023\n|\nDec. 31, 2022\n|Interest\n|$ 12\n|$ 9\n";

/** @param {string} text */
async function openTwice(text) {
  /** @type {typeof import("../../www/api.js")} */
  const { openFiling } = await import(new URL("api.js", location.href).href);
  (await openFiling(text)).close();
  return (await openFiling(text)).info;
}

test("opens a text and asks nobody for anything afterwards", async ({ page, watch }) => {
  await page.goto("/");
  await page.waitForLoadState("load");
  const info = await page.evaluate(openTwice, text);
  expect(info.tables).toHaveLength(1);
  expect(watch.requests.some((url) => url.endsWith("worker.js")), "a worker reads").toBe(true);
  watch.settled();
  expect(await page.evaluate(openTwice, text)).toEqual(info);
  expect(watch.requests).toEqual([]);
});

test("a large input has a worker of its own, and giving up ends it", async ({ page }) => {
  await page.goto("/");
  const outcome = await page.evaluate(async (text) => {
    /** @type {typeof import("../../www/api.js")} */
    const { openFiling } = await import(new URL("api.js", location.href).href);
    const large = text + "\n".repeat(1_200_000);
    const filing = await openFiling(new File([large], "large.txt"));
    const { total } = await filing.rows({ table: 0, end: 1 });
    const abort = new AbortController();
    const opening = openFiling(large, { signal: abort.signal }).then(() => "opened", (error) => error.message);
    abort.abort(new Error("enough"));
    const given = await opening;
    filing.close();
    const closed = await filing.rows({ table: 0 }).then(() => "answered", (error) => error.message);
    return { total, given, closed };
  }, text);
  expect(outcome).toEqual({ total: expect.any(Number), given: "enough", closed: "This filing is closed." });
});

test("without a worker the page's own thread reads", async ({ page }) => {
  await page.goto("/");
  const info = await page.evaluate(async (text) => {
    // @ts-expect-error: as under a policy without worker-src
    delete window.Worker;
    /** @type {typeof import("../../www/api.js")} */
    const { openFiling } = await import(new URL("api.js", location.href).href);
    return (await openFiling(text)).info;
  }, text);
  expect(info.tables).toHaveLength(1);
});

test("axe finds nothing on the page as it opens", async ({ page }) => {
  await page.goto("/");
  expect(await axe(page)).toEqual([]);
});
