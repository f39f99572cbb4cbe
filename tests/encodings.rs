//! Pages in many encodings, rightly and wrongly declared, held against the same page in UTF-8.
//!
//! A new file in `fixtures/encodings` is a new test: `loans.shift_jis.htm` must give the tables of `loans.utf-8.htm`, and
//! `notes.json` says which words the note on its encoding has; none where there must be no note. `encodings.test.js` holds the
//! wasm against the same.

#[path = "common/compare.rs"]
#[allow(dead_code)]
mod compare;
#[path = "common/files.rs"]
mod files;

use compare::written;
use files::{files, name};
use filing_viewer::{About, Filing};
use std::collections::BTreeMap;
use std::path::Path;

fn read(path: &Path) -> Filing {
    let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    filing_viewer::read(bytes, name(path)).unwrap_or_else(|error| panic!("{error}"))
}

fn notes(filing: &Filing) -> String {
    filing.caveats_about(About::Filing).collect::<Vec<_>>().join(" ")
}

#[test]
fn every_encoding_gives_what_its_twin_in_utf8_gives() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/encodings");
    let wanted: BTreeMap<String, Vec<String>> = serde_json::from_slice(&std::fs::read(folder.join("notes.json")).unwrap()).unwrap();
    let pages = files(&folder, |name| !name.ends_with(".json") && !name.contains(".utf-8."));
    assert_eq!(pages.iter().map(|page| name(page)).collect::<Vec<_>>(), wanted.keys().collect::<Vec<_>>(), "the files, and those of notes.json");
    for page in &pages {
        let parts: Vec<&str> = name(page).split('.').collect();
        let [about, _, extension] = parts[..] else { panic!("{} should be page.encoding.htm", page.display()) };
        let (filing, twin) = (read(page), read(&folder.join(format!("{about}.utf-8.{extension}"))));
        assert_eq!(written(&filing), written(&twin), "{}", name(page));
        assert_eq!(notes(&twin), "");
        let (notes, words) = (notes(&filing), &wanted[name(page)]);
        assert!(words.iter().all(|word| notes.contains(word.as_str())) && notes.is_empty() == words.is_empty(), "{}: {notes:?}", name(page));
    }
}
