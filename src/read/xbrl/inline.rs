//! An inline document, walked tag by tag: its facts with the rows they stand in, and its resources.
//!
//! The walk compares every end tag with its start, so that it knows where each element ends, and what each prefix means there. What
//! is not well formed is read as far as it can be: an end tag that ends nothing is passed over, an element without an end ends with
//! the one around it, and a fact without an end ends where something around it does.

use super::attributes::Ix;
use super::contexts::{self, Inside, attribute};
use super::cursor::{Cursor, Expect, Span, Tag};
use super::document::{Document, Element, Footnote, Label, Part, Raw};
use super::kinds::{Kind, UNLABELLED, html, kind_of};
use super::label;
use super::marks::{Marks, marks};
use super::names::{XHTML, local, trimmed};
use super::straight;
use crate::builder::Builder;
use crate::filing::NONE;
use crate::read::entities;

/// An element that is open.
#[derive(Clone, Copy, Debug)]
struct Open {
    name: Span,
    head: u64,
    kind: Kind,
    /// Where its content begins.
    content: u32,
    /// The fact's, row's or table's number.
    number: u32,
    /// How many tags had been met behind its start tag.
    met: u32,
    /// Where an element around it ended before it did.
    broken: u32,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    first: u32,
    /// In [`Document::labels`].
    label: u32,
    /// How many tables are open around it: cells of a table within it are not its own.
    tables: usize,
}

/// What held outside an element that declares namespaces, a language or a base.
#[derive(Clone, Copy, Debug)]
struct Outside {
    depth: usize,
    scope: u32,
    language: u32,
    base: u32,
}

/// Tables in tables beyond this depth are part of the one around them: each is read for itself, with all that stands in it.
const MOST_NESTED: usize = 32;

/// How many open elements in all are looked at to find what stray end tags end, for each tag of the document.
const LOOKS: usize = 64;

struct Walk<'a, 'w> {
    document: Document<'a>,
    cursor: Cursor<'a, 'w>,
    to: &'w mut Builder,
    open: Vec<Open>,
    tables: Vec<u32>,
    rows: Vec<Row>,
    outside: Vec<Outside>,
    scope: u32,
    language: u32,
    base: u32,
    /// Whether elements without a prefix are those of HTML.
    plain_default: bool,
    /// What each name of the document is, once asked for.
    kinds: Vec<Option<Kind>>,
    hidden: u32,
    tuples: Vec<u32>,
    fractions: Vec<u32>,
    looks: usize,
    unclosed: u32,
    stray: u32,
    first_fault: Option<Span>,
}

/// Reads an inline document.
pub(super) fn read<'a>(text: &'a str, source: u32, to: &mut Builder) -> Document<'a> {
    let marks = marks(text.as_bytes());
    let mut document = straight::read(text, source, &marks, to).unwrap_or_else(|| walk(text, source, &marks, to));
    if text.trim_ascii_start().starts_with("<?xml") && !text.starts_with('<') {
        let blank = (text.len() - text.trim_ascii_start().len()) as u32;
        let fault = "Not well formed: blank lines stand before the XML declaration; they were passed over.";
        document.faults.insert(0, (fault.into(), Span { start: 0, end: blank }));
    }
    document
}

/// The walk that knows everything.
pub(super) fn walk<'a>(text: &'a str, source: u32, marks: &Marks, to: &mut Builder) -> Document<'a> {
    let mut walk = Walk {
        document: Document::new(text, source, marks.is_ascii, &to.filing.namespaces),
        cursor: Cursor::new(text, &marks.brackets, &marks.special),
        to,
        open: Vec::with_capacity(64),
        tables: Vec::new(),
        rows: Vec::new(),
        outside: Vec::new(),
        scope: 0,
        language: 0,
        base: 0,
        plain_default: true,
        kinds: Vec::new(),
        hidden: 0,
        tuples: Vec::new(),
        fractions: Vec::new(),
        looks: marks.brackets.len() * LOOKS,
        unclosed: 0,
        stray: 0,
        first_fault: None,
    };
    // About one bracket in forty is a fact's.
    walk.document.facts.reserve(marks.brackets.len() / 40);
    walk.all();
    walk.finish()
}

impl<'a> Walk<'a, '_> {
    fn all(&mut self) {
        while let Some(tag) = self.cursor.next_but(self.open.last().map_or(Expect::Any, |open| Expect::Name(open.name, open.head))) {
            if tag.is_end { self.end(&tag) } else { self.start(&tag) }
        }
        let end = self.document.text.len() as u32;
        while let Some(open) = self.open.pop() {
            self.fault(Span { start: open.content, end: open.content });
            self.close(open, end, end, true);
        }
    }

    fn finish(mut self) -> Document<'a> {
        let first = self.first_fault.unwrap_or_default();
        if self.unclosed > 0 {
            let text = ["Not well formed: elements without an end tag (", &self.unclosed.to_string(), "); they were ended with the one around them."];
            self.document.faults.push((text.concat().into(), first));
        }
        if self.stray > 0 {
            let text = ["Not well formed: end tags that end nothing (", &self.stray.to_string(), "); they were passed over."];
            self.document.faults.push((text.concat().into(), first));
        }
        if let Some(at) = self.cursor.entity {
            let text = "The document declares entities of its own, which are not replaced: where one is used, its name stands as it is written.";
            self.document.faults.push((text.into(), Span { start: at, end: at }));
        }
        self.document
    }

    #[inline]
    fn start(&mut self, tag: &Tag) {
        let depth = self.open.len();
        if tag.declares {
            self.enter(tag);
        }
        let kind = if self.plain_default && !tag.prefixed { html(tag.head) } else { self.kind(tag) };
        if kind == Kind::Plain {
            if !tag.is_empty {
                self.push(tag, Kind::Plain, 0);
            }
        } else {
            self.known(tag, kind);
        }
        if tag.is_empty && self.outside.last().is_some_and(|outside| outside.depth == depth) {
            self.leave();
        }
    }

    #[inline]
    fn push(&mut self, tag: &Tag, kind: Kind, number: u32) {
        self.open.push(Open { name: tag.name, head: tag.head, kind, content: tag.end, number, met: self.cursor.met, broken: NONE });
    }

    fn kind(&mut self, tag: &Tag) -> Kind {
        let name = tag.name.of(self.document.text);
        let at = self.document.names.name(name, self.scope) as usize;
        if at >= self.kinds.len() {
            self.kinds.resize(at + 1, None);
        }
        if let Some(kind) = self.kinds[at] {
            return kind;
        }
        let kind = kind_of(&mut self.document.names, at as u32, name);
        self.kinds[at] = Some(kind);
        kind
    }

    /// A row or cell ends the one before it where that has no end tag of its own, as HTML allows.
    fn end_before(&mut self, kind: Kind, tag: &Tag) {
        let mut at = self.open.len();
        while at > 0 && self.looks > 0 {
            (at, self.looks) = (at - 1, self.looks - 1);
            let open = self.open[at].kind;
            if open == kind {
                while self.open.len() > at {
                    if let Some(open) = self.open.pop() {
                        self.fault(Span { start: tag.start, end: tag.end });
                        self.close(open, tag.start, tag.start, true);
                    }
                }
                return;
            }
            if matches!(open, Kind::Table) || (kind == Kind::Cell && open == Kind::Row) || open.is_inline() {
                return;
            }
        }
    }

    fn known(&mut self, tag: &Tag, kind: Kind) {
        if matches!(kind, Kind::Row | Kind::Cell) {
            self.end_before(kind, tag);
        }
        let facts = self.document.facts.len() as u32;
        match kind {
            Kind::Table => {
                if !tag.is_empty {
                    let around = self.tables.last().copied().filter(|_| self.tables.len() >= MOST_NESTED);
                    let number = around.unwrap_or_else(|| self.document.keep_table(tag));
                    self.tables.push(number);
                    self.push(tag, kind, number);
                }
            }
            Kind::Row => {
                if !tag.is_empty {
                    self.rows.push(Row { first: facts, label: NONE, tables: self.tables.len() });
                    self.push(tag, kind, 0);
                }
            }
            Kind::Cell => {
                if !tag.is_empty {
                    self.push(tag, kind, facts);
                }
            }
            Kind::Fact => self.fact(tag),
            Kind::Part => self.part(tag),
            Kind::Relationship => {
                self.document.keep_tie(tag);
                if !tag.is_empty {
                    self.push(tag, Kind::Transparent, 0);
                }
            }
            Kind::Context => {
                let (text, id) = (self.document.text, attribute(self.document.text, tag, "id"));
                let document = &mut self.document;
                let context = contexts::known_context((text, tag, self.scope), &mut self.cursor, &mut document.names, &mut document.known, self.to);
                document.keep_context(id, context, tag);
            }
            Kind::Unit => {
                let (text, id) = (self.document.text, attribute(self.document.text, tag, "id"));
                let inside = Inside::of(text, &mut self.cursor, &mut self.document.names, tag, self.scope);
                let unit = contexts::unit(inside, self.to);
                self.document.keep_unit(id, unit, tag);
            }
            Kind::Continuation | Kind::Footnote => {
                if tag.is_empty {
                    return;
                }
                self.push(tag, kind, self.language);
            }
            Kind::Base => {
                let href = attribute(self.document.text, tag, "href");
                self.document.base.get_or_insert(href);
                if !tag.is_empty {
                    self.push(tag, Kind::Plain, 0);
                }
            }
            Kind::Hidden => {
                if !tag.is_empty {
                    self.hidden += 1;
                    self.push(tag, kind, 0);
                }
            }
            Kind::Transparent | Kind::Plain => {
                if !tag.is_empty {
                    self.push(tag, kind, 0);
                }
            }
        }
    }

    fn fact(&mut self, tag: &Tag) {
        let text = self.document.text;
        let ix = Ix::of(text, tag);
        let element = match local(tag.name.of(text)) {
            "nonFraction" => Element::NonFraction,
            "nonNumeric" => Element::NonNumeric,
            "fraction" => Element::Fraction,
            _ => Element::Tuple,
        };
        let name = self.document.names.name(ix.name.token(text), self.scope);
        let format = if ix.format.is_empty() { NONE } else { self.document.names.name(ix.format.token(text), self.scope) };
        let table = self.tables.last().copied().unwrap_or(NONE);
        if let Some(table) = self.document.tables.get_mut(table as usize)
            && self.hidden == 0
            && element != Element::Tuple
        {
            table.facts += 1;
        }
        let (hidden, language, base) = (self.hidden > 0, self.language, self.base);
        let tuple = self.tuples.last().copied().unwrap_or(NONE);
        let raw = Raw { element, name, format, hidden, language, base, tuple, table, ..Raw::default() };
        let number = self.document.keep_fact(tag, &ix, self.scope, raw);
        if tag.is_empty {
            return;
        }
        match element {
            Element::Tuple => self.tuples.push(number),
            Element::Fraction => self.fractions.push(number),
            _ => {}
        }
        self.push(tag, Kind::Fact, number);
    }

    fn part(&mut self, tag: &Tag) {
        let text = self.document.text;
        let ix = Ix::of(text, tag);
        let format = if ix.format.is_empty() { NONE } else { self.document.names.name(ix.format.token(text), self.scope) };
        let denominator = local(tag.name.of(text)) == "denominator";
        let number = self.document.parts.len() as u32;
        let content = Span { start: tag.end, end: tag.end };
        // A fraction may hold another that has the numbers of both.
        for fraction in self.fractions.iter().rev() {
            self.document.parts.push(Part { fraction: *fraction, denominator, ix, format, content });
        }
        if !tag.is_empty {
            self.push(tag, Kind::Part, number);
        }
    }

    #[inline]
    fn end(&mut self, tag: &Tag) {
        if tag.expected {
            if let Some(top) = self.open.pop() {
                self.close(top, tag.start, tag.end, false);
            }
            return;
        }
        let text = self.document.text;
        match self.open.last() {
            Some(top) if top.name.of(text) == tag.name.of(text) => {
                if let Some(top) = self.open.pop() {
                    self.close(top, tag.start, tag.end, false);
                }
            }
            _ => self.mismatch(tag),
        }
    }

    /// An end tag that is not the one of the innermost element.
    #[cold]
    fn mismatch(&mut self, tag: &Tag) {
        let text = self.document.text;
        let name = tag.name.of(text);
        // Elements that have no content need no end.
        while self.open.last().is_some_and(|top| is_void(top.name.of(text)) && !top.name.of(text).eq_ignore_ascii_case(name)) {
            self.open.pop();
        }
        let mut at = self.open.len();
        let found = loop {
            if at == 0 || self.looks == 0 {
                break None;
            }
            (at, self.looks) = (at - 1, self.looks - 1);
            if self.open[at].name.of(text).eq_ignore_ascii_case(name) {
                break Some(at);
            }
        };
        let Some(at) = found else {
            self.stray += u32::from(!is_void(name));
            self.first_fault.get_or_insert(Span { start: tag.start, end: tag.end });
            return;
        };
        if !self.open[at].kind.is_inline() && self.open[at + 1..].iter().any(|open| open.kind.is_inline()) {
            // The elements of HTML and of Inline XBRL cross. Those of Inline XBRL stay open, as their own end may follow.
            for open in &mut self.open[at + 1..] {
                open.broken = open.broken.min(tag.start);
            }
            let crossed = self.open.remove(at);
            self.close(crossed, tag.start, tag.end, false);
            self.unclosed += 1;
            self.first_fault.get_or_insert(Span { start: tag.start, end: tag.end });
            return;
        }
        while self.open.len() > at + 1 {
            if let Some(open) = self.open.pop() {
                self.fault(Span { start: tag.start, end: tag.end });
                self.close(open, tag.start, tag.start, true);
            }
        }
        if let Some(open) = self.open.pop() {
            self.close(open, tag.start, tag.end, false);
        }
    }

    fn fault(&mut self, place: Span) {
        self.unclosed += 1;
        self.first_fault.get_or_insert(place);
    }

    /// Ends an element; `end` is where its content ends, `behind` is behind its end tag.
    #[inline]
    fn close(&mut self, open: Open, end: u32, behind: u32, forced: bool) {
        if self.outside.last().is_some_and(|outside| outside.depth >= self.open.len()) {
            self.leave();
        }
        if open.kind == Kind::Plain {
            return;
        }
        let (end, behind) = if forced { (end.min(open.broken), behind.min(open.broken)) } else { (end, behind) };
        let content = Span { start: open.content, end: end.max(open.content) };
        let text = self.document.text;
        match open.kind {
            Kind::Fact => {
                let plain = self.cursor.met == open.met + 1 && !forced;
                let Some(raw) = self.document.facts.get_mut(open.number as usize) else { return };
                (raw.content, raw.place.end, raw.plain, raw.open) = (content, behind, plain, forced);
                match raw.element {
                    Element::Tuple => drop(self.tuples.pop()),
                    Element::Fraction => drop(self.fractions.pop()),
                    _ => {}
                }
            }
            Kind::Part => {
                for part in &mut self.document.parts[open.number as usize..] {
                    if part.content.start == open.content {
                        part.content = content;
                    }
                }
            }
            Kind::Cell => {
                if let Some(row) = self.rows.last_mut()
                    && row.label == NONE
                    && row.tables == self.tables.len()
                    && label::is_one(text, content, &self.document.facts[(open.number as usize).min(self.document.facts.len())..])
                {
                    row.label = self.document.labels.len() as u32;
                    self.document.labels.push(Label { cell: content, only: Span::default(), known: NONE });
                }
            }
            Kind::Row => {
                let Some(row) = self.rows.pop() else { return };
                let label = if row.label == NONE { UNLABELLED } else { row.label };
                for fact in self.document.facts.iter_mut().skip(row.first as usize).filter(|fact| fact.label == NONE) {
                    fact.label = label;
                }
            }
            Kind::Table => {
                self.tables.pop();
                if let Some(table) = self.document.tables.get_mut(open.number as usize) {
                    table.place.end = behind;
                }
            }
            Kind::Continuation => {
                // The start tag stands right before the content.
                let ix = self.attributes_before(open);
                self.document.keep_continuation(ix, content);
            }
            Kind::Footnote => {
                let ix = self.attributes_before(open);
                self.document.footnotes.push(Footnote { id: ix.id, content, next: ix.continued, language: open.number });
            }
            Kind::Hidden => self.hidden = self.hidden.saturating_sub(1),
            Kind::Plain | Kind::Transparent | Kind::Relationship | Kind::Context | Kind::Unit | Kind::Base => {}
        }
    }

    /// The attributes of an open element.
    fn attributes_before(&self, open: Open) -> Ix {
        Ix::of(self.document.text, &Tag::of(open.name, open.content))
    }

    /// Takes in what an element declares.
    #[cold]
    fn enter(&mut self, tag: &Tag) {
        let text = self.document.text;
        let outside = Outside { depth: self.open.len(), scope: self.scope, language: self.language, base: self.base };
        self.scope = self.document.names.declared(text, tag, self.scope);
        for attribute in super::cursor::Attributes::of(text, tag) {
            let value = || trimmed(entities::decode_xml(attribute.value.of(text), true));
            match attribute.name.of(text) {
                "xml:lang" => self.language = self.document.language(value()),
                "xml:base" => self.base = self.document.base_number(value()),
                _ => {}
            }
        }
        if (self.scope, self.language, self.base) != (outside.scope, outside.language, outside.base) {
            self.outside.push(outside);
            self.default_of_scope();
        }
    }

    #[cold]
    fn leave(&mut self) {
        if let Some(outside) = self.outside.pop() {
            (self.scope, self.language, self.base) = (outside.scope, outside.language, outside.base);
            self.default_of_scope();
        }
    }

    fn default_of_scope(&mut self) {
        self.plain_default = matches!(self.document.names.namespace("", self.scope), None | Some("" | XHTML));
    }
}

fn is_void(name: &str) -> bool {
    crate::read::html_tag::Element::of(name).is_void()
}
