//! Nouns that are objects, parts of other nouns, or what was found of somebody.

use legation_language::{Deprel, Sentence, Upos, Xpos};
use legation_lexicon::Lexicon;

use super::{hang, has_child, in_class, is_infinitive};

/// Mends what hangs on a verb or noun as something else.
pub(super) fn mend(sentence: &mut Sentence, lexicon: &Lexicon) {
    for i in 0..sentence.tokens.len() {
        made_somebody(sentence, i, lexicon);
        made_as(sentence, i, lexicon);
        own_preposition(sentence, i);
        time_taken_for_object(sentence, i);
        name_before_object(sentence, i, lexicon);
        let Some(head) = sentence.tokens[i].head else { continue };
        let token = &sentence.tokens[i];
        let of_verb = sentence.tokens[head].upos == Upos::Verb;
        match token.deprel {
            // "laid down their arms": a noun that is oblique to a verb has a preposition, or is a time or measure, which the
            // treebanks mark as such; what has none is the verb's object.
            Deprel::Obl if of_verb && i > head && is_bare_object(sentence, i, head) => {
                sentence.tokens[i].deprel = Deprel::Obj;
            }
            // "met his Thai counterparts": joined to the verb by nothing, and the only noun behind it.
            Deprel::Conj
                if of_verb
                    && i > head
                    && matches!(token.upos, Upos::Noun | Upos::Propn)
                    && !sentence.tokens[head + 1..i].iter().any(|t| {
                        t.head == Some(head)
                            || t.head == Some(i)
                                && matches!(t.deprel, Deprel::Cc | Deprel::Case | Deprel::Punct)
                    })
                    && is_bare_object(sentence, i, head) =>
            {
                sentence.tokens[i].deprel = Deprel::Obj;
            }
            Deprel::Obl if of_verb && i > head => {
                if let Some(noun) = shared_before(sentence, i, head, lexicon) {
                    hang(sentence, i, noun, Deprel::Nmod);
                }
            }
            // "sent tents to stranded drivers": a participle is no infinitive.
            Deprel::Acl | Deprel::Advcl
                if token.xpos == Xpos::Vbn
                    && i > 0
                    && token.form != token.lemma
                    && is_infinitive(sentence, i) =>
            {
                free_from_to(sentence, i, head);
            }
            Deprel::Obj if of_verb && in_class(lexicon, "verdict", &token.lemma) => judge(sentence, i, head),
            // "The Netherlands suspended aid": what has a subject modifies no noun.
            Deprel::Amod if token.upos == Upos::Verb && i < head && has_child(sentence, i, Deprel::Nsubj) => {
                let above = (sentence.tokens[head].head, sentence.tokens[head].deprel);
                (sentence.tokens[i].head, sentence.tokens[i].deprel) = above;
                (sentence.tokens[head].head, sentence.tokens[head].deprel) = (Some(i), Deprel::Obj);
            }
            _ => {}
        }
    }
}

/// "appointed Mary Byrne **ambassador** to Vietnam": what somebody is made, taken for a part of the name.
fn made_somebody(sentence: &mut Sentence, post: usize, lexicon: &Lexicon) {
    let tokens = &sentence.tokens;
    let Some(name) = tokens[post].head.filter(|&n| n < post) else { return };
    let Some(verb) = tokens[name].head.filter(|&v| v < name) else { return };
    let taken = tokens[post].upos == Upos::Noun
        && matches!(tokens[post].deprel, Deprel::Flat | Deprel::Appos | Deprel::NmodDesc)
        && tokens[post - 1].upos == Upos::Propn
        && tokens[name].upos == Upos::Propn
        && matches!(tokens[name].deprel, Deprel::Obj | Deprel::NsubjPass)
        && tokens[verb].upos == Upos::Verb
        && in_class(lexicon, "makes-somebody-something", &tokens[verb].lemma)
        && lexicon.agent(&tokens[post].lemma).is_some();
    if !taken || !hang(sentence, post, verb, Deprel::Xcomp) {
        return;
    }
    for i in post + 1..sentence.tokens.len() {
        let hangs = sentence.tokens[i].head == Some(verb) || sentence.tokens[i].head == Some(name);
        let under_to =
            sentence.tokens[post + 1].head == Some(i) && sentence.tokens[post + 1].deprel == Deprel::Case;
        if hangs && under_to {
            hang(sentence, i, post, Deprel::Nmod);
        }
    }
}

/// "named a former minister of unification **as its ambassador**": what somebody is made, hung on a noun of his own description.
fn made_as(sentence: &mut Sentence, post: usize, lexicon: &Lexicon) {
    let tokens = &sentence.tokens;
    let as_role = tokens[..post]
        .iter()
        .any(|t| t.head == Some(post) && t.form == "as" && matches!(t.deprel, Deprel::Case | Deprel::Mark));
    if !as_role || tokens[post].upos != Upos::Noun || tokens[post].deprel != Deprel::Nmod {
        return;
    }
    let mut at = post;
    for _ in 0..tokens.len() {
        let Some(head) = tokens[at].head.filter(|&h| h < at) else { return };
        if tokens[head].upos == Upos::Verb {
            if matches!(tokens[at].deprel, Deprel::Obj | Deprel::Obl | Deprel::NsubjPass)
                && in_class(lexicon, "makes-somebody-something", &tokens[head].lemma)
            {
                hang(sentence, post, head, Deprel::Obl);
            }
            return;
        }
        at = head;
    }
}

/// "removal **from** Kyrgyzstan's register of banned groups": of two prepositions that one noun has, the first belongs to the noun between them.
fn own_preposition(sentence: &mut Sentence, noun: usize) {
    let cases: Vec<usize> = (0..noun)
        .filter(|&c| {
            sentence.tokens[c].head == Some(noun)
                && sentence.tokens[c].upos == Upos::Adp
                && sentence.tokens[c].deprel == Deprel::Case
        })
        .collect();
    let (&[first, second], Some(between)) = (cases.as_slice(), sentence.tokens[noun].head) else { return };
    if first < between
        && between < second
        && matches!(sentence.tokens[between].upos, Upos::Noun | Upos::Propn)
        && !has_child(sentence, between, Deprel::Case)
    {
        sentence.tokens[first].head = Some(between);
    }
}

/// "recognised Palestine **days** before": a time that was taken for the object, and the object for a part of it.
fn time_taken_for_object(sentence: &mut Sentence, time: usize) {
    let tokens = &sentence.tokens;
    let Some(object) = time.checked_sub(1) else { return };
    let unit = matches!(tokens[time].lemma.as_str(), "hour" | "day" | "week" | "month" | "year");
    let reckoned = tokens
        .get(time + 1)
        .is_some_and(|t| matches!(t.form.as_str(), "before" | "after" | "ago" | "later" | "earlier"));
    let named = tokens[object].upos == Upos::Propn
        && tokens[object].head == Some(time)
        && tokens[object].deprel == Deprel::Compound;
    if !unit || !reckoned || !named || tokens[time].deprel != Deprel::Obj {
        return;
    }
    let Some(verb) = tokens[time].head else { return };
    hang(sentence, object, verb, Deprel::Obj);
    sentence.tokens[time].deprel = Deprel::OblUnmarked;
}

/// "Cut **Venezuela** Ties": of two objects side by side the name belongs to the noun, where nobody is given or made anything.
fn name_before_object(sentence: &mut Sentence, noun: usize, lexicon: &Lexicon) {
    let tokens = &sentence.tokens;
    let Some(name) = noun.checked_sub(1) else { return };
    let Some(verb) = tokens[noun].head.filter(|&v| v < name) else { return };
    let both = tokens[name].head == Some(verb)
        && tokens[name].deprel == Deprel::Obj
        && tokens[noun].deprel == Deprel::Obj
        && tokens[name].upos == Upos::Propn
        && tokens[noun].upos == Upos::Noun;
    let gives = ["takes-two-objects", "makes-somebody-something"]
        .into_iter()
        .any(|class| in_class(lexicon, class, &tokens[verb].lemma));
    if both && !gives {
        hang(sentence, name, noun, Deprel::Compound);
    }
}

/// Whether an oblique noun stands without a preposition after an active verb that has no object.
fn is_bare_object(sentence: &Sentence, noun: usize, verb: usize) -> bool {
    let has = |word: usize, relations: &[Deprel]| relations.iter().any(|&r| has_child(sentence, word, r));
    matches!(sentence.tokens[noun].upos, Upos::Noun | Upos::Propn | Upos::Num)
        && !has(noun, &[Deprel::Case, Deprel::Mark])
        && !has(verb, &[Deprel::Obj, Deprel::NsubjPass, Deprel::AuxPass, Deprel::Ccomp, Deprel::Cop])
}

/// The noun right before a phrase with "with" that the phrase completes: both hang on the verb.
fn shared_before(sentence: &Sentence, word: usize, verb: usize, lexicon: &Lexicon) -> Option<usize> {
    let tokens = &sentence.tokens;
    let with = tokens.iter().position(|t| {
        t.head == Some(word) && t.deprel == Deprel::Case && t.form.eq_ignore_ascii_case("with")
    })?;
    let before = with.checked_sub(1)?;
    let noun = &tokens[before];
    (noun.head == Some(verb)
        && noun.deprel == Deprel::Obl
        && in_class(lexicon, "completed-by-with", &noun.lemma))
    .then_some(before)
}

/// Makes of "to stranded drivers", read as an infinitive with its object, a noun under a preposition.
fn free_from_to(sentence: &mut Sentence, participle: usize, head: usize) {
    let tokens = &sentence.tokens;
    let to = participle - 1;
    let own = |i: usize| tokens[i].head == Some(participle);
    let noun = (participle + 1..tokens.len()).find(|&o| own(o) && tokens[o].deprel == Deprel::Obj);
    if let Some(noun) = noun.filter(|_| own(to) && tokens[to].deprel == Deprel::Mark) {
        let relation = if tokens[head].upos == Upos::Verb { Deprel::Obl } else { Deprel::Nmod };
        (sentence.tokens[noun].head, sentence.tokens[noun].deprel) = (Some(head), relation);
        (sentence.tokens[participle].head, sentence.tokens[participle].deprel) = (Some(noun), Deprel::Amod);
        (sentence.tokens[to].head, sentence.tokens[to].deprel) = (Some(noun), Deprel::Case);
    }
}

/// Makes of "the commander guilty", read as one noun, the object of the verb and what was found of him.
fn judge(sentence: &mut Sentence, verdict: usize, verb: usize) {
    let Some(noun) = verdict.checked_sub(1) else { return };
    let compound =
        sentence.tokens[noun].head == Some(verdict) && sentence.tokens[noun].deprel == Deprel::Compound;
    if !compound {
        return;
    }
    (sentence.tokens[noun].head, sentence.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    for token in &mut sentence.tokens[..noun] {
        if token.head == Some(verdict) {
            token.head = Some(noun);
        }
    }
    (sentence.tokens[verdict].deprel, sentence.tokens[verdict].upos) = (Deprel::Xcomp, Upos::Adj);
}

#[cfg(test)]
mod tests {
    use legation_language::Deprel;

    use crate::mend::testing::{head_of, mended};

    #[test]
    fn a_post_is_what_somebody_is_made() {
        let s = mended("Ireland appointed Mary Byrne ambassador to Vietnam on Tuesday.");
        assert_eq!(head_of(&s, "ambassador"), ("appointed", Deprel::Xcomp));
        assert_eq!(head_of(&s, "Vietnam"), ("ambassador", Deprel::Nmod));
        let s = mended("South Korea named a former vice minister of unification as its ambassador to Chile.");
        assert_eq!(head_of(&s, "ambassador"), ("named", Deprel::Obl));
    }

    #[test]
    fn a_time_is_no_object() {
        let s = mended("Spain, Ireland and Norway recognised Palestine days before.");
        assert_eq!(head_of(&s, "Palestine"), ("recognised", Deprel::Obj));
    }
}
