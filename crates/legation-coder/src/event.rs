//! Which claims of a document report the same event.

use jiff::civil::Date;
use legation_core::{Actor, Basis, Claim, Fingerprint, Status};
use rustc_hash::FxHashMap;

/// Gives the claims of one document their event ids: claims of the same act between the same parties whose times do
/// not exclude each other share one, the two directions of a symmetric act included.
pub(crate) fn assign(claims: &mut [Claim]) {
    let mut events: Vec<Event> = Vec::new();
    // Only claims of one subject can share an event, so that a long document costs little more than its length.
    let mut by_subject: FxHashMap<Subject, Vec<usize>> = FxHashMap::default();
    // What the same words tell of the same parties is one event, whatever it is called from either side: a visit and its hosting.
    let mut by_words: FxHashMap<Words, usize> = FxHashMap::default();
    for (i, claim) in claims.iter().enumerate() {
        if let Some(&told) = by_words.get(&words(claim)) {
            events[told].claims.push(i);
            let known = by_subject.entry(subject(claim)).or_default();
            if claim.status != Status::Generic && !known.contains(&told) {
                known.push(told);
            }
            continue;
        }
        // A general statement reports no event that another claim could report too.
        let known = (claim.status != Status::Generic).then(|| by_subject.entry(subject(claim)).or_default());
        let home = known.as_ref().and_then(|known| known.iter().find(|&&e| events[e].may_be_told_by(claim)));
        match home {
            Some(&e) => {
                events[e].take(i, claim);
                by_words.insert(words(claim), e);
            }
            None => {
                if let Some(known) = known {
                    known.push(events.len());
                }
                by_words.insert(words(claim), events.len());
                let mut event = Event::default();
                event.take(i, claim);
                events.push(event);
            }
        }
    }
    for event in events {
        let first = &claims[event.claims[0]];
        let id = Fingerprint::new().field("event").field(&first.document.id).field(&first.id).finish();
        for i in event.claims {
            claims[i].event.clone_from(&id);
        }
    }
}

/// Where an act stands in the text, and both parties, whichever acts.
type Words = (usize, usize, [Option<String>; 2]);

fn words(claim: &Claim) -> Words {
    let mut parties = parties(claim);
    parties.sort();
    (claim.act.span.start, claim.act.span.end, parties)
}

/// What the claims of one event have in common.
#[derive(PartialEq, Eq, Hash)]
struct Subject {
    code: String,
    mode: Option<String>,
    denied: bool,
    /// Both parties, whichever acts.
    parties: [Option<String>; 2],
    /// PLOVER types are broad: the same words or the same sentence must speak for one event.
    words: Option<String>,
}

fn subject(claim: &Claim) -> Subject {
    let mut parties = parties(claim);
    parties.sort();
    let broad = claim.act.code == claim.act.root.as_str();
    Subject {
        code: claim.act.code.clone(),
        mode: claim.act.mode.clone(),
        denied: claim.status == Status::Denied,
        parties,
        words: broad.then(|| claim.act.span.text.to_lowercase()),
    }
}

fn parties(claim: &Claim) -> [Option<String>; 2] {
    [&claim.actor, &claim.recipient].map(|a| a.as_ref().map(party))
}

/// A minister and his government are one party to an event; without a country, the identity or the words are.
fn party(actor: &Actor) -> String {
    actor.country.clone().or_else(|| actor.id.clone()).unwrap_or_else(|| actor.span.text.to_lowercase())
}

/// The claims that report one event, and what they leave open.
#[derive(Default)]
struct Event {
    claims: Vec<usize>,
    /// Where the act stands in the text, in the claims of either direction.
    told: [Told; 2],
    /// The latest first day that a claim states.
    from: Option<Date>,
    /// The earliest last day that a claim states.
    to: Option<Date>,
}

/// The words of the act in the claims of one direction.
#[derive(Default, Clone, Copy, PartialEq)]
enum Told {
    #[default]
    Nowhere,
    Once(usize, usize),
    Often,
}

impl Told {
    fn by(claim: &Claim) -> Self {
        Self::Once(claim.act.span.start, claim.act.span.end)
    }
}

impl Event {
    /// Whether a claim of the same subject may be of this event.
    fn may_be_told_by(&self, claim: &Claim) -> bool {
        // The other direction counts only where the same words gave both.
        let other = self.told[1 - direction(claim)];
        if other != Told::Nowhere && other != Told::by(claim) {
            return false;
        }
        claim.time.basis != Basis::Stated
            || claim.time.from.is_none_or(|from| self.to.is_none_or(|to| from <= to))
                && claim.time.to.is_none_or(|to| self.from.is_none_or(|from| from <= to))
    }

    fn take(&mut self, number: usize, claim: &Claim) {
        self.claims.push(number);
        let told = &mut self.told[direction(claim)];
        *told = if matches!(*told, Told::Nowhere) || *told == Told::by(claim) {
            Told::by(claim)
        } else {
            Told::Often
        };
        if claim.time.basis == Basis::Stated {
            self.from = self.from.max(claim.time.from);
            self.to = [self.to, claim.time.to].into_iter().flatten().min();
        }
    }
}

/// Which of the two parties acts, in the order of their names.
fn direction(claim: &Claim) -> usize {
    usize::from(!parties(claim).is_sorted())
}
