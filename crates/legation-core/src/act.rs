//! What was done: PLOVER root types and the act of a claim.

use crate::Span;

macro_rules! labels {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order of the codebook.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code as written in data and output.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// Reads the code back; `None` where it is not one of the codebook's.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($text => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad(self.as_str()) }
        }
    };
}
pub(crate) use labels;

labels! {
    /// The sixteen PLOVER 2.0 root types.
    RootType {
        /// Agrees, promises, declares intent to cooperate.
        Agree = "AGREE",
        /// Meets, visits, talks.
        Consult = "CONSULT",
        /// Supports, recognises, builds relations.
        Support = "SUPPORT",
        /// Gives way in words: apologises, eases restrictions.
        Concede = "CONCEDE",
        /// Cooperates materially.
        Cooperate = "COOPERATE",
        /// Gives aid.
        Aid = "AID",
        /// Gives way materially: withdraws, releases, disarms.
        Retreat = "RETREAT",
        /// Asks or demands.
        Request = "REQUEST",
        /// Accuses, criticises, sues, investigates.
        Accuse = "ACCUSE",
        /// Refuses.
        Reject = "REJECT",
        /// Threatens.
        Threaten = "THREATEN",
        /// Protests.
        Protest = "PROTEST",
        /// Reduces relations, convicts, imposes sanctions.
        Sanction = "SANCTION",
        /// Raises forces.
        Mobilize = "MOBILIZE",
        /// Represses, arrests, bans, seizes.
        Coerce = "COERCE",
        /// Attacks.
        Assault = "ASSAULT",
    }
}

/// The four quadrants of PLOVER: cooperation and conflict, in words and in deeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Quad {
    /// 1: verbal cooperation.
    VerbalCooperation,
    /// 2: material cooperation.
    MaterialCooperation,
    /// 3: verbal conflict.
    VerbalConflict,
    /// 4: material conflict.
    MaterialConflict,
}

impl Quad {
    /// The quadrant's number, 1 to 4.
    pub const fn number(self) -> u8 {
        match self {
            Self::VerbalCooperation => 1,
            Self::MaterialCooperation => 2,
            Self::VerbalConflict => 3,
            Self::MaterialConflict => 4,
        }
    }
}

impl RootType {
    /// The quadrant that PLOVER 2.0 puts the type in (SANCTION in material conflict).
    pub const fn quad(self) -> Quad {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => Quad::VerbalCooperation,
            Self::Cooperate | Self::Aid | Self::Retreat => Quad::MaterialCooperation,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => Quad::VerbalConflict,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => {
                Quad::MaterialConflict
            }
        }
    }
}

/// What a claim says was done.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// The finest code: a diplomatic act's (`grant-agrement`), or the root type's where no finer one applies.
    pub code: String,
    /// PLOVER root type.
    pub root: RootType,
    /// PLOVER mode of the root type (`arrest` of COERCE), where one applies.
    pub mode: Option<String>,
    /// PLOVER contexts, sorted.
    pub contexts: Vec<String>,
    /// PLOVER's intensity, −10 to 10.
    pub intensity: f64,
    /// The words that fired.
    pub span: Span,
}
