//! GUM's documents with the columns that the crate itself has no use for: dates and coreference in `MISC`.

use legation_language::{Sentence, Token};
use std::path::{Path, PathBuf};

/// One document with what its tokens' `MISC` column says.
pub(crate) struct GumDocument {
    pub(crate) id: String,
    /// `meta::genre`.
    pub(crate) genre: String,
    /// `meta::dateCreated`, a day, a month or a year.
    pub(crate) created: String,
    pub(crate) text: String,
    pub(crate) sentences: Vec<Sentence>,
    /// For each sentence, the `MISC` column of each word.
    pub(crate) misc: Vec<Vec<String>>,
}

/// The treebank's file, or `None` where the data is not at hand.
pub(crate) fn treebank(part: &str) -> Option<PathBuf> {
    let data = std::env::var_os("LEGATION_DATA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"), PathBuf::from);
    let path = data.join("ud-english-gum-open").join(format!("{part}.conllu"));
    path.exists().then_some(path)
}

/// Reads a GUM file. The text is the sentences' words as spaced in the file, a line for each sentence.
pub(crate) fn read(path: &Path) -> Vec<GumDocument> {
    let input = std::fs::read_to_string(path).expect("the treebank can be read");
    let mut documents: Vec<GumDocument> = Vec::new();
    let mut sentence = Sentence::default();
    let mut misc = Vec::new();
    let mut opens_paragraph = false;
    // A multiword token's surface is laid out once, its words inside it.
    let mut multiword: Option<(usize, bool)> = None;
    for line in input.lines() {
        if let Some(comment) = line.strip_prefix("# ") {
            let (key, value) = comment.split_once(" = ").unwrap_or((comment, ""));
            match (key, documents.last_mut()) {
                ("newdoc id", _) => documents.push(GumDocument {
                    id: value.to_owned(),
                    genre: String::new(),
                    created: String::new(),
                    text: String::new(),
                    sentences: Vec::new(),
                    misc: Vec::new(),
                }),
                ("meta::genre", Some(document)) => document.genre = value.to_owned(),
                ("meta::dateCreated", Some(document)) => document.created = value.to_owned(),
                _ => opens_paragraph |= comment == "newpar",
            }
            continue;
        }
        let Some(document) = documents.last_mut() else { continue };
        if line.is_empty() {
            if !sentence.tokens.is_empty() {
                sentence.start = sentence.tokens[0].start;
                sentence.end = document.text.trim_end().len();
                sentence.opens_paragraph = opens_paragraph;
                opens_paragraph = false;
                document.sentences.push(std::mem::take(&mut sentence));
                document.misc.push(std::mem::take(&mut misc));
                document.text.truncate(document.text.trim_end().len());
                document.text.push('\n');
            }
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if columns[0].contains('.') {
            continue;
        }
        let space_after = !columns[9].split('|').any(|m| m == "SpaceAfter=No");
        if let Some((_, last)) = columns[0].split_once('-') {
            multiword = Some((last.parse().expect("a word's number"), space_after));
            continue;
        }
        let number: usize = columns[0].parse().expect("a word's number");
        let start = document.text.len();
        document.text.push_str(columns[1]);
        let end = document.text.len();
        let spaced = match multiword {
            Some((last, after)) if number == last => {
                multiword = None;
                after
            }
            Some(_) => false,
            None => space_after,
        };
        if spaced {
            document.text.push(' ');
        }
        let head: usize = columns[6].parse().expect("a head");
        sentence.tokens.push(Token {
            start,
            end,
            form: columns[1].into(),
            lemma: columns[2].into(),
            upos: columns[3].parse().expect("a UPOS tag"),
            xpos: columns[4].parse().expect("an XPOS tag"),
            feats: if columns[5] == "_" { "".into() } else { columns[5].into() },
            head: head.checked_sub(1),
            deprel: columns[7].parse().expect("a relation"),
            space_after: spaced,
        });
        misc.push(columns[9].to_owned());
    }
    documents
}
