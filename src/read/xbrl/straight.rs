//! The straight way through an inline document: all that `inline.rs` gathers, of documents that are well formed and written as nearly
//! all are.
//!
//! Of a plain element only its name and place are kept while it is open, and its end tag is compared with it as one number. Rows,
//! cells and tables are plain, too: a fact finds those it stands in among the open elements, and a row's label is looked for when
//! the row ends and held a fact. Whatever this way does not know, a tag that does not match, a prefix that means something else
//! further in, tuples, fractions, makes it give up; the walk of `inline.rs`, which knows everything, then reads the document from
//! its beginning. A test holds the two against each other.

use super::attributes::Ix;
use super::contexts::{self, Inside, attribute};
use super::cursor::{Attributes, Cursor, Span, Tag, Word, begins_name, below_space, eight, has, head, name, unquoted_end, word};
use super::document::{Document, Element, Footnote, Label, Raw, Ready};
use super::kinds::{Kind, UNLABELLED, html, kind_of};
use super::label;
use super::marks::Marks;
use super::names::{XHTML, local, trimmed};
use super::number;
use super::value::{Format, format, scaled};
use crate::builder::Builder;
use crate::filing::NONE;
use crate::read::entities;

/// Elements open at once, at most.
const DEEPEST: usize = 128;

/// The name of an open element that is too long for one number.
const LONG: u64 = u64::MAX;

const BASE: u64 = head(b"base");
const TABLE: u64 = head(b"table");
const ROW: u64 = head(b"tr");
const CELL: u64 = head(b"td");
const HEADING: u64 = head(b"th");

/// What is kept of eight bytes for a name of so many.
const NAMES: [u64; 8] = [0, 0xff, 0xffff, 0xff_ffff, 0xffff_ffff, 0xff_ffff_ffff, 0xffff_ffff_ffff, 0xff_ffff_ffff_ffff];

/// An element that is open.
#[derive(Clone, Copy, Debug, Default)]
struct Open {
    /// Its name, where that has less than eight bytes.
    name: u64,
    /// The mark of its `<`.
    mark: u32,
    /// What its end means.
    what: What,
    /// The number of what it is: a fact, a row, a table.
    number: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum What {
    /// What ends is gone.
    #[default]
    Nothing,
    /// A language ends with it.
    Language,
    Table,
    Row,
    Fact,
    Continuation,
    Footnote,
    Hidden,
}

struct Straight<'a, 'w> {
    document: Document<'a>,
    cursor: Cursor<'a, 'w>,
    marks: &'w [u32],
    to: &'w mut Builder,
    open: [Open; DEEPEST],
    scope: u32,
    language: u32,
    /// The depth of each element that sets a language, and the language around it.
    languages: Vec<(usize, u32)>,
    /// Prefixed names met so far, and what they mean.
    kinds: Vec<(Word, &'a str, Kind)>,
    /// The first fact of each row.
    rows: Vec<u32>,
    /// Where the content of each continuation and footnote begins, and its language.
    contents: Vec<(u32, u32)>,
    hidden: u32,
    /// Where comments and the like begin.
    passed: Vec<u32>,
    /// Something is excluded from the texts around it.
    excludes: bool,
    /// The last fact met, and its attributes.
    last: (u32, Ix),
    /// The last format met, and its number among the names.
    format: (&'a str, u32),
    /// The same of the last decimals, among the texts.
    decimals: (&'a str, u32),
    /// By the number of a shown text: what it was last, and by which rules.
    values: Vec<(Option<u64>, u32, i32)>,
    digits: String,
    buffer: String,
}

/// Reads an inline document; none where it is not one for this way.
pub(super) fn read<'a>(text: &'a str, source: u32, marks: &Marks, to: &mut Builder) -> Option<Document<'a>> {
    let mut straight = Straight {
        document: Document::new(text, source, marks.is_ascii, &to.filing.namespaces),
        cursor: Cursor::new(text, &marks.brackets, &marks.special),
        marks: &marks.brackets,
        to,
        open: [Open::default(); DEEPEST],
        scope: 0,
        language: 0,
        languages: Vec::new(),
        kinds: Vec::new(),
        rows: Vec::new(),
        contents: Vec::new(),
        hidden: 0,
        passed: Vec::new(),
        excludes: false,
        last: (NONE, Ix::default()),
        format: ("", NONE),
        decimals: ("", NONE),
        values: Vec::new(),
        digits: String::new(),
        buffer: String::new(),
    };
    // About one bracket in forty is a fact's.
    straight.document.facts.reserve(marks.brackets.len() / 40);
    straight.to.filing.texts.reserve(marks.brackets.len() / 24);
    // And one in a hundred and fifty begins a context, or is the first of a concept.
    straight.document.reserve(marks.brackets.len() / 150);
    straight.to.filing.concepts.reserve(marks.brackets.len() / 150);
    straight.all()?;
    straight.document.order_tables();
    straight.document.passed = Some(straight.passed);
    Some(straight.document)
}

impl<'a> Straight<'a, '_> {
    fn all(&mut self) -> Option<()> {
        let (bytes, marks) = (self.document.text.as_bytes(), self.marks);
        let (mut at, mut depth) = (0, 0_usize);
        let mut declared = self.declared();
        while at < marks.len() {
            let (start, mut end) = (marks[at] as usize, *marks.get(at + 1)? as usize);
            let mut next = at + 2;
            let word = eight(bytes, start + 1).unwrap_or_else(|| last(bytes, start + 1));
            if bytes[end] != b'>' || marks.get(next).is_some_and(|next| bytes[*next as usize] != b'<') {
                if matches!(word as u8, b'!' | b'?') {
                    at = self.passed(at)?;
                    continue;
                }
                (end, next) = self.beyond(at)?;
            }
            if word as u8 == b'/' {
                let length = end - start - 2;
                let name = if length < NAMES.len() { (word >> 8) & NAMES[length] } else { 0 };
                depth = depth.checked_sub(1)?;
                let open = self.open[depth % DEEPEST];
                if open.name != name || open.what != What::Nothing {
                    self.close(open, at, end, depth)?;
                }
                at = next;
                continue;
            }
            let ends = below_space(word) | has(word, b'/') | has(word, b'>');
            let name = if ends == 0 { LONG } else { word & ((1 << (ends.trailing_zeros() & !7)) - 1) };
            let is_letter = (word as u8 | 0x20).wrapping_sub(b'a') < 26;
            if !is_letter || has(name, b':') != 0 || name == LONG || name == BASE || end >= declared {
                (at, depth) = self.other(at, (end, next), depth)?;
                declared = self.declared();
                continue;
            }
            if depth >= DEEPEST {
                return None;
            }
            self.open[depth % DEEPEST] = Open { name, mark: at as u32, what: What::Nothing, number: 0 };
            depth += usize::from(bytes[end - 1] != b'/');
            at = next;
        }
        (depth == 0).then_some(())
    }

    /// Where something is next declared.
    fn declared(&self) -> usize {
        self.cursor.special.first().map_or(usize::MAX, |at| *at as usize)
    }

    /// The next mark, from that one on, that is a `<`.
    fn skipped(&self, at: usize) -> usize {
        let bytes = self.document.text.as_bytes();
        let rest = self.marks.get(at..).unwrap_or_default();
        at + rest.iter().position(|mark| bytes[*mark as usize] == b'<').unwrap_or(rest.len())
    }

    /// Where a tag ends that is followed by a `>` or holds one, and the mark behind it.
    #[cold]
    fn beyond(&self, at: usize) -> Option<(usize, usize)> {
        let start = self.marks[at] as usize;
        let end = unquoted_end(self.document.text.as_bytes(), start)?;
        let next = self.skipped(at + 1);
        // A tag with a `<` in it is nothing for this way.
        self.marks.get(next).is_none_or(|mark| *mark as usize > end).then_some((end, next))
    }

    /// The mark of the `>` that ends the tag of a mark.
    fn end_of(&self, at: usize) -> Option<usize> {
        let (bytes, rest) = (self.document.text.as_bytes(), self.marks.get(at..)?);
        if rest.get(2).is_none_or(|next| bytes[*next as usize] == b'<') {
            return (rest.len() > 1).then_some(at + 1);
        }
        let end = unquoted_end(bytes, rest[0] as usize)? as u32;
        rest.iter().position(|mark| *mark == end).map(|behind| at + behind)
    }

    /// The mark behind what begins with `<!` or `<?`; none where it declares entities.
    fn passed(&mut self, at: usize) -> Option<usize> {
        self.passed.push(self.marks[at]);
        self.cursor.at = at + 1;
        self.cursor.pass(self.marks[at] as usize);
        self.cursor.entity.is_none().then(|| self.skipped(self.cursor.at))
    }

    /// A tag that is more than plain; gives the mark behind it, and how many elements are then open.
    fn other(&mut self, at: usize, (end, next): (usize, usize), depth: usize) -> Option<(usize, usize)> {
        let text = self.document.text;
        let (bytes, start) = (text.as_bytes(), self.marks[at] as usize);
        match bytes[start + 1] {
            b'!' | b'?' => return Some((self.passed(at)?, depth)),
            byte if begins_name(byte) => {}
            _ => return None,
        }
        let (name_end, head, prefixed) = name(bytes, start + 1, end);
        let is_empty = bytes[end - 1] == b'/' && name_end < end;
        let mut tag =
            Tag { is_empty, start: start as u32, name: Span::new(start + 1, name_end), head, prefixed, ..Tag::of(Span::default(), end as u32 + 1) };
        let around = self.language;
        if end >= self.declared() {
            tag.declares = self.cursor.declared(tag.end);
            self.declare(&tag, depth)?;
        }
        let kind = if prefixed { self.kind(tag.name.of(text))? } else { html(head) };
        self.cursor.at = next;
        let document = &mut self.document;
        let (mut what, mut number) = (What::Nothing, 0);
        match kind {
            Kind::Fact => (what, number) = (What::Fact, self.fact(&tag, depth)?),
            Kind::Continuation | Kind::Footnote => {
                what = if kind == Kind::Footnote { What::Footnote } else { What::Continuation };
                number = self.contents.len() as u32;
                self.contents.push((tag.end, self.language));
            }
            Kind::Hidden => {
                self.hidden += u32::from(!is_empty);
                what = What::Hidden;
            }
            Kind::Relationship => document.keep_tie(&tag),
            Kind::Context => {
                let id = attribute(text, &tag, "id");
                let context = contexts::known_context((text, &tag, self.scope), &mut self.cursor, &mut document.names, &mut document.known, self.to);
                document.keep_context(id, context, &tag);
                self.restore(depth, around);
                return Some((self.skipped(self.cursor.at), depth));
            }
            Kind::Unit => {
                let id = attribute(text, &tag, "id");
                let inside = Inside::of(text, &mut self.cursor, &mut document.names, &tag, self.scope);
                let unit = contexts::unit(inside, self.to);
                document.keep_unit(id, unit, &tag);
                self.restore(depth, around);
                return Some((self.skipped(self.cursor.at), depth));
            }
            Kind::Table if !prefixed => (what, number) = (What::Table, document.keep_table(&tag)),
            Kind::Row if !prefixed => {
                (what, number) = (What::Row, self.rows.len() as u32);
                self.rows.push(document.facts.len() as u32);
            }
            Kind::Plain | Kind::Transparent => {}
            Kind::Cell if !prefixed => {}
            Kind::Part | Kind::Base | Kind::Table | Kind::Row | Kind::Cell => return None,
        }
        if is_empty {
            // What it set holds in it alone.
            self.restore(depth, around);
            return Some((next, depth));
        }
        if what == What::Nothing && self.languages.last().is_some_and(|(of, _)| *of == depth) {
            what = What::Language;
        }
        let name = if tag.name.len() < NAMES.len() { head } else { LONG };
        *self.open.get_mut(depth)? = Open { name, mark: at as u32, what, number };
        Some((next, depth + 1))
    }

    /// Takes in what an element declares; none where that is something new further in.
    #[cold]
    fn declare(&mut self, tag: &Tag, depth: usize) -> Option<()> {
        let text = self.document.text;
        let scope = self.document.names.declared(text, tag, self.scope);
        if scope != self.scope {
            let is_html = matches!(self.document.names.namespace("", scope), None | Some("" | XHTML));
            if depth > 0 || !is_html {
                return None;
            }
            self.scope = scope;
        }
        for attribute in Attributes::of(text, tag) {
            match attribute.name.of(text) {
                "xml:lang" => {
                    let value = trimmed(entities::decode_xml(attribute.value.of(text), true));
                    self.languages.push((depth, std::mem::replace(&mut self.language, self.document.language(value))));
                }
                "xml:base" => return None,
                _ => {}
            }
        }
        Some(())
    }

    /// What held around an element holds again behind it.
    fn restore(&mut self, depth: usize, language: u32) {
        while self.languages.pop_if(|(of, _)| *of >= depth).is_some() {
            self.language = language;
        }
    }

    /// What a prefixed name means.
    fn kind(&mut self, name: &'a str) -> Option<Kind> {
        let word = word(name);
        let is_known = |(known, text, _): &&(Word, &str, Kind)| *known == word && (name.len() <= 16 || *text == name);
        if let Some((.., kind)) = self.kinds.iter().find(is_known) {
            return Some(*kind);
        }
        // A document of more names than this is not one that is written as nearly all are.
        if self.kinds.len() > 64 {
            return None;
        }
        let at = self.document.names.name(name, self.scope);
        let kind = kind_of(&mut self.document.names, at, name);
        self.excludes |= local(name) == "exclude";
        self.kinds.push((word, name, kind));
        Some(kind)
    }

    fn fact(&mut self, tag: &Tag, depth: usize) -> Option<u32> {
        let text = self.document.text;
        let element = match tag.name.of(text).as_bytes() {
            [.., b'F', b'r', b'a', b'c', b't', b'i', b'o', b'n'] => Element::NonFraction,
            [.., b'N', b'u', b'm', b'e', b'r', b'i', b'c'] => Element::NonNumeric,
            _ => return None,
        };
        let ix = Ix::of(text, tag);
        let first = self.document.facts.len() as u32;
        let (table, row) = self.around(depth);
        let table = table.map(|at| {
            let open = self.open[at];
            if open.what == What::Table { open.number } else { self.table(at) }
        });
        if let Some(at) = row.filter(|at| self.open[*at].what != What::Row) {
            (self.open[at].what, self.open[at].number) = (What::Row, self.rows.len() as u32);
            self.rows.push(first);
        }
        let names = &mut self.document.names;
        let name = names.name(ix.name.token(text), self.scope);
        let format = match ix.format.token(text) {
            "" => NONE,
            // Nearly always that of the fact before.
            format if format == self.format.0 => self.format.1,
            format => {
                self.format = (format, names.name(format, self.scope));
                self.format.1
            }
        };
        if let Some(table) = table.filter(|_| self.hidden == 0) {
            self.document.tables[table as usize].facts += 1;
        }
        let (hidden, language, table) = (self.hidden > 0, self.language, table.unwrap_or(NONE));
        let number = self.document.keep_fact(tag, &ix, self.scope, Raw { element, name, format, hidden, language, table, ..Raw::default() });
        self.last = (number, ix);
        Some(number)
    }

    /// The innermost table and row that are open.
    fn around(&self, depth: usize) -> (Option<usize>, Option<usize>) {
        let (mut table, mut row) = (None, None);
        for at in (0..depth.min(DEEPEST)).rev() {
            match small(self.open[at].name) {
                TABLE => table = table.or(Some(at)),
                ROW => row = row.or(Some(at)),
                _ => continue,
            }
            if table.is_some() && row.is_some() {
                break;
            }
        }
        (table, row)
    }

    /// Keeps a table that is open, as a fact stands in it.
    #[cold]
    fn table(&mut self, at: usize) -> u32 {
        let mark = self.open[at].mark as usize;
        let (start, end) = (self.marks[mark], self.end_of(mark).map_or(0, |end| self.marks[end]));
        let number = self.document.keep_table(&Tag { start, ..Tag::of(Span::default(), end + 1) });
        (self.open[at].what, self.open[at].number) = (What::Table, number);
        number
    }

    /// Ends an element whose end means something, or has a long name; none where it is not its end.
    fn close(&mut self, open: Open, at: usize, end: usize, depth: usize) -> Option<()> {
        let text = self.document.text;
        let start = self.marks[at];
        let name = self.marks[open.mark as usize] as usize + 1;
        let written = text.get(start as usize + 2..end)?.trim_ascii_end();
        let begun = text.get(name..name + written.len())?;
        let is_same = word(begun) == word(written) && (written.len() <= 16 || begun == written);
        if !is_same || !text.as_bytes().get(name + written.len()).is_some_and(|byte| *byte <= b' ' || matches!(byte, b'/' | b'>')) {
            return None;
        }
        if self.languages.last().is_some_and(|(of, _)| *of == depth)
            && let Some((_, language)) = self.languages.pop()
        {
            self.language = language;
        }
        match open.what {
            What::Nothing | What::Language => {}
            What::Fact => {
                let plain = at == open.mark as usize + 2 || self.skipped(open.mark as usize + 1) == at;
                let raw = self.document.facts.get_mut(open.number as usize)?;
                (raw.content.end, raw.place.end, raw.plain) = (start, end as u32 + 1, plain);
                if plain && raw.element == Element::NonFraction && !raw.nil && self.last.0 == open.number {
                    let (ix, of_number) = (self.last.1, (raw.format, raw.content));
                    let ready = self.ready(&ix, of_number);
                    self.document.facts.get_mut(open.number as usize)?.ready = ready;
                }
            }
            What::Table => self.document.tables.get_mut(open.number as usize)?.place.end = end as u32 + 1,
            What::Row => {
                let first = *self.rows.get(open.number as usize)? as usize;
                let label = match self.label((open.mark as usize, at), first)? {
                    Some(mut label) => {
                        if !label.only.is_empty()
                            && let Some(words) = label::as_written(text, label.only)
                        {
                            label.known = self.to.filing.texts.put(words);
                        }
                        self.document.labels.push(label);
                        self.document.labels.len() as u32 - 1
                    }
                    None => UNLABELLED,
                };
                for fact in self.document.facts.get_mut(first..)?.iter_mut().filter(|fact| fact.label == NONE) {
                    fact.label = label;
                }
            }
            What::Hidden => self.hidden = self.hidden.saturating_sub(1),
            What::Continuation | What::Footnote => {
                let (from, language) = *self.contents.get(open.number as usize)?;
                let content = Span { start: from, end: start };
                let ix = Ix::of(text, &Tag::of(Span::new(name, name + written.len()), from));
                if open.what == What::Footnote {
                    self.document.footnotes.push(Footnote { id: ix.id, content, next: ix.continued, language });
                } else {
                    self.document.keep_continuation(ix, content);
                }
            }
        }
        Some(())
    }

    /// What a number is, while its text is at hand; none where there is something to say of it.
    fn ready(&mut self, ix: &Ix, (of, content): (u32, Span)) -> Option<Ready> {
        let document = &mut self.document;
        let texts = &mut self.to.filing.texts;
        let shown = content.of(document.text);
        let decimals = ix.decimals.token(document.text);
        if self.decimals.0 != decimals {
            self.decimals = (decimals, if decimals.is_empty() { NONE } else { texts.put(decimals) });
        }
        let decimals = self.decimals.1;
        let (scale, sign) = (ix.scale.of(document.text), ix.sign.of(document.text));
        // What has no references in it is put down as it stands.
        let number = if shown.contains('&') { texts.put(&entities::decode_xml(shown, false)) } else { texts.put(shown) };
        // Filings show the same numbers over and over, by the same rules.
        let rules = rules(of, scale, sign);
        if self.values.len() <= number as usize {
            self.values.resize(number as usize * 2 + 64, (None, NONE, 0));
        }
        let known = self.values.get_mut(number as usize)?;
        if known.0.is_some() && known.0 == rules {
            return Some(Ready { decimals, shown: number, value: known.1, scale: known.2 });
        }
        let plain = match of {
            NONE => (!shown.contains(',')).then_some(shown),
            of => match format(document, of) {
                Format::Known(rule) if rule.is_plain() => Some(shown),
                Format::Known(rule) => rule.fixed(),
                // Of these there is something to say.
                Format::Undeclared | Format::Unknown => return None,
            },
        };
        self.buffer.clear();
        let direct = plain.filter(|_| rules.is_some()).and_then(|plain| number::direct(plain, scale, sign == "-", &mut self.buffer));
        let scale = match direct {
            Some(scale) => scale,
            None => {
                self.buffer.clear();
                let shown = entities::decode_xml(shown, false);
                scaled(document, ix, of, &shown, (&mut self.digits, &mut self.buffer)).ok()?
            }
        };
        let value = texts.put(&self.buffer);
        *known = (rules, value, scale);
        Some(Ready { decimals, shown: number, value, scale })
    }

    /// The label of a row between two marks: its first cell with words in it that are not the number of a fact. None where rows or
    /// cells stand right in each other: then their end tags may be missing.
    fn label(&self, (first, last): (usize, usize), facts: usize) -> Option<Option<Label>> {
        let bytes = self.document.text.as_bytes();
        // The cell that is open, and how deep tables within the row are.
        let (mut cell, mut tables) = (None, 0_usize);
        for at in first + 1..last {
            let start = self.marks[at] as usize;
            if bytes[start] != b'<' {
                continue;
            }
            let word = small(eight(bytes, start + 1)?);
            let is_end = word as u8 == b'/';
            let word = if is_end { word >> 8 } else { word };
            // Capitals as small letters: a space, `/` and `>` stay what they are.
            let name = if matches!((word >> 16) as u8, 0..=b' ' | b'/' | b'>') { word & NAMES[2] } else { 0 };
            match name {
                _ if word & NAMES[5] == TABLE => tables = if is_end { tables.saturating_sub(1) } else { tables + 1 },
                ROW | CELL | HEADING if tables > 0 => {}
                CELL | HEADING if is_end => {
                    if let Some(label) = cell.take().and_then(|open| self.label_in((open, at), facts)) {
                        return Some(Some(label));
                    }
                }
                ROW | CELL | HEADING if name == ROW || cell.is_some() => return None,
                CELL | HEADING if bytes[self.marks[self.end_of(at)?] as usize - 1] != b'/' => cell = Some(at),
                _ => {}
            }
        }
        Some(None)
    }

    /// The label that a cell between two marks is.
    fn label_in(&self, (open, close): (usize, usize), first: usize) -> Option<Label> {
        let (text, marks) = (self.document.text, self.marks);
        let bytes = text.as_bytes();
        let content = self.end_of(open)?;
        let cell = Span { start: marks[content] + 1, end: marks[close] };
        if cell.len() > label::MOST {
            return None;
        }
        let facts = self.document.facts.get(first..)?;
        let inside = facts.partition_point(|fact| fact.place.start < cell.start)..facts.partition_point(|fact| fact.place.start < cell.end);
        let facts = facts.get(inside)?;
        if !facts.is_empty() {
            return label::is_one(text, cell, facts).then_some(Label { cell, only: Span::default(), known: NONE });
        }
        let (mut found, mut only, mut texts) = (false, Span::default(), 0);
        for pair in marks[content..=close].windows(2) {
            let (from, to) = (pair[0] as usize + 1, pair[1] as usize);
            if from >= to || bytes[from - 1] != b'>' {
                continue;
            }
            let words = text.get(from..to)?;
            if words.trim_ascii().is_empty() {
                continue;
            }
            // A `>` of its own may be one in a quoted value, and what is behind it no text.
            (only, texts) = (Span::new(from, to), texts + if bytes[to] == b'<' { 1 } else { 2 });
            found = found || label::has_words(words, false);
        }
        found.then_some(Label { cell, only: if texts == 1 && !self.excludes { only } else { Span::default() }, known: NONE })
    }
}

/// A short name in small letters.
fn small(name: u64) -> u64 {
    name | (name & 0x4040_4040_4040_4040) >> 1
}

/// A format, scale and sign as one number; none where they are not written as nearly all are.
fn rules(format: u32, scale: &str, sign: &str) -> Option<u64> {
    let (scale, sign) = (scale.as_bytes(), sign.as_bytes());
    (scale.len() <= 2 && matches!(sign, b"" | b"-")).then(|| u64::from(format) << 32 | head(scale) << 8 | sign.len() as u64)
}

/// The last bytes of a text as [`eight`] has them.
#[cold]
fn last(bytes: &[u8], at: usize) -> u64 {
    head(bytes.get(at..).unwrap_or_default())
}

#[cfg(test)]
mod tests;
