//! The taxonomy that travels with a filing: its own schema and linkbases, and what EDGAR put beside them.
//!
//! `file` reads each file by itself, `library` finds those that belong to a report, `gather` puts them together as one [`Taxonomy`]:
//! elements, roles, labels, and the [`Net`]s of relations that presentation, calculation and definition linkbases hold.

mod file;
mod gather;
mod library;
mod meta_links;
mod net;
mod summary;

pub(crate) use gather::gather;
pub(crate) use library::Library;
pub(crate) use net::{NO_ROLE, Net, Nets};

use crate::filing::words_of_name;
use crate::hash::{HashMap, HashSet, IndexMap, IndexSet};

/// All that is known of the concepts of a report.
#[derive(Debug, Default)]
pub(crate) struct Taxonomy<'a> {
    /// By `{namespace}local`.
    pub(crate) elements: IndexMap<Box<str>, Element>,
    /// By their addresses.
    pub(crate) roles: IndexMap<Box<str>, Role>,
    /// The last words of the roles of labels: `terseLabel`.
    label_roles: IndexSet<Box<str>>,
    labels: Vec<Label>,
    pub(crate) presentation: Nets<'a>,
    pub(crate) calculation: Nets<'a>,
    /// Of each axis the member that stands for all of it.
    pub(crate) defaults: HashMap<u32, u32>,
    /// Axes whose members are given here, so that a default would be, too.
    pub(crate) defined_axes: HashSet<u32>,
    /// Of concepts, the lines of their references.
    references: HashMap<u32, Vec<String>>,
}

/// A concept, axis, member or heading.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// With a prefix: `us-gaap:Assets`.
    pub(crate) name: Box<str>,
    pub(crate) namespace: Box<str>,
    pub(crate) data_type: Option<Box<str>>,
    pub(crate) balance: Option<Box<str>>,
    pub(crate) period_type: Option<Box<str>>,
    /// None where no schema is there to say so.
    pub(crate) is_abstract: Option<bool>,
    pub(crate) is_axis: bool,
    pub(crate) is_typed: bool,
}

impl Element {
    pub(crate) fn local(&self) -> &str {
        self.name.split_once(':').map_or(&self.name, |(_, local)| local)
    }

    pub(crate) fn prefix(&self) -> &str {
        self.name.split_once(':').map_or("", |(prefix, _)| prefix)
    }

    pub(crate) fn is_axis(&self) -> bool {
        self.is_axis || (self.is_abstract.is_none() && self.local().ends_with("Axis"))
    }

    /// Whether it is a heading: by its schema, or by what its name ends in, as standard schemas are not there.
    pub(crate) fn is_heading(&self) -> bool {
        const ENDS: [&str; 6] = ["Abstract", "Table", "LineItems", "RollForward", "Rollforward", "Hierarchy"];
        match self.is_abstract {
            Some(is_abstract) => is_abstract && !self.is_axis && !["Axis", "Domain", "Member"].iter().any(|end| self.local().ends_with(end)),
            None => ENDS.iter().any(|end| self.local().ends_with(end)),
        }
    }
}

/// A role: what its links are about.
#[derive(Debug, Default)]
pub(crate) struct Role {
    /// Its definition, whole.
    pub(crate) definition: Option<Box<str>>,
    /// Under what EDGAR lists its report.
    pub(crate) category: Option<Box<str>>,
}

#[derive(Debug)]
struct Label {
    of: u32,
    role: u32,
    /// The lower, the rather it is shown: by its language.
    rank: u32,
    text: Box<str>,
}

impl Taxonomy<'_> {
    /// The number of an element by its name as `{namespace}local`.
    pub(crate) fn element(&self, expanded: &str) -> Option<u32> {
        self.elements.get_index_of(expanded).map(|at| at as u32)
    }

    /// The role of labels of that number, by its last word.
    pub(crate) fn label_role(&self, role: u32) -> &str {
        self.label_roles.get_index(role as usize).map_or("", |role| role)
    }

    /// The label of an element in a role, in the language that is shown.
    pub(crate) fn label(&self, of: u32, role: &str) -> Option<&str> {
        self.labelled(of, self.label_roles.get_index_of(role)? as u32)
    }

    fn labelled(&self, of: u32, role: u32) -> Option<&str> {
        let at = self.labels.partition_point(|label| (label.of, label.role) < (of, role));
        self.labels.get(at).filter(|label| (label.of, label.role) == (of, role)).map(|label| &*label.text)
    }

    /// What an element is called where that role is preferred: the label, or the standard one; else the words of its name.
    pub(crate) fn called(&self, of: u32, role: u32) -> String {
        let found = self.labelled(of, role).or_else(|| self.label(of, "label"));
        found.map_or_else(|| words_of_name(self.elements.get_index(of as usize).map_or("", |(_, element)| &element.name)), str::to_owned)
    }

    /// The lines of an element's references.
    pub(crate) fn references(&self, of: u32) -> &[String] {
        self.references.get(&of).map_or(&[], |lines| lines)
    }
}
