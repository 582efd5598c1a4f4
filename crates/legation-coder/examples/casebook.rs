//! Runs casebook files: `cargo run --release -p legation-coder --example casebook -- [-v] [--mark] FILE..`
//!
//! `-v` prints the texts of which something does not hold, with the claims that were made; `--mark` rewrites the files so that
//! just the expectations that fail carry the mark of a known failure.

use legation_coder::{Coder, casebook};
use legation_language::Parser;
use legation_lexicon::Lexicon;

#[allow(clippy::print_stdout, reason = "it is what the example is for")]
fn main() {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let verbose = files.iter().any(|f| f == "-v");
    let mark = files.iter().any(|f| f == "--mark");
    files.retain(|f| f != "-v" && f != "--mark");
    let coder = Coder::new(Parser::embedded(), Lexicon::embedded());
    let mut misses = std::collections::BTreeMap::new();
    let (mut all_held, mut all) = (0, 0);
    let (mut cases_held, mut cases_all) = (0, 0);
    for file in &files {
        let text = std::fs::read_to_string(file).expect("a readable file");
        let cases = casebook::read(&text).unwrap_or_else(|e| panic!("{file}: {e}"));
        let (mut held, mut total) = (0, 0);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for case in &cases {
            let claims = coder.code(&case.document(file));
            let outcomes = case.check(&claims);
            cases_all += 1;
            cases_held += usize::from(outcomes.iter().all(|o| o.held));
            for m in outcomes.iter().filter_map(|o| o.miss) {
                *misses.entry(m).or_insert(0) += 1;
            }
            for o in &outcomes {
                if o.held == o.known_failure {
                    let line = &mut lines[o.line - 1];
                    let at = line.len() - line.trim_start().len();
                    *line = match (line.trim_end(), o.held) {
                        (w, false) if w.ends_with("none") || w.ends_with("only") => format!("{w}!"),
                        (w, true) if w.ends_with("none!") || w.ends_with("only!") => {
                            w[..w.len() - 1].to_owned()
                        }
                        (w, false) => format!("{}!{}", &w[..at + 1], &w[at + 1..]),
                        (w, true) => format!("{}{}", &w[..at + 1], &w[at + 2..]),
                    };
                }
            }
            total += outcomes.len();
            held += outcomes.iter().filter(|o| o.held).count();
            if verbose && outcomes.iter().any(|o| !o.held) {
                println!("{file}:{} {}", case.line, case.text);
                for o in outcomes.iter().filter(|o| !o.held) {
                    println!("    FAILED {:9} {}", o.miss.map_or("", |m| m.as_str()), o.written);
                }
                for c in &claims {
                    println!(
                        "    got {} {} > {} {} [{}] time={:?} {:?} src={:?} ({} {})",
                        c.act.code,
                        c.actor.as_ref().map_or("_".into(), |a| format!(
                            "{}/{}",
                            a.id.clone().or(a.country.clone()).unwrap_or_default(),
                            a.span.text
                        )),
                        c.recipient.as_ref().map_or("_".into(), |a| format!(
                            "{}/{}",
                            a.id.clone().or(a.country.clone()).unwrap_or_default(),
                            a.span.text
                        )),
                        c.status,
                        c.act.span.text,
                        c.time.from.map(|d| d.to_string()),
                        c.time.text,
                        c.attribution.iter().map(|s| s.who.as_str()).collect::<Vec<_>>(),
                        c.because.frame,
                        c.because.path,
                    );
                }
            }
        }
        if mark {
            std::fs::write(file, lines.join("\n") + "\n").expect("a writable file");
        }
        println!("{held:4}/{total:4} {:5.1}% {file}", 100.0 * held as f64 / total.max(1) as f64);
        all_held += held;
        all += total;
    }
    println!(
        "expectations {all_held}/{all} {:.1}%, cases {cases_held}/{cases_all} {:.1}%",
        100.0 * all_held as f64 / all.max(1) as f64,
        100.0 * cases_held as f64 / cases_all.max(1) as f64
    );
    for (miss, count) in misses {
        println!("{count:5} {}", miss.as_str());
    }
}
