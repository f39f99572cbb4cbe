//! Files of data, which lay nothing out: xBRL-JSON and xBRL-CSV, EDGAR's facts of a company, the SEC's data sets.
//!
//! Some are one file; of others several make a set, which is read when all of them are there.

mod company_facts;
mod data_set;
mod json;
mod oim;
pub(crate) mod statement;
mod xbrl_csv;
mod xbrl_json;

use crate::builder::Builder;
use crate::error::Error;
use crate::format::Format;
use faststr::FastStr;
use xbrl_csv::Input;

/// Files that need others of their set.
#[derive(Default)]
pub(super) struct Sets {
    /// Files from the first `.csv` on: it may be a table of metadata that is still to come.
    waiting: Vec<(u32, String, Vec<u8>)>,
    /// Metadata of xBRL-CSV, the names of the files that it needs, and those of them that are there.
    metadata: Vec<Input>,
    named: Vec<String>,
    tables: Vec<Input>,
    /// Files of data sets.
    sets: Vec<Input>,
}

impl Sets {
    /// Whether a file has to wait until all are there, as those behind one that waits do, so that their order stays.
    pub(super) fn waits(&self, name: &str) -> bool {
        !self.waiting.is_empty() || name.to_ascii_lowercase().ends_with(".csv")
    }

    pub(super) fn wait(&mut self, member: u32, name: &str, bytes: Vec<u8>) {
        self.waiting.push((member, name.to_owned(), bytes));
    }

    /// What has waited, metadata first, the rest in its order.
    pub(super) fn in_order(&mut self) -> Vec<(u32, String, Vec<u8>)> {
        let is_metadata = |bytes: &[u8]| crate::format::sniff(bytes) == Ok(Format::XbrlCsv);
        let (mut first, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.waiting).into_iter().partition(|(_, _, bytes)| is_metadata(bytes));
        first.extend(rest);
        first
    }

    /// Keeps a text that is a table which metadata names; gives whether it is one.
    pub(super) fn takes(&mut self, name: &str, text: &FastStr, to: &mut Builder) -> bool {
        let is_named = self.named.iter().any(|named| named == xbrl_csv::base(name));
        if is_named {
            let source = to.source(name, Format::XbrlCsv, text.clone());
            self.tables.push(Input { name: name.to_owned(), source, text: text.clone() });
        }
        is_named
    }

    /// Reads the sets.
    pub(super) fn read(self, to: &mut Builder) {
        xbrl_csv::read(&self.metadata, &self.tables, to);
        data_set::read(&self.sets, to);
    }
}

/// Reads a file, or keeps it with its set.
pub(super) fn read(format: Format, name: &str, text: FastStr, to: &mut Builder, sets: &mut Sets) -> Result<(), Error> {
    let source = to.filing.sources.len() as u32;
    match format {
        Format::XbrlJson => xbrl_json::read(&text, source, to)?,
        Format::CompanyFacts => company_facts::read(&text, source, to)?,
        Format::XbrlCsv => {
            sets.named.extend(xbrl_csv::urls(&text));
            sets.metadata.push(Input { name: name.to_owned(), source, text: text.clone() });
        }
        Format::DataSet => {
            if data_set::File::of(&text).is_none() {
                return Err(Error::new(
                    "the columns of this file are of no data set that is read",
                    "Read are num.txt, sub.txt, tag.txt and pre.txt.",
                ));
            }
            sets.sets.push(Input { name: name.to_owned(), source, text: text.clone() });
        }
        _ => return Ok(()),
    }
    to.source(name, format, text);
    Ok(())
}
