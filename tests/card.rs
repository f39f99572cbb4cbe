//! What holds of every fact's card and document, however damaged the source is; and what the shared cases say of duplicates.

#[path = "common/files.rs"]
mod files;
#[path = "common/shared.rs"]
mod shared;

use files::{files, name};
use filing_viewer::{Filing, shapes};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;
use std::path::Path;

fn fixtures() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let paths = ["inline", "page", "r-pages"].into_iter().flat_map(|inside| files(&folder.join(inside), |name| !name.ends_with(".json")));
    paths.filter_map(|path| Some((name(&path).to_owned(), std::fs::read_to_string(&path).ok()?))).collect()
}

fn card(filing: &Filing, id: u32) -> Value {
    serde_json::to_value(shapes::fact_detail(filing, id).unwrap()).unwrap()
}

/// Holds what must be so of the cards and documents of some facts.
fn hold(filing: &Filing, every: usize) {
    for fact in filing.facts().step_by(every) {
        let card = card(filing, fact.id());
        if let Some(last) = card["how"].as_array().and_then(|how| how.last()) {
            assert_eq!(last["gives"], card["value"], "the way ends at the value: {card}");
        }
        for styles in [true, false] {
            let Some(page) = shapes::document(filing, fact.id(), styles) else {
                assert_eq!(card["document"], "hidden");
                continue;
            };
            assert_eq!(page.matches("id=\"filing-viewer-fact\"").count(), 1, "one mark to go to: {page}");
            // What stands in a style or between tags is no markup.
            let page = page.to_ascii_lowercase();
            let (mut bare, mut rest) = (String::new(), page.as_str());
            while let Some((before, style)) = rest.split_once("<style>") {
                bare.push_str(before);
                rest = style.split_once("</style>").map_or("", |(_, after)| after);
            }
            bare.push_str(rest);
            for tag in bare.split('<').skip(1) {
                let element = tag.split([' ', '>', '/']).next().unwrap_or_default();
                assert!(!["script", "iframe", "object", "embed", "base", "link", "frame"].contains(&element), "<{tag} is left");
                assert!(element != "meta" || !tag.split('>').next().unwrap_or_default().contains("refresh"), "<{tag} is left");
                // Names and values by turns, as every value is quoted.
                let parts: Vec<&str> = tag.split('"').collect();
                for pair in parts.chunks_exact(2) {
                    if pair[0].contains('>') {
                        break;
                    }
                    let name = pair[0].rsplit(' ').next().unwrap_or_default().trim_end_matches('=');
                    assert!(!name.starts_with("on") && !["action", "poster", "background", "data"].contains(&name), "{name} is left: <{tag}");
                    assert!(!["src", "href", "xlink:href"].contains(&name) || pair[1].trim_start().starts_with(['#', 'd']), "<{tag} is left");
                }
            }
        }
    }
}

#[test]
fn every_fixture_has_cards_and_documents() {
    for (name, text) in fixtures() {
        hold(&filing_viewer::read(text, &name).unwrap(), 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn so_has_whatever_is_left_of_one(
        at in any::<prop::sample::Index>(),
        damage in prop::collection::vec((any::<prop::sample::Index>(), 0..400usize, select(vec![
            "", "<", ">", "\"", "'", "</ix:nonFraction>", "<ix:nonFraction name='a:b'>", "<![CDATA[", "]]>", "<!--", "-->", "<style>", "</style>", "<script>",
            "<title>", "xmlns:ixt='x'", "&", "\0", "é", "</ix:header>", "<ix:header>", "/>", "<td>", "</table>",
        ])), 1..4),
    ) {
        let all = fixtures();
        let (name, text) = at.get(&all);
        let mut text = text.clone();
        for (place, length, with) in damage {
            let mut start = place.index(text.len() + 1);
            let mut end = (start + length).min(text.len());
            while !text.is_char_boundary(start) { start -= 1; }
            while !text.is_char_boundary(end) { end += 1; }
            text.replace_range(start..end, with);
        }
        if let Ok(filing) = filing_viewer::read(text, name) {
            hold(&filing, 3);
        }
    }
}

#[test]
fn the_shared_cases_agree_as_they_should() {
    let Some(cases) = shared::material("conformance/inline") else { return };
    let read = |name: &str| filing_viewer::read(std::fs::read(cases.join(name)).unwrap(), name).unwrap();
    let filing = read("duplicates.xhtml");
    let found: Vec<(u32, Vec<(u64, String)>)> = (0..filing.fact_count())
        .map(|id| {
            let card = card(&filing, id);
            let rows = card["duplicates"]["rows"].as_array().unwrap().iter();
            (id, rows.map(|row| (row["fact"].as_u64().unwrap(), row["likeness"].as_str().unwrap().to_owned())).collect())
        })
        .collect();
    let expected: [(u32, &[(u64, &str)]); 14] = [
        (0, &[(1, "complete"), (2, "complete")]),
        (1, &[(0, "complete"), (2, "complete")]),
        (2, &[(0, "complete"), (1, "complete")]),
        (3, &[(4, "consistent")]),
        (4, &[(3, "consistent")]),
        (5, &[(6, "inconsistent")]),
        (6, &[(5, "inconsistent")]),
        (7, &[(8, "consistent")]),
        (8, &[(7, "consistent")]),
        (9, &[(10, "consistent")]),
        (10, &[(9, "consistent")]),
        (11, &[(12, "inconsistent")]),
        (12, &[(11, "inconsistent")]),
        (13, &[]),
    ];
    let expected: Vec<_> = expected.into_iter().map(|(id, rows)| (id, rows.iter().map(|(fact, how)| (*fact, (*how).to_owned())).collect())).collect();
    assert_eq!(found, expected);

    let footnotes = read("footnotes.xhtml");
    let texts: Vec<Value> = (0..footnotes.fact_count()).flat_map(|id| card(&footnotes, id)["notes"].as_array().unwrap().clone()).collect();
    assert!(texts.iter().any(|note| note["text"] == "Note one & more") && texts.iter().any(|note| note["text"] == "Fußnote"), "{texts:?}");
}
