//! The attributes of a collection's features in the encoding of MVT: encoded once, copied into every tile.
//!
//! ```text
//! columns ─► EncodedAttributes ─► chunk (encoded when a tile first shows one of its features)
//!                           └─► EncodedRow ─► LayerWriter
//! ```
//!
//! Nine tenths of a tile of points are attributes, the same ones in every zoom. [`EncodedAttributes`] stores them as the bytes that a tile
//! needs, so that writing a feature only renumbers its values within the tile. It owns the table that it reads from and is
//! cached between requests ([`super::AttributeCache`]).
//!
//! A filter on features belongs here too: one bit for each rank, computed once from the columns; [`EncodedAttributes::row`] would return
//! None where it is not set, and tiles omit features without a row.

use std::fmt;
use std::sync::{Arc, OnceLock};

use super::chunk::{Chunk, ChunkEncoder, features_per_chunk};
use super::mvt::dictionary::hash;
use super::mvt::wire::key_field;
use crate::atlas::Atlas;
use crate::query::{Cell, Column, ProjectedColumns};

/// A table that the attributes of features are read from.
pub trait AttributeSource: Send + Sync {
    /// The names of the columns, no two alike.
    fn names(&self) -> Vec<String>;
    /// How many features there are.
    fn features(&self) -> usize;
    /// One cell.
    fn cell(&self, feature: usize, column: usize) -> Cell<'_>;
    /// Whether each feature has a value of its own in a column, which it has nowhere else: a key.
    fn is_distinct(&self, _column: usize) -> bool {
        false
    }
    /// Bytes of memory that the table itself holds, beyond what it shares.
    fn memory(&self) -> usize {
        0
    }
}

/// The columns of a collection of an atlas.
#[derive(Debug)]
pub struct AtlasAttributeSource {
    atlas: Arc<Atlas>,
    columns: ProjectedColumns,
}

impl AtlasAttributeSource {
    /// The columns must have been made for this atlas.
    pub fn new(atlas: Arc<Atlas>, columns: ProjectedColumns) -> Self {
        Self { atlas, columns }
    }
}

impl AttributeSource for AtlasAttributeSource {
    fn names(&self) -> Vec<String> {
        self.columns.list().iter().map(|column| column.name.clone()).collect()
    }

    fn features(&self) -> usize {
        self.columns.collection().len(&self.atlas)
    }

    fn cell(&self, feature: usize, column: usize) -> Cell<'_> {
        self.columns.cell(&self.atlas, feature, column)
    }

    fn is_distinct(&self, column: usize) -> bool {
        self.columns.list().get(column).is_some_and(Column::is_key)
    }

    fn memory(&self) -> usize {
        self.columns.memory()
    }
}

/// The attributes of all features of a collection for one choice of columns.
///
/// Features are counted by *rank*: their place in the order in which tiles meet them, so that those of one tile lie in few
/// chunks.
pub struct EncodedAttributes {
    cells: Box<dyn AttributeSource>,
    /// The feature at each rank; without it, rank and feature are the same.
    order: Option<Arc<[u32]>>,
    keys: Vec<EncodedKey>,
    chunks: Vec<OnceLock<Chunk>>,
    /// Of how many features a chunk is, as a power of two.
    shift: u32,
}

/// The name of a column as the field of a layer.
#[derive(Debug)]
pub(super) struct EncodedKey {
    pub field: Vec<u8>,
    pub hash: u32,
    /// Whether each feature has a value of its own.
    pub is_distinct: bool,
}

/// The attributes of one feature in [`EncodedAttributes`].
#[derive(Clone, Copy, Debug)]
pub struct EncodedRow<'a> {
    pub(super) keys: &'a [EncodedKey],
    pub(super) chunk: &'a Chunk,
    pub(super) values: &'a [u16],
}

/// How many bytes of memory a cell takes, about: two for its place in a row, and for every second one a value of its own
/// of ten bytes with its end and hash.
const BYTES_PER_CELL: usize = 12;

impl EncodedAttributes {
    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.keys.len()
    }

    /// Encodes nothing yet. `order` gives the feature at each rank: all features, each once.
    pub fn new(cells: impl AttributeSource + 'static, order: Option<Arc<[u32]>>) -> Self {
        let names = cells.names();
        let features = order.as_ref().map_or(cells.features(), |order| order.len());
        let per_chunk = features_per_chunk(names.len());
        let key = |(column, name): (usize, &String)| {
            let mut field = Vec::new();
            key_field(name, &mut field);
            EncodedKey { hash: hash(&field), field, is_distinct: cells.is_distinct(column) }
        };
        Self {
            keys: names.iter().enumerate().map(key).collect(),
            chunks: (0..features.div_ceil(per_chunk)).map(|_| OnceLock::new()).collect(),
            shift: per_chunk.trailing_zeros(),
            cells: Box::new(cells),
            order,
        }
    }

    /// The attributes of the feature at a rank; none beyond the last.
    pub fn row(&self, rank: usize) -> Option<EncodedRow<'_>> {
        if rank >= self.features() {
            return None;
        }
        let position = rank >> self.shift;
        let chunk = self.chunks.get(position)?.get_or_init(|| self.encode(position << self.shift));
        Some(EncodedRow { keys: &self.keys, chunk, values: chunk.row(rank & ((1 << self.shift) - 1)) })
    }

    /// Bytes of memory, about, once every chunk is encoded.
    pub fn expected_memory(&self) -> usize {
        self.features() * self.keys.len() * BYTES_PER_CELL + self.fixed_memory()
    }

    /// Bytes of memory that are held now.
    pub fn memory(&self) -> usize {
        self.chunks.iter().filter_map(OnceLock::get).map(Chunk::memory).sum::<usize>() + self.fixed_memory()
    }

    fn fixed_memory(&self) -> usize {
        self.cells.memory() + self.chunks.len() * size_of::<OnceLock<Chunk>>() + size_of::<Self>()
    }

    fn features(&self) -> usize {
        self.order.as_ref().map_or_else(|| self.cells.features(), |order| order.len())
    }

    fn encode(&self, first: usize) -> Chunk {
        let mut encoder = ChunkEncoder::new(self.keys.len());
        for rank in first..self.features().min(first + (1 << self.shift)) {
            let feature = self.order.as_ref().map_or(Some(rank), |order| order.get(rank).map(|at| *at as usize));
            for column in 0..self.keys.len() {
                encoder.push(feature.map_or(Cell::Null, |feature| self.cells.cell(feature, column)));
            }
        }
        encoder.finish()
    }
}

impl fmt::Debug for EncodedAttributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encoded = self.chunks.iter().filter(|chunk| chunk.get().is_some()).count();
        f.debug_struct("EncodedAttributes")
            .field("features", &self.features())
            .field("columns", &self.keys.len())
            .field("chunks", &self.chunks.len())
            .field("encoded", &encoded)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
