use super::*;

/// The text, and its note; "" where there is none.
fn read(bytes: &[u8]) -> (String, String) {
    let (text, note) = decode(bytes.to_vec());
    let note = note.and_then(|note| note.of(|| text.is_ascii()));
    (text.to_string(), note.unwrap_or_default())
}

/// A page with a head and a body.
fn page(head: &str, body: &[u8]) -> Vec<u8> {
    [format!("<html><head>{head}</head><body>").as_bytes(), body].concat()
}

/// What stands behind `<body>`, and the note.
fn body(head: &str, body: &[u8]) -> (String, String) {
    let (text, note) = read(&page(head, body));
    (text.split_once("<body>").unwrap().1.to_owned(), note)
}

const KANA: &[u8] = b"\x82\xa9\x82\xc8\x83J\x83i"; // かなカナ
const LABEL: &[u8] = b"\x94\x84\x8f\xe3\x8d\x82"; // 売上高

#[test]
fn tells_encodings_by_their_bytes() {
    assert_eq!(decode("€ 5".into()), ("€ 5".into(), None));
    for from in [u16::to_le_bytes, u16::to_be_bytes] {
        let utf16: Vec<u8> = "|Cash\n|€ 5".encode_utf16().flat_map(from).collect();
        assert_eq!(read(&utf16).0, "|Cash\n|€ 5");
        let marked: Vec<u8> = "\u{feff}|Cash\n|€ 5".encode_utf16().flat_map(from).collect();
        assert_eq!(read(&marked), ("|Cash\n|€ 5".into(), String::new()));
    }
    let (text, note) = read(b"fees\nof directors\x92 \x80 5");
    assert_eq!(text, "fees\nof directors’ € 5");
    assert!(note.contains("line 2") && note.contains("Windows-1252"), "{note}");
}

#[test]
fn utf8_becomes_text_where_it_is() {
    let bytes = "|Cash and cash equivalents\n|$ 5".repeat(9).into_bytes();
    let place = bytes.as_ptr();
    assert_eq!(decode(bytes).0.as_ptr(), place);
    let cash = "|Cash and cash equivalents in €".repeat(9);
    let bytes = ["\u{feff}", &cash].concat().into_bytes();
    let place = bytes[3..].as_ptr();
    let (text, note) = decode(bytes);
    assert_eq!((text.as_str(), text.as_ptr(), note), (&*cash, place, None));
}

#[test]
fn a_mark_comes_before_a_declaration() {
    let marked = [b"\xef\xbb\xbf".as_slice(), &page("<meta charset=shift_jis>", "é".as_bytes())].concat();
    let (text, note) = read(&marked);
    assert!(text.ends_with("<body>é") && note.is_empty());
}

#[test]
fn believes_a_declaration_that_the_bytes_bear_out() {
    for (head, bytes, text) in [
        ("<meta charset=windows-1252>", b"directors\x92 \x80 5".as_slice(), "directors’ € 5"),
        // As browsers have it: neither Latin-1 nor ASCII is what it says.
        ("<meta charset='iso-8859-1'>", b"directors\x92 \x80 5", "directors’ € 5"),
        ("<META CHARSET=\"us-ascii\" />", b"directors\x92 \x80 5", "directors’ € 5"),
        ("<meta charset=Shift_JIS>", LABEL, "売上高"),
        ("<meta content='text/html; charset=x-sjis' http-equiv=Content-Type>", LABEL, "売上高"),
        ("<meta http-equiv=\"Content-Type\" content=\"text/html;charset = euc-jp; x=1\">", b"\xc7\xe4\xbe\xe5\xb9\xe2", "売上高"),
        ("<meta charset=iso-2022-jp>", b"\x1b$BGd>e9b\x1b(B 5", "売上高 5"),
        ("<meta charset=gbk>", b"\xd7\xca\xb2\xfa", "资产"),
        ("<meta charset=big5>", b"\xb8\xea\xb2\xa3", "資產"),
        ("<meta charset=euc-kr>", b"\xc0\xda\xbb\xea", "자산"),
        ("<meta charset=windows-1251>", b"\xc0\xea\xf2\xe8\xe2\xfb", "Активы"),
        ("<meta charset=iso-8859-2>", b"\xa3\xf3d\xbc", "Łódź"),
    ] {
        assert_eq!(body(head, bytes), (text.to_owned(), String::new()), "{head}");
    }
}

#[test]
fn finds_declarations_as_browsers_do() {
    let of = |text: &str| declared::encoding(text.as_bytes()).unwrap_or_default();
    assert_eq!(of("\n\r\n <?xml version='1.0' encoding = 'Shift_JIS' ?><html>"), "Shift_JIS");
    assert_eq!(of("<?xml version=\"1.0\" encoding=\"UTF-8\"?><meta charset=gbk>"), "UTF-8", "that of XML is first");
    assert_eq!(of("<TYPE>10-K\n<TEXT>\n<XBRL>\n<?xml version='1.0' encoding='ASCII'?>"), "ASCII");
    assert_eq!(of("<?xml version=\"1.0\"?><meta charset=gbk>"), "gbk");
    assert_eq!(of("Version:0.9\n<html><!-- <meta charset=gbk> --><meta name=x><meta\ncharset = \" big5 \">"), "big5");
    assert_eq!(of("<!--><meta charset=gbk>"), "gbk", "an empty comment");
    assert_eq!(of("<meta charset=gbk/><meta charset=big5>"), "gbk", "the first");
    for none in [
        "",
        "<",
        "<meta",
        "<meta charset",
        "<meta charset=",
        "<meta charset=''>",
        "<meta charset=\"gbk",
        "<meta charset=\"\" name=gbk>",
        "<metal charset=gbk>",
        "<meta content='text/html; charset=gbk'>",
        "<meta http-equiv=refresh content='charset=gbk'>",
        "<meta http-equiv=content-type content='text/html; charset'>",
        "<meta name=description content=x><p charset=gbk>",
        "<!-- <meta charset=gbk>",
        "charset=gbk encoding=\"gbk\"",
        "<?xml encoding",
        "<meta charset='日本語'>",
        "<meta charset=日本語>",
    ] {
        assert_eq!(of(none), "", "{none}");
    }
    let late = |length: usize| format!("<html {}><meta charset=gbk>", "x".repeat(length));
    assert_eq!((of(&late(3000)).as_str(), of(&late(5000)).as_str()), ("gbk", ""));
}

#[test]
fn utf8_wins_over_another_declaration_and_says_so() {
    for label in ["windows-1252", "ISO-8859-1", "ASCII", "Shift_JIS", "gbk", "iso-2022-jp", "x-mac-cyrillic"] {
        let (text, note) = body(&format!("<meta charset={label}>"), "売上高 €".as_bytes());
        assert_eq!(text, "売上高 €");
        assert!(note.contains(label) && note.contains("UTF-8"), "{note}");
        // ASCII is the same in all of them: nothing to say.
        assert_eq!(body(&format!("<meta charset={label}>"), b"Cash 5"), ("Cash 5".into(), String::new()));
    }
    // Who can read “utf-16” in ASCII does not read UTF-16.
    assert_eq!(body("<meta charset=utf-16>", "€".as_bytes()), ("€".into(), String::new()));
}

#[test]
fn what_is_not_the_utf8_it_says_it_is_falls_back() {
    for head in ["", "<meta charset=utf-8>", "<meta charset=utf-16le>"] {
        let (text, note) = body(head, b"\nfees of directors\x92 \x80 5, caf\xe9");
        assert_eq!(text, "\nfees of directors’ € 5, café");
        assert!(note.contains("line 2") && note.contains("Windows-1252"), "{note}");
        let kana = [LABEL, b"<td>", KANA].concat();
        let (text, note) = body(head, &kana);
        assert_eq!(text, "売上高<td>かなカナ");
        assert!(note.contains("line 1") && note.contains("Shift_JIS"), "{note}");
    }
}

#[test]
fn a_few_stray_bytes_leave_the_rest_as_utf8() {
    let (text, note) = read(b"r\xc3\xa9sultat \xe2\x82\xac 5\nchiffre d\x92affaires \xe2\x82\xac 7");
    assert_eq!(text, "résultat € 5\nchiffre d’affaires € 7");
    assert!(note.contains("line 2") && note.contains("Windows-1252"), "{note}");
    // Cut in the middle of its last letter.
    let cut = "売上高 売上".as_bytes();
    assert!(read(&cut[..cut.len() - 1]).0.starts_with("売上高 売"));
}

#[test]
fn kanji_alone_are_japanese_only_where_the_text_says_so() {
    for said in ["<html lang=ja>", "<html xml:lang='ja-JP'>", "<html\nLANG=\"JA\">"] {
        assert_eq!(read(&[said.as_bytes(), LABEL].concat()).0, format!("{said}売上高"));
    }
    for not_said in ["<html>", "<html lang=de>", "<html lang=jam>", "<link hreflang=ja>", "lang="] {
        let (text, note) = read(&[not_said.as_bytes(), LABEL].concat());
        assert!(text.ends_with("”„\u{8f}ã\u{8d}‚"), "{text}");
        assert!(note.contains("Windows-1252"), "{note}");
    }
}

#[test]
fn other_text_is_not_taken_for_japanese() {
    for bytes in [
        // In Windows-1252: letters before letters have the form of Shift_JIS, and so have quotation marks.
        b"Gr\xf6\xdfe, \xfcber, d\x92affaires, \x93Term loan\x94 \xc4nderung".as_slice(),
        b"\x82 \x83 low marks and florins: \x83 5, \x83 7, \x83 9, \x8212\x93",
        // In EUC-JP, letters of one byte in Shift_JIS.
        b"<html lang=ja>\xc7\xe4\xbe\xe5\xb9\xe2\xa4\xce\xa4\xb3\xa4\xc8",
    ] {
        let (text, note) = read(bytes);
        assert_eq!(text.chars().count(), bytes.len());
        assert!(note.contains("Windows-1252"), "{note}");
    }
}

#[test]
fn unknown_names_are_named() {
    for (bytes, read_as) in [("€ 5".as_bytes(), "UTF-8"), (b"5", "UTF-8"), (b"\x80 5", "Windows-1252")] {
        let (text, note) = body("<meta charset=klingon-7>", bytes);
        assert!(text.ends_with('5'));
        assert!(note.contains("“klingon-7”") && note.contains(read_as), "{note}");
    }
    // The standard knows it as one that must not be read.
    assert!(body("<meta charset=hz-gb-2312>", b"5").1.contains("not known"));
    // No name of an encoding, and nothing to repeat.
    assert_eq!(body(&format!("<meta charset={}>", "x".repeat(1000)), b"5").1, "");
}

#[test]
fn broken_letters_are_said() {
    let (text, note) = body("<meta charset=Shift_JIS>", b"\x94\x84\x8f<td>5");
    assert_eq!(text, "売\u{fffd}<td>5");
    assert!(note.contains("broken") && note.contains("Shift_JIS"), "{note}");
    let (text, note) = read(b"\xff\xfe|\0C\0\x00\xd8a\0 ");
    assert_eq!(text, "|C\u{fffd}a");
    assert!(note.contains("broken") && note.contains("UTF-16"), "{note}");
}
