//! Stand-ins until the readers, the placement and the writers are merged. FOR THE LEAD: delete this file then.
//!
//! `read_all` -> `crate::read_all`; `export` -> `crate::write`; `Filing::move_cell` and `Filing::confirm_cell` -> `src/sheet.rs`.

#![cfg_attr(not(any(test, target_arch = "wasm32")), allow(dead_code))]

use crate::error::{About, Error};
use crate::filing::*;
use crate::format::Format;
use crate::period;
use crate::value::Kind;

/// Reads for real where it can; else opens the sample, whatever the bytes are.
pub(crate) fn read_all(files: &[(&str, &[u8])]) -> Result<Filing, Error> {
    let waits = |error: &Error| error.what() == "nothing can be read yet" && files.iter().any(|(_, bytes)| !bytes.is_empty());
    crate::read_all(files)
        .or_else(|error| if waits(&error) { Ok(sample(files)) } else { Err(error.in_file(files.first().map_or("", |file| file.0))) })
}

pub(crate) fn export(filing: &Filing, format: &str, table: Option<u32>) -> Option<String> {
    matches!(format, "csv" | "md" | "json").then_some(())?;
    let all = filing.facts().filter(|fact| table.is_none() || fact.table_row().map(|place| place.0) == table);
    Some(all.map(|fact| format!("{},{}\n", crate::table::label(&fact), fact.value().unwrap_or_default())).collect())
}

impl Filing {
    pub(crate) fn move_cell(&mut self, fact: u32, column: u32) -> Result<(), Error> {
        let no = |what: &str| Error::new(what, "Choose an empty column of the same row.");
        let (table, row) = self.fact(fact).and_then(|fact| fact.table_row()).ok_or_else(|| no("this value is in no table"))?;
        let table = &mut self.tables[table as usize];
        if column as usize >= table.columns.len() {
            return Err(no("the table has no such column"));
        }
        if table.row_cells(row).iter().any(|cell| cell.column == column) {
            return Err(no("that column is filled"));
        }
        let (first, count) = (table.rows[row as usize].first as usize, table.rows[row as usize].count as usize);
        let cells = &mut table.cells[first..first + count];
        if let Some(cell) = cells.iter_mut().find(|cell| cell.fact == fact) {
            (cell.column, cell.confirmed) = (column, true);
        }
        cells.sort_by_key(|cell| cell.column);
        Ok(())
    }

    pub(crate) fn confirm_cell(&mut self, fact: u32) -> Result<(), Error> {
        let no = || Error::new("this value is in no table", "Choose a value of a table.");
        let (table, row) = self.fact(fact).and_then(|fact| fact.table_row()).ok_or_else(no)?;
        let table = &mut self.tables[table as usize];
        let (first, count) = (table.rows[row as usize].first as usize, table.rows[row as usize].count as usize);
        table.cells[first..first + count].iter_mut().filter(|cell| cell.fact == fact).for_each(|cell| cell.confirmed = true);
        Ok(())
    }
}

/// An invented table with all that the page has to show: sections, an assumed value, text, dash, nil, percent, marks, definitions.
pub(crate) fn sample(files: &[(&str, &[u8])]) -> Filing {
    let mut to = Builder::default();
    let report = to.report();
    for (name, bytes) in files {
        to.source(name, Format::Text, String::from_utf8_lossy(bytes).into_owned());
    }
    let usd = || Unit { numerators: vec!["{http://www.xbrl.org/2003/iso4217}USD".into()], denominators: vec![] };
    let shares = || Unit { numerators: vec!["{http://www.xbrl.org/2003/instance}shares".into()], denominators: vec![] };
    let per_share = || Unit { denominators: shares().numerators, ..usd() };
    let pure = || Unit { numerators: vec!["{http://www.xbrl.org/2003/instance}pure".into()], denominators: vec![] };
    let year = |end: &str| period::ending(period::date(end).unwrap_or(time::Date::MIN), period::Length::Months(12), &[]).0;
    let member = |label: &str| Dimension { axis: None, member: None, typed: None, label: Some(label.into()) };
    let heading = |end: &str| Column {
        heading: vec!["12 Months Ended".into(), end.into()],
        period: Some(year(end)),
        months: Some(12),
        marks: if end.ends_with('3') { vec!["1".into()] } else { vec![] },
        ..Column::default()
    };
    let mut table = Table {
        title: "Borrowings and Customers (Details) - USD ($) $ in Thousands".into(),
        name: "Borrowings and Customers".into(),
        kind: Some(TableKind::Details),
        currency: Some("USD ($)".into()),
        notes: vec!["$ in Thousands".into()],
        scale: Scale { money: Some(3), ..Scale::default() },
        columns: vec![heading("Dec. 31, 2023"), heading("Dec. 31, 2022")],
        footnotes: vec![Footnote { mark: "1".into(), text: "Restated for the sale of the harbour.".into() }],
        definitions: vec![Definition {
            name: Some("us-gaap_InterestExpenseDebt".into()),
            text: Some("Amount of the cost of borrowed funds accounted for as interest expense for debt.".into()),
            references: vec!["Reference 1: http://www.xbrl.org/2003/role/disclosureRef -Topic 835".into()],
            details: vec![("Name:".into(), "us-gaap_InterestExpenseDebt".into()), ("Period Type:".into(), "duration".into())],
            rows: vec![2],
            assumed: true,
        }],
        doubts: vec![Doubt { why: "The row has one value for two periods, and the text does not say which.".into(), columns: vec![0, 1] }],
        ..Table::default()
    };
    type Line<'a> = (RowKind, &'a str, Option<&'a str>, Kind, &'a [(u32, &'a str, Option<&'a str>, bool)]);
    let lines: &[Line<'_>] = &[
        (RowKind::Heading, "Debt Instrument [Line Items]", None, Kind::Text, &[]),
        (RowKind::Facts, "Borrowings, stated rate", None, Kind::Percent, &[(0, "4.25%", Some("0.0425"), false), (1, "4.00%", Some("0.04"), false)]),
        (RowKind::Facts, "Interest expense", None, Kind::Money, &[(0, "$ (1,204)", Some("-1204000"), false), (1, "$ 998", Some("998000"), false)]),
        (RowKind::Facts, "Term of the loan", None, Kind::Duration, &[(0, "17 years", Some("P17Y"), true)]),
        (RowKind::Facts, "Maturity", None, Kind::Date, &[(0, "Mar. 29, 2040", Some("2040-03-29"), false)]),
        (RowKind::Members, "Customer Nine [Member]", None, Kind::Text, &[]),
        (RowKind::Facts, "Revenue", None, Kind::Money, &[(0, "$ 12,345", Some("12345000"), false), (1, "$ 2,345", Some("2345000"), false)]),
        (RowKind::Facts, "Shares issued", Some("shares"), Kind::Shares, &[(1, "900", Some("900"), true)]),
        (RowKind::Facts, "Price paid", Some("$ / shares"), Kind::PerShare, &[(0, "$ 10.50", Some("10.5"), false), (1, "$ 9", Some("9"), false)]),
        (
            RowKind::Facts,
            "Terms",
            None,
            Kind::Text,
            &[(0, "Net thirty, \u{201c}as agreed\u{201d}", Some("Net thirty, \u{201c}as agreed\u{201d}"), false)],
        ),
        (RowKind::Members, "Customer Ten [Member] | Exports [Member]", None, Kind::Text, &[]),
        (RowKind::Facts, "Revenue", None, Kind::Money, &[(0, "$ 777", Some("777000"), true)]),
        (RowKind::Facts, "Impairment", None, Kind::Dash, &[(0, "—", Some("—"), false)]),
        (RowKind::Facts, "Deposits", None, Kind::Nil, &[(0, "", None, false), (1, "$ 5", Some("5000"), false)]),
    ];
    let mut members = Vec::new();
    for (at, (kind, label, unit_text, value_kind, cells)) in (0..).zip(lines) {
        if *kind == RowKind::Members {
            members = label.split(" | ").map(member).collect();
        }
        let first = table.cells.len() as u32;
        for (column, shown, value, doubtful) in *cells {
            let nil = *value_kind == Kind::Nil && value.is_none();
            let fact = to.fact(NewFact {
                report,
                label: Some(label),
                period: table.columns[*column as usize].period.clone(),
                dimensions: members.clone(),
                unit: match value_kind {
                    Kind::Money | Kind::Dash | Kind::Nil => Some(usd()),
                    Kind::Shares => Some(shares()),
                    Kind::PerShare => Some(per_share()),
                    Kind::Percent => Some(pure()),
                    _ => None,
                },
                kind: if !nil && *value_kind == Kind::Nil { Kind::Money } else { *value_kind },
                value: *value,
                shown,
                nil,
                table: Some((0, at)),
                place: Place { source: 0, start: 0, len: 40 },
                ..NewFact::default()
            });
            if *value_kind == Kind::Dash {
                to.caveat(About::Fact(fact), "A dash alone: the text does not say whether it is zero.", None);
            }
            table.cells.push(Cell { column: *column, fact, doubt: doubtful.then_some(0), confirmed: false });
        }
        table.rows.push(Row {
            kind: *kind,
            label: (*label).to_owned(),
            unit_text: unit_text.map(str::to_owned),
            members: members.clone(),
            first,
            count: cells.len() as u32,
            ..Row::default()
        });
    }
    to.caveat(About::Filing, "This is a sample: nothing can be read yet.", None);
    to.filing.tables.push(table);
    to.finish()
}
