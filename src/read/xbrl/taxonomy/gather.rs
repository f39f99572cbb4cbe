//! A report's taxonomy put together from its files.

use super::file::{File, Resource};
use super::library::{Content, Library, last};
use super::meta_links::{Instance, MetaLinks};
use super::net::{NO_ROLE, Relation};
use super::{Element, Label, Taxonomy};
use crate::builder::Builder;
use crate::error::About;
use crate::hash::{HashMap, HashSet};

/// So many relations are kept: more are no taxonomy that anybody wrote.
const MOST_RELATIONS: usize = 4_000_000;

/// The languages of labels from which those of MetaLinks begin: they are used where no linkbase has any.
const BESIDE: u32 = 100;

/// What an end of an arc stands for.
#[derive(Clone, Copy)]
enum End {
    Element(u32),
    Role(u32),
    Resource(usize),
}

struct Gather<'a, 'l> {
    library: &'l Library<'a>,
    taxonomy: Taxonomy<'l>,
    /// Prefixes with what they stand for, in the documents and in the files.
    prefixes: Vec<(Box<str>, Box<str>)>,
    /// The namespaces of files that are not here, by their last names.
    imports: HashMap<&'l str, &'l str>,
    /// By file and id.
    ids: HashMap<(u32, &'l str), u32>,
    role_ids: HashMap<(u32, &'l str), u32>,
    /// Addresses that were met, by the file they stand in.
    known: HashMap<(u32, &'l str), Option<End>>,
    language: String,
    relations: usize,
    /// Of roles, labels in words.
    role_labels: HashMap<u32, (u32, &'l str)>,
}

/// Puts together the taxonomy of a report, whose documents' names and texts are given; none where there are no files for it. `alone`
/// says that no other report was read with it.
pub(crate) fn gather<'l>(
    library: &'l mut Library<'_>,
    documents: &[(&str, &str)],
    alone: bool,
    language: &str,
    to: &mut Builder,
) -> Option<Taxonomy<'l>> {
    let files = library.of(documents, to);
    let beside = library.beside(documents, alone);
    if files.is_empty() && beside.is_empty() {
        return None;
    }
    let library = &*library;
    let taxonomy = Taxonomy::default();
    let prefixes = to.filing.namespaces.iter().map(|(prefix, namespace)| (prefix.clone(), namespace.clone())).collect();
    let (imports, ids, role_ids, known) = Default::default();
    let language = language.to_owned();
    let mut gather = Gather { library, taxonomy, prefixes, imports, ids, role_ids, known, language, relations: 0, role_labels: HashMap::default() };
    let content = |at: &u32| match &library.files[*at as usize].content {
        Content::File(file) => Some((*at, file)),
        _ => None,
    };
    for (_, file) in files.iter().filter_map(content) {
        gather.prefixes.extend(file.prefixes.iter().map(|(prefix, namespace)| ((*prefix).into(), namespace.as_ref().into())));
        gather.imports.extend(file.imports.iter().map(|(namespace, address)| (last(address), &**namespace)));
    }
    for (at, file) in files.iter().filter_map(content) {
        gather.schema(at, file);
    }
    for (at, file) in files.iter().filter_map(content) {
        gather.links(at, file);
    }
    for at in &beside {
        match &library.files[*at as usize].content {
            Content::MetaLinks(links) => gather.meta_links(links, documents),
            Content::Summary(reports) => {
                for report in reports {
                    let role = gather.role(&report.role);
                    let role = &mut gather.taxonomy.roles[role as usize];
                    role.definition.get_or_insert_with(|| report.long_name.as_ref().into());
                    role.category = Some(report.category.as_ref()).filter(|category| !category.is_empty()).map(Box::from);
                }
            }
            _ => {}
        }
    }
    if gather.relations >= MOST_RELATIONS {
        to.caveat(About::Filing, format!("The taxonomy has more than {MOST_RELATIONS} relations: the rest was left."), None);
    }
    Some(gather.finish())
}

impl<'l> Gather<'_, 'l> {
    fn finish(mut self) -> Taxonomy<'l> {
        for (role, (_, label)) in std::mem::take(&mut self.role_labels) {
            self.taxonomy.roles[role as usize].definition = Some(label.into());
        }
        let nets = [&mut self.taxonomy.presentation, &mut self.taxonomy.calculation];
        nets.into_iter().flat_map(|nets| nets.values_mut()).for_each(|net| net.settle());
        crate::order::sort_by_key(&mut self.taxonomy.labels, |label| (label.of, label.role, label.rank));
        self.taxonomy
    }

    fn role(&mut self, uri: &str) -> u32 {
        if let Some(at) = self.taxonomy.roles.get_index_of(uri) {
            return at as u32;
        }
        self.taxonomy.roles.insert_full(uri.into(), Default::default()).0 as u32
    }

    fn label_role(&mut self, uri: &str) -> u32 {
        let word = last(uri);
        if word.is_empty() {
            return NO_ROLE;
        }
        if let Some(at) = self.taxonomy.label_roles.get_index_of(word) {
            return at as u32;
        }
        self.taxonomy.label_roles.insert_full(word.into()).0 as u32
    }

    fn element(&mut self, namespace: &str, prefix: &str, local: &str) -> u32 {
        let key = ["{", namespace, "}", local].concat();
        if let Some(at) = self.taxonomy.elements.get_index_of(key.as_str()) {
            return at as u32;
        }
        let name = if prefix.is_empty() { local.into() } else { [prefix, ":", local].concat().into() };
        let element = Element { name, namespace: namespace.into(), ..Element::default() };
        self.taxonomy.elements.insert_full(key.into(), element).0 as u32
    }

    fn schema(&mut self, at: u32, file: &'l File<'_>) {
        let own = file.prefixes.iter().find(|(_, namespace)| *namespace == file.namespace).map_or("", |(prefix, _)| prefix);
        for declared in file.elements.iter().filter(|declared| !declared.name.is_empty()) {
            let number = self.element(&file.namespace, own, &declared.name);
            if !declared.id.is_empty() {
                self.ids.insert((at, &*declared.id), number);
            }
            let element = &mut self.taxonomy.elements[number as usize];
            let given = |text: &str| Some(text).filter(|text| !text.is_empty()).map(Box::from);
            (element.data_type, element.balance, element.period_type) =
                (given(&declared.data_type), given(&declared.balance), given(&declared.period_type));
            element.is_axis = declared.group == "dimensionItem";
            element.is_typed = declared.typed;
            // A table is a heading, and so is what only groups others.
            element.is_abstract = Some(declared.is_abstract);
        }
        for role in &file.roles {
            let number = self.role(&role.uri);
            if !role.id.is_empty() {
                self.role_ids.insert((at, &*role.id), number);
            }
            if !role.definition.is_empty() {
                self.taxonomy.roles[number as usize].definition.get_or_insert_with(|| role.definition.as_ref().into());
            }
        }
    }

    /// What an address in a file stands for.
    fn end(&mut self, at: u32, address: &'l str) -> Option<End> {
        if let Some(known) = self.known.get(&(at, address)) {
            return *known;
        }
        let found = self.meant(at, address);
        self.known.insert((at, address), found);
        found
    }

    fn meant(&mut self, at: u32, address: &'l str) -> Option<End> {
        let (path, id) = address.split_once('#')?;
        let file = if path.is_empty() { Some(at) } else { self.library.find(self.library.files[at as usize].name, path) };
        if let Some(file) = file {
            if let Some(element) = self.ids.get(&(file, id)) {
                return Some(End::Element(*element));
            }
            if let Some(role) = self.role_ids.get(&(file, id)) {
                return Some(End::Role(*role));
            }
        }
        // Of a schema that is not here the ids are made of prefix and name, as all taxonomies that are published make them.
        let namespace = self.imports.get(last(path)).copied();
        let begins = |prefix: &str| id.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('_')).filter(|local| !local.is_empty());
        let known = self.prefixes.iter().filter(|(_, of)| namespace.is_none_or(|namespace| namespace == &**of));
        let known = known.filter_map(|(prefix, of)| Some((&**prefix, &**of, begins(prefix)?)));
        let found = known.max_by_key(|(prefix, ..)| prefix.len());
        let (prefix, namespace, local) = found.or_else(|| {
            let (prefix, local) = id.split_once('_')?;
            Some((prefix, namespace.unwrap_or_default(), local))
        })?;
        let (prefix, namespace) = (prefix.to_owned(), namespace.to_owned());
        Some(End::Element(self.element(&namespace, &prefix, local)))
    }

    fn links(&mut self, at: u32, file: &'l File<'_>) {
        for link in &file.links {
            let mut ends: HashMap<&str, Vec<End>> = HashMap::default();
            for (label, address) in &link.locators {
                if let Some(end) = self.end(at, address) {
                    ends.entry(label).or_default().push(end);
                }
            }
            for (number, resource) in link.resources.iter().enumerate() {
                ends.entry(&resource.label).or_default().push(End::Resource(number));
            }
            let role = self.role(&link.role);
            // A label that one arc prohibits is not tied by another of the same link.
            let prohibited: HashSet<(&str, &str)> = link.arcs.iter().filter(|arc| arc.prohibited).map(|arc| (&*arc.from, &*arc.to)).collect();
            for arc in &link.arcs {
                let (Some(from), Some(to)) = (ends.get(&*arc.from), ends.get(&*arc.to)) else { continue };
                let preferred = self.label_role(&arc.preferred);
                let order = arc.order.parse().ok().filter(|order: &f64| order.is_finite()).unwrap_or(1.0);
                let priority = arc.priority.parse().unwrap_or(0);
                let kind = last(&arc.arcrole);
                let pairs = from.iter().flat_map(|from| to.iter().map(|to| (*from, *to)));
                for (from, to) in pairs {
                    if self.relations >= MOST_RELATIONS {
                        return;
                    }
                    self.relations += 1;
                    match (from, to) {
                        (End::Element(from), End::Element(to)) => {
                            let relation = Relation { from, to, order, preferred, weight: &arc.weight, priority, prohibited: arc.prohibited };
                            let source = self.library.files[at as usize].source;
                            self.relation(kind, role, relation, (source, link.place.start, link.place.len() as u32));
                        }
                        (from, End::Resource(resource)) if !arc.prohibited && !prohibited.contains(&(&*arc.from, &*arc.to)) => {
                            self.resource(kind, from, &link.resources[resource]);
                        }
                        _ => {}
                    }
                }
            }
        }
    }

    fn relation(&mut self, kind: &str, role: u32, relation: Relation<'l>, place: (u32, u32, u32)) {
        let nets = match kind {
            "parent-child" => &mut self.taxonomy.presentation,
            "summation-item" => &mut self.taxonomy.calculation,
            "dimension-default" if !relation.prohibited => {
                self.taxonomy.defaults.entry(relation.from).or_insert(relation.to);
                return;
            }
            "dimension-domain" => {
                self.taxonomy.defined_axes.insert(relation.from);
                return;
            }
            "hypercube-dimension" => {
                self.taxonomy.elements[relation.to as usize].is_axis = true;
                return;
            }
            _ => return,
        };
        let net = nets.entry(role).or_insert_with(|| super::Net { place, ..Default::default() });
        net.relations.push(relation);
    }

    fn resource(&mut self, kind: &str, from: End, resource: &'l Resource<'_>) {
        match (kind, from) {
            ("concept-label" | "element-label", End::Element(of)) => {
                let (role, rank) = (self.label_role(&resource.role), rank(&resource.language, &self.language));
                self.taxonomy.labels.push(Label { of, role, rank, text: resource.text.as_ref().into() });
            }
            ("concept-label" | "element-label", End::Role(role)) => {
                let rank = rank(&resource.language, &self.language);
                let known = self.role_labels.entry(role).or_insert((rank, &resource.text));
                if rank < known.0 {
                    *known = (rank, &resource.text);
                }
            }
            ("concept-reference" | "element-reference", End::Element(of)) => {
                let parts = resource.parts.iter().map(|(name, text)| (*name, &**text));
                add_reference(self.taxonomy.references.entry(of).or_default(), &resource.role, parts);
            }
            _ => {}
        }
    }

    fn meta_links(&mut self, links: &'l MetaLinks, documents: &[(&str, &str)]) {
        let is_own = |name: &str| documents.iter().any(|(document, _)| last(document) == name);
        let own = links.instance.iter().find(|(name, _)| is_own(name)).or(links.instance.iter().next());
        let Some((_, Instance { report, tag })) = own else { return };
        for report in report.values() {
            let Some(uri) = &report.role else { continue };
            let role = self.role(uri);
            let role = &mut self.taxonomy.roles[role as usize];
            if let Some(name) = &report.long_name {
                role.definition.get_or_insert_with(|| name.clone());
            }
            if let Some(category) = &report.category {
                role.category.get_or_insert_with(|| category.clone());
            }
        }
        for (name, tag) in tag {
            let (Some(namespace), Some(local)) = (&tag.nsuri, &tag.localname) else { continue };
            let prefix = name.strip_suffix(&**local).and_then(|rest| rest.strip_suffix('_')).unwrap_or_default();
            let of = self.element(namespace, prefix, local);
            let element = &mut self.taxonomy.elements[of as usize];
            if element.data_type.is_none() {
                element.data_type = tag.xbrltype.clone();
            }
            if element.balance.is_none() {
                element.balance = tag.crdr.clone();
            }
            for (language, texts) in &tag.lang {
                let rank = rank(language, &self.language) + BESIDE;
                for (role, text) in texts.role.iter().filter_map(|(role, text)| Some((role, text.as_ref()?))) {
                    let role = self.label_role(role);
                    self.taxonomy.labels.push(Label { of, role, rank, text: text.clone() });
                }
            }
            if let std::collections::hash_map::Entry::Vacant(entry) = self.taxonomy.references.entry(of) {
                let mut lines = Vec::new();
                for reference in tag.auth_ref.iter().filter_map(|name| links.std_ref.get(name)) {
                    let parts = reference.iter().filter(|(name, _)| &***name != "role");
                    let mut parts: Vec<(&str, &str)> = parts.map(|(name, text)| (&**name, &**text)).collect();
                    crate::order::sort_by_key(&mut parts, |(name, _)| (usize::MAX - place_of(name), *name));
                    add_reference(&mut lines, reference.get("role").map_or("", |role| role), parts.into_iter());
                }
                if !lines.is_empty() {
                    entry.insert(lines);
                }
            }
        }
    }
}

/// From back to front, which parts of a reference come first.
fn place_of(part: &str) -> usize {
    ["URI", "Subparagraph", "Paragraph", "Section", "SubTopic", "Topic", "Name", "Publisher"]
        .iter()
        .position(|name| *name == part)
        .map_or(0, |at| at + 1)
}

fn add_reference<'t>(lines: &mut Vec<String>, role: &str, parts: impl Iterator<Item = (&'t str, &'t str)>) {
    let number = lines.iter().filter(|line| line.starts_with("Reference ")).count() + 1;
    lines.push(format!("Reference {number}: {role}"));
    lines.extend(parts.map(|(name, text)| ["-", name, " ", text].concat()));
}

/// Which language is rather shown: English, as the page speaks it; that of the document; one that is not named; any other.
fn rank(language: &str, of_document: &str) -> u32 {
    let begins = |with: &str| language.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    match language {
        _ if language.eq_ignore_ascii_case("en-US") => 0,
        _ if language.eq_ignore_ascii_case("en") => 1,
        _ if begins("en-") => 2,
        _ if !of_document.is_empty() && begins(of_document.split('-').next().unwrap_or_default()) => 3,
        "" => 4,
        _ => 5,
    }
}
