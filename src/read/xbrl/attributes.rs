//! The attributes of an Inline XBRL element, told apart in one walk over its tag.

use super::cursor::{Attributes, Span, Tag, head};

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

impl Ix {
    // XBRL 2.1 and Inline XBRL write their attributes in one way only.
    pub(super) fn of(text: &str, tag: &Tag) -> Self {
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
        let mut found = Self::default();
        for attribute in Attributes::of(text, tag) {
            let rest = || attribute.name.of(text).get(8..);
            let to = match attribute.head {
                NAME => &mut found.name,
                CONTEXT if rest() == Some("ef") => &mut found.context,
                UNIT => &mut found.unit,
                DECIMALS if attribute.name.len() == 8 => &mut found.decimals,
                FORMAT => &mut found.format,
                SCALE => &mut found.scale,
                SIGN => &mut found.sign,
                CONTINUED if rest() == Some("dAt") => &mut found.continued,
                ID => &mut found.id,
                // Of 1.0: a footnote's number.
                FOOTNOTE if rest() == Some("ID") => &mut found.id,
                ESCAPE => {
                    found.escape = matches!(attribute.value.token(text), "true" | "1");
                    continue;
                }
                _ => {
                    found.rare = true;
                    continue;
                }
            };
            *to = attribute.value;
        }
        found
    }
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
