//! Facts and tables as JSON. The keys are the command line's contract with other programs; none is ever left out.

use super::{ChosenFacts, ChosenTables, footnotes};
use crate::error::About;
use crate::filing::{Cell, Column, Concept, Definition, Dimension, Fact, Filing, Row, RowKind, Table, Unit};
use crate::period;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::borrow::Cow;
use std::io::{self, Write};

/// One JSON object a line for each fact, every key in it.
pub(super) fn facts_lines(filing: &Filing, chosen: &ChosenFacts<'_>, out: &mut dyn Write) -> io::Result<()> {
    let names = Names::of(filing);
    let mut line = Vec::new();
    for fact in chosen.ids(filing).into_iter().filter_map(|id| filing.fact(id)) {
        line.clear();
        serde_json::to_writer(&mut line, &written(filing, &names, fact))?;
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}

/// The facts as one JSON array, a fact a line.
pub(super) fn facts(filing: &Filing, chosen: &ChosenFacts<'_>, out: &mut dyn Write) -> io::Result<()> {
    let names = Names::of(filing);
    out.write_all(b"[")?;
    let mut line = Vec::new();
    for (count, fact) in chosen.ids(filing).into_iter().filter_map(|id| filing.fact(id)).enumerate() {
        line.clear();
        line.extend_from_slice(if count == 0 { b"\n" } else { b",\n" });
        serde_json::to_writer(&mut line, &written(filing, &names, fact))?;
        out.write_all(&line)?;
    }
    out.write_all(b"\n]\n")
}

/// `{"tables": […]}`
pub(super) fn tables(filing: &Filing, chosen: &ChosenTables<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"tables\":[")?;
    for (count, (at, table)) in chosen.tables(filing).enumerate() {
        out.write_all(if count == 0 { b"\n" } else { b",\n" })?;
        let mut lines = Vec::new();
        serde_json::to_writer(&mut lines, &WrittenTable { filing, at, table, rows: chosen.rows(table), columns: chosen.columns(table) })?;
        out.write_all(&lines)?;
    }
    out.write_all(b"\n],\"caveats\":")?;
    out.write_all(&serde_json::to_vec(&filing.caveats_about(About::Filing).collect::<Vec<_>>())?)?;
    out.write_all(b"}\n")
}

/// Texts that many facts share, made once.
struct Names {
    concepts: Vec<Option<String>>,
    periods: Vec<String>,
}

impl Names {
    fn of(filing: &Filing) -> Self {
        Self { concepts: filing.concepts.iter().map(expanded).collect(), periods: filing.periods.iter().map(period::oim).collect() }
    }
}

/// `{namespace}local`; the name as written where its prefix is not declared, which readers say by an empty namespace.
fn expanded(concept: &Concept) -> Option<String> {
    let (namespace, name) = (concept.namespace.as_deref()?, concept.name.as_deref()?);
    let local = name.split_once(':').map_or(name, |(_, local)| local);
    Some(if namespace.is_empty() { name.to_owned() } else { format!("{{{namespace}}}{local}") })
}

#[derive(Serialize)]
struct WrittenFact<'a> {
    /// Its number, by which the cells of tables name it.
    fact: u32,
    report: u32,
    concept: Option<&'a str>,
    name: Option<&'a str>,
    label: Option<Cow<'a, str>>,
    /// Where a label that was not filed as one is from: `printed` beside the fact, or the concept's `name`.
    label_from: Option<&'static str>,
    entity: Option<WrittenEntity<'a>>,
    period: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    forever: bool,
    dimensions: Dimensions<'a>,
    unit: Option<WrittenUnit<'a>>,
    decimals: Option<&'a str>,
    scale: Option<i8>,
    value: Option<Cow<'a, str>>,
    nil: bool,
    hidden: bool,
    language: Option<&'a str>,
    target: Option<&'a str>,
    tuple: Option<&'a str>,
    report_name: Option<&'a str>,
    further: Option<&'a str>,
    shown: Cow<'a, str>,
    footnotes: Vec<String>,
    caveats: Vec<&'a str>,
}

#[derive(Serialize)]
struct WrittenEntity<'a> {
    scheme: &'a str,
    identifier: &'a str,
}

fn written<'a>(filing: &'a Filing, names: &'a Names, fact: Fact<'a>) -> WrittenFact<'a> {
    let at = fact.id() as usize;
    let forever = fact.period() == Some(&period::Period::Forever);
    // "None" is a number beyond the end of both lists.
    let name_of = |list: &'a [Option<String>]| list.get(filing.facts.concept[at] as usize).and_then(Option::as_deref);
    let (label, label_from) = fact.label_or_words();
    WrittenFact {
        fact: fact.id(),
        report: fact.report(),
        concept: name_of(&names.concepts),
        name: fact.concept().and_then(|concept| concept.name.as_deref()),
        label: Some(label).filter(|label| !label.is_empty()),
        label_from: label_from.name(),
        entity: fact.entity().map(|entity| WrittenEntity { scheme: &entity.scheme, identifier: &entity.identifier }),
        // The Open Information Model has no period where it is forever.
        period: names.periods.get(filing.facts.period[at] as usize).map(String::as_str).filter(|_| !forever),
        forever,
        dimensions: Dimensions(filing, fact.dimensions()),
        unit: fact.unit().map(WrittenUnit),
        decimals: fact.decimals(),
        scale: fact.scale(),
        value: fact.value().filter(|_| !fact.is_nil()),
        nil: fact.is_nil(),
        hidden: fact.is_hidden(),
        language: fact.language(),
        target: fact.target(),
        tuple: fact.tuple(),
        report_name: fact.report_name(),
        further: fact.further(),
        shown: fact.shown(),
        footnotes: footnotes(filing, fact),
        caveats: fact.caveats(),
    }
}

struct Dimensions<'a>(&'a Filing, &'a [Dimension]);

impl Serialize for Dimensions<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.1.iter().map(|dimension| WrittenDimension(self.0, dimension)))
    }
}

struct WrittenDimension<'a>(&'a Filing, &'a Dimension);

impl<'a> Serialize for WrittenDimension<'a> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(3))?;
        let name = |name: &'a Option<Box<str>>| name.as_deref().map(|name| self.0.expanded(name));
        map.serialize_entry("axis", &name(&self.1.axis))?;
        match &self.1.typed {
            Some(typed) => map.serialize_entry("typed", typed)?,
            None => map.serialize_entry("member", &name(&self.1.member))?,
        }
        map.serialize_entry("label", &self.1.label)?;
        map.end()
    }
}

/// The members of a heading or row: as dimensions, but that `member` is always there.
struct Members<'a>(&'a [Dimension]);

#[derive(Serialize)]
struct WrittenMember<'a> {
    axis: Option<&'a str>,
    member: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    typed: Option<&'a str>,
    label: Option<&'a str>,
}

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(|of| WrittenMember {
            axis: of.axis.as_deref(),
            member: of.member.as_deref(),
            typed: of.typed.as_deref(),
            label: of.label.as_deref(),
        }))
    }
}

struct WrittenUnit<'a>(&'a Unit);

impl Serialize for WrittenUnit<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry("numerators", &self.0.numerators)?;
        map.serialize_entry("denominators", &self.0.denominators)?;
        map.end()
    }
}

struct WrittenTable<'a> {
    filing: &'a Filing,
    at: u32,
    table: &'a Table,
    rows: Vec<u32>,
    columns: Vec<u32>,
}

impl Serialize for WrittenTable<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let Self { filing, at, table, .. } = *self;
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("title", &table.title)?;
        map.serialize_entry("name", &table.name)?;
        map.serialize_entry("kind", &table.kind.map(|kind| kind.name()))?;
        map.serialize_entry("category", &table.category.map(|category| category.name()))?;
        map.serialize_entry("currency", &table.currency)?;
        map.serialize_entry("members", &Members(&table.members))?;
        map.serialize_entry("notes", &table.notes)?;
        map.serialize_entry("columns", &Each(|| self.columns.iter().map(|at| self.column(*at, &table.columns[*at as usize]))))?;
        map.serialize_entry("rows", &Each(|| self.rows.iter().map(|at| self.row(*at, &table.rows[*at as usize]))))?;
        map.serialize_entry("footnotes", &Each(|| table.footnotes.iter().map(|note| WrittenFootnote { mark: &note.mark, text: &note.text })))?;
        map.serialize_entry("definitions", &Each(|| table.definitions.iter().map(WrittenDefinition)))?;
        map.serialize_entry("caveats", &Each(|| filing.caveats_about(About::Table(at))))?;
        map.end()
    }
}

/// A list that is made while it is written.
struct Each<F>(F);

impl<F, I> Serialize for Each<F>
where
    F: Fn() -> I,
    I: Iterator,
    I::Item: Serialize,
{
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0())
    }
}

#[derive(Serialize)]
struct WrittenColumn<'a> {
    heading: &'a [String],
    period: Option<String>,
    unit: Option<WrittenUnit<'a>>,
    members: Members<'a>,
    assumed: bool,
    why: Option<&'a str>,
    footnotes: &'a [String],
    caveats: Vec<&'a str>,
}

#[derive(Serialize)]
struct WrittenRow<'a> {
    /// Its number in the table as filed, by which definitions name it.
    row: u32,
    label: &'a str,
    kind: &'static str,
    unit: Option<WrittenUnit<'a>>,
    depth: u32,
    concept: Option<&'a str>,
    members: Members<'a>,
    assumed: bool,
    why: Option<&'a str>,
    footnotes: &'a [String],
    caveats: Vec<&'a str>,
    cells: Vec<Option<WrittenCell<'a>>>,
    /// Of printed tables: the facts in the label, by their places in the list of facts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<u32>,
}

#[derive(Serialize)]
struct WrittenCell<'a> {
    text: Cow<'a, str>,
    value: Option<Cow<'a, str>>,
    assumed: bool,
    why: Option<&'a str>,
    /// Marks; their texts stand once in the table's footnotes.
    footnotes: &'a [String],
    /// Of printed tables: all facts in the cell, by their places in the list of facts; the value is the first one's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<u32>,
}

#[derive(Serialize)]
struct WrittenFootnote<'a> {
    mark: &'a str,
    text: &'a str,
}

impl<'a> WrittenTable<'a> {
    fn column(&self, at: u32, column: &'a Column) -> WrittenColumn<'a> {
        WrittenColumn {
            heading: &column.heading,
            period: column.period.as_ref().map(period::oim),
            unit: column.unit.as_ref().map(WrittenUnit),
            members: Members(&column.members),
            assumed: column.assumed.is_some(),
            why: column.assumed.as_deref(),
            footnotes: &column.marks,
            caveats: self.filing.caveats_about(About::Column(self.at, at)).collect(),
        }
    }

    fn row(&self, at: u32, row: &'a Row) -> WrittenRow<'a> {
        let filled = self.table.row_cells(at);
        let of = |column: &u32| filled.binary_search_by_key(column, |cell| cell.column).ok().map(|at| self.cell(&filled[at]));
        let cells = self.columns.iter().map(of).collect();
        let in_label = of(&Cell::LABEL).map_or_else(Vec::new, |cell| cell.facts);
        // A row of members is named by its members, which stand under a key of their own.
        let concept = row.concept.filter(|_| row.kind != RowKind::Members).and_then(|at| self.filing.concept(at));
        WrittenRow {
            row: at,
            label: &row.label,
            kind: match row.kind {
                RowKind::Facts => "facts",
                RowKind::Members => "members",
                RowKind::Heading => "heading",
            },
            unit: row.unit.as_ref().map(WrittenUnit),
            depth: row.depth,
            concept: concept.and_then(|concept| concept.name.as_deref()),
            members: Members(&row.members),
            assumed: row.assumed.is_some(),
            why: row.assumed.as_deref(),
            footnotes: &row.marks,
            caveats: self.filing.caveats_about(About::Row(self.at, at)).collect(),
            cells,
            facts: in_label,
        }
    }

    fn cell(&self, cell: &Cell) -> WrittenCell<'a> {
        let (fact, doubt) = (self.filing.fact(cell.fact), self.table.doubt(cell));
        WrittenCell {
            text: self.filing.printed(cell),
            value: fact.and_then(|fact| fact.value().filter(|_| !fact.is_nil())),
            assumed: doubt.is_some(),
            why: doubt.map(|doubt| doubt.why.as_str()),
            footnotes: fact.map_or(&[], |fact| fact.marks()),
            facts: self.table.facts_of(cell).filter(|_| self.table.is_printed()).collect(),
        }
    }
}

struct WrittenDefinition<'a>(&'a Definition);

impl Serialize for WrittenDefinition<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        struct Details<'a>(&'a [(String, String)]);
        impl Serialize for Details<'_> {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_map(self.0.iter().map(|(label, value)| (label, value)))
            }
        }
        let mut map = to.serialize_map(Some(6))?;
        map.serialize_entry("name", &self.0.name)?;
        map.serialize_entry("text", &self.0.text)?;
        map.serialize_entry("references", &self.0.references)?;
        map.serialize_entry("details", &Details(&self.0.details))?;
        map.serialize_entry("rows", &self.0.rows)?;
        map.serialize_entry("assumed", &self.0.assumed)?;
        map.end()
    }
}
