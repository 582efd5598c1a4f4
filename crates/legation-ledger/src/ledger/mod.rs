//! The ledger itself: what is recorded, and what is read back.

mod conflicts;
mod corrections;
mod documents;
mod evidence;
mod names;
mod reviews;
mod rows;

use legation_core::{Claim, Document, Fingerprint};
use legation_lexicon::Lexicon;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::derive::Pair;
use crate::ends;
use crate::error::Error;
use crate::fact::{Fact, Source};
use crate::sketch::Shingles;
use crate::store::{self, Store, Value};
pub use corrections::Corrected;
pub use documents::Attached;
pub use evidence::{Ending, Recorded};
use names::{ActRow, ActorRow, CoderRow, EndRow, ReasonRow, Shared};
pub use reviews::Review;
pub use rows::Kept;
use rows::Placed;
pub(crate) use rows::slice;

/// A document with what was read in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Coded {
    /// The document.
    pub document: Document,
    /// Its claims.
    pub claims: Vec<Claim>,
    /// When it counts as known, in seconds since 1970: the clock's time, or for an archive that is loaded later the end of the day
    /// of publication.
    pub recorded: i64,
}

/// What became of a document that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New,
    /// It was there already, word for word.
    Known,
    /// It replaces an earlier version of the same article, whose claims stay visible as superseded.
    Replaces,
}

/// Whether facts come with the sentences they were read in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Where the levels depend on them.
    Needed,
    /// Always.
    All,
}

/// What the claims of a ledger share, by numbers.
#[derive(Debug)]
pub(crate) struct Names {
    pub(crate) ends: Shared<EndRow>,
    pub(crate) actors: Shared<ActorRow>,
    pub(crate) acts: Shared<ActRow>,
    pub(crate) reasons: Shared<ReasonRow>,
    pub(crate) coders: Shared<CoderRow>,
}

impl Names {
    fn new() -> Self {
        Self {
            ends: Shared::new(),
            actors: Shared::new(),
            acts: Shared::new(),
            reasons: Shared::new(),
            coders: Shared::new(),
        }
    }

    fn refresh(&mut self, store: &mut dyn Store) -> Result<(), Error> {
        self.ends.refresh(store)?;
        self.actors.refresh(store)?;
        self.acts.refresh(store)?;
        self.reasons.refresh(store)?;
        self.coders.refresh(store)
    }

    fn write(&self, store: &mut dyn Store) -> Result<(), Error> {
        self.ends.write(store)?;
        self.actors.write(store)?;
        self.acts.write(store)?;
        self.reasons.write(store)?;
        self.coders.write(store)
    }

    fn committed(&mut self) {
        self.ends.committed();
        self.actors.committed();
        self.acts.committed();
        self.reasons.committed();
        self.coders.committed();
    }
}

/// A ledger, opened.
pub struct Ledger<'l> {
    store: Box<dyn Store>,
    lexicon: &'l Lexicon,
    names: Names,
    diplomatic: FxHashSet<&'l str>,
    /// Acts whose moves depend on the words of their sentences.
    worded: FxHashSet<&'l str>,
}

impl<'l> Ledger<'l> {
    /// Opens the ledger at an address: a file, or `postgres://..`.
    ///
    /// # Errors
    /// Where there is none, it cannot be opened, something else stands there, or a newer version wrote it.
    pub fn open(address: &str, lexicon: &'l Lexicon) -> Result<Self, Error> {
        Self::over(store::open(address, false)?, lexicon)
    }

    /// Opens the ledger at an address, and makes it where there is none.
    ///
    /// # Errors
    /// As [`Ledger::open`], but for a missing one.
    pub fn create(address: &str, lexicon: &'l Lexicon) -> Result<Self, Error> {
        Self::over(store::open(address, true)?, lexicon)
    }

    fn over(mut store: Box<dyn Store>, lexicon: &'l Lexicon) -> Result<Self, Error> {
        let mut names = Names::new();
        names.refresh(store.as_mut())?;
        let acts = lexicon.data().acts.iter();
        let diplomatic = acts.filter(|a| a.diplomatic).map(|a| a.code.as_str()).collect();
        let worded = crate::derive::worded_acts(lexicon);
        Ok(Self { store, lexicon, names, diplomatic, worded })
    }

    /// The lexicon that the ledger reads its claims with.
    pub fn lexicon(&self) -> &'l Lexicon {
        self.lexicon
    }

    /// Records documents with their claims, all or none of them.
    ///
    /// # Errors
    /// Where the store fails, or a document holds what no store can keep; nothing of the batch is recorded then.
    pub fn add(&mut self, batch: &[Coded]) -> Result<Vec<Added>, Error> {
        for coded in batch {
            if coded.document.text.contains('\0') {
                let id = coded.document.id.as_str();
                return Err(Error::invalid("document", id, "its text holds a NUL character"));
            }
        }
        self.write(|ledger| batch.iter().map(|coded| ledger.add_one(coded)).collect())
    }

    /// Runs one batch of writing.
    fn write<T>(&mut self, work: impl FnOnce(&mut Batch<'_, 'l>) -> Result<T, Error>) -> Result<T, Error> {
        self.store.begin()?;
        let done = self.write_in_batch(work);
        match done {
            Ok(value) => {
                self.store.commit()?;
                self.names.committed();
                Ok(value)
            }
            Err(e) => {
                self.store.roll_back();
                Err(e)
            }
        }
    }

    fn write_in_batch<T>(
        &mut self,
        work: impl FnOnce(&mut Batch<'_, 'l>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let store = self.store.as_mut();
        self.names.refresh(store)?;
        let mut batch = Batch {
            next_claim: last(store, "claims")? + 1,
            next_document: last(store, "documents")? + 1,
            store,
            lexicon: self.lexicon,
            names: &mut self.names,
            diplomatic: &self.diplomatic,
            documents: Vec::new(),
            claims: Vec::new(),
            bands: Vec::new(),
            copies: Vec::new(),
            endings: Vec::new(),
            reviews: Vec::new(),
            digests: FxHashSet::default(),
            fresh_bands: FxHashMap::default(),
            versions: FxHashMap::default(),
        };
        let value = work(&mut batch)?;
        batch.flush()?;
        Ok(value)
    }

    /// The facts about a pair, either way, among what was known at `known` (seconds since 1970).
    ///
    /// # Errors
    /// Where the store fails.
    pub fn facts(&mut self, pair: &Pair, known: i64, words: Words) -> Result<Vec<Fact>, Error> {
        self.names.refresh(self.store.as_mut())?;
        let number = |names: &Names, past: &ends::Past| names.ends.find(&EndRow(past.end.clone()));
        let hosts: Vec<i32> = pair.host.iter().filter_map(|p| number(&self.names, p)).collect();
        let governments: Vec<i32> = pair.government.iter().filter_map(|p| number(&self.names, p)).collect();
        let mut both = Vec::new();
        for &host in &hosts {
            for &government in &governments {
                both.push((host, government));
                if host != government {
                    both.push((government, host));
                }
            }
        }
        both.sort_unstable();
        both.dedup();
        let mut facts = Vec::new();
        for (actor, recipient) in both {
            let place = "c.actor_end = $1 AND c.recipient_end = $2 AND c.recorded <= $3";
            self.facts_where(
                place,
                &[actor.into(), recipient.into(), known.into()],
                "$3",
                words,
                &mut facts,
            )?;
        }
        // "No country has recognised it" speaks of this pair too.
        let mut ends: Vec<i32> = hosts.into_iter().chain(governments).collect();
        ends.sort_unstable();
        ends.dedup();
        for end in ends {
            let place = "c.recipient_end = $1 AND c.actor_end IS NULL AND c.recorded <= $2 \
                 AND c.actor IN (SELECT number FROM actors WHERE quantifier = 'none')";
            self.facts_where(place, &[end.into(), known.into()], "$2", words, &mut facts)?;
        }
        self.join_copies(&mut facts)?;
        Ok(facts)
    }

    /// The facts about an end and any other, either way, among what was known.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn facts_about(&mut self, end: &[ends::Past], known: i64, words: Words) -> Result<Vec<Fact>, Error> {
        let mut facts = self.facts_of(end, known, words)?;
        facts.retain(|f| f.actor.is_some() && f.recipient.is_some());
        Ok(facts)
    }

    /// The facts about an end among what was known: what it did, to whomever, and what was done to it.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn facts_of(&mut self, end: &[ends::Past], known: i64, words: Words) -> Result<Vec<Fact>, Error> {
        self.names.refresh(self.store.as_mut())?;
        let mut numbers: Vec<i32> =
            end.iter().filter_map(|p| self.names.ends.find(&EndRow(p.end.clone()))).collect();
        numbers.sort_unstable();
        let mut facts = Vec::new();
        for n in numbers {
            // An act of the end on itself is found once.
            for place in [
                "c.actor_end = $1 AND c.recorded <= $2",
                "c.recipient_end = $1 AND (c.actor_end IS NULL OR c.actor_end <> $1) AND c.recorded <= $2",
            ] {
                self.facts_where(place, &[n.into(), known.into()], "$2", words, &mut facts)?;
            }
        }
        self.join_copies(&mut facts)?;
        Ok(facts)
    }

    /// Ends of the diplomatic claims that were recorded, or ended, after `from` and by `to`: actor and recipient.
    pub(crate) fn pairs_touched(&mut self, from: i64, to: i64) -> Result<Vec<(ends::End, ends::End)>, Error> {
        self.names.refresh(self.store.as_mut())?;
        let names = &self.names;
        let mut pairs = Vec::new();
        for source in [
            "claims c WHERE c.recorded > $1 AND c.recorded <= $2",
            "endings e JOIN claims c ON c.number = e.claim WHERE e.recorded > $1 AND e.recorded <= $2",
        ] {
            let sql = format!(
                "SELECT DISTINCT c.actor_end, c.recipient_end FROM {source} AND c.diplomatic = 1 \
                 AND c.actor_end IS NOT NULL AND c.recipient_end IS NOT NULL"
            );
            self.store.query(&sql, &[from.into(), to.into()], &mut |row| {
                let end = |n: Option<i32>| n.and_then(|n| names.ends.get(n)).map(|e| e.0.clone());
                pairs.extend(end(row.int(0)?).zip(end(row.int(1)?)));
                Ok(())
            })?;
        }
        pairs.sort_unstable();
        pairs.dedup();
        Ok(pairs)
    }

    /// Diplomatic facts that hold a condition; `known` names the parameter that bounds the endings.
    fn facts_where(
        &mut self,
        condition: &str,
        parameters: &[Value],
        known: &str,
        words: Words,
        out: &mut Vec<Fact>,
    ) -> Result<(), Error> {
        const SENTENCE: &str = "substr(d.text, c.sentence_from + 1, c.sentence_to - c.sentence_from)";
        let worded: Vec<String> = self
            .names
            .acts
            .all()
            .filter(|(_, a)| self.worded.contains(a.code.as_str()))
            .map(|(n, _)| n.to_string())
            .collect();
        let sentence = match (words, worded.as_slice()) {
            (Words::All, _) => SENTENCE.to_owned(),
            (Words::Needed, []) => "''".to_owned(),
            (Words::Needed, acts) => {
                format!("CASE WHEN c.act IN ({}) THEN {SENTENCE} ELSE '' END", acts.join(","))
            }
        };
        let sql = format!(
            "SELECT c.id, d.id, d.publisher, c.act, c.actor_end, c.recipient_end, c.recipient_kind, c.status, \
             c.time_from, c.time_to, c.time_precision, c.time_basis, c.confidence, {sentence}, c.recorded, d.number, \
             d.published_to, c.place_country, c.actor \
             FROM claims c JOIN documents d ON d.number = c.document WHERE {condition} AND c.diplomatic = 1 \
             AND NOT EXISTS (SELECT 1 FROM endings e WHERE e.claim = c.number AND e.recorded <= {known})"
        );
        let names = &self.names;
        let end = |n: Option<i32>| n.and_then(|n| names.ends.get(n)).map(|e| e.0.clone());
        self.store.query(&sql, parameters, &mut |row| {
            let document = names::text(row, 1)?;
            let publisher = row.text(2)?.map_or_else(|| document.clone(), str::to_lowercase);
            let act = row.int(3)?.and_then(|n| names.acts.get(n));
            let nth = |n| -> Result<usize, Error> {
                Ok(row.int(n)?.and_then(|x| usize::try_from(x).ok()).unwrap_or(usize::MAX))
            };
            let broken = |what| Error::invalid("row of the ledger", what, "its code is unknown");
            out.push(Fact {
                claim: names::text(row, 0)?,
                document: Source { text: document.clone(), document, publisher },
                number: row.int(15)?.unwrap_or_default(),
                act: act.map(|a| a.code.clone()).ok_or_else(|| broken("act"))?,
                actor: end(row.int(4)?),
                quantifier: row.int(18)?.and_then(|n| names.actors.get(n)).and_then(ActorRow::quantifier),
                recipient: end(row.int(5)?),
                recipient_kind: row.int(6)?.and_then(rows::kind),
                status: legation_core::Status::ALL.get(nth(7)?).copied().ok_or_else(|| broken("status"))?,
                from: row.int(8)?.and_then(rows::date),
                to: row.int(9)?.and_then(rows::date),
                precision: legation_core::Precision::ALL
                    .get(nth(10)?)
                    .copied()
                    .ok_or_else(|| broken("precision"))?,
                basis: legation_core::Basis::ALL.get(nth(11)?).copied().ok_or_else(|| broken("basis"))?,
                published: row.int(16)?.and_then(rows::date),
                place: row.text(17)?.map(str::to_owned),
                confidence: row.real(12)?.unwrap_or_default(),
                sentence: names::text(row, 13)?,
                recorded: row.long(14)?.unwrap_or_default(),
            });
            Ok(())
        })
    }

    /// Gives facts from copies of one text the same [`Source::text`].
    fn join_copies(&mut self, facts: &mut [Fact]) -> Result<(), Error> {
        let mut numbers: Vec<i32> = facts.iter().map(|f| f.number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        if numbers.len() < 2 {
            return Ok(());
        }
        let mut group: FxHashMap<i32, i32> = numbers.iter().map(|&n| (n, n)).collect();
        let list: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        for some in list.chunks(500) {
            let sql = format!("SELECT document, other FROM copies WHERE document IN ({})", some.join(","));
            self.store.query(&sql, &[], &mut |row| {
                if let (Some(a), Some(b)) = (row.int(0)?, row.int(1)?)
                    && let (Some(&x), Some(&y)) = (group.get(&a), group.get(&b))
                    && x != y
                {
                    for g in group.values_mut().filter(|g| **g == x.max(y)) {
                        *g = x.min(y);
                    }
                }
                Ok(())
            })?;
        }
        // The group's name must not depend on the order of arrival.
        let mut least: FxHashMap<i32, String> = FxHashMap::default();
        for f in facts.iter() {
            let id = least.entry(group[&f.number]).or_insert_with(|| f.document.document.clone());
            if f.document.document < *id {
                id.clone_from(&f.document.document);
            }
        }
        for f in facts {
            f.document.text.clone_from(&least[&group[&f.number]]);
        }
        Ok(())
    }

    /// All claims of the ledger that were known at a time, in the order of their recording, with their documents.
    ///
    /// # Errors
    /// Where the store fails.
    pub fn claims(&mut self, known: i64) -> Result<Vec<Claim>, Error> {
        self.names.refresh(self.store.as_mut())?;
        let mut documents: FxHashMap<i32, Kept> = FxHashMap::default();
        let sql = format!("SELECT {} FROM documents WHERE recorded <= $1", rows::DOCUMENT_COLUMNS);
        self.store.query(&sql, &[known.into()], &mut |row| {
            let document = rows::document(row)?;
            documents.insert(document.number, document);
            Ok(())
        })?;
        let sql = format!(
            "SELECT {} FROM claims WHERE recorded <= $1 AND NOT EXISTS (SELECT 1 FROM endings e \
             WHERE e.claim = claims.number AND e.recorded <= $1) ORDER BY number",
            rows::CLAIMS.columns.join(", ")
        );
        let names = &self.names;
        let mut out = Vec::new();
        self.store.query(&sql, &[known.into()], &mut |row| {
            if let Some(document) = row.int(3)?.and_then(|n| documents.get(&n)) {
                out.push(rows::claim(names, row, document)?);
            }
            Ok(())
        })?;
        Ok(out)
    }
}

fn last(store: &mut dyn Store, table: &str) -> Result<i32, Error> {
    let mut last = 0;
    store.query(&format!("SELECT max(number) FROM {table}"), &[], &mut |row| {
        last = row.int(0)?.unwrap_or(0);
        Ok(())
    })?;
    Ok(last)
}

/// One batch of writing, on its way into the store.
struct Batch<'b, 'l> {
    store: &'b mut dyn Store,
    lexicon: &'l Lexicon,
    names: &'b mut Names,
    diplomatic: &'b FxHashSet<&'l str>,
    next_claim: i32,
    next_document: i32,
    documents: Vec<Vec<Value>>,
    claims: Vec<Vec<Value>>,
    bands: Vec<Vec<Value>>,
    copies: Vec<Vec<Value>>,
    endings: Vec<Vec<Value>>,
    reviews: Vec<Vec<Value>>,
    /// Digests of the batch's own documents.
    digests: FxHashSet<String>,
    /// Documents of the batch by the bands of their sketches, with their shingles.
    fresh_bands: FxHashMap<i64, Vec<(i32, std::rc::Rc<Shingles>)>>,
    /// Documents of the batch by what tells their article, with their claims.
    versions: FxHashMap<String, (i32, Vec<i32>)>,
}

impl Batch<'_, '_> {
    fn add_one(&mut self, coded: &Coded) -> Result<Added, Error> {
        let digest = digest(&coded.document);
        if self.digests.contains(&digest) || self.is_known(&digest)? {
            return Ok(Added::Known);
        }
        let number = self.next_document;
        self.next_document += 1;
        let article = article(&coded.document);
        let before = self.version_before(&article)?;
        if let Some((_, claims)) = &before {
            for &claim in claims {
                self.end(claim, "superseded", "a new version of its article", "", coded.recorded);
            }
        }
        let document = &coded.document;
        let published = document.published.as_ref();
        self.documents.push(vec![
            number.into(),
            document.id.as_str().into(),
            digest.as_str().into(),
            document.title.clone().into(),
            document.url.clone().into(),
            document.publisher.clone().into(),
            published.and_then(|p| p.from).map(rows::day).into(),
            published.and_then(|p| p.to).map(rows::day).into(),
            published.map(|p| p.precision.as_str()).into(),
            document.text.as_str().into(),
            before.as_ref().map(|(n, _)| *n).into(),
            coded.recorded.into(),
        ]);
        self.digests.insert(digest);
        self.find_copies(number, &document.text)?;
        let mut own = Vec::with_capacity(coded.claims.len());
        let mut ids = FxHashSet::default();
        for claim in coded.claims.iter().filter(|c| ids.insert(c.id.as_str())) {
            own.push(self.claim(claim, &document.text, number, None, coded.recorded));
        }
        self.versions.insert(article, (number, own));
        Ok(if before.is_some() { Added::Replaces } else { Added::New })
    }

    fn is_known(&mut self, digest: &str) -> Result<bool, Error> {
        let mut known = false;
        self.store.query("SELECT 1 FROM documents WHERE digest = $1", &[digest.into()], &mut |_| {
            known = true;
            Ok(())
        })?;
        Ok(known)
    }

    /// The last version of an article before the one that is being added, and its standing claims.
    fn version_before(&mut self, article: &str) -> Result<Option<(i32, Vec<i32>)>, Error> {
        if let Some(version) = self.versions.get(article) {
            return Ok(Some(version.clone()));
        }
        let (column, text) = article.split_once('=').unwrap_or(("id", article));
        let sql = format!("SELECT max(number) FROM documents WHERE {column} = $1");
        let mut before = None;
        self.store.query(&sql, &[text.into()], &mut |row| {
            before = row.int(0)?;
            Ok(())
        })?;
        let Some(before) = before else { return Ok(None) };
        let mut claims = Vec::new();
        let sql = "SELECT number FROM claims WHERE document = $1 \
             AND NOT EXISTS (SELECT 1 FROM endings WHERE endings.claim = claims.number)";
        self.store.query(sql, &[before.into()], &mut |row| {
            claims.extend(row.int(0)?);
            Ok(())
        })?;
        Ok(Some((before, claims)))
    }

    fn find_copies(&mut self, number: i32, text: &str) -> Result<(), Error> {
        let shingles = std::rc::Rc::new(Shingles::new(text));
        let bands = shingles.bands();
        let mut candidates: Vec<(i32, std::rc::Rc<Shingles>)> = Vec::new();
        let list: Vec<String> = bands.iter().map(ToString::to_string).collect();
        if !list.is_empty() {
            let sql = format!(
                "SELECT DISTINCT d.number, d.text FROM bands b JOIN documents d ON d.number = b.document \
                 WHERE b.band IN ({})",
                list.join(",")
            );
            self.store.query(&sql, &[], &mut |row| {
                let other = Shingles::new(row.text(1)?.unwrap_or_default());
                candidates.push((row.int(0)?.unwrap_or_default(), std::rc::Rc::new(other)));
                Ok(())
            })?;
        }
        for band in &bands {
            candidates.extend(self.fresh_bands.get(band).into_iter().flatten().cloned());
        }
        candidates.sort_by_key(|c| c.0);
        candidates.dedup_by_key(|c| c.0);
        for (other, theirs) in candidates {
            if shingles.alike(&theirs) {
                // Both ways, so that either finds the other.
                self.copies.push(vec![number.into(), other.into()]);
                self.copies.push(vec![other.into(), number.into()]);
            }
        }
        for band in bands {
            self.bands.push(vec![band.into(), number.into()]);
            self.fresh_bands.entry(band).or_default().push((number, shingles.clone()));
        }
        Ok(())
    }

    fn claim(
        &mut self,
        claim: &Claim,
        text: &str,
        document: i32,
        corrects: Option<i32>,
        recorded: i64,
    ) -> i32 {
        let number = self.next_claim;
        self.next_claim += 1;
        let actor = claim.actor.as_ref().filter(|a| ends::acts_for_government(a.sector));
        let parties = (
            actor.and_then(|a| ends::party(self.lexicon, a, &claim.time)),
            claim.recipient.as_ref().and_then(|a| ends::party(self.lexicon, a, &claim.time)),
        );
        let diplomatic = self.diplomatic.contains(claim.act.code.as_str());
        let placed = Placed { number, document, corrects, recorded, diplomatic };
        self.claims.push(rows::claim_row(self.names, claim, text, parties, &placed));
        number
    }

    fn end(&mut self, claim: i32, kind: &str, reason: &str, author: &str, recorded: i64) {
        self.endings.push(vec![claim.into(), kind.into(), reason.into(), author.into(), recorded.into()]);
    }

    fn flush(self) -> Result<(), Error> {
        self.names.write(self.store)?;
        self.store.insert(&rows::DOCUMENTS, &self.documents)?;
        self.store.insert(&rows::BANDS, &self.bands)?;
        self.store.insert(&rows::COPIES, &self.copies)?;
        self.store.insert(&rows::CLAIMS, &self.claims)?;
        self.store.insert(&rows::ENDINGS, &self.endings)?;
        self.store.insert(&rows::REVIEWS, &self.reviews)
    }
}

/// What tells a document word for word.
fn digest(document: &Document) -> String {
    let published = document.published.as_ref().and_then(legation_core::v1::published_to_text);
    [
        document.id.as_str(),
        document.title.as_deref().unwrap_or_default(),
        document.url.as_deref().unwrap_or_default(),
    ]
    .into_iter()
    .chain([document.publisher.as_deref().unwrap_or_default(), published.as_deref().unwrap_or_default()])
    .chain([document.text.as_str()])
    .fold(Fingerprint::new(), |print, field| print.field(field))
    .finish()
}

/// What tells the article that a document is a version of: its address, or else its identity.
fn article(document: &Document) -> String {
    match document.url.as_deref().filter(|u| !u.is_empty()) {
        Some(url) => format!("url={url}"),
        None => format!("id={}", document.id),
    }
}
