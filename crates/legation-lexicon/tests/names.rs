//! Names, and whom they stand for on a day.

use legation_lexicon::Lexicon;
use legation_lexicon::data::{EntityKind, NameRole};

fn day(text: &str) -> u32 {
    text.replace('-', "").parse().unwrap()
}

/// All that the words may stand for on the day, as `role id`, names in use on that day only where there are any.
fn readings(words: &str, on: &str) -> Vec<String> {
    let lexicon = Lexicon::embedded();
    let found = lexicon.names_in(words);
    let [only] = &found[..] else { return found.iter().map(|m| words[m.start..m.end].to_owned()).collect() };
    let mut out = Vec::new();
    let names = || only.names.iter().map(|&n| lexicon.name(n));
    let on = day(on);
    let holds = |id: &legation_lexicon::data::Entity| id.terms.iter().any(|t| t.validity.meets(on, on));
    let in_use = |n: &&legation_lexicon::data::Name| {
        let e = lexicon.entity(n.entity);
        n.validity.meets(on, on) && (e.kind != EntityKind::Person || n.role == NameRole::Name || holds(e))
    };
    let current = names().any(|n| in_use(&n));
    for name in names().filter(|n| !current || in_use(n)) {
        let reading = format!("{:?} {}", name.role, lexicon.entity(name.entity).id);
        if !out.contains(&reading) {
            out.push(reading);
        }
    }
    out
}

/// Members and observers of the United Nations.
const SOVEREIGN: [&str; 195] = [
    "AFG", "AGO", "ALB", "AND", "ARE", "ARG", "ARM", "ATG", "AUS", "AUT", "AZE", "BDI", "BEL", "BEN", "BFA",
    "BGD", "BGR", "BHR", "BHS", "BIH", "BLR", "BLZ", "BOL", "BRA", "BRB", "BRN", "BTN", "BWA", "CAF", "CAN",
    "CHE", "CHL", "CHN", "CIV", "CMR", "COD", "COG", "COL", "COM", "CPV", "CRI", "CUB", "CYP", "CZE", "DEU",
    "DJI", "DMA", "DNK", "DOM", "DZA", "ECU", "EGY", "ERI", "ESP", "EST", "ETH", "FIN", "FJI", "FRA", "FSM",
    "GAB", "GBR", "GEO", "GHA", "GIN", "GMB", "GNB", "GNQ", "GRC", "GRD", "GTM", "GUY", "HND", "HRV", "HTI",
    "HUN", "IDN", "IND", "IRL", "IRN", "IRQ", "ISL", "ISR", "ITA", "JAM", "JOR", "JPN", "KAZ", "KEN", "KGZ",
    "KHM", "KIR", "KNA", "KOR", "KWT", "LAO", "LBN", "LBR", "LBY", "LCA", "LIE", "LKA", "LSO", "LTU", "LUX",
    "LVA", "MAR", "MCO", "MDA", "MDG", "MDV", "MEX", "MHL", "MKD", "MLI", "MLT", "MMR", "MNE", "MNG", "MOZ",
    "MRT", "MUS", "MWI", "MYS", "NAM", "NER", "NGA", "NIC", "NLD", "NOR", "NPL", "NRU", "NZL", "OMN", "PAK",
    "PAN", "PER", "PHL", "PLW", "PNG", "POL", "PRK", "PRT", "PRY", "PSE", "QAT", "ROU", "RUS", "RWA", "SAU",
    "SDN", "SEN", "SGP", "SLB", "SLE", "SLV", "SMR", "SOM", "SRB", "SSD", "STP", "SUR", "SVK", "SVN", "SWE",
    "SWZ", "SYC", "SYR", "TCD", "TGO", "THA", "TJK", "TKM", "TLS", "TON", "TTO", "TUN", "TUR", "TUV", "TZA",
    "UGA", "UKR", "URY", "USA", "UZB", "VAT", "VCT", "VEN", "VNM", "VUT", "WSM", "YEM", "ZAF", "ZMB", "ZWE",
];

const TABLE: &str = include_str!("names.txt");

#[test]
fn names_stand_for_whom_the_table_says() {
    let mut wrong = Vec::new();
    let mut rows = 0;
    for line in TABLE.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [words, on, expected] = cells[..] else { panic!("three columns: {line}") };
        rows += 1;
        let found = readings(words, on);
        if !found.iter().any(|f| f == expected) {
            wrong.push(format!("{words} on {on}: {found:?}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {rows} wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows >= 150, "{rows} rows");
}

fn found(text: &str) -> Vec<&str> {
    Lexicon::embedded().names_in(text).into_iter().map(|m| &text[m.start..m.end]).collect()
}

#[test]
fn everyday_words_are_names_only_where_a_capital_tells() {
    for (text, expected) in [
        ("Reading the letter, Most officials wept.", &[][..]),
        ("Nice weather is expected.", &[]),
        ("Split the difference, he told Croatia.", &["Croatia"]),
        ("Van drivers went on strike.", &[]),
        ("May Day rallies were held in May 2024.", &[]),
        ("The talks were held in May.", &[]),
        ("Theresa May met Angela Merkel in May.", &["Theresa May", "Angela Merkel"]),
        ("Who will speak for us?", &[]),
        ("The ferry left from Split and the mayor of Nice came.", &["Split", "Nice"]),
        ("Polish troops and Turkey", &["Polish", "Turkey"]),
        ("We ate turkey and polished the china.", &[]),
        // Headlines.
        ("Man Said To Hail New Plan For Nice Mobile Homes", &[]),
        ("US Envoy Tells WHO Of New Plan", &["US", "WHO"]),
        ("Turkey And Polish Minister Discuss New Trade Plan", &["Turkey", "Polish"]),
        // Capitals throughout.
        ("US ENVOY VISITS KABUL FOR TALKS", &["US", "KABUL"]),
        ("RUSSIAN PRESIDENT MEETS US ENVOYS", &["RUSSIAN", "US"]),
        ("NOBODY TOLD US WHO IS IN THE CAR", &[]),
        ("FRANCE EXPELS TWO U.S. DIPLOMATS", &["FRANCE", "U.S"]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn accents_apostrophes_hyphens_and_points_do_not_matter() {
    for (text, expected) in [
        ("Cote d'Ivoire and Côte d’Ivoire", &["Cote d'Ivoire", "Côte d’Ivoire"][..]),
        ("the Elysee and the Élysée", &["Elysee", "Élysée"]),
        ("Sana'a, Sana’a", &["Sana'a", "Sana’a"]),
        ("Guinea-Bissau and Guinea\u{2011}Bissau", &["Guinea-Bissau", "Guinea\u{2011}Bissau"]),
        ("the U.S., the U.N. and the US", &["U.S", "U.N", "US"]),
        ("Russia's envoy", &["Russia"]),
        ("Nato and NATO", &["Nato", "NATO"]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn odd_texts_do_no_harm() {
    for text in [
        "",
        " ",
        ".",
        "'",
        "\u{301}",
        "İstanbul",
        "U.",
        ".U.S.",
        "ß",
        "日本",
        "a\u{0}b",
        "\u{903}\u{903}.A",
        "—",
        "&/&",
    ] {
        let _ = Lexicon::embedded().names_in(text);
    }
    let long = "United ".repeat(10_000);
    let _ = Lexicon::embedded().names_in(&long);
}

#[test]
fn the_lexicon_is_whole() {
    let lexicon = Lexicon::embedded();
    let data = lexicon.data();
    let count = |kind| data.entities.iter().filter(|e| e.kind == kind).count();
    assert!(count(EntityKind::Organisation) >= 200, "{} organisations", count(EntityKind::Organisation));
    assert!(count(EntityKind::Group) >= 200, "{} groups", count(EntityKind::Group));
    assert!(count(EntityKind::State) >= 195, "{} states", count(EntityKind::State));
    for e in &data.entities {
        let has = |role| data.names.iter().any(|n| n.role == role && lexicon.entity(n.entity).id == e.id);
        assert!(has(NameRole::Name), "{}", e.id);
        if SOVEREIGN.contains(&e.id.as_str()) {
            assert!(has(NameRole::Adjective) && has(NameRole::Capital), "{}", e.id);
        }
    }
    let mut seen = std::collections::HashSet::new();
    let twice: Vec<String> = data
        .names
        .iter()
        .filter(|n| !seen.insert((n.entity, n.role, n.text.as_str(), n.validity.from)))
        .map(|n| format!("{} {}", lexicon.entity(n.entity).id, n.text))
        .collect();
    assert!(twice.is_empty(), "held twice: {twice:#?}");
    for (n, e) in data.entities.iter().enumerate() {
        assert_eq!(lexicon.entity_by_id(&e.id).map(|x| x.0), Some(n as u32), "{}", e.id);
    }
    for name in &data.names {
        assert!(name.validity.from <= name.validity.to, "{}", name.text);
        assert!(!name.text.trim().is_empty() && !name.text.starts_with("the "), "{:?}", name.text);
    }
    assert!(lexicon.class_named("everyday").is_some_and(|c| c.has("reading")));
}
