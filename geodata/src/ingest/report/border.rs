use serde::Serialize;

/// Details of a finding about borders: where it is, how large, and whose borders.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BorderDetails {
    /// P-codes of the units.
    pub units: Vec<String>,
    /// Longitude of a point there, in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Latitude of the same point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Its area, in square kilometres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub km2: Option<f64>,
    /// Its mean width, or the largest distance, in metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metres: Option<f64>,
    /// How many vertices or gaps and overlaps it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
}
