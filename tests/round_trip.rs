//! What is written, read back by another library than wrote it, and held against the facts: CSV and TSV by the crate csv, JSON by
//! serde_json, workbooks by calamine, xBRL-JSON by serde_json and the rules in `common/oim.rs`.
//!
//! All files of the corpus in a release run, or where `FILING_VIEWER_ALL` is set; else those that are not large.

#[path = "common/files.rs"]
mod files;
#[path = "common/oim.rs"]
mod oim;
#[path = "common/shared.rs"]
mod shared;

use calamine::{Data, Reader, Xlsx};
use filing_viewer::write::{self, ChosenFacts, ChosenTables, Form};
use filing_viewer::{Fact, Filing, Kind, Period, period};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

/// How large a file may be in a debug run.
const LARGE: u64 = 150_000;

/// The files of a folder and its folders.
fn all(folder: &Path, to: &mut Vec<PathBuf>) {
    to.extend(files::files(folder, |name| !name.ends_with(".md") && !name.ends_with(".json")));
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders.iter().for_each(|folder| all(folder, to));
}

fn facts_as(filing: &Filing, form: Form) -> (Vec<u8>, Vec<String>) {
    let mut out = Vec::new();
    let left_out = write::facts(filing, form, &ChosenFacts::default(), &mut out).unwrap();
    (out, left_out)
}

/// How many facts a file has and how many of them xBRL-JSON; none where it is no filing.
fn comes_back(path: &Path, name: &str) -> Option<(u32, usize)> {
    let mut filing = filing_viewer::read(std::fs::read(path).unwrap(), name).ok()?;
    separated(&filing, Form::Csv, b',', name);
    separated(&filing, Form::Tsv, b'\t', name);
    json(&filing, name);
    workbook(&filing, name);
    let expressed = xbrl_json(&filing, name);
    filing.open_tables();
    tables(&filing, name);
    Some((filing.fact_count(), expressed))
}

#[test]
fn every_fact_of_invented_filings_comes_back_to_the_digit() {
    let mut paths = Vec::new();
    all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures"), &mut paths);
    let counts: Vec<_> = paths.iter().filter_map(|path| comes_back(path, &path.to_string_lossy())).collect();
    let (facts, expressed) = counts.iter().fold((0, 0), |(facts, expressed), (more, also)| (facts + more, expressed + also));
    assert!(counts.len() > 80 && facts > 1500 && expressed > 50, "{} files, {facts} facts, {expressed} in xBRL-JSON", counts.len());
}

#[test]
fn what_a_cell_cannot_hold_and_what_could_be_run_comes_back_too() {
    let long = format!("{}{}", "x".repeat(32_666), "🙂 words, \"quoted\"\tand _x0041_ ".repeat(3000));
    let texts = ["=1+1", "'=1", "''", "--09-27", "+a\tb", "_x0041_", "@", "  -1", "＝x", "12", "-5", long.as_str()];
    let facts: String = texts.iter().map(|text| format!("<e:T contextRef='c'>{}</e:T>", text.replace('"', "&quot;"))).collect();
    let text = format!(
        "<xbrl xmlns='http://www.xbrl.org/2003/instance' xmlns:e='http://e.example'>
         <context id='c'><entity><identifier scheme='http://s.example'>-7</identifier></entity><period><startDate>2024-01-01T10:30:00</startDate>
         <endDate>2024-12-31</endDate></period></context><unit id='u'><measure>pure</measure></unit>{facts}
         <e:N contextRef='c' unitRef='u' decimals='INF'>12345678901234567890.12</e:N><e:N contextRef='c' unitRef='u' decimals='0'>-5</e:N></xbrl>"
    );
    let path = std::env::temp_dir().join(format!("filing-viewer-round-trip-{}.xml", std::process::id()));
    std::fs::write(&path, text).unwrap();
    let came_back = comes_back(&path, "made.xml");
    std::fs::remove_file(&path).unwrap();
    assert_eq!(came_back, Some((14, 14)));
    let filing = filing_viewer::read(std::fs::read("tests/fixtures/page/borrowings.txt").unwrap(), "borrowings.txt").unwrap();
    let mut out = Vec::new();
    let error = write::facts(&filing, Form::Csv, &ChosenFacts { columns: Some(&["label", "price"]), ids: None }, &mut out).unwrap_err();
    assert!(error.to_string().contains("no column “price”") && out.is_empty(), "{error}");
}

#[test]
fn every_fact_of_the_corpus_comes_back_to_the_digit() {
    let Some(corpus) = shared::material("corpus") else { return };
    let mut paths = Vec::new();
    for folder in ["inline", "disclosure-text", "disclosure-text-real", "r-pages"] {
        all(&corpus.join(folder), &mut paths);
    }
    let whole = !cfg!(debug_assertions) || std::env::var_os("FILING_VIEWER_ALL").is_some();
    let (mut opened, mut count, mut expressed) = (0, 0, 0);
    for path in paths {
        if !whole && std::fs::metadata(&path).unwrap().len() > LARGE {
            continue;
        }
        let name = path.strip_prefix(&corpus).unwrap().to_string_lossy().into_owned();
        let Some((facts, also)) = comes_back(&path, &name) else { continue };
        (opened, count, expressed) = (opened + 1, count + facts, expressed + also);
    }
    assert!(opened > 150 && count > 5000, "{opened} files, {count} facts");
    assert!(!whole || (count > 25_000 && expressed > 19_000), "{count} facts, {expressed} in xBRL-JSON");
    let rest = if whole { "" } else { "; files over 150 kB are left out: FILING_VIEWER_ALL=1 has them all" };
    // Past the test harness, which would swallow it.
    let said = format!("round_trip: {opened} files of the corpus, {count} facts, {expressed} of them in xBRL-JSON{rest}\n");
    let _ = std::io::stderr().write_all(said.as_bytes());
}

/// The cells of separated text by their headings, the guard undone, each held against the type that it is allowed.
fn separated(filing: &Filing, form: Form, between: u8, name: &str) {
    let (bytes, left_out) = facts_as(filing, form);
    assert!(left_out.is_empty(), "{name}: {left_out:?}");
    let mut reader = csv::ReaderBuilder::new().delimiter(between).from_reader(&bytes[..]);
    let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut rows = 0;
    for (record, fact) in reader.records().zip(filing.facts()) {
        let record = record.unwrap_or_else(|error| panic!("{name}: {error}"));
        let cells = headings.iter().zip(&record).map(|(heading, cell)| {
            assert!(is_number(cell) || !starts_like_a_formula(cell), "{name}: {cell:?} could be run");
            (heading.as_str(), cell.strip_prefix('\'').unwrap_or(cell).to_owned())
        });
        same_fact(filing, fact, &cells.collect(), name);
        rows += 1;
    }
    assert_eq!(rows, filing.fact_count(), "{name}");
}

fn is_number(cell: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    cell.strip_prefix('-').unwrap_or(cell).splitn(2, '.').all(digits)
}

fn starts_like_a_formula(cell: &str) -> bool {
    cell.trim_start_matches([' ', '\u{a0}', '\u{feff}']).starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'])
}

/// Holds the cells of a row, by their headings, against the fact.
fn same_fact(filing: &Filing, fact: Fact<'_>, cells: &BTreeMap<&str, String>, name: &str) {
    let of = |heading: &str| cells.get(heading).unwrap_or_else(|| panic!("{name}: no column {heading}")).as_str();
    let is = |heading: &str, want: &str| assert_eq!(of(heading), want, "{name}, fact {}: {heading}", fact.id());
    is("fact", &fact.id().to_string());
    is("report", &fact.report().to_string());
    is("label", &fact.label_or_words().0);
    is("concept", fact.concept().and_then(|concept| concept.name.as_deref()).unwrap_or_default());
    is("concept_namespace", fact.concept().and_then(|concept| concept.namespace.as_deref()).unwrap_or_default());
    is("entity_scheme", fact.entity().map_or("", |entity| &entity.scheme));
    is("entity", fact.entity().map_or("", |entity| &entity.identifier));
    is("decimals", fact.decimals().unwrap_or_default());
    is("kind", fact.kind().name());
    is("value", &fact.value().filter(|_| !fact.is_nil()).unwrap_or_default());
    is("shown", &fact.shown());
    is("nil", if fact.is_nil() { "true" } else { "false" });
    is("hidden", if fact.is_hidden() { "true" } else { "false" });
    is("language", fact.language().unwrap_or_default());
    is("target", fact.target().unwrap_or_default());
    is("tuple", fact.tuple().unwrap_or_default());
    same_period(fact, of("period_type"), of("period_start"), of("period_end"), name);
    let measures = |unit: &filing_viewer::Unit| {
        let side = |all: &[Box<str>]| all.iter().map(|measure| oim::short(measure)).collect::<BTreeSet<_>>();
        (side(&unit.numerators), side(&unit.denominators))
    };
    let written = oim::unit(of("unit"));
    assert_eq!(written, fact.unit().map(measures).unwrap_or_default(), "{name}, fact {}: unit", fact.id());
    let expanded = |name: &str| filing.expanded(name).into_owned();
    let wanted: BTreeSet<(String, String)> = fact
        .dimensions()
        .iter()
        .filter_map(|on| Some((expanded(on.axis.as_deref()?), on.typed.as_deref().or(on.member.as_deref()).unwrap_or_default().to_owned())))
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let axes = cells.iter().filter(|(heading, cell)| heading.contains([':', '}']) && !cell.is_empty());
    assert_eq!(axes.map(|(axis, cell)| (expanded(axis), cell.clone())).collect::<BTreeSet<_>>(), wanted, "{name}, fact {}: dimensions", fact.id());
}

/// Days are inclusive, and a moment within a day is whole.
fn same_period(fact: Fact<'_>, kind: &str, start: &str, end: &str, name: &str) {
    let moment = |text: &str, ends: bool| match period_day(text) {
        Some(day) if ends => format!("{}T00:00:00", day.next_day().unwrap()),
        Some(day) => format!("{day}T00:00:00"),
        None => text.to_owned(),
    };
    let found = match kind {
        "" => None,
        "instant" => Some(moment(end, true)),
        "duration" => Some([moment(start, false), moment(end, true)].join("/")),
        other => Some(other.to_owned()),
    };
    assert_eq!(found, fact.period().map(period::oim), "{name}, fact {}: period", fact.id());
}

fn period_day(text: &str) -> Option<time::Date> {
    let mut parts = text.split('-').map(str::parse::<i32>);
    let (Some(Ok(year)), Some(Ok(month)), Some(Ok(day)), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else { return None };
    time::Date::from_calendar_date(year, time::Month::try_from(month as u8).ok()?, day as u8).ok()
}

fn json(filing: &Filing, name: &str) {
    let array: Vec<Value> = serde_json::from_slice(&facts_as(filing, Form::Json).0).unwrap_or_else(|error| panic!("{name}: {error}"));
    let lines = facts_as(filing, Form::Jsonl).0;
    let lines: Vec<Value> =
        lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(|line| serde_json::from_slice(line).unwrap()).collect();
    assert_eq!(array, lines, "{name}");
    assert_eq!(array.len(), filing.fact_count() as usize, "{name}");
    for (written, fact) in array.iter().zip(filing.facts()) {
        assert_eq!(written["value"].as_str(), fact.value().filter(|_| !fact.is_nil()).as_deref(), "{name}");
        assert_eq!(written["shown"].as_str(), Some(&*fact.shown()), "{name}");
        assert_eq!(written["name"].as_str(), fact.concept().and_then(|concept| concept.name.as_deref()), "{name}");
        assert_eq!(
            written["period"].as_str().map(str::to_owned),
            fact.period().filter(|period| **period != Period::Forever).map(period::oim),
            "{name}"
        );
    }
}

/// Every fact is a row of typed cells, or of text where a cell cannot hold it, which the sheet of notes says.
fn workbook(filing: &Filing, name: &str) {
    let (bytes, left_out) = facts_as(filing, Form::Xlsx);
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let long = book.worksheet_range("Long texts").map_or_else(
        |_| HashMap::new(),
        |sheet| {
            let mut long: HashMap<String, String> = HashMap::new();
            sheet.rows().skip(1).for_each(|row| long.entry(row[0].to_string()).or_default().push_str(&row[3].to_string()));
            long
        },
    );
    let notes: Vec<String> = book.worksheet_range("Notes").map_or_else(|_| Vec::new(), |sheet| sheet.rows().map(|row| row[0].to_string()).collect());
    assert!(left_out.iter().all(|sentence| notes.contains(sentence)), "{name}: {left_out:?} in {notes:?}");
    let sheet = book.worksheet_range("Facts").unwrap();
    let mut rows = sheet.rows();
    let headings: Vec<String> = rows.next().unwrap().iter().map(Data::to_string).collect();
    let (mut digits, mut texts) = (0, 0);
    for (row, fact) in rows.by_ref().zip(filing.facts()) {
        let mut cells = BTreeMap::new();
        for (heading, cell) in headings.iter().zip(row) {
            if heading == "value" && fact.kind().is_numeric() && fact.value().is_some() && !fact.is_nil() {
                // A number is a number where a spreadsheet keeps all its digits.
                assert!(matches!(cell, Data::Float(_)) || significant(&fact.value().unwrap()) > 15, "{name}: {cell:?}");
                digits += usize::from(!matches!(cell, Data::Float(_)));
            }
            let text = match cell {
                Data::Float(number) => number.to_string(),
                Data::DateTime(day) => {
                    let (year, month, day, ..) = day.to_ymd_hms_milli();
                    format!("{year:04}-{month:02}-{day:02}")
                }
                other => other.to_string(),
            };
            let whole = text.rsplit_once(" … (text ").and_then(|(_, rest)| long.get(rest.split(' ').next()?));
            texts += usize::from(whole.is_some());
            cells.insert(heading.as_str(), whole.cloned().unwrap_or(text));
        }
        same_fact(filing, fact, &cells, name);
    }
    assert_eq!((rows.next(), sheet.rows().count()), (None, filing.fact_count() as usize + 1), "{name}");
    assert_eq!(
        (digits > 0, texts > 0),
        (left_out.iter().any(|text| text.contains("15 digits")), left_out.iter().any(|text| text.contains("longer"))),
        "{name}"
    );
}

fn significant(value: &str) -> usize {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').len()
}

/// Each fact is in it, whole, or counted among those that are not; gives how many are.
fn xbrl_json(filing: &Filing, name: &str) -> usize {
    let (bytes, left_out) = facts_as(filing, Form::XbrlJson);
    let document: Value = serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    oim::assert_whole(&document, name);
    let facts = document["facts"].as_object().unwrap();
    let mut count = 0;
    for (id, written) in facts.iter().filter(|(id, _)| id.starts_with('f')) {
        let fact = filing.fact(id[1..].parse().unwrap()).unwrap();
        let read = oim::read(&document, written);
        assert_eq!(written["value"].as_str(), fact.value().filter(|_| !fact.is_nil()).as_deref(), "{name} {id}");
        assert_eq!(written["decimals"].as_i64().map(|decimals| decimals.to_string()).as_deref(), finite(fact), "{name} {id}");
        let concept = fact.concept().unwrap();
        let local = concept.name.as_deref().unwrap().rsplit([':', '}']).next().unwrap();
        assert_eq!(read["concept"], format!("{{{}}}{local}", concept.namespace.as_deref().unwrap()), "{name} {id}");
        let entity = fact.entity().unwrap();
        assert_eq!(read["entity"], format!("{{{}}}{}", entity.scheme, entity.identifier), "{name} {id}");
        assert_eq!(read.get("period").cloned(), fact.period().filter(|period| **period != Period::Forever).map(period::oim), "{name} {id}");
        let wanted: BTreeMap<String, String> = fact
            .dimensions()
            .iter()
            .map(|on| {
                let value = on.member.as_deref().map(|member| filing.expanded(member).into_owned());
                (
                    filing.expanded(on.axis.as_deref().unwrap()).into_owned(),
                    value.or(on.typed.as_deref().map(str::to_owned)).unwrap_or_else(|| "nil".to_owned()),
                )
            })
            .collect();
        let found: BTreeMap<String, String> = read
            .iter()
            .filter(|(axis, _)| axis.starts_with('{'))
            .map(|(axis, value)| {
                // A typed value may have a colon too: the axis tells.
                let typed =
                    fact.dimensions().iter().find(|on| filing.expanded(on.axis.as_deref().unwrap()) == axis.as_str()).and_then(|on| on.typed.clone());
                let raw = written["dimensions"]
                    .as_object()
                    .unwrap()
                    .iter()
                    .find(|(key, _)| oim::expanded(&document, key).as_ref() == Some(axis))
                    .unwrap()
                    .1;
                (axis.clone(), if typed.is_some() { raw.as_str().unwrap().to_owned() } else { value.clone() })
            })
            .collect();
        assert_eq!(found, wanted, "{name} {id}");
        if let Some(unit) = fact.unit() {
            let (above, below) = oim::unit(read.get("unit").map_or("xbrli:pure", String::as_str));
            assert_eq!((above.len(), below.len()), (unit.numerators.len(), unit.denominators.len()), "{name} {id}");
        }
        count += 1;
    }
    read_back(filing, &bytes, &document, name);
    let missing: usize = left_out.iter().find(|text| text.contains("facts")).map_or(0, |text| text.split(' ').next().unwrap().parse().unwrap_or(0));
    let stated = left_out.iter().any(|text| text.contains("no place for them"));
    assert_eq!(count + if stated { missing } else { 0 }, filing.fact_count() as usize, "{name}: {left_out:?}");
    count
}

/// Our own reader gives of what was written the same facts again, in their order.
fn read_back(filing: &Filing, bytes: &[u8], document: &Value, name: &str) {
    let ids: Vec<u32> = {
        // In the order written: serde_json sorts.
        let text = std::str::from_utf8(bytes).unwrap();
        text.lines().filter_map(|line| line.trim_start_matches("\"facts\":{").strip_prefix("\"f")?.split('"').next()?.parse().ok()).collect()
    };
    assert_eq!(ids.len(), document["facts"].as_object().unwrap().keys().filter(|id| id.starts_with('f')).count(), "{name}");
    if ids.is_empty() {
        return;
    }
    let again = filing_viewer::read(bytes, "again.json").unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(again.failures().is_empty() && again.fact_count() as usize == ids.len(), "{name}: {:?}", again.failures());
    assert!(again.caveats().is_empty(), "{name}: {:?}", &again.caveats()[..1]);
    for (id, read) in ids.into_iter().zip(again.facts()) {
        let fact = filing.fact(id).unwrap();
        assert_eq!(aspects(filing, fact), aspects(&again, read), "{name} {id}");
        assert_eq!((read.is_nil(), read.value()), (fact.is_nil(), fact.value().filter(|_| !fact.is_nil())), "{name} {id}");
        assert_eq!(finite(read), finite(fact), "{name} {id}");
        // A language goes along with what can only be words; where it does, it is the fact's.
        let language = document["facts"][format!("f{id}")]["dimensions"]["language"].as_str();
        assert_eq!(read.language(), language, "{name} {id}");
        assert!(language.is_none_or(|language| fact.language().is_some_and(|own| own.eq_ignore_ascii_case(language))), "{name} {id}");
        // A tie that leads to what is not in the document is counted when it is written.
        assert!(read.relationships().len() <= fact.relationships().len(), "{name} {id}");
    }
}

/// What a fact's aspects are, names written out. A pure number that is exact has neither unit nor decimals in the document, and so
/// nothing tells it from a text: of that the unit is left out.
fn aspects(filing: &Filing, fact: Fact<'_>) -> Vec<String> {
    let expanded = |name: &Option<Box<str>>| name.as_deref().map(|name| filing.expanded(name).into_owned());
    let concept = fact.concept().unwrap();
    let local = concept.name.as_deref().unwrap().rsplit([':', '}']).next().unwrap();
    let mut all = vec![
        format!("{{{}}}{local}", concept.namespace.as_deref().unwrap()),
        format!("{:?}", fact.entity()),
        fact.period().map(period::oim).unwrap_or_default(),
    ];
    let pure = "{http://www.xbrl.org/2003/instance}pure";
    let is_pure = |unit: &filing_viewer::Unit| unit.numerators.len() == 1 && &*unit.numerators[0] == pure && unit.denominators.is_empty();
    all.extend(fact.unit().filter(|unit| !is_pure(unit) || finite(fact).is_some()).map(|unit| format!("{unit:?}")));
    let dimensions: BTreeSet<_> =
        fact.dimensions().iter().map(|on| format!("{:?} {:?} {:?}", expanded(&on.axis), expanded(&on.member), on.typed)).collect();
    all.extend(dimensions);
    all
}

fn finite(fact: Fact<'_>) -> Option<&str> {
    fact.decimals().filter(|decimals| *decimals != "INF" && fact.kind().is_numeric() && !fact.is_nil())
}

/// The numbers of all tables as laid out come back from CSV and from the workbook.
fn tables(filing: &Filing, name: &str) {
    let numbers: Vec<String> = filing
        .tables()
        .iter()
        .flat_map(|table| table.cells.iter().map(move |cell| (table, cell)))
        .filter_map(|(table, cell)| {
            let fact = filing.fact(cell.fact).filter(|fact| fact.kind().is_numeric() && fact.kind() != Kind::Nil && !fact.is_nil())?;
            fact.value()
                .filter(|_| (cell.column as usize) < table.columns.len() && table.facts_of(cell).nth(1).is_none())
                .map(|value| value.into_owned())
        })
        .collect();
    let mut out = Vec::new();
    write::tables(filing, Form::Csv, &ChosenTables::default(), &mut out).unwrap();
    let mut found: HashMap<String, usize> = HashMap::new();
    for record in csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&out[..]).records() {
        for cell in record.unwrap().iter() {
            assert!(is_number(cell) || !starts_like_a_formula(cell), "{name}: {cell:?} could be run");
            *found.entry(cell.to_owned()).or_default() += 1;
        }
    }
    let mut book = Vec::new();
    write::tables(filing, Form::Xlsx, &ChosenTables::default(), &mut book).unwrap();
    let mut book = Xlsx::new(Cursor::new(book)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut cells: HashMap<String, usize> = HashMap::new();
    for (_, sheet) in book.worksheets() {
        sheet.used_cells().for_each(|(_, _, cell)| {
            *cells.entry(if let Data::Float(number) = cell { number.to_string() } else { cell.to_string() }).or_default() += 1
        });
    }
    for number in numbers {
        for (form, found) in [("CSV", &mut found), ("XLSX", &mut cells)] {
            let count =
                found.get_mut(&number).filter(|count| **count > 0).unwrap_or_else(|| panic!("{name}: {number} is not in the tables as {form}"));
            *count -= 1;
        }
    }
}

#[test]
fn a_document_of_another_program_passes_the_same_rules() {
    let Some(path) = shared::material("corpus/json/kainos-2022-xbrl.json") else { return };
    let document: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    oim::assert_whole(&document, "kainos");
    assert_eq!(oim::read(&document, &document["facts"]["fact-10"])["concept"], "{http://xbrl.ifrs.org/taxonomy/2020-03-16/ifrs-full}Revenue");
}
