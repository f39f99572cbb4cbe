//! The text that the project started from, in all that it holds.

#[path = "common/shared.rs"]
mod shared;

use filing_viewer::write::{ChosenFacts, Form};
use filing_viewer::{Fact, Filing, Kind, RowKind};
use std::collections::BTreeSet;

fn facts_of<'a>(filing: &'a Filing, label: &str) -> Vec<Fact<'a>> {
    filing.facts().filter(|fact| fact.label() == Some(label)).collect()
}

#[test]
fn the_first_text_is_read_whole() {
    let Some(file) = shared::material("corpus/disclosure-text-real/000_586480724859dbe3.txt") else { return };
    let filing = filing_viewer::read(std::fs::read(file).unwrap(), "first.txt").unwrap();
    let [table] = filing.tables() else { panic!("{} tables", filing.tables().len()) };
    assert_eq!(table.title, "NATURE OF OPERATIONS AND SUMMARY OF SIGNIFICANT ACCOUNTING POLICIES (Details Narrative) - USD ($)");

    let rows = || (0..table.rows.len() as u32).filter(|row| !table.row_cells(*row).is_empty());
    assert_eq!((rows().count(), filing.fact_count(), table.cells.len()), (24, 33, 33));
    let assumed = rows().filter(|row| table.row_cells(*row).iter().any(|cell| table.doubt(cell).is_some()));
    assert_eq!(assumed.count(), 15);
    assert!(
        rows().all(|row| table.row_cells(row).len() < 2 || table.row_cells(row).iter().all(|cell| table.doubt(cell).is_none())),
        "a full row is certain"
    );

    let paths: Vec<_> = table.rows.iter().filter(|row| row.kind == RowKind::Members).map(|row| &row.members).collect();
    assert_eq!((paths.len(), paths.iter().collect::<BTreeSet<_>>().len()), (18, 18));
    let labels: Vec<Option<&str>> = paths[17].iter().map(|member| member.label.as_deref()).collect();
    assert_eq!(labels, ["Customer [Member]", "Revenue Benchmark [Member]", "Customer Concentration Risk [Member]", "UNITED STATES"].map(Some));

    let mut json = Vec::new();
    filing_viewer::write::facts(&filing, Form::Jsonl, &ChosenFacts::default(), &mut json).unwrap();
    let facts: Vec<serde_json::Value> = std::str::from_utf8(&json).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let periods: BTreeSet<&str> = facts.iter().filter_map(|fact| fact["period"].as_str()).collect();
    assert!(periods.iter().eq(&["2022-01-01T00:00:00/2023-01-01T00:00:00", "2023-01-01T00:00:00/2024-01-01T00:00:00"]), "{periods:?}");
    assert!(table.columns.iter().all(|column| column.months == Some(12)));
}

#[test]
fn the_first_text_has_its_definitions_at_their_labels() {
    let Some(file) = shared::material("corpus/disclosure-text-real/000_586480724859dbe3.txt") else { return };
    let filing = filing_viewer::read(std::fs::read(file).unwrap(), "first.txt").unwrap();
    let table = &filing.tables()[0];
    assert_eq!(table.definitions.len(), 26);
    let with_text: Vec<_> = table.definitions.iter().filter_map(|definition| Some((definition, definition.text.as_deref()?))).collect();
    assert_eq!(with_text.len(), 6);
    for (begins, label, rows) in [
        ("Amount charged to advertising expense", "Advertising costs", 1),
        ("The amount of cash as of the balance sheet date that is not insured", "Federally insured limits", 1),
        ("Number of warrants or rights outstanding", "Outstanding warrants", 2),
        ("For an entity that discloses a concentration risk", "Concentration risk, percentage", 10),
        ("Line items represent", "Product Information [Line Items]", 19),
        ("Useful life of long lived, physical assets", "Estimated economic life of the property and equipment", 3),
    ] {
        let (definition, _) =
            with_text.iter().find(|(_, text)| text.starts_with(begins)).unwrap_or_else(|| panic!("no definition begins {begins:?}"));
        let labels: BTreeSet<&str> = definition.rows.iter().map(|row| table.rows[*row as usize].label.as_str()).collect();
        assert!(labels.iter().eq(&[label]), "{begins}: {labels:?}");
        assert_eq!(definition.rows.len(), rows, "{label}");
        assert!(definition.assumed, "found by likeness, not by name");
    }
}

#[test]
fn the_first_text_has_typed_values() {
    let Some(file) = shared::material("corpus/disclosure-text-real/000_586480724859dbe3.txt") else { return };
    let filing = filing_viewer::read(std::fs::read(file).unwrap(), "first.txt").unwrap();
    let measures = |fact: &Fact| {
        fact.unit()
            .map(|unit| unit.numerators.iter().map(|measure| measure.rsplit('}').next().unwrap_or_default().to_owned()).collect::<Vec<_>>().join("*"))
    };
    let check = |label: &str, nth: usize, kind: Kind, value: &str, unit: Option<&str>| {
        let fact = facts_of(&filing, label)[nth];
        assert_eq!((fact.kind(), fact.value().as_deref(), measures(&fact).as_deref()), (kind, Some(value), unit), "{label} {:?}", fact.shown());
    };
    check("Federally insured limits", 0, Kind::Money, "1948794", Some("USD"));
    check("Product warranty Period", 0, Kind::Duration, "P90D", None);
    check("Product warranty Period", 2, Kind::Duration, "P36M", None);
    check("Advertising costs", 0, Kind::Money, "0", Some("USD"));
    check("Estimated economic life of the property and equipment", 0, Kind::Duration, "P17Y", None);
    check("Concentration risk, percentage", 0, Kind::Percent, "0.48", Some("pure"));
    check("Concentration risk, percentage", 1, Kind::Percent, "0.42", Some("pure"));
    assert_eq!(facts_of(&filing, "Outstanding warrants")[0].value().as_deref(), Some("147591"));
    assert_eq!(facts_of(&filing, "Number of incentive stock options")[1].value().as_deref(), Some("926266"));
}
