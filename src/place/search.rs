//! The choice among placements that no proof decides: a beam over the rows, for what links them.

use super::page::{Mask, Page, Row};
use super::reasons::Reason;
use super::sign;
use super::sums::companions;
use super::weights::{Table, Weights, is_number};
use crate::hash::HashMap;
use crate::order;
use crate::period;

/// Hypotheses kept from row to row.
const WIDTH: usize = 96;
/// Steps for a whole page; a larger page gets a narrower beam.
const MOST_STEPS: usize = 6_000_000;

/// What was chosen for a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) way: Mask,
    pub(super) reason: Reason,
}

/// A placed row of a hypothesis, and the placed row before it.
struct Node {
    row: usize,
    way: Mask,
    before: Option<usize>,
}

/// Earlier rows that a row's placement is held against.
#[derive(Clone, Debug, Default)]
struct Links {
    /// The short row before it with as many values, and whether it is in the same section.
    neighbour: Option<(usize, bool)>,
    /// The row before it with the same label and as many values.
    label: Option<usize>,
    /// The row right before it with the same label in the same section.
    twin: Option<usize>,
    /// Rows that add up with it.
    companions: Vec<usize>,
}

/// The label without the date in it: "Balance at Dec. 31, 2023" is the same at every date.
fn undated(row: &Row) -> String {
    let plain: Vec<&str> =
        row.words.iter().map(String::as_str).filter(|word| period::month(word).is_none() && !word.bytes().all(|b| b.is_ascii_digit())).collect();
    if plain.is_empty() { row.label.clone() } else { plain.join(" ") }
}

fn links(page: &Page) -> Vec<Links> {
    let mut links = vec![Links::default(); page.rows.len()];
    let mut labels: HashMap<(String, usize), usize> = HashMap::default();
    let repeats = page.same_dates().len() < page.columns.len() && page.dated() || {
        let mut dates: Vec<_> = page.columns.iter().filter_map(|column| column.date).collect();
        order::sort_by(&mut dates, Ord::cmp);
        dates.windows(2).any(|pair| pair[0] == pair[1])
    };
    let short = |row: &Row| row.amounts.len() < page.columns.len();
    for (at, row) in page.rows.iter().enumerate().filter(|(_, row)| short(row)) {
        let count = row.amounts.len();
        let alike =
            |other: &usize| short(&page.rows[*other]) && page.rows[*other].amounts.len() == count && is_number(&page.rows[*other]) == is_number(row);
        links[at].twin = at.checked_sub(1).filter(|before| {
            repeats && page.rows[*before].section == row.section && short(&page.rows[*before]) && page.rows[*before].label == row.label
        });
        // Of a pair of twins, the second goes with the seconds of the pairs around it.
        let paired = links[at].twin.is_some();
        links[at].neighbour = (at.saturating_sub(8)..at)
            .rev()
            .find(|other| alike(other) && (!paired || links[*other].twin.is_some()))
            .map(|other| (other, page.rows[other].section == row.section));
        if !paired {
            links[at].label = labels.get(&(undated(row), count)).copied();
        }
        labels.insert((undated(row), count), at);
    }
    for (total, part) in companions(page) {
        links[total].companions.push(part);
    }
    links
}

/// Weights of a row's links to the rows placed before it.
fn linked(links: &Links, way: Mask, placed: &dyn Fn(usize) -> Option<Mask>, page: &Page, weights: &mut Weights) {
    if let Some((before, close)) = links.neighbour.and_then(|(row, close)| Some((placed(row)?, close))) {
        weights[Reason::Neighbours as usize] += if before != way {
            0
        } else if close {
            5
        } else {
            3
        };
    }
    if let Some(before) = links.label.and_then(placed) {
        weights[Reason::Label as usize] += if before == way { 6 } else { 0 };
    }
    for part in &links.companions {
        if let Some(before) = placed(*part) {
            weights[Reason::Down as usize] += if before == way { 12 } else { -6 };
        }
    }
    if let Some(before) = links.twin.and_then(placed) {
        // Where columns repeat dates, the two rows share out the dates, the earlier-standing columns to the first.
        let dates = |mask: Mask| {
            let mut dates: Vec<_> =
                (0..page.columns.len()).filter(|column| mask & (1 << column) != 0).map(|column| page.columns[column].date).collect();
            dates.dedup();
            dates.len()
        };
        let apart = before & way == 0;
        weights[Reason::Neighbours as usize] += match apart {
            true if dates(before) == 1 && dates(way) == 1 && before.trailing_zeros() < way.trailing_zeros() => 24,
            true if before.trailing_zeros() < way.trailing_zeros() => 4,
            true => 0,
            false => -8,
        };
    }
}

struct Hypothesis {
    score: i32,
    signs: sign::State,
    last: Option<usize>,
}

/// Chooses a way for every row. `guessed` is what an earlier run has chosen, if there was one.
pub(super) fn choose(page: &Page, known: &[Option<Mask>], guessed: &[Choice]) -> Vec<Choice> {
    let table = Table::of(page, known, guessed);
    let links = links(page);
    let with_signs = page.columns.len() <= sign::MOST_COLUMNS;
    let per_width: usize = page.rows.iter().zip(&table.ways).map(|(row, ways)| ways.len() * row.amounts.len() * 3 + 4).sum();
    let width = (MOST_STEPS / per_width.max(1)).clamp(2, WIDTH);
    let mut nodes: Vec<Node> = Vec::new();
    let mut beam = vec![Hypothesis { score: 0, signs: 0, last: None }];
    for (at, row) in page.rows.iter().enumerate() {
        let mut next: HashMap<(Option<usize>, Mask, sign::State), i32> = HashMap::default();
        for hypothesis in &beam {
            let placed = |row: usize| if page.rows[row].open() { placed(&nodes, hypothesis.last, row) } else { page.rows[row].ways.first().copied() };
            for (way, alone) in &table.ways[at] {
                let mut weights = *alone;
                if row.open() {
                    linked(&links[at], *way, &placed, page, &mut weights);
                }
                let score = hypothesis.score + weights.iter().sum::<i32>();
                if !with_signs {
                    next.entry((hypothesis.last, *way, 0)).and_modify(|best| *best = score.max(*best)).or_insert(score);
                    continue;
                }
                for unit in sign::units(row) {
                    let (signs, broken) = sign::step(hypothesis.signs, row, *way, *unit);
                    let score = score - 12 * broken as i32 - odd_unit(row, *unit);
                    next.entry((hypothesis.last, *way, signs)).and_modify(|best| *best = score.max(*best)).or_insert(score);
                }
            }
        }
        let mut next: Vec<_> = next.into_iter().collect();
        // The whole order is fixed, so that the same page is placed the same way on every run.
        order::sort_by_key(&mut next, |((last, way, signs), score)| (std::cmp::Reverse(*score), *way, *last, *signs));
        next.truncate(width);
        let mut made: HashMap<(Option<usize>, Mask), usize> = HashMap::default();
        beam = next
            .into_iter()
            .map(|((last, way, signs), score)| {
                let last = if row.open() {
                    Some(*made.entry((last, way)).or_insert_with(|| {
                        nodes.push(Node { row: at, way, before: last });
                        nodes.len() - 1
                    }))
                } else {
                    last
                };
                Hypothesis { score, signs, last }
            })
            .collect();
    }
    // A text that may be cut most often is not: a run left open weighs less there, but it weighs.
    let weight = if page.cut { 6 } else { 12 };
    let unclosed = |signs| if with_signs { weight * sign::unclosed(signs, page.columns.len()) as i32 } else { 0 };
    let best = beam.iter().max_by_key(|hypothesis| hypothesis.score - unclosed(hypothesis.signs));
    let mut ways: Vec<Mask> = table.ways.iter().map(|ways| ways.first().map_or(0, |(way, _)| *way)).collect();
    let mut at = best.and_then(|best| best.last);
    while let Some(node) = at.map(|at| &nodes[at]) {
        ways[node.row] = node.way;
        at = node.before;
    }
    (0..page.rows.len()).map(|at| Choice { way: ways[at], reason: reason(at, &ways, page, &table, &links[at]) }).collect()
}

/// A row's way in a hypothesis; rows far back are left unseen.
fn placed(nodes: &[Node], last: Option<usize>, row: usize) -> Option<Mask> {
    let mut at = last;
    for _ in 0..64 {
        let node = &nodes[at?];
        if node.row <= row {
            return (node.row == row).then_some(node.way);
        }
        at = node.before;
    }
    None
}

/// What it costs to read a row as a unit that its label does not name.
fn odd_unit(row: &Row, unit: sign::Unit) -> i32 {
    let per_share = row.label.contains("per share") || row.label.contains("/ share") || row.label.contains("per unit");
    let shares = row.label.contains("(in shares)") || row.label.ends_with("| shares");
    match unit {
        sign::Unit::PerShare => {
            if per_share {
                0
            } else {
                6
            }
        }
        sign::Unit::Money => {
            if per_share {
                6
            } else if shares {
                8
            } else {
                0
            }
        }
        sign::Unit::Other => {
            if per_share {
                3
            } else {
                0
            }
        }
    }
}

/// What spoke most for a row's way against the others.
fn reason(at: usize, ways: &[Mask], page: &Page, table: &Table, links: &Links) -> Reason {
    let row = &page.rows[at];
    if !row.open() {
        return Reason::First;
    }
    let of = |way: Mask, alone: &Weights| {
        let mut weights = *alone;
        linked(links, way, &|row| Some(ways[row]), page, &mut weights);
        weights
    };
    let all: Vec<(Mask, Weights)> = table.ways[at].iter().map(|(way, alone)| (*way, of(*way, alone))).collect();
    let Some((_, chosen)) = all.iter().find(|(way, _)| *way == ways[at]) else { return Reason::First };
    let rival = all.iter().filter(|(way, _)| *way != ways[at]).max_by_key(|(_, weights)| weights.iter().sum::<i32>());
    let Some((_, rival)) = rival else { return Reason::First };
    if chosen.iter().sum::<i32>() < rival.iter().sum::<i32>() {
        return Reason::Signs;
    }
    let (gain, reason) = Reason::ALL
        .into_iter()
        .skip(1)
        .map(|reason| (chosen[reason as usize] - rival[reason as usize], reason))
        .max_by_key(|(gain, reason)| (*gain, std::cmp::Reverse(*reason)))
        .unwrap_or((0, Reason::First));
    if gain > 0 { reason } else { Reason::First }
}
