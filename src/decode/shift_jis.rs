//! Whether bytes that say nothing of their encoding are Shift_JIS.

/// Whether all bytes have the form of Shift_JIS, and enough of them its letters.
///
/// The form alone proves little, as “ö” before a letter has it too. Kana prove more: in Windows-1252 each would be a low quotation
/// mark or a florin sign before a letter, which nobody writes. Where the text says that it is Japanese the form is enough; that
/// letters of two bytes outnumber those of one tells it from EUC-JP.
pub(super) fn is_likely(bytes: &[u8], japanese: bool) -> bool {
    let (mut single, mut double, mut kana) = (0usize, 0usize, 0usize);
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        match byte {
            0..=0x7f => {}
            0xa1..=0xdf => single += 1,
            0x81..=0x9f | 0xe0..=0xfc => match (byte, rest.next()) {
                (_, Some(0x7f)) => return false,
                (lead, Some(trail @ 0x40..=0xfc)) => {
                    double += 1;
                    kana += usize::from(matches!((lead, trail), (0x82, 0x9f..=0xf1) | (0x83, 0x40..=0x96)));
                }
                (_, Some(_)) => return false,
                // Cut in two at the end.
                (_, None) => {}
            },
            _ => return false,
        }
    }
    double > single && (japanese || kana >= 3 && kana * 20 >= double)
}
