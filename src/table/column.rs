//! The values of an aspect, in their order, and which of them each fact has.

use super::query::Aspect;
use super::ranks::{Plain, Ranks, turned};
use crate::filing::{Dimension, Filing, NONE, UNSCALED};
use crate::hash::HashMap;
use crate::order::{Decimal, Key};
use crate::period::{oim, words};
use crate::value::Kind;
use crate::write::{spoken_members, unit_words};
use std::borrow::Cow;
use std::ops::Range;

/// A value of an aspect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Value {
    /// The string that stands for it in queries; empty for none.
    pub(crate) value: String,
    /// For people, where that is something else.
    pub(crate) words: Option<String>,
}

impl Value {
    fn of(value: impl Into<String>) -> Self {
        Self { value: value.into(), words: None }
    }

    fn with(value: impl Into<String>, words: impl Into<String>) -> Self {
        Self { value: value.into(), words: Some(words.into()) }
    }

    pub(crate) fn words(&self) -> &str {
        self.words.as_deref().unwrap_or(&self.value)
    }
}

/// The columns of numbers that facts have, from which columns of values are made: a value is made for each number, not each fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Base {
    Concept,
    Dimensions,
    Period,
    Unit,
    Entity,
    Table,
    Report,
    /// See [`Index`](super::index::Index).
    Label,
    Decimals,
    /// A byte: the scale from 0 up.
    Scale,
    Traits,
}

/// A column of values: base numbers lead to codes, and codes are in the order of the values.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub(crate) base: Base,
    /// The code of each base number; the last one is of facts that have none.
    codes: Vec<u32>,
    /// The rank of each base number: equal where values sort as equal.
    pub(crate) ranks: Ranks,
    /// The values by their codes. Each is there once.
    pub(crate) values: Vec<Value>,
    /// The codes of each kind of key; see [`Ranks::classes`].
    classes: Vec<Range<u32>>,
}

impl Column {
    /// A column of values that are made of the base numbers below `count`.
    pub(super) fn new<'a>(base: Base, count: u32, key: impl Fn(u32) -> Key<'a>, value: impl Fn(u32) -> Value) -> Self {
        Self::made(base, count, &key, &value)
    }

    /// One copy of it serves all aspects: each would bring 10 KB of its own into the wasm.
    #[inline(never)]
    fn made<'a>(base: Base, count: u32, key: &dyn Fn(u32) -> Key<'a>, value: &dyn Fn(u32) -> Value) -> Self {
        let (ranks, order) = Ranks::new(count + 1, |_| Plain::Neither, |at| if at == count { Key::Blank } else { key(at) });
        let (mut codes, mut values, mut classes) = (vec![0; count as usize + 1], Vec::<Value>::new(), Vec::new());
        let (mut class, mut known) = (0, HashMap::<String, u32>::default());
        for same in order.chunk_by(|one, other| ranks.of[*one as usize] == ranks.of[*other as usize]) {
            while ranks.classes.get(class).is_some_and(|ranks_of| ranks_of.end <= ranks.of[same[0] as usize]) {
                classes.push(values.len() as u32);
                class += 1;
            }
            // Values that sort as equal may be different ones, as "Cash" and "cash" are.
            let mut same: Vec<(Value, u32)> = same.iter().map(|at| (if *at == count { Value::default() } else { value(*at) }, *at)).collect();
            same.sort_by(|one, other| one.0.value.cmp(&other.0.value));
            for (value, at) in same {
                // One value may be known by several numbers, and even by several words.
                codes[at as usize] = *known.entry(value.value.clone()).or_insert_with(|| {
                    values.push(value);
                    values.len() as u32 - 1
                });
            }
        }
        classes.push(values.len() as u32);
        let starts = [0].into_iter().chain(classes.iter().copied());
        let classes = starts.zip(&classes).map(|(start, end)| start..*end).collect();
        Self { base, codes, ranks, values, classes }
    }

    /// The code of a base number.
    pub(crate) fn code(&self, number: u32) -> u32 {
        self.codes[(number as usize).min(self.codes.len() - 1)]
    }

    /// How many base numbers there are, that of facts without one among them.
    pub(crate) fn numbers(&self) -> usize {
        self.codes.len()
    }

    /// The place of a code in the order of the values turned round.
    pub(crate) fn turned(&self, code: u32) -> u32 {
        turned(&self.classes, code)
    }

    /// The codes of these values.
    pub(crate) fn codes_of(&self, values: &[String]) -> Vec<bool> {
        let wanted: crate::hash::HashSet<&str> = values.iter().map(String::as_str).collect();
        self.values.iter().map(|value| wanted.contains(value.value.as_str())).collect()
    }
}

/// Bits of a fact's traits: its kind, its sign, and what is said of it with yes or no.
pub(super) mod traits {
    pub(crate) const COUNT: u32 = 1 << 9;
    pub(crate) const KIND: u32 = 15;
    pub(crate) const SIGN: u32 = 3 << 4;
    pub(crate) const POSITIVE: u32 = 1 << 4;
    pub(crate) const NEGATIVE: u32 = 2 << 4;
    pub(crate) const ZERO: u32 = 3 << 4;
    pub(crate) const NIL: u32 = 1 << 6;
    pub(crate) const HIDDEN: u32 = 1 << 7;
    pub(crate) const CAVEAT: u32 = 1 << 8;
}

const KINDS: [Kind; 11] = [
    Kind::Money,
    Kind::Shares,
    Kind::PerShare,
    Kind::Percent,
    Kind::Number,
    Kind::Duration,
    Kind::Date,
    Kind::Boolean,
    Kind::Text,
    Kind::Dash,
    Kind::Nil,
];

/// The lowest scale, and how many there are.
const LOWEST: i8 = UNSCALED + 1;
const SCALES: u32 = u8::MAX as u32;

/// The base number of a scale.
pub(super) fn scale_number(scale: i8) -> u32 {
    if scale == UNSCALED { NONE } else { (i32::from(scale) - i32::from(LOWEST)) as u32 }
}

/// A power of ten in words.
fn scale_words(power: i32) -> String {
    match power {
        -2 => "hundredths (percent)".to_owned(),
        0 => "ones".to_owned(),
        3 => "thousands".to_owned(),
        6 => "millions".to_owned(),
        9 => "billions".to_owned(),
        12 => "trillions".to_owned(),
        _ => format!("10 to the power of {power}"),
    }
}

fn number_key(number: u32) -> Key<'static> {
    Key::Place(number, 0)
}

/// Yes or no by a bit of the traits.
fn yes_or_no(bit: u32) -> Column {
    let value = move |traits| Value::of(if traits & bit == 0 { "no" } else { "yes" });
    Column::new(Base::Traits, traits::COUNT, move |traits| number_key(traits & bit), value)
}

/// The column of an aspect whose base numbers the filing has: none of the others.
pub(super) fn of_filing(filing: &Filing, aspect: &Aspect) -> Option<Column> {
    Some(match aspect {
        Aspect::Concept => {
            let name = |at: u32| filing.concept(at).and_then(|concept| concept.name.as_deref().or(concept.label.as_deref())).unwrap_or_default();
            Column::new(Base::Concept, filing.concepts.len() as u32, |at| Key::text(name(at)), |at| Value::of(name(at)))
        }
        Aspect::Origin => {
            let origin = |at: u32| filing.concept(at).map_or("", super::origin::origin);
            // Standard before custom.
            let key = |at: u32| match origin(at) {
                "" => Key::Blank,
                origin => number_key(u32::from(origin == "custom")),
            };
            Column::new(Base::Concept, filing.concepts.len() as u32, key, |at| Value::of(origin(at)))
        }
        Aspect::Members => {
            let set = |at: u32| filing.dimensions.get_index(at as usize).map_or(&[][..], |set| set);
            let value = |at: u32| Value::with(set(at).iter().map(dimension).collect::<Vec<_>>().join("\n"), spoken_members(set(at)));
            let key = |at: u32| match (set(at), spoken_members(set(at))) {
                ([], _) => Key::Blank,
                (_, words) => Key::text(&words),
            };
            Column::new(Base::Dimensions, filing.dimensions.len() as u32, key, value)
        }
        Aspect::Axis(axis) => {
            // Of members without a known axis there may be several.
            let on = |at: u32| -> Vec<Dimension> {
                let all = filing.dimensions.get_index(at as usize).into_iter().flatten();
                all.filter(|dimension| dimension.axis.as_deref().unwrap_or_default() == axis).cloned().collect()
            };
            let key = |at: u32| match on(at) {
                none if none.is_empty() => Key::Blank,
                some => Key::text(&member_words(some)),
            };
            let value = |at: u32| match on(at) {
                none if none.is_empty() => Value::default(),
                some => match some.iter().map(member).collect::<Vec<_>>().join("\n") {
                    blank if blank.is_empty() => Value::of(BLANK),
                    members => Value::with(members, member_words(some)),
                },
            };
            Column::new(Base::Dimensions, filing.dimensions.len() as u32, key, value)
        }
        Aspect::Period => {
            let period = |at: u32| filing.periods.get_index(at as usize);
            let value = |at: u32| period(at).map_or_else(Value::default, |period| Value::with(oim(period), words(period)));
            Column::new(Base::Period, filing.periods.len() as u32, |at| period(at).map_or(Key::Blank, super::keys::period_key), value)
        }
        Aspect::Unit => {
            let unit = |at: u32| filing.units.get_index(at as usize).map(unit_words).unwrap_or_default();
            Column::new(Base::Unit, filing.units.len() as u32, |at| Key::text(&unit(at)), |at| Value::of(unit(at)))
        }
        Aspect::Entity => {
            let entity = |at: u32| filing.entities.get_index(at as usize);
            let value = |at: u32| {
                entity(at).map_or_else(Value::default, |entity| Value::with([&entity.scheme, " ", &*entity.identifier].concat(), &*entity.identifier))
            };
            let key = |at: u32| entity(at).map_or(Key::Blank, |entity| Key::text(&entity.identifier));
            Column::new(Base::Entity, filing.entities.len() as u32, key, value)
        }
        Aspect::Kind => {
            let kind = |traits: u32| KINDS.get((traits & traits::KIND) as usize).copied().unwrap_or(Kind::Nil);
            let key = |traits: u32| match kind(traits) {
                Kind::Nil => Key::Nil,
                kind => number_key(kind as u32),
            };
            Column::new(Base::Traits, traits::COUNT, key, |traits| Value::of(kind(traits).name()))
        }
        Aspect::Sign => {
            let sign = |traits: u32| match traits & traits::SIGN {
                traits::NEGATIVE => (number_key(0), "negative"),
                traits::ZERO => (number_key(1), "zero"),
                traits::POSITIVE => (number_key(2), "positive"),
                _ => (Key::Blank, ""),
            };
            Column::new(Base::Traits, traits::COUNT, |traits| sign(traits).0, |traits| Value::of(sign(traits).1))
        }
        Aspect::Scale => {
            let power = |number| number as i32 + i32::from(LOWEST);
            Column::new(Base::Scale, SCALES, number_key, move |number| Value::with(power(number).to_string(), scale_words(power(number))))
        }
        Aspect::Nil => yes_or_no(traits::NIL),
        Aspect::Hidden => yes_or_no(traits::HIDDEN),
        Aspect::Caveat => yes_or_no(traits::CAVEAT),
        Aspect::Table => {
            let name = |at: u32| filing.tables[at as usize].name.as_str();
            Column::new(Base::Table, filing.tables.len() as u32, number_key, |at| Value::with(at.to_string(), name(at)))
        }
        Aspect::Report => Column::new(Base::Report, filing.reports + 1, number_key, |at| match filing.report_names.get(&at) {
            Some(name) => Value::with(at.to_string(), &**name),
            None => Value::of(at.to_string()),
        }),
        Aspect::Label | Aspect::Decimals | Aspect::Axes | Aspect::Value => return None,
    })
}

/// A label's column, from what stands for each label.
pub(super) fn of_labels<'a>(count: u32, label: impl Fn(u32) -> Cow<'a, str>) -> Column {
    Column::new(Base::Label, count, |at| Key::text(&label(at)), |at| Value::of(label(at)))
}

/// The column of stated accuracies; `INF` behind all numbers.
pub(super) fn of_decimals<'a>(count: u32, decimals: impl Fn(u32) -> &'a str) -> Column {
    let key = |at: u32| Decimal::new(decimals(at)).map_or_else(|| Key::text(decimals(at)), Key::Number);
    Column::new(Base::Decimals, count, key, |at| Value::of(decimals(at)))
}

/// A member as a value: its name, or what was typed, or its label.
fn member(dimension: &Dimension) -> &str {
    [&dimension.member, &dimension.typed, &dimension.label].into_iter().flatten().next().map_or("", |member| member)
}

/// What was typed on an axis may be blank, and is not nothing.
const BLANK: &str = "(blank)";

/// Members in words, without their axes.
fn member_words(mut members: Vec<Dimension>) -> String {
    members.iter_mut().for_each(|member| member.axis = None);
    match spoken_members(&members) {
        words if words.trim().is_empty() => BLANK.to_owned(),
        words => words,
    }
}

fn dimension(of: &Dimension) -> String {
    [of.axis.as_deref().unwrap_or_default(), "=", member(of)].concat()
}

/// The axes that facts have: any number of them, or none.
#[derive(Clone, Debug, Default)]
pub(crate) struct Axes {
    /// The values: first "" for no dimensions.
    pub(crate) values: Vec<Value>,
    /// The codes of each set of dimensions, of which the last stands for facts that have none.
    pub(crate) of: Vec<Vec<u32>>,
}

impl Axes {
    pub(super) fn new(filing: &Filing) -> Self {
        let mut known = crate::filing::Set::<&str>::default();
        let mut of = Vec::with_capacity(filing.dimensions.len() + 1);
        for set in &filing.dimensions {
            let names = set.iter().map(|dimension| dimension.axis.as_deref().unwrap_or_default());
            let mut codes: Vec<u32> = names.map(|name| known.insert_full(name).0 as u32 + 1).collect();
            codes.sort_unstable();
            codes.dedup();
            of.push(if codes.is_empty() { vec![0] } else { codes });
        }
        of.push(vec![0]);
        let axis = |name: &str| Value::with(["axis:", name].concat(), crate::filing::words_of_name(name.strip_suffix("Axis").unwrap_or(name)));
        let values = [Value::default()].into_iter().chain(known.iter().map(|name| axis(name))).collect();
        Self { values, of }
    }

    /// The code of an axis by its name.
    pub(crate) fn code(&self, name: &str) -> Option<usize> {
        self.values.iter().position(|value| value.value.strip_prefix("axis:") == Some(name))
    }
}

/// The traits of facts; `caveat` says whether a caveat is about one.
pub(super) fn traits_of(filing: &Filing, caveat: &[bool]) -> Vec<u32> {
    let facts = &filing.facts;
    // The sign of each distinct text, once it was asked for.
    let mut signs = vec![u8::MAX; filing.texts.len()];
    let sign_of = |value: Option<&str>| match value.and_then(Decimal::new) {
        None => 0,
        Some(number) if number.is_zero() => traits::ZERO,
        Some(number) if number.is_negative() => traits::NEGATIVE,
        Some(_) => traits::POSITIVE,
    };
    let of = |at: usize| {
        let (kind, value) = (facts.kind[at], facts.value[at]);
        let sign = match signs.get_mut(value as usize) {
            _ if !kind.is_numeric() || facts.flags[at] & crate::filing::NIL != 0 => 0,
            Some(known) if *known != u8::MAX => u32::from(*known),
            Some(unknown) => {
                let sign = sign_of(Some(filing.texts.get(value)));
                *unknown = sign as u8;
                sign
            }
            None => sign_of(filing.fact(at as u32).and_then(|fact| fact.value()).as_deref()),
        };
        let flag = |is: bool, bit: u32| if is { bit } else { 0 };
        let flags = facts.flags[at];
        (kind as u32 & traits::KIND)
            | sign
            | flag(flags & crate::filing::NIL != 0, traits::NIL)
            | flag(flags & crate::filing::HIDDEN != 0, traits::HIDDEN)
            | flag(caveat[at], traits::CAVEAT)
    };
    (0..facts.kind.len()).map(of).collect()
}

/// Of each fact whether a caveat is about it, as [`Fact::caveats`](crate::Fact::caveats) finds one by one.
pub(super) fn caveats_of(filing: &Filing) -> Vec<bool> {
    use crate::error::About;
    let mut caveat = vec![false; filing.fact_count() as usize];
    let mut said = crate::hash::HashSet::<About>::default();
    for about in filing.caveats().iter().map(|caveat| caveat.about) {
        match about {
            About::Fact(fact) => caveat.get_mut(fact as usize).into_iter().for_each(|caveat| *caveat = true),
            About::Row(..) | About::Column(..) => _ = said.insert(about),
            About::Filing | About::Table(_) => {}
        }
    }
    for (at, table) in (0..).zip(filing.tables()) {
        for (row_at, row) in (0..).zip(&table.rows) {
            let of_row = row.assumed.is_some() || said.contains(&About::Row(at, row_at));
            for cell in table.row_cells(row_at) {
                let column = table.columns.get(cell.column as usize);
                let found = of_row
                    || table.doubt(cell).is_some()
                    || column.is_some_and(|column| column.assumed.is_some())
                    || said.contains(&About::Column(at, cell.column));
                // A fact tells by itself where it stands.
                let here = |fact: &u32| filing.fact(*fact).is_some_and(|fact| fact.table_row() == Some((at, row_at)));
                for fact in table.facts_of(cell).filter(|fact| found && here(fact)) {
                    caveat[fact as usize] = true;
                }
            }
        }
    }
    caveat
}

/// A number for each fact, and of each number the first fact that has it.
#[derive(Debug, Default)]
pub(super) struct Numbered {
    /// [`NONE`](crate::filing::NONE) of a fact that has nothing to be numbered.
    pub(super) of: Vec<u32>,
    pub(super) firsts: Vec<u32>,
}

/// The numbers that things got, by what they had been known by.
#[derive(Debug, Default)]
pub(super) struct Given(Vec<u32>);

impl Given {
    pub(super) const fn new() -> Self {
        Self(Vec::new())
    }
}

impl Numbered {
    /// Numbers the next fact by a thing that is known by a small number already.
    pub(super) fn push(&mut self, given: &mut Given, thing: u32) {
        let at = thing as usize;
        if at >= given.0.len() {
            // Twice as long at least, as most things come in the order of their numbers.
            given.0.resize((at + 1).max(2 * given.0.len()), NONE);
        }
        if given.0[at] == NONE {
            given.0[at] = self.firsts.len() as u32;
            self.firsts.push(self.of.len() as u32);
        }
        self.of.push(given.0[at]);
    }
}
