//! A stored number in the dress of its format. The digits stay: a format only adds signs, groups and noughts, and hides nothing.

use crate::period::iso_date;
use crate::read::xbrl::lexical;
use crate::value;
use time::{Date, Duration, Month};

/// A spreadsheet keeps that many digits of a number: what is stored beyond them is the noise of binary fractions.
const DIGITS: usize = 15;

/// What formats that have a number and no code look like.
pub(super) fn of_number(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14..=17 | 22 => "yyyy-mm-dd",
        18..=21 | 45..=47 => "hh:mm:ss",
        37 | 38 => "#,##0_);(#,##0)",
        39 | 40 => "#,##0.00_);(#,##0.00)",
        41 => "_(* #,##0_);_(* (#,##0);_(* \"-\"_)",
        42 => "_(\"$\"* #,##0_);_(\"$\"* (#,##0);_(\"$\"* \"-\"_)",
        43 => "_(* #,##0.00_);_(* (#,##0.00);_(* \"-\"??_)",
        44 => "_(\"$\"* #,##0.00_);_(\"$\"* (#,##0.00);_(\"$\"* \"-\"??_)",
        49 => "@",
        _ => "General",
    }
}

/// A number as its cell shows it, with all its digits; what is no number stays as it is.
pub(super) fn shown(stored: &str, code: &str, from_1904: bool) -> String {
    let mut decimal = String::new();
    if !lexical(stored.trim(), &mut decimal) {
        return stored.trim().to_owned();
    }
    let decimal = rounded(&decimal);
    let sections = sections(code);
    let is_negative = decimal.starts_with('-');
    let section = match (is_negative, decimal == "0", sections.len()) {
        (true, _, 2..) => sections[1],
        (_, true, 3..) if sections[2].contains(['0', '#']) => sections[2],
        _ => sections[0],
    };
    if is_date(section)
        && let Some(day) = day(&decimal, section, from_1904)
    {
        return day;
    }
    let digits = decimal.strip_prefix('-').unwrap_or(&decimal);
    let mut out = String::new();
    // A format of one section writes the sign itself.
    if is_negative && sections.len() < 2 {
        out.push('-');
    }
    dress(section, digits, &mut out);
    out.trim().to_owned()
}

/// The sections of a code, parted by semicolons that do not stand in quotes.
fn sections(code: &str) -> Vec<&str> {
    let (mut all, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if !quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                all.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    all.push(&code[start..]);
    all
}

/// A section without what stands in quotes and brackets.
fn bare(section: &str) -> String {
    let (mut out, mut quoted, mut bracket) = (String::new(), false, false);
    for c in section.chars() {
        match c {
            '"' => quoted = !quoted,
            '[' if !quoted => bracket = true,
            ']' if !quoted => bracket = false,
            c if !quoted && !bracket => out.push(c.to_ascii_lowercase()),
            _ => {}
        }
    }
    out
}

fn is_date(section: &str) -> bool {
    let bare = bare(section);
    !bare.contains("general") && !bare.contains(['0', '#', '?', '@']) && bare.contains(['y', 'd', 'h', 's', 'm'])
}

/// Writes the digits where the section has its first place for them, and its signs around them.
fn dress(section: &str, digits: &str, out: &mut String) {
    let percent = bare(section).contains('%');
    let digits = if percent { value::shift(digits, 2) } else { digits.to_owned() };
    let mut characters = section.chars().peekable();
    let mut written = false;
    while let Some(c) = characters.next() {
        match c {
            '"' => out.extend(characters.by_ref().take_while(|c| *c != '"')),
            '\\' => out.extend(characters.next()),
            // As wide as the next character, or that one as often as there is room.
            '_' | '*' => {
                characters.next();
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                if let Some(sign) = inside.strip_prefix('$') {
                    out.push_str(sign.split('-').next().unwrap_or_default());
                }
            }
            '0' | '#' | '?' | '.' | ',' => {
                let mut places = String::from(c);
                while let Some(next) = characters.next_if(|c| matches!(c, '0' | '#' | '?' | '.' | ',')) {
                    places.push(next);
                }
                if !std::mem::replace(&mut written, true) {
                    number(&digits, &places, out);
                }
            }
            'G' if section.contains("General") => {
                (0.."eneral".len()).for_each(|_| _ = characters.next());
                if !std::mem::replace(&mut written, true) {
                    out.push_str(&digits);
                }
            }
            'E' | 'e' => {
                characters.next_if(|c| matches!(c, '+' | '-'));
                while characters.next_if_eq(&'0').is_some() {}
            }
            '@' => {}
            c => out.push(c),
        }
    }
    if !written {
        out.push_str(&digits);
    }
}

/// Digits with groups of three and at least as many places behind the point as the format has.
fn number(digits: &str, places: &str, out: &mut String) {
    let (before, behind) = places.split_once('.').unwrap_or((places, ""));
    let wanted = behind.bytes().filter(|byte| *byte == b'0').count();
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let grouped = before.trim_end_matches(',').contains(',');
    for (at, digit) in whole.char_indices() {
        if grouped && at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() || wanted > 0 {
        out.push('.');
        out.push_str(fraction);
        out.extend(std::iter::repeat_n('0', wanted.saturating_sub(fraction.len())));
    }
}

/// The decimal of 15 digits that is nearest.
fn rounded(decimal: &str) -> String {
    let (sign, digits) = decimal.strip_prefix('-').map_or(("", decimal), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all: Vec<u8> = whole.bytes().chain(fraction.bytes()).map(|digit| digit - b'0').collect();
    let first = all.iter().position(|digit| *digit != 0).unwrap_or(all.len());
    // Whole digits are never rounded away: who wrote that many meant them.
    let end = (first + DIGITS).max(whole.len());
    if all.len() <= end {
        return decimal.to_owned();
    }
    let mut kept = all[..end].to_vec();
    if all[end] >= 5 {
        let mut at = end;
        loop {
            if at == 0 {
                kept.insert(0, 1);
                break;
            }
            at -= 1;
            if kept[at] < 9 {
                kept[at] += 1;
                break;
            }
            kept[at] = 0;
        }
    }
    let point = whole.len() + kept.len() - end;
    let mut out = String::from(sign);
    for (at, digit) in kept.iter().enumerate() {
        if at == point {
            out.push('.');
        }
        out.push(char::from(b'0' + digit));
    }
    value::shift(&out, 0)
}

/// A day counted from the calendar's first, and where the format has hours the time.
fn day(decimal: &str, section: &str, from_1904: bool) -> Option<String> {
    let (days, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let days: i64 = days.parse().ok().filter(|days| (0..=2_958_465).contains(days))?;
    // The count has a 29 February 1900, which never was.
    let first = match (from_1904, days) {
        (true, _) => Date::from_calendar_date(1904, Month::January, 1),
        (false, 0..=59) => Date::from_calendar_date(1899, Month::December, 31),
        (false, _) => Date::from_calendar_date(1899, Month::December, 30),
    };
    let day = first.ok()?.checked_add(Duration::days(days))?;
    let bare = bare(section);
    if !bare.contains(['h', 's']) {
        return Some(iso_date(day));
    }
    // A share of 86,400 seconds, rounded.
    let share: u128 = format!("{:0<12}", fraction.get(..12.min(fraction.len()))?).parse().ok()?;
    let seconds = ((share * 86_400 + 500_000_000_000) / 1_000_000_000_000).min(86_399);
    let time = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    Some(if bare.contains(['y', 'd']) { [&*iso_date(day), "T", &time].concat() } else { time })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_dress_numbers_and_hide_no_digit() {
        for (stored, code, want) in [
            ("95359", "_(\"$ \"#,##0_);_(\"$ \"(#,##0)", "$ 95,359"),
            ("-4542", "_(\"$ \"#,##0_);_(\"$ \"(#,##0)", "$ (4,542)"),
            ("-4542", "#,##0_);(#,##0)", "(4,542)"),
            ("0.25", "_(\"$ \"#,##0.00_);_(\"$ \"(#,##0.00)", "$ 0.25"),
            ("0.254", "#,##0.00", "0.254"),
            ("0.16", "#,##0%_);(#,##0%)", "16%"),
            ("0.1575", "#,##0%_);(#,##0%)", "15.75%"),
            ("0.28999999999999998", "0%", "29%"),
            ("-2.5E-3", "General", "-0.0025"),
            ("1234567", "General", "1234567"),
            ("1500000", "#,##0,", "1,500,000"),
            ("12", "[$€-407] #,##0.00", "€ 12.00"),
            ("12", "#,##0.00\\ \"kWh\"", "12.00 kWh"),
            ("0", "_(\"$\"* #,##0_);_(\"$\"* (#,##0);_(\"$\"* \"-\"_)", "$0"),
            ("44927", "yyyy\\-mm\\-dd", "2023-01-01"),
            ("59", "m/d/yy", "1900-02-28"),
            ("44927.75", "m/d/yy h:mm", "2023-01-01T18:00:00"),
            ("0.5", "h:mm", "12:00:00"),
            ("12345678901234567890", "#,##0", "12,345,678,901,234,567,890"),
            ("0.99999999999999999", "0.00", "1.00"),
            ("abc", "0", "abc"),
        ] {
            assert_eq!(shown(stored, code, false), want, "{stored} {code}");
        }
        assert_eq!(shown("0", "yyyy", true), "1904-01-01");
    }
}
