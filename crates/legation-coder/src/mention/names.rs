//! Names of the lexicon on the words of a sentence, and names that it lacks.

use legation_language::{Deprel, Upos};
use legation_lexicon::data::{AgentKind, Entity, EntityKind, NameRole};
use legation_lexicon::index::is_calendar;

use super::{Mention, Mentions, NameSpan, Who};

impl Mentions<'_> {
    /// The entity that a name on this word stands for.
    pub(crate) fn name_at(&self, word: usize) -> Option<(Who, usize, usize)> {
        let span = &self.spans[self.at[word]?];
        // The name must be the phrase, not a part of a longer one ("Jordan" in "Michael Jordan").
        let cut_short = self.is_cut_short(span);
        let mut best: Option<(u32, u32)> = None;
        for &number in &span.names {
            let name = self.lexicon.name(number);
            let entity = self.lexicon.entity(name.entity);
            if cut_short && (name.ambiguous || name.role == NameRole::Surname) {
                continue;
            }
            if name.role == NameRole::Place && entity.kind == EntityKind::State && cut_short {
                continue;
            }
            let in_office = entity.terms.iter().any(|t| t.validity.meets(self.day, self.day));
            let recent =
                entity.terms.iter().any(|t| t.validity.meets(self.day.saturating_sub(60_000), self.day));
            if name.role == NameRole::Surname
                && !(in_office
                    || self.named_in_full.contains(&name.entity)
                    || self.has_title(span, entity.id.as_str()))
            {
                continue;
            }
            if name.ambiguous
                && self.tree.upos(span.first) != Upos::Propn
                && self.tree.upos(span.last) != Upos::Propn
            {
                continue;
            }
            let valid = name.validity.meets(self.day, self.day);
            let rank = match name.role {
                NameRole::Name => 60,
                NameRole::Metonym => 50,
                NameRole::Capital => 45,
                NameRole::Branch | NameRole::Legislature | NameRole::Military => 55,
                NameRole::People | NameRole::Adjective => 40,
                NameRole::Surname => 30,
                NameRole::Place => 20,
            } + u32::from(valid) * 100
                + u32::from(in_office) * 8
                + u32::from(recent) * 4
                + u32::from(entity.kind == EntityKind::Person && self.is_home_named(span, entity)) * 3
                + match entity.kind {
                    EntityKind::State => 3,
                    // A government's name stands for its movement while it does not govern; dates decide later.
                    EntityKind::Group => 2,
                    _ => 0,
                };
            if best.is_none_or(|(r, _)| rank > r) {
                best = Some((rank, number));
            }
        }
        let (_, number) = best?;
        let name = self.lexicon.name(number);
        Some((
            Who::Entity { entity: name.entity, role: name.role, sector: name.sector.clone() },
            span.first,
            span.last,
        ))
    }

    /// Whether the sentence names a person's country elsewhere: tells "King Abdullah of Saudi Arabia" from Jordan's.
    fn is_home_named(&self, span: &NameSpan, person: &Entity) -> bool {
        span.names.len() > 1
            && self.spans.iter().filter(|s| s.first != span.first).flat_map(|s| &s.names).any(|&n| {
                let other = self.lexicon.entity(self.lexicon.name(n).entity);
                matches!(other.kind, EntityKind::State | EntityKind::Government)
                    && person
                        .countries
                        .first()
                        .is_some_and(|c| other.countries.first() == Some(c) || other.id == *c)
            })
    }

    /// Whether proper nouns go on beyond the match inside one name.
    pub(super) fn is_cut_short(&self, span: &NameSpan) -> bool {
        let tree = self.tree;
        let joined = |i: usize| {
            tree.upos(i) == Upos::Propn
                && self.at[i].is_none()
                && matches!(tree.deprel(i), Deprel::Flat | Deprel::Compound)
        };
        let before = span.first.checked_sub(1).is_some_and(|i| {
            tree.upos(i) == Upos::Propn
                && self.at[i].is_none()
                && (tree.deprel(span.first) == Deprel::Flat
                    && tree.head(span.first).is_some_and(|h| h < span.first))
                && !self.is_title(i)
        });
        let after = span.last + 1 < tree.len()
            && joined(span.last + 1)
            && tree.deprel(span.last + 1) == Deprel::Flat
            && tree.head(span.last + 1).is_some_and(|h| (span.first..=span.last).contains(&h));
        before || after
    }

    pub(super) fn is_title(&self, i: usize) -> bool {
        self.lexicon.agent(&self.tree.lemma[i]).is_some_and(|a| a.kind == AgentKind::Person)
            || self.words.addresses.has(&self.tree.lower[i])
    }

    /// Whether a title that fits the person's offices stands before the name.
    pub(super) fn has_title(&self, span: &NameSpan, id: &str) -> bool {
        let Some((_, entity)) = self.lexicon.entity_by_id(id) else { return false };
        let Some(before) = span.first.checked_sub(1) else { return false };
        let title = &self.tree.lower[before];
        entity.terms.iter().any(|t| {
            t.title.to_lowercase().split(' ').next_back() == Some(title.as_str())
                && t.validity.meets(self.day.saturating_sub(200_000), self.day)
        })
    }

    /// A proper name outside the lexicon, for the other party of an act with a known one.
    pub(crate) fn other_name(&self, head: usize) -> Option<Mention> {
        let tree = self.tree;
        if tree.upos(head) != Upos::Propn || self.at[head].is_some() || is_calendar(&tree.lower[head]) {
            return None;
        }
        let first = tree
            .under(head, &[Deprel::Compound, Deprel::Amod, Deprel::Flat])
            .filter(|&c| c < head)
            .min()
            .unwrap_or(head);
        Some(Mention {
            first,
            last: self.name_end(head),
            head,
            who: Who::Named,
            quantifier: None,
            resolved: false,
            origin: None,
        })
    }

    pub(super) fn name_end(&self, head: usize) -> usize {
        self.tree.under(head, &[Deprel::Flat]).max().unwrap_or(head).max(head)
    }

    /// The state in which a place lies, as the actor there.
    pub(crate) fn state_of_place(&self, word: usize) -> Option<Mention> {
        let (who, first, last) = self.name_at(word)?;
        let Who::Entity { entity, role: NameRole::Place | NameRole::Capital | NameRole::Name, .. } = who
        else {
            return None;
        };
        let state =
            self.state_behind(entity).filter(|_| self.lexicon.entity(entity).kind == EntityKind::State)?;
        let who = Who::Entity { entity: state, role: NameRole::Name, sector: String::new() };
        Some(Mention { first, last, head: word, who, quantifier: None, resolved: false, origin: None })
    }

    /// A name before a noun as the actor behind it: a country's adjective stands for the country.
    pub(crate) fn owner_mention(&self, word: usize) -> Option<Mention> {
        let (who, first, last) = self.name_at(word)?;
        let who = match who {
            Who::Entity { entity, role: NameRole::Adjective | NameRole::People, .. } => {
                Who::Entity { entity, role: NameRole::Adjective, sector: String::new() }
            }
            Who::Entity { role: NameRole::Place, .. } => return None,
            other => other,
        };
        Some(Mention { first, last, head: word, who, quantifier: None, resolved: false, origin: None })
    }
}
