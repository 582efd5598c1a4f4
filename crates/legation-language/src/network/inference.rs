//! The forward pass: words in, tags, heads and labels out.

use super::{
    DISTANCES, Shape, arborescence, distance, features,
    features::Spelling,
    kernel::{self, Direction, Packed, Start, rectify, recur},
    quantised::{Quantised, Rounded, multiply},
};
use crate::tree::{Deprel, Upos, Xpos};
use compact_str::CompactString;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;

/// A trained network as it is stored.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Dimensions.
    pub shape: Shape,
    /// All weights outside the embeddings, where [`Shape`] places them.
    pub dense: Vec<f32>,
    /// Keys of the known features in rising order, eight little-endian bytes each. Row `ALWAYS + i` of the embeddings
    /// belongs to key `i`; the first [`features::ALWAYS`] rows stand for an unknown form, lower case and shape.
    pub keys: Cow<'static, [u8]>,
    /// Embeddings: for each row `width` signed bytes.
    pub rows: Cow<'static, [u8]>,
    /// For each row the value of one step, four little-endian bytes.
    pub steps: Cow<'static, [u8]>,
    /// The feature bundles that the tagger knows, in the order of their scores.
    pub feats: Vec<CompactString>,
    /// The combinations of universal tag, Penn tag and feature bundle that occur, by number, in rising order.
    pub bundles: Vec<(u8, u8, u16)>,
}

impl Weights {
    fn row_of(&self, key: u64) -> Option<usize> {
        let at = |i: usize| {
            let bytes = self.keys[i * 8..i * 8 + 8].try_into().unwrap_or([0; 8]);
            u64::from_le_bytes(bytes)
        };
        let (mut low, mut high) = (0, self.keys.len() / 8);
        while low < high {
            let middle = (low + high) / 2;
            match at(middle).cmp(&key) {
                std::cmp::Ordering::Equal => return Some(features::ALWAYS + middle),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// Adds an embedding row to `sum`.
    fn add_row(&self, row: usize, sum: &mut [f32]) {
        let width = self.shape.width;
        let step = f32::from_le_bytes(self.steps[row * 4..row * 4 + 4].try_into().unwrap_or([0; 4]));
        for (value, &byte) in sum.iter_mut().zip(&self.rows[row * width..(row + 1) * width]) {
            *value += step * f32::from(byte as i8);
        }
    }

    /// The embedding of a word: the sum over its features.
    pub fn embed(&self, form: &str, spelling: &mut Spelling, sum: &mut [f32]) {
        sum.fill(0.0);
        features::each(form, spelling, |kind, key| match self.row_of(key) {
            Some(row) => self.add_row(row, sum),
            None if (kind as usize) < features::ALWAYS => self.add_row(kind as usize, sum),
            None => {}
        });
    }
}

/// What the network says of a run of sentences, one entry a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Analysis {
    /// Universal tags.
    pub upos: Vec<Upos>,
    /// Penn tags.
    pub xpos: Vec<Xpos>,
    /// Feature bundles, by their number in [`Weights::feats`].
    pub feats: Vec<u16>,
    /// Heads, counted from zero in the word's own sentence; `None` is the root.
    pub heads: Vec<Option<usize>>,
    /// Relations to the heads.
    pub deprels: Vec<Deprel>,
}

/// Words whose first-layer values one workspace keeps; each costs four widths of floats.
const CACHED_WORDS: usize = 4096;

/// Buffers of one thread, and its cache of words. Values do not depend on what a workspace has seen.
#[derive(Debug, Default)]
pub struct Workspace {
    spelling: Spelling,
    known: FxHashMap<CompactString, u32>,
    words: Vec<f32>,
    projections: Vec<f32>,
    slots: Vec<u32>,
    input: Vec<f32>,
    output: Vec<f32>,
    projected: Vec<f32>,
    hidden: Vec<f32>,
    tags: Vec<f32>,
    roles: Vec<f32>,
    queries: Vec<f32>,
    heads: Vec<f32>,
    keys: Packed,
    rounded: Rounded,
    scores: Vec<f32>,
    mixed: Vec<f32>,
    labels: Vec<f32>,
}

struct Layer {
    input: Quantised,
    bias: Vec<f32>,
    peephole: Vec<f32>,
}

/// A network ready to run.
pub struct Network {
    weights: Weights,
    layers: Vec<Layer>,
    tag_hidden: Quantised,
    tag_out: Quantised,
    roles: Quantised,
    bilinear: Quantised,
    label_out: Quantised,
    bundles: FxHashSet<(u8, u8, u16)>,
}

impl std::fmt::Debug for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Network").field("shape", &self.weights.shape).finish_non_exhaustive()
    }
}

/// Makes `buffer` `size` long without writing what is already there.
fn sized(buffer: &mut Vec<f32>, size: usize) -> &mut [f32] {
    if buffer.len() < size {
        buffer.resize(size, 0.0);
    }
    &mut buffer[..size]
}

fn greatest(values: &[f32]) -> usize {
    let mut best = 0;
    for (i, &value) in values.iter().enumerate() {
        if value > values[best] {
            best = i;
        }
    }
    best
}

impl Network {
    /// Lays the weights out for speed.
    pub fn new(weights: Weights) -> Self {
        let shape = weights.shape;
        let blocks = shape.blocks();
        let packed = |block: super::Block| {
            Quantised::from_rows(block.rows, block.columns, &weights.dense[block.range()])
        };
        let layers = (0..shape.layers)
            .map(|layer| Layer {
                input: packed(shape.layer(layer)),
                bias: weights.dense[shape.layer_bias(layer).range()].to_vec(),
                peephole: weights.dense[shape.peephole(layer).range()].to_vec(),
            })
            .collect();
        Self {
            layers,
            tag_hidden: packed(blocks.tag_hidden),
            tag_out: packed(blocks.tag_out),
            roles: packed(blocks.roles),
            bilinear: packed(blocks.bilinear),
            label_out: packed(blocks.label_out),
            bundles: weights.bundles.iter().copied().collect(),
            weights,
        }
    }

    /// The weights as stored.
    pub fn weights(&self) -> &Weights {
        &self.weights
    }

    /// The feature bundle of a number.
    pub fn feats(&self, number: u16) -> &CompactString {
        &self.weights.feats[usize::from(number)]
    }

    fn block(&self, block: super::Block) -> &[f32] {
        &self.weights.dense[block.range()]
    }

    /// Tags and parses sentences of the given lengths, whose words follow one another in `forms`, and appends the result.
    /// A sentence's result does not depend on the others.
    pub fn analyse(&self, lengths: &[usize], forms: &[&str], space: &mut Workspace, out: &mut Analysis) {
        debug_assert_eq!(lengths.iter().sum::<usize>(), forms.len());
        if forms.is_empty() {
            return;
        }
        let shape = self.weights.shape;
        self.read_words(forms, space);
        for layer in 0..shape.layers {
            if layer > 0 {
                std::mem::swap(&mut space.input, &mut space.output);
                let projected = sized(&mut space.projected, forms.len() * shape.width * 3);
                let Layer { input, bias, .. } = &self.layers[layer];
                space.rounded.set(forms.len(), &space.input, shape.width, shape.width);
                multiply(&space.rounded, input, bias, projected, shape.width * 3);
            }
            self.recur_layer(layer, lengths, space);
            if layer + 1 == shape.tag_layer {
                self.tag(forms.len(), space, out);
            }
        }
        self.parse(lengths, forms.len(), space, out);
    }

    /// Fills `input` and `projected` with what the first layer makes of each word before its recurrence.
    fn read_words(&self, forms: &[&str], space: &mut Workspace) {
        let width = self.weights.shape.width;
        // A batch always fits: the cache is emptied where it might not, and grows where one batch exceeds it.
        if space.known.len() + forms.len() > CACHED_WORDS {
            space.known.clear();
        }
        let first_new = space.known.len();
        let mut count = first_new;
        space.slots.clear();
        for &form in forms {
            let slot = match space.known.get(form) {
                Some(&slot) => slot,
                None => {
                    let slot = count as u32;
                    count += 1;
                    let words = sized(&mut space.words, count.max(64) * width);
                    self.weights.embed(
                        form,
                        &mut space.spelling,
                        &mut words[slot as usize * width..][..width],
                    );
                    space.known.insert(form.into(), slot);
                    slot
                }
            };
            space.slots.push(slot);
        }
        let projections = sized(&mut space.projections, count * width * 3);
        let Layer { input, bias, .. } = &self.layers[0];
        if count > first_new {
            space.rounded.set(count - first_new, &space.words[first_new * width..], width, width);
            multiply(&space.rounded, input, bias, &mut projections[first_new * width * 3..], width * 3);
        }
        let inputs = sized(&mut space.input, forms.len() * width);
        let projected = sized(&mut space.projected, forms.len() * width * 3);
        for (i, &slot) in space.slots.iter().enumerate() {
            let slot = slot as usize;
            inputs[i * width..][..width].copy_from_slice(&space.words[slot * width..][..width]);
            projected[i * width * 3..][..width * 3]
                .copy_from_slice(&projections[slot * width * 3..][..width * 3]);
        }
    }

    fn recur_layer(&self, layer: usize, lengths: &[usize], space: &mut Workspace) {
        let shape = self.weights.shape;
        let (width, units) = (shape.width, shape.units());
        let words = lengths.iter().sum::<usize>();
        let output = sized(&mut space.output, words * width);
        let mut first = 0;
        for &length in lengths {
            for (backward, offset) in [(false, 0), (true, units)] {
                recur(
                    Direction { length, units, offset, stride: width, backward },
                    &space.projected[first * width * 3..(first + length) * width * 3],
                    &self.layers[layer].peephole[offset * 2..][..units * 2],
                    &space.input[first * width..(first + length) * width],
                    &mut output[first * width..(first + length) * width],
                    None,
                );
            }
            first += length;
        }
    }

    fn tag(&self, words: usize, space: &mut Workspace, out: &mut Analysis) {
        let shape = self.weights.shape;
        let blocks = shape.blocks();
        let hidden = sized(&mut space.hidden, words * shape.tag);
        let bias = self.block(blocks.tag_bias);
        space.rounded.set(words, &space.output, shape.width, shape.width);
        multiply(&space.rounded, &self.tag_hidden, bias, hidden, shape.tag);
        rectify(hidden);
        let tags = sized(&mut space.tags, words * shape.tags());
        let bias = self.block(blocks.tag_out_bias);
        space.rounded.set(words, hidden, shape.tag, shape.tag);
        multiply(&space.rounded, &self.tag_out, bias, tags, shape.tags());
        for scores in tags.chunks_exact(shape.tags()) {
            let (upos, rest) = scores.split_at(Upos::ALL.len());
            let (xpos, feats) = rest.split_at(Xpos::ALL.len());
            let mut bundle = (greatest(upos) as u8, greatest(xpos) as u8, greatest(feats) as u16);
            // The three best may be a combination that English does not have; then the best combination that it has.
            if !self.bundles.contains(&bundle) {
                let score = |b: (u8, u8, u16)| {
                    upos[usize::from(b.0)] + xpos[usize::from(b.1)] + feats[usize::from(b.2)]
                };
                let mut best = f32::NEG_INFINITY;
                for &candidate in &self.weights.bundles {
                    let value = score(candidate);
                    if value > best {
                        (best, bundle) = (value, candidate);
                    }
                }
            }
            out.upos.push(Upos::ALL[usize::from(bundle.0)]);
            out.xpos.push(Xpos::ALL[usize::from(bundle.1)]);
            out.feats.push(bundle.2);
        }
    }

    fn parse(&self, lengths: &[usize], words: usize, space: &mut Workspace, out: &mut Analysis) {
        let shape = self.weights.shape;
        let blocks = shape.blocks();
        let (arc, label, stride) = (shape.arc, shape.label, shape.roles());
        let roles = sized(&mut space.roles, words * stride);
        let bias = self.block(blocks.roles_bias);
        space.rounded.set(words, &space.output, shape.width, shape.width);
        multiply(&space.rounded, &self.roles, bias, roles, stride);
        let queries = sized(&mut space.queries, words * arc);
        let bias = self.block(blocks.bilinear_bias);
        rectify_arcs(roles, stride, 2 * arc);
        space.rounded.set(words, roles, stride, arc);
        multiply(&space.rounded, &self.bilinear, bias, queries, arc);
        let mixed = sized(&mut space.mixed, words * label);
        let distances: &[f32] = self.block(blocks.arc_distance);
        let label_distances = self.block(blocks.label_distance);
        let mut first = 0;
        for &length in lengths {
            let heads = sized(&mut space.heads, (length + 1) * arc);
            heads[..arc].copy_from_slice(self.block(blocks.root_arc));
            for (i, head) in heads[arc..].chunks_exact_mut(arc).enumerate() {
                head.copy_from_slice(&roles[(first + i) * stride + arc..][..arc]);
            }
            space.keys.set_columns(arc, length + 1, heads, arc);
            let across = length + 1;
            let scores = sized(&mut space.scores, length * across);
            kernel::multiply(length, &queries[first * arc..], arc, &space.keys, Start::Zero, scores, across);
            for (i, row) in scores.chunks_exact_mut(across).enumerate() {
                add_distances(i, row, distances);
            }
            let tree = arborescence::best(length, scores, across);
            for (i, &head) in tree.iter().enumerate() {
                let mix = &mut mixed[(first + i) * label..][..label];
                let own = &roles[(first + i) * stride + 2 * arc..][..label];
                let other = match head {
                    None => self.block(blocks.root_label),
                    Some(head) => &roles[(first + head) * stride + 2 * arc + label..][..label],
                };
                let way = &label_distances[distance(i, head) * label..][..label];
                for j in 0..label {
                    mix[j] = own[j] + other[j] + way[j];
                }
            }
            out.heads.extend(tree);
            first += length;
        }
        rectify(mixed);
        let count = Deprel::ALL.len();
        let labels = sized(&mut space.labels, words * count);
        let bias = self.block(blocks.label_out_bias);
        space.rounded.set(words, mixed, label, label);
        multiply(&space.rounded, &self.label_out, bias, labels, count);
        let base = out.heads.len() - words;
        for (i, scores) in labels.chunks_exact_mut(count).enumerate() {
            let deprel = if out.heads[base + i].is_none() {
                Deprel::Root
            } else {
                scores[Deprel::Root as usize] = f32::NEG_INFINITY;
                Deprel::ALL[greatest(scores)]
            };
            out.deprels.push(deprel);
        }
    }
}

/// Rectifies the first `count` values of each row.
fn rectify_arcs(rows: &mut [f32], stride: usize, count: usize) {
    for row in rows.chunks_exact_mut(stride) {
        rectify(&mut row[..count]);
    }
}

/// Adds to the scores of a dependent's heads (the root first) what their distance is worth.
pub(super) fn add_distances(dependent: usize, row: &mut [f32], distances: &[f32]) {
    debug_assert_eq!(distances.len(), DISTANCES);
    row[0] += distances[distance(dependent, None)];
    for (head, score) in row[1..].iter_mut().enumerate() {
        *score += distances[distance(dependent, Some(head))];
    }
}
