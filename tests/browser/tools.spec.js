// Find, scale, columns, density, what is remembered, links: each by what a person sees of it.
import { axe, expect, test } from "./page.js";
import { cell, column, fixture, heading, paste, pick, rows, shown, textOf, title, visit } from "./viewer.js";

/** @param {import("@playwright/test").Page} page */
const ready = (page) => page.locator(".help").waitFor({ state: "attached" });

/** A ledger of so many rows. @param {import("@playwright/test").Page} page @param {number} length */
async function ledger(page, length) {
  const lines = Array.from({ length }, (_, at) => `|Row ${at + 1}\n|$ 10\n|$ ${at % 10}\n`);
  const text = `|\nLEDGER (Details) - USD ($)\n|\nDec. 31, 2025\n|\nDec. 31, 2024\n${lines.join("")}`;
  await page.locator("#file").setInputFiles({ name: "ledger.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await shown(page);
  await ready(page);
}

test.describe("find", () => {
  test("finds as one types, counts, marks, and goes round", async ({ page }) => {
    await visit(page);
    await pick(page, "position.htm");
    await ready(page);
    await page.keyboard.press("/");
    await page.keyboard.type("ALLOW");
    await expect(page.locator(".found")).toHaveText("1 of 1");
    await expect(page.locator("mark.hit")).toHaveText("Allow");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("in");
    await expect(page.locator(".found")).toHaveText(/^1 of \d$/);
    const many = Number((await page.locator(".found").textContent())?.split(" ").at(-1));
    for (let at = 1; at <= many; at++) await page.keyboard.press("Enter");
    await expect(page.locator(".found")).toHaveText(`1 of ${many}`);
    await page.keyboard.press("Shift+Enter");
    await expect(page.locator(".found")).toHaveText(`${many} of ${many}`);
    await page.keyboard.press("Escape");
    await expect(page.locator("mark.hit")).toHaveCount(0);
    await expect(page.locator("tr.found-row")).toHaveCount(0);
    await expect(page.locator("search.find")).toBeHidden();
  });

  test("reaches rows that are not in the document, and says where nothing is found", async ({ page }) => {
    await visit(page);
    await ledger(page, 5000);
    await page.keyboard.press("/");
    await page.keyboard.type("row 4321");
    await expect(page.locator("tr.found-row")).toHaveAttribute("aria-rowindex", "4322");
    await expect(page.locator("tr.found-row")).toBeInViewport();
    await expect(page.locator(".found")).toHaveText("1 of 1");
    await page.keyboard.type("nothing");
    await expect(page.locator(".found")).toHaveText("No match");
    await expect(page.locator('[role="status"]')).toHaveText("No match");
    await expect(page.locator("table")).toHaveAttribute("aria-rowcount", "5001");
    await page.keyboard.press("Control+a");
    await page.keyboard.type("row 77");
    await expect(page.locator(".found")).toHaveText(/ of 95$/);
    await page.keyboard.press("Escape");
    await expect(page.locator("tbody .value:focus")).toHaveCount(1);
  });

  test("marks of letters and capitals do not count, and combining text keeps its letters", async ({ page }) => {
    await visit(page);
    const text = "|\nCOMPANIES (Details) - USD ($)\n|\nDec. 31, 2025\n|Socie\u0301te\u0301 Ge\u0301ne\u0301rale\n|$ 1\n|שלום עולם\n|$ 2\n|__proto__\n|$ 3\n";
    await page.locator("#file").setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
    await shown(page);
    await ready(page);
    const before = await rows(page);
    await page.keyboard.press("/");
    for (const [typed, marked] of [["societe", "Socie\u0301te\u0301"], ["עולם", "עולם"], ["__proto__", "__proto__"]]) {
      await page.keyboard.press("Control+a");
      await page.keyboard.insertText(typed);
      await expect(page.locator(".found")).toHaveText("1 of 1");
      await expect(page.locator("mark.hit")).toHaveText([marked]);
    }
    await page.keyboard.press("Escape");
    expect(await rows(page)).toEqual(before);
  });
});

test("all money changes its scale at once, and says so; what is no money stays", async ({ page }) => {
  const text = "|\nLOANS (Details) - USD ($)\n$ in Thousands\n|\nDec. 31, 2025\n|\nDec. 31, 2024\n|Term loan\n|$ 12,500\n|$ 9,000\n|Overdraft\n|$ (215)\n|$ (310)\n|Rate\n|6.25%\n|6%\n|Term\n|24 months\n|12 months\n";
  await visit(page);
  await page.locator("#file").setInputFiles({ name: "loans.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await shown(page);
  await ready(page);
  const choose = async (/** @type {string} */ scale) => {
    await page.locator("button:text-is('View')").click();
    await page.locator(".view select").selectOption({ label: scale });
    await page.keyboard.press("Escape");
  };
  const loss = cell(page, "Overdraft", 0).locator(".value");
  const rates = async () => (await rows(page)).flat().filter((text) => /%|months/.test(text));
  const before = await rates();
  await choose("ones");
  await expect(loss.locator(".figure")).toHaveText("(215,000)");
  await expect(loss.locator(".faint")).toHaveText(",000");
  await expect(loss).toHaveAccessibleName(/^minus 215,000/);
  await expect(page.locator(".order")).toContainText("Money is in ones, exact");
  await expect(page.locator(".order")).toContainText("Faint digits are finer than the accuracy stated or printed.");
  await choose("millions");
  await expect(loss.locator(".figure")).toHaveText("(0.215)");
  await expect(page.locator(".what")).toContainText("Money in millions of USD");
  await expect(page.locator(".faint")).toHaveCount(0);
  await expect(page.locator("filing-viewer")).toHaveAttribute("numbers", "millions");
  expect(await rates(), "percentages and lengths of time").toEqual(before);
  await choose("As filed");
  await expect(loss.locator(".figure")).toHaveText("$ (215)");
});

test.describe("in a browser that writes numbers otherwise", () => {
  test.use({ locale: "de-DE" });
  test("a scale is written as people there write it", async ({ page }) => {
    await visit(page);
    await pick(page, "position.htm");
    await ready(page);
    await page.locator("filing-viewer").evaluate((viewer) => viewer.setAttribute("numbers", "ones"));
    await expect(cell(page, "Cash", 0).locator(".figure")).toHaveText("4.210.000");
  });
});

test("columns are moved, hidden, widened and brought back, by pointer and by keys; the facts' are remembered", async ({ page }) => {
  await visit(page);
  await pick(page, "position.htm");
  await page.locator("button:text-is('Facts')").click();
  await expect(title(page)).toHaveText("All facts");
  await ready(page);
  const heads = () => page.locator("thead .name").allTextContents();
  expect(await heads()).toEqual(["Line item", "Value", "Unit", "Period", "Members"]);
  await heading(page, "Period").focus();
  await page.keyboard.press("<");
  await expect.poll(heads).toEqual(["Line item", "Value", "Period", "Unit", "Members"]);
  await expect(heading(page, "Period")).toBeFocused();
  await expect(page.locator('[role="status"]')).toHaveText("Period is column 2 of 4.");
  const width = async () => (await page.locator("th", { hasText: "Period" }).boundingBox())?.width ?? 0;
  const before = await width();
  for (let times = 0; times < 4; times++) await page.keyboard.press("+");
  expect(await width()).toBeGreaterThan(before + 40);
  await heading(page, "Members").focus();
  await page.keyboard.press("h");
  await expect.poll(heads).toEqual(["Line item", "Value", "Period", "Unit"]);
  await expect(page.locator(".order")).toContainText("3 of 4 columns shown.");
  // By pointer: Unit to where Value stands, and no sort by it.
  const [unit, value] = await Promise.all([heading(page, "Unit").boundingBox(), heading(page, "Value").boundingBox()]);
  if (!unit || !value) throw new Error("no boxes");
  await page.mouse.move(unit.x + 20, unit.y + 12);
  await page.mouse.down();
  await page.mouse.move(value.x + 10, value.y + 12, { steps: 5 });
  await page.mouse.up();
  await expect.poll(heads).toEqual(["Line item", "Unit", "Value", "Period"]);
  await expect(page.locator("[aria-sort]")).toHaveCount(0);
  await page.locator("button:text-is('View')").click();
  await page.locator("button:text-is('Compact')").click();
  await expect(page.locator("table")).toHaveClass(/compact/);
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept, "nothing of the filing is kept").not.toMatch(/position|Allowance|95/);
  await visit(page);
  await pick(page, "position.htm");
  await page.locator("button:text-is('Facts')").click();
  await expect.poll(heads).toEqual(["Line item", "Unit", "Value", "Period"]);
  await expect(page.locator("table")).toHaveClass(/compact/);
  await page.locator("button:text-is('View')").click();
  await page.locator("button:text-is('All columns, as filed')").click();
  await expect.poll(heads).toEqual(["Line item", "Value", "Unit", "Period", "Members"]);
});

test("an embed keeps nothing", async ({ page }) => {
  await visit(page);
  await page.evaluate((text) => {
    const viewer = document.createElement("filing-viewer");
    viewer.textContent = text;
    document.body.replaceChildren(viewer);
  }, textOf("position.htm"));
  await shown(page);
  await ready(page);
  await page.locator("button:text-is('View')").click();
  await page.locator("button:text-is('Compact')").click();
  await page.locator(".view select").selectOption("ones");
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await page.keyboard.press("Escape");
  // A key that the host page may want is its own, as long as the focus is not in the element.
  await page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement?.shadowRoot?.activeElement)?.blur());
  await page.keyboard.press("/");
  await expect(page.locator("search.find")).toBeHidden();
});

test("sort by one column, then by another as well", async ({ page }) => {
  await visit(page);
  await pick(page, "borrowings.txt");
  await page.locator("button:text-is('Facts')").click();
  await expect(title(page)).toHaveText("All facts");
  await ready(page);
  await heading(page, "Unit").click();
  await heading(page, "Value").click({ modifiers: ["Shift"] });
  await expect(page.locator("[aria-sort]")).toHaveCount(2);
  await expect(page.locator("filing-viewer")).toHaveAttribute("sort", "unit ascending, value ascending");
  await expect(page.locator(".order")).toContainText("Sorted by Unit, A to Z; then by Value, smallest first.");
  await expect(page.locator("thead .arrow").filter({ hasText: /\d/ })).toHaveText(["↑2", "↑1"]);
});

test.describe("links", () => {
  test("the address follows what is seen, and leads back to it", async ({ page }) => {
    await page.route("**/fixture/position.htm", (route) => route.fulfill({ path: fixture("position.htm"), contentType: "text/html" }));
    await visit(page, "/?src=fixture/position.htm");
    await shown(page);
    await ready(page);
    await heading(page, "Dec. 31, 2024").click();
    await page.locator("filing-viewer").evaluate((viewer) => viewer.setAttribute("numbers", "ones"));
    await cell(page, "Allowance", 0).locator(".value").click();
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#1&sort=0?1?.*numbers=ones&fact=\d+$/);
    const address = page.url();
    const order = await column(page, -1);
    await page.goto("about:blank");
    await page.goto(address);
    await expect(cell(page, "Allowance", 0).locator(".value")).toHaveAttribute("aria-current", "true");
    await expect(page.locator(".amount")).toHaveText("$ (95)");
    expect(await column(page, -1), "the order is that of the link").toEqual(order);
    await expect(cell(page, "Cash", 0).locator(".figure")).toHaveText("4,210,000");
  });

  test("pasted text is in a link only where it is asked for, and opens from it", async ({ page, watch }) => {
    await visit(page);
    await paste(page, { "text/plain": textOf("leases.txt") });
    await expect(title(page)).toHaveText("Leases");
    await ready(page);
    await page.locator("button:text-is('Facts')").click();
    await expect.poll(() => page.url()).toContain("#1&view=facts");
    expect(page.url()).not.toContain("text=");
    await page.locator("#share").click();
    await expect(page.locator("#link")).toContainText(/This link holds the text that you pasted, [\d.]+ (B|KB) long/);
    expect(await axe(page)).toEqual([]);
    const link = await page.locator("#link input").inputValue();
    expect(link.length).toBeLessThan(textOf("leases.txt").length + 200);
    expect(page.url(), "nor is it in the address").not.toContain("text=");
    await page.keyboard.press("Escape");
    await expect(page.locator("#link")).toHaveCount(0);
    watch.settled();
    await page.goto("about:blank");
    await page.goto(link);
    await expect(title(page)).toHaveText("All facts");
    await expect(page.locator("#summary")).toContainText("4 facts");
    expect(watch.requests.every((url) => !url.includes("text="))).toBe(true);
  });

  test("a link that is none of ours, or broken, does nothing", async ({ page }) => {
    for (const hash of ["#1&text=%%%", "#1&text=AAAA", "#2&view=facts", "#anchor", "#1&sort=__proto__&table=99&fact=-1&numbers=toString"]) {
      await page.goto("about:blank");
      await visit(page, `/${hash}`);
      await pick(page, "leases.txt");
      await expect(title(page)).toHaveText("Leases");
      await expect(page.locator("tbody .value").first()).toBeVisible();
    }
  });
});
