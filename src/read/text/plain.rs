//! Plain lines.
use super::lines::TextLine;
use crate::sheet::Sheet;

pub(super) fn pages(_lines: &[TextLine<'_>]) -> Vec<Sheet> {
    Vec::new()
}
