//! Facts held against expected ones, as `check/facts.py` of the shared material does it.

use filing_viewer::Filing;
use filing_viewer::write::{ChosenFacts, Form};
use serde_json::Value;
use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Opens files as one filing.
pub(crate) fn read(paths: &[PathBuf]) -> Filing {
    let files = paths.iter().map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(path).unwrap()));
    filing_viewer::read_all(files).unwrap_or_else(|error| panic!("{error}"))
}

/// The facts as the command line writes them.
pub(crate) fn written(filing: &Filing) -> Vec<Value> {
    let mut lines = Vec::new();
    filing_viewer::write::facts(filing, Form::Jsonl, &ChosenFacts::default(), &mut lines).unwrap();
    lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(|line| serde_json::from_slice(line).unwrap()).collect()
}

/// Expected facts, a JSON object a line, maybe in gzip.
#[allow(dead_code)] // Not every test that includes this file has expectations of others.
pub(crate) fn expected(path: &Path) -> Vec<Value> {
    let bytes = std::fs::read(path).unwrap();
    let mut text = String::new();
    if path.extension().is_some_and(|extension| extension == "gz") {
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text).unwrap();
    } else {
        text = String::from_utf8(bytes).unwrap();
    }
    text.lines().filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// What was right, and what was not.
#[derive(Debug, Default)]
pub(crate) struct Check {
    pub(crate) right: usize,
    pub(crate) skipped: usize,
    missing: Vec<String>,
    surplus: Vec<String>,
    unmarked: Vec<String>,
}

type Counts = HashMap<String, i64>;

impl Check {
    pub(crate) fn is_right(&self) -> bool {
        self.missing.is_empty() && self.surplus.is_empty() && self.unmarked.is_empty()
    }

    /// `exact` compares markup, languages and what is hidden too. Concepts that are skipped are taken out on both sides.
    pub(crate) fn of(expected: &[Value], actual: &[Value], exact: bool, skipped: &[&str]) -> Self {
        let (mut whole, mut bare, mut erroneous): (Counts, Counts, Counts) = Default::default();
        let (mut markup, mut left_out, mut bare_numbers) = (Vec::new(), Vec::new(), Vec::new());
        let mut check = Self::default();
        let kept = |fact: &&Value| !skipped.contains(&text(&fact["concept"]));
        check.skipped = expected.iter().filter(|fact| !kept(fact)).count();
        for fact in expected.iter().filter(kept).filter(|fact| text(&fact["kind"]) == "fact") {
            let (concept, nil) = (text(&fact["concept"]).to_owned(), fact["nil"] == true);
            if matches!(text(&fact["element"]), "tuple" | "fraction") {
                left_out.push(concept);
                continue;
            }
            if fact["escape"] == true {
                markup.push(concept.clone());
            }
            let numeric = text(&fact["element"]) == "nonFraction" || !fact["unit"].is_null();
            let value = value(&fact["value"], numeric, fact["escape"] == true, exact);
            if !fact["error"].is_null() {
                *erroneous.entry(concept).or_default() += 1;
            } else if ["contextError", "unitError", "periodError"].iter().any(|key| !fact[key].is_null()) {
                if numeric {
                    bare_numbers.push(concept.clone());
                }
                *bare.entry(format!("{concept} {value} {nil}")).or_default() += 1;
            } else {
                let unit = units(&fact["unit"], "num", "den");
                let extra = extra(&fact["lang"], &fact["hidden"], &unit, exact);
                let dimensions = dimensions(&fact["dims"]);
                let key = key(&concept, &fact["entity"]["id"], &fact["period"], dimensions, unit, &fact["decimals"], nil, &value, extra);
                *whole.entry(key).or_default() += 1;
            }
        }
        for fact in actual.iter().filter(kept) {
            let (concept, nil) = (text(&fact["concept"]).to_owned(), fact["nil"] == true);
            if left_out.contains(&concept) {
                continue;
            }
            let marked = fact["caveats"].as_array().is_some_and(|caveats| !caveats.is_empty());
            if marked && erroneous.get(&concept).is_some_and(|left| *left > 0) {
                *erroneous.get_mut(&concept).unwrap() -= 1;
                continue;
            }
            let numeric = !fact["unit"].is_null() || bare_numbers.contains(&concept);
            let value = if nil { "-".to_owned() } else { value(&fact["value"], numeric, markup.contains(&concept), exact) };
            let unit = units(&fact["unit"], "numerators", "denominators");
            let extra = extra(&fact["language"], &fact["hidden"], &unit, exact);
            let dimensions = dimensions(&fact["dimensions"]);
            let entity = &fact["entity"]["identifier"];
            let key = key(&concept, entity, &fact["period"], dimensions, unit, &fact["decimals"], nil, &value, extra);
            let short = format!("{concept} {value} {nil}");
            if let Some(left) = whole.get_mut(&key).filter(|left| **left > 0) {
                *left -= 1;
                check.right += 1;
            } else if let Some(left) = bare.get_mut(&short).filter(|left| **left > 0) {
                *left -= 1;
                check.right += 1;
                if !marked {
                    check.unmarked.push(short);
                }
            } else {
                check.surplus.push(key.chars().take(300).collect());
            }
        }
        let rest = |counts: Counts| counts.into_iter().filter(|(_, left)| *left > 0).map(|(key, _)| key.chars().take(300).collect::<String>());
        check.missing.extend(rest(whole).chain(rest(bare)));
        check.unmarked.extend(rest(erroneous));
        check
    }
}

/// Everything but the place of a fact and what only one of two formats can say, for comparing an inline document with its instance.
#[allow(dead_code)] // As above.
pub(crate) fn same(fact: &Value) -> String {
    let unit = units(&fact["unit"], "numerators", "denominators");
    let value = value(&fact["value"], !unit.is_empty(), true, false);
    let extra = String::new();
    let concept = text(&fact["concept"]);
    key(
        concept,
        &fact["entity"]["identifier"],
        &fact["period"],
        dimensions(&fact["dimensions"]),
        unit,
        &fact["decimals"],
        fact["nil"] == true,
        &value,
        extra,
    )
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

#[allow(clippy::too_many_arguments)] // A key is what all of them are.
fn key(
    concept: &str,
    entity: &Value,
    period: &Value,
    dimensions: String,
    unit: String,
    decimals: &Value,
    nil: bool,
    value: &str,
    extra: String,
) -> String {
    let decimals = text(decimals).trim();
    let decimals = match decimals.strip_prefix('+').unwrap_or(decimals).parse::<i64>() {
        _ if nil => String::new(),
        Ok(number) => number.to_string(),
        Err(_) => decimals.to_uppercase(),
    };
    let value = if nil { "-" } else { value };
    format!("{concept} | {} | {} | {dimensions} | {unit} | {decimals} | {nil} | {value} | {extra}", text(entity), text(period))
}

fn dimensions(list: &Value) -> String {
    let mut all: Vec<String> = list.as_array().map_or(&[][..], Vec::as_slice).iter().map(dimension).collect();
    all.sort();
    all.join(", ")
}

fn dimension(of: &Value) -> String {
    let typed = if text(&of["member"]).is_empty() { folded(text(&of["typed"])) } else { String::new() };
    format!("{}={}{typed}", text(&of["axis"]), text(&of["member"]))
}

fn units(unit: &Value, above: &str, below: &str) -> String {
    let side = |key: &str| {
        let mut all: Vec<&str> = unit[key].as_array().map_or(&[][..], Vec::as_slice).iter().map(text).collect();
        all.sort_unstable();
        all.join("*")
    };
    if unit.is_null() { String::new() } else { format!("{}/{}", side(above), side(below)) }
}

fn extra(language: &Value, hidden: &Value, unit: &str, exact: bool) -> String {
    let language = if unit.is_empty() { text(language).to_lowercase() } else { String::new() };
    if exact { format!("{language} {}", *hidden == true) } else { String::new() }
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn value(value: &Value, numeric: bool, markup: bool, exact: bool) -> String {
    let Some(value) = value.as_str() else { return "-".to_owned() };
    if numeric && let Some(number) = normal(value.trim()) {
        return number;
    }
    match (markup, exact) {
        (true, true) => canonical(value),
        // Without tags, references and white space.
        (true, false) => stripped(value).split_whitespace().collect(),
        (false, _) => folded(value),
    }
}

/// A decimal in one form.
fn normal(text: &str) -> Option<String> {
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !all(whole) || !all(fraction) {
        return None;
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let sign = if negative && whole.len() + fraction.len() > 0 { "-" } else { "" };
    Some(format!("{sign}{whole}.{fraction}"))
}

fn stripped(markup: &str) -> String {
    let mut out = String::new();
    let mut rest = markup;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        rest = rest[start..].split_once('>').map_or("", |(_, rest)| rest);
    }
    unescaped(&[&out, rest].concat())
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Markup with the attributes of each tag in order and no empty tags, folded.
fn canonical(markup: &str) -> String {
    let mut out = String::new();
    let mut rest = markup;
    while let Some(start) = rest.find('<') {
        out.push_str(&rest[..start]);
        let end = rest[start..].find('>').map_or(rest.len(), |at| start + at);
        let tag = rest[start + 1..end].trim();
        rest = rest.get(end + 1..).unwrap_or_default();
        let (tag, empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag.trim(), true));
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        let mut all: Vec<String> =
            attributes.split("\" ").map(|one| one.trim().trim_end_matches('"').to_owned()).filter(|one| !one.is_empty()).collect();
        all.sort();
        out.push_str(&format!("<{name} {}>", all.join("\" ")));
        if empty {
            out.push_str(&format!("</{name} >"));
        }
    }
    out.push_str(rest);
    folded(&unescaped(&out))
}
