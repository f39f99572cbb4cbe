//! The rows of a table: those that hold what is searched, in the order asked for.

use super::find::Found;
use super::keys::{SORTED, value_key};
use super::query::SortKey;
use super::search::{Words, fold};
use crate::filing::{Filing, RowKind, Table, words_of_name};
use crate::order::{Key, sorted};
use crate::write::spoken_members;
use std::ops::Range;

/// How much of a long cell is searched, in bytes.
const SEARCHED: usize = 16_000;

/// Which rows of a table are wanted, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowsQuery {
    /// The table's number.
    pub table: u32,
    /// Words that must all occur in a row.
    pub search: String,
    /// The columns to sort by, -1 for the labels, of which the first counts most; none for the order filed.
    pub sort: Vec<SortKey<i32>>,
    /// Sort the whole table, not within each member section.
    pub across: bool,
}

/// The row numbers of a table in the order asked for; none where there is no such table or column.
///
/// Sorting keeps to the member sections: a section runs from a row that names members, or the table's beginning, to the next,
/// and its headings stay in front of its sorted rows. Sorting across leaves headings out and mixes all rows with values. A search
/// leaves the rows that hold its words, in any order, in the label, the concept's name, the members or the cells, and the headings
/// over them.
///
/// ```
/// use filing_viewer::table::{RowsQuery, rows};
/// let text = "|\nDebt (Details) - USD ($)\n|\nDec. 31, 2024\n|Bonds\n|$ 9\n|Loans\n|$ 4\n";
/// let filing = filing_viewer::read(text.as_bytes(), "debt.txt")?;
/// let loans = RowsQuery { search: "LOAN".to_owned(), ..RowsQuery::default() };
/// assert_eq!(rows(&filing, &loans), Some(vec![1]));
/// assert_eq!(rows(&filing, &RowsQuery { table: 7, ..loans }), None);
/// # Ok::<(), filing_viewer::Error>(())
/// ```
pub fn rows(filing: &Filing, query: &RowsQuery) -> Option<Vec<u32>> {
    let mut rows = rows_in_order(filing, query.table, &query.sort, query.across)?;
    let words = Words::of(&query.search);
    if !words.are_none() {
        let table = filing.tables().get(query.table as usize)?;
        let kept = with_headings(table, &matching(filing, table, &words));
        rows.retain(|row| kept[*row as usize]);
    }
    Some(rows)
}

/// The first of those rows that holds all words of a text, at `from` or behind it, else the first of all; or `back`: at `from` or
/// before it, else the last of all. Indexes are of the list that [`rows`] gives; none where it gives none.
pub fn find_row(filing: &Filing, query: &RowsQuery, text: &str, from: u32, back: bool) -> Option<Found> {
    find_among(filing, query.table, &rows(filing, query)?, text, from, back)
}

pub(crate) fn find_among(filing: &Filing, table: u32, rows: &[u32], text: &str, from: u32, back: bool) -> Option<Found> {
    let (table, words) = (filing.tables().get(table as usize)?, Words::of(text));
    if words.are_none() {
        return Some(Found::default());
    }
    let matching = matching(filing, table, &words);
    Some(Found::among((0..).zip(rows).filter(|(_, row)| matching[**row as usize]).map(|(index, _)| index), from, back))
}

/// All rows of a table in the order of the keys.
pub(crate) fn rows_in_order(filing: &Filing, table: u32, sort: &[SortKey<i32>], across: bool) -> Option<Vec<u32>> {
    let table = filing.tables().get(table as usize)?;
    let all = 0..table.rows.len() as u32;
    if sort.iter().any(|key| key.by < -1 || key.by >= table.columns.len() as i32) {
        return None;
    }
    if sort.is_empty() {
        return Some(all.collect());
    }
    let is_header = |row: &u32| table.rows[*row as usize].kind != RowKind::Facts;
    let by_columns = |mut rows: Vec<u32>| {
        // Sorting is stable, so the key that counts most is the last.
        for SortKey { by, descending } in sort.iter().rev() {
            let order = sorted(rows.len() as u32, u64::from, |at| row_key(filing, table, rows[at as usize], *by), *descending);
            rows = order.into_iter().map(|at| rows[at as usize]).collect();
        }
        rows
    };
    if across {
        return Some(by_columns(all.filter(|row| !is_header(row)).collect()));
    }
    let mut found = Vec::with_capacity(table.rows.len());
    for section in sections(table) {
        let (headers, filled): (Vec<u32>, Vec<u32>) = section.partition(is_header);
        found.extend(headers);
        found.extend(by_columns(filled));
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

/// Of each row whether it holds the words.
fn matching(filing: &Filing, table: &Table, words: &Words) -> Vec<bool> {
    let holds = |row_at: u32| {
        let row = &table.rows[row_at as usize];
        let mut texts = vec![fold(&row.label), fold(&spoken_members(&row.members))];
        if let Some(name) = row.concept.and_then(|concept| filing.concept(concept)).and_then(|concept| concept.name.as_deref()) {
            texts.extend([fold(name), fold(&words_of_name(name))]);
        }
        for cell in table.row_cells(row_at) {
            texts.push(fold(&filing.printed_part(cell, SEARCHED)));
            let facts = table.facts_of(cell).filter_map(|fact| filing.fact(fact)).filter(|fact| !fact.is_long());
            texts.extend(facts.filter_map(|fact| fact.value().map(|value| fold(&value))));
        }
        words.are_in(&texts.join("\n"))
    };
    (0..table.rows.len() as u32).map(holds).collect()
}

/// Rows with the headings over them: those that name the members of their section, and of each depth the last above.
fn with_headings(table: &Table, matching: &[bool]) -> Vec<bool> {
    let mut kept = matching.to_vec();
    let mut above: Vec<usize> = Vec::new();
    for (at, row) in table.rows.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| table.rows[before].kind);
        match row.kind {
            RowKind::Members if before != Some(RowKind::Members) => above.clear(),
            RowKind::Heading => above.retain(|over| table.rows[*over].kind == RowKind::Members || table.rows[*over].depth < row.depth),
            _ => {}
        }
        if matching[at] {
            above.iter().for_each(|over| kept[*over] = true);
        }
        if row.kind != RowKind::Facts {
            above.push(at);
        }
    }
    kept
}

#[cfg(test)]
mod tests;
