//! A claim made of what a sentence tells: its actors dated, its offsets counted.

use legation_core::{
    Act, Actor, Because, Claim, Coder as CoderName, Document, Fingerprint, Place, RootType, SentenceRef,
    Span, Speaker, Status,
};
use legation_language::Sentence;

use super::{Coder, number};
use crate::clause::Tree;
use crate::confidence;
use crate::mention::{Mention, Origin};
use crate::offsets::Offsets;
use crate::sentence::RawClaim;
use crate::when;

/// Builds the claims of one sentence.
pub(super) struct Builder<'b> {
    pub(super) coder: &'b Coder<'b>,
    pub(super) document: &'b Document,
    pub(super) text: &'b str,
    pub(super) offsets: &'b Offsets,
    pub(super) sentences: &'b [Sentence],
    pub(super) sentence: &'b Sentence,
    pub(super) index: usize,
    pub(super) day: u32,
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

    pub(super) fn speaker(&self, tree: &Tree<'_>) -> Option<Speaker> {
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

    pub(super) fn claim(&self, raw: &RawClaim, tree: &Tree<'_>, names: usize) -> (Claim, Vec<String>) {
        let lexicon = self.coder.lexicon;
        let entry = &lexicon.data().acts[raw.found.id.act];
        let frame = &entry.frames[raw.found.id.frame];
        let time = when::span(
            self.text,
            raw.time.as_ref(),
            self.document.published.as_ref(),
            raw.status == Status::Done,
            when::is_background(
                tree,
                &raw.found.predicate,
                self.coder.status.reporting,
                self.coder.status.earlier,
            ),
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
        // Agents without an identity are told apart by their country: "Sudanese, Libyan and Nigerien rebels".
        let key = |a: &Option<Actor>| {
            a.as_ref().map_or_else(String::new, |a| match (&a.id, &a.country) {
                (Some(id), _) => format!("{id}@{}", a.span.start),
                (None, Some(country)) => format!("{}.{country}@{}", a.name, a.span.start),
                (None, None) => format!("{}@{}", a.name, a.span.start),
            })
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
