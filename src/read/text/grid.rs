//! Rows whose cells stand in places: Markdown tables, tab- and comma-separated rows. Blank cells are kept; spans are lost.

use super::lines::TextLine;
use super::page::missing_footnotes;
use super::{definitions, footnote, is_element_name, marks};
use crate::filing::{Definition, Place};
use crate::heading;
use crate::period;
use crate::place;
use crate::sheet::{Filled, Heading, Line, Sheet};
use crate::value::{self, Kind, trim};

const SPAN: &str = "The text kept the heading's place and lost how far it reaches: that it covers this column was assumed.";
const SPAN_BARE: &str = "The text kept the heading's place and lost how far it reaches: that it does not cover this column was assumed.";

/// The most columns of a grid: as many as old spreadsheets have.
const MOST_COLUMNS: usize = 16_384;

/// A row of a grid: its cells, trimmed.
#[derive(Clone, Debug, Default)]
struct Row {
    cells: Vec<String>,
    place: Place,
}

impl Row {
    fn cell(&self, at: usize) -> &str {
        self.cells.get(at).map_or("", String::as_str)
    }

    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

/// Reads Markdown tables, and lines before them as titles.
pub(super) fn markdown(lines: &[TextLine<'_>]) -> Vec<Sheet> {
    let mut tables: Vec<Vec<Row>> = vec![Vec::new()];
    // Rows with bars in the last table, and whether a blank line stands behind them.
    let (mut barred, mut gap) = (0usize, false);
    for line in lines {
        let text = line.text.trim();
        let row = if text.starts_with('|') {
            Row { cells: split_markdown(text), place: line.place_of(text) }
        } else {
            let words = trim(text.trim_start_matches('#').trim_matches('*'));
            gap |= words.is_empty();
            if words.is_empty() {
                continue;
            }
            Row { cells: vec![words.to_owned()], place: line.place_of(words) }
        };
        let is_text = !text.starts_with('|');
        if is_rule(&row) {
            // The row before a rule begins a table, also where no blank line parts it from the one before.
            if barred > 1
                && let Some(first) = tables.last_mut().and_then(Vec::pop)
            {
                tables.push(vec![first]);
                barred = 1;
            }
            continue;
        }
        if barred > 0 && (is_text || gap && row.cells.len() > 2 && row.cell(0) != "X") {
            tables.push(Vec::new());
            barred = 0;
        }
        gap = false;
        barred += usize::from(!is_text);
        if let Some(table) = tables.last_mut() {
            table.push(row);
        }
    }
    tables.into_iter().flat_map(pages).filter_map(sheet).collect()
}

fn is_rule(row: &Row) -> bool {
    !row.cells.is_empty()
        && row.cells.iter().all(|cell| cell.len() >= 2 && cell.bytes().all(|b| matches!(b, b'-' | b':' | b' ')) && cell.contains('-'))
}

/// Splits at bars that no backslash escapes.
fn split_markdown(line: &str) -> Vec<String> {
    let inner = line.strip_prefix('|').unwrap_or(line);
    let inner = inner.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(inner);
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in inner.chars() {
        match c {
            '|' if !escaped => cells.push(String::new()),
            '\\' if !escaped => {
                escaped = true;
                continue;
            }
            _ => {
                let cell = cells.last_mut().expect("one cell at least");
                if escaped && c != '|' {
                    cell.push('\\');
                }
                cell.push(c);
            }
        }
        escaped = false;
    }
    cells.iter().map(|cell| trim(&cell.replace("<br>", " ").replace("<br/>", " ")).to_owned()).collect()
}

/// Reads tab-separated rows as a browser or a spreadsheet copies them.
pub(super) fn tabs(text: &str, lines: &[TextLine<'_>]) -> Vec<Sheet> {
    separated(text, lines, b'\t')
}

/// Reads comma-separated rows.
pub(super) fn commas(text: &str, lines: &[TextLine<'_>]) -> Vec<Sheet> {
    separated(text, lines, b',')
}

fn separated(text: &str, lines: &[TextLine<'_>], delimiter: u8) -> Vec<Sheet> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // A quote that opens no whole cell is a character: else one inch mark would swallow the rest of the text.
    let quoting = text.matches('"').count().is_multiple_of(2);
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).quoting(quoting).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records().flatten() {
        let line = record.position().map_or(0, |position| position.line().saturating_sub(1) as usize);
        let place = lines.get(line).map(|line| line.place_of(line.text)).unwrap_or_default();
        rows.push(Row { cells: record.iter().take(MOST_COLUMNS).map(|cell| trim(cell).to_owned()).collect(), place });
    }
    pages(rows).into_iter().filter_map(sheet).collect()
}

/// Whether most lines have the same number of fields, parted by commas that no space follows.
pub(super) fn looks_comma_separated(lines: &[TextLine<'_>]) -> bool {
    let filled: Vec<&str> = lines.iter().map(|line| line.text).filter(|line| !trim(line).is_empty()).take(200).collect();
    if filled.iter().any(|line| line.len() > 1 << 20) {
        return false;
    }
    if filled.len() < 2 {
        return false;
    }
    let fields = |line: &str| {
        let (mut quoted, mut count, mut before) = (false, 0, '\0');
        let mut chars = line.chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' => quoted = !quoted,
                // "1,234" outside quotes is a number, ", " is prose.
                ',' if !quoted && chars.peek().is_none_or(|next| *next != ' ') => {
                    let digits: String = chars.clone().take(4).collect();
                    let group = digits.len() >= 3
                        && digits.bytes().take(3).all(|b| b.is_ascii_digit())
                        && digits.as_bytes().get(3).is_none_or(|b| !b.is_ascii_digit());
                    if !(group && before.is_ascii_digit()) {
                        count += 1;
                    }
                }
                _ => {}
            }
            before = c;
        }
        count
    };
    let counts: Vec<usize> = filled.iter().map(|line| fields(line)).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    most >= 1 && counts.iter().filter(|count| **count == most).count() * 4 >= counts.len() * 3
}

/// Cuts rows into pages: at a row that names a length, or a title, behind a body.
fn pages(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut all: Vec<Vec<Row>> = Vec::new();
    let (mut body, mut blocks) = (false, false);
    for row in rows {
        let first = row.cell(0);
        let block = first == "X"
            || (blocks
                && (row.cells.len() <= 2
                    || row.filled() <= 2
                        && (first.ends_with(':') || definitions::is_part(first.split("  ").next().unwrap_or(first)) || first.starts_with("- "))));
        let has_length = row.cells.iter().skip(1).any(|cell| heading::split_ended(cell).is_some());
        let is_title = row.filled() == 1 && (first.contains("(Details") || first.contains(" - USD ("));
        if (body && (has_length || is_title)) || (blocks && !block) {
            all.push(Vec::new());
            (body, blocks) = (false, false);
        }
        if all.is_empty() {
            all.push(Vec::new());
        }
        blocks |= block;
        body |= !block
            && !first.is_empty()
            && row.cells.iter().skip(1).any(|cell| matches!(value::read(cell).kind, Kind::Money | Kind::Number | Kind::Percent) && !is_year(cell));
        if let Some(page) = all.last_mut() {
            page.push(row);
        }
    }
    all
}

fn is_year(cell: &str) -> bool {
    cell.len() == 4 && (cell.starts_with("19") || cell.starts_with("20")) && cell.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a cell reads like part of a heading.
fn is_heading_cell(cell: &str) -> bool {
    cell.is_empty()
        || heading::split_ended(cell).is_some()
        || starts_with_date(cell)
        || marks(cell).is_some()
        || heading::is_unit(cell)
        || is_year(cell)
}

fn starts_with_date(cell: &str) -> bool {
    let end = cell.match_indices(' ').map(|(at, _)| at).nth(2).unwrap_or(cell.len());
    period::date(&cell[..end]).is_some()
}

fn sheet(rows: Vec<Row>) -> Option<Sheet> {
    let mut sheet = Sheet { place: rows.first()?.place, ..Sheet::default() };
    let end = rows.iter().position(|row| row.cell(0) == "X").unwrap_or(rows.len());
    sheet.definitions = blocks(&rows[end..]);
    let mut rows: &[Row] = &rows[..end];
    // Lines before the table: title and scale.
    while let Some((first, rest)) = rows.split_first() {
        let alone = first.cells.len() == 1
            || (first.filled() == 1 && !first.cell(0).is_empty() && rest.first().is_some_and(|next| next.cells.len() > 1 && heading_row(next)));
        if !alone || rest.is_empty() {
            break;
        }
        sheet.title.push(first.cell(0).to_owned());
        rows = rest;
    }
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    if width < 2 {
        return None;
    }
    let body = heading_end(rows, width);
    let (heads, body) = rows.split_at(body);
    let element = heads.last().and_then(|row| row.cells.iter().position(|cell| cell.eq_ignore_ascii_case("Element")));
    let element = element.or_else(|| {
        (1..width).find(|at| {
            body.len() > 1
                && body.iter().filter(|row| !row.cell(*at).is_empty()).all(|row| is_element_name(row.cell(*at)))
                && body.iter().any(|row| !row.cell(*at).is_empty())
        })
    });
    if let Some(first) = heads.first().map(|row| row.cell(0)).filter(|cell| !cell.is_empty() && !is_heading_cell(cell)) {
        sheet.title.push(first.to_owned());
    }
    let columns = columns(heads, body, width, element);
    let positions = head(heads, width, &columns, &mut sheet);
    for row in body {
        read_row(row, &columns, element, &mut sheet);
    }
    cover(&mut sheet, positions);
    if sheet.lines.iter().all(|line| line.cells.is_empty()) {
        return None;
    }
    let used = sheet
        .lines
        .iter()
        .flat_map(|line| line.cells.iter().flat_map(|cell| &cell.marks).chain(&line.marks))
        .chain(sheet.headings.iter().flat_map(|heading| &heading.marks));
    let mut missing: Vec<String> = used.filter(|mark| !sheet.footnotes.iter().any(|note| note.mark == **mark)).cloned().collect();
    crate::order::sort_by(&mut missing, Ord::cmp);
    missing.dedup();
    if !missing.is_empty() {
        sheet.caveats.push(missing_footnotes(&missing));
    }
    Some(sheet)
}

fn heading_row(row: &Row) -> bool {
    row.cells.iter().skip(1).any(|cell| !cell.is_empty()) && row.cells.iter().skip(1).all(|cell| is_heading_cell(cell))
}

/// How many rows stand over the body.
fn heading_end(rows: &[Row], width: usize) -> usize {
    let first = &rows[0];
    let figures =
        first.cells.iter().skip(1).any(|cell| {
            matches!(value::read(cell).kind, Kind::Money | Kind::Number | Kind::Percent | Kind::Duration | Kind::Boolean) && !is_year(cell)
        });
    if figures {
        return 0;
    }
    let mut end = 1;
    while let Some(row) = rows.get(end) {
        // A first cell that is filled begins the body, but for a row whose first cell a span took away.
        let shifted = row.cells.len() < width && row.cells.len() > 1 && row.cells.iter().all(|cell| !cell.is_empty() && is_heading_cell(cell));
        let blank_first = row.cell(0).is_empty()
            && row.filled() > 0
            && row.cells.iter().all(|cell| {
                value::read(cell).kind == Kind::Date || !matches!(value::read(cell).kind, Kind::Money | Kind::Number | Kind::Percent) || is_year(cell)
            });
        if !(shifted || blank_first) {
            break;
        }
        end += 1;
    }
    end
}

/// For each place of the grid the column it belongs to: some own a column, marks go with the column before them.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Owner {
    Label,
    Column(u32),
    MarksOf(u32),
    Nothing,
}

fn columns(heads: &[Row], body: &[Row], width: usize, element: Option<usize>) -> Vec<Owner> {
    let mut owners = vec![Owner::Label];
    let mut next = 0u32;
    let shift = |row: &Row| {
        if row.cells.len() < width && !row.cell(0).is_empty() && row.cells.iter().all(|cell| is_heading_cell(cell)) {
            width - row.cells.len()
        } else {
            0
        }
    };
    for at in 1..width {
        let head_cells: Vec<&str> = heads
            .iter()
            .skip(1)
            .filter_map(|row| at.checked_sub(shift(row)).map(|at| row.cell(at)))
            .chain(heads.first().filter(|_| heads.len() == 1).map(|row| row.cell(at)))
            .collect();
        let named = head_cells.iter().any(|cell| !cell.is_empty() && marks(cell).is_none());
        let values: Vec<&str> = body.iter().map(|row| row.cell(at)).filter(|cell| !cell.is_empty()).collect();
        let only_marks = values.iter().all(|cell| marks(cell).is_some());
        owners.push(if element == Some(at) {
            Owner::Nothing
        } else if !named && only_marks && next > 0 && (!values.is_empty() || head_cells.iter().all(|cell| cell.is_empty() || marks(cell).is_some())) {
            Owner::MarksOf(next - 1)
        } else if !named && values.is_empty() {
            Owner::Nothing
        } else {
            next += 1;
            Owner::Column(next - 1)
        });
    }
    owners
}

/// Where the lengths of the heading stand: by column where the grid kept their places, else only their order.
enum Lengths {
    At(Vec<(u32, String)>),
    InOrder(Vec<String>),
}

fn head(heads: &[Row], width: usize, owners: &[Owner], sheet: &mut Sheet) -> Lengths {
    let count = owners.iter().filter(|owner| matches!(owner, Owner::Column(_))).count();
    sheet.headings.resize_with(count, Heading::default);
    let (mut placed, mut in_order, mut kept) = (Vec::new(), Vec::new(), true);
    for (nth, row) in heads.iter().enumerate() {
        let lengths: Vec<usize> =
            (1..row.cells.len()).filter(|at| heading::split_ended(row.cell(*at)).is_some_and(|(_, rest)| trim(rest).is_empty())).collect();
        let short = row.cells.len() < width;
        let shift = if nth > 0 && short && !row.cell(0).is_empty() && row.cells.iter().all(|cell| is_heading_cell(cell)) {
            width - row.cells.len()
        } else {
            0
        };
        if !lengths.is_empty() {
            kept &= !short;
            for at in &lengths {
                in_order.push(row.cell(*at).to_owned());
                if let Some(Owner::Column(column)) = owners.get(*at) {
                    placed.push((*column, row.cell(*at).to_owned()));
                } else {
                    kept = false;
                }
            }
        }
        for (at, cell) in row.cells.iter().enumerate() {
            if cell.is_empty() || lengths.contains(&at) || (nth == 0 && at == 0) {
                continue;
            }
            match owners.get(at + shift) {
                Some(Owner::Column(column)) => sheet.headings[*column as usize].lines.push(cell.clone()),
                Some(Owner::MarksOf(column)) => sheet.headings[*column as usize].marks.extend(marks(cell).unwrap_or_default()),
                _ => {}
            }
        }
    }
    if kept { Lengths::At(placed) } else { Lengths::InOrder(in_order) }
}

/// Gives the columns their lengths. Bare dates stand behind all lengths, so only the last length's reach is doubtful.
fn cover(sheet: &mut Sheet, lengths: Lengths) {
    let placed = match lengths {
        Lengths::At(placed) => placed,
        Lengths::InOrder(lengths) => return place::cover(sheet, &lengths),
    };
    let count = sheet.headings.len() as u32;
    for (nth, (from, length)) in placed.iter().enumerate() {
        let last = nth + 1 == placed.len();
        let until = placed.get(nth + 1).map_or(count, |(next, _)| *next);
        let mut before: Option<time::Date> = None;
        let mut bare = false;
        for column in *from..until {
            let date =
                sheet.headings[column as usize].lines.first().and_then(|line| heading::column(std::slice::from_ref(line), &Default::default()).date);
            // Inside a length dates fall: a newer date begins the bare ones.
            let newer = matches!((before, date), (Some(before), Some(date)) if date >= before);
            bare |= last && newer;
            if last && !newer && column > *from {
                sheet.headings[column as usize].assumed = Some(if bare { SPAN_BARE } else { SPAN }.to_owned());
            }
            if !bare {
                sheet.headings[column as usize].lines.insert(0, length.clone());
            }
            before = date.or(before);
        }
    }
}

fn read_row(row: &Row, owners: &[Owner], element: Option<usize>, sheet: &mut Sheet) {
    if row.filled() == 0 {
        return;
    }
    let whole = row.cells.iter().filter(|cell| !cell.is_empty()).map(String::as_str).collect::<Vec<_>>().join(" ");
    if row.filled() <= 2
        && marks(row.cell(0)).is_none_or(|_| row.filled() == 2)
        && let Some(note) = footnote(&whole)
    {
        sheet.footnotes.push(note);
        return;
    }
    let mut line =
        Line { place: row.place, name: element.map(|at| row.cell(at)).filter(|name| !name.is_empty()).map(str::to_owned), ..Line::default() };
    for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        match owners.get(at).copied().unwrap_or(Owner::Nothing) {
            Owner::Label => (line.label, line.marks) = split_marks(cell),
            Owner::Column(column) => match (marks(cell), line.cells.last_mut()) {
                (Some(more), Some(last)) if value::read(cell).kind == Kind::Text => last.marks.extend(more),
                _ => {
                    let (text, marks) = split_marks(cell);
                    line.cells.push(Filled { column, text, marks, place: row.place, ..Filled::default() });
                }
            },
            Owner::MarksOf(column) => {
                let marks = marks(cell).unwrap_or_default();
                match line.cells.iter_mut().find(|cell| cell.column == column) {
                    Some(cell) => cell.marks.extend(marks),
                    None => line.marks.extend(marks),
                }
            }
            Owner::Nothing => {}
        }
    }
    sheet.lines.push(line);
}

/// Takes footnote marks off the end of a text: "5,982 [1]".
fn split_marks(cell: &str) -> (String, Vec<String>) {
    if let Some(at) = cell.find(" [")
        && let Some(found) = marks(&cell[at..]).filter(|marks| marks.iter().all(|mark| mark.bytes().all(|b| b.is_ascii_digit())))
    {
        return (trim(&cell[..at]).to_owned(), found);
    }
    (cell.to_owned(), Vec::new())
}

/// Reads definition blocks: a row "X", a row with the text, rows of details.
fn blocks(rows: &[Row]) -> Vec<Definition> {
    let mut all: Vec<Definition> = Vec::new();
    for row in rows {
        let first = row.cell(0);
        if first == "X" {
            all.push(Definition::default());
        } else if let Some(last) = all.last_mut() {
            if matches!(first.trim_end_matches(':'), "Name" | "Namespace Prefix" | "Data Type" | "Balance Type" | "Period Type")
                && row.cells.len() >= 2
            {
                definitions::detail(last, first, row.cell(1));
            } else if !first.is_empty() && !definitions::is_part(first) {
                let read = definitions::joined(first);
                last.text = last.text.take().or(read.text);
                last.references.extend(read.references);
            }
        }
    }
    all
}
