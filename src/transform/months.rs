//! The names of months, as the registries take them: mostly the first letters of each, and whatever follows.

/// The names of the months in a language, and what the rules of that language let stand beside them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Language {
    pub(super) code: &'static str,
    /// Twelve groups of spellings with a space between groups and a comma between spellings. A spelling is in small letters.
    /// One with "^" before is not taken in small letters, one with "_" not in capitals.
    names: &'static str,
    letters: Letters,
    /// No letter of English is right before the name.
    pub(super) stands_apart: bool,
    /// What is between the name and a number.
    pub(super) behind: Behind,
    /// What is behind a name at the end.
    pub(super) last: Behind,
    /// The same after a year.
    pub(super) last_in_year_month: Behind,
    /// Anything may stand behind a number at the end.
    pub(super) ends_loosely: bool,
}

/// Which letters of a name may be capitals.
#[derive(Debug, PartialEq, Eq)]
enum Letters {
    /// None, the first or all.
    Usual,
    /// The first or all.
    Capital,
    /// The first.
    First,
    /// Any.
    Any,
    /// Scripts without capitals.
    None,
}

/// What stands before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    Nothing,
    Something,
    /// Something, and no letter of English last.
    NoLetter,
}

/// What stands behind a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    Something,
    /// Something, and no letter of English first.
    NoLetter,
    /// Up to so many characters.
    AtMost(usize),
    /// A full stop or nothing.
    Stop,
    /// Letters or full stops up to the end.
    LettersOrStops,
    /// Letters, or full stops and then not after letters; then anything.
    NotBoth,
}

/// Where a name is looked for in the text between two numbers.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) before: Before,
    pub(super) behind: Behind,
}

const USUAL: Language = Language {
    code: "",
    names: "",
    letters: Letters::Usual,
    stands_apart: false,
    behind: Behind::Something,
    last: Behind::AtMost(6),
    last_in_year_month: Behind::AtMost(7),
    ends_loosely: false,
};

const DANISH: Language = Language {
    code: "da",
    names: "jan feb mar apr maj jun jul aug sep okt nov dec",
    letters: Letters::Any,
    behind: Behind::NotBoth,
    last: Behind::LettersOrStops,
    ..USUAL
};

const CZECH: Language = Language {
    code: "cs",
    names: "ledna,led února,unora,úno,uno března,brezna,bře,bre dubna,dub května,kvetna,kvě,kve června,cervna,čvn,cvn \
            července,cervence,čvc,cvc srpna,srp září,zari,zář,zar října,rijna,říj,rij listopadu,lis prosince,pro",
    behind: Behind::NoLetter,
    last: Behind::Stop,
    ..USUAL
};

const WELSH: Language =
    Language { code: "cy", names: "ion chwe maw ebr mai meh gor aws med hyd tach rhag", stands_apart: true, last: Behind::AtMost(7), ..USUAL };

/// Month names where a month and year stand alone, which take more forms than before a day.
const ALONE: [Language; 2] = [
    Language {
        names: "leden,ledna,lednu,led únor,unor,února,unora,únoru,unoru,úno,uno \
                březen,brezen,března,brezna,březnu,breznu,bře,bre duben,dubna,dubnu,dub \
                květen,kveten,května,kvetna,květnu,kvetnu,kvě,kve červen,cerven,června,cervna,červnu,cervnu,čvn,cvn \
                červenec,cervenec,července,cervence,červenci,cervenci,čvc,cvc srpen,srpna,srpnu,srp září,zari,zář,zar \
                říjen,rijen,října,rijna,říjnu,rijnu,říj,rij listopadu,listopad,lis prosinec,prosince,prosinci,pro",
        ..CZECH
    },
    Language { names: "ion chwe maw,faw ebr mai,fai meh,feh gor,ngor aws med,fed hyd tach,dach,nhach,thach rhag,rag", ..WELSH },
];

const LANGUAGES: [Language; 27] = [
    Language {
        code: "bg", names: "ян фев мар апр май,маи юни юли авг сеп окт ное дек", ends_loosely: true, ..USUAL
    },
    CZECH,
    WELSH,
    DANISH,
    Language { code: "de", names: "jan,jän,jaen feb mär,maer,mar apr mai jun jul aug sep okt nov dez", ..USUAL },
    // Some capitals are letters of English that look the same.
    Language {
        code: "el",
        names: "ιαν,ίαν,^iαν φεβ μάρ,μαρ απρ,άπρ,^aπρ,_αρίλ,_άρίλ,_^aρίλ,αριλ,άριλ,^aριλ μαΐ,μαι,μάι,μαϊ,μάϊ,^μαϊ\u{301} ιούν,ίούν,ίουν,ιουν,^iούν,^iουν \
                ιούλ,ίούλ,ίουλ,ιουλ,^iούλ,^iουλ αύγ,αυγ σεπ οκτ,όκτ,^oκτ νοέ,νοε δεκ",
        last: Behind::AtMost(8),
        ..USUAL
    },
    Language {
        code: "en",
        names: "january,jan february,feb march,mar april,apr may june,jun july,jul august,aug september,sep october,oct november,nov december,dec",
        letters: Letters::Capital,
        last: Behind::AtMost(0),
        last_in_year_month: Behind::AtMost(0),
        ..USUAL
    },
    Language { code: "es", names: "ene feb mar abr may jun jul ago sep oct nov dic", last: Behind::AtMost(7), ..USUAL },
    Language { code: "et", names: "jaan veebr märts,marts apr mai juuni juuli aug sept okt nov dets", last: Behind::AtMost(5), ..USUAL },
    Language { code: "fi", names: "tam hel maa huh tou kes hei elo syy lok mar jou", stands_apart: true, last: Behind::AtMost(8), ..USUAL },
    Language { code: "fr", names: "janv févr,fevr mars avr mai juin juil août,aout sept oct nov déc,dec", last: Behind::AtMost(5), ..USUAL },
    Language { code: "hr", names: "sij velj ožu,ozu tra svi lip srp kol ruj lis stu pro", ..USUAL },
    Language { code: "hu", names: "jan feb márc,marc ápr,apr máj,maj jún,jun júl,jul aug szept okt nov dec", ..USUAL },
    Language { code: "it", names: "gen feb mar apr mag giu lug ago set ott nov dic", ..USUAL },
    Language {
        code: "lt",
        names: "sau vas kov bal geg bir lie rugp,rgp rugs,rgs spa,spl lap gru,grd",
        stands_apart: true,
        last_in_year_month: Behind::AtMost(usize::MAX),
        ends_loosely: true,
        ..USUAL
    },
    Language { code: "lv", names: "janv febr marts apr maijs jūn,jun jūl,jul aug sept okt nov dec", ..USUAL },
    Language { code: "nl", names: "jan feb maa,mrt apr mei jun jul aug sep okt nov dec", ..USUAL },
    Language { code: "no", names: "jan feb mar apr mai jun jul aug sep okt nov des", ..USUAL },
    Language {
        code: "pl",
        names: "sty lut mar kwi maj cze lip sie wrz paź,paz lis gru",
        stands_apart: true,
        last: Behind::AtMost(9),
        ends_loosely: true,
        ..USUAL
    },
    Language { code: "pt", names: "jan fev mar abr mai jun jul ago set out nov dez", ..USUAL },
    Language { code: "ro", names: "ian feb mar apr mai iun iul aug sep oct noi,nov dec", last: Behind::AtMost(7), ..USUAL },
    Language { code: "sk", names: "jan feb mar apr máj,maj jún,jun júl,jul aug sep okt nov dec", ..USUAL },
    Language { code: "sl", names: "jan feb mar apr maj jun jul avg sep okt nov dec", ..USUAL },
    Language { code: "sv", ..DANISH },
    // Of the first registry, which takes either the whole name or three letters.
    Language {
        code: "en-long",
        names: "january february march april may june july august september october november december",
        letters: Letters::First,
        ..USUAL
    },
    Language { code: "en-short", names: "jan feb mar apr may jun jul aug sep oct nov dec", letters: Letters::First, ..USUAL },
    HINDI,
];

// October to December are refused, as the vectors have it: the pattern of these rules and the table of their months spell the three
// in different ways. A fact that names one keeps its text and gets a caveat.
pub(super) const HINDI: Language = Language {
    code: "hi", names: "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर", letters: Letters::None, ..USUAL
};

/// The language of that code. `alone` is whether the month stands with a year and no day.
pub(super) fn language(code: &str, alone: bool) -> Option<&'static Language> {
    static TABLE: [Language; 27] = LANGUAGES;
    static TABLE_ALONE: [Language; 2] = ALONE;
    let find = |languages: &'static [Language]| languages.iter().find(|language| language.code == code);
    if alone { find(&TABLE_ALONE) } else { None }.or_else(|| find(&TABLE))
}

impl Language {
    /// The month whose name stands in the text, as far behind as one can.
    pub(super) fn month(&self, text: &str, place: Place) -> Option<u8> {
        if place.before == Before::Nothing {
            return self.month_at(text, place.behind).flatten();
        }
        let mut before = text.chars();
        // From the end to the second character: something is before the name.
        while before.next_back().is_some() {
            let at = before.as_str().len();
            let apart = before.as_str().chars().next_back().is_some_and(|c| place.before != Before::NoLetter || !c.is_ascii_alphanumeric());
            if apart && let Some(month) = self.month_at(&text[at..], place.behind) {
                return month;
            }
        }
        None
    }

    /// The month whose name the text begins with. Some(None) where there is a name and yet no date, whatever stands before.
    fn month_at(&self, text: &str, behind: Behind) -> Option<Option<u8>> {
        for (month, group) in (1..).zip(self.names.split(' ').filter(|group| !group.is_empty())) {
            for name in group.split(',') {
                let Some(rest) = self.strip(text, name) else { continue };
                let fits = match behind {
                    Behind::Something => !rest.is_empty(),
                    Behind::NoLetter => rest.starts_with(|c: char| !c.is_ascii_alphanumeric()),
                    Behind::AtMost(most) => rest.chars().nth(most).is_none(),
                    Behind::Stop => matches!(rest, "" | "."),
                    Behind::LettersOrStops => rest.bytes().all(|b| b.is_ascii_alphabetic()) || rest.bytes().all(|b| b == b'.'),
                    Behind::NotBoth => {
                        let stops = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
                        return Some((stops.len() == rest.len() || !stops.starts_with('.')).then_some(month));
                    }
                };
                if fits {
                    return Some(Some(month));
                }
            }
        }
        None
    }

    /// What is behind the name that the text begins with.
    fn strip<'a>(&self, text: &'a str, name: &str) -> Option<&'a str> {
        let (mut never_small, mut never_all) = (false, false);
        let mut name = name.chars();
        while let Some(mark @ ('^' | '_')) = name.as_str().chars().next() {
            never_small |= mark == '^';
            never_all |= mark == '_';
            name.next();
        }
        let mut rest = text.chars();
        let (mut first, mut small, mut capital) = (false, 0, 0);
        for (at, expected) in name.enumerate() {
            let c = rest.next()?;
            if lower(c) != expected {
                return None;
            }
            match c == expected {
                false if at == 0 => first = true,
                false => capital += 1,
                // A mark on the letter before.
                true if at > 0 && !('\u{300}'..'\u{370}').contains(&c) => small += 1,
                true => {}
            }
        }
        let fits = match self.letters {
            Letters::Any => true,
            Letters::None => !first && capital == 0,
            Letters::First => first && capital == 0,
            Letters::Usual | Letters::Capital => match (first, capital) {
                (false, 0) => self.letters == Letters::Usual && !never_small,
                (true, 0) => true,
                (true, _) => small == 0 && !never_all,
                (false, _) => false,
            },
        };
        fits.then_some(rest.as_str())
    }
}

/// The small letter, of those that are in names of months.
fn lower(c: char) -> char {
    let small = match c {
        'A'..='Z' | 'À'..='Þ' | 'Α'..='Ϋ' | 'А'..='Я' => c as u32 + 32,
        'Ā'..='ķ' if (c as u32).is_multiple_of(2) => c as u32 + 1,
        'Ĺ'..='Ň' | 'Ź'..='Ž' if !(c as u32).is_multiple_of(2) => c as u32 + 1,
        'Ŋ'..='ŷ' if (c as u32).is_multiple_of(2) => c as u32 + 1,
        'Ά' => 'ά' as u32,
        'Έ'..='Ί' => c as u32 + 37,
        'Ό' => 'ό' as u32,
        'Ύ' => 'ύ' as u32,
        _ => return c,
    };
    char::from_u32(small).unwrap_or(c)
}
