//! Documents and their claims as a table, JSON lines, CSV, or an HTML report.

mod csv;
mod html;
mod marks;
mod table;
pub(crate) mod wrap;

use std::io::{self, Write};

use legation_core::{Claim, v1};

pub use self::csv::COLUMNS as CSV_COLUMNS;
pub use self::table::TableStyle;

use crate::documents::Found;

/// A format that claims are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For reading on a terminal.
    Table(TableStyle),
    /// One claim a line, in version 1 of the claim's JSON form.
    Jsonl,
    /// One claim a row, all fields, RFC 4180.
    Csv,
    /// One self-contained page.
    Html,
}

/// Writes claims, a document at a time.
#[derive(Debug)]
pub struct Writer<W: Write> {
    out: W,
    inner: Inner,
}

#[derive(Debug)]
enum Inner {
    Table(table::Table),
    Jsonl,
    Csv(Box<csv::Rows>),
    Html(Box<html::Report>),
}

impl<W: Write> Writer<W> {
    /// A writer of a format onto `out`.
    ///
    /// # Errors
    /// If the head of the output cannot be written.
    pub fn new(format: Format, mut out: W) -> io::Result<Self> {
        let inner = match format {
            Format::Table(style) => Inner::Table(table::Table::new(style)),
            Format::Jsonl => Inner::Jsonl,
            Format::Csv => {
                let mut rows = csv::Rows::default();
                out.write_all(&rows.head()?)?;
                Inner::Csv(Box::new(rows))
            }
            Format::Html => Inner::Html(Box::new(html::Report::new())),
        };
        Ok(Self { out, inner })
    }

    /// Writes one document's claims.
    ///
    /// # Errors
    /// If they cannot be written.
    pub fn add(&mut self, found: &Found, claims: &[Claim]) -> io::Result<()> {
        match &mut self.inner {
            Inner::Table(table) => self.out.write_all(table.document(found, claims).as_bytes()),
            Inner::Jsonl => {
                for claim in claims {
                    let mut line = v1::to_json(claim);
                    line.push('\n');
                    self.out.write_all(line.as_bytes())?;
                }
                Ok(())
            }
            Inner::Csv(rows) => self.out.write_all(&rows.claims(claims)?),
            Inner::Html(report) => report.add(found, claims),
        }
    }

    /// Hands on what has been written so far, so that a reader at the other end of a pipe sees it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Writes what stands at the end, and everything that waited for it.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        match self.inner {
            Inner::Table(table) => self.out.write_all(table.end().as_bytes())?,
            Inner::Html(report) => report.finish(&mut self.out)?,
            Inner::Jsonl | Inner::Csv(_) => {}
        }
        self.out.flush()
    }
}
