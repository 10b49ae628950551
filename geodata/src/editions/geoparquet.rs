//! What makes a Parquet file a GeoParquet file (specification 1.1.0): the columns of geometry, and the metadata `geo` that tells
//! every reader where they are.

use geo_types::Rect;
use serde_json::json;

use super::table::{Cells, TableWriter};
use crate::model::BBox;

/// The columns of geometry, in a message: the box of each geometry, by which readers skip what lies elsewhere, and the geometry; `optional`
/// where some rows have none.
macro_rules! geometry_columns {
    (optional) => {
        "OPTIONAL GROUP bbox { REQUIRED DOUBLE xmin; REQUIRED DOUBLE ymin; REQUIRED DOUBLE xmax; REQUIRED DOUBLE ymax; }
         OPTIONAL BYTE_ARRAY geometry;"
    };
    () => {
        "REQUIRED GROUP bbox { REQUIRED DOUBLE xmin; REQUIRED DOUBLE ymin; REQUIRED DOUBLE xmax; REQUIRED DOUBLE ymax; }
         REQUIRED BYTE_ARRAY geometry;"
    };
}
pub(super) use geometry_columns;

/// The cells of the columns of geometry, in the order of `geometry_columns!`.
pub(super) fn geometry_cells(
    boxes: impl Iterator<Item = Rect<f64>> + Clone,
    geometries: impl Iterator<Item = Vec<u8>>,
) -> [Cells; 5] {
    [
        Cells::double(boxes.clone().map(|bbox| bbox.min().x)),
        Cells::double(boxes.clone().map(|bbox| bbox.min().y)),
        Cells::double(boxes.clone().map(|bbox| bbox.max().x)),
        Cells::double(boxes.map(|bbox| bbox.max().y)),
        Cells::bytes(geometries),
    ]
}

/// The same where some rows have no geometry.
pub(super) fn optional_geometry_cells(
    boxes: impl Iterator<Item = Option<Rect<f64>>> + Clone,
    geometries: impl Iterator<Item = Option<Vec<u8>>>,
) -> [Cells; 5] {
    [
        Cells::optional_double(boxes.clone().map(|bbox| Some(bbox?.min().x))),
        Cells::optional_double(boxes.clone().map(|bbox| Some(bbox?.min().y))),
        Cells::optional_double(boxes.clone().map(|bbox| Some(bbox?.max().x))),
        Cells::optional_double(boxes.map(|bbox| Some(bbox?.max().y))),
        Cells::optional_bytes(geometries),
    ]
}

/// Says that the column `geometry` holds geometries of one type, in longitude and latitude (no `crs` means OGC:CRS84), and
/// within which box: west above east where that crosses the antimeridian.
pub(super) fn set_geo_metadata(
    table: &mut TableWriter,
    geometry_type: &str,
    boxes: impl Iterator<Item = Rect<f64>> + Clone,
) {
    let mut column = json!({
        "encoding": "WKB",
        "geometry_types": [geometry_type],
        "covering": { "bbox": {
            "xmin": ["bbox", "xmin"], "ymin": ["bbox", "ymin"], "xmax": ["bbox", "xmax"], "ymax": ["bbox", "ymax"],
        } },
    });
    if let Some(all) = BBox::around(boxes) {
        column["bbox"] = json!(all.edges());
    }
    let geo = json!({ "version": "1.1.0", "primary_column": "geometry", "columns": { "geometry": column } });
    table.set_metadata("geo", geo.to_string());
}
