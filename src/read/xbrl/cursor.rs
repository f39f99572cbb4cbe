//! The tags of a document, one after another, found by the places of its brackets.
//!
//! Comments, CDATA sections, processing instructions and the doctype are passed over. What is not well formed is read as a
//! browser would: a `<` that begins no tag is text, a `>` inside a quoted value does not end its tag. Whatever the bytes, each
//! is looked at a bounded number of times.

use memchr::memmem;

/// A range of the source's bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Span {
    pub(super) fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    pub(super) fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Its text without white space at its ends.
    #[inline]
    pub(super) fn token(self, text: &str) -> &str {
        let text = self.of(text);
        match text.as_bytes() {
            [first, .., last] if *first > b' ' && *last > b' ' => text,
            _ => text.trim_matches([' ', '\t', '\n', '\r']),
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self.end <= self.start
    }

    pub(super) fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }
}

/// A start or end tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag {
    pub(super) is_end: bool,
    /// Without content: `<br/>`.
    pub(super) is_empty: bool,
    /// Where its `<` stands.
    pub(super) start: u32,
    pub(super) name: Span,
    /// The first eight bytes of the name: most names are no longer, and are compared as numbers.
    pub(super) head: u64,
    /// The name has a prefix.
    pub(super) prefixed: bool,
    /// It may declare a namespace, a language or a base.
    pub(super) declares: bool,
    /// Behind its `>`.
    pub(super) end: u32,
    /// An end tag that is known to be the expected one.
    pub(super) expected: bool,
}

/// Which end tag is the likeliest to come next: told beforehand, most are known by one comparison.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expect {
    /// Whichever it is, its name is not asked for.
    Any,
    /// That of the element of this name and head.
    Name(Span, u64),
}

impl Tag {
    /// The start tag of an element whose name and content are known.
    pub(super) fn of(name: Span, end: u32) -> Self {
        Self { is_end: false, is_empty: false, start: name.start, name, head: 0, prefixed: false, declares: false, end, expected: false }
    }

    /// Where its attributes stand.
    pub(super) fn attributes(&self) -> Span {
        Span { start: self.name.end, end: self.end.saturating_sub(1) }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Cursor<'a, 'm> {
    text: &'a str,
    pub(super) marks: &'m [u32],
    /// The next mark.
    pub(super) at: usize,
    /// Where attributes named `xmlns…` and `xml:…` begin.
    pub(super) special: &'m [u32],
    /// How many tags, comments and the like have been met: equal before and after a range that is nothing but text.
    pub(super) met: u32,
    /// No `>` outside quotes follows: quotes are no longer looked at.
    hopeless: bool,
    /// The first declaration of an entity of the document's own.
    pub(super) entity: Option<u32>,
}

impl<'a, 'm> Cursor<'a, 'm> {
    pub(super) fn new(text: &'a str, marks: &'m [u32], special: &'m [u32]) -> Self {
        Self { text, marks, at: 0, special, met: 0, hopeless: false, entity: None }
    }

    pub(super) fn next(&mut self) -> Option<Tag> {
        self.next_but(Expect::Name(Span::default(), 0))
    }

    /// The next tag; where it is the end tag expected, its name is not looked at any further.
    #[inline]
    pub(super) fn next_but(&mut self, expect: Expect) -> Option<Tag> {
        let bytes = self.text.as_bytes();
        loop {
            let start = *self.marks.get(self.at)? as usize;
            self.at += 1;
            if bytes[start] == b'>' {
                continue;
            }
            let first = *bytes.get(start + 1)?;
            if begins_name(first) {
                self.met += 1;
                let end = self.close(start);
                let (name_end, head, prefixed) = name(bytes, start + 1, end);
                let is_empty = bytes[end - 1] == b'/' && name_end < end;
                let end = (end + 1).min(bytes.len()) as u32;
                let declares = self.special.first().is_some_and(|at| *at < end) && self.declared(end);
                return Some(Tag {
                    is_end: false,
                    is_empty,
                    start: start as u32,
                    name: Span::new(start + 1, name_end),
                    head,
                    prefixed,
                    declares,
                    end,
                    expected: false,
                });
            }
            match first {
                b'/' => {
                    self.met += 1;
                    if let Some((name, head)) = self.expected(start + 2, expect) {
                        let (start, end) = (start as u32, name.end + 1);
                        return Some(Tag { is_end: true, is_empty: false, start, name, head, prefixed: false, declares: false, end, expected: true });
                    }
                    let end = self.close(start);
                    let (name_end, head, prefixed) = if let Expect::Any = expect { (0, 0, false) } else { name(bytes, start + 2, end) };
                    let name = Span::new(start + 2, name_end.max(start + 2));
                    let end = (end + 1).min(bytes.len()) as u32;
                    return Some(Tag {
                        is_end: true,
                        is_empty: false,
                        start: start as u32,
                        name,
                        head,
                        prefixed,
                        declares: false,
                        end,
                        expected: false,
                    });
                }
                b'!' | b'?' => {
                    self.met += 1;
                    self.pass(start);
                }
                _ => {}
            }
        }
    }

    /// The name of the end tag whose name begins at `at`, where it is the one expected with nothing behind it.
    #[inline]
    fn expected(&mut self, at: usize, expect: Expect) -> Option<(Span, u64)> {
        let Expect::Name(name, head) = expect else { return None };
        let (bytes, length) = (self.text.as_bytes(), name.len());
        // Its `>` is the next bracket.
        if self.marks.get(self.at).is_none_or(|mark| *mark as usize != at + length) || bytes[at + length] != b'>' {
            return None;
        }
        let word = eight(bytes, at)?;
        let same = match length {
            0 => false,
            1..8 => word & ((1 << (8 * length)) - 1) == head,
            8 => word == head,
            _ => word == head && bytes.get(at + 8..at + length) == bytes.get(name.start as usize + 8..name.end as usize),
        };
        if !same {
            return None;
        }
        self.at += 1;
        Some((Span::new(at, at + length), head))
    }

    /// Passes over the special places before `end`, of which there is one.
    #[cold]
    pub(super) fn declared(&mut self, end: u32) -> bool {
        let passed = self.special.iter().take_while(|at| **at < end).count();
        self.special = &self.special[passed..];
        true
    }

    /// Where the `>` of the tag that begins at `start` stands; the text's end where there is none.
    #[inline]
    fn close(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        // No `<` may stand in a value, so a `>` that a `<` follows is the tag's own; where another `>` follows, one of them
        // may be quoted.
        if let Some(&end) = self.marks.get(self.at)
            && bytes[end as usize] == b'>'
            && self.marks.get(self.at + 1).is_none_or(|next| bytes[*next as usize] == b'<')
        {
            self.at += 1;
            return end as usize;
        }
        let end = if self.hopeless { None } else { unquoted_end(bytes, start) };
        let end = end.unwrap_or_else(|| {
            self.hopeless = true;
            memchr::memchr(b'>', &bytes[start..]).map_or(bytes.len(), |at| start + at)
        });
        self.skip_to(end + 1);
        end
    }

    /// Passes over what begins with `<!` or `<?`.
    pub(super) fn pass(&mut self, start: usize) {
        let bytes = self.text.as_bytes();
        let rest = &bytes[start..];
        let until = |needle: &[u8], from: usize| memmem::find(&rest[from.min(rest.len())..], needle).map(|at| start + from + at + needle.len());
        let end = if rest.starts_with(b"<!--") {
            until(b"-->", 4)
        } else if rest.starts_with(b"<![CDATA[") {
            until(b"]]>", 9)
        } else if rest.starts_with(b"<?") {
            until(b"?>", 2).or_else(|| until(b">", 2))
        } else {
            self.doctype(start)
        };
        // Without its end it is the text's last.
        self.skip_to(end.unwrap_or(bytes.len()));
    }

    /// Where a doctype ends: behind its declarations in brackets.
    fn doctype(&mut self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let first = start + memchr::memchr(b'>', &bytes[start..])?;
        let Some(open) = memchr::memchr(b'[', &bytes[start..first]) else { return Some(first + 1) };
        if let Some(at) = memmem::find(&bytes[start + open..], b"<!ENTITY") {
            self.entity.get_or_insert((start + open + at) as u32);
        }
        let close = memchr::memchr(b']', &bytes[start + open..]).map(|at| start + open + at)?;
        Some(close + memchr::memchr(b'>', &bytes[close..])? + 1)
    }

    /// Whether something is declared between here and there.
    pub(super) fn declares_before(&self, place: u32) -> bool {
        self.special.first().is_some_and(|at| *at < place)
    }

    /// Goes on behind a place.
    pub(super) fn skip_to(&mut self, place: usize) {
        self.at += self.marks[self.at..].iter().take_while(|mark| (**mark as usize) < place).count();
    }
}

#[inline]
pub(super) fn begins_name(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80 || byte == b':'
}

/// Where a name ends, its first eight bytes, and whether it has a prefix. Eight bytes are looked at at once.
#[inline]
pub(super) fn name(bytes: &[u8], from: usize, to: usize) -> (usize, u64, bool) {
    let (mut at, mut head, mut prefixed) = (from, 0, false);
    while let Some(word) = eight(bytes, at) {
        let ends = below_space(word) | has(word, b'/') | has(word, b'>');
        let length = ends.trailing_zeros() / 8;
        let part = if length == 8 { word } else { word & ((1 << (8 * length)) - 1) };
        if at == from {
            head = part;
        }
        prefixed |= has(part, b':') != 0;
        at += length as usize;
        if length < 8 {
            return (at, head, prefixed);
        }
    }
    // At the very end of the text.
    let rest = bytes.get(from..to).unwrap_or_default();
    let name = &rest[..rest.iter().position(|byte| *byte < 0x21 || *byte == b'/').unwrap_or(rest.len())];
    (from + name.len(), name.iter().take(8).rev().fold(0, |head, byte| head << 8 | u64::from(*byte)), name.contains(&b':'))
}

const ONES: u64 = u64::from_ne_bytes([1; 8]);
const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);

#[inline]
pub(super) fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|eight| u64::from_le_bytes(*eight))
}

/// Marks the bytes that are this one. The lowest marked is one; those above it may be marked by a borrow.
#[inline]
pub(super) fn has(word: u64, byte: u8) -> u64 {
    let zero = word ^ (ONES * u64::from(byte));
    zero.wrapping_sub(ONES) & !zero & HIGH
}

/// Marks the bytes up to the space, as `has` does.
#[inline]
pub(super) fn below_space(word: u64) -> u64 {
    word.wrapping_sub(ONES * 0x21) & !word & HIGH
}

/// A name of at most eight bytes as the head of a tag has it.
pub(super) const fn head(name: &[u8]) -> u64 {
    let (mut head, mut at) = (0, name.len());
    while at > 0 {
        at -= 1;
        head = head << 8 | name[at] as u64;
    }
    head
}

/// The length of a name, its first eight bytes and its last: one of up to sixteen bytes is known by them.
pub(super) type Word = (usize, u64, u64);

#[inline]
pub(super) fn word(name: &str) -> Word {
    let bytes = name.as_bytes();
    let first = bytes.first_chunk().map_or_else(|| head(bytes), |first| u64::from_le_bytes(*first));
    (bytes.len(), first, bytes.last_chunk().map_or(0, |last| u64::from_le_bytes(*last)))
}

/// The first `>` that stands in no quoted value.
pub(super) fn unquoted_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    let mut value = false;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'>' => return Some(at),
            b'=' => value = true,
            b'"' | b'\'' if value => {
                at += 1 + memchr::memchr(*byte, &bytes[at + 1..])?;
                value = false;
            }
            b' ' | b'\n' | b'\t' | b'\r' => {}
            _ => value = false,
        }
        at += 1;
    }
    None
}

/// An attribute: its name, and its value as written, without the quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute {
    pub(super) name: Span,
    /// The first eight bytes of the name.
    pub(super) head: u64,
    pub(super) value: Span,
}

/// Where the next such byte stands; the end where there is none. Most values are short, which makes a call to memchr dear.
#[inline]
fn until(bytes: &[u8], from: usize, byte: u8) -> usize {
    let mut at = from;
    while let Some(word) = eight(bytes, at) {
        let hits = has(word, byte);
        if hits != 0 {
            return at + (hits.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    bytes[at..].iter().position(|other| *other == byte).map_or(bytes.len(), |found| at + found)
}

/// Where the name of an attribute ends, and its first eight bytes.
#[inline]
fn attribute_name(bytes: &[u8], from: usize) -> (usize, u64) {
    let (mut at, mut head) = (from, 0);
    while let Some(word) = eight(bytes, at) {
        let length = (below_space(word) | has(word, b'=') | has(word, b'/')).trailing_zeros() / 8;
        if at == from {
            head = if length == 8 { word } else { word & ((1 << (8 * length)) - 1) };
        }
        at += length as usize;
        if length < 8 {
            return (at, head);
        }
    }
    let rest = &bytes[from..];
    let name = &rest[..rest.iter().position(|byte| *byte < 0x21 || matches!(byte, b'=' | b'/')).unwrap_or(rest.len())];
    (from + name.len(), name.iter().take(8).rev().fold(0, |head, byte| head << 8 | u64::from(*byte)))
}

/// The attributes of a tag, in order.
pub(super) struct Attributes<'a> {
    bytes: &'a [u8],
    at: usize,
    end: usize,
}

impl<'a> Attributes<'a> {
    pub(super) fn of(text: &'a str, tag: &Tag) -> Self {
        let span = tag.attributes();
        Self { bytes: text.as_bytes(), at: span.start as usize, end: (span.end as usize).min(text.len()) }
    }
}

impl Iterator for Attributes<'_> {
    type Item = Attribute;

    fn next(&mut self) -> Option<Attribute> {
        let bytes = &self.bytes[..self.end];
        let space = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r');
        let mut at = self.at;
        while bytes.get(at).is_some_and(|byte| space(byte) || *byte == b'/') {
            at += 1;
        }
        if at >= bytes.len() {
            self.at = at;
            return None;
        }
        let start = at;
        let (end, head) = attribute_name(bytes, start);
        // A name has at least one byte, whatever it is, so that every step goes on.
        at = end.max(start + 1);
        let name = Span::new(start, at);
        while bytes.get(at).is_some_and(space) {
            at += 1;
        }
        if bytes.get(at) != Some(&b'=') {
            self.at = at;
            return Some(Attribute { name, head, value: Span::new(at, at) });
        }
        at += 1;
        while bytes.get(at).is_some_and(space) {
            at += 1;
        }
        let value = match bytes.get(at) {
            Some(quote @ (b'"' | b'\'')) => {
                let from = at + 1;
                let length = until(bytes, from, *quote) - from;
                at = (from + length + 1).min(bytes.len());
                Span::new(from, from + length)
            }
            _ => {
                let from = at;
                while bytes.get(at).is_some_and(|byte| !space(byte)) {
                    at += 1;
                }
                Span::new(from, at)
            }
        };
        self.at = at;
        Some(Attribute { name, head, value })
    }
}
