//! Mapbox Vector Tile specification 2.1: the protocol-buffer messages of a layer, written straight into bytes.
//!
//! Equal features in equal order give equal bytes.

use std::collections::HashMap;

use geo_types::Coord;

use super::attributes::{AttributeValue, Attributes};

/// Of the specification, which each layer names (section 4.1).
const VERSION: u64 = 2;

/// Fields of the messages (vector_tile.proto), each with its wire type.
mod field {
    pub const TILE_LAYER: u64 = 3 << 3 | super::BYTES;
    pub const LAYER_VERSION: u64 = 15 << 3 | super::VARINT;
    pub const LAYER_NAME: u64 = 1 << 3 | super::BYTES;
    pub const LAYER_FEATURE: u64 = 2 << 3 | super::BYTES;
    pub const LAYER_KEY: u64 = 3 << 3 | super::BYTES;
    pub const LAYER_VALUE: u64 = 4 << 3 | super::BYTES;
    pub const LAYER_EXTENT: u64 = 5 << 3 | super::VARINT;
    pub const FEATURE_ID: u64 = 1 << 3 | super::VARINT;
    pub const FEATURE_TAGS: u64 = 2 << 3 | super::BYTES;
    pub const FEATURE_TYPE: u64 = 3 << 3 | super::VARINT;
    pub const FEATURE_GEOMETRY: u64 = 4 << 3 | super::BYTES;
    pub const VALUE_STRING: u64 = 1 << 3 | super::BYTES;
    pub const VALUE_DOUBLE: u64 = 3 << 3 | super::FIXED64;
    pub const VALUE_UINT: u64 = 5 << 3 | super::VARINT;
    pub const VALUE_SINT: u64 = 6 << 3 | super::VARINT;
    pub const VALUE_BOOL: u64 = 7 << 3 | super::VARINT;
}

/// Wire types of protocol buffers.
const VARINT: u64 = 0;
const FIXED64: u64 = 1;
const BYTES: u64 = 2;

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
    features: Vec<u8>,
    keys: Table<'a, str>,
    values: Table<'a, [u8]>,
    tags: Vec<u8>,
    geometry: Vec<u8>,
}

impl<'a> LayerWriter<'a> {
    /// A layer without features. `extent` is the width and height of the tile in units of its grid.
    pub fn new(name: impl Into<String>, extent: u32) -> Self {
        Self {
            name: name.into(),
            extent,
            features: Vec::new(),
            keys: Table::default(),
            values: Table::default(),
            tags: Vec::new(),
            geometry: Vec::new(),
        }
    }

    /// Adds a point.
    pub fn add_point(&mut self, id: u64, attributes: &'a Attributes, point: Coord<i32>) {
        self.geometry.clear();
        command(MOVE_TO, 1, &mut self.geometry);
        parameters(point, Coord::zero(), &mut self.geometry);
        self.add_feature(id, attributes, GeometryType::Point);
    }

    /// Adds lines. Those of fewer than two vertices, and so features without any line, are not written.
    pub fn add_lines<'l>(
        &mut self,
        id: u64,
        attributes: &'a Attributes,
        lines: impl IntoIterator<Item = &'l [Coord<i32>]>,
    ) {
        self.geometry.clear();
        let mut at = Coord::zero();
        for line in lines {
            let [first, others @ ..] = line else { continue };
            if others.is_empty() {
                continue;
            }
            command(MOVE_TO, 1, &mut self.geometry);
            parameters(*first, at, &mut self.geometry);
            at = *first;
            command(LINE_TO, others.len() as u64, &mut self.geometry);
            for vertex in others {
                parameters(*vertex, at, &mut self.geometry);
                at = *vertex;
            }
        }
        if !self.geometry.is_empty() {
            self.add_feature(id, attributes, GeometryType::LineString);
        }
    }

    /// Adds an area of one polygon or more: their rings, each outer ring followed by its holes, without repeating the first
    /// vertex of a ring at its end. Outer rings have positive area by the surveyor's formula (y down), holes negative. Rings of
    /// fewer than three vertices, and so features without any ring, are not written: the specification has no place for them.
    pub fn add_area<'r>(
        &mut self,
        id: u64,
        attributes: &'a Attributes,
        rings: impl IntoIterator<Item = &'r [Coord<i32>]>,
    ) {
        self.geometry.clear();
        let mut at = Coord::zero();
        for ring in rings {
            let [first, others @ ..] = ring else { continue };
            if others.len() < 2 {
                continue;
            }
            command(MOVE_TO, 1, &mut self.geometry);
            parameters(*first, at, &mut self.geometry);
            at = *first;
            command(LINE_TO, others.len() as u64, &mut self.geometry);
            for vertex in others {
                parameters(*vertex, at, &mut self.geometry);
                at = *vertex;
            }
            command(CLOSE_PATH, 1, &mut self.geometry);
        }
        if !self.geometry.is_empty() {
            self.add_feature(id, attributes, GeometryType::Polygon);
        }
    }

    /// The layer as bytes, which are a tile; several of them, one after the other, are a tile too. None where no feature was
    /// added, since a layer should not be empty (section 4.1).
    pub fn finish(self) -> Option<Vec<u8>> {
        if self.features.is_empty() {
            return None;
        }
        let mut layer = Vec::with_capacity(self.features.len() + self.keys.bytes() + self.values.bytes() + 32);
        // First, so that a reader knows whether to go on.
        varint(field::LAYER_VERSION, &mut layer);
        varint(VERSION, &mut layer);
        bytes(field::LAYER_NAME, self.name.as_bytes(), &mut layer);
        layer.extend_from_slice(&self.features);
        for key in self.keys.entries {
            bytes(field::LAYER_KEY, key.as_bytes(), &mut layer);
        }
        for value in self.values.entries {
            bytes(field::LAYER_VALUE, value, &mut layer);
        }
        varint(field::LAYER_EXTENT, &mut layer);
        varint(u64::from(self.extent), &mut layer);

        let mut tile = Vec::with_capacity(layer.len() + 11);
        bytes(field::TILE_LAYER, &layer, &mut tile);
        Some(tile)
    }

    /// Adds the feature whose geometry has just been written.
    fn add_feature(&mut self, id: u64, attributes: &'a Attributes, kind: GeometryType) {
        self.tags.clear();
        for (key, value) in attributes.iter_encoded() {
            varint(self.keys.index_of(key), &mut self.tags);
            varint(self.values.index_of(value), &mut self.tags);
        }
        let length = varint_length(field::FEATURE_ID)
            + varint_length(id)
            + bytes_length(field::FEATURE_TAGS, &self.tags)
            + varint_length(field::FEATURE_TYPE)
            + varint_length(kind as u64)
            + bytes_length(field::FEATURE_GEOMETRY, &self.geometry);
        let out = &mut self.features;
        varint(field::LAYER_FEATURE, out);
        varint(length as u64, out);
        varint(field::FEATURE_ID, out);
        varint(id, out);
        bytes(field::FEATURE_TAGS, &self.tags, out);
        varint(field::FEATURE_TYPE, out);
        varint(kind as u64, out);
        bytes(field::FEATURE_GEOMETRY, &self.geometry, out);
    }
}

/// Keys or values of a layer, each once, in the order of first use.
struct Table<'a, T: ?Sized> {
    entries: Vec<&'a T>,
    index: HashMap<&'a T, u64>,
}

impl<T: ?Sized> Default for Table<'_, T> {
    fn default() -> Self {
        Self { entries: Vec::new(), index: HashMap::new() }
    }
}

impl<'a, T: ?Sized + Eq + std::hash::Hash + AsRef<[u8]>> Table<'a, T> {
    fn index_of(&mut self, entry: &'a T) -> u64 {
        let next = self.entries.len() as u64;
        *self.index.entry(entry).or_insert_with(|| {
            self.entries.push(entry);
            next
        })
    }

    fn bytes(&self) -> usize {
        self.entries.iter().map(|entry| entry.as_ref().len() + 4).sum()
    }
}

/// Writes a `Value` message, without its length.
pub(super) fn encode_value(value: &AttributeValue, out: &mut Vec<u8>) {
    match value {
        AttributeValue::Text(text) => bytes(field::VALUE_STRING, text.as_bytes(), out),
        AttributeValue::Uint(number) => {
            varint(field::VALUE_UINT, out);
            varint(*number, out);
        }
        AttributeValue::Int(number) => {
            // A negative number takes ten bytes as `int_value`, and few as `sint_value`.
            varint(field::VALUE_SINT, out);
            varint(zigzag(*number), out);
        }
        AttributeValue::Float(number) => {
            varint(field::VALUE_DOUBLE, out);
            out.extend_from_slice(&number.to_le_bytes());
        }
        AttributeValue::Bool(answer) => {
            varint(field::VALUE_BOOL, out);
            varint(u64::from(*answer), out);
        }
    }
}

fn command(id: u64, count: u64, out: &mut Vec<u8>) {
    varint(count << 3 | id, out);
}

/// The way to a vertex from the one before (section 4.3.2).
fn parameters(to: Coord<i32>, from: Coord<i32>, out: &mut Vec<u8>) {
    varint(zigzag(i64::from(to.x) - i64::from(from.x)), out);
    varint(zigzag(i64::from(to.y) - i64::from(from.y)), out);
}

/// 0, −1, 1, −2 … as 0, 1, 2, 3 …
fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

fn varint(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn varint_length(number: u64) -> usize {
    (64 - (number | 1).leading_zeros() as usize).div_ceil(7)
}

fn bytes(tag: u64, content: &[u8], out: &mut Vec<u8>) {
    varint(tag, out);
    varint(content.len() as u64, out);
    out.extend_from_slice(content);
}

fn bytes_length(tag: u64, content: &[u8]) -> usize {
    varint_length(tag) + varint_length(content.len() as u64) + content.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use fast_mvt::MvtReaderRef;

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
    fn what_has_no_shape_is_not_written() {
        let none = Attributes::default();
        let mut writer = LayerWriter::new("layer", 4096);
        writer.add_area(1, &none, []);
        writer.add_area(2, &none, [ring(&[(0, 0), (1, 1)]).as_slice()]);
        writer.add_lines(3, &none, [ring(&[(0, 0)]).as_slice(), &[]]);
        assert_eq!(writer.finish(), None);
    }

    #[test]
    fn length_of_a_number_is_known_before_it_is_written() {
        for number in (0..64).flat_map(|bit| [(1u64 << bit) - 1, 1 << bit]).chain([u64::MAX]) {
            let mut written = Vec::new();
            varint(number, &mut written);
            assert_eq!(written.len(), varint_length(number), "{number}");
        }
    }
}
