//! The network's loss and its derivatives over a few sentences: the forward pass with what the backward pass needs.

use super::random::Random;
use legation_language::{
    Deprel, Upos, Xpos,
    network::{
        Block, Shape, distance,
        kernel::{Direction, Packed, Start, Trace, multiply, recur, tanh},
    },
};

/// A sentence as numbers.
#[derive(Debug, Clone, Default)]
pub(super) struct Example {
    /// For each word the embedding rows of its features; form, lower case and shape come first.
    pub(super) rows: Vec<Vec<u32>>,
    /// Universal tags, by number.
    pub(super) upos: Vec<usize>,
    /// Penn tags, by number.
    pub(super) xpos: Vec<usize>,
    /// Feature bundles, by number.
    pub(super) feats: Vec<usize>,
    /// Heads: zero is the root, words count from one.
    pub(super) heads: Vec<usize>,
    /// Relations, by number.
    pub(super) deprels: Vec<usize>,
}

impl Example {
    /// Number of words.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }
}

/// Score of what cannot be: a word as its own head.
const NEVER: f32 = f32::MIN / 2.0;

/// Shares of values that training hides, so that the network leans on no single one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dropout {
    /// Words whose form and lower case are taken as unknown.
    pub(super) word: f32,
    /// Values of a word's embedding.
    pub(super) embedding: f32,
    /// Inputs of a layer, the same ones all along a sentence.
    pub(super) layer: f32,
    /// Values of the hidden layers and role vectors of the outputs.
    pub(super) output: f32,
}

/// The matrices, laid out for products with them and with their transposes.
#[derive(Debug, Default)]
pub(super) struct Layout {
    layers: Vec<[Packed; 2]>,
    tag_hidden: [Packed; 2],
    tag_out: [Packed; 2],
    roles: [Packed; 2],
    bilinear: [Packed; 2],
    label_out: [Packed; 2],
}

impl Layout {
    /// Lays out anew.
    pub(super) fn update(&mut self, shape: &Shape, dense: &[f32]) {
        let set = |pair: &mut [Packed; 2], block: Block| {
            let values = &dense[block.range()];
            pair[0].set_rows(block.rows, block.columns, values);
            pair[1].set_columns(block.columns, block.rows, values, block.columns);
        };
        self.layers.resize_with(shape.layers, Default::default);
        for (layer, pair) in self.layers.iter_mut().enumerate() {
            set(pair, shape.layer(layer));
        }
        let blocks = shape.blocks();
        set(&mut self.tag_hidden, blocks.tag_hidden);
        set(&mut self.tag_out, blocks.tag_out);
        set(&mut self.roles, blocks.roles);
        set(&mut self.bilinear, blocks.bilinear);
        set(&mut self.label_out, blocks.label_out);
    }
}

/// Losses, summed over words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Loss {
    /// Universal tags, Penn tags and feature bundles.
    pub(super) tags: f64,
    /// Heads.
    pub(super) arcs: f64,
    /// Relations.
    pub(super) labels: f64,
    /// Number of words.
    pub(super) words: usize,
}

/// Derivatives from one shard of a batch.
#[derive(Debug, Default)]
pub(super) struct Gradient {
    /// Those of the dense weights.
    pub(super) dense: Vec<f32>,
    /// The embedding rows that each word used, words one after another.
    pub(super) rows: Vec<Vec<u32>>,
    /// Those of each word's embedding.
    pub(super) words: Vec<f32>,
    /// The loss.
    pub(super) loss: Loss,
}

/// `e^x` for `x <= 0`, to a relative error below 1e-5; the same bits everywhere.
pub(super) fn exp(x: f32) -> f32 {
    let scaled = (x * std::f32::consts::LOG2_E).max(-126.0);
    // Adding and subtracting three halves of 2^23 rounds to the nearest integer.
    let whole = (scaled + 12_582_912.0) - 12_582_912.0;
    let part = (scaled - whole) * std::f32::consts::LN_2;
    let series = 1.0
        + part
            * (1.0
                + part
                    * (0.5 + part * (1.0 / 6.0 + part * (1.0 / 24.0 + part * (1.0 / 120.0 + part / 720.0)))));
    series * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

/// Replaces scores by `scale * (softmax - target)` and returns the cross-entropy.
fn softmax(scores: &mut [f32], target: usize, scale: f32) -> f64 {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let wanted = scores[target] - highest;
    for score in scores.iter_mut() {
        *score = exp(*score - highest);
    }
    let sum: f32 = scores.iter().sum();
    let factor = scale / sum;
    for score in scores.iter_mut() {
        *score *= factor;
    }
    scores[target] -= scale;
    f64::from(sum.ln() - wanted)
}

fn transposed(rows: usize, columns: usize, values: &[f32], stride: usize) -> Vec<f32> {
    let mut out = vec![0.0; rows * columns];
    for i in 0..rows {
        for (j, &value) in values[i * stride..][..columns].iter().enumerate() {
            out[j * rows + i] = value;
        }
    }
    out
}

/// Backward through `output = input * weights + bias`: adds to both derivatives, and gives that of the input.
#[allow(clippy::too_many_arguments, reason = "the operands of one product")]
fn through(
    words: usize,
    input: &[f32],
    input_stride: usize,
    weights: &Packed,
    outer: &[f32],
    blocks: (Block, Block),
    dense: &mut [f32],
) -> Vec<f32> {
    let Block { rows: inputs, columns: outputs, .. } = blocks.0;
    let left = transposed(words, inputs, input, input_stride);
    let right = Packed::from_rows(words, outputs, outer);
    multiply(inputs, &left, words, &right, Start::Output, &mut dense[blocks.0.range()], outputs);
    let bias = &mut dense[blocks.1.range()];
    for row in outer.chunks_exact(outputs) {
        for (b, &value) in bias.iter_mut().zip(row) {
            *b += value;
        }
    }
    let mut inner = vec![0.0; words * inputs];
    multiply(words, outer, outputs, weights, Start::Zero, &mut inner, inputs);
    inner
}

fn thin(random: &mut Random, count: usize, share: f32) -> Vec<f32> {
    let keep = 1.0 / (1.0 - share);
    (0..count).map(|_| if random.chance(share) { 0.0 } else { keep }).collect()
}

fn times(values: &[f32], mask: &[f32]) -> Vec<f32> {
    values.iter().zip(mask).map(|(v, m)| v * m).collect()
}

/// What one layer leaves for the backward pass.
struct Passed {
    mask: Vec<f32>,
    masked: Vec<f32>,
    projected: Vec<f32>,
    state: Vec<f32>,
    forget: Vec<f32>,
    reset: Vec<f32>,
}

/// One shard's computation.
pub(super) struct Pass<'a> {
    pub(super) shape: &'a Shape,
    pub(super) dense: &'a [f32],
    pub(super) layout: &'a Layout,
    pub(super) table: &'a [f32],
    pub(super) dropout: Dropout,
    /// What each word's loss is multiplied by.
    pub(super) scale: f32,
}

impl Pass<'_> {
    /// The loss over `examples` and its derivatives, which replace what `out` held.
    pub(super) fn run(&self, examples: &[&Example], random: &mut Random, out: &mut Gradient) {
        let shape = self.shape;
        let width = shape.width;
        let lengths: Vec<usize> = examples.iter().map(|e| e.len()).collect();
        let words: usize = lengths.iter().sum();
        out.dense.clear();
        out.dense.resize(self.dense.len(), 0.0);
        out.rows.clear();
        out.loss = Loss { words, ..Loss::default() };

        let mut inputs = vec![vec![0.0; words * width]];
        for (rows, sum) in examples.iter().flat_map(|e| &e.rows).zip(inputs[0].chunks_exact_mut(width)) {
            let mut rows = rows.clone();
            if random.chance(self.dropout.word) {
                rows[0] = 0;
                rows[1] = 1;
            }
            for &row in &rows {
                for (s, &v) in sum.iter_mut().zip(&self.table[row as usize * width..][..width]) {
                    *s += v;
                }
            }
            out.rows.push(rows);
        }
        let embedding_mask = thin(random, words * width, self.dropout.embedding);
        inputs[0] = times(&inputs[0], &embedding_mask);

        let mut passed = Vec::new();
        for layer in 0..shape.layers {
            let (layer_passed, output) = self.forward_layer(layer, &lengths, &inputs[layer], random);
            passed.push(layer_passed);
            inputs.push(output);
        }

        let mut inner = self.parse(examples, &lengths, &inputs[shape.layers], random, out);
        for layer in (0..shape.layers).rev() {
            if layer + 1 == shape.tag_layer {
                let tags = self.tag(examples, &inputs[layer + 1], random, out);
                for (v, t) in inner.iter_mut().zip(&tags) {
                    *v += t;
                }
            }
            inner = self.backward_layer(layer, &lengths, &inputs[layer], &passed[layer], &inner, out);
        }
        out.words = times(&inner, &embedding_mask);
    }

    fn forward_layer(
        &self,
        layer: usize,
        lengths: &[usize],
        input: &[f32],
        random: &mut Random,
    ) -> (Passed, Vec<f32>) {
        let (width, units) = (self.shape.width, self.shape.units());
        let words: usize = lengths.iter().sum();
        let share = if layer == 0 { 0.0 } else { self.dropout.layer };
        let mut mask = Vec::with_capacity(words * width);
        for &length in lengths {
            let one = thin(random, width, share);
            (0..length).for_each(|_| mask.extend_from_slice(&one));
        }
        let masked = times(input, &mask);
        let mut projected = vec![0.0; words * width * 3];
        let bias = &self.dense[self.shape.layer_bias(layer).range()];
        let weights = &self.layout.layers[layer][0];
        multiply(words, &masked, width, weights, Start::Bias(bias), &mut projected, width * 3);
        let mut output = vec![0.0; words * width];
        let (mut state, mut forget, mut reset) = (output.clone(), output.clone(), output.clone());
        let peephole = &self.dense[self.shape.peephole(layer).range()];
        let mut first = 0;
        for &length in lengths {
            let span = first * width..(first + length) * width;
            for (backward, offset) in [(false, 0), (true, units)] {
                recur(
                    Direction { length, units, offset, stride: width, backward },
                    &projected[first * width * 3..(first + length) * width * 3],
                    &peephole[offset * 2..][..units * 2],
                    &input[span.clone()],
                    &mut output[span.clone()],
                    Some(Trace {
                        state: &mut state[span.clone()],
                        forget: &mut forget[span.clone()],
                        reset: &mut reset[span.clone()],
                    }),
                );
            }
            first += length;
        }
        (Passed { mask, masked, projected, state, forget, reset }, output)
    }

    fn backward_layer(
        &self,
        layer: usize,
        lengths: &[usize],
        input: &[f32],
        passed: &Passed,
        outer: &[f32],
        out: &mut Gradient,
    ) -> Vec<f32> {
        let (width, units) = (self.shape.width, self.shape.units());
        let words: usize = lengths.iter().sum();
        let mut projected = vec![0.0; words * width * 3];
        let mut skipped = vec![0.0; words * width];
        let peephole = &self.dense[self.shape.peephole(layer).range()];
        let peephole_out = &mut out.dense[self.shape.peephole(layer).range()];
        let mut first = 0;
        for &length in lengths {
            for (backward, offset) in [(false, 0), (true, units)] {
                let (keep_forget, keep_reset) = peephole[offset * 2..][..units * 2].split_at(units);
                let (forget_out, reset_out) = peephole_out[offset * 2..][..units * 2].split_at_mut(units);
                let mut carried = vec![0.0; units];
                let start = vec![0.0; units];
                for step in (0..length).rev() {
                    let at = first + if backward { length - 1 - step } else { step };
                    let base = at * width + offset;
                    let line = at * width * 3 + offset * 3;
                    let old = match (step, backward) {
                        (0, _) => start.as_slice(),
                        (_, true) => &passed.state[base + width..][..units],
                        (_, false) => &passed.state[base - width..][..units],
                    };
                    let (state, outer) = (&passed.state[base..][..units], &outer[base..][..units]);
                    let (forget, reset) = (&passed.forget[base..][..units], &passed.reset[base..][..units]);
                    let (input, skipped) = (&input[base..][..units], &mut skipped[base..][..units]);
                    let candidate = &passed.projected[line..][..units];
                    let (candidate_out, gates) = projected[line..][..units * 3].split_at_mut(units);
                    let (f_out, r_out) = gates.split_at_mut(units);
                    // Slices of one length, so that the loop runs on vectors.
                    let (carried, r_out) = (&mut carried[..units], &mut r_out[..units]);
                    let (old, keep_reset, reset_out) =
                        (&old[..units], &keep_reset[..units], &mut reset_out[..units]);
                    for j in 0..units {
                        let (f, r, d) = (forget[j], reset[j], outer[j]);
                        let activated = tanh(state[j]);
                        let d_reset = d * (activated - input[j]) * r * (1.0 - r);
                        skipped[j] = d * (1.0 - r);
                        let d_state = carried[j] + d * r * (1.0 - activated * activated);
                        let d_forget = d_state * (old[j] - candidate[j]) * f * (1.0 - f);
                        candidate_out[j] = d_state * (1.0 - f);
                        f_out[j] = d_forget;
                        r_out[j] = d_reset;
                        forget_out[j] += d_forget * old[j];
                        reset_out[j] += d_reset * old[j];
                        carried[j] = d_state * f + keep_forget[j] * d_forget + keep_reset[j] * d_reset;
                    }
                }
            }
            first += length;
        }
        let blocks = (self.shape.layer(layer), self.shape.layer_bias(layer));
        let inner = through(
            words,
            &passed.masked,
            width,
            &self.layout.layers[layer][1],
            &projected,
            blocks,
            &mut out.dense,
        );
        inner.iter().zip(&passed.mask).zip(&skipped).map(|((v, m), s)| v * m + s).collect()
    }

    /// Loss of the tags; gives the derivative of the layer that they are read from.
    fn tag(&self, examples: &[&Example], input: &[f32], random: &mut Random, out: &mut Gradient) -> Vec<f32> {
        let shape = self.shape;
        let blocks = shape.blocks();
        let words = input.len() / shape.width;
        let input_mask = thin(random, input.len(), self.dropout.output);
        let masked = times(input, &input_mask);
        let mut hidden = vec![0.0; words * shape.tag];
        let bias = &self.dense[blocks.tag_bias.range()];
        multiply(
            words,
            &masked,
            shape.width,
            &self.layout.tag_hidden[0],
            Start::Bias(bias),
            &mut hidden,
            shape.tag,
        );
        let gate: Vec<f32> = hidden
            .iter()
            .zip(thin(random, hidden.len(), self.dropout.output))
            .map(|(&v, m)| if v > 0.0 { m } else { 0.0 })
            .collect();
        let hidden = times(&hidden, &gate);
        let count = shape.tags();
        let mut scores = vec![0.0; words * count];
        let bias = &self.dense[blocks.tag_out_bias.range()];
        multiply(words, &hidden, shape.tag, &self.layout.tag_out[0], Start::Bias(bias), &mut scores, count);
        let targets = examples.iter().flat_map(|e| e.upos.iter().zip(&e.xpos).zip(&e.feats));
        for (row, ((&u, &x), &f)) in scores.chunks_exact_mut(count).zip(targets) {
            let (upos, rest) = row.split_at_mut(Upos::ALL.len());
            let (xpos, feats) = rest.split_at_mut(Xpos::ALL.len());
            out.loss.tags +=
                softmax(upos, u, self.scale) + softmax(xpos, x, self.scale) + softmax(feats, f, self.scale);
        }
        let dense = &mut out.dense;
        let pair = (blocks.tag_out, blocks.tag_out_bias);
        let inner = through(words, &hidden, shape.tag, &self.layout.tag_out[1], &scores, pair, dense);
        let inner = times(&inner, &gate);
        let pair = (blocks.tag_hidden, blocks.tag_bias);
        let inner = through(words, &masked, shape.width, &self.layout.tag_hidden[1], &inner, pair, dense);
        times(&inner, &input_mask)
    }

    /// Loss of heads and labels; gives the derivative of the last layer's output.
    fn parse(
        &self,
        examples: &[&Example],
        lengths: &[usize],
        input: &[f32],
        random: &mut Random,
        out: &mut Gradient,
    ) -> Vec<f32> {
        let shape = self.shape;
        let blocks = shape.blocks();
        let words = input.len() / shape.width;
        let (arc, label, stride) = (shape.arc, shape.label, shape.roles());
        let share = self.dropout.output;
        let input_mask = thin(random, input.len(), share);
        let masked = times(input, &input_mask);
        let mut roles = vec![0.0; words * stride];
        let bias = &self.dense[blocks.roles_bias.range()];
        multiply(words, &masked, shape.width, &self.layout.roles[0], Start::Bias(bias), &mut roles, stride);
        // Arc vectors are rectified and thinned here; the labels' only once dependent and head are added up.
        let mut gate = vec![1.0; roles.len()];
        for (row, gates) in roles.chunks_exact_mut(stride).zip(gate.chunks_exact_mut(stride)) {
            let kept = thin(random, 2 * arc, share);
            for j in 0..2 * arc {
                gates[j] = if row[j] > 0.0 { kept[j] } else { 0.0 };
                row[j] *= gates[j];
            }
        }
        let mut queries = vec![0.0; words * arc];
        let bias = &self.dense[blocks.bilinear_bias.range()];
        multiply(words, &roles, stride, &self.layout.bilinear[0], Start::Bias(bias), &mut queries, arc);

        let mut roles_out = vec![0.0; roles.len()];
        let mut queries_out = vec![0.0; queries.len()];
        let mut mixed = vec![0.0; words * label];
        let mut first = 0;
        for (example, &length) in examples.iter().zip(lengths) {
            let across = length + 1;
            let mut heads = self.dense[blocks.root_arc.range()].to_vec();
            for row in roles[first * stride..].chunks_exact(stride).take(length) {
                heads.extend_from_slice(&row[arc..2 * arc]);
            }
            let keys = Packed::from_columns(arc, across, &heads);
            let mut scores = vec![0.0; length * across];
            multiply(length, &queries[first * arc..], arc, &keys, Start::Zero, &mut scores, across);
            let distances = &self.dense[blocks.arc_distance.range()];
            for (i, row) in scores.chunks_exact_mut(across).enumerate() {
                for (head, score) in row.iter_mut().enumerate() {
                    *score += distances[distance(i, head.checked_sub(1))];
                }
                row[i + 1] = NEVER;
                out.loss.arcs += softmax(row, example.heads[i], self.scale);
                let distances = &mut out.dense[blocks.arc_distance.range()];
                for (head, &value) in row.iter().enumerate() {
                    distances[distance(i, head.checked_sub(1))] += value;
                }
            }
            let across_heads = Packed::from_rows(across, arc, &heads);
            multiply(
                length,
                &scores,
                across,
                &across_heads,
                Start::Zero,
                &mut queries_out[first * arc..],
                arc,
            );
            let down = transposed(length, across, &scores, across);
            let right = Packed::from_rows(length, arc, &queries[first * arc..][..length * arc]);
            let mut heads_out = vec![0.0; across * arc];
            multiply(across, &down, length, &right, Start::Zero, &mut heads_out, arc);
            add(&mut out.dense[blocks.root_arc.range()], &heads_out[..arc]);
            for (i, row) in heads_out[arc..].chunks_exact(arc).enumerate() {
                roles_out[(first + i) * stride + arc..][..arc].copy_from_slice(row);
            }
            let ways = &self.dense[blocks.label_distance.range()];
            for (i, &head) in example.heads.iter().enumerate() {
                let own = &roles[(first + i) * stride + 2 * arc..][..label];
                let other = match head.checked_sub(1) {
                    None => &self.dense[blocks.root_label.range()],
                    Some(head) => &roles[(first + head) * stride + 2 * arc + label..][..label],
                };
                let way = &ways[distance(i, head.checked_sub(1)) * label..][..label];
                for j in 0..label {
                    mixed[(first + i) * label + j] = own[j] + other[j] + way[j];
                }
            }
            first += length;
        }

        let mixed_gate: Vec<f32> = mixed
            .iter()
            .zip(thin(random, mixed.len(), share))
            .map(|(&v, m)| if v > 0.0 { m } else { 0.0 })
            .collect();
        let mixed = times(&mixed, &mixed_gate);
        let count = Deprel::ALL.len();
        let mut scores = vec![0.0; words * count];
        let bias = &self.dense[blocks.label_out_bias.range()];
        multiply(words, &mixed, label, &self.layout.label_out[0], Start::Bias(bias), &mut scores, count);
        let targets = examples.iter().flat_map(|e| &e.deprels);
        for (row, &target) in scores.chunks_exact_mut(count).zip(targets) {
            out.loss.labels += softmax(row, target, self.scale);
        }
        let pair = (blocks.label_out, blocks.label_out_bias);
        let inner = through(words, &mixed, label, &self.layout.label_out[1], &scores, pair, &mut out.dense);
        let inner = times(&inner, &mixed_gate);
        let mut first = 0;
        for example in examples {
            for (i, &head) in example.heads.iter().enumerate() {
                let value = &inner[(first + i) * label..][..label];
                add(&mut roles_out[(first + i) * stride + 2 * arc..][..label], value);
                match head.checked_sub(1) {
                    None => add(&mut out.dense[blocks.root_label.range()], value),
                    Some(h) => add(&mut roles_out[(first + h) * stride + 2 * arc + label..][..label], value),
                }
                let way = blocks.label_distance.start + distance(i, head.checked_sub(1)) * label;
                add(&mut out.dense[way..][..label], value);
            }
            first += example.len();
        }

        let pair = (blocks.bilinear, blocks.bilinear_bias);
        let inner =
            through(words, &roles, stride, &self.layout.bilinear[1], &queries_out, pair, &mut out.dense);
        for (row, value) in roles_out.chunks_exact_mut(stride).zip(inner.chunks_exact(arc)) {
            row[..arc].copy_from_slice(value);
        }
        let roles_out = times(&roles_out, &gate);
        let pair = (blocks.roles, blocks.roles_bias);
        let inner =
            through(words, &masked, shape.width, &self.layout.roles[1], &roles_out, pair, &mut out.dense);
        times(&inner, &input_mask)
    }
}

fn add(to: &mut [f32], values: &[f32]) {
    for (t, &v) in to.iter_mut().zip(values) {
        *t += v;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting() -> (Shape, Vec<f32>, Vec<f32>, Vec<Example>) {
        let shape = Shape { width: 8, layers: 2, tag_layer: 1, tag: 5, arc: 6, label: 7, feats: 4 };
        let mut random = Random::new(3);
        let dense: Vec<f32> = (0..shape.size()).map(|_| random.unit() - 0.5).collect();
        let table: Vec<f32> = (0..20 * shape.width).map(|_| 2.0 * random.unit() - 1.0).collect();
        let examples = [4, 1, 6]
            .map(|length| Example {
                rows: (0..length).map(|_| (0..5).map(|_| random.below(20) as u32).collect()).collect(),
                upos: (0..length).map(|_| random.below(Upos::ALL.len())).collect(),
                xpos: (0..length).map(|_| random.below(Xpos::ALL.len())).collect(),
                feats: (0..length).map(|_| random.below(4)).collect(),
                heads: (0..length).map(|i| if i == 0 { 0 } else { random.below(i) + 1 }).collect(),
                deprels: (0..length).map(|_| random.below(Deprel::ALL.len())).collect(),
            })
            .to_vec();
        (shape, dense, table, examples)
    }

    fn run(shape: &Shape, dense: &[f32], table: &[f32], examples: &[Example], share: f32) -> Gradient {
        let mut layout = Layout::default();
        layout.update(shape, dense);
        // Word dropout stays off: it would change which rows the derivative belongs to.
        let dropout = Dropout { word: 0.0, embedding: share, layer: share, output: share };
        let pass = Pass { shape, dense, layout: &layout, table, dropout, scale: 1.0 };
        let mut out = Gradient::default();
        let examples: Vec<&Example> = examples.iter().collect();
        pass.run(&examples, &mut Random::new(11), &mut out);
        out
    }

    fn total(gradient: &Gradient) -> f64 {
        gradient.loss.tags + gradient.loss.arcs + gradient.loss.labels
    }

    /// The derivative agrees with the difference quotient for every kind of weight, with the same values dropped.
    #[test]
    fn derivatives_agree_with_difference_quotients() {
        let (shape, dense, table, examples) = setting();
        for share in [0.0, 0.3] {
            let found = run(&shape, &dense, &table, &examples, share);
            let step = 2e-3f32;
            let mut off = Vec::new();
            for i in (0..dense.len()).step_by(3) {
                let mut moved = dense.clone();
                moved[i] = dense[i] + step;
                let above = total(&run(&shape, &moved, &table, &examples, share));
                moved[i] = dense[i] - step;
                let below = total(&run(&shape, &moved, &table, &examples, share));
                let quotient = (above - below) / f64::from(2.0 * step);
                let derivative = f64::from(found.dense[i]);
                if (quotient - derivative).abs() > 0.02 + 0.03 * derivative.abs() {
                    off.push((i, quotient, derivative));
                }
            }
            // A step across a rectifier's corner may spoil a quotient or two.
            assert!(off.len() <= dense.len() / 3 / 100, "{} of {}: {off:?}", off.len(), dense.len() / 3);

            let mut by_row = vec![0.0f64; table.len()];
            for (rows, word) in found.rows.iter().zip(found.words.chunks_exact(shape.width)) {
                for &row in rows {
                    for (j, &value) in word.iter().enumerate() {
                        by_row[row as usize * shape.width + j] += f64::from(value);
                    }
                }
            }
            let mut off = 0;
            for i in 0..table.len() {
                let mut moved = table.clone();
                moved[i] = table[i] + step;
                let above = total(&run(&shape, &dense, &moved, &examples, share));
                moved[i] = table[i] - step;
                let below = total(&run(&shape, &dense, &moved, &examples, share));
                let quotient = (above - below) / f64::from(2.0 * step);
                off += usize::from((quotient - by_row[i]).abs() > 0.02 + 0.03 * by_row[i].abs());
            }
            assert!(off <= 2, "{off} embedding derivatives differ");
        }
    }

    #[test]
    fn exp_is_close() {
        for i in 0..9000 {
            let x = -(i as f32) / 100.0;
            let (mine, theirs) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((mine - theirs).abs() <= 1e-5 * theirs.max(1e-30), "{x}: {mine} {theirs}");
        }
    }
}
