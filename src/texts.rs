//! Texts in the memory of a filing: short ones each once, and long ones left where they stand in their source.

use crate::filing::Source;
use crate::hash::RandomState;
use crate::read::xbrl::content;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// Interned strings: each distinct string once, known by a number. All of them lie in one string, so that a million cost no
/// million allocations.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    all: String,
    ends: Vec<u32>,
    known: HashTable<u32>,
    hasher: RandomState,
}

impl Texts {
    pub(crate) fn put(&mut self, text: &str) -> u32 {
        let Self { all, ends, known, hasher } = self;
        let hash = |text: &str| hasher.hash_one(text.as_bytes());
        let own = hash(text);
        if let Some(at) = known.find(own, |at| get(all, ends, *at) == text) {
            return *at;
        }
        let new = ends.len() as u32;
        all.push_str(text);
        ends.push(all.len() as u32);
        known.insert_unique(own, new, |at| hash(get(all, ends, *at)));
        new
    }

    /// Makes room for that many texts more.
    pub(crate) fn reserve(&mut self, more: usize) {
        let Self { all, ends, known, hasher } = self;
        ends.reserve(more);
        known.reserve(more, |at| hasher.hash_one(get(all, ends, *at).as_bytes()));
    }

    pub(crate) fn get(&self, at: u32) -> &str {
        get(&self.all, &self.ends, at)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// All of them one behind the other, and where each ends.
    pub(crate) fn all(&self) -> (&str, &[u32]) {
        (&self.all, &self.ends)
    }
}

fn get<'a>(all: &'a str, ends: &[u32], at: u32) -> &'a str {
    let Some(end) = ends.get(at as usize) else { return "" };
    let start = if at == 0 { 0 } else { ends[at as usize - 1] };
    all.get(start as usize..*end as usize).unwrap_or_default()
}

/// A text that stays in its source until it is asked for: text blocks are most of a filing's bytes, and few are ever looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Prose {
    /// Its pieces, in [`Filing::pieces`](crate::Filing): the fact's own content, then its continuations.
    pub(crate) first: u32,
    pub(crate) count: u32,
    pub(crate) form: Form,
}

/// How a long text stands in its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// The text is the value.
    Text,
    /// The markup is the value.
    Markup,
    /// The text is the value, and may itself be markup, as text blocks of instances are.
    Encoded,
}

/// A range of a source's bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) source: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Prose {
    /// The value: markup or text.
    pub(crate) fn value(self, pieces: &[Piece], sources: &[Source], base: Option<&str>) -> String {
        let mut out = String::new();
        self.each(pieces, sources, |piece, range, source| match self.form {
            Form::Markup => {
                let base = source.base.as_deref().or(base);
                let passed =
                    source.passed.as_deref().map(|all| all.partition_point(|at| *at < piece.start)..all.partition_point(|at| *at < piece.end));
                let is_plain = base.is_none() && passed.is_some_and(|within| within.is_empty());
                if !(is_plain && content::copied(range, &source.ix, &mut out)) {
                    content::markup(range, &source.ix, base, &mut out);
                }
            }
            Form::Text | Form::Encoded => content::text(range, &source.ix, &mut out),
        });
        out
    }

    /// The characters displayed, up to about that many bytes.
    pub(crate) fn shown(self, pieces: &[Piece], sources: &[Source], most: usize) -> String {
        let mut out = String::new();
        if self.form == Form::Encoded {
            content::words(&self.value(pieces, sources, None), &[], most, &mut out);
        } else {
            self.each(pieces, sources, |_, range, source| {
                if out.len() < most {
                    content::words(range, &source.ix, most, &mut out);
                }
            });
        }
        out
    }

    fn each<'a>(self, pieces: &[Piece], sources: &'a [Source], mut what: impl FnMut(&Piece, &'a str, &'a Source)) {
        let pieces = pieces.get(self.first as usize..(self.first + self.count) as usize).unwrap_or_default();
        for piece in pieces {
            let Some(source) = sources.get(piece.source as usize) else { continue };
            what(piece, source.text.get(piece.start as usize..piece.end as usize).unwrap_or_default(), source);
        }
    }
}
