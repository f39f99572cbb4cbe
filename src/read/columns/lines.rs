//! Lines with their places, and what stands in them: pieces parted by blanks, each with the columns of characters it covers.

use crate::filing::Place;

/// A line of a text.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) source: u32,
    /// Its first byte in the source.
    pub(super) start: usize,
}

/// A piece of a line.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    /// The columns of characters it covers: the first, and behind the last.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) text: String,
    /// Footnote marks behind it, as they are written: `F1`.
    pub(super) marks: Vec<String>,
    pub(super) place: Place,
}

pub(super) fn of(text: &str, source: u32) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split('\n').map(move |line| {
        let own = Line { text: line.trim_end_matches('\r'), source, start };
        start += line.len() + 1;
        own
    })
}

impl Line<'_> {
    /// Whether the line begins with that tag.
    pub(super) fn opens(&self, tag: &str) -> bool {
        let inner = self.text.trim_start().strip_prefix('<').and_then(|rest| rest.get(..tag.len() + 1));
        inner.is_some_and(|inner| inner.ends_with('>') && inner[..tag.len()].eq_ignore_ascii_case(tag))
    }

    pub(super) fn place(&self) -> Place {
        Place { source: self.source, start: self.start as u32, len: self.text.len() as u32 }
    }

    /// Where `<S>` and `<C>` stand, by the columns of their first characters; none where there is none of them.
    pub(super) fn column_marks(&self) -> Option<Vec<usize>> {
        let text = self.text.to_ascii_uppercase();
        let is_mark = |word: &str| matches!(word, "<S>" | "<C>");
        let marks: Vec<usize> = text.match_indices('<').filter(|(at, _)| text.get(*at..at + 3).is_some_and(is_mark)).map(|(at, _)| at).collect();
        let rest = text.replace("<S>", "").replace("<C>", "");
        (!marks.is_empty() && rest.trim().is_empty()).then_some(marks)
    }

    /// What stands between two or more blanks, rows of dots, or tabs; a tab reaches to the next eighth column.
    pub(super) fn pieces(&self) -> Vec<Piece> {
        let mut all: Vec<Piece> = Vec::new();
        let (mut column, mut blanks, mut open) = (0, 2, false);
        let characters: Vec<(usize, char)> = self.text.char_indices().collect();
        let mut at = 0;
        while let Some((byte, c)) = characters.get(at).copied() {
            // A row of dots leads the eye to a value.
            let dots = characters[at..].iter().take_while(|(_, c)| *c == '.').count();
            let leads =
                dots >= 3 || dots >= 1 && blanks > 0 && characters.get(at + 1).is_some_and(|(_, next)| *next == ' ') && open_dots(&characters[at..]);
            if leads || c.is_whitespace() {
                let many = if leads { dots.max(1) } else { 1 };
                let wide = if c == '\t' { 8 - column % 8 } else { many };
                column += wide;
                blanks += if c == '\t' || leads { 2 } else { 1 };
                at += many;
                continue;
            }
            if blanks >= 2 {
                all.push(Piece { from: column, ..Piece::default() });
                all.last_mut().into_iter().for_each(|piece| piece.place = Place { source: self.source, start: (self.start + byte) as u32, len: 0 });
                open = true;
            }
            if let Some(piece) = all.last_mut().filter(|_| open) {
                if blanks == 1 {
                    piece.text.push(' ');
                }
                piece.text.push(c);
                column += 1;
                piece.to = column;
                piece.place.len = (self.start + byte + c.len_utf8()) as u32 - piece.place.start;
            }
            blanks = 0;
            at += 1;
        }
        all.iter_mut().for_each(Piece::take_marks);
        all.retain(|piece| !piece.text.is_empty() || !piece.marks.is_empty());
        all
    }
}

/// Whether dots with blanks between them follow: `. . . .`
fn open_dots(rest: &[(usize, char)]) -> bool {
    let dots = rest.iter().take(6).filter(|(_, c)| *c == '.').count();
    dots >= 2 && rest.iter().take(4).all(|(_, c)| matches!(c, '.' | ' '))
}

impl Piece {
    /// Takes `<F1>` out of the text.
    fn take_marks(&mut self) {
        while let Some(start) = self.text.find("<F") {
            let Some(len) = self.text[start..].find('>').filter(|len| (3..=4).contains(len)) else { return };
            let mark = self.text[start + 1..start + len].to_owned();
            if !mark[1..].bytes().all(|byte| byte.is_ascii_digit()) {
                return;
            }
            self.marks.push(mark);
            self.text.replace_range(start..=start + len, "");
            self.text.truncate(self.text.trim_end().len());
        }
    }

    /// Its words, each with its own columns.
    pub(super) fn words(&self) -> Vec<Piece> {
        let mut all = Vec::new();
        let (mut from, mut byte) = (self.from, self.place.start);
        for word in self.text.split(' ') {
            let wide = word.chars().count();
            if !word.is_empty() {
                let place = Place { start: byte, len: word.len() as u32, ..self.place };
                all.push(Piece { from, to: from + wide, text: word.to_owned(), marks: Vec::new(), place });
            }
            from += wide + 1;
            byte += word.len() as u32 + 1;
        }
        if let Some(last) = all.last_mut() {
            last.marks = self.marks.clone();
        }
        all
    }

    /// Goes on with another piece, which follows it.
    pub(super) fn join(&mut self, next: Self, between: &str) {
        self.text.push_str(between);
        self.text.push_str(&next.text);
        self.marks.extend(next.marks);
        self.to = next.to;
        self.place.len = next.place.start + next.place.len - self.place.start;
    }

    /// How many columns of characters it shares with a range.
    pub(super) fn shared(&self, from: usize, to: usize) -> usize {
        self.to.min(to).saturating_sub(self.from.max(from))
    }
}

/// A number, a dash or a mark for none, as values are printed; a currency's sign alone, and what closes a value.
pub(super) fn is_value(word: &str) -> bool {
    let digits = word.trim_start_matches(['$', '(', '-', '+', '.']).trim_end_matches([')', '%', '*']);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.' | b'/' | b'-'));
    is_number || is_dash(word) || matches!(word, "$" | "%" | ")" | "(" | "*" | "N/A" | "n/a" | "N/M" | "n/m" | "NM")
}

pub(super) fn is_dash(word: &str) -> bool {
    let inner = word.trim_start_matches(['$', '(']).trim_end_matches([')', '%']);
    !inner.is_empty() && inner.len() <= 6 && inner.bytes().all(|byte| byte == b'-')
}

/// A line of nothing but strokes.
pub(super) fn is_rule(text: &str) -> bool {
    text.len() >= 3 && text.chars().all(|c| matches!(c, '-' | '=' | '_' | ' ' | '\t')) && text.chars().filter(|c| !c.is_whitespace()).count() >= 3
}

/// `<PAGE>`, or a page's number between strokes: `- 2 -`.
pub(super) fn is_page_break(text: &str) -> bool {
    let inner = text.trim_matches(['-', ' ']);
    let is_number = !inner.is_empty() && inner.len() <= 4 && inner.bytes().all(|byte| byte.is_ascii_digit());
    text.to_ascii_uppercase().starts_with("<PAGE>") || is_number && text.starts_with('-') && text.ends_with('-') && text.len() > inner.len() + 2
}
