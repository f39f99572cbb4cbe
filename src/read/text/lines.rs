//! The lines of a text, each with its place.

use crate::filing::Place;

/// A line without its end, and where it begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct TextLine<'a> {
    pub(super) text: &'a str,
    start: usize,
    source: u32,
}

impl<'a> TextLine<'a> {
    /// The line's first byte in the text.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// The place of a part of the line, which must be a slice of it.
    pub(super) fn place_of(&self, part: &str) -> Place {
        let at = (part.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let at = if at <= self.text.len() { at } else { 0 };
        Place { source: self.source, start: (self.start + at) as u32, len: part.len() as u32 }
    }
}

/// Splits at line feeds, carriage returns before them apart.
pub(super) fn lines(text: &str, source: u32) -> Vec<TextLine<'_>> {
    let mut start = 0;
    let mut out = Vec::new();
    for line in text.split('\n') {
        out.push(TextLine { text: line.strip_suffix('\r').unwrap_or(line), start, source });
        start += line.len() + 1;
    }
    out
}

/// The place from the first to the last.
pub(super) fn span(first: Place, last: Place) -> Place {
    Place { source: first.source, start: first.start, len: (last.start + last.len).saturating_sub(first.start) }
}
