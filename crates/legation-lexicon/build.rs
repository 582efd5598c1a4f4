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

use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap()).join("../../lexicon");
    println!("cargo::rerun-if-changed={}", root.display());
    let mut files = Vec::new();
    walk(&root, &mut files);
    let mut named: Vec<(String, PathBuf)> = files
        .into_iter()
        .map(|p| (p.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/"), p))
        .collect();
    named.sort_by(|a, b| compile::file_order(&a.0).cmp(&compile::file_order(&b.0)));
    let mut compilation = compile::Compilation::new();
    for (name, path) in named {
        println!("cargo::rerun-if-changed={}", path.display());
        let text = fs::read_to_string(&path).unwrap();
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

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|e| e == "toml" || e == "tsv") {
            files.push(path);
        }
    }
}
