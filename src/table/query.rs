//! What can be asked of the facts, and by which aspects.

/// What a fact has one of, and what facts are sorted, filtered, counted and grouped by.
///
/// Each aspect has values that are strings: the same from one opening of the same files to the next, so that they can stand in a
/// link. The value of a fact that lacks the aspect is the empty string.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// The label, or the concept's name in words where it has none.
    Label,
    /// The concept's name as filed, or its label where it has none.
    Concept,
    /// `standard`, where the concept is of a taxonomy that others than the filer keep; `custom`; or nothing, where no namespace
    /// tells. See [`is_standard`](super::is_standard).
    Origin,
    /// All dimensions: `axis=member`, and a line break between two of them.
    Members,
    /// The member, or typed value, on the axis of that name as filed; an empty name is of members whose axis is not known.
    Axis(String),
    /// The axes of a fact's dimensions, any number of them: only to filter and to count by.
    Axes,
    /// In the form of the Open Information Model. It sorts by the last day, then the first.
    Period,
    /// In words, `USD / shares`.
    Unit,
    /// Scheme, a space, identifier.
    Entity,
    /// The [kind](crate::Kind) of value.
    Kind,
    /// `positive`, `negative`, `zero`, or nothing of what is no number.
    Sign,
    /// The stated accuracy: `-6`, `INF`.
    Decimals,
    /// The power of ten in which a number was shown: `6` for millions. See [`Fact::scale`](crate::Fact::scale).
    Scale,
    /// `yes` where it was reported as empty, else `no`.
    Nil,
    /// `yes` where the document does not display it, else `no`.
    Hidden,
    /// `yes` where a caveat is about it, else `no`.
    Caveat,
    /// The number of its table. It sorts by table and row.
    Table,
    /// The number of its report, from 1.
    Report,
    /// The value, only to sort by: numbers exactly, then lengths of time, dates, true and false, text, dashes.
    Value,
}

impl Aspect {
    /// The aspect of that name, as `www/types.d.ts` and the command line have them: `period`, `axis`, `axis:us-gaap:SomeAxis`.
    ///
    /// ```
    /// use filing_viewer::table::Aspect;
    /// assert_eq!(Aspect::of_name("axis:e:RegionAxis"), Some(Aspect::Axis("e:RegionAxis".to_owned())));
    /// assert_eq!(Aspect::of_name("colour"), None);
    /// ```
    pub fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "label" => Self::Label,
            "members" => Self::Members,
            "period" => Self::Period,
            "unit" => Self::Unit,
            "value" => Self::Value,
            "table" => Self::Table,
            "concept" => Self::Concept,
            "origin" => Self::Origin,
            "axis" => Self::Axes,
            "entity" => Self::Entity,
            "kind" => Self::Kind,
            "sign" => Self::Sign,
            "decimals" => Self::Decimals,
            "scale" => Self::Scale,
            "nil" => Self::Nil,
            "hidden" => Self::Hidden,
            "caveat" => Self::Caveat,
            "report" => Self::Report,
            _ => Self::Axis(name.strip_prefix("axis:")?.to_owned()),
        })
    }
}

/// A key to sort by. Nil and blanks are last either way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey<By> {
    /// What is sorted by.
    pub by: By,
    /// Greatest first.
    pub descending: bool,
}

impl SortKey<Aspect> {
    /// The keys that words name, as the element's `sort` has them: `period, value descending`. An error is a sentence.
    ///
    /// ```
    /// use filing_viewer::table::{Aspect, SortKey};
    /// let keys = SortKey::of_words("period, value descending").unwrap();
    /// assert_eq!(keys[1], SortKey { by: Aspect::Value, descending: true });
    /// assert!(SortKey::of_words("size").unwrap_err().contains("size"));
    /// ```
    pub fn of_words(words: &str) -> Result<Vec<Self>, String> {
        let key = |part: &str| {
            let (name, way) = part.trim().split_once(char::is_whitespace).unwrap_or((part.trim(), ""));
            // A fact may be on several axes.
            let by = Aspect::of_name(name)
                .filter(|by| *by != Aspect::Axes)
                .ok_or_else(|| format!("Facts are not sorted by “{name}”: choose value, {ASPECTS}."))?;
            match way.trim() {
                "" | "ascending" => Ok(Self { by, descending: false }),
                "descending" => Ok(Self { by, descending: true }),
                other => Err(format!("“{other}” is no order: say ascending or descending.")),
            }
        };
        words.split(',').map(key).collect()
    }
}

/// What facts are filtered and sorted by, in words.
const ASPECTS: &str =
    "label, concept, origin, members, axis:NAME, period, unit, entity, kind, sign, decimals, scale, nil, hidden, caveat, table, report";

/// Which facts are wanted, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FactsQuery {
    /// Words, parted by white space, that must all occur, each anywhere: in the label, the concept's name, an axis, a member, the
    /// value or what is shown. Capitals and the marks of letters do not count. Of a text block the first 16,000 bytes of what is
    /// shown are searched; behind 32 MB of them the first 200 of each. Only the first 32 words are heard.
    pub search: String,
    /// Every filter must let a fact through.
    pub filters: Vec<Filter>,
    /// The keys, of which the first counts most. Facts equal in all of them keep the order read.
    pub sort: Vec<SortKey<Aspect>>,
}

/// Lets facts through that have one of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// What the values are of; not [`Aspect::Value`], which lets nothing through.
    pub facet: Aspect,
    /// The values, of which a fact must have one.
    pub values: Vec<String>,
}

impl FactsQuery {
    /// Lets through, of the facts that there are so far, those that have the value, or another one that was named of the facet:
    /// `unit=USD`. An error is a sentence.
    ///
    /// ```
    /// use filing_viewer::table::{Aspect, FactsQuery, Filter};
    /// let mut query = FactsQuery::default();
    /// query.only("unit=USD").unwrap();
    /// query.only("unit=EUR").unwrap();
    /// assert_eq!(query.filters, [Filter { facet: Aspect::Unit, values: vec!["USD".to_owned(), "EUR".to_owned()] }]);
    /// assert!(query.only("USD").is_err());
    /// ```
    pub fn only(&mut self, words: &str) -> Result<(), String> {
        let (name, value) = words.split_once('=').ok_or_else(|| format!("“{words}” is no filter: say FACET=VALUE, such as unit=USD."))?;
        let facet = Aspect::of_name(name).filter(|facet| *facet != Aspect::Value);
        let facet = facet.ok_or_else(|| format!("Facts are not filtered by “{name}”: choose axis, {ASPECTS}."))?;
        match self.filters.iter_mut().find(|filter| filter.facet == facet) {
            Some(filter) => filter.values.push(value.to_owned()),
            None => self.filters.push(Filter { facet, values: vec![value.to_owned()] }),
        }
        Ok(())
    }
}

/// What is asked of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetQuery {
    /// The facet.
    pub facet: Aspect,
    /// Only values with all these words, in the value or in words.
    pub search: String,
    /// How many values at most.
    pub limit: usize,
}

/// Facts in groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupsQuery {
    /// The facts, and their order within each group.
    pub facts: FactsQuery,
    /// What the facts of a group have in common. Groups stand in its order, turned round where it is the first key of the sort and
    /// descending.
    pub by: Aspect,
    /// The values whose facts are listed; none for all.
    pub open: Option<Vec<String>>,
}

/// Concepts down, the values of an aspect across.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PivotQuery {
    /// The facts; the rows stand in the order of the first fact of each.
    pub facts: FactsQuery,
    /// What the columns are the values of.
    pub across: Aspect,
    /// How many columns at most: those with the most facts.
    pub columns: usize,
}
