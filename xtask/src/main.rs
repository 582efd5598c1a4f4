//! What maintainers run: train, bench, eval.
fn main() {}
