//! Matrix products in sixteen-bit integers, which run at several times the speed of [`super::kernel::multiply`].
//!
//! Weights are rounded to eleven bits with a scale for each column, values to thirteen bits with a scale for each row. The
//! integer sums are exact, whatever their order; so these products too have the same bits on every machine.

#![allow(
    unsafe_code,
    reason = "vector instructions and functions compiled for them, guarded by their detection"
)]

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

/// Largest absolute value of a rounded weight.
const WEIGHT: f32 = 1023.0;
/// Largest absolute value of a rounded input.
const VALUE: f32 = 4095.0;
/// Depth at which a sum of products of the largest values still fits 32 bits.
pub const MAX_DEPTH: usize = 512;

/// Columns in a panel.
const PANEL: usize = 32;
/// Rows that are computed together.
const TILE: usize = 6;

/// For two neighbouring rows of the matrix, the weights of a panel's columns: column after column, two of each.
type Line = [i16; 2 * PANEL];

/// A matrix rounded to integers and laid out in panels of columns.
#[derive(Debug, Clone, Default)]
pub struct Quantised {
    depth: usize,
    width: usize,
    panels: Vec<Line>,
    scales: Vec<f32>,
}

/// Rounds to the nearest integer, for values well below 2^22: adding and subtracting three halves of 2^23 leaves it in
/// the low bits.
#[inline(always)]
fn rounded(x: f32) -> i32 {
    (x + 12_582_912.0).to_bits() as i32 - 0x4b40_0000
}

#[inline(always)]
fn largest(values: &[f32]) -> f32 {
    // Eight running maxima, so that the loop needs no order; a maximum has the same value in any.
    let mut most = [0.0f32; 8];
    let chunks = values.chunks_exact(8);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (m, v) in most.iter_mut().zip(chunk) {
            *m = if v.abs() > *m { v.abs() } else { *m };
        }
    }
    most.iter().copied().chain(rest.iter().map(|v| v.abs())).fold(0.0, |a, b| if b > a { b } else { a })
}

impl Quantised {
    /// Rounds a matrix of `depth` rows and `width` columns, given row by row; `depth` is [`MAX_DEPTH`] at most.
    pub fn from_rows(depth: usize, width: usize, rows: &[f32]) -> Self {
        debug_assert!(depth <= MAX_DEPTH);
        let pairs = depth.div_ceil(2);
        let mut panels = vec![[0; 2 * PANEL]; pairs * width.div_ceil(PANEL)];
        let mut scales = vec![0.0; width.next_multiple_of(PANEL)];
        for column in 0..width {
            let value = |row: usize| rows[row * width + column];
            let most = (0..depth).map(|row| value(row).abs()).fold(0.0f32, f32::max);
            let factor = if most > 0.0 { WEIGHT / most } else { 0.0 };
            scales[column] = most / WEIGHT;
            for row in 0..depth {
                let line = &mut panels[column / PANEL * pairs + row / 2];
                line[column % PANEL * 2 + row % 2] = rounded(value(row) * factor) as i16;
            }
        }
        Self { depth, width, panels, scales }
    }

    /// Number of columns.
    pub fn width(&self) -> usize {
        self.width
    }
}

/// Rows of values rounded for [`multiply`].
#[derive(Debug, Default)]
pub struct Rounded {
    /// Two neighbouring values in the halves of a number, row after row.
    pairs: Vec<i32>,
    scales: Vec<f32>,
    depth: usize,
}

impl Rounded {
    /// Rounds `rows` rows of `depth` values that lie `stride` apart.
    pub fn set(&mut self, rows: usize, values: &[f32], stride: usize, depth: usize) {
        self.depth = depth;
        let pairs = depth.div_ceil(2);
        self.pairs.resize(rows * pairs, 0);
        self.scales.resize(rows, 0.0);
        round_rows(rows, values, stride, depth, &mut self.pairs, &mut self.scales);
    }
}

#[inline(always)]
fn round_rows_body(
    rows: usize,
    values: &[f32],
    stride: usize,
    depth: usize,
    out: &mut [i32],
    scales: &mut [f32],
) {
    let pairs = depth.div_ceil(2);
    for row in 0..rows {
        let values = &values[row * stride..][..depth];
        let most = largest(values);
        let factor = if most > 0.0 { VALUE / most } else { 0.0 };
        scales[row] = most / VALUE;
        let line = &mut out[row * pairs..][..pairs];
        for (pair, two) in line.iter_mut().zip(values.chunks_exact(2)) {
            *pair = (rounded(two[0] * factor) & 0xffff) | (rounded(two[1] * factor) << 16);
        }
        if depth % 2 == 1 {
            line[pairs - 1] = rounded(values[depth - 1] * factor) & 0xffff;
        }
    }
}

fn round_rows(rows: usize, values: &[f32], stride: usize, depth: usize, out: &mut [i32], scales: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx512f,avx512vl,avx512bw")]
        fn avx512(n: usize, v: &[f32], s: usize, d: usize, out: &mut [i32], scales: &mut [f32]) {
            round_rows_body(n, v, s, d, out, scales);
        }
        #[target_feature(enable = "avx2")]
        fn avx2(n: usize, v: &[f32], s: usize, d: usize, out: &mut [i32], scales: &mut [f32]) {
            round_rows_body(n, v, s, d, out, scales);
        }
        if has_avx512() {
            // SAFETY: the extension was detected.
            return unsafe { avx512(rows, values, stride, depth, out, scales) };
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the extension was detected.
            return unsafe { avx2(rows, values, stride, depth, out, scales) };
        }
    }
    round_rows_body(rows, values, stride, depth, out, scales);
}

#[cfg(target_arch = "x86_64")]
fn has_avx512() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512bw")
}

/// The sums of one tile: for each row those of a panel's columns.
type Sums = [[i32; PANEL]; TILE];

/// `out = left * right + bias`, for all rows of `left`, whose depth is that of `right`. Row `i` of `out` begins at
/// `i * out_stride`.
pub fn multiply(left: &Rounded, right: &Quantised, bias: &[f32], out: &mut [f32], out_stride: usize) {
    debug_assert_eq!(left.depth, right.depth);
    debug_assert_eq!(bias.len(), right.width);
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx512f,avx512vl,avx512bw")]
        fn avx512(left: &Rounded, right: &Quantised, bias: &[f32], out: &mut [f32], stride: usize) {
            multiply_body(left, right, bias, out, stride, |pairs, panel, count, sums| {
                tile_avx512(pairs, panel, count, sums);
            });
        }
        #[target_feature(enable = "avx2")]
        fn avx2(left: &Rounded, right: &Quantised, bias: &[f32], out: &mut [f32], stride: usize) {
            multiply_body(left, right, bias, out, stride, |pairs, panel, count, sums| {
                tile_avx2(pairs, panel, count, sums);
            });
        }
        if has_avx512() {
            // SAFETY: the extension was detected.
            return unsafe { avx512(left, right, bias, out, out_stride) };
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the extension was detected.
            return unsafe { avx2(left, right, bias, out, out_stride) };
        }
    }
    multiply_body(left, right, bias, out, out_stride, tile_plain);
}

/// Walks over panels and tiles; `tile` gets the rows' pairs, a panel, the number of rows, and fills in the sums.
#[inline(always)]
fn multiply_body(
    left: &Rounded,
    right: &Quantised,
    bias: &[f32],
    out: &mut [f32],
    out_stride: usize,
    tile: impl Fn(&[&[i32]; TILE], &[Line], usize, &mut Sums),
) {
    let pairs = left.depth.div_ceil(2);
    let rows = left.scales.len();
    if pairs == 0 {
        return;
    }
    let mut sums: Sums = [[0; PANEL]; TILE];
    for (index, panel) in right.panels.chunks_exact(pairs).enumerate() {
        let first = index * PANEL;
        let count = PANEL.min(right.width - first);
        let scales: &[f32; PANEL] = right.scales[first..first + PANEL].try_into().unwrap_or(&[0.0; PANEL]);
        let mut biases = [0.0; PANEL];
        biases[..count].copy_from_slice(&bias[first..first + count]);
        for row in (0..rows).step_by(TILE) {
            let present = TILE.min(rows - row);
            // Where fewer rows are left than a tile has, the last one fills it up.
            let lines = std::array::from_fn(|r| &left.pairs[(row + r.min(present - 1)) * pairs..][..pairs]);
            tile(&lines, panel, present, &mut sums);
            for (r, sum) in sums[..present].iter().enumerate() {
                let scale = left.scales[row + r];
                let mut line = [0.0; PANEL];
                for j in 0..PANEL {
                    line[j] = sum[j] as f32 * (scale * scales[j]) + biases[j];
                }
                let to = &mut out[(row + r) * out_stride + first..][..count];
                // A full panel is stored by a few vector moves, a part of one by a call.
                match <&mut [f32; PANEL]>::try_from(&mut *to) {
                    Ok(full) => *full = line,
                    Err(_) => to.copy_from_slice(&line[..count]),
                }
            }
        }
    }
}

fn tile_plain(lines: &[&[i32]; TILE], panel: &[Line], present: usize, sums: &mut Sums) {
    *sums = [[0; PANEL]; TILE];
    for (r, sum) in sums[..present].iter_mut().enumerate() {
        for (weights, &pair) in panel.iter().zip(lines[r]) {
            let (low, high) = (i32::from(pair as i16), pair >> 16);
            for j in 0..PANEL {
                sum[j] += low * i32::from(weights[2 * j]) + high * i32::from(weights[2 * j + 1]);
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl,avx512bw")]
fn tile_avx512(lines: &[&[i32]; TILE], panel: &[Line], _: usize, sums: &mut Sums) {
    let mut low = [_mm512_setzero_si512(); TILE];
    let mut high = [_mm512_setzero_si512(); TILE];
    let lines: [&[i32]; TILE] = std::array::from_fn(|r| &lines[r][..panel.len()]);
    for (k, weights) in panel.iter().enumerate() {
        // SAFETY: a line holds 64 numbers of 16 bits, two registers full.
        let (first, second) = unsafe {
            (_mm512_loadu_si512(weights.as_ptr().cast()), _mm512_loadu_si512(weights.as_ptr().add(32).cast()))
        };
        for r in 0..TILE {
            let pair = _mm512_set1_epi32(lines[r][k]);
            low[r] = _mm512_add_epi32(low[r], _mm512_madd_epi16(pair, first));
            high[r] = _mm512_add_epi32(high[r], _mm512_madd_epi16(pair, second));
        }
    }
    for r in 0..TILE {
        // SAFETY: a row of sums holds 32 numbers of 32 bits, two registers full.
        unsafe {
            _mm512_storeu_si512(sums[r].as_mut_ptr().cast(), low[r]);
            _mm512_storeu_si512(sums[r].as_mut_ptr().add(16).cast(), high[r]);
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn tile_avx2(lines: &[&[i32]; TILE], panel: &[Line], _: usize, sums: &mut Sums) {
    // Sixteen columns at a time: the sixteen registers hold the sums of six rows and what they are made of.
    for half in 0..2 {
        let mut low = [_mm256_setzero_si256(); TILE];
        let mut high = [_mm256_setzero_si256(); TILE];
        let lines: [&[i32]; TILE] = std::array::from_fn(|r| &lines[r][..panel.len()]);
        for (k, weights) in panel.iter().enumerate() {
            // SAFETY: half a line holds 32 numbers of 16 bits, two registers full.
            let (first, second) = unsafe {
                let at = weights.as_ptr().add(half * 32);
                (_mm256_loadu_si256(at.cast()), _mm256_loadu_si256(at.add(16).cast()))
            };
            for r in 0..TILE {
                let pair = _mm256_set1_epi32(lines[r][k]);
                low[r] = _mm256_add_epi32(low[r], _mm256_madd_epi16(pair, first));
                high[r] = _mm256_add_epi32(high[r], _mm256_madd_epi16(pair, second));
            }
        }
        for r in 0..TILE {
            // SAFETY: half a row of sums holds 16 numbers of 32 bits, two registers full.
            unsafe {
                let at = sums[r].as_mut_ptr().add(half * 16);
                _mm256_storeu_si256(at.cast(), low[r]);
                _mm256_storeu_si256(at.add(8).cast(), high[r]);
            }
        }
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

    #[test]
    fn products_are_close_and_the_same_for_every_extension() {
        for (rows, depth, width) in
            [(1, 1, 1), (5, 7, 32), (13, 40, 33), (6, 3, 70), (19, 96, 21), (3, 512, 40)]
        {
            let (left, right) = (numbers(rows * depth, 1), numbers(depth * width, 2));
            let bias = numbers(width, 3);
            let matrix = Quantised::from_rows(depth, width, &right);
            let mut round = Rounded::default();
            round.set(rows, &left, depth, depth);
            let mut found = vec![0.0; rows * width];
            multiply(&round, &matrix, &bias, &mut found, width);
            let mut plain = vec![0.0; rows * width];
            multiply_body(&round, &matrix, &bias, &mut plain, width, tile_plain);
            assert_eq!(found, plain);
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                let mut narrow = vec![0.0; rows * width];
                multiply_body(&round, &matrix, &bias, &mut narrow, width, |lines, panel, present, sums| {
                    // SAFETY: the extension was detected.
                    unsafe { tile_avx2(lines, panel, present, sums) }
                });
                assert_eq!(narrow, plain);
            }
            for i in 0..rows {
                for j in 0..width {
                    let exact: f32 = (0..depth).map(|k| left[i * depth + k] * right[k * width + j]).sum();
                    let difference = found[i * width + j] - (exact + bias[j]);
                    assert!(difference.abs() < 2e-3 * (depth as f32).sqrt(), "{difference} at {i}, {j}");
                }
            }
        }
    }

    #[test]
    fn the_largest_sum_fits() {
        let matrix = Quantised::from_rows(MAX_DEPTH, 1, &[1.0; MAX_DEPTH]);
        let mut round = Rounded::default();
        round.set(1, &[3.0; MAX_DEPTH], MAX_DEPTH, MAX_DEPTH);
        let mut out = [0.0];
        multiply(&round, &matrix, &[0.0], &mut out, 1);
        assert!((out[0] - 1536.0).abs() < 1e-2, "{}", out[0]);
    }
}
