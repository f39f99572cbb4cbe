//! What the taxonomy knows of the facts of a report, given to them: labels, types, and the labels of their members.

use crate::filing::{Concept, Dimension, Filing, NONE, PRINTED, Set};
use crate::hash::{HashMap, HashSet};
use crate::read::xbrl::taxonomy::Taxonomy;

/// The filing's concept of each element that a fact has.
pub(super) type Known = HashMap<u32, u32>;

/// Names all facts from the first on.
pub(super) fn name(taxonomy: &Taxonomy<'_>, first: u32, filing: &mut Filing) -> Known {
    let first = first as usize;
    let used: HashSet<u32> = filing.facts.concept[first..].iter().copied().filter(|concept| *concept != NONE).collect();
    let element = |concept: &Concept| {
        let name = concept.name.as_deref()?;
        let local = name.split_once(':').map_or(name, |(_, local)| local);
        taxonomy.element(&["{", concept.namespace.as_deref().unwrap_or_default(), "}", local].concat())
    };
    let mut known = Known::default();
    let mut labels: HashMap<u32, u32> = HashMap::default();
    for number in used.iter().copied() {
        let Some(of) = filing.concept(number).and_then(element) else { continue };
        known.insert(of, number);
        if let Some(label) = taxonomy.label(of, "label") {
            labels.insert(number, filing.texts.put(label));
        }
    }
    for (concept, (label, flags)) in
        filing.facts.concept[first..].iter().zip(filing.facts.label[first..].iter_mut().zip(&mut filing.facts.flags[first..]))
    {
        if let Some(filed) = labels.get(concept) {
            (*label, *flags) = (*filed, *flags & !PRINTED);
        }
    }
    let moved = changed(&mut filing.concepts, &used, |concept| {
        let Some((at, (_, of))) = element(concept).and_then(|at| Some((at, taxonomy.elements.get_index(at as usize)?))) else { return };
        concept.data_type = concept.data_type.take().or_else(|| of.data_type.clone());
        concept.balance = concept.balance.take().or_else(|| of.balance.clone());
        concept.period_type = concept.period_type.take().or_else(|| of.period_type.clone());
        concept.documentation = taxonomy.label(at, "documentation").map(Into::into);
    });
    filing.facts.concept[first..].iter_mut().chain(known.values_mut()).for_each(|concept| *concept = moved.get(concept).copied().unwrap_or(*concept));
    let used: HashSet<u32> = filing.facts.dimensions[first..].iter().copied().collect();
    let namespaces = std::mem::take(&mut filing.namespaces);
    let expanded = |name: &str| match name.split_once(':').and_then(|(prefix, local)| Some((namespaces.get(prefix)?, local))) {
        Some((namespace, local)) if !name.starts_with('{') => ["{", namespace, "}", local].concat(),
        _ => name.to_owned(),
    };
    let label = |dimension: &Dimension| {
        let called = |name: &str| taxonomy.element(&expanded(name)).and_then(|of| taxonomy.label(of, "label").map(|label| (of, label)));
        match (&dimension.member, &dimension.typed, &dimension.axis) {
            (Some(member), ..) => called(member).map(|(_, label)| label.to_owned()),
            (None, Some(typed), Some(axis)) => called(axis).map(|(_, label)| [label, ": ", typed].concat()),
            _ => None,
        }
    };
    let moved = changed(&mut filing.dimensions, &used, |dimensions: &mut Vec<Dimension>| {
        for dimension in dimensions {
            dimension.label = dimension.label.take().or_else(|| label(dimension).map(Into::into));
        }
    });
    filing.facts.dimensions[first..].iter_mut().for_each(|dimensions| *dimensions = moved.get(dimensions).copied().unwrap_or(*dimensions));
    filing.namespaces = namespaces;
    known
}

/// Changes some of a set's things. One that becomes the same as another is to be called by the number of that: gives those numbers.
fn changed<T: Clone + Eq + std::hash::Hash>(set: &mut Set<T>, which: &HashSet<u32>, change: impl Fn(&mut T)) -> HashMap<u32, u32> {
    let mut moved = HashMap::default();
    for number in which.iter().copied() {
        let Some(mut new) = set.get_index(number as usize).cloned() else { continue };
        change(&mut new);
        if let Err((other, _)) = set.replace_index(number as usize, new) {
            moved.insert(number, other as u32);
        }
    }
    moved
}
