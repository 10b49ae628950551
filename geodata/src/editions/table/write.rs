use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnWriter;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;

use super::{Cells, Schema};
use crate::editions::EditionError;
use crate::editions::checksum::HashingWriter;
use crate::editions::manifest::FileEntry;
use crate::model::Language;

/// Levels above this one make files little smaller and writing much slower.
const ZSTD_LEVEL: i32 = 3;

/// Writes one file, row group by row group.
pub(in crate::editions) struct TableWriter {
    path: PathBuf,
    name: String,
    rows: u64,
    writer: SerializedFileWriter<HashingWriter<File>>,
}

impl TableWriter {
    /// Begins the file `name` in a folder, with names in `languages` besides the main one.
    pub(in crate::editions) fn create(
        folder: &Path,
        name: &str,
        schema: &Schema,
        languages: &[Language],
    ) -> Result<Self, EditionError> {
        let path = folder.join(name);
        let begin = || {
            let mut properties = WriterProperties::builder()
                .set_created_by(format!("Kerben version {}", env!("CARGO_PKG_VERSION")))
                .set_compression(Compression::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL)?))
                .set_dictionary_enabled(false);
            for column in schema.repeating {
                properties = properties.set_column_dictionary_enabled(ColumnPath::from(*column), true);
            }
            for column in schema.without_statistics {
                let column = ColumnPath::from(*column);
                properties = properties.set_column_statistics_enabled(column, EnabledStatistics::None);
            }
            let file = HashingWriter::new(File::create(&path)?);
            SerializedFileWriter::new(file, schema.parse(languages)?, Arc::new(properties.build()))
        };
        let writer = begin().map_err(|error| failed(&path, error))?;
        Ok(Self { path, name: name.to_owned(), rows: 0, writer })
    }

    /// Says something about the whole file.
    pub(in crate::editions) fn set_metadata(&mut self, key: &str, value: String) {
        self.writer.append_key_value_metadata(KeyValue::new(key.to_owned(), value));
    }

    /// Writes one row group: the cells of every column, in the order of the schema.
    pub(in crate::editions) fn row_group(&mut self, rows: usize, columns: Vec<Cells>) -> Result<(), EditionError> {
        self.rows += rows as u64;
        row_group(&mut self.writer, columns).map_err(|error| failed(&self.path, error))
    }

    /// Ends the file and waits until it is on the disk.
    pub(in crate::editions) fn finish(self) -> Result<FileEntry, EditionError> {
        let Self { path, name, rows, writer } = self;
        let end = || {
            let (file, bytes, sha256) = writer.into_inner()?.finish();
            file.sync_all()?;
            Ok(FileEntry { name, rows, bytes, sha256 })
        };
        end().map_err(|error| failed(&path, error))
    }
}

fn row_group(writer: &mut SerializedFileWriter<HashingWriter<File>>, columns: Vec<Cells>) -> Result<(), ParquetError> {
    let mut group = writer.next_row_group()?;
    for cells in columns {
        let mut column = group.next_column()?.ok_or_else(|| ParquetError::General("too many columns".into()))?;
        macro_rules! write {
            ($writer:expr, $cells:expr) => {
                $writer.write_batch(&$cells.values, $cells.definition.as_deref(), $cells.repetition.as_deref())?
            };
        }
        match (column.untyped(), &cells) {
            (ColumnWriter::ByteArrayColumnWriter(writer), Cells::Bytes(cells)) => write!(writer, cells),
            (ColumnWriter::Int32ColumnWriter(writer), Cells::Small(cells)) => write!(writer, cells),
            (ColumnWriter::Int64ColumnWriter(writer), Cells::Whole(cells)) => write!(writer, cells),
            (ColumnWriter::DoubleColumnWriter(writer), Cells::Double(cells)) => write!(writer, cells),
            (ColumnWriter::BoolColumnWriter(writer), Cells::Bool(cells)) => write!(writer, cells),
            _ => return Err(ParquetError::General("the cells are not of the type of their column".into())),
        };
        column.close()?;
    }
    group.close().map(|_| ())
}

/// The disk's own words where it was the disk.
fn failed(path: &Path, error: ParquetError) -> EditionError {
    match error {
        ParquetError::External(source) => match source.downcast::<std::io::Error>() {
            Ok(source) => EditionError::Io { path: path.to_owned(), source: *source },
            Err(other) => EditionError::content(path, other.to_string()),
        },
        other => EditionError::content(path, other.to_string()),
    }
}
