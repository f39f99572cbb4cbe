//! Real texts, as people have them: every line before the definitions is somewhere in the table, and just once.

#[path = "common/account.rs"]
mod account;
#[path = "common/files.rs"]
mod files;
#[path = "common/shared.rs"]
mod shared;

use account::unaccounted;
use files::{files, name};

#[test]
fn every_line_of_the_real_texts_is_accounted_for_once() {
    let Some(folder) = shared::material("corpus/disclosure-text-real") else { return };
    let texts = files(&folder, |name| name.ends_with(".txt"));
    let mut failed = Vec::new();
    for path in &texts {
        let text = std::fs::read_to_string(path).unwrap();
        let filing = filing_viewer::read(text.as_bytes(), name(path)).unwrap_or_else(|error| panic!("{error}"));
        let tables = filing.tables().len();
        if tables != 1 {
            failed.push(format!("{}: {tables} tables", name(path)));
        }
        for (line, count) in unaccounted(&text, &filing, text.starts_with('|')) {
            let what = if count > 0 { "not accounted for" } else { "accounted for once too often" };
            failed.push(format!("{}: {what}: {:?}", name(path), line.chars().take(120).collect::<String>()));
        }
        let said: Vec<&str> = filing.caveats().iter().map(|caveat| &*caveat.text).collect();
        if name(path).contains(".cut.") && !said.iter().any(|text| text.contains("missing")) {
            failed.push(format!("{}: nothing says what is missing: {said:?}", name(path)));
        }
    }
    println!("{} real texts, line by line", texts.len());
    assert!(texts.len() >= 15, "{} texts", texts.len());
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn a_line_that_is_lost_or_told_twice_is_found() {
    let text = "|\nCash (Details) - USD ($)\n|3 Months Ended\n|\nMar. 31, 2031\n|\nMar. 31, 2030\n|Cash paid\n|$ 12\n|[1]\n|$ 12\n|[1] In notes.\n|X\n- Details\n";
    let filing = filing_viewer::read(text.as_bytes(), "cash.txt").unwrap();
    assert_eq!(unaccounted(text, &filing, true), []);
    let with = |old: &str, new: &str| unaccounted(&text.replace(old, new), &filing, true);
    assert_eq!(with("|Cash paid\n", "|Cash paid\n|Debt\n"), [("Debt".to_owned(), 1)], "a line that no table has");
    assert_eq!(with("|$ 12\n|[1]\n", "|[1]\n"), [("$ 12".to_owned(), -1)], "a value that the tables have twice");
    assert_eq!(with("|3 Months Ended\n", "|3 Months Ended\n|6 Months Ended\n"), [("6 Months Ended".to_owned(), 1)], "a duration over no column");
    assert_eq!(with("|[1]\n", "|[1],[2]\n"), [("[2]".to_owned(), 1)], "a mark");
}
