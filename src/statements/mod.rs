//! Statements as filed: the presentation of a filing's own taxonomy laid out as EDGAR's renderer lays it out.
//!
//! `roles` says which roles there are and under what they are listed, `select` which facts belong to each and where, `grid` makes
//! columns and lines of them, `merge`, `flow` and `equity` take away what says nothing of its own, `promote` moves to the title what all
//! have in common, and `draw` makes a table of it with `rows`, `cells`, `scale` and `definitions`. Facts that no report shows are the last table:
//! `rest`. `sums` holds totals against
//! what calculation linkbases add to them. `name` gives all facts of the report the labels and types of the taxonomy.

mod book;
mod cells;
mod dates;
mod definitions;
mod draw;
mod equity;
mod flow;
mod grid;
mod merge;
mod name;
mod promote;
mod rest;
mod roles;
mod rows;
mod scale;
mod select;
mod sums;
mod units;

use crate::builder::Builder;
use crate::error::{About, Place};
use crate::filing::{Concept, NONE, Table};
use crate::read::xbrl::taxonomy::Taxonomy;
use book::Book;
use draw::Sketch;
use grid::Report;
use select::{Selected, select};

/// Names the facts of a report, and adds its statements before its other tables. `first` is the number of its first fact, and that of
/// its first table.
pub(crate) fn add(taxonomy: &Taxonomy<'_>, first: (u32, u32), to: &mut Builder) {
    let known = name::name(taxonomy, first.0, &mut to.filing);
    let book = Book::new(&to.filing, taxonomy, first.0);
    let (sketches, caveats) = sketches(&book);
    let checks = sums::checks(&book, taxonomy);
    for check in &checks {
        if let Some(text) = sums::caveat(&to.filing, check) {
            let place = to.filing.fact(check.total).map(|fact| fact.place());
            to.caveat(About::Fact(check.total), text, place);
        }
    }
    to.filing.checks.extend(checks);
    let tables: Vec<Table> = sketches.into_iter().map(|sketch| finished(taxonomy, &known, sketch, to)).collect();
    place(tables, first, to);
    for (table, text, place) in caveats {
        let about = table.map_or(About::Filing, |table| About::Table(table + first.1));
        to.caveat(about, text, Some(place));
    }
}

type Caveats = Vec<(Option<u32>, String, Place)>;

/// All statements, in order, and what could not be followed: in which of them, and in words.
fn sketches(book: &Book<'_>) -> (Vec<Sketch>, Caveats) {
    let taxonomy = book.taxonomy;
    let candidates = roles::candidates(taxonomy);
    let mut reports: Vec<Report<'_>> = Vec::new();
    let mut caveats: Caveats = Vec::new();
    for candidate in &candidates {
        let Some(net) = taxonomy.presentation.get(&candidate.role) else { continue };
        match select(book, net) {
            Selected::Nothing => {}
            Selected::Impossible(axis) => {
                let text = format!("“{}” is not shown: it presents {axis} without the member that stands for all of it.", candidate.title);
                caveats.push((None, text, Place { source: net.place.0, start: net.place.1, len: net.place.2 }));
            }
            Selected::Report(selection) => {
                let place = Place { source: net.place.0, start: net.place.1, len: net.place.2 };
                caveats.extend(selection.faults.iter().map(|fault| (Some(reports.len() as u32), fault.clone(), place)));
                let mut report = Report::new(book, candidate, selection);
                report.propose(book);
                report.merge(book);
                report.hide_repeated_balances(book);
                reports.push(report);
            }
        }
    }
    flow::flow_through(book, &mut reports);
    flow::cash_flows(book, &mut reports);
    let categories = roles::categories(&reports.iter().map(|report| report.candidate).collect::<Vec<_>>());
    let mut qnames = cells::QNames::default();
    let mut sketches = Vec::with_capacity(reports.len() + 1);
    for (report, category) in reports.iter_mut().zip(categories) {
        let mut sketch = draw::draw(book, report, &mut qnames);
        sketch.table.category = category;
        sketch.table.definitions = definitions::definitions(book, &sketch);
        sketches.push(sketch);
    }
    if !sketches.is_empty() {
        sketches.extend(rest::rest(book, &sketches, &mut qnames));
    }
    (sketches, caveats)
}

/// A sketch with its texts and concepts as numbers.
fn finished(taxonomy: &Taxonomy<'_>, known: &name::Known, sketch: Sketch, to: &mut Builder) -> Table {
    let Sketch { mut table, texts, elements } = sketch;
    for (at, text) in texts {
        let fact = table.cells[at].fact;
        let is_shown = fact != NONE && to.filing.fact(fact).is_some_and(|fact| !fact.is_long() && fact.shown() == text);
        if !is_shown {
            table.cells[at].text = to.filing.texts.put(&text);
        }
    }
    for (row, element) in table.rows.iter_mut().zip(elements) {
        let Some((number, (_, of))) = element.and_then(|number| Some((number, taxonomy.elements.get_index(number as usize)?))) else { continue };
        let new = || Concept {
            namespace: Some(of.namespace.clone()),
            name: Some(of.name.clone()),
            data_type: of.data_type.clone(),
            balance: of.balance.clone(),
            period_type: of.period_type.clone(),
            ..Concept::default()
        };
        row.concept = Some(known.get(&number).copied().unwrap_or_else(|| to.concept(new())));
    }
    table.also.sort_unstable();
    table
}

/// Puts the tables before those that the report's documents print. A fact has its place in the first statement that shows it.
fn place(tables: Vec<Table>, (first_fact, first_table): (u32, u32), to: &mut Builder) {
    let filing = &mut to.filing;
    let many = tables.len() as u32;
    if many == 0 {
        return;
    }
    filing.facts.printed.resize(first_fact as usize, NONE);
    let facts = &mut filing.facts;
    for table in &mut facts.table[first_fact as usize..] {
        if *table != NONE {
            *table += many;
        }
    }
    facts.printed.extend_from_slice(&facts.table[first_fact as usize..]);
    let mut met = vec![false; facts.table.len() - first_fact as usize];
    for (number, table) in (first_table..).zip(&tables) {
        for (row_number, row) in (0..).zip(&table.rows) {
            let cells = &table.cells[row.first as usize..(row.first + row.count) as usize];
            for fact in cells.iter().flat_map(|cell| table.facts_of(cell)) {
                let at = (fact - first_fact) as usize;
                if !std::mem::replace(&mut met[at], true) {
                    (facts.table[fact as usize], facts.row[fact as usize]) = (number, row_number);
                }
            }
        }
    }
    for caveat in &mut to.filing.caveats {
        match &mut caveat.about {
            About::Table(table) | About::Column(table, _) | About::Row(table, _) if *table >= first_table => *table += many,
            _ => {}
        }
    }
    let all = to.filing.tables.reading();
    all.splice(first_table as usize..first_table as usize, tables);
}
