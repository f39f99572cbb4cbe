//! What a page says of its own encoding and language in its first bytes. Every encoding that can say so writes ASCII as ASCII.

use memchr::memchr;

/// How far in a declaration is looked for. Browsers look through 1,024 bytes, and again when they meet it later; namespaces can
/// fill more than that.
const HEAD: usize = 4096;
/// The longest label worth repeating; the longest that is known has 19 letters.
const LONGEST: usize = 40;

/// The encoding that is declared, as it is written: by the XML declaration, which may stand behind blank lines, else by the first
/// `<meta>` that names one.
pub(super) fn encoding(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let label = of_xml(head.trim_ascii_start()).or_else(|| of_metas(head))?.trim_ascii();
    let label = &label[..label.len().min(LONGEST)];
    (!label.is_empty() && label.iter().all(u8::is_ascii_graphic)).then(|| label.iter().copied().map(char::from).collect())
}

/// Whether a `lang` or `xml:lang` says Japanese.
pub(super) fn is_japanese(bytes: &[u8]) -> bool {
    let mut rest = &bytes[..bytes.len().min(HEAD)];
    while let Some(at) = find(rest, b"lang=") {
        // The hreflang of a link speaks of another page.
        let own = at > 0 && (rest[at - 1].is_ascii_whitespace() || rest[at - 1] == b':');
        rest = &rest[at + b"lang=".len()..];
        let language = value(&mut { rest }).unwrap_or_default();
        if own && begins(language, b"ja") && !language.get(2).is_some_and(u8::is_ascii_alphanumeric) {
            return true;
        }
    }
    false
}

fn begins(bytes: &[u8], with: &[u8]) -> bool {
    bytes.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    (0..bytes.len()).find(|at| begins(&bytes[*at..], what))
}

/// `encoding="…"` of `<?xml version="1.0" encoding="…"?>`.
fn of_xml(head: &[u8]) -> Option<&[u8]> {
    let declaration = head.strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memchr(b'>', declaration)?];
    let mut rest = declaration.get(find(declaration, b"encoding")? + b"encoding".len()..)?.trim_ascii_start();
    rest = rest.strip_prefix(b"=")?.trim_ascii_start();
    matches!(rest.first(), Some(b'"' | b'\'')).then(|| value(&mut rest)).flatten()
}

/// Of the first `<meta>` outside of comments that names an encoding.
fn of_metas(head: &[u8]) -> Option<&[u8]> {
    let mut rest = head;
    while let Some(at) = memchr(b'<', rest) {
        rest = &rest[at + 1..];
        if rest.starts_with(b"!--") {
            rest = &rest[1 + find(&rest[1..], b"-->")?..];
        } else if begins(rest, b"meta")
            && rest.get(4).is_some_and(|next| next.is_ascii_whitespace() || *next == b'/')
            && let Some(label) = of_meta(&rest[4..])
        {
            return Some(label);
        }
    }
    None
}

/// `charset=…`, or `content="text/html; charset=…"` beside `http-equiv=Content-Type`.
fn of_meta(mut rest: &[u8]) -> Option<&[u8]> {
    let (mut charset, mut content, mut is_type) = (None, None, false);
    while let Some((name, value)) = attribute(&mut rest) {
        if name.eq_ignore_ascii_case(b"charset") {
            charset = charset.or(Some(value));
        } else if name.eq_ignore_ascii_case(b"content") {
            content = content.or(Some(value));
        } else if name.eq_ignore_ascii_case(b"http-equiv") {
            is_type |= value.trim_ascii().eq_ignore_ascii_case(b"content-type");
        }
    }
    charset.or_else(|| content.filter(|_| is_type).and_then(of_content))
}

/// `Shift_JIS` of `text/html; charset=Shift_JIS`.
fn of_content(content: &[u8]) -> Option<&[u8]> {
    let mut rest = content;
    loop {
        rest = rest[find(rest, b"charset")? + b"charset".len()..].trim_ascii_start();
        if let Some(label) = rest.strip_prefix(b"=") {
            rest = label.trim_ascii_start();
            let label = value(&mut rest)?;
            return label.split(|byte| *byte == b';').next();
        }
    }
}

/// The next attribute of a tag, name and value; none at the tag's end.
fn attribute<'a>(rest: &mut &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
    while let [b'/' | b' ' | b'\t' | b'\n' | b'\r' | 0x0c, more @ ..] = *rest {
        *rest = more;
    }
    let length = rest.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'>' | b'/'))?;
    let name = &rest[..length];
    *rest = rest[length..].trim_ascii_start();
    match (rest.first(), length) {
        (Some(b'='), _) => {
            *rest = rest[1..].trim_ascii_start();
            Some((name, value(rest)?))
        }
        (_, 0) => None,
        _ => Some((name, b"")),
    }
}

/// A value with or without quotes; none where it has no end.
fn value<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let from = *rest;
    let (start, end) = match from.first() {
        Some(quote @ (b'"' | b'\'')) => (1, 1 + memchr(*quote, &from[1..])?),
        _ => (0, from.iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>').unwrap_or(from.len())),
    };
    *rest = &from[start + end..];
    Some(&from[start..end])
}
