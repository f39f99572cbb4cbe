//! EDGAR's grammar of currency signs.
//!
//! Down a column, over its filled cells, neighbours with the same unit form a run. The sign stands on the first and the
//! last cell of a run and on none between. Money and money per share are two units; shares, pure numbers, percentages and
//! words end a run. A number without a sign may be money inside a run or no money at all, so every row may be read both ways.
//!
//! Real pages break the grammar in about one cell of a thousand (a nil value that takes the sign and shows nothing, two units
//! that look alike). So a placement is proven only where every other one would need two exceptions or more on the page.

use super::page::{Amount, Mask, Page, Row, Sign};
use crate::order;

/// One column's state in three bits; a page's state is its columns' states side by side.
pub(super) type State = u64;

/// The most columns whose states fit side by side.
pub(super) const MOST_COLUMNS: usize = 21;

/// Steps after which a proof is given up: about a fifth of a second.
const MOST_STEPS: usize = 4_000_000;

const NONE: u64 = 0;
// The run's first cell was seen, and its sign.
const OPENED: u64 = 1;
// A cell without sign was seen: the run must go on to a sign.
const INSIDE: u64 = 3;
// The run's last sign was seen.
const CLOSED: u64 = 5;

/// What a row is read as: money, money per share, or neither. The numbers are offsets into the states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Money = 0,
    PerShare = 1,
    Other = 2,
}

/// The units a row can have.
pub(super) fn units(row: &Row) -> &'static [Unit] {
    let any = |sign| row.amounts.iter().any(|amount: &Amount| amount.sign == sign);
    if any(Sign::Shown) {
        &[Unit::Money, Unit::PerShare]
    } else if any(Sign::Absent) || any(Sign::Nil) {
        &[Unit::Money, Unit::PerShare, Unit::Other]
    } else {
        &[Unit::Other]
    }
}

/// What reading a row as a unit counts for: money per share under a label that speaks of nothing like it is an exception.
///
/// Many such labels do not say "per share": "Preferred Stock, Par Value", "Conversion price".
fn oddness(row: &Row, unit: Unit) -> u8 {
    let may_be = || {
        row.words.iter().any(|word| {
            matches!(
                word.as_str(),
                "per"
                    | "price"
                    | "prices"
                    | "par"
                    | "share"
                    | "shares"
                    | "eps"
                    | "unit"
                    | "units"
                    | "value"
                    | "basic"
                    | "diluted"
                    | "stated"
                    | "dividend"
                    | "dividends"
                    | "warrant"
                    | "warrants"
            )
        })
    };
    u8::from(unit == Unit::PerShare && !may_be())
}

/// The state after a cell, and whether the cell obeys the grammar.
fn after(state: u64, sign: Sign, unit: Unit) -> (u64, bool) {
    let inside = state == INSIDE || state == INSIDE + 1;
    let own = unit as u64;
    match (sign, unit) {
        (Sign::Foreign, _) | (_, Unit::Other) => (NONE, !inside && sign != Sign::Shown),
        (Sign::Shown, _) if state == OPENED + own || state == INSIDE + own => (CLOSED + own, true),
        (Sign::Shown, _) => (OPENED + own, !inside && state != CLOSED + own),
        // A nil value stands for any cell of a run; the reading that opens or goes on with it is the widest.
        (Sign::Nil, _) => (INSIDE + own, state == OPENED + own || state == INSIDE + own),
        (Sign::Absent, _) => (INSIDE + own, state == OPENED + own || state == INSIDE + own),
    }
}

fn get(state: State, column: usize) -> u64 {
    (state >> (3 * column)) & 7
}

fn set(state: State, column: usize, to: u64) -> State {
    state & !(7 << (3 * column)) | to << (3 * column)
}

/// The page's state after a row placed and read in that way, and how many of its cells break the grammar.
pub(super) fn step(state: State, row: &Row, way: Mask, unit: Unit) -> (State, u32) {
    let (mut next, mut broken, mut open) = (state, 0, way);
    for amount in &row.amounts {
        let column = open.trailing_zeros() as usize;
        open &= open.wrapping_sub(1);
        let (to, obeys) = after(get(state, column), amount.sign, unit);
        next = set(next, column, to);
        broken += u32::from(!obeys);
    }
    (next, broken)
}

/// How many columns stand in the middle of a run.
pub(super) fn unclosed(state: State, columns: usize) -> u32 {
    (0..columns).filter(|column| matches!(get(state, *column), INSIDE | 4)).count() as u32
}

/// States with the fewest exceptions that lead there, 0 or 1.
type Reached = Vec<(State, u8)>;

fn settle(reached: &mut Reached) {
    order::sort_by(reached, Ord::cmp);
    reached.dedup_by_key(|(state, _)| *state);
}

/// Every state that a row leads to with at most one exception so far.
fn steps(from: State, cost: u8, row: &Row, way: Mask, mut found: impl FnMut(State, u8)) {
    for unit in units(row) {
        let cost = cost + oddness(row, *unit);
        if cost > 1 {
            continue;
        }
        let (next, broken) = step(from, row, way, *unit);
        if broken == 0 {
            found(next, cost);
        } else if broken == 1 && cost == 0 {
            found(next, 1);
            // What follows an exception is not known: the cell may also have ended a run, or be of another unit.
            let mut open = way;
            for amount in &row.amounts {
                let column = open.trailing_zeros() as usize;
                open &= open.wrapping_sub(1);
                if !after(get(from, column), amount.sign, *unit).1 {
                    found(set(next, column, NONE), 1);
                    if *unit != Unit::Other {
                        found(set(next, column, CLOSED + *unit as u64), 1);
                    }
                }
            }
        }
        // A nil cell shows nothing, so it may also have opened or closed its run, or be no money.
        let mut open = way;
        for amount in row.amounts.iter().take(way.count_ones() as usize) {
            let column = open.trailing_zeros() as usize;
            open &= open.wrapping_sub(1);
            if amount.sign == Sign::Nil && *unit != Unit::Other && broken <= 1 {
                for to in [OPENED, INSIDE, CLOSED] {
                    found(set(next, column, to + *unit as u64), cost);
                }
            }
        }
    }
}

/// For each row, the ways to place it that the grammar leaves with at most one exception on the whole page.
///
/// None where the grammar proves nothing: no reading obeys it without exception, or the page is too large to try them all.
pub(super) fn left_open(page: &Page) -> Option<Vec<Vec<Mask>>> {
    let columns = page.columns.len();
    let signs = page.rows.iter().flat_map(|row| &row.amounts).filter(|amount| amount.sign == Sign::Shown).count();
    if !(2..=MOST_COLUMNS).contains(&columns) || signs == 0 || !page.rows.iter().any(Row::open) || page.rows.iter().any(|row| !row.all_ways) {
        return None;
    }
    let mut work = 0;
    let mut forward: Vec<Reached> = vec![vec![(0, 0)]];
    for row in &page.rows {
        let mut next = Reached::new();
        for (state, cost) in forward.last()? {
            for way in &row.ways {
                work += row.amounts.len() * 3;
                steps(*state, *cost, row, *way, |to, cost| next.push((to, cost)));
            }
            if work > MOST_STEPS || next.len() > MOST_STEPS {
                return None;
            }
        }
        settle(&mut next);
        forward.push(next);
    }
    let end = |state| if page.cut { 0 } else { unclosed(state, columns) };
    let mut backward: Reached = forward
        .last()?
        .iter()
        .map(|(state, _)| (*state, end(*state)))
        .filter(|(_, cost)| *cost <= 1)
        .map(|(state, cost)| (state, cost as u8))
        .collect();
    if !forward.last()?.iter().any(|(state, cost)| *cost == 0 && end(*state) == 0) {
        return None;
    }
    let mut left = vec![Vec::new(); page.rows.len()];
    work = 0;
    for (at, row) in page.rows.iter().enumerate().rev() {
        let rest = |state: State| backward.binary_search_by_key(&state, |(state, _)| *state).ok().map(|at| backward[at].1);
        let mut before = Reached::new();
        for (state, cost) in &forward[at] {
            let mut best = u8::MAX;
            for way in &row.ways {
                work += row.amounts.len() * 6;
                let mut fits = false;
                // From here with no exception before, to learn what the rest of the page costs.
                steps(*state, 0, row, *way, |to, here| {
                    if let Some(rest) = rest(to) {
                        fits |= cost + here + rest <= 1;
                        best = best.min(here + rest);
                    }
                });
                if fits && !left[at].contains(way) {
                    left[at].push(*way);
                }
            }
            if best <= 1 {
                before.push((*state, best));
            }
            if work > 4 * MOST_STEPS {
                return None;
            }
        }
        settle(&mut before);
        backward = before;
    }
    Some(left)
}

#[cfg(test)]
mod tests {
    use super::super::page::Page;
    use super::*;
    use crate::sheet::{Filled, Heading, Line, Sheet};

    fn page(columns: usize, rows: &[&[&str]]) -> Page {
        let heading = |n: usize| Heading { lines: vec![format!("Dec. 31, {}", 2030 - n)], ..Heading::default() };
        let cell = |(column, text): (usize, &&str)| Filled { column: column as u32, text: (*text).to_owned(), ..Filled::default() };
        let line = |cells: &&[&str]| Line { label: "Amount".into(), cells: cells.iter().enumerate().map(cell).collect(), ..Line::default() };
        let sheet = Sheet { headings: (0..columns).map(heading).collect(), lines: rows.iter().map(line).collect(), ..Sheet::default() };
        Page::of(&sheet, &vec![true; rows.len()], false)
    }

    #[test]
    fn a_closing_sign_proves_its_column() {
        let left = left_open(&page(2, &[&["$ 5", "$ 6"], &["7", "$ 8"], &["$ 12"]])).unwrap();
        assert_eq!(left[2], [0b01]);
    }

    #[test]
    fn a_page_without_signs_or_with_a_broken_grammar_proves_nothing() {
        assert_eq!(left_open(&page(2, &[&["5", "6"], &["7"]])), None);
        assert_eq!(left_open(&page(2, &[&["$ 5", "$ 6"], &["7", "$ 8"], &["9.00%", "8.00%"], &["1"]])), None);
    }

    #[test]
    fn what_one_exception_explains_is_not_proven() {
        let left = left_open(&page(2, &[&["$ 5", "$ 6"], &["$ 7"], &["$ 8", "$ 9"]]));
        assert!(left.is_none_or(|left| left[1].len() == 2));
    }
}
