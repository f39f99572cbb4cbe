//! Inline XBRL transformation rules: the text that a report shows becomes the value it states.
//!
//! A report says of a number or date how it is written by naming a rule of a registry; there are five registries of XBRL
//! International, each new one a rewriting of the last, and one of the SEC. Each rule accepts certain texts and gives each a
//! value, or refuses. A rule is told by its name in [`registries`] and is a small value that says what to read:
//!
//! | file | what it reads |
//! |---|---|
//! | `registries.rs` | which rule a name is |
//! | `numbers.rs` | numbers with grouping marks, numbers with units |
//! | `dates.rs`, `months.rs` | dates as runs of digits with words between; the names of months in each language |
//! | `turned.rs` | the first registry's dates in digits |
//! | `calendars.rs` | Japanese eras, the Indian national calendar, ends of quarters; how many days a month has |
//! | `durations.rs` | lengths of time given as decimal numbers |
//! | `words.rs` | numbers and lengths of time in English words |
//! | `names.rs` with `names.txt` | countries, states and exchanges to their codes |
//!
//! What the rules accept is what their registries' patterns accept, oddities among it: the first registry's dates with slashes
//! and full stops are only turned round and never held against a calendar, so [`Gives::Date`] is no promise for those.

mod calendars;
mod dates;
mod durations;
mod months;
mod names;
mod numbers;
mod registries;
#[cfg(test)]
mod tests;
mod turned;
mod words;

use std::borrow::Cow;

/// The namespaces of the registries with their names, oldest first and the SEC's last.
const REGISTRIES: [(&str, &str, &str); 6] = [
    ("ixt1", "http://www.xbrl.org/inlineXBRL/transformation/2010-04-20", "transformation registry 1"),
    ("ixt2", "http://www.xbrl.org/inlineXBRL/transformation/2011-07-31", "transformation registry 2"),
    ("ixt3", "http://www.xbrl.org/inlineXBRL/transformation/2015-02-26", "transformation registry 3"),
    ("ixt4", "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12", "transformation registry 4"),
    ("ixt5", "http://www.xbrl.org/inlineXBRL/transformation/2022-02-16", "transformation registry 5"),
    ("ixt-sec", "http://www.sec.gov/inlineXBRL/transformation/2015-08-31", "the SEC's transformation registry"),
];

/// A date may have any words between its parts, and is looked for among all of them. What is longer than this is none.
const LONGEST_DATE: usize = 1000;

/// A transformation rule: how shown text becomes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rule(Does);

/// What the values of a rule are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gives {
    /// A decimal number without sign: digits, and at most one point. The rules for a dash and for a fixed zero give these too.
    Decimal,
    /// "INF", "-INF" or "NaN", which no decimal number is.
    NotFinite,
    /// "2024-02-29"
    Date,
    /// "--02-29"
    MonthDay,
    /// "2024-02"
    YearMonth,
    /// "P1Y6M", and "-P1M" where the text has a sign
    Duration,
    /// "true" or "false"
    Boolean,
    /// One of a list: the code of a country, state or exchange, a category of filers, "Yes" or "No".
    Name,
    /// Nothing, whatever is shown.
    Empty,
}

/// What a rule does, by the file that does it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Does {
    Fixed(Gives, &'static str),
    /// Dashes of any kind, or the hyphen alone, to zero.
    Dash {
        any: bool,
    },
    Number(numbers::Number),
    Units(numbers::Units),
    Date(dates::Dated),
    /// Year, month and day of the first registry, turned round and not looked at.
    Turned(turned::Turned),
    Cjk {
        era: bool,
        day: bool,
    },
    Saka,
    QuarterEnd,
    Length(durations::Unit),
    NumberWords,
    LengthWords,
    Ballot(Gives),
    Name(names::List),
}

impl Rule {
    /// The rule of that registry (namespace URI) and local name.
    pub(crate) fn named(namespace: &str, local: &str) -> Option<Rule> {
        let registry = REGISTRIES.iter().position(|(_, uri, _)| *uri == namespace)?;
        registries::rule(registry, local).map(Rule)
    }

    /// The value of `text`, or None where the rule does not accept it. White space is collapsed first.
    pub(crate) fn apply<'a>(self, text: &'a str) -> Option<Cow<'a, str>> {
        match collapsed(text) {
            Cow::Borrowed(text) => self.value(text),
            Cow::Owned(text) => self.value(&text).map(|value| Cow::Owned(value.into_owned())),
        }
    }

    /// Whether it takes every number with a full stop for its point and commas wherever they stand before it.
    pub(crate) fn is_plain(self) -> bool {
        matches!(self.0, Does::Number(number) if number.is_plain())
    }

    /// The number that it gives whatever is shown, where it does.
    pub(crate) fn fixed(self) -> Option<&'static str> {
        match self.0 {
            Does::Fixed(Gives::Decimal, value) => Some(value),
            _ => None,
        }
    }

    /// Writes the value into an empty string, as [`apply`](Self::apply) gives it; false where the rule does not accept the text.
    pub(crate) fn write(self, text: &str, out: &mut String) -> bool {
        match (self.0, collapsed(text)) {
            (Does::Number(number), text) => number.write(&text, out),
            (_, text) => self.value(&text).map(|value| out.push_str(&value)).is_some(),
        }
    }

    /// What the values of the rule are.
    pub(crate) fn gives(self) -> Gives {
        match self.0 {
            Does::Fixed(gives, _) | Does::Ballot(gives) => gives,
            Does::Dash { .. } | Does::Number(_) | Does::Units(_) | Does::NumberWords => Gives::Decimal,
            Does::Date(date) => date.gives(),
            Does::Turned(date) => date.gives(),
            Does::Cjk { day: false, .. } => Gives::YearMonth,
            Does::Cjk { day: true, .. } | Does::Saka | Does::QuarterEnd => Gives::Date,
            Does::Length(_) | Does::LengthWords => Gives::Duration,
            Does::Name(_) => Gives::Name,
        }
    }

    fn value(self, text: &str) -> Option<Cow<'_, str>> {
        match self.0 {
            Does::Number(number) => number.read(text),
            Does::Fixed(_, value) => Some(Cow::Borrowed(value)),
            Does::Dash { any } => {
                let mut chars = text.chars();
                let dash = chars.next().filter(|c| if any { words::is_dash(*c) } else { *c == '-' });
                (dash.is_some() && chars.as_str().is_empty()).then_some(Cow::Borrowed("0"))
            }
            Does::Ballot(gives) => {
                let ticked = match text {
                    "☐" => false,
                    "☑" | "☒" => true,
                    _ => return None,
                };
                Some(Cow::Borrowed(match (gives, ticked) {
                    (Gives::Boolean, false) => "false",
                    (Gives::Boolean, true) => "true",
                    (_, false) => "No",
                    (_, true) => "Yes",
                }))
            }
            Does::Name(list) => list.code(text).map(Cow::Borrowed),
            Does::Date(_) | Does::Cjk { .. } | Does::Saka | Does::QuarterEnd if text.len() > LONGEST_DATE => None,
            Does::Units(units) => units.read(text).map(Cow::Owned),
            Does::Date(date) => date.read(text).map(Cow::Owned),
            Does::Turned(date) => date.read(text).map(Cow::Owned),
            Does::Cjk { era, day } => calendars::cjk(text, era, day).map(Cow::Owned),
            Does::Saka => calendars::saka(text).map(Cow::Owned),
            Does::QuarterEnd => calendars::quarter_end(text).map(Cow::Owned),
            Does::Length(unit) => unit.read(text).map(Cow::Owned),
            Does::NumberWords => words::number(text).map(Cow::Owned),
            Does::LengthWords => words::length(text).map(Cow::Owned),
        }
    }
}

/// Which registry a namespace is, in words, or None: for caveats.
pub(crate) fn registry(namespace: &str) -> Option<&'static str> {
    REGISTRIES.iter().find(|(_, uri, _)| *uri == namespace).map(|(_, _, words)| *words)
}

/// The text with each run of white space as one space, and none at its ends. White space is what XML takes for it; the
/// no-break space is not.
fn collapsed(text: &str) -> Cow<'_, str> {
    let is_space = |b: u8| matches!(b, b' ' | b'\t' | b'\n' | b'\r');
    // A space before the first byte, so that one at the beginning counts as the second of two.
    let mut after_space = true;
    let mut is_collapsed = true;
    for b in text.bytes() {
        let space = is_space(b);
        if space && (after_space || b != b' ') {
            is_collapsed = false;
            break;
        }
        after_space = space;
    }
    if text.is_empty() || is_collapsed && !after_space {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_ascii() && is_space(c as u8)).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    Cow::Owned(out)
}
