//! Happenings: claims of several documents that tell of one act between the same two ends.

use jiff::civil::Date;
use legation_core::{Basis, Status};

use crate::ends::End;
use crate::fact::{Fact, corroborated};

/// One act that took place (or was intended, denied ..), with the claims that tell of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Happening {
    /// The act's code.
    pub act: String,
    /// Who acted.
    pub actor: Option<End>,
    /// On whom.
    pub recipient: Option<End>,
    /// The status that its claims share.
    pub status: Status,
    /// First day on which it can have happened; `None` where open.
    pub from: Option<Date>,
    /// Day by which it had happened: the level that it leads to holds from here on.
    pub by: Date,
    /// Whether any words date it, and not only a publication.
    pub dated: bool,
    /// Numbers of its claims in the facts that were given, by document and claim.
    pub facts: Vec<usize>,
    /// Probability that it happened, over independent sources.
    pub confidence: f64,
    /// How many independent sources tell it.
    pub sources: usize,
}

/// Days by which reports of an act that happens once may differ and still mean the same one.
const SLIP: i32 = 10;
/// Days before its publication in which an undated report of an act that can be repeated looks for it.
const RECENT: i32 = 21;

/// Acts that two ends do once, or once in years: two reports of them some days apart are two reports of one.
pub(crate) fn happens_once(act: &str) -> bool {
    !matches!(
        act,
        "visit"
            | "host-visit"
            | "meet-multilateral"
            | "call"
            | "negotiate"
            | "mediate"
            | "summon-protest"
            | "expel"
            | "impose-sanction"
            | "ease-sanction"
            | "sign-agreement"
            | "state-intent"
            | "joint-statement"
            | "accept-staff"
            | "seat-decision"
    )
}

/// Puts facts together that tell of one act. The result depends on the set of facts alone, not on their order.
pub fn gather(facts: &[Fact]) -> Vec<Happening> {
    let mut order: Vec<usize> = (0..facts.len()).filter(|&i| facts[i].by().is_some()).collect();
    order.sort_by(|&a, &b| key(&facts[a]).cmp(&key(&facts[b])));
    let mut all = Vec::new();
    let mut at = 0;
    while at < order.len() {
        let first = &facts[order[at]];
        let end = at + order[at..].iter().take_while(|&&i| same_act(&facts[i], first)).count();
        gather_one(facts, &order[at..end], &mut all);
        at = end;
    }
    all.sort_by(|a: &Happening, b| {
        (a.by, &a.act, &a.actor, &a.recipient, a.from, a.status).cmp(&(
            b.by,
            &b.act,
            &b.actor,
            &b.recipient,
            b.from,
            b.status,
        ))
    });
    all
}

type Key<'f> =
    (&'f str, &'f Option<End>, &'f Option<End>, Status, bool, i64, Option<Date>, Option<Date>, &'f str);

/// Dated facts before undated ones, the finest first.
fn key(f: &Fact) -> Key<'_> {
    let length = match (f.from, f.to) {
        (Some(from), Some(to)) => i64::from((to - from).get_days()),
        _ => i64::MAX,
    };
    (&f.act, &f.actor, &f.recipient, f.status, !f.is_dated(), length, f.from, f.to, &f.claim)
}

fn same_act(a: &Fact, b: &Fact) -> bool {
    a.act == b.act && a.actor == b.actor && a.recipient == b.recipient && a.status == b.status
}

/// Facts of one act between the same ends, in the order of [`key`].
fn gather_one(facts: &[Fact], group: &[usize], out: &mut Vec<Happening>) {
    struct Cluster {
        from: Option<Date>,
        to: Date,
        dated: bool,
        facts: Vec<usize>,
    }
    let mut clusters: Vec<Cluster> = Vec::new();
    let once = group.first().is_some_and(|&i| happens_once(&facts[i].act));
    for &i in group {
        let fact = &facts[i];
        let Some(by) = fact.by() else { continue };
        let place = if fact.is_dated() {
            let from = fact.from.unwrap_or(by);
            // The nearest that it can be the same as.
            let gap = |c: &Cluster| {
                let start = c.from.unwrap_or(c.to);
                if from > c.to {
                    (from - c.to).get_days()
                } else if start > by {
                    (start - by).get_days()
                } else {
                    0
                }
            };
            clusters
                .iter()
                .enumerate()
                .filter(|(_, c)| c.dated && gap(c) <= if once { SLIP } else { 0 })
                .min_by_key(|(n, c)| (gap(c), *n))
                .map(|(n, _)| n)
        } else {
            // News without a day is of the last such act before it.
            clusters
                .iter()
                .enumerate()
                .filter(|(_, c)| {
                    let start = c.from.unwrap_or(c.to);
                    let near = once || !c.dated || (by - c.to).get_days() <= RECENT;
                    start <= by && near && fact.from.is_none_or(|f| f <= c.to)
                })
                .max_by_key(|(n, c)| (c.dated, c.to, std::cmp::Reverse(*n)))
                .map(|(n, _)| n)
        };
        match place {
            Some(n) => {
                let c = &mut clusters[n];
                if !c.dated && !fact.is_dated() {
                    c.to = c.to.min(by);
                }
                c.facts.push(i);
            }
            None => {
                clusters.push(Cluster { from: fact.from, to: by, dated: fact.is_dated(), facts: vec![i] })
            }
        }
    }
    for mut c in clusters {
        c.facts.sort_by(|&a, &b| {
            (&facts[a].document, &facts[a].claim).cmp(&(&facts[b].document, &facts[b].claim))
        });
        let (confidence, sources) = corroborated(c.facts.iter().map(|&i| &facts[i]));
        if let Some((from, to)) = best_time(facts, &c.facts) {
            (c.from, c.to) = (Some(from), to);
        }
        let first = &facts[c.facts[0]];
        out.push(Happening {
            act: first.act.clone(),
            actor: first.actor.clone(),
            recipient: first.recipient.clone(),
            status: first.status,
            from: c.from,
            by: c.to,
            dated: c.dated || c.facts.iter().any(|&i| facts[i].basis == Basis::Stated),
            facts: c.facts,
            confidence,
            sources,
        });
    }
}

/// The time that the most independent sources give at the finest precision; of equals the earliest.
fn best_time(facts: &[Fact], cluster: &[usize]) -> Option<(Date, Date)> {
    let times = cluster.iter().filter(|&&i| facts[i].is_dated()).filter_map(|&i| {
        let (from, to) = (facts[i].from?, facts[i].to?);
        Some(((to - from).get_days(), from, to, i))
    });
    let times: Vec<_> = times.collect();
    let finest = times.iter().map(|t| t.0).min()?;
    let mut candidates: Vec<(Date, Date)> =
        times.iter().filter(|t| t.0 == finest).map(|t| (t.1, t.2)).collect();
    candidates.sort_unstable();
    candidates.dedup();
    let support = |c: &(Date, Date)| {
        let those = times.iter().filter(|t| (t.1, t.2) == *c).map(|t| &facts[t.3]);
        corroborated(those).1
    };
    candidates.into_iter().rev().max_by_key(support)
}
