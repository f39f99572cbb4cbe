//! FilingSummary.xml, which EDGAR puts beside a filing: the reports in their order, with the names and the menu that it gives them.

use crate::read::entities;
use crate::read::xbrl::cursor::{Cursor, Span};
use crate::read::xbrl::marks::marks;
use crate::read::xbrl::names::{local, trimmed};
use std::borrow::Cow;

#[derive(Debug, Default)]
pub(super) struct Report<'a> {
    pub(super) role: Cow<'a, str>,
    pub(super) long_name: Cow<'a, str>,
    pub(super) category: Cow<'a, str>,
}

/// Reads the file: those reports that have a role.
pub(super) fn read(text: &str) -> Vec<Report<'_>> {
    let marks = marks(text.as_bytes());
    let mut cursor = Cursor::new(text, &marks.brackets, &marks.special);
    let (mut reports, mut report): (Vec<Report<'_>>, Option<Report<'_>>) = (Vec::new(), None);
    // Where the content of the innermost element begins: what is asked for holds no other elements.
    let mut content = 0;
    while let Some(tag) = cursor.next() {
        let name = local(tag.name.of(text));
        if !tag.is_end {
            if name == "Report" {
                report = Some(Report::default());
            }
            content = tag.end;
            continue;
        }
        let Some(of) = &mut report else { continue };
        let said = || trimmed(entities::decode(Span { start: content, end: tag.start }.of(text), false));
        match name {
            "Role" => of.role = said(),
            "LongName" => of.long_name = said(),
            "MenuCategory" => of.category = said(),
            "Report" => reports.extend(report.take().filter(|report| !report.role.is_empty())),
            _ => {}
        }
    }
    reports
}
