//! What the page asks of facts beyond the plainest, as JSON, and the answers. The full module only.

use super::{CELL_SHOWN, FactRow, Part, Row, fact_row, is_assumed, is_negative, row, short_value};
use crate::filing::Filing;
use crate::table::{self, Aspect, FacetQuery, FacetValue, FactsQuery, Filter, Found, Group, Groups, GroupsQuery, GroupsRow, Index};
use crate::table::{Pivot, PivotQuery, RowsQuery, Selection, SortKey, Sum, Words, find_among, rows, window};
use crate::write::members::Listed;
use crate::write::unit_words;
use serde::Serialize;
use serde_json::Value;
use std::borrow::Cow;

/// How many values of a facet are given where nothing is said, and at most.
const VALUES: (usize, usize) = (20, 1000);
/// How many columns a pivot has where nothing is said, and at most.
const COLUMNS: (usize, usize) = (50, 1000);
/// How many facts of a pivot's cell are named.
const NAMED: usize = 20;
/// How many keys or filters a query may have.
const PARTS: usize = 64;

/// Answers queries over one filing, and keeps what it made for the next: mostly that is for another part of the same.
#[derive(Debug, Default)]
pub struct Answers {
    index: Index,
    selection: Kept<(String, Vec<Filter>), Selection>,
    rows: Kept<RowsQuery, Vec<u32>>,
    facts: Kept<FactsQuery, Vec<u32>>,
    groups: Kept<GroupsQuery, Groups>,
    pivot: Kept<PivotQuery, Pivot>,
}

/// The last query of a kind, and what it gave.
type Kept<Q, T> = Option<(Q, T)>;

/// An answer, in the shape that `www/types.d.ts` gives the method.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Answer<'a> {
    /// Of `rows`.
    Rows(Part<Row<'a>>),
    /// Of `facts`.
    Facts(Part<FactRow<'a>>),
    /// Of `groups`.
    Groups(GroupRows<'a>),
    /// Of `facets`.
    Facets(Vec<FacetCounts>),
    /// Of `find`.
    Found(Found),
    /// Of `pivot`.
    Pivot(PivotPart<'a>),
    /// Of `members`.
    Members(Vec<Listed<'a>>),
}

/// A window of a list of headings and facts.
#[derive(Debug, Serialize)]
pub struct GroupRows<'a> {
    total: u32,
    groups: usize,
    facts: usize,
    rows: Vec<GroupRow<'a>>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum GroupRow<'a> {
    Heading(Heading),
    Fact(FactRow<'a>),
}

#[derive(Debug, Serialize)]
struct Heading {
    group: String,
    value: String,
    words: String,
    count: u32,
    open: bool,
    sum: Option<Sum>,
    why: Option<&'static str>,
}

/// A facet's values with how many facts have each.
#[derive(Debug, Serialize)]
pub struct FacetCounts {
    facet: String,
    total: usize,
    values: Vec<FacetValue>,
}

/// A window of a pivot's rows.
#[derive(Debug, Serialize)]
pub struct PivotPart<'a> {
    total: u32,
    facts: usize,
    columns: Vec<PivotColumn>,
    rows: Vec<PivotRow<'a>>,
    caveat: Option<String>,
}

#[derive(Debug, Serialize)]
struct PivotColumn {
    value: String,
    words: String,
    count: u32,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PivotRow<'a> {
    concept: Option<&'a str>,
    label: Cow<'a, str>,
    label_from: Option<&'static str>,
    facts: usize,
    cells: Vec<Option<PivotCell<'a>>>,
}

#[derive(Debug, Serialize)]
struct PivotCell<'a> {
    different: u32,
    count: usize,
    facts: Vec<u32>,
    shown: Cow<'a, str>,
    unit: String,
    kind: &'static str,
    value: Option<Cow<'a, str>>,
    decimals: Option<&'a str>,
    negative: bool,
    nil: bool,
    assumed: bool,
    confirmed: bool,
    caveats: usize,
}

impl Answers {
    /// To be called where a fact was moved or confirmed: nothing that was made before holds.
    pub fn changed(&mut self) {
        *self = Self::default();
    }

    /// Opens a table, as [`Filing::open_table`] does; what is known of facts then may be more than before.
    pub fn open_table(&mut self, filing: &mut Filing, table: u32) {
        if filing.tables().get(table as usize).is_some_and(|table| table.unread) {
            filing.open_table(table);
            self.index.tables_opened();
            (self.selection, self.facts, self.groups, self.pivot) = (None, None, None, None);
        }
    }

    /// Answers a method of `FilingHandle`; its arguments are the elements of a JSON array. An error is a sentence.
    ///
    /// ```
    /// use filing_viewer::shapes::Answers;
    /// let text = b"|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n";
    /// let mut filing = filing_viewer::read(text, "cash.txt")?;
    /// let mut answers = Answers::default();
    /// let found = answers.answer(&mut filing, "find", r#"[{ "search": "cash" }, "12", 0]"#).unwrap();
    /// assert_eq!(serde_json::to_string(&found)?, r#"{"total":1,"index":0,"match":0}"#);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn answer<'a>(&mut self, filing: &'a mut Filing, method: &str, arguments: &str) -> Result<Answer<'a>, String> {
        let arguments: Value = serde_json::from_str(arguments).map_err(|error| format!("The query is not JSON ({error})."))?;
        let (asked, second) = (Asked(&arguments[0]), &arguments[1]);
        if let Some(table) = asked.number("table")? {
            self.open_table(filing, table);
        }
        let filing = &*filing;
        match method {
            "rows" => self.answer_rows(filing, &asked),
            "facts" => self.answer_facts(filing, &asked),
            "groups" => self.answer_groups(filing, &asked),
            "facets" => self.answer_facets(filing, &asked, second),
            "find" => self.answer_find(filing, &asked, &Asked(&arguments)),
            "pivot" => self.answer_pivot(filing, &asked),
            "members" => Ok(Answer::Members(filing.members().iter().map(Listed::from).collect())),
            _ => Err(format!("There is no \"{method}\".")),
        }
    }

    fn answer_rows<'a>(&mut self, filing: &'a Filing, asked: &Asked<'_>) -> Result<Answer<'a>, String> {
        let (query, (start, end)) = (asked.rows()?, asked.window()?);
        let order = kept(&mut self.rows, &query, || rows(filing, &query).ok_or_else(no_table))?;
        let columns = asked.columns()?;
        let rows = window(order, start, end).iter().filter_map(|at| row(filing, query.table, *at, columns.as_deref())).collect();
        Ok(Answer::Rows(Part { total: order.len(), rows }))
    }

    fn answer_facts<'a>(&mut self, filing: &'a Filing, asked: &Asked<'_>) -> Result<Answer<'a>, String> {
        let (query, (start, end)) = (asked.facts()?, asked.window()?);
        let order = self.facts(filing, &query)?;
        let rows = window(order, start, end).iter().filter_map(|id| fact_row(filing, *id)).collect();
        Ok(Answer::Facts(Part { total: order.len(), rows }))
    }

    fn facts(&mut self, filing: &Filing, query: &FactsQuery) -> Result<&Vec<u32>, String> {
        let Self { index, selection, facts, .. } = self;
        kept(facts, query, || Ok(index.sorted(filing, selected(index, selection, filing, query)?, &query.sort)))
    }

    fn groups(&mut self, filing: &Filing, query: &GroupsQuery) -> Result<&Groups, String> {
        let Self { index, selection, groups, .. } = self;
        let no_groups = || "Facts are not grouped by this: a fact may have several, or it is only to sort by.".to_owned();
        kept(groups, query, || index.groups_of(filing, selected(index, selection, filing, &query.facts)?, query).ok_or_else(no_groups))
    }

    fn answer_groups<'a>(&mut self, filing: &'a Filing, asked: &Asked<'_>) -> Result<Answer<'a>, String> {
        let (query, (start, end)) = (asked.groups()?, asked.window()?);
        let name = asked.text("group")?.unwrap_or_default();
        let groups = self.groups(filing, &query)?;
        let heading = |group: &Group| {
            let (sum, why) = groups.sum(filing, group).map_or_else(|why| (None, Some(why)), |(sum, warning)| (Some(sum), warning));
            let (value, words) = (group.value.clone(), group.words.clone());
            Heading { group: name.to_owned(), value, words, count: group.count, open: group.open, sum, why }
        };
        let rows = groups.rows(start, end.unwrap_or(u32::MAX)).filter_map(|row| match row {
            GroupsRow::Heading(group) => Some(GroupRow::Heading(heading(group))),
            GroupsRow::Fact(fact) => fact_row(filing, fact).map(GroupRow::Fact),
        });
        let rows = rows.collect();
        Ok(Answer::Groups(GroupRows { total: groups.len(), groups: groups.groups().len(), facts: groups.facts().len(), rows }))
    }

    fn answer_facets<'a>(&mut self, filing: &'a Filing, asked: &Asked<'_>, facets: &Value) -> Result<Answer<'a>, String> {
        let query = asked.facts()?;
        let facets = Asked(facets).list("facets")?.iter().map(|facet| Asked(facet).facet()).collect::<Result<Vec<_>, _>>()?;
        let (names, facets): (Vec<String>, Vec<FacetQuery>) = facets.into_iter().unzip();
        let Self { index, selection, .. } = self;
        let counts = index.facets_of(filing, selected(index, selection, filing, &query)?, &query, &facets);
        let named = names.into_iter().zip(counts).map(|(facet, counts)| FacetCounts { facet, total: counts.total, values: counts.values });
        Ok(Answer::Facets(named.collect()))
    }

    fn answer_find<'a>(&mut self, filing: &'a Filing, asked: &Asked<'_>, arguments: &Asked<'_>) -> Result<Answer<'a>, String> {
        let [_, text, from, back] = [0, 1, 2, 3].map(|at| &arguments.0[at]);
        let text = text.as_str().ok_or_else(|| malformed("text"))?;
        let from = if from.is_null() { 0 } else { from.as_u64().and_then(|from| u32::try_from(from).ok()).ok_or_else(|| malformed("from"))? };
        let back = back.as_bool().unwrap_or_default();
        if asked.number::<u32>("table")?.is_some() {
            let query = asked.rows()?;
            let order = kept(&mut self.rows, &query, || rows(filing, &query).ok_or_else(no_table))?;
            return find_among(filing, query.table, order, text, from, back).map(Answer::Found).ok_or_else(no_table);
        }
        let words = Words::of(text);
        if words.are_none() {
            return Ok(Answer::Found(Found::default()));
        }
        let matching = self.index.search(filing, &words);
        Ok(Answer::Found(if asked.has("group") {
            let query = asked.groups()?;
            Found::among(self.groups(filing, &query)?.matches(&matching), from, back)
        } else {
            let order = self.facts(filing, &asked.facts()?)?;
            Found::among((0..).zip(order).filter(|(_, fact)| matching.has(**fact)).map(|(index, _)| index), from, back)
        }))
    }

    fn answer_pivot<'a>(&mut self, filing: &'a Filing, asked: &Asked<'_>) -> Result<Answer<'a>, String> {
        let (query, (start, end)) = (asked.pivot()?, asked.window()?);
        let Self { index, selection, pivot, .. } = self;
        let no_pivot = || "These cannot be columns: a fact may have several, or they are only to sort by.".to_owned();
        let pivot = kept(pivot, &query, || index.pivot_of(filing, selected(index, selection, filing, &query.facts)?, &query).ok_or_else(no_pivot))?;
        let rows = start..end.unwrap_or(u32::MAX).min(pivot.len());
        let columns =
            pivot.columns.iter().map(|column| PivotColumn { value: column.value.clone(), words: column.words.clone(), count: column.count });
        Ok(Answer::Pivot(PivotPart {
            total: pivot.len(),
            facts: pivot.facts().len(),
            columns: columns.collect(),
            rows: rows.filter_map(|at| pivot_row(filing, pivot.row(at), index.pivot_cells(filing, &query, pivot, at))).collect(),
            caveat: pivot.caveat.clone(),
        }))
    }
}

fn pivot_row<'a>(filing: &'a Filing, facts: &[u32], cells: Vec<Option<table::PivotCell>>) -> Option<PivotRow<'a>> {
    let first = filing.fact(*facts.first()?)?;
    let (label, label_from) = first.label_or_words();
    let cell = |cell: table::PivotCell| {
        let one = filing.fact(*cell.facts.first()?)?;
        let alike = cell.different == 1;
        Some(PivotCell {
            different: cell.different,
            count: cell.facts.len(),
            facts: cell.facts.iter().take(NAMED).copied().collect(),
            shown: if alike { one.excerpt(CELL_SHOWN) } else { "".into() },
            unit: if alike { one.unit().map(unit_words).unwrap_or_default() } else { String::new() },
            kind: one.kind().name(),
            value: if alike { short_value(&one) } else { None },
            decimals: if alike { one.decimals() } else { None },
            negative: alike && is_negative(&one),
            nil: alike && one.is_nil(),
            assumed: alike && is_assumed(filing, &one),
            confirmed: alike && one.cell().is_some_and(|cell| cell.confirmed),
            caveats: if alike { one.caveats().len() } else { 0 },
        })
    };
    Some(PivotRow {
        concept: first.concept().and_then(|concept| concept.name.as_deref()),
        label,
        label_from: label_from.name(),
        facts: facts.len(),
        cells: cells.into_iter().map(|one| one.and_then(cell)).collect(),
    })
}

/// What was made for a query, or is made now.
fn kept<'k, Q: Clone + PartialEq, T>(last: &'k mut Kept<Q, T>, query: &Q, make: impl FnOnce() -> Result<T, String>) -> Result<&'k T, String> {
    if last.as_ref().is_none_or(|(of, _)| of != query) {
        // What is there no longer is freed before the next takes its place.
        *last = None;
        *last = Some((query.clone(), make()?));
    }
    last.as_ref().map(|(_, made)| made).ok_or_else(no_table)
}

/// The facts that a query's search and filters leave.
fn selected<'k>(
    index: &Index,
    last: &'k mut Kept<(String, Vec<Filter>), Selection>,
    filing: &Filing,
    query: &FactsQuery,
) -> Result<&'k Selection, String> {
    let FactsQuery { search, filters, .. } = query;
    kept(last, &(search.clone(), filters.clone()), || Ok(index.select(filing, search, filters)))
}

/// What is asked, as it comes from JavaScript. Read by hand: of derived code there would be ten times as much.
struct Asked<'a>(&'a Value);

impl<'a> Asked<'a> {
    fn has(&self, key: &str) -> bool {
        !self.0[key].is_null()
    }

    fn get<T>(&self, key: &str, of: impl Fn(&'a Value) -> Option<T>) -> Result<Option<T>, String> {
        match &self.0[key] {
            Value::Null => Ok(None),
            value => of(value).map(Some).ok_or_else(|| malformed(key)),
        }
    }

    fn number<T: TryFrom<i64>>(&self, key: &str) -> Result<Option<T>, String> {
        self.get(key, |value| T::try_from(value.as_i64()?).ok())
    }

    fn is(&self, key: &str) -> Result<bool, String> {
        Ok(self.get(key, Value::as_bool)?.unwrap_or_default())
    }

    fn text(&self, key: &str) -> Result<Option<&'a str>, String> {
        self.get(key, Value::as_str)
    }

    fn window(&self) -> Result<(u32, Option<u32>), String> {
        Ok((self.number("start")?.unwrap_or_default(), self.number("end")?))
    }

    /// The columns of a table that are asked for; none for all.
    fn columns(&self) -> Result<Option<Vec<u32>>, String> {
        self.get("columns", |columns| columns.as_array()?.iter().map(|column| u32::try_from(column.as_u64()?).ok()).collect())
    }

    /// The elements of a list that is called so; not too many.
    fn list(&self, name: &str) -> Result<&'a [Value], String> {
        self.0.as_array().map(Vec::as_slice).filter(|list| list.len() <= PARTS).ok_or_else(|| malformed(name))
    }

    fn aspect(&self, key: &str) -> Result<Option<Aspect>, String> {
        self.get(key, |value| Aspect::of_name(value.as_str()?))
    }

    /// The keys to sort by: one thing, its direction beside it, or a list of keys.
    fn sort<By>(&self, by: impl Fn(&Value) -> Option<By>) -> Result<Vec<SortKey<By>>, String> {
        let key = |value: &Value, descending| by(value).map(|by| SortKey { by, descending }).ok_or_else(|| malformed("sort"));
        match &self.0["sort"] {
            Value::Null => Ok(Vec::new()),
            keys @ Value::Array(_) => Asked(keys).list("sort")?.iter().map(|one| key(&one["by"], Asked(one).is("descending")?)).collect(),
            one => Ok(vec![key(one, self.is("descending")?)?]),
        }
    }

    fn rows(&self) -> Result<RowsQuery, String> {
        Ok(RowsQuery {
            table: self.number("table")?.unwrap_or_default(),
            search: self.text("search")?.unwrap_or_default().to_owned(),
            sort: self.sort(|by| i32::try_from(by.as_i64()?).ok())?,
            across: self.is("across")?,
        })
    }

    fn facts(&self) -> Result<FactsQuery, String> {
        let mut filters = Vec::new();
        let filtered = self.get("where", Value::as_object)?.into_iter().flatten().take(PARTS);
        for (facet, values) in filtered {
            let values = values.as_array().and_then(|values| values.iter().map(|value| value.as_str().map(str::to_owned)).collect());
            let facet = Aspect::of_name(facet).filter(|facet| *facet != Aspect::Value);
            let (Some(facet), Some(values)) = (facet, values) else { return Err(malformed("where")) };
            // Nothing chosen of a facet means that it does not matter.
            let values: Vec<String> = values;
            if !values.is_empty() {
                filters.push(Filter { facet, values });
            }
        }
        Ok(FactsQuery {
            search: self.text("search")?.unwrap_or_default().to_owned(),
            filters,
            sort: self.sort(|by| Aspect::of_name(by.as_str()?).filter(|by| *by != Aspect::Axes))?,
        })
    }

    fn groups(&self) -> Result<GroupsQuery, String> {
        let open = self.get("open", |open| open.as_array()?.iter().map(|value| value.as_str().map(str::to_owned)).collect())?;
        Ok(GroupsQuery { facts: self.facts()?, by: self.aspect("group")?.ok_or_else(|| malformed("group"))?, open })
    }

    fn facet(&self) -> Result<(String, FacetQuery), String> {
        let facet = self.aspect("facet")?.filter(|facet| *facet != Aspect::Value).ok_or_else(|| malformed("facet"))?;
        let limit = self.number("limit")?.unwrap_or(VALUES.0).min(VALUES.1);
        let search = self.text("search")?.unwrap_or_default().to_owned();
        Ok((self.text("facet")?.unwrap_or_default().to_owned(), FacetQuery { facet, search, limit }))
    }

    fn pivot(&self) -> Result<PivotQuery, String> {
        let columns = self.number("columns")?.unwrap_or(COLUMNS.0).min(COLUMNS.1);
        Ok(PivotQuery { facts: self.facts()?, across: self.aspect("across")?.ok_or_else(|| malformed("across"))?, columns })
    }
}

fn no_table() -> String {
    "There is no such table or column.".to_owned()
}

fn malformed(key: &str) -> String {
    format!("The query is not well formed: see its \"{key}\".")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const DEBT: &str =
        "|\nDebt (Details) - USD ($)\n|\nDec. 31, 2024\n|\nDec. 31, 2023\n|Bonds\n|$ 9\n|$ 12\n|Loans\n|$ 4\n|$ 30\n|Rate\n|4.5%\n|5.0%\n";

    fn filing() -> Filing {
        crate::read(DEBT.as_bytes(), "debt.txt").unwrap()
    }

    fn ask(method: &str, arguments: Value) -> Result<Value, String> {
        let answer = Answers::default().answer(&mut filing(), method, &arguments.to_string()).map(|answer| serde_json::to_value(&answer).unwrap());
        answer.inspect_err(|sentence| assert!(sentence.ends_with('.'), "{sentence}"))
    }

    #[test]
    fn each_method_answers_in_its_shape() {
        let facts = ask(
            "facts",
            json!([{ "search": "o", "where": { "kind": ["money"], "unit": [] }, "sort": [{ "by": "value", "descending": true }], "end": 2 }]),
        )
        .unwrap();
        let values: Vec<_> = facts["rows"].as_array().unwrap().iter().map(|row| row["value"].as_str().unwrap()).collect();
        assert_eq!((facts["total"].as_u64(), values), (Some(4), vec!["30", "12"]));
        let rows = ask("rows", json!([{ "table": 0, "search": "loans" }])).unwrap();
        assert_eq!((rows["total"].as_u64(), rows["rows"][0]["row"].as_u64()), (Some(1), Some(1)));
        let cells = |columns: Value| ask("rows", json!([{ "table": 0, "columns": columns, "end": 1 }])).unwrap()["rows"][0]["cells"].clone();
        let shown = |cells: Value| cells.as_array().unwrap().iter().map(|cell| cell["value"].as_str().map(str::to_owned)).collect::<Vec<_>>();
        assert_eq!(shown(cells(Value::Null)), [Some("9".to_owned()), Some("12".to_owned())]);
        assert_eq!(shown(cells(json!([1, 7, 1, 0]))), [Some("12".to_owned()), None, Some("12".to_owned()), Some("9".to_owned())]);
        assert_eq!(shown(cells(json!([]))), []);
        let groups = ask("groups", json!([{ "group": "kind", "open": ["percent"], "sort": "value" }])).unwrap();
        assert_eq!([&groups["total"], &groups["groups"], &groups["facts"]], [4, 2, 6]);
        let heading = json!({ "group": "kind", "value": "money", "words": "money", "count": 4, "open": false, "sum": null });
        heading.as_object().unwrap().iter().for_each(|(key, value)| assert_eq!(groups["rows"][0][key], *value));
        assert!(groups["rows"][0]["why"].as_str().unwrap().contains("concept"));
        assert_eq!(groups["rows"][2]["value"], "0.045");
        let facets = ask("facets", json!([{ "where": { "kind": ["money"] } }, [{ "facet": "kind" }, { "facet": "period", "limit": 1 }, { "facet": "unit", "search": "usd" }]])).unwrap();
        let money = json!([{ "value": "money", "words": "money", "count": 4, "chosen": true }, { "value": "percent", "words": "percent", "count": 2, "chosen": false }]);
        assert_eq!(facets[0], json!({ "facet": "kind", "total": 2, "values": money }));
        assert_eq!((&facets[1]["total"], facets[1]["values"].as_array().unwrap().len()), (&json!(2), 1));
        assert_eq!(facets[2]["values"][0]["count"], 4);
        assert_eq!(ask("find", json!([{ "sort": "value" }, "loans", 2, false])).unwrap(), json!({ "total": 2, "index": 2, "match": 0 }));
        assert_eq!(ask("find", json!([{ "sort": "value" }, "loans", 3])).unwrap(), json!({ "total": 2, "index": 5, "match": 1 }));
        assert_eq!(ask("find", json!([{ "table": 0 }, "loans", 0])).unwrap(), json!({ "total": 1, "index": 1, "match": 0 }));
        // Headings count, and facts of groups that are not open are not there.
        assert_eq!(ask("find", json!([{ "group": "label" }, "30", 0])).unwrap(), json!({ "total": 1, "index": 5, "match": 0 }));
        assert_eq!(ask("find", json!([{ "group": "label", "open": [] }, "30", 0])).unwrap(), json!({ "total": 0, "index": null, "match": null }));
        let pivot = ask("pivot", json!([{ "across": "period", "start": 1, "end": 2 }])).unwrap();
        assert_eq!((&pivot["total"], &pivot["facts"], &pivot["caveat"]), (&json!(3), &json!(6), &Value::Null));
        assert_eq!((&pivot["rows"][0]["label"], &pivot["rows"][0]["cells"][1]["value"]), (&json!("Loans"), &json!("30")));
        let by_unit = ask("pivot", json!([{ "across": "kind", "columns": 1 }])).unwrap();
        assert!(by_unit["caveat"].as_str().unwrap().contains("Only 1 of 2"));
        let cell = &by_unit["rows"][0]["cells"][0];
        assert_eq!([&cell["different"], &cell["count"], &cell["facts"], &cell["shown"]], [&json!(2), &json!(2), &json!([0, 1]), &json!("")]);
    }

    #[test]
    fn what_is_not_well_formed_is_said_in_a_sentence() {
        for (method, arguments, word) in [
            ("facts", json!([{ "sort": "colour" }]), "sort"),
            ("facts", json!([{ "sort": [{ "by": "axis" }] }]), "sort"),
            ("facts", json!([{ "sort": ["label"] }]), "sort"),
            ("facts", json!([{ "where": { "colour": ["red"] } }]), "where"),
            ("facts", json!([{ "where": { "unit": "USD" } }]), "where"),
            ("facts", json!([{ "where": ["unit"] }]), "where"),
            ("facts", json!([{ "start": -1 }]), "start"),
            ("facts", json!([{ "search": 7 }]), "search"),
            ("rows", json!([{ "table": 7 }]), "table"),
            ("rows", json!([{ "table": "first" }]), "table"),
            ("rows", json!([{ "table": 0, "sort": 9 }]), "column"),
            ("rows", json!([{ "table": 0, "columns": [-1] }]), "columns"),
            ("rows", json!([{ "table": 0, "columns": 1 }]), "columns"),
            ("groups", json!([{}]), "group"),
            ("groups", json!([{ "group": "axis" }]), "grouped"),
            ("groups", json!([{ "group": "value" }]), "grouped"),
            ("pivot", json!([{ "across": "axis" }]), "columns"),
            ("facets", json!([{}]), "facets"),
            ("facets", json!([{}, vec![json!({ "facet": "unit" }); 65]]), "facets"),
            ("facets", json!([{}, [{ "facet": "value" }]]), "facet"),
            ("find", json!([{}]), "text"),
            ("find", json!([{}, "a", 0.5]), "from"),
            ("colours", json!([]), "colours"),
        ] {
            assert!(ask(method, arguments.clone()).unwrap_err().contains(word), "{method} {arguments}");
        }
        assert!(Answers::default().answer(&mut filing(), "facts", "[{").unwrap_err().contains("JSON"));
        assert_eq!(ask("facts", json!([])).unwrap()["total"], 6);
    }

    #[test]
    fn what_was_kept_is_not_given_after_a_change() {
        let text = "|\nDebt (Details) - USD ($)\n|\nDec. 31, 2024\n|\nDec. 31, 2023\n|Bonds\n|$ 9\n|$ 12\n|Loans\n|$ 4\n";
        let mut filing = crate::read(text.as_bytes(), "debt.txt").unwrap();
        let mut answers = Answers::default();
        let count = |filing: &mut Filing, answers: &mut Answers| {
            let asked = r#"[{ "where": { "period": ["2025-01-01T00:00:00"] } }, [{ "facet": "caveat" }]]"#;
            serde_json::to_value(answers.answer(filing, "facets", asked).unwrap()).unwrap()[0]["values"].clone()
        };
        let before = count(&mut filing, &mut answers);
        let open = filing.tables()[0].doubt(filing.fact(2).unwrap().cell().unwrap()).unwrap().columns.clone();
        let other = open.into_iter().find(|column| *column != filing.fact(2).unwrap().cell().unwrap().column).unwrap();
        filing.move_cell(2, other).unwrap();
        answers.changed();
        assert_ne!(count(&mut filing, &mut answers), before);
    }
}
