//! What prefixes stand for, exactly where they stand: declarations hold from the element that makes them to its end.

use super::cursor::{Attributes, Tag};
use crate::hash::HashMap;
use crate::read::entities;
use std::borrow::Cow;

pub(super) const XBRLI: &str = "http://www.xbrl.org/2003/instance";
pub(super) const XBRLDI: &str = "http://xbrl.org/2006/xbrldi";
pub(super) const LINK: &str = "http://www.xbrl.org/2003/linkbase";
pub(super) const XLINK: &str = "http://www.w3.org/1999/xlink";
pub(super) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
pub(super) const XHTML: &str = "http://www.w3.org/1999/xhtml";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// Inline XBRL 1.1 and 1.0.
pub(super) fn is_inline(namespace: &str) -> bool {
    namespace.strip_prefix("http://www.xbrl.org/").is_some_and(|rest| matches!(rest, "2013/inlineXBRL" | "2008/inlineXBRL"))
}

/// What a prefix of XBRL itself nearly always stands for, where the document does not say.
fn usual(prefix: &str) -> Option<&'static str> {
    Some(match prefix {
        "ix" => "http://www.xbrl.org/2013/inlineXBRL",
        "xbrli" => XBRLI,
        "xbrldi" => XBRLDI,
        "link" => LINK,
        "xlink" => XLINK,
        "xsi" => XSI,
        _ => return None,
    })
}

/// A qualified name, resolved.
#[derive(Clone, Debug)]
pub(super) struct Name<'a> {
    /// As written: `us-gaap:Assets`.
    pub(super) text: &'a str,
    /// None where the prefix is not declared; empty where there is no prefix and no default.
    pub(super) namespace: Option<Cow<'a, str>>,
}

impl<'a> Name<'a> {
    pub(super) fn local(&self) -> &'a str {
        local(self.text)
    }

    /// `{namespace}local`; as written where the prefix is not declared.
    pub(super) fn expanded(&self) -> String {
        match self.namespace.as_deref() {
            Some("") => self.local().to_owned(),
            Some(namespace) => ["{", namespace, "}", self.local()].concat(),
            None => self.text.to_owned(),
        }
    }
}

pub(super) fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// Declarations of one element, and the scope they stand in.
#[derive(Debug, Default)]
struct Scope<'a> {
    outer: u32,
    bindings: Vec<(&'a str, Cow<'a, str>)>,
}

/// All names of a document.
#[derive(Debug)]
pub(super) struct Names<'a> {
    scopes: Vec<Scope<'a>>,
    known: HashMap<(u32, &'a str), u32>,
    pub(super) all: Vec<Name<'a>>,
    /// The last name asked for, as the facts of a row have one concept.
    last: (u32, &'a str, u32),
    /// Prefixes that were used and never declared, but have a usual meaning.
    pub(super) supposed: Vec<&'a str>,
    /// What prefixes stand for in the documents read before this one.
    taken: HashMap<Box<str>, Box<str>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(taken: &HashMap<Box<str>, Box<str>>) -> Self {
        Self {
            scopes: vec![Scope::default()],
            known: HashMap::default(),
            all: Vec::new(),
            last: (u32::MAX, "", 0),
            supposed: Vec::new(),
            taken: taken.clone(),
        }
    }

    /// Whether a prefix stands for something else in a document read before.
    pub(super) fn is_taken(&self, prefix: &str, namespace: &str) -> bool {
        self.taken.get(prefix).is_some_and(|other| **other != *namespace)
    }

    pub(super) fn reserve(&mut self, more: usize) {
        self.known.reserve(more);
        self.all.reserve(more);
    }

    /// The scope inside an element: a new one where it declares anything.
    pub(super) fn declared(&mut self, text: &'a str, tag: &Tag, outer: u32) -> u32 {
        let mut bindings = Vec::new();
        for attribute in Attributes::of(text, tag) {
            let name = attribute.name.of(text);
            let prefix = if name == "xmlns" {
                ""
            } else if let Some(prefix) = name.strip_prefix("xmlns:") {
                prefix
            } else {
                continue;
            };
            bindings.push((prefix, trimmed(entities::decode_xml(attribute.value.of(text), true))));
        }
        // What is declared again as it was is nothing new: filers' tools repeat themselves at every turn.
        bindings.retain(|(prefix, namespace)| self.namespace(prefix, outer) != Some(namespace));
        if bindings.is_empty() {
            return outer;
        }
        self.scopes.push(Scope { outer, bindings });
        self.scopes.len() as u32 - 1
    }

    pub(super) fn namespace(&self, prefix: &str, mut scope: u32) -> Option<&str> {
        loop {
            let here = self.scopes.get(scope as usize)?;
            if let Some((_, namespace)) = here.bindings.iter().rev().find(|(bound, _)| *bound == prefix) {
                return Some(namespace);
            }
            if scope == 0 {
                return match prefix {
                    "xml" => Some(XML),
                    "" => Some(""),
                    _ => None,
                };
            }
            scope = here.outer;
        }
    }

    /// Whether that is the one scope in which the document declares anything.
    pub(super) fn is_plain(&self, scope: u32) -> bool {
        self.scopes.len() == 2 && scope == 1
    }

    /// The number of a name as it is written in that scope.
    pub(super) fn name(&mut self, text: &'a str, scope: u32) -> u32 {
        if (self.last.0, self.last.1) == (scope, text) {
            return self.last.2;
        }
        let number = self.number(text, scope);
        self.last = (scope, text, number);
        number
    }

    fn number(&mut self, text: &'a str, scope: u32) -> u32 {
        if let Some(known) = self.known.get(&(scope, text)) {
            return *known;
        }
        let prefix = text.split_once(':').map_or("", |(prefix, _)| prefix);
        let namespace = self.namespace(prefix, scope).map(|namespace| Cow::Owned(namespace.to_owned()));
        self.all.push(Name { text, namespace });
        let new = self.all.len() as u32 - 1;
        self.known.insert((scope, text), new);
        new
    }

    /// The namespace of an element's or attribute's own name. XBRL's own prefixes are taken for what they usually stand for where
    /// they are not declared: without them nothing could be read.
    pub(super) fn structural(&mut self, at: u32) -> Option<&str> {
        let name = &self.all[at as usize];
        if name.namespace.is_none() {
            let prefix = name.text.split_once(':').map_or("", |(prefix, _)| prefix);
            let supposed = usual(prefix)?;
            if !self.supposed.contains(&prefix) {
                self.supposed.push(prefix);
            }
            return Some(supposed);
        }
        name.namespace.as_deref()
    }

    /// Whether an element's or attribute's own name is that one.
    pub(super) fn is(&mut self, text: &'a str, scope: u32, namespace: &str, name: &str) -> bool {
        let at = self.name(text, scope);
        local(text) == name && self.structural(at) == Some(namespace)
    }

    pub(super) fn resolved(&mut self, text: &'a str, scope: u32) -> &Name<'a> {
        let at = self.name(text, scope);
        &self.all[at as usize]
    }

    /// All prefixes that ever stand for Inline XBRL in the document.
    pub(super) fn inline_prefixes(&self) -> Vec<Box<str>> {
        let mut found: Vec<Box<str>> = Vec::new();
        for (prefix, namespace) in self.scopes.iter().flat_map(|scope| &scope.bindings) {
            if is_inline(namespace) && !found.iter().any(|known| &**known == *prefix) {
                found.push((*prefix).into());
            }
        }
        if found.is_empty() && self.supposed.contains(&"ix") {
            found.push("ix".into());
        }
        found
    }

    /// Prefixes of the whole document with what they stand for, the outermost first.
    pub(super) fn declarations(&self) -> impl Iterator<Item = (&'a str, &str)> {
        self.scopes.iter().flat_map(|scope| scope.bindings.iter().map(|(prefix, namespace)| (*prefix, &**namespace)))
    }
}

/// Without white space at its ends.
pub(super) fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    const SPACE: [char; 4] = [' ', '\t', '\n', '\r'];
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(SPACE)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(SPACE).to_owned()),
    }
}
