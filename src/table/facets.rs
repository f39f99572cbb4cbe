//! How many facts have which values: the counts beside filters.

use super::bits::Bits;
use super::column::{Base, Value};
use super::index::Index;
use super::query::{Aspect, FacetQuery, FactsQuery};
use super::search::{Words, fold};
use super::select::Selection;
use crate::filing::Filing;
use crate::hash::{HashMap, HashSet};
use serde::Serialize;
use std::rc::Rc;

/// A facet's values with how many facts have each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetCounts {
    /// How many values there are; more than are given, where there is a limit.
    pub total: usize,
    /// The most frequent first; of equally frequent ones, the first in the aspect's order.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FacetValue {
    /// The value as a query has it; empty for facts that lack the aspect.
    pub value: String,
    /// The value in words.
    pub words: String,
    /// How many facts have it, under the search and all filters but the facet's own.
    pub count: u32,
    /// Whether the query's filters name it.
    pub chosen: bool,
}

impl Index {
    /// Counts the values of facets: of each facet under the query's search and all its filters but the facet's own, so that a choice
    /// shows what choosing more would add. A value that no fact has under them is there only where the query names it.
    ///
    /// ```
    /// use filing_viewer::table::{Aspect, FacetQuery, FactsQuery, Index};
    /// let text = "|\nDebt (Details) - USD ($)\n|\nDec. 31, 2024\n|Bonds\n|$ 9\n|Rate\n|4.5%\n|Loans\n|$ 4\n";
    /// let filing = filing_viewer::read(text.as_bytes(), "debt.txt")?;
    /// let kinds = FacetQuery { facet: Aspect::Kind, search: String::new(), limit: 20 };
    /// let counts = Index::default().facets(&filing, &FactsQuery::default(), &[kinds]);
    /// let kinds: Vec<_> = counts[0].values.iter().map(|kind| (kind.value.as_str(), kind.count)).collect();
    /// assert_eq!(kinds, [("money", 2), ("percent", 1)]);
    /// # Ok::<(), filing_viewer::Error>(())
    /// ```
    pub fn facets(&self, filing: &Filing, query: &FactsQuery, facets: &[FacetQuery]) -> Vec<FacetCounts> {
        self.facets_of(filing, &self.select(filing, &query.search, &query.filters), query, facets)
    }

    pub(crate) fn facets_of(&self, filing: &Filing, selection: &Selection, query: &FactsQuery, facets: &[FacetQuery]) -> Vec<FacetCounts> {
        let mut counted = Counted::default();
        facets.iter().map(|facet| self.facet(filing, selection, query, facet, &mut counted)).collect()
    }

    fn facet(&self, filing: &Filing, selection: &Selection, query: &FactsQuery, facet: &FacetQuery, counted: &mut Counted) -> FacetCounts {
        let (values, counts) = self.counts(filing, selection, &facet.facet, counted);
        let chosen: HashSet<&str> =
            query.filters.iter().filter(|filter| filter.facet == facet.facet).flat_map(|filter| &filter.values).map(String::as_str).collect();
        let words = Words::of(&facet.search);
        let is_found = |value: &Value| words.are_none() || words.are_in(&[fold(&value.value), fold(value.words())].join("\n"));
        let mut found: Vec<(u32, u32, bool)> = Vec::new();
        for ((code, value), count) in (0..).zip(values).zip(&counts) {
            let is_chosen = chosen.contains(value.value.as_str());
            if (*count > 0 || is_chosen) && is_found(value) {
                found.push((*count, code, is_chosen));
            }
        }
        found.sort_unstable_by_key(|(count, code, _)| (std::cmp::Reverse(*count), *code));
        let given = found.iter().map(|(count, code, chosen)| {
            let value = &values[*code as usize];
            FacetValue { value: value.value.clone(), words: value.words().to_owned(), count: *count, chosen: *chosen }
        });
        // What is chosen may be of another filing, as a link may say: it has to be seen to be taken back.
        let known: HashSet<&str> = if chosen.is_empty() { HashSet::default() } else { values.iter().map(|value| value.value.as_str()).collect() };
        let mut unknown: Vec<&str> = chosen.into_iter().filter(|value| !known.contains(value) && words.are_in(&fold(value))).collect();
        unknown.sort_unstable();
        let total = found.len() + unknown.len();
        let unknown = unknown.into_iter().map(|value| FacetValue { value: value.to_owned(), words: value.to_owned(), count: 0, chosen: true });
        FacetCounts { total, values: given.chain(unknown).take(facet.limit).collect() }
    }

    /// The values of a facet and how many facts have each.
    fn counts<'a>(&'a self, filing: &'a Filing, selection: &Selection, facet: &Aspect, counted: &mut Counted) -> (&'a [Value], Vec<u32>) {
        // Counted by base numbers first, as values may share them or have several.
        let mut by_number = |base: Base, numbers: usize| {
            let count = || counts_of(self.numbers(filing, base), numbers, &selection.but(facet));
            // Facets that are not chosen from count the same facts, and some have their base in common.
            if selection.filters(facet) { Rc::new(count()) } else { counted.entry(base).or_insert_with(|| Rc::new(count())).clone() }
        };
        if *facet == Aspect::Axes {
            let axes = self.axes(filing);
            let mut counts = vec![0; axes.values.len()];
            for (codes, count) in axes.of.iter().zip(&*by_number(Base::Dimensions, axes.of.len())) {
                codes.iter().for_each(|code| counts[*code as usize] += count);
            }
            return (&axes.values, counts);
        }
        let Some(column) = self.column(filing, facet) else { return (&[], Vec::new()) };
        let mut counts = vec![0; column.values.len()];
        for (number, count) in (0..).zip(&*by_number(column.base, column.numbers())) {
            counts[column.code(number) as usize] += count;
        }
        (&column.values, counts)
    }
}

/// How many facts have each base number, of those that are left where no filter is taken away.
type Counted = HashMap<Base, Rc<Vec<u32>>>;

/// How many facts of a set have each number; those that have none, which is a large number, are counted by the last.
fn counts_of(of: &[u32], numbers: usize, facts: &Bits) -> Vec<u32> {
    let mut counts = vec![0_u32; numbers];
    facts.each(|fact| counts[(of[fact as usize] as usize).min(numbers - 1)] += 1);
    counts
}
