//! xBRL-JSON: facts with their dimensions, each an object under its id.
//!
//! The document is gone through twice: first for what must be known beforehand wherever it stands (namespaces, and which axes hold
//! names), then for the facts.

use super::json::{self, Members, broken, each, elements, nothing_kept, scalar};
use super::oim::{Axes, Given, Making, shortened};
use crate::builder::Builder;
use crate::error::{About, Error, Place};
use crate::hash::HashMap;
use serde_json::value::RawValue;
use std::borrow::Cow;

/// What a document says of itself.
#[derive(Debug, Default)]
pub(super) struct Info {
    pub(super) namespaces: HashMap<String, String>,
    pub(super) link_types: HashMap<String, String>,
}

impl Info {
    pub(super) fn of(info: Option<&RawValue>) -> Self {
        let mut found = Self::default();
        let strings = |value: &RawValue, to: &mut HashMap<String, String>| {
            let _ = each(value.get(), &mut |key: Cow<'_, str>, value: &RawValue| {
                to.extend(scalar(value).map(|value| (key.into_owned(), value.into_owned())));
            });
        };
        if let Some(info) = info {
            let _ = each(info.get(), &mut |key: Cow<'_, str>, value: &RawValue| match &*key {
                "namespaces" => strings(value, &mut found.namespaces),
                "linkTypes" => strings(value, &mut found.link_types),
                _ => {}
            });
        }
        found
    }
}

/// What has to be known before the first fact.
#[derive(Default)]
struct Before<'a> {
    info: Option<&'a RawValue>,
    axes: Axes,
}

impl<'a> Members<'a> for Before<'a> {
    fn member(&mut self, depth: u32, key: Cow<'a, str>, value: &'a RawValue) {
        if depth == 0 {
            self.info = self.info.or(Some(value).filter(|_| key == "documentInfo"));
            return;
        }
        let axes = &mut self.axes;
        let _ = each(value.get(), &mut |key: Cow<'_, str>, value: &'a RawValue| {
            if key == "dimensions" {
                let _ = each(value.get(), &mut |axis: Cow<'_, str>, value: &'a RawValue| {
                    if let Some(value) = scalar(value) {
                        axes.meet(&axis, &value);
                    }
                });
            }
        });
    }

    fn enters(&self, depth: u32, key: &str) -> bool {
        depth == 0 && key == "facts"
    }
}

/// The facts, poured one by one.
struct Pour<'a, 't> {
    text: &'a str,
    source: u32,
    making: Making<'t>,
    /// Members that the specification has no meaning for, and facts that are no objects.
    further: u32,
    no_objects: Vec<(String, Place)>,
}

impl<'a> Members<'a> for Pour<'a, '_> {
    fn member(&mut self, depth: u32, key: Cow<'a, str>, value: &'a RawValue) {
        if depth == 0 {
            return;
        }
        let place = json::place(self.text, self.source, value);
        let mut given = Given { id: key, place, ..Given::default() };
        let (mut ties, mut further, mut has_value) = (Vec::new(), 0, false);
        let whole = each(value.get(), &mut |key: Cow<'a, str>, value: &'a RawValue| match &*key {
            "value" => {
                has_value = true;
                given.value = scalar(value);
            }
            "decimals" => given.decimals = scalar(value),
            "dimensions" => {
                let _ = each(value.get(), &mut |axis: Cow<'a, str>, value: &'a RawValue| given.dimensions.push((axis, scalar(value))));
            }
            "links" => links(value, &mut ties),
            _ => further += 1,
        });
        if whole.is_err() || !has_value && given.dimensions.is_empty() {
            self.no_objects.push((given.id.into_owned(), place));
            return;
        }
        self.further += further;
        self.making.fact(&given);
        for (link_type, to) in ties {
            self.making.tie(&given.id, &link_type, &to);
        }
    }

    fn enters(&self, depth: u32, key: &str) -> bool {
        depth == 0 && key == "facts"
    }
}

/// The ties of a fact: kinds, groups in them, and ids in those.
fn links<'a>(value: &'a RawValue, to: &mut Vec<(Cow<'a, str>, Cow<'a, str>)>) {
    let _ = each(value.get(), &mut |link_type: Cow<'a, str>, groups: &'a RawValue| {
        let _ = each(groups.get(), &mut |_: Cow<'a, str>, ids: &'a RawValue| {
            let _ = elements(ids.get(), &mut |id: &'a RawValue| to.extend(scalar(id).map(|id| (link_type.clone(), id))));
        });
    });
}

/// Reads a document of which nothing but its facts is laid out. What breaks off gives what stands before.
pub(super) fn read(text: &str, source: u32, to: &mut Builder) -> Result<(), Error> {
    let mut before = Before::default();
    let whole = each(text, &mut before);
    let Before { info, axes, .. } = before;
    let Info { namespaces, link_types } = Info::of(info);
    let making = Making::new(to, namespaces, link_types, axes);
    let mut pour = Pour { text, source, making, further: 0, no_objects: Vec::new() };
    let _ = each(text, &mut pour);
    let Pour { making, further, no_objects, .. } = pour;
    let count = making.count();
    if count == 0 {
        return Err(match whole {
            Err(error) => nothing_kept(&error),
            Ok(()) => Error::new("this xBRL-JSON holds not one fact", "Older drafts have another form: open a document of version 1.0."),
        });
    }
    for (id, place) in no_objects {
        making.to.caveat(About::Filing, format!("The fact “{}” is left out: it has neither value nor dimensions.", shortened(&id)), Some(place));
    }
    if further > 0 {
        let text = format!("Left out of the facts' properties, as xBRL-JSON 1.0 has no meaning for them: {further}.");
        making.to.caveat(About::Filing, text, Some(Place { source, ..Place::default() }));
    }
    if let Err(error) = whole {
        let text = format!("Reading stopped, as {}. The {count} facts and footnotes before it are shown.", broken(&error));
        making.to.caveat(About::Filing, text, Some(Place { source, ..Place::default() }));
    }
    making.finish();
    Ok(())
}
