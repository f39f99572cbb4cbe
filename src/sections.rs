//! Which rows without values name members, and which are headings: by name where there is one, else by evidence.

use crate::filing::{Dimension, RowKind};
use crate::hash::{HashMap, HashSet};
use crate::sheet::Line;

/// What a row is, the members it brings into force or stands under, and what was assumed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    pub(crate) kind: RowKind,
    pub(crate) members: Vec<Dimension>,
    pub(crate) assumed: Option<String>,
}

/// Tells every row's kind and members.
pub(crate) fn sections(lines: &[Line]) -> Vec<Section> {
    let facts = Facts::of(lines);
    let mut headings: HashSet<&str> = HashSet::default();
    let mut seen: HashSet<&str> = HashSet::default();
    let mut in_members = false;
    let mut force: Vec<Dimension> = Vec::new();
    let mut doubt: Option<String> = None;
    let mut out = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        if !line.cells.is_empty() {
            seen.insert(&line.label);
            out.push(Section { kind: RowKind::Facts, members: force.clone(), assumed: None });
            continue;
        }
        let (kind, assumed) = match certain(line) {
            Some(kind) => (kind, None),
            None => likely(lines, at, &facts, &headings, &seen, in_members),
        };
        match kind {
            RowKind::Members => {
                force = members(&line.label, line.name.as_deref());
                in_members = true;
                doubt = assumed;
            }
            RowKind::Heading => {
                headings.insert(&line.label);
                if assumed.is_some() {
                    doubt = assumed;
                }
            }
            RowKind::Facts => {}
        }
        out.push(Section { kind, members: force.clone(), assumed: doubt.take() });
    }
    out
}

/// How often each label of a row without values comes, and how often behind another such row.
struct Facts<'a> {
    behind_header: HashSet<&'a str>,
}

impl<'a> Facts<'a> {
    fn of(lines: &'a [Line]) -> Self {
        let mut behind_header = HashSet::default();
        let mut before: HashMap<&str, &str> = HashMap::default();
        for pair in lines.windows(2) {
            if pair[0].cells.is_empty() && pair[1].cells.is_empty() {
                // Behind two different rows: a heading that comes again in each section.
                match before.get(pair[1].label.as_str()) {
                    Some(other) if *other != pair[0].label => {
                        behind_header.insert(pair[1].label.as_str());
                    }
                    _ => {
                        before.insert(&pair[1].label, &pair[0].label);
                    }
                }
            }
        }
        Self { behind_header }
    }
}

/// What the row's name or marks say for certain.
fn certain(line: &Line) -> Option<RowKind> {
    if let Some(name) = &line.name {
        let kind = if name.contains('=') {
            RowKind::Members
        } else if ["Abstract", "LineItems", "RollForward", "Table", "Axis", "Hypercube"].iter().any(|end| name.ends_with(end)) {
            RowKind::Heading
        } else {
            RowKind::Facts
        };
        return Some(kind);
    }
    let label = line.label.as_str();
    if label.contains("[Axis]:") || label.split(" | ").any(|part| part.ends_with("[Member]") || part.ends_with("[Domain]")) {
        return Some(RowKind::Members);
    }
    if label.ends_with(']') && label.contains('[') {
        return Some(RowKind::Heading);
    }
    label.contains(" | ").then_some(RowKind::Members)
}

/// What the rows around speak for.
fn likely(
    lines: &[Line],
    at: usize,
    facts: &Facts<'_>,
    headings: &HashSet<&str>,
    seen: &HashSet<&str>,
    in_members: bool,
) -> (RowKind, Option<String>) {
    let label = lines[at].label.as_str();
    if headings.contains(label) || facts.behind_header.contains(label) {
        return (RowKind::Heading, None);
    }
    let member = |why: String| {
        (
            RowKind::Members,
            Some(format!("The text does not say whether “{}” names a member or is a heading. It was taken as a member, because {why}", short(label))),
        )
    };
    let next = lines.get(at + 1);
    if let Some(next) = next.filter(|next| next.cells.is_empty()) {
        if next.label.ends_with("[Line Items]") {
            return member("the line items begin again below it.".into());
        }
        if headings.contains(next.label.as_str()) || facts.behind_header.contains(next.label.as_str()) {
            return member(format!("the heading “{}” comes again below it.", short(&next.label)));
        }
        return (RowKind::Heading, None);
    }
    if next.is_none() || label.ends_with(':') {
        return (RowKind::Heading, None);
    }
    let below = lines[at + 1..].iter().take_while(|line| !line.cells.is_empty());
    let (again, all) = below.fold((0, 0), |(again, all), line| (again + usize::from(seen.contains(line.label.as_str())), all + 1));
    if again * 2 > all {
        return member("line items that stood above come again below it.".into());
    }
    if in_members {
        return member("it stands after rows that name members.".into());
    }
    (RowKind::Heading, None)
}

fn short(label: &str) -> String {
    if label.chars().count() <= 80 { label.to_owned() } else { label.chars().take(79).chain(['…']).collect() }
}

/// The members of a row's label: one for each part between bars. The name behind the label tells the first one's axis.
pub(crate) fn members(label: &str, name: Option<&str>) -> Vec<Dimension> {
    if let Some((axis, value)) = label.split_once("[Axis]:") {
        let name = name.and_then(|name| name.split_once('=')).map(|(axis, _)| qname(axis));
        return vec![Dimension {
            axis: name,
            typed: Some(value.trim().into()),
            label: Some(format!("{}[Axis]: {}", axis, value.trim()).into()),
            member: None,
        }];
    }
    let mut all: Vec<Dimension> = label.split(" | ").map(|part| Dimension { label: Some(part.trim().into()), ..Dimension::default() }).collect();
    if let (Some((axis, member)), Some(first)) = (name.and_then(|name| name.split_once('=')), all.first_mut()) {
        first.axis = Some(qname(axis));
        if member.ends_with("Member") || member.ends_with("Domain") || member.contains('_') {
            first.member = Some(qname(member))
        } else {
            first.typed = Some(member.into())
        }
    }
    all
}

/// EDGAR writes `us-gaap_Assets` for `us-gaap:Assets`.
pub(crate) fn qname(name: &str) -> Box<str> {
    name.replacen('_', ":", 1).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Filled;

    fn kinds(rows: &[(&str, bool)]) -> Vec<RowKind> {
        let lines: Vec<Line> = rows
            .iter()
            .map(|(label, filled)| Line {
                label: (*label).into(),
                cells: if *filled { vec![Filled::default()] } else { Vec::new() },
                ..Line::default()
            })
            .collect();
        sections(&lines).into_iter().map(|section| section.kind).collect()
    }

    #[test]
    fn a_row_over_a_heading_that_comes_again_names_a_member() {
        use RowKind::{Facts, Heading, Members};
        assert_eq!(
            kinds(&[
                ("Risk", false),
                ("Opening", true),
                ("Impaired", false),
                ("Risk", false),
                ("Opening", true),
                ("Credit", false),
                ("Risk", false),
                ("Term", true)
            ]),
            [Heading, Facts, Members, Heading, Facts, Members, Heading, Facts]
        );
    }

    #[test]
    fn line_items_that_come_again_stand_under_a_member() {
        use RowKind::{Facts, Heading, Members};
        assert_eq!(
            kinds(&[
                ("Net sales", true),
                ("Operating expenses", false),
                ("Rent", true),
                ("Products", false),
                ("Net sales", true),
                ("Services", false),
                ("Net sales", true)
            ]),
            [Facts, Heading, Facts, Members, Facts, Members, Facts]
        );
    }

    #[test]
    fn the_name_gives_the_first_members_axis() {
        let all = members("Money market funds | Level 1", Some("us-gaap_FinancialInstrumentAxis=us-gaap_MoneyMarketFundsMember"));
        assert_eq!(all[0].axis.as_deref(), Some("us-gaap:FinancialInstrumentAxis"));
        assert_eq!((all[1].axis.as_deref(), all[1].label.as_deref()), (None, Some("Level 1")));
    }
}
