//! Fitting of the model of confidence to the casebook and to the acts' own examples.

use anyhow::{Context, Result, anyhow};
use legation_coder::confidence::{ALWAYS, LEAST, Weights, logistic};
use legation_coder::{Coder, casebook, examples};
use legation_language::Parser;
use legation_lexicon::Lexicon;
use rustc_hash::FxHashMap;
use std::io::Write as _;
use std::path::PathBuf;

/// Steps of the descent.
const STEPS: usize = 400;
/// Folds of the cross-validation.
const FOLDS: usize = 10;

/// Options of `train-confidence`.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Casebook files or folders of them.
    #[arg(long, default_value = "casebook")]
    casebook: PathBuf,
    /// A model file in place of the embedded model of English.
    #[arg(long)]
    model: Option<PathBuf>,
    /// Compile the lexicon from this folder instead of taking the embedded one.
    #[arg(long)]
    lexicon: Option<PathBuf>,
    /// Where the weights go.
    #[arg(long, default_value = "models/confidence.tsv")]
    out: PathBuf,
    /// How strongly weights are pulled towards zero.
    #[arg(long, default_value_t = 4.0)]
    pull: f64,
}

/// A claim that the casebook, or an act's example, judges.
struct Example {
    features: Vec<u32>,
    right: bool,
    /// Which text it comes from: folds divide texts.
    text: usize,
    held_out: bool,
}

/// Fits the weights to all of the casebook but the held-out tenth, prints how well they tell right from wrong on texts that they
/// were not fitted to, and writes them.
pub(crate) fn run(options: &Options) -> Result<()> {
    let own = options.lexicon.as_deref().map(crate::eval::lexicon_from).transpose()?;
    let model = options.model.as_deref().map(crate::eval::parser_from).transpose()?;
    let coder = Coder::new(
        model.as_ref().unwrap_or_else(|| Parser::embedded()),
        own.as_ref().unwrap_or_else(|| Lexicon::embedded()),
    );
    let files = crate::corpus::files(&options.casebook, "case")?;
    let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
    let mut names: Vec<String> = Vec::new();
    let mut judged = Vec::new();
    let mut texts = 0;
    let mut number = |features: Vec<String>| -> Vec<u32> {
        let one = |f: String| {
            *numbers.entry(f).or_insert_with_key(|f| {
                names.push(f.clone());
                (names.len() - 1) as u32
            })
        };
        features.into_iter().map(one).collect()
    };
    for file in &files {
        let name = file.display().to_string();
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
        for case in casebook::read(&text).map_err(|e| anyhow!("{name}: {e}"))? {
            let (claims, features): (Vec<_>, Vec<_>) =
                coder.candidates(&case.document(&name)).into_iter().unzip();
            texts += 1;
            for (verdict, features) in case.judge(&claims).into_iter().zip(features) {
                let Some(right) = verdict else { continue };
                let features = number(features);
                judged.push(Example { features, right, text: texts, held_out: case.is_held_out() });
            }
        }
    }
    let mut features: Vec<Vec<Vec<String>>> = Vec::new();
    let outcomes = examples::each(coder.lexicon(), |document| {
        let (claims, of): (Vec<_>, Vec<_>) = coder.candidates(document).into_iter().unzip();
        features.push(of);
        claims
    });
    for (outcome, features) in outcomes.iter().zip(features) {
        texts += 1;
        for (claim, features) in outcome.claims.iter().zip(features) {
            let Some(right) = outcome.judge(claim) else { continue };
            judged.push(Example { features: number(features), right, text: texts, held_out: false });
        }
    }
    let learnt: Vec<&Example> = judged.iter().filter(|e| !e.held_out).collect();
    let apart: Vec<&Example> = judged.iter().filter(|e| e.held_out).collect();
    let mut out = std::io::stdout().lock();
    let mut said = Vec::new();
    for fold in 0..FOLDS {
        let (rest, part): (Vec<&Example>, Vec<&Example>) =
            learnt.iter().copied().partition(|e| e.text % FOLDS != fold);
        let values = fit(&rest, names.len(), options.pull);
        said.extend(part.iter().map(|e| (score(e, &values), e.right)));
    }
    report(&mut out, "ten-fold", &said)?;
    // The frames were made with the other texts at hand, so that what the model says of those is too good for new ones: what it says
    // is stretched and shifted to the held-out tenth, and judged there by halves, each with what fits the other.
    let values = fit(&learnt, names.len(), options.pull);
    let logit = |e: &Example| e.features.iter().map(|&f| values[f as usize]).sum::<f64>();
    let pairs = |half: Option<usize>| -> Vec<(f64, bool)> {
        apart.iter().filter(|e| half.is_none_or(|h| e.text % 2 == h)).map(|e| (logit(e), e.right)).collect()
    };
    let mut said = Vec::new();
    for half in [0, 1] {
        let (stretch, shift) = calibrate(&pairs(Some(1 - half)));
        said.extend(pairs(Some(half)).into_iter().map(|(x, right)| (logistic(stretch * x + shift), right)));
    }
    report(&mut out, "held out, by halves", &said)?;
    let (stretch, shift) = calibrate(&pairs(None));
    writeln!(out, "logits are stretched by {stretch:.2} and shifted by {shift:.2}")?;
    let values = names
        .iter()
        .zip(values)
        .map(|(name, value)| (name.as_str(), value * stretch + if name == ALWAYS { shift } else { 0.0 }));
    let weights = Weights::from_values(coder.lexicon(), values);
    std::fs::write(&options.out, weights.to_text())
        .with_context(|| format!("cannot write {}", options.out.display()))?;
    Ok(())
}

fn score(example: &Example, values: &[f64]) -> f64 {
    logistic(example.features.iter().map(|&f| values[f as usize]).sum())
}

/// The stretch and the shift of logits that make them likeliest, by Platt's method
/// (<https://www.cs.colorado.edu/~mozer/Teaching/syllabi/6622/papers/Platt1999.pdf>).
fn calibrate(pairs: &[(f64, bool)]) -> (f64, f64) {
    let (mut stretch, mut shift) = (1.0, 0.0);
    let count = pairs.len().max(1) as f64;
    for _ in 0..2000 {
        let (mut by_stretch, mut by_shift) = (0.0, 0.0);
        for &(x, right) in pairs {
            let error = logistic(stretch * x + shift) - f64::from(u8::from(right));
            by_stretch += error * x;
            by_shift += error;
        }
        stretch -= 0.05 * by_stretch / count;
        shift -= 0.05 * by_shift / count;
    }
    (stretch, shift)
}

/// Weights of the greatest likelihood under a pull to zero, by adaptive steps over all examples at once.
fn fit(examples: &[&Example], size: usize, pull: f64) -> Vec<f64> {
    let mut values = vec![0.0; size];
    let mut squares = vec![1e-6; size];
    let mut gradient = vec![0.0; size];
    for step in 0..STEPS {
        for (g, v) in gradient.iter_mut().zip(&values) {
            *g = pull * v;
        }
        for e in examples {
            let error = score(e, &values) - f64::from(u8::from(e.right));
            for &f in &e.features {
                gradient[f as usize] += error;
            }
        }
        let rate = 0.3 / (1.0 + step as f64 / 100.0);
        for ((v, g), s) in values.iter_mut().zip(&gradient).zip(&mut squares) {
            *s = 0.9 * *s + 0.1 * g * g;
            *v -= rate * g / s.sqrt();
        }
    }
    values
}

/// Prints the share that is right by what was said of it, the expected calibration error, and what the least confidence keeps out.
fn report(out: &mut impl std::io::Write, name: &str, said: &[(f64, bool)]) -> Result<()> {
    let all = said.len().max(1) as f64;
    let right = said.iter().filter(|(_, r)| *r).count();
    let loss: f64 =
        said.iter().map(|&(p, r)| -(if r { p } else { 1.0 - p }).max(1e-9).ln()).sum::<f64>() / all;
    writeln!(
        out,
        "{name}: {} claims, {:.1} % right, log loss {loss:.3}",
        said.len(),
        100.0 * right as f64 / all
    )?;
    let mut gap = 0.0;
    for bin in 0..10 {
        let inside: Vec<&(f64, bool)> =
            said.iter().filter(|(p, _)| ((p * 10.0) as usize).min(9) == bin).collect();
        if inside.is_empty() {
            continue;
        }
        let count = inside.len() as f64;
        let mean = inside.iter().map(|(p, _)| p).sum::<f64>() / count;
        let share = inside.iter().filter(|(_, r)| *r).count() as f64 / count;
        gap += (mean - share).abs() * count / all;
        writeln!(out, "  said {mean:.2}  right {share:.2}  of {}", inside.len())?;
    }
    let lost = said.iter().filter(|(p, r)| *p < LEAST && *r).count();
    let kept_out = said.iter().filter(|(p, r)| *p < LEAST && !*r).count();
    writeln!(out, "  expected calibration error {gap:.3}; below {LEAST}: {kept_out} wrong, {lost} right")?;
    Ok(())
}
