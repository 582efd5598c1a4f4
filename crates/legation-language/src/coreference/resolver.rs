//! The pass through a document that links its mentions.

use super::describe::{lower, relative_clause};
use super::features::{Candidate, Collector, agrees, class, nothing, pair};
use super::mentions::{find_mentions, predicates, sort};
use super::names::Names;
use super::nouns::noun;
use super::tree::Tree;
use super::weights::{Weights, exp};
use super::{Coreference, EntityKind, Gender, KnownMention, Link, LinkBasis, Mention, MentionForm, Number};
use super::{acts, names, sets, sorts};
use crate::tree::{Deprel, Sentence, Token, Upos};
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// Sentences back that a pronoun may reach.
const PRONOUN_REACH: usize = 4;
/// Sentences back that *this* alone may reach.
const POINTER_REACH: usize = 2;
/// Mentions back that are weighed; a phrase with the same noun is weighed at any distance.
const CANDIDATES: usize = 64;

/// A document's trees and quotations.
pub(super) struct Document<'a> {
    pub(super) trees: Vec<Tree<'a>>,
    /// For each sentence, which words stand in a quotation.
    quoted: Vec<Vec<bool>>,
}

impl<'a> Document<'a> {
    pub(super) fn new(sentences: &'a [Sentence]) -> Self {
        let mut inside = false;
        let mut quoted = Vec::with_capacity(sentences.len());
        for sentence in sentences {
            // A quotation does not outlive its paragraph: a lost mark must not turn the rest inside out.
            inside &= !sentence.opens_paragraph;
            quoted.push(quotation(&sentence.tokens, &mut inside));
        }
        Self { trees: sentences.iter().map(Tree::new).collect(), quoted }
    }

    pub(super) fn token(&self, mention: &Mention, word: usize) -> &Token {
        &self.trees[mention.sentence].tokens[word]
    }

    pub(super) fn quoted(&self, mention: &Mention) -> bool {
        self.word_quoted(mention.sentence, mention.head)
    }

    pub(super) fn word_quoted(&self, sentence: usize, word: usize) -> bool {
        self.quoted[sentence].get(word).copied().unwrap_or(false)
    }

    /// The words of a mention without its determiner, in lower case.
    pub(super) fn words(&self, mention: &Mention) -> impl Iterator<Item = CompactString> + '_ {
        let tokens = &self.trees[mention.sentence].tokens[mention.first..=mention.last];
        let skip = usize::from(tokens.len() > 1 && tokens[0].upos == Upos::Det);
        tokens[skip..].iter().map(|t| lower(&t.form))
    }
}

/// Which words stand between quotation marks.
fn quotation(tokens: &[Token], inside: &mut bool) -> Vec<bool> {
    tokens
        .iter()
        .map(|token| {
            match token.form.as_str() {
                "“" | "``" | "«" => *inside = true,
                "”" | "''" | "»" => *inside = false,
                "\"" => *inside = !*inside,
                _ => {}
            }
            *inside
        })
        .collect()
}

/// What is known of an entity so far.
#[derive(Debug, Clone)]
pub(super) struct Cluster {
    pub(super) kind: EntityKind,
    pub(super) named: bool,
    /// Known to the caller.
    pub(super) keyed: bool,
    pub(super) gender: Option<Gender>,
    pub(super) number: Option<Number>,
    pub(super) size: usize,
    pub(super) first_sentence: usize,
    /// The nouns that headed its mentions.
    pub(super) heads: Vec<CompactString>,
    /// Its latest mention.
    pub(super) last: usize,
    /// The sentences of its latest mentions.
    sentences: [usize; 4],
}

impl Cluster {
    /// Mentions in this sentence and the two before.
    pub(super) fn recent(&self, sentence: usize) -> usize {
        self.sentences[..self.size.min(4)].iter().filter(|&&s| s + 2 >= sentence).count()
    }
}

/// The state of the pass.
pub(super) struct State<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) mentions: Vec<Mention>,
    pub(super) clusters: Vec<Cluster>,
    entities: Vec<usize>,
    pub(super) links: Vec<Link>,
    /// The entity last mentioned by each noun.
    heads: FxHashMap<CompactString, usize>,
    /// The latest mention with each wording, article apart.
    wordings: FxHashMap<CompactString, usize>,
    keys: FxHashMap<u32, usize>,
    opening: Vec<bool>,
    inner: Vec<bool>,
    /// Where each sentence's mentions start; one more entry than sentences.
    pub(super) starts: Vec<usize>,
}

const UNSEEN: usize = usize::MAX;

impl<'a> State<'a> {
    fn new(document: &'a Document<'a>, mentions: Vec<Mention>) -> Self {
        let count = document.trees.len();
        let starts = (0..=count).map(|s| mentions.partition_point(|m| m.sentence < s)).collect::<Vec<_>>();
        let (mut opening, mut inner) = (vec![false; mentions.len()], vec![false; mentions.len()]);
        for sentence in 0..count {
            let mut reach: Option<usize> = None;
            for at in starts[sentence]..starts[sentence + 1] {
                if mentions[at].form == MentionForm::Predicate {
                    continue;
                }
                opening[at] = reach.is_none();
                inner[at] = reach.is_some_and(|r| mentions[at].last <= r);
                reach = Some(reach.map_or(mentions[at].last, |r| r.max(mentions[at].last)));
            }
        }
        let entities = vec![UNSEEN; mentions.len()];
        Self {
            document,
            mentions,
            clusters: Vec::new(),
            entities,
            links: Vec::new(),
            heads: FxHashMap::default(),
            wordings: FxHashMap::default(),
            keys: FxHashMap::default(),
            opening,
            inner,
            starts,
        }
    }

    /// The entity of a mention already passed.
    pub(super) fn entity_of(&self, mention: usize) -> usize {
        self.entities[mention]
    }

    pub(super) fn opens_sentence(&self, mention: usize) -> bool {
        self.opening[mention]
    }

    pub(super) fn nested(&self, mention: usize) -> bool {
        self.inner[mention]
    }

    /// The latest mention of the entity last named by the noun.
    pub(super) fn last_with_head(&self, lemma: &CompactString) -> Option<usize> {
        self.heads.get(lemma).map(|&entity| self.clusters[entity].last)
    }

    /// The latest mention with the same words, article apart.
    fn last_with_words(&self, mention: &Mention) -> Option<usize> {
        self.wordings.get(&wording(self.document, mention)?).copied()
    }

    pub(super) fn mentions_of(&self, sentence: usize) -> std::ops::Range<usize> {
        self.starts[sentence]..self.starts[sentence + 1]
    }

    /// The mention headed by a word, whether passed or not.
    pub(super) fn headed_by(&self, sentence: usize, head: usize) -> Option<usize> {
        let headed = |at: &usize| self.mentions[*at].head == head;
        let single = |at: &usize| self.mentions[*at].form != MentionForm::Coordination;
        self.mentions_of(sentence)
            .find(|at| headed(at) && single(at))
            .or_else(|| self.mentions_of(sentence).find(headed))
    }

    fn start_entity(&mut self, mention: usize) {
        let m = &self.mentions[mention];
        let entity = self.clusters.len();
        self.clusters.push(Cluster {
            kind: m.kind,
            named: m.form == MentionForm::Name,
            keyed: false,
            gender: m.gender,
            number: m.number,
            size: 0,
            first_sentence: m.sentence,
            heads: Vec::new(),
            last: mention,
            sentences: [0; 4],
        });
        self.put(mention, entity);
    }

    /// Puts a mention into an entity and lets it tell what it shows.
    fn put(&mut self, mention: usize, entity: usize) {
        let m = &self.mentions[mention];
        let lemma = lower(&self.document.token(m, m.head).lemma);
        let cluster = &mut self.clusters[entity];
        let nominal = !matches!(
            m.form,
            MentionForm::Pronoun | MentionForm::Speech | MentionForm::Relative | MentionForm::Demonstrative
        );
        if cluster.kind == EntityKind::Other || m.key.is_some() {
            cluster.kind = m.kind;
        }
        cluster.named |= m.form == MentionForm::Name;
        if let Some(gender) = m.gender {
            let shown = m.form != MentionForm::Relative;
            if cluster.gender.is_none() && shown {
                cluster.gender = Some(gender);
            }
        }
        if cluster.number.is_none() {
            cluster.number = m.number;
        }
        cluster.sentences[cluster.size % 4] = m.sentence;
        cluster.size += 1;
        cluster.last = mention;
        if nominal && m.form != MentionForm::Coordination {
            if m.form != MentionForm::Predicate {
                self.heads.insert(lemma.clone(), entity);
                if let Some(wording) = wording(self.document, m) {
                    self.wordings.insert(wording, mention);
                }
            }
            if cluster.heads.len() < 16 && !cluster.heads.contains(&lemma) {
                cluster.heads.push(lemma);
            }
        }
        cluster.keyed |= m.key.is_some();
        if let Some(key) = m.key {
            self.keys.entry(key).or_insert(entity);
        }
        self.entities[mention] = entity;
    }

    fn join(&mut self, mention: usize, antecedent: usize, basis: LinkBasis, score: f32) {
        self.put(mention, self.entities[antecedent]);
        self.links.push(Link { mention, antecedents: vec![antecedent], basis, score });
    }
}

/// A short mention's words in one piece; longer ones are not repeated word by word.
fn wording(document: &Document<'_>, mention: &Mention) -> Option<CompactString> {
    if mention.last - mention.first > 5 {
        return None;
    }
    let mut text = CompactString::default();
    for word in document.words(mention) {
        text.push_str(&word);
        text.push(' ');
    }
    Some(text)
}

/// Decides between candidates: the model, or the gold chains in training.
pub(super) trait Judge {
    /// The chosen candidate and its share; `None` for none of them.
    fn judge(
        &mut self,
        state: &State<'_>,
        anaphor: usize,
        class: usize,
        candidates: &[Candidate],
        agreeing: usize,
    ) -> Option<(usize, f32)>;
}

/// The ranking model.
pub(super) struct Ranker<'w> {
    weights: &'w Weights,
    features: Vec<u16>,
    scores: Vec<f64>,
    entities: Vec<Share>,
}

/// An entity's share of the choice.
struct Share {
    entity: usize,
    share: f64,
    /// The share of its best mention.
    best: f64,
    mention: usize,
}

impl<'w> Ranker<'w> {
    pub(super) fn new(weights: &'w Weights) -> Self {
        Self { weights, features: Vec::new(), scores: Vec::new(), entities: Vec::new() }
    }
}

impl Judge for Ranker<'_> {
    fn judge(
        &mut self,
        state: &State<'_>,
        anaphor: usize,
        class: usize,
        candidates: &[Candidate],
        agreeing: usize,
    ) -> Option<(usize, f32)> {
        let mut collector = Collector::new(class, &mut self.features);
        nothing(state, anaphor, agreeing, &mut collector);
        let nothing = self.weights.score(&self.features);
        self.scores.clear();
        for candidate in candidates {
            let mut collector = Collector::new(class, &mut self.features);
            pair(state, anaphor, candidate, &mut collector);
            self.scores.push(self.weights.score(&self.features));
        }
        // An entity's share is the sum of its mentions'; the link goes to the best of them.
        let best = self.scores.iter().copied().fold(nothing, f64::max);
        let nothing = exp(nothing - best);
        let mut total = nothing;
        self.entities.clear();
        for (candidate, score) in candidates.iter().zip(&self.scores) {
            let share = exp(score - best);
            total += share;
            let entity = state.entity_of(candidate.mention);
            match self.entities.iter_mut().find(|e| e.entity == entity) {
                Some(known) => {
                    known.share += share;
                    if share > known.best {
                        (known.best, known.mention) = (share, candidate.mention);
                    }
                }
                None => self.entities.push(Share { entity, share, best: share, mention: candidate.mention }),
            }
        }
        let mut chosen: Option<&Share> = None;
        for entity in &self.entities {
            if entity.share > chosen.map_or(nothing, |c| c.share) {
                chosen = Some(entity);
            }
        }
        chosen.map(|c| (c.mention, (c.share / total) as f32))
    }
}

/// Finds a document's mentions and links them with the weights that come with the crate.
///
/// The work grows with the length of the document, some microseconds a token.
///
/// ```
/// use legation_language::coreference::resolve;
///
/// let found = resolve(&[], &[]);
/// assert!(found.mentions.is_empty() && found.links.is_empty());
/// ```
pub fn resolve(sentences: &[Sentence], known: &[KnownMention]) -> Coreference {
    let mentions = find_mentions(sentences, known);
    run(sentences, mentions, &mut Ranker::new(Weights::shipped()))
}

/// Links mentions found elsewhere, with weights of one's own.
///
/// Clauses that may be taken up are added to the mentions, which come back in the order of the text.
pub fn resolve_mentions(
    sentences: &[Sentence],
    mut mentions: Vec<Mention>,
    weights: &Weights,
) -> Coreference {
    prepare(sentences, &mut mentions);
    run(sentences, mentions, &mut Ranker::new(weights))
}

/// Adds the clauses to given mentions, drops what lies outside the sentences, and sorts.
pub(super) fn prepare(sentences: &[Sentence], mentions: &mut Vec<Mention>) {
    mentions.retain(|m| {
        sentences
            .get(m.sentence)
            .is_some_and(|s| m.first <= m.last && m.last < s.tokens.len() && m.head <= m.last)
    });
    sort(mentions);
    let given = std::mem::take(mentions);
    let mut given = given.into_iter().peekable();
    for (index, sentence) in sentences.iter().enumerate() {
        let from = mentions.len();
        while let Some(mention) = given.next_if(|m| m.sentence == index) {
            mentions.push(mention);
        }
        predicates(&Tree::new(sentence), index, from, mentions);
        sort(&mut mentions[from..]);
    }
}

pub(super) fn run(sentences: &[Sentence], mut mentions: Vec<Mention>, judge: &mut impl Judge) -> Coreference {
    let document = Document::new(sentences);
    names::agree_on_kinds(&document, &mut mentions);
    let mut state = State::new(&document, mentions);
    let mut names = Names::default();
    let mut candidates = Vec::new();
    for at in 0..state.mentions.len() {
        link(&mut state, &mut names, judge, &mut candidates, at);
    }
    speakers(&mut state);
    members(&mut state);
    let State { mentions, mut links, entities, clusters, .. } = state;
    links.sort_by_key(|link| link.mention);
    let mut keys = vec![None; clusters.len()];
    for (mention, &entity) in mentions.iter().zip(&entities) {
        keys[entity] = keys[entity].or(mention.key);
    }
    Coreference { mentions, links, entities, keys }
}

/// Links one mention by the first rule that applies, or by the model.
fn link(
    state: &mut State<'_>,
    names: &mut Names,
    judge: &mut impl Judge,
    candidates: &mut Vec<Candidate>,
    at: usize,
) {
    let mention = state.mentions[at].clone();
    if mention.form == MentionForm::Predicate {
        return state.start_entity(at);
    }
    let name = (mention.form == MentionForm::Name).then(|| names.find(state, at)).flatten();
    if mention.form == MentionForm::Name {
        names.note(state, at);
    }
    if let Some(entity) = mention.key.and_then(|key| state.keys.get(&key).copied()) {
        let antecedent = state.clusters[entity].last;
        state.join(at, antecedent, LinkBasis::Known, 1.0);
        return;
    }
    if let Some((antecedent, score)) = name {
        let known = |m: usize| state.mentions[m].key.is_some();
        if !(mention.key.is_some() && known(antecedent)) {
            return state.join(at, antecedent, LinkBasis::Name, score);
        }
    }
    if let Some(antecedent) = beside(state, &mention) {
        return state.join(at, antecedent, LinkBasis::Apposition, 0.95);
    }
    match mention.form {
        MentionForm::Relative => {
            if let Some(antecedent) = relative(state, &mention) {
                return state.join(at, antecedent, LinkBasis::Relative, 0.95);
            }
        }
        MentionForm::Pronoun if is_reflexive(state, &mention) => {
            if let Some(antecedent) = own_subject(state, &mention) {
                return state.join(at, antecedent, LinkBasis::Ranked, 0.9);
            }
        }
        _ => {}
    }
    if let Some((antecedents, score)) = sets::several(state, at) {
        state.start_entity(at);
        state.links.push(Link { mention: at, antecedents, basis: LinkBasis::Set, score });
        return;
    }
    if let Some((antecedent, score)) = acts::told(state, at) {
        return state.join(at, antecedent, LinkBasis::Act, score);
    }
    if let Some((antecedent, score)) = sorts::sort_of(state, at) {
        return state.join(at, antecedent, LinkBasis::Ranked, score);
    }
    if mention.form == MentionForm::Coordination {
        state.start_entity(at);
        return;
    }
    let Some(class) = class(state.document, &mention) else { return state.start_entity(at) };
    if class == 1 && is_weather(state, &mention) {
        return state.start_entity(at);
    }
    let agreeing = collect(state, at, class, candidates);
    match judge.judge(state, at, class, candidates, agreeing) {
        Some((antecedent, score)) => {
            let antecedent =
                if matches!(class, 2 | 5) { together(state, at, antecedent) } else { antecedent };
            state.join(at, antecedent, LinkBasis::Ranked, score);
        }
        None => state.start_entity(at),
    }
}

/// *they* for one of several joined by *and* is for all of them.
fn together(state: &State<'_>, at: usize, antecedent: usize) -> usize {
    let chosen = &state.mentions[antecedent];
    if chosen.number == Some(Number::Plural)
        || !matches!(chosen.form, MentionForm::Name | MentionForm::Definite)
    {
        return antecedent;
    }
    let tree = &state.document.trees[chosen.sentence];
    let first = match tree.tokens[chosen.head].deprel {
        Deprel::Conj => tree.head(chosen.head).unwrap_or(chosen.head),
        _ => chosen.head,
    };
    let joined = state.mentions_of(chosen.sentence).find(|&m| {
        let mention = &state.mentions[m];
        m < at && mention.form == MentionForm::Coordination && mention.head == first
    });
    joined.unwrap_or(antecedent)
}

/// "it rained": stands for nothing.
fn is_weather(state: &State<'_>, mention: &Mention) -> bool {
    let tree = &state.document.trees[mention.sentence];
    tree.head(mention.head).is_some_and(|verb| {
        matches!(
            tree.tokens[verb].lemma.as_str(),
            "rain" | "snow" | "hail" | "drizzle" | "thunder" | "freeze"
        )
    })
}

/// Lets what is joined stand for its members.
fn members(state: &mut State<'_>) {
    for at in 0..state.mentions.len() {
        let mention = &state.mentions[at];
        if mention.form != MentionForm::Coordination {
            continue;
        }
        let tree = &state.document.trees[mention.sentence];
        let heads = std::iter::once(mention.head)
            .chain(tree.children(mention.head).filter(|&c| tree.tokens[c].deprel == Deprel::Conj));
        let antecedents: Vec<usize> =
            heads.filter_map(|head| state.headed_by(mention.sentence, head)).filter(|&m| m != at).collect();
        if antecedents.len() > 1 {
            state.links.push(Link { mention: at, antecedents, basis: LinkBasis::Set, score: 1.0 });
        }
    }
}

/// Gathers the candidates, nearest first, each with the number of mentions between; returns how many of those in the
/// last two sentences agree in number and gender.
fn collect(state: &State<'_>, at: usize, class: usize, candidates: &mut Vec<Candidate>) -> usize {
    candidates.clear();
    let mention = &state.mentions[at];
    let noun_phrase = class >= 7;
    let reach = match class {
        0..=5 => PRONOUN_REACH,
        6 => POINTER_REACH,
        _ => usize::MAX,
    };
    let takes_clauses = matches!(class, 1 | 6 | 8);
    let governor = state.document.trees[mention.sentence].head(mention.head);
    let subject = (class <= 5).then(|| subject_beside(state, mention)).flatten();
    let (mut hops, mut agreeing) = (0, 0);
    for other in (0..at).rev() {
        let c = &state.mentions[other];
        let distance = mention.sentence - c.sentence;
        if distance > reach || candidates.len() >= CANDIDATES {
            break;
        }
        let same_sentence = distance == 0;
        if c.form == MentionForm::Predicate {
            // A clause that the anaphor is part of cannot be what it takes up.
            let around = same_sentence && state.document.trees[c.sentence].below(mention.head, c.head);
            if takes_clauses && distance <= 1 && !around {
                candidates.push(Candidate { mention: other, hops, rank: None, top: false });
            }
            continue;
        }
        let covers = same_sentence && c.first <= mention.first && mention.last <= c.last;
        if covers && (noun_phrase || governor == Some(c.head) || c.head == mention.head) {
            continue;
        }
        // "He met the prince and asked him": the object is somebody else.
        if subject == Some(state.entity_of(other)) {
            continue;
        }
        let cluster = &state.clusters[state.entity_of(other)];
        if class == 0 || class == 3 {
            let clash = matches!(
                (mention.gender, cluster.gender),
                (Some(Gender::Masculine), Some(Gender::Feminine))
                    | (Some(Gender::Feminine), Some(Gender::Masculine))
            );
            if clash || c.number == Some(Number::Plural) && cluster.number == Some(Number::Plural) {
                continue;
            }
        }
        candidates.push(Candidate { mention: other, hops, rank: None, top: false });
        hops += 1;
    }
    if noun_phrase {
        let lemma = lower(&state.document.token(mention, mention.head).lemma);
        for same in [state.last_with_head(&lemma), state.last_with_words(mention)].into_iter().flatten() {
            let earlier = &state.mentions[same];
            let covers = earlier.sentence == mention.sentence && earlier.last >= mention.last;
            if !covers && same < at && !candidates.iter().any(|c| c.mention == same) {
                candidates.push(Candidate { mention: same, hops, rank: None, top: false });
            }
        }
    }
    if matches!(class, 2 | 5) && candidates.iter().any(|c| is_several(state, mention, c.mention)) {
        candidates.retain(|c| !is_one_state(state, c.mention));
    }
    // Entities that agree, nearest first, and how often the most spoken of was mentioned.
    let mut ranked: Vec<usize> = Vec::new();
    let mut most = 0;
    for candidate in candidates.iter_mut() {
        let entity = state.entity_of(candidate.mention);
        let (c, cluster) = (&state.mentions[candidate.mention], &state.clusters[entity]);
        if !agrees(state.document, class, mention, c, cluster) {
            continue;
        }
        let rank = ranked.iter().position(|&e| e == entity).unwrap_or_else(|| {
            ranked.push(entity);
            agreeing += usize::from(mention.sentence - c.sentence <= 2);
            ranked.len() - 1
        });
        candidate.rank = Some(rank);
        most = most.max(cluster.size);
    }
    for candidate in candidates.iter_mut().filter(|c| c.rank.is_some()) {
        candidate.top = state.clusters[state.entity_of(candidate.mention)].size == most;
    }
    agreeing
}

/// What an apposition stands beside, or the subject a definite phrase is said to be.
fn beside(state: &State<'_>, mention: &Mention) -> Option<usize> {
    let tree = &state.document.trees[mention.sentence];
    let earlier = |head: usize| {
        let at = state.headed_by(mention.sentence, head)?;
        (state.entities[at] != UNSEEN).then_some(at)
    };
    if mention.form == MentionForm::Coordination {
        return None;
    }
    // "was elected president", "named her minister", "became chairman"
    let token = &tree.tokens[mention.head];
    if matches!(token.deprel, Deprel::Xcomp | Deprel::Obj) && token.upos == Upos::Noun {
        let verb = tree.head(mention.head)?;
        let made = matches!(
            tree.tokens[verb].lemma.as_str(),
            "elect"
                | "re-elect"
                | "reelect"
                | "name"
                | "appoint"
                | "nominate"
                | "declare"
                | "crown"
                | "become"
                | "remain"
        );
        let passive = tree.child(verb, Deprel::NsubjPass);
        let object = tree.child(verb, Deprel::Obj).filter(|&o| o < mention.head);
        let subject = tree.child(verb, Deprel::Nsubj).filter(|_| tree.tokens[verb].lemma == "become");
        if made && let Some(named) = passive.or(object).or(subject) {
            return earlier(named);
        }
    }
    if tree.tokens[mention.head].deprel == Deprel::Appos {
        let head = tree.head(mention.head)?;
        return earlier(head);
    }
    let definite = matches!(
        mention.form,
        MentionForm::Definite | MentionForm::Name | MentionForm::Possessed | MentionForm::Pointing
    );
    if definite
        && tree.has(mention.head, Deprel::Cop)
        && !tree.children(mention.head).any(|c| tree.tokens[c].lemma == "not")
    {
        let subject = tree.subject(mention.head)?;
        let at = earlier(subject)?;
        let form = state.mentions[at].form;
        return (!matches!(
            form,
            MentionForm::Demonstrative | MentionForm::Predicate | MentionForm::Relative
        ))
        .then_some(at);
    }
    None
}

/// The noun that a relative clause modifies, or the clause.
fn relative(state: &State<'_>, mention: &Mention) -> Option<usize> {
    let tree = &state.document.trees[mention.sentence];
    let clause = relative_clause(tree, mention.head)?;
    let modified = tree.head(clause)?;
    let at = state.headed_by(mention.sentence, modified)?;
    (state.entities[at] != UNSEEN).then_some(at)
}

/// Whether several persons or things are named at most a sentence before.
fn is_several(state: &State<'_>, mention: &Mention, candidate: usize) -> bool {
    let c = &state.mentions[candidate];
    mention.sentence - c.sentence <= 1
        && c.number == Some(Number::Plural)
        && matches!(
            c.kind,
            EntityKind::Person | EntityKind::Group | EntityKind::Government | EntityKind::Organisation
        )
        && c.form != MentionForm::Pronoun
}

/// Whether a candidate is one state by its name, which *they* takes up only where nobody else is at hand.
fn is_one_state(state: &State<'_>, candidate: usize) -> bool {
    let c = &state.mentions[candidate];
    c.kind == EntityKind::Government && c.form == MentionForm::Name && c.number != Some(Number::Plural)
}

/// The entity of the subject of the verb that a pronoun is the object of: with *him* somebody else is meant than with *he*.
fn subject_beside(state: &State<'_>, mention: &Mention) -> Option<usize> {
    let tree = &state.document.trees[mention.sentence];
    let mut object = mention.head;
    // "freed most of them"
    if tree.tokens[object].deprel == Deprel::Nmod
        && let Some(part) = tree.head(object)
        && matches!(tree.tokens[part].upos, Upos::Num | Upos::Det | Upos::Pron | Upos::Adj)
    {
        object = part;
    }
    if !matches!(tree.tokens[object].deprel, Deprel::Obj | Deprel::Iobj) || is_reflexive(state, mention) {
        return None;
    }
    let mut verb = tree.head(object)?;
    while tree.subject(verb).is_none() && tree.tokens[verb].deprel == Deprel::Conj {
        verb = tree.head(verb)?;
    }
    let at = state.headed_by(mention.sentence, tree.subject(verb)?)?;
    (state.entities[at] != UNSEEN).then_some(state.entities[at])
}

fn is_reflexive(state: &State<'_>, mention: &Mention) -> bool {
    let form = state.document.token(mention, mention.head).form.as_str();
    form.len() > 6 && (form.ends_with("self") || form.ends_with("selves"))
}

/// The subject of the clause a reflexive pronoun stands in.
fn own_subject(state: &State<'_>, mention: &Mention) -> Option<usize> {
    let tree = &state.document.trees[mention.sentence];
    let mut clause = tree.clause(mention.head)?;
    for _ in 0..4 {
        if let Some(subject) = tree.subject(clause) {
            let at = state.headed_by(mention.sentence, subject)?;
            return (state.entities[at] != UNSEEN).then_some(at);
        }
        clause = tree.clause(clause)?;
    }
    None
}

/// Verbs that introduce what somebody said.
pub(super) fn is_reporting(lemma: &str) -> bool {
    matches!(
        lemma,
        "say"
            | "tell"
            | "add"
            | "announce"
            | "state"
            | "declare"
            | "explain"
            | "warn"
            | "note"
            | "write"
            | "claim"
            | "insist"
            | "stress"
            | "emphasize"
            | "emphasise"
            | "argue"
            | "ask"
            | "reply"
            | "respond"
            | "continue"
            | "comment"
            | "remark"
            | "recall"
            | "confirm"
            | "report"
            | "reveal"
            | "admit"
            | "acknowledge"
            | "tweet"
            | "post"
            | "conclude"
            | "observe"
            | "suggest"
            | "believe"
            | "think"
            | "hope"
            | "promise"
            | "vow"
            | "urge"
    )
}

/// Links *I* and *we* in quotations to whoever speaks.
fn speakers(state: &mut State<'_>) {
    let mut last: Option<usize> = None;
    for sentence in 0..state.document.trees.len() {
        let tree = &state.document.trees[sentence];
        let mut here: Option<usize> = None;
        for (word, token) in tree.tokens.iter().enumerate() {
            let reports = token.upos == Upos::Verb
                && is_reporting(token.lemma.as_str())
                && !state.document.word_quoted(sentence, word);
            if !reports || here.is_some() {
                continue;
            }
            here = tree
                .subject(word)
                .filter(|&s| !state.document.word_quoted(sentence, s))
                .and_then(|s| state.headed_by(sentence, s));
        }
        let speaker = here.or(last);
        let mut quotes = false;
        for at in state.mentions_of(sentence) {
            let mention = &state.mentions[at];
            let quoted = state.document.quoted(mention);
            quotes |= quoted;
            if mention.form != MentionForm::Speech || !quoted {
                continue;
            }
            let first_person = !lower(&state.document.token(mention, mention.head).form).starts_with("you");
            if let Some(speaker) = speaker.filter(|&s| first_person && s != at) {
                let score = if here.is_some() { 0.9 } else { 0.6 };
                state.links.push(Link {
                    mention: at,
                    antecedents: vec![speaker],
                    basis: LinkBasis::Speaker,
                    score,
                });
                if mention.number != Some(Number::Plural) && !is_we(state, at) {
                    state.entities[at] = state.entities[speaker];
                }
            }
        }
        last = here.or(if quotes { last } else { None });
    }
}

fn is_we(state: &State<'_>, at: usize) -> bool {
    let mention = &state.mentions[at];
    matches!(
        lower(&state.document.token(mention, mention.head).form).as_str(),
        "we" | "us" | "our" | "ours" | "ourselves"
    )
}

/// The kind that a noun asks of the names it may take up.
pub(super) fn asked_kind(lemma: &str) -> Option<EntityKind> {
    noun(lemma).kind
}
