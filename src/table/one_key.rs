//! Facts in the order of one key, without an [`Index`](super::Index): little code instead of speed, for the module that comes with the
//! page and holds small filings.

use super::keys::{period_key, value_key};
use crate::filing::{Filing, NIL, NONE};
use crate::order::{Key, sorted};
use crate::write::{spoken_members, unit_words};

/// What it sorts by.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FactSort {
    Label,
    Members,
    Period,
    Unit,
    Value,
    Table,
}

#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
impl FactSort {
    /// By the name that the [`Aspect`](super::Aspect) has.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        match name {
            "label" => Some(Self::Label),
            "members" => Some(Self::Members),
            "period" => Some(Self::Period),
            "unit" => Some(Self::Unit),
            "value" => Some(Self::Value),
            "table" => Some(Self::Table),
            _ => None,
        }
    }
}

/// All facts by their label, members, period, unit, value or table; in the order read by none of these.
pub(crate) fn facts_by(filing: &Filing, sort: Option<FactSort>, descending: bool) -> Vec<u32> {
    let (count, columns) = (filing.fact_count(), &filing.facts);
    let Some(sort) = sort else { return (0..count).collect() };
    // Interned numbers tell equal aspects, so that each distinct one is given a key once.
    let id = |at: u32| {
        let both = |first: &[u32], second: &[u32]| u64::from(first[at as usize]) << 32 | u64::from(second[at as usize]);
        match sort {
            FactSort::Label => both(&columns.label, &columns.concept),
            FactSort::Members => both(&columns.dimensions, &columns.dimensions),
            FactSort::Period => both(&columns.period, &columns.period),
            FactSort::Unit => both(&columns.unit, &columns.unit),
            FactSort::Table => both(&columns.table, &columns.row),
            FactSort::Value => {
                let at = at as usize;
                let text = if columns.value[at] == NONE { columns.shown[at] } else { columns.value[at] };
                u64::from(text) << 32 | (columns.kind[at] as u64) << 8 | u64::from(columns.flags[at] & NIL)
            }
        }
    };
    let key = |at: u32| {
        let Some(fact) = filing.fact(at) else { return Key::Blank };
        match sort {
            FactSort::Label => Key::text(&fact.label_or_words().0),
            FactSort::Members => Key::text(&spoken_members(fact.dimensions())),
            FactSort::Period => fact.period().map_or(Key::Blank, period_key),
            FactSort::Unit => fact.unit().map_or(Key::Blank, |unit| Key::text(&unit_words(unit))),
            FactSort::Table => fact.table().map_or(Key::Blank, |table| Key::Place(table, columns.row[at as usize])),
            FactSort::Value => value_key(&fact),
        }
    };
    sorted(count, id, key, descending)
}
