//! Character references: `&amp;`, `&nbsp`, `&#8212;`.
//!
//! All of HTML 4 is known, what is common of HTML 5, and every name of HTML 5 that begins like one that needs no semicolon,
//! for such a name would be read as its beginning. Any other name stays as it is written.

use super::decode::windows_1252;
use memchr::memchr;
use std::borrow::Cow;

/// Lines in the order of their names: the name, `,` where it needs no semicolon or `;` where it does, and what it stands for.
pub(super) const NAMES: &str = include_str!("entities.txt");

/// The longest name that needs no semicolon.
const LONGEST_BARE: usize = 6;

/// Text or the value of an attribute with its character references replaced. NULs and line ends stay as they are.
pub(super) fn decode(text: &str, attribute: bool) -> Cow<'_, str> {
    replaced(text, attribute, windows_1252)
}

/// The same in XML, where the numbers of control characters stand for these and not for what Windows has there.
pub(super) fn decode_xml(text: &str, attribute: bool) -> Cow<'_, str> {
    replaced(text, attribute, char::from)
}

fn replaced(text: &str, attribute: bool, control: fn(u8) -> char) -> Cow<'_, str> {
    let Some(mut at) = memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut decoded = String::with_capacity(text.len());
    let mut done = 0;
    loop {
        let rest = &text[at + 1..];
        let length = if rest.starts_with('#') {
            number(rest, control, &mut decoded, &text[done..at])
        } else {
            name(rest, attribute, &mut decoded, &text[done..at])
        };
        if length > 0 {
            done = at + 1 + length;
        }
        at += 1 + length;
        match memchr(b'&', &text.as_bytes()[at..]) {
            Some(next) => at += next,
            None => break,
        }
    }
    decoded.push_str(&text[done..]);
    Cow::Owned(decoded)
}

/// Writes the character that `#8212;` stands for behind what is before it; gives the length of the reference, 0 where it is none.
fn number(rest: &str, control: fn(u8) -> char, to: &mut String, before: &str) -> usize {
    let bytes = rest.as_bytes();
    let (start, radix) = if matches!(bytes.get(1), Some(b'x' | b'X')) { (2, 16) } else { (1, 10) };
    let (mut at, mut code) = (start, 0u32);
    while let Some(digit) = bytes.get(at).and_then(|byte| char::from(*byte).to_digit(radix)) {
        // Stays beyond the last character however many digits follow.
        code = (code * radix + digit).min(0x11_0000);
        at += 1;
    }
    if at == start {
        return 0;
    }
    to.push_str(before);
    to.push(match code {
        0 => char::REPLACEMENT_CHARACTER,
        0x80..=0x9f => control(code as u8),
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    });
    at + usize::from(bytes.get(at) == Some(&b';'))
}

/// As `number`, for `amp;`.
fn name(rest: &str, attribute: bool, to: &mut String, before: &str) -> usize {
    let bytes = rest.as_bytes();
    // No name is longer than 32 bytes.
    let end = bytes.iter().take(33).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let closed = bytes.get(end) == Some(&b';');
    let mut length = end;
    while length > 1 {
        let whole = closed && length == end;
        if let Some((bare, value)) = find(&bytes[..length])
            && (whole || bare)
        {
            // `?a=1&copy=2` in an address is none.
            if !whole && attribute && bytes.get(length).is_some_and(|next| *next == b'=' || next.is_ascii_alphanumeric()) {
                return 0;
            }
            to.push_str(before);
            to.push_str(value);
            return length + usize::from(whole);
        }
        length = (length - 1).min(LONGEST_BARE);
    }
    0
}

/// Whether a name needs no semicolon, and what it stands for.
fn find(name: &[u8]) -> Option<(bool, &'static str)> {
    let (mut from, mut to) = (0, NAMES.len());
    while from < to {
        let bytes = NAMES.as_bytes();
        let middle = from + (to - from) / 2;
        let start = bytes[from..middle].iter().rposition(|byte| *byte == b'\n').map_or(from, |at| from + at + 1);
        let end = memchr(b'\n', &bytes[middle..]).map_or(to, |at| middle + at);
        let mark = start + bytes[start..end].iter().position(|byte| !byte.is_ascii_alphanumeric())?;
        match name.cmp(&bytes[start..mark]) {
            std::cmp::Ordering::Less => to = start,
            std::cmp::Ordering::Greater => from = end + 1,
            std::cmp::Ordering::Equal => return Some((bytes[mark] == b',', &NAMES[mark + 1..end])),
        }
    }
    None
}
