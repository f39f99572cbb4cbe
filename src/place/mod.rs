//! Puts the values of short rows into columns.
//!
//! When an R page is flattened to text its blank cells vanish: a row with fewer values than columns does not say which columns
//! they are in; only their order is kept. [`fill`] decides, and says of each cell whether that is proven. Three things prove:
//!
//! 1. blank cells that the text kept (the reader of the text has placed those rows already);
//! 2. the grammar of currency signs, where it leaves one placement (`sign`);
//! 3. a balance whose equal values must stand in every column of one date (`dates`).
//!
//! All other evidence (`weights`, `sums`, `words`, `search`) chooses, and the cell says that its column is assumed and why.
//! The spans of headings vanish likewise: [`cover`] decides which columns a "12 Months Ended" stands over.

mod cover;
mod dates;
#[cfg(test)]
mod measure;
mod page;
#[cfg(test)]
mod properties;
mod reasons;
mod search;
mod sign;
mod sums;
mod weights;
mod words;

pub(crate) use cover::cover;

use crate::filing::Doubt;
use crate::order;
use crate::sheet::{Filled, Heading, Sheet};
use page::{Mask, Page};
use reasons::Reason;

/// Sets the column of every cell, and its doubt where the column is not proven.
///
/// `unplaced` tells of each line whether its cells merely stand in the order of the text; the other lines are left as they are.
/// `cut`: the text stops in mid-page. Headings must be complete, durations included (see [`cover`]).
///
/// ```text
/// two columns, "Deposits | 2,600": column 0, doubt { why: "The text gives one value for two columns, …", columns: [0, 1] }
/// ```
pub(crate) fn fill(sheet: &mut Sheet, unplaced: &[bool], cut: bool) {
    // What a reader has put in order only, stands in order.
    for (line, _) in sheet.lines.iter_mut().zip(unplaced).filter(|(_, unplaced)| **unplaced) {
        line.cells.iter_mut().zip(0..).for_each(|(cell, column)| cell.column = column);
    }
    if sheet.headings.is_empty() {
        name_columns(sheet);
    }
    let columns = sheet.headings.len();
    if columns > page::MOST_COLUMNS {
        fill_in_order(sheet, unplaced, columns);
    } else if columns > 1 {
        let mut page = Page::of(sheet, unplaced, cut);
        let proven = prove(&page);
        for (row, left) in page.rows.iter_mut().zip(&proven) {
            row.ways.retain(|way| left.contains(way));
        }
        place(sheet, &page);
    }
    keep_extra(sheet, columns);
}

/// For each row the ways that the proofs leave; all of them where there is no proof.
fn prove(page: &Page) -> Vec<Vec<Mask>> {
    let by_sign = sign::left_open(page);
    page.rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let mut left = row.ways.clone();
            if let Some(by_sign) = &by_sign {
                left.retain(|way| by_sign[at].contains(way));
            }
            if let Some(way) = dates::only_way(page, row).filter(|way| left.contains(way)) {
                left = vec![way];
            }
            if left.is_empty() { row.ways.clone() } else { left }
        })
        .collect()
}

/// Chooses for each row that is still open, and writes columns and doubts.
fn place(sheet: &mut Sheet, page: &Page) {
    let mut known: Vec<Option<Mask>> = page.rows.iter().map(|row| (!row.open()).then(|| row.ways[0])).collect();
    let mut choices = search::choose(page, &known, &[]);
    if page.rows.iter().any(|row| row.open() && row.amounts.len() > 1) {
        // Short balance rows, once placed, tell what the rows between them must add up to; fuller rows are a model for others.
        for (at, row) in page.rows.iter().enumerate().filter(|(_, row)| row.balance) {
            known[at] = (row.amounts.len() > 1 || !row.open()).then_some(choices[at].way);
        }
        choices = search::choose(page, &known, &choices);
    }
    for (row, choice) in page.rows.iter().zip(choices).filter(|(row, _)| !row.exact) {
        let values = row.amounts.len();
        let first = choice.way == (1 << values) - 1;
        let why = row.open().then(|| {
            reasons::sentence(values, page.columns.len(), if first && choice.reason == Reason::First { Reason::First } else { choice.reason }, first)
        });
        let mut open = choice.way;
        for (value, cell) in sheet.lines[row.line].cells.iter_mut().enumerate() {
            let column = open.trailing_zeros();
            open &= open.wrapping_sub(1);
            cell.column = column;
            let columns = columns_of(&row.ways, value, row.all_ways, page.columns.len(), values);
            cell.doubt = why.as_ref().filter(|_| columns.len() > 1).map(|why| Doubt { why: why.clone(), columns });
        }
    }
}

/// The columns that a value of a row can be in.
fn columns_of(ways: &[Mask], value: usize, all_ways: bool, columns: usize, values: usize) -> Vec<u32> {
    if !all_ways {
        return (value as u32..=(columns - values + value) as u32).collect();
    }
    let nth = |mut way: Mask| {
        for _ in 0..value {
            way &= way.wrapping_sub(1);
        }
        way.trailing_zeros()
    };
    let mut all: Vec<u32> = ways.iter().map(|way| nth(*way)).collect();
    order::sort_by(&mut all, Ord::cmp);
    all.dedup();
    all
}

/// A page with more columns than can be reasoned about: the first columns, all of it assumed.
fn fill_in_order(sheet: &mut Sheet, unplaced: &[bool], columns: usize) {
    for (line, _) in sheet.lines.iter_mut().zip(unplaced).filter(|(line, unplaced)| **unplaced && line.cells.len() < columns) {
        let values = line.cells.len();
        let why = reasons::sentence(values, columns, Reason::First, true);
        for (value, cell) in line.cells.iter_mut().enumerate() {
            cell.doubt = Some(Doubt { why: why.clone(), columns: (value as u32..=(columns - values + value) as u32).collect() });
        }
    }
}

/// A table without headings has as many columns as its longest row.
fn name_columns(sheet: &mut Sheet) {
    let columns = sheet.lines.iter().flat_map(|line| &line.cells).map(|cell| cell.column as usize + 1).max().unwrap_or(0);
    sheet.headings.resize_with(columns, Heading::default);
}

/// Keeps every value of rows that have more of them than there are columns: in order, in columns added for them, all in doubt.
fn keep_extra(sheet: &mut Sheet, columns: usize) {
    let mut most = columns;
    for line in sheet.lines.iter_mut() {
        let last = line.cells.iter().map(|cell| cell.column as usize + 1).max().unwrap_or(0);
        if last <= columns {
            continue;
        }
        most = most.max(last);
        let extra = last - line.cells.len().min(columns);
        line.cells.iter_mut().for_each(|cell: &mut Filled| {
            let from = cell.column.saturating_sub(extra as u32);
            cell.doubt = Some(Doubt { why: reasons::TOO_MANY.to_owned(), columns: (from..=cell.column).collect() });
        });
    }
    if most > columns {
        sheet.headings.resize_with(most, || Heading { assumed: Some(reasons::NAMELESS.to_owned()), ..Heading::default() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Line;

    fn sheet(headings: &[&str], lines: &[(&str, &[&str])]) -> Sheet {
        let cell = |text: &&str| Filled { text: (*text).to_owned(), ..Filled::default() };
        Sheet {
            headings: headings.iter().map(|line| Heading { lines: vec![(*line).to_owned()], ..Heading::default() }).collect(),
            lines: lines
                .iter()
                .map(|(label, cells)| Line { label: (*label).to_owned(), cells: cells.iter().map(cell).collect(), ..Line::default() })
                .collect(),
            ..Sheet::default()
        }
    }

    const DATES: [&str; 2] = ["Dec. 31, 2024", "Dec. 31, 2023"];

    #[test]
    fn keeps_the_column_assumed_for_a_lone_value() {
        let mut sheet = sheet(&DATES, &[("Cash", &["$ 5", "$ 6"]), ("Deposits", &["$ 2,600"]), ("Vendors", &["3", "4"])]);
        fill(&mut sheet, &[true; 3], false);
        let doubt = sheet.lines[1].cells[0].doubt.as_ref().unwrap();
        assert_eq!(doubt.columns, [0, 1]);
        assert_eq!(
            doubt.why,
            "The text gives one value for two columns, because blank cells vanish when a page is copied as text. It was placed in the first column: nothing on the page says otherwise."
        );
    }

    #[test]
    fn a_balance_shown_in_every_column_of_its_date_is_proven() {
        let headings = ["3 Months Ended\nSep. 30, 2024", "9 Months Ended\nSep. 30, 2024", "Dec. 31, 2023"];
        let mut sheet = sheet(
            &headings,
            &[
                ("Notes payable", &["1,844,260", "1,844,260"]),
                ("Interest expense", &["1,844,260", "1,844,260"]),
                ("Accrued liabilities", &["500", "500"]),
            ],
        );
        fill(&mut sheet, &[true; 3], false);
        let doubts: Vec<bool> = sheet.lines.iter().map(|line| line.cells.iter().any(|cell| cell.doubt.is_some())).collect();
        assert_eq!(doubts, [false, true, true], "a flow may repeat by chance, a round sum by contract");
    }

    #[test]
    fn rows_that_were_placed_already_are_left_alone() {
        let mut sheet = sheet(&DATES, &[("Cash", &["$ 5"]), ("Deposits", &["$ 6"])]);
        sheet.lines[0].cells[0].column = 1;
        fill(&mut sheet, &[false, true], false);
        assert_eq!((sheet.lines[0].cells[0].column, &sheet.lines[0].cells[0].doubt), (1, &None));
    }

    #[test]
    fn more_values_than_columns_are_kept_in_columns_of_their_own() {
        let mut sheet = sheet(&DATES, &[("Cash", &["1", "2", "3"])]);
        fill(&mut sheet, &[true], false);
        assert_eq!(sheet.headings.len(), 3);
        assert!(sheet.headings[2].assumed.is_some());
        assert_eq!(
            sheet.lines[0].cells.iter().map(|cell| (cell.column, cell.doubt.as_ref().unwrap().columns.clone())).collect::<Vec<_>>(),
            [(0, vec![0]), (1, vec![0, 1]), (2, vec![1, 2])]
        );
    }
}
