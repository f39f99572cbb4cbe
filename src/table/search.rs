//! Search: words in texts, told apart by neither capitals nor the marks of letters.
//!
//! Each distinct text is folded once and lies behind the others in one long string. A word is looked for in that; then each fact is
//! asked by its numbers whether one of its texts was hit. So a search costs what the distinct texts cost, not the rows. No word has
//! white space in it, so plain texts need nothing but small letters, and are made ready all at once.

use super::bits::Bits;
use crate::filing::{Dimension, Filing, NONE, PROSE, words_of_name};
use crate::order::{is_mark, letter, plain};
use crate::texts::Texts;
use crate::write::spoken_members;
use memchr::memmem::Finder;

/// How many words of a search are heard.
const WORDS: usize = 32;
/// How much of what a text block shows is searched, in bytes.
const OF_PROSE: usize = 16_000;
/// How much of all text blocks is searched, in bytes; of those behind it, so much of each.
const OF_ALL_PROSE: usize = 32 << 20;
const OF_PROSE_BEHIND: usize = 200;
/// How long a name is that is searched in words as well, in bytes.
const NAME: usize = 1000;

/// A text as it is searched: in small, without marks, its white space one space each.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = Vec::with_capacity(text.len());
    fold_into(text, &mut folded);
    String::from_utf8(folded).unwrap_or_default()
}

fn fold_into(text: &str, to: &mut Vec<u8>) {
    let start = to.len();
    let space = |to: &mut Vec<u8>| {
        if to.len() > start && to.last() != Some(&b' ') {
            to.push(b' ');
        }
    };
    // Most texts are the plainest.
    if text.is_ascii() {
        for byte in text.bytes() {
            if byte.is_ascii_graphic() { to.push(byte.to_ascii_lowercase()) } else { space(to) }
        }
        return;
    }
    for c in text.chars() {
        match c {
            '!'..='~' => to.push(c.to_ascii_lowercase() as u8),
            c if c.is_whitespace() || c.is_control() => space(to),
            c if is_mark(c) => {}
            c => match plain(c) {
                ' ' => space(to),
                c if c.is_ascii() => to.push(c.to_ascii_lowercase() as u8),
                c => letter(c, to),
            },
        }
    }
}

/// The words of a search.
#[derive(Clone, Debug)]
pub(crate) struct Words(Vec<String>);

impl Words {
    pub(crate) fn of(search: &str) -> Self {
        Self(fold(search).split(' ').filter(|word| !word.is_empty()).take(WORDS).map(str::to_owned).collect())
    }

    /// Whether nothing is looked for.
    pub(crate) fn are_none(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all of them are in a text that is folded.
    pub(crate) fn are_in(&self, folded: &str) -> bool {
        self.0.iter().all(|word| folded.contains(word.as_str()))
    }
}

/// Texts one behind the other, each with its number.
#[derive(Debug, Default)]
struct Hay {
    all: Vec<u8>,
    /// For each text its number and its end.
    ends: Vec<(u32, usize)>,
}

impl Hay {
    /// Adds the texts of a number, of which each is searched by itself.
    fn add(&mut self, number: u32, texts: &[&str]) {
        for text in texts.iter().filter(|text| !text.is_empty()) {
            fold_into(text, &mut self.all);
            // No word has it, so none is found across it.
            self.all.push(b'\n');
        }
        self.ends.push((number, self.all.len()));
    }

    /// Which of the numbers below `count` have the word; the number `count` has nothing.
    fn hits(&self, word: &Finder<'_>, count: usize) -> Vec<bool> {
        let (mut hits, mut from, mut at) = (vec![false; count + 1], 0, 0);
        while let Some(found) = word.find(&self.all[from..]) {
            while self.ends.get(at).is_some_and(|(_, end)| *end <= from + found) {
                at += 1;
            }
            let Some((number, end)) = self.ends.get(at) else { break };
            if let Some(hit) = hits.get_mut(*number as usize) {
                *hit = true;
            }
            from = *end;
        }
        hits
    }
}

/// The interned texts of a filing, as they lie in its memory, in small letters.
#[derive(Debug)]
struct Interned {
    all: Vec<u8>,
    /// Those that are not ASCII, folded; they are blanked out in `all`.
    foreign: Hay,
}

impl Interned {
    fn new(texts: &Texts) -> Self {
        let (all, ends) = texts.all();
        let (mut lowered, mut foreign) = (all.as_bytes().to_ascii_lowercase(), Hay::default());
        if !all.is_ascii() {
            let mut start = 0;
            for (number, end) in (0..).zip(ends) {
                let part = start..*end as usize;
                if let Some(text) = all.get(part.clone()).filter(|text| !text.is_ascii()) {
                    foreign.add(number, &[text]);
                    lowered[part].fill(b'\n');
                }
                start = *end as usize;
            }
        }
        Self { all: lowered, foreign }
    }

    /// Which of the texts have the word; the number behind all has nothing.
    fn hits(&self, word: &Finder<'_>, texts: &Texts) -> Vec<bool> {
        let (_, ends) = texts.all();
        let mut hits = self.foreign.hits(word, ends.len());
        let (mut from, mut at) = (0, 0);
        while let Some(found) = word.find(&self.all[from..]).map(|found| from + found) {
            while ends.get(at).is_some_and(|end| *end as usize <= found) {
                at += 1;
            }
            let Some(end) = ends.get(at).map(|end| *end as usize) else { break };
            // What runs on into the next text is in neither of them.
            let within = found + word.needle().len() <= end;
            hits[at] |= within;
            from = if within { end } else { found + 1 };
        }
        hits
    }
}

/// All that is searched of a filing.
#[derive(Debug)]
pub(super) struct Haystack {
    texts: Interned,
    concepts: Hay,
    dimensions: Hay,
    dimension_count: usize,
    /// The dimensions of each set of them.
    sets: Vec<Vec<u32>>,
    prose: Hay,
}

impl Haystack {
    pub(super) fn new(filing: &Filing) -> Self {
        let mut concepts = Hay::default();
        for (number, concept) in (0..).zip(&filing.concepts) {
            let name = concept.name.as_deref().unwrap_or_default();
            concepts.add(number, &[name, &in_words(name), concept.label.as_deref().unwrap_or_default()]);
        }
        let (mut known, mut dimensions) = (crate::filing::Set::<&Dimension>::default(), Hay::default());
        let mut sets = Vec::with_capacity(filing.dimensions.len());
        for set in &filing.dimensions {
            sets.push(set.iter().map(|dimension| known.insert_full(dimension).0 as u32).collect());
        }
        for (number, dimension) in (0..).zip(&known) {
            let [axis, member, typed, label] =
                [&dimension.axis, &dimension.member, &dimension.typed, &dimension.label].map(|part| part.as_deref().unwrap_or_default());
            dimensions.add(number, &[axis, member, typed, label, &in_words(axis), &spoken_members(std::slice::from_ref(dimension))]);
        }
        Self { texts: Interned::new(&filing.texts), concepts, dimension_count: known.len(), dimensions, sets, prose: prose(filing) }
    }

    /// The facts that have all the words.
    pub(super) fn facts(&self, filing: &Filing, words: &Words) -> Bits {
        let facts = &filing.facts;
        let mut found = Bits::all(filing.fact_count());
        for word in &words.0 {
            let finder = Finder::new(word);
            let texts = self.texts.hits(&finder, &filing.texts);
            let prose = self.prose.hits(&finder, filing.prose.len());
            let concepts = self.concepts.hits(&finder, filing.concepts.len());
            let dimensions = self.dimensions.hits(&finder, self.dimension_count);
            let mut sets: Vec<bool> = self.sets.iter().map(|set| set.iter().any(|dimension| dimensions[*dimension as usize])).collect();
            sets.push(false);
            // What a fact lacks has a number beyond all, and so the last answer, which is no.
            let has = |hits: &[bool], number: u32| hits[(number as usize).min(hits.len() - 1)];
            let text = |number: u32| if number & PROSE == 0 { has(&texts, number) } else { has(&prose, number & !PROSE) };
            let fact = |at: u32| {
                let at = at as usize;
                let label = facts.label[at];
                text(facts.value[at])
                    | text(facts.shown[at])
                    | (label != NONE && has(&texts, label))
                    | has(&concepts, facts.concept[at])
                    | has(&sets, facts.dimensions[at])
            };
            found.and(&Bits::of(filing.fact_count(), fact));
        }
        found
    }
}

/// A name in words; of one that is no name, nothing.
fn in_words(name: &str) -> String {
    if name.len() > NAME { String::new() } else { words_of_name(name) }
}

/// The beginnings of the text blocks that facts show.
fn prose(filing: &Filing) -> Hay {
    let (mut hay, mut done) = (Hay::default(), vec![false; filing.prose.len()]);
    for fact in filing.facts().filter(|fact| fact.is_long()) {
        let number = filing.facts.shown[fact.id() as usize] & !PROSE;
        if std::mem::replace(&mut done[number as usize], true) {
            continue;
        }
        let most = if hay.all.len() < OF_ALL_PROSE { OF_PROSE } else { OF_PROSE_BEHIND };
        hay.add(number, &[&fact.excerpt(most)]);
    }
    hay
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_found_across_two_texts_that_lie_beside_each_other() {
        let mut texts = Texts::default();
        for text in ["12", "34", "", "Élan", "a234", "41"] {
            texts.put(text);
        }
        let interned = Interned::new(&texts);
        let found = |word: &str| {
            let hits = interned.hits(&Finder::new(word), &texts);
            (0..).zip(hits).filter(|(_, hit)| *hit).map(|(at, _)| at).collect::<Vec<u32>>()
        };
        assert_eq!(found("23"), [4]);
        assert_eq!(found("34"), [1, 4]);
        assert_eq!(found("4"), [1, 4, 5]);
        assert_eq!(found("elan"), [3]);
        assert_eq!(found("lan"), [3]);
        assert_eq!(found("n"), [3]);
        assert_eq!(found("441"), [0; 0]);
    }

    #[test]
    fn words_are_found_whatever_their_capitals_and_marks_and_order() {
        for (search, text, found) in [
            ("cash", "Cash and  equivalents", true),
            ("EQUIV cash", "Cash and\u{a0}equivalents", true),
            ("société", "SOCIETE Générale", true),
            ("societe", "Socie\u{301}te\u{301}", true),
            ("strasse", "Straße", true),
            ("1,204", "$ 1,204", true),
            ("10", "Note 10", true),
            ("1", "Note 10", true),
            ("現金", "現金及び預金", true),
            ("שלום", "שלום\u{200f} עולם", true),
            ("_proto_", "__proto__", true),
            ("cash debt", "Cash", false),
            ("", "", true),
            ("\u{301}", "x", true),
        ] {
            assert_eq!(Words::of(search).are_in(&fold(text)), found, "{search:?} in {text:?}");
        }
        assert_eq!(fold("  A \t\n B|– “x” "), "a b|- \"x\" ");
    }
}
