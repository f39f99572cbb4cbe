//! What each form looks like, of one filing made by hand.

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

fn facts_as(filing: &Filing, form: Form) -> String {
    let mut out = Vec::new();
    facts(filing, form, &ChosenFacts::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn tables_as(filing: &Filing, form: Form, chosen: &ChosenTables<'_>) -> String {
    let mut out = Vec::new();
    tables(filing, form, chosen, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn every_fact_is_one_line_with_every_key() {
    let lines = facts_as(&filing(), Form::Jsonl);
    assert_eq!(lines.lines().count(), 3);
    assert_eq!(
        lines.lines().next().unwrap(),
        concat!(
            r#"{"fact":0,"report":1,"concept":null,"name":"us-gaap:Cash","label":"Cash","label_from":null,"entity":null,"period":null,"dimensions":[],"unit":null,"decimals":null,"scale":null,"#,
            r#""value":"-12.5","nil":false,"hidden":false,"language":null,"target":null,"tuple":null,"report_name":null,"further":null,"shown":"$ (12.50)","footnotes":[],"caveats":["Blank cells are lost."]}"#
        )
    );
    let array: Vec<serde_json::Value> = serde_json::from_str(&facts_as(&filing(), Form::Json)).unwrap();
    let each: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(array, each);
    assert_eq!(array[1]["footnotes"], serde_json::json!(["Restated.", "[2]"]));
}

#[test]
fn nothing_read_is_an_empty_list() {
    let none = Filing::default();
    assert_eq!(facts_as(&none, Form::Jsonl), "");
    assert_eq!(facts_as(&none, Form::Json), "[\n]\n");
    let tables: serde_json::Value = serde_json::from_str(&tables_as(&none, Form::Json, &ChosenTables::default())).unwrap();
    assert_eq!(tables["tables"], serde_json::json!([]));
}

#[test]
fn a_table_has_one_cell_for_each_column_and_its_doubts() {
    let filing = filing();
    let tables: serde_json::Value = serde_json::from_str(&tables_as(&filing, Form::Json, &ChosenTables::default())).unwrap();
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
    let tables: serde_json::Value = serde_json::from_str(&tables_as(filing, Form::Json, &ChosenTables { only, ..ChosenTables::default() })).unwrap();
    tables["tables"].as_array().unwrap().len()
}

#[test]
fn csv_has_bare_numbers_guarded_words_and_every_doubt() {
    let lines = tables_as(&filing(), Form::Csv, &ChosenTables::default());
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
    let facts = facts_as(&filing(), Form::Csv);
    assert!(facts.starts_with("fact,report,label,label_from,concept,concept_namespace,entity_scheme,entity,period_type,"), "{facts}");
    assert!(
        facts.contains(
            "\r\n0,1,Cash,,us-gaap:Cash,,,,,,,,,,,money,-12.5,$ (12.50),false,false,,,,Cash (Details) - USD ($),Blank cells are lost.,,,0.txt,0\r\n"
        ),
        "{facts}"
    );
    // A concept without a name leaves the column of names blank.
    assert!(facts.contains("\r\n1,1,'=Risk | [Member],,,,"), "{facts}");
}

#[test]
fn markdown_says_each_doubt_once_below() {
    let lines = tables_as(&filing(), Form::Markdown, &ChosenTables::default());
    assert!(lines.starts_with("## Cash (Details) - USD ($)\n\n$ in Thousands\n\n"), "{lines}");
    assert!(lines.contains("| Cash | $ (12.50)[^2] |  |\n"), "{lines}");
    assert!(lines.contains(r"| =Risk \| [Member][^3] |"), "{lines}");
    assert!(lines.ends_with("[^6]: A dash alone.\n"), "{lines}");
    assert!(facts_as(&filing(), Form::Markdown).contains("| us-gaap:Cash |"));
}
