//! Text held against the R page of the same table: what the text had lost, the page knows.
//!
//! A person who drops both the text and the page sees the doubts go by themselves. A table of the text is taken for that of a
//! page where the titles, the columns' dates and the values agree; a row for a row where its label and all its values do.
//! Nothing is settled where two places would do.

use crate::error::{About, Caveat};
use crate::filing::{Column, Filing, Table};
use crate::format::Format;
use crate::hash::{HashMap, HashSet};
use crate::period;

/// Settles the doubts of text tables by the HTML pages that were opened beside them, and gives their rows the pages' concepts.
pub(crate) fn resolve(filing: &mut Filing) {
    let numbers = 0..filing.tables.len() as u32;
    let texts: Vec<u32> = numbers.clone().filter(|at| format_of(filing, *at) == Some(Format::Text)).collect();
    if texts.is_empty() {
        return;
    }
    let mut pages: HashMap<String, Vec<u32>> = HashMap::default();
    for at in numbers.filter(|at| format_of(filing, *at) == Some(Format::Html)) {
        pages.entry(fold(&filing.tables[at as usize].title)).or_default().push(at);
    }
    for text in texts {
        // Tables without a title have nothing to be known by.
        let title = fold(&filing.tables[text as usize].title);
        let candidates = pages.get(&title).filter(|_| !title.is_empty()).map_or(&[][..], |found| found);
        settle(filing, text, candidates);
    }
    crate::order::sort_by_key(&mut filing.caveats, |caveat| caveat.about);
}

fn format_of(filing: &Filing, table: u32) -> Option<Format> {
    let place = filing.tables.get(table as usize)?.place;
    Some(filing.sources.get(place.source as usize)?.format)
}

fn is_doubtful(table: &Table) -> bool {
    table.cells.iter().any(|cell| table.doubt(cell).is_some())
        || table.columns.iter().any(|column| column.assumed.is_some())
        || table.rows.iter().any(|row| row.assumed.is_some())
}

/// Which row of the page each row of the text is.
struct Match {
    page: u32,
    /// (row of the text, row of the page), both with the same number of values.
    rows: Vec<(u32, u32)>,
    /// Rows of the text that have values and are no row of the page.
    unmatched: Vec<u32>,
}

impl Match {
    /// What it says of headings and of every value's column: two pages that say the same are as good as one.
    fn verdict(&self, filing: &Filing) -> (Vec<String>, Vec<(u32, Vec<u32>)>) {
        let page = &filing.tables[self.page as usize];
        let columns = |row: u32| page.row_cells(row).iter().map(|cell| cell.column).collect();
        let headings = page.columns.iter().map(|column| fold(&column.heading.join(" "))).collect();
        (headings, self.rows.iter().map(|(text_row, page_row)| (*text_row, columns(*page_row))).collect())
    }
}

fn settle(filing: &mut Filing, text: u32, candidates: &[u32]) {
    let mut found: Vec<Match> = Vec::new();
    let mut others = Vec::new();
    for &page in candidates {
        let (left, right) = (&filing.tables[text as usize], &filing.tables[page as usize]);
        if !have_same_columns(&left.columns, &right.columns) {
            continue;
        }
        let rows = match_rows(filing, text, page);
        // Another year's page may have the same title; one whose values agree in the main is this one, corrected perhaps.
        if rows.rows.iter().filter(|(row, _)| left.rows[*row as usize].count > 0).count() > rows.unmatched.len() {
            found.push(rows)
        } else {
            others.push(page)
        }
    }
    // The most alike decides; where two are as alike and say different things, none does.
    let fewest = found.iter().map(|of| of.unmatched.len()).min();
    found.retain(|of| Some(of.unmatched.len()) == fewest);
    match &found[..] {
        [] if others.is_empty() || !is_doubtful(&filing.tables[text as usize]) => {}
        [] => {
            let names = others.iter().map(|page| page_name(filing, *page)).collect::<Vec<_>>().join(" and of ");
            say(filing, text, format!("The title and dates are also those of {names}, but the values are not, so what was assumed stays assumed."));
        }
        [first, more @ ..] => {
            let verdict = first.verdict(filing);
            if more.iter().all(|other| other.verdict(filing) == verdict) {
                let first = found.swap_remove(0);
                apply(filing, text, first);
            } else if is_doubtful(&filing.tables[text as usize]) {
                say(
                    filing,
                    text,
                    "Several HTML pages that were opened have this table, with values in different columns, so what was assumed stays assumed."
                        .to_owned(),
                );
            }
        }
    }
}

fn page_name(filing: &Filing, page: u32) -> String {
    let source = filing.sources.get(filing.tables[page as usize].place.source as usize);
    let name = source.map_or("", |source| source.name.rsplit(['/', '\\']).next().unwrap_or_default());
    format!("the R page “{name}”")
}

fn say(filing: &mut Filing, table: u32, text: String) {
    if text.is_empty() {
        return;
    }
    let place = Some(filing.tables[table as usize].place);
    filing.caveats.push(Caveat { about: About::Table(table), text: text.into(), place });
}

/// The same number of columns, with the same dates; of the other lines, durations apart, those of one among those of the other:
/// flattening loses the span of a duration, and may leave a unit in one place or the other.
fn have_same_columns(text: &[Column], page: &[Column]) -> bool {
    fn lines(column: &Column) -> (Vec<String>, Vec<String>) {
        let kept = column.heading.iter().filter(|line| period::length(line).is_none());
        let (dates, others): (Vec<_>, Vec<_>) = kept.partition(|line| period::date(line).is_some());
        (dates.into_iter().map(|line| fold(line)).collect(), others.into_iter().map(|line| fold(line)).collect())
    }
    let within = |some: &[String], all: &[String]| some.iter().all(|line| all.contains(line));
    text.len() == page.len()
        && text.iter().zip(page).all(|(text, page)| {
            let ((text_dates, text_others), (page_dates, page_others)) = (lines(text), lines(page));
            text_dates == page_dates && (within(&text_others, &page_others) || within(&page_others, &text_others))
        })
}

/// What makes a row the same row in both: its label, and its values from left to right.
fn key(filing: &Filing, table: &Table, row: u32) -> (String, Vec<String>) {
    // Extractors change the white space of long prose, and its end is cut where the text is.
    let value = |shown: &str| shown.chars().filter(|c| !c.is_whitespace()).take(200).collect();
    let values = table.row_cells(row).iter().filter_map(|cell| filing.fact(cell.fact)).map(|fact| value(&fact.shown())).collect();
    (fold(&table.rows[row as usize].label), values)
}

fn match_rows(filing: &Filing, text: u32, page: u32) -> Match {
    let keys = |at: u32, with_values: bool| -> Vec<(u32, (String, Vec<String>))> {
        let table = &filing.tables[at as usize];
        (0..table.rows.len() as u32)
            .filter(|row| !with_values || table.rows[*row as usize].count > 0)
            .map(|row| (row, key(filing, table, row)))
            .collect()
    };
    // Row for row, first with the headings and then without: the text may end before the page does.
    for with_values in [false, true] {
        let (of_text, of_page) = (keys(text, with_values), keys(page, with_values));
        if of_text.len() <= of_page.len() && of_text.iter().zip(&of_page).all(|((_, left), (_, right))| left == right) {
            let rows = of_text.iter().zip(&of_page).map(|((left, _), (right, _))| (*left, *right)).collect();
            return Match { page, rows, unmatched: Vec::new() };
        }
    }
    // Else only rows whose label and values are there once in each, and which stand in the same order.
    let (of_text, of_page) = (keys(text, true), keys(page, true));
    let mut places: HashMap<&(String, Vec<String>), (u32, u32, u32)> = HashMap::default();
    for (_, key) in &of_text {
        places.entry(key).or_default().0 += 1;
    }
    for (row, key) in &of_page {
        let place = places.entry(key).or_default();
        (place.1, place.2) = (place.1 + 1, *row);
    }
    let alone: Vec<(u32, u32)> = of_text
        .iter()
        .filter_map(|(row, key)| places.get(key).filter(|(left, right, _)| (*left, *right) == (1, 1)).map(|(.., page_row)| (*row, *page_row)))
        .collect();
    let rows = longest_rising(&alone);
    let unmatched = of_text.iter().map(|(row, _)| *row).filter(|row| rows.binary_search_by_key(row, |(left, _)| *left).is_err()).collect();
    Match { page, rows, unmatched }
}

/// The longest run of pairs that rise on both sides; they rise on the left already.
fn longest_rising(pairs: &[(u32, u32)]) -> Vec<(u32, u32)> {
    // For each length, the pair that ends a run of that length lowest; each pair knows the one before it.
    let (mut ends, mut before): (Vec<usize>, Vec<Option<usize>>) = (Vec::new(), Vec::with_capacity(pairs.len()));
    for (at, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < pair.1);
        before.push(length.checked_sub(1).map(|last| ends[last]));
        if length == ends.len() { ends.push(at) } else { ends[length] = at }
    }
    let mut run: Vec<_> = std::iter::successors(ends.last().copied(), |at| before[*at]).map(|at| pairs[at]).collect();
    run.reverse();
    run
}

fn apply(filing: &mut Filing, text: u32, found: Match) {
    let name = page_name(filing, found.page);
    let page = std::mem::take(&mut filing.tables.reading()[found.page as usize]);
    let table = &mut filing.tables.reading()[text as usize];
    let (mut settled, mut contradicted, mut headings) = (0, 0, 0);
    // Each thing that the page knows, and that thing in the text.
    let mut known: Vec<(About, About)> = Vec::new();
    for (at, (column, of_page)) in (0..).zip(table.columns.iter_mut().zip(&page.columns)) {
        if of_page.assumed.is_some() {
            continue;
        }
        let durations =
            |column: &Column| column.heading.iter().filter(|line| period::length(line).is_some()).map(|line| fold(line)).collect::<Vec<_>>();
        let differ = durations(column) != durations(of_page);
        headings += usize::from(differ || column.assumed.is_some());
        let heading = if differ { of_page.heading.clone() } else { std::mem::take(&mut column.heading) };
        *column = Column { heading, marks: std::mem::take(&mut column.marks), ..of_page.clone() };
        known.push((About::Column(found.page, at), About::Column(text, at)));
    }
    for &(text_row, page_row) in &found.rows {
        let (row, of_page) = (&mut table.rows[text_row as usize], &page.rows[page_row as usize]);
        let cells = &mut table.cells[row.first as usize..(row.first + row.count) as usize];
        let page_cells = page.row_cells(page_row);
        // What a person has settled stays as they left it.
        if cells.iter().any(|cell| cell.confirmed) || page_cells.iter().any(|cell| page.doubt(cell).is_some()) {
            continue;
        }
        row.concept = of_page.concept.or(row.concept);
        (row.kind, row.depth) = (of_page.kind, of_page.depth);
        row.members.clone_from(&of_page.members);
        row.unit.clone_from(&of_page.unit);
        row.period.clone_from(&of_page.period);
        // Where the page leaves something open too (what period a roll-forward covers), its doubt is the one that counts.
        row.assumed.clone_from(&of_page.assumed);
        known.push((About::Row(found.page, page_row), About::Row(text, text_row)));
        for (cell, of_page) in cells.iter_mut().zip(page_cells) {
            if cell.doubt.is_some() {
                settled += 1;
            } else if cell.column != of_page.column {
                contradicted += 1;
            }
            (cell.column, cell.doubt) = (of_page.column, None);
            known.push((About::Fact(of_page.fact), About::Fact(cell.fact)));
        }
    }
    let left_over = found.unmatched.iter().filter(|row| table.row_cells(**row).iter().any(|cell| table.doubt(cell).is_some())).count();
    filing.tables.reading()[found.page as usize] = page;
    take_over(filing, &known);
    if headings > 0 {
        for row in found.unmatched {
            rederive(filing, text, row);
        }
    }
    let mut said = Vec::new();
    match settled {
        0 => {}
        1 => said.push(format!("The column of 1 value was taken from {name}, opened beside it.")),
        _ => said.push(format!("The columns of {settled} values were taken from {name}, opened beside it.")),
    }
    match headings {
        0 => {}
        1 => said.push(format!("The duration of 1 heading was taken from {name}, opened beside it.")),
        _ => said.push(format!("The durations of {headings} headings were taken from {name}, opened beside it.")),
    }
    if contradicted > 0 {
        said.push(format!("Values that the text had in other columns: {contradicted}."));
    }
    if left_over > 0 {
        said.push(format!("Rows that have other values there, or that stand there more than once, and so stay assumed: {left_over}."));
    }
    say(filing, text, said.join(" "));
}

/// Gives the facts of the text all that the page knows of them, and every thing of the text the caveats of that thing on the
/// page in place of its own: what the text could not know is known now.
fn take_over(filing: &mut Filing, known: &[(About, About)]) {
    let facts = &mut filing.facts;
    for (from, to) in known {
        if let (About::Fact(from), About::Fact(to)) = (*from, *to) {
            let (from, to) = (from as usize, to as usize);
            for column in [&mut facts.concept, &mut facts.period, &mut facts.dimensions, &mut facts.unit, &mut facts.value] {
                column[to] = column[from];
            }
            (facts.kind[to], facts.flags[to], facts.scale[to]) = (facts.kind[from], facts.flags[from], facts.scale[from]);
        }
    }
    let replaced: HashSet<About> = known.iter().map(|(_, to)| *to).collect();
    let mut places: HashMap<About, Vec<About>> = HashMap::default();
    for (from, to) in known {
        places.entry(*from).or_default().push(*to);
    }
    filing.caveats.retain(|caveat| !replaced.contains(&caveat.about));
    let taken: Vec<Caveat> = filing
        .caveats
        .iter()
        .flat_map(|caveat| places.get(&caveat.about).into_iter().flatten().map(|to| Caveat { about: *to, ..caveat.clone() }))
        .collect();
    filing.caveats.extend(taken);
}

/// Gives the facts of a row that is no row of the page the period of its column's new heading.
fn rederive(filing: &mut Filing, table: u32, row: u32) {
    let of = &filing.tables[table as usize];
    for cell in of.row_cells(row) {
        if let Some(period) = of.columns.get(cell.column as usize).and_then(|column| column.period.clone()) {
            filing.facts.period[cell.fact as usize] = filing.periods.insert_full(period).0 as u32;
        }
    }
}

/// Letters and digits, without case.
fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::by_hand::{self, row, rows};

    const HEADINGS: &[&[&str]] = &[&["12 Months Ended", "Dec. 31, 2023"], &["12 Months Ended", "Dec. 31, 2022"]];

    fn columns(filing: &Filing, table: u32, row: u32) -> Vec<(u32, bool)> {
        let table = &filing.tables[table as usize];
        table.row_cells(row).iter().map(|cell| (cell.column, table.doubt(cell).is_some())).collect()
    }

    fn said(filing: &Filing) -> String {
        filing.caveats().iter().filter(|caveat| matches!(caveat.about, About::Table(_))).map(|caveat| &*caveat.text).collect()
    }

    #[test]
    fn takes_columns_and_concepts_from_the_page() {
        let mut to = crate::builder::Builder::default();
        by_hand::table(&mut to, Format::Text, "Cash (Details) - USD ($)", HEADINGS, &rows(&[("Cash", &["0? $ 12"]), ("Debt", &["0 5", "1 6"])]));
        by_hand::table(
            &mut to,
            Format::Html,
            "CASH (Details) - USD ($)",
            HEADINGS,
            &[row("Cash", &["1 $ 12"]).named("us-gaap:Cash"), row("Debt", &["0 5", "1 6"]).named("us-gaap:Debt")],
        );
        let mut filing = to.finish();
        resolve(&mut filing);
        assert_eq!(columns(&filing, 0, 0), [(1, false)]);
        assert_eq!(columns(&filing, 0, 1), [(0, false), (1, false)]);
        assert_eq!(filing.fact(0).and_then(|fact| fact.concept()?.name.as_deref()), Some("us-gaap:Cash"));
        assert_eq!(said(&filing), "The column of 1 value was taken from the R page “1.htm”, opened beside it.");
        assert!(filing.fact(0).is_some_and(|fact| fact.caveats().is_empty()));
    }

    #[test]
    fn leaves_a_row_with_another_value_assumed_and_says_so() {
        let mut to = crate::builder::Builder::default();
        by_hand::table(&mut to, Format::Text, "Cash", HEADINGS, &rows(&[("Cash", &["0? 12"]), ("Debt", &["0? 5"]), ("Rent", &["0? 7"])]));
        by_hand::table(&mut to, Format::Html, "Cash", HEADINGS, &rows(&[("Cash", &["1 12"]), ("Debt", &["1 6"]), ("Rent", &["1 7"])]));
        let mut filing = to.finish();
        resolve(&mut filing);
        assert_eq!([0, 1, 2].map(|row| columns(&filing, 0, row)[0]), [(1, false), (0, true), (1, false)]);
        assert!(said(&filing).contains("stay assumed: 1."), "{}", said(&filing));
    }

    #[test]
    fn a_row_that_stands_twice_is_told_by_its_place_or_not_at_all() {
        let text = [("Low", &["0? 12"][..]), ("Low", &["0? 12"]), ("Rent", &["0? 7"]), ("Debt", &["0? 8"])];
        let mut to = crate::builder::Builder::default();
        by_hand::table(&mut to, Format::Text, "Cash", HEADINGS, &rows(&text));
        by_hand::table(
            &mut to,
            Format::Html,
            "Cash",
            HEADINGS,
            &rows(&[("Low", &["1 12"]), ("Low", &["0 12"]), ("Rent", &["1 7"]), ("Debt", &["1 8"])]),
        );
        let mut filing = to.finish();
        resolve(&mut filing);
        assert_eq!([0, 1].map(|row| columns(&filing, 0, row)[0]), [(1, false), (0, false)]);

        let mut to = crate::builder::Builder::default();
        by_hand::table(&mut to, Format::Text, "Cash", HEADINGS, &rows(&text));
        by_hand::table(
            &mut to,
            Format::Html,
            "Cash",
            HEADINGS,
            &rows(&[("Low", &["1 12"]), ("New", &["1 1"]), ("Low", &["0 12"]), ("Rent", &["1 7"]), ("Debt", &["1 8"]), ("Tax", &["1 2"])]),
        );
        let mut filing = to.finish();
        resolve(&mut filing);
        assert_eq!([0, 1, 2].map(|row| columns(&filing, 0, row)[0].1), [true, true, true], "half of the rows is not enough");
    }

    #[test]
    fn another_years_page_of_the_same_title_settles_nothing() {
        let other: &[&[&str]] = &[&["12 Months Ended", "Dec. 31, 2022"], &["12 Months Ended", "Dec. 31, 2021"]];
        let mut to = crate::builder::Builder::default();
        by_hand::table(&mut to, Format::Text, "Cash", HEADINGS, &rows(&[("Cash", &["0? 12"])]));
        by_hand::table(&mut to, Format::Html, "Cash", other, &rows(&[("Cash", &["1 12"])]));
        let mut filing = to.finish();
        resolve(&mut filing);
        assert_eq!((columns(&filing, 0, 0), said(&filing).as_str()), (vec![(0, true)], ""));
    }

    #[test]
    fn pages_that_disagree_settle_nothing() {
        let mut to = crate::builder::Builder::default();
        by_hand::table(&mut to, Format::Text, "Cash", HEADINGS, &rows(&[("Cash", &["0? 12"])]));
        by_hand::table(&mut to, Format::Html, "Cash", HEADINGS, &rows(&[("Cash", &["1 12"])]));
        by_hand::table(&mut to, Format::Html, "Cash", HEADINGS, &rows(&[("Cash", &["0 12"])]));
        let mut filing = to.finish();
        resolve(&mut filing);
        assert_eq!(columns(&filing, 0, 0), [(0, true)]);
        assert!(said(&filing).starts_with("Several HTML pages"));
    }

    #[test]
    fn takes_the_heading_whose_duration_was_assumed() {
        let page: &[&[&str]] = &[&["12 Months Ended", "Dec. 31, 2023"], &["Dec. 31, 2022"]];
        let mut to = crate::builder::Builder::default();
        by_hand::table(&mut to, Format::Text, "Cash", HEADINGS, &rows(&[("Cash", &["0 1", "1 2"])]));
        by_hand::table(&mut to, Format::Html, "Cash", page, &rows(&[("Cash", &["0 1", "1 2"])]));
        to.filing.tables.reading()[0].columns[1].assumed = Some("Its span is lost.".to_owned());
        to.caveat(About::Fact(1), "Its period is not known.", None);
        to.caveat(About::Fact(3), "Its start is not known to the day.", None);
        to.filing.facts.kind[3] = crate::Kind::Shares;
        let mut filing = to.finish();
        resolve(&mut filing);
        let column = &filing.tables[0].columns[1];
        assert_eq!((column.heading.join(" "), column.assumed.as_deref()), ("Dec. 31, 2022".to_owned(), None));
        let fact = filing.fact(1).unwrap();
        assert_eq!((fact.caveats(), fact.kind()), (vec!["Its start is not known to the day."], crate::Kind::Shares));
        assert_eq!(said(&filing), "The duration of 1 heading was taken from the R page “1.htm”, opened beside it.");
    }

    #[test]
    fn what_the_page_leaves_open_stays_open() {
        let mut to = crate::builder::Builder::default();
        by_hand::table(&mut to, Format::Text, "Cash", HEADINGS, &rows(&[("Cash", &["0? 12"]), ("Debt", &["0 5", "1 6"])]));
        by_hand::table(&mut to, Format::Html, "Cash", HEADINGS, &rows(&[("Cash", &["1 12"]), ("Debt", &["0 5", "1 6"])]));
        to.filing.tables.reading()[0].rows[1].assumed = Some("It may be a heading.".to_owned());
        to.filing.tables.reading()[1].rows[0].assumed = Some("Its period is that between two balances.".to_owned());
        let mut filing = to.finish();
        resolve(&mut filing);
        assert_eq!(columns(&filing, 0, 0), [(1, false)]);
        assert_eq!([0, 1].map(|row| filing.tables[0].rows[row].assumed.as_deref()), [Some("Its period is that between two balances."), None]);
    }

    #[test]
    fn tables_without_a_title_are_never_taken_for_each_other() {
        let mut to = crate::builder::Builder::default();
        by_hand::table(&mut to, Format::Text, "", HEADINGS, &rows(&[("Cash", &["0? 12"])]));
        by_hand::table(&mut to, Format::Html, "", HEADINGS, &rows(&[("Cash", &["1 12"])]));
        let mut filing = to.finish();
        resolve(&mut filing);
        assert_eq!(columns(&filing, 0, 0), [(0, true)]);
    }

    #[test]
    fn finds_the_longest_run_in_order() {
        assert_eq!(longest_rising(&[(0, 5), (1, 1), (2, 2), (3, 9), (4, 3)]), [(1, 1), (2, 2), (4, 3)]);
        assert_eq!(longest_rising(&[]), []);
    }
}
