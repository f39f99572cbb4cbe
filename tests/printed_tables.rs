//! The tables that inline documents print: every fact that stands in one is found in the cell that prints it.

#[path = "common/files.rs"]
mod files;
#[path = "common/shared.rs"]
mod shared;

use files::{files, name};
use filing_viewer::{Fact, Filing};

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
    let printed = if cell.column == filing_viewer::Cell::LABEL { table.rows[row as usize].label.as_str().into() } else { filing.printed(cell) };
    // What the page hides in a fact is no part of what it prints there, nor is what stands elsewhere.
    let place = fact.place();
    let source = &filing.sources()[place.source as usize].text[place.start as usize..][..place.len as usize];
    if bare(source).contains("display:none") || source.contains(":exclude") || source.contains("continuedAt=") {
        return None;
    }
    // A table within the cell is a table of its own.
    (filing.tables_in(fact).is_empty() && !source.contains("<table") && !bare(&printed).contains(&bare(&fact.shown())))
        .then(|| format!("not in “{printed}”: {}", said()))
}

#[test]
fn every_fact_in_a_table_has_its_cell() {
    let Some(corpus) = shared::material("corpus") else { return };
    let (mut all, mut cells, mut labels, mut tables) = (0, 0, 0, 0);
    let mut failed = Vec::new();
    for path in files(&corpus.join("inline"), |_| true) {
        let Ok(mut filing) = filing_viewer::read(&std::fs::read(&path).unwrap(), name(&path)) else { continue };
        let before: Vec<u32> = filing.facts().filter(|fact| fact.table().is_some()).map(|fact| fact.id()).collect();
        filing.open_tables();
        tables += filing.tables().len();
        all += before.len();
        for fact in before.into_iter().filter_map(|id| filing.fact(id)) {
            match fact.cell() {
                Some(cell) if cell.column == filing_viewer::Cell::LABEL => labels += 1,
                Some(_) => cells += 1,
                None => {}
            }
            failed.extend(wrong(&filing, fact).map(|what| format!("{}: {what}", name(&path))));
        }
    }
    println!("{tables} tables, {all} facts in them: {cells} in cells, {labels} in labels, {} wrong", failed.len());
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
