//! Parquet, read back by the reader of its own library: `cargo test --features parquet --test parquet`.

#[path = "common/shared.rs"]
mod shared;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use filing_viewer::write::{self, ChosenFacts, Form};
use filing_viewer::{Filing, period};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

fn batches(filing: &Filing) -> Vec<RecordBatch> {
    let mut out = Vec::new();
    let left_out = write::facts(filing, Form::Parquet, &ChosenFacts::default(), &mut out).unwrap();
    assert!(left_out.is_empty(), "{left_out:?}");
    let path = std::env::temp_dir().join(format!("filing-viewer-{}.parquet", std::process::id()));
    std::fs::write(&path, out).unwrap();
    let file = std::fs::File::open(&path).unwrap();
    let batches = ParquetRecordBatchReaderBuilder::try_new(file).unwrap().build().unwrap().collect::<Result<_, _>>().unwrap();
    std::fs::remove_file(&path).unwrap();
    batches
}

fn assert_same(filing: &Filing, name: &str) -> u32 {
    let mut id = 0;
    for batch in batches(filing) {
        let text = |column: &str, at: usize| {
            let column = batch.column_by_name(column).unwrap_or_else(|| panic!("{name}: no {column}")).as_string::<i32>();
            column.is_valid(at).then(|| column.value(at).to_owned())
        };
        let column = |name: &str| batch.column_by_name(name).unwrap();
        for at in 0..batch.num_rows() {
            let fact = filing.fact(id).unwrap();
            let some = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
            assert_eq!(column("fact").as_primitive::<Int64Type>().value(at), i64::from(id), "{name}");
            let value = fact.value().filter(|_| !fact.is_nil());
            assert_eq!(text("value", at), some(value.as_deref()), "{name} {id}");
            assert_eq!(text("shown", at), some(Some(&fact.shown())), "{name} {id}");
            assert_eq!(text("concept", at), some(fact.concept().and_then(|concept| concept.name.as_deref())), "{name} {id}");
            assert_eq!(text("period", at), fact.period().map(period::oim), "{name} {id}");
            assert_eq!(column("nil").as_boolean().value(at), fact.is_nil(), "{name} {id}");
            // The number by another way than it was made: its units of 10^-12 with the point set again.
            let numbers = column("number").as_primitive::<Decimal128Type>();
            let number = numbers.is_valid(at).then(|| plain(&numbers.value_as_string(at)));
            let wanted = value.filter(|value| fact.kind().is_numeric() && value.bytes().all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte)));
            assert_eq!(number, wanted.map(|value| plain(&value)), "{name} {id}");
            let days = column("period_end").as_primitive::<Date32Type>();
            if let Some(filing_viewer::Period::Instant(end) | filing_viewer::Period::Duration(_, end)) = fact.period()
                && end.time() == time::Time::MIDNIGHT
            {
                let epoch = time::Date::from_ordinal_date(1970, 1).unwrap();
                assert_eq!(i64::from(days.value(at)), (end.date() - epoch).whole_days() - 1, "{name} {id}");
            }
            id += 1;
        }
    }
    assert_eq!(id, filing.fact_count(), "{name}");
    id
}

/// A decimal without zeros that say nothing.
fn plain(text: &str) -> String {
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[test]
fn every_fact_comes_back() {
    let text = "|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|=Cash\n|$ (12.5)\n|Rate\n|6.25%\n|When\n|Jan. 1, 2024\n";
    assert_eq!(assert_same(&filing_viewer::read(text.as_bytes(), "cash.txt").unwrap(), "cash.txt"), 3);
    let Some(inline) = shared::material("corpus/inline") else { return };
    let mut count = 0;
    for name in ["aapl-20250329.htm", "uk-account_1.html", "edinet-0.htm", "ex_filing_fees_0001193125-25-155880.htm", "tdnet-ifrs_q4.htm"] {
        let filing = filing_viewer::read(std::fs::read(inline.join(name)).unwrap(), name).unwrap();
        count += assert_same(&filing, name);
    }
    assert!(count > 900, "{count} facts");
}
