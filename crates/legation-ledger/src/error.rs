//! What can go wrong with a ledger.

/// An error of the ledger: what, where, and what to do.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(#[from] pub(crate) Kind);

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("{address}: cannot be opened: {problem}")]
    Open { address: String, problem: String },
    #[error("{address} is no ledger: {problem}")]
    Foreign { address: String, problem: String },
    #[error(
        "{address} was written by a newer Legation (schema {found}; this one knows {known}): use that version or a newer one"
    )]
    Newer { address: String, found: i64, known: i64 },
    #[error("{address}: {problem}; nothing of the batch was recorded")]
    Store { address: String, problem: String },
    #[error("the ledger has no claim {0:?}")]
    NoClaim(String),
    #[error("claim {claim} counts no more: it was {ending}")]
    Ended { claim: String, ending: String },
    #[error("claim {claim} stands in several documents ({documents}): name one with --document")]
    Ambiguous { claim: String, documents: String },
    #[error(
        "no contradiction has the id {0:?}; `legation conflicts --all --unsupported` lists them with their ids"
    )]
    NoConflict(String),
    #[error("{what} {text:?}: {problem}")]
    Invalid { what: &'static str, text: String, problem: String },
}

impl Error {
    pub(crate) fn invalid(what: &'static str, text: impl Into<String>, problem: impl Into<String>) -> Self {
        Kind::Invalid { what, text: text.into(), problem: problem.into() }.into()
    }

    /// Whether what was opened is no ledger at all.
    pub fn is_foreign(&self) -> bool {
        matches!(self.0, Kind::Foreign { .. })
    }

    /// Whether the ledger was written by a newer version.
    pub fn is_newer(&self) -> bool {
        matches!(self.0, Kind::Newer { .. })
    }

    /// Whether a claim that was asked for is not there.
    pub fn is_unknown_claim(&self) -> bool {
        matches!(self.0, Kind::NoClaim(_))
    }

    /// Whether a claim that was to be ended had ended before.
    pub fn is_ended_claim(&self) -> bool {
        matches!(self.0, Kind::Ended { .. })
    }

    /// Whether a claim's id stands in several documents.
    pub fn is_ambiguous_claim(&self) -> bool {
        matches!(self.0, Kind::Ambiguous { .. })
    }

    /// Whether a contradiction that was to be reviewed is not there.
    pub fn is_unknown_conflict(&self) -> bool {
        matches!(self.0, Kind::NoConflict(_))
    }

    /// Whether the caller's input was at fault, and not the store.
    pub fn is_invalid(&self) -> bool {
        matches!(
            self.0,
            Kind::Invalid { .. }
                | Kind::NoClaim(_)
                | Kind::Ended { .. }
                | Kind::Ambiguous { .. }
                | Kind::NoConflict(_)
        )
    }
}
