// WebKit, driven by the W3C WebDriver protocol: WebKitGTK's own small browser, started by its driver. Its pictures are stale, so
// only the DOM is asked. https://www.w3.org/TR/webdriver2/
import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { browsers } from "../../www/build/setup.js";

/** The protocol's name for an element in JSON. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/** Keys as the protocol writes them, for `keys`. */
export const Key = { Tab: "\ue004", Enter: "\ue007", Escape: "\ue00c", Space: "\ue00d", Left: "\ue012", Up: "\ue013", Right: "\ue014", Down: "\ue015" };

/** Starts the driver and a browser. Needs a display: the tests run under xvfb-run. */
export async function startWebKit() {
  const { webkit } = browsers();
  if (!webkit) throw new Error("WebKit is not installed");
  const port = await freePort();
  // Containers run as root, where WebKit's sandbox cannot be had.
  const env = { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1" };
  const driver = spawn(webkit.driver, [`--port=${port}`, "--host=127.0.0.1"], { env, stdio: "ignore" });
  driver.unref();
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries += 1) {
    if (await fetch(`${base}/status`).then(() => true, () => false)) break;
    if (tries > 300 || driver.exitCode !== null) throw new Error("The WebKit driver does not answer");
    await pause(200);
  }
  const options = { binary: webkit.browser, args: ["--automation"] };
  try {
    const { sessionId } = await command(base, "POST", "/session", { capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } } });
    const session = new Session(`${base}/session/${sessionId}`, driver);
    await session.send("POST", "/timeouts", { script: 120_000, pageLoad: 120_000 });
    return session;
  } catch (error) {
    driver.kill();
    throw error;
  }
}

/**
 * @param {string} base @param {string} method @param {string} path @param {any} [body]
 * @returns {Promise<any>}
 */
async function command(base, method, path, body) {
  const response = await fetch(base + path, { method, body: method === "POST" ? JSON.stringify(body ?? {}) : undefined });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (value?.error) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

/** A browser window. */
export class Session {
  #base;
  #driver;

  /** @param {string} base @param {import("node:child_process").ChildProcess} driver */
  constructor(base, driver) {
    this.#base = base;
    this.#driver = driver;
  }

  /**
   * Any command of the protocol.
   * @param {string} method @param {string} path @param {any} [body]
   * @returns {Promise<any>}
   */
  send(method, path, body) {
    return command(this.#base, method, path, body);
  }

  /** @param {string} url */
  goto(url) {
    return this.send("POST", "/url", { url });
  }

  /**
   * Calls a function in the page with arguments that JSON can carry, and waits for what it returns or promises.
   * @template {any[]} A @template R
   * @param {(...args: A) => R} call @param {A} args
   * @returns {Promise<Awaited<R>>}
   */
  async evaluate(call, ...args) {
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${call})(...Array.from(arguments).slice(0, -1)))
        .then((value) => done({ value: value ?? null }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.send("POST", "/execute/async", { script, args });
    if (error !== undefined) throw new Error(error);
    return value;
  }

  /**
   * Waits until a function in the page gives something true, and gives that.
   * @template {any[]} A @template R
   * @param {(...args: A) => R} call @param {A} args
   * @returns {Promise<Awaited<R>>}
   */
  async until(call, ...args) {
    for (const end = Date.now() + 60_000; ; await pause(100)) {
      const value = await this.evaluate(call, ...args);
      if (value) return value;
      if (Date.now() > end) throw new Error(`this never came true: ${call}`);
    }
  }

  /** The first element that a CSS selector finds; `root` is an element's shadow host, if it is in one. @param {string} selector @param {string} [root] */
  async find(selector, root) {
    const script = "return (arguments[1] ? document.querySelector(arguments[1]).shadowRoot : document).querySelector(arguments[0]);";
    const found = await this.send("POST", "/execute/sync", { script, args: [selector, root ?? null] });
    if (!found) throw new Error(`nothing matches ${selector}`);
    return String(found[ELEMENT]);
  }

  /** A click as a person does it. @param {string} element as `find` gives it */
  click(element) {
    return this.send("POST", `/element/${element}/click`);
  }

  /** Types into an element; a file picker takes paths. @param {string} element @param {string} text */
  type(element, text) {
    return this.send("POST", `/element/${element}/value`, { text });
  }

  /** Presses keys one after the other, wherever the focus is; `held` stays down meanwhile. @param {string[]} keys @param {string} [held] */
  async keys(keys, held) {
    const strokes = keys.flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    const actions = held ? [{ type: "keyDown", value: held }, ...strokes, { type: "keyUp", value: held }] : strokes;
    await this.send("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /** Ends the browser and its driver. */
  async close() {
    await this.send("DELETE", "").catch(() => {});
    this.#driver.kill();
  }
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 4444));
    });
  });
}
