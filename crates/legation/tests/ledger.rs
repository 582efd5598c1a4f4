//! What is entered in a ledger by hand and asked of it, end to end: messages, forms, exit codes.

#![allow(missing_docs, reason = "a test")]

mod support;

use std::fs;

use legation_coder::casebook;
use legation_core::v1;
use serde_json::{Value, json};
use support::{Run, legation};
use tempfile::TempDir;

/// A folder with a ledger and its inputs.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    fn write(&self, name: &str, lines: &[Value]) -> String {
        let text: String = lines.iter().map(|l| format!("{l}\n")).collect();
        fs::write(self.folder.path().join(name), text).unwrap();
        self.path(name)
    }

    /// Runs a command on the ledger.
    fn run(&self, arguments: &[&str]) -> Run {
        let ledger = self.path("ledger.db");
        legation(&[arguments, &["--ledger", &ledger]].concat())
    }

    fn ask(&self, arguments: &[&str]) -> Value {
        let run = self.run(&[arguments, &["--format", "json"]].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{arguments:?}");
        serde_json::from_str(&run.out).expect("one JSON object")
    }

    /// A ledger with a recognition that two papers date differently, coded by hand.
    fn contradictory() -> Self {
        let desk = Self::new();
        let told = [
            told("a", "Agency", "3 July 2025", "2025-07-03"),
            told("b", "Daily", "20 August 2025", "2025-08-20"),
        ];
        let documents = desk.write("documents.jsonl", &[told[0].0.clone(), told[1].0.clone()]);
        let claims = desk.write("claims.jsonl", &[told[0].1.clone(), told[1].1.clone()]);
        let run = desk.run(&["add", "--claims", &claims, &documents]);
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.err.contains("2 claims coded elsewhere"), "{}", run.err);
        assert!(run.err.contains("bring 1 contradiction: `legation conflicts --ledger"), "{}", run.err);
        desk
    }
}

/// A document that tells of a recognition on a day, and the claim that a person read in it.
fn told(id: &str, publisher: &str, words: &str, day: &str) -> (Value, Value) {
    let text = format!("“Так”, {publisher} wrote: Russia recognised the Islamic Emirate on {words}.");
    let part = |part: &str| {
        let start = text[..text.find(part).unwrap()].chars().count();
        (start, start + part.chars().count())
    };
    let party = |id: &str, words: &str| {
        let (start, end) = part(words);
        json!({"id": id, "name": words, "country": &id[..3], "sector": "GOV", "quantifier": null, "text": words,
            "start": start, "end": end})
    };
    let (start, end) = part("recognised");
    let url = format!("https://example.org/{id}");
    let document =
        json!({"id": id, "text": text, "published": "2025-09-01", "url": url, "publisher": publisher});
    let claim = json!({
        "id": format!("claim-{id}"), "event": "e",
        "document": {"id": id, "title": null, "url": url, "publisher": publisher, "published": "2025-09-01"},
        "sentence": {"index": 0, "start": 0, "end": text.chars().count(), "text": text},
        "actor": party("RUS", "Russia"), "recipient": party("AFG.islamic-emirate", "the Islamic Emirate"),
        "act": {"code": "recognise-government", "type": "SUPPORT", "mode": null, "contexts": [], "intensity": 5.0,
            "quad": 1, "text": "recognised", "start": start, "end": end},
        "status": "done", "attribution": [],
        "time": {"from": day, "to": day, "precision": "day", "basis": "stated", "text": format!("on {words}")},
        "place": null, "confidence": 0.9, "because": {"frame": "", "path": ""},
        "coder": {"name": "ann", "version": ""}
    });
    (document, claim)
}

#[test]
fn claims_coded_elsewhere_are_recorded_and_the_wrong_ones_refused_by_line() {
    let desk = Desk::new();
    let (document, good) = told("a", "Agency", "3 July 2025", "2025-07-03");
    let spoilt = |pointer: &str, value: Value| {
        let mut claim = good.clone();
        claim["id"] = format!("spoilt {pointer}").into();
        *claim.pointer_mut(pointer).unwrap() = value;
        claim
    };
    let lines = [
        good.clone(),
        spoilt("/act/text", "recognized".into()),
        spoilt("/act/code", "recognise".into()),
        spoilt("/act/type", "AGREE".into()),
        spoilt("/act/quad", 3.into()),
        spoilt("/actor/id", "RU".into()),
        spoilt("/sentence/end", 9.into()),
        spoilt("/coder/name", "".into()),
        spoilt("/document/id", "elsewhere".into()),
        spoilt("/status", "true".into()),
        json!({"id": "x"}),
    ];
    let claims = desk.write("claims.jsonl", &lines);
    let documents = desk.write("documents.jsonl", &[document]);
    let run = desk.run(&["add", "--claims", &claims, &documents]);
    assert_eq!(run.code, 1);
    for (line, field) in [
        (2, "field `act`: \"recognized\""),
        (3, "field `act.code`: \"recognise\""),
        (4, "field `act.type`: AGREE"),
        (5, "field `act.quad`: "),
        (6, "field `actor.id`: \"RU\""),
        (7, "field `sentence`: "),
        (8, "field `coder.name`: "),
        (9, "field `document.id`: \"elsewhere\""),
        (10, "field `status`: unknown code \"true\""),
        (11, "not a claim: missing field `event`"),
    ] {
        let place = format!("{claims}:{line}: {field}");
        assert!(run.err.contains(&place), "{place} in\n{}", run.err);
    }
    assert!(run.err.contains("1 claim coded elsewhere, 10 left out"), "{}", run.err);
    // The rest is recorded, as it was.
    let back = desk.run(&["export", "--format", "jsonl"]);
    assert_eq!(back.out, format!("{}\n", v1::to_json(&v1::from_json(&good.to_string()).unwrap())));
    // Again, it is known; and the ledger's own text serves for more.
    let more = desk.write("more.jsonl", &[good.clone(), spoilt("/status", "denied".into())]);
    let run = desk.run(&["add", "--claims", &more]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("1 claim coded elsewhere, 1 known already"), "{}", run.err);
    assert_eq!(desk.run(&["add", "--claims", &desk.path("missing.jsonl")]).code, 1);
    assert_eq!(desk.run(&["add"]).code, 2);
}

#[test]
fn what_the_program_codes_agrees_with_its_documents() {
    let desk = Desk::new();
    let coded = legation(&["code", "examples/articles.jsonl", "examples/embassy-reopens.txt"]);
    fs::write(desk.path("claims.jsonl"), &coded.out).unwrap();
    let claims = desk.path("claims.jsonl");
    let run =
        desk.run(&["add", "--claims", &claims, "examples/articles.jsonl", "examples/embassy-reopens.txt"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let count = coded.out.lines().count();
    assert!(count > 10 && run.err.contains(&format!("{count} claims coded elsewhere")), "{}", run.err);
}

#[test]
fn contradictions_are_shown_filtered_and_reviewed() {
    let desk = Desk::contradictory();
    let all = desk.ask(&["conflicts"]);
    let conflict = &all["conflicts"][0];
    assert_eq!(conflict["kind"], "exclusive-dates", "{all}");
    let id = conflict["id"].as_str().unwrap();
    let table = desk.run(&["conflicts", "Russia", "--format", "table"]);
    for part in
        ["exclusive-dates", id, "3 July 2025", "20 August 2025", "Agency", "https://example.org/b", "against"]
    {
        assert!(table.out.contains(part), "{part} in\n{}", table.out);
    }
    let count = |arguments: &[&str]| desk.ask(arguments)["conflicts"].as_array().unwrap().len();
    assert_eq!(count(&["conflicts", "RUS", "AFG"]), 1);
    assert_eq!(count(&["conflicts", "CHN"]), 0);
    assert_eq!(count(&["conflicts", "--kind", "rival-counts"]), 0);
    assert_eq!(count(&["conflicts", "--known", "2025-01-01"]), 0);
    let csv = desk.run(&["conflicts", "--format", "csv"]);
    assert_eq!(csv::Reader::from_reader(csv.out.as_bytes()).records().filter(Result::is_ok).count(), 2);
    let wrong = desk.run(&["conflicts", "--kind", "dates"]);
    assert!(wrong.code == 2 && wrong.err.contains("exclusive-dates, stage-confusion"), "{}", wrong.err);
    // A review needs a reason and a contradiction, and leaves it listed with --all.
    assert_eq!(desk.run(&["conflicts", "--review", id]).code, 2);
    let missing = desk.run(&["conflicts", "--review", "none", "--why", "a slip"]);
    assert!(missing.code == 1 && missing.err.contains("legation conflicts --all"), "{}", missing.err);
    let run = desk.run(&["conflicts", "--review", id, "--why", "a slip", "--who", "bob"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let left = desk.ask(&["conflicts"]);
    assert_eq!((left["conflicts"].as_array().unwrap().len(), &left["reviewed"]), (0, &json!(1)));
    let shown = desk.run(&["conflicts", "--all", "--format", "table"]);
    assert!(shown.out.contains("reviewed by bob") && shown.out.contains("a slip"), "{}", shown.out);
}

#[test]
fn a_correction_becomes_a_case() {
    let desk = Desk::contradictory();
    let run = desk.run(&[
        "correct",
        "claim-b",
        "--set",
        "status=intended",
        "--set",
        "recipient=Pakistan",
        "--set",
        "time=2025-08",
        "--why",
        "it only plans to",
        "--who",
        "bob",
    ]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let id = run.out.trim();
    let claims = desk.run(&["export", "--format", "jsonl"]);
    let claims: Vec<Value> = claims.out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(claims.len(), 2);
    let new = claims.iter().find(|c| c["id"] == id).expect("it counts");
    assert_eq!(
        (&new["coder"]["name"], &new["recipient"]["id"], &new["status"]),
        (&json!("bob"), &json!("PAK"), &json!("intended"))
    );
    assert_eq!(
        desk.run(&["correct", "claim-a", "--set", "confidence=1", "--why", "so it is", "--who", "bob"]).code,
        0
    );
    let cases = desk.run(&["export", "--format", "casebook"]);
    assert_eq!((cases.code, cases.err.as_str()), (0, ""));
    let read = casebook::read(&cases.out).unwrap_or_else(|e| panic!("{e}\n{}", cases.out));
    assert_eq!(read.len(), 2, "{}", cases.out);
    let written: Vec<&str> = read.iter().flat_map(|c| &c.expectations).map(|e| e.written.as_str()).collect();
    assert_eq!(
        written,
        [
            "+ recognise-government  RUS > PAK  intended  time=2025-08",
            "- recognise-government  RUS > AFG.islamic-emirate  done",
            "+ recognise-government  RUS > AFG.islamic-emirate  done  time=2025-07-03",
        ]
    );
    let new = v1::from_json(&new.to_string()).unwrap();
    assert!(read[0].check(&[new]).iter().all(|o| o.held), "{}", cases.out);
    // What cannot be corrected says why.
    for (arguments, told) in [
        (&["correct", "claim-b", "--set", "status=done", "--why", "x", "--who", "bob"][..], "corrected at"),
        (
            &["correct", "nothing", "--set", "status=done", "--why", "x", "--who", "bob"],
            "has no claim \"nothing\"",
        ),
        (&["correct", "claim-a", "--set", "act=recognise", "--why", "x"], "corrected at"),
        (&["correct", id, "--set", "act=recognise", "--why", "x", "--who", "bob"], "legation acts"),
        (&["retract", "claim-b", "--why", "x"], "it only plans to"),
    ] {
        let run = desk.run(arguments);
        assert!(run.code == 1 && run.err.contains(told), "{arguments:?}: {}", run.err);
    }
    for arguments in [
        &["correct", id, "--why", "x"][..],
        &["correct", id, "--set", "status=true", "--why", "x"],
        &["correct", id, "--set", "colour=blue", "--why", "x"],
        &["correct", id, "--set", "status=done", "--why", " "],
        &["export"],
    ] {
        assert_eq!(desk.run(arguments).code, 2, "{arguments:?}");
    }
}

#[test]
fn a_diff_tells_what_a_retraction_changed() {
    let desk = Desk::new();
    let (document, claim) = told("a", "Agency", "3 July 2025", "2025-07-03");
    let (documents, claims) = (desk.write("d.jsonl", &[document]), desk.write("c.jsonl", &[claim]));
    let run = desk.run(&["add", "--claims", &claims, &documents, "--recorded", "published"]);
    assert_eq!((run.code, run.err.contains("contradiction")), (0, false), "{}", run.err);
    let on = ["--on", "2025-07-10"];
    let diff =
        desk.ask(&[&["diff", "RUS", "AFG", "--from", "2025-08-31", "--to", "2025-09-01"], &on[..]].concat());
    let change = &diff["changes"][0];
    assert_eq!((&change["axis"], &change["after"]["level"]), (&json!("recognition"), &json!("G3")), "{diff}");
    assert!(change["because"][0]["sentence"].as_str().unwrap().contains("Russia recognised"));
    assert_eq!(desk.run(&["retract", "claim-a", "--why", "withdrawn", "--who", "bob"]).code, 0);
    let table = desk.run(&[&["diff", "--from", "2025-09-01", "--format", "table"], &on[..]].concat());
    assert!(table.out.contains("G3") && table.out.contains("retracted by bob: withdrawn"), "{}", table.out);
    let csv = desk.run(&[&["diff", "--from", "2025-09-01", "--format", "csv"], &on[..]].concat());
    assert!(csv.out.contains("retracted,claim-a"), "{}", csv.out);
    let back = desk.run(&["diff", "--from", "2025-09-02", "--to", "2025-09-01"]);
    assert!(back.code == 1 && back.err.contains("2025-09-02"), "{}", back.err);
}

#[test]
fn a_timeline_of_one_government_is_filtered() {
    let desk = Desk::contradictory();
    let count = |arguments: &[&str]| {
        let all = [&["timeline"], arguments].concat();
        desk.ask(&all)["acts"].as_array().unwrap().len()
    };
    assert_eq!(count(&["RUS"]), 2);
    assert_eq!(count(&["RUS", "AFG"]), 2);
    assert_eq!(count(&["RUS", "--since", "2025-08-01"]), 1);
    assert_eq!(count(&["RUS", "--act", "recognise-government", "--status", "done"]), 2);
    assert_eq!(count(&["RUS", "--status", "denied"]), 0);
    assert_eq!(count(&["RUS", "AFG", "--act", "visit"]), 0);
    let wrong = desk.run(&["timeline", "RUS", "--act", "visits"]);
    assert!(wrong.code == 1 && wrong.err.contains("legation acts"), "{}", wrong.err);
    let wrong = desk.run(&["timeline", "RUS", "--status", "true"]);
    assert!(wrong.code == 2 && wrong.err.contains("done, denied"), "{}", wrong.err);
}
