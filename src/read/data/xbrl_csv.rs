//! xBRL-CSV: tables of which metadata in JSON says what each column is.
//!
//! A fact has what its column says, then the property groups that its row names, then its table's template, then the report. A
//! `$name` in any of these is the row's own cell in the column of that name, or a parameter. The tables are gone through twice, as
//! which axes hold names must be known before the first fact.

use super::json::{Object, Tree};
use super::oim::{Axes, Given, Making, shortened};
use crate::builder::Builder;
use crate::error::{About, Error, Place};
use crate::hash::{HashMap, IndexMap};
use faststr::FastStr;
use std::borrow::Cow;

/// A file of a set: its name, its number among the sources, and its text.
pub(super) struct Input {
    pub(super) name: String,
    pub(super) source: u32,
    pub(super) text: FastStr,
}

/// What a property comes to in a row.
#[derive(Clone, Debug, PartialEq)]
enum Got {
    /// It is not there: blank, or `#none`.
    Absent,
    /// `#nil`
    Nil,
    Text(String),
}

impl Got {
    fn of(text: &str) -> Self {
        match text {
            "" | "#none" => Self::Absent,
            "#nil" => Self::Nil,
            "#empty" => Self::Text(String::new()),
            // A character that would begin something else is doubled.
            _ => Self::Text(if text.starts_with("##") { text[1..].to_owned() } else { text.to_owned() }),
        }
    }

    fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// A table with its template, ready to be read.
struct Table<'a> {
    id: &'a str,
    template: &'a Object,
    parameters: HashMap<String, String>,
    input: &'a Input,
}

/// The file names that metadata calls its tables and parameters by.
pub(super) fn urls(text: &str) -> Vec<String> {
    let Ok(Tree::Object(metadata)) = Tree::of(text) else { return Vec::new() };
    let tables = object(&metadata, "tables").into_iter().flat_map(Object::values);
    let urls = tables.filter_map(|table| table.get("url")).chain(metadata.get("parameterURL"));
    urls.filter_map(Tree::text).map(|url| base(url).to_owned()).collect()
}

/// The last part of a path.
pub(super) fn base(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn object<'a>(of: &'a Object, key: &str) -> Option<&'a Object> {
    of.get(key).and_then(Tree::object)
}

/// Another member's properties where one has none of its own: what metadata extends.
fn merge(into: &mut Object, from: Object) {
    for (key, value) in from {
        match (into.get_mut(&key), value) {
            (Some(Tree::Object(own)), Tree::Object(other)) => merge(own, other),
            (Some(_), _) => {}
            (None, value) => {
                into.insert(key, value);
            }
        }
    }
}

fn parsed(input: &Input) -> Result<Object, Error> {
    match Tree::of(&input.text) {
        Ok(Tree::Object(metadata)) => Ok(metadata),
        Ok(_) => Err(Error::new("the metadata is no object", "Get the file again, whole.")),
        Err(error) => Err(super::json::nothing_kept(&error)),
    }
}

/// The files that metadata extends, as it names them.
fn extended(metadata: &Object) -> Vec<String> {
    let list = object(metadata, "documentInfo").and_then(|info| info.get("extends"));
    list.into_iter().flat_map(Tree::texts).map(str::to_owned).collect()
}

/// The metadata with all that it extends, each once.
fn whole(at: usize, all: &[Input], met: &mut Vec<usize>, lost: &mut Vec<String>) -> Result<Object, Error> {
    met.push(at);
    let mut own = parsed(&all[at])?;
    let extended = extended(&own);
    for url in &extended {
        match all.iter().position(|other| base(&other.name) == base(url)) {
            Some(other) if !met.contains(&other) => merge(&mut own, whole(other, all, met, lost)?),
            Some(_) => {}
            None => lost.push(base(url).to_owned()),
        }
    }
    Ok(own)
}

/// Reads all reports whose metadata is there. What cannot be read is a failure of its file.
pub(super) fn read(metadata: &[Input], tables: &[Input], to: &mut Builder) {
    // What others extend is no report of its own.
    let extended: Vec<String> =
        metadata.iter().filter_map(|input| parsed(input).ok()).flat_map(|metadata| extended(&metadata)).map(|url| base(&url).to_owned()).collect();
    let mut used = vec![false; tables.len()];
    for (at, input) in metadata.iter().enumerate() {
        if extended.iter().any(|url| url == base(&input.name)) && metadata.len() > 1 {
            continue;
        }
        if let Err(error) = report(at, metadata, tables, &mut used, to) {
            to.filing.failures.push(error.in_file(&input.name));
        }
    }
}

fn report(at: usize, all: &[Input], tables: &[Input], used: &mut [bool], to: &mut Builder) -> Result<(), Error> {
    let own = &all[at];
    let here = Place { source: own.source, ..Place::default() };
    let mut lost = Vec::new();
    let metadata = whole(at, all, &mut Vec::new(), &mut lost)?;
    for name in lost {
        to.caveat(About::Filing, format!("The metadata extends “{}”, which is not among the files.", shortened(&name)), Some(here));
    }
    let strings = |of: Option<&Object>| -> HashMap<String, String> {
        of.into_iter().flatten().filter_map(|(key, value)| Some((key.clone(), value.text()?.to_owned()))).collect()
    };
    let mut find = |url: &str| {
        let relative = own.name.rsplit_once(['/', '\\']).map_or(url.to_owned(), |(folder, _)| [folder, "/", url].concat());
        let found = tables.iter().position(|table| table.name == relative);
        let found = found.or_else(|| tables.iter().position(|table| base(&table.name) == base(url)));
        found.inspect(|at| used[*at] = true).map(|at| &tables[at])
    };
    let mut said: Vec<(String, Option<Place>)> = Vec::new();
    let mut parameters = strings(object(&metadata, "parameters"));
    if let Some(url) = metadata.get("parameterURL").and_then(Tree::text) {
        match find(url) {
            Some(file) => {
                let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(file.text.as_bytes());
                let records = reader.records().filter_map(Result::ok);
                parameters.extend(records.filter_map(|record| Some((record.get(0)?.to_owned(), record.get(1)?.to_owned()))));
            }
            None => said.push((format!("The file of parameters, “{}”, is not among the files.", shortened(base(url))), Some(here))),
        }
    }
    let templates = object(&metadata, "tableTemplates");
    let mut found: Vec<Table<'_>> = Vec::new();
    for (id, table) in object(&metadata, "tables").into_iter().flatten() {
        let name = table.get("template").and_then(Tree::text).unwrap_or(id);
        let Some(template) = templates.and_then(|templates| object(templates, name)) else {
            said.push((
                format!("The table “{}” is left out: its template, “{}”, is not in the metadata.", shortened(id), shortened(name)),
                Some(here),
            ));
            continue;
        };
        let Some(url) = table.get("url").and_then(Tree::text) else { continue };
        let Some(input) = find(url) else {
            if table.get("optional").and_then(Tree::text) != Some("true") {
                let text = format!("The table “{}” is not among the files: open it together with the metadata.", shortened(url));
                said.push((text, Some(here)));
            }
            continue;
        };
        let parameters = strings(table.get("parameters").and_then(Tree::object));
        found.push(Table { id, template, parameters, input });
    }
    // As the files were given: the keys of an object have no order.
    crate::order::sort_by_key(&mut found, |table| table.input.source);

    let mut axes = Axes::default();
    for table in &found {
        table.facts(&metadata, &parameters, &mut |given| {
            given.dimensions.iter().for_each(|(axis, value)| value.iter().for_each(|value| axes.meet(axis, value)));
        });
    }
    let info = object(&metadata, "documentInfo");
    let of_info = |key: &str| strings(info.and_then(|info| object(info, key)));
    let first = to.filing.fact_count() as usize + to.filing.notes.len();
    let mut making = Making::new(to, of_info("namespaces"), of_info("linkTypes"), axes);
    for table in &found {
        said.extend(table.facts(&metadata, &parameters, &mut |given| making.fact(&given)));
    }
    for (link_type, groups) in object(&metadata, "links").into_iter().flatten() {
        for ids in groups.object().into_iter().flat_map(Object::values).filter_map(Tree::object) {
            for (from, targets) in ids {
                targets.texts().for_each(|target| making.tie(from, link_type, target));
            }
        }
    }
    making.finish();
    let count = to.filing.fact_count() as usize + to.filing.notes.len() - first;
    if count == 0 {
        let what =
            said.into_iter().next().map_or_else(|| "its tables hold not one fact".to_owned(), |(text, _)| lower_first(text.trim_end_matches('.')));
        return Err(Error::new(what, "Open the metadata and all its tables together."));
    }
    for (text, place) in said {
        to.caveat(About::Filing, text, place);
    }
    Ok(())
}

fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// A row, and what is known around it.
struct Row<'r> {
    headings: &'r IndexMap<String, usize>,
    record: &'r csv::StringRecord,
    parameters: [&'r HashMap<String, String>; 2],
    table: &'r str,
    id: &'r str,
    number: &'r str,
}

impl Row<'_> {
    fn named(&self, name: &str) -> Got {
        if let Some(at) = self.headings.get(name) {
            return Got::of(self.record.get(*at).unwrap_or_default());
        }
        let parameter = self.parameters.iter().find_map(|all| all.get(name));
        match (parameter, name) {
            (Some(value), _) => Got::of(value),
            (None, "rowNumber") => Got::Text(self.number.to_owned()),
            (None, "rowId") => Got::Text(self.id.to_owned()),
            (None, "tableId") => Got::Text(self.table.to_owned()),
            (None, _) => Got::Absent,
        }
    }

    /// A property as it is written in the metadata.
    fn property(&self, written: &Tree) -> Got {
        match written {
            Tree::Null => Got::Nil,
            Tree::Text(text) => match text.strip_prefix('$') {
                Some(rest) if rest.starts_with('$') => Got::Text(rest.to_owned()),
                Some(name) => match name.split_once('@') {
                    // The beginning or end of the period that the row gives.
                    Some((name, edge)) => match self.named(name) {
                        Got::Text(text) => Got::Text([&*text, "@", edge].concat()),
                        other => other,
                    },
                    None => self.named(name),
                },
                None => Got::of(text),
            },
            _ => Got::Absent,
        }
    }
}

impl Table<'_> {
    /// Gives every fact of the table, and what there is to say of it.
    fn facts(&self, metadata: &Object, parameters: &HashMap<String, String>, what: &mut dyn FnMut(Given<'_>)) -> Vec<(String, Option<Place>)> {
        let text = &*self.input.text;
        let source = self.input.source;
        let mut said = Vec::new();
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let headings: IndexMap<String, usize> = match reader.headers() {
            Ok(headings) => headings.iter().enumerate().map(|(at, heading)| (heading.trim_start_matches('\u{feff}').to_owned(), at)).collect(),
            Err(_) => return vec![("The table has no line of headings.".to_owned(), Some(Place { source, ..Place::default() }))],
        };
        let Some(columns) = object(self.template, "columns") else { return said };
        let unknown: Vec<&str> = headings.keys().filter(|heading| !columns.contains_key(*heading)).map(String::as_str).collect();
        if !unknown.is_empty() {
            let text = format!("Columns of the table that its template does not name are left out: {}.", shortened(&unknown.join(", ")));
            said.push((text, Some(Place { source, ..Place::default() })));
        }
        let row_ids = self.template.get("rowIdColumn").and_then(Tree::text).and_then(|name| headings.get(name));
        // By their place in a row: what is said of each column of facts.
        let is_fact = |column: &Object| column.contains_key("dimensions") || column.contains_key("propertiesFrom");
        let facts: Vec<(usize, &str, &Object)> = headings
            .iter()
            .filter_map(|(name, at)| Some((*at, name.as_str(), columns.get(name)?.object().filter(|column| is_fact(column))?)))
            .collect();
        let (mut record, mut number) = (csv::StringRecord::new(), 0_u32);
        loop {
            let start = reader.position().byte() as usize;
            match reader.read_record(&mut record) {
                Ok(true) => {}
                Ok(false) => return said,
                Err(error) => {
                    said.push((format!("Row {} of the table cannot be read: {error}.", number + 1), Some(Place { source, ..Place::default() })));
                    return said;
                }
            }
            let end = reader.position().byte() as usize;
            number += 1;
            let count = number.to_string();
            let id = row_ids.and_then(|at| record.get(*at)).filter(|id| !id.is_empty()).map_or_else(|| ["r_", &count].concat(), str::to_owned);
            let row =
                Row { headings: &headings, record: &record, parameters: [&self.parameters, parameters], table: self.id, id: &id, number: &count };
            let cells = cells(text.get(start..end).unwrap_or_default());
            for (at, name, column) in &facts {
                let cell = Got::of(record.get(*at).unwrap_or_default());
                if cell == Got::Absent {
                    continue;
                }
                let (from, len) = cells.get(*at).copied().unwrap_or((0, end - start));
                let place = Place { source, start: (start + from) as u32, len: len as u32 };
                let mut given = self.given(&row, column, metadata, cell);
                given.id = [self.id, ".", &id, ".", name].concat().into();
                given.place = place;
                what(given);
            }
        }
    }

    fn given(&self, row: &Row<'_>, column: &Object, metadata: &Object, cell: Got) -> Given<'static> {
        let columns = object(self.template, "columns");
        let groups = column.get("propertiesFrom").into_iter().flat_map(Tree::texts).filter_map(|name| {
            let groups = columns?.get(name)?.get("propertyGroups")?;
            groups.object()?.get(&row.named(name).text()?)?.object()
        });
        let layers: Vec<&Object> = std::iter::once(column).chain(groups).chain([self.template, metadata]).collect();
        let mut dimensions: IndexMap<String, Got> = IndexMap::default();
        for (name, written) in layers.iter().filter_map(|layer| object(layer, "dimensions")).flatten() {
            dimensions.entry(name.clone()).or_insert_with(|| row.property(written));
        }
        let decimals = layers.iter().find_map(|layer| layer.get("decimals")).and_then(|written| row.property(written).text());
        let value = cell.text();
        let (value, decimals) = match value.as_deref().and_then(suffixed) {
            Some((digits, decimals)) => (Some(digits.to_owned()), Some(decimals.to_owned())),
            None => (value, decimals),
        };
        // What the report says of all its facts is said of numbers and texts alike.
        let has = |name: &str| matches!(dimensions.get(name), Some(Got::Text(_)));
        let is_number = value.as_deref().is_some_and(is_decimal);
        let mut decimals = decimals;
        if has("unit") && has("language") {
            dimensions.shift_remove(if is_number { "language" } else { "unit" });
        }
        let has_unit = matches!(dimensions.get("unit"), Some(Got::Text(_)));
        if !is_number && !has_unit {
            decimals = None;
        }
        let of = |(name, got): (String, Got)| match got {
            Got::Absent => None,
            Got::Nil => Some((Cow::Owned(name), None)),
            Got::Text(text) => Some((Cow::Owned(name), Some(Cow::Owned(text)))),
        };
        Given {
            value: value.map(Cow::Owned),
            decimals: decimals.map(Cow::Owned),
            dimensions: dimensions.into_iter().filter_map(of).collect(),
            ..Given::default()
        }
    }
}

fn is_decimal(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'E' | b'-' | b'+'))
}

/// `1234d-3`: a number and its decimals.
fn suffixed(text: &str) -> Option<(&str, &str)> {
    let (digits, decimals) = text.rsplit_once('d')?;
    let is_whole = decimals == "INF" || decimals.strip_prefix('-').unwrap_or(decimals).bytes().all(|byte| byte.is_ascii_digit());
    (is_decimal(digits) && is_whole && !decimals.is_empty() && decimals != "-").then_some((digits, decimals))
}

/// Where the cells of a record stand in it, and how long they are, without their quotes.
fn cells(record: &str) -> Vec<(usize, usize)> {
    let bytes = record.as_bytes();
    // Blank lines before a record belong to none.
    let first = record.len() - record.trim_start_matches(['\r', '\n']).len();
    let (mut all, mut start, mut quoted) = (Vec::new(), first, false);
    for at in first..=bytes.len() {
        match bytes.get(at) {
            Some(b'"') => quoted = !quoted,
            Some(b',') | None if !quoted || at == bytes.len() => {
                let cell = record[start..at].trim_end_matches(['\r', '\n']);
                let inner = cell.strip_prefix('"').map_or(cell, |cell| cell.strip_suffix('"').unwrap_or(cell));
                all.push((start + usize::from(inner.len() < cell.len()), inner.len()));
                start = at + 1;
            }
            _ => {}
        }
    }
    all
}
