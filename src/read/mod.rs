//! One file per format, each one plain function that pours into the builder.

mod text;

use crate::filing::Builder;
use crate::format::Format;
use crate::{Error, Filing};

/// Reads several inputs as one filing. Fails only where none of them holds anything to show.
pub(crate) fn read_all(files: &[(&str, &[u8])]) -> Result<Filing, Error> {
    let mut to = Builder::default();
    for (name, bytes) in files {
        let text = String::from_utf8_lossy(bytes).into_owned();
        let source = to.source(name, Format::Text, text.clone());
        let report = to.report();
        for sheet in text::read(&text, source, name) {
            sheet.settle(report, &mut to);
        }
    }
    let filing = to.finish();
    if filing.tables.is_empty() {
        return Err(Error::new("nothing was found that can be shown as a table", "Paste the text of a disclosure.").in_file(files.first().map_or("", |(name, _)| name)));
    }
    Ok(filing)
}
