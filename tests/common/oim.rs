//! xBRL-JSON as its specification has it: what a document must hold, and its names written out.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Namespaces that are known by their prefixes alone.
const KNOWN: [(&str, &str); 5] = [
    ("iso4217", "http://www.xbrl.org/2003/iso4217"),
    ("xbrli", "http://www.xbrl.org/2003/instance"),
    ("utr", "http://www.xbrl.org/2009/utr"),
    ("xbrl", "https://xbrl.org/2021"),
    ("xs", "http://www.w3.org/2001/XMLSchema"),
];

/// `{namespace}local` with the usual prefix, where there is one.
pub(crate) fn short(measure: &str) -> String {
    let known = measure.strip_prefix('{').and_then(|rest| rest.split_once('}'));
    match known.and_then(|(namespace, local)| Some((KNOWN.iter().find(|(_, of)| *of == namespace)?.0, local))) {
        Some((prefix, local)) => format!("{prefix}:{local}"),
        None => measure.to_owned(),
    }
}

/// The measures of a unit above and below its line. Slashes and stars in a namespace are none of the unit's.
pub(crate) fn unit(text: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut sides, mut depth) = (vec![vec![String::new()]], 0);
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            '/' if depth == 0 => {
                sides.push(vec![String::new()]);
                continue;
            }
            '*' if depth == 0 => {
                sides.last_mut().unwrap().push(String::new());
                continue;
            }
            '(' | ')' if depth == 0 => continue,
            _ => {}
        }
        sides.last_mut().unwrap().last_mut().unwrap().push(c);
    }
    let mut sides = sides.into_iter().map(|side| side.into_iter().filter(|measure| !measure.is_empty()).collect());
    (sides.next().unwrap_or_default(), sides.next().unwrap_or_default())
}

/// A name of the document written out.
pub(crate) fn expanded(document: &Value, name: &str) -> Option<String> {
    let (prefix, local) = name.split_once(':')?;
    let namespace = document["documentInfo"]["namespaces"][prefix].as_str()?;
    Some(format!("{{{namespace}}}{local}"))
}

/// The dimensions of a fact, names written out; "nil" for a typed one that is.
pub(crate) fn read(document: &Value, fact: &Value) -> BTreeMap<String, String> {
    let of = |(name, value): (&String, &Value)| {
        let name = if name.contains(':') { expanded(document, name).unwrap() } else { name.clone() };
        let text = value.as_str().unwrap_or("nil").to_owned();
        let is_name = name.starts_with('{') || ["concept", "entity"].contains(&&*name);
        let value = if is_name { expanded(document, &text).unwrap_or(text) } else { text };
        (name, value)
    };
    fact["dimensions"].as_object().unwrap().iter().map(of).collect()
}

/// Holds a document against the rules of the specification that need no taxonomy.
pub(crate) fn assert_whole(document: &Value, name: &str) {
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
    let only = |value: &Value, allowed: &[&str]| assert!(keys(value).iter().all(|key| allowed.contains(&&**key)), "{name}: {:?}", keys(value));
    only(document, &["documentInfo", "facts"]);
    let info = &document["documentInfo"];
    only(info, &["documentType", "features", "namespaces", "taxonomy", "linkTypes", "linkGroups"]);
    assert_eq!(info["documentType"], "https://xbrl.org/2021/xbrl-json", "{name}");
    assert!(info["taxonomy"].as_array().unwrap().iter().all(Value::is_string), "{name}");
    let namespaces = info["namespaces"].as_object().unwrap();
    let distinct: BTreeSet<&str> = namespaces.values().map(|namespace| namespace.as_str().unwrap()).collect();
    assert_eq!(distinct.len(), namespaces.len(), "{name}: a namespace with two prefixes");
    for (prefix, namespace) in KNOWN {
        assert!(namespaces.get(prefix).is_none_or(|own| own == namespace), "{name}: {prefix}");
    }
    let facts = document["facts"].as_object().unwrap();
    for (id, fact) in facts {
        only(fact, &["value", "decimals", "dimensions", "links"]);
        let at = format!("{name} {id}");
        assert!(fact["value"].is_string() || fact.as_object().unwrap()["value"].is_null(), "{at}");
        assert!(fact.get("decimals").is_none_or(Value::is_i64), "{at}");
        let dimensions = fact["dimensions"].as_object().unwrap();
        let is_note = dimensions["concept"] == "xbrl:note";
        assert!(expanded(document, dimensions["concept"].as_str().unwrap()).is_some(), "{at}");
        assert!(is_note || expanded(document, dimensions["entity"].as_str().unwrap()).is_some(), "{at}");
        assert!(!is_note || (dimensions["noteId"] == **id && dimensions["language"].is_string()), "{at}");
        for (key, value) in dimensions {
            let text = value.as_str().unwrap_or_default();
            match &**key {
                "concept" | "entity" | "noteId" => {}
                "language" => assert!(!text.is_empty() && text == text.to_lowercase(), "{at}"),
                "period" => assert!(text.split('/').all(is_moment), "{at}: {text}"),
                "unit" => {
                    let (above, below) = unit(text);
                    assert!(text != "xbrli:pure" && !above.is_empty(), "{at}");
                    assert!(above.iter().chain(&below).all(|measure| expanded(document, measure).is_some()), "{at}: {text}");
                }
                axis => {
                    assert!(expanded(document, axis).is_some(), "{at}: {axis}");
                    assert!(value.is_null() || value.is_string(), "{at}: {axis}");
                }
            }
        }
        for (link, groups) in fact.get("links").and_then(Value::as_object).into_iter().flatten() {
            assert!(info["linkTypes"][link].is_string(), "{at}: {link}");
            for (group, ids) in groups.as_object().unwrap() {
                assert!(info["linkGroups"][group].is_string(), "{at}: {group}");
                let ids: Vec<&str> = ids.as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
                assert!(ids.iter().all(|id| facts.contains_key(*id)) && ids.iter().collect::<BTreeSet<_>>().len() == ids.len(), "{at}");
            }
        }
    }
}

/// `2023-12-31T00:00:00`, with a fraction and a zone perhaps.
fn is_moment(text: &str) -> bool {
    let form: String = text.chars().take(19).map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    form == "0000-00-00T00:00:00"
}
