//! What a document prints over a table: its heading, found by looking back from the table.
//!
//! Documents of filers have no headings that say they are: a heading is a short paragraph that is bold, underlined or in capitals.
//! What stands between it and the table is passed over: paragraphs of text, other tables, page numbers. No more is looked at than
//! the next heading needs, as a document may have hundreds of tables.

use super::content;
use crate::read::html::is_scale_line;
use crate::read::html_tag::{Element, Tag};
use crate::read::tags::{Event, Tags};
use memchr::{memchr, memmem, memrchr};

/// How far back a heading is looked for, in bytes; tables are passed over without being counted.
const FAR: usize = 24 << 10;

/// The longest heading, in bytes.
const LONGEST: usize = 200;

/// The longest markup of a table that may be a heading: a number beside words.
const LONGEST_TABLE: usize = 4 << 10;

/// What stands over a table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Above {
    /// The nearest heading; empty where there is none.
    pub(super) title: String,
    /// Lines between it and the table that say how to read the table: "(in millions)".
    pub(super) notes: Vec<String>,
}

/// What stands over the table that begins at `start`.
pub(super) fn above(text: &str, start: usize, ix: &[Box<str>]) -> Above {
    let bytes = text.as_bytes();
    let mut found = Above::default();
    // The paragraph that is looked at ends at `end`; from `at` on it has been looked at, and holds so many bytes of words.
    let (mut at, mut end, mut words) = (start, start, 0);
    let (mut left, mut near) = (FAR, true);
    while let Some(open) = memrchr(b'<', &bytes[..at]) {
        let close = memchr(b'>', &bytes[open..at]).map_or(at, |length| open + length + 1);
        words += bytes[close..at].trim_ascii().len();
        let Some(rest) = left.checked_sub(at - open) else { break };
        (left, at) = (rest, open);
        let is_end = bytes.get(open + 1) == Some(&b'/');
        let name = text.get(open + 1 + usize::from(is_end)..close).unwrap_or_default();
        let name = &name[..name.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(name.len())];
        let element = Element::of(name);
        // A line that is broken is one heading all the same.
        if !element.parts() || name.eq_ignore_ascii_case("br") {
            continue;
        }
        let paragraph = text.get(if is_end { close } else { open }..end).unwrap_or_default();
        let mut kind = if words == 0 { Kind::Nothing } else { kind(paragraph, words, element == Element::Heading && !is_end, ix) };
        (end, words) = (open, 0);
        if element == Element::Table && is_end && !matches!(kind, Kind::Heading(_)) {
            near &= matches!(kind, Kind::Nothing | Kind::Note(_));
            at = table_start(bytes, open);
            end = at;
            let table = text.get(at..close).unwrap_or_default();
            kind = match kind {
                Kind::Note(note) => Kind::Note(note),
                _ if table.len() <= LONGEST_TABLE && memmem::find_iter(table.as_bytes(), b"<tr").count() == 1 => match kind_of_table(table, ix) {
                    heading @ Kind::Heading(_) => heading,
                    _ => Kind::Other,
                },
                _ => Kind::Other,
            };
        }
        match kind {
            Kind::Heading(title) => {
                found.title = title;
                break;
            }
            Kind::Note(note) if near => found.notes.insert(0, note),
            Kind::Nothing | Kind::Note(_) => {}
            Kind::Other => near = false,
        }
    }
    found
}

/// Where the table that ends at `end` begins.
fn table_start(bytes: &[u8], end: usize) -> usize {
    let (mut depth, mut at) = (1_u32, end);
    while let Some(name) = memmem::rfind(&bytes[..at], b"table") {
        at = name;
        if bytes[..name].ends_with(b"</") {
            depth += 1;
        } else if bytes[..name].ends_with(b"<") {
            depth -= 1;
            if depth == 0 {
                return name - 1;
            }
        }
    }
    0
}

/// What a paragraph is to the table below it.
#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Heading(String),
    Note(String),
    /// Blank, or of the page and not of the document: its number, a link to the contents.
    Nothing,
    Other,
}

fn kind(paragraph: &str, words: usize, is_heading: bool, ix: &[Box<str>]) -> Kind {
    if words > LONGEST * 2 {
        return Kind::Other;
    }
    let mut text = String::new();
    content::words(paragraph, ix, LONGEST * 2, &mut text);
    let text = text.trim().trim_matches('\u{a0}');
    if !text.chars().any(char::is_alphabetic) || is_of_page(text) {
        return Kind::Nothing;
    }
    if is_scale_line(text) {
        return Kind::Note(text.to_owned());
    }
    if text.len() <= LONGEST && (is_heading || in_capitals(text) || is_strong(paragraph)) { Kind::Heading(text.to_owned()) } else { Kind::Other }
}

/// Words in a table of one row may be a heading with its number.
fn kind_of_table(table: &str, ix: &[Box<str>]) -> Kind {
    let words = table.len().min(LONGEST);
    kind(table, words, false, ix)
}

/// What pages repeat at their edges: "Table of Contents", "2031 Form 10-K 7".
fn is_of_page(text: &str) -> bool {
    let small = text.to_ascii_lowercase();
    let numbered = text.starts_with(|c: char| c.is_ascii_digit()) || text.ends_with(|c: char| c.is_ascii_digit());
    small == "table of contents" || small == "index" || numbered && ["form 10-", "form 20-", "form 8-", "form 40-", " | "].iter().any(|word| small.contains(word))
}

fn in_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() >= 4 && !text.chars().any(char::is_lowercase)
}

/// Whether all words are bold or underlined, and lead nowhere.
fn is_strong(paragraph: &str) -> bool {
    let mut open: Vec<(&str, bool)> = Vec::new();
    let (mut strong, mut all) = (0, 0);
    for event in Tags::new(paragraph) {
        match event {
            Event::Start(start) => {
                if start.self_closing || Element::of(start.name).is_void() {
                    continue;
                }
                let tag = Tag::of(&start);
                if tag.name.eq_ignore_ascii_case("a") && tag_has_address(&start) {
                    return false;
                }
                open.push((start.name, tag.is_bold() || tag.is_underlined()));
            }
            Event::End(end) => {
                if let Some(at) = open.iter().rposition(|(name, _)| name.eq_ignore_ascii_case(end.name)) {
                    open.truncate(at);
                }
            }
            Event::Text(text) => {
                let length = text.raw.trim().len();
                all += length;
                strong += if open.iter().any(|(_, strong)| *strong) { length } else { 0 };
            }
        }
    }
    // "(continued)" or a footnote's mark behind it may be plain.
    strong > 0 && strong * 5 >= all * 4
}

fn tag_has_address(start: &crate::read::tags::Start<'_>) -> bool {
    start.attributes.clone().any(|attribute| attribute.name.eq_ignore_ascii_case("href"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(html: &str) -> Above {
        above(html, html.find("<table id").unwrap(), &["ix".into()])
    }

    #[test]
    fn the_nearest_heading_is_the_title() {
        for (html, title) in [
            ("<p><b>Inventories</b></p><p>Stock is as follows:</p><table id='t'>", "Inventories"),
            ("<div><span style='font-weight:700'>Note 4<br/>Leases</span></div><div>7</div><hr/><div><a href='#c'><b>Table of Contents</b></a></div><table id='t'>", "Note 4 Leases"),
            ("<p><u>Debt</u></p><table><tr><td>x<table><tr><td>y</td></tr></table></td></tr></table><p>more</p><table id='t'>", "Debt"),
            ("<h3>Taxes</h3><table id='t'>", "Taxes"),
            ("<p>BALANCE SHEET</p><p>Plain words.</p><table id='t'>", "BALANCE SHEET"),
            ("<table><tr><td><b>Note 9</b></td><td><b>Pensions</b></td></tr></table><table id='t'>", "Note 9 Pensions"),
            ("<p><b>Run in.</b> Then all the words that a paragraph has, which are many more than those.</p><table id='t'>", ""),
        ] {
            assert_eq!(over(html).title, title, "{html}");
        }
    }

    #[test]
    fn lines_that_say_how_to_read_a_table_are_its_notes() {
        let found = over("<p><b>Assets</b></p><p>(In millions)</p><div><br/></div><div>Unaudited</div><table id='t'>");
        assert_eq!(found, Above { title: "Assets".to_owned(), notes: vec!["(In millions)".to_owned(), "Unaudited".to_owned()] });
    }
}
