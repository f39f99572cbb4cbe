//! The rules against 26,756 vectors beside the project, against our own fixtures, and against what holds for any text.

use super::*;
use proptest::prelude::*;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use time::{Date, Duration};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/transforms")
}

/// Every rule there is, with its registry as counted from zero.
fn names() -> Vec<(usize, String)> {
    let names = fs::read_to_string(fixtures().join("names.txt")).unwrap();
    let named = names.lines().map(|line| line.split_once(' ').unwrap());
    named.map(|(registry, name)| (short(registry), name.to_owned())).collect()
}

/// A registry from its number, or "sec".
fn short(registry: &str) -> usize {
    registry.parse().map_or(5, |number: usize| number - 1)
}

fn rule(registry: usize, name: &str) -> Rule {
    Rule::named(REGISTRIES[registry].1, name).unwrap_or_else(|| panic!("no {name} in registry {registry}"))
}

fn apply(registry: usize, name: &str, text: &str) -> Option<String> {
    rule(registry, name).apply(text).map(Cow::into_owned)
}

fn unescaped(text: &str) -> String {
    text.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "\r").replace("\\\\", "\\")
}

#[test]
fn vectors() {
    let shared = std::env::var_os("FILING_VIEWER_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = shared.join("conformance/transform_vectors.tsv");
    let Ok(vectors) = fs::read_to_string(&path) else {
        // Past the test harness, which would swallow what a passing test prints.
        let _ = writeln!(std::io::stderr(), "left out: the transformation vectors, for there is no {}", path.display());
        return;
    };
    let mut wrong = Vec::new();
    let mut count = 0;
    for line in vectors.lines().filter(|line| !line.starts_with('#')) {
        count += 1;
        let [namespace, name, input, output] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("four columns: {line}") };
        let input = unescaped(input);
        let expected = (output != "INVALID").then(|| unescaped(output));
        let found = Rule::named(namespace, name).unwrap_or_else(|| panic!("no {name}")).apply(&input).map(Cow::into_owned);
        if found != expected {
            wrong.push(format!("{name} of {input:?}: {found:?}, not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(count, 26_756, "vectors");
}

/// Each file is a test: registry, rule, text as shown, and the value or ✗ where the rule refuses.
#[test]
fn our_fixtures() {
    let mut files: Vec<_> = fs::read_dir(fixtures()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        let rows = fs::read_to_string(&file).unwrap();
        let mut outcomes = [0; 2];
        for line in rows.lines().filter(|line| !line.starts_with('#')) {
            let [registry, name, input, expected] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("four columns: {line}") };
            let found = apply(short(registry), name, &unescaped(input));
            assert_eq!(found.as_deref().unwrap_or("✗"), expected, "{}: {name} of {input:?}", file.display());
            outcomes[usize::from(found.is_some())] += 1;
        }
        assert!(outcomes.iter().all(|count| *count > 0), "{} has nothing accepted or nothing refused", file.display());
    }
}

#[test]
fn the_rules_there_are() {
    let names = names();
    let counts: Vec<usize> = (0..6).map(|registry| names.iter().filter(|(of, _)| *of == registry).count()).collect();
    assert_eq!(counts, [24, 21, 31, 95, 101, 18]);
    for (registry, (_, namespace, _)) in REGISTRIES.iter().enumerate() {
        let has = |name: &str| names.iter().any(|(of, known)| *of == registry && known == name);
        let knows = |name: &str| Rule::named(namespace, name).is_some();
        for (_, name) in &names {
            assert_eq!(knows(name), has(name), "{name} in registry {registry}");
            // A name with a language, with each of the languages.
            for code in ["bg", "cs", "cy", "da", "dk", "el", "en", "hi", "hu", "in", "lt", "lv", "sv", "xx", ""] {
                let other = format!("{}{code}", name.trim_end_matches(|c: char| c != '-'));
                assert_eq!(knows(&other), has(&other), "{other} in registry {registry}");
            }
        }
        assert!(!knows("") && !knows("é"));
    }
    assert_eq!(Rule::named("http://www.xbrl.org/inlineXBRL/transformation", "zerodash"), None);
}

#[test]
fn registries_in_words() {
    let third = "http://www.xbrl.org/inlineXBRL/transformation/2015-02-26";
    assert_eq!((registry(third), registry("")), (Some("transformation registry 3"), None));
}

#[test]
fn what_needs_no_change_is_not_copied() {
    for (registry, name, text) in [(4, "num-dot-decimal", "1234"), (2, "numdotdecimal", "0012.50"), (4, "num-comma-decimal", "12")] {
        assert!(matches!(rule(registry, name).apply(text), Some(Cow::Borrowed(_))), "{name} of {text}");
    }
}

/// Whether a value is of the form that its kind demands.
fn formed(gives: Gives, value: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let numbers = |parts: &[&str], lengths: &[usize]| {
        parts.len() == lengths.len() && parts.iter().zip(lengths).all(|(part, len)| digits(part) && part.len() == *len)
    };
    let parts: Vec<&str> = value.trim_start_matches("--").split('-').collect();
    match gives {
        Gives::Decimal => digits(value.split_once('.').map_or(value, |(whole, part)| if digits(part) { whole } else { "" })),
        Gives::NotFinite => matches!(value, "INF" | "-INF" | "NaN"),
        Gives::Date => {
            let number = |at: usize| parts[at].parse::<u16>().unwrap();
            numbers(&parts, &[4, 2, 2])
                && time::Month::try_from(number(1) as u8)
                    .is_ok_and(|month| Date::from_calendar_date(number(0).into(), month, number(2) as u8).is_ok())
        }
        Gives::MonthDay => value.starts_with("--") && numbers(&parts, &[2, 2]),
        Gives::YearMonth => numbers(&parts, &[4, 2]),
        Gives::Duration => {
            value.trim_start_matches('-').starts_with('P') && value.ends_with(['Y', 'M', 'D', 'H']) && value.contains(|c: char| c.is_ascii_digit())
        }
        Gives::Boolean => matches!(value, "true" | "false"),
        Gives::Name => !value.is_empty(),
        Gives::Empty => value.is_empty(),
    }
}

/// Texts that rules may take for something, and any others.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[0-9]{1,4}",
        3 => prop::sample::select(vec![" ", ".", ",", "/", "-", "'", "\u{a0}", " de ", ". ", ", ", "\n"]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "January", "JAN", "mai", "Μάρτιος", "июл", "октября", "červenec", "दिसंबर", "Chaitra", "M", "gh", "rga", "XI", "v", "令和", "元", "年", "月", "日", "९", "９",
            "first", "Q4", "one", "twenty", "hundred", "thousand", "million", "and", "years", "months", "days", "no", "☒", "The", "Kingdom", "Of", "Spain",
        ]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop_oneof![3 => prop::collection::vec(part, 0..8).prop_map(|parts| parts.concat()), 1 => any::<String>()]
}

/// "Two hundred five", as the rule for words reads it.
fn spelled(number: u64) -> String {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    const SCALES: [&str; 6] = ["thousand", "million", "billion", "trillion", "quadrillion", "quintillion"];
    let more = |rest: u64, gap: &str| if rest == 0 { String::new() } else { format!("{gap}{}", spelled(rest)) };
    match number {
        0..20 => SMALL[number as usize].to_owned(),
        20..100 => format!("{}{}", TENS[number as usize / 10], more(number % 10, "-")),
        100..1000 => format!("{} hundred{}", SMALL[number as usize / 100], more(number % 100, " and ")),
        _ => {
            let scale = (1..).take_while(|power| 1000_u64.checked_pow(*power).is_some_and(|least| least <= number)).last().unwrap();
            let unit = 1000_u64.pow(scale);
            format!("{} {}{}", spelled(number / unit), SCALES[scale as usize - 1], more(number % unit, ", "))
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_refused_or_gives_a_value_of_the_kind(text in text()) {
        for (registry, name) in names() {
            let rule = rule(registry, &name);
            // The first registry turns dates with slashes and full stops round, and looks no further.
            if let Some(value) = rule.apply(&text) && !matches!(rule.0, Does::Turned(_)) {
                prop_assert!(formed(rule.gives(), &value), "{name} of {text:?} is {value:?}, no {:?}", rule.gives());
            }
        }
    }

    #[test]
    fn white_space_around_and_doubled_makes_no_difference(text in text()) {
        let spread = format!("\n\t{}\r ", text.replace(' ', " \n "));
        for (registry, name) in names() {
            let rule = rule(registry, &name);
            prop_assert_eq!(rule.apply(&text), rule.apply(&spread), "{}", name);
        }
    }

    #[test]
    fn a_canonical_number_is_its_own_value(text in "[0-9 ,]{0,9}(\\.[0-9]{1,6})?") {
        if let Some(value) = apply(4, "num-dot-decimal", &text) {
            let again = apply(4, "num-dot-decimal", &value);
            prop_assert_eq!(again.as_ref(), Some(&value));
            let zeros = value.len() > 1 && value.starts_with('0') && !value.starts_with("0.") || value.contains('.') && value.ends_with('0');
            prop_assert!(!zeros, "{value}");
        }
    }

    #[test]
    fn a_date_is_read_where_there_is_such_a_day(year in 1..=9999_i32, month in 0..14_u8, day in 0..33_u8) {
        let real = time::Month::try_from(month).ok().and_then(|month| Date::from_calendar_date(year, month, day).ok());
        let expected = real.map(|_| format!("{year:04}-{month:02}-{day:02}"));
        prop_assert_eq!(apply(4, "date-day-month-year", &format!("{day}.{month}.{year:04}")), expected.clone());
        let name = ["", "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września", "października", "listopada", "grudnia", ""];
        prop_assert_eq!(apply(4, "date-day-monthname-year-pl", &format!("{day} {} {year:04} r.", name[usize::from(month)])), expected);
    }

    #[test]
    fn days_of_the_indian_calendar_follow_each_other(year in 1..9000_u32) {
        let months = ["Chaitra", "Vaishakha", "Jyaistha", "Ashadha", "Shravana", "Bhadra", "Ashvina", "Kartika", "Agrahayana", "Pausha", "Magha", "Phalguna"];
        let read = |month: &str, day: u32, year: u32| apply(3, "date-ind-day-monthname-year-hi", &format!("{day} {month} {year:04}"));
        let mut expected = None;
        for month in months {
            for day in 1..32 {
                let Some(date) = read(month, day, year) else { continue };
                let parts: Vec<u16> = date.split('-').map(|part| part.parse().unwrap()).collect();
                let date = Date::from_calendar_date(parts[0].into(), time::Month::try_from(parts[1] as u8).unwrap(), parts[2] as u8).unwrap();
                prop_assert_eq!(date, *expected.get_or_insert(date), "{} {} {}", day, month, year);
                expected = date.checked_add(Duration::DAY);
            }
        }
        prop_assert_eq!(expected.map(|date| Some(date.to_string())), Some(read("Chaitra", 1, year + 1)));
    }

    #[test]
    fn numbers_in_words_are_read_back(number in prop_oneof![0..2000_u64, any::<u64>()]) {
        prop_assert_eq!(apply(5, "numwordsen", &spelled(number)), Some(number.to_string()));
    }
}
