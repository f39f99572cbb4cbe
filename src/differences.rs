//! Facts of two reports held against each other: which say the same, which contradict, and which only one of them has.

use crate::duplicates::{Likeness, likeness};
use crate::filing::{Fact, Filing};
use crate::hash::{HashMap, HashSet};
use crate::period;

/// How the facts of one report and of another agree.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Differences {
    /// How many facts of the other one say what the first one says.
    pub(crate) same: usize,
    /// Facts that contradict each other: of the first one, and of the other.
    pub(crate) differ: Vec<(u32, u32)>,
    /// What only the first one reports, and only the other.
    pub(crate) only: [Vec<u32>; 2],
}

/// Holds facts of a filing against those of another.
pub(crate) fn between((one, ids): (&Filing, &[u32]), (other, others): (&Filing, &[u32])) -> Differences {
    let mut known: HashMap<String, Vec<u32>> = HashMap::default();
    for fact in ids.iter().filter_map(|id| one.fact(*id)) {
        known.entry(aspects(one, fact)).or_default().push(fact.id());
    }
    let mut found = Differences::default();
    let mut met: HashSet<u32> = HashSet::default();
    for fact in others.iter().filter_map(|id| other.fact(*id)) {
        let Some(same) = known.get(&aspects(other, fact)) else {
            found.only[1].push(fact.id());
            continue;
        };
        met.extend(same);
        let agrees = |id: &&u32| one.fact(**id).is_some_and(|known| says_the_same(known, fact));
        match same.iter().find(agrees) {
            Some(_) => found.same += 1,
            None => found.differ.push((same[0], fact.id())),
        }
    }
    found.only[0].extend(ids.iter().filter(|id| !met.contains(id)));
    found
}

/// Everything of a fact but its value and its language, as two filings write it the same.
fn aspects(filing: &Filing, fact: Fact<'_>) -> String {
    let mut key = String::new();
    let mut add = |part: &str| {
        key.push_str(part);
        key.push('\n');
    };
    let concept = fact.concept();
    match concept.map(|concept| (concept.namespace.as_deref(), concept.name.as_deref(), concept.label.as_deref())) {
        Some((Some(namespace), Some(name), _)) => {
            add(namespace);
            add(name.rsplit_once(':').map_or(name, |(_, local)| local));
        }
        Some((_, Some(text), _) | (_, _, Some(text))) => add(text),
        _ => add(""),
    }
    fact.entity().iter().for_each(|entity| [&entity.scheme, &entity.identifier].into_iter().for_each(|part| add(part)));
    add(&fact.period().map(period::oim).unwrap_or_default());
    let mut dimensions: Vec<[String; 3]> = fact
        .dimensions()
        .iter()
        .map(|dimension| {
            let name = |name: &Option<Box<str>>| name.as_deref().map(|name| filing.expanded(name).into_owned()).unwrap_or_default();
            [name(&dimension.axis), name(&dimension.member), dimension.typed.as_deref().unwrap_or_default().to_owned()]
        })
        .collect();
    crate::order::sort_by(&mut dimensions, Ord::cmp);
    dimensions.iter().flatten().for_each(|part| add(part));
    // A language is often left out in one of two forms.
    fact.unit().iter().flat_map(|unit| unit.numerators.iter().chain(&unit.denominators)).for_each(|measure| add(measure));
    add(fact.tuple().unwrap_or_default());
    key
}

/// Whether two facts of the same aspects say the same; texts to their words, as markup is written in many ways.
fn says_the_same(one: Fact<'_>, other: Fact<'_>) -> bool {
    // Numbers that rounding alone could explain are not the same where nothing was rounded anew.
    if likeness(one, other) == Likeness::Complete || one.value() == other.value() {
        return true;
    }
    let is_text = |fact: Fact<'_>| fact.unit().is_none() && !fact.is_nil();
    let words = |fact: Fact<'_>| fact.shown().chars().filter(|character| !character.is_whitespace()).collect::<String>();
    is_text(one) && is_text(other) && words(one) == words(other)
}
