use std::sync::Arc;

use geo_types::Point;
use serde::{Deserialize, Serialize};

use super::{Names, Value};

/// A number of households.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Households(pub u64);

impl std::iter::Sum for Households {
    fn sum<I: Iterator<Item = Self>>(parts: I) -> Self {
        Self(parts.map(|part| part.0).sum())
    }
}

/// Whether a community is real or generated for a sample.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlaceOrigin {
    /// A real place at its real position.
    Real,
    /// Invented for a sample dataset.
    Generated,
}

impl PlaceOrigin {
    /// The name used in data.
    pub fn id(self) -> &'static str {
        match self {
            Self::Real => "real",
            Self::Generated => "generated",
        }
    }
}

/// An assessed community: a place with households, part of a unit, and a point where its position is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Community {
    /// Its id in the dataset.
    pub id: Arc<str>,
    /// Its names.
    pub names: Names,
    /// Where it is, longitude and latitude in degrees (CRS84). None where no source says it: then it is counted, but not drawn.
    pub point: Option<Point<f64>>,
    /// Position of its unit in the layer of the level that communities state theirs at.
    pub unit: usize,
    /// The number of households; never not applicable.
    pub households: Value<Households>,
    /// Real place or generated.
    pub origin: PlaceOrigin,
}
