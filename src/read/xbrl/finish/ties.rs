//! What ties facts to each other and to texts: the tuples they stand in, footnotes and relationships.

use super::{Finish, shortened};
use crate::error::About;
use crate::filing::{NONE, Note, Related, Relationship};
use crate::read::xbrl::content;
use crate::read::xbrl::cursor::Span;
use crate::read::xbrl::document::{Document, Element, Map, Raw, mark};
use crate::texts::Piece;

impl<'a> Finish<'a, '_> {
    /// The paths of the tuples that facts stand in.
    pub(super) fn tuples(&mut self, at: usize, numbers: &Vec<u32>) {
        let document = &self.documents[at];
        let text = document.text;
        if !document.facts.iter().any(|raw| raw.element == Element::Tuple) {
            return;
        }
        let by_id: Map<&str, u32> = (0..)
            .zip(&document.facts)
            .filter(|(_, raw)| raw.element == Element::Tuple && !document.rare(raw).tuple_id.is_empty())
            .map(|(at, raw)| (document.rare(raw).tuple_id.token(text), at))
            .collect();
        let around = |raw: &Raw| {
            let named = document.rare(raw).tuple_ref.token(text);
            if named.is_empty() { Some(raw.tuple).filter(|tuple| *tuple != NONE) } else { by_id.get(named).copied() }
        };
        // Tuples of the outermost level are numbered in the order they stand in.
        let mut tops: Map<u32, u32> = Map::default();
        for (at, _) in (0..).zip(&document.facts).filter(|(_, raw)| raw.element == Element::Tuple && around(raw).is_none()) {
            tops.insert(at, tops.len() as u32 + 1);
        }
        let mut paths = Vec::new();
        for (raw, number) in document.facts.iter().zip(numbers).filter(|(_, number)| **number != NONE) {
            let mut path: Vec<String> = Vec::new();
            let mut next = around(raw);
            while let Some(tuple) = next.and_then(|at| document.facts.get(at as usize)) {
                // Deeper than any tuple is, or one that names itself as what is around it.
                if path.len() == 64 {
                    break;
                }
                let order = document.rare(tuple).order.token(text);
                let order = match tops.get(&next.unwrap_or_default()) {
                    Some(top) if order.is_empty() => top.to_string(),
                    _ => order.to_owned(),
                };
                path.push([document.names.all[tuple.name as usize].text, "[", &order, "]"].concat());
                next = around(tuple);
            }
            if !path.is_empty() {
                path.reverse();
                paths.push((*number, path.join("/")));
            }
        }
        for (number, path) in paths {
            let text = self.to.filing.texts.put(&path);
            self.to.filing.tuples.insert(number, text);
        }
    }

    /// Footnotes, and what ties facts to them and to each other.
    pub(super) fn relationships(&mut self, numbers: &[Vec<u32>]) {
        if self.documents.iter().all(|document| document.ties.is_empty() && document.footnotes.is_empty()) {
            return;
        }
        let mut known: Map<&'a str, Related> = Map::default();
        // Few facts are named, and a look at where each one's id stands would be a walk through all documents.
        let marks: Map<u64, ()> = self.documents.iter().flat_map(|document| named(document).map(|id| (mark(id), ()))).collect();
        for (document, numbers) in self.documents.iter().zip(numbers) {
            let facts = document.facts.iter().zip(numbers).filter(|(raw, number)| **number != NONE && marks.contains_key(&raw.id_mark));
            known.extend(facts.map(|(raw, number)| (raw.id.token(document.text), Related::Fact(*number))));
        }
        for at in 0..self.documents.len() {
            let ix = self.documents[at].names.inline_prefixes();
            for footnote in self.documents[at].footnotes.clone() {
                let document = &self.documents[at];
                let language = document.languages.get(footnote.language as usize).filter(|language| !language.is_empty());
                let language = language.map(|language| language.as_ref().into());
                let mut pieces = vec![Piece { source: document.source, start: footnote.content.start, end: footnote.content.end }];
                let id = footnote.id.token(document.text);
                let mut lost = Vec::new();
                self.continued(at, footnote.next, &mut pieces, &mut lost);
                let mut text = String::new();
                for piece in &pieces {
                    content::words(self.slice(piece), &ix, usize::MAX, &mut text);
                }
                let number = self.to.filing.notes.len() as u32;
                self.to.filing.notes.push(Note { text, language });
                known.insert(id, Related::Note(number));
                for why in lost {
                    self.to.caveat(About::Filing, why, None);
                }
            }
        }
        for at in 0..self.documents.len() {
            let document = &self.documents[at];
            let text = document.text;
            let mut lost: Vec<&str> = Vec::new();
            for (from, to, arcrole) in ties(document) {
                let arcrole = arcrole.token(text);
                let arcrole = if arcrole.is_empty() { "http://www.xbrl.org/2003/arcrole/fact-footnote" } else { arcrole };
                for from in from.of(text).split_ascii_whitespace() {
                    for to in to.of(text).split_ascii_whitespace() {
                        match (known.get(from), known.get(to)) {
                            (Some(Related::Fact(from)), Some(to)) => {
                                self.to.filing.relationships.push(Relationship { from: *from, to: *to, arcrole: arcrole.into() });
                            }
                            (None, _) => lost.push(from),
                            _ => lost.push(to),
                        }
                        if self.to.filing.relationships.len() > 4_000_000 {
                            return;
                        }
                    }
                }
            }
            if let Some(first) = lost.first() {
                let text = [
                    "Relationships name what is not there (",
                    &lost.len().to_string(),
                    "), first “",
                    shortened(first),
                    "”; the facts stand without them.",
                ];
                self.to.caveat(About::Filing, text.concat(), None);
            }
        }
    }
}

/// All ties of a document: from where, to what, and how.
fn ties<'d>(document: &'d Document<'_>) -> impl Iterator<Item = (Span, Span, Span)> + 'd {
    // What inline 1.0 writes at the fact: its footnotes.
    let own = document.facts.iter().map(|raw| (raw.id, document.rare(raw).to, Span::default())).filter(|own| !own.1.is_empty());
    document.ties.iter().map(|tie| (tie.from, tie.to, tie.arcrole)).chain(own)
}

/// All ids that ties name.
fn named<'a>(document: &Document<'a>) -> impl Iterator<Item = &'a str> {
    let text = document.text;
    ties(document).flat_map(move |(from, to, _)| from.of(text).split_ascii_whitespace().chain(to.of(text).split_ascii_whitespace()))
}
