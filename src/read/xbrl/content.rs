//! What stands in a range of an inline document: its text, its text with room between blocks, or its markup.
//!
//! A range may be of any length and is read only when somebody asks: text blocks are most of a filing's bytes. Elements of Inline
//! XBRL are transparent, but for `exclude`, which is left out with all that it holds.

use super::cursor::{Attributes, Cursor, Span, Tag, unquoted_end};
use super::marks::{brackets, references_or};
use super::names::local;
use crate::read::entities::decode_xml;
use crate::read::html_tag::Element;
use memchr::{memchr, memchr2, memrchr2};

/// The text: characters with references replaced, white space as it is.
pub(crate) fn text(range: &str, ix: &[Box<str>], out: &mut String) {
    each(range, ix, |part| match part {
        Part::Text { raw, literal } => {
            if literal {
                out.push_str(raw)
            } else {
                out.push_str(&decode_xml(raw, false))
            }
            true
        }
        Part::Tag(..) => true,
    });
}

/// The text as displayed: white space folded, and room between the blocks; stops soon after `most` bytes.
pub(crate) fn words(range: &str, ix: &[Box<str>], most: usize, out: &mut String) {
    let mut room = !out.is_empty();
    each(range, ix, |part| {
        match part {
            Part::Text { raw, literal } => {
                let decoded = if literal { raw.into() } else { decode_xml(raw, false) };
                for character in decoded.chars() {
                    if matches!(character, ' ' | '\t' | '\n' | '\r') {
                        room = true;
                        continue;
                    }
                    if room && !out.is_empty() {
                        out.push(' ');
                    }
                    room = false;
                    out.push(character);
                    if out.len() >= most {
                        out.push('…');
                        return false;
                    }
                }
            }
            Part::Tag(tag, text) => room |= Element::of(local(tag.name.of(text))).parts(),
        }
        true
    });
}

/// The markup: elements with their attributes, relative addresses made whole where `base` is there.
pub(crate) fn markup(range: &str, ix: &[Box<str>], base: Option<&str>, out: &mut String) {
    each(range, ix, |part| {
        match part {
            Part::Text { raw, literal: true } => escaped(raw, false, out),
            Part::Text { raw, literal: false } => escaped(&decode_xml(raw, false), false, out),
            Part::Tag(tag, text) if tag.is_end => {
                out.push_str("</");
                out.push_str(tag.name.of(text));
                out.push('>');
            }
            Part::Tag(tag, text) => {
                out.push('<');
                out.push_str(tag.name.of(text));
                for attribute in Attributes::of(text, &tag) {
                    let (name, value) = (attribute.name.of(text), decode_xml(attribute.value.of(text), true));
                    out.push(' ');
                    out.push_str(name);
                    out.push_str("=\"");
                    match base.filter(|_| is_address(name)) {
                        Some(base) => escaped(&super::base::resolved(base, value.trim()), true, out),
                        None => escaped(&value, true, out),
                    }
                    out.push('"');
                }
                out.push_str(if tag.is_empty { "/>" } else { ">" });
            }
        }
        true
    });
}

/// The markup of a part of a well formed document without comments and the like in it: copied but for the elements of Inline XBRL,
/// and for character references, as most of HTML's names mean nothing elsewhere. False, and nothing written, where it cannot be had so.
pub(crate) fn copied(range: &str, ix: &[Box<str>], out: &mut String) -> bool {
    let [prefix] = ix else { return false };
    if prefix.is_empty() {
        return false;
    }
    out.reserve(range.len());
    let bytes = range.as_bytes();
    let name = [prefix, ":"].concat();
    let (mut done, mut excluded) = (0, 0_u32);
    for at in references_or(bytes, name.as_bytes()) {
        let at = at as usize;
        // What stands in a tag of Inline XBRL is gone with it.
        if at < done {
            continue;
        }
        if bytes[at] == b'&' {
            if excluded == 0 {
                out.push_str(&range[done..at]);
                done = reference(range, at, out);
            }
            continue;
        }
        let is_end = bytes[..at].ends_with(b"</");
        let Some(start) = at.checked_sub(1 + usize::from(is_end)).filter(|start| *start >= done && bytes[*start] == b'<') else { continue };
        if excluded == 0 {
            out.push_str(&range[done..start]);
        }
        let end = end_of_tag(bytes, start);
        if bytes[at + name.len()..].starts_with(b"exclude") {
            if is_end {
                excluded = excluded.saturating_sub(1);
            } else if bytes[end - 2] != b'/' {
                excluded += 1;
            }
        }
        done = end;
    }
    if excluded == 0 {
        out.push_str(&range[done..]);
    }
    true
}

/// The place behind a tag of a well formed document.
fn end_of_tag(bytes: &[u8], start: usize) -> usize {
    // No `<` stands in a value, so that a `>` which a `<` follows is the tag's own.
    if let Some(end) = memchr(b'>', &bytes[start..]).map(|at| start + at)
        && memchr2(b'<', b'>', &bytes[end + 1..]).is_none_or(|next| bytes[end + 1 + next] == b'<')
    {
        return end + 1;
    }
    unquoted_end(bytes, start).unwrap_or(bytes.len() - 1) + 1
}

/// Writes what the reference that begins at a place stands for; gives the place behind it.
fn reference(range: &str, at: usize, out: &mut String) -> usize {
    let bytes = range.as_bytes();
    // A reference ends with its semicolon, if it has one.
    let end = at + 1 + bytes[at + 1..].iter().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
    let is_whole = bytes.get(end) == Some(&b';');
    // Most are numbers of what needs no reference wherever it stands.
    if is_whole
        && let Some(digits) = range[at..end].strip_prefix("&#").filter(|digits| digits.len() <= 5 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        && let Some(character) = digits.parse().ok().and_then(char::from_u32).filter(|character| *character >= '\u{a0}')
    {
        out.push(character);
        return end + 1;
    }
    let end = end + usize::from(is_whole);
    let in_tag = memrchr2(b'<', b'>', &bytes[..at]).is_some_and(|before| bytes[before] == b'<');
    escaped(&decode_xml(&range[at..end], in_tag), in_tag, out);
    end
}

/// Attributes that hold an address, by the HTML standard.
fn is_address(name: &str) -> bool {
    matches!(name, "href" | "src" | "action" | "background" | "cite" | "classid" | "codebase" | "data" | "longdesc" | "profile" | "usemap")
}

fn escaped(text: &str, attribute: bool, out: &mut String) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' if !attribute => "&gt;",
            b'"' if attribute => "&quot;",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(reference);
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

enum Part<'a> {
    Text {
        raw: &'a str,
        /// No character references: a CDATA section.
        literal: bool,
    },
    /// A tag that is not of Inline XBRL, and the text it stands in.
    Tag(Tag, &'a str),
}

/// Gives the parts of a range in order, until told to stop.
fn each<'a>(text: &'a str, ix: &[Box<str>], mut give: impl FnMut(Part<'a>) -> bool) {
    let marks = brackets(text.as_bytes());
    let mut cursor = Cursor::new(text, &marks, &[]);
    let mut done = 0;
    // How many elements are open within an excluded one.
    let mut excluded = 0_u32;
    loop {
        let tag = cursor.next();
        let until = tag.map_or(text.len(), |tag| tag.start as usize);
        if excluded == 0 && !texts(text.get(done..until).unwrap_or_default(), &mut give) {
            return;
        }
        let Some(tag) = tag else { return };
        done = tag.end as usize;
        let kind = kind(ix, tag.name, text);
        match kind {
            Kind::Exclude if tag.is_end => excluded = excluded.saturating_sub(1),
            Kind::Exclude if !tag.is_empty => excluded += 1,
            Kind::Other if excluded == 0 && !give(Part::Tag(tag, text)) => return,
            _ => {}
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Exclude,
    Inline,
    Other,
}

fn kind(prefixes: &[Box<str>], name: Span, text: &str) -> Kind {
    let name = name.of(text);
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    if !prefixes.iter().any(|known| &**known == prefix) {
        return Kind::Other;
    }
    match local {
        "exclude" => Kind::Exclude,
        // Without a prefix of its own, Inline XBRL shares names with nothing of HTML.
        "nonFraction" | "nonNumeric" | "fraction" | "numerator" | "denominator" | "tuple" | "continuation" | "footnote" | "header" | "hidden"
        | "references" | "relationship" | "resources" => Kind::Inline,
        _ if prefix.is_empty() => Kind::Other,
        _ => Kind::Inline,
    }
}

/// Text between tags, without comments and processing instructions; CDATA sections are text as it stands.
fn texts<'a>(text: &'a str, give: &mut impl FnMut(Part<'a>) -> bool) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find("<!").into_iter().chain(rest.find("<?")).min() {
        if at > 0 && !give(Part::Text { raw: &rest[..at], literal: false }) {
            return false;
        }
        rest = &rest[at..];
        let (open, close, literal) = if rest.starts_with("<!--") {
            (4, "-->", false)
        } else if rest.starts_with("<![CDATA[") {
            (9, "]]>", true)
        } else {
            (2, ">", false)
        };
        let end = rest[open..].find(close).map_or(rest.len(), |at| open + at);
        if literal && !give(Part::Text { raw: &rest[open.min(end)..end], literal: true }) {
            return false;
        }
        rest = rest.get(end + close.len()..).unwrap_or_default();
    }
    rest.is_empty() || give(Part::Text { raw: rest, literal: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str, how: impl Fn(&str, &[Box<str>], &mut String)) -> String {
        let mut out = String::new();
        how(text, &["ix".into()], &mut out);
        out
    }

    #[test]
    fn text_has_no_markup_and_nothing_excluded() {
        let all = "<p>A &amp; B<ix:exclude> page <b>7</b><ix:exclude>x</ix:exclude></ix:exclude></p><!-- no > --><![CDATA[<1 &amp;>]]><?pi x?> end";
        assert_eq!(made(all, text), "A & B<1 &amp;> end");
    }

    #[test]
    fn words_have_room_between_blocks_and_end_where_asked() {
        let all = "<table><tr><td>Cash</td><td>5</td></tr></table>  and\n<b>m</b>ore";
        assert_eq!(made(all, |range, ix, out| words(range, ix, 99, out)), "Cash 5 and more");
        assert_eq!(made(all, |range, ix, out| words(range, ix, 4, out)), "Cash…");
    }

    #[test]
    fn markup_is_whole_and_escaped() {
        let all = "<p class='a\"b'>x &lt; <ix:nonFraction name='n'>5</ix:nonFraction>&nbsp;<br/><a href=\"c.htm\">c</a></p>";
        let with = |base| made(all, |range, ix, out| markup(range, ix, base, out));
        assert_eq!(with(None), "<p class=\"a&quot;b\">x &lt; 5\u{a0}<br/><a href=\"c.htm\">c</a></p>");
        assert!(with(Some("http://a.example/b/")).contains("href=\"http://a.example/b/c.htm\""));
    }
}
