//! Reads GeoParquet (1.0, 1.1) with the `parquet` crate: this GDAL has no driver for it.
//!
//! ```text
//! footer ─► metadata: the column of geometry, its encoding, its reference system
//!       └─► columns: the names of the fields ─► cursor: the values of a few rows at once
//!                                            └► coordinates: the native encodings of geometries
//! ```
//!
//! A row group is read column beside column, a few rows at a time, so that no more than these and one page of each column are unpacked.

mod columns;
mod coordinates;
mod cursor;
mod metadata;

use bytes::Bytes;
use geo_types::Geometry;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};

use super::super::folder::bytes;
use super::super::tables::Cell;
use super::contents::DatasetFiles;
use super::crs::{CrsError, ToCrs84};
use super::error::VectorError;
use super::geometry::{self, GeometryError};
use super::record::{Damage, Record};
use crate::parquet_pages::{guarded, has_plain_footer};
use columns::FieldColumn;
use coordinates::{CoordinateCursor, Shape};
use cursor::{Cursor, rows_of};
use metadata::{GeometryColumn, StatedCrs, unreadable};

/// Rows that are read at once.
const BATCH_ROWS: usize = 64;
/// Nodes of the tree of columns. The widest public data sets have half of them.
const MAX_COLUMNS: u64 = 1000;
/// How many bytes the texts of all features may have: a text that is stored once may stand in every row.
const MAX_TEXT_BYTES: usize = 1 << 30;

/// A GeoParquet file whose rows are not read yet.
pub(super) struct GeoParquetFile {
    content: Bytes,
    metadata: ParquetMetaData,
    geometry: GeometryColumn,
    columns: Vec<FieldColumn>,
    /// The name of its layer: that of the file.
    pub(super) layer: String,
    /// The names of the fields.
    pub(super) fields: Vec<String>,
}

impl GeoParquetFile {
    /// Opens a file: reads its footer.
    pub(super) fn open(contents: &mut DatasetFiles) -> Result<Self, VectorError> {
        let layer = contents.stem.clone();
        let content = contents.files.first_mut().map(|(_, content)| std::mem::take(content)).unwrap_or_default();
        let content = Bytes::from(content);
        let is_parquet = |part: Option<&[u8]>| part.is_some_and(|part| part == b"PAR1");
        if !is_parquet(content.get(..4)) {
            return Err(unreadable("this is not a Parquet file, as which its ending makes it read"));
        }
        if !is_parquet(content.get(content.len() - 4..)) {
            return Err(unreadable("the file is cut off, or encrypted: it does not end as Parquet files do"));
        }
        if !has_plain_footer(&content, MAX_COLUMNS) {
            return Err(unreadable(&format!("its footer is damaged, or has more than {MAX_COLUMNS} columns")));
        }
        let parsed = guarded(|| ParquetMetaDataReader::new().parse_and_finish(&content));
        let metadata = parsed.map_err(|reason| unreadable(&reason))?.map_err(|error| unreadable(&error.to_string()))?;
        let geometry = GeometryColumn::of(metadata.file_metadata())?;
        let columns = columns::fields(metadata.file_metadata().schema_descr(), &geometry);
        let fields = columns.iter().map(|column| column.name.clone()).collect();
        Ok(Self { content, metadata, geometry, columns, layer, fields })
    }

    /// How many features there are, as the file states.
    pub(super) fn count(&self) -> u64 {
        self.metadata.row_groups().iter().fold(0, |sum, group| sum.saturating_add(rows_of(group) as u64))
    }

    /// A reference system that the file states and that cannot be resolved.
    pub(super) fn unreadable_crs(&self) -> Option<&str> {
        match &self.geometry.crs {
            StatedCrs::Unreadable(text) => Some(text),
            _ => None,
        }
    }

    /// The transformation of its coordinates. Whatever the reference system says of axes, x comes first.
    pub(super) fn to_crs84(&self, given: Option<&str>) -> Result<ToCrs84, CrsError> {
        match (&self.geometry.crs, given) {
            (_, Some(given)) => ToCrs84::new(None, Some(given)),
            (StatedCrs::LongitudeLatitude, None) => Ok(ToCrs84::Same),
            (StatedCrs::Known(definition), None) => ToCrs84::new(None, Some(definition)),
            (StatedCrs::Unknown | StatedCrs::Unreadable(_), None) => Err(CrsError::Missing),
        }
    }

    /// The features with some of the fields; nothing comes after one that cannot be read.
    pub(super) fn records<'l>(&'l self, fields: &'l [usize]) -> impl Iterator<Item = Result<Record, Damage>> + 'l {
        let mut rows = Rows { file: self, fields, next_group: 0, open: None, ready: Vec::new().into_iter(), text: 0 };
        let (mut number, mut is_over) = (0, false);
        std::iter::from_fn(move || {
            if is_over {
                return None;
            }
            number += 1;
            let record = rows.next_record().transpose()?;
            is_over = record.is_err();
            Some(record.map_err(|reason| {
                let message = format!("the file is damaged: {reason}");
                Damage { feature: Some(number), error: VectorError::new("vector_damaged", message) }
            }))
        })
    }
}

/// The rows of all row groups, a few at a time.
struct Rows<'l> {
    file: &'l GeoParquetFile,
    fields: &'l [usize],
    next_group: usize,
    open: Option<OpenGroup>,
    ready: std::vec::IntoIter<Record>,
    /// How many bytes the texts so far had.
    text: usize,
}

/// A row group that is being read.
struct OpenGroup {
    left: usize,
    fields: Vec<(Cursor, FieldColumn)>,
    geometry: GeometryCursor,
}

enum GeometryCursor {
    Binary(Box<Cursor>),
    Coordinates(Box<CoordinateCursor>),
}

impl Rows<'_> {
    fn next_record(&mut self) -> Result<Option<Record>, String> {
        loop {
            if let Some(record) = self.ready.next() {
                return Ok(Some(record));
            }
            let mut group = match self.open.take() {
                Some(group) => group,
                None => match self.file.metadata.row_groups().get(self.next_group) {
                    Some(metadata) => {
                        self.next_group += 1;
                        guarded(|| self.open_group(metadata))?.map_err(|error| error.to_string())?
                    }
                    None => return Ok(None),
                },
            };
            let rows = group.left.min(BATCH_ROWS);
            self.ready = guarded(|| group.read(rows))?.map_err(|error| error.to_string())?.into_iter();
            group.left -= rows;
            for record in self.ready.as_slice() {
                self.text += record.fields.iter().map(text_bytes).sum::<usize>();
            }
            if self.text > MAX_TEXT_BYTES {
                let most = bytes(MAX_TEXT_BYTES as u64);
                return Err(format!("its texts unpack to more than {most}, which is the most that is read"));
            }
            self.open = (group.left > 0).then_some(group);
        }
    }

    fn open_group(&self, group: &RowGroupMetaData) -> Result<OpenGroup, ParquetError> {
        let cursor = |position: usize| {
            let schema = self.file.metadata.file_metadata().schema_descr();
            Cursor::open(&self.file.content, group, schema, position)
        };
        let fields = self.fields.iter().filter_map(|field| self.file.columns.get(*field));
        let fields = fields.map(|column| Ok((cursor(column.position)?, column.clone())));
        let fields = fields.collect::<Result<_, ParquetError>>()?;
        let geometry = match self.file.geometry.shape {
            Shape::Binary { position } => GeometryCursor::Binary(Box::new(cursor(position)?)),
            Shape::Coordinates { kind, x, y } => {
                GeometryCursor::Coordinates(Box::new(CoordinateCursor::new(kind, cursor(x)?, cursor(y)?)))
            }
        };
        Ok(OpenGroup { left: rows_of(group), fields, geometry })
    }
}

impl OpenGroup {
    fn read(&mut self, rows: usize) -> Result<Vec<Record>, ParquetError> {
        let mut records: Vec<Record> = match &mut self.geometry {
            GeometryCursor::Binary(cursor) => {
                let binaries = cursor.binaries(rows)?;
                binaries
                    .iter()
                    .map(|binary| of_binary(binary.as_ref().map(ByteArray::data)).map(record))
                    .collect::<Result<_, _>>()?
            }
            GeometryCursor::Coordinates(cursor) => cursor.geometries(rows)?.into_iter().map(record).collect(),
        };
        for (cursor, column) in &mut self.fields {
            let cells = columns::cells(cursor, column, rows)?;
            records.iter_mut().zip(cells).for_each(|(record, cell)| record.fields.push(cell));
        }
        Ok(records)
    }
}

fn record(geometry: Result<Geometry<f64>, GeometryError>) -> Record {
    Record { fields: Vec::new(), geometry }
}

/// A geometry from its well-known binary. GDAL reads it, which knows all of its kinds, and how deep they may be.
fn of_binary(binary: Option<&[u8]>) -> Result<Result<Geometry<f64>, GeometryError>, ParquetError> {
    let Some(binary) = binary else { return Ok(Err(GeometryError::Missing)) };
    let damaged = || ParquetError::General("a geometry is not well-known binary, or is cut off".to_owned());
    i32::try_from(binary.len()).map_err(|_| damaged())?;
    let geometry = gdal::vector::Geometry::from_wkb(binary).map_err(|_| damaged())?;
    Ok(geometry::plane(&geometry))
}

fn text_bytes(cell: &Cell) -> usize {
    match cell {
        Cell::Text(text) => text.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
