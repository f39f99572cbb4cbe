//! What a title and a column's heading say: kind of page, members, units, scale, length and date.

use crate::filing::{Scale, TableKind, Unit};
use crate::hash::HashSet;
use crate::period::{self, Length};
use crate::value::{self, trim};

/// A title taken apart.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Title {
    /// The first line, whole.
    pub(crate) whole: String,
    /// Without brackets, members and units.
    pub(crate) name: String,
    pub(crate) kind: Option<TableKind>,
    pub(crate) members: Vec<String>,
    /// The unit's words: `USD ($)`, `shares`.
    pub(crate) unit: Option<String>,
    pub(crate) notes: Vec<String>,
    pub(crate) scale: Scale,
}

/// Reads a title from its lines; a scale that was joined to the first line is split off again.
pub(crate) fn title(lines: &[String]) -> Title {
    let mut title = Title::default();
    let mut lines = lines.iter().map(|line| trim(line)).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return title };
    let (whole, joined) = split_scale(first);
    title.whole = whole.to_owned();
    title.notes.extend(joined.map(str::to_owned));
    for line in lines {
        // A line that is no scale goes on with the title: long titles break.
        if title.notes.is_empty() && scale(line).is_none() && !line.to_ascii_lowercase().contains("unless otherwise specified") {
            title.whole.push(' ');
            title.whole.push_str(line);
        } else {
            title.notes.push(line.to_owned());
        }
    }
    for note in &title.notes {
        let more = scale(note).unwrap_or_default();
        title.scale = Scale { money: more.money.or(title.scale.money), shares: more.shares.or(title.scale.shares) };
    }
    let mut name = title.whole.as_str();
    // "(USD $)" at the end is the form of 2009 to 2013, " - USD ($)" the later one.
    if let Some((before, unit)) = name.strip_suffix(')').and_then(|name| name.rsplit_once(" (")).filter(|(_, unit)| old_unit(unit).is_some()) {
        title.unit = old_unit(unit);
        name = before;
    }
    let kind_end = bracket(name);
    let mut parts: Vec<&str> = Vec::new();
    if let Some((start, end, kind)) = kind_end {
        title.kind = Some(kind);
        parts.extend(name[end..].split(" - ").map(trim).filter(|part| !part.is_empty()));
        name = name[..start].trim_end();
    } else {
        while let Some((before, part)) = name.rsplit_once(" - ").filter(|(_, part)| is_unit(part)) {
            parts.insert(0, part);
            name = before;
        }
    }
    for part in parts {
        if is_unit(part) {
            title.unit = Some(part.to_owned());
        } else {
            title.members.push(part.trim_start_matches("- ").to_owned());
        }
    }
    title.kind = title.kind.or(Some(TableKind::Statement));
    title.name = name.to_owned();
    title
}

/// The last bracket that names a kind of page: where it starts and ends, and the kind.
fn bracket(name: &str) -> Option<(usize, usize, TableKind)> {
    let mut found = None;
    let mut from = 0;
    while let Some(open) = name[from..].find('(').map(|at| at + from) {
        let Some(close) = name[open..].find(')').map(|at| at + open) else { break };
        let words = name[open + 1..close].to_ascii_lowercase();
        let kind = match words.split_whitespace().next().unwrap_or_default() {
            "detail" | "details" => {
                Some(if words.contains("rative") || words.contains("textual") { TableKind::DetailsNarrative } else { TableKind::Details })
            }
            "table" | "tables" => Some(TableKind::Tables),
            "policy" | "policies" => Some(TableKind::Policies),
            "parenthetical" | "parentheticals" | "parenthetic" => Some(TableKind::Parenthetical),
            _ => None,
        };
        if let Some(kind) = kind {
            found = Some((open, close + 1, kind));
        }
        from = close + 1;
    }
    found
}

fn old_unit(words: &str) -> Option<String> {
    let (code, sign) = words.split_once(' ').unwrap_or((words, ""));
    (value::CURRENCY_CODES.contains(&code) && sign.chars().count() <= 3)
        .then(|| if sign.is_empty() { code.to_owned() } else { format!("{code} ({sign})") })
}

/// Splits "… - USD ($) shares in Thousands, $ in Millions" before its scale.
fn split_scale(line: &str) -> (&str, Option<&str>) {
    let mut cut = None;
    for (at, _) in line.match_indices(' ') {
        let rest = &line[at + 1..];
        if rest.len() < 80 && cut.is_none() && starts_scale(rest) && scale(rest).is_some() {
            cut = Some(at);
        }
    }
    match cut {
        Some(at) => (line[..at].trim_end(), Some(line[at + 1..].trim())),
        None => (line, None),
    }
}

fn starts_scale(rest: &str) -> bool {
    let first = rest.split(',').next().unwrap_or_default();
    let Some((what, size)) = first.rsplit_once(" in ") else { return rest.starts_with("In ") };
    !what.contains(' ') && power(size).is_some()
}

fn power(word: &str) -> Option<i32> {
    Some(match trim(word).trim_end_matches([')', '.', ';']).to_ascii_lowercase().as_str() {
        "hundred" | "hundreds" => 2,
        "thousand" | "thousands" | "000s" | "000's" => 3,
        "ten thousands" => 4,
        "hundred thousands" => 5,
        "million" | "millions" => 6,
        "ten millions" => 7,
        "hundred millions" => 8,
        "billion" | "billions" => 9,
        "trillion" | "trillions" => 12,
        _ => return None,
    })
}

/// Reads a scale line in any of its spellings; none where the line is something else.
pub(crate) fn scale(line: &str) -> Option<Scale> {
    let mut found = Scale::default();
    let mut any = false;
    let mut all = None;
    for clause in line.split([',', ';']) {
        let clause = trim(clause).trim_start_matches('(').trim_end_matches(')');
        let lower = clause.to_ascii_lowercase();
        if let Some(exempt) = lower.strip_prefix("except ") {
            if (exempt.contains("share") && !exempt.contains("per")) || exempt.contains("share data and") || exempt.contains("shares") {
                all = None;
            }
            continue;
        }
        let Some((what, size)) = lower.rsplit_once("in ").map(|(what, size)| (what.trim(), size)) else { continue };
        let Some(power) = power(size) else { continue };
        any = true;
        match what {
            "" | "amounts" | "figures" => (found.money, all) = (found.money.or(Some(power)), Some(power)),
            "shares" | "share" => found.shares = Some(power),
            _ => found.money = Some(power),
        }
    }
    // "In Millions" alone scales shares too, unless share data are excepted.
    found.shares = found.shares.or(all);
    any.then_some(found)
}

/// Whether words name a unit as headings and titles print it.
pub(crate) fn is_unit(words: &str) -> bool {
    let words = trim(words);
    if let Some((over, under)) = words.split_once(" / ") {
        return (is_unit(over) || value::currency_of_sign(over).is_some() || over == "$") && !under.contains(' ') && !under.is_empty();
    }
    if matches!(words, "shares" | "Shares" | "pure" | "Pure" | "$") {
        return true;
    }
    if let Some((code, sign)) = words.strip_suffix(')').and_then(|words| words.split_once(" (")) {
        return is_code(code) && sign.chars().count() <= 4;
    }
    value::CURRENCY_CODES.contains(&words) || (words.chars().count() <= 4 && value::currency_of_sign(words).is_some())
}

fn is_code(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())
}

/// The ISO code of a unit's words, where they name a currency: `USD ($)` is `USD`.
pub(crate) fn currency(words: &str) -> Option<&str> {
    let over = words.split(" / ").next().unwrap_or_default();
    let code = over.split(" (").next().unwrap_or_default();
    (is_code(code) && code != "Pure").then_some(code)
}

const ISO4217: &str = "{http://www.xbrl.org/2003/iso4217}";
const INSTANCE: &str = "{http://www.xbrl.org/2003/instance}";

pub(crate) fn money(code: &str) -> Unit {
    Unit { numerators: vec![[ISO4217, code].concat().into()], denominators: Vec::new() }
}

pub(crate) fn shares() -> Unit {
    Unit { numerators: vec![[INSTANCE, "shares"].concat().into()], denominators: Vec::new() }
}

pub(crate) fn per_share(code: &str) -> Unit {
    Unit { numerators: money(code).numerators, denominators: shares().numerators }
}

pub(crate) fn pure() -> Unit {
    Unit { numerators: vec![[INSTANCE, "pure"].concat().into()], denominators: Vec::new() }
}

/// The unit of a heading's or row's words; `code` is the currency that a bare sign stands for.
pub(crate) fn unit(words: &str, code: Option<&str>) -> Option<Unit> {
    let measure = |words: &str| -> Option<Box<str>> {
        let words = trim(words);
        Some(match words.to_ascii_lowercase().as_str() {
            "shares" | "share" => [INSTANCE, "shares"].concat().into(),
            "pure" => [INSTANCE, "pure"].concat().into(),
            _ => match currency(words)
                .or_else(|| value::currency_of_sign(words))
                .or(if words == "$" || value::CURRENCY_SIGNS.iter().any(|(s, _)| *s == words) { code } else { None })
            {
                Some(code) => [ISO4217, code].concat().into(),
                None if words.is_empty() || words == "$" => return None,
                None => words.into(),
            },
        })
    };
    let (over, under) = words.split_once(" / ").map_or((words, None), |(over, under)| (over, Some(under)));
    let denominators = match under {
        Some(under) => vec![measure(under)?],
        None => Vec::new(),
    };
    Some(Unit { numerators: vec![measure(over)?], denominators })
}

/// A column's heading taken apart.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct ColumnHeading {
    pub(crate) length: Option<Length>,
    pub(crate) date: Option<time::Date>,
    pub(crate) units: Vec<String>,
    pub(crate) members: Vec<String>,
}

/// Reads a heading's lines. `row_units` are units that rows of the table name behind their labels ("| Vendor").
pub(crate) fn column(lines: &[String], row_units: &HashSet<&str>) -> ColumnHeading {
    let mut found = ColumnHeading::default();
    for line in lines {
        let mut line = trim(line);
        // "12 Months Ended Dec. 31, 2023" on one line.
        if found.length.is_none()
            && let Some((head, rest)) = split_ended(line)
        {
            found.length = period::length(head);
            line = trim(rest);
        }
        if line.is_empty() {
            continue;
        }
        if found.date.is_none()
            && let Some((date, rest)) = leading_date(line)
        {
            found.date = Some(date);
            line = trim(rest);
            if line.is_empty() {
                continue;
            }
            // Markdown joins a heading's lines: what follows the date may hold several units.
            for part in joined_units(line) {
                if is_unit(part) || row_units.contains(part) { found.units.push(part.to_owned()) } else { found.members.push(part.to_owned()) }
            }
            continue;
        }
        let behind_unit = !found.units.is_empty() && found.date.is_some() && !line.contains('[');
        if is_unit(line) || row_units.contains(line) || behind_unit {
            found.units.push(line.to_owned());
        } else {
            found.members.push(line.to_owned());
        }
    }
    found
}

/// Splits behind "Ended": "3 Months Ended" and what follows on the line.
pub(crate) fn split_ended(line: &str) -> Option<(&str, &str)> {
    let at = line.to_ascii_lowercase().find(" ended")? + " ended".len();
    let (head, rest) = line.split_at_checked(at)?;
    period::length(head).map(|_| (head, rest))
}

/// A date at the start of the line, and the rest.
fn leading_date(line: &str) -> Option<(time::Date, &str)> {
    if let Some(date) = period::date(line) {
        return Some((date, ""));
    }
    let mut ends = line.match_indices(' ').map(|(at, _)| at).skip(2);
    let end = ends.next()?;
    period::date(&line[..end]).map(|date| (date, &line[end..]))
}

/// Takes "USD ($) $ / shares shares" apart into its units; a text that is not only units stays whole.
fn joined_units(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = trim(text);
    while !rest.is_empty() {
        let ends = rest.match_indices(' ').map(|(at, _)| at).chain([rest.len()]);
        let Some(end) = ends.filter(|end| is_unit(&rest[..*end])).max() else {
            if parts.is_empty() || rest.contains(' ') {
                return vec![trim(text)];
            }
            parts.push(rest);
            break;
        };
        parts.push(&rest[..end]);
        rest = trim(&rest[end..]);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(lines: &[&str]) -> Title {
        title(&lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn takes_titles_apart() {
        let t = of(&["FAIR VALUE - Convertible Note - Related Party (Details) - Level 3 - USD ($)"]);
        assert_eq!(
            (t.name.as_str(), t.kind, t.unit.as_deref()),
            ("FAIR VALUE - Convertible Note - Related Party", Some(TableKind::Details), Some("USD ($)"))
        );
        assert_eq!(t.members, ["Level 3"]);
        let t = of(&["BALANCE SHEETS (Unaudited) (Parenthetical) - $ / shares", "shares in Thousands"]);
        assert_eq!((t.name.as_str(), t.kind, t.unit.as_deref()), ("BALANCE SHEETS (Unaudited)", Some(TableKind::Parenthetical), Some("$ / shares")));
        assert_eq!(t.scale, Scale { money: None, shares: Some(3) });
        let t = of(&["Derivatives (Accumulated Other) (Details) (USD $)", "In Millions, unless otherwise specified"]);
        assert_eq!((t.kind, t.unit.as_deref(), t.scale), (Some(TableKind::Details), Some("USD ($)"), Scale { money: Some(6), shares: Some(6) }));
        let t = of(&["Statements of Income - USD ($) shares in Thousands, $ in Thousands"]);
        assert_eq!((t.whole.as_str(), t.notes.len(), t.scale), ("Statements of Income - USD ($)", 1, Scale { money: Some(3), shares: Some(3) }));
        let t = of(&["Credit Losses (Details Narrative)"]);
        assert_eq!((t.kind, t.name.as_str()), (Some(TableKind::DetailsNarrative), "Credit Losses"));
    }

    #[test]
    fn reads_every_spelling_of_scale() {
        for (line, money, shares) in [
            ("$ in Millions", Some(6), None),
            ("shares in Thousands, $ in Millions", Some(6), Some(3)),
            ("In Millions, except Per Share data, unless otherwise specified", Some(6), Some(6)),
            ("In Thousands, except Share data, unless otherwise specified", Some(3), None),
            ("(in millions)", Some(6), Some(6)),
            ("USD ($) in Millions", Some(6), None),
            ("Dollars in Millions", Some(6), None),
            ("€ in Millions", Some(6), None),
        ] {
            assert_eq!(scale(line), Some(Scale { money, shares }), "{line}");
        }
        assert_eq!(scale("Investments in Affiliates"), None);
    }

    #[test]
    fn takes_column_headings_apart() {
        let lines: Vec<String> = ["6 Months Ended", "Mar. 29, 2025", "USD ($)", "Vendor"].iter().map(|s| (*s).to_string()).collect();
        let c = column(&lines, &HashSet::default());
        assert_eq!((c.length, c.units.len(), c.members.len()), (Some(Length::Months(6)), 2, 0));
        let c = column(&["Mar. 29, 2025 USD ($) $ / shares shares".to_owned()], &HashSet::default());
        assert_eq!(c.units, ["USD ($)", "$ / shares", "shares"]);
        let c = column(&["12 Months Ended Dec. 31, 2023".to_owned(), "Subsequent Event [Member]".to_owned()], &HashSet::default());
        assert_eq!((c.length, c.date.is_some(), c.members.len()), (Some(Length::Months(12)), true, 1));
    }
}
