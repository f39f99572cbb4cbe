//! The label that a row of a document's own table prints beside its facts.

use super::content;
use super::cursor::Span;
use super::document::{Element, Raw};

/// A cell with more markup than this is no label, in bytes.
const MOST: usize = 16 << 10;

/// A text longer than this is a paragraph and no label, in bytes.
const LONGEST: usize = 400;

/// Whether a cell is a row's label: it holds words or a year that are not the number of a fact.
pub(super) fn is_one(text: &str, cell: Span, facts: &[Raw]) -> bool {
    if cell.len() > MOST {
        return false;
    }
    let mut done = cell.start;
    // With numbers inside, only letters beside them make a label: "$ 0.01 par value".
    let numbers = facts.iter().any(|fact| fact.element == Element::NonFraction);
    for fact in facts.iter().filter(|fact| fact.element == Element::NonFraction) {
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
fn has_words(markup: &str, letters_only: bool) -> bool {
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
pub(super) fn of(text: &str, cell: Span, ix: &[Box<str>]) -> String {
    let mut label = String::new();
    content::words(cell.of(text), ix, LONGEST, &mut label);
    if label.len() >= LONGEST { String::new() } else { label }
}

#[cfg(test)]
mod tests {
    use super::has_words;

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
