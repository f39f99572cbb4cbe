//! Facts as rows: one fact a row, and a column for everything that is known of them.

use super::grid::{Grid, Value};
use super::{footnotes, members_words, unit_name};
use crate::filing::{Dimension, Fact, Filing, Period};
use crate::hash::IndexMap;
use crate::period::{self, iso_date};
use crate::value::Kind;
use std::borrow::Cow;
use std::io;
use time::{PrimitiveDateTime, Time};

/// The most columns that axes are given. What stands on others is joined in one.
const MOST_AXES: usize = 100;

/// Which facts are written, in which order, and what of them.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use filing_viewer::write::{self, ChosenFacts, Form};
/// let filing = filing_viewer::read(b"|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n|Debt\n|$ (7)\n", "cash.txt")?;
/// let chosen = ChosenFacts { ids: Some(&[1, 0]), columns: Some(&["label", "value"]) };
/// let mut lines = Vec::new();
/// write::facts(&filing, Form::Csv, &chosen, &mut lines)?;
/// assert_eq!(String::from_utf8(lines)?, "label,value\r\nDebt,-7\r\nCash,12\r\n");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct ChosenFacts<'a> {
    /// The facts by their numbers, in the order in which they are written; all where there is none. A number of none is left out.
    pub ids: Option<&'a [u32]>,
    /// The columns by their names, for the forms that have columns; all where there is none. [`columns`] lists them.
    pub columns: Option<&'a [&'a str]>,
}

impl ChosenFacts<'_> {
    /// The numbers of the facts that are there.
    pub(super) fn ids(&self, filing: &Filing) -> Vec<u32> {
        let all = filing.fact_count();
        self.ids.map_or_else(|| (0..all).collect(), |ids| ids.iter().copied().filter(|id| *id < all).collect())
    }
}

macro_rules! aspects {
    ($($aspect:ident $name:literal),* $(,)?) => {
        /// What a column says of a fact.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Aspect { $($aspect),* }
        /// All of them with their names, in the order in which they are written.
        const ASPECTS: &[(Aspect, &str)] = &[$((Aspect::$aspect, $name)),*];
    };
}

aspects! {
    Fact "fact",
    Report "report",
    Label "label",
    LabelFrom "label_from",
    Concept "concept",
    ConceptNamespace "concept_namespace",
    EntityScheme "entity_scheme",
    Entity "entity",
    PeriodType "period_type",
    PeriodStart "period_start",
    PeriodEnd "period_end",
    Period "period",
    Members "members",
    // Where the columns of the axes stand.
    Dimensions "dimensions",
    OtherDimensions "other_dimensions",
    Unit "unit",
    Decimals "decimals",
    Scale "scale",
    Kind "kind",
    Value "value",
    Shown "shown",
    Nil "nil",
    Hidden "hidden",
    Language "language",
    Target "target",
    Tuple "tuple",
    // What the input calls the report, and what of a fact has no aspect: only where there is any of it.
    ReportName "report_name",
    Further "further",
    Table "table",
    Assumed "assumed",
    Footnotes "footnotes",
    Caveats "caveats",
    Source "source",
    Byte "byte",
}

/// A column: an aspect, or an axis by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Of(Aspect),
    Axis(usize),
}

/// The names of all columns that facts can be written with, in their order: what each says is in the README. `dimensions` stands
/// for a column for each axis that occurs; an axis can also be named by itself. `period` is one in words, which is written only
/// where it is asked for.
pub fn columns() -> impl Iterator<Item = &'static str> {
    ASPECTS.iter().map(|(_, name)| *name)
}

/// The facts that were chosen, as rows.
pub(super) struct FactGrid<'a> {
    filing: &'a Filing,
    ids: Vec<u32>,
    columns: Vec<Column>,
    headings: Vec<String>,
    /// Of each set of dimensions in use, by its number: the axes of its dimensions, by their numbers.
    sets: Vec<Vec<Option<usize>>>,
}

impl<'a> FactGrid<'a> {
    /// An unknown column is an error of the kind `InvalidInput`.
    pub(super) fn new(filing: &'a Filing, chosen: &ChosenFacts<'_>) -> io::Result<Self> {
        let ids = chosen.ids(filing);
        // By their expanded names, with the name as it is first met.
        let mut axes: IndexMap<Cow<'a, str>, &'a str> = IndexMap::default();
        // Sets are few and facts are many: each set is looked at once.
        let mut sets = vec![Vec::new(); filing.dimensions.len()];
        for id in &ids {
            let at = filing.facts.dimensions[*id as usize] as usize;
            let Some((set, dimensions)) = sets.get_mut(at).zip(filing.dimensions.get_index(at)).filter(|(set, _)| set.is_empty()) else { continue };
            for dimension in dimensions {
                set.push(dimension.axis.as_deref().map(|axis| {
                    let entry = axes.entry(filing.expanded(axis));
                    let number = entry.index();
                    entry.or_insert(axis);
                    number
                }));
            }
        }
        let given = axes.len().min(MOST_AXES);
        let of = |aspect: Aspect| match aspect {
            Aspect::Dimensions => (0..given).map(Column::Axis).collect(),
            aspect => vec![Column::Of(aspect)],
        };
        let mut columns: Vec<Column> = Vec::new();
        for name in chosen.columns.into_iter().flatten() {
            if let Some((aspect, _)) = ASPECTS.iter().find(|(_, own)| own == name) {
                columns.extend(of(*aspect));
            } else if name.contains([':', '}']) {
                // An axis; one that none of the facts has is a blank column.
                let axis = axes.get_index_of(&filing.expanded(name)).unwrap_or_else(|| axes.insert_full(Cow::Owned((*name).to_owned()), "").0);
                columns.push(Column::Axis(axis));
            } else {
                let names = self::columns().collect::<Vec<_>>().join(", ");
                return Err(io::Error::new(
                    io::ErrorKind::InvalidInput,
                    format!("There is no column “{name}”: there are {names}, and axes by their names."),
                ));
            }
        }
        if chosen.columns.is_none() {
            let left_out = |aspect| match aspect {
                Aspect::Period => true,
                Aspect::OtherDimensions => axes.len() == given,
                Aspect::ReportName => filing.report_names.is_empty(),
                Aspect::Further => filing.further.is_empty(),
                _ => false,
            };
            columns.extend(ASPECTS.iter().filter(|(aspect, _)| !left_out(*aspect)).flat_map(|(aspect, _)| of(*aspect)));
        }
        let headings = columns.iter().map(|column| match column {
            Column::Of(aspect) => ASPECTS.iter().find(|(own, _)| own == aspect).map_or("", |(_, name)| name).to_owned(),
            Column::Axis(at) => axes.get_index(*at).map_or("", |(name, met)| if met.is_empty() { name } else { met }).to_owned(),
        });
        Ok(Self { filing, ids, headings: headings.collect(), columns, sets })
    }

    pub(super) fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// A fact's dimensions, each with the number of its axis.
    fn on_axes(&self, fact: Fact<'a>) -> impl Iterator<Item = (usize, &'a Dimension)> {
        let set = self.sets.get(self.filing.facts.dimensions[fact.id() as usize] as usize).map_or(&[][..], |set| set);
        set.iter().zip(fact.dimensions()).filter_map(|(axis, dimension)| Some(((*axis)?, dimension)))
    }

    fn axis(&self, fact: Fact<'a>, at: usize) -> Value<'a> {
        let found = self.on_axes(fact).find(|(axis, _)| *axis == at);
        found.map_or(Value::Blank, |(_, dimension)| Value::text(stands_on(dimension)))
    }

    fn other_dimensions(&self, fact: Fact<'a>) -> String {
        let others = self.on_axes(fact).filter(|(axis, _)| *axis >= MOST_AXES);
        let words = others.map(|(_, dimension)| [dimension.axis.as_deref().unwrap_or_default(), "=", stands_on(dimension)].concat());
        words.collect::<Vec<_>>().join(" | ")
    }

    fn cell(&self, fact: Fact<'a>, column: Column) -> Value<'a> {
        let filing = self.filing;
        let aspect = match column {
            Column::Axis(at) => return self.axis(fact, at),
            Column::Of(aspect) => aspect,
        };
        match aspect {
            Aspect::Fact => Value::number(fact.id().to_string()),
            Aspect::Report => Value::number(fact.report().to_string()),
            Aspect::Label => Value::text(fact.label_or_words().0),
            Aspect::LabelFrom => Value::text(fact.label_or_words().1.name().unwrap_or_default()),
            Aspect::Concept => Value::text(fact.concept().and_then(|concept| concept.name.as_deref()).unwrap_or_default()),
            Aspect::ConceptNamespace => Value::text(fact.concept().and_then(|concept| concept.namespace.as_deref()).unwrap_or_default()),
            Aspect::EntityScheme => Value::text(fact.entity().map_or("", |entity| &entity.scheme)),
            Aspect::Entity => Value::text(fact.entity().map_or("", |entity| &entity.identifier)),
            Aspect::PeriodType => Value::text(fact.period().map_or("", period_type)),
            Aspect::PeriodStart => Value::day(fact.period().map(|period| first_and_last(period).0).unwrap_or_default()),
            Aspect::PeriodEnd => Value::day(fact.period().map(|period| first_and_last(period).1).unwrap_or_default()),
            Aspect::Period => Value::text(fact.period().map(period::words).unwrap_or_default()),
            Aspect::Members => Value::text(members_words(fact.dimensions())),
            Aspect::Dimensions => Value::Blank,
            Aspect::OtherDimensions => Value::text(self.other_dimensions(fact)),
            Aspect::Unit => {
                Value::text(fact.unit().map(|unit| unit_name(unit, |measure| Some(short_measure(measure))).unwrap_or_default()).unwrap_or_default())
            }
            Aspect::Decimals => Value::number(fact.decimals().unwrap_or_default()),
            Aspect::Scale => Value::number(fact.scale().map(|scale| scale.to_string()).unwrap_or_default()),
            Aspect::Kind => Value::text(fact.kind().name()),
            Aspect::Value => value(fact),
            Aspect::Shown => Value::text(fact.shown()),
            Aspect::Nil => Value::Flag(fact.is_nil()),
            Aspect::Hidden => Value::Flag(fact.is_hidden()),
            Aspect::Language => Value::text(fact.language().unwrap_or_default()),
            Aspect::Target => Value::text(fact.target().unwrap_or_default()),
            Aspect::Tuple => Value::text(fact.tuple().unwrap_or_default()),
            Aspect::ReportName => Value::text(fact.report_name().unwrap_or_default()),
            Aspect::Further => Value::text(fact.further().unwrap_or_default()),
            Aspect::Table => Value::text(table(filing, fact)),
            Aspect::Assumed => Value::text(assumed(filing, fact)),
            Aspect::Footnotes => Value::text(footnotes(filing, fact).join(" ; ")),
            Aspect::Caveats => {
                let why = assumed(filing, fact);
                Value::text(fact.caveats().into_iter().filter(|text| *text != why).collect::<Vec<_>>().join(" ; "))
            }
            Aspect::Source => Value::text(filing.sources().get(fact.place().source as usize).map_or("", |source| &source.name)),
            Aspect::Byte => Value::number(fact.place().start.to_string()),
        }
    }
}

impl Grid for FactGrid<'_> {
    fn headings(&self) -> &[String] {
        &self.headings
    }

    fn len(&self) -> usize {
        self.ids.len()
    }

    fn row<'a>(&'a self, at: usize, to: &mut Vec<Value<'a>>) {
        if let Some(fact) = self.ids.get(at).and_then(|id| self.filing.fact(*id)) {
            to.extend(self.columns.iter().map(|column| self.cell(fact, *column)));
        }
    }
}

/// A fact's value by its kind; nothing where it is nil or could not be read.
pub(super) fn value(fact: Fact<'_>) -> Value<'_> {
    let Some(text) = fact.value().filter(|_| !fact.is_nil()) else { return Value::Blank };
    match fact.kind() {
        Kind::Date => Value::day(text),
        Kind::Boolean if text == "true" || text == "false" => Value::Flag(text == "true"),
        Kind::Percent => match Value::number(text) {
            Value::Number(text) => Value::Percent(text),
            other => other,
        },
        kind if kind.is_numeric() => Value::number(text),
        _ => Value::text(text),
    }
}

/// The member or typed value on an axis; its label where it has no name.
fn stands_on(dimension: &Dimension) -> &str {
    dimension.typed.as_deref().or(dimension.member.as_deref()).or(dimension.label.as_deref()).unwrap_or_default()
}

fn table<'a>(filing: &'a Filing, fact: Fact<'_>) -> &'a str {
    fact.table().and_then(|at| filing.tables().get(at as usize)).map_or("", |table| &table.title)
}

/// Why the fact's column had to be assumed.
fn assumed<'a>(filing: &'a Filing, fact: Fact<'a>) -> &'a str {
    let table = fact.table_row().and_then(|(at, _)| filing.tables().get(at as usize));
    table.zip(fact.cell()).and_then(|(table, cell)| table.doubt(cell)).map_or("", |doubt| &doubt.why)
}

/// A measure with the usual prefix of its namespace, where it has one: `iso4217:USD`.
fn short_measure(measure: &str) -> Cow<'_, str> {
    let known = measure.strip_prefix('{').and_then(|rest| rest.split_once('}')).and_then(|(namespace, local)| {
        let prefix = super::PREFIXES.iter().find(|(_, of)| *of == namespace)?.0;
        Some([prefix, ":", local].concat())
    });
    known.map_or(Cow::Borrowed(measure), Cow::Owned)
}

fn period_type(period: &Period) -> &'static str {
    match period {
        Period::Instant(_) => "instant",
        Period::Duration(..) => "duration",
        Period::Forever => "forever",
        Period::Zoned(text) => {
            if text.contains('/') {
                "duration"
            } else {
                "instant"
            }
        }
    }
}

/// A period's first and last day; with the time where it is not midnight. An instant has no first day, and forever has neither.
pub(super) fn first_and_last(period: &Period) -> (String, String) {
    fn moment(at: PrimitiveDateTime) -> String {
        let time = at.time();
        format!("{}T{:02}:{:02}:{:02}", iso_date(at.date()), time.hour(), time.minute(), time.second())
    }
    fn last(at: PrimitiveDateTime) -> String {
        match at.date().previous_day() {
            Some(day) if at.time() == Time::MIDNIGHT => iso_date(day),
            _ => moment(at),
        }
    }
    match period {
        Period::Instant(at) => (String::new(), last(*at)),
        Period::Duration(start, end) => (if start.time() == Time::MIDNIGHT { iso_date(start.date()) } else { moment(*start) }, last(*end)),
        Period::Forever => Default::default(),
        Period::Zoned(text) => {
            let (start, end) = text.split_once('/').unwrap_or(("", text));
            (start.to_owned(), end.to_owned())
        }
    }
}
