//! Who acted, and on whom.

use crate::Span;
use crate::act::labels;

labels! {
    /// PLOVER's actor sectors.
    Sector {
        /// Government: executive, ministries, diplomats.
        Gov = "GOV",
        /// Armed forces of a state.
        Mil = "MIL",
        /// Legislature.
        Leg = "LEG",
        /// Judiciary.
        Jud = "JUD",
        /// Political party.
        Pty = "PTY",
        /// Opposition.
        Opp = "OPP",
        /// Organised armed opposition.
        Reb = "REB",
        /// Police.
        Cop = "COP",
        /// Intelligence services.
        Spy = "SPY",
        /// Civilians.
        Cvl = "CVL",
        /// Business.
        Bus = "BUS",
        /// Media.
        Med = "MED",
        /// Education.
        Edu = "EDU",
        /// Religion.
        Rel = "REL",
        /// Labour.
        Lab = "LAB",
        /// Health.
        Hlh = "HLH",
        /// Agriculture.
        Agr = "AGR",
        /// Crime.
        Crm = "CRM",
        /// Refugees and displaced persons.
        Ref = "REF",
        /// Settlers.
        Set = "SET",
        /// Elites, former officials.
        Eli = "ELI",
        /// Unaligned armed forces.
        Uaf = "UAF",
        /// International governmental organisation.
        Igo = "IGO",
        /// Non-governmental organisation.
        Ngo = "NGO",
    }
}

/// How many members of a class an actor phrase speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quantifier {
    /// "no country", "none of the members": makes the claim a universal negative.
    None,
    /// "some", "several", "a number of".
    Some,
    /// "many", "dozens of".
    Many,
    /// "most", "the majority of".
    Most,
    /// "all", "every", "each".
    All,
}

impl Quantifier {
    /// The word used in output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Some => "some",
            Self::Many => "many",
            Self::Most => "most",
            Self::All => "all",
        }
    }

    /// Reads the word back.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::None, Self::Some, Self::Many, Self::Most, Self::All].into_iter().find(|q| q.as_str() == code)
    }
}

/// An actor or recipient as a claim names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Actor {
    /// The lexicon's identity (`AFG`, `AFG.islamic-emirate`, `org.sco`, `group.isis-k`, `person.amir-khan-muttaqi`);
    /// `None` for an actor known only by description ("two engineers").
    pub id: Option<String>,
    /// The identity's usual name, or the description as written.
    pub name: String,
    /// ISO 3166-1 alpha-3 code, where a country is known.
    pub country: Option<String>,
    /// PLOVER sector, where one is known.
    pub sector: Option<Sector>,
    /// For a class of actors ("no country", "most nations"): how many of it.
    pub quantifier: Option<Quantifier>,
    /// The mention in the text (the pronoun or phrase, where coreference resolved it).
    pub span: Span,
}
