use serde::{Deserialize, Serialize};

/// An archive of tiles to draw under the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basemap {
    /// Its title.
    pub title: String,
    /// Where its archive is.
    #[serde(flatten)]
    pub place: BasemapLocation,
    /// Ids of its sources.
    pub sources: Vec<String>,
}

/// Where the archive of a basemap is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BasemapLocation {
    /// A PMTiles or MBTiles file in the folder of the dataset. It is not part of an edition.
    File(String),
    /// A PMTiles archive at `s3://…`, `https://…` or `http://…`.
    Url(String),
}

/// Whether a text is an address that archives are read from.
pub fn is_archive_address(text: &str) -> bool {
    ["s3://", "https://", "http://"].iter().any(|scheme| text.starts_with(scheme)) && !text.contains(char::is_control)
}
