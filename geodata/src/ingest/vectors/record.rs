//! Features as they are read from a file, before their coordinates are longitude and latitude.

use geo_types::Geometry;

use super::super::tables::Cell;
use super::error::VectorError;
use super::geometry::GeometryError;

/// The largest number of features of a layer: all of them are held in memory.
pub(super) const MAX_FEATURES: usize = 2_000_000;

/// A feature with some of its fields.
pub(super) struct Record {
    pub(super) fields: Vec<Cell>,
    /// In the reference system of the file.
    pub(super) geometry: Result<Geometry<f64>, GeometryError>,
}

/// Why a file cannot be read to its end.
pub(super) struct Damage {
    /// The feature, from 1, if that is known.
    pub(super) feature: Option<u64>,
    pub(super) error: VectorError,
}
