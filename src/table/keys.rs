//! What facts and rows are sorted by.

use super::ranks::Plain;
use crate::Period;
use crate::filing::Fact;
use crate::order::{Key, whole};
use crate::period::{oim, words};
use crate::value::Kind;
use std::borrow::Cow;

/// How much of a long text it is sorted by, in bytes.
pub(super) const SORTED: usize = 200;

/// A value: exact where it is a number, and of a long text its beginning.
pub(super) fn value_key<'a>(fact: &Fact<'a>) -> Key<'a> {
    match (fact.value().filter(|_| !fact.is_long()), fact.excerpt(SORTED)) {
        (Some(Cow::Borrowed(value)), _) => Key::of(fact.kind(), fact.is_nil(), Some(value), ""),
        (_, Cow::Borrowed(shown)) => Key::of(fact.kind(), fact.is_nil(), None, shown),
        (_, Cow::Owned(shown)) => Key::text(&shown),
    }
}

/// A value that is nothing but a number or a text, as most are.
pub(super) fn plain_of<'a>(fact: &Fact<'a>) -> Plain<'a> {
    if fact.is_nil() || fact.is_long() {
        return Plain::Neither;
    }
    match (fact.kind(), fact.value()) {
        (Kind::Text, Some(Cow::Borrowed(text))) if !text.is_empty() => Plain::Text(text),
        (kind, Some(Cow::Borrowed(number))) if kind.is_numeric() => whole(number).map_or(Plain::Neither, Plain::Number),
        _ => Plain::Neither,
    }
}

/// A period: by its last day, then by its first.
pub(super) fn period_key(period: &Period) -> Key<'static> {
    match period {
        Period::Instant(_) => Key::Date(oim(period)),
        // Last day first: "2023-12-31" of a year stands beside the instant of that day.
        Period::Duration(_, end) => Key::Date(format!("{}/{}", oim(&Period::Instant(*end)), oim(period))),
        Period::Forever | Period::Zoned(_) => Key::text(&words(period)),
    }
}
