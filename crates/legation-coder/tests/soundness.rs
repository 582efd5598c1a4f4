//! The coder on texts that have been tampered with: it makes no claim that points elsewhere than at its words, and says the
//! same twice. `cargo xtask eval robust` does the same over all texts there are.

use legation_coder::{Coder, casebook, soundness, variation};
use legation_core::{Document, parse_published};
use legation_language::Parser;
use legation_lexicon::Lexicon;
use std::path::Path;

/// Variants of each text.
const VARIANTS: u64 = 2;

/// The repository's own running texts: the articles and the casebook's cases.
fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let mut texts: Vec<String> = ["embassy-reopens.txt", "articles.jsonl", "README.md"]
        .iter()
        .map(|name| read(&root.join("examples").join(name)))
        .collect();
    for folder in ["diplomatic", "plover", "chapters"] {
        let mut files: Vec<_> = std::fs::read_dir(root.join("casebook").join(folder))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        for file in files {
            texts.extend(casebook::read(&read(&file)).unwrap().into_iter().map(|case| case.text));
        }
    }
    texts
}

#[test]
fn claims_of_varied_texts_are_sound() {
    let coder = Coder::new(Parser::embedded(), Lexicon::embedded());
    let days = ["2025-06-15", "2024-02", "0001", "9999-12-31"];
    let mut claims = 0;
    for (n, text) in texts().iter().enumerate() {
        for number in 0..VARIANTS {
            let document = Document {
                id: format!("{n}#{number}"),
                title: None,
                text: variation::vary(text, number),
                published: days.get(n % 5).and_then(|day| parse_published(day).ok()),
                url: None,
                publisher: None,
            };
            let found = coder.code(&document);
            if let Err(unsound) = soundness::check(&document, &found) {
                panic!("{unsound} in {:?}", document.text);
            }
            if n % 16 == 0 {
                assert_eq!(found, coder.code(&document), "{:?}", document.text);
            }
            claims += found.len();
        }
    }
    assert!(claims > 2_000, "only {claims} claims were looked at");
}
