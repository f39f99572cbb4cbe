//! What was given to be read, file by file: what containers hold is listed, whether it was read or left, and why.

use crate::format::Format;

/// A file that was given, or one that a container holds: an archive, a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name, with the containers it lies in: `filing.zip/reports/report.htm`.
    pub name: String,
    /// Its size in bytes, unpacked; as its container declares it where it was not unpacked.
    pub size: u64,
    /// The type that an EDGAR submission gives it: `10-K`, `EX-99.1`.
    pub document_type: Option<String>,
    /// What the container says of it.
    pub description: Option<String>,
    /// What became of it.
    pub state: State,
}

/// What became of a [`Member`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// It has not been looked into yet.
    Waiting,
    /// It holds other members, which follow it. What kind of container it is, in words.
    Opened(&'static str),
    /// It was read; it is the source of this number among [`Filing::sources`](crate::Filing::sources).
    Read(Format, u32),
    /// It was left, and why: a clause.
    Left(String),
}

impl State {
    /// The source it was read as.
    pub fn source(&self) -> Option<u32> {
        match self {
            Self::Read(_, source) => Some(*source),
            _ => None,
        }
    }
}

/// How much is read at most. What a file declares of itself is never trusted: what is produced is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of all members of containers together, unpacked.
    pub bytes: u64,
    /// Members of all containers together.
    pub members: usize,
}

impl Default for Limits {
    /// 1 GiB, of 4 GiB that a browser gives wasm for everything, and 100,000 members.
    fn default() -> Self {
        Self { bytes: 1 << 30, members: 100_000 }
    }
}
