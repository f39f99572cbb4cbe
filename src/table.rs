//! A query becomes row numbers: the rows of a table, or the facts: searched, filtered, sorted, counted, in groups, or across.
//!
//! A query depends on nothing before it. [`rows`] and [`facts`] give the whole order, which a caller may keep while the query
//! stays the same; [`window`] cuts out what is on screen. Whoever asks more than once keeps an [`Index`], from which the second
//! answer comes faster than the first.
//!
//! Facts are never compared with each other. An [`Aspect`] is a column of small numbers, of which each distinct one is made a value,
//! and ranked, once; facts are then counted into their places. A search looks through distinct texts, and filters are sets of
//! bits. So a query over a million facts takes some milliseconds for each of its parts.

mod bits;
mod column;
mod facets;
mod find;
mod groups;
mod index;
mod keys;
#[cfg(any(test, target_arch = "wasm32"))]
mod one_key;
mod origin;
mod pivot;
mod query;
mod ranks;
mod rows;
mod search;
mod select;
mod sum;

pub use facets::{FacetCounts, FacetValue};
pub use find::Found;
pub use groups::{Group, Groups, GroupsRow};
pub use index::Index;
pub use origin::is_standard;
pub use pivot::{Pivot, PivotCell, PivotColumn};
pub use query::{Aspect, FacetQuery, FactsQuery, Filter, GroupsQuery, PivotQuery, SortKey};
pub use rows::{RowsQuery, find_row, rows};
pub use sum::{Sum, sum_of};

#[cfg(any(test, target_arch = "wasm32"))]
pub(crate) use one_key::{FactSort, facts_by};
pub(crate) use rows::find_among;
#[cfg(target_arch = "wasm32")]
pub(crate) use rows::rows_in_order;
pub(crate) use search::Words;
pub(crate) use select::Selection;

use crate::Filing;

/// The part of a list from `start` up to `end`, which is not in it; empty where it lies outside.
pub fn window<T>(all: &[T], start: u32, end: Option<u32>) -> &[T] {
    let end = end.map_or(all.len(), |end| (end as usize).min(all.len()));
    &all[(start as usize).min(end)..end]
}

/// The fact numbers of a query, in its order. An [`Index`] gives the same, and keeps what it is made of for the next.
///
/// ```
/// use filing_viewer::table::{FactsQuery, facts};
/// assert!(facts(&filing_viewer::Filing::default(), &FactsQuery::default()).is_empty());
/// ```
pub fn facts(filing: &Filing, query: &FactsQuery) -> Vec<u32> {
    Index::default().facts(filing, query)
}

#[cfg(test)]
mod tests;
