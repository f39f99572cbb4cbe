//! Plain-text documents of the 1990s: tables in fixed columns between `<TABLE>` and `</TABLE>`, and financial data schedules
//! (`EX-27`), whose figures stand behind tags.
//!
//! Nothing but blanks parts the columns of a table. Where `<S>` and `<C>` mark them, the marks say how many there are; where values
//! stand over each other says how wide they are. A value that stands under no other, and between columns, is assumed.

mod layout;
mod lines;
mod schedule;

use crate::sheet::Sheet;
use lines::{Line, is_page_break, is_rule};

/// How many lines above a table are looked at for its title, and how many of them it has at most.
const LOOKED_AT: usize = 12;
const MOST_TITLE: usize = 4;
/// The most cells of a text, as of any other.
const MOST_LINES: usize = 1_000_000;

/// Reads the tables of a document that hold figures.
pub(super) fn read(text: &str, source: u32) -> Vec<Sheet> {
    let lines: Vec<Line<'_>> = lines::of(text, source).take(MOST_LINES).collect();
    let mut sheets: Vec<Sheet> = schedule::read(&lines).into_iter().collect();
    let mut at = 0;
    while let Some(start) = (at..lines.len()).find(|at| lines[*at].opens("TABLE")) {
        let ends = |line: &Line<'_>| line.opens("/TABLE") || line.opens("TABLE");
        let end = (start + 1..lines.len()).find(|at| ends(&lines[*at])).unwrap_or(lines.len());
        let cut = !lines.get(end).is_some_and(|line| line.opens("/TABLE"));
        if let Some(mut sheet) = layout::table(&lines[start..end]) {
            let above = title(&lines[at..start]);
            sheet.title.splice(0..0, above);
            if sheet.title.iter().all(|line| line.trim().is_empty()) {
                sheet.title = vec![format!("Table {}", sheets.len() + 1)];
            }
            sheet.cut = cut;
            if cut {
                sheet.caveats.push("The table has no end: it was read up to the next one, or to the end of the text.".to_owned());
            }
            sheets.push(sheet);
        }
        // What stands between two tables without an end is above the second.
        at = if cut { end } else { end + 1 };
    }
    sheets
}

/// The lines right above a table that stand out from running text: in the middle, or in capitals.
fn title(above: &[Line<'_>]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut blanks = 0;
    for line in above.iter().rev().take(LOOKED_AT) {
        let text = line.text.trim();
        if text.is_empty() || is_rule(text) || is_page_break(text) {
            blanks += 1;
            if blanks > 2 && !found.is_empty() {
                break;
            }
            continue;
        }
        let indent = line.text.chars().take_while(|c| c.is_whitespace()).count();
        let is_loud = !text.chars().any(char::is_lowercase) && text.chars().any(char::is_alphabetic);
        let stands_out = (indent >= 8 || is_loud || text.starts_with('(') && text.ends_with(')')) && text.len() <= 90 && !text.contains("  ");
        if !stands_out || text.starts_with('<') || found.len() == MOST_TITLE {
            break;
        }
        blanks = 0;
        found.insert(0, text.to_owned());
    }
    found
}

/// Whether a text holds what only such documents do: marks of columns, or a schedule's tags.
pub(crate) fn is_one(bytes: &[u8]) -> bool {
    let has = |tags: &[&str]| crate::format::has_tag(bytes, tags);
    let is_table = has(&["table>"]) && has(&["caption>", "s>", "c>"]);
    let is_schedule = has(&["article>"]) && has(&["multiplier>", "period-type>", "period-end>", "fiscal-year-end>"]);
    (is_table || is_schedule) && !has(&["tr>", "tr ", "td>", "td ", "html", "body"])
}
