//! Restricts what GDAL may do in this process.
//!
//! GDAL gets files in memory that were inspected before, so that they refer to no other files or addresses. These settings are a
//! second line of defence. They apply to the whole process, since GDAL has no others.

mod complaints;

use std::sync::Once;

pub(crate) use complaints::Complaints;

/// The configuration options of GDAL, by their documented names.
const SETTINGS: [(&str, &str); 16] = [
    // curl does not support this kind of proxy and fails before it connects.
    ("GDAL_HTTP_PROXY", "none://127.0.0.1:9"),
    ("GDAL_HTTPS_PROXY", "none://127.0.0.1:9"),
    ("CPL_VSIL_CURL_ALLOWED_FILENAME", "none"),
    ("CPL_VSIL_CURL_USE_HEAD", "NO"),
    ("GDAL_HTTP_MAX_RETRY", "0"),
    // Views and computed columns of a GeoPackage may only call functions without side effects.
    ("OGR_SQLITE_PRAGMA", "trusted_schema=OFF"),
    ("OGR_SQLITE_LOAD_EXTENSIONS", ""),
    ("GML_DOWNLOAD_WFS_SCHEMA", "NO"),
    ("GML_SKIP_RESOLVE_ELEMS", "ALL"),
    // The other parser, Xerces, reads external entities.
    ("GML_PARSER", "EXPAT"),
    ("LIBKML_EXTERNAL_STYLE", "NO"),
    ("LIBKML_RESOLVE_STYLE", "NO"),
    ("LIBKML_ADD_RESOURCE_MAP", "FALSE"),
    // JSON has no times: `10:30` of a TopoJSON is the text that it is.
    ("OGR_GEOJSON_DATE_AS_STRING", "YES"),
    ("CPL_ALLOW_VSISTDIN", "NO"),
    ("GDAL_PAM_ENABLED", "NO"),
];

/// Configures GDAL, once.
pub(crate) fn set_up() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        for (name, value) in SETTINGS {
            // Fails only for names with a zero byte.
            let _ = gdal::config::set_config_option(name, value);
        }
    });
}
