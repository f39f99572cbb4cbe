//! Which facts belong to a role, and where in it each of them stands: a walk over its presentation, then its axes.

use super::book::{Book, Member, Time};
use crate::hash::{HashMap, HashSet};
use crate::read::xbrl::taxonomy::{NO_ROLE, Net};

/// A presentation is not deeper than this, and has not more places.
const DEEPEST: u32 = 100;
const MOST_PLACES: usize = 50_000;
/// A statement shows no more facts than this.
pub(super) const MOST_SPOTS: usize = 400_000;

/// A role's facts, each in its place.
#[derive(Debug, Default)]
pub(super) struct Selection {
    /// What is presented outside axes, from the top down.
    pub(super) places: Vec<Place>,
    /// The axes that facts of the role are broken down by, in the order of presentation.
    pub(super) axes: Vec<Axis>,
    pub(super) spots: Vec<Spot>,
    /// What could not be followed, in words.
    pub(super) faults: Vec<String>,
}

/// A line of a presentation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) element: u32,
    pub(super) depth: u32,
    /// The role of its label.
    pub(super) preferred: u32,
    pub(super) edge: Option<Edge>,
    pub(super) is_heading: bool,
}

/// A balance that stands at one end of a duration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

#[derive(Debug)]
pub(super) struct Axis {
    pub(super) element: u32,
    pub(super) order: f64,
    /// Its members or values in order.
    pub(super) values: Vec<Value>,
    /// Which of them a fact has that does not name the axis.
    pub(super) default: Option<u32>,
    pub(super) preferred: u32,
}

#[derive(Debug)]
pub(super) struct Value {
    /// None of a typed axis that a fact does not name.
    pub(super) member: Option<Member>,
    pub(super) preferred: u32,
}

/// A fact in a place.
#[derive(Clone, Debug)]
pub(super) struct Spot {
    pub(super) item: u32,
    pub(super) place: u32,
    /// That of the fact, or of the duration at whose end it stands.
    pub(super) time: Time,
    /// For each axis the number of its value.
    pub(super) on: Box<[u32]>,
}

/// What a role gives.
pub(super) enum Selected {
    /// No fact.
    Nothing,
    /// It has facts, but one of its axes cannot be.
    Impossible(String),
    Report(Selection),
}

struct Walk<'b> {
    book: &'b Book<'b>,
    net: &'b Net<'b>,
    places: Vec<Place>,
    /// Axes with the order of their arc and the role of their label.
    axes: Vec<(u32, f64, u32)>,
    path: Vec<u32>,
    looped: Option<u32>,
    cut: bool,
    /// How many members were met: one may stand below several.
    steps: usize,
}

impl Walk<'_> {
    fn visit(&mut self, element: u32, order: f64, preferred: u32, depth: u32) {
        if self.path.contains(&element) {
            self.looped.get_or_insert(element);
            return;
        }
        if depth > DEEPEST || self.places.len() >= MOST_PLACES {
            self.cut = true;
            return;
        }
        let Some((_, of)) = self.book.taxonomy.elements.get_index(element as usize) else { return };
        if of.is_axis() || self.book.axes.contains(&element) {
            if !self.axes.iter().any(|(known, ..)| *known == element) {
                self.axes.push((element, order, preferred));
            }
            return;
        }
        let edge = match self.book.taxonomy.label_role(preferred) {
            "periodStartLabel" | "negatedPeriodStartLabel" => Some(Edge::Start),
            "periodEndLabel" | "negatedPeriodEndLabel" => Some(Edge::End),
            _ => None,
        };
        self.places.push(Place { element, depth, preferred, edge, is_heading: of.is_heading() });
        self.path.push(element);
        for relation in self.net.from(element) {
            self.visit(relation.to, relation.order, relation.preferred, depth + 1);
        }
        self.path.pop();
    }

    /// The members below an axis, in order, each with the role of its label: the last that is given.
    fn members(&mut self, of: u32, found: &mut Vec<(u32, u32)>, depth: u32) {
        if depth > DEEPEST || self.steps > MOST_PLACES {
            self.cut = true;
            return;
        }
        self.path.push(of);
        for relation in self.net.from(of) {
            if self.path.contains(&relation.to) {
                self.looped.get_or_insert(relation.to);
                continue;
            }
            self.steps += 1;
            match found.iter_mut().find(|(member, _)| *member == relation.to) {
                Some((_, preferred)) => *preferred = relation.preferred,
                None => found.push((relation.to, relation.preferred)),
            }
            self.members(relation.to, found, depth + 1);
        }
        self.path.pop();
    }
}

/// The facts of a role.
pub(super) fn select(book: &Book<'_>, net: &Net<'_>) -> Selected {
    let mut walk = Walk { book, net, places: Vec::new(), axes: Vec::new(), path: Vec::new(), looped: None, cut: false, steps: 0 };
    for root in roots(book, net) {
        walk.visit(root, 0.0, NO_ROLE, 0);
    }
    let mut met: HashSet<u32> = HashSet::default();
    let elements: Vec<u32> = walk.places.iter().map(|place| place.element).filter(|element| met.insert(*element)).collect();
    let items: Vec<u32> = elements.iter().flat_map(|element| book.items_of(*element)).copied().collect();
    if items.is_empty() {
        return Selected::Nothing;
    }
    let mut axes = Vec::new();
    for (element, order, preferred) in std::mem::take(&mut walk.axes) {
        match axis(&mut walk, element, &items) {
            Ok(Some(axis)) => axes.push(Axis { order, preferred, ..axis }),
            Ok(None) => {}
            Err(why) => return Selected::Impossible(why),
        }
    }
    let mut faults = Vec::new();
    if let Some(at) = walk.looped {
        faults.push(format!("Its presentation goes round in a circle at {}: it was followed once.", book.name(at)));
    }
    if walk.cut {
        faults.push(format!("Its presentation is deeper than {DEEPEST} levels or longer than {MOST_PLACES} lines: the rest was left."));
    }
    let places = walk.places;
    let mut selection = Selection { spots: Vec::new(), places, axes, faults };
    spots(book, &items, &mut selection);
    if selection.spots.is_empty() { Selected::Nothing } else { Selected::Report(selection) }
}

/// Where the presentation begins: what stands below nothing, by the standard label.
fn roots(book: &Book<'_>, net: &Net<'_>) -> Vec<u32> {
    let below: HashSet<u32> = net.relations.iter().map(|relation| relation.to).collect();
    let mut roots: Vec<u32> = net.relations.iter().map(|relation| relation.from).filter(|from| !below.contains(from)).collect();
    roots.dedup();
    if roots.is_empty() {
        // All of it is a circle: it begins somewhere.
        roots.extend(net.relations.first().map(|relation| relation.from));
    }
    if roots.len() > 1 {
        crate::order::sort_by_key(&mut roots, |root| book.taxonomy.called(*root, NO_ROLE));
    }
    roots
}

/// An axis that facts of the role use, with its values; none of one that none uses. An error where the statement cannot be because
/// the axis does not list the member that stands for all of it.
fn axis(walk: &mut Walk<'_>, element: u32, items: &[u32]) -> Result<Option<Axis>, String> {
    let book = walk.book;
    let used: Vec<&Member> = items
        .iter()
        .filter_map(|item| book.members(&book.items[*item as usize]).iter().find(|(axis, _)| *axis == element))
        .map(|(_, member)| member)
        .collect();
    let mut axis = Axis { element, order: 0.0, values: Vec::new(), default: None, preferred: NO_ROLE };
    let is_typed = book.taxonomy.elements.get_index(element as usize).is_some_and(|(_, of)| of.is_typed);
    if is_typed || used.iter().any(|member| matches!(member, Member::Typed(_))) {
        let mut values: Vec<&Member> = used.into_iter().filter(|member| matches!(member, Member::Typed(_))).collect();
        crate::order::sort_by_key(&mut values, |value| *value);
        values.dedup();
        if values.is_empty() {
            return Ok(None);
        }
        axis.default = Some(0);
        axis.values.push(Value { member: None, preferred: NO_ROLE });
        axis.values.extend(values.into_iter().map(|value| Value { member: Some(value.clone()), preferred: NO_ROLE }));
        return Ok(Some(axis));
    }
    let mut members = Vec::new();
    walk.members(element, &mut members, 0);
    // Where the axis is not defined here, its default is not, either: that is the first of its members.
    let default = book.taxonomy.defaults.get(&element).copied();
    let default = default.or_else(|| members.first().map(|(member, _)| *member).filter(|_| !book.taxonomy.defined_axes.contains(&element)));
    axis.default = default.and_then(|default| members.iter().position(|(member, _)| *member == default)).map(|at| at as u32);
    if used.is_empty() {
        return match axis.default {
            None if !members.is_empty() => Err(book.taxonomy.called(element, NO_ROLE)),
            _ => Ok(None),
        };
    }
    axis.values = members.into_iter().map(|(member, preferred)| Value { member: Some(Member::Explicit(member)), preferred }).collect();
    Ok(Some(axis))
}

/// Puts the facts into their places.
fn spots(book: &Book<'_>, items: &[u32], selection: &mut Selection) {
    let Selection { places, axes, spots, faults } = selection;
    let values: Vec<HashMap<&Member, u32>> =
        axes.iter().map(|axis| axis.values.iter().zip(0..).filter_map(|(value, at)| Some((value.member.as_ref()?, at))).collect()).collect();
    let mut known: HashMap<u32, Option<Box<[u32]>>> = HashMap::default();
    type Chosen = Vec<(u32, Box<[u32]>)>;
    let mut chosen: HashMap<u32, Chosen> = HashMap::default();
    let mut durations: Vec<Time> = Vec::new();
    let mut met: HashSet<Time> = HashSet::default();
    for number in items {
        let item = &book.items[*number as usize];
        let on = known.entry(item.breakdown).or_insert_with(|| stand(book.members(item), axes, &values));
        let Some(on) = on else { continue };
        chosen.entry(item.element).or_default().push((*number, on.clone()));
        if matches!(item.period, Time::Duration(..)) && met.insert(item.period) {
            durations.push(item.period);
        }
    }
    let is_instant = |item: &u32| matches!(book.items[*item as usize].period, Time::Instant(_));
    let edges = places.iter().any(|place| place.edge.is_some());
    if edges {
        let of_edges = places.iter().filter(|place| place.edge.is_some()).filter_map(|place| Some((place.edge?, chosen.get(&place.element)?)));
        let mut instants: Vec<_> = Vec::new();
        let mut fits = false;
        for (edge, items) in of_edges {
            for (item, _) in items.iter().filter(|(item, _)| is_instant(item)) {
                let at = book.items[*item as usize].period;
                fits |= durations.iter().any(|duration| is_at(edge, *duration, at));
                instants.extend(at.end());
            }
        }
        instants.sort_unstable();
        instants.dedup();
        if !fits {
            // Balances alone: the durations are those between them.
            durations = instants.windows(2).map(|pair| Time::Duration(pair[0], pair[1])).collect();
        }
    }
    'all: for (number, place) in (0..).zip(places.iter()) {
        for (item, on) in chosen.get(&place.element).into_iter().flatten() {
            let time = book.items[*item as usize].period;
            let spot = |time| Spot { item: *item, place: number, time, on: on.clone() };
            match place.edge.filter(|_| is_instant(item)) {
                Some(edge) => spots.extend(durations.iter().filter(|duration| is_at(edge, **duration, time)).map(|duration| spot(*duration))),
                None => spots.push(spot(time)),
            }
            if spots.len() > MOST_SPOTS {
                faults.push(format!("It would show more than {MOST_SPOTS} values: the rest was left."));
                break 'all;
            }
        }
    }
}

/// Whether an instant is the beginning or the end of a duration.
fn is_at(edge: Edge, duration: Time, instant: Time) -> bool {
    match (edge, duration, instant) {
        (Edge::Start, Time::Duration(start, _), Time::Instant(at)) => start == at,
        (Edge::End, Time::Duration(_, end), Time::Instant(at)) => end == at,
        _ => false,
    }
}

/// Where a breakdown stands on each of the axes; none where it has an axis or a member that is not presented, or lacks one that has no
/// member for all of it.
fn stand(breakdown: &[(u32, Member)], axes: &[Axis], values: &[HashMap<&Member, u32>]) -> Option<Box<[u32]>> {
    if breakdown.iter().any(|(axis, _)| !axes.iter().any(|known| known.element == *axis)) {
        return None;
    }
    let one = |(axis, values): (&Axis, &HashMap<&Member, u32>)| match breakdown.iter().find(|(of, _)| *of == axis.element) {
        Some((_, member)) => values.get(member).copied(),
        None => axis.default,
    };
    axes.iter().zip(values).map(one).collect()
}
