//! HTML into tags and text, as browsers part it, without a copy: names, attributes and texts are slices of the input.
//!
//! What the HTML standard calls tokenization, with its rules for whatever is malformed. Comments, doctypes and processing
//! instructions are left out. Every byte is looked at a bounded number of times, so any input takes linear time.
//! NULs and line ends stay as they are; a name with a NUL in it is no name that anybody looks for.

use super::entities::decode;
use memchr::{memchr, memchr2};
use std::borrow::Cow;

/// What stands in a page.
#[derive(Clone, Debug)]
pub(super) enum Event<'a> {
    Text(Text<'a>),
    Start(Start<'a>),
    End(End<'a>),
}

/// Text up to the next tag or comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text<'a> {
    /// As it is written.
    pub(super) raw: &'a str,
    /// What looks like a character reference is none: a script or a style.
    pub(super) literal: bool,
}

impl<'a> Text<'a> {
    /// The text with its character references replaced.
    pub(super) fn decoded(&self) -> Cow<'a, str> {
        if self.literal { Cow::Borrowed(self.raw) } else { decode(self.raw, false) }
    }
}

/// A start tag.
#[derive(Clone, Debug)]
pub(super) struct Start<'a> {
    /// As it is written, in capitals or not.
    pub(super) name: &'a str,
    /// In the order in which they stand; of two with one name the first holds.
    pub(super) attributes: Attributes<'a>,
    pub(super) self_closing: bool,
    /// Where its `<` stands.
    pub(super) start: usize,
}

/// An end tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct End<'a> {
    pub(super) name: &'a str,
    /// Where its `<` stands.
    pub(super) start: usize,
    /// Behind its `>`.
    pub(super) end: usize,
}

/// An attribute of a tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute<'a> {
    /// As it is written, in capitals or not.
    pub(super) name: &'a str,
    /// As it is written, without quotes.
    pub(super) raw: &'a str,
}

impl<'a> Attribute<'a> {
    /// The value with its character references replaced.
    pub(super) fn value(&self) -> Cow<'a, str> {
        decode(self.raw, true)
    }
}

/// The elements whose content is not markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Raw {
    /// With character references.
    Text,
    Literal,
    Script,
    /// Without an end.
    Plain,
}

const RAW: [(&str, Raw); 10] = [
    ("title", Raw::Text),
    ("textarea", Raw::Text),
    ("style", Raw::Literal),
    ("script", Raw::Script),
    ("xmp", Raw::Literal),
    ("iframe", Raw::Literal),
    ("noembed", Raw::Literal),
    ("noframes", Raw::Literal),
    ("noscript", Raw::Literal),
    ("plaintext", Raw::Plain),
];

/// The tags and texts of a page.
#[derive(Clone, Debug)]
pub(super) struct Tags<'a> {
    html: &'a str,
    at: usize,
    /// Whether there are elements whose content is not markup.
    has_raw: bool,
    /// The element that is open, where its content is not markup.
    raw: Option<(&'a str, Raw)>,
}

impl<'a> Tags<'a> {
    pub(super) fn new(html: &'a str) -> Self {
        // An XHTML document may write <script/>, behind which a browser that takes it for HTML would see nothing but script.
        let has_raw = !html.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml");
        Self::of(html, has_raw)
    }

    /// The same, told whether there are elements whose content is not markup: in XML there are none.
    pub(super) fn of(html: &'a str, has_raw: bool) -> Self {
        Self { html, at: 0, has_raw, raw: None }
    }

    /// Behind what was given last.
    pub(super) fn place(&self) -> usize {
        self.at
    }

    /// Goes on behind a place.
    pub(super) fn skip_to(&mut self, place: usize) {
        self.at = place.min(self.html.len());
        self.raw = None;
    }

    /// The end of what begins at `from` and ends with `>`.
    fn behind_bracket(&self, from: usize) -> usize {
        memchr(b'>', &self.html.as_bytes()[from..]).map_or(self.html.len(), |at| from + at + 1)
    }

    /// What stands from `start` to `end`, which is read.
    fn text(&mut self, start: usize, end: usize, literal: bool) -> Event<'a> {
        self.at = end;
        Event::Text(Text { raw: &self.html[start..end], literal })
    }

    /// The tag at `start`, whose name is at `name`; none where the page ends in it.
    fn tag(&mut self, start: usize, name: usize) -> Option<Event<'a>> {
        let bytes = self.html.as_bytes();
        let length = bytes[name..].iter().position(|byte| is_space(*byte) || matches!(byte, b'/' | b'>')).unwrap_or(bytes.len() - name);
        let attributes = Attributes { html: self.html, at: name + length, slash: false };
        let mut walked = attributes.clone();
        while walked.next().is_some() {}
        self.at = walked.at + 1;
        if walked.at >= bytes.len() {
            self.at = bytes.len();
            return None;
        }
        let name = &self.html[name..name + length];
        if bytes[start + 1] == b'/' {
            return Some(Event::End(End { name, start, end: self.at }));
        }
        if self.has_raw {
            self.raw = RAW.iter().find(|(raw, _)| raw.eq_ignore_ascii_case(name)).map(|(_, raw)| (name, *raw));
        }
        Some(Event::Start(Start { name, attributes, self_closing: walked.slash, start }))
    }
}

impl<'a> Iterator for Tags<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        let bytes = self.html.as_bytes();
        if let Some((name, raw)) = self.raw.take() {
            let (start, end) = (self.at, raw_end(bytes, self.at, name, raw));
            if end > start {
                return Some(self.text(start, end, raw != Raw::Text));
            }
        }
        while self.at < bytes.len() {
            let start = self.at;
            let mut at = start;
            // The next `<` that begins anything.
            loop {
                let Some(found) = memchr(b'<', &bytes[at..]) else { return Some(self.text(start, bytes.len(), false)) };
                at += found;
                match bytes.get(at + 1) {
                    Some(b'!' | b'?') => break,
                    Some(b'/') if at + 2 < bytes.len() => break,
                    Some(letter) if letter.is_ascii_alphabetic() => break,
                    _ => at += 1,
                }
            }
            if at > start {
                return Some(self.text(start, at, false));
            }
            self.at = match (bytes[at + 1], bytes.get(at + 2)) {
                (b'!', _) if bytes[at..].starts_with(b"<!--") => comment_end(bytes, at + 4),
                (b'/', Some(letter)) if letter.is_ascii_alphabetic() => return self.tag(at, at + 2),
                (b'!' | b'?' | b'/', _) => self.behind_bracket(at + 2),
                _ => return self.tag(at, at + 1),
            };
        }
        None
    }
}

/// The attributes of a tag.
#[derive(Clone, Debug)]
pub(super) struct Attributes<'a> {
    html: &'a str,
    /// Behind what is read; at the end the tag's `>`, or the end of the page.
    at: usize,
    /// The last byte read was a slash that is no part of a value.
    slash: bool,
}

impl<'a> Attributes<'a> {
    fn skip_space(&mut self) -> Option<u8> {
        let bytes = self.html.as_bytes();
        while bytes.get(self.at).is_some_and(|byte| is_space(*byte)) {
            self.slash = false;
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = Attribute<'a>;

    fn next(&mut self) -> Option<Attribute<'a>> {
        let bytes = self.html.as_bytes();
        while self.skip_space()? == b'/' {
            self.slash = true;
            self.at += 1;
        }
        if bytes[self.at] == b'>' {
            return None;
        }
        self.slash = false;
        let start = self.at;
        // A name may begin with the sign that ends it.
        self.at += 1;
        while let Some(byte) = bytes.get(self.at)
            && !(is_space(*byte) || matches!(byte, b'/' | b'>' | b'='))
        {
            self.at += 1;
        }
        let name = &self.html[start..self.at];
        if self.skip_space()? != b'=' {
            return Some(Attribute { name, raw: "" });
        }
        self.at += 1;
        let first = self.skip_space()?;
        let start = self.at;
        let (start, end) = match first {
            b'"' | b'\'' => {
                let Some(length) = memchr(first, &bytes[start + 1..]) else {
                    self.at = bytes.len();
                    return None;
                };
                self.at = start + length + 2;
                (start + 1, self.at - 1)
            }
            _ => {
                let length = bytes[start..].iter().position(|byte| is_space(*byte) || *byte == b'>').unwrap_or(bytes.len() - start);
                self.at = start + length;
                (start, self.at)
            }
        };
        Some(Attribute { name, raw: &self.html[start..end] })
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'\x0c')
}

/// The end of a comment whose text begins at `from`.
fn comment_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    for (short, length) in [(&b">"[..], 1), (b"->", 2)] {
        if bytes[at..].starts_with(short) {
            return at + length;
        }
    }
    while let Some(found) = memchr(b'-', &bytes[at..]) {
        at += found + 1;
        match bytes.get(at..) {
            Some([b'-', b'>', ..]) => return at + 2,
            Some([b'-', b'!', b'>', ..]) => return at + 3,
            _ => {}
        }
    }
    bytes.len()
}

/// Where the end tag of a raw element stands whose content begins at `from`; the end of the page where there is none.
fn raw_end(bytes: &[u8], from: usize, name: &str, raw: Raw) -> usize {
    if raw == Raw::Plain {
        return bytes.len();
    }
    // "<!--" in a script hides end tags of scripts that begin within it, until "-->".
    let (mut in_comment, mut in_script) = (false, false);
    let mut at = from;
    while let Some(found) = memchr2(b'<', if raw == Raw::Script { b'-' } else { b'<' }, &bytes[at..]) {
        at += found;
        let rest = &bytes[at..];
        if in_comment && rest.starts_with(b"-->") {
            (in_comment, in_script) = (false, false);
        } else if is_named(rest, b"</", name) {
            if !in_script {
                return at;
            }
            in_script = false;
        } else if in_comment && is_named(rest, b"<", name) {
            in_script = true;
        } else if raw == Raw::Script && !in_comment && rest.starts_with(b"<!--") {
            in_comment = true;
            // Its hyphens may be those of its end.
            at += 1;
        }
        at += 1;
    }
    bytes.len()
}

/// Whether a tag of that name begins here.
fn is_named(rest: &[u8], sign: &[u8], name: &str) -> bool {
    rest.starts_with(sign)
        && rest.get(sign.len()..sign.len() + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
        && rest.get(sign.len() + name.len()).is_some_and(|next| is_space(*next) || matches!(next, b'/' | b'>'))
}

#[cfg(test)]
mod tests;
