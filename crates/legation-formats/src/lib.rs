//! Documents in, tables out.
