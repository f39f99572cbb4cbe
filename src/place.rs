//! Stand-in until the placement is merged: everything in the first columns, all of it assumed.
use crate::filing::Doubt;
use crate::sheet::Sheet;

pub(crate) fn fill(sheet: &mut Sheet, unplaced: &[bool], _cut: bool) {
    let n = sheet.headings.len() as u32;
    for (line, unplaced) in sheet.lines.iter_mut().zip(unplaced) {
        if *unplaced {
            for cell in &mut line.cells {
                cell.doubt = Some(Doubt { why: "Blank cells vanish when a page is copied as text.".into(), columns: (0..n).collect() });
            }
        }
    }
}

pub(crate) fn cover(sheet: &mut Sheet, durations: &[String]) {
    if let [one] = durations {
        for heading in &mut sheet.headings {
            heading.lines.insert(0, one.clone());
        }
    }
}
