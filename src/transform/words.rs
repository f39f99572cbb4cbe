//! Numbers and lengths of time in English words: "one hundred and twenty-one", "two years, six months".

/// Dashes of every kind, as the rules list them.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{58a}' | '\u{5be}' | '\u{2010}'..='\u{2015}' | '\u{fe58}' | '\u{fe63}' | '\u{ff0d}')
}

const SMALL: [&str; 19] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
/// Each a thousand times the one before.
const SCALES: [&str; 6] = ["thousand", "million", "billion", "trillion", "quadrillion", "quintillion"];

/// A number in words, with a comma or "and" where one may stand; "no", "none" and "nil" are zero.
pub(super) fn number(text: &str) -> Option<String> {
    let words = &mut Words { rest: text, dashes: false };
    if let Some("zero" | "no" | "none" | "nil") = words.peek().as_deref()
        && words.take().is_some()
    {
        return words.rest.is_empty().then(|| "0".to_owned());
    }
    // By thousands, the least first. "Nineteen hundred" of a scale is more than its thousand.
    let mut groups = [0; SCALES.len() + 2];
    let mut below = SCALES.len() + 1;
    loop {
        let group = words.group()?;
        let scale = words.attempt(|words| {
            words.gap()?;
            let word = words.take()?;
            SCALES.iter().position(|scale| *scale == word)
        });
        let Some(scale) = scale else {
            groups[0] = group.value;
            break;
        };
        if scale + 1 >= below {
            return None;
        }
        below = scale + 1;
        groups[below] = group.value;
        if words.rest.is_empty() {
            break;
        }
        let comma = words.comma_or_gap()?;
        if words.rest.is_empty() {
            if comma {
                return None;
            }
            break;
        }
        if scale == 0 {
            // The last: what is below a thousand, and "and" only before what is below a hundred.
            let and = words.attempt(Words::and).is_some();
            let group = words.group()?;
            if and && group.has_hundred {
                return None;
            }
            groups[0] = group.value;
            break;
        }
    }
    if !words.rest.is_empty() {
        return None;
    }
    let mut digits = Vec::new();
    let mut carried = 0;
    for group in groups {
        let group = group + carried;
        carried = group / 1000;
        for digit in [group % 10, group / 10 % 10, group / 100 % 10] {
            digits.push(b'0' + digit as u8);
        }
    }
    while digits.len() > 1 && digits.last() == Some(&b'0') {
        digits.pop();
    }
    digits.reverse();
    String::from_utf8(digits).ok()
}

/// Years, months and days in that order, each in words or up to four digits. What is "zero" or "no" is left out; days are said
/// where nothing else is left.
pub(super) fn length(text: &str) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    let words = &mut Words { rest: text, dashes: true };
    let mut out = "P".to_owned();
    for (unit, letter) in [("year", 'Y'), ("month", 'M'), ("day", 'D')] {
        let amount = words.attempt(|words| {
            let amount = words.amount()?;
            words.gap()?;
            let word = words.take()?;
            if word != unit && word.strip_suffix('s') != Some(unit) {
                return None;
            }
            if letter != 'D' && !words.rest.is_empty() {
                words.rest = words.rest.strip_prefix(',').unwrap_or(words.rest);
                words.gap()?;
                words.attempt(Words::and);
            }
            Some(amount)
        });
        if let Some(amount) = amount.filter(|amount| !amount.is_empty()) {
            out.push_str(&amount);
            out.push(letter);
        }
    }
    if out.len() == 1 {
        out.push_str("0D");
    }
    words.rest.is_empty().then_some(out)
}

/// What is left of a text, word by word.
#[derive(Clone, Copy)]
struct Words<'a> {
    rest: &'a str,
    /// A dash may stand wherever a space may.
    dashes: bool,
}

struct Group {
    value: u32,
    has_hundred: bool,
}

impl Words<'_> {
    /// What `read` reads. Nothing is read where it finds nothing.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.rest;
        let found = read(self);
        if found.is_none() {
            self.rest = before;
        }
        found
    }

    /// The next word in small letters. Its first letter may be a capital, no other.
    fn peek(&self) -> Option<String> {
        let end = self.rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let word = &self.rest[..end];
        (end > 0 && word.bytes().skip(1).all(|b| b.is_ascii_lowercase())).then(|| word.to_ascii_lowercase())
    }

    fn take(&mut self) -> Option<String> {
        let word = self.peek()?;
        self.rest = &self.rest[word.len()..];
        Some(word)
    }

    fn spaces(&mut self) -> Option<()> {
        let rest = self.rest.trim_start();
        let some = rest.len() < self.rest.len();
        self.rest = rest;
        some.then_some(())
    }

    /// Spaces; one dash, where dashes may stand for them.
    fn gap(&mut self) -> Option<()> {
        if self.dashes { self.dash_or_spaces() } else { self.spaces() }
    }

    fn dash_or_spaces(&mut self) -> Option<()> {
        match self.rest.strip_prefix(is_dash) {
            Some(rest) => self.rest = rest,
            None => self.spaces()?,
        }
        Some(())
    }

    /// Whether what was there is a comma.
    fn comma_or_gap(&mut self) -> Option<bool> {
        let spaces = self.spaces().is_some();
        match self.rest.strip_prefix(',') {
            Some(rest) => {
                self.rest = rest.trim_start();
                Some(true)
            }
            None => spaces.then_some(false),
        }
    }

    /// "and", which is never written with a capital, and the spaces behind it.
    fn and(&mut self) -> Option<()> {
        self.rest = self.rest.strip_prefix("and")?;
        self.spaces()
    }

    /// A number below a hundred, or so many hundreds and one.
    fn group(&mut self) -> Option<Group> {
        let value = self.small(19)?;
        let hundred = |words: &mut Self| {
            words.gap()?;
            (words.take()? == "hundred").then_some(())
        };
        if value > 19 || self.attempt(hundred).is_none() {
            return Some(Group { value, has_hundred: false });
        }
        let more = self.attempt(|words| {
            words.gap()?;
            words.attempt(Words::and);
            words.small(19)
        });
        Some(Group { value: value * 100 + more.unwrap_or(0), has_hundred: true })
    }

    /// A number below a hundred. Of those in one word that are no tens, up to `most`.
    fn small(&mut self, most: usize) -> Option<u32> {
        let word = self.attempt(Words::take)?;
        if let Some(at) = SMALL[..most].iter().position(|small| *small == word) {
            return Some(at as u32 + 1);
        }
        let tens = TENS.iter().position(|tens| *tens == word).filter(|_| most > 9)? as u32 * 10 + 20;
        let ones = self.attempt(|words| {
            words.dash_or_spaces()?;
            words.small(9)
        });
        Some(tens + ones.unwrap_or(0))
    }

    /// The amount of a length of time: digits as they stand, words as digits, nothing for "zero" and "no".
    fn amount(&mut self) -> Option<String> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let (amount, rest) = self.rest.split_at(digits);
            self.rest = rest;
            return (digits <= 4).then(|| amount.to_owned());
        }
        if let Some("zero" | "no") = self.peek().as_deref() {
            self.take()?;
            return Some(String::new());
        }
        self.group().map(|group| group.value.to_string())
    }
}
