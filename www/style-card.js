/** The look of the fact card: a column at the side where there is room, else a sheet at the bottom. */
export const cardStyle = `
.card { display: block; position: relative; background: var(--ground); font-size: 13px; padding: .9rem 1.1rem 1.1rem; overflow: auto; min-height: 0; border-top: 1px solid var(--strong); max-height: 46vh; box-shadow: 0 -6px 18px #0000000f; overflow-wrap: break-word; }
.card:focus-visible { outline-offset: -2px; }
.card.idle { display: none; }
.card h3, .card h4 { font-size: 12px; font-weight: 600; color: var(--soft); }
.card h4 { margin-bottom: .2rem; }
.card h4 small { font-weight: 400; font-size: 12px; color: var(--doubt); }
.card-top { min-height: 30px; display: flex; align-items: center; gap: .2rem; margin-bottom: .3rem; }
.card-top h3 { flex: 1; }
.amount { font-size: 22px; line-height: 1.25; font-weight: 650; letter-spacing: -.01em; overflow-wrap: anywhere; }
.amount.long { font-size: 14px; font-weight: 400; letter-spacing: 0; line-height: 1.5; white-space: pre-line; max-height: 16rem; overflow: auto; }
.amount-label.strong { font-weight: 600; margin-bottom: .3rem; }
.amount-context { display: none; color: var(--soft); font-size: 12px; margin-top: .1rem; }
.amount-label { margin-top: .1rem; text-wrap: pretty; }
.card-doubt { display: grid; grid-template-columns: minmax(0, 1fr); gap: .6rem; margin-top: .75rem; }
.doubt-box { background: var(--doubt-wash); border-inline-start: 3px solid var(--doubt); padding: .55rem .75rem .65rem; border-start-end-radius: 6px; border-end-end-radius: 6px; }
.doubt-box b { font-weight: 600; }
.doubt-box .answers, .settled-box .answers { margin-top: .5rem; }
.doubt-box select, .settled-box select { flex: 1 1 10rem; min-width: 0; font-size: 12.5px; text-overflow: ellipsis; }
.doubt-box button, .settled-box button { font-size: 12.5px; text-align: start; }
.doubt-box button.main kbd { color: inherit; border-color: currentColor; opacity: .75; }
.card .slim { margin: 0; padding-block: .3rem; }
.card .slim summary { color: inherit; }
.settled-box { border-inline-start: 3px solid var(--strong); padding: .3rem .75rem; color: var(--soft); }
.card-rest { display: grid; grid-template-columns: minmax(0, 1fr); gap: .9rem; margin-top: .9rem; }
.card dl { display: grid; grid-template-columns: 4.8rem minmax(0, 1fr); gap: .28rem .7rem; }
.card dt { color: var(--soft); }
.card .exact { overflow-wrap: anywhere; }
.member, .attribute { display: block; }
.member + .member { margin-top: .3rem; }
.attribute b { font-weight: 600; }
.card-lead .answers { margin-top: .55rem; }
.thousand { margin-inline-start: .22em; }
.how { margin: 0; padding: 0; list-style: none; border-top: 1px solid var(--rule); }
.how li { display: grid; grid-template-columns: 4.8rem minmax(0, 1fr); gap: 0 .7rem; padding: .3rem 0; border-bottom: 1px solid var(--rule); }
.how .step { color: var(--soft); }
.how .gives { text-align: end; overflow-wrap: anywhere; white-space: pre-wrap; }
.how .gives.none { color: var(--doubt); }
.how small { grid-column: 1 / -1; color: var(--soft); font-size: 12px; overflow-wrap: anywhere; }
.how li:last-child { border-bottom: 0; border-top: 1px solid var(--strong); margin-top: -1px; }
.how li:last-child .step, .how li:last-child .gives { color: var(--ink); font-weight: 650; }
.how li.format:last-child .gives.none, .how li.scale:last-child .gives.none, .how li.sign:last-child .gives.none { color: var(--doubt); }
.again li { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: 0 .7rem; border-bottom: 1px solid var(--rule); }
.again li:last-child { border-bottom: 0; }
.again small { color: var(--soft); font-size: 12px; }
.again .inconsistent small { color: var(--bad); }
.again button { text-align: start; padding: 0; overflow-wrap: anywhere; }
.as-filed { font-size: 12px; }
.as-filed dl { margin-top: .4rem; }
.as-filed code { font-size: 11.5px; }
.member small, .where { color: var(--soft); font-size: 12px; }
.card code { font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.quote { font: 12px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; background: var(--paper); border: 1px solid var(--rule); border-radius: 4px; padding: .25rem .5rem; max-height: 6rem; overflow: auto; overflow-wrap: anywhere; margin-bottom: .2rem; }
.card details { margin-top: .35rem; }
.card summary { cursor: pointer; color: var(--accent); min-height: 24px; width: fit-content; }
.reference { font-size: 12px; color: var(--soft); overflow-wrap: anywhere; margin-top: .25rem; }
.definition .details { margin-top: .4rem; font-size: 12px; overflow-wrap: anywhere; }
.card .footnote { display: flex; gap: .4rem; }
.card .keys { grid-template-columns: auto 1fr; color: var(--soft); font-size: 12px; gap: .25rem .6rem; border-top: 1px solid var(--rule); padding-top: .7rem; align-items: baseline; }
.card .keys kbd { margin: 0; }
.hint { color: var(--soft); margin: 0 0 .6rem; text-wrap: pretty; }
.hint + .keys { margin-top: 1rem; }
.sample { color: var(--ink); }

@container filing (width >= 860px) {
  .card, .card.idle { display: block; grid-column: -2; grid-row: 1; border-top: 0; border-inline-start: 1px solid var(--rule); max-height: none; box-shadow: none; }
  .card .more { display: none; }
  .layout { grid-template-rows: minmax(0, 1fr); }
}
@container filing (520px <= width < 860px) {
  .card:not(.idle) { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr); column-gap: 1.4rem; padding: .6rem var(--gutter) .8rem; }
  .card-top, .card-rest { grid-column: 1 / -1; }
  .card-top { margin: 0; }
  .card-lead:not(:has(+ .card-doubt)) { grid-column: 1 / -1; }
  .card-doubt { margin-top: 0; align-content: start; }
  .card-rest { grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 1.4rem; align-items: start; }
}
@container filing (width < 860px) {
  .card:not(.expanded) .card-rest { display: none; }
  .card:not(.expanded) .amount-context { display: block; }
}
@container filing (width < 520px) {
  .card { padding: .5rem .9rem .9rem; max-height: 60vh; border-start-start-radius: 12px; border-start-end-radius: 12px; box-shadow: 0 -8px 24px #00000024; }
  .card-top { margin-bottom: 0; }
  .card button { min-height: 36px; }
  .card button.quiet { min-width: 36px; }
}
@media (forced-colors: active) {
  .doubt-box { border: 1px solid CanvasText; border-inline-start-width: 4px; }
}
`;
