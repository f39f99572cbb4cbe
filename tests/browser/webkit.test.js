// WebKit: the smoke test by WebDriver. Run by node --test under xvfb-run.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { serve } from "../../www/build/serve.js";
import { startWebKit } from "./webdriver.js";

/** @type {Awaited<ReturnType<typeof startWebKit>>} */
let webkit;
/** @type {Awaited<ReturnType<typeof serve>>} */
let site;

before(async () => {
  site = await serve();
  webkit = await startWebKit();
});

after(async () => {
  await webkit?.close();
  site?.server.closeAllConnections();
  site?.server.close();
});

const text = "|\nDebt (Details) - USD ($)\n|\n12 Months Ended\n|\nDec. 31, 2023\n|\nDec. 31, 2022\n|Interest\n|$ 12\n|$ 9\n";

test("opens a text in a worker, without a breach of the policy, and asks nobody for anything afterwards", async () => {
  await webkit.goto(site.url);
  /** @type {string[]} */
  const requests = [];
  site.server.on("request", (request) => requests.push(String(request.url)));
  const open = async (/** @type {string} */ text) => {
    /** @type {any} */ (window).breaches ??= [];
    document.addEventListener("securitypolicyviolation", (event) => /** @type {any} */ (window).breaches.push(event.violatedDirective));
    /** @type {typeof import("../../www/api.js")} */
    const { openFiling } = await import(new URL("api.js", location.href).href);
    const { info } = await openFiling(text);
    return { tables: info.tables.length, breaches: /** @type {any} */ (window).breaches.length };
  };
  assert.deepEqual(await webkit.evaluate(open, text), { tables: 1, breaches: 0 });
  assert.ok(requests.some((url) => url.endsWith("worker.js")), "a worker reads");
  requests.length = 0;
  assert.deepEqual(await webkit.evaluate(open, text), { tables: 1, breaches: 0 });
  assert.deepEqual(requests, []);
});
