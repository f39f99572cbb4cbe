//! The tables that an inline document prints: read when somebody asks, with the cells as printed and the facts that stand in them.
//!
//! The reader of HTML tables does the work; here each fact is found in its cell, by its place. What all facts of a row or column
//! have in common, the row or column has.

use super::{content, title};
use crate::filing::{Cell, Column, Dimension, Fact, Filing, NONE, Place, Row, RowKind, Table, Unit};
use crate::format::{Format, READS_XBRL};
use crate::hash::HashMap;
use crate::order;
use crate::read::data::statement;
use crate::read::html_reader;
use crate::read::html_table::{self, Want};
use crate::sheet::{Line, Sheet};

/// How much of a table is shown in place of a title, and how much is looked at for it, in bytes.
const FIRST_WORDS: usize = 60;
const LOOKED_AT: usize = 8 << 10;

impl Filing {
    /// Reads a table that an inline document prints, or a statement of a data set, where that has not been done: its columns, rows and cells. Its facts then
    /// know their rows.
    ///
    /// ```
    /// let page = r#"<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><body><p><b>Stock</b></p><table>
    ///   <tr><td></td><td colspan="2">2031</td></tr>
    ///   <tr><td>Tools</td><td>$</td><td><ix:nonFraction name="a:Tools" contextRef="c" unitRef="u">12</ix:nonFraction></td></tr>
    ///   </table></body></html>"#;
    /// let mut filing = filing_viewer::read(page.as_bytes(), "stock.htm")?;
    /// assert!(filing.tables()[0].unread);
    /// filing.open_table(0);
    /// let table = &filing.tables()[0];
    /// assert_eq!((table.columns[0].heading[0].as_str(), table.rows[0].label.as_str()), ("2031", "Tools"));
    /// assert_eq!((&*filing.printed(&table.cells[0]), filing.fact(0).unwrap().table_row()), ("$ 12", Some((0, 0))));
    /// # Ok::<(), filing_viewer::Error>(())
    /// ```
    pub fn open_table(&mut self, at: u32) {
        if !READS_XBRL {
            return;
        }
        let Some(table) = self.tables.change(&self.sources).get_mut(at as usize) else { return };
        let place = table.place;
        if std::mem::take(&mut table.unread) {
            let is_of_data = self.sources.get(place.source as usize).is_some_and(|source| source.format == Format::DataSet);
            if is_of_data { statement::open(self, at) } else { open(self, at) }
        }
    }

    /// Reads all tables that inline documents print.
    pub fn open_tables(&mut self) {
        (0..self.tables.len() as u32).for_each(|at| self.open_table(at));
    }

    /// The printed tables that stand in a fact: those of a text block, by their numbers.
    pub fn tables_in(&self, fact: Fact<'_>) -> Vec<u32> {
        let pieces = if READS_XBRL { fact.pieces() } else { Vec::new() };
        let is_in = |place: Place| pieces.iter().any(|piece| piece.source == place.source && (piece.start..piece.end).contains(&place.start));
        let printed = |place: Place| self.sources.get(place.source as usize).is_some_and(|source| source.format == Format::Inline);
        let numbers = (0..).zip(self.tables.iter()).filter(|(_, table)| table.is_printed() && printed(table.place) && is_in(table.place));
        numbers.map(|(number, _)| number).collect()
    }
}

/// Gives the tables of a document their titles: what they print themselves, else the nearest heading before, else their first words.
/// Tables under one heading are told apart by numbers.
pub(crate) fn name(tables: &mut [Table], text: &str, ix: &[Box<str>]) {
    let mut before = (0, 0);
    let mut heading: Option<String> = None;
    let mut met: HashMap<String, u32> = HashMap::default();
    for (number, table) in (1_u32..).zip(tables) {
        let (start, end) = (table.place.start as usize, (table.place.start + table.place.len) as usize);
        // No further than to the table before, or the beginning of the one around it: its heading is theirs, too.
        let from = if before.1 <= start { before.1 } else { before.0 };
        let above = title::above(text.get(from..start).unwrap_or_default(), ix);
        if above.title.is_some() || !above.whole {
            heading = above.title;
        }
        before = (start, end);
        let own = text.get(start..text.floor_char_boundary(end.min(start + LOOKED_AT))).unwrap_or_default();
        table.notes = above.notes;
        table.title = title::inside(own, ix).or_else(|| heading.clone()).unwrap_or_else(|| {
            let mut words = String::new();
            content::words(own, ix, FIRST_WORDS, &mut words);
            ["Table ", &number.to_string(), ": ", &words].concat()
        });
        let times = met.entry(table.title.clone()).or_insert(0);
        *times += 1;
        table.name = if *times > 1 { [&*table.title, " (", &times.to_string(), ")"].concat() } else { table.title.clone() };
    }
}

fn open(filing: &mut Filing, at: u32) {
    let (place, first) = (filing.tables[at as usize].place, filing.tables[at as usize].first_fact);
    let sheet = sheet(filing, place);
    let mut found: Vec<(u32, u32, u32)> = Vec::new();
    let end = place.start + place.len;
    let facts = (first..filing.fact_count()).map_while(|id| filing.fact(id)).take_while(|fact| fact.place().source == place.source);
    for fact in facts.take_while(|fact| fact.place().start < end).filter(|fact| filing.printed_in(fact.id()) == Some(at) && !fact.is_hidden()) {
        let of = fact.place();
        if let Some((row, column)) = cell_of(&sheet.lines, of.start - place.start, of.len) {
            found.push((row, column, fact.id()));
        }
    }
    order::sort_by_key(&mut found, |(row, column, _)| (*row, *column));

    let columns = sheet.headings.into_iter().map(|heading| Column { heading: heading.lines, marks: heading.marks, ..Column::default() });
    let (mut rows, mut cells, mut also) = (Vec::new(), Vec::new(), Vec::new());
    let mut found = found.into_iter().peekable();
    for (row_at, line) in (0..).zip(sheet.lines) {
        let first = cells.len() as u32;
        let printed = line.cells.iter().map(|filled| (filled.column, Some(filled)));
        for (column, filled) in printed.chain([(Cell::LABEL, None)]) {
            let mut cell = Cell::of(column, NONE, None);
            while let Some((.., fact)) = found.next_if(|(row, of, _)| (*row, *of) == (row_at, column)) {
                if cell.fact == NONE {
                    cell.fact = fact
                } else {
                    also.push((cell.fact, fact))
                }
                if filing.facts.table[fact as usize] == at {
                    filing.facts.row[fact as usize] = row_at;
                }
            }
            if let Some(filled) = filled {
                let text = filled.text.trim();
                let as_shown = filing.fact(cell.fact).is_some_and(|fact| !fact.is_long() && fact.shown() == text);
                // Blank but for a table within it, which is one of its own: the fact shows all of it.
                let as_shown = as_shown || text.is_empty();
                cell.text = if as_shown { NONE } else { filing.texts.put(text) };
                let marks = filled.marks.iter().chain(&line.marks).cloned().collect::<Vec<_>>();
                if cell.fact != NONE && !marks.is_empty() {
                    filing.fact_marks.insert(cell.fact, marks);
                }
            } else if cell.fact == NONE {
                continue;
            }
            cells.push(cell);
        }
        rows.push(row(filing, line, place.start, &cells[first as usize..], first));
    }
    let columns: Vec<Column> = columns.collect();
    let tables = filing.tables.change(&filing.sources);
    let table = &mut tables[at as usize];
    table.notes.extend(sheet.title.into_iter().filter(|line| !line.is_empty() && *line != table.title));
    (table.columns, table.rows, table.cells, table.also, table.footnotes) = (columns, rows, cells, also, sheet.footnotes);
    table.also.sort_unstable();
    for column in 0..filing.tables[at as usize].columns.len() {
        let table = &filing.tables[at as usize];
        let facts = table.cells.iter().filter(|cell| cell.column as usize == column).filter_map(|cell| filing.fact(cell.fact));
        let period = common(facts, |fact| fact.period()).cloned();
        filing.tables.change(&filing.sources)[at as usize].columns[column].period = period;
    }
}

/// The table as laid out, its places counted from its beginning.
fn sheet(filing: &Filing, place: Place) -> Sheet {
    let source = filing.sources.get(place.source as usize);
    let text = source.and_then(|source| source.text.get(place.start as usize..(place.start + place.len) as usize));
    let tables = html_reader::tables(text.unwrap_or_default(), place.source);
    // Tables within it are tables of their own.
    let own = tables.first().filter(|table| table.place.start == 0);
    own.and_then(|table| html_table::read(table, Want::Facts)).unwrap_or_default()
}

/// The row and column that a fact stands in. One that holds whole cells stands in the first of them.
fn cell_of(lines: &[Line], start: u32, len: u32) -> Option<(u32, u32)> {
    let holds = |place: Place| place.start <= start && start < place.start + place.len;
    let within = |place: Place| start < place.start && place.start < start + len;
    let behind = lines.partition_point(|line| line.place.start <= start);
    let row = behind.checked_sub(1).filter(|at| holds(lines[*at].place)).or(lines.get(behind).filter(|line| within(line.place)).map(|_| behind))?;
    let cells = &lines[row].cells;
    let cell = cells.iter().find(|cell| holds(cell.place)).or_else(|| cells.iter().find(|cell| within(cell.place)));
    Some((row as u32, cell.map_or(Cell::LABEL, |cell| cell.column)))
}

fn row(filing: &Filing, line: Line, base: u32, cells: &[Cell], first: u32) -> Row {
    let facts = || cells.iter().filter_map(|cell| filing.fact(cell.fact));
    let place = Place { start: line.place.start + base, ..line.place };
    let members: &[Dimension] = common(facts(), |fact| Some(fact.dimensions())).unwrap_or_default();
    let unit: Option<&Unit> = common(facts(), |fact| fact.unit());
    Row {
        kind: if cells.is_empty() { RowKind::Heading } else { RowKind::Facts },
        label: line.label,
        unit: unit.cloned(),
        depth: line.depth,
        concept: common(facts(), |fact| Some(filing.facts.concept[fact.id() as usize])).filter(|concept| *concept != NONE),
        members: members.to_vec(),
        marks: line.marks,
        first,
        count: cells.len() as u32,
        place,
        ..Row::default()
    }
}

/// What all the facts have.
fn common<'a, T: PartialEq>(mut facts: impl Iterator<Item = Fact<'a>>, of: impl Fn(Fact<'a>) -> Option<T>) -> Option<T> {
    let first = of(facts.next()?)?;
    facts.all(|fact| of(fact).as_ref() == Some(&first)).then_some(first)
}
