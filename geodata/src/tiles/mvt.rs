//! Mapbox Vector Tile specification 2.1: the protocol-buffer messages of a layer, written straight into bytes.
//!
//! Equal features in equal order give equal bytes.

pub(super) mod dictionary;
mod feature_attributes;
mod tags;
pub(super) mod wire;

use std::cell::Cell;

use geo_types::Coord;

pub use self::feature_attributes::FeatureAttributes;
use self::tags::{NumberedTags, Tags};
use self::wire::{MAX_LEN_BYTES, SHORT_MAX, bytes, close, close_at, copy_short, field, open, varint, zigzag};

/// Of the specification, which each layer names (section 4.1).
const VERSION: u64 = 2;

/// Commands of a geometry (section 4.3.1).
const MOVE_TO: u64 = 1;
const LINE_TO: u64 = 2;
const CLOSE_PATH: u64 = 7;

/// Kinds of geometry (section 4.3.4).
#[derive(Clone, Copy)]
enum GeometryType {
    Point = 1,
    LineString = 2,
    Polygon = 3,
}

/// Writes one layer of a tile, feature by feature.
pub struct LayerWriter<'a> {
    name: String,
    extent: u32,
    features: Features,
    tags: Tags<'a>,
}

/// Features without their tags, which are numbered once all are known.
#[derive(Default)]
struct Features {
    /// The other fields, feature after feature.
    fields: Vec<u8>,
    ends: Vec<End>,
    /// How many bytes the last geometry took for its length.
    width: usize,
}

/// Where a feature ends.
#[derive(Clone, Copy, Default)]
struct End {
    fields: usize,
    tags: usize,
}

/// A buffer of more bytes is not reused: such layers are rare.
const MAX_RETAINED: usize = 1 << 20;

thread_local! {
    /// The buffer of the last layer that the thread wrote, emptied: the next layer needs about as much memory.
    static FEATURES: Cell<Features> = Cell::default();
}

impl<'a> LayerWriter<'a> {
    /// A layer without features. `extent` is the width and height of the tile in units of its grid.
    pub fn new(name: impl Into<String>, extent: u32) -> Self {
        Self { name: name.into(), extent, features: FEATURES.take(), tags: Tags::new() }
    }

    /// Adds a point.
    pub fn add_point(&mut self, id: u64, attributes: impl Into<FeatureAttributes<'a>>, point: Coord<i32>) {
        self.add_feature(id, attributes.into(), GeometryType::Point, |out| {
            command(MOVE_TO, 1, out);
            parameters(point, Coord::zero(), out);
        });
    }

    /// Adds lines. Those of fewer than two vertices, and so features without any line, are not written.
    pub fn add_lines<L: AsRef<[Coord<i32>]>>(
        &mut self,
        id: u64,
        attributes: impl Into<FeatureAttributes<'a>>,
        lines: impl IntoIterator<Item = L>,
    ) {
        self.add_feature(id, attributes.into(), GeometryType::LineString, |out| {
            let mut at = Coord::zero();
            for line in lines {
                let line = line.as_ref();
                if line.len() >= 2 {
                    path(line, &mut at, out);
                }
            }
        });
    }

    /// Adds an area of one polygon or more: their rings, each outer ring followed by its holes, without repeating the first
    /// vertex of a ring at its end. Outer rings have positive area by the surveyor's formula (y down), holes negative. Rings of
    /// fewer than three vertices, and so features without any ring, are not written: the specification has no place for them.
    pub fn add_area<R: AsRef<[Coord<i32>]>>(
        &mut self,
        id: u64,
        attributes: impl Into<FeatureAttributes<'a>>,
        rings: impl IntoIterator<Item = R>,
    ) {
        self.add_feature(id, attributes.into(), GeometryType::Polygon, |out| {
            let mut at = Coord::zero();
            for ring in rings {
                let ring = ring.as_ref();
                if ring.len() >= 3 {
                    path(ring, &mut at, out);
                    command(CLOSE_PATH, 1, out);
                }
            }
        });
    }

    /// The layer as bytes, which are a tile; several of them, one after the other, are a tile too. None where no feature was
    /// added, since a layer should not be empty (section 4.1).
    pub fn finish(self) -> Option<Vec<u8>> {
        let Self { name, extent, mut features, tags } = self;
        let is_empty = features.ends.is_empty();
        let tags = tags.numbered();
        let mut out = Vec::with_capacity(features.fields.len() + 1024);
        let layer = open(field::TILE_LAYER, 3, &mut out);
        // First, so that a reader knows whether to go on.
        varint(field::LAYER_VERSION, &mut out);
        varint(VERSION, &mut out);
        bytes(field::LAYER_NAME, name.as_bytes(), &mut out);
        features.write(&tags, &mut out);
        tags.finish(&mut out);
        varint(field::LAYER_EXTENT, &mut out);
        varint(u64::from(extent), &mut out);
        close(layer, &mut out);
        if features.fields.len() <= MAX_RETAINED {
            features.fields.clear();
            features.ends.clear();
            FEATURES.set(features);
        }
        (!is_empty).then_some(out)
    }

    /// Adds a feature, unless it turns out to have no geometry.
    fn add_feature(
        &mut self,
        id: u64,
        attributes: FeatureAttributes<'a>,
        kind: GeometryType,
        geometry: impl FnOnce(&mut Vec<u8>),
    ) {
        let Features { fields, ends, width } = &mut self.features;
        let start = fields.len();
        varint(field::FEATURE_ID, fields);
        varint(id, fields);
        varint(field::FEATURE_TYPE, fields);
        varint(kind as u64, fields);
        let shape = open(field::FEATURE_GEOMETRY, *width, fields);
        let before = fields.len();
        geometry(fields);
        if fields.len() == before {
            fields.truncate(start);
            return;
        }
        *width = close(shape, fields);
        // Only now, so that a feature without geometry adds no keys and values.
        self.tags.add(attributes);
        ends.push(End { fields: fields.len(), tags: self.tags.len() });
    }
}

impl Features {
    /// Writes the features with their tags.
    fn write(&self, tags: &NumberedTags, out: &mut Vec<u8>) {
        let start = out.len();
        let headers = self.ends.len() * 2 * (1 + MAX_LEN_BYTES);
        out.resize(start + self.fields.len() + headers + tags.most_bytes() + SHORT_MAX, 0);
        let (mut at, mut before, mut widths) = (start, End::default(), [1; 2]);
        for end in &self.ends {
            out[at] = field::LAYER_FEATURE as u8;
            let of_feature = at + 1;
            at = copy_short(&self.fields, before.fields..end.fields, of_feature + widths[0], out);
            out[at] = field::FEATURE_TAGS as u8;
            let of_tags = at + 1;
            at = tags.put(before.tags..end.tags, of_tags + widths[1], out);
            (at, widths[1]) = close_at(of_tags, widths[1], at, out);
            (at, widths[0]) = close_at(of_feature, widths[0], at, out);
            before = *end;
        }
        out.truncate(at);
    }
}

fn command(id: u64, count: u64, out: &mut Vec<u8>) {
    varint(count << 3 | id, out);
}

/// A line, starting from the cursor.
fn path(vertices: &[Coord<i32>], at: &mut Coord<i32>, out: &mut Vec<u8>) {
    let [first, others @ ..] = vertices else { return };
    command(MOVE_TO, 1, out);
    parameters(*first, *at, out);
    command(LINE_TO, others.len() as u64, out);
    *at = *first;
    for vertex in others {
        parameters(*vertex, *at, out);
        *at = *vertex;
    }
}

/// The step to a vertex from the one before (section 4.3.2).
#[inline]
fn parameters(to: Coord<i32>, from: Coord<i32>, out: &mut Vec<u8>) {
    varint(zigzag(i64::from(to.x) - i64::from(from.x)), out);
    varint(zigzag(i64::from(to.y) - i64::from(from.y)), out);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiles::attributes::Attributes;
    use fast_mvt::{MvtReaderRef, MvtValueRef};

    fn ring(vertices: &[(i32, i32)]) -> Vec<Coord<i32>> {
        vertices.iter().copied().map(Coord::from).collect()
    }

    fn commands<'a>(write: impl FnOnce(&mut LayerWriter<'a>)) -> Vec<u32> {
        let mut writer = LayerWriter::new("layer", 4096);
        write(&mut writer);
        let bytes = writer.finish().unwrap();
        let reader = MvtReaderRef::new(&bytes).unwrap();
        let layer = reader.layers().next().unwrap();
        layer.features().next().unwrap().geometry_commands().to_vec()
    }

    /// The examples of the specification, section 4.3.5.
    #[test]
    fn geometries_are_those_of_the_specification() {
        let none = Attributes::default();
        assert_eq!(commands(|writer| writer.add_point(1, &none, Coord { x: 25, y: 17 })), [9, 50, 34]);
        let triangle = [ring(&[(3, 6), (8, 12), (20, 34)])];
        assert_eq!(
            commands(|writer| writer.add_area(1, &none, triangle.iter().map(Vec::as_slice))),
            [9, 6, 12, 18, 10, 12, 24, 44, 15]
        );
        let lines = [ring(&[(2, 2), (2, 10), (10, 10)]), ring(&[(1, 1), (3, 5)])];
        assert_eq!(
            commands(|writer| writer.add_lines(1, &none, lines.iter().map(Vec::as_slice))),
            [9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8]
        );
        let two_with_a_hole = [
            ring(&[(0, 0), (10, 0), (10, 10), (0, 10)]),
            ring(&[(11, 11), (20, 11), (20, 20), (11, 20)]),
            ring(&[(13, 13), (13, 17), (17, 17), (17, 13)]),
        ];
        assert_eq!(
            commands(|writer| writer.add_area(1, &none, two_with_a_hole.iter().map(Vec::as_slice))),
            [
                9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15, 9, 4, 13, 26, 0, 8, 8, 0,
                0, 7, 15
            ]
        );
    }

    #[test]
    fn values_are_numbered_key_by_key_those_with_few_first() {
        let said: Vec<Attributes> = (1..=3u64)
            .map(|number| Attributes::new([("code", number), ("size", 10 + number % 2), ("year", 2023)]))
            .collect();
        let mut writer = LayerWriter::new("layer", 4096);
        for (id, attributes) in (1..).zip(&said) {
            writer.add_point(id, attributes, Coord { x: 25, y: 17 });
        }
        let bytes = writer.finish().unwrap();
        let reader = MvtReaderRef::new(&bytes).unwrap();
        let layer = reader.layers().next().unwrap();
        let values: Vec<String> = layer.values().map(|value| format!("{value:?}")).collect();
        let expected = [2023, 11, 10, 1, 2, 3].map(|number| format!("{:?}", MvtValueRef::UInt(number)));
        assert_eq!(values, expected);
    }

    #[test]
    fn features_without_geometry_are_not_written() {
        let none = Attributes::default();
        let mut writer = LayerWriter::new("layer", 4096);
        writer.add_area(1, &none, [[]; 0]);
        writer.add_area(2, &none, &[ring(&[(0, 0), (1, 1)])]);
        writer.add_lines(3, &none, [ring(&[(0, 0)]).as_slice(), &[]]);
        assert_eq!(writer.finish(), None);
    }
}
