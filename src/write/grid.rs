//! What is written as rows and columns, before its form: cells by their types.

use std::borrow::Cow;

/// What stands in a cell. Its type decides how it is written: what is guarded, aligned, or a number to a spreadsheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Blank,
    /// A plain decimal: digits with at most a minus and a point.
    Number(Cow<'a, str>),
    /// A ratio that people read as a percentage: `0.0625`.
    Percent(Cow<'a, str>),
    /// `2023-12-31`
    Day(Cow<'a, str>),
    Flag(bool),
    Text(Cow<'a, str>),
}

impl<'a> Value<'a> {
    /// Words; nothing where there are none.
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Blank } else { Self::Text(text) }
    }

    /// A number where the text is one in the plain form, else words.
    pub(super) fn number(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if is_plain_number(&text) { Self::Number(text) } else { Self::text(text) }
    }

    /// A day where the text is one, else words: a moment within a day, a zone, `--12-31`.
    pub(super) fn day(text: impl Into<Cow<'a, str>>) -> Self {
        let text = text.into();
        if is_day(&text) { Self::Day(text) } else { Self::text(text) }
    }

    /// Its characters.
    pub(super) fn characters(&self) -> &str {
        match self {
            Self::Blank => "",
            Self::Number(text) | Self::Percent(text) | Self::Day(text) | Self::Text(text) => text,
            Self::Flag(is) => flag(*is),
        }
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Percent(_))
    }
}

pub(super) fn flag(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}

/// Rows under one line of headings.
pub(super) trait Grid {
    fn headings(&self) -> &[String];
    fn len(&self) -> usize;
    /// Appends the cells of a row, counted from 0: as many as there are headings.
    fn row<'a>(&'a self, at: usize, to: &mut Vec<Value<'a>>);
}

/// Whether the text is `-?digits` or `-?digits.digits`.
pub(super) fn is_plain_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let bare = text.strip_prefix('-').unwrap_or(text);
    bare.split_once('.').map_or_else(|| digits(bare), |(whole, fraction)| digits(whole) && digits(fraction))
}

fn is_day(text: &str) -> bool {
    text.len() == 10 && crate::period::date(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain_or_words() {
        for text in ["0", "-5", "12.50", "-0.001"] {
            assert!(is_plain_number(text), "{text}");
        }
        for text in ["", "-", "+5", "5.", ".5", "1e9", "1,000", "--5", "1/3", "-5+1", "٣"] {
            assert!(!is_plain_number(text), "{text}");
        }
    }

    #[test]
    fn days_are_whole_dates_only() {
        assert_eq!(Value::day("2023-12-31"), Value::Day("2023-12-31".into()));
        for text in ["--09-27", "2023-12-31T12:00:00", "forever", "2023-02-30"] {
            assert_eq!(Value::day(text), Value::Text(text.into()));
        }
        assert_eq!(Value::day(""), Value::Blank);
    }
}
