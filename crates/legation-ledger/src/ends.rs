//! The ends of a pair: which government, state, group or organisation a party of a claim stands for.

use jiff::civil::Date;
use legation_core::{Actor, Sector, TimeSpan};
use legation_lexicon::Lexicon;
use legation_lexicon::data::{Day, Entity, EntityKind, PartyKind};

/// One end of a pair: `RUS`, `AFG.islamic-emirate`, `org.eu`, `group.isis-k`.
pub type End = String;

/// A party of a claim as the ledger sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Whom it stands for.
    pub end: End,
    /// What it is itself.
    pub kind: PartyKind,
}

/// A day as the lexicon counts it.
pub fn day_number(day: Date) -> Day {
    day.year() as u32 * 10_000 + day.month() as u32 * 100 + day.day() as u32
}

/// Whom a party stands for on the last day of a time: a person for whom they served, a ministry for its government, a state for
/// the government that held it, a movement for the government that it became. `None` for those who stand for no government
/// ("no country", "two engineers").
pub fn party(lexicon: &Lexicon, actor: &Actor, time: &TimeSpan) -> Option<Party> {
    let day = time.to.or(time.from).map_or(Day::MAX, day_number);
    if actor.quantifier.is_some() {
        return None;
    }
    let Some(id) = actor.id.as_deref() else {
        let country = actor.country.as_deref()?;
        return Some(Party { end: holder(lexicon, country, day), kind: PartyKind::Other });
    };
    let known = lexicon.entity_by_id(id).map(|(_, e)| e);
    let kind = match known.map(|e| e.kind) {
        Some(EntityKind::State) => PartyKind::State,
        Some(EntityKind::Government) => PartyKind::Government,
        Some(EntityKind::Group) => PartyKind::Group,
        Some(EntityKind::Organisation | EntityKind::Party) => PartyKind::Organisation,
        Some(EntityKind::Person) => PartyKind::Person,
        None => by_prefix(id),
    };
    let end = match (kind, known) {
        (PartyKind::State, _) => holder(lexicon, id, day),
        (PartyKind::Group, _) => movement_of(lexicon, id).unwrap_or_else(|| id.to_owned()),
        (PartyKind::Person, known) => office(known, day)
            .map(|owner| if owner.contains('.') { owner } else { holder(lexicon, &owner, day) })
            .or_else(|| actor.country.as_deref().map(|c| holder(lexicon, c, day)))?,
        // A company or party of one country can be listed or sanctioned, but keeps no relations.
        (PartyKind::Organisation, Some(e)) if !e.countries.is_empty() && e.sector != "IGO" => {
            return Some(Party { end: holder(lexicon, &e.countries[0], day), kind: PartyKind::Other });
        }
        _ => id.to_owned(),
    };
    Some(Party { end, kind })
}

/// Whether somebody of this sector can act for the government of a country.
pub fn acts_for_government(sector: Option<Sector>) -> bool {
    matches!(
        sector,
        None | Some(
            Sector::Gov
                | Sector::Mil
                | Sector::Leg
                | Sector::Jud
                | Sector::Cop
                | Sector::Spy
                | Sector::Igo
                | Sector::Reb
                | Sector::Eli
        )
    )
}

fn by_prefix(id: &str) -> PartyKind {
    match id.split('.').next() {
        Some("org") => PartyKind::Organisation,
        Some("group") => PartyKind::Group,
        Some("person") => PartyKind::Person,
        _ if id.contains('.') => PartyKind::Government,
        _ => PartyKind::State,
    }
}

/// The government that held a state on a day, or the state itself where that was never in question.
pub fn holder(lexicon: &Lexicon, state: &str, day: Day) -> End {
    let held =
        governments(lexicon).find(|g| country(g) == Some(state) && g.holds.iter().any(|v| v.meets(day, day)));
    held.map_or_else(|| state.to_owned(), |g| g.id.clone())
}

/// The end that an id stands for on a day.
pub fn standing_for(lexicon: &Lexicon, id: &str, day: Day) -> End {
    match lexicon.entity_by_id(id).map(|(_, e)| e.kind) {
        Some(EntityKind::State) => holder(lexicon, id, day),
        Some(EntityKind::Group) => movement_of(lexicon, id).unwrap_or_else(|| id.to_owned()),
        _ => id.to_owned(),
    }
}

/// The end under which the history of an end is told on a day: for a government whose relations have passed on to another, and
/// for a state, the government that held the state on that day.
pub fn of_the_day(lexicon: &Lexicon, end: &str, day: Day) -> End {
    let state = match lexicon.entity_by_id(end).map(|(_, e)| e) {
        Some(e) if e.kind == EntityKind::State => end,
        Some(e) if e.kind == EntityKind::Government && !e.holds.is_empty() => match country(e) {
            Some(state) => state,
            None => return end.to_owned(),
        },
        _ => return end.to_owned(),
    };
    let holder = holder(lexicon, state, day);
    let passed_on = history(lexicon, &holder).iter().any(|p| p.end == end);
    if passed_on || end == state { holder } else { end.to_owned() }
}

/// An end whose claims count for a pair, from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The end.
    pub end: End,
    /// First day that counts; 0 for all.
    pub from: Day,
}

/// The ends whose claims make up the history of an end: itself; for a government that held its state, also the state as such and
/// the governments before it whose relations passed on, back to a break.
pub fn history(lexicon: &Lexicon, end: &str) -> Vec<Past> {
    let mut all = vec![Past { end: end.to_owned(), from: 0 }];
    let entity = lexicon.entity_by_id(end).map(|(_, e)| e);
    let (state, first) = match entity.map(|e| e.kind) {
        Some(EntityKind::State) => (end, Day::MAX),
        Some(EntityKind::Government) => {
            match entity.and_then(|g| Some((country(g)?, g.holds.last()?.from))) {
                Some((state, from)) => (state, from),
                None => return all,
            }
        }
        _ => return all,
    };
    let mut holders: Vec<(Day, &Entity)> = governments(lexicon)
        .filter(|g| country(g) == Some(state))
        .flat_map(|g| g.holds.iter().map(move |v| (v.from, g)))
        .filter(|(from, _)| *from <= first)
        .collect();
    holders.sort_by_key(|(from, g)| (*from, g.id.as_str()));
    let mut begun = 0;
    for (from, holder) in holders.into_iter().rev() {
        if !all.iter().any(|p| p.end == holder.id) {
            all.push(Past { end: holder.id.clone(), from: 0 });
        }
        if holder.breaks {
            begun = from;
            break;
        }
    }
    if !all.iter().any(|p| p.end == state) {
        all.push(Past { end: state.to_owned(), from: begun });
    }
    all
}

/// The government whose movement a group is.
pub fn movement_of(lexicon: &Lexicon, group: &str) -> Option<End> {
    governments(lexicon).find(|g| g.movement.as_deref() == Some(group)).map(|g| g.id.clone())
}

fn governments(lexicon: &Lexicon) -> impl Iterator<Item = &Entity> {
    lexicon.governments().iter().map(|&n| lexicon.entity(n))
}

fn country(government: &Entity) -> Option<&str> {
    government.countries.first().map(String::as_str)
}

/// For whom a person served on a day: the office of the day, or else the last before it.
fn office(person: Option<&Entity>, day: Day) -> Option<End> {
    let terms = &person?.terms;
    let serving = terms.iter().rfind(|t| t.validity.meets(day, day));
    let last = || terms.iter().filter(|t| t.validity.from <= day).max_by_key(|t| t.validity.from);
    serving.or_else(last).or(terms.first()).map(|t| t.owner.clone())
}
