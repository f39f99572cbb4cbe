// Archives: one is opened like a file, a large one is shown before all of it is read, and what was left of it is said.
import { zip } from "./archive.js";
import { axe, expect, test } from "./page.js";
import { textOf, title, visit } from "./viewer.js";

/** @param {import("@playwright/test").Page} page @param {string} name @param {Buffer} buffer */
const choose = (page, name, buffer) => page.locator("#file").setInputFiles({ name, mimeType: "application/zip", buffer });

/**
 * An instance with as many facts, each of its own year.
 * @param {string} company @param {number} facts
 */
function instance(company, facts) {
  const contexts = Array.from({ length: facts }, (_, at) => `<context id="c${at}"><entity><identifier scheme="http://harbour.example">${company}</identifier></entity><period><instant>${1000 + at % 9000}-12-31</instant></period></context>`);
  const items = contexts.map((_, at) => `<e:Cash contextRef="c${at}" unitRef="u" decimals="0">${at}</e:Cash>`);
  return `<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:i="http://www.xbrl.org/2003/iso4217" xmlns:e="http://harbour.example/2025"><unit id="u"><measure>i:EUR</measure></unit>${contexts.join("")}${items.join("")}</xbrl>`;
}

test("an archive is opened, and says what of it was read", async ({ page }) => {
  await visit(page);
  await choose(page, "year.zip", zip([["2025/loans.txt", textOf("borrowings.txt")], ["2025/leases.txt", textOf("leases.txt")], ["logo.png", Buffer.from("\x89PNG\r\n", "latin1")], ["../way-out.txt", textOf("leases.txt")]]));
  await expect(page.locator("#summary")).toContainText("3 tables");
  await expect(title(page)).toHaveText("Borrowings and warranties");
  const files = page.locator("details.files");
  await files.locator("summary").click();
  await expect(files.locator("tbody tr")).toHaveText([/^year\.zip.*opened: zip archive/, /loans\.txt.*read: disclosure text/, /leases\.txt.*read/, /logo\.png.*left: .*PNG/, /year\.zip\/way-out\.txt.*read/]);
  await page.getByRole("button", { name: /caveat/ }).click();
  await expect(page.locator(".caveats li", { hasText: "leads out of the archive" })).toBeVisible();
  expect(await axe(page)).toEqual([]);
});

test("what is no archive in spite of its name is said, and the next file opens", async ({ page }) => {
  await visit(page);
  const whole = zip([["a.txt", textOf("leases.txt")]]);
  await choose(page, "cut.zip", whole.subarray(0, 60));
  await expect(page.locator(".failed .message")).toContainText("cut.zip");
  await choose(page, "whole.zip", whole);
  await expect(title(page)).toHaveText("Leases");
});

test("a large archive is shown from its first part on, with a bar that says how far it is", async ({ page }) => {
  await visit(page);
  const members = Array.from({ length: 6 }, (_, at) => /** @type {[string, string]} */ ([`company-${at}.xbrl`, instance(String(at), 20_000)]));
  await page.evaluate(() => {
    const all = /** @type {any} */ (window);
    // The bar and the button are seen before the archive is through.
    new MutationObserver(() => {
      const bar = document.querySelector("filing-viewer")?.shadowRoot?.querySelector(".going-on progress");
      if (bar) all.seen = true;
    }).observe(document.querySelector("filing-viewer")?.shadowRoot ?? document, { childList: true, subtree: true });
    addEventListener("filing-viewer-opened", (event) => {
      all.first = /** @type {any} */ (event).detail.info.facts;
    });
  });
  await choose(page, "companies.zip", zip(members));
  await expect(page.locator("filing-viewer .sub")).toContainText("120,000 facts");
  const { first, seen } = await page.evaluate(() => {
    const { first, seen } = /** @type {any} */ (window);
    return { first, seen };
  });
  expect(seen).toBe(true);
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(120_000);
  await expect(page.locator("filing-viewer .going-on")).toHaveCount(0);
});

test("reading can be stopped, and goes on where it was", async ({ page }) => {
  await visit(page);
  const members = Array.from({ length: 6 }, (_, at) => /** @type {[string, string]} */ ([`company-${at}.xbrl`, instance(String(at), 20_000)]));
  await page.evaluate(() => {
    const observer = new MutationObserver(() => {
      const stop = /** @type {HTMLElement | null | undefined} */ (document.querySelector("filing-viewer")?.shadowRoot?.querySelector(".going-on progress + button"));
      if (!stop) return;
      observer.disconnect();
      stop.click();
    });
    observer.observe(document.querySelector("filing-viewer")?.shadowRoot ?? document, { childList: true, subtree: true });
  });
  await choose(page, "companies.zip", zip(members));
  const bar = page.locator("filing-viewer .going-on");
  await expect(bar).toContainText(/Reading was stopped: \d files? of 6 were read/);
  await expect(page.locator("filing-viewer .sub")).not.toContainText("120,000 facts");
  await bar.getByRole("button", { name: "Read on" }).click();
  await expect(page.locator("filing-viewer .sub")).toContainText("120,000 facts");
  await expect(bar).toHaveCount(0);
});

test("what has tables shows them, also after a filing of facts alone", async ({ page }) => {
  await visit(page);
  await choose(page, "facts.xml", Buffer.from(instance("7", 3)));
  await expect(title(page)).toHaveText("All facts");
  await choose(page, "leases.txt", Buffer.from(textOf("leases.txt")));
  await expect(title(page)).toHaveText("Leases");
});
