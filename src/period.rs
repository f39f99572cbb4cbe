//! Dates and lengths of time in headings: "12 Months Ended", "Dec. 31, 2023".

use crate::space::trim;
use time::{Date, Month, PrimitiveDateTime, Time};

/// When: an instant, a duration, or forever.
///
/// Times follow the Open Information Model: a day ends at midnight of the next, so the instant "December 31, 2023" is
/// 2024-01-01T00:00:00.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// A point in time.
    Instant(PrimitiveDateTime),
    /// From the first to the second.
    Duration(PrimitiveDateTime, PrimitiveDateTime),
    /// No bounds.
    Forever,
    /// With time zones or parts of seconds, as it is given: `2023-01-01T10:30:00Z/2024-01-01T00:00:00+02:00`.
    Zoned(Box<str>),
}

/// A length of time that a heading names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// "12 Months Ended"
    Months(u32),
    /// "52 Weeks Ended"
    Weeks(u32),
    /// "5 Days Ended"
    Days(u32),
}

impl Length {
    /// Whole months, rounded, for ordering and comparing.
    pub(crate) fn months(self) -> u32 {
        match self {
            Self::Months(months) => months,
            Self::Weeks(weeks) => (weeks * 7 + 15) / 30,
            Self::Days(days) => (days + 15) / 30,
        }
    }
}

/// Reads "12 Months Ended", "Three Months Ended" or "Year Ended", alone on its line.
pub(crate) fn length(text: &str) -> Option<Length> {
    const COUNTS: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let mut words: Vec<String> = trim(text).split_whitespace().take(4).map(str::to_ascii_lowercase).collect();
    if matches!(words.first().map(String::as_str), Some("year" | "years" | "quarter" | "month")) {
        words.insert(0, "1".to_owned());
    }
    let [count, unit, ended] = words.as_slice() else { return None };
    let count: u32 = COUNTS
        .iter()
        .position(|word| word == count)
        .map(|at| at as u32 + 1)
        .or_else(|| count.parse().ok())
        .filter(|count| (1..=1200).contains(count))?;
    if !matches!(ended.as_str(), "ended" | "ending") {
        return None;
    }
    match unit.trim_end_matches('s') {
        "month" => Some(Length::Months(count)),
        "quarter" => Some(Length::Months(count * 3)),
        "week" => Some(Length::Weeks(count)),
        "day" => Some(Length::Days(count)),
        "year" => Some(Length::Months(count * 12)),
        _ => None,
    }
}

/// Reads "Dec. 31, 2023", "May 31, 2024", "December 31, 2023" or "2023-12-31", alone.
pub(crate) fn date(text: &str) -> Option<Date> {
    let text = trim(text);
    if text.len() > 24 {
        return None;
    }
    if let [year, month, day] = text.split('-').collect::<Vec<_>>()[..] {
        let number = |part: &str, len| (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok()).flatten();
        return make(number(year, 4)? as i32, u8::try_from(number(month, 2)?).ok()?, u8::try_from(number(day, 2)?).ok()?);
    }
    let mut words = text.split_whitespace();
    let month = month(words.next()?)?;
    let day = words.next()?.strip_suffix(',')?;
    let year = words.next()?;
    if words.next().is_some() || year.len() != 4 || day.is_empty() || day.len() > 2 {
        return None;
    }
    make(year.parse().ok()?, month, day.parse().ok()?)
}

fn make(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::from_calendar_date(year, Month::try_from(month).ok()?, day).ok()
}

/// The number of a month's English name or its usual short form, with or without the point.
pub(crate) fn month(word: &str) -> Option<u8> {
    const NAMES: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let at =
        NAMES.iter().position(|name| *name == word || (word.len() == 3 && name.starts_with(&word)) || (word == "sept" && *name == "september"))?;
    Some(at as u8 + 1)
}

/// `2023-12-31`
pub(crate) fn iso_date(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

/// The end of that day: midnight of the next.
pub(crate) fn end_of(day: Date) -> PrimitiveDateTime {
    PrimitiveDateTime::new(day.next_day().unwrap_or(day), Time::MIDNIGHT)
}

/// The period that ends with that day and is that long, and whether its first day is exact.
///
/// Months give the first day exactly only where the period ends with a month; else (52 or 53 weeks, a month cut at
/// its 15th) the first day may be some days off, and `known_ends` (other dates of the page) may say which it is.
pub(crate) fn ending(day: Date, length: Length, known_ends: &[Date]) -> (Period, bool) {
    let (before, exact) = match length {
        Length::Days(days) => (back_days(day, days), true),
        Length::Weeks(weeks) => (back_days(day, weeks * 7), true),
        Length::Months(months) => {
            let month_end = day.next_day().is_none_or(|next| next.day() == 1);
            let before = back_months(day, months, month_end);
            if month_end {
                (before, true)
            } else {
                let near = known_ends
                    .iter()
                    .filter(|end| **end < day && (**end - before).whole_days().abs() <= 7)
                    .min_by_key(|end| (**end - before).whole_days().abs());
                (near.copied().unwrap_or(before), false)
            }
        }
    };
    (Period::Duration(end_of(before), end_of(day)), exact)
}

fn back_days(day: Date, days: u32) -> Date {
    day.checked_sub(time::Duration::days(i64::from(days))).unwrap_or(Date::MIN)
}

fn back_months(day: Date, months: u32, month_end: bool) -> Date {
    let index = day.year() * 12 + i32::from(u8::from(day.month())) - 1 - months as i32;
    let (year, month) = (index.div_euclid(12), Month::try_from(index.rem_euclid(12) as u8 + 1).unwrap_or(Month::January));
    let longest = month.length(year);
    Date::from_calendar_date(year, month, if month_end { longest } else { day.day().min(longest) }).unwrap_or(Date::MIN)
}

/// A period in the form of the Open Information Model.
pub fn oim(period: &Period) -> String {
    match period {
        Period::Instant(at) => iso_time(*at),
        Period::Duration(start, end) => [iso_time(*start), iso_time(*end)].join("/"),
        Period::Forever => "forever".to_owned(),
        Period::Zoned(text) => text.to_string(),
    }
}

fn iso_time(at: PrimitiveDateTime) -> String {
    format!("{}T{:02}:{:02}:{:02}", iso_date(at.date()), at.hour(), at.minute(), at.second())
}

/// A point in time as a context gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    Local(PrimitiveDateTime),
    /// With a time zone or parts of seconds, in the form of the Open Information Model.
    Zoned(String),
}

impl Moment {
    /// The time, where it is one without a zone.
    pub(crate) fn local(self) -> Option<PrimitiveDateTime> {
        match self {
            Self::Local(at) => Some(at),
            Self::Zoned(_) => None,
        }
    }

    pub(crate) fn oim(self) -> String {
        match self {
            Self::Local(at) => iso_time(at),
            Self::Zoned(text) => text,
        }
    }
}

/// Reads `2023-12-31`, `2023-12-31T24:00:00` or `2023-12-31T12:00:00+02:00`; a date alone is the end of its day where it ends
/// a period or is an instant, else the beginning.
pub(crate) fn moment(text: &str, ends: bool) -> Option<Moment> {
    let bytes = text.as_bytes();
    let two = |at: usize| match bytes.get(at..at + 2)? {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + (ones - b'0')),
        _ => None,
    };
    if bytes.len() < 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let date = make(i32::from(two(0)?) * 100 + i32::from(two(2)?), two(5)?, two(8)?)?;
    let (mut at, mut behind) = (PrimitiveDateTime::new(date, Time::MIDNIGHT), 10);
    if bytes.get(10) == Some(&b'T') {
        let (hour, minute, second) = (two(11)?, two(14)?, two(17)?);
        if bytes[13] != b':' || bytes[16] != b':' {
            return None;
        }
        at = if (hour, minute, second) == (24, 0, 0) {
            end_of(date)
        } else {
            PrimitiveDateTime::new(date, Time::from_hms(hour, minute, second).ok()?)
        };
        behind = 19;
    } else if ends {
        at = end_of(date);
    }
    let rest = &text[behind..];
    if rest.is_empty() {
        return Some(Moment::Local(at));
    }
    let (fraction, zone) = rest.find(['Z', '+', '-']).map_or((rest, ""), |start| rest.split_at(start));
    let is_fraction = fraction.strip_prefix('.').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()));
    let shift = zone.get(1..).and_then(|zone| zone.split_once(':'));
    let number = |part: &str| part.len() == 2 && part.bytes().all(|digit| digit.is_ascii_digit());
    let is_zone = zone == "Z" || shift.is_some_and(|(hours, minutes)| number(hours) && number(minutes));
    if !(fraction.is_empty() || is_fraction && behind == 19) || !(zone.is_empty() || is_zone) {
        return None;
    }
    Some(Moment::Zoned([&iso_time(at), rest].concat()))
}

/// A period in words: its last day, or its first and last.
pub fn words(period: &Period) -> String {
    fn last(at: PrimitiveDateTime) -> String {
        let day = if at.time() == Time::MIDNIGHT { at.date().previous_day().unwrap_or(at.date()) } else { at.date() };
        iso_date(day)
    }
    match period {
        Period::Instant(at) => last(*at),
        Period::Duration(start, end) => format!("{} to {}", iso_date(start.date()), last(*end)),
        Period::Forever => "forever".to_owned(),
        Period::Zoned(text) => text.replace('/', " to "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(day: &str, text: &str, others: &[&str]) -> (String, bool) {
        let others: Vec<_> = others.iter().filter_map(|other| date(other)).collect();
        let (period, exact) = ending(date(day).unwrap(), length(text).unwrap(), &others);
        (words(&period), exact)
    }

    #[test]
    fn months_that_end_with_a_month_are_exact() {
        assert_eq!(period("Dec. 31, 2023", "12 Months Ended", &[]), ("2023-01-01 to 2023-12-31".into(), true));
        assert_eq!(period("Feb. 29, 2024", "12 Months Ended", &[]), ("2023-03-01 to 2024-02-29".into(), true));
        assert_eq!(period("Feb. 28, 2023", "3 Months Ended", &[]), ("2022-12-01 to 2023-02-28".into(), true));
    }

    #[test]
    fn a_year_of_weeks_takes_its_start_from_the_pages_other_dates() {
        assert_eq!(period("Mar. 29, 2025", "6 Months Ended", &["Sep. 28, 2024"]), ("2024-09-29 to 2025-03-29".into(), false));
        assert_eq!(period("Mar. 29, 2025", "6 Months Ended", &[]), ("2024-09-30 to 2025-03-29".into(), false));
    }

    #[test]
    fn lengths_in_figures_and_in_words() {
        for (text, months) in [
            ("12 Months Ended", 12),
            ("Three Months Ended", 3),
            ("Year Ended", 12),
            ("Years Ended", 12),
            ("2 Quarters Ended", 6),
            ("1 Month Ended", 1),
        ] {
            assert_eq!(length(text), Some(Length::Months(months)), "{text}");
        }
        assert_eq!(length("16 Weeks Ended"), Some(Length::Weeks(16)));
        assert_eq!((length("Months Ended"), length("Loans That Ended"), length("12 Months Ended Dec. 31, 2023")), (None, None, None));
    }

    #[test]
    fn a_day_ends_at_midnight_of_the_next() {
        let read = |text: &str, ends| moment(text, ends).map(Moment::oim);
        for (text, ends, oim) in [
            ("2024-02-28", true, "2024-02-29T00:00:00"),
            ("2024-02-28", false, "2024-02-28T00:00:00"),
            ("2023-12-31T24:00:00", false, "2024-01-01T00:00:00"),
            ("2023-12-31T00:00:00", true, "2023-12-31T00:00:00"),
            ("2023-12-31T12:00:00+02:00", true, "2023-12-31T12:00:00+02:00"),
            ("2023-12-31Z", true, "2024-01-01T00:00:00Z"),
            ("2023-12-31T12:00:00.250", true, "2023-12-31T12:00:00.250"),
        ] {
            assert_eq!(read(text, ends).as_deref(), Some(oim), "{text}");
        }
        for text in ["2023-02-30", "2023-1-1", "31.12.2023", "2023-12-31T25:00:00", "2023-12-31x", "2023-12-31T12:00", "é023-12-31", "2023-12-31+é"]
        {
            assert_eq!(read(text, true), None, "{text}");
        }
    }

    #[test]
    fn refuses_what_only_looks_like_a_date() {
        for text in ["Feb. 30, 2024", "Notes due 2029", "Dec. 31", "31, 2023", "2023-13-01", "1-2-3"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
