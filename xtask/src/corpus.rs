//! Texts to measure on: the treebanks' documents, and what the repository itself holds.

use crate::train::treebank;
use anyhow::{Context, Result};
use legation_coder::casebook;
use legation_core::{Document, parse_published};
use legation_language::conllu;
use std::path::{Path, PathBuf};

/// The treebanks' folders in the development data.
const TREEBANKS: [&str; 2] = ["ud-english-ewt", "ud-english-gum-open"];

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A document without anything but a name, a text and perhaps a date.
pub(crate) fn document(id: String, text: String, published: Option<&str>) -> Document {
    let published = published.and_then(|p| parse_published(p).ok());
    Document { id, title: None, text, published, url: None, publisher: None }
}

/// The documents of the treebanks' train and dev files whose ids begin with one of `genres`; with an empty list, all.
pub(crate) fn treebanks(data: &Path, genres: &[&str]) -> Result<Vec<conllu::Document>> {
    let mut documents = Vec::new();
    for file in TREEBANKS.iter().flat_map(|t| ["train", "dev"].map(|part| format!("{t}/{part}.conllu"))) {
        documents.extend(treebank::read(&data.join(file))?);
    }
    let belongs = |id: &str| genres.is_empty() || genres.iter().any(|g| id.starts_with(g));
    documents.retain(|d| d.id.as_deref().is_some_and(belongs));
    Ok(documents)
}

/// Every file with this ending in a folder and the folders below it, in the order of names; a file by itself, whatever its ending.
pub(crate) fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    if folder.is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let mut found = Vec::new();
    let entries = std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, ending)?);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The casebook's texts, each a document.
pub(crate) fn casebook() -> Result<Vec<Document>> {
    let folder = root().join("casebook");
    let mut documents = Vec::new();
    for path in files(&folder, "case")? {
        let text =
            std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
        let cases = casebook::read(&text).with_context(|| name.clone())?;
        documents.extend(cases.iter().map(|case| case.document(&name)));
    }
    Ok(documents)
}
