//! How many short values find their column, on pages whose truth is known.
//!
//! From each truth the blank cells and the spans of durations are taken away, as flattening does; then `cover` and `fill` must
//! find them again. Small cases of invented companies are in `tests/fixtures/placement`; real pages, where the folder of
//! shared material is at hand, are measured too.

use super::{cover, fill};
use crate::period;
use crate::sheet::{Filled, Heading, Line, Sheet};
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    short: usize,
    right: usize,
    certain: usize,
    certain_wrong: usize,
    columns: usize,
    columns_right: usize,
    columns_silent: usize,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.short += other.short;
        self.right += other.right;
        self.certain += other.certain;
        self.certain_wrong += other.certain_wrong;
        self.columns += other.columns;
        self.columns_right += other.columns_right;
        self.columns_silent += other.columns_silent;
    }
}

fn texts(value: &serde_json::Value) -> Vec<Option<String>> {
    value.as_array().into_iter().flatten().map(|text| text.as_str().filter(|text| !text.is_empty()).map(str::to_owned)).collect()
}

/// Takes a truth's blanks and spans away, finds them again, and counts.
fn measure(truth: &str, show: bool) -> Count {
    let truth: serde_json::Value = serde_json::from_str(truth).expect("a truth is JSON");
    let mut count = Count::default();
    let wanted: Vec<Vec<String>> = truth["columns"]
        .as_array()
        .expect("columns")
        .iter()
        .map(|lines| texts(lines).into_iter().flatten().flat_map(|line| line.split('\n').map(str::to_owned).collect::<Vec<_>>()).collect())
        .collect();
    let mut durations: Vec<String> = wanted.iter().filter_map(|lines| lines.first()).filter(|line| period::length(line).is_some()).cloned().collect();
    durations.dedup();
    let timed = !durations.is_empty();
    let bare =
        |lines: &Vec<String>| lines.iter().skip(usize::from(lines.first().is_some_and(|line| period::length(line).is_some()))).cloned().collect();
    let rows: Vec<(String, Vec<Option<String>>)> = truth["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| (row["label"].as_str().unwrap_or_default().to_owned(), texts(&row["cells"])))
        .collect();
    let line = |(label, cells): &(String, Vec<Option<String>>)| Line {
        label: label.clone(),
        cells: cells
            .iter()
            .flatten()
            .enumerate()
            .map(|(column, text)| Filled { column: column as u32, text: text.clone(), ..Filled::default() })
            .collect(),
        ..Line::default()
    };
    let mut sheet = Sheet {
        title: vec![truth["title"].as_str().unwrap_or_default().to_owned()],
        headings: wanted.iter().map(|lines| Heading { lines: bare(lines), ..Heading::default() }).collect(),
        lines: rows.iter().map(line).collect(),
        ..Sheet::default()
    };
    cover(&mut sheet, &durations);
    for (heading, wanted) in sheet.headings.iter().zip(&wanted).filter(|_| timed) {
        count.columns += 1;
        count.columns_right += usize::from(heading.lines == *wanted);
        count.columns_silent += usize::from(heading.lines != *wanted && heading.assumed.is_none());
        if show && heading.lines != *wanted {
            println!("    column {:?} for {wanted:?}, assumed: {}", heading.lines, heading.assumed.is_some());
        }
    }
    let unplaced = vec![true; sheet.lines.len()];
    fill(&mut sheet, &unplaced, false);
    for (line, (label, cells)) in sheet.lines.iter().zip(&rows) {
        let filled: Vec<usize> = (0..cells.len()).filter(|column| cells[*column].is_some()).collect();
        if filled.is_empty() || filled.len() == cells.len() {
            assert!(line.cells.iter().all(|cell| cell.doubt.is_none()), "a full row is certain");
            continue;
        }
        let placed: Vec<usize> = line.cells.iter().map(|cell| cell.column as usize).collect();
        if show && placed != filled {
            println!(
                "    {placed:?} for {filled:?}  {label}  {:?}  {}",
                line.cells.iter().map(|cell| &cell.text[..cell.text.len().min(12)]).collect::<Vec<_>>(),
                line.cells[0].doubt.as_ref().map_or("CERTAIN", |doubt| doubt.why.rsplit(". ").next().unwrap_or_default())
            );
        }
        for (cell, wanted) in line.cells.iter().zip(&filled) {
            let right = cell.column as usize == *wanted;
            count.short += 1;
            count.right += usize::from(right);
            count.certain += usize::from(cell.doubt.is_none());
            count.certain_wrong += usize::from(cell.doubt.is_none() && !right);
            if let Some(doubt) = &cell.doubt {
                assert!(doubt.columns.contains(&cell.column) && doubt.columns.len() > 1);
            }
        }
    }
    count
}

fn truths(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    all.sort();
    all
}

fn measure_all(folder: &Path, only: &dyn Fn(&Path) -> bool) -> Count {
    let show = std::env::var_os("FILING_VIEWER_SHOW").is_some();
    let mut total = Count::default();
    for path in truths(folder).iter().filter(|path| only(path)) {
        let count = measure(&std::fs::read_to_string(path).expect("a truth can be read"), show);
        if count.short > 0 || count.columns != count.columns_right {
            println!(
                "{:>4} short {:>4} right {:>4} certain {:>2} wrong  columns {}/{} silent {}  {}",
                count.short,
                count.right,
                count.certain,
                count.certain_wrong,
                count.columns_right,
                count.columns,
                count.columns_silent,
                path.file_stem().unwrap_or_default().to_string_lossy()
            );
        }
        total.add(count);
    }
    println!("{folder:?}: {total:?}");
    total
}

#[test]
fn finds_the_columns_of_invented_pages() {
    let total = measure_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/placement"), &|_| true);
    assert_eq!((total.certain_wrong, total.columns_silent), (0, 0));
    assert!(total.short > 0 && total.right * 100 >= total.short * 87, "{total:?}");
}

#[test]
fn finds_the_columns_of_real_pages() {
    let shared = std::env::var_os("FILING_VIEWER_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let folder = shared.join("corpus/r-pages-expected");
    if !folder.is_dir() {
        println!("real pages left out: there is no folder of shared material");
        return;
    }
    let texts = shared.join("corpus/disclosure-text");
    let has_text =
        |path: &Path| texts.join(format!("{}.pipe.txt", path.file_name().unwrap_or_default().to_string_lossy().trim_end_matches(".json"))).is_file();
    for only in [&has_text as &dyn Fn(&Path) -> bool, &|_| true] {
        let total = measure_all(&folder, only);
        assert_eq!((total.certain_wrong, total.columns_silent), (0, 0));
        assert!(total.short > 0 && total.right * 100 >= total.short * 87, "{total:?}");
    }
}
