//! The instance that EDGAR and others make from an inline document and put beside it. It is the same report in another form: it is
//! held against the document, and not counted twice.

use super::{Input, finish, instance};
use crate::builder::Builder;
use crate::differences;
use crate::error::{About, Place};
use crate::filing::{Fact, Filing, NONE};

/// So much of an instance's facts, in hundredths, must stand in the document with all their aspects to be the same report. What was
/// altered in one of them counts, as its aspects are there.
const ALIKE: usize = 80;

/// Holds an instance against the facts of inline documents. Whether it is the same report: what differs is then said, and what only
/// the instance has is kept.
pub(super) fn is_same(input: &Input, documents: &[u32], to: &mut Builder) -> bool {
    let alone = alone(input, to);
    let others: Vec<u32> = (0..alone.fact_count()).collect();
    let is_of = |id: &u32| documents.contains(&to.filing.facts.place[*id as usize].source);
    let ids: Vec<u32> = (0..to.filing.fact_count()).filter(is_of).collect();
    let mut found = differences::between((&to.filing, &ids), (&alone, &others));
    if (found.same + found.differ.len()) * 100 < others.len() * ALIKE || others.is_empty() {
        return false;
    }
    // Of other targets other instances are made.
    found.only[0].retain(|id| to.filing.fact(*id).is_some_and(|fact| fact.target().is_none()));
    let name = to.filing.sources.get(input.source as usize).map_or_else(String::new, |source| source.name.clone());
    let many = |count: usize| if count == 1 { "1 fact".to_owned() } else { format!("{count} facts") };
    let mut said = format!("{name} is the same report as an instance, and was held against the document: {} agree", many(found.same));
    for (count, what) in [(found.differ.len(), "differ"), (found.only[1].len(), "only in it"), (found.only[0].len(), "not in it")] {
        if count > 0 {
            said = format!("{said}, {count} {what}");
        }
    }
    to.caveat(About::Filing, format!("{said}."), Some(Place { source: input.source, ..Place::default() }));
    for (id, other) in found.differ {
        let value = alone.fact(other).map_or_else(String::new, |fact| fact.value().unwrap_or(fact.shown()).chars().take(100).collect());
        to.caveat(About::Fact(id), format!("The instance beside the document says otherwise: {value}."), alone.fact(other).map(|fact| fact.place()));
    }
    let report = ids.first().map_or(1, |id| to.filing.facts.report[*id as usize]);
    for id in &found.only[1] {
        if let Some(fact) = alone.fact(*id) {
            let id = copy(&alone, fact, report, to);
            to.caveat(About::Fact(id), "Only the instance beside the document reports this.", Some(fact.place()));
        }
    }
    for id in &found.only[0] {
        to.caveat(About::Fact(*id), "The instance beside the document does not report this.", None);
    }
    true
}

/// The instance as a filing of its own, its sources numbered as in the filing that it belongs to.
fn alone(input: &Input, to: &Builder) -> Filing {
    let mut builder = Builder::default();
    builder.filing.sources = to.filing.sources.clone();
    if let Some(source) = builder.filing.sources.get_mut(input.source as usize) {
        source.text = input.text.clone();
    }
    let document = instance::read(&input.text, input.source, &mut builder);
    document.explain_prefixes(&mut builder);
    let report = builder.report();
    finish::finish(&mut [document], report, &mut builder);
    builder.settle();
    builder.filing
}

/// Puts a fact of another filing into this one.
fn copy(from: &Filing, fact: Fact<'_>, report: u32, to: &mut Builder) -> u32 {
    let filing = &mut to.filing;
    let put = |filing: &mut Filing, text: Option<&str>| text.map_or(NONE, |text| filing.texts.put(text));
    let dimensions = fact.dimensions().iter().map(|dimension| {
        let mut dimension = dimension.clone();
        for name in [&mut dimension.axis, &mut dimension.member].into_iter().flatten() {
            *name = from.expanded(name).into();
        }
        dimension
    });
    let dimensions = dimensions.collect();
    let number = |at: Option<usize>| at.map_or(NONE, |at| at as u32);
    let new = crate::builder::Numbered {
        report,
        concept: number(fact.concept().map(|concept| filing.concepts.insert_full(concept.clone()).0)),
        label: put(filing, fact.label()),
        entity: number(fact.entity().map(|entity| filing.entities.insert_full(entity.clone()).0)),
        period: number(fact.period().map(|period| filing.periods.insert_full(period.clone()).0)),
        dimensions: number(Some(filing.dimensions.insert_full(dimensions).0)),
        unit: number(fact.unit().map(|unit| filing.units.insert_full(unit.clone()).0)),
        kind: fact.kind(),
        value: put(filing, fact.value().as_deref()),
        shown: put(filing, Some(&fact.shown())),
        decimals: put(filing, fact.decimals()),
        flags: from.facts.flags[fact.id() as usize],
        scale: from.facts.scale[fact.id() as usize],
        language: put(filing, fact.language()),
        target: put(filing, fact.target()),
        table: (NONE, NONE),
        place: fact.place(),
    };
    to.numbered(&new)
}
