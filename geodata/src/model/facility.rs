use geo_types::Point;

use super::{Names, Service};

/// A point that offers a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Facility {
    /// Its key in the dataset.
    pub id: Box<str>,
    /// What it is called; the English name may be a description where the source has none.
    pub names: Names,
    /// What it offers.
    pub service: Service,
    /// Where it is, longitude and latitude in degrees (CRS84).
    pub point: Point<f64>,
}
