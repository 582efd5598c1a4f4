//! The grammar: which runs of atoms are time expressions, and what they mean.

use super::atoms::{Atom, cut};
use super::calendar::{add, add_days, holding, hull, precision, precision_of};
use super::period::{Filling, Part, Period, Value, Which, part_of, shifted_unit};
use super::words::{Unit, Word};
use super::{DateInterval, Precision, Tense, TimeContext, TimeExpression, TimeKind, governing_tense};
use crate::tree::{Sentence, Upos};

/// Reads the expressions of a sentence from left to right.
pub(super) fn read(sentence: &Sentence, context: &TimeContext) -> Vec<TimeExpression> {
    let Some(atoms) = cut(&sentence.tokens) else { return Vec::new() };
    let mut reader = Reader { atoms: &atoms, sentence, context: *context, anchor: context.anchor };
    let mut found = Vec::new();
    let mut at = 0;
    while at < atoms.len() {
        let Some((next, value)) = reader.expression(at) else {
            at += 1;
            continue;
        };
        let (first, last) = (&atoms[at], &atoms[next - 1]);
        let time = TimeExpression {
            start: first.start,
            end: last.end,
            first_token: first.token,
            last_token: last.token,
            from: value.from,
            to: value.to,
            precision: value.precision,
            kind: value.kind,
        };
        if time.kind != TimeKind::Duration
            && let Some(interval) = super::document::anchoring(&time)
        {
            reader.anchor = Some(interval);
        }
        found.push(time);
        at = next;
    }
    found
}

/// A place in the grammar's input and what was read up to it.
type Read<T> = Option<(usize, T)>;

/// A point or period of time as read, before its missing parts are filled in.
#[derive(Debug, Clone, Copy)]
enum Core {
    Period { period: Period, part: Part },
    Value(Value),
}

pub(super) struct Reader<'a> {
    pub(super) atoms: &'a [Atom<'a>],
    pub(super) sentence: &'a Sentence,
    pub(super) context: TimeContext,
    pub(super) anchor: Option<DateInterval>,
}

impl Reader<'_> {
    pub(super) fn word(&self, at: usize) -> Word {
        self.atoms.get(at).map_or(Word::Other, |atom| atom.word)
    }

    pub(super) fn text(&self, at: usize) -> &str {
        self.atoms.get(at).map_or("", |atom| atom.text)
    }

    fn is(&self, at: usize, text: &str) -> bool {
        self.text(at).eq_ignore_ascii_case(text)
    }

    pub(super) fn upos(&self, at: usize) -> Upos {
        self.atoms.get(at).map_or(Upos::X, |atom| self.sentence.tokens[atom.token].upos)
    }

    pub(super) fn glued(&self, at: usize) -> bool {
        self.atoms.get(at).is_some_and(|atom| atom.glued)
    }

    /// Whether the atom is a noun that the words before it modify ("the 2021 *withdrawal*").
    pub(super) fn heads_a_phrase(&self, at: usize) -> bool {
        match self.upos(at) {
            Upos::Noun | Upos::Propn | Upos::Adj => {
                matches!(self.word(at), Word::Other) && !matches!(self.text(at), "due")
            }
            // Untagged text: a lower-case word that is not of the closed classes is taken for a noun after a date.
            Upos::X => {
                let text = self.text(at);
                matches!(self.word(at), Word::Other)
                    && text.len() > 3
                    && text.bytes().all(|b| b.is_ascii_lowercase())
                    && !text.ends_with("ed")
                    && !matches!(
                        text,
                        "with" | "when" | "where" | "which" | "under" | "were" | "have" | "will"
                    )
            }
            _ => false,
        }
    }

    fn filling(&self, at: usize) -> Filling {
        let token = self.atoms.get(at).map_or(0, |atom| atom.token);
        let tense = self.context.tense.unwrap_or_else(|| governing_tense(self.sentence, token));
        let year_anchor = match (self.anchor, self.context.reference) {
            (Some(anchor), Some(reference))
                if i32::from(anchor.from.year()) + 1 < i32::from(reference.from.year()) =>
            {
                Some(anchor)
            }
            (Some(anchor), None) => Some(anchor),
            _ => None,
        };
        let year_anchor = year_anchor.filter(|a| a.from.year() == a.to.year() && tense == Tense::Past);
        Filling { reference: self.context.reference, year_anchor, tense }
    }

    fn settle(&self, at: usize, core: Core) -> Value {
        let (period, part) = match core {
            Core::Value(value) => return value,
            Core::Period { period, part } => (period, part),
        };
        let filling = self.filling(at);
        let value = period.resolve(filling);
        let Some(interval) = value.interval() else { return value };
        let unit = match period {
            Period::Month { .. } => Unit::Month,
            Period::Season { .. } => Unit::Season,
            Period::Quarter { .. } | Period::Half { .. } => Unit::Quarter,
            Period::Year(_) => Unit::Year,
            Period::Decade(_) => Unit::Decade,
            Period::Century(_) => Unit::Century,
            _ => Unit::Day,
        };
        let interval = part_of(interval, part, unit);
        Value { from: Some(interval.from), to: Some(interval.to), ..value }
    }

    /// One expression starting exactly at `at`.
    fn expression(&self, at: usize) -> Read<Value> {
        // An article before a plain date belongs to the noun that the date describes, or to nothing.
        if self.word(at) == Word::The && self.dates_a_noun(at + 1) {
            return None;
        }
        if let Some(next) = self.recurring(at) {
            return Some((next, Value::unresolved(TimeKind::Recurring)));
        }
        // A clock time is absorbed by the date it belongs to and is nothing by itself.
        if let Some(after) = self.clock(at) {
            let mut next = after;
            while matches!(self.word(next), Word::Comma | Word::On | Word::Of) {
                next += 1;
            }
            return self.expression_without_clock(next);
        }
        self.expression_without_clock(at)
    }

    fn dates_a_noun(&self, at: usize) -> bool {
        match self.word(at) {
            Word::Number { .. } | Word::Month { .. } | Word::Weekday { .. } => true,
            Word::Ordinal(_) => {
                let next = at + 1 + usize::from(self.word(at + 1) == Word::Dash);
                matches!(self.word(next), Word::Month { .. } | Word::Of)
                    && !matches!(self.word(at + 1), Word::Half)
                    || !matches!(self.word(next), Word::Unit { .. } | Word::Half | Word::To | Word::And)
            }
            _ => false,
        }
    }

    /// *every Friday*, *each year*, *on Mondays*.
    fn recurring(&self, at: usize) -> Option<usize> {
        match (self.word(at), self.word(at + 1)) {
            (Word::Weekday { plural: true, .. }, _) => Some(at + 1),
            (Word::Every, Word::Weekday { .. } | Word::Unit { .. } | Word::Season(_) | Word::DayPart) => {
                Some(at + 2)
            }
            (Word::Every, Word::Month { abbreviated: false, .. }) => {
                let day = matches!(self.word(at + 2), Word::Number { digits: 1..=2, .. } | Word::Ordinal(_));
                Some(at + 2 + usize::from(day))
            }
            _ => None,
        }
    }

    fn expression_without_clock(&self, at: usize) -> Read<Value> {
        let (next, value) = self.bounded(at).or_else(|| self.plain(at))?;
        Some((self.trailing_clock(next), value))
    }

    /// Expressions that a preposition bounds: *since*, *until*, *from .. to*, *between .. and*, *for*.
    fn bounded(&self, at: usize) -> Read<Value> {
        match self.word(at) {
            Word::Since => {
                let (next, core) = self.core(at + 1)?;
                let value = self.settle(at, core);
                // "since the 2021 withdrawal" is bounded below by the year all the same.
                Some((next, open_from(value)))
            }
            Word::Until => self.limit(at, at + 1, open_to),
            Word::By => {
                let (next, value) = self.limit(at, at + 1, open_to)?;
                (value.kind != TimeKind::Duration).then_some((next, value))
            }
            Word::Before => self.limit(at, at + 1, |value| Value {
                from: None,
                to: value.from.map(|day| add_days(day, -1)),
                precision: Precision::Open,
                ..value
            }),
            Word::After => self.limit(at, at + 1, open_after),
            Word::Previous if self.word(at + 1) == Word::To => self.limit(at, at + 2, |value| Value {
                from: None,
                to: value.from.map(|day| add_days(day, -1)),
                precision: Precision::Open,
                ..value
            }),
            Word::Starting => {
                let skip = usize::from(matches!(self.word(at + 1), Word::In | Word::On | Word::From));
                self.limit(at, at + 1 + skip, open_from)
            }
            Word::As if self.word(at + 1) == Word::Of => {
                let ahead = self.filling(at).tense == Tense::Future;
                self.limit(at, at + 2, move |value| if ahead { open_from(value) } else { open_to(value) })
            }
            Word::From => self.starting_at(at),
            Word::Between => {
                let (next, first) = self.core(at + 1)?;
                if self.word(next) != Word::And {
                    return None;
                }
                let (next, second) = self.core(next + 1)?;
                Some((next, self.span(at, first, second)?))
            }
            Word::For | Word::Over | Word::Within | Word::In | Word::During => self.duration(at),
            Word::Post | Word::Pre if self.word(at + 1) == Word::Dash => {
                let (next, core) = self.core(at + 2)?;
                let value = self.settle(at, core);
                let bounded = if self.word(at) == Word::Post {
                    open_after(value)
                } else {
                    Value {
                        from: None,
                        to: value.from.map(|d| add_days(d, -1)),
                        precision: Precision::Open,
                        ..value
                    }
                };
                Some((next, bounded))
            }
            _ => None,
        }
    }

    /// A bound on a period that stands for itself rather than modifying a noun.
    fn limit(&self, at: usize, core_at: usize, bound: impl Fn(Value) -> Value) -> Read<Value> {
        let (next, core) = self.core(core_at)?;
        if self.heads_a_phrase(next) || matches!(self.word(next), Word::Possessive) {
            return None;
        }
        let value = self.settle(at, core);
        if matches!(value.kind, TimeKind::Duration | TimeKind::Recurring) {
            return None;
        }
        Some((next, bound(value)))
    }

    fn starting_at(&self, at: usize) -> Read<Value> {
        let (next, first) = self.core(at + 1)?;
        if matches!(self.word(next), Word::To | Word::Until | Word::Through) {
            if let Some((end, second)) = self.core(next + 1)
                && let Some(value) = self.span(at, first, second)
            {
                return Some((end, value));
            }
            if matches!(self.text(next + 1), "now" | "present") {
                return Some((next + 2, open_from(self.settle(at, first))));
            }
        }
        // "footage from Monday" is of Monday; "from Monday, shops will close" starts there.
        if at > 0 && matches!(self.upos(at - 1), Upos::Noun | Upos::Propn) || self.heads_a_phrase(next) {
            return None;
        }
        let value = self.settle(at, first);
        (value.kind != TimeKind::Duration).then(|| (next, open_from(value)))
    }

    /// *for two decades*, *over the past year*, *within three days*.
    fn duration(&self, at: usize) -> Read<Value> {
        let preposition = self.word(at);
        let from = at + 1;
        let (next, count) = self.count(from)?;
        let Word::Unit { unit, .. } = self.word(next) else { return None };
        let after = next + 1;
        // "in two years' time", "for three years after": the counted forms read those.
        if matches!(self.word(after), Word::Ago | Word::Earlier | Word::Later | Word::Before | Word::After) {
            return None;
        }
        if matches!(unit, Unit::Season | Unit::Weekend)
            || (preposition == Word::In && self.word(from) == Word::A)
        {
            return None;
        }
        let filling = self.filling(at);
        let kind = TimeKind::Duration;
        let value = match (preposition, filling.tense, count) {
            (Word::In | Word::Within | Word::Over, Tense::Future, Some(count)) => filling
                .seen_from_reference(precision(unit), kind, |date| {
                    Some(DateInterval { from: date, to: add(date, unit, count) })
                }),
            (Word::For, Tense::Present, Some(count)) => {
                filling.seen_from_reference(precision(unit), kind, |date| {
                    Some(DateInterval { from: add(date, unit, -count), to: date })
                })
            }
            _ => Value::unresolved(kind),
        };
        let possessive = usize::from(matches!(self.text(after), "'" | "’") && self.is(after + 1, "time")) * 2;
        Some((after + possessive, value))
    }

    /// *two*, *a*, *about 20*, *several*: `None` inside for a count nobody can reckon with.
    fn count(&self, at: usize) -> Read<Option<i64>> {
        let mut at = at;
        loop {
            match self.word(at) {
                Word::About | Word::Over => at += 1,
                _ if self.is(at, "more") && self.is(at + 1, "than") => at += 2,
                _ if self.is(at, "less") && self.is(at + 1, "than") => at += 2,
                _ if self.is(at, "at") && self.is(at + 1, "least") => at += 2,
                _ if self.is(at, "only") || self.is(at, "nearly") || self.is(at, "exactly") => at += 1,
                _ => break,
            }
        }
        match self.word(at) {
            Word::Number { value, digits: 1..=3 } => Some((at + 1, Some(i64::from(value)))),
            Word::Spelled(value) => {
                // "twenty-five" comes as three atoms.
                if value >= 20
                    && self.word(at + 1) == Word::Dash
                    && let Word::Spelled(unit @ 1..=9) = self.word(at + 2)
                {
                    return Some((at + 3, Some(i64::from(value + unit))));
                }
                if self.word(at + 1) == Word::Of { None } else { Some((at + 1, Some(i64::from(value)))) }
            }
            Word::A if self.word(at + 1) == Word::Vague => {
                let next = at + 2 + usize::from(self.word(at + 2) == Word::Of);
                Some((next, None))
            }
            Word::A if self.word(at + 1) == Word::Half => Some((at + 2, None)),
            Word::A => Some((at + 1, Some(1))),
            Word::Vague => Some((at + 1 + usize::from(self.word(at + 1) == Word::Of), None)),
            Word::Unit { plural: true, .. } => Some((at, None)),
            _ => None,
        }
    }

    /// A period or a range of two.
    fn plain(&self, at: usize) -> Read<Value> {
        let (next, first) = self.core(at)?;
        if let Core::Period { period, .. } = first
            && matches!(self.word(next), Word::Dash | Word::To | Word::Through | Word::Until)
        {
            let dash = self.word(next) == Word::Dash;
            // "2016-23" and "2016-2023" are ranges; "2023-related" is not.
            if dash
                && let (Period::Year(year), Word::Number { value, digits: 2 }) = (period, self.word(next + 1))
                && let Ok(short) = i16::try_from(value)
                && short > year.rem_euclid(100)
            {
                let last = year - year.rem_euclid(100) + short;
                let second = Core::Period { period: Period::Year(last), part: Part::Whole };
                return Some((next + 2, self.span(at, first, second)?));
            }
            if dash && matches!(self.text(next + 1), "present" | "now") {
                return Some((next + 2, open_from(self.settle(at, first))));
            }
            if let Some((end, second @ Core::Period { period: last, .. })) = self.core(next + 1)
                && self.like(period, last)
                && (dash || self.word(next) != Word::Until)
                && let Some(value) = self.span(at, first, second)
            {
                return Some((end, value));
            }
        }
        Some((next, self.settle(at, first)))
    }

    /// Whether two periods can be the ends of a range without *from*.
    fn like(&self, first: Period, last: Period) -> bool {
        use Period::*;
        match (first, last) {
            (Year(a), Year(b)) => a < b,
            (Month { .. } | Days { .. }, Month { .. } | Days { .. }) => true,
            (Weekday { .. }, Weekday { .. }) | (Decade(_), Decade(_)) | (Century(_), Century(_)) => true,
            _ => false,
        }
    }

    /// The interval from the start of one core to the end of another, which lends the first its year.
    fn span(&self, at: usize, first: Core, second: Core) -> Option<Value> {
        let mut first = first;
        let mut second = second;
        if let (Core::Period { period: a, part: pa }, Core::Period { period: b, part: pb }) = (first, second)
        {
            match (a.year(), b.year()) {
                (None, Some(year)) if a.lacks_year() => {
                    let wraps = a.month().zip(b.month()).is_some_and(|(a, b)| a > b);
                    first =
                        Core::Period { period: a.with_year(if wraps { year - 1 } else { year }), part: pa };
                }
                (Some(year), None) if b.lacks_year() => {
                    let wraps = a.month().zip(b.month()).is_some_and(|(a, b)| a > b);
                    second =
                        Core::Period { period: b.with_year(if wraps { year + 1 } else { year }), part: pb };
                }
                _ => {}
            }
        }
        let end = self.settle(at, second);
        let mut start = self.settle(at, first);
        if let (Core::Period { period, part }, Some(limit)) = (first, end.from)
            && start.from.is_some_and(|from| from > limit)
        {
            let filling =
                Filling { reference: Some(DateInterval::day(limit)), tense: Tense::Past, year_anchor: None };
            let _ = part;
            start = period.resolve(filling);
        }
        let (from, to) = (start.from?, end.to?);
        if from > to {
            return None;
        }
        let kind = if start.kind == end.kind { start.kind } else { TimeKind::Relative };
        Some(Value::of(DateInterval { from, to }, start.precision.max(end.precision), kind))
    }

    /// One period or one reckoned value.
    fn core(&self, at: usize) -> Read<Core> {
        if let Some((next, value)) = self.reckoned(at) {
            return Some((next, Core::Value(value)));
        }
        let (next, period, part) = self.period(at)?;
        let next = if period.precision() == Precision::Day { self.day_parts(next) } else { next };
        // "Thursday of last week", "Thursday last week"
        if let Period::Weekday { day, .. } = period {
            let skip = usize::from(self.word(next) == Word::Of);
            if let Some((end, week)) = self.reckoned(next + skip)
                && let Some(interval) = week.interval()
                && (interval.to - interval.from).get_days() == 6
            {
                let date = add_days(interval.from, i64::from(day) - 1);
                return Some((
                    end,
                    Core::Value(Value::of(DateInterval::day(date), Precision::Day, week.kind)),
                ));
            }
        }
        Some((next, Core::Period { period, part }))
    }

    /// Absorbs *morning*, *night* after a day.
    fn day_parts(&self, at: usize) -> usize {
        if self.word(at) == Word::DayPart && !self.heads_a_phrase(at + 1) { at + 1 } else { at }
    }

    // ---- what is reckoned from the reference or from an anchor ----

    fn reckoned(&self, at: usize) -> Read<Value> {
        self.deictic(at)
            .or_else(|| self.relative_unit(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.anchored(at))
    }

    /// *today*, *earlier today*, *last night*, *this morning*, *overnight*.
    fn deictic(&self, at: usize) -> Read<Value> {
        let skip =
            usize::from(matches!(self.word(at), Word::Earlier | Word::Later | Word::Late | Word::Early));
        let skip = if skip == 1 && self.word(at + 1) == Word::On { 2 } else { skip };
        let day = |reader: &Self, shift: i64| {
            reader.filling(at).seen_from_reference(Precision::Day, TimeKind::Relative, |date| {
                Some(DateInterval::day(add_days(date, shift)))
            })
        };
        match (self.word(at + skip), self.word(at + skip + 1)) {
            (Word::Deictic(shift), _) => Some((self.day_parts(at + skip + 1), day(self, i64::from(shift)))),
            (Word::Overnight, _) => {
                let value =
                    self.filling(at).seen_from_reference(Precision::Day, TimeKind::Relative, |date| {
                        Some(DateInterval { from: add_days(date, -1), to: date })
                    });
                Some((at + skip + 1, value))
            }
            (Word::This, Word::DayPart) => Some((at + skip + 2, day(self, 0))),
            (Word::Last, Word::DayPart) => Some((at + skip + 2, day(self, -1))),
            _ => None,
        }
    }

    /// *last week*, *this month*, *the past five years*, *earlier this year*, *the weekend*, *the end of the month*.
    fn relative_unit(&self, at: usize) -> Read<Value> {
        let kind = TimeKind::Relative;
        let side = match self.word(at) {
            Word::Earlier => Some(Part::Early),
            Word::Later => Some(Part::Late),
            _ => None,
        };
        if let Some(side) = side {
            if !matches!(self.word(at + 1), Word::This | Word::That | Word::In) {
                return None;
            }
            return self.side_of(at, side);
        }
        let (mut next, edge) = self.edge(at);
        let article = self.word(next) == Word::The;
        if article {
            next += 1;
        }
        let selector = self.word(next);
        let filling = self.filling(at);
        // "the weekend"
        if let Word::Unit { unit: Unit::Weekend, plural: false } = selector
            && (article || edge.is_some())
        {
            return Some((next + 1, self.weekend(filling, 0)));
        }
        // "the end of the month"
        if let (
            Some(part),
            Word::Unit {
                unit:
                    unit @ (Unit::Week | Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century),
                plural: false,
            },
            true,
        ) = (edge, selector, article)
        {
            let value = shifted_unit(filling, unit, 0, kind);
            return Some((next + 1, with_part(value, part, unit)));
        }
        let after = next + 1;
        let shift = match selector {
            Word::Last | Word::Past => -1,
            Word::Previous if !article => -1,
            Word::This => 0,
            Word::Next | Word::Coming => 1,
            Word::Recent => -1,
            _ if self.is(next, "current") => 0,
            _ => return None,
        };
        if selector == Word::This && article {
            return None;
        }
        let (unit_at, count) = match self.word(after) {
            Word::Unit { plural: false, .. }
            | Word::Season(_)
            | Word::Month { .. }
            | Word::Weekday { .. } => (after, Some(1)),
            // Both "the past few years" and "the past years".
            _ => self.count(after)?,
        };
        let counted = unit_at != after || matches!(self.word(after), Word::Unit { plural: true, .. });
        match self.word(unit_at) {
            Word::Unit { unit, .. }
                if counted
                    || (article
                        && selector != Word::Recent
                        && shift != 0
                        && !matches!(unit, Unit::Weekend))
                    || selector == Word::Past =>
            {
                if matches!(selector, Word::This) && !counted {
                    return None;
                }
                let end = unit_at + 1;
                if selector == Word::Recent && !counted {
                    return None;
                }
                // "the next day", "the next year" hang on what came before unless a preposition says otherwise.
                if article && !counted && selector == Word::Next {
                    let value = self.beside_anchor(unit, 1, true);
                    return Some((end, value));
                }
                let value = match count {
                    Some(count) => filling.seen_from_reference(precision(unit), kind, |date| {
                        let other = add(date, unit, if shift < 0 { -count } else { count });
                        Some(hull(DateInterval::day(date), DateInterval::day(other)))
                    }),
                    None if shift < 0 => filling.reference.map_or(Value::unresolved(kind), |r| Value {
                        from: None,
                        to: Some(r.to),
                        precision: Precision::Open,
                        kind,
                    }),
                    None => filling.reference.map_or(Value::unresolved(kind), |r| Value {
                        from: Some(r.from),
                        to: None,
                        precision: Precision::Open,
                        kind,
                    }),
                };
                Some((end, value))
            }
            Word::Unit { unit: Unit::Weekend, .. } => Some((unit_at + 1, self.weekend(filling, shift))),
            Word::Unit { unit: Unit::Hour, .. } => None,
            Word::Unit { unit, .. } if selector != Word::Recent => {
                let value = if unit == Unit::Day {
                    if selector == Word::This {
                        return None;
                    }
                    shifted_unit(filling, Unit::Day, shift, kind)
                } else {
                    shifted_unit(filling, unit, shift, kind)
                };
                let value = edge.map_or(value, |part| with_part(value, part, unit));
                Some((self.day_parts(unit_at + 1), value))
            }
            Word::Season(number) if selector != Word::Recent => {
                // "a fall", "this fall": the season needs no capital; the verb does not follow these words.
                let period = Period::Season { year: None, number };
                Some((unit_at + 1, self.selected(period, filling, shift)))
            }
            Word::Month { month, abbreviated, .. } if selector != Word::Recent => {
                let dated =
                    matches!(self.word(unit_at + 1), Word::Number { digits: 1..=2, .. } | Word::Ordinal(_));
                let day = match self.word(unit_at + 1) {
                    Word::Number { value: day @ 1..=31, digits: 1..=2 } => Some(day as i8),
                    Word::Ordinal(day @ 1..=31) => Some(day as i8),
                    _ => None,
                };
                if abbreviated && !dated {
                    return None;
                }
                let (end, period) = match day {
                    Some(day) => (unit_at + 2, Period::Days { year: None, month, first: day, last: day }),
                    None => (unit_at + 1, Period::Month { year: None, month }),
                };
                let value = self.selected(period, filling, shift);
                Some((end, edge.map_or(value, |part| with_part(value, part, Unit::Month))))
            }
            Word::Weekday { day, plural: false, abbreviated: false }
                if selector != Word::Recent && !counted =>
            {
                let which = match shift {
                    -1 => Which::Last,
                    0 => Which::This,
                    _ => Which::Next,
                };
                let value = Period::Weekday { day, which }.resolve(filling);
                Some((self.day_parts(unit_at + 1), value))
            }
            _ => None,
        }
    }

    /// *last April*, *next spring*, *this March*.
    fn selected(&self, period: Period, filling: Filling, shift: i64) -> Value {
        let filling = Filling { year_anchor: None, ..filling };
        let value = match shift {
            -1 => {
                // "last April" in April is the one of the year before.
                filling.seen_from_reference(period.precision(), TimeKind::Relative, |date| {
                    let back = period.resolve(Filling {
                        reference: Some(DateInterval::day(date)),
                        year_anchor: None,
                        tense: Tense::Past,
                    });
                    let interval = back.interval()?;
                    if interval.to < date {
                        return Some(interval);
                    }
                    period.with_year(interval.from.year() - 1).resolve(filling).interval()
                })
            }
            0 => filling.seen_from_reference(period.precision(), TimeKind::Relative, |date| {
                period.with_year(date.year()).resolve(filling).interval()
            }),
            _ => filling.seen_from_reference(period.precision(), TimeKind::Relative, |date| {
                let ahead = Filling {
                    reference: Some(DateInterval::day(date)),
                    year_anchor: None,
                    tense: Tense::Future,
                };
                let interval = period.resolve(ahead).interval()?;
                if interval.from > date {
                    return Some(interval);
                }
                period.with_year(interval.from.year() + 1).resolve(filling).interval()
            }),
        };
        Value { kind: TimeKind::Relative, ..value }
    }

    fn weekend(&self, filling: Filling, shift: i64) -> Value {
        let ahead = filling.tense == Tense::Future;
        filling.seen_from_reference(Precision::Month, TimeKind::Relative, |date| {
            let this = holding(date, Unit::Weekend);
            let begun = this.from <= date;
            let back = match shift {
                -1 => -1,
                1 => i64::from(begun),
                _ if ahead || begun => 0,
                _ => -1,
            };
            Some(holding(add_days(this.from, back * 7), Unit::Weekend))
        })
    }

    /// *early*, *mid-*, *the end of*, *at the beginning of*, before a period.
    fn edge(&self, at: usize) -> (usize, Option<Part>) {
        let article = usize::from(self.word(at) == Word::The);
        let named = match self.word(at + article) {
            Word::Start => Some(Part::Early),
            Word::End => Some(Part::Late),
            _ if self.is(at + article, "middle") => Some(Part::Mid),
            Word::Early => Some(Part::Early),
            Word::Mid => Some(Part::Mid),
            Word::Late => Some(Part::Late),
            _ => None,
        };
        let Some(part) = named else { return (at, None) };
        let mut next = at + article + 1;
        let noun =
            matches!(self.word(at + article), Word::Start | Word::End) || self.is(at + article, "middle");
        if noun {
            if self.word(next) != Word::Of {
                return (at, None);
            }
            return (next + 1, Some(part));
        }
        if matches!(self.word(next), Word::Dash | Word::In | Word::Of | Word::On) {
            next += 1;
        }
        (next, Some(part))
    }

    /// *earlier this month*, *later that year*, *later in 2019*.
    fn side_of(&self, at: usize, side: Part) -> Read<Value> {
        let selector = self.word(at + 1);
        if selector == Word::In {
            let (next, period, part) = self.period(at + 2)?;
            if period.precision() < Precision::Month || part != Part::Whole {
                return None;
            }
            let value = self.settle(at, Core::Period { period, part });
            return Some((next, self.clip(value, self.anchor, side)));
        }
        let Word::Unit { unit, plural: false } = self.word(at + 2) else {
            // "earlier this Thursday"
            let (next, value) = self.relative_unit(at + 1)?;
            return Some((next, value));
        };
        let next = at + 3;
        if selector == Word::That {
            let value = match self.anchor {
                Some(anchor) => Value::of(
                    hull(holding(anchor.from, unit), holding(anchor.to, unit)),
                    precision(unit),
                    TimeKind::Anchored,
                ),
                None => Value::unresolved(TimeKind::Anchored),
            };
            return Some((next, self.clip(value, self.anchor, side)));
        }
        let filling = self.filling(at);
        let value = shifted_unit(filling, unit, 0, TimeKind::Relative);
        Some((next, self.clip(value, filling.reference, side)))
    }

    /// The part of a value before or after a moment inside it.
    fn clip(&self, value: Value, moment: Option<DateInterval>, side: Part) -> Value {
        let (Some(interval), Some(moment)) = (value.interval(), moment) else { return value };
        let inside = moment.from >= interval.from && moment.to <= interval.to && moment != interval;
        if !inside {
            return value;
        }
        match side {
            Part::Early => Value { to: Some(moment.to), ..value },
            _ => Value { from: Some(moment.from), ..value },
        }
    }

    /// *two weeks ago*, *six days earlier*, *three years after 2001*, *a day after the July 3 vote*, *in two weeks*.
    fn counted(&self, at: usize) -> Read<Value> {
        let (unit_at, count) = self.count(at)?;
        let Word::Unit { unit, .. } = self.word(unit_at) else { return None };
        // "5-year-old" and "a year" by itself say nothing about when.
        let after = unit_at + 1;
        match self.word(after) {
            Word::Ago => Some((after + 1, self.away(at, unit, count, -1))),
            _ if self.is(after, "back") && self.filling(at).tense == Tense::Past => {
                Some((after + 1, self.away(at, unit, count, -1)))
            }
            Word::From if self.is(after + 1, "now") => Some((after + 2, self.away(at, unit, count, 1))),
            Word::Earlier | Word::Later => {
                let sign = if self.word(after) == Word::Earlier { -1 } else { 1 };
                Some((after + 1, self.counted_from_anchor(unit, count, sign)))
            }
            Word::Before | Word::After => {
                let sign = if self.word(after) == Word::Before { -1 } else { 1 };
                // "three years after 2001" is reckoned from what follows; else from the anchor.
                if let Some((next, core)) = self.core(after + 1) {
                    let start = self.settle(at, core);
                    let value = match (start.interval(), count) {
                        (Some(anchor), Some(count)) => shifted_anchor(anchor, unit, sign * count),
                        _ => Value::unresolved(TimeKind::Anchored),
                    };
                    return Some((next, value));
                }
                Some((after + 1, self.counted_from_anchor(unit, count, sign)))
            }
            _ => None,
        }
    }

    fn away(&self, at: usize, unit: Unit, count: Option<i64>, sign: i64) -> Value {
        let kind = TimeKind::Relative;
        let filling = self.filling(at);
        let Some(count) = count else {
            let edge = filling.reference.map(|r| if sign < 0 { r.to } else { r.from });
            let (from, to) = if sign < 0 { (None, edge) } else { (edge, None) };
            return Value { from, to, precision: Precision::Open, kind };
        };
        filling.seen_from_reference(precision(unit), kind, |date| {
            let there = add(date, unit, sign * count);
            Some(match unit {
                // Twenty years ago is a round number: two years either way.
                Unit::Decade | Unit::Century => hull(
                    holding(add(there, Unit::Year, -2), Unit::Year),
                    holding(add(there, Unit::Year, 2), Unit::Year),
                ),
                Unit::Hour if count < 24 => {
                    hull(DateInterval::day(date), DateInterval::day(add_days(date, sign)))
                }
                _ => holding(there, unit),
            })
        })
    }

    fn counted_from_anchor(&self, unit: Unit, count: Option<i64>, sign: i64) -> Value {
        match (self.anchor, count) {
            (Some(anchor), Some(count)) => shifted_anchor(anchor, unit, sign * count),
            _ => Value::unresolved(TimeKind::Anchored),
        }
    }

    fn beside_anchor(&self, unit: Unit, count: i64, whole: bool) -> Value {
        match self.anchor {
            Some(anchor) if whole => {
                let shifted = shifted_anchor(anchor, unit, count);
                let Some(interval) = shifted.interval() else { return shifted };
                let interval = hull(holding(interval.from, unit), holding(interval.to, unit));
                Value::of(interval, shifted.precision, TimeKind::Anchored)
            }
            Some(anchor) => shifted_anchor(anchor, unit, count),
            None => Value::unresolved(TimeKind::Anchored),
        }
    }

    /// *the following day*, *the previous year*, *the same month*, *that week*, *the day before*, *a day after*.
    fn anchored(&self, at: usize) -> Read<Value> {
        let article = usize::from(self.word(at) == Word::The);
        let selector = self.word(at + article);
        let unit_at = at + article + 1;
        if let Word::Unit { unit, plural: false } = self.word(unit_at) {
            let count = match selector {
                Word::Following => Some(1),
                Word::Previous if article == 1 => Some(-1),
                Word::Same if article == 1 => Some(0),
                Word::That if article == 0 && self.upos(at) != Upos::Sconj => Some(0),
                _ => None,
            };
            if let Some(count) = count {
                if unit == Unit::Hour {
                    return None;
                }
                return Some((self.day_parts(unit_at + 1), self.beside_anchor(unit, count, true)));
            }
        }
        // "the day before", "the year after" without a complement
        if article == 1
            && let Word::Unit { unit, plural: false } = selector
            && unit != Unit::Hour
            && let Word::Before | Word::After = self.word(unit_at)
        {
            let sign = if self.word(unit_at) == Word::Before { -1 } else { 1 };
            if let Some((next, core)) = self.core(unit_at + 1) {
                let start = self.settle(at, core);
                return Some((
                    next,
                    start
                        .interval()
                        .map_or(Value::unresolved(TimeKind::Anchored), |i| shifted_anchor(i, unit, sign)),
                ));
            }
            return Some((unit_at + 1, self.beside_anchor(unit, sign, true)));
        }
        None
    }

    // ---- clock times ----

    /// The end of a clock time at `at`: *at 5 p.m. local time*, *17:30*, *5pm (0900 GMT)*.
    fn clock(&self, at: usize) -> Option<usize> {
        let mut next = at;
        if matches!(self.word(next), Word::At | Word::By | Word::About | Word::Before | Word::After) {
            next += 1;
            if matches!(self.word(next), Word::About) {
                next += 1;
            }
        }
        let opened = next > at;
        next = match (self.word(next), self.word(next + 1)) {
            (Word::Number { value: 0..=24, digits: 1..=2 }, Word::Meridiem) => next + 2,
            (Word::Clock, Word::Meridiem) => next + 2,
            (Word::Clock, _) => next + 1,
            (Word::Number { digits: 4, value }, Word::Zone) if value < 2500 => next + 1,
            (Word::DayPart, _)
                if opened && matches!(self.text(next), "noon" | "midnight" | "dawn" | "dusk" | "midday") =>
            {
                next + 1
            }
            _ => return None,
        };
        while matches!(self.word(next), Word::Zone) {
            next += 1;
        }
        if self.word(next) == Word::Open && matches!(self.word(next + 1), Word::Number { .. } | Word::Clock) {
            let end = (next + 2..next + 6).find(|&i| self.word(i) == Word::Close)?;
            next = end + 1;
        }
        Some(next)
    }

    /// Absorbs a clock time after a date: "Monday at 5 p.m.".
    fn trailing_clock(&self, at: usize) -> usize {
        let start = at + usize::from(self.word(at) == Word::Comma);
        match self.clock(start) {
            Some(next) if self.word(start) == Word::At || self.word(start) == Word::Clock => next,
            _ => at,
        }
    }
}

fn open_from(value: Value) -> Value {
    Value { to: None, precision: Precision::Open, ..value }
}

fn open_to(value: Value) -> Value {
    Value { from: None, precision: Precision::Open, ..value }
}

fn open_after(value: Value) -> Value {
    Value { from: value.to.map(|day| add_days(day, 1)), to: None, precision: Precision::Open, ..value }
}

fn with_part(value: Value, part: Part, unit: Unit) -> Value {
    match value.interval() {
        Some(interval) => {
            let interval = part_of(interval, part, unit);
            Value { from: Some(interval.from), to: Some(interval.to), ..value }
        }
        None => value,
    }
}

/// The anchor moved by some units: as coarse as the coarser of the two.
fn shifted_anchor(anchor: DateInterval, unit: Unit, count: i64) -> Value {
    let there = DateInterval { from: add(anchor.from, unit, count), to: add(anchor.to, unit, count) };
    let interval = match unit {
        Unit::Hour | Unit::Day => there,
        // "two weeks later" is not counted to the day.
        _ => hull(holding(there.from, unit), holding(there.to, unit)),
    };
    Value::of(interval, precision(unit).max(precision_of(anchor)), TimeKind::Anchored)
}
