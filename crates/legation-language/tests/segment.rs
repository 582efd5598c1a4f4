//! The gold files of the splitter and tokeniser, and what must hold of any text whatever the model.

use std::path::Path;
use std::sync::LazyLock;

use legation_language::Sentence;
use legation_language::model::Sections;
use legation_language::segment::atoms::is_space;
use legation_language::segment::lexicon::Lexicon;
use legation_language::segment::linear::Linear;
use legation_language::segment::{Cuts, LONGEST, Segmenter};
use proptest::prelude::*;

/// The trained segmenter, out of the model that the repository carries or `LEGATION_MODEL` names.
static TRAINED: LazyLock<Segmenter> = LazyLock::new(|| {
    let model = std::env::var("LEGATION_MODEL")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/english.bin").into());
    let bytes = std::fs::read(&model).unwrap_or_else(|error| panic!("cannot read {model}: {error}"));
    let sections = Sections::from_bytes(bytes).expect("the model's container");
    Segmenter::from_bytes(&sections.get("segment").expect("the segmenter's section")).expect("the segmenter")
});

fn gold(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/segment").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()))
}

/// The sentences of a text, their white space made one space each.
fn sentences(text: &str) -> Vec<String> {
    TRAINED.segment(text).iter().map(|s| squeeze(&text[s.start..s.end])).collect()
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Runs a gold file of sentences and names every case that comes out otherwise.
fn check_sentences(name: &str) {
    let file = gold(name);
    let mut failures = Vec::new();
    let mut cases = 0;
    for case in file.split("\n== ").skip(1) {
        let (title, marked) = case.split_once('\n').unwrap_or((case, ""));
        let marked = marked.trim_end_matches('\n');
        let expected: Vec<String> = marked.split('|').map(squeeze).filter(|s| !s.is_empty()).collect();
        let mut text = marked.replace(" |\n", "\n").replace(" | ", " ");
        if title.contains("CRLF") {
            text = text.replace('\n', "\r\n");
        } else if title.contains("old machine") {
            text = text.replace('\n', "\r");
        }
        let found = sentences(&text);
        cases += 1;
        if found != expected {
            failures.push(format!(
                "{title}\n  expected {}\n  found    {}",
                expected.join(" | "),
                found.join(" | ")
            ));
        }
    }
    assert!(cases >= 10, "{name} holds {cases} cases");
    assert!(
        failures.is_empty(),
        "{} of {cases} cases of {name} fail:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn datelines() {
    check_sentences("datelines.txt");
}

#[test]
fn abbreviations() {
    check_sentences("abbreviations.txt");
}

#[test]
fn quotes() {
    check_sentences("quotes.txt");
}

#[test]
fn layout() {
    check_sentences("layout.txt");
}

#[test]
fn news() {
    check_sentences("news.txt");
}

/// The tokens of sentences, divided by spaces; `~` between the words of one token.
fn show_tokens(sentences: &[Sentence]) -> String {
    let mut shown = String::new();
    for sentence in sentences {
        for (i, token) in sentence.tokens.iter().enumerate() {
            let inside = sentence.multiwords.iter().any(|m| m.first < i && i <= m.last);
            if !shown.is_empty() {
                shown.push(if inside { '~' } else { ' ' });
            }
            shown.push_str(&token.form);
        }
    }
    shown
}

#[test]
fn tokens() {
    let file = gold("tokens.txt");
    let (_, cases) = file.split_once("\n\n").expect("a description and then the cases");
    let lines: Vec<&str> = cases.lines().collect();
    let mut failures = Vec::new();
    for case in lines.chunks_exact(2) {
        let found = show_tokens(&TRAINED.segment(case[0]));
        if found != case[1] {
            failures.push(format!("  expected {}\n  found    {found}", case[1]));
        }
    }
    assert!(lines.len() >= 80);
    assert!(
        failures.is_empty(),
        "{} of {} cases fail:\n{}",
        failures.len(),
        lines.len() / 2,
        failures.join("\n")
    );
}

#[test]
fn the_bytes_of_a_segmenter_are_read_back_and_damage_is_reported() {
    let bytes = TRAINED.to_bytes();
    assert!(bytes.len() < 2_500_000, "the segmenter takes {} bytes", bytes.len());
    assert!(Segmenter::from_bytes(&bytes).as_ref() == Ok(&*TRAINED));
    for end in [0, 3, 5, 40, bytes.len() / 2, bytes.len() - 1] {
        let error = Segmenter::from_bytes(&bytes[..end]).expect_err("cut short");
        assert!(error.to_string().starts_with("corrupt language model: "), "{error}");
    }
    let mut longer = bytes.clone();
    longer.push(0);
    assert!(Segmenter::from_bytes(&longer).is_err());
}

/// A segmenter that decides at random, but always the same way for the same seed.
fn random_segmenter(seed: u64) -> Segmenter {
    let mut state = seed | 1;
    let mut weights = |count: usize| -> Vec<i16> {
        (0..count)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state as i16
            })
            .collect()
    };
    let tokens = Linear::new(8, 3, weights(3 << 8)).expect("sizes that agree");
    let sentences = Linear::new(8, 2, weights(2 << 8)).expect("sizes that agree");
    let cuts = Cuts::new([("cannot", 3), ("the", 1), ("aa", 1)]);
    Segmenter::new(cuts, tokens, sentences, Lexicon::default()).expect("labels that agree")
}

/// What must hold of the segmentation of any text.
fn check_cover(text: &str, sentences: &[Sentence]) -> Result<(), TestCaseError> {
    let mut covered = String::new();
    let mut last_end = 0;
    for sentence in sentences {
        prop_assert!(!sentence.tokens.is_empty());
        prop_assert_eq!(sentence.start, sentence.tokens[0].start);
        prop_assert_eq!(Some(sentence.end), sentence.tokens.last().map(|t| t.end));
        for token in &sentence.tokens {
            prop_assert!(last_end <= token.start && token.start < token.end);
            prop_assert!(text[last_end..token.start].chars().all(is_space));
            prop_assert_eq!(&text[token.start..token.end], token.form.as_str());
            prop_assert!(!token.form.contains(is_space));
            covered.push_str(&token.form);
            last_end = token.end;
        }
        for multiword in &sentence.multiwords {
            prop_assert!(multiword.first < multiword.last && multiword.last < sentence.tokens.len());
            let words = &sentence.tokens[multiword.first..=multiword.last];
            let form: String = words.iter().map(|t| t.form.as_str()).collect();
            prop_assert_eq!(form.as_str(), multiword.form.as_str());
        }
    }
    let solid: String = text.chars().filter(|&c| !is_space(c)).collect();
    prop_assert_eq!(covered, solid);
    Ok(())
}

/// White space follows a token exactly where it says so; inside a token of several words there is none.
fn check_spaces(text: &str, sentences: &[Sentence]) -> Result<(), TestCaseError> {
    for sentence in sentences {
        for (i, token) in sentence.tokens.iter().enumerate() {
            let inside = sentence.multiwords.iter().any(|m| m.first <= i && i < m.last);
            let follows = text[token.end..].chars().next().is_none_or(is_space);
            prop_assert_eq!(token.space_after, follows && !inside);
        }
    }
    Ok(())
}

/// Text that looks like text: words, punctuation and line breaks, with odd characters among them.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => "[a-zA-Z]{1,9}",
        2 => "[0-9]{1,5}",
        4 => "[ ]{1,3}",
        2 => "[.,;:?!'\"()\\[\\]<>/@#$%&*_+=~^|{}-]{1,4}",
        2 => prop::sample::select(vec![
            "\n", "\r\n", "\n\n", "\t", "\u{a0}", "\u{200b}", "\u{feff}", "\u{2028}", "\u{85}", "\0", "\u{ad}", "’", "“", "”",
            "—", "–", "…", "n't", "cannot", "http://", "www.", "a@b.c", "U.S.", "Gen. ", "• ", "1. ", "👩‍👩‍👧", "é", "e\u{301}",
            "中文", "İ", "ß", "ﬁ", "\u{202e}", "KABUL (Reuters) - ", "J. ", "'s",
        ]).prop_map(String::from),
        1 => any::<String>(),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_character_is_lost_or_invented(text in texts(), seed in any::<u64>()) {
        let segmenter = random_segmenter(seed);
        let sentences = segmenter.segment(&text);
        check_cover(&text, &sentences)?;
        check_spaces(&text, &sentences)?;
        prop_assert_eq!(&sentences, &segmenter.segment(&text));
    }

    #[test]
    fn the_trained_model_covers_any_text(text in texts()) {
        let sentences = TRAINED.segment(&text);
        check_cover(&text, &sentences)?;
        check_spaces(&text, &sentences)?;
    }

    #[test]
    fn damaged_bytes_never_panic(at in 0usize..1_000_000, value in any::<u8>()) {
        let mut bytes = random_segmenter(7).to_bytes();
        let at = at % bytes.len();
        bytes[at] = value;
        if let Ok(segmenter) = Segmenter::from_bytes(&bytes) {
            check_cover("The U.S. cannot say.", &segmenter.segment("The U.S. cannot say."))?;
        }
    }
}

#[test]
fn a_huge_line_is_read_in_pieces() {
    let line = "The envoy left for Doha on Monday after talks. ".repeat(20_000);
    let sentences = TRAINED.segment(&line);
    assert_eq!(sentences.len(), 20_000);
    assert_eq!(sentences.iter().filter(|s| s.opens_paragraph).count(), 1);
    let solid = "x".repeat(300_000) + &"@a.b/".repeat(60_000) + &".".repeat(100_000);
    let sentences = random_segmenter(3).segment(&solid);
    assert!(check_cover(&solid, &sentences).is_ok());
}

#[test]
fn an_endless_sentence_is_divided_at_white_space() {
    let text = "Paris didn't recognise the so-called government and ".repeat(500);
    let sentences = TRAINED.segment(&text);
    assert!(check_cover(&text, &sentences).is_ok() && check_spaces(&text, &sentences).is_ok());
    let tokens = |s: &Sentence| s.tokens.len() - s.multiwords.len();
    assert!(sentences.iter().all(|s| tokens(s) <= LONGEST));
    assert!(
        sentences
            .iter()
            .rev()
            .skip(1)
            .all(|s| tokens(s) > LONGEST / 2 && s.tokens.last().unwrap().space_after)
    );
    assert_eq!(sentences.iter().filter(|s| s.opens_paragraph).count(), 1);
}
