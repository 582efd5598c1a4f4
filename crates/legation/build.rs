//! Puts the demonstration corpus into the binary.

use std::path::Path;
use std::{env, fs};

fn main() {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("../../corpus");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.retain(|p| p.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    let text: String = files.iter().map(|p| fs::read_to_string(p).unwrap()).collect();
    fs::write(Path::new(&env::var("OUT_DIR").unwrap()).join("corpus.jsonl"), text).unwrap();
}
