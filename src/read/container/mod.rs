//! Containers: archives and submissions. Their members are listed when they are opened, and unpacked group by group when they are
//! read: of a large container facts are there long before its last member is.

mod submission;
mod uu;
mod zip;

use crate::decode;
use crate::error::Error;
use crate::format::Container;
use crate::hash::{HashMap, HashSet};
use crate::members::{Limits, Member, State};
use bytes::Bytes;
use std::collections::VecDeque;

/// A container within a container is opened, one within that is not.
const DEEPEST: u8 = 1;
/// Members of one container are read together up to so many bytes: documents that belong together stay together.
const TOGETHER: u64 = 64 << 20;
/// Of a larger container, or of one whose documents do not belong together, about so many at a time.
const AT_A_TIME: u64 = 6 << 20;

/// Tells a container by its bytes. An Office document is packed as an archive, and is none.
pub(super) fn of(bytes: &[u8]) -> Option<Container> {
    Container::of(bytes).filter(|kind| *kind != Container::Zip || !zip::is_office(bytes))
}

impl Container {
    fn name(self) -> &'static str {
        match self {
            Self::Zip => "zip archive",
            Self::Submission => "EDGAR submission",
        }
    }
}

/// What a container says of a member before it is unpacked.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) size: u64,
    pub(super) document_type: Option<String>,
    pub(super) description: Option<String>,
    /// How its bytes lie in the container, or why it cannot be had.
    pub(super) packed: Result<Packed, String>,
}

impl Listed {
    pub(super) fn member(self, state: State) -> Member {
        let Self { name, size, document_type, description, .. } = self;
        Member { name, size, document_type, description, state }
    }
}

/// How the bytes of a member lie in its container.
#[derive(Clone, Debug)]
pub(super) enum Packed {
    /// As they are.
    Stored { bytes: Bytes, crc: Option<u32> },
    /// Deflated; `size` is what the container declares, and more is never produced.
    Deflated { bytes: Bytes, size: u64, crc: Option<u32> },
    /// As lines of text, which a submission has no other way to carry.
    Encoded(Bytes),
}

impl Packed {
    /// The bytes of the member: at most so many.
    pub(super) fn unpack(&self, most: u64) -> Result<Vec<u8>, String> {
        match self {
            Self::Stored { bytes, .. } if bytes.len() as u64 > most => Err(too_much(most)),
            Self::Stored { bytes, crc } => zip::checked(bytes.to_vec(), *crc),
            Self::Deflated { bytes, size, .. } if *size > most => {
                Err(format!("it declares {size} bytes, packed in {}: {}", bytes.len(), too_much(most)))
            }
            Self::Deflated { bytes, size, crc } => zip::inflate(bytes, *size).and_then(|unpacked| zip::checked(unpacked, *crc)),
            Self::Encoded(lines) => uu::decode(lines),
        }
    }

    /// The first bytes, to tell what it is.
    fn head(&self) -> Vec<u8> {
        const HEAD: usize = 128;
        match self {
            Self::Stored { bytes, .. } => bytes[..bytes.len().min(HEAD)].to_vec(),
            Self::Deflated { bytes, .. } => zip::head(bytes, HEAD),
            Self::Encoded(lines) => uu::head(lines),
        }
    }
}

fn too_much(most: u64) -> String {
    format!("with it, more than the limit of {} MB would be unpacked", most >> 20)
}

/// What a container is and holds.
#[derive(Debug)]
pub(super) struct Contents {
    /// What the container says of itself.
    pub(super) description: Option<String>,
    pub(super) members: Vec<Listed>,
    /// What is wrong with it as a whole: a sentence.
    pub(super) faults: Vec<String>,
}

fn contents(kind: Container, bytes: &Bytes) -> Result<Contents, Error> {
    match kind {
        Container::Zip => zip::contents(bytes),
        Container::Submission => Ok(submission::contents(bytes)),
    }
}

/// The texts of an archive's members by their names, or why one cannot be had; unpacked to at most so many bytes together.
pub(super) fn inside(bytes: Vec<u8>, most: u64) -> Result<HashMap<String, Result<String, String>>, Error> {
    let mut left = most;
    let unpacked = zip::contents(&Bytes::from(bytes))?.members.into_iter().map(|member| {
        let text = member.packed.and_then(|packed| packed.unpack(left)).map(|bytes| {
            left -= bytes.len() as u64;
            decode::decode(bytes).0.to_string()
        });
        (member.name, text)
    });
    Ok(unpacked.collect())
}

/// A member that waits to be read: its number among the filing's members, and its bytes.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) member: u32,
    pub(super) packed: Packed,
    pub(super) size: u64,
}

/// Members that are read together.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) members: Vec<Waiting>,
}

/// What waits to be read.
#[derive(Debug, Default)]
pub(super) struct Queue {
    pub(super) groups: VecDeque<Group>,
    limits: Limits,
    listed: usize,
    /// Bytes that members were unpacked to.
    unpacked: u64,
    /// Members that were taken out, and their bytes as declared.
    taken: (u64, u64),
}

/// Something met in listing, for the filing to keep.
pub(super) enum Met {
    /// A member, which is given a number.
    Member(Listed, Option<&'static str>),
    /// A member that need not be read, and why.
    Same(Listed, &'static str),
    Fault(String, String),
}

impl Queue {
    pub(super) fn within(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Unpacks a member.
    pub(super) fn take(&mut self, waiting: &Waiting) -> Result<Vec<u8>, String> {
        self.taken = (self.taken.0 + 1, self.taken.1 + waiting.size);
        let bytes = waiting.packed.unpack(self.limits.bytes.saturating_sub(self.unpacked))?;
        self.unpacked += bytes.len() as u64;
        Ok(bytes)
    }

    /// How many members were taken out, of how many; and bytes, of how many.
    pub(super) fn progress(&self) -> [u64; 4] {
        let waiting = self.groups.iter().flat_map(|group| &group.members);
        let (many, bytes) = waiting.fold((0, 0), |(many, bytes), waiting| (many + 1, bytes + waiting.size));
        [self.taken.0, self.taken.0 + many, self.taken.1, self.taken.1 + bytes]
    }

    /// Lists what a container holds, and what containers in it hold. `keep` is given each member with its whole name, and gives its
    /// number.
    pub(super) fn open(
        &mut self,
        name: &str,
        kind: Container,
        bytes: Vec<u8>,
        keep: &mut dyn FnMut(Met) -> u32,
    ) -> Result<(&'static str, Option<String>), Error> {
        let bytes = Bytes::from(bytes);
        let contents = contents(kind, &bytes)?;
        let description = contents.description.clone();
        self.list(name, contents, 0, keep);
        Ok((kind.name(), description))
    }

    fn list(&mut self, name: &str, contents: Contents, depth: u8, keep: &mut dyn FnMut(Met) -> u32) {
        for fault in contents.faults {
            keep(Met::Fault(name.to_owned(), fault));
        }
        let mut group = Group::default();
        // A taxonomy is what documents of one filing share, and an archive of many filings has none.
        let has_taxonomy = contents.members.iter().any(|member| member.name.ends_with(".xsd"));
        let whole: u64 = contents.members.iter().map(|member| member.size).sum();
        let together = has_taxonomy && whole <= TOGETHER;
        let mut size = 0;
        let mut inner = Vec::new();
        let names: HashSet<String> = contents.members.iter().map(|member| base(&member.name).to_owned()).collect();
        for mut listed in contents.members {
            listed.name = format!("{name}/{}", listed.name);
            self.listed += 1;
            if self.listed > self.limits.members {
                keep(Met::Fault(name.to_owned(), format!("It holds more members than the limit of {}: the rest was left.", self.limits.members)));
                break;
            }
            let kind = listed.packed.as_ref().ok().and_then(|packed| Container::of(&packed.head()));
            if let (Some(kind), Ok(packed)) = (kind, &listed.packed) {
                if depth == DEEPEST {
                    listed.packed = Err("a container in a container in a container is not opened: unpack it, and open it by itself".to_owned());
                    keep(Met::Member(listed, None));
                    continue;
                }
                let opened = packed.unpack(self.limits.bytes.saturating_sub(self.unpacked)).and_then(|bytes| {
                    self.unpacked += bytes.len() as u64;
                    let bytes = Bytes::from(bytes);
                    contents_of_inner(kind, &bytes)
                });
                match opened {
                    // EDGAR's submissions end with an archive of the XBRL documents in them.
                    Ok(Some(contents)) if contents.members.iter().all(|member| names.contains(base(&member.name))) => {
                        keep(Met::Same(listed, "all that is in it stands beside it"));
                    }
                    Ok(Some(contents)) => inner.push((listed, kind, contents)),
                    // An Office document or the like, which a reader may know.
                    Ok(None) => Self::wait(&mut group, listed, keep),
                    Err(why) => {
                        listed.packed = Err(why);
                        keep(Met::Member(listed, None));
                    }
                }
                continue;
            }
            if !together && size > AT_A_TIME {
                self.groups.push_back(std::mem::take(&mut group));
                size = 0;
            }
            size += listed.size;
            Self::wait(&mut group, listed, keep);
        }
        if !group.members.is_empty() {
            self.groups.push_back(group);
        }
        for (mut listed, kind, contents) in inner {
            let name = listed.name.clone();
            listed.description = listed.description.or_else(|| contents.description.clone());
            keep(Met::Member(listed, Some(kind.name())));
            self.list(&name, contents, depth + 1, keep);
        }
    }

    fn wait(group: &mut Group, listed: Listed, keep: &mut dyn FnMut(Met) -> u32) {
        let (packed, size) = (listed.packed.as_ref().ok().cloned(), listed.size);
        let member = keep(Met::Member(listed, None));
        group.members.extend(packed.map(|packed| Waiting { member, packed, size }));
    }
}

/// A name without the folders before it.
fn base(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// What an inner container holds; none where it is a document that is packed as an archive.
fn contents_of_inner(kind: Container, bytes: &Bytes) -> Result<Option<Contents>, String> {
    if of(bytes).is_none() {
        return Ok(None);
    }
    contents(kind, bytes).map(Some).map_err(|error| error.what().to_owned())
}
