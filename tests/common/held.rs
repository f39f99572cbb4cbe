//! What must be so of any filing, whatever it was read from.

use filing_viewer::write::{ChosenFacts, Form};
use filing_viewer::{Filing, Kind, Place};

/// Holds that places lie in the sources, that values are what their kind says, that what has no value says why, and that all of it
/// can be written.
pub(crate) fn hold(filing: &Filing) {
    let text_of = |place: Place| {
        let text = filing.sources()[place.source as usize].text();
        text.get(place.start as usize..(place.start + place.len) as usize)
    };
    for fact in filing.facts() {
        assert!(text_of(fact.place()).is_some(), "{:?} is no part of the source", fact.place());
        // Long texts are made here.
        let (value, shown) = (fact.value(), fact.shown());
        if fact.kind().is_numeric() && !fact.is_nil() {
            assert!(value.as_deref().is_some_and(is_decimal), "{value:?} shown as {shown:?}");
        }
        assert!(!fact.is_nil() || value.is_none());
        assert!(value.is_some() || fact.is_nil() || !fact.caveats().is_empty(), "no value and no word about it: {shown:?}");
        if fact.kind() == Kind::Boolean {
            assert!(matches!(value.as_deref(), Some("true" | "false")));
        }
    }
    filing_viewer::write::facts(filing, Form::Jsonl, &ChosenFacts::default(), &mut std::io::sink()).unwrap();
}

fn is_decimal(value: &str) -> bool {
    let digits = value.strip_prefix('-').unwrap_or(value);
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().filter(|byte| *byte == b'.').count() < 2
}
