//! Which unsigned numbers of a column are money, told by EDGAR's rule for printing currency signs.
//!
//! Going down a column, filled cells of one unit form a run; the sign stands on the run's first and last cell and on none
//! between. So an unsigned number is money if and only if it stands inside a run, and the signs tell where runs are, but
//! for a few ambiguous patterns that the labels decide.

/// What a cell shows, as far as the rule cares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shown {
    /// A number with a currency sign.
    Signed,
    /// A number without.
    Unsigned,
    /// Anything else: it ends a run.
    Other,
}

/// One cell of a column, top to bottom.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) shown: Shown,
    /// What reading the cell as money, as money per share, or as a plain number costs: 0 where the label speaks for it.
    pub(crate) money: u32,
    pub(crate) per_share: u32,
    pub(crate) plain: u32,
}

/// What the rule makes of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Read {
    Money,
    PerShare,
    Plain,
}

/// Outside any run, and for money and money per share each: a run just opened by a sign, inside it, closed by a sign.
const STATES: usize = 7;
const OUT: usize = 0;
const FAR: u32 = u32::MAX / 4;

fn is_inside(state: usize) -> bool {
    state == 2 || state == 5
}

/// Where a cell leads from a state, read as money, per share and plain, and what that costs.
fn steps(from: usize, cell: &Mark) -> [Option<(usize, u32)>; 3] {
    let mut to = [None; 3];
    for (slot, (opened, cost)) in [(1, cell.money), (4, cell.per_share)].into_iter().enumerate() {
        let (inside, closed) = (opened + 1, opened + 2);
        let in_run = from == opened || from == inside;
        to[slot] = match cell.shown {
            Shown::Signed if in_run => Some((closed, cost)),
            Shown::Signed if from != closed && !is_inside(from) => Some((opened, cost)),
            Shown::Unsigned if in_run => Some((inside, cost)),
            _ => None,
        };
    }
    to[2] = match cell.shown {
        Shown::Unsigned if !is_inside(from) => Some((OUT, cell.plain)),
        Shown::Other if !is_inside(from) => Some((OUT, 0)),
        _ => None,
    };
    to
}

/// Reads a column. Each cell's reading comes with whether another reading costs nearly the same; none where no reading
/// of the whole column obeys the rule. `open` is true where the text may stop inside a run.
pub(crate) fn runs(cells: &[Mark], open: bool) -> Option<Vec<(Read, bool)>> {
    let mut forward = vec![[FAR; STATES]; cells.len() + 1];
    forward[0][OUT] = 0;
    for (at, cell) in cells.iter().enumerate() {
        for (from, cost) in forward[at].into_iter().enumerate().filter(|(_, cost)| *cost < FAR) {
            for (state, step) in steps(from, cell).into_iter().flatten() {
                forward[at + 1][state] = forward[at + 1][state].min(cost.saturating_add(step).min(FAR));
            }
        }
    }
    let mut backward = vec![[FAR; STATES]; cells.len() + 1];
    for (state, cost) in backward[cells.len()].iter_mut().enumerate() {
        if open || !is_inside(state) {
            *cost = 0;
        }
    }
    for (at, cell) in cells.iter().enumerate().rev() {
        for from in 0..STATES {
            for (state, step) in steps(from, cell).into_iter().flatten() {
                backward[at][from] = backward[at][from].min(step.saturating_add(backward[at + 1][state]).min(FAR));
            }
        }
    }
    let total = backward[0][OUT];
    if total >= FAR {
        return None;
    }
    let mut state = OUT;
    let mut read = Vec::with_capacity(cells.len());
    for (at, cell) in cells.iter().enumerate() {
        let cost = |from: usize, before: u32, slot: usize| {
            steps(from, cell)[slot].map_or(FAR, |(to, step)| before.saturating_add(step).saturating_add(backward[at + 1][to]).min(FAR))
        };
        let chosen = (0..3).min_by_key(|slot| cost(state, 0, *slot)).unwrap_or(2);
        let others = (0..STATES).filter(|from| forward[at][*from] < FAR).flat_map(|from| (0..3).map(move |slot| (from, slot)));
        let other = others.filter(|(_, slot)| *slot != chosen).map(|(from, slot)| cost(from, forward[at][from], slot)).min().unwrap_or(FAR);
        read.push(([Read::Money, Read::PerShare, Read::Plain][chosen], other < FAR && other <= total + 2));
        state = steps(state, cell)[chosen].map_or(OUT, |(to, _)| to);
    }
    Some(read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Read::{Money, Plain};

    fn read(pattern: &str) -> Option<Vec<Read>> {
        let cells: Vec<Mark> = pattern
            .chars()
            .map(|c| Mark {
                shown: match c {
                    '$' => Shown::Signed,
                    '5' => Shown::Unsigned,
                    _ => Shown::Other,
                },
                money: 0,
                per_share: 3,
                plain: 1,
            })
            .collect();
        runs(&cells, false).map(|all| all.into_iter().map(|(read, _)| read).collect())
    }

    #[test]
    fn unsigned_numbers_are_money_only_inside_a_run() {
        assert_eq!(read("$55$"), Some(vec![Money; 4]));
        assert_eq!(read("$x$5"), Some(vec![Money, Plain, Money, Plain]));
        assert_eq!(read("5x$$"), Some(vec![Plain, Plain, Money, Money]));
        assert_eq!(read("$5x"), Some(vec![Money, Plain, Plain]));
    }

    #[test]
    fn a_third_sign_in_a_row_is_another_unit() {
        let all = read("$$$").unwrap();
        assert_eq!(all.iter().filter(|read| **read == Read::PerShare).count(), 1);
    }
}
