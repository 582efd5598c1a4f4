//! Where a pair stands: a pure function of the claims known, the axes' data and the date.

use jiff::civil::Date;
use legation_core::{Basis, Quantifier, Status};
use legation_lexicon::Lexicon;
use legation_lexicon::data::{Axis, Change, Host, Move};
use rustc_hash::FxHashSet;

use crate::ends::{self, Past};
use crate::fact::{Fact, corroborated};
use crate::happening::Happening;

/// Happenings less likely than this move no level.
pub const LEAST_CONFIDENCE: f64 = 0.5;

/// The two ends of a directed pair with their histories.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The end that receives, recognises, strains, lists.
    pub host: Vec<Past>,
    /// The other.
    pub government: Vec<Past>,
}

impl Pair {
    /// The pair of two ends.
    pub fn new(lexicon: &Lexicon, host: &str, government: &str) -> Self {
        Self { host: ends::history(lexicon, host), government: ends::history(lexicon, government) }
    }
}

/// Why a level holds: a happening and the move that it makes.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Number of the happening.
    pub happening: usize,
    /// The level that it leads to.
    pub level: usize,
    /// The level before.
    pub before: usize,
}

/// Where a pair stands on one axis.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Number of the axis in the lexicon's data.
    pub axis: usize,
    /// Number of the level.
    pub level: usize,
    /// The interval of days in which the level was entered; `None` for the lowest without any act.
    pub since: Option<(Option<Date>, Date)>,
    /// The last day for which anything supports the level.
    pub supported: Option<Date>,
    /// Whether the support is older than the level's term.
    pub stale: bool,
    /// The moves that led here, in order: the last is what the level rests on.
    pub steps: Vec<Step>,
    /// Happenings that support the level without moving it.
    pub supports: Vec<usize>,
    /// The axis whose level holds this one up, where no act of its own does.
    pub floor: Option<usize>,
}

/// Where a pair stands on all axes, with what it rests on.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// One for each axis, in the lexicon's order.
    pub standings: Vec<Standing>,
}

/// The state of `pair` on day `on`, from the happenings that `facts` tell.
pub fn state(lexicon: &Lexicon, pair: &Pair, facts: &[Fact], happenings: &[Happening], on: Date) -> State {
    let axes = &lexicon.data().axes;
    let told = counting(facts, happenings, on);
    let mut standings: Vec<Standing> =
        (0..axes.len()).map(|n| standing(axes, n, pair, facts, &told, on)).collect();
    for n in 0..standings.len() {
        for floor in &axes[n].floors {
            let Some(other) = axes.iter().position(|a| a.code == floor.axis) else { continue };
            let at = axes[other].levels.iter().position(|l| l.code == floor.at);
            let level = floor.level as usize;
            if at.is_some_and(|at| standings[other].level >= at) && standings[n].level < level {
                let held = standings[other].clone();
                let s = &mut standings[n];
                (s.level, s.floor) = (level, Some(other));
                (s.since, s.supported, s.stale) = (held.since, held.supported, held.stale);
            }
        }
    }
    State { standings }
}

/// What a happening does to an axis of a pair.
fn moves<'a>(
    axis: &'a Axis,
    pair: &'a Pair,
    facts: &'a [Fact],
    happening: &'a Happening,
) -> impl Iterator<Item = &'a Move> {
    let by = ends::day_number(happening.by);
    let is = |end: Option<&String>, side: &[Past]| {
        end.is_some_and(|e| side.iter().any(|p| p.end == *e && p.from <= by))
    };
    let forward =
        is(happening.actor.as_ref(), &pair.host) && is(happening.recipient.as_ref(), &pair.government);
    let backward =
        is(happening.recipient.as_ref(), &pair.host) && is(happening.actor.as_ref(), &pair.government);
    axis.moves.iter().filter(move |m| {
        let side = match m.host {
            Host::Actor => forward,
            Host::Recipient => backward,
            Host::Each => forward || backward,
        };
        side && m.acts.contains(&happening.act) && happening.facts.iter().any(|&i| fits(m, &facts[i]))
    })
}

/// Whether a claim's words and recipient are such as a move asks for.
fn fits(m: &Move, fact: &Fact) -> bool {
    let kind = m.recipient.is_empty() || fact.recipient_kind.is_some_and(|k| m.recipient.contains(&k));
    kind && (m.said.is_empty() || says(&fact.sentence, &m.said))
        && (m.unless_said.is_empty() || !says(&fact.sentence, &m.unless_said))
}

/// Whether a sentence holds one of the phrases as whole words, in any case.
fn says(sentence: &str, phrases: &[String]) -> bool {
    let lower = sentence.to_lowercase();
    phrases.iter().any(|phrase| {
        lower.match_indices(phrase.as_str()).any(|(at, found)| {
            let before = lower[..at].chars().next_back();
            let after = lower[at + found.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
    })
}

/// Acts whose moves depend on the words of their sentences.
pub(crate) fn worded_acts(lexicon: &Lexicon) -> FxHashSet<&str> {
    let moves = lexicon.data().axes.iter().flat_map(|a| &a.moves);
    let worded = moves.filter(|m| !(m.said.is_empty() && m.unless_said.is_empty()));
    worded.flat_map(|m| &m.acts).map(String::as_str).collect()
}

/// Whether at least as many independent sources deny an act as tell it, and none of them before it: by name ("has not recognised"),
/// or with all others ("no country has").
pub fn is_contested(happening: &Happening, facts: &[Fact], all: &[Happening]) -> bool {
    let denies = |h: &&Happening| {
        h.status == Status::Denied && h.act == happening.act && h.recipient == happening.recipient && {
            let everybody = h.facts.iter().all(|&i| facts[i].quantifier == Some(Quantifier::None));
            h.actor == happening.actor && h.actor.is_some() || h.actor.is_none() && everybody
        }
    };
    let against: Vec<&Fact> = all
        .iter()
        .filter(denies)
        .flat_map(|h| &h.facts)
        .map(|&i| &facts[i])
        .filter(|f| f.published.or(f.by()).is_some_and(|told| told >= happening.by))
        .collect();
    !against.is_empty() && corroborated(against).1 >= happening.sources
}

/// What is only told as past, without any day.
fn is_background(h: &Happening, facts: &[Fact]) -> bool {
    !h.dated && h.facts.iter().all(|&i| facts[i].basis == Basis::Unknown)
}

/// The happenings that may move a level on a day, with their numbers: what is only told as past before all that has a day.
fn counting<'h>(facts: &[Fact], happenings: &'h [Happening], on: Date) -> Vec<(usize, &'h Happening)> {
    let counts = |h: &Happening| {
        h.status == Status::Done
            && h.by <= on
            && h.confidence >= LEAST_CONFIDENCE
            && !is_contested(h, facts, happenings)
    };
    let (mut told, later): (Vec<_>, Vec<_>) =
        happenings.iter().enumerate().filter(|(_, h)| counts(h)).partition(|(_, h)| is_background(h, facts));
    told.extend(later);
    told
}

fn standing(
    axes: &[Axis],
    number: usize,
    pair: &Pair,
    facts: &[Fact],
    told: &[(usize, &Happening)],
    on: Date,
) -> Standing {
    let axis = &axes[number];
    let mut s = Standing {
        axis: number,
        level: 0,
        since: None,
        supported: None,
        stale: false,
        steps: Vec::new(),
        supports: Vec::new(),
        floor: None,
    };
    for &(n, h) in told {
        // Of the moves that an act makes, the one that leads farthest.
        let Some(m) = moves(axis, pair, facts, h)
            .filter(|m| !m.unless_level.contains(&(s.level as u32)))
            .max_by_key(|m| match m.change {
                Change::Raises => (0, m.level),
                Change::Sets => (1, m.level),
                Change::Lowers => (2, u32::MAX - m.level),
            })
        else {
            continue;
        };
        let target = m.level as usize;
        let level = match m.change {
            Change::Raises => s.level.max(target),
            Change::Lowers => s.level.min(target),
            Change::Sets => target,
        };
        let since = if is_background(h, facts) { (None, h.by) } else { (h.from, h.by) };
        if level != s.level {
            s.steps.push(Step { happening: n, level, before: s.level });
            s.supports.clear();
            (s.level, s.since, s.supported) = (level, Some(since), Some(h.by));
        } else if level == target || m.change == Change::Raises {
            // The level itself again, or contact that keeps a higher one from growing stale.
            s.supports.push(n);
            s.supported = s.supported.max(Some(h.by));
            s.since = s.since.or(Some(since));
        }
    }
    s.stale = axis.levels[s.level]
        .stale_after
        .zip(s.supported)
        .is_some_and(|(days, last)| (on - last).get_days() > i32::try_from(days).unwrap_or(i32::MAX));
    s
}
