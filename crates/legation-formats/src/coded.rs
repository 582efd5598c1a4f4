//! Claims that were coded elsewhere, by hand or by another program: read from JSON lines, put to their documents, and refused by
//! line where they do not agree with them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, BufRead};

use legation_core::v1::{self, InvalidClaim};
use legation_core::{Claim, Document};
use legation_ledger::check::check;
use legation_lexicon::Lexicon;

/// A line that was not recorded: where, which field, and what stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The file as the user named it.
    pub input: String,
    /// The line, from 1.
    pub line: u64,
    /// The field, and what is wrong with it.
    pub reason: InvalidClaim,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { input, line, reason } = self;
        match reason.field {
            // Malformed JSON is placed by its column.
            "(whole)" => write!(f, "{input}:{line}: not a claim: {}", reason.problem),
            _ => write!(f, "{input}:{line}: {reason}"),
        }
    }
}

/// Claims of a file that wait for their documents.
#[derive(Debug, Default)]
pub struct Waiting {
    input: String,
    /// By the documents' ids, each with its line.
    claims: BTreeMap<String, Vec<(u64, Claim)>>,
    refused: Vec<Refusal>,
}

impl Waiting {
    /// Reads claims in the v1 format, one a line; `name` is what messages call the input.
    ///
    /// # Errors
    /// Where the input cannot be read on.
    pub fn read(input: impl BufRead, name: &str) -> io::Result<Self> {
        let mut waiting = Self { input: name.to_owned(), ..Self::default() };
        let mut seen = BTreeSet::new();
        for (number, line) in (1..).zip(input.split(b'\n')) {
            let line = line?;
            let text = String::from_utf8_lossy(&line);
            let text = text.trim_start_matches('\u{feff}').trim();
            if text.is_empty() {
                continue;
            }
            match v1::from_json(text) {
                Err(reason) => waiting.refuse(number, reason),
                Ok(claim) if !seen.insert((claim.document.id.clone(), claim.id.clone())) => {
                    let problem =
                        format!("{:?} stands there, which a line above has for the same document", claim.id);
                    waiting.refuse(number, InvalidClaim { field: "id", problem });
                }
                Ok(claim) => {
                    waiting.claims.entry(claim.document.id.clone()).or_default().push((number, claim));
                }
            }
        }
        Ok(waiting)
    }

    fn refuse(&mut self, line: u64, reason: InvalidClaim) {
        self.refused.push(Refusal { input: self.input.clone(), line, reason });
    }

    /// The ids of the documents that claims still wait for, in their order.
    pub fn documents(&self) -> Vec<String> {
        self.claims.keys().cloned().collect()
    }

    /// The claims that wait for a document and agree with it and the lexicon; the others are refused. They then carry the
    /// document's own reference.
    pub fn take(&mut self, lexicon: &Lexicon, document: &Document) -> Vec<Claim> {
        let mut good = Vec::new();
        for (line, mut claim) in self.claims.remove(&document.id).unwrap_or_default() {
            match check(lexicon, document, &claim) {
                Ok(()) => {
                    claim.document = document.reference();
                    good.push(claim);
                }
                Err(reason) => self.refuse(line, reason),
            }
        }
        good
    }

    /// What was refused, in the order of the lines; claims whose document was nowhere are among it.
    pub fn finish(mut self) -> Vec<Refusal> {
        for (id, claims) in std::mem::take(&mut self.claims) {
            for (line, _) in claims {
                let problem = format!(
                    "{id:?} stands there, which is neither among the documents given nor in the ledger"
                );
                self.refuse(line, InvalidClaim { field: "document.id", problem });
            }
        }
        self.refused.sort_by_key(|r| r.line);
        self.refused
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use legation_core::parse_published;

    const TEXT: &str = "Russia recognised Kosovo.";

    fn line(id: &str, document: &str, words: &str) -> String {
        format!(
            r#"{{"id":"{id}","event":"e","document":{{"id":"{document}","title":null,"url":null,"publisher":null,
            "published":null}},"sentence":{{"index":0,"start":0,"end":25,"text":"{TEXT}"}},"actor":null,"recipient":null,
            "act":{{"code":"recognise-state","type":"SUPPORT","mode":null,"contexts":[],"intensity":5.0,"quad":1,
            "text":"{words}","start":7,"end":17}},"status":"done","attribution":[],"time":{{"from":null,"to":null,
            "precision":"open","basis":"unknown","text":""}},"place":null,"confidence":1.0,
            "because":{{"frame":"","path":""}},"coder":{{"name":"ann","version":""}}}}"#
        )
        .replace('\n', "")
    }

    #[test]
    fn good_lines_are_taken_and_bad_ones_named() {
        let lines = [
            line("one", "d", "recognised"),
            "{\"id\":".to_owned(),
            String::new(),
            line("two", "d", "recognized"),
            line("three", "nowhere", "recognised"),
            line("one", "d", "recognised"),
            line("four", "d", "recognised"),
        ];
        let mut waiting = Waiting::read(lines.join("\n").as_bytes(), "claims.jsonl").unwrap();
        assert_eq!(waiting.documents(), ["d", "nowhere"]);
        let document = Document {
            id: "d".into(),
            title: Some("A title".into()),
            text: TEXT.into(),
            published: parse_published("2025-07").ok(),
            url: None,
            publisher: None,
        };
        let claims = waiting.take(Lexicon::embedded(), &document);
        assert_eq!(claims.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), ["one", "four"]);
        assert!(claims.iter().all(|c| c.document == document.reference()));
        let refused: Vec<String> = waiting.finish().iter().map(ToString::to_string).collect();
        assert_eq!(refused.len(), 4, "{refused:?}");
        for (message, told) in refused.iter().zip([
            "claims.jsonl:2: not a claim: ",
            "claims.jsonl:4: field `act`: \"recognized\" stands there, where the text has \"recognised\" at 7 to 17",
            "claims.jsonl:5: field `document.id`: \"nowhere\" stands there",
            "claims.jsonl:6: field `id`: \"one\" stands there",
        ]) {
            assert!(message.starts_with(told), "{message}");
        }
    }
}
