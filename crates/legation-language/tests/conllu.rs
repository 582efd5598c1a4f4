//! CoNLL-U in and out.

use std::path::PathBuf;

use legation_language::conllu::{Document, Options, read, write};
use legation_language::{Deprel, Upos, Xpos};

/// Rows are written with spaces for the tabs; `~` stands for a space inside a column.
fn rows(text: &str) -> String {
    let row = |line: &str| {
        if line.starts_with('#') {
            line.to_owned()
        } else {
            line.split_whitespace().collect::<Vec<_>>().join("\t").replace('~', " ")
        }
    };
    text.lines().map(|line| row(line.trim()) + "\n").collect()
}

const TWO_SENTENCES: &str = "
    # newdoc id = brief-1
    # newpar
    # sent_id = 1
    # text = Kabul didn't reply.
    1 Kabul Kabul PROPN NNP Number=Sing 4 nsubj _ _
    2-3 didn't _ _ _ _ _ _ _ _
    2 did do AUX VBD Mood=Ind|Tense=Past 4 aux _ _
    3 n't not PART RB Polarity=Neg 4 advmod _ _
    4 reply reply VERB VB VerbForm=Inf 0 root _ SpaceAfter=No
    5 . . PUNCT . _ 4 punct _ _

    # sent_id = 2
    # text = It waits.
    1 It it PRON PRP _ 2 nsubj _ _
    2 waits wait VERB VBZ _ 0 root _ SpaceAfter=No
    2.1 waits wait VERB VBZ _ _ _ 0:root _
    3 . . PUNCT . _ 2 punct _ SpaceAfter=No
";

fn show(documents: &[Document]) -> String {
    let mut out = String::new();
    for document in documents {
        for (i, sentence) in document.sentences.iter().enumerate() {
            write(&mut out, &document.text, sentence, &format!("{}", i + 1));
        }
    }
    out
}

#[test]
fn words_stand_where_the_text_has_them() {
    let documents = read(&rows(TWO_SENTENCES), Options::default()).expect("good rows");
    assert_eq!(documents.len(), 1);
    let document = &documents[0];
    assert_eq!(document.id.as_deref(), Some("brief-1"));
    assert_eq!(document.text, "Kabul didn't reply. It waits.");
    assert_eq!(document.comments[1], ["sent_id = 2", "text = It waits."]);
    let [first, second] = &document.sentences[..] else { panic!("two sentences") };
    assert!(first.opens_paragraph && !second.opens_paragraph);
    let forms: Vec<_> = first.tokens.iter().map(|t| &document.text[t.start..t.end]).collect();
    assert_eq!(forms, ["Kabul", "did", "n't", "reply", "."]);
    assert_eq!((first.multiwords[0].first, first.multiwords[0].last), (1, 2));
    assert_eq!(first.tokens[0].head, Some(3));
    assert_eq!(first.root(), Some(3));
    let spaces: Vec<bool> = first.tokens.iter().map(|t| t.space_after).collect();
    assert_eq!(spaces, [true, false, true, false, true]);
    assert_eq!(second.tokens.len(), 3, "the empty node is skipped");
}

#[test]
fn what_is_written_is_read_back() {
    let documents = read(&rows(TWO_SENTENCES), Options::default()).expect("good rows");
    let again = read(&show(&documents), Options::default()).expect("written rows");
    assert_eq!(again[0].text, documents[0].text);
    assert_eq!(again[0].sentences, documents[0].sentences);
}

#[test]
fn a_word_that_is_no_part_of_its_token_spans_the_token() {
    let text = rows("1-2 zum _ _ _ _ _ _ _ _\n1 zu _ ADP IN _ 0 root _ _\n2 dem _ DET DT _ 1 det _ _\n");
    let documents = read(&text, Options::default()).expect("good rows");
    let spans: Vec<_> = documents[0].sentences[0].tokens.iter().map(|t| (t.start, t.end)).collect();
    assert_eq!(spans, [(0, 3), (0, 3)]);
}

#[test]
fn tokens_alone_need_no_annotation() {
    let text = rows("1 Talks x not-a-tag _ _ 99 nothing _ _\n2 failed _ _ _ _ _ _ _ _\n");
    let options = Options { annotation: false, comments: false };
    let documents = read(&text, options).expect("tokens");
    let token = &documents[0].sentences[0].tokens[0];
    assert_eq!((token.upos, token.xpos, token.deprel, token.head), (Upos::X, Xpos::Fw, Deprel::Dep, None));
    assert_eq!(documents[0].comments, [Vec::<String>::new()]);
    assert!(show(&documents).contains("1\tTalks\t_\tX\tFW\t_\t_\t_\t_\t_\n"));
}

#[test]
fn the_underscore_is_a_word() {
    let documents = read(&rows("1 _ _ PUNCT NFP _ 0 root _ _\n"), Options::default()).expect("good row");
    assert_eq!(documents[0].sentences[0].tokens[0].lemma, "_");
}

#[test]
fn errors_name_the_line_and_what_was_expected() {
    let cases = [
        ("1 a _ X FW\n", 1, "5 columns; expected 10"),
        ("1 a _ X FW _ 0 root _ _\n3 b _ X FW _ 1 dep _ _\n", 2, "token 3; expected 2"),
        ("x a _ X FW _ 0 root _ _\n", 1, "token number \"x\""),
        ("0 a _ X FW _ 0 root _ _\n", 1, "token number \"0\""),
        ("\n\n1 a _ XX FW _ 0 root _ _\n", 3, "UPOS \"XX\""),
        ("1 a _ X FOO _ 0 root _ _\n", 1, "XPOS \"FOO\""),
        ("1 a _ X FW _ 0 rot _ _\n", 1, "relation \"rot\""),
        ("1 a _ X FW _ up root _ _\n", 1, "head \"up\""),
        ("1 a _ X FW _ 2 dep _ _\n", 1, "head 2; the sentence has 1 words"),
        ("1-2 ab _ _ _ _ _ _ _ _\n1 a _ X FW _ 0 root _ _\n", 1, "the sentence ends inside a token range"),
        ("2-3 ab _ _ _ _ _ _ _ _\n", 1, "token range 2-3"),
        (
            "1-2 ab _ _ _ _ _ _ _ _\n1 a _ X FW _ 0 root _ _\n1 b _ X FW _ 1 dep _ _\n",
            3,
            "token 1; expected 2",
        ),
        ("1 a _ X FW _ 0 root _ _\n# text = a\n", 2, "a comment inside a sentence"),
        ("1.1 a _ X FW _ _ _ _ _\n", 1, "a sentence without words"),
    ];
    for (text, line, problem) in cases {
        let error = read(&rows(text), Options::default()).expect_err(text);
        assert_eq!(error.line(), line, "{text}");
        assert!(error.to_string().contains(problem), "{error} does not say {problem:?}");
    }
}

#[test]
fn line_breaks_inside_a_sentence_do_not_break_its_comment() {
    let mut documents = read(&rows(TWO_SENTENCES), Options::default()).expect("good rows");
    documents[0].text = documents[0].text.replace(' ', "\n");
    assert!(show(&documents).contains("# text = Kabul didn't reply.\n"));
}

/// The rows of a file, empty nodes left out.
fn rows_of(file: &str) -> Vec<Vec<&str>> {
    let rows = file.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
    rows.map(|line| line.split('\t').collect()).filter(|row: &Vec<&str>| !row[0].contains('.')).collect()
}

/// The treebanks come back as they were, their comments, empty nodes and last two columns apart.
#[test]
fn the_treebanks_survive_a_round_trip() {
    let folder = std::env::var("LEGATION_DATA").map_or_else(
        |_| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    for name in ["ud-english-ewt", "ud-english-gum-open"] {
        let path = folder.join(name).join("dev.conllu");
        let Ok(file) = std::fs::read_to_string(&path) else {
            // Without the data there is nothing to compare; the other tests stand on their own.
            continue;
        };
        let documents = read(&file, Options::default()).expect("a treebank");
        let written = show(&documents);
        let (before, after) = (rows_of(&file), rows_of(&written));
        assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(&after) {
            // Of a token of several words only its number and form are kept.
            let kept = if before[0].contains('-') { 2 } else { 8 };
            assert_eq!(before[..kept], after[..kept]);
        }
        for document in &documents {
            for (sentence, comments) in document.sentences.iter().zip(&document.comments) {
                let text = comments.iter().find_map(|c| c.strip_prefix("text = "));
                assert_eq!(text, Some(&document.text[sentence.start..sentence.end]));
            }
        }
    }
}
