//! The ledger: where every pair of governments stands, at any date, as known on any date, and why.

pub mod ask;
pub mod check;
pub mod conflict;
pub mod correction;
pub mod derive;
pub mod ends;
mod error;
pub mod fact;
pub mod happening;
mod ledger;
mod sketch;
mod store;
pub mod view;

pub use error::Error;
pub use ledger::{Added, Attached, Coded, Corrected, Ending, Kept, Ledger, Recorded, Review, Words};
