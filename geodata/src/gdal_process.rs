//! What GDAL may do in this process.
//!
//! GDAL is given files in memory whose content was looked through, so that nothing is left that would lead it elsewhere.
//! These settings hold where something was overlooked. They are of the whole process, since GDAL's are.

mod complaints;

use std::sync::Once;

pub(crate) use complaints::Complaints;

/// What GDAL is told, by the names that its documentation has for them.
const SETTINGS: [(&str, &str); 16] = [
    // curl knows no such kind of proxy and gives up before it connects.
    ("GDAL_HTTP_PROXY", "none://127.0.0.1:9"),
    ("GDAL_HTTPS_PROXY", "none://127.0.0.1:9"),
    ("CPL_VSIL_CURL_ALLOWED_FILENAME", "none"),
    ("CPL_VSIL_CURL_USE_HEAD", "NO"),
    ("GDAL_HTTP_MAX_RETRY", "0"),
    // A view or computed column of a GeoPackage calls no function that does more than compute.
    ("OGR_SQLITE_PRAGMA", "trusted_schema=OFF"),
    ("OGR_SQLITE_LOAD_EXTENSIONS", ""),
    ("GML_DOWNLOAD_WFS_SCHEMA", "NO"),
    ("GML_SKIP_RESOLVE_ELEMS", "ALL"),
    // The other one reads external entities.
    ("GML_PARSER", "EXPAT"),
    ("LIBKML_EXTERNAL_STYLE", "NO"),
    ("LIBKML_RESOLVE_STYLE", "NO"),
    ("LIBKML_ADD_RESOURCE_MAP", "FALSE"),
    // JSON has no times: `10:30` is the text that it is.
    ("OGR_GEOJSON_DATE_AS_STRING", "YES"),
    ("CPL_ALLOW_VSISTDIN", "NO"),
    ("GDAL_PAM_ENABLED", "NO"),
];

/// Sets GDAL up, once.
pub(crate) fn set_up() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for (name, value) in SETTINGS {
            // Fails for names with a zero byte in them only.
            let _ = gdal::config::set_config_option(name, value);
        }
    });
}
