//! Columns made fewer, without a value lost: units of one period into one column, balances into the duration that ends with them, and
//! no column twice.

use super::book::{Book, Time};
use super::grid::{Column, Report};
use super::units::Kind;
use crate::filing::NONE;
use crate::hash::HashSet;

impl Report<'_> {
    pub(super) fn merge(&mut self, book: &Book<'_>) {
        self.merge_units(book);
        if !self.is_equity {
            self.merge_instants(book);
        }
        self.hide_repeated();
    }

    /// Of one period: money for each share goes to the money that it divides, all else to the money, to money for each share where
    /// there is none, or together where there is neither.
    fn merge_units(&mut self, book: &Book<'_>) {
        let mut from = 0;
        while from < self.columns.len() {
            let first = &self.columns[from];
            let same = self.columns[from..].iter().take_while(|column| (column.time, &column.on) == (first.time, &first.on)).count();
            self.merge_run(book, from..from + same);
            from += same;
        }
    }

    fn merge_run(&mut self, book: &Book<'_>, run: std::ops::Range<usize>) {
        let kind = |at: usize| self.columns[at].units.first().and_then(|unit| book.unit(*unit)).map(|measure| &measure.kind);
        let is_money = |at: &usize| matches!(kind(*at), Some(Kind::Money(_)));
        let money: Vec<usize> = run.clone().filter(is_money).collect();
        let others: Vec<usize> = run.clone().filter(|at| !is_money(at)).collect();
        let shares_a_line = |one: usize, other: usize| meet(&self.columns[one], &self.columns[other]);
        let clash = others.iter().enumerate().any(|(at, one)| others[at + 1..].iter().any(|other| shares_a_line(*one, *other)));
        if clash || others.iter().any(|one| money.iter().any(|other| shares_a_line(*one, *other))) {
            return;
        }
        let per_share = others.iter().copied().find(|at| matches!(kind(*at), Some(Kind::PerShare(_))));
        let target = |at: usize| {
            let divided = match kind(at) {
                Some(Kind::PerShare(code)) => {
                    let of = |money: &&usize| matches!(kind(**money), Some(Kind::Money(other)) if other == code);
                    // Money of another currency is not its own.
                    return money.iter().find(of).copied().or(per_share.filter(|_| money.is_empty()));
                }
                _ => money.first().copied(),
            };
            divided.or(per_share).or(others.first().copied())
        };
        let moves: Vec<(usize, usize)> = others.iter().filter_map(|at| Some((*at, target(*at)?))).filter(|(at, into)| at != into).collect();
        for (at, into) in moves {
            self.pour(at, into);
            self.hide(at);
        }
    }

    /// Adds what is in one column to another.
    fn pour(&mut self, from: usize, into: usize) {
        let Column { units, cells, .. } = self.columns[from].clone();
        let to = &mut self.columns[into];
        for unit in units {
            if !to.units.contains(&unit) {
                to.units.push(unit);
            }
        }
        to.cells.extend(cells);
        to.cells.sort_unstable();
    }

    fn hide(&mut self, at: usize) {
        if !self.columns[at].hidden {
            self.columns[at].hidden = true;
            self.shown -= 1;
        }
    }

    /// Balances go to every duration that ends with them, where no line has both and the currencies agree.
    fn merge_instants(&mut self, book: &Book<'_>) {
        let currency = |column: &Column| {
            let money = |unit: &u32| match book.unit(*unit).map(|measure| &measure.kind) {
                Some(Kind::Money(code) | Kind::PerShare(code)) => Some(code.as_str()),
                _ => None,
            };
            column.units.iter().filter(|unit| **unit != NONE).find_map(money)
        };
        let visible: Vec<usize> = self.visible().collect();
        for at in &visible {
            let Some(Time::Instant(end)) = self.columns[*at].time else { continue };
            let ends = |into: &&usize| matches!(self.columns[**into].time, Some(Time::Duration(_, of)) if of == end);
            let agrees = |into: &&usize| {
                let (one, other) = (&self.columns[*at], &self.columns[**into]);
                let same = match (currency(one), currency(other)) {
                    (Some(one), Some(other)) => one == other,
                    _ => true,
                };
                same && !meet(one, other)
            };
            let durations: Vec<usize> = visible.iter().filter(ends).filter(agrees).copied().collect();
            for into in &durations {
                self.pour(*at, *into);
                // Each of them is counted, though one column goes.
                self.shown -= 1;
            }
            if !durations.is_empty() {
                self.columns[*at].hidden = true;
            }
        }
    }

    /// A column whose facts another has, too, is not shown.
    fn hide_repeated(&mut self) {
        // Each is held against each.
        const MOST: usize = 2000;
        let facts = |report: &Self, at: usize| -> HashSet<u32> {
            report.columns[at].cells.iter().map(|(_, spot)| report.selection.spots[*spot as usize].item).collect()
        };
        let visible: Vec<usize> = self.visible().take(MOST).collect();
        let sets: Vec<HashSet<u32>> = visible.iter().map(|at| facts(self, *at)).collect();
        for (number, at) in visible.iter().enumerate() {
            let holds = |(other, of): (usize, &usize)| other != number && !self.columns[*of].hidden && sets[number].is_subset(&sets[other]);
            if visible.iter().enumerate().any(holds) {
                self.hide(*at);
            }
        }
    }
}

/// Whether some line has a value in both columns.
fn meet(one: &Column, other: &Column) -> bool {
    let mut others = other.cells.iter().map(|(line, _)| line).peekable();
    one.cells.iter().any(|(line, _)| {
        while others.next_if(|other| *other < line).is_some() {}
        others.peek() == Some(&line)
    })
}
