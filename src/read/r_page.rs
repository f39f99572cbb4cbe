//! R pages as EDGAR renders them, and any other HTML that holds tables.
//!
//! An R page says by its classes what a cell is: title, heading, label, value or footnote marks; its headings decide which
//! column a value is in. Other tables say none of that and are read by `html_table`.

use super::html::{Cell, Class, Row, Table, Use, marks};
use super::html_table::Want;
use super::{html_reader, html_table};
use crate::filing::{Definition, Footnote};
use crate::hash::HashMap;
use crate::sheet::{Filled, Heading, Line, Sheet};

/// Headings are not deeper than this; rows below are read as rows.
pub(super) const MOST_HEADER_ROWS: usize = 20;

/// Reads the tables of an HTML page; none where no table holds a value.
pub(crate) fn read(html: &str, source: u32) -> Vec<Sheet> {
    let tables = html_reader::tables(html, source);
    let has_report = tables.iter().any(|table| table.used == Use::Report);
    let alone = tables.len() == 1;
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut definitions: Vec<Vec<Definition>> = vec![Vec::new()];
    for table in &tables {
        if table.used == Use::Definition {
            if let (Some(found), Some(of_sheet)) = (definition(table), definitions.last_mut()) {
                of_sheet.push(found);
            }
            continue;
        }
        let sheet = match table.used {
            _ if fund_header(table).is_some() => fund(table),
            Use::Report => report(table).or_else(|| html_table::read(table, Want::Figure)),
            // Beside the table of an R page there is nothing but what surrounds it on the screen.
            _ if has_report => None,
            _ => html_table::read(table, if alone { Want::Figure } else { Want::Figures }),
        };
        let Some(mut sheet) = sheet.filter(|sheet| sheet.lines.iter().any(|line| !line.cells.is_empty())) else { continue };
        if table.cut {
            sheet.caveats.push("The table is wider than 16,384 columns; the cells beyond them were left out.".to_owned());
        }
        if !sheets.is_empty() {
            definitions.push(Vec::new());
        }
        sheets.push(sheet);
    }
    for (sheet, definitions) in sheets.iter_mut().zip(definitions) {
        settle_definitions(sheet, definitions);
    }
    sheets
}

/// Gives each definition the rows whose name is its own.
fn settle_definitions(sheet: &mut Sheet, definitions: Vec<Definition>) {
    let mut rows: HashMap<&str, Vec<u32>> = HashMap::default();
    for (at, line) in sheet.lines.iter().enumerate() {
        if let Some(name) = &line.name {
            rows.entry(name).or_default().push(at as u32);
        }
    }
    sheet.definitions = definitions;
    for definition in &mut sheet.definitions {
        definition.rows = definition.name.as_deref().and_then(|name| rows.get(name)).cloned().unwrap_or_default();
    }
}

/// Text on one line.
pub(super) fn on_one_line(text: &str) -> String {
    text.replace(['\n', '\t'], " ")
}

/// The lines of a cell's text.
pub(super) fn lines(text: &str) -> impl Iterator<Item = String> {
    text.split(['\n', '\t']).map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned)
}

/// The marks that a cell holds instead of a value.
pub(super) fn marks_of(cell: &Cell) -> Option<Vec<String>> {
    match (cell.text.is_empty(), marks(&cell.text, false)) {
        (true, _) if cell.marks.is_empty() => None,
        (true, _) => Some(cell.marks.clone()),
        (false, found) => found,
    }
}

/// Reads a table by EDGAR's classes; none where it has no header of them.
pub(super) fn report(table: &Table) -> Option<Sheet> {
    let header = table
        .rows
        .iter()
        .take(MOST_HEADER_ROWS)
        .take_while(|row| row.headings && row.cells.iter().any(|cell| matches!(cell.class, Class::Title | Class::Heading)))
        .count();
    let (head, body) = table.rows.split_at(header);
    let title = head.first()?.cells.iter().find(|cell| cell.class == Class::Title)?;
    let mut sheet = Sheet { place: table.place, title: lines(&title.text).collect(), ..Sheet::default() };
    let mut columns = Columns::of(head, body, title.end());
    for row in body {
        if let Some(footnotes) = footnotes(row) {
            sheet.footnotes.extend(footnotes);
        } else if let Some(line) = line(row, &mut columns) {
            sheet.lines.push(line);
        }
    }
    sheet.headings = columns.headings;
    Some(sheet)
}

/// The columns of an R page: which heading stands over each column of the grid.
struct Columns {
    headings: Vec<Heading>,
    /// First column of the grid that is not the label's.
    first: u32,
    /// Column of the table for each column of the grid from `first` on; columns of marks have that of the values beside them.
    of_grid: Vec<u32>,
}

impl Columns {
    fn of(head: &[Row], body: &[Row], first: u32) -> Self {
        let width = head.iter().map(|row| row.width).max().unwrap_or(first).max(first);
        // The lowest heading over each column of the grid tells the columns apart.
        let mut lowest: Vec<Option<&Cell>> = vec![None; (width - first) as usize];
        for cell in headings(head, first) {
            lowest[(cell.column - first) as usize..(cell.end() - first) as usize].fill(Some(cell));
        }
        let mut valued = vec![false; lowest.len()];
        for cell in body.iter().flat_map(|row| &row.cells).filter(|cell| cell.column >= first && !cell.text.is_empty() && marks_of(cell).is_none()) {
            if let Some(valued) = valued.get_mut((cell.column - first) as usize) {
                *valued = true;
            }
        }
        let mut columns = Self { headings: Vec::new(), first, of_grid: Vec::with_capacity(lowest.len()) };
        let mut starts: Vec<u32> = Vec::new();
        let mut last: Option<&Cell> = None;
        for (at, cell) in lowest.into_iter().enumerate() {
            let same = matches!((last, cell), (Some(last), Some(cell)) if std::ptr::eq(last, cell));
            let only_marks = cell.is_some_and(|cell| marks_of(cell).is_some() || (cell.only_marks() && !valued[at]));
            if !same && (!only_marks || columns.headings.is_empty()) {
                columns.headings.push(Heading::default());
                starts.push(at as u32 + first);
            }
            columns.of_grid.push(columns.headings.len() as u32 - 1);
            last = cell;
        }
        for cell in headings(head, first) {
            let from = columns.of_grid[(cell.column - first) as usize];
            if let Some(marks) = marks_of(cell) {
                columns.headings[from as usize].marks.extend(marks);
                continue;
            }
            for (start, heading) in starts.iter().zip(&mut columns.headings).skip(from as usize) {
                if *start >= cell.end() {
                    break;
                }
                heading.lines.extend(lines(&cell.text));
                heading.marks.extend(cell.marks.iter().cloned());
            }
        }
        columns
    }

    fn at(&mut self, grid: u32) -> u32 {
        let at = grid.saturating_sub(self.first) as usize;
        if let Some(column) = self.of_grid.get(at) {
            return *column;
        }
        // A value beyond the headings still has a place of its own.
        while self.of_grid.len() <= at {
            self.of_grid.push(self.headings.len() as u32);
            self.headings.push(Heading::default());
        }
        self.of_grid[at]
    }

    fn end(&self) -> u32 {
        self.first + self.of_grid.len() as u32
    }
}

/// The heading cells that have something to say, from top to bottom.
fn headings(head: &[Row], first: u32) -> impl Iterator<Item = &Cell> {
    head.iter().flat_map(|row| &row.cells).filter(move |cell| cell.column >= first && cell.class != Class::Title)
}

fn line(row: &Row, columns: &mut Columns) -> Option<Line> {
    let mut line = Line { place: row.place, ..Line::default() };
    // Some pages have spacers for marks that their headings do not reckon with.
    let mut surplus = row.width.saturating_sub(columns.end());
    let mut shift = 0;
    for (at, cell) in row.cells.iter().enumerate() {
        let spacer = matches!(cell.class, Class::Marks | Class::Heading) && !cell.header;
        if cell.class == Class::Label || (at == 0 && cell.column < columns.first && !spacer) {
            line.label = on_one_line(&cell.text);
            line.name = cell.name.as_deref().map(str::to_owned);
            line.marks.extend(cell.marks.iter().cloned());
            continue;
        }
        let marks = marks_of(cell);
        if spacer && surplus >= cell.span && (cell.only_marks() || marks.is_some()) {
            surplus -= cell.span;
            shift += cell.span;
        }
        let grid = cell.column.saturating_sub(shift);
        if let Some(marks) = marks {
            let beside = line.cells.last_mut().filter(|filled| {
                grid <= columns.first || columns.of_grid.get((grid - columns.first) as usize).is_none_or(|column| *column == filled.column)
            });
            match beside {
                Some(filled) => filled.marks.extend(marks),
                // Beside a blank cell, and beside the label, marks belong to the row.
                None => line.marks.extend(marks),
            }
        } else if !cell.text.is_empty() {
            let column = columns.at(grid);
            fill(&mut line, column, &cell.text, cell);
        }
    }
    (!line.label.is_empty() || !line.cells.is_empty()).then_some(line)
}

/// Puts a value into a column of the row, behind what is there.
pub(super) fn fill(line: &mut Line, column: u32, text: &str, cell: &Cell) {
    // Cells come from left to right.
    match line.cells.last_mut().filter(|filled| filled.column == column) {
        Some(filled) => {
            if !filled.text.is_empty() && !text.is_empty() {
                filled.text.push(' ');
            }
            filled.text.push_str(text);
            filled.marks.extend(cell.marks.iter().cloned());
        }
        None => line.cells.push(Filled { column, text: text.to_owned(), marks: cell.marks.clone(), place: cell.place, ..Filled::default() }),
    }
}

/// The footnotes that a row holds: "[1]" and a text, in one cell or two, maybe several under each other.
pub(super) fn footnotes(row: &Row) -> Option<Vec<Footnote>> {
    let mut cells = row.cells.iter().filter(|cell| !cell.text.is_empty() || !cell.marks.is_empty());
    let (first, second) = (cells.next()?, cells.next());
    if cells.next().is_some() || first.name.is_some() {
        return None;
    }
    let own = marks_of(first);
    match (own, second) {
        (Some(own), Some(second)) => Some(vec![Footnote { mark: own.join(","), text: second.text.to_string() }]),
        (None, None) if first.mark_first && !first.text.is_empty() => {
            Some(vec![Footnote { mark: first.marks.join(","), text: first.text.to_string() }])
        }
        (None, None) => {
            let mut found: Vec<Footnote> = Vec::new();
            for line in first.text.split('\n') {
                match line.strip_prefix('[').and_then(|rest| rest.split_once(']')).filter(|(mark, _)| marks(mark, true).is_some()) {
                    Some((mark, text)) => found.push(Footnote { mark: mark.to_owned(), text: text.trim().to_owned() }),
                    None => {
                        let last = found.last_mut()?;
                        if !last.text.is_empty() {
                            last.text.push('\n');
                        }
                        last.text.push_str(line);
                    }
                }
            }
            Some(found)
        }
        _ => None,
    }
}

/// Reads a block of definition from its text: "- Definition", "+ References", "+ Details", each with lines under it.
fn definition(table: &Table) -> Option<Definition> {
    #[derive(Clone, Copy)]
    enum Part {
        Before,
        Text,
        References,
        Details,
    }
    let mut found = Definition { name: table.id.strip_prefix("defref_").map(str::to_owned), ..Definition::default() };
    let (mut part, mut text) = (Part::Before, String::new());
    for line in table.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| cell.text.split('\n')) {
        part = match line.trim_start_matches(['+', '-', ' ']) {
            "Definition" => Part::Text,
            "References" => Part::References,
            "Details" => Part::Details,
            "No definition available." => part,
            rest => {
                match part {
                    Part::Before => {}
                    Part::Text => {
                        if !text.is_empty() {
                            text.push('\n');
                        }
                        text.push_str(line);
                    }
                    Part::References => found.references.push(line.to_owned()),
                    Part::Details => {
                        let (label, value) = rest.split_once('\t').unwrap_or((rest, ""));
                        found.details.push((label.trim().trim_end_matches(':').to_owned(), value.trim().to_owned()));
                    }
                }
                part
            }
        };
    }
    found.text = Some(text).filter(|text| !text.is_empty());
    found.name = found.name.take().or_else(|| found.detail("Name").map(str::to_owned));
    (found.name.is_some() || found.text.is_some()).then_some(found)
}

/// Where the header "Label, Element, Value" of a fund's page stands.
fn fund_header(table: &Table) -> Option<usize> {
    table.rows.iter().take(4).position(|row| {
        let mut words = row.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
        ["label", "element", "value"].iter().all(|want| words.next().is_some_and(|word| word.eq_ignore_ascii_case(want)))
    })
}

/// Reads a fund's page, whose second column names the concepts.
fn fund(table: &Table) -> Option<Sheet> {
    let at = fund_header(table)?;
    let header = &table.rows[at];
    let starts: Vec<&Cell> = header.cells.iter().filter(|cell| !cell.text.is_empty()).collect();
    let (element, value) = (starts.get(1)?.column, starts.get(2)?.column);
    let mut sheet = Sheet { place: table.place, title: html_table::title(table, None), ..Sheet::default() };
    for cell in table.rows[..at].iter().flat_map(|row| &row.cells) {
        sheet.title.extend(lines(&cell.text));
    }
    sheet.headings =
        starts[2..].iter().map(|cell| Heading { lines: lines(&cell.text).collect(), marks: cell.marks.clone(), assumed: None }).collect();
    for row in &table.rows[at + 1..] {
        if let Some(found) = footnotes(row) {
            sheet.footnotes.extend(found);
            continue;
        }
        let mut line = Line { place: row.place, ..Line::default() };
        for cell in &row.cells {
            if cell.column < element {
                line.label = on_one_line(&cell.text);
                line.marks.extend(cell.marks.iter().cloned());
                line.name = line.name.or_else(|| cell.name.as_deref().map(str::to_owned));
            } else if cell.column < value {
                line.name = Some(cell.text.trim().to_owned()).filter(|name| !name.is_empty() && !name.contains(char::is_whitespace)).or(line.name);
            } else if let Some(marks) = marks_of(cell) {
                line.cells.last_mut().map_or(&mut line.marks, |filled| &mut filled.marks).extend(marks);
            } else if !cell.text.is_empty() {
                let column = starts[2..].iter().rposition(|start| start.column <= cell.column).unwrap_or(0);
                fill(&mut line, column as u32, &cell.text, cell);
            }
        }
        if !line.label.is_empty() || line.name.is_some() || !line.cells.is_empty() {
            sheet.lines.push(line);
        }
    }
    Some(sheet)
}

#[cfg(test)]
mod tests;
