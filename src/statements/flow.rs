//! Columns that tell nothing of their own: of statements those whose concepts stand in other reports as well, and of cash flows those
//! of a few values beside longer periods.

use super::book::{Book, Member, Time};
use super::dates::months;
use super::grid::Report;
use super::roles::Kind;
use crate::hash::HashSet;

/// What a report names: its concepts, and its concepts with a member.
#[derive(Default)]
struct Named {
    concepts: HashSet<u32>,
    with_members: HashSet<(u32, u32)>,
}

impl Named {
    fn of(book: &Book<'_>, report: &Report<'_>, column: Option<usize>) -> Self {
        let mut named = Self::default();
        let mut add = |spot: &super::select::Spot| {
            let item = &book.items[spot.item as usize];
            named.concepts.insert(item.element);
            for (_, member) in book.members(item) {
                if let Member::Explicit(member) = member {
                    named.with_members.insert((item.element, *member));
                }
            }
        };
        match column {
            Some(column) => report.columns[column].cells.iter().for_each(|(_, spot)| add(&report.selection.spots[*spot as usize])),
            None => report.selection.spots.iter().for_each(add),
        }
        named
    }
}

/// Hides columns of statements whose concepts, and whose concepts with their members, all stand in the other reports taken together, but
/// never all columns.
pub(super) fn flow_through(book: &Book<'_>, reports: &mut [Report<'_>]) {
    let mut named: Vec<Named> = reports.iter().map(|report| Named::of(book, report, None)).collect();
    for at in 0..reports.len() {
        let report = &reports[at];
        if report.candidate.kind != Some(Kind::Statement) || report.is_equity {
            continue;
        }
        let others = || named.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, named)| named);
        let elsewhere = |column: &usize| {
            let own = Named::of(book, report, Some(*column));
            own.concepts.iter().all(|concept| others().any(|named| named.concepts.contains(concept)))
                && own.with_members.iter().all(|pair| others().any(|named| named.with_members.contains(pair)))
        };
        let gone: Vec<usize> = report.visible().filter(elsewhere).collect();
        if gone.is_empty() || gone.len() as i64 >= report.shown {
            continue;
        }
        let report = &mut reports[at];
        report.shown -= gone.len() as i64;
        for column in gone {
            report.columns[column].hidden = true;
        }
        // What later statements find here is what is left.
        let mut left = Named::default();
        for column in report.visible().collect::<Vec<_>>() {
            left.concepts.extend(Named::of(book, report, Some(column)).concepts);
        }
        named[at] = left;
    }
}

/// Hides columns of a statement of cash flows that cover less than the longest period, or no time at all, and hold less than a quarter of
/// the values that a column of it has: but not one whose first fact would be nowhere else.
pub(super) fn cash_flows(book: &Book<'_>, reports: &mut [Report<'_>]) {
    for at in 0..reports.len() {
        let report = &reports[at];
        let title = report.candidate.title.to_lowercase();
        let is_one = title.find("cash").is_some_and(|cash| title[cash..].contains("flow")) && !title.contains("supplement");
        if !is_one || report.candidate.kind != Some(Kind::Statement) || report.is_equity {
            continue;
        }
        let length = |column: usize| match report.columns[column].time {
            Some(Time::Duration(start, end)) => months(start, end),
            _ => -1,
        };
        let visible: Vec<usize> = report.visible().collect();
        let Some(longest) = visible.iter().map(|column| length(*column)).max().filter(|longest| *longest >= 0) else { continue };
        let values = |column: usize| report.columns[column].cells.len();
        let least = visible.iter().filter(|column| length(**column) == longest).map(|column| values(*column)).min().unwrap_or(0);
        let item = |spot: u32| report.selection.spots[spot as usize].item;
        let is_alone = |column: usize, left: &[usize]| {
            let Some((_, first)) = report.columns[column].cells.first() else { return false };
            let fact = item(*first);
            let here = left.iter().any(|other| *other != column && report.columns[*other].cells.iter().any(|(_, spot)| item(*spot) == fact));
            let element = book.items[fact as usize].element;
            let there =
                reports.iter().enumerate().any(|(other, report)| other != at && report.selection.places.iter().any(|place| place.element == element));
            !here && !there
        };
        let mut left = visible.clone();
        for column in &visible {
            if length(*column) < longest && values(*column) < least / 4 && !is_alone(*column, &left) {
                left.retain(|of| of != column);
            }
        }
        let report = &mut reports[at];
        for column in visible.into_iter().filter(|column| !left.contains(column)) {
            report.columns[column].hidden = true;
            report.shown -= 1;
        }
    }
}
