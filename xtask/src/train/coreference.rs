//! Training of the coreference weights from the chains of GUM's open genres.
//!
//! A log-linear model over the choices that each anaphor has: all earlier mentions of its chain are right, or taking up
//! nothing where there is none. Adaptive gradient steps in a fixed order with plain arithmetic, so that the same data
//! gives the same file on every machine.

use anyhow::{Context, Result};
use legation_language::Sentence;
use legation_language::conllu;
use legation_language::coreference::training::{self, Example, FEATURES};
use std::path::{Path, PathBuf};

/// Times that every decision is seen.
const EPOCHS: usize = 12;
/// Size of the first steps.
const RATE: f64 = 0.1;
/// Pull towards zero at each step that touches a feature.
const DECAY: f64 = 1e-4;
/// Weight of linking what should stay unlinked, against missing a link.
const NEW_COST: f64 = 0.3;

/// Options of `train-coreference`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Where the treebanks are.
    #[arg(long, env = "LEGATION_DATA", default_value = "../shared/data")]
    data: PathBuf,
    /// Where the weights go.
    #[arg(long, default_value = "crates/legation-language/src/coreference/weights.tsv")]
    out: PathBuf,
}

/// Trains the weights and writes them.
pub(crate) fn run(options: &Options) -> Result<()> {
    train(&options.data, &options.out)
}

/// Trains the weights on `ud-english-gum-open/train.conllu` under `data` and writes them to `out`.
///
/// # Errors
/// Where the treebank cannot be read or the file not written.
pub(crate) fn train(data: &Path, out: &Path) -> Result<()> {
    let path = data.join("ud-english-gum-open").join("train.conllu");
    let input = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut examples = Vec::new();
    for (sentences, misc) in documents(&input).with_context(|| format!("in {}", path.display()))? {
        examples.extend(training::examples(&sentences, &training::read_entities(&misc)));
    }
    let values = fit(&examples);
    std::fs::write(out, training::weights(&values).to_text())
        .with_context(|| format!("cannot write {}", out.display()))?;
    tracing::info!(decisions = examples.len(), "trained the coreference weights");
    Ok(())
}

/// A document's sentences with their words' `MISC` columns.
type Annotated = (Vec<Sentence>, Vec<Vec<String>>);

/// Each document of a file.
fn documents(input: &str) -> Result<Vec<Annotated>> {
    let mut misc: Vec<Vec<String>> = Vec::new();
    let mut open = false;
    for line in input.lines() {
        if line.is_empty() {
            open = false;
            continue;
        }
        let mut columns = line.split('\t');
        let number = columns.next().unwrap_or_default();
        if line.starts_with('#') || number.contains(['-', '.']) {
            continue;
        }
        if !open {
            misc.push(Vec::new());
            open = true;
        }
        if let Some(words) = misc.last_mut() {
            words.push(columns.nth(8).unwrap_or_default().to_owned());
        }
    }
    let mut misc = misc.into_iter();
    let read = conllu::read(input, conllu::Options::default())?;
    Ok(read
        .into_iter()
        .map(|document| {
            let misc = misc.by_ref().take(document.sentences.len()).collect();
            (document.sentences, misc)
        })
        .collect())
}

/// The values that make the right choices likely.
fn fit(examples: &[Example]) -> Vec<f64> {
    let mut values = vec![0.0f64; FEATURES];
    let mut squares = vec![1e-8f64; FEATURES];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut sums = vec![0.0f64; FEATURES];
    for epoch in 0..EPOCHS {
        for at in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(at, (state >> 33) as usize % (at + 1));
        }
        for &at in &order {
            step(&examples[at], &mut values, &mut squares);
        }
        // The average over the later passes is steadier than the last step.
        if epoch >= EPOCHS / 2 {
            for (sum, value) in sums.iter_mut().zip(&values) {
                *sum += value;
            }
        }
    }
    sums.iter().map(|sum| sum / (EPOCHS - EPOCHS / 2) as f64).collect()
}

/// One step: from the model's shares towards the same shares among the right choices alone.
fn step(example: &Example, values: &mut [f64], squares: &mut [f64]) {
    if example.choices.len() < 2 {
        return;
    }
    let scores: Vec<f64> =
        example.choices.iter().map(|c| c.iter().map(|&f| values[usize::from(f)]).sum::<f64>()).collect();
    let best = scores.iter().copied().fold(f64::MIN, f64::max);
    let shares: Vec<f64> = scores.iter().map(|s| training::exponential(s - best)).collect();
    let total: f64 = shares.iter().sum();
    let right: f64 = shares.iter().zip(&example.right).filter(|(_, r)| **r).map(|(s, _)| s).sum();
    let weight = if example.right[0] { NEW_COST } else { 1.0 };
    for ((choice, share), is_right) in example.choices.iter().zip(&shares).zip(&example.right) {
        let wanted = if *is_right && right > 0.0 { share / right } else { 0.0 };
        let slope = weight * (wanted - share / total);
        if slope.abs() < 1e-9 {
            continue;
        }
        for &feature in choice {
            let feature = usize::from(feature);
            let slope = slope - DECAY * values[feature];
            squares[feature] += slope * slope;
            values[feature] += RATE * slope / squares[feature].sqrt();
        }
    }
}
