//! Numbers as strings: scales are shifts of the point, and no digit is ever computed.

/// How far a point is shifted at most: far beyond any amount, and little enough to write down.
const MOST: i32 = 1000;

pub(super) enum Scaled {
    Done(i32),
    NoScale,
    NoNumber,
}

/// Digits with at most one point among them.
pub(super) fn is_plain(text: &str) -> bool {
    let (mut digits, mut points) = (0, 0);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'.' => points += 1,
            _ => return false,
        }
    }
    digits > 0 && points < 2
}

/// Writes a decimal with its scale and sign applied, in the one form of a decimal: no leading zeros, no trailing zeros behind the
/// point, no minus before zero.
pub(super) fn scaled(decimal: &str, scale: &str, negative: bool, out: &mut String) -> Scaled {
    let shift = match scale {
        "" | "0" => 0,
        _ => match scale.strip_prefix('+').unwrap_or(scale).parse::<i32>() {
            Ok(shift) if shift.abs() <= MOST => shift,
            _ => return Scaled::NoScale,
        },
    };
    let (minus, digits) = decimal.strip_prefix('-').map_or((false, decimal), |rest| (true, rest));
    if !is_plain(digits) {
        return Scaled::NoNumber;
    }
    shifted(digits, shift, minus != negative, out);
    Scaled::Done(shift)
}

/// Writes what is shown with a full stop for its point and commas wherever they stand, with its scale and sign applied; gives the
/// scale. None where it is not that, but for a few: they are told by the exact way.
pub(super) fn direct(shown: &str, scale: &str, negative: bool, out: &mut String) -> Option<i32> {
    let shift: i32 = match *scale.as_bytes() {
        [] => 0,
        [one @ b'0'..=b'9'] => i32::from(one - b'0'),
        [b'-', one @ b'0'..=b'9'] => -i32::from(one - b'0'),
        _ => return None,
    };
    let mut digits = [b'0'; 40];
    let (mut count, mut point) = (0, None);
    for byte in shown.bytes() {
        match byte {
            b'0'..=b'9' => {
                *digits.get_mut(count)? = byte;
                count += 1;
            }
            b',' if point.is_none() => {}
            b'.' if point.is_none() => point = Some(count),
            _ => return None,
        }
    }
    if count == 0 || point == Some(count) || count > 20 {
        return None;
    }
    // Where the point goes; it may lie before the digits, or behind them, where zeros are.
    let point = point.unwrap_or(count) as i32 + shift;
    let first = digits[..count].iter().position(|digit| *digit != b'0').unwrap_or(count) as i32;
    let last = count as i32 - digits[..count].iter().rev().take_while(|digit| **digit == b'0').count() as i32;
    if last == 0 {
        out.push('0');
        return Some(shift);
    }
    if negative {
        out.push('-');
    }
    let text = std::str::from_utf8(&digits).ok()?;
    let part = |from: i32, to: i32| text.get(from.max(0) as usize..to.max(0) as usize);
    if first < point {
        out.push_str(part(first, point)?);
    } else {
        out.push('0');
    }
    if last > point {
        out.push('.');
        out.push_str("000000000".get(..(-point).max(0) as usize)?);
        out.push_str(part(point, last)?);
    }
    Some(shift)
}

fn shifted(digits: &str, shift: i32, negative: bool, out: &mut String) {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (start, zeros) = (out.len(), |many: usize| std::iter::repeat_n('0', many));
    if negative {
        out.push('-');
    }
    let first = out.len();
    let by = shift.unsigned_abs() as usize;
    // What stands before the point, without the zeros that lead it.
    let (before, moved, filled) = if shift < 0 {
        (&whole[..whole.len().saturating_sub(by)], "", 0)
    } else {
        (whole, &fraction[..by.min(fraction.len())], by.saturating_sub(fraction.len()))
    };
    let before = before.trim_start_matches('0');
    out.push_str(before);
    out.push_str(if before.is_empty() { moved.trim_start_matches('0') } else { moved });
    if out.len() > first {
        out.extend(zeros(filled));
    } else {
        out.push('0');
    }
    // What stands behind it, without the zeros that end it.
    let (led, moved, behind) = if shift < 0 {
        (by.saturating_sub(whole.len()), &whole[whole.len().saturating_sub(by)..], fraction)
    } else {
        (0, "", &fraction[by.min(fraction.len())..])
    };
    let behind = behind.trim_end_matches('0');
    let moved = if behind.is_empty() { moved.trim_end_matches('0') } else { moved };
    if moved.len() + behind.len() > 0 {
        out.push('.');
        out.extend(zeros(led));
        out.push_str(moved);
        out.push_str(behind);
    }
    if negative && &out[first..] == "0" {
        out.replace_range(start..first, "");
    }
}

/// Writes a number of an instance, `1234`, `-0.5` or `1.5e6`, as an exact decimal; gives whether it is one.
pub(crate) fn lexical(text: &str, out: &mut String) -> bool {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (negative, digits) = match mantissa.as_bytes().first() {
        Some(b'-') => (true, &mantissa[1..]),
        Some(b'+') => (false, &mantissa[1..]),
        _ => (false, mantissa),
    };
    let Ok(shift) = exponent.strip_prefix('+').unwrap_or(exponent).parse::<i32>() else { return false };
    if !is_plain(digits) || shift.abs() > MOST {
        return false;
    }
    shifted(digits, shift, negative, out);
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn value(decimal: &str, scale: &str, negative: bool) -> String {
        let mut out = String::new();
        assert!(matches!(scaled(decimal, scale, negative, &mut out), Scaled::Done(_)));
        out
    }

    proptest! {
        #[test]
        fn the_direct_way_writes_what_the_exact_one_does(shown in "[0-9,]{0,12}(\\.[0-9]{0,6})?", scale in "(-?[0-9])?", negative: bool) {
            let (mut direct_out, mut digits, mut exact) = (String::new(), String::new(), String::new());
            let rule = crate::transform::Rule::named("http://www.xbrl.org/inlineXBRL/transformation/2020-02-12", "num-dot-decimal").unwrap();
            if let Some(shift) = direct(&shown, &scale, negative, &mut direct_out) {
                prop_assert!(rule.is_plain() && rule.write(&shown, &mut digits));
                prop_assert!(matches!(scaled(&digits, &scale, negative, &mut exact), Scaled::Done(by) if by == shift));
                prop_assert_eq!(direct_out, exact);
            } else {
                prop_assert!(shown.len() > 20 || !rule.write(&shown, &mut digits), "{}", shown);
            }
        }
    }

    #[test]
    fn scales_shift_the_point() {
        for (decimal, scale, negative, exact) in [
            ("1234", "3", false, "1234000"),
            ("12.5", "-2", false, "0.125"),
            ("0.5", "6", true, "-500000"),
            ("1.50", "6", false, "1500000"),
            ("0", "", true, "0"),
            ("-5", "0", true, "5"),
            ("1.5", "20", false, "150000000000000000000"),
            ("1.5", "-20", false, "0.000000000000000000015"),
            ("0.00", "6", false, "0"),
            (".5", "", false, "0.5"),
            ("007.10", "+1", false, "71"),
            ("100", "-2", false, "1"),
            ("0", "-2", false, "0"),
        ] {
            assert_eq!(value(decimal, scale, negative), exact, "{decimal} {scale}");
        }
    }

    #[test]
    fn exponents_are_worked_in() {
        for (text, exact) in [("1.5E+6", Some("1500000")), ("-25e-1", Some("-2.5")), ("INF", None), ("1e", None), ("1,000", None), ("", None)] {
            let mut out = String::new();
            assert_eq!(lexical(text, &mut out).then_some(out.as_str()), exact, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_shift_is_the_one_that_values_of_tables_use(digits in "[0-9]{1,12}(\\.[0-9]{1,6})?", shift in -20i32..20) {
            prop_assert_eq!(value(&digits, &shift.to_string(), false), crate::value::shift(&digits, shift));
        }
    }
}
