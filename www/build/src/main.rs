//! Compiles a package of the project to wasm and writes its JavaScript binding. It is given the package's folder, the folder for
//! the binding, and what cargo is to be told besides.
//!
//! It is a program of its own because the binding generator is a library here: nothing has to be installed beside rustup, and
//! its version is the one that the lock file names.

use std::path::Path;
use std::process::{Command, Stdio, exit};

fn main() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut given = std::env::args().skip(1);
    let (Some(package), Some(binding)) = (given.next(), given.next()) else { fail("name the folders of the package and of its binding") };
    // Messages of panics name source files: without the places where this machine keeps them, two machines build the same bytes.
    let home = std::env::var("CARGO_HOME").ok().or_else(|| std::env::var("HOME").ok().map(|home| format!("{home}/.cargo"))).unwrap_or_default();
    let registry = std::fs::read_dir(Path::new(&home).join("registry/src")).into_iter().flatten().flatten().map(|entry| entry.path());
    let remap: Vec<String> = registry.map(|path| format!("\"--remap-path-prefix={}=\"", path.display())).collect();
    let built = Command::new(cargo)
        .current_dir(&root)
        .arg("--config")
        .arg(format!("target.wasm32-unknown-unknown.rustflags=[{}]", remap.join(",")))
        .args([
            "build",
            "--manifest-path",
            &format!("{package}/Cargo.toml"),
            "--profile",
            "wasm",
            "--lib",
            "--locked",
            "--target",
            "wasm32-unknown-unknown",
            "--message-format",
            "json-render-diagnostics",
        ])
        .args(given)
        .stderr(Stdio::inherit())
        .output()
        .unwrap_or_else(|error| fail(&format!("cargo could not be started: {error}")));
    if !built.status.success() {
        exit(built.status.code().unwrap_or(1));
    }
    // Cargo alone knows where its target folder is, so it is asked which file it made.
    let messages = String::from_utf8_lossy(&built.stdout);
    let wasm = messages.split('"').filter(|text| text.ends_with(".wasm")).last().unwrap_or_else(|| fail("cargo made no wasm file"));
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(wasm.replace("\\\\", "\\")).typescript(true).remove_name_section(true).remove_producers_section(true);
    if let Err(error) = bindgen.web(true).and_then(|web| web.omit_default_module_path(true).generate(root.join(&binding))) {
        fail(&format!("the binding could not be written: {error:#}"));
    }
}

fn fail(why: &str) -> ! {
    eprintln!("{why}");
    exit(1)
}
