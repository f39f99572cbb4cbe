//! The readers of the benchmark: this project's, and those it is measured beside. One program and one wasm module hold all of
//! them, so that a ratio comes from one process.

#[cfg(target_arch = "wasm32")]
mod wasm;

use quick_xml::events::Event;
use std::any::Any;
use std::hint::black_box;

/// A reader with its input, which is made before the clock starts.
pub enum Task {
    /// memchr counts `<`: about what it costs to look at every byte.
    Memchr(Vec<u8>),
    /// The bare event loop of quick-xml on the slice with its defaults: it compares end names, and reads no attribute.
    QuickXml(Vec<u8>),
    /// `Document::parse` of xbrlkit. It wants a `str`, so it does not pay for the UTF-8 check.
    Xbrlkit(String),
    /// This project's reader.
    Ours(Vec<u8>),
    /// The same, and every value taken once, text blocks included.
    OursWritten(Vec<u8>),
}

/// What a reader has found.
pub struct Done {
    /// Facts; of memchr the `<`, of quick-xml the events.
    pub found: usize,
    /// Why it stopped.
    pub error: Option<String>,
    /// Input and result: freed when the clock has stopped.
    _kept: Box<dyn Any>,
}

impl Task {
    /// The reader of that name, with its input.
    pub fn new(reader: &str, bytes: Vec<u8>) -> Option<Self> {
        Some(match reader {
            "memchr" => Self::Memchr(bytes),
            "quick-xml" => Self::QuickXml(bytes),
            "xbrlkit" => Self::Xbrlkit(String::from_utf8_lossy(&bytes).into_owned()),
            "ours" => Self::Ours(bytes),
            "ours, text out" => Self::OursWritten(bytes),
            _ => return None,
        })
    }

    /// What is measured.
    pub fn run(self) -> Done {
        match self {
            Self::Memchr(bytes) => done(Ok::<_, String>(memchr::memchr_iter(b'<', black_box(&bytes)).count()), bytes),
            Self::QuickXml(bytes) => done(events(black_box(&bytes)), bytes),
            Self::Xbrlkit(text) => match xbrlkit::Document::parse(black_box(&text)) {
                Ok(document) => done(Ok::<_, String>(document.facts().len()), (text, document)),
                Err(error) => done(Err(error), text),
            },
            Self::Ours(bytes) => ours(bytes, false),
            Self::OursWritten(bytes) => ours(bytes, true),
        }
    }
}

fn done(found: Result<usize, impl ToString>, kept: impl Any) -> Done {
    let (found, error) = match found {
        Ok(found) => (found, None),
        Err(error) => (0, Some(error.to_string())),
    };
    Done { found, error, _kept: Box::new(kept) }
}

fn events(bytes: &[u8]) -> Result<usize, quick_xml::Error> {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let mut count = 0;
    while !matches!(reader.read_event()?, Event::Eof) {
        count += 1;
    }
    Ok(count)
}

/// The bytes are owned, as they are in the page: the reader may keep them.
fn ours(bytes: Vec<u8>, written: bool) -> Done {
    match filing_viewer::read(black_box(bytes), "filing.htm") {
        Ok(filing) => {
            if written {
                black_box(filing.facts().filter_map(|fact| Some(fact.value()?.len())).sum::<usize>());
            }
            done(Ok::<_, String>(filing.fact_count() as usize), filing)
        }
        Err(error) => done(Err(error), ()),
    }
}
