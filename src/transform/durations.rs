//! Lengths of time given as a decimal number of years, months, weeks, days or hours.

/// What the number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Week,
    Day,
    Hour,
}

/// How many digits are read; the last is rounded. The SEC reads the number as a double, which holds about as many, so that
/// "0.9999999999999999999" years are a year.
const DIGITS: usize = 16;

/// A month has 30.4375 days, which is 487 sixteenths.
const MONTH_DAYS: (u64, u64) = (487, 16);

impl Unit {
    /// The length in ISO form. What is left of a year gives whole months and days, of a month days, of a day hours; a week is
    /// seven days; what is less than the least of them is left out.
    pub(super) fn read(self, text: &str) -> Option<String> {
        let (is_negative, number) = match text.as_bytes().first()? {
            b'-' => (true, &text[1..]),
            b'+' => (false, &text[1..]),
            _ => (false, text),
        };
        let (whole, part, scale) = split(number)?;
        let out = &mut String::from(if is_negative { "-P" } else { "P" });
        let all_zero = match self {
            Unit::Year => {
                let months = part * 12;
                let days = (months % scale) * MONTH_DAYS.0 / (MONTH_DAYS.1 * scale);
                push(out, whole, 'Y', true);
                push(out, months / scale, 'M', false);
                push(out, days, 'D', false);
                whole == 0 && months / scale == 0 && days == 0
            }
            Unit::Month => {
                let days = part * MONTH_DAYS.0 / (MONTH_DAYS.1 * scale);
                push(out, whole, 'M', true);
                push(out, days, 'D', false);
                whole == 0 && days == 0
            }
            Unit::Week => {
                let days = whole.checked_mul(7)?.checked_add(part * 7 / scale)?;
                push(out, days, 'D', true);
                days == 0
            }
            Unit::Day => {
                let hours = part * 24 / scale;
                push(out, whole, 'D', true);
                if hours > 0 {
                    out.push('T');
                }
                push(out, hours, 'H', false);
                whole == 0 && hours == 0
            }
            Unit::Hour => {
                out.push('T');
                push(out, whole, 'H', true);
                whole == 0
            }
        };
        // Zero has no sign.
        Some(if all_zero { out.trim_start_matches('-').to_owned() } else { std::mem::take(out) })
    }
}

fn push(out: &mut String, number: u64, unit: char, even_zero: bool) {
    if number > 0 || even_zero {
        out.push_str(&number.to_string());
        out.push(unit);
    }
}

/// The whole number, and what is behind the point as so many of a power of ten.
fn split(number: &str) -> Option<(u64, u64, u64)> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() && part.is_empty() || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let value = |digits: &str| if digits.is_empty() { Some(0) } else { digits.parse::<u64>().ok() };
    let kept = part.len().min(DIGITS.saturating_sub(whole.len()));
    let scale = 10_u64.pow(kept as u32);
    let round_up = part.as_bytes().get(kept).is_some_and(|digit| *digit >= b'5');
    let part = value(&part[..kept])? + u64::from(round_up);
    Some((value(whole)?.checked_add(part / scale)?, part % scale, scale))
}
