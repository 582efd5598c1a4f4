//! Times as claims keep them: closed intervals of days with the precision of the words that gave them.

use jiff::civil::Date;

use crate::act::labels;

labels! {
    /// How finely a time was stated.
    Precision {
        /// One day.
        Day = "day",
        /// One month, or a part of one ("late December").
        Month = "month",
        /// One year, or a part of one.
        Year = "year",
        /// A decade, or a part of one ("the early 2000s").
        Decade = "decade",
        /// Open at one end, or an interval of no calendar unit ("since August 2021").
        Open = "open",
    }
}

labels! {
    /// Where a claim's time comes from.
    Basis {
        /// The text states it for the act.
        Stated = "stated",
        /// Taken from the publication date, for news told as news.
        Published = "published",
        /// Not known.
        Unknown = "unknown",
    }
}

/// A time: first and last day, both inclusive; `None` is open.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TimeSpan {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
    /// Precision of the words.
    pub precision: Precision,
    /// Where it comes from.
    pub basis: Basis,
    /// The words that gave it; empty where no words did.
    pub text: String,
}

/// A publication date that is no day, month or year.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a publication date: write a day (2025-06-15), a month (2025-06) or a year (2025)")]
pub struct ParsePublishedError {
    /// What was given.
    pub text: String,
}

/// Reads a publication date: a day `YYYY-MM-DD` (an RFC 3339 time is cut to its day), a month `YYYY-MM`, or a year
/// `YYYY`, as the interval of days that it covers.
///
/// # Errors
/// Where `text` has none of these forms, or names a day that the calendar lacks.
pub fn parse_published(text: &str) -> Result<TimeSpan, ParsePublishedError> {
    let fail = || ParsePublishedError { text: text.to_owned() };
    let trimmed = text.trim();
    let day = match trimmed.find(['T', ' ']) {
        Some(at) if at == 10 => &trimmed[..at],
        _ => trimmed,
    };
    let parts: Vec<&str> = day.split('-').collect();
    let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
    let number = |s: &str| s.parse::<i16>().map_err(|_| fail());
    let date = |y: i16, m: i16, d: i16| Date::new(y, m as i8, d as i8).map_err(|_| fail());
    let (from, to, precision) = match parts.as_slice() {
        [y] if digits(y, 4) => {
            let y = number(y)?;
            (date(y, 1, 1)?, date(y, 12, 31)?, Precision::Year)
        }
        [y, m] if digits(y, 4) && digits(m, 2) => {
            let first = date(number(y)?, number(m)?, 1)?;
            (first, first.last_of_month(), Precision::Month)
        }
        [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2) => {
            let day = date(number(y)?, number(m)?, number(d)?)?;
            (day, day, Precision::Day)
        }
        _ => return Err(fail()),
    };
    Ok(TimeSpan { from: Some(from), to: Some(to), precision, basis: Basis::Published, text: String::new() })
}

/// The months' names, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a day's month: April.
pub fn month_name(day: Date) -> &'static str {
    MONTHS[day.month().unsigned_abs() as usize - 1]
}

/// A day in words: 2 April 2024.
pub fn day_in_words(day: Date) -> String {
    format!("{} {} {}", day.day(), month_name(day), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_months_years_and_times() {
        for (text, from, to, precision) in [
            ("2025-06-15", "2025-06-15", "2025-06-15", Precision::Day),
            ("2025-06", "2025-06-01", "2025-06-30", Precision::Month),
            ("2024-02", "2024-02-01", "2024-02-29", Precision::Month),
            ("2025", "2025-01-01", "2025-12-31", Precision::Year),
            ("2025-06-15T08:30:00Z", "2025-06-15", "2025-06-15", Precision::Day),
        ] {
            let span = parse_published(text).unwrap();
            assert_eq!(span.from.unwrap().to_string(), from, "{text}");
            assert_eq!(span.to.unwrap().to_string(), to, "{text}");
            assert_eq!(span.precision, precision, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in
            ["", "June", "2025-13", "2025-02-30", "25-06-15", "2025-6-1", "20250615", "2025-06-15-01", "é025"]
        {
            assert!(parse_published(text).is_err(), "{text}");
        }
    }
}
