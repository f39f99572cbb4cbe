//! The files of taxonomies that were opened together, and which of them belong to a report: those that its documents name, and those
//! that these name in turn. Nothing is ever asked for elsewhere.

use super::file::{self, File};
use super::meta_links::{self, MetaLinks};
use super::summary;
use crate::builder::Builder;
use crate::error::{About, Place};
use crate::format::Format;
use crate::hash::{HashMap, HashSet};
use crate::read::xbrl::Input;
use crate::read::xbrl::cursor::{Attributes, Span, Tag};
use memchr::memmem;
use std::borrow::Cow;

/// So many missing files are named; the rest are as many again.
const MOST_MISSING: usize = 10;

#[derive(Debug, Default)]
pub(crate) struct Library<'a> {
    pub(super) files: Vec<Member<'a>>,
    by_name: HashMap<Cow<'a, str>, u32>,
    by_last: HashMap<&'a str, Vec<u32>>,
}

#[derive(Debug)]
pub(super) struct Member<'a> {
    pub(super) source: u32,
    pub(super) name: &'a str,
    pub(super) content: Content<'a>,
    /// Some report has asked for it.
    pub(super) used: bool,
}

#[derive(Debug)]
pub(super) enum Content<'a> {
    File(File<'a>),
    MetaLinks(MetaLinks),
    Summary(Vec<summary::Report<'a>>),
    Unread,
}

impl<'a> Library<'a> {
    /// Reads all files of taxonomies among the inputs, whose names are given.
    pub(in crate::read) fn read(inputs: &'a [Input], names: &'a [String], to: &mut Builder) -> Self {
        let mut library = Self::default();
        for input in inputs {
            let name = names.get(input.source as usize).map_or("", String::as_str);
            let place = Some(Place { source: input.source, ..Place::default() });
            let content = match input.format {
                Format::Schema | Format::Linkbase => {
                    let file = file::read(&input.text);
                    if file.broken {
                        to.caveat(
                            About::Filing,
                            format!("{name} is not well formed: an element in it has no end tag, and what it holds may be incomplete."),
                            place,
                        );
                    }
                    Content::File(file)
                }
                Format::MetaLinks => match meta_links::read(&input.text) {
                    Ok(links) => Content::MetaLinks(links),
                    Err(why) => {
                        to.caveat(About::Filing, format!("{name} cannot be read as MetaLinks.json: {why}."), place);
                        Content::Unread
                    }
                },
                Format::FilingSummary => Content::Summary(summary::read(&input.text)),
                _ => continue,
            };
            let at = library.files.len() as u32;
            library.by_name.entry(name.into()).or_insert(at);
            library.by_last.entry(last(name)).or_default().push(at);
            library.files.push(Member { source: input.source, name, content, used: false });
        }
        library
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The sources that no report has asked for.
    pub(crate) fn unused(&self) -> impl Iterator<Item = u32> {
        self.files.iter().filter(|file| !file.used).map(|file| file.source)
    }

    /// The file that an address in another stands for: by the path from there, else by its last name, the nearest of several.
    pub(super) fn find(&self, from: &str, address: &str) -> Option<u32> {
        let address = address.split(['#', '?']).next().unwrap_or_default();
        let last_name = last(address);
        if last_name.is_empty() {
            return None;
        }
        if !address.contains("://")
            && let Some(at) = self.by_name.get(joined(from, address).as_str())
        {
            return Some(*at);
        }
        let common = |name: &str| name.bytes().zip(from.bytes()).take_while(|(one, other)| one == other).count();
        let found = self.by_last.get(last_name)?;
        // The first of those that are equally near.
        found.iter().copied().rev().max_by_key(|at| common(self.files[*at as usize].name))
    }

    /// The files of the report whose documents these are: names and texts. What they name and is not there is said, where it is no
    /// address on the web: those are the taxonomies of others, which no filing carries.
    pub(crate) fn of(&mut self, documents: &[(&str, &str)], to: &mut Builder) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        let mut met: HashSet<u32> = HashSet::default();
        let mut missing: Vec<(String, String)> = Vec::new();
        let mut ask = |library: &Self, from: &str, address: &str, found: &mut Vec<u32>| match library.find(from, address) {
            Some(at) if met.insert(at) => found.push(at),
            Some(_) => {}
            None if address.is_empty() || address.starts_with('#') || address.contains("://") => {}
            None => {
                let wanted = address.split('#').next().unwrap_or_default().to_owned();
                if !missing.iter().any(|(name, _)| *name == wanted) {
                    missing.push((wanted, last(from).to_owned()));
                }
            }
        };
        for (name, text) in documents {
            for address in named_by(text) {
                ask(self, name, &address, &mut found);
            }
        }
        if found.is_empty() {
            // The schema that would lead to the others was left behind: those beside the document are its own.
            for (name, _) in documents {
                let beside = self.files.iter().filter(|file| matches!(file.content, Content::File(_)) && folder(file.name) == folder(name));
                let beside: Vec<&str> = beside.map(|file| file.name).collect();
                for file in beside {
                    ask(self, name, last(file), &mut found);
                }
            }
        }
        let mut at = 0;
        while let Some(file) = found.get(at).map(|at| &self.files[*at as usize]) {
            at += 1;
            let Content::File(content) = &file.content else { continue };
            let addresses = content.names.iter().chain(content.imports.iter().map(|(_, address)| address));
            for address in addresses {
                ask(self, file.name, address, &mut found);
            }
            let mut before = "";
            for (_, address) in content.links.iter().flat_map(|link| &link.locators) {
                let file_of = address.split('#').next().unwrap_or_default();
                if file_of != before {
                    before = file_of;
                    ask(self, file.name, file_of, &mut found);
                }
            }
        }
        if !found.is_empty() {
            let more = missing.len().saturating_sub(MOST_MISSING);
            for (name, from) in missing.iter().take(MOST_MISSING) {
                to.caveat(About::Filing, format!("{from} names {name}, which is not among the files: what it holds is missing."), None);
            }
            if more > 0 {
                to.caveat(About::Filing, format!("{more} more files that the taxonomy names are not among the files."), None);
            }
        }
        for at in &found {
            self.files[*at as usize].used = true;
        }
        found
    }

    /// What EDGAR put beside the documents: its MetaLinks and its summary.
    pub(super) fn beside(&mut self, documents: &[(&str, &str)], alone: bool) -> Vec<u32> {
        let is_near = |file: &Member<'_>| {
            let same_folder = documents.iter().any(|(name, _)| folder(name) == folder(file.name));
            match &file.content {
                Content::MetaLinks(links) => {
                    links.instance.keys().any(|name| documents.iter().any(|(document, _)| last(document) == &**name))
                        || alone && links.instance.len() == 1
                }
                Content::Summary(_) => same_folder || alone,
                _ => false,
            }
        };
        let near: Vec<u32> = (0..).zip(&self.files).filter(|(_, file)| is_near(file)).map(|(at, _)| at).collect();
        for at in &near {
            self.files[*at as usize].used = true;
        }
        near
    }
}

/// The addresses of schemas and linkbases that a document names.
fn named_by(text: &str) -> Vec<Cow<'_, str>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for word in ["schemaRef", "linkbaseRef"] {
        for at in memmem::find_iter(bytes, word).take(1000) {
            let end = memchr::memchr(b'>', &bytes[at..]).map_or(bytes.len(), |end| at + end + 1);
            let tag = Tag::of(Span::new(at, at + word.len()), end as u32);
            let address = Attributes::of(text, &tag).find(|attribute| attribute.name.of(text).ends_with(":href"));
            found.extend(address.map(|address| crate::read::entities::decode(address.value.token(text), true)));
        }
    }
    found
}

/// The last name of a path.
pub(super) fn last(path: &str) -> &str {
    path.rsplit_once(['/', '\\']).map_or(path, |(_, last)| last)
}

fn folder(path: &str) -> &str {
    path.rsplit_once(['/', '\\']).map_or("", |(folder, _)| folder)
}

/// A relative address as a path from the folder of another file.
fn joined(from: &str, address: &str) -> String {
    let mut parts: Vec<&str> = if address.starts_with('/') { Vec::new() } else { folder(from).split(['/', '\\']).collect() };
    if parts == [""] && !from.starts_with('/') {
        parts.clear();
    }
    for part in address.split(['/', '\\']) {
        match part {
            "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/").replace("%20", " ")
}

#[cfg(test)]
mod tests {
    use super::{joined, named_by};

    #[test]
    fn addresses_are_paths_from_where_they_stand() {
        for (from, address, path) in [
            ("a.zip/dir/b.xml", "../x/c.xsd", "a.zip/x/c.xsd"),
            ("b.xml", "c.xsd", "c.xsd"),
            ("../up/b.xml", "./c.xsd", "../up/c.xsd"),
            ("../b.xml", "../c.xsd", "../../c.xsd"),
            ("/abs/b.xml", "c%20d.xsd", "/abs/c d.xsd"),
        ] {
            assert_eq!(joined(from, address), path, "{from} {address}");
        }
    }

    #[test]
    fn a_document_names_its_schema() {
        let text = r#"<ix:references><link:schemaRef xlink:type="simple" xlink:href="a.xsd"/></ix:references> schemaRef"#;
        assert_eq!(named_by(text), ["a.xsd"]);
    }
}
