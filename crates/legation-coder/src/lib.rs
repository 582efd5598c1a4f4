//! Text to claims.
