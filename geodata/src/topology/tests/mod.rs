//! The rules that the module states, on generated coverages and on real boundaries.

mod antimeridian;
pub(crate) mod coverage;
mod judge;
mod made;
pub(crate) mod real;
mod tiled;
mod tongues;
mod zoom_parts;
