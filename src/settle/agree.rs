//! Where columns were read differently and must not be: a row has one unit, and so have rows of one label.

use super::Settler;
use super::declared::Declared;
use crate::currency::Read;
use crate::hash::HashSet;
use crate::value::Kind;

/// By line and cell: what a number is read as, and whether that is doubtful; none where the signs of its column say nothing.
pub(super) type Readings = Vec<Vec<Option<(Read, bool)>>>;

impl Settler {
    /// Lets the surer reading of a row's numbers hold for all of them; what changes is in doubt.
    pub(super) fn agree(&self, read: &mut Readings) {
        let mut money: HashSet<&str> = HashSet::default();
        let mut unlikely: Vec<(usize, usize)> = Vec::new();
        for (at, line) in self.sheet.lines.iter().enumerate().filter(|(at, _)| self.declared[*at] == Declared::Nothing) {
            let kinds = &self.kinds[at];
            let signed = kinds.contains(&Kind::Money);
            let numbers: Vec<(usize, Read, bool)> = kinds
                .iter()
                .zip(&read[at])
                .enumerate()
                .filter(|(_, (kind, _))| matches!(kind, Kind::Money | Kind::Number))
                // A column without any sign says nothing.
                .map(|(nth, (_, reading))| (nth, reading.unwrap_or((Read::Plain, true))))
                .map(|(nth, (reading, doubtful))| (nth, reading, doubtful))
                .collect();
            let weight = |wanted: Read| -> u32 {
                numbers.iter().filter(|(_, reading, _)| *reading == wanted).map(|(.., doubtful)| if *doubtful { 2 } else { 3 }).sum()
            };
            // What has a sign is money of some kind. Of equals the last is taken.
            let open = [Read::Plain, Read::PerShare, Read::Money].into_iter().filter(|reading| !signed || *reading != Read::Plain);
            let Some(chosen) = open.max_by_key(|reading| weight(*reading)).filter(|reading| weight(*reading) > 0) else { continue };
            for (nth, ..) in numbers.iter().filter(|(_, reading, _)| *reading != chosen) {
                read[at][*nth] = Some((chosen, true));
            }
            if chosen == Read::Money {
                money.insert(&line.label);
            } else if chosen == Read::PerShare && self.row_units[at].is_none() && !self.words[at].per_share {
                unlikely.extend(numbers.iter().map(|(nth, ..)| (at, *nth)));
            }
        }
        unlikely.retain(|(at, _)| money.contains(self.sheet.lines[*at].label.as_str()));
        for (at, nth) in unlikely {
            read[at][nth] = Some((Read::Money, true));
        }
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
