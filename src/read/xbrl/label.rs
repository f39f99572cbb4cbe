//! The label that a row of a document's own table prints beside its facts.

use super::content;
use super::cursor::Span;
use super::document::{self, Label, Raw};
use crate::read::entities::decode_xml;
use crate::read::html_tag::Element;
use memchr::memchr;
use std::borrow::Cow;

/// A cell with more markup than this is no label, in bytes.
pub(super) const MOST: usize = 16 << 10;

/// A text longer than this is a paragraph and no label, in bytes.
const LONGEST: usize = 400;

const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];

/// Whether a cell is a row's label: it holds words or a year that are not the number of a fact.
pub(super) fn is_one(text: &str, cell: Span, facts: &[Raw]) -> bool {
    if cell.len() > MOST {
        return false;
    }
    let mut done = cell.start;
    // With numbers inside, only letters beside them make a label: "$ 0.01 par value".
    let numbers = facts.iter().any(|fact| fact.element == document::Element::NonFraction);
    for fact in facts.iter().filter(|fact| fact.element == document::Element::NonFraction) {
        // One that stands in another.
        if fact.place.start < done {
            continue;
        }
        if has_words(Span { start: done, end: fact.place.start }.of(text), numbers) {
            return true;
        }
        done = fact.place.end;
    }
    has_words(Span { start: done, end: cell.end }.of(text), numbers)
}

/// Whether a piece of markup holds a letter, or also a digit, outside its tags and character references.
pub(super) fn has_words(markup: &str, letters_only: bool) -> bool {
    let mut bytes = markup.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'<' => drop(bytes.find(|byte| *byte == b'>')),
            b'&' => drop(bytes.find(|byte| *byte == b';' || *byte == b' ')),
            b'a'..=b'z' | b'A'..=b'Z' => return true,
            b'0'..=b'9' if !letters_only => return true,
            // A letter of another script, or a dash, a space that does not break or a mark beside it.
            0xc3..=0xe1 | 0xe3..=0xee | 0xf0..=0xf4 => return true,
            _ => {}
        }
    }
    false
}

/// The label that a cell prints; empty where it is too long for one.
pub(super) fn of<'a>(text: &'a str, Label { cell, only, .. }: &Label, ix: &[Box<str>]) -> Cow<'a, str> {
    let label: Cow<'a, str> = if only.is_empty() {
        let markup = cell.of(text);
        let words = || {
            let mut label = String::new();
            content::words(markup, ix, LONGEST, &mut label);
            label
        };
        plain(markup).unwrap_or_else(words).into()
    } else if let Some(words) = as_written(text, *only) {
        words.into()
    } else {
        decode_xml(only.of(text), false).split(SPACE).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").into()
    };
    if label.len() >= LONGEST { Cow::Borrowed("") } else { label }
}

/// The label that a text is as it stands; none where it has to be decoded or folded, or is too long.
pub(super) fn as_written(text: &str, only: Span) -> Option<&str> {
    let words = only.of(text).trim_matches(SPACE);
    let is_room = |(one, next): (u8, u8)| next <= b' ' && (one <= b' ' || next != b' ');
    // Most are words with one space between them.
    let is_plain = words.len() < LONGEST && !words.contains('&') && !words.bytes().zip(words.bytes().skip(1)).any(is_room);
    is_plain.then_some(words)
}

/// The words of a cell that holds nothing but text and common tags, as nearly all do; none where it may hold more.
fn plain(markup: &str) -> Option<String> {
    let mut label = String::with_capacity(64);
    let (mut rest, mut room) = (markup, false);
    loop {
        let start = memchr(b'<', rest.as_bytes());
        let text = &rest[..start.unwrap_or(rest.len())];
        // Behind a `>` in a quoted value stands no text.
        if text.contains('>') {
            return None;
        }
        for (at, word) in decode_xml(text, false).split([' ', '\t', '\n', '\r']).enumerate() {
            room |= at > 0;
            if !word.is_empty() {
                if room && !label.is_empty() {
                    label.push(' ');
                }
                label.push_str(word);
                room = false;
            }
        }
        let Some(start) = start else { return Some(label) };
        let tag = &rest[start + 1..];
        let end = memchr(b'>', tag.as_bytes())?;
        let name = tag[..end].strip_prefix('/').unwrap_or(&tag[..end]);
        let name = &name[..name.find([' ', '\t', '\n', '\r', '/']).unwrap_or(name.len())];
        // What begins no name is text.
        if !name.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        if name.contains([':', '<']) && !matches!(name, "ix:nonFraction" | "ix:nonNumeric") {
            return None;
        }
        room |= Element::of(name).parts();
        rest = &tag[end + 1..];
    }
}

#[cfg(test)]
mod tests {
    use super::{has_words, plain};
    use crate::read::xbrl::content;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_plain_label_reads_as_any_text_does(markup in "(<(div|span|br/|p|td a=\"x\"|/div|/span|ix:nonNumeric|/ix:nonNumeric)>|[a-c &;<>]|&amp;|&nbsp;|\n){0,20}") {
            let mut exact = String::new();
            content::words(&markup, &["ix".into()], usize::MAX, &mut exact);
            if let Some(label) = plain(&markup) {
                prop_assert_eq!(label, exact);
            }
        }
    }

    #[test]
    fn signs_and_spaces_are_no_words() {
        for (markup, letters, any) in [
            ("<span style=\"color:red\">Cash</span>", true, true),
            ("&nbsp;&#160; <b>$</b> —", false, false),
            ("2026", false, true),
            ("現金", true, true),
            ("\u{a0}–", false, false),
        ] {
            assert_eq!((has_words(markup, true), has_words(markup, false)), (letters, any), "{markup}");
        }
    }
}
