//! Two filings of one filer held side by side: for each line item, what it was, what it is, and by how much it changed.
//!
//! A line item is a concept with its dimensions and its unit. Taxonomies have a new namespace every year, so names are compared without
//! the digits of their namespaces. Of each filing the line item's latest period counts, quarters and the year to date each for themselves:
//! a length of three months is never held against one of nine. Where both filings are of one period, as an amendment and its original
//! are, what changed is what was restated.
//!
//! ```
//! use filing_viewer::compare::{State, compare};
//! let page = |day: &str, cash: &str| format!("|\nCash (Details) - USD ($)\n|\n{day}\n|Cash\n|$ {cash}\n");
//! let earlier = filing_viewer::read(page("Dec. 31, 2024", "800").into_bytes(), "2024.txt")?;
//! let later = filing_viewer::read(page("Dec. 31, 2025", "1,000").into_bytes(), "2025.txt")?;
//! let lines = compare(&earlier, &later);
//! assert_eq!((lines[0].state, lines[0].change.as_deref(), lines[0].percent.as_deref()), (State::Changed, Some("200"), Some("25.00")));
//! # Ok::<(), filing_viewer::Error>(())
//! ```

use crate::decimal::{Decimal, difference, is_less, sum};
use crate::filing::{Fact, Filing};
use crate::hash::IndexMap;
use crate::period::Period;
use crate::write::{members_words, unit_words};
use serde::Serialize;

/// How a line item of the later filing is to that of the earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Both report it, with different values.
    Changed,
    /// Both report it, with the same value.
    Same,
    /// Only the later one reports it.
    Added,
    /// Only the earlier one reports it.
    Dropped,
}

/// A line item in two filings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The label in the later filing; in the earlier one where only that has it.
    pub label: String,
    /// What it was called in the earlier one, where that is something else.
    pub relabelled_from: Option<String>,
    /// The name, as filed: `us-gaap:Assets`.
    pub concept: Option<String>,
    /// Its members, in words.
    pub members: String,
    /// Its unit, in words.
    pub unit: String,
    /// How many months its period has; none of a point in time.
    pub months: Option<u32>,
    /// What became of it.
    pub state: State,
    /// The earlier fact and period, the later ones.
    pub earlier: Option<Side>,
    /// The same of the later filing.
    pub later: Option<Side>,
    /// What the later value is more, an exact decimal; none where one of them is no number.
    pub change: Option<String>,
    /// The change in hundredths of the earlier value's size, to two places; none where that is zero.
    pub percent: Option<String>,
}

/// A fact of one of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Side {
    /// Its number in its filing.
    pub fact: u32,
    /// Its value; none where it is nil.
    pub value: Option<String>,
    /// Its period, in words.
    pub period: String,
}

/// The line items of two filings, in the order of the later one; those that were dropped come last.
pub fn compare(earlier: &Filing, later: &Filing) -> Vec<Line> {
    let (before, now) = (latest(earlier), latest(later));
    let mut lines: Vec<Line> = now.iter().map(|(key, fact)| line(key, before.get(key).copied(), Some(*fact))).collect();
    let dropped = before.iter().filter(|(key, _)| !now.contains_key(*key));
    lines.extend(dropped.map(|(key, fact)| line(key, Some(*fact), None)));
    lines
}

/// A line item, whatever filing it stands in.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    concept: String,
    dimensions: Vec<String>,
    unit: String,
    months: Option<u32>,
}

/// Each line item's fact of its latest period; of several of one period the first.
fn latest(filing: &Filing) -> IndexMap<Key, Fact<'_>> {
    let mut found: IndexMap<Key, Fact<'_>> = IndexMap::default();
    for fact in (0..filing.fact_count()).filter_map(|id| filing.fact(id)) {
        // What only text or no period tells apart cannot be held against anything.
        let (Some(end), Some(concept)) = (end(fact), concept(filing, fact)) else { continue };
        // Of text that goes on for pages nothing is gained by saying that it is another.
        if fact.is_markup() || fact.is_long() || concept.ends_with("TextBlock") {
            continue;
        }
        let mut dimensions: Vec<String> = fact
            .dimensions()
            .iter()
            .map(|dimension| {
                let name = |name: &Option<Box<str>>| name.as_deref().map(|name| yearless(&filing.expanded(name))).unwrap_or_default();
                let typed = dimension.typed.as_deref().unwrap_or_default();
                let label = if dimension.member.is_none() && dimension.typed.is_none() { dimension.label.as_deref().unwrap_or_default() } else { "" };
                [name(&dimension.axis).as_str(), name(&dimension.member).as_str(), typed, label].join("\n")
            })
            .collect();
        crate::order::sort_by(&mut dimensions, Ord::cmp);
        let key = Key { concept, dimensions, unit: fact.unit().map(unit_words).unwrap_or_default(), months: months(fact) };
        match found.get_mut(&key) {
            Some(known) if self::end(*known).is_some_and(|known| known < end) => *known = fact,
            Some(_) => {}
            None => _ = found.insert(key, fact),
        }
    }
    found
}

/// The concept as both filings name it: without the digits of its namespace; by its label where it has no name.
fn concept(filing: &Filing, fact: Fact<'_>) -> Option<String> {
    let concept = fact.concept()?;
    match (concept.namespace.as_deref(), concept.name.as_deref()) {
        (Some(namespace), Some(name)) => Some(yearless(&format!("{{{namespace}}}{}", name.rsplit_once(':').map_or(name, |(_, local)| local)))),
        (None, Some(name)) => Some(yearless(&filing.expanded(name))),
        _ => fact.label().map(str::to_lowercase),
    }
}

/// An expanded name without the digits of its namespace.
fn yearless(name: &str) -> String {
    let (namespace, local) = name.split_at(name.rfind('}').unwrap_or(0));
    let mut text: String = namespace.chars().filter(|character| !matches!(character, '0'..='9' | '-')).collect();
    text.push_str(local);
    text
}

fn end(fact: Fact<'_>) -> Option<time::PrimitiveDateTime> {
    match fact.period()? {
        Period::Instant(at) | Period::Duration(_, at) => Some(*at),
        Period::Forever | Period::Zoned(_) => None,
    }
}

/// The whole months of a duration, to the nearest: 13 weeks are three.
fn months(fact: Fact<'_>) -> Option<u32> {
    match fact.period()? {
        Period::Duration(start, end) => {
            // A month has 30.4375 days: 487 sixteenths.
            u32::try_from(((*end - *start).whole_days() * 16 + 243) / 487).ok()
        }
        _ => None,
    }
}

fn line(key: &Key, earlier: Option<Fact<'_>>, later: Option<Fact<'_>>) -> Line {
    let side = |fact: Fact<'_>| Side {
        fact: fact.id(),
        value: fact.value().map(std::borrow::Cow::into_owned),
        period: fact.period().map(crate::period::words).unwrap_or_default(),
    };
    let label = |fact: Fact<'_>| fact.label_or_words().0.into_owned();
    let (before, now) = (earlier.map(side), later.map(side));
    let state = match (&before, &now) {
        (Some(before), Some(now)) if before.value == now.value => State::Same,
        (Some(_), Some(_)) => State::Changed,
        (None, _) => State::Added,
        (_, None) => State::Dropped,
    };
    let shown = later.or(earlier);
    let change = earlier.zip(later).filter(|(one, other)| one.kind().is_numeric() && other.kind().is_numeric());
    let change = change.and_then(|(one, other)| change_of(&one.value()?, &other.value()?));
    let name = shown.map(label).unwrap_or_default();
    Line {
        relabelled_from: earlier.zip(later).map(|(earlier, _)| label(earlier)).filter(|before| *before != name),
        label: name,
        concept: shown.and_then(|fact| fact.concept()?.name.as_deref().map(str::to_owned)),
        members: shown.map(|fact| members_words(fact.dimensions())).unwrap_or_default(),
        unit: key.unit.clone(),
        months: key.months,
        state,
        earlier: before,
        later: now,
        percent: change.as_ref().and_then(|(_, percent)| percent.clone()),
        change: change.map(|(change, _)| change),
    }
}

/// What `now` is more than `before`, and how many hundredths of it that is; none where one of them is no decimal.
fn change_of(before: &str, now: &str) -> Option<(String, Option<String>)> {
    let (one, other) = (Decimal::of(before)?, Decimal::of(now)?);
    let places = one.places.max(other.places);
    let (a, b) = (one.whole(places), other.whole(places));
    let (negative, size) = if one.negative != other.negative {
        (other.negative, sum(&a, &b))
    } else if is_less(&b, &a) {
        (!other.negative, difference(&a, &b))
    } else {
        (other.negative, difference(&b, &a))
    };
    let percent = hundredths(&size, &a).map(|text| signed(negative, &text));
    Some((signed(negative, &written(&size, places as usize)), percent))
}

/// A number of digits, the last one first, with so many behind the point; zeros that say nothing are left out.
fn written(digits: &[u8], places: usize) -> String {
    let digit = |at: usize| char::from(b'0' + digits.get(at).copied().unwrap_or(0));
    let last = (places..digits.len().max(places + 1)).rev().find(|at| digit(*at) != '0').unwrap_or(places);
    let whole: String = (places..=last).rev().map(digit).collect();
    let fraction: String = (0..places).rev().map(digit).collect();
    match fraction.trim_end_matches('0') {
        "" => whole,
        fraction => [&whole, ".", fraction].concat(),
    }
}

fn signed(negative: bool, text: &str) -> String {
    if negative && text.bytes().any(|byte| matches!(byte, b'1'..=b'9')) { ["-", text].concat() } else { text.to_owned() }
}

/// One number in hundredths of another, to two places, by long division; none where the other is zero.
fn hundredths(of: &[u8], whole: &[u8]) -> Option<String> {
    if whole.iter().all(|digit| *digit == 0) {
        return None;
    }
    // Three places are divided out, and the last one rounds.
    let mut rest: Vec<u8> = Vec::new();
    let mut quotient: Vec<u8> = Vec::new();
    for digit in of.iter().rev().copied().chain([0; 5]) {
        rest.insert(0, digit);
        let mut times = 0;
        while !is_less(&rest, whole) {
            rest = difference(&rest, whole);
            times += 1;
        }
        quotient.push(times);
    }
    quotient.reverse();
    let up = quotient.first().is_some_and(|last| *last >= 5);
    let kept = if up { sum(&quotient[1..], &[1]) } else { quotient[1..].to_vec() };
    let text = written(&kept, 2);
    Some(match text.split_once('.') {
        None => text + ".00",
        Some((_, fraction)) if fraction.len() == 1 => text + "0",
        Some(_) => text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn changes_are_exact() {
        for (before, now, change, percent) in [
            ("100", "125", "25", Some("25.00")),
            ("125", "100", "-25", Some("-20.00")),
            ("-10", "5", "15", Some("150.00")),
            ("-10", "-15", "-5", Some("-50.00")),
            ("0.1", "0.30", "0.2", Some("200.00")),
            ("3", "4", "1", Some("33.33")),
            ("3", "5", "2", Some("66.67")),
            ("7", "7.0", "0", Some("0.00")),
            ("0", "5", "5", None),
            ("123456789012345678901234567890", "123456789012345678901234567891", "1", Some("0.00")),
        ] {
            assert_eq!(change_of(before, now), Some((change.to_owned(), percent.map(str::to_owned))), "{before} to {now}");
        }
        assert_eq!(change_of("1", "P3M"), None);
    }

    proptest! {
        #[test]
        fn as_with_whole_numbers(before in -1_000_000_000_i64..1_000_000_000, now in -1_000_000_000_i64..1_000_000_000) {
            let (change, percent) = change_of(&before.to_string(), &now.to_string()).unwrap();
            prop_assert_eq!(change, (now - before).to_string());
            if before != 0 {
                let exact = (i128::from(now - before).abs() * 100_000 / i128::from(before.abs()) + 5) / 10;
                let text = format!("{}{}.{:02}", if now < before && exact > 0 { "-" } else { "" }, exact / 100, exact % 100);
                prop_assert_eq!(percent.unwrap(), text);
            } else {
                prop_assert_eq!(percent, None);
            }
        }
    }
}
