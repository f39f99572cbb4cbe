//! Dates that are not Gregorian day, month and year: Japanese eras, the Indian national calendar, ends of quarters.

use super::dates::{Runs, Script, written};

/// How many days the month has.
pub(super) fn days_in(year: u32, month: u8) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_leap(year: u32) -> bool {
    year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400)
}

/// "2024年3月31日" and, with an era, "令和6年3月31日", where the year of the era may be the first, "元". Full-width digits are
/// digits, and white space of any kind may stand between the parts.
pub(super) fn cjk(text: &str, era: bool, day: bool) -> Option<String> {
    // The years before the first of each era.
    const ERAS: [(&str, u32); 10] = [
        ("明治", 1867),
        ("明", 1867),
        ("大正", 1911),
        ("大", 1911),
        ("昭和", 1925),
        ("昭", 1925),
        ("平成", 1988),
        ("平", 1988),
        ("令和", 2018),
        ("令", 2018),
    ];
    let mut rest = text.trim();
    let mut years_before = None;
    if era {
        let (name, before) = ERAS.iter().find(|(name, _)| rest.starts_with(name))?;
        rest = rest[name.len()..].trim_start();
        years_before = Some(*before);
    }
    let mut first_year = false;
    if era && let Some(behind) = rest.strip_prefix('元') {
        first_year = true;
        rest = behind.trim_start();
    }
    let runs = Runs::of(rest, Script::FullWidth)?;
    let mut numbers = runs.numbers[..runs.count].iter();
    let mut gaps = runs.gaps[..=runs.count].iter();
    let mut mark = |mark: &str| gaps.next().is_some_and(|gap| gap.trim() == mark);
    let year = if first_year {
        mark("年").then_some(1)?
    } else {
        let number = numbers.next()?;
        let fits = number.len <= 2 || number.len == 4 && !era;
        (mark("") && mark("年") && fits).then_some(())?;
        if number.len <= 2 && !era { 2000 + number.value } else { number.value }
    };
    let month = numbers.next().filter(|number| number.len <= 2 && mark("月"))?.value;
    let day = if day { Some(numbers.next().filter(|number| number.len <= 2 && mark("日"))?.value) } else { None };
    if numbers.next().is_some() {
        return None;
    }
    written(Some(years_before.unwrap_or(0) + year), month as u8, day)
}

/// A day of the Indian national calendar: "11 Kārtika 1944". What tells a month is a part of its name, so that it is known in
/// each of its spellings in Latin letters.
pub(super) fn saka(text: &str) -> Option<String> {
    let runs = Runs::of(text, Script::Devanagari)?;
    let [day, year, _] = runs.numbers;
    let fits = runs.count == 2 && day.len <= 2 && matches!(year.len, 2 | 4) && !day.is_mixed && !year.is_mixed;
    if !fits || !runs.gaps[0].is_empty() || !runs.gaps[2].is_empty() {
        return None;
    }
    let month = saka_month(runs.gaps[1])?;
    let day = day.value;
    // Years of two digits lie on both sides of the Gregorian year 2000, which begins on the eleventh of the tenth month of 1921.
    let year = match (year.len, year.value) {
        (2, value) if value > 21 || value == 21 && month >= 10 && day >= 11 => 1900 + value,
        (2, value) => 2000 + value,
        (_, value) => value,
    };
    saka_to_gregorian(year, month, day)
}

/// What a spelling begins with, and what follows later in the word.
type Parted = &'static [(&'static str, &'static str)];

/// The months in their order: what Latin spellings of each have in common, and the spellings that are taken whole.
const SAKA: [(Parted, &[&str]); 12] = [
    (&[("C", "ait")], &["चैत्र"]),
    (&[], &["Vai", "वैशाख", "बैसाख"]),
    (&[], &["Jy", "ज्येष्ठ"]),
    (&[], &["dha", "ḍha", "आषाढ", "आषाढ़"]),
    (&[], &["vana", "Śrāvaṇa", "श्रावण", "सावन"]),
    (&[("Bh", "dra")], &["Proṣṭhapada", "भाद्रपद", "भादो"]),
    (&[], &["in", "आश्विन"]),
    (&[("K", "rti")], &["कार्तिक"]),
    (&[("M", "rga")], &["Agra", "मार्गशीर्ष", "अगहन"]),
    (&[], &["Pau", "पौष"]),
    (&[("M", "gh")], &["माघ"]),
    (&[("Ph", "lg")], &["फाल्गुन"]),
];

/// The month that the words name, with something before the name and behind it; of several the last.
fn saka_month(words: &str) -> Option<u8> {
    for (at, _) in words.char_indices().skip(1).collect::<Vec<_>>().into_iter().rev() {
        let name = &words[at..];
        let found = SAKA.iter().position(|(parted, whole)| {
            whole.iter().any(|part| name.starts_with(part) && name.len() > part.len())
                || parted.iter().any(|(begin, later)| {
                    let Some(rest) = name.strip_prefix(begin) else { return false };
                    let word = rest.split(char::is_whitespace).next().unwrap_or_default();
                    // Between the two there is a letter at least, but in the first month's name.
                    let least = if *begin == "C" { 0 } else { word.chars().next().map_or(0, char::len_utf8) };
                    word[least..].find(later).is_some_and(|found| rest.len() > least + found + later.len())
                })
        });
        if let Some(found) = found {
            return Some(found as u8 + 1);
        }
    }
    None
}

/// The year begins on 22 March, or on 21 March of a leap year, and its first month is then a day longer.
fn saka_to_gregorian(year: u32, month: u8, day: u32) -> Option<String> {
    let begins_in = year + 78;
    let leap = u32::from(is_leap(begins_in));
    let length = |month: u8| match month {
        1 => 30 + leap,
        2..=6 => 31,
        _ => 30,
    };
    if !(1..=length(month)).contains(&day) {
        return None;
    }
    // Days after the first of March.
    let mut days = 21 - leap + (1..month).map(length).sum::<u32>() + day - 1;
    let (mut year, mut month) = (begins_in, 3);
    while days >= days_in(year, month) {
        days -= days_in(year, month);
        month += 1;
        if month > 12 {
            (year, month) = (year + 1, 1);
        }
    }
    written(Some(year), month, Some(days + 1))
}

/// The last day of a quarter: "the 3rd quarter of 2023", "2023 Q3". The year has four digits and the quarter is a word or digit,
/// in either order.
pub(super) fn quarter_end(text: &str) -> Option<String> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let year_first = |text: &str| -> Option<u32> { text.get(..4).filter(|year| year.bytes().all(|b| b.is_ascii_digit()))?.parse().ok() };
    let year_last = text.len().checked_sub(4).and_then(|at| text.get(at..)).and_then(year_first);
    if let Some(year) = year_last {
        // No digit is between the quarter and the year, and before the quarter is at most one, which begins the text.
        let before = &text[..text.len() - 4];
        let two_digits = text.bytes().take_while(u8::is_ascii_digit).count() >= 2;
        let found = last_quarter(before, &|at, behind| {
            let begins_well = at == 0 || !two_digits && before.starts_with(is_word) && !before[..at].chars().skip(1).any(|c| c.is_ascii_digit());
            begins_well && !behind.bytes().any(|b| b.is_ascii_digit())
        });
        if let Some(quarter) = found {
            return end_of(year, quarter);
        }
    }
    let behind = text.get(4..)?;
    let year = year_first(text)?;
    let quarter = last_quarter(behind, &|at, rest| {
        let ends_well = rest.is_empty() || !rest.starts_with(|c: char| c.is_ascii_digit()) && rest.ends_with(is_word);
        ends_well && !behind[..at].bytes().any(|b| b.is_ascii_digit())
    })?;
    end_of(year, quarter)
}

/// The last quarter named that stands where it may: `fits` is asked with its place and what is behind it.
fn last_quarter(text: &str, fits: &dyn Fn(usize, &str) -> bool) -> Option<u8> {
    const QUARTERS: [(&str, u8); 9] = [("1", 1), ("irst", 1), ("2", 2), ("econd", 2), ("3", 3), ("hird", 3), ("4", 4), ("ourth", 4), ("ast", 4)];
    const INITIALS: [&str; 9] = ["", "Ff", "", "Ss", "", "Tt", "", "Ff", "Ll"];
    text.char_indices().rev().find_map(|(at, c)| {
        let named = QUARTERS.iter().zip(INITIALS).find_map(|((rest, quarter), initials)| {
            let name = if initials.is_empty() { &text[at..] } else { text[at..].strip_prefix(c).filter(|_| initials.contains(c))? };
            Some((name.strip_prefix(rest)?, *quarter))
        });
        named.filter(|(behind, _)| fits(at, behind)).map(|(_, quarter)| quarter)
    })
}

fn end_of(year: u32, quarter: u8) -> Option<String> {
    written(Some(year), quarter * 3, Some(days_in(year, quarter * 3)))
}
