//! Which definition belongs to which rows.
//!
//! For certain by the name in its Details. Otherwise by evidence, and then marked as assumed: the blocks stand in the order
//! of the concepts' names, and a definition's words are like its label's. Each label takes one definition at most.

use crate::filing::Definition;
use crate::hash::{HashMap, HashSet};
use crate::sheet::Sheet;

/// Attaches the sheet's definitions to its lines.
pub(super) fn definitions(sheet: &mut Sheet) {
    by_name(sheet);
    let labels = distinct_labels(sheet);
    let open: Vec<usize> =
        (0..sheet.definitions.len()).filter(|at| sheet.definitions[*at].rows.is_empty() && sheet.definitions[*at].text.is_some()).collect();
    if open.is_empty() || labels.is_empty() {
        return;
    }
    let weights = Weights::of(&labels, &sheet.definitions);
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for (nth, (label, _)) in labels.iter().enumerate() {
        for at in &open {
            let score = weights.likeness(label, &sheet.definitions[*at]);
            if score > 0 {
                pairs.push((score, nth, *at));
            }
        }
    }
    for (label, definition) in one_to_one(pairs, &labels, sheet.definitions.len()) {
        sheet.definitions[definition].rows = labels[label].1.clone();
        sheet.definitions[definition].assumed = true;
    }
}

/// Rows whose name the definition's Details give.
fn by_name(sheet: &mut Sheet) {
    let mut rows: HashMap<&str, Vec<u32>> = HashMap::default();
    for (at, line) in sheet.lines.iter().enumerate() {
        if let Some(name) = &line.name {
            rows.entry(name).or_default().push(at as u32);
        }
    }
    for definition in &mut sheet.definitions {
        if let Some(found) = definition.name.as_deref().and_then(|name| rows.get(name)) {
            definition.rows = found.clone();
        }
    }
}

/// The labels without a name and the rows they stand in; member rows apart.
fn distinct_labels(sheet: &Sheet) -> Vec<(String, Vec<u32>)> {
    let mut order: Vec<(String, Vec<u32>)> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::default();
    for (at, line) in sheet.lines.iter().enumerate() {
        let members = line.cells.is_empty()
            && (line.label.contains(" | ") || line.label.ends_with("[Member]") || line.label.ends_with("[Domain]") || line.label.contains("[Axis]"));
        if line.name.is_some() || members || line.label.is_empty() {
            continue;
        }
        let nth = *known.entry(&line.label).or_insert_with(|| {
            order.push((line.label.clone(), Vec::new()));
            order.len() - 1
        });
        order[nth].1.push(at as u32);
    }
    order
}

/// How rare each word is among the definitions: a rare one says more.
struct Weights {
    of_word: HashMap<String, u32>,
}

impl Weights {
    fn of(labels: &[(String, Vec<u32>)], definitions: &[Definition]) -> Self {
        let texts: Vec<HashSet<String>> =
            definitions.iter().filter_map(|d| d.text.as_deref()).map(|text| words(text).into_iter().collect()).collect();
        let mut of_word = HashMap::default();
        for word in labels.iter().flat_map(|(label, _)| words(label)) {
            let holding = texts.iter().filter(|text| text.contains(&word)).count();
            // 40 for a word of one definition, less for each doubling.
            let weight = if holding == 0 { 8 } else { (40 * (texts.len() + 1)).ilog2().saturating_sub((holding * 40).ilog2()) * 10 + 6 };
            of_word.insert(word, weight);
        }
        Self { of_word }
    }

    /// Per mille of the label's words, by weight, that the definition has; with a little for its opening words.
    fn likeness(&self, label: &str, definition: &Definition) -> u32 {
        let Some(text) = definition.text.as_deref() else { return 0 };
        // A header of line items is defined in set words.
        let line_items = label.ends_with("[Line Items]");
        if text.starts_with("Line items represent") {
            return if line_items { 2000 } else { 0 };
        }
        if line_items || label.ends_with("[Abstract]") {
            return if line_items && text.contains("line items") { 500 } else { 0 };
        }
        let all = words(text);
        let bag: HashSet<&String> = all.iter().collect();
        let opening: HashSet<&String> = all.iter().take(8).collect();
        let label = words(label);
        let (mut shared, mut total, mut early) = (0, 0, 0);
        for word in &label {
            let weight = self.of_word.get(word).copied().unwrap_or(8);
            total += weight;
            if bag.contains(word) {
                shared += weight;
                early += if opening.contains(word) { weight } else { 0 };
            }
        }
        if shared == 0 || total == 0 { 0 } else { shared * 900 / total + early * 150 / total }
    }
}

/// The words of a text that carry meaning, cut to their stems.
fn words(text: &str) -> Vec<String> {
    const EMPTY: &[&str] = &[
        "the", "of", "and", "or", "in", "to", "a", "an", "for", "by", "on", "as", "is", "are", "that", "which", "with", "from", "at", "be", "this",
        "per", "not", "other", "amount", "value",
    ];
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 1)
        .map(crate::space::lower)
        .filter(|word| !EMPTY.contains(&word.as_str()))
        .map(|word| stem(&word).to_owned())
        .collect()
}

/// Cuts the endings that one word wears in different places: "warrants", "insured" and "insurance" stay apart from "insulin".
fn stem(word: &str) -> &str {
    for end in [
        "ization", "ations", "ation", "ities", "ments", "ances", "ance", "ment", "ings", "ible", "able", "ions", "ies", "ing", "ity", "ion", "ed",
        "es", "s", "e", "y",
    ] {
        if let Some(cut) = word.strip_suffix(end).filter(|cut| cut.len() >= 4) {
            return cut;
        }
    }
    word
}

/// The best pairs, each label and each definition once; pairs that agree with the order of the blocks come first among equals.
fn one_to_one(mut pairs: Vec<(u32, usize, usize)>, labels: &[(String, Vec<u32>)], _blocks: usize) -> Vec<(usize, usize)> {
    // Blocks go by the names of concepts: a pair whose label begins like its neighbours' order gets a small bonus.
    let mut alphabetic: Vec<usize> = (0..labels.len()).collect();
    crate::order::sort_by_key(&mut alphabetic, |at| crate::space::lower(&labels[*at].0));
    let rank: HashMap<usize, usize> = alphabetic.iter().enumerate().map(|(rank, label)| (*label, rank)).collect();
    let definitions: Vec<usize> = {
        let mut all: Vec<usize> = pairs.iter().map(|(_, _, definition)| *definition).collect();
        crate::order::sort_by(&mut all, Ord::cmp);
        all.dedup();
        all
    };
    for (score, label, definition) in &mut pairs {
        let at = definitions.binary_search(definition).unwrap_or(0) * 1000 / definitions.len().max(1);
        let expected = rank.get(label).copied().unwrap_or(0) * 1000 / labels.len().max(1);
        *score += 60u32.saturating_sub(at.abs_diff(expected) as u32 / 10);
    }
    crate::order::sort_by(&mut pairs, |a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let (mut taken_labels, mut taken, mut out) = (HashSet::default(), HashSet::default(), Vec::new());
    for (score, label, definition) in pairs {
        if score < 340 || taken_labels.contains(&label) || taken.contains(&definition) {
            continue;
        }
        taken_labels.insert(label);
        taken.insert(definition);
        out.push((label, definition));
    }
    out
}
