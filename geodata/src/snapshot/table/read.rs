use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use bytes::Bytes;
use parquet::column::reader::get_typed_column_reader;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::file::reader::{FileReader, RowGroupReader};
use parquet::file::serialized_reader::SerializedFileReader;

use super::Schema;
use crate::ingest::Progress;
use crate::snapshot::SnapshotError;

/// More threads than this only wait for memory.
const MOST_THREADS: usize = 8;

/// One file, open for reading.
pub(in crate::snapshot) struct TableReader {
    path: PathBuf,
    reader: SerializedFileReader<Bytes>,
    rows: Vec<usize>,
}

/// One row group of it.
pub(in crate::snapshot) struct RowGroup<'a> {
    path: &'a Path,
    reader: Box<dyn RowGroupReader + 'a>,
    rows: usize,
}

impl TableReader {
    /// Opens a file that was read into memory. It must have exactly the columns of `schema`, and `rows` rows.
    pub(in crate::snapshot) fn open(
        path: PathBuf,
        content: Bytes,
        schema: &Schema,
        rows: u64,
    ) -> Result<Self, SnapshotError> {
        let (reader, expected) = guarded(&path, || {
            let reader =
                SerializedFileReader::new(content).map_err(|error| SnapshotError::content(&path, error.to_string()))?;
            let expected = schema.parse().map_err(|error| SnapshotError::content(&path, error.to_string()))?;
            Ok((reader, expected))
        })?;
        if reader.metadata().file_metadata().schema() != expected.as_ref() {
            return Err(SnapshotError::content(&path, "the columns are not those of an edition"));
        }
        let groups = reader.metadata().row_groups().iter().map(|group| usize::try_from(group.num_rows()));
        let sizes = groups
            .collect::<Result<Vec<_>, _>>()
            .map_err(|_| SnapshotError::content(&path, "a row group has a negative number of rows"))?;
        let sum = sizes.iter().try_fold(0_u64, |sum, size| sum.checked_add(*size as u64));
        if sum != Some(rows) {
            let found = sum.map_or_else(|| "too many".to_owned(), |sum| sum.to_string());
            return Err(SnapshotError::content(&path, format!("the file has {found} rows instead of {rows}")));
        }
        Ok(Self { path, reader, rows: sizes })
    }

    /// The number of rows of each row group.
    pub(in crate::snapshot) fn row_groups(&self) -> &[usize] {
        &self.rows
    }

    /// An error about the content of the file.
    pub(in crate::snapshot) fn faulty(&self, reason: impl Into<String>) -> SnapshotError {
        SnapshotError::content(&self.path, reason)
    }

    /// Reads every row group with `read`, on all processors, and hands on the results in their order. `read` gets the number of
    /// the row group and the row group.
    pub(in crate::snapshot) fn read_all<T: Send>(
        &self,
        progress: &dyn Progress,
        read: impl Fn(usize, &RowGroup<'_>) -> Result<T, SnapshotError> + Sync,
    ) -> Result<Vec<T>, SnapshotError> {
        let groups = self.rows.len();
        progress.stage(&format!("Reading {}", self.name()), Some(self.rows.iter().map(|rows| *rows as u64).sum()));
        let job = |number: usize| guarded(&self.path, || read(number, &self.row_group(number)?));
        let next = AtomicUsize::new(0);
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS).min(groups);
        let mut results: Vec<Option<T>> = std::iter::repeat_with(|| None).take(groups).collect();
        std::thread::scope(|scope| {
            let (send, receive) = mpsc::channel();
            for _ in 0..threads {
                let (send, next, job) = (send.clone(), &next, &job);
                scope.spawn(move || {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        // Nobody listens any more once there was an error.
                        if number >= groups || send.send((number, job(number))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(send);
            for (number, result) in receive {
                results[number] = Some(result?);
                progress.advance(self.rows[number] as u64);
            }
            Ok(())
        })?;
        Ok(results.into_iter().flatten().collect())
    }

    fn name(&self) -> String {
        self.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    fn row_group(&self, number: usize) -> Result<RowGroup<'_>, SnapshotError> {
        let reader = self.reader.get_row_group(number).map_err(|error| self.faulty(error.to_string()))?;
        Ok(RowGroup { path: &self.path, reader, rows: self.rows[number] })
    }
}

impl RowGroup<'_> {
    /// Bytes in every row.
    pub(in crate::snapshot) fn bytes(&self, column: &str) -> Result<Vec<ByteArray>, SnapshotError> {
        self.column::<ByteArrayType>(column).map(|read| read.values)
    }

    /// Bytes in some rows.
    pub(in crate::snapshot) fn optional_bytes(&self, column: &str) -> Result<Vec<Option<ByteArray>>, SnapshotError> {
        self.optional::<ByteArrayType>(column)
    }

    /// A text in every row.
    pub(in crate::snapshot) fn texts(&self, column: &str) -> Result<Vec<Box<str>>, SnapshotError> {
        self.bytes(column)?.iter().map(|bytes| self.text(column, bytes).map(Into::into)).collect()
    }

    /// A text in some rows.
    pub(in crate::snapshot) fn optional_texts(&self, column: &str) -> Result<Vec<Option<Box<str>>>, SnapshotError> {
        let text = |bytes: Option<ByteArray>| bytes.map(|bytes| self.text(column, &bytes).map(Into::into)).transpose();
        self.optional_bytes(column)?.into_iter().map(text).collect()
    }

    /// A list of texts in every row.
    pub(in crate::snapshot) fn lists(&self, column: &str) -> Result<Vec<Vec<Box<str>>>, SnapshotError> {
        let read = self.column::<ByteArrayType>(column)?;
        let mut values = read.values.iter();
        let mut rows: Vec<Vec<Box<str>>> = Vec::with_capacity(self.rows.min(read.definition.len()));
        for (definition, repetition) in read.definition.iter().zip(&read.repetition) {
            if *repetition == 0 {
                rows.push(Vec::new());
            }
            if *definition > 0 {
                let value = values.next().ok_or_else(|| self.faulty(column, "a list is cut off"))?;
                let row = rows.last_mut().ok_or_else(|| self.faulty(column, "a list has no beginning"))?;
                row.push(self.text(column, value)?.into());
            }
        }
        if rows.len() == self.rows { Ok(rows) } else { Err(self.faulty(column, "there is not one list per row")) }
    }

    /// A number up to 2³¹ in every row.
    pub(in crate::snapshot) fn small(&self, column: &str) -> Result<Vec<i32>, SnapshotError> {
        self.column::<Int32Type>(column).map(|read| read.values)
    }

    /// A whole number in some rows.
    pub(in crate::snapshot) fn optional_whole(&self, column: &str) -> Result<Vec<Option<u64>>, SnapshotError> {
        let whole = |value: Option<i64>| value.map(u64::try_from).transpose();
        let values: Result<_, _> = self.optional::<Int64Type>(column)?.into_iter().map(whole).collect();
        values.map_err(|_| self.faulty(column, "a number is negative"))
    }

    /// A number in every row.
    pub(in crate::snapshot) fn double(&self, column: &str) -> Result<Vec<f64>, SnapshotError> {
        self.column::<DoubleType>(column).map(|read| read.values)
    }

    /// A number in some rows.
    pub(in crate::snapshot) fn optional_double(&self, column: &str) -> Result<Vec<Option<f64>>, SnapshotError> {
        self.optional::<DoubleType>(column)
    }

    /// An error about one column of the row group.
    pub(in crate::snapshot) fn faulty(&self, column: &str, reason: &str) -> SnapshotError {
        SnapshotError::content(self.path, format!("column {column}: {reason}"))
    }

    /// Bytes as text.
    pub(in crate::snapshot) fn text<'b>(&self, column: &str, bytes: &'b ByteArray) -> Result<&'b str, SnapshotError> {
        std::str::from_utf8(bytes.data()).map_err(|error| self.faulty(column, &error.to_string()))
    }

    fn optional<T: DataType>(&self, column: &str) -> Result<Vec<Option<T::T>>, SnapshotError> {
        let read = self.column::<T>(column)?;
        let mut values = read.values.into_iter();
        let cells = read.definition.iter().map(|definition| if *definition > 0 { values.next() } else { None });
        Ok(cells.collect())
    }

    /// All levels and values of a column. There are as many rows as the row group says.
    fn column<T: DataType>(&self, column: &str) -> Result<ColumnRead<T::T>, SnapshotError> {
        let columns = self.reader.metadata().schema_descr().columns();
        let is_wanted = |path: &[String]| path.first().is_some_and(|first| first == column);
        let position = columns.iter().position(|leaf| is_wanted(leaf.path().parts()) || leaf.path().string() == column);
        let position = position.ok_or_else(|| self.faulty(column, "there is no such column"))?;
        let reader =
            self.reader.get_column_reader(position).map_err(|error| self.faulty(column, &error.to_string()))?;
        let mut reader = get_typed_column_reader::<T>(reader);
        let mut read = ColumnRead { values: Vec::new(), definition: Vec::new(), repetition: Vec::new() };
        let mut records = 0;
        loop {
            let (more, _, _) = reader
                .read_records(
                    self.rows.saturating_sub(records).max(1),
                    Some(&mut read.definition),
                    Some(&mut read.repetition),
                    &mut read.values,
                )
                .map_err(|error| self.faulty(column, &error.to_string()))?;
            records += more;
            if more == 0 || records > self.rows {
                break;
            }
        }
        let leaf = &columns[position];
        let is_complete = match (leaf.max_def_level(), leaf.max_rep_level()) {
            (0, _) => read.values.len() == self.rows,
            (_, 0) => read.definition.len() == self.rows,
            _ => read.definition.len() == read.repetition.len(),
        };
        if records == self.rows && is_complete {
            Ok(read)
        } else {
            Err(self.faulty(column, &format!("there are {records} rows instead of {}", self.rows)))
        }
    }
}

struct ColumnRead<T> {
    values: Vec<T>,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

/// The Parquet decoder panics at some files that are malformed in spite of a right checksum (a negative offset of a column,
/// say): the edition is then refused like any other damaged one.
fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, SnapshotError>) -> Result<T, SnapshotError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| Err(SnapshotError::content(path, said(&*panic))))
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or_else(|| panic.downcast_ref::<&str>().copied());
    format!("the Parquet decoder gave up: {}", text.unwrap_or("it does not say why"))
}
