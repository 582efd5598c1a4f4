//! Each kind is found, and its near miss is not.

use jiff::civil::Date;
use legation_core::{Basis, Precision, Quantifier, Status};
use legation_lexicon::Lexicon;
use proptest::prelude::*;

use super::{Conflict, Kind, conflicts};
use crate::fact::{Fact, Source};

const EMIRATE: &str = "AFG.islamic-emirate";
const REPUBLIC: &str = "AFG.islamic-republic";

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// A claim of an act that took place; `when` is a day, a month, a year, or empty for none; each document has a publisher and a text
/// of its own.
fn told(document: &str, published: &str, act: &str, actor: &str, recipient: &str, when: &str) -> Fact {
    let (days, precision) = match when.len() {
        10 => (Some((date(when), date(when))), Precision::Day),
        7 => {
            let first = date(&format!("{when}-01"));
            (Some((first, first.last_of_month())), Precision::Month)
        }
        4 => (Some((date(&format!("{when}-01-01")), date(&format!("{when}-12-31")))), Precision::Year),
        _ => (None, Precision::Open),
    };
    let end = |id: &str| (!id.is_empty()).then(|| id.to_owned());
    Fact {
        claim: format!("{document}/{act}/{actor}/{recipient}"),
        document: Source { document: document.into(), publisher: document.into(), text: document.into() },
        number: 1,
        act: act.into(),
        actor: end(actor),
        quantifier: None,
        recipient: end(recipient),
        recipient_kind: None,
        status: Status::Done,
        from: days.map(|d| d.0),
        to: days.map(|d| d.1),
        precision,
        basis: if days.is_some() { Basis::Stated } else { Basis::Unknown },
        published: Some(date(published)),
        place: None,
        confidence: 0.9,
        sentence: String::new(),
        recorded: 0,
    }
}

/// The same as news of the day of publication, without a day of its own.
fn news(document: &str, published: &str, act: &str, actor: &str, recipient: &str) -> Fact {
    let fact = told(document, published, act, actor, recipient, "");
    Fact { basis: Basis::Published, to: Some(date(published)), ..fact }
}

impl Fact {
    fn status(self, status: Status) -> Self {
        Self { status, ..self }
    }

    fn says(self, sentence: &str) -> Self {
        Self { sentence: sentence.into(), ..self }
    }

    fn at(self, place: &str) -> Self {
        Self { place: Some(place.into()), ..self }
    }

    fn copy_of(mut self, text: &str) -> Self {
        self.document.text = text.into();
        self
    }
}

fn found(facts: &[Fact], kind: Kind) -> Vec<Conflict> {
    let mut all = conflicts(Lexicon::embedded(), facts);
    all.retain(|c| c.kind == kind);
    all
}

/// The documents of both sides of the only contradiction of a kind.
fn sides(facts: &[Fact], kind: Kind) -> [Vec<String>; 2] {
    let all = found(facts, kind);
    assert_eq!(all.len(), 1, "{all:#?}");
    all[0].documents()
}

fn docs<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

fn no_contradiction(facts: &[Fact]) {
    let mut all = conflicts(Lexicon::embedded(), facts);
    all.retain(|c| c.kind.is_contradiction());
    assert_eq!(all, []);
}

#[test]
fn days_that_exclude_each_other() {
    let facts = [
        told("a", "2024-01-31", "present-credentials", EMIRATE, "CHN", "2024-01-30"),
        told("b", "2024-02-03", "present-credentials", EMIRATE, "CHN", "2024-01"),
        told("c", "2024-02-01", "present-credentials", EMIRATE, "CHN", "2024-01-31"),
        told("d", "2024-02-01", "present-credentials", EMIRATE, "CHN", "2024-01-30"),
    ];
    assert_eq!(sides(&facts, Kind::ExclusiveDates), [docs(["a", "d"]), docs(["c"])]);
    let explanation = &found(&facts, Kind::ExclusiveDates)[0].explanation;
    assert!(
        explanation.contains("30 January 2024") && explanation.contains("31 January 2024"),
        "{explanation}"
    );
    assert!(explanation.contains("China"), "{explanation}");
}

#[test]
fn a_month_that_holds_the_day_is_no_contradiction() {
    no_contradiction(&[
        told("a", "2017-06-06", "sever-relations", "MRT", "QAT", "2017-06-06"),
        told("b", "2021-03-22", "sever-relations", "MRT", "QAT", "2017-06"),
        told("c", "2021-03-22", "sever-relations", "MRT", "QAT", "2017"),
    ]);
}

#[test]
fn repeated_acts_and_acts_undone_between_have_several_days() {
    no_contradiction(&[
        told("a", "2017-06-06", "visit", "MRT", "QAT", "2017-06-06"),
        told("b", "2017-06-09", "visit", "MRT", "QAT", "2017-06-08"),
        told("c", "2017-06-06", "sever-relations", "MRT", "QAT", "2017-06-06"),
        told("d", "2017-09-09", "restore-relations", "QAT", "MRT", "2017-09-09"),
        told("e", "2018-01-06", "sever-relations", "MRT", "QAT", "2018-01-05"),
    ]);
}

#[test]
fn copies_do_not_contradict_themselves() {
    no_contradiction(&[
        told("a", "2017-06-06", "sever-relations", "MRT", "QAT", "2017-06-05"),
        told("b", "2017-06-07", "sever-relations", "MRT", "QAT", "2017-06-06").copy_of("a"),
    ]);
}

#[test]
fn news_excludes_later_days_only() {
    let early = [
        news("a", "2019-01-23", "sever-relations", "VEN.bolivarian", "USA"),
        told("b", "2020-06-30", "sever-relations", "VEN.bolivarian", "USA", "2019-03"),
    ];
    assert_eq!(sides(&early, Kind::ExclusiveDates), [docs(["b"]), docs(["a"])]);
    no_contradiction(&[
        news("a", "2019-01-25", "sever-relations", "VEN.bolivarian", "USA"),
        told("b", "2020-06-30", "sever-relations", "VEN.bolivarian", "USA", "2019-01-23"),
    ]);
}

#[test]
fn a_vague_time_near_the_day_is_no_contradiction() {
    let vague = told("b", "2021-03-14", "establish-relations", "ISR", "XKX", "2021-01-25");
    let vague = Fact { to: Some(date("2021-01-31")), ..vague };
    no_contradiction(&[told("a", "2021-02-01", "establish-relations", "ISR", "XKX", "2021-02-01"), vague]);
}

#[test]
fn both_sides_of_a_mutual_act_contradict_once() {
    let facts = [
        told("a", "2018-05-01", "establish-relations", "CHN", "DOM", "2018-04-30"),
        told("a", "2018-05-01", "establish-relations", "DOM", "CHN", "2018-04-30"),
        told("b", "2018-05-01", "establish-relations", "CHN", "DOM", "2018-05-01"),
        told("b", "2018-05-01", "establish-relations", "DOM", "CHN", "2018-05-01"),
    ];
    assert_eq!(sides(&facts, Kind::ExclusiveDates), [docs(["a"]), docs(["b"])]);
    assert_eq!(found(&facts, Kind::ExclusiveDates)[0].sides[0].len(), 2);
}

#[test]
fn other_envoys_and_other_missions_are_other_courses() {
    no_contradiction(&[
        told("a", "2018-02-01", "present-credentials", "JOR", "QAT", "2018-01-30")
            .says("Envoy Zaid Lawzi presented them."),
        told("b", "2019-02-01", "present-credentials", "JOR", "QAT", "2019-01-30")
            .says("Envoy Omar Haddad presented them."),
        told("c", "2019-02-01", "open-mission", "IRN", "SAU", "2023-06-06")
            .says("Iran opened its embassy in Riyadh."),
        told("d", "2019-02-01", "open-mission", "IRN", "SAU", "2023-06-07")
            .says("Iran opened its consulate in Jeddah."),
    ]);
}

#[test]
fn considered_is_not_done() {
    let facts = [
        told("considered", "2024-04-02", "delist", "RUS", EMIRATE, "").status(Status::Possible),
        told("wrong", "2025-07-05", "delist", "RUS", EMIRATE, "2024-04"),
        told("ruling", "2025-04-17", "suspend-designation", "RUS", EMIRATE, "2025-04-17"),
    ];
    assert_eq!(sides(&facts, Kind::StageConfusion), [docs(["wrong"]), docs(["considered", "ruling"])]);
    let explanation = &found(&facts, Kind::StageConfusion)[0].explanation;
    for part in ["April 2024", "considered only (2 April 2024)", "17 April 2025", "Russia"] {
        assert!(explanation.contains(part), "{explanation}");
    }
    assert_eq!(found(&facts, Kind::ExclusiveDates), []);
}

#[test]
fn what_was_considered_and_then_done_is_no_confusion() {
    no_contradiction(&[
        told("considered", "2024-04-02", "delist", "RUS", EMIRATE, "").status(Status::Possible),
        told("ruling", "2025-04-17", "suspend-designation", "RUS", EMIRATE, "2025-04-17"),
        told("later", "2025-07-17", "suspend-designation", "RUS", EMIRATE, "2025-04"),
    ]);
}

#[test]
fn what_more_texts_tell_is_no_confusion_but_has_another_day() {
    let facts = [
        told("intended", "2025-09-21", "recognise-state", "FRA", "PSE", "").status(Status::Intended),
        told("a", "2025-09-23", "recognise-state", "FRA", "PSE", "2025-09-22"),
        told("b", "2025-09-23", "recognise-state", "FRA", "PSE", "2025-09-22"),
        told("c", "2025-09-24", "recognise-state", "FRA", "PSE", "2025-09-23"),
    ];
    assert_eq!(found(&facts, Kind::StageConfusion), []);
    assert_eq!(sides(&facts, Kind::ExclusiveDates), [docs(["a", "b"]), docs(["c"])]);
}

#[test]
fn a_copy_is_not_the_presentation() {
    let facts = [
        told("copy", "2021-06-22", "copy-credentials", "SAU", "QAT", "2021-06-21"),
        told("wrong", "2021-06-23", "present-credentials", "SAU", "QAT", "2021-06-21"),
        told("emir", "2021-07-01", "present-credentials", "SAU", "QAT", "2021-06-30"),
    ];
    assert_eq!(sides(&facts, Kind::StageConfusion), [docs(["wrong"]), docs(["copy", "emir"])]);
    assert_eq!(sides(&facts[..2], Kind::StageConfusion), [docs(["wrong"]), docs(["copy"])]);
    let as_news = [facts[0].clone(), news("news", "2021-06-22", "present-credentials", "SAU", "QAT")];
    assert_eq!(sides(&as_news, Kind::StageConfusion), [docs(["news"]), docs(["copy"])]);
    no_contradiction(&[facts[0].clone(), news("later", "2021-07-01", "present-credentials", "SAU", "QAT")]);
    no_contradiction(&[facts[0].clone(), facts[2].clone()]);
}

fn universal(document: &str, published: &str, sentence: &str) -> Fact {
    let fact = told(document, published, "recognise-government", "", EMIRATE, "").status(Status::Denied);
    Fact { quantifier: Some(Quantifier::None), ..fact }.says(sentence)
}

#[test]
fn no_country_against_one() {
    let facts = [
        universal("before", "2024-07-27", "No country has recognised the Taliban."),
        universal("after", "2025-10-01", "No foreign state has recognised the Taliban."),
        told("instance", "2025-07-04", "recognise-government", "RUS", EMIRATE, "2025-07-03"),
    ];
    let all = found(&facts, Kind::NegatedUniversal);
    assert_eq!(all.len(), 2);
    for conflict in &all {
        assert_eq!(conflict.from, Some(date("2025-07-03")));
        assert_eq!(conflict.documents()[1], docs(["instance"]));
        let when_said = conflict.documents()[0] == docs(["after"]);
        assert_eq!(conflict.explanation.contains("contradicted when it was said"), when_said);
        assert_eq!(conflict.explanation.contains("since 3 July 2025 only"), !when_said);
    }
}

#[test]
fn a_part_of_the_countries_an_earlier_rule_and_a_recognition_taken_back_do_not_count() {
    no_contradiction(&[
        universal("part", "2026-01-01", "No Arab country has recognised the Taliban."),
        universal("union", "2026-01-01", "No country of the European Union has recognised the Taliban."),
        universal("other", "2026-01-01", "No other country has recognised the Taliban."),
        told("instance", "2025-07-04", "recognise-government", "RUS", EMIRATE, "2025-07-03"),
    ]);
    no_contradiction(&[
        universal("now", "2023-01-01", "No country has recognised the Taliban."),
        told("then", "2021-09-04", "recognise-government", "PAK", EMIRATE, "1997-05-25"),
    ]);
    no_contradiction(&[
        universal("now", "2024-01-01", "No country has recognised the Taliban."),
        told("then", "2022-09-04", "recognise-government", "PAK", EMIRATE, "2022-05-25"),
        told("back", "2022-12-04", "withdraw-recognition", "PAK", EMIRATE, "2022-12-01"),
    ]);
}

#[test]
fn credentials_before_the_nomination() {
    let facts = [
        told("credentials", "2023-09-14", "present-credentials", "CHN", EMIRATE, "2023-09-13"),
        told("nomination", "2023-12-14", "nominate", "CHN", EMIRATE, "2023-12-01"),
    ];
    assert_eq!(sides(&facts, Kind::ImpossibleOrder), [docs(["credentials"]), docs(["nomination"])]);
}

#[test]
fn no_ban_is_suspended_after_it_was_lifted() {
    let facts = [
        told("lifted", "2025-07-04", "delist", "RUS", EMIRATE, "2024-10"),
        told("suspended", "2025-04-17", "suspend-designation", "RUS", EMIRATE, "2025-04-17"),
    ];
    assert_eq!(sides(&facts, Kind::ImpossibleOrder), [docs(["lifted"]), docs(["suspended"])]);
    let again = told("again", "2025-01-04", "designate", "RUS", EMIRATE, "2025-01-03");
    no_contradiction(&[facts[0].clone(), facts[1].clone(), again]);
}

#[test]
fn an_envoy_without_a_name_is_the_same_for_some_months_only() {
    let charge = |document: &str, when: &str, sentence: &str| {
        told(document, "2025-01-01", "take-charge", EMIRATE, "UZB", when).says(sentence)
    };
    let bahr = "The envoy Abdul Ghafar Bahr took charge.";
    let named = [charge("a", "2024-02-05", bahr), charge("b", "2024-09-23", bahr)];
    assert_eq!(sides(&named, Kind::ExclusiveDates), [docs(["a"]), docs(["b"])]);
    no_contradiction(&[charge("a", "2024-02-05", "An envoy took charge."), charge("b", "2024-09-23", bahr)]);
}

#[test]
fn a_new_posting_begins_anew() {
    let credentials = told("credentials", "2022-09-14", "present-credentials", "CHN", EMIRATE, "2022-09-13");
    let nomination = told("nomination", "2023-12-14", "nominate", "CHN", EMIRATE, "2023-12-01");
    let end = told("end", "2023-08-14", "end-tour", "CHN", EMIRATE, "2023-08-13");
    let much_later = told("later", "2025-12-14", "nominate", "CHN", EMIRATE, "2025-12-01");
    let before = told("before", "2022-08-14", "nominate", "CHN", EMIRATE, "2022-08-01");
    no_contradiction(&[credentials.clone(), nomination.clone(), end]);
    no_contradiction(&[credentials.clone(), much_later]);
    assert_eq!(found(&[credentials, nomination, before], Kind::ImpossibleOrder), []);
}

#[test]
fn one_place_for_two_and_two_places_for_one() {
    let second = "The United Arab Emirates became the second country, after China, to accept an ambassador of the Taliban.";
    let emirates = told("a", "2024-08-22", "grant-agrement", "ARE", EMIRATE, "2024-08-21").says(second);
    let third = "Uzbekistan has accepted an ambassador of the Taliban, the third to be accredited abroad.";
    let uzbekistan = told("b", "2024-10-10", "grant-agrement", "UZB", EMIRATE, "2024-10-09").says(third);
    let by_letter = "The president of the United Arab Emirates took his letter; he is the third ambassador whose letter was taken.";
    let letter = told("c", "2024-12-13", "present-credentials", EMIRATE, "ARE", "2024-12-11").says(by_letter);
    assert_eq!(found(&[emirates.clone(), uzbekistan.clone()], Kind::RivalCounts), []);
    let two = sides(&[uzbekistan.clone(), letter.clone()], Kind::RivalCounts);
    assert_eq!(two, [docs(["c"]), docs(["b"])]);
    assert_eq!(sides(&[emirates, letter], Kind::RivalCounts), [docs(["a"]), docs(["c"])]);
}

#[test]
fn high_places_are_counted_too() {
    let count = |document: &str, actor: &str, sentence: &str| {
        news(document, "2021-02-01", "recognise-state", actor, "XKX").says(sentence)
    };
    let facts = [
        count("a", "ISR", "Israel is the 117th country to recognise Kosovo."),
        count("b", "BHS", "The Bahamas are the 117th country to recognise Kosovo."),
    ];
    assert_eq!(sides(&facts, Kind::RivalCounts), [docs(["b"]), docs(["a"])]);
    assert!(found(&facts, Kind::RivalCounts)[0].explanation.contains("the 117th"));
}

#[test]
fn counts_among_others_or_of_somebody_else_are_no_rivals() {
    let count = |document: &str, actor: &str, sentence: &str| {
        news(document, "2017-06-08", "sever-relations", actor, "QAT").says(sentence)
    };
    no_contradiction(&[
        count("a", "MRT", "Mauritania became the first African country to sever relations with Qatar."),
        count("b", "SAU", "Saudi Arabia became the first country to sever relations with Qatar."),
        count("c", "EGY", "Egypt was the first of the four states to sever relations with Qatar."),
        count(
            "d",
            "BHR",
            "Bahrain had severed relations with Qatar before Saudi Arabia, the first country to do so.",
        ),
    ]);
}

#[test]
fn one_ceremony_of_two_governments() {
    let facts = [
        told("right", "2024-08-22", "copy-credentials", EMIRATE, "ARE", "2024-08-21"),
        told("wrong", "2024-08-22", "copy-credentials", REPUBLIC, "ARE", "2024-08-21"),
    ];
    assert_eq!(sides(&facts, Kind::WrongGovernment), [docs(["wrong"]), docs(["right"])]);
    no_contradiction(&[
        facts[0].clone(),
        told("then", "2020-08-22", "copy-credentials", REPUBLIC, "ARE", "2020-08-21"),
    ]);
}

#[test]
fn done_and_denied() {
    let done = news("done", "2017-06-06", "sever-relations", "MUS", "QAT");
    let denied =
        |published| told("denied", published, "sever-relations", "MUS", "QAT", "").status(Status::Denied);
    assert_eq!(
        sides(&[done.clone(), denied("2017-06-07")], Kind::DoneDenied),
        [docs(["done"]), docs(["denied"])]
    );
    no_contradiction(&[done.clone(), denied("2017-06-01")]);
    no_contradiction(&[done.clone(), denied("2019-06-01")]);
    no_contradiction(&[done, denied("2017-06-07").copy_of("done")]);
}

#[test]
fn background_of_one_source() {
    let meeting = |document: &str, published: &str, when: &str, place: &str| {
        told(document, published, "meet-multilateral", "CHN", "PAK", when).at(place)
    };
    let facts = [
        meeting("background", "2024-07-01", "2023", "CHN"),
        meeting("islamabad", "2023-05-07", "2023-05-06", "PAK"),
        meeting("beijing", "2025-05-22", "2025-05-21", "CHN"),
    ];
    assert_eq!(sides(&facts, Kind::Unsupported), [docs(["background"]), docs(["beijing", "islamabad"])]);
    let explanation = &found(&facts, Kind::Unsupported)[0].explanation;
    assert!(explanation.contains("in 2023 in China"), "{explanation}");
    assert!(explanation.contains("6 May 2023 in Pakistan and 21 May 2025 in China"), "{explanation}");
    let listing = [
        told("wrong", "2025-07-05", "delist", "RUS", EMIRATE, "2024-04"),
        told("ruling", "2025-04-17", "suspend-designation", "RUS", EMIRATE, "2025-04-17"),
    ];
    assert_eq!(sides(&listing, Kind::Unsupported), [docs(["wrong"]), docs(["ruling"])]);
    let supported = [facts[0].clone(), meeting("other", "2023-08-01", "2023-07-30", "CHN")];
    assert_eq!(found(&supported, Kind::Unsupported), []);
}

#[test]
fn doubtful_claims_contradict_nothing() {
    let mut doubtful = news("done", "2017-06-06", "sever-relations", "MUS", "QAT");
    doubtful.confidence = 0.3;
    let denied = told("denied", "2017-06-07", "sever-relations", "MUS", "QAT", "").status(Status::Denied);
    no_contradiction(&[doubtful, denied]);
}

/// Facts of which many contradict each other, in some order.
fn some_facts() -> impl Strategy<Value = Vec<Fact>> {
    let acts = prop::sample::select(vec![
        "delist",
        "suspend-designation",
        "present-credentials",
        "copy-credentials",
        "nominate",
        "recognise-government",
        "sever-relations",
        "restore-relations",
        "meet-multilateral",
    ]);
    let ends = || prop::sample::select(vec!["RUS", "CHN", EMIRATE, REPUBLIC]);
    let times = prop::sample::select(vec!["2024-04", "2024-04-02", "2024-04-03", "2024", "2025-04-17", ""]);
    let statuses = prop::sample::select(vec![
        Status::Done,
        Status::Done,
        Status::Done,
        Status::Denied,
        Status::Possible,
    ]);
    let sentences = prop::sample::select(vec![
        "No country has recognised the Taliban.",
        "Russia became the second country to do it.",
        "China became the second country to do it.",
    ]);
    let one = (acts, ends(), ends(), times, statuses, sentences, 0..6usize, any::<bool>());
    prop::collection::vec(one, 2..14).prop_map(|all| {
        let facts = all.into_iter().enumerate().map(
            |(n, (act, actor, recipient, when, status, sentence, source, class))| {
                let published =
                    ["2024-04-02", "2024-04-20", "2025-04-18", "2025-07-01", "2023-01-01", "2024-05-01"]
                        [source];
                let fact = told(&format!("d{source}"), published, act, actor, recipient, when);
                let fact = Fact { claim: format!("c{n}"), ..fact }.status(status).says(sentence);
                if class && status == Status::Denied {
                    Fact { actor: None, quantifier: Some(Quantifier::None), ..fact }
                } else {
                    fact
                }
            },
        );
        facts.collect()
    })
}

proptest! {
    #[test]
    fn the_order_of_facts_does_not_matter(
        (facts, shuffled) in some_facts().prop_flat_map(|f| (Just(f.clone()), Just(f).prop_shuffle()))
    ) {
        let lexicon = Lexicon::embedded();
        prop_assert_eq!(conflicts(lexicon, &facts), conflicts(lexicon, &shuffled));
    }
}
