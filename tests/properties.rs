//! What holds whatever is read: it ends, it does not panic, places lie in the source, no value is lost, nothing wrong is certain.

#[path = "common/account.rs"]
mod account;
#[path = "common/compare.rs"]
mod compare;
#[path = "common/files.rs"]
mod files;
#[path = "common/pages.rs"]
mod pages;

use account::unaccounted;
use compare::{Count, Lost, compare, written};
use files::{files, name};
use filing_viewer::{Filing, Place};
use pages::{Dice, flattened, markdown, page};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;

/// Every fixture: its name and bytes.
static FIXTURES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let paths = ["placement", "text", "r-pages"].into_iter().flat_map(|inside| files(&folder.join(inside), |name| !name.ends_with(".json")));
    paths.map(|path| (name(&path).to_owned(), std::fs::read(&path).unwrap())).collect()
});

/// Reads, and holds what must be so of any filing.
fn read(bytes: &[u8], name: &str) -> Option<Filing> {
    let filing = filing_viewer::read(bytes, name).ok()?;
    let lies_in = |place: Place| {
        let text = filing.sources()[place.source as usize].text();
        assert!(text.get(place.start as usize..(place.start + place.len) as usize).is_some(), "{place:?} is no part of {} bytes", text.len());
    };
    filing.facts().for_each(|fact| lies_in(fact.place()));
    for table in filing.tables() {
        lies_in(table.place);
        table.rows.iter().for_each(|row| lies_in(row.place));
        assert_eq!(table.rows.iter().map(|row| row.count as usize).sum::<usize>(), table.cells.len());
        for row in 0..table.rows.len() as u32 {
            let cells = table.row_cells(row);
            assert!(cells.iter().all(|cell| (cell.column as usize) < table.columns.len()), "a cell beyond the columns");
            assert!(cells.windows(2).all(|pair| pair[0].column < pair[1].column), "cells out of order");
        }
    }
    filing.caveats().iter().filter_map(|caveat| caveat.place).for_each(lies_in);
    // Writing must not fail either.
    written(&filing);
    Some(filing)
}

fn is_barred(bytes: &[u8]) -> bool {
    bytes.starts_with(b"|\n")
}

/// A piece of some dialect.
fn piece() -> impl Strategy<Value = &'static str> {
    select(vec![
        "|",
        "||",
        "\n",
        "|\n",
        "\t",
        ",",
        " | ",
        "X",
        "|X\n",
        "- Definition\n",
        "+ References\n",
        "12 Months Ended",
        "Dec. 31, 2031",
        "$ 5",
        "(1,200)",
        "12.00%",
        "[1]",
        "[1] Note.",
        "[Member]",
        "A [Member] | B [Member]",
        "Cash",
        "Debt [Line Items]",
        "Title (Details) - USD ($)",
        "$ in Millions",
        "Label|Element|Value",
        "rr_Fees",
        "\"",
        "---|---",
        "<table>",
        "<td>",
        "</tr>",
        "XML 1 R2.htm IDEA: XBRL DOCUMENT",
        "€",
        "—",
        "\u{a0}",
        "\u{feff}",
        "\u{202e}",
        "\r\n",
        "\0",
        "2031",
        "  ",
        "true",
        "17 years",
    ])
}

#[derive(Clone, Debug)]
enum Damage {
    Cut(usize),
    Delete(usize),
    Double(usize),
    Swap(usize, usize),
    Insert(usize, &'static str),
}

fn damage() -> impl Strategy<Value = Damage> {
    let any = 0usize..100_000;
    prop_oneof![
        any.clone().prop_map(Damage::Cut),
        any.clone().prop_map(Damage::Delete),
        any.clone().prop_map(Damage::Double),
        (any.clone(), any.clone()).prop_map(|(one, other)| Damage::Swap(one, other)),
        (any, piece()).prop_map(|(at, piece)| Damage::Insert(at, piece)),
    ]
}

fn damaged(bytes: &[u8], damages: &[Damage]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for damage in damages {
        let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        let count = lines.len().max(1);
        bytes = match *damage {
            _ if bytes.is_empty() => bytes,
            Damage::Cut(at) => bytes[..at % bytes.len()].to_vec(),
            Damage::Insert(at, piece) => {
                let at = at % bytes.len();
                [&bytes[..at], piece.as_bytes(), &bytes[at..]].concat()
            }
            Damage::Delete(at) => {
                lines.remove(at % count);
                lines.concat()
            }
            Damage::Double(at) => {
                lines.insert(at % count, lines[at % count]);
                lines.concat()
            }
            Damage::Swap(one, other) => {
                lines.swap(one % count, other % count);
                lines.concat()
            }
        };
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..600), name in select(vec!["a", "a.csv", "a.htm"])) {
        read(&bytes, name);
    }

    #[test]
    fn any_pieces_are_read_or_refused(pieces in proptest::collection::vec(piece(), 0..80), name in select(vec!["a", "a.csv", "a.htm"])) {
        read(pieces.concat().as_bytes(), name);
    }

    #[test]
    fn any_damaged_filing_is_read_or_refused(at in 0usize..1000, damages in proptest::collection::vec(damage(), 1..6)) {
        let (name, bytes) = &FIXTURES[at % FIXTURES.len()];
        read(&damaged(bytes, &damages), name);
    }

    #[test]
    fn a_text_cut_anywhere_keeps_every_line(at in 0usize..1000, cut in 0usize..100_000) {
        let barred: Vec<_> = FIXTURES.iter().filter(|(name, bytes)| is_barred(bytes) && !name.starts_with("two-pages")).collect();
        let (name, bytes) = barred[at % barred.len()];
        let text = String::from_utf8_lossy(&bytes[..cut % bytes.len()]).into_owned();
        if let Some(filing) = read(text.as_bytes(), name) {
            // A few lines do not tell the dialect yet, and durations without a date stand over nothing.
            if filing.fact_count() > 0 && text.matches("\n|").count() >= 4 {
                prop_assert_eq!(unaccounted(&text, &filing, true), vec![], "{}", text);
            }
        }
    }
}

#[test]
fn every_cell_of_the_barred_fixtures_is_somewhere_once() {
    let mut texts = 0;
    // The text with two pages has definitions between them: there the count would end too early.
    for (name, bytes) in FIXTURES.iter().filter(|(name, bytes)| is_barred(bytes) && !name.starts_with("two-pages")) {
        let text = std::str::from_utf8(bytes).unwrap();
        let filing = read(bytes, name).unwrap_or_else(|| panic!("{name} is not read"));
        assert_eq!(unaccounted(text, &filing, true), [], "{name}");
        texts += 1;
    }
    assert!(texts >= 25, "{texts} texts");
}

#[test]
fn a_flattened_r_page_loses_no_value() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/r-pages");
    let mut total = Count::default();
    for path in files(&folder, |name| name.ends_with(".json")) {
        let truth: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        // Without title or headings, or with rows that have no label, nothing tells a flattened page's cells apart.
        let any = |list: &str, lacks: &dyn Fn(&Value) -> bool| truth[list].as_array().is_none_or(|all| all.iter().any(lacks));
        if truth["title"] == "" || any("columns", &|lines| lines.as_array().is_none_or(Vec::is_empty)) || any("rows", &|row| row["label"] == "") {
            continue;
        }
        for (text, lost) in [(flattened(&truth), Lost::Blanks), (markdown(&truth), Lost::Spans)] {
            let filing = read(text.as_bytes(), name(&path)).unwrap_or_else(|| panic!("{} is not read:\n{text}", name(&path)));
            let (count, wrong) = compare(&truth, &written(&filing)[0], lost, false);
            assert!(wrong.is_empty(), "{}:\n{}\n{text}", name(&path), wrong.join("\n"));
            total += count;
        }
    }
    println!("{}", total.line("flattened R pages"));
    assert!(total.values >= 40, "{total:?}");
}

/// Pages of many shapes, full of rows that no rule explains: columns may be chosen wrongly there, but never with certainty.
#[test]
fn nothing_wrong_is_certain_on_made_up_pages() {
    let pages = std::env::var("FILING_VIEWER_PAGES").ok().and_then(|count| count.parse().ok()).unwrap_or(1_500);
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let (mut blanks_lost, mut spans_lost, mut failed) = (Count::default(), Count::default(), Vec::new());
    for _ in 0..pages {
        let truth = page(&mut dice);
        for (text, lost, total) in [(flattened(&truth), Lost::Blanks, &mut blanks_lost), (markdown(&truth), Lost::Spans, &mut spans_lost)] {
            let Some(filing) = read(text.as_bytes(), "page.txt") else {
                failed.push(format!("not read:\n{text}"));
                continue;
            };
            let (count, wrong) = compare(&truth, &written(&filing)[0], lost, false);
            *total += count;
            if !wrong.is_empty() {
                failed.push(format!("{}\n{text}", wrong.join("\n")));
            }
        }
    }
    println!("{}", blanks_lost.line(&format!("{pages} made-up pages, {} values, blanks lost", blanks_lost.values)));
    println!("{}", spans_lost.line(&format!("{pages} made-up pages, {} values, spans lost", spans_lost.values)));
    assert!(failed.is_empty(), "{} pages:\n{}", failed.len(), failed.iter().take(6).cloned().collect::<Vec<_>>().join("\n"));
    // Here nothing but chance and EDGAR's rules decide.
    assert!(blanks_lost.reaches(45) && spans_lost.reaches(100));
}
