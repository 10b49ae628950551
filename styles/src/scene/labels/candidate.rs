//! Places that names may have.

use geo_types::{Coord, Rect};

/// The least room between a name and any border, in pixels: as wide as its halo.
pub(super) const LEAST_PADDING: f64 = 1.5;

/// A place that a name may have.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) setting: usize,
    pub(super) bounds: Rect<f64>,
    pub(super) leader: Option<[Coord<f64>; 2]>,
    /// How far it is from ideal: 0 is ideal.
    pub(super) cost: f64,
}
