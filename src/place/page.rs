//! The page as the evidence sees it: columns with dates and lengths, rows with amounts and the ways to place them.

use super::words::{self, Nature, Part};
use crate::period;
use crate::sheet::Sheet;
use crate::value::{self, Kind};
use time::Date;

/// Columns as bits: bit 0 is the first column.
pub(super) type Mask = u64;

/// The most columns a page may have to be reasoned about.
pub(super) const MOST_COLUMNS: usize = 60;

/// The most ways to place a row that are all listed; beyond it only the likely shapes are.
const MOST_WAYS: usize = 1_000;

/// A column's heading, read.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) date: Option<Date>,
    /// The length of its duration in months; none under a bare date.
    pub(super) months: Option<u32>,
    /// The lines under duration and date: units and members.
    pub(super) rest: Vec<String>,
    /// The words of those lines, without brackets.
    pub(super) words: Vec<String>,
    pub(super) part: Part,
}

/// A value, read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Amount {
    pub(super) sign: Sign,
    pub(super) kind: Kind,
    /// Its number in millionths; none for what is no number.
    pub(super) number: Option<i128>,
}

/// What a value shows to the grammar of currency signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// A currency sign.
    Shown,
    /// A number without one: money inside a run, or something else.
    Absent,
    /// Surely no money: a percentage, a date, words.
    Foreign,
    /// Reported as empty: it counts for the grammar and shows nothing.
    Nil,
}

/// A row with values.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Its number in the sheet's lines.
    pub(super) line: usize,
    pub(super) label: String,
    pub(super) words: Vec<String>,
    pub(super) nature: Option<Nature>,
    pub(super) balance: bool,
    /// Rows between two headers are one section.
    pub(super) section: usize,
    pub(super) amounts: Vec<Amount>,
    /// The ways to place its values; a single one where it is full or was exact from the start.
    pub(super) ways: Vec<Mask>,
    /// Whether its reader knew its columns.
    pub(super) exact: bool,
    /// Whether every way is listed, as a proof demands.
    pub(super) all_ways: bool,
}

impl Row {
    /// Whether its place is still open.
    pub(super) fn open(&self) -> bool {
        self.ways.len() > 1
    }

    /// The number that stands in a column if the row is placed in that way.
    pub(super) fn number(&self, way: Mask, column: usize) -> Option<i128> {
        self.amount(way, column)?.number
    }

    pub(super) fn amount(&self, way: Mask, column: usize) -> Option<Amount> {
        if way & (1 << column) == 0 {
            return None;
        }
        self.amounts.get((way & ((1 << column) - 1)).count_ones() as usize).copied()
    }
}

/// The page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Row>,
    /// Whether the text stops in mid-page.
    pub(super) cut: bool,
}

impl Page {
    /// Reads a sheet whose headings are complete and whose cells are in order.
    pub(super) fn of(sheet: &Sheet, unplaced: &[bool], cut: bool) -> Self {
        let columns: Vec<Column> = sheet.headings.iter().map(|heading| column(&heading.lines)).collect();
        let (mut rows, mut section) = (Vec::new(), 0);
        for (at, line) in sheet.lines.iter().enumerate() {
            if line.cells.is_empty() {
                section += 1;
                continue;
            }
            // A row with more values than columns says nothing of any column.
            if line.cells.len() > columns.len() {
                continue;
            }
            let exact = !unplaced.get(at).copied().unwrap_or(false);
            let ways = if exact {
                let way =
                    line.cells.iter().fold(0, |way: Mask, cell| if (cell.column as usize) < columns.len() { way | 1 << cell.column } else { way });
                let rises = line.cells.windows(2).all(|pair| pair[0].column < pair[1].column);
                if way.count_ones() as usize != line.cells.len() || !rises {
                    continue;
                }
                vec![way]
            } else {
                ways(columns.len(), line.cells.len())
            };
            let words = words::words(&line.label);
            let all_ways = exact || count_ways(columns.len(), line.cells.len()) <= MOST_WAYS;
            rows.push(Row {
                line: at,
                label: crate::space::lower(line.label.trim()),
                nature: words::nature(&words),
                balance: words::is_balance_row(&words),
                words,
                section,
                amounts: line.cells.iter().map(|cell| amount(&cell.text, cell.nil)).collect(),
                ways,
                exact,
                all_ways,
            });
        }
        Self { columns, rows, cut }
    }

    /// Whether every column has a date.
    pub(super) fn dated(&self) -> bool {
        self.columns.iter().all(|column| column.date.is_some())
    }

    /// The columns that show one and the same instant, wherever there are several: same date, same units and members.
    pub(super) fn same_dates(&self) -> Vec<Mask> {
        let mut classes: Vec<Mask> = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            let Some(date) = column.date else { continue };
            let same = |class: &Mask| {
                let other = &self.columns[class.trailing_zeros() as usize];
                other.date == Some(date) && other.rest == column.rest
            };
            match classes.iter_mut().find(|class| same(class)) {
                Some(class) => *class |= 1 << at,
                None => classes.push(1 << at),
            }
        }
        classes
    }
}

fn column(lines: &[String]) -> Column {
    let mut lines = lines.iter().flat_map(|line| line.split('\n')).map(value::trim).filter(|line| !line.is_empty()).peekable();
    let months = lines.next_if(|line| period::length(line).is_some()).and_then(period::length).map(period::Length::months);
    let date = lines.next_if(|line| period::date(line).is_some()).and_then(period::date);
    let rest: Vec<String> = lines.map(str::to_owned).collect();
    let mut words: Vec<String> = rest.iter().flat_map(|line| words::words(line)).filter(|word| word != "member").collect();
    words.dedup();
    // The innermost member names the part; a path without one is a subtotal.
    let innermost = rest.last().map(|line| words::words(line)).unwrap_or_default();
    let innermost: Vec<String> = innermost.into_iter().filter(|word| word != "member").collect();
    let mut part = words::part(&innermost);
    if part == Part::Other {
        part = words::part(&words);
    }
    Column { date, months, part, words, rest }
}

fn amount(text: &str, nil: bool) -> Amount {
    let reading = value::read(text);
    let sign = match reading.kind {
        _ if nil => Sign::Nil,
        Kind::Money => Sign::Shown,
        Kind::Number | Kind::Dash | Kind::Shares | Kind::PerShare => Sign::Absent,
        _ => Sign::Foreign,
    };
    let number = reading.kind.is_numeric().then(|| millionths(&reading.value)).flatten();
    Amount { sign, kind: reading.kind, number }
}

/// A decimal as a whole number of millionths; none where that would lose a digit.
pub(super) fn millionths(decimal: &str) -> Option<i128> {
    let (negative, digits) = decimal.strip_prefix('-').map_or((false, decimal), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.len() > 6 || whole.len() > 24 {
        return None;
    }
    let number: i128 = format!("{whole}{fraction:0<6}").parse().ok()?;
    Some(if negative { -number } else { number })
}

/// How many digits of a number carry information: "26,300" has three.
pub(super) fn telling_digits(number: i128) -> u32 {
    let mut rest = number.unsigned_abs();
    while rest != 0 && rest.is_multiple_of(10) {
        rest /= 10;
    }
    let mut digits = 0;
    while rest != 0 {
        (rest, digits) = (rest / 10, digits + 1);
    }
    digits
}

/// How many ways there are to put `values` values into `columns` columns; more than can be listed counts as that.
fn count_ways(columns: usize, values: usize) -> usize {
    (0..values.min(columns - values))
        .try_fold(1, |count: usize, at| count.checked_mul(columns - at).map(|count| count / (at + 1)).filter(|count| *count <= MOST_WAYS))
        .unwrap_or(MOST_WAYS + 1)
}

/// The ways to put `values` values into `columns` columns in order, the first columns first.
pub(super) fn ways(columns: usize, values: usize) -> Vec<Mask> {
    if values == 0 || values > columns || columns > MOST_COLUMNS {
        return Vec::new();
    }
    let full: Mask = (1 << values) - 1;
    let mut all = vec![full];
    if values == columns {
        return all;
    }
    if count_ways(columns, values) <= MOST_WAYS {
        let mut way = full;
        loop {
            // The next larger number with as many bits.
            let low = way & way.wrapping_neg();
            let ripple = way + low;
            way = (((ripple ^ way) >> 2) / low) | ripple;
            if way >> columns != 0 {
                return all;
            }
            all.push(way);
        }
    }
    // Too many to list: values side by side, and one gap anywhere.
    all = (0..=columns - values).map(|from| full << from).collect();
    for gap in 1..values {
        let (low, high) = ((1 << gap) - 1, full >> gap);
        all.extend((gap + 1..=columns - values + gap).map(|from| low | high << from));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_every_way_once() {
        assert_eq!(ways(4, 2), [0b11, 0b101, 0b110, 0b1001, 0b1010, 0b1100]);
        assert_eq!(ways(3, 3), [0b111]);
        assert!(ways(20, 10).len() < 1_000 && ways(20, 10).iter().all(|way| way.count_ones() == 10 && way >> 20 == 0));
        assert_eq!(ways(60, 1).len(), 60);
    }

    #[test]
    fn amounts_are_exact() {
        assert_eq!(millionths("-12.5"), Some(-12_500_000));
        assert_eq!(millionths("0.1234567"), None);
        assert_eq!(telling_digits(26_300_000_000), 3);
        assert_eq!(telling_digits(0), 0);
    }
}
