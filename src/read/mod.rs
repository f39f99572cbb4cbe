//! One file per format, each one plain function that turns a decoded text into sheets.

mod entities;
mod html;
mod html_reader;
mod html_table;
mod html_tag;
mod r_page;
mod tags;
mod text;

use crate::decode;
use crate::error::{About, Error};
use crate::filing::{Builder, Filing, Place};
use crate::format::{self, Format};
use crate::resolve;

/// Several inputs that become one filing. What cannot be read is kept as a failure beside the rest; only where nothing at all
/// could be read, the first failure is the error.
#[derive(Default)]
pub(crate) struct Reading(Builder);

impl Reading {
    pub(crate) fn add(&mut self, name: &str, bytes: Vec<u8>) {
        if let Err(error) = read_one(name, bytes, &mut self.0) {
            self.0.filing.failures.push(error.in_file(name));
        }
    }

    pub(crate) fn finish(self) -> Result<Filing, Error> {
        let mut filing = self.0.finish();
        if filing.tables.is_empty() {
            let nothing = || Error::new("nothing was given to read", "Name a file, or paste the text of a disclosure.");
            return Err(if filing.failures.is_empty() { nothing() } else { filing.failures.swap_remove(0) });
        }
        resolve::resolve(&mut filing);
        Ok(filing)
    }
}

fn read_one(name: &str, bytes: Vec<u8>, to: &mut Builder) -> Result<(), Error> {
    if bytes.len() > MOST_BYTES {
        return Err(Error::new(
            format!("{} MB are more than the {} MB that one file may have", bytes.len() >> 20, MOST_BYTES >> 20),
            "Split the file, or open its parts one by one.",
        ));
    }
    let format = format::sniff(&bytes)?;
    let (text, note) = decode::decode(bytes);
    let source = to.filing.sources.len() as u32;
    let sheets = match format {
        Format::Text => text::read(&text, source, name),
        Format::Html => r_page::read(&text, source),
    };
    if sheets.is_empty() {
        return Err(nothing_found(format, &text));
    }
    let source = to.source(name, format, text);
    if let Some(note) = note {
        to.caveat(About::Filing, format!("{name}: {note}"), Some(Place { source, ..Place::default() }));
    }
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
        Format::Html if format::has_tag(text.as_bytes(), &["ix:", "xbrl"]) => {
            Error::new("this is an XBRL document without a table that holds values", "Open its R pages instead, or the document with its tables.")
        }
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
