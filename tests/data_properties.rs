//! What holds of files of data, workbooks and plain-text documents, whatever the bytes: reading ends, nothing panics, places lie in
//! the source, and values are what their kind says.

#[path = "common/files.rs"]
mod files;
#[path = "common/held.rs"]
mod held;

use files::{files, name};
use held::hold;
use proptest::prelude::*;
use proptest::sample::Index;
use std::path::Path;
use std::sync::LazyLock;

/// A file's name and bytes.
type File = (String, Vec<u8>);

/// The fixtures of each folder: files that are read together.
static SETS: LazyLock<Vec<Vec<File>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let of = |folder: &str| -> Vec<File> {
        let paths = files(&root.join(folder), |_| true);
        paths.into_iter().map(|path| (name(&path).to_owned(), std::fs::read(&path).unwrap())).collect()
    };
    let mut sets = vec![of("xbrl-csv"), of("data-set")];
    sets[0].extend(of("xbrl-csv/tables"));
    let alone = ["xbrl-json", "company-facts", "workbook", "columns"].into_iter().flat_map(of);
    sets.extend(alone.map(|file| vec![file]));
    sets
});

/// A change to some bytes.
#[derive(Clone, Debug)]
enum Change {
    Cut(Index),
    Byte(Index, u8),
    Remove(Index, u8),
    /// A piece of the file once more, elsewhere.
    Copy(Index, Index, u8),
    Piece(Index, &'static str),
}

fn change() -> impl Strategy<Value = Change> {
    let pieces = prop::sample::select(vec![
        "\"",
        "\\u",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "\t",
        "\n",
        "$",
        "$$",
        "@end",
        "#nil",
        "##",
        "d-3",
        "1e999999999",
        "-",
        "é",
        "\u{0}",
        "<TABLE>",
        "<S>",
        "<C>",
        "</TABLE>",
        "<FN>",
        "<F1>",
        "<PAGE>",
        "....",
        "99999999999999999999",
        "9999-99-99",
    ]);
    prop_oneof![
        any::<Index>().prop_map(Change::Cut),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte(at, byte)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, len)| Change::Remove(at, len)),
        (any::<Index>(), any::<Index>(), any::<u8>()).prop_map(|(from, to, len)| Change::Copy(from, to, len)),
        (any::<Index>(), pieces).prop_map(|(at, piece)| Change::Piece(at, piece)),
    ]
}

fn changed(bytes: &mut Vec<u8>, change: &Change) {
    if bytes.is_empty() {
        return;
    }
    let len = bytes.len();
    match change {
        Change::Cut(at) => bytes.truncate(at.index(len)),
        Change::Byte(at, byte) => bytes[at.index(len)] = *byte,
        Change::Remove(at, many) => {
            let at = at.index(len);
            bytes.drain(at..(at + usize::from(*many)).min(len));
        }
        Change::Copy(from, to, many) => {
            let from = from.index(len);
            let piece = bytes[from..(from + usize::from(*many)).min(len)].to_vec();
            let to = to.index(len);
            bytes.splice(to..to, piece);
        }
        Change::Piece(at, piece) => {
            let at = at.index(len);
            bytes.splice(at..at, piece.bytes());
        }
    }
}

fn read(files: Vec<File>) {
    if let Ok(mut filing) = filing_viewer::read_all(files) {
        hold(&filing);
        filing.open_tables();
        hold(&filing);
        for table in filing.tables() {
            for row in 0..table.rows.len() as u32 {
                let cells = table.row_cells(row);
                assert!(cells.iter().all(|cell| (cell.column as usize) < table.columns.len()), "a cell beyond the columns");
                assert!(cells.windows(2).all(|pair| pair[0].column < pair[1].column), "cells out of order");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_files_are_read_or_refused(set in any::<Index>(), changes in prop::collection::vec((any::<Index>(), change()), 1..6)) {
        let mut set = SETS[set.index(SETS.len())].clone();
        for (file, change) in changes {
            let at = file.index(set.len());
            changed(&mut set[at].1, &change);
        }
        read(set);
    }

    #[test]
    fn parts_of_a_set_are_read_in_any_order(set in 0_usize..2, order in prop::collection::vec(any::<Index>(), 1..8)) {
        let set = &SETS[set];
        read(order.into_iter().map(|at| set[at.index(set.len())].clone()).collect());
    }
}

#[test]
fn whole_sets_are_read() {
    for set in SETS.iter() {
        assert!(filing_viewer::read_all(set.clone()).is_ok(), "{}", set[0].0);
        read(set.clone());
    }
}
