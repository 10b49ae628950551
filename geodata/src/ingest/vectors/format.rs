//! The accepted formats of vector files, by file extension, and the companion files of each.
//!
//! GDAL reads eighty formats and detects the format from the content: a description of a web service in a file named `.geojson`
//! makes it request that service. So each extension means one format, and GDAL may use only the driver of that format.

use std::path::Path;

/// A format of vector files, or of archives of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Format {
    GeoJson,
    GeoJsonSequence,
    TopoJson,
    Shapefile,
    GeoPackage,
    FlatGeobuf,
    GeoParquet,
    Gml,
    Kml,
    /// A folder.
    Geodatabase,
    MapInfoTable,
    MapInfoExchange,
    /// A zip archive of files in the other formats.
    Zip,
    /// KML in a zip.
    Kmz,
    /// A database, only by its connection string.
    PostGis,
}

const EXTENSIONS: [(&str, Format); 19] = [
    ("geojson", Format::GeoJson),
    ("json", Format::GeoJson),
    ("geojsonl", Format::GeoJsonSequence),
    ("geojsons", Format::GeoJsonSequence),
    ("ndjson", Format::GeoJsonSequence),
    ("topojson", Format::TopoJson),
    ("shp", Format::Shapefile),
    ("gpkg", Format::GeoPackage),
    ("fgb", Format::FlatGeobuf),
    ("parquet", Format::GeoParquet),
    ("geoparquet", Format::GeoParquet),
    ("gml", Format::Gml),
    ("kml", Format::Kml),
    ("gdb", Format::Geodatabase),
    ("tab", Format::MapInfoTable),
    ("mif", Format::MapInfoExchange),
    ("zip", Format::Zip),
    ("shz", Format::Zip),
    ("kmz", Format::Kmz),
];

/// The ending of a packed file, behind that of its format: only of texts, since the other formats are packed in themselves.
const PACKED: &str = "gz";

/// What TopoJSON has in its first bytes.
const TOPOLOGY: &[u8] = b"\"Topology\"";
const SNIFF_BYTES: usize = 1000;

impl Format {
    /// The format of a file of this name.
    pub(in crate::ingest) fn of(name: &str) -> Option<Self> {
        if let Some(packed) = without_packing(name) {
            let is_text = |format: &Self| matches!(format, Self::GeoJson | Self::GeoJsonSequence | Self::TopoJson);
            return Self::of_unpacked(packed).filter(is_text);
        }
        Self::of_unpacked(name)
    }

    fn of_unpacked(name: &str) -> Option<Self> {
        let extension = Path::new(name).extension()?.to_str()?;
        EXTENSIONS.iter().find(|(known, _)| known.eq_ignore_ascii_case(extension)).map(|(_, format)| *format)
    }

    /// The format of a content: TopoJSON often has the extension of GeoJSON.
    pub(super) fn refine_by_content(self, content: &[u8]) -> Self {
        let head = &content[..content.len().min(SNIFF_BYTES)];
        let is_topology = || head.windows(TOPOLOGY.len()).any(|word| word == TOPOLOGY);
        if self == Self::GeoJson && is_topology() { Self::TopoJson } else { self }
    }

    /// Whether a JSON that begins so has features, and no records.
    pub(in crate::ingest) fn has_features(head: &[u8]) -> bool {
        let words = [TOPOLOGY, b"\"FeatureCollection\"", b"\"Feature\""];
        words.iter().any(|word| head.windows(word.len()).any(|part| part == *word))
    }

    /// The accepted extensions, for a message.
    pub(in crate::ingest) fn accepted() -> String {
        let all = EXTENSIONS.map(|(extension, _)| format!(".{extension}")).join(", ");
        format!("{all}, and .geojson.{PACKED}, .json.{PACKED}, .topojson.{PACKED}")
    }

    /// The name for messages, with an article if it needs one.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::GeoJson => "GeoJSON",
            Self::GeoJsonSequence => "a GeoJSON text sequence",
            Self::TopoJson => "TopoJSON",
            Self::Shapefile => "a shapefile",
            Self::GeoPackage => "a GeoPackage",
            Self::FlatGeobuf => "a FlatGeobuf",
            Self::GeoParquet => "a GeoParquet",
            Self::Gml => "GML",
            Self::Kml | Self::Kmz => "KML",
            Self::Geodatabase => "a file geodatabase",
            Self::MapInfoTable | Self::MapInfoExchange => "a MapInfo file",
            Self::Zip => "a zip",
            Self::PostGis => "a PostGIS database",
        }
    }

    /// The GDAL drivers that may read it.
    pub(super) fn drivers(self) -> &'static [&'static str] {
        match self {
            Self::TopoJson => &["TopoJSON"],
            Self::Shapefile => &["ESRI Shapefile"],
            Self::GeoPackage => &["GPKG"],
            Self::FlatGeobuf => &["FlatGeobuf"],
            Self::Gml => &["GML"],
            // The second has only the fields name and description; it is the fallback.
            Self::Kml => &["LIBKML", "KML"],
            Self::Geodatabase => &["OpenFileGDB"],
            Self::MapInfoTable | Self::MapInfoExchange => &["MapInfo File"],
            Self::PostGis => &["PostgreSQL"],
            // GDAL sees none of these: they are unpacked before, or read without it.
            Self::Zip | Self::Kmz | Self::GeoJson | Self::GeoJsonSequence | Self::GeoParquet => &[],
        }
    }

    /// The reference system of all files of this format, if GDAL does not know it.
    pub(super) fn implied_crs(self) -> Option<&'static str> {
        // Its specification leaves out what that of GeoJSON says of it.
        (self == Self::TopoJson).then_some("OGC:CRS84")
    }

    /// Whether a file may have layers with names of their own.
    pub(super) fn has_several_layers(self) -> bool {
        matches!(self, Self::GeoPackage | Self::Geodatabase | Self::Kml | Self::Gml | Self::TopoJson)
    }

    /// The extensions of required companion files, each with its alternatives.
    pub(super) fn required(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Shapefile => &[&["dbf"], &["shx"]],
            Self::MapInfoTable => &[&["dat", "dbf"], &["map"], &["id"]],
            Self::MapInfoExchange => &[&["mid"]],
            _ => &[],
        }
    }

    /// The extensions of optional companion files.
    pub(super) fn optional(self) -> &'static [&'static str] {
        match self {
            Self::Shapefile => &["prj", "cpg"],
            Self::MapInfoTable => &["ind"],
            Self::Gml => &["xsd", "gfs"],
            _ => &[],
        }
    }

    /// Whether files of this format may have a companion with this extension.
    pub(super) fn has_companion(self, extension: &str) -> bool {
        self.optional().iter().chain(self.required().iter().copied().flatten()).any(|known| *known == extension)
    }
}

/// The name of a packed file without the ending that says so.
pub(super) fn without_packing(name: &str) -> Option<&str> {
    name.rsplit_once('.').filter(|(_, ending)| ending.eq_ignore_ascii_case(PACKED)).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_gives_the_format_in_any_case() {
        assert_eq!(Format::of("a/Oblast.SHP"), Some(Format::Shapefile));
        assert_eq!(Format::of("a.gdb"), Some(Format::Geodatabase));
        assert_eq!(Format::of("a.GeoJSON.GZ"), Some(Format::GeoJson));
        for other in ["a.vrt", "a.xml", "a", ".geojson", "a.geojson/b", "a.gz", "a.gpkg.gz", "a.gz.gz", ".geojson.gz"] {
            assert_eq!(Format::of(other), None, "{other}");
        }
    }
}
