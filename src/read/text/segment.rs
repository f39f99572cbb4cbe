//! Where nothing separates rows: which cells are labels, which are values, which are headings.
//!
//! Found as the cheapest reading of the whole body, never greedily: one wrong label shifts everything behind it.

use super::bars::BarCell;
use crate::hash::{HashMap, HashSet};
use crate::heading;
use crate::value::{self, Kind};

/// A row of the body: its label's cell and its values' cells.
#[derive(Debug, PartialEq)]
pub(super) struct Cut {
    pub(super) label: usize,
    pub(super) values: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Form {
    /// Money, number, percent, date and the like.
    Sure,
    /// Text that is never a label: it stands on the line after its bar.
    Block,
    /// "Yes", "N/A" and other words that are hardly labels.
    Word,
    /// A label or a text value.
    Text,
    /// A year in a run of years that each have a figure behind them: the labels of payments due.
    Year,
    /// A label for certain: the concept's name stands behind it.
    Named,
}

const FORBIDDEN: u32 = 1 << 20;

/// Cuts cells into rows of a label and at most `columns` values. `units` are the units that
/// headings name, as they stand behind labels ("| Vendor"). `named` tells of a cell that it is a label for certain,
/// `open` that the text stops in mid-page.
pub(super) fn rows(cells: &[BarCell], columns: usize, units: &HashSet<&str>, named: &dyn Fn(usize) -> bool, open: bool) -> Vec<Cut> {
    let page = Page::of(cells, units, named);
    // best[k]: cheapest reading of the cells so far whose last row has k values.
    let most = columns.max(1) + 1;
    let mut best = vec![u32::MAX; most + 1];
    let mut trail: Vec<Vec<u8>> = Vec::with_capacity(cells.len());
    for at in 0..cells.len() {
        let mut next = vec![u32::MAX; most + 1];
        let mut from = vec![0u8; most + 1];
        for (k, so_far) in best.iter().enumerate() {
            let start = if k == 0 { 0 } else { u32::MAX };
            let cost = if at == 0 { start } else { *so_far };
            if cost == u32::MAX {
                continue;
            }
            // The cell is a label; a label before it without values becomes a heading.
            let heading = if at > 0 && k == 0 { page.heading(at - 1) } else { 0 };
            let as_label = cost.saturating_add(heading).saturating_add(page.label(at));
            if as_label < next[0] {
                next[0] = as_label;
                from[0] = k as u8;
            }
            if at > 0 {
                let to = (k + 1).min(most);
                let extra = if k >= columns { FORBIDDEN / 8 } else { 0 };
                // Beyond `most` values the label is no longer known; the price is forbidding in any case.
                let label = at - 1 - k;
                let as_value = cost.saturating_add(page.value(label, at, k)).saturating_add(extra);
                if as_value < next[to] {
                    next[to] = as_value;
                    from[to] = k as u8;
                }
            }
        }
        best = next;
        trail.push(from);
    }
    if cells.is_empty() {
        return Vec::new();
    }
    if !open && best[0] != u32::MAX {
        best[0] = best[0].saturating_add(page.heading(cells.len() - 1));
    }
    let mut k = (0..=most).min_by_key(|k| best[*k]).unwrap_or(0);
    let mut cuts = Vec::new();
    let mut values = 0;
    for at in (0..cells.len()).rev() {
        let before = usize::from(trail[at][k]);
        if k == 0 {
            cuts.push(Cut { label: at, values });
            values = 0;
        } else {
            values += 1;
        }
        k = before;
    }
    cuts.reverse();
    cuts
}

/// What each cell of the body looks like, seen with all others.
struct Page<'a> {
    texts: Vec<&'a str>,
    forms: Vec<Form>,
    /// Texts that come more than once, behind different cells: headings of sections.
    again: HashSet<&'a str>,
    /// Texts that have a sure value behind them somewhere: labels.
    labels: HashSet<&'a str>,
    units: &'a HashSet<&'a str>,
}

impl<'a> Page<'a> {
    fn of(cells: &'a [BarCell], units: &'a HashSet<&'a str>, named: &dyn Fn(usize) -> bool) -> Self {
        let texts: Vec<&str> = cells.iter().map(|cell| cell.lines.first().map_or("", String::as_str)).collect();
        let mut forms: Vec<Form> = cells.iter().enumerate().map(|(at, cell)| if named(at) { Form::Named } else { form(cell) }).collect();
        mark_years(&texts, &mut forms);
        let mut before: HashMap<&str, Option<&str>> = HashMap::default();
        let mut again = HashSet::default();
        let mut labels = HashSet::default();
        for (at, text) in texts.iter().enumerate() {
            if forms[at] != Form::Text {
                continue;
            }
            let next_sure = forms.get(at + 1).is_some_and(|form| matches!(form, Form::Sure | Form::Block));
            if next_sure {
                labels.insert(*text);
            } else {
                let behind = at.checked_sub(1).map(|at| texts[at]);
                if behind.is_some_and(|label| asks_for_text(label) && !is_marked(label, units)) {
                    continue;
                }
                match before.get(text) {
                    Some(other) if *other != behind => {
                        again.insert(*text);
                    }
                    _ => {
                        before.insert(text, behind);
                    }
                }
            }
        }
        again.retain(|text| !labels.contains(text));
        Self { texts, forms, again, labels, units }
    }

    /// What it costs to read the cell as a label.
    fn label(&self, at: usize) -> u32 {
        let text = self.texts[at];
        match self.forms[at] {
            Form::Sure => 120,
            Form::Block => FORBIDDEN,
            Form::Word => 60,
            Form::Year | Form::Named => 0,
            Form::Text => {
                let mut cost = 0;
                if text.len() > 200 {
                    cost += 20;
                }
                if text.ends_with('.') && text.len() > 60 {
                    cost += 15;
                }
                if is_short_code(text) {
                    cost += 12;
                }
                cost
            }
        }
    }

    /// What it costs that a label has no values.
    fn heading(&self, at: usize) -> u32 {
        let text = self.texts[at];
        if self.forms[at] == Form::Named {
            12
        } else if is_marked(text, self.units) {
            0
        } else if self.texts.get(at + 1).is_some_and(|next| next.ends_with("[Line Items]")) {
            // A member: its line items begin below it.
            2
        } else if self.again.contains(text) || self.texts.get(at + 1).is_some_and(|next| self.again.contains(next)) {
            6
        } else if text.ends_with(':') {
            4
        } else if at == 0 || text.ends_with("N/A") {
            14
        } else {
            26 + if asks_for_text(text) { 12 } else { 0 }
        }
    }

    /// What it costs to read the cell as value number `k` behind a label.
    fn value(&self, label: usize, at: usize, k: usize) -> u32 {
        let head = self.texts[label];
        let named = self.forms[label] == Form::Named;
        let mut cost: u32 = if !named && is_marked(head, self.units) && !head.ends_with("[Text Block]") { 60 } else { 0 };
        let before = (k > 0).then(|| self.forms[at - 1]);
        let text = self.texts[at];
        match self.forms[at] {
            Form::Sure | Form::Block => {
                if before.is_some_and(|form| form == Form::Text) {
                    cost += 22;
                }
            }
            Form::Year => cost += 60,
            Form::Named => cost += FORBIDDEN / 8,
            Form::Word => cost += 3 + if before == Some(Form::Sure) { 10 } else { 0 },
            Form::Text => {
                cost += if named || asks_for_text(head) { 8 } else { 27 };
                if is_marked(text, self.units) {
                    cost += 80;
                }
                if self.again.contains(text) {
                    cost += 40;
                }
                if self.labels.contains(text) {
                    cost += 30;
                }
                if text.ends_with(':') {
                    cost += 20;
                }
                if is_short_code(text) {
                    cost = cost.saturating_sub(5);
                }
                match before {
                    // A row with a text value takes one, unless all its values are texts and the page is wide.
                    Some(Form::Text) => cost += 24,
                    Some(Form::Sure | Form::Word) => cost += 24,
                    _ => {}
                }
                // The label of a sure value stands right before it.
                if self.forms.get(at + 1) == Some(&Form::Sure) {
                    cost += 10;
                }
            }
        }
        cost
    }
}

/// Years are figures only by their digits: a figure of four digits has a comma. They are labels where the next label is the
/// next year, and figures stand between.
fn mark_years(texts: &[&str], forms: &mut [Form]) {
    let years: Vec<(usize, u32)> = (0..texts.len()).filter(|at| forms[*at] == Form::Sure).filter_map(|at| Some((at, year(texts[at])?))).collect();
    for pair in years.windows(2) {
        let ((at, year), (next, following)) = (pair[0], pair[1]);
        let figures = |from: usize, to: usize| from < to && forms.get(from..to).is_some_and(|forms| forms.iter().all(|form| *form == Form::Sure));
        if following == year + 1 && figures(at + 1, next) && figures(next + 1, next + 2) {
            (forms[at], forms[next]) = (Form::Year, Form::Year);
        }
    }
}

fn year(text: &str) -> Option<u32> {
    (text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))).then(|| text.parse().ok()).flatten()
}

fn form(cell: &BarCell) -> Form {
    if !cell.inline {
        return Form::Block;
    }
    let [line] = cell.lines.as_slice() else { return Form::Block };
    match value::read(line).kind {
        Kind::Text => {}
        _ => return Form::Sure,
    }
    if matches!(line.as_str(), "Yes" | "No" | "N/A" | "NA" | "None" | "none" | "Q1" | "Q2" | "Q3" | "Q4" | "FY" | "true" | "false" | "True" | "False")
    {
        return Form::Word;
    }
    if line.starts_with("--") || is_ratio(line) || is_identifier(line) || is_form_name(line) {
        return Form::Word;
    }
    Form::Text
}

/// File, phone and tax numbers: digits with dashes, slashes or parentheses; ISO dates and times.
fn is_identifier(text: &str) -> bool {
    let digits = text.bytes().filter(|b| b.is_ascii_digit()).count();
    digits >= 3
        && text.len() <= 24
        && digits * 2 >= text.len()
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '(' | ')' | ' ' | '+' | '.' | ':'))
}

/// "1 to 1.25", "2:1", "1-for-20".
fn is_ratio(text: &str) -> bool {
    text.len() <= 24
        && text.starts_with(|c: char| c.is_ascii_digit())
        && text.ends_with(|c: char| c.is_ascii_digit())
        && [" to ", ":", "-for-", " for "].iter().any(|between| text.contains(between))
}

/// "10-K", "8-K/A", "S-1", "485BPOS": the names of forms.
fn is_form_name(text: &str) -> bool {
    text.len() <= 10
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().any(|b| b.is_ascii_uppercase())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'-' | b'/'))
}

/// "CA", "NASDAQ", "AAPL": a few capitals.
fn is_short_code(text: &str) -> bool {
    text.len() <= 6 && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// Brackets and bars that only headings and members have.
fn is_marked(text: &str, units: &HashSet<&str>) -> bool {
    let has_unit = || text.rsplit_once(" | ").is_some_and(|(_, unit)| heading::is_unit(unit) || units.contains(unit));
    text.contains("[Axis]:")
        || (text.contains(" | ") && !has_unit())
        || (text.ends_with(']') && text.contains('[') && !text.ends_with("[Text Block]"))
}

/// Words of labels whose values are words.
fn asks_for_text(label: &str) -> bool {
    const WORDS: &[&str] = &[
        "name",
        "address",
        "description",
        "term",
        "terms",
        "method",
        "type",
        "date",
        "status",
        "auditor",
        "security",
        "symbol",
        "number",
        "code",
        "exchange",
        "state",
        "city",
        "country",
        "location",
        "category",
        "title",
        "filer",
        "shell",
        "flag",
        "narrative",
        "disclosure",
        "policy",
        "text",
        "basis",
        "maturity",
        "province",
        "town",
        "key",
        "block",
        "line",
        "document",
        "entity",
        "explanation",
        "reason",
        "identifier",
        "registrant",
        "rule",
        "footnote",
        "heading",
        "caption",
        "objective",
        "strategy",
        "note",
        "phone",
        "website",
        "email",
        "form",
        "submission",
        "period",
        "fiscal",
        "extension",
        "suffix",
        "person",
        "issuer",
        "regulation",
    ];
    label.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
}
