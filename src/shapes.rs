//! What the page is told, in the shapes of `www/types.d.ts`: plain values, in camel case, only as much as is on screen.

mod card;
mod query;

pub use card::{FactDetail, document, fact_detail};
pub use query::{Answer, Answers, FacetCounts, GroupRows, PivotPart};

use crate::error::About;
use crate::filing::{self, Dimension, Fact, Filing, RowKind, Table};
use crate::hash::IndexMap;
use crate::period::words;
use crate::value::{self, Kind};
use crate::write::{dimension_words, spoken_members, unit_words};
use serde::Serialize;
use std::borrow::Cow;

/// How much of a long text a cell shows, in bytes.
const CELL_SHOWN: usize = 400;

/// What was opened, in short.
#[derive(Debug, Serialize)]
pub struct Info<'a> {
    sources: Vec<Source<'a>>,
    facts: u32,
    tables: Vec<TableInfo<'a>>,
    caveats: Vec<CaveatGroup<'a>>,
    assumed: usize,
    members: usize,
}

#[derive(Debug, Serialize)]
struct Source<'a> {
    name: &'a str,
    format: &'static str,
    bytes: usize,
}

#[derive(Debug, Default, Serialize)]
struct CaveatGroup<'a> {
    text: Cow<'a, str>,
    count: u32,
    table: Option<u32>,
    row: Option<u32>,
    fact: Option<u32>,
}

/// A table: what it is called, and once it is read, its columns and what stands below it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableInfo<'a> {
    title: &'a str,
    name: &'a str,
    kind: &'static str,
    /// Under what it is listed; none of what is no statement.
    category: Option<&'static str>,
    currency: &'a str,
    notes: &'a [String],
    members: Vec<String>,
    columns: Vec<ColumnInfo<'a>>,
    rows: usize,
    filled: usize,
    values: usize,
    assumed: usize,
    assumed_rows: usize,
    caveats: Vec<&'a str>,
    footnotes: Vec<Footnote<'a>>,
    definitions: Vec<Definition<'a>>,
    unread: bool,
}

#[derive(Debug, Serialize)]
struct ColumnInfo<'a> {
    heading: &'a [String],
    period: Option<String>,
    units: &'a [String],
    members: Vec<String>,
    marks: &'a [String],
    assumed: Option<&'a str>,
    numeric: bool,
}

#[derive(Debug, Serialize)]
struct Footnote<'a> {
    mark: &'a str,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Definition<'a> {
    name: Option<&'a str>,
    text: Option<&'a str>,
    references: &'a [String],
    details: &'a [(String, String)],
    rows: &'a [u32],
    assumed: bool,
}

/// A window of a list, and how long the list is.
#[derive(Debug, Serialize)]
pub struct Part<T> {
    /// The length of the whole list.
    pub total: usize,
    /// What is in the window.
    pub rows: Vec<T>,
}

/// A row of a table.
#[derive(Debug, Serialize)]
pub struct Row<'a> {
    row: u32,
    kind: &'static str,
    label: &'a str,
    unit: Option<&'a str>,
    depth: u32,
    concept: Option<&'a str>,
    members: Vec<String>,
    marks: &'a [String],
    assumed: Option<&'a str>,
    /// Facts in the label.
    facts: Vec<u32>,
    cells: Vec<Option<Cell<'a>>>,
}

#[derive(Debug, Serialize)]
struct Cell<'a> {
    /// None where the document prints what is no fact.
    fact: Option<u32>,
    /// Further facts in the cell.
    also: Vec<u32>,
    shown: Cow<'a, str>,
    kind: &'static str,
    value: Option<Cow<'a, str>>,
    decimals: Option<&'a str>,
    negative: bool,
    nil: bool,
    marks: &'a [String],
    doubt: Option<Doubt<'a>>,
    confirmed: bool,
    caveats: usize,
}

#[derive(Debug, Serialize)]
struct Doubt<'a> {
    why: &'a str,
    columns: &'a [u32],
}

/// A fact in the list of facts.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FactRow<'a> {
    fact: u32,
    label: Cow<'a, str>,
    label_from: Option<&'static str>,
    concept: Option<&'a str>,
    members: String,
    period: String,
    unit: String,
    shown: Cow<'a, str>,
    value: Option<Cow<'a, str>>,
    decimals: Option<&'a str>,
    kind: &'static str,
    negative: bool,
    nil: bool,
    table: Option<u32>,
    row: Option<u32>,
    assumed: bool,
    confirmed: bool,
    caveats: usize,
}

/// What was opened: sources, tables with their columns and definitions, and what could not be known.
pub fn info(filing: &Filing) -> Info<'_> {
    let sources = filing.sources().iter().map(|source| Source { name: &source.name, format: source.format.name(), bytes: source.text.len() });
    let tables: Vec<_> = (0..).zip(filing.tables()).map(|(at, table)| table_info(filing, at, table)).collect();
    let assumed = tables.iter().map(|table| table.assumed).sum();
    Info { sources: sources.collect(), facts: filing.fact_count(), tables, caveats: caveats(filing), assumed, members: filing.members().len() }
}

/// What could not be read at all, then the caveats: those of the same words are one group, which leads to the first place.
fn caveats(filing: &Filing) -> Vec<CaveatGroup<'_>> {
    let mut groups = IndexMap::default();
    for caveat in filing.caveats() {
        let group = groups.entry(&*caveat.text).or_insert_with(|| {
            let text = Cow::Borrowed(&*caveat.text);
            match caveat.about {
                About::Filing => CaveatGroup { text, ..Default::default() },
                About::Table(table) | About::Column(table, _) => CaveatGroup { text, table: Some(table), ..Default::default() },
                About::Row(table, row) => CaveatGroup { text, table: Some(table), row: Some(row), ..Default::default() },
                About::Fact(id) => {
                    let fact = filing.fact(id);
                    let (table, row) = (fact.and_then(|fact| fact.table()), fact.and_then(|fact| fact.table_row()).map(|(_, row)| row));
                    CaveatGroup { text, table, row, fact: Some(id), count: 0 }
                }
            }
        });
        group.count += 1;
    }
    let failures = filing.failures().iter().map(|error| CaveatGroup { text: error.to_string().into(), count: 1, ..Default::default() });
    failures.chain(groups.into_values()).collect()
}

/// A table, by its number; none where there is no such table.
pub fn table(filing: &Filing, at: u32) -> Option<TableInfo<'_>> {
    filing.tables().get(at as usize).map(|table| table_info(filing, at, table))
}

fn table_info<'a>(filing: &'a Filing, at: u32, table: &'a Table) -> TableInfo<'a> {
    let open = |row: &u32| table.row_cells(*row).iter().filter(|cell| table.doubt(cell).is_some()).count();
    let rows = 0..table.rows.len() as u32;
    TableInfo {
        title: &table.title,
        name: &table.name,
        kind: table.kind.map_or("", |kind| kind.name()),
        category: table.category.map(|category| category.name()),
        currency: table.currency.as_deref().unwrap_or_default(),
        notes: &table.notes,
        members: each_in_words(&table.members),
        columns: columns(filing, table),
        rows: table.rows.len(),
        filled: table.rows.iter().filter(|row| row.count > 0).count(),
        values: table.fact_count(),
        assumed: rows.clone().map(|row| open(&row)).sum(),
        assumed_rows: rows.filter(|row| open(row) > 0).count(),
        caveats: filing.caveats_about(About::Table(at)).collect(),
        footnotes: table.footnotes.iter().map(|note| Footnote { mark: &note.mark, text: &note.text }).collect(),
        definitions: table.definitions.iter().map(definition).collect(),
        unread: table.unread,
    }
}

fn columns<'a>(filing: &Filing, table: &'a Table) -> Vec<ColumnInfo<'a>> {
    // For each column how many of its values are numbers, and how many are words; a dash or a nil is neither.
    let mut counts = vec![(0_u32, 0_u32); table.columns.len()];
    for cell in &table.cells {
        let Some((numbers, others)) = counts.get_mut(cell.column as usize) else { continue };
        // What is only printed has no kind, but may look like one.
        let kind = filing.fact(cell.fact).map_or_else(|| value::read(&filing.printed_part(cell, CELL_SHOWN)).kind, |fact| fact.kind());
        match kind {
            kind if kind.is_numeric() => *numbers += 1,
            Kind::Dash | Kind::Nil => {}
            _ => *others += 1,
        }
    }
    let columns = table.columns.iter().zip(counts);
    let info = columns.map(|(column, (numbers, others))| ColumnInfo {
        heading: &column.heading,
        period: column.period.as_ref().map(words),
        units: &column.units,
        members: each_in_words(&column.members),
        marks: &column.marks,
        assumed: column.assumed.as_deref(),
        numeric: numbers > others,
    });
    info.collect()
}

fn definition(definition: &filing::Definition) -> Definition<'_> {
    Definition {
        name: definition.name.as_deref(),
        text: definition.text.as_deref(),
        references: &definition.references,
        details: &definition.details,
        rows: &definition.rows,
        assumed: definition.assumed,
    }
}

/// A row of a table, with a cell or a blank for each of its columns, or of those that are named; none where there is no such row.
pub fn row<'a>(filing: &'a Filing, table: u32, at: u32, columns: Option<&[u32]>) -> Option<Row<'a>> {
    let table = filing.tables().get(table as usize)?;
    let row = table.rows.get(at as usize)?;
    let filled = table.row_cells(at);
    let all = table.columns.len();
    let cell = |column: u32| {
        let cell = &filled[filled.binary_search_by_key(&column, |cell| cell.column).ok().filter(|_| (column as usize) < all)?];
        let fact = filing.fact(cell.fact);
        Some(Cell {
            fact: fact.map(|fact| fact.id()),
            also: table.facts_of(cell).skip(1).collect(),
            shown: filing.printed_part(cell, CELL_SHOWN),
            kind: fact.map_or(Kind::Text, |fact| fact.kind()).name(),
            value: fact.and_then(|fact| short_value(&fact)),
            decimals: fact.and_then(|fact| fact.decimals()),
            negative: fact.is_some_and(|fact| is_negative(&fact)),
            nil: fact.is_some_and(|fact| fact.is_nil()),
            marks: fact.map_or(&[], |fact| fact.marks()),
            doubt: table.doubt(cell).map(|doubt| Doubt { why: &doubt.why, columns: &doubt.columns }),
            confirmed: cell.confirmed,
            caveats: fact.map_or(0, |fact| fact.caveats().len()),
        })
    };
    Some(Row {
        row: at,
        kind: match row.kind {
            RowKind::Facts => "facts",
            RowKind::Members => "members",
            RowKind::Heading => "heading",
        },
        label: row.words(),
        unit: row.unit_text.as_deref(),
        depth: row.depth,
        concept: row.concept.and_then(|id| filing.concept(id)).and_then(|concept| concept.name.as_deref()),
        members: each_in_words(&row.members),
        marks: &row.marks,
        assumed: row.assumed.as_deref(),
        // What stands in no column stands in the label.
        facts: filled.iter().filter(|cell| cell.column as usize >= all).flat_map(|cell| table.facts_of(cell)).collect(),
        cells: match columns {
            Some(columns) => columns.iter().map(|column| cell(*column)).collect(),
            None => (0..all as u32).map(cell).collect(),
        },
    })
}

/// A fact as the list of facts shows it; none where there is no such fact.
pub fn fact_row(filing: &Filing, id: u32) -> Option<FactRow<'_>> {
    let fact = filing.fact(id)?;
    let (table, row) = (fact.table(), fact.table_row().map(|(_, row)| row));
    let cell = fact.cell();
    let (label, label_from) = fact.label_or_words();
    Some(FactRow {
        fact: id,
        label,
        label_from: label_from.name(),
        concept: fact.concept().and_then(|concept| concept.name.as_deref()),
        members: spoken_members(fact.dimensions()),
        period: fact.period().map(words).unwrap_or_default(),
        unit: fact.unit().map(unit_words).unwrap_or_default(),
        shown: fact.excerpt(CELL_SHOWN),
        value: short_value(&fact),
        decimals: fact.decimals(),
        kind: fact.kind().name(),
        negative: is_negative(&fact),
        nil: fact.is_nil(),
        table,
        row,
        assumed: is_assumed(filing, &fact),
        confirmed: cell.is_some_and(|cell| cell.confirmed),
        caveats: fact.caveats().len(),
    })
}

fn each_in_words(members: &[Dimension]) -> Vec<String> {
    members.iter().map(dimension_words).collect()
}

/// The value where it is short; of a long text only what is shown goes to the page, until its card is opened.
fn short_value<'a>(fact: &Fact<'a>) -> Option<Cow<'a, str>> {
    if fact.is_long() { None } else { fact.value() }
}

/// Whether the fact's column is assumed, and nobody has settled it.
fn is_assumed(filing: &Filing, fact: &Fact<'_>) -> bool {
    fact.cell().zip(fact.table()).is_some_and(|(cell, table)| filing.tables()[table as usize].doubt(cell).is_some())
}

/// Whether the value is below zero.
fn is_negative(fact: &Fact<'_>) -> bool {
    fact.kind().is_numeric() && fact.value().is_some_and(|value| value.starts_with('-'))
}
