//! What a label's words say: whether it names a balance or a flow, and which equity column it belongs in.

/// Whether a label names something at a date or something over a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// A balance: "Accounts payable".
    Instant,
    /// A flow: "Net income".
    Duration,
}

/// Words with which a flow begins, whatever balance it names behind them: "Increase in accounts payable".
const FLOW_STARTS: &[&str] = &[
    "increase",
    "decrease",
    "(increase)",
    "(decrease)",
    "change",
    "changes",
    "proceeds",
    "payment",
    "payments",
    "repayment",
    "repayments",
    "purchase",
    "purchases",
    "gain",
    "gains",
    "(gain)",
    "loss",
    "losses",
    "(loss)",
    "provision",
    "amortization",
    "depreciation",
    "interest",
    "acquisition",
    "adjustment",
    "net",
    "impairment",
    "write-off",
    "additions",
    "issuance",
    "sale",
    "sales",
    "conversion",
    "reclassification",
];

/// Words that name a balance even beside a word of flow: "Unrecognized compensation cost".
const BALANCE_WORDS: &[&str] = &[
    "payable",
    "receivable",
    "receivables",
    "payables",
    "outstanding",
    "unrecognized",
    "carrying",
    "authorized",
    "allowance",
    "prepaid",
    "accrued",
    "balance",
    "balances",
    "beginning",
    "ending",
    "liabilities",
    "liability",
    "assets",
    "asset",
    "goodwill",
    "inventory",
    "inventories",
    "accumulated",
    "deficit",
    "stockholders",
    "shareholders",
    "equity",
    "deposits",
    "borrowings",
    "unvested",
    "nonvested",
    "exercisable",
    "unpaid",
    "principal",
    "par",
    "retained",
    "stated",
    "reserve",
    "reserves",
    "escrow",
    "borrowing",
    "notional",
];

const FLOW_WORDS: &[&str] = &[
    "income",
    "loss",
    "losses",
    "expense",
    "expenses",
    "revenue",
    "revenues",
    "sales",
    "cost",
    "costs",
    "proceeds",
    "payments",
    "paid",
    "repaid",
    "purchase",
    "purchases",
    "purchased",
    "repurchase",
    "repurchased",
    "repurchases",
    "issued",
    "issuance",
    "granted",
    "exercised",
    "forfeited",
    "vested",
    "expired",
    "amortization",
    "depreciation",
    "provision",
    "gain",
    "gains",
    "dividends",
    "declared",
    "increase",
    "decrease",
    "change",
    "changes",
    "compensation",
    "earnings",
    "benefit",
    "profit",
    "margin",
    "recognized",
    "received",
    "charges",
    "charge",
    "impairment",
    "earned",
    "incurred",
    "settlements",
    "settled",
    "additions",
    "disposals",
    "contributions",
    "tax",
    "taxes",
    "fees",
    "weighted",
    "used",
    "provided",
    "during",
    "adjustment",
    "acquisition",
    "acquired",
    "sold",
    "converted",
    "conversion",
    "write-off",
    "accretion",
    "reclassification",
    "redemption",
    "rent",
    "rental",
];

/// The lower-case words of a label, without the signs around them.
pub(super) fn words(label: &str) -> Vec<String> {
    label
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | ';' | ':' | '|' | '[' | ']' | '’' | '\'' | '–' | '—'))
        .map(|word| crate::space::lower(word.trim_matches(|c: char| !c.is_alphanumeric())))
        .filter(|word| !word.is_empty())
        .collect()
}

/// What a label names, where its words say so.
pub(super) fn nature(words: &[String]) -> Option<Nature> {
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let starts = words.first().is_some_and(|word| FLOW_STARTS.contains(&word.as_str()));
    // "Net income" flows, "Net carrying amount" stands: "net" alone decides nothing.
    let net = words.first().is_some_and(|word| word == "net");
    if starts && !net {
        return Some(Nature::Duration);
    }
    if has(BALANCE_WORDS) {
        return Some(Nature::Instant);
    }
    has(FLOW_WORDS).then_some(Nature::Duration)
}

/// Whether no word of the label speaks of a flow: what a proof asks for.
pub(super) fn is_plain_balance(words: &[String]) -> bool {
    // "Deposits returned", "Liability settled": a past participle tells of an event, but for those that name balances.
    let event = |word: &String| {
        word.ends_with("ed")
            && !matches!(
                word.as_str(),
                "accrued"
                    | "unrecognized"
                    | "authorized"
                    | "restricted"
                    | "unvested"
                    | "nonvested"
                    | "stated"
                    | "accumulated"
                    | "deferred"
                    | "unearned"
                    | "unsecured"
                    | "secured"
                    | "related"
                    | "consolidated"
                    | "combined"
                    | "allocated"
            )
    };
    !words.iter().any(event)
        && words.iter().any(|word| BALANCE_WORDS.contains(&word.as_str()))
        && !words.iter().any(|word| {
            FLOW_WORDS.contains(&word.as_str())
                || FLOW_STARTS.contains(&word.as_str())
                || matches!(word.as_str(), "monthly" | "annual" | "per" | "rate" | "base" | "minimum" | "maximum")
        })
}

/// Whether the label opens or closes a roll-forward.
pub(super) fn is_balance_row(words: &[String]) -> bool {
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    has(&["balance", "balances"]) && !has(&["adjustment"])
        || has(&["beginning", "ending", "opening", "closing"])
        || words.windows(3).any(|w| w[1] == "of" && matches!(w[0].as_str(), "beginning" | "end") && matches!(w[2].as_str(), "period" | "year"))
}

/// What an equity column or another member column stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Total,
    Parent,
    Noncontrolling,
    Common,
    Preferred,
    PaidIn,
    Retained,
    Comprehensive,
    Treasury,
    Other,
}

/// The part that a column's heading names; the last member counts, as it is the innermost.
pub(super) fn part(heading: &[String]) -> Part {
    let has = |word: &str| heading.iter().any(|w| w == word || w.strip_suffix('s') == Some(word));
    let starts = |stem: &str| heading.iter().any(|w| w.starts_with(stem));
    if heading.is_empty() || heading == ["total"] {
        Part::Total
    } else if starts("noncontrolling") || starts("non-controlling") {
        Part::Noncontrolling
    } else if has("parent") || (has("total") && (has("stockholder") || has("shareholder") || has("attributable"))) {
        Part::Parent
    } else if has("comprehensive") {
        Part::Comprehensive
    } else if has("treasury") {
        Part::Treasury
    } else if starts("retained") || starts("deficit") || has("reinvested") || (has("accumulated") && starts("earning")) {
        Part::Retained
    // "Common stock and additional paid-in capital" takes what either would take.
    } else if starts("paid-in") || has("capital") || (has("paid") && has("in")) || has("surplus") {
        Part::PaidIn
    } else if has("preferred") {
        Part::Preferred
    } else if has("common") || has("ordinary") || (has("class") && has("stock")) {
        Part::Common
    } else if has("total") {
        Part::Parent
    } else {
        Part::Other
    }
}

/// How well a label goes with a part of equity: from -2 to 3.
pub(super) fn goes_with(label: &[String], part: Part) -> i32 {
    let has = |word: &str| label.iter().any(|w| w == word || w.strip_suffix('s') == Some(word));
    let starts = |stem: &str| label.iter().any(|w| w.starts_with(stem));
    let per_share = label.windows(2).any(|w| w[0] == "per" && w[1].starts_with("share"));
    let other_comprehensive = has("comprehensive") || starts("translation") || starts("unrealized") || (has("pension") && !has("contribution"));
    let minority = starts("noncontrolling") || starts("non-controlling");
    let repurchase = starts("repurchas") || has("treasury") || starts("reacquire");
    let dividend = starts("dividend") || starts("distribution");
    let earnings =
        !other_comprehensive && has("net") && (has("income") || has("loss") || has("earning")) || label.first().is_some_and(|w| w == "profit");
    let shares =
        has("share") && (starts("(in") || label.windows(2).any(|w| w[0] == "in" && w[1] == "shares") || label.last().is_some_and(|w| w == "shares"));
    let compensation =
        starts("share-based") || starts("stock-based") || starts("equity-based") || starts("stock-option") || has("compensation") || has("warrant");
    let issue = starts("issu")
        || starts("exercis")
        || starts("conver")
        || starts("vest")
        || starts("offering")
        || starts("withheld")
        || (has("stock") && (has("plan") || has("award")));
    if per_share {
        return if part == Part::Total { 3 } else { 0 };
    }
    match part {
        Part::Noncontrolling if minority => 3,
        Part::Total if minority => 1,
        Part::Noncontrolling => -1,
        _ if minority => -1,
        Part::Comprehensive => {
            if other_comprehensive {
                3
            } else {
                -2
            }
        }
        Part::Treasury => {
            if repurchase {
                3
            } else if issue {
                0
            } else {
                -2
            }
        }
        Part::Retained if earnings || dividend || has("accounting") || has("cumulative") => 3,
        Part::Retained => {
            if other_comprehensive || compensation || shares {
                -2
            } else if repurchase {
                1
            } else {
                -1
            }
        }
        Part::PaidIn if shares => -2,
        Part::PaidIn if other_comprehensive || earnings || dividend => -2,
        Part::PaidIn if compensation => 3,
        Part::PaidIn if issue => 2,
        Part::Common if has("preferred") => -1,
        Part::Common if shares && !repurchase => 3,
        Part::Common if other_comprehensive || earnings || dividend || (compensation && !issue) => -2,
        Part::Common if issue => 1,
        Part::Preferred => {
            if has("preferred") {
                2
            } else {
                -1
            }
        }
        Part::Total => {
            if shares {
                -1
            } else {
                1
            }
        }
        Part::Parent => {
            if shares {
                -1
            } else {
                1
            }
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flow_that_names_a_balance_stays_a_flow() {
        for (label, want) in [
            ("Increase in accounts payable", Some(Nature::Duration)),
            ("Accounts payable", Some(Nature::Instant)),
            ("Unrecognized compensation cost", Some(Nature::Instant)),
            ("Net income", Some(Nature::Duration)),
            ("Net carrying amount", Some(Nature::Instant)),
            ("Useful life", None),
        ] {
            assert_eq!(nature(&words(label)), want, "{label}");
        }
    }

    #[test]
    fn equity_movements_find_their_part() {
        let best = |label: &str, headings: &[&str]| {
            let label = words(label);
            headings.iter().copied().max_by_key(|heading| goes_with(&label, part(&words(heading)))).unwrap().to_owned()
        };
        let headings = [
            "Common Stock [Member]",
            "Additional Paid-in Capital [Member]",
            "Retained Earnings [Member]",
            "AOCI: accumulated other comprehensive loss",
            "Treasury Stock [Member]",
        ];
        assert_eq!(best("Net income", &headings), headings[2]);
        assert_eq!(best("Other comprehensive loss, net of tax", &headings), headings[3]);
        assert_eq!(best("Stock-based compensation", &headings), headings[1]);
        assert_eq!(best("Purchase of treasury stock", &headings), headings[4]);
        assert_eq!(best("Exercise of stock options (in shares)", &headings), headings[0]);
    }
}
