//! The parts of a workbook: which sheets there are, the strings that they share, their formats, and the cells of one.

use super::Shown;
use super::number::{of_number, shown};
use crate::error::Error;
use crate::hash::HashMap;
use crate::read::tags::{Event, Start, Tags};
use std::borrow::Cow;

/// The parts by their paths: the text, or why it cannot be had.
pub(super) type Parts = HashMap<String, Result<String, String>>;

/// A workbook, its sheets in their order.
pub(super) struct Book<'a> {
    /// By their names: a sheet's part, or why it is not there.
    pub(super) sheets: Vec<(String, Result<&'a str, String>)>,
    strings: Vec<String>,
    /// Codes of numbers' formats, by the numbers that cells name.
    formats: Vec<Cow<'a, str>>,
    from_1904: bool,
}

/// The rows of a sheet, with their numbers from 0.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<(u32, Vec<Shown>)>,
    pub(super) merged: Vec<[u32; 4]>,
    /// There were more cells than are read.
    pub(super) stopped: bool,
    /// What is wrong with it.
    pub(super) broken: Option<String>,
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn attribute<'a>(tag: &Start<'a>, name: &str) -> Option<Cow<'a, str>> {
    tag.attributes.clone().find(|attribute| local(attribute.name) == name).map(|attribute| attribute.value())
}

fn is_true(text: Option<Cow<'_, str>>) -> bool {
    text.is_some_and(|text| matches!(&*text, "1" | "true"))
}

/// A path in the package, of a part named in a part of `folder`.
fn path(folder: &str, target: &str) -> String {
    match target.strip_prefix('/') {
        Some(whole) => whole.to_owned(),
        None => {
            let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
            for part in target.split('/') {
                match part {
                    ".." => _ = parts.pop(),
                    "." | "" => {}
                    part => parts.push(part),
                }
            }
            parts.join("/")
        }
    }
}

impl<'a> Book<'a> {
    pub(super) fn of(parts: &'a Parts) -> Result<Self, Error> {
        let part = |path: &str| parts.get(path).and_then(|part| part.as_deref().ok());
        let Some(workbook) = part("xl/workbook.xml") else {
            let why = parts.get("xl/workbook.xml").and_then(|part| part.as_ref().err()).cloned();
            let what = why.map_or_else(|| "the workbook has no list of its sheets".to_owned(), |why| format!("the workbook's list of sheets: {why}"));
            return Err(Error::new(what, "Save it as XLSX again."));
        };
        let mut targets: HashMap<String, String> = HashMap::default();
        let (mut strings_at, mut styles_at) = ("xl/sharedStrings.xml".to_owned(), "xl/styles.xml".to_owned());
        for tag in starts(part("xl/_rels/workbook.xml.rels").unwrap_or_default()).filter(|tag| local(tag.name) == "Relationship") {
            let (Some(id), Some(target)) = (attribute(&tag, "Id"), attribute(&tag, "Target")) else { continue };
            let target = path("xl", &target);
            match attribute(&tag, "Type").unwrap_or_default().rsplit('/').next() {
                Some("sharedStrings") => strings_at = target,
                Some("styles") => styles_at = target,
                _ => _ = targets.insert(id.into_owned(), target),
            }
        }
        let mut sheets = Vec::new();
        let mut from_1904 = false;
        for tag in starts(workbook) {
            match local(tag.name) {
                "workbookPr" => from_1904 = is_true(attribute(&tag, "date1904")),
                "sheet" => {
                    let name = attribute(&tag, "name").unwrap_or_default().into_owned();
                    // The attribute r:id; the sheet's own number is sheetId.
                    let id = tag.attributes.clone().find(|one| one.name.ends_with(":id")).map(|one| one.value());
                    let target = id.and_then(|id| targets.get(&*id)).cloned().unwrap_or_default();
                    let found = match parts.get(&target) {
                        Some(Ok(text)) => Ok(text.as_str()),
                        Some(Err(why)) => Err(why.clone()),
                        None => Err("it is not in the workbook".to_owned()),
                    };
                    sheets.push((name, found));
                }
                _ => {}
            }
        }
        let strings = strings(part(&strings_at).unwrap_or_default());
        Ok(Self { sheets, strings, formats: formats(part(&styles_at).unwrap_or_default()), from_1904 })
    }

    /// The filled cells of a sheet. `left` is how many may still be read.
    pub(super) fn rows(&self, part: &str, left: &mut usize) -> Rows {
        let mut found = Rows::default();
        let (mut row, mut column) = (0_u32, 0_u32);
        let mut cell: Option<(u32, String, u32)> = None;
        let (mut text, mut takes, mut whole) = (String::new(), false, false);
        for event in Tags::of(part, false) {
            match event {
                Event::Start(tag) => match local(tag.name) {
                    "row" => {
                        row = attribute(&tag, "r").and_then(|number| number.parse::<u32>().ok()).map_or(row, |number| number.saturating_sub(1));
                        column = 0;
                        found.rows.push((row, Vec::new()));
                        row = row.saturating_add(1);
                    }
                    "c" => {
                        let at = attribute(&tag, "r").and_then(|name| reference(&name)).map_or(column, |(column, _)| column);
                        column = at.saturating_add(1);
                        let style = attribute(&tag, "s").and_then(|style| style.parse().ok()).unwrap_or(0);
                        text.clear();
                        cell = (!tag.self_closing).then(|| (at, attribute(&tag, "t").unwrap_or_default().into_owned(), style));
                    }
                    "v" | "t" => takes = !tag.self_closing,
                    "mergeCell" => {
                        let range = attribute(&tag, "ref");
                        let corners = range.as_deref().and_then(|range| range.split_once(':'));
                        if let Some(((first, top), (last, bottom))) = corners.and_then(|(one, two)| Some((reference(one)?, reference(two)?)))
                            && first <= last
                            && top <= bottom
                            && found.merged.len() < 100_000
                        {
                            found.merged.push([top, bottom, first, last]);
                        }
                    }
                    _ => {}
                },
                Event::Text(more) if takes && cell.is_some() => text.push_str(&more.decoded()),
                Event::Text(_) => {}
                Event::End(tag) => match local(tag.name) {
                    "v" | "t" => takes = false,
                    "c" => {
                        let Some((at, kind, style)) = cell.take() else { continue };
                        if *left == 0 {
                            found.stopped = true;
                            return found;
                        }
                        *left -= 1;
                        let (text, is_number) = self.shown(&text, &kind, style);
                        if let Some((_, cells)) = found.rows.last_mut()
                            && cells.last().is_none_or(|last: &Shown| last.column < at)
                        {
                            cells.push(Shown { column: at, text, is_number });
                        }
                    }
                    "sheetData" | "worksheet" => whole = true,
                    _ => {}
                },
            }
        }
        if !whole {
            found.broken = Some("The sheet ends in its middle: what follows is not in the workbook.".to_owned());
        }
        // Rows come in order; one that does not would stand in another's place.
        found.rows.dedup_by(|next, row| next.0 <= row.0);
        found
    }

    fn shown(&self, text: &str, kind: &str, style: u32) -> (String, bool) {
        match kind {
            "s" => (text.trim().parse::<usize>().ok().and_then(|at| self.strings.get(at)).cloned().unwrap_or_default(), false),
            "inlineStr" | "str" | "e" | "d" => (text.to_owned(), false),
            "b" => ((if text.trim() == "1" { "true" } else { "false" }).to_owned(), false),
            _ => (shown(text, self.formats.get(style as usize).map_or("General", |code| code), self.from_1904), !text.trim().is_empty()),
        }
    }
}

fn starts(part: &str) -> impl Iterator<Item = Start<'_>> {
    Tags::of(part, false).filter_map(|event| match event {
        Event::Start(tag) => Some(tag),
        _ => None,
    })
}

/// The strings that cells name by numbers: the texts of their runs, without how they are to be pronounced.
fn strings(part: &str) -> Vec<String> {
    let (mut all, mut takes, mut spoken) = (Vec::new(), false, false);
    for event in Tags::of(part, false) {
        match event {
            Event::Start(tag) => match local(tag.name) {
                "si" => all.push(String::new()),
                "rPh" => spoken = !tag.self_closing,
                "t" => takes = !tag.self_closing,
                _ => {}
            },
            Event::End(tag) => match local(tag.name) {
                "t" => takes = false,
                "rPh" => spoken = false,
                _ => {}
            },
            Event::Text(text) if takes && !spoken => {
                if let Some(last) = all.last_mut() {
                    last.push_str(&text.decoded());
                }
            }
            Event::Text(_) => {}
        }
    }
    all
}

fn formats(part: &str) -> Vec<Cow<'_, str>> {
    let mut codes: HashMap<u32, Cow<'_, str>> = HashMap::default();
    let (mut all, mut of_cells) = (Vec::new(), false);
    let number = |tag: &Start<'_>| attribute(tag, "numFmtId").and_then(|id| id.parse::<u32>().ok());
    for event in Tags::of(part, false) {
        match event {
            Event::Start(tag) => match local(tag.name) {
                "numFmt" => codes.extend(number(&tag).zip(attribute(&tag, "formatCode"))),
                "cellXfs" => of_cells = true,
                "xf" if of_cells => {
                    let id = number(&tag).unwrap_or(0);
                    all.push(codes.get(&id).cloned().unwrap_or(Cow::Borrowed(of_number(id))));
                }
                _ => {}
            },
            Event::End(tag) if local(tag.name) == "cellXfs" => of_cells = false,
            _ => {}
        }
    }
    all
}

/// `B12` as column and row, from 0.
fn reference(name: &str) -> Option<(u32, u32)> {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column =
        name[..letters].bytes().try_fold(0_u32, |sum, letter| sum.checked_mul(26)?.checked_add(u32::from(letter.to_ascii_uppercase() - b'A') + 1));
    let row: u32 = name[letters..].parse().ok()?;
    Some((column?.checked_sub(1).filter(|column| *column < 16_384)?, row.checked_sub(1).filter(|row| *row < 1_048_576)?))
}
