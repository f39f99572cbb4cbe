//! A filing as files that other programs read: JSON, CSV and Markdown.
//!
//! Everything goes straight to an [`std::io::Write`], fact by fact and row by row; nothing holds the whole output. Doubts go
//! along in every form: in JSON as `assumed` and `why`, in CSV as a column in words, in Markdown as footnotes.

mod csv;
mod json;
mod markdown;

pub use csv::{facts_csv, tables_csv};
pub use json::{facts_json, facts_jsonl, tables_json};
pub use markdown::{facts_md, tables_md};

use crate::error::About;
use crate::filing::{Cell, Column, Dimension, Fact, Filing, Related, Table, Unit, words_of_name};
use crate::format::READS_XBRL;
use crate::value::Kind;
use std::borrow::Cow;

/// The tables to write and their numbers: all, or the one of that number.
fn chosen(filing: &Filing, only: Option<u32>) -> impl Iterator<Item = (u32, &Table)> {
    (0..).zip(filing.tables()).filter(move |(at, _)| only.is_none_or(|only| only == *at))
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
mod tests {
    use super::*;
    use crate::builder::Builder;
    use crate::by_hand::{self, row};
    use crate::filing::Footnote;
    use crate::format::Format;

    fn filing() -> Filing {
        let mut to = Builder::default();
        let headings: &[&[&str]] = &[&["12 Months Ended", "Dec. 31, 2023"], &["12 Months Ended", "Dec. 31, 2022"]];
        let rows = [row("Cash", &["0? $ (12.50)"]).named("us-gaap:Cash"), row("=Risk | [Member]", &["0 =1+1", "1 —"]), row("Heading", &[])];
        by_hand::table(&mut to, Format::Text, "Cash (Details) - USD ($)", headings, &rows);
        let table = &mut to.filing.tables.reading()[0];
        table.notes.push("$ in Thousands".to_owned());
        table.footnotes.push(Footnote { mark: "1".to_owned(), text: "Restated.".to_owned() });
        table.columns[1].assumed = Some("Its span is lost.".to_owned());
        table.rows[1].assumed = Some("It may be a heading.".to_owned());
        to.filing.fact_marks.insert(1, vec!["1".to_owned(), "2".to_owned()]);
        to.caveat(About::Fact(2), "A dash alone.", None);
        to.caveat(About::Filing, "The text ends in mid-page.", None);
        to.finish()
    }

    fn text(write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> String {
        let mut out = Vec::new();
        write(&mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_fact_is_one_line_with_every_key() {
        let lines = text(|out| facts_jsonl(&filing(), out));
        assert_eq!(lines.lines().count(), 3);
        assert_eq!(
            lines.lines().next().unwrap(),
            concat!(
                r#"{"report":1,"concept":null,"name":"us-gaap:Cash","label":"Cash","label_from":null,"entity":null,"period":null,"dimensions":[],"unit":null,"decimals":null,"#,
                r#""value":"-12.5","nil":false,"hidden":false,"language":null,"target":null,"tuple":null,"shown":"$ (12.50)","footnotes":[],"caveats":["Blank cells are lost."]}"#
            )
        );
        let array: Vec<serde_json::Value> = serde_json::from_str(&text(|out| facts_json(&filing(), out))).unwrap();
        let each: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(array, each);
        assert_eq!(array[1]["footnotes"], serde_json::json!(["Restated.", "[2]"]));
    }

    #[test]
    fn nothing_read_is_an_empty_list() {
        let none = Filing::default();
        assert_eq!(text(|out| facts_jsonl(&none, out)), "");
        assert_eq!(text(|out| facts_json(&none, out)), "[\n]\n");
        let tables: serde_json::Value = serde_json::from_str(&text(|out| tables_json(&none, None, out))).unwrap();
        assert_eq!(tables["tables"], serde_json::json!([]));
    }

    #[test]
    fn a_table_has_one_cell_for_each_column_and_its_doubts() {
        let filing = filing();
        let tables: serde_json::Value = serde_json::from_str(&text(|out| tables_json(&filing, None, out))).unwrap();
        assert_eq!(tables["caveats"][0], "The text ends in mid-page.");
        let table = &tables["tables"][0];
        assert_eq!((&table["title"], &table["notes"][0]), (&"Cash (Details) - USD ($)".into(), &"$ in Thousands".into()));
        assert_eq!((&table["columns"][0]["assumed"], &table["columns"][1]["assumed"]), (&false.into(), &true.into()));
        let rows = table["rows"].as_array().unwrap();
        assert_eq!(rows[0]["concept"], "us-gaap:Cash");
        assert_eq!(
            rows[0]["cells"],
            serde_json::json!([{"text": "$ (12.50)", "value": "-12.5", "assumed": true, "why": "Blank cells are lost.", "footnotes": []}, null])
        );
        assert_eq!(rows[1]["cells"][0]["footnotes"], serde_json::json!(["1", "2"]));
        assert_eq!(rows[2]["cells"], serde_json::json!([null, null]));
        assert_eq!(tables_count(&filing, Some(7)), 0);
        assert_eq!(tables_count(&filing, Some(0)), 1);
    }

    fn tables_count(filing: &Filing, only: Option<u32>) -> usize {
        let tables: serde_json::Value = serde_json::from_str(&text(|out| tables_json(filing, only, out))).unwrap();
        tables["tables"].as_array().unwrap().len()
    }

    #[test]
    fn csv_has_bare_numbers_guarded_words_and_every_doubt() {
        let lines = text(|out| tables_csv(&filing(), None, false, out));
        assert_eq!(
            lines,
            concat!(
                "Cash (Details) - USD ($)\r\n$ in Thousands\r\n",
                "\"Assumed: “12 Months Ended Dec. 31, 2022” in column 2: Its span is lost.\"\r\n",
                "label,concept,members,unit,\"12 Months Ended Dec. 31, 2023\",\"12 Months Ended Dec. 31, 2022\",assumed,footnotes\r\n",
                "Cash,us-gaap:Cash,,,-12.5,,\"“$ (12.50)” under 12 Months Ended Dec. 31, 2023: Blank cells are lost.\",\r\n",
                "'=Risk | [Member],,,,'=1+1,—,\"It may be a heading. ; “—” under 12 Months Ended Dec. 31, 2022: A dash alone.\",[1][2] at “=1+1”\r\n",
                "Heading,,,,,,,\r\n[1] Restated.\r\n",
            )
        );
        let facts = text(|out| facts_csv(&filing(), true, out));
        assert!(facts.starts_with("\u{feff}report,label,"), "{facts}");
        assert!(
            facts.contains("\r\n1,Cash,us-gaap:Cash,,,,,,money,-12.5,,$ (12.50),Cash (Details) - USD ($),Blank cells are lost.,,\r\n"),
            "{facts}"
        );
    }

    #[test]
    fn markdown_says_each_doubt_once_below() {
        let lines = text(|out| tables_md(&filing(), None, out));
        assert!(lines.starts_with("## Cash (Details) - USD ($)\n\n$ in Thousands\n\n"), "{lines}");
        assert!(lines.contains("| Cash | $ (12.50)[^2] |  |\n"), "{lines}");
        assert!(lines.contains(r"| =Risk \| [Member][^3] |"), "{lines}");
        assert!(lines.ends_with("[^6]: A dash alone.\n"), "{lines}");
        assert!(text(|out| facts_md(&filing(), out)).contains("| us-gaap:Cash |"));
    }
}
