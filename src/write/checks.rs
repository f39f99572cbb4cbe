//! The totals of a filing with what its calculation linkbase adds to them, as JSON or as text.

use crate::filing::{Check, Fact, Filing};
use crate::period;
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Written<'a> {
    agrees: bool,
    /// By the specification before Calculations 1.1.
    agrees_as_rounded: bool,
    statement: &'a str,
    total: Part<'a>,
    items: Vec<Part<'a>>,
    sum: &'a str,
    apart: &'a str,
    why: Option<&'a str>,
}

#[derive(Serialize)]
struct Part<'a> {
    /// Its number, by which the cells of tables name it.
    fact: u32,
    name: Option<&'a str>,
    label: String,
    period: Option<String>,
    value: Option<String>,
    decimals: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<&'a str>,
}

fn part<'a>(fact: Fact<'a>, weight: Option<&'a str>) -> Part<'a> {
    Part {
        fact: fact.id(),
        name: fact.concept().and_then(|concept| concept.name.as_deref()),
        label: fact.label_or_words().0.into_owned(),
        period: fact.period().map(period::oim),
        value: fact.value().map(Into::into),
        decimals: fact.decimals(),
        weight,
    }
}

/// `{"checks": […], "totals": 12, "wrong": 1}`
pub(super) fn json(filing: &Filing, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{\"checks\":[")?;
    for (count, check) in filing.checks().iter().enumerate() {
        let Some(total) = filing.fact(check.total) else { continue };
        out.write_all(if count == 0 { b"\n" } else { b",\n" })?;
        let written = Written {
            agrees: check.agrees,
            agrees_as_rounded: check.agrees_as_rounded,
            statement: &check.statement,
            total: part(total, None),
            items: check.items.iter().filter_map(|(fact, weight)| Some(part(filing.fact(*fact)?, Some(weight)))).collect(),
            sum: &check.sum,
            apart: &check.apart,
            why: total.caveats().into_iter().find(|_| !check.agrees),
        };
        out.write_all(&serde_json::to_vec(&written)?)?;
    }
    writeln!(out, "\n],\"totals\":{},\"wrong\":{}}}", filing.checks().len(), wrong(filing).count())
}

/// The totals that their items do not add to, one after another with its items, and how many there are.
pub(super) fn text(filing: &Filing, out: &mut dyn Write) -> io::Result<()> {
    for check in wrong(filing) {
        let Some(total) = filing.fact(check.total) else { continue };
        let part = part(total, None);
        writeln!(out, "{}, {}: {}", check.statement, part.period.unwrap_or_default(), part.label)?;
        for (fact, weight) in check.items.iter().filter_map(|(fact, weight)| Some((filing.fact(*fact)?, weight))) {
            writeln!(out, "  {:>20} × {weight}  {}", fact.value().unwrap_or_default(), fact.label_or_words().0)?;
        }
        writeln!(
            out,
            "  {:>20}  is what they add to; the total says {}: {} apart, more than rounding explains",
            check.sum,
            part.value.unwrap_or_default(),
            check.apart
        )?;
    }
    writeln!(out, "{} totals were held against their items; {} do not agree.", filing.checks().len(), wrong(filing).count())
}

fn wrong(filing: &Filing) -> impl Iterator<Item = &Check> {
    filing.checks().iter().filter(|check| !check.agrees)
}
