//! A workbook of Office Open XML (XLSX), written sheet by sheet and row by row: nothing holds a whole sheet, and numbers are
//! written digit by digit, never as floats.
//!
//! Written here because the writers there are keep the whole workbook in memory, take numbers as floats, and weigh more in wasm
//! than the reader itself: rust_xlsxwriter 268 KB of brotli. The archive is rawzip's, its compression flate2's.

use super::grid::Value;
use crate::space::lower;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, ZipArchiveWriter};
use std::fmt::Write as _;
use std::io::{self, Write};

/// The most rows and columns that a sheet has, and UTF-16 units that a cell holds.
pub(super) const MOST_ROWS: usize = 1_048_576;
pub(super) const MOST_COLUMNS: usize = 16_384;
pub(super) const MOST_UNITS: usize = 32_767;
/// A number in a spreadsheet is a float: this many digits of a decimal are always safe in one.
pub(super) const MOST_DIGITS: usize = 15;

/// How many rows may stay in view: on a small screen, too, others are to be seen below.
const MOST_FROZEN: usize = 6;
/// A column that reads as words may be wide, but not wider than a screen.
const WIDEST: usize = 60;

/// A sheet that is written: its name, the widths of its columns in characters, and how many rows stay in view.
pub(super) struct Sheet<'a> {
    pub(super) name: &'a str,
    pub(super) widths: &'a [usize],
    /// The row of the headings, from 1; 0 where there are none. It stays in view, where that leaves room for others.
    pub(super) headings: usize,
    /// How many rows below the headings can be filtered.
    pub(super) filter: Option<usize>,
}

/// Writes the sheets one after the other, then what binds them.
pub(super) struct Workbook<W: Write> {
    zip: ZipArchiveWriter<W>,
    names: Vec<String>,
    filters: Vec<Option<String>>,
    styles: Styles,
}

/// Formats of cells, each once.
#[derive(Default)]
struct Styles {
    /// Formats of numbers, by the number of digits behind the point; and of percentages.
    numbers: Vec<(usize, bool)>,
}

/// The formats that are always there: plain, bold, text that wraps no line, day.
const PLAIN: usize = 0;
const BOLD: usize = 1;
const DAY: usize = 2;
const FIRST_NUMBER: usize = 3;

impl Styles {
    fn number(&mut self, digits: usize, percent: bool) -> usize {
        let wanted = (digits, percent);
        let at = self.numbers.iter().position(|style| *style == wanted).unwrap_or_else(|| {
            self.numbers.push(wanted);
            self.numbers.len() - 1
        });
        FIRST_NUMBER + at
    }

    fn xml(&self) -> String {
        // 14 is the short date of the reader's own country; formats of one's own begin at 164.
        let mut xml = String::from(HEAD);
        xml.push_str("<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">");
        let _ = write!(xml, "<numFmts count=\"{}\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/>", self.numbers.len() + 1);
        for (at, (digits, percent)) in (165..).zip(&self.numbers) {
            let point = if *digits > 0 { "." } else { "" };
            let whole = if *percent { "0" } else { "#,##0" };
            let sign = if *percent { "%" } else { "" };
            let _ = write!(xml, "<numFmt numFmtId=\"{at}\" formatCode=\"{whole}{point}{}{sign}\"/>", "0".repeat(*digits));
        }
        xml.push_str("</numFmts><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>");
        xml.push_str(
            "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>",
        );
        xml.push_str("<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>");
        xml.push_str("<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>");
        let _ = write!(xml, "<cellXfs count=\"{}\">", FIRST_NUMBER + self.numbers.len());
        let xf = |format: usize, font: u8| {
            format!("<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>")
        };
        xml.extend([xf(0, 0), xf(0, 1), xf(164, 0)]);
        xml.extend((165..).take(self.numbers.len()).map(|format| xf(format, 0)));
        xml.push_str("</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles></styleSheet>");
        xml
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

impl<W: Write> Workbook<W> {
    pub(super) fn begin(out: W) -> Self {
        Self { zip: ZipArchiveWriter::new(out), names: Vec::new(), filters: Vec::new(), styles: Styles::default() }
    }

    /// Writes a sheet; `rows` is called with the place for its rows. Names are made such that a spreadsheet takes them, each once.
    pub(super) fn sheet(&mut self, sheet: &Sheet<'_>, rows: impl FnOnce(&mut Rows<'_>) -> io::Result<()>) -> io::Result<()> {
        let name = sheet_name(sheet.name, &self.names);
        let columns = sheet.widths.len().max(1);
        let range = sheet.filter.map(|below| format!("$A${}:${}${}", sheet.headings, letters(columns - 1), sheet.headings + below));
        self.names.push(name);
        let (path, styles, frozen) = (format!("xl/worksheets/sheet{}.xml", self.names.len()), &mut self.styles, sheet.headings);
        let is_first = self.names.len() == 1;
        part(&mut self.zip, &path, |out| {
            write!(out, "{HEAD}<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews>")?;
            write!(out, "<sheetView workbookViewId=\"0\"{}>", if is_first { " tabSelected=\"1\"" } else { "" })?;
            if (1..=MOST_FROZEN).contains(&frozen) {
                let top = frozen + 1;
                write!(
                    out,
                    "<pane ySplit=\"{frozen}\" topLeftCell=\"A{top}\" activePane=\"bottomLeft\" state=\"frozen\"/><selection pane=\"bottomLeft\"/>"
                )?;
            }
            write!(out, "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>")?;
            if !sheet.widths.is_empty() {
                write!(out, "<cols>")?;
                for (at, width) in (1..).zip(sheet.widths) {
                    write!(out, "<col min=\"{at}\" max=\"{at}\" width=\"{}\" customWidth=\"1\"/>", width.clamp(&6, &WIDEST) + 2)?;
                }
                write!(out, "</cols>")?;
            }
            write!(out, "<sheetData>")?;
            let mut to = Rows { out, styles, at: 0, line: String::new() };
            rows(&mut to)?;
            write!(to.out, "</sheetData>")?;
            if let Some(range) = &range {
                write!(to.out, "<autoFilter ref=\"{}\"/>", range.replace('$', ""))?;
            }
            write!(to.out, "</worksheet>")
        })?;
        self.filters.push(range);
        Ok(())
    }

    /// Writes what binds the sheets.
    pub(super) fn finish(mut self) -> io::Result<()> {
        const TYPES: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let sheets = 1..=self.names.len();
        let mut types = format!(
            "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPES}.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"{TYPES}.styles+xml\"/>"
        );
        let mut book = format!(
            "{HEAD}<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"{RELATIONS}\"><bookViews><workbookView/></bookViews><sheets>"
        );
        let mut parts = format!("{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
        for at in sheets {
            let _ = write!(types, "<Override PartName=\"/xl/worksheets/sheet{at}.xml\" ContentType=\"{TYPES}.worksheet+xml\"/>");
            book.push_str("<sheet name=\"");
            escape(&self.names[at - 1], &mut book);
            let _ = write!(book, "\" sheetId=\"{at}\" r:id=\"rId{at}\"/>");
            let _ = write!(parts, "<Relationship Id=\"rId{at}\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>");
        }
        types.push_str("</Types>");
        book.push_str("</sheets>");
        if self.filters.iter().any(Option::is_some) {
            book.push_str("<definedNames>");
            for (at, range) in self.filters.iter().enumerate() {
                let Some(range) = range else { continue };
                let _ = write!(book, "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{at}\" hidden=\"1\">'");
                escape(&self.names[at].replace('\'', "''"), &mut book);
                let _ = write!(book, "'!{range}</definedName>");
            }
            book.push_str("</definedNames>");
        }
        book.push_str("</workbook>");
        let _ = write!(parts, "<Relationship Id=\"rId{}\" Type=\"{RELATIONS}/styles\" Target=\"styles.xml\"/></Relationships>", self.names.len() + 1);
        let root = format!(
            "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        );
        for (path, xml) in [
            ("xl/styles.xml", self.styles.xml()),
            ("xl/_rels/workbook.xml.rels", parts),
            ("xl/workbook.xml", book),
            ("_rels/.rels", root),
            ("[Content_Types].xml", types),
        ] {
            part(&mut self.zip, path, |out| out.write_all(xml.as_bytes()))?;
        }
        self.zip.finish().map_err(io::Error::other)?.flush()
    }
}

/// Writes a file into the archive.
fn part<W: Write>(zip: &mut ZipArchiveWriter<W>, path: &str, what: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // An archive has dates; the same filing gives the same bytes.
    let beginning = UtcDateTime::from_unix(315_532_800);
    let (mut entry, config) =
        zip.new_file(path).compression_method(CompressionMethod::DEFLATE).last_modified(beginning).start().map_err(io::Error::other)?;
    let mut to = config.wrap(DeflateEncoder::new(&mut entry, Compression::new(4)));
    what(&mut to)?;
    let (packed, described) = to.finish().map_err(io::Error::other)?;
    packed.finish()?;
    entry.finish(described).map_err(io::Error::other)?;
    Ok(())
}

/// The rows of a sheet, from the top.
pub(super) struct Rows<'a> {
    out: &'a mut dyn Write,
    styles: &'a mut Styles,
    at: usize,
    line: String,
}

impl Rows<'_> {
    /// The number of the next row, from 1.
    pub(super) fn next(&self) -> usize {
        self.at + 1
    }

    /// A row of cells. Whoever calls has seen to it that each can hold what is in it; a number that cannot is words.
    pub(super) fn values<'a, 'v: 'a>(&mut self, cells: impl Iterator<Item = &'a Value<'v>>) -> io::Result<()> {
        self.row(cells, PLAIN)
    }

    /// A row of words in bold.
    pub(super) fn headings<'a, 'v: 'a>(&mut self, cells: impl Iterator<Item = &'a Value<'v>>) -> io::Result<()> {
        self.row(cells, BOLD)
    }

    fn row<'a, 'v: 'a>(&mut self, cells: impl Iterator<Item = &'a Value<'v>>, style: usize) -> io::Result<()> {
        self.at += 1;
        self.line.clear();
        let _ = write!(self.line, "<row r=\"{}\">", self.at);
        for (column, cell) in cells.enumerate().take(MOST_COLUMNS).filter(|(_, cell)| **cell != Value::Blank) {
            let (place, line) = (format!("{}{}", letters(column), self.at), &mut self.line);
            match cell {
                Value::Blank => {}
                Value::Number(text) if is_safe(text) => number(text, &place, self.styles.number(digits_behind(text), false), line),
                Value::Percent(text) if is_safe(text) => {
                    number(text, &place, self.styles.number(digits_behind(text).saturating_sub(2), true), line);
                }
                Value::Day(text) if let Some(days) = serial(text) => number(&days.to_string(), &place, DAY, line),
                Value::Flag(is) => {
                    let _ = write!(line, "<c r=\"{place}\" t=\"b\"><v>{}</v></c>", u8::from(*is));
                }
                Value::Text(text) | Value::Number(text) | Value::Percent(text) | Value::Day(text) => words(text, &place, style, line),
            }
        }
        self.line.push_str("</row>");
        self.out.write_all(self.line.as_bytes())
    }
}

fn number(text: &str, place: &str, style: usize, line: &mut String) {
    let _ = write!(line, "<c r=\"{place}\" s=\"{style}\"><v>{text}</v></c>");
}

fn words(text: &str, place: &str, style: usize, line: &mut String) {
    let _ = write!(line, "<c r=\"{place}\" s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    escape(text, line);
    line.push_str("</t></is></c>");
}

/// Whether a plain decimal is the same when a spreadsheet has made a float of it.
pub(super) fn is_safe(text: &str) -> bool {
    let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
    let first = digits.iter().position(|digit| *digit != b'0').unwrap_or(digits.len());
    let last = digits.iter().rposition(|digit| *digit != b'0').map_or(first, |at| at + 1);
    // Beyond these the float itself ends, whatever its digits.
    last - first <= MOST_DIGITS && digits.len() <= 250
}

fn digits_behind(text: &str) -> usize {
    // More than 30 are no format to a spreadsheet.
    text.split_once('.').map_or(0, |(_, fraction)| fraction.len()).min(30)
}

/// The days since a spreadsheet's first, which took 1900 for a leap year; none before the day on which that no longer matters.
fn serial(text: &str) -> Option<i32> {
    let day = crate::period::date(text)?.to_julian_day() - 2_415_019;
    (day > 60).then_some(day)
}

/// A column's name: A, Z, AA.
fn letters(mut column: usize) -> String {
    let mut name = Vec::new();
    loop {
        name.insert(0, b'A' + (column % 26) as u8);
        match column / 26 {
            0 => return String::from_utf8_lossy(&name).into_owned(),
            rest => column = rest - 1,
        }
    }
}

/// Text in XML. Characters that XML cannot say are written as spreadsheets write them, `_x0007_`, and what looks like that is
/// written so that it is not read as that.
fn escape(text: &str, to: &mut String) {
    for (at, c) in text.char_indices() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '_' if looks_escaped(&text.as_bytes()[at..]) => to.push_str("_x005F_"),
            '\t' | '\n' => to.push(c),
            c if c.is_control() && u32::from(c) < 0x20 || matches!(c, '\u{fffe}' | '\u{ffff}') => {
                let _ = write!(to, "_x{:04X}_", u32::from(c));
            }
            c => to.push(c),
        }
    }
}

/// Whether it begins like `_x0007_`.
fn looks_escaped(text: &[u8]) -> bool {
    text.len() >= 7 && text.starts_with(b"_x") && text[6] == b'_' && text[2..6].iter().all(u8::is_ascii_hexdigit)
}

/// A name that a spreadsheet takes: at most 31 units, none of a few characters, and not that of another sheet.
fn sheet_name(wished: &str, taken: &[String]) -> String {
    let plain: String =
        wished.chars().map(|c| if c.is_control() || matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\') { ' ' } else { c }).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = plain.trim_matches('\'');
    let plain = if plain.is_empty() || plain.eq_ignore_ascii_case("history") { "Sheet" } else { plain };
    let is_taken = |name: &str| taken.iter().any(|other| lower(other) == lower(name));
    let first = cut(plain, 31).trim_end().trim_end_matches('\'').to_owned();
    if !is_taken(&first) {
        return first;
    }
    (2..).map(|number| format!("{} ({number})", cut(plain, 31 - 3 - digits_of(number)).trim_end())).find(|name| !is_taken(name)).unwrap_or_default()
}

fn digits_of(number: usize) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}

/// The beginning of a text, up to so many UTF-16 units.
pub(super) fn cut(text: &str, most: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > most
    });
    end.map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_that_a_float_keeps_are_numbers() {
        for text in ["0", "-12.5", "999999999999999", "123456789012345000000", "0.000000000000000123456789012345", "-0.0625"] {
            assert!(is_safe(text), "{text}");
            assert_eq!(text.parse::<f64>().unwrap().to_string(), text, "{text}");
        }
        for text in ["1234567890123456", "0.1234567890123456", "10000000000000001"] {
            assert!(!is_safe(text), "{text}");
        }
    }

    #[test]
    fn columns_and_days_are_counted_as_spreadsheets_do() {
        for (at, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")] {
            assert_eq!(letters(at), name);
        }
        assert_eq!((serial("2023-12-31"), serial("1900-03-01"), serial("1900-02-28")), (Some(45_291), Some(61), None));
    }

    #[test]
    fn names_of_sheets_are_whole_and_apart() {
        let mut taken = Vec::new();
        for (wished, name) in [
            ("Debt: Notes [Details]", "Debt Notes Details"),
            ("debt notes details", "debt notes details (2)"),
            ("Accumulated Other Comprehensive Income (Details)", "Accumulated Other Comprehensive"),
            ("Accumulated Other Comprehensive Income (Tables)", "Accumulated Other Comprehen (2)"),
            ("'", "Sheet"),
            ("History", "Sheet (2)"),
        ] {
            let made = sheet_name(wished, &taken);
            assert_eq!(made, name);
            assert!(made.encode_utf16().count() <= 31);
            taken.push(made);
        }
    }

    #[test]
    fn text_says_what_it_said() {
        let mut xml = String::new();
        escape("a<b>&\"\u{7}_x0007_ _x", &mut xml);
        assert_eq!(xml, "a&lt;b&gt;&amp;&quot;_x0007__x005F_x0007_ _x");
    }
}
