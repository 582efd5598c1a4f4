//! Verbs that the parser took for nouns.

use legation_language::{Deprel, Sentence, Token, Upos, Xpos};

use super::{hang, has_child, root, rotate};

/// Mends them.
pub(super) fn mend(sentence: &mut Sentence) {
    free_auxiliaries(sentence);
    take_verbs_for_nouns(sentence);
    take_nouns_for_verbs(sentence);
    settle_voice(sentence);
    subject_before_since(sentence);
    subject_of_relative(sentence);
    subject_of_time_clause(sentence);
    shot_dead(sentence);
}

/// "Gambia **has broken** ties with Taiwan": what hangs on an auxiliary hangs on its verb, and a participle between the auxiliary and its
/// object ("has broken relations") is that verb.
fn free_auxiliaries(sentence: &mut Sentence) {
    for aux in 0..sentence.tokens.len() {
        if sentence.tokens[aux].upos != Upos::Aux {
            continue;
        }
        if let Some((participle, object)) = participle_of_object(sentence, aux) {
            let (head, deprel) = (sentence.tokens[aux].head, sentence.tokens[aux].deprel);
            // "has broken relations .., its ministry said": the tree made the auxiliary the other verb's.
            let deprel = if deprel == Deprel::Aux { Deprel::Ccomp } else { deprel };
            (sentence.tokens[participle].head, sentence.tokens[participle].deprel) = (head, deprel);
            (sentence.tokens[object].head, sentence.tokens[object].deprel) = (Some(participle), Deprel::Obj);
            sentence.tokens[participle].upos = Upos::Verb;
            (sentence.tokens[aux].head, sentence.tokens[aux].deprel) = (Some(participle), Deprel::Aux);
        }
        if !matches!(sentence.tokens[aux].deprel, Deprel::Aux | Deprel::AuxPass) {
            continue;
        }
        let Some(verb) = sentence.tokens[aux].head else { continue };
        for token in &mut sentence.tokens {
            if token.head == Some(aux) && !matches!(token.deprel, Deprel::Advmod | Deprel::Fixed) {
                token.head = Some(verb);
            }
        }
    }
}

/// The participle right behind a form of "have" that was taken for an adjective of the noun behind it, and that noun.
fn participle_of_object(sentence: &Sentence, aux: usize) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    let participle = aux + 1;
    let token = tokens.get(participle)?;
    let object = token.head.filter(|&o| o > participle)?;
    (tokens[aux].lemma == "have"
        && token.xpos == Xpos::Vbn
        && token.deprel == Deprel::Amod
        && tokens[object].head == Some(aux)
        && tokens[object].deprel == Deprel::Obj)
        .then_some((participle, object))
}

/// Plural nouns that the parser tagged as third persons and hung as nouns all the same: "rejected **claims** that ..".
fn take_verbs_for_nouns(sentence: &mut Sentence) {
    for i in 0..sentence.tokens.len() {
        let token = &sentence.tokens[i];
        let nominal = matches!(token.deprel, Deprel::Obj | Deprel::Nsubj | Deprel::NsubjPass);
        if token.xpos == Xpos::Vbz && nominal && !has_child(sentence, i, Deprel::Nsubj) {
            let token = &mut sentence.tokens[i];
            (token.upos, token.xpos) = (Upos::Noun, Xpos::Nns);
        }
    }
}

/// Third persons that the parser took for plural nouns: "The Rwandan government **denies** supporting", "A cable **quotes** the sultan".
fn take_nouns_for_verbs(sentence: &mut Sentence) {
    for i in 1..sentence.tokens.len() {
        let token = &sentence.tokens[i];
        let clausal = matches!(token.deprel, Deprel::Root | Deprel::Ccomp | Deprel::Parataxis);
        if token.xpos != Xpos::Nns || !clausal || has_child(sentence, i, Deprel::Cop) {
            continue;
        }
        let before = |deprel: Deprel| {
            (0..i).rev().find(|&c| sentence.tokens[c].head == Some(i) && sentence.tokens[c].deprel == deprel)
        };
        let subject = before(Deprel::Nsubj);
        let object = sentence.tokens[i + 1..].iter().any(|t| t.head == Some(i) && t.deprel == Deprel::Obj);
        // "A leaked cable quotes": the subject as the noun's first part.
        let part = before(Deprel::Compound).filter(|&c| c + 1 == i && object);
        let Some(subject) = subject.or(part) else { continue };
        let Some(lemma) = base_of_third_person(&sentence.tokens[i].form) else { continue };
        let own: Vec<usize> = (0..i)
            .filter(|&c| c != subject && sentence.tokens[c].head == Some(i))
            .filter(|&c| matches!(sentence.tokens[c].deprel, Deprel::Det | Deprel::Amod | Deprel::NmodPoss))
            .collect();
        for word in own {
            let deprel = sentence.tokens[word].deprel;
            hang(sentence, word, subject, deprel);
        }
        sentence.tokens[subject].deprel = Deprel::Nsubj;
        for t in sentence.tokens[i + 1..].iter_mut().filter(|t| t.head == Some(i)) {
            if t.deprel == Deprel::Acl {
                t.deprel = Deprel::Xcomp;
            }
        }
        let token = &mut sentence.tokens[i];
        (token.upos, token.xpos) = (Upos::Verb, Xpos::Vbz);
        token.lemma = lemma.into();
    }
}

/// "denies" to "deny", "reaches" to "reach", "quotes" to "quote".
pub(super) fn base_of_third_person(form: &str) -> Option<String> {
    let lower = form.to_lowercase();
    if let Some(stem) = lower.strip_suffix("ies") {
        return Some(format!("{stem}y"));
    }
    let sibilant = ["sses", "shes", "ches", "xes", "zzes"].iter().any(|e| lower.ends_with(e));
    lower.strip_suffix(if sibilant { "es" } else { "s" }).map(str::to_owned)
}

/// "Cuba once more **called** on Spain", "It was Oman that **mediated**": a past form without "be" is active, and one with it ("**was** on Tuesday
/// accredited") is passive, whatever the tree makes of its subject. Headlines leave "be" out and are another matter.
fn settle_voice(sentence: &mut Sentence) {
    let full = sentence.tokens.last().is_some_and(|t| t.upos == Upos::Punct);
    for verb in 0..sentence.tokens.len() {
        let token = &sentence.tokens[verb];
        if token.upos != Upos::Verb || !matches!(token.xpos, Xpos::Vbd | Xpos::Vbn) {
            continue;
        }
        let be = (0..sentence.tokens.len()).find(|&c| {
            let t = &sentence.tokens[c];
            t.head == Some(verb) && t.deprel == Deprel::Cop && t.lemma == "be"
        });
        let auxiliary = [Deprel::Aux, Deprel::AuxPass].into_iter().any(|d| has_child(sentence, verb, d));
        let finite = token.xpos == Xpos::Vbd || token.deprel == Deprel::Root;
        let (from, to) = match be {
            Some(be) if be < verb => {
                sentence.tokens[be].deprel = Deprel::AuxPass;
                sentence.tokens[verb].xpos = Xpos::Vbn;
                (Deprel::Nsubj, Deprel::NsubjPass)
            }
            None if full && finite && !auxiliary && !has_child(sentence, verb, Deprel::OblAgent) => {
                if has_child(sentence, verb, Deprel::NsubjPass) {
                    sentence.tokens[verb].xpos = Xpos::Vbd;
                }
                (Deprel::NsubjPass, Deprel::Nsubj)
            }
            _ => continue,
        };
        for token in sentence.tokens[..verb].iter_mut().filter(|t| t.head == Some(verb) && t.deprel == from) {
            token.deprel = to;
        }
    }
}

/// "Algeria's first **ambassador** since the war **has arrived**": a noun under "since" or "after" between subject and verb, taken for
/// the verb's subject, which leaves the true one without a verb.
fn subject_before_since(sentence: &mut Sentence) {
    let Some(noun) = root(sentence) else { return };
    if !matches!(sentence.tokens[noun].upos, Upos::Noun | Upos::Propn)
        || has_child(sentence, noun, Deprel::Cop)
        || has_child(sentence, noun, Deprel::Nsubj)
    {
        return;
    }
    let tokens = &sentence.tokens;
    let child = |word: usize, deprel: Deprel| {
        (0..tokens.len()).find(|&c| tokens[c].head == Some(word) && tokens[c].deprel == deprel)
    };
    let Some(verb) = (noun + 1..tokens.len()).find(|&v| {
        tokens[v].head == Some(noun)
            && tokens[v].upos == Upos::Verb
            && matches!(tokens[v].deprel, Deprel::Acl | Deprel::Advcl)
    }) else {
        return;
    };
    let (Some(mark), Some(subject)) = (child(verb, Deprel::Mark), child(verb, Deprel::Nsubj)) else { return };
    // "A great honour, as said the minister": a subject behind its verb is none that was taken away.
    if !(noun < mark && mark < subject && subject < verb) {
        return;
    }
    let finite = tokens[subject + 1..=verb]
        .iter()
        .any(|t| matches!(t.xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vbd | Xpos::Md));
    let temporal = matches!(tokens[mark].form.as_str(), "since" | "after" | "before");
    let nominal = matches!(tokens[subject].upos, Upos::Noun | Upos::Propn | Upos::Num);
    let comma = tokens[noun..verb].iter().any(|t| t.form == ",");
    if !temporal || !nominal || !finite || comma {
        return;
    }
    rotate(sentence, verb, noun, Deprel::Nsubj);
    (sentence.tokens[subject].head, sentence.tokens[subject].deprel) = (Some(noun), Deprel::Nmod);
    (sentence.tokens[mark].head, sentence.tokens[mark].deprel) = (Some(subject), Deprel::Case);
}

/// "The deal that **Ukraine and Russia** each signed was mediated": a subject between a noun and its relative clause, taken for the main verb's.
fn subject_of_relative(sentence: &mut Sentence) {
    for clause in 2..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let (Some(noun), true) = (tokens[clause].head, tokens[clause].deprel == Deprel::AclRelcl) else {
            continue;
        };
        let Some(verb) = tokens[noun].head.filter(|&v| v > clause) else { continue };
        let subject = |i: usize| matches!(tokens[i].deprel, Deprel::Nsubj | Deprel::NsubjPass);
        if !subject(noun)
            || has_child(sentence, clause, Deprel::Nsubj)
            || has_child(sentence, clause, Deprel::NsubjPass)
        {
            continue;
        }
        let astray: Vec<usize> =
            (noun + 1..clause).filter(|&s| tokens[s].head == Some(verb) && subject(s)).collect();
        let nominal = |i: &usize| matches!(sentence.tokens[*i].upos, Upos::Noun | Upos::Propn);
        let Some(own) = astray.iter().copied().find(nominal) else { continue };
        for word in astray {
            let deprel = if word == own { Deprel::Nsubj } else { Deprel::Obj };
            hang(sentence, word, clause, deprel);
        }
    }
}

/// "no talks before **sanctions** go": a noun between a word of time and a finite verb that has no other subject begins a clause.
fn subject_of_time_clause(sentence: &mut Sentence) {
    for noun in 1..sentence.tokens.len().saturating_sub(1) {
        let tokens = &sentence.tokens;
        let verb = noun + 1;
        let case = (0..noun).find(|&c| tokens[c].head == Some(noun) && tokens[c].deprel == Deprel::Case);
        let Some(case) =
            case.filter(|&c| matches!(tokens[c].form.as_str(), "before" | "after" | "until" | "since"))
        else {
            continue;
        };
        let own = |t: &Token, relations: &[Deprel]| t.head == Some(verb) && relations.contains(&t.deprel);
        let subjects = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Cop];
        if own(&tokens[noun], &[Deprel::Obl, Deprel::Nsubj])
            && matches!(tokens[verb].xpos, Xpos::Vbp | Xpos::Vbz)
            && !tokens.iter().enumerate().any(|(i, t)| i != noun && own(t, &subjects))
            && tokens[verb].head.is_some()
        {
            sentence.tokens[noun].deprel = Deprel::Nsubj;
            sentence.tokens[verb].deprel = Deprel::Advcl;
            hang(sentence, case, verb, Deprel::Mark);
        }
    }
}

/// Makes a verb of "shot" where the parser took "police shot" for a noun: "Kenyan **police shot dead** two protesters, a group said".
fn shot_dead(sentence: &mut Sentence) {
    for i in 1..sentence.tokens.len().saturating_sub(1) {
        let tokens = &sentence.tokens;
        let noun = tokens[i].form == "shot"
            && tokens[i].upos == Upos::Noun
            && tokens[i + 1].form == "dead"
            && tokens[i - 1].head == Some(i)
            && tokens[i - 1].deprel == Deprel::Compound;
        if !noun {
            continue;
        }
        for token in &mut sentence.tokens[..i - 1] {
            if token.head == Some(i) && token.deprel != Deprel::Punct {
                token.head = Some(i - 1);
            }
        }
        sentence.tokens[i - 1].deprel = Deprel::Nsubj;
        let verb = &mut sentence.tokens[i];
        (verb.upos, verb.xpos) = (Upos::Verb, Xpos::Vbd);
        verb.lemma = "shoot".into();
        hang(sentence, i + 1, i, Deprel::Advmod);
    }
}

#[cfg(test)]
mod tests {
    use legation_language::Deprel;

    use crate::mend::testing::{head_of, mended};

    #[test]
    fn the_perfect_is_one_verb() {
        let s = mended("Gambia has broken ties with Taiwan.");
        assert_eq!(head_of(&s, "Gambia"), ("broken", Deprel::Nsubj));
        assert_eq!(head_of(&s, "ties"), ("broken", Deprel::Obj));
        let s = mended("Honduras has broken relations with Venezuela, its foreign ministry said.");
        assert_eq!(head_of(&s, "relations"), ("broken", Deprel::Obj));
        assert_eq!(head_of(&s, "broken"), ("said", Deprel::Ccomp));
    }

    #[test]
    fn only_be_makes_a_passive() {
        let s = mended("It was Oman that mediated between Iran and Pakistan.");
        assert_eq!(head_of(&s, "that"), ("mediated", Deprel::Nsubj));
        let s = mended("Its ambassador in Beijing was on Tuesday accredited to Kuwait as well.");
        assert_eq!(head_of(&s, "ambassador"), ("accredited", Deprel::NsubjPass));
    }

    #[test]
    fn a_relative_clause_keeps_its_subject() {
        let s = mended("The agreement that Ukraine and Russia each signed on Friday was mediated by Turkey.");
        assert_eq!(head_of(&s, "Ukraine"), ("signed", Deprel::Nsubj));
        let s = mended("Algeria's first ambassador to Iraq since the war has arrived in Baghdad.");
        assert_eq!(head_of(&s, "ambassador"), ("arrived", Deprel::Nsubj));
    }
}
