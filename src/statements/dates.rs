//! Dates and lengths of time as headings print them.

use time::{Date, Duration, PrimitiveDateTime};

/// The whole months of a duration, half a month and a day being given: 13 weeks are three months, 52 are twelve.
pub(super) fn months(start: PrimitiveDateTime, end: PrimitiveDateTime) -> i32 {
    let (start, end) = (start.date(), end.date().checked_add(Duration::days(15)).unwrap_or(end.date()));
    let month = |date: Date| date.year() * 12 + i32::from(u8::from(date.month()));
    month(end) - month(start) - i32::from(end.day() < start.day())
}

/// "Mar. 29, 2025" of the day that ends then; May has no point, but where it is asked for.
pub(super) fn day_before(end: PrimitiveDateTime, may_with_point: bool) -> String {
    let is_midnight = end.time() == time::Time::MIDNIGHT;
    let date = if is_midnight { end.date().previous_day().unwrap_or(end.date()) } else { end.date() };
    printed(date, may_with_point)
}

pub(super) fn printed(date: Date, may_with_point: bool) -> String {
    const MONTHS: [&str; 12] = ["Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sep.", "Oct.", "Nov.", "Dec."];
    let month = MONTHS[usize::from(u8::from(date.month())) - 1];
    let point = if month == "May" && may_with_point { "." } else { "" };
    format!("{month}{point} {:02}, {:04}", date.day(), date.year())
}

/// "P1Y6M" as "1 year 6 months": parts of zero are left out, and of nothing but zeros the largest is said. None where it is no length
/// of time.
pub(super) fn length(text: &str) -> Option<String> {
    const OF_DATE: [(char, &str); 4] = [('Y', "year"), ('M', "month"), ('W', "week"), ('D', "day")];
    const OF_TIME: [(char, &str); 3] = [('H', "hour"), ('M', "minute"), ('S', "second")];
    let (minus, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut rest = rest.strip_prefix('P')?;
    let mut parts: Vec<(&str, &str)> = Vec::new();
    let (mut names, mut at) = (&OF_DATE[..], 0);
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        if let Some(time) = rest.strip_prefix('T') {
            if names.len() == 3 || time.is_empty() {
                return None;
            }
            (rest, names, at) = (time, &OF_TIME[..], 0);
        }
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').filter(|end| *end > 0)?;
        let letter = rest[end..].chars().next()?;
        let found = names[at..].iter().position(|(of, _)| *of == letter)? + at;
        parts.push((&rest[..end], names[found].1));
        (rest, at) = (&rest[end + 1..], found + 1);
    }
    let is_zero = |number: &str| number.bytes().all(|byte| matches!(byte, b'0' | b'.'));
    let mut said: Vec<(&str, &str)> = parts.iter().copied().filter(|(number, _)| !is_zero(number)).collect();
    if said.is_empty() {
        said.extend(parts.first());
    }
    let said: Vec<String> = said.iter().map(|(number, name)| format!("{number} {name}{}", if *number == "1" { "" } else { "s" })).collect();
    Some([if minus { "minus " } else { "" }, &said.join(" ")].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::period::{Moment, moment};

    fn at(text: &str, ends: bool) -> PrimitiveDateTime {
        match moment(text, ends) {
            Some(Moment::Local(at)) => at,
            _ => panic!("{text}"),
        }
    }

    #[test]
    fn lengths_in_months() {
        for (start, end, many) in [
            ("2024-12-29", "2025-03-29", 3),
            ("2024-09-29", "2025-03-29", 6),
            ("2023-10-01", "2024-09-28", 12),
            ("2023-01-01", "2023-12-30", 12),
            ("2023-01-02", "2024-01-06", 12),
            ("2024-01-01", "2024-04-21", 4),
            ("2025-01-09", "2025-01-09", 0),
            ("2022-01-01", "2023-12-31", 24),
        ] {
            assert_eq!(months(at(start, false), at(end, true)), many, "{start} {end}");
        }
    }

    #[test]
    fn days_and_lengths_in_words() {
        assert_eq!(day_before(at("2024-05-04", true), false), "May 04, 2024");
        assert_eq!(day_before(at("2024-05-31", true), true), "May. 31, 2024");
        for (text, words) in [
            ("P17Y", Some("17 years")),
            ("P1Y6M", Some("1 year 6 months")),
            ("P0Y3M0D", Some("3 months")),
            ("P0D", Some("0 days")),
            ("-P30D", Some("minus 30 days")),
            ("PT1H30M", Some("1 hour 30 minutes")),
            ("P", None),
            ("Part", None),
            ("P1", None),
            ("PT", None),
        ] {
            assert_eq!(length(text).as_deref(), words, "{text}");
        }
    }
}
