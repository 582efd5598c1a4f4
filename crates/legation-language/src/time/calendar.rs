//! Arithmetic on days, weeks and the larger units. It saturates at the ends of the calendar instead of failing.

use super::words::Unit;
use super::{DateInterval, Precision};
use jiff::Span;
use jiff::civil::Date;

/// The date `days` later, or earlier if negative.
pub(super) fn add_days(date: Date, days: i64) -> Date {
    match Span::new().try_days(days) {
        Ok(span) => date.saturating_add(span),
        Err(_) => limit(days),
    }
}

/// The date `months` later, on the same day of the month or the month's last.
pub(super) fn add_months(date: Date, months: i64) -> Date {
    match Span::new().try_months(months) {
        Ok(span) => date.saturating_add(span),
        Err(_) => limit(months),
    }
}

fn limit(amount: i64) -> Date {
    if amount < 0 { Date::MIN } else { Date::MAX }
}

/// The date `count` units later.
pub(super) fn add(date: Date, unit: Unit, count: i64) -> Date {
    match unit {
        Unit::Hour => add_days(date, count / 24),
        Unit::Day => add_days(date, count),
        Unit::Week | Unit::Weekend => add_days(date, count.saturating_mul(7)),
        Unit::Fortnight => add_days(date, count.saturating_mul(14)),
        Unit::Month => add_months(date, count),
        Unit::Quarter | Unit::Season => add_months(date, count.saturating_mul(3)),
        Unit::Year => add_months(date, count.saturating_mul(12)),
        Unit::Decade => add_months(date, count.saturating_mul(120)),
        Unit::Century => add_months(date, count.saturating_mul(1200)),
    }
}

/// The calendar unit that holds the date. Weeks run from Monday to Sunday.
pub(super) fn holding(date: Date, unit: Unit) -> DateInterval {
    let day = DateInterval::day(date);
    match unit {
        Unit::Hour | Unit::Day => day,
        Unit::Week | Unit::Fortnight => {
            let monday = add_days(date, -i64::from(date.weekday().to_monday_zero_offset()));
            DateInterval { from: monday, to: add_days(monday, 6) }
        }
        Unit::Weekend => {
            let week = holding(date, Unit::Week);
            DateInterval { from: add_days(week.from, 5), to: week.to }
        }
        Unit::Month => DateInterval { from: date.first_of_month(), to: date.last_of_month() },
        Unit::Quarter => quarter(date.year(), (date.month() - 1) / 3).unwrap_or(day),
        Unit::Season => {
            let year = if date.month() < 3 { date.year() - 1 } else { date.year() };
            season(year, ((date.month() + 9) % 12 / 3) as u8).unwrap_or(day)
        }
        Unit::Year => DateInterval::year(date.year()).unwrap_or(day),
        Unit::Decade => years(date.year() - date.year().rem_euclid(10), 10).unwrap_or(day),
        Unit::Century => years(date.year() - date.year().rem_euclid(100), 100).unwrap_or(day),
    }
}

/// The quarter numbered from 0.
pub(super) fn quarter(year: i16, number: i8) -> Option<DateInterval> {
    months(year, number * 3 + 1, 3)
}

/// The season numbered from spring as 0; the winter of a year runs into the next.
pub(super) fn season(year: i16, number: u8) -> Option<DateInterval> {
    months(year, 3 + 3 * i8::try_from(number).ok()?, 3)
}

/// `count` months from the first of `month`.
pub(super) fn months(year: i16, month: i8, count: i64) -> Option<DateInterval> {
    let from = Date::new(year, month, 1).ok()?;
    Some(DateInterval { from, to: add_days(add_months(from, count), -1) })
}

/// `count` years from the first of `year`.
pub(super) fn years(year: i16, count: i64) -> Option<DateInterval> {
    let from = Date::new(year, 1, 1).ok()?;
    Some(DateInterval { from, to: add_days(add_months(from, count.saturating_mul(12)), -1) })
}

/// The latest date with this weekday (Monday is 1) on or before `date`.
pub(super) fn weekday_before(date: Date, weekday: i8) -> Date {
    let back = (date.weekday().to_monday_one_offset() - weekday).rem_euclid(7);
    add_days(date, -i64::from(back))
}

/// The first date with this weekday on or after `date`.
pub(super) fn weekday_after(date: Date, weekday: i8) -> Date {
    let ahead = (weekday - date.weekday().to_monday_one_offset()).rem_euclid(7);
    add_days(date, i64::from(ahead))
}

/// The smallest interval that holds both.
pub(super) fn hull(a: DateInterval, b: DateInterval) -> DateInterval {
    DateInterval { from: a.from.min(b.from), to: a.to.max(b.to) }
}

/// How closely a unit dates.
pub(super) fn precision(unit: Unit) -> Precision {
    match unit {
        Unit::Hour | Unit::Day => Precision::Day,
        Unit::Week | Unit::Weekend | Unit::Fortnight | Unit::Month => Precision::Month,
        Unit::Quarter | Unit::Season | Unit::Year => Precision::Year,
        Unit::Decade | Unit::Century => Precision::Decade,
    }
}

/// How closely an interval of days dates, by its length.
pub(super) fn precision_of(interval: DateInterval) -> Precision {
    match (interval.to - interval.from).get_days() {
        ..=0 => Precision::Day,
        1..=31 => Precision::Month,
        32..=366 => Precision::Year,
        _ => Precision::Decade,
    }
}
