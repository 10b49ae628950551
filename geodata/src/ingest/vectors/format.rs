//! The formats of vector files that are read, by the ending of their names, and what belongs to a file of each.
//!
//! GDAL reads eighty and takes a file for whichever it looks like, whatever it is called: a description of a web service in
//! a file named `.geojson` makes it ask that service. So each ending means one format, and GDAL may use no other.

use std::path::Path;

/// A format of vector files, or of what they come packed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum Format {
    GeoJson,
    GeoJsonSequence,
    TopoJson,
    Shapefile,
    GeoPackage,
    FlatGeobuf,
    Gml,
    Kml,
    /// A folder.
    Geodatabase,
    MapInfoTable,
    MapInfoExchange,
    /// Files of the other formats in a zip.
    Zip,
    /// KML in a zip.
    Kmz,
    /// A database, at an address only.
    PostGis,
}

const ENDINGS: [(&str, Format); 17] = [
    ("geojson", Format::GeoJson),
    ("json", Format::GeoJson),
    ("geojsonl", Format::GeoJsonSequence),
    ("geojsons", Format::GeoJsonSequence),
    ("ndjson", Format::GeoJsonSequence),
    ("topojson", Format::TopoJson),
    ("shp", Format::Shapefile),
    ("gpkg", Format::GeoPackage),
    ("fgb", Format::FlatGeobuf),
    ("gml", Format::Gml),
    ("kml", Format::Kml),
    ("gdb", Format::Geodatabase),
    ("tab", Format::MapInfoTable),
    ("mif", Format::MapInfoExchange),
    ("zip", Format::Zip),
    ("shz", Format::Zip),
    ("kmz", Format::Kmz),
];

/// What TopoJSON says in its first bytes.
const TOPOLOGY: &[u8] = b"\"Topology\"";
const HEAD: usize = 1000;

impl Format {
    /// The format of a file of this name.
    pub(in crate::ingest) fn of(name: &str) -> Option<Self> {
        let ending = Path::new(name).extension()?.to_str()?;
        ENDINGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending)).map(|(_, format)| *format)
    }

    /// The format of a content: TopoJSON is often in files that end like GeoJSON.
    pub(super) fn within(self, content: &[u8]) -> Self {
        let head = &content[..content.len().min(HEAD)];
        let is_topology = || head.windows(TOPOLOGY.len()).any(|word| word == TOPOLOGY);
        if self == Self::GeoJson && is_topology() { Self::TopoJson } else { self }
    }

    /// The endings that are accepted.
    pub(in crate::ingest) fn accepted() -> String {
        ENDINGS.map(|(ending, _)| format!(".{ending}")).join(", ")
    }

    /// What people call it, with its article where it has one.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::GeoJson => "GeoJSON",
            Self::GeoJsonSequence => "a GeoJSON text sequence",
            Self::TopoJson => "TopoJSON",
            Self::Shapefile => "a shapefile",
            Self::GeoPackage => "a GeoPackage",
            Self::FlatGeobuf => "a FlatGeobuf",
            Self::Gml => "GML",
            Self::Kml | Self::Kmz => "KML",
            Self::Geodatabase => "a file geodatabase",
            Self::MapInfoTable | Self::MapInfoExchange => "a MapInfo file",
            Self::Zip => "a zip",
            Self::PostGis => "a PostGIS database",
        }
    }

    /// The drivers of GDAL that may read it.
    pub(super) fn drivers(self) -> &'static [&'static str] {
        match self {
            Self::GeoJson => &["GeoJSON"],
            Self::GeoJsonSequence => &["GeoJSONSeq"],
            Self::TopoJson => &["TopoJSON"],
            Self::Shapefile => &["ESRI Shapefile"],
            Self::GeoPackage => &["GPKG"],
            Self::FlatGeobuf => &["FlatGeobuf"],
            Self::Gml => &["GML"],
            // The second knows no fields but name and description, and is there where the first is not.
            Self::Kml => &["LIBKML", "KML"],
            Self::Geodatabase => &["OpenFileGDB"],
            Self::MapInfoTable | Self::MapInfoExchange => &["MapInfo File"],
            Self::PostGis => &["PostgreSQL"],
            // Unpacked before GDAL sees anything.
            Self::Zip | Self::Kmz => &[],
        }
    }

    /// The files without which one of this format cannot be read, by their endings, each with what may stand for it.
    pub(super) fn required(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Shapefile => &[&["dbf"], &["shx"]],
            Self::MapInfoTable => &[&["dat", "dbf"], &["map"], &["id"]],
            Self::MapInfoExchange => &[&["mid"]],
            _ => &[],
        }
    }

    /// The files that say more, where they are there.
    pub(super) fn optional(self) -> &'static [&'static str] {
        match self {
            Self::Shapefile => &["prj", "cpg"],
            Self::MapInfoTable => &["ind"],
            Self::Gml => &["xsd", "gfs"],
            _ => &[],
        }
    }

    /// Whether a file of this ending belongs to one of this format.
    pub(super) fn has_companion(self, ending: &str) -> bool {
        self.optional().iter().chain(self.required().iter().copied().flatten()).any(|known| *known == ending)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_says_the_format_in_any_case() {
        assert_eq!(Format::of("a/Oblast.SHP"), Some(Format::Shapefile));
        assert_eq!(Format::of("a.gdb"), Some(Format::Geodatabase));
        for other in ["a.vrt", "a.xml", "a", ".geojson", "a.geojson/b"] {
            assert_eq!(Format::of(other), None, "{other}");
        }
    }
}
