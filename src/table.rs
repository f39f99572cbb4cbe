//! A query becomes row numbers: the rows of a table, or the facts, in the order asked for.
//!
//! A query depends on nothing before it. [`rows`] and [`facts`] give the whole order, which a caller may keep while the query
//! stays the same; [`window`] cuts out what is on screen.

use crate::Period;
use crate::filing::{Fact, Filing, NONE, RowKind, Table};
use crate::order::{Key, sorted};
use crate::period::{oim, words};
use crate::write::{members_words, unit_words};
use std::ops::Range;

/// Which rows of a table are wanted, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowsQuery {
    /// The table's number.
    pub table: u32,
    /// The column to sort by, -1 for the labels; none for the order filed.
    pub sort: Option<i32>,
    /// Greatest first. Blanks are last either way.
    pub descending: bool,
    /// Sort the whole table, not within each member section.
    pub across: bool,
}

/// Which facts are wanted: all of them, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactsQuery {
    /// The aspect to sort by; none for the order read.
    pub sort: Option<FactSort>,
    /// Greatest first. Blanks are last either way.
    pub descending: bool,
}

/// What facts can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactSort {
    /// The label, or the concept's name where it has none.
    Label,
    /// The members of its dimensions.
    Members,
    /// The last day, then the first.
    Period,
    /// The unit.
    Unit,
    /// The value.
    Value,
    /// Table and row.
    Table,
}

impl FactSort {
    /// The aspect of that name: `label`, `members`, `period`, `unit`, `value` or `table`.
    pub fn of_name(name: &str) -> Option<Self> {
        match name {
            "label" => Some(Self::Label),
            "members" => Some(Self::Members),
            "period" => Some(Self::Period),
            "unit" => Some(Self::Unit),
            "value" => Some(Self::Value),
            "table" => Some(Self::Table),
            _ => None,
        }
    }
}

/// The part of a list from `start` up to `end`, which is not in it; empty where it lies outside.
pub fn window<T>(all: &[T], start: u32, end: Option<u32>) -> &[T] {
    let end = end.map_or(all.len(), |end| (end as usize).min(all.len()));
    &all[(start as usize).min(end)..end]
}

/// The row numbers of a table in the order asked for; none where there is no such table or column.
///
/// Sorting keeps to the member sections: a section runs from a row that names members, or the table's beginning, to the next,
/// and its headings stay in front of its sorted rows. Sorting across leaves headings out and mixes all rows with values.
///
/// ```
/// use filing_viewer::table::{RowsQuery, rows};
/// let filing = filing_viewer::Filing::default();
/// assert_eq!(rows(&filing, &RowsQuery::default()), None);
/// ```
pub fn rows(filing: &Filing, query: &RowsQuery) -> Option<Vec<u32>> {
    let table = filing.tables().get(query.table as usize)?;
    let all = 0..table.rows.len() as u32;
    let Some(sort) = query.sort else { return Some(all.collect()) };
    if sort < -1 || sort >= table.columns.len() as i32 {
        return None;
    }
    let is_header = |row: &u32| table.rows[*row as usize].kind != RowKind::Facts;
    let by_column = |rows: Vec<u32>| {
        let key = |at: &u32| row_key(filing, table, rows[*at as usize], sort);
        let order = sorted(rows.len() as u32, |at| at, key, query.descending);
        order.into_iter().map(|at| rows[at as usize]).collect::<Vec<_>>()
    };
    if query.across {
        return Some(by_column(all.filter(|row| !is_header(row)).collect()));
    }
    let mut found = Vec::with_capacity(table.rows.len());
    for section in sections(table) {
        let (headers, filled): (Vec<u32>, Vec<u32>) = section.partition(is_header);
        found.extend(headers);
        found.extend(by_column(filled));
    }
    Some(found)
}

/// The sections of a table, each from a row that names members to the next.
fn sections(table: &Table) -> Vec<Range<u32>> {
    let mut starts = vec![0];
    let rows = table.rows.iter().enumerate().skip(1);
    // Rows of members that follow one another head one section together.
    starts.extend(rows.filter(|(at, row)| row.kind == RowKind::Members && table.rows[at - 1].kind != RowKind::Members).map(|(at, _)| at as u32));
    let ends = starts[1..].iter().copied().chain([table.rows.len() as u32]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn row_key<'a>(filing: &'a Filing, table: &'a Table, row: u32, sort: i32) -> Key<'a> {
    if sort < 0 {
        return Key::text(&table.rows[row as usize].label);
    }
    let cell = table.row_cells(row).iter().find(|cell| cell.column == sort as u32);
    cell.and_then(|cell| filing.fact(cell.fact)).map_or(Key::Blank, |fact| value_key(&fact))
}

fn value_key<'a>(fact: &Fact<'a>) -> Key<'a> {
    Key::of(fact.kind(), fact.is_nil(), fact.value(), fact.shown())
}

/// The fact numbers in the order asked for.
///
/// ```
/// use filing_viewer::table::{FactsQuery, facts};
/// assert!(facts(&filing_viewer::Filing::default(), &FactsQuery::default()).is_empty());
/// ```
pub fn facts(filing: &Filing, query: &FactsQuery) -> Vec<u32> {
    let (count, columns) = (filing.fact_count(), &filing.facts);
    let Some(sort) = query.sort else { return (0..count).collect() };
    // Each distinct combination of interned numbers is given a key once; any fact that has it speaks for the others.
    let by = |id: &dyn Fn(usize) -> [u32; 3], key: &dyn Fn(Fact<'_>, u32) -> Key<'static>| {
        let id = |fact: u32| (id(fact as usize), Speaker(fact));
        sorted(count, id, |(_, speaker)| filing.fact(speaker.0).map_or(Key::Blank, |fact| key(fact, speaker.0)), query.descending)
    };
    match sort {
        FactSort::Label => by(&|at| [columns.label[at], columns.concept[at], 0], &|fact, _| Key::text(label(&fact))),
        FactSort::Members => by(&|at| [columns.dimensions[at], 0, 0], &|fact, _| Key::text(&members_words(fact.dimensions()))),
        FactSort::Period => by(&|at| [columns.period[at], 0, 0], &|fact, _| fact.period().map_or(Key::Blank, period_key)),
        FactSort::Unit => by(&|at| [columns.unit[at], 0, 0], &|fact, _| fact.unit().map_or(Key::Blank, |unit| Key::text(&unit_words(unit)))),
        FactSort::Table => {
            by(&|at| [columns.table[at], columns.row[at], 0], &|fact, _| fact.table_row().map_or(Key::Blank, |(t, r)| Key::Place(t, r)))
        }
        FactSort::Value => {
            let id = |at: u32| {
                let at = at as usize;
                let text = if columns.value[at] == NONE { columns.shown[at] } else { columns.value[at] };
                (columns.kind[at], columns.flags[at] & crate::filing::NIL, text, Speaker(at as u32))
            };
            sorted(count, id, |id| filing.fact(id.3.0).map_or(Key::Blank, |fact| value_key(&fact)), query.descending)
        }
    }
}

/// A fact that stands for all facts of the same identity: equal to any other.
#[derive(Clone, Copy, Debug)]
struct Speaker(u32);

impl PartialEq for Speaker {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Speaker {}

impl std::hash::Hash for Speaker {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

/// The fact's label, or the name or label of its concept.
pub(crate) fn label<'a>(fact: &Fact<'a>) -> &'a str {
    let concept = || fact.concept().and_then(|concept| concept.label.as_deref().or(concept.name.as_deref()));
    fact.label().or_else(concept).unwrap_or_default()
}

fn period_key(period: &Period) -> Key<'static> {
    match period {
        Period::Instant(_) => Key::Date(oim(period)),
        // Last day first: "2023-12-31" of a year stands beside the instant of that day.
        Period::Duration(_, end) => Key::Date(format!("{}/{}", oim(&Period::Instant(*end)), oim(period))),
        Period::Forever => Key::text(&words(period)),
    }
}
