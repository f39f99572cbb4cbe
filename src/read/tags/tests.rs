//! The tokenizer against html5gum: on made-up tag soup, on the fixtures, and on the corpus beside the project.

use super::super::entities::{self, NAMES};
use super::*;
use html5gum::{DefaultEmitter, Span, Token, Tokenizer};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// An event with all decoded: names in small letters, of two attributes with one name the first, texts side by side as one.
#[derive(Debug, PartialEq)]
enum Seen {
    Text(String),
    Start { name: String, attributes: BTreeMap<String, String>, self_closing: bool, start: usize },
    End { name: String, start: usize, end: usize },
}

fn push(seen: &mut Vec<Seen>, text: &str) {
    match seen.last_mut() {
        Some(Seen::Text(before)) => before.push_str(text),
        _ => seen.push(Seen::Text(text.to_owned())),
    }
}

/// What the standard makes of line ends before anything else.
fn line_ends(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Names with what the standard makes of NULs in them.
fn name(text: &str) -> String {
    text.to_ascii_lowercase().replace('\0', "\u{fffd}")
}

fn ours(html: &str) -> Vec<Seen> {
    let mut seen = Vec::new();
    // The oracle makes no difference where a page begins as XHTML.
    let tags = Tags { has_raw: true, ..Tags::new(html) };
    let mut plain = true;
    for event in tags {
        match event {
            Event::Text(text) => {
                let raw = line_ends(text.raw);
                // NULs stay in plain text and are replaced in raw elements.
                let raw = if plain { raw } else { raw.replace('\0', "\u{fffd}") };
                push(&mut seen, &Text { raw: &raw, ..text }.decoded());
            }
            Event::Start(start) => {
                plain = !RAW.iter().any(|(raw, _)| raw.eq_ignore_ascii_case(start.name));
                let mut attributes = BTreeMap::new();
                for attribute in start.attributes {
                    let raw = line_ends(attribute.raw).replace('\0', "\u{fffd}");
                    attributes.entry(name(attribute.name)).or_insert_with(|| Attribute { raw: &raw, ..attribute }.value().into_owned());
                }
                seen.push(Seen::Start { name: name(start.name), attributes, self_closing: start.self_closing, start: start.start });
            }
            Event::End(end) => {
                plain = true;
                seen.push(Seen::End { name: name(end.name), start: end.start, end: end.end });
            }
        }
    }
    seen
}

fn theirs(html: &str) -> Vec<Seen> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut seen = Vec::new();
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(token) = token;
        match token {
            Token::String(found) => push(&mut seen, &text(&found.value)),
            Token::StartTag(tag) => seen.push(Seen::Start {
                name: text(&tag.name),
                attributes: tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect(),
                self_closing: tag.self_closing,
                start: tag.span.start,
            }),
            Token::EndTag(tag) => {
                let Span { start, end } = tag.span;
                seen.push(Seen::End { name: text(&tag.name), start, end });
            }
            _ => {}
        }
    }
    seen
}

/// Whether a name of HTML 5 stands in the page that is left out of ours, told by asking for each name on its own.
fn has_other_names(html: &str) -> bool {
    html.split('&').skip(1).any(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let reference = format!("&{};", &rest[..end]);
        rest[end..].starts_with(';') && !rest.starts_with('#') && theirs(&reference) != ours(&reference)
    })
}

#[track_caller]
fn same(html: &str) {
    let (ours, theirs) = (ours(html), theirs(html));
    for (at, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
        assert_eq!(ours, theirs, "event {at} of {:?}", html.chars().take(2000).collect::<String>());
    }
    assert_eq!(ours.len(), theirs.len(), "{:?}", html.chars().take(2000).collect::<String>());
}

fn any_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(texts).prop_map(str::to_owned)
}

/// A character reference: of the table, of no table, or a number; with its semicolon or without.
fn reference() -> impl Strategy<Value = String> {
    let names: Vec<&str> = NAMES.lines().map(|line| line.split([',', ';']).next().unwrap()).collect();
    let end = || any_of(&["", ";", ";", "=", "x", " ", "&"]);
    prop_oneof![
        (prop::sample::select(names), end()).prop_map(|(name, end)| format!("&{name}{end}")),
        (any_of(&["", "notit", "ampnbsp", "nbs", "zzz", "a1", "Ltx"]), end()).prop_map(|(name, end)| format!("&{name}{end}")),
        (prop_oneof![0u64..0x2ff, 0xd7f0u64..0xe010, 0x10_fff0u64..0x11_0010, any::<u64>()], end(), 0u8..3).prop_map(
            |(code, end, form)| match form {
                0 => format!("&#{code}{end}"),
                1 => format!("&#x{code:x}{end}"),
                _ => format!("&#X{code:X}{end}"),
            }
        ),
        any_of(&["&", "&#", "&#;", "&#x", "&#xg;", "&;"]),
    ]
}

fn piece() -> impl Strategy<Value = String> {
    let names = || {
        any_of(&[
            "a",
            "TD",
            "table",
            "title",
            "TITLE",
            "textarea",
            "style",
            "script",
            "Script",
            "xmp",
            "iframe",
            "noembed",
            "noscript",
            "plaintex",
            "br",
            "ix:nonFraction",
            "x<y",
            "é",
            "p\0",
            "h1",
        ])
    };
    let attribute = (
        any_of(&["class", "CLASS", "id", "=", "a\"b", "x'", "é", "\0", "a<b", ""]),
        any_of(&["=", " = ", "=\n", "", " "]),
        any_of(&["\"", "'", ""]),
        prop_oneof![any_of(&["", "x", "a b", "a>b", "/", "\0", "a=b", "<td>", "\"", "'", "\r\n"]), reference()],
        any_of(&["", " ", "/", " / ", "\t", "\x0c"]),
    );
    let attribute = attribute.prop_map(|(name, equals, quote, value, behind)| format!("{name}{equals}{quote}{value}{quote}{behind}"));
    let tag = (
        any_of(&["<", "<", "</"]),
        names(),
        any_of(&["", " ", "/", "\r\n"]),
        prop::collection::vec(attribute, 0..4),
        any_of(&[">", ">", ">", "/>", ""]),
    )
        .prop_map(|(open, name, space, attributes, close)| format!("{open}{name}{space}{}{close}", attributes.concat()));
    prop_oneof![
        4 => tag,
        2 => reference(),
        1 => any_of(&["<!--", "-->", "--!>", "<!-->", "<!--->", "<!--a--b-->", "<!---!>", "--", "-", "!", "<!-"]),
        1 => any_of(&["<!DOCTYPE html>", "<!doctype x PUBLIC \"a>b\">", "<![CDATA[a<b]]>", "<?xml a=\">\"?>", "<!a>", "</ a>", "</>", "</", "<", "<3", "<>", "<!", "<?"]),
        1 => any_of(&["<script>", "</script>", "</script ", "<script ", "</scriptx>", "</title>", "</style/>", "</TextArea\n>", "</xmp", "<plaintext>"]),
        2 => any_of(&["text", " ", "\0", "\n", "\r", "\r\n", "\"", "'", "=", ">", "/", "&", "é€", "\u{a0}", "\u{10ffff}"]),
        1 => "[<>&/!?a-z=\"' -]{0,12}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parts_tag_soup_as_html5gum(pieces in prop::collection::vec(piece(), 0..24)) {
        let html = pieces.concat();
        prop_assume!(!has_other_names(&html));
        same(&html);
    }

    #[test]
    fn parts_scripts_as_html5gum(pieces in prop::collection::vec(any_of(&[
        "<script>", "</script>", "<SCRIPT ", "</script/", "<script", "</scripts>", "<!--", "-->", "<!-->", "--", "--!>", "<!", "<", ">", " ", "a",
    ]), 0..16)) {
        same(&format!("<script>{}", pieces.concat()));
    }
}

#[test]
fn parts_the_pages_as_html5gum() {
    let shared = std::env::var_os("FILING_VIEWER_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/r-pages"), shared.join("corpus/r-pages")];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "htm") {
                let html = fs::read_to_string(&path).unwrap();
                assert!(!has_other_names(&html), "{}", path.display());
                same(&html);
                count += 1;
            }
        }
    }
    assert!(count >= 11, "{count} pages");
}

#[test]
fn knows_its_names() {
    let names: Vec<&str> = NAMES.lines().map(|line| line.split([',', ';']).next().unwrap()).collect();
    assert!(names.is_sorted() && NAMES.len() < 4096 && names.len() == 374);
    for name in names {
        for behind in [";", "", "=", "a", " "] {
            same(&format!("&{name}{behind}<a b='&{name}{behind}'>"));
        }
    }
    assert_eq!(entities::decode("1&nbsp;&mdash;&#150;&yen2 &nedot; &;", false), "1\u{a0}—–¥2 &nedot; &;");
    assert_eq!(entities::decode("?a=1&copy=2&amp;b", true), "?a=1&copy=2&b");
    assert_eq!(entities::decode_xml("1&nbsp;&#150;&#x2014;", false), "1\u{a0}\u{96}—");
    assert!(matches!(entities::decode("plain", false), Cow::Borrowed("plain")));
}

#[test]
fn leaves_raw_elements_alone() {
    same("<script>a<b<!--<script>'</script>'--></script>&lt;<style>a{}</b></STYLE ><title>&lt;b></title>");
    same("<script><!--<script>x</script>y</script>z");
    same("<script><!-->\n</script>z<script><!--a--></script>b");
    assert_eq!(ours("<noframes><b></noframes>").len(), 3);
    let name = |event| if let Event::Start(start) = event { Some(start.name) } else { None };
    assert!(Tags::new("<?xml version='1.0'?><script/><table>").filter_map(name).eq(["script", "table"]));
}

#[test]
fn takes_linear_time_on_any_input() {
    let length = 2_000_000;
    let start = std::time::Instant::now();
    for (before, part, behind) in [
        ("", "<!--", ""),
        ("<!--", "--!", ""),
        ("", "<!-- a --", ">"),
        ("", "&", ""),
        ("", "&a", ""),
        ("", "&abcdefghi", ";"),
        ("&#", "1", ""),
        ("<a ", "'", ""),
        ("<a ", "b='\"", ">"),
        ("<a ", "b ", ""),
        ("<a ", "/", ">"),
        ("", "<a b='", ""),
        ("", "<a ", ""),
        ("", "</", ""),
        ("", "<![CDATA[", ""),
        ("", "<?", ""),
        ("<title>", "</titl", ""),
        ("<script>", "<!--<script ", ""),
        ("", "<title></title ", ">"),
        ("", "<", ""),
    ] {
        let html = [before, &part.repeat(length / part.len()), behind].concat();
        for event in Tags::new(&html) {
            match event {
                Event::Text(text) => drop(text.decoded()),
                Event::Start(start) => start.attributes.for_each(|attribute| drop(attribute.value())),
                Event::End(_) => {}
            }
        }
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
