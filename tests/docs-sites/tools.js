// The documentation tools: how each is installed, builds its site, and is switched to dark. A tool's folder is its adapter, with
// a site that uses it; what `text` says is written into it before it is built.
import { join } from "node:path";
import { inJupyter } from "./jupyter.js";

/**
 * @typedef {import("playwright-core").Page} Page
 * @typedef {{ site: string, bin(name: string): string }} Place Where the site is, and the tool's programs.
 * @typedef {{
 *   quick?: true, from: "pip" | "npm" | "apt" | "rustup", pages?: string, script?: string, out: string,
 *   link?: (page: string) => string, text?: (markdown: string) => string, ending?: string,
 *   build(place: Place): [string, ...string[]][], env?: Record<string, string>, at?: (page: string) => string,
 *   dark?: (page: Page) => Promise<unknown>, client?: true, known?: string,
 *   look?: (page: Page, place: Place) => Promise<Record<string, string>>,
 * }} Tool
 * `pages` is where the Markdown goes, `script` where the single file does (without it the package is installed), `link` how one
 * page names the other, `at` where a page is in what was built, `client` that the pages change without being loaded, `known` an
 * error of its own, `look` how it is looked at where it builds no pages.
 */

/** @param {string} name */
const click = (name) => (/** @type {Page} */ page) => page.locator(name).first().click();
const html = (/** @type {string} */ page) => `${page}.html`;

/** @type {Record<string, Tool>} */
export const tools = {
  rustdoc: {
    quick: true, from: "rustup", pages: ".", script: "target/doc", out: "target/doc",
    link: (page) => (page === "first" ? "crate" : page), at: (page) => (page === "first" ? "heron/index.html" : "heron/second/index.html"),
    build: ({ site }) => [["cargo", "doc", "--quiet", "--offline", "--target-dir", join(site, "target")]],
    env: { RUSTDOCFLAGS: "--html-in-header filing-viewer.html" },
    dark: async (page) => { await page.locator(".settings-menu a:visible").first().click(); await page.locator("label:has(#theme-dark)").click(); },
  },
  mkdocs: {
    quick: true, from: "pip", pages: "docs", script: "docs", out: "site", at: (page) => `${page}/`,
    build: ({ bin }) => [[bin("mkdocs"), "build", "--strict", "--quiet"]],
    // Its theme has that of another site.
    known: "hljs is not defined",
    dark: async (page) => { await page.locator("#theme-menu").click(); await page.locator("[data-bs-theme-value=dark]").click(); },
  },
  mdbook: {
    quick: true, from: "pip", pages: "src", script: ".", out: "book", at: html,
    build: ({ bin }) => [[bin("mdbook"), "build"]],
    dark: async (page) => { await page.locator("#mdbook-theme-toggle, #theme-toggle").first().click(); await page.locator("#mdbook-theme-navy, #navy").first().click(); },
  },
  material: {
    from: "pip", pages: "docs", script: "docs", out: "site", at: (page) => `${page}/`, client: true,
    build: ({ bin }) => [[bin("mkdocs"), "build", "--strict", "--quiet"]],
    dark: click("label[title=Dark]"),
    // Of what will come one day.
    env: { NO_MKDOCS_2_WARNING: "1" },
  },
  sphinx: {
    from: "pip", pages: ".", script: "_static", out: "out", at: html,
    build: ({ bin }) => [[bin("sphinx-build"), "--quiet", "--fail-on-warning", ".", "out"]],
    dark: click("button.theme-toggle:visible"),
  },
  pandoc: {
    from: "pip", pages: ".", script: "out", out: "out", link: html, at: html,
    build: ({ bin }) => ["first", "second"].map((page) => [bin("python"), "-c", "import pypandoc, sys; pypandoc.convert_file(sys.argv[1], 'html', outputfile=sys.argv[2], extra_args=sys.argv[3:])", `${page}.md`, `out/${page}.html`, "--standalone", "--include-in-header=filing-viewer.html", `--metadata=title=Heron`]),
  },
  nbconvert: {
    from: "pip", pages: ".", script: ".", out: ".", link: html, at: html, ending: "ipynb",
    text: (markdown) => JSON.stringify({ cells: [{ cell_type: "markdown", id: "one", metadata: {}, source: markdown }], metadata: {}, nbformat: 4, nbformat_minor: 5 }),
    build: ({ bin }) => [["first"], ["second", "--theme=dark"]].map(([page, ...more]) => [bin("jupyter-nbconvert"), "--log-level=WARN", "--to=html", "--template=filing", "--TemplateExporter.extra_template_basedirs=.", ...more, `${page}.ipynb`]),
    // Its theme is chosen when a page is made.
    dark: (page) => page.goto(new URL("second.html", page.url()).href),
  },
  jekyll: {
    from: "apt", pages: ".", script: ".", out: "_site", link: html, at: html, text: (markdown) => `---\n---\n${markdown}`,
    build: () => [["jekyll", "build", "--quiet"]],
    // Its layout leaves that to the system.
    dark: (page) => page.emulateMedia({ colorScheme: "dark" }),
  },
  vitepress: {
    from: "npm", pages: ".", out: ".vitepress/dist", at: html, client: true,
    build: ({ bin }) => [[bin("vitepress"), "build"]],
    dark: click(".VPSwitchAppearance:visible"),
  },
  docusaurus: {
    from: "npm", pages: "docs", out: "build", at: (page) => `${page}/`, client: true,
    build: ({ bin }) => [[bin("docusaurus"), "build"]],
    dark: async (page) => {
      const button = page.locator("button[class*=toggleButton]:visible").first();
      for (let press = 0; press < 3 && await page.locator("html").getAttribute("data-theme") !== "dark"; press += 1) await button.click();
    },
    env: { DOCUSAURUS_NO_PERSISTENT_CACHE: "1", DOCUSAURUS_NO_TELEMETRY: "1" },
  },
  jupyter: { from: "pip", script: ".", out: ".", pages: "pages", build: () => [], look: inJupyter },
};
