//! An XBRL 2.1 instance: items, tuples, contexts, units and footnote links.

use super::attributes::Ix;
use super::contexts::{self, Inside, attribute, attribute_span};
use super::cursor::{Attributes, Cursor, Span, Tag};
use super::document::{Document, Element, Footnote, Part, Raw, Tie};
use super::marks::marks;
use super::names::{LINK, XBRLI, XLINK, local, trimmed};
use crate::builder::Builder;
use crate::filing::NONE;
use crate::read::entities;
use std::borrow::Cow;

/// An element that is open.
#[derive(Clone, Copy, Debug)]
struct Open {
    name: Span,
    content: u32,
    met: u32,
    scope: u32,
    language: u32,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Root,
    /// An item or tuple: its number.
    Fact(u32),
    Part(u32),
    Link,
    Footnote,
    Other,
}

/// A locator or footnote of a footnote link: what its label in the link stands for.
#[derive(Clone, Copy, Debug)]
struct End {
    label: Span,
    /// The id of a fact, or of a footnote.
    id: Span,
}

/// Reads an instance.
pub(super) fn read<'a>(text: &'a str, source: u32, to: &mut Builder) -> Document<'a> {
    let marks = marks(text.as_bytes());
    let mut cursor = Cursor::new(text, &marks.brackets, &marks.special);
    let mut document = Document::new(text, source, marks.is_ascii, &to.filing.namespaces);
    let mut open: Vec<Open> = Vec::new();
    let (mut ends, mut arcs): (Vec<End>, Vec<Tie>) = (Vec::new(), Vec::new());
    let mut unclosed = None;
    while let Some(tag) = cursor.next() {
        if tag.is_end {
            // An end ends the innermost element of its name; those inside it have lost theirs.
            let name = tag.name.of(text);
            let depth = open.iter().rev().take(256).position(|open| open.name.of(text) == name);
            for left in (0..depth.map_or(0, |depth| depth + 1)).rev() {
                let Some(last) = open.pop() else { break };
                if left > 0 {
                    unclosed.get_or_insert(Span { start: tag.start, end: tag.end });
                }
                close(&mut document, last, &tag, cursor.met, left > 0);
                if last.what == What::Link {
                    link(&mut document, &mut ends, &mut arcs);
                }
            }
            continue;
        }
        let (outer, outer_language, around) = open.last().map_or((0, 0, What::Other), |open| (open.scope, open.language, open.what));
        let scope = if tag.declares { document.names.declared(text, &tag, outer) } else { outer };
        let language = if tag.declares { language(&mut document, &tag, outer_language) } else { outer_language };
        let name = local(tag.name.of(text));
        let number = document.names.name(tag.name.of(text), scope);
        let namespace = document.names.structural(number);
        let mut what = What::Other;
        match (namespace, name) {
            (Some(XBRLI), "xbrl") => what = What::Root,
            (Some(XBRLI), "context" | "unit") => {
                let id = match attribute(text, &tag, "id") {
                    Cow::Borrowed(id) => id,
                    Cow::Owned(_) => "",
                };
                let is_context = name == "context";
                if is_context {
                    let context = contexts::known_context((text, &tag, scope), &mut cursor, &mut document.names, &mut document.known, to);
                    document.contexts.keep(id, context);
                } else {
                    let inside = Inside::of(text, &mut cursor, &mut document.names, &tag, scope);
                    let unit = contexts::unit(inside, to);
                    document.units.keep(id, unit);
                }
                continue;
            }
            (Some(XBRLI), "numerator" | "denominator") => {
                if let What::Fact(fraction) = around {
                    if let Some(raw) = document.facts.get_mut(fraction as usize) {
                        raw.element = Element::Fraction;
                    }
                    let denominator = name == "denominator";
                    what = What::Part(document.parts.len() as u32);
                    let content = Span { start: tag.end, end: tag.end };
                    document.parts.push(Part { fraction, denominator, ix: Ix::default(), format: NONE, content });
                }
            }
            (Some(LINK), "footnoteLink") => what = What::Link,
            (Some(LINK), "loc") => {
                let href = xlink(text, &tag, "href");
                let id = href.of(text).rfind('#').map_or(href, |at| Span { start: href.start + at as u32 + 1, end: href.end });
                ends.push(End { label: xlink(text, &tag, "label"), id });
            }
            (Some(LINK), "footnote") if !tag.is_empty => what = What::Footnote,
            (Some(LINK), "footnoteArc") => {
                arcs.push(Tie { from: xlink(text, &tag, "from"), to: xlink(text, &tag, "to"), arcrole: xlink(text, &tag, "arcrole") });
            }
            (Some(LINK | XLINK | XBRLI), _) => {}
            _ => what = fact(&mut document, &tag, scope, language, around),
        }
        if !tag.is_empty {
            open.push(Open { name: tag.name, content: tag.end, met: cursor.met, scope, language, what });
        }
    }
    if let Some(place) = unclosed.or(open.last().map(|open| open.name)) {
        document.faults.push(("Not well formed: an element has no end tag; it was ended with the one around it.".into(), place));
    }
    document
}

fn xlink(text: &str, tag: &Tag, name: &str) -> Span {
    // The prefix of these is xlink wherever instances are written; another is found by its local name.
    let found = Attributes::of(text, tag).find(|attribute| {
        let full = attribute.name.of(text);
        full.contains(':') && local(full) == name
    });
    found.map(|attribute| attribute.value).unwrap_or_default()
}

fn language<'a>(document: &mut Document<'a>, tag: &Tag, outer: u32) -> u32 {
    if !Attributes::of(document.text, tag).any(|attribute| attribute.name.of(document.text) == "xml:lang") {
        return outer;
    }
    let value = trimmed(entities::decode_xml(attribute_span(document.text, tag, "xml:lang").of(document.text), true));
    let known = document.languages.iter().position(|known| *known == value);
    known.unwrap_or_else(|| {
        document.languages.push(value);
        document.languages.len() - 1
    }) as u32
}

/// An element that is no part of XBRL itself: an item where it names a context, a tuple where it holds facts.
fn fact<'a>(document: &mut Document<'a>, tag: &Tag, scope: u32, language: u32, around: What) -> What {
    let tuple = match around {
        What::Root => NONE,
        // Whether what is around it is an item or a tuple, it is known to hold elements, so it is a tuple.
        What::Fact(tuple) if document.facts.get(tuple as usize).is_some_and(|raw| raw.context == NONE) => tuple,
        _ => return What::Other,
    };
    let text = document.text;
    let ix = Ix::of(text, tag);
    let name = document.names.name(tag.name.of(text), scope);
    let element = if ix.context.token(text).is_empty() { Element::Tuple } else { Element::Item };
    What::Fact(document.keep_fact(tag, &ix, scope, Raw { element, name, language, tuple, ..Raw::default() }))
}

fn close(document: &mut Document<'_>, open: Open, tag: &Tag, met: u32, forced: bool) {
    let content = Span { start: open.content, end: tag.start };
    let behind = if forced { tag.start } else { tag.end };
    match open.what {
        What::Fact(number) => {
            if let Some(raw) = document.facts.get_mut(number as usize) {
                (raw.content, raw.place.end, raw.plain, raw.open) = (content, behind, met == open.met + 1 && !forced, forced);
            }
        }
        What::Part(number) => {
            if let Some(part) = document.parts.get_mut(number as usize) {
                part.content = content;
            }
        }
        What::Footnote => {
            let start = Tag::of(open.name, open.content);
            let id = xlink(document.text, &start, "label");
            document.footnotes.push(Footnote { id, content, next: Span::default(), language: open.language });
        }
        What::Root | What::Link | What::Other => {}
    }
}

/// Ties facts to footnotes by the labels of a link, which mean nothing outside it.
fn link(document: &mut Document<'_>, ends: &mut Vec<End>, arcs: &mut Vec<Tie>) {
    let text = document.text;
    for arc in arcs.drain(..) {
        let of = |label: Span| ends.iter().filter(move |end| end.label.of(text) == label.of(text)).map(|end| end.id);
        let (mut from, mut to): (Vec<Span>, Vec<Span>) = (of(arc.from).collect(), of(arc.to).collect());
        // A footnote is known by its label, as it seldom has an id.
        if from.is_empty() {
            from.push(arc.from);
        }
        if to.is_empty() {
            to.push(arc.to);
        }
        for from in &from {
            document.ties.extend(to.iter().map(|to| Tie { from: *from, to: *to, arcrole: arc.arcrole }));
        }
    }
    ends.clear();
}
