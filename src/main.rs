//! The command line: a thin caller of the library. `filing-viewer --help` says what it does.

use filing_viewer::compare::compare;
use filing_viewer::table::{Aspect, FacetQuery, FactsQuery, Index, SortKey};
use filing_viewer::write::{self, ChosenFacts, ChosenTables, Form};
use filing_viewer::{About, Filing, Limits};
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

const HELP: &str = "\
filing-viewer reads the disclosures of companies and writes their facts or tables.

Usage:
  filing-viewer facts  FILE… [--format jsonl|json|xbrl-json|csv|tsv|md|xlsx|parquet]
                             [--output FILE]
                             [--search WORDS] [--where FACET=VALUE]… [--sort KEY,…]
  filing-viewer tables FILE… [--format json|csv|tsv|md|xlsx] [--output FILE]
  filing-viewer list   FILE… [--format text|json] [--output FILE]
  filing-viewer checks FILE… [--format json|text] [--output FILE]
  filing-viewer compare EARLIER LATER [--format tsv|csv|json] [--output FILE]
  filing-viewer render FILE  [--output FILE]

FILE is a filing or a page of one: inline XBRL, an XBRL instance, xBRL-JSON or xBRL-CSV, an
R page or other HTML, a workbook, EDGAR's data, plain or copied text, or what holds such
files: a zip archive, an EDGAR submission. Its format is told from its content. A lone - is
standard input. Several files are read as one filing; a text is held against the HTML page
of the same table. With a document's own schema and linkbases (and MetaLinks.json,
FilingSummary.xml) its tables are its statements as filed.

list says of each file, and of each that an archive or submission holds, what it is, how
large it is, and whether it was read or left and why.

checks holds each total against the items that the filing's calculation linkbase adds.

compare holds two filings of one filer against each other, line item by line item: the
earlier value, the later one, the change and its percentage; quarters and the year to
date apart; what was added, dropped and relabelled. Each is one file; archives hold many.

render writes a Markdown page again, the filings in its blocks of code as tables in HTML
that need no script: ```filing, a block whose first line is %% filing, <pre class=\"filing\">.

Options:
  -f, --format FORMAT   what to write: facts as jsonl (one a line), tables as json, a list
                        as text where it is left out; parquet needs a build with
                        --features parquet
      --limit SIZE      how much archives may be unpacked to, all together: 500M, 4G; 1G
                        where it is left out
  -o, --output FILE     where to write, instead of standard output
      --search WORDS    only facts that hold all these words in label, concept, members,
                        value or text
      --where FACET=VALUE
                        only facts with this value, such as unit=USD or nil=no; of values
                        of one facet any will do. Facets: axis, axis:NAME, caveat, concept,
                        decimals, entity, hidden, kind, label, members, nil, origin,
                        period, report, scale, sign, table, unit
      --sort KEY,…      in the order of a facet or of value; descending where a key ends so:
                        period,'value descending'
  -h, --help            say this
  -V, --version         say the version

Exit status:
  0  everything was read
  1  something could not be read or written; what could be read is written all the same
  2  the command was not understood
";

/// What to write of a filing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Facts,
    Tables,
    List,
    Compare,
    Checks,
}

impl What {
    fn name(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Tables => "tables",
            Self::List => "list",
            Self::Compare => "compare",
            Self::Checks => "checks",
        }
    }

    /// The formats it can be written in, the usual one first.
    fn formats(self) -> &'static [Form] {
        match self {
            Self::Facts => Form::OF_FACTS,
            Self::Tables => Form::OF_TABLES,
            Self::List => Form::OF_LISTS,
            Self::Compare => Form::OF_COMPARISONS,
            Self::Checks => Form::OF_CHECKS,
        }
    }
}

/// What the arguments ask for.
enum Command {
    Help,
    Version,
    Write(Order),
    /// A page is written, and not what is in a filing.
    Render {
        file: OsString,
        output: Option<PathBuf>,
    },
}

/// What to read, and what to write of it.
struct Order {
    what: What,
    form: Form,
    files: Vec<OsString>,
    output: Option<PathBuf>,
    /// Which facts, in which order; the default is all, as they were read.
    query: FactsQuery,
    limits: Limits,
}

fn main() -> ExitCode {
    match command(lexopt::Parser::from_env()) {
        Ok(Command::Help) => say(HELP),
        Ok(Command::Version) => say(concat!("filing-viewer ", env!("CARGO_PKG_VERSION"), "\n")),
        Ok(Command::Write(order)) => run(&order),
        Ok(Command::Render { file, output }) => render(&file, output.as_deref()),
        Err(message) => {
            complain(&format!("{message} Try filing-viewer --help."));
            ExitCode::from(2)
        }
    }
}

/// Reads the arguments; an error is a whole sentence.
fn command(mut arguments: lexopt::Parser) -> Result<Command, String> {
    use lexopt::Arg::{Long, Short, Value};
    let sentence = |error: lexopt::Error| format!("{}.", capital(&error.to_string()));
    let text = |arguments: &mut lexopt::Parser| Ok::<_, String>(arguments.value().map_err(sentence)?.to_string_lossy().into_owned());
    let (mut name, mut form, mut files, mut output, mut query) = (None, None, Vec::new(), None, FactsQuery::default());
    let mut limits = Limits::default();
    while let Some(argument) = arguments.next().map_err(sentence)? {
        match argument {
            Short('h') | Long("help") => return Ok(Command::Help),
            Short('V') | Long("version") => return Ok(Command::Version),
            Short('f') | Long("format") => form = Some(text(&mut arguments)?),
            Long("search") => query.search = text(&mut arguments)?,
            Long("where") => query.only(&text(&mut arguments)?)?,
            Long("sort") => query.sort = SortKey::of_words(&text(&mut arguments)?)?,
            Long("limit") => limits.bytes = size(&text(&mut arguments)?)?,
            Short('o') | Long("output") => output = Some(PathBuf::from(arguments.value().map_err(sentence)?)),
            Value(word) if name.is_none() => name = Some(word.to_string_lossy().into_owned()),
            Value(file) => files.push(file),
            other => return Err(sentence(other.unexpected())),
        }
    }
    let name = name.ok_or("No command was given: say facts, tables, list, checks or compare, then the files, or render.")?;
    let what = match name.as_str() {
        "facts" => Some(What::Facts),
        "tables" => Some(What::Tables),
        "list" => Some(What::List),
        "compare" => Some(What::Compare),
        "checks" => Some(What::Checks),
        "render" => None,
        _ => return Err(format!("There is no command “{name}”: say facts, tables, list, checks or compare, then the files, or render.")),
    };
    if files.is_empty() {
        return Err(format!("No file was named: say filing-viewer {name} FILE, or - for standard input."));
    }
    if what != Some(What::Facts) && query != FactsQuery::default() {
        return Err("Only facts are searched, filtered and sorted: tables are written as filed, and so are pages.".to_owned());
    }
    if what == Some(What::Compare) && files.len() != 2 {
        return Err("Two files are compared: the earlier filing, then the later one.".to_owned());
    }
    if files.iter().filter(|file| *file == "-").count() > 1 {
        return Err("Standard input can be read only once: name - once.".to_owned());
    }
    if let Some(path) = &output {
        // The file is emptied before it is written, so it must not be one that is read.
        let same = |file: &&OsString| fs::canonicalize(file).ok().is_some_and(|file| fs::canonicalize(path).is_ok_and(|output| output == file));
        if let Some(file) = files.iter().find(same) {
            return Err(format!("{} would be written over itself: name another output.", file.to_string_lossy()));
        }
    }
    let Some(what) = what else {
        return match (form, <[OsString; 1]>::try_from(files)) {
            (Some(_), _) => Err("A page is written as a page: leave --format out.".to_owned()),
            (None, Err(_)) => Err("One page is written at a time: name one file.".to_owned()),
            (None, Ok([file])) => Ok(Command::Render { file, output }),
        };
    };
    let form = match form {
        None => what.formats()[0],
        Some(name) => *what.formats().iter().find(|form| form.name() == name).ok_or_else(|| {
            if name == Form::Parquet.name() && what == What::Facts {
                return "This build writes no Parquet: build it with --features parquet.".to_owned();
            }
            let names: Vec<_> = what.formats().iter().map(|form| form.name()).collect();
            format!("{} are not written as “{name}”: choose {}.", capital(what.name()), names.join(", "))
        })?,
    };
    Ok(Command::Write(Order { what, form, files, output, query, limits }))
}

fn run(order: &Order) -> ExitCode {
    let Order { what, form, files, output, query, limits } = order;
    let (what, form, output) = (*what, *form, output.as_deref());
    let mut failures = 0;
    let mut opened: Vec<(String, Vec<u8>)> = Vec::with_capacity(files.len());
    for file in files {
        match open(file) {
            Ok(bytes) => opened.push((if file == "-" { "standard input".to_owned() } else { file.to_string_lossy().into_owned() }, bytes)),
            Err(message) => {
                failures += 1;
                complain(&message);
            }
        }
    }
    if opened.is_empty() {
        complain("Nothing was read, so nothing was written.");
        return ExitCode::FAILURE;
    }
    let size: usize = opened.iter().map(|(_, bytes)| bytes.len()).sum();
    let progress = Progress::begin(format!("Reading {} ({})", count(opened.len(), "file"), megabytes(size)));
    if what == What::List {
        let members = filing_viewer::members(opened, *limits);
        drop(progress);
        return finish(write_to("list", output, |mut out| write::members(&members, form, &mut out)), failures);
    }
    if what == What::Compare {
        let both = opened.into_iter().map(|file| filing_viewer::read_within([file], *limits)).collect::<Result<Vec<_>, _>>();
        drop(progress);
        return match both {
            Ok(both) if both.len() == 2 => {
                let lines = compare(&both[0], &both[1]);
                finish(write_to("comparison", output, |mut out| write::comparison(&lines, form, &mut out).map(|()| Vec::new())), failures)
            }
            Ok(_) => ExitCode::FAILURE,
            Err(error) => {
                complain(&error.to_string());
                ExitCode::FAILURE
            }
        };
    }
    let read = filing_viewer::read_within(opened, *limits);
    drop(progress);
    let filing = match read {
        Ok(mut filing) => {
            // Which table a fact stands in is known once the tables are read.
            let asks_of_tables =
                query.filters.iter().map(|filter| &filter.facet).chain(query.sort.iter().map(|key| &key.by)).any(|of| *of == Aspect::Table);
            if what == What::Tables || asks_of_tables {
                filing.open_tables();
            }
            filing
        }
        Err(error) => {
            complain(&error.to_string());
            complain("Nothing was read, so nothing was written.");
            return ExitCode::FAILURE;
        }
    };
    for failure in filing.failures() {
        failures += 1;
        complain(&failure.to_string());
    }
    if failures > 0 {
        let read = files.len() - failures.min(files.len());
        complain(&format!(
            "{} {} read: {} and {}.",
            count(read, "file"),
            if read == 1 { "was" } else { "were" },
            count(filing.tables().len(), "table"),
            count(filing.fact_count() as usize, "fact")
        ));
    }
    note_caveats(&filing);
    if output.is_none() && matches!(form, Form::Xlsx | Form::Parquet) && io::stdout().is_terminal() {
        complain(&format!("A file of {} is no text for a terminal: name it with --output.", form.name()));
        return ExitCode::FAILURE;
    }
    let chosen = (*query != FactsQuery::default()).then(|| choose(&filing, query));
    let written = write_to(what.name(), output, |mut out| match what {
        What::Facts => write::facts(&filing, form, &ChosenFacts { ids: chosen.as_deref(), columns: None }, &mut out),
        What::Tables => write::tables(&filing, form, &ChosenTables::default(), &mut out),
        // These were written before.
        What::List | What::Compare => Ok(Vec::new()),
        What::Checks => write::checks(&filing, form, &mut out).map(|()| Vec::new()),
    });
    finish(written, failures)
}

/// Says what a form could not hold, or why nothing was written.
fn finish(written: Result<Vec<String>, String>, failures: usize) -> ExitCode {
    match written {
        Ok(left_out) => {
            left_out.iter().for_each(|sentence| complain(&format!("note: {sentence}")));
            if failures == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(message) => {
            complain(&message);
            ExitCode::FAILURE
        }
    }
}

/// Writes a Markdown page with tables in the place of its blocks.
fn render(file: &OsString, output: Option<&Path>) -> ExitCode {
    let name = if file == "-" { "standard input".into() } else { file.to_string_lossy() };
    let read = open(file).and_then(|bytes| {
        String::from_utf8(bytes).map_err(|error| format!("{name}: byte {} is not UTF-8. Save the page as UTF-8.", error.utf8_error().valid_up_to()))
    });
    let page = match read {
        Ok(page) => page,
        Err(message) => {
            complain(&message);
            complain("Nothing was read, so nothing was written.");
            return ExitCode::FAILURE;
        }
    };
    let rendered = filing_viewer::render::markdown(&page);
    for failure in &rendered.failures {
        complain(&format!("{name}, line {}: this block was left as it is. {}", failure.line, failure.why));
    }
    let written = write_to("page", output, |out| out.write_all(rendered.page.as_bytes()).map(|()| Vec::new()));
    if let Err(message) = &written {
        complain(message);
    }
    if written.is_ok() && rendered.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// The bytes of a file or of standard input; an error is a whole sentence.
fn open(file: &OsString) -> Result<Vec<u8>, String> {
    if file == "-" {
        let mut bytes = Vec::new();
        let mut input = io::stdin().lock();
        if input.is_terminal() {
            complain("Reading from the terminal: paste the text, then press Ctrl-D (Ctrl-Z and Enter on Windows).");
        }
        input.read_to_end(&mut bytes).map_err(|error| format!("standard input: it could not be read ({error}). Try a file instead."))?;
        return Ok(bytes);
    }
    let path = Path::new(file);
    fs::read(path).map_err(|error| {
        let name = printable(&path.to_string_lossy());
        match error.kind() {
            _ if path.is_dir() => format!("{name}: this is a folder, not a file. Name the files in it."),
            io::ErrorKind::NotFound => format!("{name}: there is no such file. Check the name and the folder."),
            io::ErrorKind::PermissionDenied => format!("{name}: the file may not be read by you. Check its permissions."),
            _ => format!("{name}: the file could not be read ({error}). Check that it is whole and try again."),
        }
    })
}

/// The facts of a query, in its order. Says where they are none, and where a filter names what no fact has, what there is.
fn choose(filing: &Filing, query: &FactsQuery) -> Vec<u32> {
    const MOST: usize = 12;
    let index = Index::default();
    let facts = index.facts(filing, query);
    if facts.is_empty() {
        complain(&format!("note: of {} none is chosen.", count(filing.fact_count() as usize, "fact")));
    }
    for filter in &query.filters {
        // By itself: what others let through is another matter.
        let alone = FactsQuery { filters: vec![filter.clone()], ..FactsQuery::default() };
        let facet = FacetQuery { facet: filter.facet.clone(), search: String::new(), limit: usize::MAX };
        let counts = index.facets(filing, &alone, &[facet]);
        let (named, others): (Vec<_>, Vec<_>) = counts.into_iter().flat_map(|counts| counts.values).partition(|value| value.chosen);
        for value in named.iter().filter(|value| value.count == 0) {
            let there: Vec<_> = others.iter().take(MOST).map(|other| format!("“{}”", other.value.replace('\n', " "))).collect();
            let more = if others.len() > MOST { format!(" and {} more", others.len() - MOST) } else { String::new() };
            complain(&format!(
                "note: no fact has “{}”; there are {}{more}.",
                value.value,
                if there.is_empty() { "no others".to_owned() } else { there.join(", ") }
            ));
        }
    }
    facts
}

/// Writes to a file or to standard output. Gives what the form could not hold, in sentences; an error is a whole sentence.
fn write_to(what: &str, output: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<Vec<String>>) -> Result<Vec<String>, String> {
    let buffered = |out: &mut dyn Write| {
        let mut out = BufWriter::with_capacity(1 << 16, out);
        let left_out = write(&mut out)?;
        out.flush()?;
        Ok(left_out)
    };
    let done = match output {
        Some(path) => {
            let _progress = Progress::begin(format!("Writing {}", path.to_string_lossy()));
            File::create(path).and_then(|mut file| buffered(&mut file))
        }
        None => buffered(&mut io::stdout().lock()),
    };
    match done {
        // Whoever reads us has had enough (`| head`): no fault of anyone's.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Vec::new()),
        Err(error) => {
            let name = output.map_or_else(|| "standard output".to_owned(), |path| printable(&path.to_string_lossy()));
            Err(match error.kind() {
                io::ErrorKind::NotFound => format!("{name}: there is no such folder to write into. Make it, or name another output."),
                io::ErrorKind::IsADirectory => format!("{name}: this is a folder. Name a file in it as the output."),
                io::ErrorKind::PermissionDenied => format!("{name}: this may not be written by you. Name another output."),
                _ => format!("{name}: the {what} could not be written whole ({error}). Make room, or name another output."),
            })
        }
        Ok(left_out) => Ok(left_out),
    }
}

/// Says on standard error what could not be known of the filing and its tables as a whole: a list of facts has no place for it.
fn note_caveats(filing: &Filing) {
    const MOST: usize = 12;
    let whole = filing.caveats().iter().filter(|caveat| matches!(caveat.about, About::Filing | About::Table(_)));
    for caveat in whole.clone().take(MOST) {
        let place = caveat.place.and_then(|place| Some((filing.sources().get(place.source as usize)?, filing.line(place)?)));
        match place {
            Some((source, line)) => complain(&format!("note: {}, line {line}: {}", printable(&source.name), caveat.text)),
            None => complain(&format!("note: {}", caveat.text)),
        }
    }
    if let more @ 1.. = whole.skip(MOST).count() {
        complain(&format!("note: {more} more such; filing-viewer tables lists them all."));
    }
}

/// A line on standard error that says what is being done, once that has taken half a second, and is wiped when it is done.
/// Only on a terminal.
struct Progress(Option<(Sender<()>, JoinHandle<()>)>);

impl Progress {
    fn begin(what: String) -> Self {
        if !io::stderr().is_terminal() {
            return Self(None);
        }
        let (done, is_done) = mpsc::channel();
        let thread = thread::spawn(move || {
            let begun = Instant::now();
            let mut shown = false;
            while is_done.recv_timeout(Duration::from_millis(500)) == Err(RecvTimeoutError::Timeout) {
                // Nothing is lost where the line cannot be shown.
                let _ = write!(io::stderr(), "\r{}: {:.1} s ", printable(&what), begun.elapsed().as_secs_f32());
                shown = true;
            }
            if shown {
                let _ = write!(io::stderr(), "\r\x1b[K");
            }
        });
        Self(Some((done, thread)))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, thread)) = self.0.take() {
            drop(done);
            // The line has to be wiped before anything else is said.
            let _ = thread.join();
        }
    }
}

fn say(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}

/// A sentence on standard error. It is lost where standard error is closed, and there is nobody to tell.
fn complain(sentence: &str) {
    let _ = writeln!(io::stderr(), "filing-viewer: {}", printable(sentence));
}

/// Names and texts come from elsewhere: nothing in them may steer the terminal or turn the direction of the line.
fn printable(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .collect()
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// A number of bytes: `500M`, `4G`.
fn size(text: &str) -> Result<u64, String> {
    let (number, unit) = match text.trim_end_matches(['b', 'B']).to_ascii_uppercase() {
        text if text.ends_with('K') => (text, 10),
        text if text.ends_with('M') => (text, 20),
        text if text.ends_with('G') => (text, 30),
        text => (text, 0),
    };
    let number: Option<u64> = number.trim_end_matches(['K', 'M', 'G']).parse().ok();
    let size = number.and_then(|number| number.checked_mul(1 << unit));
    size.ok_or_else(|| format!("“{text}” is no size: say a number of bytes, or one of K, M or G, such as 500M."))
}

fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

fn megabytes(bytes: usize) -> String {
    if bytes < 1 << 20 { format!("{} kB", bytes.div_ceil(1024)) } else { format!("{:.1} MB", bytes as f64 / f64::from(1 << 20)) }
}
