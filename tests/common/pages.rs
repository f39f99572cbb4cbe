//! Made-up pages, laid out as EDGAR does and then flattened: the truth and the text of each.
//!
//! EDGAR's rules that leave evidence behind: a balance stands in every column that ends on its date; down a column the currency
//! sign stands on the first and last cell of each run of one unit; a row or column without a value is not there.

use serde_json::{Value, json};

/// Numbers that look random and are the same in every run.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

type Columns = &'static [(Option<&'static str>, &'static str)];

const SHAPES: &[Columns] = &[
    &[(None, "Dec. 31, 2031"), (None, "Dec. 31, 2030")],
    &[(Some("12 Months Ended"), "Dec. 31, 2031"), (Some("12 Months Ended"), "Dec. 31, 2030")],
    &[(Some("12 Months Ended"), "Dec. 31, 2031"), (Some("12 Months Ended"), "Dec. 31, 2030"), (Some("12 Months Ended"), "Dec. 31, 2029")],
    &[(Some("12 Months Ended"), "Dec. 31, 2031"), (None, "Dec. 31, 2030")],
    &[(Some("12 Months Ended"), "Dec. 31, 2031"), (Some("12 Months Ended"), "Dec. 31, 2030"), (None, "Dec. 31, 2029")],
    &[
        (Some("3 Months Ended"), "Jun. 30, 2031"),
        (Some("3 Months Ended"), "Jun. 30, 2030"),
        (Some("6 Months Ended"), "Jun. 30, 2031"),
        (Some("6 Months Ended"), "Jun. 30, 2030"),
    ],
    &[
        (Some("3 Months Ended"), "Sep. 30, 2031"),
        (Some("3 Months Ended"), "Sep. 30, 2030"),
        (Some("9 Months Ended"), "Sep. 30, 2031"),
        (Some("9 Months Ended"), "Sep. 30, 2030"),
        (None, "Dec. 31, 2030"),
    ],
    &[(Some("1 Months Ended"), "May 14, 2031"), (Some("12 Months Ended"), "Dec. 31, 2031"), (Some("12 Months Ended"), "Dec. 31, 2030")],
    &[(Some("1 Months Ended"), "Aug. 31, 2031"), (Some("3 Months Ended"), "Sep. 30, 2031"), (Some("9 Months Ended"), "Sep. 30, 2031")],
    &[(None, "Mar. 03, 2032"), (None, "Dec. 31, 2031"), (None, "Jun. 15, 2031"), (None, "Dec. 31, 2030")],
    &[(None, "Total"), (None, "Common Stock [Member]"), (None, "Retained Earnings [Member]")],
    &[(None, "Level 1 [Member]"), (None, "Level 2 [Member]"), (None, "Level 3 [Member]")],
    &[
        (Some("3 Months Ended"), "Dec. 31, 2031"),
        (Some("3 Months Ended"), "Sep. 30, 2031"),
        (Some("3 Months Ended"), "Jun. 30, 2031"),
        (Some("3 Months Ended"), "Mar. 31, 2031"),
        (Some("12 Months Ended"), "Dec. 31, 2031"),
    ],
];

#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Money,
    PerShare,
    Shares,
    Percent,
    Time,
}

const ROWS: &[(&str, Unit, bool)] = &[
    ("Interest paid", Unit::Money, false),
    ("Proceeds from notes", Unit::Money, false),
    ("Impairment of goodwill", Unit::Money, false),
    ("Amortization expense", Unit::Money, false),
    ("Gain on sale of plant", Unit::Money, false),
    ("Rent expense", Unit::Money, false),
    ("Purchase price", Unit::Money, false),
    ("Fair value of warrants", Unit::Money, true),
    ("Carrying amount", Unit::Money, true),
    ("Accrued interest", Unit::Money, true),
    ("Outstanding balance", Unit::Money, true),
    ("Unrecognized cost", Unit::Money, true),
    ("Cash", Unit::Money, true),
    ("Earnings per share", Unit::PerShare, false),
    ("Exercise price", Unit::PerShare, true),
    ("Par value", Unit::PerShare, true),
    ("Shares issued", Unit::Shares, false),
    ("Warrants outstanding", Unit::Shares, true),
    ("Tax rate", Unit::Percent, false),
    ("Interest rate", Unit::Percent, true),
    ("Term of the loan", Unit::Time, false),
    ("Remaining life", Unit::Time, true),
];

struct Row {
    label: String,
    unit: Unit,
    texts: Vec<Option<String>>,
}

/// The truth of a page.
pub(crate) fn page(dice: &mut Dice) -> Value {
    let mut columns = dice.one_of(SHAPES).to_vec();
    let dated = columns[0].1.contains(',');
    let mut rows: Vec<Row> = Vec::new();
    // How often a value repeats by chance, and how often a row is full: pages differ.
    let (few, full) = (dice.below(3) == 0, 1 + dice.below(4));
    for nth in 0..2 + dice.below(14) {
        if nth > 0 && dice.below(7) == 0 {
            for label in [
                dice.one_of(&["Minimum [Member]", "Maximum [Member]", "Term Loan [Member]", "Plant One [Member] | Land [Member]"]),
                "Debt Instrument [Line Items]",
            ] {
                rows.push(Row { label: label.to_owned(), unit: Unit::Time, texts: vec![None; columns.len()] });
            }
        }
        let (label, unit, balance) = dice.one_of(ROWS);
        let mut filled: Vec<bool> = (0..columns.len()).map(|_| dice.below(4) < full).collect();
        let mut numbers: Vec<usize> =
            (0..columns.len()).map(|_| if few { dice.one_of(&[0, 100, 250, 5_000, 12_345, 98_700]) } else { 1 + dice.below(2_000_000) }).collect();
        if balance && dated {
            for column in 1..columns.len() {
                if let Some(same) = (0..column).find(|other| columns[*other].1 == columns[column].1) {
                    (filled[column], numbers[column]) = (filled[same], numbers[same]);
                }
            }
        }
        if !filled.contains(&true) {
            continue;
        }
        let text = |number: usize| match unit {
            Unit::Money | Unit::Shares => grouped(number),
            Unit::PerShare => format!("{}.{:02}", number % 40, number % 100),
            Unit::Percent => format!("{}.{:02}%", number % 100, number % 7),
            Unit::Time => format!("{} years", 1 + number % 9),
        };
        rows.push(Row {
            label: label.to_owned(),
            unit,
            texts: (0..columns.len()).map(|column| filled[column].then(|| text(numbers[column]))).collect(),
        });
    }
    // A column without a value is not there.
    for column in (0..columns.len()).rev().filter(|column| rows.iter().all(|row| row.texts[*column].is_none())).collect::<Vec<_>>() {
        columns.remove(column);
        rows.iter_mut().for_each(|row| drop(row.texts.remove(column)));
    }
    if columns.is_empty() {
        return page(dice);
    }
    for column in 0..columns.len() {
        let cells: Vec<usize> = (0..rows.len()).filter(|row| rows[*row].texts[column].is_some()).collect();
        let unit = |at: Option<usize>| at.and_then(|at| cells.get(at)).map(|row| rows[*row].unit);
        let edges: Vec<usize> = (0..cells.len())
            .filter(|at| unit(at.checked_sub(1)) != unit(Some(*at)) || unit(Some(at + 1)) != unit(Some(*at)))
            .map(|at| cells[at])
            .collect();
        for row in edges {
            if matches!(rows[row].unit, Unit::Money | Unit::PerShare) {
                rows[row].texts[column] = rows[row].texts[column].take().map(|text| format!("$ {text}"));
            }
        }
    }
    let title = "Notes (Details Narrative) - USD ($)";
    json!({
        "title": title,
        "columns": columns.iter().map(|(duration, line)| duration.iter().chain([line]).collect::<Vec<_>>()).collect::<Vec<_>>(),
        "rows": rows.iter().map(|row| json!({"label": row.label, "cells": row.texts})).collect::<Vec<_>>(),
    })
}

fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn list(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// A column's duration, empty where it has none, and the lines below.
fn heading(column: &Value) -> (String, Vec<String>) {
    let mut lines: Vec<String> = list(column).iter().filter_map(Value::as_str).flat_map(str::lines).map(str::to_owned).collect();
    let duration = if lines.first().is_some_and(|line| line.ends_with("Ended")) { lines.remove(0) } else { String::new() };
    (duration, lines)
}

/// The text of a page as a Markdown table: blank cells are kept, spans are gone.
pub(crate) fn markdown(truth: &Value) -> String {
    let one_line = |text: &str| text.replace('\n', " ").replace('|', "\\|");
    let row = |cells: Vec<String>| format!("| {} |\n", cells.iter().map(|cell| one_line(cell)).collect::<Vec<_>>().join(" | "));
    let headings: Vec<(String, Vec<String>)> = list(&truth["columns"]).iter().map(heading).collect();
    let title = truth["title"].as_str().unwrap_or_default().to_owned();
    let dates = headings.iter().map(|(_, lines)| lines.join(" "));
    let mut text = if headings.iter().any(|(duration, _)| !duration.is_empty()) {
        let begins = |at: usize| at == 0 || headings[at - 1].0 != headings[at].0;
        let durations = (0..headings.len()).map(|at| if begins(at) { headings[at].0.clone() } else { String::new() });
        row([title].into_iter().chain(durations).collect())
            + &"|---".repeat(headings.len() + 1)
            + "|\n"
            + &row([String::new()].into_iter().chain(dates).collect())
    } else {
        row([title].into_iter().chain(dates).collect()) + &"|---".repeat(headings.len() + 1) + "|\n"
    };
    for line in list(&truth["rows"]) {
        let cells = list(&line["cells"]).into_iter().map(|cell| cell.as_str().unwrap_or_default().to_owned());
        text += &row([line["label"].as_str().unwrap_or_default().to_owned()].into_iter().chain(cells).collect());
    }
    text
}

/// The text of a page in the dialect with a bar before each cell: blank cells and the spans of durations are gone.
pub(crate) fn flattened(truth: &Value) -> String {
    let mut text = format!("|\n{}\n", truth["title"].as_str().unwrap_or_default());
    let mut dates = String::new();
    let mut last = String::new();
    for column in list(&truth["columns"]) {
        let (duration, rest) = heading(&column);
        if !duration.is_empty() && duration != last {
            text += &format!("|{duration}\n");
        }
        last = duration;
        dates += &format!("|\n{}\n", rest.join("\n"));
    }
    text += &dates;
    for row in list(&truth["rows"]) {
        text += &format!("|{}\n", row["label"].as_str().unwrap_or_default());
        for cell in list(&row["cells"]).iter().filter_map(Value::as_str).filter(|cell| !cell.is_empty()) {
            // Long texts are blocks, which begin on the line after their bar.
            text += &if cell.contains('\n') || cell.len() > 200 { format!("|\n{cell}\n") } else { format!("|{cell}\n") };
        }
    }
    text + "|X\n- Details\n"
}
