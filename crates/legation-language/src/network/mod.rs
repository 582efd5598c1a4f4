//! The network that tags and parses: its shape, its weights and its forward pass.
//!
//! A word is the sum of the embeddings of its spelling's [`features`]. Layers of simple recurrent units
//! ([`kernel::recur`]) read the sentence in both directions; a hidden layer over the encoder's output gives the tags, and
//! projections of it the arc scores (a bilinear form, with a term for the distance) and the labels of the chosen arcs.
//! What the first layer makes of a word before the recurrence depends on its spelling alone, and is kept in a cache.

pub mod arborescence;
pub mod features;
mod inference;
pub mod kernel;
pub mod quantised;
mod shape;
mod stored;

pub use inference::{Analysis, Network, Weights, Workspace};
pub use shape::{Block, DISTANCES, Shape, distance};
