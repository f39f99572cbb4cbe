//! Values as R pages print them: the characters shown in, an exact decimal or an ISO form out.
//!
//! No float is involved anywhere: a decimal is a string of digits, and a scale is a shift of its point.

pub(crate) use crate::space::trim;
use std::borrow::Cow;

/// What kind of value a text is, by its own form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Money: a currency sign or a monetary unit.
    Money,
    /// A count of shares.
    Shares,
    /// Money for each share, or for another unit.
    PerShare,
    /// A percentage; the value is the ratio, `0.48`.
    Percent,
    /// A plain number.
    Number,
    /// A length of time; the value is ISO 8601, `P17Y`.
    Duration,
    /// A date; the value is ISO 8601.
    Date,
    /// True or false.
    Boolean,
    /// Words.
    #[default]
    Text,
    /// A dash alone: what it means the text does not say.
    Dash,
    /// Reported as empty.
    Nil,
}

impl Kind {
    /// The kind in one word, as files and the page give it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Shares => "shares",
            Self::PerShare => "per share",
            Self::Percent => "percent",
            Self::Number => "number",
            Self::Duration => "duration",
            Self::Date => "date",
            Self::Boolean => "boolean",
            Self::Text => "text",
            Self::Dash => "dash",
            Self::Nil => "nil",
        }
    }

    /// Whether its value is a decimal.
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Money | Self::Shares | Self::PerShare | Self::Percent | Self::Number)
    }
}

/// What a shown text says by itself, before unit and scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Reading<'a> {
    /// Money, percent, number, duration, date, boolean, dash or text.
    pub(crate) kind: Kind,
    /// The sign or code of a currency that stands before or behind the number.
    pub(crate) currency: Option<&'a str>,
    /// The value: an unscaled exact decimal, an ISO form, or the text.
    pub(crate) value: Cow<'a, str>,
}

/// Currency signs and codes that may stand before a number, longest first.
pub(crate) const CURRENCY_SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("A$", "AUD"),
    ("AU$", "AUD"),
    ("C$", "CAD"),
    ("CA$", "CAD"),
    ("CAD$", "CAD"),
    ("HK$", "HKD"),
    ("NZ$", "NZD"),
    ("NT$", "TWD"),
    ("R$", "BRL"),
    ("S$", "SGD"),
    ("MX$", "MXN"),
    ("RMB", "CNY"),
    ("SFr.", "CHF"),
    ("SFr", "CHF"),
    ("Fr.", "CHF"),
    ("kr.", ""),
    ("kr", ""),
    ("zł", "PLN"),
    ("Rp", "IDR"),
    ("RM", "MYR"),
    ("Rs.", "INR"),
    ("Rs", "INR"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
    ("лв", "BGN"),
    ("S/.", "PEN"),
    ("$b", "BOB"),
    ("R", "ZAR"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", ""),
    ("₩", "KRW"),
    ("₹", "INR"),
    ("₪", "ILS"),
    ("₽", "RUB"),
    ("₺", "TRY"),
    ("₫", "VND"),
    ("฿", "THB"),
    ("₱", "PHP"),
    ("₦", "NGN"),
    ("₴", "UAH"),
    ("₡", "CRC"),
    ("﷼", ""),
    ("元", "CNY"),
    ("$", ""),
];

/// ISO 4217 codes that filings print before figures or in headings.
pub(crate) const CURRENCY_CODES: &[&str] = &[
    "USD", "EUR", "GBP", "JPY", "CNY", "CAD", "AUD", "CHF", "HKD", "INR", "KRW", "BRL", "MXN", "SEK", "NOK", "DKK", "SGD", "TWD", "ZAR", "ILS",
    "NZD", "RUB", "TRY", "PLN", "THB", "IDR", "MYR", "PHP", "CLP", "COP", "ARS", "PEN", "CZK", "HUF", "RON", "BGN", "ISK", "AED", "SAR", "QAR",
    "KWD", "BHD", "EGP", "NGN", "KES", "VND", "UAH", "KZT", "GEL", "PKR", "BMD", "CRC", "UYU", "BOB", "MOP", "GHS", "TND", "MAD", "JMD", "TTD",
    "BBD", "BSD", "DOP",
];

/// The ISO code that a currency sign alone stands for; none where several currencies share it.
pub(crate) fn currency_of_sign(sign: &str) -> Option<&'static str> {
    if let Some(code) = CURRENCY_CODES.iter().find(|code| **code == sign) {
        return Some(code);
    }
    CURRENCY_SIGNS.iter().find(|(s, _)| *s == sign).map(|(_, code)| *code).filter(|code| !code.is_empty())
}

/// Reads a shown text.
pub(crate) fn read(shown: &str) -> Reading<'_> {
    let text = trim(shown);
    if matches!(text, "-" | "–" | "—" | "−" | "--" | "‑") {
        return Reading { kind: Kind::Dash, currency: None, value: text.into() };
    }
    if let Some(reading) = number(text) {
        return reading;
    }
    if let Some(value) = duration(text) {
        return Reading { kind: Kind::Duration, currency: None, value: value.into() };
    }
    if let Some(date) = crate::period::date(text) {
        return Reading { kind: Kind::Date, currency: None, value: crate::period::iso_date(date).into() };
    }
    if let "true" | "false" = text {
        return Reading { kind: Kind::Boolean, currency: None, value: text.into() };
    }
    Reading { kind: Kind::Text, currency: None, value: text.into() }
}

fn number(text: &str) -> Option<Reading<'_>> {
    // The cheap refusal first: nearly all texts that are not numbers have no digit near an end.
    if text.len() > 80 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut rest = text;
    let mut negative = false;
    let mut open = false;
    let mut currency = None;
    // Signs, parentheses and currency stand in any order before the digits: "$ (5)", "($ 5)", "-$5".
    loop {
        rest = trim(rest);
        if let Some(after) = rest.strip_prefix('(') {
            if open {
                return None;
            }
            (open, negative, rest) = (true, true, after);
        } else if let Some(after) = rest.strip_prefix(['-', '−', '–']) {
            if negative {
                return None;
            }
            (negative, rest) = (true, after);
        } else if let Some((sign, after)) = currency.is_none().then(|| currency_prefix(rest)).flatten() {
            (currency, rest) = (Some(sign), after);
        } else {
            break;
        }
    }
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).unwrap_or(rest.len());
    let (digits, mut rest) = rest.split_at(end);
    let mut decimal = plain_digits(digits)?;
    let mut percent = false;
    loop {
        rest = trim(rest);
        if let Some(after) = rest.strip_prefix('%') {
            if percent {
                return None;
            }
            (percent, rest) = (true, after);
        } else if let Some(after) = rest.strip_prefix(')') {
            if !open {
                return None;
            }
            (open, rest) = (false, after);
        } else if currency.is_none() && !rest.is_empty() {
            let (sign, after) = currency_prefix(rest)?;
            (currency, rest) = (Some(sign), after);
        } else {
            break;
        }
    }
    if !rest.is_empty() || open || (percent && currency.is_some()) {
        return None;
    }
    if negative && decimal.bytes().any(|b| b.is_ascii_digit() && b != b'0') {
        decimal.insert(0, '-');
    }
    let kind = if percent {
        Kind::Percent
    } else if currency.is_some() {
        Kind::Money
    } else {
        Kind::Number
    };
    let value = if percent { shift(&decimal, -2) } else { normal(&decimal) };
    Some(Reading { kind, currency, value: value.into() })
}

fn currency_prefix(text: &str) -> Option<(&str, &str)> {
    // Nearly every number begins with its digits, or with a dollar sign and a space.
    match text.as_bytes() {
        [b'0'..=b'9' | b'.' | b',' | b')' | b'%', ..] | [] => return None,
        [b'$', next, ..] if *next != b'b' => return Some(text.split_at(1)),
        _ => {}
    }
    let code = text.get(..3).filter(|code| CURRENCY_CODES.contains(code));
    let sign = code.or_else(|| CURRENCY_SIGNS.iter().map(|(sign, _)| *sign).filter(|sign| text.starts_with(sign)).max_by_key(|sign| sign.len()))?;
    let after = &text[sign.len()..];
    let ends_in_letter = sign.ends_with(|c: char| c.is_alphabetic());
    // "R 5" is money, "Rule 5" is not: a sign of letters needs something else behind it.
    (!(ends_in_letter && after.starts_with(|c: char| c.is_alphabetic()))).then_some((&text[..sign.len()], after))
}

/// Digits with right thousands separators and at most one point, without the separators.
fn plain_digits(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    if fraction.is_some_and(|f| !f.bytes().all(|b| b.is_ascii_digit())) || (whole.is_empty() && fraction.is_none_or(str::is_empty)) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let more = whole.contains(',');
    // A leading zero tells an identifier from a number.
    if first.len() > 1 && first.starts_with('0') {
        return None;
    }
    if more && (first.is_empty() || first.len() > 3) || groups.any(|group| group.len() != 3) {
        return None;
    }
    let mut out: String = whole.chars().filter(|c| *c != ',').collect();
    if out.is_empty() {
        out.push('0');
    }
    if let Some(fraction) = fraction.filter(|f| !f.is_empty()) {
        out.push('.');
        out.push_str(fraction);
    }
    Some(out)
}

/// The decimal times ten to the power `by`, exactly.
///
/// ```text
/// shift("95.359", 6) = "95359000"; shift("48", -2) = "0.48"
/// ```
pub(crate) fn shift(decimal: &str, by: i32) -> String {
    let (negative, digits) = decimal.strip_prefix('-').map_or((false, decimal), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut all = String::with_capacity(digits.len() + by.unsigned_abs() as usize + 2);
    all.push_str(whole);
    all.push_str(fraction);
    let mut point = whole.len() as i64 + i64::from(by);
    if point <= 0 {
        all.insert_str(0, &"0".repeat((1 - point) as usize));
        point = 1;
    }
    while (all.len() as i64) < point {
        all.push('0');
    }
    if (point as usize) < all.len() {
        all.insert(point as usize, '.');
    }
    if negative {
        all.insert(0, '-');
    }
    normal(&all)
}

/// The one form of a decimal: no leading zeros, no trailing zeros behind the point, no minus before zero.
pub(crate) fn normal(decimal: &str) -> String {
    let (negative, digits) = decimal.strip_prefix('-').map_or((false, decimal), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let mut out = String::with_capacity(decimal.len() + 1);
    if negative && !(whole.is_empty() && fraction.is_empty()) {
        out.push('-');
    }
    out.push_str(if whole.is_empty() { "0" } else { whole });
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// "2 years 1 month 6 days" as P2Y1M6D.
fn duration(text: &str) -> Option<String> {
    if text.len() > 80 || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty() && *word != "and");
    let (mut out, mut last) = (String::from("P"), 0);
    let mut time = false;
    while let Some(count) = words.next() {
        if !count.bytes().all(|b| b.is_ascii_digit()) || count.len() > 6 {
            return None;
        }
        let (order, letter) = match words.next()?.trim_end_matches('s') {
            "year" | "Year" => (1, 'Y'),
            "month" | "Month" => (2, 'M'),
            "day" | "Day" => (3, 'D'),
            "hour" | "Hour" => (4, 'H'),
            "minute" | "Minute" => (5, 'M'),
            _ => return None,
        };
        if order <= last {
            return None;
        }
        if order > 3 && !time {
            (time, _) = (true, out.push('T'));
        }
        last = order;
        out.push_str(count);
        out.push(letter);
    }
    (last > 0).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Kind, String) {
        let reading = read(text);
        (reading.kind, reading.value.into_owned())
    }

    #[test]
    fn reads_every_form_that_r_pages_print() {
        for (text, kind, value) in [
            ("$ 1,948,794", Kind::Money, "1948794"),
            ("$ (62,801,154)", Kind::Money, "-62801154"),
            ("($ 5)", Kind::Money, "-5"),
            ("€ 6,880", Kind::Money, "6880"),
            ("CHF 12.50", Kind::Money, "12.5"),
            ("(0.10%)", Kind::Percent, "-0.001"),
            ("48.00%", Kind::Percent, "0.48"),
            ("0", Kind::Number, "0"),
            ("(0)", Kind::Number, "0"),
            ("0000320193", Kind::Text, "0000320193"),
            ("007", Kind::Text, "007"),
            (".5", Kind::Number, "0.5"),
            ("17 years", Kind::Duration, "P17Y"),
            ("2 years 1 month 6 days", Kind::Duration, "P2Y1M6D"),
            ("90 days", Kind::Duration, "P90D"),
            ("Mar. 29, 2025", Kind::Date, "2025-03-29"),
            ("May 31, 2024", Kind::Date, "2024-05-31"),
            ("2025-03-30", Kind::Date, "2025-03-30"),
            ("true", Kind::Boolean, "true"),
            ("—", Kind::Dash, "—"),
            ("1 to 1.25", Kind::Text, "1 to 1.25"),
            ("1,23", Kind::Text, "1,23"),
            ("001-36743", Kind::Text, "001-36743"),
            ("Q2", Kind::Text, "Q2"),
            ("--09-27", Kind::Text, "--09-27"),
            ("Feb. 30, 2024", Kind::Text, "Feb. 30, 2024"),
        ] {
            assert_eq!(of(text), (kind, value.to_owned()), "{text}");
        }
    }

    #[test]
    fn shifts_the_point_and_nothing_else() {
        assert_eq!(shift("95.359", 6), "95359000");
        assert_eq!(shift("-0.00", 3), "0");
        assert_eq!(shift("5", -4), "0.0005");
        assert_eq!(shift("123456789012345678901234567890.12", 1), "1234567890123456789012345678901.2");
    }
}
