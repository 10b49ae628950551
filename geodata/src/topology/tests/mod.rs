//! The rules that the module states, on generated coverages and on real boundaries.

mod coverage;
mod judge;
mod made;
mod real;
mod tiled;
