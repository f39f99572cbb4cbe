//! Where the angle brackets of a document stand: one pass over its bytes, and everything else looks only where they are.

use wide::u8x16;

/// The places of every `<` and `>`, in order.
pub(super) fn marks(bytes: &[u8]) -> Vec<u32> {
    // A tag every fifty bytes or so, two brackets each.
    let mut found = vec![0; bytes.len() / 24 + 128];
    let mut count = 0;
    let (blocks, rest) = bytes.as_chunks::<64>();
    // The two differ in one bit, so that one comparison finds both.
    let (keep, bracket) = (u8x16::splat(!2), u8x16::splat(b'<'));
    let mut start = 0_u32;
    for block in blocks {
        let (quarters, _) = block.as_chunks::<16>();
        let mut mask = 0_u64;
        for (at, quarter) in quarters.iter().enumerate() {
            let hits = (u8x16::new(*quarter) & keep).simd_eq(bracket).to_bitmask();
            mask |= u64::from(hits) << (16 * at);
        }
        let hits = mask.count_ones() as usize;
        if found.len() < count + 64 {
            found.resize(found.len() * 2, 0);
        }
        // Four are written whether they are there or not: few blocks have more, and what nobody has to guess costs little.
        if let Some(room) = found.get_mut(count..count + 64) {
            for place in &mut room[..4] {
                *place = start + mask.trailing_zeros();
                mask &= mask.wrapping_sub(1);
            }
            for place in room.iter_mut().take(hits).skip(4) {
                *place = start + mask.trailing_zeros();
                mask &= mask - 1;
            }
        }
        count += hits;
        start += 64;
    }
    found.truncate(count);
    found.extend((start..).zip(rest).filter(|(_, byte)| **byte & !2 == b'<').map(|(at, _)| at));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_bracket_is_found_and_nothing_else(text in "[<>=?;:a|\u{7c}é]{0,300}") {
            let plain: Vec<u32> = text.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'<' | b'>')).map(|(at, _)| at as u32).collect();
            prop_assert_eq!(marks(text.as_bytes()), plain);
        }
    }
}
