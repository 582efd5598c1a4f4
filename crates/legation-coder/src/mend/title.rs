//! Titles before names: "US Ambassador **to Israel** Mike Huckabee", "Foreign minister **Jaishankar**", "as chargé d'affaires".

use legation_language::{Deprel, Sentence, Upos};

use super::hang;

/// Mends a sentence's titles.
pub(super) fn mend(sentence: &mut Sentence) {
    for i in 0..sentence.tokens.len() {
        title_with_post(sentence, i);
        title_as_subject(sentence, i);
        role_taken_for_clause(sentence, i);
    }
}

/// "Ambassador **to Israel** Mike Huckabee arrived": the post belongs to the title, and the name that follows takes the verb.
fn title_with_post(sentence: &mut Sentence, post: usize) {
    let tokens = &sentence.tokens;
    let (Some(verb), true) = (tokens[post].head, tokens[post].upos == Upos::Propn) else { return };
    let Some(title) = post.checked_sub(2) else { return };
    let name = post + 1;
    let under_to =
        tokens[post - 1].head == Some(post) && matches!(tokens[post - 1].form.as_str(), "to" | "for");
    let titled = matches!(tokens[title].upos, Upos::Noun | Upos::Propn) && tokens[title].head == Some(post);
    let named = tokens.get(name).is_some_and(|t| t.head == Some(post) && t.deprel == Deprel::Flat);
    if !under_to || !titled || !named || verb <= name || tokens[verb].upos != Upos::Verb {
        return;
    }
    let passive = super::has_child(sentence, verb, Deprel::AuxPass);
    if [Deprel::Nsubj, Deprel::NsubjPass].into_iter().any(|d| super::has_child(sentence, verb, d)) {
        return;
    }
    let subject = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
    let set = |sentence: &mut Sentence, word: usize, head: usize, deprel: Deprel| {
        (sentence.tokens[word].head, sentence.tokens[word].deprel) = (Some(head), deprel);
    };
    set(sentence, name, verb, subject);
    set(sentence, title, name, Deprel::NmodDesc);
    set(sentence, post, title, Deprel::Nmod);
}

/// "Foreign **minister** Jaishankar met": a title and a name right after it are one subject, not two.
fn title_as_subject(sentence: &mut Sentence, name: usize) {
    let Some(title) = name.checked_sub(1) else { return };
    let tokens = &sentence.tokens;
    let subject = |i: usize| matches!(tokens[i].deprel, Deprel::Nsubj | Deprel::NsubjPass);
    if tokens[title].upos == Upos::Noun
        && tokens[name].upos == Upos::Propn
        && subject(title)
        && subject(name)
        && tokens[title].head == tokens[name].head
    {
        hang(sentence, title, name, Deprel::NmodDesc);
    }
}

/// "received Musa **as** chargé d'affaires": a noun under "as" is a role and no clause.
fn role_taken_for_clause(sentence: &mut Sentence, role: usize) {
    let token = &sentence.tokens[role];
    if token.deprel != Deprel::Advcl || !matches!(token.upos, Upos::Noun | Upos::Propn) {
        return;
    }
    let own = |i: usize, deprel: Deprel| {
        sentence.tokens[i].head == Some(role) && sentence.tokens[i].deprel == deprel
    };
    let marker =
        (0..role).find(|&i| own(i, Deprel::Mark) && sentence.tokens[i].form.eq_ignore_ascii_case("as"));
    let clause = (0..sentence.tokens.len()).any(|i| own(i, Deprel::Nsubj) || own(i, Deprel::Cop));
    if let (Some(marker), false) = (marker, clause) {
        sentence.tokens[role].deprel = Deprel::Obl;
        sentence.tokens[marker].deprel = Deprel::Case;
    }
}

#[cfg(test)]
mod tests {
    use legation_language::Deprel;

    use crate::mend::testing::{head_of, mended};

    #[test]
    fn a_role_is_no_clause() {
        let s = mended("Peru received Musa Diallo as chargé d'affaires.");
        assert_ne!(head_of(&s, "chargé").1, Deprel::Advcl);
    }
}
