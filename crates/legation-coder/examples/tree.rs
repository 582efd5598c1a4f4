//! Prints the tree of each line of standard input.

use legation_language::Parser;
use std::io::Read;

#[allow(clippy::print_stdout, reason = "it is what the example is for")]
fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("text");
    for s in Parser::embedded().parse(&text) {
        for (i, t) in s.tokens.iter().enumerate() {
            println!(
                "{:2} {:14} {:14} {:6} {:5} {:3} {}",
                i,
                t.form,
                t.lemma,
                t.upos,
                t.xpos,
                t.head.map_or(-1, |h| h as i32),
                t.deprel
            );
        }
        println!();
    }
}
