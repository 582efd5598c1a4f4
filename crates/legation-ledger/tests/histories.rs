//! What must hold of any history of claims.

mod support;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use legation_core::Status;
use legation_ledger::ask::end_of;
use legation_ledger::{Coded, Ledger};
use legation_lexicon::Lexicon;
use proptest::prelude::*;
use support::{Told, database, document, file};

const ACTS: [&str; 20] = [
    "visit",
    "negotiate",
    "establish-relations",
    "sever-relations",
    "restore-relations",
    "suspend-relations",
    "grant-agrement",
    "copy-credentials",
    "present-credentials",
    "recall-for-consultation",
    "recall-permanent",
    "expel",
    "open-mission",
    "close-mission",
    "recognise-government",
    "withdraw-recognition",
    "designate",
    "suspend-designation",
    "delist",
    "downgrade-level",
];
const ENDS: [&str; 4] = ["RUS", "AFG.islamic-emirate", "AFG", "PAK"];
const PUBLISHERS: [&str; 3] = ["Agency", "Daily", "Weekly"];
const FIRST: Date = date(2024, 1, 1);

fn told() -> impl Strategy<Value = Told> {
    let days = prop_oneof![
        2 => Just(None),
        5 => (0i64..500, prop_oneof![Just(0i64), Just(0), Just(27)]).prop_map(Some),
    ];
    let status = prop_oneof![8 => Just(Status::Done), 1 => Just(Status::Intended), 1 => Just(Status::Denied)];
    (0..ACTS.len(), 0..ENDS.len(), 0..ENDS.len(), days, status, 30u32..100, any::<bool>()).prop_map(
        |(act, actor, recipient, days, status, confidence, embassy)| Told {
            act: ACTS[act],
            actor: Some(ENDS[actor]),
            recipient: Some(ENDS[recipient]),
            status,
            days: days.map(|(n, length)| (FIRST + n.days(), FIRST + (n + length).days())),
            confidence: f64::from(confidence) / 100.0,
            words: if embassy { " at the embassy" } else { "" },
        },
    )
}

/// Documents with what they tell; each is known from the day of its publication.
fn history() -> impl Strategy<Value = Vec<Coded>> {
    let one = (0i64..600, 0..PUBLISHERS.len(), prop::collection::vec(told(), 1..4));
    prop::collection::vec(one, 1..12).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        numbered
            .map(|(n, (day, publisher, acts))| {
                let published = (FIRST + day.days()).to_string();
                document(&format!("d{n}"), PUBLISHERS[publisher], &published, &acts)
            })
            .collect()
    })
}

fn ledger(address: &str, history: &[Coded]) -> Ledger<'static> {
    let mut ledger = Ledger::create(address, Lexicon::embedded()).expect("a ledger");
    for coded in history {
        ledger.add(std::slice::from_ref(coded)).expect("recorded");
    }
    ledger
}

/// All answers about all pairs at some dates, as text.
fn answers(ledger: &mut Ledger<'_>, on: Date, known: Date) -> String {
    let mut out = String::new();
    for host in ENDS {
        for government in ENDS {
            let show = ledger.show(host, government, on, known).expect("an answer");
            out.push_str(&serde_json::to_string(&show).expect("plain values"));
            out.push('\n');
        }
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_adding_changes_no_answer(
        (history, shuffled) in history().prop_flat_map(|h| (Just(h.clone()), Just(h).prop_shuffle())),
        on in 0i64..700,
        known in 0i64..700,
    ) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut one = ledger(&file(folder.path(), "a.db"), &history);
        let mut other = ledger(&file(folder.path(), "b.db"), &shuffled);
        let (on, known) = (FIRST + on.days(), FIRST + known.days());
        prop_assert_eq!(answers(&mut one, on, known), answers(&mut other, on, known));
    }

    #[test]
    fn what_was_known_does_not_depend_on_what_came_later(history in history(), on in 0i64..700, known in 0i64..700) {
        let folder = tempfile::tempdir().expect("a folder");
        let (on, known) = (FIRST + on.days(), FIRST + known.days());
        let before: Vec<Coded> = history.iter().filter(|c| c.recorded <= end_of(known)).cloned().collect();
        let mut all = ledger(&file(folder.path(), "a.db"), &history);
        // A retraction after that day changes nothing of what was known on it.
        let last = history.iter().flat_map(|c| &c.claims).next().expect("a claim");
        all.retract(&last.id, None, "withdrawn", "ann", end_of(known) + 1).expect("retracted");
        let mut then = ledger(&file(folder.path(), "b.db"), &before);
        prop_assert_eq!(answers(&mut all, on, known), answers(&mut then, on, known));
    }

    #[test]
    fn every_level_rests_on_claims_or_on_a_named_axis(history in history(), on in 0i64..700) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut ledger = ledger(&file(folder.path(), "a.db"), &history);
        let on = FIRST + on.days();
        for host in ENDS {
            for government in ENDS {
                let show = ledger.show(host, government, on, date(2030, 1, 1)).expect("an answer");
                for (code, axis) in &show.axes {
                    let lowest = axis.level.ends_with('0');
                    prop_assert!(lowest || !axis.claims.is_empty(), "{code} {} of {host} and {government}", axis.level);
                    prop_assert!(lowest || axis.since.is_some());
                    if let Some(other) = &axis.implied_by {
                        prop_assert!(!show.axes[other].level.ends_with('0'));
                    }
                }
            }
        }
    }
}

proptest! {
    // Each case makes a database on a server.
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_two_stores_agree(history in history(), on in 0i64..700, known in 0i64..700) {
        let folder = tempfile::tempdir().expect("a folder");
        let (on, known) = (FIRST + on.days(), FIRST + known.days());
        let mut one = ledger(&file(folder.path(), "a.db"), &history);
        let mut other = ledger(&database(), &history);
        prop_assert_eq!(answers(&mut one, on, known), answers(&mut other, on, known));
        prop_assert_eq!(one.claims(end_of(known)).expect("read"), other.claims(end_of(known)).expect("read"));
    }
}
