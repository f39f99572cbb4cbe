//! A fact's card: everything known of one fact, found when somebody asks.

use super::{Definition, Footnote, definition};
use crate::duplicates;
use crate::filing::{self, Fact, Filing, Related, Table};
use crate::format::READS_XBRL;
use crate::period::{oim, words};
use crate::read::original;
use crate::read::xbrl::how;
use crate::write::{marks, unit_words};
use serde::Serialize;
use std::borrow::Cow;

/// How much of the source around a fact its card shows, in bytes.
const SOURCE_SHOWN: usize = 2000;

/// How much of a long text a card shows, in bytes.
const TEXT_SHOWN: usize = 20_000;

/// How many duplicates, notes or related facts a card lists.
const LISTED: usize = 50;

/// Everything known of one fact.
#[derive(Debug, Serialize)]
pub struct FactDetail<'a> {
    fact: u32,
    label: Option<Cow<'a, str>>,
    /// Where a label that was not filed as one is from.
    #[serde(rename = "labelFrom")]
    label_from: Option<&'static str>,
    concept: Option<ConceptDetail<'a>>,
    shown: Cow<'a, str>,
    value: Option<Cow<'a, str>>,
    /// How many characters are shown in all, where the card gives only the beginning.
    whole: Option<usize>,
    kind: &'static str,
    nil: bool,
    hidden: bool,
    how: Vec<how::Step>,
    element: Option<how::Filed>,
    context: Option<how::Context>,
    unit: Option<String>,
    measures: Option<Measures<'a>>,
    period: Option<PeriodDetail>,
    members: Vec<MemberDetail<'a>>,
    entity: Option<&'a str>,
    scheme: Option<&'a str>,
    decimals: Option<&'a str>,
    language: Option<&'a str>,
    target: Option<&'a str>,
    tuple: Option<&'a str>,
    /// What its report is called.
    report: Option<&'a str>,
    /// What has no aspect.
    further: Option<&'a str>,
    footnotes: Vec<Footnote<'a>>,
    notes: Vec<NoteDetail<'a>>,
    related: Vec<RelatedDetail<'a>>,
    duplicates: Duplicates<'a>,
    caveats: Vec<&'a str>,
    doubt: Option<DoubtDetail<'a>>,
    confirmed: bool,
    definition: Option<Definition<'a>>,
    table: Option<u32>,
    row: Option<u32>,
    column: Option<u32>,
    /// Printed tables that stand in it.
    tables: Vec<u32>,
    source: Shown<'a>,
    document: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ConceptDetail<'a> {
    name: Option<&'a str>,
    namespace: Option<&'a str>,
    data_type: Option<&'a str>,
    balance: Option<&'a str>,
    period_type: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Measures<'a> {
    numerators: &'a [Box<str>],
    denominators: &'a [Box<str>],
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
    typed: bool,
}

#[derive(Debug, Serialize)]
struct NoteDetail<'a> {
    text: &'a str,
    language: Option<&'a str>,
    arcrole: &'a str,
}

#[derive(Debug, Serialize)]
struct RelatedDetail<'a> {
    fact: u32,
    label: &'a str,
    shown: Cow<'a, str>,
    arcrole: &'a str,
    /// The tie begins from the other fact.
    from: bool,
}

#[derive(Debug, Serialize)]
struct Duplicates<'a> {
    total: usize,
    rows: Vec<Duplicate<'a>>,
}

#[derive(Debug, Serialize)]
struct Duplicate<'a> {
    fact: u32,
    shown: Cow<'a, str>,
    value: Option<Cow<'a, str>>,
    decimals: Option<&'a str>,
    likeness: &'static str,
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

/// Everything known of a fact; none where there is no such fact.
pub fn fact_detail(filing: &Filing, id: u32) -> Option<FactDetail<'_>> {
    let fact = filing.fact(id)?;
    let (number, row) = (fact.table(), fact.table_row().map(|(_, row)| row));
    let table = number.and_then(|number| filing.tables().get(number as usize));
    let cell = fact.cell();
    let concept = fact.concept().map(|concept| ConceptDetail {
        name: concept.name.as_deref(),
        namespace: concept.namespace.as_deref().filter(|namespace| !namespace.is_empty()),
        data_type: concept.data_type.as_deref(),
        balance: concept.balance.as_deref(),
        period_type: concept.period_type.as_deref(),
    });
    let members = fact.dimensions().iter().map(|dimension| MemberDetail {
        axis: dimension.axis.as_deref(),
        member: dimension.member.as_deref().or(dimension.typed.as_deref()),
        label: dimension.label.as_deref(),
        typed: dimension.typed.is_some(),
    });
    let doubt = table.zip(cell).and_then(|(table, cell)| table.doubt(cell).map(|doubt| doubt_detail(table, doubt)));
    let definitions = table.map_or(&[][..], |table| &table.definitions);
    let definition_of = row.and_then(|row| definitions.iter().find(|found| found.rows.contains(&row)));
    let shown = fact.excerpt(TEXT_SHOWN);
    let whole = (shown.len() > TEXT_SHOWN).then(|| fact.shown().chars().count());
    let entity = fact.entity();
    let (label, label_from) = fact.label_or_words();
    Some(FactDetail {
        fact: id,
        label: Some(label).filter(|label| !label.is_empty()),
        label_from: label_from.name(),
        concept,
        shown: cut(shown, TEXT_SHOWN),
        value: fact.value().map(|value| cut(value, TEXT_SHOWN)),
        whole,
        kind: fact.kind().name(),
        nil: fact.is_nil(),
        hidden: fact.is_hidden(),
        how: how::steps(filing, fact),
        element: how::filed(filing, fact),
        context: how::context(filing, fact),
        unit: fact.unit().map(unit_words),
        measures: fact.unit().map(|unit| Measures { numerators: &unit.numerators, denominators: &unit.denominators }),
        period: fact.period().map(|period| PeriodDetail { words: words(period), oim: oim(period) }),
        members: members.collect(),
        entity: entity.map(|entity| &*entity.identifier),
        scheme: entity.map(|entity| &*entity.scheme),
        decimals: fact.decimals(),
        language: fact.language(),
        target: fact.target(),
        tuple: fact.tuple(),
        report: fact.report_name(),
        further: fact.further(),
        footnotes: table.map(|table| footnotes(&fact, table)).unwrap_or_default(),
        notes: notes(filing, fact),
        related: related(filing, fact),
        duplicates: duplicates(filing, fact),
        caveats: fact.caveats(),
        doubt,
        confirmed: cell.is_some_and(|cell| cell.confirmed),
        definition: definition_of.map(definition).or_else(|| described(filing, fact)),
        table: number,
        row,
        column: cell.map(|cell| cell.column).filter(|column| *column != filing::Cell::LABEL),
        tables: filing.tables_in(fact),
        source: source(filing, &fact),
        document: original::stand(filing, fact).name(),
    })
}

/// The document of a fact as an HTML page for a frame without scripts, the fact in a `mark` of the id `filing-viewer-fact`; none
/// where the document displays nothing of it. `styles` says whether the document's own styles are kept.
///
/// ```
/// let filing = filing_viewer::read(b"|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n", "cash.txt")?;
/// let page = filing_viewer::shapes::document(&filing, 0, true).unwrap();
/// assert!(page.contains(r#"id="filing-viewer-fact">|$ 12</mark>"#));
/// # Ok::<(), filing_viewer::Error>(())
/// ```
pub fn document(filing: &Filing, id: u32, styles: bool) -> Option<String> {
    original::original(filing, filing.fact(id)?, styles)
}

/// The beginning of a text, up to about that many bytes.
fn cut(text: Cow<'_, str>, most: usize) -> Cow<'_, str> {
    if text.len() <= most + 4 {
        return text;
    }
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    Cow::Owned([&text[..end], "…"].concat())
}

/// The name a fact goes by: its label, or its concept's name.
fn called<'a>(fact: &Fact<'a>) -> &'a str {
    fact.label().or_else(|| fact.concept().and_then(|concept| concept.name.as_deref())).unwrap_or_default()
}

fn notes<'a>(filing: &'a Filing, fact: Fact<'a>) -> Vec<NoteDetail<'a>> {
    let ties = fact.relationships().iter().filter_map(|tie| match tie.to {
        Related::Note(note) => filing.notes().get(note as usize).map(|note| (tie, note)),
        Related::Fact(_) => None,
    });
    ties.take(LISTED).map(|(tie, note)| NoteDetail { text: &note.text, language: note.language.as_deref(), arcrole: &tie.arcrole }).collect()
}

fn related<'a>(filing: &'a Filing, fact: Fact<'a>) -> Vec<RelatedDetail<'a>> {
    let detail = |other: u32, arcrole: &'a str, from: bool| {
        let other = filing.fact(other)?;
        Some(RelatedDetail { fact: other.id(), label: called(&other), shown: cut(other.excerpt(200), 200), arcrole, from })
    };
    let to = fact.relationships().iter().filter_map(|tie| match tie.to {
        Related::Fact(other) => detail(other, &tie.arcrole, false),
        Related::Note(_) => None,
    });
    let from = filing.relationships().iter().filter(|tie| tie.to == Related::Fact(fact.id()));
    to.chain(from.filter_map(|tie| detail(tie.from, &tie.arcrole, true))).take(LISTED).collect()
}

fn duplicates<'a>(filing: &'a Filing, fact: Fact<'a>) -> Duplicates<'a> {
    if !READS_XBRL {
        return Duplicates { total: 0, rows: Vec::new() };
    }
    let all = duplicates::of(filing, fact.id());
    let rows = all.iter().take(LISTED).filter_map(|id| filing.fact(*id)).map(|other| Duplicate {
        fact: other.id(),
        shown: cut(other.excerpt(200), 200),
        value: other.value().map(|value| cut(value, 200)),
        decimals: other.decimals(),
        likeness: duplicates::likeness(fact, other).name(),
    });
    Duplicates { total: all.len(), rows: rows.collect() }
}

/// What the input says of the concept without a table.
fn described<'a>(filing: &'a Filing, fact: Fact<'a>) -> Option<Definition<'a>> {
    let text = filing.description(fact)?;
    let name = fact.concept().and_then(|concept| concept.name.as_deref());
    Some(Definition { name, text: Some(text), references: &[], details: &[], rows: &[], assumed: false })
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
