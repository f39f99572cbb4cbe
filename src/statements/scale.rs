//! In what a statement prints its numbers: thousands, millions, billions, by the accuracy that they are stated with.

use super::book::Book;
use super::grid::Report;
use super::roles::Kind as Of;
use super::units::Kind;
use crate::filing::NONE;
use crate::hash::HashMap;

/// The scale of a unit: the power of ten, and how many digits of it stand behind the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    pub(super) power: i32,
    pub(super) places: i32,
}

/// By unit; of units that are printed as they are there is none.
pub(super) type Scales = HashMap<u32, Scale>;

pub(super) fn scales(book: &Book<'_>, report: &Report<'_>) -> Scales {
    // None where one of the values of a unit is stated too exactly.
    let mut least: HashMap<u32, Option<i32>> = HashMap::default();
    for spot in &report.selection.spots {
        let item = &book.items[spot.item as usize];
        if item.unit == NONE || book.is_nil(item) {
            continue;
        }
        let Some(decimals) = book.decimals(item) else { continue };
        let known = least.entry(item.unit).or_insert(Some(decimals));
        *known = known.filter(|_| decimals <= -3).map(|known| known.max(decimals)).filter(|known| *known <= -3);
    }
    let scale = |(unit, decimals): (u32, Option<i32>)| {
        let decimals = decimals?;
        let power = ((-decimals + 1) / 3 * 3).clamp(3, 12);
        Some((unit, Scale { power, places: (power + decimals).max(0) }))
    };
    least.into_iter().filter_map(scale).collect()
}

/// "shares in Thousands, $ in Millions": the line below the title.
pub(super) fn line(book: &Book<'_>, report: &Report<'_>, scales: &Scales) -> Option<String> {
    let word = |power| match power {
        0 => "Units",
        3 => "Thousands",
        6 => "Millions",
        9 => "Billions",
        _ => "Trillions",
    };
    let mut named: Vec<(i32, &str)> = scales.iter().filter_map(|(unit, scale)| Some((scale.power, book.unit(*unit)?.sign.as_str()))).collect();
    let currency = |unit: u32| match book.unit(unit).map(|measure| &measure.kind) {
        Some(Kind::Money(code)) => Some(code.as_str()),
        _ => None,
    };
    let scaled: Vec<&str> = scales.keys().filter_map(|unit| currency(*unit)).collect();
    if report.candidate.kind != Some(Of::Statement) {
        let units = report.selection.spots.iter().map(|spot| book.items[spot.item as usize].unit).filter(|unit| !scales.contains_key(unit));
        let per_share =
            units.filter_map(|unit| book.unit(unit)).filter(|measure| matches!(&measure.kind, Kind::PerShare(of) if scaled.contains(&of.as_str())));
        named.extend(per_share.map(|measure| (0, measure.sign.as_str())));
    }
    crate::order::sort_by(&mut named, |one, other| one.0.cmp(&other.0).then_with(|| other.1.cmp(one.1)));
    named.dedup();
    let said: Vec<String> = named.into_iter().map(|(power, sign)| format!("{sign} in {}", word(power))).collect();
    (!said.is_empty()).then(|| said.join(", "))
}
