//! The rules against 26,756 vectors beside the project, against our own fixtures, and against what holds for any text.

use super::*;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn vectors() {
    let shared = std::env::var_os("FILING_VIEWER_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = shared.join("conformance/transform_vectors.tsv");
    let Ok(vectors) = fs::read_to_string(&path) else {
        eprintln!("left out: the transformation vectors, for there is no {}", path.display());
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
    assert!(count > 26_000, "{count} vectors");
}

fn unescaped(text: &str) -> String {
    text.replace("\\t", "\t").replace("\\n", "\n").replace("\\r", "\r").replace("\\\\", "\\")
}
