//! A start tag: the attributes that say what a table's cell is, and how its content is shown.

/// A start tag as its parts come in.
#[derive(Debug, Default)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) start: usize,
    pub(super) class: String,
    pub(super) id: String,
    pub(super) style: String,
    pub(super) onclick: String,
    pub(super) align: String,
    pub(super) colspan: u32,
    pub(super) rowspan: Option<u32>,
    pub(super) hidden: bool,
}

impl Tag {
    pub(super) fn open(&mut self, name: &str, start: usize) {
        for text in [&mut self.name, &mut self.class, &mut self.id, &mut self.style, &mut self.onclick, &mut self.align] {
            text.clear();
        }
        self.name.push_str(name);
        (self.start, self.colspan, self.rowspan, self.hidden) = (start, 1, Some(1), false);
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        let to = match name {
            "class" => &mut self.class,
            "id" => &mut self.id,
            "style" => &mut self.style,
            "onclick" => &mut self.onclick,
            "align" => &mut self.align,
            "colspan" => return self.colspan = number(value).filter(|count| *count > 0).unwrap_or(1).min(1000),
            // Zero means: to the end of the rows.
            "rowspan" => return self.rowspan = Some(number(value).unwrap_or(1)).map(|count| if count == 0 { u32::MAX } else { count }),
            _ => return self.hidden |= name == "hidden",
        };
        to.push_str(value);
    }

    pub(super) fn has_class(&self, class: &str) -> bool {
        self.class.split_ascii_whitespace().any(|one| one == class)
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.hidden || declared(&self.style, "display").is_some_and(|value| value.len() >= 4 && value.as_bytes()[..4].eq_ignore_ascii_case(b"none"))
    }

    pub(super) fn is_centred(&self) -> bool {
        self.align.eq_ignore_ascii_case("center") || declared(&self.style, "text-align").is_some_and(|value| value.eq_ignore_ascii_case("center"))
    }

    pub(super) fn is_bold(&self) -> bool {
        matches!(self.name.as_str(), "b" | "strong")
            || declared(&self.style, "font-weight")
                .is_some_and(|value| value.starts_with("bold") || number(value).is_some_and(|weight| weight >= 600))
    }

    /// Set above the line, by its element or by its style.
    pub(super) fn is_raised(&self) -> bool {
        self.name == "sup"
            || declared(&self.style, "vertical-align").is_some_and(|value| value.eq_ignore_ascii_case("super"))
            || (declared(&self.style, "top").is_some_and(|value| value.starts_with('-'))
                && declared(&self.style, "position").is_some_and(|value| value == "relative"))
    }

    /// How far the style indents the first line.
    pub(super) fn indent(&self) -> f32 {
        let side = declared(&self.style, "padding-left").or_else(|| {
            let mut parts = declared(&self.style, "padding")?.split_ascii_whitespace();
            let (first, second, third, fourth) = (parts.next()?, parts.next(), parts.next(), parts.next());
            fourth.or(if third.is_some() { second } else { second.or(Some(first)) })
        });
        [side, declared(&self.style, "margin-left"), declared(&self.style, "text-indent")].into_iter().flatten().filter_map(pixels).sum()
    }
}

fn number(digits: &str) -> Option<u32> {
    let text = digits.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text[..end].parse().unwrap_or(u32::MAX))
}

/// The value that a style declares for a property.
fn declared<'a>(style: &'a str, property: &str) -> Option<&'a str> {
    style
        .split(';')
        .filter_map(|part| part.split_once(':'))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case(property))
        .map(|(_, value)| value.trim())
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
pub(super) struct Hidden {
    pub(super) name: String,
    /// Open elements of that name.
    pub(super) depth: u32,
    /// Open tables in it.
    pub(super) tables: u32,
}

impl Hidden {
    /// Whether a start tag ends the element without an end tag of its own.
    pub(super) fn ends_before(&self, start: &str) -> bool {
        self.tables == 0
            && match self.name.as_str() {
                "td" | "th" => matches!(start, "td" | "th" | "tr" | "tbody" | "tfoot"),
                "tr" => matches!(start, "tr" | "tbody" | "tfoot"),
                "p" => matches!(start, "p" | "div" | "table" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"),
                "li" => start == "li",
                _ => false,
            }
    }
}

/// What a link to a definition names: `Show.showAR( this, 'defref_us-gaap_Assets', window )`.
pub(super) fn defined(onclick: &str) -> Option<Box<str>> {
    let (_, after) = onclick.split_once("defref_")?;
    let end = after.find(['\'', '"', ')', ' ', ',']).unwrap_or(after.len());
    (end > 0).then(|| after[..end].into())
}

pub(super) fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "input" | "wbr" | "col" | "meta" | "link" | "area" | "base" | "embed" | "source" | "track" | "param")
}

pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "pre"
            | "section"
            | "article"
            | "center"
            | "header"
            | "footer"
            | "main"
            | "form"
    )
}
