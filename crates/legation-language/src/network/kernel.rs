//! The arithmetic that both inference and training run on: matrix products, gates and the recurrence.
//!
//! Every result is the same bits on every machine. Vector lanes hold *different* outputs, each output sums its terms
//! in order of the inner index, products are rounded before they are added (no fused multiply-add), and the transcendental
//! functions are rational ones written here. So a wider vector unit changes the speed and nothing else.

#![allow(
    unsafe_code,
    reason = "calls into functions compiled for a vector extension, guarded by its detection"
)]

/// Columns that one panel of a [`Packed`] matrix holds.
pub const PANEL: usize = 32;

/// Rows that the inner loop of [`multiply`] computes together.
const TILE: usize = 6;

/// The vector extension in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vectors {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    Baseline,
}

fn detected() -> Vectors {
    #[cfg(target_arch = "x86_64")]
    {
        // The standard library caches the answer, so that this is a load and a test.
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl") {
            return Vectors::Avx512;
        }
        if is_x86_feature_detected!("avx2") {
            return Vectors::Avx2;
        }
    }
    Vectors::Baseline
}

/// Declares a function compiled once for each vector extension from one body, and chosen at run time.
macro_rules! vectorised {
    ($(#[$doc:meta])* pub fn $name:ident($($arg:ident: $ty:ty),* $(,)?) = $body:ident) => {
        $(#[$doc])*
        #[allow(clippy::too_many_arguments, reason = "a kernel takes its operands one by one")]
        pub fn $name($($arg: $ty),*) {
            mod $name {
                #[allow(unused_imports, reason = "bodies differ in the types that they name")]
                use super::*;
                #[cfg(target_arch = "x86_64")]
                #[target_feature(enable = "avx512f,avx512vl")]
                #[allow(clippy::too_many_arguments, reason = "a kernel takes its operands one by one")]
                pub(super) fn avx512($($arg: $ty),*) { $body($($arg),*) }
                #[cfg(target_arch = "x86_64")]
                #[target_feature(enable = "avx2")]
                #[allow(clippy::too_many_arguments, reason = "a kernel takes its operands one by one")]
                pub(super) fn avx2($($arg: $ty),*) { $body($($arg),*) }
            }
            match detected() {
                // SAFETY: the extension was detected on this processor; the function has no other requirement.
                #[cfg(target_arch = "x86_64")]
                Vectors::Avx512 => unsafe { $name::avx512($($arg),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                Vectors::Avx2 => unsafe { $name::avx2($($arg),*) },
                Vectors::Baseline => $body($($arg),*),
            }
        }
    };
}

/// A matrix of `depth` rows and `width` columns, stored in panels of [`PANEL`] columns for [`multiply`].
#[derive(Debug, Clone, Default)]
pub struct Packed {
    depth: usize,
    width: usize,
    panels: Vec<f32>,
}

impl Packed {
    /// Packs `depth * width` values given row by row.
    pub fn from_rows(depth: usize, width: usize, rows: &[f32]) -> Self {
        let mut packed = Self::default();
        packed.set_rows(depth, width, rows);
        packed
    }

    /// Packs the transpose: `columns` holds `width` runs of `depth` values.
    pub fn from_columns(depth: usize, width: usize, columns: &[f32]) -> Self {
        let mut packed = Self::default();
        packed.set_columns(depth, width, columns, depth);
        packed
    }

    /// Packs anew, keeping the allocation; the layout of [`Packed::from_rows`].
    pub fn set_rows(&mut self, depth: usize, width: usize, rows: &[f32]) {
        self.resize(depth, width);
        for (panel, first) in
            self.panels.chunks_exact_mut(depth.max(1) * PANEL).zip((0..width).step_by(PANEL))
        {
            let count = PANEL.min(width - first);
            for (line, row) in panel.chunks_exact_mut(PANEL).zip(rows.chunks_exact(width)) {
                line[..count].copy_from_slice(&row[first..first + count]);
            }
        }
    }

    /// Packs anew from columns that lie `stride` values apart, keeping the allocation.
    pub fn set_columns(&mut self, depth: usize, width: usize, columns: &[f32], stride: usize) {
        self.resize(depth, width);
        for column in 0..width {
            let values = &columns[column * stride..column * stride + depth];
            let panel = &mut self.panels[(column / PANEL) * depth * PANEL..][..depth * PANEL];
            for (line, &value) in panel.chunks_exact_mut(PANEL).zip(values) {
                line[column % PANEL] = value;
            }
        }
    }

    fn resize(&mut self, depth: usize, width: usize) {
        self.depth = depth;
        self.width = width;
        self.panels.clear();
        self.panels.resize(width.div_ceil(PANEL) * PANEL * depth, 0.0);
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Number of rows.
    pub fn depth(&self) -> usize {
        self.depth
    }
}

/// What a product starts from.
#[derive(Debug, Clone, Copy)]
pub enum Start<'a> {
    /// Zero.
    Zero,
    /// One value for each column.
    Bias(&'a [f32]),
    /// What the output already holds.
    Output,
}

/// `out = left * right`, plus `start`. Row `i` of `left` begins at `i * left_stride` and has `right.depth()` values; row
/// `i` of `out` begins at `i * out_stride` and has `right.width()`.
pub fn multiply(
    rows: usize,
    left: &[f32],
    left_stride: usize,
    right: &Packed,
    start: Start<'_>,
    out: &mut [f32],
    out_stride: usize,
) {
    if rows == 0 || right.depth == 0 || right.width == 0 {
        return;
    }
    let product = Product { rows, left, left_stride, right, start, out_stride };
    match detected() {
        // SAFETY: the extension was detected on this processor; the function has no other requirement.
        #[cfg(target_arch = "x86_64")]
        Vectors::Avx512 => unsafe { product.avx512(out) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Vectors::Avx2 => unsafe { product.avx2(out) },
        Vectors::Baseline => product.run::<8>(out),
    }
}

/// A product's operands; every row of `left` has `right.depth` values.
struct Product<'a> {
    rows: usize,
    left: &'a [f32],
    left_stride: usize,
    right: &'a Packed,
    start: Start<'a>,
    out_stride: usize,
}

impl Product<'_> {
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx512f,avx512vl")]
    fn avx512(&self, out: &mut [f32]) {
        self.run::<32>(out);
    }

    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2")]
    fn avx2(&self, out: &mut [f32]) {
        self.run::<16>(out);
    }

    /// `COLUMNS` of a panel are computed together, as many as the registers hold sums for.
    #[inline(always)]
    fn run<const COLUMNS: usize>(&self, out: &mut [f32]) {
        let depth = self.right.depth;
        for (index, panel) in self.right.panels.chunks_exact(depth * PANEL).enumerate() {
            let mut row = 0;
            while row < self.rows {
                match self.rows - row {
                    1 => self.tile::<1, COLUMNS>(row, index, panel, out),
                    2 => self.tile::<2, COLUMNS>(row, index, panel, out),
                    3 => self.tile::<3, COLUMNS>(row, index, panel, out),
                    4 => self.tile::<4, COLUMNS>(row, index, panel, out),
                    5 => self.tile::<5, COLUMNS>(row, index, panel, out),
                    _ => self.tile::<TILE, COLUMNS>(row, index, panel, out),
                }
                row += TILE;
            }
        }
    }

    #[inline(always)]
    fn tile<const ROWS: usize, const COLUMNS: usize>(
        &self,
        row: usize,
        index: usize,
        panel: &[f32],
        out: &mut [f32],
    ) {
        let depth = self.right.depth;
        let lines: [&[f32]; ROWS] =
            std::array::from_fn(|r| &self.left[(row + r) * self.left_stride..][..depth]);
        for part in (0..PANEL).step_by(COLUMNS) {
            let first = index * PANEL + part;
            let count = COLUMNS.min(self.right.width.saturating_sub(first));
            if count == 0 {
                break;
            }
            let mut sums = [[0.0f32; COLUMNS]; ROWS];
            match self.start {
                Start::Zero => {}
                Start::Bias(bias) => {
                    for sum in &mut sums {
                        sum[..count].copy_from_slice(&bias[first..first + count]);
                    }
                }
                Start::Output => {
                    for (r, sum) in sums.iter_mut().enumerate() {
                        sum[..count].copy_from_slice(&out[(row + r) * self.out_stride + first..][..count]);
                    }
                }
            }
            for k in 0..depth {
                let mut weights = [0.0; COLUMNS];
                weights.copy_from_slice(&panel[k * PANEL + part..][..COLUMNS]);
                for r in 0..ROWS {
                    // SAFETY: each line has `depth` values, and `k` is below that.
                    let value = unsafe { *lines[r].get_unchecked(k) };
                    for j in 0..COLUMNS {
                        sums[r][j] += value * weights[j];
                    }
                }
            }
            for (r, sum) in sums.iter().enumerate() {
                let to = &mut out[(row + r) * self.out_stride + first..][..count];
                match <&mut [f32; COLUMNS]>::try_from(&mut *to) {
                    Ok(full) => *full = *sum,
                    Err(_) => to.copy_from_slice(&sum[..count]),
                }
            }
        }
    }
}

/// Hyperbolic tangent by the seventh convergent of Lambert's continued fraction, within 2e-4 of the true value.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let s = x * x;
    let over = x * (135_135.0 + s * (17_325.0 + s * (378.0 + s)));
    let under = 135_135.0 + s * (62_370.0 + s * (3_150.0 + s * 28.0));
    (over / under).clamp(-1.0, 1.0)
}

/// The logistic function, by [`tanh`].
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// Values that the recurrence leaves behind for training: state, forget gate and reset gate, one row a position.
#[derive(Debug)]
pub struct Trace<'a> {
    /// The state after each position.
    pub state: &'a mut [f32],
    /// The share of the old state that was kept.
    pub forget: &'a mut [f32],
    /// The share of the state in the output.
    pub reset: &'a mut [f32],
}

/// One direction of a recurrent layer over one sentence.
///
/// Rows are `stride`-separated in each slice; `offset` is where this direction's units begin in a row of `input` and
/// `output`, and `3 * offset` in a row of `projected`, which holds candidate, forget and reset values in that order.
#[derive(Debug, Clone, Copy)]
pub struct Direction {
    /// Number of positions.
    pub length: usize,
    /// Units in this direction.
    pub units: usize,
    /// First unit's place in a row.
    pub offset: usize,
    /// Values in a row of `input` and `output`; rows of `projected` have three times as many.
    pub stride: usize,
    /// Whether the sentence is read from its end.
    pub backward: bool,
}

vectorised! {
    /// Runs a simple recurrent unit: with `z`, `f`, `r` the projected candidate, forget and reset values at a position,
    /// `forget = sigmoid(f + peephole_f * state)`, `reset = sigmoid(r + peephole_r * state)`,
    /// `state = forget * state + (1 - forget) * z`, `output = reset * tanh(state) + (1 - reset) * input`.
    /// `peephole` holds the forget weights, then the reset weights. `trace`, where given, has rows of `stride` values.
    pub fn recur(
        direction: Direction, projected: &[f32], peephole: &[f32], input: &[f32], output: &mut [f32],
        trace: Option<Trace<'_>>,
    ) = recur_body
}

/// The widest direction that [`recur`] runs.
pub const MAX_UNITS: usize = 512;

#[inline(always)]
fn recur_body(
    direction: Direction,
    projected: &[f32],
    peephole: &[f32],
    input: &[f32],
    output: &mut [f32],
    mut trace: Option<Trace<'_>>,
) {
    let Direction { length, units, offset, stride, backward } = direction;
    let (keep_forget, keep_reset) = peephole.split_at(units);
    let keep_reset = &keep_reset[..units];
    let mut buffer = [0.0f32; MAX_UNITS];
    let state = &mut buffer[..units];
    for step in 0..length {
        let at = if backward { length - 1 - step } else { step };
        let line = &projected[at * stride * 3 + offset * 3..][..units * 3];
        let (candidate, gates) = line.split_at(units);
        let (forget, reset) = gates.split_at(units);
        let skip = &input[at * stride + offset..][..units];
        let out = &mut output[at * stride + offset..][..units];
        if let Some(trace) = &mut trace {
            let kept = &mut trace.state[at * stride + offset..][..units];
            let forgets = &mut trace.forget[at * stride + offset..][..units];
            let resets = &mut trace.reset[at * stride + offset..][..units];
            for j in 0..units {
                let f = sigmoid(forget[j] + keep_forget[j] * state[j]);
                let r = sigmoid(reset[j] + keep_reset[j] * state[j]);
                let c = f * state[j] + (1.0 - f) * candidate[j];
                state[j] = c;
                kept[j] = c;
                forgets[j] = f;
                resets[j] = r;
                out[j] = r * tanh(c) + (1.0 - r) * skip[j];
            }
        } else {
            for j in 0..units {
                let f = sigmoid(forget[j] + keep_forget[j] * state[j]);
                let r = sigmoid(reset[j] + keep_reset[j] * state[j]);
                let c = f * state[j] + (1.0 - f) * candidate[j];
                state[j] = c;
                out[j] = r * tanh(c) + (1.0 - r) * skip[j];
            }
        }
    }
}

vectorised! {
    /// Rectifies in place: values below zero become zero.
    pub fn rectify(values: &mut [f32]) = rectify_body
}

#[inline(always)]
fn rectify_body(values: &mut [f32]) {
    for value in values {
        *value = if *value > 0.0 { *value } else { 0.0 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize, mut seed: u32) -> Vec<f32> {
        (0..count)
            .map(|_| {
                seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (seed >> 8) as f32 / (1 << 23) as f32 - 1.0
            })
            .collect()
    }

    fn plainly(
        rows: usize,
        depth: usize,
        width: usize,
        left: &[f32],
        right: &[f32],
        bias: &[f32],
    ) -> Vec<f32> {
        let mut out = Vec::new();
        for i in 0..rows {
            for j in 0..width {
                let mut sum = bias[j];
                for k in 0..depth {
                    sum += left[i * depth + k] * right[k * width + j];
                }
                out.push(sum);
            }
        }
        out
    }

    #[test]
    fn product_has_the_bits_of_the_plain_triple_loop() {
        for (rows, depth, width) in [(1, 1, 1), (5, 7, 16), (13, 40, 33), (6, 3, 50), (17, 96, 21)] {
            let (left, right) = (numbers(rows * depth, 1), numbers(depth * width, 2));
            let bias = numbers(width, 3);
            let expected = plainly(rows, depth, width, &left, &right, &bias);
            let packed = Packed::from_rows(depth, width, &right);
            let mut out = vec![0.0; rows * width];
            multiply(rows, &left, depth, &packed, Start::Bias(&bias), &mut out, width);
            assert_eq!(out, expected);
            let mut body = vec![0.0; rows * width];
            let product = Product {
                rows,
                left: &left,
                left_stride: depth,
                right: &packed,
                start: Start::Bias(&bias),
                out_stride: width,
            };
            product.run::<8>(&mut body);
            assert_eq!(body, expected);
            let transposed: Vec<f32> =
                (0..width).flat_map(|j| right.iter().skip(j).step_by(width).copied()).collect();
            let packed = Packed::from_columns(depth, width, &transposed);
            multiply(rows, &left, depth, &packed, Start::Bias(&bias), &mut out, width);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn recurrence_has_the_same_bits_on_every_vector_width() {
        let (length, units) = (9, 40);
        let stride = 2 * units;
        let projected = numbers(length * stride * 3, 5);
        let (peephole, input) = (numbers(2 * units, 6), numbers(length * stride, 7));
        for (offset, backward) in [(0, false), (units, true)] {
            let direction = Direction { length, units, offset, stride, backward };
            let (mut wide, mut plain) = (vec![0.0; length * stride], vec![0.0; length * stride]);
            recur(direction, &projected, &peephole, &input, &mut wide, None);
            recur_body(direction, &projected, &peephole, &input, &mut plain, None);
            assert_eq!(wide, plain);
            assert!(wide.iter().any(|&v| v != 0.0));
        }
    }

    #[test]
    fn tanh_is_close_monotone_and_bounded() {
        let mut last = -1.0f32;
        for i in -6000..=6000 {
            let x = i as f32 / 1000.0;
            let y = tanh(x);
            assert!((y - x.tanh()).abs() < 2e-4, "tanh({x}) = {y}");
            assert!(y >= last && y.abs() <= 1.0);
            last = y;
        }
    }
}
