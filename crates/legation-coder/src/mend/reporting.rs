//! Speakers and what they say, where the parser mixed them up.

use legation_language::{Deprel, Sentence, Upos, Xpos};
use legation_lexicon::Lexicon;

use super::{hang, has_child, in_class};

/// Hangs speakers on their verbs, and what is said on the saying.
pub(super) fn mend(sentence: &mut Sentence, lexicon: &Lexicon) {
    for i in 1..sentence.tokens.len() {
        let Some(head) = sentence.tokens[i].head else { continue };
        let token = &sentence.tokens[i];
        // "Sources close to the talks say": the adjective is no clause.
        if matches!(token.deprel, Deprel::Ccomp | Deprel::Advcl)
            && matches!(token.upos, Upos::Adj | Upos::Adv)
            && i < head
            && sentence.tokens[i - 1].head == Some(i)
            && sentence.tokens[i - 1].deprel == Deprel::Nsubj
            && !has_child(sentence, i, Deprel::Cop)
            && !has_child(sentence, head, Deprel::Nsubj)
        {
            hang(sentence, i - 1, head, Deprel::Nsubj);
            hang(sentence, i, i - 1, Deprel::Amod);
        }
        // "told the BBC, which had the story first, that Accra was ..": the comma has closed the relative clause.
        let token = &sentence.tokens[i];
        if token.deprel == Deprel::Ccomp
            && sentence.tokens[head].deprel == Deprel::AclRelcl
            && let Some(that) = (head + 1..i).find(|&c| {
                sentence.tokens[c].head == Some(i) && sentence.tokens[c].form.eq_ignore_ascii_case("that")
            })
            && sentence.tokens[that - 1].form == ","
            && let Some(verb) = sentence.tokens[head].head.and_then(|noun| sentence.tokens[noun].head)
            && in_class(lexicon, "tells-content", &sentence.tokens[verb].lemma)
            && !has_child(sentence, verb, Deprel::Ccomp)
        {
            hang(sentence, i, verb, Deprel::Ccomp);
        }
    }
    for verb in 1..sentence.tokens.len() {
        if sentence.tokens[verb].upos != Upos::Verb {
            continue;
        }
        // "\"It was the gendarmes who fired,\" shouted a student": the speaker stands behind.
        let subject = (0..verb)
            .find(|&c| sentence.tokens[c].head == Some(verb) && sentence.tokens[c].deprel == Deprel::Nsubj);
        let object = (verb + 1..sentence.tokens.len())
            .find(|&c| sentence.tokens[c].head == Some(verb) && sentence.tokens[c].deprel == Deprel::Obj);
        if matches!(sentence.tokens[verb - 1].form.as_str(), "\"" | "”")
            && let (Some(said), Some(speaker)) = (subject, object)
            && (has_child(sentence, said, Deprel::Cop) || has_child(sentence, said, Deprel::AclRelcl))
        {
            sentence.tokens[said].deprel = Deprel::Ccomp;
            sentence.tokens[speaker].deprel = Deprel::Nsubj;
        }
        give_back_subject(sentence, verb);
        raise_parenthetical(sentence, verb);
    }
}

/// "**Gul Hassan**, the new envoy, arrived on Tuesday, state media reported": of two subjects of the reporting, the first is that of what
/// is reported.
fn give_back_subject(sentence: &mut Sentence, verb: usize) {
    let tokens = &sentence.tokens;
    let own = |c: &usize, deprel: Deprel| tokens[*c].head == Some(verb) && tokens[*c].deprel == deprel;
    let mut subjects = (0..verb).filter(|c| own(c, Deprel::Nsubj));
    let (Some(first), Some(speaker)) = (subjects.next(), subjects.next_back()) else { return };
    let told = (first + 1..speaker).find(|c| own(c, Deprel::Ccomp) && tokens[*c].upos == Upos::Verb);
    let Some(told) = told else { return };
    if ![Deprel::Nsubj, Deprel::NsubjPass].iter().any(|&d| has_child(sentence, told, d)) {
        let passive = has_child(sentence, told, Deprel::AuxPass);
        hang(sentence, first, told, if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
    }
}

/// "The Chinese navy, **Vietnamese fishermen complained**, had rammed two boats": a verb of saying between commas, whose tree makes
/// the speaker a part of the subject and what is said a second thing that was done.
fn raise_parenthetical(sentence: &mut Sentence, verb: usize) {
    let tokens = &sentence.tokens;
    let after = verb + 1;
    if tokens[verb].xpos != Xpos::Vbd && tokens[verb].xpos != Xpos::Vbz && tokens[verb].xpos != Xpos::Vbp
        || tokens.get(after).is_none_or(|t| t.form != ",")
        || has_child(sentence, verb, Deprel::Obj)
        || has_child(sentence, verb, Deprel::Ccomp)
    {
        return;
    }
    let Some(subject) =
        (0..verb).find(|&c| tokens[c].head == Some(verb) && tokens[c].deprel == Deprel::Nsubj)
    else {
        return;
    };
    let Some(speaker) = (subject + 1..verb).find(|&c| {
        tokens[c].head == Some(subject) && matches!(tokens[c].deprel, Deprel::Conj | Deprel::Appos)
    }) else {
        return;
    };
    let comma = tokens[subject + 1..speaker].iter().any(|t| t.form == ",");
    let joined = tokens[subject + 1..speaker].iter().any(|t| t.deprel == Deprel::Cc);
    // What was done stands behind the second comma with its auxiliary, and without a conjunction.
    let Some(done) = (after + 1..tokens.len()).find(|&c| {
        tokens[c].head == Some(verb) && tokens[c].deprel == Deprel::Conj && tokens[c].upos == Upos::Verb
    }) else {
        return;
    };
    let finite = tokens[after + 1..done].iter().any(|t| t.head == Some(done) && t.upos == Upos::Aux);
    let and = tokens[after + 1..done].iter().any(|t| t.head == Some(done) && t.deprel == Deprel::Cc);
    if !comma || joined || !finite || and {
        return;
    }
    let (head, deprel) = (tokens[verb].head, tokens[verb].deprel);
    (sentence.tokens[done].head, sentence.tokens[done].deprel) = (head, deprel);
    hang(sentence, verb, done, Deprel::Parataxis);
    hang(sentence, subject, done, Deprel::Nsubj);
    hang(sentence, speaker, verb, Deprel::Nsubj);
}

#[cfg(test)]
mod tests {
    use legation_language::Deprel;

    use crate::mend::testing::{head_of, mended};

    #[test]
    fn what_somebody_warned_of_is_no_description_of_him() {
        let s = mended("Australia was warned by the Palestinians that relations would be cut.");
        assert_eq!(head_of(&s, "cut"), ("warned", Deprel::Ccomp));
    }
}
