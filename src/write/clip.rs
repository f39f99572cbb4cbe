//! What goes on the clipboard: a block of rows as HTML with tab-separated text beside it, and a citation of one fact. Each is a
//! pure function of what is chosen. (Rows as Markdown are what [`facts`](super::facts) and [`tables`](super::tables) write.)

use super::facts::{FactGrid, first_and_last};
use super::grid::{Grid, Value};
use super::sheet::TableGrid;
use super::{ChosenFacts, ChosenTables, csv, spoken_members, unit_words};
use crate::filing::{Fact, Filing, LabelFrom, Period};
use crate::space::is_bidi_control;
use crate::value::Kind;
use std::io;

/// The two forms that are put on the clipboard together, for programs to take the one they know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clip {
    /// A table in HTML: numbers plain, so that a spreadsheet takes them as numbers; words marked as words where it could take them
    /// for something else.
    pub html: String,
    /// The same rows as tab-separated text.
    pub text: String,
}

/// What is copied: facts, or rows of one table.
#[derive(Clone, Copy, Debug)]
pub enum Block<'a> {
    /// Facts with columns by name: all that the facts view shows where none are chosen.
    Facts(ChosenFacts<'a>),
    /// Rows of a table, their labels first; units, doubts and footnotes stand beside them only where there are some.
    Table(ChosenTables<'a>),
}

/// A block of rows as HTML and as tab-separated text.
///
/// No text of a filing is ever markup in the HTML, and none begins like a formula in either.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use filing_viewer::write::{ChosenTables, clip::{Block, table}};
/// let filing = filing_viewer::read(b"|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|R&D <net>\n|$ (12)\n", "cash.txt")?;
/// let clip = table(&filing, &Block::Table(ChosenTables { only: Some(0), ..ChosenTables::default() }))?;
/// assert!(clip.html.contains("<td>R&amp;D &lt;net&gt;</td>"), "{}", clip.html);
/// assert!(clip.html.contains("<td align=\"right\">-12</td>"), "{}", clip.html);
/// assert_eq!(clip.text, "label\tunit\tDec. 31, 2023\r\nR&D <net>\tUSD\t-12\r\n");
/// # Ok(())
/// # }
/// ```
pub fn table(filing: &Filing, block: &Block<'_>) -> io::Result<Clip> {
    let mut clip = Clip { html: HEAD.to_owned(), text: String::new() };
    each(filing, block, |grid| {
        let shown = shown_columns(grid, block);
        clip.html.push_str("<table><thead><tr>");
        let headings: Vec<Value<'_>> = shown.iter().map(|at| Value::text(grid.headings()[*at].as_str())).collect();
        headings.iter().for_each(|heading| html_cell("th", heading, &mut clip.html));
        clip.html.push_str("</tr></thead><tbody>");
        text_line(&headings, &mut clip.text);
        let mut cells = Vec::new();
        for row in 0..grid.len() {
            cells.clear();
            grid.row(row, &mut cells);
            let cells: Vec<Value<'_>> = shown.iter().filter_map(|at| cells.get(*at).cloned()).collect();
            clip.html.push_str("<tr>");
            cells.iter().for_each(|cell| html_cell("td", cell, &mut clip.html));
            clip.html.push_str("</tr>");
            text_line(&cells, &mut clip.text);
        }
        clip.html.push_str("</tbody></table>");
    })?;
    Ok(clip)
}

/// Says a fact in one line, as it is cited: label and concept, value with its unit and scale in words, period, members, entity and
/// file. What is assumed is said. None where there is no such fact.
///
/// ```
/// use filing_viewer::write::clip::citation;
/// let text = "|\nSales (Details) - USD ($)\n$ in Millions\n|\n12 Months Ended\nDec. 31, 2023\n|Sales\n|$ 1,234.5\n";
/// let filing = filing_viewer::read(text.as_bytes(), "sales.txt")?;
/// assert_eq!(citation(&filing, 0).unwrap(), "Sales: 1.2345 billion USD, 2023-01-01 to 2023-12-31 (sales.txt)");
/// # Ok::<(), filing_viewer::Error>(())
/// ```
pub fn citation(filing: &Filing, id: u32) -> Option<String> {
    let fact = filing.fact(id)?;
    let (label, from) = fact.label_or_words();
    let name = fact.concept().and_then(|concept| concept.name.as_deref());
    let mut line = match name {
        Some(name) if from == LabelFrom::Name || label.is_empty() => name.to_owned(),
        Some(name) => format!("{label} ({name})"),
        None => label.into_owned(),
    };
    line += ": ";
    line += &value_words(fact);
    if let Some(period) = fact.period() {
        line += ", ";
        line += &period_words(period);
    }
    if !fact.dimensions().is_empty() {
        line += ", ";
        line += &spoken_members(fact.dimensions());
    }
    if let Some(entity) = fact.entity() {
        line += &if &*entity.scheme == "http://www.sec.gov/CIK" {
            format!(", CIK {}", entity.identifier)
        } else {
            format!(", {} of {}", entity.identifier, entity.scheme)
        };
    }
    if let Some(source) = filing.sources().get(fact.place().source as usize) {
        line += &format!(" ({})", source.name);
    }
    let doubts = fact.table_row().and_then(|(table, _)| filing.tables().get(table as usize)).zip(fact.cell());
    if let Some(doubt) = doubts.and_then(|(table, cell)| table.doubt(cell)) {
        line += &format!(". Assumed: {}", doubt.why);
    }
    Some(one_line(&line))
}

/// A spreadsheet keeps to what the head says: without it, Excel takes UTF-8 for something else.
const HEAD: &str = "<meta charset=\"utf-8\">";

/// What is copied of facts where no columns are chosen: what the facts view shows.
const COLUMNS: [&str; 6] = ["label", "members", "period", "unit", "value", "table"];

fn each(filing: &Filing, block: &Block<'_>, mut what: impl FnMut(&dyn Grid)) -> io::Result<()> {
    match block {
        Block::Facts(chosen) => what(&FactGrid::new(filing, &ChosenFacts { columns: chosen.columns.or(Some(&COLUMNS)), ..*chosen })?),
        Block::Table(chosen) => {
            for (at, table) in chosen.tables(filing) {
                what(&TableGrid::new(filing, at, table, chosen));
            }
        }
    }
    Ok(())
}

/// The columns that are copied: of a table those with its cells, and of what stands beside them what says anything.
fn shown_columns(grid: &dyn Grid, block: &Block<'_>) -> Vec<usize> {
    let count = grid.headings().len();
    if let Block::Facts(_) = block {
        return (0..count).collect();
    }
    let mut filled = vec![false; count];
    let mut cells = Vec::new();
    for row in 0..grid.len() {
        cells.clear();
        grid.row(row, &mut cells);
        filled.iter_mut().zip(&cells).for_each(|(filled, cell)| *filled |= *cell != Value::Blank);
    }
    let is_cell = |at: usize| (TableGrid::BEFORE..count - TableGrid::BEHIND).contains(&at);
    (0..count).filter(|at| *at == 0 || is_cell(*at) || filled[*at]).collect()
}

fn text_line(cells: &[Value<'_>], to: &mut String) {
    let mut line = Vec::new();
    // Memory can be written.
    let _ = csv::Lines::begin('\t', &mut line).values(cells);
    to.push_str(&String::from_utf8_lossy(&line));
}

fn html_cell(tag: &str, value: &Value<'_>, to: &mut String) {
    to.push('<');
    to.push_str(tag);
    match value {
        Value::Number(_) | Value::Percent(_) => to.push_str(" align=\"right\""),
        // Excel would make a number of "007" and a date of "3-4".
        Value::Text(text) if text.starts_with(|c: char| !c.is_alphabetic()) => to.push_str(" style=\"mso-number-format:'\\@'\""),
        _ => {}
    }
    to.push('>');
    match value {
        Value::Text(text) => escape(&csv::guarded(text), to),
        bare => escape(bare.characters(), to),
    }
    to.push_str("</");
    to.push_str(tag);
    to.push('>');
}

/// Text as HTML that shows just that text.
pub(super) fn escape(text: &str, to: &mut String) {
    for c in text.chars() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '\'' => to.push_str("&#39;"),
            '\n' => to.push_str("<br>"),
            c if c.is_control() && c != '\t' => {}
            c => to.push(c),
        }
    }
}

/// A value as a person says it: 391.035 billion USD, 6.25 %.
fn value_words(fact: Fact<'_>) -> String {
    if fact.is_nil() {
        return "nil".to_owned();
    }
    let unit = fact.unit().map(unit_words).filter(|unit| unit != "pure").unwrap_or_default();
    let Some(value) = fact.value() else { return fact.shown().into_owned() };
    match fact.kind() {
        Kind::Percent => format!("{} %", shifted(&value, 2)),
        kind if kind.is_numeric() => {
            let (scaled, scale) = in_words(&value);
            [&*scaled, scale, &unit].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
        }
        Kind::Text => {
            const LONGEST: usize = 200;
            let shown = fact.excerpt(4 * LONGEST);
            match shown.char_indices().nth(LONGEST) {
                Some((end, _)) => format!("“{}…”", &shown[..end]),
                None => format!("“{shown}”"),
            }
        }
        _ => value.into_owned(),
    }
}

/// A decimal in the greatest scale that has a word and leaves a digit before the point; no digit is lost.
fn in_words(value: &str) -> (String, &'static str) {
    let whole = value.trim_start_matches('-').split('.').next().unwrap_or_default().trim_start_matches('0').len();
    for (digits, word) in [(12, "trillion"), (9, "billion"), (6, "million")] {
        if whole > digits {
            return (shifted(value, -digits.cast_signed()), word);
        }
    }
    (value.to_owned(), "")
}

/// A decimal times a power of ten, by a shift of its point.
fn shifted(value: &str, by: isize) -> String {
    let (minus, digits) = value.strip_prefix('-').map_or(("", value), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut all = [whole, fraction].concat();
    let mut point = whole.len().cast_signed() + by;
    if point < 1 {
        all.insert_str(0, &"0".repeat(1usize.saturating_add_signed(-point)));
        point = 1;
    }
    let point = point.unsigned_abs();
    while all.len() < point {
        all.push('0');
    }
    let (whole, fraction) = all.split_at(point);
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { format!("{minus}{whole}") } else { format!("{minus}{whole}.{fraction}") }
}

fn period_words(period: &Period) -> String {
    match first_and_last(period) {
        _ if *period == Period::Forever => "forever".to_owned(),
        (start, end) if start.is_empty() => end,
        (start, end) => format!("{start} to {end}"),
    }
}

/// White space folded, and nothing that turns the direction of the line.
fn one_line(text: &str) -> String {
    let plain: String = text.chars().filter(|c| !is_bidi_control(*c)).map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_said_without_losing_a_digit() {
        for (value, words) in [
            ("391035000000", ("391.035", "billion")),
            ("-1000000", ("-1", "million")),
            ("999999.99", ("999999.99", "")),
            ("1234567.891", ("1.234567891", "million")),
            ("5000000000000000", ("5000", "trillion")),
            ("0", ("0", "")),
        ] {
            assert_eq!(in_words(value), (words.0.to_owned(), words.1), "{value}");
        }
        for (value, by, want) in [("0.0625", 2, "6.25"), ("0.5", 2, "50"), ("-0.001", 2, "-0.1"), ("12", -3, "0.012"), ("0", 2, "0")] {
            assert_eq!(shifted(value, by), want, "{value}");
        }
    }

    #[test]
    fn html_is_text_only() {
        let mut html = String::new();
        html_cell("td", &Value::Text("<img src=x onerror='alert(1)'>&\u{7}\n2".into()), &mut html);
        assert_eq!(html, "<td style=\"mso-number-format:'\\@'\">&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;<br>2</td>");
        html.clear();
        html_cell("td", &Value::Text("=1+1".into()), &mut html);
        assert_eq!(html, "<td style=\"mso-number-format:'\\@'\">&#39;=1+1</td>");
    }
}
