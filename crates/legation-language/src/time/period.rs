//! What the words name before the missing parts are filled in, and the filling in.

use super::calendar::{
    add_days, add_months, holding, hull, months, precision, precision_of, quarter, season,
};
use super::calendar::{weekday_after, weekday_before, years};
use super::words::Unit;
use super::{DateInterval, Precision, Tense, TimeKind};
use jiff::civil::Date;

/// A part of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Part {
    #[default]
    Whole,
    Early,
    Mid,
    Late,
    FirstDay,
    LastDay,
    FirstWeek,
    LastWeek,
}

/// A period of the calendar, some of whose fields the text leaves out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Days {
        year: Option<i16>,
        month: i8,
        first: i8,
        last: i8,
    },
    Month {
        year: Option<i16>,
        month: i8,
    },
    Season {
        year: Option<i16>,
        number: u8,
    },
    /// Quarters count from 0.
    Quarter {
        year: Option<i16>,
        number: i8,
    },
    /// Halves count from 0.
    Half {
        year: Option<i16>,
        number: i8,
    },
    Year(i16),
    Decade(i16),
    /// By its first year.
    Century(i16),
    /// Monday is 1.
    Weekday {
        day: i8,
        which: Which,
    },
    /// A bare day of the month: *on the 3rd*.
    DayOfMonth(i8),
}

/// Which of the like-named days, months or seasons is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Which {
    #[default]
    Plain,
    Last,
    This,
    Next,
}

/// An expression's meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) from: Option<Date>,
    pub(super) to: Option<Date>,
    pub(super) precision: Precision,
    pub(super) kind: TimeKind,
}

impl Value {
    pub(super) fn unresolved(kind: TimeKind) -> Self {
        Self { from: None, to: None, precision: Precision::Open, kind }
    }

    pub(super) fn of(interval: DateInterval, precision: Precision, kind: TimeKind) -> Self {
        Self { from: Some(interval.from), to: Some(interval.to), precision, kind }
    }

    pub(super) fn interval(self) -> Option<DateInterval> {
        Some(DateInterval { from: self.from?, to: self.to? })
    }
}

/// What fills in the missing parts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filling {
    pub(super) reference: Option<DateInterval>,
    /// An earlier date in the text that takes the reference's place as the source of years.
    pub(super) year_anchor: Option<DateInterval>,
    pub(super) tense: Tense,
}

impl Filling {
    fn ahead(self) -> bool {
        self.tense == Tense::Future
    }

    /// Applies `f` to the first and the last day of the reference and takes what lies between the results; a finer
    /// statement than the reference supports comes out as coarse as the reference.
    pub(super) fn seen_from_reference(
        self,
        own: Precision,
        kind: TimeKind,
        f: impl Fn(Date) -> Option<DateInterval>,
    ) -> Value {
        match self.reference {
            Some(reference) if own == Precision::Day && reference.from != reference.to => {
                Value::of(reference, precision_of(reference), kind)
            }
            _ => self.spread(own, kind, f),
        }
    }

    /// The same for days that the reference does not surround: the calendar narrows them again.
    fn spread(self, own: Precision, kind: TimeKind, f: impl Fn(Date) -> Option<DateInterval>) -> Value {
        let Some(reference) = self.reference else { return Value::unresolved(kind) };
        let (Some(first), Some(last)) = (f(reference.from), f(reference.to)) else {
            return Value::unresolved(kind);
        };
        let precision = if first == last { own } else { own.max(precision_of(reference)) };
        Value::of(hull(first, last), precision, kind)
    }
}

impl Period {
    pub(super) fn precision(self) -> Precision {
        match self {
            Self::Days { first, last, .. } if first != last => Precision::Day,
            Self::Days { .. } | Self::Weekday { .. } | Self::DayOfMonth(_) => Precision::Day,
            Self::Month { .. } => Precision::Month,
            Self::Season { .. } | Self::Quarter { .. } | Self::Half { .. } | Self::Year(_) => Precision::Year,
            Self::Decade(_) | Self::Century(_) => Precision::Decade,
        }
    }

    pub(super) fn kind(self) -> TimeKind {
        match self {
            Self::Weekday { .. } | Self::DayOfMonth(_) => TimeKind::Relative,
            _ => TimeKind::Absolute,
        }
    }

    /// The year, where the text gives it.
    pub(super) fn year(self) -> Option<i16> {
        match self {
            Self::Days { year, .. } | Self::Month { year, .. } | Self::Season { year, .. } => year,
            Self::Quarter { year, .. } | Self::Half { year, .. } => year,
            Self::Year(year) => Some(year),
            _ => None,
        }
    }

    /// Whether a year could be added.
    pub(super) fn lacks_year(self) -> bool {
        match self {
            Self::Days { year, .. } | Self::Month { year, .. } | Self::Season { year, .. } => year.is_none(),
            Self::Quarter { year, .. } | Self::Half { year, .. } => year.is_none(),
            _ => false,
        }
    }

    pub(super) fn with_year(self, given: i16) -> Self {
        match self {
            Self::Days { month, first, last, .. } => Self::Days { year: Some(given), month, first, last },
            Self::Month { month, .. } => Self::Month { year: Some(given), month },
            Self::Season { number, .. } => Self::Season { year: Some(given), number },
            Self::Quarter { number, .. } => Self::Quarter { year: Some(given), number },
            Self::Half { number, .. } => Self::Half { year: Some(given), number },
            other => other,
        }
    }

    /// The month it starts in, where it names one.
    pub(super) fn month(self) -> Option<i8> {
        match self {
            Self::Days { month, .. } | Self::Month { month, .. } => Some(month),
            _ => None,
        }
    }

    /// The interval in the given year.
    fn in_year(self, year: i16) -> Option<DateInterval> {
        match self {
            Self::Days { month, first, last, .. } => {
                let last_day = DateInterval::month(year, month)?.to.day();
                let from = Date::new(year, month, first).ok()?;
                Some(DateInterval { from, to: Date::new(year, month, last.min(last_day)).ok()? })
            }
            Self::Month { month, .. } => DateInterval::month(year, month),
            Self::Season { number, .. } => season(year, number),
            Self::Quarter { number, .. } => quarter(year, number),
            Self::Half { number, .. } => months(year, number * 6 + 1, 6),
            _ => DateInterval::year(year),
        }
    }

    /// The days meant, before any *early* or *late* is applied.
    pub(super) fn resolve(self, filling: Filling) -> Value {
        let (own, kind) = (self.precision(), self.kind());
        let fixed = match self {
            Self::Year(year) => Some(DateInterval::year(year)),
            Self::Decade(year) => Some(years(year, 10)),
            Self::Century(year) => Some(years(year, 100)),
            _ => self.year().map(|year| self.in_year(year)),
        };
        if let Some(interval) = fixed {
            return interval.map_or(Value::unresolved(kind), |interval| Value::of(interval, own, kind));
        }
        match self {
            Self::Weekday { day, which } => filling.seen_from_reference(own, kind, |date| {
                Some(DateInterval::day(weekday(date, day, which, filling.ahead())))
            }),
            Self::DayOfMonth(day) => filling.seen_from_reference(own, kind, |date| {
                let month = if filling.ahead() == (day >= date.day()) {
                    date
                } else if filling.ahead() {
                    add_months(date.first_of_month(), 1)
                } else {
                    date
                };
                let month = if !filling.ahead() && day > date.day() {
                    add_months(date.first_of_month(), -1)
                } else {
                    month
                };
                Date::new(month.year(), month.month(), day).ok().map(DateInterval::day)
            }),
            _ => {
                // In a story told about another year, a bare month is the first from there on.
                let (filling, ahead) = match filling.year_anchor {
                    Some(anchor) => {
                        (Filling { reference: Some(DateInterval::day(anchor.from)), ..filling }, true)
                    }
                    None => (filling, filling.ahead()),
                };
                filling.spread(own, kind, |date| self.nearest(date, ahead))
            }
        }
    }

    /// The occurrence in the year of `date`, or the year before or after it, that lies on the wanted side of `date`.
    fn nearest(self, date: Date, ahead: bool) -> Option<DateInterval> {
        let this = self.in_year(date.year());
        match this {
            Some(interval) if ahead && interval.to < date => self.in_year(date.year() + 1).or(this),
            Some(interval) if !ahead && interval.from > date => self.in_year(date.year() - 1).or(this),
            Some(_) => this,
            // 29 February: the last leap year back, or the next.
            None => (1..8).find_map(|n| self.in_year(if ahead { date.year() + n } else { date.year() - n })),
        }
    }
}

/// The weekday meant, seen from `date`.
fn weekday(date: Date, day: i8, which: Which, ahead: bool) -> Date {
    match which {
        Which::Last => weekday_before(add_days(date, -1), day),
        Which::Next => weekday_after(add_days(date, 1), day),
        Which::Plain | Which::This if ahead => weekday_after(date, day),
        Which::Plain | Which::This => weekday_before(date, day),
    }
}

/// The early, middle or late part of an interval of the given unit.
pub(super) fn part_of(interval: DateInterval, part: Part, unit: Unit) -> DateInterval {
    let DateInterval { from, to } = interval;
    let (from, to) = match (part, unit) {
        (Part::Whole, _) | (_, Unit::Hour | Unit::Day) => (from, to),
        (Part::FirstDay, _) => (from, from),
        (Part::LastDay, _) => (to, to),
        (Part::FirstWeek, _) => (from, add_days(from, 6)),
        (Part::LastWeek, _) => (add_days(to, -6), to),
        (Part::Early, Unit::Month) => (from, add_days(from, 14)),
        (Part::Mid, Unit::Month) => (add_days(from, 9), add_days(from, 19)),
        (Part::Late, Unit::Month) => (add_days(from, 15), to),
        (Part::Early, Unit::Year) => (from, add_days(add_months(from, 4), -1)),
        (Part::Mid, Unit::Year) => (add_months(from, 4), add_days(add_months(from, 8), -1)),
        (Part::Late, Unit::Year) => (add_months(from, 8), to),
        (Part::Early, Unit::Decade) => (from, add_days(add_months(from, 60), -1)),
        (Part::Mid, Unit::Decade) => (add_months(from, 36), add_days(add_months(from, 96), -1)),
        (Part::Late, Unit::Decade) => (add_months(from, 60), to),
        (Part::Early, Unit::Century) => (from, add_days(add_months(from, 33 * 12), -1)),
        (Part::Mid, Unit::Century) => (add_months(from, 33 * 12), add_days(add_months(from, 67 * 12), -1)),
        (Part::Late, Unit::Century) => (add_months(from, 67 * 12), to),
        (part, _) => {
            let third = i64::from((to - from).get_days() + 1) / 3;
            match part {
                Part::Early => (from, add_days(from, third)),
                Part::Late => (add_days(to, -third), to),
                _ => (add_days(from, third), add_days(to, -third)),
            }
        }
    };
    DateInterval { from, to }
}

/// The calendar unit `count` units from the one that holds the reference: "last week" is -1.
pub(super) fn shifted_unit(filling: Filling, unit: Unit, count: i64, kind: TimeKind) -> Value {
    filling.seen_from_reference(precision(unit), kind, |date| {
        let base = holding(date, unit).from;
        Some(holding(super::calendar::add(base, unit, count), unit))
    })
}
