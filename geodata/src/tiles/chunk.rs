//! The attributes of up to 1,024 features, encoded once for all tiles that show them.

use hashbrown::HashTable;

use super::mvt::dictionary::{entry, hash, spread_hash};
use super::mvt::wire::{ValueRef, value_field};
use crate::query::Cell;

/// The value of a row that has none in a column.
pub const ABSENT: u16 = u16::MAX;

/// The most features of a chunk. The more, the fewer values are there twice; the fewer, the less is encoded for a tile that
/// shows one of them.
const MOST_FEATURES: usize = 1024;

/// How many features a chunk has, a power of two, so that the values of all its cells can be numbered in 16 bits.
pub fn features_per_chunk(columns: usize) -> usize {
    let mut features = MOST_FEATURES;
    while features > 1 && features * columns > usize::from(ABSENT) {
        features /= 2;
    }
    features
}

/// Rows of attributes as positions in a list of values, in which each value is there once.
#[derive(Debug, Default)]
pub struct Chunk {
    columns: usize,
    /// The values as fields of an MVT layer, one after the other.
    bytes: Vec<u8>,
    ends: Vec<u32>,
    hashes: Vec<u32>,
    /// Row by row, a position or [`ABSENT`] for each column.
    cells: Vec<u16>,
}

impl Chunk {
    /// The row at a position.
    pub fn row(&self, row: usize) -> &[u16] {
        self.cells.get(row * self.columns..(row + 1) * self.columns).unwrap_or_default()
    }

    /// How many values there are.
    pub fn values(&self) -> usize {
        self.ends.len()
    }

    /// A value as the field of a layer.
    #[inline]
    pub fn value(&self, value: usize) -> &[u8] {
        entry(&self.bytes, &self.ends, value)
    }

    /// The hash of that.
    #[inline]
    pub fn hash(&self, value: usize) -> u32 {
        self.hashes[value]
    }

    /// Bytes of memory that it holds.
    pub fn memory(&self) -> usize {
        self.bytes.len() + 4 * (self.ends.len() + self.hashes.len()) + 2 * self.cells.len() + size_of::<Self>()
    }
}

/// Encodes a chunk, cell by cell in the order of rows and columns.
#[derive(Debug)]
pub struct ChunkEncoder {
    chunk: Chunk,
    index: HashTable<u16>,
    field: Vec<u8>,
}

impl ChunkEncoder {
    /// A chunk without rows.
    pub fn new(columns: usize) -> Self {
        Self { chunk: Chunk { columns, ..Chunk::default() }, index: HashTable::new(), field: Vec::new() }
    }

    /// Adds the next cell. MVT has no null: what is null is absent, and so are numbers that are not finite.
    pub fn push(&mut self, cell: Cell<'_>) {
        let value = match cell {
            Cell::Null => None,
            Cell::Text(text) => Some(ValueRef::Text(text)),
            Cell::Int(number) => Some(ValueRef::Uint(number)),
            Cell::Float(number) => number.is_finite().then_some(ValueRef::Float(number)),
            Cell::Bool(answer) => Some(ValueRef::Bool(answer)),
        };
        let position = value.map_or(ABSENT, |value| {
            self.field.clear();
            value_field(value, &mut self.field);
            self.position()
        });
        self.chunk.cells.push(position);
    }

    /// The position of the value in `field`.
    fn position(&mut self) -> u16 {
        let Self { chunk, index, field } = self;
        // Statuses, years and names of units are often those of the feature before.
        let above = chunk.cells.len().checked_sub(chunk.columns).map(|above| chunk.cells[above]);
        if let Some(above) = above.filter(|above| *above != ABSENT)
            && chunk.value(above.into()) == field
        {
            return above;
        }
        let hash = hash(field);
        if let Some(position) = index.find(spread_hash(hash), |position| chunk.value((*position).into()) == field) {
            return *position;
        }
        let position = chunk.ends.len() as u16;
        chunk.bytes.extend_from_slice(field);
        chunk.ends.push(chunk.bytes.len() as u32);
        chunk.hashes.push(hash);
        index.insert_unique(spread_hash(hash), position, |position| spread_hash(chunk.hash((*position).into())));
        position
    }

    /// The chunk, in as little memory as it needs.
    pub fn finish(self) -> Chunk {
        let Chunk { columns, mut bytes, mut ends, mut hashes, mut cells } = self.chunk;
        bytes.shrink_to_fit();
        ends.shrink_to_fit();
        hashes.shrink_to_fit();
        cells.shrink_to_fit();
        Chunk { columns, bytes, ends, hashes, cells }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_stored_once_and_null_or_non_finite_ones_are_absent() {
        let mut encoder = ChunkEncoder::new(2);
        let cells = [Cell::Int(1), Cell::Text("a"), Cell::Null, Cell::Text("a"), Cell::Int(1), Cell::Float(f64::NAN)];
        for cell in cells {
            encoder.push(cell);
        }
        let chunk = encoder.finish();
        let rows = [0, 1, 2].map(|row| chunk.row(row).to_vec());
        assert_eq!(rows, [vec![0, 1], vec![ABSENT, 1], vec![0, ABSENT]]);
        // Field 4 of a layer, its length, and in it `uint_value` 1, or `string_value` of one byte.
        assert_eq!([chunk.value(0), chunk.value(1)], [&[0x22, 2, 0x28, 1][..], &[0x22, 3, 0x0a, 1, b'a']]);
        assert_eq!(chunk.values(), 2);
    }

    #[test]
    fn values_of_different_types_are_different_values() {
        let mut encoder = ChunkEncoder::new(1);
        for cell in [Cell::Int(1), Cell::Float(1.0), Cell::Bool(true), Cell::Text("1")] {
            encoder.push(cell);
        }
        assert_eq!(encoder.finish().values(), 4);
    }

    #[test]
    fn all_cells_of_a_chunk_can_have_values_of_their_own() {
        for columns in [0, 1, 10, 63, 64, 65, 1000, 40_000] {
            let features = features_per_chunk(columns);
            assert!(features.is_power_of_two() && features * columns <= usize::from(ABSENT), "{columns}");
        }
        assert_eq!((features_per_chunk(40), features_per_chunk(64)), (1024, 512));
    }
}
