//! Vector tiles: grid, clipping, encoding.
