//! What a file is, told from its content and never by trial reading.

/// A format that can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Disclosure text as people paste it: bars, Markdown, plain lines, tabs or commas.
    Text,
    /// HTML: an R page of EDGAR's, or any page or fragment with tables.
    Html,
}

impl Format {
    /// The format in words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "disclosure text",
            Self::Html => "HTML",
        }
    }
}
