//! Exact sums and differences of decimals, digit by digit, however many there are.

/// A number as its digits, the last one first, and how many of them stand behind the point.
pub(crate) struct Decimal {
    pub(crate) negative: bool,
    pub(crate) digits: Vec<u8>,
    pub(crate) places: i32,
}

impl Decimal {
    pub(crate) fn of(text: &str) -> Option<Self> {
        let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let places = text.split_once('.').map_or(0, |(_, fraction)| fraction.len() as i32);
        let digits: Option<Vec<u8>> =
            text.bytes().rev().filter(|byte| *byte != b'.').map(|byte| byte.is_ascii_digit().then(|| byte - b'0')).collect();
        digits.filter(|digits| !digits.is_empty()).map(|digits| Self { negative, digits, places })
    }

    /// The digits of the number times ten to the power of `places`, which are at least its own.
    pub(crate) fn whole(&self, places: i32) -> Vec<u8> {
        let mut digits = vec![0; places.saturating_sub(self.places).max(0) as usize];
        digits.extend(&self.digits);
        digits
    }
}

fn digit(of: &[u8], at: usize) -> u8 {
    of.get(at).copied().unwrap_or(0)
}

pub(crate) fn sum(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut carry = 0;
    (0..=a.len().max(b.len()))
        .map(|at| {
            let all = digit(a, at) + digit(b, at) + carry;
            carry = u8::from(all > 9);
            all - 10 * carry
        })
        .collect()
}

/// What the greater `a` has more than `b`.
pub(crate) fn difference(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut borrowed = 0;
    (0..a.len().max(b.len()))
        .map(|at| {
            let (have, take) = (digit(a, at), digit(b, at) + borrowed);
            borrowed = u8::from(have < take);
            have + 10 * borrowed - take
        })
        .collect()
}

pub(crate) fn is_less(a: &[u8], b: &[u8]) -> bool {
    let first = (0..a.len().max(b.len())).rev().find(|at| digit(a, *at) != digit(b, *at));
    first.is_some_and(|at| digit(a, at) < digit(b, at))
}
