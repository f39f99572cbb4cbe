//! Bytes to text: UTF-8, UTF-16, and Windows-1252 for what is neither.

/// The text, and what had to be assumed or replaced, in words.
pub(crate) fn decode(bytes: &[u8]) -> (String, Option<String>) {
    if let Some(rest) = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]) {
        return utf8(rest);
    }
    match bytes {
        [0xff, 0xfe, rest @ ..] => return utf16(rest, u16::from_le_bytes, None),
        [0xfe, 0xff, rest @ ..] => return utf16(rest, u16::from_be_bytes, None),
        _ => {}
    }
    if let Some(from) = bare_utf16(bytes) {
        return utf16(bytes, from, Some("The text was read as UTF-16, though it does not say so.".to_owned()));
    }
    utf8(bytes)
}

fn utf8(bytes: &[u8]) -> (String, Option<String>) {
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count() + 1;
            (
                bytes.iter().map(|byte| windows_1252(*byte)).collect(),
                Some(format!(
                    "The bytes are not UTF-8 (first in line {line}): they were read as Windows-1252, so some letters and signs may be wrong."
                )),
            )
        }
    }
}

fn utf16(bytes: &[u8], from: fn([u8; 2]) -> u16, note: Option<String>) -> (String, Option<String>) {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| from(*pair));
    let mut broken = !bytes.len().is_multiple_of(2);
    let text = char::decode_utf16(units)
        .map(|unit| {
            unit.unwrap_or_else(|_| {
                broken = true;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    (text, if broken { Some("Some characters of the UTF-16 text are broken; each stands as \u{fffd}.".to_owned()) } else { note })
}

/// UTF-16 without a mark: every other byte of the beginning is zero, and nearly always the same one.
pub(crate) fn bare_utf16(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let start = &bytes[..bytes.len().min(512)];
    if start.len() < 8 {
        return None;
    }
    let zeros = |at: usize| start.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second, half) = (zeros(0), zeros(1), start.len() / 2);
    if second * 10 >= half * 8 && first * 10 < half {
        Some(u16::from_le_bytes)
    } else if first * 10 >= half * 8 && second * 10 < half {
        Some(u16::from_be_bytes)
    } else {
        None
    }
}

pub(super) fn windows_1252(byte: u8) -> char {
    // 0x80 to 0x9f, the part that differs from ISO-8859-1; five positions are not used and stay control characters.
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—',
        '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_encodings_by_their_bytes() {
        assert_eq!(decode("€ 5".as_bytes()), ("€ 5".into(), None));
        let utf16: Vec<u8> = "|Cash\n|€ 5".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).0, "|Cash\n|€ 5");
        let (text, note) = decode(b"fees\nof directors\x92 \x80 5");
        assert_eq!(text, "fees\nof directors’ € 5");
        assert!(note.unwrap().contains("line 2"));
    }
}
