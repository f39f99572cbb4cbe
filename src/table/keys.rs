//! What facts and rows are sorted by.

use crate::Period;
use crate::filing::Fact;
use crate::order::Key;
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

/// The text of a value that is nothing but text, and so its key.
pub(super) fn text_of<'a>(fact: &Fact<'a>) -> Option<&'a str> {
    if fact.kind() != Kind::Text || fact.is_nil() || fact.is_long() {
        return None;
    }
    match fact.value() {
        Some(Cow::Borrowed(text)) if !text.is_empty() => Some(text),
        _ => None,
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
