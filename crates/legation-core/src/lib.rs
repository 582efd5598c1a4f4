//! The nouns of Legation.
