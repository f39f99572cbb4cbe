//! Statements of changes in equity: time runs down the lines from balance to balance, and the parts of equity stand side by side.

use super::book::{Book, Time};
use super::grid::Report;
use super::roles::{Candidate, Kind};
use super::select::{Edge, Selection};
use crate::hash::HashSet;

/// Whether a report is one, by its title.
pub(super) fn is_equity(book: &Book<'_>, candidate: &Candidate) -> bool {
    let title = candidate.title.to_lowercase();
    let has = |word: &str| title.contains(word);
    let is_part = has("parenthetical") || has("(table") || has("(detail") || has("(polic");
    let known = || book.taxonomy.elements.values().any(|element| matches!(element.prefix(), "us-gaap" | "ifrs-full" | "ifrs"));
    let numbered = ["148600", "148610"].iter().any(|number| candidate.long.starts_with(number));
    let named = (has("stockholder") || has("shareholder") || has("changes")) && (has("equity") || has("deficit"))
        || (has("partners") || has("accounts")) && has("capital")
        || has("statement") && has("equity");
    candidate.kind == Some(Kind::Statement) && !is_part && (named || numbered) && known()
}

/// Whether an axis of such a statement runs down its lines.
pub(super) fn runs_down(axis: &str) -> bool {
    matches!(
        axis.split_once(':').unwrap_or(("", axis)),
        ("us-gaap", "StatementScenarioAxis" | "CreationDateAxis")
            | ("us-gaap", "AdjustmentsForNewAccountingPronouncementsAxis" | "AdjustmentsForChangeInAccountingPrincipleAxis")
            | ("us-gaap", "ErrorCorrectionsAndPriorPeriodAdjustmentsRestatementByRestatementPeriodAndAmountAxis")
            | ("srt", "CreationDateAxis")
            | ("ifrs-full", "RetrospectiveApplicationAndRetrospectiveRestatementAxis" | "CreationDateAxis")
    )
}

/// The periods in the order in which they run down: each duration with the balances at its beginning and end. Others are no part of the
/// movement. None where no duration has both.
pub(super) fn periods(book: &Book<'_>, selection: &Selection) -> Option<Vec<Time>> {
    let mut met = HashSet::default();
    let mut durations: Vec<_> = selection
        .spots
        .iter()
        .filter_map(|spot| match spot.time {
            Time::Duration(start, end) if met.insert(spot.time) => Some((start, end)),
            _ => None,
        })
        .collect();
    // Balances, wherever they are shown.
    let balances: HashSet<_> = selection.spots.iter().map(|spot| book.items[spot.item as usize].period).collect();
    durations.retain(|(start, end)| balances.contains(&Time::Instant(*start)) && balances.contains(&Time::Instant(*end)));
    durations.sort_unstable();
    if durations.is_empty() {
        return None;
    }
    let mut order = Vec::new();
    for (start, end) in durations {
        for time in [Time::Instant(start), Time::Duration(start, end), Time::Instant(end)] {
            if !order.contains(&time) {
                order.push(time);
            }
        }
    }
    Some(order)
}

impl Report<'_> {
    /// At which end of its period a balance stands; none of a line that is no balance.
    pub(super) fn edge(&self, line: usize) -> Option<Edge> {
        let line = &self.lines[line];
        self.selection.places[line.place as usize].edge.filter(|_| matches!(line.time, Some(Time::Duration(..))))
    }

    /// The lines whose facts are instants, by number: what stands on a line with its columns.
    fn facts_of(&self, line: usize) -> Vec<(usize, u32)> {
        let mut found = Vec::new();
        for (number, column) in self.columns.iter().enumerate().filter(|(_, column)| !column.hidden) {
            let start = column.cells.partition_point(|(of, _)| (*of as usize) < line);
            let same = column.cells[start..].iter().take_while(|(of, _)| *of as usize == line);
            found.extend(same.map(|(_, spot)| (number, self.selection.spots[*spot as usize].item)));
        }
        found
    }

    /// A balance that only repeats the one above it, at which the period before ended, is not shown again.
    pub(super) fn hide_repeated_balances(&mut self, book: &Book<'_>) {
        if !self.is_equity {
            return;
        }
        type Balance = (u32, Edge, Vec<(usize, u32)>);
        let mut before: Vec<Balance> = Vec::new();
        for line in 0..self.lines.len() {
            let element = self.selection.places[self.lines[line].place as usize].element;
            let Some(edge) = self.edge(line) else { continue };
            let facts = self.facts_of(line);
            let is_balance = facts.first().is_some_and(|(_, item)| matches!(book.items[*item as usize].period, Time::Instant(_)));
            if !is_balance {
                continue;
            }
            let known = before.iter().position(|(of, ..)| *of == element);
            if edge == Edge::Start
                && let Some(at) = known
                && before[at].1 == Edge::End
                && before[at].2 == facts
            {
                self.lines[line].hidden = true;
            }
            let new = (element, edge, facts);
            match known {
                Some(at) => before[at] = new,
                None => before.push(new),
            }
        }
    }
}
