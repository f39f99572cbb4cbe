//! Which rule a name is, in each registry.

use super::dates::{Dated, Month, Order, Script};
use super::durations::Unit;
use super::months::language;
use super::names::List;
use super::numbers::{Groups, Marks, Number, Units};
use super::turned::Turned;
use super::{Does, Gives};

const BARE: Marks = Marks { stop: false, space: false, apostrophe: false };
const STOP: Marks = Marks { stop: true, ..BARE };
const SPACE: Marks = Marks { space: true, ..BARE };
const STOP_OR_SPACE: Marks = Marks { stop: true, ..SPACE };

/// The rule of that name. Registries are counted from zero, the SEC's last.
pub(super) fn rule(registry: usize, name: &str) -> Option<Does> {
    match registry {
        0 => first(name),
        1 => second(name),
        2 => second(name).or_else(|| third(name)),
        3 => fourth(name),
        4 => fourth(name).or_else(|| fifth(name)),
        _ => sec(name),
    }
}

fn date(order: Order, month: Month) -> Option<Does> {
    Some(Does::Date(Dated { order, month }))
}

fn digits(order: Order, script: Script) -> Option<Does> {
    date(order, Month::Digits(script))
}

fn named(order: Order, code: &str) -> Option<Does> {
    let language = language(code, order == Order::MonthYear)?;
    date(order, if code == "hi" { Month::Hindi { digits: false } } else { Month::Name(language) })
}

fn spaced(order: Order, code: &str) -> Option<Does> {
    date(order, Month::Spaced(language(code, false)?))
}

fn turned(mark: char, day_first: bool, has_year: bool) -> Option<Does> {
    Some(Does::Turned(Turned { mark, day_first, has_year }))
}

fn number(comma: bool, groups: Groups, marks: Marks) -> Option<Does> {
    Some(Does::Number(Number { comma, groups, marks, canonical: groups == Groups::Any }))
}

fn fixed(gives: Gives, value: &'static str) -> Option<Does> {
    Some(Does::Fixed(gives, value))
}

/// 2010-04-20.
fn first(name: &str) -> Option<Does> {
    match name {
        "dateslashus" => turned('/', false, true),
        "dateslasheu" => turned('/', true, true),
        "datedotus" => turned('.', false, true),
        "datedoteu" => turned('.', true, true),
        "dateslashmonthdayus" => turned('/', false, false),
        "dateslashdaymontheu" => turned('/', true, false),
        "datelongus" => spaced(Order::MonthDayYear, "en-long"),
        "dateshortus" => spaced(Order::MonthDayYear, "en-short"),
        "datelonguk" => spaced(Order::DayMonthYear, "en-long"),
        "dateshortuk" => spaced(Order::DayMonthYear, "en-short"),
        "datelongdaymonthuk" => spaced(Order::DayMonth, "en-long"),
        "dateshortdaymonthuk" => spaced(Order::DayMonth, "en-short"),
        "datelongmonthdayus" => spaced(Order::MonthDay, "en-long"),
        "dateshortmonthdayus" => spaced(Order::MonthDay, "en-short"),
        "datelongyearmonth" => spaced(Order::YearMonth, "en-long"),
        "dateshortyearmonth" => spaced(Order::YearMonth, "en-short"),
        "datelongmonthyear" => spaced(Order::MonthYear, "en-long"),
        "dateshortmonthyear" => spaced(Order::MonthYear, "en-short"),
        "numcomma" => number(true, Groups::Never, BARE),
        "numcommadot" => number(false, Groups::Threes, STOP),
        "numdotcomma" => number(true, Groups::Threes, STOP),
        "numspacedot" => number(false, Groups::Threes, SPACE),
        "numspacecomma" => number(true, Groups::Threes, SPACE),
        "numdash" => Some(Does::Dash { any: false }),
        _ => None,
    }
}

/// 2011-07-31, all of which 2015-02-26 has too.
fn second(name: &str) -> Option<Does> {
    match name {
        "booleanfalse" => fixed(Gives::Boolean, "false"),
        "booleantrue" => fixed(Gives::Boolean, "true"),
        "nocontent" => fixed(Gives::Empty, ""),
        "zerodash" => Some(Does::Dash { any: true }),
        "datedaymonth" => digits(Order::DayMonth, Script::Ascii),
        "datedaymonthyear" => digits(Order::DayMonthYear, Script::Ascii),
        "datemonthday" => digits(Order::MonthDay, Script::Ascii),
        "datemonthdayyear" => digits(Order::MonthDayYear, Script::Ascii),
        "datedaymonthen" => named(Order::DayMonth, "en"),
        "datedaymonthyearen" => named(Order::DayMonthYear, "en"),
        "datemonthdayen" => named(Order::MonthDay, "en"),
        "datemonthdayyearen" => named(Order::MonthDayYear, "en"),
        "datemonthyearen" => named(Order::MonthYear, "en"),
        "dateyearmonthen" => named(Order::YearMonth, "en"),
        "dateerayearmonthdayjp" => Some(Does::Cjk { era: true, day: true }),
        "dateerayearmonthjp" => Some(Does::Cjk { era: true, day: false }),
        "dateyearmonthdaycjk" => Some(Does::Cjk { era: false, day: true }),
        "dateyearmonthcjk" => Some(Does::Cjk { era: false, day: false }),
        "numcommadecimal" => number(true, Groups::MaybeThrees, STOP_OR_SPACE),
        "numdotdecimal" => number(false, Groups::MaybeThrees, STOP_OR_SPACE),
        "numunitdecimal" => Some(Does::Units(Units::Strict)),
        _ => None,
    }
}

/// What 2015-02-26 adds.
fn third(name: &str) -> Option<Does> {
    match name {
        "calindaymonthyear" => Some(Does::Saka),
        "datedaymonthdk" => named(Order::DayMonth, "da"),
        "datedaymonthyeardk" => named(Order::DayMonthYear, "da"),
        "datemonthyeardk" => named(Order::MonthYear, "da"),
        "datedaymonthyearin" => date(Order::DayMonthYear, Month::Hindi { digits: true }),
        "datemonthyearin" => named(Order::MonthYear, "hi"),
        "datemonthyear" => digits(Order::MonthYear, Script::Ascii),
        "dateyearmonthday" => digits(Order::YearMonthDay, Script::FullWidth),
        "numdotdecimalin" => number(false, Groups::MaybeIndian, STOP_OR_SPACE),
        "numunitdecimalin" => Some(Does::Units(Units::Indian)),
        _ => None,
    }
}

/// 2020-02-12, all of which 2022-02-16 has too.
fn fourth(name: &str) -> Option<Does> {
    match name {
        "fixed-false" => fixed(Gives::Boolean, "false"),
        "fixed-true" => fixed(Gives::Boolean, "true"),
        "fixed-empty" => fixed(Gives::Empty, ""),
        "fixed-zero" => fixed(Gives::Decimal, "0"),
        "num-comma-decimal" => number(true, Groups::Any, STOP_OR_SPACE),
        "num-dot-decimal" => number(false, Groups::Any, STOP_OR_SPACE),
        "num-unit-decimal" => Some(Does::Units(Units::Free { apostrophe: false })),
        "numdotdecimalin" => Some(Does::Number(Number { comma: false, groups: Groups::MaybeIndian, marks: STOP_OR_SPACE, canonical: true })),
        "date-day-month" => digits(Order::DayMonth, Script::Ascii),
        "date-month-day" => digits(Order::MonthDay, Script::Ascii),
        "date-month-day-year" => digits(Order::MonthDayYear, Script::Ascii),
        "date-day-month-year" => digits(Order::DayMonthYear, Script::Devanagari),
        "date-month-year" => digits(Order::MonthYear, Script::Devanagari),
        "date-year-month" => digits(Order::YearMonth, Script::FullWidth),
        "date-year-month-day" => digits(Order::YearMonthDay, Script::FullWidth),
        "date-day-monthroman" => date(Order::DayMonth, Month::Roman),
        "date-day-monthroman-year" => date(Order::DayMonthYear, Month::Roman),
        "date-monthroman-year" => date(Order::MonthYear, Month::Roman),
        "date-ind-day-monthname-year-hi" => Some(Does::Saka),
        "date-jpn-era-year-month-day" => Some(Does::Cjk { era: true, day: true }),
        "date-jpn-era-year-month" => Some(Does::Cjk { era: true, day: false }),
        _ => in_language(name, &LANGUAGES_OF),
    }
}

/// What 2022-02-16 adds.
fn fifth(name: &str) -> Option<Does> {
    let apostrophe = Marks { apostrophe: true, ..STOP_OR_SPACE };
    match name {
        "num-comma-decimal-apos" => number(true, Groups::Any, apostrophe),
        "num-dot-decimal-apos" => number(false, Groups::Any, apostrophe),
        "num-unit-decimal-apos" => Some(Does::Units(Units::Free { apostrophe: true })),
        _ => in_language(name, &WELSH_OF),
    }
}

/// Names that end in a language: how they begin, the order they mean, and the languages there are.
type Family = (&'static str, Order, &'static str);

const LANGUAGES_OF: [Family; 8] = [
    ("date-day-monthname-", Order::DayMonth, "bg cs da de el en es et fi fr hr it lv nl no pl pt ro sk sl sv"),
    ("date-day-monthname-year-", Order::DayMonthYear, "bg cs da de el en es et fi fr hi hr it nl no pl pt ro sk sl sv"),
    ("date-monthname-day-", Order::MonthDay, "en hu lt"),
    ("date-monthname-day-year-", Order::MonthDayYear, "en"),
    ("date-monthname-year-", Order::MonthYear, "bg cs da de el en es et fi fr hi hr it nl no pl pt ro sk sl sv"),
    ("date-year-monthname-", Order::YearMonth, "en hu lt lv"),
    ("date-year-monthname-day-", Order::YearMonthDay, "hu lt"),
    ("date-year-day-monthname-", Order::YearDayMonth, "lv"),
];
const WELSH_OF: [Family; 3] = [
    ("date-day-monthname-", Order::DayMonth, "cy"),
    ("date-day-monthname-year-", Order::DayMonthYear, "cy"),
    ("date-monthname-year-", Order::MonthYear, "cy"),
];

fn in_language(name: &str, families: &[Family]) -> Option<Does> {
    let (begin, code) = name.split_at_checked(name.len().checked_sub(2)?)?;
    let (_, order, codes) = families.iter().find(|(known, _, _)| *known == begin)?;
    codes.split(' ').find(|known| *known == code).and_then(|code| named(*order, code))
}

fn sec(name: &str) -> Option<Does> {
    Some(match name {
        "duryear" => Does::Length(Unit::Year),
        "durmonth" => Does::Length(Unit::Month),
        "durweek" => Does::Length(Unit::Week),
        "durday" => Does::Length(Unit::Day),
        "durhour" => Does::Length(Unit::Hour),
        "durwordsen" => Does::LengthWords,
        "numwordsen" => Does::NumberWords,
        "numinf" => Does::Fixed(Gives::NotFinite, "INF"),
        "numneginf" => Does::Fixed(Gives::NotFinite, "-INF"),
        "numnan" => Does::Fixed(Gives::NotFinite, "NaN"),
        "datequarterend" => Does::QuarterEnd,
        "boolballotbox" => Does::Ballot(Gives::Boolean),
        "yesnoballotbox" => Does::Ballot(Gives::Name),
        "countrynameen" => Does::Name(List::Country),
        "stateprovnameen" => Does::Name(List::State),
        "edgarprovcountryen" => Does::Name(List::Edgar),
        "exchnameen" => Does::Name(List::Exchange),
        "entityfilercategoryen" => Does::Name(List::FilerCategory),
        _ => return None,
    })
}
