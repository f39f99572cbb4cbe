//! Measures readers on one file, natively, and prints a line of JSON for each:
//!
//! ```text
//! filing-viewer-bench FILE TIMES READER…
//! ```
//!
//! The time is the CPU time of the thread, so that other work of the machine shows little. Readers take turns, and each round
//! begins with another one.

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    native::main();
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use cpu_time::ThreadTime;
    use filing_viewer_bench::Task;

    /// Rounds before those that count.
    const WARM: usize = 2;

    pub(super) fn main() {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let [file, times, readers @ ..] = &arguments[..] else { panic!("filing-viewer-bench FILE TIMES READER…") };
        let bytes = std::fs::read(file).unwrap_or_else(|error| panic!("{file}: {error}"));
        let times: usize = times.parse().expect("TIMES is a number");
        let mut found = vec![(0, None, Vec::new()); readers.len()];
        for round in 0..WARM + times {
            for at in (0..readers.len()).map(|at| (at + round) % readers.len()) {
                let task = Task::new(&readers[at], bytes.clone()).unwrap_or_else(|| panic!("there is no reader {}", readers[at]));
                let start = ThreadTime::now();
                let done = task.run();
                let time = start.elapsed();
                (found[at].0, found[at].1) = (done.found, done.error.clone());
                if round >= WARM {
                    found[at].2.push(time.as_secs_f64() * 1000.0);
                }
            }
        }
        for (reader, (found, error, ms)) in readers.iter().zip(found) {
            // What Rust prints of a list of numbers is JSON; a message may hold anything, so it is left to JavaScript in ASCII.
            let error: Option<String> =
                error.map(|error| error.chars().map(|c| if c.is_ascii_graphic() && !matches!(c, '"' | '\\') { c } else { ' ' }).collect());
            let error = error.map_or("null".to_owned(), |error| format!("\"{error}\""));
            println!("{{\"reader\":\"{reader}\",\"found\":{found},\"error\":{error},\"ms\":{ms:?}}}");
        }
    }
}
