//! Facts as xBRL-JSON, the JSON of the Open Information Model 1.0: <https://xbrl.org/2021/xbrl-json>.
//!
//! A document of it is one report, and each of its facts has a concept, an entity and a period. What lacks a name or has no place
//! in the model is left out, and counted aloud. No taxonomy is read, so the types of concepts are not known: a value is as the
//! document gives it, and a language goes along with what can only be words, for the model allows it with nothing else.

use super::facts::ChosenFacts;
use super::grid::is_plain_number;
use super::{PREFIXES, unit_name};
use crate::filing::{Concept, Dimension, Fact, Filing, Related};
use crate::hash::{HashMap, IndexMap};
use crate::order;
use crate::period;
use crate::space::lower;
use crate::value::Kind;
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};

const DOCUMENT_TYPE: &str = "https://xbrl.org/2021/xbrl-json";
const OIM: &str = "https://xbrl.org/2021";
const PURE: &str = "xbrli:pure";
/// What the model has names of its own for: an arcrole, and the one link group, as readers keep no roles of links.
const LINK_TYPES: [(&str, &str); 2] =
    [("footnote", "http://www.xbrl.org/2003/arcrole/fact-footnote"), ("explanatoryFact", "http://www.xbrl.org/2009/arcrole/fact-explanatoryFact")];
const LINK_GROUP: (&str, &str) = ("_", "http://www.xbrl.org/2003/role/link");

/// Writes the report of the first fact that was chosen; gives sentences about what is not in it.
pub(super) fn facts(filing: &Filing, chosen: &ChosenFacts<'_>, out: &mut dyn Write) -> io::Result<Vec<String>> {
    let ids = chosen.ids(filing);
    let mut made = Making::new(filing);
    let report_of = |fact: Fact<'_>| (fact.report(), fact.target().map(str::to_owned));
    let report = ids.first().and_then(|id| filing.fact(*id)).map(report_of);
    let mut left_out: IndexMap<&'static str, usize> = IndexMap::default();
    let mut whole: Vec<(u32, Dimensions<'_>)> = Vec::with_capacity(ids.len());
    for fact in ids.iter().filter_map(|id| filing.fact(*id)) {
        let is_of = report.as_ref() == Some(&report_of(fact));
        match if is_of { made.dimensions(fact) } else { Err("stand in another report, and a document holds one") } {
            Ok(dimensions) => whole.push((fact.id(), dimensions)),
            Err(why) => *left_out.entry(why).or_default() += 1,
        }
    }
    let known: HashMap<u32, ()> = whole.iter().map(|(id, _)| (*id, ())).collect();
    let (ties, notes, untied) = made.ties(&whole, &known);
    made.taxonomy(whole.iter().filter_map(|(id, _)| filing.fact(*id)));

    out.write_all(b"{\"documentInfo\":")?;
    out.write_all(&serde_json::to_vec(&made.info(&ties))?)?;
    out.write_all(b",\n\"facts\":{")?;
    let mut first = true;
    let mut put = |out: &mut dyn Write, id: &str, fact: &Written<'_>| -> io::Result<()> {
        out.write_all(if std::mem::replace(&mut first, false) { b"\n" } else { b",\n" })?;
        write!(out, "\"{id}\":")?;
        out.write_all(&serde_json::to_vec(fact)?)
    };
    for (id, dimensions) in whole {
        let Some(fact) = filing.fact(id) else { continue };
        let is_number = fact.kind().is_numeric() && !fact.is_nil();
        let written = Written {
            value: fact.value().filter(|_| !fact.is_nil()),
            // INF is said by no key at all.
            decimals: fact.decimals().filter(|_| is_number).and_then(|decimals| decimals.parse().ok()),
            dimensions,
            links: ties.get(&id).map(Links),
        };
        put(out, &fact_id(id), &written)?;
    }
    for (note, language) in notes {
        let id = note_id(note);
        let text = filing.notes().get(note as usize).map_or("", |note| &note.text);
        let dimensions = Pairs(vec![
            ("concept".into(), Some("xbrl:note".into())),
            ("noteId".into(), Some(id.clone().into())),
            ("language".into(), Some(language.into())),
        ]);
        let written = Written { value: Some(as_markup(text).into()), decimals: None, dimensions, links: None };
        put(out, &id, &written)?;
    }
    out.write_all(b"\n}}\n")?;
    Ok(sentences(ids.len(), &left_out, untied))
}

fn fact_id(id: u32) -> String {
    format!("f{id}")
}

fn note_id(note: u32) -> String {
    format!("n{note}")
}

fn sentences(all: usize, left_out: &IndexMap<&'static str, usize>, untied: usize) -> Vec<String> {
    let mut said = Vec::new();
    let missing: usize = left_out.values().sum();
    if missing > 0 {
        let reasons: Vec<_> = left_out.iter().map(|(why, count)| format!("{count} {why}")).collect();
        let are = if missing == 1 { "is" } else { "are" };
        said.push(format!("{missing} of {all} facts {are} not in it, as xBRL-JSON has no place for them: {}.", reasons.join("; ")));
    }
    if untied > 0 {
        said.push(format!(
            "Not in it of ties to footnotes and other facts: {untied}, as what they lead to is not, or the footnote says no language."
        ));
    }
    said
}

/// The text of a footnote as the markup that the model asks for.
fn as_markup(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[derive(Serialize)]
struct Written<'a> {
    value: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    decimals: Option<i64>,
    dimensions: Dimensions<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<Links<'a>>,
}

/// Dimensions by their names; one without a value is a typed one that is nil.
type Dimensions<'a> = Pairs<Cow<'a, str>, Option<Cow<'a, str>>>;

/// An object of JSON, its keys in this order.
struct Pairs<K, V>(Vec<(K, V)>);

impl<K, V> Pairs<K, V> {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<K: Serialize, V: Serialize> Serialize for Pairs<K, V> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// What facts are tied to, by the short names of the ties.
type Tied = IndexMap<String, Vec<String>>;

struct Links<'a>(&'a Tied);

impl Serialize for Links<'_> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(link_type, ids)| (link_type, Pairs(vec![(LINK_GROUP.0, ids)]))))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Info<'a> {
    document_type: &'static str,
    namespaces: Pairs<&'a str, &'a str>,
    taxonomy: &'a [String],
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    link_types: Pairs<&'a str, &'a str>,
    #[serde(skip_serializing_if = "Pairs::is_empty")]
    link_groups: Pairs<&'a str, &'a str>,
}

/// A document in the making.
struct Making<'a> {
    filing: &'a Filing,
    /// The namespaces that the document names, by their prefixes in it.
    prefixes: IndexMap<String, &'a str>,
    /// The other way.
    namespaces: HashMap<&'a str, String>,
    /// What the filing's own prefixes stand for, the other way.
    own: HashMap<&'a str, &'a str>,
    link_types: IndexMap<&'a str, String>,
    /// Where the schemas are that the documents begin from, as they say.
    taxonomy: Vec<String>,
}

impl<'a> Making<'a> {
    fn new(filing: &'a Filing) -> Self {
        let mut own: Vec<(&str, &str)> = filing.namespaces.iter().map(|(prefix, namespace)| (&**namespace, &**prefix)).collect();
        // A namespace with several prefixes gets the last of them in the alphabet, however the map is ordered.
        order::sort_by_key(&mut own, |pair| *pair);
        let mut made = Self {
            filing,
            prefixes: IndexMap::default(),
            namespaces: HashMap::default(),
            own: own.into_iter().collect(),
            link_types: IndexMap::default(),
            taxonomy: Vec::new(),
        };
        made.prefix(OIM, "xbrl");
        made
    }

    /// The prefix of a namespace: the one wished for, unless it stands for another.
    fn prefix(&mut self, namespace: &'a str, wished: &str) -> String {
        if let Some(prefix) = self.namespaces.get(namespace) {
            return prefix.clone();
        }
        let kept = PREFIXES.iter().find(|(_, of)| *of == namespace).map(|(prefix, _)| *prefix);
        let free = |prefix: &str, taken: &IndexMap<String, &str>| {
            is_name(prefix) && !taken.contains_key(prefix) && PREFIXES.iter().all(|(reserved, _)| *reserved != prefix)
        };
        let wished = if wished.is_empty() { self.own.get(namespace).copied().unwrap_or_default() } else { wished };
        let prefix = match kept {
            Some(kept) => kept.to_owned(),
            None if free(wished, &self.prefixes) => wished.to_owned(),
            None => (1..).map(|number| format!("ns{number}")).find(|prefix| free(prefix, &self.prefixes)).unwrap_or_default(),
        };
        self.prefixes.insert(prefix.clone(), namespace);
        self.namespaces.insert(namespace, prefix.clone());
        prefix
    }

    /// `prefix:Name` or `{namespace}Name` as a name of the document; none where its namespace is not known.
    fn name(&mut self, name: &'a str) -> Option<String> {
        let (namespace, local, wished) = match name.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some((namespace, local)) => (namespace, local, ""),
            None => {
                let (prefix, local) = name.split_once(':')?;
                (&**self.filing.namespaces.get(prefix)?, local, prefix)
            }
        };
        let is_whole = !namespace.is_empty() && is_name(local);
        is_whole.then(|| [&self.prefix(namespace, wished), ":", local].concat())
    }

    fn concept(&mut self, concept: &'a Concept) -> Result<String, &'static str> {
        let name = concept.name.as_deref().ok_or("have no concept's name")?;
        let namespace =
            concept.namespace.as_deref().filter(|namespace| !namespace.is_empty()).ok_or("have a concept whose namespace is not known")?;
        let (prefix, local) = match name.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            Some((_, local)) => ("", local),
            None => name.split_once(':').unwrap_or(("", name)),
        };
        if !is_name(local) {
            return Err("have a concept whose name is none");
        }
        Ok([&self.prefix(namespace, prefix), ":", local].concat())
    }

    /// A fact's dimensions, or why the model has no place for it.
    fn dimensions(&mut self, fact: Fact<'a>) -> Result<Dimensions<'a>, &'static str> {
        if fact.tuple().is_some() {
            return Err("stand in tuples");
        }
        let concept = self.concept(fact.concept().ok_or("have no concept's name")?)?;
        let entity = fact.entity().ok_or("have no entity")?;
        if entity.scheme.is_empty() || entity.identifier.is_empty() || entity.identifier.contains(char::is_whitespace) {
            return Err("have an entity that is no scheme and identifier");
        }
        let period = fact.period().ok_or("have no period")?;
        let is_number = fact.kind().is_numeric();
        let is_nil = fact.is_nil();
        match fact.value() {
            _ if is_nil => {}
            None => return Err("have no value that could be read"),
            // What has a unit is a number; one that is kept as text is a fraction, or was no number at all.
            Some(value) if (is_number || fact.unit().is_some()) && !is_plain_number(&value) => {
                return Err("are fractions, or numbers of no decimal form");
            }
            Some(_) => {}
        }
        let mut all: Vec<(Cow<'a, str>, Option<Cow<'a, str>>)> = vec![("concept".into(), Some(concept.into()))];
        let scheme = self.prefix(&entity.scheme, if &*entity.scheme == "http://www.sec.gov/CIK" { "cik" } else { "scheme" });
        all.push(("entity".into(), Some([&scheme, ":", &*entity.identifier].concat().into())));
        // The model has no period where it is forever.
        if *period != period::Period::Forever {
            all.push(("period".into(), Some(period::oim(period).into())));
        }
        match fact.unit() {
            Some(unit) => {
                let name = unit_name(unit, |measure| self.name(measure).map(Cow::Owned)).ok_or("have a unit whose namespace is not known")?;
                // A number without a unit is pure.
                if name != PURE {
                    all.push(("unit".into(), Some(name.into())));
                }
            }
            None if is_number => return Err("are numbers whose unit is not known"),
            None => {}
        }
        if let Some(language) = fact.language().filter(|language| fact.kind() == Kind::Text && !language.is_empty())
            && (is_nil || fact.value().is_some_and(|value| is_words(&value)))
        {
            all.push(("language".into(), Some(lower(language).into())));
        }
        for dimension in fact.dimensions() {
            let (axis, value) = self.dimension(dimension).ok_or("have a dimension whose namespace is not known")?;
            if all.iter().any(|(known, _)| *known == axis) {
                return Err("have an axis twice");
            }
            all.push((axis.into(), value));
        }
        Ok(Pairs(all))
    }

    fn dimension(&mut self, dimension: &'a Dimension) -> Option<(String, Option<Cow<'a, str>>)> {
        let axis = self.name(dimension.axis.as_deref()?)?;
        Some(match (&dimension.member, &dimension.typed) {
            (Some(member), _) => (axis, Some(self.name(member)?.into())),
            (None, typed) => (axis, typed.as_deref().map(Cow::Borrowed)),
        })
    }

    /// What the facts are tied to, the footnotes among it with their languages, and how many ties lead to nothing in the document.
    fn ties(&mut self, whole: &[(u32, Dimensions<'a>)], known: &HashMap<u32, ()>) -> (HashMap<u32, Tied>, Vec<(u32, String)>, usize) {
        let (mut ties, mut notes, mut untied): (HashMap<u32, Tied>, IndexMap<u32, String>, usize) = Default::default();
        for (id, _) in whole {
            for tie in self.filing.fact(*id).map_or(&[][..], |fact| fact.relationships()) {
                let to = match tie.to {
                    Related::Note(note) => {
                        let language = self.filing.notes().get(note as usize).and_then(|note| note.language.as_deref());
                        language.filter(|language| !language.is_empty()).map(|language| {
                            notes.entry(note).or_insert_with(|| lower(language));
                            note_id(note)
                        })
                    }
                    Related::Fact(fact) => known.contains_key(&fact).then(|| fact_id(fact)),
                };
                let Some(to) = to else {
                    untied += 1;
                    continue;
                };
                let count = self.link_types.len() + 1;
                let short = self.link_types.entry(&tie.arcrole).or_insert_with(|| {
                    LINK_TYPES
                        .iter()
                        .find(|(_, arcrole)| *arcrole == &*tie.arcrole)
                        .map_or_else(|| format!("link{count}"), |(short, _)| (*short).to_owned())
                });
                let ids = ties.entry(*id).or_default().entry(short.clone()).or_default();
                // One footnote may be tied to a fact twice.
                if !ids.contains(&to) {
                    ids.push(to);
                }
            }
        }
        (ties, notes.into_iter().collect(), untied)
    }

    /// Takes the references to schemas from the sources of the facts.
    fn taxonomy(&mut self, facts: impl Iterator<Item = Fact<'a>>) {
        let mut sources: Vec<u32> = Vec::new();
        for source in facts.map(|fact| fact.place().source) {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
        for source in sources.into_iter().filter_map(|at| self.filing.sources().get(at as usize)) {
            for schema in schemas(&source.text) {
                if !self.taxonomy.contains(&schema) {
                    self.taxonomy.push(schema);
                }
            }
        }
    }

    fn info(&self, ties: &HashMap<u32, Tied>) -> Info<'_> {
        let mut namespaces: Vec<(&str, &str)> = self.prefixes.iter().map(|(prefix, namespace)| (prefix.as_str(), *namespace)).collect();
        order::sort_by_key(&mut namespaces, |(prefix, _)| *prefix);
        Info {
            document_type: DOCUMENT_TYPE,
            namespaces: Pairs(namespaces),
            taxonomy: &self.taxonomy,
            link_types: Pairs(self.link_types.iter().map(|(arcrole, short)| (short.as_str(), *arcrole)).collect()),
            link_groups: Pairs(if ties.is_empty() { Vec::new() } else { vec![LINK_GROUP] }),
        }
    }
}

/// The addresses in a document's `schemaRef` elements, as they are written.
fn schemas(text: &str) -> impl Iterator<Item = String> {
    text.match_indices("schemaRef").filter_map(|(at, word)| {
        // An end tag has no attributes, and a name that goes on is another.
        let tag = text[at + word.len()..].split('>').next()?;
        let value = tag.split_once("href")?.1.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let address = value[1..].split(quote).next()?;
        Some(address.replace("&amp;", "&")).filter(|address| tag.starts_with(char::is_whitespace) && !address.is_empty())
    })
}

/// Whether a value can only be words: no flag, number, date, length of time or address.
fn is_words(value: &str) -> bool {
    let is_length = value.trim_start_matches('-').strip_prefix('P').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == 'T'));
    let is_other = is_length || matches!(value, "true" | "false") || value.starts_with("http://") || value.starts_with("https://");
    value.contains(char::is_alphabetic) && !is_other
}

/// Whether the text can be a name without a colon, near enough: it is one piece and begins like one.
fn is_name(text: &str) -> bool {
    let mut characters = text.chars();
    let begins = characters.next().is_some_and(|first| first.is_alphabetic() || first == '_');
    begins && characters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '·' | '\u{300}'..='\u{36f}' | '\u{203f}' | '\u{2040}'))
}

#[cfg(test)]
mod tests;
