//! Frames tried on predicates: which act the words name, and where its roles are.

use legation_language::{Deprel, Upos};
use legation_lexicon::Lexicon;
use legation_lexicon::data::{AgentKind, EntityKind, Filler, Frame, NameRole, Step, path_text};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::anaphora::AnaphoricWords;
use crate::clause::Tree;
use crate::ellipsis;
use crate::mention::{Mention, Mentions, Origin, Who};
use crate::predicate::{self, Form, Predicate};
use crate::told::{Record, Told};

/// A frame by its place: act and number in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FrameId {
    pub(crate) act: usize,
    pub(crate) frame: usize,
}

/// Which frames a word may begin.
#[derive(Debug, Default)]
pub(crate) struct FrameIndex {
    verbs: FxHashMap<String, Vec<(FrameId, usize)>>,
    nouns: FxHashMap<String, Vec<(FrameId, usize)>>,
    adjectives: FxHashMap<String, Vec<(FrameId, usize)>>,
    /// Verbs with a particle that some frame names: "call off".
    particles: FxHashSet<(String, String)>,
}

impl FrameIndex {
    pub(crate) fn new(lexicon: &Lexicon) -> Self {
        let mut index = Self::default();
        for (a, act) in lexicon.data().acts.iter().enumerate() {
            for (f, frame) in act.frames.iter().enumerate() {
                let id = FrameId { act: a, frame: f };
                for (n, words) in frame.verbs.iter().enumerate() {
                    if let [verb, particle, ..] = words.as_slice()
                        && PARTICLES.contains(&particle.as_str())
                    {
                        index.particles.insert((verb.clone(), particle.clone()));
                    }
                    index.verbs.entry(words[0].clone()).or_default().push((id, n));
                }
                for (n, words) in frame.nouns.iter().enumerate() {
                    // "exchange of fire": the head is before the preposition.
                    let head = words
                        .iter()
                        .position(|w| w == "of" || w == "for" || w == "on")
                        .map_or(words.len() - 1, |p| p.max(1) - 1);
                    index.nouns.entry(words[head].clone()).or_default().push((id, n));
                    // "sit-in", "three-way": one word or several, the last of which is the head.
                    if let Some((_, last)) = words[head].rsplit_once('-') {
                        index.nouns.entry(last.to_owned()).or_default().push((id, n));
                    }
                    // "good offices": the index is asked by the lemma.
                    if let Some(singular) = words[head].strip_suffix('s').filter(|_| words.len() > 1) {
                        index.nouns.entry(singular.to_owned()).or_default().push((id, n));
                    }
                }
                for (n, words) in frame.adjectives.iter().enumerate() {
                    index.adjectives.entry(words[0].clone()).or_default().push((id, n));
                }
            }
        }
        index
    }
}

/// A frame that holds, with its roles.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    pub(crate) id: FrameId,
    pub(crate) predicate: Predicate,
    /// Words that make up the predicate as written, in order.
    pub(crate) words: Vec<usize>,
    pub(crate) actors: Vec<Mention>,
    pub(crate) recipients: Vec<Mention>,
    pub(crate) actor_path: String,
    pub(crate) recipient_path: String,
    /// Constraints that held: the more, the surer.
    pub(crate) constraints: usize,
}

/// Tries the frames of the lexicon on one sentence.
pub(crate) struct Matcher<'a> {
    pub(crate) tree: &'a Tree<'a>,
    pub(crate) mentions: &'a Mentions<'a>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) index: &'a FrameIndex,
    /// Mentions that coreference supplies for pronouns and definite phrases, by head.
    pub(crate) links: &'a FxHashMap<usize, Vec<Mention>>,
    /// For nouns that take up an act told before, where it was told: sentence and predicate.
    pub(crate) acts: &'a FxHashMap<usize, (usize, usize)>,
    /// For pronouns, the noun that they stand for: sentence and word.
    pub(crate) nouns: &'a FxHashMap<usize, (usize, usize)>,
    /// The trees of the document, and which of them this is.
    pub(crate) trees: &'a [Option<Tree<'a>>],
    pub(crate) sentence: usize,
    pub(crate) anaphoric: &'a AnaphoricWords<'a>,
}

impl Matcher<'_> {
    /// The best frame of each predicate of the sentence, in the order of the words; what they tell goes on record.
    pub(crate) fn matches(&self, record: &mut Record) -> Vec<Match> {
        let mut out = Vec::new();
        for word in 0..self.tree.len() {
            // "Downing Street" downs nobody, and "quake-hit" hits nobody.
            let in_a_name = self.mentions.name_at(word).is_some_and(|(_, first, last)| last > first);
            let hyphenated = word > 1
                && self.tree.lower[word - 1] == "-"
                && !self.tree.token(word - 2).space_after
                && self.tree.deprel(word) == Deprel::Amod
                && self.tree.upos(word) != Upos::Noun;
            if in_a_name || hyphenated {
                continue;
            }
            let mut candidates = Vec::new();
            match self.tree.upos(word) {
                Upos::Verb => self.try_verb(word, &self.tree.lemma[word], record, &mut candidates),
                Upos::Noun | Upos::Propn => self.try_noun(word, record, &mut candidates),
                Upos::Adj => {
                    self.try_adjective(word, record, &mut candidates);
                    // Participles tagged as adjectives ("was dead set", "banned"): verbs after all where a frame says so.
                    if candidates.is_empty() {
                        for base in bases(&self.tree.lower[word]) {
                            self.try_verb(word, &base, record, &mut candidates);
                        }
                    }
                }
                _ => {}
            }
            if let Some(p) = predicate::being(self.tree, word) {
                for &(id, n) in self.index.verbs.get("be").map_or(&[][..], Vec::as_slice) {
                    let frame = self.frame(id);
                    if let Some((p, words)) = self.verb_phrase(&p, &frame.verbs[n]) {
                        self.try_frame(id, frame, p, words, record, &mut candidates);
                    }
                }
            }
            if let Some(best) = self.best(candidates).or_else(|| ellipsis::repeated(self, word, record)) {
                record.note(self.sentence, self.tree.above(word).count(), &best);
                out.push(best);
            }
        }
        let out = self.without_repeats(out);
        record.keep_only(self.sentence, &out);
        out
    }

    /// Drops a noun's match where the noun is what a matched verb is about, and the same party does both: "suspended aid"
    /// is no aid, "signed the agreement" one act.
    fn without_repeats(&self, matches: Vec<Match>) -> Vec<Match> {
        let explained = |m: &Match| {
            m.predicate.form == Form::Noun
                && matches.iter().any(|v| {
                    let frame = self.frame(v.id);
                    v.predicate.form == Form::Verb
                        && v.predicate
                            .object
                            .iter()
                            .any(|&o| self.tree.conjuncts(o).contains(&m.predicate.word))
                        && frame.arguments.iter().any(|(step, _)| *step == Step::Object)
                        && (m.actors.is_empty()
                            || m.actors.iter().all(|a| v.actors.iter().any(|b| same_party(a, b))))
                        && (m.actors.is_empty() <= m.recipients.is_empty() || !v.recipients.is_empty())
                })
        };
        let keep: Vec<bool> = matches.iter().map(|m| !explained(m)).collect();
        matches.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(m, _)| m).collect()
    }

    fn best(&self, candidates: Vec<Match>) -> Option<Match> {
        let acts = &self.lexicon.data().acts;
        let mut best: Option<((usize, usize, usize, usize), Match)> = None;
        for m in candidates {
            let diplomatic = acts[m.id.act].diplomatic;
            if diplomatic && !self.is_diplomacy(&m) {
                continue;
            }
            let rank = (
                usize::from(diplomatic),
                usize::from(!m.actors.is_empty()) + usize::from(!m.recipients.is_empty()),
                m.constraints,
                m.words.len(),
            );
            if best.as_ref().is_none_or(|(r, _)| rank > *r) {
                best = Some((rank, m));
            }
        }
        best.map(|(_, m)| m)
    }

    /// Whether the parties are such as can do a diplomatic act: at least one government, organisation or group, and not
    /// two of one country.
    fn is_diplomacy(&self, m: &Match) -> bool {
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

    fn try_verb(&self, word: usize, lemma: &str, record: &Record, out: &mut Vec<Match>) {
        let Some(frames) = self.index.verbs.get(lemma) else { return };
        let p = predicate::verb(self.tree, word);
        for &(id, n) in frames {
            let frame = self.frame(id);
            if let Some((p, words)) = self.verb_phrase(&p, &frame.verbs[n]) {
                self.try_frame(id, frame, p, words, record, out);
            }
        }
    }

    /// The predicate with its particles and fixed words; a final preposition makes its noun the object.
    fn verb_phrase(&self, p: &Predicate, words: &[String]) -> Option<(Predicate, Vec<usize>)> {
        let tree = self.tree;
        let mut p = p.clone();
        let mut used = vec![p.word];
        if words.len() == 1 {
            // "call off" is not "call": a particle makes another verb, where some frame names that.
            let lemma = &tree.lemma[p.word];
            let other = tree
                .under(p.word, &[Deprel::CompoundPrt])
                .any(|c| self.index.particles.contains(&(lemma.clone(), tree.lower[c].clone())));
            return (!other).then_some((p, used));
        }
        let last = words.len() - 1;
        let mut from = p.word;
        for (k, word) in words.iter().enumerate().skip(1) {
            if k == last
                && let Some(at) = p.obliques.iter().position(|(c, _)| c == word)
            {
                let noun = p.obliques[at].1;
                // "was called for by": the passive's subject is already the object.
                if !p.passive || p.object.is_empty() {
                    // "asked Vietnam for grain": whom the verb has for its object stays within reach.
                    if p.indirect.is_empty() {
                        p.indirect = std::mem::take(&mut p.object);
                    }
                    p.object = p.obliques.iter().filter(|(c, _)| c == word).map(|(_, n)| *n).collect();
                }
                if let Some(c) = tree.first(noun, &[Deprel::Case, Deprel::Mark]) {
                    used.push(c);
                }
                break;
            }
            // A particle or fixed word after the verb, at most a short phrase away.
            let particle = PARTICLES.contains(&word.as_str());
            let found = (from + 1..(p.word + 8).min(tree.len())).find(|&i| {
                // The preposition of a noun further on is no particle: "carried them out of the city".
                let belongs = !particle
                    || i == from + 1
                    || matches!(tree.deprel(i), Deprel::CompoundPrt | Deprel::Advmod | Deprel::Fixed);
                belongs
                    && (tree.lemma[i] == *word || tree.lower[i] == *word)
                    && (tree.dominates(p.word, i)
                        || tree.head(i) == tree.head(p.word) && tree.deprel(i) == Deprel::Case)
            })?;
            let preposition_of_adverb = tree.deprel(found) == Deprel::Case && k < last;
            if preposition_of_adverb && tree.head(found).is_some_and(|h| tree.upos(h) == Upos::Verb) {
                return None;
            }
            // "take in refugees", where the parser took the particle for the noun's preposition.
            if particle
                && tree.deprel(found) == Deprel::Case
                && p.object.is_empty()
                && let Some(noun) = tree.head(found)
                && !(found + 1..noun).any(|i| tree.deprel(i) == Deprel::Case)
            {
                p.object.push(noun);
            }
            used.push(found);
            from = found;
        }
        used.sort_unstable();
        Some((p, used))
    }

    fn try_noun(&self, word: usize, record: &Record, out: &mut Vec<Match>) {
        let tree = self.tree;
        let Some(frames) = self.index.nouns.get(&tree.lemma[word]) else { return };
        let mut made = None;
        for &(id, n) in frames {
            let frame = self.frame(id);
            let phrase = &frame.nouns[n];
            let words: Vec<usize> = if phrase.len() == 1 && tree.lemma[word] == phrase[0] {
                vec![word]
            } else {
                // A hyphen makes up to three words of one.
                let reach = 4 * phrase.len();
                let found = (word.saturating_sub(reach)..=word)
                    .find_map(|at| tree.end_of(at, phrase).filter(|&end| end > word).map(|end| (at, end)));
                let Some((at, end)) = found else { continue };
                (at..end).collect()
            };
            let p = made.get_or_insert_with(|| predicate::noun(tree, word)).clone();
            self.try_frame(id, frame, p, words, record, out);
        }
    }

    fn try_adjective(&self, word: usize, record: &Record, out: &mut Vec<Match>) {
        let Some(frames) = self.index.adjectives.get(&self.tree.lemma[word]) else { return };
        let p = predicate::adjective(self.tree, word);
        for &(id, n) in frames {
            let frame = self.frame(id);
            if let Some((p, words)) = self.verb_phrase(&p, &frame.adjectives[n]) {
                self.try_frame(id, frame, p, words, record, out);
            }
        }
    }

    fn frame(&self, id: FrameId) -> &Frame {
        &self.lexicon.data().acts[id.act].frames[id.frame]
    }

    fn try_frame(
        &self,
        id: FrameId,
        frame: &Frame,
        mut p: Predicate,
        words: Vec<usize>,
        record: &Record,
        out: &mut Vec<Match>,
    ) {
        let mut constraints = words.len() - 1;
        if p.form == Form::Noun {
            // "between A and B" are the parties of what both do.
            let between: Vec<usize> =
                p.obliques.iter().filter(|(c, _)| c == "between" || c == "among").map(|(_, n)| *n).collect();
            if p.agent.is_empty() && !between.is_empty() {
                p.agent = between;
            }
            let takes_object = frame.arguments.iter().any(|(s, _)| *s == Step::Object);
            // "the bombing of a church": what the verb does to its object, the noun does to what is under "of".
            let does_to = !frame.verbs.is_empty()
                && !frame.symmetric
                && frame.recipient.first().is_some_and(|r| r.as_slice() == [Step::Object]);
            if p.agent.is_empty() && !takes_object && !does_to {
                p.agent = p.of.clone();
                p.object.retain(|o| !p.of.contains(o));
            }
        }
        for (step, fillers) in &frame.arguments {
            if p.form != Form::Verb && *step == Step::Object && p.object.is_empty() {
                // A nominal may leave its object out only where the noun phrase is the object already.
                return;
            }
            if !self.holds(&p, step, fillers) {
                return;
            }
            let loose = |f: &Filler| matches!(f, Filler::Any | Filler::Actor | Filler::Absent);
            constraints += if fillers.iter().all(loose) { 1 } else { 2 };
        }
        if !frame.near.is_empty() {
            let scope = self.scope(&p);
            if !scope.iter().any(|&i| !words.contains(&i) && self.tree.filled(i, &frame.near, self.lexicon)) {
                return;
            }
            constraints += 2;
        }
        if !frame.unless.is_empty() {
            let scope = self.own_scope(&p);
            if scope.iter().any(|&i| !words.contains(&i) && self.tree.filled(i, &frame.unless, self.lexicon))
            {
                return;
            }
        }
        let (mut actors, actor_path) = self.role(&p, &frame.actor, &frame.actor_is, &[], record);
        if !frame.recipient.is_empty()
            && frame.recipient.iter().all(|path| path.first() == Some(&Step::Reply))
            && let Some(asked) = self.asked_before(&p, &actors, record)
        {
            actors = asked;
        }
        let (mut recipients, mut recipient_path) = match self.reciprocal(&p, frame, &actors) {
            Some(both) => (both, "reciprocal".to_owned()),
            None => self.role(&p, &frame.recipient, &frame.recipient_is, &actors, record),
        };
        if p.form == Form::Noun
            && actors.is_empty()
            && recipients.is_empty()
            && let Some(told) = self.acts.get(&p.word).and_then(|&(s, word)| record.at(s, word))
            && told.id.act == id.act
        {
            // "The designation was made in 2003": by whom, and of whom, was told before.
            let here = |m: &Mention| m.taken_up(told.sentence, p.word, p.word, p.word);
            actors = told.actors.iter().map(here).collect();
            recipients = told.recipients.iter().map(here).collect();
        }
        self.mentions.settle(&mut actors, &recipients, true);
        self.mentions.settle(&mut recipients, &actors, false);
        let diplomatic = self.lexicon.data().acts[id.act].diplomatic;
        let by_design = frame.recipient.first().is_some_and(|p| p.first() == Some(&Step::Nobody));
        if diplomatic
            && !by_design
            && !actors.is_empty()
            && (recipients.is_empty()
                || !self.lexicon.data().acts[id.act].falls_on_anyone && self.are_own(&actors, &recipients))
            && !(frame.symmetric && actors.len() > 1)
        {
            let near = self.other_party(&p, &actors);
            if !near.is_empty() {
                recipients = near;
                recipient_path = "clause".into();
            }
        }
        let act = &self.lexicon.data().acts[id.act];
        if diplomatic && !act.falls_on_anyone && !actors.is_empty() && !recipients.is_empty() {
            // A state has no diplomacy with itself.
            let own = |r: &Mention| {
                self.mentions
                    .country(r)
                    .is_some_and(|c| actors.iter().all(|a| self.mentions.country(a) == Some(c)))
            };
            recipients.retain(|r| !own(r));
        }
        if frame.symmetric && recipients.is_empty() && actors.len() > 1 {
            recipients = actors.clone();
        }
        if frame.symmetric && actors.is_empty() && recipients.len() > 1 {
            actors = recipients.clone();
        }
        if actors.is_empty() && recipients.is_empty() {
            return;
        }
        if frame.needs_actor && actors.is_empty() || frame.needs_recipient && recipients.is_empty() {
            return;
        }
        if frame.parties > 0 {
            let of = |m: &Mention| self.mentions.country(m).map(str::to_owned);
            let mut names: Vec<String> = actors.iter().chain(&recipients).filter_map(of).collect();
            names.sort_unstable();
            names.dedup();
            if names.len() < frame.parties {
                return;
            }
            constraints += 2;
        }
        out.push(Match {
            id,
            predicate: p,
            words,
            actors,
            recipients,
            actor_path,
            recipient_path,
            constraints,
        });
    }

    /// Whether the recipients found are the actors' own people, or nobody's: "named its ambassador", "expelled two consuls".
    fn are_own(&self, actors: &[Mention], recipients: &[Mention]) -> bool {
        recipients.iter().all(|r| match self.mentions.country(r) {
            Some(c) => actors.iter().any(|a| self.mentions.country(a) == Some(c)),
            None => match &r.who {
                Who::States | Who::Named => false,
                Who::Agent { sector, .. } => matches!(sector.as_str(), "GOV" | "MIL" | ""),
                Who::Entity { .. } => true,
            },
        })
    }

    /// Another government named in the predicate's own clause, the nearest first: the party that no path leads to.
    fn other_party(&self, p: &Predicate, actors: &[Mention]) -> Vec<Mention> {
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

    /// The words among which `near` and `unless` look: the clause, with the light verb's where there is one.
    fn scope(&self, p: &Predicate) -> Vec<usize> {
        self.tree.clause(if p.form == Form::Adjective { p.word } else { p.anchor })
    }

    /// The same without what adverbial and relative clauses tell besides: "withdrew its envoy, **saying in a statement that ..**".
    fn own_scope(&self, p: &Predicate) -> Vec<usize> {
        let tree = self.tree;
        let mut words = self.scope(p);
        let aside = |c: usize| {
            tree.upos(c) == Upos::Verb
                && matches!(tree.deprel(c), Deprel::Advcl | Deprel::AclRelcl)
                && !predicate::is_infinitive(tree, c)
        };
        let top = if p.form == Form::Adjective { p.word } else { p.anchor };
        words.retain(|&w| {
            let mut at = w;
            while at != top {
                if aside(at) {
                    return false;
                }
                match tree.head(at) {
                    Some(h) => at = h,
                    None => break,
                }
            }
            true
        });
        words
    }

    fn arguments(&self, p: &Predicate, step: &Step) -> Vec<usize> {
        match step {
            Step::Agent => p.agent.clone(),
            Step::Object => p.object.clone(),
            Step::Indirect => p.indirect.clone(),
            Step::Complement => p.complement.clone(),
            Step::Preposition(prep) => p
                .obliques
                .iter()
                .filter(|(c, n)| c == prep && !p.agent.contains(n))
                .map(|(_, n)| *n)
                .collect(),
            _ => Vec::new(),
        }
    }

    fn holds(&self, p: &Predicate, step: &Step, fillers: &[Filler]) -> bool {
        let mut heads = self.arguments(p, step);
        // A preposition's noun may hang on the object: "presented his credentials to the president".
        if heads.is_empty()
            && let Step::Preposition(prep) = step
        {
            for &o in &p.object {
                heads
                    .extend(self.tree.under(o, &[Deprel::Nmod]).filter(|&c| self.tree.case(c) == Some(prep)));
            }
        }
        if fillers.iter().any(|f| matches!(f, Filler::NotWord(_) | Filler::NotClass(_))) {
            return !heads.is_empty() && !self.any_filled(&heads, fillers);
        }
        if fillers.contains(&Filler::Absent) {
            return heads.is_empty() || self.any_filled(&heads, fillers);
        }
        if *step == Step::Complement && !heads.is_empty() {
            return heads.iter().any(|&h| {
                fillers.contains(&Filler::Any)
                    || self.tree.conjuncts(h).iter().any(|&c| self.tree.filled(c, fillers, self.lexicon))
            });
        }
        !heads.is_empty() && self.any_filled(&heads, fillers)
    }

    fn any_filled(&self, heads: &[usize], fillers: &[Filler]) -> bool {
        heads.iter().any(|&h| {
            let mut all = self.tree.conjuncts(h);
            // "a number of diplomats", "the post of ambassador", "a group of envoys".
            for c in self.tree.conjuncts(h) {
                // "expelled Ambassador Goldberg": the title is what he is.
                if self.tree.upos(c) == Upos::Propn {
                    all.extend(self.tree.under(c, &[Deprel::NmodDesc, Deprel::Appos]));
                }
                let partitive = matches!(self.tree.upos(c), Upos::Num | Upos::Det | Upos::Pron | Upos::Adj)
                    || self.tree.grammar.partitive.has(&self.tree.lemma[c]);
                if partitive {
                    all.extend(
                        self.tree.under(c, &[Deprel::Nmod]).filter(|&n| self.tree.case(n) == Some("of")),
                    );
                }
            }
            all.iter().any(|&i| {
                self.tree.filled(i, fillers, self.lexicon)
                    || self.nouns.get(&i).is_some_and(|&(sentence, noun)| {
                        self.trees[sentence].as_ref().is_some_and(|t| t.filled(noun, fillers, self.lexicon))
                    })
                    || fillers.contains(&Filler::Actor)
                        && (self.mentions.actor(i).is_some()
                            || self.links.contains_key(&i)
                            || matches!(self.tree.deprel(i), Deprel::Amod | Deprel::Compound)
                                && self.mentions.owner_mention(i).is_some())
            })
        })
    }

    /// The mentions in a role: those at the first path that leads to any.
    fn role(
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

    /// "promised each other help", "lifted curbs on each other": whoever act, to each other, wherever the words stand.
    fn reciprocal(&self, p: &Predicate, frame: &Frame, actors: &[Mention]) -> Option<Vec<Mention>> {
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

    /// The other side of the act that was told last: whoever did it to the actors, whom they answer; where they go on ("also
    /// demanded"), to whom they did it.
    fn answered(&self, p: &Predicate, actors: &[Mention], record: &Record) -> Vec<Mention> {
        let acts_now = |m: &Mention| actors.iter().any(|a| self.are_one_side(a, m));
        // "invited the speaker, who declined": one mention, though its owner was found for the first verb only.
        let same_words =
            |t: &Told, m: &Mention| t.sentence == self.sentence && actors.iter().any(|a| a.head == m.head);
        let goes_on = self.tree.children(p.anchor).iter().any(|&c| self.is_going_on(c));
        let others = record.latest(self.sentence).find_map(|told| {
            let acted = told.actors.iter().any(acts_now);
            let undergone = told.recipients.iter().any(|m| acts_now(m) || same_words(told, m));
            match (acted, undergone) {
                (true, false) if goes_on => Some((told.sentence, &told.recipients)),
                (false, true) => Some((told.sentence, &told.actors)),
                _ => None,
            }
        });
        // "Rebels shelled the border post. Israel hit back": to whom it was done was left out.
        let others = others.or_else(|| {
            let told = record.latest(self.sentence).find(|t| !t.actors.is_empty())?;
            let root = self.lexicon.data().acts[told.id.act].root.as_str();
            let open = told.recipients.is_empty() && !told.actors.iter().any(acts_now);
            (open && CALLS_FOR_ANSWER.contains(&root)).then_some((told.sentence, &told.actors))
        });
        let Some((sentence, others)) = others else { return Vec::new() };
        others.iter().map(|m| m.taken_up(sentence, p.word, p.word, p.word)).collect()
    }

    /// Whoever did the act told last to those whom a pronoun takes up.
    fn holders(&self, p: &Predicate, undergo: &[Mention], record: &Record) -> Vec<Mention> {
        // "three Iranian fishermen": the words of the one may be a part of the other's.
        let taken_up = |told: &Told, m: &Mention| {
            let of = m.origin.unwrap_or(Origin { sentence: told.sentence, first: m.first, last: m.last });
            let overlap = |o: Origin| o.sentence == of.sentence && o.first <= of.last && of.first <= o.last;
            undergo.iter().any(|u| u.origin.is_some_and(overlap))
        };
        let told =
            record.latest(self.sentence).find(|told| told.recipients.iter().any(|m| taken_up(told, m)));
        let Some(told) = told else { return Vec::new() };
        told.actors.iter().map(|m| m.taken_up(told.sentence, p.word, p.word, p.word)).collect()
    }

    /// "Tokyo asked Beijing to free him. It refused": a pronoun with a verb that only answers is whoever was addressed, not
    /// whoever spoke.
    fn asked_before(&self, p: &Predicate, actors: &[Mention], record: &Record) -> Option<Vec<Mention>> {
        let told = record.latest(self.sentence).find(|t| !t.actors.is_empty() && !t.recipients.is_empty())?;
        let pronoun = |a: &Mention| a.resolved && self.tree.upos(a.head) == Upos::Pron;
        let spoke = |a: &Mention| told.actors.iter().any(|t| self.are_one_side(a, t));
        let asks = self.lexicon.data().acts[told.id.act].root == "REQUEST";
        let answers = asks && !actors.is_empty() && actors.iter().all(|a| pronoun(a) && spoke(a));
        let head = actors.first()?.head;
        let here = |m: &Mention| m.taken_up(told.sentence, head, head, head);
        (answers && head != p.word).then(|| told.recipients.iter().map(here).collect())
    }

    /// Whom a state asks, where the words leave it out and the document speaks of one other state only.
    fn asked(&self, p: &Predicate, actors: &[Mention]) -> Vec<Mention> {
        let asks = self.tree.in_set(p.word, self.anaphoric.asking);
        let [actor] = actors else { return Vec::new() };
        let other = (asks && self.mentions.is_official(actor)).then(|| self.mentions.other_state(actor));
        other.flatten().map(|m| m.taken_up(self.sentence, p.word, p.word, p.word)).into_iter().collect()
    }

    /// Whether a word says that more is told of the same.
    fn is_going_on(&self, word: usize) -> bool {
        self.anaphoric.telling_more.has(&self.tree.lower[word])
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

    /// Whether a mention stands in "each other", or in what is "each other's".
    fn is_reciprocal(&self, m: &Mention) -> bool {
        self.tree.is_reciprocal(m.head)
            || self.tree.under(m.head, &[Deprel::NmodPoss]).any(|c| self.tree.is_reciprocal(c))
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

/// What a participle in "ed" may be of.
fn bases(form: &str) -> Vec<String> {
    let Some(stem) = form.strip_suffix("ed") else { return Vec::new() };
    let mut out = vec![stem.to_owned(), format!("{stem}e")];
    if let Some(y) = stem.strip_suffix('i') {
        out.push(format!("{y}y"));
    }
    let mut last = stem.chars().rev();
    if let (Some(a), Some(b)) = (last.next(), last.next())
        && a == b
    {
        out.push(stem[..stem.len() - a.len_utf8()].to_owned());
    }
    out
}

/// Types of acts that are answered, even where they name nobody to whom they are done.
const CALLS_FOR_ANSWER: [&str; 6] = ["REQUEST", "ACCUSE", "THREATEN", "ASSAULT", "COERCE", "SANCTION"];

const PARTICLES: [&str; 16] = [
    "up", "out", "off", "in", "on", "over", "down", "away", "back", "through", "along", "around", "apart",
    "aside", "forward", "together",
];

/// Whether two mentions are of one entity.
pub(crate) fn same_party(a: &Mention, b: &Mention) -> bool {
    match (&a.who, &b.who) {
        (Who::Entity { entity: x, .. }, Who::Entity { entity: y, .. }) => x == y,
        (x, y) => x == y,
    }
}
