//! What xBRL-JSON and xBRL-CSV share: names, periods, units and facts in the words of the Open Information Model 1.0.
//!
//! No taxonomy is read. So what has a unit or decimals is a number, and anything else a text; and a value on an axis is a member
//! where all values on that axis have the form of a name, else a typed one.

use crate::builder::{Builder, Numbered};
use crate::error::{About, Place};
use crate::filing::{Concept, Dimension, Entity, NIL, NONE, Note, Period, Related, Relationship, Unit};
use crate::hash::{HashMap, HashSet};
use crate::period::{self, Moment};
use crate::read::xbrl::{content, kind_of, lexical};
use crate::space::lower;
use crate::value::Kind;
use std::borrow::Cow;

const PURE: &str = "{http://www.xbrl.org/2003/instance}pure";
/// Namespaces that are known by their prefixes where a document does not declare them.
const USUAL: [(&str, &str); 3] =
    [("iso4217", "http://www.xbrl.org/2003/iso4217"), ("xbrli", "http://www.xbrl.org/2003/instance"), ("xbrl", "https://xbrl.org/2021")];
/// What the model has short names of its own for.
const LINK_TYPES: [(&str, &str); 2] =
    [("footnote", "http://www.xbrl.org/2003/arcrole/fact-footnote"), ("explanatoryFact", "http://www.xbrl.org/2009/arcrole/fact-explanatoryFact")];

/// A fact as a document gives it.
#[derive(Clone, Debug, Default)]
pub(super) struct Given<'a> {
    pub(super) id: Cow<'a, str>,
    /// None where it is nil.
    pub(super) value: Option<Cow<'a, str>>,
    pub(super) decimals: Option<Cow<'a, str>>,
    /// By their names; one without a value is a typed one that is nil.
    pub(super) dimensions: Vec<(Cow<'a, str>, Option<Cow<'a, str>>)>,
    pub(super) place: Place,
}

/// The values that stand on axes, by their form: an axis with one that cannot be a name is a typed one.
#[derive(Debug, Default)]
pub(super) struct Axes {
    odd: HashSet<String>,
    /// Prefixes of values that have the form of a name, by their axes.
    prefixes: HashMap<String, HashSet<String>>,
}

impl Axes {
    pub(super) fn meet(&mut self, axis: &str, value: &str) {
        if !axis.contains(':') || self.odd.contains(axis) {
            return;
        }
        match value.split_once(':').filter(|(prefix, local)| is_name(prefix) && is_name(local)) {
            Some((prefix, _)) => {
                let Some(known) = self.prefixes.get_mut(axis) else {
                    self.prefixes.entry(axis.to_owned()).or_default().insert(prefix.to_owned());
                    return;
                };
                if !known.contains(prefix) {
                    known.insert(prefix.to_owned());
                }
            }
            None => {
                self.odd.insert(axis.to_owned());
            }
        }
    }

    fn is_typed(&self, axis: &str) -> bool {
        self.odd.contains(axis)
    }
}

/// A report in the making.
pub(super) struct Making<'t> {
    pub(super) to: &'t mut Builder,
    report: u32,
    namespaces: HashMap<String, String>,
    axes: Axes,
    /// What the document's short names of ties stand for.
    link_types: HashMap<String, String>,
    ids: HashMap<String, Related>,
    /// From, short name, to: they are known when all facts are.
    ties: Vec<(String, String, String)>,
    /// Names and units met before, by their words.
    concepts: HashMap<String, Option<u32>>,
    entities: HashMap<String, Option<u32>>,
    periods: HashMap<String, Option<u32>>,
    units: HashMap<String, Option<u32>>,
    buffer: String,
    count: u32,
}

impl<'t> Making<'t> {
    pub(super) fn new(to: &'t mut Builder, namespaces: HashMap<String, String>, link_types: HashMap<String, String>, mut axes: Axes) -> Self {
        let report = to.report();
        // What looks like a name but has a prefix of none is no member.
        let is_known = |prefix: &String| namespaces.contains_key(prefix) || USUAL.iter().any(|(usual, _)| usual == prefix);
        let unknown: Vec<String> =
            axes.prefixes.iter().filter(|(_, prefixes)| !prefixes.iter().all(is_known)).map(|(axis, _)| axis.clone()).collect();
        axes.odd.extend(unknown);
        for (prefix, namespace) in &namespaces {
            to.filing.namespaces.entry(prefix.as_str().into()).or_insert_with(|| namespace.as_str().into());
        }
        Self {
            to,
            report,
            namespaces,
            axes,
            link_types,
            ids: HashMap::default(),
            ties: Vec::new(),
            concepts: HashMap::default(),
            entities: HashMap::default(),
            periods: HashMap::default(),
            units: HashMap::default(),
            buffer: String::new(),
            count: 0,
        }
    }

    /// How many facts and footnotes there are so far.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// A name's namespace and local part.
    fn parts<'n>(&'n self, name: &'n str) -> Option<(&'n str, &'n str)> {
        let (prefix, local) = name.split_once(':')?;
        let usual = || USUAL.iter().find(|(usual, _)| *usual == prefix).map(|(_, namespace)| *namespace);
        self.namespaces.get(prefix).map(String::as_str).or_else(usual).map(|namespace| (namespace, local))
    }

    /// A name as the filing keeps it: `prefix:Name`, or `{namespace}Name` where its prefix stands for something else there.
    fn kept(&self, name: &str) -> Option<Box<str>> {
        let (namespace, local) = self.parts(name)?;
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        let is_own = self.to.filing.namespaces.get(prefix).is_some_and(|own| **own == *namespace);
        Some(if is_own { name.into() } else { ["{", namespace, "}", local].concat().into() })
    }

    fn concept(&mut self, name: &str) -> Option<u32> {
        if let Some(known) = self.concepts.get(name) {
            return *known;
        }
        let namespace = self.parts(name).map(|(namespace, _)| namespace.into());
        let concept = namespace.map(|namespace| Concept { namespace: Some(namespace), name: self.kept(name), ..Concept::default() });
        // A name without a namespace is better than none.
        let concept = concept.unwrap_or_else(|| Concept { namespace: Some("".into()), name: Some(name.into()), ..Concept::default() });
        let number = Some(self.to.concept(concept));
        self.concepts.insert(name.to_owned(), number);
        number
    }

    fn entity(&mut self, name: &str) -> Option<u32> {
        if let Some(known) = self.entities.get(name) {
            return *known;
        }
        let entity = self.parts(name).map(|(scheme, identifier)| Entity { scheme: scheme.into(), identifier: identifier.into() });
        let number = entity.map(|entity| self.to.filing.entities.insert_full(entity).0 as u32);
        self.entities.insert(name.to_owned(), number);
        number
    }

    fn period(&mut self, text: &str) -> Option<u32> {
        if let Some(known) = self.periods.get(text) {
            return *known;
        }
        let number = period(text).map(|period| self.to.filing.periods.insert_full(period).0 as u32);
        self.periods.insert(text.to_owned(), number);
        number
    }

    fn unit(&mut self, text: &str) -> Option<u32> {
        if let Some(known) = self.units.get(text) {
            return *known;
        }
        let measure = |name: &str| self.parts(name).map(|(namespace, local)| ["{", namespace, "}", local].concat().into());
        let unit = if text == PURE { Some(Unit { numerators: vec![PURE.into()], ..Unit::default() }) } else { unit(text, measure) };
        let number = unit.map(|unit| self.to.filing.units.insert_full(unit).0 as u32);
        self.units.insert(text.to_owned(), number);
        number
    }

    /// Keeps that one fact is tied to another or to a footnote, by their ids.
    pub(super) fn tie(&mut self, from: &str, link_type: &str, to: &str) {
        self.ties.push((from.to_owned(), link_type.to_owned(), to.to_owned()));
    }

    /// Pours a fact; what cannot be read of it is said.
    pub(super) fn fact(&mut self, given: &Given<'_>) {
        self.count += 1;
        let of = |name: &str| given.dimensions.iter().find(|(key, _)| key == name).and_then(|(_, value)| value.as_deref());
        if let Some((namespace, "note")) = of("concept").and_then(|name| self.parts(name))
            && (namespace.starts_with("https://xbrl.org/") || namespace.starts_with("http://www.xbrl.org/"))
        {
            let mut text = String::new();
            content::words(given.value.as_deref().unwrap_or_default(), &[], usize::MAX, &mut text);
            let number = self.to.filing.notes.len() as u32;
            self.to.filing.notes.push(Note { text, language: of("language").map(Into::into) });
            self.ids.insert(given.id.clone().into_owned(), Related::Note(number));
            return;
        }
        let mut caveats: Vec<String> = Vec::new();
        let mut new = Numbered { report: self.report, place: given.place, ..Numbered::UNKNOWN };
        let mut forever = true;
        let mut dimensions: Vec<Dimension> = Vec::new();
        for (name, value) in &given.dimensions {
            let text = value.as_deref().unwrap_or_default();
            let number = match &**name {
                "concept" => {
                    new.concept = self.concept(text).unwrap_or(NONE);
                    Some(new.concept).filter(|_| self.parts(text).is_some())
                }
                "entity" => self.entity(text).inspect(|number| new.entity = *number),
                "period" => {
                    forever = false;
                    self.period(text).inspect(|number| new.period = *number)
                }
                "unit" => self.unit(text).inspect(|number| new.unit = *number),
                "language" => {
                    new.language = self.to.filing.texts.put(&lower(text));
                    Some(new.language)
                }
                // The id of a footnote; a fact that is none has no use for it.
                "noteId" => Some(0),
                axis => self.dimension(axis, value.as_deref()).map(|dimension| {
                    dimensions.push(dimension);
                    0
                }),
            };
            if number.is_none() {
                caveats.push(format!("Its {name} “{}” cannot be read: a prefix in it is not declared, or its form is another.", shortened(text)));
            }
        }
        if new.concept == NONE {
            caveats.push("The fact names no concept.".to_owned());
        }
        if forever {
            new.period = self.to.filing.periods.insert_full(Period::Forever).0 as u32;
        }
        crate::order::sort_by(&mut dimensions, Ord::cmp);
        new.dimensions = self.to.filing.dimensions.insert_full(dimensions).0 as u32;
        let is_number = of("unit").is_some() || given.decimals.is_some();
        if is_number && of("unit").is_none() {
            new.unit = self.unit(PURE).unwrap_or(NONE);
        }
        match &given.value {
            None => {
                (new.flags, new.kind) = (NIL, Kind::Nil);
                new.shown = self.to.filing.texts.put("");
            }
            Some(value) if is_number => self.number(value, given.decimals.as_deref(), &mut new, &mut caveats),
            Some(value) => self.text(value, &mut new),
        }
        let id = self.to.numbered(&new);
        for caveat in caveats {
            self.to.caveat(About::Fact(id), caveat, Some(given.place));
        }
        if let Some(Related::Fact(_) | Related::Note(_)) = self.ids.insert(given.id.clone().into_owned(), Related::Fact(id)) {
            self.to.caveat(About::Fact(id), format!("Another fact has the same id, “{}”.", shortened(&given.id)), Some(given.place));
        }
    }

    fn dimension(&self, axis: &str, value: Option<&str>) -> Option<Dimension> {
        let is_typed = self.axes.is_typed(axis);
        let axis_name = Some(self.kept(axis)?);
        Some(match value {
            None => Dimension { axis: axis_name, ..Dimension::default() },
            Some(text) if is_typed => Dimension { axis: axis_name, typed: Some(text.into()), ..Dimension::default() },
            Some(text) => Dimension { axis: axis_name, member: Some(self.kept(text)?), ..Dimension::default() },
        })
    }

    fn number(&mut self, value: &str, decimals: Option<&str>, new: &mut Numbered, caveats: &mut Vec<String>) {
        let shown = value.trim();
        new.shown = self.to.filing.texts.put(shown);
        self.buffer.clear();
        if lexical(shown, &mut self.buffer) {
            new.kind = self.to.filing.units.get_index(new.unit as usize).map_or(Kind::Number, kind_of);
            new.value = self.to.filing.texts.put(&self.buffer);
        } else {
            new.value = new.shown;
            caveats.push(format!("“{}” is no decimal number; it is kept as text.", shortened(shown)));
        }
        // Where none are given, the number is exact.
        new.decimals = self.to.filing.texts.put(decimals.unwrap_or("INF"));
    }

    fn text(&mut self, value: &str, new: &mut Numbered) {
        new.value = self.to.filing.texts.put(value);
        new.shown = new.value;
        if value.contains('<') {
            let mut words = String::new();
            content::words(value, &[], usize::MAX, &mut words);
            new.shown = self.to.filing.texts.put(&words);
        }
    }

    /// Ties what is to be tied.
    pub(super) fn finish(self) {
        let Self { to, ids, ties, link_types, .. } = self;
        let mut lost = 0_usize;
        for (from, short, target) in ties {
            let usual = || LINK_TYPES.iter().find(|(usual, _)| *usual == short).map(|(_, arcrole)| *arcrole);
            let arcrole = link_types.get(&short).map(String::as_str).or_else(usual);
            match (ids.get(&from), ids.get(&target), arcrole) {
                (Some(Related::Fact(from)), Some(other), Some(arcrole)) => {
                    to.filing.relationships.push(Relationship { from: *from, to: *other, arcrole: arcrole.into() });
                }
                _ => lost += 1,
            }
        }
        if lost > 0 {
            to.caveat(
                About::Filing,
                format!("Left out of ties between facts and footnotes: {lost}, as they lead to no fact or are of no known kind."),
                None,
            );
        }
    }
}

/// Whether the text can be a name without a colon, near enough.
fn is_name(text: &str) -> bool {
    let begins = text.starts_with(|first: char| first.is_alphabetic() || first == '_');
    begins && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '·'))
}

pub(super) fn shortened(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(60) {
        Some((end, _)) => Cow::Owned([&text[..end], "…"].concat()),
        None => Cow::Borrowed(text),
    }
}

/// `iso4217:USD/xbrli:shares`, `(a:x*a:y)/a:z`: measures over measures.
fn unit(text: &str, measure: impl Fn(&str) -> Option<Box<str>>) -> Option<Unit> {
    let side = |side: &str| {
        let inner = side.strip_prefix('(').and_then(|side| side.strip_suffix(')')).unwrap_or(side);
        inner.split('*').map(|name| measure(name.trim()).filter(|_| !name.contains('/'))).collect::<Option<Vec<_>>>()
    };
    let (above, below) = text.split_once('/').map_or((text, None), |(above, below)| (above, Some(below)));
    Some(Unit { numerators: side(above)?, denominators: below.map_or(Some(Vec::new()), side)? })
}

/// A period: an instant, two of them around a slash, or one of the short forms of xBRL-CSV.
pub(super) fn period(text: &str) -> Option<Period> {
    if let Some((start, end)) = text.split_once('/') {
        return between(period::moment(start, false)?, period::moment(end, false)?);
    }
    if text.contains('T') {
        return Some(match period::moment(text, false)? {
            Moment::Local(at) => Period::Instant(at),
            zoned => Period::Zoned(zoned.oim().into()),
        });
    }
    short(text)
}

fn between(start: Moment, end: Moment) -> Option<Period> {
    Some(match (start, end) {
        (Moment::Local(start), Moment::Local(end)) => Period::Duration(start, end),
        (start, end) => Period::Zoned([&*start.oim(), "/", &*end.oim()].concat().into()),
    })
}

/// `2031`, `2031-03`, `2031-Q1`, `2031-H2`, `2031-W07`, `2031-03-31`, two of them around `..`; `@start` and `@end` are the instants
/// at which they begin and end.
fn short(text: &str) -> Option<Period> {
    let (whole, edge) = text.split_once('@').map_or((text, None), |(whole, edge)| (whole, Some(edge)));
    let (start, end) = match whole.split_once("..") {
        Some((first, last)) => (days(first)?.0, days(last)?.1),
        None => days(whole)?,
    };
    match edge {
        None => between(Moment::Local(start), Moment::Local(end)),
        Some("start") => Some(Period::Instant(start)),
        Some("end") => Some(Period::Instant(end)),
        _ => None,
    }
}

/// When a stretch of days begins, and when the last of them ends.
fn days(text: &str) -> Option<(time::PrimitiveDateTime, time::PrimitiveDateTime)> {
    use time::{Date, Month, PrimitiveDateTime, Time, Weekday};
    let at = |date: Date| PrimitiveDateTime::new(date, Time::MIDNIGHT);
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u16>().ok()).flatten();
    let year = i32::from(digits(text.get(..4)?)?);
    let months = |first: u16, count: u16| {
        let begins = Date::from_calendar_date(year, Month::try_from(first as u8).ok()?, 1).ok()?;
        let after = first + count;
        let (year, month) = if after > 12 { (year + 1, after - 12) } else { (year, after) };
        Some((at(begins), at(Date::from_calendar_date(year, Month::try_from(month as u8).ok()?, 1).ok()?)))
    };
    let rest = match &text[4..] {
        "" => return months(1, 12),
        rest => rest.strip_prefix('-')?,
    };
    let within = |count: &str, most: u16| digits(count).filter(|count| (1..=most).contains(count));
    match (rest.as_bytes().first()?, rest.len()) {
        (b'Q', 2) => months((within(&rest[1..], 4)? - 1) * 3 + 1, 3),
        (b'H', 2) => months((within(&rest[1..], 2)? - 1) * 6 + 1, 6),
        (b'W', 3) => {
            let monday = Date::from_iso_week_date(year, within(&rest[1..], 53)? as u8, Weekday::Monday).ok()?;
            Some((at(monday), at(monday.checked_add(time::Duration::days(7))?)))
        }
        (_, 2) => months(within(rest, 12)?, 1),
        (_, 5) => {
            let day = period::date(text)?;
            Some((at(day), period::end_of(day)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_in_all_their_forms() {
        for (text, oim) in [
            ("2031-01-01T00:00:00/2032-01-01T00:00:00", "2031-01-01T00:00:00/2032-01-01T00:00:00"),
            ("2031-01-01T00:00:00", "2031-01-01T00:00:00"),
            ("2031-01-01T00:00:00Z/2031-01-01T12:00:00Z", "2031-01-01T00:00:00Z/2031-01-01T12:00:00Z"),
            ("2031", "2031-01-01T00:00:00/2032-01-01T00:00:00"),
            ("2031@end", "2032-01-01T00:00:00"),
            ("2031-12", "2031-12-01T00:00:00/2032-01-01T00:00:00"),
            ("2031-Q3@start", "2031-07-01T00:00:00"),
            ("2031-H2", "2031-07-01T00:00:00/2032-01-01T00:00:00"),
            ("2031-W01", "2030-12-30T00:00:00/2031-01-06T00:00:00"),
            ("2031-02-28", "2031-02-28T00:00:00/2031-03-01T00:00:00"),
            ("2031-02-28@end", "2031-03-01T00:00:00"),
            ("2030-11..2031-Q1", "2030-11-01T00:00:00/2031-04-01T00:00:00"),
        ] {
            assert_eq!(period(text).map(|period| period::oim(&period)).as_deref(), Some(oim), "{text}");
        }
        for text in
            ["", "203", "2031-13", "2031-Q5", "2031-W54", "2031-02-30", "2031@", "2031-01-01T00:00", "é031", "2031-é", "20310101", "2031/2032"]
        {
            assert_eq!(period(text), None, "{text}");
        }
    }

    #[test]
    fn units_in_all_their_forms() {
        let of = |text: &str| {
            unit(text, |name| name.contains(':').then(|| name.into())).map(|unit| (unit.numerators.join("*"), unit.denominators.join("*")))
        };
        for (text, above, below) in
            [("a:x", "a:x", ""), ("a:x*a:y", "a:x*a:y", ""), ("a:x/a:y", "a:x", "a:y"), ("(a:x*a:y)/(a:z*a:z)", "a:x*a:y", "a:z*a:z")]
        {
            assert_eq!(of(text), Some((above.to_owned(), below.to_owned())), "{text}");
        }
        assert_eq!((of(""), of("a:x/"), of("x"), of("a:x//a:y")), (None, None, None, None));
    }
}
