//! The ledger: where every pair of governments stands, at any date, as known on any date, and why.

pub mod ask;
pub mod conflict;
pub mod derive;
mod error;
pub mod ends;
pub mod fact;
pub mod happening;
mod ledger;
mod sketch;
mod store;
pub mod view;

pub use error::Error;
pub use ledger::{Added, Coded, Ending, Kept, Ledger, Recorded, Words};
