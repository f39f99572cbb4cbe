//! Workbooks of Office Open XML (XLSX): EDGAR's `Financial_Report.xlsx`, and any other with tables in it.
//!
//! A sheet becomes the grid that HTML tables become, and is read on as one: as an R page where it is laid out as EDGAR's, else as
//! any table. The source is the text of the sheets, a line a row with tabs between the cells, so that each value has its place.
//! Numbers keep the digits that the file stores, up to the 15 that a spreadsheet holds, in the dress that their format gives them.

mod number;
mod parts;

use super::container::inside;
use super::html::{Cell, Class, Row, Table, Use, marks};
use super::html_table::{self, Want};
use super::r_page;
use crate::error::Error;
use crate::filing::Place;
use crate::heading;
use crate::period;
use crate::sheet::Sheet;
use parts::Book;

/// The most cells of a workbook, as of a text.
const MOST_CELLS: usize = 1_000_000;
/// The most bytes that its parts may unpack to.
const MOST_BYTES: u64 = 1 << 29;
/// A cell holds no more characters: a longer text was cut there.
const CELL: usize = 32_767;
/// Rows of headings beyond this are none.
const MOST_HEADER_ROWS: u32 = 6;

/// A cell as its sheet has it: its column, from 0, and what it shows.
pub(super) struct Shown {
    pub(super) column: u32,
    pub(super) text: String,
    /// Stored as a number.
    pub(super) is_number: bool,
}

/// The text of a workbook and the tables in it.
pub(super) fn read(bytes: Vec<u8>, source: u32) -> Result<(String, Vec<Sheet>), Error> {
    let parts = inside(bytes, MOST_BYTES)?;
    let book = Book::of(&parts)?;
    let (mut text, mut sheets, mut lost, mut left) = (String::new(), Vec::new(), Vec::new(), MOST_CELLS);
    for (name, part) in &book.sheets {
        let start = text.len();
        text.push_str(name);
        text.push('\n');
        let read = match part {
            Ok(part) => book.rows(part, &mut left),
            Err(why) => {
                lost.push(format!("The sheet “{name}” is left out: {why}."));
                continue;
            }
        };
        let (table, cut) = table(read.rows, &read.merged, source, &mut text);
        text.push('\n');
        let Some(mut sheet) = settled(&table, name, place(source, start, text.len() - 1)) else { continue };
        sheet.origin = Some(format!("Sheet “{name}”"));
        if cut {
            sheet.caveats.push("A text ends with the 32,767 characters that a cell holds: what follows is not in the workbook.".to_owned());
        }
        if read.stopped {
            sheet.caveats.push("Reading stopped within this sheet: a workbook may have at most 1,000,000 cells.".to_owned());
        }
        if let Some(why) = read.broken {
            sheet.caveats.push(why);
        }
        sheets.push(sheet);
    }
    sheets.retain(|sheet| sheet.lines.iter().any(|line| !line.cells.is_empty()));
    if let Some(first) = sheets.first_mut() {
        first.caveats.extend(lost);
    }
    Ok((text, sheets))
}

fn place(source: u32, start: usize, end: usize) -> Place {
    Place { source, start: start as u32, len: (end - start) as u32 }
}

/// Reads a grid: as an R page where its first rows are a title and headings as EDGAR's are.
fn settled(table: &Table, name: &str, place: Place) -> Option<Sheet> {
    let mut sheet = if table.used == Use::Report { r_page::report(table) } else { None }.or_else(|| html_table::read(table, Want::Figure))?;
    sheet.place = place;
    if sheet.title.iter().all(|line| line.trim().is_empty()) {
        sheet.title = vec![name.to_owned()];
    }
    Some(sheet)
}

/// Puts the rows on a grid and writes them into the text. `merged` are ranges of cells: first and last row, first and last column.
fn table(rows: Vec<(u32, Vec<Shown>)>, merged: &[[u32; 4]], source: u32, text: &mut String) -> (Table, bool) {
    let header = header_rows(&rows, merged);
    let mut table = Table { used: if header > 0 { Use::Report } else { Use::Any }, ..Table::default() };
    let mut cut = false;
    for (number, cells) in rows {
        let in_head = number < header;
        let start = text.len();
        let mut row = Row { number, head: in_head, headings: in_head, ..Row::default() };
        for (at, shown) in cells.into_iter().enumerate() {
            if at > 0 {
                text.push('\t');
            }
            let from = text.len();
            text.extend(shown.text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
            cut |= shown.text.encode_utf16().count() >= CELL;
            // Blank cells of a merged range are not there; only headings are ever wide.
            let range = merged.iter().find(|range| range[0] == number && range[2] == shown.column && in_head);
            let span = range.map_or(1, |range| range[3] - range[2] + 1);
            let deep = range.map_or(1, |range| range[1].min(header - 1) - range[0] + 1);
            row.width = row.width.max(shown.column + span);
            if shown.text.trim_matches([' ', '\u{a0}', '\n', '\r', '\t']).is_empty() {
                continue;
            }
            let class = match (in_head, shown.column) {
                (true, 0) => Class::Title,
                (true, _) => Class::Heading,
                (false, 0) if header > 0 => Class::Label,
                _ => Class::Other,
            };
            let trimmed = shown.text.trim_matches([' ', '\u{a0}', '\n', '\r', '\t']);
            let only_marks = marks(trimmed, false).filter(|_| !shown.is_number);
            row.cells.push(Cell {
                header: in_head,
                class,
                column: shown.column,
                span,
                rows: deep,
                text: if only_marks.is_some() { "".into() } else { trimmed.into() },
                marks: only_marks.unwrap_or_default(),
                place: place(source, from, text.len()),
                ..Cell::default()
            });
        }
        row.place = place(source, start, text.len());
        text.push('\n');
        if !row.cells.is_empty() {
            table.rows.push(row);
        }
    }
    (table, cut)
}

/// How many rows at the top are a title beside headings that name dates or lengths of time; 0 where they are not.
fn header_rows(rows: &[(u32, Vec<Shown>)], merged: &[[u32; 4]]) -> u32 {
    let Some((0, first)) = rows.first().map(|(number, cells)| (*number, cells)) else { return 0 };
    let has_title = first.first().is_some_and(|cell| cell.column == 0 && !cell.is_number && !cell.text.trim().is_empty());
    if !has_title {
        return 0;
    }
    let deep = merged.iter().find(|range| range[0] == 0 && range[2] == 0).map_or(1, |range| range[1] + 1);
    let heads = || rows.iter().take_while(|(number, _)| *number < deep).flat_map(|(_, cells)| cells).filter(|cell| cell.column > 0);
    let says_when = |cell: &Shown| {
        let is_when = |line: &str| period::date(line).is_some() || period::length(line).is_some() || heading::split_ended(line).is_some();
        cell.text.lines().any(|line| is_when(line.trim()))
    };
    let are_words = heads().all(|cell| !cell.is_number);
    if deep <= MOST_HEADER_ROWS && are_words && heads().any(says_when) { deep } else { 0 }
}
