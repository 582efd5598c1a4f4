//! Who a noun phrase is: by its name, its description, its part, its quantifier.

use legation_core::Quantifier;
use legation_language::{Deprel, Upos};
use legation_lexicon::data::{AgentKind, EntityKind, NameRole};

use super::{Mention, Mentions, Who};

impl Mentions<'_> {
    /// The actor that a phrase with this head names by itself.
    pub(crate) fn actor(&self, head: usize) -> Option<Mention> {
        let tree = self.tree;
        let quantifier = self.quantifier(head);
        // A partitive stands for what it is part of: "two of the diplomats", "a number of countries".
        if let Some(part) = self.part_of(head) {
            let mut mention = self.actor(part)?;
            mention.quantifier = quantifier.or(mention.quantifier);
            mention.first = mention.first.min(head);
            return Some(mention);
        }
        if let Some((who, first, last)) = self.name_at(head) {
            if let Who::Entity { role, .. } = &who
                && *role == NameRole::Adjective
                && !matches!(tree.upos(head), Upos::Propn | Upos::Noun)
                && tree.first(head, &[Deprel::Det]).is_none()
            {
                return None;
            }
            // "Peru's Congress", "the Dutch Senate": a name that several states' bodies bear goes with the state beside it.
            if let Who::Entity {
                entity,
                role: role @ (NameRole::Legislature | NameRole::Branch | NameRole::Military),
                sector,
            } = &who
                && let Some(owner) = self.owner(head).filter(|o| o != entity)
                && self.lexicon.entity(owner).kind == EntityKind::State
            {
                let who = Who::Entity { entity: owner, role: *role, sector: sector.clone() };
                return Some(Mention { first, last, head, who, quantifier, resolved: false, origin: None });
            }
            // "the Kremlin spokesman" is found below; a bare place is no actor.
            if !matches!(&who, Who::Entity { role: NameRole::Place, .. }) {
                return Some(Mention { first, last, head, who, quantifier, resolved: false, origin: None });
            }
            return None;
        }
        // A title or an apposition with a name of the lexicon: "foreign minister Sergei Lavrov".
        for c in tree.under(head, &[Deprel::Flat, Deprel::Appos, Deprel::NmodDesc, Deprel::Compound]) {
            if let Some((who, first, last)) = self.name_at(c)
                && let Who::Entity { entity, .. } = &who
                && self.lexicon.entity(*entity).kind == EntityKind::Person
            {
                return Some(Mention {
                    first: first.min(head),
                    last: last.max(head),
                    head,
                    who,
                    quantifier: None,
                    resolved: false,
                    origin: None,
                });
            }
        }
        // "no country", "several nations": a class of states, and nobody's.
        let class = quantifier.is_some() && self.words.counted_states.has(&tree.lemma[head]);
        if !class && let Some(mention) = self.agent(head, quantifier) {
            return Some(mention);
        }
        // An unknown name with its description: "John Doe, the Canadian ambassador", "Canadian ambassador John Doe".
        if tree.upos(head) == Upos::Propn {
            for c in tree.under(head, &[Deprel::Appos, Deprel::NmodDesc, Deprel::Compound, Deprel::Flat]) {
                if let Some(described) = self.agent(c, None)
                    && matches!(described.who, Who::Agent { kind: AgentKind::Person, .. })
                {
                    let last = self.name_end(head);
                    let first = if c < head { described.first } else { head };
                    let who = match described.who {
                        // The owner may hang on the name rather than on the title.
                        Who::Agent { sector, kind, branch, owner } => {
                            Who::Agent { sector, kind, branch, owner: owner.or_else(|| self.owner(head)) }
                        }
                        other => other,
                    };
                    return Some(Mention {
                        first,
                        last,
                        head,
                        who,
                        quantifier: None,
                        resolved: false,
                        origin: None,
                    });
                }
            }
        }
        if tree.upos(head) == Upos::Noun
            && self.words.states.has(&tree.lemma[head])
            && (class || tree.lemma[head] != "government")
        {
            let plural = tree.token(head).xpos == legation_language::Xpos::Nns;
            let quantified = quantifier.is_some();
            let modified = tree.under(head, &[Deprel::Amod]).next().is_some();
            let definite = tree
                .under(head, &[Deprel::Det])
                .any(|d| matches!(tree.lower[d].as_str(), "the" | "this" | "that" | "both"));
            if (plural || quantified) && (quantified || modified || !definite) {
                let first = tree.children(head).iter().copied().filter(|&c| c < head).min().unwrap_or(head);
                return Some(Mention {
                    first,
                    last: head,
                    head,
                    who: Who::States,
                    quantifier,
                    resolved: false,
                    origin: None,
                });
            }
        }
        None
    }

    /// "a number of X", "two of X", "most of X": X.
    pub(super) fn part_of(&self, head: usize) -> Option<usize> {
        let tree = self.tree;
        let partitive = matches!(tree.upos(head), Upos::Num | Upos::Det | Upos::Pron | Upos::Adj)
            || self.words.parts.has(&tree.lemma[head]);
        if !partitive || self.at[head].is_some() {
            return None;
        }
        tree.under(head, &[Deprel::Nmod]).find(|&c| tree.case(c) == Some("of")).filter(|&c| {
            // "members of parliament" and "a group of ministers" are agents of their own where the lexicon says so.
            tree.upos(c) != Upos::Pron
                && (tree.lemma[head] != "member" && tree.lemma[head] != "group" || self.at[c].is_none())
        })
    }

    /// The actors that a phrase names by itself: one for each owner where it speaks of several ("the presidents of Kenya
    /// and Chad", "the Greek and Turkish navies").
    pub(crate) fn actors(&self, head: usize) -> Vec<Mention> {
        // "the two neighbours, Peru and Ecuador": the names say who.
        if self.at[head].is_none()
            && let Some(name) = self.tree.first(head, &[Deprel::Appos]).filter(|&a| self.at[a].is_some())
        {
            let members = self.tree.conjuncts(name);
            if members.len() > 1 {
                let named: Vec<Mention> = members.into_iter().filter_map(|m| self.actor(m)).collect();
                if named.len() > 1 {
                    return named;
                }
            }
        }
        let Some(mention) = self.actor(head) else { return Vec::new() };
        let Who::Agent { sector, kind, branch, owner: Some(first) } = &mention.who else {
            return vec![mention];
        };
        let mut owners = vec![*first];
        let owning = [Deprel::NmodPoss, Deprel::Amod, Deprel::Compound, Deprel::Nmod];
        // "Kenyan and Tanzanian wardens", each adjective hung on the noun: the conjunction tells.
        let listed = |c: usize| {
            self.tree.under(c, &[Deprel::Cc]).next().is_some()
                || self.tree.first(mention.head, &[Deprel::Cc]).is_some_and(|cc| cc < mention.head)
        };
        let several = self.tree.under(mention.head, &owning[..3]).any(listed);
        for c in self.tree.under(mention.head, &owning) {
            let spread = self.tree.conjuncts(c);
            if spread.len() < 2 && !(several && c < mention.head) {
                continue;
            }
            for other in spread {
                if let Some((Who::Entity { entity, .. }, _, _)) = self.name_at(other)
                    && !owners.contains(&entity)
                {
                    owners.push(entity);
                }
            }
        }
        owners
            .into_iter()
            .map(|o| Mention {
                who: Who::Agent { sector: sector.clone(), kind: *kind, branch: *branch, owner: Some(o) },
                ..mention.clone()
            })
            .collect()
    }

    /// How many of a class a phrase speaks of.
    pub(super) fn quantifier(&self, head: usize) -> Option<Quantifier> {
        let tree = self.tree;
        let own = quantifier_word(&tree.lower[head]);
        let before = tree
            .under(head, &[Deprel::Det, Deprel::DetPredet, Deprel::Amod, Deprel::Nummod, Deprel::Advmod])
            .filter_map(|c| quantifier_word(&tree.lower[c]))
            .next();
        let partitive = match tree.lemma[head].as_str() {
            "majority" => Some(Quantifier::Most),
            part if self.words.some_of.has(part) => Some(Quantifier::Some),
            part if self.words.many_of.has(part) => Some(Quantifier::Many),
            _ => None,
        };
        before.or(own).or(partitive)
    }

    /// The actor in a phrase: its head, or else whoever owns it ("the Russian decision", "the army of Mali").
    pub(crate) fn actor_in(&self, head: usize, depth: usize) -> Option<Mention> {
        if let Some(m) = self.actor(head) {
            return Some(m);
        }
        if depth == 0 {
            return None;
        }
        let tree = self.tree;
        for relation in
            [Deprel::NmodPoss, Deprel::Amod, Deprel::Compound, Deprel::NmodDesc, Deprel::Flat, Deprel::Appos]
        {
            for c in tree.under(head, &[relation]) {
                if let Some(m) = self.owner_mention(c) {
                    return Some(m);
                }
                if matches!(relation, Deprel::NmodPoss | Deprel::Appos | Deprel::Compound)
                    && let Some(m) = self.actor_in(c, depth - 1)
                {
                    return Some(m);
                }
            }
        }
        for c in tree.under(head, &[Deprel::Nmod]) {
            if matches!(
                tree.case(c),
                Some("of" | "from" | "by" | "for" | "to" | "with" | "against" | "on" | "between" | "among")
            ) && let Some(m) = self.actor_in(c, depth - 1)
            {
                return Some(m);
            }
        }
        None
    }
}

fn quantifier_word(word: &str) -> Option<Quantifier> {
    Some(match word {
        "no" | "neither" | "none" => Quantifier::None,
        "some" | "several" | "few" | "other" | "various" | "certain" | "numerous" => Quantifier::Some,
        "many" | "dozens" | "scores" | "hundreds" | "thousands" => Quantifier::Many,
        "most" => Quantifier::Most,
        "all" | "every" | "each" | "both" => Quantifier::All,
        _ => return None,
    })
}
