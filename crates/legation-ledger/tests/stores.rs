//! What every store must keep, on SQLite and on a real PostgreSQL.

mod support;

use legation_core::Claim;
use legation_ledger::ask::end_of;
use legation_ledger::{Added, Ledger};
use legation_lexicon::Lexicon;
use support::{Told, create, database, day, document, file, on_both, recognition};

fn level(ledger: &mut Ledger<'_>, axis: &str, host: &str, government: &str, on: &str, known: &str) -> String {
    let show = ledger.show(host, government, day(on), day(known)).expect("an answer");
    show.axes[axis].level.clone()
}

#[test]
fn claims_come_back_as_they_were() {
    on_both(|address| {
        let mut told = Told::on("recognise-government", "RUS", "AFG.islamic-emirate", "2025-07-03");
        told.words = " – “with effect”\tat once\\";
        let coded = document("a", "TASS", "2025-07-04", &[told]);
        create(address).add(std::slice::from_ref(&coded)).expect("recorded");
        let mut again = Ledger::open(address, Lexicon::embedded()).expect("it is there");
        let back: Vec<Claim> = again.claims(i64::MAX).expect("read");
        assert_eq!(back, coded.claims);
    });
}

#[test]
fn the_same_document_changes_nothing_and_a_new_version_supersedes() {
    on_both(|address| {
        let mut ledger = create(address);
        let first = document(
            "a",
            "TASS",
            "2025-07-04",
            &[Told::on("recognise-government", "RUS", "AFG", "2025-07-03")],
        );
        assert_eq!(
            ledger.add(&[first.clone(), first.clone()]).expect("recorded"),
            [Added::New, Added::Known]
        );
        assert_eq!(ledger.add(std::slice::from_ref(&first)).expect("recorded"), [Added::Known]);
        assert_eq!(level(&mut ledger, "recognition", "RUS", "AFG", "2025-08-01", "2025-08-01"), "G3");
        // The same address with another text: the old claims count no more from then on.
        let mut second =
            document("a", "TASS", "2025-07-10", &[Told::on("grant-agrement", "RUS", "AFG", "2025-07-03")]);
        second.document.text.push_str("Corrected.");
        assert_eq!(ledger.add(&[second]).expect("recorded"), [Added::Replaces]);
        assert_eq!(level(&mut ledger, "recognition", "RUS", "AFG", "2025-08-01", "2025-08-01"), "G1");
        assert_eq!(level(&mut ledger, "recognition", "RUS", "AFG", "2025-08-01", "2025-07-09"), "G3");
        let old = ledger.claim(&first.claims[0].id).expect("it stays visible");
        assert_eq!(old[0].ending.as_ref().map(|e| e.kind.as_str()), Some("superseded"));
    });
}

#[test]
fn what_is_retracted_was_never_true_but_was_known() {
    on_both(|address| {
        let mut ledger = create(address);
        let coded = recognition();
        ledger.add(std::slice::from_ref(&coded)).expect("recorded");
        let id = coded.claims[0].id.as_str();
        ledger
            .retract(id, None, "the agency withdrew it", "ann", end_of(day("2025-09-01")))
            .expect("retracted");
        assert_eq!(level(&mut ledger, "recognition", "RUS", "AFG", "2025-08-01", "2025-08-31"), "G3");
        assert_eq!(level(&mut ledger, "recognition", "RUS", "AFG", "2025-08-01", "2025-09-01"), "G0");
        let again =
            ledger.retract(id, None, "twice", "ann", end_of(day("2025-09-02"))).expect_err("it has ended");
        assert!(
            again.is_ended_claim() && again.to_string().contains("ann (the agency withdrew it)"),
            "{again}"
        );
        let ending = ledger.claim(id).expect("visible")[0].ending.clone().expect("ended");
        assert_eq!((ending.reason.as_str(), ending.author.as_str()), ("the agency withdrew it", "ann"));
    });
}

#[test]
fn a_batch_that_fails_leaves_nothing() {
    on_both(|address| {
        let mut ledger = create(address);
        let good = document(
            "a",
            "TASS",
            "2025-07-04",
            &[Told::on("recognise-government", "RUS", "AFG", "2025-07-03")],
        );
        let mut bad = document("b", "TASS", "2025-07-04", &[Told::on("expel", "RUS", "USA", "2025-07-03")]);
        bad.document.text.push('\0');
        let error = ledger.add(&[good.clone(), bad]).expect_err("NUL cannot be kept");
        assert!(error.is_invalid() && error.to_string().contains("\"b\""), "{error}");
        assert_eq!(ledger.claims(i64::MAX).expect("read"), []);
        assert_eq!(ledger.add(std::slice::from_ref(&good)).expect("the ledger goes on"), [Added::New]);
        assert_eq!(ledger.claims(i64::MAX).expect("read"), good.claims);
    });
}

#[test]
fn copies_of_one_text_count_once() {
    on_both(|address| {
        let mut ledger = create(address);
        let act = || Told { confidence: 0.6, ..Told::on("grant-agrement", "RUS", "AFG", "2025-06-02") };
        // Long enough that the publisher's name hardly matters.
        let long = " after months of talks between the two foreign ministries about trade, transit and the fight against the \
            Islamic State group in the north of the country, as officials in both capitals had hinted since the spring of that year";
        let told = Told { words: long, ..act() };
        let one = document("a", "Agency", "2025-06-03", std::slice::from_ref(&told));
        let mut copy = document("a", "Daily", "2025-06-04", &[told]);
        copy.document.id = "copy".into();
        copy.document.url = Some("https://example.org/copy".into());
        copy.claims[0].document = copy.document.reference();
        copy.claims[0].id = "copy-0".into();
        let other = document("b", "Weekly", "2025-06-04", &[act()]);
        ledger.add(&[one, copy]).expect("recorded");
        let first = ledger.show("RUS", "AFG", day("2025-07-01"), day("2025-07-01")).expect("an answer");
        let axis = &first.axes["representation"];
        assert_eq!((axis.sources, axis.confidence, axis.claims.len()), (1, Some(0.6), 2));
        ledger.add(&[other]).expect("recorded");
        let then = ledger.show("RUS", "AFG", day("2025-07-01"), day("2025-07-01")).expect("an answer");
        let axis = &then.axes["representation"];
        assert_eq!((axis.sources, axis.claims.len()), (2, 3));
        assert!((axis.confidence.expect("told") - 0.84).abs() < 1e-9);
    });
}

#[test]
fn what_is_no_ledger_is_told_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = |address: &str| Ledger::open(address, Lexicon::embedded()).err().expect("an error");
    let missing = open(&file(folder.path(), "missing.db"));
    assert!(missing.to_string().contains("no such file"), "{missing}");
    let text = file(folder.path(), "notes.txt");
    std::fs::write(&text, "Dear diary, ".repeat(200)).expect("written");
    assert!(open(&text).is_foreign());
    let other = file(folder.path(), "other.db");
    rusqlite::Connection::open(&other)
        .and_then(|c| c.execute_batch("CREATE TABLE t (x)"))
        .expect("a database");
    assert!(open(&other).is_foreign());
    assert!(Ledger::create(&other, Lexicon::embedded()).err().is_some_and(|e| e.is_foreign()));
    // A newer version's.
    let newer = file(folder.path(), "newer.db");
    drop(create(&newer));
    let raise =
        "INSERT INTO refinery_schema_history (version, name, applied_on, checksum) VALUES (99, 'x', '', '')";
    rusqlite::Connection::open(&newer).and_then(|c| c.execute_batch(raise)).expect("raised");
    let error = open(&newer);
    assert!(error.is_newer() && error.to_string().contains("99"), "{error}");
}

#[test]
fn a_newer_database_or_a_lost_server_is_told() {
    let address = database();
    drop(create(&address));
    let mut client = postgres::Client::connect(&address, postgres::NoTls).expect("connected");
    let mut ledger = create(&address);
    // The connection breaks in the middle.
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    client.batch_execute(kill).expect("killed");
    let coded = document("a", "TASS", "2025-07-04", &[Told::on("expel", "RUS", "USA", "2025-07-03")]);
    let error = ledger.add(&[coded]).expect_err("the connection is gone");
    assert!(error.to_string().contains("nothing of the batch was recorded"), "{error}");
    let mut ledger = create(&address);
    assert_eq!(ledger.claims(i64::MAX).expect("read"), []);
    client
        .batch_execute("INSERT INTO refinery_schema_history (version, name, applied_on, checksum) VALUES (99, 'x', '', '')")
        .expect("raised");
    assert!(Ledger::open(&address, Lexicon::embedded()).err().is_some_and(|e| e.is_newer()));
}
