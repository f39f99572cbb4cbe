//! Lines of uuencoded text, as submissions carry pictures and archives: three bytes in four characters of 0x20 to 0x60.

/// The bytes that the lines stand for, from `begin` to `end`.
pub(super) fn decode(text: &[u8]) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for line in lines(text) {
        if line == b"end" {
            return Ok(bytes);
        }
        if !take(line, &mut bytes) {
            return Err(format!("its uuencoded text is damaged after {} bytes", bytes.len()));
        }
    }
    Err(format!("its uuencoded text is cut off after {} bytes", bytes.len()))
}

/// The first bytes.
pub(super) fn head(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    lines(text).take(3).take_while(|line| take(line, &mut bytes)).for_each(drop);
    bytes
}

/// Where the lines begin in the text of a document, if they do: `begin 644 picture.jpg`.
pub(super) fn begins(text: &[u8]) -> bool {
    let start = text.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(text.len());
    text[start..].strip_prefix(b"begin ").is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_digit))
}

fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let text = text.trim_ascii_start().split(|byte| *byte == b'\n');
    text.skip(1).map(|line| line.strip_suffix(b"\r").unwrap_or(line)).filter(|line| !line.is_empty())
}

/// Adds the bytes of a line; whether it is one.
fn take(line: &[u8], to: &mut Vec<u8>) -> bool {
    let six = |character: u8| character.wrapping_sub(32) & 63;
    let count = usize::from(six(line[0]));
    // Blanks at the end of a line may have been lost: they stand for zeros.
    if !(b' '..=b'`').contains(&line[0]) || line.len() > 1 + count.div_ceil(3) * 4 + 1 {
        return false;
    }
    let end = to.len() + count;
    for at in 0..count.div_ceil(3) {
        let get = |place: usize| u32::from(line.get(1 + at * 4 + place).copied().map_or(0, six));
        let three = get(0) << 18 | get(1) << 12 | get(2) << 6 | get(3);
        to.extend_from_slice(&three.to_be_bytes()[1..]);
    }
    to.truncate(end);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_what_others_encoded() {
        // The text "Cat" and, on a second line, "Dogs!", by the definition of uuencode.
        let text = b"\nbegin 644 pets.txt\n#0V%T\r\n%1&]G<R$\n`\nend\n";
        assert!(begins(text));
        assert_eq!(decode(text).as_deref(), Ok(&b"CatDogs!"[..]));
        assert_eq!(head(text), b"CatDogs!");
    }

    #[test]
    fn says_what_is_damaged() {
        assert!(decode(b"begin 644 a\n#0V%T\n").unwrap_err().contains("cut off after 3 bytes"));
        assert!(decode(b"begin 644 a\n#0V%T\n#0V%T0V%T0V%T\nend").unwrap_err().contains("damaged after 3 bytes"));
        assert!(!begins(b"beginning of the report"));
    }
}
