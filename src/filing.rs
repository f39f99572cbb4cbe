//! The model: what every reader fills and everything else reads.
//!
//! A [`Filing`] holds facts and tables. A fact has the aspects of the XBRL Open Information Model (concept, entity, period,
//! dimensions, unit) and a value; a table is how the filer laid facts out. Facts are columns of small numbers over interned
//! strings, so that a million of them fit in memory and sort fast; [`Filing::fact`] gives one of them as a [`Fact`].

pub use crate::error::Place;
use crate::error::{About, Caveat, Error};

use crate::format::{Format, READS_XBRL};
use crate::hash::HashMap;
use crate::members::Member;
pub use crate::period::Period;
use crate::tables::Tables;
use crate::texts::{Form, Piece, Prose, Texts};
use crate::value::Kind;
use faststr::FastStr;
use std::borrow::Cow;

/// Distinct things, each known by its number.
pub(crate) type Set<T> = crate::hash::IndexSet<T>;

/// One file, or one pasted text, that was opened.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name as given.
    pub name: String,
    /// What it was read as.
    pub format: Format,
    /// Kept to show a fact in its place.
    pub(crate) text: FastStr,
    /// The prefixes that stand for Inline XBRL in it; empty where it is no inline document.
    pub(crate) ix: Vec<Box<str>>,
    /// What all relative addresses in it are relative to, by its `base` element.
    pub(crate) base: Option<Box<str>>,
    /// Of a well formed inline document, where comments, CDATA sections and the like begin: there are few. None of any other.
    pub(crate) passed: Option<Box<[u32]>>,
}

impl Source {
    /// Its text, decoded to UTF-8.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// What is measured: `us-gaap:Assets`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Concept {
    /// The namespace, where the input gives one.
    pub namespace: Option<Box<str>>,
    /// The name with the input's prefix: `us-gaap:Assets`. None where only a label is known.
    pub name: Option<Box<str>>,
    /// The label that stands for the concept where it has no name.
    pub label: Option<Box<str>>,
    /// The data type as the input names it: `xbrli:monetaryItemType`.
    pub data_type: Option<Box<str>>,
    /// `debit` or `credit`.
    pub balance: Option<Box<str>>,
    /// `instant` or `duration`.
    pub period_type: Option<Box<str>>,
    /// What it means, as the filing's own label linkbase or MetaLinks.json says.
    pub documentation: Option<Box<str>>,
}

/// Who reports: a scheme and an identifier.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entity {
    /// The scheme: `http://www.sec.gov/CIK`.
    pub scheme: Box<str>,
    /// The identifier in it.
    pub identifier: Box<str>,
}

/// What a number counts: measures over measures, as `{namespace}local`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Unit {
    /// The measures above the line.
    pub numerators: Vec<Box<str>>,
    /// The measures below it.
    pub denominators: Vec<Box<str>>,
}

/// One breakdown of a fact: an axis, and the member or typed value on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Dimension {
    /// The axis, `prefix:Name` or `{namespace}local`; none where only the member's label is known.
    pub axis: Option<Box<str>>,
    /// The explicit member's name, as for the axis.
    pub member: Option<Box<str>>,
    /// The typed member's value.
    pub typed: Option<Box<str>>,
    /// The member's label.
    pub label: Option<Box<str>>,
}

/// The kind of page that a table's title names in its brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// A statement or a cover page: nothing in brackets.
    Statement,
    /// `(Parenthetical)`
    Parenthetical,
    /// `(Policies)`
    Policies,
    /// `(Tables)`
    Tables,
    /// `(Details)`
    Details,
    /// `(Details Narrative)`
    DetailsNarrative,
}

impl TableKind {
    /// The kind in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Statement => "Statement",
            Self::Parenthetical => "Parenthetical",
            Self::Policies => "Policies",
            Self::Tables => "Tables",
            Self::Details => "Details",
            Self::DetailsNarrative => "Details Narrative",
        }
    }
}

/// Under what EDGAR lists a report of a filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Category {
    /// The cover page.
    Cover,
    /// The statements.
    Statements,
    /// Notes as text.
    Notes,
    /// Accounting policies.
    Policies,
    /// Tables of the notes.
    Tables,
    /// Figures of the notes, one by one.
    Details,
    /// What stands under none of these, and facts that no report shows.
    Uncategorized,
}

impl Category {
    /// The category in one word, as EDGAR's menu has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cover => "Cover",
            Self::Statements => "Statements",
            Self::Notes => "Notes",
            Self::Policies => "Policies",
            Self::Tables => "Tables",
            Self::Details => "Details",
            Self::Uncategorized => "Uncategorized",
        }
    }

    /// The category of that name.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        [Self::Cover, Self::Statements, Self::Notes, Self::Policies, Self::Tables, Self::Details, Self::Uncategorized]
            .into_iter()
            .find(|category| category.name() == name)
    }
}

/// A table as the filer laid it out.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The title's first line, whole, as filed.
    pub title: String,
    /// The title without its brackets, currency and members.
    pub name: String,
    /// The kind of page.
    pub kind: Option<TableKind>,
    /// Under what it is listed: of statements made from a filing's presentation.
    pub category: Option<Category>,
    /// Members that the title names for every cell of the table.
    pub members: Vec<Dimension>,
    /// The unit that the title names for every money value: the title's own words, such as `USD ($)`.
    pub currency: Option<String>,
    /// The title's other lines: scale lines and the like.
    pub notes: Vec<String>,
    /// Powers of ten by which the printed figures were divided.
    pub scale: Scale,
    /// The columns, without the column of labels.
    pub columns: Vec<Column>,
    /// The rows, headers among them, in the order filed.
    pub rows: Vec<Row>,
    /// The cells of all rows, row after row; within a row by column.
    pub cells: Vec<Cell>,
    /// Footnote texts by mark.
    pub footnotes: Vec<Footnote>,
    /// The blocks of definitions that came with the table.
    pub definitions: Vec<Definition>,
    /// What could not be known of a cell's column; [`Cell::doubt`] points here.
    pub doubts: Vec<Doubt>,
    /// Where the table stands in the source.
    pub place: Place,
    /// A table that an inline document prints: its title and place are known, and [`Filing::open_table`] reads the rest.
    pub unread: bool,
    /// How many facts stand in a table that an inline document prints, and the first of them.
    pub(crate) facts: u32,
    pub(crate) first_fact: u32,
    /// Facts that stand in a cell behind its first one: the first one, and the other.
    pub(crate) also: Vec<(u32, u32)>,
}

/// Powers of ten that a title's scale lines name: `$ in Millions` is `money: 6`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// For money.
    pub money: Option<i32>,
    /// For shares.
    pub shares: Option<i32>,
}

/// A column of a table.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// The heading's lines, as filed.
    pub heading: Vec<String>,
    /// The period the heading names.
    pub period: Option<Period>,
    /// The months of a duration as the heading names them, where it does so in months.
    pub months: Option<u32>,
    /// The unit, where the heading names just one.
    pub unit: Option<Unit>,
    /// Every unit that the heading names, in its words.
    pub units: Vec<String>,
    /// The members the heading names.
    pub members: Vec<Dimension>,
    /// Footnote marks beside the heading.
    pub marks: Vec<String>,
    /// Why the heading's duration had to be assumed; none where it is certain.
    pub assumed: Option<String>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum RowKind {
    /// A line item with values, or one that has none.
    #[default]
    Facts,
    /// Names members for the rows below it.
    Members,
    /// A heading without values: an abstract concept, a `[Line Items]`.
    Heading,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// The label as filed, its unit ("| $ / shares") among it.
    pub label: String,
    /// The unit that the row itself names, in its words: `$ / shares`.
    pub unit_text: Option<String>,
    /// The unit of the row's values, where they all have the same.
    pub unit: Option<Unit>,
    /// The period that the row's label names, where the headings name none.
    pub period: Option<Period>,
    /// How deep the row is indented, where the input says so.
    pub depth: u32,
    /// The concept, as a number for [`Filing::concept`].
    pub concept: Option<u32>,
    /// The members in force for this row.
    pub members: Vec<Dimension>,
    /// Why the row's kind or members had to be assumed.
    pub assumed: Option<String>,
    /// Footnote marks beside the label.
    pub marks: Vec<String>,
    /// First of the row's cells in [`Table::cells`].
    pub first: u32,
    /// Number of the row's cells.
    pub count: u32,
    /// Where the row stands in the source.
    pub place: Place,
}

/// A filled cell of a table. Blank cells are not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its column; [`Cell::LABEL`] where facts stand in the row's label. The cell of the label is the last of its row.
    pub column: u32,
    /// Its fact, the first of several; a number of none where the cell is only printed.
    pub fact: u32,
    /// The text printed, where it is not what the fact shows.
    pub(crate) text: u32,
    /// What is doubtful about its column: a number in [`Table::doubts`].
    pub doubt: Option<u32>,
    /// Whether a person has moved or confirmed it.
    pub confirmed: bool,
}

impl Cell {
    /// The column of the labels.
    pub const LABEL: u32 = u32::MAX;

    /// A cell that shows its fact.
    pub(crate) fn of(column: u32, fact: u32, doubt: Option<u32>) -> Self {
        Self { column, fact, text: NONE, doubt, confirmed: false }
    }
}

/// Why a cell's column is assumed, and which others it could be in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Doubt {
    /// The reason in words: a whole sentence.
    pub why: String,
    /// The columns that the evidence leaves open, the chosen one among them.
    pub columns: Vec<u32>,
}

/// A footnote's mark and text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Footnote {
    /// The mark without its brackets: `1`.
    pub mark: String,
    /// The text.
    pub text: String,
}

/// A block of definition that came with a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// The concept's name where the block gives it: `us-gaap_Assets`.
    pub name: Option<String>,
    /// The definition's text; none where the block says "No definition available." or is empty.
    pub text: Option<String>,
    /// The references, line by line.
    pub references: Vec<String>,
    /// The details: name, namespace prefix, data type, balance type, period type, as label and value.
    pub details: Vec<(String, String)>,
    /// The rows it belongs to.
    pub rows: Vec<u32>,
    /// Whether the rows were found by likeness of words and order, not by name.
    pub assumed: bool,
}

impl Definition {
    /// A detail by its label, such as `Period Type`.
    pub fn detail(&self, label: &str) -> Option<&str> {
        self.details.iter().find(|(key, _)| key == label).map(|(_, value)| value.as_str()).filter(|v| !v.is_empty() && *v != "na")
    }
}

/// "None" in the columns of numbers.
pub(crate) const NONE: u32 = u32::MAX;

/// The facts, a column for each aspect.
#[derive(Clone, Debug, Default)]
pub(crate) struct Facts {
    pub(crate) report: Vec<u32>,
    pub(crate) concept: Vec<u32>,
    pub(crate) label: Vec<u32>,
    pub(crate) entity: Vec<u32>,
    pub(crate) period: Vec<u32>,
    pub(crate) dimensions: Vec<u32>,
    pub(crate) unit: Vec<u32>,
    pub(crate) kind: Vec<Kind>,
    pub(crate) value: Vec<u32>,
    pub(crate) shown: Vec<u32>,
    pub(crate) decimals: Vec<u32>,
    pub(crate) flags: Vec<u8>,
    /// The power of ten in which a number was shown; [`UNSCALED`] of what is no number, or was not shown.
    pub(crate) scale: Vec<i8>,
    pub(crate) language: Vec<u32>,
    pub(crate) target: Vec<u32>,
    /// Table, row: where the fact is laid out, if it is. Of several tables it is the first statement that shows it; what an inline
    /// document prints comes after.
    pub(crate) table: Vec<u32>,
    pub(crate) row: Vec<u32>,
    /// The printed table that a fact stands in, where it has its place in a statement. Shorter than the others, where no statements were
    /// made.
    pub(crate) printed: Vec<u32>,
    pub(crate) place: Vec<Place>,
}

pub(crate) const UNSCALED: i8 = i8::MIN;
pub(crate) const NIL: u8 = 1;
pub(crate) const HIDDEN: u8 = 2;
/// In the columns of values and shown texts: the number is one of [`Filing::prose`].
pub(crate) const PROSE: u32 = 1 << 31;
/// The label is what the document prints beside the fact, found there by the reader.
pub(crate) const PRINTED: u8 = 4;

/// What was opened: facts, tables, and what could not be known.
#[derive(Clone, Debug, Default)]
pub struct Filing {
    pub(crate) sources: Vec<Source>,
    pub(crate) reports: u32,
    pub(crate) texts: Texts,
    pub(crate) concepts: Set<Concept>,
    pub(crate) entities: Set<Entity>,
    pub(crate) periods: Set<Period>,
    pub(crate) units: Set<Unit>,
    pub(crate) dimensions: Set<Vec<Dimension>>,
    pub(crate) facts: Facts,
    pub(crate) tables: Tables,
    pub(crate) caveats: Vec<Caveat>,
    pub(crate) failures: Vec<Error>,
    pub(crate) members: Vec<Member>,
    /// Footnote marks of a fact, as its cell shows them.
    pub(crate) fact_marks: HashMap<u32, Vec<String>>,
    /// What the prefixes of names stand for. A name whose prefix stands for something else there is kept as `{namespace}local`.
    pub(crate) namespaces: HashMap<Box<str>, Box<str>>,
    /// Texts that are made when they are asked for, and where they stand.
    pub(crate) prose: Vec<Prose>,
    pub(crate) pieces: Vec<Piece>,
    /// What relative addresses in a fact's markup are relative to.
    pub(crate) bases: HashMap<u32, Box<str>>,
    /// The tuples a fact stands in: a text's number.
    pub(crate) tuples: HashMap<u32, u32>,
    /// Footnotes as XBRL has them, and how facts are tied to them and to each other.
    pub(crate) notes: Vec<Note>,
    pub(crate) relationships: Vec<Relationship>,
    /// What reports are called, where the input says it: filer, form, fiscal period, day of filing, accession number.
    pub(crate) report_names: HashMap<u32, Box<str>>,
    /// What concepts mean, by their numbers, where data say it: a text's number.
    pub(crate) descriptions: HashMap<u32, u32>,
    /// What the input says of a fact that the model has no place for: a text's number.
    pub(crate) further: HashMap<u32, u32>,
    /// Of reports of a data set: their first fact and their last.
    pub(crate) report_spans: HashMap<u32, (u32, u32)>,
    /// Totals held against their items.
    pub(crate) checks: Vec<Check>,
}

/// A total held against the items that the filing's calculation linkbase adds to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The fact that is the total.
    pub total: u32,
    /// The facts that are added, each with what it is multiplied with first: `1`, `-1.0`.
    pub items: Vec<(u32, Box<str>)>,
    /// The statement in which they are added.
    pub statement: String,
    /// What the items add to: an exact decimal.
    pub sum: String,
    /// How far that is from the total.
    pub apart: String,
    /// Whether roundings explain it, by Calculations 1.1.
    pub agrees: bool,
    /// Whether the sum is the total once it is rounded as the total is, which the specification before that asked for.
    pub agrees_as_rounded: bool,
}

/// A footnote of an XBRL document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// Its text, without markup.
    pub text: String,
    /// Its language, as `xml:lang` says.
    pub language: Option<Box<str>>,
}

/// A fact's tie to a footnote or to another fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relationship {
    /// The fact it begins from.
    pub from: u32,
    /// What it leads to.
    pub to: Related,
    /// What the tie means: `http://www.xbrl.org/2003/arcrole/fact-footnote`.
    pub arcrole: Box<str>,
}

/// What a [`Relationship`] leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Related {
    /// A footnote, by its number in [`Filing::notes`].
    Note(u32),
    /// A fact.
    Fact(u32),
}

impl Filing {
    /// The files and texts that were opened.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The tables, in the order filed.
    pub fn tables(&self) -> &[Table] {
        self.tables.titled(&self.sources)
    }

    /// How many facts there are.
    pub fn fact_count(&self) -> u32 {
        self.facts.concept.len() as u32
    }

    /// The fact of that number.
    ///
    /// ```
    /// let filing = filing_viewer::read(b"|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n", "cash.txt")?;
    /// let fact = filing.fact(0).unwrap();
    /// assert_eq!((fact.label(), &*fact.shown(), fact.value().as_deref()), (Some("Cash"), "$ 12", Some("12")));
    /// # Ok::<(), filing_viewer::Error>(())
    /// ```
    pub fn fact(&self, id: u32) -> Option<Fact<'_>> {
        (id < self.fact_count()).then_some(Fact { filing: self, id })
    }

    /// All facts in the order read.
    pub fn facts(&self) -> impl Iterator<Item = Fact<'_>> {
        (0..self.fact_count()).map(|id| Fact { filing: self, id })
    }

    /// Where a fact's text goes on in its own source: first byte and behind the last. Only of a text that is made when it is asked
    /// for.
    pub(crate) fn continued(&self, fact: Fact<'_>) -> impl Iterator<Item = (usize, usize)> {
        let prose = fact.prose(self.facts.shown[fact.at()]);
        let pieces = prose.and_then(|prose| self.pieces.get(prose.first as usize..(prose.first + prose.count) as usize)).unwrap_or_default();
        let own = fact.place().source;
        pieces.iter().skip(1).filter(move |piece| piece.source == own).map(|piece| (piece.start as usize, piece.end as usize))
    }

    /// A concept by its number.
    pub fn concept(&self, id: u32) -> Option<&Concept> {
        self.concepts.get_index(id as usize)
    }

    /// The footnotes of XBRL documents.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The totals of the filing that its calculation linkbase says what to add for, held against their items.
    pub fn checks(&self) -> &[Check] {
        &self.checks
    }

    /// How facts are tied to footnotes and to each other, in the order of the facts they begin from.
    pub fn relationships(&self) -> &[Relationship] {
        &self.relationships
    }

    /// What the input says that a fact's concept means, where it does so without a table.
    pub(crate) fn description(&self, fact: Fact<'_>) -> Option<&str> {
        self.descriptions.get(&self.facts.concept[fact.at()]).map(|at| self.texts.get(*at))
    }

    /// A concept's, axis's or member's name as `{namespace}local`; as it is written where its prefix is not known.
    pub fn expanded<'a>(&self, name: &'a str) -> Cow<'a, str> {
        match name.split_once(':').and_then(|(prefix, local)| Some((self.namespaces.get(prefix)?, local))) {
            Some((namespace, local)) if !name.starts_with('{') => Cow::Owned(["{", namespace, "}", local].concat()),
            _ => Cow::Borrowed(name),
        }
    }

    /// Everything that could not be known, cells with a doubtful column apart: those carry their [`Doubt`].
    pub fn caveats(&self) -> &[Caveat] {
        &self.caveats
    }

    /// The caveats about one thing, in words.
    pub fn caveats_about(&self, about: About) -> impl Iterator<Item = &str> {
        let first = self.caveats.partition_point(|caveat| caveat.about < about);
        self.caveats[first..].iter().take_while(move |caveat| caveat.about == about).map(|caveat| &*caveat.text)
    }

    /// Takes other caveats for those about the whole: of a filing that was read again from its text, which has no encoding.
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
    pub(crate) fn set_caveats(&mut self, texts: Vec<String>) {
        self.caveats.retain(|caveat| caveat.about != About::Filing);
        let whole = texts.into_iter().map(|text| Caveat { about: About::Filing, text: text.into(), place: None });
        // They are in the order of what they are about, and the whole comes first.
        self.caveats.splice(..0, whole);
    }

    /// The table of an inline document that a fact stands in, whether or not a statement shows it, too.
    pub(crate) fn printed_in(&self, fact: u32) -> Option<u32> {
        let of = self.facts.printed.get(fact as usize).copied().filter(|table| *table != NONE);
        of.or_else(|| self.facts.table.get(fact as usize).copied().filter(|table| *table != NONE))
    }

    /// Why some of the files could not be read; the filing holds what the others gave.
    pub fn failures(&self) -> &[Error] {
        &self.failures
    }

    /// Every file that was given, and every one that a container holds: read, or left and why. Members follow their container.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// What a cell prints.
    pub fn printed(&self, cell: &Cell) -> Cow<'_, str> {
        self.printed_part(cell, usize::MAX)
    }

    /// The beginning of what a cell prints, up to about that many bytes.
    pub(crate) fn printed_part(&self, cell: &Cell, most: usize) -> Cow<'_, str> {
        if cell.text == NONE {
            return self.fact(cell.fact).map_or(Cow::Borrowed(""), |fact| fact.excerpt(most));
        }
        let text = self.texts.get(cell.text);
        match text.char_indices().find(|(at, _)| *at >= most) {
            Some((end, _)) => Cow::Owned([&text[..end], "…"].concat()),
            None => Cow::Borrowed(text),
        }
    }

    /// The line, counted from 1, on which a place begins.
    pub fn line(&self, place: Place) -> Option<u32> {
        let text = self.sources.get(place.source as usize)?.text.as_bytes();
        let before = text.get(..place.start as usize)?;
        Some(before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1)
    }
}

impl Row {
    /// The label without the unit behind it.
    pub fn words(&self) -> &str {
        let unit = self.unit_text.as_deref().unwrap_or_default();
        match self.label.strip_suffix(unit).filter(|_| !unit.is_empty()) {
            Some(words) => words.trim_end().trim_end_matches('|').trim_end(),
            None => &self.label,
        }
    }
}

impl Table {
    /// The cells of a row.
    pub fn row_cells(&self, row: u32) -> &[Cell] {
        self.rows.get(row as usize).map_or(&[], |row| &self.cells[row.first as usize..(row.first + row.count) as usize])
    }

    /// Whether an inline document prints it.
    pub fn is_printed(&self) -> bool {
        self.facts > 0
    }

    /// How many facts stand in it.
    pub fn fact_count(&self) -> usize {
        // Cells of other tables have a fact each.
        if self.facts > 0 { self.facts as usize } else { self.cells.len() }
    }

    /// All facts of a cell, in the order in which they stand in it.
    pub fn facts_of(&self, cell: &Cell) -> impl Iterator<Item = u32> {
        let also = &self.also[self.also.partition_point(|(first, _)| *first < cell.fact)..];
        let others = also.iter().take_while(move |(first, _)| *first == cell.fact).map(|(_, other)| *other);
        Some(cell.fact).filter(|fact| *fact != NONE).into_iter().chain(others)
    }

    /// The cell's doubt, unless a person has settled it.
    pub fn doubt(&self, cell: &Cell) -> Option<&Doubt> {
        if cell.confirmed { None } else { cell.doubt.and_then(|at| self.doubts.get(at as usize)) }
    }
}

/// Where a fact's label is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelFrom {
    /// The filing gives it as a label.
    Filed,
    /// The document prints it in the row of the fact; the reader took it for the label.
    Printed,
    /// The concept's name, in words.
    Name,
}

impl LabelFrom {
    /// In one word, as files and the page give it; none of a label as filed.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Filed => None,
            Self::Printed => Some("printed"),
            Self::Name => Some("name"),
        }
    }
}

/// A concept's name in words: `us-gaap:NetIncomeLossPerShare` is "Net income loss per share". Runs of capitals stay together.
pub(crate) fn words_of_name(name: &str) -> String {
    let name = name.rsplit_once([':', '}']).map_or(name, |(_, local)| local);
    let characters: Vec<char> = name.chars().collect();
    let mut words = String::with_capacity(name.len() + 8);
    for (at, character) in characters.iter().enumerate() {
        let (before, after) = (at.checked_sub(1).and_then(|at| characters.get(at)), characters.get(at + 1));
        let upper = |character: Option<&char>| character.is_some_and(|character| character.is_ascii_uppercase());
        let lower = |character: Option<&char>| character.is_some_and(|character| character.is_ascii_lowercase());
        let digit = |character: Option<&char>| character.is_some_and(char::is_ascii_digit);
        if *character == '_' {
            words.push(' ');
            continue;
        }
        let first = at == 0 || before == Some(&'_');
        let begins = character.is_ascii_uppercase() && !first && (!upper(before) || lower(after))
            || character.is_ascii_digit() && !first && !digit(before)
            || digit(before) && !character.is_ascii_digit() && character.is_alphabetic();
        if begins {
            words.push(' ');
        }
        // A capital that begins a word of more than capitals is one of the name's, not of the word's.
        let acronym = upper(after) || (upper(before) && !lower(after)) || (after.is_none() && upper(before));
        if character.is_ascii_uppercase() && begins && !acronym {
            words.push(character.to_ascii_lowercase());
        } else {
            words.push(*character);
        }
    }
    words
}

/// One fact of a filing.
#[derive(Clone, Copy, Debug)]
pub struct Fact<'a> {
    filing: &'a Filing,
    id: u32,
}

impl<'a> Fact<'a> {
    fn at(&self) -> usize {
        self.id as usize
    }

    fn text(&self, column: &[u32]) -> Option<&'a str> {
        let at = column[self.at()];
        (at != NONE).then(|| self.filing.texts.get(at))
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.id
    }

    /// The report it belongs to, from 1.
    pub fn report(&self) -> u32 {
        self.filing.facts.report[self.at()]
    }

    /// What that report is called, where the input names its filing: form, fiscal period, day, accession number.
    pub fn report_name(&self) -> Option<&'a str> {
        self.filing.report_names.get(&self.report()).map(|name| &**name)
    }

    /// What the input says of it that no aspect holds: `frame CY2031Q1I`.
    pub fn further(&self) -> Option<&'a str> {
        self.filing.further.get(&self.id).map(|at| self.filing.texts.get(*at))
    }

    /// What is measured.
    pub fn concept(&self) -> Option<&'a Concept> {
        self.filing.concept(self.filing.facts.concept[self.at()])
    }

    /// The label it stands under.
    pub fn label(&self) -> Option<&'a str> {
        self.text(&self.filing.facts.label)
    }

    /// Who reports it.
    pub fn entity(&self) -> Option<&'a Entity> {
        self.filing.entities.get_index(self.filing.facts.entity[self.at()] as usize)
    }

    /// When.
    pub fn period(&self) -> Option<&'a Period> {
        self.filing.periods.get_index(self.filing.facts.period[self.at()] as usize)
    }

    /// Its breakdowns.
    pub fn dimensions(&self) -> &'a [Dimension] {
        self.filing.dimensions.get_index(self.filing.facts.dimensions[self.at()] as usize).map_or(&[], |all| all)
    }

    /// What the number counts.
    pub fn unit(&self) -> Option<&'a Unit> {
        self.filing.units.get_index(self.filing.facts.unit[self.at()] as usize)
    }

    /// What kind of value it is.
    pub fn kind(&self) -> Kind {
        self.filing.facts.kind[self.at()]
    }

    /// The value: an exact decimal with the scale applied, an ISO date or duration, text, or markup. None when nil or not to
    /// be read. A long text is made anew each time.
    pub fn value(&self) -> Option<Cow<'a, str>> {
        let at = self.filing.facts.value[self.at()];
        if at == NONE {
            return None;
        }
        let filing = self.filing;
        let base = || filing.bases.get(&self.id).map(|base| &**base);
        Some(match self.prose(at) {
            Some(prose) => Cow::Owned(prose.value(&filing.pieces, &filing.sources, base())),
            None => Cow::Borrowed(filing.texts.get(at)),
        })
    }

    /// The characters displayed, without markup. A long text is made anew each time.
    pub fn shown(&self) -> Cow<'a, str> {
        self.excerpt(usize::MAX)
    }

    /// The first characters displayed, up to about that many bytes, for a table's cell.
    pub fn excerpt(&self, most: usize) -> Cow<'a, str> {
        let at = self.filing.facts.shown[self.at()];
        match self.prose(at) {
            Some(prose) => Cow::Owned(prose.shown(&self.filing.pieces, &self.filing.sources, most)),
            None => Cow::Borrowed(self.filing.texts.get(at)),
        }
    }

    /// Whether the value is markup.
    pub fn is_markup(&self) -> bool {
        self.prose(self.filing.facts.value[self.at()]).is_some_and(|prose| prose.form == Form::Markup)
    }

    /// Whether the text is one that is made when it is asked for.
    pub(crate) fn is_long(&self) -> bool {
        self.prose(self.filing.facts.shown[self.at()]).is_some()
    }

    fn prose(&self, at: u32) -> Option<Prose> {
        if !READS_XBRL || at == NONE || at & PROSE == 0 { None } else { self.filing.prose.get((at & !PROSE) as usize).copied() }
    }

    /// Where it stands: its element, or where a long text has several parts, their contents.
    pub(crate) fn pieces(&self) -> Vec<Piece> {
        let filing = self.filing;
        match self.prose(filing.facts.shown[self.at()]) {
            Some(Prose { first, count, .. }) => filing.pieces.get(first as usize..(first + count) as usize).unwrap_or_default().to_vec(),
            None => {
                let Place { source, start, len } = self.place();
                vec![Piece { source, start, end: start + len }]
            }
        }
    }

    /// The language of a text, as `xml:lang` says.
    pub fn language(&self) -> Option<&'a str> {
        self.text(&self.filing.facts.language)
    }

    /// The target document, where the inline document names one.
    pub fn target(&self) -> Option<&'a str> {
        self.text(&self.filing.facts.target)
    }

    /// The tuples it stands in, each with its place among the parts of the one around it: `e:Person[1]/e:Address[3]`.
    pub fn tuple(&self) -> Option<&'a str> {
        self.filing.tuples.get(&self.id).map(|at| self.filing.texts.get(*at))
    }

    /// The label, or what stands in for one, and where it is from: an inline document carries no labels of its own.
    ///
    /// ```
    /// use filing_viewer::LabelFrom;
    /// let filing = filing_viewer::read(b"|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n", "cash.txt")?;
    /// assert_eq!(filing.fact(0).unwrap().label_or_words(), ("Cash".into(), LabelFrom::Filed));
    /// # Ok::<(), filing_viewer::Error>(())
    /// ```
    pub fn label_or_words(&self) -> (Cow<'a, str>, LabelFrom) {
        let concept = self.concept();
        match (self.label(), concept.and_then(|concept| concept.label.as_deref()), concept.and_then(|concept| concept.name.as_deref())) {
            (Some(label), ..) if self.is_label_found() => (label.into(), LabelFrom::Printed),
            (Some(label), ..) | (None, Some(label), _) => (label.into(), LabelFrom::Filed),
            (None, None, Some(name)) if READS_XBRL => (words_of_name(name).into(), LabelFrom::Name),
            (None, None, Some(name)) => (name.into(), LabelFrom::Name),
            (None, None, None) => ("".into(), LabelFrom::Filed),
        }
    }

    /// Whether the label is what the document prints beside the value, found there by the reader: an inline document carries no
    /// labels of its own.
    pub fn is_label_found(&self) -> bool {
        self.filing.facts.flags[self.at()] & PRINTED != 0
    }

    /// What it is tied to.
    pub fn relationships(&self) -> &'a [Relationship] {
        let all = &self.filing.relationships;
        let start = all.partition_point(|tie| tie.from < self.id);
        &all[start..start + all[start..].partition_point(|tie| tie.from == self.id)]
    }

    /// The stated accuracy: a number of decimal places or `INF`.
    pub fn decimals(&self) -> Option<&'a str> {
        self.text(&self.filing.facts.decimals)
    }

    /// In what a number was shown, as a power of ten: 6 where it is in millions, -2 for a percentage, 0 for one shown as it is. None of
    /// what is no number, of facts of an instance, which are shown nowhere, and of powers beyond 127.
    pub fn scale(&self) -> Option<i8> {
        Some(self.filing.facts.scale[self.at()]).filter(|scale| *scale != UNSCALED)
    }

    /// Whether it was reported as empty.
    pub fn is_nil(&self) -> bool {
        self.filing.facts.flags[self.at()] & NIL != 0
    }

    /// Whether the document does not display it.
    pub fn is_hidden(&self) -> bool {
        self.filing.facts.flags[self.at()] & HIDDEN != 0
    }

    /// The table it is laid out in.
    pub fn table(&self) -> Option<u32> {
        Some(self.filing.facts.table[self.at()]).filter(|table| *table != NONE)
    }

    /// Where it is laid out: table and row. The row is not known before the table is read.
    pub fn table_row(&self) -> Option<(u32, u32)> {
        let row = self.filing.facts.row[self.at()];
        self.table().filter(|_| row != NONE).map(|table| (table, row))
    }

    /// Its cell, where it is laid out.
    pub fn cell(&self) -> Option<&'a Cell> {
        let (table, row) = self.table_row()?;
        let table = self.filing.tables.get(table as usize)?;
        table.row_cells(row).iter().find(|cell| cell.fact == self.id || table.facts_of(cell).any(|fact| fact == self.id))
    }

    /// Where it stands in the source.
    pub fn place(&self) -> Place {
        self.filing.facts.place[self.at()]
    }

    /// Footnote marks shown beside it or its row.
    pub fn marks(&self) -> &'a [String] {
        self.filing.fact_marks.get(&self.id).map_or(&[], |marks| marks)
    }

    /// What could not be known of it, its column's and row's doubts included, in words.
    pub fn caveats(&self) -> Vec<&'a str> {
        let mut found = Vec::new();
        if let (Some((at, row)), Some(cell)) = (self.table_row(), self.cell()) {
            let table = &self.filing.tables[at as usize];
            found.extend(table.doubt(cell).map(|doubt| doubt.why.as_str()));
            found.extend(table.columns.get(cell.column as usize).and_then(|column| column.assumed.as_deref()));
            found.extend(table.rows[row as usize].assumed.as_deref());
            found.extend(self.filing.caveats_about(About::Column(at, cell.column)));
            found.extend(self.filing.caveats_about(About::Row(at, row)));
        }
        found.extend(self.filing.caveats_about(About::Fact(self.id)));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::words_of_name;

    #[test]
    fn names_become_words() {
        for (name, words) in [
            ("us-gaap:IncreaseDecreaseInAccountsReceivable", "Increase decrease in accounts receivable"),
            ("us-gaap:USGovernmentDebtSecurities", "US government debt securities"),
            ("{http://a.example}ProfitLoss", "Profit loss"),
            ("acme:Paragraph4Section2", "Paragraph 4 section 2"),
            ("Assets", "Assets"),
            ("dei:EntityAddressAddressLine1", "Entity address address line 1"),
            ("jpcrp_cor:NetSalesSummaryOfBusinessResults", "Net sales summary of business results"),
            ("", ""),
            ("x:é_Été", "é Été"),
        ] {
            assert_eq!(words_of_name(name), words);
        }
    }
}
