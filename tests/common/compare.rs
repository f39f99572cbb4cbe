//! Holds a table against the truth about it.
//!
//! A text that has lost its blank cells cannot tell every column. There a value in a wrong column is a miss when its cell says
//! that the column was assumed, and a silent error when it does not; what was certain must be right, and nothing may be lost.

use filing_viewer::Filing;
use filing_viewer::write::{ChosenTables, Form};
use serde_json::Value;
use std::ops::AddAssign;

/// What the input lost of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    Nothing,
    /// How far headings reach.
    Spans,
    /// Spans and blank cells.
    Blanks,
}

/// What a comparison counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Values of the truth.
    pub(crate) values: usize,
    /// Values in rows that have a blank cell.
    pub(crate) short: usize,
    /// Of those: in the right column.
    pub(crate) right: usize,
    /// Of those: in a wrong column and marked as assumed.
    pub(crate) flagged: usize,
    /// Of those: not marked as assumed.
    pub(crate) certain: usize,
    /// Values in a wrong column that claim to be certain.
    pub(crate) silent: usize,
    /// Columns with a wrong duration that is marked as assumed.
    pub(crate) headings_flagged: usize,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.values += other.values;
        self.short += other.short;
        self.right += other.right;
        self.flagged += other.flagged;
        self.certain += other.certain;
        self.silent += other.silent;
        self.headings_flagged += other.headings_flagged;
    }
}

impl Count {
    /// Whether at least that many in a hundred short values are in the right column.
    pub(crate) fn reaches(&self, percent: usize) -> bool {
        self.right * 100 >= self.short * percent
    }

    /// One line: a name and the share.
    pub(crate) fn line(&self, name: &str) -> String {
        let share = if self.short > 0 { format!("{:.1} %", self.right as f64 * 100.0 / self.short as f64) } else { "-".to_owned() };
        let mut line =
            format!("{name}: {} short values, {} right, {} flagged ({share}), {} certain", self.short, self.right, self.flagged, self.certain);
        if self.headings_flagged > 0 {
            line += &format!(", {} headings flagged", self.headings_flagged);
        }
        if self.silent > 0 {
            line += &format!(", {} SILENT", self.silent);
        }
        line
    }
}

/// The tables as the command line writes them.
pub(crate) fn written(filing: &Filing) -> Vec<Value> {
    let mut json = Vec::new();
    filing_viewer::write::tables(filing, Form::Json, &ChosenTables::default(), &mut json).expect("memory can be written");
    let mut all: Value = serde_json::from_slice(&json).expect("what is written is JSON");
    match all["tables"].take() {
        Value::Array(tables) => tables,
        other => panic!("no list of tables: {other}"),
    }
}

/// Letters and digits only, in lower case: what stays of a text however it was flattened.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || *c == '_').flat_map(char::to_lowercase).collect()
}

/// Short values to the letter, white space apart; long prose by how it begins.
fn same_value(a: &str, b: &str) -> bool {
    let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let beginning = |text: &str| bare(text).chars().take(40).collect::<String>();
    let (a, b) = (solid(a), solid(b));
    if a.chars().count().max(b.chars().count()) <= 200 { a == b } else { beginning(&a) == beginning(&b) }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn joined<'a>(lines: impl Iterator<Item = &'a Value>) -> String {
    lines.map(text).collect::<Vec<_>>().join(" ")
}

/// A heading without the duration that it begins with: "12 Months Ended".
fn without_duration(heading: &str) -> &str {
    let unit = heading.trim_start_matches(|c: char| c.is_ascii_digit());
    match unit.find("ended").filter(|at| unit.len() < heading.len() && unit[..*at].chars().all(char::is_alphabetic)) {
        Some(at) => &unit[at + "ended".len()..],
        None => heading,
    }
}

/// The filled cells of a row with their columns; `of` gives a cell's text.
fn filled<'a>(row: &'a Value, of: impl Fn(&'a Value) -> &'a str) -> Vec<(usize, &'a Value, &'a str)> {
    let cells = list(&row["cells"]).enumerate().map(|(column, cell)| (column, cell, of(cell)));
    cells.filter(|(_, _, text)| !text.trim().is_empty()).collect()
}

/// What is wrong with a table, in words, and what was counted. `concepts` where the input names them.
pub(crate) fn compare(want: &Value, got: &Value, lost: Lost, concepts: bool) -> (Count, Vec<String>) {
    let (mut count, mut wrong) = (Count::default(), Vec::new());
    let first_line = text(&want["title"]).split('\n').next().unwrap_or_default();
    if !bare(&format!("{} {}", text(&got["title"]), joined(list(&got["notes"])))).contains(&bare(first_line)) {
        wrong.push(format!("title {} for {}", got["title"], want["title"]));
    }
    headings(want, got, lost, &mut count, &mut wrong);

    let want_rows: Vec<_> = list(&want["rows"]).map(|row| (row, filled(row, text))).filter(|(_, cells)| !cells.is_empty()).collect();
    let got_rows: Vec<_> =
        list(&got["rows"]).map(|row| (row, filled(row, |cell| text(&cell["text"])))).filter(|(_, cells)| !cells.is_empty()).collect();
    if want_rows.len() != got_rows.len() {
        wrong.push(format!("{} rows with values for {}", got_rows.len(), want_rows.len()));
    }
    for ((want, wanted), (got, cells)) in want_rows.iter().zip(&got_rows) {
        let label = text(&want["label"]);
        if bare(label) != bare(text(&got["label"])) {
            wrong.push(format!("label {} for {label:?}", got["label"]));
            // Rows no longer match: everything below would be told as wrong.
            break;
        }
        let name = text(&want["concept"]);
        if concepts && !name.is_empty() && text(&got["concept"]).replace(':', "_") != name {
            wrong.push(format!("concept {} for {name:?} at {label:?}", got["concept"]));
        }
        count.values += wanted.len();
        if wanted.len() != cells.len() || wanted.iter().zip(cells).any(|((_, _, a), (_, _, b))| !same_value(a, b)) {
            let shown =
                |cells: &[(usize, &Value, &str)]| cells.iter().map(|(_, _, text)| text.chars().take(30).collect::<String>()).collect::<Vec<_>>();
            wrong.push(format!("values of {label:?}: {:?} for {:?}", shown(cells), shown(wanted)));
            continue;
        }
        let short = wanted.len() < list(&want["cells"]).count();
        count.short += if short { wanted.len() } else { 0 };
        for ((right, _, _), (column, cell, text)) in wanted.iter().zip(cells) {
            count.certain += usize::from(short && cell["assumed"] != true);
            if right == column {
                count.right += usize::from(short);
            } else if lost == Lost::Blanks && short && cell["assumed"] == true {
                count.flagged += 1;
            } else {
                count.silent += 1;
                wrong.push(format!("{text:?} of {label:?} in column {} for {}, and not marked as assumed", column + 1, right + 1));
            }
        }
    }
    (count, wrong)
}

fn headings(want: &Value, got: &Value, lost: Lost, count: &mut Count, wrong: &mut Vec<String>) {
    let wanted: Vec<String> = list(&want["columns"]).map(|lines| bare(&joined(list(lines)))).collect();
    let found: Vec<(String, bool)> =
        list(&got["columns"]).map(|column| (bare(&joined(list(&column["heading"]))), column["assumed"] == true)).collect();
    if wanted.len() != found.len() {
        wrong.push(format!("headings {found:?} for {wanted:?}"));
    }
    for (wanted, (found, assumed)) in wanted.iter().zip(&found).filter(|(wanted, (found, _))| *wanted != found) {
        if lost != Lost::Nothing && *assumed && without_duration(wanted) == without_duration(found) {
            count.headings_flagged += 1;
        } else {
            wrong.push(format!("heading {found:?} for {wanted:?}"));
        }
    }
}
