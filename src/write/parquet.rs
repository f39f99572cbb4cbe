//! Facts as Apache Parquet, for DuckDB, Spark and pandas: from the command line, where the feature `parquet` is on.
//!
//! Columns are those of the other forms, with the types that Parquet has; what is not there is null. `value` holds every value as
//! text, to the digit, and `number` those numbers that fit a decimal of 38 digits, 12 of them behind the point: one type for all
//! files, so that many of them can be read as one. `period` is the period in the form of the Open Information Model; the days
//! beside it are null where a moment within a day is meant. Texts are encoded by dictionary, where that makes them smaller.

use super::ChosenFacts;
use super::facts::FactGrid;
use super::grid::{Grid, Value, is_plain_number};
use crate::filing::{Fact, Filing};
use crate::period;
use arrow_array::builder::{BooleanBuilder, Date32Builder, Decimal128Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

const DIGITS: u8 = 38;
const BEHIND: i8 = 12;
/// How many facts are taken in one go, and how many bytes are gathered before they are written.
const BATCH: usize = 8192;
const GATHERED: usize = 64 << 20;

pub(super) fn facts(filing: &Filing, chosen: &ChosenFacts<'_>, out: &mut dyn Write) -> io::Result<Vec<String>> {
    let grid = FactGrid::new(filing, chosen)?;
    let mut columns: Vec<Making> = grid.headings().iter().map(|heading| Making::of(heading)).collect();
    let extra = chosen.columns.is_none();
    if extra {
        columns.extend([Making::new("number", Built::Number(decimals())), Making::new("period", Built::Text(StringBuilder::new()))]);
    }
    let schema = Arc::new(Schema::new(columns.iter().map(Making::field).collect::<Vec<_>>()));
    let gathered = Gathered::default();
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(gathered.clone(), Arc::clone(&schema), Some(properties)).map_err(io::Error::other)?;
    let mut without = 0;
    let mut cells = Vec::new();
    for from in (0..grid.len()).step_by(BATCH) {
        for at in from..grid.len().min(from + BATCH) {
            cells.clear();
            grid.row(at, &mut cells);
            columns.iter_mut().zip(&cells).for_each(|(column, cell)| column.put(cell));
            if extra && let Some(fact) = grid.ids().get(at).and_then(|id| filing.fact(*id)) {
                let number = number_of(fact);
                without += usize::from(number == Some(None));
                let [.., numbers, periods] = &mut columns[..] else { continue };
                numbers.put_number(number.flatten());
                periods.put(&fact.period().map_or(Value::Blank, |period| Value::text(period::oim(period))));
            }
        }
        let arrays = columns.iter_mut().map(Making::finish).collect::<io::Result<Vec<_>>>()?;
        let batch = RecordBatch::try_new(Arc::clone(&schema), arrays).map_err(io::Error::other)?;
        writer.write(&batch).map_err(io::Error::other)?;
        if writer.in_progress_size() > GATHERED {
            writer.flush().map_err(io::Error::other)?;
            gathered.pour(out)?;
        }
    }
    writer.close().map_err(io::Error::other)?;
    gathered.pour(out)?;
    let said = format!("Numbers that do not fit {DIGITS} digits, {BEHIND} of them behind the point, stand in “value” only: {without}.");
    Ok(if without > 0 { vec![said] } else { Vec::new() })
}

/// A fact's number in units of its last digit; inside, none where it does not fit.
fn number_of(fact: Fact<'_>) -> Option<Option<i128>> {
    let value = fact.value().filter(|value| fact.kind().is_numeric() && !fact.is_nil() && is_plain_number(value))?;
    Some(units(&value))
}

/// A plain decimal as a whole number of 10^-[`BEHIND`].
fn units(value: &str) -> Option<i128> {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, ""));
    let fraction = fraction.trim_end_matches('0');
    let missing = usize::try_from(BEHIND).ok()?.checked_sub(fraction.len())?;
    let units: i128 = [whole, fraction, &"0".repeat(missing)].concat().parse().ok()?;
    (units.unsigned_abs() < 10u128.pow(u32::from(DIGITS))).then_some(units)
}

fn decimals() -> Decimal128Builder {
    Decimal128Builder::new().with_data_type(DataType::Decimal128(DIGITS, BEHIND))
}

/// A column in the making.
struct Making {
    name: String,
    built: Built,
}

enum Built {
    Text(StringBuilder),
    Whole(Int64Builder),
    Flag(BooleanBuilder),
    Day(Date32Builder),
    Number(Decimal128Builder),
}

impl Making {
    fn new(name: &str, built: Built) -> Self {
        Self { name: name.to_owned(), built }
    }

    /// By its name, so that all files have the same types.
    fn of(heading: &str) -> Self {
        let built = match heading {
            "fact" | "report" | "byte" => Built::Whole(Int64Builder::new()),
            "nil" | "hidden" => Built::Flag(BooleanBuilder::new()),
            "period_start" | "period_end" => Built::Day(Date32Builder::new()),
            _ => Built::Text(StringBuilder::new()),
        };
        Self::new(heading, built)
    }

    fn field(&self) -> Field {
        let data_type = match self.built {
            Built::Text(_) => DataType::Utf8,
            Built::Whole(_) => DataType::Int64,
            Built::Flag(_) => DataType::Boolean,
            Built::Day(_) => DataType::Date32,
            Built::Number(_) => DataType::Decimal128(DIGITS, BEHIND),
        };
        Field::new(&self.name, data_type, true)
    }

    fn put(&mut self, value: &Value<'_>) {
        match &mut self.built {
            Built::Text(to) => to.append_option(Some(value.characters()).filter(|_| *value != Value::Blank)),
            Built::Whole(to) => to.append_option(value.characters().parse().ok()),
            Built::Flag(to) => to.append_option(if let Value::Flag(is) = value { Some(*is) } else { None }),
            Built::Day(to) => to.append_option(period::date(value.characters()).map(|day| day.to_julian_day() - 2_440_588)),
            Built::Number(to) => to.append_null(),
        }
    }

    fn put_number(&mut self, number: Option<i128>) {
        if let Built::Number(to) = &mut self.built {
            to.append_option(number);
        }
    }

    fn finish(&mut self) -> io::Result<ArrayRef> {
        Ok(match &mut self.built {
            Built::Text(of) => Arc::new(of.finish()),
            Built::Whole(of) => Arc::new(of.finish()),
            Built::Flag(of) => Arc::new(of.finish()),
            Built::Day(of) => Arc::new(of.finish()),
            Built::Number(of) => Arc::new(of.finish()),
        })
    }
}

/// What the writer has given and nobody has taken: it wants a place that could be sent to another thread, and ours need not be one.
#[derive(Clone, Default)]
struct Gathered(Arc<Mutex<Vec<u8>>>);

impl Gathered {
    fn pour(&self, out: &mut dyn Write) -> io::Result<()> {
        let bytes = std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner));
        out.write_all(&bytes)
    }
}

impl Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_fit_or_are_left_out() {
        assert_eq!(units("-12.5"), Some(-12_500_000_000_000));
        assert_eq!(units("0.000000000001"), Some(1));
        assert_eq!(units("0.0000000000010"), Some(1));
        assert_eq!(units("0.0000000000001"), None);
        assert_eq!(units(&"9".repeat(26)), Some((10i128.pow(26) - 1) * 10i128.pow(12)));
        assert_eq!(units(&"9".repeat(27)), None);
    }
}
