//! The next row that matches, in a list of any length.

use serde::Serialize;

/// What was found in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Found {
    /// How many rows match.
    pub total: u32,
    /// The place in the list of the one found; none where none matches.
    pub index: Option<u32>,
    /// Which of the matches that is, from 0.
    #[serde(rename = "match")]
    pub which: Option<u32>,
}

impl Found {
    /// The first of the matches, which are ascending, at `from` or behind it, else the first of all; or `back`: at `from` or before
    /// it, else the last of all.
    pub(crate) fn among(matches: impl Iterator<Item = u32>, from: u32, back: bool) -> Self {
        let (mut total, mut last, mut first, mut found) = (0, None, None, None);
        for index in matches {
            let here = Some((index, total));
            first = first.or(here);
            last = here;
            if back && index <= from {
                found = here;
            } else if !back && index >= from {
                found = found.or(here);
            }
            total += 1;
        }
        let found = found.or(if back { last } else { first });
        Self { total, index: found.map(|(index, _)| index), which: found.map(|(_, which)| which) }
    }
}
