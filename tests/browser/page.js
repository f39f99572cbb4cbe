// What every test of the page begins with: a page that is watched for requests, for breaches of its policy, and for errors.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test as base } from "@playwright/test";

/**
 * What was seen since the page was opened: `requests` and, without the tools that come once a table stands, `asked` (both
 * forgotten by `settled`), `breaches`, `errors`. After each test there must be no breach and no error.
 * @typedef {{ requests: string[], asked: string[], breaches: string[], errors: string[], settled(): void }} Watch
 */

/** The files of the tools and of links, by their paths. */
const TOOLS = /^\/((tools|links)|shared-\w+)\.js$/;

/** @type {import("@playwright/test").Fixtures<{ watch: Watch }, {}, import("@playwright/test").PlaywrightTestArgs>} */
const fixtures = {
  watch: [
    async ({ page }, use) => {
      /** @type {Watch} */
      const watch = { requests: [], asked: [], breaches: [], errors: [], settled: () => void (watch.requests.splice(0), watch.asked.splice(0)) };
      page.on("request", (request) => {
        watch.requests.push(request.url());
        if (!TOOLS.test(new URL(request.url()).pathname)) watch.asked.push(request.url());
      });
      page.on("pageerror", (error) => watch.errors.push(error.message));
      page.on("console", (message) => {
        if (/content.security.policy/i.test(message.text())) watch.breaches.push(message.text());
      });
      await page.addInitScript(() => {
        /** @type {any} */ (window).breaches = [];
        document.addEventListener("securitypolicyviolation", (event) => {
          /** @type {any} */ (window).breaches.push(`${event.violatedDirective}: ${event.blockedURI}`);
        });
      });
      await use(watch);
      watch.breaches.push(...(await page.evaluate(() => /** @type {any} */ (window).breaches ?? [])));
      expect(watch.breaches, "breaches of the page's policy").toEqual([]);
      expect(watch.errors, "errors that nobody caught").toEqual([]);
    },
    { auto: true },
  ],
};

export const test = base.extend(fixtures);

export { expect };

/**
 * What axe finds wrong, in short lines; [] is wanted. A filing's own page in a frame is not ours to judge.
 * @param {import("@playwright/test").Page} page
 * @param {{ frames?: boolean }} [options]
 */
export async function axe(page, { frames = true } = {}) {
  const builder = new AxeBuilder({ page });
  if (!frames) builder.setLegacyMode(true).options({ iframes: false });
  const { violations } = await builder.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).join(", ")}`);
}
