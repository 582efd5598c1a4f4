//! Time expressions in running text, resolved against the date of publication.
//!
//! [`read_times`] finds the expressions of one sentence, [`read_document_times`] those of a document in order, where an
//! earlier date anchors a later "six days earlier" or "that year". A resolved expression is an inclusive interval of
//! days; an end that the text leaves open is `None`. Nothing is guessed below what the text and the reference support:
//! "on Thursday" in a text known only to be of June 2025 stays the whole of June.
//!
//! Conventions, where English is loose:
//! - A weekday without more is the latest on or before the reference, or with a future verb the first on or after it.
//! - "last week" is the calendar week (Monday to Sunday) before; "the last week" is the seven days up to the reference.
//! - *early*, *mid* and *late* are the halves and the middle of a month (1-15, 10-20, 16-end), the thirds of a year, and
//!   the years 0-4, 3-7 and 5-9 of a decade.
//! - Seasons are the meteorological ones of the northern hemisphere; a winter belongs to the year in which it starts.
//! - "before 2001" ends on the last day of 2000; "until 2001" and "by 2001" end with 2001; "after 2001" starts in 2002.

mod atoms;
mod calendar;
mod dates;
mod document;
mod grammar;
mod period;
mod reckoned;
mod tense;
mod words;

pub use document::read_document_times;
pub use tense::{Tense, governing_tense};

use crate::tree::Sentence;
use jiff::civil::Date;

/// An inclusive interval of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateInterval {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl DateInterval {
    /// The interval of one day.
    pub const fn day(date: Date) -> Self {
        Self { from: date, to: date }
    }

    /// The interval of a month; `None` where there is no such month.
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let from = Date::new(year, month, 1).ok()?;
        Some(Self { from, to: from.last_of_month() })
    }

    /// The interval of a year; `None` beyond the years -9999 to 9999.
    pub fn year(year: i16) -> Option<Self> {
        Some(Self { from: Date::new(year, 1, 1).ok()?, to: Date::new(year, 12, 31).ok()? })
    }
}

/// The smallest of these units that holds the unit the text speaks in: a week is dated to the month, a season to the
/// year, a century to the decade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// A day, with or without an hour.
    Day,
    /// Weeks, weekends, months and their parts.
    Month,
    /// Seasons, quarters, years and their parts.
    Year,
    /// Decades, centuries and their parts.
    Decade,
    /// An end is missing, or the words give no date that can be worked out.
    Open,
}

/// What the expression is measured from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeKind {
    /// The calendar, with the reference at most supplying the year: "3 July 2025", "in April".
    Absolute,
    /// The reference: "yesterday", "on Thursday", "the past five years".
    Relative,
    /// A time mentioned earlier: "six days later", "that year".
    Anchored,
    /// A length of time: "for two decades".
    Duration,
    /// A repeated time: "every Friday"; never resolved.
    Recurring,
}

/// A time expression and the days it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeExpression {
    /// Byte offset of its first character in the parsed text. Words that bound the interval (*since*, *until*, *by*,
    /// *between*) belong to the expression; *in*, *on* and *at* do not.
    pub start: usize,
    /// Byte offset past its last character.
    pub end: usize,
    /// Index in the sentence of its first token.
    pub first_token: usize,
    /// Index of its last token, inclusive.
    pub last_token: usize,
    /// The first day; `None` where the text leaves the beginning open.
    pub from: Option<Date>,
    /// The last day, inclusive; `None` where the text leaves the end open.
    pub to: Option<Date>,
    /// How closely the text dates.
    pub precision: Precision,
    /// What it is measured from.
    pub kind: TimeKind,
}

impl TimeExpression {
    /// The closed interval, if both ends are known.
    pub fn interval(&self) -> Option<DateInterval> {
        Some(DateInterval { from: self.from?, to: self.to? })
    }
}

/// What a sentence's time expressions are resolved against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TimeContext {
    /// The day, month or year of publication. Without it only complete calendar dates are resolved.
    pub reference: Option<DateInterval>,
    /// The time last spoken of, for "the following day".
    pub anchor: Option<DateInterval>,
    /// The time last told in a main clause, which gives "on 31 March" its year where the story lies in an earlier one.
    pub year: Option<DateInterval>,
    /// The tense to assume throughout; `None` reads it off the verb that governs each expression.
    pub tense: Option<Tense>,
}

/// Reads the time expressions of a sentence, in order and without overlap.
///
/// Only forms and offsets are required of the tokens; tags and the tree, where present, settle the doubtful cases
/// ("May" the modal) and supply the tense.
///
/// ```
/// use legation_language::time::{DateInterval, Precision, TimeContext, read_times};
/// use legation_language::{Deprel, Sentence, Token, Upos, Xpos};
///
/// let text = "Diplomats met on Thursday";
/// let tokens = text.split(' ').map(|form| {
///     let start = form.as_ptr() as usize - text.as_ptr() as usize;
///     Token {
///         start, end: start + form.len(), form: form.into(), lemma: form.into(), upos: Upos::X, xpos: Xpos::Fw,
///         feats: "".into(), head: None, deprel: Deprel::Dep, space_after: true,
///     }
/// });
/// let sentence = Sentence { end: text.len(), tokens: tokens.collect(), ..Sentence::default() };
/// let context = TimeContext {
///     reference: Some(DateInterval::day(jiff::civil::date(2025, 6, 20))), // a Friday
///     ..TimeContext::default()
/// };
/// let times = read_times(&sentence, &context);
/// assert_eq!(&text[times[0].start..times[0].end], "Thursday");
/// assert_eq!(times[0].from, Some(jiff::civil::date(2025, 6, 19)));
/// assert_eq!(times[0].precision, Precision::Day);
/// ```
pub fn read_times(sentence: &Sentence, context: &TimeContext) -> Vec<TimeExpression> {
    grammar::read(sentence, context)
}
