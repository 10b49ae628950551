//! GeoJSON (RFC 7946), written straight into a buffer: no tree of values for geometries of thousands of vertices.

use std::borrow::Cow;
use std::cell::LazyCell;

use geo_types::{LineString, MultiPolygon, Point};
use serde::Serialize;

use super::FeatureCache;
use crate::atlas::Atlas;
use crate::crs::{Crs, CrsError, Projection};
use crate::query::{Cell, Collection, Column, Columns};

/// Writes a feature collection, feature by feature.
#[derive(Debug)]
pub struct GeoJsonWriter {
    out: Vec<u8>,
    first: bool,
}

impl GeoJsonWriter {
    /// Begins a collection with further members (each a name and a JSON value) before the features.
    pub fn begin(members: &serde_json::Map<String, serde_json::Value>) -> Self {
        let mut out = br#"{"type":"FeatureCollection""#.to_vec();
        for (name, value) in members {
            out.push(b',');
            json(&mut out, name);
            out.push(b':');
            json(&mut out, value);
        }
        out.extend_from_slice(br#","features":["#);
        Self { out, first: true }
    }

    /// Adds features of a collection with their columns, from those that are kept for them if there are any.
    pub fn features(
        &mut self,
        atlas: &Atlas,
        collection: Collection,
        columns: &Columns<'_>,
        features: &[usize],
        kept: Option<&FeatureCache>,
    ) {
        let rows = LazyCell::new(|| Rows::new(atlas, collection, columns));
        for (written, &feature) in features.iter().enumerate() {
            self.separate();
            let begin = self.out.len();
            let write = |out: &mut Vec<u8>| rows.write(out, feature, &[], &geometry(atlas, collection, feature));
            match kept {
                Some(kept) => kept.add(&mut self.out, feature, write),
                None => write(&mut self.out),
            }
            if written == 0 {
                // The others are about as long.
                self.out.reserve((self.out.len() - begin + 16) * (features.len() - 1));
            }
        }
    }

    /// The same in another system, where all of them have coordinates.
    pub fn projected_features(
        &mut self,
        atlas: &Atlas,
        collection: Collection,
        columns: &Columns<'_>,
        features: &[usize],
        projection: &Projection,
    ) -> Result<(), CrsError> {
        let rows = Rows::new(atlas, collection, columns);
        for &feature in features {
            let shape = projected_geometry(atlas, collection, feature, projection)?;
            self.separate();
            rows.write(&mut self.out, feature, &[], &shape);
        }
        Ok(())
    }

    /// Adds a point with properties of any kind.
    pub fn point(&mut self, id: &str, point: Point<f64>, properties: &impl Serialize) {
        self.separate();
        self.out.extend_from_slice(br#"{"type":"Feature","id":"#);
        json(&mut self.out, id);
        self.out.extend_from_slice(br#","geometry":"#);
        write_point(&mut self.out, point);
        self.out.extend_from_slice(br#","properties":"#);
        json(&mut self.out, properties);
        self.out.push(b'}');
    }

    /// Ends the collection.
    pub fn finish(mut self) -> Vec<u8> {
        self.out.extend_from_slice(b"]}");
        self.out
    }

    fn separate(&mut self) {
        if !std::mem::take(&mut self.first) {
            self.out.push(b',');
        }
    }
}

/// Writes one feature in a system; `members` are further members of it, each a name and a JSON value.
pub fn write_feature(
    out: &mut Vec<u8>,
    atlas: &Atlas,
    collection: Collection,
    columns: &Columns<'_>,
    feature: usize,
    members: &[(&str, serde_json::Value)],
    projection: &Projection,
) -> Result<(), CrsError> {
    let shape = projected_geometry(atlas, collection, feature, projection)?;
    Rows::new(atlas, collection, columns).write(out, feature, members, &shape);
    Ok(())
}

/// The geometry of a feature, or of none.
enum Shape<'a> {
    None,
    Point(Point<f64>),
    Area(Cow<'a, MultiPolygon<f64>>),
}

fn geometry(atlas: &Atlas, collection: Collection, feature: usize) -> Shape<'_> {
    let point = match collection {
        Collection::Admin(level) => {
            return atlas.unit(level, feature).map_or(Shape::None, |unit| Shape::Area(Cow::Borrowed(&unit.area)));
        }
        Collection::Communities => atlas.communities.get(feature).map(|community| community.point),
        Collection::Facilities => atlas.facilities.get(feature).map(|facility| facility.point),
    };
    point.map_or(Shape::None, Shape::Point)
}

fn projected_geometry<'a>(
    atlas: &'a Atlas,
    collection: Collection,
    feature: usize,
    projection: &Projection,
) -> Result<Shape<'a>, CrsError> {
    let shape = geometry(atlas, collection, feature);
    Ok(match shape {
        _ if projection.crs() == Crs::Crs84 => shape,
        Shape::None => shape,
        Shape::Point(point) => Shape::Point(projection.point(point)?),
        Shape::Area(area) => Shape::Area(Cow::Owned(projection.area(&area)?)),
    })
}

/// The rows of a collection, ready to be written.
struct Rows<'a> {
    atlas: &'a Atlas,
    collection: Collection,
    columns: &'a Columns<'a>,
    /// The names of the columns, as they are written before their values.
    names: Vec<Vec<u8>>,
}

impl<'a> Rows<'a> {
    fn new(atlas: &'a Atlas, collection: Collection, columns: &'a Columns<'a>) -> Self {
        let name = |(position, column): (usize, &Column)| {
            let mut name = if position > 0 { vec![b','] } else { Vec::new() };
            write_text(&mut name, &column.name);
            name.push(b':');
            name
        };
        let names = columns.columns().iter().enumerate().map(name).collect();
        Self { atlas, collection, columns, names }
    }

    fn write(&self, out: &mut Vec<u8>, feature: usize, members: &[(&str, serde_json::Value)], shape: &Shape<'_>) {
        out.extend_from_slice(br#"{"type":"Feature","id":"#);
        write_text(out, self.collection.feature_id(self.atlas, feature).unwrap_or_default());
        for (name, value) in members {
            out.push(b',');
            json(out, name);
            out.push(b':');
            json(out, value);
        }
        out.extend_from_slice(br#","geometry":"#);
        write_shape(out, shape);
        out.extend_from_slice(br#","properties":{"#);
        for (name, cell) in self.names.iter().zip(self.columns.row(feature)) {
            out.extend_from_slice(name);
            write_cell(out, cell);
        }
        out.extend_from_slice(b"}}");
    }
}

/// Writes a point, a polygon, or a multipolygon where there are several parts.
fn write_shape(out: &mut Vec<u8>, shape: &Shape<'_>) {
    match shape {
        Shape::None => out.extend_from_slice(b"null"),
        Shape::Point(point) => write_point(out, *point),
        Shape::Area(area) => match area.0.as_slice() {
            [single] => {
                out.extend_from_slice(br#"{"type":"Polygon","coordinates":"#);
                write_polygon(out, single);
                out.push(b'}');
            }
            parts => {
                out.extend_from_slice(br#"{"type":"MultiPolygon","coordinates":["#);
                for (position, part) in parts.iter().enumerate() {
                    if position > 0 {
                        out.push(b',');
                    }
                    write_polygon(out, part);
                }
                out.extend_from_slice(b"]}");
            }
        },
    }
}

fn write_polygon(out: &mut Vec<u8>, polygon: &geo_types::Polygon<f64>) {
    out.push(b'[');
    write_ring(out, polygon.exterior());
    for hole in polygon.interiors() {
        out.push(b',');
        write_ring(out, hole);
    }
    out.push(b']');
}

fn write_ring(out: &mut Vec<u8>, ring: &LineString<f64>) {
    out.push(b'[');
    for (position, coordinate) in ring.coords().enumerate() {
        if position > 0 {
            out.push(b',');
        }
        json(out, &[coordinate.x, coordinate.y]);
    }
    out.push(b']');
}

fn write_point(out: &mut Vec<u8>, point: Point<f64>) {
    out.extend_from_slice(br#"{"type":"Point","coordinates":"#);
    json(out, &[point.x(), point.y()]);
    out.push(b'}');
}

fn write_cell(out: &mut Vec<u8>, cell: Cell<'_>) {
    match cell {
        Cell::Null => out.extend_from_slice(b"null"),
        Cell::Text(text) => write_text(out, text),
        Cell::Int(number) => json(out, &number),
        Cell::Float(number) => json(out, &number),
        Cell::Bool(yes) => out.extend_from_slice(if yes { b"true" } else { b"false" }),
    }
}

/// Writes text; nearly all of it has nothing to escape (RFC 8259, section 7), and is copied as it is.
fn write_text(out: &mut Vec<u8>, text: &str) {
    let is_plain = |byte: &u8| *byte >= b' ' && *byte != b'"' && *byte != b'\\';
    // Not `all`, which stops at the first: looking at every byte is faster by many at a time.
    if text.as_bytes().iter().filter(|byte| !is_plain(byte)).count() > 0 {
        return json(out, text);
    }
    out.push(b'"');
    out.extend_from_slice(text.as_bytes());
    out.push(b'"');
}

/// Writing into memory fails only for values that JSON cannot hold, and none of those is ever passed.
fn json(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) {
    let begin = out.len();
    if serde_json::to_writer(&mut *out, value).is_err() {
        out.truncate(begin);
        out.extend_from_slice(b"null");
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::write_text;

    proptest! {
        #[test]
        fn text_is_written_as_json_has_it(text in any::<String>()) {
            let mut out = Vec::new();
            write_text(&mut out, &text);
            prop_assert_eq!(serde_json::from_slice::<String>(&out).ok(), Some(text.clone()));
            prop_assert_eq!(out, serde_json::to_vec(&text).unwrap_or_default());
        }
    }

    #[test]
    fn every_byte_of_ascii_is_written_as_json_has_it() {
        for byte in 0..128_u8 {
            let text = format!("a{}b", char::from(byte));
            let mut out = Vec::new();
            write_text(&mut out, &text);
            assert_eq!(out, serde_json::to_vec(&text).expect("JSON"), "{byte}");
        }
    }
}
