//! Scores and speed of the language model on the treebanks' dev files.

use super::alignment::{Counts, MEASURES, compare};
use crate::train::treebank;
use anyhow::{Context, Result, anyhow};
use legation_language::{
    Deprel, Parser, Sentence, Upos, Xpos,
    conllu::{self, Document},
};
use std::{
    io::Write,
    path::PathBuf,
    sync::LazyLock,
    time::{Duration, Instant},
};

/// Options of `eval parse`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The folder that holds the treebanks.
    #[arg(long, env = "LEGATION_DATA", default_value = "../shared/data")]
    data: PathBuf,
    /// A model file; the embedded model if none is named.
    #[arg(long)]
    model: Option<PathBuf>,
    /// A folder where the analyses go as CoNLL-U, to be scored by other programs.
    #[arg(long)]
    write: Option<PathBuf>,
    /// CoNLL-U files to score on instead of the dev files.
    files: Vec<PathBuf>,
}

/// Scores and times the model.
pub(crate) fn run(options: &Options) -> Result<()> {
    let own = options.model.as_deref().map(super::parser_from).transpose()?;
    let parser = own.as_ref().unwrap_or_else(|| Parser::embedded());
    let files = if options.files.is_empty() {
        ["ud-english-ewt", "ud-english-gum-open"].map(|f| options.data.join(f).join("dev.conllu")).to_vec()
    } else {
        options.files.clone()
    };
    let mut out = std::io::stdout().lock();
    writeln!(out, "| file | input | {} |", MEASURES.join(" | "))?;
    writeln!(out, "|---|---|{}", "---|".repeat(MEASURES.len()))?;
    let mut documents = Vec::new();
    for file in &files {
        let read = treebank::read(file)?;
        for (input, raw) in [("words", false), ("text", true)] {
            let mut counts = Counts::default();
            let mut written = String::new();
            for document in &read {
                let found =
                    if raw { parser.parse(&document.text) } else { parser.parse_tokens(blank(document)) };
                let part = compare(&document.sentences, &found).map_err(|problem| {
                    anyhow!("{}: {problem}", document.id.as_deref().unwrap_or("a document"))
                })?;
                counts.add(&part);
                for (i, sentence) in found.iter().enumerate().filter(|_| options.write.is_some()) {
                    conllu::write(&mut written, &document.text, sentence, &format!("{}", i + 1));
                }
            }
            if let Some(folder) = &options.write {
                let corpus = file.parent().and_then(|p| p.file_name()).unwrap_or_default().to_string_lossy();
                let path = folder.join(format!("{corpus}-{input}.conllu"));
                std::fs::write(&path, written).with_context(|| format!("cannot write {}", path.display()))?;
            }
            let cells: Vec<String> = counts.0.iter().map(|c| format!("{:.2}", c.f1())).collect();
            writeln!(out, "| {} | {input} | {} |", file.display(), cells.join(" | "))?;
        }
        documents.extend(read);
    }
    speed(parser, &documents, &mut out)
}

/// The words alone.
fn blank(document: &Document) -> Vec<Sentence> {
    let mut sentences = document.sentences.clone();
    for token in sentences.iter_mut().flat_map(|s| &mut s.tokens) {
        (token.upos, token.xpos) = (Upos::X, Xpos::Fw);
        (token.head, token.deprel) = (None, Deprel::Dep);
        token.lemma.clear();
        token.feats.clear();
    }
    sentences
}

/// Time that this thread has spent on a processor, where the system tells (Linux), or time since some moment: other
/// programs on the machine make the one no longer.
fn processor_time() -> Duration {
    static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    match spent.and_then(|text| text.split(' ').next()?.parse().ok()) {
        Some(nanoseconds) => Duration::from_nanos(nanoseconds),
        None => BEGAN.elapsed(),
    }
}

/// Times the whole way from raw text to trees, and its two halves, on one core; the best of several rounds.
fn speed(parser: &Parser, documents: &[Document], out: &mut impl Write) -> Result<()> {
    let best = |mut work: Box<dyn FnMut() -> Duration + '_>| (0..5).map(|_| work()).min().unwrap_or_default();
    let texts: Vec<&str> = documents.iter().map(|d| d.text.as_str()).collect();
    let segmented: Vec<Vec<Sentence>> = texts.iter().map(|text| parser.segment(text)).collect();
    let words: usize = segmented.iter().flatten().map(|s| s.tokens.len()).sum();
    let whole = best(Box::new(|| {
        let began = processor_time();
        for text in &texts {
            std::hint::black_box(parser.parse(text));
        }
        processor_time() - began
    }));
    let trees = best(Box::new(|| {
        let mut sentences = segmented.clone();
        let began = processor_time();
        for sentences in &mut sentences {
            parser.annotate(sentences);
        }
        processor_time() - began
    }));
    let rate = |time: Duration| words as f64 / time.as_secs_f64();
    writeln!(
        out,
        "\n{words} words on one core: {:.0} a second from raw text, {:.0} from words",
        rate(whole),
        rate(trees)
    )?;
    Ok(())
}
