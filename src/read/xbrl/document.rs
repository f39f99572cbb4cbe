//! What an inline document or an instance holds before its facts are put together: a document set is finished as a whole, as
//! contexts and continuations may stand in another of its documents.

use super::attributes::{Ix, Rare};
use super::contexts::{Context, Known};
use super::cursor::{Span, Tag, Word, name, word};
use super::names::{Names, XSI};
use super::value::Format;
use crate::builder::Builder;
use crate::filing::NONE;
use crate::hash::{HashMap, IndexSet};
use std::borrow::Cow;

pub(super) use crate::hash::HashMap as Map;

/// What kind of element a fact is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Element {
    /// `ix:nonFraction`
    #[default]
    NonFraction,
    /// `ix:nonNumeric`
    NonNumeric,
    /// `ix:fraction`, or an item of an instance with a numerator and a denominator.
    Fraction,
    /// `ix:tuple`, or a tuple of an instance: no fact, but facts stand in it.
    Tuple,
    /// A fact of an instance.
    Item,
}

/// A fact as its element has it. Of its attributes only what nearly every fact is asked for: [`Document::ix`] has the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw {
    pub(super) element: Element,
    pub(super) id: Span,
    /// What [`mark`] makes of its id.
    pub(super) id_mark: u64,
    /// The attributes that few have, in [`Document::rare`]; [`NONE`](crate::filing::NONE) where it has none of them.
    pub(super) rare: u32,
    /// Its concept, in [`Names`].
    pub(super) name: u32,
    /// Its format, in [`Names`]; [`NONE`](crate::filing::NONE) where it has none.
    pub(super) format: u32,
    /// From its start tag to behind its end tag.
    pub(super) place: Span,
    pub(super) content: Span,
    /// Nothing but text stands in it.
    pub(super) plain: bool,
    pub(super) hidden: bool,
    pub(super) nil: bool,
    /// It has no end tag where one should be.
    pub(super) open: bool,
    /// In [`Document::languages`].
    pub(super) language: u32,
    /// In [`Document::bases`].
    pub(super) base: u32,
    /// The tuple around it, among the facts.
    pub(super) tuple: u32,
    /// The ids of its context and unit, by their numbers; NONE where it names none.
    pub(super) context: u32,
    pub(super) unit: u32,
    /// What is known already.
    pub(super) ready: Option<Ready>,
    /// The table it stands in, in [`Document::tables`], and its row's label, in [`Document::labels`].
    pub(super) table: u32,
    pub(super) label: u32,
}

impl Default for Raw {
    fn default() -> Self {
        Self {
            element: Element::default(),
            id: Span::default(),
            id_mark: 0,
            rare: NONE,
            name: NONE,
            format: NONE,
            place: Span::default(),
            content: Span::default(),
            plain: true,
            hidden: false,
            nil: false,
            open: false,
            language: 0,
            base: 0,
            tuple: NONE,
            context: NONE,
            unit: NONE,
            ready: None,
            table: NONE,
            label: NONE,
        }
    }
}

/// What is worked out of a number while its tag is at hand: texts by their numbers, and its scale.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ready {
    pub(super) decimals: u32,
    pub(super) shown: u32,
    pub(super) value: u32,
    pub(super) scale: i32,
}

/// Ids that facts use, each with a number, and what they stand for where the document has it.
#[derive(Debug)]
pub(super) struct Kept<'a, T> {
    /// Of ids of up to sixteen bytes, as most are: they are known without a look at where they stand.
    short: Map<Word, u32>,
    long: Map<&'a str, u32>,
    all: Vec<(&'a str, Option<T>)>,
    /// The last id asked for.
    last: (&'a str, u32),
}

impl<T> Default for Kept<'_, T> {
    fn default() -> Self {
        Self { short: Map::default(), long: Map::default(), all: Vec::new(), last: ("", NONE) }
    }
}

impl<'a, T> Kept<'a, T> {
    /// The number of an id; NONE of none.
    #[inline]
    pub(super) fn number(&mut self, id: &'a str) -> u32 {
        // Nearly always that of the fact before, of units.
        if self.last.0 != id {
            self.last = (id, self.put(id));
        }
        self.last.1
    }

    fn put(&mut self, id: &'a str) -> u32 {
        if id.is_empty() {
            return NONE;
        }
        let Self { short, long, all, .. } = self;
        let new = || {
            all.push((id, None));
            all.len() as u32 - 1
        };
        if id.len() <= 16 { *short.entry(word(id)).or_insert_with(new) } else { *long.entry(id).or_insert_with(new) }
    }

    /// Keeps what an id stands for, where nothing is kept yet; gives what is.
    pub(super) fn keep(&mut self, id: &'a str, what: T) -> Option<&T> {
        let at = self.put(id);
        let place = &mut self.all.get_mut(at as usize)?.1;
        if place.is_some() {
            return place.as_ref();
        }
        *place = Some(what);
        None
    }

    pub(super) fn get(&self, id: &str) -> Option<&T> {
        let at = if id.len() <= 16 { self.short.get(&word(id)) } else { self.long.get(id) };
        self.all[*at? as usize].1.as_ref()
    }

    /// The id of that number.
    pub(super) fn id(&self, at: u32) -> &'a str {
        self.all.get(at as usize).map_or("", |(id, _)| id)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (&'a str, Option<&T>)> {
        self.all.iter().map(|(id, kept)| (*id, kept.as_ref()))
    }
}

/// The numerator or denominator of a fraction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) fraction: u32,
    pub(super) denominator: bool,
    pub(super) ix: Ix,
    pub(super) format: u32,
    pub(super) content: Span,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Continuation {
    pub(super) content: Span,
    pub(super) next: Span,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Footnote {
    pub(super) id: Span,
    pub(super) content: Span,
    pub(super) next: Span,
    pub(super) language: u32,
}

/// A relationship: ids of facts, ids of footnotes or facts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tie {
    pub(super) from: Span,
    pub(super) to: Span,
    pub(super) arcrole: Span,
}

/// A table of the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Printed {
    pub(super) place: Span,
    /// How many visible facts stand in it, those in tables inside it aside.
    pub(super) facts: u32,
    /// Its number among the filing's tables, once it has one.
    pub(super) number: u32,
}

/// The cell that labels a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    pub(super) cell: Span,
    /// The one text in it; empty where there may be more.
    pub(super) only: Span,
    /// Its number among the filing's texts, where it is known already.
    pub(super) known: u32,
}

#[derive(Debug)]
pub(super) struct Document<'a> {
    /// Its number among the filing's sources.
    pub(super) source: u32,
    pub(super) text: &'a str,
    pub(super) is_ascii: bool,
    /// Where comments and the like begin; none where it is not well formed.
    pub(super) passed: Option<Vec<u32>>,
    pub(super) names: Names<'a>,
    pub(super) facts: Vec<Raw>,
    pub(super) parts: Vec<Part>,
    pub(super) rare: Vec<Rare>,
    pub(super) contexts: Kept<'a, Context>,
    pub(super) units: Kept<'a, u32>,
    /// What the names of formats stand for, once asked for.
    pub(super) formats: Vec<Option<Format>>,
    /// Parts of contexts that were read already.
    pub(super) known: Known<'a>,
    pub(super) continuations: Map<&'a str, Continuation>,
    pub(super) footnotes: Vec<Footnote>,
    pub(super) ties: Vec<Tie>,
    pub(super) tables: Vec<Printed>,
    pub(super) labels: Vec<Label>,
    pub(super) languages: Vec<Cow<'a, str>>,
    pub(super) bases: Vec<Cow<'a, str>>,
    /// The address of its `base` element.
    pub(super) base: Option<Cow<'a, str>>,
    /// What is wrong with its markup, in words, and where.
    pub(super) faults: Vec<(Cow<'static, str>, Span)>,
}

impl<'a> Document<'a> {
    /// `taken`: what prefixes stand for in the documents read before it.
    pub(super) fn new(text: &'a str, source: u32, is_ascii: bool, taken: &HashMap<Box<str>, Box<str>>) -> Self {
        Self {
            source,
            text,
            is_ascii,
            passed: None,
            names: Names::new(taken),
            facts: Vec::new(),
            parts: Vec::new(),
            rare: Vec::new(),
            contexts: Kept::default(),
            units: Kept::default(),
            formats: Vec::new(),
            known: Known::default(),
            continuations: Map::default(),
            footnotes: Vec::new(),
            ties: Vec::new(),
            tables: Vec::new(),
            labels: Vec::new(),
            languages: vec![Cow::Borrowed("")],
            bases: vec![Cow::Borrowed("")],
            base: None,
            faults: Vec::new(),
        }
    }
}

impl<'a> Document<'a> {
    /// Makes room for so many contexts, and names.
    pub(super) fn reserve(&mut self, more: usize) {
        self.contexts.short.reserve(more);
        self.contexts.all.reserve(more);
        self.known.reserve(more);
        self.names.reserve(more);
    }

    /// Has the filing know what the prefixes of the document stand for, where it does not yet.
    pub(super) fn explain_prefixes(&self, to: &mut Builder) {
        let namespaces = &mut to.filing.namespaces;
        for (prefix, namespace) in self.names.declarations() {
            if !prefix.is_empty() && !namespaces.contains_key(prefix) {
                namespaces.insert(prefix.into(), namespace.into());
            }
        }
    }

    /// The number of a language.
    pub(super) fn language(&mut self, language: Cow<'a, str>) -> u32 {
        number_in(&mut self.languages, language)
    }

    pub(super) fn base_number(&mut self, base: Cow<'a, str>) -> u32 {
        number_in(&mut self.bases, base)
    }

    /// Keeps a fact and gives its number; `raw` says what only the reader knows, and the tag the rest.
    pub(super) fn keep_fact(&mut self, tag: &Tag, ix: &Ix, scope: u32, raw: Raw) -> u32 {
        let text = self.text;
        let rare = self.keep_rare(ix, tag);
        let nil = self.is_nil(rare, scope);
        let context = self.contexts.number(ix.context.token(text));
        let unit = self.units.number(ix.unit.token(text));
        let (place, content) = (Span { start: tag.start, end: tag.end }, Span { start: tag.end, end: tag.end });
        self.facts.push(Raw { id: ix.id, id_mark: mark(ix.id.token(text)), rare, nil, context, unit, place, content, ..raw });
        self.facts.len() as u32 - 1
    }

    /// The attributes of a fact, read once more.
    pub(super) fn ix(&self, raw: &Raw) -> Ix {
        let start = raw.place.start as usize + 1;
        let (end, ..) = name(self.text.as_bytes(), start, raw.content.start as usize);
        let ix = Ix::of(self.text, &Tag::of(Span::new(start, end), raw.content.start));
        let none = Span::default();
        match raw.element {
            // Of these an instance knows nothing, whatever an item of its own may call itself.
            Element::Item => Ix { format: none, scale: none, sign: none, continued: none, escape: false, ..ix },
            _ => ix,
        }
    }

    pub(super) fn keep_table(&mut self, tag: &Tag) -> u32 {
        self.tables.push(Printed { place: Span { start: tag.start, end: tag.end }, facts: 0, number: NONE });
        self.tables.len() as u32 - 1
    }

    /// Puts the tables in the order in which they begin.
    pub(super) fn order_tables(&mut self) {
        if self.tables.is_sorted_by_key(|table| table.place.start) {
            return;
        }
        let mut order: Vec<u32> = (0..self.tables.len() as u32).collect();
        crate::order::sort_by_key(&mut order, |at| self.tables[*at as usize].place.start);
        let mut numbers = vec![NONE; order.len()];
        for (new, old) in (0..).zip(&order) {
            numbers[*old as usize] = new;
        }
        self.tables = order.iter().map(|old| self.tables[*old as usize]).collect();
        for fact in &mut self.facts {
            fact.table = numbers.get(fact.table as usize).copied().unwrap_or(NONE);
        }
    }

    pub(super) fn keep_tie(&mut self, tag: &Tag) {
        let rare = Rare::of(self.text, tag);
        self.ties.push(Tie { from: rare.from, to: rare.to, arcrole: rare.arcrole });
    }

    /// Keeps a context; of two of one id the first.
    pub(super) fn keep_context(&mut self, id: Cow<'a, str>, context: Context, tag: &Tag) {
        let id = key(id);
        if self.contexts.keep(id, context).is_some() {
            self.faults.push((twice("contexts", id).into(), Span { start: tag.start, end: tag.end }));
        }
    }

    /// Keeps a unit; of two different ones of one id the first.
    pub(super) fn keep_unit(&mut self, id: Cow<'a, str>, unit: u32, tag: &Tag) {
        let id = key(id);
        if self.units.keep(id, unit).is_some_and(|known| *known != unit) {
            self.faults.push((twice("units", id).into(), Span { start: tag.start, end: tag.end }));
        }
    }

    /// Keeps a continuation; of two of one id the last.
    pub(super) fn keep_continuation(&mut self, ix: Ix, content: Span) {
        let id = ix.id.token(self.text);
        if self.continuations.insert(id, Continuation { content, next: ix.continued }).is_some() {
            let text = ["There are two continuations of the id “", id, "”: the last one was taken."].concat();
            self.faults.push((text.into(), content));
        }
    }
}

/// A number that the same ids have in common, and few others.
pub(super) fn mark(id: &str) -> u64 {
    let (length, first, last) = word(id);
    first.rotate_left(8) ^ last ^ length as u64
}

fn twice(what: &str, id: &str) -> String {
    ["There are two ", what, " of the id “", id, "”: the first one was taken."].concat()
}

/// An id, as it is written: references in one are as good as unheard of, and such an id is then found by nobody.
fn key<'a>(id: Cow<'a, str>) -> &'a str {
    match id {
        Cow::Borrowed(id) => id,
        Cow::Owned(_) => "",
    }
}

fn number_in<'a>(list: &mut Vec<Cow<'a, str>>, text: Cow<'a, str>) -> u32 {
    let number = list.iter().position(|known| *known == text);
    number.unwrap_or_else(|| {
        list.push(text);
        list.len() - 1
    }) as u32
}

/// What a document uses and does not hold itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Wanted<'a> {
    Context(&'a str),
    Unit(&'a str),
    Continuation(&'a str),
}

impl<'a> Document<'a> {
    /// The attributes of a fact that few have.
    pub(super) fn rare(&self, raw: &Raw) -> Rare {
        self.rare.get(raw.rare as usize).copied().unwrap_or_default()
    }

    /// Keeps the attributes of a fact that few have, where it has any, and gives their number.
    fn keep_rare(&mut self, ix: &Ix, tag: &Tag) -> u32 {
        if !ix.rare {
            return NONE;
        }
        self.rare.push(Rare::of(self.text, tag));
        self.rare.len() as u32 - 1
    }

    /// Whether a fact says that it is nil.
    fn is_nil(&mut self, rare: u32, scope: u32) -> bool {
        let Some(rare) = self.rare.get(rare as usize) else { return false };
        let ((name, value), text) = (rare.nil, self.text);
        !name.is_empty() && matches!(value.token(text), "true" | "1") && self.names.is(name.of(text), scope, XSI, "nil")
    }

    /// What another document of the set has to hold.
    pub(super) fn wanted(&self) -> Vec<Wanted<'a>> {
        let mut found: IndexSet<Wanted<'a>> = IndexSet::default();
        let text = self.text;
        found.extend(self.contexts.all().filter(|(_, context)| context.is_none()).map(|(id, _)| Wanted::Context(id)));
        found.extend(self.units.all().filter(|(_, unit)| unit.is_none()).map(|(id, _)| Wanted::Unit(id)));
        for raw in self.facts.iter().filter(|raw| raw.element == Element::NonNumeric) {
            found.extend(Some(Wanted::Continuation(self.ix(raw).continued.token(text))).filter(|wanted| !self.gives(wanted)));
        }
        for continuation in self.continuations.values() {
            found.extend(Some(Wanted::Continuation(continuation.next.token(text))).filter(|wanted| !self.gives(wanted)));
        }
        found.into_iter().collect()
    }

    /// Whether it holds what is wanted; nothing at all is always there.
    pub(super) fn gives(&self, wanted: &Wanted<'_>) -> bool {
        match wanted {
            Wanted::Context("") | Wanted::Unit("") | Wanted::Continuation("") => true,
            Wanted::Context(id) => self.contexts.get(id).is_some(),
            Wanted::Unit(id) => self.units.get(id).is_some(),
            Wanted::Continuation(id) => self.continuations.contains_key(id),
        }
    }
}
