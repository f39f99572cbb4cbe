//! HTML into tables: cells on a grid, with the text, marks and names in them.
//!
//! A tokenizer is enough: what a table is follows from `table`, `tr`, `td` and `th` alone, and a tree would only have to be
//! thrown away. Every step is bounded by the length of the input: text goes to one cell only, and what spans rows is budgeted.
//! The file is longer than most because it is one machine: what a tag does depends on all that is open.

use super::html::{Cell, Class, Row, Table, Use, is_scale_line, marks};
use super::html_tag::{Element, Hidden, Tag, defined};
use super::tags::{End, Event, Tags};
use crate::filing::Place;

/// No spreadsheet is wider; cells to the right of it are left out, and the table says so.
const MOST_COLUMNS: u32 = 16_384;

/// Tables in tables beyond this depth are text of their cell: nobody looks so deep, and each open table costs memory.
const MOST_DEPTH: usize = 100;

/// How many covered columns all row spans of an input may cost before they are ignored.
const SPAN_BUDGET: u32 = 50_000_000;

/// Reads all tables of a page, in the order in which they begin.
pub(super) fn tables(html: &str, source: u32) -> Vec<Table> {
    let mut reader = Reader { source, length: html.len(), span_budget: SPAN_BUDGET, ..Reader::default() };
    for event in Tags::new(html) {
        match event {
            Event::Text(text) => {
                if reader.hidden.is_none() || reader.in_definition() {
                    reader.text(&text.decoded());
                }
            }
            Event::Start(start) => reader.start(&Tag::of(&start), start.self_closing),
            Event::End(end) => reader.end(end),
        }
    }
    while !reader.open.is_empty() {
        reader.close_table(html.len());
    }
    reader.done
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

/// A table that has not ended.
#[derive(Debug, Default)]
struct Open<'a> {
    table: Table,
    row: Option<Row>,
    cell: Option<OpenCell<'a>>,
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
struct OpenCell<'a> {
    cell: Cell,
    flow: Flow,
    /// Raised text that may be a mark.
    raised: Option<String>,
    /// The element that raises it.
    raised_by: &'a str,
    /// Facts of an inline document that are open in it.
    in_facts: u32,
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
struct Reader<'a> {
    source: u32,
    length: usize,
    hidden: Option<Hidden<'a>>,
    open: Vec<Open<'a>>,
    /// In the order in which they begin.
    done: Vec<Table>,
    paragraph: Paragraph,
    /// The last paragraphs before the place reached, with whether they are strong.
    before: Vec<(String, bool)>,
    /// The text of an open `h1` to `h6`.
    heading: Option<Flow>,
    last_heading: String,
    bold: u32,
    span_budget: u32,
}

impl<'a> Reader<'a> {
    fn in_definition(&self) -> bool {
        self.open.last().is_some_and(|open| open.table.used == Use::Definition)
    }

    fn start(&mut self, tag: &Tag<'a>, self_closing: bool) {
        let element = tag.element;
        let is_table = element == Element::Table;
        let definition = is_table && tag.has_class("authRefData");
        if let Some(hidden) = &mut self.hidden {
            if hidden.ends_before(element) {
                self.hidden = None;
            } else {
                hidden.depth += u32::from(hidden.is_named(tag.name) && !self_closing);
                hidden.tables += u32::from(is_table);
                if !definition && !self.in_definition() {
                    return;
                }
            }
        }
        // EDGAR hides its definitions until they are asked for.
        let not_shown = element == Element::NotShown || (tag.is_hidden() && !definition && !self.in_definition());
        if not_shown && !self_closing && !element.is_void() && self.hidden.is_none() {
            self.hidden = Some(Hidden { element, name: tag.name, depth: 1, tables: u32::from(is_table) });
            return;
        }
        let strong = self.bold > 0 || tag.is_bold() || tag.is_centred() || element == Element::Center;
        match element {
            Element::Table => return self.start_table(tag, definition),
            Element::Break => self.part(),
            Element::Strong => self.bold += u32::from(!self_closing),
            Element::Heading => {
                self.part();
                self.heading = Some(Flow::default());
            }
            _ if element.is_block() => self.part(),
            _ => {}
        }
        let Some(open) = self.open.last_mut() else {
            self.paragraph.strong |= strong && self.paragraph.flow.text.is_empty();
            return;
        };
        if open.within > 0 {
            return;
        }
        match element {
            Element::Row => {
                self.close_row(tag.start);
                self.start_row(tag.start);
            }
            Element::Cell | Element::HeadingCell => self.start_cell(tag),
            Element::Head | Element::Body | Element::Foot => {
                self.close_row(tag.start);
                if let Some(open) = self.open.last_mut() {
                    open.head = element == Element::Head;
                    open.covered.clear();
                }
            }
            Element::Caption => {
                self.close_row(tag.start);
                if let Some(open) = self.open.last_mut() {
                    open.caption = Some(Flow::default());
                }
            }
            _ => {
                if let Some(cell) = &mut open.cell {
                    if element == Element::Fact {
                        cell.cell.fact = true;
                        cell.in_facts += u32::from(!self_closing);
                    }
                    // What stands in a fact is its own.
                    if !self_closing && cell.in_facts == 0 && cell.raised.is_none() && !element.is_block() && tag.is_raised() {
                        cell.raised_by = tag.name;
                        cell.prose = open.table.used != Use::Any && !matches!(cell.cell.class, Class::Marks | Class::Heading);
                        cell.raised = Some(String::new());
                    }
                    if cell.cell.name.is_none() {
                        cell.cell.name = defined(&tag.onclick);
                    }
                    if cell.flow.text.is_empty() && element.is_block() {
                        cell.cell.indent += tag.indent();
                    }
                }
            }
        }
    }

    fn end(&mut self, End { name, start, end }: End<'a>) {
        let element = Element::of(name);
        if let Some(hidden) = &mut self.hidden {
            if hidden.tables == 0
                && matches!(hidden.element, Element::Cell | Element::HeadingCell | Element::Row | Element::Paragraph)
                && element != hidden.element
                && matches!(element, Element::Row | Element::Table | Element::Body)
            {
                self.hidden = None;
            } else {
                hidden.depth -= u32::from(hidden.is_named(name));
                hidden.tables = hidden.tables.saturating_sub(u32::from(element == Element::Table));
                let ended = hidden.depth == 0;
                if ended {
                    self.hidden = None;
                }
                if !self.in_definition() {
                    return;
                }
            }
        }
        match element {
            Element::Strong => self.bold = self.bold.saturating_sub(1),
            Element::Heading => {
                if let Some(heading) = self.heading.take() {
                    self.last_heading = heading.text;
                    self.before.clear();
                    self.paragraph = Paragraph::default();
                }
                self.part();
            }
            _ if element.is_block() => {
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
                match element {
                    Element::Cell | Element::HeadingCell => cell.flow.part(Gap::Cell),
                    Element::Row => cell.flow.part(Gap::Line),
                    Element::Table => {
                        cell.flow.part(Gap::Line);
                        open.within -= 1;
                    }
                    _ => {}
                }
            }
            return;
        }
        match element {
            Element::Cell | Element::HeadingCell => self.close_cell(start),
            Element::Row | Element::Head | Element::Body | Element::Foot => self.close_row(start),
            Element::Table => {
                self.close_row(start);
                self.close_table(end);
            }
            Element::Caption => {
                if let Some(flow) = open.caption.take() {
                    open.table.caption = flow.text;
                }
            }
            Element::Fact => {
                if let Some(cell) = &mut open.cell {
                    cell.in_facts = cell.in_facts.saturating_sub(1);
                }
            }
            _ => {
                if let Some(cell) = open.cell.as_mut().filter(|cell| cell.raised.is_some() && cell.raised_by.eq_ignore_ascii_case(name)) {
                    cell.settle_raised();
                }
            }
        }
    }

    fn text(&mut self, text: &str) {
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
        self.before.push((paragraph.flow.text, strong));
        if self.before.len() > 6 {
            self.before.remove(0);
        }
    }

    fn start_table(&mut self, tag: &Tag<'a>, definition: bool) {
        self.close_paragraph();
        let too_deep = self.open.len() >= MOST_DEPTH;
        if let Some(open) = self.open.last_mut() {
            match &mut open.cell {
                Some(cell) if (open.table.used != Use::Any || too_deep) && !definition => {
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
        open.table.id.push_str(&tag.id);
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

    fn start_cell(&mut self, tag: &Tag<'a>) {
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
        cell.cell.header = tag.element == Element::HeadingCell;
        cell.cell.class = class;
        cell.cell.span = tag.colspan;
        cell.cell.rows = tag.rowspan;
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
        if !done.flow.text.is_empty() || cell.fact || !cell.marks.is_empty() || cell.header || matches!(cell.class, Class::Marks | Class::Heading) {
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
            // A table within it was done before.
            let at = self.done.partition_point(|done| done.place.start < open.table.place.start);
            self.done.insert(at, open.table);
        }
    }
}

impl OpenCell<'_> {
    /// Decides whether raised text is a mark or part of the text: "0.67¹" is not 0.671, and "m²" has no footnote.
    fn settle_raised(&mut self) {
        let Some(raised) = self.raised.take() else { return };
        let text = raised.trim();
        let bracketed = text.starts_with(['[', '(']);
        let before = self.flow.text.as_str();
        let word = before.chars().rev().take(3).take_while(|c| c.is_alphabetic()).count();
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
