//! The value that a document states: what is shown, its format, its scale and its sign.

use super::attributes::Ix;
use super::content;
use super::cursor::Span;
use super::document::Document;
use super::names::local;
use super::number::{self, Scaled};
use crate::filing::NONE;
use crate::read::entities;
use crate::transform::{self, Rule};
use std::borrow::Cow;

/// A format, looked up once for all facts that name it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Format {
    Known(Rule),
    /// The registry is not one, or has no such rule.
    Unknown,
    /// The prefix is not declared, so that nobody can know the rule.
    Undeclared,
}

/// The text of an element, with references replaced and nothing folded.
pub(super) fn content_of<'a>(document: &Document<'a>, content: Span, plain: bool, ix: &[Box<str>]) -> Cow<'a, str> {
    let raw = document.text.get(content.start as usize..content.end as usize).unwrap_or_default();
    if plain {
        return entities::decode_xml(raw, false);
    }
    let mut text = String::new();
    content::text(raw, ix, &mut text);
    Cow::Owned(text)
}

/// The beginning of a text, for a message.
pub(super) fn shortened(text: &str) -> &str {
    const LONGEST: usize = 80;
    text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end])
}

/// The format of that number among the names.
pub(super) fn format(document: &mut Document<'_>, at: u32) -> Format {
    let Document { formats, names, .. } = document;
    if formats.len() <= at as usize {
        formats.resize(names.all.len().max(at as usize + 1), None);
    }
    *formats[at as usize].get_or_insert_with(|| {
        let name = &names.all[at as usize];
        let Some(namespace) = name.namespace.as_deref() else { return Format::Undeclared };
        Rule::named(namespace, local(name.text)).map_or(Format::Unknown, Format::Known)
    })
}

pub(super) fn unknown(document: &Document<'_>, format: u32, shown: &str) -> Cow<'static, str> {
    let name = &document.names.all[format as usize];
    let registry = name.namespace.as_deref().and_then(transform::registry).unwrap_or("of no registry known");
    ["The format “", shortened(name.text), "” (", registry, ") is not known, so “", shortened(shown.trim()), "” has no value."].concat().into()
}

pub(super) fn undeclared(document: &Document<'_>, format: u32) -> Cow<'static, str> {
    let name = &document.names.all[format as usize];
    ["The prefix of the format “", shortened(name.text), "” is not declared, so no format was applied: the value is what is shown."].concat().into()
}

pub(super) fn refused(document: &Document<'_>, format: u32, shown: &str) -> Cow<'static, str> {
    let name = &document.names.all[format as usize];
    ["The format “", shortened(name.text), "” does not accept “", shortened(shown.trim()), "”, so the fact has no value."].concat().into()
}

/// Writes the exact value of a shown number; gives its scale. `digits` is room to work in.
pub(super) fn scaled(
    document: &mut Document<'_>,
    ix: &Ix,
    at: u32,
    shown: &str,
    (digits, out): (&mut String, &mut String),
) -> Result<i32, Cow<'static, str>> {
    let text = document.text;
    digits.clear();
    let known = if at == NONE { None } else { Some(format(document, at)) };
    match known {
        None | Some(Format::Undeclared) => {
            let plain = shown.trim_matches([' ', '\t', '\n', '\r']);
            if !number::is_plain(plain) {
                return Err(["“", shortened(plain), "” has no format and is no plain decimal number, so the fact has no value."].concat().into());
            }
            digits.push_str(plain);
        }
        Some(Format::Known(rule)) => {
            if !rule.write(shown, digits) {
                return Err(refused(document, at, shown));
            }
        }
        Some(Format::Unknown) => return Err(unknown(document, at, shown)),
    }
    let negative = match ix.sign.token(text) {
        "" => false,
        "-" => true,
        other => return Err(["The sign “", shortened(other), "” is none: only “-” is, so the fact has no value."].concat().into()),
    };
    let scale = ix.scale.token(text);
    match number::scaled(digits, scale, negative, out) {
        Scaled::Done(scale) => Ok(scale),
        Scaled::NoScale => {
            Err(["The scale “", shortened(scale), "” is no whole number that can be applied, so the fact has no value."].concat().into())
        }
        Scaled::NoNumber => Err(refused(document, at, shown)),
    }
}
