//! How a fact came to its value: its element, read again from its place in the source, step by step.
//!
//! Nothing of this is kept at reading; it is made when a card is opened. The names in an element mean what the declarations
//! around it say: where the root declares the prefix, and nothing else does, that is enough; else the tags before are walked.

use super::attributes::Ix;
use super::content;
use super::contexts::{attribute, attribute_span};
use super::cursor::{Attributes, Cursor, Span, Tag};
use super::marks::brackets;
use super::names::{local, trimmed};
use super::number::{self, Scaled};
use crate::filing::{Fact, Filing, Source};
use crate::format::{Format, READS_XBRL};
use crate::read::entities;
use crate::transform::{self, Rule};
use memchr::memmem;
use serde::Serialize;
use std::borrow::Cow;

/// Longer contents of a context are no context.
const LONGEST_CONTEXT: usize = 1 << 20;

/// A step from the characters shown to the value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Step {
    /// `shown`, `format`, `scale`, `sign`, `exponent`, `nil`, `numerator`, `denominator`, `value` or `unknown`.
    pub(crate) step: &'static str,
    /// What is done, in words.
    pub(crate) text: String,
    /// What it gives, exactly; none where it gives nothing.
    pub(crate) gives: Option<String>,
}

/// An element as it is filed: its name, and its attributes in their order.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Filed {
    name: String,
    attributes: Vec<(String, String)>,
}

/// A context as it is filed.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Context {
    id: String,
    scheme: String,
    identifier: String,
    /// The element, `instant` or `startDate`, and the date as written.
    period: Vec<(String, String)>,
    dimensions: Vec<Dimension>,
}

/// A dimension as it is filed.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Dimension {
    /// `segment` or `scenario`.
    container: &'static str,
    axis: String,
    /// The member's name, or the typed member's element.
    member: String,
    typed: bool,
}

/// An element of a source, from its start tag on.
struct Element<'a> {
    source: &'a Source,
    /// From its start tag to behind its end tag.
    text: &'a str,
    tag: Tag,
    ix: Ix,
    start: usize,
}

impl<'a> Element<'a> {
    /// The element of a fact; none where it was read from something else than XBRL.
    fn of(filing: &'a Filing, fact: Fact<'_>) -> Option<Self> {
        let place = fact.place();
        let source = filing.sources().get(place.source as usize).filter(|source| READS_XBRL && source.format.is_xbrl())?;
        let start = place.start as usize;
        let text = source.text.get(start..start + place.len as usize)?;
        let marks = brackets(text.as_bytes());
        let tag = Cursor::new(text, &marks, &[]).next().filter(|tag| !tag.is_end && tag.start == 0)?;
        Some(Self { source, text, tag, ix: Ix::of(text, &tag), start })
    }

    fn value(&self, span: Span) -> Cow<'a, str> {
        trimmed(entities::decode_xml(span.of(self.text), true))
    }

    fn local(&self) -> &'a str {
        local(self.tag.name.of(self.text))
    }
}

/// The element of a fact as it is filed.
pub(crate) fn filed(filing: &Filing, fact: Fact<'_>) -> Option<Filed> {
    let element = Element::of(filing, fact)?;
    let attributes = Attributes::of(element.text, &element.tag)
        .map(|attribute| (attribute.name.of(element.text).to_owned(), element.value(attribute.value).into_owned()));
    Some(Filed { name: element.tag.name.of(element.text).to_owned(), attributes: attributes.collect() })
}

/// The steps from what is shown to the value, in order; none where a text is its own value.
pub(crate) fn steps(filing: &Filing, fact: Fact<'_>) -> Vec<Step> {
    let Some(element) = Element::of(filing, fact) else { return Vec::new() };
    let shown = fact.shown();
    let mut steps = Vec::new();
    if fact.is_nil() {
        push(&mut steps, "nil", "xsi:nil says that it is reported as empty", None);
        return steps;
    }
    let is_number = !element.ix.unit.is_empty();
    match (element.source.format, element.local()) {
        (Format::Inline, "nonFraction") => {
            push(&mut steps, "shown", "", Some(shown.as_ref()));
            number(&element, &element.ix, &shown, &mut steps);
        }
        (Format::Inline, "fraction") => fraction(&element, &mut steps),
        (Format::Inline, _) if !element.ix.format.is_empty() => {
            push(&mut steps, "shown", "", Some(shown.as_ref()));
            transformed(&element, &element.ix, &shown, &mut steps);
        }
        (Format::Instance, _) if is_number && fact.value().is_some_and(|value| value.contains('/')) => fraction(&element, &mut steps),
        (Format::Instance, _) if is_number => {
            push(&mut steps, "shown", "", Some(shown.as_ref()));
            let mut out = String::new();
            if number::lexical(&shown, &mut out) {
                if shown.contains(['e', 'E']) {
                    push(&mut steps, "exponent", "the exponent moves the point", Some(&out));
                }
                push(&mut steps, "value", "", Some(&out));
            }
        }
        _ => return steps,
    }
    let last = steps.last().and_then(|step| step.gives.as_deref());
    match (last, fact.value()) {
        (Some(last), Some(value)) if last == value => finish(&mut steps),
        (None, None) => {}
        // The reader knows more of the document around the element than the element says.
        (_, value) => {
            steps.truncate(1);
            push(&mut steps, "unknown", "the element alone does not say how the value was read", value.as_deref());
        }
    }
    steps
}

/// The value is the last step, also where nothing was done to what is shown.
fn finish(steps: &mut Vec<Step>) {
    if let Some(last) = steps.last().filter(|last| last.step != "value") {
        let gives = last.gives.clone();
        steps.push(Step { step: "value", text: String::new(), gives });
    }
}

fn push(steps: &mut Vec<Step>, step: &'static str, text: &str, gives: Option<&str>) {
    steps.push(Step { step, text: text.to_owned(), gives: gives.map(str::to_owned) });
}

/// Format, scale and sign of a number; gives its value, and ends where there is none.
fn number(element: &Element<'_>, ix: &Ix, shown: &str, steps: &mut Vec<Step>) -> Option<String> {
    let decimal = transformed(element, ix, shown, steps)?;
    let (scale, sign) = (ix.scale.of(element.text).trim(), ix.sign.of(element.text).trim());
    let scaled = |scale: &str, negative: bool| {
        let mut out = String::new();
        matches!(number::scaled(&decimal, scale, negative, &mut out), Scaled::Done(_)).then_some(out)
    };
    let Some(mut value) = scaled(scale, false) else {
        push(steps, "scale", &[scale, ": no scale that can be applied"].concat(), None);
        return None;
    };
    if !scale.is_empty() {
        push(steps, "scale", &scale_words(scale), Some(&value));
    }
    match sign {
        "" => {}
        "-" => {
            value = scaled(scale, true)?;
            push(steps, "sign", "−: the number is negative", Some(&value));
        }
        other => {
            push(steps, "sign", &[other, ": no sign"].concat(), None);
            return None;
        }
    }
    if steps.last().and_then(|step| step.gives.as_deref()) != Some(&value) {
        push(steps, "value", "without zeros that add nothing", Some(&value));
    }
    Some(value)
}

/// "6: × 1,000,000"
fn scale_words(scale: &str) -> String {
    const MOST: i32 = 18;
    let power: i32 = scale.strip_prefix('+').unwrap_or(scale).parse().unwrap_or_default();
    let mut words = [scale, ": "].concat();
    if power == 0 {
        words.push_str("as it is");
    } else if power.abs() > MOST {
        words.push_str(&["the point moves by ", &power.abs().to_string(), if power < 0 { " to the left" } else { " to the right" }].concat());
    } else {
        words.push_str(if power < 0 { "÷ 1" } else { "× 1" });
        for left in (0..power.abs()).rev() {
            // Before each group of three zeros.
            if left % 3 == 2 {
                words.push(',');
            }
            words.push('0');
        }
    }
    words
}

/// What the format makes of the shown text.
fn transformed(element: &Element<'_>, ix: &Ix, shown: &str, steps: &mut Vec<Step>) -> Option<String> {
    let name = ix.format.of(element.text).trim();
    let plain = shown.trim_matches([' ', '\t', '\n', '\r']);
    if name.is_empty() {
        // The characters are the number.
        return if number::is_plain(plain) {
            Some(plain.to_owned())
        } else {
            push(steps, "format", "none, and what is shown is no plain decimal number", None);
            None
        };
    }
    let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
    let Some(namespace) = namespace(&element.source.text, element.start, &element.tag, prefix) else {
        push(steps, "format", &[name, ": its prefix is not declared, so it was not applied"].concat(), Some(plain));
        return Some(plain.to_owned());
    };
    let registry = transform::registry(&namespace).unwrap_or("of no registry known");
    let mut words = [name, ", ", registry].concat();
    let value = Rule::named(&namespace, local(name)).and_then(|rule| rule.apply(shown).map(Cow::into_owned));
    if value.is_none() {
        words.push_str(", does not accept it");
    }
    push(steps, "format", &words, value.as_deref());
    value
}

fn fraction(element: &Element<'_>, steps: &mut Vec<Step>) {
    let text = element.text;
    let marks = brackets(text.as_bytes());
    let mut cursor = Cursor::new(text, &marks, &[]);
    let mut values = [None, None];
    // The start tags of the parts that are open.
    let mut open: Vec<Tag> = Vec::new();
    while let Some(tag) = cursor.next() {
        let at = match local(tag.name.of(text)) {
            "numerator" => 0,
            "denominator" => 1,
            _ => continue,
        };
        if !tag.is_end {
            if !tag.is_empty {
                open.push(tag);
            }
            continue;
        }
        let Some(start) = open.pop() else { continue };
        let mut shown = String::new();
        content::text(text.get(start.end as usize..tag.start as usize).unwrap_or_default(), &element.source.ix, &mut shown);
        push(steps, if at == 0 { "numerator" } else { "denominator" }, "", Some(&shown));
        values[at] = number(element, &Ix::of(text, &start), &shown, steps);
    }
    if let [Some(above), Some(below)] = values {
        push(steps, "value", "the numerator over the denominator", Some(&[&*above, "/", &*below].concat()));
    }
}

/// What a prefix stands for in the element at that place.
fn namespace(text: &str, start: usize, tag: &Tag, prefix: &str) -> Option<String> {
    let declares = if prefix.is_empty() { "xmlns".to_owned() } else { ["xmlns:", prefix].concat() };
    let head = upto(text, 1 << 16);
    let head_marks = brackets(head.as_bytes());
    let root = Cursor::new(head, &head_marks, &[]).next()?;
    let behind = start + tag.end as usize;
    let before = text.get(..behind)?;
    let mut places = memmem::find_iter(before.as_bytes(), declares.as_bytes()).filter(|at| {
        let behind = text.as_bytes().get(at + declares.len());
        behind.is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'=')
    });
    let first = places.next()?;
    if first < root.end as usize && places.next().is_none() {
        return declared(head, &root, &declares);
    }
    let marks = brackets(before.as_bytes());
    let mut cursor = Cursor::new(before, &marks, &[]);
    let mut open: Vec<(Span, Option<String>)> = Vec::new();
    while let Some(tag) = cursor.next() {
        if tag.is_end {
            let name = tag.name.of(text);
            if let Some(back) = open.iter().rev().take(64).position(|(open, _)| open.of(text) == name) {
                open.truncate(open.len() - back - 1);
            }
        } else if !tag.is_empty || tag.start as usize == start {
            open.push((tag.name, declared(before, &tag, &declares)));
        }
    }
    open.into_iter().rev().find_map(|(_, namespace)| namespace)
}

/// The first bytes of a text, up to that many.
fn upto(text: &str, mut most: usize) -> &str {
    most = most.min(text.len());
    while !text.is_char_boundary(most) {
        most -= 1;
    }
    &text[..most]
}

fn declared(text: &str, tag: &Tag, name: &str) -> Option<String> {
    let span = attribute_span(text, tag, name);
    (!span.is_empty()).then(|| trimmed(entities::decode_xml(span.of(text), true)).into_owned())
}

/// The context of a fact as it is filed: of its own document, or of another that was opened with it.
pub(crate) fn context(filing: &Filing, fact: Fact<'_>) -> Option<Context> {
    let element = Element::of(filing, fact)?;
    let id = element.ix.context.of(element.text).trim();
    let others = filing.sources().iter().filter(|source| source.format == element.source.format);
    std::iter::once(element.source).chain(others).find_map(|source| context_in(&source.text, id))
}

fn context_in(text: &str, id: &str) -> Option<Context> {
    if id.is_empty() {
        return None;
    }
    let bytes = text.as_bytes();
    memmem::find_iter(bytes, id.as_bytes()).find_map(|at| {
        let quote = *bytes.get(at.checked_sub(1)?)?;
        if !matches!(quote, b'"' | b'\'') || bytes.get(at + id.len()) != Some(&quote) {
            return None;
        }
        let start = memchr::memrchr(b'<', &bytes[..at])?;
        let rest = upto(&text[start..], LONGEST_CONTEXT);
        let name_end = rest.find(|c: char| c.is_ascii_whitespace())?;
        let name = rest.get(1..name_end).filter(|name| local(name) == "context")?;
        // A context holds no other, so its end is the first of its name.
        let end = rest.find(&["</", name].concat()).unwrap_or(rest.len());
        read_context(rest.get(..end)?, id)
    })
}

fn read_context(text: &str, id: &str) -> Option<Context> {
    let marks = brackets(text.as_bytes());
    let mut cursor = Cursor::new(text, &marks, &[]);
    let first = cursor.next()?;
    if attribute(text, &first, "id") != id {
        return None;
    }
    let mut found = Context { id: id.to_owned(), ..Context::default() };
    let mut container = "";
    while let Some(tag) = cursor.next() {
        let name = local(tag.name.of(text));
        if tag.is_end {
            if name == container {
                container = "";
            }
            continue;
        }
        let words = |cursor: &Cursor<'_, '_>| {
            let end = cursor.clone().next().map_or(text.len(), |next| next.start as usize);
            trimmed(entities::decode_xml(text.get(tag.end as usize..end).unwrap_or_default(), false)).into_owned()
        };
        match name {
            "identifier" => {
                found.scheme = attribute(text, &tag, "scheme").into_owned();
                found.identifier = words(&cursor);
            }
            "instant" | "startDate" | "endDate" | "forever" => found.period.push((name.to_owned(), words(&cursor))),
            "segment" if !tag.is_empty => container = "segment",
            "scenario" if !tag.is_empty => container = "scenario",
            "explicitMember" | "typedMember" if !container.is_empty() => {
                let axis = attribute(text, &tag, "dimension").into_owned();
                let typed = name == "typedMember";
                let member = if typed {
                    let end = memmem::find(&text.as_bytes()[tag.end as usize..], ["</", tag.name.of(text)].concat().as_bytes());
                    let end = end.map_or(text.len(), |end| tag.end as usize + end);
                    text.get(tag.end as usize..end).unwrap_or_default().trim().to_owned()
                } else {
                    words(&cursor)
                };
                found.dimensions.push(Dimension { container: if container == "segment" { "segment" } else { "scenario" }, axis, member, typed });
            }
            _ => {}
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    const HEAD: &str = r#"<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
        xmlns:x="http://www.xbrl.org/2003/instance" xmlns:d="http://xbrl.org/2006/xbrldi" xmlns:i="http://www.xbrl.org/2003/iso4217" xmlns:e="http://e.example"
        xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2020-02-12"><body><ix:header><ix:resources>
        <x:context id="c"><x:entity><x:identifier scheme="http://s.example">0001</x:identifier><x:segment>
        <d:explicitMember dimension="e:RegionAxis"> e:NorthMember </d:explicitMember></x:segment></x:entity>
        <x:period><x:startDate>2024-01-01</x:startDate><x:endDate>2024-12-31</x:endDate></x:period>
        <x:scenario><d:typedMember dimension="e:PlantAxis"><e:plant>7</e:plant></d:typedMember></x:scenario></x:context>
        <x:unit id="u"><x:measure>i:EUR</x:measure></x:unit></ix:resources></ix:header>"#;

    fn read(body: &str) -> Filing {
        crate::read(format!("{HEAD}{body}</body></html>").as_bytes(), "a.htm").unwrap()
    }

    fn told(filing: &Filing) -> Vec<String> {
        let steps = steps(filing, filing.fact(0).unwrap());
        steps.iter().map(|step| [step.step, " [", &step.text, "] ", step.gives.as_deref().unwrap_or("nothing")].concat()).collect()
    }

    fn number(attributes: &str, shown: &str) -> Vec<String> {
        told(&read(&format!(r#"<ix:nonFraction name="e:A" contextRef="c" unitRef="u" {attributes}>{shown}</ix:nonFraction>"#)))
    }

    #[test]
    fn a_number_is_told_step_by_step() {
        assert_eq!(
            number(r#"format="ixt:num-dot-decimal" scale="6" sign="-" decimals="-6""#, "1,234"),
            [
                "shown [] 1,234",
                "format [ixt:num-dot-decimal, transformation registry 4] 1234",
                "scale [6: × 1,000,000] 1234000000",
                "sign [−: the number is negative] -1234000000",
                "value [] -1234000000",
            ]
        );
        assert_eq!(number("", "12"), ["shown [] 12", "value [] 12"]);
        assert_eq!(number("", "12.50"), ["shown [] 12.50", "value [without zeros that add nothing] 12.5"]);
        assert_eq!(number(r#"scale="-2""#, "5"), ["shown [] 5", "scale [-2: ÷ 100] 0.05", "value [] 0.05"]);
    }

    #[test]
    fn what_gives_no_value_says_so() {
        assert_eq!(
            number(r#"format="ixt:num-dot-decimal""#, "none")[1],
            "format [ixt:num-dot-decimal, transformation registry 4, does not accept it] nothing"
        );
        assert_eq!(number("", "1,2").last().unwrap(), "format [none, and what is shown is no plain decimal number] nothing");
        assert_eq!(number(r#"scale="x""#, "1").last().unwrap(), "scale [x: no scale that can be applied] nothing");
        assert_eq!(number(r#"sign="+""#, "1").last().unwrap(), "sign [+: no sign] nothing");
        assert_eq!(number(r#"format="no:rule""#, "1")[1], "format [no:rule: its prefix is not declared, so it was not applied] 1");
    }

    #[test]
    fn prefixes_mean_what_they_mean_where_the_fact_stands() {
        let outer = "http://www.xbrl.org/inlineXBRL/transformation/2011-07-31";
        let fact = r#"<ix:nonFraction name="e:A" contextRef="c" unitRef="u" format="ixt:numcommadecimal">1.234,5</ix:nonFraction>"#;
        let filing = read(&format!(r#"<div xmlns:ixt="http://other.example"><p>x</p></div><div xmlns:ixt="{outer}"><br/>{fact}</div>"#));
        assert_eq!(told(&filing)[1], "format [ixt:numcommadecimal, transformation registry 2] 1234.5");
    }

    #[test]
    fn dates_fractions_and_nil_have_their_own_ways() {
        let date = read(r#"<ix:nonNumeric name="e:D" contextRef="c" format="ixt:date-day-month-year">1.2.2024</ix:nonNumeric>"#);
        assert_eq!(told(&date)[1], "format [ixt:date-day-month-year, transformation registry 4] 2024-02-01");
        let fraction = read(
            r#"<ix:fraction name="e:F" contextRef="c" unitRef="u"><ix:numerator>1</ix:numerator>/<ix:denominator scale="1">3</ix:denominator></ix:fraction>"#,
        );
        assert_eq!(told(&fraction), ["numerator [] 1", "denominator [] 3", "scale [1: × 10] 30", "value [the numerator over the denominator] 1/30"]);
        let nil = r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true""#;
        assert_eq!(number(nil, ""), ["nil [xsi:nil says that it is reported as empty] nothing"]);
        let text = read(r#"<ix:nonNumeric name="e:T" contextRef="c">words</ix:nonNumeric>"#);
        assert!(told(&text).is_empty());
    }

    #[test]
    fn the_context_and_the_element_are_as_filed() {
        let filing = read(r#"<ix:nonFraction unitRef="u" contextRef='c' name="e:A" id="f&amp;1">1</ix:nonFraction>"#);
        let fact = filing.fact(0).unwrap();
        let context = serde_json::to_value(context(&filing, fact)).unwrap();
        assert_eq!(
            context,
            serde_json::json!({
                "id": "c", "scheme": "http://s.example", "identifier": "0001",
                "period": [["startDate", "2024-01-01"], ["endDate", "2024-12-31"]],
                "dimensions": [
                    {"container": "segment", "axis": "e:RegionAxis", "member": "e:NorthMember", "typed": false},
                    {"container": "scenario", "axis": "e:PlantAxis", "member": "<e:plant>7</e:plant>", "typed": true},
                ],
            })
        );
        let element = serde_json::to_value(filed(&filing, fact)).unwrap();
        let attributes = serde_json::json!([["unitRef", "u"], ["contextRef", "c"], ["name", "e:A"], ["id", "f&1"]]);
        assert_eq!(element, serde_json::json!({"name": "ix:nonFraction", "attributes": attributes}));
    }

    /// Of every number in the shared corpus the last step is its value.
    #[test]
    fn every_number_of_the_corpus_is_told() {
        let shared = std::env::var_os("FILING_VIEWER_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), Into::into);
        let Ok(files) = std::fs::read_dir(shared.join("corpus/inline")) else {
            return println!("left out: how, for there is no folder of shared material with corpus/inline");
        };
        let (mut numbers, mut wrong) = (0, Vec::new());
        for path in files.flatten().map(|entry| entry.path()) {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let filing = crate::read(std::fs::read(&path).unwrap(), &name).unwrap();
            for fact in filing.facts().filter(|fact| fact.kind().is_numeric() && !fact.is_nil()) {
                numbers += 1;
                let steps = steps(&filing, fact);
                let last = steps.last().and_then(|step| step.gives.as_deref());
                if steps.iter().any(|step| step.step == "unknown") || last != fact.value().as_deref() || last.is_none() {
                    wrong.push(format!("{name} {}: {steps:?} for {:?}", fact.id(), fact.value()));
                }
            }
        }
        assert!(wrong.is_empty() && numbers > 10_000, "{} of {numbers}: {}", wrong.len(), wrong[..wrong.len().min(5)].join("\n"));
    }
}
