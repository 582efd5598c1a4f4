//! The ranking model's weights and their file.

use super::features::{CLASSES, TEMPLATES, WIDTH, class_name};
use std::fmt::Write as _;
use std::sync::OnceLock;

/// Weights are stored in thousandths.
const SCALE: f64 = 1000.0;

/// The weights of the ranking model, in thousandths, one for each feature of each class of anaphor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weights {
    values: Vec<i32>,
}

/// A weights file that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the coreference weights: {text:?} is no class, feature and weight")]
pub struct WeightsError {
    line: usize,
    text: String,
}

impl Weights {
    /// The weights that come with the crate.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<Weights> = OnceLock::new();
        SHIPPED.get_or_init(|| {
            // The file is part of the program, and a test reads it strictly.
            Self::from_text(include_str!("weights.tsv")).unwrap_or_else(|_| Self::zero())
        })
    }

    /// Weights that prefer nothing.
    pub fn zero() -> Self {
        Self { values: vec![0; CLASSES * WIDTH] }
    }

    /// Weights from trained values, one for each feature, rounded to thousandths.
    pub(super) fn from_values(values: &[f64]) -> Self {
        let round = |value: &f64| (value * SCALE + if *value < 0.0 { -0.5 } else { 0.5 }) as i32;
        Self { values: values.iter().map(round).collect() }
    }

    /// Reads lines of class, feature and weight in thousandths, separated by tabs. Features not named weigh nothing.
    ///
    /// # Errors
    /// The first line that names no feature of the model or gives no whole number.
    ///
    /// ```
    /// use legation_language::coreference::Weights;
    ///
    /// let weights = Weights::from_text("# class\tfeature\tweight\nit\tdistance=0\t1250\n")?;
    /// assert_eq!(Weights::from_text(&weights.to_text())?, weights);
    /// assert!(Weights::from_text("it\tno such feature\t1\n").is_err());
    /// # Ok::<(), legation_language::coreference::WeightsError>(())
    /// ```
    pub fn from_text(text: &str) -> Result<Self, WeightsError> {
        let mut weights = Self::zero();
        let names = names();
        for (number, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let error = || WeightsError { line: number + 1, text: line.to_owned() };
            let (name, value) = line.rsplit_once('\t').ok_or_else(error)?;
            let at = names.binary_search_by(|(known, _)| known.as_str().cmp(name)).map_err(|_| error())?;
            weights.values[names[at].1] = value.parse().map_err(|_| error())?;
        }
        Ok(weights)
    }

    /// The weights as their file holds them, without those that are zero.
    pub fn to_text(&self) -> String {
        let mut text = String::from("# class\tfeature\tweight in thousandths\n");
        for (index, value) in self.values.iter().enumerate().filter(|(_, value)| **value != 0) {
            let _ = writeln!(text, "{}\t{value}", name(index));
        }
        text
    }

    /// The sum of the features' weights, in natural units.
    pub(super) fn score(&self, features: &[u16]) -> f64 {
        let sum: i64 = features.iter().map(|&f| i64::from(self.values[usize::from(f)])).sum();
        sum as f64 / SCALE
    }
}

/// The features' names in order, with their numbers.
fn names() -> &'static [(String, usize)] {
    static NAMES: OnceLock<Vec<(String, usize)>> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut names: Vec<(String, usize)> = (0..CLASSES * WIDTH).map(|i| (name(i), i)).collect();
        names.sort();
        names
    })
}

/// A feature's class and name as the file writes them.
fn name(index: usize) -> String {
    let (class, mut at) = (index / WIDTH, index % WIDTH);
    for template in TEMPLATES {
        if at < template.values.len() {
            return format!("{}\t{}={}", class_name(class), template.name, template.values[at]);
        }
        at -= template.values.len();
    }
    format!("{}\tunknown={at}", class_name(class))
}

/// e to the power of `x` for `x` up to 0, by squaring: the same on every machine, and near enough for shares.
pub(super) fn exp(x: f64) -> f64 {
    if x < -40.0 {
        return 0.0;
    }
    let mut value = 1.0 + x / 4096.0;
    for _ in 0..12 {
        value *= value;
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_are_well_formed_and_not_empty() {
        let weights = Weights::from_text(include_str!("weights.tsv")).expect("every line names a feature");
        assert!(weights.values.iter().filter(|v| **v != 0).count() > 200);
    }

    #[test]
    fn the_exponential_is_near() {
        for (x, expected) in [(0.0, 1.0), (-1.0, 0.367_879), (-5.0, 0.006_738)] {
            assert!((exp(x) - expected).abs() < 0.001, "exp({x}) = {}", exp(x));
        }
    }
}
