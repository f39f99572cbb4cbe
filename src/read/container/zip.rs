//! Zip archives. What one declares of itself is not trusted: members are unpacked up to the size declared and not a byte further,
//! their checksums hold, and members whose bytes overlap are left. An archive that is cut off is read as far as it goes.

use super::{Contents, Listed, Packed};
use crate::decode;
use crate::error::Error;
use crate::hash::HashSet;
use bytes::Bytes;
use flate2::{Decompress, FlushDecompress, Status};
use rawzip::{CompressionMethod, ZipArchive};

/// Whether an archive is a document of an Office program.
pub(super) fn is_office(bytes: &[u8]) -> bool {
    const TYPES: &str = "[Content_Types].xml";
    match ZipArchive::from_slice(bytes) {
        Ok(archive) => archive.entries().map_while(Result::ok).take(100).any(|entry| entry.file_path().as_bytes() == TYPES.as_bytes()),
        Err(_) => cut_off(&Bytes::copy_from_slice(bytes)).members.iter().any(|member| member.name == TYPES),
    }
}

/// The members that an archive lists.
pub(super) fn contents(bytes: &Bytes) -> Result<Contents, Error> {
    let Ok(archive) = ZipArchive::from_slice(&bytes[..]) else { return Ok(cut_off(bytes)) };
    let mut contents = Contents { description: None, members: Vec::new(), faults: Vec::new() };
    let mut names = HashSet::default();
    let mut ranges: Vec<(u64, u64, usize)> = Vec::new();
    for entry in archive.entries() {
        let Ok(entry) = entry else {
            contents.faults.push("Its list of members is damaged: what is listed behind the damage was left.".to_owned());
            break;
        };
        if entry.is_dir() {
            continue;
        }
        let (name, fault) = name_of(entry.file_path().as_bytes());
        contents.faults.extend(fault);
        let size = entry.uncompressed_size_hint();
        let packed = if entry.flags().is_encrypted() {
            Err("it is encrypted: unpack it with its password, and open what is in it".to_owned())
        } else if !names.insert(name.clone()) {
            Err("another member has the same name; the first was read".to_owned())
        } else {
            match archive.get_entry(entry.wayfinder()) {
                Ok(found) => {
                    let (start, end) = found.compressed_data_range();
                    ranges.push((entry.local_header_offset(), end, contents.members.len()));
                    let data = bytes.slice(start as usize..end as usize);
                    packed(entry.compression_method(), data, size, Some(entry.crc32()))
                }
                Err(_) => Err("it is not where the archive says".to_owned()),
            }
        };
        contents.members.push(Listed { name, size, document_type: None, description: None, packed });
    }
    // A small archive whose members share their bytes unpacks to anything.
    ranges.sort_unstable();
    let mut reached = 0;
    for (start, end, at) in ranges {
        if start < reached {
            contents.members[at].packed = Err("it shares its bytes with another member, as no honest archive does".to_owned());
        }
        reached = reached.max(end);
    }
    Ok(contents)
}

fn packed(method: CompressionMethod, bytes: Bytes, size: u64, crc: Option<u32>) -> Result<Packed, String> {
    match method {
        CompressionMethod::STORE => Ok(Packed::Stored { bytes, crc }),
        CompressionMethod::DEFLATE => Ok(Packed::Deflated { bytes, size, crc }),
        other => Err(format!("it is packed in a way that is not read ({}): pack it anew, as a plain zip", other.name().unwrap_or("unknown"))),
    }
}

/// A member's name as a path within the archive, and what is wrong with it.
fn name_of(bytes: &[u8]) -> (String, Option<String>) {
    let (text, _) = decode::decode(bytes.to_vec());
    let text = text.replace('\\', "/");
    let parts: Vec<&str> = text.split('/').filter(|part| !part.is_empty() && *part != "." && *part != "..").collect();
    let name = parts.join("/");
    let leads_out = text.starts_with('/') || text.split('/').any(|part| part == "..");
    (
        name.clone(),
        leads_out.then(|| format!("The name “{text}” leads out of the archive: it was read as “{name}”. Nothing is ever unpacked to disk.")),
    )
}

/// An archive without its list, which stands at its end: its members in a row, as far as they go.
fn cut_off(bytes: &Bytes) -> Contents {
    const FIXED: usize = 30;
    let number = |at: usize, many: usize| bytes[at..at + many].iter().rev().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let mut contents = Contents {
        description: None,
        members: Vec::new(),
        faults: vec!["The archive is cut off or damaged: its list of members is missing. What is whole in it was read; get it again.".to_owned()],
    };
    let mut at = 0;
    while bytes.len() >= at + FIXED && bytes[at..].starts_with(b"PK\x03\x04") {
        let (flags, method) = (number(at + 6, 2), number(at + 8, 2) as u16);
        let (crc, size, unpacked) = (number(at + 14, 4) as u32, number(at + 18, 4), number(at + 22, 4));
        let start = at + FIXED + (number(at + 26, 2) + number(at + 28, 2)) as usize;
        let Some(name) = bytes.get(at + FIXED..at + FIXED + number(at + 26, 2) as usize) else { break };
        let (name, _) = name_of(name);
        // Sizes that stand behind the data are known once it is unpacked.
        let behind = flags & 8 != 0;
        let whole = bytes
            .get(start..)
            .and_then(|data| if behind { ends(data) } else { Some((size as usize, unpacked)).filter(|(size, _)| *size <= data.len()) });
        let listed = |size, packed| Listed { name, size, document_type: None, description: None, packed };
        let Some((length, size)) = whole else {
            contents.members.push(listed(unpacked, Err("the archive ends within it".to_owned())));
            break;
        };
        let method = if method == 0 { CompressionMethod::STORE } else { CompressionMethod::DEFLATE };
        let data = bytes.slice(start..start + length);
        let is_dir = length == 0 && bytes[..start].last() == Some(&b'/');
        let is_encrypted = flags & 1 != 0;
        let packed = if is_encrypted { Err("it is encrypted".to_owned()) } else { packed(method, data, size, (!behind).then_some(crc)) };
        if !is_dir {
            contents.members.push(listed(size, packed));
        }
        at = start + length;
        // A descriptor: its signature may be left out, its sizes may be of 8 bytes.
        while behind && at < bytes.len() && !bytes[at..].starts_with(b"PK\x03\x04") {
            at += 1;
        }
    }
    contents
}

/// How long deflated data are, and how many bytes they make.
fn ends(data: &[u8]) -> Option<(usize, u64)> {
    let mut inflater = Decompress::new(false);
    let mut out = vec![0; 1 << 15];
    loop {
        let before = (inflater.total_in(), inflater.total_out());
        match inflater.decompress(&data[inflater.total_in() as usize..], &mut out, FlushDecompress::None) {
            Ok(Status::StreamEnd) => return Some((inflater.total_in() as usize, inflater.total_out())),
            Ok(_) if (inflater.total_in(), inflater.total_out()) != before => {}
            _ => return None,
        }
    }
}

/// Deflated data, which make so many bytes.
pub(super) fn inflate(data: &[u8], size: u64) -> Result<Vec<u8>, String> {
    // No deflated byte makes more than 1,032: what is declared beyond that needs no room.
    let room = size.min(data.len() as u64 * 1032) as usize;
    let mut out = Vec::with_capacity(room + 1);
    let mut inflater = Decompress::new(false);
    let damaged = |inflater: &Decompress| Err(format!("it is damaged after {} of {size} bytes", inflater.total_out()));
    loop {
        let before = (inflater.total_in(), inflater.total_out());
        let status = inflater.decompress_vec(&data[inflater.total_in() as usize..], &mut out, FlushDecompress::None);
        match status {
            _ if inflater.total_out() > size => {
                return Err(format!("it declares {size} bytes and makes more: it was left there"));
            }
            Ok(Status::StreamEnd) if inflater.total_out() == size => return Ok(out),
            Ok(Status::StreamEnd) => return damaged(&inflater),
            Ok(_) if (inflater.total_in(), inflater.total_out()) != before => {}
            _ => return damaged(&inflater),
        }
    }
}

/// The first bytes of deflated data.
pub(super) fn head(data: &[u8], most: usize) -> Vec<u8> {
    let mut out = vec![0; most];
    let mut inflater = Decompress::new(false);
    // What cannot be unpacked is said when it is.
    let _ = inflater.decompress(data, &mut out, FlushDecompress::None);
    out.truncate(inflater.total_out() as usize);
    out
}

/// The bytes, if their checksum is what it should be.
pub(super) fn checked(bytes: Vec<u8>, crc: Option<u32>) -> Result<Vec<u8>, String> {
    match crc {
        Some(crc) if crc != rawzip::crc32(&bytes) => Err("its checksum is wrong: a digit in it may be, too".to_owned()),
        _ => Ok(bytes),
    }
}
