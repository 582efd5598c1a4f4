//! A world map of where one government stands with all others.

mod inset;
mod legend;
mod marks;
mod rows;
mod svg;
mod world;

pub use svg::svg;
pub use world::{Unit, World};
