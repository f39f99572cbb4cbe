//! Where columns were read differently and must not be: a row has one unit, and so have rows of one label.

use super::Settler;
use super::declared::Declared;
use crate::currency::Read;
use crate::value::{self, Kind};
use std::collections::{HashMap, HashSet};

/// By row and column: what a number is read as, and whether that is doubtful.
pub(super) type Readings = HashMap<(u32, u32), (Read, bool)>;

impl Settler {
    /// Lets the surer reading of a row's numbers hold for all of them; what changes is in doubt.
    pub(super) fn agree(&self, read: &mut Readings) {
        let mut money: HashSet<&str> = HashSet::new();
        let mut unlikely: Vec<(u32, u32)> = Vec::new();
        for (row, line) in (0..).zip(&self.sheet.lines).filter(|(row, _)| self.declared[*row as usize] == Declared::Nothing) {
            let kinds: Vec<(u32, Kind)> = line.cells.iter().map(|cell| (cell.column, value::read(&cell.text).kind)).collect();
            let signed = kinds.iter().any(|(_, kind)| *kind == Kind::Money);
            let numbers: Vec<(u32, Read, bool)> = kinds
                .iter()
                .filter(|(_, kind)| matches!(kind, Kind::Money | Kind::Number))
                // A column without any sign says nothing.
                .map(|(column, _)| (*column, read.get(&(row, *column)).copied().unwrap_or((Read::Plain, true))))
                .map(|(column, (reading, doubtful))| (column, reading, doubtful))
                .collect();
            let weight = |wanted: Read| -> u32 {
                numbers.iter().filter(|(_, reading, _)| *reading == wanted).map(|(.., doubtful)| if *doubtful { 2 } else { 3 }).sum()
            };
            // What has a sign is money of some kind. Of equals the last is taken.
            let open = [Read::Plain, Read::PerShare, Read::Money].into_iter().filter(|reading| !signed || *reading != Read::Plain);
            let Some(chosen) = open.max_by_key(|reading| weight(*reading)).filter(|reading| weight(*reading) > 0) else { continue };
            read.extend(numbers.iter().filter(|(_, reading, _)| *reading != chosen).map(|(column, ..)| ((row, *column), (chosen, true))));
            if chosen == Read::Money {
                money.insert(&line.label);
            } else if chosen == Read::PerShare && self.row_units[row as usize].is_none() && !self.words[row as usize].per_share {
                unlikely.extend(numbers.iter().map(|(column, ..)| (row, *column)));
            }
        }
        unlikely.retain(|(row, _)| money.contains(self.sheet.lines[*row as usize].label.as_str()));
        read.extend(unlikely.into_iter().map(|at| (at, (Read::Money, true))));
    }
}

#[cfg(test)]
mod tests {
    /// The values of a page in millions, each row a label and its cells.
    fn values(rows: &[(&str, &[&str])]) -> Vec<String> {
        let mut text = "| Notes (Details) - USD ($) $ in Millions | Dec. 31, 2031 | Dec. 31, 2030 |\n|---|---|---|\n".to_owned();
        for (label, cells) in rows {
            text += &format!("| {label} | {} |\n", cells.join(" | "));
        }
        let filing = crate::read(text.as_bytes(), "notes.md").unwrap();
        filing.facts().map(|fact| fact.value().unwrap_or_default().into_owned()).collect()
    }

    #[test]
    fn a_row_has_one_unit() {
        // Signs in the first column only, as no page of EDGAR's has them.
        let all = values(&[("Debt", &["$ 9", "6"]), ("Paid", &["7", "8"]), ("Left", &["$ 5", "4"])]);
        assert_eq!(all, ["9000000", "6000000", "7000000", "8000000", "5000000", "4000000"]);
    }

    #[test]
    fn what_is_money_in_one_section_is_money_in_the_next() {
        let all = values(&[("Sales", &["$ 9", "$ 6"]), ("Costs", &["$ 7", "$ 5"]), ("Plant [Member]", &["", ""]), ("Sales", &["$ 3", "$ 2"])]);
        assert_eq!(all[4..], ["3000000", "2000000"]);
    }
}
