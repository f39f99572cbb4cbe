//! Whether every line of a text is somewhere in the tables that were read from it, and just once.
//!
//! Both sides are counted as multisets. What a table shows in several places for one line of the text is counted once: a
//! duration, for all neighbouring columns that it covers (a column without it may stand between, where dates of another length
//! do). A line of footnote marks is one item for each mark. A plain line is a row: its label, values and marks joined.

use filing_viewer::{Filing, Table};
use std::collections::BTreeMap;

type Items = BTreeMap<String, i64>;

/// White space of every kind as one space.
fn fold(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A line that is footnote marks and nothing else: each of them.
fn marks(line: &str) -> Option<Vec<String>> {
    let alone = line.replace([' ', ','], "");
    let all: Vec<String> = alone.split_inclusive(']').map(str::to_owned).collect();
    (!all.is_empty()
        && all.iter().all(|mark| {
            mark.starts_with('[')
                && mark.ends_with(']')
                && (3..=5).contains(&mark.len())
                && mark[1..mark.len() - 1].bytes().all(|b| b.is_ascii_alphanumeric())
        }))
    .then_some(all)
}

fn is_duration(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    matches!(words[..], [count, unit, ended] if count.bytes().all(|b| b.is_ascii_digit()) && ["month", "week", "day", "year"].contains(&unit.to_ascii_lowercase().trim_end_matches('s')) && ended.eq_ignore_ascii_case("ended"))
}

fn add(items: &mut Items, text: &str, by: i64) {
    let text = fold(text);
    for item in marks(&text).unwrap_or_else(|| vec![text]) {
        if !item.is_empty() {
            *items.entry(item).or_default() += by;
        }
    }
}

/// The lines of a text before its definition blocks: bars at the ends of a line and doubled bars part cells.
fn lines(text: &str, bars: bool) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let cells: Vec<&str> = if bars { line.trim_end().trim_matches('|').split("||").collect() } else { vec![line] };
        if bars && fold(cells[0]) == "X" {
            break;
        }
        found.extend(cells.into_iter().map(fold).filter(|cell| !cell.is_empty()));
    }
    found
}

fn bracketed(marks: &[String]) -> String {
    marks.iter().map(|mark| format!("[{mark}]")).collect::<Vec<_>>().join(" ")
}

/// The durations of a table, one for each run of columns that has it.
fn durations(table: &Table) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for column in &table.columns {
        let duration = column.heading.first().map(|line| fold(line)).filter(|line| is_duration(line));
        found.extend(duration.filter(|duration| found.last() != Some(duration)));
    }
    found
}

/// The differences: each with how often the text has it more (or, below zero, less) than the filing.
pub(crate) fn unaccounted(text: &str, filing: &Filing, bars: bool) -> Vec<(String, i64)> {
    let mut items = Items::new();
    let lines = lines(text, bars);
    for line in &lines {
        add(&mut items, line, 1);
    }
    for table in filing.tables() {
        // A long title is broken into lines, which the table joins.
        let mut title = fold(&table.title);
        while !title.is_empty() {
            let part = lines.iter().find(|line| title.starts_with(line.as_str())).cloned().unwrap_or_else(|| title.clone());
            add(&mut items, &part, -1);
            title = title[part.len()..].trim_start().to_owned();
        }
        table.notes.iter().for_each(|note| add(&mut items, note, -1));
        let durations = durations(table);
        if bars {
            durations.iter().for_each(|duration| add(&mut items, duration, -1))
        } else {
            add(&mut items, &durations.join(" "), -1)
        }
        for column in &table.columns {
            let rest = column.heading.iter().filter(|line| !is_duration(&fold(line)));
            if bars {
                rest.for_each(|line| add(&mut items, line, -1));
                column.marks.iter().for_each(|mark| add(&mut items, &format!("[{mark}]"), -1));
            } else {
                add(&mut items, &rest.cloned().chain([bracketed(&column.marks)]).collect::<Vec<_>>().join(" "), -1);
            }
        }
        for (row, at) in table.rows.iter().zip(0..) {
            let mut parts = vec![row.label.clone(), bracketed(&row.marks)];
            for cell in table.row_cells(at) {
                let fact = filing.fact(cell.fact).expect("a cell has a fact");
                // A fact has the marks of its row behind its own.
                let own = &fact.marks()[..fact.marks().len() - row.marks.len()];
                parts.extend([fact.shown().into_owned(), bracketed(own)]);
            }
            if bars {
                parts.iter().flat_map(|part| part.lines()).for_each(|part| add(&mut items, part, -1));
            } else {
                add(&mut items, &parts.join(" "), -1);
            }
        }
        for note in &table.footnotes {
            format!("[{}] {}", note.mark, note.text).lines().for_each(|line| add(&mut items, line, -1));
        }
    }
    items.into_iter().filter(|(_, count)| *count != 0).collect()
}
