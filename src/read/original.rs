//! A source as a page to look at, with a fact marked in it: what *Show in document* shows.
//!
//! The page is for a frame without scripts and without network, under the policy that it carries itself; those are the wall. What
//! would run or ask for anything is left out here all the same, so that nothing stands at the wall and knocks: elements and
//! attributes that load, send or lead away, and declarations that name an address. What is left is the document as filed, but that
//! its hidden header is gone, that XML is written as HTML reads it, and that what the fact shows stands in `mark` elements.
//! A source that is no page, text or an instance, is shown as its characters. What is left out and why stands in one file, so that
//! it can be judged in one reading: that makes it a long one.

use super::html_tag::Element;
use super::tags::{Event, Start, Tags};
use crate::filing::{Fact, Filing, Source};
use crate::format::{Format, READS_XBRL};
use memchr::{memchr, memmem};
use std::borrow::Cow;

/// The id of the first mark: what the page's address ends in, so that a browser goes there by itself.
pub(crate) const MARK: &str = "filing-viewer-fact";

/// Of text and instances so much is shown on both sides of the fact, in bytes.
const AROUND: usize = 1 << 20;

/// Where a fact stands, for a person who looks at its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stand {
    /// On a page, which shows it.
    Page,
    /// In a text, or in an instance that nobody lays out.
    Text,
    /// In the hidden part of a page, which shows something else for it and says so.
    Elsewhere,
    /// In the hidden part of a page, and nothing is shown for it.
    Hidden,
}

impl Stand {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Text => "text",
            Self::Elsewhere => "elsewhere",
            Self::Hidden => "hidden",
        }
    }
}

/// Where a fact stands.
pub(crate) fn stand(filing: &Filing, fact: Fact<'_>) -> Stand {
    let Some(source) = filing.sources().get(fact.place().source as usize) else { return Stand::Hidden };
    match source.format {
        Format::Inline if fact.is_hidden() => {
            if elsewhere(source, fact).is_some() {
                Stand::Elsewhere
            } else {
                Stand::Hidden
            }
        }
        Format::Inline | Format::Html => Stand::Page,
        _ => Stand::Text,
    }
}

/// The document of a fact as the bytes of an HTML page, UTF-8, with the fact marked; none where nothing is displayed of it.
/// `styles` says whether the document's own styles may be kept: where the policy around the frame forbids them they are no use.
pub(crate) fn original(filing: &Filing, fact: Fact<'_>, styles: bool) -> Option<String> {
    let place = fact.place();
    let source = filing.sources().get(place.source as usize)?;
    let at = (place.start as usize, place.start as usize + place.len as usize);
    let marked = match stand(filing, fact) {
        Stand::Hidden => return None,
        Stand::Text => return Some(plain(&source.text, at, styles)),
        Stand::Elsewhere => vec![elsewhere(source, fact)?],
        Stand::Page => std::iter::once(at).chain(filing.continued(fact)).collect(),
    };
    Some(page(source, marked, styles))
}

fn page(source: &Source, marked: Vec<(usize, usize)>, styles: bool) -> String {
    let mut page = Page::new(source, marked, styles);
    page.all();
    page.out
}

/// Where a page shows something for a hidden fact: at the element whose style names the fact's id, as EDGAR and ESEF have it.
fn elsewhere(source: &Source, fact: Fact<'_>) -> Option<(usize, usize)> {
    if !READS_XBRL {
        return None;
    }
    let place = fact.place();
    let text = source.text.get(place.start as usize..(place.start + place.len) as usize)?;
    let Some(Event::Start(tag)) = Tags::new(text).next() else { return None };
    let id = tag.attributes.clone().find(|attribute| attribute.name == "id")?.raw.trim();
    let bytes = source.text.as_bytes();
    memmem::find_iter(bytes, b"-ix-hidden").find_map(|at| {
        let value = source.text[at + "-ix-hidden".len()..].trim_start().strip_prefix(':')?.trim_start();
        let behind = value.strip_prefix(id).filter(|_| !id.is_empty())?;
        if behind.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) {
            return None;
        }
        let start = memchr::memrchr(b'<', &bytes[..at])?;
        let Some(Event::Start(tag)) = Tags::new(&source.text[start..]).next() else { return None };
        Some((start, end_of(&source.text, start, tag.name)))
    })
}

/// Behind the end tag of the element that begins at `start`.
fn end_of(text: &str, start: usize, name: &str) -> usize {
    let mut tags = Tags::new(&text[start..]);
    let mut depth = 0;
    while let Some(event) = tags.next() {
        match event {
            Event::Start(tag) if tag.name == name && !tag.self_closing => depth += 1,
            Event::Start(tag) if depth == 0 && tag.self_closing => return start + tags.place(),
            Event::End(end) if end.name == name => {
                depth -= 1;
                if depth == 0 {
                    return start + end.end;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// The head that stands before everything: what the page may do, and how marks look.
fn head(styles: bool, out: &mut String) {
    out.push_str("<meta charset=\"utf-8\"><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    out.push_str(if styles { "style-src 'unsafe-inline'; " } else { "" });
    out.push_str("img-src data:; base-uri 'none'; form-action 'none'\"><meta name=\"viewport\" content=\"width=device-width\">");
    if styles {
        out.push_str("<style>:root { color-scheme: only light; background: #fff } pre { white-space: pre-wrap; overflow-wrap: anywhere } ");
        out.push_str("mark.filing-viewer-mark { background: #ffe08a !important; color: #1c1d1f !important; scroll-margin: 30vh 1rem } ");
        out.push_str("#filing-viewer-fact { outline: 3px solid #b26a00; outline-offset: 2px }</style>");
    }
}

fn open_mark(first: bool, out: &mut String) {
    out.push_str("<mark class=\"filing-viewer-mark\"");
    if first {
        out.push_str(" id=\"");
        out.push_str(MARK);
        out.push('"');
    }
    out.push('>');
}

/// A text with its line marked, or so much of it around the place as a browser shows at once.
fn plain(text: &str, (start, end): (usize, usize), styles: bool) -> String {
    let (start, end) = (start.min(text.len()), end.min(text.len()).max(start.min(text.len())));
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    // Lines as long as a document mark nothing.
    let (start, end) = if line_end - line_start < 2000 { (line_start, line_end) } else { (start, end) };
    let mut from = start.saturating_sub(AROUND);
    while !text.is_char_boundary(from) {
        from -= 1;
    }
    let mut to = end.saturating_add(AROUND).min(text.len());
    while !text.is_char_boundary(to) {
        to += 1;
    }
    let mut out = String::with_capacity(to - from + 1000);
    out.push_str("<!doctype html>");
    head(styles, &mut out);
    out.push_str("<title>Source</title>");
    let left_out = |out: &mut String, bytes: usize| {
        if bytes > 0 {
            out.push_str("<p><i>");
            out.push_str(&bytes.to_string());
            out.push_str(" bytes are left out here.</i></p>");
        }
    };
    left_out(&mut out, from);
    out.push_str("<pre>\n");
    escaped(&text[from..start], &mut out);
    open_mark(true, &mut out);
    escaped(&text[start..end], &mut out);
    out.push_str("</mark>");
    escaped(&text[end..to], &mut out);
    out.push_str("</pre>");
    left_out(&mut out, text.len() - to);
    out
}

fn escaped(text: &str, out: &mut String) {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let reference = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            // Nothing that HTML has as a character.
            0 => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(reference);
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

/// A page in the making.
struct Page<'a> {
    text: &'a str,
    tags: Tags<'a>,
    /// XML: an element without content says so by its slash, and every CDATA section is text.
    is_xml: bool,
    styles: bool,
    /// Ranges of the source that are marked, in order.
    marked: Vec<(usize, usize)>,
    /// How many of them are behind, and whether anything of the present one has been marked.
    passed: usize,
    has_marked: bool,
    any: bool,
    /// Names whose end tag is nowhere behind, so that it is looked for once.
    endless: Vec<&'a str>,
    out: String,
}

impl<'a> Page<'a> {
    fn new(source: &'a Source, mut marked: Vec<(usize, usize)>, styles: bool) -> Self {
        crate::order::sort_by(&mut marked, |a, b| a.cmp(b));
        let text = source.text.as_str();
        let is_xml = source.format == Format::Inline || text.trim_start().starts_with("<?xml");
        let mut out = String::with_capacity(text.len() + 1000);
        doctype(source, &mut out);
        head(styles, &mut out);
        Self { text, tags: Tags::of(text, !is_xml), is_xml, styles, marked, passed: 0, has_marked: false, any: false, endless: Vec::new(), out }
    }

    fn all(&mut self) {
        let mut done = 0;
        while let Some(event) = self.tags.next() {
            let behind = self.tags.place();
            let start = match &event {
                Event::Text(text) => behind - text.raw.len(),
                Event::Start(tag) => tag.start,
                Event::End(tag) => tag.start,
            };
            if self.is_xml && self.between(done, start) {
                done = self.tags.place();
                continue;
            }
            self.leave(start);
            match event {
                Event::Text(text) => self.words(start, text.raw, text.literal),
                Event::Start(tag) => self.start(&tag),
                Event::End(tag) => {
                    let element = Element::of(tag.name);
                    // In HTML `</br>` would be another line.
                    if !element.is_void() && !is_dropped(tag.name) && !leads_away(tag.name) && is_plain(tag.name) {
                        self.out.push_str("</");
                        self.out.push_str(tag.name);
                        self.out.push('>');
                    }
                }
            }
            done = self.tags.place();
        }
        self.leave(usize::MAX);
    }

    /// Text of a CDATA section in what the tokenizer passed over; goes on behind it, and says so.
    fn between(&mut self, from: usize, to: usize) -> bool {
        const OPEN: &str = "<![CDATA[";
        let mut at = from;
        while let Some(rest) = self.text.get(at..to).filter(|rest| !rest.is_empty()) {
            if rest.starts_with("<!--") {
                let Some(end) = self.text[at..].find("-->") else { return false };
                at += end + 3;
            } else if rest.starts_with(OPEN) {
                let start = at + OPEN.len();
                let end = self.text[start..].find("]]>").map_or(self.text.len(), |end| start + end);
                self.leave(at);
                self.words(start, &self.text[start..end], true);
                self.tags.skip_to(end + 3);
                return true;
            } else {
                let Some(end) = rest.find('>') else { return false };
                at += end + 1;
            }
        }
        false
    }

    /// Leaves the ranges that end before a place; one of which nothing was shown gets a mark of its own.
    fn leave(&mut self, place: usize) {
        while self.marked.get(self.passed).is_some_and(|(_, end)| *end <= place) {
            if !self.has_marked && !self.any {
                self.mark("∅");
            }
            self.passed += 1;
            self.has_marked = false;
        }
    }

    fn mark(&mut self, raw: &str) {
        open_mark(!self.any, &mut self.out);
        self.out.push_str(raw);
        self.out.push_str("</mark>");
        (self.has_marked, self.any) = (true, true);
    }

    fn words(&mut self, start: usize, raw: &str, literal: bool) {
        let mut own = String::new();
        let raw = if literal && self.is_xml {
            escaped(raw, &mut own);
            own.as_str()
        } else if raw.contains('<') {
            // One that begins no tag here may begin one there, where what stood behind it is gone.
            own = raw.replace('<', "&lt;");
            own.as_str()
        } else {
            raw
        };
        let inside = self.marked.get(self.passed).is_some_and(|(from, _)| start >= *from);
        if inside && !raw.bytes().all(|byte| byte.is_ascii_whitespace()) {
            self.mark(raw);
        } else {
            self.out.push_str(raw);
        }
    }

    fn start(&mut self, tag: &Start<'a>) {
        let element = Element::of(tag.name);
        let is = |name: &str| tag.name.eq_ignore_ascii_case(name);
        let behind = self.tags.place();
        let closed = self.is_xml && tag.self_closing;
        let is_header = self.is_xml && tag.name.ends_with(":header");
        if is_dropped(tag.name) || is_header {
            if !closed {
                self.skip(tag.name, behind);
            }
            return;
        }
        if leads_away(tag.name) || !is_plain(tag.name) {
            return;
        }
        if is("style") {
            if closed {
                return;
            }
            if let Some(end) = self.content_end("style", behind).filter(|_| self.styles) {
                self.out.push_str("<style>");
                let content = self.text[behind..end].replace("<![CDATA[", "").replace("]]>", "");
                self.out.push_str(&without_addresses(&content));
                self.out.push_str("</style>");
            }
            self.skip("style", behind);
            return;
        }
        self.out.push('<');
        self.out.push_str(tag.name);
        let mut is_hidden = false;
        for attribute in tag.attributes.clone() {
            let name = attribute.name.to_ascii_lowercase();
            let local = name.rsplit_once(':').map_or(name.as_str(), |(_, local)| local);
            let value = || attribute.value();
            let kept = match local {
                _ if name.starts_with("on") || name.starts_with("xmlns") => false,
                "href" => value().trim_start().starts_with('#'),
                "src" => value().trim_start().get(..11).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:image/")),
                "style" => {
                    // Where styles do nothing, what they hide is hidden by other means.
                    is_hidden |= !self.styles && hides(&value());
                    self.styles
                }
                "id" | "name" => attribute.raw.trim() != MARK,
                "srcset" | "background" | "poster" | "data" | "action" | "formaction" | "ping" | "target" | "longdesc" | "codebase" | "classid"
                | "archive" | "manifest" | "profile" | "cite" | "usemap" | "srcdoc" | "base" | "autofocus" | "nonce" | "http-equiv" | "lowsrc"
                | "dynsrc" | "imagesrcset" | "attributename" | "values" | "from" | "to" | "autoplay" | "contenteditable" | "popovertarget" => false,
                _ => true,
            };
            if !kept || !is_plain(&name) {
                continue;
            }
            self.out.push(' ');
            self.out.push_str(attribute.name);
            self.out.push_str("=\"");
            if local == "style" {
                quoted(&without_addresses(attribute.raw), &mut self.out);
            } else {
                quoted(attribute.raw, &mut self.out);
            }
            self.out.push('"');
        }
        if is_hidden {
            self.out.push_str(" hidden");
        }
        self.out.push('>');
        if closed && !element.is_void() {
            self.out.push_str("</");
            self.out.push_str(tag.name);
            self.out.push('>');
        }
    }

    /// Where the end tag of an element stands whose content is not to be read.
    fn content_end(&mut self, name: &'a str, from: usize) -> Option<usize> {
        const MOST: usize = 32;
        if self.endless.contains(&name) || self.endless.len() == MOST {
            return None;
        }
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(found) = memchr(b'<', &bytes[at..]) {
            at += found + 1;
            if bytes.get(at) != Some(&b'/') {
                continue;
            }
            at += 1;
            let named = bytes.get(at..at + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
            if named && bytes.get(at + name.len()).is_none_or(|next| !next.is_ascii_alphanumeric()) {
                return Some(at - 2);
            }
        }
        self.endless.push(name);
        None
    }

    /// Goes on behind the end tag of an element that is left out. Without one it goes on to the end of HTML, as in a browser;
    /// XML that is damaged like that goes on behind the start tag.
    fn skip(&mut self, name: &'a str, from: usize) {
        let behind = match self.content_end(name, from) {
            Some(end) => self.text[end..].find('>').map_or(self.text.len(), |at| end + at + 1),
            None if self.is_xml => return,
            None => self.text.len(),
        };
        self.tags.skip_to(behind);
        self.leave(behind);
    }
}

/// The doctype, as it decides how a browser lays a page out; a file that calls itself XHTML is laid out as the standard says.
fn doctype(source: &Source, out: &mut String) {
    const LONGEST: usize = 500;
    let start = source.text.get(..4096).unwrap_or(&source.text);
    let at = start.as_bytes().windows(9).position(|found| found.eq_ignore_ascii_case(b"<!doctype"));
    let found = at.and_then(|at| start[at..].find('>').map(|end| &start[at..=at + end]));
    match found.filter(|found| found.len() < LONGEST && !found.contains('[')) {
        Some(found) => out.push_str(found),
        None if source.name.to_ascii_lowercase().ends_with(".xhtml") => out.push_str("<!doctype html>"),
        None => {}
    }
}

/// Elements that are left out with all that they hold: they run, load, stand for what is not there, or hold what is no markup.
fn is_dropped(name: &str) -> bool {
    const ALL: [&str; 15] = [
        "script",
        "iframe",
        "object",
        "applet",
        "noscript",
        "noembed",
        "noframes",
        "frameset",
        "portal",
        "fencedframe",
        "template",
        "title",
        "textarea",
        "xmp",
        "plaintext",
    ];
    ALL.iter().any(|dropped| dropped.eq_ignore_ascii_case(name))
}

/// Elements without content that load something or say where addresses lead.
fn leads_away(name: &str) -> bool {
    const ALL: [&str; 9] = ["base", "meta", "link", "embed", "source", "track", "frame", "param", "bgsound"];
    ALL.iter().any(|away| away.eq_ignore_ascii_case(name))
}

/// Whether a name is one that a tag can be written with.
fn is_plain(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.'))
}

/// Whether a style takes its element off the page.
fn hides(style: &str) -> bool {
    let bare: String = style.chars().filter(|c| !c.is_ascii_whitespace()).map(|c| c.to_ascii_lowercase()).collect();
    bare.contains("display:none")
}

/// The value of an attribute between double quotes, its references as they are.
fn quoted(raw: &str, out: &mut String) {
    let mut rest = raw;
    while let Some(at) = rest.find(['"', '<']) {
        out.push_str(&rest[..at]);
        out.push_str(if rest.as_bytes()[at] == b'"' { "&quot;" } else { "&lt;" });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Styles without what would be loaded: such a declaration becomes one that means nothing.
fn without_addresses(style: &str) -> Cow<'_, str> {
    if !style.contains(['(', '@']) || next_address(style).is_none() {
        return Cow::Borrowed(style);
    }
    let mut out = String::with_capacity(style.len() + 16);
    let mut rest = style;
    while let Some(at) = next_address(rest) {
        out.push_str(&rest[..at]);
        out.push_str("no-");
        let end = at + rest[at..].find(['(', ' ']).unwrap_or(0);
        out.push_str(&rest[at..end.max(at + 1)]);
        rest = &rest[end.max(at + 1)..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The next `url(`, `image-set(` or `@import` that is no picture in the style itself.
fn next_address(style: &str) -> Option<usize> {
    let bytes = style.as_bytes();
    (0..bytes.len()).find(|at| {
        let begins = |word: &[u8]| bytes.get(*at..at + word.len()).is_some_and(|found| found.eq_ignore_ascii_case(word));
        if begins(b"url(") {
            let value = style[at + 4..].trim_start().trim_start_matches(['"', '\'']);
            return !value.get(..11).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:image/"));
        }
        begins(b"image-set(") || begins(b"@import")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = r#"<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:x="http://www.xbrl.org/2003/instance"
        xmlns:e="http://e.example">"#;
    const HIDDEN: &str = r#"<div style="display:none"><ix:header><ix:hidden><ix:nonNumeric name="e:H" contextRef="c" id="h1">secret</ix:nonNumeric></ix:hidden>
        <ix:resources><x:context id="c"><x:entity><x:identifier scheme="s">1</x:identifier></x:entity><x:period><x:instant>2024-12-31</x:instant></x:period></x:context>
        </ix:resources></ix:header></div>"#;

    fn open(body: &str) -> Filing {
        crate::read(format!(r#"<?xml version="1.0"?>{HEAD}<head><title>T</title></head><body>{HIDDEN}{body}</body></html>"#), "a.htm").unwrap()
    }

    /// The page of the last fact, behind its head.
    fn page(body: &str, styles: bool) -> String {
        let filing = open(body);
        let page = original(&filing, filing.facts().last().unwrap(), styles).unwrap();
        page[page.find("<body>").unwrap() + 6..].trim_end_matches("</body></html>").split_once("</div>").unwrap().1.to_owned()
    }

    fn fact(shown: &str) -> String {
        format!(r#"<ix:nonNumeric name="e:A" contextRef="c">{shown}</ix:nonNumeric>"#)
    }

    #[test]
    fn what_is_shown_is_marked_run_by_run() {
        let mark = r#"<mark class="filing-viewer-mark" id="filing-viewer-fact">"#;
        let start = r#"<ix:nonNumeric name="e:A" contextRef="c">"#;
        assert_eq!(page(&format!("<p>a {} b</p>", fact("5")), true), format!("<p>a {start}{mark}5</mark></ix:nonNumeric> b</p>"));
        assert_eq!(
            page(&fact("<p>One <b>two</b></p> <p/>"), true),
            format!(r#"{start}<p>{mark}One </mark><b><mark class="filing-viewer-mark">two</mark></b></p> <p></p></ix:nonNumeric>"#)
        );
        assert_eq!(page(&fact(""), true), format!("{start}</ix:nonNumeric>{mark}∅</mark>"));
    }

    #[test]
    fn the_hidden_header_is_gone_and_xml_is_written_as_html() {
        let all = page(&format!("<a id=\"x\"/><br></br><i/><p><![CDATA[1 < 2 & <b>]]></p><!-- c --><hr/>{}", fact("5")), true);
        assert!(all.starts_with(r#"<a id="x"></a><br><i></i><p>1 &lt; 2 &amp; &lt;b></p><hr>"#), "{all}");
        let filing = open(&fact("5"));
        let all = original(&filing, filing.fact(1).unwrap(), true).unwrap();
        assert!(!all.contains("secret") && !all.contains("identifier"), "{all}");
    }

    #[test]
    fn nothing_that_runs_loads_or_leads_away_is_left() {
        let hostile = r##"<script>bad()</script><script src="bad.js"/><img src="http://bad.example/a.png" onerror="bad()" alt="A"/><img src="data:image/png;base64,AA"/>
            <base href="http://bad.example/"/><meta http-equiv="refresh" content="0;url=http://bad.example"/><link rel="stylesheet" href="http://bad.example/a.css"/>
            <iframe src="http://bad.example"><p>bad</p></iframe><object data="http://bad.example/bad">bad</object><form action="http://bad.example"><input name="i"/></form>
            <a href="http://bad.example">link</a><a href="#near">near</a><a href="javascript:bad()">j</a><svg><image xlink:href="http://bad.example/b.png"/></svg>
            <p style="background: URL( 'http://bad.example/c.png')">p</p><style>@import "http://bad.example/d.css"; p { background: url(http://bad.example/e.png) }</style>
            <video poster="http://bad.example/f.png"><source src="http://bad.example/g"/></video><p id="filing-viewer-fact">x</p>"##;
        let all = page(&format!("{hostile}{}", fact("5")), true);
        for gone in
            ["script", "bad(", "onerror", "<base", "<meta", "<link", "iframe", "<object", "href=\"http", "src=\"http", "poster", "<source", "action"]
        {
            assert!(!all.contains(gone), "{gone}: {all}");
        }
        for kept in
            ["alt=\"A\"", "src=\"data:image/png;base64,AA\"", "href=\"#near\"", ">link</a>", "<form>", "no-URL( 'http", "no-@import ", "no-url(http"]
        {
            assert!(all.contains(kept), "{kept}: {all}");
        }
        assert_eq!(all.matches("filing-viewer-fact").count(), 1, "{all}");
    }

    #[test]
    fn without_styles_what_they_hide_stays_hidden() {
        let body = format!(r#"<p style="Display : NONE">x</p><p style="color:red">y</p><style>p {{}}</style>{}"#, fact("5"));
        let all = page(&body, false);
        assert!(all.starts_with("<p hidden>x</p><p>y</p><ix"), "{all}");
        assert!(page(&body, true).starts_with(r#"<p style="Display : NONE">x</p><p style="color:red">y</p><style>p {}</style>"#));
    }

    #[test]
    fn the_policy_stands_before_everything() {
        let filing = open(&fact("5"));
        let all = original(&filing, filing.fact(1).unwrap(), true).unwrap();
        assert!(all.starts_with(r#"<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"#));
        let none = original(&filing, filing.fact(1).unwrap(), false).unwrap();
        assert!(none.contains("default-src 'none'; img-src") && !none.contains("<style>"));
    }

    #[test]
    fn a_hidden_fact_is_shown_where_the_page_shows_something_for_it() {
        let nowhere = open(&fact("5"));
        let hidden = |filing: &Filing| stand(filing, filing.fact(0).unwrap());
        assert_eq!((hidden(&nowhere), original(&nowhere, nowhere.fact(0).unwrap(), true)), (Stand::Hidden, None));
        assert_eq!(hidden(&open(r#"<b style="-sec-ix-hidden:h12">no</b>"#)), Stand::Hidden);
        let filing = open(r#"<p>Is it? <b style="color:red;-sec-ix-hidden: h1;">Yes<b>!</b></b> no</p>"#);
        assert_eq!(hidden(&filing), Stand::Elsewhere);
        let all = original(&filing, filing.fact(0).unwrap(), false).unwrap();
        let (first, second) =
            (r#"<mark class="filing-viewer-mark" id="filing-viewer-fact">Yes</mark>"#, r#"<mark class="filing-viewer-mark">!</mark>"#);
        assert!(all.contains(&format!("Is it? <b>{first}<b>{second}</b></b> no")), "{all}");
    }

    #[test]
    fn a_text_has_its_line_marked_and_a_page_its_cell() {
        let text = "|\nCash <b> (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n|Till\n|$ 3\n";
        let filing = crate::read(text, "a.txt").unwrap();
        let all = original(&filing, filing.fact(1).unwrap(), true).unwrap();
        assert!(all.starts_with("<!doctype html><meta charset") && all.contains("Cash &lt;b> (Details)"), "{all}");
        assert!(all.ends_with("|Till\n<mark class=\"filing-viewer-mark\" id=\"filing-viewer-fact\">|$ 3</mark>\n</pre>"), "{all}");
        let page = "<!DOCTYPE html PUBLIC \"x\"><table><tr><th>Cash (Details) - USD ($)</th><th>Dec. 31, 2023</th></tr><tr><td>Cash</td><td><b>$ 12</b></td></tr></table>";
        let filing = crate::read(page, "R2.htm").unwrap();
        let all = original(&filing, filing.fact(0).unwrap(), true).unwrap();
        assert!(all.starts_with("<!DOCTYPE html PUBLIC \"x\"><meta charset"), "{all}");
        assert!(all.contains("<td><b><mark class=\"filing-viewer-mark\" id=\"filing-viewer-fact\">$ 12</mark></b></td>"), "{all}");
    }

    #[test]
    fn long_texts_are_cut_on_both_sides() {
        let long = "é".repeat(AROUND);
        let all = plain(&[&long, "\nhere\n", &long].concat(), (long.len() + 1, long.len() + 5), true);
        assert!(all.contains(">here</mark>") && all.matches("bytes are left out here").count() == 2 && all.len() < 3 * AROUND);
    }
}
