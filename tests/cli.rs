//! The command line, run as a person runs it.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const CASH: &str = "|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|\nDec. 31, 2022\n|Cash\n|$ 12\n|$ 10\n";
const DEBT: &str = "|\nDebt (Details) - USD ($)\n|\nDec. 31, 2023\n|Debt\n|$ 7\n";

/// A folder of the test's own, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Self {
        let path = std::env::temp_dir().join(format!("filing-viewer-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_str().unwrap().to_owned()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// What a run gave: its exit status, what it wrote and what it said.
#[derive(Debug)]
struct Run {
    status: i32,
    out: String,
    said: String,
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { status: output.status.code().unwrap_or(-1), out: text(output.stdout), said: text(output.stderr) }
    }
}

fn run(arguments: &[&str]) -> Run {
    run_with(arguments, b"")
}

fn run_with(arguments: &[&str], input: &[u8]) -> Run {
    let command =
        Command::new(env!("CARGO_BIN_EXE_filing-viewer")).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = command.unwrap();
    // The command may end before it reads all; then there is nobody to write to.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap().into()
}

/// Asserts that each of the words was said, and nothing of the machine's own.
#[track_caller]
fn assert_said(run: &Run, words: &[&str]) {
    for word in words {
        assert!(run.said.contains(word), "“{word}” is not in: {}", run.said);
    }
    assert!(!run.said.contains("panicked") && !run.said.contains("os error 2)"), "{}", run.said);
}

#[test]
fn help_and_version_go_to_standard_output() {
    for flag in ["--help", "-h"] {
        let run = run(&[flag]);
        assert_eq!((run.status, run.said.as_str()), (0, ""));
        assert!(run.out.contains("filing-viewer facts") && run.out.contains("Exit status"), "{}", run.out);
        assert!(run.out.lines().all(|line| line.chars().count() <= 100));
    }
    assert_eq!(run(&["facts", "--help"]).status, 0);
    assert_eq!(run(&["--version"]).out, concat!("filing-viewer ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn a_command_that_is_not_understood_ends_with_2_and_says_what_to_do() {
    for (arguments, words) in [
        (&[][..], &["No command", "facts, tables, list, checks or compare"][..]),
        (&["facts"], &["No file", "standard input"]),
        (&["sell", "a.txt"], &["sell", "facts, tables, list, checks or compare"]),
        (&["facts", "a.txt", "--format", "ods"], &["ods", "jsonl, json, xbrl-json, csv, tsv, md, xlsx"]),
        (&["tables", "a.txt", "--format", "jsonl"], &["jsonl", "json, csv, tsv, md, xlsx"]),
        (&["facts", "a.txt", "--colour"], &["--colour"]),
        (&["facts", "a.txt", "--format"], &["--format"]),
        (&["facts", "-", "-"], &["only once"]),
        (&["facts", "a.txt", "--where", "USD"], &["FACET=VALUE", "unit=USD"]),
        (&["facts", "a.txt", "--where", "colour=red"], &["colour", "period", "unit"]),
        (&["facts", "a.txt", "--where", "value=1"], &["value", "period", "unit"]),
        (&["facts", "a.txt", "--sort", "size"], &["size", "value, label"]),
        (&["facts", "a.txt", "--sort", "label,axis"], &["axis", "value, label"]),
        (&["facts", "a.txt", "--sort", "value downwards"], &["downwards", "descending"]),
        (&["facts", "a.txt", "--search"], &["--search"]),
        (&["tables", "a.txt", "--sort", "label"], &["Only facts", "tables are written as filed"]),
    ] {
        let run = run(arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.said);
        assert_said(&run, words);
        assert_said(&run, &["--help"]);
    }
}

#[test]
fn what_cannot_be_opened_is_named_with_what_to_do() {
    let folder = Folder::new("unopened");
    let missing = run(&["facts", &folder.path("missing.txt")]);
    assert_eq!((missing.status, missing.out.as_str()), (1, ""));
    assert_said(&missing, &["missing.txt", "no such file", "Check", "Nothing was read"]);
    let directory = run(&["tables", folder.0.to_str().unwrap()]);
    assert_eq!((directory.status, directory.out.as_str()), (1, ""));
    assert_said(&directory, &["folder", "Name the files"]);
}

#[test]
fn what_is_no_filing_ends_with_1_and_a_sentence() {
    let folder = Folder::new("no-filing");
    let noise: Vec<u8> = (0..4096u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (name, bytes) in [
        ("empty.txt", &b""[..]),
        ("blank.txt", b" \n\t\r\n"),
        ("noise.bin", &noise),
        ("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0"),
    ] {
        let run = run(&["facts", &folder.file(name, bytes)]);
        assert_eq!((run.status, run.out.len()), (1, 0), "{name}");
        assert_said(&run, &[name, "Nothing was read"]);
        assert!(run.said.lines().next().unwrap().trim_end().ends_with('.'), "{}", run.said);
    }
}

#[test]
fn a_name_cannot_steer_the_terminal() {
    let run = run(&["facts", "a\u{1b}[2J\u{202e}b.txt"]);
    assert_eq!(run.status, 1);
    assert!(!run.said.contains(['\u{1b}', '\u{202e}']), "{:?}", run.said);
}

#[test]
fn an_output_that_is_read_is_left_alone() {
    let folder = Folder::new("itself");
    let file = folder.file("cash.txt", CASH);
    let run = run(&["facts", &file, "--output", &file]);
    assert_eq!(run.status, 2);
    assert_said(&run, &["cash.txt", "over itself"]);
    assert_eq!(std::fs::read_to_string(file).unwrap(), CASH);
}

#[test]
fn reads_files_and_standard_input_alike() {
    let folder = Folder::new("alike");
    let file = folder.file("cash.txt", CASH);
    let from_file = run(&["facts", &file]);
    let from_input = run_with(&["facts", "-"], CASH.as_bytes());
    assert_eq!(from_file.status, 0, "{}", from_file.said);
    assert_eq!(from_file.out.lines().count(), 2);
    assert_eq!(from_file.out, from_input.out);
    assert!(from_file.out.contains(r#""unit":{"numerators":["{http://www.xbrl.org/2003/iso4217}USD"],"denominators":[]}"#), "{}", from_file.out);
}

#[test]
fn several_files_are_one_filing_and_a_missing_one_does_not_stop_the_others() {
    let folder = Folder::new("several");
    let (cash, debt) = (folder.file("cash.txt", CASH), folder.file("debt.txt", DEBT));
    let both = run(&["tables", &cash, &debt]);
    assert_eq!(both.status, 0, "{}", both.said);
    let tables: serde_json::Value = serde_json::from_str(&both.out).unwrap();
    let titles: Vec<_> = tables["tables"].as_array().unwrap().iter().map(|table| table["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Cash (Details) - USD ($)", "Debt (Details) - USD ($)"]);

    let some = run(&["tables", &cash, &folder.path("missing.txt"), &debt]);
    assert_eq!((some.status, some.out == both.out), (1, true), "{}", some.said);
    assert_said(&some, &["missing.txt", "no such file", "2 files were read: 2 tables and 3 facts."]);

    let unread = run(&["tables", &cash, &folder.file("photo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), &debt]);
    assert_eq!((unread.status, unread.out == both.out), (1, true), "{}", unread.said);
    assert_said(&unread, &["photo.png", "2 files were read"]);
}

#[test]
fn every_format_is_written_and_to_a_file_too() {
    let folder = Folder::new("formats");
    let file = folder.file("cash.txt", CASH);
    for (what, form, begin) in [
        ("facts", "jsonl", "{\"fact\":0,\"report\":1,"),
        ("facts", "json", "[\n{\"fact\":0,\"report\":1,"),
        ("facts", "xbrl-json", "{\"documentInfo\":{\"documentType\":\"https://xbrl.org/2021/xbrl-json\","),
        ("facts", "csv", "fact,report,label,label_from,concept,"),
        ("facts", "tsv", "fact\treport\tlabel\t"),
        ("facts", "md", "| Label |"),
        ("tables", "json", "{\"tables\":[\n{\"title\":"),
        ("tables", "csv", "Cash (Details) - USD ($)\r\n"),
        ("tables", "tsv", "Cash (Details) - USD ($)\r\n"),
        ("tables", "md", "## Cash (Details) - USD ($)\n"),
    ] {
        let shown = run(&[what, &file, "--format", form]);
        assert_eq!(shown.status, 0, "{}", shown.said);
        assert!(shown.out.starts_with(begin), "{what} {form}: {}", shown.out);
        let output = folder.path("output");
        let written = run(&[what, &file, "-f", form, "-o", &output]);
        assert_eq!((written.status, written.out.as_str()), (0, ""));
        assert_eq!(std::fs::read_to_string(output).unwrap(), shown.out);
    }
}

#[test]
fn a_workbook_is_written_and_what_xbrl_json_leaves_out_is_said() {
    let folder = Folder::new("workbook");
    let file = folder.file("cash.txt", CASH);
    for what in ["facts", "tables"] {
        let output = folder.path("book.xlsx");
        let run = run(&[what, &file, "-f", "xlsx", "-o", &output]);
        assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.said);
        assert!(std::fs::read(output).unwrap().starts_with(b"PK"));
    }
    let run = run(&["facts", &file, "-f", "xbrl-json"]);
    assert_eq!(run.status, 0);
    assert_said(&run, &["2 of 2 facts are not in it", "2 have no concept's name"]);
}

const LOANS: &str = "|\nLoans (Details) - USD ($)\n|\nDec. 31, 2023\n|\nDec. 31, 2022\n|Term loan\n|$ 9\n|$ 12\n|Overdraft\n|$ 4\n|$ 30\n|Rate on loan\n|4.5%\n|5.0%\n";

/// The values of a run that wrote JSON lines, in their order.
fn values(run: &Run) -> Vec<String> {
    let value = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["value"].as_str().unwrap().to_owned();
    run.out.lines().map(value).collect()
}

#[test]
fn facts_are_searched_filtered_and_sorted_in_every_form() {
    let folder = Folder::new("chosen");
    let file = folder.file("loans.txt", LOANS);
    let of = |arguments: &[&str]| run(&[&["facts", &file], arguments].concat());
    for (arguments, wanted) in [
        (&["--sort", "value descending"][..], &["30", "12", "9", "4", "0.050", "0.045"][..]),
        (&["--sort", "period, value"], &["0.050", "12", "30", "0.045", "4", "9"]),
        (&["--search", "LOAN"], &["9", "12", "0.045", "0.050"]),
        (&["--search", "loan term"], &["9", "12"]),
        (&["--where", "kind=money", "--sort", "value"], &["4", "9", "12", "30"]),
        (&["--where", "kind=money", "--where", "kind=percent", "--where", "period=2024-01-01T00:00:00"], &["9", "4", "0.045"]),
        (&["--where", "scale=-2", "--sort", "value"], &["0.045", "0.050"]),
        (&["--where", "table=0", "--search", "rate", "--sort", "value descending"], &["0.050", "0.045"]),
        (&["--search", "nothing of the kind"], &[]),
    ] {
        let run = of(arguments);
        assert_eq!(run.status, 0, "{}", run.said);
        let plain: Vec<_> = values(&run).into_iter().map(|value| value.parse::<f64>().unwrap()).collect();
        assert_eq!(plain, wanted.iter().map(|value| value.parse().unwrap()).collect::<Vec<f64>>(), "{arguments:?}");
        assert_eq!(run.said.contains("of 6 facts none is chosen."), wanted.is_empty(), "{}", run.said);
    }
    let chosen = ["--where", "kind=money", "--sort", "value descending"];
    for form in ["csv", "tsv", "md", "json"] {
        let run = of(&[&chosen[..], &["--format", form]].concat());
        let (more, less) = (run.out.find("Overdraft").unwrap(), run.out.find("Term loan").unwrap());
        assert!(more < less && !run.out.contains("Rate on loan"), "{form}: {}", run.out);
    }
}

#[test]
fn a_filter_that_matches_nothing_says_what_there_is() {
    let folder = Folder::new("unmatched");
    let file = folder.file("loans.txt", LOANS);
    let run = run(&["facts", &file, "--where", "unit=EUR"]);
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{}", run.said);
    assert_said(&run, &["of 6 facts none is chosen.", "no fact has “EUR”; there are “USD”"]);
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_build_without_parquet_says_how_to_have_it() {
    let run = run(&["facts", "a.txt", "--format", "parquet"]);
    assert_eq!(run.status, 2);
    assert_said(&run, &["--features parquet"]);
}

#[test]
fn an_output_that_cannot_be_written_is_said() {
    let folder = Folder::new("unwritten");
    let file = folder.file("cash.txt", CASH);
    let run = run(&["facts", &file, "--output", &folder.path("no/such/folder.csv")]);
    assert_eq!(run.status, 1);
    assert_said(&run, &["folder.csv", "no such folder", "name another output"]);
}

#[cfg(unix)]
#[test]
fn a_reader_that_has_had_enough_is_no_fault() {
    let folder = Folder::new("pipe");
    let many: String = (0..20_000).map(|at| format!("|Cash {at}\n|$ 12\n|$ {at}\n")).collect();
    let file = folder.file("many.txt", format!("{CASH}{many}"));
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_filing-viewer")).args(["facts", &file]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let run: Run = child.wait_with_output().unwrap().into();
    assert_eq!(run.status, 0);
    assert!(run.said.lines().all(|line| line.starts_with("filing-viewer: note: ")), "{}", run.said);
}

const PAGE: &str = "# Debt\n\nAs filed:\n```filing\n|\nDebt (Details) - USD ($)\n|\nDec. 31, 2023\n|\nDec. 31, 2022\n|Bonds <b>\n|$ (7)\n|$ 9\n|Loans\n|$ 4\n```\nThat was all.\n";

#[test]
fn a_page_is_written_with_tables_in_the_place_of_its_blocks() {
    let folder = Folder::new("render");
    let from_file = run(&["render", &folder.file("page.md", PAGE)]);
    assert_eq!((from_file.status, from_file.said.as_str()), (0, ""));
    let out = &from_file.out;
    assert!(out.starts_with("# Debt\n\nAs filed:\n<figure class=\"filing\">\n<table>\n<caption>Debt (Details) - USD ($)"), "{out}");
    assert!(out.ends_with("</figure>\n\nThat was all.\n"), "HTML ends at a blank line: {out}");
    assert!(out.contains("<th scope=\"col\">Dec. 31, 2023</th>"), "{out}");
    assert!(out.contains("<th scope=\"row\">Bonds &lt;b&gt;</th><td class=\"number\">$ (7)</td><td class=\"number\">$ 9</td>"), "{out}");
    assert!(out.contains("<td class=\"number\">$ 4 <small>(assumed, <a href=\"#filing-1-note-"), "what is assumed says so: {out}");
    assert!(out.contains("The text gives one value for two columns"), "and why: {out}");
    assert!(!out[out.find("<figure").unwrap()..out.find("</figure>").unwrap()].contains("\n\n"), "a blank line would end the HTML");
    let from_input = run_with(&["render", "-"], PAGE.as_bytes());
    assert_eq!(from_input.out, from_file.out);
    let output = folder.path("out.md");
    assert_eq!(run(&["render", &folder.path("page.md"), "-o", &output]).status, 0);
    assert_eq!(std::fs::read_to_string(output).unwrap(), from_file.out);
}

#[test]
fn a_page_without_blocks_stays_as_it_is_and_a_block_that_is_no_filing_is_named() {
    let plain = "---\r\ntitle: A\r\n---\r\n\r\n```rust\r\nfn main() {}\r\n```\r\n";
    let run_plain = run_with(&["render", "-"], plain.as_bytes());
    assert_eq!((run_plain.status, run_plain.out.as_str(), run_plain.said.as_str()), (0, plain, ""));
    let bad = "one\n\n```filing\nnothing\n```\n";
    let run_bad = run_with(&["render", "-"], format!("{bad}\n{PAGE}").as_bytes());
    assert_eq!(run_bad.status, 1);
    assert_said(&run_bad, &["standard input, line 3", "left as it is"]);
    assert!(run_bad.out.starts_with(bad) && run_bad.out.contains("<td class=\"number\">$ 9</td>"), "{}", run_bad.out);
}

#[test]
fn a_page_is_read_and_written_one_at_a_time() {
    for (arguments, words) in [
        (&["render"][..], &["No file", "render FILE"][..]),
        (&["render", "a.md", "b.md"], &["One page"]),
        (&["render", "a.md", "--format", "md"], &["leave --format out"]),
    ] {
        let run = run(arguments);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{arguments:?}: {}", run.said);
        assert_said(&run, words);
    }
    let run = run_with(&["render", "-"], b"caf\xe9\n");
    assert_eq!(run.status, 1);
    assert_said(&run, &["byte 3 is not UTF-8", "Nothing was read"]);
}

#[test]
fn two_filings_are_compared() {
    let folder = Folder::new("compare");
    let later = folder.file("2023.txt", CASH);
    let earlier = folder.file("2022.txt", "|\nCash (Details) - USD ($)\n|\nDec. 31, 2022\n|Cash\n|$ 10\n");
    let run_of = run(&["compare", &earlier, &later]);
    assert_eq!(run_of.status, 0, "{}", run_of.said);
    let line = run_of.out.lines().nth(1).unwrap();
    assert!(line.starts_with("Cash\t") && line.ends_with("changed\t10\t2022-12-31\t12\t2023-12-31\t2\t20.00"), "{line}");
    let alone = run(&["compare", &later]);
    assert_eq!(alone.status, 2);
    assert_said(&alone, &["Two files are compared"]);
}
