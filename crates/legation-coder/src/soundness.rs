//! What holds of every claim, whatever text it was read from.

use legation_core::{Claim, Document, Span, v1};
use rustc_hash::FxHashSet;

/// A claim that breaks what holds of every claim.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{part}: {problem}")]
pub struct Unsound {
    /// The part of the claim, such as `actor`.
    pub part: &'static str,
    /// What is wrong with it.
    pub problem: String,
}

/// Checks the claims of one document: each span is a stretch of the text and holds just these words, the act lies in its
/// sentence, times run forwards, confidence is a probability, identities differ, and the claim's JSON form reads back as
/// the claim.
///
/// # Errors
/// The first thing that does not hold.
pub fn check(document: &Document, claims: &[Claim]) -> Result<(), Unsound> {
    let text = Scalars::new(&document.text);
    let mut seen = FxHashSet::default();
    for claim in claims {
        let unsound = |part, problem: String| Err(Unsound { part, problem });
        let parties = [("actor", &claim.actor), ("recipient", &claim.recipient)];
        let spans = [("sentence", &claim.sentence.span), ("act", &claim.act.span)]
            .into_iter()
            .chain(parties.into_iter().filter_map(|(part, a)| Some((part, &a.as_ref()?.span))))
            .chain(claim.attribution.iter().map(|s| ("attribution", &s.span)));
        for (part, span) in spans {
            text.check(part, span)?;
        }
        if let Some(place) = &claim.place {
            text.check("place", &Span { start: place.start, end: place.end, text: place.name.clone() })?;
        }
        let (sentence, act) = (&claim.sentence.span, &claim.act.span);
        if act.start < sentence.start || act.end > sentence.end {
            return unsound("act", format!("{act:?} lies outside of its sentence, {sentence:?}"));
        }
        if !document.text.contains(&claim.time.text) {
            return unsound("time", format!("the text does not say {:?}", claim.time.text));
        }
        if let (Some(from), Some(to)) = (claim.time.from, claim.time.to)
            && from > to
        {
            return unsound("time", format!("{from} is after {to}"));
        }
        if !(0.0..=1.0).contains(&claim.confidence) {
            return unsound("confidence", format!("{} is no probability", claim.confidence));
        }
        if !seen.insert(&claim.id) || claim.event.is_empty() {
            return unsound("id", "two claims share one, or an event has none".into());
        }
        match v1::from_json(&v1::to_json(claim)) {
            Ok(read) if read == *claim => {}
            Ok(_) => return unsound("json", "it reads back as another claim".into()),
            Err(e) => return unsound("json", e.to_string()),
        }
    }
    Ok(())
}

/// A text whose stretches are found by counting scalar values.
struct Scalars<'t> {
    text: &'t str,
    /// Where each scalar value begins, in bytes, and the text's end.
    starts: Vec<usize>,
}

impl<'t> Scalars<'t> {
    fn new(text: &'t str) -> Self {
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Self { text, starts }
    }

    fn check(&self, part: &'static str, span: &Span) -> Result<(), Unsound> {
        let found = match (self.starts.get(span.start), self.starts.get(span.end)) {
            (Some(&start), Some(&end)) if start < end => &self.text[start..end],
            _ => return Err(Unsound { part, problem: format!("{span:?} is no stretch of the text") }),
        };
        if found == span.text {
            return Ok(());
        }
        Err(Unsound { part, problem: format!("{span:?}, where the text has {found:?}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Coder;
    use legation_core::{Precision, parse_published};
    use legation_language::Parser;
    use legation_lexicon::Lexicon;

    /// A way to spoil a claim.
    type Spoil = fn(&mut Claim);

    #[test]
    fn what_is_spoilt_is_noticed() {
        let document = Document {
            id: "d".into(),
            title: None,
            text: "Élysée officials say that France recognised Kosovo on Monday in Paris.".into(),
            published: parse_published("2025-06-15").ok(),
            url: None,
            publisher: None,
        };
        let claims = Coder::new(Parser::embedded(), Lexicon::embedded()).code(&document);
        assert_eq!(check(&document, &claims), Ok(()));
        let whole = claims
            .iter()
            .find(|c| c.actor.is_some() && c.recipient.is_some() && !c.attribution.is_empty())
            .expect("a claim with every part");
        let spoils: [(&str, Spoil); 10] = [
            ("sentence", |c| c.sentence.span.end += 1),
            ("act", |c| c.act.span.start -= 1),
            ("act", |c| c.sentence.span = c.actor.clone().expect("an actor").span),
            ("actor", |c| c.actor.iter_mut().for_each(|a| a.span.text.push('s'))),
            ("recipient", |c| c.recipient.iter_mut().for_each(|a| a.span = Span::default())),
            ("attribution", |c| c.attribution[0].span.start += 1),
            ("time", |c| c.time.text = "on Tuesday".into()),
            ("confidence", |c| c.confidence = f64::NAN),
            ("id", |c| c.event.clear()),
            ("json", |c| {
                c.document.published.iter_mut().for_each(|p| p.precision = Precision::Open);
            }),
        ];
        for (part, spoil) in spoils {
            let mut claim = whole.clone();
            spoil(&mut claim);
            assert_eq!(check(&document, &[claim]).map_err(|e| e.part), Err(part));
        }
        assert_eq!(check(&document, &[whole.clone(), whole.clone()]).map_err(|e| e.part), Err("id"));
    }
}
