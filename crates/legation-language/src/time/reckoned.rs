//! Times reckoned from the reference or from a time mentioned earlier.

use super::calendar::{add, add_days, holding, hull, precision, precision_of};
use super::grammar::{Read, Reader};
use super::period::{Filling, Part, Period, Value, Which, part_of, shifted_unit};
use super::words::{Unit, Word};
use super::{DateInterval, Precision, Tense, TimeKind};
use crate::tree::Upos;

impl Reader<'_> {
    pub(super) fn reckoned(&self, at: usize) -> Read<Value> {
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
        // "by year's end", "by year end"
        if let Word::Unit { unit: unit @ (Unit::Year | Unit::Month), plural: false } = selector {
            let end_at = next + 1 + usize::from(self.word(next + 1) == Word::Possessive);
            let end_at = end_at + usize::from(self.word(end_at) == Word::Dash);
            if self.word(end_at) == Word::End && end_at > next && edge.is_none() {
                let value = shifted_unit(filling, unit, 0, kind);
                return Some((end_at + 1, with_part(value, Part::Late, unit)));
            }
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
                // "her last years", "the last day": of something, not of the calendar.
                if count.is_none() && unit_at == after && !article && selector != Word::Recent
                    || article && !counted && unit == Unit::Day && selector == Word::Last
                {
                    return None;
                }
                if self.word(end) == Word::Of && selector != Word::Recent {
                    return Some((end, Value::unresolved(TimeKind::Anchored)));
                }
                // In a story, "the next fifteen years" run from the time it has reached.
                if selector == Word::Next && counted && filling.tense == Tense::Past {
                    let value = match (self.anchor, count) {
                        (Some(anchor), Some(count)) => {
                            let to = add(anchor.to, unit, count);
                            let reach = DateInterval { from: anchor.from, to };
                            Value::of(reach, precision(unit).max(precision_of(anchor)), TimeKind::Anchored)
                        }
                        _ => Value::unresolved(TimeKind::Anchored),
                    };
                    return Some((end, value));
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
            let value = self.settle(at, super::grammar::Core::Period { period, part });
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
            _ if self.is(after, "back") && unit > Unit::Day => {
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
        let mut unit_at = at + article + 1;
        if selector == Word::That && self.word(unit_at) == Word::Same {
            unit_at += 1;
        }
        let next_one = article == 1 && matches!(selector, Word::Following | Word::Next);
        if next_one && self.word(unit_at) == Word::DayPart {
            return Some((unit_at + 1, self.beside_anchor(Unit::Day, 1, true)));
        }
        if let (true, Word::Season(number)) = (next_one, self.word(unit_at)) {
            let value = match self.anchor {
                Some(anchor) => {
                    let filling = Filling {
                        reference: Some(DateInterval::day(add_days(anchor.to, 1))),
                        year_anchor: None,
                        tense: Tense::Future,
                    };
                    Value {
                        kind: TimeKind::Anchored,
                        ..Period::Season { year: None, number }.resolve(filling)
                    }
                }
                None => Value::unresolved(TimeKind::Anchored),
            };
            return Some((unit_at + 1, value));
        }
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
