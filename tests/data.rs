//! Files of data and of the 1990s: xBRL-JSON and EDGAR's facts of a company, held against the document itself, read by serde_json;
//! xBRL-CSV, held against its equal in JSON; data sets, workbooks and tables in fixed columns, held against what they print.

#[path = "common/oim.rs"]
#[allow(dead_code)]
mod oim;
#[path = "common/shared.rs"]
mod shared;

use filing_viewer::{Fact, Filing, Kind, Period, Related, period};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

fn fixture(inside: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(inside)).unwrap()
}

/// The text that a fact stands in.
fn source_of<'a>(filing: &'a Filing, fact: Fact<'_>) -> &'a str {
    let place = fact.place();
    &filing.sources()[place.source as usize].text()[place.start as usize..(place.start + place.len) as usize]
}

/// A fact's dimensions with all names written out, as the document's own.
fn aspects(filing: &Filing, fact: Fact<'_>) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let name = |name: &str| filing.expanded(name).into_owned();
    all.insert("concept".to_owned(), name(fact.concept().unwrap().name.as_deref().unwrap()));
    let entity = fact.entity().unwrap();
    all.insert("entity".to_owned(), format!("{{{}}}{}", entity.scheme, entity.identifier));
    if let Some(when) = fact.period().filter(|when| **when != Period::Forever) {
        all.insert("period".to_owned(), period::oim(when));
    }
    if let Some(language) = fact.language() {
        all.insert("language".to_owned(), language.to_owned());
    }
    if let Some(unit) = fact.unit() {
        all.insert("unit".to_owned(), [unit.numerators.join("*"), unit.denominators.join("*")].join(" / "));
    }
    for on in fact.dimensions() {
        let value = on.member.as_deref().map(name).or_else(|| on.typed.as_deref().map(str::to_owned));
        all.insert(name(on.axis.as_deref().unwrap()), value.unwrap_or_else(|| "nil".to_owned()));
    }
    all
}

/// Holds every fact of a filing against the document that it was read from.
fn equals_its_document(filing: &Filing, document: &Value, typed: &[&str]) {
    let own = document["facts"].as_object().unwrap();
    let is_note = |fact: &Value| fact["dimensions"]["concept"] == "xbrl:note";
    assert_eq!(filing.fact_count() as usize, own.values().filter(|fact| !is_note(fact)).count());
    assert_eq!(filing.notes().len(), own.values().filter(|fact| is_note(fact)).count());
    // In the order of the document, each at its own place.
    let in_order: BTreeMap<u32, Fact<'_>> = filing.facts().map(|fact| (fact.place().start, fact)).collect();
    assert!(in_order.values().map(Fact::id).eq(0..filing.fact_count()));
    for fact in filing.facts() {
        let written: Value = serde_json::from_str(source_of(filing, fact)).unwrap();
        let same: Vec<&String> = own.iter().filter(|(_, other)| **other == written).map(|(id, _)| id).collect();
        assert!(!same.is_empty(), "{written}");
        let mut wanted = oim::read(document, &written);
        let is_number = written["dimensions"].get("unit").is_some() || written.get("decimals").is_some();
        if is_number {
            let unit = wanted.get("unit").cloned().unwrap_or_else(|| "xbrli:pure".to_owned());
            let (above, below) = oim::unit(&unit);
            let side = |side: std::collections::BTreeSet<String>| {
                side.into_iter()
                    .map(|measure| {
                        if measure == "xbrli:pure" {
                            "{http://www.xbrl.org/2003/instance}pure".to_owned()
                        } else {
                            oim::expanded(document, &measure).unwrap()
                        }
                    })
                    .collect::<Vec<_>>()
                    .join("*")
            };
            wanted.insert("unit".to_owned(), [side(above), side(below)].join(" / "));
        }
        if let Some(language) = wanted.get_mut("language") {
            *language = language.to_lowercase();
        }
        // A typed value is not a name, whatever it looks like.
        for axis in typed {
            if let Some(value) = written["dimensions"][axis].as_str() {
                wanted.insert(oim::expanded(document, axis).unwrap(), value.to_owned());
            }
        }
        let mut found = aspects(filing, fact);
        if let Some(unit) = found.get_mut("unit") {
            // Measures in any order.
            let sorted = |side: &str| {
                let mut all: Vec<&str> = side.split('*').collect();
                all.sort_unstable();
                all.join("*")
            };
            let (above, below) = unit.split_once(" / ").unwrap();
            *unit = [sorted(above), sorted(below)].join(" / ");
        }
        assert_eq!(found, wanted);
        assert_eq!(fact.is_nil(), written["value"].is_null());
        if let Some(value) = written["value"].as_str() {
            if is_number {
                assert_eq!(fact.shown(), value);
                assert_eq!(fact.decimals(), Some(written["decimals"].as_i64().map_or("INF".to_owned(), |decimals| decimals.to_string()).as_str()));
            } else {
                assert_eq!(fact.value().as_deref(), Some(value));
            }
        }
        let ties: usize = written
            .get("links")
            .and_then(Value::as_object)
            .into_iter()
            .flat_map(|links| links.values())
            .flat_map(|groups| groups.as_object().unwrap().values())
            .map(|ids| ids.as_array().unwrap().len())
            .sum();
        assert_eq!(fact.relationships().len(), ties);
    }
}

#[test]
fn xbrl_json_is_read_to_the_letter() {
    let bytes = fixture("xbrl-json/report.json");
    let filing = filing_viewer::read(bytes.clone(), "report.json").unwrap();
    equals_its_document(&filing, &serde_json::from_slice(&bytes).unwrap(), &["dale:PlantAxis"]);
    let value = |id: u32| filing.fact(id).unwrap();
    assert_eq!((value(0).kind(), value(0).value().as_deref(), value(0).decimals()), (Kind::Money, Some("1230000.5"), Some("-3")));
    assert_eq!((value(1).kind(), value(1).value().as_deref(), value(1).decimals()), (Kind::PerShare, Some("0.1"), Some("INF")));
    assert_eq!((value(2).kind(), value(3).value().as_deref()), (Kind::Number, Some("12000")));
    assert_eq!((value(5).period(), value(5).language()), (Some(&Period::Forever), Some("en-gb")));
    assert_eq!((value(6).kind(), value(6).is_nil()), (Kind::Nil, true));
    assert_eq!((&*value(7).shown(), value(7).value().as_deref()), ("Words & more", Some("<p>Words &amp; more</p>")));
    assert_eq!(filing.notes()[0].text, "Held in <two> banks.");
    let ties: Vec<Related> = value(0).relationships().iter().map(|tie| tie.to).collect();
    assert_eq!(ties, [Related::Note(0), Related::Fact(1)]);
    // What the specification has no meaning for is counted, and nothing else is said.
    let caveats: Vec<&str> = filing.caveats().iter().map(|caveat| &*caveat.text).collect();
    assert!(caveats.len() == 1 && caveats[0].starts_with("Left out of the facts' properties") && caveats[0].ends_with(": 1."), "{caveats:?}");
    assert_eq!(filing.line(value(0).place()), Some(17));
}

#[test]
fn a_real_report_in_xbrl_json_equals_its_own_facts() {
    let Some(path) = shared::material("corpus/json/kainos-2022-xbrl.json") else { return };
    let bytes = std::fs::read(path).unwrap();
    let filing = filing_viewer::read(bytes.clone(), "kainos.json").unwrap();
    equals_its_document(&filing, &serde_json::from_slice(&bytes).unwrap(), &[]);
    assert!(filing.caveats().is_empty(), "{:?}", filing.caveats());
    assert!(filing.fact_count() > 200);
}

#[test]
fn a_document_that_breaks_off_gives_what_stands_before() {
    let text = String::from_utf8(fixture("xbrl-json/report.json")).unwrap();
    let whole = filing_viewer::read(text.clone(), "report.json").unwrap().fact_count();
    let mut kept = 0;
    for end in (0..text.trim_end().len()).filter(|end| text.is_char_boundary(*end)) {
        match filing_viewer::read(&text[..end], "cut.json") {
            Ok(filing) => {
                let said = filing.caveats().iter().any(|caveat| caveat.text.contains("breaks off at line"));
                assert!(said && filing.fact_count() >= kept, "{end}: {:?}", filing.caveats());
                kept = filing.fact_count();
            }
            Err(error) => assert!(kept == 0 && !error.what().is_empty(), "{end}: {error}"),
        }
    }
    assert_eq!(kept, whole);
}

/// Every row of a document, as serde_json reads it, is one fact in the report of its filing.
fn equals_its_rows(filing: &Filing, document: &Value) {
    let mut rows: Vec<(String, &Value)> = Vec::new();
    let of = |taxonomy: &str, tag: &str| format!("{taxonomy}:{tag}");
    if let Some(facts) = document["facts"].as_object() {
        for (taxonomy, tags) in facts {
            for (tag, concept) in tags.as_object().unwrap() {
                for unit in concept["units"].as_object().unwrap().values() {
                    rows.extend(unit.as_array().unwrap().iter().map(|row| (of(taxonomy, tag), row)));
                }
            }
        }
    } else {
        for unit in document["units"].as_object().unwrap().values() {
            rows.extend(
                unit.as_array().unwrap().iter().map(|row| (of(document["taxonomy"].as_str().unwrap(), document["tag"].as_str().unwrap()), row)),
            );
        }
    }
    assert_eq!(filing.fact_count() as usize, rows.len());
    let key = |name: &str, row: &Value| format!("{name} {row}");
    let mut wanted: BTreeMap<String, u32> = BTreeMap::new();
    rows.iter().for_each(|(name, row)| *wanted.entry(key(name, row)).or_default() += 1);
    for fact in filing.facts() {
        let name = fact.concept().unwrap().name.as_deref().unwrap();
        let text = source_of(filing, fact);
        let row: Value = serde_json::from_str(text).unwrap();
        let left = wanted.get_mut(&key(name, &row)).unwrap_or_else(|| panic!("{name} {text}"));
        *left = left.checked_sub(1).unwrap();
        let report = fact.report_name().unwrap();
        for part in ["accn", "form", "fp", "filed"] {
            assert!(row[part].as_str().is_none_or(|part| report.contains(part)), "{report}: {row}");
        }
        assert!(row["fy"].as_i64().is_none_or(|year| report.contains(&year.to_string())), "{report}: {row}");
        assert_eq!(fact.further().map(str::to_owned), row["frame"].as_str().map(|frame| format!("frame {frame}")));
        // The characters of the value as they are written: serde_json's number is not asked.
        let digits = text.split_once("\"val\":").unwrap().1.trim_start();
        assert_eq!(fact.shown(), digits[..digits.find([',', '}', '\n']).unwrap()].trim_end());
        let (start, end) = (row["start"].as_str(), row["end"].as_str().unwrap());
        let words = period::words(fact.period().unwrap());
        assert_eq!(words, start.map_or(end.to_owned(), |start| format!("{start} to {end}")));
    }
    assert!(wanted.values().all(|left| *left == 0));
}

#[test]
fn company_facts_are_their_rows() {
    let bytes = fixture("company-facts/companyfacts.json");
    let filing = filing_viewer::read(bytes.clone(), "companyfacts.json").unwrap();
    equals_its_rows(&filing, &serde_json::from_slice(&bytes).unwrap());
    let fact = filing.fact(1).unwrap();
    assert_eq!((fact.value().as_deref(), fact.kind()), (Some("12345678901234567890.25"), Kind::Money));
    assert_eq!(fact.report_name(), Some("Dale Works Inc.: 10-K, FY 2030, filed 2031-03-01, 0000001234-31-000001"));
    assert_eq!((fact.report(), filing.fact(0).unwrap().report(), filing.fact(5).unwrap().report()), (1, 2, 3));
    assert_eq!(fact.entity().unwrap().identifier, "0000001234".into());
    assert_eq!((filing.fact(3).unwrap().value().as_deref(), filing.fact(4).unwrap().value().as_deref()), (Some("1500"), Some("-0.1")));
    assert!(filing_viewer::duplicates::of(&filing, 1).is_empty());
    let concept = filing_viewer::read(fixture("company-facts/companyconcept.json"), "companyconcept.json").unwrap();
    equals_its_rows(&concept, &serde_json::from_slice(&fixture("company-facts/companyconcept.json")).unwrap());
    let card = serde_json::to_value(filing_viewer::shapes::fact_detail(&concept, 0)).unwrap();
    assert_eq!((&card["definition"]["text"], &card["further"]), (&"Sum of what is owned.".into(), &"frame CY2030Q4I".into()));
    let mut csv = Vec::new();
    filing_viewer::write::facts(&concept, filing_viewer::write::Form::Csv, &Default::default(), &mut csv).unwrap();
    assert!(String::from_utf8(csv).unwrap().contains("0000001234-31-000001"));
}

#[test]
fn a_real_companys_facts_are_their_rows() {
    let Some(path) = shared::material("corpus/json/snow-companyfacts.json") else { return };
    let bytes = std::fs::read(path).unwrap();
    let filing = filing_viewer::read(bytes.clone(), "snow.json").unwrap();
    equals_its_rows(&filing, &serde_json::from_slice(&bytes).unwrap());
    assert!(filing.caveats().is_empty(), "{:?}", filing.caveats());
}

/// The files of the set, in an order that a folder might give them.
fn csv_set(order: &[&str]) -> Filing {
    let files = order.iter().map(|name| ((*name).to_owned(), fixture(&format!("xbrl-csv/{name}"))));
    filing_viewer::read_all(files).unwrap()
}

/// All that is known of the facts, in any order.
fn all_known(filing: &Filing) -> Vec<String> {
    let mut all: Vec<String> = filing
        .facts()
        .map(|fact| {
            let ties: Vec<String> =
                fact.relationships().iter().map(|tie| format!("{} {:?}", tie.arcrole, matches!(tie.to, Related::Note(_)))).collect();
            format!("{:?} {:?} {:?} {:?} {} {ties:?}", aspects(filing, fact), fact.value(), fact.decimals(), fact.kind(), fact.is_nil())
        })
        .collect();
    all.sort();
    all
}

#[test]
fn xbrl_csv_is_what_its_equal_in_json_is() {
    let json = filing_viewer::read(fixture("xbrl-csv/dale.equal.json"), "equal.json").unwrap();
    let document: Value = serde_json::from_slice(&fixture("xbrl-csv/dale.equal.json")).unwrap();
    equals_its_document(&json, &document, &["dale:PlantAxis", "dale:SourceAxis", "dale:RowAxis"]);
    let orders: [&[&str]; 3] = [
        &["dale.json", "dale-base.json", "parameters.csv", "tables/balance.csv", "plants.csv", "list.csv"],
        &["list.csv", "plants.csv", "parameters.csv", "dale-base.json", "tables/balance.csv", "dale.json"],
        &["tables/balance.csv", "plants.csv", "dale-base.json", "list.csv", "dale.json", "parameters.csv"],
    ];
    for order in orders {
        let csv = csv_set(order);
        assert!(csv.failures().is_empty() && csv.caveats().is_empty(), "{:?} {:?}", csv.failures(), csv.caveats());
        assert_eq!(all_known(&csv), all_known(&json));
        assert_eq!(csv.notes(), json.notes());
        // Each fact stands in its own cell.
        for fact in csv.facts().filter(|fact| !fact.is_nil()) {
            let (cell, value) = (source_of(&csv, fact), fact.shown());
            let as_written = ["", "d1", "dINF"].iter().any(|suffix| cell == format!("{value}{suffix}"));
            assert!(as_written || cell == "#empty" || cell == "##hash" || cell == value.replace('"', "\"\""), "{cell:?} {value:?}");
        }
    }
}

#[test]
fn tables_that_are_not_there_are_named() {
    let filing = csv_set(&["dale.json", "dale-base.json", "plants.csv"]);
    let said: Vec<&str> = filing.caveats().iter().map(|caveat| &*caveat.text).collect();
    for word in ["“tables/balance.csv” is not among the files", "“list.csv” is not", "“parameters.csv”, is not"] {
        assert!(said.iter().any(|text| text.contains(word)), "{word}: {said:?}");
    }
    assert!(!said.iter().any(|text| text.contains("not-there.csv")));
    assert!(filing.fact_count() > 0);
    let error = filing_viewer::read(fixture("xbrl-csv/dale.json"), "dale.json").unwrap_err();
    assert!(error.to_string().contains("dale.json"), "{error}");
    // A table without its metadata is a text like any other.
    let alone = filing_viewer::read(b"Cash,2031-12-31,2030-12-31\nTill,5,6\nBank,7,8\n", "cash.csv").unwrap();
    assert_eq!((alone.tables().len(), alone.fact_count()), (1, 4));
}

fn data_set(files: &[&str]) -> Filing {
    filing_viewer::read_all(files.iter().map(|name| ((*name).to_owned(), fixture(&format!("data-set/{name}"))))).unwrap()
}

/// The rows of a table as printed: label, then what each column holds.
fn printed(filing: &Filing, at: usize) -> Vec<Vec<String>> {
    let table = &filing.tables()[at];
    let mut rows = vec![std::iter::once(String::new()).chain(table.columns.iter().map(|column| column.heading.join(" "))).collect()];
    for (row, of) in table.rows.iter().enumerate() {
        let mut cells = vec![String::new(); table.columns.len() + 1];
        cells[0] = of.label.clone();
        for cell in table.row_cells(row as u32) {
            cells[cell.column as usize + 1] = filing.printed(cell).into_owned();
        }
        rows.push(cells);
    }
    rows
}

#[test]
fn a_data_set_is_its_rows_and_its_statements() {
    let bytes = fixture("data-set/num.txt");
    let rows: Vec<&str> = std::str::from_utf8(&bytes).unwrap().lines().skip(1).collect();
    for order in [["sub.txt", "tag.txt", "num.txt", "pre.txt"], ["pre.txt", "num.txt", "tag.txt", "sub.txt"]] {
        let mut filing = data_set(&order);
        assert!(filing.failures().is_empty());
        assert_eq!(filing.caveats().len(), 1);
        assert_eq!(filing.fact_count() as usize, rows.len());
        for (fact, row) in filing.facts().zip(&rows) {
            assert_eq!(source_of(&filing, fact), *row);
            let cells: Vec<&str> = row.split('\t').collect();
            assert!(fact.report_name().unwrap().contains(cells[0]));
            assert!(fact.concept().unwrap().name.as_deref().unwrap().ends_with(cells[1]));
            let plain = |text: &str| if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text.to_owned() };
            assert_eq!(fact.value().unwrap_or_default(), plain(cells[8]));
            let end = cells[3];
            let day = format!("{}-{}-{}", &end[..4], &end[4..6], &end[6..]);
            let words = period::words(fact.period().unwrap());
            assert!(words.ends_with(&day) && words.contains(" to ") == (cells[4] != "0"), "{words}");
        }
        let fact = |id| filing.fact(id).unwrap();
        assert_eq!(fact(0).report_name(), Some("DALE WORKS INC: 10-K, FY 2031, filed 2032-03-01, 0000001234-32-000001"));
        assert_eq!((fact(0).label(), fact(3).value().as_deref()), (Some("Cash"), Some("12345678901234567.25")));
        assert_eq!((fact(9).kind(), fact(12).is_nil(), fact(13).entity().unwrap().identifier.as_ref()), (Kind::PerShare, true, "0000005678"));
        assert_eq!(fact(5).dimensions().iter().map(|on| on.member.as_deref().unwrap()).collect::<Vec<_>>(), ["{}Tools", "{}North"]);
        assert_eq!(fact(6).dimensions()[0].axis.as_deref(), Some("dei:LegalEntityAxis"));
        assert_eq!(period::words(fact(14).period().unwrap()), "2032-01-01 to 2032-03-31");
        assert_eq!(filing.notes()[0].text, "Restated.");
        assert_eq!(fact(10).concept().unwrap().name.as_deref(), Some("{0000001234-32-000001}AnvilsSold"));

        assert_eq!(filing.tables().len(), 3);
        assert!(filing.tables().iter().all(|table| table.unread));
        filing.open_tables();
        let titles: Vec<&str> = filing.tables().iter().map(|table| table.title.split(", ").next().unwrap()).collect();
        assert_eq!(titles, ["Balance sheet", "Cash flow statement", "Income statement"]);
        let of = |rows: &[&[&str]]| rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect::<Vec<Vec<String>>>();
        assert_eq!(
            printed(&filing, 0),
            of(&[
                &["", "Dec. 31, 2031", "Dec. 31, 2030", "Dec. 31, 2029"],
                &["What is owned:", "", "", ""],
                &["Cash and such", "700", "500", "450"],
                &["Total assets", "12345678901234567.25", "9000", ""],
            ])
        );
        assert_eq!(
            printed(&filing, 1),
            of(&[
                &["", "12 Months Ended Dec. 31, 2031", "12 Months Ended Dec. 31, 2030"],
                &["Cash at the beginning", "500", "450"],
                &["Net loss", "-20.5", "31"],
                &["Anvils", "-80", ""],
                &["Cash at the end", "700", "500"],
            ])
        );
        assert_eq!(filing.fact(13).unwrap().table(), None);
        assert_eq!(filing.fact(0).unwrap().table_row(), Some((0, 1)));
    }
}

#[test]
fn a_part_of_a_data_set_says_what_is_missing() {
    let filing = data_set(&["num.txt"]);
    assert_eq!(filing.fact_count(), 15);
    assert!(filing.caveats().iter().any(|caveat| caveat.text.contains("open sub.txt together with num.txt")), "{:?}", filing.caveats());
    assert_eq!(filing.fact(0).unwrap().report_name(), Some("0000001234-32-000001"));
    let error = filing_viewer::read(fixture("data-set/sub.txt"), "sub.txt").unwrap_err();
    assert!(error.to_string().contains("num.txt"), "{error}");
    let error = filing_viewer::read(b"adsh\tsomething\n1\t2\n", "odd.txt").unwrap_err();
    assert!(error.what().contains("no data set"), "{error}");
}

/// The rows of a table as laid out: the label and what each column prints.
fn rows(filing: &Filing, at: usize) -> Vec<String> {
    printed(filing, at).into_iter().map(|row| row.join(" | ")).collect()
}

fn values(filing: &Filing) -> Vec<(&str, String)> {
    filing.facts().map(|fact| (fact.label().unwrap(), fact.value().unwrap_or_default().into_owned())).collect()
}

#[test]
fn tables_in_fixed_columns_keep_their_columns_and_labels() {
    let filing = filing_viewer::read(fixture("columns/report.txt"), "report.txt").unwrap();
    assert_eq!(
        rows(&filing, 0),
        [
            " | DECEMBER 31, 1997 | DECEMBER 31, 1996",
            "Assets: |  | ",
            "Cash and cash equivalents | $ 1,234 | $ 987",
            "Receivables, less allowances of $12 and $10 | 2,500 | 2,050",
            "Prepaid items | -- | 15",
            "Deferred charges | (310) | ",
            "Total assets | $ 3,424 | $ 3,052",
        ]
    );
    assert_eq!(rows(&filing, 1)[0], " | Three Months Ended March 31, 1998 | Three Months Ended March 31, 1997");
    // A list without figures is no table.
    assert_eq!(filing.tables().len(), 2);
    assert_eq!(filing.tables()[0].title, "DALE WORKS, INC. CONSOLIDATED BALANCE SHEETS");
    assert_eq!((filing.tables()[0].footnotes[0].mark.as_str(), filing.tables()[0].rows[2].marks[0].as_str()), ("F1", "F1"));
    assert_eq!(values(&filing)[0], ("Cash and cash equivalents", "1234000".to_owned()));
    for fact in filing.facts() {
        assert_eq!(source_of(&filing, fact).split_whitespace().collect::<String>(), fact.shown().replace(' ', ""));
    }
    // Nothing stands between columns here, so nothing is assumed.
    assert!(filing.tables().iter().all(|table| table.cells.iter().all(|cell| table.doubt(cell).is_none())));
}

#[test]
fn a_value_between_columns_is_assumed() {
    let text = "<TABLE>\n<CAPTION>\n             1997         1996\n<S>          <C>          <C>\nCash           5            7\nDebt                 9\n</TABLE>\n";
    let filing = filing_viewer::read(text, "table.txt").unwrap();
    let table = &filing.tables()[0];
    let assumed: Vec<bool> = table.cells.iter().map(|cell| table.doubt(cell).is_some()).collect();
    assert_eq!(assumed, [false, false, true]);
    assert_eq!(table.doubt(&table.cells[2]).unwrap().columns, [0, 1]);
}

#[test]
fn a_financial_data_schedule_is_scaled_by_its_multiplier() {
    let filing = filing_viewer::read(fixture("columns/schedule.txt"), "ex27.txt").unwrap();
    let values = values(&filing);
    assert_eq!(values[0], ("CASH", "1234000".to_owned()));
    assert_eq!(values[6], ("NET-INCOME", "-20000".to_owned()));
    assert_eq!(values[8].1, "-0.1");
    let words = |id: u32| period::words(filing.fact(id).unwrap().period().unwrap());
    assert_eq!((words(0), words(4)), ("1997-12-31".to_owned(), "1997-01-01 to 1997-12-31".to_owned()));
    assert_eq!(words(5), "1998-01-01 to 1998-03-31");
}

/// The text of the documents in a submission.
fn documents(submission: &str) -> Vec<&str> {
    submission.split("<TEXT>").skip(1).filter_map(|rest| rest.split("</TEXT>").next()).collect()
}

#[test]
fn every_table_with_figures_of_old_submissions_opens() {
    let Some(folder) = shared::material("corpus/submission") else { return };
    for (name, wanted) in [("0000899681-95-000096.txt", 1), ("0001011438-98-000429.txt", 8)] {
        let submission = std::fs::read_to_string(folder.join(name)).unwrap();
        let mut found = 0;
        for document in documents(&submission) {
            let blocks: Vec<&str> = document.split("<TABLE>").skip(1).map(|rest| rest.split("</TABLE>").next().unwrap()).collect();
            if blocks.is_empty() {
                continue;
            }
            let filing = filing_viewer::read(document, name).unwrap();
            assert_eq!(filing.tables().len(), blocks.len(), "{name}");
            found += blocks.len();
            // Each word of figures in the body of a table is in some cell of it.
            for (table, block) in filing.tables().iter().zip(blocks) {
                let body = block.split("<S>").nth(1).unwrap().split_once('\n').unwrap().1.split("<FN>").next().unwrap();
                let shown: String = table
                    .cells
                    .iter()
                    .map(|cell| filing.printed(cell).into_owned())
                    .chain(table.rows.iter().map(|row| row.label.clone()))
                    .collect::<Vec<_>>()
                    .join(" ");
                let shown: Vec<&str> = shown.split_whitespace().collect();
                let figures = body.split_whitespace().filter(|word| word.bytes().any(|byte| byte.is_ascii_digit()) && !word.starts_with('<'));
                for figure in figures {
                    assert!(shown.contains(&figure), "{name}: {figure} of “{}”", table.title);
                }
            }
        }
        assert_eq!(found, wanted, "{name}");
        // And again as the container that they come in.
        assert_eq!(filing_viewer::read(submission, name).unwrap().tables().len(), wanted);
    }
}

#[test]
fn sheets_of_a_workbook_are_tables() {
    let filing = filing_viewer::read(fixture("workbook/dale.xlsx"), "dale.xlsx").unwrap();
    assert_eq!(
        rows(&filing, 0),
        [
            " | Dec. 31, 2031 | Dec. 31, 2030",
            "Assets: |  | ",
            "Cash | $ 1,234 | $ 987",
            "Deferred charges | (310) | ",
            "Total assets | $ 3,424 | $ 3,052.5"
        ]
    );
    assert_eq!(
        rows(&filing, 1)[..3],
        [" | 12 Months Ended Dec. 31, 2031 | 12 Months Ended Dec. 31, 2030", "Net income | $ (20) | $ 31", "Tax rate | 29% | 31%"]
    );
    assert_eq!(rows(&filing, 2)[1], "East | 2023-01-01 | 12.5");
    let value = |id: u32| filing.fact(id).unwrap().value().unwrap().into_owned();
    assert_eq!([value(0), value(2), value(4), value(7), value(9)], ["1234000", "-310000", "3052500", "0.29", "-0.1"]);
    assert_eq!(filing.tables()[0].footnotes[0].text, "Of which some are old.");
    let said: Vec<&str> = filing.caveats().iter().map(|caveat| &*caveat.text).collect();
    assert!(said.iter().any(|text| text.contains("“Gone” is left out")), "{said:?}");
    for fact in filing.facts() {
        assert_eq!(source_of(&filing, fact), fact.shown());
    }
    let error = filing_viewer::read(&fixture("workbook/dale.xlsx")[..900], "cut.xlsx").unwrap_err();
    assert!(error.to_string().contains("cut.xlsx"), "{error}");
}

/// What is written as a workbook is read again: the numbers of all tables are there.
#[test]
fn our_own_workbooks_are_read_back() {
    use filing_viewer::write::{self, ChosenTables, Form};
    let filing = filing_viewer::read(fixture("page/borrowings.txt"), "borrowings.txt").unwrap();
    let mut book = Vec::new();
    write::tables(&filing, Form::Xlsx, &ChosenTables::default(), &mut book).unwrap();
    let again = filing_viewer::read(book, "borrowings.xlsx").unwrap();
    let numbers = |filing: &Filing| -> Vec<String> {
        let all = filing.facts().filter(|fact| fact.kind().is_numeric());
        all.map(|fact| fact.value().unwrap().into_owned()).collect()
    };
    for number in numbers(&filing) {
        assert!(numbers(&again).contains(&number), "{number}: {:?}", numbers(&again));
    }
}

#[test]
fn a_real_financial_report_agrees_with_the_pages_it_was_made_beside() {
    let Some(corpus) = shared::material("corpus") else { return };
    let book =
        filing_viewer::read(std::fs::read(corpus.join("package/aapl-20250329/Financial_Report.xlsx")).unwrap(), "Financial_Report.xlsx").unwrap();
    assert_eq!(book.tables().len(), 42);
    let squeezed = |text: &str| text.split_whitespace().collect::<String>().chars().take(80).collect::<String>();
    let (mut cells, mut other, mut pages) = (0, Vec::new(), 0);
    for at in 0..42 {
        let before = other.len();
        let path = corpus.join(format!("r-pages-expected/dgunning__aapl-20250329-R{}.json", at + 1));
        let page: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let wanted: Vec<(String, Vec<String>)> = page["rows"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| {
                (
                    squeezed(row["label"].as_str().unwrap()),
                    row["cells"].as_array().unwrap().iter().map(|cell| squeezed(cell.as_str().unwrap_or_default())).collect::<Vec<_>>(),
                )
            })
            .filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
            .collect();
        let found: Vec<(String, Vec<String>)> = printed(&book, at)
            .into_iter()
            .skip(1)
            .map(|row| (squeezed(&row[0]), row[1..].iter().map(|cell| squeezed(cell)).collect::<Vec<_>>()))
            .filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()))
            .collect();
        assert_eq!(found.len(), wanted.len(), "R{}", at + 1);
        for (found, wanted) in found.into_iter().zip(wanted) {
            assert_eq!(found.0, wanted.0, "R{}", at + 1);
            assert_eq!(found.1.len(), wanted.1.len(), "R{} {}", at + 1, found.0);
            for (found, wanted) in found.1.into_iter().zip(wanted.1) {
                cells += usize::from(!wanted.is_empty());
                if found != wanted {
                    other.push((at + 1, found, wanted));
                }
            }
        }
        pages += usize::from(other.len() == before);
    }
    let said =
        format!("workbook: {pages} of 42 sheets agree with their R pages in every cell, {} of {cells} cells are shown otherwise\n", other.len());
    // Past the test harness, which would swallow it.
    let _ = std::io::Write::write_all(&mut std::io::stderr(), said.as_bytes());
    // EDGAR's workbook shows percentages without their places behind the point, and text blocks on one line.
    let lost = |(_, found, wanted): &&(usize, String, String)| wanted.replace(".00%", "%") == *found || wanted.len() >= 60;
    let unlike: Vec<_> = other.iter().filter(|one| !lost(one)).collect();
    assert!(unlike.is_empty(), "{unlike:?}");
    assert!(cells > 700 && other.len() < 20, "{cells} cells, {} of them shown otherwise", other.len());
}
