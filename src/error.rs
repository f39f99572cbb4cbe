//! The one error, for what cannot be opened at all, and the caveat, for what was opened but could not be known.

use crate::space::is_bidi_control;
use std::fmt;

/// Why something could not be opened: what is wrong, where, and what to do.
///
/// A reader returns an error only when the whole input holds nothing it can show. Everything smaller is a [`Caveat`].
///
/// ```
/// let error = filing_viewer::read(b"", "empty.txt").unwrap_err();
/// assert!(error.to_string().contains("empty.txt"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    what: String,
    advice: &'static str,
    at: At,
}

/// Where an error was met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct At {
    file: String,
    line: Option<u32>,
}

impl Error {
    pub(crate) fn new(what: impl Into<String>, advice: &'static str) -> Self {
        Self { what: what.into(), advice, at: At::default() }
    }

    pub(crate) fn in_file(mut self, file: &str) -> Self {
        if self.at.file.is_empty() {
            self.at.file = printable(file);
        }
        self
    }

    /// What is wrong, in one clause, without the place.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// What the reader of the message can do.
    pub fn advice(&self) -> &str {
        self.advice
    }

    /// The file, as it was named when it was opened.
    pub fn file(&self) -> &str {
        &self.at.file
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.at.file.is_empty() {
            write!(out, "{}", self.at.file)?;
            if let Some(line) = self.at.line {
                write!(out, ", line {line}")?;
            }
            write!(out, ": ")?;
        }
        write!(out, "{}. {}", self.what, self.advice)
    }
}

impl std::error::Error for Error {}

/// A file's name without control and direction-changing characters, and not longer than a line.
fn printable(name: &str) -> String {
    let clean: String = name.chars().filter(|c| !c.is_control() && !is_bidi_control(*c)).take(120).collect();
    if clean.is_empty() { "input".to_owned() } else { clean }
}

/// A range of the source: which source, first byte, and length in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The number of the source in [`Filing::sources`](crate::Filing::sources).
    pub source: u32,
    /// The first byte.
    pub start: u32,
    /// How many bytes.
    pub len: u32,
}

/// What a reader could not know, or had to choose, about one thing it read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caveat {
    /// What the caveat is about.
    pub about: About,
    /// The caveat in words: a whole sentence.
    pub text: std::borrow::Cow<'static, str>,
    /// Where in the source it was met.
    pub place: Option<Place>,
}

/// The thing that a [`Caveat`] is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// The filing as a whole.
    Filing,
    /// A table, by its number.
    Table(u32),
    /// A column of a table: table, column.
    Column(u32, u32),
    /// A row of a table: table, row.
    Row(u32, u32),
    /// A fact, by its number.
    Fact(u32),
}
