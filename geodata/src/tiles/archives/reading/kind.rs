/// What the tiles of an archive are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileKind {
    /// Mapbox Vector Tiles.
    Mvt,
    /// MapLibre Tiles.
    Mlt,
    /// PNG pictures.
    Png,
    /// JPEG pictures.
    Jpeg,
    /// WebP pictures.
    Webp,
    /// AVIF pictures.
    Avif,
}

impl TileKind {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Mvt, Self::Mlt, Self::Png, Self::Jpeg, Self::Webp, Self::Avif];

    /// The media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Mvt => "application/vnd.mapbox-vector-tile",
            Self::Mlt => "application/vnd.maplibre-tile",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
        }
    }

    /// The extension in addresses.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Mvt => "mvt",
            Self::Mlt => "mlt",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Avif => "avif",
        }
    }

    /// Whether tiles are vector tiles, not images.
    pub fn is_vector(self) -> bool {
        matches!(self, Self::Mvt | Self::Mlt)
    }

    /// The kind that the row `format` of an MBTiles archive means.
    pub(super) fn of_mbtiles(format: &str) -> Option<Self> {
        Some(match format {
            "pbf" | "mvt" | "application/vnd.mapbox-vector-tile" => Self::Mvt,
            "mlt" => Self::Mlt,
            "png" | "image/png" => Self::Png,
            "jpg" | "jpeg" | "image/jpeg" => Self::Jpeg,
            "webp" | "image/webp" => Self::Webp,
            "avif" | "image/avif" => Self::Avif,
            _ => return None,
        })
    }
}
