//! Which columns a duration stands over, its span being lost.
//!
//! The text lists each duration once, then all dates. EDGAR's order is: events of a day (no duration line), then one group
//! of columns for each duration, shortest first, then bare instants; inside each of these the dates fall. Every cut of the
//! dates that obeys this is allowed; a column is certain only where all allowed cuts agree on it.

use super::words::{self, Nature};
use crate::order;
use crate::period;
use crate::sheet::{Heading, Sheet};
use time::Date;

/// Cuts that are compared on one page.
const MOST_CUTS: usize = 20_000;

/// Why a column's duration is assumed.
const ASSUMED: &str = "The text names each duration once and not which columns it covers, because the width of a heading vanishes when a page is copied as text. The dates below it allow more than one reading; this is the likeliest.";
/// Why, where no reading obeys EDGAR's order.
const IRREGULAR: &str = "The text names each duration once and not which columns it covers, because the width of a heading vanishes when a page is copied as text. The dates below it are in no order that would tell, so the columns were shared out evenly.";

/// Puts each duration over the columns that it covers, as their headings' first line.
///
/// `durations` are the duration lines in the order of the text; the headings hold all other lines. Run it before
/// [`fill`](super::fill), which needs the durations.
pub(crate) fn cover(sheet: &mut Sheet, durations: &[String]) {
    let columns = sheet.headings.len();
    if durations.is_empty() || columns == 0 {
        return;
    }
    let dates: Vec<Option<Date>> =
        sheet.headings.iter().map(|heading| heading.lines.first().and_then(|line| period::date(line.lines().next().unwrap_or_default()))).collect();
    let page = Dates::of(sheet, &dates);
    let lengths: Vec<u32> = durations.iter().map(|line| period::length(line).map_or(0, period::Length::months)).collect();
    let mut best: Option<(i32, Vec<usize>)> = None;
    let mut certain: Option<Vec<Option<usize>>> = None;
    let mut count = 0;
    page.cuts(durations.len(), &mut |ends| {
        count += 1;
        let score = page.score(ends, &lengths);
        if best.as_ref().is_none_or(|(best, _)| score > *best) {
            best = Some((score, ends.to_vec()));
        }
        let covered: Vec<Option<usize>> = (0..columns).map(|column| group_of(ends, column)).collect();
        match &mut certain {
            // A number no group has marks a column on which cuts differ.
            Some(certain) => certain.iter_mut().zip(&covered).for_each(|(known, here)| {
                if known != here {
                    *known = Some(usize::MAX)
                }
            }),
            None => certain = Some(covered),
        }
        count < MOST_CUTS
    });
    let whole = count < MOST_CUTS;
    let (covered, why) = match &best {
        Some((_, ends)) => ((0..columns).map(|column| group_of(ends, column)).collect(), ASSUMED),
        None => (page.shared_out(durations.len()), IRREGULAR),
    };
    let covered: Vec<Option<usize>> = covered;
    for (column, heading) in sheet.headings.iter_mut().enumerate() {
        if let Some(duration) = covered[column].and_then(|group| durations.get(group)) {
            heading.lines.insert(0, duration.clone());
        }
        if !whole || certain.as_ref().is_none_or(|certain| certain[column] != covered[column]) {
            heading.assumed = Some(why.to_owned());
        }
    }
}

/// The group that a column is in: cuts are the ends of events, of each group in turn; the rest is bare.
fn group_of(ends: &[usize], column: usize) -> Option<usize> {
    let at = ends.iter().position(|end| column < *end)?;
    at.checked_sub(1)
}

struct Dates {
    dates: Vec<Option<Date>>,
    /// For each column, whether it may follow the one before it within a group.
    follows: Vec<bool>,
    /// For each column, whether it differs from the one before it in nothing that is shown.
    repeats: Vec<bool>,
    /// Whether the page is a filing's cover: it has no events, and the filing date is bare.
    cover: bool,
    /// Of the rows whose label tells, how many name a balance, and how many there are.
    balances: (usize, usize),
    /// Whether a full row names a flow: then there is no bare date.
    flow_everywhere: bool,
    /// The most values that rows of a flow have, where two rows have so many; they have none under bare dates.
    most_flows: usize,
    /// How unlike a period's end each date's day of the month is.
    odd_days: Vec<i32>,
}

impl Dates {
    fn of(sheet: &Sheet, dates: &[Option<Date>]) -> Self {
        let rest = |heading: &Heading| heading.lines.iter().flat_map(|line| line.split('\n')).skip(1).map(str::to_owned).collect::<Vec<_>>();
        let before = |at: usize| at.checked_sub(1).and_then(|before| dates[before].zip(dates[at]));
        // Equal dates stand side by side where units differ, or the first days of periods that round to as many months.
        let follows = (0..dates.len()).map(|at| before(at).is_none_or(|(before, here)| here <= before)).collect();
        let repeats = (0..dates.len())
            .map(|at| before(at).is_some_and(|(before, here)| here == before && rest(&sheet.headings[at - 1]) == rest(&sheet.headings[at])))
            .collect();
        let natures: Vec<(Option<Nature>, usize)> = sheet
            .lines
            .iter()
            .filter(|line| !line.cells.is_empty())
            .map(|line| {
                let words = words::words(&line.label);
                (words::nature(&words).filter(|_| !words::is_balance_row(&words) || words::nature(&words) == Some(Nature::Instant)), line.cells.len())
            })
            .collect();
        let of = |nature| natures.iter().filter(|(found, _)| *found == Some(nature)).count();
        let cover = sheet.lines.iter().any(|line| {
            ["document type", "amendment flag", "entity registrant name"].iter().any(|label| line.label.trim().eq_ignore_ascii_case(label))
        });
        let month_end = |date: Date| date.next_day().is_none_or(|next| next.day() == 1);
        let calendar = dates.iter().flatten().any(|date| month_end(*date));
        let odd = |date: &Option<Date>| match date {
            Some(date) if (7..=23).contains(&date.day()) => 6,
            // Years of weeks end near a month's end, and by chance on it.
            Some(date) if calendar && !month_end(*date) => 2,
            _ => 0,
        };
        let mut flows: Vec<usize> = natures.iter().filter(|(nature, _)| *nature == Some(Nature::Duration)).map(|(_, count)| *count).collect();
        order::sort_by_key(&mut flows, |count| std::cmp::Reverse(*count));
        let most_flows = match flows[..] {
            [first, second, ..] if first == second && first * 2 >= dates.len() => first,
            _ => 0,
        };
        Self {
            most_flows,
            dates: dates.to_vec(),
            follows,
            repeats,
            cover,
            balances: (of(Nature::Instant), of(Nature::Instant) + of(Nature::Duration)),
            flow_everywhere: natures.iter().any(|(nature, count)| *nature == Some(Nature::Duration) && *count >= dates.len()),
            odd_days: dates.iter().map(odd).collect(),
        }
    }

    /// Calls `each` for every allowed cut until it says stop.
    fn cuts(&self, groups: usize, each: &mut dyn FnMut(&[usize]) -> bool) {
        let mut ends = Vec::with_capacity(groups + 1);
        self.cut(0, groups, &mut ends, each);
    }

    fn cut(&self, from: usize, groups: usize, ends: &mut Vec<usize>, each: &mut dyn FnMut(&[usize]) -> bool) -> bool {
        let columns = self.dates.len();
        if ends.len() == groups + 1 {
            let bare_fall = self.cover || (from + 1..columns).all(|at| self.follows[at]);
            return !bare_fall || each(ends);
        }
        let events = ends.is_empty();
        let left = groups + 1 - ends.len();
        let least = usize::from(!events);
        // What is left must leave a column for each group to come.
        let most = (columns - from).saturating_sub(left - 1);
        for size in least..=most {
            let end = from + size;
            if size > 1 && !self.follows[end - 1] || events && self.cover && size > 0 {
                break;
            }
            ends.push(end);
            let go_on = self.cut(end, groups, ends, each);
            ends.pop();
            if !go_on {
                return false;
            }
        }
        true
    }

    fn score(&self, ends: &[usize], lengths: &[u32]) -> i32 {
        let columns = self.dates.len();
        let (events, bare) = (ends[0], columns - ends[ends.len() - 1]);
        let mostly_balances = self.balances.1 > 0 && self.balances.0 * 10 >= self.balances.1 * 9;
        let mut score = -6 * events as i32 - if mostly_balances { 2 } else { 4 } * bare as i32;
        if self.flow_everywhere {
            score -= 40 * i32::from(bare + events > 0);
        }
        let sizes: Vec<usize> = ends.windows(2).map(|pair| pair[1] - pair[0]).collect();
        if sizes.len() > 1 {
            score += if sizes.windows(2).all(|pair| pair[0] == pair[1]) { 6 } else { 0 };
        }
        for (pair, length) in ends.windows(2).zip(lengths) {
            for at in pair[0] + 1..pair[1] {
                let (Some(before), Some(here)) = (self.dates[at - 1], self.dates[at]) else { continue };
                let days = (before - here).whole_days();
                let year = (350..=380).contains(&days);
                // Quarters may follow each other; a longer duration is a year from the next.
                let quarter = *length <= 3 && (84..=99).contains(&days);
                score += if year || quarter || (days == 0 && !self.repeats[at]) { 3 } else { -7 };
                // Where balances alone are left, the prior year's column is a bare balance-sheet date.
                score -= if mostly_balances { 6 } else { 0 };
            }
        }
        for ((pair, next), length) in ends.windows(2).zip(ends.windows(2).skip(1)).zip(lengths) {
            // Quarter and year to date end on the same dates.
            if *length >= 3 && self.dates[pair[0]].is_some() && self.dates[pair[0]] == self.dates[next[0]] {
                score += 6;
            }
        }
        if self.most_flows >= 2 && self.most_flows == columns - bare {
            score += 15;
        }
        let group_ends = &self.dates[ends[0]..ends[ends.len() - 1]];
        for column in 0..columns {
            let grouped = (ends[0]..ends[ends.len() - 1]).contains(&column);
            let odd = self.odd_days[column];
            if odd > 0 && self.odd_days.iter().any(|other| *other < odd) {
                let group = group_of(ends, column).and_then(|group| lengths.get(group));
                // A month or two may end on any day.
                score += if grouped && group.is_some_and(|months| *months >= 3) { 1 - odd } else { odd };
            }
            // A bare date is only shown for a date that no duration ends on.
            if !grouped && self.dates[column].is_some() && group_ends.contains(&self.dates[column]) {
                score -= 15;
            }
        }
        score
    }

    /// The columns shared out among the durations where no cut is allowed: new groups begin where dates rise.
    fn shared_out(&self, groups: usize) -> Vec<Option<usize>> {
        let columns = self.dates.len();
        let mut group = 0;
        (0..columns)
            .map(|at| {
                if at > 0 && (!self.follows[at] || columns - at < groups.saturating_sub(group)) {
                    group += 1;
                }
                (group < groups).then_some(group)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Line;

    fn covered(dates: &[&str], durations: &[&str], labels: &[&str]) -> Vec<String> {
        let heading = |date: &&str| Heading { lines: vec![(*date).to_owned()], ..Heading::default() };
        let line = |label: &&str| Line { label: (*label).to_owned(), cells: vec![Default::default()], ..Line::default() };
        let mut sheet = Sheet { headings: dates.iter().map(heading).collect(), lines: labels.iter().map(line).collect(), ..Sheet::default() };
        cover(&mut sheet, &durations.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>());
        sheet
            .headings
            .iter()
            .map(|heading| {
                format!("{}{}", if heading.lines.len() > 1 { &heading.lines[0] } else { "-" }, if heading.assumed.is_some() { "?" } else { "" })
            })
            .collect()
    }

    #[test]
    fn one_column_and_one_duration_are_certain() {
        assert_eq!(covered(&["Dec. 31, 2023"], &["12 Months Ended"], &[]), ["12 Months Ended"]);
    }

    #[test]
    fn a_cover_pages_filing_date_is_bare_for_certain() {
        assert_eq!(covered(&["Mar. 29, 2025", "Apr. 18, 2025"], &["6 Months Ended"], &["Document Type"]), ["6 Months Ended", "-"]);
        assert_eq!(
            covered(&["Dec. 31, 2023", "Feb. 20, 2024", "Jun. 30, 2023"], &["12 Months Ended"], &["Document Type"]),
            ["12 Months Ended", "-", "-"]
        );
    }

    #[test]
    fn quarters_and_years_to_date_are_the_likeliest_but_assumed() {
        let dates = ["Mar. 29, 2025", "Mar. 30, 2024", "Mar. 29, 2025", "Mar. 30, 2024"];
        assert_eq!(
            covered(&dates, &["3 Months Ended", "6 Months Ended"], &["Net income"]),
            ["3 Months Ended?", "3 Months Ended?", "6 Months Ended?", "6 Months Ended?"]
        );
    }

    #[test]
    fn a_balance_sheet_date_off_the_rhythm_is_bare() {
        assert_eq!(
            covered(&["Sep. 30, 2023", "Sep. 30, 2022", "Dec. 31, 2022"], &["9 Months Ended"], &["Net income"]),
            ["9 Months Ended?", "9 Months Ended?", "-?"]
        );
    }

    #[test]
    fn events_stand_first() {
        assert_eq!(
            covered(&["Nov. 07, 2022", "Jan. 24, 2022", "Dec. 31, 2022"], &["12 Months Ended"], &["Proceeds"]),
            ["-?", "-?", "12 Months Ended?"]
        );
    }

    #[test]
    fn dates_in_no_order_lose_nothing() {
        let all = covered(&["Jan. 31, 2020", "Feb. 29, 2020", "Mar. 31, 2020", "Apr. 30, 2020"], &["1 Months Ended"], &[]);
        assert!(all.len() == 4 && all.iter().all(|heading| heading.ends_with('?')), "{all:?}");
    }
}
