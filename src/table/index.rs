//! What queries over one filing share: columns, ranks and what is searched, each made when it is first needed.

use super::bits::Bits;
use super::column::{Axes, Base, Column, Given, Numbered, caveats_of, of_decimals, of_filing, of_labels, scale_number, traits_of};
use super::keys::{plain_of, value_key};
use super::query::{Aspect, FactsQuery, SortKey};
use super::ranks::{Plain, Ranks, sort_by_rank};
use super::search::{Haystack, Words};
use super::select::Selection;
use crate::filing::{Filing, NIL, NONE, PROSE};
use crate::order::Key;
use crate::value::Kind;
use std::sync::OnceLock;

/// What queries over one filing share, so that the second is faster than the first: a million facts are ranked, counted and searched
/// by columns that are made once, when they are first needed.
///
/// It belongs to the filing that it was first asked with. Where a fact was moved or confirmed, a new one is needed; where tables were
/// opened, [`tables_opened`](Self::tables_opened) is to be called. An old one does not fail: it answers as of before.
///
/// ```
/// use filing_viewer::table::{Aspect, FactsQuery, Filter, Index, SortKey};
///
/// let text = "|\nDebt (Details) - USD ($)\n|\nDec. 31, 2024\n|\nDec. 31, 2023\n|Bonds\n|$ 9\n|$ 12\n|Loans\n|$ 4\n|$ 30\n";
/// let filing = filing_viewer::read(text.as_bytes(), "debt.txt")?;
/// let index = Index::default();
/// let mut query = FactsQuery { sort: vec![SortKey { by: Aspect::Value, descending: true }], ..FactsQuery::default() };
/// assert_eq!(index.facts(&filing, &query), [3, 1, 0, 2]);
/// query.filters.push(Filter { facet: Aspect::Period, values: vec!["2024-01-01T00:00:00".to_owned()] });
/// assert_eq!(index.facts(&filing, &query), [3, 1]);
/// query.search = "bond".to_owned();
/// assert_eq!(index.facts(&filing, &query), [1]);
/// # Ok::<(), filing_viewer::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Index {
    columns: [OnceLock<Option<Column>>; 16],
    axes: OnceLock<Axes>,
    /// The members on each axis, by its code.
    members: OnceLock<Vec<OnceLock<Option<Column>>>>,
    /// Of an axis that no fact has.
    no_members: OnceLock<Option<Column>>,
    labels: OnceLock<Numbered>,
    decimals: OnceLock<Numbered>,
    scales: OnceLock<Vec<u32>>,
    traits: OnceLock<Vec<u32>>,
    values: OnceLock<Values>,
    places: OnceLock<Ranks>,
    haystack: OnceLock<Haystack>,
}

/// The distinct values of facts.
#[derive(Debug)]
pub(crate) struct Values {
    /// The number of each fact's value.
    of: Vec<u32>,
    ranks: Ranks,
}

impl Values {
    /// The rank of a fact's value.
    pub(crate) fn rank(&self, fact: u32) -> u32 {
        self.ranks.of[self.of[fact as usize] as usize]
    }
}

impl Index {
    /// The facts of a query, in its order.
    pub fn facts(&self, filing: &Filing, query: &FactsQuery) -> Vec<u32> {
        self.sorted(filing, &self.select(filing, &query.search, &query.filters), &query.sort)
    }

    /// To be called where tables of the filing were opened: more is known then of where facts stand, and of what is doubtful.
    pub fn tables_opened(&mut self) {
        self.traits.take();
        self.places.take();
    }

    /// The facts with all words of a search.
    pub(crate) fn search(&self, filing: &Filing, words: &Words) -> Bits {
        self.haystack.get_or_init(|| Haystack::new(filing)).facts(filing, words)
    }

    /// The facts that a selection leaves, in the order of the keys, of which the first counts most.
    pub(crate) fn sorted(&self, filing: &Filing, selection: &Selection, keys: &[SortKey<Aspect>]) -> Vec<u32> {
        let mut facts = selection.facts().list();
        // Sorting by one key leaves what is equal in it as it was, so the key that counts most is the last.
        for SortKey { by, descending } in keys.iter().rev() {
            match by {
                Aspect::Value => {
                    let values = self.values(filing);
                    sort_by_rank(&mut facts, &values.ranks, *descending, Some(&values.of));
                }
                Aspect::Table => sort_by_rank(&mut facts, self.places(filing), *descending, None),
                _ => {
                    if let Some(column) = self.column(filing, by) {
                        sort_by_rank(&mut facts, &column.ranks, *descending, Some(self.numbers(filing, column.base)));
                    }
                }
            }
        }
        facts
    }

    /// The column of an aspect; none of those that a fact may have several of, or that is only to sort by.
    pub(crate) fn column(&self, filing: &Filing, aspect: &Aspect) -> Option<&Column> {
        let place = match aspect {
            Aspect::Label => 0,
            Aspect::Concept => 1,
            Aspect::Origin => 2,
            Aspect::Members => 3,
            Aspect::Period => 4,
            Aspect::Unit => 5,
            Aspect::Entity => 6,
            Aspect::Kind => 7,
            Aspect::Sign => 8,
            Aspect::Decimals => 9,
            Aspect::Nil => 10,
            Aspect::Hidden => 11,
            Aspect::Caveat => 12,
            Aspect::Table => 13,
            Aspect::Report => 14,
            Aspect::Scale => 15,
            Aspect::Axis(name) => {
                let axes = self.axes(filing);
                let members = self.members.get_or_init(|| axes.values.iter().map(|_| OnceLock::new()).collect());
                let column = axes.code(name).and_then(|code| members.get(code)).unwrap_or(&self.no_members);
                return column.get_or_init(|| of_filing(filing, aspect)).as_ref();
            }
            Aspect::Axes | Aspect::Value => return None,
        };
        self.columns[place].get_or_init(|| self.made(filing, aspect)).as_ref()
    }

    fn made(&self, filing: &Filing, aspect: &Aspect) -> Option<Column> {
        let fact = |of: &Numbered, at: u32| filing.fact(of.firsts[at as usize]);
        match aspect {
            Aspect::Label => {
                let labels = self.labels(filing);
                let label = |at| fact(labels, at).map(|fact| fact.label_or_words().0).unwrap_or_default();
                Some(of_labels(labels.firsts.len() as u32, label))
            }
            Aspect::Decimals => {
                let decimals = self.decimals(filing);
                Some(of_decimals(decimals.firsts.len() as u32, |at| fact(decimals, at).and_then(|fact| fact.decimals()).unwrap_or_default()))
            }
            _ => of_filing(filing, aspect),
        }
    }

    /// The axes that facts have.
    pub(crate) fn axes(&self, filing: &Filing) -> &Axes {
        self.axes.get_or_init(|| Axes::new(filing))
    }

    /// The base number of each fact.
    pub(crate) fn numbers<'a>(&'a self, filing: &'a Filing, base: Base) -> &'a [u32] {
        match base {
            Base::Concept => &filing.facts.concept,
            Base::Dimensions => &filing.facts.dimensions,
            Base::Period => &filing.facts.period,
            Base::Unit => &filing.facts.unit,
            Base::Entity => &filing.facts.entity,
            Base::Table => &filing.facts.table,
            Base::Report => &filing.facts.report,
            Base::Label => &self.labels(filing).of,
            Base::Decimals => &self.decimals(filing).of,
            Base::Scale => self.scales.get_or_init(|| filing.facts.scale.iter().map(|scale| scale_number(*scale)).collect()),
            Base::Traits => self.traits.get_or_init(|| traits_of(filing, &caveats_of(filing))),
        }
    }

    /// Labels as they are filed, or concepts where they stand in for them.
    fn labels(&self, filing: &Filing) -> &Numbered {
        self.labels.get_or_init(|| {
            let (mut numbered, mut labels, mut concepts) = (Numbered::default(), Given::default(), Given::default());
            for (label, concept) in filing.facts.label.iter().zip(&filing.facts.concept) {
                match (*label, *concept) {
                    (NONE, NONE) => numbered.of.push(NONE),
                    (NONE, concept) => numbered.push(&mut concepts, concept),
                    (label, _) => numbered.push(&mut labels, label),
                }
            }
            numbered
        })
    }

    fn decimals(&self, filing: &Filing) -> &Numbered {
        self.decimals.get_or_init(|| {
            let (mut numbered, mut given) = (Numbered::default(), Given::default());
            for decimals in &filing.facts.decimals {
                if *decimals == NONE { numbered.of.push(NONE) } else { numbered.push(&mut given, *decimals) }
            }
            numbered
        })
    }

    /// The facts' values, ranked.
    pub(crate) fn values(&self, filing: &Filing) -> &Values {
        self.values.get_or_init(|| {
            let facts = &filing.facts;
            // What a value sorts by depends on the text and on what it is: each distinct pair is ranked once.
            let (mut numbered, mut given) = (Numbered::default(), [const { Given::new() }; 8]);
            for at in 0..facts.value.len() {
                let (value, shown) = (facts.value[at], facts.shown[at]);
                let text = if value & PROSE == 0 { value } else { shown };
                let as_what = match facts.kind[at] {
                    _ if facts.flags[at] & NIL != 0 => 0,
                    Kind::Nil => 0,
                    Kind::Dash => 1,
                    Kind::Duration => 2,
                    Kind::Date => 3,
                    Kind::Boolean => 4,
                    kind if kind.is_numeric() => 5,
                    _ => 6,
                };
                match (as_what, shown & PROSE) {
                    (0 | 1, _) => numbered.push(&mut given[as_what], 0),
                    (_, 0) => numbered.push(&mut given[as_what], text),
                    _ => numbered.push(&mut given[7], shown & !PROSE),
                }
            }
            let fact = |at: u32| filing.fact(numbered.firsts[at as usize]);
            let plain = |at: u32| fact(at).map_or(Plain::Neither, |fact| plain_of(&fact));
            let key = |at: u32| fact(at).map_or(Key::Blank, |fact| value_key(&fact));
            let (ranks, _) = Ranks::new(numbered.firsts.len() as u32, plain, key);
            Values { of: numbered.of, ranks }
        })
    }

    /// The ranks of the facts by table and row.
    fn places(&self, filing: &Filing) -> &Ranks {
        self.places.get_or_init(|| {
            // A rank for each row, and one for facts that stand in none or whose table is not read.
            let mut starts = vec![0];
            starts.extend(filing.tables().iter().scan(0, |sum, table| {
                *sum += table.rows.len() as u32 + 1;
                Some(*sum)
            }));
            let none = starts[starts.len() - 1];
            let place = |(table, row): (&u32, &u32)| match (starts.get(*table as usize), starts.get(*table as usize + 1)) {
                (Some(start), Some(end)) => start.saturating_add(*row).min(end - 1),
                _ => none,
            };
            let of = filing.facts.table.iter().zip(&filing.facts.row).map(place).collect();
            Ranks { of, classes: vec![0..none, none..none + 1] }
        })
    }
}
