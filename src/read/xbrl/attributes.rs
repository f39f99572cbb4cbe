//! The attributes of an Inline XBRL element, told apart in one walk over its tag.

use super::cursor::{Attributes, Span, Tag};

/// Where each attribute's value stands; empty where it is not there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ix {
    pub(super) name: Span,
    pub(super) context: Span,
    pub(super) unit: Span,
    pub(super) decimals: Span,
    pub(super) precision: Span,
    pub(super) format: Span,
    pub(super) scale: Span,
    pub(super) sign: Span,
    pub(super) escape: Span,
    pub(super) continued: Span,
    pub(super) id: Span,
    pub(super) target: Span,
    pub(super) order: Span,
    pub(super) tuple_id: Span,
    pub(super) tuple_ref: Span,
    pub(super) arcrole: Span,
    pub(super) from: Span,
    pub(super) to: Span,
    /// With a prefix, `xsi:nil`, which is a matter of namespaces: its name and its value.
    pub(super) nil: Option<(Span, Span)>,
}

impl Ix {
    pub(super) fn of(text: &str, tag: &Tag) -> Self {
        let mut found = Self::default();
        for attribute in Attributes::of(text, tag) {
            // XBRL 2.1 and Inline XBRL write their attributes in one way only.
            let to = match attribute.name.of(text).as_bytes() {
                b"name" => &mut found.name,
                b"contextRef" => &mut found.context,
                b"unitRef" => &mut found.unit,
                b"decimals" => &mut found.decimals,
                b"precision" => &mut found.precision,
                b"format" => &mut found.format,
                b"scale" => &mut found.scale,
                b"sign" => &mut found.sign,
                b"escape" => &mut found.escape,
                b"continuedAt" => &mut found.continued,
                b"id" => &mut found.id,
                b"target" => &mut found.target,
                b"order" => &mut found.order,
                b"tupleID" => &mut found.tuple_id,
                b"tupleRef" => &mut found.tuple_ref,
                b"arcrole" => &mut found.arcrole,
                b"fromRefs" => &mut found.from,
                b"toRefs" => &mut found.to,
                // Of 1.0: a footnote's number, and a fact's list of them.
                b"footnoteID" => &mut found.id,
                b"footnoteRefs" => &mut found.to,
                other => {
                    if other.ends_with(b":nil") {
                        found.nil = Some((attribute.name, attribute.value));
                    }
                    continue;
                }
            };
            *to = attribute.value;
        }
        found
    }
}
