//! From a sheet's words to a table's meaning: periods, units, scale, members and typed, exact values.

use crate::currency::{self, Mark, Read, Shown};
use crate::error::About;
use crate::filing::{Builder, Cell, Column, Concept, Dimension, Filing, NewFact, Period, Row, RowKind, Table, Unit};
use crate::heading::{self, ColumnHeading, Title};
use crate::period;
use crate::sections::{self, qname};
use crate::sheet::{Line, Sheet};
use crate::value::{self, Kind, Reading};
use std::collections::{HashMap, HashSet};

const NO_PERIOD: &str = "The headings name no date for this column, so the period of its values is not known.";
const WEEKS: &str = "The heading gives the length in months, but the period does not end with a month: its first day may be some days off.";
const DASH: &str = "The page shows a dash: it does not say whether that means zero or nothing.";
const NO_UNIT: &str = "The text names no unit for this number.";
const DOLLARS: &str = "The page does not say which dollars $ stands for: they were read as US dollars.";
const MAYBE_MONEY: &str =
    "The text does not say for certain whether this number is money: it was read so because of the currency signs above and below it.";
const MAYBE_PLAIN: &str = "The text does not say for certain what this number counts: it was not read as money, and no scale was applied.";
const SHARES_BY_WORDS: &str = "The number was read as shares because of its label, and the scale for shares was applied.";
const BETWEEN: &str = "The headings name no date: the period runs from the dated line above to the dated line below.";
const NOT_DECLARED: &str = "The concept's data type asks for a number, and the text shown is none.";

/// What a row's label or a concept's data type says about the values, for certain.
#[derive(Clone, Debug, PartialEq)]
enum Declared {
    Money,
    PerShare,
    Shares,
    /// A ratio or a count without a unit.
    Pure,
    /// A unit of the filer's own.
    Other(String),
    Text,
    Date,
    Duration,
    Boolean,
    Nothing,
}

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
    /// The one currency sign that the page's figures carry.
    page_sign: Option<String>,
    per_share_page: bool,
}

impl Settler {
    fn new(sheet: Sheet) -> Self {
        let title = heading::title(&sheet.title);
        let heading_lines: HashSet<&str> = sheet.headings.iter().flat_map(|heading| &heading.lines).map(|line| value::trim(line)).collect();
        let row_units: Vec<Option<String>> = sheet.lines.iter().map(|line| unit_behind(line, &heading_lines)).collect();
        let named: HashSet<&str> = row_units.iter().flatten().map(String::as_str).collect();
        let heads: Vec<_> = sheet.headings.iter().map(|heading| heading::column(&heading.lines, &named)).collect();
        let mut signs = HashMap::new();
        for unit in title.unit.iter().chain(heads.iter().flat_map(|head| &head.units)) {
            if let (Some(code), Some(sign)) = (heading::currency(unit), unit.split_once('(').and_then(|(_, rest)| rest.split_once(')'))) {
                signs.entry(sign.0.to_owned()).or_insert_with(|| code.to_owned());
            }
        }
        let types: HashMap<&str, &str> =
            sheet.definitions.iter().filter_map(|definition| Some((definition.name.as_deref()?, definition.detail("Data Type")?))).collect();
        let declared = sheet.lines.iter().zip(&row_units).map(|(line, unit)| declared(line, unit.as_deref(), &types)).collect();
        let per_share_page = title.unit.as_deref().is_some_and(|unit| unit.contains(" / "));
        let mut printed: Vec<&str> = sheet.lines.iter().flat_map(|line| &line.cells).filter_map(|cell| value::read(&cell.text).currency).collect();
        crate::order::sort_by_key(&mut printed, |one| *one);
        printed.dedup();
        let page_sign = match printed.as_slice() {
            [one] => Some((*one).to_owned()),
            _ => None,
        };
        Self { title, heads, row_units, signs, declared, page_sign, per_share_page, sheet }
    }

    fn run(mut self, report: u32, to: &mut Builder) {
        let number = to.filing.tables.len() as u32;
        let columns = self.columns(number, to);
        let readings = self.unit_runs(columns.len());
        let sections = sections::sections(&self.sheet.lines);
        let label_periods = self.label_periods(&columns);
        let kinds: HashMap<String, (Option<Box<str>>, Option<Box<str>>, Option<Box<str>>)> = self
            .sheet
            .definitions
            .iter()
            .filter_map(|d| {
                Some((
                    d.name.clone()?,
                    (d.detail("Data Type").map(Into::into), d.detail("Balance Type").map(Into::into), d.detail("Period Type").map(Into::into)),
                ))
            })
            .collect();
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
        let mut doubts: HashMap<crate::filing::Doubt, u32> = HashMap::new();
        let mut assumed_dollars = false;
        let lines = std::mem::take(&mut self.sheet.lines);
        for (at, (line, section)) in lines.into_iter().zip(sections).enumerate() {
            let concept = (section.kind != RowKind::Members).then(|| {
                let (data_type, balance, period_type) = line.name.as_ref().and_then(|name| kinds.get(name)).cloned().unwrap_or_default();
                let label = line.name.is_none().then(|| line.label.as_str().into());
                to.concept(Concept { name: line.name.as_deref().map(qname), label, data_type, balance, period_type, namespace: None })
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
                let read = readings.get(&(at as u32, filled.column)).copied();
                let typed = self.typed(&reading, &self.declared[at], read, &row, filled.column);
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
                table.cells.push(Cell { column: filled.column, fact, doubt, confirmed: false });
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
        to.filing.tables.push(table);
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

    /// What EDGAR's rule for currency signs says of each unsigned or signed number, column by column.
    fn unit_runs(&self, columns: usize) -> HashMap<(u32, u32), (Read, bool)> {
        let mut of_column: Vec<Vec<(u32, Mark, bool)>> = vec![Vec::new(); columns];
        for (at, line) in self.sheet.lines.iter().enumerate() {
            let words = Words::of(&line.label);
            for cell in &line.cells {
                let Some(column) = of_column.get_mut(cell.column as usize) else { continue };
                let shown = match value::read(&cell.text).kind {
                    _ if !matches!(self.declared[at], Declared::Money | Declared::PerShare | Declared::Nothing) => Shown::Other,
                    Kind::Money => Shown::Signed,
                    Kind::Number => Shown::Unsigned,
                    _ => Shown::Other,
                };
                let (money, per_share, plain) = match &self.declared[at] {
                    Declared::Money => (0, 60, 60),
                    Declared::PerShare => (60, 0, 60),
                    _ if words.per_share => (3, 0, 3),
                    _ if words.counts => (4, 4, 0),
                    _ if self.per_share_page => (3, 0, 1),
                    _ => (0, 4, 1),
                };
                column.push((at as u32, Mark { shown, money, per_share, plain }, words.counts));
            }
        }
        let mut read = HashMap::new();
        for (column, cells) in of_column.iter().enumerate() {
            let marks: Vec<Mark> = cells.iter().map(|(_, mark, _)| *mark).collect();
            if !marks.iter().any(|mark| mark.shown == Shown::Signed) {
                continue;
            }
            let all = currency::runs(&marks, self.sheet.cut).unwrap_or_else(|| {
                // The page is not EDGAR's: signs say what they say, and unsigned numbers below one are likely money.
                marks
                    .iter()
                    .map(|mark| match mark.shown {
                        Shown::Signed => (if mark.per_share < mark.money { Read::PerShare } else { Read::Money }, false),
                        _ if mark.plain <= mark.money && mark.plain == 0 => (Read::Plain, true),
                        _ => (if mark.per_share < mark.money { Read::PerShare } else { Read::Money }, true),
                    })
                    .collect()
            });
            for ((row, _, _), reading) in cells.iter().zip(all) {
                read.insert((*row, column as u32), reading);
            }
        }
        read
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

    /// The currency code that a sign stands for on this page; the flag says that dollars were assumed to be US dollars.
    fn code(&self, sign: Option<&str>, column: u32) -> (Option<String>, bool) {
        let head = self.heads.get(column as usize);
        let named = head
            .and_then(|head| head.units.iter().find_map(|unit| heading::currency(unit)))
            .or_else(|| self.title.unit.as_deref().and_then(heading::currency));
        match sign {
            Some(sign) => {
                if let Some(code) = self.signs.get(sign).map(String::as_str).or_else(|| value::currency_of_sign(sign)) {
                    return (Some(code.to_owned()), false);
                }
                if named.is_none() && sign == "$" { (Some("USD".into()), true) } else { (named.map(str::to_owned), false) }
            }
            None => match (named, &self.page_sign) {
                (Some(code), _) => (Some(code.to_owned()), false),
                (None, Some(sign)) => self.code(Some(sign), column),
                (None, None) => (None, false),
            },
        }
    }

    /// A cell's kind, unit and exact value.
    fn typed(&self, reading: &Reading<'_>, declared: &Declared, read: Option<(Read, bool)>, row: &Row, column: u32) -> Typed {
        let mut typed = Typed { kind: reading.kind, unit: None, value: reading.value.clone().into_owned(), caveats: Vec::new() };
        let numeric = matches!(reading.kind, Kind::Number | Kind::Money | Kind::Percent);
        match (declared, reading.kind) {
            (_, Kind::Dash) => typed.caveats.push(DASH),
            (Declared::Text, _) => {
                typed.kind = Kind::Text;
                typed.value = reading.value.clone().into_owned();
            }
            (Declared::Money | Declared::PerShare | Declared::Shares | Declared::Pure, _) if !numeric => typed.caveats.push(NOT_DECLARED),
            (Declared::Date | Declared::Duration | Declared::Boolean, _) if !numeric => {}
            (_, Kind::Percent) => typed.unit = Some(heading::pure()),
            (Declared::Pure, _) => (typed.kind, typed.unit) = (Kind::Number, Some(heading::pure())),
            (Declared::Money, _) => self.money(&mut typed, reading, column),
            (Declared::PerShare, _) => self.per_share(&mut typed, reading, row, column),
            (Declared::Shares, _) => self.shares(&mut typed),
            (Declared::Other(words), _) => {
                typed.kind = if reading.kind == Kind::Money { Kind::Money } else { Kind::Number };
                typed.unit = heading::unit(words, self.code(reading.currency, column).0.as_deref());
            }
            (_, Kind::Money | Kind::Number) => self.undeclared(&mut typed, reading, read, row, column),
            _ => {}
        }
        typed
    }

    fn undeclared(&self, typed: &mut Typed, reading: &Reading<'_>, read: Option<(Read, bool)>, row: &Row, column: u32) {
        let words = Words::of(&row.label);
        let (read, doubtful) = read.unwrap_or((if reading.kind == Kind::Money { Read::Money } else { Read::Plain }, false));
        match read {
            Read::Money => {
                self.money(typed, reading, column);
                if doubtful && reading.kind != Kind::Money {
                    typed.caveats.push(MAYBE_MONEY);
                }
            }
            Read::PerShare => self.per_share(typed, reading, row, column),
            Read::Plain if words.identifies => typed.kind = Kind::Text,
            Read::Plain if words.shares || self.title.unit.as_deref() == Some("shares") || self.column_unit(column) == Some("shares") => {
                self.shares(typed);
                if self.title.scale.shares.is_some() {
                    typed.caveats.push(SHARES_BY_WORDS);
                }
            }
            Read::Plain => {
                let unit = self.column_unit(column).filter(|unit| heading::currency(unit).is_none() && !unit.contains('/'));
                typed.unit = unit.and_then(|unit| heading::unit(unit, None));
                let scaled = self.title.scale.money.is_some() || self.title.scale.shares.is_some();
                if scaled || doubtful {
                    typed.caveats.push(MAYBE_PLAIN);
                } else if typed.unit.is_none() {
                    typed.caveats.push(NO_UNIT);
                }
            }
        }
    }

    /// The one unit that the column's heading names.
    fn column_unit(&self, column: u32) -> Option<&str> {
        match self.heads.get(column as usize)?.units.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    fn money(&self, typed: &mut Typed, reading: &Reading<'_>, column: u32) {
        typed.kind = Kind::Money;
        self.currency(typed, reading, column, heading::money);
        if let Some(power) = self.title.scale.money {
            typed.value = value::shift(&reading.value, power);
        }
    }

    fn per_share(&self, typed: &mut Typed, reading: &Reading<'_>, row: &Row, column: u32) {
        typed.kind = Kind::PerShare;
        match row.unit_text.as_deref().and_then(|words| heading::unit(words, self.code(reading.currency, column).0.as_deref())) {
            Some(unit) => typed.unit = Some(unit),
            None => self.currency(typed, reading, column, heading::per_share),
        }
    }

    fn currency(&self, typed: &mut Typed, reading: &Reading<'_>, column: u32, unit: fn(&str) -> Unit) {
        let (code, dollars) = self.code(reading.currency, column);
        typed.unit = code.as_deref().map(unit);
        if dollars {
            typed.caveats.push(DOLLARS);
        }
    }

    fn shares(&self, typed: &mut Typed) {
        typed.kind = Kind::Shares;
        typed.unit = Some(heading::shares());
        if let Some(power) = self.title.scale.shares {
            typed.value = value::shift(&typed.value, power);
        }
    }
}

struct Typed {
    kind: Kind,
    unit: Option<Unit>,
    value: String,
    caveats: Vec<&'static str>,
}

/// What a label's words make likely.
struct Words {
    per_share: bool,
    /// Counts of something that is not money.
    counts: bool,
    shares: bool,
    /// Codes and numbers that identify: a CIK, a postal code.
    identifies: bool,
}

impl Words {
    fn of(label: &str) -> Self {
        let lower = label.to_ascii_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| lower.contains(word));
        let per_share = has(&[
            "per share",
            "per common share",
            "per unit",
            "per warrant",
            "per ads",
            "par value",
            "per ordinary share",
            "exercise price",
            "conversion price",
            "stock price",
            "share price",
        ]);
        let shares = !per_share && has(&["shares", "number of stock", "stock units"]);
        let counts = shares || (!per_share && has(&["number of", "warrants", "options", "units", "percent", "ratio", "rate"]));
        let identifies =
            ["code", "key", "number", "focus", "firm id", "identifier"].iter().any(|end| lower.ends_with(end)) && !lower.starts_with("number");
        Self { per_share, counts, shares, identifies }
    }
}

/// The unit behind a label's last bar, if it is one: "Common stock, par value | $ / shares".
fn unit_behind(line: &Line, heading_lines: &HashSet<&str>) -> Option<String> {
    if line.cells.is_empty() {
        return None;
    }
    let (_, unit) = line.label.rsplit_once(" | ")?;
    let unit = value::trim(unit);
    (heading::is_unit(unit) || heading_lines.contains(unit)).then(|| unit.to_owned())
}

fn declared(line: &Line, unit: Option<&str>, types: &HashMap<&str, &str>) -> Declared {
    if let Some(data_type) = line.name.as_deref().and_then(|name| types.get(name)) {
        let local = data_type.rsplit(':').next().unwrap_or_default();
        let by_type = match local.trim_end_matches("ItemType") {
            "monetary" => Declared::Money,
            "perShare" | "perUnit" => Declared::PerShare,
            "shares" => Declared::Shares,
            "percent" | "pure" | "integer" | "nonNegativeInteger" | "positiveInteger" | "decimal" | "float" | "double" | "int" | "long" => {
                Declared::Pure
            }
            "duration" => Declared::Duration,
            "date" | "dateTime" | "gMonthDay" => Declared::Date,
            "boolean" => Declared::Boolean,
            other
                if [
                    "string", "String", "token", "Token", "text", "Text", "domain", "gYear", "Code", "Key", "anyURI", "Type", "Zip", "Category",
                    "ID", "yesNo",
                ]
                .iter()
                .any(|part| other.contains(part)) =>
            {
                Declared::Text
            }
            _ => Declared::Nothing,
        };
        match (by_type, unit) {
            (Declared::Pure, Some(unit)) if unit != "pure" => return Declared::Other(unit.to_owned()),
            (Declared::Nothing, _) => {}
            (by_type, _) => return by_type,
        }
    }
    match unit {
        Some("shares" | "Shares") => return Declared::Shares,
        Some("pure" | "Pure") => return Declared::Pure,
        Some(unit) if unit.contains(" / ") && (unit.ends_with("shares") || unit.ends_with("share")) => return Declared::PerShare,
        Some(unit) if unit == "$" || heading::currency(unit).is_some() || value::currency_of_sign(unit).is_some() => return Declared::Money,
        Some(unit) => return Declared::Other(unit.to_owned()),
        None => {}
    }
    // EDGAR appends "(in shares)" and "(in dollars per share)" where a label does not tell the unit.
    let lower = line.label.to_ascii_lowercase();
    if let Some((_, inside)) = lower.strip_suffix(')').and_then(|label| label.rsplit_once('(')) {
        if inside == "in shares" || inside == "shares" {
            return Declared::Shares;
        }
        let parts: Vec<&str> = inside.split_whitespace().collect();
        if (inside.starts_with("in ") || parts.first().is_some_and(|p| p.len() == 3)) && parts.contains(&"per") && parts.len() <= 6 {
            return Declared::PerShare;
        }
    }
    Declared::Nothing
}

/// A date as R pages print it, somewhere in a label.
pub(crate) fn date_in(label: &str) -> Option<time::Date> {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.windows(3).find_map(|three| {
        period::month(three[0])?;
        period::date(&format!("{} {} {}", three[0], three[1], three[2].trim_end_matches(|c: char| !c.is_ascii_digit())))
    })
}

/// The period and dimensions that a cell's place gives its fact.
pub(crate) fn aspects(table: &Table, row: &Row, column: u32, concept: Option<&Concept>) -> (Option<Period>, Vec<Dimension>) {
    let head = table.columns.get(column as usize);
    let mut period = head.and_then(|head| head.period.clone()).or_else(|| row.period.clone());
    if concept.is_some_and(|concept| concept.period_type.as_deref() == Some("instant"))
        && let Some(Period::Duration(_, end)) = period
    {
        period = Some(Period::Instant(end));
    }
    let mut dimensions = table.members.clone();
    dimensions.extend(head.map(|head| head.members.clone()).unwrap_or_default());
    dimensions.extend(row.members.iter().cloned());
    dimensions.retain(|dimension| dimension.label.as_deref() != Some("Total") || dimension.axis.is_some());
    (period, dimensions)
}

impl Filing {
    /// Puts an assumed value into another column, and its fact into that column's period and members.
    pub fn move_cell(&mut self, fact: u32, column: u32) -> Result<(), crate::Error> {
        let refuse = |what: String| Err(crate::Error::new(what, "Choose one of the columns that are open for it."));
        let Some((table, row)) = self.fact(fact).and_then(|fact| fact.table_row()) else {
            return refuse(format!("There is no fact {fact} in a table"));
        };
        let place = &mut self.tables[table as usize];
        let range = place.rows[row as usize].first as usize..(place.rows[row as usize].first + place.rows[row as usize].count) as usize;
        let cells = &place.cells[range.clone()];
        let Some(at) = cells.iter().position(|cell| cell.fact == fact) else { return refuse(format!("Fact {fact} has no cell")) };
        let open = cells[at].doubt.and_then(|doubt| place.doubts.get(doubt as usize)).is_some_and(|doubt| doubt.columns.contains(&column));
        if !open && cells[at].column != column {
            return refuse(format!("Column {} is not open for this value", column + 1));
        }
        if cells.iter().any(|cell| cell.fact != fact && cell.column == column) {
            return refuse(format!("Column {} holds another value of this row", column + 1));
        }
        place.cells[range.start + at].column = column;
        place.cells[range.start + at].confirmed = true;
        crate::order::sort_by_key(&mut place.cells[range], |cell| cell.column);
        self.rederive(table, row);
        Ok(())
    }

    /// Takes an assumed value's column as right.
    pub fn confirm_cell(&mut self, fact: u32) -> Result<(), crate::Error> {
        let column = self.fact(fact).and_then(|fact| fact.cell()).map(|cell| cell.column);
        match column {
            Some(column) => self.move_cell(fact, column),
            None => Err(crate::Error::new(format!("There is no fact {fact} in a table"), "Choose a value of a table.")),
        }
    }

    /// Gives the facts of a row the periods and members of the columns that they now stand in.
    pub(crate) fn rederive(&mut self, table: u32, row: u32) {
        let Some(place) = self.tables.get(table as usize) else { return };
        for cell in place.row_cells(row) {
            let line = &place.rows[row as usize];
            let concept = line.concept.and_then(|concept| self.concepts.get_index(concept as usize));
            let (period, dimensions) = aspects(place, line, cell.column, concept);
            let at = cell.fact as usize;
            self.facts.period[at] = period.map_or(crate::filing::NONE, |period| self.periods.insert_full(period).0 as u32);
            self.facts.dimensions[at] = self.dimensions.insert_full(dimensions).0 as u32;
            self.facts.concept[at] = line.concept.unwrap_or(crate::filing::NONE);
        }
    }
}
