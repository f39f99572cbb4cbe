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
