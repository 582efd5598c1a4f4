//! Acts told by taking up the last one: "Peru followed suit", "Chile did the same", "and so did Estonia".

use legation_language::{Deprel, Upos};

use crate::frame::{Match, Matcher};
use crate::mention::Mention;
use crate::predicate;
use crate::told::Record;

/// The act that a verb repeats, done by its own subject; where that is the one to whom it was done before, it is done to the first
/// actor in return.
pub(crate) fn repeated(matcher: &Matcher<'_>, word: usize, record: &Record) -> Option<Match> {
    let tree = matcher.tree;
    let phrase = matches!(tree.upos(word), Upos::Verb | Upos::Aux)
        && tree.in_set(word, matcher.anaphoric.repeating)
        || follows(matcher, word);
    let subject =
        if phrase { predicate::subject(tree, word, 0).first().copied() } else { inverted(matcher, word) }?;
    let told = match prompting(matcher, word) {
        // What others follow is the move that prompts them, or nothing that is known.
        Some(step) => matcher.acts.get(&step).and_then(|&(sentence, word)| record.at(sentence, word)),
        None => record.repeated(matcher.sentence, tree.above(word)),
    }?;
    let actors: Vec<Mention> =
        tree.conjuncts(subject).into_iter().flat_map(|head| matcher.who(head)).collect();
    if actors.is_empty() || told.actors.iter().any(|t| actors.iter().any(|a| matcher.are_one_side(a, t))) {
        return None;
    }
    let mut predicate = predicate::verb(tree, word);
    predicate.agent = vec![subject];
    predicate.object.clear();
    let in_return = told.recipients.iter().any(|r| actors.iter().any(|a| matcher.are_one_side(a, r)));
    let recipients = if in_return { &told.actors } else { &told.recipients };
    Some(Match {
        id: told.id,
        words: vec![word],
        actors,
        recipients: recipients.iter().map(|m| m.taken_up(told.sentence, word, word, word)).collect(),
        predicate,
        actor_path: "repeated".into(),
        recipient_path: "repeated".into(),
        constraints: 1,
    })
}

/// Whether a verb says by itself that the act is repeated, "Latvia expels envoy; Estonia **follows**": one of its class, and with nothing that is followed.
fn follows(matcher: &Matcher<'_>, word: usize) -> bool {
    let tree = matcher.tree;
    let followed =
        [Deprel::Obj, Deprel::Iobj, Deprel::Obl, Deprel::Ccomp, Deprel::Xcomp, Deprel::Aux, Deprel::AuxPass];
    tree.upos(word) == Upos::Verb
        && matcher.lexicon.class_or_empty("repeats-the-act-alone").has(&tree.lemma[word])
        && tree.under(word, &followed).next().is_none()
}

/// The noun for a step that prompts others to repeat it: "Russia's **decision** could prompt other countries to follow suit".
fn prompting(matcher: &Matcher<'_>, word: usize) -> Option<usize> {
    let tree = matcher.tree;
    let below = matches!(tree.deprel(word), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl);
    let governor = tree.head(word).filter(|_| below && predicate::is_infinitive(tree, word))?;
    let subject = predicate::subject(tree, governor, 0).first().copied()?;
    tree.in_set(subject, matcher.anaphoric.acts).then_some(subject)
}

/// The subject of "so did Peru", "as has Peru", "Peru did too".
fn inverted(matcher: &Matcher<'_>, word: usize) -> Option<usize> {
    let tree = matcher.tree;
    if !matches!(tree.lemma[word].as_str(), "do" | "have")
        || !matches!(tree.upos(word), Upos::Verb | Upos::Aux)
    {
        return None;
    }
    let noun = |w: &usize| matches!(tree.upos(*w), Upos::Propn | Upos::Noun);
    let before = word.checked_sub(1).map(|w| tree.lower[w].as_str());
    if matches!(before, Some("so" | "as")) {
        return tree.under(word, &[Deprel::Nsubj, Deprel::Obj]).find(|w| *w > word && noun(w));
    }
    let too = tree.lower.get(word + 1).is_some_and(|w| w == "too");
    too.then(|| tree.under(word, &[Deprel::Nsubj]).find(noun)).flatten()
}
