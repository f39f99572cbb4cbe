//! Dates as runs of digits with words or marks between them: "31 décembre 2023", "12/31", "2023 kovas 5".

use super::Gives;
use super::calendars::days_in;
use super::months::{Before, Behind, Language, Place};

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) order: Order,
    pub(super) month: Month,
}

/// Which parts a date has, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayMonth,
    MonthDay,
    DayMonthYear,
    MonthDayYear,
    MonthYear,
    YearMonth,
    YearMonthDay,
    YearDayMonth,
}

/// How the month is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Month {
    Digits(Script),
    /// A name, in a language of the table.
    Name(&'static Language),
    /// An English name with nothing but spaces beside it, and a comma before a year that stands behind the day.
    Spaced(&'static Language),
    /// A Hindi name. The numbers may be in either script, and years have two digits or four.
    Hindi {
        digits: bool,
    },
    Roman,
}

/// Which digits are read beside those of ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Ascii,
    Devanagari,
    FullWidth,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Day,
    Month,
    Year,
}

impl Order {
    fn parts(self) -> &'static [Part] {
        use Part::{Day, Month, Year};
        match self {
            Order::DayMonth => &[Day, Month],
            Order::MonthDay => &[Month, Day],
            Order::DayMonthYear => &[Day, Month, Year],
            Order::MonthDayYear => &[Month, Day, Year],
            Order::MonthYear => &[Month, Year],
            Order::YearMonth => &[Year, Month],
            Order::YearMonthDay => &[Year, Month, Day],
            Order::YearDayMonth => &[Year, Day, Month],
        }
    }
}

impl Dated {
    pub(super) fn gives(self) -> Gives {
        match self.order {
            Order::DayMonth | Order::MonthDay => Gives::MonthDay,
            Order::MonthYear | Order::YearMonth => Gives::YearMonth,
            _ => Gives::Date,
        }
    }

    pub(super) fn read(self, text: &str) -> Option<String> {
        if self.month == Month::Roman {
            return self.read_roman(text);
        }
        if let Month::Hindi { digits: true } = self.month
            && let Some(date) = (Dated { month: Month::Digits(Script::Devanagari), ..self }).read_digits(text, true)
        {
            return Some(date);
        }
        if let Month::Digits(_) = self.month {
            return self.read_digits(text, false);
        }
        let parts = self.order.parts();
        let runs = Runs::of(text, self.script())?;
        if runs.count + 1 != parts.len() {
            return None;
        }
        let month_at = parts.iter().position(|part| *part == Part::Month)?;
        let is_last = month_at == runs.count;
        if month_at != 0 && !runs.gaps[0].is_empty() || !is_last && !self.allows_behind(runs.gaps[runs.count]) {
            return None;
        }
        let month = self.month_in(runs.gaps[month_at], month_at == 0, is_last)?;
        if let Month::Spaced(_) = self.month
            && self.order == Order::MonthDayYear
            && runs.gaps[1] != ", "
        {
            return None;
        }
        let mut numbers = runs.numbers.iter();
        let (mut year, mut day) = (None, None);
        for part in parts {
            match part {
                Part::Month => {}
                Part::Year => year = Some(self.year(*numbers.next()?)?),
                // The registries let this one day have zeros before it.
                Part::Day if self.order == Order::MonthDayYear && !matches!(self.month, Month::Spaced(_)) => day = Some(numbers.next()?.value),
                Part::Day => day = Some(self.two_digits(*numbers.next()?)?),
            }
        }
        written(year, month, day)
    }

    /// Where the month is digits too. `separate` is whether the scripts do not mix and the month is in Devanagari.
    fn read_digits(self, text: &str, separate: bool) -> Option<String> {
        let parts = self.order.parts();
        let runs = Runs::of(text, self.script())?;
        if runs.count != parts.len() || !runs.gaps[0].is_empty() || !self.allows_behind(runs.gaps[runs.count]) {
            return None;
        }
        if separate && (runs.numbers[..runs.count].iter().any(|number| number.is_mixed) || runs.numbers[1].is_ascii || runs.numbers[2].len == 1) {
            return None;
        }
        let (mut year, mut month, mut day) = (None, 0, None);
        for (part, number) in parts.iter().zip(runs.numbers) {
            match part {
                Part::Year => year = Some(self.year(number)?),
                Part::Month => month = self.two_digits(number)?,
                Part::Day => day = Some(self.two_digits(number)?),
            }
        }
        written(year, u8::try_from(month).ok()?, day)
    }

    fn script(self) -> Script {
        match self.month {
            Month::Digits(script) => script,
            Month::Hindi { .. } => Script::Devanagari,
            _ => Script::Ascii,
        }
    }

    fn year(self, number: Run) -> Option<u32> {
        let shortest = if matches!(self.month, Month::Hindi { .. } | Month::Spaced(_)) { 2 } else { 1 };
        year(number).filter(|_| number.len >= shortest && self.is_one_script(number))
    }

    fn two_digits(self, number: Run) -> Option<u32> {
        (number.len <= 2 && self.is_one_script(number)).then_some(number.value)
    }

    fn is_one_script(self, number: Run) -> bool {
        !number.is_mixed || !matches!(self.month, Month::Hindi { .. })
    }

    /// What may stand behind the last number.
    fn allows_behind(self, behind: &str) -> bool {
        let letters = |most: usize| behind.len() <= most && behind.bytes().all(|b| b.is_ascii_alphabetic());
        let anything = match (self.month, self.order) {
            (Month::Digits(_), Order::MonthDay) => return letters(behind.len()),
            (Month::Digits(_), order) => matches!(order, Order::YearMonth | Order::YearMonthDay),
            (Month::Name(language), Order::MonthDay) if language.code == "en" => return letters(2),
            (Month::Spaced(language), Order::MonthDay) if language.code == "en-short" => return letters(2),
            (Month::Name(language), _) => language.ends_loosely,
            _ => false,
        };
        anything || behind.is_empty()
    }

    /// The month that the words name: a name that stands as far behind as it can.
    fn month_in(self, gap: &str, is_first: bool, is_last: bool) -> Option<u8> {
        let before = match (self.month, is_first) {
            (_, true) => Before::Nothing,
            (Month::Name(language), _) if language.stands_apart => Before::NoLetter,
            _ => Before::Something,
        };
        match self.month {
            Month::Name(language) => {
                let behind = match (is_last, self.order) {
                    (false, _) => language.behind,
                    (true, Order::YearDayMonth) => Behind::AtMost(usize::MAX),
                    (true, Order::YearMonth) => language.last_in_year_month,
                    (true, _) => language.last,
                };
                language.month(gap, Place { before, behind })
            }
            Month::Hindi { .. } => {
                let behind = if is_last { Behind::AtMost(0) } else { Behind::Something };
                super::months::HINDI.month(gap, Place { before, behind })
            }
            Month::Spaced(language) => {
                // Where only some rules say a space, the others say any white space.
                let any = match self.order {
                    Order::MonthYear | Order::YearMonth => true,
                    Order::DayMonth | Order::MonthDay => language.code == "en-short",
                    _ => false,
                };
                let spaced = |side: &str| if any { !side.is_empty() && side.trim().is_empty() } else { side == " " };
                let trimmed = gap.trim();
                let at = gap.find(trimmed)?;
                let (left, right) = (&gap[..at], &gap[at + trimmed.len()..]);
                let beside = (if is_first { left.is_empty() } else { spaced(left) }) && (if is_last { right.is_empty() } else { spaced(right) });
                beside.then(|| language.month(trimmed, Place { before: Before::Nothing, behind: Behind::AtMost(0) }))?
            }
            Month::Digits(_) | Month::Roman => None,
        }
    }

    /// A month in Roman numerals stands between characters that are none of those letters. The registries' patterns let such a
    /// character be a digit: what the pattern reads of "17II" is the first of February, and a 7 before the month.
    fn read_roman(self, text: &str) -> Option<String> {
        let is_letter = |c: char| matches!(c, 'I' | 'V' | 'X' | 'i' | 'v' | 'x');
        let has_day = self.order != Order::MonthYear;
        let has_year = self.order != Order::DayMonth;
        let mut end = text.len();
        loop {
            end = text[..end].trim_end_matches(|c| !is_letter(c)).len();
            let start = text[..end].trim_end_matches(is_letter).len();
            if start == end {
                return None;
            }
            let mut before = text[..start].chars();
            let mut behind = text[end..].chars();
            // A character on the side where something stands, which may be a digit.
            let aside = (!has_day || before.next_back().is_some()) && (!has_year || behind.next().is_some());
            let day = if has_day { leading(before.as_str()) } else { Some(Run::default()).filter(|_| start == 0) };
            let year_number = if has_year { trailing(behind.as_str()) } else { Some(Run::default()).filter(|_| end == text.len()) };
            if let (true, Some(day), Some(year_number), Some(month)) = (aside, day, year_number, roman(&text[start..end])) {
                let year = if has_year { Some(year(year_number)?) } else { None };
                return written(year, month?, has_day.then_some(day.value));
            }
            end = start;
        }
    }
}

/// The number of one or two digits that a text begins with, where it has no others.
fn leading(text: &str) -> Option<Run> {
    let runs = Runs::of(text, Script::Ascii)?;
    (runs.count == 1 && runs.gaps[0].is_empty() && runs.numbers[0].len <= 2).then_some(runs.numbers[0])
}

/// The number of a year that a text ends with, where it has no others.
fn trailing(text: &str) -> Option<Run> {
    let runs = Runs::of(text, Script::Ascii)?;
    (runs.count == 1 && runs.gaps[1].is_empty() && matches!(runs.numbers[0].len, 1 | 2 | 4)).then_some(runs.numbers[0])
}

/// None where the letters are not of the form of a numeral, Some(None) where they are and yet no month's.
fn roman(letters: &str) -> Option<Option<u8>> {
    const MONTHS: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
    let upper = letters.to_ascii_uppercase();
    if upper != letters && letters.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    // Before the letter that counts there may be an I, and up to three behind.
    let bytes = upper.as_bytes();
    let ones_behind = bytes.iter().rev().take_while(|b| **b == b'I').count();
    let formed = match bytes.len() - ones_behind {
        0 => ones_behind <= 5,
        1 => ones_behind <= 3,
        2 => bytes[0] == b'I' && ones_behind <= 3,
        _ => false,
    };
    formed.then(|| MONTHS.iter().position(|month| *month == upper).map(|at| at as u8 + 1))
}

fn year(number: Run) -> Option<u32> {
    match number.len {
        1 | 2 => Some(2000 + number.value),
        4 => Some(number.value),
        _ => None,
    }
}

/// The value in ISO form, where there is such a day. A month and day without a year may be the 29th of February.
pub(super) fn written(year: Option<u32>, month: u8, day: Option<u32>) -> Option<String> {
    if !(1..=12).contains(&month) || year.is_some_and(|year| year > 9999) {
        return None;
    }
    let mut out = String::with_capacity(10);
    let two = |out: &mut String, number: u32| {
        out.push(char::from(b'0' + (number / 10 % 10) as u8));
        out.push(char::from(b'0' + (number % 10) as u8));
    };
    match year {
        // There is no year zero for a day to be in.
        Some(0) if day.is_some() => return None,
        Some(year) => {
            two(&mut out, year / 100);
            two(&mut out, year);
        }
        None => out.push('-'),
    }
    out.push('-');
    two(&mut out, u32::from(month));
    if let Some(day) = day {
        if !(1..=days_in(year.unwrap_or(2000), month)).contains(&day) {
            return None;
        }
        out.push('-');
        two(&mut out, day);
    }
    Some(out)
}

/// A run of digits.
#[derive(Clone, Copy, Default)]
pub(super) struct Run {
    /// As far as it matters: numbers of more than nine digits are none of a date's.
    pub(super) value: u32,
    pub(super) len: usize,
    /// In ASCII alone.
    pub(super) is_ascii: bool,
    /// In two scripts.
    pub(super) is_mixed: bool,
}

/// A text as up to three runs of digits, and what stands before, between and behind them.
pub(super) struct Runs<'a> {
    pub(super) gaps: [&'a str; 4],
    pub(super) numbers: [Run; 3],
    pub(super) count: usize,
}

impl<'a> Runs<'a> {
    /// None where there are more.
    pub(super) fn of(text: &'a str, script: Script) -> Option<Runs<'a>> {
        let mut runs = Runs { gaps: [""; 4], numbers: [Run::default(); 3], count: 0 };
        let mut rest = text;
        loop {
            let gap_end = rest.find(|c| digit(c, script).is_some()).unwrap_or(rest.len());
            runs.gaps[runs.count] = &rest[..gap_end];
            rest = &rest[gap_end..];
            if rest.is_empty() {
                return Some(runs);
            }
            if runs.count == 3 {
                return None;
            }
            let mut number = Run::default();
            let mut foreign = 0;
            let end = rest.find(|c| digit(c, script).is_none()).unwrap_or(rest.len());
            for c in rest[..end].chars() {
                number.value = number.value.saturating_mul(10).saturating_add(digit(c, script)?);
                number.len += 1;
                foreign += usize::from(!c.is_ascii());
            }
            number.is_ascii = foreign == 0;
            number.is_mixed = foreign != 0 && foreign != number.len;
            runs.numbers[runs.count] = number;
            runs.count += 1;
            rest = &rest[end..];
        }
    }
}

fn digit(c: char, script: Script) -> Option<u32> {
    let zero = match script {
        _ if c.is_ascii() => '0',
        Script::Ascii => return None,
        Script::Devanagari => '०',
        Script::FullWidth => '０',
    };
    (c as u32).checked_sub(zero as u32).filter(|digit| *digit < 10)
}
