//! A start tag: the attributes that say what a table's cell is, and how its content is shown.

use super::tags::Start;
use std::borrow::Cow;

/// What an element is to tables and the text in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Element {
    Table,
    Row,
    Cell,
    HeadingCell,
    Head,
    Body,
    Foot,
    Caption,
    Break,
    Strong,
    Raised,
    Heading,
    Paragraph,
    Item,
    Center,
    /// A block that ends a paragraph.
    Block,
    /// A block that does not.
    Part,
    /// Has no content.
    Void,
    NotShown,
    /// A fact of an inline document.
    Fact,
    #[default]
    Other,
}

impl Element {
    pub(super) fn of(name: &str) -> Self {
        match small(name, &mut [0; LONGEST]) {
            b"td" => Self::Cell,
            b"tr" => Self::Row,
            b"a" | b"span" | b"font" => Self::Other,
            b"div" | b"ul" | b"ol" => Self::Block,
            b"p" => Self::Paragraph,
            b"th" => Self::HeadingCell,
            b"table" => Self::Table,
            b"thead" => Self::Head,
            b"tbody" => Self::Body,
            b"tfoot" => Self::Foot,
            b"caption" => Self::Caption,
            b"br" | b"hr" => Self::Break,
            b"b" | b"strong" => Self::Strong,
            b"sup" => Self::Raised,
            b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" => Self::Heading,
            b"li" => Self::Item,
            b"center" => Self::Center,
            b"dl" | b"dt" | b"dd" | b"blockquote" | b"pre" | b"section" | b"article" | b"header" | b"footer" | b"main" | b"form" => Self::Part,
            b"img" | b"input" | b"wbr" | b"col" | b"meta" | b"link" | b"area" | b"base" | b"embed" | b"source" | b"track" | b"param" => Self::Void,
            b"script" | b"style" | b"title" | b"template" | b"textarea" | b"select" | b"iframe" | b"noframes" | b"noembed" | b"noscript" | b"svg"
            | b"math" => Self::NotShown,
            _ if is_fact(name) => Self::Fact,
            _ => Self::Other,
        }
    }

    pub(super) fn is_void(self) -> bool {
        matches!(self, Self::Void | Self::Break)
    }

    /// Whether what stands before it and what stands in it are seen apart.
    pub(super) fn parts(self) -> bool {
        self.is_block() || matches!(self, Self::Cell | Self::HeadingCell | Self::Row | Self::Table | Self::Caption | Self::Break)
    }

    pub(super) fn is_block(self) -> bool {
        matches!(self, Self::Heading | Self::Paragraph | Self::Item | Self::Center | Self::Block | Self::Part)
    }

    /// Whether a start tag of it ends an open element that has no end tag of its own.
    fn ends(self, open: Self) -> bool {
        match open {
            Self::Cell | Self::HeadingCell => matches!(self, Self::Cell | Self::HeadingCell | Self::Row | Self::Body | Self::Foot),
            Self::Row => matches!(self, Self::Row | Self::Body | Self::Foot),
            Self::Paragraph => matches!(self, Self::Paragraph | Self::Block | Self::Table | Self::Heading),
            Self::Item => self == Self::Item,
            _ => false,
        }
    }
}

/// The name with whatever prefix: what is asked is only whether a cell that shows nothing is to be kept.
fn is_fact(name: &str) -> bool {
    name.split_once(':').is_some_and(|(_, local)| matches!(local, "nonFraction" | "nonNumeric" | "fraction"))
}

/// The longest name that is looked for in HTML.
const LONGEST: usize = 10;

/// The name in small letters, where it can be one that is looked for.
fn small<'b>(name: &str, to: &'b mut [u8; LONGEST]) -> &'b [u8] {
    let Some(to) = to.get_mut(..name.len()) else { return b"" };
    to.copy_from_slice(name.as_bytes());
    to.make_ascii_lowercase();
    to
}

/// A start tag.
#[derive(Debug, Default)]
pub(super) struct Tag<'a> {
    pub(super) element: Element,
    pub(super) name: &'a str,
    pub(super) start: usize,
    pub(super) class: Cow<'a, str>,
    pub(super) id: Cow<'a, str>,
    style: Style,
    pub(super) onclick: Cow<'a, str>,
    pub(super) align: Cow<'a, str>,
    pub(super) colspan: u32,
    pub(super) rowspan: u32,
    pub(super) hidden: bool,
}

impl<'a> Tag<'a> {
    pub(super) fn of(tag: &Start<'a>) -> Self {
        let mut found = Self { element: Element::of(tag.name), name: tag.name, start: tag.start, colspan: 1, rowspan: 1, ..Self::default() };
        // Of two attributes with one name the first holds.
        let mut seen = 0u8;
        for attribute in tag.attributes.clone() {
            let (bit, to) = match small(attribute.name, &mut [0; LONGEST]) {
                b"class" => (1, &mut found.class),
                b"id" => (2, &mut found.id),
                b"onclick" => (8, &mut found.onclick),
                b"align" => (16, &mut found.align),
                b"style" if seen & 4 == 0 => {
                    seen |= 4;
                    found.style = Style::of(&attribute.value());
                    continue;
                }
                b"colspan" if seen & 32 == 0 => {
                    seen |= 32;
                    found.colspan = number(&attribute.value()).filter(|count| *count > 0).unwrap_or(1).min(1000);
                    continue;
                }
                b"rowspan" if seen & 64 == 0 => {
                    seen |= 64;
                    // Zero means: to the end of the rows.
                    found.rowspan = number(&attribute.value()).map_or(1, |count| if count == 0 { u32::MAX } else { count });
                    continue;
                }
                b"hidden" => {
                    found.hidden = true;
                    continue;
                }
                _ => continue,
            };
            if seen & bit == 0 {
                seen |= bit;
                *to = attribute.value();
            }
        }
        found
    }

    pub(super) fn has_class(&self, class: &str) -> bool {
        self.class.split_ascii_whitespace().any(|one| one == class)
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.hidden || self.style.hidden
    }

    pub(super) fn is_centred(&self) -> bool {
        self.style.centred || self.align.eq_ignore_ascii_case("center")
    }

    pub(super) fn is_bold(&self) -> bool {
        self.style.bold || self.element == Element::Strong
    }

    pub(super) fn is_underlined(&self) -> bool {
        self.name.eq_ignore_ascii_case("u") || self.style.underlined
    }

    /// Set above the line, by its element or by its style.
    pub(super) fn is_raised(&self) -> bool {
        self.style.raised || self.element == Element::Raised
    }

    /// How far the style indents the first line.
    pub(super) fn indent(&self) -> f32 {
        self.style.indent
    }
}

/// What a style says, read once: each element is asked several times.
#[derive(Clone, Copy, Debug, Default)]
struct Style {
    hidden: bool,
    centred: bool,
    bold: bool,
    underlined: bool,
    raised: bool,
    indent: f32,
}

/// The properties that tell.
const TELLING: [&str; 12] = [
    "display",
    "text-align",
    "font-weight",
    "vertical-align",
    "top",
    "position",
    "padding-left",
    "padding",
    "margin-left",
    "text-indent",
    "text-decoration",
    "text-decoration-line",
];

impl Style {
    fn of(style: &str) -> Self {
        let mut values = [None; TELLING.len()];
        for (name, value) in style.split(';').filter_map(|part| part.split_once(':')) {
            let name = name.trim();
            if let Some(at) = TELLING.iter().position(|telling| name.eq_ignore_ascii_case(telling)) {
                // Of two declarations of one property the first holds.
                values[at].get_or_insert(value.trim());
            }
        }
        let [display, align, weight, vertical, top, position, left, padding, margin, first_line, decoration, line] = values;
        let is = |value: Option<&str>, word: &str| value.is_some_and(|value| value.eq_ignore_ascii_case(word));
        let side = left.or_else(|| {
            let mut parts = padding?.split_ascii_whitespace();
            let (first, second, third, fourth) = (parts.next()?, parts.next(), parts.next(), parts.next());
            fourth.or(if third.is_some() { second } else { second.or(Some(first)) })
        });
        Self {
            hidden: display.and_then(|value| value.as_bytes().get(..4)).is_some_and(|value| value.eq_ignore_ascii_case(b"none")),
            centred: is(align, "center"),
            bold: weight.is_some_and(|value| value.starts_with("bold") || number(value).is_some_and(|weight| weight >= 600)),
            underlined: decoration.or(line).is_some_and(|value| value.contains("underline")),
            raised: is(vertical, "super") || (top.is_some_and(|value| value.starts_with('-')) && position == Some("relative")),
            indent: [side, margin, first_line].into_iter().flatten().filter_map(pixels).sum(),
        }
    }
}

fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text[..end].parse().unwrap_or(u32::MAX))
}

fn pixels(length: &str) -> Option<f32> {
    let end = length.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-'))).unwrap_or(length.len());
    let (negative, digits) = length[..end].strip_prefix('-').map_or((false, &length[..end]), |rest| (true, rest));
    // Hundredths are enough to tell depths apart; the parsing of floats would be 12 KB of the wasm.
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let hundredths: i32 = format!("{whole}{fraction:0<2.2}").parse().ok().filter(|count| *count < 1_000_000)?;
    let count = hundredths as f32 / if negative { -100.0 } else { 100.0 };
    match length[end..].trim_start() {
        unit if unit.starts_with("pt") => Some(count * 4.0 / 3.0),
        unit if unit.starts_with("em") || unit.starts_with("rem") => Some(count * 16.0),
        unit if unit.starts_with("in") => Some(count * 96.0),
        unit if unit.starts_with('%') => None,
        _ => Some(count),
    }
}

/// An element whose content is not shown, until it ends.
#[derive(Debug)]
pub(super) struct Hidden<'a> {
    pub(super) element: Element,
    pub(super) name: &'a str,
    /// Open elements of that name.
    pub(super) depth: u32,
    /// Open tables in it.
    pub(super) tables: u32,
}

impl Hidden<'_> {
    /// Whether a start tag ends the element without an end tag of its own.
    pub(super) fn ends_before(&self, start: Element) -> bool {
        self.tables == 0 && start.ends(self.element)
    }

    pub(super) fn is_named(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// What a link to a definition names: `Show.showAR( this, 'defref_us-gaap_Assets', window )`.
pub(super) fn defined(onclick: &str) -> Option<Box<str>> {
    // By its last character: to look for a whole word takes a preparation that costs more than the looking.
    let at = onclick.match_indices('_').find(|(at, _)| onclick[..*at].ends_with("defref"))?.0;
    let after = &onclick[at + 1..];
    let end = after.find(['\'', '"', ')', ' ', ',']).unwrap_or(after.len());
    (end > 0).then(|| after[..end].into())
}
