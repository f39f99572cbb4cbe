//! One file per format, each one plain function that turns a decoded text into sheets.

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
pub(crate) mod xbrl;

use crate::builder::Builder;
use crate::decode::{self, Note};
use crate::error::{About, Error};
use crate::filing::{Filing, Place};
use crate::format::{self, Format, READS_XBRL};
use crate::resolve;

/// Several inputs that become one filing. What cannot be read is kept as a failure beside the rest; only where nothing at all
/// could be read, the first failure is the error.
#[derive(Default)]
pub(crate) struct Reading {
    to: Builder,
    /// Documents of XBRL are read when all are there, as some need each other.
    documents: Vec<xbrl::Input>,
}

impl Reading {
    pub(crate) fn add(&mut self, name: &str, bytes: Vec<u8>) {
        if let Err(error) = read_one(name, bytes, &mut self.to, &mut self.documents) {
            self.to.filing.failures.push(error.in_file(name));
        }
    }

    pub(crate) fn finish(self) -> Result<Filing, Error> {
        let Self { mut to, documents } = self;
        let empty = if READS_XBRL { xbrl::read(&documents, &mut to) } else { Vec::new() };
        // What is beside a filing and belongs to nothing in it is no failure, but alone there is nothing to show.
        let is_alone = to.filing.tables.is_empty() && to.filing.fact_count() == 0;
        for document in documents {
            let Some(source) = to.filing.sources.get_mut(document.source as usize) else { continue };
            source.text = document.text;
            if !empty.contains(&document.source) {
                continue;
            }
            if source.format.is_taxonomy() && !is_alone {
                let left = format!("{}: nothing else here refers to this {}; it was left.", source.name, source.format.name());
                to.caveat(About::Filing, left, None);
            } else {
                let error = nothing_found(source.format, &source.text).in_file(&source.name);
                to.filing.failures.push(error);
            }
        }
        let mut filing = to.finish();
        if filing.tables.is_empty() && filing.fact_count() == 0 {
            let nothing = || Error::new("nothing was given to read", "Name a file, or paste the text of a disclosure.");
            return Err(if filing.failures.is_empty() { nothing() } else { filing.failures.swap_remove(0) });
        }
        resolve::resolve(&mut filing);
        Ok(filing)
    }
}

fn read_one(name: &str, bytes: Vec<u8>, to: &mut Builder, documents: &mut Vec<xbrl::Input>) -> Result<(), Error> {
    if bytes.len() > MOST_BYTES {
        return Err(Error::new(
            format!("{} MB are more than the {} MB that one file may have", bytes.len() >> 20, MOST_BYTES >> 20),
            "Split the file, or open its parts one by one.",
        ));
    }
    let format = format::sniff(&bytes)?;
    if format.is_xbrl() && !READS_XBRL {
        return Err(Error::new(format!("this is {}, which this build does not read", format.name()), "Use a build with the feature xbrl."));
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
            return Ok(());
        }
        Format::Text => text::read(&text, source, name),
        _ => r_page::read(&text, source),
    };
    if sheets.is_empty() {
        return Err(nothing_found(format, &text));
    }
    say(note.and_then(|note| note.of(|| text.is_ascii())), to);
    to.source(name, format, text);
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
        Format::Schema | Format::Linkbase | Format::MetaLinks | Format::FilingSummary => Error::new(
            format!("this is a filing's {}: it says what concepts are called and how they are laid out, and holds no fact", format.name()),
            "Open it together with the document that holds the facts: drop all files of the filing at once.",
        ),
        Format::Html => Error::new("this HTML has no table that holds values", "Copy or save the page with its table, or paste the table's text."),
        Format::Text if text::is_too_much(text) => {
            Error::new(format!("it begins with more than can be read: {}", text::TOO_MANY), "Open the table's own part of the text.")
        }
        Format::Text if text.trim_start().starts_with(['{', '[']) => {
            Error::new("this looks like JSON, which is not read", "Open an R page, or paste the text of a disclosure.")
        }
        Format::Text => Error::new(
            "no line of this text reads as a label with a value under a heading",
            "Paste the whole disclosure, from its title on, or drop the R page itself.",
        ),
    }
}
