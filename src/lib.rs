//! Reads the disclosures that companies file with the SEC, and gives their facts as exact, sortable tables.
//!
//! In one sentence: **bytes become one [`Filing`]; a query over the filing becomes row numbers; only the rows on screen become
//! JavaScript.** The crate is a library, a command line (`src/main.rs`) and, compiled to wasm, the reader inside the page and
//! the `<filing-viewer>` element of `www/`.
//!
//! ```
//! use filing_viewer::table::{RowsQuery, SortKey, rows};
//! use filing_viewer::write::{ChosenTables, Form};
//! use filing_viewer::{Kind, read, write};
//!
//! // As people paste it: a bar before each cell, and the blank cells gone.
//! let text = "|\nBorrowings (Details) - USD ($)\n$ in Thousands\n|\nDec. 31, 2025\n|\nDec. 31, 2024\n\
//!             |Term loan\n|$ 12,500\n|$ 9,000\n|Overdraft\n|$ (215)\n";
//! let filing = read(text.as_bytes(), "borrowings.txt")?;
//! let table = &filing.tables()[0];
//! assert_eq!((table.name.as_str(), table.columns.len(), filing.fact_count()), ("Borrowings", 2, 3));
//!
//! // The characters displayed stay; the value is an exact decimal, with sign and scale applied.
//! let overdraft = filing.fact(2).unwrap();
//! assert_eq!((overdraft.kind(), &*overdraft.shown(), overdraft.value().as_deref()), (Kind::Money, "$ (215)", Some("-215000")));
//!
//! // One value for two columns: the text does not say which. The cell is assumed, says why, and names the columns left open.
//! let doubt = table.doubt(overdraft.cell().unwrap()).unwrap();
//! assert_eq!(doubt.columns, [0, 1]);
//!
//! // A query gives row numbers: here by the values of the first column, greatest first.
//! let query = RowsQuery { sort: vec![SortKey { by: 0, descending: true }], ..RowsQuery::default() };
//! assert_eq!(rows(&filing, &query), Some(vec![0, 1]));
//!
//! let mut markdown = Vec::new();
//! write::tables(&filing, Form::Markdown, &ChosenTables::default(), &mut markdown)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Where to begin reading
//!
//! 1. `filing.rs`, the model: what a [`Filing`], a [`Table`], a [`Cell`] with its [`Doubt`] and a [`Fact`] are.
//! 2. `read/mod.rs`, which is short: what happens to a file from its bytes to the filing.
//! 3. `read/text/mod.rs` and `place/mod.rs`: what pasted text has lost, and how it is found again.
//! 4. `settle/mod.rs`: how words on a page become periods, units, members and exact values.
//! 5. `wasm.rs` and `www/api.js`: how the page asks, and what it gets.
//!
//! # The flow
//!
//! ```text
//!  file, paste, drop, src                                 command line
//!    www/api.js ── bytes ──> www/worker.js                  main.rs
//!                              wasm.rs                        │
//!                                └──────────> read_all <──────┘
//!   of each input, and of each member of a container
//!     format::sniff            what it is, by its content
//!     decode                   bytes to text
//!     read::text               one Sheet a page, as laid out ──┐   lost spans and columns: place::cover, place::fill
//!     read::r_page             the same of HTML ───────────────┤   all places known
//!     Sheet::settle            meaning: periods, units, scale, │
//!                              members, values  <──────────────┘
//!       └─> Builder            interned strings, columns of numbers
//!     read::xbrl               tags into a Document; of all that belong together: facts ──> Builder; their tables when asked for
//!       taxonomy, statements   schema and linkbases, where they are there: labels, and the reports as filed ──> Builder
//!   of all of them
//!     resolve                  a text's doubts settled by the R page of the same table
//!       └─> Filing
//!             table::rows, table::Index    a query to row or fact numbers, to counts, groups and pivots
//!             shapes                       those on screen, as plain objects ──> www/table-view.js
//!             write                        CSV, JSON, XLSX … ──> standard output, a file saved by the page, the clipboard
//! ```
//!
//! # The rooms
//!
//! | file | what it holds |
//! |---|---|
//! | `lib.rs` | the two doors, [`read`] and [`read_all`] |
//! | `main.rs` | the command line, a thin caller of the library |
//! | `filing.rs`, `builder.rs` | the model; what readers pour into |
//! | `error.rs` | the one [`Error`], for what cannot be opened; [`Caveat`], for what could not be known; [`Place`] in a source |
//! | `format.rs` | [`Format`], told from the content and never by trial reading |
//! | `tables.rs` | the tables, and their titles when somebody asks |
//! | `hash.rs` | maps and sets, with one hasher |
//! | `decode/mod.rs`, `declared.rs`, `shift_jis.rs`, `by_name.rs` | bytes to text: what proves an encoding, what declares one; every encoding that browsers know |
//! | `space.rs` | white space and characters that cannot be seen |
//! | `sheet.rs` | a page as laid out, before its meaning: what all readers make |
//! | `members.rs`, `read/container/mod.rs`, `zip.rs`, `submission.rs`, `uu.rs` | what was given and what containers hold; archives and submissions, listed and unpacked within limits |
//! | [`compare`], `write/comparison.rs` | two filings side by side, line item by line item |
//! | `differences.rs`, `read/xbrl/extracted.rs` | facts of two reports held against each other; an instance made from the document beside it |
//! | `read/mod.rs` | from bytes to sheets to the filing; the limit on one file |
//! | `read/text/mod.rs` | which dialect a text is in |
//! | `read/text/bars.rs`, `page.rs`, `segment.rs` | a bar before each cell, bars on both sides; which cells are labels where nothing parts the rows |
//! | `read/text/grid.rs` | Markdown tables, tab- and comma-separated rows |
//! | `read/text/plain.rs` | a line a row, without separators |
//! | `read/text/definitions.rs`, `attach.rs` | definition blocks, and the rows they belong to |
//! | `read/text/lines.rs` | lines with their places |
//! | `read/tags.rs`, `entities.rs` with `entities.txt`, `html_tag.rs` | HTML into tags and text; character references; the attributes of a tag |
//! | `read/xbrl/mod.rs` | inline documents and instances: which of them are one report |
//! | `read/xbrl/marks.rs`, `cursor.rs`, `names.rs`, `attributes.rs` | where the brackets stand and what may declare something; tags; what prefixes stand for; the attributes of a fact |
//! | `read/xbrl/straight.rs`, `inline.rs`, `kinds.rs` | the straight way through a well formed inline document; the walk that knows every other; what elements are |
//! | `read/xbrl/instance.rs`, `contexts.rs`, `document.rs` | the walk over an instance; contexts and units, the same in both; what is gathered |
//! | `read/xbrl/finish.rs`, `finish/ties.rs`, `value.rs`, `number.rs`, `label.rs` | what was gathered put together as facts; tuples, footnotes and relationships; the value that a document states; scales as shifts of a point; the label beside a number |
//! | `read/xbrl/content.rs`, `base.rs`, [`texts.rs`](Fact::value) | long texts, made from their places when asked for; relative addresses; interned strings |
//! | `read/xbrl/taxonomy/mod.rs`, `file.rs`, `library.rs` | the taxonomy that travels with a filing; a schema or linkbase as it stands; which files belong to a report |
//! | `read/xbrl/taxonomy/gather.rs`, `net.rs`, `meta_links.rs`, `summary.rs` | the files put together; relations, those prohibited gone; what EDGAR puts beside a filing |
//! | `statements/mod.rs`, `roles.rs`, `select.rs`, `book.rs` | statements as filed; which there are and under what they are listed; the facts of each; facts by the elements of the taxonomy |
//! | `statements/grid.rs`, `merge.rs`, `flow.rs`, `equity.rs`, `promote.rs` | columns and lines; made fewer; those that tell nothing of their own; changes in equity; what goes to the title |
//! | `statements/draw.rs`, `rows.rs`, `cells.rs`, `scale.rs`, `dates.rs`, `units.rs`, `definitions.rs` | drawn as a table: headings, labels, figures as printed |
//! | `statements/rest.rs`, `name.rs`, `sums.rs` | facts that no statement shows; labels and types given to facts; totals held against what the calculation adds |
//! | `read/xbrl/how.rs` | the way from what is shown to a value, told anew from the source |
//! | `read/html_reader.rs`, `html.rs` | tags into tables; a table as a grid |
//! | `read/r_page.rs` | R pages as EDGAR renders them |
//! | `read/html_table.rs` | any other HTML table: exhibits, spreadsheets, the clipboard |
//! | `read/xbrl/printed.rs`, `title.rs` | the tables that inline documents print, read when asked for; what stands over each |
//! | `read/data/mod.rs`, `json.rs` | files of data, and those that need others of their set; JSON member by member, with places |
//! | `read/data/oim.rs`, `xbrl_json.rs`, `xbrl_csv.rs` | facts in the words of the Open Information Model; its two forms of data |
//! | `read/data/company_facts.rs` | EDGAR's facts of a company, a report for each filing |
//! | `read/data/data_set.rs`, `statement.rs` | the SEC's data sets; their statements, laid out when opened |
//! | `read/workbook/mod.rs`, `parts.rs`, `number.rs` | sheets as tables; a workbook's parts; stored numbers as their formats show them |
//! | `read/columns/mod.rs`, `lines.rs`, `layout.rs`, `schedule.rs` | plain text of the 1990s: its tables; pieces of a line; which columns there are; financial data schedules |
//! | `read/original.rs` | a source as a page to look at, with a fact marked in it |
//! | `place/mod.rs` | values of short rows into columns: what is proof, what only chooses |
//! | `place/page.rs` | the page as the evidence sees it |
//! | `place/sign.rs`, `dates.rs` | proofs: the grammar of currency signs, balances of one date |
//! | `place/weights.rs`, `words.rs`, `sums.rs`, `search.rs` | what only chooses: dates and proportions, labels, additions, and the search among all of it |
//! | `place/reasons.rs` | why a value was placed where it is, in words |
//! | `place/cover.rs` | which columns a duration stands over |
//! | `settle/mod.rs` | a sheet's words into a table's meaning |
//! | `settle/declared.rs`, `agree.rs`, `typed.rs` | what labels and data types say of a row; one unit a row; a cell's kind, unit and exact value |
//! | `settle/aspects.rs` | the period and members that a place gives a fact; moving and confirming an assumed value |
//! | `heading.rs`, [`period`], `value.rs`, `currency.rs`, `sections.rs` | what titles and headings say; dates and lengths; values as printed; which unsigned numbers are money; which rows name members |
//! | `resolve.rs` | text held against the R page of the same table |
//! | `transform.rs` and `transform/` | the transformation rules of inline XBRL: text as shown to the value it states |
//! | [`mod@table`], `table/query.rs`, `rows.rs`, `order.rs` | a query into row numbers; what can be asked; the rows of a table; what comes before what |
//! | `table/index.rs`, `column.rs`, `ranks.rs`, `bits.rs` | what queries over one filing share: values as columns of small numbers, ranked once; order by counting; sets of facts |
//! | `table/search.rs`, `select.rs`, `facets.rs`, `origin.rs` | words in texts; filters; how many facts have which values; whose taxonomy a concept is of |
//! | `table/groups.rs`, `sum.rs`, `pivot.rs`, `find.rs` | facts under headings, and when they add up; concepts down, an aspect across; the next row that matches |
//! | `table/one_key.rs` | facts in order without all that, for the module that comes with the page |
//! | [`duplicates`], `decimal.rs` | facts reported more than once, and whether they agree; exact sums |
//! | [`shapes`], `shapes/card.rs`, `query.rs`, `wasm.rs` | what the page is told, of a fact all that is known, and what it asks; the only file that says `wasm_bindgen` |
//! | [`mod@write`] | the forms of files, by their names |
//! | `write/grid.rs`, `facts.rs`, `sheet.rs` | rows of typed cells: one fact a row with a column for each aspect and axis; a table as laid out |
//! | `write/checks.rs` | totals and their items, as JSON or text |
//! | `write/csv.rs`, `json.rs`, `xbrl_json.rs`, `markdown.rs`, `parquet.rs` | the forms, a file each |
//! | `write/xlsx.rs`, `workbook.rs` | facts and tables as a workbook, what a cell cannot hold beside it; a workbook's own parts |
//! | [`render`], `read/fence.rs`, `write/html.rs` | Markdown pages whose blocks become tables; where such blocks stand; tables as HTML that needs no script |
//! | [`write::clip`] | rows for the clipboard, and a fact as a citation |
//! | `by_hand.rs`, `place/measure.rs`, `place/properties.rs`, `read/*/tests.rs` | tests only: filings made by hand; placement measured; what holds for every page; R pages and the tokenizer against their truths |
//!
//! # What holds everywhere
//!
//! - No value is ever a float. Values are exact decimals, ISO dates and durations, or text; the characters shown are kept beside.
//! - Nothing is guessed silently. What a reader assumed is a flag on the cell, row or column and a sentence that says why; what
//!   it could not know is a [`Caveat`]. An [`Error`] is only for input of which nothing can be shown.
//! - Nothing panics on input, and there is no unsafe code: `[lints]` in Cargo.toml forbids it.
//! - A new format is one file in `read/`, one arm of [`Format`], and one folder of fixtures.

/// What the README says in Rust is run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

mod builder;
#[cfg(test)]
mod by_hand;
#[cfg(feature = "xbrl")]
pub mod compare;
mod currency;
mod decimal;
mod decode;
mod differences;
pub mod duplicates;
mod error;
mod filing;
mod format;
mod hash;
mod heading;
mod members;
mod order;
pub mod period;
mod place;
mod read;
#[cfg(not(target_arch = "wasm32"))]
pub mod render;
mod resolve;
mod sections;
mod settle;
pub mod shapes;
mod sheet;
mod space;
mod statements;
pub mod table;
mod tables;
mod texts;
mod transform;
mod value;
#[cfg(target_arch = "wasm32")]
mod wasm;
pub mod write;

pub use error::{About, Caveat, Error};
pub use filing::*;
pub use format::Format;
pub use members::{Limits, Member, State};
pub use value::Kind;

/// Reads one file or pasted text. `name` is for messages; the format and the encoding are told from the content.
///
/// Bytes that are owned become the filing's own text without a copy, where they are UTF-8; borrowed ones are copied first.
///
/// ```
/// let text = "|\nCash (Details) - EUR (€)\n|\nDec. 31, 2023\n|Cash\n|€ 12\n";
/// let borrowed = filing_viewer::read(text.as_bytes(), "cash.txt")?;
/// let owned = filing_viewer::read(text.to_owned().into_bytes(), "cash.txt")?;
/// assert_eq!(borrowed.fact(0).unwrap().value(), owned.fact(0).unwrap().value());
/// # Ok::<(), filing_viewer::Error>(())
/// ```
pub fn read(bytes: impl Into<Vec<u8>>, name: &str) -> Result<Filing, Error> {
    read_all([(name, bytes)])
}

/// Reads several files as one filing, each a name and its bytes, as [`read`] does. Text is held against an R page of the same
/// table, where both are there. A file is taken only when the one before it is read, so they need not be in memory together.
///
/// ```
/// let text = |year: u16| format!("|\nCash (Details) - USD ($)\n|\nDec. 31, {year}\n|Cash\n|$ 12\n");
/// let filing = filing_viewer::read_all([2023, 2024].map(|year| (format!("{year}.txt"), text(year))))?;
/// assert_eq!(filing.tables().len(), 2);
/// # Ok::<(), filing_viewer::Error>(())
/// ```
pub fn read_all(files: impl IntoIterator<Item = (impl Into<String>, impl Into<Vec<u8>>)>) -> Result<Filing, Error> {
    read_within(files, Limits::default())
}

/// Reads several files as one filing, as [`read_all`] does, with limits of one's own on what containers are unpacked to.
pub fn read_within(files: impl IntoIterator<Item = (impl Into<String>, impl Into<Vec<u8>>)>, limits: Limits) -> Result<Filing, Error> {
    let mut reading = read::Reading::within(limits);
    for (name, bytes) in files {
        reading.add(&name.into(), bytes.into());
    }
    reading.finish()
}

/// What several files are and hold, read or left, also where nothing in them is read: see [`Filing::members`].
///
/// ```
/// use filing_viewer::{Limits, State};
/// let members = filing_viewer::members([("notes.txt", "Nothing but words.")], Limits::default());
/// assert!(matches!(&members[0].state, State::Left(why) if why.starts_with("no line of this text")));
/// ```
pub fn members(files: impl IntoIterator<Item = (impl Into<String>, impl Into<Vec<u8>>)>, limits: Limits) -> Vec<Member> {
    let mut reading = read::Reading::within(limits);
    for (name, bytes) in files {
        reading.add(&name.into(), bytes.into());
    }
    while reading.step() {}
    std::mem::take(&mut reading.filing().members)
}
