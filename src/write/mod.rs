//! A filing as files that other programs read, and as what goes on the clipboard.
//!
//! Everything goes straight to an [`std::io::Write`], fact by fact and row by row; nothing holds the whole output but a workbook.
//! Doubts go along in every form: in JSON as `assumed` and `why`, in forms with columns as a column in words, in Markdown as
//! footnotes.

mod checks;
pub mod clip;
#[cfg(feature = "xbrl")]
mod comparison;
mod csv;
mod facts;
mod grid;
#[cfg(not(target_arch = "wasm32"))]
mod html;
mod json;
mod markdown;
pub(crate) mod members;
#[cfg(feature = "parquet")]
mod parquet;
mod sheet;
mod workbook;
mod xbrl_json;
mod xlsx;

pub use facts::{ChosenFacts, columns};
#[cfg(not(target_arch = "wasm32"))]
pub use html::tables as tables_for_pages;
pub use sheet::ChosenTables;

use crate::error::About;
use crate::filing::{Cell, Column, Dimension, Fact, Filing, Related, Table, Unit, words_of_name};
use crate::format::READS_XBRL;
use crate::members::Member;
use crate::value::Kind;
use std::borrow::Cow;
use std::io::{self, Write};

/// The bytes that make spreadsheets read a file as UTF-8: for CSV and TSV that one of them will open.
pub const BOM: &[u8] = b"\xef\xbb\xbf";

/// A form in which a filing is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// JSON, an object a line.
    ///
    /// Of a fact: `fact` and `report`, numbers; `concept`, `{namespace}local`, and `name`, as filed; `label` and `label_from`
    /// (`printed`, `name` or null); `entity`, with `scheme` and `identifier`; `period` in the form of the Open Information Model, and
    /// `forever: true` where it is that; `dimensions`, each with `axis`, `label`, and `member` or `typed`; `unit`, with `numerators`
    /// and `denominators`; `decimals` and `value`, strings; `scale`, the power of ten in which it was shown, a number; `nil` and
    /// `hidden`; `language`, `target`, `tuple`; `shown`; `footnotes` and `caveats`, lists of texts. What is not there is null.
    Jsonl,
    /// JSON: a list of facts, each as in [`Form::Jsonl`]; or `tables` as laid out with `columns`, `rows` and their `cells`, and the
    /// `caveats` of the whole. What is doubtful has `assumed: true` and says `why`.
    Json,
    /// [xBRL-JSON 1.0](https://xbrl.org/2021/xbrl-json), the Open Information Model's own.
    XbrlJson,
    /// Comma-separated text.
    Csv,
    /// Tab-separated text.
    Tsv,
    /// Markdown.
    Markdown,
    /// A workbook of Office Open XML, as Excel has it.
    Xlsx,
    /// Apache Parquet.
    Parquet,
    /// Lines for people: of checks.
    Text,
}

impl Form {
    /// The forms that facts are written in by this build, the usual one first.
    pub const OF_FACTS: &[Self] = &[
        Self::Jsonl,
        Self::Json,
        Self::XbrlJson,
        Self::Csv,
        Self::Tsv,
        Self::Markdown,
        Self::Xlsx,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    /// The forms that tables are written in by this build, the usual one first.
    pub const OF_TABLES: &[Self] = &[Self::Json, Self::Csv, Self::Tsv, Self::Markdown, Self::Xlsx];

    /// The forms that a list of files is written in, the usual one first.
    pub const OF_LISTS: &[Self] = &[Self::Text, Self::Json];

    /// The forms that two filings side by side are written in, the usual one first.
    pub const OF_COMPARISONS: &[Self] = &[Self::Tsv, Self::Csv, Self::Json];

    /// The forms that checks are written in, the usual one first.
    pub const OF_CHECKS: &[Self] = &[Self::Json, Self::Text];

    /// Its name, which is also how its files end (but `xbrl-json`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Json => "json",
            Self::XbrlJson => "xbrl-json",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Markdown => "md",
            Self::Xlsx => "xlsx",
            Self::Parquet => "parquet",
            Self::Text => "text",
        }
    }
}

/// Writes facts. Gives what the form could not hold, in sentences: nothing of it is in the file.
///
/// An error of the kind [`io::ErrorKind::InvalidInput`] says in a sentence that a column is not there, or that the form is none of
/// [`Form::OF_FACTS`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use filing_viewer::write::{self, ChosenFacts, Form};
/// let filing = filing_viewer::read(b"|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n", "cash.txt")?;
/// let mut lines = Vec::new();
/// assert!(write::facts(&filing, Form::Jsonl, &ChosenFacts::default(), &mut lines)?.is_empty());
/// assert!(String::from_utf8(lines)?.contains(r#""period":"2024-01-01T00:00:00""#));
///
/// // Text names no concepts, and without one xBRL-JSON has no place for a fact.
/// let left_out = write::facts(&filing, Form::XbrlJson, &ChosenFacts::default(), &mut Vec::new())?;
/// assert!(left_out[0].starts_with("1 of 1 facts is not in it"), "{left_out:?}");
/// # Ok(())
/// # }
/// ```
pub fn facts(filing: &Filing, form: Form, chosen: &ChosenFacts<'_>, out: &mut dyn Write) -> io::Result<Vec<String>> {
    match form {
        Form::Jsonl => json::facts_lines(filing, chosen, out)?,
        Form::Json => json::facts(filing, chosen, out)?,
        Form::XbrlJson => return xbrl_json::facts(filing, chosen, out),
        Form::Csv => csv::write(&facts::FactGrid::new(filing, chosen)?, &mut csv::Lines::begin(',', out))?,
        Form::Tsv => csv::write(&facts::FactGrid::new(filing, chosen)?, &mut csv::Lines::begin('\t', out))?,
        Form::Markdown => markdown::facts(filing, chosen, out)?,
        Form::Xlsx => return xlsx::facts(filing, chosen, out),
        #[cfg(feature = "parquet")]
        Form::Parquet => return parquet::facts(filing, chosen, out),
        #[cfg(not(feature = "parquet"))]
        Form::Parquet => return Err(not_written("Facts", form)),
        Form::Text => return Err(not_written("Facts", form)),
    }
    Ok(Vec::new())
}

/// Writes tables as laid out, their titles and notes over them and their footnotes below. Results are as those of [`facts`].
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use filing_viewer::write::{self, ChosenTables, Form};
/// let filing = filing_viewer::read(b"|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n", "cash.txt")?;
/// let mut text = Vec::new();
/// write::tables(&filing, Form::Markdown, &ChosenTables::default(), &mut text)?;
/// assert!(String::from_utf8(text)?.contains("| Cash | $ 12 |"));
/// # Ok(())
/// # }
/// ```
pub fn tables(filing: &Filing, form: Form, chosen: &ChosenTables<'_>, out: &mut dyn Write) -> io::Result<Vec<String>> {
    match form {
        Form::Json => json::tables(filing, chosen, out)?,
        Form::Csv => separated(filing, ',', chosen, out)?,
        Form::Tsv => separated(filing, '\t', chosen, out)?,
        Form::Markdown => markdown::tables(filing, chosen, out)?,
        Form::Xlsx => return xlsx::tables(filing, chosen, out),
        _ => return Err(not_written("Tables", form)),
    }
    Ok(Vec::new())
}

/// Writes what was given to be read, file by file, and what of it was left, and why: in text, its columns parted by tabs, or JSON.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use filing_viewer::write::{self, Form};
/// let filing = filing_viewer::read(b"|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n", "cash.txt")?;
/// let mut text = Vec::new();
/// write::members(filing.members(), Form::Text, &mut text)?;
/// assert_eq!(String::from_utf8(text)?, "state\tsize\ttype\tname\twhat\nread\t55\t\tcash.txt\tdisclosure text\n");
/// # Ok(())
/// # }
/// ```
pub fn members(members: &[Member], form: Form, out: &mut dyn Write) -> io::Result<Vec<String>> {
    match form {
        Form::Json => members::json(members, out)?,
        Form::Text => members::text(members, out)?,
        _ => return Err(not_written("Lists", form)),
    }
    Ok(Vec::new())
}

/// Writes two filings side by side, as [`compare`](crate::compare::compare) has them.
#[cfg(feature = "xbrl")]
pub fn comparison(lines: &[crate::compare::Line], form: Form, out: &mut dyn Write) -> io::Result<()> {
    let grid = comparison::ComparisonGrid::new(lines);
    match form {
        Form::Json => comparison::json(lines, out),
        Form::Csv => csv::write(&grid, &mut csv::Lines::begin(',', out)),
        Form::Tsv => csv::write(&grid, &mut csv::Lines::begin('\t', out)),
        _ => Err(not_written("Comparisons", form)),
    }
}

/// Writes [`Filing::checks`]: in JSON all of them, as text those that do not agree.
pub fn checks(filing: &Filing, form: Form, out: &mut dyn Write) -> io::Result<()> {
    match form {
        Form::Json => checks::json(filing, out),
        Form::Text => checks::text(filing, out),
        _ => Err(not_written("Checks", form)),
    }
}

fn not_written(what: &str, form: Form) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("{what} are not written as {} by this build.", form.name()))
}

/// Tables follow each other, a blank line between them; each has its title and notes and what is doubtful of the whole over its
/// headings, and its footnotes below.
fn separated(filing: &Filing, between: char, chosen: &ChosenTables<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut lines = csv::Lines::begin(between, out);
    for (count, (at, table)) in chosen.tables(filing).enumerate() {
        if count > 0 {
            lines.alone("")?;
        }
        above(filing, at, table).iter().try_for_each(|line| lines.alone(line))?;
        csv::write(&sheet::TableGrid::new(filing, at, table, chosen), &mut lines)?;
        below(table).try_for_each(|line| lines.alone(&line))?;
    }
    Ok(())
}

/// What stands over a table's headings, line by line.
fn above(filing: &Filing, at: u32, table: &Table) -> Vec<String> {
    let mut lines = vec![table.title.clone()];
    lines.extend(table.notes.iter().cloned());
    lines.extend(table_doubts(filing, at).iter().map(|doubt| format!("Assumed: {doubt}")));
    lines
}

/// What stands below a table's rows.
fn below(table: &Table) -> impl Iterator<Item = String> {
    table.footnotes.iter().map(|note| format!("[{}] {}", note.mark, note.text))
}

/// Prefixes that XBRL keeps for its own namespaces.
const PREFIXES: [(&str, &str); 5] = [
    ("iso4217", "http://www.xbrl.org/2003/iso4217"),
    ("xbrli", "http://www.xbrl.org/2003/instance"),
    ("utr", "http://www.xbrl.org/2009/utr"),
    ("xbrl", "https://xbrl.org/2021"),
    ("xs", "http://www.w3.org/2001/XMLSchema"),
];

/// A unit in the form of the Open Information Model, `iso4217:USD/xbrli:shares`; none where a measure has no name.
fn unit_name<'a>(unit: &'a Unit, mut name: impl FnMut(&'a str) -> Option<Cow<'a, str>>) -> Option<String> {
    let mut side = |measures: &'a [Box<str>], brackets: bool| {
        let mut names = measures.iter().map(|measure| name(measure)).collect::<Option<Vec<_>>>()?;
        crate::order::sort_by(&mut names, |a, b| a.cmp(b));
        let product = names.join("*");
        Some(if brackets && names.len() > 1 { format!("({product})") } else { product })
    };
    if unit.denominators.is_empty() {
        return side(&unit.numerators, false);
    }
    Some([side(&unit.numerators, true)?, side(&unit.denominators, true)?].join("/"))
}

/// The marks of a fact: its own, its row's and its column's, each once.
pub(crate) fn marks<'a>(table: &'a Table, fact: Fact<'a>) -> Vec<&'a str> {
    let row = fact.table_row().and_then(|(_, row)| table.rows.get(row as usize)).map_or(&[][..], |row| &row.marks);
    let column = fact.cell().and_then(|cell| table.columns.get(cell.column as usize)).map_or(&[][..], |column| &column.marks);
    let mut all = Vec::new();
    for mark in fact.marks().iter().chain(row).chain(column) {
        if !all.contains(&mark.as_str()) {
            all.push(mark.as_str());
        }
    }
    all
}

/// The footnotes of a fact: their texts, or the bare mark where the table lacks its text; then those that XBRL ties to it.
fn footnotes(filing: &Filing, fact: Fact<'_>) -> Vec<String> {
    let mut all: Vec<String> = match fact.table_row().and_then(|(at, _)| filing.tables().get(at as usize)) {
        Some(table) => {
            let text = |mark: &str| table.footnotes.iter().find(|note| note.mark == mark).map(|note| note.text.clone());
            marks(table, fact).into_iter().map(|mark| text(mark).unwrap_or_else(|| format!("[{mark}]"))).collect()
        }
        None => fact.marks().iter().map(|mark| format!("[{mark}]")).collect(),
    };
    for tie in fact.relationships() {
        if let Related::Note(note) = tie.to
            && let Some(note) = filing.notes().get(note as usize)
            && !all.contains(&note.text)
        {
            all.push(note.text.clone());
        }
    }
    all
}

/// A unit in words: "USD", "USD / shares".
pub(crate) fn unit_words(unit: &Unit) -> String {
    let local = |measure: &str| measure.rsplit_once('}').map_or(measure, |(_, local)| local).to_owned();
    let side = |measures: &[Box<str>]| measures.iter().map(|measure| local(measure)).collect::<Vec<_>>().join(" × ");
    match (&unit.numerators[..], &unit.denominators[..]) {
        (above, []) => side(above),
        (above, below) => format!("{} / {}", side(above), side(below)),
    }
}

/// A dimension in words: the member's label, else its name; a typed one with its axis.
pub(crate) fn dimension_words(dimension: &Dimension) -> String {
    match (&dimension.label, &dimension.member, &dimension.typed, &dimension.axis) {
        (Some(label), ..) => label.to_string(),
        (None, Some(member), ..) => member.to_string(),
        (None, None, Some(typed), Some(axis)) => format!("{axis}: {typed}"),
        (None, None, Some(typed), None) => typed.to_string(),
        (None, None, None, axis) => axis.as_deref().unwrap_or_default().to_owned(),
    }
}

/// Members as a person says them: labels, else names in words, without the word that names their role.
pub(crate) fn spoken_members(members: &[Dimension]) -> String {
    let words = |name: &str, role: &str| words_of_name(name.strip_suffix(role).unwrap_or(name));
    let each = members.iter().map(|dimension| match (&dimension.label, &dimension.member, &dimension.typed, &dimension.axis) {
        (None, Some(member), ..) if READS_XBRL => words(member, "Member"),
        (None, None, Some(typed), Some(axis)) if READS_XBRL => [&words(axis, "Axis"), ": ", typed].concat(),
        _ => dimension_words(dimension),
    });
    each.collect::<Vec<_>>().join(" | ")
}

/// Members in words, as R pages print a path of them.
pub(crate) fn members_words(members: &[Dimension]) -> String {
    members.iter().map(dimension_words).collect::<Vec<_>>().join(" | ")
}

/// A column's heading on one line.
fn heading_words(column: &Column) -> String {
    column.heading.join(" ")
}

/// What stands in a cell of a written table: the exact value of a number, with the scale applied; the ISO form of a date;
/// the characters shown of everything else.
fn cell_words<'a>(filing: &'a Filing, cell: &Cell, fact: Fact<'a>) -> Cow<'a, str> {
    match fact.value() {
        Some(value) if fact.kind().is_numeric() || fact.kind() == Kind::Date => value,
        _ => filing.printed(cell),
    }
}

/// Everything that is doubtful in a row, in words: its kind and members, each cell's column and each fact's own caveats.
fn row_doubts(filing: &Filing, table_at: u32, row_at: u32) -> Vec<String> {
    let table = &filing.tables()[table_at as usize];
    let row = &table.rows[row_at as usize];
    let mut all: Vec<String> = row.assumed.iter().cloned().collect();
    all.extend(filing.caveats_about(About::Row(table_at, row_at)).map(str::to_owned));
    for cell in table.row_cells(row_at) {
        let Some(fact) = filing.fact(cell.fact) else { continue };
        let own = table.doubt(cell).map(|doubt| doubt.why.as_str());
        for why in own.into_iter().chain(filing.caveats_about(About::Fact(cell.fact))) {
            let heading = table.columns.get(cell.column as usize).map(heading_words).unwrap_or_default();
            all.push(format!("{} under {heading}: {why}", shortened(&fact.shown())));
        }
    }
    all
}

/// The beginning of a text that is too long to quote.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("“{}…”", &text[..end]),
        None => format!("“{text}”"),
    }
}

/// What is doubtful of a table and its headings, in words.
fn table_doubts(filing: &Filing, table_at: u32) -> Vec<String> {
    let table = &filing.tables()[table_at as usize];
    let mut all: Vec<String> = filing.caveats_about(About::Table(table_at)).map(str::to_owned).collect();
    for (at, column) in (0..).zip(&table.columns) {
        for why in column.assumed.as_deref().into_iter().chain(filing.caveats_about(About::Column(table_at, at))) {
            all.push(format!("“{}” in column {}: {why}", heading_words(column), at + 1));
        }
    }
    all
}

#[cfg(test)]
mod tests;
