//! The casebook: labelled texts, and whether claims meet their labels. The format is `casebook/README.md`.

use legation_core::{Actor, Basis, Claim, Document, Fingerprint, Precision, Status, parse_published};

/// A line of a casebook file that does not follow the format.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct CaseError {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: String,
}

/// A text with what it must and must not give.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Line of the text, from 1.
    pub line: usize,
    /// The text.
    pub text: String,
    /// Publication date, as written.
    pub published: Option<String>,
    /// Expectations, in order.
    pub expectations: Vec<Expectation>,
}

/// One expectation of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Expectation {
    /// Line, from 1.
    pub line: usize,
    /// What is expected.
    pub kind: Kind,
    /// Whether the coder is known to fail it.
    pub known_failure: bool,
    /// The line as written.
    pub written: String,
}

/// What is expected.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A claim of this shape must be there.
    Must(Pattern),
    /// None may be.
    MustNot(Pattern),
    /// No `done` claim at all.
    Nothing,
    /// No `done` claim beyond those listed.
    Only,
}

/// The shape of a claim.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Pattern {
    act: String,
    mode: Option<String>,
    parties: Option<(Party, Party)>,
    status: Option<String>,
    keys: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq)]
enum Party {
    Any,
    None,
    Words(String),
    Code { id: String, sector: Option<String> },
}

impl Pattern {
    /// The act or type that is named.
    pub fn act(&self) -> &str {
        &self.act
    }
}

/// Reads a casebook file.
///
/// # Errors
/// The first line that does not follow the format.
pub fn read(text: &str) -> Result<Vec<Case>, CaseError> {
    let mut cases: Vec<Case> = Vec::new();
    let mut published = None;
    let mut open = false;
    for (at, raw) in text.lines().enumerate() {
        let line = at + 1;
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            open = false;
            continue;
        }
        if trimmed.starts_with('#') {
            continue;
        }
        let indented = raw.starts_with([' ', '\t']);
        if !indented {
            if let Some(date) = trimmed.strip_prefix("published ")
                && parse_published(date).is_ok()
            {
                published = Some(date.trim().to_owned());
                open = false;
                continue;
            }
            match cases.last_mut().filter(|c| open && c.expectations.is_empty()) {
                Some(case) => {
                    case.text.push('\n');
                    case.text.push_str(trimmed);
                }
                None => cases.push(Case {
                    line,
                    text: trimmed.to_owned(),
                    published: published.clone(),
                    expectations: Vec::new(),
                }),
            }
            open = true;
            continue;
        }
        let fail = |problem: String| CaseError { line, problem };
        let Some(case) = cases.last_mut().filter(|_| open) else {
            return Err(fail("an expectation without a text above it".into()));
        };
        if let Some(date) = trimmed.strip_prefix("published ") {
            parse_published(date).map_err(|e| fail(e.to_string()))?;
            case.published = Some(date.trim().to_owned());
            continue;
        }
        let (kind, known_failure) = expectation(trimmed).map_err(fail)?;
        case.expectations.push(Expectation { line, kind, known_failure, written: trimmed.to_owned() });
    }
    if let Some(empty) = cases.iter().find(|c| c.expectations.is_empty()) {
        return Err(CaseError { line: empty.line, problem: "a text without expectations".into() });
    }
    Ok(cases)
}

fn expectation(text: &str) -> Result<(Kind, bool), String> {
    let sign = text.get(..1).filter(|s| matches!(*s, "+" | "-")).unwrap_or_default();
    let rest = &text[sign.len()..];
    let (known_failure, rest) = match rest.strip_prefix('!') {
        Some(r) => (true, r.trim()),
        None => (false, rest.trim()),
    };
    match (sign, text) {
        (_, "none") => Ok((Kind::Nothing, false)),
        (_, "none!") => Ok((Kind::Nothing, true)),
        (_, "only") => Ok((Kind::Only, false)),
        (_, "only!") => Ok((Kind::Only, true)),
        ("+", _) => Ok((Kind::Must(pattern(rest)?), known_failure)),
        ("-", _) => Ok((Kind::MustNot(pattern(rest)?), known_failure)),
        _ => Err(format!("{text:?} is no expectation (+, -, none, only)")),
    }
}

/// Divides at spaces outside quotation marks.
fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut word = String::new();
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '"' => {
                quoted = !quoted;
                word.push(c);
            }
            c if c.is_whitespace() && !quoted => {
                if !word.is_empty() {
                    out.push(std::mem::take(&mut word));
                }
            }
            c => word.push(c),
        }
    }
    if !word.is_empty() {
        out.push(word);
    }
    out
}

fn pattern(text: &str) -> Result<Pattern, String> {
    let mut parts = words(text).into_iter().peekable();
    let act = parts.next().ok_or("no act")?;
    let (act, mode) = match act.split_once(':') {
        Some((a, m)) => (a.to_owned(), Some(m.to_owned())),
        None => (act, None),
    };
    let mut out = Pattern { act, mode, ..Pattern::default() };
    let rest: Vec<String> = parts.collect();
    let mut at = 0;
    if rest.get(1).is_some_and(|w| w == ">") {
        let recipient = rest.get(2).ok_or("no recipient after >")?;
        out.parties = Some((party(&rest[0]), party(recipient)));
        at = 3;
    }
    for word in &rest[at..] {
        if word == "any" || Status::from_code(word).is_some() {
            out.status = Some(word.clone());
        } else if let Some((key, value)) = word.split_once('=') {
            if !["source", "speaker", "time", "place", "mode", "context", "trigger", "event"].contains(&key) {
                return Err(format!("unknown key {key:?}"));
            }
            out.keys.push((key.to_owned(), value.trim_matches('"').to_owned()));
        } else {
            return Err(format!("{word:?} is neither a status nor a key"));
        }
    }
    Ok(out)
}

fn party(text: &str) -> Party {
    match text {
        "*" => Party::Any,
        "_" => Party::None,
        t if t.starts_with('"') => Party::Words(t.trim_matches('"').to_lowercase()),
        t => match t.split_once('/') {
            Some((id, sector)) => Party::Code { id: id.to_owned(), sector: Some(sector.to_owned()) },
            None => Party::Code { id: t.to_owned(), sector: None },
        },
    }
}

impl Party {
    fn holds(&self, actor: Option<&Actor>) -> bool {
        match (self, actor) {
            (Self::Any, _) | (Self::None, None) => true,
            (Self::None, Some(_)) | (_, None) => false,
            (Self::Words(w), Some(a)) => {
                a.span.text.to_lowercase().contains(w) || a.name.to_lowercase().contains(w)
            }
            (Self::Code { id, sector }, Some(a)) => {
                let sector_holds = sector.as_ref().is_none_or(|s| a.sector.is_some_and(|x| x.as_str() == s));
                let own = a.id.as_deref();
                let same = own == Some(id)
                    || a.country.as_deref() == Some(id)
                    || own.is_some_and(|o| o.strip_prefix(id.as_str()).is_some_and(|r| r.starts_with('.')))
                    // A government's ministers act for it, and its soldiers; its movement before it governed does not.
                    || id.split_once('.').is_some_and(|(c, _)| {
                        c.len() == 3
                            && a.country.as_deref() == Some(c)
                            && own.is_none_or(|o| o == c || o.starts_with("person."))
                    });
                same && sector_holds
            }
        }
    }
}

/// What became of one expectation.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The expectation's line.
    pub line: usize,
    /// Whether it holds.
    pub held: bool,
    /// Where it does not: what the nearest claim lacks.
    pub miss: Option<Miss>,
    /// Whether it is marked as a known failure.
    pub known_failure: bool,
    /// The expectation as written.
    pub written: String,
}

impl Case {
    /// The case as a document for the coder.
    pub fn document(&self, name: &str) -> Document {
        Document {
            id: format!("{name}:{}", self.line),
            title: None,
            text: self.text.clone(),
            published: self.published.as_deref().and_then(|p| parse_published(p).ok()),
            url: None,
            publisher: None,
        }
    }

    /// Whether the text belongs to the tenth that nobody reads while mending the coder, so that it shows what the coder
    /// does on texts that it was not made after. Which ones hangs on the words alone.
    pub fn is_held_out(&self) -> bool {
        let digest = Fingerprint::new().field("held out").field(&self.text).finish();
        u64::from_str_radix(&digest[..8], 16).is_ok_and(|n| n % 10 == 0)
    }

    /// For each claim, whether it is right, as far as the expectations tell. Right is one that is asked for, whatever its
    /// source and its time; wrong is one that must not be, or that has the act of an unmet expectation and other parties,
    /// another mode or another status.
    pub fn judge(&self, claims: &[Claim]) -> Vec<Option<bool>> {
        let near = |m: Option<Miss>| m.is_none_or(|m| matches!(m, Miss::Source | Miss::Time | Miss::Other));
        let wanted: Vec<&Pattern> = self
            .expectations
            .iter()
            .filter_map(|e| match &e.kind {
                Kind::Must(p) => Some(p),
                _ => None,
            })
            .collect();
        let met: Vec<bool> =
            wanted.iter().map(|p| claims.iter().any(|c| near(p.miss(c, true, None)))).collect();
        claims
            .iter()
            .map(|c| {
                if wanted.iter().any(|p| near(p.miss(c, true, None))) {
                    return Some(true);
                }
                let forbidden = self.expectations.iter().any(|e| match &e.kind {
                    Kind::MustNot(p) => p.holds(c, false, None),
                    Kind::Nothing | Kind::Only => c.status == Status::Done,
                    Kind::Must(_) => false,
                });
                let mistaken = wanted
                    .iter()
                    .zip(&met)
                    .any(|(p, met)| !met && p.miss(c, true, None).is_some_and(|m| m != Miss::Act));
                (forbidden || mistaken).then_some(false)
            })
            .collect()
    }

    /// Holds the expectations against claims.
    pub fn check(&self, claims: &[Claim]) -> Vec<Outcome> {
        let mut last_event: Option<String> = None;
        let mut out = Vec::new();
        for e in &self.expectations {
            let mut miss = None;
            let held = match &e.kind {
                Kind::Must(p) => {
                    let found = claims.iter().find(|c| p.holds(c, true, last_event.as_deref()));
                    match found {
                        Some(c) => last_event = Some(c.event.clone()),
                        None => miss = p.nearest(claims, last_event.as_deref()),
                    }
                    found.is_some()
                }
                Kind::MustNot(p) => !claims.iter().any(|c| p.holds(c, false, None)),
                Kind::Nothing => claims.iter().all(|c| c.status != Status::Done),
                Kind::Only => claims.iter().filter(|c| c.status == Status::Done).all(|c| {
                    self.expectations
                        .iter()
                        .any(|e| matches!(&e.kind, Kind::Must(p) if p.holds(c, true, last_event.as_deref())))
                }),
            };
            if !held && miss.is_none() {
                miss = Some(Miss::Spurious);
            }
            out.push(Outcome {
                line: e.line,
                held,
                miss,
                known_failure: e.known_failure,
                written: e.written.clone(),
            });
        }
        out
    }
}

impl Pattern {
    fn holds(&self, c: &Claim, wanted: bool, last_event: Option<&str>) -> bool {
        self.miss(c, wanted, last_event).is_none()
    }

    /// What of the shape a claim first lacks.
    fn miss(&self, c: &Claim, wanted: bool, last_event: Option<&str>) -> Option<Miss> {
        if !(self.act == "*" || c.act.code == self.act || c.act.root.as_str() == self.act) {
            return Some(Miss::Act);
        }
        if let Some((a, r)) = &self.parties {
            match (a.holds(c.actor.as_ref()), r.holds(c.recipient.as_ref())) {
                (true, true) => {}
                (false, true) => return Some(Miss::Actor),
                (true, false) => return Some(Miss::Recipient),
                (false, false) => return Some(Miss::Parties),
            }
        }
        if self.mode.as_ref().is_some_and(|m| c.act.mode.as_ref() != Some(m)) {
            return Some(Miss::Mode);
        }
        let status = match self.status.as_deref() {
            Some("any") => true,
            Some(s) => c.status.as_str() == s,
            None => c.status == Status::Done,
        };
        if !status {
            return Some(Miss::Status);
        }
        let missing = self.keys.iter().find(|(key, value)| !match key.as_str() {
            "source" => {
                c.attribution.iter().any(|s| contains(&s.who, value) || contains(&s.span.text, value))
            }
            "speaker" => c
                .attribution
                .first()
                .is_some_and(|s| contains(&s.who, value) || contains(&s.span.text, value)),
            "time" => time_is(c, value),
            "place" => c
                .place
                .as_ref()
                .is_some_and(|p| p.country.as_deref() == Some(value) || contains(&p.name, value)),
            "mode" => c.act.mode.as_deref() == Some(value),
            "context" => c.act.contexts.iter().any(|x| x == value),
            "trigger" => contains(&c.act.span.text, value),
            "event" => !wanted || last_event.is_some_and(|e| e == c.event),
            _ => false,
        });
        missing.map(|(key, _)| match key.as_str() {
            "source" | "speaker" => Miss::Source,
            "time" => Miss::Time,
            "mode" => Miss::Mode,
            _ => Miss::Other,
        })
    }

    /// How near the claims come: what the nearest of them lacks, or the act where none names it.
    fn nearest(&self, claims: &[Claim], last_event: Option<&str>) -> Option<Miss> {
        claims
            .iter()
            .map(|c| self.miss(c, true, last_event))
            .max_by_key(|m| m.map_or(u8::MAX, |m| m as u8))
            .unwrap_or(Some(Miss::Act))
    }
}

/// What a claim lacks of an expected one, from the coarsest to the finest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Miss {
    /// Nothing of the act was found.
    Act,
    /// Neither party is right.
    Parties,
    /// The actor is wrong.
    Actor,
    /// The recipient is wrong.
    Recipient,
    /// The mode is wrong.
    Mode,
    /// The status is wrong.
    Status,
    /// The source is wrong.
    Source,
    /// The time is wrong.
    Time,
    /// Another key.
    Other,
    /// A claim is there that must not be.
    Spurious,
}

impl Miss {
    /// The word used in reports.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Parties => "parties",
            Self::Actor => "actor",
            Self::Recipient => "recipient",
            Self::Mode => "mode",
            Self::Status => "status",
            Self::Source => "source",
            Self::Time => "time",
            Self::Other => "other",
            Self::Spurious => "spurious",
        }
    }
}

fn contains(text: &str, words: &str) -> bool {
    text.to_lowercase().contains(&words.to_lowercase())
}

fn time_is(c: &Claim, value: &str) -> bool {
    if c.time.basis != Basis::Stated {
        return false;
    }
    if let Some(start) = value.strip_suffix("..") {
        let Ok(span) = parse_published(start) else { return false };
        return c.time.from == span.from && c.time.to.is_none();
    }
    if let Some(decade) = value.strip_suffix('s') {
        return c.time.precision == Precision::Decade
            && c.time.from.is_some_and(|d| d.year().to_string().get(..3) == decade.get(..3));
    }
    let Ok(span) = parse_published(value) else { return false };
    match span.precision {
        // A part of a month or a year is dated to it.
        Precision::Month | Precision::Year => {
            c.time.precision == span.precision
                && c.time.from.is_some_and(|d| Some(d) >= span.from)
                && c.time.to.is_some_and(|d| Some(d) <= span.to)
        }
        _ => c.time.from == span.from && c.time.to == span.to,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_texts_and_expectations() {
        let text = "# note\npublished 2025-06-15\n\nRussia accepted it.\n    + grant-agrement RUS > AFG.islamic-emirate done source=\"foreign ministry\" time=2024-04\n    -! SUPPORT\n\nNothing.\n    none\n";
        let cases = read(text).unwrap();
        assert_eq!(cases.len(), 2);
        assert_eq!(cases[0].line, 4);
        assert_eq!(cases[0].published.as_deref(), Some("2025-06-15"));
        assert!(cases[0].expectations[1].known_failure);
        assert_eq!(cases[1].expectations[0].kind, Kind::Nothing);
    }

    #[test]
    fn names_the_line_of_a_mistake() {
        assert_eq!(read("A text.\n    + AGREE USA > FRA finished\n").unwrap_err().line, 2);
        assert_eq!(read("    none\n").unwrap_err().line, 1);
        assert_eq!(read("A text.\n\nAnother.\n    none\n").unwrap_err().line, 1);
    }
}
