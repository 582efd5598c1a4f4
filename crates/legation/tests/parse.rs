//! `legation parse`, `act`, `acts` and `lexicon`, end to end.

#![allow(missing_docs, reason = "a test")]

mod support;

use support::{legation, legation_with};

/// The ten columns of each token row.
fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect()).collect()
}

#[test]
fn raw_text_becomes_trees() {
    let run = legation_with(&["parse"], b"Russia accepted the nomination. China did not.\n");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let rows = rows(&run.out);
    assert!(rows.iter().all(|r| r.len() == 10));
    let forms: Vec<&str> = rows.iter().map(|r| r[1]).collect();
    assert_eq!(forms, ["Russia", "accepted", "the", "nomination", ".", "China", "did", "not", "."]);
    assert_eq!(rows.iter().filter(|r| r[6] == "0").count(), 2);
    assert_eq!((rows[1][2], rows[1][3], rows[1][7]), ("accept", "VERB", "root"));
    assert!(run.out.contains("# sent_id = 2\n# text = China did not.\n"));
}

#[test]
fn long_text_is_parsed_alike_at_any_number_of_threads() {
    let text = "Moscow said no. Kabul agreed to talks, an official said.\n\n".repeat(3000);
    let one = legation_with(&["parse", "--jobs", "1"], text.as_bytes());
    let three = legation_with(&["parse", "--jobs", "3"], text.as_bytes());
    assert_eq!(one.out, three.out);
    assert!(one.out.contains("# sent_id = 6000\n"));
    assert!(!one.out.contains("# sent_id = 6001\n"));
}

#[test]
fn given_words_and_comments_are_kept() {
    let blank = "_\t_\t_\t_\t_\t_\t_";
    let input = format!(
        "# newdoc id = d1\n# sent_id = first\n# note = kept\n1\tRussia\t{blank}\t_\n2-3\tdidn't\t{blank}\t_\n2\tdid\t{blank}\t_\n\
         3\tn't\t{blank}\t_\n4\taccept\t{blank}\tSpaceAfter=No\n5\t.\t{blank}\t_\n\n1\tOdd token s\t{blank}\t_\n\n"
    );
    let run = legation_with(&["parse", "--pretokenized"], input.as_bytes());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.err);
    assert!(
        run.out.starts_with("# newdoc id = d1\n# sent_id = first\n# note = kept\n1\tRussia\t"),
        "{}",
        run.out
    );
    let forms: Vec<&str> = rows(&run.out).iter().map(|r| r[1]).collect();
    assert_eq!(forms, ["Russia", "didn't", "did", "n't", "accept", ".", "Odd token s"]);
    assert!(run.out.contains("4\taccept\taccept\tVERB"), "{}", run.out);
}

#[test]
fn a_broken_sentence_is_named_by_line_and_the_rest_is_parsed() {
    let blank = "_\t_\t_\t_\t_\t_\t_\t_";
    let input = format!("1\tYes\t{blank}\n\n1\tonly two\n\n1\tNo\t{blank}\n2\tMoscow\t{blank}\n\n");
    let run = legation_with(&["parse", "--pretokenized"], input.as_bytes());
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("legation: <stdin>:3: not CoNLL-U: 2 columns"), "{}", run.err);
    let forms: Vec<&str> = rows(&run.out).iter().map(|r| r[1]).collect();
    assert_eq!(forms, ["Yes", "No", "Moscow"]);
}

#[test]
fn a_missing_file_is_named() {
    let run = legation(&["parse", "no-such-file.txt"]);
    assert_eq!(run.code, 1);
    assert!(run.err.starts_with("legation: no-such-file.txt: no such file"), "{}", run.err);
}

#[test]
fn acts_are_listed_and_shown() {
    let all = legation(&["acts"]);
    assert_eq!(all.code, 0);
    for code in ["grant-agrement", "expel", "visit", "delist"] {
        assert!(all.out.lines().any(|l| l.trim_start().starts_with(code)), "{code}");
        let one = legation(&["act", code]);
        assert_eq!(one.code, 0);
        assert!(one.out.starts_with(&format!("{code}: ")), "{}", one.out);
        assert!(one.out.contains(&format!("frame {code}#1: ")));
    }
    let typo = legation(&["act", "grant-agreement"]);
    assert_eq!((typo.code, typo.out.as_str()), (1, ""));
    assert!(typo.err.contains("did you mean grant-agrement"), "{}", typo.err);
}

#[test]
fn a_name_is_told_by_date() {
    let before = legation(&["lexicon", "Kabul", "--on", "2020-01-01"]);
    let after = legation(&["lexicon", "Kabul", "--on", "2023-01-01"]);
    assert!(after.out.contains("AFG.islamic-emirate"), "{}", after.out);
    assert!(!before.out.contains("AFG.islamic-emirate"), "{}", before.out);
    let unknown = legation(&["lexicon", "Zzyzx", "Qwerty"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("Zzyzx Qwerty"), "{}", unknown.err);
    assert_eq!(legation(&["lexicon", "Kabul", "--on", "2023-02-30"]).code, 2);
}
