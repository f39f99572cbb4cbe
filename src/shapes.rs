//! What the page is told, in the shapes of `www/types.d.ts`: plain values, in camel case, only as much as is on screen.

use crate::error::About;
use crate::filing::{self, Dimension, Fact, Filing, RowKind, Table};
use crate::hash::IndexMap;
use crate::period::{oim, words};
use crate::table::label;
use crate::value::Kind;
use crate::write::{dimension_words, marks, members_words, unit_words};
use serde::Serialize;
use std::borrow::Cow;

/// How much of the source around a fact its card shows, in bytes.
const SOURCE_SHOWN: usize = 2000;

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

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct TableInfo<'a> {
    title: &'a str,
    name: &'a str,
    kind: &'static str,
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
    cells: Vec<Option<Cell<'a>>>,
}

#[derive(Debug, Serialize)]
struct Cell<'a> {
    fact: u32,
    shown: Cow<'a, str>,
    kind: &'static str,
    value: Option<Cow<'a, str>>,
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
pub struct FactRow<'a> {
    fact: u32,
    label: &'a str,
    concept: Option<&'a str>,
    members: String,
    period: String,
    unit: String,
    shown: Cow<'a, str>,
    value: Option<Cow<'a, str>>,
    kind: &'static str,
    negative: bool,
    nil: bool,
    table: Option<u32>,
    row: Option<u32>,
    assumed: bool,
    confirmed: bool,
    caveats: usize,
}

/// Everything known of one fact.
#[derive(Debug, Serialize)]
pub struct FactDetail<'a> {
    fact: u32,
    label: Option<&'a str>,
    concept: Option<ConceptDetail<'a>>,
    shown: Cow<'a, str>,
    value: Option<Cow<'a, str>>,
    kind: &'static str,
    nil: bool,
    unit: Option<String>,
    period: Option<PeriodDetail>,
    members: Vec<MemberDetail<'a>>,
    entity: Option<&'a str>,
    decimals: Option<&'a str>,
    footnotes: Vec<Footnote<'a>>,
    caveats: Vec<&'a str>,
    doubt: Option<DoubtDetail<'a>>,
    confirmed: bool,
    definition: Option<Definition<'a>>,
    table: Option<u32>,
    row: Option<u32>,
    column: Option<u32>,
    source: Shown<'a>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ConceptDetail<'a> {
    name: Option<&'a str>,
    data_type: Option<&'a str>,
    balance: Option<&'a str>,
    period_type: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct PeriodDetail {
    words: String,
    oim: String,
}

#[derive(Debug, Serialize)]
struct MemberDetail<'a> {
    axis: Option<&'a str>,
    member: Option<&'a str>,
    label: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct DoubtDetail<'a> {
    why: &'a str,
    columns: Vec<OpenColumn>,
}

#[derive(Debug, Serialize)]
struct OpenColumn {
    column: u32,
    heading: String,
}

#[derive(Debug, Serialize)]
struct Shown<'a> {
    name: &'a str,
    line: Option<u32>,
    text: &'a str,
}

/// What was opened: sources, tables with their columns and definitions, and what could not be known.
pub fn info(filing: &Filing) -> Info<'_> {
    let sources = filing.sources().iter().map(|source| Source { name: &source.name, format: source.format.name(), bytes: source.text.len() });
    let tables: Vec<_> = (0..).zip(filing.tables()).map(|(at, table)| table_info(filing, at, table)).collect();
    let assumed = tables.iter().map(|table| table.assumed).sum();
    Info { sources: sources.collect(), facts: filing.fact_count(), tables, caveats: caveats(filing), assumed }
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
                    let (table, row) = filing.fact(id).and_then(|fact| fact.table_row()).unzip();
                    CaveatGroup { text, table, row, fact: Some(id), count: 0 }
                }
            }
        });
        group.count += 1;
    }
    let failures = filing.failures().iter().map(|error| CaveatGroup { text: error.to_string().into(), count: 1, ..Default::default() });
    failures.chain(groups.into_values()).collect()
}

fn table_info<'a>(filing: &'a Filing, at: u32, table: &'a Table) -> TableInfo<'a> {
    let open = |row: &u32| table.row_cells(*row).iter().filter(|cell| table.doubt(cell).is_some()).count();
    let rows = 0..table.rows.len() as u32;
    TableInfo {
        title: &table.title,
        name: &table.name,
        kind: table.kind.map_or("", |kind| kind.name()),
        currency: table.currency.as_deref().unwrap_or_default(),
        notes: &table.notes,
        members: each_in_words(&table.members),
        columns: columns(filing, table),
        rows: table.rows.len(),
        filled: table.rows.iter().filter(|row| row.count > 0).count(),
        values: table.cells.len(),
        assumed: rows.clone().map(|row| open(&row)).sum(),
        assumed_rows: rows.filter(|row| open(row) > 0).count(),
        caveats: filing.caveats_about(About::Table(at)).collect(),
        footnotes: table.footnotes.iter().map(|note| Footnote { mark: &note.mark, text: &note.text }).collect(),
        definitions: table.definitions.iter().map(definition).collect(),
    }
}

fn columns<'a>(filing: &Filing, table: &'a Table) -> Vec<ColumnInfo<'a>> {
    // For each column how many of its values are numbers, and how many are words; a dash or a nil is neither.
    let mut counts = vec![(0_u32, 0_u32); table.columns.len()];
    for cell in &table.cells {
        let (Some((numbers, others)), Some(fact)) = (counts.get_mut(cell.column as usize), filing.fact(cell.fact)) else { continue };
        match fact.kind() {
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

/// A row of a table, with a cell or a blank for each column; none where there is no such row.
pub fn row(filing: &Filing, table: u32, at: u32) -> Option<Row<'_>> {
    let table = filing.tables().get(table as usize)?;
    let row = table.rows.get(at as usize)?;
    let mut cells: Vec<Option<Cell<'_>>> = table.columns.iter().map(|_| None).collect();
    for cell in table.row_cells(at) {
        let (Some(place), Some(fact)) = (cells.get_mut(cell.column as usize), filing.fact(cell.fact)) else { continue };
        *place = Some(Cell {
            fact: cell.fact,
            shown: fact.excerpt(CELL_SHOWN),
            kind: fact.kind().name(),
            value: short_value(&fact),
            negative: is_negative(&fact),
            nil: fact.is_nil(),
            marks: fact.marks(),
            doubt: table.doubt(cell).map(|doubt| Doubt { why: &doubt.why, columns: &doubt.columns }),
            confirmed: cell.confirmed,
            caveats: fact.caveats().len(),
        });
    }
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
        cells,
    })
}

/// A fact as the list of facts shows it; none where there is no such fact.
pub fn fact_row(filing: &Filing, id: u32) -> Option<FactRow<'_>> {
    let fact = filing.fact(id)?;
    let (table, row) = fact.table_row().unzip();
    let cell = fact.cell();
    Some(FactRow {
        fact: id,
        label: label(&fact),
        concept: fact.concept().and_then(|concept| concept.name.as_deref()),
        members: members_words(fact.dimensions()),
        period: fact.period().map(words).unwrap_or_default(),
        unit: fact.unit().map(unit_words).unwrap_or_default(),
        shown: fact.excerpt(CELL_SHOWN),
        value: short_value(&fact),
        kind: fact.kind().name(),
        negative: is_negative(&fact),
        nil: fact.is_nil(),
        table,
        row,
        assumed: cell.zip(table).is_some_and(|(cell, table)| filing.tables()[table as usize].doubt(cell).is_some()),
        confirmed: cell.is_some_and(|cell| cell.confirmed),
        caveats: fact.caveats().len(),
    })
}

/// Everything known of a fact; none where there is no such fact.
pub fn fact_detail(filing: &Filing, id: u32) -> Option<FactDetail<'_>> {
    let fact = filing.fact(id)?;
    let (number, row) = fact.table_row().unzip();
    let table = number.and_then(|number| filing.tables().get(number as usize));
    let cell = fact.cell();
    let concept = fact.concept().map(|concept| ConceptDetail {
        name: concept.name.as_deref(),
        data_type: concept.data_type.as_deref(),
        balance: concept.balance.as_deref(),
        period_type: concept.period_type.as_deref(),
    });
    let members = fact.dimensions().iter().map(|dimension| MemberDetail {
        axis: dimension.axis.as_deref(),
        member: dimension.member.as_deref().or(dimension.typed.as_deref()),
        label: dimension.label.as_deref(),
    });
    let doubt = table.zip(cell).and_then(|(table, cell)| table.doubt(cell).map(|doubt| doubt_detail(table, doubt)));
    let definitions = table.map_or(&[][..], |table| &table.definitions);
    let definition_of = row.and_then(|row| definitions.iter().find(|found| found.rows.contains(&row)));
    Some(FactDetail {
        fact: id,
        label: fact.label(),
        concept,
        shown: fact.shown(),
        value: fact.value(),
        kind: fact.kind().name(),
        nil: fact.is_nil(),
        unit: fact.unit().map(unit_words),
        period: fact.period().map(|period| PeriodDetail { words: words(period), oim: oim(period) }),
        members: members.collect(),
        entity: fact.entity().map(|entity| &*entity.identifier),
        decimals: fact.decimals(),
        footnotes: table.map(|table| footnotes(&fact, table)).unwrap_or_default(),
        caveats: fact.caveats(),
        doubt,
        confirmed: cell.is_some_and(|cell| cell.confirmed),
        definition: definition_of.map(definition),
        table: number,
        row,
        column: cell.map(|cell| cell.column),
        source: source(filing, &fact),
    })
}

fn doubt_detail<'a>(table: &'a Table, doubt: &'a filing::Doubt) -> DoubtDetail<'a> {
    let heading = |column: u32| table.columns.get(column as usize).map(|column| column.heading.join(" ")).unwrap_or_default();
    DoubtDetail { why: &doubt.why, columns: doubt.columns.iter().map(|column| OpenColumn { column: *column, heading: heading(*column) }).collect() }
}

/// The footnotes of a fact: its own, its row's and its column's, each once; the text is empty where the table lacks it.
fn footnotes<'a>(fact: &Fact<'a>, table: &'a Table) -> Vec<Footnote<'a>> {
    let text = |mark: &str| table.footnotes.iter().find(|note| note.mark == mark).map_or("", |note| &note.text);
    marks(table, *fact).into_iter().map(|mark| Footnote { mark, text: text(mark) }).collect()
}

fn each_in_words(members: &[Dimension]) -> Vec<String> {
    members.iter().map(dimension_words).collect()
}

fn source<'a>(filing: &'a Filing, fact: &Fact<'a>) -> Shown<'a> {
    let place = fact.place();
    let Some(source) = filing.sources().get(place.source as usize) else { return Shown { name: "", line: None, text: "" } };
    let start = place.start as usize;
    let mut end = start.saturating_add((place.len as usize).min(SOURCE_SHOWN)).min(source.text.len());
    while end > start && !source.text.is_char_boundary(end) {
        end -= 1;
    }
    Shown { name: &source.name, line: filing.line(place), text: source.text.get(start..end).unwrap_or_default() }
}

/// The value where it is short; of a long text only what is shown goes to the page, until its card is opened.
fn short_value<'a>(fact: &Fact<'a>) -> Option<Cow<'a, str>> {
    if fact.is_long() { None } else { fact.value() }
}

/// Whether the value is below zero.
fn is_negative(fact: &Fact<'_>) -> bool {
    fact.kind().is_numeric() && fact.value().is_some_and(|value| value.starts_with('-'))
}
