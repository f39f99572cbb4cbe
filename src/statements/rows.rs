//! The rows of a statement: headings and rows of members between the lines that hold values, and what each is called.

use super::book::{Book, Member, Time};
use super::dates::day_before;
use super::grid::Report;
use super::units::Kind;
use crate::filing::{Dimension, NONE, RowKind};
use crate::hash::HashMap;

/// A row to be.
#[derive(Debug)]
pub(super) struct Drawn {
    pub(super) kind: RowKind,
    pub(super) label: String,
    /// The unit behind the label.
    pub(super) unit: Option<String>,
    pub(super) depth: u32,
    /// None of a row of members.
    pub(super) element: Option<u32>,
    pub(super) members: Vec<Dimension>,
    /// Of a row with values.
    pub(super) line: Option<usize>,
}

/// The rows from the top down. `filled` tells which lines are shown.
pub(super) fn rows(book: &Book<'_>, report: &Report<'_>, filled: &[bool]) -> Vec<Drawn> {
    let places = &report.selection.places;
    let spots = spots_of(report);
    let units = row_units(book, report, filled, &spots);
    // Members of a statement of equity that run down stand in the labels.
    let with_sections = !report.is_equity || report.on_lines.is_empty();
    let asked: Vec<usize> = (0..report.on_lines.len()).filter(|at| !report.promoted.on_lines.contains(&report.on_lines[*at])).collect();
    let mut rows: Vec<Drawn> = Vec::with_capacity(report.lines.len() * 2);
    let mut next_place = 0;
    let mut before: Option<&[u32]> = None;
    for (number, line) in report.lines.iter().enumerate().filter(|(number, _)| filled[*number]) {
        let members = members(book, report, &line.on);
        if with_sections && before.is_none_or(|before| asked.iter().any(|at| before[*at] != line.on[*at])) {
            next_place = 0;
            let labels: Vec<String> = asked.iter().filter_map(|at| report.value_label(book, report.on_lines[*at], line.on[*at])).collect();
            if !labels.is_empty() {
                let (kind, label) = (RowKind::Members, labels.join(" | "));
                rows.push(Drawn { kind, label, unit: None, depth: 0, element: None, members: members.clone(), line: None });
            }
        }
        before = Some(&line.on);
        let at = line.place as usize;
        let item = spots.get(number).and_then(|spots| spots.first()).map(|spot| &book.items[report.selection.spots[*spot as usize].item as usize]);
        let is_instant = item.is_some_and(|item| matches!(item.period, Time::Instant(_)));
        let is_balance = report.is_equity && is_instant;
        // No heading stands over a balance of equity: the movement that follows has it.
        let heading = places.get(next_place..at).and_then(|passed| passed.iter().rev().find(|place| place.is_heading));
        if let Some(heading) = heading.filter(|heading| !is_balance && !is_never_shown(book.name(heading.element))) {
            rows.push(Drawn {
                kind: RowKind::Heading,
                label: book.taxonomy.called(heading.element, heading.preferred),
                unit: None,
                depth: heading.depth,
                element: Some(heading.element),
                members: members.clone(),
                line: None,
            });
        }
        next_place = at + 1;
        let mut label = match places[at].edge {
            // Such a label says nothing of what is no balance.
            Some(_) if !is_instant => book.name(places[at].element).rsplit(':').next().unwrap_or_default().to_owned(),
            _ => book.taxonomy.called(places[at].element, places[at].preferred),
        };
        if report.is_equity {
            let labels: Vec<String> = asked.iter().filter_map(|at| report.value_label(book, report.on_lines[*at], line.on[*at])).collect();
            if !labels.is_empty() {
                label = format!("{label} ({})", labels.join(", "));
            }
            if is_instant && let Some(end) = item.and_then(|item| item.period.end()) {
                label = format!("{label} at {}", day_before(end, true));
            }
        }
        let unit = units.get(number).cloned().flatten();
        if let Some(unit) = &unit {
            label = [&label, " | ", unit].concat();
        }
        rows.push(Drawn {
            kind: RowKind::Facts,
            label,
            unit,
            depth: places[at].depth,
            element: Some(places[at].element),
            members,
            line: Some(number),
        });
        if is_balance {
            next_place = 0;
        }
    }
    let least = rows.iter().filter(|row| row.element.is_some()).map(|row| row.depth).min().unwrap_or(0);
    rows.iter_mut().for_each(|row| row.depth = row.depth.saturating_sub(least));
    rows
}

/// For each line the spots on it, in the order of columns that are shown.
fn spots_of(report: &Report<'_>) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new(); report.lines.len()];
    for (line, spot) in report.visible().flat_map(|column| &report.columns[column].cells) {
        all[*line as usize].push(*spot);
    }
    all
}

/// Headings that only hold a statement together.
fn is_never_shown(name: &str) -> bool {
    matches!(name, "us-gaap:StatementLineItems" | "ifrs-full:StatementOfChangesInEquityLineItems")
}

/// The members of a line that do not stand for all of their axis.
pub(super) fn members(book: &Book<'_>, report: &Report<'_>, on: &[u32]) -> Vec<Dimension> {
    dimensions(book, report, &report.on_lines, on)
}

pub(super) fn dimensions(book: &Book<'_>, report: &Report<'_>, axes: &[usize], on: &[u32]) -> Vec<Dimension> {
    let one = |(axis, value): (&usize, &u32)| {
        let of = &report.selection.axes[*axis];
        let member = of.values.get(*value as usize).filter(|_| of.default != Some(*value))?.member.as_ref()?;
        let (explicit, typed) = match member {
            Member::Explicit(member) => (Some(book.name(*member).into()), None),
            Member::Typed(typed) => (None, Some(typed.clone())),
        };
        let label = report.value_label(book, *axis, *value).map(Into::into);
        Some(Dimension { axis: Some(book.name(of.element).into()), member: explicit, typed, label })
    };
    axes.iter().zip(on).filter_map(one).collect()
}

/// Where the headings name several units, the one of each line that has just one; but not the one that most lines have.
fn row_units(book: &Book<'_>, report: &Report<'_>, filled: &[bool], spots: &[Vec<u32>]) -> Vec<Option<String>> {
    if report.promoted.unit.is_some() {
        return Vec::new();
    }
    let unit_of = |line: usize| {
        let mut found: Option<u32> = None;
        for spot in &spots[line] {
            let unit = book.items[report.selection.spots[*spot as usize].item as usize].unit;
            if found.is_some_and(|found| found != unit) {
                return None;
            }
            found = Some(unit);
        }
        found.filter(|unit| *unit != NONE)
    };
    let all: Vec<Option<u32>> = (0..spots.len()).map(|line| if filled[line] { unit_of(line) } else { None }).collect();
    let mut counts: HashMap<u32, u32> = HashMap::default();
    for unit in all.iter().flatten() {
        *counts.entry(*unit).or_default() += 1;
    }
    let most = counts.values().copied().max().unwrap_or(0);
    let commonest: Vec<u32> = counts.iter().filter(|(_, count)| **count == most).map(|(unit, _)| *unit).collect();
    let left_out = if let [one] = commonest[..] { Some(one) } else { None };
    let sign = |unit: u32| {
        let measure = book.unit(unit)?;
        let is_named = !matches!(measure.kind, Kind::Pure | Kind::Rate) && Some(unit) != left_out;
        is_named.then(|| measure.sign.clone())
    };
    all.into_iter().map(|unit| unit.and_then(sign)).collect()
}

impl Report<'_> {
    /// Whether the sign of the values on a line is turned.
    pub(super) fn is_negated(&self, book: &Book<'_>, line: usize) -> bool {
        let place = &self.selection.places[self.lines[line].place as usize];
        book.taxonomy.label_role(place.preferred).starts_with("negated")
    }
}
