//! Why a value was placed where it is, in words for an accountant.

/// The kinds of evidence that choose a placement without proving it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reason {
    /// Nothing speaks for it.
    First,
    /// The label's words go with the column's.
    Words,
    /// Values add up across the columns.
    Across,
    /// Values add up down the columns.
    Down,
    /// The date and length of the column.
    Time,
    /// Neighbouring rows.
    Neighbours,
    /// The same label elsewhere.
    Label,
    /// Currency signs.
    Signs,
}

impl Reason {
    pub(super) const COUNT: usize = 8;
    pub(super) const ALL: [Self; Self::COUNT] =
        [Self::First, Self::Words, Self::Across, Self::Down, Self::Time, Self::Neighbours, Self::Label, Self::Signs];

    fn because(self) -> &'static str {
        match self {
            Self::First => "nothing on the page says otherwise",
            Self::Words => "the words of its label go best with the headings there",
            Self::Across => "with it the parts add up to the total across the columns",
            Self::Down => "with it the rows add up to the total or closing balance below",
            Self::Time => "the dates and lengths of the columns fit it best there",
            Self::Neighbours => "the rows around it are filled in the same way",
            Self::Label => "the rows with the same label are filled in the same way",
            Self::Signs => "the currency signs fit best there",
        }
    }
}

/// The sentences for a row with that many values in that many columns.
pub(super) fn sentence(values: usize, columns: usize, reason: Reason, first: bool) -> String {
    let given = format!(
        "The text gives {} {} for {} columns, because blank cells vanish when a page is copied as text.",
        number(values),
        if values == 1 { "value" } else { "values" },
        number(columns)
    );
    let placed = match (values, first) {
        (1, true) => "It was placed in the first column".to_owned(),
        (_, true) => format!("They were placed in the first {} columns", number(values)),
        (1, false) => "It was placed in this column".to_owned(),
        (_, false) => "They were placed in these columns".to_owned(),
    };
    let because = if values == 1 {
        reason.because().to_owned()
    } else {
        reason
            .because()
            .replace("with it", "with them")
            .replace("its label", "their label")
            .replace("fit it", "fit them")
            .replace("around it", "around them")
    };
    match reason {
        Reason::First if !first => format!("{given} {placed} as the likeliest: nothing on the page decides it."),
        Reason::First => format!("{given} {placed}: {because}."),
        _ => format!("{given} {placed} because {because}."),
    }
}

/// Why all cells of a row with more values than columns are in doubt.
pub(super) const TOO_MANY: &str = "The text gives more values for this row than the table has columns. They stand in their order; which of them belongs under which heading is not known.";

/// The heading's doubt over a column that only such a row needed.
pub(super) const NAMELESS: &str = "A row of the text has more values than the table has headings. This column was added to keep them.";

fn number(n: usize) -> String {
    const WORDS: [&str; 13] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    WORDS.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}
