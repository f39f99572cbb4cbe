//! Financial data schedules (`EX-27`): a tag a line and its figures behind it, one for each period.
//!
//! `<MULTIPLIER>` says in what the money is; figures per share are not in it. The schedule does not say which figures are balances:
//! those before the first one of income were taken for such.

use super::lines::Line;
use crate::filing::Definition;
use crate::period;
use crate::sheet::{Filled, Heading, Line as Row, Sheet};

const BALANCES: &str = "The schedule does not say which figures are balances: those before its first one of income were taken for such.";

/// The tags that figures of income begin with.
const INCOME: [&str; 9] = [
    "SALES",
    "TOTAL-REVENUES",
    "INTEREST-LOAN",
    "PREMIUMS",
    "TRADING-REVENUE",
    "GROSS-OPERATING-REVENUE",
    "DIVIDEND-INCOME",
    "INTEREST-INCOME",
    "INTEREST-DIVIDENDS",
];

/// Words in the tags of figures that are no money.
const UNSCALED: [&str; 6] = ["SHARES", "NUMBER", "RATIO", "YIELD", "RATE", "PERCENT"];

/// Reads a document's schedule; none where it has none.
pub(super) fn read(lines: &[Line<'_>]) -> Option<Sheet> {
    let tagged = || {
        lines.iter().filter_map(|line| {
            let (tag, rest) = line.text.trim_start().strip_prefix('<')?.split_once('>')?;
            Some((line, tag, rest))
        })
    };
    let value =
        |name: &str| tagged().find(|(_, tag, _)| tag.eq_ignore_ascii_case(name)).map(|(_, _, rest)| rest.trim()).filter(|rest| !rest.is_empty());
    let article = value("ARTICLE")?;
    let ends: Vec<&str> = value("PERIOD-END").map(|ends| ends.split_whitespace().collect()).unwrap_or_default();
    let types: Vec<&str> = value("PERIOD-TYPE").map(|types| types.split_whitespace().collect()).unwrap_or_default();
    let figures: Vec<_> =
        tagged().filter_map(|(line, tag, rest)| Some((line, tag, figures(rest, line)?))).filter(|(_, tag, _)| !is_head(tag)).collect();
    let width = figures.iter().map(|(_, _, figures)| figures.len()).max()?;

    let currency = match value("CURRENCY").map(|words| words.to_ascii_uppercase().replace('.', "")) {
        None => " - USD ($)",
        Some(words) if words.contains("US") || words.contains("DOLLAR") && !words.contains("CANAD") => " - USD ($)",
        _ => "",
    };
    let mut sheet = Sheet { title: vec![format!("Financial Data Schedule, article {article}{currency}")], ..Sheet::default() };
    match value("MULTIPLIER").map(|number| number.replace(',', "")).as_deref() {
        None | Some("1") => {}
        Some("1000") => sheet.title.push("$ in Thousands".to_owned()),
        Some("1000000") => sheet.title.push("$ in Millions".to_owned()),
        Some(other) => sheet.caveats.push(format!("The schedule's multiplier, {other}, is none that is known: figures stand as they are written.")),
    }
    if let Some(currency) = value("CURRENCY") {
        sheet.title.push(format!("Currency: {currency}"));
    }
    for column in 0..width {
        let of = |all: &[&str]| all.get(column).or(all.first().filter(|_| width == 1)).map(|text| (*text).to_owned());
        let length = of(&types).and_then(|text| length(&text));
        let day = of(&ends).map(|text| day(&text).unwrap_or(text));
        sheet.headings.push(Heading { lines: length.into_iter().chain(day).collect(), ..Heading::default() });
    }
    let mut before_income = true;
    for (line, tag, values) in figures {
        let is_per_share = tag.to_ascii_uppercase().starts_with("EPS") || tag.to_ascii_uppercase().contains("NAV");
        before_income &= !INCOME.iter().any(|income| tag.eq_ignore_ascii_case(income));
        let name = format!("EX-27_{}", tag.to_ascii_uppercase());
        let mut details = Vec::new();
        if before_income {
            details.push(("Period Type".to_owned(), "instant".to_owned()));
        }
        // What the multiplier is for: money, and no count or ratio.
        if !is_per_share && !UNSCALED.iter().any(|word| tag.to_ascii_uppercase().contains(word)) {
            details.push(("Data Type".to_owned(), "xbrli:monetaryItemType".to_owned()));
        }
        sheet.definitions.push(Definition { name: Some(name.clone()), details, rows: vec![sheet.lines.len() as u32], ..Definition::default() });
        let label = if is_per_share { [tag, " | $ / shares"].concat() } else { tag.to_owned() };
        sheet.lines.push(Row { label, name: Some(name), cells: values, place: line.place(), ..Row::default() });
    }
    if sheet.definitions.iter().any(|definition| definition.detail("Period Type").is_some()) && !types.is_empty() {
        sheet.caveats.push(BALANCES.to_owned());
    }
    let (first, last) = (sheet.lines.first()?.place, sheet.lines.last()?.place);
    sheet.place = crate::filing::Place { len: last.start + last.len - first.start, ..first };
    Some(sheet)
}

/// The tags that say how to read the others.
fn is_head(tag: &str) -> bool {
    const HEAD: [&str; 12] = [
        "ARTICLE",
        "CIK",
        "NAME",
        "MULTIPLIER",
        "CURRENCY",
        "PERIOD-TYPE",
        "PERIOD-START",
        "PERIOD-END",
        "FISCAL-YEAR-END",
        "EXCHANGE-RATE",
        "NUMBER",
        "PAGE",
    ];
    HEAD.iter().any(|head| tag.eq_ignore_ascii_case(head))
}

/// The figures of a line; none where anything else stands in it.
fn figures(rest: &str, line: &Line<'_>) -> Option<Vec<Filled>> {
    let mut all = Vec::new();
    for (column, word) in rest.split_whitespace().enumerate() {
        let digits = word.trim_matches(['(', ')', '-', '$']);
        if column >= 60
            || !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            || !digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.'))
        {
            return None;
        }
        let at = word.as_ptr() as usize - line.text.as_ptr() as usize;
        let place = crate::filing::Place { start: (line.start + at) as u32, len: word.len() as u32, source: line.source };
        all.push(Filled { column: column as u32, text: word.to_owned(), place, ..Filled::default() });
    }
    (!all.is_empty()).then_some(all)
}

/// `DEC-31-1997` as R pages print it.
fn day(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
    let words = format!("{month} {day}, {year}");
    period::date(&words).map(|_| words)
}

/// `12-MOS`, `YEAR`, `3-MOS` as headings have it.
fn length(text: &str) -> Option<String> {
    let upper = text.to_ascii_uppercase();
    if upper == "YEAR" {
        return Some("12 Months Ended".to_owned());
    }
    let (count, unit) = upper.split_once('-')?;
    let count: u32 = count.parse().ok().filter(|count| (1..=120).contains(count))?;
    unit.starts_with("MO").then(|| format!("{count} Months Ended"))
}
