//! Real pages and their flattened texts, held against what the pages are known to hold.

#[path = "common/compare.rs"]
mod compare;
#[path = "common/files.rs"]
mod files;
#[path = "common/shared.rs"]
mod shared;

use compare::{Count, Lost, compare, written};
use files::{files, name};
use serde_json::{Value, json};
use std::path::Path;

fn truth(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Reads a file and holds its one table against the truth.
fn hold(file: &Path, truth: &Value, lost: Lost, concepts: bool) -> (Count, Vec<String>) {
    let filing = match filing_viewer::read(std::fs::read(file).unwrap(), name(file)) {
        Ok(filing) => filing,
        Err(error) => return (Count::default(), vec![error.to_string()]),
    };
    let tables = written(&filing);
    let Some(table) = tables.first() else { return (Count::default(), vec!["no table".to_owned()]) };
    let (count, mut wrong) = compare(truth, table, lost, concepts);
    if tables.len() > 1 {
        wrong.push(format!("{} tables for one", tables.len()));
    }
    (count, wrong)
}

#[test]
fn r_pages_are_read_exactly() {
    let Some(corpus) = shared::material("corpus") else { return };
    let truths = files(&corpus.join("r-pages-expected"), |name| name.ends_with(".json"));
    let mut failed = Vec::new();
    let mut total = Count::default();
    for path in &truths {
        let stem = name(path).trim_end_matches(".json");
        let (origin, page) = stem.split_once("__").unwrap_or(("", stem));
        let file =
            ["htm", "html"].map(|end| corpus.join("r-pages").join(origin).join(format!("{page}.{end}"))).into_iter().find(|file| file.is_file());
        let (count, wrong) = hold(&file.unwrap_or_else(|| panic!("no page for {stem}")), &truth(path), Lost::Nothing, true);
        total += count;
        failed.extend(wrong.into_iter().map(|what| format!("{stem}: {what}")));
    }
    println!("{} R pages, {} values", truths.len(), total.values);
    assert_eq!(truths.len(), 72);
    assert!(failed.is_empty() && total.silent == 0, "{}", failed.join("\n"));
}

/// Reads every text of a dialect and prints the share of short values that stand in the right column, page by page.
fn texts(dialect: &str, lost: Lost) {
    let Some(corpus) = shared::material("corpus") else { return };
    let end = format!(".{dialect}.txt");
    let (mut failed, mut report) = (Vec::new(), Vec::new());
    let (mut total, mut pages) = (Count::default(), 0);
    for file in files(&corpus.join("disclosure-text"), |name| name.ends_with(&end)) {
        let stem = name(&file).trim_end_matches(&end);
        let (count, wrong) = hold(&file, &truth(&corpus.join("r-pages-expected").join(format!("{stem}.json"))), lost, false);
        report.push(count.line(stem));
        total += count;
        pages += 1;
        failed.extend(wrong.into_iter().map(|what| format!("{stem}: {what}")));
    }
    report.push(total.line(&format!("all {pages} of {dialect}, {} values", total.values)));
    println!("{}", report.join("\n"));
    assert!(pages > 30 && total.values > 500, "{pages} pages, {total:?}");
    assert!(failed.is_empty() && total.silent == 0, "{}", failed.join("\n"));
    assert!(total.reaches(87), "{total:?}");
}

#[test]
fn texts_with_a_bar_before_each_cell_agree() {
    texts("pipe", Lost::Blanks);
}

#[test]
fn texts_with_bars_on_both_sides_agree() {
    texts("pipe-old", Lost::Blanks);
}

#[test]
fn markdown_agrees() {
    texts("markdown", Lost::Spans);
}

#[test]
fn a_damaged_table_is_found() {
    let want = json!({
        "title": "Cash (Details) - USD ($)\n$ in Millions",
        "columns": [["12 Months Ended", "Dec. 31, 2031"], ["Dec. 31, 2030"]],
        "rows": [
            {"label": "Cash [Abstract]", "concept": "us-gaap_CashAbstract", "cells": [null, null]},
            {"label": "Cash", "concept": "us-gaap_Cash", "cells": ["$ 12", "$ 10"]},
            {"label": "Paid", "concept": "us-gaap_Paid", "cells": ["3", null]},
        ],
    });
    let cell = |text: &str| json!({"text": text, "assumed": false});
    let got = json!({
        "title": "Cash (Details) - USD ($)",
        "notes": ["$ in Millions"],
        "columns": [{"heading": ["12 Months Ended", "Dec. 31, 2031"], "assumed": false}, {"heading": ["Dec. 31, 2030"], "assumed": false}],
        "rows": [
            {"label": "Cash [Abstract]", "concept": "us-gaap:CashAbstract", "cells": [null, null]},
            {"label": "Cash", "concept": "us-gaap:Cash", "cells": [cell("$ 12"), cell("$ 10")]},
            {"label": "Paid", "concept": "us-gaap:Paid", "cells": [cell("3"), null]},
        ],
    });
    let whole = Count { values: 3, short: 1, right: 1, certain: 1, ..Count::default() };
    assert_eq!(compare(&want, &got, Lost::Nothing, true), (whole, vec![]));
    let differences = |lost, damage: &dyn Fn(&mut Value)| {
        let mut damaged = got.clone();
        damage(&mut damaged);
        let (count, wrong) = compare(&want, &damaged, lost, true);
        (count.silent, wrong.len())
    };
    let find = |damage: &dyn Fn(&mut Value)| differences(Lost::Blanks, damage);
    let moved = |table: &mut Value| table["rows"][2]["cells"].as_array_mut().unwrap().reverse();
    assert_eq!(find(&moved), (1, 1), "a value in another column that claims to be certain");
    let told = |table: &mut Value| {
        moved(table);
        table["rows"][2]["cells"][1]["assumed"] = true.into();
    };
    assert_eq!(find(&told), (0, 0), "one that says it was assumed");
    assert_eq!(differences(Lost::Spans, &told), (1, 1), "where no blank was lost nothing is to be assumed");
    assert_eq!(find(&|table| table["rows"][1]["cells"][1] = Value::Null), (0, 1), "a lost value");
    assert_eq!(find(&|table| table["rows"][1]["cells"][0]["text"] = "$ 13".into()), (0, 1), "an altered value");
    assert_eq!(find(&|table| table["rows"][1]["label"] = "Cash and".into()), (0, 1), "a wrong label");
    assert_eq!(find(&|table| table["rows"][1]["concept"] = "us-gaap:Paid".into()), (0, 1), "a wrong concept");
    assert_eq!(find(&|table| table["title"] = "Debt (Details) - USD ($)".into()), (0, 1), "a wrong title");
    assert_eq!(find(&|table| drop(table["rows"].as_array_mut().unwrap().pop())), (0, 1), "a lost row");
    assert_eq!(find(&|table| drop(table["columns"].as_array_mut().unwrap().pop())), (0, 1), "a lost column");
    assert_eq!(find(&|table| table["columns"][0]["heading"] = json!(["12 Months Ended", "Dec. 31, 2030"])), (0, 1), "a wrong heading");
    let unspanned = |table: &mut Value| table["columns"][0]["heading"] = json!(["Dec. 31, 2031"]);
    assert_eq!(find(&unspanned), (0, 1), "a duration that is missing without a word");
    let doubted = |table: &mut Value| {
        unspanned(table);
        table["columns"][0]["assumed"] = true.into();
    };
    assert_eq!((find(&doubted), differences(Lost::Nothing, &doubted)), ((0, 0), (0, 1)), "one that was assumed");
}
