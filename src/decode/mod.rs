//! Bytes to text: as a mark at the beginning says, else as the bytes themselves or a declaration in them say.
//!
//! What the bytes prove comes before what somebody declared: bytes that are UTF-8 beyond ASCII are UTF-8 whatever is declared.
//! Whatever had to be assumed is said in words.

mod by_name;
mod declared;
mod shift_jis;

use by_name::Decoder;
use bytes::Bytes;
use faststr::FastStr;

/// What had to be assumed or replaced, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Note {
    Said(String),
    /// Only where the text is more than ASCII: whoever looks at all its bytes anyway can tell.
    UnlessAscii(String),
}

impl Note {
    /// The note, where there is one.
    pub(crate) fn of(self, is_ascii: impl FnOnce() -> bool) -> Option<String> {
        match self {
            Self::Said(text) => Some(text),
            Self::UnlessAscii(text) => (!is_ascii()).then_some(text),
        }
    }
}

/// The text, and a note on it. Bytes that are UTF-8 become the text where they are: a large file is never there twice.
pub(crate) fn decode(bytes: Vec<u8>) -> (FastStr, Option<Note>) {
    let bytes = Bytes::from(bytes);
    match declared::encoding(&bytes).and_then(|label| Decoder::of(&label).map(|decoder| (label, decoder))) {
        // The commonest declarations that are not of UTF-8; marks and bare UTF-16 are told first.
        Some((label, decoder)) if decoder.name() == "windows-1252" && !is_marked(&bytes) => match utf8_text(&bytes) {
            Some(text) => {
                let note = format!("The text says that it is in “{label}”, but its bytes are UTF-8, and were read so.");
                (text, Some(Note::UnlessAscii(note)))
            }
            // Of it, an own table is at hand; Node has versions whose decoder takes it for ISO-8859-1.
            None => (windows_1252_text(&bytes).into(), None),
        },
        _ => {
            let (text, note) = others(bytes);
            (text, note.map(Note::Said))
        }
    }
}

/// Whether a mark or zero bytes tell the encoding.
fn is_marked(bytes: &[u8]) -> bool {
    matches!(bytes, [0xef, 0xbb, 0xbf, ..] | [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) || bare_utf16(bytes).is_some()
}

/// The text that the bytes are, where they are UTF-8: it is no copy of them.
fn utf8_text(bytes: &Bytes) -> Option<FastStr> {
    FastStr::from_bytes(bytes.clone()).ok()
}

fn others(bytes: Bytes) -> (FastStr, Option<String>) {
    match &*bytes {
        [0xef, 0xbb, 0xbf, ..] => return utf8(bytes.slice(3..)),
        [0xff, 0xfe, rest @ ..] => return utf16(rest, u16::from_le_bytes, None),
        [0xfe, 0xff, rest @ ..] => return utf16(rest, u16::from_be_bytes, None),
        _ => {}
    }
    if let Some(from) = bare_utf16(&bytes) {
        return utf16(&bytes, from, Some("The text was read as UTF-16, though it does not say so.".to_owned()));
    }
    match declared::encoding(&bytes) {
        Some(label) => as_declared(bytes, &label),
        None => utf8(bytes),
    }
}

/// The text of bytes that declare an encoding.
///
/// Text in another encoding that happens to be UTF-8 throughout is all but impossible: each of its letters beyond ASCII would
/// have to be a chance pair like “Ã©”. Text that was saved as UTF-8 with an old declaration still in it is common: browsers and
/// editors write it. So UTF-8 is the safer reading, and the note says what was declared, for whoever knows better.
fn as_declared(bytes: Bytes, label: &str) -> (FastStr, Option<String>) {
    let Some(decoder) = Decoder::of(label) else {
        let (text, note) = utf8(bytes);
        let read = note.as_deref().unwrap_or("It was read as UTF-8.");
        return (text, Some(format!("The text says that it is in “{label}”, an encoding that is not known here. {read}")));
    };
    let name = decoder.name();
    // A declaration that can be read as ASCII is not in UTF-16: that is said of a text before it was saved.
    if name.starts_with("utf-") {
        return utf8(bytes);
    }
    // Its letters are pairs of ASCII between escapes. ASCII is ASCII in every other encoding.
    let escaped = name == "iso-2022-jp" && bytes.is_ascii();
    if !escaped && let Some(text) = utf8_text(&bytes) {
        let note = (!text.is_ascii()).then(|| format!("The text says that it is in “{label}”, but its bytes are UTF-8, and were read so."));
        return (text, note);
    }
    match decoder.decode(&bytes) {
        Some(text) => {
            let broken = text.contains(char::REPLACEMENT_CHARACTER);
            (
                text.into(),
                broken.then(|| format!("Some characters of the text, which says that it is in “{label}”, are broken; each stands as \u{fffd}.")),
            )
        }
        None => utf8(bytes),
    }
}

/// The text of bytes that should be UTF-8, and what they were read as where they are not.
fn utf8(bytes: Bytes) -> (FastStr, Option<String>) {
    if let Some(text) = utf8_text(&bytes) {
        return (text, None);
    }
    let valid = bytes.utf8_chunks().next().map_or(0, |chunk| chunk.valid().len());
    let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
    let (mut letters, mut strays) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().bytes().filter(|byte| *byte >= 0xc0).count();
        strays += chunk.invalid().len();
    }
    let (text, name) = if letters > strays {
        // A few stray bytes, or a last letter cut in two, must not garble the rest.
        let mut text = String::with_capacity(bytes.len() + 2 * strays);
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            push_windows_1252(chunk.invalid(), &mut text);
        }
        (text, "Windows-1252 where they are not, and as UTF-8 where they are")
    } else if shift_jis::is_likely(&bytes, declared::is_japanese(&bytes))
        && let Some(text) = Decoder::of("Shift_JIS").and_then(|decoder| decoder.decode(&bytes))
    {
        (text, "Shift_JIS, because they look like Japanese")
    } else {
        (windows_1252_text(&bytes), "Windows-1252")
    };
    (text.into(), Some(format!("The bytes are not UTF-8 (first in line {line}): they were read as {name}, so some letters and signs may be wrong.")))
}

fn utf16(bytes: &[u8], from: fn([u8; 2]) -> u16, note: Option<String>) -> (FastStr, Option<String>) {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| from(*pair));
    let mut broken = !bytes.len().is_multiple_of(2);
    let text: String = char::decode_utf16(units)
        .map(|unit| {
            unit.unwrap_or_else(|_| {
                broken = true;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect();
    (text.into(), if broken { Some("Some characters of the UTF-16 text are broken; each stands as \u{fffd}.".to_owned()) } else { note })
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

fn windows_1252_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    push_windows_1252(bytes, &mut text);
    text
}

fn push_windows_1252(bytes: &[u8], to: &mut String) {
    for byte in bytes {
        to.push(windows_1252(*byte));
    }
}

/// The character of a byte. ISO-8859-1 and ASCII are the same to browsers, and so they are here.
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
mod tests;
