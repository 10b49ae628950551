//! Mapbox Vector Tile specification 2.1: the protocol-buffer messages of a layer, written straight into bytes.
//!
//! Equal features in equal order give equal bytes.

pub(super) mod dictionary;
pub(super) mod wire;

use std::cell::Cell;

use geo_types::Coord;

use self::dictionary::Dictionary;
use self::wire::{LONGEST_VARINT_OF_32, bytes, close, field, open, put_varint, varint, zigzag};
use super::attributes::Attributes;
use super::chunk::{ABSENT, Chunk};
use super::selection::{Key, Row};

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

/// The attributes of a feature as a layer takes them.
#[derive(Clone, Copy, Debug)]
pub enum FeatureAttributes<'a> {
    /// Those that a selection has for it.
    Selected(Row<'a>),
    /// Its own.
    Own(&'a Attributes),
}

impl<'a> From<Row<'a>> for FeatureAttributes<'a> {
    fn from(row: Row<'a>) -> Self {
        Self::Selected(row)
    }
}

impl<'a> From<&'a Attributes> for FeatureAttributes<'a> {
    fn from(attributes: &'a Attributes) -> Self {
        Self::Own(attributes)
    }
}

/// Writes one layer of a tile, feature by feature.
pub struct LayerWriter<'a> {
    out: Vec<u8>,
    layer: wire::Open,
    extent: u32,
    /// Where the features begin.
    features: usize,
    tables: Tables,
    /// The selection and the chunk of it that the last selected feature came from: `tables` number their keys and values.
    keys: Option<&'a [Key]>,
    chunk: Option<&'a Chunk>,
    /// Whether all keys, and all values, came from one place, in which no two are alike.
    unmixed_keys: bool,
    unmixed_values: bool,
    /// How many bytes the last feature, its geometry and its tags took for their lengths.
    widths: [usize; 3],
}

/// What a writer looks up while it writes.
#[derive(Default)]
struct Tables {
    keys: Dictionary,
    values: Dictionary,
    /// For each column of the selection, 1 + its position among the keys of the layer, or 0.
    key_at: Vec<u32>,
    /// For each value of the chunk, 1 + its position among the values of the layer, or 0.
    value_at: Vec<u32>,
    /// Which of them are not 0.
    known: Vec<u16>,
}

/// The tables of a layer of more bytes are not kept: such layers are rare.
const LARGEST_KEPT: usize = 4 << 20;

thread_local! {
    /// The tables of the last layer that the thread wrote, emptied: the next one needs about as much room.
    static TABLES: Cell<Tables> = Cell::default();
}

impl<'a> LayerWriter<'a> {
    /// A layer without features. `extent` is the width and height of the tile in units of its grid.
    pub fn new(name: impl AsRef<str>, extent: u32) -> Self {
        let mut out = Vec::with_capacity(1024);
        let layer = open(field::TILE_LAYER, 2, &mut out);
        // First, so that a reader knows whether to go on.
        varint(field::LAYER_VERSION, &mut out);
        varint(VERSION, &mut out);
        bytes(field::LAYER_NAME, name.as_ref().as_bytes(), &mut out);
        Self {
            layer,
            extent,
            features: out.len(),
            out,
            tables: TABLES.take(),
            keys: None,
            chunk: None,
            unmixed_keys: true,
            unmixed_values: true,
            widths: [1; 3],
        }
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
        let Self { mut out, layer, extent, features, mut tables, .. } = self;
        let is_empty = out.len() == features;
        out.reserve(tables.keys.bytes().len() + tables.values.bytes().len() + 16);
        out.extend_from_slice(tables.keys.bytes());
        out.extend_from_slice(tables.values.bytes());
        if out.len() <= LARGEST_KEPT {
            tables.clear();
            TABLES.set(tables);
        }
        varint(field::LAYER_EXTENT, &mut out);
        varint(u64::from(extent), &mut out);
        close(layer, &mut out);
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
        let start = self.out.len();
        let out = &mut self.out;
        let feature = open(field::LAYER_FEATURE, self.widths[0], out);
        varint(field::FEATURE_ID, out);
        varint(id, out);
        varint(field::FEATURE_TYPE, out);
        varint(kind as u64, out);
        let shape = open(field::FEATURE_GEOMETRY, self.widths[1], out);
        let before = out.len();
        geometry(out);
        if out.len() == before {
            out.truncate(start);
            return;
        }
        self.widths[1] = close(shape, out);
        // Last, so that what has no geometry leaves no keys and values behind.
        let tags = open(field::FEATURE_TAGS, self.widths[2], out);
        match attributes {
            FeatureAttributes::Selected(row) => self.write_selected(row),
            FeatureAttributes::Own(attributes) => self.write_own(attributes),
        }
        self.widths[2] = close(tags, &mut self.out);
        self.widths[0] = close(feature, &mut self.out);
    }

    fn write_selected(&mut self, row: Row<'a>) {
        let Row { keys, chunk, values } = row;
        if !self.keys.is_some_and(|known| std::ptr::eq(known, keys)) {
            self.unmixed_keys &= self.tables.keys.len() == 0;
            self.keys = Some(keys);
            self.tables.key_at.clear();
            self.tables.key_at.resize(keys.len(), 0);
        }
        if !self.chunk.is_some_and(|known| std::ptr::eq(known, chunk)) {
            self.unmixed_values &= self.tables.values.len() == 0;
            self.chunk = Some(chunk);
            self.tables.forget_chunk();
            if self.tables.value_at.len() < chunk.values() {
                self.tables.value_at.resize(chunk.values(), 0);
            }
        }
        let Self { out, tables, unmixed_keys, unmixed_values, .. } = self;
        let Tables { keys: layer_keys, values: layer_values, key_at, value_at, known } = tables;
        let mut end = out.len();
        out.resize(end + 2 * LONGEST_VARINT_OF_32 * values.len(), 0);
        for ((value, key), key_at) in values.iter().zip(keys).zip(key_at) {
            if *value == ABSENT {
                continue;
            }
            if *key_at == 0 {
                *key_at = 1 + if *unmixed_keys {
                    layer_keys.push(key.hash, &key.field)
                } else {
                    layer_keys.position(key.hash, &key.field)
                };
            }
            let local = usize::from(*value);
            let value_at = &mut value_at[local];
            if *value_at == 0 {
                known.push(*value);
                let (hash, field) = (chunk.hash(local), chunk.value(local));
                *value_at = 1 + if *unmixed_values {
                    layer_values.push(hash, field)
                } else {
                    layer_values.position(hash, field)
                };
            }
            end = put_varint(*key_at - 1, end, out);
            end = put_varint(*value_at - 1, end, out);
        }
        out.truncate(end);
    }

    fn write_own(&mut self, attributes: &Attributes) {
        self.unmixed_keys = false;
        self.unmixed_values = false;
        for (key, value) in attributes.iter_encoded() {
            let key = self.tables.keys.position(dictionary::hash(key), key);
            let value = self.tables.values.position(dictionary::hash(value), value);
            varint(key.into(), &mut self.out);
            varint(value.into(), &mut self.out);
        }
    }
}

impl Tables {
    /// Only what was written is set back: a chunk has thousands of values, and a feature few.
    fn forget_chunk(&mut self) {
        for value in self.known.drain(..) {
            self.value_at[usize::from(value)] = 0;
        }
    }

    fn clear(&mut self) {
        self.forget_chunk();
        self.keys.clear();
        self.values.clear();
        self.key_at.clear();
    }
}

fn command(id: u64, count: u64, out: &mut Vec<u8>) {
    varint(count << 3 | id, out);
}

/// A line from where the pen is.
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

/// The way to a vertex from the one before (section 4.3.2).
#[inline]
fn parameters(to: Coord<i32>, from: Coord<i32>, out: &mut Vec<u8>) {
    varint(zigzag(i64::from(to.x) - i64::from(from.x)), out);
    varint(zigzag(i64::from(to.y) - i64::from(from.y)), out);
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
        writer.add_area(1, &none, [[]; 0]);
        writer.add_area(2, &none, &[ring(&[(0, 0), (1, 1)])]);
        writer.add_lines(3, &none, [ring(&[(0, 0)]).as_slice(), &[]]);
        assert_eq!(writer.finish(), None);
    }
}
