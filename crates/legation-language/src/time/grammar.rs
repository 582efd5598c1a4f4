//! The grammar: which runs of atoms are time expressions, and what they mean.

use super::atoms::{Atom, cut};
use super::calendar::{add, add_days, holding, precision};
use super::period::{Filling, Part, Period, Value, part_of};
use super::words::{Unit, Word};
use super::{DateInterval, Precision, Tense, TimeContext, TimeExpression, TimeKind, governing_tense};
use crate::tree::{Sentence, Upos};

/// Reads the expressions of a sentence from left to right.
pub(super) fn read(sentence: &Sentence, context: &TimeContext) -> Vec<TimeExpression> {
    let Some(atoms) = cut(&sentence.tokens) else { return Vec::new() };
    let mut reader =
        Reader { atoms: &atoms, sentence, context: *context, anchor: context.anchor, year: context.year };
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
            if !super::document::is_aside(sentence, &time) {
                reader.year = Some(interval);
            }
        }
        found.push(time);
        at = next;
    }
    found
}

/// A place in the grammar's input and what was read up to it.
pub(super) type Read<T> = Option<(usize, T)>;

/// A point or period of time as read, before its missing parts are filled in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Core {
    Period { period: Period, part: Part },
    Value(Value),
}

pub(super) struct Reader<'a> {
    pub(super) atoms: &'a [Atom<'a>],
    pub(super) sentence: &'a Sentence,
    pub(super) context: TimeContext,
    pub(super) anchor: Option<DateInterval>,
    pub(super) year: Option<DateInterval>,
}

impl Reader<'_> {
    pub(super) fn word(&self, at: usize) -> Word {
        self.atoms.get(at).map_or(Word::Other, |atom| atom.word)
    }

    pub(super) fn text(&self, at: usize) -> &str {
        self.atoms.get(at).map_or("", |atom| atom.text)
    }

    pub(super) fn is(&self, at: usize, text: &str) -> bool {
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
                matches!(self.word(at), Word::Other | Word::Season(_)) && !matches!(self.text(at), "due")
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

    pub(super) fn filling(&self, at: usize) -> Filling {
        let token = self.atoms.get(at).map_or(0, |atom| atom.token);
        let tense = self.context.tense.unwrap_or_else(|| governing_tense(self.sentence, token));
        let year_anchor = match (self.year, self.context.reference) {
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

    pub(super) fn settle(&self, at: usize, core: Core) -> Value {
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
        let precision = match part {
            Part::FirstDay | Part::LastDay => Precision::Day,
            Part::FirstWeek | Part::LastWeek => Precision::Month,
            _ => value.precision,
        };
        Value { precision, ..Value::of(interval, value.precision, value.kind) }
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
            // "on Saturday mornings", "on a Monday"
            (Word::Weekday { .. }, _)
                if matches!(self.text(at + 1), "mornings" | "afternoons" | "evenings" | "nights") =>
            {
                Some(at + 2)
            }
            (Word::A, Word::Weekday { plural: false, abbreviated: false, .. })
                if !self.heads_a_phrase(at + 2) =>
            {
                Some(at + 2)
            }
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
        if self.heads_a_phrase(next) || matches!(self.word(next), Word::Possessive | Word::DayPart) {
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
    pub(super) fn count(&self, at: usize) -> Read<Option<i64>> {
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
    pub(super) fn core(&self, at: usize) -> Read<Core> {
        if let Some((next, period, part)) = self.edge_of_period(at) {
            return Some((next, Core::Period { period, part }));
        }
        if let Some((next, value)) = self.reckoned(at) {
            return Some((next, Core::Value(value)));
        }
        let (next, period, part) = self.period(at)?;
        let next = if period.precision() == Precision::Day { self.day_parts(next) } else { next };
        // "March 11 this year", "July of last year", "in March the same year"
        if period.lacks_year() {
            let skip = usize::from(self.word(next) == Word::Of);
            if let Some((end, year)) = self.reckoned(next + skip)
                && let Some(interval) = year.interval()
                && interval == holding(interval.from, Unit::Year)
            {
                return Some((end, Core::Period { period: period.with_year(interval.from.year()), part }));
            }
        }
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
    pub(super) fn day_parts(&self, at: usize) -> usize {
        if self.word(at) == Word::DayPart && !self.heads_a_phrase(at + 1) { at + 1 } else { at }
    }

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
