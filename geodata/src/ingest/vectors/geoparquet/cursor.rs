//! Reads the values of one column of a row group, a few rows at a time.

use bytes::Bytes;
use parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use parquet::data_type::{ByteArray, DataType, FixedLenByteArray, Int96};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::RowGroupMetaData;
use parquet::schema::types::SchemaDescriptor;

use super::super::super::tables::Cell;
use crate::parquet_pages::{Entries, Pages};

/// How many entries the lists of the rows that are read at once may have: one country has a tenth of the vertices.
const MAX_ENTRIES: usize = 20_000_000;

/// A column of a row group, being read.
pub(super) struct Cursor {
    reader: ColumnReader,
    /// The level at which a value is there.
    present: i16,
    is_list: bool,
    entries: Entries,
    name: String,
}

/// The entries of a column of some rows: where rows and lists begin, and the values that are there.
pub(super) struct Batch<T> {
    /// For each entry: 0 where a row begins, more where a list goes on.
    pub(super) starts: Vec<i16>,
    /// For each entry: its value, if it is there.
    pub(super) values: Vec<Option<T>>,
}

impl Cursor {
    /// Opens the column at a position.
    pub(super) fn open(
        content: &Bytes,
        group: &RowGroupMetaData,
        schema: &SchemaDescriptor,
        position: usize,
    ) -> Result<Self> {
        let missing = || ParquetError::General("a row group has not all columns".to_owned());
        let metadata = group.columns().get(position).ok_or_else(missing)?;
        let column = schema.columns().get(position).ok_or_else(missing)?;
        let entries = Entries::default();
        let pages = Pages::new(content, metadata, rows_of(group), entries.clone())?;
        let (present, is_list) = (column.max_def_level(), column.max_rep_level() > 0);
        let reader = get_column_reader(column.clone(), Box::new(pages));
        Ok(Self { reader, present, is_list, entries, name: column.path().string() })
    }

    /// The bytes of the next rows.
    pub(super) fn binaries(&mut self, rows: usize) -> Result<Vec<Option<ByteArray>>> {
        let ColumnReader::ByteArrayColumnReader(reader) = &mut self.reader else {
            return Err(ParquetError::General(format!("the column {} has no bytes", self.name)));
        };
        Ok(read(reader, rows, self.present, self.is_list, &self.entries, &self.name)?.values)
    }

    /// The doubles of the next rows.
    pub(super) fn doubles(&mut self, rows: usize) -> Result<Batch<f64>> {
        let ColumnReader::DoubleColumnReader(reader) = &mut self.reader else {
            return Err(ParquetError::General(format!("the column {} has no numbers", self.name)));
        };
        read(reader, rows, self.present, self.is_list, &self.entries, &self.name)
    }

    /// The values of the next rows as cells, each as `convert` says.
    pub(super) fn cells(&mut self, rows: usize, convert: impl Fn(Value<'_>) -> Result<Cell>) -> Result<Batch<Cell>> {
        macro_rules! converted {
            ($reader:expr, $value:expr) => {{
                let batch = read($reader, rows, self.present, self.is_list, &self.entries, &self.name)?;
                let value = $value;
                let values =
                    batch.values.iter().map(|found| found.as_ref().map(|found| convert(value(found))).transpose());
                Ok(Batch { values: values.collect::<Result<_>>()?, starts: batch.starts })
            }};
        }
        match &mut self.reader {
            ColumnReader::BoolColumnReader(reader) => converted!(reader, |value: &bool| Value::Logical(*value)),
            ColumnReader::Int32ColumnReader(reader) => converted!(reader, |value: &i32| Value::Small(*value)),
            ColumnReader::Int64ColumnReader(reader) => converted!(reader, |value: &i64| Value::Whole(*value)),
            ColumnReader::Int96ColumnReader(reader) => converted!(reader, |_: &Int96| Value::Moment),
            ColumnReader::FloatColumnReader(reader) => converted!(reader, |value: &f32| Value::Single(*value)),
            ColumnReader::DoubleColumnReader(reader) => converted!(reader, |value: &f64| Value::Double(*value)),
            ColumnReader::ByteArrayColumnReader(reader) => converted!(reader, bytes_of),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => converted!(reader, fixed_bytes_of),
        }
    }
}

/// A value as it is stored.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'v> {
    Logical(bool),
    Small(i32),
    Whole(i64),
    /// A time, in the oldest of all notations.
    Moment,
    Single(f32),
    Double(f64),
    Bytes(&'v [u8]),
}

fn bytes_of(value: &ByteArray) -> Value<'_> {
    Value::Bytes(value.data())
}

fn fixed_bytes_of(value: &FixedLenByteArray) -> Value<'_> {
    Value::Bytes(value.data())
}

/// Reads the next rows of a column: exactly so many.
fn read<T: DataType>(
    reader: &mut ColumnReaderImpl<T>,
    rows: usize,
    present: i16,
    is_list: bool,
    entries: &Entries,
    name: &str,
) -> Result<Batch<T::T>> {
    let (mut definition, mut repetition, mut values) = (Vec::new(), Vec::new(), Vec::new());
    entries.allow(MAX_ENTRIES);
    let mut read = 0;
    while read < rows {
        let (more, _, _) =
            reader.read_records(rows - read, Some(&mut definition), Some(&mut repetition), &mut values)?;
        if more == 0 {
            return Err(ParquetError::General(format!("the column {name} ends before the others")));
        }
        read += more;
    }
    let mut there = values.into_iter();
    let all: Vec<Option<T::T>> = if present == 0 {
        there.by_ref().map(Some).collect()
    } else {
        definition.iter().map(|level| if *level == present { there.next() } else { None }).collect()
    };
    let starts = if is_list { repetition } else { vec![0; all.len()] };
    let is_complete = there.next().is_none()
        && starts.len() == all.len()
        && starts.iter().filter(|start| **start == 0).count() == rows
        && starts.first().is_none_or(|start| *start == 0);
    if is_complete {
        Ok(Batch { starts, values: all })
    } else {
        Err(ParquetError::General(format!("the column {name} has not a value or its absence for each row")))
    }
}

/// How many rows a row group says to have.
pub(super) fn rows_of(group: &RowGroupMetaData) -> usize {
    usize::try_from(group.num_rows()).unwrap_or(0)
}
