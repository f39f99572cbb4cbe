//! EDGAR's full submissions, of any year: a header that says who files what, then the documents one behind another, each with its
//! type, name and text. Tags stand at the beginning of lines and are never nested.

use super::{Contents, Listed, Packed, uu};
use crate::format::begins;
use bytes::Bytes;
use memchr::memmem::{self, Finder};

/// The documents of a submission.
pub(super) fn contents(bytes: &Bytes) -> Contents {
    let documents = Finder::new(b"<DOCUMENT>");
    let mut members = Vec::new();
    let mut faults = Vec::new();
    let mut at = 0;
    let mut header = 0..bytes.len();
    while let Some(found) = documents.find(&bytes[at..]) {
        let start = at + found + "<DOCUMENT>".len();
        if members.is_empty() {
            header.end = at + found;
        }
        // The text of a document may speak of documents: its own end counts.
        let end = end_of_document(&bytes[start..]);
        if end.is_none() {
            faults.push("It is cut off: its last document has no end.".to_owned());
        }
        let end = end.map_or(bytes.len(), |end| start + end);
        members.push(document(&bytes.slice(start..end), members.len() + 1));
        at = end;
    }
    Contents { description: describe(&bytes[header]), members, faults }
}

/// Where a document ends: at the tag that stands alone on its line.
fn end_of_document(bytes: &[u8]) -> Option<usize> {
    memmem::find_iter(bytes, b"</DOCUMENT>").find(|at| *at == 0 || bytes[at - 1] == b'\n')
}

fn document(bytes: &Bytes, number: usize) -> Listed {
    let text = memmem::find(bytes, b"<TEXT>");
    let head = String::from_utf8_lossy(&bytes[..text.unwrap_or(bytes.len())]).into_owned();
    let value = |tag: &str| head.lines().find_map(|line| line.trim().strip_prefix(tag)).map(str::trim).filter(|value| !value.is_empty());
    let document_type = value("<TYPE>").map(str::to_owned);
    let name = value("<FILENAME>")
        .map_or_else(|| format!("{number}-{}.txt", document_type.as_deref().unwrap_or("document").replace(['/', '\\'], "-")), str::to_owned);
    let content = bytes.slice(text.map_or(bytes.len(), |at| at + "<TEXT>".len())..);
    let content = content.slice(..last(&content, b"</TEXT>").unwrap_or(content.len()));
    let content = unwrapped(&content);
    let packed = if uu::begins(&content) { Packed::Encoded(content) } else { Packed::Stored { bytes: content, crc: None } };
    let size = match &packed {
        Packed::Encoded(lines) => uu::decode(lines).map_or(lines.len(), |decoded| decoded.len()),
        Packed::Stored { bytes, .. } | Packed::Deflated { bytes, .. } => bytes.len(),
    };
    Listed { name, size: size as u64, document_type, description: value("<DESCRIPTION>").map(str::to_owned), packed: Ok(packed) }
}

fn last(bytes: &[u8], tag: &[u8]) -> Option<usize> {
    memmem::rfind(bytes, tag)
}

/// What stands in the tags that say what kind of document it is: `<XBRL>`, `<XML>`, `<PDF>`.
fn unwrapped(content: &Bytes) -> Bytes {
    let start = content.len() - content.trim_ascii_start().len();
    for (open, close) in [("<XBRL>", "</XBRL>"), ("<XML>", "</XML>"), ("<PDF>", "</PDF>")] {
        if begins(&content[start..], open) {
            let inner = content.slice(start + open.len()..);
            let end = last(&inner, close.as_bytes()).unwrap_or(inner.len());
            let inner = inner.slice(..end);
            // XML has its declaration before all else.
            let blank = inner.len() - inner.trim_ascii_start().len();
            return inner.slice(blank..);
        }
    }
    // The line end behind the tag is no part of the text.
    let line = content.iter().position(|byte| *byte == b'\n').filter(|at| content[..*at].iter().all(u8::is_ascii_whitespace));
    content.slice(line.map_or(0, |at| at + 1)..)
}

/// Form, filer and dates of the header, in one line.
fn describe(header: &[u8]) -> Option<String> {
    let header = String::from_utf8_lossy(header);
    let all = |label: &str| -> Vec<String> {
        let lines = header.lines().filter_map(|line| Some(line.trim_start().strip_prefix(label)?.trim().to_owned()));
        lines.filter(|value| !value.is_empty()).collect()
    };
    let first = |label: &str| all(label).into_iter().next();
    let date = |label: &str| first(label).map(|date| date_of(&date).unwrap_or(date));
    let (names, ciks) = (all("COMPANY CONFORMED NAME:"), all("CENTRAL INDEX KEY:"));
    let mut said = Vec::new();
    said.extend(first("CONFORMED SUBMISSION TYPE:"));
    let filers = names.len().max(ciks.len());
    if let Some(name) = names.first() {
        let cik = ciks.first().map(|cik| format!(" (CIK {cik})")).unwrap_or_default();
        let more = if filers > 1 { format!(" and {} more", filers - 1) } else { String::new() };
        said.push(format!("of {name}{cik}{more}"));
    }
    said.extend(date("CONFORMED PERIOD OF REPORT:").map(|date| format!("for {date}")));
    said.extend(date("FILED AS OF DATE:").map(|date| format!("filed {date}")));
    (!said.is_empty()).then(|| said.join(", ").replacen(", of ", " of ", 1))
}

/// `20191115` as `2019-11-15`.
fn date_of(digits: &str) -> Option<String> {
    (digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| [&digits[..4], &digits[4..6], &digits[6..]].join("-"))
}
