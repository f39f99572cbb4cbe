//! JSON piece by piece: the members of an object as they come, each with its own characters, so that nothing is kept twice and
//! a document that breaks off gives what stands before.

use crate::error::{Error, Place};
use crate::hash::IndexMap;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// A string; borrowed where it holds no escapes.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// Gets the members of objects, and what to do with them.
pub(super) trait Members<'a> {
    /// The next member, whole. `depth` is 0 in the object itself.
    fn member(&mut self, depth: u32, key: Cow<'a, str>, value: &'a RawValue);

    /// Whether the members of this member are wanted one by one instead: the great object of a document.
    fn enters(&self, _depth: u32, _key: &str) -> bool {
        false
    }
}

impl<'a, F: FnMut(Cow<'a, str>, &'a RawValue)> Members<'a> for F {
    fn member(&mut self, _depth: u32, key: Cow<'a, str>, value: &'a RawValue) {
        self(key, value);
    }
}

/// All through one kind of pointer: the parser is in the wasm once, and not once for every closure.
struct Walk<'w, 'a>(&'w mut dyn Members<'a>, u32);

impl<'a> Visitor<'a> for Walk<'_, 'a> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<M: MapAccess<'a>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(Text(key)) = map.next_key()? {
            if self.0.enters(self.1, &key) {
                map.next_value_seed(Walk(&mut *self.0, self.1 + 1))?;
            } else {
                let value: &'a RawValue = map.next_value()?;
                self.0.member(self.1, key, value);
            }
        }
        Ok(())
    }
}

impl<'a> DeserializeSeed<'a> for Walk<'_, 'a> {
    type Value = ();

    fn deserialize<D: Deserializer<'a>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_map(self)
    }
}

/// Gives the members of the object that the text is, in their order, as far as it goes.
pub(super) fn each<'a>(text: &'a str, to: &mut dyn Members<'a>) -> serde_json::Result<()> {
    let mut from = serde_json::Deserializer::from_str(text);
    Walk(to, 0).deserialize(&mut from)?;
    from.end()
}

struct List<'w, 'a>(&'w mut dyn FnMut(&'a RawValue));

impl<'a> Visitor<'a> for List<'_, 'a> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_seq<S: SeqAccess<'a>>(self, mut list: S) -> Result<(), S::Error> {
        while let Some(value) = list.next_element::<&'a RawValue>()? {
            (self.0)(value);
        }
        Ok(())
    }
}

/// Gives the elements of the list that the text is.
pub(super) fn elements<'a>(text: &'a str, to: &mut dyn FnMut(&'a RawValue)) -> serde_json::Result<()> {
    serde_json::Deserializer::from_str(text).deserialize_seq(List(to))
}

/// A string's characters; a number's or a flag's own as they are written; none of null, and of what holds others.
pub(super) fn scalar<'a>(value: &'a RawValue) -> Option<Cow<'a, str>> {
    match value.get().as_bytes().first()? {
        b'"' => serde_json::from_str::<Text<'a>>(value.get()).ok().map(|text| text.0),
        b'n' | b'{' | b'[' => None,
        _ => Some(Cow::Borrowed(value.get())),
    }
}

/// A value with all in it, for documents that are small.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    Null,
    /// A string, or a number or flag in its own characters.
    Text(String),
    List(Vec<Tree>),
    Object(Object),
}

/// Members by their keys, in the order written; of two with one key the last.
pub(super) type Object = IndexMap<String, Tree>;

impl Tree {
    pub(super) fn of(text: &str) -> serde_json::Result<Self> {
        Self::of_raw(serde_json::from_str::<&RawValue>(text)?)
    }

    fn of_raw(value: &RawValue) -> serde_json::Result<Self> {
        // How deep it may be, the parser has said already.
        let mut result = Ok(());
        let mut inner = |value: &RawValue| {
            Self::of_raw(value).unwrap_or_else(|error| {
                result = Err(error);
                Self::Null
            })
        };
        let tree = match value.get().as_bytes().first() {
            Some(b'{') => {
                let mut all = Object::default();
                each(value.get(), &mut |key: Cow<'_, str>, value: &RawValue| _ = all.insert(key.into_owned(), inner(value)))?;
                Self::Object(all)
            }
            Some(b'[') => {
                let mut all = Vec::new();
                elements(value.get(), &mut |value: &RawValue| all.push(inner(value)))?;
                Self::List(all)
            }
            _ => scalar(value).map_or(Self::Null, |text| Self::Text(text.into_owned())),
        };
        result.map(|()| tree)
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn object(&self) -> Option<&Object> {
        match self {
            Self::Object(members) => Some(members),
            _ => None,
        }
    }

    /// A member of an object.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.object()?.get(key)
    }

    /// The strings of a list.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let all = match self {
            Self::List(all) => &all[..],
            _ => &[],
        };
        all.iter().filter_map(Self::text)
    }
}

/// Where a value stands in the text that it is a part of.
pub(super) fn place(text: &str, source: u32, value: &RawValue) -> Place {
    let start = (value.get().as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let len = value.get().len();
    if start + len > text.len() { Place { source, ..Place::default() } } else { Place { source, start: start as u32, len: len as u32 } }
}

/// Why JSON cannot be read on, with its place.
pub(super) fn broken(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let words = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(words, _)| words);
    format!("the JSON breaks off at line {}, column {}: {words}", error.line(), error.column())
}

/// The same of a document of which nothing could be kept.
pub(super) fn nothing_kept(error: &serde_json::Error) -> Error {
    Error::new(broken(error), "Get the file again, whole: nothing that stands before this place could be kept.")
}
