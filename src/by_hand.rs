//! Filings made by hand, without a reader: for the tests of what comes after reading.

use crate::builder::{Builder, NewFact};
use crate::filing::{Cell, Column, Concept, Doubt, Place, Row, Table};
use crate::format::Format;
use crate::value;

/// A row: its label, its concept, and cells as "column value", the column with a question mark where it is assumed.
pub(crate) struct ByHand<'a> {
    label: &'a str,
    name: Option<&'a str>,
    cells: &'a [&'a str],
}

impl<'a> ByHand<'a> {
    pub(crate) fn named(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }
}

pub(crate) fn row<'a>(label: &'a str, cells: &'a [&'a str]) -> ByHand<'a> {
    ByHand { label, name: None, cells }
}

pub(crate) fn rows<'a>(all: &[(&'a str, &'a [&'a str])]) -> Vec<ByHand<'a>> {
    all.iter().map(|(label, cells)| row(label, cells)).collect()
}

/// Adds a source with one table and the facts of its cells. Returns the table's number.
pub(crate) fn table(to: &mut Builder, format: Format, title: &str, headings: &[&[&str]], rows: &[ByHand<'_>]) -> u32 {
    let at = to.filing.tables.len() as u32;
    let name = format!("{at}.{}", if format == Format::Html { "htm" } else { "txt" });
    let source = to.source(&name, format, String::new());
    let report = to.report();
    let place = Place { source, ..Place::default() };
    let columns = headings.iter().map(|lines| Column { heading: lines.iter().map(|line| line.to_string()).collect(), ..Column::default() }).collect();
    let mut table = Table { title: title.to_owned(), name: title.to_owned(), columns, place, ..Table::default() };
    for (row_at, by_hand) in (0..).zip(rows) {
        let concept = by_hand.name.map(|name| to.concept(Concept { name: Some(name.into()), ..Concept::default() }));
        table.rows.push(Row {
            label: by_hand.label.to_owned(),
            concept,
            first: table.cells.len() as u32,
            count: by_hand.cells.len() as u32,
            place,
            ..Row::default()
        });
        for cell in by_hand.cells {
            let (column, shown) = cell.split_once(' ').unwrap_or((cell, ""));
            let doubt = column.ends_with('?').then(|| {
                table.doubts.push(Doubt { why: "Blank cells are lost.".to_owned(), columns: (0..headings.len() as u32).collect() });
                table.doubts.len() as u32 - 1
            });
            let reading = value::read(shown);
            let new = NewFact {
                report,
                concept,
                label: Some(by_hand.label),
                kind: reading.kind,
                value: Some(&reading.value),
                shown,
                table: Some((at, row_at)),
                place,
                ..NewFact::default()
            };
            let fact = to.fact(new);
            table.cells.push(Cell::of(column.trim_end_matches('?').parse().unwrap_or_default(), fact, doubt));
        }
    }
    to.filing.tables.reading().push(table);
    at
}
