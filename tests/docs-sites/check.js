// What must hold of a page that a documentation tool has made, looked at in a browser.
import { readFileSync } from "node:fs";

/** @typedef {import("playwright-core").Page} Page */

/** The columns of the table of results. */
export const CHECKS = /** @type {const} */ (["found once", "neighbours", "text", "sorts", "dark", "navigation"]);

/** The text of the block in one of the pages. @param {string} page */
export const blockIn = (page) => /^```filing\n(.*?)^```$/ms.exec(readFileSync(new URL(`./${page}.md`, import.meta.url), "utf8"))?.[1]?.trimEnd();

/** The labels of the rows, and the first value of each. @param {Page} page */
export const rowsOf = (page) => page.locator("filing-viewer tbody tr").evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll(".label, .figure")].slice(0, 2).map(({ textContent }) => textContent?.trim())));

/** @param {unknown} seen @param {unknown} wanted */
function same(seen, wanted) {
  if (JSON.stringify(seen) !== JSON.stringify(wanted)) throw new Error(`${JSON.stringify(seen)}, and not ${JSON.stringify(wanted)}`);
}

/** Waits until something is as it is wanted. @param {() => Promise<unknown>} see @param {unknown} wanted */
export async function becomes(see, wanted) {
  let seen;
  for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100))) {
    seen = await see();
    if (JSON.stringify(seen) === JSON.stringify(wanted)) return;
  }
  same(seen, wanted);
}

export const FIRST = [["Bonds & <notes>", "$ 12"], ["Loans", "$ 40"], ["Leases", "$ 7"]];
export const SECOND = [["With banks", "€ 3"], ["With others", "€ 2"]];

/** Collects what comes of each check: "yes", a dash where the tool has no such thing, or what is wrong. */
export function checks() {
  const outcome = /** @type {Record<typeof CHECKS[number], string>} */ ({});
  /** @type {Holds} */
  const holds = async (name, act) => {
    try {
      outcome[name] = await act() || "yes";
    } catch (error) {
      outcome[name] = `NO: ${error instanceof Error ? error.message.split("\n").slice(0, 3).join(" ") : error}`;
    }
  };
  return { outcome, holds };
}

/** @typedef {(name: typeof CHECKS[number], act: () => Promise<string | void>) => Promise<void>} Holds */

/**
 * @param {Page} page @param {string} url @param {import("./tools.js").Tool} tool
 * @returns {Promise<Record<string, string>>}
 */
export async function check(page, url, tool) {
  const first = new URL(tool.at?.("first") ?? "first", url).href;
  const { outcome, holds } = checks();
  const viewer = page.locator("filing-viewer");
  await page.goto(first);
  await holds("found once", async () => {
    await viewer.locator("td").first().waitFor();
    same(await viewer.count(), 1);
    same(await page.locator("[data-filing-viewer]:not(filing-viewer)").count(), 1);
    await becomes(() => page.locator("[data-filing-viewer]:not(filing-viewer)").isHidden(), true);
  });
  await holds("neighbours", async () => {
    for (const text of ["At the end of each year, by an invented company.", "After it:", 'title = "a neighbour, | not a filing"', "%% not filing, and a neighbour too"]) {
      // As a person sees it: tools part a line into words of many colours.
      if (!(await page.locator("body").innerText()).includes(text)) throw new Error(`“${text}” is not seen`);
    }
  });
  await checkTable(page, holds, tool.dark && (() => tool.dark?.(page)));
  await page.goto(first);
  await holds("navigation", async () => {
    await viewer.locator("td").first().waitFor();
    await page.evaluate(() => { /** @type {any} */ (window).stayed = true; });
    await page.getByRole("link", { name: "what it held", exact: true }).click();
    await becomes(() => rowsOf(page), SECOND);
    same(await page.evaluate(() => /** @type {any} */ (window).stayed ?? false), tool.client ?? false);
    await page.goBack();
    await becomes(() => rowsOf(page), FIRST);
    same(await viewer.count(), 1);
    if (!tool.client) return "loads anew";
  });
  return outcome;
}

/**
 * The first page's table: whole, sorted, and dark with its page.
 * @param {Page} page @param {Holds} holds @param {(() => Promise<unknown> | undefined) | undefined} switched Switches the page to dark.
 */
export async function checkTable(page, holds, switched) {
  const viewer = page.locator("filing-viewer");
  await holds("text", async () => {
    same(await viewer.evaluate((viewer) => String(/** @type {any} */ (viewer).source.bytes).trimEnd()), blockIn("first"));
    await becomes(() => rowsOf(page), FIRST);
  });
  await holds("sorts", async () => {
    await viewer.getByRole("columnheader").nth(1).getByRole("button").first().click();
    await becomes(async () => (await rowsOf(page)).map(([label]) => label), ["Leases", "Bonds & <notes>", "Loans"]);
  });
  await holds("dark", async () => {
    if (!switched) return "–";
    // Told by the figures: bright ones stand on dark paper.
    const dark = () => viewer.locator("td .figure").first().evaluate((figure) => getComputedStyle(figure).color.match(/[\d.]+/g)?.slice(0, 3).every((part) => Number(part) > 128) ?? null);
    same(await dark(), false);
    await switched();
    await becomes(dark, true);
  });
}
