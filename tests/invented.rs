//! Invented disclosures in every dialect, held against the truth beside them.
//!
//! A new pair in `fixtures/placement` or `fixtures/text` is a new test: `name.json` is the truth of `name.txt`, `.md`, `.tsv` or
//! `.csv`; a list of truths where the text holds several tables. Beside title, columns and rows a truth may say more, which is
//! then held too:
//!
//! | key | where | what |
//! |---|---|---|
//! | `periods`, `units` | table | of each column |
//! | `notes`, `footnotes` | table | texts; pairs of mark and text |
//! | `definitions` | table | for each definition with a text: how it begins, and the labels of its rows |
//! | `caveat` | table | a word that one of the table's caveats has; without the key there must be none |
//! | `members`, `values`, `unit`, `marks` | row | labels of members, values of the filled cells, the unit's measures, marks of the cells |
//! | `certain` | table | true: nothing was lost, so nothing may be assumed |

#[path = "common/compare.rs"]
mod compare;
#[path = "common/files.rs"]
mod files;

use compare::{Count, Lost, compare, written};
use files::{files, name};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn fixtures(inside: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(inside)
}

/// The texts of a folder that have a truth beside them, with it.
fn pairs(folder: &Path) -> Vec<(PathBuf, Value)> {
    let texts = files(folder, |name| !name.ends_with(".json"));
    let pair = |text: PathBuf| {
        let truth = std::fs::read(text.with_extension("json")).unwrap_or_else(|_| panic!("{} has no truth beside it", text.display()));
        let truth = serde_json::from_slice(&truth).unwrap_or_else(|error| panic!("the truth of {}: {error}", text.display()));
        (text, truth)
    };
    texts.into_iter().map(pair).collect()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn filled(row: &Value) -> Vec<&Value> {
    list(&row["cells"]).iter().filter(|cell| !cell.is_null() && **cell != "").collect()
}

/// What a truth says beyond title, headings, labels and values as shown.
fn further(want: &Value, got: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut hold = |what: &str, want: &Value, got: Value| {
        if !want.is_null() && *want != got {
            wrong.push(format!("{what}: {got} for {want}"));
        }
    };
    let each = |list_of: &str, key: &str| list(&got[list_of]).iter().map(|one| one[key].clone()).collect::<Value>();
    let measures = |unit: &Value| {
        let local = |key: &str| list(&unit[key]).iter().filter_map(|measure| measure.as_str()?.rsplit('}').next()).collect::<Vec<_>>().join("*");
        let (above, below) = (local("numerators"), local("denominators"));
        if unit.is_null() {
            Value::Null
        } else if below.is_empty() {
            above.into()
        } else {
            format!("{above}/{below}").into()
        }
    };
    hold("periods", &want["periods"], each("columns", "period"));
    hold("units", &want["units"], list(&got["columns"]).iter().map(|column| measures(&column["unit"])).collect());
    hold("notes", &want["notes"], got["notes"].clone());
    hold("footnotes", &want["footnotes"], list(&got["footnotes"]).iter().map(|note| json!([note["mark"], note["text"]])).collect());
    for definition in list(&want["definitions"]) {
        let (begins, rows) = (definition[0].as_str().unwrap_or_default(), &definition[1]);
        let found = list(&got["definitions"]).iter().find(|one| one["text"].as_str().is_some_and(|text| text.starts_with(begins)));
        let labels = |one: &Value| {
            list(&one["rows"]).iter().map(|row| got["rows"][row.as_u64().unwrap_or_default() as usize]["label"].clone()).collect::<Value>()
        };
        hold(&format!("rows of the definition {begins:?}"), rows, found.map_or(json!("none"), labels));
    }
    let caveats = list(&got["caveats"]);
    let said = match want["caveat"].as_str() {
        Some(word) => caveats.iter().any(|caveat| caveat.as_str().is_some_and(|caveat| caveat.contains(word))),
        None => caveats.is_empty(),
    };
    hold("caveats", &if said { Value::Null } else { want["caveat"].as_str().unwrap_or("none").into() }, got["caveats"].clone());
    if want["certain"] == true {
        hold("columns assumed", &json!(vec![false; list(&got["columns"]).len()]), each("columns", "assumed"));
    }
    let with_values = |rows: &Value| list(rows).iter().filter(|row| !filled(row).is_empty()).cloned().collect::<Vec<_>>();
    for (want_row, got_row) in with_values(&want["rows"]).iter().zip(&with_values(&got["rows"])) {
        let label = &want_row["label"];
        let of_cells = |key: &str| filled(got_row).iter().map(|cell| cell[key].clone()).collect::<Value>();
        hold(&format!("values of {label}"), &want_row["values"], of_cells("value"));
        hold(&format!("marks of {label}"), &want_row["marks"], of_cells("footnotes"));
        hold(&format!("members of {label}"), &want_row["members"], list(&got_row["members"]).iter().map(|member| member["label"].clone()).collect());
        hold(&format!("unit of {label}"), &want_row["unit"], measures(&got_row["unit"]));
        if want["certain"] == true {
            hold(&format!("assumed cells of {label}"), &json!(vec![false; filled(got_row).len()]), of_cells("assumed"));
        }
    }
    wrong
}

/// Holds every pair of a folder against its truth and prints the share of short values that stand in the right column.
fn hold(folder: &str) -> (usize, Count) {
    let (mut total, mut failed, mut report) = (Count::default(), Vec::new(), Vec::new());
    let pairs = pairs(&fixtures(folder));
    for (path, truth) in &pairs {
        let file = name(path);
        let lost = if file.ends_with(".txt") { Lost::Blanks } else { Lost::Spans };
        let tables = match filing_viewer::read(std::fs::read(path).unwrap(), file) {
            Ok(filing) => written(&filing),
            Err(error) => {
                failed.push(error.to_string());
                continue;
            }
        };
        let wanted = truth.as_array().cloned().unwrap_or_else(|| vec![truth.clone()]);
        if wanted.len() != tables.len() {
            let titles: Vec<_> = tables.iter().map(|table| &table["title"]).collect();
            failed.push(format!("{file}: {} tables for {}: {titles:?}", tables.len(), wanted.len()));
        }
        let mut count = Count::default();
        for (want, got) in wanted.iter().zip(&tables) {
            let concepts = want["rows"].as_array().is_some_and(|rows| rows.iter().any(|row| row["concept"].is_string()));
            let (more, mut wrong) = compare(want, got, lost, concepts);
            count += more;
            if folder == "text" {
                wrong.extend(further(want, got));
            }
            failed.extend(wrong.into_iter().map(|what| format!("{file}: {what}")));
        }
        report.push(count.line(file));
        total += count;
    }
    report.push(total.line(&format!("all {} of {folder}, {} values", pairs.len(), total.values)));
    println!("{}", report.join("\n"));
    assert!(failed.is_empty() && total.silent == 0, "{}", failed.join("\n"));
    assert!(total.reaches(87), "{total:?}");
    (pairs.len(), total)
}

#[test]
fn short_rows_find_their_columns() {
    let (pages, total) = hold("placement");
    assert!(pages >= 12 && total.short >= 200, "{pages} pages, {total:?}");
}

#[test]
fn every_dialect_is_read() {
    let (texts, _) = hold("text");
    assert!(texts >= 12);
}
