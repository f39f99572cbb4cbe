//! A table in fixed columns: which columns there are, what stands in which, and which lines make up a label.

use super::lines::{Line, Piece, is_page_break, is_rule, is_value};
use crate::filing::{Doubt, Footnote};
use crate::period;
use crate::sheet::{Filled, Heading, Line as Row, Sheet};

/// A value is its column's where it shares characters with it, or stands so near.
const NEAR: usize = 2;
/// The most columns that are told apart.
const MOST_COLUMNS: usize = 60;

const BETWEEN: &str = "The value stands under no other value of the table: blanks alone part the columns, and it was put into the nearest one.";

/// A line of the body taken apart.
struct Parts<'a> {
    line: &'a Line<'a>,
    /// How far the label is indented.
    indent: usize,
    label: Option<Piece>,
    values: Vec<Piece>,
}

/// A column: what its values cover.
#[derive(Clone, Copy, Debug)]
struct Column {
    from: usize,
    to: usize,
}

/// Reads a table from its `<TABLE>` to before its end; none where no figure is in it.
pub(super) fn table(lines: &[Line<'_>]) -> Option<Sheet> {
    let (first, last) = (lines.first()?, lines.last()?);
    let mut place = first.place();
    place.len = last.place().start + last.place().len - place.start;
    let marks_at = lines.iter().position(|line| line.column_marks().is_some());
    let marks = marks_at.and_then(|at| lines[at].column_marks()).unwrap_or_default();
    let body_from = marks_at.map_or_else(|| head_end(lines), |at| at + 1);
    let notes_from = lines.iter().position(|line| line.opens("FN")).unwrap_or(lines.len());
    let mut sheet = Sheet { place, footnotes: footnotes(&lines[notes_from.min(lines.len())..]), ..Sheet::default() };
    let body: Vec<Option<Parts<'_>>> = lines.get(body_from..notes_from)?.iter().filter_map(|line| parts(line, &marks)).collect();
    if !body.iter().flatten().flat_map(|parts| &parts.values).any(|piece| piece.text.bytes().any(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let mut columns = columns(&body, &marks);
    if columns.len() > MOST_COLUMNS {
        columns.truncate(MOST_COLUMNS);
        sheet.caveats.push("The table has more than 60 columns; values beyond them stand in the last.".to_owned());
    }
    sheet.headings = vec![Heading::default(); columns.len()];
    headings(&lines[..body_from.min(lines.len())], &columns, &mut sheet);
    rows(body, &columns, &mut sheet);
    Some(sheet)
}

/// Where the headings end in a table without marks: before the first line that has a label and a figure that no heading could be.
fn head_end(lines: &[Line<'_>]) -> usize {
    let is_row = |line: &Line<'_>| {
        let pieces = line.pieces();
        let figure = |piece: &Piece| {
            let is_year = piece.text.len() == 4 && (piece.text.starts_with("19") || piece.text.starts_with("20"));
            is_value(piece.text.split(' ').next_back().unwrap_or_default()) && piece.text.bytes().any(|byte| byte.is_ascii_digit()) && !is_year
        };
        pieces.len() > 1 && pieces[0].text.chars().any(char::is_alphabetic) && pieces[1..].iter().any(figure) && !period_words(&pieces)
    };
    lines.iter().skip(1).position(is_row).map_or(lines.len(), |at| at + 1)
}

/// Whether a line names months, as headings do: "December 31,   September 30,".
fn period_words(pieces: &[Piece]) -> bool {
    pieces.iter().flat_map(|piece| piece.text.split(' ')).filter(|word| period::month(word).is_some()).count() * 2 >= pieces.len()
}

/// A line of the body; None within where it only parts others, none where it is no part of the table.
fn parts<'a>(line: &'a Line<'a>, marks: &[usize]) -> Option<Option<Parts<'a>>> {
    let text = line.text.trim();
    if is_page_break(text) || text.starts_with('<') && text.ends_with('>') && !text.contains(' ') {
        return None;
    }
    if text.is_empty() || is_rule(text) || text.strip_prefix("- ").is_some_and(is_rule) {
        return Some(None);
    }
    let mut parts = Parts { line, indent: line.text.chars().take_while(|c| c.is_whitespace()).count(), label: None, values: Vec::new() };
    let first_mark = marks.get(1).copied();
    for (at, piece) in line.pieces().into_iter().enumerate() {
        let words = piece.words();
        let all_values = words.iter().all(|word| is_value(&word.text));
        // A number where labels stand is one: a year, a number of a class.
        let in_stub =
            at == 0 && (piece.from < NEAR + marks.first().copied().unwrap_or(0) + 1 || first_mark.is_some_and(|mark| piece.to + NEAR < mark));
        let is_text_value = first_mark.is_some_and(|mark| piece.from + NEAR >= mark) && (at > 0 || piece.from > first_mark.unwrap_or(0));
        if all_values && !in_stub {
            parts.values.extend(words);
        } else if is_text_value && (at > 0 || parts.label.is_none()) && (marks.len() > 1) {
            parts.values.push(piece);
        } else if parts.values.is_empty() {
            // Behind one blank, figures that reach into the columns are none of the label.
            let behind = words.iter().rposition(|word| !is_value(&word.text) || first_mark.is_none_or(|mark| word.to <= mark)).map_or(0, |at| at + 1);
            let mut words = words.into_iter();
            let mut label = piece.clone();
            if behind > 0 && behind < words.len() {
                let kept: Vec<Piece> = words.by_ref().take(behind).collect();
                label = kept.into_iter().reduce(|mut one, next| {
                    one.join(next, " ");
                    one
                })?;
                parts.values.extend(words);
            }
            match &mut parts.label {
                Some(own) => own.join(label, " "),
                None => parts.label = Some(label),
            }
        } else {
            parts.values.push(piece);
        }
    }
    parts.values = joined(std::mem::take(&mut parts.values));
    Some(Some(parts))
}

/// A sign that stands apart goes to the number behind it; what closes a number to that before it.
fn joined(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut all: Vec<Piece> = Vec::new();
    for piece in pieces {
        let closes = matches!(piece.text.as_str(), ")" | "%" | ")%");
        match all.last_mut() {
            Some(last) if matches!(last.text.as_str(), "$" | "$(" | "(" | "($") => {
                let between = if last.text == "$" { " " } else { "" };
                // The column is where the digits stand.
                let from = piece.from;
                last.join(piece, between);
                last.from = from;
            }
            Some(last) if closes => last.join(piece, ""),
            _ => all.push(piece),
        }
    }
    all
}

/// The columns: what values that stand over each other cover together, and a mark under which no value stands.
fn columns(body: &[Option<Parts<'_>>], marks: &[usize]) -> Vec<Column> {
    let marks = marks.get(1..).unwrap_or_default();
    // Rows that have a value for each mark say what each column covers.
    let mut columns: Vec<Option<Column>> = vec![None; marks.len()];
    let full = |parts: &&Parts<'_>| !marks.is_empty() && parts.values.len() == marks.len();
    for parts in body.iter().flatten().filter(full) {
        for (column, value) in columns.iter_mut().zip(&parts.values) {
            let known = column.get_or_insert(Column { from: value.from, to: value.to });
            (known.from, known.to) = (known.from.min(value.from), known.to.max(value.to));
        }
    }
    let apart = |columns: &[Option<Column>]| columns.windows(2).all(|pair| matches!(pair, [Some(one), Some(next)] if one.to <= next.from + NEAR));
    if !marks.is_empty() && columns.iter().all(Option::is_some) && apart(&columns) {
        return columns.into_iter().flatten().collect();
    }
    // Else values that stand over each other are a column, and a mark without any is one, too.
    // Running text that reaches over several of them tells nothing.
    let tells = |piece: &&Piece| !piece.text.trim_start_matches("$ ").contains(' ');
    let values = body.iter().flatten().flat_map(|parts| &parts.values).filter(tells);
    let mut values: Vec<Column> = values.map(|piece| Column { from: piece.from, to: piece.to }).collect();
    crate::order::sort_by_key(&mut values, |column| (column.from, column.to));
    let mut found: Vec<Column> = Vec::new();
    for value in values {
        match found.last_mut() {
            Some(last) if value.from < last.to => last.to = last.to.max(value.to),
            _ => found.push(value),
        }
    }
    if marks.is_empty() {
        return found;
    }
    for (at, mark) in marks.iter().enumerate() {
        let next = marks.get(at + 1).copied().unwrap_or(usize::MAX);
        let before = at.checked_sub(1).map_or(0, |at| marks[at]);
        // Nearer to this mark than to those beside it.
        let is_own = |column: &Column| {
            let near = |mark: usize| {
                (column.from..=column.to).contains(&mark) as usize * 1000
                    + 500_usize.saturating_sub(mark.abs_diff(usize::midpoint(column.from, column.to)))
            };
            near(*mark) >= near(before) && near(*mark) >= near(next)
        };
        if !found.iter().any(is_own) {
            found.push(Column { from: *mark, to: mark + 3 });
        }
    }
    crate::order::sort_by_key(&mut found, |column| column.from);
    // A column of one mark that was found in two parts is one.
    while found.len() > marks.len() {
        let gaps = found.windows(2).enumerate().map(|(at, pair)| (pair[1].from.saturating_sub(pair[0].to), at));
        let Some((_, at)) = gaps.min() else { break };
        found[at].to = found[at + 1].to;
        found.remove(at + 1);
    }
    found
}

/// The column that a value stands in, and whether it is the only one.
fn column_of(piece: &Piece, columns: &[Column]) -> (usize, bool) {
    let mut touched = columns.iter().enumerate().map(|(at, column)| (piece.shared(column.from, column.to), at)).filter(|(shared, _)| *shared > 0);
    if let Some(best) = touched.clone().max_by_key(|(shared, at)| (*shared, std::cmp::Reverse(*at))) {
        return (best.1, touched.nth(1).is_none());
    }
    let away = |column: &Column| column.from.saturating_sub(piece.to).max(piece.from.saturating_sub(column.to));
    let nearest = columns.iter().enumerate().map(|(at, column)| (away(column), at)).min().unwrap_or_default();
    (nearest.1, nearest.0 <= NEAR)
}

/// Puts the lines above the columns: over each column its heading; what covers no column is the table's title.
fn headings(lines: &[Line<'_>], columns: &[Column], sheet: &mut Sheet) {
    let from = lines.iter().position(|line| line.opens("CAPTION")).map_or(1, |at| at + 1);
    let Some(first) = columns.first() else { return };
    for line in lines.iter().skip(from) {
        let text = line.text.trim();
        if text.is_empty() || is_rule(text) || text.strip_prefix("- ").is_some_and(is_rule) || is_page_break(text) || line.column_marks().is_some() {
            continue;
        }
        let pieces = line.pieces();
        let alone = pieces.len() == 1;
        for piece in pieces {
            let touched: Vec<usize> =
                (0..columns.len()).filter(|at| piece.shared(columns[*at].from.saturating_sub(1), columns[*at].to + 1) > 0).collect();
            let is_title = piece.to <= first.from || alone && piece.from < first.from;
            if is_title {
                // What stands over the labels, as "(In thousands)", says how to read the table.
                if alone || piece.text.starts_with('(') {
                    sheet.title.push(piece.text);
                }
                continue;
            }
            let touched = if touched.is_empty() { vec![column_of(&piece, columns).0] } else { touched };
            for at in touched {
                if let Some(heading) = sheet.headings.get_mut(at) {
                    add_line(&mut heading.lines, &piece.text);
                    heading.marks.extend(piece.marks.iter().cloned());
                }
            }
        }
    }
}

/// A further line of a heading; a year goes on with the day that stands over it.
fn add_line(lines: &mut Vec<String>, text: &str) {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    match lines.last_mut() {
        Some(last) if is_year && last.ends_with(',') => {
            last.push(' ');
            last.push_str(text);
            // "Year Ended December 31, 1997" is a length and a day.
            let words: Vec<&str> = last.split_whitespace().collect();
            if let Some(at) = words.len().checked_sub(3).filter(|at| *at > 0)
                && period::date(&words[at..].join(" ")).is_some()
            {
                let (length, day) = (words[..at].join(" "), words[at..].join(" "));
                lines.pop();
                lines.extend([length, day]);
            }
        }
        _ => lines.push(text.to_owned()),
    }
}

/// The rows: lines without a value go on with a label, or are headings.
fn rows(body: Vec<Option<Parts<'_>>>, columns: &[Column], sheet: &mut Sheet) {
    // Where blank lines stand between the rows, what stands together is one row.
    let valued = body.iter().flatten().filter(|parts| !parts.values.is_empty()).count();
    let parted = body.windows(2).filter(|pair| pair[0].is_none() && pair[1].is_some()).count();
    let by_blanks = valued > 2 && parted * 3 >= valued * 2;
    let mut open: Vec<Parts<'_>> = Vec::new();
    let least = body.iter().flatten().filter(|parts| parts.label.is_some()).map(|parts| parts.indent).min().unwrap_or(0);
    for parts in body {
        let Some(parts) = parts else {
            open.drain(..).for_each(|heading| sheet.lines.push(row(heading, columns, least)));
            continue;
        };
        if parts.values.is_empty() {
            open.push(parts);
            continue;
        }
        let mut whole = parts;
        while let Some(before) = open.last() {
            let is_open = before.label.as_ref().is_some_and(|label| !label.text.ends_with(':'));
            let goes_on = whole.label.is_none() || whole.indent > before.indent || by_blanks;
            if !(is_open && goes_on) {
                break;
            }
            let Some(mut before) = open.pop() else { break };
            match (&mut before.label, whole.label.take()) {
                (Some(label), Some(more)) => label.join(more, " "),
                (label, Some(more)) => *label = Some(more),
                _ => {}
            }
            before.values = std::mem::take(&mut whole.values);
            whole = before;
        }
        open.drain(..).for_each(|heading| sheet.lines.push(row(heading, columns, least)));
        sheet.lines.push(row(whole, columns, least));
    }
    open.drain(..).for_each(|heading| sheet.lines.push(row(heading, columns, least)));
}

fn row(parts: Parts<'_>, columns: &[Column], least: usize) -> Row {
    let mut row = Row { place: parts.line.place(), depth: (parts.indent.saturating_sub(least) / 2).min(20) as u32, ..Row::default() };
    if let Some(label) = parts.label {
        (row.label, row.marks) = (label.text, label.marks);
        // A label of several lines begins on the first of them.
        row.place.len = row.place.len.max(label.place.start + label.place.len - row.place.start);
    }
    let mut places: Vec<(usize, bool)> = parts.values.iter().map(|piece| column_of(piece, columns)).collect();
    if parts.values.len() == columns.len() {
        places = (0..columns.len()).map(|at| (at, true)).collect();
    }
    for (piece, (column, certain)) in parts.values.into_iter().zip(places) {
        let doubt = (!certain).then(|| Doubt {
            why: BETWEEN.to_owned(),
            columns: (column.saturating_sub(1)..=column + 1).filter(|at| *at < columns.len()).map(|at| at as u32).collect(),
        });
        match row.cells.last_mut().filter(|last| last.column >= column as u32) {
            Some(last) => {
                last.text.push(' ');
                last.text.push_str(&piece.text);
                last.marks.extend(piece.marks);
                last.place.len = piece.place.start + piece.place.len - last.place.start;
            }
            None => {
                row.cells.push(Filled { column: column as u32, text: piece.text, marks: piece.marks, doubt, place: piece.place, ..Filled::default() })
            }
        }
    }
    row
}

/// The footnotes behind `<FN>`: each begins with its mark, `<F1>`.
fn footnotes(lines: &[Line<'_>]) -> Vec<Footnote> {
    let mut found: Vec<Footnote> = Vec::new();
    for line in lines.iter().skip(1) {
        let text = line.text.trim();
        if text.is_empty() || line.opens("/FN") {
            continue;
        }
        match text.strip_prefix('<').and_then(|rest| rest.split_once('>')).filter(|(mark, _)| mark.starts_with('F') && mark.len() <= 3) {
            Some((mark, text)) => found.push(Footnote { mark: mark.to_owned(), text: text.trim().to_owned() }),
            None => {
                if let Some(last) = found.last_mut() {
                    last.text.push('\n');
                    last.text.push_str(text);
                }
            }
        }
    }
    found
}
