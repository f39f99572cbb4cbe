//! A report in the making drawn as a table.

use super::book::{Book, Time};
use super::cells::{self, QNames};
use super::dates::{day_before, months};
use super::grid::Report;
use super::rows::{self, Drawn};
use super::scale;
use super::units::Kind;
use crate::filing::{Cell, Column, NONE, Place, Row, Table};
use crate::heading;

/// A table whose texts and concepts have no numbers yet.
pub(super) struct Sketch {
    pub(super) table: Table,
    /// Cells, by their places in the table, that do not print what their fact shows.
    pub(super) texts: Vec<(usize, String)>,
    /// For each row its element.
    pub(super) elements: Vec<Option<u32>>,
}

pub(super) fn draw(book: &Book<'_>, report: &mut Report<'_>, qnames: &mut QNames) -> Sketch {
    let filled = report.filled();
    report.withdraw(&filled);
    let scales = scale::scales(book, report);
    let columns: Vec<usize> = report.visible().collect();
    let drawn = rows::rows(book, report, &filled);
    let mut lines = vec![report.title(book)];
    lines.extend(scale::line(book, report, &scales));
    let title = heading::title(&lines);
    let place = book.taxonomy.presentation.get(&report.candidate.role).map(|net| net.place).unwrap_or_default();
    let mut table = Table {
        title: title.whole,
        name: title.name,
        kind: title.kind,
        currency: title.unit,
        notes: title.notes,
        scale: title.scale,
        columns: columns.iter().map(|column| heading_of(book, report, *column)).collect(),
        place: Place { source: place.0, start: place.1, len: place.2 },
        ..Table::default()
    };
    for (axes, chosen, on) in [
        (&report.on_lines, &report.promoted.on_lines, report.lines.first().map(|line| &line.on)),
        (&report.on_columns, &report.promoted.on_columns, report.columns.first().map(|column| &column.on)),
    ] {
        let all = on
            .map_or_else(Vec::new, |on| axes.iter().zip(on).filter(|(axis, _)| chosen.contains(axis)).map(|(axis, value)| (*axis, *value)).collect());
        for (axis, value) in all {
            table.members.extend(rows::dimensions(book, report, &[axis], &[value]));
        }
    }
    let mut sketch = Sketch { table, texts: Vec::new(), elements: drawn.iter().map(|row| row.element).collect() };
    for row in drawn {
        add(book, report, row, &columns, &scales, qnames, &mut sketch);
    }
    signs(book, &mut sketch);
    sketch
}

/// Adds a row with its cells.
fn add(book: &Book<'_>, report: &Report<'_>, drawn: Drawn, columns: &[usize], scales: &scale::Scales, qnames: &mut QNames, sketch: &mut Sketch) {
    let Sketch { table, texts, .. } = sketch;
    let first = table.cells.len();
    let mut units: Vec<u32> = Vec::new();
    let line = drawn.line.unwrap_or(usize::MAX);
    for (number, column) in (0..).zip(columns) {
        let cells = &report.columns[*column].cells;
        let start = cells.partition_point(|(of, _)| (*of as usize) < line);
        let mut here = cells[start..].iter().take_while(|(of, _)| *of as usize == line).map(|(_, spot)| {
            let spot = &report.selection.spots[*spot as usize];
            &book.items[spot.item as usize]
        });
        let Some(item) = here.next() else { continue };
        if let Some(text) = cells::text(book, item, report.is_negated(book, line), scales, qnames) {
            texts.push((table.cells.len(), text));
        }
        table.also.extend(here.map(|other| (item.fact, other.fact)));
        table.cells.push(Cell::of(number, item.fact, None));
        if !units.contains(&item.unit) {
            units.push(item.unit);
        }
    }
    let unit = match units[..] {
        [one] => book.filing.units.get_index(one as usize).cloned(),
        _ => None,
    };
    let period = drawn.line.and_then(|line| report.lines[line].time).and_then(Time::period);
    table.rows.push(Row {
        kind: drawn.kind,
        label: drawn.label,
        unit_text: drawn.unit,
        unit,
        period,
        depth: drawn.depth,
        members: drawn.members,
        first: first as u32,
        count: (table.cells.len() - first) as u32,
        place: table.place,
        ..Row::default()
    });
}

/// The heading of a column.
fn heading_of(book: &Book<'_>, report: &Report<'_>, column: usize) -> Column {
    let of = &report.columns[column];
    let mut heading = Vec::new();
    let mut length = None;
    if report.promoted.time.is_none() {
        if let Some(Time::Duration(start, end)) = of.time {
            let many = months(start, end);
            if many > 0 {
                heading.push(format!("{many} Months Ended"));
                length = Some(many as u32);
            }
        }
        heading.extend(of.time.and_then(Time::end).map(|end| day_before(end, false)));
    }
    for (at, axis) in report.on_columns.iter().enumerate().filter(|(_, axis)| !report.promoted.on_columns.contains(axis)) {
        heading.extend(report.value_label(book, *axis, of.on[at]));
    }
    let mut units: Vec<String> = Vec::new();
    if report.promoted.unit.is_none() {
        let mut all: Vec<_> = of.units.iter().filter_map(|unit| book.unit(*unit)).filter(|measure| !measure.words.is_empty()).collect();
        let class = |kind: &Kind| match kind {
            Kind::Money(_) => 0,
            Kind::PerShare(_) => 1,
            Kind::Other => 2,
            _ => 3,
        };
        crate::order::sort_by_key(&mut all, |measure| class(&measure.kind));
        units = all.into_iter().map(|measure| measure.words.clone()).collect();
        heading.extend(units.iter().cloned());
    }
    if heading.is_empty() {
        heading.push("Total".to_owned());
    }
    let unit = match of.units[..] {
        [one] if one != NONE => book.filing.units.get_index(one as usize).cloned(),
        _ => None,
    };
    Column {
        heading,
        period: of.time.and_then(Time::period),
        months: length,
        unit,
        units,
        members: rows::dimensions(book, report, &report.on_columns, &of.on),
        ..Column::default()
    }
}

/// Puts the sign of money on the first and last of each run of cells of one unit, going down a column.
fn signs(book: &Book<'_>, sketch: &mut Sketch) {
    let Sketch { table, texts, .. } = sketch;
    let unit = |cell: &Cell| book.filing.facts.unit[cell.fact as usize];
    for column in 0..table.columns.len() as u32 {
        let cells: Vec<(usize, u32)> =
            table.cells.iter().enumerate().filter(|(_, cell)| cell.column == column).map(|(at, cell)| (at, unit(cell))).collect();
        let money = |unit: u32| book.unit(unit).and_then(|measure| measure.money_sign());
        let Some(sign) = cells.iter().find_map(|(_, unit)| money(*unit)) else { continue };
        for run in cells.chunk_by(|one, next| one.1 == next.1).filter(|run| money(run[0].1).is_some()) {
            let (first, last) = (run[0].0, run[run.len() - 1].0);
            for at in if first == last { vec![first] } else { vec![first, last] } {
                if let Ok(place) = texts.binary_search_by_key(&at, |(of, _)| *of)
                    && !texts[place].1.is_empty()
                {
                    texts[place].1 = [sign, " ", &texts[place].1].concat();
                }
            }
        }
    }
}
