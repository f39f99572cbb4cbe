//! A table of a page as a grid: its rows, and the cells with the text, marks and names in them.

use crate::filing::Place;

/// What a table is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Use {
    /// Any table; tables within it are tables of their own.
    #[default]
    Any,
    /// The table of an R page; tables within it are text of its cells.
    Report,
    /// A block of definitions of an R page; tables within it are text of its cells.
    Definition,
}

/// A table.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) used: Use,
    pub(super) id: String,
    pub(super) caption: String,
    /// Headings, or bold or centred lines, that stand right before it; the last one nearest.
    pub(super) above: Vec<String>,
    pub(super) rows: Vec<Row>,
    /// Cells beyond the last column that is read.
    pub(super) cut: bool,
    pub(super) place: Place,
}

impl Table {
    /// Whether a table in a cell only places the cell's text: "$" beside "5", or marks beside footnotes.
    pub(super) fn is_text(&self) -> bool {
        let length: usize = self.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.text.len()).sum();
        match &self.rows[..] {
            // What is short enough can be copied from cell to cell around it, however deep.
            [row] if length <= 300 && row.cells.len() <= 4 => {
                let any = |is: fn(char) -> bool| row.cells.iter().any(|cell| cell.text.contains(is));
                !(any(char::is_alphabetic) && any(|c| c.is_ascii_digit()))
            }
            rows => !rows.is_empty() && rows.iter().all(|row| row.cells.len() == 2 && marks(&row.cells[0].text, false).is_some() && length <= 20_000),
        }
    }
}

/// A row of a table. Rows and cells that hold nothing are left out, so both carry their place on the grid.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Counted from 0, the empty ones too.
    pub(super) number: u32,
    /// Stands in `thead`.
    pub(super) head: bool,
    /// All its cells are `th`.
    pub(super) headings: bool,
    /// The first column behind it.
    pub(super) width: u32,
    pub(super) cells: Vec<Cell>,
    pub(super) place: Place,
}

/// What EDGAR's class says of a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Class {
    #[default]
    Other,
    /// `tl`: the title.
    Title,
    /// `th`: a heading; on a `td` a spacer for marks.
    Heading,
    /// `pl`: a label.
    Label,
    /// `fn`: footnote marks.
    Marks,
}

/// A cell, on the columns from `column` on.
#[derive(Debug, Default)]
pub(super) struct Cell {
    pub(super) header: bool,
    pub(super) class: Class,
    pub(super) column: u32,
    pub(super) span: u32,
    pub(super) rows: u32,
    /// Lines parted by newlines; cells of a table within parted by tabs.
    pub(super) text: Box<str>,
    /// Footnote marks that stand raised in it, without brackets.
    pub(super) marks: Vec<String>,
    /// What its link to a definition names: `us-gaap_Assets`.
    pub(super) name: Option<Box<str>>,
    /// Its first mark stands before its text, as in a footnote.
    pub(super) mark_first: bool,
    /// A fact of an inline document stands in it, even where it shows nothing.
    pub(super) fact: bool,
    /// How far its text is indented, in pixels.
    pub(super) indent: f32,
    pub(super) place: Place,
}

impl Cell {
    pub(super) fn end(&self) -> u32 {
        self.column + self.span
    }

    /// Holds marks or nothing.
    pub(super) fn only_marks(&self) -> bool {
        self.text.is_empty()
    }

    /// Has neither text nor a fact.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty() && !self.fact
    }
}

/// A name for the marks in a text that holds nothing else: "[1]", "[1],[2]", and where it is raised "(1)", "1", "a", "*".
pub(super) fn marks(text: &str, raised: bool) -> Option<Vec<String>> {
    if text.len() > 60 {
        return None;
    }
    let mut found = Vec::new();
    for part in text.split([',', ' ', '\n', '\t']).filter(|part| !part.is_empty()) {
        let inner = match (part.strip_prefix('['), part.strip_prefix('('), raised) {
            (Some(inner), ..) => inner.strip_suffix(']')?,
            (_, Some(inner), true) => inner.strip_suffix(')')?,
            (_, _, true) => part,
            _ => return None,
        };
        let digits = inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit());
        let letter = inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_lowercase());
        let signs = inner.chars().count() <= 3 && inner.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '#'));
        if inner.is_empty() || !(digits || letter || signs) {
            return None;
        }
        found.push(inner.to_owned());
    }
    (!found.is_empty()).then_some(found)
}

/// "(in thousands)", "Unaudited": a line that says how to read a table and does not name it.
pub(super) fn is_scale_line(text: &str) -> bool {
    let text = text.trim();
    let bare = text.trim_matches(['(', ')']).to_ascii_lowercase();
    (text.starts_with('(') && text.ends_with(')'))
        || (text.len() <= 120
            && (bare.starts_with("in thousands") || bare.starts_with("in millions") || bare.starts_with("in billions") || bare == "unaudited")
            || ["$ in ", "usd ($) in ", "dollars in ", "shares in "].iter().any(|start| bare.starts_with(start)))
}
