//! Grids.
use super::lines::TextLine;
use crate::sheet::Sheet;

pub(super) fn markdown(_lines: &[TextLine<'_>]) -> Vec<Sheet> { Vec::new() }
pub(super) fn tabs(_text: &str, _lines: &[TextLine<'_>]) -> Vec<Sheet> { Vec::new() }
pub(super) fn commas(_text: &str, _lines: &[TextLine<'_>]) -> Vec<Sheet> { Vec::new() }
pub(super) fn looks_comma_separated(_lines: &[TextLine<'_>]) -> bool { false }
