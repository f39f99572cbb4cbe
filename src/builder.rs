//! Where readers pour what they read.

use crate::error::{About, Caveat, Place};
use crate::filing::{Concept, Dimension, Filing, NIL, NONE, PROSE, Source, UNSCALED, Unit};
use crate::format::Format;
use crate::period::Period;
use crate::texts::{Form, Piece, Prose};
use crate::value::Kind;
use faststr::FastStr;

/// A fact before it is stored, as readers of pages have it.
#[derive(Clone, Debug, Default)]
pub(crate) struct NewFact<'a> {
    pub(crate) report: u32,
    pub(crate) concept: Option<u32>,
    pub(crate) label: Option<&'a str>,
    pub(crate) period: Option<Period>,
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) unit: Option<Unit>,
    pub(crate) kind: Kind,
    pub(crate) value: Option<&'a str>,
    pub(crate) shown: &'a str,
    pub(crate) nil: bool,
    /// See [`Fact::scale`](crate::Fact::scale).
    pub(crate) scale: Option<i32>,
    pub(crate) table: Option<(u32, u32)>,
    pub(crate) place: Place,
}

/// A fact whose aspects are known by their numbers already; [`NONE`] for what it lacks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Numbered {
    pub(crate) report: u32,
    pub(crate) concept: u32,
    pub(crate) label: u32,
    pub(crate) entity: u32,
    pub(crate) period: u32,
    pub(crate) dimensions: u32,
    pub(crate) unit: u32,
    pub(crate) kind: Kind,
    pub(crate) value: u32,
    pub(crate) shown: u32,
    pub(crate) decimals: u32,
    pub(crate) flags: u8,
    pub(crate) scale: i8,
    pub(crate) language: u32,
    pub(crate) target: u32,
    pub(crate) table: (u32, u32),
    pub(crate) place: Place,
}

impl Numbered {
    /// A fact of which nothing is known.
    pub(crate) const UNKNOWN: Self = Self {
        report: 0,
        concept: NONE,
        label: NONE,
        entity: NONE,
        period: NONE,
        dimensions: NONE,
        unit: NONE,
        kind: Kind::Text,
        value: NONE,
        shown: NONE,
        decimals: NONE,
        flags: 0,
        scale: UNSCALED,
        language: NONE,
        target: NONE,
        table: (NONE, NONE),
        place: Place { source: 0, start: 0, len: 0 },
    };
}

/// A power of ten as facts have it.
pub(crate) fn scale(power: i32) -> i8 {
    i8::try_from(power).unwrap_or(UNSCALED)
}

/// A filing in the making.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    pub(crate) filing: Filing,
}

impl Builder {
    /// Begins a new source; facts and tables read next belong to it. Returns its number.
    pub(crate) fn source(&mut self, name: &str, format: Format, text: impl Into<FastStr>) -> u32 {
        self.filing.sources.push(Source { name: name.to_owned(), format, text: text.into(), ix: Vec::new(), base: None, passed: None });
        self.filing.sources.len() as u32 - 1
    }

    /// Begins a new report and returns its number, from 1.
    pub(crate) fn report(&mut self) -> u32 {
        self.filing.reports += 1;
        self.filing.reports
    }

    pub(crate) fn concept(&mut self, concept: Concept) -> u32 {
        self.filing.concepts.insert_full(concept).0 as u32
    }

    pub(crate) fn caveat(&mut self, about: About, text: impl Into<std::borrow::Cow<'static, str>>, place: Option<Place>) {
        self.filing.caveats.push(Caveat { about, text: text.into(), place });
    }

    /// A text of which only the places are kept.
    pub(crate) fn prose(&mut self, pieces: &[Piece], form: Form) -> u32 {
        let filing = &mut self.filing;
        let first = filing.pieces.len() as u32;
        filing.pieces.extend_from_slice(pieces);
        filing.prose.push(Prose { first, count: pieces.len() as u32, form });
        (filing.prose.len() as u32 - 1) | PROSE
    }

    pub(crate) fn fact(&mut self, new: NewFact<'_>) -> u32 {
        let filing = &mut self.filing;
        let numbered = Numbered {
            report: new.report,
            concept: new.concept.unwrap_or(NONE),
            label: new.label.map_or(NONE, |text| filing.texts.put(text)),
            period: new.period.map_or(NONE, |period| filing.periods.insert_full(period).0 as u32),
            dimensions: filing.dimensions.insert_full(new.dimensions).0 as u32,
            unit: new.unit.map_or(NONE, |unit| filing.units.insert_full(unit).0 as u32),
            kind: new.kind,
            value: new.value.map_or(NONE, |text| filing.texts.put(text)),
            shown: filing.texts.put(new.shown),
            flags: if new.nil { NIL } else { 0 },
            scale: new.scale.map_or(UNSCALED, scale),
            table: new.table.unwrap_or((NONE, NONE)),
            place: new.place,
            ..Numbered::UNKNOWN
        };
        self.numbered(&numbered)
    }

    /// Makes room for that many facts and texts more.
    pub(crate) fn reserve(&mut self, more: usize, texts: usize) {
        let facts = &mut self.filing.facts;
        for column in [
            &mut facts.report,
            &mut facts.concept,
            &mut facts.label,
            &mut facts.entity,
            &mut facts.period,
            &mut facts.dimensions,
            &mut facts.unit,
            &mut facts.value,
            &mut facts.shown,
            &mut facts.decimals,
            &mut facts.language,
            &mut facts.target,
            &mut facts.table,
            &mut facts.row,
        ] {
            column.reserve_exact(more);
        }
        self.filing.texts.reserve(texts);
        let facts = &mut self.filing.facts;
        facts.kind.reserve_exact(more);
        facts.flags.reserve_exact(more);
        facts.scale.reserve_exact(more);
        facts.place.reserve_exact(more);
    }

    pub(crate) fn numbered(&mut self, new: &Numbered) -> u32 {
        let id = self.filing.fact_count();
        let facts = &mut self.filing.facts;
        facts.report.push(new.report);
        facts.concept.push(new.concept);
        facts.label.push(new.label);
        facts.entity.push(new.entity);
        facts.period.push(new.period);
        facts.dimensions.push(new.dimensions);
        facts.unit.push(new.unit);
        facts.kind.push(new.kind);
        facts.value.push(new.value);
        facts.shown.push(new.shown);
        facts.decimals.push(new.decimals);
        facts.flags.push(new.flags);
        facts.scale.push(new.scale);
        facts.language.push(new.language);
        facts.target.push(new.target);
        facts.table.push(new.table.0);
        facts.row.push(new.table.1);
        facts.place.push(new.place);
        id
    }

    /// Puts in order what is looked up by what it is about.
    pub(crate) fn settle(&mut self) {
        crate::order::sort_by_key(&mut self.filing.caveats, |caveat| caveat.about);
        crate::order::sort_by_key(&mut self.filing.relationships, |tie| tie.from);
    }

    #[cfg(test)]
    pub(crate) fn finish(mut self) -> Filing {
        self.settle();
        self.filing
    }
}
