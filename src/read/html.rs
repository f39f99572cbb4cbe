//! HTML into tables: cells on a grid, with the text, marks and names in them.
//!
//! A tokenizer is enough: what a table is follows from `table`, `tr`, `td` and `th` alone, and a tree would only have to be
//! thrown away. Every step is bounded by the length of the input: text goes to one cell only, and what spans rows is budgeted.

use crate::filing::Place;
use super::markup::{self, Token};
use std::collections::VecDeque;
use std::ops::Range;

/// No spreadsheet is wider; cells to the right of it are left out, and the table says so.
const MOST_COLUMNS: u32 = 16_384;

/// How many covered columns all row spans of an input may cost before they are ignored.
const SPAN_BUDGET: u32 = 50_000_000;

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
    fn is_text(&self) -> bool {
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
}

/// Reads all tables of a page, in the order in which they begin.
pub(super) fn tables(html: &str, source: u32) -> Vec<Table> {
    let mut reader = Reader { source, length: html.len(), span_budget: SPAN_BUDGET, ..Reader::default() };
    // An XHTML document may write <script/>, behind which an HTML tokenizer would see nothing but script.
    let raw = !html.trim_start_matches('\u{feff}').trim_start().starts_with("<?xml");
    markup::read(html, raw, &mut |token, place| reader.token(token, place));
    while !reader.open.is_empty() {
        reader.close_table(html.len());
    }
    let mut tables = reader.done;
    crate::order::sort_by_key(&mut tables, |table| table.place.start);
    tables
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

/// The gap before the next character, widest last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Cell,
    Line,
}

/// Text with its white space folded.
#[derive(Debug, Default)]
struct Flow {
    text: String,
    gap: Gap,
    /// No-break spaces before the first character: some indent labels with them.
    leading: u32,
}

impl Flow {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.leading += u32::from(self.text.is_empty() && c == '\u{a0}');
                self.part(Gap::Space);
            } else if !matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}' | '\0') {
                self.fill(c);
                self.text.push(c);
            }
        }
    }

    fn part(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    fn fill(&mut self, next: char) {
        if !self.text.is_empty() {
            match self.gap {
                Gap::None => {}
                Gap::Space => self.text.push(' '),
                // Documents set "$", "(25" and ")" in cells of their own.
                Gap::Cell if matches!(next, ')' | '%') => {}
                Gap::Cell if self.text.ends_with(['$', '€', '£', '¥']) => self.text.push(' '),
                Gap::Cell => self.text.push('\t'),
                Gap::Line => self.text.push('\n'),
            }
        }
        self.gap = Gap::None;
    }
}

/// A start tag as its parts come in.
#[derive(Debug, Default)]
struct Tag {
    name: String,
    start: usize,
    class: String,
    id: String,
    style: String,
    onclick: String,
    align: String,
    colspan: u32,
    rowspan: Option<u32>,
    hidden: bool,
}

impl Tag {
    fn open(&mut self, name: &str, start: usize) {
        for text in [&mut self.name, &mut self.class, &mut self.id, &mut self.style, &mut self.onclick, &mut self.align] {
            text.clear();
        }
        self.name.push_str(name);
        (self.start, self.colspan, self.rowspan, self.hidden) = (start, 1, Some(1), false);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        let to = match name {
            "class" => &mut self.class,
            "id" => &mut self.id,
            "style" => &mut self.style,
            "onclick" => &mut self.onclick,
            "align" => &mut self.align,
            "colspan" => return self.colspan = number(value).filter(|count| *count > 0).unwrap_or(1).min(1000),
            // Zero means: to the end of the rows.
            "rowspan" => return self.rowspan = Some(number(value).unwrap_or(1)).map(|count| if count == 0 { u32::MAX } else { count }),
            _ => return self.hidden |= name == "hidden",
        };
        to.push_str(value);
    }

    fn has_class(&self, class: &str) -> bool {
        self.class.split_ascii_whitespace().any(|one| one == class)
    }

    fn is_hidden(&self) -> bool {
        self.hidden || declared(&self.style, "display").is_some_and(|value| value.len() >= 4 && value.as_bytes()[..4].eq_ignore_ascii_case(b"none"))
    }

    fn is_centred(&self) -> bool {
        self.align.eq_ignore_ascii_case("center") || declared(&self.style, "text-align").is_some_and(|value| value.eq_ignore_ascii_case("center"))
    }

    fn is_bold(&self) -> bool {
        matches!(self.name.as_str(), "b" | "strong")
            || declared(&self.style, "font-weight").is_some_and(|value| value.starts_with("bold") || number(value).is_some_and(|weight| weight >= 600))
    }

    /// Set above the line, by its element or by its style.
    fn is_raised(&self) -> bool {
        self.name == "sup"
            || declared(&self.style, "vertical-align").is_some_and(|value| value.eq_ignore_ascii_case("super"))
            || (declared(&self.style, "top").is_some_and(|value| value.starts_with('-')) && declared(&self.style, "position").is_some_and(|value| value == "relative"))
    }

    /// How far the style indents the first line.
    fn indent(&self) -> f32 {
        let side = declared(&self.style, "padding-left").or_else(|| {
            let mut parts = declared(&self.style, "padding")?.split_ascii_whitespace();
            let (first, second, third, fourth) = (parts.next()?, parts.next(), parts.next(), parts.next());
            fourth.or(if third.is_some() { second } else { second.or(Some(first)) })
        });
        [side, declared(&self.style, "margin-left"), declared(&self.style, "text-indent")].into_iter().flatten().filter_map(pixels).sum()
    }
}

fn number(digits: &str) -> Option<u32> {
    let text = digits.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text[..end].parse().unwrap_or(u32::MAX))
}

/// The value that a style declares for a property.
fn declared<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    style.split(';').filter_map(|part| part.split_once(':')).find(|(name, _)| name.trim().eq_ignore_ascii_case(property)).map(|(_, value)| value.trim())
}

fn pixels(length: &str) -> Option<f32> {
    let end = length.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-'))).unwrap_or(length.len());
    let count: f32 = length[..end].parse().ok().filter(|count: &f32| count.abs() < 10_000.0)?;
    match length[end..].trim_start() {
        unit if unit.starts_with("pt") => Some(count * 4.0 / 3.0),
        unit if unit.starts_with("em") || unit.starts_with("rem") => Some(count * 16.0),
        unit if unit.starts_with("in") => Some(count * 96.0),
        unit if unit.starts_with('%') => None,
        _ => Some(count),
    }
}

/// An element whose content is not shown, until it ends.
#[derive(Debug)]
struct Hidden {
    name: String,
    /// Open elements of that name.
    depth: u32,
    /// Open tables in it.
    tables: u32,
}

impl Hidden {
    /// Whether a start tag ends the element without an end tag of its own.
    fn ends_before(&self, start: &str) -> bool {
        self.tables == 0
            && match self.name.as_str() {
                "td" | "th" => matches!(start, "td" | "th" | "tr" | "tbody" | "tfoot"),
                "tr" => matches!(start, "tr" | "tbody" | "tfoot"),
                "p" => matches!(start, "p" | "div" | "table" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"),
                "li" => start == "li",
                _ => false,
            }
    }
}

/// A table that has not ended.
#[derive(Debug, Default)]
struct Open {
    table: Table,
    row: Option<Row>,
    cell: Option<OpenCell>,
    caption: Option<Flow>,
    head: bool,
    rows: u32,
    /// Columns that cells of earlier rows still cover, by first column: first, end, rows left.
    covered: Vec<(u32, u32, u32)>,
    /// Those of this row's cells.
    covering: Vec<(u32, u32, u32)>,
    /// Next place in `covered` for this row.
    next_covered: usize,
    /// Open tables within a cell that are text of it.
    within: u32,
}

#[derive(Debug, Default)]
struct OpenCell {
    cell: Cell,
    flow: Flow,
    /// Raised text that may be a mark.
    raised: Option<String>,
    /// The element that raises it.
    raised_by: String,
    /// May hold whole notes, in which raised text is the filer's own.
    prose: bool,
}

/// A paragraph outside of tables.
#[derive(Debug, Default)]
struct Paragraph {
    flow: Flow,
    strong: bool,
}

#[derive(Debug, Default)]
struct Reader {
    source: u32,
    length: usize,
    tag: Tag,
    hidden: Option<Hidden>,
    open: Vec<Open>,
    done: Vec<Table>,
    paragraph: Paragraph,
    /// The last paragraphs before the place reached, with whether they are strong.
    before: VecDeque<(String, bool)>,
    /// The text of an open `h1` to `h6`.
    heading: Option<Flow>,
    last_heading: String,
    bold: u32,
    span_budget: u32,
}

impl Reader {
    fn token(&mut self, token: Token<'_>, place: Range<usize>) {
        match token {
            Token::Start(name) => self.tag.open(&name, place.start),
            Token::Attribute(name, value) => self.tag.attribute(&name, &value),
            Token::StartEnd(self_closing) => self.start(self_closing),
            Token::End(name) => self.end(&name, place.start, place.end),
            Token::Text(text) => self.text(&text),
        }
    }

    fn in_definition(&self) -> bool {
        self.open.last().is_some_and(|open| open.table.used == Use::Definition)
    }

    fn start(&mut self, self_closing: bool) {
        let tag = std::mem::take(&mut self.tag);
        self.start_tag(&tag, self_closing);
        self.tag = tag;
    }

    fn start_tag(&mut self, tag: &Tag, self_closing: bool) {
        let name = tag.name.as_str();
        let definition = name == "table" && tag.has_class("authRefData");
        if let Some(hidden) = &mut self.hidden {
            if hidden.ends_before(name) {
                self.hidden = None;
            } else {
                hidden.depth += u32::from(name == hidden.name && !self_closing);
                hidden.tables += u32::from(name == "table");
                if !definition && !self.in_definition() {
                    return;
                }
            }
        }
        // EDGAR hides its definitions until they are asked for.
        let not_shown = matches!(name, "script" | "style" | "title" | "template" | "textarea" | "select" | "iframe" | "noframes" | "noembed" | "noscript" | "svg" | "math")
            || (tag.is_hidden() && !definition && !self.in_definition());
        if not_shown && !self_closing && !is_void(name) && self.hidden.is_none() {
            self.hidden = Some(Hidden { name: name.to_owned(), depth: 1, tables: u32::from(name == "table") });
            return;
        }
        let strong = self.bold > 0 || tag.is_bold() || tag.is_centred() || name == "center";
        match name {
            "table" => return self.start_table(tag, definition),
            "br" | "hr" => self.part(),
            "b" | "strong" => self.bold += u32::from(!self_closing),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.part();
                self.heading = Some(Flow::default());
            }
            _ if is_block(name) => self.part(),
            _ => {}
        }
        let Some(open) = self.open.last_mut() else {
            self.paragraph.strong |= strong && self.paragraph.flow.text.is_empty();
            return;
        };
        if open.within > 0 {
            return;
        }
        match name {
            "tr" => {
                self.close_row(tag.start);
                self.start_row(tag.start);
            }
            "td" | "th" => self.start_cell(tag),
            "thead" | "tbody" | "tfoot" => {
                self.close_row(tag.start);
                if let Some(open) = self.open.last_mut() {
                    open.head = name == "thead";
                    open.covered.clear();
                }
            }
            "caption" => {
                self.close_row(tag.start);
                if let Some(open) = self.open.last_mut() {
                    open.caption = Some(Flow::default());
                }
            }
            _ => {
                if let Some(cell) = &mut open.cell {
                    if !self_closing && cell.raised.is_none() && !is_block(name) && tag.is_raised() {
                        cell.raised_by = name.to_owned();
                        cell.prose = open.table.used != Use::Any && !matches!(cell.cell.class, Class::Marks | Class::Heading);
                        cell.raised = Some(String::new());
                    }
                    if cell.cell.name.is_none() {
                        cell.cell.name = defined(&tag.onclick);
                    }
                    if cell.flow.text.is_empty() && is_block(name) {
                        cell.cell.indent += tag.indent();
                    }
                }
            }
        }
    }

    fn end(&mut self, name: &str, start: usize, end: usize) {
        if let Some(hidden) = &mut self.hidden {
            if hidden.tables == 0 && matches!(hidden.name.as_str(), "td" | "th" | "tr" | "p") && name != hidden.name && matches!(name, "tr" | "table" | "tbody") {
                self.hidden = None;
            } else {
                hidden.depth -= u32::from(name == hidden.name);
                hidden.tables = hidden.tables.saturating_sub(u32::from(name == "table"));
                let ended = hidden.depth == 0;
                if ended {
                    self.hidden = None;
                }
                if !self.in_definition() {
                    return;
                }
            }
        }
        match name {
            "b" | "strong" => self.bold = self.bold.saturating_sub(1),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                if let Some(heading) = self.heading.take() {
                    self.last_heading = heading.text;
                    self.before.clear();
                    self.paragraph = Paragraph::default();
                }
                self.part();
            }
            _ if is_block(name) => {
                self.part();
                if self.open.is_empty() {
                    self.paragraph.strong = false;
                }
            }
            _ => {}
        }
        let Some(open) = self.open.last_mut() else { return };
        if open.within > 0 {
            if let Some(cell) = &mut open.cell {
                match name {
                    "td" | "th" => cell.flow.part(Gap::Cell),
                    "tr" => cell.flow.part(Gap::Line),
                    "table" => {
                        cell.flow.part(Gap::Line);
                        open.within -= 1;
                    }
                    _ => {}
                }
            }
            return;
        }
        match name {
            "td" | "th" => self.close_cell(start),
            "tr" | "thead" | "tbody" | "tfoot" => self.close_row(start),
            "table" => {
                self.close_row(start);
                self.close_table(end);
            }
            "caption" => {
                if let Some(flow) = open.caption.take() {
                    open.table.caption = flow.text;
                }
            }
            _ => {
                if let Some(cell) = open.cell.as_mut().filter(|cell| cell.raised.is_some() && cell.raised_by == name) {
                    cell.settle_raised();
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.hidden.is_some() && !self.in_definition() {
            return;
        }
        if let Some(heading) = &mut self.heading
            && heading.text.len() < 1000
        {
            heading.push(text);
        }
        let Some(open) = self.open.last_mut() else {
            return self.paragraph.flow.push(text);
        };
        if let Some(cell) = &mut open.cell {
            match &mut cell.raised {
                Some(raised) => raised.push_str(text),
                None => cell.flow.push(text),
            }
        } else if let Some(caption) = &mut open.caption {
            caption.push(text);
        }
    }

    /// A line ends here, where there is text on both sides.
    fn part(&mut self) {
        if let Some(heading) = &mut self.heading {
            heading.part(Gap::Space);
        }
        match self.open.last_mut() {
            None => self.close_paragraph(),
            Some(Open { cell: Some(cell), .. }) => {
                cell.settle_raised();
                cell.flow.part(Gap::Line);
            }
            Some(Open { caption: Some(caption), .. }) => caption.part(Gap::Line),
            _ => {}
        }
    }

    fn close_paragraph(&mut self) {
        if self.paragraph.flow.text.is_empty() {
            return;
        }
        let paragraph = std::mem::take(&mut self.paragraph);
        if !paragraph.flow.text.contains(char::is_alphabetic) {
            // A page's number.
            return;
        }
        let strong = paragraph.strong && paragraph.flow.text.len() <= 300;
        if !strong {
            // Only what stands right before a table is its heading.
            self.before.clear();
        }
        self.before.push_back((paragraph.flow.text, strong));
        if self.before.len() > 6 {
            self.before.pop_front();
        }
    }

    fn start_table(&mut self, tag: &Tag, definition: bool) {
        self.close_paragraph();
        if let Some(open) = self.open.last_mut() {
            match &mut open.cell {
                Some(cell) if open.table.used != Use::Any && !definition => {
                    cell.flow.part(Gap::Line);
                    open.within += 1;
                    return;
                }
                // A table can only stand in a cell; without one, the table around has lost its end.
                Some(_) if !definition => {}
                _ => self.close_table(tag.start),
            }
        }
        let mut open = Open::default();
        open.table.used = match () {
            () if definition => Use::Definition,
            () if tag.has_class("report") => Use::Report,
            () => Use::Any,
        };
        open.table.id.clone_from(&tag.id);
        open.table.place.start = tag.start as u32;
        if self.open.is_empty() {
            let strong = self.before.iter().rev().take_while(|(text, strong)| *strong || is_scale_line(text)).count();
            open.table.above = self.before.drain(..).rev().take(strong).map(|(text, _)| text).collect();
            open.table.above.reverse();
        }
        if open.table.above.is_empty() && !self.last_heading.is_empty() && !definition {
            open.table.above.push(self.last_heading.clone());
        }
        self.before.clear();
        self.open.push(open);
    }

    fn start_row(&mut self, start: usize) {
        let Some(open) = self.open.last_mut() else { return };
        open.caption = None;
        open.next_covered = 0;
        let place = Place { source: self.source, start: start as u32, len: 0 };
        open.row = Some(Row { number: open.rows, head: open.head, headings: true, place, ..Row::default() });
        open.rows += 1;
    }

    fn start_cell(&mut self, tag: &Tag) {
        self.close_cell(tag.start);
        if self.open.last().is_some_and(|open| open.row.is_none()) {
            self.start_row(tag.start);
        }
        let Some(open) = self.open.last_mut() else { return };
        let class = match () {
            () if tag.has_class("tl") => Class::Title,
            () if tag.has_class("th") => Class::Heading,
            () if tag.has_class("pl") => Class::Label,
            () if tag.has_class("fn") => Class::Marks,
            () => Class::Other,
        };
        if open.table.used == Use::Any && matches!(class, Class::Title | Class::Label) {
            // Copied out of an R page, where the table's own class may be lost.
            open.table.used = Use::Report;
        }
        let mut cell = OpenCell::default();
        cell.cell.header = tag.name == "th";
        cell.cell.class = class;
        cell.cell.span = tag.colspan;
        cell.cell.rows = tag.rowspan.unwrap_or(1);
        cell.cell.indent = tag.indent();
        cell.cell.name = defined(&tag.onclick);
        cell.cell.place.start = tag.start as u32;
        open.cell = Some(cell);
    }

    fn close_cell(&mut self, end: usize) {
        let Some(open) = self.open.last_mut() else { return };
        let (Some(mut done), Some(row)) = (open.cell.take(), &mut open.row) else { return };
        done.settle_raised();
        open.within = 0;
        let mut cell = done.cell;
        let mut column = row.width;
        while let Some((first, after, _)) = open.covered.get(open.next_covered).filter(|(first, ..)| *first < column + cell.span) {
            if *first > column {
                break;
            }
            column = column.max(*after);
            open.next_covered += 1;
        }
        if column >= MOST_COLUMNS {
            open.table.cut |= !done.flow.text.is_empty();
            return;
        }
        cell.span = cell.span.min(MOST_COLUMNS - column);
        row.width = column + cell.span;
        row.headings &= cell.header;
        cell.column = column;
        if cell.rows > 1 {
            open.covering.push((column, column + cell.span, cell.rows - 1));
        }
        if !done.flow.text.is_empty() || !cell.marks.is_empty() || cell.header || matches!(cell.class, Class::Marks | Class::Heading) {
            cell.indent += done.flow.leading as f32 * 4.0;
            cell.text = done.flow.text.into();
            cell.place = place(self.source, cell.place.start as usize, end, self.length);
            row.cells.push(cell);
        }
    }

    fn close_row(&mut self, end: usize) {
        self.close_cell(end);
        let Some(open) = self.open.last_mut() else { return };
        let Some(mut row) = open.row.take() else { return };
        row.place = place(self.source, row.place.start as usize, end, self.length);
        for covered in &mut open.covered {
            covered.2 -= 1;
        }
        open.covered.retain(|(.., rows)| *rows > 0);
        if !open.covering.is_empty() {
            open.covered.append(&mut open.covering);
            crate::order::sort_by_key(&mut open.covered, |(first, ..)| *first);
        }
        let cost = open.covered.len() as u32;
        self.span_budget = self.span_budget.saturating_sub(cost);
        if self.span_budget == 0 {
            open.covered.clear();
        }
        if !row.cells.is_empty() {
            open.table.rows.push(row);
        }
    }

    fn close_table(&mut self, end: usize) {
        self.close_row(end);
        let Some(mut open) = self.open.pop() else { return };
        open.table.place = place(self.source, open.table.place.start as usize, end, self.length);
        if let Some(caption) = open.caption.filter(|_| open.table.caption.is_empty()) {
            open.table.caption = caption.text;
        }
        if let Some(Open { cell: Some(cell), .. }) = self.open.last_mut()
            && open.table.is_text()
        {
            for row in &open.table.rows {
                cell.flow.part(Gap::Line);
                for part in &row.cells {
                    cell.flow.push(&part.text);
                    cell.flow.part(Gap::Cell);
                }
            }
            cell.flow.part(Gap::Line);
            return;
        }
        if !open.table.rows.is_empty() {
            self.done.push(open.table);
        }
    }
}

impl OpenCell {
    /// Decides whether raised text is a mark or part of the text: "0.67¹" is not 0.671, and "m²" has no footnote.
    fn settle_raised(&mut self) {
        let Some(raised) = self.raised.take() else { return };
        let text = raised.trim();
        let bracketed = text.starts_with(['[', '(']);
        let before = self.flow.text.as_str();
        let word = before.chars().rev().take_while(|c| c.is_alphabetic()).count();
        let after_value = before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, ')' | '%' | '*' | '—' | ':' | '.'));
        let is_mark = if self.prose {
            before.len() <= 40 && crate::value::read(before).kind.is_numeric()
        } else {
            bracketed || before.is_empty() || after_value || word >= 3
        };
        match marks(text, true).filter(|_| is_mark) {
            Some(found) => {
                self.cell.mark_first |= before.is_empty();
                self.cell.marks.extend(found);
            }
            None => self.flow.push(&raised),
        }
    }
}

fn place(source: u32, start: usize, end: usize, length: usize) -> Place {
    let (start, end) = (start.min(length), end.min(length));
    Place { source, start: start as u32, len: end.saturating_sub(start) as u32 }
}

/// What a link to a definition names: `Show.showAR( this, 'defref_us-gaap_Assets', window )`.
fn defined(onclick: &str) -> Option<Box<str>> {
    let (_, after) = onclick.split_once("defref_")?;
    let end = after.find(['\'', '"', ')', ' ', ',']).unwrap_or(after.len());
    Some(after[..end].into()).filter(|name: &Box<str>| !name.is_empty())
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

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "input" | "wbr" | "col" | "meta" | "link" | "area" | "base" | "embed" | "source" | "track" | "param")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "blockquote" | "pre" | "section" | "article" | "center" | "header" | "footer" | "main" | "form"
    )
}
