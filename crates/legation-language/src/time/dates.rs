//! Calendar periods as text writes them: days, months, seasons, quarters, years, decades, centuries.

use super::grammar::Reader;
use super::period::{Part, Period, Which};
use super::words::{Unit, Word};
use crate::tree::{Upos, Xpos};

/// Whether a noun's number is a name, not a year: "Agenda 2030", "Resolution 1701".
fn is_numbered(word: &str) -> bool {
    matches!(
        word,
        "agenda"
            | "vision"
            | "resolution"
            | "directive"
            | "boeing"
            | "airbus"
            | "flight"
            | "windows"
            | "office"
            | "article"
            | "section"
            | "rule"
            | "route"
            | "highway"
            | "room"
            | "no."
            | "no"
            | "number"
            | "phase"
            | "level"
            | "page"
            | "p."
            | "pp."
            | "chapter"
            | "bill"
            | "decree"
            | "order"
            | "unit"
            | "model"
            | "type"
            | "horizon"
            | "team"
            | "area"
            | "protocol"
            | "line"
            | "channel"
            | "extension"
            | "ext."
            | "tel"
            | "phone"
            | "division"
            | "battalion"
            | "regulation"
            | "law"
            | "version"
            | "top"
            | "fortune"
            | "nikkei"
            | "ftse"
            | "dow"
            | "psalm"
            | "fig."
            | "figure"
            | "table"
            | "box"
            | "suite"
            | "building"
            | "squadron"
            | "brigade"
            | "regiment"
            | "operation"
            | "strategy"
            | "norm"
            | "standard"
            | "iso"
    )
}

/// Whether a four-digit number before the word counts it, so that it is no year.
fn is_counted(word: &str) -> bool {
    matches!(
        word,
        "people"
            | "men"
            | "women"
            | "soldiers"
            | "troops"
            | "euros"
            | "dollars"
            | "pounds"
            | "percent"
            | "%"
            | "km"
            | "kilometers"
            | "kilometres"
            | "miles"
            | "metres"
            | "meters"
            | "feet"
            | "tons"
            | "tonnes"
            | "kg"
            | "hours"
            | "words"
            | "copies"
            | "members"
    )
}

impl Reader<'_> {
    /// A calendar period starting at `at`, with the part of it that is meant.
    pub(super) fn period(&self, at: usize) -> Option<(usize, Period, Part)> {
        if let Some((next, period)) = self.numbered_part(at) {
            return Some((next, period, Part::Whole));
        }
        let (start, part) = match self.part(at) {
            Some((start, part)) => (start, part),
            None => (at, Part::Whole),
        };
        let (next, period) = self.whole(start)?;
        if part != Part::Whole && matches!(period, Period::DayOfMonth(_)) {
            return None;
        }
        Some((next, period, part))
    }

    fn part(&self, at: usize) -> Option<(usize, Part)> {
        let article = usize::from(self.word(at) == Word::The);
        let word_at = at + article;
        let text = self.text(word_at);
        let part = match self.word(word_at) {
            Word::Early | Word::Start => Part::Early,
            Word::Mid => Part::Mid,
            Word::Late | Word::End => Part::Late,
            _ if text.eq_ignore_ascii_case("middle") => Part::Mid,
            _ => return None,
        };
        let mut next = word_at + 1;
        while matches!(self.word(next), Word::Dash | Word::Of | Word::In | Word::On | Word::The) {
            next += 1;
        }
        Some((next, part))
    }

    /// *the second quarter of 2024*, *Q2 2024*, *the first half of the year 2023*.
    fn numbered_part(&self, at: usize) -> Option<(usize, Period)> {
        let mut next = at + usize::from(self.word(at) == Word::The);
        let period: fn(i8, Option<i16>) -> Period = match self.word(next) {
            Word::Quarter(_) => |number, year| Period::Quarter { year, number },
            Word::HalfYear(_) => |number, year| Period::Half { year, number },
            Word::Ordinal(1..=4 | 99) => match self.word(next + 1) {
                Word::Unit { unit: Unit::Quarter, plural: false } => {
                    |number, year| Period::Quarter { year, number }
                }
                Word::Half => |number, year| Period::Half { year, number },
                _ => return None,
            },
            _ => return None,
        };
        let number = match self.word(next) {
            Word::Quarter(n) | Word::HalfYear(n) => n,
            Word::Ordinal(n) => {
                next += 1;
                n
            }
            _ => return None,
        };
        let half = matches!(period(1, None), Period::Half { .. });
        let number = match (number, half) {
            (99, true) => 2,
            (99, false) => 4,
            (3.., true) => return None,
            (n, _) => n,
        } as i8
            - 1;
        next += 1;
        let written = matches!(self.word(next - 1), Word::Half);
        let linked = next + usize::from(matches!(self.word(next), Word::Of | Word::Comma | Word::Dash));
        if let Some((end, year)) = self.year(linked) {
            return Some((end, period(number, Some(year))));
        }
        // "the first half" alone is as likely a match's as a year's.
        if written { None } else { Some((next, period(number, None))) }
    }

    fn whole(&self, at: usize) -> Option<(usize, Period)> {
        let here = at + usize::from(self.word(at) == Word::The);
        let article = here > at || at > 0 && self.word(at - 1) == Word::The;
        match self.word(here) {
            Word::Weekday { plural: true, .. } => None,
            Word::Weekday { day, abbreviated, .. } => self.weekday(here, day, abbreviated),
            Word::Date { year, month, day } => Some((here + 1, days(Some(year), month, day, day))),
            Word::Number { value, digits } => self.figure(here, value, digits, article),
            Word::Ordinal(day) => self.ordinal(here, day, article),
            Word::Month { month, doubtful, abbreviated } => {
                self.month_name(here, month, doubtful, abbreviated)
            }
            Word::Season(number) => self.season(here, number, article),
            Word::Decade(year) => self.decade(here, year),
            Word::Unit { unit: Unit::Year, plural: false } => {
                let (next, year) = self.year(here + 1)?;
                Some((next, Period::Year(year)))
            }
            Word::Other | Word::Post => self.named_day(here),
            Word::AnnoDomini => match self.word(here + 1) {
                Word::Number { value, digits: 1..=4 } if value > 0 && self.text(here).len() == 2 => {
                    Some((here + 2, Period::Year(value as i16)))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// *the 1990s*, *the '90s*, but neither "in her 30s" nor "in the 30s" of degrees.
    fn decade(&self, at: usize, year: i16) -> Option<(usize, Period)> {
        if !self.text(at).starts_with("1") && !self.text(at).starts_with("2") || self.text(at).len() < 4 {
            let mut before = at;
            while before > 0
                && matches!(self.word(before - 1), Word::Early | Word::Mid | Word::Late | Word::Dash)
            {
                before -= 1;
            }
            let article = before > 0 && self.word(before - 1) == Word::The;
            if !article || self.text(at + 1).starts_with('°') {
                return None;
            }
        }
        // "the 1800s" are a century; "the 2000s" came to mean the decade.
        let period =
            if year % 100 == 0 && year < 2000 { Period::Century(year) } else { Period::Decade(year) };
        Some((at + 1, period))
    }

    /// *the last week of May*, *the first day of 2023*.
    pub(super) fn edge_of_period(&self, at: usize) -> Option<(usize, Period, Part)> {
        let at = at + usize::from(self.word(at) == Word::The);
        let from_end = match self.word(at) {
            Word::Ordinal(1) => false,
            Word::Last | Word::Ordinal(99) => true,
            _ => return None,
        };
        let Word::Unit { unit: unit @ (Unit::Day | Unit::Week), .. } = self.word(at + 1) else { return None };
        if self.word(at + 2) != Word::Of {
            return None;
        }
        let (next, period) = self.whole(at + 3)?;
        let part = match (unit, from_end) {
            (Unit::Day, false) => Part::FirstDay,
            (Unit::Day, true) => Part::LastDay,
            (_, false) => Part::FirstWeek,
            (_, true) => Part::LastWeek,
        };
        matches!(period, Period::Month { .. } | Period::Year(_)).then_some((next, period, part))
    }

    /// A weekday, and the date that it may introduce.
    fn weekday(&self, at: usize, day: i8, abbreviated: bool) -> Option<(usize, Period)> {
        let mut next = at + 1;
        if self.word(next) == Word::DayPart {
            next += 1;
        }
        // "Friday the 13th"
        if self.word(at + 1) == Word::The
            && let Word::Ordinal(day @ 1..=31) = self.word(at + 2)
            && !matches!(self.word(at + 3), Word::Of | Word::Month { .. } | Word::Unit { .. })
        {
            return Some((at + 3, Period::DayOfMonth(day as i8)));
        }
        next += usize::from(self.word(next) == Word::Comma);
        next += usize::from(self.word(next) == Word::The);
        if matches!(
            self.word(next),
            Word::Number { digits: 1..=2, .. } | Word::Ordinal(_) | Word::Month { .. }
        ) && let Some((end, period @ Period::Days { .. })) = self.whole(next)
        {
            return Some((end, period));
        }
        let previous = if at == 0 { "" } else { self.text(at - 1) };
        let named = matches!(
            previous,
            "Black"
                | "Good"
                | "Bloody"
                | "Ash"
                | "Holy"
                | "Sheffield"
                | "Super"
                | "Palm"
                | "Easter"
                | "Maundy"
                | "Cyber"
        ) || matches!(
            self.text(at + 1),
            "Times" | "Mirror" | "Telegraph" | "Mail" | "Post" | "Express" | "Tribune" | "Herald"
        );
        // "Saturday Morning Press"
        let capital = |i: usize| self.text(i).bytes().next().is_some_and(|b| b.is_ascii_uppercase());
        let titled = self.word(at + 1) == Word::DayPart && capital(at + 1) && capital(at + 2);
        if abbreviated || named || titled {
            return None;
        }
        Some((at + 1, Period::Weekday { day, which: Which::Plain }))
    }

    /// *3 July 2025*, *5-6 September*, *2024-05-27*, *27/05/2024*, *2023*, *19th century*.
    fn figure(&self, at: usize, value: u32, digits: u8, article: bool) -> Option<(usize, Period)> {
        if let Some(found) = self.numeric_date(at, value, digits) {
            return Some(found);
        }
        if digits <= 2 && (1..=31).contains(&value) {
            return self.day_then_month(at, value as i8);
        }
        if let Some(found) = self.year_of_era(at, value) {
            return Some(found);
        }
        if digits == 4 && self.stands_for_a_year(at, value, article) {
            return Some((at + 1, Period::Year(value as i16)));
        }
        None
    }

    /// *594 BC*, *70 AD*.
    fn year_of_era(&self, at: usize, value: u32) -> Option<(usize, Period)> {
        let value = i16::try_from(value).ok().filter(|v| (1..9000).contains(v))?;
        match self.word(at + 1) {
            Word::BeforeChrist => Some((at + 2, Period::Year(1 - value))),
            Word::AnnoDomini if self.text(at + 1).bytes().all(|b| b.is_ascii_uppercase() || b == b'.') => {
                Some((at + 2, Period::Year(value)))
            }
            _ => None,
        }
    }

    /// Dates in figures, where only one reading is possible.
    fn numeric_date(&self, at: usize, value: u32, digits: u8) -> Option<(usize, Period)> {
        let separator = self.word(at + 1);
        if !matches!(separator, Word::Dash | Word::Slash) || !self.glued(at + 1) || !self.glued(at + 2) {
            return None;
        }
        if at > 0 && self.glued(at) && matches!(self.word(at - 1), Word::Dash | Word::Slash) {
            return None;
        }
        let Word::Number { value: second, digits: second_digits } = self.word(at + 2) else { return None };
        let third = match (self.word(at + 3), self.word(at + 4)) {
            (mark, Word::Number { value, digits }) if mark == separator && self.glued(at + 4) => {
                Some((value, digits))
            }
            _ => None,
        };
        match (digits, third) {
            (4, Some((day, 1..=2))) if (1000..2200).contains(&value) => {
                if !(1..=12).contains(&second) || !(1..=31).contains(&day) {
                    return None;
                }
                Some((at + 5, days(Some(value as i16), second as i8, day as i8, day as i8)))
            }
            // "2024-05", where "2010-12" would be a range of years.
            (4, None) if separator == Word::Dash && second_digits == 2 && (1900..2200).contains(&value) => {
                let month = (1..=12).contains(&second) && value % 100 >= second;
                month.then_some((at + 3, Period::Month { year: Some(value as i16), month: second as i8 }))
            }
            (1..=2, Some((year, 4))) if (1900..2200).contains(&year) => {
                let (day, month) = match (value, second) {
                    (13..=31, 1..=12) => (value, second),
                    (1..=12, 13..=31) => (second, value),
                    (1..=12, _) if value == second => (value, second),
                    _ => return None,
                };
                Some((at + 5, days(Some(year as i16), month as i8, day as i8, day as i8)))
            }
            // The attacks of 2001 are written no other way.
            (1, None) if separator == Word::Slash && value == 9 && second == 11 => {
                Some((at + 3, days(Some(2001), 9, 11, 11)))
            }
            _ => None,
        }
    }

    /// *3 July*, *3-5 July 2024*, *3 and 4 July*, *the 3rd of July*, from the day on.
    fn day_then_month(&self, at: usize, first: i8) -> Option<(usize, Period)> {
        let mut next = at + 1;
        let mut last = first;
        if matches!(self.word(next), Word::Dash | Word::And | Word::To)
            && let Word::Number { value: day @ 1..=31, digits: 1..=2 } = widen(self.word(next + 1))
            && day as i8 > first
        {
            last = day as i8;
            next += 2;
        }
        next += usize::from(self.word(next) == Word::Of) + usize::from(self.word(next) == Word::Dash);
        let Word::Month { month, .. } = self.word(next) else { return None };
        if !valid_day(month, last) {
            return None;
        }
        next += 1;
        let (next, year) = self.trailing_year(next, month);
        Some((next, days(year, month, first, last)))
    }

    /// *the 3rd of July*, *19th century*, *on the 3rd*.
    fn ordinal(&self, at: usize, number: u8, article: bool) -> Option<(usize, Period)> {
        if number == 99 {
            return None;
        }
        let dashed = usize::from(self.word(at + 1) == Word::Dash);
        if let Word::Unit { unit: Unit::Century, plural: false } = self.word(at + 1 + dashed)
            && (2..=21).contains(&number)
        {
            let next = at + 2 + dashed;
            return Some(match self.word(next) {
                Word::BeforeChrist => (next + 1, Period::Century(1 - i16::from(number) * 100)),
                _ => (next, Period::Century(i16::from(number - 1) * 100)),
            });
        }
        // "the 15th to the 19th century"
        if matches!(self.word(at + 1), Word::To | Word::And | Word::Dash)
            && let second = at + 2 + usize::from(self.word(at + 2) == Word::The)
            && let (Word::Ordinal(_), Word::Unit { unit: Unit::Century, .. }) =
                (self.word(second), self.word(second + 1))
            && (2..=21).contains(&number)
        {
            return Some((at + 1, Period::Century(i16::from(number - 1) * 100)));
        }
        let day = number as i8;
        if !(1..=31).contains(&day) {
            return None;
        }
        if let Some(found) = self.day_then_month(at, day) {
            return Some(found);
        }
        let digits = self.text(at).as_bytes().first().is_some_and(u8::is_ascii_digit);
        let on = article && at >= 2 && self.word(at - 2) == Word::On;
        let bare =
            !matches!(self.upos(at + 1), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Verb)
                && !self.heads_a_phrase(at + 1)
                && !matches!(self.word(at + 1), Word::Unit { .. } | Word::Dash | Word::Of);
        (digits && on && bare).then_some((at + 1, Period::DayOfMonth(day)))
    }

    /// *July 3, 2025*, *July 2025*, *July 3-5*, *July*.
    fn month_name(&self, at: usize, month: i8, doubtful: bool, abbreviated: bool) -> Option<(usize, Period)> {
        let mut next = at + 1;
        next += usize::from(abbreviated && self.text(next) == ".");
        next += usize::from(self.word(next) == Word::The && matches!(self.word(next + 1), Word::Ordinal(_)));
        if let Some(day) = self.day(next, month)
            && !self.counts_something(at, next)
        {
            let mut end = next + 1;
            let mut last = day;
            if matches!(self.word(end), Word::Dash | Word::And | Word::To | Word::Through)
                && let Some(second) = self.day(end + 1, month)
                && second > day
                && !matches!(self.word(end + 2), Word::Month { .. } | Word::Unit { .. } | Word::Of)
                && !self.counts_something(at, end + 1)
            {
                last = second;
                end += 2;
            }
            let (end, year) = self.trailing_year(end, month);
            return Some((end, days(year, month, day, last)));
        }
        let (end, year) = self.trailing_year(at + 1, month);
        if end > at + 1 {
            return Some((end, Period::Month { year, month }));
        }
        if abbreviated && !self.text(at).ends_with('.') || !self.is_a_month(at, doubtful) {
            return None;
        }
        Some((at + 1, Period::Month { year, month }))
    }

    fn day(&self, at: usize, month: i8) -> Option<i8> {
        let day = match self.word(at) {
            Word::Number { value, digits: 1..=2 } => value as i8,
            Word::Ordinal(day) if self.text(at).as_bytes()[0].is_ascii_digit() => day as i8,
            _ => return None,
        };
        valid_day(month, day).then_some(day)
    }

    /// "in May 20 people died": the number belongs to what follows.
    fn counts_something(&self, month_at: usize, at: usize) -> bool {
        if month_at == 0 || !matches!(self.word(month_at - 1), Word::In | Word::Since) {
            return matches!(self.text(at + 1), "%" | "percent" | "per");
        }
        let plural_noun = self.atoms.get(at + 1).is_some_and(|atom| {
            let token = &self.sentence.tokens[atom.token];
            token.xpos == Xpos::Nns
        });
        plural_noun || is_counted(self.text(at + 1)) || matches!(self.text(at + 1), "%" | "percent" | "per")
    }

    /// A year after a day or month, or lent by a later item of a list: "April and May 2022".
    fn trailing_year(&self, at: usize, month: i8) -> (usize, Option<i16>) {
        let mut next = at;
        next += usize::from(matches!(self.word(next), Word::Comma | Word::Of | Word::In));
        if let Some((end, year)) = self.year(next)
            && !(next > at && self.word(at) == Word::Comma && self.counted_year(next))
        {
            return (end, Some(year));
        }
        // A list of months or dates shares the year at its end.
        let mut scan = at;
        let mut previous = month;
        for _ in 0..6 {
            while matches!(self.word(scan), Word::Comma | Word::And | Word::Or) {
                scan += 1;
            }
            if matches!(self.word(scan), Word::Number { digits: 1..=2, .. } | Word::Ordinal(_)) {
                scan += 1;
            }
            let Word::Month { month, .. } = self.word(scan) else { break };
            if scan == at || month < previous {
                break;
            }
            previous = month;
            scan += 1;
            if matches!(self.word(scan), Word::Number { digits: 1..=2, .. } | Word::Ordinal(_)) {
                scan += 1;
            }
            let comma = usize::from(self.word(scan) == Word::Comma);
            if let Some((_, year)) = self.year(scan + comma) {
                return (at, Some(year));
            }
        }
        (at, None)
    }

    fn counted_year(&self, at: usize) -> bool {
        is_counted(self.text(at + 1))
    }

    /// A four-digit year, in a place where only a year can stand.
    fn year(&self, at: usize) -> Option<(usize, i16)> {
        let at = at + usize::from(self.word(at) == Word::The);
        let at = at + usize::from(matches!(self.word(at), Word::Unit { unit: Unit::Year, plural: false }));
        match self.word(at) {
            Word::Number { value, digits: 4 } if (1000..2200).contains(&value) => {
                Some((at + 1, value as i16))
            }
            _ => None,
        }
    }

    /// Whether a bare four-digit number is a year.
    fn stands_for_a_year(&self, at: usize, value: u32, article: bool) -> bool {
        if !(1000..2200).contains(&value) {
            return false;
        }
        let previous_at = at.checked_sub(1 + usize::from(article));
        let previous = previous_at.map_or(Word::Other, |i| self.word(i));
        let previous_text = previous_at.map_or("", |i| self.text(i));
        // Telephone numbers and other codes.
        let dash_before = at > 0 && matches!(self.word(at - 1), Word::Dash) && self.glued(at);
        if dash_before && at > 1 {
            let stem = self.word(at - 2);
            if !matches!(
                stem,
                Word::Mid | Word::Early | Word::Late | Word::Post | Word::Pre | Word::Month { .. }
            ) && !matches!(stem, Word::Number { digits: 4, value: 1000..2200 })
            {
                return false;
            }
        }
        if self.word(at + 1) == Word::Dash
            && self.glued(at + 1)
            && self.glued(at + 2)
            && let Word::Number { digits, value: after } = self.word(at + 2)
        {
            let range = digits == 4 && (1000..2200).contains(&after) && after > value
                || digits == 2 && after > value % 100;
            if !range {
                return false;
            }
        }
        if self.word(at + 1) == Word::Dash && self.glued(at + 1) && self.is_letters(at + 2) {
            return matches!(
                self.text(at + 2),
                "present" | "now" | "related" | "born" | "based" | "style" | "era" | "like"
            );
        }
        if matches!(previous_text, "$" | "€" | "£" | "¥" | "#" | "+" | "US$" | "A$" | "§")
            || previous == Word::Slash && self.glued(at)
        {
            return false;
        }
        if previous_at.is_some() {
            let mut lower = String::new();
            lower.extend(previous_text.chars().map(|c| c.to_ascii_lowercase()));
            if is_numbered(&lower) {
                return false;
            }
        }
        let next_text = self.text(at + 1);
        if is_counted(next_text)
            || matches!(self.word(at + 1), Word::Unit { .. } | Word::Zone | Word::Meridiem)
        {
            let name = self.word(at + 1) == Word::Unit { unit: Unit::Day, plural: false };
            return name && self.upos(at.wrapping_sub(1)) == Upos::Propn
                || matches!(previous, Word::In)
                    && !matches!(next_text, "%" | "percent" | "km" | "kg")
                    && !value.is_multiple_of(100);
        }
        let signalled = matches!(
            previous,
            Word::In
                | Word::Since
                | Word::Until
                | Word::From
                | Word::During
                | Word::Between
                | Word::Before
                | Word::After
                | Word::Early
                | Word::Mid
                | Word::Late
                | Word::Dash
                | Word::Of
                | Word::By
                | Word::Open
                | Word::To
                | Word::Through
                | Word::Season(_)
                | Word::Comma
                | Word::And
                | Word::Or
                | Word::Quarter(_)
                | Word::HalfYear(_)
                | Word::Month { .. }
                | Word::Post
                | Word::Pre
                | Word::The
                | Word::A
                | Word::This
        ) || article
            || matches!(self.text(at.wrapping_sub(1)), "summer" | "c." | "ca." | "circa" | "born" | "FY");
        let plural_next = self.atoms.get(at + 1).is_some_and(|atom| {
            let token = &self.sentence.tokens[atom.token];
            matches!(token.xpos, Xpos::Nns)
        });
        // "2000 soldiers", "of 1500 workers", but "the 2011 and 2017 censuses".
        if plural_next && !article && !matches!(previous, Word::In | Word::And | Word::Dash) {
            return false;
        }
        if value.is_multiple_of(100) && plural_next && !article {
            return false;
        }
        if (1900..2100).contains(&value) {
            // "cost 2000", "some 1950": an object without a preposition is rather a count.
            return signalled
                || previous_at.is_none()
                || matches!(
                    self.upos(at - 1),
                    Upos::Propn | Upos::Punct | Upos::Noun | Upos::Det | Upos::Cconj | Upos::Adp
                )
                || matches!(previous_text, "'s" | "’s" | ";" | ":" | "\"" | "“" | "d." | "b." | "m." | "div.")
                // "opened 2012 with a tour": counts of that size are round or written with a comma.
                || !value.is_multiple_of(10) && !plural_next && !matches!(previous, Word::About | Word::Over)
                || matches!(previous, Word::Possessive | Word::Dash | Word::Close);
        }
        let dates = matches!(
            previous,
            Word::In
                | Word::Since
                | Word::Until
                | Word::From
                | Word::During
                | Word::Between
                | Word::Open
                | Word::Dash
                | Word::Mid
                | Word::Early
                | Word::Late
                | Word::By
                | Word::After
                | Word::Before
                | Word::Season(_)
        );
        dates || (signalled || self.upos(at.wrapping_sub(1)) == Upos::Punct) && self.list_of_years(at)
    }

    /// "1797, 1805 and 1821": a neighbour is a year too.
    fn list_of_years(&self, at: usize) -> bool {
        (at.saturating_sub(3)..(at + 4).min(self.atoms.len())).any(|other| {
            other != at && matches!(self.word(other), Word::Number { digits: 4, value: 1000..2200 })
        })
    }

    fn is_letters(&self, at: usize) -> bool {
        self.text(at).bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
    }

    /// Whether a month's name with neither day nor year means the month.
    fn is_a_month(&self, at: usize, doubtful: bool) -> bool {
        let previous = if at == 0 { Word::Other } else { self.word(at - 1) };
        let next = self.upos(at + 1);
        // "May said", "March ahead", "June Carter".
        let tagged_name = self.upos(at) == Upos::Propn;
        if matches!(self.upos(at), Upos::Verb | Upos::Aux) {
            return false;
        }
        let name_follows = matches!(next, Upos::Propn | Upos::X)
            && matches!(self.word(at + 1), Word::Other)
            && self.text(at + 1).bytes().next().is_some_and(|b| b.is_ascii_uppercase());
        let signalled = matches!(
            previous,
            Word::In
                | Word::Since
                | Word::Until
                | Word::Of
                | Word::From
                | Word::To
                | Word::Between
                | Word::Early
                | Word::Mid
                | Word::Late
                | Word::During
                | Word::Through
                | Word::By
                | Word::Dash
                | Word::Month { .. }
        ) || matches!(previous, Word::And | Word::Or | Word::Comma)
            && at >= 2
            && matches!(self.word(at - 2), Word::Month { .. } | Word::Number { digits: 4, .. });
        let both_sides = matches!(previous, Word::Before | Word::After | Word::On);
        if signalled || both_sides && !doubtful {
            // "in June Carter's house" is too rare to lose "in May Russia accepted".
            return !(doubtful
                && matches!(previous, Word::To | Word::By | Word::Of | Word::From)
                && name_follows);
        }
        if doubtful {
            return false;
        }
        if at > 0 && matches!(self.upos(at - 1), Upos::Propn) {
            return false;
        }
        !name_follows && (tagged_name || self.upos(at) == Upos::X)
    }

    /// *spring 2021*, *the summer of 2020*, *winter* after *in*.
    fn season(&self, at: usize, number: u8, article: bool) -> Option<(usize, Period)> {
        let linked = at + 1 + usize::from(matches!(self.word(at + 1), Word::Of | Word::Comma));
        if let Some((next, year)) = self.year(linked) {
            return Some((next, Period::Season { year: Some(year), number }));
        }
        let in_season = matches!(
            if at > usize::from(article) { self.word(at - 1 - usize::from(article)) } else { Word::Other },
            Word::In | Word::During | Word::Since | Word::Until | Word::By
        );
        (in_season && article && (number != 2 || self.text(at) == "autumn"))
            .then_some((at + 1, Period::Season { year: None, number }))
            .filter(|_| !self.heads_a_phrase(at + 1))
    }

    /// Days with names of their own that fall on one date.
    fn named_day(&self, at: usize) -> Option<(usize, Period)> {
        let (next, month, day) = match self.text(at) {
            "Christmas" => match self.text(at + 1) {
                "Eve" => (at + 2, 12, 24),
                "Day" => (at + 2, 12, 25),
                _ if self.text(at.wrapping_sub(1)) == "at" || self.text(at.wrapping_sub(1)) == "before" => {
                    (at + 1, 12, 25)
                }
                _ => return None,
            },
            "New" if self.text(at + 1) == "Year" => {
                let possessive = usize::from(self.word(at + 2) == Word::Possessive);
                match self.text(at + 2 + possessive) {
                    "Day" => (at + 3 + possessive, 1, 1),
                    "Eve" => (at + 3 + possessive, 12, 31),
                    _ => return None,
                }
            }
            _ => return None,
        };
        let (next, year) = self.trailing_year(next, month);
        Some((next, days(year, month, day, day)))
    }
}

fn days(year: Option<i16>, month: i8, first: i8, last: i8) -> Period {
    Period::Days { year, month, first, last }
}

/// An ordinal as the number it holds, so that both match one pattern.
fn widen(word: Word) -> Word {
    match word {
        Word::Ordinal(day) => Word::Number { value: u32::from(day), digits: 2 },
        other => other,
    }
}

/// Whether the month ever has the day.
fn valid_day(month: i8, day: i8) -> bool {
    let longest = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=longest).contains(&day)
}
