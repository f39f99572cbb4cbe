//! What a file is, told from its content and never by trial reading.

use crate::decode::bare_utf16;
use crate::error::Error;
use crate::read;
use memchr::{memchr, memchr_iter};
use std::borrow::Cow;

/// Whether this build reads XBRL documents. The wasm that the page loads first does not: what only they need is never reached
/// there, and so it is not linked.
pub(crate) const READS_XBRL: bool = cfg!(feature = "xbrl");

/// How much of a file tells its format, but where inline XBRL lacks its root.
const HEAD: usize = 64 << 10;

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
    /// xBRL-JSON: a report of the Open Information Model.
    XbrlJson,
    /// EDGAR's facts of a company, or of one of its concepts, over all its filings.
    CompanyFacts,
    /// xBRL-CSV: tables and the metadata that says what they mean.
    XbrlCsv,
    /// A file of the SEC's Financial Statement Data Sets.
    DataSet,
    /// A workbook of Office Open XML (XLSX): EDGAR's Financial_Report.xlsx, or any with tables.
    Workbook,
    /// A plain-text document of the 1990s, its tables set in fixed columns or its figures in a financial data schedule.
    Columns,
    /// A schema: it names and types the concepts of a filing.
    Schema,
    /// A linkbase: labels of concepts, and which stand below and add to which.
    Linkbase,
    /// MetaLinks.json, which EDGAR puts beside a filing.
    MetaLinks,
    /// FilingSummary.xml, which EDGAR puts beside a filing.
    FilingSummary,
}

impl Format {
    /// The format in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "disclosure text",
            Self::Html => "HTML",
            Self::Inline => "inline XBRL",
            Self::Instance => "XBRL instance",
            Self::XbrlJson => "xBRL-JSON",
            Self::CompanyFacts => "EDGAR company facts",
            Self::XbrlCsv => "xBRL-CSV",
            Self::DataSet => "Financial Statement Data Set",
            Self::Workbook => "workbook",
            Self::Columns => "plain text with tables",
            Self::Schema => "XBRL schema",
            Self::Linkbase => "XBRL linkbase",
            Self::MetaLinks => "MetaLinks.json",
            Self::FilingSummary => "FilingSummary.xml",
        }
    }

    /// Whether it is a document of XBRL elements.
    pub(crate) fn is_xbrl(self) -> bool {
        matches!(self, Self::Inline | Self::Instance) || self.is_taxonomy()
    }

    /// Whether it says what concepts are and how they are laid out, and holds no fact.
    pub(crate) fn is_taxonomy(self) -> bool {
        matches!(self, Self::Schema | Self::Linkbase | Self::MetaLinks | Self::FilingSummary)
    }

    /// Whether only builds with the feature `xbrl` read it.
    pub(crate) fn needs_full(self) -> bool {
        !matches!(self, Self::Text | Self::Html)
    }
}

/// What holds other files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// A zip archive; an Office document is packed as one.
    Zip,
    /// An EDGAR submission.
    Submission,
}

impl Container {
    /// Tells by the first bytes: of a submission its header, the mail wrapped around it, or its first document.
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Some(Self::Zip);
        }
        let start = bytes.trim_ascii_start();
        let tags = ["-----BEGIN PRIVACY-ENHANCED MESSAGE-----", "<SEC-DOCUMENT>", "<IMS-DOCUMENT>", "<SEC-HEADER>"];
        let document = "<DOCUMENT>";
        let is_one =
            tags.iter().any(|tag| begins(start, tag)) || begins(start, document) && begins(start[document.len()..].trim_ascii_start(), "<TYPE>");
        is_one.then_some(Self::Submission)
    }
}

/// Whether a file of that many bytes can be read by the full module only. `first` gives so many of its bytes.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
pub(crate) fn needs_full(len: usize, first: impl Fn(usize) -> Vec<u8>) -> bool {
    let head = first(len.min(HEAD));
    let mut format = sniff(&head);
    if len > HEAD && format == Ok(Format::Html) {
        format = sniff(&first(len));
    }
    Container::of(&head).is_some() || format.is_ok_and(Format::needs_full)
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
        (b"PK\x03\x04", "an Office document or a zip file, which this build does not read"),
        (b"\x1f\x8b", "a gzip file, which is not read"),
        (b"7z\xbc\xaf", "a 7-Zip file, which is not read"),
        (b"\xd0\xcf\x11\xe0", "an old Office document, which is not read"),
        (b"PAR1", "a Parquet file, which is not read"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"\0asm", "a WebAssembly module"),
    ];
    if READS_XBRL && bytes.starts_with(b"PK\x03\x04") && memchr::memmem::find(bytes, b"xl/workbook.xml").is_some() {
        return Ok(Format::Workbook);
    }
    if let Some((_, what)) = foreign.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(Error::new(format!("this is {what}"), OPEN_INSTEAD));
    }
    let utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bare_utf16(bytes).is_some();
    let start = &bytes[..bytes.len().min(HEAD)];
    // In bytes, a few at a time: so many are compared at once.
    let is_odd = |byte: &u8| u8::from(*byte < 0x20) & u8::from(!matches!(*byte, 9 | 10 | 12 | 13 | 27));
    let odd: usize = start.chunks(128).map(|some| usize::from(some.iter().map(is_odd).sum::<u8>())).sum();
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
        let has = |text: &str| holds(&head, text);
        match root(&head) {
            b"schema" if has("www.w3.org/2001/XMLSchema") => return Ok(Format::Schema),
            b"linkbase" => return Ok(Format::Linkbase),
            b"FilingSummary" => return Ok(Format::FilingSummary),
            _ => {}
        }
        if has("xbrl.org/2013/inlineXBRL") || has("xbrl.org/2008/inlineXBRL") || holds(bytes, "<ix:non") {
            return Ok(Format::Inline);
        }
        if has("<xbrl") || has(":xbrl ") || has(":xbrl>") {
            return Ok(Format::Instance);
        }
    }
    if first == Some(&b'{') {
        if holds(&head, "\"nsprefix\"") && holds(&head, "\"instance\"") {
            return Ok(Format::MetaLinks);
        }
        // The keys of an object have no order: what names the format may stand at the end.
        let whole = if READS_XBRL { bytes } else { &head };
        return Ok(json(whole));
    }
    if DATA_SETS.iter().any(|start| head.starts_with(start)) {
        return Ok(Format::DataSet);
    }
    if read::columns::is_one(if READS_XBRL { bytes } else { &head }) {
        return Ok(Format::Columns);
    }
    let html = first == Some(&b'<') || has_tag(&head, &["table", "html", "tr>", "!doctype"]);
    Ok(if html { Format::Html } else { Format::Text })
}

/// How the files of a Financial Statement Data Set begin: with the names of their columns.
const DATA_SETS: [&[u8]; 3] = [b"adsh\t", b"tag\tversion\t", b"\xef\xbb\xbfadsh\t"];

/// Which JSON it is. The small build only has to know that it does not read it.
fn json(bytes: &[u8]) -> Format {
    if !READS_XBRL {
        return Format::XbrlJson;
    }
    let has = |text: &str| memchr::memmem::find(bytes, text.as_bytes()).is_some();
    if has("/xbrl-csv\"") {
        Format::XbrlCsv
    } else if has("\"cik\"") && (has("\"facts\"") || has("\"units\"")) && !has("\"documentInfo\"") {
        Format::CompanyFacts
    } else if has("\"documentInfo\"") || has("/xbrl-json\"") {
        Format::XbrlJson
    } else {
        Format::Text
    }
}

/// The name of the first element, without its prefix.
fn root(head: &[u8]) -> &[u8] {
    let start = memchr_iter(b'<', head).find(|at| head.get(at + 1).is_some_and(u8::is_ascii_alphabetic));
    let rest = start.map_or(&[][..], |at| &head[at + 1..]);
    let name = &rest[..rest.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/')).unwrap_or(rest.len())];
    name.rsplit(|byte| *byte == b':').next().unwrap_or(name)
}

/// Whether a text is anywhere in the bytes. Not `memmem`: it would come into the small module for this alone.
fn holds(bytes: &[u8], text: &str) -> bool {
    let text = text.as_bytes();
    memchr_iter(text[0], bytes).any(|at| bytes[at..].starts_with(text))
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
        let schema = b"<?xml version='1.0'?><!-- a --><xsd:schema xmlns:xsd='http://www.w3.org/2001/XMLSchema' xmlns:xbrli='x'>";
        assert_eq!(sniff(schema), Ok(Format::Schema));
        assert_eq!(sniff(b"<linkbase xmlns='http://www.xbrl.org/2003/linkbase'/>"), Ok(Format::Linkbase));
        assert_eq!(sniff(b"<?xml version='1.0'?><FilingSummary><Version/>"), Ok(Format::FilingSummary));
        assert_eq!(sniff(b"{\"version\": \"2.2\", \"instance\": {\"a.htm\": {\"nsprefix\": \"a\""), Ok(Format::MetaLinks));
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

    #[test]
    fn a_head_tells_what_the_whole_is() {
        let far = " ".repeat(HEAD);
        for (text, xbrl, asked) in [
            ("|\nCash".to_owned(), false, 1),
            (format!("|\nCash{far}<ix:nonFraction>"), false, 1),
            (format!("<table>{far}"), false, 2),
            (format!("<html xmlns:ix='http://www.xbrl.org/2013/inlineXBRL'>{far}"), true, 1),
            (format!("<xbrli:xbrl xmlns:xbrli='http://www.xbrl.org/2003/instance'>{far}"), true, 1),
            // A part of a document.
            (format!("<div>{far}<ix:nonFraction>"), true, 2),
        ] {
            let times = std::cell::Cell::new(0);
            let first = |many: usize| {
                times.set(times.get() + 1);
                text.as_bytes()[..many].to_vec()
            };
            assert_eq!((needs_full(text.len(), first), times.get()), (xbrl, asked), "{}", text.trim());
            assert_eq!(sniff(text.as_bytes()).is_ok_and(Format::needs_full), xbrl, "{}", text.trim());
        }
    }
}
