//! Sets of fact numbers, a bit for each fact.

/// A set of the numbers below a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bits {
    words: Vec<u64>,
    count: u32,
}

impl Bits {
    /// Those below `count` of which `has` is true.
    pub(crate) fn of(count: u32, has: impl Fn(u32) -> bool) -> Self {
        let word = |at: u32| (at..count.min(at + 64)).fold(0, |word, number| word | u64::from(has(number)) << (number - at));
        Self { words: (0..count).step_by(64).map(word).collect(), count }
    }

    /// All below `count`.
    pub(crate) fn all(count: u32) -> Self {
        let mut words = vec![u64::MAX; count.div_ceil(64) as usize];
        if let (Some(last), 1..) = (words.last_mut(), count % 64) {
            *last = (1 << (count % 64)) - 1;
        }
        Self { words, count }
    }

    /// Leaves only what is in the other as well.
    pub(crate) fn and(&mut self, other: &Self) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word &= other;
        }
    }

    pub(crate) fn has(&self, number: u32) -> bool {
        self.words.get(number as usize / 64).is_some_and(|word| word >> (number % 64) & 1 != 0)
    }

    /// Calls `what` with each number, ascending.
    pub(crate) fn each(&self, mut what: impl FnMut(u32)) {
        for (at, word) in (0..self.count).step_by(64).zip(&self.words) {
            if *word == u64::MAX {
                (at..at + 64).for_each(&mut what);
                continue;
            }
            let mut left = *word;
            while left != 0 {
                what(at + left.trailing_zeros());
                left &= left - 1;
            }
        }
    }

    /// The numbers, ascending.
    pub(crate) fn list(&self) -> Vec<u32> {
        let mut list = Vec::with_capacity(self.words.iter().map(|word| word.count_ones() as usize).sum());
        self.each(|number| list.push(number));
        list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_numbers_below_a_count_are_those_and_no_others() {
        for count in [0, 1, 63, 64, 65, 128, 1000] {
            assert_eq!(Bits::all(count), Bits::of(count, |_| true));
            assert_eq!(Bits::all(count).list(), (0..count).collect::<Vec<_>>());
        }
    }
}
