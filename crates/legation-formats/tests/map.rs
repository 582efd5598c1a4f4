//! The world map: its shapes are all there, and what it draws of a ledger is right.

use std::collections::BTreeMap;

use jiff::civil::Date;
use legation_core::{Document, parse_published, v1};
use legation_formats::answers::map::{World, svg};
use legation_formats::answers::{Answer as _, AnswerFormat, write};
use legation_formats::output::TableStyle;
use legation_ledger::ask::end_of;
use legation_ledger::view::{Way, WorldView};
use legation_ledger::{Coded, Ledger};
use legation_lexicon::Lexicon;
use legation_lexicon::data::EntityKind;

/// Units of the lexicon that a map of today's world does not show: states of the past, and Antarctica.
const UNDRAWN: [&str; 10] = ["ANT", "ATA", "CSK", "DDR", "SCG", "SUN", "XAR", "XSV", "YMD", "YUG"];

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A document with one claim: that `actor` did `act` to `recipient` on a day.
fn coded(act: &str, actor: &str, recipient: &str, on: &str) -> Coded {
    let id = format!("{act} {actor} {recipient}");
    let party = |id: &str| {
        format!(r#"{{"id":{id:?},"name":"","country":null,"sector":"GOV","text":"","start":0,"end":0}}"#)
    };
    let json = format!(
        r#"{{"id":"{id}","event":"{id}","document":{{"id":"{id}","title":null,"url":null,"publisher":"{id}",
        "published":"{on}"}},"sentence":{{"index":0,"start":0,"end":4,"text":"Text"}},"actor":{actor},
        "recipient":{recipient},"act":{{"code":"{act}","type":"SUPPORT","mode":null,"contexts":[],"intensity":5.0,
        "quad":1,"text":"","start":0,"end":0}},"status":"done","attribution":[],"time":{{"from":"{on}","to":"{on}",
        "precision":"day","basis":"stated","text":""}},"place":null,"confidence":0.9,
        "because":{{"frame":"f","path":"p"}},"coder":{{"name":"c","version":"1"}}}}"#,
        actor = party(actor),
        recipient = party(recipient),
    );
    let document = Document {
        id: id.clone(),
        title: None,
        text: "Text".to_owned(),
        published: parse_published(on).ok(),
        url: None,
        publisher: Some(id),
    };
    let claim = v1::from_json(&json).unwrap_or_else(|e| panic!("{json}: {e}"));
    Coded { document, claims: vec![claim], recorded: end_of(day(on)) }
}

/// Where the Emirate stood, and with whom, in a few claims.
fn view(way: Way) -> WorldView {
    let folder = tempfile::tempdir().expect("a folder");
    let address = folder.path().join("ledger.db").display().to_string();
    let mut ledger = Ledger::create(&address, Lexicon::embedded()).expect("a ledger");
    let emirate = "AFG.islamic-emirate";
    ledger
        .add(&[
            coded("recognise-government", "RUS", emirate, "2025-07-03"),
            coded("present-credentials", emirate, "CHN", "2024-01-30"),
            coded("sever-relations", "TJK", emirate, "2023-01-10"),
            coded("visit", "UZB", emirate, "2022-01-10"),
            coded("visit", "SYR.national-coalition", emirate, "2024-05-05"),
            coded("grant-agrement", emirate, "IRN", "2024-05-05"),
            coded("grant-agrement", "DNK", emirate, "2025-06-05"),
        ])
        .expect("recorded");
    ledger.map(Some("AFG"), way, day("2025-07-10"), day("2025-12-31")).expect("an answer")
}

/// The classes of the shape of each unit that says anything.
fn classes(svg: &str) -> BTreeMap<String, String> {
    let document = roxmltree::Document::parse(svg).expect("well-formed XML");
    let groups = document.descendants().filter(|n| n.has_tag_name("g") && n.attribute("id").is_some());
    let shaped = groups.filter_map(|g| {
        let shape = g.children().find(|n| n.has_tag_name("path") || n.has_tag_name("circle"))?;
        Some((g.attribute("id")?.to_owned(), shape.attribute("class")?.to_owned()))
    });
    shaped.filter(|(id, _)| id != "land").collect()
}

#[test]
fn every_state_of_the_lexicon_has_a_shape_under_its_name() {
    let (lexicon, world) = (Lexicon::embedded(), World::embedded());
    let mut missing = Vec::new();
    for state in lexicon.data().entities.iter().filter(|e| e.kind == EntityKind::State) {
        match world.unit(&state.id) {
            Some(unit) => assert_eq!(unit.name, state.name),
            None => missing.push(state.id.as_str()),
        }
    }
    missing.sort_unstable();
    assert_eq!(missing, UNDRAWN);
    for unit in &world.units {
        let of = unit.of.map(|id| world.unit(id).map(|u| u.id));
        assert!(of != Some(None), "{} belongs to nobody on the map", unit.id);
        let inside = (0..=world.width).contains(&unit.at.0) && (0..=world.height).contains(&unit.at.1);
        assert!(inside, "{} lies off the map", unit.id);
    }
}

#[test]
fn disputed_units_are_their_own() {
    let world = World::embedded();
    for id in ["ESH", "PSE", "TWN", "XAB", "XKX", "XNC", "XSL", "XSO", "XTR", "area.crimea"] {
        assert!(world.unit(id).is_some_and(|u| u.disputed), "{id}");
    }
    assert!(!world.unit("FRA").is_some_and(|u| u.disputed));
}

#[test]
fn the_picture_has_one_shape_with_a_title_for_each_unit() {
    let picture = svg(&view(Way::Hosted));
    let document = roxmltree::Document::parse(&picture).expect("well-formed XML");
    for unit in &World::embedded().units {
        let groups: Vec<_> = document.descendants().filter(|n| n.attribute("id") == Some(unit.id)).collect();
        let [group] = groups.as_slice() else { panic!("{}: {} shapes", unit.id, groups.len()) };
        let title = group.children().find(|n| n.has_tag_name("title")).and_then(|t| t.text());
        assert!(title.is_some_and(|t| t.starts_with(unit.name)), "{}: {title:?}", unit.id);
    }
    let root = document.root_element();
    assert!(["width", "height", "viewBox"].iter().all(|a| root.attribute(*a).is_some()));
    assert!(document.descendants().all(|n| !n.has_tag_name("script") && !n.has_tag_name("image")));
    let outside = |n: roxmltree::Node<'_, '_>| {
        n.attributes().any(|a| a.name() == "href" && !a.value().starts_with('#'))
    };
    assert!(!document.descendants().any(outside));
}

#[test]
fn a_small_ledger_gives_the_expected_classes() {
    let view = view(Way::Hosted);
    let picture = svg(&view);
    let classes = classes(&picture);
    let class = |id: &str| classes[id].as_str();
    assert_eq!(class("CHN"), "u R7");
    assert_eq!(class("HKG"), "u R7", "a territory has the colour of its state");
    assert_eq!(class("DNK"), "u R5");
    assert_eq!(class("GRL"), "u R5");
    assert_eq!(class("TJK"), "u R0");
    assert_eq!(class("UZB"), "u R1");
    assert_eq!(class("FRA"), "u none");
    assert_eq!(class("AFG"), "u own");
    assert_eq!(class("SYR"), "u none", "a rival government does not paint the state");
    assert!(picture.contains("Not on the map: Syrian National Coalition (R1 G1)."), "{picture}");
    assert!(picture.contains("Russia: R0 none; G3 de jure; S0 none; D0 none"));
    let uzbekistan = view.states.iter().find(|s| s.country.as_deref() == Some("UZB")).expect("it is there");
    assert!(uzbekistan.stale.iter().any(|axis| axis == "representation"));
    for words in [
        "10 July 2025",
        "31 December 2025",
        "Natural Earth, de facto; hatched areas are disputed",
        "no evidence",
    ] {
        assert!(picture.contains(words), "{words}");
    }
}

#[test]
fn the_other_way_round_is_another_map() {
    let classes = classes(&svg(&view(Way::Hosts)));
    assert_eq!(classes["IRN"], "u R5");
    assert_eq!(classes["CHN"], "u R0");
}

#[test]
fn rows_json_and_table_say_the_same() {
    let view = view(Way::Hosted);
    let (head, rows) = view.rows();
    assert!(rows.iter().all(|r| r.len() == head.len()));
    let column = |name: &str| head.iter().position(|h| *h == name).expect("a column");
    let china = rows.iter().find(|r| r[column("country")] == "CHN").expect("a row");
    assert_eq!(china[column("representation")], "R7");
    let coalition = rows.iter().find(|r| r[column("government")] == "SYR.national-coalition").expect("a row");
    assert_eq!(coalition[column("holds_state")], "false");
    let mut json = Vec::new();
    write(&view, AnswerFormat::Json, &mut json).expect("written");
    let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(json["way"], "hosted");
    assert_eq!(json["states"][0]["country"], "CHN");
    assert_eq!(json["states"][0]["axes"]["representation"], "R7");
    let table = view.table(TableStyle { width: 100, colour: false });
    assert!(table.contains("R7 accredited to the head of state 1\n    China G1\n"), "{table}");
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    assert_eq!(svg(&view(Way::Hosted)), svg(&view(Way::Hosted)));
}

#[test]
fn markup_in_names_is_text() {
    let mut view = view(Way::Hosted);
    view.focus.name = "A & B <i>\u{1}".to_owned();
    let picture = svg(&view);
    let document = roxmltree::Document::parse(&picture).expect("well-formed XML");
    let title = document.root_element().children().find(|n| n.has_tag_name("title")).and_then(|t| t.text());
    assert!(title.is_some_and(|t| t.starts_with("A & B <i>")), "{title:?}");
}

#[test]
fn an_unknown_focus_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let address = folder.path().join("ledger.db").display().to_string();
    let mut ledger = Ledger::create(&address, Lexicon::embedded()).expect("a ledger");
    let (on, known) = (day("2025-07-10"), day("2025-07-10"));
    let error = ledger.map(Some("Narnia"), Way::Hosted, on, known).expect_err("nobody");
    assert!(error.is_invalid() && error.to_string().contains("Narnia"), "{error}");
    let error = ledger.map(None, Way::Hosted, on, known).expect_err("nobody");
    assert!(error.to_string().contains("--focus"), "{error}");
}
