/** The look of the table: sticky head and labels, one decimal grid, and what doubt looks like. */
export const tableStyle = `
table { margin-inline-end: var(--gutter); border-collapse: separate; border-spacing: 0; min-width: min(100cqi - var(--gutter), 68rem); max-width: none; border-top: 1.5px solid var(--ink); line-height: 1.4; }
thead th {
  position: sticky; top: 0; z-index: 2; background: var(--paper); vertical-align: bottom; font-weight: 600; font-size: 13px;
  padding: 0; border-bottom: 1px solid var(--strong);
}
thead button {
  display: block; width: 100%; border: 0; border-radius: 4px; background: none; font-weight: inherit; line-height: 1.35;
  padding: .4rem .75rem; text-align: inherit; white-space: nowrap;
}
thead button:focus-visible { outline-offset: -2px; }
thead small { display: block; color: var(--soft); font-weight: 400; font-size: 12px; white-space: normal; max-width: 15rem; margin-inline-start: auto; text-wrap: balance; }
thead .main { display: inline-block; }
thead .name.long { display: inline-block; white-space: normal; text-wrap: balance; width: max-content; max-width: 11rem; }
thead .labels, thead .words { text-align: start; }
thead .words small { margin-inline-start: 0; }
thead .numeric { text-align: end; }
thead .labels button, tbody th { padding-inline-start: 0; }
thead .labels { min-width: 15rem; }
/* The arrow hangs outside the figures' edge, so that the heading stands over the digits. */
.arrow { color: var(--soft); font-weight: 400; font-size: 11px; display: inline-block; width: 1.1em; margin-inline-start: .3em; text-align: center; opacity: .65; }
.numeric .arrow { margin-inline: 0 .3em; }
.numeric .main { display: inline-flex; flex-direction: row; align-items: baseline; }
.numeric .arrow { order: -1; }
[aria-sort] .arrow { color: var(--accent); opacity: 1; font-weight: 700; }
[aria-sort] .name { color: var(--accent); }
thead button:hover .arrow { opacity: 1; }

thead th:first-child, tbody th[scope="row"] { position: sticky; inset-inline-start: 0; background: var(--paper); text-align: start; }
thead th:first-child { z-index: 3; }
tbody th[scope="row"] { z-index: 1; font-weight: 400; padding-block: .3rem; padding-inline-end: .75rem; min-width: 11rem; max-width: 30rem; overflow-wrap: break-word; text-wrap: pretty; vertical-align: baseline; }
tbody td { padding: 0; vertical-align: baseline; }
tbody tr + tr:not(.section) > *, tbody .group + tr > * { border-top: 1px solid var(--rule); }
tbody .section + tr > * { border-top-color: transparent !important; }
tbody tr:not(.section, .group, .spacer):hover > * { background: color-mix(in srgb, var(--accent-wash) 60%, var(--paper)); }
td.words { text-align: start; padding: .3rem .75rem; }
td.words:has(.value) { padding: 0; }
td.numeric { text-align: end; white-space: nowrap; }
td.words:not(:has(.value)) { max-width: 22rem; color: var(--soft); overflow-wrap: break-word; }
td.words.short { white-space: nowrap; }

tr.section th { text-align: start; padding: 1.05rem 0 .3rem; font-size: 12.5px; font-weight: 600; color: var(--soft); border-bottom: 1px solid var(--strong); }
tr.group th { text-align: start; font-weight: 600; padding: .75rem 0 .3rem; }
tr.section .label, tr.group .label { position: sticky; inset-inline-start: 0; display: inline-block; max-width: calc(100cqi - var(--gutter)); }
.deep1 { padding-inline-start: .9rem !important; } .deep2 { padding-inline-start: 1.8rem !important; } .deep3 { padding-inline-start: 2.7rem !important; }
.deep4 { padding-inline-start: 3.6rem !important; } .deep5 { padding-inline-start: 4.5rem !important; } .deep6 { padding-inline-start: 5.4rem !important; }
.aside { color: var(--soft); font-size: 12px; margin-inline-start: .5em; }
.above { display: block; color: var(--soft); font-size: 12px; }

.value { display: block; padding: .3rem .75rem; cursor: pointer; min-height: 24px; position: relative; user-select: text; scroll-margin: 4rem 1rem 1rem 12rem; }
td.printed { padding: .3rem .75rem; color: var(--soft); }
.value.in-label { display: inline; padding: 0; }
.value.in-label:is([aria-current], :focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
td:has(> .value) { cursor: pointer; }
td:has(> .value[aria-current]) { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 4px; }
td:has(> .value:focus-visible) { outline: 2px solid var(--accent); outline-offset: -2px; border-radius: 4px; background: var(--accent-wash) !important; }
.value:focus-visible { outline: 0; }
.hang { display: inline-block; width: 0; white-space: nowrap; }
.gap::after { content: attr(data-gap); visibility: hidden; }
.value .mark { position: absolute; margin-inline-start: .35em; }
.figure:has(.hang) ~ .mark { margin-inline-start: .75em; }
.value.text .digits { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; white-space: pre-line; overflow-wrap: anywhere; }
.value.text { display: flex; gap: .3em; }
.value.text .figure { min-width: 0; }
.words .value.text { min-width: 8rem; max-width: 40rem; }
.numeric .value.text { justify-content: end; }
.value.text .mark { position: static; }
.value.dash .digits, .value.nil .digits { color: var(--soft); }
.value.nil .digits { font-style: italic; font-size: 12.5px; }
.mark { color: var(--soft); font-size: 11px; line-height: 1; vertical-align: super; }
th .mark { margin-inline-start: .3em; }
.mark.doubt, .mark.caveat { color: var(--doubt); font-weight: 700; }
.value.assumed:not(.text) .digits, .label.assumed, .name.assumed, .sample { border-bottom: 1.5px dotted var(--doubt); }
.value.assumed .digits { padding-bottom: .5px; }
.label.assumed, .name.assumed { border-bottom-style: dashed; border-bottom-width: 1px; }
.value.settled:not(.text) .digits { border-bottom: 1px solid var(--strong); }
.value.text.assumed .digits, .value.text.settled .digits { border: 0; text-decoration: underline dotted var(--doubt) 1.5px; text-underline-offset: 3px; }
.value.text.settled .digits { text-decoration: underline solid var(--strong) 1px; }

.value .all { color: var(--accent); font-size: 12.5px; }
table.virtual .value .all { display: none; }

table.virtual tbody th[scope="row"], table.virtual td { white-space: nowrap !important; overflow: hidden; text-overflow: ellipsis; max-width: 26rem; }
/* A text that goes on for long does not push the numbers out of view. */
table.virtual tbody th[scope="row"] { max-width: min(26rem, 42cqi); }
table.virtual td.words { max-width: 17rem; }
table.virtual .above { display: inline; margin-inline-start: .6em; }
table.virtual tr.section th { padding-block: .3rem; white-space: nowrap; }
table.virtual tr.group th { padding-block: .3rem; white-space: nowrap; }
table.virtual .value.text .digits { -webkit-line-clamp: 1; white-space: nowrap; display: block; text-overflow: ellipsis; }
table.virtual tbody tr:not(.spacer) { height: 30px; }
tr.spacer td { padding: 0; border: 0 !important; }
table.measured { width: max-content; min-width: 0; }
table.fixed { table-layout: fixed; min-width: 0; }

@container filing (width < 520px) {
  :is(.layout, .status, .banner) { --gutter: .9rem; }
  thead button, .value, td.words { padding-inline: .45rem; }
  thead .labels, tbody th[scope="row"] { min-width: 38cqi; max-width: 46cqi; }
  .value { scroll-margin-inline-start: 9rem; }
  thead button { padding-block: .35rem; }
  thead th:not([aria-sort]) .arrow { display: none; }
  .value, tbody th[scope="row"] { padding-block: .4rem; }
}
@media (forced-colors: active) {
  .value.assumed:not(.text) .digits, .sample { border-bottom: 3px double CanvasText; }
  .value.text.assumed .digits { text-decoration-style: double; }
  td:has(> .value[aria-current]) { outline-color: Highlight; }
}
@media print {
  table { min-width: 0; width: 100% !important; table-layout: auto !important; }
  col { width: auto !important; }
  thead { display: table-header-group; }
  thead th, tbody th, tbody td { position: static !important; white-space: normal; }
  /* Chromium repeats no head that has the box of a button in it. */
  thead button { display: contents; white-space: normal; }
  thead th { padding: .4rem .35rem; }
  thead th:first-child { padding-inline-start: 0; }
  .arrow { display: none; }
  tr { break-inside: avoid; }
  tr.section { break-after: avoid; }
  td:has(> .value[aria-current]) { outline: 0; }
  tr.spacer { display: none; }
}
`;
