use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use parquet::column::reader::{get_column_reader, get_typed_column_reader};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type};
use parquet::file::metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData};

use super::{Budget, Schema, languages_of};
use crate::editions::EditionError;
use crate::model::Language;
use crate::parallel;
use crate::parquet_pages::{self, Entries, Pages};
use crate::progress::Progress;

/// Rows that are decoded at once: few enough for the processor's cache.
const BATCH_ROWS: usize = 4096;
/// Row groups that are written have no more rows.
const MAX_ROW_GROUP_ROWS: usize = 1 << 21;
/// Nodes of the tree of columns. That of a layer has thirty.
const MAX_COLUMNS: u64 = 100;

/// One file, open for reading.
pub(in crate::editions) struct TableReader {
    path: PathBuf,
    content: Bytes,
    metadata: ParquetMetaData,
    /// Of its names, without the main one.
    languages: Vec<Language>,
    rows: Vec<usize>,
    budget: Arc<Budget>,
}

/// One row group of it.
pub(in crate::editions) struct RowGroup<'a> {
    file: &'a TableReader,
    metadata: &'a RowGroupMetaData,
    rows: usize,
}

impl TableReader {
    /// Opens a file that was read into memory. It must have exactly the columns of `schema`, and `rows` rows.
    pub(in crate::editions) fn open(
        path: PathBuf,
        content: Bytes,
        schema: &Schema,
        rows: u64,
        budget: Arc<Budget>,
    ) -> Result<Self, EditionError> {
        if !parquet_pages::has_plain_footer(&content, MAX_COLUMNS) {
            return Err(EditionError::content(&path, "the footer is damaged"));
        }
        let (metadata, languages, expected) = guarded(&path, || {
            let failed = |error: parquet::errors::ParquetError| EditionError::content(&path, error.to_string());
            let metadata = ParquetMetaDataReader::new().parse_and_finish(&content).map_err(failed)?;
            let languages = languages_of(&metadata.file_metadata().schema_descr().root_schema_ptr());
            let expected = schema.parse(&languages).map_err(failed)?;
            Ok((metadata, languages, expected))
        })?;
        if metadata.file_metadata().schema() != expected.as_ref() {
            return Err(EditionError::content(&path, "the columns are not those of an edition"));
        }
        let size = |group: &RowGroupMetaData| {
            usize::try_from(group.num_rows()).ok().filter(|rows| *rows <= MAX_ROW_GROUP_ROWS)
        };
        let sizes: Option<Vec<usize>> = metadata.row_groups().iter().map(size).collect();
        let sizes = sizes.ok_or_else(|| {
            EditionError::content(&path, format!("a row group has not 0 to {MAX_ROW_GROUP_ROWS} rows"))
        })?;
        let sum = sizes.iter().try_fold(0_u64, |sum, size| sum.checked_add(*size as u64));
        if sum != Some(rows) {
            let found = sum.map_or_else(|| "too many".to_owned(), |sum| sum.to_string());
            return Err(EditionError::content(&path, format!("the file has {found} rows instead of {rows}")));
        }
        budget.allow_for(content.len());
        Ok(Self { path, content, metadata, languages, rows: sizes, budget })
    }

    /// The number of rows of each row group.
    pub(in crate::editions) fn row_groups(&self) -> &[usize] {
        &self.rows
    }

    /// An error about the content of the file.
    pub(in crate::editions) fn invalid(&self, reason: impl Into<String>) -> EditionError {
        EditionError::content(&self.path, reason)
    }

    /// Reads every row group with `read`, on all processors, and hands on the results in their order. `read` gets the number of
    /// the row group and the row group.
    pub(in crate::editions) fn read_all<T: Send>(
        &self,
        progress: &dyn Progress,
        read: impl Fn(usize, &RowGroup<'_>) -> Result<T, EditionError> + Sync,
    ) -> Result<Vec<T>, EditionError> {
        let groups = self.rows.len();
        progress.stage(&format!("Reading {}", self.name()), Some(self.rows.iter().map(|rows| *rows as u64).sum()));
        parallel::try_map(0..groups, |number| {
            let result = guarded(&self.path, || read(number, &self.row_group(number)?))?;
            progress.advance(self.rows[number] as u64);
            Ok(result)
        })
    }

    /// What `look` finds in every row group, in their order: for what costs next to nothing.
    pub(in crate::editions) fn map_row_groups<T>(
        &self,
        look: impl Fn(&RowGroup<'_>) -> Result<T, EditionError>,
    ) -> Result<Vec<T>, EditionError> {
        (0..self.rows.len()).map(|number| guarded(&self.path, || look(&self.row_group(number)?))).collect()
    }

    /// Like [`Self::read_all`] for row groups that belong together: `read` adds each of a range to one result. Later ranges are
    /// larger.
    pub(in crate::editions) fn read_ranges<T: Send + Default>(
        &self,
        progress: &dyn Progress,
        together: &[Range<usize>],
        read: impl Fn(&RowGroup<'_>, &mut T) -> Result<(), EditionError> + Sync,
    ) -> Result<Vec<T>, EditionError> {
        let rows = |groups: &Range<usize>| self.rows[groups.clone()].iter().map(|rows| *rows as u64).sum::<u64>();
        progress.stage(&format!("Reading {}", self.name()), Some(together.iter().map(rows).sum()));
        parallel::try_map_from_last(together, |groups| {
            let result = guarded(&self.path, || {
                let mut whole = T::default();
                groups.clone().try_for_each(|group| read(&self.row_group(group)?, &mut whole))?;
                Ok(whole)
            })?;
            progress.advance(rows(groups));
            Ok(result)
        })
    }

    fn name(&self) -> String {
        self.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    fn row_group(&self, number: usize) -> Result<RowGroup<'_>, EditionError> {
        let metadata =
            self.metadata.row_groups().get(number).ok_or_else(|| self.invalid("there is no such row group"))?;
        Ok(RowGroup { file: self, metadata, rows: self.rows[number] })
    }

    /// Notes that so many bytes are made of it, before they are.
    fn spend(&self, bytes: usize) -> Result<(), EditionError> {
        let may = self.budget.spend(bytes);
        may.then_some(()).ok_or_else(|| self.invalid("it unpacks to more than files of editions do"))
    }
}

impl RowGroup<'_> {
    /// What `each` makes of the bytes in every row, one after the other. Bytes are handed on in small batches, which stay in the
    /// processor's cache: nothing of the size of a row group is held only to be looked at once.
    pub(in crate::editions) fn map_bytes<R>(
        &self,
        column: &str,
        mut each: impl FnMut(&[u8]) -> Result<R, EditionError>,
    ) -> Result<Vec<R>, EditionError> {
        let mut rows = Vec::new();
        self.batches::<ByteArrayType>(column, |batch| {
            self.spend::<R>(batch.values.len(), &batch.values)?;
            for bytes in &batch.values {
                rows.push(each(bytes.data())?);
            }
            Ok(())
        })?;
        Ok(rows)
    }

    /// Like [`Self::map_bytes`], for a column with bytes in some rows.
    pub(in crate::editions) fn map_optional_bytes<R>(
        &self,
        column: &str,
        mut each: impl FnMut(Option<&[u8]>) -> Result<R, EditionError>,
    ) -> Result<Vec<R>, EditionError> {
        let mut rows = Vec::new();
        self.batches::<ByteArrayType>(column, |batch| {
            self.spend::<R>(batch.definition.len(), &batch.values)?;
            let mut values = batch.values.iter();
            for definition in &batch.definition {
                let value = if *definition > 0 { values.next() } else { None };
                rows.push(each(value.map(ByteArray::data))?);
            }
            Ok(())
        })?;
        Ok(rows)
    }

    /// True if the statistics of a column say that every row has this text. False may also mean that there are no statistics.
    pub(in crate::editions) fn is_constant(&self, column: &str, text: &str) -> bool {
        let columns = self.metadata.columns();
        let described = columns.iter().find(|described| described.column_path().string() == column);
        described.and_then(|described| described.statistics()).is_some_and(|known| {
            let is_exact = known.min_is_exact() && known.max_is_exact();
            is_exact && [known.min_bytes_opt(), known.max_bytes_opt()] == [Some(text.as_bytes()); 2]
        })
    }

    /// A text in every row.
    pub(in crate::editions) fn texts(&self, column: &str) -> Result<Vec<Box<str>>, EditionError> {
        self.map_bytes(column, |bytes| self.text(column, bytes).map(Into::into))
    }

    /// A text in some rows.
    pub(in crate::editions) fn optional_texts(&self, column: &str) -> Result<Vec<Option<Box<str>>>, EditionError> {
        self.map_optional_bytes(column, |bytes| bytes.map(|bytes| self.text(column, bytes).map(Into::into)).transpose())
    }

    /// A list of texts in every row.
    pub(in crate::editions) fn lists(&self, column: &str) -> Result<Vec<Vec<Box<str>>>, EditionError> {
        let mut rows: Vec<Vec<Box<str>>> = Vec::new();
        self.batches::<ByteArrayType>(column, |batch| {
            self.spend::<Vec<Box<str>>>(batch.definition.len(), &batch.values)?;
            let mut values = batch.values.iter();
            for (definition, repetition) in batch.definition.iter().zip(&batch.repetition) {
                if *repetition == 0 {
                    rows.push(Vec::new());
                }
                if *definition > 0 {
                    let value = values.next().ok_or_else(|| self.invalid(column, "a list is cut off"))?;
                    let row = rows.last_mut().ok_or_else(|| self.invalid(column, "a list has no beginning"))?;
                    row.push(self.text(column, value.data())?.into());
                }
            }
            Ok(())
        })?;
        if rows.len() == self.rows { Ok(rows) } else { Err(self.invalid(column, "there is not one list per row")) }
    }

    /// A list of small whole numbers in every row: all numbers one after the other, and where in them each list ends. `most` is
    /// how many numbers can be meant: a malformed file may say anything.
    pub(in crate::editions) fn small_lists(
        &self,
        column: &str,
        most: usize,
    ) -> Result<(Vec<i32>, Vec<usize>), EditionError> {
        let (mut all, mut ends) = (Vec::new(), Vec::new());
        self.batches::<Int32Type>(column, |batch| {
            self.spend::<usize>(batch.definition.len(), &[])?;
            let mut values = batch.values.iter();
            for (definition, repetition) in batch.definition.iter().zip(&batch.repetition) {
                if *repetition == 0 {
                    ends.push(all.len());
                }
                if *definition > 0 {
                    let value = values.next().ok_or_else(|| self.invalid(column, "a list is cut off"))?;
                    let end = ends.last_mut().ok_or_else(|| self.invalid(column, "a list has no beginning"))?;
                    all.push(*value);
                    *end = all.len();
                }
            }
            if all.len() > most { Err(self.invalid(column, "there are too many numbers")) } else { Ok(()) }
        })?;
        if ends.len() == self.rows {
            Ok((all, ends))
        } else {
            Err(self.invalid(column, "there is not one list per row"))
        }
    }

    /// A number up to 2³¹ in every row.
    pub(in crate::editions) fn small(&self, column: &str) -> Result<Vec<i32>, EditionError> {
        self.all::<Int32Type>(column)
    }

    /// A number up to 2³¹ in some rows.
    pub(in crate::editions) fn optional_small(&self, column: &str) -> Result<Vec<Option<i32>>, EditionError> {
        self.some::<Int32Type, i32>(column, Ok)
    }

    /// Yes or no in every row.
    pub(in crate::editions) fn bool(&self, column: &str) -> Result<Vec<bool>, EditionError> {
        self.all::<BoolType>(column)
    }

    /// A whole number in some rows.
    pub(in crate::editions) fn optional_whole(&self, column: &str) -> Result<Vec<Option<u64>>, EditionError> {
        let negative = |_| self.invalid(column, "a number is negative");
        self.some::<Int64Type, u64>(column, |value| u64::try_from(value).map_err(negative))
    }

    /// A number in every row.
    pub(in crate::editions) fn double(&self, column: &str) -> Result<Vec<f64>, EditionError> {
        self.all::<DoubleType>(column)
    }

    /// A number in some rows.
    pub(in crate::editions) fn optional_double(&self, column: &str) -> Result<Vec<Option<f64>>, EditionError> {
        self.some::<DoubleType, f64>(column, Ok)
    }

    /// The languages of the names in the file, without the main one.
    pub(in crate::editions) fn languages(&self) -> &[Language] {
        &self.file.languages
    }

    /// The number of rows.
    pub(in crate::editions) fn rows(&self) -> usize {
        self.rows
    }

    /// An error about one column of the row group.
    pub(in crate::editions) fn invalid(&self, column: &str, reason: &str) -> EditionError {
        EditionError::content(&self.file.path, format!("column {column}: {reason}"))
    }

    /// Bytes as text.
    pub(in crate::editions) fn text<'b>(&self, column: &str, bytes: &'b [u8]) -> Result<&'b str, EditionError> {
        std::str::from_utf8(bytes).map_err(|error| self.invalid(column, &error.to_string()))
    }

    fn all<T: DataType>(&self, column: &str) -> Result<Vec<T::T>, EditionError> {
        let mut all = Vec::new();
        self.batches::<T>(column, |batch| {
            self.spend::<T::T>(batch.values.len(), &[])?;
            all.append(&mut batch.values);
            Ok(())
        })?;
        Ok(all)
    }

    fn some<T: DataType, R>(
        &self,
        column: &str,
        each: impl Fn(T::T) -> Result<R, EditionError>,
    ) -> Result<Vec<Option<R>>, EditionError> {
        let mut rows = Vec::new();
        self.batches::<T>(column, |batch| {
            self.spend::<Option<R>>(batch.definition.len(), &[])?;
            let mut values = batch.values.drain(..);
            for definition in &batch.definition {
                let value = if *definition > 0 { values.next() } else { None };
                rows.push(value.map(&each).transpose()?);
            }
            Ok(())
        })?;
        Ok(rows)
    }

    /// Notes that something is made of each of some rows: the bytes of texts and geometries with it, unless nothing is kept.
    fn spend<R>(&self, rows: usize, bytes: &[ByteArray]) -> Result<(), EditionError> {
        let each = size_of::<R>();
        let bytes: usize = if each == 0 { 0 } else { bytes.iter().map(ByteArray::len).sum() };
        self.file.spend(bytes.saturating_add(rows.saturating_mul(each)))
    }

    /// Hands on the levels and values of a column in batches. There are as many rows as the row group says.
    fn batches<T: DataType>(
        &self,
        column: &str,
        mut each: impl FnMut(&mut RecordBatch<T::T>) -> Result<(), EditionError>,
    ) -> Result<(), EditionError> {
        let columns = self.file.metadata.file_metadata().schema_descr().columns();
        let is_wanted = |path: &[String]| path.first().is_some_and(|first| first == column);
        let position = columns.iter().position(|leaf| is_wanted(leaf.path().parts()));
        let position = position.ok_or_else(|| self.invalid(column, "there is no such column"))?;
        let (is_optional, is_list) = (columns[position].max_def_level() > 0, columns[position].max_rep_level() > 0);
        let described = self.metadata.columns().get(position);
        let described = described.ok_or_else(|| self.invalid(column, "the row group has no such column"))?;
        let pages = Pages::new(&self.file.content, described, self.rows, Entries::default());
        let pages = pages.map_err(|error| self.invalid(column, &error.to_string()))?;
        let reader = get_column_reader(columns[position].clone(), Box::new(pages));
        let mut reader = get_typed_column_reader::<T>(reader);
        let mut batch = RecordBatch { values: Vec::new(), definition: Vec::new(), repetition: Vec::new() };
        let mut rows = 0;
        loop {
            batch.values.clear();
            batch.definition.clear();
            batch.repetition.clear();
            let (definition, repetition) = (Some(&mut batch.definition), Some(&mut batch.repetition));
            let (more, _, _) = reader
                .read_records(BATCH_ROWS, definition, repetition, &mut batch.values)
                .map_err(|error| self.invalid(column, &error.to_string()))?;
            let is_complete = match (is_optional, is_list) {
                (false, _) => batch.values.len() == more,
                (true, false) => batch.definition.len() == more,
                (true, true) => batch.definition.len() == batch.repetition.len(),
            };
            rows += more;
            if rows > self.rows || !is_complete || (more == 0 && rows < self.rows) {
                return Err(self.invalid(column, &format!("there are not {} rows", self.rows)));
            }
            each(&mut batch)?;
            if more == 0 {
                return Ok(());
            }
        }
    }
}

struct RecordBatch<T> {
    values: Vec<T>,
    definition: Vec<i16>,
    repetition: Vec<i16>,
}

/// The edition is refused like any other damaged one where the decoder of Parquet panics in spite of a right checksum.
fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, EditionError>) -> Result<T, EditionError> {
    parquet_pages::guarded(work).unwrap_or_else(|panic| Err(EditionError::content(path, panic)))
}
