//! What a file is, told from its content and never by trial reading.

use crate::decode::bare_utf16;
use crate::error::Error;
use memchr::{memchr, memmem};
use std::borrow::Cow;

/// A format that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Disclosure text as people paste it: bars, Markdown, plain lines, tabs or commas.
    Text,
    /// HTML: an R page of EDGAR's, or any page or fragment with tables.
    Html,
    /// Inline XBRL: a document for people with its facts marked in it.
    Inline,
    /// An XBRL 2.1 instance.
    Instance,
}

impl Format {
    /// The format in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "disclosure text",
            Self::Html => "HTML",
            Self::Inline => "inline XBRL",
            Self::Instance => "XBRL instance",
        }
    }
}

/// Tells the format from the first bytes; what cannot be opened is named in the error.
pub(crate) fn sniff(bytes: &[u8]) -> Result<Format, Error> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::new("there is nothing in it", "Paste the text of a disclosure, or choose another file."));
    }
    const OPEN_INSTEAD: &str = "Open an R page (R2.htm), a saved page with tables, or the text of a disclosure instead.";
    let foreign: &[(&[u8], &str)] = &[
        (b"\x89PNG", "a picture (PNG)"),
        (b"\xff\xd8\xff", "a photo (JPEG)"),
        (b"GIF8", "a picture (GIF)"),
        (b"RIFF", "a picture or sound (RIFF)"),
        (b"BM", "a picture (BMP)"),
        (b"II*\0", "a picture (TIFF)"),
        (b"MM\0*", "a picture (TIFF)"),
        (b"%PDF", "a PDF, whose text this viewer does not read"),
        (b"PK\x03\x04", "a zip file or an Office document, which is not read"),
        (b"\x1f\x8b", "a gzip file, which is not read"),
        (b"7z\xbc\xaf", "a 7-Zip file, which is not read"),
        (b"\xd0\xcf\x11\xe0", "an old Office document, which is not read"),
        (b"PAR1", "a Parquet file, which is not read"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"\0asm", "a WebAssembly module"),
    ];
    if let Some((_, what)) = foreign.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Error::new(format!("this is {what}"), OPEN_INSTEAD));
    }
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bare_utf16(bytes).is_some();
    let start = &bytes[..bytes.len().min(64 << 10)];
    let odd = start.iter().filter(|byte| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    if !utf16 && odd * 20 > start.len() {
        return Err(Error::new("these are binary data, not text", OPEN_INSTEAD));
    }
    // Zero bytes of UTF-16 are skipped, so that its tags are found as well.
    let head: Cow<'_, [u8]> = match memchr(0, start) {
        None => start.into(),
        Some(_) => start.iter().copied().filter(|byte| *byte != 0).collect(),
    };
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace() && byte.is_ascii());
    // The namespaces of XBRL stand on the root; where they are missing, a prefix speaks for them.
    if first == Some(&b'<') {
        let has = |text: &str| memmem::find(&head, text.as_bytes()).is_some();
        if has("xbrl.org/2013/inlineXBRL") || has("xbrl.org/2008/inlineXBRL") || memmem::find(bytes, b"<ix:non").is_some() {
            return Ok(Format::Inline);
        }
        if has("<xbrl") || has(":xbrl ") || has(":xbrl>") {
            return Ok(Format::Instance);
        }
    }
    let html = first == Some(&b'<') || has_tag(&head, &["table", "html", "tr>", "!doctype"]);
    Ok(if html { Format::Html } else { Format::Text })
}

/// Whether one of the tags, in small letters and without their brackets, is anywhere in the bytes.
pub(crate) fn has_tag(bytes: &[u8], tags: &[&str]) -> bool {
    let mut rest = bytes;
    while let Some(at) = memchr(b'<', rest) {
        rest = &rest[at + 1..];
        if tags.iter().any(|tag| begins(rest, tag)) {
            return true;
        }
    }
    false
}

/// Whether the bytes begin with a word, in capitals or not.
#[inline(never)]
pub(crate) fn begins(bytes: &[u8], with: &str) -> bool {
    bytes.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_by_content() {
        assert_eq!(sniff(b"|\nCash"), Ok(Format::Text));
        assert_eq!(sniff(b"Version:0.9\r\n<html><table>"), Ok(Format::Html));
        assert_eq!(sniff(b" \n <table>"), Ok(Format::Html));
        for (bytes, word) in [
            (&b"\x89PNG\r\n"[..], "PNG"),
            (b"\xff\xd8\xff\xe0", "JPEG"),
            (b"%PDF-1.7", "PDF"),
            (b"  \n", "nothing"),
            (b"\x01\x02\x03\x00\x04\x05abc", "binary"),
        ] {
            assert!(sniff(bytes).unwrap_err().what().contains(word), "{word}");
        }
    }
}
