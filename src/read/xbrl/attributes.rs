//! The attributes of an Inline XBRL element, told apart in one walk over its tag.

use super::cursor::{Attribute, Attributes, Span, Tag, eight, head};
use fearless_simd::{Level, dispatch, prelude::*, u8x64};

/// Where the values of the attributes that most facts have stand; empty where one is not there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ix {
    pub(super) name: Span,
    pub(super) context: Span,
    pub(super) unit: Span,
    pub(super) decimals: Span,
    pub(super) format: Span,
    pub(super) scale: Span,
    pub(super) sign: Span,
    pub(super) continued: Span,
    pub(super) id: Span,
    pub(super) escape: bool,
    /// It has some of the others.
    pub(super) rare: bool,
}

/// The same of the attributes that few facts have.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rare {
    pub(super) precision: Span,
    pub(super) target: Span,
    pub(super) order: Span,
    pub(super) tuple_id: Span,
    pub(super) tuple_ref: Span,
    pub(super) arcrole: Span,
    pub(super) from: Span,
    pub(super) to: Span,
    /// The name and value of what ends in `:nil`: which attribute it is is a matter of namespaces.
    pub(super) nil: (Span, Span),
}

const NAME: u64 = head(b"name");
const CONTEXT: u64 = head(b"contextR");
const UNIT: u64 = head(b"unitRef");
const DECIMALS: u64 = head(b"decimals");
const FORMAT: u64 = head(b"format");
const SCALE: u64 = head(b"scale");
const SIGN: u64 = head(b"sign");
const CONTINUED: u64 = head(b"continue");
const ID: u64 = head(b"id");
const FOOTNOTE: u64 = head(b"footnote");
const ESCAPE: u64 = head(b"escape");

impl Ix {
    // XBRL 2.1 and Inline XBRL write their attributes in one way only.
    pub(super) fn of(text: &str, tag: &Tag) -> Self {
        let mut found = Self::default();
        if found.straight(text, tag).is_none() {
            found = Self::default();
            for attribute in Attributes::of(text, tag) {
                found.keep(text, attribute);
            }
        }
        found
    }

    /// Keeps an attribute; gives whether it is one of those that most facts have.
    #[inline(always)]
    fn keep(&mut self, text: &str, attribute: Attribute) -> bool {
        let rest = || attribute.name.of(text).get(8..);
        let to = match attribute.head {
            NAME => &mut self.name,
            CONTEXT if rest() == Some("ef") => &mut self.context,
            UNIT => &mut self.unit,
            DECIMALS if attribute.name.len() == 8 => &mut self.decimals,
            FORMAT => &mut self.format,
            SCALE => &mut self.scale,
            SIGN => &mut self.sign,
            CONTINUED if rest() == Some("dAt") => &mut self.continued,
            ID => &mut self.id,
            // Of 1.0: a footnote's number.
            FOOTNOTE if rest() == Some("ID") => &mut self.id,
            ESCAPE => {
                self.escape = matches!(attribute.value.token(text), "true" | "1");
                return true;
            }
            _ => {
                self.rare = true;
                return false;
            }
        };
        *to = attribute.value;
        true
    }

    /// Reads a tag that is written as nearly all are, `name="value"` with one space before each; none where this one is not. The
    /// quotes are found by comparisons of sixteen bytes at once.
    fn straight(&mut self, text: &str, tag: &Tag) -> Option<()> {
        dispatch!(Level::new(), simd => self.by_quotes(simd, text, tag))
    }

    #[inline(always)]
    fn by_quotes<S: Simd>(&mut self, simd: S, text: &str, tag: &Tag) -> Option<()> {
        let Span { start, end } = tag.attributes();
        let (bytes, end) = (text.as_bytes(), end as usize);
        let quotes = u8x64::splat(simd, b'"');
        // Where the attribute begins, and its value once that has begun.
        let (mut from, mut value) = (start as usize, 0);
        let mut at = from;
        while at < end {
            let mut mask = u8x64::from_slice(simd, bytes.get(at..at + 64)?).simd_eq(quotes).to_bitmask();
            if end - at < 64 {
                mask &= (1 << (end - at)) - 1;
            }
            while mask != 0 {
                let quote = at + mask.trailing_zeros() as usize;
                mask &= mask - 1;
                if value == 0 {
                    value = quote + 1;
                    continue;
                }
                // ` name="`, of which the name has at least one byte.
                let name = Span::new(from + 1, value - 2);
                if value < from + 4 || bytes[from] > b' ' || bytes[value - 2] != b'=' {
                    return None;
                }
                let word = eight(bytes, from + 1)?;
                let head = if name.len() < 8 { word & ((1 << (8 * name.len())) - 1) } else { word };
                if !self.keep(text, Attribute { name, head, value: Span::new(value, quote) }) && !is_name(name.of(text)) {
                    return None;
                }
                (from, value) = (quote + 1, 0);
            }
            at += 64;
        }
        (value == 0 && matches!(bytes.get(from..end)?, [] | [b'/' | b' '] | [b' ', b'/'])).then_some(())
    }
}

/// Whether a name has no space, quote, `=` or `/` in it.
#[cold]
fn is_name(name: &str) -> bool {
    name.bytes().all(|byte| byte > b' ' && !matches!(byte, b'=' | b'/' | b'\'' | b'"'))
}

impl Rare {
    pub(super) fn of(text: &str, tag: &Tag) -> Self {
        let mut found = Self::default();
        for attribute in Attributes::of(text, tag) {
            let to = match attribute.name.of(text).as_bytes() {
                b"precision" => &mut found.precision,
                b"target" => &mut found.target,
                b"order" => &mut found.order,
                b"tupleID" => &mut found.tuple_id,
                b"tupleRef" => &mut found.tuple_ref,
                b"arcrole" => &mut found.arcrole,
                b"fromRefs" => &mut found.from,
                b"toRefs" => &mut found.to,
                // Of 1.0: a fact's footnotes.
                b"footnoteRefs" => &mut found.to,
                other => {
                    if other.ends_with(b":nil") {
                        found.nil = (attribute.name, attribute.value);
                    }
                    continue;
                }
            };
            *to = attribute.value;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_straight_way_finds_what_a_walk_finds(parts in proptest::collection::vec(part(), 0..9), end in "[ /]?") {
            let text = ["ix:nonFraction", &parts.concat(), &end, ">"].concat();
            let tag = Tag::of(Span { start: 0, end: 14 }, text.len() as u32);
            let text = [&*text, &" a \"".repeat(64)].concat();
            let (mut straight, mut walked) = (Ix::default(), Ix::default());
            for attribute in Attributes::of(&text, &tag) {
                walked.keep(&text, attribute);
            }
            if straight.straight(&text, &tag).is_some() {
                prop_assert_eq!(format!("{straight:?}"), format!("{walked:?}"));
            }
        }
    }

    fn part() -> impl Strategy<Value = String> {
        let name = prop_oneof![
            Just("name"),
            Just("contextRef"),
            Just("unitRef"),
            Just("decimals"),
            Just("format"),
            Just("scale"),
            Just("sign"),
            Just("continuedAt"),
            Just("id"),
            Just("escape"),
            Just("xsi:nil"),
            Just("é"),
            Just("na'me"),
            Just("contextR"),
            Just("scales"),
            Just("a=b"),
        ];
        let value = prop_oneof![
            Just("a:b"),
            Just("true"),
            Just(""),
            Just("'"),
            Just("x = y"),
            Just("a value of more than sixteen, and of more than sixty-four bytes in all")
        ];
        let form = prop_oneof![8 => Just((" ", "\"")), 1 => Just(("  ", "\"")), 1 => Just((" ", "'")), 1 => Just(("", "\""))];
        (name, value, form).prop_map(|(name, value, (room, quote))| [room, name, "=", quote, value, quote].concat())
    }
}
