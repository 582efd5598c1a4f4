//! Lists whose members the parser hangs apart: adjectives that share a noun, subjects joined by "as well as", "along with" and
//! "not only .. but also".

use legation_language::{Deprel, Sentence, Upos, Xpos};
use legation_lexicon::Lexicon;
use legation_lexicon::data::{EntityKind, NameRole};

use super::{child, hang, has_child, rotate};

/// Mends a sentence's lists.
pub(super) fn mend(sentence: &mut Sentence, lexicon: &Lexicon) {
    share_noun(sentence, lexicon);
    first_verb_of_list(sentence);
    not_only_subject(sentence);
    joined_subjects(sentence);
    first_of_subjects(sentence, lexicon);
    subject_behind_and(sentence);
    subject_behind_clause(sentence, lexicon);
    first_of_three_verbs(sentence);
    receivers(sentence, lexicon);
    gapped(sentence, lexicon);
}

/// "Syrian, Libyan and Burmese **officials**": all adjectives belong to the noun that follows the last.
fn share_noun(sentence: &mut Sentence, lexicon: &Lexicon) {
    let adjective = |s: &Sentence, i: usize| is_adjective_of_state(&s.tokens[i].form, lexicon);
    for and in 1..sentence.tokens.len().saturating_sub(2) {
        let last = and + 1;
        if !matches!(sentence.tokens[and].form.as_str(), "and" | "or" | "&")
            || sentence.tokens[last + 1].upos != Upos::Noun
            || !adjective(sentence, last)
        {
            continue;
        }
        // The members before the last, from right to left.
        let mut members = vec![last];
        let mut at = if sentence.tokens[and - 1].form == "," { and - 1 } else { and };
        while let Some(member) = at.checked_sub(1).filter(|&m| adjective(sentence, m)) {
            members.push(member);
            match member.checked_sub(1) {
                Some(comma) if sentence.tokens[comma].form == "," => at = comma,
                _ => break,
            }
        }
        members.reverse();
        if members.len() < 2 {
            continue;
        }
        let mut noun = last + 1;
        while sentence.tokens.get(noun + 1).is_some_and(|t| t.upos == Upos::Noun)
            && sentence.tokens[noun].head == Some(noun + 1)
        {
            noun += 1;
        }
        give_noun(sentence, &members, noun);
    }
}

/// Hangs a list of adjectives on their noun, and the noun where the list hung.
fn give_noun(sentence: &mut Sentence, adjectives: &[usize], noun: usize) {
    let first = adjectives[0];
    let inside = first..=noun;
    // The part that the rest of the sentence holds.
    let outside = |s: &Sentence, i: usize| s.tokens[i].head.is_none_or(|h| !inside.contains(&h));
    let Some(top) = inside.clone().find(|&i| outside(sentence, i)) else { return };
    // A word inside that hangs on one outside, which again hangs on the list, would close a circle.
    if inside.clone().any(|i| i != top && i != noun && !adjectives.contains(&i) && outside(sentence, i)) {
        return;
    }
    let (head, deprel) = (sentence.tokens[top].head, sentence.tokens[top].deprel);
    let mut above = head;
    while let Some(at) = above {
        if inside.contains(&at) {
            return;
        }
        above = sentence.tokens[at].head;
    }
    for token in &mut sentence.tokens {
        if token.head.is_some_and(|h| adjectives.contains(&h))
            && !matches!(token.deprel, Deprel::Cc | Deprel::Punct | Deprel::Advmod)
        {
            token.head = Some(noun);
        }
    }
    // "expelled Russian": no predicate of the object but, with its noun, the object itself.
    let predicate = deprel == Deprel::Xcomp && head.is_some_and(|h| sentence.tokens[h].upos == Upos::Verb);
    let deprel = if predicate { Deprel::Obj } else { deprel };
    // Words between the last adjective and the noun keep their heads, which are the noun or between too.
    (sentence.tokens[noun].head, sentence.tokens[noun].deprel) = (head, deprel);
    for &adjective in adjectives {
        let token = &mut sentence.tokens[adjective];
        token.upos = Upos::Adj;
        (token.head, token.deprel) =
            if adjective == first { (Some(noun), Deprel::Amod) } else { (Some(first), Deprel::Conj) };
    }
}

/// Whether a word is the adjective of a state or government.
fn is_adjective_of_state(word: &str, lexicon: &Lexicon) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        && lexicon.names_in(word).iter().any(|m| {
            m.start == 0
                && m.end == word.len()
                && m.names.iter().any(|&n| lexicon.name(n).role == NameRole::Adjective)
        })
}

/// "The junta **freed** students, closed prisons, and lifted the curfew": the first of several verbs, taken for a part of the
/// second one's subject.
fn first_verb_of_list(sentence: &mut Sentence) {
    for verb in 1..sentence.tokens.len() {
        let token = &sentence.tokens[verb];
        let (Some(object), true) = (token.head, token.upos == Upos::Verb) else { continue };
        let past = matches!(token.xpos, Xpos::Vbd | Xpos::Vbn)
            && matches!(token.deprel, Deprel::Compound | Deprel::Amod)
            && object > verb;
        let subject = verb - 1;
        let tokens = &sentence.tokens;
        let before = matches!(tokens[subject].upos, Upos::Noun | Upos::Propn)
            && (tokens[subject].head == Some(object) && tokens[subject].deprel == Deprel::Compound
                || tokens[subject].head == Some(verb) && tokens[subject].deprel == Deprel::Nsubj);
        let Some(second) = tokens[object].head.filter(|_| past && before) else { continue };
        let listed = tokens[object].deprel == Deprel::Nsubj
            && second > object
            && tokens[object + 1..second].iter().any(|t| t.form == ",");
        if !listed {
            continue;
        }
        for i in 0..subject {
            if sentence.tokens[i].head == Some(object) {
                sentence.tokens[i].head = Some(subject);
            }
        }
        sentence.tokens[subject].head = Some(verb);
        sentence.tokens[subject].deprel = Deprel::Nsubj;
        sentence.tokens[verb].head = Some(second);
        rotate(sentence, verb, second, Deprel::Conj);
        sentence.tokens[object].head = Some(verb);
        sentence.tokens[object].deprel = Deprel::Obj;
    }
}

/// "Not only **France** but also Germany expelled": the first subject, taken for a sentence that the verb is joined to.
fn not_only_subject(sentence: &mut Sentence) {
    for verb in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let Some(first) = tokens[verb].head.filter(|&h| h < verb) else { continue };
        let nominal = matches!(tokens[first].upos, Upos::Noun | Upos::Propn)
            && matches!(tokens[first].deprel, Deprel::Root | Deprel::Ccomp | Deprel::Parataxis);
        let predicate = tokens[verb].upos == Upos::Verb && tokens[verb].deprel == Deprel::Conj;
        if !nominal
            || !predicate
            || [Deprel::Cop, Deprel::Nsubj].into_iter().any(|d| has_child(sentence, first, d))
            || !tokens[..first].iter().any(|t| t.head == Some(first) && t.form.eq_ignore_ascii_case("only"))
        {
            continue;
        }
        let relation =
            if has_child(sentence, verb, Deprel::NsubjPass) { Deprel::NsubjPass } else { Deprel::Nsubj };
        let Some(second) = child(sentence, verb, relation).filter(|&s| s > first && s < verb) else {
            continue;
        };
        rotate(sentence, verb, first, relation);
        join(sentence, first, second);
    }
}

/// "Mali **as well as Niger** recalled", "Ghana, **along with Togo**, condemned": the second subject acts as the first does.
fn joined_subjects(sentence: &mut Sentence) {
    let subject = |s: &Sentence, i: usize| matches!(s.tokens[i].deprel, Deprel::Nsubj | Deprel::NsubjPass);
    for second in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let Some(head) = tokens[second].head else { continue };
        if subject(sentence, second) {
            let first = (0..second).find(|&o| {
                tokens[o].head == Some(head) && subject(sentence, o) && tokens[o].upos != Upos::Pron
            });
            if let Some(first) = first
                && (first + 1..second).any(|c| tokens[c].head == Some(head) && tokens[c].deprel == Deprel::Cc)
            {
                join(sentence, first, second);
            }
        } else if let Some(first) = partner(sentence, second)
            && hang(sentence, second, first, Deprel::Conj)
        {
            for word in &mut sentence.tokens[first + 1..second] {
                if word.head == Some(second) && word.deprel == Deprel::Case {
                    word.deprel = Deprel::Cc;
                }
            }
        }
    }
}

/// "On Monday **France**, Germany and Russia published": the first name of a list, taken for a time of the verb.
fn first_of_subjects(sentence: &mut Sentence, lexicon: &Lexicon) {
    for first in 0..sentence.tokens.len().saturating_sub(2) {
        let tokens = &sentence.tokens;
        let Some(verb) = tokens[first].head.filter(|&v| v > first && tokens[v].upos == Upos::Verb) else {
            continue;
        };
        let adrift = matches!(tokens[first].deprel, Deprel::Obl | Deprel::OblUnmarked)
            && tokens[first].upos == Upos::Propn
            && !has_child(sentence, first, Deprel::Case)
            && tokens[first + 1].form == ","
            && is_state(&tokens[first].form, lexicon);
        if !adrift {
            continue;
        }
        let passive = has_child(sentence, verb, Deprel::AuxPass);
        let relation = if passive { Deprel::NsubjPass } else { Deprel::Nsubj };
        let second = (first + 2..verb).find(|&s| {
            sentence.tokens[s].head == Some(verb)
                && matches!(sentence.tokens[s].deprel, Deprel::Nsubj | Deprel::NsubjPass)
        });
        let listed = sentence.tokens[first + 2..verb].iter().any(|t| t.deprel == Deprel::Cc);
        match second {
            Some(second)
                if listed
                    && sentence.tokens[first + 2..=second]
                        .iter()
                        .all(|t| matches!(t.upos, Upos::Propn | Upos::Adj | Upos::Det)) =>
            {
                sentence.tokens[first].deprel = relation;
                hang(sentence, second, first, Deprel::Conj);
            }
            // The others hang on it, and the verb has nobody.
            None if listed
                && has_child(sentence, first, Deprel::Conj)
                && ![Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl, Deprel::Csubj]
                    .into_iter()
                    .any(|d| has_child(sentence, verb, d)) =>
            {
                sentence.tokens[first].deprel = relation;
            }
            _ => {}
        }
    }
}

/// "With the mediation of Qatar, **Chad** and the rebels agreed": a subject that begins with "and" has its first member before it, which
/// the phrase that opens the sentence took in.
fn subject_behind_and(sentence: &mut Sentence) {
    for last in 3..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let relation = tokens[last].deprel;
        let Some(verb) = tokens[last].head.filter(|&v| v > last) else { continue };
        if !matches!(relation, Deprel::Nsubj | Deprel::NsubjPass) || tokens[verb].upos != Upos::Verb {
            continue;
        }
        let own_and = (1..last).find(|&c| {
            tokens[c].head == Some(last) && tokens[c].deprel == Deprel::Cc && tokens[c].form == "and"
        });
        let Some(first) = own_and.map(|and| and - 1) else { continue };
        let taken_in = matches!(tokens[first].upos, Upos::Noun | Upos::Propn)
            && matches!(tokens[first].deprel, Deprel::Conj | Deprel::Appos)
            && tokens[first]
                .head
                .is_some_and(|h| h < first && tokens[h + 1..first].iter().any(|t| t.form == ","));
        // After a clause of its own, "and" opens another one.
        let clause = tokens[..first].iter().any(|t| matches!(t.upos, Upos::Verb | Upos::Aux));
        if taken_in && !clause && hang(sentence, first, verb, relation) {
            join(sentence, first, last);
        }
    }
}

/// "Israel, which bombed the airport, and **Turkey**, which .., were condemned": a second subject that the relative clause before it took in.
fn subject_behind_clause(sentence: &mut Sentence, lexicon: &Lexicon) {
    for second in 3..sentence.tokens.len().saturating_sub(1) {
        let tokens = &sentence.tokens;
        let parenthetical = tokens[second - 1].form == "and"
            && tokens[second - 2].form == ","
            && tokens[second + 1].form == ","
            && tokens[second].deprel == Deprel::Conj
            && is_state(&tokens[second].form, lexicon);
        if !parenthetical {
            continue;
        }
        // The relative clause above it, and the subject that the clause describes.
        let mut at = second;
        let subject = loop {
            let Some(above) = tokens[at].head.filter(|&h| h < second) else { break None };
            if tokens[at].deprel == Deprel::AclRelcl {
                break Some(above);
            }
            at = above;
        };
        if let Some(subject) = subject
            && matches!(tokens[subject].deprel, Deprel::Nsubj | Deprel::NsubjPass)
            && tokens[subject + 1].form == ","
        {
            join(sentence, subject, second);
        }
    }
}

/// "The army **released** prisoners, reopened two roads, and lifted the siege": the first of several verbs, taken for a side clause, and its
/// object for the second one's subject.
fn first_of_three_verbs(sentence: &mut Sentence) {
    for first in 1..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let Some(second) = tokens[first].head.filter(|&s| s > first + 1) else { continue };
        let clause = tokens[first].upos == Upos::Verb
            && matches!(tokens[first].xpos, Xpos::Vbd | Xpos::Vbn)
            && matches!(tokens[first].deprel, Deprel::Advcl | Deprel::Acl)
            && child(sentence, first, Deprel::Nsubj).is_some_and(|s| s < first)
            && ![Deprel::Mark, Deprel::Aux, Deprel::Advmod, Deprel::Obj]
                .into_iter()
                .any(|d| has_child(sentence, first, d));
        let object = child(sentence, second, Deprel::Nsubj).filter(|&o| {
            o > first
                && o < second
                && tokens[first + 1..o].iter().all(|t| t.head == Some(o) || t.head == Some(first))
                && tokens[o + 1..second].iter().any(|t| t.form == ",")
        });
        let Some(object) = object.filter(|_| clause && tokens[second].xpos == Xpos::Vbd) else { continue };
        rotate(sentence, first, second, Deprel::Conj);
        hang(sentence, object, first, Deprel::Obj);
    }
}

/// "gave Ghana vaccines, **Rwanda** laboratories, and **Senegal** both": each of the others to whom something is given.
fn receivers(sentence: &mut Sentence, lexicon: &Lexicon) {
    for object in 2..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let Some(verb) = tokens[object].head.filter(|_| tokens[object].deprel == Deprel::Obj) else {
            continue;
        };
        let Some(first) =
            child(sentence, verb, Deprel::Iobj).filter(|&i| i < object && is_state(&tokens[i].form, lexicon))
        else {
            continue;
        };
        for other in object + 1..sentence.tokens.len() {
            let tokens = &sentence.tokens;
            if tokens[other].head != Some(object) || tokens[other].deprel != Deprel::Conj {
                continue;
            }
            let before = other - 1;
            if tokens[before].head == Some(other) && is_state(&tokens[before].form, lexicon) {
                hang(sentence, before, first, Deprel::Conj);
            } else if is_state(&tokens[other].form, lexicon) {
                hang(sentence, other, first, Deprel::Conj);
            }
        }
    }
}

/// The subject that a noun under "along with" or "together with" right behind it acts with, whether the noun hangs on it or on the verb.
fn partner(sentence: &Sentence, noun: usize) -> Option<usize> {
    let tokens = &sentence.tokens;
    let subject = |i: usize| matches!(tokens[i].deprel, Deprel::Nsubj | Deprel::NsubjPass);
    let head = tokens[noun].head?;
    let first = match tokens[noun].deprel {
        Deprel::Nmod if subject(head) && head < noun => head,
        // "Ghana, along with Togo, condemned": only where nothing but the comma stands between.
        Deprel::Obl if noun < head => {
            let with =
                (0..noun).find(|&c| tokens[c].head == Some(noun) && tokens[c].deprel == Deprel::Case)?;
            let comma = with.checked_sub(1).filter(|&c| tokens[c].form == ",")?;
            (0..comma).find(|&s| tokens[s].head == Some(head) && subject(s))?
        }
        _ => return None,
    };
    let along = tokens[first + 1..noun].windows(2).any(|w| {
        matches!(w[0].form.as_str(), "along" | "together" | "alongside")
            && w[1].form == "with"
            && w[1].head == Some(noun)
    });
    along.then_some(first)
}

/// "Germany expelled 40 diplomats, **France 35 and Italy 30**": a name and a number where the verb is left out; the named did it too.
fn gapped(sentence: &mut Sentence, lexicon: &Lexicon) {
    let count = sentence.tokens.len();
    let names: Vec<usize> = (2..count.saturating_sub(1))
        .filter(|&i| {
            let tokens = &sentence.tokens;
            let before = if tokens[i - 1].form.eq_ignore_ascii_case("the") { i - 2 } else { i - 1 };
            matches!(tokens[before].form.as_str(), "," | "and")
                && tokens[i].upos == Upos::Propn
                && tokens[i + 1].upos == Upos::Num
                && tokens.get(i + 2).is_none_or(|t| matches!(t.form.as_str(), "," | "." | "and" | ";"))
                && is_state(&tokens[i].form, lexicon)
        })
        .collect();
    let Some(&first) = names.first() else { return };
    // The verb whose object is counted before the first of them.
    let Some(verb) = (0..first).rev().find(|&v| {
        sentence.tokens[v].upos == Upos::Verb
            && (v + 1..first)
                .any(|o| sentence.tokens[o].head == Some(v) && sentence.tokens[o].deprel == Deprel::Obj)
    }) else {
        return;
    };
    let counted = sentence.tokens[verb + 1..first].iter().any(|t| t.upos == Upos::Num);
    let Some(subject) = child(sentence, verb, Deprel::Nsubj).filter(|&s| s < verb && counted) else { return };
    for name in names {
        let number = name + 1;
        if hang(sentence, number, verb, Deprel::Parataxis) && hang(sentence, name, subject, Deprel::Conj) {
            hang(sentence, number, name, Deprel::Nummod);
        }
    }
}

/// Whether a word is the name of a state.
fn is_state(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.names_in(word).iter().any(|m| {
        m.start == 0
            && m.end == word.len()
            && m.names.iter().any(|&n| {
                let name = lexicon.name(n);
                name.role == NameRole::Name && lexicon.entity(name.entity).kind == EntityKind::State
            })
    })
}

/// Coordinates two nouns, with the conjunction between them.
fn join(sentence: &mut Sentence, first: usize, second: usize) {
    let conjunction = (first + 1..second).find(|&c| sentence.tokens[c].deprel == Deprel::Cc);
    if hang(sentence, second, first, Deprel::Conj)
        && let Some(conjunction) = conjunction
    {
        hang(sentence, conjunction, second, Deprel::Cc);
    }
}

#[cfg(test)]
mod tests {
    use legation_language::Deprel;

    use crate::mend::testing::{head_of, mended};

    #[test]
    fn those_who_act_together_are_one_subject() {
        let s = mended("Ghana, along with Togo, condemned the Libyan government.");
        assert_eq!(head_of(&s, "Togo"), ("Ghana", Deprel::Conj));
        let s = mended("On Monday France, Germany and Russia published a common statement.");
        assert_eq!(head_of(&s, "Germany"), ("France", Deprel::Conj));
        assert_eq!(head_of(&s, "France"), ("published", Deprel::Nsubj));
        let s = mended("With the mediation of Qatar, Chad and the rebels agreed to a ceasefire.");
        assert_eq!(head_of(&s, "Chad"), ("agreed", Deprel::Nsubj));
        assert_eq!(head_of(&s, "rebels"), ("Chad", Deprel::Conj));
    }

    #[test]
    fn a_name_with_a_number_did_it_too() {
        let s = mended("Germany expelled 40 Russian diplomats, France 35 and Italy 30.");
        assert_eq!(head_of(&s, "France"), ("Germany", Deprel::Conj));
        assert_eq!(head_of(&s, "Italy"), ("Germany", Deprel::Conj));
        let s = mended("Germany gave Ghana vaccines, Rwanda laboratories, and Senegal both.");
        assert_eq!(head_of(&s, "Rwanda"), ("Ghana", Deprel::Conj));
    }
}
