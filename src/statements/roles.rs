//! Which roles may become statements, what they are called, in which order they stand, and under which heading of EDGAR's menu.

use crate::filing::Category;
use crate::read::xbrl::taxonomy::Taxonomy;

/// A role with a presentation.
#[derive(Debug)]
pub(super) struct Candidate {
    /// Its number in the taxonomy.
    pub(super) role: u32,
    /// The whole definition; by it roles are in order.
    pub(super) long: String,
    /// What kind of report it is; none where its definition does not say so as EDGAR asks.
    pub(super) kind: Option<Kind>,
    pub(super) title: String,
    /// What EDGAR's own summary says.
    pub(super) category: Option<Category>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Document,
    Statement,
    Disclosure,
    Schedule,
}

/// Roles of the SEC's own taxonomies, whose definitions no filing carries.
const OF_THE_SEC: [(&str, &str); 3] = [
    ("ecd/role/PvpDisclosure", "995410 - Disclosure - Pay vs Performance Disclosure"),
    ("ecd/role/InsiderTradingArrangements", "995445 - Disclosure - Insider Trading Arrangements"),
    ("cyd/role/CybersecurityRiskManagementAndStrategyDisclosure", "995550 - Disclosure - Cybersecurity Risk Management and Strategy Disclosure"),
];

/// All roles with a presentation, in order.
pub(super) fn candidates(taxonomy: &Taxonomy<'_>) -> Vec<Candidate> {
    let mut all: Vec<Candidate> = taxonomy.presentation.keys().filter_map(|role| candidate(taxonomy, *role)).collect();
    crate::order::sort_by(&mut all, |one, other| one.long.cmp(&other.long));
    all
}

/// The title of a role.
pub(super) fn title(taxonomy: &Taxonomy<'_>, role: u32) -> String {
    candidate(taxonomy, role).map_or_else(String::new, |candidate| candidate.title)
}

fn candidate(taxonomy: &Taxonomy<'_>, number: u32) -> Option<Candidate> {
    let (uri, role) = taxonomy.roles.get_index(number as usize)?;
    let of_sec = uri.strip_prefix("http://xbrl.sec.gov/");
    if of_sec.is_some_and(|rest| rest.ends_with("/notRendered")) {
        return None;
    }
    let built_in = || OF_THE_SEC.iter().find(|(end, _)| of_sec == Some(end)).map(|(_, definition)| *definition);
    let definition = role.definition.as_deref().or_else(built_in);
    let long = definition.unwrap_or(uri).trim().to_owned();
    let (kind, title) = match taken_apart(&long) {
        Some((kind, title)) => (Some(kind), title.to_owned()),
        None if definition.is_some() => (None, long.clone()),
        None => (None, of_address(uri)),
    };
    Some(Candidate { role: number, kind, title, category: role.category.as_deref().and_then(Category::of_name), long })
}

/// "0000002 - Statement - BALANCE SHEETS" as its kind and title.
fn taken_apart(long: &str) -> Option<(Kind, &str)> {
    let (number, rest) = long.split_once('-')?;
    let (kind, title) = rest.split_once('-')?;
    let number = number.trim();
    let kind = match kind.trim() {
        "Document" => Kind::Document,
        "Statement" => Kind::Statement,
        "Disclosure" => Kind::Disclosure,
        "Schedule" => Kind::Schedule,
        _ => return None,
    };
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then(|| (kind, title.trim()))
}

/// The end of a role's address in words.
fn of_address(uri: &str) -> String {
    let last = uri.trim_end_matches('/').rsplit(['/', '#']).next().unwrap_or(uri);
    crate::filing::words_of_name(last.strip_prefix("rol_").unwrap_or(last))
}

/// What a long name says of itself.
struct Says {
    parenthetical: bool,
    policy: bool,
    table: bool,
    detail: bool,
}

impl Says {
    fn of(long: &str) -> Self {
        let small = long.to_lowercase();
        let in_brackets = |word: &str| {
            small.match_indices('(').any(|(at, _)| {
                let rest = &small[at..];
                rest[..rest.find(')').unwrap_or(0)].contains(word)
            })
        };
        let behind = small.splitn(3, '-').nth(2).unwrap_or_default();
        Self { parenthetical: behind.contains("paren"), policy: in_brackets("polic"), table: in_brackets("table"), detail: in_brackets("detail") }
    }
}

/// Under what each of the reports stands, which are in order: what one is depends on those before it. None of a filing that does not
/// name its roles as EDGAR asks.
pub(super) fn categories(reports: &[&Candidate]) -> Vec<Option<Category>> {
    if reports.iter().all(|report| report.kind.is_none()) {
        return reports.iter().map(|report| report.category).collect();
    }
    let mut state = None;
    let mut all = Vec::with_capacity(reports.len());
    for report in reports {
        let next = after(state, report.kind, &Says::of(&report.long));
        state = Some(next);
        all.push(Some(report.category.unwrap_or(next)));
    }
    all
}

fn after(state: Option<Category>, kind: Option<Kind>, says: &Says) -> Category {
    use Category::{Cover, Details, Notes, Policies, Statements, Tables, Uncategorized};
    let is_statement = kind == Some(Kind::Statement);
    match state {
        None if says.parenthetical => Cover,
        None if is_statement => Statements,
        None if says.policy => Notes,
        None if says.table => Tables,
        None if says.detail => Details,
        None => Cover,
        Some(Cover) => match kind {
            _ if is_statement && !says.parenthetical => Statements,
            _ if says.parenthetical || kind == Some(Kind::Document) => Cover,
            _ if says.policy => Notes,
            _ if says.table => Tables,
            _ if says.detail => Details,
            _ => Notes,
        },
        Some(Statements) if is_statement || says.parenthetical => Statements,
        Some(Statements) => Notes,
        Some(Notes) if says.policy => Policies,
        Some(Notes | Policies) if says.table => Tables,
        Some(Notes | Policies | Tables) if says.detail => Details,
        Some(Notes) if kind == Some(Kind::Disclosure) => Notes,
        Some(Policies) if says.policy || says.parenthetical => Policies,
        Some(Tables) if says.table || says.parenthetical => Tables,
        Some(Details) if says.detail || says.parenthetical => Details,
        Some(_) => Uncategorized,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_menu_moves_on() {
        let names = [
            "1 - Document - Cover",
            "2 - Statement - BALANCE SHEETS",
            "3 - Statement - BALANCE SHEETS (Parenthetical)",
            "4 - Disclosure - Debt",
            "5 - Disclosure - Accounting (Policies)",
            "6 - Disclosure - Debt (Tables)",
            "7 - Disclosure - Debt (Details)",
            "8 - Statement - Late",
        ];
        let all: Vec<Candidate> = names
            .iter()
            .map(|name| {
                let (kind, title) = taken_apart(name).unwrap();
                Candidate { role: 0, long: (*name).to_owned(), kind: Some(kind), title: title.to_owned(), category: None }
            })
            .collect();
        let found: Vec<_> = categories(&all.iter().collect::<Vec<_>>()).into_iter().flatten().map(Category::name).collect();
        assert_eq!(found, ["Cover", "Statements", "Statements", "Notes", "Policies", "Tables", "Details", "Uncategorized"]);
        assert_eq!(all[2].title, "BALANCE SHEETS (Parenthetical)");
    }

    #[test]
    fn other_definitions_are_titles_as_they_are() {
        assert!(taken_apart("Balance sheet - consolidated").is_none());
        assert!(taken_apart("[210000] Statement - Position").is_none());
        assert_eq!(of_address("http://a.example/role/rol_BalanceSheet"), "Balance sheet");
    }
}
