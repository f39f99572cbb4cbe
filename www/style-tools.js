/** The look of what is loaded after the table stands: notes, find bar, filters, menus, blocks of cells, pages, and print. */
import { cardStyle } from "./style-card.js";

const notes = `
footer { color: var(--soft); font-size: 12.5px; margin-top: .9rem; padding-bottom: 1.6rem; display: grid; gap: .6rem; }
footer > div { display: grid; gap: .6rem; }
footer p, footer li { max-width: 46rem; }
footer b { font-weight: 550; color: var(--ink); }
footer .footnote { display: grid; grid-template-columns: auto 1fr; gap: .5rem; }
.caveat-list li { padding-inline-start: .9rem; position: relative; }
.caveat-list li::before { content: "!"; color: var(--doubt); font-weight: 700; position: absolute; inset-inline-start: 0; }
.definitions summary { cursor: pointer; min-height: 24px; color: var(--accent); width: fit-content; }
.definitions .entry { padding: .55rem 0; border-top: 1px solid var(--rule); max-width: 46rem; }
.definitions h4 { color: var(--ink); font-size: 13px; font-weight: 600; overflow-wrap: anywhere; }
.source { overflow-wrap: anywhere; }
.files summary { cursor: pointer; min-height: 24px; color: var(--accent); width: fit-content; }
.file-list { overflow-x: auto; }
.file-list table { width: auto; margin: .3rem 0; }
.file-list :is(th, td) { text-align: start; padding: .25rem .8rem .25rem 0; font-weight: 400; vertical-align: top; }
.file-list thead th { font-weight: 600; }
.file-list tbody th { overflow-wrap: anywhere; }
.file-list .num { text-align: end; white-space: nowrap; }
.file-list small { color: var(--soft); }
`;

const tools = `
.help { min-width: 30px; font-weight: 600; }
.menu.drop { min-width: 9rem; }
.menu.view { display: grid; grid-template-columns: minmax(0, 1fr); gap: .7rem; padding: .8rem; width: 21rem; max-height: min(34rem, 70vh); overflow: auto; }
.view .pair { display: grid; grid-template-columns: 5rem 1fr; align-items: center; gap: .5rem; min-width: 0; }
.view .pair .segment { display: flex; }
.view select { width: 100%; }
.view .segment button { flex: 1; text-align: center; border-color: var(--strong); }
.view .segment [aria-pressed="true"] { border-color: var(--ink); background: var(--ink); color: var(--paper); }
.view fieldset { border: 0; padding: 0; margin: 0; min-width: 0; border-top: 1px solid var(--rule); }
.view legend { font-size: 12px; color: var(--soft); padding: 0 .5rem 0 0; }
.view ul { max-height: 14rem; overflow: auto; margin: .2rem 0; }
.view fieldset input[type="search"] { width: 100%; }
.view .more { color: var(--soft); font-size: 12px; }
.view li { display: flex; align-items: center; }
.view li label { flex: 1; min-width: 0; display: flex; gap: .5rem; align-items: center; padding: .15rem 0; cursor: pointer; }
.view li span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.view li button { min-width: 28px; text-align: center; padding: 0; }
.view button[aria-disabled], .pager button[aria-disabled] { opacity: .4; cursor: default; }
.view button.link { border: 0; padding: 0 .2rem; justify-self: start; }
.view button.link[aria-disabled] { color: var(--soft); text-decoration: none; cursor: default; }
.view > button { border-color: var(--strong); text-align: center; }
input[type="checkbox"] { accent-color: var(--accent); width: 15px; height: 15px; margin: 0; flex: none; cursor: pointer; }
input[type="search"], input[type="number"] { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--strong); border-radius: 6px; padding: .2rem .6rem; min-height: 30px; min-width: 0; }
input::placeholder { color: var(--soft); opacity: 1; }

.find { display: flex; align-items: center; gap: .5rem; padding: .4rem .7rem .4rem 1.4rem; border-bottom: 1px solid var(--rule); background: var(--ground); font-size: 13px; }
.find input { flex: 0 1 20rem; }
.found { color: var(--soft); white-space: nowrap; min-width: 5.5rem; }
.find .quiet { min-width: 30px; font-size: 15px; }
.find .only { white-space: nowrap; }
mark.hit { background: light-dark(#ffe28a, #6b5410); color: inherit; border-radius: 2px; }
tr.found-row > * { background: var(--accent-wash) !important; }
tr.found-row mark.hit { background: light-dark(#ffc933, #7a5c00); }

.layout { position: relative; }
.filters { background: var(--ground); border-inline-end: 1px solid var(--rule); padding: .6rem .9rem 1.2rem; overflow: auto; font-size: 13px; min-height: 0; position: absolute; inset: 0 auto 0 0; width: min(18rem, 100%); z-index: 6; box-shadow: 0 8px 24px #0002; outline-offset: -2px; }
.filters-top { display: flex; align-items: center; gap: .4rem; min-height: 30px; margin-bottom: .4rem; }
.filters-title { flex: 1; font-size: 12px; font-weight: 600; color: var(--soft); }
.filters > input { width: 100%; }
.arrange { display: grid; gap: .15rem; margin: .6rem 0; color: var(--soft); font-size: 12px; }
.arrange select { width: 100%; color: var(--ink); font-size: 13px; }
.facets { display: grid; gap: 0; border-top: 1px solid var(--rule); }
.facets details { border-bottom: 1px solid var(--rule); padding: .3rem 0; }
.facets summary { cursor: pointer; font-weight: 600; min-height: 26px; padding: .15rem 0; overflow-wrap: anywhere; }
.facets summary small, .facets label small { color: var(--soft); font-weight: 400; font-size: 12px; margin-inline-start: .5em; }
.facets label { display: flex; align-items: baseline; gap: .5rem; padding: .12rem .2rem .12rem 0; cursor: pointer; border-radius: 4px; }
.facets label:hover { background: var(--rule); }
.facets label input { position: relative; top: 2px; }
.facets label span { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.facets .empty { color: var(--soft); }
.chips { display: flex; flex-wrap: wrap; gap: .35rem; margin: 0 0 .8rem; }
.chips .chip { color: var(--ink); border-color: var(--strong); text-align: start; font-size: 13px; }
.chips .chip span[aria-hidden] { color: var(--soft); margin-inline-start: .45em; font-size: 11px; }
.chips .chip:hover { border-color: var(--ink); }

td.picked, th.picked { background: color-mix(in srgb, var(--accent) 16%, var(--paper)) !important; }
table.dragging { user-select: none; -webkit-user-select: none; cursor: cell; }
.picked-bar { position: sticky; bottom: .6rem; inset-inline-start: 0; width: fit-content; z-index: 5; display: flex; align-items: center; gap: .3rem; padding: .1rem .3rem .1rem .8rem; margin-bottom: .6rem; font-size: 13px; background: var(--ink); color: var(--paper); border-radius: 99px; box-shadow: 0 4px 14px #0003; }
.picked-bar kbd, .picked-bar button.quiet { color: inherit; border-color: color-mix(in srgb, var(--paper) 50%, transparent); }
.faint { color: var(--soft); }
td.printed button { padding: 0; }
tr.group button.label { overflow-wrap: anywhere; border: 0; background: none; padding: 0 .3rem 0 1.1em; font-weight: inherit; text-align: start; min-height: 24px; }
button.label::before { content: "▸"; color: var(--soft); position: absolute; inset-inline-start: 0; }
button.label[aria-expanded="true"]::before { content: "▾"; }
tr.group .aside { font-weight: 400; }
thead button:disabled { color: inherit; cursor: default; }

thead th::after { content: ""; position: absolute; inset-block: 0; inset-inline-end: 0; width: 7px; cursor: col-resize; }
thead th:hover::after { border-inline-end: 2px solid var(--strong); }
thead th.dragged { opacity: .5; }
thead th.drop { box-shadow: inset 3px 0 var(--accent); }
table.compact { font-size: 13px; line-height: 1.25; }
table.compact :is(.value, tbody th[scope="row"], td.words, td.printed) { padding-block: .1rem; min-height: 20px; }
table.compact td.words:has(.value) { padding: 0; }
table.compact tr.section th { padding-block: .5rem .1rem; }
table.compact tr.group th { padding-block: .3rem .1rem; }
table.compact.virtual tbody tr:not(.spacer) { height: 24px; }

.pager { position: sticky; inset-inline-start: 0; width: fit-content; display: flex; align-items: center; gap: .4rem; margin-top: .8rem; font-size: 13px; color: var(--soft); }
.pager > :first-child { margin-inline-end: .8rem; }
.pager input { width: 5rem; }
.keys-panel { width: min(46rem, calc(100vw - 2rem)); max-height: calc(100dvh - 2rem); padding: 0; border: 1px solid var(--strong); border-radius: 10px; background: var(--paper); color: var(--ink); box-shadow: 0 20px 60px #0005; overflow: hidden; }
.keys-panel[open] { display: grid; grid-template-rows: auto minmax(0, 1fr); }
.keys-panel::backdrop { background: #0006; }
.keys-panel header { display: flex; align-items: center; padding: .6rem .7rem .4rem 1.3rem; }
.keys-panel h3 { flex: 1; font-size: 15px; font-weight: 650; margin: 0; }
.keys-lists { columns: 2 18rem; column-gap: 2.2rem; padding: .2rem 1.3rem 1.3rem; font-size: 13px; overflow: auto; outline-offset: -2px; }
.keys-panel section { break-inside: avoid; margin-bottom: 1rem; }
.keys-panel h4 { font-size: 12px; color: var(--soft); font-weight: 600; margin-bottom: .25rem; }
.keys-panel dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .25rem .8rem; align-items: baseline; }
.keys-panel dt { text-align: end; }
.keys-panel kbd { margin: 0 0 0 .25em; color: var(--ink); }

@media (pointer: coarse) {
  /* A finger that rests selects cells, not the text in them: the card has that. */
  tbody, tbody .value { user-select: none; -webkit-user-select: none; -webkit-touch-callout: none; }
  .picked-bar { min-height: 44px; }
  .picked-bar button.quiet { min-width: 44px; min-height: 40px; }
  .picked-bar kbd { display: none; }
}
@container filing (width >= 1180px) {
  .layout.filtering, .layout.filtering:has(.tables:not([hidden])) { grid-template-columns: 16rem minmax(0, 1fr) 19rem; }
  .layout.filtering .tables { display: none; }
  .filters { position: static; width: auto; box-shadow: none; }
}
@container filing (width < 520px) {
  .find { padding-inline: .9rem .4rem; flex-wrap: wrap; }
  .find input { flex: 1 1 9rem; }
  .find .only { order: 1; }
  .found { min-width: 0; }
  .filters { width: 100%; }
  .filters label, .view li label { min-height: 36px; align-items: center; }
  .facets label input { top: 0; }
  .tools { gap: .3rem; }
  tr.group .aside { display: block; width: fit-content; position: sticky; inset-inline-start: 0; margin-inline-start: 1.1rem; }
  .help { display: none; }
  .menu.drop { width: auto; max-height: 75dvh; }
}
@media (forced-colors: active) {
  td.picked, th.picked { outline: 2px dashed Highlight; outline-offset: -3px; }
  mark.hit { background: Mark; color: MarkText; forced-color-adjust: none; }
  tr.found-row > * { outline: 1px solid Highlight; }
  .picked-bar { border: 1px solid CanvasText; }
  .view .segment [aria-pressed="true"] { background: Highlight; color: HighlightText; forced-color-adjust: none; }
}
@media print {
  .find, .filters, .pager, .picked-bar, .keys-panel { display: none !important; }
  footer { position: static; width: auto; }
  .definitions { display: none; }
  th, td, .value.text, .name { min-width: 0 !important; max-width: none !important; overflow-wrap: break-word; }
  tbody :is(th, td):not(.numeric), thead th { white-space: normal !important; }
  tbody th[scope="row"] { min-width: 9rem !important; }
  .value.text { max-width: 13rem !important; }
  td.words.short { min-width: 6.2rem !important; }
  .value, td.words { padding-inline: .35rem !important; }
  tbody tr:hover > * { background: none !important; }
  .virtual ~ footer .print-only { display: block; }
  td.picked, th.picked, tr.found-row > * { background: none !important; }
}
`;

/** @type {CSSStyleSheet[] | null} */
let made = null;

/** The style sheets, made once for all elements of a page. */
export function toolSheets() {
  made ??= [notes, cardStyle, tools].map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  return made;
}
