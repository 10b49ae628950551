//! The `geo` metadata of GeoParquet 1.1.0, which tells every reader where the geometry is.

use geo_types::Rect;
use serde_json::json;

use super::table::TableWriter;
use crate::index::union;

/// What the column `geometry` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GeometryColumn {
    /// Areas, with the box of each in the column `bbox`.
    MultiPolygons,
    /// Points.
    Points,
}

/// Says that the column `geometry` holds geometries, in longitude and latitude (no `crs` means OGC:CRS84), and within which box.
pub(super) fn note_geometry(table: &mut TableWriter, kind: GeometryColumn, boxes: impl Iterator<Item = Rect<f64>>) {
    let mut column = json!({
        "encoding": "WKB",
        "geometry_types": [match kind {
            GeometryColumn::MultiPolygons => "MultiPolygon",
            GeometryColumn::Points => "Point",
        }],
    });
    if let Some(all) = boxes.reduce(union) {
        column["bbox"] = json!([all.min().x, all.min().y, all.max().x, all.max().y]);
    }
    if kind == GeometryColumn::MultiPolygons {
        column["covering"] = json!({ "bbox": {
            "xmin": ["bbox", "xmin"], "ymin": ["bbox", "ymin"], "xmax": ["bbox", "xmax"], "ymax": ["bbox", "ymax"],
        } });
    }
    let geo = json!({ "version": "1.1.0", "primary_column": "geometry", "columns": { "geometry": column } });
    table.note("geo", geo.to_string());
}
