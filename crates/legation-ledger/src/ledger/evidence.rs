//! Claims and documents read back whole.

use legation_core::Claim;
use rustc_hash::FxHashMap;

use super::{Kept, Ledger, rows};
use crate::error::{Error, Kind};
use crate::fact::Fact;

/// A claim as recorded, with what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The claim.
    pub claim: Claim,
    /// When it was recorded, in seconds since 1970.
    pub recorded: i64,
    /// The id of the claim that it corrects.
    pub corrects: Option<String>,
    /// What ended it, if anything did.
    pub ending: Option<Ending>,
}

/// Why a claim counts no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ending {
    /// `retracted`, `corrected` or `superseded`.
    pub kind: String,
    /// The reason given.
    pub reason: String,
    /// By whom.
    pub author: String,
    /// When, in seconds since 1970.
    pub recorded: i64,
}

impl Ledger<'_> {
    /// The whole claims of facts, in their order, each once.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn evidence(&mut self, facts: &[&Fact]) -> Result<Vec<Recorded>, Error> {
        self.names.refresh(self.store.as_mut())?;
        let mut documents: FxHashMap<i32, Kept> = FxHashMap::default();
        let mut out: Vec<Recorded> = Vec::with_capacity(facts.len());
        for fact in facts {
            let again =
                out.iter().any(|r| r.claim.id == fact.claim && r.claim.document.id == fact.document.document);
            if again {
                continue;
            }
            if let std::collections::hash_map::Entry::Vacant(entry) = documents.entry(fact.number) {
                entry.insert(self.document(fact.number)?);
            }
            let place = "id = $1 AND document = $2";
            self.recorded(place, &[fact.claim.as_str().into(), fact.number.into()], &documents, &mut out)?;
        }
        Ok(out)
    }

    /// Every claim with an id, those that something ended among them, in the order of recording.
    ///
    /// # Errors
    /// Where there is none, or the store fails.
    pub fn claim(&mut self, id: &str) -> Result<Vec<Recorded>, Error> {
        self.names.refresh(self.store.as_mut())?;
        let mut numbers = Vec::new();
        self.store.query(
            "SELECT document FROM claims WHERE id = $1 ORDER BY number",
            &[id.into()],
            &mut |row| {
                numbers.extend(row.int(0)?);
                Ok(())
            },
        )?;
        if numbers.is_empty() {
            return Err(Kind::NoClaim(id.to_owned()).into());
        }
        let mut documents: FxHashMap<i32, Kept> = FxHashMap::default();
        for number in numbers {
            if let std::collections::hash_map::Entry::Vacant(entry) = documents.entry(number) {
                let kept = self.document(number)?;
                entry.insert(kept);
            }
        }
        let mut out = Vec::new();
        self.recorded("id = $1", &[id.into()], &documents, &mut out)?;
        Ok(out)
    }

    /// The document of a number.
    pub(super) fn document(&mut self, number: i32) -> Result<Kept, Error> {
        let sql = format!("SELECT {} FROM documents WHERE number = $1", rows::DOCUMENT_COLUMNS);
        let mut found = None;
        self.store.query(&sql, &[number.into()], &mut |row| {
            found = Some(rows::document(row)?);
            Ok(())
        })?;
        found.ok_or_else(|| Error::invalid("document in the ledger", number.to_string(), "it is not there"))
    }

    fn recorded(
        &mut self,
        condition: &str,
        parameters: &[crate::store::Value],
        documents: &FxHashMap<i32, Kept>,
        out: &mut Vec<Recorded>,
    ) -> Result<(), Error> {
        let columns: Vec<String> = rows::CLAIMS.columns.iter().map(|c| format!("c.{c}")).collect();
        let sql = format!(
            "SELECT {}, e.kind, e.reason, e.author, e.recorded, o.id FROM claims c \
             LEFT JOIN endings e ON e.claim = c.number LEFT JOIN claims o ON o.number = c.corrects \
             WHERE c.{condition} ORDER BY c.number, e.recorded",
            columns.join(", "),
            condition = condition.replace(" AND ", " AND c.")
        );
        let names = &self.names;
        let last = rows::CLAIMS.columns.len();
        let mut seen = 0;
        self.store.query(&sql, parameters, &mut |row| {
            // The first ending is the one that counts.
            let number = row.int(0)?.unwrap_or_default();
            if number == seen {
                return Ok(());
            }
            seen = number;
            let Some(document) = row.int(3)?.and_then(|n| documents.get(&n)) else { return Ok(()) };
            let own = |n| -> Result<String, Error> { Ok(row.text(n)?.unwrap_or_default().to_owned()) };
            let ending = match row.text(last)? {
                None => None,
                Some(kind) => Some(Ending {
                    kind: kind.to_owned(),
                    reason: own(last + 1)?,
                    author: own(last + 2)?,
                    recorded: row.long(last + 3)?.unwrap_or_default(),
                }),
            };
            out.push(Recorded {
                claim: rows::claim(names, row, document)?,
                recorded: row.long(last - 1)?.unwrap_or_default(),
                corrects: row.text(last + 4)?.map(str::to_owned),
                ending,
            });
            Ok(())
        })
    }
}
