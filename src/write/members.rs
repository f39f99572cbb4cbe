//! What was given to be read, file by file, as a list.

use crate::members::{Member, State};
use serde::Serialize;
use std::io::{self, Write};

/// A file as the list has it.
#[derive(Debug, Serialize)]
pub struct Listed<'a> {
    name: &'a str,
    /// In bytes, unpacked.
    size: u64,
    /// As an EDGAR submission types it.
    #[serde(rename = "type")]
    document_type: Option<&'a str>,
    description: Option<&'a str>,
    /// `read`, `opened` (what it holds follows it), `left` or `waiting`.
    state: &'static str,
    /// What it was read as, or why it was left.
    what: &'a str,
}

impl<'a> From<&'a Member> for Listed<'a> {
    fn from(member: &'a Member) -> Self {
        let (state, what) = match &member.state {
            State::Waiting => ("waiting", ""),
            State::Opened(what) => ("opened", *what),
            State::Read(format, _) => ("read", format.name()),
            State::Left(why) => ("left", why.as_str()),
        };
        let (document_type, description) = (member.document_type.as_deref(), member.description.as_deref());
        Self { name: &member.name, size: member.size, document_type, description, state, what }
    }
}

/// A list in JSON, a file a line.
pub(super) fn json(members: &[Member], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (count, member) in members.iter().enumerate() {
        out.write_all(if count == 0 { b"\n" } else { b",\n" })?;
        out.write_all(&serde_json::to_vec(&Listed::from(member))?)?;
    }
    out.write_all(b"\n]\n")
}

/// A list in columns that tabs part, under their names. Control characters of names are blanks.
pub(super) fn text(members: &[Member], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "state\tsize\ttype\tname\twhat")?;
    for member in members {
        let Listed { name, size, document_type, description, state, what } = Listed::from(member);
        let said = [what, description.unwrap_or_default()].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ");
        let cells = [state, &size.to_string(), document_type.unwrap_or_default(), name, &said].map(|cell| cell.replace(char::is_control, " "));
        writeln!(out, "{}", cells.join("\t"))?;
    }
    Ok(())
}
