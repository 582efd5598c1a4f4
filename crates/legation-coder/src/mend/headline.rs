//! The grammar of headlines: no full stop, no "be", a comma for "and", and verbs that the parser takes for nouns.

use legation_language::{Deprel, Sentence, Upos, Xpos};
use legation_lexicon::Lexicon;

use super::{child, has_child, in_class, is_infinitive, root, rotate};

/// Longer lines without a full stop are no headlines.
const LONGEST: usize = 22;

/// Mends the tree of a headline; leaves other sentences alone.
pub(super) fn mend(sentence: &mut Sentence, lexicon: &Lexicon) {
    let Some(last) = sentence.tokens.last() else { return };
    if last.upos == Upos::Punct || sentence.tokens.len() > LONGEST {
        return;
    }
    verb_of_two(sentence, lexicon);
    verb_taken_for_noun(sentence, lexicon);
    verb_taken_for_subject(sentence);
    infinitive_as_predicate(sentence, lexicon);
    participle_without_be(sentence, lexicon);
}

/// "Turkey **shells** Kurdish positions", "Blinken **heads** to Pretoria": a plural under which an object stands, or a verb of motion with its goal.
fn verb_taken_for_noun(sentence: &mut Sentence, lexicon: &Lexicon) {
    let Some(verb) = root(sentence) else { return };
    let tokens = &sentence.tokens;
    let subject = verb.checked_sub(1).filter(|&s| {
        tokens[s].head == Some(verb)
            && matches!(tokens[s].deprel, Deprel::Compound | Deprel::Amod | Deprel::Nsubj)
            && starts_with_capital(&tokens[s].form)
    });
    let Some(subject) = subject else { return };
    if tokens[verb].xpos != Xpos::Nns || !tokens[verb].form.ends_with('s') {
        return;
    }
    let goal = child(sentence, verb, Deprel::Nmod).filter(|&g| {
        g > verb
            && child(sentence, g, Deprel::Case) == Some(verb + 1)
            && matches!(tokens[verb + 1].form.as_str(), "to" | "in" | "for")
            && in_class(lexicon, "headline-motion", &tokens[verb].lemma)
    });
    if goal.is_none() && child(sentence, verb, Deprel::Obj).is_none_or(|o| o < verb) {
        return;
    }
    let token = &mut sentence.tokens[verb];
    (token.upos, token.xpos) = (Upos::Verb, Xpos::Vbz);
    let token = &mut sentence.tokens[subject];
    token.deprel = Deprel::Nsubj;
    if token.upos == Upos::Adj {
        token.upos = Upos::Propn;
    }
    // What else stood before the noun stands before the subject: "Sri Lanka", "US army".
    for i in 0..subject {
        if sentence.tokens[i].head == Some(verb) && sentence.tokens[i].upos != Upos::Punct {
            sentence.tokens[i].head = Some(subject);
        }
    }
    if let Some(goal) = goal {
        sentence.tokens[goal].deprel = Deprel::Obl;
    }
}

/// "Putin, Erdogan **call** for a ceasefire": two subjects with a comma for "and", whose verb was taken for a noun.
fn verb_of_two(sentence: &mut Sentence, lexicon: &Lexicon) {
    let Some(first) = root(sentence).filter(|&r| sentence.tokens[r].upos == Upos::Propn) else { return };
    let Some(verb) = child(sentence, first, Deprel::Appos).filter(|&v| v >= first + 3) else { return };
    let tokens = &sentence.tokens;
    let second = verb - 1;
    let taken = tokens[verb].upos == Upos::Noun
        && tokens[verb].xpos == Xpos::Nn
        && in_class(lexicon, "headline-call", &tokens[verb].lemma)
        && tokens.get(verb + 1).is_some_and(|t| matches!(t.form.as_str(), "for" | "on" | "to"));
    let named = tokens[second].upos == Upos::Propn
        && tokens[second].head == Some(verb)
        && tokens[first + 1..second].iter().any(|t| t.form == ",");
    if !taken || !named {
        return;
    }
    rotate(sentence, verb, first, Deprel::Nsubj);
    let token = &mut sentence.tokens[verb];
    (token.upos, token.xpos) = (Upos::Verb, Xpos::Vbp);
    (sentence.tokens[second].head, sentence.tokens[second].deprel) = (Some(first), Deprel::Conj);
    for token in &mut sentence.tokens[verb..] {
        if token.head == Some(verb) && token.deprel == Deprel::Nmod {
            token.deprel = Deprel::Obl;
        }
    }
}

/// "ASEAN **urges** restraint, slams executions": the first of two verbs with one subject.
fn verb_taken_for_subject(sentence: &mut Sentence) {
    let Some(second) = root(sentence) else { return };
    let Some(first) = child(sentence, second, Deprel::Nsubj) else { return };
    let finite = |i: usize| {
        sentence.tokens[i].upos == Upos::Verb
            && matches!(sentence.tokens[i].xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vbd)
    };
    if first < second && finite(first) && finite(second) && has_child(sentence, first, Deprel::Nsubj) {
        rotate(sentence, first, second, Deprel::Conj);
    }
}

/// "Macron **to visit** Warsaw", "Ties **to be restored**": an infinitive that is all the predicate there is.
fn infinitive_as_predicate(sentence: &mut Sentence, lexicon: &Lexicon) {
    let Some(noun) = root(sentence) else { return };
    let tokens = &sentence.tokens;
    let bare = matches!(tokens[noun].upos, Upos::Noun | Upos::Propn)
        && ![Deprel::Cop, Deprel::Nsubj, Deprel::Case].into_iter().any(|d| has_child(sentence, noun, d));
    let verb = child(sentence, noun, Deprel::Acl).or_else(|| child(sentence, noun, Deprel::Advcl));
    let Some(verb) = verb.filter(|&v| bare && v > noun && is_infinitive(sentence, v)) else { return };
    let passive = has_child(sentence, verb, Deprel::AuxPass);
    let acts =
        tokens[noun].upos == Upos::Propn || lexicon.agent(&tokens[noun].lemma.to_lowercase()).is_some();
    if acts || passive {
        rotate(sentence, verb, noun, if passive { Deprel::NsubjPass } else { Deprel::Nsubj });
    }
}

/// "Griner **sentenced** to nine years", "Envoy **expelled**": headlines tell in the present tense, so that a form in -ed without an object is a participle.
fn participle_without_be(sentence: &mut Sentence, lexicon: &Lexicon) {
    for verb in 1..sentence.tokens.len() {
        let token = &sentence.tokens[verb];
        let bare = matches!(token.xpos, Xpos::Vbd | Xpos::Vbn)
            && ![Deprel::Obj, Deprel::Iobj, Deprel::Ccomp, Deprel::Xcomp, Deprel::Aux, Deprel::AuxPass]
                .into_iter()
                .any(|d| has_child(sentence, verb, d));
        let subject = child(sentence, verb, Deprel::Nsubj).filter(|&s| s < verb);
        let stands_alone = sentence.tokens.get(verb + 1).is_none_or(|t| t.upos == Upos::Adp);
        if let Some(subject) = subject
            && bare
            && stands_alone
            && in_class(lexicon, "headline-participle", &token.lemma)
        {
            sentence.tokens[subject].deprel = Deprel::NsubjPass;
            sentence.tokens[verb].xpos = Xpos::Vbn;
        }
    }
}

/// Whether a word begins with a capital.
fn starts_with_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}
