//! What the concepts and members of a statement's rows mean, as blocks below it: one for each, in the order of their names.

use super::book::Book;
use super::draw::Sketch;
use crate::filing::{Definition, RowKind};
use crate::hash::IndexMap;

/// The blocks of a statement. What nothing is known of has none.
pub(super) fn definitions(book: &Book<'_>, sketch: &Sketch) -> Vec<Definition> {
    let mut rows_of: IndexMap<u32, Vec<u32>> = IndexMap::default();
    let mut members: IndexMap<String, Vec<u32>> = IndexMap::default();
    for (number, (row, element)) in (0..).zip(sketch.table.rows.iter().zip(&sketch.elements)) {
        match element {
            Some(element) => rows_of.entry(*element).or_default().push(number),
            None if row.kind == RowKind::Members => {
                for dimension in &row.members {
                    let (Some(axis), Some(member)) = (&dimension.axis, &dimension.member) else { continue };
                    let pair = [&axis.replace(':', "_"), "=", &member.replace(':', "_")].concat();
                    members.entry(pair).or_default().push(number);
                }
            }
            None => {}
        }
    }
    let mut all: Vec<Definition> = rows_of.into_iter().filter_map(|(element, rows)| of(book, element, rows)).collect();
    crate::order::sort_by(&mut all, |one, other| one.name.cmp(&other.name));
    let mut pairs: Vec<Definition> = members.into_iter().map(|(name, rows)| Definition { name: Some(name), rows, ..Definition::default() }).collect();
    crate::order::sort_by(&mut pairs, |one, other| one.name.cmp(&other.name));
    all.extend(pairs);
    all
}

fn of(book: &Book<'_>, number: u32, rows: Vec<u32>) -> Option<Definition> {
    let (_, element) = book.taxonomy.elements.get_index(number as usize)?;
    let text = book.taxonomy.label(number, "documentation").map(str::to_owned);
    let references = book.taxonomy.references(number).to_vec();
    if text.is_none() && references.is_empty() && element.data_type.is_none() {
        return None;
    }
    let name = element.name.replace(':', "_");
    let detail = |label: &str, value: Option<&str>| (label.to_owned(), value.unwrap_or("na").to_owned());
    let details = vec![
        detail("Name", Some(&name)),
        detail("Namespace Prefix", Some(&[element.prefix(), "_"].concat())),
        detail("Data Type", element.data_type.as_deref()),
        detail("Balance Type", element.balance.as_deref()),
        detail("Period Type", element.period_type.as_deref()),
    ];
    Some(Definition { name: Some(name), text, references, details, rows, assumed: false })
}
