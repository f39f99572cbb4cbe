//! Queries over made-up facts, answered as the plainest way does: all facts one by one, compared and counted as they are.

use super::*;
use crate::builder::{Builder, NewFact};
use crate::filing::{Concept, Dimension, Entity, Fact, HIDDEN, Unit};
use crate::order::Key;
use crate::period::{Period, end_of, oim};
use crate::value::Kind;
use crate::write::{spoken_members, unit_words};
use keys::{period_key, value_key};
use proptest::prelude::*;
use search::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// A fact as numbers into the lists below.
type Made = ((u8, u8, u8, u8), (u8, u8, u8, u8), (bool, bool, bool), Option<i32>);

const LABELS: &[&str] = &["", "Cash", "cash", "Café au lait", "Cafe\u{301} au lait", "__proto__", "שלום\u{200f}", "Note 10", "Note 9", "constructor"];
const NAMES: &[(&str, &str)] = &[
    ("us-gaap:Cash", "http://fasb.org/us-gaap/2024"),
    ("acme:CashOnBoats", "http://acme.example/2024"),
    ("gaap:Cash", "http://fasb.org/us-gaap/2024"),
    ("{http://b.example}Debt", "http://b.example"),
];
const MEMBERS: &[(&str, &str, &str)] = &[
    ("acme:RegionAxis", "acme:NorthMember", ""),
    ("acme:RegionAxis", "acme:SouthMember", ""),
    ("acme:RouteAxis", "", "__proto__"),
    ("acme:RouteAxis", "", ""),
    ("", "", "Bonds"),
];
const VALUES: &[(Kind, &str)] = &[
    (Kind::Money, "12"),
    (Kind::Money, "12.0"),
    (Kind::Money, "-3"),
    (Kind::Money, "-0"),
    (Kind::Money, "0.00000000000000000000000000000000000000001"),
    (Kind::Money, "123456789012345678901234567890"),
    (Kind::Money, "123456789012345678901234567891"),
    (Kind::Shares, "7"),
    (Kind::Number, "9"),
    (Kind::Percent, "0.0625"),
    (Kind::Duration, "P12M"),
    (Kind::Duration, "P1Y"),
    (Kind::Duration, "P9D"),
    (Kind::Date, "2024-02-29"),
    (Kind::Boolean, "true"),
    (Kind::Boolean, "false"),
    (Kind::Text, "12"),
    (Kind::Text, "Zürich"),
    (Kind::Text, "zurich routes of 2024"),
    (Kind::Text, "Zürich routes of 2024 and of all the years before"),
    (Kind::Text, "Zurich routes of 2024 and of all the years behind"),
    (Kind::Text, "zurich ROUTES of 2024 and of all the years before"),
    (Kind::Text, "zurich routes of 2024 00"),
    (Kind::Text, ""),
    (Kind::Dash, "—"),
    (Kind::Nil, ""),
];
const DECIMALS: &[&str] = &["", "INF", "-6", "-3", "0", "2"];

fn period(number: u8) -> Option<Period> {
    let day = |month: u8, day: u8| end_of(time::Date::from_calendar_date(2024, time::Month::try_from(month).unwrap(), day).unwrap());
    Some(match number {
        0 => return None,
        1 => Period::Instant(day(3, 31)),
        2 => Period::Instant(day(6, 30)),
        3 => Period::Duration(day(1, 1), day(3, 31)),
        4 => Period::Duration(day(3, 31), day(6, 30)),
        5 => Period::Duration(day(1, 1), day(6, 30)),
        6 => Period::Forever,
        _ => Period::Zoned("2024-01-01T00:00:00Z".into()),
    })
}

fn unit(number: u8) -> Option<Unit> {
    let unit = |above: &[&str], below: &[&str]| Unit {
        numerators: above.iter().map(|one| (*one).into()).collect(),
        denominators: below.iter().map(|one| (*one).into()).collect(),
    };
    const USD: &str = "{http://www.xbrl.org/2003/iso4217}USD";
    const SHARES: &str = "{http://www.xbrl.org/2003/instance}shares";
    Some(match number {
        0 => return None,
        1 => unit(&[USD], &[]),
        2 => unit(&[SHARES], &[]),
        3 => unit(&[USD], &[SHARES]),
        4 => unit(&["{http://www.xbrl.org/2003/instance}pure"], &[]),
        // Another unit that reads the same.
        _ => unit(&["{http://x.example}USD"], &[]),
    })
}

fn filing(made: &[Made]) -> Filing {
    let mut to = Builder::default();
    to.report();
    to.report();
    for ((label, name, members, value), (when, unit_of, decimals, who), (hidden, nil, second), scale) in made {
        let concept = NAMES
            .get(*name as usize)
            .map(|(name, namespace)| to.concept(Concept { name: Some((*name).into()), namespace: Some((*namespace).into()), ..Concept::default() }));
        let dimension = |(axis, member, other): &(&str, &str, &str)| Dimension {
            axis: (!axis.is_empty()).then(|| (*axis).into()),
            member: (!member.is_empty()).then(|| (*member).into()),
            typed: (!axis.is_empty() && member.is_empty()).then(|| (*other).into()),
            label: axis.is_empty().then(|| (*other).into()),
        };
        // A bit for each member.
        let dimensions = MEMBERS.iter().enumerate().filter(|(at, _)| members >> at & 1 != 0).map(|(_, member)| dimension(member)).collect();
        let (kind, text) = VALUES[*value as usize];
        let nil = *nil || kind == Kind::Nil;
        let shown = ["$ ", text].concat();
        let fact = to.fact(NewFact {
            report: 1 + u32::from(*second),
            concept,
            label: LABELS.get(*label as usize).copied(),
            period: period(*when),
            dimensions,
            unit: unit(*unit_of),
            kind: if nil { Kind::Nil } else { kind },
            value: (!nil).then_some(text),
            shown: if nil { "" } else { &shown },
            nil,
            scale: *scale,
            ..NewFact::default()
        });
        let filing = &mut to.filing;
        if *who > 0 {
            let entity = Entity { scheme: "http://scheme.example".into(), identifier: ["A", "b"][*who as usize % 2].into() };
            filing.facts.entity[fact as usize] = filing.entities.insert_full(entity).0 as u32;
        }
        if *decimals > 0 {
            filing.facts.decimals[fact as usize] = filing.texts.put(DECIMALS[*decimals as usize]);
        }
        if *hidden {
            filing.facts.flags[fact as usize] |= HIDDEN;
            to.caveat(crate::About::Fact(fact), "It is hidden.", None);
        }
    }
    to.finish()
}

fn made(count: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = Vec<Made>> {
    let first = (0u8..11, 0u8..5, prop_oneof![3 => Just(0u8), 2 => 0u8..32], 0..VALUES.len() as u8);
    let second = (0u8..8, 0u8..6, 0..DECIMALS.len() as u8, 0u8..3);
    let scale = proptest::option::of(prop_oneof![3 => Just(6), 2 => Just(-2), 1 => Just(0), 1 => -130i32..130]);
    proptest::collection::vec((first, second, (any::<bool>(), proptest::bool::weighted(0.1), any::<bool>()), scale), count)
}

fn aspects() -> Vec<Aspect> {
    use Aspect::*;
    let axis = |name: &str| Axis(name.to_owned());
    let axes = [axis("acme:RegionAxis"), axis("acme:RouteAxis"), axis(""), axis("no:SuchAxis")];
    let others = [Label, Concept, Origin, Members, Period, Unit, Entity, Kind, Sign, Decimals, Scale, Nil, Hidden, Caveat, Table, Report];
    others.into_iter().chain(axes).collect()
}

fn aspect() -> impl Strategy<Value = Aspect> {
    (0..aspects().len()).prop_map(|at| aspects().swap_remove(at))
}

fn keys_of() -> impl Strategy<Value = Vec<SortKey<Aspect>>> {
    let by = prop_oneof![3 => Just(Aspect::Value), 6 => aspect()];
    proptest::collection::vec((by, any::<bool>()).prop_map(|(by, descending)| SortKey { by, descending }), 0..4)
}

/// The value of an aspect: what the documentation of [`Aspect`] says.
fn value(fact: Fact<'_>, aspect: &Aspect) -> String {
    let yes = |is: bool| (if is { "yes" } else { "no" }).to_owned();
    let member = |dimension: &Dimension| {
        [&dimension.member, &dimension.typed, &dimension.label].into_iter().flatten().next().map(|one| one.to_string()).unwrap_or_default()
    };
    let axis = |dimension: &Dimension| dimension.axis.as_deref().unwrap_or_default().to_owned();
    let name = fact.concept().and_then(|concept| concept.name.as_deref());
    match aspect {
        Aspect::Label => fact.label_or_words().0.into_owned(),
        Aspect::Concept => name.or(fact.concept().and_then(|concept| concept.label.as_deref())).unwrap_or_default().to_owned(),
        Aspect::Origin => name.map_or("", |name| if name.contains("gaap") { "standard" } else { "custom" }).to_owned(),
        Aspect::Members => fact.dimensions().iter().map(|one| format!("{}={}", axis(one), member(one))).collect::<Vec<_>>().join("\n"),
        Aspect::Axis(of) => {
            let on: Vec<String> = fact.dimensions().iter().filter(|one| axis(one) == *of).map(member).collect();
            if !on.is_empty() && on.concat().is_empty() { "(blank)".to_owned() } else { on.join("\n") }
        }
        Aspect::Period => fact.period().map(oim).unwrap_or_default(),
        Aspect::Unit => fact.unit().map(unit_words).unwrap_or_default(),
        Aspect::Entity => fact.entity().map(|entity| format!("{} {}", entity.scheme, entity.identifier)).unwrap_or_default(),
        Aspect::Kind => fact.kind().name().to_owned(),
        Aspect::Sign if !fact.kind().is_numeric() => String::new(),
        Aspect::Sign => match fact.value().unwrap().trim_start_matches('-').bytes().any(|digit| (b'1'..=b'9').contains(&digit)) {
            false => "zero".to_owned(),
            true if fact.value().unwrap().starts_with('-') => "negative".to_owned(),
            true => "positive".to_owned(),
        },
        Aspect::Decimals => fact.decimals().unwrap_or_default().to_owned(),
        Aspect::Scale => fact.scale().map(|scale| scale.to_string()).unwrap_or_default(),
        Aspect::Nil => yes(fact.is_nil()),
        Aspect::Hidden => yes(fact.is_hidden()),
        Aspect::Caveat => yes(!fact.caveats().is_empty()),
        Aspect::Table => fact.table().map(|table| table.to_string()).unwrap_or_default(),
        Aspect::Report => fact.report().to_string(),
        Aspect::Axes | Aspect::Value => unreachable!("a fact has not just one"),
    }
}

/// The values of a facet.
fn values(fact: Fact<'_>, facet: &Aspect) -> BTreeSet<String> {
    if *facet != Aspect::Axes {
        return [value(fact, facet)].into();
    }
    let axes: BTreeSet<String> = fact.dimensions().iter().map(|one| format!("axis:{}", one.axis.as_deref().unwrap_or_default())).collect();
    if axes.is_empty() { [String::new()].into() } else { axes }
}

/// What a fact is sorted by.
fn key<'a>(fact: Fact<'a>, aspect: &Aspect) -> Key<'a> {
    let of = |names: &[&str]| names.iter().position(|name| *name == value(fact, aspect)).map_or(Key::Blank, |at| Key::Place(at as u32, 0));
    match aspect {
        Aspect::Value => value_key(&fact),
        Aspect::Period => fact.period().map_or(Key::Blank, period_key),
        Aspect::Members => Key::text(&spoken_members(fact.dimensions())),
        Aspect::Axis(axis) => {
            let on: Vec<Dimension> = fact.dimensions().iter().filter(|one| one.axis.as_deref().unwrap_or_default() == axis).cloned().collect();
            let words = spoken_members(&on.iter().map(|one| Dimension { axis: None, ..one.clone() }).collect::<Vec<_>>());
            if on.is_empty() { Key::Blank } else { Key::text(if words.is_empty() { "(blank)" } else { &words }) }
        }
        Aspect::Entity => Key::text(fact.entity().map_or("", |entity| &entity.identifier)),
        Aspect::Kind if fact.is_nil() => Key::Nil,
        Aspect::Kind => Key::Place(fact.kind() as u32, 0),
        Aspect::Origin => of(&["standard", "custom"]),
        Aspect::Sign => of(&["negative", "zero", "positive"]),
        Aspect::Nil | Aspect::Hidden | Aspect::Caveat => of(&["no", "yes"]),
        Aspect::Report => Key::Place(fact.report(), 0),
        Aspect::Scale => fact.scale().map_or(Key::Blank, |scale| Key::Place((i32::from(scale) + 1000) as u32, 0)),
        Aspect::Table => Key::Blank,
        Aspect::Decimals => match fact.decimals() {
            Some(decimals) if decimals != "INF" => Key::of(Kind::Number, false, Some(decimals), ""),
            other => Key::text(other.unwrap_or_default()),
        },
        other => Key::text(&value(fact, other)),
    }
}

fn holds(fact: Fact<'_>, search: &str) -> bool {
    let mut all = vec![fact.label().unwrap_or_default().to_owned(), fact.shown().into_owned(), fact.value().unwrap_or_default().into_owned()];
    for name in
        fact.concept().and_then(|concept| concept.name.as_deref()).into_iter().chain(fact.dimensions().iter().flat_map(|one| one.axis.as_deref()))
    {
        all.extend([name.to_owned(), crate::filing::words_of_name(name)]);
    }
    for one in fact.dimensions() {
        all.extend([&one.member, &one.typed, &one.label].into_iter().flatten().map(|one| one.to_string()));
        all.push(spoken_members(std::slice::from_ref(one)));
    }
    let all: Vec<String> = all.iter().map(|one| fold(one)).collect();
    fold(search).split(' ').all(|word| all.iter().any(|one| one.contains(word)))
}

fn lets(fact: Fact<'_>, filter: &Filter) -> bool {
    values(fact, &filter.facet).iter().any(|value| filter.values.contains(value))
}

/// A query's facts, one by one.
fn naive(filing: &Filing, query: &FactsQuery) -> Vec<u32> {
    let mut found: Vec<Fact<'_>> =
        filing.facts().filter(|fact| holds(*fact, &query.search) && query.filters.iter().all(|filter| lets(*fact, filter))).collect();
    found.sort_by(|one, other| {
        let each = query.sort.iter().map(|SortKey { by, descending }| key(*one, by).compare(&key(*other, by), *descending));
        each.fold(std::cmp::Ordering::Equal, |all, next| all.then(next))
    });
    found.into_iter().map(|fact| fact.id()).collect()
}

fn search() -> impl Strategy<Value = String> {
    prop_oneof![4 => Just(""), 1 => Just("CAFÉ"), 1 => Just("cash"), 1 => Just("12 usd"), 1 => Just("cash on"), 1 => Just("1"), 1 => Just("_proto_"), 1 => Just("north 3")]
        .prop_map(str::to_owned)
}

/// Filters by values that some of the facts have, and by one that none has.
fn filters_of(filing: &Filing, picks: &[(Aspect, Vec<u8>)]) -> Vec<Filter> {
    let filter = |(facet, picks): &(Aspect, Vec<u8>)| {
        let mut all: Vec<String> = filing.facts().flat_map(|fact| values(fact, facet)).collect();
        all.push("no such value".to_owned());
        Filter { facet: facet.clone(), values: picks.iter().map(|pick| all[*pick as usize % all.len()].clone()).collect() }
    };
    picks.iter().map(filter).collect()
}

fn picks() -> impl Strategy<Value = Vec<(Aspect, Vec<u8>)>> {
    let facet = prop_oneof![4 => aspect(), 1 => Just(Aspect::Axes)];
    proptest::collection::vec((facet, proptest::collection::vec(any::<u8>(), 1..5)), 0..3)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn facts_are_searched_filtered_and_sorted_as_one_by_one(made in made(0..150), search in search(), picks in picks(), sort in keys_of()) {
        let filing = filing(&made);
        let query = FactsQuery { search, filters: filters_of(&filing, &picks), sort };
        prop_assert_eq!(facts(&filing, &query), naive(&filing, &query));
    }

    #[test]
    fn facets_count_under_all_filters_but_their_own(made in made(0..100), search in search(), picks in picks(), facet in aspect(), axes: bool, words in "(|a|no|2024|usd)") {
        let (filing, facet) = (filing(&made), if axes { Aspect::Axes } else { facet });
        let query = FactsQuery { search, filters: filters_of(&filing, &picks), sort: Vec::new() };
        let others = FactsQuery { filters: query.filters.iter().filter(|filter| filter.facet != facet).cloned().collect(), ..query.clone() };
        let mut expected: BTreeMap<String, u32> = BTreeMap::new();
        for filter in query.filters.iter().filter(|filter| filter.facet == facet) {
            filter.values.iter().for_each(|value| _ = expected.insert(value.clone(), 0));
        }
        for fact in naive(&filing, &others) {
            values(filing.fact(fact).unwrap(), &facet).into_iter().for_each(|value| *expected.entry(value).or_default() += 1);
        }
        let asked = |search: &str, limit| FacetQuery { facet: facet.clone(), search: search.to_owned(), limit };
        let counts = Index::default().facets(&filing, &query, &[asked("", 1000), asked("", 2), asked(&words, 1000)]);
        let found: BTreeMap<String, u32> = counts[0].values.iter().map(|value| (value.value.clone(), value.count)).collect();
        prop_assert_eq!(&found, &expected);
        prop_assert_eq!((counts[0].values.len(), counts[0].total), (expected.len(), expected.len()), "each value once");
        prop_assert!(counts[0].values.windows(2).all(|pair| pair[0].count >= pair[1].count), "the most frequent first");
        prop_assert_eq!((&counts[1].values[..], counts[1].total), (&counts[0].values[..expected.len().min(2)], expected.len()));
        let holding = counts[0].values.iter().filter(|value| fold(&value.value).contains(&words) || fold(&value.words).contains(&words));
        prop_assert_eq!(counts[2].values.iter().collect::<Vec<_>>(), holding.collect::<Vec<_>>());
        let is_chosen = |value: &str| query.filters.iter().any(|filter| filter.facet == facet && filter.values.iter().any(|one| one == value));
        prop_assert!(counts[0].values.iter().all(|value| value.chosen == is_chosen(&value.value)));
    }

    #[test]
    fn groups_hold_the_facts_of_a_value_in_the_order_of_the_values(made in made(0..100), search in search(), by in aspect(), sort in keys_of(), open in proptest::option::of(proptest::collection::vec(any::<u8>(), 0..3)), window in (0u32..120, 0u32..120)) {
        let filing = filing(&made);
        let open = open.map(|picks| filters_of(&filing, &[(by.clone(), picks)]).remove(0).values);
        let query = GroupsQuery { facts: FactsQuery { search, filters: Vec::new(), sort }, by: by.clone(), open: open.clone() };
        let fact = |id: u32| filing.fact(id).unwrap();
        // Values of one key stand in the order of their characters.
        let descending = query.facts.sort.first().is_some_and(|key| key.by == by && key.descending);
        let mut values: Vec<(Key<'_>, String)> = Vec::new();
        let sorted = naive(&filing, &query.facts);
        for id in &sorted {
            if !values.iter().any(|(_, known)| *known == value(fact(*id), &by)) {
                values.push((key(fact(*id), &by), value(fact(*id), &by)));
            }
        }
        let tie = |one: &str, other: &str| if descending { other.cmp(one) } else { one.cmp(other) };
        values.sort_by(|one, other| one.0.compare(&other.0, descending).then_with(|| tie(&one.1, &other.1)));
        let (mut expected, mut sizes) = (Vec::new(), Vec::new());
        for (_, of) in &values {
            let facts: Vec<u32> = sorted.iter().copied().filter(|id| value(fact(*id), &by) == *of).collect();
            expected.push(format!("{of} {}", facts.len()));
            sizes.push(facts.len());
            if open.as_ref().is_none_or(|open| open.contains(of)) {
                expected.extend(facts.iter().map(u32::to_string));
            }
        }
        let groups = Index::default().groups(&filing, &query).unwrap();
        let listed = |range: Range<u32>| -> Vec<String> {
            let row = |row| match row {
                GroupsRow::Heading(group) => format!("{} {}", group.value, group.count),
                GroupsRow::Fact(id) => id.to_string(),
            };
            groups.rows(range.start, range.end).map(row).collect()
        };
        prop_assert_eq!(&listed(0..u32::MAX), &expected);
        prop_assert_eq!(groups.len() as usize, expected.len());
        prop_assert_eq!(groups.facts().len(), sorted.len());
        prop_assert_eq!(listed(window.0..window.1), super::window(&expected, window.0, Some(window.1)).to_vec());
    }

    #[test]
    fn what_is_found_is_the_next_that_matches(matches in proptest::collection::btree_set(0u32..40, 0..12), from in 0u32..45, back: bool) {
        let all: Vec<u32> = matches.iter().copied().collect();
        let near = if back { all.iter().rev().find(|at| **at <= from).or(all.last()) } else { all.iter().find(|at| **at >= from).or(all.first()) };
        let which = near.and_then(|near| all.iter().position(|at| at == near)).map(|at| at as u32);
        prop_assert_eq!(Found::among(matches.into_iter(), from, back), Found { total: all.len() as u32, index: near.copied(), which });
    }

    #[test]
    fn a_pivot_puts_each_fact_into_its_cell(made in made(0..100), search in search(), across in aspect(), sort in keys_of(), columns in 1usize..6) {
        let filing = filing(&made);
        let query = PivotQuery { facts: FactsQuery { search, filters: Vec::new(), sort }, across: across.clone(), columns };
        let (index, fact) = (Index::default(), |id: u32| filing.fact(id).unwrap());
        let pivot = index.pivot(&filing, &query).unwrap();
        let sorted = naive(&filing, &query.facts);
        // A row is a concept, or a label where there is none.
        let row = |id: &u32| match value(fact(*id), &Aspect::Concept) {
            none if none.is_empty() => (value(fact(*id), &Aspect::Label), false),
            name => (name, true),
        };
        let mut rows = Vec::new();
        sorted.iter().for_each(|id| if !rows.contains(&row(id)) { rows.push(row(id)) });
        prop_assert_eq!(pivot.len() as usize, rows.len());
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        sorted.iter().for_each(|id| *counts.entry(value(fact(*id), &across)).or_default() += 1);
        let shown: Vec<u32> = pivot.columns.iter().map(|column| column.count).collect();
        prop_assert!(pivot.columns.iter().all(|column| counts[&column.value] == column.count));
        let mut most: Vec<u32> = counts.values().copied().collect();
        most.sort_by(|one, other| other.cmp(one));
        most.truncate(columns);
        prop_assert_eq!(shown.iter().sum::<u32>(), most.iter().sum::<u32>(), "the columns with the most facts");
        prop_assert_eq!(pivot.caveat.is_some(), counts.len() > columns);
        for (at, of) in (0..).zip(&rows) {
            for (column, cell) in pivot.columns.iter().zip(index.pivot_cells(&filing, &query, &pivot, at)) {
                let inside: Vec<u32> = sorted.iter().copied().filter(|id| row(id) == *of && value(fact(*id), &across) == column.value).collect();
                let mut different: Vec<Fact<'_>> = Vec::new();
                for id in &inside {
                    let is = |other: &Fact<'_>| same(fact(*id), *other);
                    if !different.iter().any(is) {
                        different.push(fact(*id));
                    }
                }
                prop_assert_eq!(cell.unwrap_or_default(), PivotCell { facts: inside, different: different.len() as u32 });
            }
        }
    }

    #[test]
    fn sums_are_those_of_whole_numbers(cents in proptest::collection::vec(-1_000_000_000i64..1_000_000_000, 1..20)) {
        let mut filing = filing(&vec![((0, 0, 0, 0), (3, 1, 0, 1), (false, false, false), None); cents.len()]);
        for (at, cents) in cents.iter().enumerate() {
            // A region for each, so that none reports the same as another.
            let region = Dimension { axis: Some("acme:RegionAxis".into()), member: Some(format!("acme:R{at}Member").into()), ..Dimension::default() };
            filing.facts.value[at] = filing.texts.put(&crate::value::shift(&cents.to_string(), -2));
            filing.facts.dimensions[at] = filing.dimensions.insert_full(vec![region]).0 as u32;
        }
        let all: Vec<u32> = (0..cents.len() as u32).collect();
        let (sum, warning) = sum_of(&filing, &all).unwrap();
        prop_assert_eq!(sum.value, crate::value::shift(&cents.iter().sum::<i64>().to_string(), -2));
        prop_assert_eq!(warning.is_some(), cents.len() > 1);
    }

    #[test]
    fn what_decimals_are_about_orders_them(one in "-?[0-9]{1,30}(\\.[0-9]{1,30})?", other in "-?0?[0-9]{1,3}(\\.0{0,20}[0-9]{1,3})?") {
        let (one, other) = (crate::order::Decimal::new(&one).unwrap(), crate::order::Decimal::new(&other).unwrap());
        let about = one.about().cmp(&other.about());
        prop_assert!(about == one.cmp(&other) || about.is_eq());
    }
}

/// Whether two facts of a pivot's cell report the same.
fn same(one: Fact<'_>, other: Fact<'_>) -> bool {
    let aspects = |fact: Fact<'_>| [Aspect::Period, Aspect::Entity, Aspect::Members].map(|aspect| value(fact, &aspect));
    let equal = match (value_key(&one), value_key(&other)) {
        (Key::Number(one), Key::Number(other)) => one == other,
        (Key::Nil, Key::Nil) => true,
        _ => one.kind() == other.kind() && one.value() == other.value(),
    };
    equal && aspects(one) == aspects(other) && one.unit() == other.unit()
}

/// Facts of the concept `us-gaap:Cash`, of A: value, period, members, unit, decimals.
fn cash(of: &[(&str, u8, u8, u8, u8)]) -> Filing {
    let mut filing = filing(
        &of.iter()
            .map(|(_, when, members, unit, decimals)| ((0, 0, *members, 0), (*when, *unit, *decimals, 2), (false, false, false), None))
            .collect::<Vec<_>>(),
    );
    for (at, (value, ..)) in of.iter().enumerate() {
        filing.facts.value[at] = filing.texts.put(value);
    }
    filing
}

fn sum(of: &[(&str, u8, u8, u8, u8)]) -> Result<String, &'static str> {
    let all: Vec<u32> = (0..of.len() as u32).collect();
    sum_of(&cash(of), &all).map(|(sum, warning)| [&*sum.value, if warning.is_some() { " with a warning" } else { "" }].concat())
}

#[test]
fn a_sum_is_given_where_it_means_something() {
    const NORTH: u8 = 1;
    const SOUTH: u8 = 2;
    for (facts, expected) in [
        (&[("1.50", 3, 0, 1, 0)][..], Ok("1.5")),
        // Two quarters.
        (&[("1.50", 3, 0, 1, 0), ("-2.75", 4, 0, 1, 0)], Ok("-1.25")),
        // A quarter and the half year that it is in.
        (&[("1", 3, 0, 1, 0), ("2", 5, 0, 1, 0)], Err("overlap")),
        // The ends of two quarters; one end, in two regions.
        (&[("1", 1, 0, 1, 0), ("2", 2, 0, 1, 0)], Err("different days")),
        (&[("1", 1, NORTH, 1, 0), ("2", 1, SOUTH, 1, 0)], Ok("3 with a warning")),
        // A region and all of them; a region and a route; two regions of two quarters.
        (&[("1", 1, NORTH, 1, 0), ("2", 1, 0, 1, 0)], Err("dimensions")),
        (&[("1", 1, NORTH, 1, 0), ("2", 1, 4, 1, 0)], Err("dimensions")),
        (&[("1", 3, NORTH, 1, 0), ("2", 4, SOUTH, 1, 0)], Err("dimensions")),
        // Members of which only the words are known.
        (&[("1", 1, 16, 1, 0), ("2", 1, 16, 1, 0)], Err("contradict")),
        (&[("1", 1, 16, 1, 0), ("2", 1, 0, 1, 0)], Err("dimensions")),
        (&[("1", 3, 0, 2, 0), ("2", 4, 0, 2, 0)], Ok("3")),
        (&[("1", 3, 0, 1, 0), ("2", 4, 0, 5, 0)], Err("several units")),
        (&[("1", 3, 0, 3, 0), ("2", 4, 0, 3, 0)], Err("Ratios")),
        (&[("1", 3, 0, 4, 0), ("2", 4, 0, 4, 0)], Err("Ratios")),
        (&[("1", 3, 0, 0, 0), ("2", 4, 0, 0, 0)], Err("no unit")),
        // One number, given twice and rounded once; and one that is another.
        (&[("1234000", 3, 0, 1, 3), ("1234321", 3, 0, 1, 4), ("1234321", 3, 0, 1, 4)], Ok("1234321")),
        (&[("1234000", 3, 0, 1, 3), ("1236000", 3, 0, 1, 4)], Err("contradict")),
        (&[("123456789012345678901234567890", 3, 0, 1, 0), ("0.1", 4, 0, 1, 0)], Ok("123456789012345678901234567890.1")),
        (&[("1", 3, 0, 1, 0), (&"9".repeat(99), 4, 0, 1, 0)], Err("too long")),
        (&[("1", 3, 0, 1, 0), ("x", 4, 0, 1, 0)], Err("numbers")),
    ] {
        match (sum(facts), expected) {
            (Ok(sum), Ok(expected)) => assert_eq!(sum, expected, "{facts:?}"),
            (Err(why), Err(word)) => assert!(why.contains(word) && why.ends_with('.'), "{facts:?}: {why}"),
            (found, _) => panic!("{facts:?}: {found:?}, not {expected:?}"),
        }
    }
}

#[test]
fn a_sum_is_of_one_named_concept_and_entity_and_says_the_least_accuracy() {
    let of = |change: &dyn Fn(&mut Filing)| {
        let mut filing = cash(&[("1", 3, 0, 1, 2), ("2", 4, 0, 1, 3)]);
        change(&mut filing);
        sum_of(&filing, &[0, 1])
    };
    let (sum, warning) = of(&|_| {}).unwrap();
    assert_eq!((sum.value.as_str(), sum.unit.as_str(), sum.kind, sum.decimals.as_deref(), warning), ("3", "USD", "money", Some("-6"), None));
    let exact = of(&|filing| filing.facts.decimals.fill(filing.texts.put("INF")));
    assert_eq!(exact.unwrap().0.decimals.as_deref(), Some("INF"));
    let unstated = of(&|filing| filing.facts.decimals[0] = crate::filing::NONE);
    assert_eq!(unstated.unwrap().0.decimals, None);
    let why = |change: &dyn Fn(&mut Filing)| of(change).unwrap_err();
    let concept = |name: &str| Concept { name: Some(name.into()), namespace: Some("http://fasb.org/us-gaap/2024".into()), ..Concept::default() };
    let put = |filing: &mut Filing, at: usize, concept: Concept| filing.facts.concept[at] = filing.concepts.insert_full(concept).0 as u32;
    assert!(why(&|filing| put(filing, 1, concept("us-gaap:Debt"))).contains("several concepts"));
    assert!(why(&|filing| filing.facts.concept.fill(crate::filing::NONE)).contains("no name"));
    assert!(why(&|filing| filing.facts.entity[0] = crate::filing::NONE).contains("entities"));
    assert!(why(&|filing| filing.facts.flags[0] |= crate::filing::NIL).contains("numbers"));
    assert!(why(&|filing| _ = filing.tuples.insert(0, 0)).contains("tuples"));
    // Another prefix for the same name is no other concept.
    let same = of(&|filing| {
        filing.namespaces.insert("gaap".into(), "http://fasb.org/us-gaap/2024".into());
        filing.namespaces.insert("us-gaap".into(), "http://fasb.org/us-gaap/2024".into());
        put(filing, 1, concept("gaap:Cash"));
    });
    assert_eq!(same.unwrap().0.value, "3");
}

#[test]
fn an_index_of_before_a_change_answers_all_the_same() {
    let mut made = filing(&[((1, 0, 1, 0), (1, 1, 1, 1), (false, false, false), None); 3]);
    let index = Index::default();
    let query = FactsQuery {
        search: "cash".to_owned(),
        filters: vec![Filter { facet: Aspect::Axes, values: vec!["axis:acme:RegionAxis".to_owned()] }],
        sort: aspects().into_iter().map(|by| SortKey { by, descending: true }).collect(),
    };
    assert_eq!(facts(&made, &query), index.facts(&made, &query));
    // A move gives a fact members and a period that the index has not seen.
    made.facts.period[1] = made.periods.insert_full(Period::Forever).0 as u32;
    made.facts.dimensions[1] = made.dimensions.insert_full(vec![Dimension::default()]).0 as u32;
    assert_eq!(index.facts(&made, &query), [0, 2]);
}

#[test]
fn all_of_a_real_looking_filing_agrees_with_its_facts() {
    // Tables, doubts, prose and caveats, which made-up facts have not.
    let fixtures =
        ["inline/small.htm", "page/borrowings.txt", "page/leases.txt"].map(|name| (name, std::fs::read(format!("tests/fixtures/{name}")).unwrap()));
    let mut filing = crate::read_all(fixtures).unwrap();
    for opened in [false, true] {
        if opened {
            filing.open_tables();
        }
        let index = Index::default();
        for aspect in aspects().into_iter().filter(|aspect| *aspect != Aspect::Origin && *aspect != Aspect::Sign) {
            let counts =
                index.facets(&filing, &FactsQuery::default(), &[FacetQuery { facet: aspect.clone(), search: String::new(), limit: usize::MAX }]);
            let mut expected: BTreeMap<String, u32> = BTreeMap::new();
            filing.facts().for_each(|fact| *expected.entry(value(fact, &aspect)).or_default() += 1);
            let found: BTreeMap<String, u32> = counts[0].values.iter().map(|value| (value.value.clone(), value.count)).collect();
            assert_eq!(found, expected, "{aspect:?}");
        }
        let words = ["third in summer", "interest", "warranty", "term loan 12,500", "heron"];
        for search in words {
            let query = FactsQuery { search: search.to_owned(), ..FactsQuery::default() };
            assert_eq!(facts(&filing, &query), naive(&filing, &query), "{search}");
            assert!(!facts(&filing, &query).is_empty(), "{search}");
        }
        for by in [FactSort::Label, FactSort::Members, FactSort::Period, FactSort::Unit, FactSort::Value, FactSort::Table] {
            let aspect = [Aspect::Label, Aspect::Members, Aspect::Period, Aspect::Unit, Aspect::Value, Aspect::Table][by as usize].clone();
            for descending in [false, true] {
                let query = FactsQuery { sort: vec![SortKey { by: aspect.clone(), descending }], ..FactsQuery::default() };
                assert_eq!(facts(&filing, &query), facts_by(&filing, Some(by), descending), "{by:?}");
            }
        }
    }
}
