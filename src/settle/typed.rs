//! A cell's kind, unit and exact value, from what it shows, its label, its column and its neighbours' currency signs.

use super::Settler;
use super::agree::Readings;
use super::declared::{Declared, Words};
use crate::currency::{self, Mark, Read, Shown};
use crate::filing::{Row, Unit};
use crate::heading;
use crate::value::{self, Kind, Reading};

const DASH: &str = "The page shows a dash: it does not say whether that means zero or nothing.";
const NO_UNIT: &str = "The text names no unit for this number.";
pub(super) const DOLLARS: &str = "The page does not say which dollars $ stands for: they were read as US dollars.";
const MAYBE_MONEY: &str =
    "The text does not say for certain whether this number is money: it was read so because of the currency signs above and below it.";
const MAYBE_PER_SHARE: &str =
    "The currency signs above and below this number tell that it is money per share, so no scale was applied; its label does not say so.";
const MAYBE_PLAIN: &str = "The text does not say for certain what this number counts: it was not read as money, and no scale was applied.";
const SHARES_BY_WORDS: &str = "The number was read as shares because of its label, and the scale for shares was applied.";
const NOT_DECLARED: &str = "The concept's data type asks for a number, and the text shown is none.";

impl Settler {
    /// What EDGAR's rule for currency signs says of each unsigned or signed number, column by column.
    pub(super) fn unit_runs(&self, columns: usize) -> Readings {
        // Where data types or units behind labels say it all, there is nothing to find out.
        let open = |at: usize| self.declared[at] == Declared::Nothing;
        if !self.sheet.lines.iter().enumerate().any(|(at, line)| open(at) && !line.cells.is_empty()) {
            return Readings::new();
        }
        let mut of_column: Vec<Vec<(usize, usize, Mark)>> = vec![Vec::new(); columns];
        for (at, line) in self.sheet.lines.iter().enumerate() {
            let words = self.words[at];
            for (nth, (cell, kind)) in line.cells.iter().zip(&self.kinds[at]).enumerate() {
                let Some(column) = of_column.get_mut(cell.column as usize) else { continue };
                let shown = match kind {
                    _ if !matches!(self.declared[at], Declared::Money | Declared::PerShare | Declared::Nothing) => Shown::Other,
                    Kind::Money => Shown::Signed,
                    Kind::Number => Shown::Unsigned,
                    _ => Shown::Other,
                };
                let (money, per_share, plain) = match &self.declared[at] {
                    Declared::Money => (0, 60, 60),
                    Declared::PerShare => (60, 0, 60),
                    _ if words.per_share => (3, 0, 3),
                    _ if words.counts => (4, 4, 0),
                    _ if self.per_share_page => (3, 0, 1),
                    _ => (0, 4, 1),
                };
                column.push((at, nth, Mark { shown, money, per_share, plain }));
            }
        }
        let mut read: Readings = self.kinds.iter().map(|line| vec![None; line.len()]).collect();
        for cells in &of_column {
            let marks: Vec<Mark> = cells.iter().map(|(.., mark)| *mark).collect();
            if !marks.iter().any(|mark| mark.shown == Shown::Signed) {
                continue;
            }
            let all = currency::runs(&marks, self.sheet.cut).unwrap_or_else(|| {
                // The page is not EDGAR's: signs say what they say, and unsigned numbers below one are likely money.
                marks
                    .iter()
                    .map(|mark| match mark.shown {
                        Shown::Signed => (if mark.per_share < mark.money { Read::PerShare } else { Read::Money }, false),
                        _ if mark.plain <= mark.money && mark.plain == 0 => (Read::Plain, true),
                        _ => (if mark.per_share < mark.money { Read::PerShare } else { Read::Money }, true),
                    })
                    .collect()
            });
            for ((at, nth, _), reading) in cells.iter().zip(all) {
                read[*at][*nth] = Some(reading);
            }
        }
        self.agree(&mut read);
        read
    }

    /// The currency code that a sign stands for on this page; the flag says that dollars were assumed to be US dollars.
    fn code(&self, sign: Option<&str>, column: u32) -> (Option<String>, bool) {
        let named = self.codes.get(column as usize).and_then(Option::as_deref);
        match sign {
            Some(sign) => {
                if let Some(code) = self.signs.get(sign).map(String::as_str).or_else(|| value::currency_of_sign(sign)) {
                    return (Some(code.to_owned()), false);
                }
                if named.is_none() && sign == "$" { (Some("USD".into()), true) } else { (named.map(str::to_owned), false) }
            }
            None => match (named, &self.page_sign) {
                (Some(code), _) => (Some(code.to_owned()), false),
                (None, Some(sign)) => self.code(Some(sign), column),
                (None, None) => (None, false),
            },
        }
    }

    /// A cell's kind, unit and exact value.
    pub(super) fn typed(
        &self,
        reading: &Reading<'_>,
        declared: &Declared,
        read: Option<(Read, bool)>,
        row: &Row,
        words: Words,
        column: u32,
    ) -> Typed {
        let mut typed = Typed { kind: reading.kind, unit: None, value: reading.value.clone().into_owned(), power: 0, caveats: Vec::new() };
        let numeric = matches!(reading.kind, Kind::Number | Kind::Money | Kind::Percent);
        match (declared, reading.kind) {
            (_, Kind::Dash) => typed.caveats.push(DASH),
            (Declared::Text, _) => {
                typed.kind = Kind::Text;
                typed.value = reading.value.clone().into_owned();
            }
            (Declared::Money | Declared::PerShare | Declared::Shares | Declared::Pure, _) if !numeric => typed.caveats.push(NOT_DECLARED),
            (Declared::Date | Declared::Duration | Declared::Boolean, _) if !numeric => {}
            (_, Kind::Percent) => typed.unit = Some(heading::pure()),
            (Declared::Pure, _) => (typed.kind, typed.unit) = (Kind::Number, Some(heading::pure())),
            (Declared::Money, _) => self.money(&mut typed, reading, column),
            (Declared::PerShare, _) => self.per_share(&mut typed, reading, row, column),
            (Declared::Shares, _) => self.shares(&mut typed),
            (Declared::Other(words), _) => {
                typed.kind = if reading.kind == Kind::Money { Kind::Money } else { Kind::Number };
                typed.unit = heading::unit(words, self.code(reading.currency, column).0.as_deref());
            }
            (_, Kind::Money | Kind::Number) => self.undeclared(&mut typed, reading, read, row, words, column),
            _ => {}
        }
        typed
    }

    fn undeclared(&self, typed: &mut Typed, reading: &Reading<'_>, read: Option<(Read, bool)>, row: &Row, words: Words, column: u32) {
        let (read, doubtful) = read.unwrap_or((if reading.kind == Kind::Money { Read::Money } else { Read::Plain }, false));
        match read {
            Read::Money => {
                self.money(typed, reading, column);
                if doubtful && reading.kind != Kind::Money {
                    typed.caveats.push(MAYBE_MONEY);
                }
            }
            Read::PerShare => {
                self.per_share(typed, reading, row, column);
                if doubtful && !words.per_share && row.unit_text.is_none() && self.title.scale.money.is_some() {
                    typed.caveats.push(MAYBE_PER_SHARE);
                }
            }
            Read::Plain if words.identifies => typed.kind = Kind::Text,
            Read::Plain if words.shares || self.title.unit.as_deref() == Some("shares") || self.column_unit(column) == Some("shares") => {
                self.shares(typed);
                if self.title.scale.shares.is_some() {
                    typed.caveats.push(SHARES_BY_WORDS);
                }
            }
            Read::Plain => {
                let unit = self.column_unit(column).filter(|unit| heading::currency(unit).is_none() && !unit.contains('/'));
                typed.unit = unit.and_then(|unit| heading::unit(unit, None));
                let scaled = self.title.scale.money.is_some() || self.title.scale.shares.is_some();
                if scaled || doubtful {
                    typed.caveats.push(MAYBE_PLAIN);
                } else if typed.unit.is_none() {
                    typed.caveats.push(NO_UNIT);
                }
            }
        }
    }

    /// The one unit that the column's heading names.
    fn column_unit(&self, column: u32) -> Option<&str> {
        match self.heads.get(column as usize)?.units.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    fn money(&self, typed: &mut Typed, reading: &Reading<'_>, column: u32) {
        typed.kind = Kind::Money;
        self.currency(typed, reading, column, heading::money);
        if let Some(power) = self.title.scale.money {
            (typed.value, typed.power) = (value::shift(&reading.value, power), power);
        }
    }

    fn per_share(&self, typed: &mut Typed, reading: &Reading<'_>, row: &Row, column: u32) {
        typed.kind = Kind::PerShare;
        match row.unit_text.as_deref().and_then(|words| heading::unit(words, self.code(reading.currency, column).0.as_deref())) {
            Some(unit) => typed.unit = Some(unit),
            None => self.currency(typed, reading, column, heading::per_share),
        }
    }

    fn currency(&self, typed: &mut Typed, reading: &Reading<'_>, column: u32, unit: fn(&str) -> Unit) {
        let (code, dollars) = self.code(reading.currency, column);
        typed.unit = code.as_deref().map(unit);
        if dollars {
            typed.caveats.push(DOLLARS);
        }
    }

    fn shares(&self, typed: &mut Typed) {
        typed.kind = Kind::Shares;
        typed.unit = Some(heading::shares());
        if let Some(power) = self.title.scale.shares {
            (typed.value, typed.power) = (value::shift(&typed.value, power), power);
        }
    }
}

pub(super) struct Typed {
    pub(super) kind: Kind,
    pub(super) unit: Option<Unit>,
    pub(super) value: String,
    power: i32,
    pub(super) caveats: Vec<&'static str>,
}

impl Typed {
    /// The power of ten in which it is shown; none where it is no number.
    pub(super) fn scale(&self) -> Option<i32> {
        match self.kind {
            Kind::Percent => Some(-2),
            kind => kind.is_numeric().then_some(self.power),
        }
    }
}
