//! Logistic regression over hashed features, trained to integer weights.

use legation_language::segment::CorruptModel;
use legation_language::segment::linear::Linear;

/// One decision: its features and the label it should have.
pub(crate) struct Example {
    pub(crate) features: Vec<u32>,
    pub(crate) label: u8,
}

/// How to train a classifier.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Recipe {
    /// The classifier has `1 << bits` feature slots.
    pub(crate) bits: u8,
    /// Number of labels.
    pub(crate) labels: usize,
    /// Times that every example is seen.
    pub(crate) epochs: usize,
    /// Size of a step.
    pub(crate) step: f64,
    /// What a weight loses at each update, as a share of the step: keeps rare features from being believed at once.
    pub(crate) decay: f64,
}

/// The weights are the mean of as many runs from scratch, each with its own order: one run alone depends on its order.
const RUNS: usize = 4;

/// Integer weights are the real ones times this.
const SCALE: f64 = 256.0;

/// Trains by stochastic gradient descent with a step of its own for each weight (AdaGrad), and averages the weights over
/// the second half of the epochs. The examples come in an order that depends on nothing but their number.
pub(crate) fn train(examples: &[Example], recipe: Recipe) -> Result<Linear, CorruptModel> {
    let labels = recipe.labels;
    let size = labels << recipe.bits;
    let mask = (1u32 << recipe.bits) - 1;
    let mut sums = vec![0f64; size];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = 0x2545_f491_4f6c_dd1du64;
    let averaged = recipe.epochs.div_ceil(2);
    let (mut weights, mut squares) = (Vec::new(), Vec::new());
    for epoch in 0..recipe.epochs * RUNS {
        let epoch = epoch % recipe.epochs;
        if epoch == 0 {
            weights = vec![0f64; size];
            squares = vec![1e-2f64; size];
        }
        for i in (1..order.len()).rev() {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            order.swap(i, (random % (i as u64 + 1)) as usize);
        }
        for &index in &order {
            let example = &examples[index];
            let mut scores = [0f64; 8];
            for feature in &example.features {
                let slot = (feature & mask) as usize * labels;
                for label in 0..labels {
                    scores[label] += weights[slot + label];
                }
            }
            let gradient = softmax_gradient(&scores[..labels], usize::from(example.label));
            for feature in &example.features {
                let slot = (feature & mask) as usize * labels;
                for (label, slope) in gradient[..labels].iter().enumerate() {
                    let at = slot + label;
                    let g = slope + recipe.decay * weights[at];
                    squares[at] += g * g;
                    weights[at] -= recipe.step * g / squares[at].sqrt();
                }
            }
        }
        if epoch + averaged >= recipe.epochs {
            for (sum, weight) in sums.iter_mut().zip(&weights) {
                *sum += weight;
            }
        }
    }
    let rounded = sums.iter().map(|sum| {
        let value = (sum / (averaged * RUNS) as f64 * SCALE).round();
        value.clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
    });
    Linear::new(recipe.bits, labels as u8, rounded.collect())
}

/// The gradient of the log loss with respect to the scores.
fn softmax_gradient(scores: &[f64], gold: usize) -> [f64; 8] {
    let mut out = [0f64; 8];
    let largest = scores.iter().copied().fold(f64::MIN, f64::max);
    let mut total = 0.0;
    for (o, score) in out.iter_mut().zip(scores) {
        *o = exp(score - largest);
        total += *o;
    }
    for o in &mut out[..scores.len()] {
        *o /= total;
    }
    out[gold] -= 1.0;
    out
}

/// The exponential of a number that is not positive, by basic arithmetic alone: the platform's own function may differ
/// in the last bit from one machine to the next.
fn exp(x: f64) -> f64 {
    if x < -40.0 {
        return 0.0;
    }
    // exp(x) = exp(x / 1024) ^ 1024; the series has converged after its sixth term at that size.
    let y = x / 1024.0;
    let mut value = 1.0 + y * (1.0 + y / 2.0 * (1.0 + y / 3.0 * (1.0 + y / 4.0 * (1.0 + y / 5.0))));
    for _ in 0..10 {
        value *= value;
    }
    value
}
