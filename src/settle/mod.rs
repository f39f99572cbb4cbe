//! From a sheet's words to a table's meaning: periods, units, scale, members and typed, exact values.

mod agree;
mod aspects;
mod declared;
mod typed;

use crate::builder::{Builder, NewFact};
use crate::error::About;
use crate::filing::{Cell, Column, Concept, Definition, Dimension, Period, Row, RowKind, Table, Unit};
use crate::hash::{HashMap, HashSet};
use crate::heading::{self, ColumnHeading, Title};
use crate::period;
use crate::sections::{self, qname};
use crate::sheet::{Line, Sheet};
use crate::value::{self, Kind};
use aspects::aspects;
use declared::{Declared, Words, declared, unit_behind};
use typed::DOLLARS;

const NO_PERIOD: &str = "The headings name no date for this column, so the period of its values is not known.";
const WEEKS: &str = "The heading gives the length in months, but the period does not end with a month: its first day may be some days off.";

const BETWEEN: &str = "The headings name no date: the period runs from the dated line above to the dated line below.";

impl Sheet {
    /// Reads the sheet's meaning into the builder: one table and its facts.
    pub(crate) fn settle(self, report: u32, to: &mut Builder) {
        Settler::new(self).run(report, to);
    }
}

struct Settler {
    sheet: Sheet,
    title: Title,
    heads: Vec<ColumnHeading>,
    row_units: Vec<Option<String>>,
    /// Currency signs of this page and the codes that its headings give them.
    signs: HashMap<String, String>,
    declared: Vec<Declared>,
    /// What the labels of rows make likely where nothing is declared.
    words: Vec<Words>,
    /// What each cell is by its own form, by line.
    kinds: Vec<Vec<Kind>>,
    /// The one currency sign that the page's figures carry.
    page_sign: Option<String>,
    /// The currency that each column's heading names, or else the title.
    codes: Vec<Option<String>>,
    per_share_page: bool,
}

impl Settler {
    fn new(sheet: Sheet) -> Self {
        let title = heading::title(&sheet.title);
        let heading_lines: HashSet<&str> = sheet.headings.iter().flat_map(|heading| &heading.lines).map(|line| value::trim(line)).collect();
        let row_units: Vec<Option<String>> = sheet.lines.iter().map(|line| unit_behind(line, &heading_lines)).collect();
        let named: HashSet<&str> = row_units.iter().flatten().map(String::as_str).collect();
        let heads: Vec<_> = sheet.headings.iter().map(|heading| heading::column(&heading.lines, &named)).collect();
        let mut signs = HashMap::default();
        for unit in title.unit.iter().chain(heads.iter().flat_map(|head| &head.units)) {
            if let (Some(code), Some(sign)) = (heading::currency(unit), unit.split_once('(').and_then(|(_, rest)| rest.split_once(')'))) {
                signs.entry(sign.0.to_owned()).or_insert_with(|| code.to_owned());
            }
        }
        let types: HashMap<&str, &str> =
            sheet.definitions.iter().filter_map(|definition| Some((definition.name.as_deref()?, definition.detail("Data Type")?))).collect();
        let declared: Vec<Declared> = sheet.lines.iter().zip(&row_units).map(|(line, unit)| declared(line, unit.as_deref(), &types)).collect();
        let words_of = |(line, declared): (&Line, &Declared)| if *declared == Declared::Nothing { Words::of(&line.label) } else { Words::default() };
        let words = sheet.lines.iter().zip(&declared).map(words_of).collect();
        let per_share_page = title.unit.as_deref().is_some_and(|unit| unit.contains(" / "));
        let mut printed: Vec<&str> = Vec::new();
        let mut kind_of = |cell| {
            let reading = value::read(cell);
            printed.extend(reading.currency);
            reading.kind
        };
        let kinds = sheet.lines.iter().map(|line| line.cells.iter().map(|cell| kind_of(&cell.text)).collect()).collect();
        crate::order::sort_by_key(&mut printed, |one| *one);
        printed.dedup();
        let page_sign = match printed.as_slice() {
            [one] => Some((*one).to_owned()),
            _ => None,
        };
        let of_page = title.unit.as_deref().and_then(heading::currency);
        let codes = heads.iter().map(|head| head.units.iter().find_map(|unit| heading::currency(unit)).or(of_page).map(str::to_owned)).collect();
        Self { title, heads, row_units, signs, declared, words, kinds, page_sign, codes, per_share_page, sheet }
    }

    fn run(mut self, report: u32, to: &mut Builder) {
        let number = to.filing.tables.len() as u32;
        let columns = self.columns(number, to);
        let readings = self.unit_runs(columns.len());
        let sections = sections::sections(&self.sheet.lines);
        let label_periods = self.label_periods(&columns);
        let named: HashMap<String, Concept> = self.sheet.definitions.iter().filter_map(|d| Some((d.name.clone()?, concept_of(d)))).collect();
        let mut table = Table {
            title: self.title.whole.clone(),
            name: self.title.name.clone(),
            kind: self.title.kind,
            members: self.title.members.iter().map(|label| Dimension { label: Some(label.as_str().into()), ..Dimension::default() }).collect(),
            currency: self.title.unit.clone(),
            notes: self.title.notes.iter().cloned().chain(self.sheet.origin.take()).collect(),
            scale: self.title.scale,
            columns,
            footnotes: std::mem::take(&mut self.sheet.footnotes),
            definitions: std::mem::take(&mut self.sheet.definitions),
            place: self.sheet.place,
            ..Table::default()
        };
        for caveat in std::mem::take(&mut self.sheet.caveats) {
            to.caveat(About::Table(number), caveat, Some(self.sheet.place));
        }
        let mut doubts: HashMap<crate::filing::Doubt, u32> = HashMap::default();
        let mut assumed_dollars = false;
        let lines = std::mem::take(&mut self.sheet.lines);
        for (at, (line, section)) in lines.into_iter().zip(sections).enumerate() {
            let concept = (section.kind != RowKind::Members).then(|| {
                let known = line.name.as_ref().and_then(|name| named.get(name)).cloned().unwrap_or_default();
                let label = line.name.is_none().then(|| line.label.as_str().into());
                to.concept(Concept { name: line.name.as_deref().map(qname), label, ..known })
            });
            let (row_period, period_note) = label_periods[at].clone();
            let mut row = Row {
                kind: section.kind,
                label: line.label,
                unit_text: self.row_units[at].clone(),
                depth: line.depth,
                concept,
                members: section.members,
                assumed: section.assumed.or(period_note),
                marks: line.marks,
                first: table.cells.len() as u32,
                count: line.cells.len() as u32,
                place: line.place,
                period: row_period,
                unit: None,
            };
            let mut units: Vec<Option<Unit>> = Vec::new();
            for (nth, filled) in line.cells.into_iter().enumerate() {
                let reading = value::read(&filled.text);
                let read = readings.get(at).and_then(|line| line[nth]);
                let typed = self.typed(&reading, &self.declared[at], read, &row, self.words[at], filled.column);
                let (period, dimensions) = aspects(&table, &row, filled.column, to.filing.concept(concept.unwrap_or(u32::MAX)));
                let shown = value::trim(&filled.text);
                let fact = to.fact(NewFact {
                    report,
                    concept,
                    label: Some(&row.label),
                    period,
                    dimensions,
                    unit: typed.unit.clone(),
                    kind: if filled.nil { Kind::Nil } else { typed.kind },
                    value: if filled.nil { None } else { Some(&typed.value) },
                    shown,
                    nil: filled.nil,
                    scale: typed.scale().filter(|_| !filled.nil),
                    table: Some((number, at as u32)),
                    place: filled.place,
                });
                for caveat in typed.caveats {
                    assumed_dollars |= caveat == DOLLARS;
                    if caveat != DOLLARS {
                        to.caveat(About::Fact(fact), caveat, Some(filled.place));
                    }
                }
                if !filled.marks.is_empty() || !row.marks.is_empty() {
                    to.filing.fact_marks.insert(fact, filled.marks.iter().chain(&row.marks).cloned().collect());
                }
                let doubt = filled.doubt.map(|doubt| {
                    *doubts.entry(doubt).or_insert_with_key(|doubt| {
                        table.doubts.push(doubt.clone());
                        table.doubts.len() as u32 - 1
                    })
                });
                table.cells.push(Cell::of(filled.column, fact, doubt));
                if nth == 0 || units.last() != Some(&typed.unit) {
                    units.push(typed.unit);
                }
            }
            if let [Some(unit)] = units.as_slice() {
                row.unit = Some(unit.clone());
            }
            table.rows.push(row);
        }
        if assumed_dollars {
            to.caveat(About::Table(number), DOLLARS, Some(table.place));
        }
        to.filing.tables.reading().push(table);
    }

    fn columns(&self, number: u32, to: &mut Builder) -> Vec<Column> {
        let ends: Vec<_> = self.heads.iter().filter_map(|head| head.date).collect();
        let dated = !ends.is_empty();
        let mut columns = Vec::with_capacity(self.heads.len());
        for (at, (head, heading)) in self.heads.iter().zip(&self.sheet.headings).enumerate() {
            let period = match (head.date, head.length) {
                (Some(day), Some(length)) => {
                    let (period, exact) = period::ending(day, length, &ends);
                    if !exact {
                        to.caveat(About::Column(number, at as u32), WEEKS, None);
                    }
                    Some(period)
                }
                (Some(day), None) => Some(Period::Instant(period::end_of(day))),
                (None, _) => None,
            };
            if period.is_none() && dated {
                to.caveat(About::Column(number, at as u32), NO_PERIOD, None);
            }
            let code = head.units.iter().find_map(|unit| heading::currency(unit));
            let unit = match head.units.as_slice() {
                [one] => heading::unit(one, code),
                _ => None,
            };
            columns.push(Column {
                heading: heading.lines.clone(),
                period,
                months: head.length.map(period::Length::months),
                unit,
                units: head.units.clone(),
                members: head.members.iter().map(|label| Dimension { label: Some(label.as_str().into()), ..Dimension::default() }).collect(),
                marks: heading.marks.clone(),
                assumed: heading.assumed.clone(),
            });
        }
        columns
    }

    /// Periods that labels name ("Balance at Dec. 31, 2016") where no heading names a date, and what was assumed with them.
    fn label_periods(&self, columns: &[Column]) -> Vec<(Option<Period>, Option<String>)> {
        let none = vec![(None, None); self.sheet.lines.len()];
        if columns.iter().any(|column| column.period.is_some()) {
            return none;
        }
        let dated: Vec<(usize, time::Date)> = self
            .sheet
            .lines
            .iter()
            .enumerate()
            .filter(|(_, l)| !l.cells.is_empty())
            .filter_map(|(at, line)| Some((at, date_in(&line.label)?)))
            .collect();
        let mut all = none;
        for (at, day) in &dated {
            all[*at].0 = Some(Period::Instant(period::end_of(*day)));
        }
        for pair in dated.windows(2) {
            let [(from, start), (until, end)] = pair else { continue };
            if start < end {
                for (row, line) in self.sheet.lines.iter().enumerate().take(*until).skip(from + 1) {
                    if !line.cells.is_empty() {
                        all[row] = (Some(Period::Duration(period::end_of(*start), period::end_of(*end))), Some(BETWEEN.to_owned()));
                    }
                }
            }
        }
        all
    }
}

/// A date as R pages print it, somewhere in a label.
pub(crate) fn date_in(label: &str) -> Option<time::Date> {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.windows(3).find_map(|three| {
        period::month(three[0])?;
        period::date(&format!("{} {} {}", three[0], three[1], three[2].trim_end_matches(|c: char| !c.is_ascii_digit())))
    })
}

/// What a definition block's details say of its concept.
fn concept_of(definition: &Definition) -> Concept {
    let detail = |label| definition.detail(label).map(Into::into);
    Concept { data_type: detail("Data Type"), balance: detail("Balance Type"), period_type: detail("Period Type"), ..Concept::default() }
}
