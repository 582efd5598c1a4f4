//! The coder: a document to its claims.

use jiff::civil::Date;
use legation_core::{
    Act, Actor, Because, Claim, Coder as CoderName, Document, Fingerprint, Place, RootType, Sector,
    SentenceRef, Span, Speaker, Status,
};
use legation_language::time::{DateInterval, read_document_times};
use legation_language::{Parser, Sentence};
use legation_lexicon::data::{EntityKind, NameRole};
use legation_lexicon::{Lexicon, NameMatch};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::anaphora::{self, AnaphoricWords};
use crate::clause::Tree;
use crate::confidence::{self, Weights};
use crate::dateline;
use crate::event;
use crate::frame::FrameIndex;
use crate::grammar::GrammarWords;
use crate::mend;
use crate::mention::{About, Mention, MentionWords, Origin, Who, states_of};
use crate::offsets::Offsets;
use crate::quotation;
use crate::sentence::{self, Context, RawClaim};
use crate::status::StatusWords;
use crate::told::Record;
use crate::when;

/// Turns documents into claims. It may be shared between threads.
#[derive(Debug)]
pub struct Coder<'a> {
    parser: &'a Parser,
    lexicon: &'a Lexicon,
    index: FrameIndex,
    grammar: GrammarWords<'a>,
    status: StatusWords<'a>,
    anaphoric: AnaphoricWords<'a>,
    mention_words: MentionWords<'a>,
    weights: &'a Weights,
}

impl<'a> Coder<'a> {
    /// A coder over a language model and a lexicon.
    pub fn new(parser: &'a Parser, lexicon: &'a Lexicon) -> Self {
        Self::with_weights(parser, lexicon, Weights::shipped())
    }

    /// A coder whose confidence is reckoned with weights of one's own.
    pub fn with_weights(parser: &'a Parser, lexicon: &'a Lexicon, weights: &'a Weights) -> Self {
        Self {
            parser,
            lexicon,
            index: FrameIndex::new(lexicon),
            grammar: GrammarWords::new(lexicon),
            status: StatusWords::new(lexicon),
            anaphoric: AnaphoricWords::new(lexicon),
            mention_words: MentionWords::new(lexicon),
            weights,
        }
    }

    /// The lexicon that it knows names, words and acts from.
    pub fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// The claims of a document, in the order of its text.
    pub fn code(&self, document: &Document) -> Vec<Claim> {
        let found = self.candidates(document).into_iter().map(|(claim, _)| claim);
        let mut claims: Vec<Claim> = found.filter(|c| c.confidence >= confidence::LEAST).collect();
        for claim in &mut claims {
            claim.confidence = (claim.confidence * 100.0).round() / 100.0;
        }
        event::assign(&mut claims);
        claims
    }

    /// All that the frames find, however unlikely, each with the features from which its confidence is reckoned: what the
    /// model of confidence is fitted to.
    pub fn candidates(&self, document: &Document) -> Vec<(Claim, Vec<String>)> {
        let text = document.text.as_str();
        let mut sentences = self.parser.segment(text);
        let names: Vec<Vec<NameMatch>> =
            sentences.iter().map(|s| self.lexicon.names_in(&text[s.start..s.end])).collect();
        let mut filed = None;
        for s in &mut sentences {
            filed = filed.or(dateline::strip(s));
        }
        self.annotate(&mut sentences, &names);
        let published =
            document.published.as_ref().and_then(|p| Some(DateInterval { from: p.from?, to: p.to? }));
        let reference = published.map(|p| written_on(filed, p));
        let times = read_document_times(&sentences, reference);
        let day = document.published.as_ref().and_then(|p| p.from).map_or(9999_12_30, number);
        let named_in_full = self.named_in_full(&names);
        let about = self.about(&names, day);
        let context = Context {
            lexicon: self.lexicon,
            index: &self.index,
            status: &self.status,
            day,
            anaphoric: &self.anaphoric,
            mention_words: &self.mention_words,
            named_in_full: &named_in_full,
            about: &about,
        };
        let trees: Vec<Option<Tree<'_>>> =
            sentences.iter().map(|s| is_parsed(s).then(|| Tree::new(s, &self.grammar))).collect();
        let links = anaphora::links(&context, &sentences, &trees, &names);
        let spans: Vec<(usize, usize)> = sentences.iter().map(|s| (s.start, s.end)).collect();
        let quoted = quotation::quoted(text, &spans);
        let offsets = Offsets::new(text);
        let mut claims = Vec::new();
        let mut last_speaker: Option<(usize, Speaker)> = None;
        let mut record = Record::default();
        for (index, s) in sentences.iter().enumerate() {
            let Some(tree) = &trees[index] else { continue };
            let raw = sentence::code(
                &context,
                &trees,
                index,
                &names[index],
                &times[index],
                &links[index],
                &mut record,
            );
            let mut main: Option<(f64, Vec<String>)> = None;
            let build = Builder {
                coder: self,
                document,
                text,
                offsets: &offsets,
                sentences: &sentences,
                sentence: s,
                index,
                day,
            };
            for r in &raw {
                // Two names of one party: nobody does anything to himself, but "Peru imposed a curfew in Lima" tells an act.
                let alone;
                let r = if r.is_reflexive(&|e| self.standing(e, day)) {
                    if self.lexicon.data().acts[r.found.id.act].diplomatic {
                        continue;
                    }
                    alone = RawClaim { recipient: None, ..r.clone() };
                    &alone
                } else {
                    r
                };
                let (mut claim, mut features) = build.claim(r, tree, names[index].len());
                // The other side of an event, and what else the same words tell, is as sure as what they say first.
                match &main {
                    Some((confidence, own)) if r.act.is_some() => {
                        claim.confidence = *confidence;
                        features.clone_from(own);
                    }
                    _ => main = Some((claim.confidence, features.clone())),
                }
                if quoted[index]
                    && claim.attribution.is_empty()
                    && let Some((at, speaker)) = &last_speaker
                    && index - at <= 3
                {
                    claim.attribution.push(speaker.clone());
                }
                claims.push((claim, features));
            }
            if let Some(speaker) = build.speaker(tree) {
                last_speaker = Some((index, speaker));
            }
        }
        let mut seen = FxHashSet::default();
        claims.retain(|(c, _)| seen.insert(c.id.clone()));
        claims
    }

    /// Parses the sentences that may hold a claim: those with a name or an agent, and those that take one up shortly after.
    fn annotate(&self, sentences: &mut [Sentence], names: &[Vec<NameMatch>]) {
        let mut chosen: Vec<usize> = Vec::new();
        let mut named: Option<usize> = None;
        for (i, s) in sentences.iter().enumerate() {
            if !names[i].is_empty() || s.tokens.iter().any(|t| self.may_be_agent(&t.form)) {
                named = Some(i);
                chosen.push(i);
            } else if named.is_some_and(|n| i - n <= anaphora::REACH)
                && anaphora::may_take_up(s, self.anaphoric.acts)
            {
                chosen.push(i);
            }
        }
        let mut batch: Vec<Sentence> = chosen.iter().map(|&i| std::mem::take(&mut sentences[i])).collect();
        self.parser.annotate(&mut batch);
        for (i, mut s) in chosen.into_iter().zip(batch) {
            mend::mend(&mut s, self.lexicon);
            sentences[i] = s;
        }
    }

    fn may_be_agent(&self, form: &str) -> bool {
        let lower = form.to_lowercase();
        if self.lexicon.agent(&lower).is_some() {
            return true;
        }
        [("ies", "y"), ("men", "man"), ("s", ""), ("es", "")].iter().any(|(ending, singular)| {
            lower
                .strip_suffix(ending)
                .is_some_and(|stem| self.lexicon.agent(&format!("{stem}{singular}")).is_some())
        })
    }

    /// Persons whom the document names in full.
    fn named_in_full(&self, names: &[Vec<NameMatch>]) -> FxHashSet<u32> {
        let mut out = FxHashSet::default();
        for m in names.iter().flatten() {
            for &n in &m.names {
                let name = self.lexicon.name(n);
                if name.role == NameRole::Name && self.lexicon.entity(name.entity).kind == EntityKind::Person
                {
                    out.insert(name.entity);
                }
            }
        }
        out
    }

    /// For each sentence, what the names of states in it and before it say of what the document is about.
    fn about(&self, names: &[Vec<NameMatch>], day: u32) -> Vec<About> {
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        let mut order: Vec<u32> = Vec::new();
        let mut all = 0;
        let mut home = None;
        names
            .iter()
            .map(|matches| {
                for state in states_of(self.lexicon, matches, day) {
                    let count = counts.entry(state).or_default();
                    if *count == 0 {
                        order.push(state);
                    }
                    *count += 1;
                    all += 1;
                    if *count * 2 > all {
                        home = Some(state);
                    }
                }
                let pair = match order.as_slice() {
                    [a, b] => Some((*a, *b)),
                    _ => None,
                };
                About { home: home.filter(|h| counts[h] * 2 > all), pair }
            })
            .collect()
    }

    /// The actor that a mention stands for on a day; `named` are the words that name it, which a pronoun leaves to others.
    fn actor(&self, m: &Mention, named: &str, span: Span, day: u32) -> Actor {
        match &m.who {
            Who::Entity { entity, role, sector } => {
                self.entity_actor((*entity, *role, sector), m, named, span, day)
            }
            Who::Agent { sector, owner, branch, .. } => {
                let own = Sector::from_code(sector);
                let Some(owner) = owner else {
                    return Actor {
                        id: None,
                        name: named.to_owned(),
                        country: None,
                        sector: own,
                        quantifier: m.quantifier,
                        span,
                    };
                };
                let at = self.standing(*owner, day);
                let e = self.lexicon.entity(at);
                // A ministry acts for its government, and its head too; other agents have no identity of their own.
                let id = (*branch && matches!(own, Some(Sector::Gov))
                    || e.countries.is_empty()
                    || e.kind == EntityKind::Group)
                    .then(|| e.id.clone());
                let sector = match e.kind {
                    EntityKind::Organisation if matches!(own, Some(Sector::Gov) | None) => {
                        Sector::from_code(&e.sector)
                    }
                    EntityKind::Group
                        if matches!(own, Some(Sector::Gov | Sector::Mil | Sector::Cvl) | None) =>
                    {
                        Sector::from_code(&e.sector)
                    }
                    _ => own,
                };
                Actor {
                    id,
                    name: named.to_owned(),
                    country: e.countries.first().cloned(),
                    sector,
                    quantifier: m.quantifier,
                    span,
                }
            }
            Who::States => Actor {
                id: None,
                name: named.to_owned(),
                country: None,
                sector: Some(Sector::Gov),
                quantifier: m.quantifier,
                span,
            },
            Who::Named => Actor {
                id: None,
                name: named.to_owned(),
                country: None,
                sector: None,
                quantifier: m.quantifier,
                span,
            },
        }
    }

    fn entity_actor(
        &self,
        (entity, role, sector): (u32, NameRole, &str),
        m: &Mention,
        named: &str,
        span: Span,
        day: u32,
    ) -> Actor {
        let at = if matches!(role, NameRole::People) { entity } else { self.standing(entity, day) };
        let e = self.lexicon.entity(at);
        let mut country = e.countries.first().cloned();
        let mut code = if sector.is_empty() { e.sector.as_str() } else { sector };
        if e.kind == EntityKind::Person {
            let term = e
                .terms
                .iter()
                .rev()
                .find(|t| t.validity.meets(day, day))
                .or_else(|| e.terms.iter().rev().find(|t| t.validity.from <= day))
                .or(e.terms.first());
            if let Some(term) = term {
                if let Some((_, owner)) = self.lexicon.entity_by_id(&term.owner) {
                    country = owner.countries.first().cloned();
                    if owner.kind == EntityKind::Organisation {
                        code = &owner.sector;
                    }
                }
                if !term.validity.meets(day, day) && term.validity.to < day {
                    code = "ELI";
                }
            }
        }
        if e.kind == EntityKind::Party && e.holds.iter().any(|h| h.meets(day, day)) {
            code = "GOV";
        }
        let id = match role {
            NameRole::People => None,
            NameRole::Legislature | NameRole::Military => None,
            NameRole::Branch if code != "GOV" => None,
            _ => Some(e.id.clone()),
        };
        let name = match role {
            NameRole::People | NameRole::Legislature | NameRole::Military | NameRole::Branch => {
                named.to_owned()
            }
            _ => e.name.clone(),
        };
        Actor { id, name, country, sector: Sector::from_code(code), quantifier: m.quantifier, span }
    }

    /// Who stands for an entity on a day: the government that holds a state, the movement behind a government out of
    /// power, the government that a movement has become.
    fn standing(&self, entity: u32, day: u32) -> u32 {
        let e = self.lexicon.entity(entity);
        let holder = |test: &dyn Fn(&legation_lexicon::data::Entity) -> bool| {
            self.lexicon.governments().iter().copied().find(|&n| {
                let g = self.lexicon.entity(n);
                g.holds.iter().any(|h| h.meets(day, day)) && test(g)
            })
        };
        let other = match e.kind {
            EntityKind::State => holder(&|g| g.countries.first() == Some(&e.id)),
            EntityKind::Group => holder(&|g| g.movement.as_deref() == Some(&e.id)),
            EntityKind::Government if !e.holds.iter().any(|h| h.meets(day, day)) => {
                e.movement.as_deref().and_then(|m| self.lexicon.entity_by_id(m)).map(|(n, _)| n)
            }
            _ => None,
        };
        other.unwrap_or(entity)
    }
}

/// The day from which a report's "Friday" is reckoned: its dateline's, where that falls into the year before it was published.
fn written_on(filed: Option<(i8, i8)>, published: DateInterval) -> DateInterval {
    let Some((month, day)) = filed else { return published };
    [published.to.year(), published.to.year() - 1]
        .into_iter()
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|d| *d <= published.to)
        .map_or(published, DateInterval::day)
}

/// Whether the sentence was given a tree: those with neither a name nor an agent are not.
fn is_parsed(sentence: &Sentence) -> bool {
    sentence.tokens.len() == 1 || sentence.tokens.iter().any(|t| t.head.is_some())
}

/// A day as the number `yyyymmdd`.
pub(crate) fn number(d: Date) -> u32 {
    u32::from(d.year().unsigned_abs()) * 10_000
        + u32::from(d.month().unsigned_abs()) * 100
        + u32::from(d.day().unsigned_abs())
}

/// Builds the claims of one sentence.
struct Builder<'b> {
    coder: &'b Coder<'b>,
    document: &'b Document,
    text: &'b str,
    offsets: &'b Offsets,
    sentences: &'b [Sentence],
    sentence: &'b Sentence,
    index: usize,
    day: u32,
}

impl Builder<'_> {
    fn span(&self, start: usize, end: usize) -> Span {
        Span {
            start: self.offsets.scalar(start),
            end: self.offsets.scalar(end),
            text: self.text[start..end].to_owned(),
        }
    }

    fn words(&self, first: usize, last: usize) -> Span {
        self.span(self.sentence.tokens[first].start, self.sentence.tokens[last].end)
    }

    /// The words that name whom a mention takes up.
    fn text_of(&self, origin: Origin) -> &str {
        let tokens = &self.sentences[origin.sentence].tokens;
        &self.text[tokens[origin.first].start..tokens[origin.last].end]
    }

    fn speaker(&self, tree: &Tree<'_>) -> Option<Speaker> {
        // The subject of the sentence's own reporting verb, for quotations that run on into the next.
        let verb = (0..tree.len()).find(|&i| {
            matches!(tree.upos(i), legation_language::Upos::Verb)
                && self.coder.status.reporting.has(&tree.lemma[i])
                && (tree.head(i).is_none() || tree.deprel(i) == legation_language::Deprel::Parataxis)
        })?;
        let head = crate::attribution::speaker(tree, verb, &self.coder.status)?;
        let (first, last) = crate::attribution::phrase(tree, head);
        let span = self.words(first, last);
        Some(Speaker { who: span.text.clone(), verb: tree.token(verb).form.to_string(), span })
    }

    fn claim(&self, raw: &RawClaim, tree: &Tree<'_>, names: usize) -> (Claim, Vec<String>) {
        let lexicon = self.coder.lexicon;
        let entry = &lexicon.data().acts[raw.found.id.act];
        let frame = &entry.frames[raw.found.id.frame];
        let time = when::span(
            self.text,
            raw.time.as_ref(),
            self.document.published.as_ref(),
            raw.status == Status::Done,
        );
        // Who held office and who governed is asked of the day of the act where the text states it.
        let day = match (time.basis, time.from.or(time.to)) {
            (legation_core::Basis::Stated, Some(d)) if number(d) < self.day => number(d),
            _ => self.day,
        };
        let actor = |m: &Mention| {
            let span = self.words(m.first, m.last);
            let named = m.origin.map_or(span.text.as_str(), |origin| self.text_of(origin));
            self.coder.actor(m, named, span.clone(), day)
        };
        let actor_value = raw.actor.as_ref().map(actor);
        let recipient = raw.recipient.as_ref().map(actor);
        let words = &raw.found.words;
        let act_span = self.words(words[0].min(words[words.len() - 1]), words[words.len() - 1].max(words[0]));
        // Another act that the words tell has the type, the mode and the intensity of its own first frame.
        let other = raw.act.map(|act| &lexicon.data().acts[act]);
        let of = other.and_then(|act| act.frames.first()).unwrap_or(frame);
        let root = of.root.as_ref().unwrap_or(&other.unwrap_or(entry).root);
        let root = RootType::from_code(root).unwrap_or(RootType::Consult);
        let code = match other {
            Some(act) => act.code.clone(),
            None => frame.code.clone().unwrap_or_else(|| entry.code.clone()),
        };
        let key = |a: &Option<Actor>| {
            a.as_ref()
                .map_or(String::new(), |a| format!("{}@{}", a.id.as_deref().unwrap_or(&a.name), a.span.start))
        };
        let sentence =
            SentenceRef { index: self.index, span: self.span(self.sentence.start, self.sentence.end) };
        let id = Fingerprint::new()
            .field(&self.document.id)
            .number(act_span.start)
            .number(act_span.end)
            .field(&code)
            .field(&key(&actor_value))
            .field(&key(&recipient))
            .finish();
        let features = confidence::features(
            raw,
            &confidence::Known {
                tree,
                act: entry,
                code: &code,
                actor: actor_value.as_ref(),
                recipient: recipient.as_ref(),
                names,
                stated_time: time.basis == legation_core::Basis::Stated,
                attributed: !raw.sayings.is_empty(),
            },
        );
        let sure = self.coder.weights.probability(&features);
        let attribution = raw
            .sayings
            .iter()
            .map(|s| {
                let span = self.words(s.who.0, s.who.1);
                let who = s.named.as_ref().map_or_else(|| span.text.clone(), |m| actor(m).name);
                Speaker { who, verb: self.words(s.verb.0, s.verb.1).text, span }
            })
            .collect();
        let place = raw.place.map(|(first, last, entity)| {
            let span = self.words(first, last);
            Place {
                name: span.text.clone(),
                country: lexicon.entity(entity).countries.first().cloned(),
                start: span.start,
                end: span.end,
            }
        });
        let claim = Claim {
            id,
            event: String::new(),
            document: self.document.reference(),
            sentence,
            confidence: sure,
            actor: actor_value,
            recipient,
            act: Act {
                code,
                root,
                mode: of.mode.clone(),
                contexts: raw.contexts.to_vec(),
                intensity: of.intensity,
                span: act_span,
            },
            status: raw.status,
            attribution,
            time,
            place,
            because: Because {
                frame: format!("{}#{}", entry.code, raw.found.id.frame + 1),
                path: format!("actor={} recipient={}", raw.found.actor_path, raw.found.recipient_path),
            },
            coder: CoderName { name: "legation".into(), version: env!("CARGO_PKG_VERSION").into() },
        };
        (claim, features)
    }
}
