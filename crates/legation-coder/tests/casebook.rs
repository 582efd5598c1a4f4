//! The casebook: every expectation that is not marked as a known failure must hold; the pass rates are printed.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use legation_coder::{Coder, casebook};
use legation_language::Parser;
use legation_lexicon::Lexicon;

fn files() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../casebook");
    let mut out = Vec::new();
    for folder in ["diplomatic", "plover", "chapters"] {
        let mut names: Vec<PathBuf> =
            std::fs::read_dir(root.join(folder)).unwrap().map(|e| e.unwrap().path()).collect();
        names.sort();
        for path in names {
            if path.extension().is_some_and(|e| e == "case") {
                out.push((format!("{folder}/{}", path.file_name().unwrap().to_string_lossy()), path));
            }
        }
    }
    out
}

#[test]
fn unmarked_expectations_hold() {
    let coder = Coder::new(Parser::embedded(), Lexicon::embedded());
    let mut report = String::new();
    let mut broken = Vec::new();
    let (mut held, mut all, mut cases_held, mut cases_all, mut mended) = (0, 0, 0, 0, 0);
    for (name, path) in files() {
        let cases =
            casebook::read(&std::fs::read_to_string(path).unwrap()).unwrap_or_else(|e| panic!("{name}: {e}"));
        let (mut file_held, mut file_all) = (0, 0);
        for case in &cases {
            let outcomes = case.check(&coder.code(&case.document(&name)));
            cases_all += 1;
            cases_held += usize::from(outcomes.iter().all(|o| o.held));
            for o in outcomes {
                file_all += 1;
                file_held += usize::from(o.held);
                if !o.held && !o.known_failure {
                    broken.push(format!("{name}:{} {}", o.line, o.written));
                }
                mended += usize::from(o.held && o.known_failure);
            }
        }
        writeln!(report, "{file_held:4} of {file_all:4}  {name}").unwrap();
        held += file_held;
        all += file_all;
    }
    println!(
        "{report}casebook: {held} of {all} expectations hold, {cases_held} of {cases_all} texts in full; {mended} marked ones begin to hold"
    );
    assert!(all > 5000, "the casebook has shrunk to {all} expectations");
    assert!(broken.is_empty(), "{} unmarked expectations fail:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn every_act_and_type_has_its_chapter() {
    // At least 15 that must match and 10 that must not for a diplomatic act; 25 and 10 for a PLOVER type.
    let all = files();
    for act in &Lexicon::embedded().data().acts {
        let folder = if act.diplomatic { "diplomatic" } else { "plover" };
        let name = format!("{folder}/{}.case", act.code);
        let path = all.iter().find(|(n, _)| *n == name).map(|(_, p)| p);
        let path = path.unwrap_or_else(|| panic!("no {name}"));
        let cases = casebook::read(&std::fs::read_to_string(path).unwrap()).unwrap();
        let of = |e: &casebook::Expectation, wanted: bool| match &e.kind {
            casebook::Kind::Must(p) => wanted && p.act() == act.code,
            casebook::Kind::MustNot(p) => !wanted && p.act() == act.code,
            casebook::Kind::Nothing => !wanted,
            casebook::Kind::Only => false,
        };
        let positive = cases.iter().filter(|c| c.expectations.iter().any(|e| of(e, true))).count();
        let negative = cases.iter().filter(|c| c.expectations.iter().any(|e| of(e, false))).count();
        let least = if act.diplomatic { 15 } else { 25 };
        assert!(positive >= least && negative >= 10, "{name}: {positive} must and {negative} must not");
    }
}
