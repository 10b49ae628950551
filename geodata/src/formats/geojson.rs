//! Writes GeoJSON (RFC 7946) straight into a buffer: no tree of values for geometries of thousands of vertices. What is written is
//! what the `geojson` crate reads; the tests hold it to that.

use std::borrow::Cow;
use std::cell::OnceCell;

use geo_types::{LineString, MultiLineString, MultiPolygon, Point};
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
    /// Writes features with these columns in the system of a projection; `members` are further members of the collection.
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
        write_end(out, self.members);
    }
}

/// Writes a collection of points with properties of any kind.
#[derive(Debug)]
pub struct GeoJsonPoints {
    out: Vec<u8>,
    /// What is written behind the last point.
    end: Vec<u8>,
    is_first: bool,
}

impl GeoJsonPoints {
    /// Begins a collection with further members.
    pub fn begin(members: &Map<String, Json>) -> Self {
        let (mut out, mut end) = (Vec::new(), Vec::new());
        write_start(&mut out, members);
        write_end(&mut end, members);
        Self { out, end, is_first: true }
    }

    /// Adds a point, or what has properties alone.
    pub fn point(&mut self, id: &str, point: Option<Point<f64>>, properties: &impl Serialize) {
        separate(&mut self.out, &mut self.is_first);
        self.out.extend_from_slice(br#"{"type":"Feature","id":"#);
        json(&mut self.out, id);
        self.out.extend_from_slice(br#","geometry":"#);
        write_shape(&mut self.out, &point.map_or(Shape::None, Shape::Point));
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
        self.out.append(&mut self.end);
        self.out
    }
}

/// Writes features of a collection with properties of any kind, one after the other.
#[derive(Debug)]
pub struct GeoJsonRows {
    is_first: bool,
}

impl GeoJsonRows {
    /// Begins a collection with those of its members that are numbers; all others stand at the end.
    pub fn begin(out: &mut Vec<u8>, members: &Map<String, Json>) -> Self {
        write_start(out, members);
        Self { is_first: true }
    }

    /// Adds a feature with its geometry in degrees.
    pub fn feature(
        &mut self,
        out: &mut Vec<u8>,
        atlas: &Atlas,
        (collection, feature): (Collection, usize),
        properties: &impl Serialize,
    ) {
        separate(out, &mut self.is_first);
        out.extend_from_slice(br#"{"type":"Feature","id":"#);
        write_text(out, collection.feature_id(atlas, feature).unwrap_or_default());
        out.extend_from_slice(br#","geometry":"#);
        write_shape(out, &geometry(atlas, collection, feature));
        out.extend_from_slice(br#","properties":"#);
        json(out, properties);
        out.push(b'}');
    }

    /// Ends the collection with further members.
    pub fn end(&mut self, out: &mut Vec<u8>, members: &Map<String, Json>) {
        out.push(b']');
        write_members(out, named(members));
        out.push(b'}');
    }
}

/// Writes the start of a feature collection: the members that are numbers. Readers that stream take the first bracket for the start of
/// the features (`FeatureReader` of the `geojson` crate), so that lists and texts come after them.
fn write_start(out: &mut Vec<u8>, members: &Map<String, Json>) {
    out.extend_from_slice(br#"{"type":"FeatureCollection""#);
    write_members(out, named(members).filter(|(_, value)| value.is_number()));
    out.extend_from_slice(br#","features":["#);
}

/// Writes the end of a feature collection: its other members.
fn write_end(out: &mut Vec<u8>, members: &Map<String, Json>) {
    out.push(b']');
    write_members(out, named(members).filter(|(_, value)| !value.is_number()));
    out.push(b'}');
}

fn named(members: &Map<String, Json>) -> impl Iterator<Item = (&str, &Json)> {
    members.iter().map(|(name, value)| (name.as_str(), value))
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
    Lines(Cow<'a, MultiLineString<f64>>),
}

fn geometry(atlas: &Atlas, collection: Collection, feature: usize) -> Shape<'_> {
    if let Collection::Admin(level) = collection {
        return atlas.unit(level, feature).map_or(Shape::None, |unit| Shape::Area(Cow::Borrowed(&unit.area)));
    }
    if collection == Collection::InternationalBorders {
        let border = atlas.international_borders.list.get(feature);
        return border.map_or(Shape::None, |border| Shape::Lines(Cow::Borrowed(&border.lines)));
    }
    position(atlas, collection, feature).map_or(Shape::None, Shape::Point)
}

/// Where a feature of a collection of points is.
pub(super) fn position(atlas: &Atlas, collection: Collection, feature: usize) -> Option<Point<f64>> {
    match collection {
        Collection::Admin(_) | Collection::InternationalBorders => None,
        Collection::Communities => atlas.communities.get(feature)?.point,
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
        Shape::Lines(lines) => Shape::Lines(Cow::Owned(projection.lines(&lines)?)),
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

/// Writes a point, or a polygon or line, of several parts where there are some.
fn write_shape(out: &mut Vec<u8>, shape: &Shape<'_>) {
    match shape {
        Shape::None => out.extend_from_slice(b"null"),
        Shape::Point(point) => write_point(out, *point),
        Shape::Lines(lines) => write_parts(out, "LineString", &lines.0, write_ring),
        Shape::Area(area) => write_parts(out, "Polygon", &area.0, write_polygon),
    }
}

/// Writes a geometry of a type with one part, or of its type with several.
fn write_parts<T>(out: &mut Vec<u8>, kind: &str, parts: &[T], write: fn(&mut Vec<u8>, &T)) {
    let multi = if parts.len() == 1 { "" } else { "Multi" };
    for text in [r#"{"type":""#, multi, kind, r#"","coordinates":"#] {
        out.extend_from_slice(text.as_bytes());
    }
    if let [single] = parts {
        write(out, single);
    } else {
        out.push(b'[');
        for (position, part) in parts.iter().enumerate() {
            if position > 0 {
                out.push(b',');
            }
            write(out, part);
        }
        out.push(b']');
    }
    out.push(b'}');
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

/// Writes the positions of a ring or line.
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
    use geo_types::{LineString, Polygon};
    use geojson::{Feature, FeatureCollection, FeatureReader, feature::Id};
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// A collection as the crate reads it, in both of its ways.
    fn read(text: &[u8]) -> FeatureCollection {
        let collection: FeatureCollection = serde_json::from_slice(text).expect("a collection");
        // An empty list is an error for the reader of streams.
        if !collection.features.is_empty() {
            let streamed: Result<Vec<Feature>, _> = FeatureReader::from_reader(text).features().collect();
            assert_eq!(streamed.expect("features"), collection.features);
        }
        collection
    }

    fn written(shape: &Shape<'_>) -> geojson::Geometry {
        let mut out = Vec::new();
        write_shape(&mut out, shape);
        serde_json::from_slice(&out).expect("a geometry")
    }

    fn area(polygons: usize, holes: usize) -> MultiPolygon<f64> {
        let ring = |at: f64, size: f64| {
            LineString::from(vec![(at, 42.1), (at + size, 42.1), (at + size, 42.3 + size), (at, 42.1)])
        };
        let polygon =
            |at: f64| Polygon::new(ring(at, 1.0), (0..holes).map(|hole| ring(at + hole as f64 / 7.0, 0.1)).collect());
        MultiPolygon((0..polygons).map(|at| polygon(at as f64 * 3.3)).collect())
    }

    #[test]
    fn every_geometry_is_read_back_to_the_last_bit() {
        let point = Point::new(-180.0, 0.1 + 0.2);
        assert_eq!(Point::try_from(written(&Shape::Point(point))).ok(), Some(point));
        for (polygons, holes) in [(1, 0), (1, 3), (2, 0), (3, 2)] {
            let area = area(polygons, holes);
            let geometry = written(&Shape::Area(Cow::Borrowed(&area)));
            let read = match polygons {
                1 => Polygon::try_from(geometry).map(|polygon| MultiPolygon(vec![polygon])),
                _ => MultiPolygon::try_from(geometry),
            };
            assert_eq!(read.ok().as_ref(), Some(&area));
        }
        let mut out = Vec::new();
        write_shape(&mut out, &Shape::None);
        assert_eq!(serde_json::from_slice::<Option<geojson::Geometry>>(&out).ok(), Some(None));
        let empty = written(&Shape::Area(Cow::Owned(MultiPolygon(Vec::new()))));
        assert_eq!(empty.value, geojson::GeometryValue::MultiPolygon { coordinates: Vec::new() });
    }

    #[test]
    fn collections_are_read_whole_and_feature_by_feature() {
        let members = json!({ "numberMatched": 2, "links": [{ "href": "http://a/?x=[1]" }], "title": "a [b] \"c\"", "numberReturned": 2 });
        let Json::Object(members) = members else { panic!("an object") };
        let mut empty = GeoJsonPoints::begin(&members).finish();
        assert_eq!(read(&empty).foreign_members.as_ref(), Some(&members), "all members are there");
        empty = GeoJsonPoints::begin(&Map::new()).finish();
        assert_eq!(read(&empty), FeatureCollection { bbox: None, features: Vec::new(), foreign_members: None });

        let mut writer = GeoJsonPoints::begin(&members);
        let properties =
            json!({ "name": "a \"[{\u{1f600}", "count": 9_007_199_254_740_993_u64, "none": null, "yes": true });
        writer.point("a\n1", Some(Point::new(74.6, 42.9)), &properties);
        writer.point("", Some(Point::new(-0.0, -90.0)), &json!({}));
        writer.point("nowhere", None, &json!({}));
        let collection = read(&writer.finish());
        assert_eq!(collection.foreign_members.as_ref(), Some(&members));
        let first = &collection.features[0];
        assert_eq!(first.id, Some(Id::String("a\n1".to_owned())));
        assert_eq!(first.properties.clone().map(Json::Object), Some(properties));
        assert_eq!(first.geometry, Some(geojson::Geometry::new_point([74.6, 42.9])));
        assert_eq!(collection.features.len(), 3);
        assert_eq!(collection.features[2].geometry, None);
    }

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
