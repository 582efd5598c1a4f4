//! What holds of the parser whatever it is given.

use legation_language::{LONGEST, Parser, Sentence};
use proptest::prelude::*;

/// Checks that every sentence is a tree with one root whose words lie in the text, in order.
fn check(text: &str, sentences: &[Sentence]) {
    let mut last = 0;
    for sentence in sentences {
        let count = sentence.tokens.len();
        assert!(count > 0, "a sentence without words in {text:?}");
        assert_eq!(sentence.tokens.iter().filter(|t| t.head.is_none()).count(), 1, "roots in {text:?}");
        for (i, token) in sentence.tokens.iter().enumerate() {
            assert!(last <= token.start && token.start <= token.end, "offsets in {text:?}");
            assert!(text.get(token.start..token.end).is_some(), "offsets in {text:?}");
            last = token.start;
            assert_eq!(token.head.is_none(), token.deprel.as_str() == "root", "{text:?}");
            let (mut at, mut steps) = (i, 0);
            while let Some(head) = sentence.tokens[at].head {
                (at, steps) = (head, steps + 1);
                assert!(head < count && steps <= count, "a cycle in {text:?}");
            }
        }
    }
}

#[test]
fn a_plain_sentence_has_its_plain_tree() {
    let sentences =
        Parser::embedded().parse("Jordan's foreign minister met the ambassador of Iraq on Monday.");
    assert_eq!(sentences.len(), 1);
    let tree: Vec<(&str, &str, &str, &str)> = sentences[0]
        .tokens
        .iter()
        .map(|t| {
            let head = t.head.map_or("", |h| sentences[0].tokens[h].form.as_str());
            (t.form.as_str(), t.upos.as_str(), t.deprel.as_str(), head)
        })
        .collect();
    assert_eq!(
        tree,
        [
            ("Jordan", "PROPN", "nmod:poss", "minister"),
            ("'s", "PART", "case", "Jordan"),
            ("foreign", "ADJ", "amod", "minister"),
            ("minister", "NOUN", "nsubj", "met"),
            ("met", "VERB", "root", ""),
            ("the", "DET", "det", "ambassador"),
            ("ambassador", "NOUN", "obj", "met"),
            ("of", "ADP", "case", "Iraq"),
            ("Iraq", "PROPN", "nmod", "ambassador"),
            ("on", "ADP", "case", "Monday"),
            ("Monday", "PROPN", "obl", "met"),
            (".", "PUNCT", "punct", "met"),
        ]
    );
}

#[test]
fn curly_quotes_and_capitals_leave_the_tree_alone() {
    let parser = Parser::embedded();
    let heads = |text: &str| -> Vec<Option<usize>> {
        parser.parse(text).iter().flat_map(|s| s.tokens.iter().map(|t| t.head)).collect()
    };
    assert_eq!(
        heads("\u{201C}We won\u{2019}t leave,\u{201D} he said."),
        heads("\"We won't leave,\" he said.")
    );
    assert_eq!(heads("IRAN CONDEMNS THE ATTACK"), heads("Iran condemns the attack"));
    assert_eq!(heads("Iran Condemns the Attack"), heads("Iran condemns the attack"));
}

#[test]
fn nothing_gives_nothing() {
    for text in ["", " ", "\n\n\t\u{a0}\n"] {
        assert!(Parser::embedded().parse(text).is_empty(), "{text:?}");
    }
    Parser::embedded().annotate(&mut [Sentence::default(), Sentence::default()]);
}

#[test]
fn endless_sentences_are_trees_too() {
    let parser = Parser::embedded();
    for text in [
        "and ".repeat(20 * LONGEST),
        "the envoys of Iraq, Iran, ".repeat(LONGEST),
        "x".repeat(100_000),
        "(".repeat(5 * LONGEST),
    ] {
        check(&text, &parser.parse(&text));
    }
    // One sentence longer than the longest run that is parsed whole.
    let mut sentence = parser.segment("The envoy of Iraq left.").remove(0);
    let words = sentence.tokens.clone();
    sentence.tokens = words.iter().cycle().take(3 * LONGEST + 7).cloned().collect();
    parser.annotate(std::slice::from_mut(&mut sentence));
    assert_eq!(sentence.tokens.iter().filter(|t| t.head.is_none()).count(), 1);
    assert!(sentence.tokens.iter().any(|t| t.deprel.as_str() == "parataxis"));
}

const NEWS: &str = "KABUL, May 5 \u{2014} The envoys of Iraq and Iran met on Monday, officials said. \"We don't agree,\" \
    one of them told reporters. TALKS END WITHOUT A DEAL\n\nMinisters From Five Countries Sign Pact\n\nAfter the \
    meeting, which lasted for six hours, the delegation of the interim government left for Doha; nobody could say \
    whether it would return. Ms. Ahmadi, 41, has represented the country since 2021.";

#[test]
fn a_sentence_is_parsed_the_same_alone_in_a_batch_and_on_any_thread() {
    let parser = Parser::embedded();
    let blank = parser.segment(NEWS);
    assert!(blank.len() >= 6);
    let mut batch: Vec<Sentence> = blank.iter().cycle().take(60).cloned().collect();
    parser.annotate(&mut batch);
    for (i, sentence) in blank.iter().enumerate() {
        let mut alone = [sentence.clone()];
        parser.annotate(&mut alone);
        assert_eq!(alone[0], batch[i]);
        assert_eq!(alone[0], batch[i + blank.len()]);
    }
    let expected = parser.parse(NEWS);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    assert_eq!(parser.parse(NEWS), expected);
                }
            });
        }
    });
    let own = Parser::from_bytes(std::fs::read("../../models/english.bin").expect("the model"))
        .expect("a sound model");
    assert_eq!(own.parse(NEWS), expected);
}

#[test]
fn other_files_are_no_models() {
    let error = Parser::from_bytes(b"\x7fELF and so on".to_vec()).expect_err("no model");
    assert!(error.is_foreign() && error.to_string().contains("no Legation model"));
    let mut bytes = std::fs::read("../../models/english.bin").expect("the model");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    assert!(Parser::from_bytes(bytes.clone()).is_err_and(|e| e.is_damaged()));
    bytes.truncate(middle);
    assert!(Parser::from_bytes(bytes).is_err_and(|e| e.is_damaged()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_gives_trees(text in "\\PC{0,300}") {
        check(&text, &Parser::embedded().parse(&text));
    }

    #[test]
    fn any_order_of_words_gives_trees(
        words in proptest::collection::vec("(the|of|and|Iraq|said|to|not|,|\"|\\.|minister|was|[a-z]{1,8}|[A-Z]{1,4}|[0-9]{1,4})", 0..120)
    ) {
        let text = words.join(" ");
        check(&text, &Parser::embedded().parse(&text));
    }
}
