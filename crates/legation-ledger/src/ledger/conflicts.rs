//! Contradictions among all that the ledger knows.

use rustc_hash::FxHashSet;

use super::names::EndRow;
use super::{Ledger, Words};
use crate::conflict::{self, Conflict};
use crate::ends;
use crate::error::Error;
use crate::fact::Fact;

impl Ledger<'_> {
    /// The contradictions among what was known at a time (seconds since 1970), over all pairs.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn conflicts(&mut self, known: i64) -> Result<Vec<Conflict>, Error> {
        let facts = self.all_facts(known)?;
        Ok(conflict::conflicts(self.lexicon(), &facts))
    }

    /// How many contradictions cite a claim that was recorded after the claim of number `after` ([`Ledger::last_claim`]).
    ///
    /// # Errors
    /// Where the store fails.
    pub fn contradictions_since(&mut self, after: i32) -> Result<usize, Error> {
        self.names.refresh(self.store.as_mut())?;
        let sql = "SELECT c.id, d.id, c.actor_end, c.recipient_end FROM claims c \
             JOIN documents d ON d.number = c.document WHERE c.number > $1 AND c.diplomatic = 1";
        let (mut new, mut ends) = (FxHashSet::default(), Vec::new());
        self.store.query(sql, &[after.into()], &mut |row| {
            new.insert((super::names::text(row, 1)?, super::names::text(row, 0)?));
            ends.extend(row.int(2)?.into_iter().chain(row.int(3)?));
            Ok(())
        })?;
        if new.is_empty() {
            return Ok(0);
        }
        let facts = self.facts_beside(ends)?;
        let is_new = |c: &conflict::Cited| new.contains(&(c.document.clone(), c.claim.clone()));
        let all = conflict::conflicts(self.lexicon(), &facts);
        let brought = all.iter().filter(|c| c.kind.is_contradiction());
        Ok(brought.filter(|c| c.sides.iter().flatten().any(is_new)).count())
    }

    /// All facts that share an end with these: whatever contradicts one of their claims is among them.
    fn facts_beside(&mut self, mut ends: Vec<i32>) -> Result<Vec<Fact>, Error> {
        let lexicon = self.lexicon();
        let ids: Vec<String> =
            ends.iter().filter_map(|&n| self.names.ends.get(n)).map(|e| e.0.clone()).collect();
        for past in ids.iter().flat_map(|id| ends::history(lexicon, id)) {
            ends.extend(self.names.ends.find(&EndRow(past.end)));
        }
        ends.sort_unstable();
        ends.dedup();
        let list = ends.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
        let condition =
            format!("(c.actor_end IN ({list}) OR c.recipient_end IN ({list})) AND c.recorded <= $1");
        let mut facts = Vec::new();
        self.facts_where(&condition, &[i64::MAX.into()], "$1", Words::All, &mut facts)?;
        self.join_copies(&mut facts)?;
        Ok(facts)
    }

    /// All diplomatic facts that were known at a time, with their sentences; also those whose actor is a class or unknown.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn all_facts(&mut self, known: i64) -> Result<Vec<Fact>, Error> {
        self.names.refresh(self.store.as_mut())?;
        let mut facts = Vec::new();
        self.facts_where("c.recorded <= $1", &[known.into()], "$1", Words::All, &mut facts)?;
        self.join_copies(&mut facts)?;
        Ok(facts)
    }
}

#[cfg(test)]
mod tests {
    use legation_core::{Document, parse_published, v1};
    use legation_lexicon::Lexicon;

    use crate::conflict::Kind;
    use crate::{Coded, Ledger};

    /// A document with one claim: that its sentence tells of a recognition of the Emirate.
    fn coded(id: &str, published: &str, actor: &str, status: &str, text: &str, recorded: i64) -> Coded {
        let party = |id: &str| {
            format!(r#"{{"id":{id},"name":"","country":null,"sector":"GOV","text":"","start":0,"end":0"#)
        };
        let actor = match actor {
            "" => format!(r#"{},"quantifier":"none"}}"#, party("null")),
            id => format!("{}}}", party(&format!("{id:?}"))),
        };
        let json = format!(
            r#"{{"id":"claim of {id}","event":"{id}","document":{{"id":"{id}","title":null,"url":null,"publisher":"{id}",
            "published":"{published}"}},"sentence":{{"index":0,"start":0,"end":{end},"text":{text:?}}},"actor":{actor},
            "recipient":{recipient}}},"act":{{"code":"recognise-government","type":"SUPPORT","mode":null,"contexts":[],
            "intensity":5.0,"quad":1,"text":"","start":0,"end":0}},"status":"{status}","attribution":[],
            "time":{{"from":"{published}","to":"{published}","precision":"day","basis":"stated","text":""}},"place":null,
            "confidence":0.9,"because":{{"frame":"f","path":"p"}},"coder":{{"name":"c","version":"1"}}}}"#,
            end = text.chars().count(),
            recipient = party(r#""AFG.islamic-emirate""#),
        );
        let document = Document {
            id: id.to_owned(),
            title: None,
            text: text.to_owned(),
            published: parse_published(published).ok(),
            url: None,
            publisher: Some(id.to_owned()),
        };
        Coded { document, claims: vec![v1::from_json(&json).unwrap()], recorded }
    }

    #[test]
    fn classes_of_actors_count_and_what_is_not_known_yet_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let address = folder.path().join("ledger.db").display().to_string();
        let mut ledger = Ledger::create(&address, Lexicon::embedded()).unwrap();
        let universal = coded("a", "2024-07-27", "", "denied", "No country has recognised the Taliban.", 100);
        let instance =
            coded("b", "2025-07-03", "RUS", "done", "Russia recognised the Taliban on Thursday.", 200);
        ledger.add(&[universal, instance]).unwrap();
        assert_eq!(ledger.conflicts(100).unwrap(), []);
        let all = ledger.conflicts(200).unwrap();
        let kinds: Vec<Kind> = all.iter().map(|c| c.kind).collect();
        assert_eq!(kinds, [Kind::NegatedUniversal]);
        assert!(all[0].explanation.contains("since 3 July 2025 only"), "{}", all[0].explanation);
    }
}
