//! What the elements of an inline document are to those who walk it.

use super::cursor::head;
use super::names::{Names, XBRLI, XHTML, is_inline, local};
use crate::filing::NONE;

/// What an element is to the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Table,
    Row,
    Cell,
    /// A fact or tuple: its number.
    Fact,
    Part,
    Continuation,
    Footnote,
    Hidden,
    /// Of Inline XBRL, without a meaning of its own here.
    Transparent,
    Relationship,
    Context,
    Unit,
    /// `base`, whose address all relative ones of the document are relative to.
    Base,
}

impl Kind {
    pub(super) fn is_inline(self) -> bool {
        matches!(self, Self::Fact | Self::Part | Self::Continuation | Self::Footnote | Self::Hidden | Self::Transparent)
    }
}

/// What a row without a label gives its facts, so that no row around it gives them another.
pub(super) const UNLABELLED: u32 = NONE - 1;

/// What the element of a name means; `at` is the name's number.
pub(super) fn kind_of(names: &mut Names<'_>, at: u32, name: &str) -> Kind {
    let local = local(name);
    match names.structural(at) {
        Some(namespace) if is_inline(namespace) => match local {
            "nonFraction" | "nonNumeric" | "fraction" | "tuple" => Kind::Fact,
            "numerator" | "denominator" => Kind::Part,
            "continuation" => Kind::Continuation,
            "footnote" => Kind::Footnote,
            "hidden" => Kind::Hidden,
            "relationship" => Kind::Relationship,
            _ => Kind::Transparent,
        },
        Some(XBRLI) => match local {
            "context" => Kind::Context,
            "unit" => Kind::Unit,
            _ => Kind::Plain,
        },
        Some(XHTML | "") => html(local.as_bytes().get(..8.min(local.len())).map_or(0, head)),
        _ => Kind::Plain,
    }
}

#[inline]
pub(super) fn html(name: u64) -> Kind {
    const CELL: u64 = head(b"td");
    const HEADING: u64 = head(b"th");
    const ROW: u64 = head(b"tr");
    const TABLE: u64 = head(b"table");
    const BASE: u64 = head(b"base");
    // Capitals as small letters; no other name becomes one of these.
    match name | (name & 0x4040_4040_4040_4040) >> 1 {
        CELL | HEADING => Kind::Cell,
        ROW => Kind::Row,
        TABLE => Kind::Table,
        BASE => Kind::Base,
        _ => Kind::Plain,
    }
}
