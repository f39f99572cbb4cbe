//! Numbers with grouping marks, and numbers with units: "1,234.50", "12 EUR 50 Cent".

use std::borrow::Cow;

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The point is a comma, and where dots and commas group it is the dot that does.
    pub(super) comma: bool,
    pub(super) groups: Groups,
    pub(super) marks: Marks,
    /// Without needless zeros at either end; a zero where no digit is before the point.
    pub(super) canonical: bool,
}

/// What stands between groups of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marks {
    /// The full stop, or the comma where the full stop is the point.
    pub(super) stop: bool,
    /// The space and the no-break space.
    pub(super) space: bool,
    pub(super) apostrophe: bool,
}

/// How the digits before the point are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Groups {
    /// Not at all.
    Never,
    /// By threes, each parted from the next: 1234 is not a number.
    Threes,
    /// By threes, where they are parted.
    MaybeThrees,
    /// Three digits at the end, and twos before them, where they are parted.
    MaybeIndian,
    /// As one likes. Spaces may stand behind the point too.
    Any,
}

impl Groups {
    /// Whether a group before the point may have so many digits. `parted` is whether a mark stands before it, `last` whether
    /// none follows.
    fn allows(self, digits: usize, parted: bool, last: bool) -> bool {
        match self {
            Groups::Any => true,
            Groups::Never => digits > 0,
            Groups::Threes => digits == 3 || !parted && (1..3).contains(&digits),
            Groups::MaybeThrees => digits > 0 && (!parted || digits.is_multiple_of(3)),
            Groups::MaybeIndian => match (parted, last) {
                (false, true) => digits > 0,
                (false, false) => (1..=2).contains(&digits),
                (true, false) => digits == 2,
                (true, true) => digits == 3,
            },
        }
    }
}

impl Number {
    /// Whether it takes every number with a full stop for its point and commas wherever they stand before it.
    pub(super) fn is_plain(self) -> bool {
        !self.comma && self.marks.stop && self.canonical && self.groups == Groups::Any
    }

    pub(super) fn read(self, text: &str) -> Option<Cow<'_, str>> {
        let mut out = String::with_capacity(text.len() + 1);
        self.write(text, &mut out).then(|| if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) })
    }

    /// Writes the value into an empty string; false where the text is no such number.
    pub(super) fn write(self, text: &str, out: &mut String) -> bool {
        let bytes = text.as_bytes();
        if self.groups != Groups::Threes && !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit) {
            let counting = text.trim_start_matches('0');
            out.push_str(match counting {
                _ if !self.canonical => text,
                "" => "0",
                _ => counting,
            });
            return true;
        }
        let point = if self.comma { b',' } else { b'.' };
        let stop = if self.comma { b'.' } else { b',' };
        let (mut group, mut parted) = (0, false);
        let mut point_at = None;
        let mut at = 0;
        while let Some(&b) = bytes.get(at) {
            at += 1;
            if b.is_ascii_digit() {
                out.push(char::from(b));
                group += 1;
            } else if b == point && point_at.is_none() {
                if !self.groups.allows(group, parted, true) {
                    return false;
                }
                point_at = Some((out.len(), at));
                out.push('.');
            } else {
                let is_space = self.marks.space && (b == b' ' || b == 0xc2 && bytes.get(at) == Some(&0xa0));
                if is_space {
                    at += usize::from(b == 0xc2);
                }
                let is_mark = is_space || point_at.is_none() && (b == stop && self.marks.stop || self.marks.apostrophe && apostrophe(text, &mut at));
                if !is_mark {
                    return false;
                }
                match point_at {
                    None if !self.groups.allows(group, parted, false) => return false,
                    Some(_) if self.groups != Groups::Any => return false,
                    _ => (group, parted) = (0, true),
                }
            }
        }
        match point_at {
            None if !self.groups.allows(group, parted, true) => return false,
            // Something must follow the point.
            Some((_, behind)) if behind == bytes.len() => return false,
            _ => {}
        }
        let digits = out.len() - usize::from(point_at.is_some());
        if digits == 0 {
            return false;
        }
        if self.canonical {
            canonical(out, point_at.map(|(at, _)| at));
        }
        true
    }
}

/// Whether an apostrophe of any kind is the character whose first byte is before `at`, which then goes behind it.
fn apostrophe(text: &str, at: &mut usize) -> bool {
    let found = text.get(*at - 1..).and_then(|rest| rest.chars().next()).filter(|c| is_apostrophe(*c));
    *at += found.map_or(0, |c| c.len_utf8() - 1);
    found.is_some()
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '`' | '´' | '’' | '′')
}

/// Takes the zeros away that say nothing.
fn canonical(out: &mut String, point: Option<usize>) {
    if point.is_some() {
        let whole = out.trim_end_matches('0').len();
        out.truncate(whole);
        if out.ends_with('.') {
            out.pop();
        }
    }
    if out.starts_with('0') {
        out.drain(..out.len() - out.trim_start_matches('0').len());
    }
    if matches!(out.as_bytes().first(), None | Some(b'.')) {
        out.insert(0, '0');
    }
}

/// How an amount in two units is written, as "5 dollars and 20 cents".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Units {
    /// Groups of three, no mark elsewhere, no zero before other digits.
    Strict,
    /// Groups as in India.
    Indian,
    /// Any grouping. The value is canonical.
    Free { apostrophe: bool },
}

impl Units {
    /// The value; the smaller unit is a hundredth of the greater one.
    pub(super) fn read(self, text: &str) -> Option<String> {
        let is_mark = |c: char| match self {
            Units::Strict => matches!(c, '.' | ',' | '，' | '．'),
            Units::Indian => matches!(c, ',' | ' ' | '\u{a0}'),
            Units::Free { apostrophe } => matches!(c, '.' | ',' | '，') || apostrophe && (is_apostrophe(c) || c == '＇'),
        };
        // No digit is behind the smaller number, and only what parts groups is within the greater one.
        let small_end = text.rfind(|c| self.digit(c).is_some())?;
        let small_end = small_end + text[small_end..].chars().next().map_or(0, char::len_utf8);
        let (before, behind) = text.split_at(small_end);
        let small_start = before.trim_end_matches(|c| self.digit(c).is_some()).len();
        let (before, small) = before.split_at(small_start);
        let great = before.trim_end_matches(|c| self.digit(c).is_none());
        // Free numbers may end in a mark.
        let great =
            if let Units::Free { .. } = self { &before[..before.len() - before[great.len()..].trim_start_matches(is_mark).len()] } else { great };
        let between = &before[great.len()..];
        let stray = |part: &str| self == Units::Strict && part.contains(is_mark);
        if between.is_empty() || stray(between) || stray(behind) {
            return None;
        }

        let mut out = String::with_capacity(great.len() + 3);
        let (mut group, mut parted) = (0, false);
        for c in great.chars() {
            if let Some(digit) = self.digit(c) {
                out.push(digit);
                group += 1;
            } else if is_mark(c) && self.groups().allows(group, parted, false) {
                (group, parted) = (0, true);
            } else {
                return None;
            }
        }
        let needless_zero = self == Units::Strict && out.len() > 1 && out.starts_with('0');
        if !self.groups().allows(group, parted, true) || out.is_empty() || needless_zero {
            return None;
        }
        let point = out.len();
        out.push('.');
        let mut digits = small.chars().filter_map(|c| self.digit(c));
        match (digits.next()?, digits.next(), digits.next()) {
            (one, None, _) => out.extend(['0', one]),
            (ten, Some(one), None) => out.extend([ten, one]),
            _ => return None,
        }
        if let Units::Free { .. } = self {
            canonical(&mut out, Some(point));
        }
        Some(out)
    }

    fn groups(self) -> Groups {
        match self {
            Units::Strict => Groups::MaybeThrees,
            Units::Indian => Groups::MaybeIndian,
            Units::Free { .. } => Groups::Any,
        }
    }

    /// The digit as ASCII. Full-width digits are digits but in India.
    fn digit(self, c: char) -> Option<char> {
        match c {
            '0'..='9' => Some(c),
            '０'..='９' if self != Units::Indian => char::from_digit(c as u32 - '０' as u32, 10),
            _ => None,
        }
    }
}
