//! Which facts a search and filters leave: all of them, and all but what one of the filters takes away.

use super::bits::Bits;
use super::column::Base;
use super::index::Index;
use super::query::{Aspect, Filter};
use super::search::Words;
use crate::filing::Filing;

/// The facts that a search and filters leave.
#[derive(Clone, Debug)]
pub(crate) struct Selection {
    all: Bits,
    searched: Bits,
    filtered: Vec<(Aspect, Bits)>,
}

impl Selection {
    /// The facts that are left.
    pub(crate) fn facts(&self) -> &Bits {
        &self.all
    }

    /// Whether one of the filters is of a facet.
    pub(crate) fn filters(&self, facet: &Aspect) -> bool {
        self.filtered.iter().any(|(of, _)| of == facet)
    }

    /// The facts that are left by all but the filters of a facet.
    pub(crate) fn but(&self, facet: &Aspect) -> Bits {
        let mut left = self.searched.clone();
        for (_, bits) in self.filtered.iter().filter(|(of, _)| of != facet) {
            left.and(bits);
        }
        left
    }
}

impl Index {
    /// The facts that a search and filters leave.
    pub(crate) fn select(&self, filing: &Filing, search: &str, filters: &[Filter]) -> Selection {
        let words = Words::of(search);
        let searched = if words.are_none() { Bits::all(filing.fact_count()) } else { self.search(filing, &words) };
        let mut all = searched.clone();
        let filtered: Vec<_> = filters.iter().map(|filter| (filter.facet.clone(), self.filtered(filing, filter))).collect();
        filtered.iter().for_each(|(_, bits)| all.and(bits));
        Selection { all, searched, filtered }
    }

    /// The facts that a filter lets through.
    fn filtered(&self, filing: &Filing, filter: &Filter) -> Bits {
        let (base, lets): (Base, Vec<bool>) = if filter.facet == Aspect::Axes {
            let axes = self.axes(filing);
            let wanted: Vec<bool> = axes.values.iter().map(|axis| filter.values.contains(&axis.value)).collect();
            (Base::Dimensions, axes.of.iter().map(|codes| codes.iter().any(|code| wanted[*code as usize])).collect())
        } else {
            match self.column(filing, &filter.facet) {
                Some(column) => {
                    let wanted = column.codes_of(&filter.values);
                    (column.base, (0..column.numbers() as u32).map(|number| wanted[column.code(number) as usize]).collect())
                }
                None => (Base::Report, vec![false]),
            }
        };
        let numbers = self.numbers(filing, base);
        let last = lets.len() - 1;
        Bits::of(filing.fact_count(), |fact| lets[(numbers[fact as usize] as usize).min(last)])
    }
}
