//! Dimensions of the network and the place of each weight matrix in one flat array.

use crate::tree::{Deprel, Upos, Xpos};
use std::ops::Range;

/// Number of classes that [`distance`] tells apart.
pub const DISTANCES: usize = 21;

/// The class of the way from a dependent to its head, both counted from zero; `None` is the root.
pub fn distance(dependent: usize, head: Option<usize>) -> usize {
    let Some(head) = head else { return 0 };
    let class = match dependent.abs_diff(head) {
        0 | 1 => 0,
        2 => 1,
        3 => 2,
        4 => 3,
        5..=6 => 4,
        7..=9 => 5,
        10..=14 => 6,
        15..=20 => 7,
        21..=30 => 8,
        _ => 9,
    };
    1 + class + if head > dependent { 10 } else { 0 }
}

/// Dimensions of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Size of a word's embedding and of each layer's output, both directions together; even.
    pub width: usize,
    /// Number of recurrent layers.
    pub layers: usize,
    /// The layer, counted from one, whose output the tags are read from.
    pub tag_layer: usize,
    /// Size of the tags' hidden layer.
    pub tag: usize,
    /// Size of the vectors that arcs are scored with.
    pub arc: usize,
    /// Size of the hidden layer that labels are scored with.
    pub label: usize,
    /// Number of feature bundles that the tagger chooses between.
    pub feats: usize,
}

/// A matrix's place among the weights: rows, columns, and its first value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Rows, the inputs of a layer.
    pub rows: usize,
    /// Columns, its outputs.
    pub columns: usize,
    /// Place of the first value.
    pub start: usize,
}

impl Block {
    /// Where the values lie.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.rows * self.columns
    }
}

macro_rules! blocks {
    ($shape:ident; $($(#[$doc:meta])* $name:ident = $rows:expr, $columns:expr);+ $(;)?) => {
        /// The matrices that are not repeated from layer to layer.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct Blocks { $($(#[$doc])* pub $name: Block),+ }

        impl Shape {
            /// Places of the matrices that are not repeated from layer to layer.
            pub fn blocks(&self) -> Blocks {
                let $shape = self;
                let mut start = self.layer_size() * self.layers;
                $(let $name = Block { rows: $rows, columns: $columns, start };
                  start = $name.range().end;)+
                let _ = start;
                Blocks { $($name),+ }
            }

            /// Number of weights outside the embeddings.
            pub fn size(&self) -> usize {
                let blocks = self.blocks();
                0 $(.max(blocks.$name.range().end))+
            }
        }
    };
}

blocks! { shape;
    /// Hidden layer of the tags.
    tag_hidden = shape.width, shape.tag;
    /// Its bias.
    tag_bias = 1, shape.tag;
    /// Scores of universal tags, Penn tags and feature bundles, side by side.
    tag_out = shape.tag, shape.tags();
    /// Their bias.
    tag_out_bias = 1, shape.tags();
    /// Dependent and head vectors for arcs, then for labels, side by side.
    roles = shape.width, shape.roles();
    /// Their bias.
    roles_bias = 1, shape.roles();
    /// The bilinear form between dependents and heads.
    bilinear = shape.arc, shape.arc;
    /// What every dependent adds to its side of the form.
    bilinear_bias = 1, shape.arc;
    /// The root's head vector for arcs.
    root_arc = 1, shape.arc;
    /// The root's head vector for labels.
    root_label = 1, shape.label;
    /// What each distance adds to an arc's score.
    arc_distance = 1, DISTANCES;
    /// What each distance adds to the labels' hidden layer.
    label_distance = DISTANCES, shape.label;
    /// Scores of labels.
    label_out = shape.label, Deprel::ALL.len();
    /// Their bias.
    label_out_bias = 1, Deprel::ALL.len();
}

impl Shape {
    /// Units of one direction of a layer.
    pub fn units(&self) -> usize {
        self.width / 2
    }

    /// Number of tag scores: universal tags, Penn tags, feature bundles.
    pub fn tags(&self) -> usize {
        Upos::ALL.len() + Xpos::ALL.len() + self.feats
    }

    /// Number of values in a word's dependent and head vectors.
    pub fn roles(&self) -> usize {
        2 * self.arc + 2 * self.label
    }

    fn layer_size(&self) -> usize {
        self.width * self.width * 3 + self.width * 3 + self.width * 2
    }

    /// A layer's input matrix: for each direction candidate, forget and reset columns.
    pub fn layer(&self, layer: usize) -> Block {
        Block { rows: self.width, columns: self.width * 3, start: layer * self.layer_size() }
    }

    /// A layer's bias.
    pub fn layer_bias(&self, layer: usize) -> Block {
        Block { rows: 1, columns: self.width * 3, start: self.layer(layer).range().end }
    }

    /// A layer's peephole weights: for each direction those of the forget gate, then those of the reset gate.
    pub fn peephole(&self, layer: usize) -> Block {
        Block { rows: 1, columns: self.width * 2, start: self.layer_bias(layer).range().end }
    }
}
