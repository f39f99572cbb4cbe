//! Values as statements print them: figures with commas, in brackets where they are below zero; percentages, dates and lengths of time.

use super::book::{Book, Item};
use super::dates::{length, printed};
use super::scale::{Scale, Scales};
use super::units::Kind;
use crate::filing::NONE;
use crate::hash::HashMap;
use crate::period;
use crate::read::xbrl::taxonomy::Element;
use std::borrow::Cow;

/// A long text is shown as its fact shows it.
const LONG: usize = 2000;

/// What a cell prints, without a sign of money; none of a text that is printed as the fact shows it.
pub(super) fn text(book: &Book<'_>, item: &Item, negated: bool, scales: &Scales, qnames: &mut QNames) -> Option<String> {
    if book.is_nil(item) {
        return Some(String::new());
    }
    let fact = book.filing.fact(item.fact)?;
    let element = book.taxonomy.elements.get_index(item.element as usize).map(|(_, element)| element)?;
    if item.unit == NONE {
        if fact.is_long() {
            return None;
        }
        let value = fact.value()?;
        return words(book, element, &value, qnames)
            .or_else(|| (value != fact.shown() && value.len() < LONG && !value.contains('<')).then(|| value.into_owned()));
    }
    let value = fact.value()?;
    if !is_number(&value) {
        return None;
    }
    let value = as_written(&value, &fact.shown(), fact.scale().map_or(0, i32::from));
    Some(number(&value, negated, is_percent(book, element, item.unit), scales.get(&item.unit).copied()))
}

fn is_number(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') && digits.bytes().any(|byte| byte.is_ascii_digit())
}

/// A value with the zeros behind its point that are written: 0.50, which is kept as 0.5.
fn as_written<'v>(value: &'v str, shown: &str, scale: i32) -> Cow<'v, str> {
    let Some((_, behind)) = shown.rsplit_once(['.', ',']).filter(|(_, behind)| behind.ends_with('0')) else { return value.into() };
    let written = behind.bytes().filter(u8::is_ascii_digit).count() as i32 - scale;
    let kept = value.split_once('.').map_or(0, |(_, fraction)| fraction.len() as i32);
    if written <= kept || written > 40 {
        return value.into();
    }
    let point = if kept == 0 { "." } else { "" };
    let padded = [value, point, &"0".repeat((written - kept) as usize)].concat();
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0').collect::<Vec<_>>();
    // What stands behind a separator of thousands is no fraction.
    if digits(&padded) == digits(shown) { padded.into() } else { value.into() }
}

/// Whether a number is a percentage: by the type of its concept, or where that is not known, by its unit.
fn is_percent(book: &Book<'_>, element: &Element, unit: u32) -> bool {
    match (book.unit(unit).map(|measure| &measure.kind), element.data_type.as_deref()) {
        (Some(Kind::Rate), _) => true,
        (Some(Kind::Pure), Some(data_type)) => data_type.rsplit(':').next() == Some("percentItemType"),
        (Some(Kind::Pure), None) => true,
        _ => false,
    }
}

/// A figure as printed.
fn number(value: &str, negated: bool, percent: bool, scale: Option<Scale>) -> String {
    if value == "0" && !percent {
        return "0".to_owned();
    }
    let (minus, digits) = value.strip_prefix('-').map_or((false, value), |rest| (true, rest));
    let negative = minus != negated;
    let figures = match scale {
        _ if percent => {
            let fraction = digits.split_once('.').map_or(0, |(_, fraction)| fraction.trim_end_matches('0').len() as i32);
            moved(digits, 2, Some((fraction - 2).clamp(2, 5)))
        }
        Some(Scale { power, places }) => moved(digits, -power, Some(places)),
        None => moved(digits, 0, None),
    };
    let is_zero = figures.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let figures = match is_zero && negated && !percent {
        // So the renderer prints a zero with decimals where signs are turned.
        true => "0".to_owned(),
        false => figures,
    };
    let negative = negative && (!is_zero || negated);
    let (open, close) = if negative { ("(", ")") } else { ("", "") };
    [open, &grouped(&figures), if percent { "%" } else { "" }, close].concat()
}

/// Digits with their point moved to the right by a power of ten, and rounded to so many places, halves to the even digit.
fn moved(digits: &str, power: i32, places: Option<i32>) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut all: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|byte| byte.wrapping_sub(b'0')).collect();
    // How many of them stand before the point.
    let mut point = whole.len() as i32 + power;
    while point < 1 {
        all.insert(0, 0);
        point += 1;
    }
    while (all.len() as i32) < point {
        all.push(0);
    }
    let places = places.unwrap_or(all.len() as i32 - point);
    let keep = (point + places).max(0) as usize;
    if keep < all.len() {
        let (next, rest) = (all[keep], &all[keep + 1..]);
        let is_half = next == 5 && rest.iter().all(|digit| *digit == 0);
        let up = if is_half { keep > 0 && all[keep - 1] % 2 == 1 } else { next >= 5 };
        all.truncate(keep);
        if up {
            let mut at = keep;
            loop {
                if at == 0 {
                    all.insert(0, 1);
                    point += 1;
                    break;
                }
                at -= 1;
                all[at] += 1;
                if all[at] < 10 {
                    break;
                }
                all[at] = 0;
            }
        }
    }
    all.resize((point + places).max(1) as usize, 0);
    let first = all[..point as usize - 1].iter().position(|digit| *digit != 0).unwrap_or(point as usize - 1);
    let mut out = String::with_capacity(all.len() + 2);
    for (at, digit) in all.iter().enumerate().skip(first) {
        if at as i32 == point {
            out.push('.');
        }
        out.push(char::from(b'0' + digit));
    }
    out
}

/// With a comma before each three digits.
pub(super) fn grouped(figures: &str) -> String {
    let (whole, fraction) = figures.split_once('.').map_or((figures, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = String::with_capacity(figures.len() * 4 / 3 + 1);
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Labels of values that name a concept, once looked up.
pub(super) type QNames = HashMap<String, Option<String>>;

/// A text that is not printed as it is: dates, lengths of time, and names that have labels.
fn words(book: &Book<'_>, element: &Element, value: &str, qnames: &mut QNames) -> Option<String> {
    if let Some(day) = value.get(..10).filter(|_| value.len() == 10 || value.as_bytes().get(10) == Some(&b'T')).and_then(period::date) {
        return Some(printed(day, false));
    }
    if element.data_type.as_deref().is_none_or(|data_type| data_type.ends_with("durationItemType"))
        && let Some(words) = length(value)
    {
        return Some(words);
    }
    if !value.contains(':') || value.contains("//") || value.len() > LONG {
        return None;
    }
    let mut one = |name: &str| {
        let found = || {
            let (prefix, local) = name.split_once(':').filter(|(_, local)| !local.contains(':'))?;
            let namespace = book.filing.namespaces.get(prefix)?;
            let element = book.taxonomy.element(&["{", namespace, "}", local].concat())?;
            book.taxonomy.label(element, "label").map(str::to_owned)
        };
        qnames.entry(name.to_owned()).or_insert_with(found).clone()
    };
    let labels: Option<Vec<String>> = value.split_ascii_whitespace().map(&mut one).collect();
    labels.filter(|labels| !labels.is_empty()).map(|labels| labels.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_that_are_written_stay() {
        for (value, shown, scale, written) in [
            ("0.5", "0.50", 0, "0.50"),
            ("228.1", "228.10", 0, "228.10"),
            ("1000", "1,000", 0, "1000"),
            ("1500000", "1.50", 6, "1500000"),
            ("0.48", "48.0", -2, "0.480"),
            ("0", "0.0", 0, "0.0"),
        ] {
            assert_eq!(as_written(value, shown, scale), written, "{shown}");
        }
    }

    #[test]
    fn figures_are_printed() {
        let millions = Some(Scale { power: 6, places: 0 });
        for (value, negated, percent, scale, shown) in [
            ("95359000000", false, false, millions, "95,359"),
            ("-279000000", false, false, millions, "(279)"),
            ("279000000", true, false, millions, "(279)"),
            ("-279000000", true, false, millions, "279"),
            ("0", true, false, millions, "0"),
            ("0.0", true, false, None, "(0)"),
            ("200000.0", false, false, None, "200,000.0"),
            ("1.65", false, false, None, "1.65"),
            ("0.66", false, true, None, "66.00%"),
            ("0.15755", false, true, None, "15.755%"),
            ("-0.015", false, true, None, "(1.50%)"),
            ("13550000000", false, false, Some(Scale { power: 9, places: 1 }), "13.6"),
            ("13450000000", false, false, Some(Scale { power: 9, places: 1 }), "13.4"),
            ("999999", false, false, Some(Scale { power: 3, places: 0 }), "1,000"),
            ("400", false, false, Some(Scale { power: 3, places: 0 }), "0"),
        ] {
            assert_eq!(number(value, negated, percent, scale), shown, "{value}");
        }
    }
}
