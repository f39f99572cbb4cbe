//! Disclosure text as people have it: the page flattened, its blank cells and spans often lost.
//!
//! The dialects: a bar before each cell (`bars`, `page`), bars on both sides (the same), Markdown tables, tab- and
//! comma-separated rows (`grid`), and plain lines (`plain`).

mod attach;
mod bars;
mod definitions;
mod grid;
mod lines;
mod page;
mod plain;
mod segment;

use crate::sheet::Sheet;
use crate::value::trim;
use lines::TextLine;

/// How a text is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    BarsBefore,
    BarsAround,
    Markdown,
    Tabs,
    Commas,
    Plain,
}

/// Reads every disclosure in the text. `name` may end in `.csv`.
pub(crate) fn read(text: &str, source: u32, name: &str) -> Vec<Sheet> {
    let lines = lines::lines(text, source);
    let most = lines_within(&lines);
    let stopped = most < lines.len();
    let (text, lines) = match lines.get(most) {
        Some(first_left) => (&text[..first_left.start()], &lines[..most]),
        None => (text, lines.as_slice()),
    };
    let mut sheets = match dialect(lines, name) {
        Dialect::BarsBefore => page::pages(bars::before(lines), false),
        Dialect::BarsAround => page::pages(bars::around(lines), true),
        Dialect::Markdown => grid::markdown(lines),
        Dialect::Tabs => grid::tabs(text, lines),
        Dialect::Commas => grid::commas(text, lines),
        Dialect::Plain => plain::pages(lines),
    };
    for sheet in &mut sheets {
        attach::definitions(sheet);
    }
    if let (true, Some(last)) = (stopped, sheets.last_mut()) {
        last.caveats.push(format!("Reading stopped before line {}: {TOO_MANY}. What stands before it is shown.", most + 1));
    }
    sheets
}

/// The most cells of one text. A page has some thousands; a million keep a browser's tab alive.
const MOST_CELLS: usize = 1_000_000;

/// The limit in words.
pub(crate) const TOO_MANY: &str = "a text may have at most 1,000,000 cells";

/// Whether the text has more cells than are read.
pub(crate) fn is_too_much(text: &str) -> bool {
    let lines = lines::lines(text, 0);
    lines_within(&lines) < lines.len()
}

/// How many of the lines hold no more cells than are read.
fn lines_within(lines: &[TextLine<'_>]) -> usize {
    let mut cells = 0;
    let over = lines.iter().position(|line| {
        cells += 1 + line.text.bytes().filter(|byte| matches!(byte, b'|' | b'\t')).count();
        cells > MOST_CELLS
    });
    over.unwrap_or(lines.len())
}

fn dialect(lines: &[TextLine<'_>], name: &str) -> Dialect {
    let filled = || lines.iter().map(|line| line.text.trim_end()).filter(|line| !line.is_empty());
    let barred = filled().filter(|line| line.starts_with('|')).count();
    if barred >= 2 && barred * 8 >= filled().count() {
        let markdown = filled()
            .filter(|line| line.starts_with("| ") && line.ends_with('|') && line.len() > 3 || line.starts_with("|--") || line.starts_with("|:-"))
            .count();
        if markdown * 2 > barred {
            return Dialect::Markdown;
        }
        return if bars::both_sides(lines) { Dialect::BarsAround } else { Dialect::BarsBefore };
    }
    let tabbed = filled().filter(|line| line.contains('\t')).count();
    if tabbed >= 2 && tabbed * 2 > filled().count() {
        return Dialect::Tabs;
    }
    if name.to_ascii_lowercase().ends_with(".csv") || grid::looks_comma_separated(lines) {
        return Dialect::Commas;
    }
    Dialect::Plain
}

/// Footnote marks, where a text is nothing else: "[1]", "[2],[3]", "[1] [2]".
fn marks(text: &str) -> Option<Vec<String>> {
    let mut marks = Vec::new();
    let mut rest = trim(text);
    while !rest.is_empty() {
        let inside = rest.strip_prefix('[')?;
        let (mark, after) = inside.split_once(']')?;
        if mark.is_empty() || mark.len() > 3 || !mark.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        marks.push(mark.to_owned());
        rest = after.trim_start_matches([',', ' ', '\u{a0}']);
    }
    (!marks.is_empty()).then_some(marks)
}

/// A footnote's text: "[1] Within the Statement…".
fn footnote(text: &str) -> Option<crate::filing::Footnote> {
    let (mark, rest) = trim(text).strip_prefix('[')?.split_once(']')?;
    let rest = trim(rest);
    (!mark.is_empty() && mark.len() <= 3 && mark.bytes().all(|b| b.is_ascii_alphanumeric()) && !rest.is_empty() && !rest.starts_with('['))
        .then(|| crate::filing::Footnote { mark: mark.to_owned(), text: rest.to_owned() })
}

/// A concept's name as fund pages print it in a column of its own: "rr_RiskReturnHeading".
fn is_element_name(text: &str) -> bool {
    let Some((prefix, local)) = text.split_once('_') else { return false };
    !prefix.is_empty()
        && prefix.len() <= 20
        && prefix.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        && local.starts_with(|c: char| c.is_ascii_uppercase())
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-' || b == b'.')
}
