use serde::Serialize;

/// Where on the map something is about borders, how large it is, and whose borders they are.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct BorderPlace {
    /// P-codes of the units.
    pub units: Vec<String>,
    /// Longitude of a place there, in degrees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lon: Option<f64>,
    /// Latitude of the same place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<f64>,
    /// Its area.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub km2: Option<f64>,
    /// Its mean width, or the largest distance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metres: Option<f64>,
    /// How many vertices or places it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
}
