//! Inline documents and instances, held against what another implementation reads of them, and our own against the truth beside them.
//!
//! The expected facts of the shared material are Arelle's; the comparison is that of `check/facts.py` beside them.
//! A new pair in `fixtures/xbrl` is a new test: `name.json` lists the facts of `name.htm` or `name.xml`, of each only what is to hold,
//! and `caveats`: words that the filing's own caveats have, in their order.

#[path = "common/facts.rs"]
mod facts;
#[path = "common/files.rs"]
mod files;
#[path = "common/shared.rs"]
mod shared;

use facts::{Check, expected, read, written};
use files::{files, name};
use serde_json::Value;
use shared::material;
use std::path::{Path, PathBuf};

/// Facts of one document whose expectation is not what the specification says: their texts go on at `ix:continuation` elements, which
/// the other program left out, as it could not resolve the facts' names: their prefix is not declared. By Inline XBRL 1.1, what
/// `continuedAt` leads to belongs to the content of the element, whatever its name is; the document has all of these continuations.
const CONTINUED: [&str; 4] = [
    "cyd:CybersecurityRiskThirdPartyOversightAndIdentificationProcessesFlag",
    "cyd:CybersecurityRiskProcessForInformingBoardCommitteeOrSubcommitteeResponsibleForOversightTextBlock",
    "cyd:CybersecurityRiskRoleOfManagementTextBlock",
    "cyd:CybersecurityRiskProcessForInformingManagementOrCommitteesResponsibleTextBlock",
];

/// The files that expected facts are of.
fn inputs(corpus: &Path, expected: &str) -> Vec<PathBuf> {
    let inline = |name: &str| corpus.join("inline").join(name);
    if let Some(numbers) = expected.strip_prefix("edinet-").filter(|numbers| numbers.contains('+')) {
        return numbers.split('+').map(|number| inline(&format!("edinet-{number}.htm"))).collect();
    }
    let package = corpus.join("package");
    let places = [inline(expected), package.join("aapl-20250329").join(expected), package.join(expected)];
    places.into_iter().filter(|path| path.exists()).take(1).collect()
}

#[test]
fn every_fact_of_real_documents_is_right() {
    let Some(corpus) = material("corpus") else { return };
    let (mut documents, mut count) = (0, 0);
    for truth in files(&corpus.join("facts-expected"), |name| name.ends_with(".jsonl.gz")) {
        let document = name(&truth).trim_end_matches(".jsonl.gz").to_owned();
        let paths = inputs(&corpus, &document);
        if paths.is_empty() {
            continue;
        }
        let skipped: &[&str] = if document.starts_with("ibm") { &CONTINUED } else { &[] };
        let check = Check::of(&expected(&truth), &written(&read(&paths)), false, skipped);
        assert!(check.is_right(), "{document}: {check:?}");
        assert_eq!(check.skipped, skipped.len(), "{document}: facts whose expectation is passed over");
        (documents, count) = (documents + 1, count + check.right);
    }
    assert_eq!(documents, 50);
    assert!(count > 70_000, "{count} facts");
}

#[test]
fn every_point_of_the_specification_is_read_as_it_says() {
    let Some(folder) = material("conformance/inline") else { return };
    let documents = files(&folder, |name| name.ends_with(".xhtml"));
    assert_eq!(documents.len(), 16);
    for document in documents {
        let truth = document.with_extension("expected.jsonl");
        let check = Check::of(&expected(&truth), &written(&read(std::slice::from_ref(&document))), true, &[]);
        assert!(check.is_right(), "{}: {check:?}", name(&document));
    }
}

#[test]
fn an_inline_document_and_its_extracted_instance_have_the_same_facts() {
    let Some(folder) = material("corpus/package/aapl-20250329") else { return };
    let inline = written(&read(&[folder.join("../../inline/aapl-20250329.htm")]));
    let instance = written(&read(&[folder.join("aapl-20250329_htm.xml")]));
    let keys = |facts: &[Value]| {
        let mut keys: Vec<String> = facts.iter().map(facts::same).collect();
        keys.sort();
        keys
    };
    assert_eq!(inline.len(), 760);
    assert_eq!(keys(&inline), keys(&instance));
}

#[test]
fn documents_that_stricter_readers_refuse_open_with_a_caveat() {
    let Some(folder) = material("corpus/inline") else { return };
    for (document, count) in [("aeon-20230930x10q.htm", 1132), ("Delaware.485BPOS.htm", 140)] {
        let filing = read(&[folder.join(document)]);
        assert_eq!(filing.fact_count(), count, "{document}");
        assert!(filing.caveats().iter().any(|caveat| caveat.text.contains("XML declaration")), "{document}");
    }
}

#[test]
fn our_own_documents_read_as_the_truth_beside_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/xbrl");
    let truths = files(&folder, |name| name.ends_with(".json"));
    assert!(truths.len() > 5);
    for path in truths {
        let truth: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let stem = name(&path).trim_end_matches("json").to_owned();
        // "name.htm", or "name.1.htm" and so on where several documents are one set.
        let inputs = files(&folder, |name| !name.ends_with(".json") && name.starts_with(&stem));
        let filing = read(&inputs);
        let found = written(&filing);
        let wanted = truth["facts"].as_array().expect("a list of facts");
        assert_eq!(found.len(), wanted.len(), "{stem}: {found:#?}");
        for (want, got) in wanted.iter().zip(&found) {
            for (key, value) in want.as_object().expect("an object for each fact") {
                if key == "caveat" {
                    let caveats = got["caveats"].as_array().unwrap();
                    let word = value.as_str().unwrap();
                    assert!(caveats.iter().any(|caveat| caveat.as_str().unwrap().contains(word)), "{stem}: {caveats:?} do not say {word}");
                } else {
                    assert_eq!(&got[key], value, "{stem}: {key} of {got}");
                }
            }
            if want.get("caveat").is_none() && want.get("caveats").is_none() {
                assert_eq!(got["caveats"], Value::Array(Vec::new()), "{stem}: {got}");
            }
        }
        let caveats: Vec<&str> =
            filing.caveats().iter().filter(|caveat| caveat.about == filing_viewer::About::Filing).map(|caveat| &*caveat.text).collect();
        let words = truth["caveats"].as_array().map_or(&[][..], Vec::as_slice);
        assert_eq!(caveats.len(), words.len(), "{stem}: {caveats:?}");
        for (caveat, word) in caveats.iter().zip(words) {
            assert!(caveat.contains(word.as_str().unwrap()), "{stem}: {caveat} does not say {word}");
        }
    }
}
