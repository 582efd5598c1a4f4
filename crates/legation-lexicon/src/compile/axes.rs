//! Axes of the state of a pair.

use serde::Deserialize;

use super::{SourceError, line_of};
use crate::data::{Axis, Change, Data, Floor, Host, Implication, Level, Move, PartyKind, Stages};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceAxis {
    code: String,
    letter: String,
    name: String,
    definition: String,
    level: Vec<SourceLevel>,
    #[serde(rename = "move")]
    moves: Vec<SourceMove>,
    #[serde(default)]
    floor: Vec<SourceFloor>,
    #[serde(default)]
    implication: Vec<SourceImplication>,
    #[serde(default)]
    stages: Vec<SourceStages>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceLevel {
    code: String,
    name: String,
    text: String,
    stale_after: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceMove {
    act: Vec<String>,
    host: String,
    raises: Option<String>,
    lowers: Option<String>,
    sets: Option<String>,
    #[serde(default)]
    unless_level: Vec<String>,
    #[serde(default)]
    said: Vec<String>,
    #[serde(default)]
    unless_said: Vec<String>,
    #[serde(default)]
    recipient: Vec<String>,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceFloor {
    axis: String,
    at: String,
    level: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceImplication {
    act: String,
    implies: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceStages {
    name: String,
    acts: Vec<String>,
    #[serde(default)]
    by_host: Vec<String>,
    #[serde(default)]
    mutual: bool,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    apart: bool,
    #[serde(default)]
    personal: bool,
    #[serde(default)]
    told_apart_by: Vec<String>,
    #[serde(default)]
    undone_by: Vec<String>,
    within: u32,
}

/// One file of `axes/`. Its acts must be there already.
pub(super) fn axis(data: &mut Data, file: &str, text: &str, errors: &mut Vec<SourceError>) {
    let source: SourceAxis = match toml::from_str(text) {
        Ok(read) => read,
        Err(e) => return errors.push(SourceError::toml(file, text, &e)),
    };
    match read(data, source) {
        Ok(axis) => match data.axes.iter_mut().find(|a| a.code == axis.code) {
            Some(known) => *known = axis,
            None => data.axes.push(axis),
        },
        Err((needle, problem)) => errors.push(SourceError::at(file, line_of(text, &needle), problem)),
    }
}

/// Checks that floors refer to axes and levels that exist.
pub(super) fn check_floors(data: &Data, errors: &mut Vec<SourceError>) {
    for axis in &data.axes {
        for floor in &axis.floors {
            let other = data.axes.iter().find(|a| a.code == floor.axis);
            if !other.is_some_and(|a| a.levels.iter().any(|l| l.code == floor.at)) {
                let problem = format!("floor: no level {} of an axis {:?}", floor.at, floor.axis);
                errors.push(SourceError::at(&format!("axes/{}.toml", axis.code), 0, problem));
            }
        }
    }
}

/// What is wrong, after the words by which its line is found.
type Problem = (String, String);

fn read(data: &Data, source: SourceAxis) -> Result<Axis, Problem> {
    let levels: Vec<Level> = source
        .level
        .into_iter()
        .map(|l| Level { code: l.code, name: l.name, text: l.text, stale_after: l.stale_after })
        .collect();
    for (n, level) in levels.iter().enumerate() {
        if level.code != format!("{}{n}", source.letter) {
            let problem =
                format!("level {n} of {} must be {}{n}, not {}", source.code, source.letter, level.code);
            return Err((format!("{:?}", level.code), problem));
        }
    }
    let number = |code: &str| {
        let at = levels.iter().position(|l| l.code == code);
        at.map(|n| n as u32).ok_or_else(|| (format!("{code:?}"), format!("no level {code:?}")))
    };
    let act = |code: &str| {
        let known = data.acts.iter().any(|a| a.code == code);
        if known { Ok(()) } else { Err((format!("{code:?}"), format!("no act {code:?}"))) }
    };
    let mut moves = Vec::new();
    for m in source.moves {
        m.act.iter().try_for_each(|code| act(code))?;
        let place = m.act.first().map_or_else(String::new, |code| format!("{code:?}"));
        let (change, level) = match (&m.raises, &m.lowers, &m.sets) {
            (Some(level), None, None) => (Change::Raises, level),
            (None, Some(level), None) => (Change::Lowers, level),
            (None, None, Some(level)) => (Change::Sets, level),
            _ => return Err((place, "a move has one of `raises`, `lowers` and `sets`".into())),
        };
        moves.push(Move {
            host: match m.host.as_str() {
                "actor" => Host::Actor,
                "recipient" => Host::Recipient,
                "each" => Host::Each,
                other => return Err((place, format!("host: {other:?} is none of actor, recipient, each"))),
            },
            change,
            level: number(level)?,
            unless_level: m.unless_level.iter().map(|l| number(l)).collect::<Result<_, _>>()?,
            said: m.said,
            unless_said: m.unless_said,
            recipient: m.recipient.iter().map(|k| kind(k)).collect::<Result<_, _>>()?,
            acts: m.act,
            note: m.note,
        });
    }
    let floors =
        source.floor.into_iter().map(|f| Ok(Floor { level: number(&f.level)?, axis: f.axis, at: f.at }));
    let floors = floors.collect::<Result<_, Problem>>()?;
    let mut implications = Vec::new();
    for i in source.implication {
        act(&i.act)?;
        i.implies.iter().try_for_each(|code| act(code))?;
        implications.push(Implication { act: i.act, implies: i.implies });
    }
    let mut stages = Vec::new();
    for s in source.stages {
        s.acts.iter().chain(&s.by_host).chain(&s.undone_by).try_for_each(|code| act(code))?;
        if let Some(foreign) = s.by_host.iter().find(|code| !s.acts.contains(code)) {
            return Err((format!("{foreign:?}"), format!("{foreign:?} is none of the stages of {}", s.name)));
        }
        stages.push(Stages {
            name: s.name,
            acts: s.acts,
            by_host: s.by_host,
            mutual: s.mutual,
            strict: s.strict,
            apart: s.apart,
            personal: s.personal,
            told_apart_by: s.told_apart_by,
            undone_by: s.undone_by,
            within: s.within,
        });
    }
    Ok(Axis {
        code: source.code,
        letter: source.letter,
        name: source.name,
        definition: source.definition,
        levels,
        moves,
        floors,
        implications,
        stages,
    })
}

fn kind(text: &str) -> Result<PartyKind, Problem> {
    Ok(match text {
        "state" => PartyKind::State,
        "government" => PartyKind::Government,
        "group" => PartyKind::Group,
        "organisation" => PartyKind::Organisation,
        "person" => PartyKind::Person,
        "other" => PartyKind::Other,
        _ => return Err((format!("{text:?}"), format!("recipient: no kind {text:?}"))),
    })
}
