//! EDGAR's `companyfacts` and `companyconcept`: what a company reported of each concept, over all its filings.
//!
//! Each row is a fact of the filing whose accession number it names, and each filing is a report: what a later filing says again is
//! no duplicate within a report. Rows say which accession, form, fiscal year and period, and day of filing theirs is: that is the
//! report's name. The frame, which has no place in the model, goes along with the fact.

use super::json::{self, broken, each, elements, nothing_kept, scalar};
use crate::builder::{Builder, Numbered};
use crate::error::{About, Error, Place};
use crate::filing::{Concept, Entity, NONE, Period};
use crate::hash::{HashMap, IndexMap};
use crate::heading;
use crate::period;
use crate::read::xbrl::{kind_of, lexical};
use crate::value::{CURRENCY_CODES, Kind};
use serde_json::value::RawValue;
use std::borrow::Cow;

/// A row. A value is kept in its own characters: no float comes near it.
#[derive(Default)]
struct Row<'a> {
    start: Cow<'a, str>,
    end: Cow<'a, str>,
    value: Cow<'a, str>,
    frame: Cow<'a, str>,
    of: Accession<'a>,
}

/// A filing that rows name: form, fiscal year and period, and day of filing; the same for all its rows.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct Accession<'a> {
    filed: Cow<'a, str>,
    number: Cow<'a, str>,
    form: Cow<'a, str>,
    year: Cow<'a, str>,
    period: Cow<'a, str>,
}

/// What is the same for all facts of a concept.
#[derive(Clone, Copy)]
struct Of {
    concept: u32,
    label: u32,
    unit: u32,
    kind: Kind,
}

struct Pour<'a, 't> {
    text: &'a str,
    source: u32,
    to: &'t mut Builder,
    /// By what rows say; the number is the report's, as long as the order is that of the rows.
    filings: IndexMap<Accession<'a>, ()>,
    periods: HashMap<(String, String), u32>,
    entity: u32,
    name: String,
    /// The concepts and their units and rows: of `companyconcept` the document's own.
    taxonomy: String,
    tag: String,
    first: u32,
    unread: u32,
    buffer: String,
}

/// Reads a document into reports, one of each filing.
pub(super) fn read(text: &str, source: u32, to: &mut Builder) -> Result<(), Error> {
    let first = to.filing.fact_count();
    let mut pour = Pour {
        text,
        source,
        first,
        to,
        filings: IndexMap::default(),
        periods: HashMap::default(),
        entity: NONE,
        name: String::new(),
        taxonomy: String::new(),
        tag: String::new(),
        unread: 0,
        buffer: String::new(),
    };
    // The company may be named behind its facts; the rows of one concept beside its name.
    let _ = each(text, &mut |key: Cow<'_, str>, value: &RawValue| match (&*key, scalar(value)) {
        ("cik", Some(cik)) => pour.company(&cik),
        ("entityName", Some(name)) => pour.name = name.into_owned(),
        ("taxonomy", Some(name)) => pour.taxonomy = name.into_owned(),
        ("tag", Some(name)) => pour.tag = name.into_owned(),
        _ => {}
    });
    let whole = each(text, &mut pour);
    if !pour.tag.is_empty() {
        let (taxonomy, tag) = (std::mem::take(&mut pour.taxonomy), std::mem::take(&mut pour.tag));
        pour.concept(&taxonomy, &tag, text);
    }
    pour.finish(whole)
}

impl<'a> json::Members<'a> for Pour<'a, '_> {
    fn member(&mut self, depth: u32, key: Cow<'a, str>, value: &'a RawValue) {
        if depth == 1 {
            let _ = each(value.get(), &mut |tag: Cow<'a, str>, of: &'a RawValue| self.concept(&key, &tag, of.get()));
        }
    }

    fn enters(&self, depth: u32, key: &str) -> bool {
        depth == 0 && key == "facts"
    }
}

impl<'a> Pour<'a, '_> {
    fn company(&mut self, cik: &str) {
        let entity = Entity { scheme: "http://www.sec.gov/CIK".into(), identifier: format!("{cik:0>10}").into() };
        self.entity = self.to.filing.entities.insert_full(entity).0 as u32;
    }

    fn concept(&mut self, taxonomy: &str, tag: &str, text: &'a str) {
        let (mut label, mut description, mut units) = (None, None, None);
        let _ = each(text, &mut |key: Cow<'a, str>, value: &'a RawValue| match &*key {
            "label" => label = scalar(value),
            "description" => description = scalar(value),
            "units" => units = Some(value),
            _ => {}
        });
        let name = [taxonomy, ":", tag].concat();
        let concept = self.to.concept(Concept { name: Some(name.into()), ..Concept::default() });
        let texts = &mut self.to.filing.texts;
        let label = label.filter(|label| !label.is_empty()).map_or(NONE, |label| texts.put(&label));
        if let Some(description) = description.filter(|text| !text.is_empty()) {
            let text = texts.put(&description);
            self.to.filing.descriptions.insert(concept, text);
        }
        let Some(units) = units else { return };
        let _ = each(units.get(), &mut |name: Cow<'a, str>, rows: &'a RawValue| {
            let unit = unit(&name);
            let of = Of { concept, label, kind: kind_of(&unit), unit: self.to.filing.units.insert_full(unit).0 as u32 };
            let _ = elements(rows.get(), &mut |row: &'a RawValue| self.row(of, row));
        });
    }

    fn row(&mut self, of: Of, raw: &'a RawValue) {
        let place = json::place(self.text, self.source, raw);
        let mut row = Row::default();
        let read = each(raw.get(), &mut |key: Cow<'a, str>, value: &'a RawValue| {
            let to = match &*key {
                "start" => &mut row.start,
                "end" => &mut row.end,
                "val" => &mut row.value,
                "accn" => &mut row.of.number,
                "fy" => &mut row.of.year,
                "fp" => &mut row.of.period,
                "form" => &mut row.of.form,
                "filed" => &mut row.of.filed,
                "frame" => &mut row.frame,
                _ => return,
            };
            *to = scalar(value).unwrap_or_default();
        });
        if read.is_err() || row.value.is_empty() && row.end.is_empty() {
            self.unread += 1;
            return;
        }
        let Row { start, end, value: shown, frame, of: accession } = row;
        let report = self.filings.insert_full(accession, ()).0 as u32;
        let period = self.period(&start, &end);
        let shown_at = self.to.filing.texts.put(&shown);
        self.buffer.clear();
        let is_number = lexical(&shown, &mut self.buffer);
        let new = Numbered {
            report,
            concept: of.concept,
            label: of.label,
            entity: self.entity,
            period,
            dimensions: self.to.filing.dimensions.insert_full(Vec::new()).0 as u32,
            unit: of.unit,
            kind: if is_number { of.kind } else { Kind::Text },
            value: if is_number { self.to.filing.texts.put(&self.buffer) } else { shown_at },
            shown: shown_at,
            place,
            ..Numbered::UNKNOWN
        };
        let id = self.to.numbered(&new);
        if !is_number {
            self.to.caveat(About::Fact(id), "Its value is no decimal number; it is kept as text.", Some(place));
        }
        if period == NONE {
            self.to.caveat(About::Fact(id), format!("Its period, “{start}” to “{end}”, cannot be read."), Some(place));
        }
        if !frame.is_empty() {
            let text = self.to.filing.texts.put(&["frame ", &frame].concat());
            self.to.filing.further.insert(id, text);
        }
    }

    /// A period by its last day, and its first where it has one.
    fn period(&mut self, start: &str, end: &str) -> u32 {
        if let Some(known) = self.periods.get(&(start.to_owned(), end.to_owned())) {
            return *known;
        }
        let moment = |text: &str, ends| period::moment(text, ends).and_then(period::Moment::local);
        let found = match (moment(start, false), moment(end, true)) {
            (Some(start), Some(end)) => Some(Period::Duration(start, end)),
            (None, Some(end)) if start.is_empty() => Some(Period::Instant(end)),
            _ => None,
        };
        let number = found.map_or(NONE, |period| self.to.filing.periods.insert_full(period).0 as u32);
        self.periods.insert((start.to_owned(), end.to_owned()), number);
        number
    }

    /// Makes the filings reports in the order in which they were filed, and says what was not read.
    fn finish(self, whole: serde_json::Result<()>) -> Result<(), Error> {
        let Self { to, filings, first, unread, name, source, .. } = self;
        let count = to.filing.fact_count() - first;
        if count == 0 {
            return Err(match whole {
                Err(error) => nothing_kept(&error),
                Ok(()) => Error::new("not one fact is in it", "Get the file again, whole; a company that files no XBRL has none."),
            });
        }
        let all: Vec<&Accession<'_>> = filings.keys().collect();
        let mut order: Vec<usize> = (0..all.len()).collect();
        crate::order::sort_by(&mut order, |one, other| (&all[*one].filed, &all[*one].number).cmp(&(&all[*other].filed, &all[*other].number)));
        let mut reports = vec![0; all.len()];
        for at in order {
            reports[at] = to.report();
            let name = report_name(&name, &all[at].form, &all[at].year, &all[at].period, &all[at].filed, &all[at].number);
            to.filing.report_names.insert(reports[at], name.into());
        }
        for report in &mut to.filing.facts.report[first as usize..] {
            *report = reports[*report as usize];
        }
        let at = Place { source, ..Place::default() };
        if unread > 0 {
            to.caveat(About::Filing, format!("Left out, as they are no rows as EDGAR has them: {unread}."), Some(at));
        }
        if let Err(error) = whole {
            to.caveat(About::Filing, format!("Reading stopped, as {}. The {count} facts before it are shown.", broken(&error)), Some(at));
        }
        Ok(())
    }
}

/// What a report is called: `Acme Corp: 10-K, FY 2031, filed 2032-03-01, 0000000001-32-000001`.
pub(super) fn report_name(company: &str, form: &str, year: &str, period: &str, filed: &str, accession: &str) -> String {
    let fiscal = [period, year].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let filed = if filed.is_empty() { String::new() } else { ["filed ", filed].concat() };
    let parts = [form, &*fiscal, &*filed, accession].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    if company.is_empty() { parts } else { [company, ": ", &*parts].concat() }
}

/// EDGAR's short name of a unit: `USD`, `shares`, `USD/shares`, `pure`; any other stands as it is.
pub(super) fn unit(words: &str) -> crate::filing::Unit {
    let measure = |word: &str| match word {
        "shares" => heading::shares().numerators[0].clone(),
        "pure" => heading::pure().numerators[0].clone(),
        code if CURRENCY_CODES.contains(&code) => heading::money(code).numerators[0].clone(),
        other => other.into(),
    };
    let (above, below) = words.split_once('/').map_or((words, None), |(above, below)| (above, Some(below)));
    crate::filing::Unit { numerators: vec![measure(above)], denominators: below.map(|below| vec![measure(below)]).unwrap_or_default() }
}
