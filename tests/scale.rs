//! In what numbers were shown: the power of ten, of every kind of source.

use filing_viewer::read;

/// Of each fact what is shown, its value and its scale.
fn scales(text: &str, name: &str) -> Vec<(String, Option<String>, Option<i8>)> {
    let filing = read(text.as_bytes(), name).unwrap();
    filing.facts().map(|fact| (fact.shown().into_owned(), fact.value().map(|value| value.into_owned()), fact.scale())).collect()
}

fn is(found: &[(String, Option<String>, Option<i8>)], expected: &[(&str, Option<&str>, Option<i8>)]) {
    let found: Vec<_> = found.iter().map(|(shown, value, scale)| (shown.as_str(), value.as_deref(), *scale)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_title_scales_money_and_shares_and_nothing_else() {
    let text = "|\nDebt (Details) - USD ($)\n$ in Millions, shares in Thousands\n|\nDec. 31, 2024\n|Bonds\n|$ 9\n|Shares issued (in shares)\n|7\n|Rate\n|4.5%\n\
                |Earnings per share (in dollars per share)\n|$ 1.25\n|Name\n|Acme\n|Loans\n|—\n";
    is(
        &scales(text, "debt.txt"),
        &[
            ("$ 9", Some("9000000"), Some(6)),
            ("7", Some("7000"), Some(3)),
            ("4.5%", Some("0.045"), Some(-2)),
            ("$ 1.25", Some("1.25"), Some(0)),
            ("Acme", Some("Acme"), None),
            ("—", Some("—"), None),
        ],
    );
}

#[test]
fn a_title_without_a_scale_shows_money_in_ones() {
    is(&scales("|\nCash (Details) - USD ($)\n|\nDec. 31, 2023\n|Cash\n|$ 12\n", "cash.txt"), &[("$ 12", Some("12"), Some(0))]);
}

#[test]
fn facts_of_inline_documents_have_the_scale_of_their_tag() {
    let fact = |attributes: &str, shown: &str| {
        format!("<ix:nonFraction name=\"e:Cash\" contextRef=\"c\" unitRef=\"u\" decimals=\"0\" {attributes}>{shown}</ix:nonFraction>")
    };
    let document = [
        "<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:ix=\"http://www.xbrl.org/2013/inlineXBRL\" xmlns:xbrli=\"http://www.xbrl.org/2003/instance\" ",
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:e=\"http://e.example\" xmlns:iso4217=\"http://www.xbrl.org/2003/iso4217\"><head/><body><ix:header><ix:resources>",
        "<xbrli:context id=\"c\"><xbrli:entity><xbrli:identifier scheme=\"http://e.example\">A</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:instant>2024-12-31</xbrli:instant></xbrli:period></xbrli:context>",
        "<xbrli:unit id=\"u\"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit></ix:resources></ix:header><p>",
        &fact("scale=\"6\"", "12"),
        &fact("", "12"),
        &fact("scale=\"-2\"", "12"),
        &fact("scale=\"+3\"", "12"),
        &fact("scale=\"6\" xsi:nil=\"true\"", ""),
        &fact("scale=\"many\"", "12"),
        "<ix:nonNumeric name=\"e:Note\" contextRef=\"c\">12</ix:nonNumeric></p></body></html>",
    ]
    .concat();
    is(
        &scales(&document, "scales.htm"),
        &[
            ("12", Some("12000000"), Some(6)),
            ("12", Some("12"), Some(0)),
            ("12", Some("0.12"), Some(-2)),
            ("12", Some("12000"), Some(3)),
            ("", None, None),
            ("12", None, None),
            ("12", Some("12"), None),
        ],
    );
}
