//! Facts reported more than once, and whether they agree, as the Open Information Model says it.
//!
//! Two facts are duplicates where they are the same in everything but value and accuracy: concept, entity, period, dimensions,
//! unit, and for a text its language (in capitals or not); in one report, one target document and one tuple. Nothing is kept of
//! it: duplicates are found when somebody asks, in one pass over the columns of numbers.
//!
//! ```
//! use filing_viewer::duplicates::{Likeness, likeness, of};
//!
//! let item = |value: &str, decimals: &str| format!("<e:Cash contextRef='c' unitRef='u' decimals='{decimals}'>{value}</e:Cash>");
//! let instance = format!(
//!     "<xbrl xmlns='http://www.xbrl.org/2003/instance' xmlns:e='http://e.example' xmlns:i='http://www.xbrl.org/2003/iso4217'>
//!      <context id='c'><entity><identifier scheme='s'>1</identifier></entity><period><instant>2024-12-31</instant></period></context>
//!      <unit id='u'><measure>i:EUR</measure></unit>{}{}{}</xbrl>",
//!     item("1234000", "-3"), item("1234321", "0"), item("1236000", "0"),
//! );
//! let filing = filing_viewer::read(instance.as_bytes(), "cash.xml")?;
//! assert_eq!(of(&filing, 0), [1, 2]);
//! let fact = |id| filing.fact(id).unwrap();
//! // 1,234,321 is 1,234,000 when it is rounded to thousands; 1,236,000 is not.
//! assert_eq!(likeness(fact(0), fact(1)), Likeness::Consistent);
//! assert_eq!(likeness(fact(0), fact(2)), Likeness::Inconsistent);
//! # Ok::<(), filing_viewer::Error>(())
//! ```

use crate::decimal::{Decimal, difference, is_less, sum};
use crate::filing::{Fact, Filing};

/// How two duplicates agree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// The same value with the same accuracy.
    Complete,
    /// Numbers that may be one number, rounded differently: some number lies within the rounding of both.
    Consistent,
    /// They contradict each other.
    Inconsistent,
}

impl Likeness {
    /// The likeness in one word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Consistent => "consistent",
            Self::Inconsistent => "inconsistent",
        }
    }
}

/// The other facts that report what this fact reports, in the order read.
pub fn of(filing: &Filing, id: u32) -> Vec<u32> {
    let Some(fact) = filing.fact(id) else { return Vec::new() };
    let (facts, at) = (&filing.facts, id as usize);
    // What was read from words on a page has no name that another could be the same as.
    let Some(concept) = fact.concept().filter(|concept| concept.name.is_some() && concept.namespace.is_some()) else { return Vec::new() };
    let local = |name: Option<&str>| name.map(|name| name.split_once(':').map_or(name, |(_, local)| local).to_owned());
    // One name may be written with several prefixes.
    let same: Vec<u32> = (0..)
        .zip(&filing.concepts)
        .filter(|(_, other)| other.namespace == concept.namespace && local(other.name.as_deref()) == local(concept.name.as_deref()))
        .map(|(number, _)| number)
        .collect();
    let alike = |other: usize| {
        same.contains(&facts.concept[other])
            && facts.period[other] == facts.period[at]
            && facts.dimensions[other] == facts.dimensions[at]
            && facts.unit[other] == facts.unit[at]
            && facts.entity[other] == facts.entity[at]
            && facts.report[other] == facts.report[at]
            && facts.target[other] == facts.target[at]
            && filing.tuples.get(&(other as u32)) == filing.tuples.get(&id)
    };
    let language = |other: Option<&str>| match (other, fact.language()) {
        (Some(one), Some(two)) => one.eq_ignore_ascii_case(two),
        (one, two) => one == two,
    };
    let others = (0..facts.concept.len()).filter(|other| *other != at && alike(*other)).map(|other| other as u32);
    others.filter(|other| filing.fact(*other).is_some_and(|other| language(other.language()))).collect()
}

/// How two duplicates agree. A number without a stated accuracy is taken as exact, as the Open Information Model takes it.
pub fn likeness(one: Fact<'_>, other: Fact<'_>) -> Likeness {
    if one.is_nil() || other.is_nil() {
        return if one.is_nil() == other.is_nil() { Likeness::Complete } else { Likeness::Inconsistent };
    }
    let (Some(first), Some(second)) = (one.value(), other.value()) else { return Likeness::Inconsistent };
    if !(one.kind().is_numeric() && other.kind().is_numeric()) {
        return if first == second { Likeness::Complete } else { Likeness::Inconsistent };
    }
    let accuracy = |fact: Fact<'_>| fact.decimals().and_then(places);
    let (rounded, again) = (accuracy(one), accuracy(other));
    if first == second {
        return if rounded == again { Likeness::Complete } else { Likeness::Consistent };
    }
    match overlap(&first, rounded, &second, again) {
        Some(true) => Likeness::Consistent,
        _ => Likeness::Inconsistent,
    }
}

/// The decimal places of a stated accuracy; none where it is exact.
pub(crate) fn places(decimals: &str) -> Option<i32> {
    decimals.strip_prefix('+').unwrap_or(decimals).parse().ok()
}

/// Beyond this many places a rounding is as good as none, or as good as any: no value has as many digits.
const MOST: i32 = 5000;

/// Whether the values that two roundings leave open overlap: |a − b| ≤ ½·10⁻ᵐ + ½·10⁻ⁿ. None where one of them is no decimal.
fn overlap(first: &str, rounded: Option<i32>, second: &str, again: Option<i32>) -> Option<bool> {
    let (first, second) = (Decimal::of(first)?, Decimal::of(second)?);
    let room = |places: Option<i32>| places.filter(|places| *places <= MOST);
    let rooms = [room(rounded), room(again)];
    if rooms.iter().flatten().any(|places| *places < -MOST) {
        return Some(true);
    }
    // All are whole numbers of this many decimal places.
    let fine = [Some(first.places), Some(second.places), rooms[0], rooms[1]].into_iter().flatten().max().unwrap_or(0);
    let (a, b) = (first.whole(fine), second.whole(fine));
    let apart = if first.negative == second.negative { if is_less(&a, &b) { difference(&b, &a) } else { difference(&a, &b) } } else { sum(&a, &b) };
    let one = |places: i32| Decimal { negative: false, digits: vec![1], places }.whole(fine);
    let room = rooms.into_iter().flatten().fold(Vec::new(), |all, places| sum(&all, &one(places)));
    Some(!is_less(&room, &sum(&apart, &apart)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inline(facts: &str) -> Filing {
        let head = r#"<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:x="http://www.xbrl.org/2003/instance"
            xmlns:i="http://www.xbrl.org/2003/iso4217" xmlns:e="http://e.example" xmlns:f="http://e.example" xml:lang="en"><body><ix:header><ix:resources>
            <x:context id="c"><x:entity><x:identifier scheme="s">1</x:identifier></x:entity><x:period><x:instant>2024-12-31</x:instant></x:period></x:context>
            <x:unit id="u"><x:measure>i:EUR</x:measure></x:unit></ix:resources></ix:header>"#;
        crate::read(format!("{head}{facts}</body></html>").as_bytes(), "a.htm").unwrap()
    }

    fn number(name: &str, decimals: &str, more: &str, shown: &str) -> String {
        format!(r#"<p><ix:nonFraction name="{name}" contextRef="c" unitRef="u" decimals="{decimals}" {more}>{shown}</ix:nonFraction></p>"#)
    }

    /// How the first fact agrees with the others.
    fn found(filing: &Filing) -> Vec<(u32, &'static str)> {
        of(filing, 0).into_iter().map(|id| (id, likeness(filing.fact(0).unwrap(), filing.fact(id).unwrap()).name())).collect()
    }

    #[test]
    fn what_two_roundings_leave_open_decides() {
        for (first, decimals, second, again, expected) in [
            ("100", "0", "100.0", "0", "complete"),
            ("100", "0", "100", "2", "consistent"),
            ("5", "INF", "5", "0", "consistent"),
            ("1234000", "-3", "1234321", "0", "consistent"),
            ("1234000", "-3", "1236000", "0", "inconsistent"),
            // Both leave 1,500,000 to 2,000,000 open.
            ("1500000", "-6", "2000000", "-6", "consistent"),
            ("1500000", "-6", "2500000", "-6", "consistent"),
            ("1500000", "-6", "2500001", "-6", "inconsistent"),
            ("1", "0", "2", "INF", "inconsistent"),
            ("1.5", "INF", "2", "0", "consistent"),
            ("1", "-2000000000", "2", "0", "consistent"),
            ("1", "2000000000", "2", "2000000000", "inconsistent"),
        ] {
            let filing = inline(&[number("e:A", decimals, "", first), number("e:A", again, "", second)].concat());
            assert_eq!(found(&filing), [(1, expected)], "{first} {decimals} {second} {again}");
        }
    }

    #[test]
    fn signs_count() {
        let pair = |sign, shown| inline(&[number("e:A", "0", r#"sign="-""#, "1"), number("e:A", "0", sign, shown)].concat());
        assert_eq!(found(&pair("", "1")), [(1, "inconsistent")]);
        assert_eq!(found(&pair(r#"sign="-""#, "2")), [(1, "consistent")]);
        assert_eq!(found(&pair("", "0")), [(1, "consistent")]);
    }

    #[test]
    fn other_aspects_make_other_facts_and_prefixes_do_not() {
        let all = [
            number("e:A", "0", "", "1"),
            number("f:A", "0", "", "1"),
            number("e:B", "0", "", "1"),
            number("e:A", "0", r#"target="t""#, "1"),
            number("e:A", "0", r#"xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#, ""),
        ];
        assert_eq!(found(&inline(&all.concat())), [(1, "complete"), (4, "inconsistent")]);
    }

    #[test]
    fn texts_are_the_same_or_not_in_their_language() {
        let text =
            |language: &str, text: &str| format!(r#"<p xml:lang="{language}"><ix:nonNumeric name="e:T" contextRef="c">{text}</ix:nonNumeric></p>"#);
        let all = [text("en", "One"), text("EN", "One"), text("en", "Two"), text("fr", "One")];
        assert_eq!(found(&inline(&all.concat())), [(1, "complete"), (2, "inconsistent")]);
    }

    #[test]
    fn what_is_read_from_a_page_has_none() {
        let filing = crate::read(b"|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n|Cash\n|$ 12\n", "cash.txt").unwrap();
        assert!(of(&filing, 0).is_empty());
    }

    proptest! {
        #[test]
        fn roundings_overlap_as_whole_numbers_say(a in -99_999i64..99_999, b in -99_999i64..99_999, m in -4i32..4, n in -4i32..4) {
            // Thousandths, so that every half of a rounding is a whole number.
            let shown = |whole: i64| crate::value::shift(&whole.to_string(), -3);
            let half = |places: i32| 10i64.pow((4 - places) as u32) * 5;
            let expected = (a - b).abs() * 100 <= half(m) + half(n);
            prop_assert_eq!(overlap(&shown(a), Some(m), &shown(b), Some(n)), Some(expected));
        }
    }
}
