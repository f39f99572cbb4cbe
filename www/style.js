/**
 * The element's look: the frame around the table. The table's own is in `style-table.js`, and that of what is loaded later in
 * `style-card.js` and `style-tools.js`.
 *
 * Colours follow the page's `color-scheme`, or its switch (`host-theme.js`); each is a custom property that the host may set.
 */
import { hostTheme } from "./host-theme.js";
import { tableStyle } from "./style-table.js";

const frame = `
:host {
  --paper: var(--filing-viewer-paper, light-dark(#fff, #17181a));
  --ground: var(--filing-viewer-ground, light-dark(#f7f7f5, #111214));
  --ink: var(--filing-viewer-ink, light-dark(#1c1d1f, #e8e8e6));
  --soft: var(--filing-viewer-soft, light-dark(#5d6168, #9a9ea6));
  --rule: var(--filing-viewer-rule, light-dark(#e7e7e3, #2a2c30));
  --strong: var(--filing-viewer-strong, light-dark(#c9c9c4, #43464d));
  --accent: var(--filing-viewer-accent, light-dark(#1f5fbf, #7fb0ff));
  --accent-wash: var(--filing-viewer-accent-wash, light-dark(#eaf1fc, #1b2a44));
  --doubt: var(--filing-viewer-doubt, light-dark(#855600, #f0c060));
  --doubt-wash: var(--filing-viewer-doubt-wash, light-dark(#fff6e0, #2e2614));
  --bad: var(--filing-viewer-bad, light-dark(#a8261c, #ff8a80));
  container: filing / inline-size;
  display: flex;
  flex-direction: column;
  max-height: var(--filing-viewer-max-height, min(85vh, 46rem));
  background: var(--paper);
  color: var(--ink);
  font: var(--filing-viewer-font, 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif);
  font-variant-numeric: tabular-nums lining-nums;
  text-align: start;
}
:host([hidden]), [hidden] { display: none !important; }
*, ::before, ::after { box-sizing: border-box; }
h2, h3, h4, p, ul, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
.unseen {
  position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
  clip-path: inset(50%); white-space: nowrap; user-select: none;
}
button, select {
  font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--strong); border-radius: 6px;
  padding: .25rem .65rem; min-height: 30px; cursor: pointer;
}
button:hover, select:hover { border-color: var(--soft); }
button.main { background: var(--ink); color: var(--paper); border-color: var(--ink); }
button.quiet, button.link { border: 0; background: none; }
button.quiet { color: var(--soft); padding: 0 .35rem; }
button.quiet:hover { color: var(--ink); }
button.link { color: var(--accent); padding: 0 .2rem; min-height: 24px; text-decoration: underline; text-underline-offset: .15em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
kbd {
  font: 11px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; color: var(--soft);
  border: 1px solid var(--strong); border-radius: 4px; padding: 0 .3em; margin-inline-start: .35em; white-space: nowrap;
}
.spring { flex: 1; }
.layout, .status, .banner { --gutter: 1.4rem; }

.layout { flex: 1 1 auto; min-height: 0; display: grid; grid-template: minmax(0, 1fr) auto / minmax(0, 1fr); }
/* The inner edge is a border and not padding: what slides under the sticky labels is cut off at it. */
.page { overflow: auto; overflow-anchor: none; min-width: 0; border-inline-start: var(--gutter) solid var(--paper); container: page / inline-size; overscroll-behavior-x: contain; isolation: isolate; }
.page:focus-visible { outline-offset: -2px; }
.tables { display: none; }

.top, footer { position: sticky; inset-inline-start: 0; width: min(100cqi - var(--gutter), 68rem); }
.top { z-index: 4; padding-top: 1.1rem; }
.top :focus-visible { outline-offset: -1px; }
h2 { font-size: 19px; line-height: 1.25; letter-spacing: -.01em; font-weight: 650; text-wrap: balance; max-width: 46rem; }
.sub { color: var(--soft); display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .7rem; margin-top: .25rem; }
.what { display: flex; flex-wrap: wrap; gap: 0 .9rem; }
.chip { color: var(--doubt); background: var(--doubt-wash); border: 1px solid transparent; border-radius: 99px; padding: 0 .65rem; min-height: 24px; }
.chip:hover:enabled { border-color: currentColor; }
.chip.plain { color: var(--soft); background: none; border-color: var(--strong); }
.chip.done { color: var(--soft); background: none; padding-inline: 0; cursor: default; opacity: 1; }
.caveats { margin-top: .5rem; border-inline-start: 2px solid var(--strong); padding-inline-start: .8rem; max-width: 46rem; font-size: 13px; display: grid; gap: .2rem; }
.caveats .times { color: var(--soft); }
.bar { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; margin: .75rem 0 .8rem; font-size: 13px; }
.segment { display: inline-flex; }
.segment button { border-radius: 0; margin-inline-start: -1px; padding-inline: .75rem; }
.segment button:first-child { border-start-start-radius: 6px; border-end-start-radius: 6px; margin: 0; }
.segment button:last-child { border-start-end-radius: 6px; border-end-end-radius: 6px; }
.segment [aria-pressed="true"] { background: var(--ink); color: var(--paper); border-color: var(--ink); }
.segment button:focus-visible { z-index: 1; }
.pick { max-width: 100%; text-overflow: ellipsis; margin-bottom: .8rem; padding-inline: .5rem; }
.tools { display: flex; flex-wrap: wrap; gap: .5rem; }
.menu-box { position: relative; }
.menu {
  position: absolute; inset-inline-end: 0; top: calc(100% + 4px); z-index: 5; display: flex; gap: .4rem; padding: .5rem;
  background: var(--paper); border: 1px solid var(--strong); border-radius: 8px; box-shadow: 0 8px 24px #0002;
}
.menu > div { display: grid; min-width: 7.5rem; align-content: start; }
.menu-title { font-size: 12px; color: var(--soft); padding: .1rem .55rem .2rem; }
.menu button { border-color: transparent; text-align: start; padding-inline: .55rem; }
.menu button:hover, .menu button:focus-visible { background: var(--accent-wash); color: var(--accent); }

.print-only { display: none; }

.status { padding: 1.2rem var(--gutter); overflow: auto; min-height: 0; flex: 1 1 auto; }
.fallback { display: block; white-space: pre-wrap; font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.empty { color: var(--soft); }
.panel { max-width: 43.2rem; display: grid; gap: .9rem; justify-items: start; margin: clamp(0rem, 12cqi - 4rem, 3.5rem) auto 0; width: 100%; }
.loading { color: var(--soft); }
progress { width: min(22rem, 100%); height: 4px; accent-color: var(--accent); }
.failed { border-inline-start: 3px solid var(--bad); padding-inline-start: 1.2rem; padding-block: .2rem; }
.failed .message { font-size: 18px; line-height: 1.4; letter-spacing: -.005em; text-wrap: pretty; overflow-wrap: anywhere; }
.answers { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
.banner { display: flex; gap: 1rem; align-items: start; padding: .55rem var(--gutter); border-bottom: 1px solid var(--rule); border-inline-start: 3px solid var(--bad); }
.banner.told { border-inline-start-color: var(--accent); }
.banner p { flex: 1; max-width: 60rem; overflow-wrap: anywhere; max-height: 8rem; overflow: auto; }
.banner .still { color: var(--soft); }

.card { display: none; }
@container filing (width >= 860px) {
  .card { display: block; grid-column: -2; grid-row: 1; background: var(--ground); border-inline-start: 1px solid var(--rule); }
  .layout { grid-template: minmax(0, 1fr) / minmax(0, 1fr) 19rem; }
}
@container filing (width >= 1180px) {
  .layout:has(.tables:not([hidden])) { grid-template-columns: 16rem minmax(0, 1fr) 19rem; }
  .tables { display: block; overflow: auto; padding: .6rem .6rem 1.2rem; border-inline-end: 1px solid var(--rule); background: var(--ground); font-size: 13px; }
  .tables .kind { font-size: 12px; font-weight: 600; color: var(--soft); margin: .9rem .55rem .25rem; }
  .tables button { display: flex; gap: .5rem; justify-content: space-between; align-items: baseline; width: 100%; text-align: start; border: 0; background: none; padding: .25rem .55rem; border-radius: 5px; line-height: 1.35; overflow-wrap: anywhere; }
  .tables button:hover { background: var(--rule); }
  .tables [aria-current] { background: var(--accent-wash); color: var(--accent); font-weight: 550; }
  .tables small { color: var(--soft); margin-inline-end: auto; overflow-wrap: normal; }
  .tables .count { color: var(--doubt); font-size: 12px; font-weight: 400; white-space: nowrap; }
  .pick { display: none; }
}
@container filing (width < 520px) {
  .top { padding-top: .8rem; }
  h2 { font-size: 17px; }
  .menu { position: fixed; inset: auto 0 0 0; z-index: 9; padding: 1rem; max-height: 75dvh; overflow: auto; border-radius: 12px 12px 0 0; }
  .menu > div { flex: 1; min-width: 0; }
  .menu button { min-height: 36px; }
  /* A sheet has the place of the card as long as it is open. */
  .layout:has(.menu:not([hidden])) > .card { display: none; }
}
@media (pointer: coarse) {
  .bar button, .pick { min-height: 36px; }
}
@media (forced-colors: active) {
  .segment [aria-pressed="true"], .tables [aria-current] { background: Highlight; color: HighlightText; forced-color-adjust: none; }
  .chip { border-color: ButtonBorder; }
  .page { border-inline-start-color: Canvas; }
}
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { transition: none !important; animation: none !important; scroll-behavior: auto !important; }
}
@media print {
  :host { display: block; max-height: none !important; height: auto !important; color-scheme: light; font-size: 10pt; }
  .layout { display: block; }
  .page { overflow: visible; border: 0; container-type: normal; }
  .top { position: static; width: auto; }
  .tables, .card, .bar, .pick, .banner, .chips, .chip, .order button { display: none !important; }
}
`;

/** @type {CSSStyleSheet[] | null} */
let made = null;

/** The style sheets, made once for all elements of a page. */
export function sheets() {
  made ??= [frame, tableStyle].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return [...made, hostTheme()];
}
