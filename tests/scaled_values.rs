//! Numbers of R pages, scaled, held against the facts of the filing that the pages were made from.

#[path = "common/files.rs"]
mod files;
#[path = "common/shared.rs"]
mod shared;

use files::{files, name};
use flate2::read::GzDecoder;
use serde_json::Value;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufRead, BufReader};

/// A decimal's digits without sign, without zeros that say nothing: the page may negate what the filing reports.
fn size(number: &str) -> Option<String> {
    let digits = number.trim().trim_start_matches(['-', '+']);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(fraction) || digits.is_empty() {
        return None;
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    Some(format!("{whole}.{fraction}"))
}

#[test]
fn every_scaled_number_is_a_value_of_its_concept() {
    let Some(corpus) = shared::material("corpus") else { return };
    let facts = BufReader::new(GzDecoder::new(File::open(corpus.join("facts-expected/aapl-20250329.htm.jsonl.gz")).unwrap()));
    let mut known: HashMap<String, HashSet<String>> = HashMap::new();
    for line in facts.lines() {
        let fact: Value = serde_json::from_str(&line.unwrap()).unwrap();
        if let (Some(concept), Some(value)) = (fact["qname"].as_str(), fact["value"].as_str()) {
            let value = value.trim();
            known.entry(concept.to_owned()).or_default().insert(size(value).unwrap_or_else(|| value.to_owned()));
        }
    }
    let pages = files(&corpus.join("r-pages/dgunning"), |name| name.starts_with("aapl-20250329-R"));
    assert_eq!(pages.len(), 42);
    let (mut numbers, mut others, mut missed) = (0, 0, Vec::new());
    for page in &pages {
        let filing = filing_viewer::read(std::fs::read(page).unwrap(), name(page)).unwrap();
        for fact in filing.facts() {
            let Some(value) = fact.value() else { continue };
            let concept = fact.concept().and_then(|concept| concept.name.as_deref()).unwrap_or_default();
            let held = match fact.kind() {
                kind if kind.is_numeric() => size(&value).unwrap_or_else(|| panic!("{value:?} is no decimal")),
                kind if matches!(kind.name(), "date" | "duration" | "boolean") => value.clone().into_owned(),
                _ => continue,
            };
            if fact.kind().is_numeric() {
                numbers += 1
            } else {
                others += 1
            }
            if !known.get(concept).is_some_and(|values| values.contains(&held)) {
                missed.push(format!("{}: {concept} {:?} read as {value:?}, known are {:?}", name(page), fact.shown(), known.get(concept)));
            }
        }
    }
    println!("{numbers} numbers and {others} dates, durations and booleans of {} pages", pages.len());
    assert!(numbers >= 300, "{numbers} numbers");
    assert!(missed.is_empty(), "{} missed\n{}", missed.len(), missed.join("\n"));
}
