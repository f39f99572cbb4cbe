//! A page as laid out, before its meaning: what the text and HTML readers have in common.
//!
//! A reader of a layout finds titles, headings, labels and cells and puts them on a [`Sheet`]; `settle` reads the
//! meaning (periods, units, scale, members, typed values) and pours a table and its facts into the builder.

use crate::filing::{Definition, Doubt, Footnote, Place};

/// One table of a page, in the words of the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    /// The title's lines: the title, then scale lines.
    pub(crate) title: Vec<String>,
    /// Where the page says it comes from: "XML 12 R3.htm IDEA: XBRL DOCUMENT".
    pub(crate) origin: Option<String>,
    /// The columns, without the column of labels and without columns of footnote marks.
    pub(crate) headings: Vec<Heading>,
    /// The rows under the headings.
    pub(crate) lines: Vec<Line>,
    pub(crate) footnotes: Vec<Footnote>,
    pub(crate) definitions: Vec<Definition>,
    /// What the reader has to say of the table as a whole.
    pub(crate) caveats: Vec<String>,
    /// The source stops in mid-table.
    pub(crate) cut: bool,
    pub(crate) place: Place,
}

/// A column's heading.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heading {
    /// Its lines from top to bottom: duration, date, units, members.
    pub(crate) lines: Vec<String>,
    /// Footnote marks beside it, without brackets.
    pub(crate) marks: Vec<String>,
    /// Why its duration is assumed.
    pub(crate) assumed: Option<String>,
}

/// A row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// The label, its unit ("| $ / shares") still in it.
    pub(crate) label: String,
    /// The name behind the label: `us-gaap_Assets`, or `us-gaap_SomeAxis=us-gaap_SomeMember` for members.
    pub(crate) name: Option<String>,
    /// Footnote marks beside the label, without brackets.
    pub(crate) marks: Vec<String>,
    /// Filled cells, by column. The placement of short rows has happened.
    pub(crate) cells: Vec<Filled>,
    pub(crate) depth: u32,
    pub(crate) place: Place,
}

/// A filled cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filled {
    pub(crate) column: u32,
    /// The characters shown, footnote marks apart.
    pub(crate) text: String,
    /// Footnote marks, without brackets.
    pub(crate) marks: Vec<String>,
    /// Reported as nil.
    pub(crate) nil: bool,
    /// Why its column is assumed, and which others are open.
    pub(crate) doubt: Option<Doubt>,
    pub(crate) place: Place,
}
