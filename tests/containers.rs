//! Archives and submissions: what they hold is listed and read, and what is wrong with one takes nothing else away.

#[path = "common/files.rs"]
mod files;
#[path = "common/shared.rs"]
mod shared;

use files::{files, name};
use filing_viewer::{Filing, Limits, Member, State, members, read_within};
use rawzip::{CompressionMethod, ZipArchiveWriter};
use shared::material;
use std::io::Write;

/// A statement with two values.
const PAGE: &str = "|\nBorrowings (Details) - USD ($)\n|\nDec. 31, 2025\n|\nDec. 31, 2024\n|Term loan\n|$ 12,500\n|$ 9,000\n";

fn inline(value: &str) -> String {
    format!(
        r#"<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" xmlns:x="http://www.xbrl.org/2003/instance"
        xmlns:i="http://www.xbrl.org/2003/iso4217" xmlns:e="http://harbour.example/2025"><body><ix:header><ix:resources>
        <x:context id="c"><x:entity><x:identifier scheme="http://harbour.example">7</x:identifier></x:entity>
        <x:period><x:instant>2025-12-31</x:instant></x:period></x:context>
        <x:unit id="u"><x:measure>i:EUR</x:measure></x:unit></ix:resources></ix:header>
        <p>Cash <ix:nonFraction name="e:Cash" contextRef="c" unitRef="u" decimals="0">{value}</ix:nonFraction>
        Debt <ix:nonFraction name="e:Debt" contextRef="c" unitRef="u" decimals="0">90</ix:nonFraction>
        Stock <ix:nonFraction name="e:Stock" contextRef="c" unitRef="u" decimals="0">31</ix:nonFraction>
        Land <ix:nonFraction name="e:Land" contextRef="c" unitRef="u" decimals="0">32</ix:nonFraction>
        Fees <ix:nonFraction name="e:Fees" contextRef="c" unitRef="u" decimals="0">33</ix:nonFraction></p></body></html>"#
    )
}

fn instance(cash: &str, more: &str) -> String {
    let fact = |name: &str, value: &str| format!(r#"<e:{name} contextRef="c" unitRef="u" decimals="0">{value}</e:{name}>"#);
    let facts: String =
        [("Cash", cash), ("Debt", "90"), ("Stock", "31"), ("Land", "32"), ("Fees", "33")].map(|(name, value)| fact(name, value)).concat();
    format!(
        r#"<x:xbrl xmlns:x="http://www.xbrl.org/2003/instance" xmlns:i="http://www.xbrl.org/2003/iso4217" xmlns:e="http://harbour.example/2025">
        <x:context id="c"><x:entity><x:identifier scheme="http://harbour.example">7</x:identifier></x:entity>
        <x:period><x:instant>2025-12-31</x:instant></x:period></x:context><x:unit id="u"><x:measure>i:EUR</x:measure></x:unit>{facts}{more}</x:xbrl>"#
    )
}

/// An archive of such members, deflated.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut archive = ZipArchiveWriter::new(&mut out);
    for (name, bytes) in members {
        let (mut entry, config) = archive.new_file(name).compression_method(CompressionMethod::DEFLATE).start().unwrap();
        let mut writer = config.wrap(flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::default()));
        writer.write_all(bytes).unwrap();
        let (encoder, descriptor) = writer.finish().unwrap();
        encoder.finish().unwrap();
        entry.finish(descriptor).unwrap();
    }
    archive.finish().unwrap();
    out
}

fn read(name: &str, bytes: Vec<u8>) -> Filing {
    read_within([(name, bytes)], Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn why(members: &[Member], end: &str) -> String {
    let member = members.iter().find(|member| member.name.ends_with(end)).unwrap_or_else(|| panic!("no {end} in {members:?}"));
    match &member.state {
        State::Left(why) => why.clone(),
        other => panic!("{end} was not left: {other:?}"),
    }
}

fn all_caveats(filing: &Filing) -> String {
    filing.caveats().iter().map(|caveat| &*caveat.text).collect::<Vec<_>>().join("\n")
}

/// Where bytes stand in others, for the n-th time.
fn find(bytes: &[u8], what: &[u8], nth: usize) -> usize {
    (0..bytes.len()).filter(|at| bytes[*at..].starts_with(what)).nth(nth).unwrap()
}

#[test]
fn an_archive_is_read_member_by_member() {
    let archive = zip(&[("2025/loans.txt", PAGE.as_bytes()), ("2025/report.htm", inline("12").as_bytes()), ("logo.png", b"\x89PNG\r\n\x1a\n...")]);
    let filing = read("year.zip", archive);
    assert_eq!((filing.fact_count(), filing.tables().len(), filing.sources().len()), (7, 1, 2));
    let names: Vec<&str> = filing.members().iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["year.zip", "year.zip/2025/loans.txt", "year.zip/2025/report.htm", "year.zip/logo.png"]);
    assert_eq!(filing.members()[0].state, State::Opened("zip archive"));
    assert_eq!(filing.members()[1].size, PAGE.len() as u64);
    assert_eq!(why(filing.members(), "logo.png"), "this is a picture (PNG)");
    assert!(filing.failures().is_empty(), "what holds no figures is no failure");
}

#[test]
fn an_archive_in_an_archive_is_opened_and_one_within_that_is_not() {
    let inner = zip(&[("loans.txt", PAGE.as_bytes())]);
    let outer = zip(&[("a/inner.zip", &inner), ("report.htm", inline("12").as_bytes())]);
    let filing = read("outer.zip", outer.clone());
    assert_eq!(filing.fact_count(), 7);
    assert!(filing.members().iter().any(|member| member.name == "outer.zip/a/inner.zip/loans.txt"));

    let filing = read("top.zip", zip(&[("outer.zip", &outer)]));
    assert_eq!(filing.fact_count(), 5);
    assert!(why(filing.members(), "inner.zip").contains("a container in a container in a container is not opened"));
    assert_eq!(filing.failures().len(), 1);
}

#[test]
fn what_is_damaged_is_left_and_the_rest_is_read() {
    let good = zip(&[("bad.htm", inline("12").as_bytes()), ("loans.txt", PAGE.as_bytes())]);
    let listed = find(&good, b"PK\x01\x02", 0);

    // A wrong checksum, in the list.
    let mut wrong = good.clone();
    wrong[listed + 16] ^= 1;
    let filing = read("a.zip", wrong);
    assert_eq!(filing.fact_count(), 2);
    assert!(why(filing.members(), "bad.htm").contains("its checksum is wrong"));

    // A member that says it is encrypted.
    let mut encrypted = good.clone();
    encrypted[listed + 8] |= 1;
    assert!(why(read("a.zip", encrypted).members(), "bad.htm").contains("it is encrypted"));

    // One that declares 10 bytes and makes many.
    let mut lies = good.clone();
    lies[listed + 24..listed + 28].copy_from_slice(&10_u32.to_le_bytes());
    assert!(why(read("a.zip", lies).members(), "bad.htm").contains("it declares 10 bytes and makes more"));

    // One that declares 3 GB and makes few: more than the limit, and no room is made for it.
    let mut large = good.clone();
    large[listed + 24..listed + 28].copy_from_slice(&3_000_000_000_u32.to_le_bytes());
    assert!(why(read("a.zip", large).members(), "bad.htm").contains("more than the limit of 1024 MB"));

    // Packed in a way that is not known.
    let mut method = good.clone();
    method[listed + 10] = 14;
    assert!(why(read("a.zip", method).members(), "bad.htm").contains("packed in a way that is not read"));

    // The second member where the first one is.
    let mut overlapping = good.clone();
    let second = find(&good, b"PK\x01\x02", 1);
    overlapping.copy_within(listed + 42..listed + 46, second + 42);
    let members = members([("a.zip", overlapping)], Limits::default());
    assert!(members.iter().any(|member| matches!(&member.state, State::Left(why) if why.contains("shares its bytes"))), "{members:?}");
}

#[test]
fn an_archive_that_is_cut_off_is_read_as_far_as_it_goes() {
    let good = zip(&[("loans.txt", PAGE.as_bytes()), ("report.htm", inline("12").as_bytes())]);
    let filing = read("cut.zip", good[..find(&good, b"PK\x01\x02", 0)].to_vec());
    assert_eq!(filing.fact_count(), 7);
    assert!(all_caveats(&filing).contains("cut off or damaged"), "{}", all_caveats(&filing));
    // Within the second member.
    let filing = read("cut.zip", good[..find(&good, b"PK\x03\x04", 1) + 100].to_vec());
    assert_eq!(filing.fact_count(), 2);
    assert!(why(filing.members(), "report.htm").contains("the archive ends within it"));
}

#[test]
fn whatever_is_cut_off_or_altered_nothing_panics() {
    let good = zip(&[("loans.txt", PAGE.as_bytes()), ("report.htm", inline("12").as_bytes())]);
    for at in 0..good.len() {
        let _ = members([("cut.zip", &good[..at])], Limits::default());
        if at % 3 == 0 {
            let mut altered = good.clone();
            altered[at] ^= 0xff;
            let _ = members([("altered.zip", altered)], Limits::default());
        }
    }
}

#[test]
fn names_lead_nowhere_and_two_of_one_name_are_one() {
    let mut archive = zip(&[("loans.txt", PAGE.as_bytes()), ("up/loans.txt", PAGE.as_bytes())]);
    // Both where the member stands and in the list.
    for nth in [1, 0] {
        let at = find(&archive, b"up/loans.txt", nth);
        archive[at..at + 2].copy_from_slice(b"..");
    }
    let filing = read("a.zip", archive);
    assert!(all_caveats(&filing).contains("leads out of the archive: it was read as “loans.txt”"), "{}", all_caveats(&filing));
    assert!(matches!(&filing.members()[2].state, State::Left(why) if why.contains("another member has the same name")), "{:?}", filing.members());
    assert_eq!(filing.fact_count(), 2);
}

#[test]
fn more_than_the_limit_is_not_unpacked() {
    let archive = zip(&[("loans.txt", PAGE.as_bytes()), ("report.htm", inline("12").as_bytes())]);
    let limits = Limits { bytes: 1000, ..Limits::default() };
    let filing = read_within([("a.zip", archive.clone())], limits).unwrap();
    assert_eq!(filing.fact_count(), 2);
    assert!(why(filing.members(), "report.htm").contains("more than the limit"));
    let filing = read_within([("a.zip", archive)], Limits { members: 1, ..Limits::default() }).unwrap();
    assert_eq!(filing.fact_count(), 2);
    assert!(all_caveats(&filing).contains("more members than the limit of 1"));
}

#[test]
fn an_instance_beside_its_document_is_the_same_report() {
    let document = inline("12");
    let read = |instance: String| read("a.zip", zip(&[("report.htm", document.as_bytes()), ("report_htm.xml", instance.as_bytes())]));
    let filing = read(instance("12", ""));
    assert_eq!(filing.fact_count(), 5);
    assert!(all_caveats(&filing).contains("was held against the document: 5 facts agree."), "{}", all_caveats(&filing));

    // A value that differs is said where it stands, and counted.
    let filing = read(instance("13", ""));
    assert_eq!(filing.fact_count(), 5);
    assert!(filing.fact(0).unwrap().caveats().iter().any(|text| text.contains("says otherwise: 13")));
    assert!(all_caveats(&filing).contains("4 facts agree, 1 differ"));

    // What only the instance has is kept.
    let filing = read(instance("12", r#"<e:Goodwill contextRef="c" unitRef="u" decimals="0">5</e:Goodwill>"#));
    assert_eq!(filing.fact_count(), 6);
    assert!(filing.fact(5).unwrap().caveats()[0].starts_with("Only the instance"));

    // Another company's is a report of its own.
    let filing = read(instance("12", "").replace(">7<", ">8<"));
    assert_eq!((filing.fact_count(), filing.fact(9).unwrap().report()), (10, 2));
}

#[test]
fn prefixes_of_one_document_are_not_those_of_another() {
    let member = |year: u16| {
        inline("12").replace("2025\"", &format!("{year}\"")).replace(
            "</x:entity>",
            r#"<x:segment><d:explicitMember xmlns:d="http://xbrl.org/2006/xbrldi" dimension="e:ByKind">e:Long</d:explicitMember></x:segment></x:entity>"#,
        )
    };
    let filing = read_within([("a.htm", member(2024)), ("b.htm", member(2025))], Limits::default()).unwrap();
    let axis = |id: u32| filing.expanded(filing.fact(id).unwrap().dimensions()[0].axis.as_deref().unwrap()).into_owned();
    assert_eq!(axis(0), "{http://harbour.example/2024}ByKind");
    assert_eq!(axis(5), "{http://harbour.example/2025}ByKind");
}

#[test]
fn a_submission_is_read_document_by_document() {
    let submission = format!(
        "<SEC-DOCUMENT>1.txt : 20260105\n<SEC-HEADER>1.hdr.sgml : 20260105\nCONFORMED SUBMISSION TYPE:\t10-K\nCONFORMED PERIOD OF REPORT:\t20251231\n\
         FILED AS OF DATE:\t\t20260105\nFILER:\n\tCOMPANY DATA:\n\t\tCOMPANY CONFORMED NAME:\t\tHarbour Works Ltd\n\t\tCENTRAL INDEX KEY:\t\t0000000007\n</SEC-HEADER>\n\
         <DOCUMENT>\n<TYPE>10-K\n<SEQUENCE>1\n<FILENAME>report.htm\n<DESCRIPTION>ANNUAL REPORT\n<TEXT>\n<XBRL>\n<?xml version='1.0'?>\n{}\n</XBRL>\n</TEXT>\n</DOCUMENT>\n\
         <DOCUMENT>\n<TYPE>EX-99.1\n<SEQUENCE>2\n<TEXT>\n{PAGE}\n</TEXT>\n</DOCUMENT>\n\
         <DOCUMENT>\n<TYPE>GRAPHIC\n<SEQUENCE>3\n<FILENAME>pets.jpg\n<TEXT>\nbegin 644 pets.jpg\n$_]C_X   \n`\nend\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n",
        inline("12")
    );
    let filing = read("1.txt", submission.clone().into_bytes());
    assert_eq!((filing.fact_count(), filing.tables().len()), (7, 1));
    let members = filing.members();
    assert_eq!(members[0].description.as_deref(), Some("10-K of Harbour Works Ltd (CIK 0000000007), for 2025-12-31, filed 2026-01-05"));
    let types: Vec<_> = members.iter().filter_map(|member| member.document_type.as_deref()).collect();
    assert_eq!(types, ["10-K", "EX-99.1", "GRAPHIC"]);
    assert_eq!(members[2].name, "1.txt/2-EX-99.1.txt");
    assert_eq!((members[3].size, why(members, "pets.jpg").as_str()), (4, "this is a photo (JPEG)"));
    // Cut off in its second document.
    let cut = submission[..submission.find("9,000").unwrap() + 6].to_owned();
    let filing = read("1.txt", cut.into_bytes());
    assert_eq!(filing.fact_count(), 7);
    assert!(all_caveats(&filing).contains("its last document has no end"));
}

#[test]
fn every_document_of_real_submissions_is_listed() {
    let Some(folder) = material("corpus/submission") else { return };
    for path in files(&folder, |name| name.ends_with(".txt")) {
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let tags = |tag: &str| text.lines().filter(|line| line.starts_with(tag)).map(|line| line[tag.len()..].trim().to_owned()).collect::<Vec<_>>();
        let listed = members([(name(&path), bytes.clone())], Limits::default());
        let types: Vec<_> = listed.iter().filter_map(|member| member.document_type.clone()).collect();
        assert_eq!(types, tags("<TYPE>"), "{}", name(&path));
        assert!(listed.iter().filter(|member| member.document_type.is_some()).all(|member| member.size > 0), "{}", name(&path));
        assert!(listed.iter().all(|member| member.state != State::Waiting), "{}", name(&path));
        assert_eq!(listed.iter().filter(|member| member.document_type.is_some()).count(), text.matches("\n</DOCUMENT>").count());
    }
}
