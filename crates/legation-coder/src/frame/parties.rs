//! Who can be a party to an act, who are one side of it, and the party that no path leads to.

use legation_language::{Deprel, Upos};
use legation_lexicon::data::{EntityKind, Frame, NameRole, Step};

use super::{Match, Matcher};
use crate::mention::{Mention, Who};
use crate::predicate::Predicate;
use crate::told::Record;

impl Matcher<'_> {
    /// Whether the parties are such as can do a diplomatic act: at least one government, organisation or group, and not
    /// two of one country.
    pub(super) fn is_diplomacy(&self, m: &Match) -> bool {
        let public = |mention: &Mention| match &mention.who {
            Who::Entity { entity, sector, .. } => {
                let e = self.lexicon.entity(*entity);
                e.kind != EntityKind::Party
                    && !matches!(sector.as_str(), "CVL" | "MED" | "BUS")
                    && !matches!(e.sector.as_str(), "MED" | "BUS" | "NGO")
            }
            Who::Agent { sector, owner, .. } => {
                owner.is_some()
                    && matches!(
                        sector.as_str(),
                        "GOV" | "MIL" | "IGO" | "LEG" | "SPY" | "ELI" | "REB" | "JUD" | "COP" | ""
                    )
            }
            Who::States => true,
            Who::Named => false,
        };
        // Sanctions and lists fall on firms, judges and parties as well as on governments, and on a state's own.
        if self.lexicon.data().acts[m.id.act].falls_on_anyone {
            return m.actors.iter().all(|a| public(a) || matches!(a.who, Who::Agent { owner: None, .. }))
                && m.actors
                    .iter()
                    .chain(&m.recipients)
                    .any(|x| !matches!(x.who, Who::Agent { owner: None, .. }));
        }
        let some = m.actors.iter().chain(&m.recipients).any(public);
        // "The Americans" are their government's side; "Germans" and "many Russians" are people.
        let people = |x: &Mention| {
            matches!(&x.who, Who::Entity { role: NameRole::People, .. })
                && !self.tree.under(x.head, &[Deprel::Det]).any(|d| self.tree.lower[d] == "the")
        };
        let possible = |x: &Mention| {
            public(x)
                || matches!(&x.who, Who::Named)
                || matches!(&x.who, Who::Agent { owner: None, sector, .. }
                    if matches!(sector.as_str(), "GOV" | "LEG" | "MIL" | "IGO" | "ELI" | "SPY" | "REB" | ""))
        };
        // "expelled sixty Americans": its people stand for a state where they undergo, not where they act.
        some && m.actors.iter().all(|x| possible(x) && !people(x))
            && m.recipients.iter().all(|x| possible(x) || people(x))
    }

    /// Whether the recipients found are the actors' own people, or nobody's: "named its ambassador", "expelled two consuls".
    pub(super) fn are_own(&self, actors: &[Mention], recipients: &[Mention]) -> bool {
        recipients.iter().all(|r| match self.mentions.country(r) {
            Some(c) => actors.iter().any(|a| self.mentions.country(a) == Some(c)),
            None => match &r.who {
                Who::States | Who::Named => false,
                Who::Agent { sector, .. } => matches!(sector.as_str(), "GOV" | "MIL" | ""),
                Who::Entity { .. } => true,
            },
        })
    }

    /// Whose relations "the relations" are: of an actor, those with the other party of the last act that it had a part in,
    /// "Washington severed the relations in 1961".
    pub(super) fn counterpart_told(
        &self,
        p: &Predicate,
        actors: &[Mention],
        record: &Record,
    ) -> Vec<Mention> {
        let tree = self.tree;
        // "the relations", "its ties", "relations": nobody's by their own words.
        let relations = |o: &&usize| {
            tree.in_set(**o, self.anaphoric.relations)
                && !tree
                    .under(**o, &[Deprel::Nmod])
                    .any(|n| matches!(tree.case(n), Some("with" | "to" | "between")))
        };
        let Some(&noun) = p.object.iter().find(relations) else { return Vec::new() };
        let ours = |m: &Mention| actors.iter().any(|a| self.are_one_side(a, m));
        for told in record.latest(self.sentence) {
            let (mine, theirs) = if told.actors.iter().any(ours) {
                (&told.actors, &told.recipients)
            } else {
                (&told.recipients, &told.actors)
            };
            let others: Vec<Mention> = theirs
                .iter()
                .filter(|m| !ours(m) && self.mentions.country(m).is_some())
                .map(|m| m.taken_up(told.sentence, noun, noun, noun))
                .collect();
            if mine.iter().any(ours) && !others.is_empty() {
                return others;
            }
        }
        Vec::new()
    }

    /// Another government named in the predicate's own clause, the nearest first: the party that no path leads to.
    pub(super) fn other_party(&self, p: &Predicate, actors: &[Mention]) -> Vec<Mention> {
        let tree = self.tree;
        let mut words = vec![p.anchor];
        if p.word != p.anchor {
            words.push(p.word);
        }
        let mut at = 0;
        while at < words.len() {
            for &c in tree.children(words[at]) {
                let inside = !matches!(
                    tree.deprel(c),
                    Deprel::Parataxis
                        | Deprel::AclRelcl
                        | Deprel::Advcl
                        | Deprel::Ccomp
                        | Deprel::Conj
                        | Deprel::Nsubj
                        | Deprel::NsubjPass
                        | Deprel::Csubj
                        | Deprel::Punct
                ) || tree.deprel(c) == Deprel::Conj && !matches!(tree.upos(c), Upos::Verb);
                if inside && !words.contains(&c) {
                    words.push(c);
                }
            }
            at += 1;
        }
        for &w in &words {
            let mentions = match self.links.get(&w) {
                Some(linked) => linked.clone(),
                None => match self.mentions.name_at(w) {
                    Some(_) => self
                        .mentions
                        .actor(w)
                        .or_else(|| self.mentions.owner_mention(w))
                        .into_iter()
                        .collect(),
                    None => continue,
                },
            };
            let foreign: Vec<Mention> = mentions
                .into_iter()
                .filter(|m| {
                    self.mentions
                        .country(m)
                        .is_some_and(|c| actors.iter().all(|a| self.mentions.country(a) != Some(c)))
                        // "a meeting in China": where something is done is no party to it.
                        && !matches!(tree.case(w), Some("according" | "in" | "at" | "near" | "outside"))
                })
                .collect();
            if !foreign.is_empty() {
                return foreign;
            }
        }
        Vec::new()
    }

    /// "promised each other help", "lifted curbs on each other": whoever act, to each other, wherever the words stand.
    pub(super) fn reciprocal(
        &self,
        p: &Predicate,
        frame: &Frame,
        actors: &[Mention],
    ) -> Option<Vec<Mention>> {
        let nobody = frame.recipient.first().is_some_and(|path| path.first() == Some(&Step::Nobody));
        if actors.len() < 2 || nobody || !self.tree.has_reciprocal() {
            return None;
        }
        let mut words: Vec<usize> = p.object.iter().chain(&p.indirect).copied().collect();
        words.extend(p.obliques.iter().map(|(_, noun)| *noun));
        let below: Vec<usize> = words.iter().flat_map(|&w| self.tree.children(w)).copied().collect();
        words.extend(below);
        let both = words.iter().find(|&&w| self.tree.is_reciprocal(w)).and_then(|w| self.links.get(w))?;
        let all_act = both.iter().all(|m| actors.iter().any(|a| self.are_one_side(a, m)));
        // "each other's diplomats" are told as such.
        let owned = p.object.iter().chain(&p.indirect).any(|&o| !self.mentions.actors(o).is_empty());
        (all_act && !owned).then(|| both.clone())
    }

    /// Whether a mention stands in "each other", or in what is "each other's".
    pub(super) fn is_reciprocal(&self, m: &Mention) -> bool {
        self.tree.is_reciprocal(m.head)
            || self.tree.under(m.head, &[Deprel::NmodPoss]).any(|c| self.tree.is_reciprocal(c))
    }

    /// Who a word stands for, by what it takes up or by its own words.
    pub(crate) fn who(&self, word: usize) -> Vec<Mention> {
        self.links.get(&word).cloned().unwrap_or_else(|| self.mentions.actors(word))
    }

    /// Whether two mentions are of one actor, or of one country.
    pub(crate) fn are_one_side(&self, a: &Mention, b: &Mention) -> bool {
        same_party(a, b)
            || self.mentions.country(a).is_some_and(|country| self.mentions.country(b) == Some(country))
    }
}

/// Whether two mentions are of one entity.
pub(crate) fn same_party(a: &Mention, b: &Mention) -> bool {
    match (&a.who, &b.who) {
        (Who::Entity { entity: x, .. }, Who::Entity { entity: y, .. }) => x == y,
        (x, y) => x == y,
    }
}
