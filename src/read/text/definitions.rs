//! Definition blocks as they are flattened: "X", "- Definition", "+ References", "+ Details".

use crate::filing::Definition;
use crate::value::trim;

/// Whether a line begins a definition block's part.
pub(super) fn is_part(line: &str) -> bool {
    matches!(trim(line), "- Definition" | "- References" | "- Details" | "+ Definition" | "+ References" | "+ Details")
}

/// Reads a block's lines, the "X" before them apart.
pub(super) fn block(lines: &[String]) -> Definition {
    let mut definition = Definition::default();
    let mut text: Vec<&str> = Vec::new();
    let mut has_definition = false;
    let mut in_details = false;
    for line in lines {
        match line.as_str() {
            "- Definition" | "+ Definition" => has_definition = true,
            "- References" | "+ References" => {}
            "- Details" | "+ Details" => in_details = true,
            "No definition available." => {}
            line if line.starts_with("Reference ") && line.contains(':') => definition.references.push(line.to_owned()),
            line if !definition.references.is_empty() && line.starts_with('-') => {
                if let Some(reference) = definition.references.last_mut() {
                    reference.push(' ');
                    reference.push_str(line);
                }
            }
            line => match line
                .split_once(':')
                .filter(|(key, _)| matches!(*key, "Name" | "Namespace Prefix" | "Data Type" | "Balance Type" | "Period Type"))
            {
                Some((key, value)) => detail(&mut definition, key, value),
                None if has_definition && !in_details => text.push(line),
                None => definition.references.push(line.to_owned()),
            },
        }
    }
    if !text.is_empty() {
        definition.text = Some(text.join("\n"));
    }
    definition
}

/// Reads a block that was joined to one line: "- Definition … Reference 1: … -Topic …".
pub(super) fn joined(line: &str) -> Definition {
    let mut definition = Definition::default();
    let line = trim(line);
    let (has_definition, rest) = match line.strip_prefix("- Definition") {
        Some(rest) => (true, rest),
        None => (false, line.strip_prefix("- References").or_else(|| line.strip_prefix("- Details")).unwrap_or(line)),
    };
    let mut rest = trim(rest);
    let first = rest.find("Reference 1: ").unwrap_or(rest.len());
    let (text, mut references) = rest.split_at(first);
    rest = trim(text);
    let rest = trim(rest.strip_suffix("No definition available.").unwrap_or(rest));
    if has_definition && !rest.is_empty() {
        definition.text = Some(rest.to_owned());
    }
    let mut number = 2;
    while !references.is_empty() {
        let next = references.find(&format!("Reference {number}: ")).unwrap_or(references.len());
        definition.references.push(trim(&references[..next]).to_owned());
        references = &references[next..];
        number += 1;
    }
    definition
}

/// Adds a detail, and takes the name from it.
pub(super) fn detail(definition: &mut Definition, key: &str, value: &str) {
    let (key, value) = (trim(key).trim_end_matches(':'), trim(value));
    if key == "Name" && !value.is_empty() {
        definition.name = Some(value.to_owned());
    }
    definition.details.push((key.to_owned(), value.to_owned()));
}
