//! The tense of the verb that governs an expression: whether "on Thursday" looks back or ahead.

use crate::tree::{Deprel, Sentence, Token, Upos, Xpos};

/// Which way the clause of a time expression looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tense {
    /// "met", "had met", "was to have met".
    Past,
    /// "says", "has met": weekdays and months still look back, but a span of time reaches the reference.
    Present,
    /// "will meet", "is to meet", "is meeting", "plans to meet", "scheduled for".
    Future,
}

/// Words after which a date lies ahead whatever the tense of the verb.
fn looks_ahead(lemma: &str) -> bool {
    matches!(
        lemma,
        "plan"
            | "intend"
            | "schedule"
            | "expect"
            | "due"
            | "hope"
            | "slate"
            | "upcoming"
            | "forthcoming"
            | "set"
            | "propose"
            | "aim"
            | "promise"
            | "pledge"
            | "vow"
            | "prepare"
            | "await"
    )
}

/// Verbs whose present tense with a date is a timetable's: "the summit opens on Friday".
fn scheduled(lemma: &str) -> bool {
    matches!(
        lemma,
        "begin"
            | "start"
            | "open"
            | "end"
            | "close"
            | "expire"
            | "arrive"
            | "leave"
            | "depart"
            | "run"
            | "last"
            | "fall"
            | "meet"
            | "travel"
            | "visit"
            | "head"
            | "host"
            | "vote"
            | "resume"
            | "return"
            | "kick"
            | "take"
            | "go"
    )
}

/// The tense of the clause around the token.
///
/// With a tree it is read off the nearest governing verb and its auxiliaries; without one, off the nearest verb in the
/// sentence. A token with neither is [`Tense::Past`], the tense of news.
pub fn governing_tense(sentence: &Sentence, token: usize) -> Tense {
    let tokens = &sentence.tokens;
    let has_tree = tokens.iter().any(|t| t.head.is_some());
    if has_tree { from_tree(tokens, token) } else { from_order(tokens, token) }
}

fn from_tree(tokens: &[Token], token: usize) -> Tense {
    let mut at = token;
    for _ in 0..tokens.len() {
        let Some(word) = tokens.get(at) else { break };
        if at != token && looks_ahead_here(word) {
            return Tense::Future;
        }
        if let Some(tense) = clause_tense(tokens, at, 0) {
            return tense;
        }
        // The infinitive of "plans to meet on Friday" looks ahead of its governor; so does one under a noun.
        match word.head {
            Some(head) => at = head,
            None => break,
        }
    }
    Tense::Past
}

/// The tense of the clause headed by `head`; `None` where it heads none or the governor decides.
fn clause_tense(tokens: &[Token], head: usize, depth: usize) -> Option<Tense> {
    let mut finite: Option<Tense> = None;
    let mut marked_to = false;
    let mut has_aux_have = false;
    let mut copula = false;
    let dependents = tokens.iter().filter(|t| t.head == Some(head));
    for word in dependents {
        match word.deprel {
            Deprel::Aux | Deprel::AuxPass | Deprel::Cop => {
                copula |= word.deprel == Deprel::Cop;
                match word.lemma.as_str() {
                    "will" | "shall" | "'ll" | "wo" => return Some(Tense::Future),
                    "have" => has_aux_have = true,
                    _ => {}
                }
                if finite.is_none() {
                    finite = by_tag(word.xpos);
                }
            }
            Deprel::Mark if word.lemma == "to" => marked_to = true,
            _ => {}
        }
    }
    let own = &tokens[head];
    if matches!(own.upos, Upos::Verb | Upos::Aux) || copula {
        if marked_to && !has_aux_have {
            let past_governor = own.head.filter(|&h| h < tokens.len()).is_some_and(|h| {
                let governor = &tokens[h];
                let ahead = looks_ahead(governor.lemma.as_str()) || governor.lemma == "agree";
                let past = || depth < 4 && clause_tense(tokens, h, depth + 1) == Some(Tense::Past);
                !ahead && (governor.xpos == Xpos::Vbn || past())
            });
            return Some(if past_governor { Tense::Past } else { Tense::Future });
        }
        if looks_ahead_here(own) && matches!(own.xpos, Xpos::Vbn | Xpos::Jj) {
            return Some(Tense::Future);
        }
        let tense = finite.or_else(|| by_tag(own.xpos));
        let timetable = tense == Some(Tense::Present)
            && !has_aux_have
            && (own.xpos == Xpos::Vbg && finite.is_some()
                || own.xpos != Xpos::Vbn && scheduled(own.lemma.as_str()));
        return if timetable { Some(Tense::Future) } else { tense };
    }
    None
}

fn looks_ahead_here(word: &Token) -> bool {
    matches!(word.upos, Upos::Verb | Upos::Adj | Upos::X) && looks_ahead(word.lemma.as_str())
}

fn by_tag(tag: Xpos) -> Option<Tense> {
    match tag {
        Xpos::Vbd => Some(Tense::Past),
        Xpos::Vbz | Xpos::Vbp => Some(Tense::Present),
        _ => None,
    }
}

/// Without a tree: the nearest verb group before the token, or after it where none comes before.
fn from_order(tokens: &[Token], token: usize) -> Tense {
    let before = (0..token.min(tokens.len())).rev();
    let after = token..tokens.len();
    let mut infinitive = false;
    for at in before.chain(after) {
        let word = &tokens[at];
        let form = word.form.as_str();
        if matches!(form, "will" | "'ll" | "’ll" | "shall" | "Will") {
            return Tense::Future;
        }
        let next_is_verb = tokens.get(at + 1).is_some_and(|t| matches!(t.xpos, Xpos::Vb));
        if form == "to" && next_is_verb {
            infinitive = true;
            continue;
        }
        if matches!(word.upos, Upos::Verb | Upos::Aux) {
            if infinitive && (looks_ahead(word.lemma.as_str()) || word.lemma == "be" || word.lemma == "go") {
                return Tense::Future;
            }
            // The bare verb of a group: its auxiliary further left decides.
            match by_tag(word.xpos) {
                Some(tense) => return tense,
                None => continue,
            }
        }
    }
    Tense::Past
}
