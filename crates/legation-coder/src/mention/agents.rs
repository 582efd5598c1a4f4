//! Nouns that make an actor, and whose they are.

use legation_core::Quantifier;
use legation_language::{Deprel, Upos};

use super::{Mention, Mentions, Who};

impl Mentions<'_> {
    /// An agent noun (the longest phrase that ends or begins at the head) with its owner.
    pub(super) fn agent(&self, head: usize, quantifier: Option<Quantifier>) -> Option<Mention> {
        self.agent_noun(head, quantifier, true)
    }

    /// An agent noun that asks for an owner, and has none: "three drivers", "the village".
    pub(crate) fn unowned(&self, head: usize) -> Option<Mention> {
        self.agent_noun(head, self.quantifier(head), false)
    }

    pub(super) fn agent_noun(
        &self,
        head: usize,
        quantifier: Option<Quantifier>,
        strict: bool,
    ) -> Option<Mention> {
        let tree = self.tree;
        if !matches!(tree.upos(head), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Verb) {
            return None;
        }
        let mut found = None;
        // Phrases that end at the head: "coast guard vessel".
        let reach = self.lexicon.longest_agent();
        for first in head.saturating_sub(2 * reach)..=head {
            if first < head
                && !(first..head)
                    .all(|i| tree.head(i).is_some_and(|h| h > i && h <= head) || tree.lower[i] == "-")
            {
                continue;
            }
            let phrase = self.phrase(first, head);
            if let Some(agent) = self.lexicon.agent(&phrase) {
                found = Some((agent, first, head));
                break;
            }
        }
        // Phrases that begin at the head: "ministry of foreign affairs", "members of parliament".
        for last in (head + 2..(head + 2 + reach).min(tree.len())).rev() {
            if tree.lower[head + 1] != "of" && tree.lower[head + 1] != "for" && tree.lower[head + 1] != "-" {
                break;
            }
            for first in [head.saturating_sub(1), head] {
                if let Some(agent) = self.lexicon.agent(&self.phrase(first, last)) {
                    if found.is_none_or(|(_, f, l)| last - first > l - f) {
                        found = Some((agent, first, last));
                    }
                    break;
                }
            }
            if found.is_some_and(|(_, _, l)| l > head) {
                break;
            }
        }
        let (agent, first, last) = found?;
        let owner = self.owner(head);
        if strict && agent.needs_owner && owner.is_none() {
            return None;
        }
        // Adjectives and participles count only as nouns: "the accused".
        if matches!(tree.upos(head), Upos::Adj | Upos::Verb)
            && tree.first(head, &[Deprel::Det, Deprel::NmodPoss]).is_none()
            && !(tree.upos(head) == Upos::Adj && owner.is_some() && is_argument(tree.deprel(head)))
        {
            return None;
        }
        let start = tree
            .children(head)
            .iter()
            .copied()
            .filter(|&c| {
                c < first
                    && matches!(
                        tree.deprel(c),
                        Deprel::Amod | Deprel::Compound | Deprel::NmodPoss | Deprel::Nummod
                    )
            })
            .map(|c| tree.subtree(c)[0])
            .min()
            .unwrap_or(first);
        // "envoys of Juan Guaido", "leaders of the herders' association": the words after "of" belong to the name.
        let last = tree
            .under(head, &[Deprel::Nmod])
            .filter(|&c| c > head && tree.case(c) == Some("of") && tree.upos(c) != Upos::Verb)
            .map(|c| crate::attribution::phrase(tree, c).1)
            .filter(|&end| end <= last + 8)
            .fold(last, usize::max);
        Some(Mention {
            first: start,
            last,
            head,
            who: Who::Agent { sector: agent.sector.clone(), kind: agent.kind, branch: agent.branch, owner },
            quantifier,
            resolved: false,
            origin: None,
        })
    }

    /// Words `first..=last` as an agent phrase: lower case, the last in the singular, hyphens as spaces.
    pub(super) fn phrase(&self, first: usize, last: usize) -> String {
        let tree = self.tree;
        let mut out = String::new();
        for i in first..=last {
            if tree.lower[i] == "-" {
                continue;
            }
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(if i == last { &tree.lemma[i] } else { &tree.lower[i] });
        }
        out
    }

    /// Whose an agent is: the entity of a possessor, a country adjective, a compound, or the noun under of, from, in.
    pub(crate) fn owner(&self, head: usize) -> Option<u32> {
        let tree = self.tree;
        let entity = |word: usize| -> Option<u32> {
            match self.name_at(word) {
                Some((Who::Entity { entity, .. }, _, _)) => Some(entity),
                _ => None,
            }
        };
        for relation in [
            &[
                Deprel::NmodPoss,
                Deprel::Amod,
                Deprel::Compound,
                Deprel::NmodUnmarked,
                Deprel::NmodDesc,
                Deprel::Det,
            ][..],
            &[Deprel::Nmod][..],
        ] {
            for c in tree.under(head, relation) {
                if tree.deprel(c) == Deprel::Nmod
                    && !matches!(tree.case(c), Some("of" | "from" | "in" | "for" | "at" | "with" | "to"))
                {
                    continue;
                }
                if let Some(e) = entity(c) {
                    return Some(e);
                }
                // "Turkish-backed rebels" are not Turkey's.
                if self.words.helping.has(&tree.lemma[c]) || self.words.helping.has(&tree.lower[c]) {
                    continue;
                }
                // "the Russian foreign ministry's spokeswoman", "the U.S.-led coalition", "UN Security Council members".
                for g in tree.children(c).iter().copied() {
                    if matches!(
                        tree.deprel(g),
                        Deprel::Amod
                            | Deprel::Compound
                            | Deprel::NmodPoss
                            | Deprel::Nmod
                            | Deprel::Obl
                            | Deprel::OblUnmarked
                    ) && let Some(e) = entity(g)
                    {
                        return Some(e);
                    }
                }
            }
        }
        None
    }
}

fn is_argument(deprel: Deprel) -> bool {
    matches!(deprel, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::Iobj)
}
