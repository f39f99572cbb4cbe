//! The folder of shared material beside the project, which a machine may lack.

use std::io::Write;
use std::path::{Path, PathBuf};

/// A folder of the shared material; where it is missing, one line says what is left out.
pub(crate) fn folder(inside: &str, what: &str) -> Option<PathBuf> {
    let shared = std::env::var_os("FILING_VIEWER_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let found = shared.join(inside);
    if !found.exists() {
        // Past the test harness, which would swallow what a passing test prints.
        let _ = std::io::stderr().write_all(format!("left out: {what}, for there is no shared folder with {inside}\n").as_bytes());
        return None;
    }
    Some(found)
}
