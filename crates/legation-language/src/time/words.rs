//! The words that time expressions are made of.

/// A calendar unit or a shorter one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
}

/// What a word can do in a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// Digits; how many there are tells a year from a count.
    Number {
        value: u32,
        digits: u8,
    },
    /// *two*, *a* (as one), *twenty*.
    Spelled(u32),
    /// *several*, *few*, *many*: a count nobody can reckon with.
    Vague,
    Ordinal(u8),
    Month {
        month: i8,
        doubtful: bool,
        abbreviated: bool,
    },
    /// Monday is 1.
    Weekday {
        day: i8,
        plural: bool,
        abbreviated: bool,
    },
    /// Spring is 0.
    Season(u8),
    Unit {
        unit: Unit,
        plural: bool,
    },
    /// *1990s*: the first year of the decade.
    Decade(i16),
    /// *Q2*.
    Quarter(u8),
    /// *H1*.
    HalfYear(u8),
    /// A date in one word: *27.05.2024*.
    Date {
        year: i16,
        month: i8,
        day: i8,
    },
    /// *yesterday*: days from the reference.
    Deictic(i8),
    Overnight,
    DayPart,
    /// *17:30*, *5pm*.
    Clock,
    Meridiem,
    Zone,
    /// *BC* or *BCE*.
    BeforeChrist,
    /// *AD* or *CE*.
    AnnoDomini,
    A,
    The,
    This,
    That,
    Last,
    Past,
    Next,
    Coming,
    Following,
    Previous,
    Same,
    Recent,
    Every,
    Early,
    Mid,
    Late,
    Earlier,
    Later,
    Ago,
    Start,
    End,
    Half,
    In,
    On,
    At,
    By,
    Since,
    Until,
    From,
    To,
    Through,
    Between,
    And,
    Or,
    Before,
    After,
    During,
    For,
    Of,
    Over,
    Within,
    As,
    /// *starting*, *effective*: from then on.
    Starting,
    /// *about*, *around*, *nearly*: absorbed before a count.
    About,
    Comma,
    Dash,
    Slash,
    Open,
    Close,
    Possessive,
    Post,
    Pre,
    Other,
}

const LONGEST: usize = 12;

/// The word for a piece of text that holds no hyphen or slash between letters or digits.
pub(super) fn classify(text: &str) -> Word {
    let Some(&first) = text.as_bytes().first() else { return Word::Other };
    if first.is_ascii_digit() {
        return numeric(text);
    }
    if text.len() > LONGEST {
        return Word::Other;
    }
    if !text.is_ascii() {
        return match text {
            "–" | "—" | "−" => Word::Dash,
            "’s" => Word::Possessive,
            _ => apostrophe_decade(text),
        };
    }
    let mut buffer = [0u8; LONGEST];
    for (to, from) in buffer.iter_mut().zip(text.bytes()) {
        *to = from.to_ascii_lowercase();
    }
    let Ok(lower) = std::str::from_utf8(&buffer[..text.len()]) else { return Word::Other };
    let capital = first.is_ascii_uppercase();
    word(lower, capital)
}

fn word(lower: &str, capital: bool) -> Word {
    use Word::*;
    let unit = |unit, plural| Unit { unit, plural };
    let month = |month| Month { month, doubtful: !capital, abbreviated: false };
    let unsure = |month| if capital { Month { month, doubtful: true, abbreviated: false } } else { Other };
    let short = |month| if capital { Month { month, doubtful: true, abbreviated: true } } else { Other };
    let weekday = |day| if capital { Weekday { day, plural: false, abbreviated: false } } else { Other };
    let weekdays = |day| if capital { Weekday { day, plural: true, abbreviated: false } } else { Other };
    let brief = |day| if capital { Weekday { day, plural: false, abbreviated: true } } else { Other };
    match lower {
        "a" | "an" => A,
        "the" => The,
        "this" => This,
        "that" => That,
        "last" => Last,
        "past" => Past,
        "next" => Next,
        "coming" | "upcoming" => Coming,
        "following" | "subsequent" => Following,
        "previous" | "preceding" | "prior" => Previous,
        "same" => Same,
        "recent" => Recent,
        "every" | "each" => Every,
        "early" => Early,
        "mid" => Mid,
        "late" => Late,
        "earlier" => Earlier,
        "later" => Later,
        "ago" => Ago,
        "start" | "beginning" => Start,
        "end" | "close" => End,
        "half" => Half,
        "in" => In,
        "on" => On,
        "at" => At,
        "by" => By,
        "since" => Since,
        "until" | "till" => Until,
        "from" => From,
        "to" => To,
        "through" | "thru" => Through,
        "between" => Between,
        "and" | "&" => And,
        "or" => Or,
        "before" => Before,
        "after" => After,
        "during" | "throughout" => During,
        "for" => For,
        "of" => Of,
        "over" => Over,
        "within" => Within,
        "as" => As,
        "starting" | "effective" => Starting,
        "about" | "around" | "approximately" | "roughly" | "nearly" | "almost" | "just" | "barely"
        | "circa" => About,
        "," => Comma,
        "-" | "--" => Dash,
        "/" => Slash,
        "(" | "[" => Open,
        ")" | "]" => Close,
        "'s" => Possessive,
        "post" => Post,
        "pre" => Pre,
        "one" => Spelled(1),
        "two" => Spelled(2),
        "three" => Spelled(3),
        "four" => Spelled(4),
        "five" => Spelled(5),
        "six" => Spelled(6),
        "seven" => Spelled(7),
        "eight" => Spelled(8),
        "nine" => Spelled(9),
        "ten" => Spelled(10),
        "eleven" => Spelled(11),
        "twelve" => Spelled(12),
        "thirteen" => Spelled(13),
        "fourteen" => Spelled(14),
        "fifteen" => Spelled(15),
        "sixteen" => Spelled(16),
        "seventeen" => Spelled(17),
        "eighteen" => Spelled(18),
        "nineteen" => Spelled(19),
        "twenty" => Spelled(20),
        "thirty" => Spelled(30),
        "forty" => Spelled(40),
        "fifty" => Spelled(50),
        "sixty" => Spelled(60),
        "several" | "few" | "many" | "some" | "couple" | "dozen" | "dozens" | "numerous" => Vague,
        "first" => Ordinal(1),
        "second" => Ordinal(2),
        "third" => Ordinal(3),
        "fourth" => Ordinal(4),
        "final" => Ordinal(99),
        "hour" => unit(self::Unit::Hour, false),
        "hours" | "minutes" => unit(self::Unit::Hour, true),
        "day" => unit(self::Unit::Day, false),
        "days" | "nights" => unit(self::Unit::Day, true),
        "weekend" => unit(self::Unit::Weekend, false),
        "weekends" => unit(self::Unit::Weekend, true),
        "week" => unit(self::Unit::Week, false),
        "weeks" => unit(self::Unit::Week, true),
        "fortnight" => unit(self::Unit::Fortnight, false),
        "fortnights" => unit(self::Unit::Fortnight, true),
        "month" => unit(self::Unit::Month, false),
        "months" => unit(self::Unit::Month, true),
        "quarter" => unit(self::Unit::Quarter, false),
        "quarters" => unit(self::Unit::Quarter, true),
        "year" => unit(self::Unit::Year, false),
        "years" => unit(self::Unit::Year, true),
        "decade" => unit(self::Unit::Decade, false),
        "decades" => unit(self::Unit::Decade, true),
        "century" => unit(self::Unit::Century, false),
        "centuries" => unit(self::Unit::Century, true),
        "spring" | "springtime" => Season(0),
        "summer" | "summertime" => Season(1),
        "autumn" | "fall" => Season(2),
        "winter" | "wintertime" => Season(3),
        "today" | "tonight" => Deictic(0),
        "yesterday" => Deictic(-1),
        "tomorrow" => Deictic(1),
        "overnight" => Overnight,
        "morning" | "afternoon" | "evening" | "night" | "noon" | "midday" | "midnight" | "dawn" | "dusk"
        | "lunchtime" => DayPart,
        "am" | "pm" | "a.m." | "p.m." | "a.m" | "p.m" | "o'clock" => Meridiem,
        "gmt" | "utc" | "est" | "edt" | "bst" | "cet" | "cest" | "pst" | "pdt" | "ist" | "local" | "time" => {
            Zone
        }
        "bc" | "bce" | "b.c." | "b.c.e." => BeforeChrist,
        "ad" | "ce" | "a.d." => AnnoDomini,
        "january" => month(1),
        "february" => month(2),
        "march" => unsure(3),
        "april" => month(4),
        "may" => unsure(5),
        "june" => month(6),
        "july" => month(7),
        "august" => month(8),
        "september" => month(9),
        "october" => month(10),
        "november" => month(11),
        "december" => month(12),
        "jan" | "jan." => short(1),
        "feb" | "feb." => short(2),
        "mar" | "mar." => short(3),
        "apr" | "apr." => short(4),
        "jun" | "jun." => short(6),
        "jul" | "jul." => short(7),
        "aug" | "aug." => short(8),
        "sep" | "sep." | "sept" | "sept." => short(9),
        "oct" | "oct." => short(10),
        "nov" | "nov." => short(11),
        "dec" | "dec." => short(12),
        "monday" => weekday(1),
        "tuesday" => weekday(2),
        "wednesday" => weekday(3),
        "thursday" => weekday(4),
        "friday" => weekday(5),
        "saturday" => weekday(6),
        "sunday" => weekday(7),
        "mondays" => weekdays(1),
        "tuesdays" => weekdays(2),
        "wednesdays" => weekdays(3),
        "thursdays" => weekdays(4),
        "fridays" => weekdays(5),
        "saturdays" => weekdays(6),
        "sundays" => weekdays(7),
        "mon." | "mon" => brief(1),
        "tue." | "tues." | "tue" | "tues" => brief(2),
        "wed." | "wed" => brief(3),
        "thu." | "thur." | "thurs." | "thu" | "thurs" => brief(4),
        "fri." | "fri" => brief(5),
        "sat." | "sat" => brief(6),
        "sun." | "sun" => brief(7),
        "q1" => Quarter(1),
        "q2" => Quarter(2),
        "q3" => Quarter(3),
        "q4" => Quarter(4),
        "h1" => HalfYear(1),
        "h2" => HalfYear(2),
        "nineties" => Decade(1990),
        "eighties" => Decade(1980),
        "seventies" => Decade(1970),
        "sixties" => Decade(1960),
        _ => apostrophe_decade(lower),
    }
}

/// *'90s*: of the last century from the thirties on, of this one before.
fn apostrophe_decade(text: &str) -> Word {
    let digits = text.strip_prefix('\'').or_else(|| text.strip_prefix('’')).and_then(|t| t.strip_suffix('s'));
    match digits.and_then(|d| if d.len() == 2 && d.ends_with('0') { d.parse::<i16>().ok() } else { None }) {
        Some(value) if value >= 30 => Word::Decade(1900 + value),
        Some(value) => Word::Decade(2000 + value),
        None => Word::Other,
    }
}

fn numeric(text: &str) -> Word {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let Ok(value) = text[..digits].parse::<u32>() else { return Word::Other };
    if rest.is_empty() {
        return Word::Number { value, digits: digits as u8 };
    }
    let lower = rest.to_ascii_lowercase();
    match lower.as_str() {
        "st" | "nd" | "rd" | "th" if value < 99 => Word::Ordinal(value as u8),
        "s" | "'s" | "’s" if digits == 4 && value.is_multiple_of(10) && (1000..2200).contains(&value) => {
            Word::Decade(value as i16)
        }
        "s" if digits == 2 && value.is_multiple_of(10) && value >= 20 => {
            Word::Decade(if value >= 30 { 1900 } else { 2000 } + value as i16)
        }
        "am" | "pm" | "a.m." | "p.m." | "h" if (1..=2).contains(&digits) => Word::Clock,
        _ => clock(value, &lower).or_else(|| dotted(value, &lower)).unwrap_or(Word::Other),
    }
}

/// *17:30*, *5:30pm*, *17:30:05*.
fn clock(hour: u32, rest: &str) -> Option<Word> {
    let colon = rest.starts_with(':');
    let rest = rest.strip_prefix([':', '.'])?;
    let minutes = rest.get(..2)?.parse::<u32>().ok()?;
    let tail = rest.get(2..)?;
    let meridiem = matches!(tail, "am" | "pm" | "a.m." | "p.m.");
    (hour < 25 && minutes < 60 && (meridiem || colon && (tail.is_empty() || tail.starts_with(':'))))
        .then_some(Word::Clock)
}

/// *27.05.2024*.
fn dotted(day: u32, rest: &str) -> Option<Word> {
    let mut parts = rest.strip_prefix('.')?.split('.');
    let month = parts.next()?.parse::<i8>().ok()?;
    let year = parts.next()?;
    if year.len() != 4 || parts.next().is_some() || !(1..=31).contains(&day) || !(1..=12).contains(&month) {
        return None;
    }
    Some(Word::Date { year: year.parse().ok()?, month, day: day as i8 })
}
