//! The lemmatiser's gold file, and what must hold of any word.

use std::sync::LazyLock;

use legation_language::lemma::{Casing, Edit, Endings, Lemmatizer, Topic};
use legation_language::model::Sections;
use legation_language::{Upos, Xpos};
use proptest::prelude::*;

/// The trained lemmatiser, out of the model that the repository carries or `LEGATION_MODEL` names.
static TRAINED: LazyLock<Lemmatizer> = LazyLock::new(|| {
    let model = std::env::var("LEGATION_MODEL")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/english.bin").into());
    let bytes = std::fs::read(&model).unwrap_or_else(|error| panic!("cannot read {model}: {error}"));
    let sections = Sections::from_bytes(bytes).expect("the model's container");
    Lemmatizer::from_bytes(&sections.get("lemma").expect("the lemmatiser's section")).expect("the lemmatiser")
});

#[test]
fn words_of_the_news() {
    let mut failures = Vec::new();
    let mut cases = 0;
    for line in include_str!("lemma.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let columns: Vec<&str> = line.split_whitespace().collect();
        let [upos, xpos, pairs @ ..] = &columns[..] else { panic!("not a case: {line}") };
        let (upos, xpos): (Upos, Xpos) = (upos.parse().expect(line), xpos.parse().expect(line));
        for pair in pairs {
            let (form, lemma) = pair.split_once('>').expect(line);
            let found = TRAINED.lemma(form, upos, xpos);
            cases += 1;
            if found != lemma {
                failures.push(format!("  {form} {upos} {xpos}: expected {lemma}, found {found}"));
            }
        }
    }
    assert!(cases >= 150, "{cases} cases");
    assert!(failures.is_empty(), "{} of {cases} cases fail:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_bytes_of_a_lemmatiser_are_read_back_and_damage_is_reported() {
    let bytes = TRAINED.to_bytes();
    assert!(bytes.len() < 300_000, "the lemmatiser takes {} bytes", bytes.len());
    assert!(Lemmatizer::from_bytes(&bytes).as_ref() == Ok(&*TRAINED));
    for end in [0, 4, 6, bytes.len() / 2, bytes.len() - 1] {
        assert!(Lemmatizer::from_bytes(&bytes[..end]).is_err());
    }
    let error = Lemmatizer::from_bytes(b"something else").expect_err("foreign bytes");
    assert!(error.to_string().starts_with("corrupt language model: lemmatiser"), "{error}");
}

#[test]
fn the_longest_ending_decides() {
    let edit = |strip, append: &str| Edit { strip, append: append.into(), exact: false };
    let edits = vec![edit(0, ""), edit(1, ""), edit(3, "y"), edit(Edit::ALL, "person")];
    let topic = Topic::ending(Upos::Noun, Some(Xpos::Nns));
    let ending = |text: &str| Endings::of(text).keys(topic).nth(1).expect("an ending");
    let whole = Endings::of("people").keys(topic).next().expect("a word");
    let rules = [(ending("s"), 1), (ending("ies"), 2), (whole, 3)];
    let lemmatizer = Lemmatizer::new(edits.clone(), &rules).expect("rules of these edits");
    let noun = |form| lemmatizer.lemma(form, Upos::Noun, Xpos::Nns);
    assert_eq!(noun("ships"), "ship");
    assert_eq!(noun("Ministries"), "Ministry");
    assert_eq!(noun("people"), "person");
    assert_eq!(noun("sheep"), "sheep");
    assert!(Lemmatizer::new(edits, &[(1, 4)]).is_err());
    assert_eq!(Casing::ALL.map(|c| c as u8), [0, 1, 2, 3]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_word_has_one_lemma(form in "\\PC{1,12}", upos in 0..Upos::ALL.len(), xpos in 0..Xpos::ALL.len()) {
        let (upos, xpos) = (Upos::ALL[upos], Xpos::ALL[xpos]);
        let lemma = TRAINED.lemma(&form, upos, xpos);
        prop_assert!(!lemma.is_empty());
        prop_assert_eq!(&lemma, &TRAINED.lemma(&form, upos, xpos));
    }

    #[test]
    fn damaged_bytes_never_panic(at in any::<prop::sample::Index>(), value in any::<u8>()) {
        let mut bytes = TRAINED.to_bytes();
        let at = at.index(bytes.len());
        bytes[at] = value;
        if let Ok(lemmatizer) = Lemmatizer::from_bytes(&bytes) {
            lemmatizer.lemma("Ministries", Upos::Noun, Xpos::Nns);
        }
    }
}
