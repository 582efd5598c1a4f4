//! The coder: a document to its claims.
//!
//! `standing` says who an actor was on the day of the act, `build` makes a claim of what a sentence tells.

mod build;
mod standing;

use jiff::civil::Date;
use legation_core::{Claim, Document, Speaker};
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
use crate::mention::{About, MentionWords, states_of};
use crate::offsets::Offsets;
use crate::quotation;
use crate::sentence::{self, Context, RawClaim};
use crate::status::StatusWords;
use crate::told::Record;
use build::Builder;

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
