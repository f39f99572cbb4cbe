//! One file per format, each one plain function that turns a decoded text into sheets; containers are opened first.

pub(crate) mod columns;
#[cfg(feature = "xbrl")]
mod container;
pub(crate) mod data;
mod entities;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) mod fence;
mod html;
mod html_reader;
mod html_table;
mod html_tag;
pub(crate) mod original;
mod r_page;
mod tags;
mod text;
#[cfg(feature = "xbrl")]
mod workbook;
pub(crate) mod xbrl;

use crate::builder::Builder;
use crate::decode::{self, Note};
use crate::error::{About, Error};
use crate::filing::{Filing, Place};
use crate::format::{self, Format, READS_XBRL};
use crate::members::{Limits, Member, State};
use crate::resolve;
use crate::sheet::Sheet;

/// Several inputs that become one filing. What cannot be read is kept as a failure beside the rest; only where nothing at all
/// could be read, the first failure is the error.
#[derive(Default)]
pub(crate) struct Reading {
    to: Builder,
    /// Documents of XBRL are read when all of a group are there, as some need each other.
    documents: Vec<xbrl::Input>,
    /// Files of data that need others of their set.
    sets: data::Sets,
    #[cfg(feature = "xbrl")]
    waiting: container::Queue,
    /// What EDGAR renders of facts, to be read where it stands alone.
    #[cfg(feature = "xbrl")]
    renderings: Vec<(u32, String, Vec<u8>)>,
}

impl Reading {
    #[cfg_attr(not(feature = "xbrl"), allow(unused_variables))]
    pub(crate) fn within(limits: Limits) -> Self {
        Self {
            #[cfg(feature = "xbrl")]
            waiting: container::Queue::within(limits),
            ..Self::default()
        }
    }

    /// Reads a file; of a container only what it holds is found out, which [`step`](Self::step) then reads.
    pub(crate) fn add(&mut self, name: &str, bytes: Vec<u8>) {
        let member = self.member(name, bytes.len() as u64);
        #[cfg(feature = "xbrl")]
        if let Some(kind) = container::of(&bytes) {
            return self.open(member, name, kind, bytes);
        }
        if READS_XBRL && self.sets.waits(name) {
            return self.sets.wait(member, name, bytes);
        }
        #[cfg(feature = "xbrl")]
        if format::sniff(&bytes).is_ok_and(|format| is_rendering(format, name)) {
            return self.renderings.push((member, name.to_owned(), bytes));
        }
        self.read(member, name, bytes);
    }

    fn read(&mut self, member: u32, name: &str, bytes: Vec<u8>) {
        if let Err(error) = read_one(name, bytes, member, &mut self.to, &mut self.documents, &mut self.sets) {
            self.fail(member, error.in_file(name));
        }
    }

    fn member(&mut self, name: &str, size: u64) -> u32 {
        let state = State::Waiting;
        self.to.filing.members.push(Member { name: name.to_owned(), size, document_type: None, description: None, state });
        self.to.filing.members.len() as u32 - 1
    }

    fn fail(&mut self, member: u32, error: Error) {
        self.to.filing.members[member as usize].state = State::Left(error.what().to_owned());
        self.to.filing.failures.push(error);
    }

    #[cfg(feature = "xbrl")]
    fn open(&mut self, member: u32, name: &str, kind: format::Container, bytes: Vec<u8>) {
        use container::Met;
        let filing = &mut self.to.filing;
        let (mut failures, mut faults) = (Vec::new(), Vec::new());
        let opened = self.waiting.open(name, kind, bytes, &mut |met| {
            match met {
                Met::Fault(name, fault) => faults.push(format!("{name}: {fault}")),
                Met::Same(listed, why) => filing.members.push(listed.member(State::Left(why.to_owned()))),
                Met::Member(listed, Some(what)) => filing.members.push(listed.member(State::Opened(what))),
                Met::Member(listed, None) => {
                    let state = listed.packed.as_ref().map_or_else(|why| State::Left(why.clone()), |_| State::Waiting);
                    if let Err(why) = &listed.packed {
                        failures.push(Error::new(why.clone(), "The rest of the archive was opened.").in_file(&listed.name));
                    }
                    filing.members.push(listed.member(state));
                }
            }
            filing.members.len() as u32 - 1
        });
        filing.failures.append(&mut failures);
        match opened {
            Ok((what, description)) => {
                let of_container = &mut filing.members[member as usize];
                (of_container.state, of_container.description) = (State::Opened(what), description);
            }
            Err(error) => self.fail(member, error.in_file(name)),
        }
        faults.into_iter().for_each(|fault| self.to.caveat(About::Filing, fault, None));
    }

    /// Reads what was added and the next members of containers that wait; whether there are more.
    pub(crate) fn step(&mut self) -> bool {
        #[cfg(feature = "xbrl")]
        if self.documents.is_empty()
            && let Some(group) = self.waiting.groups.pop_front()
        {
            self.unpack(group);
        }
        if READS_XBRL && !self.waits() {
            for (member, name, bytes) in self.sets.in_order() {
                self.read(member, &name, bytes);
            }
            std::mem::take(&mut self.sets).read(&mut self.to);
        }
        let documents = std::mem::take(&mut self.documents);
        let empty = if READS_XBRL { xbrl::read(&documents, &mut self.to) } else { Vec::new() };
        #[cfg(feature = "xbrl")]
        for (member, name, bytes) in std::mem::take(&mut self.renderings) {
            match documents.iter().any(|document| document.has_facts()) {
                true => self.to.filing.members[member as usize].state = State::Left(SAME.to_owned()),
                false => self.read(member, &name, bytes),
            }
        }
        let is_alone = self.to.filing.tables.is_empty() && self.to.filing.fact_count() == 0;
        for document in documents {
            if empty.contains(&document.source)
                && let Some(source) = self.to.filing.sources.get(document.source as usize)
            {
                let (error, name) = (nothing_found(source.format, &source.text), source.name.clone());
                let member = self.to.filing.members.iter().position(|member| member.state.source() == Some(document.source)).unwrap_or_default();
                // What is beside a filing and belongs to nothing in it is no failure, but alone there is nothing to show.
                if source.format.is_taxonomy() && !is_alone {
                    self.to.filing.members[member].state = State::Left("nothing here refers to it".to_owned());
                } else {
                    self.fail(member as u32, error.in_file(&name));
                }
            }
        }
        self.waits()
    }

    /// Unpacks the members of a group and reads them.
    #[cfg(feature = "xbrl")]
    fn unpack(&mut self, group: container::Group) {
        let mut all = Vec::with_capacity(group.members.len());
        for waiting in group.members {
            let member = waiting.member;
            let name = self.to.filing.members[member as usize].name.clone();
            match self.waiting.take(&waiting) {
                Ok(bytes) => {
                    self.to.filing.members[member as usize].size = bytes.len() as u64;
                    all.push((member, name, format::sniff(&bytes), bytes));
                }
                Err(why) => self.fail(member, Error::new(why, "The rest of the archive was opened.").in_file(&name)),
            }
        }
        let has_xbrl = all.iter().any(|(_, _, format, _)| format.as_ref().is_ok_and(|format| format.is_xbrl()));
        for (member, name, format, bytes) in all {
            let left = match format {
                Err(error) => Err(error),
                Ok(format) if has_xbrl && is_rendering(format, &name) => Err(Error::new(SAME, "")),
                Ok(Format::Text) if self.sets.waits(&name) => {
                    self.sets.wait(member, &name, bytes);
                    Ok(())
                }
                Ok(_) => read_one(&name, bytes, member, &mut self.to, &mut self.documents, &mut self.sets),
            };
            if let Err(error) = left {
                self.to.filing.members[member as usize].state = State::Left(error.what().to_owned());
            }
        }
    }

    /// Whether members of containers wait.
    pub(crate) fn waits(&self) -> bool {
        #[cfg(feature = "xbrl")]
        return !self.waiting.groups.is_empty();
        #[cfg(not(feature = "xbrl"))]
        false
    }

    /// How many members of containers were read, of how many; and bytes of how many.
    #[cfg(feature = "xbrl")]
    #[cfg_attr(not(target_arch = "wasm32"), allow(dead_code))]
    pub(crate) fn progress(&self) -> [u64; 4] {
        self.waiting.progress()
    }

    /// The filing of all that was read so far.
    pub(crate) fn filing(&mut self) -> &mut Filing {
        &mut self.to.filing
    }

    /// Puts in order what was read so far.
    pub(crate) fn settle(&mut self) {
        self.to.settle();
        if !self.waits() {
            resolve::resolve(&mut self.to.filing);
        }
    }

    /// Reads all that waits.
    pub(crate) fn finish(mut self) -> Result<Filing, Error> {
        while self.step() {}
        self.settle();
        self.nothing().map_or(Ok(()), Err)?;
        Ok(self.to.filing)
    }

    /// Why there is nothing to show, where there is nothing.
    pub(crate) fn nothing(&self) -> Option<Error> {
        let filing = &self.to.filing;
        if !filing.tables.is_empty() || filing.fact_count() > 0 {
            return None;
        }
        if let Some(first) = filing.failures.first() {
            return Some(first.clone());
        }
        let container = filing.members.iter().find(|member| matches!(member.state, State::Opened(_)));
        Some(match container {
            Some(container) => Error::new("nothing in it holds facts or tables that are read", "Look into it with another program, and open a part.")
                .in_file(&container.name),
            None => Error::new("nothing was given to read", "Name a file, or paste the text of a disclosure."),
        })
    }
}

/// Why a rendering is left.
#[cfg(feature = "xbrl")]
const SAME: &str = "the same facts, as EDGAR renders them";

/// Whether a file is what EDGAR renders of a filing's facts: `R2.htm`, `Financial_Report.xlsx`.
#[cfg(feature = "xbrl")]
fn is_rendering(format: Format, name: &str) -> bool {
    let name = name.rsplit('/').next().unwrap_or_default();
    let number = name.strip_prefix('R').and_then(|name| name.split_once('.'));
    let is_page = number.is_some_and(|(number, _)| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()));
    format == Format::Html && is_page || format == Format::Workbook && name == "Financial_Report.xlsx"
}

fn read_one(name: &str, bytes: Vec<u8>, member: u32, to: &mut Builder, documents: &mut Vec<xbrl::Input>, sets: &mut data::Sets) -> Result<(), Error> {
    if bytes.len() > MOST_BYTES {
        return Err(Error::new(
            format!("{} MB are more than the {} MB that one file may have", bytes.len() >> 20, MOST_BYTES >> 20),
            "Split the file, or open its parts one by one.",
        ));
    }
    let format = format::sniff(&bytes)?;
    if format.needs_full() && !READS_XBRL {
        return Err(Error::new(format!("this is {}, which this build does not read", format.name()), "Use a build with the feature xbrl."));
    }
    #[cfg(feature = "xbrl")]
    if format == Format::Workbook {
        let source = to.filing.sources.len() as u32;
        let (text, sheets) = workbook::read(bytes, source)?;
        if sheets.is_empty() {
            return Err(nothing_found(format, &text));
        }
        return pour(name, format, text, sheets, member, to);
    }
    let (text, note) = decode::decode(bytes);
    let source = to.filing.sources.len() as u32;
    let say = |note: Option<String>, to: &mut Builder| {
        if let Some(note) = note {
            to.caveat(About::Filing, format!("{name}: {note}"), Some(Place { source, ..Place::default() }));
        }
    };
    let sheets = match format {
        _ if format.is_xbrl() => {
            to.source(name, format, String::new());
            let unless_ascii = match note {
                Some(Note::UnlessAscii(note)) => Some(format!("{name}: {note}")),
                Some(Note::Said(note)) => {
                    say(Some(note), to);
                    None
                }
                None => None,
            };
            documents.push(xbrl::Input { source, text, format, unless_ascii });
            to.filing.members[member as usize].state = State::Read(format, source);
            return Ok(());
        }
        Format::Columns if READS_XBRL => columns::read(&text, source),
        Format::Workbook | Format::Columns => Vec::new(),
        Format::XbrlJson | Format::CompanyFacts | Format::XbrlCsv | Format::DataSet => {
            if READS_XBRL {
                say(note.and_then(|note| note.of(|| text.is_ascii())), to);
                data::read(format, name, text, to, sets)?;
                to.filing.members[member as usize].state = State::Read(format, source);
            }
            return Ok(());
        }
        Format::Text if READS_XBRL && sets.takes(name, &text, to) => {
            to.filing.members[member as usize].state = State::Read(Format::XbrlCsv, source);
            return Ok(());
        }
        Format::Text => text::read(&text, source, name),
        _ => r_page::read(&text, source),
    };
    if sheets.is_empty() {
        return Err(nothing_found(format, &text));
    }
    say(note.and_then(|note| note.of(|| text.is_ascii())), to);
    pour(name, format, text, sheets, member, to)
}

/// Keeps a source and the tables that it lays out, as one report.
fn pour(name: &str, format: Format, text: impl Into<faststr::FastStr>, sheets: Vec<Sheet>, member: u32, to: &mut Builder) -> Result<(), Error> {
    let source = to.source(name, format, text);
    to.filing.members[member as usize].state = State::Read(format, source);
    let report = to.report();
    for sheet in sheets {
        sheet.settle(report, to);
    }
    Ok(())
}

/// Places are 32 bits, and a browser gives wasm 4 GB for everything: a quarter of that is the most one input may be.
const MOST_BYTES: usize = 1 << 30;

fn nothing_found(format: Format, text: &str) -> Error {
    match format {
        Format::Inline => Error::new(
            "this is an inline XBRL document without a single fact in it",
            "Open the document of the filing that holds the statements, or drop all its documents together.",
        ),
        Format::Instance => Error::new(
            "this looks like an XBRL instance, but no fact is in it",
            "It may be a schema or a linkbase of the filing: open the document that holds the facts.",
        ),
        Format::XbrlJson | Format::CompanyFacts | Format::XbrlCsv | Format::DataSet => {
            Error::new(["this ", format.name(), " holds not one fact"].concat(), "Get the file again, whole.")
        }
        Format::Workbook => Error::new("no sheet of this workbook has a table that holds values", "Open a workbook with figures under headings."),
        Format::Columns => Error::new(
            "this text has no table that holds figures",
            "Open the document of the filing that holds the statements, or its financial data schedule.",
        ),
        Format::Schema | Format::Linkbase | Format::MetaLinks | Format::FilingSummary => Error::new(
            format!("this is a filing's {}: it says what concepts are called and how they are laid out, and holds no fact", format.name()),
            "Open it together with the document that holds the facts: drop all files of the filing at once.",
        ),
        Format::Html => Error::new("this HTML has no table that holds values", "Copy or save the page with its table, or paste the table's text."),
        Format::Text if text::is_too_much(text) => {
            Error::new(format!("it begins with more than can be read: {}", text::TOO_MANY), "Open the table's own part of the text.")
        }
        Format::Text if text.trim_start().starts_with(['{', '[']) => Error::new(
            "this looks like JSON, but of no kind that is read",
            "Read are xBRL-JSON, the metadata of xBRL-CSV with its tables, and EDGAR's companyfacts and companyconcept.",
        ),
        Format::Text => Error::new(
            "no line of this text reads as a label with a value under a heading",
            "Paste the whole disclosure, from its title on, or drop the R page itself.",
        ),
    }
}
