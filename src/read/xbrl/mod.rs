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
pub(crate) mod taxonomy;
mod title;
mod value;

use crate::builder::Builder;
use crate::error::{About, Place};
use crate::format::Format;
use crate::statements;
use document::Document;
use faststr::FastStr;
pub(crate) use finish::kind_of;
pub(crate) use number::lexical;
use taxonomy::Library;

/// A document to be read: its number among the filing's sources, its text, and what it is: a document with facts, or a file of the taxonomy.
pub(super) struct Input {
    pub(super) source: u32,
    pub(super) text: FastStr,
    pub(super) format: Format,
    /// What is to be said where the text is more than ASCII.
    pub(super) unless_ascii: Option<String>,
}

/// Reads documents into reports: inline documents that need each other's contexts or texts are one set and one report, every other
/// document is a report of its own. The taxonomy that is there with them names their facts and lays them out. Gives the sources in
/// which not one fact was found, and those of taxonomies that no report names.
pub(super) fn read(inputs: &[Input], to: &mut Builder) -> Vec<u32> {
    for input in inputs {
        if let Some(source) = to.filing.sources.get_mut(input.source as usize) {
            source.text = input.text.clone();
        }
    }
    let names: Vec<String> = to.filing.sources.iter().map(|source| source.name.clone()).collect();
    let mut library = Library::read(inputs, &names, to);
    let (taxonomies, documents): (Vec<&Input>, Vec<&Input>) = inputs.iter().partition(|input| input.format.is_taxonomy());
    taxonomies.into_iter().for_each(|input| note(input, input.text.is_ascii(), to));
    // An instance beside inline documents may be made from one.
    let inline: Vec<u32> = documents.iter().filter(|input| input.is_inline()).map(|input| input.source).collect();
    let (beside, first): (Vec<&Input>, Vec<&Input>) = documents.into_iter().partition(|input| !inline.is_empty() && !input.is_inline());
    let mut empty = poured(&first, &mut library, &names, to);
    for input in beside {
        if !extracted::is_same(input, &inline, to) {
            empty.append(&mut poured(&[input], &mut library, &names, to));
        }
    }
    empty.extend(library.unused());
    empty
}

/// Says of a text that is more than ASCII what is to be said.
fn note(input: &Input, is_ascii: bool, to: &mut Builder) {
    if let Some(note) = input.unless_ascii.clone().filter(|_| !is_ascii) {
        to.caveat(About::Filing, note, Some(Place { source: input.source, ..Place::default() }));
    }
}

/// Pours documents into the filing, and gives those without a fact.
fn poured(inputs: &[&Input], library: &mut Library<'_>, names: &[String], to: &mut Builder) -> Vec<u32> {
    let name = |source: u32| names.get(source as usize).map_or("", String::as_str);
    let mut documents: Vec<Document<'_>> = Vec::with_capacity(inputs.len());
    for input in inputs {
        let read = if input.is_inline() { inline::read } else { instance::read };
        let document = read(&input.text, input.source, to);
        document.explain_prefixes(to);
        note(input, document.is_ascii, to);
        documents.push(document);
    }
    let sets = sets(&documents, inputs);
    let empty: Vec<u32> = documents.iter().filter(|document| document.facts.is_empty()).map(|document| document.source).collect();
    // Sets are numbered in the order of their first documents.
    let last = sets.iter().copied().max().map_or(0, |last| last + 1);
    for set in 0..last {
        let (mut of_set, others): (Vec<_>, Vec<_>) = std::mem::take(&mut documents).into_iter().partition(|document| {
            let at = inputs.iter().position(|input| input.source == document.source);
            at.is_some_and(|at| sets[at] == set)
        });
        documents = others;
        let report = to.report();
        let first = (to.filing.fact_count(), to.filing.tables.len() as u32);
        finish::finish(&mut of_set, report, to);
        if library.is_empty() || first.0 == to.filing.fact_count() {
            continue;
        }
        let named: Vec<(&str, &str)> = of_set.iter().map(|document| (name(document.source), document.text)).collect();
        let language = of_set.iter().flat_map(|document| &document.languages).find(|language| !language.is_empty());
        if let Some(taxonomy) = taxonomy::gather(library, &named, last == 1, language.map_or("", |language| language), to) {
            statements::add(&taxonomy, first, to);
        }
    }
    empty
}

impl Input {
    /// Whether it is a document of facts.
    #[cfg(feature = "xbrl")]
    pub(super) fn has_facts(&self) -> bool {
        !self.format.is_taxonomy()
    }

    fn is_inline(&self) -> bool {
        self.format == Format::Inline
    }
}

/// Which set each document belongs to.
fn sets(documents: &[Document<'_>], inputs: &[&Input]) -> Vec<usize> {
    let mut joined: Vec<usize> = (0..documents.len()).collect();
    if documents.len() <= 1 {
        return joined;
    }
    for (at, document) in documents.iter().enumerate().filter(|(at, _)| inputs[*at].is_inline()) {
        for wanted in document.wanted() {
            let gives = |(_, other): &(usize, &Document<'_>)| other.gives(&wanted);
            let others = documents.iter().enumerate().filter(|(other, _)| *other != at && inputs[*other].is_inline());
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
