//! Facts put together: each with its concept, context, unit and value, across the documents of a set.

mod ties;

use super::attributes::Ix;
use super::content;
use super::contexts::Context;
use super::cursor::Span;
use super::document::{Continuation, Document, Element, Kept, Part, Raw};
use super::label;
use super::names::XBRLI;
use super::number;
use super::value::{Format, content_of, format, refused, scaled, shortened, undeclared, unknown};
use crate::builder::{Builder, Numbered, scale};
use crate::error::{About, Place};
use crate::filing::{Concept, HIDDEN, NIL, NONE, PRINTED, Table, UNSCALED, Unit};
use crate::period;
use crate::texts::{Form, Piece};
use crate::transform::Gives;
use crate::value::Kind;
use std::borrow::Cow;

/// A text without markup up to this many bytes is kept as it is; a longer one is made when it is asked for.
const SHORT: usize = 512;
/// The same of a text with markup in it.
const SHORT_MARKUP: usize = 128;

/// A label that is too long to be one.
const UNPRINTABLE: u32 = NONE - 1;

/// What a document's facts share, by their numbers.
#[derive(Default)]
struct Shared {
    /// By name.
    concepts: Vec<u32>,
    labels: Vec<u32>,
    languages: Vec<u32>,
    /// By their ids' numbers: the numbers of entity, period and dimensions.
    contexts: Vec<Option<(u32, u32, u32)>>,
    units: Vec<Option<u32>>,
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
    digits: String,
    /// Some context holds what a caveat tells of.
    odd_contexts: bool,
    /// The last decimals met, and their number among the texts.
    decimals: (&'a str, u32),
}

/// Turns the documents of a set into the facts of a report.
pub(super) fn finish(documents: &mut [Document<'_>], report: u32, to: &mut Builder) {
    let pieces = documents.iter().map(|document| document.facts.len() + document.continuations.len()).sum::<usize>() * 2 + 1000;
    let is_odd = |context: &Context| context.unread.is_some() || context.other.is_some();
    let odd_contexts = documents.iter().any(|document| document.contexts.all().any(|(_, context)| context.is_some_and(is_odd)));
    let mut finish =
        Finish { documents, odd_contexts, to, report, kinds: Vec::new(), pieces, buffer: String::new(), digits: String::new(), decimals: ("", NONE) };
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
            labels: document.labels.iter().map(|label| label.known).collect(),
            ix: document.names.inline_prefixes(),
            ..Shared::default()
        };
        shared.languages =
            document.languages.iter().map(|language| if language.is_empty() { NONE } else { self.to.filing.texts.put(language) }).collect();
        self.undeclared(at);
        self.tables(at);
        shared.contexts = self.resolved(at, |document| &document.contexts, |context| (context.entity, context.period, context.dimensions));
        shared.units = self.resolved(at, |document| &document.units, |unit| *unit);
        let facts = std::mem::take(&mut self.documents[at].facts);
        // A value and what is shown of it, where they are not known yet; but many are the same.
        let texts = facts.iter().filter(|raw| raw.ready.is_none()).count() + shared.labels.len();
        self.to.reserve(facts.len(), texts);
        let numbers: Vec<u32> = (0..)
            .zip(&facts)
            .map(|(number, raw)| match raw.element {
                Element::Tuple => NONE,
                _ => self.usual(at, raw, &mut shared).unwrap_or_else(|| self.fact(at, number, raw, &mut shared)),
            })
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
            source.passed = document.passed.as_deref().map(Box::from);
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

    /// Says which prefixes are used and not declared.
    fn undeclared(&mut self, at: usize) {
        let document = &self.documents[at];
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

    /// A number of which all is known and nothing is to be said, as most facts are; none where it is not one.
    fn usual(&mut self, at: usize, raw: &Raw, shared: &mut Shared) -> Option<u32> {
        let ready = raw.ready?;
        let (entity, period, dimensions) = (*shared.contexts.get(raw.context as usize)?)?;
        let unit = (*shared.units.get(raw.unit as usize)?)?;
        if raw.rare != NONE || raw.open || raw.nil || raw.base != 0 || entity == NONE || self.odd_contexts {
            return None;
        }
        let concept = Some(self.concept(at, raw.name, shared)).filter(|concept| *concept != NONE)?;
        let kind = match self.kind(unit) {
            Kind::Number if ready.scale == -2 => Kind::Percent,
            kind => kind,
        };
        let (label, printed) = self.label(at, raw, shared);
        let document = &self.documents[at];
        let table = if raw.hidden { NONE } else { document.tables.get(raw.table as usize).map_or(NONE, |table| table.number) };
        let filing = &mut self.to.filing;
        let id = filing.fact_count();
        if let Some(table) = filing.tables.reading().get_mut(table as usize) {
            table.first_fact = table.first_fact.min(id);
        }
        Some(self.to.numbered(&Numbered {
            report: self.report,
            concept,
            label,
            entity,
            period,
            dimensions,
            unit,
            kind,
            value: ready.value,
            shown: ready.shown,
            decimals: ready.decimals,
            flags: printed | if raw.hidden { HIDDEN } else { 0 },
            scale: scale(ready.scale),
            language: NONE,
            target: NONE,
            table: (table, NONE),
            place: place(document, raw.place),
        }))
    }

    /// The concept that a name stands for; NONE where there is no name.
    fn concept(&mut self, at: usize, name: u32, shared: &mut Shared) -> u32 {
        let known = &mut shared.concepts[name as usize];
        let name = &self.documents[at].names.all[name as usize];
        if *known == NONE && !name.text.is_empty() {
            let namespace = Some(name.namespace.as_deref().unwrap_or_default().into());
            *known = self.to.concept(Concept { namespace, name: Some(name.text.into()), ..Concept::default() });
        }
        *known
    }

    /// The number of a fact's label among the texts, and the flag that says that it is printed.
    fn label(&mut self, at: usize, raw: &Raw, shared: &mut Shared) -> (u32, u8) {
        let Some(label) = shared.labels.get_mut(raw.label as usize) else { return (NONE, 0) };
        if *label == NONE {
            let document = &self.documents[at];
            // One that is too long is none.
            *label = match &*label::of(document.text, &document.labels[raw.label as usize], &shared.ix) {
                "" => UNPRINTABLE,
                words => self.to.filing.texts.put(words),
            };
        }
        if *label == UNPRINTABLE { (NONE, 0) } else { (*label, PRINTED) }
    }

    fn fact(&mut self, at: usize, number: u32, raw: &Raw, shared: &mut Shared) -> u32 {
        let concept = self.concept(at, raw.name, shared);
        let document = &self.documents[at];
        let text = document.text;
        let id = self.to.filing.fact_count();
        let place = place(document, raw.place);
        let mut caveats: Vec<Cow<'static, str>> = Vec::new();

        if concept == NONE {
            caveats.push("The fact names no concept.".into());
        }

        let (mut entity, mut period, mut dimensions) = (NONE, NONE, NONE);
        match shared.contexts.get(raw.context as usize).copied().flatten() {
            Some(context) => {
                (entity, period, dimensions) = context;
                if entity == NONE || self.odd_contexts {
                    self.about_context(at, raw.context, entity, &mut caveats);
                }
            }
            None => match document.contexts.id(raw.context) {
                "" => caveats.push("The fact names no context.".into()),
                id => caveats.push(["The context “", shortened(id), "” is not there."].concat().into()),
            },
        }
        if dimensions == NONE {
            dimensions = self.to.filing.dimensions.insert_full(Vec::new()).0 as u32;
        }

        let ix = document.ix(raw);
        let has_unit = raw.unit != NONE;
        let numeric = match raw.element {
            Element::NonFraction | Element::Fraction => true,
            Element::Item => has_unit,
            _ => false,
        };
        let unit = shared.units.get(raw.unit as usize).copied().flatten().unwrap_or(NONE);
        if unit == NONE && (numeric || has_unit) {
            caveats.push(match document.units.id(raw.unit) {
                "" => "The number has no unit.".into(),
                id => ["The unit “", shortened(id), "” is not there."].concat().into(),
            });
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
            scale: UNSCALED,
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
        if let Some(ready) = &raw.ready {
            new.decimals = ready.decimals;
        } else if !ix.decimals.is_empty() {
            // Nearly always those of the fact before.
            let decimals = ix.decimals.token(text);
            if self.decimals.0 != decimals {
                self.decimals = (decimals, self.to.filing.texts.put(decimals));
            }
            new.decimals = self.decimals.1;
        }
        let (label, printed) = self.label(at, raw, shared);
        (new.label, new.flags) = (label, new.flags | printed);
        match raw.element {
            Element::NonFraction => self.number(at, raw, &ix, shared, &mut new, &mut caveats),
            Element::Fraction => self.fraction(at, number, raw, shared, &mut new, &mut caveats),
            Element::Item if numeric => self.item(at, raw, &mut new, &mut caveats),
            _ => self.text(at, raw, &ix, shared, &mut new, &mut caveats),
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

    /// What the ids that a document's facts use stand for, in it or in another of its set.
    fn resolved<T, U>(&self, at: usize, of: impl for<'d> Fn(&'d Document<'a>) -> &'d Kept<'a, T>, part: impl Fn(&T) -> U) -> Vec<Option<U>> {
        let own = of(&self.documents[at]);
        let other = |id| self.documents.iter().find_map(|other| of(other).get(id));
        own.all().map(|(id, kept)| kept.or_else(|| other(id)).map(&part)).collect()
    }

    /// What there is to say of a context, by its id's number.
    #[cold]
    fn about_context(&self, at: usize, id: u32, entity: u32, caveats: &mut Vec<Cow<'static, str>>) {
        let id = self.documents[at].contexts.id(id);
        let own = self.documents[at].contexts.get(id);
        let Some(context) = own.or_else(|| self.documents.iter().find_map(|other| other.contexts.get(id))) else { return };
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

    /// The kind of a number, by its unit.
    fn kind(&mut self, unit: u32) -> Kind {
        let Some(of) = self.to.filing.units.get_index(unit as usize) else { return Kind::Number };
        if self.kinds.len() <= unit as usize {
            self.kinds.resize(unit as usize + 1, None);
        }
        *self.kinds[unit as usize].get_or_insert_with(|| kind_of(of))
    }

    fn number(&mut self, at: usize, raw: &Raw, ix: &Ix, shared: &mut Shared, new: &mut Numbered, caveats: &mut Vec<Cow<'static, str>>) {
        new.kind = self.kind(new.unit);
        let found = if let Some(ready) = &raw.ready {
            (new.shown, new.value) = (ready.shown, ready.value);
            Ok(ready.scale)
        } else {
            let document = &mut self.documents[at];
            let shown = content_of(document, raw.content, raw.plain, &shared.ix);
            new.shown = self.to.filing.texts.put(&shown);
            if raw.nil {
                return;
            }
            self.buffer.clear();
            let found = scaled(document, ix, raw.format, &shown, (&mut self.digits, &mut self.buffer));
            if found.is_ok() {
                new.value = self.to.filing.texts.put(&self.buffer);
            }
            found
        };
        match found {
            Ok(power) => {
                new.scale = scale(power);
                if raw.format != NONE && matches!(format(&mut self.documents[at], raw.format), Format::Undeclared) {
                    caveats.push(undeclared(&self.documents[at], raw.format));
                }
                if power == -2 && new.kind == Kind::Number {
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
        let mut values = [None, None];
        let parts: Vec<Part> = self.documents[at].parts.iter().filter(|part| part.fraction == number).copied().collect();
        for part in parts {
            let document = &mut self.documents[at];
            let shown = content_of(document, part.content, false, &shared.ix);
            self.buffer.clear();
            match scaled(document, &part.ix, part.format, &shown, (&mut self.digits, &mut self.buffer)) {
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

    fn text(&mut self, at: usize, raw: &Raw, ix: &Ix, shared: &mut Shared, new: &mut Numbered, caveats: &mut Vec<Cow<'static, str>>) {
        let document = &self.documents[at];
        let escape = ix.escape;
        let mut pieces = vec![Piece { source: document.source, start: raw.content.start, end: raw.content.end }];
        if !ix.continued.is_empty() {
            self.continued(at, ix.continued, &mut pieces, caveats);
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
        let known = format(&mut self.documents[at], raw.format);
        let document = &self.documents[at];
        match known {
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

pub(crate) fn kind_of(unit: &Unit) -> Kind {
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

fn folded(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
