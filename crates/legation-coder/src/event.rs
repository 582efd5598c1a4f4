//! Which claims of a document report the same event.

use legation_core::{Claim, Fingerprint, Status};

/// Gives the claims of one document their event ids: claims of the same act between the same parties whose times do
/// not exclude each other share one, the two directions of a symmetric act included.
pub(crate) fn assign(claims: &mut [Claim]) {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for i in 0..claims.len() {
        let home = groups.iter().position(|g| g.iter().all(|&j| may_be_same(&claims[i], &claims[j])));
        match home {
            Some(g) => groups[g].push(i),
            None => groups.push(vec![i]),
        }
    }
    for group in groups {
        let first = &claims[group[0]];
        let id = Fingerprint::new().field("event").field(&first.document.id).field(&first.id).finish();
        for i in group {
            claims[i].event.clone_from(&id);
        }
    }
}

fn party(actor: Option<&legation_core::Actor>) -> Option<String> {
    // A minister and his government are one party to an event; without a country, the identity or the words are.
    actor.map(|a| a.country.clone().or_else(|| a.id.clone()).unwrap_or_else(|| a.span.text.to_lowercase()))
}

fn may_be_same(a: &Claim, b: &Claim) -> bool {
    if a.act.code != b.act.code
        || a.act.mode != b.act.mode
        || (a.status == Status::Denied) != (b.status == Status::Denied)
    {
        return false;
    }
    if a.status == Status::Generic || b.status == Status::Generic {
        return a.id == b.id;
    }
    let (aa, ar) = (party(a.actor.as_ref()), party(a.recipient.as_ref()));
    let (ba, br) = (party(b.actor.as_ref()), party(b.recipient.as_ref()));
    let same = aa == ba && ar == br;
    // The other direction counts only where the sentence itself gave both.
    let mirrored = aa == br && ar == ba && a.act.span == b.act.span;
    if !(same || mirrored) {
        return false;
    }
    // PLOVER types are broad: the same words or the same sentence must speak for one event.
    let broad = a.act.code == a.act.root.as_str();
    if broad && a.act.span.text.to_lowercase() != b.act.span.text.to_lowercase() {
        return false;
    }
    let stated = |c: &Claim| c.time.basis == legation_core::Basis::Stated;
    if stated(a) && stated(b) {
        let meets = a.time.from.is_none_or(|f| b.time.to.is_none_or(|t| f <= t))
            && b.time.from.is_none_or(|f| a.time.to.is_none_or(|t| f <= t));
        return meets;
    }
    true
}
