//! The tables that inline documents print: every fact that stands in one is found in the cell that prints it.
//!
//! A pair in `fixtures/inline-tables` is a test: `name.json` says how the tables of `name.htm` read. A row is its label, its concept
//! and its cells; what stands behind " = " are the values of the facts in a cell or label.

#[path = "common/files.rs"]
mod files;
#[path = "common/shared.rs"]
mod shared;

use files::{files, name};
use filing_viewer::write::{ChosenTables, Form};
use filing_viewer::{Cell, Fact, Filing, Table};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

/// Characters without the space between them, and without what a cell may set apart.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\0')).collect()
}

/// What is wrong with the place of a fact that a table holds.
fn wrong(filing: &Filing, fact: Fact<'_>) -> Option<String> {
    let table = &filing.tables()[fact.table()? as usize];
    let said = || format!("{} “{}” in “{}”", fact.id(), fact.excerpt(60), table.title);
    let Some((_, row)) = fact.table_row() else { return Some(format!("no row: {}", said())) };
    let Some(cell) = fact.cell() else { return Some(format!("no cell: {}", said())) };
    let printed = if cell.column == Cell::LABEL { table.rows[row as usize].label.as_str().into() } else { filing.printed(cell) };
    // What the page hides in a fact is no part of what it prints there, nor is what stands elsewhere.
    let place = fact.place();
    let source = &filing.sources()[place.source as usize].text()[place.start as usize..][..place.len as usize];
    if bare(source).contains("display:none") || source.contains(":exclude") || source.contains("continuedAt=") {
        return None;
    }
    // A table within the cell is a table of its own; an element around cells is in the first of them.
    (filing.tables_in(fact).is_empty() && !source.contains("<table") && !source.contains("<td") && !bare(&printed).contains(&bare(&fact.shown())))
        .then(|| format!("not in “{printed}”: {}", said()))
}

#[test]
fn every_fact_in_a_table_has_its_cell() {
    let Some(corpus) = shared::material("corpus") else { return };
    let (mut all, mut cells, mut labels, mut tables) = (0, 0, 0, 0);
    let mut failed = Vec::new();
    for path in files(&corpus.join("inline"), |_| true) {
        let Ok(mut filing) = filing_viewer::read(std::fs::read(&path).unwrap(), name(&path)) else { continue };
        let before: Vec<u32> = filing.facts().filter(|fact| fact.table().is_some()).map(|fact| fact.id()).collect();
        filing.open_tables();
        tables += filing.tables().len();
        all += before.len();
        for fact in before.into_iter().filter_map(|id| filing.fact(id)) {
            match fact.cell() {
                Some(cell) if cell.column == Cell::LABEL => labels += 1,
                Some(_) => cells += 1,
                None => {}
            }
            failed.extend(wrong(&filing, fact).map(|what| format!("{}: {what}", name(&path))));
        }
    }
    println!("{tables} tables, {all} facts in them: {cells} in cells, {labels} in labels, {} wrong", failed.len());
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// A printed text, and the values of the facts in it.
fn with_values(filing: &Filing, table: &Table, text: &str, cell: Option<&Cell>) -> Value {
    let facts: Vec<Fact<'_>> = cell.into_iter().flat_map(|cell| table.facts_of(cell)).filter_map(|id| filing.fact(id)).collect();
    let values: Vec<String> = facts.iter().map(|fact| fact.value().unwrap_or("nil".into()).into_owned()).collect();
    if values.is_empty() { text.into() } else { format!("{text} = {}", values.join(", ")).into() }
}

fn table_as_read(filing: &Filing, table: &Table) -> Value {
    let rows = (0..).zip(&table.rows).map(|(at, row)| {
        let cell = |column: u32| table.row_cells(at).iter().find(|cell| cell.column == column);
        let name = row.concept.and_then(|at| filing.concept(at)).and_then(|concept| concept.name.as_deref());
        let cells = (0..table.columns.len() as u32).map(|column| match cell(column) {
            Some(cell) => with_values(filing, table, &filing.printed(cell), Some(cell)),
            None => Value::Null,
        });
        [with_values(filing, table, &row.label, cell(Cell::LABEL)), json!(name)].into_iter().chain(cells).collect::<Value>()
    });
    let columns: Vec<String> = table.columns.iter().map(|column| column.heading.join(" | ")).collect();
    json!({"title": table.title, "notes": table.notes, "columns": columns, "rows": rows.collect::<Value>()})
}

#[test]
fn tables_read_as_they_are_printed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/inline-tables");
    for path in files(&folder, |name| name.ends_with(".htm")) {
        let mut filing = filing_viewer::read(std::fs::read(&path).unwrap(), name(&path)).unwrap();
        filing.open_tables();
        let truth: Value = serde_json::from_slice(&std::fs::read(path.with_extension("json")).unwrap_or_default()).unwrap_or_default();
        let read: Value = filing.tables().iter().map(|table| table_as_read(&filing, table)).collect();
        assert_eq!(
            read,
            truth,
            "{}:\n{}",
            name(&path),
            serde_json::to_string(&read).unwrap().replace("],[", "],\n[").replace("\"rows\":[", "\"rows\":[\n")
        );
        let lost: Vec<String> = filing.facts().filter_map(|fact| wrong(&filing, fact)).collect();
        assert!(lost.is_empty(), "{}: {lost:?}", name(&path));
    }
}

/// Tables wait to be read; a text block knows which stand in it; reading twice changes nothing.
#[test]
fn tables_are_read_when_asked_for() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/inline-tables/notes.htm");
    let mut filing = filing_viewer::read(std::fs::read(path).unwrap(), "notes.htm").unwrap();
    assert!(filing.tables().iter().all(|table| table.unread && table.rows.is_empty()));
    let block = filing.facts().find(|fact| fact.concept().and_then(|concept| concept.name.as_deref()) == Some("o:OrreriesTextBlock")).unwrap();
    assert_eq!((filing.tables_in(block), block.table()), (vec![1, 2, 3], None));
    filing.open_table(1);
    let cells = filing.tables()[1].cells.len();
    filing.open_table(1);
    filing.open_table(99);
    assert_eq!((filing.tables()[1].cells.len(), filing.tables()[1].unread, filing.tables()[2].unread), (cells, false, true));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// However a document is broken, its tables open, and what cells and facts say of each other agrees.
    #[test]
    fn any_tables_open(parts in prop::collection::vec(prop::sample::select(&PARTS[..]), 0..60)) {
        let page = format!("<html xmlns:ix='http://www.xbrl.org/2013/inlineXBRL'><body>{}</body></html>", parts.concat());
        if let Ok(mut filing) = filing_viewer::read(page.as_bytes(), "page.htm") {
            filing.open_tables();
            for (at, table) in (0..).zip(filing.tables()) {
                for row in 0..table.rows.len() as u32 {
                    for fact in table.row_cells(row).iter().flat_map(|cell| table.facts_of(cell)) {
                        prop_assert_eq!(filing.fact(fact).unwrap().table_row(), Some((at, row)));
                    }
                }
            }
            for fact in filing.facts().filter(|fact| fact.table_row().is_some()) {
                prop_assert!(fact.cell().is_some());
            }
            let mut out = Vec::new();
            filing_viewer::write::tables(&filing, Form::Json, &ChosenTables::default(), &mut out).unwrap();
            filing_viewer::write::tables(&filing, Form::Markdown, &ChosenTables::default(), &mut out).unwrap();
            filing_viewer::write::tables(&filing, Form::Csv, &ChosenTables::default(), &mut out).unwrap();
        }
    }
}

const PARTS: [&str; 24] = [
    "<table>",
    "<table>",
    "</table>",
    "<tr>",
    "<tr>",
    "</tr>",
    "<td>",
    "<td>",
    "<td colspan='2' rowspan='3'>",
    "<th>",
    "</td>",
    "<thead>",
    "<ix:nonFraction name='a:n' contextRef='c'>7</ix:nonFraction>",
    "<ix:nonFraction name='a:n' contextRef='c'>",
    "</ix:nonFraction>",
    "<ix:nonNumeric name='a:t' contextRef='c'>",
    "</ix:nonNumeric>",
    "<p><b>Head of it</b></p>",
    "$",
    ")",
    "<sup>(1)</sup>",
    "2031",
    "<div style='display:none'>",
    "</div>",
];
