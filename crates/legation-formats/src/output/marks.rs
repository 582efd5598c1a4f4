//! Which words of a text a set of claims rests on.

use legation_core::{Claim, Quad};

/// What a stretch of text is to the claims.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Roles {
    /// Quadrant of the first claim whose act these words tell.
    pub trigger: Option<Quad>,
    /// Whether they name an actor.
    pub actor: bool,
    /// Whether they name a recipient.
    pub recipient: bool,
    /// Claims (by index) whose act's words end with this stretch.
    pub ends: Vec<usize>,
}

impl Roles {
    /// Whether the stretch is plain text.
    pub(super) fn is_plain(&self) -> bool {
        self.trigger.is_none() && !self.actor && !self.recipient && self.ends.is_empty()
    }
}

/// A stretch of text with one set of roles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    /// First character, counted in the document.
    pub start: usize,
    /// Past the last.
    pub end: usize,
    /// Its roles.
    pub roles: Roles,
}

/// Divides the characters `start..end` of a document into stretches, each as long as its roles allow.
pub(super) fn stretches<'c>(
    start: usize,
    end: usize,
    claims: impl IntoIterator<Item = (usize, &'c Claim)>,
) -> Vec<Stretch> {
    let claims: Vec<(usize, &Claim)> = claims.into_iter().collect();
    let spans = |c: &'c Claim| {
        let actor = c.actor.as_ref().map(|a| &a.span);
        let recipient = c.recipient.as_ref().map(|a| &a.span);
        [Some(&c.act.span), actor, recipient].into_iter().flatten()
    };
    let mut cuts = vec![start, end];
    for (_, claim) in &claims {
        for span in spans(claim) {
            cuts.extend([span.start, span.end].into_iter().filter(|&at| start < at && at < end));
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut out: Vec<Stretch> = Vec::new();
    for pair in cuts.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let covers = |span: &legation_core::Span| span.start <= from && to <= span.end;
        let mut roles = Roles::default();
        for &(number, claim) in &claims {
            if covers(&claim.act.span) {
                roles.trigger = roles.trigger.or(Some(claim.act.root.quad()));
            }
            roles.actor |= claim.actor.as_ref().is_some_and(|a| covers(&a.span));
            roles.recipient |= claim.recipient.as_ref().is_some_and(|a| covers(&a.span));
            if claim.act.span.end == to && claim.act.span.start < to {
                roles.ends.push(number);
            }
        }
        match out.last_mut() {
            Some(last) if last.roles.ends.is_empty() && roles.ends.is_empty() && last.roles == roles => {
                last.end = to;
            }
            _ => out.push(Stretch { start: from, end: to, roles }),
        }
    }
    out
}
