//! The choice among placements that no proof decides: weights for each row alone, then a beam over the rows for what links them.

use super::page::{Mask, Page, Row, telling_digits};
use super::reasons::Reason;
use super::sign;
use super::sums::{Across, Down, companions};
use super::words::{self, Nature, Part};
use crate::period;
use crate::value::Kind;
use std::collections::HashMap;
use time::Date;

/// Hypotheses kept from row to row.
const WIDTH: usize = 96;
/// Steps for a whole page; a larger page gets a narrower beam.
const MOST_STEPS: usize = 24_000_000;
/// Ways of one row that are tried in the beam, the best of it alone.
const MOST_TRIED: usize = 48;

/// Weights of a way to place a row, by reason.
pub(super) type Weights = [i32; Reason::COUNT];

/// What was chosen for a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) way: Mask,
    pub(super) reason: Reason,
}

/// What is known of the columns' times.
struct Times {
    /// The columns of each duration length, and of bare dates.
    groups: Vec<Mask>,
    /// Columns under a bare date.
    bare: Mask,
    /// Columns of a month or two, and events of a day.
    short: Mask,
    /// The column of the newest date with the longest duration.
    main: Option<usize>,
    /// Columns of the longest duration, in an annual report.
    annual: Mask,
    /// Columns of a quarter or year to date that ended earlier: balances are given for year-ends and for now, seldom for then.
    past: Mask,
    same_dates: Vec<Mask>,
    /// On a cover page, the bare dates: newest and others.
    cover: Option<(Mask, Mask)>,
}

impl Times {
    fn of(page: &Page) -> Self {
        let columns = &page.columns;
        let timed = page.columns.iter().any(|column| column.months.is_some());
        let all = |want: &dyn Fn(usize) -> bool| (0..columns.len()).filter(|at| want(*at)).fold(0, |mask: Mask, at| mask | 1 << at);
        let bare = if timed { all(&|at| columns[at].months.is_none()) } else { 0 };
        let short = all(&|at| columns[at].months.is_some_and(|months| months < 3) && columns.iter().any(|other| other.months.is_some_and(|months| months >= 3)));
        let mut lengths: Vec<Option<u32>> = columns.iter().map(|column| column.months).collect();
        lengths.sort_unstable();
        lengths.dedup();
        let groups = if page.dated() { lengths.iter().map(|length| all(&|at| columns[at].months == *length)).collect() } else { Vec::new() };
        let long = |at: &usize| columns[*at].months.is_some_and(|months| months >= 3) && columns[*at].date.is_some();
        let newest: Option<Date> = (0..columns.len()).filter(long).filter_map(|at| columns[at].date).max();
        let main = (0..columns.len()).filter(long).filter(|at| columns[*at].date == newest).max_by_key(|at| (columns[*at].months, std::cmp::Reverse(*at)));
        let annual = main.and_then(|at| columns[at].months).filter(|months| *months >= 11).map_or(0, |months| all(&|at| columns[at].months == Some(months)));
        let past = all(&|at| columns[at].months.is_some_and(|months| (3..11).contains(&months)) && columns[at].date < newest);
        let is_cover = page.rows.iter().any(|row| matches!(row.label.as_str(), "document type" | "entity registrant name" | "amendment flag"));
        let dates = || (0..columns.len()).filter(|at| columns[*at].months.is_none()).filter_map(|at| columns[at].date);
        let cover = is_cover.then(|| dates().max()).flatten().map(|newest| {
            let first = all(&|at| columns[at].months.is_none() && columns[at].date == Some(newest));
            (first, all(&|at| columns[at].months.is_none()) & !first)
        });
        Self { groups, bare, short, main, annual, past, same_dates: page.same_dates(), cover }
    }
}

/// Weights for each way of each open row, all evidence but the links between rows.
pub(super) struct Table {
    pub(super) ways: Vec<Vec<(Mask, Weights)>>,
}

impl Table {
    pub(super) fn of(page: &Page, known: &[Option<Mask>], guessed: &[Choice]) -> Self {
        let times = Times::of(page);
        let down = Down::of(page, known);
        let across = Across::of(page);
        let elsewhere = elsewhere(page, known);
        let models = models(page, known, guessed);
        let mut ways = Vec::with_capacity(page.rows.len());
        for (at, row) in page.rows.iter().enumerate() {
            let mut all: Vec<(Mask, Weights)> = row
                .ways
                .iter()
                .map(|way| {
                    let mut weights = Weights::default();
                    if row.open() {
                        weights[Reason::First as usize] = first(*way);
                        weights[Reason::Time as usize] = time(row, *way, page, &times);
                        weights[Reason::Words as usize] = word(row, *way, page, &times);
                        weights[Reason::Across as usize] = across.iter().map(|sum| sum.weight(row, *way)).sum();
                        weights[Reason::Down as usize] = down.weight(at, *way);
                        weights[Reason::Label as usize] = seen(row, *way, &elsewhere) + models[at].map_or(0, |(model, known)| proportion(row, *way, model, known));
                    }
                    (*way, weights)
                })
                .collect();
            all.sort_by_key(|(_, weights)| std::cmp::Reverse(weights.iter().sum::<i32>()));
            all.truncate(MOST_TRIED);
            ways.push(all);
        }
        Self { ways }
    }
}

/// The first columns are the likeliest where nothing else speaks.
fn first(way: Mask) -> i32 {
    let (mut open, mut value, mut shift) = (way, 0, 0);
    while open != 0 {
        shift += open.trailing_zeros() as i32 - value;
        open &= open - 1;
        value += 1;
    }
    -shift.min(10) - i32::from(shift > 0)
}

fn time(row: &Row, way: Mask, page: &Page, times: &Times) -> i32 {
    let mut weight = 0;
    if let Some((newest, others)) = times.cover {
        let float = row.words.iter().any(|word| word == "float");
        let outstanding = row.words.iter().any(|word| word == "outstanding");
        let late = newest | others;
        weight += match (float, outstanding) {
            (true, _) if others != 0 => if way & others != 0 { 20 } else { 0 },
            (true, _) => if way & late != 0 { 2 } else { 0 },
            (_, true) => if way & newest != 0 { 20 } else { 0 },
            _ => if way & late != 0 { -20 } else { 0 },
        };
        return weight;
    }
    let quarterly_balance = row.nature == Some(Nature::Instant) && !row.balance && way & times.past != 0;
    if times.groups.len() > 1 && times.groups.contains(&way) && !quarterly_balance {
        // Three values and just one group of three: the more there are, the less by chance.
        weight += 2 + 2 * way.count_ones() as i32;
    }
    if row.nature == Some(Nature::Duration) && !row.balance && way & times.bare != 0 {
        weight -= 25;
    }
    if quarterly_balance {
        weight -= 3 * (way & times.past).count_ones() as i32;
    }
    if way & times.short != 0 && way.count_ones() == 1 {
        weight -= 3;
    }
    // Terms, rates and words are told of the whole period that is reported.
    if row.amounts.len() == 1 && !is_number(row) && times.main.is_some_and(|main| way == 1 << main) {
        weight += 6;
    }
    if times.annual != 0 && way & !times.annual == 0 {
        weight += 4;
    }
    for class in times.same_dates.iter().filter(|class| class.count_ones() > 1) {
        let taken = way & class;
        if taken == 0 {
            continue;
        }
        let numbers: Vec<Option<i128>> = (0..page.columns.len()).filter(|column| taken & (1 << column) != 0).map(|column| row.number(way, column)).collect();
        let equal = numbers.iter().all(|number| number.is_some() && *number == numbers[0]);
        let telling = numbers[0].is_some_and(|number| telling_digits(number) >= 2);
        weight += match (row.nature, taken == *class) {
            (Some(Nature::Instant), true) => if equal { if telling { 16 } else { 8 } } else { -14 },
            (Some(Nature::Instant), false) => -6,
            (_, true) if equal && telling => 10,
            (_, true) => longer_is_larger(row, way, taken, page),
            (_, false) => 0,
        };
    }
    weight
}

/// Whether its values are amounts or counts, not terms, rates or words.
fn is_number(row: &Row) -> bool {
    row.amounts.iter().any(|amount| !matches!(amount.kind, Kind::Duration | Kind::Percent | Kind::Text | Kind::Date | Kind::Boolean))
}

/// A year to date is seldom smaller than its last quarter, and has its sign.
fn longer_is_larger(row: &Row, way: Mask, taken: Mask, page: &Page) -> i32 {
    let mut columns: Vec<usize> = (0..page.columns.len()).filter(|column| taken & (1 << column) != 0).collect();
    columns.sort_by_key(|column| page.columns[*column].months);
    let mut weight = 0;
    for pair in columns.windows(2) {
        let (Some(short), Some(long)) = (row.number(way, pair[0]), row.number(way, pair[1])) else { continue };
        let larger = long.unsigned_abs() >= short.unsigned_abs();
        weight += match (larger, (short < 0) == (long < 0)) {
            (true, true) => 2,
            (true, false) => -1,
            (false, _) => -5,
        };
    }
    weight
}

fn word(row: &Row, way: Mask, page: &Page, times: &Times) -> i32 {
    if page.dated() && !times.same_dates.iter().any(|class| class.count_ones() == 1 && !page.columns[class.trailing_zeros() as usize].rest.is_empty()) && page.columns.iter().all(|column| column.rest.is_empty()) {
        return 0;
    }
    let shown = row.amounts.iter().any(|amount| amount.kind == Kind::Money);
    let mut weight = 0;
    for (at, column) in page.columns.iter().enumerate() {
        let taken = way & (1 << at) != 0;
        let fit = if page.dated() {
            unit_fit(row, shown, &column.rest)
        } else {
            // Every word that label and member share speaks for the column: "Series B", "Treasury".
            let shared = column.words.iter().filter(|word| word.len() > 2 && !matches!(word.as_str(), "stock" | "total" | "and" | "the" | "shares") && row.words.contains(word)).count() as i32;
            let fit = words::goes_with(&row.words, column.part) + 2 * shared.min(2);
            match (row.balance && !row.label.contains("(in shares)"), column.part) {
                (true, Part::Total) => 2,
                (true, _) => 0,
                (false, _) => fit,
            }
        };
        weight += if taken { 3 * fit } else { 0 };
    }
    weight
}

/// A column that lists units has values of those alone.
fn unit_fit(row: &Row, shown: bool, rest: &[String]) -> i32 {
    let lists = |unit: &str| rest.iter().any(|line| line.to_lowercase().contains(unit));
    let any_unit = lists("$") || lists("€") || lists("£") || lists("shares");
    if !any_unit {
        return if shown && !rest.is_empty() { -1 } else { 0 };
    }
    let shares = row.label.ends_with("| shares") || row.label.contains("(in shares)");
    let per_share = row.label.contains("/ share") || row.label.contains("per share");
    let money = rest.iter().any(|line| line.contains('(') || line.ends_with('$'));
    match (per_share, shares, shown) {
        (true, _, _) if lists("/ shares") => 2,
        (true, _, _) => -3,
        (_, true, _) if rest.iter().any(|line| line.trim() == "shares") => 2,
        (_, true, _) => -3,
        (_, _, true) => if money { 1 } else { -4 },
        _ => 0,
    }
}

/// Numbers of some length that stand in one column of the page's known rows.
fn elsewhere(page: &Page, known: &[Option<Mask>]) -> HashMap<i128, Mask> {
    let mut seen: HashMap<i128, Mask> = HashMap::new();
    for (row, known) in page.rows.iter().zip(known) {
        // Last year's closing balance is this year's opening one, a column off.
        let (Some(way), false) = (known, row.balance) else { continue };
        for column in 0..page.columns.len() {
            if let Some(number) = row.number(*way, column).filter(|number| telling_digits(*number) >= 3) {
                *seen.entry(number.abs()).or_default() |= 1 << column;
            }
        }
    }
    seen
}

/// For each open row, the fuller row nearest to it with the same label: the same concept of other members.
fn models<'p>(page: &'p Page, known: &[Option<Mask>], guessed: &[Choice]) -> Vec<Option<(&'p Row, Mask)>> {
    let mut fullest: HashMap<&str, (&Row, Mask)> = HashMap::new();
    let mut models = vec![None; page.rows.len()];
    let forward = 0..page.rows.len();
    // The nearest before it, or else the nearest after it.
    for at in forward.clone().rev().chain(forward) {
        let row = &page.rows[at];
        let seen = fullest.get(row.label.as_str()).copied().filter(|(model, _)| model.amounts.len() > row.amounts.len());
        models[at] = seen;
        let way = known[at].or_else(|| guessed.get(at).map(|choice| choice.way));
        if let (None, Some(way)) = (seen, way) {
            fullest.insert(&row.label, (row, way));
        }
    }
    models
}

/// A part keeps its share of the whole from column to column, better than a quarter equals a year.
fn proportion(row: &Row, way: Mask, model: &Row, known: Mask) -> i32 {
    let (mut least, mut most, mut open, mut count) = (i128::MAX, 0, way, 0);
    for amount in &row.amounts {
        let column = open.trailing_zeros() as usize;
        open &= open.wrapping_sub(1);
        let Some((part, whole)) = amount.number.zip(model.number(known, column)).filter(|(part, whole)| *part != 0 && *whole != 0) else { return 0 };
        let share = part.saturating_mul(1_000).checked_div(whole).unwrap_or(0);
        (least, most, count) = (least.min(share), most.max(share), count + 1);
    }
    if count < 2 || least <= 0 {
        return 0;
    }
    match most.saturating_mul(100) / least {
        ..=115 => 8,
        ..=140 => 6,
        ..=200 => 3,
        ..=400 => 0,
        _ => -3,
    }
}

fn seen(row: &Row, way: Mask, elsewhere: &HashMap<i128, Mask>) -> i32 {
    if row.balance {
        return 0;
    }
    let (mut open, mut weight) = (way, 0);
    for amount in &row.amounts {
        let column = open.trailing_zeros();
        open &= open.wrapping_sub(1);
        if let Some(columns) = amount.number.and_then(|number| elsewhere.get(&number.abs())) {
            weight += if columns & (1 << column) != 0 { 5 } else { 0 };
        }
    }
    weight
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
    let plain: Vec<&str> = row.words.iter().map(String::as_str).filter(|word| period::month(word).is_none() && !word.bytes().all(|b| b.is_ascii_digit())).collect();
    if plain.is_empty() { row.label.clone() } else { plain.join(" ") }
}

fn links(page: &Page) -> Vec<Links> {
    let mut links = vec![Links::default(); page.rows.len()];
    let mut labels: HashMap<(String, usize), usize> = HashMap::new();
    let repeats = page.same_dates().len() < page.columns.len() && page.dated() || {
        let mut dates: Vec<_> = page.columns.iter().filter_map(|column| column.date).collect();
        dates.sort_unstable();
        dates.windows(2).any(|pair| pair[0] == pair[1])
    };
    let short = |row: &Row| row.amounts.len() < page.columns.len();
    for (at, row) in page.rows.iter().enumerate().filter(|(_, row)| short(row)) {
        let count = row.amounts.len();
        let alike = |other: &usize| short(&page.rows[*other]) && page.rows[*other].amounts.len() == count && is_number(&page.rows[*other]) == is_number(row);
        links[at].twin = at.checked_sub(1).filter(|before| repeats && page.rows[*before].section == row.section && short(&page.rows[*before]) && page.rows[*before].label == row.label);
        // Of a pair of twins, the second goes with the seconds of the pairs around it.
        let paired = links[at].twin.is_some();
        links[at].neighbour = (at.saturating_sub(8)..at).rev().find(|other| alike(other) && (!paired || links[*other].twin.is_some())).map(|other| (other, page.rows[other].section == row.section));
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
        weights[Reason::Neighbours as usize] += if before != way { 0 } else if close { 5 } else { 3 };
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
            let mut dates: Vec<_> = (0..page.columns.len()).filter(|column| mask & (1 << column) != 0).map(|column| page.columns[column].date).collect();
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
        let mut next: HashMap<(Option<usize>, Mask, sign::State), i32> = HashMap::new();
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
        next.sort_unstable_by_key(|((last, way, signs), score)| (std::cmp::Reverse(*score), *way, *last, *signs));
        next.truncate(width);
        let mut made: HashMap<(Option<usize>, Mask), usize> = HashMap::new();
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
    let unclosed = |signs| if page.cut || !with_signs { 0 } else { 12 * sign::unclosed(signs, page.columns.len()) as i32 };
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
        sign::Unit::PerShare => if per_share { 0 } else { 6 },
        sign::Unit::Money => if per_share { 6 } else if shares { 8 } else { 0 },
        sign::Unit::Other => if per_share { 3 } else { 0 },
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
    let (gain, reason) = Reason::ALL.into_iter().skip(1).map(|reason| (chosen[reason as usize] - rival[reason as usize], reason)).max_by_key(|(gain, reason)| (*gain, std::cmp::Reverse(*reason))).unwrap_or((0, Reason::First));
    if gain > 0 { reason } else { Reason::First }
}
