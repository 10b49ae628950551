//! Parses definitions of reference systems, and finds what in them would make PROJ open a file.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};
use gdal::spatial_ref::SpatialRef;
use serde_json::Value as Json;

use super::CrsError;

/// The keywords that a WKT begins with.
const WKT: [&str; 18] = [
    "GEOGCS",
    "GEOCCS",
    "PROJCS",
    "COMPD_CS",
    "LOCAL_CS",
    "GEODCRS",
    "GEOGCRS",
    "GEODETICCRS",
    "GEOGRAPHICCRS",
    "PROJCRS",
    "PROJECTEDCRS",
    "COMPOUNDCRS",
    "ENGCRS",
    "ENGINEERINGCRS",
    "BOUNDCRS",
    "DERIVEDPROJCRS",
    "VERT_CS",
    "VERTCRS",
];
/// The types of PROJJSON.
const PROJJSON: [&str; 7] = [
    "GeographicCRS",
    "GeodeticCRS",
    "ProjectedCRS",
    "CompoundCRS",
    "BoundCRS",
    "DerivedGeographicCRS",
    "DerivedProjectedCRS",
];
const AUTHORITIES: [&str; 5] = ["EPSG", "ESRI", "OGC", "CRS", "IGNF"];
const NAMES: [&str; 4] = ["WGS84", "WGS72", "NAD27", "NAD83"];
const URNS: [&str; 4] = ["urn:ogc:def:crs:", "urn:x-ogc:def:crs:", "urn:opengis:def:crs:", "urn:opengis:crs:"];
const ADDRESSES: [&str; 2] = ["opengis.net/def/crs/", "www.opengis.net/def/crs/"];

/// What makes PROJ open a file, in any notation of a reference system. Case does not matter.
const FILE_REFERENCES: [&str; 9] = [
    "grids=",
    "proj4_grids",
    "parameterfile",
    "proj-based operation",
    "+init=",
    "+file=",
    "+catalog=",
    " file\"",
    "init=",
];
/// How many of these, from the first, are unlikely to occur in other text.
const UNAMBIGUOUS: usize = 5;
/// The name for no grid.
const NO_GRID: &[u8] = b"@null";

/// Parses a reference system that `dataset.toml` or a file gives.
pub(in super::super) fn read(text: &str) -> Result<SpatialRef, CrsError> {
    let text = text.trim();
    let begins = |keyword: &str| text.get(..keyword.len()).is_some_and(|start| start.eq_ignore_ascii_case(keyword));
    let is_wkt = WKT.iter().any(|keyword| begins(keyword));
    let is_json = || {
        serde_json::from_str::<Json>(text)
            .is_ok_and(|json| json["type"].as_str().is_some_and(|kind| PROJJSON.contains(&kind)))
    };
    let is_proj = text.split_whitespace().any(|part| part.starts_with("+proj=") || part.starts_with("+init="));
    if !is_wkt && is_code(text) || NAMES.contains(&text) {
        return known(text, SpatialRef::from_definition(text));
    }
    if !is_wkt && !is_proj && !is_json() {
        return Err(CrsError::Unknown(text.to_owned()));
    }
    if let Some(what) = find_file_reference(text.as_bytes()) {
        return Err(CrsError::GivenReferencesFile(text.to_owned(), what));
    }
    let read = if is_wkt {
        SpatialRef::from_wkt(text)
    } else if is_proj {
        SpatialRef::from_proj4(text)
    } else {
        SpatialRef::from_definition(text)
    };
    known(text, read)
}

fn known(text: &str, read: gdal::errors::Result<SpatialRef>) -> Result<SpatialRef, CrsError> {
    read.map_err(|_| CrsError::Unknown(text.to_owned()))
}

/// Whether a text is the code of a reference system in a database that comes with GDAL: `EPSG:4326`, a URN, or a URL of the OGC
/// registry, which serves as a name and is not requested.
pub(in super::super) fn is_code(text: &str) -> bool {
    let fits = |rest: &str, more: &str| {
        !rest.is_empty() && rest.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c)) && !rest.contains("..")
    };
    let after = |start: &str| {
        let begin = text.get(..start.len())?;
        begin.eq_ignore_ascii_case(start).then(|| &text[start.len()..])
    };
    if URNS.iter().any(|urn| after(urn).is_some_and(|rest| fits(rest, ":._,-"))) {
        return true;
    }
    let address = after("http://").or_else(|| after("https://"));
    if let Some(address) = address {
        return ADDRESSES.iter().any(|known| address.strip_prefix(known).is_some_and(|rest| fits(rest, "/._-")));
    }
    text.split_once(':').is_some_and(|(authority, code)| {
        AUTHORITIES.iter().any(|known| known.eq_ignore_ascii_case(authority)) && fits(code, "_.+")
    })
}

/// What in the definition of a reference system would make PROJ open a file.
pub(in super::super) fn find_file_reference(definition: &[u8]) -> Option<&'static str> {
    found(definition, FILE_REFERENCES.len())
}

/// The same among other data, where only unambiguous matches count.
pub(in super::super) fn find_file_reference_in_data(content: &[u8]) -> Option<&'static str> {
    found(content, UNAMBIGUOUS)
}

fn found(text: &[u8], how_many: usize) -> Option<&'static str> {
    static ALL: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasickBuilder::new().ascii_case_insensitive(true).build(FILE_REFERENCES).ok());
    let all = ALL.as_ref()?;
    all.find_overlapping_iter(text)
        .filter(|found| found.pattern().as_usize() < how_many)
        .find(|found| !is_no_grid(&text[found.end()..]))
        .map(|found| FILE_REFERENCES[found.pattern().as_usize()])
}

/// Whether `@null` follows, and nothing more: `nadgrids=@null`, `"PROJ4_GRIDS","@null"`.
fn is_no_grid(rest: &[u8]) -> bool {
    let separators = rest.iter().take_while(|byte| matches!(byte, b'"' | b',' | b' ')).count();
    rest[separators..].strip_prefix(NO_GRID).is_some_and(|after| matches!(after.first(), None | Some(b' ' | b'"')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinguished_from_files_and_addresses() {
        for code in [
            "EPSG:4326",
            "epsg:32643",
            "ESRI:102012",
            "OGC:CRS84",
            "CRS:84",
            "urn:ogc:def:crs:EPSG::4326",
            "urn:ogc:def:crs:OGC:1.3:CRS84",
            "http://www.opengis.net/def/crs/EPSG/0/4326",
            "https://opengis.net/def/crs/OGC/1.3/CRS84",
            "EPSG:32643+5773",
        ] {
            assert!(is_code(code), "{code}");
        }
        for other in [
            "/etc/passwd",
            "etc:passwd",
            "EPSG:",
            "EPSG:../x",
            "http://127.0.0.1/def/crs/EPSG/0/4326",
            "http://www.opengis.net/def/crs-compound?1=http://x",
            "DICT:/etc/passwd,1",
            "http://www.opengis.net/def/crs/../../x",
            "EPSG:4326 ",
            "ESRI::/etc/passwd",
            "",
        ] {
            assert!(!is_code(other), "{other}");
        }
    }

    #[test]
    fn references_to_files_are_found_and_other_definitions_pass() {
        for (text, what) in [
            ("+proj=longlat +nadgrids=/etc/passwd", "grids="),
            ("+proj=longlat +nadgrids=@null,/etc/passwd", "grids="),
            ("+proj=longlat +nadgrids=@nullx", "grids="),
            ("+proj=longlat +geoidgrids=x", "grids="),
            ("+init=/etc/passwd:1", "+init="),
            ("+proj=longlat init=/etc/passwd:1", "init="),
            (r#"GEOGCS["x",EXTENSION["PROJ4_GRIDS","/etc/passwd"]]"#, "proj4_grids"),
            (r#"x,PARAMETERFILE["Latitude and longitude difference file","x"]"#, "parameterfile"),
            (r#"METHOD["PROJ-based operation method: +proj=hgridshift"]"#, "proj-based operation"),
            (r#"{"name": "Geoid (height correction) model file", "value": "/etc/passwd"}"#, " file\""),
        ] {
            assert_eq!(find_file_reference(text.as_bytes()), Some(what), "{text}");
        }
        for text in [
            "+proj=merc +a=6378137 +b=6378137 +nadgrids=@null +wktext",
            r#"EXTENSION["PROJ4","+proj=merc +nadgrids=@null +no_defs"]"#,
            r#"EXTENSION["PROJ4_GRIDS","@null"]"#,
            "+proj=tmerc +ellps=krass +towgs84=24,-123,-94,0.02,-0.25,-0.13,1.1",
        ] {
            assert_eq!(find_file_reference(text.as_bytes()), None, "{text}");
        }
        assert_eq!(find_file_reference_in_data(b"who@example.org +file=1"), None);
    }

    #[test]
    fn definitions_are_read_and_everything_else_is_unknown() {
        let wkt = SpatialRef::from_epsg(32643).and_then(|system| system.to_wkt()).expect("a WKT");
        let json = SpatialRef::from_epsg(32643).and_then(|system| system.to_projjson()).expect("a PROJJSON");
        for text in [
            &wkt,
            &json,
            "+proj=utm +zone=43 +datum=WGS84",
            "EPSG:32643",
            "WGS84",
            "http://www.opengis.net/def/crs/EPSG/0/4326",
        ] {
            assert!(read(text).is_ok(), "{text}");
        }
        for text in ["/etc/passwd", "http://127.0.0.1:1/", "EPSG:99999999", "{\"type\":\"x\"}", "GEOGCS[", "utm 43", ""]
        {
            assert!(matches!(read(text), Err(CrsError::Unknown(_))), "{text}");
        }
        for text in ["+init=epsg:4326", "+proj=longlat +nadgrids=/etc/passwd"] {
            assert!(matches!(read(text), Err(CrsError::GivenReferencesFile(..))), "{text}");
        }
    }
}
