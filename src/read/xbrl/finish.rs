//! Facts put together: each with its concept, context, unit and value, across the documents of a set.

mod ties;

use super::attributes::Ix;
use super::content;
use super::cursor::Span;
use super::document::{Continuation, Document, Element, Raw};
use super::label;
use super::names::{XBRLI, local};
use super::number::{self, Scaled};
use crate::builder::{Builder, Numbered};
use crate::error::{About, Place};
use crate::filing::{Concept, HIDDEN, NIL, NONE, PRINTED, Table, Unit};
use crate::period;
use crate::read::entities;
use crate::texts::{Form, Piece};
use crate::transform::{self, Gives, Rule};
use crate::value::Kind;
use std::borrow::Cow;

/// A text without markup up to this many bytes is kept as it is; a longer one is made when it is asked for.
const SHORT: usize = 512;
/// The same of a text with markup in it.
const SHORT_MARKUP: usize = 128;

/// A format, looked up once for all facts that name it.
#[derive(Clone, Copy, Debug)]
enum Format {
    Known(Rule),
    /// The registry is not one, or has no such rule.
    Unknown,
    /// The prefix is not declared, so that nobody can know the rule.
    Undeclared,
}

/// What a document's facts share, by their numbers.
#[derive(Default)]
struct Shared {
    /// By name.
    concepts: Vec<u32>,
    formats: Vec<Option<Format>>,
    labels: Vec<u32>,
    languages: Vec<u32>,
    ix: Vec<Box<str>>,
}

struct Finish<'a, 'b> {
    documents: &'b mut [Document<'a>],
    to: &'b mut Builder,
    report: u32,
    /// By unit.
    kinds: Vec<Option<Kind>>,
    /// How many pieces of texts may still be made: a continuation belongs to one fact, but a document may say otherwise.
    pieces: usize,
    buffer: String,
    /// The last decimals met, and their number among the texts.
    decimals: (&'a str, u32),
    /// The same of the last unit's id.
    unit: (&'a str, Option<u32>),
}

/// Turns the documents of a set into the facts of a report.
pub(super) fn finish(documents: &mut [Document<'_>], report: u32, to: &mut Builder) {
    let pieces = documents.iter().map(|document| document.facts.len() + document.continuations.len()).sum::<usize>() * 2 + 1000;
    let mut finish = Finish { documents, to, report, kinds: Vec::new(), pieces, buffer: String::new(), decimals: ("", NONE), unit: ("", None) };
    let mut firsts = Vec::new();
    for at in 0..finish.documents.len() {
        firsts.push(finish.facts(at));
    }
    finish.relationships(&firsts);
}

impl<'a> Finish<'a, '_> {
    /// All facts of a document; gives for each of its raw facts the number it got.
    fn facts(&mut self, at: usize) -> Vec<u32> {
        let document = &mut self.documents[at];
        let mut shared = Shared {
            concepts: vec![NONE; document.names.all.len()],
            formats: vec![None; document.names.all.len()],
            labels: vec![NONE; document.labels.len()],
            ix: document.names.inline_prefixes(),
            languages: Vec::new(),
        };
        shared.languages =
            document.languages.iter().map(|language| if language.is_empty() { NONE } else { self.to.filing.texts.put(language) }).collect();
        self.namespaces(at);
        self.tables(at);
        // In another document an id may be another unit's.
        self.unit = ("", None);
        let facts = std::mem::take(&mut self.documents[at].facts);
        self.to.reserve(facts.len());
        let numbers: Vec<u32> = (0..)
            .zip(&facts)
            .map(|(number, raw)| if raw.element == Element::Tuple { NONE } else { self.fact(at, number, raw, &mut shared) })
            .collect();
        self.documents[at].facts = facts;
        self.tuples(at, &numbers);
        let (document, to) = (&self.documents[at], &mut *self.to);
        for (text, span) in &document.faults {
            let place = place(document, *span);
            to.caveat(About::Filing, text.clone(), Some(place));
        }
        for prefix in &document.names.supposed {
            let text = ["The prefix “", prefix, "” is not declared; it was taken for what it usually stands for."].concat();
            to.caveat(About::Filing, text, None);
        }
        if let Some(source) = to.filing.sources.get_mut(document.source as usize) {
            source.ix = shared.ix;
            source.base = document.base.as_deref().map(Box::from);
        }
        numbers
    }

    /// The document's own tables that facts stand in: only where they are, as few are ever looked at.
    fn tables(&mut self, at: usize) {
        let document = &mut self.documents[at];
        let tables = &mut self.to.filing.tables;
        for printed in document.tables.iter_mut().filter(|printed| printed.facts > 0) {
            printed.number = tables.len() as u32;
            let place = Place { source: document.source, start: printed.place.start, len: printed.place.len() as u32 };
            tables.push_untitled(Table { place, facts: printed.facts, first_fact: NONE, unread: true, ..Table::default() });
        }
    }

    /// What the prefixes of the document stand for, where the filing does not know them yet; those that are used and not declared
    /// are said.
    fn namespaces(&mut self, at: usize) {
        let document = &self.documents[at];
        let namespaces = &mut self.to.filing.namespaces;
        for (prefix, namespace) in document.names.declarations() {
            if !prefix.is_empty() && !namespaces.contains_key(prefix) {
                namespaces.insert(prefix.into(), namespace.into());
            }
        }
        let mut undeclared: Vec<&str> = Vec::new();
        for name in document.names.all.iter().filter(|name| name.namespace.is_none()) {
            let prefix = name.text.split_once(':').map_or(name.text, |(prefix, _)| prefix);
            if !undeclared.contains(&prefix) && !document.names.supposed.contains(&prefix) && undeclared.len() < 100 {
                undeclared.push(prefix);
            }
        }
        for prefix in undeclared {
            let text = ["The prefix “", prefix, "” is not declared: names with it stay as they are written."].concat();
            self.to.caveat(About::Filing, text, None);
        }
    }

    fn fact(&mut self, at: usize, number: u32, raw: &Raw, shared: &mut Shared) -> u32 {
        let document = &self.documents[at];
        let text = document.text;
        let id = self.to.filing.fact_count();
        let place = place(document, raw.place);
        let mut caveats: Vec<Cow<'static, str>> = Vec::new();

        let concept = match shared.concepts[raw.name as usize] {
            NONE if document.names.all[raw.name as usize].text.is_empty() => NONE,
            NONE => {
                let name = &document.names.all[raw.name as usize];
                let namespace = Some(name.namespace.as_deref().unwrap_or_default().into());
                let concept = self.to.concept(Concept { namespace, name: Some(name.text.into()), ..Concept::default() });
                shared.concepts[raw.name as usize] = concept;
                concept
            }
            known => known,
        };
        if raw.ix.name.is_empty() && raw.element != Element::Item {
            caveats.push("The fact names no concept.".into());
        }

        let context_id = raw.ix.context.token(text);
        let (mut entity, mut period, mut dimensions) = (NONE, NONE, NONE);
        let context = document.contexts.get(context_id).or_else(|| self.documents.iter().find_map(|other| other.contexts.get(context_id)));
        match context {
            Some(context) => {
                (entity, period, dimensions) = (context.entity, context.period, context.dimensions);
                if let Some(written) = &context.unread {
                    caveats.push(["The period “", written, "” of its context cannot be read."].concat().into());
                }
                if entity == NONE {
                    caveats.push("Its context names no entity.".into());
                }
                if let Some(other) = &context.other {
                    caveats.push(["Its context also holds what is no dimension: ", shortened(other)].concat().into());
                }
            }
            None if context_id.is_empty() => caveats.push("The fact names no context.".into()),
            None => caveats.push(["The context “", shortened(context_id), "” is not there."].concat().into()),
        }
        if dimensions == NONE {
            dimensions = self.to.filing.dimensions.insert_full(Vec::new()).0 as u32;
        }

        let unit_id = raw.ix.unit.token(text);
        let numeric = match raw.element {
            Element::NonFraction | Element::Fraction => true,
            Element::Item => !unit_id.is_empty(),
            _ => false,
        };
        let mut unit = NONE;
        if numeric || !unit_id.is_empty() {
            // Nearly always that of the fact before.
            if self.unit.0 != unit_id || unit_id.is_empty() {
                let found = document.units.get(unit_id).or_else(|| self.documents.iter().find_map(|other| other.units.get(unit_id)));
                self.unit = (unit_id, found.copied());
            }
            match self.unit.1 {
                Some(known) => unit = known,
                None if unit_id.is_empty() => caveats.push("The number has no unit.".into()),
                None => caveats.push(["The unit “", shortened(unit_id), "” is not there."].concat().into()),
            }
        }

        let mut new = Numbered {
            report: self.report,
            concept,
            label: NONE,
            entity,
            period,
            dimensions,
            unit,
            kind: Kind::Text,
            value: NONE,
            shown: NONE,
            decimals: NONE,
            flags: if raw.hidden { HIDDEN } else { 0 },
            language: if numeric { NONE } else { shared.languages.get(raw.language as usize).copied().unwrap_or(NONE) },
            target: NONE,
            table: (if raw.hidden { NONE } else { document.tables.get(raw.table as usize).map_or(NONE, |table| table.number) }, NONE),
            place,
        };
        if let Some(table) = self.to.filing.tables.reading().get_mut(new.table.0 as usize) {
            table.first_fact = table.first_fact.min(id);
        }
        if raw.open {
            caveats.push("The element has no end tag: its value ends where an element around it does.".into());
        }
        if raw.rare != NONE {
            let rare = document.rare(raw);
            if !rare.target.is_empty() {
                new.target = self.to.filing.texts.put(rare.target.token(text));
            }
            if !rare.precision.is_empty() {
                let precision = shortened(rare.precision.token(text));
                caveats.push(["Its accuracy is given as a precision of ", precision, " figures, not as decimals."].concat().into());
            }
        }
        if !raw.ix.decimals.is_empty() {
            // Nearly always those of the fact before.
            let decimals = raw.ix.decimals.token(text);
            if self.decimals.0 != decimals {
                self.decimals = (decimals, self.to.filing.texts.put(decimals));
            }
            new.decimals = self.decimals.1;
        }
        if let Some(cell) = document.labels.get(raw.label as usize) {
            let label = &mut shared.labels[raw.label as usize];
            if *label == NONE {
                let words = label::of(text, cell, &shared.ix);
                // One that is too long is remembered as the empty text.
                *label = self.to.filing.texts.put(&words);
            }
            if !self.to.filing.texts.get(*label).is_empty() {
                new.label = *label;
                new.flags |= PRINTED;
            }
        }
        match raw.element {
            Element::NonFraction => self.number(at, raw, shared, &mut new, &mut caveats),
            Element::Fraction => self.fraction(at, number, raw, shared, &mut new, &mut caveats),
            Element::Item if numeric => self.item(at, raw, &mut new, &mut caveats),
            _ => self.text(at, raw, shared, &mut new, &mut caveats),
        }
        if raw.nil {
            new.flags |= NIL;
            (new.value, new.kind) = (NONE, Kind::Nil);
        }
        if raw.base != 0 {
            let base = self.documents[at].bases[raw.base as usize].as_ref().into();
            self.to.filing.bases.insert(id, base);
        }
        let id = self.to.numbered(&new);
        for caveat in caveats {
            self.to.caveat(About::Fact(id), caveat, Some(place));
        }
        id
    }

    /// The kind of a number, by its unit.
    fn kind(&mut self, unit: u32) -> Kind {
        let Some(of) = self.to.filing.units.get_index(unit as usize) else { return Kind::Number };
        if self.kinds.len() <= unit as usize {
            self.kinds.resize(unit as usize + 1, None);
        }
        *self.kinds[unit as usize].get_or_insert_with(|| kind_of(of))
    }

    fn number(&mut self, at: usize, raw: &Raw, shared: &mut Shared, new: &mut Numbered, caveats: &mut Vec<Cow<'static, str>>) {
        new.kind = self.kind(new.unit);
        let shown = content_of(&self.documents[at], raw.content, raw.plain, &shared.ix);
        let document = &self.documents[at];
        new.shown = self.to.filing.texts.put(&shown);
        if raw.nil {
            return;
        }
        self.buffer.clear();
        match scaled(document, &raw.ix, raw.format, &shown, shared, &mut self.buffer) {
            Ok(scale) => {
                if raw.format != NONE && matches!(shared.formats[raw.format as usize], Some(Format::Undeclared)) {
                    caveats.push(undeclared(document, raw.format));
                }
                new.value = self.to.filing.texts.put(&self.buffer);
                if scale == -2 && new.kind == Kind::Number {
                    new.kind = Kind::Percent;
                }
            }
            Err(why) => {
                new.kind = Kind::Text;
                caveats.push(why);
            }
        }
    }

    fn fraction(&mut self, at: usize, number: u32, raw: &Raw, shared: &mut Shared, new: &mut Numbered, caveats: &mut Vec<Cow<'static, str>>) {
        // A numerator over a denominator is exact, but no decimal.
        new.kind = Kind::Text;
        let shown = content_of(&self.documents[at], raw.content, raw.plain, &shared.ix);
        new.shown = self.to.filing.texts.put(&folded(&shown));
        let document = &self.documents[at];
        let mut values = [None, None];
        for part in document.parts.iter().filter(|part| part.fraction == number) {
            let shown = content_of(document, part.content, false, &shared.ix);
            self.buffer.clear();
            match scaled(document, &part.ix, part.format, &shown, shared, &mut self.buffer) {
                Ok(_) => values[usize::from(part.denominator)] = Some(self.buffer.clone()),
                Err(why) => caveats.push(why),
            }
        }
        match values {
            [Some(above), Some(below)] => new.value = self.to.filing.texts.put(&[&*above, "/", &*below].concat()),
            _ if raw.nil => {}
            _ => caveats.push("The fraction lacks a numerator or a denominator.".into()),
        }
    }

    /// A number of an instance: its exact characters, with an exponent worked in.
    fn item(&mut self, at: usize, raw: &Raw, new: &mut Numbered, caveats: &mut Vec<Cow<'static, str>>) {
        new.kind = self.kind(new.unit);
        let shown = content_of(&self.documents[at], raw.content, raw.plain, &[]);
        let shown = shown.trim();
        new.shown = self.to.filing.texts.put(shown);
        if raw.nil {
            return;
        }
        self.buffer.clear();
        if number::lexical(shown, &mut self.buffer) {
            new.value = self.to.filing.texts.put(&self.buffer);
        } else {
            new.kind = Kind::Text;
            new.value = self.to.filing.texts.put(shown);
            caveats.push(["“", shortened(shown), "” is no decimal number; it is kept as text."].concat().into());
        }
    }

    fn text(&mut self, at: usize, raw: &Raw, shared: &mut Shared, new: &mut Numbered, caveats: &mut Vec<Cow<'static, str>>) {
        let document = &self.documents[at];
        let escape = raw.ix.escape;
        let mut pieces = vec![Piece { source: document.source, start: raw.content.start, end: raw.content.end }];
        if !raw.ix.continued.is_empty() {
            self.continued(at, raw.ix.continued, &mut pieces, caveats);
        }
        let form = match raw.element {
            Element::Item => Form::Encoded,
            _ if escape => Form::Markup,
            _ => Form::Text,
        };
        let length: usize = pieces.iter().map(|piece| (piece.end - piece.start) as usize).sum();
        let plain = raw.plain && pieces.len() == 1;
        if raw.format == NONE && length > if plain { SHORT } else { SHORT_MARKUP } {
            let prose = self.to.prose(&pieces, form);
            (new.value, new.shown) = (prose, prose);
            return;
        }
        let document = &self.documents[at];
        let mut shown = Cow::Borrowed("");
        if plain {
            shown = content_of(document, raw.content, true, &[]);
        } else {
            for piece in &pieces {
                content::text(self.slice(piece), &shared.ix, shown.to_mut());
            }
        }
        if form == Form::Encoded && shown.contains('<') {
            let mut words = String::new();
            content::words(&shown, &[], usize::MAX, &mut words);
            new.shown = self.to.filing.texts.put(&words);
        } else {
            new.shown = self.to.filing.texts.put(&shown);
        }
        if raw.nil {
            return;
        }
        if raw.format == NONE {
            new.value = if escape && (!plain || shown.contains(['&', '<', '>'])) {
                let mut markup = String::new();
                let around = document.bases.get(raw.base as usize).map(|base| &**base).filter(|base| !base.is_empty());
                let base = document.base.as_deref().or(around);
                for piece in &pieces {
                    content::markup(self.slice(piece), &shared.ix, base, &mut markup);
                }
                self.to.filing.texts.put(&markup)
            } else {
                self.to.filing.texts.put(&shown)
            };
            return;
        }
        match format(document, raw.format, shared) {
            Format::Known(rule) => match rule.apply(&shown) {
                Some(value) => {
                    new.value = self.to.filing.texts.put(&value);
                    new.kind = match rule.gives() {
                        // The first registry's rules only turn the digits round.
                        Gives::Date if period::date(&value).is_none() => {
                            caveats.push(["“", shortened(&value), "”, as its format makes it, is no date of the calendar."].concat().into());
                            Kind::Text
                        }
                        Gives::Date => Kind::Date,
                        Gives::Boolean => Kind::Boolean,
                        Gives::Duration => Kind::Duration,
                        _ => Kind::Text,
                    };
                }
                None => caveats.push(refused(document, raw.format, &shown)),
            },
            Format::Undeclared => {
                new.value = self.to.filing.texts.put(&shown);
                caveats.push(undeclared(document, raw.format));
            }
            Format::Unknown => caveats.push(unknown(document, raw.format, &shown)),
        }
    }

    fn slice(&self, piece: &Piece) -> &'a str {
        let document = self.documents.iter().find(|document| document.source == piece.source);
        document.and_then(|document| document.text.get(piece.start as usize..piece.end as usize)).unwrap_or_default()
    }

    /// The pieces of a chain of continuations, in any order and across the documents of the set.
    fn continued(&mut self, at: usize, next: Span, pieces: &mut Vec<Piece>, caveats: &mut Vec<Cow<'static, str>>) {
        let mut next = next.token(self.documents[at].text);
        let mut met: Vec<(u32, u32)> = Vec::new();
        while !next.is_empty() {
            let found = |document: &Document<'a>| document.continuations.get(next).map(|found| (*found, document.source, document.text));
            let own = found(&self.documents[at]);
            let Some((Continuation { content, next: after }, source, text)) = own.or_else(|| self.documents.iter().find_map(found)) else {
                caveats.push(["The text goes on at “", shortened(next), "”, which is not there: what follows is missing."].concat().into());
                return;
            };
            // Chains are short; a long one is one of many thousands, met once each.
            if met.contains(&(source, content.start)) || met.len() > 100_000 {
                caveats.push(["The text goes on at “", shortened(next), "”, which belongs to it already: it was ended there."].concat().into());
                return;
            }
            if self.pieces == 0 {
                caveats.push("Too many facts go on at the same continuations: the text was ended.".into());
                return;
            }
            self.pieces -= 1;
            if met.len() < 1000 || met.len().is_multiple_of(64) {
                met.push((source, content.start));
            }
            pieces.push(Piece { source, start: content.start, end: content.end });
            next = after.token(text);
        }
    }
}

fn kind_of(unit: &Unit) -> Kind {
    const MONEY: &str = "{http://www.xbrl.org/2003/iso4217}";
    let shares = |measure: &str| measure.strip_prefix('{').and_then(|rest| rest.split_once('}')) == Some((XBRLI, "shares"));
    match (&unit.numerators[..], &unit.denominators[..]) {
        ([one], []) if one.starts_with(MONEY) => Kind::Money,
        ([one], []) if shares(one) => Kind::Shares,
        ([one], [_]) if one.starts_with(MONEY) => Kind::PerShare,
        _ => Kind::Number,
    }
}

fn place(document: &Document<'_>, span: Span) -> Place {
    Place { source: document.source, start: span.start, len: span.len() as u32 }
}

/// The text of an element, with references replaced and nothing folded.
fn content_of<'a>(document: &Document<'a>, content: Span, plain: bool, ix: &[Box<str>]) -> Cow<'a, str> {
    let raw = document.text.get(content.start as usize..content.end as usize).unwrap_or_default();
    if plain {
        return entities::decode(raw, false);
    }
    let mut text = String::new();
    content::text(raw, ix, &mut text);
    Cow::Owned(text)
}

fn folded(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text, for a message.
fn shortened(text: &str) -> &str {
    const LONGEST: usize = 80;
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end])
}

fn format(document: &Document<'_>, at: u32, shared: &mut Shared) -> Format {
    let known = &mut shared.formats[at as usize];
    *known.get_or_insert_with(|| {
        let name = &document.names.all[at as usize];
        let Some(namespace) = name.namespace.as_deref() else { return Format::Undeclared };
        Rule::named(namespace, local(name.text)).map_or(Format::Unknown, Format::Known)
    })
}

fn unknown(document: &Document<'_>, format: u32, shown: &str) -> Cow<'static, str> {
    let name = &document.names.all[format as usize];
    let registry = name.namespace.as_deref().and_then(transform::registry).unwrap_or("of no registry known");
    ["The format “", shortened(name.text), "” (", registry, ") is not known, so “", shortened(shown.trim()), "” has no value."].concat().into()
}

fn undeclared(document: &Document<'_>, format: u32) -> Cow<'static, str> {
    let name = &document.names.all[format as usize];
    ["The prefix of the format “", shortened(name.text), "” is not declared, so no format was applied: the value is what is shown."].concat().into()
}

fn refused(document: &Document<'_>, format: u32, shown: &str) -> Cow<'static, str> {
    let name = &document.names.all[format as usize];
    ["The format “", shortened(name.text), "” does not accept “", shortened(shown.trim()), "”, so the fact has no value."].concat().into()
}

/// Writes the exact value of a shown number; gives its scale.
fn scaled(document: &Document<'_>, ix: &Ix, at: u32, shown: &str, shared: &mut Shared, out: &mut String) -> Result<i32, Cow<'static, str>> {
    let text = document.text;
    let known = if at == NONE { None } else { Some(format(document, at, shared)) };
    let decimal: Cow<'_, str> = if let None | Some(Format::Undeclared) = known {
        let plain = shown.trim_matches([' ', '\t', '\n', '\r']);
        if !number::is_plain(plain) {
            return Err(["“", shortened(plain), "” has no format and is no plain decimal number, so the fact has no value."].concat().into());
        }
        Cow::Borrowed(plain)
    } else {
        match known {
            Some(Format::Known(rule)) => rule.apply(shown).ok_or_else(|| refused(document, at, shown))?,
            _ => return Err(unknown(document, at, shown)),
        }
    };
    let negative = match ix.sign.token(text) {
        "" => false,
        "-" => true,
        other => return Err(["The sign “", shortened(other), "” is none: only “-” is, so the fact has no value."].concat().into()),
    };
    let scale = ix.scale.token(text);
    match number::scaled(&decimal, scale, negative, out) {
        Scaled::Done(scale) => Ok(scale),
        Scaled::NoScale => {
            Err(["The scale “", shortened(scale), "” is no whole number that can be applied, so the fact has no value."].concat().into())
        }
        Scaled::NoNumber => Err(refused(document, at, shown)),
    }
}
