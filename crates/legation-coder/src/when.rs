//! When an act took place: the time expression that its words carry.

use legation_core::{Basis, Precision, TimeSpan};
use legation_language::time::{Precision as Fine, TimeExpression};
use legation_language::{Deprel, Upos};
use legation_lexicon::WordSet;

use crate::clause::Tree;
use crate::predicate::Predicate;

/// The time expression that belongs to a predicate, among those of its sentence.
pub(crate) fn expression<'t>(
    tree: &Tree<'_>,
    p: &Predicate,
    times: &'t [TimeExpression],
) -> Option<&'t TimeExpression> {
    let mut best: Option<(usize, &TimeExpression)> = None;
    for t in times {
        if t.from.is_none() && t.to.is_none() || is_first_since(tree, t) {
            continue;
        }
        let Some(cost) = distance(tree, p, t) else { continue };
        if best.is_none_or(|(c, _)| cost < c) {
            best = Some((cost, t));
        }
    }
    best.map(|(_, t)| t)
}

/// The day on which an act was announced, for one that the words put into the present of saying: "said on Monday that it was
/// resuming ties", "announced on Friday that it recognises the council". What somebody *had* done was done before he said so.
pub(crate) fn of_report<'t>(
    tree: &Tree<'_>,
    p: &Predicate,
    times: &'t [TimeExpression],
    reporting: &WordSet,
) -> Option<&'t TimeExpression> {
    let before = tree.under(p.anchor, &[Deprel::Aux, Deprel::AuxPass]).any(|a| tree.lower[a] == "had");
    if before {
        return None;
    }
    let mut at = p.anchor;
    for _ in 0..tree.len() {
        let head = tree.head(at)?;
        let reported = matches!(tree.deprel(at), Deprel::Ccomp | Deprel::Parataxis);
        if reported && tree.upos(head) == Upos::Verb && reporting.has(&tree.lemma[head]) {
            return times.iter().find(|t| {
                let top = (t.first_token..=t.last_token)
                    .find(|&i| tree.head(i).is_none_or(|h| h < t.first_token || h > t.last_token));
                t.precision == Fine::Day && top.and_then(|i| tree.head(i)) == Some(head)
            });
        }
        at = head;
    }
    None
}

/// Whether an act is told as having been done before all else: "Moscow **had** designated the group", "the group, **previously** banned".
/// In what is reported a "had" says nothing of the kind: "said that it had recalled its envoy".
pub(crate) fn is_background(tree: &Tree<'_>, p: &Predicate, reporting: &WordSet, earlier: &WordSet) -> bool {
    let had = tree.under(p.anchor, &[Deprel::Aux, Deprel::AuxPass]).any(|a| tree.lower[a] == "had");
    let earlier = tree.under(p.anchor, &[Deprel::Advmod]).any(|a| earlier.has(&tree.lemma[a]));
    let mut at = p.anchor;
    for _ in 0..tree.len() {
        let Some(head) = tree.head(at) else { break };
        let reported = matches!(tree.deprel(at), Deprel::Ccomp | Deprel::Parataxis);
        if reported && tree.upos(head) == Upos::Verb && reporting.has(&tree.lemma[head]) {
            return earlier;
        }
        at = head;
    }
    had || earlier
}

/// "the first to visit **in 15 years**" says how long nobody did, not when somebody will.
fn is_first_since(tree: &Tree<'_>, t: &TimeExpression) -> bool {
    tree.lower[t.first_token] == "in"
        && t.first_token + 1 < tree.len()
        && tree.upos(t.first_token + 1) == Upos::Num
        && tree.lower[t.first_token.saturating_sub(9)..t.first_token].iter().any(|w| w == "first")
        && tree.grammar.units_of_time.has(&tree.lemma[t.last_token])
}

/// How far a time expression is from a predicate over the tree; `None` where it belongs to another clause.
fn distance(tree: &Tree<'_>, p: &Predicate, t: &TimeExpression) -> Option<usize> {
    // The expression's top word: the one whose head lies outside.
    let inside = |i: usize| (t.first_token..=t.last_token).contains(&i);
    let top = (t.first_token..=t.last_token).find(|&i| tree.head(i).is_none_or(|h| !inside(h)))?;
    let mut at = tree.head(top)?;
    let mut cost = 0;
    // Up from the expression to the predicate: clauses on the way have a better claim to it.
    for _ in 0..tree.len() {
        if at == p.word || at == p.anchor {
            return Some(cost);
        }
        cost += match tree.upos(at) {
            Upos::Verb
                if matches!(
                    tree.deprel(at),
                    Deprel::AclRelcl | Deprel::Advcl | Deprel::Ccomp | Deprel::Parataxis
                ) =>
            {
                // A reporting clause's day is the report's, which for news is the act's near enough only when the act
                // has no time of its own: very far, but not out of reach for a gerund or an infinitive below.
                return upward(tree, p, at).map(|c| c + 20 + cost);
            }
            Upos::Verb => 3,
            _ => 1,
        };
        match tree.head(at) {
            Some(h) => at = h,
            None => break,
        }
    }
    upward(tree, p, tree.head(top)?).map(|c| c + 8)
}

/// From the predicate up to the word that the expression hangs on: it dates what is below in the same clause.
fn upward(tree: &Tree<'_>, p: &Predicate, target: usize) -> Option<usize> {
    let mut at = p.anchor;
    let mut cost = 0;
    for _ in 0..tree.len() {
        if at == target {
            return Some(cost);
        }
        let step = match tree.deprel(at) {
            // What is said on a day was not done on it; a relative clause tells its own time.
            Deprel::Ccomp | Deprel::Parataxis => return None,
            // "the first country to recognise it, in February 1991"
            Deprel::Acl if crate::predicate::is_infinitive(tree, at) => 5,
            Deprel::AclRelcl | Deprel::Acl => return None,
            Deprel::Advcl => 6,
            Deprel::Conj => 4,
            Deprel::Xcomp => 1,
            _ => 2,
        };
        cost += step;
        at = tree.head(at)?;
    }
    None
}

/// The claim's time from an expression, or from the publication where no words give one; of background only that it was before
/// the publication.
pub(crate) fn span(
    text: &str,
    expression: Option<&TimeExpression>,
    published: Option<&TimeSpan>,
    past: bool,
    background: bool,
) -> TimeSpan {
    // "was ordered to leave by 10 May", told in April: a day to come is a term set, and not when the order was given.
    let to_come = |t: &&TimeExpression| {
        let told = published.and_then(|p| p.to);
        past && t.from.or(t.to).zip(told).is_some_and(|(day, told)| day > told)
    };
    match expression.filter(|t| !to_come(t)) {
        Some(t) => TimeSpan {
            from: t.from,
            to: t.to,
            precision: match t.precision {
                Fine::Day => Precision::Day,
                Fine::Month => Precision::Month,
                Fine::Year => Precision::Year,
                Fine::Decade => Precision::Decade,
                Fine::Open => Precision::Open,
            },
            basis: Basis::Stated,
            text: text[t.start..t.end].to_owned(),
        },
        // What a text tells as done was done by the time it appeared; no more than that is known.
        None => match published {
            Some(p) if past => TimeSpan {
                from: None,
                to: p.to,
                precision: Precision::Open,
                basis: if background { Basis::Unknown } else { Basis::Published },
                text: String::new(),
            },
            _ => TimeSpan {
                from: None,
                to: None,
                precision: Precision::Open,
                basis: Basis::Unknown,
                text: String::new(),
            },
        },
    }
}
