//! Dictionaries that users add.

#![allow(clippy::print_stdout, reason = "what was skipped or loaded shows with the tests' output")]

use std::path::PathBuf;

use legation_lexicon::data::{AgentKind, EntityKind};
use legation_lexicon::{Lexicon, SourceError};

fn with(text: &str) -> (Lexicon, Vec<String>) {
    let (lexicon, errors) = Lexicon::embedded().with_dictionaries(&[("mine", text)]);
    (lexicon, errors.iter().map(SourceError::to_string).collect())
}

/// `id sector from-to` of each reading of the only name in the words.
fn readings(lexicon: &Lexicon, words: &str) -> Vec<String> {
    let found = lexicon.names_in(words);
    assert_eq!(found.len(), 1, "{words}: {found:?}");
    let names = found[0].names.iter().map(|&n| lexicon.name(n));
    names
        .map(|n| {
            let e = lexicon.entity(n.entity);
            let sector = if n.sector.is_empty() { &e.sector } else { &n.sector };
            let country = e.countries.first().map_or("", String::as_str);
            format!("{} {country} {sector} {}-{}", e.id, n.validity.from, n.validity.to)
        })
        .collect()
}

#[test]
fn own_entries_add_and_override() {
    let (lexicon, errors) = with(
        r#"
[[group]]
id = "group.river-front"
name = "River Front"
names = ["RIVFR", "Lavrov"]
sector = "REB"
countries = ["AFG"]

[[organisation]]
id = "org.sco"
name = "Shanghai Cooperation Organization"
names = ["Shanghai club"]
sector = "IGO"
"#,
    );
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(readings(&lexicon, "the River Front"), ["group.river-front AFG REB 0-99991231"]);
    // The user's name hides the minister of the same name, and only that name.
    assert_eq!(readings(&lexicon, "Lavrov"), ["group.river-front AFG REB 0-99991231"]);
    assert!(readings(&lexicon, "Sergei Lavrov")[0].contains("lavrov "));
    assert!(readings(&lexicon, "the Shanghai club")[0].starts_with("org.sco "));
    assert_eq!(lexicon.names_in("the SCO").len(), 1);
    // The embedded lexicon itself is untouched.
    assert!(Lexicon::embedded().names_in("the River Front").is_empty());
}

#[test]
fn a_wrong_entry_leaves_the_rest() {
    let text = "[[group]]\nid = \"group.first-front\"\nname = \"First Front\"\nsector = \"REB\"\n\n[[group]]\nid = \"group.bad\"\n\
                name = \"Bad Front\nsector = \"REB\"\n\n[[group]]\nid = \"group.worse\"\nname = \"Worse Front\"\nsector = \"ZZZ\"\n\n\
                [[group]]\nid = \"group.last-front\"\nname = \"Last Front\"\nsector = \"REB\"\ncountries = [\"QQQ\"]\n";
    let (lexicon, errors) = with(text);
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(errors[0].starts_with("mine:8: ") && errors[0].contains("Bad Front"), "{errors:?}");
    assert!(errors[1].starts_with("mine:12: ") && errors[1].contains("ZZZ"), "{errors:?}");
    assert!(errors[2].contains("QQQ"), "{errors:?}");
    assert_eq!(lexicon.names_in("First Front and Last Front").len(), 2);
}

#[test]
fn an_own_act_replaces_one_and_moves_no_other() {
    let also = |lexicon: &Lexicon| {
        let acts = &lexicon.data().acts;
        let act = acts.iter().find(|a| a.code == "change-mission-status").unwrap();
        let told: Vec<String> =
            act.frames.iter().flat_map(|f| &f.also).map(|&n| acts[n as usize].code.clone()).collect();
        told
    };
    let before = also(Lexicon::embedded());
    assert!(before.contains(&"upgrade-level".to_owned()), "{before:?}");
    let own = "code = \"accept-staff\"\nname = \"Accepts staff\"\ndefinition = \"..\"\nsource = \"ours\"\n\
               type = \"SUPPORT\"\nmode = \"\"\ncameo = \"\"\nintensity = 5.0\ncontexts = []\nsymmetric = false\n\
               [[frame]]\nexample = \"a\"\nverb = [\"seat\"]\nalso = [\"expel\", \"no-such-act\"]\n\
               [examples]\nmust = []\nmust_not = []\n";
    let (lexicon, errors) = with(own);
    assert_eq!(errors, ["mine:11: also: no act \"no-such-act\""]);
    assert_eq!(also(&lexicon), before);
    let acts = &lexicon.data().acts;
    let own: Vec<_> = acts.iter().filter(|a| a.code == "accept-staff").collect();
    assert_eq!(own.len(), 1);
    assert_eq!(acts[own[0].frames[0].also[0] as usize].code, "expel");
    // One that cannot be used leaves the old act where it was.
    let (lexicon, errors) = with("code = \"accept-staff\"\nname = 1\n");
    assert_eq!(errors.len(), 1);
    assert_eq!(lexicon.data().acts, Lexicon::embedded().data().acts);
}

#[test]
fn own_tables_are_known_by_their_columns() {
    let (lexicon, errors) = with(
        "# mine\nphrase\tsector\tkind\tneeds\tnote\nwarden\tCOP\tperson\t\t\nraft\tMIL\tasset\towner\t\nx\tQQQ\tperson\n",
    );
    assert_eq!(errors, ["mine:5: unknown sector \"QQQ\""]);
    assert_eq!(lexicon.agent("warden").map(|a| a.sector.as_str()), Some("COP"));
    assert!(lexicon.agent("raft").is_some_and(|a| a.needs_owner));
    let people = "name\taliases\tcountry\toffice\ttitle\tfrom\tto\tnote\nUna Testcase\t\tFRA\tenvoy\tAmbassador\t2020\t\t\n";
    let (lexicon, errors) = with(people);
    assert!(errors.is_empty(), "{errors:?}");
    assert!(lexicon.entity_by_id("person.una-testcase").is_some_and(|(_, e)| e.terms.len() == 1));
}

#[test]
fn what_is_no_dictionary_is_said_so() {
    for text in ["", "a\0b", "Dear all, this is a letter.\nIt has lines.\n"] {
        let (_, errors) = with(text);
        assert_eq!(errors.len(), 1, "{text:?}");
        assert!(errors[0].starts_with("mine:0: no dictionary"), "{errors:?}");
    }
}

#[test]
fn petrarch_actors() {
    let (lexicon, errors) = with(
        "# Ours\nRURITANIAN_FRONT_(RUF)_ [FRAREB] ; note\n+FRONT_OF_RURITANIA_ # why\n\n\
         UNA_TESTCASE_  # a person\n+TESTCASE_\n\t[FRAELI 500101-991231]\n\t[FRAGOV >20000101]\n\t[FRAELI]\n\
         ZENDA_ [FRA]\n+FRANCE_\n+PARIS_\n\
         OLD_HANDS_ [DEUBUS <900101][USAPRIBUS >200501]\n\
         ORPHAN_\n\n\
         BAD_DATE_ [FRAGOV 9008223-911221]\n\
         BAD_CODE_ [QQQ]\n\
         OPEN_ [FRAGOV\n\
         ]_STRAY\n\
         PEN_MAKERS_ [MNCUSAMED]\tSome trade\t$1\n",
    );
    assert_eq!(
        errors,
        [
            "mine:14: \"ORPHAN_\": no code follows",
            "mine:16: \"BAD_DATE_ [FRAGOV 9008223-911221]\": \"9008223\" is no date (yymmdd, yyyymmdd or yyyymm)",
            "mine:17: \"BAD_CODE_ [QQQ]\": QQQ: neither a country nor a role that is known",
            "mine:18: \"OPEN_ [FRAGOV\": [FRAGOV is not closed",
            "mine:19: \"]_STRAY\": not a name",
        ]
        .map(str::to_owned)
    );
    assert_eq!(readings(&lexicon, "the Front of Ruritania"), ["group.ruritanian-front FRA REB 0-99991231"]);
    assert_eq!(readings(&lexicon, "the RUF")[0], "group.ruritanian-front FRA REB 0-99991231");
    assert_eq!(
        readings(&lexicon, "Una Testcase"),
        ["person.una-testcase FRA GOV 20000101-99991231", "person.una-testcase FRA ELI 0-99991231"]
    );
    assert_eq!(readings(&lexicon, "Zenda"), ["FRA FRA GOV 0-99991231"]);
    // What the lexicon knows better stays: Paris is still a capital.
    let paris = lexicon.names_in("Paris");
    assert!(
        paris[0].names.iter().any(|&n| lexicon.name(n).role == legation_lexicon::data::NameRole::Capital)
    );
    assert_eq!(
        readings(&lexicon, "Old Hands"),
        ["person.old-hands DEU BUS 0-19900101", "person.old-hands.pri PRI BUS 20200501-99991231"]
    );
    assert_eq!(readings(&lexicon, "Pen Makers"), ["org.pen-makers USA BUS 0-99991231"]);
}

#[test]
fn petrarch_agents() {
    let (lexicon, errors) = with(
        "!PERSON! = MAN, MEN, WOMAN\nHERDS!PERSON! [~AGR]\nSNEAK_THIEF {SNEAK_THIEVES}[~CRM]\nRIOT_WARDEN_POLICE {} [~COP]\n\
         MINISTRY_OF_MAGIC_ [~GOVREL]\nHEDGE_PRIEST [~CHRCTH]\nGUN_SLOOP [~MIL]\nBAD [~ENV}\nNONE\nODD!SET! [~GOV]\n",
    );
    assert_eq!(errors.len(), 3, "{errors:?}");
    assert!(
        errors[0].starts_with("mine:8: ")
            && errors[1].starts_with("mine:9: ")
            && errors[2].starts_with("mine:10: ")
    );
    let agent = |p: &str| lexicon.agent(p).map(|a| (a.sector.as_str(), a.kind));
    assert_eq!(agent("herdsmen"), Some(("AGR", AgentKind::Person)));
    assert_eq!(agent("herdswoman"), Some(("AGR", AgentKind::Person)));
    assert_eq!(agent("sneak thieves"), Some(("CRM", AgentKind::Person)));
    assert_eq!(agent("riot warden police"), Some(("COP", AgentKind::Body)));
    assert_eq!(agent("ministry of magic"), Some(("GOV", AgentKind::Body)));
    assert_eq!(agent("hedge priest"), Some(("REL", AgentKind::Person)));
}

#[test]
fn petrarch_discards() {
    let (lexicon, errors) = with("# ours\n+GOLF CUP  # why\nSECOND SEED\nGROUP A_\n2001\n");
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(lexicon.discards_story("He won the Golf Cup."), Some("GOLF CUP"));
    assert_eq!(lexicon.discards_sentence("He won the Golf Cup."), None);
    assert_eq!(lexicon.discards_sentence("The second seed lost."), Some("SECOND SEED"));
    assert_eq!(lexicon.discards_sentence("In 2001 it fell."), Some("2001"));
    assert_eq!(lexicon.discards_sentence("A group, a seed."), None);
    assert_eq!(Lexicon::embedded().discards_story("He won the Golf Cup."), None);
}

#[test]
fn petrarch_files_load_whole() {
    let root = std::env::var_os("LEGATION_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let folder = root.join("petrarch");
    // File; names, agents or discards that load at the least; lines that are refused at the most.
    let files = [
        ("Phoenix.Countries.actors.txt", 34_000, 20),
        ("Phoenix.International.actors.txt", 7_800, 4),
        ("Phoenix.MilNonState.actors.txt", 1_800, 0),
        ("Phoenix.agents.txt", 1_750, 2),
        ("Phoenix.discards.txt", 500, 0),
    ];
    let before = Lexicon::embedded().data();
    for (file, least, most) in files {
        let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
            println!("skipped: {} is not there", folder.join(file).display());
            continue;
        };
        let (lexicon, errors) = Lexicon::embedded().with_dictionaries(&[(file, &text)]);
        let data = lexicon.data();
        let loaded = match file {
            "Phoenix.agents.txt" => plain_agents(&text).filter(|p| lexicon.agent(p).is_some()).count(),
            "Phoenix.discards.txt" => data.discards.len(),
            _ => data.names.len() - before.names.len(),
        };
        println!("{file}: {loaded} loaded, {} lines refused", errors.len());
        assert!(loaded >= least, "{file}: {loaded}");
        assert!(errors.len() <= most, "{file}: {errors:#?}");
        if file == "Phoenix.agents.txt" {
            let unknown: Vec<String> = plain_agents(&text).filter(|p| lexicon.agent(p).is_none()).collect();
            assert!(unknown.is_empty(), "{unknown:?}");
        }
        if file == "Phoenix.Countries.actors.txt" {
            assert_eq!(count_states(data), count_states(before));
            assert_eq!(lexicon.names_in("the Afghan National Army").len(), 1);
        }
    }
}

/// Phrases of an agent file that need no set and have no plural of their own.
fn plain_agents(text: &str) -> impl Iterator<Item = String> {
    text.lines()
        .filter_map(|l| l.split('#').next()?.split_once(" [~"))
        .filter(|(phrase, code)| code.contains(']') && !phrase.contains(['!', '{']))
        .map(|(phrase, _)| {
            phrase.replace(['_', '-'], " ").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
        })
}

fn count_states(data: &legation_lexicon::data::Data) -> usize {
    data.entities.iter().filter(|e| e.kind == EntityKind::State).count()
}
