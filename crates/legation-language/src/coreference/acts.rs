//! Phrases for an act, and the clause that told of it: "Norway closed its mission. The move ..."

use super::describe::lower;
use super::nouns::noun;
use super::resolver::{State, is_reporting};
use super::{EntityKind, MentionForm, Number};
use crate::tree::{Deprel, Upos};

/// Sentences back in which the act may have been told.
const REACH: usize = 2;

/// Nouns for any act, whatever verb told of it.
fn is_general(lemma: &str) -> bool {
    matches!(
        lemma,
        "move"
            | "step"
            | "decision"
            | "development"
            | "action"
            | "act"
            | "measure"
            | "gesture"
            | "event"
            | "incident"
            | "shift"
            | "change"
            | "breakthrough"
            | "effort"
            | "initiative"
            | "policy"
            | "deed"
            | "setback"
            | "outcome"
            | "result"
            | "response"
            | "reaction"
            | "episode"
            | "turn"
            | "milestone"
            | "process"
    )
}

/// Nouns for what is said: they take up the verb of saying itself.
fn is_saying(lemma: &str) -> bool {
    matches!(
        lemma,
        "announcement"
            | "statement"
            | "remark"
            | "comment"
            | "declaration"
            | "claim"
            | "warning"
            | "accusation"
            | "allegation"
            | "promise"
            | "pledge"
            | "threat"
            | "call"
            | "appeal"
            | "request"
            | "demand"
            | "answer"
            | "reply"
            | "report"
            | "message"
            | "news"
            | "speech"
    )
}

/// Verbs whose noun is not spelt after them.
fn is_irregular(noun: &str, verb: &str) -> bool {
    matches!(
        (noun, verb),
        ("decision", "decide" | "rule" | "opt" | "choose")
            | ("announcement", "announce" | "say" | "declare" | "unveil")
            | ("statement", "state" | "say" | "declare")
            | ("sale", "sell")
            | ("death" | "killing", "die" | "kill")
            | ("loss", "lose")
            | ("choice", "choose")
            | ("speech", "speak")
            | ("flight", "flee" | "fly")
            | ("growth", "grow")
            | ("gift", "give")
            | ("departure", "leave" | "depart")
            | ("trip" | "visit" | "tour", "visit" | "travel" | "arrive" | "tour")
            | ("meeting" | "talk" | "summit", "meet" | "talk" | "gather")
            | (
                "attack" | "strike" | "assault" | "raid",
                "attack" | "strike" | "hit" | "bomb" | "shell" | "raid" | "fire"
            )
            | ("bombing" | "blast" | "explosion", "explode" | "bomb" | "detonate")
            | ("deal" | "agreement" | "accord" | "pact", "agree" | "sign")
            | ("ban", "ban" | "prohibit" | "outlaw")
            | ("arrest", "arrest" | "detain")
            | ("appointment" | "nomination", "appoint" | "name" | "nominate")
            | ("expulsion", "expel")
            | ("withdrawal" | "pullout", "withdraw" | "pull" | "leave")
            | ("closure", "close" | "shut")
            | ("recall", "recall" | "withdraw")
            | ("invasion", "invade")
            | ("dismissal", "dismiss" | "fire" | "sack")
            | ("approval", "approve" | "accept")
            | ("recognition", "recognize" | "recognise")
            | ("proposal" | "offer", "propose" | "offer")
            | ("launch" | "test", "launch" | "fire" | "test" | "test-fire")
            | ("deportation" | "expulsion", "deport" | "expel" | "send" | "return")
            | (
                "judgment" | "judgement" | "verdict" | "ruling",
                "sentence" | "rule" | "convict" | "acquit" | "jail"
            )
            | ("blockade" | "siege", "blockade" | "besiege" | "block")
            | ("seizure" | "capture", "seize" | "capture" | "take")
            | ("rejection" | "refusal", "reject" | "refuse" | "decline")
            | ("crash" | "accident", "crash" | "collide" | "derail")
            | ("election" | "vote", "elect" | "vote")
            | (
                "claim" | "accusation" | "allegation" | "charge",
                "accuse" | "charge" | "allege" | "claim" | "say"
            )
            | ("warning" | "threat", "warn" | "threaten")
            | (
                "request" | "demand" | "call" | "appeal",
                "ask" | "request" | "demand" | "call" | "urge" | "appeal"
            )
            | ("remark" | "comment", "say" | "tell" | "add" | "comment")
            | ("promise" | "pledge", "promise" | "pledge" | "vow")
    )
}

/// Whether the noun is spelt as one made from a verb.
fn is_derived(noun: &str) -> bool {
    noun.len() > 6 && ["tion", "sion", "ment", "ance", "ence"].iter().any(|ending| noun.ends_with(ending))
}

/// Whether the noun is the verb's: irregular, or alike at the start.
fn names_the_act(noun: &str, verb: &str) -> bool {
    if is_irregular(noun, verb) {
        return true;
    }
    let alike = noun.bytes().zip(verb.bytes()).take_while(|(a, b)| a == b).count();
    alike >= 4 && alike + 2 >= verb.len()
}

/// The predicate or nominal that a phrase for an act takes up, and how surely.
pub(super) fn told(state: &State<'_>, at: usize) -> Option<(usize, f32)> {
    let mention = &state.mentions[at];
    let tree = &state.document.trees[mention.sentence];
    let lemma = lower(&tree.tokens[mention.head].lemma);
    if mention.form == MentionForm::Demonstrative {
        return this_alone(state, at);
    }
    let of_an_act = noun(&lemma).kind == Some(EntityKind::Event) || is_derived(&lemma);
    if !of_an_act && !is_general(&lemma) && !is_saying(&lemma) {
        return None;
    }
    // ", a move that ..." stands beside the clause it describes.
    if mention.form == MentionForm::Indefinite {
        let token = &tree.tokens[mention.head];
        let loose = matches!(token.deprel, Deprel::Appos | Deprel::Parataxis | Deprel::Dislocated)
            || matches!(token.deprel, Deprel::Obl | Deprel::OblUnmarked | Deprel::NmodUnmarked)
                && !tree.has(mention.head, Deprel::Case);
        if !loose || !is_general(&lemma) {
            return None;
        }
        let clause =
            tree.ancestors(mention.head).find(|&a| tree.tokens[a].upos == Upos::Verb && a < mention.head)?;
        let found = predicate(state, mention.sentence, clause)?;
        return (found < at).then_some((found, 0.85));
    }
    let possessed = mention.form == MentionForm::Possessed && is_general(&lemma);
    if !matches!(mention.form, MentionForm::Definite | MentionForm::Pointing) && !possessed {
        return None;
    }
    // "the decision to leave", "the death of a miner" say themselves what act they mean.
    let described = tree.children(mention.head).any(|c| {
        let token = &tree.tokens[c];
        c > mention.head
            && match token.deprel {
                Deprel::Acl | Deprel::Ccomp | Deprel::Advcl => true,
                Deprel::Nmod => tree.has(c, Deprel::Case) && mention.form != MentionForm::Pointing,
                Deprel::AclRelcl => false,
                _ => false,
            }
    });
    if described {
        return None;
    }
    // The same noun before, and not long ago, is left to the model.
    if let Some(last) = state.last_with_head(&lemma)
        && mention.sentence - state.mentions[last].sentence <= 4
    {
        return None;
    }
    search(state, at, &lemma)
}

/// "This marks a turning point": what the last sentence told, where *this* is said to mean or do something.
fn this_alone(state: &State<'_>, at: usize) -> Option<(usize, f32)> {
    let mention = &state.mentions[at];
    let tree = &state.document.trees[mention.sentence];
    let token = &tree.tokens[mention.head];
    if !matches!(token.lemma.as_str(), "this" | "that")
        || !matches!(token.deprel, Deprel::Nsubj | Deprel::NsubjPass)
    {
        return None;
    }
    let verb = tree.head(mention.head)?;
    let telling = matches!(
        tree.tokens[verb].lemma.as_str(),
        "mark"
            | "signal"
            | "represent"
            | "mean"
            | "come"
            | "follow"
            | "show"
            | "reflect"
            | "indicate"
            | "underline"
            | "underscore"
            | "suggest"
            | "lead"
            | "raise"
            | "prompt"
            | "happen"
            | "constitute"
            | "enable"
            | "allow"
            | "help"
            | "pave"
            | "add"
            | "see"
            | "bring"
            | "cause"
            | "force"
            | "occur"
            | "confirm"
            | "end"
            | "make"
    );
    let main = tree.head(verb).is_none() && mention.sentence > 0;
    if !telling || !main || state.document.trees[mention.sentence].tokens[..mention.head].len() > 3 {
        return None;
    }
    main_act(state, mention.sentence - 1, false).map(|found| (found, 0.7))
}

fn search(state: &State<'_>, at: usize, lemma: &str) -> Option<(usize, f32)> {
    let mention = &state.mentions[at];
    let mut fallback = None;
    for back in 0..=REACH.min(mention.sentence) {
        let sentence = mention.sentence - back;
        let tree = &state.document.trees[sentence];
        // An act that the noun is the noun of.
        let mut best: Option<(usize, usize)> = None;
        for other in state.mentions_of(sentence).take_while(|&o| back > 0 || o < at) {
            let candidate = &state.mentions[other];
            let around = back == 0 && tree.below(mention.head, candidate.head);
            let covers = back == 0 && candidate.last >= mention.first;
            if around || covers && candidate.form != MentionForm::Predicate {
                continue;
            }
            let word = lower(&tree.tokens[candidate.head].lemma);
            let told = match candidate.form {
                MentionForm::Predicate => names_the_act(lemma, &word),
                MentionForm::Pronoun
                | MentionForm::Speech
                | MentionForm::Coordination
                | MentionForm::Relative => false,
                _ => {
                    noun(&word).kind == Some(EntityKind::Event)
                        && word != lemma
                        && names_the_act(lemma, &word)
                }
            };
            if told {
                let depth = tree.ancestors(candidate.head).count();
                if best.is_none_or(|(d, _)| depth < d) {
                    best = Some((depth, other));
                }
            }
        }
        if let Some((_, found)) = best {
            return Some((found, 0.85));
        }
        let single = mention.number != Some(Number::Plural);
        if back == 1 && (is_general(lemma) && single || is_saying(lemma)) {
            fallback = main_act(state, sentence, is_saying(lemma)).map(|found| (found, 0.7));
        }
        if back == 0 && is_general(lemma) {
            // "Norway closed its mission, and the move angered ..."
            let clause = tree.clause(mention.head);
            let earlier = clause.and_then(|c| {
                let first = tree.head(c).filter(|_| tree.tokens[c].deprel == Deprel::Conj)?;
                predicate(state, sentence, first)
            });
            if let Some(found) = earlier.filter(|&f| f < at) {
                return Some((found, 0.75));
            }
        }
    }
    fallback
}

/// The act that a sentence mainly tells: its root, or what its verb of saying reports.
fn main_act(state: &State<'_>, sentence: usize, saying: bool) -> Option<usize> {
    let tree = &state.document.trees[sentence];
    let mut at = tree.tokens.iter().position(|t| t.head.is_none())?;
    for _ in 0..4 {
        let token = &tree.tokens[at];
        if saying || !is_reporting(token.lemma.as_str()) {
            break;
        }
        let reported = tree
            .child(at, Deprel::Ccomp)
            .or_else(|| tree.child(at, Deprel::Parataxis).filter(|&p| tree.tokens[p].upos == Upos::Verb));
        match reported {
            Some(reported) => at = reported,
            None => break,
        }
    }
    // A quotation's tag: "the talks failed, he said" has the saying below.
    let stative = tree.has(at, Deprel::Cop)
        || matches!(tree.tokens[at].lemma.as_str(), "have" | "remain" | "seem" | "appear");
    if stative && !saying {
        return None;
    }
    predicate(state, sentence, at)
}

/// The mention that stands for the clause of a word.
fn predicate(state: &State<'_>, sentence: usize, head: usize) -> Option<usize> {
    state.mentions_of(sentence).find(|&m| {
        let mention = &state.mentions[m];
        mention.head == head && mention.form == MentionForm::Predicate
    })
}
