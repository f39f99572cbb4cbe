//! The statements of a data set, laid out by `pre` when somebody opens one: its lines in their order with their labels, and the
//! filing's undivided facts in a column for each period.

use super::data_set::{Lines, cell, concept_name, split};
use super::xbrl_csv::Input;
use crate::builder::Builder;
use crate::error::Place;
use crate::filing::{Cell, Column, Filing, NONE, Period, Row, RowKind, Table, TableKind};
use crate::hash::{HashMap, IndexMap};
use crate::period;
use time::{PrimitiveDateTime, Time};

/// A column that has less than this part of the values of the fullest one is left out, as in EDGAR's own pages: its facts are of
/// other periods that only one line speaks of.
const SPARSE: usize = 5;

/// What a line of `pre` says.
struct Line<'a> {
    name: String,
    label: &'a str,
    negated: bool,
    depth: u32,
    place: Place,
}

/// Lists the statements of a file, each a table whose rows are still to be read. `report_of` gives the report of an accession number.
pub(super) fn list(input: &Input, report_of: &dyn Fn(&str) -> Option<u32>, to: &mut Builder) {
    let lines = Lines::of(&input.text);
    let columns = ["adsh", "report", "stmt", "inpth"].map(|name| lines.column(name));
    let mut cells = Vec::new();
    let mut last = ("", "");
    for (start, line) in lines {
        split(line, &mut cells);
        let [adsh, number, kind, parenthetical] = columns.map(|column| cell(&cells, column));
        let end = (start + line.len()) as u32;
        let tables = to.filing.tables.reading();
        match tables.last_mut() {
            // The lines of a statement stand together.
            Some(table) if last == (adsh, number) && table.place.source == input.source => table.place.len = end - table.place.start,
            _ => {
                last = (adsh, number);
                let Some(report) = report_of(adsh) else { continue };
                let Some((first, _)) = to.filing.report_spans.get(&report) else { continue };
                let name = statement(kind);
                let title = match to.filing.report_names.get(&report) {
                    Some(of) => [name, ", ", of].concat(),
                    None => name.to_owned(),
                };
                let is_parenthetical = parenthetical == "1";
                tables.push(Table {
                    name: title.clone(),
                    title,
                    kind: Some(if is_parenthetical { TableKind::Parenthetical } else { TableKind::Statement }),
                    place: Place { source: input.source, start: start as u32, len: end - start as u32 },
                    first_fact: *first,
                    unread: true,
                    ..Table::default()
                });
            }
        }
    }
}

fn statement(kind: &str) -> &'static str {
    match kind {
        "BS" => "Balance sheet",
        "IS" => "Income statement",
        "CF" => "Cash flow statement",
        "EQ" => "Statement of equity",
        "CI" => "Comprehensive income",
        "SI" => "Schedule of investments",
        "CP" => "Cover page",
        _ => "Statement",
    }
}

/// Lays out a statement.
pub(crate) fn open(filing: &mut Filing, at: u32) {
    let Some(table) = filing.tables.get(at as usize) else { return };
    let (place, first) = (table.place, table.first_fact);
    let Some(source) = filing.sources.get(place.source as usize) else { return };
    let text = source.text.clone();
    let lines = lines(&text, place);
    let report = filing.facts.report.get(first as usize).copied().unwrap_or(NONE);
    let (from, until) = filing.report_spans.get(&report).copied().unwrap_or((1, 0));

    // The facts of the filing's lines that no member divides, by their concepts' names.
    let mut wanted: HashMap<&str, Vec<u32>> = lines.iter().map(|line| (line.name.as_str(), Vec::new())).collect();
    for fact in (from..=until).filter_map(|id| filing.fact(id)).filter(|fact| fact.report() == report && fact.dimensions().is_empty()) {
        if let Some(found) = fact.concept().and_then(|concept| wanted.get_mut(concept.name.as_deref()?)) {
            found.push(fact.id());
        }
    }
    let periods = periods(filing, &lines, &wanted);
    let mut met: HashMap<&str, u32> = HashMap::default();
    let (mut rows, mut cells, mut also) = (Vec::new(), Vec::new(), Vec::new());
    let mut printed: Vec<(usize, String)> = Vec::new();
    for line in &lines {
        // A balance that stands in one table twice begins and ends its periods.
        let times = met.entry(&line.name).or_default();
        *times += 1;
        let is_twice = lines.iter().filter(|other| other.name == line.name).count() > 1;
        let begins = is_twice && *times == 1;
        let mut own: Vec<Cell> = Vec::new();
        for id in wanted.get(line.name.as_str()).into_iter().flatten().copied() {
            let Some(period) = filing.fact(id).and_then(|fact| fact.period()) else { continue };
            for column in periods.iter().enumerate().filter(|(_, column)| stands_in(period, column, begins)).map(|(column, _)| column as u32) {
                match own.iter().find(|cell| cell.column == column) {
                    Some(cell) => also.push((cell.fact, id)),
                    None => own.push(Cell::of(column, id, None)),
                }
            }
        }
        crate::order::sort_by_key(&mut own, |cell| cell.column);
        for cell in &own {
            if let Some(value) = filing.fact(cell.fact).filter(|_| line.negated).and_then(|fact| fact.value()) {
                printed.push((cells.len() + own.iter().position(|other| other.column == cell.column).unwrap_or_default(), negated(&value)));
            }
        }
        rows.push(Row {
            kind: if own.is_empty() { RowKind::Heading } else { RowKind::Facts },
            label: line.label.to_owned(),
            depth: line.depth,
            concept: own.first().and_then(|cell| filing.facts.concept.get(cell.fact as usize)).copied(),
            unit: own.first().and_then(|cell| filing.fact(cell.fact)?.unit()).cloned(),
            first: cells.len() as u32,
            count: own.len() as u32,
            place: line.place,
            ..Row::default()
        });
        cells.extend(own);
    }
    for (cell, text) in printed {
        cells[cell].text = filing.texts.put(&text);
    }
    for (row, of) in rows.iter().enumerate() {
        for cell in &cells[of.first as usize..(of.first + of.count) as usize] {
            let fact = cell.fact as usize;
            if filing.facts.table[fact] == NONE {
                (filing.facts.table[fact], filing.facts.row[fact]) = (at, row as u32);
            }
        }
    }
    crate::order::sort_by_key(&mut also, |(first, _)| *first);
    let columns = periods.into_iter().map(column).collect();
    if let Some(table) = filing.tables.change(&filing.sources).get_mut(at as usize) {
        (table.columns, table.rows, table.cells, table.also) = (columns, rows, cells, also);
    }
}

fn lines(text: &str, place: Place) -> Vec<Line<'_>> {
    let head = Lines::of(text);
    let columns = ["tag", "version", "plabel", "negating", "inpth", "line"].map(|name| head.column(name));
    let part = text.get(place.start as usize..(place.start + place.len) as usize).unwrap_or_default();
    let mut cells = Vec::new();
    let mut all: Vec<(u32, Line<'_>)> = Vec::new();
    let mut start = place.start;
    for whole in part.split('\n') {
        let line = whole.trim_end_matches('\r');
        split(line, &mut cells);
        let [tag, version, label, negating, parenthetical, number] = columns.map(|column| cell(&cells, column));
        if !tag.is_empty() {
            let place = Place { source: place.source, start, len: line.len() as u32 };
            let label = if label.is_empty() { tag } else { label };
            let line = Line { name: concept_name(tag, version), label, negated: negating == "1", depth: u32::from(parenthetical == "1"), place };
            all.push((number.parse().unwrap_or(u32::MAX), line));
        }
        start += whole.len() as u32 + 1;
    }
    crate::order::sort_by_key(&mut all, |(number, _)| *number);
    all.into_iter().map(|(_, line)| line).collect()
}

/// The periods of the columns: durations where there are any, else instants; longest last, later first.
fn periods(filing: &Filing, lines: &[Line<'_>], wanted: &HashMap<&str, Vec<u32>>) -> Vec<Period> {
    let mut counts: IndexMap<Period, usize> = IndexMap::default();
    let facts = lines.iter().filter_map(|line| wanted.get(line.name.as_str())).flatten();
    for period in facts.filter_map(|id| filing.fact(*id)?.period()) {
        *counts.entry(period.clone()).or_default() += 1;
    }
    if counts.keys().any(|period| matches!(period, Period::Duration(..))) {
        counts.retain(|period, _| matches!(period, Period::Duration(..)));
    }
    let most = counts.values().copied().max().unwrap_or_default();
    let mut all: Vec<Period> = counts.into_iter().filter(|(_, count)| *count * SPARSE >= most).map(|(period, _)| period).collect();
    crate::order::sort_by(&mut all, |one, other| {
        let key = |period: &Period| match period {
            Period::Duration(start, end) => ((*end - *start).whole_days() / 20, *end),
            Period::Instant(at) => (0, *at),
            _ => (0, PrimitiveDateTime::MIN),
        };
        key(one).0.cmp(&key(other).0).then(key(other).1.cmp(&key(one).1))
    });
    all
}

/// Whether a fact's period is that of a column; a balance stands in the duration that it ends, or begins.
fn stands_in(of: &Period, column: &Period, begins: bool) -> bool {
    match (of, column) {
        (Period::Instant(at), Period::Duration(start, end)) => at == if begins { start } else { end },
        (of, column) => of == column,
    }
}

fn negated(value: &str) -> String {
    match value.strip_prefix('-') {
        Some(digits) => digits.to_owned(),
        None if value.bytes().all(|byte| matches!(byte, b'0' | b'.')) => value.to_owned(),
        None => ["-", value].concat(),
    }
}

fn column(period: Period) -> Column {
    let last = |at: PrimitiveDateTime| if at.time() == Time::MIDNIGHT { at.date().previous_day().unwrap_or(at.date()) } else { at.date() };
    let day = |at: PrimitiveDateTime| {
        const MONTHS: [&str; 12] = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sep.", "Oct.", "Nov.", "Dec."];
        let day = last(at);
        format!("{} {:02}, {}", MONTHS[usize::from(u8::from(day.month())) - 1], day.day(), day.year())
    };
    let (heading, months) = match &period {
        Period::Duration(start, end) => {
            let months = ((*end - *start).whole_days() * 12 + 182) / 365;
            (vec![format!("{months} Months Ended"), day(*end)], u32::try_from(months).ok())
        }
        Period::Instant(at) => (vec![day(*at)], None),
        other => (vec![period::words(other)], None),
    };
    Column { heading, months, period: Some(period), ..Column::default() }
}
