//! Documents in, claims out.
//!
//! Reading: [`sources`] finds files, [`documents`] turns a stream of bytes into [`legation_core::Document`]s, with
//! [`encoding`] for bytes that are not UTF-8 and [`language`] for text that is not English. Whatever cannot be read is a
//! [`Problem`], and reading goes on with the next. Writing: [`output`] turns documents and their claims into a table, JSON
//! lines, CSV or an HTML report. [`ordered`] runs the work between them on several threads and keeps the order.
//!
//! Readers and writers work on any `Read` and `Write`; only [`sources`] opens files.

pub mod answers;
pub mod blocks;
pub mod cards;
pub mod casebook;
pub mod coded;
pub mod documents;
pub mod encoding;
pub mod language;
pub mod ordered;
pub mod output;
mod phrase;
mod problem;
pub mod sources;

pub use problem::{Problem, Reason};
