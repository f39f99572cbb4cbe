//! Two filings side by side, as files.

use super::grid::{Grid, Value};
use crate::compare::{Line, Side, State};
use std::io::{self, Write};

/// A list in JSON, a line item a line.
pub(super) fn json(lines: &[Line], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"[")?;
    for (count, line) in lines.iter().enumerate() {
        out.write_all(if count == 0 { b"\n" } else { b",\n" })?;
        out.write_all(&serde_json::to_vec(line)?)?;
    }
    out.write_all(b"\n]\n")
}

/// Line items as rows.
pub(super) struct ComparisonGrid<'a> {
    headings: Vec<String>,
    lines: &'a [Line],
}

impl<'a> ComparisonGrid<'a> {
    pub(super) fn new(lines: &'a [Line]) -> Self {
        const HEADINGS: [&str; 13] = [
            "label",
            "relabelled from",
            "concept",
            "members",
            "unit",
            "months",
            "state",
            "earlier",
            "earlier period",
            "later",
            "later period",
            "change",
            "percent",
        ];
        Self { headings: HEADINGS.map(str::to_owned).to_vec(), lines }
    }
}

impl Grid for ComparisonGrid<'_> {
    fn headings(&self) -> &[String] {
        &self.headings
    }

    fn len(&self) -> usize {
        self.lines.len()
    }

    fn row<'b>(&'b self, at: usize, cells: &mut Vec<Value<'b>>) {
        let line = &self.lines[at];
        let word = |text: &'b Option<String>| Value::text(text.as_deref().unwrap_or_default());
        let number = |text: Option<&'b str>| Value::number(text.unwrap_or_default());
        let value = |side: &'b Option<Side>| number(side.as_ref().and_then(|side| side.value.as_deref()));
        let period = |side: &'b Option<Side>| Value::text(side.as_ref().map_or("", |side| side.period.as_str()));
        let state = match line.state {
            State::Changed => "changed",
            State::Same => "same",
            State::Added => "added",
            State::Dropped => "dropped",
        };
        cells.extend([
            Value::text(line.label.as_str()),
            word(&line.relabelled_from),
            word(&line.concept),
            Value::text(line.members.as_str()),
            Value::text(line.unit.as_str()),
            line.months.map_or(Value::Blank, |months| Value::Number(months.to_string().into())),
            Value::text(state),
            value(&line.earlier),
            period(&line.earlier),
            value(&line.later),
            period(&line.later),
            number(line.change.as_deref()),
            number(line.percent.as_deref()),
        ]);
    }
}
