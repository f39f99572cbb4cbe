//! A page in one of the bar dialects: title, headings, body, footnotes, definition blocks.

use super::bars::BarCell;
use super::{definitions, footnote, is_element_name, segment};
use crate::filing::Definition;
use crate::hash::HashSet;
use crate::heading;
use crate::period;
use crate::place;
use crate::sheet::{Filled, Heading, Line, Sheet};
use crate::value::{self, Kind};

/// Cuts the cells into pages and reads each. `rows_known` where bars stand on both sides.
pub(super) fn pages(cells: Vec<BarCell>, rows_known: bool) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    let mut rest = cells.as_slice();
    while !rest.is_empty() {
        let end = next_page(rest);
        let (page, after) = rest.split_at(end);
        if let Some(sheet) = (Page { cells: page, rows_known }).read() {
            sheets.push(sheet);
        }
        rest = after;
    }
    sheets
}

/// Where the next page begins: at a title behind definition blocks, or at a title followed by headings.
fn next_page(cells: &[BarCell]) -> usize {
    let mut in_definitions = false;
    let mut in_body = false;
    for (at, cell) in cells.iter().enumerate() {
        if is_block(cells, at) {
            in_definitions = true;
            continue;
        }
        if in_definitions {
            // Parts of a block may stand in cells of their own.
            if cell.is_blank() || begins_part(cells, at) || cell.lines.first().is_some_and(|line| is_detail(line)) || is_detail_value(cells, at) {
                continue;
            }
            return at;
        }
        if in_body && !cell.inline && !cell.is_blank() && begins_page(cells, at) {
            return at;
        }
        in_body |=
            at > 0 && cell.inline && period::length(&cell.text()).is_none() && heading::split_ended(&cell.text()).is_none() && cell.marks().is_none();
    }
    cells.len()
}

fn is_block(cells: &[BarCell], at: usize) -> bool {
    let cell = &cells[at];
    if cell.lines.first().is_none_or(|line| line != "X") {
        return false;
    }
    let Some(next) = (at + 1..cells.len()).find(|at| !cells[*at].is_blank()) else { return true };
    cell.lines.len() > 1 || cells[next].lines[0] == "X" || begins_part(cells, next)
}

/// A part of a definition block; a text that was cut may end within the words that name it.
fn begins_part(cells: &[BarCell], at: usize) -> bool {
    let is_last = || cells[at + 1..].iter().all(BarCell::is_blank);
    cells[at].lines.first().is_some_and(|line| definitions::is_part(line) || definitions::is_cut_part(line) && is_last())
}

fn is_detail(line: &str) -> bool {
    matches!(line.trim_end_matches(':'), "Name" | "Namespace Prefix" | "Data Type" | "Balance Type" | "Period Type")
}

fn is_detail_value(cells: &[BarCell], at: usize) -> bool {
    at > 0 && cells[at - 1].lines.first().is_some_and(|line| is_detail(line) && line.ends_with(':'))
}

/// A title: followed by a length, or by a date or heading on the line after its bar, and no date itself.
fn begins_page(cells: &[BarCell], at: usize) -> bool {
    let first = cells[at].lines.first().map_or("", String::as_str);
    if period::date(first).is_some() || cells[at].lines.len() > 4 {
        return false;
    }
    let mut next = cells[at + 1..].iter().filter(|cell| !cell.is_blank());
    let Some(one) = next.next() else { return false };
    heading::split_ended(&one.text()).is_some() || (!one.inline && one.lines.first().is_some_and(|line| period::date(line).is_some()))
}

struct Page<'a> {
    cells: &'a [BarCell],
    rows_known: bool,
}

impl Page<'_> {
    fn read(&self) -> Option<Sheet> {
        let mut sheet = Sheet::default();
        let mut at = self.cells.iter().position(|cell| !cell.is_blank())?;
        let end = (at..self.cells.len()).find(|at| is_block(self.cells, *at)).unwrap_or(self.cells.len());
        sheet.definitions = blocks(&self.cells[end..]);
        let cells = &self.cells[..end];
        let first = cells.get(at)?;
        sheet.place = first.place;
        if self.is_title(cells, at) {
            sheet.title = first.lines.clone();
            at += 1;
        }
        let (lengths, mut body) = headings(cells, at, &mut sheet);
        let mut elements = false;
        if sheet.headings.is_empty() && sheet.title.is_empty() && lengths.is_empty() {
            body = at;
        }
        if let Some(after) = element_columns(cells, body) {
            elements = true;
            sheet.headings = vec![Heading { lines: vec!["Value".to_owned()], ..Heading::default() }];
            body = after;
        }
        let cells = &cells[body.min(cells.len())..];
        let unplaced = self.body(cells, &mut sheet, elements);
        if sheet.title.is_empty() && sheet.lines.is_empty() {
            return None;
        }
        self.say_what_is_missing(&mut sheet);
        place::cover(&mut sheet, &lengths);
        let cut = sheet.cut;
        place::fill(&mut sheet, &unplaced, cut);
        Some(sheet)
    }

    fn is_title(&self, cells: &[BarCell], at: usize) -> bool {
        let cell = &cells[at];
        if heading::split_ended(&cell.text()).is_some() || cell.lines.first().is_some_and(|line| period::date(line).is_some()) {
            return false;
        }
        if !cell.inline {
            return true;
        }
        // A title whose line feed was lost: headings follow it.
        cells[at + 1..].iter().find(|cell| !cell.is_blank()).is_some_and(|next| {
            heading::split_ended(&next.text()).is_some() || (!next.inline && next.lines.iter().any(|line| period::date(line).is_some()))
        })
    }

    /// Reads the rows; tells which of them have cells that are still to be placed.
    fn body(&self, cells: &[BarCell], sheet: &mut Sheet, elements: bool) -> Vec<bool> {
        let mut kept: Vec<BarCell> = Vec::with_capacity(cells.len());
        let mut marks: Vec<Vec<String>> = Vec::with_capacity(cells.len());
        for cell in cells {
            if let Some(note) = (cell.lines.len() == 1 || cell.inline).then(|| footnote(&cell.text())).flatten() {
                sheet.footnotes.push(note);
            } else if let (Some(more), Some(last)) = (cell.marks(), marks.last_mut()) {
                last.extend(more);
            } else if let Some(last) = sheet.footnotes.last_mut() {
                // Text behind the footnotes goes on with the last of them.
                if !cell.is_blank() {
                    last.text.push('\n');
                    last.text.push_str(&cell.text());
                }
            } else {
                kept.push(cell.clone());
                marks.push(Vec::new());
            }
        }
        let columns = sheet.headings.len().max(1);
        let mut names: Vec<Option<String>> = vec![None; kept.len()];
        if elements {
            take_elements(&mut kept, &mut marks, &mut names);
        }
        while !self.rows_known && kept.last().is_some_and(BarCell::is_blank) && kept.len() % (columns + 1) == 1 {
            kept.pop();
            marks.pop();
        }
        let blanks = kept.iter().any(BarCell::is_blank);
        let rows: Vec<(usize, Vec<usize>)> = if self.rows_known {
            known_rows(&kept)
        } else if blanks && kept.len().is_multiple_of(columns + 1) && kept.chunks(columns + 1).all(|row| is_label(&row[0])) {
            (0..kept.len()).step_by(columns + 1).map(|at| (at, (at + 1..=at + columns).collect())).collect()
        } else {
            let solid: Vec<usize> = (0..kept.len()).filter(|at| !kept[*at].is_blank()).collect();
            let filled: Vec<BarCell> = solid.iter().map(|at| kept[*at].clone()).collect();
            let units: HashSet<&str> = sheet.headings.iter().flat_map(|heading| heading.lines.iter().skip(1)).map(String::as_str).collect();
            segment::rows(&filled, columns, &units, &|at| names[solid[at]].is_some(), sheet.definitions.is_empty())
                .iter()
                .map(|cut| (solid[cut.label], (cut.label + 1..=cut.label + cut.values).map(|at| solid[at]).collect()))
                .collect()
        };
        let mut unplaced = Vec::with_capacity(rows.len());
        let widest = rows.iter().map(|(_, values)| values.len()).max().unwrap_or(0);
        if widest > sheet.headings.len() {
            if !sheet.headings.is_empty() {
                sheet.caveats.push(format!(
                    "Some rows hold {widest} values, the headings name {} columns: the columns behind them have no heading.",
                    sheet.headings.len()
                ));
            }
            sheet.headings.resize_with(widest, Heading::default);
        }
        for (label, values) in rows {
            let exact = values.len() == sheet.headings.len();
            let mut line = Line {
                label: kept[label].text().replace('\n', " "),
                name: names[label].take(),
                marks: std::mem::take(&mut marks[label]),
                place: kept[label].place,
                ..Line::default()
            };
            for (column, at) in values.iter().enumerate() {
                if !kept[*at].is_blank() {
                    line.cells.push(Filled {
                        column: column as u32,
                        text: kept[*at].text(),
                        marks: std::mem::take(&mut marks[*at]),
                        place: kept[*at].place,
                        ..Filled::default()
                    });
                }
            }
            unplaced.push(!exact && !line.cells.is_empty());
            sheet.lines.push(line);
        }
        unplaced
    }

    fn say_what_is_missing(&self, sheet: &mut Sheet) {
        let last_cell = self.cells.iter().rev().find(|cell| !cell.is_blank());
        if sheet.definitions.is_empty() {
            sheet.cut = true;
            let unfinished = sheet.lines.last().filter(|line| line.cells.is_empty() && !line.label.ends_with(']')).map(|line| line.label.clone());
            sheet.caveats.push(match unfinished {
                Some(label) => format!("The text ends in the row “{label}”: its values are missing, as are any rows behind it and the definitions."),
                None => "The text ends without the definitions that such a page has. If it was cut, its last value may not be whole, and rows behind it are missing.".to_owned(),
            });
            return;
        }
        let ends_whole = last_cell.and_then(|cell| cell.lines.last()).is_none_or(|line| {
            line.ends_with(['.', ')', ']', ':'])
                || line.ends_with("Ref")
                || definitions::is_part(line)
                || line == "X"
                || !line.contains(' ')
                || line.starts_with("Reference") && line.ends_with("Ref")
        });
        let members = sheet
            .lines
            .iter()
            .any(|line| line.cells.is_empty() && line.label.contains("[Member]") || line.cells.is_empty() && line.label.contains(" | "));
        let bare =
            sheet.definitions.iter().any(|definition| definition.text.is_none() && definition.references.is_empty() && definition.details.is_empty());
        if !ends_whole {
            sheet.caveats.push("The text ends in the middle of a definition: its end and the definitions behind it are missing.".to_owned());
        } else if members && !bare {
            sheet.caveats.push("The text ends before the members' definition blocks: definitions are missing.".to_owned());
        }
        let known: Vec<&str> = sheet.footnotes.iter().map(|note| note.mark.as_str()).collect();
        let all_marks = sheet
            .lines
            .iter()
            .flat_map(|line| line.marks.iter().chain(line.cells.iter().flat_map(|cell| &cell.marks)))
            .chain(sheet.headings.iter().flat_map(|heading| &heading.marks));
        let mut missing: Vec<String> = all_marks.filter(|mark| !known.contains(&mark.as_str())).cloned().collect();
        crate::order::sort_by(&mut missing, Ord::cmp);
        missing.dedup();
        if !missing.is_empty() {
            sheet.caveats.push(missing_footnotes(&missing));
        }
    }
}

/// Says which footnotes have a mark and no text.
pub(super) fn missing_footnotes(marks: &[String]) -> String {
    format!(
        "The text has no footnote for the mark{} {}.",
        if marks.len() == 1 { "" } else { "s" },
        marks.iter().map(|mark| format!("[{mark}]")).collect::<Vec<_>>().join(", ")
    )
}

/// Reads the headings from `at` on into the sheet. Returns the lengths in order and where the body begins.
fn headings(cells: &[BarCell], mut at: usize, sheet: &mut Sheet) -> (Vec<String>, usize) {
    let mut lengths = Vec::new();
    while let Some(cell) = cells.get(at) {
        let first = cell.lines.first().map_or("", String::as_str);
        if cell.is_blank() {
            // Bars of blank heading cells; a blank cell behind the headings would be a value's.
            let another =
                cells[at + 1..].iter().find(|cell| !cell.is_blank()).is_some_and(|next| !next.inline || heading::split_ended(&next.text()).is_some());
            if !another {
                break;
            }
        } else if let Some((length, rest)) = heading::split_ended(first) {
            lengths.push(length.to_owned());
            let mut lines: Vec<String> = Some(value::trim(rest)).filter(|rest| !rest.is_empty()).map(str::to_owned).into_iter().collect();
            lines.extend(cell.lines[1..].iter().cloned());
            if !lines.is_empty() {
                sheet.headings.push(Heading { lines, ..Heading::default() });
            }
        } else if let (Some(marks), Some(heading)) = (cell.marks(), sheet.headings.last_mut()) {
            heading.marks.extend(marks);
        } else if !cell.inline && cell.lines.iter().all(|line| line.len() <= 400) {
            sheet.headings.push(Heading { lines: cell.lines.clone(), ..Heading::default() });
        } else {
            break;
        }
        at += 1;
    }
    (lengths, at)
}

/// "Label | Element | Value" in the heading: where the body behind it begins.
fn element_columns(cells: &[BarCell], from: usize) -> Option<usize> {
    let from = from.saturating_sub(3);
    let window = &cells[from.min(cells.len())..cells.len().min(from + 8)];
    let at = window.windows(3).position(|three| {
        ["Label", "Element", "Value"].iter().zip(three).all(|(word, cell)| cell.lines.first().is_some_and(|line| line.eq_ignore_ascii_case(word)))
    })?;
    Some(from + at + 3)
}

/// Takes the concepts' names of a fund page out of the cells and gives them to the labels before them.
fn take_elements(cells: &mut Vec<BarCell>, marks: &mut Vec<Vec<String>>, names: &mut Vec<Option<String>>) {
    let before = std::mem::take(cells).into_iter().zip(std::mem::take(marks));
    names.clear();
    for (cell, of_cell) in before {
        match names.last_mut() {
            Some(name) if cell.lines.len() == 1 && is_element_name(&cell.lines[0]) => *name = Some(cell.text()),
            _ => {
                cells.push(cell);
                marks.push(of_cell);
                names.push(None);
            }
        }
    }
}

/// Rows where bars on both sides tell them.
fn known_rows(cells: &[BarCell]) -> Vec<(usize, Vec<usize>)> {
    let mut rows: Vec<(usize, Vec<usize>)> = Vec::new();
    for (at, cell) in cells.iter().enumerate() {
        match rows.last_mut() {
            Some((_, values)) if !cell.starts_row => values.push(at),
            // A text block is written behind its cell's bars, so it looks like a row of its own.
            Some((_, values)) if !cell.inline && !cell.is_blank() => values.push(at),
            _ if cell.is_blank() => {}
            _ => rows.push((at, Vec::new())),
        }
    }
    rows
}

fn is_label(cell: &BarCell) -> bool {
    !cell.is_blank() && cell.inline && !matches!(value::read(&cell.text()).kind, Kind::Money | Kind::Number | Kind::Percent)
}

/// Reads the definition blocks.
fn blocks(cells: &[BarCell]) -> Vec<Definition> {
    let mut all: Vec<Vec<String>> = Vec::new();
    let mut key: Option<String> = None;
    for (at, cell) in cells.iter().enumerate() {
        if is_block(cells, at) {
            all.push(cell.lines[1..].to_vec());
        } else if let Some(block) = all.last_mut() {
            for line in &cell.lines {
                match key.take() {
                    Some(key) => block.push(format!("{key} {line}")),
                    None if is_detail(line) && line.ends_with(':') => key = Some(line.clone()),
                    None => block.push(line.clone()),
                }
            }
        }
    }
    all.iter().map(|lines| definitions::block(lines)).collect()
}
