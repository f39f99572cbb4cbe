//! The first registry's dates in digits, which it turns round and never holds against a calendar.

use super::Gives;

/// Numbers with slashes or full stops between them, of the first registry. It only turns them round: "13/45/2024" is given
/// back as 2024-13-45, which is no date, and a day of three digits as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Turned {
    pub(super) mark: char,
    pub(super) day_first: bool,
    pub(super) has_year: bool,
}

impl Turned {
    pub(super) fn gives(self) -> Gives {
        if self.has_year { Gives::Date } else { Gives::MonthDay }
    }

    pub(super) fn read(self, text: &str) -> Option<String> {
        let mut parts = text.split(self.mark);
        let (first, second, year) = (parts.next()?, parts.next()?, parts.next());
        let is_number = |part: &str| !part.is_empty() && part.chars().all(|c| if self.has_year { is_decimal_digit(c) } else { c.is_ascii_digit() });
        let short = |part: &str| self.has_year || part.len() <= 2;
        if parts.next().is_some() || year.is_some() != self.has_year || ![first, second].into_iter().all(|part| is_number(part) && short(part)) {
            return None;
        }
        let (month, day) = if self.day_first { (second, first) } else { (first, second) };
        let mut out = String::with_capacity(10);
        match year {
            Some(year) if !is_number(year) => return None,
            Some(year) => {
                out.push_str(match year.chars().count() {
                    1 => "200",
                    2 => "20",
                    _ => "",
                });
                out.push_str(year);
            }
            None => out.push('-'),
        }
        for part in [month, day] {
            out.push('-');
            if part.chars().nth(1).is_none() {
                out.push('0');
            }
            out.push_str(part);
        }
        Some(out)
    }
}

/// Decimal digits of any script, which the first registry's patterns take: they say `\d`.
fn is_decimal_digit(c: char) -> bool {
    const ZEROS: [u16; 36] = [
        0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0,
        0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    ];
    c.is_ascii_digit() || ZEROS.iter().any(|zero| (c as u32).checked_sub(u32::from(*zero)).is_some_and(|digit| digit < 10))
}
