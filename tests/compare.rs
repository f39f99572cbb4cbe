//! Two filings side by side.

use filing_viewer::compare::{Line, State, compare};
use filing_viewer::{Filing, read};

/// A report of a year: facts, each with its concept, context, unit and value. Contexts are `now`, `then`, `q` and `ytd`; `long` names a member.
fn report(year: u16, facts: &[(&str, &str, &str)]) -> Filing {
    let context = |id: &str, segment: &str, period: &str| {
        format!(
            r#"<context id="{id}"><entity><identifier scheme="http://harbour.example">7</identifier>{segment}</entity><period>{period}</period></context>"#
        )
    };
    let duration = |start: &str, end: &str| format!("<startDate>{year}-{start}</startDate><endDate>{year}-{end}</endDate>");
    let member = r#"<segment><d:explicitMember dimension="e:Kind">e:Long</d:explicitMember></segment>"#;
    let contexts = [
        context("now", "", &format!("<instant>{year}-09-30</instant>")),
        context("then", "", &format!("<instant>{}-12-31</instant>", year - 1)),
        context("long", member, &format!("<instant>{year}-09-30</instant>")),
        context("q", "", &duration("07-01", "09-30")),
        context("ytd", "", &duration("01-01", "09-30")),
    ]
    .concat();
    let facts: String = facts
        .iter()
        .map(|(name, context, value)| format!(r#"<e:{name} contextRef="{context}" unitRef="u" decimals="0">{value}</e:{name}>"#))
        .collect();
    let instance = format!(
        r#"<xbrl xmlns="http://www.xbrl.org/2003/instance" xmlns:i="http://www.xbrl.org/2003/iso4217" xmlns:d="http://xbrl.org/2006/xbrldi"
        xmlns:e="http://harbour.example/{year}0101">{contexts}<unit id="u"><measure>i:EUR</measure></unit>{facts}</xbrl>"#
    );
    read(instance.into_bytes(), "report.xml").unwrap()
}

fn find<'a>(lines: &'a [Line], concept: &str, months: Option<u32>, members: bool) -> &'a Line {
    let is = |line: &&Line| line.concept.as_deref() == Some(concept) && line.months == months && line.members.is_empty() != members;
    lines.iter().find(is).unwrap_or_else(|| panic!("no {concept} in {lines:#?}"))
}

#[test]
fn line_items_of_two_years_meet_although_their_namespaces_differ() {
    let earlier = report(
        2024,
        &[
            ("Cash", "now", "800"),
            ("Cash", "then", "700"),
            ("Cash", "long", "50"),
            ("Sales", "q", "90"),
            ("Sales", "ytd", "250"),
            ("Lease", "now", "4"),
        ],
    );
    let later = report(
        2025,
        &[
            ("Cash", "then", "850"),
            ("Cash", "now", "1000"),
            ("Cash", "long", "50"),
            ("Sales", "ytd", "200"),
            ("Sales", "q", "99"),
            ("Goodwill", "now", "5"),
        ],
    );
    let lines = compare(&earlier, &later);
    assert_eq!(lines.len(), 6);

    // The latest balance of each, and not the one of the year before that both give.
    let cash = find(&lines, "e:Cash", None, false);
    assert_eq!((cash.state, cash.change.as_deref(), cash.percent.as_deref()), (State::Changed, Some("200"), Some("25.00")));
    assert_eq!((cash.earlier.as_ref().unwrap().period.as_str(), cash.later.as_ref().unwrap().period.as_str()), ("2024-09-30", "2025-09-30"));
    assert_eq!(find(&lines, "e:Cash", None, true).state, State::Same);

    // A quarter with a quarter, the year to date with the year to date.
    assert_eq!(find(&lines, "e:Sales", Some(3), false).change.as_deref(), Some("9"));
    let ytd = find(&lines, "e:Sales", Some(9), false);
    assert_eq!((ytd.change.as_deref(), ytd.percent.as_deref()), (Some("-50"), Some("-20.00")));

    assert_eq!(find(&lines, "e:Goodwill", None, false).state, State::Added);
    let lease = find(&lines, "e:Lease", None, false);
    assert_eq!((lease.state, lease.later.is_none(), lines.last()), (State::Dropped, true, Some(lease)));
}

#[test]
fn of_an_amendment_what_changed_was_restated() {
    let original = report(2025, &[("Cash", "now", "1000"), ("Sales", "q", "99")]);
    let amended = report(2025, &[("Cash", "now", "990"), ("Sales", "q", "99")]);
    let lines = compare(&original, &amended);
    assert_eq!(find(&lines, "e:Cash", None, false).change.as_deref(), Some("-10"));
    assert_eq!(find(&lines, "e:Sales", Some(3), false).state, State::Same);
}

#[test]
fn a_filing_is_the_same_as_itself() {
    let filing = report(2025, &[("Cash", "now", "1000"), ("Cash", "long", "50"), ("Sales", "q", "99"), ("Sales", "ytd", "200")]);
    let lines = compare(&filing, &filing);
    assert_eq!(lines.len(), 4);
    assert!(lines.iter().all(|line| line.state == State::Same && line.change.as_deref() == Some("0") && line.relabelled_from.is_none()));
}

#[test]
fn pages_are_compared_by_their_labels() {
    let page = |day: &str, rows: &str| read(format!("|\nCash (Details) - USD ($)\n|\n{day}\n{rows}").into_bytes(), "cash.txt").unwrap();
    let lines = compare(&page("Dec. 31, 2024", "|Cash\n|$ 8\n|Debt\n|$ 5\n"), &page("Dec. 31, 2025", "|Cash\n|$ 6\n|Land\n|$ 1\n"));
    let states: Vec<(&str, State)> = lines.iter().map(|line| (line.label.as_str(), line.state)).collect();
    assert_eq!(states, [("Cash", State::Changed), ("Land", State::Added), ("Debt", State::Dropped)]);
}
