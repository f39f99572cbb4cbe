//! What comes before what: numbers exactly, dates, lengths of time, and text by one collation key.

use crate::value::Kind;
use std::cmp::Ordering;

/// What a value is sorted by. The kinds of keys stay apart, in the order given here, whichever way the values inside run.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key<'a> {
    /// A place in the filing: table, row.
    Place(u32, u32),
    Number(Decimal<'a>),
    /// A length of time in milliseconds, a month being a twelfth of 365.2425 days.
    Duration(i64),
    /// An ISO date, or two of them: the last day, then the first.
    Date(String),
    Boolean(bool),
    /// See [`collation`].
    Text(Vec<u8>),
    Dash,
    Nil,
    Blank,
}

impl<'a> Key<'a> {
    /// The key of a value: `value` is exact, `shown` is what stands in for it where there is none.
    pub(crate) fn of(kind: Kind, nil: bool, value: Option<&'a str>, shown: &'a str) -> Self {
        if nil || kind == Kind::Nil {
            return Self::Nil;
        }
        let text = value.unwrap_or(shown);
        let known = match kind {
            Kind::Dash => Some(Self::Dash),
            Kind::Duration => duration(text).map(Self::Duration),
            Kind::Date => Some(Self::Date(text.to_owned())),
            Kind::Boolean => Some(Self::Boolean(text == "true")),
            kind if kind.is_numeric() => Decimal::new(text).map(Self::Number),
            _ => None,
        };
        known.unwrap_or_else(|| Self::text(text))
    }

    pub(crate) fn text(text: &str) -> Self {
        if text.is_empty() { Self::Blank } else { Self::Text(collation(text)) }
    }

    pub(crate) fn class(&self) -> u8 {
        match self {
            Self::Place(..) => 0,
            Self::Number(_) => 1,
            Self::Duration(_) => 2,
            Self::Date(_) => 3,
            Self::Boolean(_) => 4,
            Self::Text(_) => 5,
            Self::Dash => 6,
            Self::Nil => 7,
            Self::Blank => 8,
        }
    }

    /// Compares two keys. Descending turns the values round, not the kinds: text, dashes, nil and blanks stay behind numbers.
    pub(crate) fn compare(&self, other: &Self, descending: bool) -> Ordering {
        let order = self.cmp(other);
        if descending && self.class() == other.class() { order.reverse() } else { order }
    }
}

/// An exact decimal, for comparing: no float is involved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal<'a> {
    negative: bool,
    /// Without leading zeros.
    whole: &'a str,
    /// Without trailing zeros.
    fraction: &'a str,
}

impl<'a> Decimal<'a> {
    /// Takes a decimal without exponent, with or without sign; none where the text is something else.
    pub(crate) fn new(text: &'a str) -> Option<Self> {
        let (negative, digits) = text.strip_prefix('-').map_or_else(|| (false, text.strip_prefix('+').unwrap_or(text)), |rest| (true, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        Some(Self { negative: negative && whole.len() + fraction.len() > 0, whole, fraction })
    }

    /// A number that is greater for a greater decimal, or the same where they agree in size and their first 15 digits, or are beyond
    /// 500 digits before or behind the point: then they have to be compared themselves.
    pub(crate) fn about(&self) -> u64 {
        const MOST: i64 = 500;
        let leading = if self.whole.is_empty() { self.fraction.bytes().take_while(|byte| *byte == b'0').count() } else { 0 };
        if self.is_zero() {
            return MIDDLE;
        }
        let size = self.whole.len() as i64 - leading as i64;
        let zeros = std::iter::repeat(b'0');
        let digits = self.whole.bytes().chain(self.fraction.bytes().skip(leading)).chain(zeros).take(15);
        let digits = if size.abs() > MOST { 0 } else { digits.fold(0, |number, digit| number * 10 + u64::from(digit - b'0')) };
        about(self.negative, size.clamp(-MOST - 1, MOST + 1), digits)
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.whole.len() + self.fraction.len() == 0
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.negative
    }
}

/// What zero is about.
const MIDDLE: u64 = 1 << 63;

/// What a number of that many digits before the point is about; of a small fraction they are below zero.
fn about(negative: bool, size: i64, digits: u64) -> u64 {
    // A size between -501 and 501 is above zero here, and 15 digits are less than 50 bits.
    let size = ((size + 502) as u64) << 50 | digits;
    if negative { MIDDLE - size } else { MIDDLE + size }
}

/// What a whole number of up to 15 digits, as most amounts are, is [about](Decimal::about), which then is all of it; none of other
/// texts.
pub(crate) fn whole(text: &str) -> Option<u64> {
    const TENS: [u64; 15] = {
        let mut tens = [1; 15];
        let mut at = 1;
        while at < 15 {
            tens[at] = 10 * tens[at - 1];
            at += 1;
        }
        tens
    };
    let (negative, digits) = text.strip_prefix('-').map_or((false, text.as_bytes()), |rest| (true, rest.as_bytes()));
    // Zeros before others do not make a number larger.
    if digits.is_empty() || digits.len() > 15 || digits[0] == b'0' {
        return None;
    }
    let mut number = 0;
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        number = number * 10 + u64::from(digit);
    }
    Some(about(negative, digits.len() as i64, number * TENS[15 - digits.len()]))
}

impl Ord for Decimal<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // Of the same sign, more whole digits are more; of equally many, the digits decide as text.
        let size = |a: &Self, b: &Self| (a.whole.len(), a.whole, a.fraction).cmp(&(b.whole.len(), b.whole, b.fraction));
        match (self.negative, other.negative) {
            (false, false) => size(self, other),
            (true, true) => size(other, self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The length of an ISO 8601 duration in milliseconds.
fn duration(text: &str) -> Option<i64> {
    const DAY: i64 = 86_400_000;
    /// A twelfth of 365.2425 days.
    const MONTH: i64 = 2_629_746_000;
    let (negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mut total, mut time, mut from) = (0_i64, false, 0);
    let rest = rest.strip_prefix('P')?;
    for (at, letter) in rest.char_indices().filter(|(_, c)| !matches!(c, '0'..='9' | '.')) {
        if letter == 'T' {
            (time, from) = (true, at + 1);
            continue;
        }
        let unit = match (letter, time) {
            ('Y', false) => 12 * MONTH,
            ('M', false) => MONTH,
            ('W', false) => 7 * DAY,
            ('D', false) => DAY,
            ('H', true) => DAY / 24,
            ('M', true) => 60_000,
            ('S', true) => 1000,
            _ => return None,
        };
        // Thousandths are as fine as it gets: no float is worth its size here.
        let (whole, fraction) = rest.get(from..at)?.split_once('.').unwrap_or((rest.get(from..at)?, "0"));
        let thousandths: i64 = format!("{:0<3.3}", fraction).parse().ok()?;
        total = total.checked_add(whole.parse::<i64>().ok()?.checked_mul(unit)?)?.checked_add(thousandths * unit / 1000)?;
        from = at + letter.len_utf8();
    }
    (from == rest.len() && from > 0).then_some(if negative { -total } else { total })
}

/// The base letters of U+00C0 to U+017F, and of U+1E00 to U+1EFF: what is left of a Latin letter without its marks.
const LATIN: &[u8; 192] = b"aaaaaaaceeeeiiiidnooooo*ouuuuytsaaaaaaaceeeeiiiidnooooo/ouuuuyty\
aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
const LATIN_MORE: &[u8; 256] = b"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssss\
ttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas..s.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

/// How many characters of a text sort it: whole notes can be values.
pub(crate) const COLLATED: usize = 1000;

/// The one key by which text is sorted: bytes to compare.
///
/// Case and the marks of Latin letters do not count, digits inside text compare as the number they write ("Note 9" before
/// "Note 10"), and a bar sorts below everything, so that `Debt | Bonds` follows `Debt` and comes before `Debt issued`.
pub(crate) fn collation(text: &str) -> Vec<u8> {
    collation_part(text, usize::MAX)
}

/// The key's first bytes: at least so many and one more, where there are as many.
pub(crate) fn collation_part(text: &str, most: usize) -> Vec<u8> {
    let mut key = Vec::with_capacity(text.len().min(most) + 4);
    let mut chars = text.trim().chars().take(COLLATED).map(plain).peekable();
    while key.len() <= most
        && let Some(c) = chars.next()
    {
        match c {
            '0'..='9' => {
                let mut digits = vec![c as u8];
                while let Some(digit) = chars.next_if(char::is_ascii_digit) {
                    digits.push(digit as u8);
                }
                let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
                number(&digits[zeros..], &mut key);
            }
            '|' => {
                while key.last() == Some(&b' ') {
                    key.pop();
                }
                key.push(1);
                while chars.next_if_eq(&' ').is_some() {}
            }
            ' ' if key.last() == Some(&b' ') => {}
            c if is_mark(c) => {}
            c if c.is_ascii() => key.push(c.to_ascii_lowercase() as u8),
            c => letter(c, &mut key),
        }
    }
    key
}

/// Whether a character is a mark on the letter before it, or cannot be seen.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// One form for the kinds of spaces, dashes, quotes and full-width characters.
pub(crate) fn plain(c: char) -> char {
    match c {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        '\u{ff01}'..='\u{ff5e}' => char::from((c as u32 - 0xfee0) as u8),
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

/// Digits without leading zeros behind their count, so that a longer number is more. The count is one byte, or 255 and four.
pub(crate) fn number(digits: &[u8], key: &mut Vec<u8>) {
    key.push(b'0');
    match u8::try_from(digits.len()) {
        Ok(count) if count < 255 => key.push(count),
        _ => {
            key.push(255);
            key.extend((digits.len() as u32).to_be_bytes());
        }
    }
    key.extend(digits);
}

/// A letter in small and without its marks.
pub(crate) fn letter(c: char, key: &mut Vec<u8>) {
    match c {
        'Æ' | 'æ' => return key.extend(b"ae"),
        'Œ' | 'œ' => return key.extend(b"oe"),
        'Þ' | 'þ' => return key.extend(b"th"),
        'ß' | 'ẞ' => return key.extend(b"ss"),
        'Ĳ' | 'ĳ' => return key.extend(b"ij"),
        _ => {}
    }
    let base = match c {
        '\u{c0}'..='\u{17f}' => LATIN[c as usize - 0xc0],
        '\u{1e00}'..='\u{1eff}' => LATIN_MORE[c as usize - 0x1e00],
        _ => b'.',
    };
    if base.is_ascii_lowercase() {
        return key.push(base);
    }
    let mut buffer = [0; 4];
    for lower in c.to_lowercase() {
        key.extend(lower.encode_utf8(&mut buffer).bytes());
    }
}

/// Sorts, stable. One copy of the sorting code serves all types here: each type would bring 10 KB of its own into the wasm.
pub(crate) fn sort_by<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    sort_numbers(&mut order, &mut |a, b| compare(&items[a as usize], &items[b as usize]));
    let mut place = vec![0; items.len()];
    for (to, from) in (0..).zip(order) {
        place[from as usize] = to;
    }
    for at in 0..items.len() {
        while place[at] != at {
            let to = place[at];
            items.swap(at, to);
            place.swap(at, to);
        }
    }
}

/// Sorts by a key, stable; see [`sort_by`].
pub(crate) fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

/// Merges parts of twice the length each round. The standard sort does the same in ten times the code.
fn sort_numbers(order: &mut Vec<u32>, compare: &mut dyn FnMut(u32, u32) -> Ordering) {
    let mut length = 1;
    while length < order.len() {
        let mut sorted = Vec::with_capacity(order.len());
        for both in order.chunks(2 * length) {
            let (mut left, mut right) = both.split_at(length.min(both.len()));
            // Parts that follow each other already need one comparison only.
            let follows = matches!((left.last(), right.first()), (Some(last), Some(first)) if compare(*last, *first) != Ordering::Greater);
            while let (Some((first, left_rest)), Some((second, right_rest)), false) = (left.split_first(), right.split_first(), follows) {
                let next = if compare(*first, *second) == Ordering::Greater {
                    right = right_rest;
                    second
                } else {
                    left = left_rest;
                    first
                };
                sorted.push(*next);
            }
            sorted.extend_from_slice(left);
            sorted.extend_from_slice(right);
        }
        *order = sorted;
        length *= 2;
    }
}

/// The numbers from 0 to `count`, in the order of their keys; equal keys keep the order they have.
///
/// Numbers of one `id` have one key, which is made for the first of them. The numbers are then put in place by counting: of a
/// million facts only the few thousand distinct values are ever compared.
pub(crate) fn sorted<'a>(count: u32, id: impl Fn(u32) -> u64, key: impl Fn(u32) -> Key<'a>, descending: bool) -> Vec<u32> {
    let mut firsts = crate::hash::IndexMap::default();
    let place = |at| {
        let entry = firsts.entry(id(at));
        let place = entry.index();
        entry.or_insert(at);
        place
    };
    let of: Vec<usize> = (0..count).map(place).collect();
    let keys: Vec<Key<'a>> = firsts.values().map(|at| key(*at)).collect();
    counted(&of, &keys, descending)
}

/// The numbers of `of` in the order of the keys that they name.
fn counted(of: &[usize], keys: &[Key<'_>], descending: bool) -> Vec<u32> {
    let mut order: Vec<usize> = (0..keys.len()).collect();
    sort_by(&mut order, |a, b| keys[*a].compare(&keys[*b], descending));
    // The rank of an id is where its bucket begins; ids with equal keys share one.
    let mut rank = vec![0; keys.len()];
    let mut ranks = 0;
    for pair in order.windows(2) {
        ranks += usize::from(keys[pair[0]] != keys[pair[1]]);
        rank[pair[1]] = ranks;
    }
    let mut starts = vec![0_u32; ranks + 2];
    for id in of {
        starts[rank[*id] + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut out = vec![0; of.len()];
    for (at, id) in of.iter().enumerate() {
        let place = &mut starts[rank[*id]];
        out[*place as usize] = at as u32;
        *place += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ascending(texts: &[&str]) {
        for pair in texts.windows(2) {
            assert!(collation(pair[0]) < collation(pair[1]), "{} before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn text_sorts_without_case_and_marks_and_with_numbers_as_numbers() {
        ascending(&["Debt", "Debt | Bonds", "Debt issued", "Éclair", "Ecology", "Note 9", "note 10", "Note 10a", "Zulu", "Ωmega"]);
        assert_eq!(collation("  Société Générale "), collation("societe generale"));
        assert_eq!(collation("Straße – “A”"), collation("STRASSE - \"a\""));
        assert_eq!(collation("e\u{301}"), collation("é"));
        assert_eq!(collation("Note 007"), collation("note 7"));
        assert!(collation(&"9".repeat(300)) < collation(&"1".repeat(301)));
    }

    #[test]
    fn lengths_of_time_sort_by_length() {
        let texts = ["-P1Y", "PT1.5S", "PT2M", "PT1H", "P1D", "P1W", "P1M", "P90D", "P11M", "P1Y", "P1Y1D", "P17Y"];
        assert!(texts.windows(2).all(|pair| duration(pair[0]).unwrap() < duration(pair[1]).unwrap()));
        assert_eq!(duration("P12M"), duration("P1Y"));
        assert!(["P", "1Y", "P1", "PT1Y", "PY", "P1Y2"].iter().all(|bad| duration(bad).is_none()));
    }

    #[test]
    fn kinds_stay_apart_and_blanks_last_both_ways() {
        let of = |kind, text| Key::of(kind, false, Some(text), text);
        let keys = [of(Kind::Money, "-5"), of(Kind::Number, "7"), of(Kind::Text, "words"), of(Kind::Dash, "-"), Key::Nil, Key::Blank];
        for descending in [false, true] {
            for pair in keys.windows(2).skip(1) {
                assert_eq!(pair[0].compare(&pair[1], descending), Ordering::Less);
            }
        }
        assert_eq!(keys[0].compare(&keys[1], true), Ordering::Greater);
    }

    proptest! {
        #[test]
        fn decimals_compare_as_big_integers_do(a in -10i128.pow(25)..10i128.pow(25), b in -10i128.pow(25)..10i128.pow(25), scale in 0usize..20) {
            let write = |n: i128| {
                let digits = format!("{:0width$}", n.abs(), width = scale + 1);
                let (whole, fraction) = digits.split_at(digits.len() - scale);
                format!("{}{whole}.{fraction}0", if n < 0 { "-00" } else { "0" })
            };
            let (x, y) = (write(a), write(b));
            prop_assert_eq!(Decimal::new(&x).unwrap().cmp(&Decimal::new(&y).unwrap()), a.cmp(&b));
        }

        #[test]
        fn a_whole_number_is_about_what_the_decimal_is(text in "-?[0-9]{0,17}(\\.[0-9]{0,2})?") {
            if let Some(about) = whole(&text) {
                prop_assert_eq!(Some(about), Decimal::new(&text).map(|number| number.about()));
            } else {
                let digits = text.strip_prefix('-').unwrap_or(&text);
                prop_assert!(digits.is_empty() || digits.len() > 15 || digits.starts_with('0') || digits.contains('.'));
            }
        }

        #[test]
        fn a_part_of_a_key_is_its_beginning(text in "([a-c]|É|[0-9]|  | \\| |\u{301}){0,30}", most in 0usize..20) {
            let (whole, part) = (collation(&text), collation_part(&text, most));
            prop_assert!(part.len() > most || part == whole);
            let shown = most.min(part.len());
            prop_assert_eq!(&part[..shown], &whole[..shown]);
        }

        #[test]
        fn counting_agrees_with_a_stable_sort(values in proptest::collection::vec((0u8..4, -20i32..20), 0..80), descending: bool) {
            let texts: Vec<String> = values.iter().map(|(_, n)| n.to_string()).collect();
            let key = |at: usize| match values[at].0 {
                0 => Key::Number(Decimal::new(&texts[at]).unwrap()),
                1 => Key::text(&texts[at]),
                2 => Key::Nil,
                _ => Key::Blank,
            };
            let mut naive: Vec<u32> = (0..values.len() as u32).collect();
            naive.sort_by(|a, b| key(*a as usize).compare(&key(*b as usize), descending));
            prop_assert_eq!(sorted(values.len() as u32, u64::from, |at| key(at as usize), descending), naive);
        }
    }
}
