//! The weight of each way to place a row, as far as the row alone tells: dates, words, sums and proportions.

use super::page::{Mask, Page, Row, telling_digits};
use super::reasons::Reason;
use super::search::Choice;
use super::sums::{Across, Down};
use super::words::{self, Nature, Part};
use crate::hash::HashMap;
use crate::order;
use crate::value::Kind;
use time::Date;

/// Ways of one row that are tried in the beam, the best of it alone.
const MOST_TRIED: usize = 48;

/// Weights of a way to place a row, by reason.
pub(super) type Weights = [i32; Reason::COUNT];

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
        let short = all(&|at| {
            columns[at].months.is_some_and(|months| months < 3) && columns.iter().any(|other| other.months.is_some_and(|months| months >= 3))
        });
        let mut lengths: Vec<Option<u32>> = columns.iter().map(|column| column.months).collect();
        order::sort_by(&mut lengths, Ord::cmp);
        lengths.dedup();
        let groups = if page.dated() { lengths.iter().map(|length| all(&|at| columns[at].months == *length)).collect() } else { Vec::new() };
        let long = |at: &usize| columns[*at].months.is_some_and(|months| months >= 3) && columns[*at].date.is_some();
        let newest: Option<Date> = (0..columns.len()).filter(long).filter_map(|at| columns[at].date).max();
        let main =
            (0..columns.len()).filter(long).filter(|at| columns[*at].date == newest).max_by_key(|at| (columns[*at].months, std::cmp::Reverse(*at)));
        let annual =
            main.and_then(|at| columns[at].months).filter(|months| *months >= 11).map_or(0, |months| all(&|at| columns[at].months == Some(months)));
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
                        weights[Reason::Label as usize] =
                            seen(row, *way, &elsewhere) + models[at].map_or(0, |(model, known)| proportion(row, *way, model, known));
                    }
                    (*way, weights)
                })
                .collect();
            order::sort_by_key(&mut all, |(_, weights)| std::cmp::Reverse(weights.iter().sum::<i32>()));
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
            (true, _) if others != 0 => {
                if way & others != 0 {
                    20
                } else {
                    0
                }
            }
            (true, _) => {
                if way & late != 0 {
                    2
                } else {
                    0
                }
            }
            (_, true) => {
                if way & newest != 0 {
                    20
                } else {
                    0
                }
            }
            _ => {
                if way & late != 0 {
                    -20
                } else {
                    0
                }
            }
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
        let numbers: Vec<Option<i128>> =
            (0..page.columns.len()).filter(|column| taken & (1 << column) != 0).map(|column| row.number(way, column)).collect();
        let equal = numbers.iter().all(|number| number.is_some() && *number == numbers[0]);
        let telling = numbers[0].is_some_and(|number| telling_digits(number) >= 2);
        weight += match (row.nature, taken == *class) {
            (Some(Nature::Instant), true) => {
                if equal {
                    if telling { 16 } else { 8 }
                } else {
                    -14
                }
            }
            (Some(Nature::Instant), false) => -6,
            (_, true) if equal && telling => 10,
            (_, true) => longer_is_larger(row, way, taken, page),
            (_, false) => 0,
        };
    }
    weight
}

/// Whether its values are amounts or counts, not terms, rates or words.
pub(super) fn is_number(row: &Row) -> bool {
    row.amounts.iter().any(|amount| !matches!(amount.kind, Kind::Duration | Kind::Percent | Kind::Text | Kind::Date | Kind::Boolean))
}

/// A year to date is seldom smaller than its last quarter, and has its sign.
fn longer_is_larger(row: &Row, way: Mask, taken: Mask, page: &Page) -> i32 {
    let mut columns: Vec<usize> = (0..page.columns.len()).filter(|column| taken & (1 << column) != 0).collect();
    order::sort_by_key(&mut columns, |column| page.columns[*column].months);
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
    if page.dated()
        && !times.same_dates.iter().any(|class| class.count_ones() == 1 && !page.columns[class.trailing_zeros() as usize].rest.is_empty())
        && page.columns.iter().all(|column| column.rest.is_empty())
    {
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
            let shared = column
                .words
                .iter()
                .filter(|word| word.len() > 2 && !matches!(word.as_str(), "stock" | "total" | "and" | "the" | "shares") && row.words.contains(word))
                .count() as i32;
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
    let lists = |unit: &str| rest.iter().any(|line| crate::space::lower(line).contains(unit));
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
        (_, _, true) => {
            if money {
                1
            } else {
                -4
            }
        }
        _ => 0,
    }
}

/// Numbers of some length that stand in one column of the page's known rows.
fn elsewhere(page: &Page, known: &[Option<Mask>]) -> HashMap<i128, Mask> {
    let mut seen: HashMap<i128, Mask> = HashMap::default();
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
    let mut fullest: HashMap<&str, (&Row, Mask)> = HashMap::default();
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
        0..=115 => 8,
        116..=140 => 6,
        141..=200 => 3,
        201..=400 => 0,
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
