//! Where the angle brackets of a document stand, and what may declare something: one pass over its bytes, and everything else looks
//! only where they are.

use fearless_simd::{Level, dispatch, prelude::*, u8x64};
use memchr::memmem;

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

/// So many bytes are looked through for one thing after the other, while the processor has them at hand.
const PART: usize = 64 << 10;

/// Finds them all.
pub(super) fn marks(bytes: &[u8]) -> Marks {
    let mut found = Marks { is_ascii: true, ..Marks::default() };
    let mut room = room_for(bytes);
    let (finder, level) = (memmem::Finder::new("xml"), Level::new());
    let mut start = 0;
    for part in bytes.chunks(PART) {
        dispatch!(level, simd => put(simd, part, start as u32, &mut room, &mut found));
        // Those that begin in this part; the last may end in the next.
        let end = bytes.len().min(start + PART + 2);
        let places = finder.find_iter(&bytes[start..end]).map(|at| start + at);
        found.special.extend(places.filter(|at| is_special(bytes, *at)).map(|at| at as u32));
        start += part.len();
    }
    room.places.truncate(room.count);
    found.brackets = room.places;
    found
}

/// Room for places, so many of which are filled.
struct Room {
    places: Vec<u32>,
    count: usize,
}

fn room_for(bytes: &[u8]) -> Room {
    // A tag every fifty bytes or so, two brackets each.
    Room { places: vec![0; bytes.len() / 24 + 128], count: 0 }
}

/// Finds the brackets alone.
pub(super) fn brackets(bytes: &[u8]) -> Vec<u32> {
    let mut room = room_for(bytes);
    dispatch!(Level::new(), simd => put(simd, bytes, 0, &mut room, &mut Marks::default()));
    room.places.truncate(room.count);
    room.places
}

/// Whether the `xml` at a place begins the name of an attribute that declares something.
fn is_special(bytes: &[u8], at: usize) -> bool {
    at > 0 && bytes[at - 1].is_ascii_whitespace() && (bytes[at + 3..].starts_with(b":") || bytes[at + 3..].starts_with(b"ns"))
}

/// Puts down the places of the brackets of a part that begins at `start`.
#[inline(always)]
fn put<S: Simd>(simd: S, part: &[u8], mut start: u32, Room { places, count }: &mut Room, found: &mut Marks) {
    let (blocks, rest) = part.as_chunks::<64>();
    // The two differ in one bit, so that one comparison finds both.
    let (keep, bracket) = (u8x64::splat(simd, !2), u8x64::splat(simd, b'<'));
    let mut all = u8x64::splat(simd, 0);
    for block in blocks {
        let block = u8x64::from_slice(simd, block);
        all |= block;
        let mut mask = (block & keep).simd_eq(bracket).to_bitmask();
        let hits = mask.count_ones() as usize;
        if places.len() < *count + 64 {
            places.resize(places.len() * 2, 0);
        }
        // Six are written whether they are there or not: few blocks have more, and what nobody has to guess costs little.
        if let Some(room) = places.get_mut(*count..*count + 64) {
            for place in &mut room[..6] {
                *place = start + mask.trailing_zeros();
                mask &= mask.wrapping_sub(1);
            }
            for place in room.iter_mut().take(hits).skip(6) {
                *place = start + mask.trailing_zeros();
                mask &= mask - 1;
            }
        }
        *count += hits;
        start += 64;
    }
    for (at, _) in (start..).zip(rest).filter(|(_, byte)| **byte & !2 == b'<') {
        if places.len() == *count {
            places.push(0);
        }
        places[*count] = at;
        *count += 1;
    }
    found.is_ascii &= rest.is_ascii() && !all.simd_ge(u8x64::splat(simd, 0x80)).any_true();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_bracket_is_found_and_nothing_else(text in "[<>=?;:a|\u{7c}é]{0,300}", before in prop_oneof![Just(0), (PART - 200)..PART]) {
            let text = [&" ".repeat(before), text.as_str()].concat();
            let plain: Vec<u32> = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'<' | b'>')).map(|(at, _)| at as u32).collect();
            let found = marks(text.as_bytes());
            prop_assert_eq!(found.brackets, plain);
            prop_assert_eq!(found.is_ascii, text.is_ascii());
        }

        #[test]
        fn what_declares_is_found_at_any_place(text in "( xml(ns|:)|xml|x|ml| ){0,60}", before in prop_oneof![Just(0), (PART - 200)..PART]) {
            let text = ["<".repeat(before), text].concat();
            let plain = |(at, _): (usize, &str)| is_special(text.as_bytes(), at).then_some(at as u32);
            prop_assert_eq!(marks(text.as_bytes()).special, text.match_indices("xml").filter_map(plain).collect::<Vec<_>>());
        }
    }
}
