//! Compiles `lexicon/` into one blob. Stops with file and line where an entry is wrong.

#[path = "src/compile/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the library, which uses more of it")]
mod compile;
#[path = "src/data.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the library, which uses more of it")]
mod data;
#[path = "src/index.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the library, which uses more of it")]
mod index;
#[path = "src/names.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the library, which uses more of it")]
mod names;

use std::path::Path;
use std::{env, fs};

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("../../lexicon");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut compilation = compile::Compilation::new();
    for (name, text) in compile::read_folder(&root).unwrap() {
        println!("cargo::rerun-if-changed={}", root.join(&name).display());
        compilation.add_file(&name, &text);
    }
    compilation.finish();
    let (data, errors) = compilation.into_parts();
    for error in &errors {
        println!("cargo::error=lexicon/{error}");
    }
    if !errors.is_empty() {
        std::process::exit(1);
    }
    let index = index::Index::new(&data);
    let out = Path::new(&env::var("OUT_DIR").unwrap()).join("lexicon.bin");
    fs::write(out, postcard::to_stdvec(&(data, index)).unwrap()).unwrap();
}
