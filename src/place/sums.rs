//! What adds up: down a column to a total or a closing balance, across the columns to a total of members.

use super::page::{Mask, Page, Row, telling_digits};
use super::words::Part;

/// The longest block of rows that is searched for a sum.
const LONGEST_BLOCK: usize = 24;
/// Sums tried for one column of one block.
const MOST_SUMS: usize = 20_000;
/// Sums tried on a page.
const MOST_WORK: usize = 3_000_000;

/// Which cells the sums down the columns speak for and against.
#[derive(Debug, Default)]
pub(super) struct Down {
    /// By row: for each value and column (value × columns + column) the weight of evidence; empty where there is none.
    weights: Vec<Vec<i32>>,
    columns: usize,
    work: usize,
}

impl Down {
    /// The weight for a row placed in that way.
    pub(super) fn weight(&self, row: usize, way: Mask) -> i32 {
        let Some(weights) = self.weights.get(row).filter(|weights| !weights.is_empty()) else { return 0 };
        let (mut open, mut value, mut sum) = (way, 0, 0);
        while open != 0 {
            sum += weights.get(value * self.columns + open.trailing_zeros() as usize).copied().unwrap_or(0);
            open &= open - 1;
            value += 1;
        }
        sum
    }

    fn add(&mut self, row: usize, values: usize, value: usize, column: usize, weight: i32) {
        let columns = self.columns;
        let weights = &mut self.weights[row];
        if weights.is_empty() {
            weights.resize(values * columns, 0);
        }
        weights[value * columns + column] += weight;
    }

    /// Finds the sums of a page; `known` gives the way of each row that is full, exact or taken as known.
    pub(super) fn of(page: &Page, known: &[Option<Mask>]) -> Self {
        let mut down = Self { weights: vec![Vec::new(); page.rows.len()], columns: page.columns.len(), work: 0 };
        let balances: Vec<usize> = (0..page.rows.len()).filter(|at| page.rows[*at].balance && known[*at].is_some()).collect();
        for pair in balances.windows(2) {
            if page.rows[pair[0] + 1..pair[1]].iter().any(|row| row.balance) {
                continue;
            }
            down.block(page, known, Some(pair[0]), pair[0] + 1..pair[1], pair[1], false);
        }
        for (total, row) in page.rows.iter().enumerate() {
            if known[total].is_none() || row.balance || total == 0 || !page.rows[total.saturating_sub(LONGEST_BLOCK)..total].iter().any(Row::open) {
                continue;
            }
            // The shortest block above the row that explains every column of it.
            let mut from = total - 1;
            while from > 0 && total - from < LONGEST_BLOCK {
                if page.rows[from..total].iter().any(Row::open) && total - from >= 2 && down.block(page, known, None, from..total, total, true) {
                    break;
                }
                if page.rows[from - 1].section != row.section && page.rows[from..total].iter().any(Row::open) {
                    break;
                }
                from -= 1;
            }
            if from == 0 && (2..=LONGEST_BLOCK).contains(&total) && page.rows[..total].iter().any(Row::open) {
                down.block(page, known, None, 0..total, total, true);
            }
        }
        down
    }

    /// Looks, column by column, for the values of a block that lead from the opening row (or from nothing) to the closing one.
    /// `every`: takes the block only where each column of the closing row is explained.
    fn block(
        &mut self,
        page: &Page,
        known: &[Option<Mask>],
        opening: Option<usize>,
        rows: std::ops::Range<usize>,
        closing: usize,
        every: bool,
    ) -> bool {
        if rows.len() > LONGEST_BLOCK || rows.is_empty() {
            return false;
        }
        let mut found = Vec::new();
        for column in 0..self.columns {
            let at = |row: usize| known[row].and_then(|way| page.rows[row].number(way, column));
            let Some(end) = at(closing) else { continue };
            let start = match opening.map(at) {
                None => 0,
                Some(Some(start)) => start,
                // An opening balance of zero is left blank.
                Some(None) => 0,
            };
            let choices: Vec<Choice> = rows.clone().map(|row| Choice::of(&page.rows[row], row, known[row], column)).collect();
            let solutions = self.solve(&choices, end - start);
            let tried = choices.iter().any(|choice| choice.open);
            match solutions {
                Some(solutions) if !solutions.is_empty() && tried => found.push((column, telling_digits(end - start), choices, solutions)),
                Some(solutions) if !solutions.is_empty() => {}
                _ if every => return false,
                _ => {}
            }
        }
        if found.is_empty() {
            return false;
        }
        for (column, digits, choices, solutions) in found {
            // Few digits meet by chance.
            let strength = 3 * digits.min(4) as i32 + if every { 0 } else { 2 };
            if digits < 2 && solutions.len() > 1 {
                continue;
            }
            for (at, choice) in choices.iter().enumerate().filter(|(_, choice)| choice.open) {
                for value in 0..choice.values.len() {
                    let taken = solutions.iter().filter(|solution| solution[at] == Some(value)).count();
                    let weight = if taken == solutions.len() {
                        strength
                    } else if taken == 0 {
                        -strength
                    } else {
                        0
                    };
                    if weight != 0 {
                        self.add(choice.row, choice.values.len(), value, column, weight);
                    }
                }
            }
        }
        true
    }

    /// Every choice of values that adds up, up to a few; none where there are too many to try.
    fn solve(&mut self, choices: &[Choice], target: i128) -> Option<Vec<Vec<Option<usize>>>> {
        let size = choices.iter().try_fold(1usize, |size, choice| size.checked_mul(choice.ways()).filter(|size| *size <= MOST_SUMS))?;
        self.work += size;
        if self.work > MOST_WORK {
            return None;
        }
        let mut found = Vec::new();
        let mut picks = vec![None; choices.len()];
        search(choices, 0, target, &mut picks, &mut found);
        Some(found)
    }
}

/// What a row of a block can give to a column.
struct Choice {
    row: usize,
    open: bool,
    /// Whether it must give its value, as a full row of money must.
    must: bool,
    values: Vec<Option<i128>>,
}

impl Choice {
    fn of(row: &Row, at: usize, known: Option<Mask>, column: usize) -> Self {
        let per_share = row.words.windows(2).any(|pair| matches!(pair[0].as_str(), "per" | "in") && pair[1].starts_with("share"));
        match known {
            Some(way) => {
                Self { row: at, open: false, must: !per_share, values: row.number(way, column).map(|number| vec![Some(number)]).unwrap_or_default() }
            }
            None => {
                // A value can stand in a column only where enough columns are left on both sides of it.
                let fits =
                    |value: usize| row.ways.iter().any(|way| way & (1 << column) != 0 && (way & ((1 << column) - 1)).count_ones() as usize == value);
                Self {
                    row: at,
                    open: true,
                    must: false,
                    values: row.amounts.iter().enumerate().map(|(value, amount)| amount.number.filter(|_| fits(value))).collect(),
                }
            }
        }
    }

    fn ways(&self) -> usize {
        self.values.iter().flatten().count().max(1) + usize::from(!self.must)
    }
}

fn search(choices: &[Choice], at: usize, rest: i128, picks: &mut Vec<Option<usize>>, found: &mut Vec<Vec<Option<usize>>>) {
    if found.len() >= 12 {
        return;
    }
    let Some(choice) = choices.get(at) else {
        if rest == 0 {
            found.push(picks.clone());
        }
        return;
    };
    for (value, number) in choice.values.iter().enumerate() {
        if let Some(number) = number {
            picks[at] = Some(value);
            search(choices, at + 1, rest - number, picks, found);
        }
    }
    picks[at] = None;
    if !choice.must || choice.values.is_empty() {
        search(choices, at + 1, rest, picks, found);
    }
}

/// A column that is the sum of others: the total of an equity statement, or its owners' part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Across {
    pub(super) total: usize,
    pub(super) parts: Mask,
}

impl Across {
    /// The sums across that hold on every full row, or that the headings name where there is no full row.
    pub(super) fn of(page: &Page) -> Vec<Self> {
        let columns = page.columns.len();
        if columns < 3 {
            return Vec::new();
        }
        let full: Vec<Vec<i128>> = page
            .rows
            .iter()
            .filter(|row| row.amounts.len() == columns)
            .filter_map(|row| row.amounts.iter().map(|amount| amount.number).collect::<Option<Vec<_>>>())
            .filter(|numbers| numbers.iter().any(|number| telling_digits(*number) >= 3))
            .collect();
        let mut sums = Vec::new();
        if !full.is_empty() {
            for total in 0..columns {
                for from in 0..columns {
                    for to in from + 1..columns {
                        let mut parts: Mask = ((1 << (to - from + 1)) - 1) << from;
                        parts &= !(1 << total);
                        let holds = |numbers: &Vec<i128>| {
                            (0..columns).filter(|column| parts & (1 << column) != 0).try_fold(0i128, |sum, column| sum.checked_add(numbers[column]))
                                == Some(numbers[total])
                        };
                        if parts.count_ones() >= 2 && full.iter().all(holds) && sums.len() < 6 {
                            let sum = Self { total, parts };
                            if !sums.contains(&sum) {
                                sums.push(sum);
                            }
                        }
                    }
                }
            }
        }
        if sums.is_empty() && !page.dated() {
            let of = |want: fn(Part) -> bool| {
                (0..columns).filter(|column| want(page.columns[*column].part)).fold(0, |parts: Mask, column| parts | 1 << column)
            };
            let (totals, parents, minority) =
                (of(|part| part == Part::Total), of(|part| part == Part::Parent), of(|part| part == Part::Noncontrolling));
            let parts = of(|part| !matches!(part, Part::Total | Part::Parent | Part::Noncontrolling));
            let top = if totals != 0 {
                totals
            } else if minority == 0 {
                parents
            } else {
                0
            };
            if top.count_ones() == 1 {
                let below = if totals != 0 && parents.count_ones() == 1 { parents | minority } else { parts | minority };
                sums.push(Self { total: top.trailing_zeros() as usize, parts: below });
            }
            if totals.count_ones() == 1 && parents.count_ones() == 1 {
                sums.push(Self { total: parents.trailing_zeros() as usize, parts });
            }
            sums.retain(|sum| sum.parts.count_ones() >= 1);
        }
        sums
    }

    /// The weight for a row placed in that way.
    pub(super) fn weight(self, row: &Row, way: Mask) -> i32 {
        let parts = way & self.parts;
        let sum = (0..64).filter(|column| parts & (1 << column) != 0).try_fold(0i128, |sum, column| sum.checked_add(row.number(way, column)?));
        match (row.number(way, self.total), sum) {
            (Some(total), Some(sum)) if parts != 0 => match (total == sum, parts.count_ones()) {
                (true, 1) => 8,
                (true, _) => 14,
                (false, _) => -12,
            },
            (Some(_), _) => -1,
            (None, _) => -2,
        }
    }
}

/// Rows whose values, one by one, add up to those of a row below with as many: they share their columns.
pub(super) fn companions(page: &Page) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (total, row) in page.rows.iter().enumerate().filter(|(_, row)| row.open()) {
        let count = row.amounts.len();
        let mut sums = vec![0i128; count];
        let mut rows = Vec::new();
        for at in (total.saturating_sub(LONGEST_BLOCK)..total).rev() {
            let part = &page.rows[at];
            if part.section != row.section {
                break;
            }
            // Rows of another length, and the other row of a pair with one label, stand between.
            if part.amounts.len() != count
                || !part.open()
                || page.rows[at + 1..total].iter().any(|other| other.label == part.label && other.section == part.section)
            {
                continue;
            }
            let added = sums.iter().zip(&part.amounts).map(|(sum, amount)| sum.checked_add(amount.number?)).collect::<Option<Vec<_>>>();
            let Some(added) = added else { break };
            (sums, _) = (added, rows.push(at));
            let holds = row.amounts.iter().zip(&sums).all(|(amount, sum)| amount.number == Some(*sum));
            if holds && rows.len() >= 2 && sums.iter().any(|sum| telling_digits(*sum) >= 2) {
                pairs.extend(rows.iter().map(|part| (total, *part)));
                break;
            }
        }
    }
    pairs
}
