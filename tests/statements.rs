//! Statements made from the taxonomy that travels with a filing, held against EDGAR's own pages and against an invented filing.

#[path = "common/shared.rs"]
mod shared;

use filing_viewer::{Filing, LabelFrom, RowKind, Table, read_all};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Files read together, by their paths.
fn opened(files: &[PathBuf]) -> Filing {
    let files = files.iter().map(|file| (file.to_string_lossy().into_owned(), fs::read(file).unwrap()));
    read_all(files.collect::<Vec<_>>()).unwrap()
}

fn fixtures(names: &[&str]) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/statements");
    names.iter().map(|name| ((*name).to_owned(), fs::read_to_string(folder.join(name)).unwrap())).collect()
}

const ALL: [&str; 5] = ["tools-2031.xml", "tools-2031.xsd", "tools-2031_pre.xml", "tools-2031_lab.xml", "tools-2031_cal.xml"];

/// Letters and digits alone, as the pages fold space in their own ways.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn same(expected: &str, shown: &str) -> bool {
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (one, other) = (squeezed(expected), squeezed(shown));
    let start = |text: &str| bare(text).chars().take(40).collect::<String>();
    if one.chars().count().max(other.chars().count()) <= 200 { one == other } else { start(&one) == start(&other) }
}

/// What of a page a table has otherwise.
fn differences(filing: &Filing, table: &Table, page: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = page["title"].as_str().unwrap().lines();
    let title = lines.next().unwrap_or_default();
    if bare(title) != bare(&table.title) || lines.ne(table.notes.iter().map(String::as_str)) {
        found.push(format!("title {:?} {:?}", table.title, table.notes));
    }
    let text = |value: &Value| value.as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect::<Vec<_>>().join(" ");
    let headings: Vec<String> = page["columns"].as_array().unwrap().iter().map(|heading| bare(&text(heading))).collect();
    if headings != table.columns.iter().map(|column| bare(&column.heading.join(" "))).collect::<Vec<_>>() {
        found.push(format!("headings {:?}", table.columns.iter().map(|column| &column.heading).collect::<Vec<_>>()));
    }
    let rows = page["rows"].as_array().unwrap();
    if rows.len() != table.rows.len() {
        found.push(format!("{} rows for {}", table.rows.len(), rows.len()));
    }
    for (number, (expected, row)) in (0..).zip(rows.iter().zip(&table.rows)) {
        let concept = row.concept.and_then(|concept| filing.concept(concept)).and_then(|concept| concept.name.as_deref());
        let wanted = expected["concept"].as_str().filter(|name| !name.contains('=')).unwrap_or_default();
        if bare(expected["label"].as_str().unwrap()) != bare(&row.label) || concept.unwrap_or_default().replace(':', "_") != wanted {
            found.push(format!("row {number}: {} {concept:?}", row.label));
        }
        let mut shown = vec![String::new(); table.columns.len()];
        for cell in table.row_cells(number) {
            shown[cell.column as usize] = filing.printed(cell).trim().to_owned();
        }
        for (expected, shown) in expected["cells"].as_array().unwrap().iter().zip(shown) {
            if !same(expected.as_str().unwrap_or_default(), &shown) {
                found.push(format!("row {number}: {shown:?} for {expected}"));
            }
        }
    }
    found
}

#[test]
fn edgars_own_pages() {
    let Some(corpus) = shared::material("corpus/package/aapl-20250329") else { return };
    let (pages, inline) = (corpus.join("../../r-pages-expected"), corpus.join("../../inline"));
    let own = ["aapl-20250329.xsd", "aapl-20250329_pre.xml", "aapl-20250329_lab.xml", "aapl-20250329_def.xml", "aapl-20250329_cal.xml"];
    let own: Vec<PathBuf> = own.iter().map(|name| corpus.join(name)).collect();
    let beside = ["MetaLinks.json", "FilingSummary.xml"].map(|name| corpus.join(name));
    let ways: Vec<(&str, Vec<PathBuf>)> = vec![
        ("instance", [vec![corpus.join("aapl-20250329_htm.xml")], own.clone()].concat()),
        ("instance, with what EDGAR put beside it", [vec![corpus.join("aapl-20250329_htm.xml")], own.clone(), beside.to_vec()].concat()),
        ("inline document", [vec![inline.join("aapl-20250329.htm")], own].concat()),
    ];
    for (way, files) in ways {
        let filing = opened(&files);
        let mut wrong = Vec::new();
        for number in 1..=42_usize {
            let page = fs::read_to_string(pages.join(format!("dgunning__aapl-20250329-R{number}.json"))).unwrap();
            let found = differences(&filing, &filing.tables()[number - 1], &serde_json::from_str(&page).unwrap());
            wrong.extend(found.first().map(|first| format!("{way}, page {number}: {first}")));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(filing.tables().get(42).is_none_or(|table| table.category.is_none()));
        assert_eq!(filing.checks().iter().filter(|check| !check.agrees).count(), 0);
        let categories = filing.tables().iter().filter_map(|table| table.category).map(|category| category.name());
        let mut runs: Vec<(&str, u32)> = Vec::new();
        for category in categories {
            match runs.last_mut() {
                Some((last, many)) if *last == category => *many += 1,
                _ => runs.push((category, 1)),
            }
        }
        assert_eq!(
            runs.iter().map(|(category, _)| *category).collect::<Vec<_>>(),
            ["Cover", "Statements", "Notes", "Policies", "Tables", "Details"],
            "{way}"
        );
    }
}

#[test]
fn an_invented_filing() {
    let filing = read_all(fixtures(&ALL)).unwrap();
    let lines = |table: &Table| -> Vec<String> {
        let row = |(number, row): (u32, &filing_viewer::Row)| {
            let cells: Vec<_> = table.row_cells(number).iter().map(|cell| filing.printed(cell)).collect();
            format!("{}{}: {}", "  ".repeat(row.depth as usize), row.label, cells.join(" | "))
        };
        (0..).zip(&table.rows).map(row).collect()
    };
    let tables = filing.tables();
    assert_eq!(
        tables.iter().map(|table| table.title.as_str()).collect::<Vec<_>>(),
        ["BALANCE SHEETS - USD ($)", "Tools (Details)", "Round (Details) - USD ($)"]
    );
    assert_eq!(
        lines(&tables[0]),
        ["Assets [Abstract]: ", "  Cash at hand: $ 1,000 | $ 900", "  Hammers: 234 | 250", "  Total assets: $ 1,243 | $ 1,151"],
        "what is prohibited is gone, and the order is the linkbase's"
    );
    // Balances stand at both ends of the year, a sign is turned, and a member is a section.
    let expected = ["Hammers at the beginning: $ 250", "Hammers lost: (16)", "Hammers at the end: 234"];
    assert_eq!(lines(&tables[1])[1..4].iter().map(|line| line.trim()).collect::<Vec<_>>(), expected);
    let section = tables[1].rows.iter().find(|row| row.kind == RowKind::Members).unwrap();
    assert_eq!((section.label.as_str(), section.members[0].member.as_deref()), ("Store [Member]", Some("tools:StoreMember")));
    assert_eq!(tables[0].notes, ["$ in Thousands"]);
    // The facts know what the taxonomy knows, and where they stand first.
    let fact = filing.fact(0).unwrap();
    assert_eq!((fact.label_or_words(), fact.table_row()), (("Cash at hand".into(), LabelFrom::Filed), Some((0, 1))));
    assert_eq!(fact.concept().unwrap().documentation.as_deref(), Some("Coins and notes."));
    let cash = tables[0].definitions.iter().find(|definition| definition.name.as_deref() == Some("us-gaap_Cash")).unwrap();
    assert_eq!((cash.text.as_deref(), &cash.rows[..]), (Some("Coins and notes."), &[1][..]));
    let hammers = filing.fact(2).unwrap().concept().unwrap();
    assert_eq!((hammers.balance.as_deref(), hammers.period_type.as_deref()), (Some("debit"), Some("instant")));
    assert_eq!(filing.fact(4).unwrap().dimensions()[0].label.as_deref(), Some("Store [Member]"));
}

#[test]
fn a_wrong_total_is_found_and_a_rounded_one_is_not() {
    let filing = read_all(fixtures(&ALL)).unwrap();
    let [wrong, rounded] = filing.checks() else { panic!("{:?}", filing.checks()) };
    assert_eq!((wrong.agrees, wrong.sum.as_str(), wrong.apart.as_str(), wrong.items.len()), (false, "1234000", "9000", 2));
    let said = filing.fact(wrong.total).unwrap().caveats();
    assert_eq!(said, ["The items add to 1,234,000, the total says 1,243,000: 9,000 apart, more than rounding explains (BALANCE SHEETS)."]);
    // 900 and 250 thousand are 1,150; that the total is 1,151 lies within the roundings, but not for the first specification.
    assert_eq!((rounded.agrees, rounded.agrees_as_rounded), (true, false));
    assert!(filing.fact(rounded.total).unwrap().caveats().is_empty());
}

#[test]
fn what_is_missing_is_said() {
    let said = |filing: &Filing| filing.caveats().iter().map(|caveat| caveat.text.to_string()).collect::<Vec<_>>();
    let round = "Its presentation goes round in a circle at us-gaap:AssetsAbstract: it was followed once.";
    assert!(said(&read_all(fixtures(&ALL)).unwrap()).contains(&round.to_owned()));
    // Without labels there are still names; without the calculation nothing is checked.
    let filing = read_all(fixtures(&["tools-2031.xml", "tools-2031.xsd", "tools-2031_pre.xml"])).unwrap();
    assert!(said(&filing).contains(&"tools-2031.xsd names tools-2031_lab.xml, which is not among the files: what it holds is missing.".to_owned()));
    assert_eq!((filing.tables()[0].rows[1].label.as_str(), filing.checks().len()), ("Cash", 0));
    // Without the schema the linkbases beside the document are its own.
    let filing = read_all(fixtures(&["tools-2031.xml", "tools-2031_pre.xml", "tools-2031_lab.xml"])).unwrap();
    assert!(said(&filing)[0].contains("tools-2031.xsd, which is not among the files"), "{:?}", said(&filing));
    assert_eq!(filing.tables().len(), 3);
    // A document alone is what it was.
    let alone = read_all(fixtures(&["tools-2031.xml"])).unwrap();
    assert_eq!((said(&alone).len(), alone.tables().len()), (0, 0));
    // A taxonomy alone holds nothing to show.
    for (name, word) in [("tools-2031.xsd", "schema"), ("tools-2031_pre.xml", "linkbase")] {
        let error = read_all(fixtures(&[name])).unwrap_err();
        assert!(error.what().contains(word) && error.file() == name, "{error}");
    }
}

#[test]
fn statements_come_before_what_the_document_prints() {
    let schema = r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:a="http://a.example" targetNamespace="http://a.example"><xs:annotation><xs:appinfo>
        <link:linkbase><link:presentationLink xlink:type="extended" xlink:role="http://a.example/role/Stock">
        <link:loc xlink:type="locator" xlink:href="a.xsd#a_Top" xlink:label="t"/><link:loc xlink:type="locator" xlink:href="a.xsd#a_Tools" xlink:label="l"/>
        <link:presentationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/parent-child" xlink:from="t" xlink:to="l"/>
        </link:presentationLink></link:linkbase></xs:appinfo></xs:annotation>
        <xs:element id="a_Top" name="Top" abstract="true" type="t" substitutionGroup="x:item"/><xs:element id="a_Tools" name="Tools" type="t" substitutionGroup="x:item"/></xs:schema>"#;
    let page = r#"<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:x="http://www.xbrl.org/2003/instance" xmlns:a="http://a.example" xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">
        <body><ix:header><ix:references><link:schemaRef xlink:type="simple" xlink:href="a.xsd"/></ix:references><ix:resources>
        <x:context id="c"><x:entity><x:identifier scheme="s">1</x:identifier></x:entity><x:period><x:instant>2031-12-31</x:instant></x:period></x:context>
        <x:unit id="u"><x:measure xmlns:i="http://www.xbrl.org/2003/iso4217">i:EUR</x:measure></x:unit></ix:resources></ix:header>
        <p><b>Our stock</b></p><table><tr><td></td><td>2031</td></tr>
        <tr><td>Tools we have</td><td><ix:nonFraction name="a:Tools" contextRef="c" unitRef="u" decimals="0">12</ix:nonFraction></td></tr></table></body></html>"#;
    let mut filing = read_all([("page.htm", page), ("a.xsd", schema)]).unwrap();
    filing.open_tables();
    let titles: Vec<_> = filing.tables().iter().map(|table| (table.title.as_str(), table.is_printed())).collect();
    assert_eq!(titles, [("Stock", false), ("Our stock", true)]);
    // The fact has its place in the statement, and stands in the printed table as before.
    let fact = filing.fact(0).unwrap();
    assert_eq!((fact.table_row(), fact.label_or_words()), (Some((0, 1)), ("Tools we have".into(), LabelFrom::Printed)));
    let printed = &filing.tables()[1];
    assert!(printed.cells.iter().any(|cell| cell.fact == 0), "{printed:?}");
}
