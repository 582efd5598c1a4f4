//! Divides the text on standard input into sentences and words, and prints them as CoNLL-U without tags and trees.
//!
//! `cargo run --release --example segment [MODEL] < TEXT`; the model is `models/english.bin` where none is named. With
//! `--chain` every word hangs on the first of its sentence, so that scripts that demand trees can score the tokens.

use std::io::{Read as _, Write as _};

use legation_language::model::Sections;
use legation_language::segment::Segmenter;
use legation_language::{Deprel, conllu};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let chain = arguments.iter().any(|a| a == "--chain");
    let model = arguments.iter().find(|a| !a.starts_with("--")).map_or("models/english.bin", String::as_str);
    let segmenter = Segmenter::from_bytes(&Sections::from_bytes(std::fs::read(model)?)?.get("segment")?)?;
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut out = String::new();
    for (i, mut sentence) in segmenter.segment(&text).into_iter().enumerate() {
        if chain {
            for (j, token) in sentence.tokens.iter_mut().enumerate() {
                (token.head, token.deprel) =
                    if j == 0 { (None, Deprel::Root) } else { (Some(0), Deprel::Dep) };
            }
        }
        conllu::write(&mut out, &text, &sentence, &(i + 1).to_string());
    }
    std::io::stdout().write_all(out.as_bytes())?;
    Ok(())
}
