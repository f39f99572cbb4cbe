//! What a label, the unit behind it, or a concept's data type says of a row's values.

use crate::hash::{HashMap, HashSet};
use crate::heading;
use crate::sheet::Line;
use crate::value;

/// What a row's label or a concept's data type says about the values, for certain.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Declared {
    Money,
    PerShare,
    Shares,
    /// A ratio or a count without a unit.
    Pure,
    /// A unit of the filer's own.
    Other(String),
    Text,
    Date,
    Duration,
    Boolean,
    Nothing,
}

/// What a label's words make likely.
#[derive(Clone, Copy, Default)]
pub(super) struct Words {
    pub(super) per_share: bool,
    /// Counts of something that is not money.
    pub(super) counts: bool,
    pub(super) shares: bool,
    /// Codes and numbers that identify: a CIK, a postal code.
    pub(super) identifies: bool,
}

impl Words {
    pub(super) fn of(label: &str) -> Self {
        let (mut per_share, mut shares, mut counts) = (false, false, false);
        let (mut first, mut before) = ("", "");
        // Whole words: "rate" is none of "corporate".
        for word in label.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            let is = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
            let was = |words: &[&str]| words.iter().any(|known| before.eq_ignore_ascii_case(known));
            per_share |= was(&["per"]) && is(&["share", "common", "unit", "warrant", "ads", "ordinary"])
                || was(&["par"]) && is(&["value"])
                || was(&["exercise", "conversion", "stock", "share"]) && is(&["price"]);
            shares |= is(&["shares"]) || was(&["stock"]) && is(&["units"]);
            counts |= was(&["number"]) && is(&["of"]) || is(&["warrants", "options", "units", "percent", "percentage", "ratio", "rate"]);
            if first.is_empty() {
                first = word;
            }
            before = word;
        }
        let last = |words: &[&str]| words.iter().any(|known| before.eq_ignore_ascii_case(known));
        let identifies = last(&["code", "key", "number", "focus", "identifier", "id"]) && !first.eq_ignore_ascii_case("number");
        let shares = shares && !per_share;
        Self { per_share, counts: shares || counts && !per_share, shares, identifies }
    }
}

/// The unit behind a label's last bar, if it is one: "Common stock, par value | $ / shares".
pub(super) fn unit_behind(line: &Line, heading_lines: &HashSet<&str>) -> Option<String> {
    if line.cells.is_empty() || !line.label.contains('|') {
        return None;
    }
    let (_, unit) = line.label.rsplit_once(" | ")?;
    let unit = value::trim(unit);
    (heading::is_unit(unit) || heading_lines.contains(unit)).then(|| unit.to_owned())
}

pub(super) fn declared(line: &Line, unit: Option<&str>, types: &HashMap<&str, &str>) -> Declared {
    if let Some(data_type) = line.name.as_deref().and_then(|name| types.get(name)) {
        let local = data_type.rsplit(':').next().unwrap_or_default();
        let by_type = match local.trim_end_matches("ItemType") {
            "monetary" => Declared::Money,
            "perShare" | "perUnit" => Declared::PerShare,
            "shares" => Declared::Shares,
            "percent" | "pure" | "integer" | "nonNegativeInteger" | "positiveInteger" | "decimal" | "float" | "double" | "int" | "long" => {
                Declared::Pure
            }
            "duration" => Declared::Duration,
            "date" | "dateTime" | "gMonthDay" => Declared::Date,
            "boolean" => Declared::Boolean,
            other
                if [
                    "string", "String", "token", "Token", "text", "Text", "domain", "gYear", "Code", "Key", "anyURI", "Type", "Zip", "Category",
                    "ID", "yesNo",
                ]
                .iter()
                .any(|part| other.contains(part)) =>
            {
                Declared::Text
            }
            _ => Declared::Nothing,
        };
        match (by_type, unit) {
            (Declared::Pure, Some(unit)) if unit != "pure" => return Declared::Other(unit.to_owned()),
            (Declared::Nothing, _) => {}
            (by_type, _) => return by_type,
        }
    }
    match unit {
        Some("shares" | "Shares") => return Declared::Shares,
        Some("pure" | "Pure") => return Declared::Pure,
        Some(unit) if unit.contains(" / ") && (unit.ends_with("shares") || unit.ends_with("share")) => return Declared::PerShare,
        Some(unit) if unit == "$" || heading::currency(unit).is_some() || value::currency_of_sign(unit).is_some() => return Declared::Money,
        Some(unit) => return Declared::Other(unit.to_owned()),
        None => {}
    }
    // EDGAR appends "(in shares)" and "(in dollars per share)" where a label does not tell the unit.
    let lower = line.label.to_ascii_lowercase();
    if let Some((_, inside)) = lower.strip_suffix(')').and_then(|label| label.rsplit_once('(')) {
        if inside == "in shares" || inside == "shares" {
            return Declared::Shares;
        }
        let parts: Vec<&str> = inside.split_whitespace().collect();
        if (inside.starts_with("in ") || parts.first().is_some_and(|p| p.len() == 3)) && parts.contains(&"per") && parts.len() <= 6 {
            return Declared::PerShare;
        }
    }
    Declared::Nothing
}
