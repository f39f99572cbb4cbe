//! The tables of a filing, of which some get their titles when somebody first asks: those that inline documents print. To find what
//! stands over each takes as long as a sixth of the reading, and who wants facts alone never asks.

use crate::filing::{Source, Table};
use crate::format::{Format, READS_XBRL};
use crate::read::xbrl::printed;
use std::ops::Deref;
use std::sync::OnceLock;

#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    all: Vec<Table>,
    /// Some have no titles yet.
    untitled: bool,
    /// The same tables with their titles.
    titled: OnceLock<Vec<Table>>,
}

/// All that is known of the tables but the titles that nobody has asked for.
impl Deref for Tables {
    type Target = Vec<Table>;

    fn deref(&self) -> &Self::Target {
        &self.all
    }
}

impl Tables {
    /// The tables with their titles.
    pub(crate) fn titled(&self, sources: &[Source]) -> &[Table] {
        if !READS_XBRL || !self.untitled {
            return &self.all;
        }
        self.titled.get_or_init(|| titled(self.all.clone(), sources))
    }

    /// The tables, to be changed.
    pub(crate) fn change(&mut self, sources: &[Source]) -> &mut Vec<Table> {
        if READS_XBRL && std::mem::take(&mut self.untitled) {
            let all = std::mem::take(&mut self.all);
            self.all = self.titled.take().unwrap_or_else(|| titled(all, sources));
        }
        &mut self.all
    }

    /// The tables while they are read.
    pub(crate) fn reading(&mut self) -> &mut Vec<Table> {
        &mut self.all
    }

    /// Keeps a table that gets its title when somebody asks.
    pub(crate) fn push_untitled(&mut self, table: Table) {
        self.untitled = true;
        self.all.push(table);
    }
}

fn titled(mut tables: Vec<Table>, sources: &[Source]) -> Vec<Table> {
    for of_source in tables.chunk_by_mut(|one, next| (one.place.source, one.is_printed()) == (next.place.source, next.is_printed())) {
        let source = of_source.first().filter(|table| table.unread).and_then(|table| sources.get(table.place.source as usize));
        if let Some(source) = source.filter(|source| source.format == Format::Inline) {
            printed::name(of_source, &source.text, &source.ix);
        }
    }
    tables
}
