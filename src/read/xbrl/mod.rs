//! Inline XBRL and XBRL instances: bytes once through, every fact exact, and no taxonomy asked for.
//!
//! `marks` finds the brackets, `cursor` makes tags of them, `inline` and `instance` walk the tags and gather a [`Document`],
//! `finish` makes facts of the documents of a set. What is written in many words, text blocks, stays where it stands until somebody
//! asks: `content`; so do the way from what is shown to a value, `how`, and the tables that documents print: `printed`, with `title`
//! for what stands over them.

mod attributes;
mod base;
pub(crate) mod content;
mod contexts;
mod cursor;
mod document;
mod extracted;
mod finish;
pub(crate) mod how;
mod inline;
mod instance;
mod kinds;
mod label;
mod marks;
mod names;
mod number;
pub(crate) mod printed;
mod straight;
mod title;
mod value;

use crate::builder::Builder;
use crate::error::{About, Place};
use document::Document;
use faststr::FastStr;
pub(crate) use finish::kind_of;
pub(crate) use number::lexical;

/// A document to be read: its number among the filing's sources, its text, and whether it is an inline one.
pub(super) struct Input {
    pub(super) source: u32,
    pub(super) text: FastStr,
    pub(super) is_inline: bool,
    /// What is to be said where the text is more than ASCII.
    pub(super) unless_ascii: Option<String>,
}

/// Reads documents into reports: inline documents that need each other's contexts or texts are one set and one report, every other
/// document is a report of its own. Gives the sources in which not one fact was found.
pub(super) fn read(inputs: &[Input], to: &mut Builder) -> Vec<u32> {
    // An instance beside inline documents may be made from one.
    let inline: Vec<u32> = inputs.iter().filter(|input| input.is_inline).map(|input| input.source).collect();
    let (beside, first): (Vec<&Input>, Vec<&Input>) = inputs.iter().partition(|input| !inline.is_empty() && !input.is_inline);
    let mut empty = poured(&first, to);
    for input in beside {
        if !extracted::is_same(input, &inline, to) {
            empty.append(&mut poured(&[input], to));
        }
    }
    empty
}

fn poured(inputs: &[&Input], to: &mut Builder) -> Vec<u32> {
    let mut documents: Vec<Document<'_>> = Vec::with_capacity(inputs.len());
    for input in inputs {
        let read = if input.is_inline { inline::read } else { instance::read };
        let document = read(&input.text, input.source, to);
        document.explain_prefixes(to);
        if let Some(note) = input.unless_ascii.clone().filter(|_| !document.is_ascii) {
            to.caveat(About::Filing, note, Some(Place { source: input.source, ..Place::default() }));
        }
        documents.push(document);
    }
    for input in inputs {
        if let Some(source) = to.filing.sources.get_mut(input.source as usize) {
            source.text = input.text.clone();
        }
    }
    let sets = sets(&documents, inputs);
    let empty = documents.iter().filter(|document| document.facts.is_empty()).map(|document| document.source).collect();
    // Sets are numbered in the order of their first documents.
    let last = sets.iter().copied().max().map_or(0, |last| last + 1);
    for set in 0..last {
        let (mut of_set, others): (Vec<_>, Vec<_>) = std::mem::take(&mut documents).into_iter().partition(|document| {
            let at = inputs.iter().position(|input| input.source == document.source);
            at.is_some_and(|at| sets[at] == set)
        });
        documents = others;
        let report = to.report();
        finish::finish(&mut of_set, report, to);
    }
    empty
}

/// Which set each document belongs to.
fn sets(documents: &[Document<'_>], inputs: &[&Input]) -> Vec<usize> {
    let mut joined: Vec<usize> = (0..documents.len()).collect();
    if documents.len() == 1 {
        return joined;
    }
    for (at, document) in documents.iter().enumerate().filter(|(at, _)| inputs[*at].is_inline) {
        for wanted in document.wanted() {
            let gives = |(_, other): &(usize, &Document<'_>)| other.gives(&wanted);
            let others = documents.iter().enumerate().filter(|(other, _)| *other != at && inputs[*other].is_inline);
            if let Some((other, _)) = others.clone().find(gives) {
                let (from, into) = (joined[at].max(joined[other]), joined[at].min(joined[other]));
                joined.iter_mut().filter(|set| **set == from).for_each(|set| *set = into);
            }
        }
    }
    // Numbers without gaps.
    let mut numbers: Vec<usize> = Vec::new();
    joined
        .into_iter()
        .map(|set| {
            numbers.iter().position(|known| *known == set).unwrap_or_else(|| {
                numbers.push(set);
                numbers.len() - 1
            })
        })
        .collect()
}
