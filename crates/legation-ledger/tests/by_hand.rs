//! What people do to a ledger: correct, review, compare what was known, on SQLite and on a real PostgreSQL.

mod support;

use legation_core::Status;
use legation_ledger::ask::end_of;
use legation_ledger::conflict::Kind;
use legation_ledger::correction::Amendment;
use legation_ledger::view::{Acts, Sought};
use legation_ledger::{Attached, Ledger};
use support::{Told, create, day, document, on_both, recognition};

fn amendments(set: &[&str]) -> Vec<Amendment> {
    set.iter().map(|s| Amendment::parse(s).expect("a correction")).collect()
}

/// A ledger in which a recognition is told on two days that exclude each other.
fn contradictory(address: &str) -> Ledger<'static> {
    let mut ledger = create(address);
    let told = |day| Told::on("recognise-government", "RUS", "AFG.islamic-emirate", day);
    let one = document("a", "Agency", "2025-07-04", &[told("2025-07-03")]);
    let other = document("b", "Daily", "2025-09-02", &[told("2025-08-20")]);
    let aside = document("c", "Weekly", "2025-09-02", &[Told::on("visit", "CHN", "PAK", "2025-08-30")]);
    ledger.add(&[one, other, aside]).expect("recorded");
    ledger
}

#[test]
fn a_correction_takes_the_place_of_a_claim_and_hides_nothing() {
    on_both(|address| {
        let mut ledger = create(address);
        let coded = recognition();
        ledger.add(std::slice::from_ref(&coded)).expect("recorded");
        let id = coded.claims[0].id.as_str();
        let at = end_of(day("2025-09-01"));
        let set = amendments(&["status=intended", "actor=PAK"]);
        let new = ledger.correct(id, None, &set, "it only plans to", "ann", at).expect("corrected");
        // The new reading counts, with the analyst as its coder.
        let now = ledger.claims(at).expect("read");
        assert_eq!(now.len(), 1);
        assert_eq!((now[0].status, now[0].coder.name.as_str()), (Status::Intended, "ann"));
        assert_eq!(now[0].actor.as_ref().and_then(|a| a.id.as_deref()), Some("PAK"));
        assert_eq!(now[0], new);
        // The old one stays visible, and is what was known before.
        let old = &ledger.claim(id).expect("visible")[0];
        let ending = old.ending.clone().expect("ended");
        assert_eq!((ending.kind.as_str(), ending.reason.as_str()), ("corrected", "it only plans to"));
        assert_eq!(ledger.claims(at - 1).expect("read"), coded.claims);
        assert_eq!(ledger.claim(&new.id).expect("there")[0].corrects.as_deref(), Some(id));
        // A correction can itself be corrected; the chain leads back to the first reading.
        let again = ledger
            .correct(&new.id, None, &amendments(&["status=denied"]), "no", "bob", at + 1)
            .expect("again");
        let all = ledger.corrections(i64::MAX).expect("read");
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].claim.id.as_str(), all[0].reason.as_str()), (again.id.as_str(), "no"));
        assert_eq!(all[0].was.iter().map(|c| c.id.as_str()).collect::<Vec<_>>(), [new.id.as_str(), id]);
    });
}

#[test]
fn what_cannot_be_ended_says_why() {
    on_both(|address| {
        let mut ledger = create(address);
        let coded = document("a", "TASS", "2025-07-04", &[Told::on("expel", "RUS", "USA", "2025-07-03")]);
        let mut twin = coded.clone();
        twin.document.url = Some("https://example.org/other".into());
        twin.claims[0].document = twin.document.reference();
        ledger.add(&[coded.clone(), twin]).expect("recorded");
        let id = coded.claims[0].id.as_str();
        let error = ledger.retract("nothing", None, "why", "ann", 0).expect_err("unknown");
        assert!(error.is_unknown_claim(), "{error}");
        let error = ledger.retract(id, None, "why", "ann", 0).expect_err("ambiguous");
        assert!(
            error.is_ambiguous_claim() && error.to_string().contains("https://example.org/other"),
            "{error}"
        );
        let error = ledger.retract(id, Some("elsewhere"), "why", "ann", 0).expect_err("not there");
        assert!(error.is_invalid(), "{error}");
        ledger
            .retract(id, Some("https://example.org/other"), "why", "ann", i64::from(i32::MAX) - 1)
            .expect("retracted");
        // One stands still, and is the only one now.
        let set = amendments(&["status=denied"]);
        assert!(
            ledger.correct(id, None, &set, "why", "", 0).expect_err("nobody").to_string().contains("--who")
        );
        ledger.correct(id, None, &set, "why", "ann", i64::from(i32::MAX)).expect("corrected");
        let error = ledger.correct(id, None, &set, "why", "ann", 0).expect_err("ended");
        assert!(error.is_ended_claim() && error.to_string().contains("corrected at"), "{error}");
    });
}

#[test]
fn contradictions_are_found_filtered_and_marked_as_reviewed() {
    on_both(|address| {
        let mut ledger = contradictory(address);
        let (on, known) = (day("2025-12-01"), day("2025-12-01"));
        let sought = |ends: &[&str]| Sought {
            ends: ends.iter().map(|e| (*e).to_owned()).collect(),
            ..Sought::default()
        };
        let all = ledger.contradictions(&sought(&[]), on, known).expect("an answer");
        assert_eq!(all.conflicts.len(), 1, "{all:?}");
        let found = &all.conflicts[0];
        assert_eq!(found.kind, "exclusive-dates");
        let publishers = found.sides.clone().map(|side| side[0].publisher.clone().expect("named"));
        assert_eq!(publishers, ["Agency", "Daily"]);
        assert!(
            found
                .sides
                .iter()
                .flatten()
                .all(|e| e.url.is_some() && e.sentence.contains("recognise-government"))
        );
        let count = |ledger: &mut Ledger<'_>, sought: &Sought, known| {
            let found = ledger.contradictions(sought, on, known).expect("an answer");
            (found.conflicts.len(), found.reviewed)
        };
        // By ends, by kind, by what was known.
        assert_eq!(count(&mut ledger, &sought(&["RUS"]), known), (1, 0));
        assert_eq!(count(&mut ledger, &sought(&["AFG", "RUS"]), known), (1, 0));
        assert_eq!(count(&mut ledger, &sought(&["RUS", "CHN"]), known), (0, 0));
        assert_eq!(count(&mut ledger, &sought(&["CHN"]), known), (0, 0));
        let of_kind = |kind| Sought { kinds: vec![kind], ..Sought::default() };
        assert_eq!(count(&mut ledger, &of_kind(Kind::ExclusiveDates), known), (1, 0));
        assert_eq!(count(&mut ledger, &of_kind(Kind::RivalCounts), known), (0, 0));
        assert_eq!(count(&mut ledger, &sought(&[]), day("2025-09-01")), (0, 0));
        // Reviewed, it is listed only where it is asked for, and still contradicts.
        let at = end_of(day("2025-10-01"));
        let id = found.id.clone();
        ledger.review(&id, "the second is a slip", "ann", at).expect("marked");
        assert_eq!(count(&mut ledger, &sought(&[]), known), (0, 1));
        assert_eq!(count(&mut ledger, &sought(&[]), day("2025-09-30")), (1, 0));
        let shown = Sought { reviewed: true, ..Sought::default() };
        let all = ledger.contradictions(&shown, on, known).expect("an answer");
        let review = &all.conflicts[0].reviews[0];
        assert_eq!((review.why.as_str(), review.who.as_str()), ("the second is a slip", "ann"));
        assert_eq!(review.recorded, "2025-10-01T23:59:59Z");
        let error = ledger.review("nothing", "why", "ann", at).expect_err("there is none");
        assert!(error.is_unknown_conflict() && error.to_string().contains("legation conflicts"), "{error}");
    });
}

#[test]
fn what_new_claims_contradict_is_counted() {
    on_both(|address| {
        let mut ledger = create(address);
        let told = |day| Told::on("recognise-government", "RUS", "AFG.islamic-emirate", day);
        ledger.add(&[document("a", "Agency", "2025-07-04", &[told("2025-07-03")])]).expect("recorded");
        let before = ledger.last_claim().expect("a number");
        ledger.add(&[document("b", "Daily", "2025-09-02", &[told("2025-08-20")])]).expect("recorded");
        assert_eq!(ledger.contradictions_since(before).expect("counted"), 1);
        let before = ledger.last_claim().expect("a number");
        let aside = document("c", "Weekly", "2025-09-02", &[Told::on("visit", "CHN", "RUS", "2025-08-30")]);
        ledger.add(&[aside]).expect("recorded");
        assert_eq!(ledger.contradictions_since(before).expect("counted"), 0);
    });
}

#[test]
fn a_diff_names_the_sentences_that_did_it() {
    on_both(|address| {
        let mut ledger = create(address);
        let recognised = document(
            "a",
            "TASS",
            "2025-07-04",
            &[Told::on("recognise-government", "RUS", "AFG", "2025-07-03")],
        );
        let aside = document(
            "b",
            "Daily",
            "2025-07-05",
            &[Told::on("establish-relations", "CHN", "PAK", "2025-07-01")],
        );
        ledger.add(&[recognised.clone(), aside]).expect("recorded");
        let (on, before, after) = (day("2025-08-01"), day("2025-07-01"), day("2025-08-31"));
        let all = ledger.diff(&[], on, before, after).expect("an answer");
        assert!(all.changes.iter().any(|c| c.host.id == "CHN"), "{all:?}");
        let ends = ["RUS".to_owned(), "AFG".to_owned()];
        let pair = ledger.diff(&ends, on, before, after).expect("an answer");
        assert!(pair.changes.iter().all(|c| c.host.id == "RUS" || c.government.id == "RUS"));
        let change = pair.changes.iter().find(|c| c.axis == "recognition").expect("it is known otherwise");
        assert_eq!((change.before.level.as_str(), change.after.level.as_str()), ("G0", "G3"));
        assert_eq!(change.because[0].sentence, recognised.claims[0].sentence.span.text);
        // Retracted, it is known otherwise again, by the sentence that counts no more.
        let id = recognised.claims[0].id.as_str();
        ledger.retract(id, None, "withdrawn", "ann", end_of(day("2025-09-01"))).expect("retracted");
        let back = ledger.diff(&ends, on, after, day("2025-09-01")).expect("an answer");
        let change = back.changes.iter().find(|c| c.axis == "recognition").expect("it is known otherwise");
        assert_eq!((change.before.level.as_str(), change.after.level.as_str()), ("G3", "G0"));
        let ended = &change.ended[0];
        assert_eq!(
            (ended.how.as_str(), ended.why.as_str(), ended.who.as_str()),
            ("retracted", "withdrawn", "ann")
        );
        assert!(change.because.is_empty());
        assert!(ledger.diff(&[], on, after, before).is_err_and(|e| e.is_invalid()));
    });
}

#[test]
fn a_timeline_of_one_end_has_all_its_acts() {
    on_both(|address| {
        let mut ledger = create(address);
        let alone = Told { recipient: None, ..Told::on("appoint", "RUS", "AFG", "2025-06-01") };
        let denied = Told { status: Status::Denied, ..Told::on("expel", "USA", "RUS", "2025-07-01") };
        let acts = [
            Told::on("recognise-government", "RUS", "AFG", "2025-07-03"),
            Told::on("visit", "CHN", "RUS", "2024-05-01"),
            alone,
            denied,
            Told::on("visit", "CHN", "PAK", "2025-05-01"),
        ];
        ledger.add(&[document("a", "TASS", "2025-07-04", &acts)]).expect("recorded");
        let (on, known) = (day("2025-08-01"), day("2025-08-01"));
        let mut codes = |other: Option<&str>, acts: Acts| -> Vec<String> {
            let answer = ledger.timeline("RUS", other, &acts, on, known).expect("an answer");
            answer.acts.into_iter().map(|a| a.act).collect()
        };
        assert_eq!(codes(None, Acts::default()), ["visit", "appoint", "expel", "recognise-government"]);
        assert_eq!(codes(Some("CHN"), Acts::default()), ["visit"]);
        let by_code = Acts { codes: vec!["visit".into(), "appoint".into()], ..Acts::default() };
        assert_eq!(codes(None, by_code), ["visit", "appoint"]);
        let by_type = Acts { codes: vec!["CONSULT".into()], ..Acts::default() };
        assert_eq!(codes(None, by_type), ["visit"]);
        assert_eq!(codes(None, Acts { statuses: vec![Status::Denied], ..Acts::default() }), ["expel"]);
        let since = Acts { since: Some(day("2025-07-01")), ..Acts::default() };
        assert_eq!(codes(None, since), ["expel", "recognise-government"]);
        let unknown = Acts { codes: vec!["visits".into()], ..Acts::default() };
        let error = ledger.timeline("RUS", None, &unknown, on, known).expect_err("no such act");
        assert!(error.to_string().contains("legation acts"), "{error}");
    });
}

#[test]
fn claims_are_added_to_a_document_that_is_there() {
    on_both(|address| {
        let mut ledger = create(address);
        let coded = document("a", "TASS", "2025-07-04", &[Told::on("expel", "RUS", "USA", "2025-07-03")]);
        ledger.add(std::slice::from_ref(&coded)).expect("recorded");
        let kept = ledger.same_document(&coded.document).expect("read").expect("it is there");
        assert_eq!(ledger.document_of("a").expect("read").expect("it is there"), kept);
        assert_eq!(ledger.document_of("b").expect("read"), None);
        let mut more = coded.claims[0].clone();
        more.id = "by hand".into();
        more.coder.name = "ann".into();
        let both = [more.clone(), coded.claims[0].clone()];
        let attached = ledger.attach(&kept, &both, end_of(day("2025-08-01"))).expect("recorded");
        assert_eq!(attached, Attached { new: 1, known: 1 });
        assert_eq!(ledger.claims(i64::MAX).expect("read"), [coded.claims[0].clone(), more]);
        assert_eq!(ledger.claims(end_of(day("2025-07-31"))).expect("read"), coded.claims);
    });
}
