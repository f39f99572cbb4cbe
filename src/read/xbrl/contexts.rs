//! Contexts and units, the same in inline documents and instances.

use super::content;
use super::cursor::{Attributes, Cursor, Expect, Span, Tag, eight, head};
use super::document::Map;
use super::marks::brackets;
use super::names::{Names, XBRLDI, XSI, local, trimmed};
use crate::builder::Builder;
use crate::filing::{Dimension, Entity, NONE, Unit};
use crate::period::{Moment, Period, moment};
use crate::read::entities;
use std::borrow::Cow;

/// A context, its parts known by their numbers in the filing.
#[derive(Clone, Debug)]
pub(super) struct Context {
    pub(super) entity: u32,
    pub(super) period: u32,
    pub(super) dimensions: u32,
    /// What the segment or scenario holds beside dimensions, as written.
    pub(super) other: Option<Box<str>>,
    /// Why the period is not known.
    pub(super) unread: Option<Box<str>>,
}

/// Parts of contexts by their markup: filings repeat them, and what is written the same in one scope is the same.
#[derive(Debug, Default)]
pub(super) struct Known<'a> {
    /// The last identifier with its scheme, and the number of the entity.
    entity: (&'a str, u32),
    segments: Map<&'a str, u32>,
    periods: Map<&'a str, u32>,
    /// The last name of an element that names an axis and a member.
    member: &'a str,
    /// The prefixes of axes and members met so far, all of them declared, with their colons.
    prefixes: Vec<&'a str>,
    /// The number of no dimensions at all.
    none: Option<u32>,
}

/// The tags of a context that is written as nearly all are: names with the context's own prefix, one behind another.
#[derive(Clone, Copy)]
struct Plain<'a, 'm> {
    text: &'a str,
    marks: &'m [u32],
    /// The prefix with its colon.
    prefix: &'a str,
    /// The same as a number, and what of a number it fills.
    word: (u64, u64),
}

impl<'a, 'm> Plain<'a, 'm> {
    /// None where the prefix is a long one.
    fn of(text: &'a str, marks: &'m [u32], prefix: &'a str) -> Option<Self> {
        let mask = if prefix.len() < 8 { (1 << (8 * prefix.len())) - 1 } else { u64::MAX };
        (prefix.len() <= 8).then_some(Self { text, marks, prefix, word: (head(prefix.as_bytes()), mask) })
    }

    /// What stands between the brackets of the tag at a mark.
    fn tag(self, at: usize) -> Option<&'a str> {
        let [start, end] = *self.marks.get(at..)?.first_chunk()?;
        self.text.get(start as usize + 1..end as usize).filter(|_| self.text.as_bytes()[start as usize] == b'<')
    }

    /// Whether the tag at a mark is the start tag of that local name, without attributes.
    #[inline(always)]
    fn begins(self, at: usize, local: &str) -> bool {
        self.is(at, b"<", local)
    }

    /// Whether it is the end tag.
    #[inline(always)]
    fn ends(self, at: usize, local: &str) -> bool {
        self.is(at, b"</", local)
    }

    #[inline(always)]
    fn is(self, at: usize, open: &[u8], local: &str) -> bool {
        let Some(&[start, end]) = self.marks.get(at..).and_then(<[u32]>::first_chunk) else { return false };
        let (bytes, (prefix, mask)) = (self.text.as_bytes(), self.word);
        let name = start as usize + open.len();
        let local_at = name + self.prefix.len();
        local_at + local.len() == end as usize
            && bytes.get(start as usize..name) == Some(open)
            && eight(bytes, name).is_some_and(|word| word & mask == prefix)
            && bytes.get(local_at..local_at + local.len()) == Some(local.as_bytes())
    }

    /// The mark of the end tag of the element at a mark, which holds at most so many tags.
    #[inline(always)]
    fn end(self, at: usize, local: &str, most: usize) -> Option<usize> {
        (at + 2..).step_by(2).take(most).find(|at| self.ends(*at, local))
    }

    /// What stands between the tag at a mark and the next, where that is but one token.
    fn content(self, at: usize) -> Option<&'a str> {
        let [end, next] = *self.marks.get(at + 1..)?.first_chunk()?;
        let text = self.text.get(end as usize + 1..next as usize)?;
        is_token(text).then_some(text)
    }

    /// The markup from the tag at a mark to the end of that at another.
    fn markup(self, from: usize, to: usize) -> Option<&'a str> {
        self.text.get(*self.marks.get(from)? as usize..*self.marks.get(to + 1)? as usize)
    }
}

impl<'a> Known<'a> {
    pub(super) fn reserve(&mut self, contexts: usize) {
        self.segments.reserve(contexts);
        self.periods.reserve(contexts / 2);
    }

    /// A context written as nearly all are, and the mark behind it; `at` is the mark behind its start tag. None where it is not.
    fn context(&mut self, plain: Plain<'a, '_>, mut at: usize, scope: u32, names: &mut Names<'a>, to: &mut Builder) -> Option<(Context, usize)> {
        if !plain.begins(at, "entity") {
            return None;
        }
        at += 2;
        let identifier = plain.markup(at, at + 2)?;
        if identifier != self.entity.0 || identifier.is_empty() {
            let tag = plain.tag(at)?;
            let value = tag.strip_prefix(plain.prefix)?.strip_prefix("identifier scheme=\"")?.strip_suffix('"')?;
            if value.contains(['&', '"', '\n', '\t']) || !plain.ends(at + 2, "identifier") {
                return None;
            }
            let entity = Entity { scheme: value.trim_matches(' ').into(), identifier: plain.content(at)?.into() };
            self.entity = (identifier, to.filing.entities.insert_full(entity).0 as u32);
        }
        at += 4;
        let mut dimensions = NONE;
        if plain.begins(at, "segment") {
            let end = plain.end(at, "segment", 64)?;
            let markup = plain.markup(at, end)?;
            dimensions = match self.segments.get(markup) {
                Some(known) => *known,
                None => {
                    let members = self.members(plain, at + 2..end, scope, names)?;
                    let number = to.filing.dimensions.insert_full(members).0 as u32;
                    self.segments.insert(markup, number);
                    number
                }
            };
            at = end + 2;
        }
        if !plain.ends(at, "entity") || !plain.begins(at + 2, "period") {
            return None;
        }
        let end = plain.end(at + 2, "period", 5)?;
        let markup = plain.markup(at + 2, end)?;
        let period = match self.periods.get(markup) {
            Some(known) => *known,
            None => {
                let first = plain.content(at + 4)?;
                let period = if plain.begins(at + 4, "instant") && end == at + 8 {
                    Period::Instant(moment(first, true)?.local()?)
                } else if plain.begins(at + 4, "startDate") && plain.begins(at + 8, "endDate") && end == at + 12 {
                    Period::Duration(moment(first, false)?.local()?, moment(plain.content(at + 8)?, true)?.local()?)
                } else {
                    return None;
                };
                let number = to.filing.periods.insert_full(period).0 as u32;
                self.periods.insert(markup, number);
                number
            }
        };
        if !plain.ends(end + 2, "context") {
            return None;
        }
        if dimensions == NONE {
            dimensions = *self.none.get_or_insert_with(|| to.filing.dimensions.insert_full(Vec::new()).0 as u32);
        }
        Some((Context { entity: self.entity.1, period, dimensions, other: None, unread: None }, end + 4))
    }

    /// The explicit members between two marks.
    fn members(&mut self, plain: Plain<'a, '_>, marks: std::ops::Range<usize>, scope: u32, names: &mut Names<'a>) -> Option<Vec<Dimension>> {
        let mut members = Vec::with_capacity(marks.len() / 4);
        for at in marks.step_by(4) {
            let tag = plain.tag(at)?;
            if self.member.is_empty() || !tag.starts_with(self.member) {
                let (name, _) = tag.split_once(' ')?;
                if !names.is(name, scope, XBRLDI, "explicitMember") {
                    return None;
                }
                self.member = name;
            }
            let axis = tag[self.member.len()..].strip_prefix(" dimension=\"")?.strip_suffix('"')?;
            let (close, member) = (plain.tag(at + 2)?, plain.content(at)?);
            if close.strip_prefix('/')? != self.member || !is_token(axis) || memchr::memchr(b'"', axis.as_bytes()).is_some() {
                return None;
            }
            for qname in [axis, member] {
                if !self.prefixes.iter().any(|prefix| qname.starts_with(prefix)) {
                    let colon = memchr::memchr(b':', qname.as_bytes())?;
                    let namespace = names.namespace(&qname[..colon], scope)?.to_owned();
                    if names.is_taken(&qname[..colon], &namespace) {
                        return None;
                    }
                    self.prefixes.push(&qname[..=colon]);
                }
            }
            members.push(Dimension { axis: Some(axis.into()), member: Some(member.into()), ..Dimension::default() });
        }
        // In one order, as what is the same has one number.
        if members.len() > 1 {
            crate::order::sort_by(&mut members, Ord::cmp);
        }
        Some(members)
    }
}

/// Whether a text is one token, with no references in it.
fn is_token(text: &str) -> bool {
    text.bytes().all(|byte| byte > b' ' && byte != b'&')
}

/// Reads a `context` behind its start tag, or takes from what is known.
pub(super) fn known_context<'a>(
    (text, tag, scope): (&'a str, &Tag, u32),
    cursor: &mut Cursor<'a, '_>,
    names: &mut Names<'a>,
    known: &mut Known<'a>,
    to: &mut Builder,
) -> Context {
    // In another scope the same prefixes may stand for something else.
    if !tag.declares
        && !tag.is_empty
        && names.is_plain(scope)
        && let Some(prefix) = tag.name.of(text).strip_suffix("context")
        && let Some(plain) = Plain::of(text, cursor.marks, prefix)
        && let Some((context, behind)) = known.context(plain, cursor.at, scope, names, to)
        && !cursor.marks.get(behind - 1).is_some_and(|end| cursor.declares_before(*end))
    {
        cursor.at = behind;
        return context;
    }
    context(Inside::of(text, cursor, names, tag, scope), to)
}

/// Reads on behind a tag, up to the end of its element.
pub(super) struct Inside<'a, 'm, 'w> {
    text: &'a str,
    cursor: &'w mut Cursor<'a, 'm>,
    names: &'w mut Names<'a>,
    /// The scope of each element that is open, the outermost first.
    scopes: Vec<u32>,
}

/// What is met inside an element.
enum Met<'a> {
    Start(Tag, &'a str),
    End,
}

impl<'a, 'm, 'w> Inside<'a, 'm, 'w> {
    pub(super) fn of(text: &'a str, cursor: &'w mut Cursor<'a, 'm>, names: &'w mut Names<'a>, tag: &Tag, scope: u32) -> Self {
        let scope = if tag.declares { names.declared(text, tag, scope) } else { scope };
        Self { text, cursor, names, scopes: if tag.is_empty { Vec::new() } else { vec![scope] } }
    }

    /// The next tag, with its local name; none behind the end of the element, or of the document.
    fn next(&mut self) -> Option<Met<'a>> {
        if self.scopes.is_empty() {
            return None;
        }
        let tag = self.cursor.next_but(Expect::Any)?;
        if tag.is_end {
            self.scopes.pop();
            return Some(Met::End);
        }
        let outer = self.scopes.last().copied().unwrap_or_default();
        let scope = if tag.declares { self.names.declared(self.text, &tag, outer) } else { outer };
        if !tag.is_empty {
            self.scopes.push(scope);
        }
        Some(Met::Start(tag, local(tag.name.of(self.text))))
    }

    fn scope(&self) -> u32 {
        self.scopes.last().copied().unwrap_or_default()
    }

    /// The text up to the next tag.
    fn text_of(&self, tag: &Tag) -> Cow<'a, str> {
        let rest = self.text.get(tag.end as usize..).unwrap_or_default();
        let end = memchr::memchr(b'<', rest.as_bytes()).unwrap_or(rest.len());
        trimmed(entities::decode_xml(&rest[..end], false))
    }
}

/// Reads a `context` behind its start tag.
fn context<'a>(mut inside: Inside<'a, '_, '_>, to: &mut Builder) -> Context {
    let (mut entity, mut dimensions, mut other) = (None, Vec::new(), String::new());
    let (mut start, mut end, mut instant, mut forever) = (None, None, None, false);
    // How deep the container of dimensions lies, while it is open.
    let mut container = usize::MAX;
    while let Some(met) = inside.next() {
        let Met::Start(tag, name) = met else {
            if inside.scopes.len() < container {
                container = usize::MAX;
            }
            continue;
        };
        let depth = inside.scopes.len();
        if container != usize::MAX {
            if depth == container + usize::from(!tag.is_empty) {
                part(&mut inside, &tag, name, &mut dimensions, &mut other);
            }
            continue;
        }
        match name {
            "identifier" => {
                let scheme = attribute(inside.text, &tag, "scheme");
                entity = Some(Entity { scheme: scheme.into(), identifier: inside.text_of(&tag).into() });
            }
            "segment" | "scenario" if !tag.is_empty => container = depth,
            "instant" => instant = Some(inside.text_of(&tag)),
            "startDate" => start = Some(inside.text_of(&tag)),
            "endDate" => end = Some(inside.text_of(&tag)),
            "forever" => forever = true,
            _ => {}
        }
    }
    let period = match (&instant, &start, &end) {
        (Some(at), ..) => moment(at, true).map(|at| match at {
            Moment::Local(at) => Period::Instant(at),
            Moment::Zoned(text) => Period::Zoned(text.into()),
        }),
        (None, Some(start), Some(end)) => moment(start, false).zip(moment(end, true)).map(|both| match both {
            (Moment::Local(start), Moment::Local(end)) => Period::Duration(start, end),
            (start, end) => Period::Zoned([start.oim(), "/".into(), end.oim()].concat().into()),
        }),
        _ => forever.then_some(Period::Forever),
    };
    let written = || [&instant, &start, &end].into_iter().flatten().map(|text| &**text).collect::<Vec<_>>().join(" to ");
    let unread = period.is_none().then(|| written().into());
    // In one order, as what is the same has one number.
    crate::order::sort_by(&mut dimensions, Ord::cmp);
    let filing = &mut to.filing;
    Context {
        entity: entity.map_or(NONE, |entity| filing.entities.insert_full(entity).0 as u32),
        period: period.map_or(NONE, |period| filing.periods.insert_full(period).0 as u32),
        dimensions: filing.dimensions.insert_full(dimensions).0 as u32,
        other: (!other.is_empty()).then(|| other.into()),
        unread,
    }
}

/// A part of a segment or scenario.
fn part<'a>(inside: &mut Inside<'a, '_, '_>, tag: &Tag, name: &'a str, dimensions: &mut Vec<Dimension>, other: &mut String) {
    let text = inside.text;
    let typed = name == "typedMember";
    let scope = if tag.is_empty && tag.declares { inside.names.declared(text, tag, inside.scope()) } else { inside.scope() };
    let of_dimensions = (typed || name == "explicitMember") && inside.names.is(tag.name.of(text), scope, XBRLDI, name);
    if !of_dimensions {
        let end = rest(inside, tag);
        other.push_str(text.get(tag.start as usize..end).unwrap_or_default());
        return;
    }
    let axis = qname(inside.names, attribute_span(text, tag, "dimension").of(text), scope);
    if typed {
        let end = rest(inside, tag);
        let (value, nil) = typed_value(text.get(tag.end as usize..end).unwrap_or_default(), inside.names, scope);
        dimensions.push(Dimension { axis: Some(axis), typed: (!nil).then_some(value), ..Dimension::default() });
    } else {
        let member = inside.text_of(tag);
        // A name made of references is as rare as it is lawful.
        let member = match member {
            Cow::Borrowed(member) => qname(inside.names, member, scope),
            Cow::Owned(member) => member.into(),
        };
        dimensions.push(Dimension { axis: Some(axis), member: Some(member), ..Dimension::default() });
    }
}

/// The text of the one element in a typed member, and whether it is nil.
fn typed_value<'a>(inside: &'a str, names: &mut Names<'a>, scope: u32) -> (Box<str>, bool) {
    let marks = brackets(inside.as_bytes());
    let Some(tag) = Cursor::new(inside, &marks, &[]).next().filter(|tag| !tag.is_end) else {
        let end = inside.rfind("</").unwrap_or(inside.len());
        return (entities::decode_xml(inside[..end].trim(), false).into(), false);
    };
    let nil = Attributes::of(inside, &tag).any(|attribute| {
        let name = attribute.name.of(inside);
        name.ends_with(":nil") && matches!(attribute.value.of(inside).trim(), "true" | "1") && names.is(name, scope, XSI, "nil")
    });
    // Behind the element stands the end tag of the typed member alone.
    let ends = inside.rfind("</").and_then(|last| inside[..last].rfind("</"));
    let mut value = String::new();
    content::text(inside.get(tag.end as usize..ends.unwrap_or(0)).unwrap_or_default(), &[], &mut value);
    (value.into(), nil)
}

/// Goes on to the end of the element of a start tag; gives the place behind it.
fn rest(inside: &mut Inside<'_, '_, '_>, tag: &Tag) -> usize {
    if tag.is_empty {
        return tag.end as usize;
    }
    let depth = inside.scopes.len();
    while inside.scopes.len() >= depth {
        let mut ahead = inside.cursor.clone();
        let end = ahead.next().map_or(inside.text.len(), |tag| tag.end as usize);
        if inside.next().is_none() || inside.scopes.len() < depth {
            return end;
        }
    }
    inside.text.len()
}

/// A name as the filing keeps it: with its prefix, which the filing's namespaces explain.
fn qname<'a>(names: &mut Names<'a>, text: &'a str, scope: u32) -> Box<str> {
    let text = text.trim();
    let name = names.resolved(text, scope);
    // A prefix that means something else at another place of the document, or in another document, cannot stand for itself.
    match name.namespace.as_deref() {
        Some(namespace) if !namespace.is_empty() && text.contains(':') => {
            let (namespace, prefix) = (namespace.to_owned(), text.split_once(':').map_or("", |(prefix, _)| prefix));
            let elsewhere = || names.declarations().filter(|(known, _)| *known == prefix).any(|(_, other)| other != namespace);
            if names.is_taken(prefix, &namespace) || scope != 0 && elsewhere() {
                return ["{", &namespace, "}", local(text)].concat().into();
            }
            text.into()
        }
        Some(namespace) if !text.contains(':') && !namespace.is_empty() => name.expanded().into(),
        _ => text.into(),
    }
}

/// Reads a `unit` behind its start tag.
pub(super) fn unit<'a>(mut inside: Inside<'a, '_, '_>, to: &mut Builder) -> u32 {
    let mut unit = Unit::default();
    let mut below = usize::MAX;
    while let Some(met) = inside.next() {
        match met {
            Met::End => {
                if inside.scopes.len() < below {
                    below = usize::MAX;
                }
            }
            Met::Start(tag, "unitDenominator") if !tag.is_empty => below = inside.scopes.len(),
            Met::Start(tag, "measure") => {
                let scope = inside.scope();
                let measure = match inside.text_of(&tag) {
                    Cow::Borrowed(measure) => inside.names.resolved(measure, scope).expanded(),
                    Cow::Owned(measure) => measure,
                };
                if below == usize::MAX { &mut unit.numerators } else { &mut unit.denominators }.push(measure.into());
            }
            Met::Start(..) => {}
        }
    }
    crate::order::sort_by(&mut unit.numerators, Ord::cmp);
    crate::order::sort_by(&mut unit.denominators, Ord::cmp);
    to.filing.units.insert_full(unit).0 as u32
}

pub(super) fn attribute_span(text: &str, tag: &Tag, name: &str) -> Span {
    Attributes::of(text, tag).find(|attribute| attribute.name.of(text) == name).map(|attribute| attribute.value).unwrap_or_default()
}

pub(super) fn attribute<'a>(text: &'a str, tag: &Tag, name: &str) -> Cow<'a, str> {
    trimmed(entities::decode_xml(attribute_span(text, tag, name).of(text), true))
}
