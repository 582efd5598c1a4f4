//! What the world calls things: actors with dates, offices, agents, acts and their frames.
