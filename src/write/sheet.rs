//! A table as laid out, as rows: for the forms that have cells.

use super::facts::value;
use super::grid::{Grid, Value};
use super::{cell_words, heading_words, members_words, row_doubts, shortened, unit_words};
use crate::filing::{Filing, Table};
use crate::value::Kind;
use std::borrow::Cow;

/// Which tables are written, and what of them.
#[derive(Clone, Copy, Debug, Default)]
pub struct ChosenTables<'a> {
    /// The one table to write, by its number; all where there is none.
    pub only: Option<u32>,
    /// Its rows by their numbers, in the order in which they are written; all where there is none.
    pub rows: Option<&'a [u32]>,
    /// Its columns by their numbers, in their order; all where there is none. The labels, the units and the doubts are always written.
    pub columns: Option<&'a [u32]>,
}

impl ChosenTables<'_> {
    /// The tables to write and their numbers.
    pub(super) fn tables<'f>(&self, filing: &'f Filing) -> impl Iterator<Item = (u32, &'f Table)> {
        let only = self.only;
        (0..).zip(filing.tables()).filter(move |(at, _)| only.is_none_or(|only| only == *at))
    }

    /// The numbers of a table's rows that are there.
    pub(super) fn rows(&self, table: &Table) -> Vec<u32> {
        numbers(self.rows, table.rows.len())
    }

    /// The numbers of a table's columns that are there.
    pub(super) fn columns(&self, table: &Table) -> Vec<u32> {
        numbers(self.columns, table.columns.len())
    }
}

fn numbers(chosen: Option<&[u32]>, all: usize) -> Vec<u32> {
    let all = all as u32;
    chosen.map_or_else(|| (0..all).collect(), |chosen| chosen.iter().copied().filter(|at| *at < all).collect())
}

/// The rows of a table: label, concept, members and unit, the cells, and what is doubtful and noted of the row in words.
///
/// Numbers are exact, their scale applied; dates are ISO; everything else is as shown.
pub(super) struct TableGrid<'a> {
    filing: &'a Filing,
    at: u32,
    table: &'a Table,
    rows: Vec<u32>,
    columns: Vec<u32>,
    headings: Vec<String>,
}

impl<'a> TableGrid<'a> {
    /// How many columns stand before those of the table, and how many behind.
    pub(super) const BEFORE: usize = 4;
    pub(super) const BEHIND: usize = 2;

    pub(super) fn new(filing: &'a Filing, at: u32, table: &'a Table, chosen: &ChosenTables<'_>) -> Self {
        let columns = chosen.columns(table);
        let mut headings: Vec<String> = ["label", "concept", "members", "unit"].map(str::to_owned).into();
        headings.extend(columns.iter().map(|at| heading_words(&table.columns[*at as usize])));
        headings.extend(["assumed", "footnotes"].map(str::to_owned));
        Self { filing, at, table, rows: chosen.rows(table), columns, headings }
    }
}

impl Grid for TableGrid<'_> {
    fn headings(&self) -> &[String] {
        &self.headings
    }

    fn len(&self) -> usize {
        self.rows.len()
    }

    fn row<'a>(&'a self, at: usize, to: &mut Vec<Value<'a>>) {
        let Some(row_at) = self.rows.get(at).copied() else { return };
        let (filing, table) = (self.filing, self.table);
        let row = &table.rows[row_at as usize];
        let filled = table.row_cells(row_at);
        let facts: Vec<_> = filled.iter().filter_map(|cell| filing.fact(cell.fact)).collect();
        let mut units: Vec<String> = Vec::new();
        for unit in facts.iter().filter_map(|fact| fact.unit().map(unit_words)) {
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        to.push(Value::text(row.label.as_str()));
        to.push(Value::text(row.concept.and_then(|at| filing.concept(at)?.name.as_deref()).unwrap_or_default()));
        to.push(Value::text(members_words(&row.members)));
        to.push(Value::text(units.join(" ; ")));
        for column in &self.columns {
            let Ok(cell) = filled.binary_search_by_key(column, |cell| cell.column) else {
                to.push(Value::Blank);
                continue;
            };
            let cell = &filled[cell];
            // Where several facts stand in a cell, no single value is what it says.
            to.push(match filing.fact(cell.fact).filter(|_| table.facts_of(cell).nth(1).is_none()) {
                Some(fact) if fact.kind().is_numeric() || fact.kind() == Kind::Date => match value(fact) {
                    Value::Blank => Value::text(filing.printed(cell)),
                    value => value,
                },
                Some(fact) => Value::text(cell_words(filing, cell, fact)),
                None => Value::text(filing.printed(cell)),
            });
        }
        to.push(Value::text(row_doubts(filing, self.at, row_at).join(" ; ")));
        let row_marks = (!row.marks.is_empty()).then(|| row.marks.iter().map(|mark| format!("[{mark}]")).collect::<String>());
        let cell_marks = facts.iter().filter(|fact| !fact.marks().is_empty()).map(|fact| {
            let marks: String = fact.marks().iter().map(|mark| format!("[{mark}]")).collect();
            format!("{marks} at {}", shortened(&fact.shown()))
        });
        to.push(Value::text(Cow::Owned(row_marks.into_iter().chain(cell_marks).collect::<Vec<_>>().join(" ; "))));
    }
}
