//! The folder of shared material beside the project, which a machine may lack.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Once;

/// A folder or file of the shared material. Where there is none, one line says that these tests are left out.
pub(crate) fn material(inside: &str) -> Option<PathBuf> {
    static SAID: Once = Once::new();
    let shared = std::env::var_os("FILING_VIEWER_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let found = shared.join(inside);
    if found.exists() {
        return Some(found);
    }
    SAID.call_once(|| {
        let line = format!("left out: {}, for there is no folder of shared material with {inside}\n", env!("CARGO_CRATE_NAME"));
        // Past the test harness, which would swallow what a passing test prints.
        let _ = std::io::stderr().write_all(line.as_bytes());
    });
    None
}
