//! MetaLinks.json, which EDGAR puts beside a filing: of every concept that is used its type, labels, definition and references, and of
//! every report its role and name.

use crate::hash::HashMap;
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct MetaLinks {
    /// By the name of the document.
    pub(super) instance: HashMap<Box<str>, Instance>,
    /// References by their short names.
    pub(super) std_ref: HashMap<Box<str>, HashMap<Box<str>, Box<str>>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Instance {
    pub(super) report: HashMap<Box<str>, Report>,
    /// By names such as `us-gaap_Assets`.
    pub(super) tag: HashMap<Box<str>, Tag>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Report {
    pub(super) role: Option<Box<str>>,
    #[serde(rename = "longName")]
    pub(super) long_name: Option<Box<str>>,
    #[serde(rename = "menuCat")]
    pub(super) category: Option<Box<str>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Tag {
    pub(super) xbrltype: Option<Box<str>>,
    pub(super) nsuri: Option<Box<str>>,
    pub(super) localname: Option<Box<str>>,
    /// `debit` or `credit`.
    pub(super) crdr: Option<Box<str>>,
    /// By language.
    pub(super) lang: HashMap<Box<str>, Language>,
    pub(super) auth_ref: Vec<Box<str>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Language {
    /// Texts by the last word of a label's role.
    pub(super) role: HashMap<Box<str>, Option<Box<str>>>,
}

/// Reads the file; an error is what is wrong with it.
pub(super) fn read(text: &str) -> Result<MetaLinks, String> {
    serde_json::from_str(text).map_err(|error| error.to_string())
}
