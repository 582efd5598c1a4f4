//! The grammar of headlines: no full stop, no "be", a comma for "and", and verbs that the parser takes for nouns.

use std::ops::Range;

use legation_language::{Deprel, Sentence, Token, Upos, Xpos};
use legation_lexicon::Lexicon;
use legation_lexicon::data::{AgentKind, EntityKind};

use super::verbs::base_of_third_person;
use super::{child, hang, has_child, in_class, is_infinitive, root, rotate};

/// Longer lines without a full stop are no headlines.
const LONGEST: usize = 22;

/// Mends the tree of a headline; leaves other sentences alone.
pub(super) fn mend(sentence: &mut Sentence, lexicon: &Lexicon) {
    let Some(last) = sentence.tokens.last() else { return };
    if last.upos == Upos::Punct || sentence.tokens.len() > LONGEST {
        return;
    }
    speaker_beside_mark(sentence, lexicon);
    verb_of_two(sentence, lexicon);
    verb_taken_for_noun(sentence, lexicon);
    verb_among_nouns(sentence, lexicon);
    second_verb_taken_for_noun(sentence, lexicon);
    verb_taken_for_subject(sentence);
    participle_taken_for_clause(sentence);
    finite_without_ending(sentence);
    state_of_affairs(sentence, lexicon);
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
    let under = child(sentence, verb, Deprel::Nmod).or_else(|| child(sentence, verb, Deprel::Obl));
    let goal = under.filter(|&g| {
        g > verb
            && child(sentence, g, Deprel::Case) == Some(verb + 1)
            && matches!(tokens[verb + 1].form.as_str(), "to" | "in" | "for")
            && in_class(lexicon, "headline-motion", &tokens[verb].lemma)
    });
    // The verb's own lemma: "Lands" is not "lands".
    let lemma = tokens[verb].lemma.to_lowercase();
    if goal.is_none() && child(sentence, verb, Deprel::Obj).is_none_or(|o| o < verb) {
        return;
    }
    let token = &mut sentence.tokens[verb];
    (token.upos, token.xpos, token.lemma) = (Upos::Verb, Xpos::Vbz, lemma);
    let token = &mut sentence.tokens[subject];
    token.deprel = Deprel::Nsubj;
    // "Dutch", "Pelosi": whoever moves is named.
    if token.upos == Upos::Adj || goal.is_some() && lexicon.agent(&token.lemma.to_lowercase()).is_none() {
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
    // The first of them may count as broken off.
    let first =
        child(sentence, second, Deprel::Reparandum).or_else(|| child(sentence, second, Deprel::Nsubj));
    let Some(first) = first else { return };
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

/// "Sri Lankan police **detain** protest leader", "India, Vietnam **issue** joint statement", "Court **Bars** Ex-Prosecutor": a headline
/// whose only verb was taken for a noun, between those who act and what they act on.
fn verb_among_nouns(sentence: &mut Sentence, lexicon: &Lexicon) {
    // "tear gas" is no tearing.
    for gas in 1..sentence.tokens.len() {
        let tokens = &mut sentence.tokens;
        if tokens[gas].form.eq_ignore_ascii_case("gas") && tokens[gas - 1].form.eq_ignore_ascii_case("tear") {
            (tokens[gas - 1].upos, tokens[gas - 1].xpos) = (Upos::Noun, Xpos::Nn);
        }
    }
    let finite =
        |t: &Token| matches!(t.xpos, Xpos::Vbz | Xpos::Vbp | Xpos::Vbd | Xpos::Md) || t.upos == Upos::Aux;
    if sentence.tokens.iter().any(finite) {
        return;
    }
    for verb in 1..sentence.tokens.len().saturating_sub(1) {
        if looks_like_verb(sentence, verb, lexicon)
            && let Some(members) = those_who_act(sentence, verb, lexicon)
        {
            make_verb(sentence, verb, &members);
            return;
        }
    }
}

/// Whether a word that was tagged as a noun may be a headline's verb: known as one, and with an object right behind it.
fn looks_like_verb(sentence: &Sentence, word: usize, lexicon: &Lexicon) -> bool {
    let token = &sentence.tokens[word];
    let Some(next) = sentence.tokens.get(word + 1) else { return false };
    let known = match token.xpos {
        Xpos::Nn | Xpos::Nnp | Xpos::Vb => in_class(lexicon, "headline-verb", &token.form),
        Xpos::Nns | Xpos::Nnps => {
            base_of_third_person(&token.form).is_some_and(|base| in_class(lexicon, "headline-verb", &base))
        }
        _ => false,
    };
    known && matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det)
}

/// The heads of the noun phrases from the start of the headline to its verb, which agree with it: one of the third person where the
/// verb ends in -s, else several, or the many of one body.
fn those_who_act(sentence: &Sentence, verb: usize, lexicon: &Lexicon) -> Option<Vec<usize>> {
    let tokens = &sentence.tokens;
    let mut heads = Vec::new();
    for i in 0..verb {
        let separates = tokens[i].form == "," || tokens[i].upos == Upos::Cconj;
        if !separates
            && !matches!(tokens[i].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det)
            && !matches!(tokens[i].form.as_str(), "-" | ".")
        {
            return None;
        }
        let next = tokens.get(i + 1).filter(|_| i + 1 < verb);
        if !separates && next.is_none_or(|n| n.form == "," || n.upos == Upos::Cconj) {
            matches!(tokens[i].upos, Upos::Noun | Upos::Propn | Upos::Adj).then(|| heads.push(i))?;
        }
    }
    let last = *heads.last()?;
    let token = &tokens[last];
    let agent =
        lexicon.agent(&token.lemma.to_lowercase()).or_else(|| lexicon.agent(&token.form.to_lowercase()));
    let named = |i: usize| is_named(sentence, i, lexicon);
    let plural = heads.len() > 1
        || matches!(token.xpos, Xpos::Nns | Xpos::Nnps)
        || agent.is_some_and(|a| matches!(a.kind, AgentKind::Body | AgentKind::Crowd));
    let third = matches!(tokens[verb].xpos, Xpos::Nns | Xpos::Nnps);
    let known = agent.is_some() || heads.iter().all(|&h| named(h));
    (known && last + 1 == verb && (third != plural || third && heads.len() == 1)).then_some(heads)
}

/// Whether a name of the lexicon ends at a word.
fn is_named(sentence: &Sentence, word: usize, lexicon: &Lexicon) -> bool {
    let first = word.saturating_sub(3);
    (first..=word).any(|start| {
        let text: Vec<&str> = sentence.tokens[start..=word].iter().map(|t| t.form.as_str()).collect();
        let text = text.join(" ");
        starts_with_capital(&text)
            && lexicon.names_in(&text).iter().any(|m| m.start == 0 && m.end == text.len())
    })
}

/// Makes a verb of a word among nouns, with the phrases before it as its subjects and what follows as its object and obliques.
fn make_verb(sentence: &mut Sentence, verb: usize, subjects: &[usize]) {
    let count = sentence.tokens.len();
    // What follows hangs on the verb unless it hangs on something behind the verb too.
    let behind: Vec<usize> =
        (verb + 1..count).filter(|&i| sentence.tokens[i].head.is_none_or(|h| h <= verb)).collect();
    let has_case = |s: &Sentence, i: usize| has_child(s, i, Deprel::Case);
    let nominal = |s: &Sentence, i: usize| matches!(s.tokens[i].upos, Upos::Noun | Upos::Propn | Upos::Num);
    // Of several nouns right behind the verb the last is the object, the others stand before it: "Ex - Prosecutor".
    let run: Vec<usize> = behind
        .iter()
        .copied()
        .take_while(|&i| {
            !has_case(sentence, i)
                && (nominal(sentence, i)
                    || matches!(sentence.tokens[i].upos, Upos::Adj | Upos::Punct | Upos::Det))
        })
        .collect();
    let object = run.iter().copied().rev().find(|&i| nominal(sentence, i));
    for i in behind {
        let (head, deprel) = match object {
            Some(o) if i == o => (verb, Deprel::Obj),
            Some(o) if i < o => match sentence.tokens[i].upos {
                Upos::Adj => (o, Deprel::Amod),
                Upos::Num => (o, Deprel::Nummod),
                Upos::Det => (o, Deprel::Det),
                Upos::Punct => (o, Deprel::Punct),
                _ => (o, Deprel::Compound),
            },
            _ if has_case(sentence, i) => (verb, Deprel::Obl),
            _ => match sentence.tokens[i].deprel {
                Deprel::Root | Deprel::Compound | Deprel::Nsubj | Deprel::Flat => (verb, Deprel::OblUnmarked),
                Deprel::Acl => (verb, Deprel::Xcomp),
                other => (verb, other),
            },
        };
        (sentence.tokens[i].head, sentence.tokens[i].deprel) = (Some(head), deprel);
    }
    let mut start = 0;
    for (n, &head) in subjects.iter().enumerate() {
        for i in start..head {
            let token = &mut sentence.tokens[i];
            let inside =
                token.head.is_some_and(|h| (start..head).contains(&h)) && token.deprel == Deprel::Flat;
            let deprel = match token.upos {
                Upos::Punct => Deprel::Punct,
                Upos::Cconj => Deprel::Cc,
                Upos::Adj => Deprel::Amod,
                Upos::Num => Deprel::Nummod,
                Upos::Det => Deprel::Det,
                _ => Deprel::Compound,
            };
            if !inside {
                (token.head, token.deprel) = (Some(head), deprel);
            }
        }
        let token = &mut sentence.tokens[head];
        (token.head, token.deprel) =
            if n == 0 { (Some(verb), Deprel::Nsubj) } else { (Some(subjects[0]), Deprel::Conj) };
        if token.upos == Upos::Adj {
            token.upos = Upos::Propn;
        }
        start = head + 1;
    }
    let token = &mut sentence.tokens[verb];
    let third = matches!(token.xpos, Xpos::Nns | Xpos::Nnps);
    let base = if third { base_of_third_person(&token.form) } else { None };
    token.lemma = base.map_or_else(|| token.form.to_lowercase(), Into::into);
    (token.upos, token.xpos) = (Upos::Verb, if third { Xpos::Vbz } else { Xpos::Vbp });
    (token.head, token.deprel) = (None, Deprel::Root);
}

/// "Jordan urges calm, **condemns** strike": the second of two verbs with one subject, taken for a part of what it acts on.
fn second_verb_taken_for_noun(sentence: &mut Sentence, lexicon: &Lexicon) {
    let Some(first) = root(sentence).filter(|&r| sentence.tokens[r].xpos == Xpos::Vbz) else { return };
    for verb in first + 2..sentence.tokens.len() {
        let tokens = &sentence.tokens;
        let after_mark = matches!(tokens[verb - 1].form.as_str(), "," | "and");
        let Some(object) = tokens[verb].head.filter(|&o| o > verb) else { continue };
        if after_mark
            && tokens[verb].xpos == Xpos::Nns
            && tokens[verb].deprel == Deprel::Compound
            && looks_like_verb(sentence, verb, lexicon)
            && let Some(base) = base_of_third_person(&tokens[verb].form)
            && hang(sentence, object, first, Deprel::Obj)
            && hang(sentence, verb, first, Deprel::Conj)
        {
            hang(sentence, object, verb, Deprel::Obj);
            let token = &mut sentence.tokens[verb];
            (token.upos, token.xpos, token.lemma) = (Upos::Verb, Xpos::Vbz, base.into());
        }
    }
}

/// "Putin, Erdogan **meet** in Sochi": a bare form with a subject and nothing before it is finite.
fn finite_without_ending(sentence: &mut Sentence) {
    for verb in 1..sentence.tokens.len() {
        let bare = sentence.tokens[verb].xpos == Xpos::Vb
            && has_child(sentence, verb, Deprel::Nsubj)
            && ![Deprel::Aux, Deprel::AuxPass, Deprel::Mark]
                .into_iter()
                .any(|d| has_child(sentence, verb, d));
        if bare {
            sentence.tokens[verb].xpos = Xpos::Vbp;
        }
    }
}

/// "Germany Returns **Looted** Head to Turkey": a participle before a noun, taken for a clause of its own.
fn participle_taken_for_clause(sentence: &mut Sentence) {
    let Some(verb) = root(sentence).filter(|&r| sentence.tokens[r].xpos == Xpos::Vbz) else { return };
    let participle = verb + 1;
    let Some(token) = sentence.tokens.get(participle) else { return };
    if token.head != Some(verb)
        || !matches!(token.deprel, Deprel::Ccomp | Deprel::Xcomp | Deprel::Conj)
        || !matches!(token.xpos, Xpos::Vbd | Xpos::Vbn)
        || [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Mark]
            .into_iter()
            .any(|d| has_child(sentence, participle, d))
    {
        return;
    }
    let Some(noun) = child(sentence, participle, Deprel::Obj).filter(|&o| o > participle) else { return };
    (sentence.tokens[noun].head, sentence.tokens[noun].deprel) = (Some(verb), Deprel::Obj);
    let goal = (noun + 1..sentence.tokens.len()).find(|&g| {
        sentence.tokens[g].head == Some(noun)
            && sentence.tokens[g].deprel == Deprel::Nmod
            && child(sentence, g, Deprel::Case).is_some_and(|c| sentence.tokens[c].form == "to")
    });
    if let Some(goal) = goal {
        hang(sentence, goal, verb, Deprel::Obl);
    }
    for token in &mut sentence.tokens {
        if token.head == Some(participle) {
            token.head = Some(verb);
        }
    }
    let token = &mut sentence.tokens[participle];
    (token.head, token.deprel, token.upos, token.xpos) = (Some(noun), Deprel::Amod, Upos::Adj, Xpos::Jj);
}

/// "Iran, Iraq **in talks** on border", "Paris, Berlin **in joint call** for calm": the talks are theirs.
fn state_of_affairs(sentence: &mut Sentence, lexicon: &Lexicon) {
    let Some(noun) = root(sentence) else { return };
    let tokens = &sentence.tokens;
    let agent = lexicon.agent(&tokens[noun].lemma.to_lowercase()).is_some();
    if tokens
        .iter()
        .any(|t| t.upos == Upos::Verb && t.xpos != Xpos::Vbg && t.xpos != Xpos::Vb || t.upos == Upos::Aux)
        || !(agent || is_named(sentence, noun, lexicon))
        || !(agent || tokens[noun].upos == Upos::Propn)
    {
        return;
    }
    // "Paris, Berlin in joint call": the second, taken for an apposition, has what both are in.
    let second = child(sentence, noun, Deprel::Appos)
        .filter(|&s| s > noun && sentence.tokens[s - 1].form == "," && is_named(sentence, s, lexicon));
    let own = |s: &Sentence, i: usize| {
        s.tokens[i].head == Some(noun) || second.is_some() && s.tokens[i].head == second
    };
    let predicate = (noun + 1..sentence.tokens.len()).find(|&p| {
        own(sentence, p)
            && sentence.tokens[p].deprel == Deprel::Nmod
            && child(sentence, p, Deprel::Case).is_some_and(|c| sentence.tokens[c].form == "in")
            && in_class(lexicon, "headline-state-of-affairs", &sentence.tokens[p].lemma)
    });
    let Some(predicate) = predicate else { return };
    if let Some(second) = second {
        sentence.tokens[second].deprel = Deprel::Conj;
        sentence.tokens[predicate].head = Some(noun);
    }
    // Without "be" there is no clause: whose state of affairs it is.
    rotate(sentence, predicate, noun, Deprel::NmodPoss);
}

/// "**Iran:** we shot down airliner", "Leaders to meet in Davos **- sources**": a mark that says who says so, made the verb that it stands for.
fn speaker_beside_mark(sentence: &mut Sentence, lexicon: &Lexicon) {
    let count = sentence.tokens.len();
    let colon = (1..count.saturating_sub(2)).find(|&i| sentence.tokens[i].form == ":");
    if let Some(mark) = colon.filter(|&m| m <= 5) {
        if is_speaker(sentence, 0..mark, lexicon) && speaks(sentence, 0..mark, mark + 1..count, lexicon) {
            say(sentence, mark, 0..mark, mark + 1..count);
        }
        return;
    }
    let dash = (2..count.saturating_sub(1))
        .rev()
        .find(|&i| matches!(sentence.tokens[i].form.as_str(), "-" | "--" | "–" | "—" | ":"));
    if let Some(mark) = dash.filter(|&m| count - m <= 5)
        // A dash between spaces, and no hyphen.
        && (sentence.tokens[mark - 1].end < sentence.tokens[mark].start || sentence.tokens[mark].form == ":")
        && sentence.tokens[mark].end < sentence.tokens[mark + 1].start
        && is_speaker(sentence, mark + 1..count, lexicon)
    {
        say(sentence, mark, mark + 1..count, 0..mark);
    }
}

/// Whether words are a noun phrase that names somebody who may speak.
fn is_speaker(sentence: &Sentence, words: Range<usize>, lexicon: &Lexicon) -> bool {
    let tokens = &sentence.tokens[words.clone()];
    let nominal = tokens.iter().all(|t| {
        matches!(t.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det)
            || matches!(t.form.as_str(), "'s" | "’s" | "-" | ".")
    });
    let Some(last) = words.end.checked_sub(1).filter(|_| nominal && !tokens.is_empty()) else { return false };
    in_class(lexicon, "headline-source", &sentence.tokens[last].lemma) || is_named(sentence, last, lexicon)
}

/// Whether what follows a colon is said by whoever stands before it: a state's name alone is a heading ("Mali: army kills rebels") unless
/// what follows speaks in the first person, demands or forbids.
fn speaks(sentence: &Sentence, speaker: Range<usize>, said: Range<usize>, lexicon: &Lexicon) -> bool {
    let text: Vec<&str> = sentence.tokens[speaker.clone()].iter().map(|t| t.form.as_str()).collect();
    let text = text.join(" ");
    let heading = lexicon.names_in(&text).iter().any(|m| {
        m.start == 0
            && m.end == text.len()
            && m.names.iter().any(|&n| lexicon.entity(lexicon.name(n).entity).kind == EntityKind::State)
    });
    let words = &sentence.tokens[said];
    let personal = words.iter().any(|t| {
        matches!(
            t.form.to_lowercase().as_str(),
            "we" | "our" | "us" | "i" | "must" | "should" | "will" | "would" | "'" | "\"" | "‘" | "“"
        )
    });
    !heading || personal || words.first().is_some_and(|t| t.form.eq_ignore_ascii_case("no"))
}

/// Makes a mark the verb of saying that it stands for.
fn say(sentence: &mut Sentence, mark: usize, speaker: Range<usize>, said: Range<usize>) {
    let top = |s: &Sentence, words: &Range<usize>| {
        words.clone().find(|&i| {
            s.tokens[i].upos != Upos::Punct && s.tokens[i].head.is_none_or(|h| !words.contains(&h))
        })
    };
    let tops = |s: &Sentence, words: &Range<usize>| -> Vec<usize> {
        words.clone().filter(|&i| s.tokens[i].head.is_none_or(|h| !words.contains(&h))).collect()
    };
    // The clause is what has a verb, where there is one: "Iran, no talks: we ..".
    let clause = tops(sentence, &said);
    let verb = |i: &usize| sentence.tokens[*i].upos == Upos::Verb;
    let Some(content) = clause.iter().copied().find(verb).or_else(|| top(sentence, &said)) else { return };
    let Some(who) = top(sentence, &speaker) else { return };
    for i in clause {
        if i != content {
            sentence.tokens[i].head = Some(content);
            if matches!(sentence.tokens[i].deprel, Deprel::Root | Deprel::Parataxis) {
                sentence.tokens[i].deprel = Deprel::Parataxis;
            }
        }
    }
    // "meet in Davos - sources": the place, taken for a part of who says so, with its preposition.
    for case in said.clone() {
        if sentence.tokens[case].deprel == Deprel::Case
            && sentence.tokens[case].head.is_some_and(|h| speaker.contains(&h) || h == content)
            && let Some(place) = (case + 1..said.end).rev().find(|&p| {
                sentence.tokens[p].head == Some(content)
                    && matches!(sentence.tokens[p].deprel, Deprel::Compound | Deprel::Flat)
            })
        {
            sentence.tokens[case].head = Some(place);
            sentence.tokens[place].deprel = Deprel::Obl;
        }
    }
    for i in tops(sentence, &speaker) {
        if i != who {
            (sentence.tokens[i].head, sentence.tokens[i].deprel) = (Some(who), Deprel::Flat);
        }
    }
    (sentence.tokens[content].head, sentence.tokens[content].deprel) = (Some(mark), Deprel::Ccomp);
    (sentence.tokens[who].head, sentence.tokens[who].deprel) = (Some(mark), Deprel::Nsubj);
    let token = &mut sentence.tokens[mark];
    (token.head, token.deprel) = (None, Deprel::Root);
    (token.upos, token.xpos, token.lemma) = (Upos::Verb, Xpos::Vbz, "say".into());
}

/// Whether a word begins with a capital.
fn starts_with_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use legation_language::Deprel;

    use crate::mend::testing::{head_of, mended};

    #[test]
    fn a_headline_finds_its_verb() {
        let s = mended("Sri Lankan police detain protest leader");
        assert_eq!(head_of(&s, "police"), ("detain", Deprel::Nsubj));
        assert_eq!(head_of(&s, "leader"), ("detain", Deprel::Obj));
        let s = mended("India, Vietnam issue joint statement on maritime security");
        assert_eq!(head_of(&s, "India"), ("issue", Deprel::Nsubj));
        assert_eq!(head_of(&s, "statement"), ("issue", Deprel::Obj));
        let s = mended("Jordan urges calm, condemns strike");
        assert_eq!(head_of(&s, "condemns"), ("urges", Deprel::Conj));
        let s = mended("Pelosi Lands in Taiwan, Defying Beijing");
        assert_eq!(head_of(&s, "Pelosi"), ("Lands", Deprel::Nsubj));
    }

    #[test]
    fn a_colon_or_a_dash_says_who_says_so() {
        let s = mended("Turkey: Greece must withdraw troops from island");
        assert_eq!(head_of(&s, "Turkey"), (":", Deprel::Nsubj));
        assert_eq!(head_of(&s, "withdraw"), (":", Deprel::Ccomp));
        let s = mended("Greece must withdraw troops from island - Turkey");
        assert_eq!(head_of(&s, "Turkey"), ("-", Deprel::Nsubj));
        // A state's name before a report is a heading.
        let s = mended("Mali: Army kills twenty rebels near border");
        assert_ne!(head_of(&s, "Mali").0, ":");
    }

    #[test]
    fn talks_are_theirs_who_are_in_them() {
        let s = mended("Iran, Iraq in talks on border security");
        assert_eq!(head_of(&s, "Iran"), ("talks", Deprel::NmodPoss));
    }
}
