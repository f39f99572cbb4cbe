//! The facts of a report that none of its statements shows: one a row, with the name of its concept.

use super::book::{Book, Item};
use super::cells::{self, QNames};
use super::draw::Sketch;
use super::scale::Scales;
use crate::filing::{Category, Cell, Column, NONE, Row, RowKind, Table};
use crate::hash::HashSet;
use crate::read::xbrl::taxonomy::NO_ROLE;

/// The table of them; none where every fact is shown.
pub(super) fn rest(book: &Book<'_>, sketches: &[Sketch], qnames: &mut QNames) -> Option<Sketch> {
    let shown: HashSet<u32> = sketches
        .iter()
        .flat_map(|sketch| sketch.table.cells.iter().map(|cell| cell.fact).chain(sketch.table.also.iter().map(|(_, fact)| *fact)))
        .collect();
    let mut left: Vec<&Item> = book.items.iter().filter(|item| !shown.contains(&item.fact)).collect();
    if left.is_empty() {
        return None;
    }
    // Facts without members first, then those of each breakdown together.
    crate::order::sort_by_key(&mut left, |item| {
        (!book.members(item).is_empty(), if book.members(item).is_empty() { 0 } else { item.breakdown }, item.fact)
    });
    let source = left.first().and_then(|item| book.filing.sources.get(book.filing.fact(item.fact)?.place().source as usize));
    let name = source.map_or("", |source| source.name.rsplit(['/', '\\']).next().unwrap_or_default());
    let title = ["Uncategorized Items - ", name].concat();
    let heading = |words: &str| Column { heading: vec![words.to_owned()], ..Column::default() };
    let columns = vec![heading("Element"), heading("Value")];
    let table = Table { title: title.clone(), name: title, category: Some(Category::Uncategorized), columns, ..Table::default() };
    let mut sketch = Sketch { table, texts: Vec::new(), elements: Vec::new() };
    let (scales, mut before) = (Scales::default(), None);
    for item in left {
        let dimensions = book.filing.fact(item.fact).map_or(&[][..], |fact| fact.dimensions());
        if before != Some(item.breakdown) && !dimensions.is_empty() {
            push(&mut sketch, RowKind::Members, crate::write::members_words(dimensions), None, dimensions.to_vec());
        }
        before = Some(item.breakdown);
        let at = sketch.table.cells.len();
        sketch.texts.push((at, book.name(item.element).replace(':', "_")));
        sketch.table.cells.push(Cell::of(0, NONE, None));
        if let Some(text) = cells::text(book, item, false, &scales, qnames) {
            let sign = book.unit(item.unit).and_then(|measure| measure.money_sign()).filter(|_| !text.is_empty());
            sketch.texts.push((at + 1, sign.map_or_else(|| text.clone(), |sign| [sign, " ", &text].concat())));
        }
        sketch.table.cells.push(Cell::of(1, item.fact, None));
        push(&mut sketch, RowKind::Facts, book.taxonomy.called(item.element, NO_ROLE), Some(item), dimensions.to_vec());
    }
    Some(sketch)
}

fn push(sketch: &mut Sketch, kind: RowKind, label: String, item: Option<&Item>, members: Vec<crate::filing::Dimension>) {
    let end = sketch.table.cells.len() as u32;
    let count = if item.is_some() { 2 } else { 0 };
    let period = item.and_then(|item| item.period.period());
    sketch.elements.push(item.map(|item| item.element));
    sketch.table.rows.push(Row { kind, label, members, period, first: end - count, count, place: sketch.table.place, ..Row::default() });
}
