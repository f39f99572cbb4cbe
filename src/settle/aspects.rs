//! The period and members that a cell's place gives its fact, and how a person moves an assumed value.

use crate::filing::{Concept, Dimension, Filing, NONE, Period, Row, Table};

/// The period and dimensions that a cell's place gives its fact.
pub(crate) fn aspects(table: &Table, row: &Row, column: u32, concept: Option<&Concept>) -> (Option<Period>, Vec<Dimension>) {
    let head = table.columns.get(column as usize);
    let mut period = head.and_then(|head| head.period.clone()).or_else(|| row.period.clone());
    if concept.is_some_and(|concept| concept.period_type.as_deref() == Some("instant"))
        && let Some(Period::Duration(_, end)) = period
    {
        period = Some(Period::Instant(end));
    }
    let mut dimensions = table.members.clone();
    dimensions.extend(head.map(|head| head.members.clone()).unwrap_or_default());
    dimensions.extend(row.members.iter().cloned());
    dimensions.retain(|dimension| dimension.label.as_deref() != Some("Total") || dimension.axis.is_some());
    (period, dimensions)
}

impl Filing {
    /// Puts an assumed value into another column, and its fact into that column's period and members.
    pub fn move_cell(&mut self, fact: u32, column: u32) -> Result<(), crate::Error> {
        let refuse = |what: String| Err(crate::Error::new(what, "Choose one of the columns that are open for it."));
        let Some((table, row)) = self.fact(fact).and_then(|fact| fact.table_row()) else {
            return refuse(format!("There is no fact {fact} in a table"));
        };
        let place = &mut self.tables.change(&self.sources)[table as usize];
        let range = place.rows[row as usize].first as usize..(place.rows[row as usize].first + place.rows[row as usize].count) as usize;
        let cells = &place.cells[range.clone()];
        let Some(at) = cells.iter().position(|cell| cell.fact == fact) else { return refuse(format!("Fact {fact} has no cell")) };
        let open = cells[at].doubt.and_then(|doubt| place.doubts.get(doubt as usize)).is_some_and(|doubt| doubt.columns.contains(&column));
        if !open && cells[at].column != column {
            return refuse(format!("Column {} is not open for this value", column + 1));
        }
        if cells.iter().any(|cell| cell.fact != fact && cell.column == column) {
            return refuse(format!("Column {} holds another value of this row", column + 1));
        }
        place.cells[range.start + at].column = column;
        place.cells[range.start + at].confirmed = true;
        crate::order::sort_by_key(&mut place.cells[range], |cell| cell.column);
        self.rederive(table, row);
        Ok(())
    }

    /// Takes an assumed value's column as right.
    pub fn confirm_cell(&mut self, fact: u32) -> Result<(), crate::Error> {
        let column = self.fact(fact).and_then(|fact| fact.cell()).map(|cell| cell.column);
        match column {
            Some(column) => self.move_cell(fact, column),
            None => Err(crate::Error::new(format!("There is no fact {fact} in a table"), "Choose a value of a table.")),
        }
    }

    /// Gives the facts of a row the periods and members of the columns that they now stand in.
    pub(crate) fn rederive(&mut self, table: u32, row: u32) {
        let Some(place) = self.tables.get(table as usize) else { return };
        for cell in place.row_cells(row) {
            let line = &place.rows[row as usize];
            let concept = line.concept.and_then(|concept| self.concepts.get_index(concept as usize));
            let (period, dimensions) = aspects(place, line, cell.column, concept);
            let at = cell.fact as usize;
            self.facts.period[at] = period.map_or(NONE, |period| self.periods.insert_full(period).0 as u32);
            self.facts.dimensions[at] = self.dimensions.insert_full(dimensions).0 as u32;
            self.facts.concept[at] = line.concept.unwrap_or(NONE);
        }
    }
}
