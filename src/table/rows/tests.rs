//! Rows sorted as the plainest way does, and searched.

use super::*;
use crate::builder::{Builder, NewFact};
use crate::filing::{Cell, Column, Dimension, Row};
use crate::table::{FactSort, facts_by, window};
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

fn key(by: Option<i32>, descending: bool) -> Vec<SortKey<i32>> {
    by.into_iter().map(|by| SortKey { by, descending }).collect()
}

fn order(sort: Option<i32>, descending: bool, across: bool) -> Vec<u32> {
    rows(&sample(), &RowsQuery { sort: key(sort, descending), across, ..RowsQuery::default() }).unwrap()
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
    let none = |table, sort| rows(&sample(), &RowsQuery { table, sort: key(Some(sort), false), ..RowsQuery::default() }).is_none();
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
    let by = |sort| facts_by(&sample(), Some(sort), false);
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
    proptest::collection::vec(row.prop_map(|(kind, label, values)| (kind, label, if kind == RowKind::Facts { values } else { Vec::new() })), 0..40)
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
        prop_assert_eq!(rows(&filing, &RowsQuery { sort: key(Some(sort), descending), across, ..RowsQuery::default() }).unwrap(), expected);

        let values: Vec<Option<Value>> = made_rows.iter().flat_map(|row| row.2.iter().flatten().cloned().map(Some)).collect();
        let mut expected: Vec<u32> = (0..values.len() as u32).collect();
        expected.sort_by(|a, b| naive(&values[*a as usize], &values[*b as usize], descending));
        prop_assert_eq!(facts_by(&filing, Some(FactSort::Value), descending), expected);
    }
}

#[test]
fn a_search_keeps_the_rows_that_hold_its_words_and_the_headings_over_them() {
    let found = |search: &str, sort: Option<i32>, across: bool| {
        rows(&sample(), &RowsQuery { search: search.to_owned(), sort: key(sort, true), across, ..RowsQuery::default() }).unwrap()
    };
    assert_eq!(found("ELAN", None, false), [0, 4]);
    assert_eq!(found("note", Some(0), false), [0, 1, 2]);
    assert_eq!(found("note", Some(0), true), [1, 2]);
    // Its members are the row's as well.
    assert_eq!(found("bonds p9d", None, false), [5, 7, 9]);
    assert_eq!(found("more", None, false), [5, 7]);
    assert_eq!(found("-5", None, false), [0, 1]);
    assert_eq!(found("nothing has this", None, false), [0; 0]);
}

#[test]
fn find_counts_rows_that_match_themselves() {
    let find = |search: &str, text: &str, from, back| {
        find_row(&sample(), &RowsQuery { search: search.to_owned(), ..RowsQuery::default() }, text, from, back).unwrap()
    };
    assert_eq!(find("", "note", 0, false), Found { total: 2, index: Some(1), which: Some(0) });
    assert_eq!(find("", "note", 2, false), Found { total: 2, index: Some(2), which: Some(1) });
    assert_eq!(find("", "note", 3, false), Found { total: 2, index: Some(1), which: Some(0) });
    assert_eq!(find("", "note", 0, true), Found { total: 2, index: Some(2), which: Some(1) });
    assert_eq!(find("elan", "elan", 0, false), Found { total: 1, index: Some(1), which: Some(0) });
    assert_eq!(find("", "none such", 0, false), Found::default());
    assert_eq!(find("", "", 0, false), Found::default());
}

#[test]
fn of_several_keys_the_first_counts_most() {
    let filing = made(
        2,
        &[("a", 1, 3), ("b", 1, 2), ("c", 0, 9), ("d", 1, 2)]
            .map(|(label, first, second)| (RowKind::Facts, label.to_owned(), vec![Some(Value::Number(first)), Some(Value::Number(second))])),
    );
    let sort = vec![SortKey { by: 0, descending: true }, SortKey { by: 1, descending: false }];
    assert_eq!(rows(&filing, &RowsQuery { sort, ..RowsQuery::default() }), Some(vec![1, 3, 0, 2]));
}
