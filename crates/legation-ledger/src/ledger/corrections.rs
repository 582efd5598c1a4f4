//! What ends a claim by hand: a retraction, or an analyst's reading that takes its place.

use legation_core::Claim;

use super::evidence::{Ending, Recorded};
use super::{Ledger, names};
use crate::correction::{self, Amendment};
use crate::error::{Error, Kind};
use crate::view;

/// A claim that an analyst put in place of others.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrected {
    /// The reading that stands.
    pub claim: Claim,
    /// The readings that it took the place of, the last one first.
    pub was: Vec<Claim>,
    /// The reason given.
    pub reason: String,
}

/// A claim that nothing has ended.
struct Standing {
    number: i32,
    document: i32,
}

impl Ledger<'_> {
    /// Records that a claim was never true: a misreading, or a false report that was withdrawn. `document` tells claims of one
    /// id apart, by the document's id or address.
    ///
    /// # Errors
    /// Where there is no such claim, something ended it before, several documents have it, or the store fails.
    pub fn retract(
        &mut self,
        claim: &str,
        document: Option<&str>,
        why: &str,
        who: &str,
        recorded: i64,
    ) -> Result<(), Error> {
        let number = self.standing(claim, document)?.number;
        self.write(|batch| {
            batch.end(number, "retracted", why, who, recorded);
            Ok(())
        })
    }

    /// Records an analyst's reading of a claim's sentence. The claim stays visible as corrected, and the new one, which is
    /// returned, counts in its place.
    ///
    /// # Errors
    /// As [`Ledger::retract`]; and where nobody is named as the analyst, or nothing is amended.
    pub fn correct(
        &mut self,
        claim: &str,
        document: Option<&str>,
        amendments: &[Amendment],
        why: &str,
        who: &str,
        recorded: i64,
    ) -> Result<Claim, Error> {
        let standing = self.standing(claim, document)?;
        let kept = self.document(standing.document)?;
        let old = self.claim(claim)?.into_iter().filter(|r| r.claim.document == kept.reference);
        let old = old.filter(|r| r.ending.is_none()).map(|r| r.claim).next();
        let old = old.ok_or_else(|| Error::from(Kind::NoClaim(claim.to_owned())))?;
        let new = correction::apply(self.lexicon, &kept.text, &old, amendments, why, who)?;
        self.write(|batch| {
            batch.end(standing.number, "corrected", why, who, recorded);
            batch.claim(&new, &kept.text, standing.document, Some(standing.number), recorded);
            Ok(())
        })?;
        Ok(new)
    }

    /// The corrections that stand at a time, in the order of their recording.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn corrections(&mut self, known: i64) -> Result<Vec<Corrected>, Error> {
        let sql = "SELECT id FROM claims WHERE corrects IS NOT NULL AND recorded <= $1 AND NOT EXISTS \
             (SELECT 1 FROM endings e WHERE e.claim = claims.number AND e.recorded <= $1) ORDER BY number";
        let mut ids = Vec::new();
        self.store.query(sql, &[known.into()], &mut |row| {
            ids.push(names::text(row, 0)?);
            Ok(())
        })?;
        let mut out = Vec::with_capacity(ids.len());
        for id in ids {
            // A correction's id covers what it corrects, so that no two documents have it.
            let Some(new) = self.claim(&id)?.into_iter().next() else { continue };
            let was = self.readings_before(&new)?;
            let reason = was.first().and_then(|r| r.ending.as_ref()).map(|e| e.reason.clone());
            out.push(Corrected {
                claim: new.claim,
                was: was.into_iter().map(|r| r.claim).collect(),
                reason: reason.unwrap_or_default(),
            });
        }
        Ok(out)
    }

    /// What a correction took the place of, back to the first reading.
    fn readings_before(&mut self, correction: &Recorded) -> Result<Vec<Recorded>, Error> {
        let mut all: Vec<Recorded> = Vec::new();
        let mut before = correction.corrects.clone();
        while let Some(id) = before {
            let mut found = self.claim(&id)?.into_iter();
            let Some(old) = found.rfind(|r| r.claim.document == correction.claim.document) else {
                break;
            };
            before = old.corrects.clone();
            all.push(old);
        }
        Ok(all)
    }

    /// The one standing claim of an id.
    fn standing(&mut self, claim: &str, document: Option<&str>) -> Result<Standing, Error> {
        let sql = "SELECT c.number, d.number, d.id, d.url FROM claims c JOIN documents d ON d.number = c.document \
             WHERE c.id = $1 AND NOT EXISTS (SELECT 1 FROM endings WHERE endings.claim = c.number) \
             ORDER BY c.number";
        let mut found: Vec<(Standing, String)> = Vec::new();
        self.store.query(sql, &[claim.into()], &mut |row| {
            let (id, url) = (names::text(row, 2)?, row.text(3)?.map(str::to_owned));
            if document.is_none_or(|d| d == id || url.as_deref() == Some(d)) {
                let numbers = row.int(0)?.zip(row.int(1)?);
                found.extend(
                    numbers.map(|(number, document)| (Standing { number, document }, url.unwrap_or(id))),
                );
            }
            Ok(())
        })?;
        match found.len() {
            0 => Err(self.why_none_stands(claim, document)),
            1 => Ok(found.remove(0).0),
            _ => {
                let documents: Vec<String> = found.into_iter().map(|(_, place)| place).collect();
                Err(Kind::Ambiguous { claim: claim.to_owned(), documents: documents.join(", ") }.into())
            }
        }
    }

    /// The error that says what became of a claim.
    fn why_none_stands(&mut self, claim: &str, document: Option<&str>) -> Error {
        let all = match self.claim(claim) {
            Ok(all) => all,
            Err(e) => return e,
        };
        let here = |r: &Recorded| {
            document.is_none_or(|d| r.claim.document.id == d || r.claim.document.url.as_deref() == Some(d))
        };
        match all.into_iter().filter(here).filter_map(|r| r.ending).max_by_key(|e| e.recorded) {
            Some(ending) => Kind::Ended { claim: claim.to_owned(), ending: told(&ending) }.into(),
            None => {
                let problem = format!("it has no claim {claim}");
                Error::invalid("document", document.unwrap_or_default(), problem)
            }
        }
    }
}

/// What ended a claim, in words.
fn told(ending: &Ending) -> String {
    let author = if ending.author.is_empty() { String::new() } else { format!(" by {}", ending.author) };
    format!("{} at {}{author} ({})", ending.kind, view::recorded(ending.recorded), ending.reason)
}
