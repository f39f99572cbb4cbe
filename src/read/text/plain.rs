//! Plain lines: a line a row, values behind the label, each blank cell kept as a space of its own.
//!
//! "Label   (183)" has one blank before the value: the spaces between two texts are one more than twice the blanks.

use super::lines::TextLine;
use super::page::missing_footnotes;
use super::{footnote, marks};
use crate::heading;
use crate::period;
use crate::place;
use crate::sheet::{Filled, Heading, Line, Sheet};
use crate::value::{self, Kind, trim};

/// Reads every page of the text.
pub(super) fn pages(lines: &[TextLine<'_>]) -> Vec<Sheet> {
    let mut starts: Vec<usize> = lines.iter().enumerate().filter(|(_, line)| is_page_line(line.text)).map(|(at, _)| at).collect();
    if starts.first() != Some(&0) {
        starts.insert(0, 0);
    }
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| page(&lines[*start..end])).collect()
}

/// "XML 12 R3.htm IDEA: XBRL DOCUMENT v3.19.2": the line that a full submission puts before a page.
fn is_page_line(line: &str) -> bool {
    let line = trim(line);
    line.starts_with("XML ") && line.contains(".htm") && line.contains("IDEA:")
}

fn page(lines: &[TextLine<'_>]) -> Option<Sheet> {
    let mut sheet = Sheet::default();
    let mut lines = lines;
    while let Some((first, rest)) = lines.split_first() {
        if is_page_line(first.text) {
            sheet.origin = Some(trim(first.text).to_owned());
        } else if !trim(first.text).is_empty() {
            break;
        }
        lines = rest;
    }
    sheet.place = lines.first()?.place_of(trim(lines[0].text));
    let (lengths, body) = head(lines, &mut sheet)?;
    let columns = sheet.headings.len();
    let mut unplaced = Vec::new();
    for line in &lines[body..] {
        if trim(line.text).is_empty() {
            continue;
        }
        if let Some(note) = footnote(line.text) {
            sheet.footnotes.push(note);
        } else if let Some(note) = sheet.footnotes.last_mut() {
            note.text.push('\n');
            note.text.push_str(trim(line.text));
        } else {
            let (row, exact) = row(line, columns);
            unplaced.push(!exact && !row.cells.is_empty());
            sheet.lines.push(row);
        }
    }
    if sheet.lines.iter().all(|line| line.cells.is_empty()) {
        return None;
    }
    let mut missing: Vec<String> = sheet
        .lines
        .iter()
        .flat_map(|line| line.cells.iter().flat_map(|cell| &cell.marks))
        .chain(sheet.headings.iter().flat_map(|heading| &heading.marks))
        .filter(|mark| !sheet.footnotes.iter().any(|note| note.mark == **mark))
        .cloned()
        .collect();
    crate::order::sort_by(&mut missing, Ord::cmp);
    missing.dedup();
    if !missing.is_empty() {
        sheet.caveats.push(format!("{} If it was cut, its end is missing.", missing_footnotes(&missing)));
    }
    place::cover(&mut sheet, &lengths);
    place::fill(&mut sheet, &unplaced, false);
    Some(sheet)
}

/// Reads title and headings. Returns the lengths and where the body begins.
fn head(lines: &[TextLine<'_>], sheet: &mut Sheet) -> Option<(Vec<String>, usize)> {
    let first_dated = lines.iter().position(|line| is_lengths(line.text).is_some() || dated(line.text).is_some());
    let title_end = first_dated.filter(|at| (1..=6).contains(at));
    let Some(title_end) = title_end else { return undated(lines, sheet) };
    sheet.title = lines[..title_end].iter().map(|line| trim(line.text).to_owned()).filter(|line| !line.is_empty()).collect();
    let mut lengths = Vec::new();
    let mut at = title_end;
    while let Some(line) = lines.get(at) {
        let text = trim(line.text);
        if let Some(more) = is_lengths(text) {
            lengths.extend(more);
        } else if let Some((length, (day, rest))) = heading::split_ended(text).and_then(|(length, rest)| Some((length, dated(rest)?))) {
            lengths.push(length.to_owned());
            sheet.headings.push(heading(day, rest));
        } else if let Some((day, rest)) = dated(text) {
            sheet.headings.push(heading(day, rest));
        } else if let (Some(marks), Some(last)) = (marks(text), sheet.headings.last_mut()) {
            last.marks.extend(marks);
        } else if let (true, Some(last)) =
            (heading::is_unit(text) || (text.ends_with("[Member]") && !line.text.ends_with("  ")), sheet.headings.last_mut())
        {
            last.lines.push(text.to_owned());
        } else if !text.is_empty() {
            break;
        }
        at += 1;
    }
    Some((lengths, at))
}

fn heading(day: &str, rest: &str) -> Heading {
    let mut heading = Heading { lines: vec![day.to_owned()], ..Heading::default() };
    match marks(rest) {
        Some(marks) => heading.marks = marks,
        None if !rest.is_empty() => heading.lines.push(rest.to_owned()),
        None => {}
    }
    heading
}

/// Headings without dates (members across): as many lines between title and body as the widest row has values.
fn undated(lines: &[TextLine<'_>], sheet: &mut Sheet) -> Option<(Vec<String>, usize)> {
    // Nearly any text has a line that ends in a number: a table has them in most of its lines.
    let filled = lines.iter().filter(|line| !row(line, 40).0.cells.is_empty()).count();
    if filled < 2 || filled * 2 < lines.iter().filter(|line| !trim(line.text).is_empty()).count() {
        return None;
    }
    let body = lines.iter().position(|line| !row(line, 40).0.cells.is_empty())?;
    let widest = lines[body..].iter().map(|line| row(line, 40).0.cells.len()).max().unwrap_or(1);
    let before: Vec<&str> = lines[..body].iter().map(|line| trim(line.text)).filter(|line| !line.is_empty()).collect();
    let first_heading = before.len().saturating_sub(widest).max(1.min(before.len()));
    let (title, headings) = before.split_at(first_heading);
    sheet.title = title.iter().map(|line| (*line).to_owned()).collect();
    if headings.len() == widest {
        sheet.headings = headings.iter().map(|line| Heading { lines: vec![(*line).to_owned()], ..Heading::default() }).collect();
    } else {
        sheet.lines.extend(headings.iter().map(|line| Line { label: (*line).to_owned(), ..Line::default() }));
        sheet.headings.resize_with(widest, Heading::default);
        sheet.caveats.push("The text names no headings that could be told from its rows: the columns are only numbered.".to_owned());
    }
    Some((Vec::new(), body))
}

/// The lengths, where the line is nothing else: "3 Months Ended 9 Months Ended".
fn is_lengths(line: &str) -> Option<Vec<String>> {
    let mut all = Vec::new();
    let mut rest = trim(line);
    while !rest.is_empty() {
        let (length, after) = heading::split_ended(rest)?;
        all.push(length.to_owned());
        rest = trim(after);
    }
    (!all.is_empty()).then_some(all)
}

/// A date at the line's start, and units or marks behind it.
fn dated(line: &str) -> Option<(&str, &str)> {
    let line = trim(line);
    let end = line.match_indices(' ').map(|(at, _)| at).nth(2).unwrap_or(line.len());
    let (day, rest) = line.split_at(end);
    let rest = trim(rest);
    period::date(day)?;
    (rest.is_empty()
        || marks(rest).is_some()
        || heading::is_unit(rest.split("  ").next().unwrap_or(rest))
        || rest.split(' ').all(|word| word.len() <= 8 && !word.contains(',')))
    .then_some((day, rest))
}

/// Reads a row from its right end. The flag tells that every column was accounted for, blanks among them.
fn row(line: &TextLine<'_>, columns: usize) -> (Line, bool) {
    let text = line.text.replace('\u{a0}', " ");
    // Byte positions must stay those of the line: a no-break space is two bytes, so such lines are read as they are.
    let text: &str = if text.len() == line.text.len() { &text } else { line.text };
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (c.is_whitespace(), start) {
            (true, Some(from)) => {
                words.push((from, at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push((from, text.len()));
    }
    let gap = |left: usize, right: usize| text[left..right].chars().count();
    // Cells from the right: None is a blank.
    let mut cells: Vec<Option<(usize, usize, Vec<String>)>> = Vec::new();
    let mut end = words.len();
    let trailing = words.last().map_or(0, |(_, to)| gap(*to, text.len()));
    cells.extend(std::iter::repeat_n(None, trailing / 2));
    while cells.len() < columns && end > 0 {
        let Some((from, marks, last)) = value_before(text, &words[..end]) else { break };
        if from == 0 {
            break;
        }
        cells.push(Some((words[from].0, words[last].1, marks)));
        end = from;
        let space = gap(words[from - 1].1, words[from].0);
        cells.extend(std::iter::repeat_n(None, space.saturating_sub(1) / 2));
    }
    let exact = cells.len() == columns;
    cells.reverse();
    let label = trim(words.get(..end).and_then(|words| Some(&text[words.first()?.0..words.last()?.1])).unwrap_or_default());
    let mut row = Line { label: label.to_owned(), place: line.place_of(trim(line.text)), ..Line::default() };
    let filled = cells.into_iter().enumerate().filter_map(|(column, cell)| cell.map(|cell| (column, cell)));
    for (nth, (column, (from, to, marks))) in filled.enumerate() {
        let column = if exact { column } else { nth };
        let text = trim(&line.text[from..to]);
        row.cells.push(Filled { column: column as u32, text: text.to_owned(), marks, place: line.place_of(text), ..Filled::default() });
    }
    (row, exact)
}

/// The value that ends the words: its first word, the marks behind it, its last word.
fn value_before(text: &str, words: &[(usize, usize)]) -> Option<(usize, Vec<String>, usize)> {
    let mut found = Vec::new();
    let mut last = words.len();
    while last > 0
        && let Some(marks) = marks(&text[words[last - 1].0..words[last - 1].1])
    {
        found.splice(0..0, marks);
        last -= 1;
    }
    let last = last.checked_sub(1)?;
    (0..6.min(last + 1)).rev().find_map(|more| {
        let first = last - more;
        let shown = &text[words[first].0..words[last].1];
        // More than one space ends a cell.
        let one_cell = (first..last).all(|at| words[at + 1].0 - words[at].1 == 1);
        (one_cell && value::read(shown).kind != Kind::Text).then(|| (first, found.clone(), last))
    })
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn cells(text: &str, columns: usize) -> (String, Vec<(u32, String)>, bool) {
        let all = lines(text, 0);
        let (row, exact) = row(&all[0], columns);
        (row.label, row.cells.into_iter().map(|cell| (cell.column, cell.text)).collect(), exact)
    }

    #[test]
    fn counts_the_blanks_between_texts() {
        assert_eq!(cells("Return adjustments   (183)", 2), ("Return adjustments".into(), vec![(1, "(183)".into())], true));
        assert_eq!(cells("Return adjustments (183)  ", 2), ("Return adjustments".into(), vec![(0, "(183)".into())], true));
        assert_eq!(cells("Revenues $ 4,350 $ (58)", 2), ("Revenues".into(), vec![(0, "$ 4,350".into()), (1, "$ (58)".into())], true));
        assert_eq!(cells("Income Statement [Abstract]        ", 4).1, vec![]);
    }

    #[test]
    fn a_row_without_its_blanks_is_not_exact() {
        assert_eq!(cells("Notes due 2025 5 years", 3), ("Notes due".into(), vec![(0, "2025".into()), (1, "5 years".into())], false));
        assert_eq!(cells("Reclassified 0 [1] (2) [2]", 2).1, vec![(0, "0".into()), (1, "(2)".into())]);
    }
}
