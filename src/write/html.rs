//! Tables as HTML that stands in a page without script or style.

use super::clip::escape;
use super::{heading_words, table_doubts};
use crate::error::About;
use crate::filing::{Cell, Column, Filing, Row, RowKind, Table};
use crate::space::is_bidi_control;
use indexmap::IndexSet;

/// The tables of a filing as HTML, one `<figure class="filing">` each, as filed and with values as shown.
///
/// Headings have their scope, members are headings over their rows. What is assumed has the word beside it and a note below that
/// says why; `id` begins the names of notes, and must be another for each filing of a page. No text of the filing is markup, and no
/// line is blank, so that Markdown takes all of it as it is.
pub fn tables(filing: &Filing, id: &str) -> String {
    let mut out = String::new();
    for (at, table) in (0..).zip(filing.tables()) {
        let id = if at == 0 { id.to_owned() } else { format!("{id}-{}", at + 1) };
        Writer { filing, at, table, id, notes: IndexSet::new(), out: &mut out }.table();
    }
    out
}

struct Writer<'a> {
    filing: &'a Filing,
    at: u32,
    table: &'a Table,
    id: String,
    /// Each text once.
    notes: IndexSet<String>,
    out: &'a mut String,
}

impl Writer<'_> {
    fn table(mut self) {
        self.out.push_str("<figure class=\"filing\">\n<table>\n");
        self.caption();
        self.out.push_str("<thead>\n<tr><th scope=\"col\">Line item</th>");
        for (at, column) in (0..).zip(&self.table.columns) {
            self.heading(at, column);
        }
        self.out.push_str("</tr>\n</thead>\n<tbody>\n");
        let mut filled = false;
        for (at, row) in (0..).zip(&self.table.rows) {
            let heads = row.kind != RowKind::Facts;
            if heads && filled {
                self.out.push_str("</tbody>\n<tbody>\n");
            }
            filled = !heads;
            self.row(at, row);
        }
        self.out.push_str("</tbody>\n</table>\n");
        self.notes();
        self.out.push_str("</figure>\n");
    }

    fn caption(&mut self) {
        self.out.push_str("<caption>");
        self.text(if self.table.title.is_empty() { "Table" } else { &self.table.title });
        let parentheses = self.table.cells.iter().any(|cell| self.filing.printed(cell).contains('('));
        for line in self.table.notes.iter().map(String::as_str).chain(parentheses.then_some("Parentheses mean negative.")) {
            self.out.push_str("<br><small>");
            self.text(line);
            self.out.push_str("</small>");
        }
        self.out.push_str("</caption>\n");
        // What is doubtful of the whole stands first among the notes.
        self.notes.extend(table_doubts(self.filing, self.at));
    }

    fn heading(&mut self, at: u32, column: &Column) {
        self.out.push_str("<th scope=\"col\">");
        let words = heading_words(column);
        self.text(if words.is_empty() { "Value" } else { &words });
        if column.assumed.is_some() || self.filing.caveats_about(About::Column(self.at, at)).next().is_some() {
            self.out.push_str(" <small>(assumed)</small>");
        }
        self.marks(&column.marks);
        self.out.push_str("</th>");
    }

    fn row(&mut self, at: u32, row: &Row) {
        let columns = self.table.columns.len();
        let heads = row.kind != RowKind::Facts;
        if heads && row.count == 0 {
            self.out.push_str(&format!("<tr><th scope=\"rowgroup\" colspan=\"{}\">", columns + 1));
        } else {
            self.out.push_str("<tr><th scope=\"row\">");
        }
        self.text(&row.label);
        if let Some(why) = &row.assumed {
            self.doubt("assumed", why);
        }
        self.caveats(About::Row(self.at, at));
        self.marks(&row.marks);
        let cells = self.table.row_cells(at);
        if let Some(cell) = cells.iter().find(|cell| cell.column == Cell::LABEL) {
            self.said(cell);
        }
        self.out.push_str("</th>");
        if !heads || row.count > 0 {
            for column in 0..columns as u32 {
                self.cell(cells.iter().find(|cell| cell.column == column));
            }
        }
        self.out.push_str("</tr>\n");
    }

    fn cell(&mut self, cell: Option<&Cell>) {
        let Some(cell) = cell else { return self.out.push_str("<td></td>") };
        let fact = self.filing.fact(cell.fact);
        self.out.push_str(if fact.is_some_and(|fact| fact.kind().is_numeric()) { "<td class=\"number\">" } else { "<td>" });
        // A nil cell that shows nothing says so, as a blank cell means something else.
        match fact {
            Some(fact) if fact.is_nil() && fact.shown().is_empty() => self.out.push_str("nil"),
            _ => self.text(&self.filing.printed(cell)),
        }
        self.said(cell);
        self.out.push_str("</td>");
    }

    /// What is to be said of a cell: why its column is assumed, caveats, footnotes.
    fn said(&mut self, cell: &Cell) {
        if let Some(doubt) = self.table.doubt(cell) {
            self.doubt("assumed", &doubt.why);
        }
        self.caveats(About::Fact(cell.fact));
        if let Some(fact) = self.filing.fact(cell.fact) {
            self.marks(fact.marks());
        }
    }

    fn caveats(&mut self, about: About) {
        for why in self.filing.caveats_about(about) {
            self.doubt("note", why);
        }
    }

    /// A word, and the number of the note that says more.
    fn doubt(&mut self, word: &str, why: &str) {
        let number = self.notes.insert_full(why.to_owned()).0 + 1;
        self.out.push_str(&format!(" <small>({word}, <a href=\"#{}-note-{number}\">see {number}</a>)</small>", self.id));
    }

    fn marks(&mut self, marks: &[String]) {
        for mark in marks {
            let text = self.table.footnotes.iter().find(|note| note.mark == *mark).map_or("", |note| &note.text);
            self.doubt("note", &format!("[{mark}] {text}"));
        }
    }

    fn notes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.out.push_str("<figcaption>\n<ol>\n");
        for (number, note) in (1..).zip(std::mem::take(&mut self.notes)) {
            self.out.push_str(&format!("<li id=\"{}-note-{number}\">", self.id));
            self.text(&note);
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ol>\n</figcaption>\n");
    }

    /// A text on one line: a blank one would end the HTML. What templates of documentation tools take for their own is escaped too.
    fn text(&mut self, text: &str) {
        let visible: String = text.chars().filter(|c| !is_bidi_control(*c)).collect();
        let from = self.out.len();
        escape(&visible.split_whitespace().collect::<Vec<_>>().join(" "), self.out);
        if self.out[from..].contains(['{', '}']) {
            let safe = self.out[from..].replace('{', "&#123;").replace('}', "&#125;");
            self.out.truncate(from);
            self.out.push_str(&safe);
        }
    }
}
