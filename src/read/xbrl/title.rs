//! What a document prints over a table: its heading, found by looking back from the table.
//!
//! Documents of filers have no headings that say they are: a heading is a short paragraph that is bold, underlined or in capitals.
//! What stands between it and the table is passed over: paragraphs of text, other tables, page numbers. No more is looked at than
//! the next heading needs, as a document may have hundreds of tables.

use super::content;
use crate::read::html::is_scale_line;
use crate::read::html_tag::{Element, Tag};
use crate::read::tags::{Event, Tags};
use crate::{period, value};
use memchr::{memchr, memmem, memrchr};

/// How far back a heading is looked for, in bytes; tables are passed over without being counted.
const FAR: usize = 64 << 10;

/// The longest heading, in bytes.
const LONGEST: usize = 200;

/// The longest markup of a table that may be a heading: a number beside words.
const LONGEST_TABLE: usize = 4 << 10;

/// Rows of spacers before a table's first words.
const MOST_BLANK_ROWS: usize = 4;

/// What stands over a table.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Above {
    /// The nearest heading.
    pub(super) title: Option<String>,
    /// Whether all has been looked at.
    pub(super) whole: bool,
    /// Lines between it and the table that say how to read the table: "(in millions)".
    pub(super) notes: Vec<String>,
}

/// What stands in `text`, at the end of which a table begins.
pub(super) fn above(text: &str, ix: &[Box<str>]) -> Above {
    let bytes = text.as_bytes();
    let start = text.len();
    let mut found = Above::default();
    // The paragraph that is looked at ends at `end`; from `at` on it has been looked at, and holds so many bytes of words.
    let (mut at, mut end, mut words) = (start, start, 0);
    let (mut left, mut near) = (FAR, true);
    while let Some(open) = memrchr(b'<', &bytes[..at]) {
        let close = memchr(b'>', &bytes[open..at]).map_or(at, |length| open + length + 1);
        words += bytes[close..at].trim_ascii().len();
        let Some(rest) = left.checked_sub(at - open) else { return found };
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
                found.title = Some(title);
                break;
            }
            Kind::Note(note) if near => found.notes.insert(0, note),
            Kind::Nothing | Kind::Note(_) => {}
            Kind::Other => near = false,
        }
    }
    found.whole = true;
    found
}

/// The title that a table prints itself: alone in its first row that holds words, or in capitals before the headings in it.
pub(super) fn inside(table: &str, ix: &[Box<str>]) -> Option<String> {
    let finder = |start, what: &[u8]| memmem::find(&table.as_bytes()[start..], what).map(|at| start + at);
    let mut from = finder(0, b"<tr")?;
    for _ in 0..MOST_BLANK_ROWS {
        let end = finder(from, b"</tr").unwrap_or(table.len());
        let mut cells = Vec::new();
        let mut next = finder(from, b"<t").filter(|at| *at == from).and_then(|at| cell(table, at + 3, end));
        while let Some(at) = next {
            next = cell(table, at + 3, end);
            cells.push(&table[at..next.unwrap_or(end)]);
        }
        let has_words = |cell: &&&str| {
            let mut words = String::new();
            content::words(cell, ix, LONGEST, &mut words);
            words.chars().any(|c| !c.is_whitespace())
        };
        let mut filled = cells.iter().filter(has_words);
        let Some(first) = filled.next() else {
            from = finder(end, b"<tr")?;
            continue;
        };
        let Kind::Heading(title) = kind(first, first.len().min(LONGEST), false, ix) else { return None };
        let is_first = cells.first().is_some_and(|cell| std::ptr::eq(*cell, *first));
        let has_fact = first.contains(":nonNumeric") || first.contains(":nonFraction");
        let alone = filled.next().is_none();
        return Some(title).filter(|title| {
            is_first
                && !has_fact
                && title.contains(' ')
                && value::read(title).kind == value::Kind::Text
                && !title.ends_with(':')
                && (alone || in_capitals(title))
        });
    }
    None
}

/// Where the next cell begins.
fn cell(table: &str, from: usize, end: usize) -> Option<usize> {
    let row = table.get(from..end)?;
    let (data, heading) = (memmem::find(row.as_bytes(), b"<td"), memmem::find(row.as_bytes(), b"<th"));
    data.into_iter().chain(heading).min().map(|at| from + at)
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
        return run_in(paragraph, ix);
    }
    let mut text = String::new();
    content::words(paragraph, ix, LONGEST * 2, &mut text);
    let text = plain(&text);
    let text = text.as_str();
    if !text.chars().any(char::is_alphabetic) || is_of_page(text) {
        return Kind::Nothing;
    }
    if is_scale_line(text) || is_date_line(text) {
        return Kind::Note(text.to_owned());
    }
    if (3..=LONGEST).contains(&text.len()) && (is_heading || in_capitals(text) || is_strong(paragraph)) {
        Kind::Heading(text.to_owned())
    } else {
        run_in(paragraph, ix)
    }
}

/// The strong words that begin a paragraph of plain ones: "**Note 2. Leases.** We lease …".
fn run_in(paragraph: &str, ix: &[Box<str>]) -> Kind {
    let Some((end, _)) = strong_until(paragraph) else { return Kind::Other };
    let mut text = String::new();
    content::words(paragraph.get(..end).unwrap_or_default(), ix, LONGEST, &mut text);
    let text = plain(&text);
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '—' | '–' | '-'));
    let is_one = (3..LONGEST / 2).contains(&text.len()) && text.chars().any(char::is_alphabetic) && !is_date_line(text);
    if is_one { Kind::Heading(text.to_owned()) } else { Kind::Other }
}

/// With plain spaces: "As at\u{a0}31 December" is written so that no line breaks there.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
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
    small == "table of contents"
        || small == "index"
        || numbered && ["form 10-", "form 20-", "form 8-", "form 40-", " | "].iter().any(|word| small.contains(word))
}

/// "For the year ended 31 December 2031", "As at 31 March 2031".
fn is_date_line(text: &str) -> bool {
    let small = text.to_ascii_lowercase();
    let month = || small.split(' ').next().is_some_and(|first| period::month(first).is_some());
    small.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | ':'))
        && small.bytes().any(|byte| byte.is_ascii_digit())
        && (month()
            || ["for the ", "as at ", "as of ", "at ", "year ended ", "years ended ", "period ended "].iter().any(|start| small.starts_with(start)))
}

fn in_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() >= 4 && !text.chars().any(char::is_lowercase)
}

/// Whether all words are bold or underlined, and lead nowhere.
fn is_strong(paragraph: &str) -> bool {
    // "(continued)" or a footnote's mark behind it may be plain.
    strong_until(paragraph).is_some_and(|(end, strong)| {
        let rest = &paragraph[end..];
        let plain: usize = Tags::new(rest).map(|event| if let Event::Text(text) = event { text.raw.trim().len() } else { 0 }).sum();
        plain * 4 <= strong
    })
}

/// Where the bold or underlined words that a paragraph begins with end, and how many bytes they are; none where it begins with
/// others, or with a link.
fn strong_until(paragraph: &str) -> Option<(usize, usize)> {
    let mut open: Vec<(&str, bool)> = Vec::new();
    let mut strong = 0;
    for event in Tags::new(paragraph) {
        match event {
            Event::Start(start) => {
                let tag = Tag::of(&start);
                if tag.name.eq_ignore_ascii_case("a") && tag_has_address(&start) {
                    return None;
                }
                if !start.self_closing && !tag.element.is_void() {
                    open.push((start.name, tag.is_bold() || tag.is_underlined()));
                }
            }
            Event::End(end) => {
                if let Some(at) = open.iter().rposition(|(name, _)| name.eq_ignore_ascii_case(end.name)) {
                    open.truncate(at);
                }
            }
            Event::Text(text) if text.raw.trim().is_empty() => {}
            Event::Text(text) if open.iter().any(|(_, strong)| *strong) => strong += text.raw.trim().len(),
            Event::Text(text) => return (strong > 0).then(|| (text.raw.as_ptr() as usize - paragraph.as_ptr() as usize, strong)),
        }
    }
    (strong > 0).then_some((paragraph.len(), strong))
}

fn tag_has_address(start: &crate::read::tags::Start<'_>) -> bool {
    start.attributes.clone().any(|attribute| attribute.name.eq_ignore_ascii_case("href"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(html: &str) -> Above {
        above(&html[..html.find("<table id").unwrap()], &["ix".into()])
    }

    #[test]
    fn the_nearest_heading_is_the_title() {
        for (html, title) in [
            ("<p><b>Inventories</b></p><p>Stock is as follows:</p><table id='t'>", "Inventories"),
            (
                "<div><span style='font-weight:700'>Note 4<br/>Leases</span></div><div>7</div><hr/><div><a href='#c'><b>Table of Contents</b></a></div><table id='t'>",
                "Note 4 Leases",
            ),
            ("<p><u>Debt</u></p><table><tr><td>x<table><tr><td>y</td></tr></table></td></tr></table><p>more</p><table id='t'>", "Debt"),
            ("<h3>Taxes</h3><table id='t'>", "Taxes"),
            ("<p>BALANCE SHEET</p><p>Plain words.</p><table id='t'>", "BALANCE SHEET"),
            ("<table><tr><td><b>Note 9</b></td><td><b>Pensions</b></td></tr></table><table id='t'>", "Note 9 Pensions"),
            ("<p>A heading is no <b>word</b> in a sentence.</p><table id='t'>", ""),
            ("<p><b>Note 2. Rent.</b> Then all the words that a paragraph has, which are many more than those.</p><table id='t'>", "Note 2. Rent"),
        ] {
            assert_eq!(over(html).title.unwrap_or_default(), title, "{html}");
        }
    }

    #[test]
    fn lines_that_say_how_to_read_a_table_are_its_notes() {
        let found = over("<p><b>Assets</b></p><p>(In millions)</p><div><br/></div><div>AS AT 31 MARCH 2031</div><table id='t'>");
        assert_eq!((found.title.as_deref(), &found.notes[..]), (Some("Assets"), &["(In millions)".to_owned(), "AS AT 31 MARCH 2031".to_owned()][..]));
    }

    #[test]
    fn a_table_may_print_its_own_title() {
        let title = |rows: &str| inside(&["<table>", rows, "</table>"].concat(), &["ix".into()]).unwrap_or_default();
        assert_eq!(title("<tr><td></td></tr><tr><td colspan='3'><b>Own title</b></td></tr><tr><td>a</td><td>1</td></tr>"), "Own title");
        assert_eq!(title("<tr><td>NET SALES OF TOOLS</td><td>2031</td></tr>"), "NET SALES OF TOOLS");
        for rows in [
            "<tr><td><b>Item sold</b></td><td>2031</td></tr>",
            "<tr><td></td><td><b>Three Months Ended</b></td></tr>",
            "<tr><td><b>ASSETS</b></td></tr>",
            "<tr><td><b>Current assets:</b></td></tr>",
            "",
        ] {
            assert_eq!(title(rows), "", "{rows}");
        }
    }
}
