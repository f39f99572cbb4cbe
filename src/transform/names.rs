//! Names of countries, states, exchanges and categories of filers, as the SEC's rules take them, to their codes.

/// Which names are known, and to which codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// ISO 3166-1 codes.
    Country,
    /// EDGAR's codes of countries, and of provinces of Canada.
    Edgar,
    /// Postal codes of states, and of provinces of Canada.
    State,
    Exchange,
    FilerCategory,
}

/// A country, state or province a line: its ISO, EDGAR and postal codes, each "-" where that rule does not know the name, and
/// the name as a pattern (see [`fits`]).
const PLACES: &str = include_str!("names.txt");

const EXCHANGES: [(&str, &str); 21] = [
    ("BOX", "(The )BOX Exchange((,) LLC)"),
    ("CboeBYX", "(The )Cboe BYX Exchange((,) Inc(.))"),
    ("CboeBZX", "(The )Cboe BZX Exchange((,) Inc(.))"),
    ("C2", "(The )Cboe C2 Exchange((,) Inc(.))"),
    ("CboeEDGA", "(The )Cboe EDGA Exchange((,) Inc(.))"),
    ("CboeEDGX", "(The )Cboe EDGX Exchange((,) Inc(.))"),
    ("CBOE", "(The )Cboe Exchange((,) Inc(.))"),
    ("CHX", "(The )Chicago Stock Exchange((,) Inc(.))"),
    ("IEX", "(The )Investors Exchange((,) LLC)"),
    ("MIAX", "(The )Miami International Securities Exchange((,) LLC)"),
    ("PEARL", "(The )M=I=A=X P=E=A=R=L((,) LLC)"),
    ("BX", "(The )NASDAQ BX((,) Inc(.))"),
    ("GEMX", "(The )NASDAQ GEMX((,) LLC)"),
    ("ISE", "(The )NASDAQ ISE((,) LLC)"),
    ("MRX", "(The )NASDAQ MRX((,) LLC)"),
    ("Phlx", "NASDAQ PHLX((,) LLC)"),
    ("NYSE", "(The )NYSE|(The )New York Stock Exchange((,) LLC)"),
    ("NYSEAMER", "(The )NYSE American((,) LLC)"),
    ("NYSEArca", "(The )NYSE Arca((,) Inc(.))"),
    ("NYSENAT", "(The )NYSE National((,) Inc(.))"),
    ("NASDAQ", "(The )NASDAQ|(The )NASDAQ Stock Market((,) LLC)|(The )NASDAQ Global( Select) Market((,) LLC)"),
];

impl List {
    /// The code of what the text names.
    pub(super) fn code(self, text: &str) -> Option<&'static str> {
        let column = match self {
            List::Country => 0,
            List::Edgar => 1,
            List::State => 2,
            List::Exchange => return EXCHANGES.iter().find(|(_, names)| named(names, text)).map(|(code, _)| *code),
            List::FilerCategory => return filer_category(text),
        };
        PLACES.lines().find_map(|line| {
            let mut columns = line.splitn(4, ' ');
            let code = columns.nth(column).filter(|code| *code != "-")?;
            named(columns.last()?, text).then_some(code)
        })
    }
}

fn filer_category(text: &str) -> Option<&'static str> {
    if named("Large Accelerated Filer", text) {
        return Some("Large Accelerated Filer");
    }
    if named("Accelerated Filer", text) {
        return Some("Accelerated Filer");
    }
    // Anything but letters and digits parts "non" from the rest.
    let behind = text.strip_prefix(['N', 'n'])?.strip_prefix("on")?;
    let rest = behind.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '_');
    (rest.len() < behind.len() && named("Accelerated Filer", rest)).then_some("Non-accelerated Filer")
}

fn named(patterns: &str, text: &str) -> bool {
    patterns.split('|').any(|pattern| fits(pattern, text))
}

/// Whether the text is what the pattern says. In a pattern a capital is that letter in either case, a small letter itself alone,
/// and a capital behind "=" too. A space is white space of any length and kind, "?" any one character, "(…)" may be left out,
/// and "[…]" is one of those characters.
fn fits(pattern: &str, text: &str) -> bool {
    let mut rest = pattern.chars();
    let mut behind = text.chars();
    match rest.next() {
        None => text.is_empty(),
        Some(')') => fits(rest.as_str(), text),
        Some('(') => {
            let mut depth = 1;
            let close = rest.as_str().find(|c| {
                depth += i32::from(c == '(') - i32::from(c == ')');
                depth == 0
            });
            fits(rest.as_str(), text) || close.is_some_and(|close| fits(&rest.as_str()[close..], text))
        }
        Some(' ') => {
            let trimmed = text.trim_start();
            trimmed.len() < text.len() && fits(rest.as_str(), trimmed)
        }
        Some('[') => {
            let Some((class, rest)) = rest.as_str().split_once(']') else { return false };
            behind.next().is_some_and(|c| class.contains(c)) && fits(rest, behind.as_str())
        }
        Some('?') => behind.next().is_some() && fits(rest.as_str(), behind.as_str()),
        Some('=') => behind.next() == rest.next() && fits(rest.as_str(), behind.as_str()),
        Some(c) => {
            behind.next().is_some_and(|found| found == c || c.is_ascii_uppercase() && found == c.to_ascii_lowercase())
                && fits(rest.as_str(), behind.as_str())
        }
    }
}
