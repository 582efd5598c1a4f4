//! A linear classifier over hashed features, with integer weights: the same answer on every machine.

use super::{CorruptModel, bytes::Reader};

/// Weights of a linear classifier: `labels` scores for each of `1 << bits` feature slots.
///
/// A feature is a 32-bit hash; its low `bits` bits choose the slot. Scores are sums of `i16` weights, so the order of
/// addition cannot change them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linear {
    bits: u8,
    labels: u8,
    weights: Vec<i16>,
}

impl Linear {
    /// Wraps weights laid out slot by slot, `labels` weights a slot.
    ///
    /// # Errors
    /// When `weights` does not hold `labels << bits` numbers.
    pub fn new(bits: u8, labels: u8, weights: Vec<i16>) -> Result<Self, CorruptModel> {
        if !(1..=24).contains(&bits)
            || !(2..=8).contains(&labels)
            || weights.len() != (labels as usize) << bits
        {
            return Err(CorruptModel::new("linear weights", "the sizes do not agree"));
        }
        Ok(Self { bits, labels, weights })
    }

    /// How many labels the classifier chooses from.
    pub fn labels(&self) -> usize {
        self.labels as usize
    }

    /// Sums the weights of `features`; entries past [`Self::labels`] stay 0.
    pub fn scores(&self, features: &[u32]) -> [i32; 8] {
        let mut scores = [0; 8];
        let labels = self.labels();
        let mask = (1u32 << self.bits) - 1;
        for feature in features {
            let slot = (feature & mask) as usize * labels;
            for (score, weight) in scores.iter_mut().zip(&self.weights[slot..slot + labels]) {
                *score += i32::from(*weight);
            }
        }
        scores
    }

    /// The label with the highest score; the lowest label among equals.
    pub fn best(&self, features: &[u32]) -> usize {
        let scores = self.scores(features);
        (1..self.labels()).fold(0, |best, label| if scores[label] > scores[best] { label } else { best })
    }

    /// Appends the weights: sizes, then each slot that is not all zero, as the gap since the last one and its weights.
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let labels = self.labels();
        let used: Vec<(usize, &[i16])> = self
            .weights
            .chunks_exact(labels)
            .enumerate()
            .filter(|(_, w)| w.iter().any(|&x| x != 0))
            .collect();
        out.push(self.bits);
        out.push(self.labels);
        out.extend((used.len() as u32).to_le_bytes());
        let mut last = 0;
        for (slot, weights) in used {
            super::bytes::write_varint(out, (slot - last) as u64);
            for &weight in weights {
                // Zigzag keeps small negative weights in one byte.
                let w = i32::from(weight);
                super::bytes::write_varint(out, ((w << 1) ^ (w >> 31)) as u32 as u64);
            }
            last = slot;
        }
    }

    /// Reads what [`Self::write`] wrote.
    pub(super) fn read(reader: &mut Reader<'_>) -> Result<Self, CorruptModel> {
        let (bits, labels) = (reader.u8()?, reader.u8()?);
        if !(1..=24).contains(&bits) || !(2..=8).contains(&labels) {
            return Err(reader.error("the sizes of linear weights are out of range"));
        }
        let used = reader.u32()? as usize;
        let mut weights = vec![0; (labels as usize) << bits];
        let mut slot = 0usize;
        for _ in 0..used {
            let gap = usize::try_from(reader.varint()?).unwrap_or(usize::MAX);
            slot = slot.saturating_add(gap);
            if slot >= 1 << bits {
                return Err(reader.error("a weight lies outside its table"));
            }
            for weight in &mut weights[slot * labels as usize..(slot + 1) * labels as usize] {
                let z = u32::try_from(reader.varint()?).map_err(|_| reader.error("a weight is too large"))?;
                let value = (z >> 1) as i32 ^ -((z & 1) as i32);
                *weight = i16::try_from(value).map_err(|_| reader.error("a weight is too large"))?;
            }
        }
        Self::new(bits, labels, weights)
    }
}

/// Hashes a string, letters folded to lower case and curly apostrophes to straight ones.
pub fn hash_lower(text: &str) -> u64 {
    let mut hash = SEED;
    for byte in text.bytes() {
        if !byte.is_ascii() {
            let straight = text.chars().map(|c| if c == '’' { '\'' } else { c });
            return straight.flat_map(char::to_lowercase).fold(SEED, step_char);
        }
        hash = step(hash, u64::from(byte.to_ascii_lowercase()));
    }
    hash
}

const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

fn step_char(hash: u64, c: char) -> u64 {
    step(hash, u64::from(u32::from(c)))
}

/// Folds one more number into a hash.
pub fn step(hash: u64, value: u64) -> u64 {
    (hash.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// The feature of `template` with the values `a` and `b`.
pub fn feature(template: u32, a: u64, b: u64) -> u32 {
    let h = step(step(step(SEED, u64::from(template)), a), b);
    // The high bits of a product are the well-mixed ones.
    ((h ^ (h >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32
}
