//! R pages against their truths: the corpus beside the project, the fixtures within it, and what only shows in parts.

use super::*;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric() || *c == '_').flat_map(char::to_lowercase).collect()
}

/// Short values to the letter, white space apart; long prose by how it begins.
fn same_value(a: &str, b: &str) -> bool {
    let packed = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let (a, b) = (packed(a), packed(b));
    let start = |text: &str| bare(text).chars().take(40).collect::<String>();
    if a.chars().count().max(b.chars().count()) <= 200 { a == b } else { start(&a) == start(&b) }
}

/// What differs between a sheet and what its page is known to hold.
fn differences(sheet: &Sheet, want: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let texts = |value: &Value| value.as_array().into_iter().flatten().map(|line| line.as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>();
    let title = want["title"].as_str().unwrap_or_default();
    if bare(title) != bare(&sheet.title.join(" ")) {
        found.push(format!("title {:?} for {title:?}", sheet.title));
    }
    let want_heads: Vec<String> = want["columns"].as_array().into_iter().flatten().map(|column| bare(&texts(column).join(" "))).collect();
    let heads: Vec<String> = sheet.headings.iter().map(|heading| bare(&heading.lines.join(" "))).collect();
    if heads != want_heads {
        found.push(format!("headings {heads:?} for {want_heads:?}"));
    }
    let rows = want["rows"].as_array().map_or(&[][..], |rows| rows);
    if rows.len() != sheet.lines.len() {
        found.push(format!("{} rows for {}", sheet.lines.len(), rows.len()));
    }
    for (line, row) in sheet.lines.iter().zip(rows) {
        let label = row["label"].as_str().unwrap_or_default();
        if bare(label) != bare(&line.label) {
            found.push(format!("label {:?} for {label:?}", line.label));
            break;
        }
        if row["concept"].as_str() != line.name.as_deref() {
            found.push(format!("concept {:?} for {:?} at {label:?}", line.name, row["concept"]));
        }
        let want_cells: Vec<(u32, &str)> =
            row["cells"].as_array().into_iter().flatten().enumerate().filter_map(|(at, cell)| Some((at as u32, cell.as_str()?))).collect();
        let same = want_cells.len() == line.cells.len()
            && want_cells.iter().zip(&line.cells).all(|((column, text), cell)| *column == cell.column && same_value(text, &cell.text));
        if !same {
            found.push(format!(
                "cells {:?} for {want_cells:?} at {label:?}",
                line.cells.iter().map(|cell| (cell.column, &cell.text)).collect::<Vec<_>>()
            ));
        }
    }
    found
}

fn expected(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The R pages that stand beside the project, with their names and what each is known to hold; none where there are none.
fn corpus() -> Vec<(String, String, Value)> {
    let shared = std::env::var_os("FILING_VIEWER_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let pages = shared.join("corpus/r-pages");
    if !pages.is_dir() {
        println!("left out: no corpus of R pages");
    }
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    let mut corpus = Vec::new();
    for folder in files(&pages) {
        for page in files(&folder) {
            let stem = page.file_stem().unwrap().to_string_lossy().into_owned();
            let want = expected(&shared.join("corpus/r-pages-expected").join(format!("{}__{stem}.json", name(&folder))));
            corpus.push((stem, fs::read_to_string(&page).unwrap(), want));
        }
    }
    corpus
}

#[test]
fn reads_the_corpus_without_a_difference() {
    let (mut count, mut wrong) = (0, Vec::new());
    let corpus = corpus();
    for (stem, html, want) in &corpus {
        let sheets = read(html, 0);
        let mut differences = sheets.first().map_or(vec!["nothing read".to_owned()], |sheet| differences(sheet, want));
        if sheets.len() != 1 {
            differences.push(format!("{} sheets", sheets.len()));
        }
        count += 1;
        wrong.extend(differences.iter().map(|difference| format!("{stem}: {difference}")));
    }
    assert!(wrong.is_empty(), "{} differences in {count} pages\n{}", wrong.len(), wrong.join("\n"));
    assert!(corpus.is_empty() || count == 72, "{count} pages");
}

#[test]
fn reads_the_corpus_as_the_clipboard_holds_it() {
    // A copied table keeps its cells and loses EDGAR's classes, its links and what is hidden.
    let (mut figures, mut wrong) = (0, Vec::new());
    for (stem, html, want) in &corpus() {
        let Some((_, table)) = html.split_once("<table class=\"report\"") else { continue };
        let table = table.split_once("<div style=\"display: none;\">\n<table").map_or(table, |(table, _)| table);
        if table.matches("<table").count() > table.matches("outerFootnotes").count() {
            // Whole notes with tables of their own.
            continue;
        }
        let copied = format!("<table {}", table.replace(" class=\"", " data-class=\"").replace(" onclick=\"", " data-onclick=\""));
        let sheets = read(&copied, 0);
        let Some(sheet) = sheets.first() else {
            wrong.push(format!("{stem}: nothing read"));
            continue;
        };
        figures += 1;
        wrong.extend(
            differences(sheet, want)
                .into_iter()
                .filter(|difference| !difference.starts_with("concept"))
                .map(|difference| format!("{stem}: {difference}")),
        );
    }
    assert!(wrong.is_empty(), "{} differences in {figures} pages\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn reads_the_fixtures_without_a_difference() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for page in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/r-pages")) {
        if page.extension().is_none_or(|extension| extension != "htm") {
            continue;
        }
        let sheets = read(&fs::read_to_string(&page).unwrap(), 0);
        let differences = sheets.first().map_or(vec!["nothing read".to_owned()], |sheet| differences(sheet, &expected(&page.with_extension("json"))));
        wrong.extend(differences.iter().map(|difference| format!("{}: {difference}", page.display())));
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 8, "{count} fixtures");
}

fn fixture(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/r-pages").join(name)).unwrap()
}

fn sheet(name: &str) -> Sheet {
    let mut sheets = read(&fixture(name), 0);
    assert_eq!(sheets.len(), 1, "{name}");
    sheets.remove(0)
}

fn note(mark: &str, text: &str) -> Footnote {
    Footnote { mark: mark.to_owned(), text: text.to_owned() }
}

#[test]
fn marks_belong_to_the_heading_or_value_beside_them() {
    let sheet = sheet("footnotes.htm");
    let heading_marks: Vec<_> = sheet.headings.iter().map(|heading| heading.marks.join(",")).collect();
    assert_eq!(heading_marks, ["", "1", "", ""]);
    let of = |row: usize| sheet.lines[row].cells.iter().map(|cell| cell.marks.join(",")).collect::<Vec<_>>();
    assert_eq!(of(1), ["", "", "", "2"]);
    assert_eq!(of(2), ["2,3", ""]);
    // The blank value of the last column has a mark too; it is not the value's of the column before.
    assert_eq!(sheet.lines[2].marks, ["3"]);
    assert_eq!(
        sheet.footnotes,
        [note("1", "Restated for the change in segments."), note("2", "Includes a recovery.\nSee Note 4."), note("3", "Severance & leases.")]
    );
}

#[test]
fn a_mark_in_a_spacer_is_the_labels() {
    let sheet = sheet("spacers.htm");
    assert_eq!(sheet.lines[0].marks, ["1"]);
    assert!(sheet.lines[1].marks.is_empty());
    assert_eq!(sheet.footnotes, [note("1", "Before netting.")]);
}

#[test]
fn definitions_come_with_the_rows_they_define() {
    let sheet = sheet("footnotes.htm");
    let [income, revenues] = &sheet.definitions[..] else { panic!("{:?}", sheet.definitions) };
    assert_eq!(income.name.as_deref(), Some("us-gaap_NetIncomeLoss"));
    assert_eq!(income.text.as_deref(), Some("The portion of profit or loss for the period, net of income taxes."));
    assert_eq!(
        income.references,
        ["Reference 1: http://example.org/ref", "-Topic 220", "-SubTopic 10", "Reference 2: http://example.org/ref", "-Topic 250"]
    );
    assert_eq!((income.detail("Name"), income.detail("Namespace Prefix")), (Some("us-gaap_NetIncomeLoss"), Some("us-gaap_")));
    assert_eq!(
        (income.detail("Data Type"), income.detail("Balance Type"), income.detail("Period Type")),
        (Some("xbrli:monetaryItemType"), Some("credit"), Some("duration"))
    );
    assert_eq!((&income.rows[..], income.assumed), (&[3][..], false));
    assert_eq!((revenues.text.as_deref(), revenues.references.len(), &revenues.rows[..]), (None, 0, &[0][..]));
}

#[test]
fn a_definition_has_each_of_its_rows() {
    assert_eq!(sheet("equity.htm").definitions[0].rows, [0, 4]);
    let old = sheet("old_page.htm");
    assert_eq!(old.definitions[0].text.as_deref(), Some("Nets in use.\nWithout spares."));
    assert_eq!(old.definitions[0].details, [("Name".to_owned(), "osprey_Nets".to_owned()), ("Namespace Prefix".to_owned(), String::new())]);
    assert_eq!(old.definitions[0].rows, [1]);
}

#[test]
fn a_label_keeps_its_unit_and_its_bars() {
    assert_eq!(sheet("old_page.htm").lines[2].label, "Common stock, shares issued | shares");
    assert_eq!(sheet("members.htm").lines[2].label, "Senior notes | Due 2040");
}

#[test]
fn headings_and_titles_keep_their_lines() {
    let sheet = sheet("members.htm");
    assert_eq!(sheet.title, ["Debt - Additional Information (Details)", "$ in Millions"]);
    assert_eq!(sheet.headings[0].lines, ["6 Months Ended", "Mar. 31, 2031", "USD ($)", "Note", "$ / shares"]);
}

#[test]
fn a_note_with_tables_is_one_readable_text() {
    let sheet = sheet("text_block.htm");
    assert_eq!(
        sheet.lines[1].cells[0].text,
        "NOTE 7 — INVENTORIES\nLanthorn Tools holds stock(1) on the 10th of each month:\n(In millions)\t2030\nRaw materials\t$ 5.4\nAllowance\t(0.3)\nNothing else."
    );
}

#[test]
fn copied_tables_keep_their_footnotes() {
    let copied = sheet("copied_r_page.htm");
    assert_eq!(copied.headings[0].marks, ["1"]);
    assert_eq!(copied.lines[2].cells[0].marks, ["2"]);
    assert_eq!(copied.footnotes, [note("1", "Unaudited."), note("2", "In whole years.")]);
    let fund = sheet("fund.htm");
    assert_eq!(fund.lines[2].cells[0].marks, ["1"]);
    assert_eq!(fund.footnotes, [note("1", "Estimated for the first year.")]);
    let exhibit = sheet("exhibit.htm");
    assert_eq!(exhibit.lines[2].marks, ["1"]);
    assert_eq!(exhibit.footnotes, [note("1", "Net of hedges of $3.")]);
}

/// Headings with their lines, then rows with their cells, as one text.
fn shown(html: &str) -> String {
    let mut shown = String::new();
    for sheet in read(html, 0) {
        shown += &format!("{}: ", sheet.title.join(" / "));
        shown += &sheet.headings.iter().map(|heading| heading.lines.join(" ")).collect::<Vec<_>>().join(" | ");
        for line in &sheet.lines {
            shown += &format!("; {}", line.label);
            for cell in &line.cells {
                shown += &format!(" {}={}", cell.column, cell.text);
            }
        }
        shown.push('\n');
    }
    shown.trim_end().to_owned()
}

#[test]
fn raised_text_is_a_mark_only_where_it_can_be_one() {
    let sheet = &read(
        "<table><tr><td>Plots in km<sup>2</sup><td>0.67<sup>1</sup><td>10 m<sup>3</sup><tr><td>Sites<sup>(a)</sup><td>4<td>5 <sup>[2],[3]</sup></table>",
        0,
    )[0];
    assert_eq!((sheet.lines[0].label.as_str(), &*sheet.lines[0].cells[0].text, &*sheet.lines[0].cells[1].text), ("Plots in km2", "0.67", "10 m3"));
    assert_eq!((&sheet.lines[0].cells[0].marks[..], &sheet.lines[1].marks[..]), (&["1".to_owned()][..], &["a".to_owned()][..]));
    assert_eq!(sheet.lines[1].cells[1].marks, ["2", "3"]);
}

#[test]
fn signs_in_cells_of_their_own_belong_to_their_number() {
    let html = "<table><tr><td><td colspan=3>2030<td colspan=3>2029<tr><td>Cash<td>$<td>5,982<td><td>$<td>(25<td>)<tr><td>Rate<td><td>4.5<td>%<td><td>(1<td>)%</table>";
    assert_eq!(shown(html), ": 2030 | 2029; Cash 0=$ 5,982 1=$ (25); Rate 0=4.5% 1=(1)%");
}

#[test]
fn a_blank_first_period_stays_blank() {
    assert_eq!(shown("<table><tr><th><th>2030<th>2029<tr><td>Cash<td>&nbsp;<td>7<tr><td>Debt<td>1<td></table>"), ": 2030 | 2029; Cash 1=7; Debt 0=1");
}

#[test]
fn rows_named_by_years_and_totals_without_a_name_are_rows() {
    let html = "<table><caption>Maturities</caption><tr><th>Year<th>Amount<tr><td>2031<td>1,200<tr><td>2032<td>900<tr><td><td>2,100</table>";
    assert_eq!(shown(html), "Maturities / Year: Amount; 2031 0=1,200; 2032 0=900;  0=2,100");
}

#[test]
fn the_nearest_heading_is_the_title() {
    let html = "<h2>Debt</h2><p>As follows.</p><table><tr><td><td>2030<tr><td>Notes<td>5<tr><td>Bonds<td>6</table><p><b>Leases</b></p><table><tr><td><td>2030<tr><td>Vans<td>7<tr><td>Huts<td>8</table>";
    assert_eq!(shown(html), "Debt: 2030; Notes 0=5; Bonds 0=6\nLeases: 2030; Vans 0=7; Huts 0=8");
}

#[test]
fn tables_that_only_lay_out_are_left_out_and_those_within_are_read() {
    let html = "<table><tr><td>Home<td><table><tr><td>Cash<td>5<td>6<tr><td>Debt<td>1<td>2</table></table>";
    assert_eq!(shown(html), ":  | ; Cash 0=5 1=6; Debt 0=1 1=2");
}

#[test]
fn unclosed_hidden_cells_end_with_their_row() {
    assert_eq!(shown("<table><tr><td>Cash<td style='display: none'>9<td>5<tr hidden><td>X<td>8<tr><td>Debt<td>6</table>"), ": ; Cash 0=5; Debt 0=6");
}

#[test]
fn a_page_without_values_gives_nothing() {
    for html in [
        "",
        "plain text",
        "<p>5,000</p>",
        "<table><tr><td>Home<td>About</table>",
        "<table class=report><tr><th class=tl>Title<th class=th>2030</table>",
    ] {
        assert!(read(html, 0).is_empty(), "{html}");
    }
}

#[test]
fn places_point_at_what_was_read() {
    let html = fixture("old_page.htm");
    let sheet = &read(&html, 7)[0];
    let at = |place: crate::filing::Place| &html[place.start as usize..][..place.len as usize];
    assert_eq!(sheet.place.source, 7);
    assert!(at(sheet.place).starts_with("<TABLE") && at(sheet.place).ends_with("</TABLE>"));
    let cell = &sheet.lines[1].cells[0];
    assert!(at(cell.place).starts_with("<TD") && at(cell.place).contains("88"), "{}", at(cell.place));
    assert!(at(sheet.lines[1].place).contains("osprey_Nets"));
    // Behind a carriage return, a character reference and a character of several bytes too.
    let html = "\r\n<p>&eacute;é&#160;\r\n</p><table><tr><td>Größe<td>5,1é</table>";
    let cell = &read(html, 0)[0].lines[0].cells[0];
    assert_eq!(&html[cell.place.start as usize..][..cell.place.len as usize], "<td>5,1é");
}

#[test]
fn depth_and_size_cost_no_more_than_their_length() {
    let deep = |depth| "<table><tr><td>".repeat(depth) + "Cash<td>5,000<td>6,000";
    assert_eq!(read(&deep(90), 0).len(), 1);
    assert!(read(&deep(10_000), 0).is_empty());
    let in_report = format!("<table class=report><tr><th class=tl>T<th class=th>2030<tr><td class=pl>Note<td>{}5", "<table><tr><td>".repeat(10_000));
    assert_eq!(read(&in_report, 0)[0].lines[0].cells[0].text, "5");
    let wide = "<table>".to_owned() + &"<tr><td rowspan=0 colspan=1000>Cash<td rowspan=65534>5<td>6".repeat(20_000);
    assert!(read(&wide, 0).len() <= 1);
    let hidden = "<div style='display:none'>".repeat(100_000) + &"</div>".repeat(100_000) + "<table><tr><td>Cash<td>5";
    assert_eq!(read(&hidden, 0).len(), 1);
}

fn assert_places_inside(html: &str) {
    for sheet in read(html, 0) {
        let columns = sheet.headings.len() as u32;
        let mut places = vec![sheet.place];
        for line in &sheet.lines {
            places.push(line.place);
            assert!(line.cells.is_sorted_by(|one, next| one.column < next.column), "{:?} of {html:?}", line.cells);
            for cell in &line.cells {
                assert!(cell.column < columns, "{} of {columns} columns in {html:?}", cell.column);
                places.push(cell.place);
            }
        }
        for place in places {
            let (start, end) = (place.start as usize, (place.start + place.len) as usize);
            assert!(html.get(start..end).is_some(), "{start}..{end} of {html:?}");
        }
    }
}

proptest::proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
        assert_places_inside(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn tag_soup_is_read_without_panic(parts in proptest::collection::vec(proptest::sample::select(SOUP), 0..60)) {
        assert_places_inside(&parts.concat());
    }
}

const SOUP: &[&str] = &[
    "<table>",
    "<table class=report>",
    "<table class=authRefData id=defref_a_B>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "<td colspan=3>",
    "<td rowspan=0>",
    "<td rowspan=2 colspan=2>",
    "<td class=pl>",
    "<td class=fn>",
    "<td class=th>",
    "<th>",
    "<th class=tl>",
    "<th class=tl colspan=2>",
    "<th class=th>",
    "<th class=th colspan=2>",
    "</td>",
    "</th>",
    "<sup>",
    "</sup>",
    "[1]",
    "(a)",
    "1",
    "<div>",
    "<div style='display:none'>",
    "<td style=display:none>",
    "</div>",
    "<p>",
    "<br>",
    "<thead>",
    "<tbody>",
    "</tbody>",
    "<caption>",
    "</caption>",
    "<h2>",
    "</h2>",
    "<b>",
    "</b>",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<!--",
    "-->",
    "$",
    "5,982",
    "(25",
    ")",
    "%",
    "2030",
    "December 31,",
    "Label",
    "Element",
    "Value",
    "rr_Foo",
    "Assets",
    "é",
    "&#160;",
    "&amp;",
    "\r\n",
    " ",
    "—",
    "<a onclick=\"x('defref_a_B')\">",
    "</a>",
    "\0",
    "<",
    "- Definition",
    "+ Details",
];
