//! A balance stands in every column that ends on its date.
//!
//! EDGAR merges an instant into each duration column with that end. So with columns of three and six months to one date a
//! balance stands twice, with equal values; and a row of a balance never fills some columns of a date and leaves others blank.

use super::page::{Mask, Page, Row, telling_digits};
use super::words;
use crate::order;
use crate::value::Kind;

/// The one way in which all columns of each date agree, where the row is surely a balance and its values are telling.
///
/// Two flows of equal size in other columns would be taken for one balance shown twice. So the label must name a balance and
/// no flow, and the values have three telling digits: zeros, round sums and percentages repeat by chance or by contract.
pub(super) fn only_way(page: &Page, row: &Row) -> Option<Mask> {
    if !row.open() || !row.all_ways || !page.dated() || row.balance || !words::is_plain_balance(&row.words) {
        return None;
    }
    let telling = row.amounts.iter().all(|amount| {
        matches!(amount.kind, Kind::Money | Kind::Number)
            && amount.number.is_some_and(|number| number % 1_000_000 == 0 && telling_digits(number) >= 3)
    });
    let classes = page.same_dates();
    // The same date under other units or members is a column of its own kind: the rule does not speak of such a page.
    let mut dates: Vec<_> = page.columns.iter().map(|column| column.date).collect();
    order::sort_by(&mut dates, Ord::cmp);
    dates.dedup();
    if !telling || dates.len() != classes.len() {
        return None;
    }
    let agrees = |way: &&Mask| {
        classes.iter().all(|class| {
            let taken = **way & class;
            let mut numbers = (0..page.columns.len()).filter(|column| taken & (1 << column) != 0).map(|column| row.number(**way, column));
            let first = numbers.next();
            taken == 0 || (taken == *class && numbers.all(|number| Some(number) == first))
        })
    };
    let mut agreeing = row.ways.iter().filter(agrees);
    let only = *agreeing.next()?;
    // Without a repeated value nothing was seen to agree.
    let repeated = classes.iter().any(|class| class.count_ones() > 1 && only & class != 0);
    (agreeing.next().is_none() && repeated).then_some(only)
}
