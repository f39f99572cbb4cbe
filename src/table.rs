//! A query becomes row numbers: the rows of a table, or the facts, in the order asked for.
//!
//! A query depends on nothing before it. [`rows`] and [`facts`] give the whole order, which a caller may keep while the query
//! stays the same; [`window`] cuts out what is on screen.

use crate::Period;
use crate::filing::{Fact, Filing, NIL, NONE, RowKind, Table};
use crate::order::{Key, sorted};
use crate::period::{oim, words};
use crate::write::{spoken_members, unit_words};
use std::borrow::Cow;
use std::ops::Range;

/// How much of a long text it is sorted by, in bytes.
const SORTED: usize = 200;

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
        let key = |at: u32| row_key(filing, table, rows[at as usize], sort);
        let order = sorted(rows.len() as u32, u64::from, key, query.descending);
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
    match cell.map(|cell| (cell, filing.fact(cell.fact))) {
        Some((_, Some(fact))) => value_key(&fact),
        // What is only printed claims no value: it is sorted as text, behind the values.
        Some((cell, None)) => Key::text(&filing.printed_part(cell, SORTED)),
        None => Key::Blank,
    }
}

fn value_key<'a>(fact: &Fact<'a>) -> Key<'a> {
    match (fact.value().filter(|_| !fact.is_long()), fact.excerpt(SORTED)) {
        (Some(Cow::Borrowed(value)), _) => Key::of(fact.kind(), fact.is_nil(), Some(value), ""),
        (_, Cow::Borrowed(shown)) => Key::of(fact.kind(), fact.is_nil(), None, shown),
        (_, Cow::Owned(shown)) => Key::text(&shown),
    }
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
    // Interned numbers tell equal aspects, so that each distinct one is given a key once.
    let id = |at: u32| {
        let both = |first: &[u32], second: &[u32]| u64::from(first[at as usize]) << 32 | u64::from(second[at as usize]);
        match sort {
            FactSort::Label => both(&columns.label, &columns.concept),
            FactSort::Members => both(&columns.dimensions, &columns.dimensions),
            FactSort::Period => both(&columns.period, &columns.period),
            FactSort::Unit => both(&columns.unit, &columns.unit),
            FactSort::Table => both(&columns.table, &columns.row),
            FactSort::Value => {
                let at = at as usize;
                let text = if columns.value[at] == NONE { columns.shown[at] } else { columns.value[at] };
                u64::from(text) << 32 | (columns.kind[at] as u64) << 8 | u64::from(columns.flags[at] & NIL)
            }
        }
    };
    let key = |at: u32| {
        let Some(fact) = filing.fact(at) else { return Key::Blank };
        match sort {
            FactSort::Label => Key::text(&fact.label_or_words().0),
            FactSort::Members => Key::text(&spoken_members(fact.dimensions())),
            FactSort::Period => fact.period().map_or(Key::Blank, period_key),
            FactSort::Unit => fact.unit().map_or(Key::Blank, |unit| Key::text(&unit_words(unit))),
            FactSort::Table => fact.table().map_or(Key::Blank, |table| Key::Place(table, columns.row[at as usize])),
            FactSort::Value => value_key(&fact),
        }
    };
    sorted(count, id, key, query.descending)
}

fn period_key(period: &Period) -> Key<'static> {
    match period {
        Period::Instant(_) => Key::Date(oim(period)),
        // Last day first: "2023-12-31" of a year stands beside the instant of that day.
        Period::Duration(_, end) => Key::Date(format!("{}/{}", oim(&Period::Instant(*end)), oim(period))),
        Period::Forever | Period::Zoned(_) => Key::text(&words(period)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builder::{Builder, NewFact};
    use crate::filing::{Cell, Column, Dimension, Row};
    use crate::value::Kind;
    use proptest::prelude::*;
    use std::cmp::Ordering;

    /// A row made by hand: its kind, label, and what each column holds.
    type Made = (RowKind, String, Vec<Option<Value>>);

    #[derive(Clone, Debug, PartialEq)]
    enum Value {
        Number(i64),
        Days(u16),
        Text(String),
        Dash,
        Nil,
    }

    fn made(columns: usize, rows: &[Made]) -> Filing {
        let mut to = Builder::default();
        let mut table = Table { columns: vec![Column::default(); columns], ..Table::default() };
        let mut members = Vec::new();
        for (at, (kind, label, values)) in (0..).zip(rows) {
            if *kind == RowKind::Members {
                members = vec![Dimension { label: Some(label.as_str().into()), ..Dimension::default() }];
            }
            let first = table.cells.len() as u32;
            for (column, value) in (0..).zip(values) {
                let Some(value) = value else { continue };
                let (kind, text) = match value {
                    // Cents, so that points are compared too.
                    Value::Number(n) => (Kind::Money, crate::value::shift(&n.to_string(), -2)),
                    Value::Days(days) => (Kind::Duration, format!("P{days}D")),
                    Value::Text(text) => (Kind::Text, text.clone()),
                    Value::Dash => (Kind::Dash, "—".to_owned()),
                    Value::Nil => (Kind::Nil, String::new()),
                };
                let nil = kind == Kind::Nil;
                let value = (!nil).then_some(text.as_str());
                let fact = NewFact {
                    label: Some(label),
                    dimensions: members.clone(),
                    kind,
                    value,
                    shown: &text,
                    nil,
                    table: Some((0, at)),
                    ..Default::default()
                };
                table.cells.push(Cell::of(column, to.fact(fact), None));
            }
            let count = table.cells.len() as u32 - first;
            table.rows.push(Row { kind: *kind, label: label.clone(), members: members.clone(), first, count, ..Row::default() });
        }
        to.filing.tables.reading().push(table);
        to.finish()
    }

    fn line(label: &str, value: Option<Value>) -> Made {
        (RowKind::Facts, label.to_owned(), vec![value])
    }

    fn head(kind: RowKind, label: &str) -> Made {
        (kind, label.to_owned(), Vec::new())
    }

    fn sample() -> Filing {
        made(
            1,
            &[
                head(RowKind::Heading, "Debt [Line Items]"),
                line("Note 10", Some(Value::Number(-500))),
                line("note 9", None),
                line("Terms", Some(Value::Text("net thirty".into()))),
                line("Élan", Some(Value::Number(7))),
                head(RowKind::Members, "Bonds"),
                line("b", Some(Value::Nil)),
                head(RowKind::Heading, "More"),
                line("a", Some(Value::Dash)),
                line("c", Some(Value::Days(9))),
            ],
        )
    }

    fn order(sort: Option<i32>, descending: bool, across: bool) -> Vec<u32> {
        rows(&sample(), &RowsQuery { table: 0, sort, descending, across }).unwrap()
    }

    #[test]
    fn headings_stay_in_front_of_their_sorted_section() {
        assert_eq!(order(None, false, false), (0..10).collect::<Vec<_>>());
        assert_eq!(order(Some(0), false, false), [0, 1, 4, 3, 2, 5, 7, 9, 8, 6]);
        assert_eq!(order(Some(0), true, false), [0, 4, 1, 3, 2, 5, 7, 9, 8, 6]);
        assert_eq!(order(Some(-1), false, false), [0, 4, 2, 1, 3, 5, 7, 8, 6, 9]);
    }

    #[test]
    fn across_mixes_the_rows_with_values_and_drops_the_headings() {
        assert_eq!(order(Some(0), false, true), [1, 4, 9, 3, 8, 6, 2]);
        assert_eq!(order(Some(0), true, true), [4, 1, 9, 3, 8, 6, 2]);
        assert_eq!(order(None, false, true), (0..10).collect::<Vec<_>>());
    }

    #[test]
    fn there_is_no_answer_for_a_column_or_table_that_is_not_there() {
        let none = |table, sort| rows(&sample(), &RowsQuery { table, sort: Some(sort), ..RowsQuery::default() }).is_none();
        assert!(none(0, 1) && none(0, -2) && none(1, 0));
    }

    #[test]
    fn a_window_is_cut_to_the_list() {
        let all = [0, 1, 2];
        assert_eq!(window(&all, 1, Some(2)), [1]);
        assert_eq!(window(&all, 1, None), [1, 2]);
        assert_eq!(window(&all, 9, Some(4)), [0; 0]);
        assert_eq!(window(&all, 2, Some(1)), [0; 0]);
    }

    #[test]
    fn facts_sort_by_each_aspect() {
        let by = |sort| facts(&sample(), &FactsQuery { sort: Some(sort), descending: false });
        assert_eq!(by(FactSort::Label), [4, 3, 5, 2, 0, 1]);
        assert_eq!(by(FactSort::Value), [0, 2, 5, 1, 4, 3]);
        assert_eq!(by(FactSort::Members), [3, 4, 5, 0, 1, 2]);
        assert_eq!(by(FactSort::Table), [0, 1, 2, 3, 4, 5]);
        assert_eq!(by(FactSort::Unit), [0, 1, 2, 3, 4, 5]);
    }

    fn value() -> impl Strategy<Value = Option<Value>> {
        prop_oneof![
            3 => Just(None),
            6 => (-300i64..300).prop_map(|n| Some(Value::Number(n))),
            2 => (0u16..20).prop_map(|days| Some(Value::Days(days))),
            2 => "[a-c]{0,2}".prop_map(|text| (!text.is_empty()).then_some(Value::Text(text))),
            1 => Just(Some(Value::Dash)),
            1 => Just(Some(Value::Nil)),
        ]
    }

    fn table() -> impl Strategy<Value = Vec<Made>> {
        let kind = prop_oneof![5 => Just(RowKind::Facts), 1 => Just(RowKind::Members), 1 => Just(RowKind::Heading)];
        let row = (kind, "[a-d]{1,2}", proptest::collection::vec(value(), 2));
        proptest::collection::vec(
            row.prop_map(|(kind, label, values)| (kind, label, if kind == RowKind::Facts { values } else { Vec::new() })),
            0..40,
        )
    }

    /// The same order, said in the plainest way.
    fn naive(a: &Option<Value>, b: &Option<Value>, descending: bool) -> Ordering {
        let class = |value: &Option<Value>| match value {
            Some(Value::Number(_)) => 0,
            Some(Value::Days(_)) => 1,
            Some(Value::Text(_)) => 2,
            Some(Value::Dash) => 3,
            Some(Value::Nil) => 4,
            None => 5,
        };
        let inside = match (a, b) {
            (Some(Value::Number(a)), Some(Value::Number(b))) => a.cmp(b),
            (Some(Value::Days(a)), Some(Value::Days(b))) => a.cmp(b),
            (Some(Value::Text(a)), Some(Value::Text(b))) => a.cmp(b),
            _ => Ordering::Equal,
        };
        class(a).cmp(&class(b)).then(if descending { inside.reverse() } else { inside })
    }

    proptest! {
        #[test]
        fn rows_and_facts_sort_as_the_plain_way_does(made_rows in table(), descending: bool, across: bool, sort in -1i32..2) {
            let filing = made(2, &made_rows);
            let compare = |a: &u32, b: &u32| {
                let (a, b) = (&made_rows[*a as usize], &made_rows[*b as usize]);
                match sort {
                    -1 if descending => b.1.cmp(&a.1),
                    -1 => a.1.cmp(&b.1),
                    column => naive(&a.2[column as usize], &b.2[column as usize], descending),
                }
            };
            let mut expected: Vec<u32> = Vec::new();
            let (mut headers, mut filled) = (Vec::new(), Vec::new());
            for (at, row) in (0..).zip(&made_rows) {
                if row.0 == RowKind::Members && !across && (at == 0 || made_rows[at as usize - 1].0 != RowKind::Members) {
                    filled.sort_by(compare);
                    expected.extend(std::mem::take(&mut headers).into_iter().chain(std::mem::take(&mut filled)));
                }
                if row.0 == RowKind::Facts { filled.push(at) } else { headers.push(at) }
            }
            filled.sort_by(compare);
            expected.extend(headers.into_iter().filter(|_| !across).chain(filled));
            prop_assert_eq!(rows(&filing, &RowsQuery { table: 0, sort: Some(sort), descending, across }).unwrap(), expected);

            let values: Vec<Option<Value>> = made_rows.iter().flat_map(|row| row.2.iter().flatten().cloned().map(Some)).collect();
            let mut expected: Vec<u32> = (0..values.len() as u32).collect();
            expected.sort_by(|a, b| naive(&values[*a as usize], &values[*b as usize], descending));
            prop_assert_eq!(facts(&filing, &FactsQuery { sort: Some(FactSort::Value), descending }), expected);
        }
    }
}
