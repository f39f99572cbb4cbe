//! The cells of the bar dialects: a bar before each cell, or bars on both sides.
//!
//! A bar counts only at the start of a line, at its end, or doubled; " | " inside a line belongs to the text
//! ("A [Member] | B [Member]"). With bars on both sides the ends of rows are known as well.

use super::lines::{TextLine, span};
use crate::filing::Place;
use crate::value::trim;

/// A cell as the text has it.
#[derive(Clone, Debug, Default)]
pub(super) struct BarCell {
    /// Its lines, trimmed, empty ones left out.
    pub(super) lines: Vec<String>,
    /// Its text begins on the bar's own line.
    pub(super) inline: bool,
    /// It begins a row. Known only with bars on both sides; else true for every cell.
    pub(super) starts_row: bool,
    pub(super) place: Place,
}

impl BarCell {
    pub(super) fn text(&self) -> String {
        self.lines.join("\n")
    }

    pub(super) fn is_blank(&self) -> bool {
        self.lines.is_empty()
    }

    /// The footnote marks, where the cell is nothing but marks: "[1]", "[2],[3]".
    pub(super) fn marks(&self) -> Option<Vec<String>> {
        match self.lines.as_slice() {
            [line] => super::marks(line),
            _ => None,
        }
    }

    fn add(&mut self, line: &TextLine<'_>, text: &str) {
        let text = trim(text);
        if text.is_empty() {
            return;
        }
        let place = line.place_of(text);
        self.place = if self.lines.is_empty() { place } else { span(self.place, place) };
        self.lines.push(text.to_owned());
    }
}

/// Whether lines have bars on both sides of their cells.
pub(super) fn both_sides(lines: &[TextLine<'_>]) -> bool {
    lines.iter().any(|line| {
        let text = line.text.trim_end();
        text.starts_with("||") || (text.len() > 2 && text.starts_with('|') && text.ends_with('|') && !text[1..text.len() - 1].contains(" | "))
    })
}

/// The cells with a bar before each.
pub(super) fn before(lines: &[TextLine<'_>]) -> Vec<BarCell> {
    let mut cells: Vec<BarCell> = Vec::new();
    for line in lines {
        if let Some(text) = line.text.strip_prefix('|') {
            let mut cell = BarCell { inline: !trim(text).is_empty(), starts_row: true, place: line.place_of(line.text), ..BarCell::default() };
            cell.add(line, text);
            cells.push(cell);
        } else if let Some(cell) = cells.last_mut() {
            cell.add(line, line.text);
        } else if !trim(line.text).is_empty() {
            let mut cell = BarCell { inline: false, starts_row: true, ..BarCell::default() };
            cell.add(line, line.text);
            cells.push(cell);
        }
    }
    cells
}

/// The cells with bars on both sides: bars open and close in turn.
pub(super) fn around(lines: &[TextLine<'_>]) -> Vec<BarCell> {
    let mut cells: Vec<BarCell> = Vec::new();
    let mut open = false;
    for line in lines {
        let text = line.text.trim_end();
        let mut rest = text;
        let mut closed_on_line = false;
        // Bars at the line's start.
        while let Some(after) = rest.strip_prefix('|') {
            let text_follows = !after.is_empty() && !after.starts_with('|');
            if open && !(text_follows && rest.len() == text.len()) {
                (open, closed_on_line) = (false, true);
            } else {
                cells.push(BarCell { inline: text_follows, starts_row: !closed_on_line, place: line.place_of(rest), ..BarCell::default() });
                (open, closed_on_line) = (true, false);
            }
            rest = after;
        }
        // Cells that end and begin on the line: "a||b||c|".
        while !rest.is_empty() {
            let (part, after) = match rest.find("||") {
                Some(at) => (&rest[..at], Some(&rest[at + 2..])),
                None => (rest.strip_suffix('|').unwrap_or(rest), None),
            };
            match cells.last_mut() {
                // Text behind a closed cell belongs to it: block content is written behind its cell's bars.
                Some(cell) => cell.add(line, part),
                None => {
                    let mut cell = BarCell { starts_row: true, ..BarCell::default() };
                    cell.add(line, part);
                    cells.push(cell);
                }
            }
            match after {
                Some(after) => {
                    let inline = !after.is_empty() && !after.starts_with('|');
                    cells.push(BarCell { inline, starts_row: false, place: line.place_of(after), ..BarCell::default() });
                    open = true;
                    rest = after;
                }
                None => {
                    if rest.ends_with('|') {
                        open = false;
                    }
                    rest = "";
                }
            }
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn texts(cells: &[BarCell]) -> Vec<String> {
        cells.iter().map(|cell| format!("{}{}", if cell.starts_row { "/" } else { "" }, cell.text())).collect()
    }

    #[test]
    fn bars_inside_a_line_belong_to_its_text() {
        let all = before(&lines("|\nTitle\n|A [Member] | B [Member]\n|5", 0));
        assert_eq!(texts(&all), ["/Title", "/A [Member] | B [Member]", "/5"]);
        assert_eq!((all[0].inline, all[1].inline), (false, true));
    }

    #[test]
    fn bars_on_both_sides_tell_the_rows() {
        assert_eq!(texts(&around(&lines("|Cash||$ 5||$ 6|\n|Other:|\n|Debt||7|", 0))), ["/Cash", "$ 5", "$ 6", "/Other:", "/Debt", "7"]);
        assert_eq!(texts(&around(&lines("|Cash\n||$ 5\n||\n|\n|Debt\n||7\n||8\n|", 0))), ["/Cash", "$ 5", "", "/Debt", "7", "8"]);
        let all = around(&lines("|\n|\nTitle\n$ in Millions\n|\n|\nMar. 29, 2025\n|Cash||$ 5|", 0));
        assert_eq!(texts(&all), ["/Title\n$ in Millions", "/Mar. 29, 2025", "/Cash", "$ 5"]);
    }
}
