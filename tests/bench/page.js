// Measures the page itself, as built in www/dist, in Chromium: from a drop to the first sortable rows. The tasks of the main
// thread are watched meanwhile, and the memory of the wasm looked up when the rows are there.
import { chromium } from "@playwright/test";
import { serve } from "../../www/build/serve.js";

/**
 * @typedef {{ ms: number, task: number }} Dropped milliseconds, and of them the longest task of the main thread; 0 for none over 50, NaN where nobody looked
 * @typedef {{ ms: number[], tasks: number[], memory: number, error: string | null }} Opened
 */

/** What is dropped: a text as an R page, or a file of the disk. @typedef {{ text: string } | { path: string }} Dropping */

/**
 * @param {import("../../www/build/setup.js").Launch} launch
 * @param {Dropping} what @param {number} times
 * @param {(text: string | null) => Promise<Dropped>} [inPage]
 * @returns {Promise<Opened>}
 */
export async function open(launch, what, times, inPage = drop) {
  const { server, url } = await serve();
  const browser = await chromium.launch(launch);
  /** @type {Opened} */
  const opened = { ms: [], tasks: [], memory: 0, error: null };
  try {
    for (let at = 0; at < times; at += 1) {
      const page = await browser.newPage();
      await page.goto(url);
      // The page says when it has made ready: its workers started, the wasm compiled and rehearsed.
      await page.locator("body[data-ready]").waitFor();
      if ("path" in what) {
        await page.evaluate(() => document.body.append(Object.assign(document.createElement("input"), { type: "file", id: "bench", hidden: true })));
        await page.locator("#bench").setInputFiles(what.path);
      }
      // Nobody drops a file in the page's first half second; by then the browser has compiled anew what the rehearsal ran.
      await page.waitForTimeout(500);
      const { ms, task } = await page.evaluate(inPage, "text" in what ? what.text : null);
      opened.ms.push(ms);
      opened.tasks.push(task);
      for (const worker of page.workers()) opened.memory = Math.max(opened.memory, await worker.evaluate(memory, url));
      await page.close();
    }
  } catch (error) {
    opened.error = error instanceof Error ? error.message.split("\n")[0] : String(error);
  }
  await browser.close();
  server.close();
  return opened;
}

/** The memory of the wasm in a worker. It never shrinks, so it is the most there was. @param {string} url @returns {Promise<number>} */
async function memory(url) {
  let sum = 0;
  // The small module, and the full one where it was needed: of each the binding that was asked for.
  for (const { name } of performance.getEntriesByType("resource").filter(({ name }) => name.startsWith(`${url}pkg/filing_viewer.js`))) {
    // Begun already, so this only gives what is there.
    sum += (await (await import(name)).default()).memory.buffer.byteLength;
  }
  return sum;
}

/** From the bytes to what was opened and 60 rows, without the page around it. @param {string | null} text @returns {Promise<Dropped>} */
export async function facade(text) {
  /** @type {typeof import("../../www/api.js")} */
  const { openFiling } = await import(new URL("api.js", location.href).href);
  const file = new File([text ?? ""], "R4.htm");
  const start = performance.now();
  const filing = await openFiling(file);
  await filing.rows({ table: 0, end: 60 });
  // Left open: closing would end its worker.
  return { ms: performance.now() - start, task: NaN };
}

/**
 * Sortable rows are there when a button stands in a `<th>` and a `<td>` in a `<tbody>`, in the document or in the shadow of an
 * element.
 * @param {string | null} text @returns {Promise<Dropped>}
 */
export async function drop(text) {
  /** @type {(root: Document | ShadowRoot) => boolean} */
  const shows = (root) => {
    if (root.querySelector("th button") && root.querySelector("tbody td")) return true;
    return [...root.querySelectorAll("*")].some((element) => element.shadowRoot && shows(element.shadowRoot));
  };
  const chosen = /** @type {HTMLInputElement | null} */ (document.querySelector("#bench"))?.files?.[0];
  const file = chosen ?? new File([text ?? ""], "R4.htm", { type: "text/html" });
  const data = new DataTransfer();
  data.items.add(file);
  const target = document.querySelector("filing-viewer") ?? document.body;
  let task = 0;
  // A drop never comes alone: files are dragged over the page before, for longer than this.
  const drag = (/** @type {string} */ type) => target.dispatchEvent(new DragEvent(type, { bubbles: true, composed: true, cancelable: true, dataTransfer: data }));
  drag("dragenter");
  drag("dragover");
  await new Promise((resolve) => setTimeout(resolve, 500));
  const start = performance.now();
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.startTime >= start) task = Math.max(task, entry.duration);
  });
  observer.observe({ type: "longtask" });
  drag("drop");
  const patience = 10_000 + file.size / 2000;
  while (!shows(document)) {
    if (performance.now() - start > patience) throw new Error(`no sortable rows after ${Math.round(patience / 1000)} s`);
    await new Promise((resolve) => setTimeout(resolve));
  }
  // Seen when drawn: the next frame is on the screen.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const ms = performance.now() - start;
  // What comes after the first rows must not hold the page up either.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  observer.disconnect();
  return { ms, task };
}
