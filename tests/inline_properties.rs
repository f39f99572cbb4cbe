//! What holds of inline documents and instances, whatever the bytes: reading ends, nothing panics, places lie in the source, and values
//! are what their kind says; and where a document is well formed, a plain reading with another XML parser finds the same facts.

#[path = "common/files.rs"]
mod files;
#[path = "common/held.rs"]
mod held;
#[path = "common/shared.rs"]
mod shared;

use files::{files, name};
use filing_viewer::{Fact, Filing};
use held::hold;
use proptest::prelude::*;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use shared::material;
use std::path::Path;
use std::sync::LazyLock;

static FIXTURES: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/xbrl");
    let paths = files(&folder, |name| !name.ends_with(".json"));
    paths.into_iter().map(|path| (name(&path).to_owned(), std::fs::read(&path).unwrap())).collect()
});

/// Reads, and holds what must be so of any filing.
fn held(bytes: &[u8], name: &str) -> Option<Filing> {
    let filing = filing_viewer::read(bytes, name).ok()?;
    hold(&filing);
    Some(filing)
}

/// Pieces of which documents are made that no filer would send.
fn piece() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<ix:nonFraction name=\"a:b\" contextRef=\"c\" unitRef=\"u\" scale=\"3\" format=\"t:num-dot-decimal\">"),
        Just("</ix:nonFraction>"),
        Just("<ix:nonNumeric name=\"a:b\" contextRef=\"c\" continuedAt=\"k\" escape=\"true\">"),
        Just("</ix:nonNumeric>"),
        Just("<ix:continuation id=\"k\" continuedAt=\"k\">"),
        Just("</ix:continuation>"),
        Just("<ix:exclude>"),
        Just("</ix:exclude>"),
        Just("<ix:fraction name=\"a:b\" contextRef=\"c\" unitRef=\"u\"><ix:numerator>1</ix:numerator>"),
        Just("</ix:fraction>"),
        Just("<ix:tuple name=\"a:t\" tupleID=\"t\" tupleRef=\"t\">"),
        Just("</ix:tuple>"),
        Just("<ix:hidden>"),
        Just("<xbrli:context id=\"c\"><xbrli:entity><xbrli:identifier scheme=\"s\">1</xbrli:identifier>"),
        Just("<xbrli:segment><xbrldi:typedMember dimension=\"a:d\"><a:k>"),
        Just("</a:k></xbrldi:typedMember></xbrli:segment>"),
        Just("</xbrli:entity><xbrli:period><xbrli:instant>2031-12-31</xbrli:instant></xbrli:period></xbrli:context>"),
        Just("<xbrli:unit id=\"u\"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>"),
        Just("<table><tr><td>Label</td><td>"),
        Just("</td></tr></table>"),
        Just("<div xmlns:ix=\"http://www.xbrl.org/2008/inlineXBRL\" xmlns=\"http://www.xbrl.org/2013/inlineXBRL\">"),
        Just("</div>"),
        Just("<!-- "),
        Just("-->"),
        Just("<![CDATA["),
        Just("]]>"),
        Just("<!DOCTYPE x [<!ENTITY a \"b\">]>"),
        Just("<a title='x>y\" <"),
        Just("'>"),
        Just("1,234"),
        Just("&amp;&nope;&#x110000;"),
        Just("<br>"),
        Just("</p>"),
        Just("é\u{a0}\u{202e}"),
    ];
    piece.prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_of_odd_pieces_are_read_to_their_end(pieces in proptest::collection::vec(piece(), 0..60)) {
        let head = "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:ix=\"http://www.xbrl.org/2013/inlineXBRL\" \
                    xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" xmlns:t=\"http://www.xbrl.org/inlineXBRL/transformation/2020-02-12\">";
        held([head, &pieces.concat()].concat().as_bytes(), "odd.htm");
    }

    #[test]
    fn damaged_documents_are_read_to_their_end(
        which in 0..FIXTURES.len(),
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..40, proptest::collection::vec(any::<u8>(), 0..8)), 1..6),
    ) {
        let (name, bytes) = &FIXTURES[which];
        let mut bytes = bytes.clone();
        for (at, length, instead) in cuts {
            let at = at.index(bytes.len() + 1);
            let end = (at + length).min(bytes.len());
            bytes.splice(at..end, instead);
        }
        held(&bytes, name);
    }

    #[test]
    fn any_bytes_are_read_to_their_end(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        held(&bytes, "any.htm");
        held(&[&b"<?xml version='1.0'?><xbrl xmlns='http://www.xbrl.org/2003/instance'>"[..], &bytes].concat(), "any.xml");
    }
}

/// A document of every length, as a download that was cut off leaves it.
#[test]
fn a_document_cut_anywhere_is_read_to_its_end() {
    for (name, bytes) in FIXTURES.iter() {
        for end in (0..bytes.len()).step_by(17) {
            held(&bytes[..end], name);
        }
    }
}

/// The facts of a well formed document in the plainest way: name, context and unit of each element, in order.
fn plain(text: &str) -> Result<Vec<[String; 4]>, quick_xml::Error> {
    let mut reader = NsReader::from_str(text);
    let mut found = Vec::new();
    loop {
        let (namespace, event) = reader.read_resolved_event()?;
        let inline = matches!(namespace, ResolveResult::Bound(uri) if matches!(uri.as_ref(), b"http://www.xbrl.org/2013/inlineXBRL" | b"http://www.xbrl.org/2008/inlineXBRL"));
        match event {
            Event::Eof => return Ok(found),
            Event::Start(tag) | Event::Empty(tag) if inline && matches!(tag.local_name().as_ref(), b"nonFraction" | b"nonNumeric" | b"fraction") => {
                found.push(["name", "contextRef", "unitRef", "decimals"].map(|key| attribute(&tag, key)));
            }
            _ => {}
        }
    }
}

fn attribute(tag: &BytesStart<'_>, key: &str) -> String {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == key.as_bytes());
    found.map(|attribute| String::from_utf8_lossy(&attribute.value).trim().to_owned()).unwrap_or_default()
}

/// As the reader kept it: the attributes of the tag at the fact's place.
fn own(filing: &Filing, fact: &Fact<'_>) -> [String; 4] {
    let place = fact.place();
    let text = &filing.sources()[place.source as usize].text()[place.start as usize..(place.start + place.len) as usize];
    let tag = &text[1..text.find('>').unwrap()].trim_end_matches('/');
    let start = BytesStart::from_content(*tag, tag.find(char::is_whitespace).unwrap_or(tag.len()));
    ["name", "contextRef", "unitRef", "decimals"].map(|key| attribute(&start, key))
}

#[test]
fn a_plain_reading_with_another_parser_finds_the_same_facts() {
    let Some(folder) = material("corpus/inline") else { return };
    let (mut documents, mut facts) = (0, 0);
    for path in files(&folder, |_| true) {
        let bytes = std::fs::read(&path).unwrap();
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let Ok(expected) = plain(text.trim_start_matches('\u{feff}').trim_start()) else { continue };
        let filing = held(&bytes, name(&path)).unwrap();
        let found: Vec<_> = filing.facts().map(|fact| own(&filing, &fact)).collect();
        assert_eq!(found.len(), expected.len(), "{}", path.display());
        assert!(found == expected, "{}: other facts, or in another order", path.display());
        // The names were resolved as well.
        assert!(
            filing
                .facts()
                .zip(&expected)
                .all(|(fact, [name, ..])| fact.concept().and_then(|concept| concept.name.as_deref()).unwrap_or_default() == name)
        );
        (documents, facts) = (documents + 1, facts + found.len());
    }
    assert!(documents > 25 && facts > 20_000, "{documents} documents, {facts} facts");
}
