//! Concepts down, the values of an aspect across.

use super::column::Column;
use super::index::Index;
use super::query::{Aspect, PivotQuery};
use super::select::Selection;
use crate::filing::Filing;
use crate::hash::HashSet;
use crate::order::Key;

/// The facts of a query as a table: a row for each concept, a column for each value of an aspect.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pivot {
    /// The facts row behind row, each in the query's order; those of columns that are left out as well.
    facts: Vec<u32>,
    /// Where each row begins in them, and where the last one ends.
    starts: Vec<u32>,
    /// The columns: latest first of periods, else in the aspect's order; facts that lack the aspect last.
    pub columns: Vec<PivotColumn>,
    /// What is left out: a sentence. None where nothing is.
    pub caveat: Option<String>,
    /// For each code of the aspect its column.
    of_code: Vec<Option<u32>>,
}

/// A column of a pivot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PivotColumn {
    /// The value that its facts have in common.
    pub value: String,
    /// The value in words.
    pub words: String,
    /// How many facts it has.
    pub count: u32,
}

/// The facts of a concept in a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PivotCell {
    /// All of them, in the query's order.
    pub facts: Vec<u32>,
    /// How many of them differ in value, unit, period, entity or dimensions: 1 where they all report the same.
    pub different: u32,
}

impl Pivot {
    /// How many rows there are.
    pub fn len(&self) -> u32 {
        self.starts.len().saturating_sub(1) as u32
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The facts of all rows.
    pub fn facts(&self) -> &[u32] {
        &self.facts
    }

    /// The facts of a row, those of columns that are left out as well.
    pub fn row(&self, row: u32) -> &[u32] {
        let start = |row: usize| self.starts.get(row).map_or(self.facts.len(), |start| *start as usize);
        self.facts.get(start(row as usize)..start(row as usize + 1)).unwrap_or_default()
    }
}

impl Index {
    /// The facts of a query as a table; none where the columns cannot be those of the aspect: values, and axes, of which a fact may
    /// have several.
    ///
    /// ```
    /// use filing_viewer::table::{Aspect, FactsQuery, Index, PivotQuery};
    /// let text = "|\nDebt (Details) - USD ($)\n|\nDec. 31, 2024\n|\nDec. 31, 2023\n|Bonds\n|$ 9\n|$ 12\n|Loans\n|$ 4\n|$ 30\n";
    /// let filing = filing_viewer::read(text.as_bytes(), "debt.txt")?;
    /// let index = Index::default();
    /// let query = PivotQuery { facts: FactsQuery::default(), across: Aspect::Period, columns: 10 };
    /// let pivot = index.pivot(&filing, &query).unwrap();
    /// let columns: Vec<_> = pivot.columns.iter().map(|column| column.words.as_str()).collect();
    /// assert_eq!(columns, ["2024-12-31", "2023-12-31"]);
    /// let cells = index.pivot_cells(&filing, &query, &pivot, 1);
    /// assert_eq!(cells.iter().flatten().map(|cell| &cell.facts[..]).collect::<Vec<_>>(), [[2], [3]]);
    /// # Ok::<(), filing_viewer::Error>(())
    /// ```
    pub fn pivot(&self, filing: &Filing, query: &PivotQuery) -> Option<Pivot> {
        self.pivot_of(filing, &self.select(filing, &query.facts.search, &query.facts.filters), query)
    }

    pub(crate) fn pivot_of(&self, filing: &Filing, selection: &Selection, query: &PivotQuery) -> Option<Pivot> {
        let across = self.column(filing, &query.across)?;
        let down = self.column(filing, &Aspect::Concept)?;
        let (columns_of, rows_of) = (self.numbers(filing, across.base), self.numbers(filing, down.base));
        let sorted = self.sorted(filing, selection, &query.facts.sort);
        // What has no concept is told apart by its label.
        let labels = self.column(filing, &Aspect::Label)?;
        let labels_of = self.numbers(filing, labels.base);
        let unnamed = down.values.iter().position(|concept| concept.value.is_empty()).map_or(u32::MAX, |at| at as u32);
        let named = down.values.len() as u32;
        let row_code = |fact: u32| match down.code(rows_of[fact as usize]) {
            code if code == unnamed => named + labels.code(labels_of[fact as usize]),
            code => code,
        };
        let (mut row_of, mut starts) = (vec![u32::MAX; down.values.len() + labels.values.len()], vec![0_u32]);
        let mut counts = vec![0_u32; across.values.len()];
        for fact in &sorted {
            let row = &mut row_of[row_code(*fact) as usize];
            if *row == u32::MAX {
                *row = starts.len() as u32 - 1;
                starts.push(0);
            }
            starts[*row as usize + 1] += 1;
            counts[across.code(columns_of[*fact as usize]) as usize] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let (mut facts, mut next) = (vec![0; sorted.len()], starts.clone());
        for fact in &sorted {
            let place = &mut next[row_of[row_code(*fact) as usize] as usize];
            facts[*place as usize] = *fact;
            *place += 1;
        }
        let (codes, caveat) = chosen(across, &counts, query);
        let mut of_code = vec![None; across.values.len()];
        (0..).zip(&codes).for_each(|(column, code)| of_code[*code as usize] = Some(column));
        let column = |code: u32| {
            let value = &across.values[code as usize];
            PivotColumn { value: value.value.clone(), words: value.words().to_owned(), count: counts[code as usize] }
        };
        Some(Pivot { facts, starts, columns: codes.into_iter().map(column).collect(), caveat, of_code })
    }

    /// The cells of a row of a query's pivot, one for each column; none where it has no fact.
    pub fn pivot_cells(&self, filing: &Filing, query: &PivotQuery, pivot: &Pivot, row: u32) -> Vec<Option<PivotCell>> {
        let mut cells: Vec<Option<PivotCell>> = vec![None; pivot.columns.len()];
        let Some(across) = self.column(filing, &query.across) else { return cells };
        let numbers = self.numbers(filing, across.base);
        for fact in pivot.row(row) {
            let column = pivot.of_code.get(across.code(numbers[*fact as usize]) as usize).copied().flatten();
            if let Some(cell) = column.and_then(|column| cells.get_mut(column as usize)) {
                cell.get_or_insert_default().facts.push(*fact);
            }
        }
        for cell in cells.iter_mut().flatten() {
            cell.different = self.different(filing, &cell.facts);
        }
        cells
    }

    /// How many facts differ in value, unit, period, entity or dimensions.
    fn different(&self, filing: &Filing, facts: &[u32]) -> u32 {
        if facts.len() == 1 {
            return 1;
        }
        let columns = &filing.facts;
        let mut known = HashSet::default();
        for fact in facts {
            let at = *fact as usize;
            let (kind, value) = (columns.kind[at], columns.value[at]);
            // Numbers are the same whatever their zeros; all else is what its characters are.
            let what = match filing.fact(*fact).map(|fact| super::keys::value_key(&fact)) {
                Some(Key::Number(_)) => (0, self.values(filing).rank(*fact)),
                Some(Key::Nil) => (1, 0),
                _ => (2 + kind as u32, if value == crate::filing::NONE { columns.shown[at] } else { value }),
            };
            known.insert((columns.unit[at], columns.period[at], columns.entity[at], columns.dimensions[at], what));
        }
        known.len() as u32
    }
}

/// The codes that get a column, in the order of the columns; and what has to be said of the others.
fn chosen(across: &Column, counts: &[u32], query: &PivotQuery) -> (Vec<u32>, Option<String>) {
    let mut codes: Vec<u32> = (0..counts.len() as u32).filter(|code| counts[*code as usize] > 0).collect();
    let all = codes.len();
    let mut caveat = None;
    if all > query.columns {
        codes.sort_by_key(|code| (std::cmp::Reverse(counts[*code as usize]), *code));
        let left: u64 = codes.split_off(query.columns).into_iter().map(|code| u64::from(counts[code as usize])).sum();
        caveat = Some(format!("Only {} of {all} columns are shown, those with the most facts: {left} facts are in the others.", query.columns));
    }
    codes.sort_unstable_by_key(|code| if query.across == Aspect::Period { across.turned(*code) } else { *code });
    (codes, caveat)
}
