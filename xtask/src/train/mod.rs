//! Training of the English model.

pub(crate) mod confidence;
pub(crate) mod coreference;
mod gradient;
mod irregular;
mod lemma;
mod logistic;
pub(crate) mod measure;
mod news;
mod optimiser;
mod random;
mod segment;
mod syntax;
pub(crate) mod treebank;
mod variants;

use anyhow::{Context, Result, bail};
use legation_language::{conllu::Document, model::Sections, network::Weights};
use legation_lexicon::Lexicon;
use std::path::{Path, PathBuf};

/// A part of the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Part {
    /// Sentence splitter and tokeniser.
    Segment,
    /// Lemmatiser.
    Lemma,
    /// Tagger and parser.
    Syntax,
}

/// Options of `train`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The folder that holds the treebanks.
    #[arg(long, env = "LEGATION_DATA", default_value = "../shared/data")]
    data: PathBuf,
    /// The file that the model is written to.
    #[arg(long, default_value = "models/english.bin")]
    out: PathBuf,
    /// Threads; their number changes the time that training takes, and nothing else.
    #[arg(long, default_value_t = 2)]
    threads: usize,
    /// Train this part alone, and keep the others of the model that `--out` names.
    #[arg(long)]
    only: Option<Part>,
    /// Changes a value of the parser's recipe, for experiments: `width=128`.
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
}

/// The treebanks' documents, one after another.
fn documents(data: &Path, part: &str) -> Result<Vec<Vec<Document>>> {
    ["ud-english-ewt", "ud-english-gum-open"]
        .iter()
        .map(|folder| treebank::read(&data.join(folder).join(format!("{part}.conllu"))))
        .collect()
}

/// Trains the model and writes it.
pub(crate) fn run(options: &Options) -> Result<()> {
    if options.threads == 0 {
        bail!("training takes at least one thread");
    }
    let wanted = |part: Part| options.only.is_none_or(|only| only == part);
    let old = match options.only {
        None => Sections::default(),
        Some(_) => {
            let bytes = std::fs::read(&options.out)
                .with_context(|| format!("cannot read {}, whose other parts stay", options.out.display()))?;
            Sections::from_bytes(bytes).with_context(|| options.out.display().to_string())?
        }
    };
    let train: Vec<Document> = documents(&options.data, "train")?.into_iter().flatten().collect();
    let golds = treebank::golds(&train);
    let newsroom = news::Newsroom::new(Lexicon::embedded(), &treebank::adjectives(&golds));
    let mut sections = Sections::default();

    if wanted(Part::Segment) {
        sections.add("segment", segment::train(&train)?.to_bytes());
        tracing::info!("trained the splitter and tokeniser");
    } else {
        sections.add("segment", old.get("segment")?);
    }

    if wanted(Part::Lemma) {
        sections.add("lemma", lemma::train(&train, &newsroom.forms())?.to_bytes());
        tracing::info!("trained the lemmatiser");
    } else {
        sections.add("lemma", old.get("lemma")?);
    }

    if wanted(Part::Syntax) {
        let names = ["EWT dev", "GUM dev"];
        let dev: Vec<_> = names
            .into_iter()
            .zip(documents(&options.data, "dev")?.iter().map(|d| treebank::golds(d)))
            .collect();
        let mut recipe = syntax::Recipe::default();
        for change in &options.set {
            recipe.set(change)?;
        }
        let network = syntax::train(&golds, &dev, Some(&newsroom), &recipe, options.threads)?;
        network.weights().store(&mut sections);
    } else {
        Weights::load(&old)?.store(&mut sections);
    }

    std::fs::write(&options.out, sections.to_bytes())
        .with_context(|| format!("cannot write {}", options.out.display()))?;
    Ok(())
}
