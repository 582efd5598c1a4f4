//! The way along a frame's paths to those who are in its roles.

use legation_language::{Deprel, Upos};
use legation_lexicon::data::{AgentKind, EntityKind, NameRole, Step, path_text};

use super::{Matcher, same_party};
use crate::mention::{Mention, Who};
use crate::predicate::{self, Form, Predicate};
use crate::told::Record;

impl Matcher<'_> {
    /// The mentions in a role: those at the first path that leads to any.
    pub(super) fn role(
        &self,
        p: &Predicate,
        paths: &[Vec<Step>],
        kinds: &[String],
        taken: &[Mention],
        record: &Record,
    ) -> (Vec<Mention>, String) {
        // Actors of the lexicon first, along all the paths; names that it lacks only where none of them leads anywhere.
        for unknown in [false, true] {
            for path in paths {
                if path.first() == Some(&Step::Nobody) {
                    return (Vec::new(), "none".into());
                }
                if path.first() == Some(&Step::Reply) && taken.is_empty() {
                    // "They were freed": by whoever held them.
                    let undergo: Vec<Mention> = p.object.iter().flat_map(|&o| self.who(o)).collect();
                    let holders = self.holders(p, &undergo, record);
                    if !holders.is_empty() {
                        return (holders, path_text(path));
                    }
                    continue;
                }
                if path.first() == Some(&Step::Reply) {
                    let answered = self.answered(p, taken, record);
                    let answered = if answered.is_empty() { self.asked(p, taken) } else { answered };
                    if !answered.is_empty() {
                        return (answered, path_text(path));
                    }
                    continue;
                }
                let heads = self.walk(p, path);
                let mut found: Vec<Mention> = Vec::new();
                for head in heads {
                    // The agents are alternatives, the nearest first; so are two objects ("branded the group a threat").
                    let alternatives = matches!(path.as_slice(), [Step::Agent | Step::Object]);
                    if alternatives && !found.is_empty() && p.form == Form::Verb {
                        break;
                    }
                    for c in self.tree.conjuncts(head) {
                        for m in self.resolve(c, path.last(), unknown) {
                            // "each other" takes the actors up, each to be paired with the others.
                            let again = found.iter().chain(taken).any(|t| t.head == m.head && t.who == m.who)
                                || m.resolved
                                    && !self.is_reciprocal(&m)
                                    && taken.iter().any(|t| same_party(t, &m));
                            if !again && self.is_kind(&m, kinds) {
                                found.push(m);
                            }
                        }
                    }
                }
                if !found.is_empty() {
                    return (found, path_text(path));
                }
            }
        }
        self.deeper(p, paths, kinds, taken)
    }

    /// A party under one of the paths' bare prepositions, deeper in the clause than the path leads: prepositional phrases are
    /// what the parser hangs wrong most often ("shared intelligence on the plot **with the German service**").
    fn deeper(
        &self,
        p: &Predicate,
        paths: &[Vec<Step>],
        kinds: &[String],
        taken: &[Mention],
    ) -> (Vec<Mention>, String) {
        let tree = self.tree;
        for path in paths {
            let [Step::Preposition(preposition)] = path.as_slice() else { continue };
            if !matches!(preposition.as_str(), "to" | "with" | "from" | "against") {
                continue;
            }
            let mut words = vec![p.anchor];
            if p.word != p.anchor {
                words.push(p.word);
            }
            // "accepted the nomination of an ambassador to Moscow", where the parser hung the phrase on the verb.
            if p.form == Form::Noun
                && tree.deprel(p.word) == Deprel::Obj
                && let Some(verb) = tree.head(p.word)
            {
                words.extend(tree.under(verb, &[Deprel::Obl]).filter(|&c| c > p.word));
            }
            let mut at = 0;
            while at < words.len() {
                words.extend(tree.under(
                    words[at],
                    &[Deprel::Obj, Deprel::Obl, Deprel::Nmod, Deprel::NsubjPass, Deprel::Xcomp],
                ));
                at += 1;
            }
            words.retain(|&w| {
                w > p.word
                    && tree.case(w) == Some(preposition.as_str())
                    && !matches!(tree.upos(w), Upos::Verb)
            });
            words.sort_unstable();
            for w in words {
                let found: Vec<Mention> = tree
                    .conjuncts(w)
                    .into_iter()
                    .flat_map(|c| self.resolve(c, path.last(), false))
                    .filter(|m| {
                        self.is_kind(m, kinds) && !taken.iter().any(|t| t.head == m.head || t.who == m.who)
                    })
                    .collect();
                if !found.is_empty() {
                    return (found, format!("//{preposition}"));
                }
            }
        }
        (Vec::new(), String::new())
    }

    fn walk(&self, p: &Predicate, path: &[Step]) -> Vec<usize> {
        let tree = self.tree;
        let mut heads = self.arguments(p, &path[0]);
        if matches!(path[0], Step::Possessor | Step::Modifier | Step::Apposition | Step::Conjunct) {
            heads = vec![p.word];
            heads = self.step(&heads, &path[0]);
        }
        if path.len() == 1
            && heads.is_empty()
            && let Step::Preposition(prep) = &path[0]
        {
            // The parser may have hung it on the object, or on the complement's end.
            for &o in &p.object {
                heads.extend(tree.under(o, &[Deprel::Nmod]).filter(|&c| tree.case(c) == Some(prep)));
            }
        }
        let mut rest = &path[1..];
        while let Some(step) = rest.first() {
            rest = &rest[1..];
            if *step == Step::Anywhere {
                let mut all = Vec::new();
                for h in heads {
                    all.extend(tree.subtree(h));
                }
                heads = all;
                continue;
            }
            heads = self.step(&heads, step);
        }
        heads
    }

    fn step(&self, heads: &[usize], step: &Step) -> Vec<usize> {
        let tree = self.tree;
        let mut out = Vec::new();
        for &head in heads {
            for h in tree.conjuncts(head) {
                match step {
                    Step::Possessor => {
                        out.extend(tree.under(h, &[Deprel::NmodPoss]));
                        // "denied the accusation": whose it is was told before.
                        if self.acts.contains_key(&h) && self.links.contains_key(&h) {
                            out.push(h);
                        }
                    }
                    Step::Modifier => {
                        out.extend(tree.under(h, &[Deprel::Amod, Deprel::Compound, Deprel::NmodDesc]));
                    }
                    Step::Apposition => out.extend(tree.under(h, &[Deprel::Appos])),
                    Step::Conjunct => out.extend(tree.under(h, &[Deprel::Conj])),
                    Step::Preposition(prep) => {
                        out.extend(
                            tree.under(h, &[Deprel::Nmod, Deprel::Obl, Deprel::OblAgent])
                                .filter(|&c| tree.case(c) == Some(prep))
                                .map(|c| predicate::antecedent(tree, h, c)),
                        );
                    }
                    // Below a clause the steps are its own arguments.
                    Step::Agent => out.extend(predicate::subject(tree, h, 0)),
                    Step::Object => out.extend(predicate::verb(tree, h).object),
                    Step::Complement => {
                        out.extend(tree.under(h, &[Deprel::Xcomp, Deprel::Ccomp, Deprel::Acl]))
                    }
                    Step::Indirect => out.extend(tree.under(h, &[Deprel::Iobj])),
                    // The place itself: `resolve` takes the state it lies in.
                    Step::State => out.push(h),
                    Step::Anywhere | Step::Nobody | Step::Reply => {}
                }
            }
        }
        out
    }

    /// Who a word in a role stands for.
    fn resolve(&self, word: usize, last: Option<&Step>, unknown: bool) -> Vec<Mention> {
        if let Some(linked) = self.links.get(&word) {
            return linked.clone();
        }
        if last == Some(&Step::State) {
            return self.mentions.state_of_place(word).into_iter().collect();
        }
        let modifies = matches!(self.tree.deprel(word), Deprel::Amod | Deprel::Compound);
        if matches!(last, Some(Step::Modifier)) || modifies && last == Some(&Step::Agent) {
            if let Some(m) = self.mentions.owner_mention(word) {
                return vec![m];
            }
            return self.mentions.actors(word);
        }
        if self.tree.upos(word) == Upos::Verb && last == Some(&Step::Complement) {
            // A clause in a role: whoever its object, or a noun under its prepositions, names.
            let p = predicate::verb(self.tree, word);
            let mut heads = p.object.clone();
            heads.extend(p.obliques.iter().map(|(_, n)| *n));
            for h in heads {
                if let Some(m) = self.linked_or(h) {
                    return m;
                }
            }
            return Vec::new();
        }
        if let Some(m) = self.linked_or(word) {
            return m;
        }
        if unknown {
            let other = self.mentions.other_name(word).or_else(|| self.mentions.unowned(word));
            return other.into_iter().collect();
        }
        Vec::new()
    }

    fn linked_or(&self, word: usize) -> Option<Vec<Mention>> {
        let mut named = self.mentions.actors(word);
        if !named.is_empty() {
            // "his government", "its embassy": the owner is who the pronoun takes up; "their presidents" have an owner each.
            if let [Mention { who: Who::Agent { owner: None, .. }, .. }] = named.as_slice()
                && let Some(linked) =
                    self.tree.under(word, &[Deprel::NmodPoss]).find_map(|c| self.links.get(&c))
            {
                let owned: Vec<Mention> = linked.iter().filter_map(|l| named[0].owned_by(l)).collect();
                if !owned.is_empty() {
                    named = owned;
                }
            }
            return Some(named);
        }
        // "its rivals" are not its.
        if self.tree.in_set(word, self.anaphoric.opposites) {
            return None;
        }
        for c in self.tree.under(word, &[Deprel::NmodPoss]) {
            if let Some(linked) = self.links.get(&c) {
                return Some(linked.clone());
            }
        }
        let first = self.mentions.actor_in(word, 2)?;
        let mut all = vec![first.clone()];
        for c in self.tree.conjuncts(first.head).into_iter().filter(|&c| c != first.head) {
            let modifies = matches!(self.tree.deprel(first.head), Deprel::Amod | Deprel::Compound);
            all.extend(if modifies { self.mentions.owner_mention(c) } else { self.mentions.actor(c) });
        }
        Some(all)
    }

    fn is_kind(&self, m: &Mention, kinds: &[String]) -> bool {
        kinds.is_empty()
            || kinds.iter().any(|k| match (k.as_str(), &m.who) {
                ("any", _) => true,
                ("state" | "country", Who::States) => true,
                ("country", Who::Entity { entity, role, .. }) => {
                    *role != NameRole::Capital && self.lexicon.entity(*entity).kind == EntityKind::State
                }
                ("state", Who::Entity { entity, .. }) => {
                    matches!(self.lexicon.entity(*entity).kind, EntityKind::State | EntityKind::Government)
                }
                ("state", Who::Agent { sector, owner, .. }) => sector == "GOV" && owner.is_some(),
                ("organisation", Who::Entity { entity, .. }) => {
                    self.lexicon.entity(*entity).kind == EntityKind::Organisation
                }
                ("group", Who::Entity { entity, .. }) => {
                    // A government that was a movement is still written by the movement's name.
                    let e = self.lexicon.entity(*entity);
                    e.kind == EntityKind::Group || e.movement.is_some()
                }
                ("person", Who::Entity { entity, .. }) => {
                    self.lexicon.entity(*entity).kind == EntityKind::Person
                }
                ("person", Who::Agent { kind, .. }) => *kind == AgentKind::Person,
                ("agent", Who::Agent { .. }) => true,
                ("official", Who::Entity { entity, .. }) => {
                    self.lexicon.entity(*entity).kind == EntityKind::Person
                }
                ("official", Who::Agent { sector, kind, .. }) => {
                    matches!(kind, AgentKind::Person | AgentKind::Body)
                        && matches!(sector.as_str(), "GOV" | "LEG" | "IGO" | "ELI")
                }
                _ => false,
            })
    }
}
