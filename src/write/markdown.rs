//! Facts and tables as Markdown: GitHub's tables, without HTML. Doubts are footnotes.

use super::{chosen, footnotes, heading_words, members_words, table_doubts, unit_words};
use crate::error::About;
use crate::filing::{Cell, Filing, Table};
use crate::hash::IndexSet;
use crate::period;
use crate::space::is_bidi_control;
use std::io::{self, Write};

/// Writes all facts as one table, values exact; what is doubtful of a fact stands below it as footnotes.
pub fn facts_md(filing: &Filing, out: &mut impl Write) -> io::Result<()> {
    let mut notes = Notes::default();
    line(out, ["Label", "Concept", "Period", "Members", "Unit", "Value", "Shown"].map(str::to_owned))?;
    out.write_all(b"| --- | --- | --- | --- | --- | ---: | --- |\n")?;
    for fact in filing.facts() {
        let mut label = escaped(&fact.label_or_words().0);
        for caveat in fact.caveats() {
            label.push_str(&notes.mark(caveat));
        }
        for note in footnotes(filing, fact) {
            label.push_str(&notes.mark(&note));
        }
        let value = if fact.is_nil() { "nil".into() } else { fact.value().unwrap_or_default() };
        line(
            out,
            [
                label,
                escaped(fact.concept().and_then(|concept| concept.name.as_deref()).unwrap_or_default()),
                escaped(&fact.period().map(period::words).unwrap_or_default()),
                escaped(&members_words(fact.dimensions())),
                escaped(&fact.unit().map(unit_words).unwrap_or_default()),
                escaped(&value),
                escaped(&fact.shown()),
            ],
        )?;
    }
    notes.write(out)
}

/// Writes tables as filed, a heading before each; values as shown. `only` is the number of one table.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let filing = filing_viewer::read(b"|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n", "cash.txt")?;
/// let mut text = Vec::new();
/// filing_viewer::write::tables_md(&filing, None, &mut text)?;
/// assert!(String::from_utf8(text)?.contains("| Cash | $ 12 |"));
/// # Ok(())
/// # }
/// ```
pub fn tables_md(filing: &Filing, only: Option<u32>, out: &mut impl Write) -> io::Result<()> {
    let mut notes = Notes::default();
    for (count, (at, table)) in chosen(filing, only).enumerate() {
        if count > 0 {
            out.write_all(b"\n")?;
        }
        writeln!(out, "## {}\n", escaped(&table.title))?;
        for note in table.notes.iter().chain(&table_doubts(filing, at)) {
            writeln!(out, "{}\n", escaped(note))?;
        }
        write_table(filing, at, table, &mut notes, out)?;
    }
    notes.write(out)
}

fn write_table(filing: &Filing, at: u32, table: &Table, notes: &mut Notes, out: &mut impl Write) -> io::Result<()> {
    let foot = |mark: &String, notes: &mut Notes| {
        let text = table.footnotes.iter().find(|note| note.mark == *mark).map_or("", |note| &note.text);
        notes.mark(&format!("[{mark}] {text}"))
    };
    let mut headings = vec![String::new()];
    for column in &table.columns {
        let mut heading = escaped(&heading_words(column));
        if let Some(why) = &column.assumed {
            heading.push_str(&notes.mark(why));
        }
        column.marks.iter().for_each(|mark| heading.push_str(&foot(mark, notes)));
        headings.push(heading);
    }
    line(out, headings)?;
    writeln!(out, "| --- |{}", " ---: |".repeat(table.columns.len()))?;
    for (row_at, row) in (0..).zip(&table.rows) {
        let mut cells = vec![String::new(); table.columns.len() + 1];
        cells[0] = escaped(&row.label);
        row.assumed.iter().for_each(|why| cells[0].push_str(&notes.mark(why)));
        filing.caveats_about(About::Row(at, row_at)).for_each(|why| cells[0].push_str(&notes.mark(why)));
        row.marks.iter().for_each(|mark| cells[0].push_str(&foot(mark, notes)));
        for cell in table.row_cells(row_at) {
            let in_label = cell.column == Cell::LABEL;
            let Some(place) = cells.get_mut(if in_label { 0 } else { cell.column as usize + 1 }) else { continue };
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

fn line(out: &mut impl Write, cells: impl IntoIterator<Item = String>) -> io::Result<()> {
    for cell in cells {
        write!(out, "| {cell} ")?;
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

    fn write(self, out: &mut impl Write) -> io::Result<()> {
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
