//! Measures the lexicon: the time to make the embedded one, names found a second, and the time to load dictionaries.
//!
//! `cargo run --release -p legation-lexicon --example speed -- TEXT [DICTIONARY].. `

#![allow(clippy::print_stdout, reason = "an example that prints what it measures")]

use std::time::Instant;

use legation_lexicon::Lexicon;

fn main() -> std::io::Result<()> {
    let mut files = std::env::args().skip(1);
    let start = Instant::now();
    let lexicon = Lexicon::embedded();
    println!("embedded: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let data = lexicon.data();
    println!(
        "{} entities, {} names, {} agents, {} classes, {} acts",
        data.entities.len(),
        data.names.len(),
        data.agents.len(),
        data.classes.len(),
        data.acts.len()
    );
    if let Some(path) = files.next() {
        let text = std::fs::read_to_string(path)?;
        let lines: Vec<&str> = text.lines().collect();
        let words: usize = lines.iter().map(|l| l.split_whitespace().count()).sum();
        let (mut found, mut rounds) = (0, 0);
        let start = Instant::now();
        while start.elapsed().as_secs_f64() < 2.0 {
            found = lines.iter().map(|l| lexicon.names_in(l).len()).sum();
            rounds += 1;
        }
        let seconds = start.elapsed().as_secs_f64() / f64::from(rounds);
        println!(
            "{found} names in {words} words: {:.2} million words a second",
            words as f64 / seconds / 1e6
        );
    }
    for path in files {
        let text = std::fs::read_to_string(&path)?;
        let start = Instant::now();
        let (with, errors) = lexicon.with_dictionaries(&[(&path, &text)]);
        let took = start.elapsed().as_secs_f64() * 1e3;
        let more = with.data();
        println!(
            "{path}: {} entities, {} names, {} agents, {} discards more, {} lines refused, {took:.0} ms",
            more.entities.len() - data.entities.len(),
            more.names.len() - data.names.len(),
            more.agents.len() - data.agents.len(),
            more.discards.len(),
            errors.len()
        );
        for error in errors {
            println!("  {error}");
        }
    }
    Ok(())
}
