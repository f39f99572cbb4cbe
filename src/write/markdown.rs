//! Facts and tables as Markdown: GitHub's tables, without HTML. Doubts are footnotes.

use super::facts::FactGrid;
use super::grid::Grid;
use super::{ChosenFacts, ChosenTables, footnotes, heading_words, table_doubts};
use crate::error::About;
use crate::filing::{Cell, Filing, Table};
use crate::hash::IndexSet;
use crate::space::is_bidi_control;
use std::io::{self, Write};

/// What is written of a fact where no columns are chosen.
const COLUMNS: [&str; 7] = ["label", "concept", "period", "members", "unit", "value", "shown"];

/// The facts as one table, values exact; what is doubtful of a fact stands below it as footnotes.
pub(super) fn facts(filing: &Filing, chosen: &ChosenFacts<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut notes = Notes::default();
    let grid = FactGrid::new(filing, &ChosenFacts { columns: chosen.columns.or(Some(&COLUMNS)), ..*chosen })?;
    let value_at = grid.headings().iter().position(|heading| heading == "value");
    line(out, grid.headings().iter().map(|heading| escaped(&heading_of(heading))))?;
    rule(out, (0..grid.headings().len()).map(|at| Some(at) == value_at))?;
    let mut cells = Vec::new();
    for (at, id) in grid.ids().iter().enumerate() {
        let Some(fact) = filing.fact(*id) else { continue };
        cells.clear();
        grid.row(at, &mut cells);
        let mut texts: Vec<String> = cells.iter().map(|cell| escaped(cell.characters())).collect();
        if let Some(value) = value_at.and_then(|at| texts.get_mut(at)).filter(|_| fact.is_nil()) {
            value.push_str("nil");
        }
        if let Some(first) = texts.first_mut() {
            fact.caveats().into_iter().for_each(|caveat| first.push_str(&notes.mark(caveat)));
            footnotes(filing, fact).iter().for_each(|note| first.push_str(&notes.mark(note)));
        }
        line(out, texts)?;
    }
    notes.write(out)
}

/// A column's name as a heading.
fn heading_of(name: &str) -> String {
    if name.contains(':') {
        return name.to_owned();
    }
    let words = name.replace('_', " ");
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// Tables as filed, a heading before each; values as shown.
pub(super) fn tables(filing: &Filing, chosen: &ChosenTables<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut notes = Notes::default();
    for (count, (at, table)) in chosen.tables(filing).enumerate() {
        if count > 0 {
            out.write_all(b"\n")?;
        }
        writeln!(out, "## {}\n", escaped(&table.title))?;
        for note in table.notes.iter().chain(&table_doubts(filing, at)) {
            writeln!(out, "{}\n", escaped(note))?;
        }
        write_table(filing, at, table, chosen, &mut notes, out)?;
    }
    notes.write(out)
}

fn write_table(filing: &Filing, at: u32, table: &Table, chosen: &ChosenTables<'_>, notes: &mut Notes, out: &mut dyn Write) -> io::Result<()> {
    let columns = chosen.columns(table);
    let foot = |mark: &String, notes: &mut Notes| {
        let text = table.footnotes.iter().find(|note| note.mark == *mark).map_or("", |note| &note.text);
        notes.mark(&format!("[{mark}] {text}"))
    };
    let mut headings = vec![String::new()];
    for column in columns.iter().map(|at| &table.columns[*at as usize]) {
        let mut heading = escaped(&heading_words(column));
        if let Some(why) = &column.assumed {
            heading.push_str(&notes.mark(why));
        }
        column.marks.iter().for_each(|mark| heading.push_str(&foot(mark, notes)));
        headings.push(heading);
    }
    line(out, headings)?;
    rule(out, (0..=columns.len()).map(|at| at > 0))?;
    for row_at in chosen.rows(table) {
        let row = &table.rows[row_at as usize];
        let mut cells = vec![String::new(); columns.len() + 1];
        cells[0] = escaped(&row.label);
        row.assumed.iter().for_each(|why| cells[0].push_str(&notes.mark(why)));
        filing.caveats_about(About::Row(at, row_at)).for_each(|why| cells[0].push_str(&notes.mark(why)));
        row.marks.iter().for_each(|mark| cells[0].push_str(&foot(mark, notes)));
        for cell in table.row_cells(row_at) {
            let in_label = cell.column == Cell::LABEL;
            let at = if in_label { Some(0) } else { columns.iter().position(|column| *column == cell.column).map(|at| at + 1) };
            let Some(place) = at.and_then(|at| cells.get_mut(at)) else { continue };
            let fact = filing.fact(cell.fact);
            if !in_label {
                // A nil cell that shows nothing says so, as a blank cell means something else.
                *place = escaped(&match fact {
                    Some(fact) if fact.is_nil() && fact.shown().is_empty() => "nil".into(),
                    _ => filing.printed(cell),
                });
            }
            table.doubt(cell).into_iter().for_each(|doubt| place.push_str(&notes.mark(&doubt.why)));
            filing.caveats_about(About::Fact(cell.fact)).for_each(|why| place.push_str(&notes.mark(why)));
            fact.map_or(&[][..], |fact| fact.marks()).iter().for_each(|mark| place.push_str(&foot(mark, notes)));
        }
        line(out, cells)?;
    }
    Ok(())
}

fn line(out: &mut dyn Write, cells: impl IntoIterator<Item = String>) -> io::Result<()> {
    for cell in cells {
        write!(out, "| {cell} ")?;
    }
    out.write_all(b"|\n")
}

/// The line between headings and rows: numbers stand on the right.
fn rule(out: &mut dyn Write, right: impl Iterator<Item = bool>) -> io::Result<()> {
    for is_right in right {
        out.write_all(if is_right { b"| ---: " } else { b"| --- " })?;
    }
    out.write_all(b"|\n")
}

/// Footnotes, each text once, numbered through the whole file.
#[derive(Default)]
struct Notes(IndexSet<String>);

impl Notes {
    fn mark(&mut self, text: &str) -> String {
        format!("[^{}]", self.0.insert_full(escaped(text)).0 + 1)
    }

    fn write(self, out: &mut dyn Write) -> io::Result<()> {
        for (at, text) in (1..).zip(self.0) {
            writeln!(out, "{}[^{at}]: {text}", if at == 1 { "\n" } else { "" })?;
        }
        Ok(())
    }
}

/// A filing's text as Markdown that shows just that text, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    let mut rest = text.chars().filter(|c| !is_bidi_control(*c)).peekable();
    while let Some(c) = rest.next() {
        let c = if c.is_whitespace() || c.is_control() { ' ' } else { c };
        let next = rest.peek().copied().unwrap_or(' ');
        if c == ' ' && before == ' ' {
            continue;
        }
        let special = match c {
            '|' | '\\' | '`' | '*' | '<' | '~' => true,
            // Inside a word it marks nothing: us-gaap_Assets.
            '_' => !(before.is_alphanumeric() && next.is_alphanumeric()),
            // "Customer 1 [Member]" is no link; only these could become one.
            '[' => next == '^',
            ']' => matches!(next, '(' | '['),
            // "$ 12" is no formula to GitHub; "$x$" is.
            '$' => !(next.is_whitespace() || next == ')' || next == '\u{a0}'),
            '&' => next == '#' || next.is_ascii_alphabetic(),
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out.truncate(out.trim_end().len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_markdown_would_read_and_nothing_else() {
        for (text, markdown) in [
            ("Customer 1 [Member] | Revenue [Member]", r"Customer 1 [Member] \| Revenue [Member]"),
            ("<script>alert(1)</script>", r"\<script>alert(1)\</script>"),
            ("two\nlines\r\n  and  more ", "two lines and more"),
            ("us-gaap_Assets _x_ *b* `c`", r"us-gaap_Assets \_x\_ \*b\* \`c\`"),
            ("[a](b) and [^1]", r"[a\](b) and \[^1]"),
            ("USD ($) $ 12 R&D &amp;", r"USD ($) $ 12 R\&D \&amp;"),
            ("a\u{202e}b\u{1b}[2J", "ab [2J"),
            (r"back\|slash", r"back\\\|slash"),
        ] {
            assert_eq!(escaped(text), markdown);
        }
    }
}
