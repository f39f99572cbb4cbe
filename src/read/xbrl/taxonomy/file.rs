//! One file of a taxonomy, a schema or a linkbase, as it stands: what it declares, what it names in other files, and its links.
//! What locators mean is known only when all files are there.
//!
//! Links are known by `xlink:type`, which every one of them has to have, so that generic links need no rules of their own.

use crate::read::entities;
use crate::read::xbrl::content;
use crate::read::xbrl::cursor::{Attributes, Cursor, Span, Tag};
use crate::read::xbrl::marks::marks;
use crate::read::xbrl::names::{local, trimmed};
use std::borrow::Cow;

/// What stands in one file.
#[derive(Debug, Default)]
pub(super) struct File<'a> {
    /// The namespace whose elements a schema declares.
    pub(super) namespace: Cow<'a, str>,
    /// Prefixes with what they stand for.
    pub(super) prefixes: Vec<(&'a str, Cow<'a, str>)>,
    pub(super) elements: Vec<Declared<'a>>,
    /// The titles of roles: their addresses and definitions.
    pub(super) roles: Vec<Role<'a>>,
    /// What is imported: namespace and address.
    pub(super) imports: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    /// Addresses of other files that belong to it.
    pub(super) names: Vec<Cow<'a, str>>,
    pub(super) links: Vec<Link<'a>>,
    /// It has tags that do not end.
    pub(super) broken: bool,
}

/// An element that a schema declares.
#[derive(Debug, Default)]
pub(super) struct Declared<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) name: Cow<'a, str>,
    pub(super) data_type: Cow<'a, str>,
    /// The name without its prefix: `item`, `dimensionItem`.
    pub(super) group: Cow<'a, str>,
    pub(super) is_abstract: bool,
    pub(super) balance: Cow<'a, str>,
    pub(super) period_type: Cow<'a, str>,
    /// An axis whose members are values of a type.
    pub(super) typed: bool,
}

#[derive(Debug)]
pub(super) struct Role<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) uri: Cow<'a, str>,
    pub(super) definition: Cow<'a, str>,
}

/// An extended link.
#[derive(Debug)]
pub(super) struct Link<'a> {
    pub(super) role: Cow<'a, str>,
    pub(super) place: Span,
    /// Labels with addresses.
    pub(super) locators: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    pub(super) resources: Vec<Resource<'a>>,
    pub(super) arcs: Vec<Arc<'a>>,
}

/// A label or a reference.
#[derive(Debug)]
pub(super) struct Resource<'a> {
    pub(super) label: Cow<'a, str>,
    pub(super) role: Cow<'a, str>,
    pub(super) language: Cow<'a, str>,
    pub(super) text: Cow<'a, str>,
    /// The parts of a reference: publisher, section and so on.
    pub(super) parts: Vec<(&'a str, Cow<'a, str>)>,
}

#[derive(Debug, Default)]
pub(super) struct Arc<'a> {
    pub(super) arcrole: Cow<'a, str>,
    pub(super) from: Cow<'a, str>,
    pub(super) to: Cow<'a, str>,
    pub(super) order: Cow<'a, str>,
    pub(super) priority: Cow<'a, str>,
    pub(super) prohibited: bool,
    pub(super) preferred: Cow<'a, str>,
    pub(super) weight: Cow<'a, str>,
    /// Where a dimension's members stand, if not in the same role.
    pub(super) target: Cow<'a, str>,
}

/// An element that is open.
struct Open {
    name: Span,
    content: u32,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Link,
    Resource,
    Part,
    Role,
    Definition,
    Other,
}

/// Reads a file.
pub(super) fn read(text: &str) -> File<'_> {
    let marks = marks(text.as_bytes());
    let mut cursor = Cursor::new(text, &marks.brackets, &marks.special);
    let mut file = File::default();
    let mut open: Vec<Open> = Vec::new();
    while let Some(tag) = cursor.next() {
        if tag.is_end {
            let name = tag.name.of(text);
            let Some(depth) = open.iter().rev().take(64).position(|open| open.name.of(text) == name) else { continue };
            file.broken |= depth > 0;
            for _ in 0..=depth {
                let Some(last) = open.pop() else { break };
                close(&mut file, text, &last, tag.start);
            }
            continue;
        }
        let inside = open.last().map(|open| open.what);
        let what = start(&mut file, text, &tag, open.len(), inside);
        if tag.is_empty {
            continue;
        }
        open.push(Open { name: tag.name, content: tag.end, what });
    }
    file.broken |= !open.is_empty();
    file
}

fn start<'a>(file: &mut File<'a>, text: &'a str, tag: &Tag, depth: usize, inside: Option<What>) -> What {
    let name = local(tag.name.of(text));
    match (inside, name) {
        (Some(What::Resource), _) => return What::Part,
        (Some(What::Part), _) => return What::Other,
        (Some(What::Role), "definition") => return What::Definition,
        _ => {}
    }
    match name {
        "schema" if depth == 0 => schema(file, text, tag),
        "element" if depth == 1 => {
            let element = declared(text, tag);
            file.elements.push(element);
        }
        "import" | "include" | "redefine" => {
            let address = named(text, tag, "schemaLocation");
            let namespace = if name == "import" { named(text, tag, "namespace") } else { file.namespace.clone() };
            if !address.is_empty() {
                file.imports.push((namespace, address));
            }
        }
        "linkbaseRef" | "roleRef" | "schemaRef" => file.names.push(named(text, tag, "href")),
        "roleType" => {
            file.roles.push(Role { id: named(text, tag, "id"), uri: named(text, tag, "roleURI"), definition: Cow::default() });
            return What::Role;
        }
        _ => return xlink(file, text, tag, inside),
    }
    What::Other
}

/// An element of a link, or none of XLink's.
fn xlink<'a>(file: &mut File<'a>, text: &'a str, tag: &Tag, inside: Option<What>) -> What {
    let (mut kind, mut role, mut label, mut language, mut address) = ("", Cow::default(), Cow::default(), Cow::default(), Cow::default());
    let mut arc = Arc::default();
    for attribute in Attributes::of(text, tag) {
        let value = || trimmed(entities::decode(attribute.value.of(text), true));
        match local(attribute.name.of(text)) {
            "type" => kind = attribute.value.token(text),
            "role" => role = value(),
            "label" => label = value(),
            "lang" => language = value(),
            "href" => address = value(),
            "arcrole" => arc.arcrole = value(),
            "from" => arc.from = value(),
            "to" => arc.to = value(),
            "order" => arc.order = value(),
            "priority" => arc.priority = value(),
            "use" => arc.prohibited = attribute.value.token(text) == "prohibited",
            "preferredLabel" => arc.preferred = value(),
            "weight" => arc.weight = value(),
            "targetRole" => arc.target = value(),
            _ => {}
        }
    }
    if kind == "extended" {
        let place = Span { start: tag.start, end: tag.end };
        file.links.push(Link { role, place, locators: Vec::new(), resources: Vec::new(), arcs: Vec::new() });
        return What::Link;
    }
    let Some(link) = file.links.last_mut().filter(|_| inside == Some(What::Link)) else { return What::Other };
    match kind {
        "locator" => link.locators.push((label, address)),
        "arc" => link.arcs.push(arc),
        "resource" => {
            link.resources.push(Resource { label, role, language, text: Cow::default(), parts: Vec::new() });
            return What::Resource;
        }
        _ => {}
    }
    What::Other
}

fn close<'a>(file: &mut File<'a>, text: &'a str, open: &Open, end: u32) {
    let content = || said(text, Span { start: open.content, end });
    match open.what {
        What::Resource => {
            if let Some(resource) = file.links.last_mut().and_then(|link| link.resources.last_mut())
                && resource.parts.is_empty()
            {
                resource.text = content();
            }
        }
        What::Part => {
            let name = local(open.name.of(text));
            // What stands in a label is its markup.
            let is_markup = matches!(name, "a" | "b" | "br" | "div" | "em" | "i" | "p" | "span" | "strong" | "sub" | "sup" | "u");
            if let Some(resource) = file.links.last_mut().and_then(|link| link.resources.last_mut())
                && !is_markup
            {
                resource.parts.push((name, content()));
            }
        }
        What::Definition => {
            if let Some(role) = file.roles.last_mut() {
                role.definition = content();
            }
        }
        What::Link | What::Role | What::Other => {}
    }
}

/// The words of an element's content, each with one space before the next.
fn said(text: &str, content: Span) -> Cow<'_, str> {
    let range = content.of(text);
    let words = if range.contains('<') {
        let mut words = String::new();
        content::words(range, &[], usize::MAX, &mut words);
        Cow::Owned(words)
    } else {
        trimmed(entities::decode(range, false))
    };
    let is_plain =
        !words.bytes().zip(words.bytes().skip(1)).any(|(one, next)| matches!(next, b'\t' | b'\n' | b'\r') || (one == b' ' && next == b' '));
    if is_plain { words } else { Cow::Owned(words.split_ascii_whitespace().collect::<Vec<_>>().join(" ")) }
}

fn schema<'a>(file: &mut File<'a>, text: &'a str, tag: &Tag) {
    for attribute in Attributes::of(text, tag) {
        let value = || trimmed(entities::decode(attribute.value.of(text), true));
        match attribute.name.of(text) {
            "targetNamespace" => file.namespace = value(),
            name => {
                if let Some(prefix) = name.strip_prefix("xmlns:") {
                    file.prefixes.push((prefix, value()));
                }
            }
        }
    }
}

fn declared<'a>(text: &'a str, tag: &Tag) -> Declared<'a> {
    let mut element = Declared::default();
    for attribute in Attributes::of(text, tag) {
        let value = || trimmed(entities::decode(attribute.value.of(text), true));
        match local(attribute.name.of(text)) {
            "id" => element.id = value(),
            "name" => element.name = value(),
            "type" => element.data_type = value(),
            "substitutionGroup" => {
                element.group = match value() {
                    Cow::Borrowed(group) => Cow::Borrowed(local(group)),
                    Cow::Owned(group) => Cow::Owned(local(&group).to_owned()),
                }
            }
            "abstract" => element.is_abstract = matches!(attribute.value.token(text), "true" | "1"),
            "balance" => element.balance = value(),
            "periodType" => element.period_type = value(),
            "typedDomainRef" => element.typed = true,
            _ => {}
        }
    }
    element
}

/// An attribute by its name without a prefix.
fn named<'a>(text: &'a str, tag: &Tag, name: &str) -> Cow<'a, str> {
    let found = Attributes::of(text, tag).find(|attribute| local(attribute.name.of(text)) == name);
    trimmed(entities::decode(found.map_or("", |attribute| attribute.value.of(text)), true))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_schema_with_its_linkbase_in_it() {
        let text = r##"<?xml version="1.0"?><xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:a="http://a.example" targetNamespace="http://a.example">
            <xs:import namespace="http://b.example" schemaLocation="b.xsd"/>
            <xs:annotation><xs:appinfo>
              <link:roleType roleURI="http://a.example/role/One" id="One"><link:definition>1 - Statement - One &amp; only</link:definition></link:roleType>
              <link:linkbaseRef xlink:type="simple" xlink:href="a_lab.xml"/>
              <link:linkbase><link:labelLink xlink:type="extended" xlink:role="r">
                <link:loc xlink:type="locator" xlink:href="#a_Cash" xlink:label="l"/>
                <link:label xlink:type="resource" xlink:label="t" xlink:role="http://www.xbrl.org/2003/role/label" xml:lang="en">Cash
                   at <b>hand</b></link:label>
                <link:reference xlink:type="resource" xlink:label="f"><ref:Name>Law</ref:Name><ref:Section>4</ref:Section></link:reference>
                <link:labelArc xlink:type="arc" xlink:arcrole="c" xlink:from="l" xlink:to="t" use="prohibited" priority="2"/>
              </link:labelLink></link:linkbase>
            </xs:appinfo></xs:annotation>
            <xs:element name="Cash" id="a_Cash" type="xbrli:monetaryItemType" substitutionGroup="xbrli:item" xbrli:balance="debit" xbrli:periodType="instant"/>
            <xs:complexType><xs:element name="inner"/></xs:complexType>
            </xs:schema>"##;
        let file = read(text);
        assert!(!file.broken);
        assert_eq!((&*file.namespace, file.elements.len(), &*file.elements[0].group), ("http://a.example", 1, "item"));
        assert_eq!((&*file.elements[0].balance, &*file.elements[0].period_type), ("debit", "instant"));
        assert_eq!(&*file.roles[0].definition, "1 - Statement - One & only");
        assert_eq!((&*file.names[0], &*file.imports[0].1), ("a_lab.xml", "b.xsd"));
        let link = &file.links[0];
        assert_eq!((&*link.resources[0].text, &*link.resources[0].language), ("Cash at hand", "en"));
        assert_eq!(link.resources[1].parts.iter().map(|(name, text)| (*name, &**text)).collect::<Vec<_>>(), [("Name", "Law"), ("Section", "4")]);
        assert!(link.arcs[0].prohibited && link.arcs[0].priority == "2");
    }
}
