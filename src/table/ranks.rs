//! Order by counting: things are ranked once, and from then on facts are put in place by their ranks, never compared.

use crate::order::{Decimal, Key};
use std::cmp::Ordering;
use std::ops::Range;

/// The ranks of things that are numbered from 0. Equal keys share a rank.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranks {
    /// The rank of each.
    pub(crate) of: Vec<u32>,
    /// The ranks of each kind of key, in their order: descending turns the ranks within them round, and not the kinds.
    pub(crate) classes: Vec<Range<u32>>,
}

impl Ranks {
    /// Ranks what has these keys, and gives the order. `key` may be asked again for one that it gave.
    pub(crate) fn new<'a>(count: u32, key: impl Fn(u32) -> Key<'a>) -> (Self, Vec<u32>) {
        let (mut numbers, mut texts, mut others) = (Vec::new(), Bytes::default(), Vec::new());
        for at in 0..count {
            match key(at) {
                Key::Number(number) => numbers.push((number.about(), at)),
                Key::Text(text) => texts.push(at, &text),
                other => others.push((other, at)),
            }
        }
        others.sort_unstable();
        let mut into =
            Ranking { order: Vec::with_capacity(count as usize), ranks: Self { of: vec![0; count as usize], classes: Vec::new() }, next: 0 };
        let mut others = others.chunk_by(|(one, _), (other, _)| one.class() == other.class()).peekable();
        for class in 0..=Key::Blank.class() {
            if let Some(of_class) = others.next_if(|of_class| of_class[0].0.class() == class) {
                into.class(of_class, |(_, at)| *at, |one, other| one.0 == other.0);
            }
            if class == NUMBERS && !numbers.is_empty() {
                let exact = |at: u32| match key(at) {
                    Key::Number(number) => Some(number),
                    _ => None,
                };
                let same = sort_numbers(&mut numbers, exact);
                into.class(&numbers, |(_, at)| *at, |_, other| same.binary_search(&other.1).is_ok());
            }
            if class == TEXTS && !texts.all.is_empty() {
                texts.sort();
                into.class(&texts.all, |text| text.of, |one, other| texts.get(one) == texts.get(other));
            }
        }
        (into.ranks, into.order)
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
    /// Takes the things of a class, in their order.
    fn class<T>(&mut self, sorted: &[T], of: impl Fn(&T) -> u32, same: impl Fn(&T, &T) -> bool) {
        let start = self.next;
        for (at, thing) in sorted.iter().enumerate() {
            if at == 0 || !same(&sorted[at - 1], thing) {
                self.next += 1;
            }
            self.ranks.of[of(thing) as usize] = self.next - 1;
            self.order.push(of(thing));
        }
        self.ranks.classes.push(start..self.next);
    }
}

/// Sorts numbers by what they are about; those that are about the same by themselves. Gives those that equal the one before, sorted.
fn sort_numbers<'a>(numbers: &mut [(u64, u32)], exact: impl Fn(u32) -> Option<Decimal<'a>>) -> Vec<u32> {
    numbers.sort_unstable();
    let mut same = Vec::new();
    for alike in numbers.chunk_by_mut(|one, other| one.0 == other.0).filter(|alike| alike.len() > 1) {
        alike.sort_by(|one, other| exact(one.1).cmp(&exact(other.1)));
        same.extend(alike.windows(2).filter(|pair| exact(pair[0].1) == exact(pair[1].1)).map(|pair| pair[1].1));
    }
    same.sort_unstable();
    same
}

/// The keys of texts one behind the other, and of each its first bytes, which mostly decide.
#[derive(Default)]
struct Bytes {
    bytes: Vec<u8>,
    all: Vec<Text>,
}

struct Text {
    first: u64,
    of: u32,
    start: u32,
    end: u32,
}

impl Bytes {
    fn push(&mut self, of: u32, key: &[u8]) {
        // What cannot be told apart in 4 GB of keys is not told apart.
        let room = (u32::MAX as usize - self.bytes.len()).min(key.len());
        let start = self.bytes.len() as u32;
        self.bytes.extend_from_slice(&key[..room]);
        let mut first = [0; 8];
        first.iter_mut().zip(key).for_each(|(to, from)| *to = *from);
        self.all.push(Text { first: u64::from_be_bytes(first), of, start, end: self.bytes.len() as u32 });
    }

    fn get(&self, text: &Text) -> &[u8] {
        &self.bytes[text.start as usize..text.end as usize]
    }

    fn sort(&mut self) {
        let mut all = std::mem::take(&mut self.all);
        all.sort_unstable_by(|one, other| match one.first.cmp(&other.first) {
            Ordering::Equal => self.get(one).cmp(self.get(other)),
            unlike => unlike,
        });
        self.all = all;
    }
}

/// Sorts numbers of facts by their ranks, stable. `count` is above all ranks.
pub(crate) fn sort_by_rank(order: &mut Vec<u32>, count: u32, rank: impl Fn(u32) -> u32) {
    /// Counts up to this many buckets stay in a processor's own memory.
    const BITS: u32 = 16;
    let bits = u32::BITS - count.saturating_sub(1).leading_zeros();
    if bits == 0 {
        return;
    }
    // A rank of many bits is taken in parts of about the same length.
    let passes = bits.div_ceil(BITS);
    let digit = bits.div_ceil(passes);
    let mut from: Vec<u64> = order.iter().map(|fact| u64::from(rank(*fact)) << 32 | u64::from(*fact)).collect();
    let mut to = vec![0; from.len()];
    for pass in 0..passes {
        let part = |pair: u64| (pair >> (32 + pass * digit)) as usize & ((1 << digit) - 1);
        let mut starts = vec![0_u32; (1 << digit) + 1];
        from.iter().for_each(|pair| starts[part(*pair) + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        for pair in &from {
            let place = &mut starts[part(*pair)];
            to[*place as usize] = *pair;
            *place += 1;
        }
        std::mem::swap(&mut from, &mut to);
    }
    order.iter_mut().zip(from).for_each(|(fact, pair)| *fact = pair as u32);
}
