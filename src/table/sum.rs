//! The sum of facts, where there is one.
//!
//! Facts add up only where the sum means something. All of these must hold; the first that does not is the reason given:
//!
//! 1. They are numbers, none of them nil, dash or text.
//! 2. They are of one concept, known by its name: two rows labelled "Total" need not be the same.
//! 3. They are of one entity.
//! 4. They have one unit, and it is one that adds up: money, shares, or a count of something. Ratios and amounts per share do not.
//! 5. They have one period; or they are durations of which no two overlap. Balances of two days do not add up.
//! 6. They have the same dimensions; or, of one period, the same axes with different members on just one of them. Then the sum is
//!    given with a word of warning: a filing does not say whether one member contains another.
//! 7. None stands in a tuple, which makes it one of several by something that is no aspect.
//!
//! A fact that is reported several times counts once: as its most accurate value, with which the others must agree within their
//! rounding, as [`likeness`](crate::duplicates::likeness) says.

use crate::decimal::{Decimal, difference, is_less, sum};
use crate::duplicates::{Likeness, likeness, places};
use crate::filing::{Fact, Filing, Period};
use crate::hash::IndexMap;
use crate::value::Kind;
use crate::write::unit_words;
use serde::Serialize;

/// Longer numbers than any that is meant are not added up: so many digits.
const DIGITS: usize = 60;

/// An exact sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// The decimal.
    pub value: String,
    /// The unit in words.
    pub unit: String,
    /// What it is a sum of, as [`Kind::name`] says it.
    pub kind: &'static str,
    /// The least accuracy of what it is a sum of: `-6`, or `INF` where all are exact. None where one does not state it.
    pub decimals: Option<String>,
}

/// The sum of facts, with a warning where there is one; or why there is none: a sentence.
///
/// ```
/// use filing_viewer::table::sum_of;
/// let text = "|\nDebt (Details) - USD ($)\n|\nDec. 31, 2024\n|Bonds\n|$ 9\n|Loans\n|$ 4\n";
/// let filing = filing_viewer::read(text.as_bytes(), "debt.txt")?;
/// assert!(sum_of(&filing, &[0, 1]).unwrap_err().contains("concept"));
/// # Ok::<(), filing_viewer::Error>(())
/// ```
pub fn sum_of(filing: &Filing, facts: &[u32]) -> Result<(Sum, Option<&'static str>), &'static str> {
    let all = || facts.iter().filter_map(|fact| filing.fact(*fact));
    let columns = &filing.facts;
    let same = |column: &[u32]| facts.windows(2).all(|pair| column[pair[0] as usize] == column[pair[1] as usize]);
    let Some(first) = all().next() else { return Err("There are no facts.") };
    if !all().all(|fact| fact.kind().is_numeric() && !fact.is_nil() && fact.value().is_some()) {
        return Err("Not all of them are numbers.");
    }
    let Some(name) = first.concept().and_then(|concept| concept.name.as_deref()) else {
        return Err("Their concept has no name that would tell it from others.");
    };
    let is_named_so = |fact: Fact<'_>| {
        fact.concept().and_then(|concept| concept.name.as_deref()).is_some_and(|other| filing.expanded(other) == filing.expanded(name))
    };
    if !same(&columns.concept) && !all().all(is_named_so) {
        return Err("They are of several concepts.");
    }
    if !same(&columns.entity) {
        return Err("They are of several entities.");
    }
    let Some(unit) = first.unit() else { return Err("They have no unit.") };
    if !same(&columns.unit) {
        return Err("They have several units.");
    }
    let is_pure = unit.numerators.iter().any(|measure| measure.ends_with("}pure") || &**measure == "pure");
    if !unit.denominators.is_empty()
        || unit.numerators.len() != 1
        || is_pure
        || all().any(|fact| matches!(fact.kind(), Kind::PerShare | Kind::Percent))
    {
        return Err("Ratios and amounts per unit do not add up.");
    }
    let of_one_period = same(&columns.period);
    if !of_one_period {
        of_several_periods(all())?;
    }
    let warning = if same(&columns.dimensions) { None } else { Some(of_several_members(all(), of_one_period)?) };
    if facts.iter().any(|fact| filing.tuples.contains_key(fact)) {
        return Err("They stand in tuples, which are counted by hand.");
    }
    let once = each_once(all(), |fact| {
        let at = fact.id() as usize;
        (columns.period[at], columns.dimensions[at])
    })?;
    let value = added(&once)?;
    let accuracy = |fact: &Fact<'_>| fact.decimals().map(|decimals| places(decimals).map_or(i64::MAX, i64::from));
    let decimals = once.iter().map(accuracy).collect::<Option<Vec<_>>>().and_then(|all| all.into_iter().min());
    let decimals = decimals.map(|places| if places == i64::MAX { "INF".to_owned() } else { places.to_string() });
    Ok((Sum { value, unit: unit_words(unit), kind: first.kind().name(), decimals }, warning))
}

/// Whether facts of several periods add up: durations of which no two overlap.
fn of_several_periods<'a>(facts: impl Iterator<Item = Fact<'a>>) -> Result<(), &'static str> {
    let mut durations = Vec::new();
    for fact in facts {
        match fact.period() {
            Some(Period::Duration(start, end)) => durations.push((*start, *end)),
            Some(Period::Instant(_)) => return Err("Balances of different days do not add up."),
            _ => return Err("Their periods cannot be held against each other."),
        }
    }
    durations.sort_unstable();
    durations.dedup();
    if durations.windows(2).any(|pair| pair[1].0 < pair[0].1) { Err("Their periods overlap.") } else { Ok(()) }
}

/// Whether facts of several dimensions add up, and what has to be said of the sum.
fn of_several_members<'a>(mut facts: impl Iterator<Item = Fact<'a>>, of_one_period: bool) -> Result<&'static str, &'static str> {
    const OTHERS: &str = "Their dimensions are of different kinds, so that one may contain another.";
    let Some(first) = facts.next().filter(|_| of_one_period) else { return Err(OTHERS) };
    let mut on = None;
    for fact in facts {
        let (one, other) = (first.dimensions(), fact.dimensions());
        if one.len() != other.len() {
            return Err(OTHERS);
        }
        for dimension in one {
            let Some(axis) = &dimension.axis else { return Err(OTHERS) };
            let Some(again) = other.iter().find(|again| again.axis.as_ref() == Some(axis)) else { return Err(OTHERS) };
            if again != dimension && on.replace(axis).is_some_and(|on| on != axis) {
                return Err(OTHERS);
            }
        }
    }
    Ok("Where one member contains another, its part is in this sum twice.")
}

/// Of facts that report the same only the most accurate.
fn each_once<'a>(facts: impl Iterator<Item = Fact<'a>>, aspects: impl Fn(Fact<'a>) -> (u32, u32)) -> Result<Vec<Fact<'a>>, &'static str> {
    let mut once: IndexMap<(u32, u32), Vec<Fact<'a>>> = IndexMap::default();
    facts.for_each(|fact| once.entry(aspects(fact)).or_default().push(fact));
    // A number without a stated accuracy is taken as exact.
    let accuracy = |fact: &Fact<'_>| fact.decimals().and_then(places).unwrap_or(i32::MAX);
    let best = |same: Vec<Fact<'a>>| {
        let best = same.iter().copied().rev().max_by_key(accuracy)?;
        same.iter().all(|other| likeness(best, *other) != Likeness::Inconsistent).then_some(best)
    };
    once.into_values().map(best).collect::<Option<_>>().ok_or("Some that report the same contradict each other.")
}

/// The sum of facts' values.
fn added(facts: &[Fact<'_>]) -> Result<String, &'static str> {
    const NO_NUMBER: &str = "Not all of them are numbers.";
    let numbers: Vec<Decimal> = facts.iter().map(|fact| Decimal::of(&fact.value()?)).collect::<Option<_>>().ok_or(NO_NUMBER)?;
    if numbers.iter().any(|number| number.digits.len() > DIGITS) {
        return Err("Their numbers are too long.");
    }
    let fine = numbers.iter().map(|number| number.places).max().unwrap_or(0);
    let total = |negative: bool| {
        numbers.iter().filter(|number| number.negative == negative).fold(Vec::new(), |total, number| sum(&total, &number.whole(fine)))
    };
    let (above, below) = (total(false), total(true));
    let negative = is_less(&above, &below);
    let digits = if negative { difference(&below, &above) } else { difference(&above, &below) };
    let digits: String = digits.iter().rev().map(|digit| char::from(b'0' + digit)).collect();
    let written = crate::value::shift(&digits, -fine);
    Ok(if negative { ["-", &written].concat() } else { written })
}
