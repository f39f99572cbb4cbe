//! HTML as the parts of tags and the text between them: a tokenizer of the kind that browsers have, after the WHATWG standard.
//!
//! It leaves out what a reader of tables has no use for (comments, document types, errors) and knows 298 of the 2231 named
//! characters; everything else agrees with html5gum, as a test holds. That crate would be a sixth of what the page loads.

use std::borrow::Cow;
use std::ops::Range;

/// What a tokenizer finds. Names are in lower case, references to characters are resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A start tag begins. Its attributes follow, then [`Token::StartEnd`], which is missing where the input ends in the tag.
    Start(Cow<'a, str>),
    /// An attribute; the value is empty where there is none.
    Attribute(Cow<'a, str>, Cow<'a, str>),
    /// The end of a start tag, and whether a slash stands in it.
    StartEnd(bool),
    /// An end tag.
    End(Cow<'a, str>),
    /// Text.
    Text(Cow<'a, str>),
}

/// Reads all tokens, each with the bytes it takes up. With `raw`, what stands in `script`, `style` and their like is text up to
/// the end tag; without, as in XHTML, it is read as anything else.
pub(super) fn read(html: &str, raw: bool, each: &mut dyn FnMut(Token<'_>, Range<usize>)) {
    let mut input = Input { html, at: 0 };
    while input.at < html.len() {
        let start = input.at;
        let text = input.until_markup();
        if !text.is_empty() {
            each(Token::Text(resolved(text, false)), start..input.at);
        }
        let start = input.at;
        match input.next_two() {
            (b'<', b'/') if input.is_letter(2) => {
                input.at += 2;
                let name = input.name();
                loop {
                    match input.part() {
                        Some(Part::Attribute(..)) => {}
                        Some(Part::End { .. }) => break each(Token::End(name), start..input.at),
                        // A tag that the input ends in is none.
                        None => return,
                    }
                }
            }
            (b'<', b'/') => input.skip_to(2, ">"),
            (b'<', b'!') if html[start..].starts_with("<!--") => input.skip_comment(),
            (b'<', b'!' | b'?') => input.skip_to(1, ">"),
            (b'<', _) => {
                input.at += 1;
                let name = input.name();
                each(Token::Start(name.clone()), start..input.at);
                let closing = loop {
                    let start = input.at;
                    match input.part() {
                        Some(Part::Attribute(name, value)) => each(Token::Attribute(name, value), start..input.at),
                        Some(Part::End { slash }) => break slash,
                        None => return,
                    }
                };
                each(Token::StartEnd(closing), input.at - 1..input.at);
                if raw && let Some(references) = raw_text(&name) {
                    let start = input.at;
                    let text = input.until_end_tag(&name);
                    if !text.is_empty() {
                        each(Token::Text(if references { resolved(text, false) } else { text.into() }), start..input.at);
                    }
                }
            }
            _ => {}
        }
    }
}

/// Whether an element holds text only, and if so, whether references to characters are resolved in it.
fn raw_text(name: &str) -> Option<bool> {
    match name {
        "textarea" | "title" => Some(true),
        "script" | "style" | "iframe" | "xmp" | "noembed" | "noframes" | "noscript" | "plaintext" => Some(false),
        _ => None,
    }
}

/// What follows in a tag.
enum Part<'a> {
    Attribute(Cow<'a, str>, Cow<'a, str>),
    End { slash: bool },
}

struct Input<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Input<'a> {
    fn rest(&self) -> &'a str {
        &self.html[self.at..]
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.html.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    fn next_two(&self) -> (u8, u8) {
        (self.byte(0), self.byte(1))
    }

    fn is_letter(&self, ahead: usize) -> bool {
        self.byte(ahead).is_ascii_alphabetic()
    }

    /// Takes what is before the first byte that is wanted, or all.
    fn take(&mut self, wanted: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.bytes().position(wanted).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    /// Takes text up to the next tag, comment or the like; a "<" that begins none of them is text.
    fn until_markup(&mut self) -> &'a str {
        let start = self.at;
        loop {
            match self.rest().find('<') {
                None => self.at = self.html.len(),
                Some(ahead) => {
                    self.at += ahead;
                    let begins = match self.byte(1) {
                        b'!' | b'?' => true,
                        b'/' => self.at + 2 < self.html.len(),
                        next => next.is_ascii_alphabetic(),
                    };
                    if !begins {
                        self.at += 1;
                        continue;
                    }
                }
            }
            return &self.html[start..self.at];
        }
    }

    /// Takes text up to the end tag of that name.
    fn until_end_tag(&mut self, name: &str) -> &'a str {
        let start = self.at;
        while name != "plaintext"
            && let Some(ahead) = self.rest().find("</")
        {
            self.at += ahead;
            let after = self.at + 2 + name.len();
            let is_it = self.html.as_bytes().get(self.at + 2..after).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
            if is_it && self.html.as_bytes().get(after).is_some_and(|byte| is_space(*byte) || matches!(byte, b'/' | b'>')) {
                return &self.html[start..self.at];
            }
            self.at += 2;
        }
        self.at = self.html.len();
        &self.html[start..]
    }

    fn skip_to(&mut self, ahead: usize, end: &str) {
        let from = (self.at + ahead).min(self.html.len());
        self.at = self.html[from..].find(end).map_or(self.html.len(), |at| from + at + end.len());
    }

    fn skip_comment(&mut self) {
        let body = &self.html[self.at + 4..];
        if let Some(short) = [">", "->"].into_iter().find(|short| body.starts_with(short)) {
            self.at += 4 + short.len();
            return;
        }
        // "--!>" ends a comment too, and the dashes may be those it began with.
        let mut from = self.at + 4;
        loop {
            let Some(ahead) = self.html[from..].find("--") else { return self.at = self.html.len() };
            let after = from + ahead + 2;
            match self.html.as_bytes().get(after..) {
                Some([b'>', ..]) => return self.at = after + 1,
                Some([b'!', b'>', ..]) => return self.at = after + 2,
                _ => from = after - 1,
            }
        }
    }

    fn name(&mut self) -> Cow<'a, str> {
        lower(self.take(|byte| is_space(byte) || matches!(byte, b'/' | b'>')))
    }

    /// Takes an attribute or the end of the tag; none where the input ends.
    fn part(&mut self) -> Option<Part<'a>> {
        let mut slash = false;
        loop {
            match self.html.as_bytes().get(self.at)? {
                b'/' => slash = true,
                b'>' => {
                    self.at += 1;
                    return Some(Part::End { slash });
                }
                byte if is_space(*byte) => slash = false,
                _ => break,
            }
            self.at += 1;
        }
        let start = self.at;
        // An equals sign may begin a name.
        self.at += usize::from(self.byte(0) == b'=');
        self.take(|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        let name = lower(&self.html[start..self.at]);
        let before = self.at;
        self.take(|byte| !is_space(byte));
        if self.byte(0) != b'=' {
            self.at = before;
            return Some(Part::Attribute(name, Cow::Borrowed("")));
        }
        self.at += 1;
        self.take(|byte| !is_space(byte));
        let value = match self.byte(0) {
            quote @ (b'"' | b'\'') => {
                self.at += 1;
                let value = self.take(|byte| byte == quote);
                self.at += 1;
                if self.at > self.html.len() {
                    self.at = self.html.len();
                    return None;
                }
                value
            }
            _ => self.take(|byte| is_space(byte) || byte == b'>'),
        };
        Some(Part::Attribute(name, resolved(value, true)))
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c)
}

fn lower(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) { name.to_ascii_lowercase().into() } else { name.into() }
}

/// The text with its references to characters resolved.
fn resolved(text: &str, in_attribute: bool) -> Cow<'_, str> {
    if !text.contains('&') {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let found = if from.as_bytes().get(1) == Some(&b'#') { by_number(from) } else { by_name(from, in_attribute) };
        let (c, length) = found.unwrap_or(('&', 1));
        out.push(c);
        rest = &from[length..];
    }
    out.push_str(rest);
    out.into()
}

/// `&#8212;` or `&#x2014;`, with or without the semicolon: the character, and how many bytes it took to say it.
fn by_number(text: &str) -> Option<(char, usize)> {
    let (digits, radix) = match text.as_bytes().get(2)? {
        b'x' | b'X' => (&text[3..], 16),
        _ => (&text[2..], 10),
    };
    let count = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    if count == 0 {
        return None;
    }
    let code = digits[..count].chars().fold(0_u32, |code, digit| code.saturating_mul(radix).saturating_add(digit.to_digit(radix).unwrap_or(0)));
    let c = match code {
        0x80..=0x9f => WINDOWS[code as usize - 0x80],
        0 => char::REPLACEMENT_CHARACTER,
        _ => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    };
    let length = text.len() - digits.len() + count;
    Some((c, length + usize::from(text.as_bytes().get(length) == Some(&b';'))))
}

/// `&mdash;`, or one of the old names without the semicolon.
fn by_name(text: &str, in_attribute: bool) -> Option<(char, usize)> {
    let length = text.bytes().skip(1).take_while(u8::is_ascii_alphanumeric).count();
    let name = &text[1..=length];
    if text.as_bytes().get(1 + length) == Some(&b';')
        && let Some(c) = old(name).or_else(|| new(name))
    {
        return Some((c, length + 2));
    }
    // The longest old name that the text begins with. In an attribute "&copy=1" and "&copyright" are not meant so.
    let (c, length) = (2..=length.min(6)).rev().find_map(|length| Some((old(&name[..length])?, length)))?;
    let after = text.as_bytes().get(1 + length);
    let refused = in_attribute && after.is_some_and(|byte| *byte == b'=' || byte.is_ascii_alphanumeric());
    (!refused).then_some((c, length + 1))
}

/// A name that holds without a semicolon.
fn old(name: &str) -> Option<char> {
    let latin = || LATIN.split(' ').position(|one| one == name).and_then(|at| char::from_u32(0xa0 + at as u32));
    match name {
        "amp" | "AMP" => Some('&'),
        "lt" | "LT" => Some('<'),
        "gt" | "GT" => Some('>'),
        "quot" | "QUOT" => Some('"'),
        "COPY" => Some('©'),
        "REG" => Some('®'),
        _ => latin(),
    }
}

fn new(name: &str) -> Option<char> {
    let mut words = NAMED.split(' ');
    while let (Some(one), Some(code)) = (words.next(), words.next()) {
        if one == name {
            return u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
        }
    }
    None
}

/// What numbers from 128 to 159 mean: they are taken as Windows-1252.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜',
    '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The names of U+00A0 to U+00FF.
const LATIN: &str = "\
nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm \
raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde \
Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave \
eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Names and numbers of other characters: those of HTML 4, and what else filings may have.
const NAMED: &str = "\
Tab 9 NewLine a excl 21 num 23 dollar 24 percnt 25 apos 27 lpar 28 rpar 29 ast 2a plus 2b comma 2c period 2e sol 2f colon 3a semi 3b equals 3d \
quest 3f commat 40 lbrack 5b lsqb 5b bsol 5c rbrack 5d rsqb 5d Hat 5e lowbar 5f grave 60 lbrace 7b lcub 7b verbar 7c vert 7c rbrace 7d rcub 7d \
Amacr 100 amacr 101 Abreve 102 abreve 103 Aogon 104 aogon 105 Cacute 106 cacute 107 Ccaron 10c ccaron 10d Dcaron 10e dcaron 10f Dstrok 110 \
dstrok 111 Emacr 112 emacr 113 Eogon 118 eogon 119 Ecaron 11a ecaron 11b Gbreve 11e gbreve 11f Imacr 12a imacr 12b Idot 130 inodot 131 Lstrok 141 \
lstrok 142 Nacute 143 nacute 144 Ncaron 147 ncaron 148 Omacr 14c omacr 14d Odblac 150 odblac 151 OElig 152 oelig 153 Rcaron 158 rcaron 159 \
Sacute 15a sacute 15b Scedil 15e scedil 15f Scaron 160 scaron 161 Tcedil 162 tcedil 163 tcaron 165 Umacr 16a umacr 16b Uring 16e uring 16f \
Udblac 170 udblac 171 Yuml 178 Zacute 179 zacute 17a Zdot 17b zdot 17c Zcaron 17d zcaron 17e fnof 192 circ 2c6 tilde 2dc Alpha 391 Beta 392 \
Gamma 393 Delta 394 Epsilon 395 Zeta 396 Eta 397 Theta 398 Iota 399 Kappa 39a Lambda 39b Mu 39c Nu 39d Xi 39e Omicron 39f Pi 3a0 Rho 3a1 Sigma 3a3 \
Tau 3a4 Upsilon 3a5 Phi 3a6 Chi 3a7 Psi 3a8 Omega 3a9 alpha 3b1 beta 3b2 gamma 3b3 delta 3b4 epsilon 3b5 zeta 3b6 eta 3b7 theta 3b8 iota 3b9 \
kappa 3ba lambda 3bb mu 3bc nu 3bd xi 3be omicron 3bf pi 3c0 rho 3c1 sigmaf 3c2 sigma 3c3 tau 3c4 upsilon 3c5 phi 3c6 chi 3c7 psi 3c8 omega 3c9 \
thetasym 3d1 upsih 3d2 piv 3d6 ensp 2002 emsp 2003 numsp 2007 puncsp 2008 thinsp 2009 hairsp 200a zwnj 200c zwj 200d lrm 200e rlm 200f dash 2010 \
hyphen 2010 ndash 2013 mdash 2014 horbar 2015 lsquo 2018 rsquo 2019 rsquor 2019 lsquor 201a sbquo 201a ldquo 201c rdquo 201d rdquor 201d \
bdquo 201e ldquor 201e dagger 2020 Dagger 2021 bull 2022 nldr 2025 hellip 2026 mldr 2026 permil 2030 prime 2032 Prime 2033 lsaquo 2039 rsaquo 203a \
oline 203e frasl 2044 euro 20ac incare 2105 image 2111 numero 2116 copysr 2117 weierp 2118 real 211c trade 2122 alefsym 2135 frac13 2153 \
frac23 2154 frac15 2155 frac25 2156 frac35 2157 frac45 2158 frac16 2159 frac56 215a frac18 215b frac38 215c frac58 215d frac78 215e larr 2190 \
uarr 2191 rarr 2192 darr 2193 harr 2194 crarr 21b5 lArr 21d0 uArr 21d1 rArr 21d2 dArr 21d3 hArr 21d4 forall 2200 part 2202 exist 2203 empty 2205 \
nabla 2207 isin 2208 notin 2209 ni 220b prod 220f sum 2211 minus 2212 lowast 2217 radic 221a prop 221d infin 221e ang 2220 and 2227 or 2228 \
cap 2229 cup 222a int 222b there4 2234 sim 223c cong 2245 asymp 2248 ne 2260 equiv 2261 le 2264 ge 2265 sub 2282 sup 2283 nsub 2284 sube 2286 \
supe 2287 oplus 2295 otimes 2297 perp 22a5 sdot 22c5 lceil 2308 rceil 2309 lfloor 230a rfloor 230b lang 27e8 rang 27e9 blk14 2591 squ 25a1 \
square 25a1 squf 25aa utri 25b5 rtri 25b9 dtri 25bf ltri 25c3 loz 25ca cir 25cb bigstar 2605 starf 2605 star 2606 phone 260e female 2640 male 2642 \
spades 2660 clubs 2663 hearts 2665 diams 2666 sung 266a flat 266d natural 266e sharp 266f check 2713 checkmark 2713 cross 2717 malt 2720 sext 2736 \
fflig fb00 filig fb01 fllig fb02 ffilig fb03 ffllig fb04";

#[cfg(test)]
mod tests {
    use super::*;
    use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
    use html5gum::{Span, Tokenizer};
    use proptest::prelude::*;

    /// Tokens with texts joined; a tag is said with where it begins.
    type Said = Vec<(String, usize)>;

    fn add(said: &mut Said, kind: char, text: &str, at: usize) {
        match said.last_mut() {
            Some((last, _)) if kind == 't' && last.starts_with('t') => last.push_str(text),
            _ => said.push((format!("{kind}{text}"), if kind == 't' { 0 } else { at })),
        }
    }

    fn ours(html: &str) -> Said {
        let mut said = Said::new();
        read(html, true, &mut |token, place| match token {
            Token::Start(name) => add(&mut said, 's', &name, place.start),
            Token::Attribute(name, value) => add(&mut said, 'a', &format!("{name}={value}"), 0),
            Token::StartEnd(slash) => add(&mut said, 'e', if slash { "/" } else { "" }, place.end),
            Token::End(name) => add(&mut said, 'c', &name, place.start),
            Token::Text(text) => add(&mut said, 't', &text, 0),
        });
        said
    }

    fn theirs(html: &str) -> Said {
        let mut said = Said::new();
        let mut name = String::new();
        let mut emitter = CallbackEmitter::<_, std::convert::Infallible, usize>::new(|event: CallbackEvent<'_>, span: Span<usize>| {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            match event {
                CallbackEvent::OpenStartTag { name } => add(&mut said, 's', &text(name), span.start),
                CallbackEvent::AttributeName { name: new } => {
                    name = text(new);
                    add(&mut said, 'a', &format!("{name}="), 0);
                }
                CallbackEvent::AttributeValue { value } => {
                    said.pop();
                    add(&mut said, 'a', &format!("{name}={}", text(value)), 0);
                }
                CallbackEvent::CloseStartTag { self_closing } => add(&mut said, 'e', if self_closing { "/" } else { "" }, span.end),
                CallbackEvent::EndTag { name } => {
                    // It tells of attributes of end tags, which mean nothing.
                    while said.pop_if(|(text, _)| text.starts_with('a')).is_some() {}
                    add(&mut said, 'c', &text(name), span.start);
                }
                CallbackEvent::String { value } => add(&mut said, 't', &text(value), 0),
                _ => {}
            }
            None
        });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
        said
    }

    /// What comes before a tag that the input ends in is all that counts: what is said of the tag itself is never used.
    fn without_open_tag(mut said: Said) -> Said {
        while said.pop_if(|(text, _)| text.starts_with('a')).is_some() {}
        let tag = said.iter().rposition(|(text, _)| text.starts_with('s'));
        if let Some(tag) = tag.filter(|tag| said[*tag..].iter().all(|(text, _)| text.starts_with(['s', 'a']))) {
            said.truncate(tag);
        }
        said
    }

    fn agree(html: &str) {
        assert_eq!(without_open_tag(ours(html)), without_open_tag(theirs(html)), "{html}");
    }

    #[test]
    fn agrees_with_html5gum_on_what_is_seen() {
        for html in [
            "<table class=report id='x'><TR><td Class=\"nump\" nowrap>$ 5<span></span>\n</td></tr></table>",
            "a < b <3 </ x> <> </> <br/> <br / > <a b=c/> <a / b> <p =x=y> <a b = 'c'd>",
            "<!-- a > b --> c <!--> d <!---> e <!-- f --!> g <!DOCTYPE html> <?xml version='1.0'?> <![CDATA[ x ]]> h",
            "&amp;&lt;&nbsp;&#160;&#xA0;&#146;&#0;&#x110000;&copy2&notit;&mdash;&mdash &unknown; & &# &#x; &#xg &ampamp;",
            "<a href='?a=1&copy=2&reg;&lt&amp'>",
            "<script>a < b </scrip> '</td>' </SCRIPT ><title>a &amp; <b> </title><style>p > q {}</style><textarea>\n</textarea>x",
            "<noscript><td></noscript><xmp>&amp;</xmp>",
            "<td",
            "<td a",
            "<td a='b",
            "</td",
            "</",
            "<",
            "x<!--",
            "<title>never ended",
            "&",
            "&#",
            "&a",
        ] {
            agree(html);
        }
    }

    #[test]
    fn knows_the_names_it_has() {
        for (names, step) in [(LATIN, 1), (NAMED, 2)] {
            names.split(' ').step_by(step).for_each(|name| agree(&format!("&{name};")));
        }
        assert_eq!(NAMED.split(' ').count(), 2 * 298);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn agrees_with_html5gum_on_whatever_comes(parts in proptest::collection::vec(prop_oneof![
            8 => proptest::sample::select(vec![
                "<", ">", "/", "</", "<!", "--", "-", "!", "?", "=", "'", "\"", "&", ";", "#", "x", " ", "\n", "<td", "</td>", "<TR ", "<br/>", "class", "&amp", "&#14",
                "&nbsp;", "é", "<title>", "</title", "<style>", "</style>", "<!--", "-->", "text", "5",
            ]).prop_map(str::to_owned),
            1 => "[ -%'-~]{0,3}",
        ], 0..24)) {
            let mut html = String::new();
            for part in &parts {
                // Names beyond those of HTML 4 are not known here, so none are made.
                let name = html.rfind('&').is_some_and(|at| html[at + 1..].bytes().all(|byte| byte.is_ascii_alphanumeric()));
                html.push_str(if name && part != ";" { " " } else { "" });
                html.push_str(part);
            }
            prop_assert_eq!(without_open_tag(ours(&html)), without_open_tag(theirs(&html)), "{}", html);
        }
    }
}
