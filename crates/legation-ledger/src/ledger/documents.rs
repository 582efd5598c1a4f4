//! Documents in the ledger, and claims that are added to them later.

use legation_core::{Claim, Document};

use super::{Kept, Ledger, digest, rows};
use crate::error::Error;

/// How many claims were added to a document that was there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Attached {
    /// New ones.
    pub new: usize,
    /// Those that the ledger had, standing or ended.
    pub known: usize,
}

impl Ledger<'_> {
    /// The last version that was recorded of the document of an id.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn document_of(&mut self, id: &str) -> Result<Option<Kept>, Error> {
        let sql = format!(
            "SELECT {} FROM documents WHERE id = $1 ORDER BY number DESC LIMIT 1",
            rows::DOCUMENT_COLUMNS
        );
        self.one_document(&sql, id)
    }

    /// The document as the ledger has it, word for word.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn same_document(&mut self, document: &Document) -> Result<Option<Kept>, Error> {
        let sql = format!("SELECT {} FROM documents WHERE digest = $1", rows::DOCUMENT_COLUMNS);
        self.one_document(&sql, &digest(document))
    }

    fn one_document(&mut self, sql: &str, key: &str) -> Result<Option<Kept>, Error> {
        let mut found = None;
        self.store.query(sql, &[key.into()], &mut |row| {
            found = Some(rows::document(row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Adds claims to a document that is recorded already. A claim whose id the document has, even one that something ended,
    /// stays as it is.
    ///
    /// # Errors
    /// Where the store fails; nothing is recorded then.
    pub fn attach(&mut self, document: &Kept, claims: &[Claim], recorded: i64) -> Result<Attached, Error> {
        let mut ids = Vec::new();
        self.store.query(
            "SELECT id FROM claims WHERE document = $1",
            &[document.number.into()],
            &mut |row| {
                ids.push(super::names::text(row, 0)?);
                Ok(())
            },
        )?;
        let fresh: Vec<&Claim> = claims.iter().filter(|c| !ids.contains(&c.id)).collect();
        self.write(|batch| {
            for claim in &fresh {
                batch.claim(claim, &document.text, document.number, None, recorded);
            }
            Ok(())
        })?;
        Ok(Attached { new: fresh.len(), known: claims.len() - fresh.len() })
    }

    /// The number of the last claim, 0 where there is none: those added later have higher ones.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn last_claim(&mut self) -> Result<i32, Error> {
        super::last(self.store.as_mut(), "claims")
    }
}
