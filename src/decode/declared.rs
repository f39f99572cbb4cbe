//! What a page says of its own encoding and language in its first bytes. Every encoding that can say so writes ASCII as ASCII.

use crate::format::begins;
use memchr::memchr;

/// How far in a declaration is looked for. Browsers look through 1,024 bytes, and again when they meet it later; namespaces can
/// fill more than that.
const HEAD: usize = 4096;
/// The longest label worth repeating; the longest that is known has 19 letters.
const LONGEST: usize = 40;

/// The encoding that is declared, as it is written: by an XML declaration, which may stand behind blank lines or the wrapping of a
/// submission, or by a `<meta>`, `charset=…` or `http-equiv=Content-Type content="text/html; charset=…"`. The first holds.
pub(super) fn encoding(bytes: &[u8]) -> Option<String> {
    let mut rest = head(bytes);
    while let Some(at) = memchr(b'<', rest) {
        rest = &rest[at + 1..];
        if rest.starts_with(b"!--") {
            rest = &rest[1 + find(&rest[1..], "-->")?..];
            continue;
        }
        let key = match rest.get(4) {
            _ if begins(rest, "?xml") => "encoding",
            Some(next) if begins(rest, "meta") && !next.is_ascii_alphanumeric() => "charset",
            _ => continue,
        };
        let tag = &rest[..memchr(b'>', rest)?];
        // In another content than that of http-equiv the word is only talked about.
        let talk = find(tag, "content=").is_some() && find(tag, "content-type").is_none();
        if let Some(label) = said(tag, key).filter(|label| !talk && label.len() <= LONGEST) {
            return String::from_utf8(label.to_vec()).ok();
        }
    }
    None
}

/// Whether the first `lang` or `xml:lang` says Japanese.
pub(super) fn is_japanese(bytes: &[u8]) -> bool {
    let language = said(head(bytes), "lang").unwrap_or_default();
    begins(language, "ja") && !language.get(2).is_some_and(u8::is_ascii_alphanumeric)
}

fn head(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(HEAD)]
}

/// The name that stands behind `key=` in a tag, without its quotes. The key is a word of its own: not the hreflang of a link.
#[inline(never)]
fn said<'a>(mut tag: &'a [u8], key: &str) -> Option<&'a [u8]> {
    loop {
        let at = find(tag, key)?;
        let whole = at > 0 && !tag[at - 1].is_ascii_alphanumeric();
        tag = tag[at + key.len()..].trim_ascii_start();
        if whole && tag.first() == Some(&b'=') {
            let value = tag[1..].trim_ascii_start();
            let name = if matches!(value.first(), Some(b'"' | b'\'')) { value[1..].trim_ascii_start() } else { value };
            let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b':');
            let length = name.iter().position(|byte| !is_part(byte)).unwrap_or(name.len());
            return (length > 0).then(|| &name[..length]);
        }
    }
}

#[inline(never)]
fn find(bytes: &[u8], what: &str) -> Option<usize> {
    (0..bytes.len()).find(|at| begins(&bytes[*at..], what))
}
