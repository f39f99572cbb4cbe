use super::super::marks::marks;
use super::super::{content, finish, inline};
use super::*;
use crate::filing::Filing;
use crate::format::{Format, sniff};
use proptest::prelude::*;
use std::path::Path;

/// A document read in one of the two ways.
fn filing(text: &str, straight: bool) -> Option<Filing> {
    let mut to = Builder::default();
    let source = to.source("document", Format::Inline, String::new());
    let marks = marks(text.as_bytes());
    let document = if straight { read(text, source, &marks, &mut to)? } else { inline::walk(text, source, &marks, &mut to) };
    let report = to.report();
    finish::finish(&mut [document], report, &mut to);
    to.filing.sources[source as usize].text = text.to_owned().into();
    Some(to.finish())
}

/// All that a filing says of its facts, and the tables they stand in.
fn told(filing: &Filing) -> (String, Vec<(u32, u32, u32, u32)>) {
    let mut facts = Vec::new();
    let all = crate::write::ChosenFacts::default();
    crate::write::facts(filing, crate::write::Form::Jsonl, &all, &mut facts).unwrap();
    let tables = filing.tables().iter().map(|table| (table.place.start, table.place.len, table.facts, table.first_fact)).collect();
    (String::from_utf8(facts).unwrap(), tables)
}

fn agree(name: &str, text: &str) -> bool {
    let Some(mut straight) = filing(text, true) else { return false };
    copies_agree(&straight);
    // Made tag by tag, as the walk's are.
    straight.sources[0].passed = None;
    let ((facts, tables), (of_walk, tables_of_walk)) = (told(&straight), told(&filing(text, false).unwrap()));
    for (one, other) in facts.lines().zip(of_walk.lines()) {
        assert_eq!(one, other, "{name}");
    }
    assert_eq!(facts.len(), of_walk.len(), "{name}");
    assert_eq!(tables, tables_of_walk, "{name}");
    let places = |filing: &Filing| filing.facts().map(|fact| fact.place()).collect::<Vec<_>>();
    assert_eq!(places(&straight), places(&filing(text, false).unwrap()), "{name}");
    true
}

/// Markup that is copied is that which is made tag by tag, once that is done to it, too.
fn copies_agree(filing: &Filing) {
    for source in filing.sources() {
        for prose in &filing.prose {
            for piece in &filing.pieces[prose.first as usize..(prose.first + prose.count) as usize] {
                let range = &source.text[piece.start as usize..piece.end as usize];
                let (mut copied, mut again, mut made) = (String::new(), String::new(), String::new());
                let within = |at: &u32| (piece.start..piece.end).contains(at);
                if source.passed.as_deref().is_some_and(|passed| !passed.iter().any(within)) && content::copied(range, &source.ix, &mut copied) {
                    content::markup(&copied, &source.ix, None, &mut again);
                    content::markup(range, &source.ix, None, &mut made);
                    assert_eq!(again, made, "{range}");
                }
            }
        }
    }
}

fn agree_on(folder: &Path) -> (usize, usize) {
    let (mut read, mut straight) = (0, 0);
    let Ok(files) = std::fs::read_dir(folder) else { return (0, 0) };
    for path in files.flatten().map(|entry| entry.path()).filter(|path| path.is_file()) {
        let Ok(bytes) = std::fs::read(&path) else { continue };
        if sniff(&bytes) == Ok(Format::Inline) {
            let text = crate::decode::decode(bytes).0;
            (read, straight) = (read + 1, straight + usize::from(agree(&path.to_string_lossy(), &text)));
        }
    }
    (read, straight)
}

#[test]
fn the_two_ways_agree() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/xbrl");
    let (read, straight) = agree_on(&own);
    assert!(straight > 2, "{straight} of {read} fixtures were read in the straight way");
    let shared = std::env::var_os("FILING_VIEWER_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), Into::into);
    let folders = [shared.join("corpus/inline"), shared.join("conformance/inline")];
    if !folders[0].is_dir() {
        return println!("left out: the corpus of real filings is not there.");
    }
    for folder in folders {
        let (read, straight) = agree_on(&folder);
        println!("{}: {straight} of {read} in the straight way", folder.display());
        assert!(straight * 4 > read * 3, "{straight} of {read}");
    }
}

/// What the made-up documents below are made of does not make this way give up: where it does, they would hold nothing.
#[test]
fn usual_parts_are_read_in_the_straight_way() {
    let head = "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:ix=\"http://www.xbrl.org/2013/inlineXBRL\" xml:lang=\"en\"><!-- <b> -->";
    let body = "<table><tr><td>Cash &amp; more</td><td colspan='2'/><td>a > b<ix:nonFraction name='a:b' contextRef='c' unitRef='u'>12</ix:nonFraction>\
                </td></tr></table><p xml:lang='fr' title='x>y'><ix:nonNumeric name='a:c' contextRef='c'>x<ix:exclude>y</ix:exclude><br/></ix:nonNumeric></p>";
    assert!(agree("usual", &[head, body, "</html>"].concat()));
}

#[test]
fn a_table_in_a_cell_may_hold_cells_without_a_row() {
    let head = "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:ix=\"http://www.xbrl.org/2013/inlineXBRL\" xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" xml:lang=\"en\">";
    let body = "<table><tr><td><table>Cash &amp; more<TD><hr title='x>y' /></TD></table></td><td colspan='2'/>\
                <td><ix:nonFraction name='a:b' contextRef='c' unitRef='u'></ix:nonFraction></td><td colspan='2'/></tr></table>";
    assert!(agree("cells without a row", &[head, body, "</html>"].concat()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_two_ways_agree_on_odd_documents(body in body()) {
        let head = "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:ix=\"http://www.xbrl.org/2013/inlineXBRL\" xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" xml:lang=\"en\">";
        agree("odd", &[head, &body, "</html>"].concat());
    }
}

/// Well formed content, nested as it comes.
fn body() -> impl Strategy<Value = String> {
    let text = prop_oneof![
        Just("Cash &amp; more"),
        Just("a &nbsp;&lt;&#160;b &unknown; & c"),
        Just(
            "A text that is long enough to be left where it stands, so that nothing of it is kept when it is read but its place in the document alone, and made of it what was asked for when somebody asks."
        ),
        Just(" 12"),
        Just("\u{a0}"),
        Just("a > b"),
        Just("<br/>"),
        Just("<!-- <b> -->"),
        Just("<hr title='x>y' />")
    ];
    text.prop_map(str::to_owned).prop_recursive(6, 60, 6, |inner| {
        let tag = prop_oneof![
            Just("div"),
            Just("table"),
            Just("longer-than-eight"),
            Just("ix:exclude"),
            Just("p xml:lang='fr'"),
            Just("TD"),
            Just("ix:nonFraction name='a:b' contextRef='c' unitRef='u'"),
            Just("ix:nonNumeric name='a:c' contextRef='c'"),
            Just("ix:nonNumeric name='a:d' contextRef='c' escape='true'"),
            Just("p title='x &amp; y &nbsp; &#160;' class=\"a'b\""),
            Just("ix:hidden"),
            Just("ix:continuation id='x'"),
        ];
        let cell = proptest::collection::vec(inner.clone(), 0..3).prop_map(|parts| ["<td>", &parts.concat(), "</td><td colspan='2'/>"].concat());
        let row = proptest::collection::vec(cell, 0..4).prop_map(|cells| ["<table><tr>", &cells.concat(), "</tr></table>"].concat());
        let element = (tag, proptest::collection::vec(inner, 0..4)).prop_map(|(tag, parts)| {
            let name = tag.split(' ').next().unwrap_or(tag);
            ["<", tag, ">", &parts.concat(), "</", name, ">"].concat()
        });
        prop_oneof![2 => row, 3 => element]
    })
}
