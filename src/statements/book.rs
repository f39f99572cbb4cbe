//! The facts of a report as its statements see them: each with the number of its element in the taxonomy, one of those that say the same.

use super::units::Measure;
use crate::filing::{Dimension, Filing, NONE, Period};
use crate::hash::{HashMap, HashSet};
use crate::read::xbrl::taxonomy::Taxonomy;
use time::PrimitiveDateTime;

pub(super) struct Book<'a> {
    pub(super) filing: &'a Filing,
    pub(super) taxonomy: &'a Taxonomy<'a>,
    pub(super) items: Vec<Item>,
    /// The items of each element.
    pub(super) of: HashMap<u32, Vec<u32>>,
    /// By the number of the filing's dimensions.
    breakdowns: HashMap<u32, Vec<(u32, Member)>>,
    /// All axes that facts are broken down by.
    pub(super) axes: HashSet<u32>,
    /// By the number of the filing's units.
    pub(super) units: Vec<Measure>,
}

/// A fact.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) fact: u32,
    pub(super) element: u32,
    /// The filing's number; NONE of text.
    pub(super) unit: u32,
    pub(super) period: Time,
    /// The filing's number of its dimensions.
    pub(super) breakdown: u32,
}

/// Where on an axis a fact stands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Member {
    Explicit(u32),
    Typed(Box<str>),
}

/// When a fact is, or stands as the beginning or end of. In the order of columns: durations before instants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Time {
    Duration(PrimitiveDateTime, PrimitiveDateTime),
    Instant(PrimitiveDateTime),
    /// One without bounds, or with a time zone.
    Other,
}

impl Time {
    fn of(period: &Period) -> Self {
        match period {
            Period::Instant(at) => Self::Instant(*at),
            Period::Duration(start, end) => Self::Duration(*start, *end),
            Period::Forever | Period::Zoned(_) => Self::Other,
        }
    }

    pub(super) fn period(self) -> Option<Period> {
        match self {
            Self::Duration(start, end) => Some(Period::Duration(start, end)),
            Self::Instant(at) => Some(Period::Instant(at)),
            Self::Other => None,
        }
    }

    pub(super) fn end(self) -> Option<PrimitiveDateTime> {
        match self {
            Self::Duration(_, at) | Self::Instant(at) => Some(at),
            Self::Other => None,
        }
    }
}

impl<'a> Book<'a> {
    /// The facts from that number on, which are all of one report.
    pub(super) fn new(filing: &'a Filing, taxonomy: &'a Taxonomy<'a>, first: u32) -> Self {
        let mut book = Self {
            filing,
            taxonomy,
            items: Vec::new(),
            of: HashMap::default(),
            breakdowns: HashMap::default(),
            axes: HashSet::default(),
            units: filing.units.iter().map(Measure::of).collect(),
        };
        let mut elements: HashMap<u32, Option<u32>> = HashMap::default();
        let mut known: HashMap<(u32, u32, u32, u32, u32), u32> = HashMap::default();
        let facts = &filing.facts;
        for fact in first..filing.fact_count() {
            let at = fact as usize;
            let (concept, period, entity, unit, breakdown) =
                (facts.concept[at], facts.period[at], facts.entity[at], facts.unit[at], facts.dimensions[at]);
            let element = elements.entry(concept).or_insert_with(|| {
                let concept = filing.concept(concept)?;
                let name = concept.name.as_deref()?;
                let local = name.split_once(':').map_or(name, |(_, local)| local);
                taxonomy.element(&["{", concept.namespace.as_deref().unwrap_or_default(), "}", local].concat())
            });
            let (Some(element), Some(period)) = (*element, filing.periods.get_index(period as usize)) else { continue };
            let Some(place) = book.broken_down(breakdown) else { continue };
            let item = Item { fact, element, unit, period: Time::of(period), breakdown: place };
            match known.entry((concept, facts.period[at], entity, unit, breakdown)) {
                std::collections::hash_map::Entry::Vacant(entry) => {
                    entry.insert(book.items.len() as u32);
                    book.items.push(item);
                }
                std::collections::hash_map::Entry::Occupied(entry) => {
                    let other = &mut book.items[*entry.get() as usize];
                    if rank(filing, fact) > rank(filing, other.fact) {
                        *other = item;
                    }
                }
            }
        }
        for (number, item) in (0..).zip(&book.items) {
            book.of.entry(item.element).or_default().push(number);
        }
        book
    }

    /// Keeps what a set of dimensions means; none where one of its axes or members is not in the taxonomy.
    fn broken_down(&mut self, dimensions: u32) -> Option<u32> {
        if !self.breakdowns.contains_key(&dimensions) {
            let filing = self.filing;
            let all = filing.dimensions.get_index(dimensions as usize)?;
            let element = |name: &Option<Box<str>>| self.taxonomy.element(&filing.expanded(name.as_deref()?));
            let one = |dimension: &Dimension| {
                let axis = element(&dimension.axis)?;
                Some((
                    axis,
                    match &dimension.typed {
                        Some(typed) => Member::Typed(typed.clone()),
                        None => Member::Explicit(element(&dimension.member)?),
                    },
                ))
            };
            let found: Option<Vec<_>> = all.iter().map(one).collect();
            let found = found?;
            self.axes.extend(found.iter().map(|(axis, _)| *axis));
            self.breakdowns.insert(dimensions, found);
        }
        Some(dimensions)
    }

    pub(super) fn members(&self, item: &Item) -> &[(u32, Member)] {
        self.breakdowns.get(&item.breakdown).map_or(&[], |members| members)
    }

    pub(super) fn items_of(&self, element: u32) -> &[u32] {
        self.of.get(&element).map_or(&[], |items| items)
    }

    /// What a unit is; none of text.
    pub(super) fn unit(&self, unit: u32) -> Option<&Measure> {
        self.units.get(unit as usize).filter(|_| unit != NONE)
    }

    pub(super) fn is_nil(&self, item: &Item) -> bool {
        self.filing.fact(item.fact).is_some_and(|fact| fact.is_nil())
    }

    /// The accuracy of a number: the greatest of one that is exact, none of one that does not say.
    pub(super) fn decimals(&self, item: &Item) -> Option<i32> {
        decimals(self.filing, item.fact)
    }

    pub(super) fn name(&self, element: u32) -> &str {
        self.taxonomy.elements.get_index(element as usize).map_or("", |(_, element)| &element.name)
    }
}

fn decimals(filing: &Filing, fact: u32) -> Option<i32> {
    let decimals = filing.fact(fact)?.decimals()?;
    if decimals == "INF" { Some(i32::MAX) } else { decimals.parse().ok() }
}

/// Which of the facts that say the same is kept: the most accurate, one in English, one that is not empty.
fn rank(filing: &Filing, fact: u32) -> (bool, i32, bool) {
    let Some(of) = filing.fact(fact) else { return (false, 0, false) };
    let is_usual = of.language().is_none_or(|language| language.eq_ignore_ascii_case("en-US"));
    (!of.is_nil(), decimals(filing, fact).unwrap_or(i32::MIN), is_usual)
}
