//! What calculation linkbases add up, held against the totals that are reported.
//!
//! Decided by the roundings, as Calculations 1.1 asks: every value leaves open half of its last stated digit to either side, and total
//! and items agree where something lies within what both leave open. By the first specification the items' sum, rounded as the total is,
//! has to be the total; that is told beside. All is exact: whole numbers of a common decimal place.

use super::book::{Book, Item};
use crate::filing::{Check, Filing, NONE};
use crate::hash::{HashMap, HashSet};
use crate::read::xbrl::taxonomy::Taxonomy;

/// A decimal number as a whole number of so many decimal places.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Exact {
    whole: i128,
    places: i32,
}

impl Exact {
    fn of(text: &str) -> Option<Self> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = [whole, fraction].concat();
        Some(Self { whole: digits.strip_prefix('+').unwrap_or(&digits).parse().ok()?, places: i32::try_from(fraction.len()).ok()? })
    }

    fn times(self, other: Self) -> Option<Self> {
        Some(Self { whole: self.whole.checked_mul(other.whole)?, places: self.places + other.places })
    }

    /// As a whole number of that many places, which are at least its own.
    fn at(self, places: i32) -> Option<i128> {
        self.whole.checked_mul(10_i128.checked_pow(u32::try_from(places - self.places).ok()?)?)
    }
}

/// Half of the last digit that is stated; nothing where a number is exact.
fn half(decimals: Option<i32>) -> Option<Exact> {
    match decimals {
        None | Some(i32::MAX) => Some(Exact { whole: 0, places: 0 }),
        Some(places) if places >= -1 => Some(Exact { whole: 5, places: (places <= 30).then_some(places + 1)? }),
        Some(places) => Some(Exact { whole: 10_i128.checked_pow(u32::try_from(-1 - places).ok()?)?.checked_mul(5)?, places: 0 }),
    }
}

/// How a total and its items stand to each other.
#[derive(Debug, PartialEq)]
struct Held {
    sum: String,
    apart: String,
    within_rounding: bool,
    as_rounded: bool,
}

/// Items with their weights and accuracies, and a total with its own. None where a number is too long to be added exactly.
fn held(total: (&str, Option<i32>), items: &[(&str, &str, Option<i32>)]) -> Option<Held> {
    let weigh = |(value, weight, decimals): &(&str, &str, Option<i32>)| {
        let weight = Exact::of(if weight.is_empty() { "1" } else { weight })?;
        let room = half(*decimals)?.times(Exact { whole: weight.whole.checked_abs()?, ..weight })?;
        Some((Exact::of(value)?.times(weight)?, room))
    };
    let items: Option<Vec<(Exact, Exact)>> = items.iter().map(weigh).collect();
    let items = items?;
    let (value, room) = (Exact::of(total.0)?, half(total.1)?);
    let all = || items.iter().flat_map(|(value, room)| [*value, *room]).chain([value, room]);
    let places = all().map(|number| number.places).max()?.max(0);
    let (mut sum, mut open) = (0_i128, room.at(places)?);
    for (value, room) in &items {
        sum = sum.checked_add(value.at(places)?)?;
        open = open.checked_add(room.at(places)?)?;
    }
    let value = value.at(places)?;
    let apart = sum.checked_sub(value)?.checked_abs()?;
    // By the first specification: the sum as it is rounded, halves away from zero.
    let as_rounded = match total.1.filter(|decimals| *decimals != i32::MAX) {
        None => apart == 0,
        Some(decimals) => {
            let unit = 10_i128.checked_pow(u32::try_from((places - decimals).max(0)).ok()?)?;
            let rounded = |number: i128| (number.abs() + unit / 2) / unit * number.signum();
            rounded(sum) == rounded(value)
        }
    };
    Some(Held { sum: written(sum, places), apart: written(apart, places), within_rounding: apart <= open, as_rounded })
}

/// A whole number of decimal places as a decimal, without zeros at its end.
fn written(whole: i128, places: i32) -> String {
    let digits = format!("{:0>width$}", whole.unsigned_abs(), width = places as usize + 1);
    let (before, behind) = digits.split_at(digits.len() - places as usize);
    let behind = behind.trim_end_matches('0');
    [if whole < 0 { "-" } else { "" }, before, if behind.is_empty() { "" } else { "." }, behind].concat()
}

/// All totals of a report that some of their items are reported with.
pub(super) fn checks(book: &Book<'_>, taxonomy: &Taxonomy<'_>) -> Vec<Check> {
    let facts = &book.filing.facts;
    let beside = |item: &Item| (facts.period[item.fact as usize], facts.entity[item.fact as usize], item.unit, item.breakdown);
    let is_number =
        |item: &&Item| item.unit != NONE && !book.is_nil(item) && book.filing.fact(item.fact).is_some_and(|fact| fact.kind().is_numeric());
    let known: HashMap<_, &Item> = book.items.iter().filter(is_number).map(|item| ((item.element, beside(item)), item)).collect();
    let (mut checks, mut met) = (Vec::new(), HashSet::default());
    for (role, net) in &taxonomy.calculation {
        for group in net.relations.chunk_by(|one, next| one.from == next.from) {
            for total in book.items_of(group[0].from).iter().map(|item| &book.items[*item as usize]).filter(is_number) {
                let items: Vec<(&Item, &str)> =
                    group.iter().filter_map(|relation| Some((*known.get(&(relation.to, beside(total)))?, relation.weight))).collect();
                let name: Vec<(u32, &str)> = items.iter().map(|(item, weight)| (item.fact, *weight)).collect();
                // Several roles may add the same.
                if items.is_empty() || !met.insert((total.fact, name.clone())) {
                    continue;
                }
                let value = |item: &Item| book.filing.fact(item.fact).and_then(|fact| fact.value()).unwrap_or_default();
                let values: Vec<_> = items.iter().map(|(item, weight)| (value(item), *weight, book.decimals(item))).collect();
                let parts: Vec<(&str, &str, Option<i32>)> = values.iter().map(|(value, weight, decimals)| (&**value, *weight, *decimals)).collect();
                let Some(held) = held((&value(total), book.decimals(total)), &parts) else { continue };
                checks.push(Check {
                    total: total.fact,
                    items: name.into_iter().map(|(fact, weight)| (fact, weight.into())).collect(),
                    statement: super::roles::title(taxonomy, *role),
                    sum: held.sum,
                    apart: held.apart,
                    agrees: held.within_rounding,
                    agrees_as_rounded: held.as_rounded,
                });
            }
        }
    }
    checks
}

/// What is said of a total that its items do not add to.
pub(super) fn caveat(filing: &Filing, check: &Check) -> Option<String> {
    let fact = filing.fact(check.total).filter(|_| !check.agrees)?;
    let (sum, apart, total) = (figures(&check.sum), figures(&check.apart), figures(&fact.value()?));
    Some(format!("The items add to {sum}, the total says {total}: {apart} apart, more than rounding explains ({}).", check.statement))
}

fn figures(value: &str) -> String {
    let (minus, digits) = value.strip_prefix('-').map_or(("", value), |rest| ("-", rest));
    [minus, &super::cells::grouped(digits)].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roundings_decide() {
        let of = |total, items: &[_]| held(total, items).map(|held| (held.sum, held.apart, held.within_rounding, held.as_rounded)).unwrap();
        let say = |sum: &str, apart: &str, agrees, rounded| (sum.to_owned(), apart.to_owned(), agrees, rounded);
        assert_eq!(of(("1243", Some(0)), &[("1000", "1.0", Some(0)), ("234", "1", Some(0))]), say("1234", "9", false, false));
        assert_eq!(of(("10", Some(0)), &[("12.5", "1", Some(1)), ("2.5", "-1.0", Some(1))]), say("10", "0", true, true));
        // Three halves of a million to each side: that of the total and one of each item.
        let millions = [("1000000", "1", Some(-6)), ("2000000", "1", Some(-6))];
        assert_eq!(of(("4000000", Some(-6)), &millions), say("3000000", "1000000", true, false));
        assert_eq!(of(("5000000", Some(-6)), &millions), say("3000000", "2000000", false, false));
        assert_eq!(of(("-3", Some(i32::MAX)), &[("3", "-1", Some(i32::MAX))]), say("-3", "0", true, true));
        assert!(of(("0.3", Some(1)), &[("0.1", "1", Some(1)), ("0.25", "1", Some(2))]).2);
        assert_eq!(held(("9".repeat(60).as_str(), None), &[("1", "1", None)]), None);
    }
}
