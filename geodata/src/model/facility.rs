use geo_types::Point;

use super::{Names, Service};

/// A point that offers a service.
#[derive(Clone, Debug, PartialEq)]
pub struct Facility {
    /// Its id in the dataset.
    pub id: Box<str>,
    /// Its names; the English name may be a description if the source has none.
    pub names: Names,
    /// What it offers.
    pub service: Service,
    /// Where it is, longitude and latitude in degrees (CRS84).
    pub point: Point<f64>,
}
