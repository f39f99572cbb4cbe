//! Facts in groups: a heading for each value of an aspect, and the facts that have it behind it.

use super::bits::Bits;
use super::index::Index;
use super::query::GroupsQuery;
use super::select::Selection;
use super::sum::{Sum, sum_of};
use crate::filing::Filing;

/// The facts of a query in groups, as a list of headings and facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// The facts of all groups, group behind group.
    facts: Vec<u32>,
    groups: Vec<Group>,
    /// How long the list is.
    len: u32,
}

/// A group of facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The value that its facts have in common.
    pub value: String,
    /// The value in words.
    pub words: String,
    /// How many facts it has.
    pub count: u32,
    /// Whether its facts are listed.
    pub open: bool,
    /// The first of its facts in all of them.
    first: u32,
    /// Where its heading stands in the list.
    heading: u32,
}

/// What stands at a place of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupsRow<'a> {
    /// A group's heading.
    Heading(&'a Group),
    /// A fact, by its number.
    Fact(u32),
}

impl Groups {
    /// How many headings and facts are listed.
    pub fn len(&self) -> u32 {
        self.len
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The groups in their order.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The facts of all groups, whether they are listed or not.
    pub fn facts(&self) -> &[u32] {
        &self.facts
    }

    /// The facts of a group.
    pub fn facts_of(&self, group: &Group) -> &[u32] {
        self.facts.get(group.first as usize..(group.first + group.count) as usize).unwrap_or_default()
    }

    /// The exact sum of a group, with a warning where there is one; or why there is none. See [`sum_of`].
    pub fn sum(&self, filing: &Filing, group: &Group) -> Result<(Sum, Option<&'static str>), &'static str> {
        sum_of(filing, self.facts_of(group))
    }

    /// What stands in the list from `start` up to `end`.
    pub fn rows(&self, start: u32, end: u32) -> impl Iterator<Item = GroupsRow<'_>> {
        let mut at = self.groups.partition_point(|group| group.heading <= start).saturating_sub(1);
        (start..end.min(self.len)).filter_map(move |row| {
            while self.groups.get(at + 1).is_some_and(|next| next.heading <= row) {
                at += 1;
            }
            let group = self.groups.get(at)?;
            Some(match row - group.heading {
                0 => GroupsRow::Heading(group),
                behind => GroupsRow::Fact(*self.facts.get((group.first + behind - 1) as usize)?),
            })
        })
    }

    /// The rows of the list that are facts of a set, ascending.
    pub(crate) fn matches(&self, of: &Bits) -> impl Iterator<Item = u32> {
        self.groups.iter().filter(|group| group.open).flat_map(move |group| {
            let facts = (group.heading + 1..).zip(self.facts_of(group));
            facts.filter(|(_, fact)| of.has(**fact)).map(|(row, _)| row)
        })
    }
}

impl Index {
    /// The facts of a query in groups; none where facts cannot be grouped by the aspect: by values, and by axes, of which a fact may
    /// have several.
    ///
    /// ```
    /// use filing_viewer::table::{Aspect, FactsQuery, GroupsQuery, GroupsRow, Index};
    /// let text = "|\nDebt (Details) - USD ($)\n|\nDec. 31, 2024\n|Bonds\n|$ 9\n|Rate\n|4.5%\n|Loans\n|$ 4\n";
    /// let filing = filing_viewer::read(text.as_bytes(), "debt.txt")?;
    /// let query = GroupsQuery { facts: FactsQuery::default(), by: Aspect::Kind, open: None };
    /// let groups = Index::default().groups(&filing, &query).unwrap();
    /// let row = |row: GroupsRow<'_>| match row {
    ///     GroupsRow::Heading(group) => format!("{} {}", group.value, group.count),
    ///     GroupsRow::Fact(fact) => fact.to_string(),
    /// };
    /// let rows: Vec<String> = groups.rows(0, 99).map(row).collect();
    /// assert_eq!(rows, ["money 2", "0", "2", "percent 1", "1"]);
    /// # Ok::<(), filing_viewer::Error>(())
    /// ```
    pub fn groups(&self, filing: &Filing, query: &GroupsQuery) -> Option<Groups> {
        self.groups_of(filing, &self.select(filing, &query.facts.search, &query.facts.filters), query)
    }

    pub(crate) fn groups_of(&self, filing: &Filing, selection: &Selection, query: &GroupsQuery) -> Option<Groups> {
        let column = self.column(filing, &query.by)?;
        let numbers = self.numbers(filing, column.base);
        let sort = &query.facts.sort;
        let turned = sort.first().is_some_and(|key| key.by == query.by && key.descending);
        let sorted = self.sorted(filing, selection, sort);
        let mut counts = vec![0_u32; column.values.len()];
        let code = |fact: u32| column.code(numbers[fact as usize]);
        sorted.iter().for_each(|fact| counts[code(*fact) as usize] += 1);
        let open = query.open.as_ref().map(|open| column.codes_of(open));

        let mut codes: Vec<u32> = (0..column.values.len() as u32).filter(|code| counts[*code as usize] > 0).collect();
        if turned {
            codes.sort_unstable_by_key(|code| column.turned(*code));
        }
        let (mut groups, mut starts) = (Vec::with_capacity(codes.len()), vec![0; column.values.len()]);
        let (mut first, mut heading) = (0, 0);
        for code in codes {
            let (value, count) = (&column.values[code as usize], counts[code as usize]);
            let open = open.as_ref().is_none_or(|open| open[code as usize]);
            groups.push(Group { value: value.value.clone(), words: value.words().to_owned(), count, open, first, heading });
            starts[code as usize] = first;
            first += count;
            heading += 1 + if open { count } else { 0 };
        }
        let mut facts = vec![0; sorted.len()];
        for fact in sorted {
            let place = &mut starts[code(fact) as usize];
            facts[*place as usize] = fact;
            *place += 1;
        }
        Some(Groups { facts, groups, len: heading })
    }
}
