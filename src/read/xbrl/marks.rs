//! Where the angle brackets of a document stand, and what may declare something: one pass over its bytes, and everything else looks
//! only where they are.

use fearless_simd::{Level, dispatch, prelude::*, u8x64};

/// What one pass over a document finds.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    /// The places of every `<` and `>`, in order.
    pub(super) brackets: Vec<u32>,
    /// Where attributes named `xmlns…` or `xml:…` begin: they mean something for all that stands in their element.
    pub(super) special: Vec<u32>,
    /// Nothing but ASCII was there.
    pub(super) is_ascii: bool,
}

/// Finds them all.
pub(super) fn marks(bytes: &[u8]) -> Marks {
    let mut found = Marks { brackets: room_for(bytes), is_ascii: true, ..Marks::default() };
    dispatch!(Level::new(), simd => put(simd, bytes, &mut found));
    found
}

/// Room for the brackets of so many bytes.
fn room_for(bytes: &[u8]) -> Vec<u32> {
    // A tag every fifty bytes or so, two brackets each.
    vec![0; bytes.len() / 24 + 128]
}

/// Finds the brackets alone.
pub(super) fn brackets(bytes: &[u8]) -> Vec<u32> {
    marks(bytes).brackets
}

/// The places of every `&`, and of every name of at least two bytes that begins so.
pub(super) fn references_or(bytes: &[u8], name: &[u8]) -> Vec<u32> {
    let mut found = Vec::new();
    if let [first, second, ..] = *name {
        dispatch!(Level::new(), simd => put_references(simd, bytes, (first, second, name), &mut found));
    }
    found
}

#[inline(always)]
fn put_references<S: Simd>(simd: S, bytes: &[u8], (first, second, name): (u8, u8, &[u8]), found: &mut Vec<u32>) {
    let [and, one, two] = [b'&', first, second].map(|byte| u8x64::splat(simd, byte));
    let mut start = 0;
    // A block, and the same one byte further on.
    while let (Some(block), Some(next)) = (bytes.get(start..start + 64), bytes.get(start + 1..start + 65)) {
        let block = u8x64::from_slice(simd, block);
        let begins = block.simd_eq(one) & u8x64::from_slice(simd, next).simd_eq(two);
        let mut mask = (block.simd_eq(and) | begins).to_bitmask();
        while mask != 0 {
            let at = start + mask.trailing_zeros() as usize;
            mask &= mask - 1;
            if bytes[at] == b'&' || bytes[at..].starts_with(name) {
                found.push(at as u32);
            }
        }
        start += 64;
    }
    found.extend((start..bytes.len()).filter(|at| bytes[*at] == b'&' || bytes[*at..].starts_with(name)).map(|at| at as u32));
}

/// Whether the `x` at a place begins the name of an attribute that declares something.
#[cold]
fn is_special(bytes: &[u8], at: usize) -> bool {
    let name = &bytes[at..];
    at > 0 && bytes[at - 1].is_ascii_whitespace() && (name.starts_with(b"xml:") || name.starts_with(b"xmlns"))
}

/// Puts down all there is to find.
#[inline(always)]
fn put<S: Simd>(simd: S, bytes: &[u8], Marks { brackets, special, is_ascii }: &mut Marks) {
    let (blocks, rest) = bytes.as_chunks::<64>();
    // The two brackets differ in one bit, so that one comparison finds both.
    let (keep, bracket) = (u8x64::splat(simd, !2), u8x64::splat(simd, b'<'));
    let (x, m) = (u8x64::splat(simd, b'x'), u8x64::splat(simd, b'm'));
    let mut all = u8x64::splat(simd, 0);
    let (mut start, mut count) = (0, 0);
    for block in blocks {
        let block = u8x64::from_slice(simd, block);
        all |= block;
        // An `x` before an `m`; one at the block's end may be.
        let mut names = block.simd_eq(x).to_bitmask() & (block.simd_eq(m).to_bitmask() >> 1 | 1 << 63);
        while names != 0 {
            let at = start + names.trailing_zeros();
            names &= names - 1;
            if is_special(bytes, at as usize) {
                special.push(at);
            }
        }
        let mut mask = (block & keep).simd_eq(bracket).to_bitmask();
        let hits = mask.count_ones() as usize;
        if brackets.len() < count + 64 {
            brackets.resize(brackets.len() * 2, 0);
        }
        // Six are written whether they are there or not: few blocks have more, and what nobody has to guess costs little.
        if let Some(room) = brackets.get_mut(count..count + 64) {
            for place in &mut room[..6] {
                *place = start + mask.trailing_zeros();
                mask &= mask.wrapping_sub(1);
            }
            for place in room.iter_mut().take(hits).skip(6) {
                *place = start + mask.trailing_zeros();
                mask &= mask - 1;
            }
        }
        count += hits;
        start += 64;
    }
    brackets.truncate(count);
    for (at, byte) in (start..).zip(rest) {
        match byte {
            b'<' | b'>' => brackets.push(at),
            b'x' if is_special(bytes, at as usize) => special.push(at),
            _ => {}
        }
    }
    *is_ascii = rest.is_ascii() && !all.simd_ge(u8x64::splat(simd, 0x80)).any_true();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_bracket_is_found_and_nothing_else(text in "[<>=?;:a|\u{7c}é]{0,300}", before in 0..200_usize) {
            let text = [&" ".repeat(before), text.as_str()].concat();
            let plain: Vec<u32> = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'<' | b'>')).map(|(at, _)| at as u32).collect();
            let found = marks(text.as_bytes());
            prop_assert_eq!(found.brackets, plain);
            prop_assert_eq!(found.is_ascii, text.is_ascii());
        }

        #[test]
        fn references_and_names_are_found_at_any_place(text in "(&|ix:|ix|i|x:| |é){0,200}") {
            let plain = |at: &usize| text.as_bytes()[*at] == b'&' || text.as_bytes()[*at..].starts_with(b"ix:");
            let plain: Vec<u32> = (0..text.len()).filter(plain).map(|at| at as u32).collect();
            prop_assert_eq!(references_or(text.as_bytes(), b"ix:"), plain);
        }

        #[test]
        fn what_declares_is_found_at_any_place(text in "( xml(ns|:)|xml|x|ml| ){0,60}", before in 0..200_usize) {
            let text = ["<".repeat(before), text].concat();
            let plain = |(at, _): (usize, &str)| is_special(text.as_bytes(), at).then_some(at as u32);
            prop_assert_eq!(marks(text.as_bytes()).special, text.match_indices("xml").filter_map(plain).collect::<Vec<_>>());
        }
    }
}
