// Ways in: paste, drop, choose, type, the example, `?src=`; and what happens when there is nothing to show.
import { expect, test } from "./page.js";
import { column, drop, fixture, paste, pick, shown, tabTo, textOf, title, visit } from "./viewer.js";

test("pasted text is shown, wherever the focus is", async ({ page, watch }) => {
  await visit(page);
  watch.settled();
  await paste(page, { "text/plain": textOf("borrowings.txt") });
  await expect(title(page)).toHaveText("Borrowings and warranties");
  await expect(page.locator("#summary")).toContainText("1 table · 11 facts");
  await paste(page, { "text/plain": textOf("leases.txt") });
  await expect(title(page)).toHaveText("Leases");
  expect(watch.asked).toEqual([]);
});

test("of a paste with two flavours the HTML is opened where it holds a table", async ({ page }) => {
  await visit(page);
  await paste(page, { "text/html": textOf("position.htm"), "text/plain": "Cash 4,210 3,975" });
  await expect(title(page)).toHaveText("Statements of Financial Position");
  await paste(page, { "text/html": "<p>a page without one</p>", "text/plain": textOf("leases.txt") });
  await expect(title(page)).toHaveText("Leases");
});

test("dropped files are one filing", async ({ page, watch }) => {
  await visit(page);
  watch.settled();
  await drop(page, "borrowings.txt", "leases.txt");
  await expect(page.locator("#summary")).toContainText("borrowings.txt and 1 more · 2 tables");
  await expect(page.locator("nav button")).toHaveText([/Borrowings and warranties/, /Leases/]);
  await page.locator("nav button", { hasText: "Leases" }).click();
  await expect(title(page)).toHaveText("Leases");
  expect(await column(page, 0)).toEqual(["$ 812", "$ 830"]);
  await expect(page.locator("nav [aria-current]")).toHaveText(/Leases/);
  // A drag of files announces that an XBRL document may come, and fetches what that needs: nothing else.
  expect(watch.asked.filter((url) => !/\/pkg\/(full\.wasm|filing_viewer\.js\?2)$/.test(url))).toEqual([]);
});

test("a drag over the page is answered, and taken back", async ({ page }) => {
  await visit(page);
  const drag = (/** @type {string} */ type) => page.evaluate((type) => {
    const data = new DataTransfer();
    data.items.add(new File(["x"], "x.txt"));
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }, type);
  await drag("dragenter");
  await expect(page.locator("#dropping")).toBeVisible();
  await drag("dragleave");
  await expect(page.locator("#dropping")).toBeHidden();
});

test("a chosen file is shown", async ({ page }) => {
  await visit(page);
  await pick(page, "position.htm");
  await expect(title(page)).toHaveText("Statements of Financial Position");
  expect(await column(page, 0)).toEqual(["$ 4,210", "$ 1,130", "$ (95)", "$ 0", "$ 0.001"]);
  await page.locator("#home").click();
  await expect(page.locator("#start")).toBeVisible();
  await expect(page.locator("#text")).toBeFocused();
});

test("typed text and the example open by keyboard alone", async ({ page }) => {
  await visit(page);
  await tabTo(page, "#text");
  await page.keyboard.insertText(textOf("leases.txt"));
  await page.keyboard.press("Control+Enter");
  await expect(title(page)).toHaveText("Leases");
  await page.locator("#home").focus();
  await page.keyboard.press("Enter");
  await tabTo(page, "#example");
  await page.keyboard.press("Enter");
  await shown(page);
  await expect(page.locator("#summary")).toContainText("example.txt");
  await expect(page.locator(".chip").first()).toContainText("assumed");
});

test("?src= asks for that one file and nothing else", async ({ page, watch }) => {
  await page.route("**/borrowings.txt", (route) => route.fulfill({ path: fixture("borrowings.txt"), contentType: "text/plain" }));
  await visit(page, "/?src=borrowings.txt");
  await shown(page);
  await expect(title(page)).toHaveText("Borrowings and warranties");
  expect(watch.requests.filter((url) => url.endsWith("/borrowings.txt"))).toHaveLength(1);
  expect(watch.requests.filter((url) => !url.startsWith(new URL(page.url()).origin))).toEqual([]);
  watch.settled();
  await page.locator("button:text-is('Facts')").click();
  await page.locator(".value").first().click();
  expect(watch.asked).toEqual([]);
});

test("?src= of another site is refused in words, and not asked for", async ({ page, watch }) => {
  await visit(page, "/?src=https://filings.example/r2.htm");
  await expect(page.getByRole("alert")).toContainText("another site");
  expect(watch.requests.filter((url) => url.startsWith("https://filings.example"))).toEqual([]);
  await page.locator("#example").click();
  await shown(page);
});

test("?src= of a file that is not there says so", async ({ page }) => {
  await visit(page, "/?src=not-there.txt");
  await expect(page.getByRole("alert")).toContainText("404");
  await expect(page.locator("#start")).toBeVisible();
});

for (const [what, file] of /** @type {[string, Buffer][]} */ ([
  ["an empty file", Buffer.alloc(0)],
  ["a binary", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 3, 255, 254, 0, 0])],
  ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
  ["prose", Buffer.from("The quick brown fox jumps over the lazy dog.\n")],
])) {
  test(`${what} fails in a full sentence, and the page stays usable`, async ({ page }) => {
    await visit(page);
    await page.locator("#file").setInputFiles({ name: "input.bin", mimeType: "application/octet-stream", buffer: file });
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("input.bin");
    expect((await alert.innerText()).trim()).toMatch(/[.!]$/);
    await expect(page.locator("#text")).toBeVisible();
    await pick(page, "leases.txt");
    await expect(title(page)).toHaveText("Leases");
    await expect(alert).toHaveCount(0);
  });
}

test("a bad paste takes nothing away from what is open", async ({ page }) => {
  await visit(page);
  await pick(page, "borrowings.txt");
  await paste(page, { "text/plain": "no filing at all" });
  const alert = page.getByRole("alert");
  await expect(alert).toContainText("Still shown: borrowings.txt.");
  await expect(title(page)).toHaveText("Borrowings and warranties");
  await page.locator(".value").first().click();
  await expect(page.locator(".card .amount")).toHaveText("$ 1,284");
  await page.locator("button:text-is('Dismiss')").click();
  await expect(alert).toHaveCount(0);
});

test("markup in a filing is shown as text", async ({ page }) => {
  await visit(page);
  const text = textOf("leases.txt").replace("Lease liabilities", "Lease <img src=x onerror=alert(1)> liabilities");
  await paste(page, { "text/plain": text });
  await expect(page.locator("tbody")).toContainText("Lease <img src=x onerror=alert(1)> liabilities");
  expect(await page.locator("filing-viewer img").count()).toBe(0);
});

test("reading that takes long says so, and can be stopped", async ({ page }) => {
  await page.route("**/slow.txt", () => {});
  await visit(page, "/?src=slow.txt");
  await expect(page.locator(".loading")).toContainText("Reading slow.txt");
  await page.locator("button:text-is('Stop')").click();
  await expect(page.locator("#start")).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await pick(page, "leases.txt");
  await expect(title(page)).toHaveText("Leases");
});
