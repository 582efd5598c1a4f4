//! Adam (Kingma and Ba 2015), over all weights or over the rows that a batch touched.

/// How fast averages of the derivatives forget.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rates {
    /// Step size.
    pub(super) step: f32,
    /// Share of the old mean that is kept.
    pub(super) mean: f32,
    /// Share of the old mean square that is kept.
    pub(super) square: f32,
    /// What is taken off a weight at each step, relative to the step size and to the weight.
    pub(super) decay: f32,
}

/// Means of the derivatives and of their squares.
#[derive(Debug)]
pub(super) struct Adam {
    mean: Vec<f32>,
    square: Vec<f32>,
    mean_power: f32,
    square_power: f32,
}

impl Adam {
    /// For `size` weights.
    pub(super) fn new(size: usize) -> Self {
        Self { mean: vec![0.0; size], square: vec![0.0; size], mean_power: 1.0, square_power: 1.0 }
    }

    /// Counts one more step; the averages start from zero, and their bias fades with the count.
    pub(super) fn advance(&mut self, rates: &Rates) {
        self.mean_power *= rates.mean;
        self.square_power *= rates.square;
    }

    /// Moves `weights`, whose first is number `start`, against `gradient`.
    pub(super) fn step(&mut self, rates: &Rates, start: usize, weights: &mut [f32], gradient: &[f32]) {
        let mean_scale = 1.0 / (1.0 - self.mean_power);
        let square_scale = 1.0 / (1.0 - self.square_power);
        let means = &mut self.mean[start..start + weights.len()];
        let squares = &mut self.square[start..start + weights.len()];
        for (((w, &g), m), s) in weights.iter_mut().zip(gradient).zip(means).zip(squares) {
            *m = rates.mean * *m + (1.0 - rates.mean) * g;
            *s = rates.square * *s + (1.0 - rates.square) * g * g;
            let move_by = *m * mean_scale / ((*s * square_scale).sqrt() + 1e-8);
            *w -= rates.step * (move_by + rates.decay * *w);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_bottom_of_a_bowl() {
        let mut adam = Adam::new(2);
        let rates = Rates { step: 0.05, mean: 0.9, square: 0.99, decay: 0.0 };
        let mut at = [3.0f32, -2.0];
        for _ in 0..600 {
            adam.advance(&rates);
            let slope = [2.0 * (at[0] - 1.0), 8.0 * (at[1] + 1.0)];
            adam.step(&rates, 0, &mut at, &slope);
        }
        assert!((at[0] - 1.0).abs() < 0.02 && (at[1] + 1.0).abs() < 0.02, "{at:?}");
    }
}
