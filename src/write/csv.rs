//! Facts and tables as CSV (RFC 4180, UTF-8), safe to open in a spreadsheet.
//!
//! A spreadsheet runs a cell that begins like a formula, and what a filing says is not ours. So the guard goes by the kind of
//! cell: numbers are written bare, only digits with at most a minus and a point; any other cell that begins like a formula
//! gets an apostrophe before it.

use super::{cell_words, chosen, footnotes, heading_words, members_words, row_doubts, shortened, table_doubts, unit_words};
use crate::filing::{Fact, Filing, Period, Table};
use crate::period::iso_date;
use std::borrow::Cow;
use std::io::{self, Write};
use time::{PrimitiveDateTime, Time};

/// The bytes that make spreadsheets read a file as UTF-8.
const BOM: &[u8] = b"\xef\xbb\xbf";

const FACT_COLUMNS: [&str; 16] = [
    "report",
    "label",
    "concept",
    "entity",
    "period start",
    "period end",
    "members",
    "unit",
    "kind",
    "value",
    "decimals",
    "shown",
    "table",
    "column assumed",
    "footnotes",
    "caveats",
];

/// Writes one line for each fact, under a line of headings. With `bom`, a byte order mark stands first: for files that a
/// spreadsheet will open.
///
/// Days are inclusive: the year 2023 is 2023-01-01 to 2023-12-31. An instant has a period end and no start.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let filing = filing_viewer::read(b"|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n", "cash.txt")?;
/// let mut lines = Vec::new();
/// filing_viewer::write::facts_csv(&filing, false, &mut lines)?;
/// assert!(String::from_utf8(lines)?.contains(",2023-12-31,,USD,money,12,,$ 12,"));
/// # Ok(())
/// # }
/// ```
pub fn facts_csv(filing: &Filing, bom: bool, out: &mut impl Write) -> io::Result<()> {
    let mut lines = Lines::begin(bom, out)?;
    FACT_COLUMNS.iter().try_for_each(|name| lines.text(name))?;
    lines.end()?;
    for fact in filing.facts() {
        let table = fact.table_row().and_then(|(at, _)| filing.tables().get(at as usize));
        let (start, end) = fact.period().map_or_else(Default::default, first_and_last);
        let why = table.zip(fact.cell()).and_then(|(table, cell)| table.doubt(cell)).map_or("", |doubt| &doubt.why);
        let concept = fact.concept().and_then(|concept| concept.name.as_deref().or(concept.label.as_deref()));
        lines.number_or_text(&fact.report().to_string())?;
        lines.text(&fact.label_or_words().0)?;
        lines.text(concept.unwrap_or_default())?;
        lines.text(fact.entity().map_or("", |entity| &entity.identifier))?;
        lines.text(&start)?;
        lines.text(&end)?;
        lines.text(&members_words(fact.dimensions()))?;
        lines.text(&fact.unit().map(unit_words).unwrap_or_default())?;
        lines.text(fact.kind().name())?;
        lines.value(fact, &fact.value().filter(|_| !fact.is_nil()).unwrap_or_default())?;
        lines.number_or_text(fact.decimals().unwrap_or_default())?;
        lines.text(&fact.shown())?;
        lines.text(table.map_or("", |table| &table.title))?;
        lines.text(why)?;
        lines.text(&footnotes(filing, fact).join(" ; "))?;
        lines.text(&fact.caveats().into_iter().filter(|text| *text != why).collect::<Vec<_>>().join(" ; "))?;
        lines.end()?;
    }
    lines.finish()
}

/// Writes tables as filed: title and notes, what is doubtful of the whole, one line of headings, then the rows; footnotes
/// below. `only` is the number of one table; without it all tables follow each other, a blank line between them.
///
/// Numbers are exact, their scale applied; dates are ISO; everything else is as shown. The column "assumed" says in words
/// what is doubtful in the row.
pub fn tables_csv(filing: &Filing, only: Option<u32>, bom: bool, out: &mut impl Write) -> io::Result<()> {
    let mut lines = Lines::begin(bom, out)?;
    for (count, (at, table)) in chosen(filing, only).enumerate() {
        if count > 0 {
            lines.alone("")?;
        }
        lines.alone(&table.title)?;
        table.notes.iter().try_for_each(|note| lines.alone(note))?;
        table_doubts(filing, at).iter().try_for_each(|doubt| lines.alone(&format!("Assumed: {doubt}")))?;
        for heading in ["label", "concept", "members", "unit"] {
            lines.text(heading)?;
        }
        table.columns.iter().try_for_each(|column| lines.text(&heading_words(column)))?;
        lines.text("assumed")?;
        lines.text("footnotes")?;
        lines.end()?;
        for row in 0..table.rows.len() as u32 {
            write_row(filing, at, table, row, &mut lines)?;
        }
        table.footnotes.iter().try_for_each(|note| lines.alone(&format!("[{}] {}", note.mark, note.text)))?;
    }
    lines.finish()
}

fn write_row<W: Write>(filing: &Filing, table_at: u32, table: &Table, row_at: u32, lines: &mut Lines<W>) -> io::Result<()> {
    let row = &table.rows[row_at as usize];
    let filled = table.row_cells(row_at);
    let facts: Vec<_> = filled.iter().filter_map(|cell| filing.fact(cell.fact)).collect();
    let mut units: Vec<String> = Vec::new();
    for unit in facts.iter().filter_map(|fact| fact.unit().map(unit_words)) {
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    lines.text(&row.label)?;
    lines.text(row.concept.and_then(|at| filing.concept(at)?.name.as_deref()).unwrap_or_default())?;
    lines.text(&members_words(&row.members))?;
    lines.text(&units.join(" ; "))?;
    let mut cells = filled.iter().peekable();
    for column in 0..table.columns.len() as u32 {
        let Some(cell) = cells.next_if(|cell| cell.column == column) else {
            lines.text("")?;
            continue;
        };
        // Where several facts stand in a cell, no single value is what it says.
        match filing.fact(cell.fact).filter(|_| table.facts_of(cell).nth(1).is_none()) {
            Some(fact) => lines.value(fact, &cell_words(filing, cell, fact))?,
            None => lines.text(&filing.printed(cell))?,
        }
    }
    lines.text(&row_doubts(filing, table_at, row_at).join(" ; "))?;
    let row_marks = (!row.marks.is_empty()).then(|| row.marks.iter().map(|mark| format!("[{mark}]")).collect::<String>());
    let cell_marks = facts.iter().filter(|fact| !fact.marks().is_empty()).map(|fact| {
        let marks: String = fact.marks().iter().map(|mark| format!("[{mark}]")).collect();
        format!("{marks} at {}", shortened(&fact.shown()))
    });
    lines.text(&row_marks.into_iter().chain(cell_marks).collect::<Vec<_>>().join(" ; "))?;
    lines.end()
}

/// A period's first and last day; with the time where it is not midnight.
fn first_and_last(period: &Period) -> (String, String) {
    fn moment(at: PrimitiveDateTime) -> String {
        let time = at.time();
        format!("{}T{:02}:{:02}:{:02}", iso_date(at.date()), time.hour(), time.minute(), time.second())
    }
    fn last(at: PrimitiveDateTime) -> String {
        match at.date().previous_day() {
            Some(day) if at.time() == Time::MIDNIGHT => iso_date(day),
            _ => moment(at),
        }
    }
    match period {
        Period::Instant(at) => (String::new(), last(*at)),
        Period::Duration(start, end) => (if start.time() == Time::MIDNIGHT { iso_date(start.date()) } else { moment(*start) }, last(*end)),
        Period::Forever => ("forever".to_owned(), "forever".to_owned()),
        Period::Zoned(text) => {
            let (start, end) = text.split_once('/').unwrap_or(("", text));
            (start.to_owned(), end.to_owned())
        }
    }
}

/// Lines of CSV, every cell guarded.
struct Lines<W: Write> {
    out: W,
    /// The line has a cell already.
    begun: bool,
}

impl<W: Write> Lines<W> {
    fn begin(bom: bool, mut out: W) -> io::Result<Self> {
        if bom {
            out.write_all(BOM)?;
        }
        Ok(Self { out, begun: false })
    }

    /// A cell of words.
    fn text(&mut self, text: &str) -> io::Result<()> {
        self.cell(&guarded(text))
    }

    /// RFC 4180: a cell with a comma, a quote or a line's end is quoted, its quotes doubled. (The crate csv would bring the
    /// parsing of floats into the wasm, 12 KB of the first load, for a style of quoting that is not used here.)
    fn cell(&mut self, text: &str) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            self.out.write_all(b",")?;
        }
        if text.contains([',', '"', '\n', '\r']) {
            write!(self.out, "\"{}\"", text.replace('"', "\"\""))
        } else {
            self.out.write_all(text.as_bytes())
        }
    }

    /// A cell that is bare when it is a number in the plain form.
    fn number_or_text(&mut self, text: &str) -> io::Result<()> {
        if is_plain_number(text) { self.cell(text) } else { self.text(text) }
    }

    /// A fact's value: only a numeric kind may be bare.
    fn value(&mut self, fact: Fact<'_>, text: &str) -> io::Result<()> {
        if fact.kind().is_numeric() { self.number_or_text(text) } else { self.text(text) }
    }

    fn end(&mut self) -> io::Result<()> {
        self.begun = false;
        self.out.write_all(b"\r\n")
    }

    /// A line with one cell.
    fn alone(&mut self, text: &str) -> io::Result<()> {
        self.text(text)?;
        self.end()
    }

    fn finish(mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Whether the text is `-?digits` or `-?digits.digits`.
fn is_plain_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let bare = text.strip_prefix('-').unwrap_or(text);
    bare.split_once('.').map_or_else(|| digits(bare), |(whole, fraction)| digits(whole) && digits(fraction))
}

/// The text, with an apostrophe before it where a spreadsheet could take it for a formula.
///
/// Spreadsheets skip white space, and some of them characters without width, before they look; tabs, returns and NUL
/// make some of them start a new cell. The full-width forms count where the keyboard is East Asian.
fn guarded(text: &str) -> Cow<'_, str> {
    let triggers = |c: char| matches!(c, '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '\0' | '＝' | '＋' | '－' | '＠');
    let unseen = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    match text.chars().find(|c| triggers(*c) || !unseen(*c)) {
        Some(first) if triggers(first) => Cow::Owned(format!("'{text}")),
        _ => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_plain_or_words() {
        for text in ["0", "-5", "12.50", "-0.001"] {
            assert!(is_plain_number(text), "{text}");
        }
        for text in ["", "-", "+5", "5.", ".5", "1e9", "1,000", "--5", "1/3", "-5+1", "٣"] {
            assert!(!is_plain_number(text), "{text}");
        }
    }

    #[test]
    fn a_formula_gets_an_apostrophe_and_plain_words_do_not() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r1", "\0", "  =1", "\u{a0}-2", "＝1", "\u{feff}=1", "\u{3000}＠x", "\n=1"] {
            assert_eq!(guarded(text), format!("'{text}"), "{text:?}");
        }
        for text in ["", "Cash", "(5)", "$ 12", "—", "a=b", "R&D - total", "'quoted'"] {
            assert_eq!(guarded(text), text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        // What a spreadsheet sees after parsing: no cell of words begins like a formula, and no character is lost.
        #[test]
        fn no_cell_of_words_can_be_a_formula(cells in prop::collection::vec("[ \t\r\n\0=+@＝＋－＠,;\"'a1\u{a0}\u{feff}-]{0,8}|.{0,12}", 1..6)) {
            let mut out = Vec::new();
            let mut lines = Lines::begin(false, &mut out).unwrap();
            // A byte order mark at the very beginning is the file's, not the cell's: another cell stands before.
            lines.text("label").unwrap();
            for cell in &cells {
                lines.text(cell).unwrap();
            }
            lines.end().unwrap();
            lines.finish().unwrap();
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&out[..]);
            let records: Vec<_> = reader.records().collect::<Result<_, _>>().unwrap();
            prop_assert_eq!(records.len(), 1);
            prop_assert_eq!(records[0].len(), cells.len() + 1);
            for (found, cell) in records[0].iter().skip(1).zip(&cells) {
                prop_assert!(found == cell || found.strip_prefix('\'') == Some(cell), "{:?} for {:?}", found, cell);
                let seen = found.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
                prop_assert!(!seen.starts_with(['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠']), "{:?}", found);
            }
        }

        #[test]
        fn a_bare_cell_is_only_ever_a_plain_number(text in "[-+=.0-9eE/ ]{0,10}") {
            let mut out = Vec::new();
            let mut lines = Lines::begin(false, &mut out).unwrap();
            lines.number_or_text(&text).unwrap();
            lines.end().unwrap();
            lines.finish().unwrap();
            let is_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
            let is_number = |text: &str| text.strip_prefix('-').unwrap_or(text).splitn(2, '.').all(is_digits);
            let line = String::from_utf8(out).unwrap();
            let cell = line.trim_end_matches("\r\n").trim_matches('"');
            prop_assert!(is_number(cell) || !cell.trim_start().starts_with(['=', '+', '-', '@']), "{:?}", line);
        }
    }
}
