//! Rows as comma- and tab-separated text (RFC 4180, UTF-8), safe to open in a spreadsheet.
//!
//! A spreadsheet runs a cell that begins like a formula, and what a filing says is not ours. So the guard goes by the type of a
//! cell: numbers are written bare, only digits with at most a minus and a point; words that begin like a formula get an
//! apostrophe before them, and so do words that begin with an apostrophe. Whoever reads the file back takes one apostrophe away
//! from each cell that begins with one, and has every character as it was.

use super::grid::{Grid, Value};
use std::borrow::Cow;
use std::io::{self, Write};

/// The headings, then the rows.
pub(super) fn write(grid: &dyn Grid, lines: &mut Lines<'_>) -> io::Result<()> {
    grid.headings().iter().try_for_each(|heading| lines.text(heading))?;
    lines.end()?;
    let mut cells = Vec::new();
    for at in 0..grid.len() {
        cells.clear();
        grid.row(at, &mut cells);
        lines.values(&cells)?;
    }
    Ok(())
}

/// Lines of cells, every one guarded.
pub(super) struct Lines<'a> {
    out: &'a mut dyn Write,
    /// What stands between cells.
    between: char,
    /// The line has a cell already.
    begun: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn begin(between: char, out: &'a mut dyn Write) -> Self {
        Self { out, between, begun: false }
    }

    /// A line.
    pub(super) fn values(&mut self, cells: &[Value<'_>]) -> io::Result<()> {
        cells.iter().try_for_each(|cell| self.value(cell))?;
        self.end()
    }

    fn value(&mut self, value: &Value<'_>) -> io::Result<()> {
        match value {
            Value::Text(text) => self.text(text),
            bare => self.cell(bare.characters()),
        }
    }

    /// A cell of words.
    fn text(&mut self, text: &str) -> io::Result<()> {
        self.cell(&guarded(text))
    }

    /// RFC 4180: a cell with a separator, a quote or a line's end is quoted, its quotes doubled. (The crate csv would bring the
    /// parsing of floats into the wasm for a style of quoting that is not used here.)
    fn cell(&mut self, text: &str) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            write!(self.out, "{}", self.between)?;
        }
        if text.contains([self.between, '"', '\n', '\r']) {
            write!(self.out, "\"{}\"", text.replace('"', "\"\""))
        } else {
            self.out.write_all(text.as_bytes())
        }
    }

    fn end(&mut self) -> io::Result<()> {
        self.begun = false;
        self.out.write_all(b"\r\n")
    }

    /// A line with one cell.
    pub(super) fn alone(&mut self, text: &str) -> io::Result<()> {
        self.text(text)?;
        self.end()
    }
}

/// The text, with an apostrophe before it where a spreadsheet could take it for a formula, or where it has one of its own.
///
/// Spreadsheets skip white space, and some of them characters without width, before they look; tabs, returns and NUL
/// make some of them start a new cell. The full-width forms count where the keyboard is East Asian.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    let triggers = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '＝' | '＋' | '－' | '＠');
    let unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    match text.chars().find(|c| triggers(*c) || !unseen(*c)) {
        Some(first) if triggers(first) || text.starts_with('\'') => Cow::Owned(format!("'{text}")),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_formula_gets_an_apostrophe_and_plain_words_do_not() {
        for text in [
            "=1+1",
            "+1",
            "-1",
            "--09-27",
            "@SUM(A1)",
            "\t=1",
            "\r1",
            "\0",
            "  =1",
            "\u{a0}-2",
            "＝1",
            "\u{feff}=1",
            "\u{3000}＠x",
            "\n=1",
            "'quoted'",
        ] {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
        }
        for text in ["", "Cash", "(5)", "$ 12", "—", "a=b", "R&D - total", "it's"] {
            assert_eq!(guarded(text), text);
        }
    }

    fn cells() -> impl Strategy<Value = Vec<Value<'static>>> {
        let words = prop_oneof!["[ \t\r\n\0=+@＝＋－＠,;\"'a1\u{a0}\u{feff}-]{0,8}", ".{0,12}"];
        let number = "-?[0-9]{1,5}(\\.[0-9]{1,3})?".prop_map(|text| Value::Number(text.into()));
        prop::collection::vec(prop_oneof![words.prop_map(Value::text), number, any::<bool>().prop_map(Value::Flag)], 1..6)
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        // What a spreadsheet sees after parsing: each cell is a plain number or does not begin like a formula; and what a program
        // has that takes one apostrophe away: every character.
        #[test]
        fn no_cell_can_be_a_formula_and_none_loses_a_character(cells in cells(), between in prop_oneof![Just(','), Just('\t')]) {
            let mut out = Vec::new();
            let mut lines = Lines::begin(between, &mut out);
            // A byte order mark at the very beginning is the file's, not the cell's: another cell stands before.
            lines.text("label").unwrap();
            for cell in &cells {
                lines.value(cell).unwrap();
            }
            lines.end().unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(between as u8).from_reader(&out[..]);
            let records: Vec<_> = reader.records().collect::<Result<_, _>>().unwrap();
            prop_assert_eq!(records.len(), 1);
            prop_assert_eq!(records[0].len(), cells.len() + 1);
            let is_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
            for (found, cell) in records[0].iter().skip(1).zip(&cells) {
                prop_assert_eq!(found.strip_prefix('\'').unwrap_or(found), cell.characters());
                let is_number = found.strip_prefix('-').unwrap_or(found).splitn(2, '.').all(is_digits);
                let seen = found.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
                prop_assert!(is_number || !seen.starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠']), "{:?}", found);
            }
        }
    }
}
