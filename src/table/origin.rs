//! Whether a concept is of a taxonomy that others than the filer keep.

use crate::filing::Concept;

/// Hosts whose namespaces hold nothing but taxonomies for many filers: the host, or the end of it behind a point.
const KEEPERS: &[&str] = &[
    "fasb.org",
    "xbrl.us",
    "xbrl.sec.gov",
    "xbrl.ifrs.org",
    "xbrl.iasb.org",
    "xbrl.org",
    "xbrl.frc.org.uk",
    "esma.europa.eu",
    "eba.europa.eu",
    "eiopa.europa.eu",
    "eurofiling.info",
    "xbrl.de",
    "xbrl.dcca.dk",
    "nltaxonomie.nl",
    "mca.gov.in",
    "dart.fss.or.kr",
    "xbrl.mof.gov.cn",
    "xbrl.cipc.co.za",
    "bcb.gov.br",
];

/// Hosts that hold the namespaces of filers as well, and their taxonomies under this path.
const KEEPERS_BELOW: &[(&str, &str)] = &[("edinet-fsa.go.jp", "/taxonomy/"), ("xbrl.tdnet.info", "/taxonomy/")];

/// Prefixes that a filer of the SEC's or under IFRS may use for nothing else: what tells where the namespace is not known.
const PREFIXES: &[&str] = &[
    "us-gaap",
    "srt",
    "dei",
    "ecd",
    "cyd",
    "cef",
    "rr",
    "oef",
    "vip",
    "ffd",
    "country",
    "currency",
    "exch",
    "invest",
    "naics",
    "sic",
    "stpr",
    "ifrs-full",
    "ifrs-smes",
    "jpcrp_cor",
    "jpdei_cor",
    "jppfs_cor",
    "jpigp_cor",
];

/// Whether a namespace is that of a taxonomy which a regulator or standard setter keeps: of the FASB, the SEC, the IFRS foundation,
/// XBRL International, the FRC, EDINET, TDnet, ESMA and others. All others are the filer's own.
///
/// ```
/// use filing_viewer::table::is_standard;
/// assert!(is_standard("http://fasb.org/us-gaap/2024"));
/// assert!(is_standard("http://disclosure.edinet-fsa.go.jp/taxonomy/jppfs/2024-11-01/jppfs_cor"));
/// assert!(!is_standard("http://disclosure.edinet-fsa.go.jp/jpcrp030000/asr/001/X99001-000/2025-03-31/01/2025-06-28"));
/// assert!(!is_standard("http://www.acme.example/20231231"));
/// ```
pub fn is_standard(namespace: &str) -> bool {
    let rest = namespace.split_once("://").map_or(namespace, |(_, rest)| rest);
    let (host, path) = rest.find(['/', '#']).map_or((rest, ""), |at| rest.split_at(at));
    let host = host.to_ascii_lowercase();
    let is = |keeper: &str| host.strip_suffix(keeper).is_some_and(|before| before.is_empty() || before.ends_with('.'));
    KEEPERS.iter().any(|keeper| is(keeper)) || KEEPERS_BELOW.iter().any(|(keeper, below)| is(keeper) && path.starts_with(below))
}

/// `standard`, `custom`, or nothing where neither namespace nor prefix tells.
pub(super) fn origin(concept: &Concept) -> &'static str {
    let name = concept.name.as_deref().unwrap_or_default();
    let expanded = name.strip_prefix('{').and_then(|rest| rest.split_once('}')).map(|(namespace, _)| namespace);
    match concept.namespace.as_deref().or(expanded) {
        Some(namespace) if is_standard(namespace) => "standard",
        Some(_) => "custom",
        None => match name.split_once([':', '_']) {
            // EDINET's prefixes have the sign that parts prefix and name in R pages.
            _ if PREFIXES.iter().any(|prefix| name.strip_prefix(prefix).is_some_and(|rest| rest.starts_with([':', '_']))) => "standard",
            Some(_) => "custom",
            None => "",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_taxonomies_of_real_filings_are_standard_and_the_filers_own_are_not() {
        for (namespace, standard) in [
            ("http://xbrl.us/us-gaap/2009-01-31", true),
            ("http://xbrl.sec.gov/dei/2024", true),
            ("http://xbrl.ifrs.org/taxonomy/2023-03-23/ifrs-full", true),
            ("http://xbrl.frc.org.uk/fr/2021-01-01/core", true),
            ("https://www.esma.europa.eu/taxonomy/2022-03-24/esef_cor", true),
            ("http://www.xbrl.tdnet.info/taxonomy/jp/tse/tdnet/ed/t/2014-01-12", true),
            ("http://www.xbrl.tdnet.info/jp/tse/tdnet/qc/edjp/sm/30460/20140114084208", false),
            ("http://www.ford.com/20230630", false),
            ("http://notfasb.org/us-gaap/2024", false),
            ("http://fasb.org.example/us-gaap/2024", false),
            ("http://acme.example/fasb.org/2024", false),
            ("", false),
        ] {
            assert_eq!(is_standard(namespace), standard, "{namespace}");
        }
    }

    #[test]
    fn without_a_namespace_the_prefix_tells() {
        let of = |name: &str| origin(&Concept { name: (!name.is_empty()).then(|| name.into()), ..Concept::default() });
        assert_eq!(["us-gaap:Assets", "us-gaap_Assets", "jppfs_cor:Assets"].map(of), ["standard"; 3]);
        assert_eq!(["acme:Assets", "us-gaapish:Assets", "acme_Assets"].map(of), ["custom"; 3]);
        assert_eq!(["{http://fasb.org/srt/2024}A", "{http://a.example}A", "Assets", ""].map(of), ["standard", "custom", "", ""]);
    }
}
