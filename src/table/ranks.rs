//! Order by counting: things are ranked once, and from then on facts are put in place by their ranks, never compared.

use crate::order::{COLLATED, Decimal, Key, collation_part, number};
use std::ops::Range;

/// What a key is where it is one of the two that most are.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Plain<'a> {
    /// A number by what it is [about](Decimal::about).
    Number(u64),
    Text(&'a str),
    Neither,
}

/// The ranks of things that are numbered from 0. Equal keys share a rank.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranks {
    /// The rank of each.
    pub(crate) of: Vec<u32>,
    /// The ranks of each kind of key, in their order: descending turns the ranks within them round, and not the kinds.
    pub(crate) classes: Vec<Range<u32>>,
}

impl Ranks {
    /// Ranks what has these keys, and gives the order. Of what is a plain number or text, that is the key, and `key` is asked only
    /// where it takes more to tell two of them apart. Both may be asked several times.
    pub(crate) fn new<'a>(count: u32, plain: impl Fn(u32) -> Plain<'a>, key: impl Fn(u32) -> Key<'a>) -> (Self, Vec<u32>) {
        let (mut numbers, mut texts, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for at in 0..count {
            match plain(at) {
                Plain::Number(about) => {
                    numbers.push((about, at));
                    continue;
                }
                Plain::Text(text) => {
                    texts.push(Text::new(at, Some(text), &key_part(text, WINDOW)));
                    continue;
                }
                Plain::Neither => {}
            }
            match key(at) {
                Key::Number(number) => numbers.push((number.about(), at)),
                Key::Text(text) => texts.push(Text::new(at, None, &text)),
                other => others.push((other, at)),
            }
        }
        others.sort_unstable();
        let exact = |at: u32| match key(at) {
            Key::Number(number) => Some(number),
            _ => None,
        };
        let part = |text: &Text<'a>, most: usize| match text.text {
            Some(text) => key_part(text, most),
            None => match key(text.of) {
                Key::Text(whole) => whole,
                _ => Vec::new(),
            },
        };
        let same_number = sort_numbers(&mut numbers, exact);
        sort_texts(&mut texts, 0, &part);
        let mut ranking =
            Ranking { order: Vec::with_capacity(count as usize), ranks: Self { of: vec![0; count as usize], classes: Vec::new() }, next: 0 };
        let mut others = others.chunk_by(|(one, _), (other, _)| one.class() == other.class()).peekable();
        for class in 0..=Key::Blank.class() {
            if let Some(of_class) = others.next_if(|of_class| of_class[0].0.class() == class) {
                let same = |at: usize| at > 0 && of_class[at - 1].0 == of_class[at].0;
                ranking.class(of_class.iter().enumerate().map(|(at, (_, of))| (*of, same(at))));
            } else if class == NUMBERS && !numbers.is_empty() {
                ranking.class(numbers.iter().zip(&same_number).map(|((_, of), same)| (*of, *same)));
            } else if class == TEXTS && !texts.is_empty() {
                ranking.class(texts.iter().map(|text| (text.of, text.same)));
            }
        }
        (ranking.ranks, ranking.order)
    }

    /// How many ranks there are.
    pub(crate) fn count(&self) -> u32 {
        self.classes.last().map_or(0, |class| class.end)
    }

    /// The rank of a rank when the order is turned round.
    pub(crate) fn turned(&self, rank: u32) -> u32 {
        turned(&self.classes, rank)
    }
}

/// The place of a number in its class counted from the class's end.
pub(crate) fn turned(classes: &[Range<u32>], number: u32) -> u32 {
    classes.iter().find(|class| number < class.end).map_or(number, |class| class.start + (class.end - 1 - number))
}

const NUMBERS: u8 = 1;
const TEXTS: u8 = 5;

/// What is ranked class by class.
struct Ranking {
    order: Vec<u32>,
    ranks: Ranks,
    next: u32,
}

impl Ranking {
    /// Takes the things of a class, in their order, each with whether its key is that of the one before.
    fn class(&mut self, sorted: impl Iterator<Item = (u32, bool)>) {
        let start = self.next;
        for (of, same) in sorted {
            self.next += u32::from(!same);
            self.ranks.of[of as usize] = self.next - 1;
            self.order.push(of);
        }
        self.ranks.classes.push(start..self.next);
    }
}

/// Sorts numbers by what they are about, and those that are about the same by themselves. Gives of each whether it equals the one
/// before.
fn sort_numbers<'a>(numbers: &mut Vec<(u64, u32)>, exact: impl Fn(u32) -> Option<Decimal<'a>>) -> Vec<bool> {
    sort_by_about(numbers);
    let mut same = Vec::with_capacity(numbers.len());
    for alike in numbers.chunk_by_mut(|one, other| one.0 == other.0) {
        if alike.len() > 1 {
            alike.sort_unstable_by(|one, other| exact(one.1).cmp(&exact(other.1)));
        }
        same.push(false);
        same.extend(alike.windows(2).map(|pair| exact(pair[0].1) == exact(pair[1].1)));
    }
    same
}

/// Sorts by the numbers of 64 bits, from their last to their first, some bits at a time: no two are compared.
fn sort_by_about(numbers: &mut Vec<(u64, u32)>) {
    /// So many counts stay in a processor's own memory.
    const BITS: u32 = 11;
    /// Of fewer numbers it takes longer to count than to compare.
    const FEW: usize = 1 << BITS;
    if numbers.len() < FEW {
        return numbers.sort_unstable();
    }
    let (all, any) = numbers.iter().fold((u64::MAX, 0), |(all, any), (about, _)| (all & about, any | about));
    let mut to = vec![(0, 0); numbers.len()];
    for shift in (0..u64::BITS).step_by(BITS as usize) {
        let part = |about: u64| (about >> shift) as usize & (FEW - 1);
        if part(all) == part(any) {
            continue;
        }
        let mut starts = [0_u32; FEW + 1];
        for (about, _) in &*numbers {
            starts[part(*about) + 1] += 1;
        }
        for at in 1..FEW {
            starts[at] += starts[at - 1];
        }
        for pair in &*numbers {
            let place = &mut starts[part(pair.0)];
            to[*place as usize] = *pair;
            *place += 1;
        }
        std::mem::swap(numbers, &mut to);
    }
}

/// How many bytes of keys are compared at a time.
const WINDOW: usize = 24;
/// How many windows are looked through before whole keys are made.
const WINDOWS: usize = 3;

/// A text by some bytes of its key, filled with zeros, which no key ends with.
#[derive(Clone, Copy)]
struct Text<'a> {
    window: [u64; WINDOW / 8],
    of: u32,
    /// The text itself, where it is at hand: to look it up again costs more than all the rest.
    text: Option<&'a str>,
    /// Whether the key goes on behind them.
    more: bool,
    /// Whether the key is that of the one before.
    same: bool,
}

impl<'a> Text<'a> {
    /// By the first bytes of a key, or of what is left of it.
    fn new(of: u32, text: Option<&'a str>, key: &[u8]) -> Self {
        let mut bytes = [0; WINDOW];
        bytes.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
        let part = |at: usize| bytes[8 * at..8 * at + 8].iter().fold(0, |part, byte| part << 8 | u64::from(*byte));
        Self { window: [part(0), part(1), part(2)], of, text, more: key.len() > WINDOW, same: false }
    }
}

/// Sorts texts that have the same `before` bytes by their windows, which follow. `part` gives the beginning of a key.
fn sort_texts<'a>(texts: &mut [Text<'a>], before: usize, part: &impl Fn(&Text<'a>, usize) -> Vec<u8>) {
    texts.sort_unstable_by_key(|text| text.window);
    let before = before + WINDOW;
    for alike in texts.chunk_by_mut(|one, other| one.window == other.window).filter(|alike| alike.len() > 1) {
        if !alike.iter().any(|text| text.more) {
            alike.iter_mut().skip(1).for_each(|text| text.same = true);
        } else if before < WINDOW * WINDOWS {
            for text in alike.iter_mut() {
                *text = Text::new(text.of, text.text, part(text, before + WINDOW).get(before..).unwrap_or_default());
            }
            sort_texts(alike, before, part);
        } else {
            let mut keys: Vec<(Vec<u8>, u32)> = alike.iter().map(|text| (part(text, usize::MAX), text.of)).collect();
            keys.sort_unstable();
            for (at, text) in alike.iter_mut().enumerate() {
                (text.of, text.same) = (keys[at].1, at > 0 && keys[at].0 == keys[at - 1].0);
            }
        }
    }
}

/// What [`collation_part`] gives; of plain text, which most is, in a fraction of the time.
fn key_part(text: &str, most: usize) -> Vec<u8> {
    if !text.is_ascii() {
        return collation_part(text, most);
    }
    let text = text.trim().as_bytes();
    let text = &text[..text.len().min(COLLATED)];
    let is_space = |byte: &u8| matches!(byte, b'\t'..=b'\r' | b' ');
    let run = |from: usize, is: &dyn Fn(&u8) -> bool| from + text[from..].iter().take_while(|byte| is(byte)).count();
    let (mut key, mut at) = (Vec::with_capacity(text.len().min(most) + 4), 0);
    while at < text.len() && key.len() <= most {
        let byte = text[at];
        at += 1;
        match byte {
            b'0'..=b'9' => {
                let zeros = run(at - 1, &|byte| *byte == b'0');
                at = run(zeros, &u8::is_ascii_digit);
                number(&text[zeros..at], &mut key);
            }
            b'|' => {
                while key.last() == Some(&b' ') {
                    key.pop();
                }
                key.push(1);
                at = run(at, &is_space);
            }
            byte if !is_space(&byte) => key.push(byte.to_ascii_lowercase()),
            _ if key.last() == Some(&b' ') => {}
            _ => key.push(b' '),
        }
    }
    key
}

/// Sorts facts, stable, by the ranks of what they are numbered by, or where they are not numbered by anything by their own. A number
/// that is too large is that of the last rank.
pub(crate) fn sort_by_rank(order: &mut [u32], ranks: &Ranks, descending: bool, numbers: Option<&[u32]>) {
    /// Counts up to this many buckets stay in a processor's own memory.
    const BITS: u32 = 16;
    let bits = u32::BITS - ranks.count().saturating_sub(1).leading_zeros();
    if bits == 0 {
        return;
    }
    let turned: Vec<u32>;
    let of = if descending {
        turned = ranks.of.iter().map(|rank| ranks.turned(*rank)).collect();
        &turned
    } else {
        &ranks.of
    };
    let last = of.len() - 1;
    let rank = |fact: u32| match numbers {
        Some(numbers) => of[(numbers[fact as usize] as usize).min(last)],
        None => of[fact as usize],
    };
    if bits <= BITS {
        let from = order.to_vec();
        let mut starts = starts(bits, from.iter().map(|fact| rank(*fact) as usize));
        for fact in from {
            let place = &mut starts[rank(fact) as usize];
            order[*place as usize] = fact;
            *place += 1;
        }
        return;
    }
    // A rank of many bits is taken in parts of about the same length.
    let passes = bits.div_ceil(BITS);
    let digit = bits.div_ceil(passes);
    let mut from: Vec<u64> = order.iter().map(|fact| u64::from(rank(*fact)) << 32 | u64::from(*fact)).collect();
    let mut to = vec![0; from.len()];
    for pass in 0..passes {
        let part = |pair: u64| (pair >> (32 + pass * digit)) as usize & ((1 << digit) - 1);
        let mut starts = starts(digit, from.iter().map(|pair| part(*pair)));
        for pair in &from {
            let place = &mut starts[part(*pair)];
            to[*place as usize] = *pair;
            *place += 1;
        }
        std::mem::swap(&mut from, &mut to);
    }
    order.iter_mut().zip(from).for_each(|(fact, pair)| *fact = pair as u32);
}

/// Where the things of each bucket begin, of which there are as many as there are numbers of so many bits.
fn starts(bits: u32, buckets: impl Iterator<Item = usize>) -> Vec<u32> {
    let mut starts = vec![0_u32; (1 << bits) + 1];
    buckets.for_each(|bucket| starts[bucket + 1] += 1);
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::order::collation;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]
        #[test]
        fn many_numbers_are_counted_into_the_order_that_comparing_gives(
            numbers in proptest::collection::vec((any::<u64>(), 0u32..64), 0..5000),
            mask: u64,
        ) {
            // Few and many, alike and not, and all with some bits in common.
            let mut numbers: Vec<(u64, u32)> = (0..).zip(numbers).map(|(at, (number, shift))| ((number >> shift) & mask, at)).collect();
            let mut expected = numbers.clone();
            expected.sort();
            sort_by_about(&mut numbers);
            prop_assert_eq!(numbers, expected);
        }
    }

    proptest! {
        #[test]
        fn plain_text_has_the_key_that_all_text_has(text in "([a-cA-C]|[0-9]|00|  |\\||\\| |\t|\x1c|\x0b|[!-~]){0,40}", most in 0usize..40) {
            prop_assert_eq!(key_part(&text, most), collation_part(&text, most));
        }

        #[test]
        fn texts_with_long_beginnings_in_common_are_ranked_by_their_whole_keys(
            texts in proptest::collection::vec(("(a{24}|a{48}|a{90}|É{72}|)", "[a-cA-C é0]{0,4}"), 0..60),
        ) {
            let texts: Vec<String> = texts.into_iter().map(|(beginning, end)| beginning + &end).collect();
            let (ranks, order) = Ranks::new(texts.len() as u32, |at| Plain::Text(&texts[at as usize]), |_| Key::Blank);
            let keys: Vec<Vec<u8>> = texts.iter().map(|text| collation(text)).collect();
            for one in 0..texts.len() {
                for other in 0..texts.len() {
                    prop_assert_eq!(ranks.of[one].cmp(&ranks.of[other]), keys[one].cmp(&keys[other]));
                }
            }
            prop_assert!(order.windows(2).all(|pair| ranks.of[pair[0] as usize] <= ranks.of[pair[1] as usize]));
        }
    }
}
