//! A statement as columns and lines: which values share a column, which share a line, and in which order they stand.

use super::book::{Book, Time};
use super::dates::months;
use super::equity;
use super::promote::Promoted;
use super::roles::Candidate;
use super::select::{Axis, Selection};
use crate::filing::NONE;
use crate::hash::HashMap;
use std::cmp::Ordering;

/// A report in the making.
pub(super) struct Report<'c> {
    pub(super) candidate: &'c Candidate,
    pub(super) selection: Selection,
    pub(super) columns: Vec<Column>,
    pub(super) lines: Vec<Line>,
    /// The axes on lines and on columns, by their places in the selection.
    pub(super) on_lines: Vec<usize>,
    pub(super) on_columns: Vec<usize>,
    pub(super) promoted: Promoted,
    pub(super) is_equity: bool,
    /// How many columns count as shown: one for each that is not hidden, but fewer where an instant went into several durations.
    pub(super) shown: i64,
}

#[derive(Clone, Debug)]
pub(super) struct Column {
    /// None where time runs down the lines.
    pub(super) time: Option<Time>,
    /// The filing's numbers.
    pub(super) units: Vec<u32>,
    /// Its values on the axes of columns.
    pub(super) on: Vec<u32>,
    pub(super) hidden: bool,
    /// Lines with spots, in the order of lines.
    pub(super) cells: Vec<(u32, u32)>,
}

#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) place: u32,
    pub(super) on: Vec<u32>,
    pub(super) time: Option<Time>,
    pub(super) hidden: bool,
}

impl<'c> Report<'c> {
    pub(super) fn new(book: &Book<'_>, candidate: &'c Candidate, selection: Selection) -> Self {
        let is_equity = equity::is_equity(book, candidate);
        let (on_lines, on_columns) = split(book, &selection.axes, is_equity);
        let mut report = Self {
            candidate,
            selection,
            columns: Vec::new(),
            lines: Vec::new(),
            on_lines,
            on_columns,
            promoted: Promoted::default(),
            is_equity,
            shown: 0,
        };
        report.fill(book);
        report.shown = report.columns.len() as i64;
        report
    }

    /// Makes the columns and lines, and puts each spot where its column and line meet.
    fn fill(&mut self, book: &Book<'_>) {
        let order = if self.is_equity { equity::periods(book, &self.selection) } else { None };
        let times: HashMap<Time, u32> = match &order {
            Some(order) => order.iter().copied().zip(0..).collect(),
            None => periods(&self.selection).into_iter().zip(0..).collect(),
        };
        let spots = &self.selection.spots;
        // Of text there is no unit, and it comes first.
        let unit = |spot: u32| book.items[spots[spot as usize].item as usize].unit;
        let unit_key = |unit: u32| if unit == NONE { 0 } else { unit + 1 };
        let on = |spot: u32, axes: &[usize]| axes.iter().map(|axis| spots[spot as usize].on[*axis]).collect::<Vec<_>>();
        let (mut of_columns, mut of_lines) = (Vec::with_capacity(spots.len()), Vec::with_capacity(spots.len()));
        for (number, spot) in (0..).zip(spots) {
            // Periods that are no part of the movement are not shown.
            let Some(time) = times.get(&spot.time) else { continue };
            let (mut column, mut line) = (on(number, &self.on_columns), on(number, &self.on_lines));
            if self.is_equity {
                line.splice(0..0, [*time, spot.place]);
            } else {
                column.insert(0, *time);
                line.push(spot.place);
            }
            column.push(unit_key(unit(number)));
            of_columns.push((column, number));
            of_lines.push((line, number));
        }
        let mut line_of = vec![NONE; spots.len()];
        of_lines.sort_unstable();
        for same in of_lines.chunk_by(|one, next| one.0 == next.0) {
            let spot = &spots[same[0].1 as usize];
            let line = Line { place: spot.place, on: on(same[0].1, &self.on_lines), time: self.is_equity.then_some(spot.time), hidden: false };
            for (_, number) in same {
                line_of[*number as usize] = self.lines.len() as u32;
            }
            self.lines.push(line);
        }
        of_columns.sort_unstable();
        for same in of_columns.chunk_by(|one, next| one.0 == next.0) {
            let first = same[0].1;
            let mut cells: Vec<(u32, u32)> = same.iter().map(|(_, number)| (line_of[*number as usize], *number)).collect();
            cells.sort_unstable();
            let time = (!self.is_equity).then_some(spots[first as usize].time);
            self.columns.push(Column { time, units: vec![unit(first)], on: on(first, &self.on_columns), hidden: false, cells });
        }
    }

    /// The columns that are shown, by their numbers.
    pub(super) fn visible(&self) -> impl Iterator<Item = usize> {
        (0..self.columns.len()).filter(|at| !self.columns[*at].hidden)
    }

    /// For each line whether some column that is shown has a value in it.
    pub(super) fn filled(&self) -> Vec<bool> {
        let mut filled = vec![false; self.lines.len()];
        for (line, _) in self.visible().flat_map(|column| &self.columns[column].cells) {
            filled[*line as usize] = true;
        }
        for (line, filled) in self.lines.iter().zip(&mut filled) {
            *filled &= !line.hidden;
        }
        filled
    }
}

/// Which axes run down the lines, in the order of their arcs, and which across the columns.
fn split(book: &Book<'_>, axes: &[Axis], is_equity: bool) -> (Vec<usize>, Vec<usize>) {
    let (mut lines, columns): (Vec<usize>, Vec<usize>) =
        (0..axes.len()).partition(|axis| !is_equity || equity::runs_down(book.name(axes[*axis].element)));
    let label = |axis: usize| book.taxonomy.called(axes[axis].element, axes[axis].preferred);
    crate::order::sort_by(&mut lines, |one, other| axes[*one].order.total_cmp(&axes[*other].order).then_with(|| label(*one).cmp(&label(*other))));
    (lines, columns)
}

/// All periods in the order of columns.
fn periods(selection: &Selection) -> Vec<Time> {
    let mut met = crate::hash::HashSet::default();
    let mut all: Vec<Time> = selection.spots.iter().map(|spot| spot.time).filter(|time| met.insert(*time)).collect();
    crate::order::sort_by(&mut all, |one, other| compare(*one, *other));
    all
}

/// Durations before instants, shorter before longer, the newest end first.
pub(super) fn compare(one: Time, other: Time) -> Ordering {
    let class = |time| match time {
        Time::Duration(..) => 0,
        Time::Instant(_) => 1,
        Time::Other => 2,
    };
    let length = |time| match time {
        Time::Duration(start, end) => months(start, end),
        _ => 0,
    };
    let days = |time| match time {
        Time::Duration(start, end) => (end - start).whole_days(),
        _ => 0,
    };
    (class(one).cmp(&class(other)))
        .then_with(|| length(one).cmp(&length(other)))
        .then_with(|| other.end().cmp(&one.end()))
        .then_with(|| days(one).cmp(&days(other)))
}
