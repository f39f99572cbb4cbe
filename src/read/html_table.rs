//! Any HTML table: what spreadsheets and browsers put on the clipboard, what filings hold as exhibits.
//!
//! Nothing says which cells are headings or which belong together, so their places decide. Documents place "$", "(25" and ")"
//! in cells of their own; they are put together first. Then values that stand over each other are a column.

use super::html::{Cell, Row, Table, is_scale_line, marks};
use super::r_page::{MOST_HEADER_ROWS, fill, footnotes, lines, marks_of, on_one_line};
use crate::filing::Place;
use crate::period::month;
use crate::sheet::{Heading, Line, Sheet};
use crate::value::{self, Kind};
use std::ops::Range;

/// Which tables are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// Those with a figure.
    Figure,
    /// Those with two: documents set addresses and lists in tables too.
    Figures,
    /// Any table that facts stand in. Each fact has to stand in a line, so a heading or a footnote that holds one is a line as well.
    Facts,
}

/// Reads a table; none where it is not what is wanted.
pub(super) fn read(table: &Table, want: Want) -> Option<Sheet> {
    let mut rows: Vec<Joined<'_>> = table.rows.iter().map(Joined::of).filter(|row| !row.parts.is_empty()).collect();
    let any = want == Want::Facts;
    if !any && !table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.text.bytes().any(|b| b.is_ascii_digit())) {
        return None;
    }
    let mut label_column = rows.iter().filter_map(|row| row.parts.first()).map(|part| part.start).min()?;
    if any && without_labels(&rows, label_column) {
        rows.iter_mut().flat_map(|row| &mut row.parts).for_each(|part| (part.start, part.end) = (part.start + 1, part.end + 1));
        label_column = 0;
    }
    let header = header(&rows, label_column);
    let (head, body) = rows.split_at(header);
    // Footnotes stand behind the last row of figures.
    let last = body.iter().rposition(|row| row.values(label_column).any(Part::is_figure)).map_or(0, |at| at + 1);
    let notes = body[last..].iter().position(|row| footnotes(row.row).is_some()).map_or(body.len(), |at| last + at);
    let (body, notes) = body.split_at(notes);

    let mut columns = columns(head, body, label_column);
    let labels_end = columns.first().map_or(u32::MAX, |column| column.start);
    let mut sheet = Sheet { place: table.place, ..Sheet::default() };
    let mut indents = Vec::new();
    let mut spanning: Option<(&Part<'_>, u32)> = None;
    for row in head.iter().filter(|row| any && row.has_fact()).chain(body) {
        let (line, indent) = line(row, &columns, label_column, labels_end, &mut spanning);
        if !line.label.is_empty() || !line.cells.is_empty() || row.has_fact() {
            indents.push(indent);
            sheet.lines.push(line);
        }
    }
    for row in notes {
        let found = footnotes(row.row);
        if found.is_none() || any && row.has_fact() {
            sheet.lines.push(Line { label: row.text(), place: row.row.place, ..Line::default() });
        }
        sheet.footnotes.extend(found.into_iter().flatten());
    }
    let mut cells = sheet.lines.iter().flat_map(|line| &line.cells);
    let figures = || cells.clone().filter(|cell| cell.text.bytes().any(|b| b.is_ascii_digit()));
    if want == Want::Figures && figures().nth(1).is_none() || !any && cells.next().is_none() {
        return None;
    }
    settle_depths(&mut sheet.lines, &indents);
    let corner = headings(head, &mut columns, label_column, labels_end);
    sheet.title = title(table, Some(corner));
    sheet.headings = columns.into_iter().map(|column| column.heading).collect();
    Some(sheet)
}

/// The title's lines: a caption, else what stands above; then what the header's corner says.
///
/// "Title - USD ($)" in the corner is how R pages have it, and goes before anything that only stands nearby.
pub(super) fn title(table: &Table, corner: Option<Vec<String>>) -> Vec<String> {
    let mut title: Vec<String> = lines(&table.caption).collect();
    let corner = corner.unwrap_or_default();
    let titled = corner.iter().skip(1).any(|line| is_scale_line(line))
        || corner.first().is_some_and(|line| line.contains(" - USD") || line.contains("(Details"));
    if title.is_empty() && !titled {
        // The company's name often stands over the table's; what follows the name says how to read it.
        let named = table.above.iter().rposition(|line| !is_scale_line(line));
        title.extend(table.above.iter().skip(named.unwrap_or(0)).map(|line| on_one_line(line)));
    }
    if title.is_empty() && corner.first().is_some_and(|line| is_scale_line(line)) {
        title.push(String::new());
    }
    title.extend(corner);
    title
}

/// A cell, or several that make up one value.
struct Part<'a> {
    start: u32,
    end: u32,
    cell: &'a Cell,
    /// Its text where that is not the cell's own.
    joined: Option<String>,
    /// Marks that stand in cells behind it.
    marks: Vec<String>,
    /// From the first of its cells to the last.
    place: Place,
}

impl<'a> Part<'a> {
    fn of(cell: &'a Cell) -> Self {
        Self { start: cell.column, end: cell.end(), cell, joined: None, marks: Vec::new(), place: cell.place }
    }

    fn text(&self) -> &str {
        self.joined.as_deref().unwrap_or(&self.cell.text)
    }

    /// A number, in whatever unit.
    fn is_number(&self) -> bool {
        value::read(self.text()).kind.is_numeric()
    }

    fn is_year(&self) -> bool {
        let text = self.text().trim();
        text.len() == 4 && (text.starts_with("19") || text.starts_with("20")) && text.bytes().all(|b| b.is_ascii_digit())
    }

    fn is_date(&self) -> bool {
        self.is_year() || value::read(self.text()).kind == Kind::Date
    }

    /// A value that no heading could be.
    fn is_figure(&self) -> bool {
        self.is_number() && !self.is_year()
    }

    /// Stands where values stand: a number or the dash for one.
    fn is_value(&self) -> bool {
        let kind = value::read(self.text()).kind;
        kind.is_numeric() || kind == Kind::Dash
    }
}

/// A row with its parts of values put together.
struct Joined<'a> {
    row: &'a Row,
    parts: Vec<Part<'a>>,
    /// Marks that stand before any text.
    marks: Vec<String>,
}

impl<'a> Joined<'a> {
    fn of(row: &'a Row) -> Self {
        let mut joined = Self { row, parts: Vec::new(), marks: Vec::new() };
        let mut before: Option<&Cell> = None;
        for cell in &row.cells {
            if let Some(marks) = marks_of(cell).filter(|_| !cell.fact) {
                joined.parts.last_mut().map_or(&mut joined.marks, |part| &mut part.marks).extend(marks);
                continue;
            }
            let text = &*cell.text;
            if cell.is_blank() {
                continue;
            }
            // "(b)" or "*" behind a value is a mark even where it is not raised.
            if let Some(part) = joined
                .parts
                .last_mut()
                .filter(|part| before.is_none() && !cell.fact && part.is_value() && !text.contains(|c: char| c.is_ascii_digit()))
                && let Some(marks) = marks(text, true)
            {
                part.marks.extend(marks);
                continue;
            }
            if let Some(part) = joined.parts.last_mut().filter(|part| {
                before.is_none()
                    && !cell.fact
                    && closes(text)
                    && part.text().ends_with(|c: char| c.is_ascii_digit() || matches!(c, '—' | '–' | '-' | ')'))
            }) {
                let all = format!("{}{}", part.text(), text.replace(' ', ""));
                (part.joined, part.end, part.place) = (Some(all), cell.end(), joined_place(part.place, cell.place));
                part.marks.extend(cell.marks.iter().cloned());
                continue;
            }
            let mut part = Part::of(cell);
            if let Some(sign) = before.take() {
                if text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '(' | '-' | '−' | '–' | '—' | '.')) {
                    let space = if sign.text.ends_with('(') { "" } else { " " };
                    part.joined = Some(format!("{}{space}{text}", sign.text));
                    part.start = sign.column;
                    part.place = joined_place(sign.place, cell.place);
                } else {
                    joined.parts.push(Part::of(sign));
                }
            }
            if opens(text) && !cell.header && !cell.fact {
                before = Some(cell);
            } else {
                joined.parts.push(part);
            }
        }
        joined.parts.extend(before.map(Part::of));
        joined
    }

    fn has_fact(&self) -> bool {
        self.parts.iter().any(|part| part.cell.fact)
    }

    /// What stands to the right of the column of labels.
    fn values(&self, label_column: u32) -> impl Iterator<Item = &Part<'a>> {
        self.parts.iter().filter(move |part| part.start > label_column)
    }

    fn text(&self) -> String {
        self.parts.iter().map(|part| on_one_line(part.text())).collect::<Vec<_>>().join(" ")
    }
}

/// The place from the beginning of one to the end of the other.
fn joined_place(first: Place, last: Place) -> Place {
    let start = first.start.min(last.start);
    let end = (first.start + first.len).max(last.start + last.len);
    Place { source: first.source, start, len: end - start }
}

/// A currency sign or an open parenthesis that waits for its number.
fn opens(text: &str) -> bool {
    let sign = text.trim_matches(['(', ' ']);
    text.chars().count() <= 5
        && (sign.is_empty() || sign.ends_with(|c: char| !c.is_ascii()) || sign.ends_with('$'))
        && (sign.is_empty() || value::CURRENCY_SIGNS.iter().any(|(one, _)| *one == sign))
}

/// The end of a number: ")", "%", ")%".
fn closes(text: &str) -> bool {
    text.len() <= 4 && text.chars().all(|c| matches!(c, ')' | '%' | ' '))
}

/// Whether figures of facts stand where labels would.
fn without_labels(rows: &[Joined<'_>], label_column: u32) -> bool {
    let mut of_facts = rows.iter().filter(|row| row.parts.iter().any(|part| part.cell.fact && part.is_figure())).peekable();
    let begins_with_one = |row: &Joined<'_>| row.parts.first().is_some_and(|part| part.start == label_column && part.cell.fact && part.is_figure());
    of_facts.peek().is_some() && of_facts.all(begins_with_one)
}

/// How many rows at the top are headings.
fn header(rows: &[Joined<'_>], label_column: u32) -> usize {
    let said = rows.iter().take(MOST_HEADER_ROWS).take_while(|row| row.row.head || row.row.headings).count();
    if said > 0 && said < rows.len() {
        return said;
    }
    // Of facts, only dates are headings, and what stands over several cells of the next row.
    let is_over = |part: &Part<'_>, next: Option<&Joined<'_>>| {
        next.is_some_and(|next| next.parts.iter().filter(|under| under.start < part.end && under.end > part.start).nth(1).is_some())
    };
    let is_body = |row: &Joined<'_>, next: Option<&Joined<'_>>| {
        let is_fact = |part: &Part<'_>| part.cell.fact && !part.is_date() && !is_over(part, next);
        row.values(label_column).any(Part::is_figure) || row.parts.iter().any(is_fact)
    };
    let figures = (0..rows.len()).find(|at| is_body(&rows[*at], rows.get(at + 1))).unwrap_or(rows.len());
    // Titles and scale lines stand before the first headings; labels without values, behind them.
    let first = rows[..figures].iter().take_while(|row| row.values(label_column).next().is_none()).count();
    let mut end = first;
    for row in &rows[first..figures] {
        let label = row.parts.first().filter(|part| part.start == label_column).map_or("", Part::text);
        let values = row.values(label_column).count();
        // A heading over several of the row's cells says that they are headings too.
        let under = |over: &Part<'_>| {
            over.end - over.start > 1 && row.values(label_column).filter(|part| part.start < over.end && part.end > over.start).nth(1).is_some()
        };
        let is_heading = match values {
            0 => is_scale_line(label),
            _ => {
                end == first
                    || label.is_empty()
                    || is_scale_line(label)
                    || rows[first..end].iter().flat_map(|row| row.values(label_column)).any(under)
            }
        };
        if !is_heading || end + 1 == rows.len() || end - first == MOST_HEADER_ROWS {
            break;
        }
        end += 1;
    }
    if end == first { 0 } else { end }
}

/// A column: where on the grid its values stand.
struct Column {
    start: u32,
    end: u32,
    heading: Heading,
}

/// The columns that a range of the grid touches. Columns never overlap, and stand in their order.
fn touched(columns: &[Column], start: u32, end: u32) -> Range<usize> {
    let first = columns.partition_point(|column| column.end <= start);
    first..columns.partition_point(|column| column.start < end).max(first)
}

/// Finds the columns: first where numbers stand over each other, then where other texts stand beside labels.
fn columns(head: &[Joined<'_>], body: &[Joined<'_>], label_column: u32) -> Vec<Column> {
    let mut columns = Vec::new();
    let mut numbers: Vec<(u32, u32)> =
        body.iter().flat_map(|row| row.values(label_column)).filter(|part| part.is_value()).map(|part| (part.start, part.end)).collect();
    gather(&mut columns, &mut numbers);
    let first = columns.first().map_or(u32::MAX, |column: &Column| column.start);
    let mut texts = Vec::new();
    for row in body {
        let labelled = row.parts.first().is_some_and(|part| part.start == label_column);
        // Without a label of its own, the first text before the numbers is one, only indented by cells.
        let skip = usize::from(!labelled && row.parts.first().is_some_and(|part| part.start < first));
        texts.extend(row.values(label_column).skip(skip).filter(|part| !part.is_value()).map(|part| (part.start, part.end)));
    }
    gather(&mut columns, &mut texts);
    // A heading over cells that are blank in every row.
    if let Some(lowest) = head.last() {
        let plain = lowest.parts.iter().all(|part| part.end - part.start == 1);
        let mut blank: Vec<(u32, u32)> = Vec::new();
        for part in lowest.values(label_column).filter(|part| touched(&columns, part.start, part.end).is_empty()) {
            let beside = !touched(&columns, part.start - 1, part.end + 1).is_empty();
            if !beside || plain {
                blank.push((part.start, part.end));
            }
        }
        gather(&mut columns, &mut blank);
    }
    columns
}

/// Adds ranges to the columns, narrow ones first, so that one which spans two columns does not make them one.
fn gather(columns: &mut Vec<Column>, ranges: &mut Vec<(u32, u32)>) {
    crate::order::sort_by_key(ranges, |(start, end)| (end - start, *start));
    ranges.dedup();
    for &(start, end) in ranges.iter() {
        let over = touched(columns, start, end);
        match &mut columns[over.clone()] {
            [] => columns.insert(over.start, Column { start, end, heading: Heading::default() }),
            [column] => (column.start, column.end) = (start.min(column.start), end.max(column.end)),
            _ => {}
        }
    }
}

/// A row as a line, and how far its label is indented.
fn line<'a>(row: &'a Joined<'a>, columns: &[Column], label_column: u32, labels_end: u32, spanning: &mut Option<(&'a Part<'a>, u32)>) -> (Line, f32) {
    let mut line = Line { place: row.row.place, marks: row.marks.clone(), ..Line::default() };
    let mut indent = 0.0;
    for (at, part) in row.parts.iter().enumerate() {
        let is_label = part.start == label_column
            || (at == 0 && part.start < labels_end && (!part.is_value() || touched(columns, part.start, part.end).is_empty()));
        if is_label {
            line.label = on_one_line(part.text());
            line.name = part.cell.name.as_deref().map(str::to_owned);
            line.marks.extend(part.cell.marks.iter().chain(&part.marks).cloned());
            indent = part.cell.indent + (part.start - label_column) as f32 * 8.0;
            if part.cell.rows > 1 {
                *spanning = Some((part, row.row.number.saturating_add(part.cell.rows)));
            }
            continue;
        }
        let before = || columns.partition_point(|column| column.start <= part.start).checked_sub(1);
        let Some(column) = touched(columns, part.start, part.end).next().or_else(before) else {
            // No column at all: the text is part of what the row is called.
            line.label.push_str(if line.label.is_empty() { "" } else { " " });
            line.label.push_str(&on_one_line(part.text()));
            continue;
        };
        fill(&mut line, column as u32, part.text(), part.cell);
        if let Some(filled) = line.cells.last_mut() {
            filled.place = joined_place(filled.place, part.place);
            filled.marks.extend(part.marks.iter().cloned());
        }
    }
    // A label that spans rows is the label of each.
    if let Some((part, until)) = *spanning
        && line.label.is_empty()
        && row.row.number < until
    {
        line.label = on_one_line(part.text());
        line.name = part.cell.name.as_deref().map(str::to_owned);
    }
    (line, indent)
}

/// Depths from indents: the narrowest is 0, each wider one a level more.
fn settle_depths(lines: &mut [Line], indents: &[f32]) {
    let mut levels: Vec<f32> = indents.to_vec();
    crate::order::sort_by(&mut levels, f32::total_cmp);
    levels.dedup_by(|next, level| (*next - *level).abs() < 2.0);
    if levels.len() > 12 {
        // So many are alignment, not structure.
        return;
    }
    for (line, indent) in lines.iter_mut().zip(indents) {
        line.depth = levels.iter().filter(|level| **level <= indent - 2.0).count() as u32;
    }
}

/// The column nearest to a part that stands over none; the one behind it where both are as near.
fn nearest(columns: &[Column], part: &Part<'_>) -> Range<usize> {
    let behind = columns.partition_point(|column| column.start < part.end);
    let away = |at: usize| columns.get(at).map(|column| column.start.abs_diff(part.end).min(part.start.abs_diff(column.end)));
    let before = columns.partition_point(|column| column.start < part.start).checked_sub(1);
    let at = match before {
        Some(before) if away(behind).is_none_or(|behind| away(before) < Some(behind)) => before,
        _ => behind,
    };
    at..columns.len().min(at + 1)
}

/// Gives the columns their headings' lines and returns what the header says in the column of labels.
fn headings(head: &[Joined<'_>], columns: &mut [Column], label_column: u32, labels_end: u32) -> Vec<String> {
    let mut corner = Vec::new();
    for row in head {
        let mut all: Vec<Range<usize>> = row.parts.iter().map(|part| touched(columns, part.start, part.end)).collect();
        // As many headings as columns, and not each over one: documents lay the two out apart, so their order decides.
        let first = usize::from(row.parts.first().is_some_and(|part| part.start == label_column));
        if all.len() - first == columns.len() {
            all.truncate(first);
            all.extend((0..columns.len()).map(|at| at..at + 1));
        }
        for (part, over) in row.parts.iter().zip(all) {
            if part.start < labels_end && (over.is_empty() || part.start == label_column) {
                corner.extend(lines(part.text()));
                continue;
            }
            // A heading that stands over the gap between two columns is for the nearer one.
            let over = if over.is_empty() { nearest(columns, part) } else { over };
            for column in &mut columns[over] {
                column.heading.lines.extend(lines(part.text()));
                column.heading.marks.extend(part.cell.marks.iter().chain(&part.marks).cloned());
            }
        }
    }
    // "Year Ended December 31," over "2024": the day and the year are one date.
    let day = corner.iter().position(|line| {
        split_day(line).is_some_and(|(before, _)| {
            before.is_empty() || before.to_ascii_lowercase().ends_with("ended") || before.to_ascii_lowercase().ends_with("of")
        })
    });
    let day = day.filter(|_| {
        columns.iter().any(|column| column.heading.lines.last().is_some_and(|line| is_year(line)))
            && columns.iter().all(|column| column.heading.lines.iter().all(|line| split_day(line).is_none()))
    });
    let day = day.map(|at| corner.remove(at));
    for column in columns {
        let lines = &mut column.heading.lines;
        if let Some(day) = day.as_deref().filter(|_| lines.last().is_some_and(|line| is_year(line))) {
            lines.insert(lines.len() - 1, day.to_owned());
        }
        for at in (1..lines.len()).rev() {
            if is_year(&lines[at])
                && let Some((before, date)) = split_day(&lines[at - 1])
            {
                let (before, date) = (before.to_owned(), format!("{}, {}", date, lines[at]));
                lines[at] = date;
                if before.is_empty() {
                    lines.remove(at - 1);
                } else {
                    lines[at - 1] = before;
                }
            }
        }
    }
    corner
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && (text.starts_with("19") || text.starts_with("20")) && text.bytes().all(|b| b.is_ascii_digit())
}

/// "Year Ended December 31," as ("Year Ended", "December 31").
fn split_day(line: &str) -> Option<(&str, &str)> {
    let line = line.trim().trim_end_matches([',', ':']);
    let (before, day) = line.rsplit_once(' ')?;
    let is_day = (1..=2).contains(&day.len()) && day.parse::<u32>().is_ok_and(|day| (1..=31).contains(&day));
    let name = before.rsplit(' ').next()?;
    (is_day && month(name).is_some()).then(|| (line[..before.len() - name.len()].trim(), &line[before.len() - name.len()..]))
}
