//! Facts and tables as a workbook: cells by their types, with formats of numbers and days, headings that stay in view.
//!
//! A cell cannot hold everything: numbers of more than 15 digits are words, and of a text that is too long the beginning stands in
//! the cell and the whole in parts on a sheet of its own. A sheet of notes says so, and a workbook that needs none has none.

use super::facts::FactGrid;
use super::grid::{Grid, Value};
use super::sheet::TableGrid;
use super::workbook::{MOST_COLUMNS, MOST_ROWS, MOST_UNITS, Rows, Sheet, Workbook, cut, is_safe};
use super::{ChosenFacts, ChosenTables, below, table_doubts};
use crate::error::About;
use crate::filing::Filing;
use std::io::{self, Write};

/// How many rows are looked at for the widths of columns.
const LOOKED_AT: usize = 200;

pub(super) fn facts(filing: &Filing, chosen: &ChosenFacts<'_>, out: &mut dyn Write) -> io::Result<Vec<String>> {
    let grid = FactGrid::new(filing, chosen)?;
    let mut book = Book::begin(out);
    book.grid("Facts", &grid, &[], &[])?;
    book.finish(filing)
}

pub(super) fn tables(filing: &Filing, chosen: &ChosenTables<'_>, out: &mut dyn Write) -> io::Result<Vec<String>> {
    let mut book = Book::begin(out);
    for (at, table) in chosen.tables(filing) {
        let grid = TableGrid::new(filing, at, table, chosen);
        // What stays in view is little: what is doubtful of the whole stands below.
        let above: Vec<String> = std::iter::once(&table.title).chain(&table.notes).cloned().collect();
        let doubts = table_doubts(filing, at).into_iter().map(|doubt| format!("Assumed: {doubt}"));
        book.grid(&table.name, &grid, &above, &below(table).chain(doubts).collect::<Vec<_>>())?;
    }
    if book.sheets == 0 {
        book.grid("Tables", &NoTables, &[], &[])?;
    }
    book.finish(filing)
}

/// A workbook needs a sheet.
struct NoTables;

impl Grid for NoTables {
    fn headings(&self) -> &[String] {
        &[]
    }

    fn len(&self) -> usize {
        0
    }

    fn row<'a>(&'a self, _: usize, _: &mut Vec<Value<'a>>) {}
}

struct Book<W: Write> {
    book: Workbook<W>,
    sheets: usize,
    held: Held,
    /// How many rows and columns had no room.
    rows: usize,
    columns: usize,
}

/// What cells could not hold.
#[derive(Default)]
struct Held {
    /// Texts that are too long: where the cell is, and the whole.
    long: Vec<(String, String)>,
    /// How many numbers are words.
    numbers: usize,
}

impl Held {
    /// Makes a cell such that it can be held.
    fn hold(&mut self, cell: &mut Value<'_>, sheet: usize, row: usize, column: &str) {
        match cell {
            Value::Number(text) | Value::Percent(text) if !is_safe(text) => self.numbers += 1,
            Value::Text(text) if text.len() > MOST_UNITS && text.encode_utf16().count() > MOST_UNITS => {
                let beginning = cut(text, MOST_UNITS - 100);
                let short = format!("{beginning} … (text {} on the sheet “Long texts”)", self.long.len() + 1);
                self.long.push((format!("Sheet {sheet}, row {row}, {column}"), text.to_string()));
                *cell = Value::text(short);
            }
            _ => {}
        }
    }
}

impl<W: Write> Book<W> {
    fn begin(out: W) -> Self {
        Self { book: Workbook::begin(out), sheets: 0, held: Held::default(), rows: 0, columns: 0 }
    }

    /// A sheet: lines above, headings, rows, lines below.
    fn grid(&mut self, name: &str, grid: &dyn Grid, above: &[String], below: &[String]) -> io::Result<()> {
        let widths = widths(grid);
        let headings = above.len() + 1;
        let room = MOST_ROWS.saturating_sub(headings + below.len());
        let count = grid.len().min(room);
        self.sheets += 1;
        self.rows += grid.len() - count;
        self.columns += grid.headings().len().saturating_sub(MOST_COLUMNS);
        let (held, sheet_at) = (&mut self.held, self.sheets);
        let sheet = Sheet { name, widths: &widths, headings, filter: (count > 0).then_some(count) };
        self.book.sheet(&sheet, |rows| {
            let alone = |rows: &mut Rows<'_>, held: &mut Held, line: &str| {
                let mut cell = Value::text(line);
                held.hold(&mut cell, sheet_at, rows.next(), "column A");
                rows.values([cell].iter())
            };
            above.iter().try_for_each(|line| alone(rows, held, line))?;
            let mut cells: Vec<Value<'_>> = grid.headings().iter().map(|heading| Value::text(heading.as_str())).collect();
            cells.iter_mut().for_each(|cell| held.hold(cell, sheet_at, rows.next(), "heading"));
            rows.headings(cells.iter())?;
            for at in 0..count {
                cells.clear();
                grid.row(at, &mut cells);
                for (cell, heading) in cells.iter_mut().zip(grid.headings()) {
                    held.hold(cell, sheet_at, rows.next(), heading);
                }
                rows.values(cells.iter())?;
            }
            below.iter().try_for_each(|line| alone(rows, held, line))
        })
    }

    fn finish(mut self, filing: &Filing) -> io::Result<Vec<String>> {
        let mut said = Vec::new();
        let Held { long, numbers } = self.held;
        if numbers > 0 {
            said.push(format!("Numbers of more than 15 digits, which a spreadsheet would round, are words here, whole: {numbers}."));
        }
        if !long.is_empty() {
            said.push(format!("Texts longer than a cell can be stand whole, in parts, on the sheet “Long texts”: {}.", long.len()));
        }
        if self.rows > 0 {
            said.push(format!("Rows that are more than a sheet can have, and are not in the workbook: {}.", self.rows));
        }
        if self.columns > 0 {
            said.push(format!("Columns that are more than a sheet can have, and are not in the workbook: {}.", self.columns));
        }
        if !long.is_empty() {
            let sheet = Sheet { name: "Long texts", widths: &[8, 40, 6, 60], headings: 1, filter: None };
            self.book.sheet(&sheet, |rows| {
                rows.headings(["text", "cell", "part", "words"].map(Value::text).iter())?;
                for (number, (cell, text)) in (1..).zip(&long) {
                    let mut rest = text.as_str();
                    for part in 1.. {
                        let piece = cut(rest, MOST_UNITS);
                        let cells = [
                            Value::number(number.to_string()),
                            Value::text(cell.as_str()),
                            Value::number(part.to_string()),
                            Value::Text(piece.into()),
                        ];
                        rows.values(cells.iter())?;
                        rest = &rest[piece.len()..];
                        if rest.is_empty() || rows.next() >= MOST_ROWS {
                            break;
                        }
                    }
                }
                Ok(())
            })?;
        }
        let mut notes = said.clone();
        notes.extend(filing.caveats_about(About::Filing).map(str::to_owned));
        if !notes.is_empty() {
            let sheet = Sheet { name: "Notes", widths: &[100], headings: 0, filter: None };
            self.book.sheet(&sheet, |rows| notes.iter().try_for_each(|note| rows.values([Value::text(cut(note, MOST_UNITS))].iter())))?;
        }
        self.book.finish()?;
        Ok(said)
    }
}

/// About how wide each column is, by its heading and the first rows.
fn widths(grid: &dyn Grid) -> Vec<usize> {
    let mut widths: Vec<usize> = grid.headings().iter().map(|heading| heading.chars().count()).collect();
    let mut cells = Vec::new();
    for at in 0..grid.len().min(LOOKED_AT) {
        cells.clear();
        grid.row(at, &mut cells);
        for (width, cell) in widths.iter_mut().zip(&cells) {
            // Separators of thousands take room too.
            let own = cell.characters().chars().take(100).count();
            *width = (*width).max(if cell.is_number() { own + own / 3 } else { own });
        }
    }
    widths
}
