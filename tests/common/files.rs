//! Files of a folder, in order.

use std::path::{Path, PathBuf};

/// The files of a folder that pass, by name.
pub(crate) fn files(folder: &Path, only: impl Fn(&str) -> bool) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && only(name(path)))
        .collect();
    all.sort();
    all
}

/// A file's name without its folder.
pub(crate) fn name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}
