//! What all columns or all lines have in common goes to the title: a unit, a member, a period.

use super::book::{Book, Member, Time};
use super::dates::{day_before, months};
use super::grid::Report;
use super::units::{Kind, Measure};
use crate::filing::NONE;
use crate::hash::HashSet;

/// What the title says instead of the headings and lines.
#[derive(Debug, Default)]
pub(super) struct Promoted {
    /// The axes of lines and of columns whose one member the title names.
    pub(super) on_lines: Vec<usize>,
    pub(super) on_columns: Vec<usize>,
    /// The unit in words, which may be none.
    pub(super) unit: Option<String>,
    pub(super) time: Option<String>,
}

impl Report<'_> {
    /// Proposes what may go to the title; that is decided before columns are made fewer.
    pub(super) fn propose(&mut self, book: &Book<'_>) {
        if self.columns.len() > 1 {
            self.promoted.unit = unit(book, self.columns.iter().flat_map(|column| &column.units).copied());
            self.promoted.on_columns = self
                .on_columns
                .iter()
                .enumerate()
                .filter_map(|(at, axis)| self.common(*axis, self.columns.iter().map(|column| column.on[at])))
                .collect();
            self.promoted.time = time(self.columns.iter().map(|column| column.time));
        }
        if self.lines.len() > 1 {
            self.promoted.on_lines =
                self.on_lines.iter().enumerate().filter_map(|(at, axis)| self.common(*axis, self.lines.iter().map(|line| line.on[at]))).collect();
        }
    }

    /// The axis, where all values on it are the same, and none that stands for all of it.
    fn common(&self, axis: usize, mut values: impl Iterator<Item = u32>) -> Option<usize> {
        let first = values.next()?;
        (self.selection.axes[axis].default != Some(first) && values.all(|value| value == first)).then_some(axis)
    }

    /// Takes back what was proposed where only one column or line is left.
    pub(super) fn withdraw(&mut self, filled: &[bool]) {
        if self.shown <= 1 {
            self.promoted.unit = None;
            self.promoted.time = None;
            self.promoted.on_columns.clear();
        }
        if filled.iter().filter(|filled| **filled).count() <= 1 {
            self.promoted.on_lines.clear();
        }
    }

    /// The label of a value on an axis; none of the one that stands for all of it.
    pub(super) fn value_label(&self, book: &Book<'_>, axis: usize, value: u32) -> Option<String> {
        let axis = &self.selection.axes[axis];
        let of = axis.values.get(value as usize).filter(|_| axis.default != Some(value))?;
        Some(match of.member.as_ref()? {
            Member::Explicit(member) => book.taxonomy.called(*member, of.preferred),
            Member::Typed(typed) => [&book.taxonomy.called(axis.element, axis.preferred), ": ", typed].concat(),
        })
    }

    /// The title's first line.
    pub(super) fn title(&self, book: &Book<'_>) -> String {
        let mut parts = vec![self.candidate.title.clone()];
        for axis in &self.promoted.on_lines {
            let at = self.on_lines.iter().position(|of| of == axis);
            let value = at.and_then(|at| Some(self.lines.first()?.on[at]));
            parts.extend(value.and_then(|value| self.value_label(book, *axis, value)));
        }
        for axis in &self.promoted.on_columns {
            let at = self.on_columns.iter().position(|of| of == axis);
            let value = at.and_then(|at| Some(self.columns.first()?.on[at]));
            parts.extend(value.and_then(|value| self.value_label(book, *axis, value)));
        }
        parts.extend(self.promoted.time.clone());
        parts.extend(self.promoted.unit.clone().filter(|unit| !unit.is_empty()));
        parts.join(" - ")
    }
}

/// The words of the unit that the title names: where the columns have no more than one money, one money for each share of it, and shares;
/// or one other unit and none of those.
fn unit(book: &Book<'_>, units: impl Iterator<Item = u32>) -> Option<String> {
    let mut met = HashSet::default();
    let all: Vec<&Measure> = units.filter(|unit| *unit != NONE && met.insert(*unit)).filter_map(|unit| book.unit(unit)).collect();
    let of = |is: fn(&Kind) -> bool| all.iter().filter(move |measure| is(&measure.kind)).copied().collect::<Vec<_>>();
    let (money, per_share) = (of(|kind| matches!(kind, Kind::Money(_))), of(|kind| matches!(kind, Kind::PerShare(_))));
    let (shares, others) = (of(|kind| *kind == Kind::Shares), of(|kind| *kind == Kind::Other));
    if let [other] = others[..]
        && money.is_empty()
        && per_share.is_empty()
        && shares.is_empty()
    {
        return Some(other.words.clone());
    }
    let divides = match (money.first().map(|measure| &measure.kind), per_share.first().map(|measure| &measure.kind)) {
        (Some(Kind::Money(money)), Some(Kind::PerShare(divided))) => money == divided,
        _ => true,
    };
    if !others.is_empty() || money.len() > 1 || per_share.len() > 1 || shares.len() > 1 || !divides {
        return None;
    }
    Some([money, per_share, shares].iter().find_map(|of| of.first()).map_or_else(String::new, |measure| measure.words.clone()))
}

/// The period in words, where all columns end together and none covers another length.
fn time(times: impl Iterator<Item = Option<Time>>) -> Option<String> {
    let mut met = HashSet::default();
    let all: Vec<Time> = times.flatten().filter(|time| met.insert(*time)).collect();
    let end = all.first()?.end()?;
    if all.iter().any(|time| time.end() != Some(end)) {
        return None;
    }
    let durations: Vec<&Time> = all.iter().filter(|time| matches!(time, Time::Duration(..))).collect();
    let length = match durations[..] {
        [] => 0,
        [Time::Duration(start, end)] => months(*start, *end),
        _ => return None,
    };
    let date = day_before(end, false);
    Some(if length > 0 { format!("{length} months ended {date}") } else { date })
}
