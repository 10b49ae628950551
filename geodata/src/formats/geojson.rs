//! GeoJSON (RFC 7946), written straight into a buffer: no tree of values for geometries of thousands of vertices.

use std::borrow::Cow;
use std::cell::OnceCell;

use geo_types::{LineString, MultiPolygon, Point};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::{FeatureCache, FeatureWriter};
use crate::atlas::Atlas;
use crate::crs::{Crs, CrsError, Projection};
use crate::query::{Cell, Collection, Column, Columns};

/// Writes features of a collection with their columns.
pub struct GeoJsonFeatures<'a> {
    rows: Rows<'a>,
    members: &'a Map<String, Json>,
    projection: &'a Projection,
    cache: Option<&'a FeatureCache>,
    is_first: bool,
}

impl<'a> GeoJsonFeatures<'a> {
    /// Writes features with these columns in the system of a projection; `members` come before them.
    pub fn new(
        atlas: &'a Atlas,
        collection: Collection,
        columns: &'a Columns<'a>,
        projection: &'a Projection,
        members: &'a Map<String, Json>,
    ) -> Self {
        Self { rows: Rows::new(atlas, collection, columns), members, projection, cache: None, is_first: true }
    }

    /// Takes features from a cache, which is of the same columns and in degrees, and keeps new ones there.
    pub fn cached(self, cache: Option<&'a FeatureCache>) -> Self {
        Self { cache, ..self }
    }
}

impl FeatureWriter for GeoJsonFeatures<'_> {
    fn start(&mut self, out: &mut Vec<u8>) {
        write_start(out, self.members);
    }

    fn row(&mut self, out: &mut Vec<u8>, feature: usize) -> Result<(), CrsError> {
        let Rows { atlas, collection, .. } = self.rows;
        if self.projection.crs() == Crs::Crs84 {
            separate(out, &mut self.is_first);
            let write = |out: &mut Vec<u8>| self.rows.write(out, feature, &[], &geometry(atlas, collection, feature));
            match self.cache {
                Some(cache) => cache.add(out, feature, write),
                None => write(out),
            }
        } else {
            let shape = projected_geometry(atlas, collection, feature, self.projection)?;
            separate(out, &mut self.is_first);
            self.rows.write(out, feature, &[], &shape);
        }
        Ok(())
    }

    fn end(&mut self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"]}");
    }
}

/// Writes a collection of points with properties of any kind.
#[derive(Debug)]
pub struct GeoJsonPoints {
    out: Vec<u8>,
    is_first: bool,
}

impl GeoJsonPoints {
    /// Begins a collection with further members before the features.
    pub fn begin(members: &Map<String, Json>) -> Self {
        let mut out = Vec::new();
        write_start(&mut out, members);
        Self { out, is_first: true }
    }

    /// Adds a point.
    pub fn point(&mut self, id: &str, point: Point<f64>, properties: &impl Serialize) {
        separate(&mut self.out, &mut self.is_first);
        self.out.extend_from_slice(br#"{"type":"Feature","id":"#);
        json(&mut self.out, id);
        self.out.extend_from_slice(br#","geometry":"#);
        write_point(&mut self.out, point);
        self.out.extend_from_slice(br#","properties":"#);
        json(&mut self.out, properties);
        self.out.push(b'}');
    }

    /// What has been written since the last time, for a collection that is sent while it is written.
    pub fn written(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    /// Ends the collection; gives what is written of it.
    pub fn finish(mut self) -> Vec<u8> {
        self.out.extend_from_slice(b"]}");
        self.out
    }
}

/// Writes the begin of a feature collection: its members, and where the features follow.
fn write_start(out: &mut Vec<u8>, members: &Map<String, Json>) {
    out.extend_from_slice(br#"{"type":"FeatureCollection""#);
    write_members(out, members.iter().map(|(name, value)| (name.as_str(), value)));
    out.extend_from_slice(br#","features":["#);
}

/// Writes members that follow others.
fn write_members<'m>(out: &mut Vec<u8>, members: impl Iterator<Item = (&'m str, &'m Json)>) {
    for (name, value) in members {
        out.push(b',');
        json(out, name);
        out.push(b':');
        json(out, value);
    }
}

fn separate(out: &mut Vec<u8>, is_first: &mut bool) {
    if !std::mem::take(is_first) {
        out.push(b',');
    }
}

/// Writes one feature in a system; `members` are further members of it, each a name and a JSON value.
pub fn write_feature(
    out: &mut Vec<u8>,
    atlas: &Atlas,
    collection: Collection,
    columns: &Columns<'_>,
    feature: usize,
    members: &[(&str, Json)],
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
    if let Collection::Admin(level) = collection {
        return atlas.unit(level, feature).map_or(Shape::None, |unit| Shape::Area(Cow::Borrowed(&unit.area)));
    }
    position(atlas, collection, feature).map_or(Shape::None, Shape::Point)
}

/// Where a feature of a collection of points is.
pub(super) fn position(atlas: &Atlas, collection: Collection, feature: usize) -> Option<Point<f64>> {
    match collection {
        Collection::Admin(_) => None,
        Collection::Communities => atlas.communities.get(feature).map(|community| community.point),
        Collection::Facilities => atlas.facilities.get(feature).map(|facility| facility.point),
    }
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
    /// The names of the columns, as they are written before their values; made for the first feature that is not cached.
    names: OnceCell<Vec<Vec<u8>>>,
}

impl<'a> Rows<'a> {
    fn new(atlas: &'a Atlas, collection: Collection, columns: &'a Columns<'a>) -> Self {
        Self { atlas, collection, columns, names: OnceCell::new() }
    }

    fn names(&self) -> &[Vec<u8>] {
        let name = |(position, column): (usize, &Column)| {
            let mut name = if position > 0 { vec![b','] } else { Vec::new() };
            write_text(&mut name, &column.name);
            name.push(b':');
            name
        };
        self.names.get_or_init(|| self.columns.columns().iter().enumerate().map(name).collect())
    }

    fn write(&self, out: &mut Vec<u8>, feature: usize, members: &[(&str, Json)], shape: &Shape<'_>) {
        out.extend_from_slice(br#"{"type":"Feature","id":"#);
        write_text(out, self.collection.feature_id(self.atlas, feature).unwrap_or_default());
        write_members(out, members.iter().map(|(name, value)| (*name, value)));
        out.extend_from_slice(br#","geometry":"#);
        write_shape(out, shape);
        out.extend_from_slice(br#","properties":{"#);
        for (name, cell) in self.names().iter().zip(self.columns.row(feature)) {
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
