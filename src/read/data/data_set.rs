//! The SEC's Financial Statement Data Sets: `sub`, `tag`, `num` and `pre`, tab-separated, of all filings of a quarter.
//!
//! What a file is, the names of its columns tell. `num` is gone through once, line by line, and nothing of it is copied but what a
//! fact is made of: a quarter has three million rows. Of `pre` only where each statement begins and ends is kept; the statements
//! are laid out when somebody opens one, in `statement`.

use super::company_facts::{report_name, unit};
use super::statement;
use super::xbrl_csv::Input;
use crate::builder::{Builder, Numbered};
use crate::error::{About, Error, Place};
use crate::filing::{Concept, Dimension, Entity, NIL, NONE, Note, Period, Related, Relationship};
use crate::hash::{HashMap, HashSet};
use crate::period::{self, Length};
use crate::read::xbrl::{kind_of, lexical};
use crate::value::Kind;
use memchr::memchr;
use std::borrow::Cow;

/// What the data set does to all its figures.
const ROUNDED: &str = "The SEC made this data set from filings: values have at most four digits behind the point, and each period ends \
    with the month that is nearest and is counted in whole quarters. Accuracy is not stated.";

/// A file's lines and the names of its columns.
pub(super) struct Lines<'a> {
    text: &'a str,
    columns: Vec<&'a str>,
    at: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let mut lines = Self { text, columns: Vec::new(), at: 0 };
        if let Some((_, head)) = lines.next() {
            lines.columns = head.trim_start_matches('\u{feff}').split('\t').collect();
        }
        lines
    }

    /// The place of a column in a line.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| *column == name)
    }

    fn has(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.column(name).is_some())
    }
}

impl<'a> Iterator for Lines<'a> {
    /// Where a line begins, and the line.
    type Item = (usize, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        while self.at < self.text.len() {
            let start = self.at;
            let end = memchr(b'\n', &self.text.as_bytes()[start..]).map_or(self.text.len(), |len| start + len);
            self.at = end + 1;
            let line = self.text[start..end].trim_end_matches('\r');
            if !line.is_empty() {
                return Some((start, line));
            }
        }
        None
    }
}

/// The cells of a line, in place of those of the line before.
pub(super) fn split<'a>(line: &'a str, cells: &mut Vec<&'a str>) {
    cells.clear();
    cells.extend(line.split('\t'));
}

/// A cell in a column that a file may lack.
pub(super) fn cell<'a>(cells: &[&'a str], column: Option<usize>) -> &'a str {
    column.and_then(|column| cells.get(column)).copied().unwrap_or_default().trim()
}

/// Which of the four files one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum File {
    Submissions,
    Tags,
    Numbers,
    Presentation,
}

impl File {
    pub(super) fn of(text: &str) -> Option<Self> {
        let lines = Lines::of(text);
        if lines.has(&["adsh", "cik"]) {
            Some(Self::Submissions)
        } else if lines.has(&["adsh", "tag", "version", "ddate", "value"]) {
            Some(Self::Numbers)
        } else if lines.has(&["adsh", "tag", "version", "report", "line"]) {
            Some(Self::Presentation)
        } else if lines.has(&["tag", "version"]) && !lines.has(&["adsh"]) {
            Some(Self::Tags)
        } else {
            None
        }
    }
}

/// `us-gaap:Assets` of the tag `Assets` in the version `us-gaap/2031`; a filer's own is in the version of its accession number.
pub(super) fn concept_name(tag: &str, version: &str) -> String {
    match version.split_once('/') {
        Some((taxonomy, _)) => [taxonomy, ":", tag].concat(),
        None => ["{", version, "}", tag].concat(),
    }
}

/// A filing of the set.
#[derive(Clone, Copy)]
struct Of {
    report: u32,
    entity: u32,
}

/// A concept as the set describes it, whatever the version.
#[derive(Clone, Copy, Default)]
struct Tag<'a> {
    label: &'a str,
    meaning: &'a str,
    data_type: &'a str,
    period_type: &'a str,
    balance: &'a str,
}

#[derive(Clone, Copy)]
struct Known {
    concept: u32,
    label: u32,
    per_share: bool,
}

struct Pour<'a, 't> {
    to: &'t mut Builder,
    filings: HashMap<&'a str, Of>,
    tags: HashMap<(&'a str, &'a str), Tag<'a>>,
    concepts: HashMap<(&'a str, &'a str), Known>,
    periods: HashMap<(&'a str, &'a str), u32>,
    units: HashMap<&'a str, (u32, Kind)>,
    dimensions: HashMap<(&'a str, &'a str), u32>,
    /// Filings that `sub` does not name.
    unnamed: HashSet<&'a str>,
    /// Rows that say no day, or no whole number of quarters.
    undated: u32,
    buffer: String,
}

/// Reads all files of data sets that are there as one.
pub(super) fn read(inputs: &[Input], to: &mut Builder) {
    let of = |file: File| inputs.iter().filter(move |input| File::of(&input.text) == Some(file));
    if inputs.is_empty() {
        return;
    }
    let first = to.filing.fact_count();
    let mut pour = Pour {
        to,
        filings: HashMap::default(),
        tags: HashMap::default(),
        concepts: HashMap::default(),
        periods: HashMap::default(),
        units: HashMap::default(),
        dimensions: HashMap::default(),
        unnamed: HashSet::default(),
        undated: 0,
        buffer: String::new(),
    };
    of(File::Submissions).for_each(|input| pour.submissions(&input.text));
    of(File::Tags).for_each(|input| pour.tags(&input.text));
    of(File::Numbers).for_each(|input| pour.numbers(input));
    let Pour { to, filings, unnamed, undated, .. } = pour;
    for input in of(File::Presentation) {
        statement::list(input, &|adsh| filings.get(adsh).map(|of| of.report), to);
    }
    let Some(place) = of(File::Numbers).next().map(|input| Place { source: input.source, ..Place::default() }) else {
        let error = Error::new("this part of a data set holds no values", "Open num.txt, or the whole set, together with it.");
        let name = inputs.first().map_or("", |input| &input.name);
        to.filing.failures.push(error.in_file(name));
        return;
    };
    if to.filing.fact_count() == first {
        let name = of(File::Numbers).next().map_or("", |input| &input.name);
        to.filing.failures.push(Error::new("this part of a data set holds not one value", "Get the file again, whole.").in_file(name));
        return;
    }
    to.caveat(About::Filing, ROUNDED, Some(place));
    if !unnamed.is_empty() {
        let text = format!("Of {} filings nothing is known but their accession numbers: open sub.txt together with num.txt.", unnamed.len());
        to.caveat(About::Filing, text, Some(place));
    }
    if undated > 0 {
        to.caveat(About::Filing, format!("Values whose period cannot be read: {undated}."), Some(place));
    }
}

impl<'a> Pour<'a, '_> {
    fn filing(&mut self, adsh: &'a str, cik: &str, name: &str) -> Of {
        let report = self.to.report();
        self.to.filing.report_names.insert(report, name.into());
        let entity = Entity { scheme: "http://www.sec.gov/CIK".into(), identifier: format!("{cik:0>10}").into() };
        let entity = if cik.is_empty() { NONE } else { self.to.filing.entities.insert_full(entity).0 as u32 };
        let of = Of { report, entity };
        self.filings.insert(adsh, of);
        of
    }

    fn submissions(&mut self, text: &'a str) {
        let lines = Lines::of(text);
        let columns = ["adsh", "cik", "name", "form", "fy", "fp", "filed"].map(|name| lines.column(name));
        let mut cells = Vec::new();
        for (_, line) in lines {
            split(line, &mut cells);
            let [adsh, cik, name, form, year, period, filed] = columns.map(|column| cell(&cells, column));
            if !adsh.is_empty() && !self.filings.contains_key(adsh) {
                self.filing(adsh, cik, &report_name(name, form, year, period, &day(filed), adsh));
            }
        }
    }

    fn tags(&mut self, text: &'a str) {
        let lines = Lines::of(text);
        let columns = ["tag", "version", "datatype", "iord", "crdr", "tlabel", "doc"].map(|name| lines.column(name));
        let mut cells = Vec::new();
        for (_, line) in lines {
            split(line, &mut cells);
            let [tag, version, data_type, period_type, balance, label, meaning] = columns.map(|column| cell(&cells, column));
            self.tags.insert((tag, version), Tag { label, meaning, data_type, period_type, balance });
        }
    }

    fn known(&mut self, tag: &'a str, version: &'a str) -> Known {
        if let Some(known) = self.concepts.get(&(tag, version)) {
            return *known;
        }
        let said = self.tags.get(&(tag, version)).copied().unwrap_or_default();
        let word = |text: &str| Some(text).filter(|text| !text.is_empty()).map(Into::into);
        let concept = Concept {
            name: Some(concept_name(tag, version).into()),
            data_type: word(said.data_type),
            balance: word(match said.balance {
                "C" => "credit",
                "D" => "debit",
                _ => "",
            }),
            period_type: word(match said.period_type {
                "I" => "instant",
                "D" => "duration",
                _ => "",
            }),
            ..Concept::default()
        };
        let concept = self.to.concept(concept);
        let texts = &mut self.to.filing.texts;
        let label = if said.label.is_empty() { NONE } else { texts.put(said.label) };
        if !said.meaning.is_empty() {
            let text = texts.put(said.meaning);
            self.to.filing.descriptions.insert(concept, text);
        }
        let known = Known { concept, label, per_share: said.data_type == "perShare" };
        self.concepts.insert((tag, version), known);
        known
    }

    fn numbers(&mut self, input: &'a Input) {
        let lines = Lines::of(&input.text);
        let columns = ["adsh", "tag", "version", "coreg", "ddate", "qtrs", "uom", "segments", "value", "footnote"].map(|name| lines.column(name));
        self.to.reserve(input.text.bytes().filter(|byte| *byte == b'\n').count(), 0);
        let mut cells = Vec::new();
        let (mut last, mut of): (&str, Option<Of>) = ("", None);
        for (start, line) in lines {
            split(line, &mut cells);
            let [adsh, tag, version, coreg, ddate, qtrs, uom, segments, value, footnote] = columns.map(|column| cell(&cells, column));
            let filing = match of.filter(|_| last == adsh).or_else(|| self.filings.get(adsh).copied()) {
                Some(of) => of,
                None => {
                    self.unnamed.insert(adsh);
                    self.filing(adsh, "", adsh)
                }
            };
            (last, of) = (adsh, Some(filing));
            let known = self.known(tag, version);
            let (unit, kind) = self.unit(uom);
            let place = Place { source: input.source, start: start as u32, len: line.len() as u32 };
            let period = self.period(ddate, qtrs);
            self.buffer.clear();
            let is_number = lexical(value, &mut self.buffer);
            let value = if is_number { &self.buffer } else { value };
            let text = self.to.filing.texts.put(value);
            let is_nil = value.is_empty();
            let new = Numbered {
                report: filing.report,
                concept: known.concept,
                label: known.label,
                entity: filing.entity,
                period,
                dimensions: self.dimensions(segments, coreg),
                unit,
                kind: match (is_nil, is_number, known.per_share && kind == Kind::Money) {
                    (true, ..) => Kind::Nil,
                    (_, false, _) => Kind::Text,
                    (.., true) => Kind::PerShare,
                    _ => kind,
                },
                value: if is_nil { NONE } else { text },
                shown: text,
                flags: if is_nil { NIL } else { 0 },
                place,
                ..Numbered::UNKNOWN
            };
            let id = self.to.numbered(&new);
            let filing = &mut self.to.filing;
            let span = filing.report_spans.entry(new.report).or_insert((id, id));
            *span = (span.0.min(id), span.1.max(id));
            if !footnote.is_empty() {
                filing.notes.push(Note { text: footnote.to_owned(), language: None });
                let to = Related::Note(filing.notes.len() as u32 - 1);
                filing.relationships.push(Relationship { from: id, to, arcrole: "http://www.xbrl.org/2003/arcrole/fact-footnote".into() });
            }
            if !is_number && !is_nil {
                self.to.caveat(About::Fact(id), "Its value is no decimal number; it is kept as text.", Some(place));
            }
        }
    }

    fn unit(&mut self, uom: &'a str) -> (u32, Kind) {
        if let Some(known) = self.units.get(uom) {
            return *known;
        }
        let unit = unit(uom);
        let kind = kind_of(&unit);
        let known = (self.to.filing.units.insert_full(unit).0 as u32, kind);
        self.units.insert(uom, known);
        known
    }

    fn period(&mut self, ddate: &'a str, qtrs: &'a str) -> u32 {
        let known = match self.periods.get(&(ddate, qtrs)) {
            Some(known) => *known,
            None => {
                let found = day_of(ddate).zip(qtrs.parse::<u32>().ok().filter(|count| *count <= 400)).map(|(day, quarters)| match quarters {
                    0 => Period::Instant(period::end_of(day)),
                    count => period::ending(day, Length::Months(count * 3), &[]).0,
                });
                let number = found.map_or(NONE, |period| self.to.filing.periods.insert_full(period).0 as u32);
                self.periods.insert((ddate, qtrs), number);
                number
            }
        };
        self.undated += u32::from(known == NONE);
        known
    }

    /// Members by the short names that the set gives them, without a taxonomy: `ProductOrService=Tools;`. A co-registrant is one too.
    fn dimensions(&mut self, segments: &'a str, coreg: &'a str) -> u32 {
        if let Some(known) = self.dimensions.get(&(segments, coreg)) {
            return *known;
        }
        let name = |name: &str| Some(["{}", name].concat().into());
        let parts = segments.split(';').filter_map(|part| part.split_once('=')).filter(|(axis, _)| !axis.trim().is_empty());
        let mut all: Vec<Dimension> =
            parts.map(|(axis, member)| Dimension { axis: name(axis.trim()), member: name(member.trim()), ..Dimension::default() }).collect();
        if !coreg.is_empty() {
            all.push(Dimension { axis: Some("dei:LegalEntityAxis".into()), member: name(coreg), ..Dimension::default() });
        }
        crate::order::sort_by(&mut all, Ord::cmp);
        let number = self.to.filing.dimensions.insert_full(all).0 as u32;
        self.dimensions.insert((segments, coreg), number);
        number
    }
}

/// `20311231` as a day.
fn day_of(digits: &str) -> Option<time::Date> {
    period::date(&day(digits))
}

/// `20311231` with hyphens; anything else as it is.
fn day(digits: &str) -> Cow<'_, str> {
    match (digits.get(..4), digits.get(4..6), digits.get(6..)) {
        (Some(year), Some(month), Some(day)) if digits.len() == 8 => Cow::Owned([year, month, day].join("-")),
        _ => Cow::Borrowed(digits),
    }
}
